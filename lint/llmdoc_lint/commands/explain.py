"""`llmdoc-lint explain`."""

from __future__ import annotations

import click

from llmdoc_lint import Trouble
from llmdoc_lint.cli import write
from llmdoc_lint.commands import HELP, known_rules

__all__ = ["explain"]


@click.command(context_settings=HELP)
@click.argument("rule", metavar="ID")
@click.option("--config", metavar="FILE", help="Configuration instead of the project's llmdoc-lint.yaml.")
def explain(rule: str, config: str | None) -> int:
    """Explain a rule: the fault, why it matters, good and bad text, its fix and options."""
    from llmdoc_lint.engine import unknown_rule
    from llmdoc_lint.rule_docs import explain as page

    known = known_rules(config)
    if rule not in known:
        raise Trouble(unknown_rule(rule, known))
    write(page(known[rule]))
    return 0
