"""`llmdoc-lint rules`."""

from __future__ import annotations

import click

from llmdoc_lint.cli import write
from llmdoc_lint.commands import HELP, known_rules

__all__ = ["rules"]


@click.command(context_settings=HELP)
@click.option("--output-format", type=click.Choice(["text", "json", "markdown"]), default="text", show_default=True)
@click.option("--config", metavar="FILE", help="Configuration instead of the project's llmdoc-lint.yaml.")
def rules(output_format: str, config: str | None) -> int:
    """List the rules: id, severity, fix, what it reports."""
    from llmdoc_lint.docs import rules_table

    write(rules_table(known_rules(config), output_format))
    return 0
