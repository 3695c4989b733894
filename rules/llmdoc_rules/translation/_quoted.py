"""Quotations within a line: what stands in them is somebody else's wording."""

from __future__ import annotations

__all__ = ["quotations"]

_PAIRS = {"“": "”", "「": "」", "『": "』", "«": "»"}


def quotations(text: str, start: int, end: int) -> tuple[tuple[int, int], ...]:
    """Spans between double quotation marks in `text[start:end]`, one line; marks that do not pair are none.

    Single marks set off terms more often than they quote (and stand for apostrophes): they do not count.
    """
    found: list[tuple[int, int]] = []
    opened = -1
    closing = ""
    for at in range(start, end):
        char = text[at]
        if opened >= 0 and char == closing:
            found.append((opened, at + 1))
            opened = -1
        elif opened < 0 and (char == '"' or char in _PAIRS):
            opened, closing = at, _PAIRS.get(char, char)
    return tuple(found)
