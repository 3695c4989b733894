"""The command line as a user meets it: output, options, exit status."""

from __future__ import annotations

import json
import os
from typing import TYPE_CHECKING

import pytest

from harness import FIXTURES
from llmdoc_lint import __version__
from llmdoc_lint.cli import COMMANDS, run_command
from trees import CHAPTER, write

if TYPE_CHECKING:
    from pathlib import Path

BOM = "\ufeff"
PAGE = CHAPTER.format(n=1, body="# 1. 가\n\n안녕하세요.")


@pytest.fixture
def tree(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A project in which one file has a byte order mark and nothing else is looked at."""
    write(tmp_path, {"docs/x/kr/one.md": BOM + PAGE, "docs/x/kr/two.md": PAGE.replace("1", "2"), ".git/HEAD": ""})
    monkeypatch.chdir(tmp_path)
    return tmp_path


ONLY = ("--no-cache", "--select", "byte-order-mark")


def test_text(tree: Path, capfdbinary: pytest.CaptureFixture[bytes]) -> None:
    assert run_command([*ONLY]) == 1
    out, err = capfdbinary.readouterr()
    assert out.decode() == (
        "docs/x/kr/one.md:1:1 warning byte-order-mark byte order mark at the start of the file «\\ufeff»\n"
        "    fix: Remove the byte order mark\n"
        "1 finding (1 warning) in 2 documents; 1 can be fixed with --fix\n"
    )
    assert err == b""


def test_json_is_the_contract(tree: Path, capfdbinary: pytest.CaptureFixture[bytes]) -> None:
    assert run_command([*ONLY, "--output-format", "json"]) == 1
    report = json.loads(capfdbinary.readouterr().out)
    fingerprint = report["findings"][0].pop("fingerprint")
    assert len(fingerprint) == 16
    span = {"start": {"line": 1, "column": 1}, "end": {"line": 1, "column": 2}}
    assert report == {
        "version": 1,
        "tool": {"name": "llmdoc-lint", "version": __version__},
        "summary": {
            "documents": 2,
            "findings": 1,
            "errors": 0,
            "warnings": 1,
            "infos": 0,
            "fixable": 1,
            "fixed": 0,
            "suppressed": 0,
            "baselined": 0,
        },
        "findings": [
            {
                "rule": "byte-order-mark",
                "group": "encoding",
                "severity": "warning",
                "message": "byte order mark at the start of the file",
                "path": "docs/x/kr/one.md",
                "range": span,
                "excerpt": "\\ufeff",
                "related": [],
                "fix": {
                    "applicability": "safe",
                    "title": "Remove the byte order mark",
                    "edits": [{"path": "docs/x/kr/one.md", "range": span, "text": ""}],
                },
                "data": {},
            }
        ],
    }


@pytest.mark.parametrize(
    ("arguments", "status"),
    [
        pytest.param([], 1, id="no path is the current directory"),
        pytest.param(["check"], 1, id="check by name"),
        pytest.param(["docs"], 1, id="a directory"),
        pytest.param(["docs/x/kr/two.md"], 0, id="a sound file"),
        pytest.param(["docs/x/kr/one.md", "docs/x/kr/two.md"], 1, id="two files"),
        pytest.param(["--fail-on", "error"], 0, id="milder than --fail-on"),
        pytest.param(["--ignore", "byte-order-mark"], 0, id="ignored"),
        pytest.param(["--select", "no-such-rule"], 2, id="an unknown rule"),
        pytest.param(["missing.md"], 2, id="a missing path"),
        pytest.param(["--no-such-option"], 2, id="an unknown option"),
        pytest.param(["--unsafe-fixes"], 2, id="--unsafe-fixes alone"),
        pytest.param(["--fix", "--diff"], 2, id="--fix and --diff"),
        pytest.param(["--config", "missing.yaml"], 2, id="a missing configuration"),
        pytest.param(["--output", "text"], 2, id="--output without a file"),
        pytest.param(["--output", "yaml=x"], 2, id="--output in no known format"),
        pytest.param(["--output", "json=no/such/folder/x"], 2, id="--output into a missing folder"),
        pytest.param(["--diff"], 1, id="--diff that would change something"),
        pytest.param(["--diff", "docs/x/kr/two.md"], 0, id="--diff that would change nothing"),
        pytest.param(["--fix"], 0, id="--fix that leaves nothing"),
    ],
)
def test_exit_status(tree: Path, arguments: list[str], status: int, capfdbinary: pytest.CaptureFixture[bytes]) -> None:
    assert run_command([*arguments, *(ONLY if "--select" not in arguments else ONLY[:1])]) == status
    _, err = capfdbinary.readouterr()
    assert b"Traceback" not in err
    assert bool(err) == (status == 2 or "--diff" in arguments)


def test_paths_are_relative_to_the_working_directory(
    tree: Path, monkeypatch: pytest.MonkeyPatch, capfdbinary: pytest.CaptureFixture[bytes]
) -> None:
    monkeypatch.chdir(tree / "docs" / "x" / "eng" if (tree / "docs/x/eng").exists() else tree / "docs")
    assert run_command([*ONLY, "--quiet"]) == 1
    assert capfdbinary.readouterr().out.startswith(b"x/kr/one.md:1:1 ")


def test_fix_says_what_it_did_and_what_it_left(tree: Path, capfdbinary: pytest.CaptureFixture[bytes]) -> None:
    assert run_command(["--fix", *ONLY]) == 0
    assert capfdbinary.readouterr().out.decode() == (
        "docs/x/kr/one.md:1:1 fixed byte-order-mark Remove the byte order mark\n\n"
        "1 fixed in 1 document; nothing left in 2 documents\n"
    )
    assert (tree / "docs/x/kr/one.md").read_text("utf-8") == PAGE


def test_diff(tree: Path, capfdbinary: pytest.CaptureFixture[bytes]) -> None:
    assert run_command(["--diff", *ONLY]) == 1
    out, err = capfdbinary.readouterr()
    assert out.decode().startswith(
        "--- a/docs/x/kr/one.md\n+++ b/docs/x/kr/one.md\n@@ -1,4 +1,4 @@\n-\ufeff---\n+---\n"
    )
    assert err == b"1 fix would change 1 document\n"
    assert (tree / "docs/x/kr/one.md").read_text("utf-8") == BOM + PAGE


def test_several_outputs_of_one_run(tree: Path, capfdbinary: pytest.CaptureFixture[bytes]) -> None:
    assert run_command([*ONLY, "--output", "json=out.json", "--output", "text=out.txt"]) == 1
    assert json.loads((tree / "out.json").read_text("utf-8"))["summary"]["findings"] == 1
    assert (tree / "out.txt").read_bytes() == capfdbinary.readouterr().out


def test_statistics(tree: Path, capfdbinary: pytest.CaptureFixture[bytes]) -> None:
    assert run_command([*ONLY, "--statistics"]) == 1
    assert b"\n     1 warning  byte-order-mark (1 fixable)\n" in capfdbinary.readouterr().out


def test_standard_input_has_the_tree_as_context(
    tree: Path, monkeypatch: pytest.MonkeyPatch, capfdbinary: pytest.CaptureFixture[bytes]
) -> None:
    import io
    from types import SimpleNamespace

    raw = (BOM + PAGE).encode()
    monkeypatch.setattr("sys.stdin", SimpleNamespace(buffer=io.BytesIO(raw)))
    assert run_command(["--stdin-filename", "docs/x/kr/new.md", *ONLY]) == 1
    assert capfdbinary.readouterr().out.startswith(b"docs/x/kr/new.md:1:1 ")
    monkeypatch.setattr("sys.stdin", SimpleNamespace(buffer=io.BytesIO(raw)))
    assert run_command(["--stdin-filename", "docs/x/kr/new.md", "--fix", *ONLY]) == 0
    assert capfdbinary.readouterr().out.decode() == PAGE


def test_what_cannot_be_shown_is_escaped(tree: Path, capfdbinary: pytest.CaptureFixture[bytes]) -> None:
    os.rename(tree / "docs/x/kr/one.md", os.fsencode(tree) + b"/docs/x/kr/\xff\x1b[31m.md")
    assert run_command([*ONLY]) == 1
    assert capfdbinary.readouterr().out.startswith(b"docs/x/kr/\\xff\\x1b[31m.md:1:1 ")


def test_a_run_that_recognises_nothing_says_what_it_looked_for(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfdbinary: pytest.CaptureFixture[bytes]
) -> None:
    write(tmp_path, {"notes.md": "text\n", ".git/HEAD": ""})
    monkeypatch.chdir(tmp_path)
    assert run_command(["--no-cache"]) == 2
    err = capfdbinary.readouterr().err.decode()
    assert "none of 1 Markdown file is a document of a known kind" in err
    assert "llmdoc-lint.yaml" in err


@pytest.mark.parametrize("name", COMMANDS)
@pytest.mark.parametrize("option", ["-h", "--help"])
def test_every_command_has_help(name: str, option: str, capfdbinary: pytest.CaptureFixture[bytes]) -> None:
    assert run_command([name, option]) == 0
    assert capfdbinary.readouterr().out.startswith(f"Usage: llmdoc-lint {name} ".encode())


def test_version(capfdbinary: pytest.CaptureFixture[bytes]) -> None:
    assert run_command(["--version"]) == 0
    assert capfdbinary.readouterr().out.decode() == f"llmdoc-lint {__version__}\n"


def test_rules_and_explain_and_schema(tree: Path, capfdbinary: pytest.CaptureFixture[bytes]) -> None:
    assert run_command(["rules", "--output-format", "json"]) == 0
    ids = [rule["id"] for rule in json.loads(capfdbinary.readouterr().out)]
    assert "byte-order-mark" in ids
    assert run_command(["explain", "byte-order-mark"]) == 0
    assert b"The document starts with a byte order mark." in capfdbinary.readouterr().out
    assert run_command(["explain", "byte-ordermark"]) == 2
    assert b"did you mean `byte-order-mark`?" in capfdbinary.readouterr().err
    for what in ("config", "chapter"):
        assert run_command(["schema", what]) == 0
        assert json.loads(capfdbinary.readouterr().out)["$schema"].startswith("https://json-schema.org/")
    assert run_command(["schema", "chaptr"]) == 2


def test_the_demo_has_its_faults(monkeypatch: pytest.MonkeyPatch, capfdbinary: pytest.CaptureFixture[bytes]) -> None:
    monkeypatch.chdir(FIXTURES.parent)
    assert run_command(["check", "--no-cache", "fixtures/demo"]) == 1
    out = capfdbinary.readouterr().out.decode()
    assert len({line.split()[2] for line in out.split("\n") if line.startswith("fixtures/demo")}) >= 15


def test_a_folder_without_documents_is_said(
    tree: Path, monkeypatch: pytest.MonkeyPatch, capfdbinary: pytest.CaptureFixture[bytes]
) -> None:
    (tree / "empty").mkdir()
    run_command(["check", "--no-cache", "empty"])
    assert b"empty: holds no Markdown files" in capfdbinary.readouterr().err
