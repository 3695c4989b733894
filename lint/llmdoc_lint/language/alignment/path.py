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
    Prices,
    bead_costs,
    joining,
    pairing,
)
from llmdoc_lint.language.alignment.pieces import PIECE
from llmdoc_lint.language.alignment.steps import Step
from llmdoc_lint.values import NamedTuple

if TYPE_CHECKING:
    from llmdoc_lint.language.alignment.band import Band
    from llmdoc_lint.language.alignment.evidence import Texts
    from llmdoc_lint.language.alignment.pieces import Piece

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


class _Side(NamedTuple):
    """What the search asks of the pieces of one side, row by row or column by column."""

    until: list[float]  # bytes up to each, in terms of the source
    gaps: list[float]  # of each piece, what it costs in a gap
    joined: list[float]  # up to each, what it costs that pieces share a bead with others


class _Search:
    """The dynamic programme, as far as it has come."""

    def __init__(self, texts: Texts, ratio: float, prices: Prices, looked_at: Band) -> None:
        self.texts = texts
        self.prices = prices
        self.band = looked_at
        self.source = _side(texts.source, 1.0, prices)
        self.target = _side(texts.target, ratio, prices)
        self.beads = bead_costs(texts, prices)
        self.pairings = _pairings(texts) if prices.structured else {}
        self.rows: list[_Row] = []  # the last three: no bead reaches farther back
        self.marks: list[bytearray] = []

    def advance(self, i: int) -> None:
        """Find the cheapest ways to row `i`."""
        low, high = self.band.low[i], self.band.high[i]
        marks = bytearray(high - low + 1)
        lost = self._lost(i, low, high, marks)
        cost = list(lost)
        moves = bytearray([LOST]) * len(cost)
        if i == 0:
            cost[0] = 0.0
        else:
            self._take_beads(i, low, cost, moves)
        self._add(low, cost, moves, marks)
        for at, move in enumerate(moves):
            marks[at] |= move
        self.rows = [*self.rows[-2:], _Row(low, high, cost, lost)]
        self.marks.append(marks)

    def _lost(self, i: int, low: int, high: int, marks: bytearray) -> list[float]:
        """The cheapest ways to the places of row `i` on which nothing renders the source's last piece."""
        found = [_NEVER] * (high - low + 1)
        if i > 0:
            above = self.rows[-1]
            skip, opening = self.source.gaps[i - 1], self.prices.opening
            for j in range(max(low, above.low), min(high, above.high) + 1):
                extended = above.lost[j - above.low] + skip
                opened = above.cost[j - above.low] + opening + skip
                found[j - low] = min(opened, extended)
                if opened < extended:
                    marks[j - low] |= _OPENED[LOST]
        return found

    def _take_beads(self, i: int, low: int, best: list[float], moves: bytearray) -> None:
        """Take a bead to each place of row `i`, columns from `low` on, where one costs less than `best`."""
        texts, until, reach = self.texts, self.source.until, self.target.until
        spread, floor = self.prices.spread, 2 * FLOOR
        last = texts.source[i - 1]
        pairing = self.pairings.get((last.kind, last.level))
        for move, price in enumerate(self.beads):
            height, width = MOVES[move]
            start = i - height
            if start < 0:
                continue
            single = height == width == 1
            above = self.rows[-height]
            size = until[i] - until[start]
            # What the pieces of a bead share, counted once for each two of them: no less than what they really do.
            most = texts.alike[start] if single else _windows(texts.alike[start:i], width)
            for column in range(max(low - width, above.low), min(low + len(best) - 1 - width, above.high) + 1):
                j = column + width
                cost = price + above.cost[column - above.low]
                if pairing is not None:
                    cost += pairing[j - 1]
                    if not single:
                        cost += self.source.joined[i] - self.source.joined[start]
                        cost += self.target.joined[j] - self.target.joined[column]
                gain = most.get(column, 0.0)
                if cost - gain >= best[j - low]:
                    continue
                there = reach[j] - reach[column]
                off = size - there
                cost += off * off / (spread * (size + there) + floor)
                if gain and cost - gain < best[j - low]:
                    cost -= gain if single else texts.shared(start, i, column, j)
                if cost < best[j - low]:
                    best[j - low] = cost
                    moves[j - low] = move

    def _add(self, low: int, best: list[float], moves: bytearray, marks: bytearray) -> None:
        """Let a gap in the source end at each place of a row, columns from `low` on, where that costs less."""
        opening, gaps = self.prices.opening, self.target.gaps
        added = _NEVER
        for at in range(1, len(best)):
            gap = gaps[low + at - 1]
            extended, opened = added + gap, best[at - 1] + opening + gap
            if opened < extended:
                marks[at] |= _OPENED[ADDED]
            added = min(opened, extended)
            if added < best[at]:
                best[at] = added
                moves[at] = ADDED

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


def _side(pieces: list[Piece], ratio: float, prices: Prices) -> _Side:
    """What the search asks of a side whose pieces are `ratio` times as long as in the source."""
    sizes = [piece.size / ratio for piece in pieces]
    joined = (joining(piece) if prices.structured else 0.0 for piece in pieces)
    return _Side([0.0, *accumulate(sizes)], [EXTEND * size / PIECE for size in sizes], [0.0, *accumulate(joined)])


def _pairings(texts: Texts) -> dict[tuple[str, int], list[float]]:
    """By kind and level of a source block, what it costs that each block of the target renders it."""
    kinds = {(piece.kind, piece.level) for piece in texts.source}
    return {kind: [pairing(*kind, piece.kind, piece.level) for piece in texts.target] for kind in kinds}


def _windows(rows: list[dict[int, float]], width: int) -> dict[int, float]:
    """By its first column, what the rows have in each `width` columns; those that have nothing are left out."""
    found: dict[int, float] = {}
    for row in rows:
        for column, weight in row.items():
            for first in range(column - width + 1, column + 1):
                found[first] = found.get(first, 0.0) + weight
    return found
