"""Documentation made of the rules and of the configuration's models: pure functions that return text.

`python -m llmdoc_lint.docs [--check] [ROOT]` writes it into a checkout, or says what is out of date.
"""

from __future__ import annotations

import os
import re
import sys
from typing import TYPE_CHECKING, Any

from llmdoc_lint.rule_docs import example, facts, in_words, literal, options_of, over, page, suppressions, title

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from llmdoc_lint.core import Rule
    from llmdoc_lint.rule_docs import Option

__all__ = ["configuration_page", "generate", "index_page", "rule_page", "rules_table"]

START, END = "<!-- rules:start -->", "<!-- rules:end -->"
GENERATED = "<!-- Generated from the code by `make docs`: edit the docstrings and models instead. -->"


# ------------------------------------------------------------------------------ of all rules


def rules_table(rules: Mapping[str, Rule[Any, Any]], form: str, base: str = "docs/rules") -> str:
    """All rules as `text`, `json` or `markdown`; ends in a line break.

    `base` is the folder of the rules' pages, as the Markdown links to it.
    """
    if form == "json":
        import json

        return json.dumps([describe(rule) for rule in _ordered(rules)], ensure_ascii=False, indent=2) + "\n"
    groups: dict[str, list[Rule[Any, Any]]] = {}
    for rule in _ordered(rules):
        groups.setdefault(rule.group, []).append(rule)
    if form == "markdown":
        parts = []
        for group, members in groups.items():
            lines = [f"### {group}", "", "| rule | severity | fix | reports |", "|---|---|---|---|"]
            for rule in members:
                fix = "" if rule.fixes is None else str(rule.fixes)
                lines.append(f"| [{rule.id}]({base}/{rule.id}.md) | {rule.severity} | {fix} | {_cell(title(rule))} |")
            parts.append("\n".join(lines))
        return "\n\n".join(parts) + "\n"
    if form != "text":
        raise ValueError(form)
    width = max((len(id) for id in rules), default=0)
    parts = []
    for group, members in groups.items():
        lines = [group]
        for rule in members:
            fix = "-" if rule.fixes is None else str(rule.fixes)
            lines.append(f"  {rule.id:{width}}  {rule.severity!s:7}  {fix:7}  {title(rule)}")
        parts.append("\n".join(lines))
    return "\n\n".join(parts) + "\n"


def describe(rule: Rule[Any, Any]) -> dict[str, Any]:
    """A rule as JSON: the contract of `llmdoc-lint rules --output-format json`."""
    return {
        "id": rule.id,
        "group": rule.group,
        "severity": str(rule.severity),
        "fix": None if rule.fixes is None else str(rule.fixes),
        "over": over(rule),
        "kinds": None if rule.kinds is None else sorted(rule.kinds),
        "title": title(rule),
        "doc": page(rule),
        "options": [option._asdict() for option in options_of(rule)],
    }


def _ordered(rules: Mapping[str, Rule[Any, Any]]) -> list[Rule[Any, Any]]:
    return sorted(rules.values(), key=lambda rule: (rule.group, rule.id))


def _cell(text: str) -> str:
    return text.replace("|", "\\|")


# ----------------------------------------------------------------------------------- Markdown


def rule_page(rule: Rule[Any, Any]) -> str:
    """The page of a rule in Markdown."""
    parts = [
        f"# {rule.id}",
        GENERATED,
        "\n".join(["| | |", "|---|---|", *(f"| {name} | {value} |" for name, value in facts(rule))]),
        fenced(page(rule)),
    ]
    options = options_of(rule)
    if options:
        parts += ["## Options", option_table(options)]
    parts += ["## Configuration", f"```yaml\nrules:\n{example(rule)}\n```", f"`{rule.id}: off` switches it off."]
    parts += ["## Suppression", "\n".join(("```markdown", *suppressions(rule.id), "```"))]
    return "\n\n".join(parts) + "\n"


def option_table(options: Iterable[Option]) -> str:
    lines = ["| option | type | default | |", "|---|---|---|---|"]
    for option in options:
        default = _code(literal(option.default))
        lines.append(f"| `{option.name}` | {option.type} | {default} | {_cell(option.description)} |")
    return "\n".join(lines)


def fenced(text: str) -> str:
    """Put fences around what is indented by four spaces: examples may then hold anything.

    What continues a list item stays as it is.
    """
    out: list[str] = []
    lines = text.split("\n")
    at = 0
    item = False  # within a list
    while at < len(lines):
        line = lines[at]
        if line.startswith("    ") and not item and (not out or not out[-1]):
            stop = at
            for ahead in range(at, len(lines)):
                if lines[ahead].startswith("    "):
                    stop = ahead + 1
                elif lines[ahead]:
                    break
            block = [line[4:] for line in lines[at:stop]]
            longest = max((len(run) for line in block for run in re.findall("`+", line)), default=0)
            fence = "`" * max(3, longest + 1)
            out += [f"{fence}text", *block, fence]
            at = stop
            continue
        if line and not line.startswith(" "):
            item = line.startswith(("- ", "* ")) or re.match(r"\d+[.)] ", line) is not None
        out.append(line)
        at += 1
    return "\n".join(out)


def index_page(rules: Mapping[str, Rule[Any, Any]]) -> str:
    """The list of all rules in Markdown."""
    counts = f"{len(rules)} rules in {len({rule.group for rule in rules.values()})} groups."
    text = (
        f"{counts} An id or a group's name selects rules in the configuration, with `--select` and `--ignore`, and in\n"
        "suppressions. *Fix* is the best that a rule can offer: `safe` is applied by `--fix`, `unsafe` only with\n"
        "`--unsafe-fixes`, `display` is shown and never applied."
    )
    return f"# Rules\n\n{GENERATED}\n\n{text}\n\n{rules_table(rules, 'markdown', 'rules')}"


def configuration_page(rules: Mapping[str, Rule[Any, Any]]) -> str:
    """The reference of the configuration in Markdown: every key, and every rule's options."""
    from llmdoc_lint.config import model as models

    defaults = models.defaults()
    parts = [
        "# Configuration",
        GENERATED,
        "`llmdoc-lint.yaml` at the project's root, in YAML 1.2. Everything has a default: an empty or absent file is\n"
        "fine. A mistake is reported with its line and column, and ends the run with exit status 2.\n"
        "`llmdoc-lint schema config` prints a JSON Schema for editors.",
        _example(),
        "\n".join(_fields(models.Config, defaults)),
    ]
    for heading, model, default in (
        ("language", models.Languages, defaults["language"]),
        ("kinds", models.KindModel, {}),
        ("match, of a kind", models.Match, {}),
        ("folders", models.Folders, defaults["folders"]),
        ("glossary, each entry", models.TermModel, {"not": []}),
    ):
        parts += [f"## {heading}", str(model.__doc__), "\n".join(_fields(model, default))]
    parts += [
        "## rules",
        "A rule or a group is given a severity (`error`, `warning`, `info`, `off`), or a mapping of `severity` and,\n"
        "for a rule, its options. What is said of a rule goes before what is said of its group.",
    ]
    rows = []
    for rule in _ordered(rules):
        for option in options_of(rule):
            rows.append(
                f"| [{rule.id}](rules/{rule.id}.md) | `{option.name}` | {option.type} "
                f"| {_code(literal(option.default))} | {_cell(option.description)} |"
            )
    if rows:
        parts.append("\n".join(["| rule | option | type | default | |", "|---|---|---|---|---|", *rows]))
    parts += ["## Built-in kinds", _kinds()]
    return "\n\n".join(parts) + "\n"


def _example() -> str:
    return """```yaml
include: ["docs/**/*.md"]
exclude: ["docs/drafts/**"]
kinds:
  chapter: {optional: [status, reviewer]}       # a built-in kind: what is not given stays
  glossary:                                     # a new one
    match: {path: "docs/glossary/*.md"}
    side: target
    part: article
    required: [title]
glossary:
  - {term: parameter, use: 파라미터, not: [매개변수]}
rules:
  timestamps: warning                           # a group
  heading-format-mixed: off
baseline: .llmdoc-lint-baseline.json
```"""


def _fields(model: Any, defaults: Mapping[str, Any]) -> Iterator[str]:
    yield "| key | type | default | |"
    yield "|---|---|---|---|"
    for name, field in model.model_fields.items():
        key = field.alias or name
        annotation = field.annotation
        words = _words(annotation)
        if field.is_required():
            default = "required"
        else:
            default = _code(literal(defaults[key])) if defaults.get(key) is not None else ""
        yield f"| `{key}` | {words} | {default} | {_cell(field.description or '')} |"


def _words(annotation: Any) -> str:
    """The type of a model's field; a section of its own is a mapping."""
    words = re.sub(r"mapping of text to (any|KindModel)", "mapping", in_words(annotation))
    return re.sub(r"\b[A-Z][A-Za-z]+", "mapping", words)


def _kinds() -> str:
    from llmdoc_lint.settings import BUILTIN_KINDS

    lines = ["| kind | side | part | required | optional | aliases |", "|---|---|---|---|---|---|"]
    for kind in BUILTIN_KINDS.values():
        aliases = ", ".join(f"{alias}: {key}" for alias, key in kind.aliases)
        lines.append(
            f"| {kind.name} | {kind.side or 'none'} | {kind.part} | {', '.join(kind.required)} "
            f"| {', '.join(kind.optional)} | {aliases} |"
        )
    return "\n".join(lines)


def _code(text: str) -> str:
    """Text as Markdown code within a table's cell."""
    fence = "`" * (max((len(run) for run in re.findall("`+", text)), default=0) + 1)
    pad = " " if text.startswith("`") or text.endswith("`") else ""
    return _cell(f"{fence}{pad}{text}{pad}{fence}")


# -------------------------------------------------------------------------------- the checkout


def generate(root: str) -> dict[str, str]:
    """Every generated file of the checkout at `root`: path relative to it, and content."""
    from llmdoc_lint.packs import load
    from llmdoc_lint.settings import Settings

    rules = load(Settings().packs)
    files = {f"docs/rules/{rule.id}.md": rule_page(rule) for rule in rules.values()}
    files["docs/rules.md"] = index_page(rules)
    files["docs/configuration.md"] = configuration_page(rules)
    readme = _read(os.path.join(root, "README.md"))
    if readme is not None and START in readme and END in readme[readme.index(START) :]:
        before, _, rest = readme.partition(START)
        after = rest.partition(END)[2]
        files["README.md"] = f"{before}{START}\n{rules_table(rules, 'markdown')}{END}{after}"
    return dict(sorted(files.items()))


def _read(path: str) -> str | None:
    try:
        with open(path, encoding="utf-8", newline="") as stream:
            return stream.read()
    except FileNotFoundError:
        return None


def main(arguments: list[str]) -> int:
    """Write the generated files, and drop pages of rules that are gone; with `--check`, only tell."""
    check = "--check" in arguments
    roots = [argument for argument in arguments if argument != "--check"]
    if len(roots) > 1 or any(root.startswith("-") for root in roots):
        sys.stderr.write("usage: python -m llmdoc_lint.docs [--check] [ROOT]\n")
        return 2
    root = roots[0] if roots else "."
    files = generate(root)
    stale = [path for path, text in files.items() if _read(os.path.join(root, path)) != text]
    home = os.path.join(root, "docs", "rules")
    pages = sorted(os.listdir(home)) if os.path.isdir(home) else []
    gone = [f"docs/rules/{name}" for name in pages if name.endswith(".md") and f"docs/rules/{name}" not in files]
    for path in stale:
        sys.stdout.write(f"{path}: {'out of date' if check else 'written'}\n")
        if not check:
            full = os.path.join(root, path)
            os.makedirs(os.path.dirname(full), exist_ok=True)
            with open(full, "w", encoding="utf-8", newline="") as stream:
                stream.write(files[path])
    for path in gone:
        sys.stdout.write(f"{path}: {'of no rule' if check else 'removed'}\n")
        if not check:
            os.unlink(os.path.join(root, path))
    return 1 if check and (stale or gone) else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
