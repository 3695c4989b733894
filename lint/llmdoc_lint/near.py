"""Names that nobody knows, and which known one was meant."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

__all__ = ["did_you_mean", "nearest"]

CLOSE = 0.6
"""Likeness from which a name may be meant: difflib's own cut for "close"."""

LONGEST = 100
"""Characters of a name that are looked at: comparing takes the square of them."""


def nearest(name: str, known: Iterable[str], likeness: float = CLOSE) -> list[str]:
    """The known name that is most like `name`, however it is cased and hyphenated; empty where none is like it."""
    from difflib import get_close_matches

    folded: dict[str, str] = {}
    for one in known:
        folded.setdefault(_folded(one), one)
    return [folded[one] for one in get_close_matches(_folded(name[:LONGEST]), folded, 1, likeness)]


def _folded(name: str) -> str:
    return name.casefold().replace("_", "-")


def did_you_mean(meant: Iterable[str]) -> str:
    """What a message ends in that says what is unknown; `meant` names what may be meant, in words ("`check`")."""
    said = ", ".join(meant)
    return f"; did you mean {said}?" if said else ""
