"""`llmdoc-lint schema`."""

from __future__ import annotations

import click

from llmdoc_lint import Trouble
from llmdoc_lint.cli import write
from llmdoc_lint.commands import HELP, known_rules, settings_here

__all__ = ["schema"]


@click.command(context_settings=HELP)
@click.argument("what", metavar="config|KIND")
@click.option("--config", metavar="FILE", help="Configuration instead of the project's llmdoc-lint.yaml.")
def schema(what: str, config: str | None) -> int:
    """Print the JSON Schema of the configuration, or of a kind's front matter, for editors."""
    import json

    from llmdoc_lint.config.model import schema_config, schema_kind

    kinds = settings_here(config).kinds
    if what == "config":
        value = schema_config(known_rules(config))
    elif what in kinds:
        value = schema_kind(kinds[what])
    else:
        raise Trouble(f"no schema `{what}`: it is `config` or one of {', '.join(kinds)}")
    write(json.dumps(value, ensure_ascii=False, indent=2))
    return 0
