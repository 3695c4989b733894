"""What the pieces of two texts have in common: traces, the rare ones weighing more."""

from __future__ import annotations

from math import log
from typing import TYPE_CHECKING

from llmdoc_lint.language.cognates import latin_words, traces
from llmdoc_lint.language.quantities import quantities
from llmdoc_lint.values import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Collection
    from collections.abc import Set as AbstractSet

    from llmdoc_lint.language.alignment.pieces import Piece
    from llmdoc_lint.settings import Language

__all__ = ["Texts", "compare"]

FIGURES = 2
"""Significant digits from which on a quantity is a trace."""

LOOSE = 0.6
"""What an idea weighs of a figure or name that is as rare: the dictionary has one Korean word for several English."""

COMMON = 0.5
"""Weight below which a trace is none: a figure has it that stands in six of ten pieces, an idea in four."""

REPEATED = 400
"""Pairs of pieces from which on a trace that they have in common is none: comparing all with all would be quadratic,
and what stands in 20 pieces of either side tells nothing of their places."""


class Texts(NamedTuple):
    """Two texts in pieces, and the traces that both have, as numbers: sets of these have one order in every run."""

    source: list[Piece]
    target: list[Piece]
    alike: list[dict[int, float]]  # for each source piece, the weight of the traces it shares with a target piece
    said: list[set[int]]  # traces of each source piece
    heard: list[set[int]]  # of each target piece
    weights: list[float]  # of each trace
    possible: float  # what a perfect alignment would collect

    def shared(self, a: int, b: int, c: int, d: int) -> float:
        """The weight of the traces that source pieces `a` to `b` share with target pieces `c` to `d`, each once."""
        if b == a + 1 and d == c + 1:
            return self.alike[a].get(c, 0.0)
        said: set[int] = set().union(*self.said[a:b])
        return self.weight(said.intersection(set().union(*self.heard[c:d])))

    def weight(self, found: AbstractSet[int]) -> float:
        return sum(map(self.weights.__getitem__, found))


def compare(source: list[Piece], target: list[Piece], language: Language) -> Texts:
    """Compare all pieces with all."""
    kept = {word for piece in target for word in latin_words(piece.text) if len(word) > 1}
    theirs = _places(source, language.source, kept)
    mine = _places(target, language.target, kept)
    texts = Texts(source, target, [{} for _ in source], [set() for _ in source], [set() for _ in target], [], 0.0)
    possible = 0.0
    for trace, rows in theirs.items():
        columns = mine.get(trace)
        if columns is None or len(rows) * len(columns) > REPEATED:
            continue
        weight = 0.5 * (log((len(source) + 1) / len(rows)) + log((len(target) + 1) / len(columns)))
        if trace[0] == "=":
            weight *= LOOSE
        if weight >= COMMON:
            possible += weight * min(len(rows), len(columns))
            _enter(texts, rows, columns, weight)
    return texts._replace(possible=possible)


def _enter(texts: Texts, rows: list[int], columns: list[int], weight: float) -> None:
    """Add a trace that stands in these pieces of the source and of the target."""
    trace = len(texts.weights)
    texts.weights.append(weight)
    for j in columns:
        texts.heard[j].add(trace)
    for i in rows:
        texts.said[i].add(trace)
        row = texts.alike[i]
        for j in columns:
            row[j] = row.get(j, 0.0) + weight


def _places(pieces: list[Piece], language: str, kept: Collection[str]) -> dict[str, list[int]]:
    """By trace, the pieces that have it."""
    found: dict[str, list[int]] = {}
    for at, piece in enumerate(pieces):
        for trace in dict.fromkeys((*traces(piece.text, language, kept), *_figures(piece.text, language))):
            found.setdefault(trace, []).append(at)
    return found


def _figures(text: str, language: str) -> list[str]:
    """The quantities of a text as traces: "4,200" and "4천200" are one."""
    if language not in ("ko", "en"):
        return []
    found = quantities(text, language)
    return [f"#{one.low}" for one in found if one.low and one.digits >= FIGURES and one.low == one.high]
