"""The cheapest way through two texts: which pieces of one render which of the other.

A way leads from (0, 0), where nothing of either is done with, to (n, m), where all is; row `i` and column `j` mean that
`i` pieces of the source and `j` of the target are. It is made of `MOVES`: beads, and gaps over one piece each. Dynamic
programming, row by row; gaps are dear to open and cheap to extend (Gotoh 1982), so that of each place the cheapest way
is known, and the cheapest of those that end in a gap of either kind.
"""

from __future__ import annotations

from itertools import accumulate
from typing import TYPE_CHECKING

from llmdoc_lint.language.alignment.band import SMALL, band
from llmdoc_lint.language.alignment.costs import (
    ADDED,
    EXTEND,
    FLOOR,
    LOST,
    MOVES,
    STRUCTURE,
    Prices,
    bead_costs,
    kinds_cost,
)
from llmdoc_lint.language.alignment.pieces import PIECE
from llmdoc_lint.language.alignment.steps import Step
from llmdoc_lint.values import NamedTuple

if TYPE_CHECKING:
    from llmdoc_lint.language.alignment.band import Band
    from llmdoc_lint.language.alignment.evidence import Texts

__all__ = ["best_path", "fitted"]

CELLS = 100
"""Places that a part may cost for each of its pieces, beyond a small one's; with more there is no alignment. An hour of
talk takes some 40: the traces that stand once on either side show the way."""

ENOUGH = 4
"""Pieces from which on they tell how long translations are for their sources here."""

OFF = 0.1
"""Share by which a guess of this must be off to be made anew: lengths spread by more."""

BRIEFEST, LONGEST = 0.5, 1.6
"""Bytes of a translation for one of its source that are believed: human ones have 0.80 to 1.29 in all, those of
single passages spread by a third."""


def fitted(texts: Texts, ratio: float, prices: Prices) -> tuple[list[Step], float] | None:
    """The best way through both sides, and the ratio of lengths that it shows; None where it would cost too much.

    `ratio` is a first guess; where the way shows that it is off, a second one is looked for.
    """
    steps = best_path(texts, ratio, prices)
    if steps is None:
        return None
    guess, ratio = ratio, _typical(texts, steps) or ratio
    if abs(ratio - guess) >= OFF * guess:
        steps = best_path(texts, ratio, prices) or steps
        ratio = _typical(texts, steps) or ratio
    return steps, ratio


def _typical(texts: Texts, steps: list[Step]) -> float:
    """How long the translation of a piece usually is, for one byte of the source; 0 where too few say."""
    pairs = [(texts.source[one.source_start].size, texts.target[one.target_start].size) for one in steps if one.single]
    ratios = sorted(there / here for here, there in pairs if here >= PIECE // 4)
    return min(LONGEST, max(BRIEFEST, ratios[len(ratios) // 2])) if len(ratios) >= ENOUGH else 0.0


def best_path(texts: Texts, ratio: float, prices: Prices) -> list[Step] | None:
    """The cheapest way through both sides, where a piece of the target is `ratio` times as long as its source.

    None where looking for it would cost too much.
    """
    n, m = len(texts.source), len(texts.target)
    looked_at = band(texts)
    if looked_at.places > max(4 * SMALL, CELLS * (n + m)):
        return None
    search = _Search(texts, ratio, prices, looked_at)
    for i in range(n + 1):
        search.advance(i)
    return search.way()


_NEVER = float("inf")
# A mark holds the move that the cheapest way to a place ends with, and which gaps that end there begin there, too.
_MOVE = 0b111
_OPENED = {LOST: 0b01000, ADDED: 0b10000}


class _Row(NamedTuple):
    """What the ways to the places of one row cost, from column `low` to `high`."""

    low: int
    high: int
    cost: list[float]
    lost: list[float]  # of those that end with a piece of the source that nothing renders


class _Arrival(NamedTuple):
    """A bead that ends in the row at hand, wherever."""

    move: int
    row: _Row  # where it comes from
    start: int  # that row's number
    width: int  # in columns
    cost: float  # by its shape
    size: int  # bytes of the source
    gain: float  # at most, by what its pieces share


class _Search:
    """The dynamic programme, as far as it has come."""

    def __init__(self, texts: Texts, ratio: float, prices: Prices, looked_at: Band) -> None:
        self.texts = texts
        self.prices = prices
        self.band = looked_at
        sizes = [piece.size for piece in texts.source]
        others = [piece.size / ratio for piece in texts.target]
        self.until = [0, *accumulate(sizes)]  # bytes of the source up to a row
        self.reach = [0.0, *accumulate(others)]  # bytes that the target renders up to a column
        self.skips = [EXTEND * size / PIECE for size in sizes]
        self.extras = [EXTEND * size / PIECE for size in others]
        self.beads = bead_costs(texts, prices)
        self.gains = _gains(texts, prices)
        self.rows: list[_Row] = []  # the last three: no bead reaches farther back
        self.marks: list[bytearray] = []

    def advance(self, i: int) -> None:
        """Find the cheapest ways to row `i`."""
        low, high = self.band.low[i], self.band.high[i]
        marks = bytearray(high - low + 1)
        row = _Row(low, high, [], self._lost(i, low, high, marks))
        arrivals = self._arrivals(i)
        opening, extras = self.prices.opening, self.extras
        added = _NEVER
        for j in range(low, high + 1):
            best, move = row.lost[j - low], LOST
            if j > low:
                extended, opened = added + extras[j - 1], row.cost[-1] + opening + extras[j - 1]
                if opened < extended:
                    marks[j - low] |= _OPENED[ADDED]
                added = min(opened, extended)
                if added < best:
                    best, move = added, ADDED
            elif i == 0:
                best = 0.0
            if arrivals:
                best, move = self._bead(i, j, arrivals, best, move)
            row.cost.append(best)
            marks[j - low] |= move
        self.rows = [*self.rows[-2:], row]
        self.marks.append(marks)

    def _lost(self, i: int, low: int, high: int, marks: bytearray) -> list[float]:
        """The cheapest ways to the places of row `i` on which nothing renders the source's last piece."""
        found = [_NEVER] * (high - low + 1)
        if i > 0:
            above = self.rows[-1]
            skip, opening = self.skips[i - 1], self.prices.opening
            for j in range(max(low, above.low), min(high, above.high) + 1):
                extended = above.lost[j - above.low] + skip
                opened = above.cost[j - above.low] + opening + skip
                found[j - low] = min(opened, extended)
                if opened < extended:
                    marks[j - low] |= _OPENED[LOST]
        return found

    def _arrivals(self, i: int) -> list[_Arrival]:
        """The beads that may end in row `i`."""
        found: list[_Arrival] = []
        for move, cost in enumerate(self.beads):
            height, width = MOVES[move]
            if height <= i:
                start = i - height
                size, gain = self.until[i] - self.until[start], self.gains[i] - self.gains[start]
                found.append(_Arrival(move, self.rows[-height], start, width, cost, size, gain))
        return found

    def _bead(self, i: int, j: int, arrivals: list[_Arrival], best: float, move: int) -> tuple[float, int]:
        """The cheapest way to a place, and the move that it ends with: a bead, where one costs less than `best`."""
        texts, spread = self.texts, self.prices.spread
        for bead, (low, high, costs, _), start, width, cost, size, gain in arrivals:
            column = j - width
            if not low <= column <= high:
                continue
            cost += costs[column - low]
            if cost - gain >= best:
                continue
            there = self.reach[j] - self.reach[column]
            off = size - there
            cost += off * off / (spread * (size + there) + 2 * FLOOR)
            if self.prices.structured:
                cost += kinds_cost(texts.source[start:i], texts.target[column:j])
            if cost - gain >= best:
                continue
            cost -= texts.shared(start, i, column, j)
            if cost < best:
                best, move = cost, bead
        return best, move

    def way(self) -> list[Step]:
        """The cheapest way to the end of both sides, followed back from there."""
        steps: list[Step] = []
        i, j = len(self.texts.source), len(self.texts.target)
        gap = 0
        while i or j:
            mark = self.marks[i][j - self.band.low[i]]
            move = gap or mark & _MOVE
            height, width = MOVES[move]
            steps.append(Step(i - height, i, j - width, j))
            gap = move if move in _OPENED and not mark & _OPENED[move] else 0
            i, j = i - height, j - width
        return steps[::-1]


def _gains(texts: Texts, prices: Prices) -> list[float]:
    """What beads may gain at most, of all rows up to each: to pass over those that cannot be the best."""
    most = STRUCTURE if prices.structured else 0.0
    return [0.0, *accumulate(sum(sorted(row.values())[-3:]) + most for row in texts.alike)]
