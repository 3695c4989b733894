"""What it costs to take pieces for each other's rendering, in nats: negative logarithms of how likely it is.

Gale and Church counted 1-1 in 89 of 100, 1-2 and 2-1 in 4.5 each, 2-2 in 1.1, and 1-0 and 0-1 in 0.5 each: beside 1-1,
costs of 0, 3.0, 4.4 and 5.2. Pieces of running text are no sentences but cuttings, which end at other places on both
sides, so that 1-2 is hardly worse than 1-1; and translations of talks lack passages more often than those of
parliaments.

The other costs were set by hand. What hangs on them, in 194 alignments of lectures and documentation, sound ones and
such with passages dropped, joined and cut: the figures of Gale and Church for beads change the links of 5 (`RUNNING`)
and 4 (`BLOCKS`); opening a gap at 2.5 or 5 those of 2 or 1 (`RUNNING`), at 1.5 or 4 those of 25 or 44 (`BLOCKS`); a
`FLOOR` of 200 or 800 those of 16 or 19; `APART` at 20 or 200 those of 25 or 14. The confidence changes by 0.03 at most.
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from llmdoc_lint.values import NamedTuple

if TYPE_CHECKING:
    from llmdoc_lint.language.alignment.evidence import Texts
    from llmdoc_lint.language.alignment.pieces import Piece

__all__ = [
    "ADDED",
    "BLOCKS",
    "EXTEND",
    "FLOOR",
    "LOST",
    "MOVES",
    "RUNNING",
    "Prices",
    "bead_costs",
    "joining",
    "pairing",
]

MOVES = ((1, 1), (1, 2), (2, 1), (2, 2), (1, 3), (3, 1), (1, 0), (0, 1))
"""How many pieces of the source, and how many of the target, a move is over; the last two are gaps."""

LOST, ADDED = 6, 7
"""The moves that are gaps: nothing renders a piece of the source; a piece of the target renders nothing."""


class Prices(NamedTuple):
    """What moves cost in one kind of text."""

    beads: tuple[float, ...]  # of the first six `MOVES`
    opening: float  # of a gap; what stands in it costs `EXTEND`, besides
    spread: float  # variance of a translation's length per byte of its source
    expected: float  # share of the traces a piece has on average that a bead must have to cost nothing
    structured: bool  # whether pieces are blocks, of one kind or another


RUNNING = Prices((0.0, 1.2, 1.2, 2.0, 2.5, 2.5), opening=3.5, spread=12.0, expected=0.3, structured=False)
"""Cuttings. The ratio of the lengths of sentences, cut at about the same places, spreads by a quarter to a third. A
bead must have something in common: any text can be cut to pieces that are as long as another's."""

BLOCKS = Prices((0.0, 3.0, 3.0, 6.0, 5.0, 5.0), opening=2.5, spread=8.0, expected=0.0, structured=True)
"""Paragraphs and other blocks: authors and translators made them, and joining them is rarer than leaving one out. Their
lengths spread by a fifth (Gale and Church have 6.8 for characters of European languages)."""

EXTEND = 0.8
"""Cost of a gap for each `PIECE` bytes in it."""

FLOOR = 400
"""Variance that even the shortest text's length has, in bytes squared: 20 bytes are a word or two."""

MOST_EXPECTED = 2.5
"""Limit of what a bead may cost for having nothing in common: a word that stands once in twelve pieces."""

APART = 60.0
"""Cost of rendering a block by one of another kind: as good as never."""

KIN = 1.5
"""Cost of rendering a list item by a paragraph, code by its indented form, or a heading by one of the next level."""

STRUCTURE = 2.0
"""Gain of rendering a heading, or a block of code, by its like: there are few of them, and all are kept."""

JOINED = 4.0
"""Cost of rendering two list items, or an item and a paragraph, as one."""

_FLOWING = frozenset(("text", "segment", "list", "quote", "html", "table"))
_ALONE = frozenset(("heading", "fence", "code", "table"))


def bead_costs(texts: Texts, prices: Prices) -> list[float]:
    """What each of the beads costs by its shape alone."""
    expected = min(MOST_EXPECTED, prices.expected * texts.possible / max(1, len(texts.source)))
    return [cost + expected * MOVES[move][0] for move, cost in enumerate(prices.beads)]


@cache
def pairing(kind: str, level: int, other: str, other_level: int) -> float:
    """What it costs that a block is rendered by another; the last on either side of a bead stand for all."""
    if kind == other:
        return KIN * abs(level - other_level) - STRUCTURE if kind in _ALONE else 0.0  # only headings have a level
    kinds = {kind, other}
    if kinds <= _FLOWING:
        return 0.0 if kinds == {"text", "segment"} else KIN
    return KIN if kinds == {"fence", "code"} else APART


def joining(piece: Piece) -> float:
    """What it costs that a block shares a bead with others, of either side, beyond the one that it pairs with."""
    if piece.kind in _ALONE:
        return APART
    return JOINED / 2 if piece.kind == "list" else 0.0
