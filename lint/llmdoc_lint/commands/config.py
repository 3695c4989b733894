"""`llmdoc-lint config`."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

import click

from llmdoc_lint import Trouble
from llmdoc_lint.cli import write
from llmdoc_lint.commands import HELP

if TYPE_CHECKING:
    from collections.abc import Iterable

    from llmdoc_lint.config.origins import Value

__all__ = ["config"]


@click.group(context_settings=HELP)
def config() -> None:
    """Show what holds for a document, and where each value comes from."""


@config.command(context_settings=HELP)
@click.argument("file", required=False, metavar="[FILE]")
@click.option("--output-format", type=click.Choice(["text", "json"]), default="text", show_default=True)
@click.option("--config", "path", metavar="FILE", help="Configuration instead of the project's llmdoc-lint.yaml.")
def show(file: str | None, output_format: str, path: str | None) -> int:
    """Say which settings hold for FILE (without: for the project), and where each comes from."""
    from llmdoc_lint.config import load_settings, origins
    from llmdoc_lint.discover import find_root
    from llmdoc_lint.document import Document, Files, sound
    from llmdoc_lint.files import read
    from llmdoc_lint.kinds import kind
    from llmdoc_lint.packs import load

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
