"""Rule packs: importable modules that offer `RULES`. The configuration names them; nothing is searched for."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from llmdoc_lint import Trouble

if TYPE_CHECKING:
    from collections.abc import Iterable

    from llmdoc_lint.core import Rule

__all__ = ["PackError", "load"]


class PackError(Trouble):
    """A pack that cannot be used; the text says which and why."""


def load(packs: Iterable[str]) -> dict[str, Rule[Any, Any]]:
    """Import the packs and return their rules by id, sorted. Raises PackError."""
    from importlib import import_module

    from llmdoc_lint.core import Rule

    found: dict[str, Rule[Any, Any]] = {}
    for pack in packs:
        try:
            rules = import_module(pack).RULES
        except (ImportError, AttributeError, SyntaxError) as error:
            hint = (
                "; install it beside llmdoc-lint, or set PYTHONPATH" if isinstance(error, ModuleNotFoundError) else ""
            )
            raise PackError(f"rule pack `{pack}` cannot be used: {error}{hint}") from error
        for rule in rules:
            if not isinstance(rule, Rule):
                raise PackError(f"rule pack `{pack}`: RULES holds {rule!r}, which is no rule")
            if rule.id in found:
                raise PackError(f"rule pack `{pack}`: rule `{rule.id}` exists already")
            found[rule.id] = rule
    return dict(sorted(found.items()))
