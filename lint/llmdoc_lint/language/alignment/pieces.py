"""What texts are cut into to be compared by what they say."""

from __future__ import annotations

from typing import TYPE_CHECKING

from llmdoc_lint.language.alignment.sides import size_of, unit_text
from llmdoc_lint.values import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator

    from llmdoc_lint.course import Pair
    from llmdoc_lint.language.units import Unit

__all__ = ["PIECE", "Piece", "cut", "goal", "whole"]

PIECE = 160
"""Bytes of the pieces that running text is cut into where two sides are divided differently: about a sentence."""

MOST_PIECES = 800
"""Pieces a side from which on they become longer."""


class Piece(NamedTuple):
    """A unit, or a part of one."""

    unit: int
    text: str
    size: int  # in UTF-8
    kind: str  # of its unit; "text" of all running text
    level: int


def whole(pair: Pair, side: tuple[Unit, ...]) -> list[Piece]:
    """Each unit as one piece."""
    return [Piece(at, unit_text(pair, unit), unit.size, unit.kind, unit.level) for at, unit in enumerate(side)]


def cut(pair: Pair, side: tuple[Unit, ...]) -> list[Piece]:
    """Running text in pieces of about a sentence."""
    length = goal(side)
    found: list[Piece] = []
    for at, unit in enumerate(side):
        for text in _cuttings(unit_text(pair, unit), max(1, round(unit.size / length))):
            found.append(Piece(at, text, len(text.encode("utf-8", "surrogatepass")), "text", 0))
    return found


def goal(side: tuple[Unit, ...]) -> int:
    """Bytes of the pieces that a side's running text is cut into."""
    return max(PIECE, size_of(side) // MOST_PIECES)


def _cuttings(text: str, count: int) -> Iterator[str]:
    """Cut a text into about `count` pieces; the last may be half as long again."""
    chars = len(text) // count + 1
    start = 0
    while start < len(text):
        end = start + chars
        end = len(text) if end + chars // 2 >= len(text) else _place(text, end, chars // 3)
        yield text[start:end]
        start = end


def _place(text: str, at: int, reach: int) -> int:
    """A place near `at` to cut: behind a sentence, else at a space."""
    low = max(1, at - reach)
    for mark in (". ", "? ", "! ", " "):
        after = text.find(mark, at, at + reach)
        before = text.rfind(mark, low, at)
        places = [place + len(mark) for place in (after, before) if place >= 0]
        if places:
            return min(places, key=lambda place: abs(place - at))
    return at
