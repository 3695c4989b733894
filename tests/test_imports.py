"""What a command loads: start-up is paid on every commit, and one careless import doubles it."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

from real import CHAPTER, FIXTURES, environment, write

if TYPE_CHECKING:
    from pathlib import Path

# What no clean run needs, and why it is kept out.
FORBIDDEN = {
    "pydantic": "130 ms; validates a configuration that changed",
    "pydantic_core": "comes with pydantic",
    "annotated_types": "comes with pydantic",
    "typing_extensions": "comes with pydantic",
    "ruamel": "27 ms; front matter beyond the strict grammar, and the configuration",
    "yaml": "nobody's",
    "regex": "18 ms; Unicode properties",
    "charset_normalizer": "28 ms; documents that are not UTF-8",
    "webvtt": "captions, for courses that have them",
    "importlib.metadata": "44 ms; packs are named, not searched for",
    "importlib.resources": "comes with it",
    "email": "comes with importlib.metadata",
    "zipfile": "comes with importlib.metadata",
    "logging": "5 ms; there is no log",
    "multiprocessing": "8 ms; starts above 200 documents",
    "concurrent": "likewise",
    "asyncio": "nothing is asynchronous",
    "subprocess": "6 ms; nothing is started",
    "socket": "nothing is sent",
    "ssl": "nothing is sent",
    "urllib": "8 ms; URLs are looked at, not opened",
    "http": "likewise",
    "pathlib": "11 ms; os.path does",
    "dataclasses": "6 ms; named tuples do",
    "difflib": "3 ms; suggestions and --diff",
    "unittest": "tests only",
    "pytest": "tests only",
    "argparse": "click is the command line",
    "optparse": "likewise",
    "click.shell_completion": "shells ask for it",
    "click.testing": "tests only",
    "pickle": "nothing is pickled",
    "ctypes": "nothing is called",
    "tempfile": "4 ms, with random; secrets names temporary files when one is written",
    "random": "comes with tempfile",
    "secrets": "names temporary files when one is written",
    "hashlib": "loads OpenSSL; the digest of the cache comes from _blake2",
    "decimal": "figures are integers and fractions of them",
    "fractions": "loads decimal",
    "statistics": "loads decimal and random",
    "xml": "reports for other programs",
    "html": "likewise",
    "csv": "likewise",
    "llmdoc_lint.docs": "the pages of the rules",
    "llmdoc_lint.rule_docs": "likewise",
    "llmdoc_lint.config.check": "validates a configuration that changed",
    "llmdoc_lint.config.model": "likewise",
    "llmdoc_lint.config.nodes": "likewise",
    "llmdoc_lint.yaml_reader": "loads ruamel.yaml",
    "llmdoc_lint.frontmatter.fences": "a block that the strict grammar does not read",
    "llmdoc_lint.frontmatter.events": "loads ruamel.yaml",
    "llmdoc_lint.language.alignment": "4 ms with what compares two languages; a translation beside its source",
    "llmdoc_lint.encoding.code_pages": "2 ms with what judges damage; a text that may be damaged",
    "llmdoc_lint.encoding.mojibake.judgement": "likewise",
    "llmdoc_lint.language.names.known": "1 ms; summaries in Korean",
    "llmdoc_lint.language.names.reading": "2 ms; summaries that write a name otherwise than their texts",
    "llmdoc_lint.fixes": "--fix",
    "llmdoc_lint.baseline": "where there is a baseline, and --since",
    "llmdoc_lint.git": "--tracked and --since",
    "llmdoc_lint.since": "--since",
    "llmdoc_lint.hook": "--tracked",
}
# Needed by what a clean run does, of the above.
ALLOWED = {
    "clean": {"hashlib"},
    "cached": {"hashlib", "secrets", "random"},
    "first": {"hashlib", "secrets", "random"},
    "hook": {"hashlib", "secrets", "random", "subprocess", "llmdoc_lint.git", "llmdoc_lint.hook"},
}
# What `--help` and `--version` need less of: no engine, no rules.
ENGINE = ("llmdoc_lint.run", "llmdoc_lint.engine", "llmdoc_lint.commands", "llmdoc_lint.config", "llmdoc_rules", "json")

PROGRAM = """
import sys
sys.argv = ["llmdoc-lint", *sys.argv[1:]]
import llmdoc_lint.__main__
from llmdoc_lint.cli import run_command
status = run_command(sys.argv[1:])
sys.stderr.write("\\n".join([str(status), *sys.modules]))
"""


def loaded(cwd: Path, *args: str) -> set[str]:
    """The modules that are loaded when the command has ended well; those of a bare interpreter left out."""
    env = environment()
    ended = subprocess.run(
        [sys.executable, "-S", "-c", "import sys; print(*sys.modules)"], env=env, capture_output=True, check=True
    )
    bare = set(ended.stdout.decode().split())
    site = subprocess.run(
        [sys.executable, "-c", "import sys; print(*sys.modules)"], env=env, capture_output=True, check=True
    )  # a virtual environment's .pth files load what they like: not ours
    bare |= set(site.stdout.decode().split())
    ended = subprocess.run([sys.executable, "-c", PROGRAM, *args], cwd=cwd, env=env, capture_output=True, check=True)
    status, *modules = ended.stderr.decode().split("\n")
    assert status == "0", ended
    return set(modules) - bare


def careless(modules: set[str], allowed: set[str]) -> list[str]:
    return sorted(
        f"{name}: {why}"
        for name, why in FORBIDDEN.items()
        if name not in allowed and any(module == name or module.startswith(f"{name}.") for module in modules)
    )


@pytest.mark.parametrize("option", ["--help", "-h", "--version"])
def test_help(tmp_path: Path, option: str) -> None:
    modules = loaded(tmp_path, option)
    # For `-h` click first looks for a long option, and for one that is spelt like it.
    assert careless(modules, {"difflib"} if option == "-h" else set()) == []
    assert sorted(modules.intersection(ENGINE)) == []
    assert sorted(name for name in modules if name.startswith("llmdoc_lint")) == [
        "llmdoc_lint",
        "llmdoc_lint.__main__",
        "llmdoc_lint.cli",
    ]


def test_a_clean_file(tmp_path: Path) -> None:
    write(tmp_path, "docs/x/kr/page.md", CHAPTER + "본문입니다.\n")
    assert careless(loaded(tmp_path, "--no-cache", "docs/x/kr/page.md"), ALLOWED["clean"]) == []


def test_a_clean_file_and_its_cache(tmp_path: Path) -> None:
    write(tmp_path, "llmdoc-lint.yaml", "# the defaults\n")
    write(tmp_path, "docs/x/kr/page.md", CHAPTER + "본문입니다.\n")
    assert careless(loaded(tmp_path, "docs/x/kr/page.md"), ALLOWED["first"]) == []
    assert careless(loaded(tmp_path, "docs/x/kr/page.md"), ALLOWED["cached"]) == []


def test_a_clean_chapter_with_its_course(tmp_path: Path) -> None:
    """A page of a course with an index, both sides and a prompt; the index without its nested `qaScore`,

    which is beyond the strict grammar and takes ruamel.yaml.
    """
    course = FIXTURES / "clean/docs/week1/chunking-for-llms"
    for path in sorted(course.rglob("*.md")):
        raw = re.sub(rb"\nqaScore:\n(?:  .*\n)+", b"\n", path.read_bytes())
        write(tmp_path, f"docs/x/{path.relative_to(course).as_posix()}", raw)
    write(tmp_path, "llmdoc-lint.yaml", "# the defaults\n")
    allowed = ALLOWED["clean"] | {"llmdoc_lint.language.alignment"}
    allowed |= {"llmdoc_lint.encoding.code_pages", "llmdoc_lint.encoding.mojibake.judgement"}  # a page shows damage
    allowed |= {"llmdoc_lint.language.names.known", "llmdoc_lint.language.names.reading"}  # the index has summaries
    assert careless(loaded(tmp_path, "--no-cache", "docs/x/kr/introduction.md"), allowed) == []


@pytest.mark.skipif(shutil.which("git") is None, reason="git is not installed")
def test_the_hook(tmp_path: Path) -> None:
    """It asks git once, for what it tracks."""
    write(tmp_path, "llmdoc-lint.yaml", "# the defaults\n")
    write(tmp_path, "docs/x/kr/page.md", CHAPTER + "본문입니다.\n")
    subprocess.run(["git", "init", "--quiet"], cwd=tmp_path, check=True)
    for _ in range(2):
        assert careless(loaded(tmp_path, "--tracked", "docs/x/kr/page.md"), ALLOWED["hook"]) == []
