"""The built-in rules: one module each, in a subpackage a group.

A module's name is its rule's id with underscores; it offers the rule as `check`. A new file is
the whole registration.
"""

from __future__ import annotations

import os
from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from llmdoc_lint.core import Rule

__all__ = ["LIBRARIES", "RULES"]

LIBRARIES = ("kiwipiepy",)
"""Optional libraries that rules use where they are installed: findings may differ with them."""


def _rules() -> tuple[Rule[Any, Any], ...]:
    found: list[Rule[Any, Any]] = []
    home = __path__[0]
    for group in sorted(os.listdir(home)):
        folder = os.path.join(home, group)
        if group.startswith("_") or not os.path.isdir(folder):
            continue
        for name in sorted(os.listdir(folder)):
            if name.endswith(".py") and not name.startswith("_"):
                found.append(import_module(f"{__name__}.{group}.{name[:-3]}").check)
    return tuple(found)


RULES = _rules()
