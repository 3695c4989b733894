"""The commands of the first five minutes: `init`, `config show`, `completion`."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

import click

from llmdoc_lint.cli import Trouble, write
from llmdoc_lint.commands import HELP

if TYPE_CHECKING:
    from collections.abc import Iterable

    from llmdoc_lint.origins import Value

__all__ = ["completion", "config", "init"]

HOOK = """\
repos:
  - repo: <where llmdoc-lint is cloned from>
    rev: <a tag or commit>
    hooks:
      - id: llmdoc-lint
      - id: llmdoc-lint-project
"""


@click.command(context_settings=HELP)
@click.option("--stdout", is_flag=True, help="Print the proposal and write nothing.")
def init(stdout: bool) -> int:
    """Look at the repository and write a commented llmdoc-lint.yaml.

    Reads the Markdown files and says which kinds they are of, which folders hold the two languages, and which terms
    are rendered in more than one way. An existing file is never overwritten.
    """
    from llmdoc_lint.discover import CONFIG_NAME, find_root
    from llmdoc_lint.init import proposal, survey
    from llmdoc_lint.language.glossary import candidates
    from llmdoc_lint.packs import load
    from llmdoc_lint.settings import Settings

    root = find_root(())
    target = os.path.join(root, CONFIG_NAME)
    shown = os.path.relpath(target)
    if os.path.lexists(target) and not stdout:
        raise Trouble(f"{shown} is there already and stays as it is; --stdout prints a proposal to compare with")
    settings = Settings()
    try:
        seen, documents = survey(root, settings)
        text = proposal(seen, settings, candidates(documents), load(settings.packs))
        if stdout:
            write(text)
            return 0
        if not seen.documents:
            raise Trouble("no Markdown files here: nothing to look at, nothing written; run it where the documents are")
        with open(target, "x", encoding="utf-8", newline="\n") as stream:
            stream.write(text)
    except OSError as error:
        raise Trouble(f"{error.filename or shown}: {error.strerror or error}") from error
    known = ", ".join(f"{number} {name}" for name, number in seen.kinds) or "no document of a known kind"
    write(f"wrote {shown}: {known}")
    if not seen.kinds:
        write("next: name your kinds or folders in it; llmdoc-lint config show FILE says what a document is taken for")
        return 0
    write(
        "next:\n"
        "  llmdoc-lint           lint the documents\n"
        "  llmdoc-lint --fix     repair what is safe to repair\n"
        "  llmdoc-lint baseline  or write down what is there, and have only new findings reported"
    )
    if os.path.isdir(os.path.join(root, ".git")):
        write(
            "as a pre-commit hook, in .pre-commit-config.yaml, and then `pre-commit install`:\n"
            + "".join(f"  {line}\n" for line in HOOK.splitlines())
        )
    return 0


@click.group(context_settings=HELP)
def config() -> None:
    """Show what holds for a document, and where each value comes from."""


@config.command(context_settings=HELP)
@click.argument("file", required=False, metavar="[FILE]")
@click.option("--output-format", type=click.Choice(["text", "json"]), default="text", show_default=True)
@click.option("--config", "path", metavar="FILE", help="Configuration instead of the project's llmdoc-lint.yaml.")
def show(file: str | None, output_format: str, path: str | None) -> int:
    """Say which settings hold for FILE (without: for the project), and where each comes from."""
    from llmdoc_lint import origins
    from llmdoc_lint.config import ConfigError, load_settings
    from llmdoc_lint.discover import find_root
    from llmdoc_lint.document import Document, Files, sound
    from llmdoc_lint.files import read
    from llmdoc_lint.kinds import kind
    from llmdoc_lint.packs import PackError, load

    root = find_root((file,) if file else ())
    try:
        settings = load_settings(root, path)
        rules = load(settings.packs)
        doc = None
        if file:
            relative = os.path.relpath(os.path.abspath(file), root).replace(os.sep, "/")
            doc = Document(relative, read(file), settings, Files(root, ""))
        name = os.path.relpath(settings.path).replace(os.sep, "/") if settings.path is not None else ""
        where = origins.places(settings, name)
    except (ConfigError, PackError) as error:
        raise Trouble(str(error)) from error
    except OSError as error:
        raise Trouble(f"{error.filename or file}: {error.strerror or error}") from error
    kind_ = kind(doc) if doc is not None and sound(doc) else None
    parts = {
        "document": [] if doc is None else origins.of_document(doc, settings, where),
        "settings": origins.of_settings(settings, where),
        "rules": origins.of_rules(rules, settings, where, None if kind_ is None else kind_.name),
    }
    if output_format == "json":
        import json

        value = {part: {one.name: {"value": one.value, "origin": one.origin} for one in parts[part]} for part in parts}
        write(json.dumps(value, ensure_ascii=False, indent=2))
        return 0
    write(f"project {root}, configuration {name or 'none (defaults)'}")
    for part, values in parts.items():
        if values:
            write("\n" + (file if part == "document" and file else part) + "\n" + "\n".join(_table(values)))
    return 0


def _table(values: Iterable[Value]) -> list[str]:
    from llmdoc_lint.output import padded, width
    from llmdoc_lint.rule_docs import literal

    rows = [(value.name, _in_line(literal(value.value)), value.origin) for value in values]
    first = max(width(row[0]) for row in rows)
    second = min(60, max(width(row[1]) for row in rows))
    return [f"  {padded(name, first)}  {padded(value, second)}  {origin}" for name, value, origin in rows]


def _in_line(text: str) -> str:
    return text[1:-1] if text.startswith("{") else text


@click.command(context_settings=HELP)
@click.argument("shell", type=click.Choice(["bash", "zsh", "fish"]))
def completion(shell: str) -> int:
    """Print the completion script of a shell.

    For bash: `eval "$(llmdoc-lint completion bash)"` in ~/.bashrc; likewise for zsh; for fish: save it as
    ~/.config/fish/completions/llmdoc-lint.fish.
    """
    from click.shell_completion import get_completion_class

    from llmdoc_lint.cli import cli

    made = get_completion_class(shell)
    assert made is not None
    write(made(cli, {}, "llmdoc-lint", "_LLMDOC_LINT_COMPLETE").source())
    return 0
