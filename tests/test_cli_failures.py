"""What goes wrong on the command line is one line on standard error and an exit status, never a traceback."""

from __future__ import annotations

import io
import os
import runpy
import sys
from typing import TYPE_CHECKING

import click
import pytest

from llmdoc_lint import Trouble, cli, files, run, sources
from llmdoc_lint.cli import run_command
from llmdoc_lint.result import FailedRule
from trees import CHAPTER, lint, write

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path


def raising(error: BaseException) -> Callable[..., int]:
    def main(*_: object, **__: object) -> int:
        raise error

    return main


def from_truncated_module() -> click.Abort:
    abort = click.Abort()
    abort.__cause__ = EOFError()
    return abort


@pytest.mark.parametrize(
    ("error", "status", "text"),
    [
        (click.exceptions.Exit(3), 3, ""),
        (BrokenPipeError(), 141, ""),
        (click.ClickException("no"), 2, "llmdoc-lint: no\n"),
        (Trouble("no"), 2, "llmdoc-lint: no\n"),
        (KeyboardInterrupt(), 130, "llmdoc-lint: interrupted\n"),
        (click.Abort(), 130, "llmdoc-lint: interrupted\n"),
        (
            from_truncated_module(),
            2,
            "llmdoc-lint: internal failure: EOFError: a file of the installation is truncated; install it again\n",
        ),
        (OSError(28, "No space left on device"), 2, "llmdoc-lint: No space left on device\n"),
        (OSError(2, "No such file or directory", "x"), 2, "llmdoc-lint: x: No such file or directory\n"),
        (MemoryError(), 2, "llmdoc-lint: out of memory\n"),
    ],
    ids=lambda value: type(value).__name__ if isinstance(value, BaseException) else None,
)
def test_failures(
    error: BaseException,
    status: int,
    text: str,
    monkeypatch: pytest.MonkeyPatch,
    capfdbinary: pytest.CaptureFixture[bytes],
) -> None:
    monkeypatch.setattr(cli.cli, "main", raising(error))
    assert run_command([]) == status
    out, err = capfdbinary.readouterr()
    assert (out.decode(), err.decode()) == ("", text)


def test_a_bug_names_its_place(monkeypatch: pytest.MonkeyPatch, capfdbinary: pytest.CaptureFixture[bytes]) -> None:
    monkeypatch.setattr(cli.cli, "main", raising(ValueError("a\nb")))
    assert run_command([]) == 2
    err = capfdbinary.readouterr().err.decode()
    assert err.startswith("llmdoc-lint: internal failure: ValueError: a b (")
    assert err.endswith("this is a bug of llmdoc-lint\n")


@pytest.mark.parametrize(
    ("args", "text"),
    [
        (["--unsafe-fixes"], "--unsafe-fixes goes with --fix or --diff"),
        (["--fix", "--diff"], "--fix and --diff exclude each other"),
        (["--config", "a.yaml", "--isolated"], "--config and --isolated exclude each other"),
        (["--stdin-filename", "a.md", "b.md"], "--stdin-filename takes no PATH"),
        (["nowhere.md"], "nowhere.md: no such file or directory"),
        (["chek"], "chek: no such file or directory; did you mean the command `check`?"),
        (["--no-such-option"], "No such option"),
        (["--output", "json=missing/x.json", "."], "missing/x.json: cannot be written: No such file or directory"),
        (["explain", "timestamp-gab"], "timestamp-gap"),
        (["schema", "poem"], "no schema `poem`: it is `config` or one of source-index, "),
        (["--config", "missing.yaml", "."], "missing.yaml"),
        (["rules", "--config", "odd.yaml"], "rule pack `no_such_pack` cannot be used"),
        (["explain", "timestamp-gap", "--config", "odd.yaml"], "rule pack `no_such_pack` cannot be used"),
        (["schema", "config", "--config", "odd.yaml"], "rule pack `no_such_pack` cannot be used"),
        (["check", ".", "--config", "odd.yaml"], "rule pack `no_such_pack` cannot be used"),
        (["rules", "--config", "bad.yaml"], "bad.yaml"),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, list) else None,
)
def test_usage(
    args: list[str],
    text: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capfdbinary: pytest.CaptureFixture[bytes],
) -> None:
    write(
        tmp_path,
        {
            "llmdoc-lint.yaml": "",
            "odd.yaml": "packs: [no_such_pack]\n",
            "bad.yaml": "pakcs: []\n",
            "kr/a.md": CHAPTER.format(n=1, body="# 1. 가"),
        },
    )
    monkeypatch.chdir(tmp_path)
    assert run_command([*args, "--no-cache"] if args[0] == "check" else args) == 2
    assert text in capfdbinary.readouterr().err.decode()


def test_standard_input_that_is_closed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfdbinary: pytest.CaptureFixture[bytes]
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(sys, "stdin", None)
    assert run_command(["--stdin-filename", "a.md"]) == 2
    assert b"standard input is closed" in capfdbinary.readouterr().err


def test_output_without_a_buffer_and_without_a_stream(monkeypatch: pytest.MonkeyPatch) -> None:
    stream = io.StringIO()
    monkeypatch.setattr(sys, "stdout", stream)
    cli.write("가")
    assert stream.getvalue() == "가\n"
    monkeypatch.setattr(sys, "stdout", None)
    cli.write("가")


def test_nobody_listens(monkeypatch: pytest.MonkeyPatch) -> None:
    class Gone(io.StringIO):
        def write(self, _: str) -> int:
            raise OSError

    monkeypatch.setattr(sys, "stderr", Gone())
    monkeypatch.setattr(cli.cli, "main", raising(Trouble("no")))
    assert run_command([]) == 2


def test_what_cannot_be_written_is_let_go(monkeypatch: pytest.MonkeyPatch) -> None:
    reader, writer = os.pipe()

    class Full(io.StringIO):
        def flush(self) -> None:
            raise OSError

        def fileno(self) -> int:
            return writer

    monkeypatch.setattr(cli.cli, "main", raising(BrokenPipeError()))
    monkeypatch.setattr(sys, "stdout", Full())
    assert run_command([]) == 141
    os.write(writer, b"x")  # it leads nowhere now
    os.close(writer)
    assert os.read(reader, 1) == b""
    os.close(reader)
    monkeypatch.setattr(sys, "stdout", None)
    assert run_command([]) == 141


@pytest.mark.parametrize(("error", "status"), [(None, 0), (KeyboardInterrupt(), 130)], ids=["version", "interrupted"])
def test_the_module_runs(error: BaseException | None, status: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "argv", ["llmdoc-lint", "--version"])
    if error is not None:
        monkeypatch.setattr(cli, "run_command", raising(error))
    with pytest.raises(SystemExit) as exit_:
        runpy.run_module("llmdoc_lint", run_name="__main__", alter_sys=True)
    assert exit_.value.code == status


def test_help_lists_the_commands(capfdbinary: pytest.CaptureFixture[bytes]) -> None:
    assert run_command(["-h"]) == 0
    out = capfdbinary.readouterr().out.decode()
    assert all(f"  {name} " in out for name in cli.COMMANDS)
    context = click.Context(cli.cli)
    assert cli.cli.list_commands(context) == list(cli.COMMANDS)
    assert cli.cli.get_command(context, "no-such-command") is None


def test_standard_input_that_is_no_document(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfdbinary: pytest.CaptureFixture[bytes]
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(files, "MAX_BYTES", 3)
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(b"abcd")))
    assert run_command(["--stdin-filename", "a.md"]) == 2
    assert capfdbinary.readouterr().err == b"llmdoc-lint: a.md: more than the 3 bytes of any document\n"


def test_a_project_that_cannot_be_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfdbinary: pytest.CaptureFixture[bytes]
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(run, "run", raising(OSError(13, "Permission denied", "x")))
    assert run_command([]) == 2
    assert capfdbinary.readouterr().err == b"llmdoc-lint: x: Permission denied\n"


def test_notes_problems_and_failures_go_to_standard_error(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfdbinary: pytest.CaptureFixture[bytes]
) -> None:
    write(tmp_path, {"llmdoc-lint.yaml": "", "kr/a.md": CHAPTER.format(n=1, body="# 1. 가")})
    monkeypatch.chdir(tmp_path)
    real = run.run

    def odd(request: run.Request, progress: object = None) -> run.Result:
        found = real(request)
        return found._replace(
            reports=(),
            notes=("b.md: disappeared",),
            problems=("c.md: cannot be read: why",),
            failures=(FailedRule("d.md", "some-rule", "ValueError: x", "m:1"),),
        )

    monkeypatch.setattr(run, "run", odd)
    assert run_command(["--no-cache"]) == 2
    said = "c.md: cannot be read: why\nd.md: rule some-rule failed: ValueError: x (m:1); this is a bug of the rule\n"
    assert capfdbinary.readouterr().err.decode() == "b.md: disappeared\n" + said
    assert run_command(["--no-cache", "--quiet"]) == 2
    assert capfdbinary.readouterr().err.decode() == said


def test_files_that_cannot_be_read_are_problems(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write(tmp_path, {"x/kr/a.md": CHAPTER.format(n=1, body="가"), "x/kr/b.md": "", "x/media/c.vtt": ""})

    def refuse(path: str) -> bytes:
        if path.endswith("a.md"):
            with open(path, "rb") as stream:
                return stream.read()
        if path.endswith("b.md"):
            raise FileNotFoundError(2, "No such file or directory")
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(sources, "read", refuse)
    result = lint(tmp_path)
    assert result.notes == ("x/kr/b.md: disappeared while the project was linted",)
    assert result.problems == ("x/media/c.vtt: cannot be read: Permission denied",)
    result = lint(tmp_path, "x/kr/b.md")
    assert "x/kr/b.md: cannot be read: No such file or directory" in result.problems
