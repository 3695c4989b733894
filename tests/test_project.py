"""The project holds together: rules, modules, fixtures and documentation agree."""

from __future__ import annotations

import ast
import re
from graphlib import TopologicalSorter
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from harness import FIXTURES, describe, files_of
from llmdoc_lint.core import Severity
from llmdoc_lint.packs import load

if TYPE_CHECKING:
    from collections.abc import Container, Iterator

ROOT = Path(__file__).parent.parent
RULES = load(("llmdoc_rules",))
MODULES = {
    path.stem.replace("_", "-"): path
    for path in (ROOT / "rules" / "llmdoc_rules").glob("*/*.py")
    if not path.name.startswith("_")
}
NOT_RULES = {"demo", "clean", "sound"}


def cases(rule: str) -> list[Path]:
    return sorted(path for path in (FIXTURES / rule).glob("*") if path.is_dir())


def findings(case: Path, rule: str) -> list[str]:
    return [line for line in (case / "want.txt").read_text("utf-8").split("\n") if f" {rule} «" in line]


def test_every_module_is_a_rule_of_its_name_and_group() -> None:
    assert sorted(RULES) == sorted(MODULES)
    for name, path in MODULES.items():
        assert RULES[name].group == path.parent.name.replace("_", "-")


def test_every_rule_has_fixtures_and_every_fixture_a_rule() -> None:
    assert {path.name for path in FIXTURES.iterdir() if path.is_dir()} - NOT_RULES == set(RULES)


@pytest.mark.parametrize("name", sorted(RULES))
def test_rule_has_flagged_and_clean_cases(name: str) -> None:
    flagged = [case for case in cases(name) if findings(case, name)]
    clean = [case for case in cases(name) if not findings(case, name)]
    assert flagged, "no case shows the fault"
    assert clean, "no case shows what only looks like it"


@pytest.mark.parametrize("name", sorted(RULES))
def test_a_rule_that_declares_a_fix_shows_one(name: str) -> None:
    wants = [(case / "want.txt").read_text("utf-8") for case in cases(name)]
    shown = {level for want in wants for level in ("safe", "unsafe", "display") if f"\n  {level} fix: " in want}
    fixes = RULES[name].fixes
    assert (str(fixes) in shown) if fixes is not None else not shown


@pytest.mark.parametrize("name", sorted(RULES))
def test_rule_is_documented(name: str) -> None:
    rule = RULES[name]
    title, _, rest = rule.doc.strip().partition("\n")
    assert title.endswith(".")
    assert len(title) <= 110
    assert rest.strip(), "it does not say why the fault matters"
    if rule.group != "linter":
        assert "Bad:" in rest
        assert "Good:" in rest
    assert re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", name)
    assert not name.startswith(("no-", "disallow-"))
    assert rule.severity in Severity


def test_the_engine_names_no_rule() -> None:
    ids = set(RULES)
    for path in (ROOT / "lint" / "llmdoc_lint").rglob("*.py"):
        tree = ast.parse(path.read_text("utf-8"))
        constants = {node.value for node in ast.walk(tree) if isinstance(node, ast.Constant)}
        assert not ids & {value for value in constants if isinstance(value, str)}, path.name


def modules() -> dict[str, ast.Module]:
    """The modules of engine and rules, by name."""
    found = {}
    for home in ("lint", "rules"):
        for path in sorted((ROOT / home).glob("llmdoc_*/**/*.py")):
            parts = path.relative_to(ROOT / home).with_suffix("").parts
            name = ".".join(parts[:-1] if parts[-1] == "__init__" else parts)
            found[name] = ast.parse(path.read_text("utf-8"))
    return found


def exported(module: ast.Module) -> set[str] | None:
    """What `__all__` lists; None where there is none."""
    for node in module.body:
        if isinstance(node, ast.Assign) and ast.unparse(node.targets[0]) == "__all__":
            return set(ast.literal_eval(node.value))
    return None


def imported(module: ast.Module, known: Container[str]) -> Iterator[tuple[str, str]]:
    """Module and name, of what it takes from the `known` ones: by name, or from a module that it has whole."""
    whole = {}
    for node in ast.walk(module):
        if isinstance(node, ast.ImportFrom) and node.module is not None and node.module in known:
            for alias in node.names:
                if (inner := f"{node.module}.{alias.name}") in known:
                    whole[alias.asname or alias.name] = inner
                else:
                    yield node.module, alias.name
    for node in ast.walk(module):
        if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name) and node.value.id in whole:
            yield whole[node.value.id], node.attr


def needed(module: ast.Module, known: Container[str]) -> set[str]:
    """The modules among the `known` ones that it imports, wherever it does, for types, too."""
    found = set()
    for node in ast.walk(module):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names if alias.name in known}
        elif isinstance(node, ast.ImportFrom) and node.module is not None:
            inner = {f"{node.module}.{alias.name}" for alias in node.names}
            found |= {name for name in inner if name in known}
            if node.module in known and any(name not in known for name in inner):
                found.add(node.module)
    return found


def test_modules_stand_above_what_they_import() -> None:
    parsed = modules()
    TopologicalSorter({name: needed(module, parsed) for name, module in parsed.items()}).prepare()  # or CycleError


def test_what_modules_take_from_each_other_is_offered() -> None:
    parsed = modules()
    offered = {name: names for name, module in parsed.items() if (names := exported(module)) is not None}
    taken = {pair for module in parsed.values() for pair in imported(module, parsed)}
    assert sorted(f"{name}: {each}" for name, each in taken if name in offered and each not in offered[name]) == []


def test_rules_are_as_the_catalogue_has_them() -> None:
    """There may be more: a rule is added without asking it."""
    catalogue = ROOT.parent / "shared" / "rules.md"
    if not catalogue.exists():
        pytest.skip("the catalogue is not beside the project")
    rows = re.findall(
        r"^\| ([a-z0-9-]+) \| (error|warning|info) \| (safe|unsafe|-) \|", catalogue.read_text("utf-8"), re.M
    )
    listed = {name: (severity, fix) for name, severity, fix in rows}
    assert len(listed) > 80
    ours = {name: (str(rule.severity), str(rule.fixes or "-")) for name, rule in RULES.items()}
    assert {name: ours.get(name) for name in listed} == listed


def test_fixture_bytes_are_what_was_reviewed() -> None:
    for name in RULES:
        for case in cases(name):
            headers = [line for line in (case / "want.txt").read_text("utf-8").split("\n") if line.startswith("# ")]
            root = case / "in"
            assert headers == [
                f"# {p.relative_to(root).as_posix()}: {describe(p.read_bytes())}" for p in files_of(root)
            ]


def test_fixtures_are_kept_from_line_ending_conversion() -> None:
    assert (FIXTURES / ".gitattributes").read_text("ascii") == "* -text\n"


def test_every_command_and_option_is_documented() -> None:
    import click

    from llmdoc_lint.cli import COMMANDS, cli

    readme = (ROOT / "README.md").read_text("utf-8")
    context = click.Context(cli)
    for name in COMMANDS:
        command = cli.get_command(context, name)
        assert command is not None
        assert command.help
        assert f"llmdoc-lint {name}" in readme
        for parameter in command.params:
            if isinstance(parameter, click.Option) and name == "check":
                assert parameter.help, parameter.name
                assert parameter.opts[0] in readme, parameter.opts[0]


def test_the_readme_shows_what_the_demo_prints(
    monkeypatch: pytest.MonkeyPatch, capfdbinary: pytest.CaptureFixture[bytes]
) -> None:
    from llmdoc_lint.cli import run_command

    readme = (ROOT / "README.md").read_text("utf-8")
    shown = readme.split("<!-- demo:start -->\n```\n")[1].split("\n```\n<!-- demo:end -->")[0].split("\n")
    monkeypatch.chdir(FIXTURES / "demo" / "docs" / "how-small-models-learn")
    assert run_command(["check", "--no-cache"]) == 1
    printed = capfdbinary.readouterr().out.decode("utf-8").split("\n")
    assert [line for line in shown if line != "..." and line not in printed] == []


def test_the_readme_s_ten_rules_say_this() -> None:
    readme = (ROOT / "README.md").read_text("utf-8")
    shown = re.findall(
        r"^- \*\*([a-z-]+)\*\* (.+)$", readme.split("<!-- ten:start -->")[1].split("<!-- ten:end -->")[0], re.M
    )
    assert len({name for name, _ in shown}) == 10
    for name, told in shown:
        wanted = [(case / "want.txt").read_text("utf-8") for case in cases(name)]
        assert any(f"{name} {told}\n" in text for text in wanted), name
