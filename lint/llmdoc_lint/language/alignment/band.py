"""Where the dynamic programme looks: all places of a small part, else those near the way that single traces show."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from llmdoc_lint.sequences import longest_rise
from llmdoc_lint.values import NamedTuple

if TYPE_CHECKING:
    from llmdoc_lint.language.alignment.evidence import Texts

__all__ = ["SMALL", "Band", "band"]

SMALL = 10_000
"""Places up to which all are looked at, some 0.05 s."""

MARGIN = 16
"""Pieces by which the way may lie beside that which single traces show."""

TELLING, OUTWEIGHS = 2.5, 1.5
"""Weight from which on what two pieces share tells that they belong together, and how many times that of any other
piece it must be: a word that stands once in twelve pieces, or two, and in no other with as much."""

WINDOW = 2
"""Points on either side that a point is compared with."""


class Band(NamedTuple):
    """For each row, the first and the last column that are looked at; both ascend."""

    low: list[int]
    high: list[int]

    @property
    def places(self) -> int:
        """How many there are in all."""
        return sum(self.high) - sum(self.low) + len(self.low)


def band(texts: Texts) -> Band:
    """The places to look at, of `len(texts.source) + 1` rows and `len(texts.target) + 1` columns."""
    n, m = len(texts.source), len(texts.target)
    if n * m <= SMALL:
        return Band([0] * (n + 1), [m] * (n + 1))
    knots = [(0, 0), *_steady(_chain(_telling(texts.alike))), (n, m)]
    low, high = [0] * (n + 1), [m] * (n + 1)
    for (i, j), (i_end, j_end) in pairwise(knots):
        for row in range(i, i_end + 1):
            low[row] = max(0, j - MARGIN)
            high[row] = min(m, j_end + MARGIN)
    low[0], high[n] = 0, m
    return Band(low, high)


def _telling(alike: list[dict[int, float]]) -> list[tuple[int, int]]:
    """The pairs of pieces that have much more in common than either has with another."""
    found: list[tuple[int, int]] = []
    for i, row in enumerate(alike):
        if row:
            j = max(row, key=row.__getitem__)
            second = max((value for at, value in row.items() if at != j), default=0.0)
            if row[j] > TELLING and row[j] > OUTWEIGHS * second:
                found.append((i, j))
    return found


def _chain(points: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """The longest of the chains of points that ascend on both sides."""
    return [points[at] for at in longest_rise([j for _, j in points])]


def _steady(chain: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """The points that lie like most of those around them: one that is off would lead the search astray."""
    kept: list[tuple[int, int]] = []
    for at, (i, j) in enumerate(chain):
        near = sorted(y - x for x, y in chain[max(0, at - WINDOW) : at + WINDOW + 1])
        if abs(j - i - near[len(near) // 2]) <= MARGIN // 2:
            kept.append((i, j))
    return kept
