"""Whether two texts are divided into paragraphs at the same places."""

from __future__ import annotations

from bisect import bisect_left
from itertools import accumulate
from typing import TYPE_CHECKING

from llmdoc_lint.values import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator

    from llmdoc_lint.language.alignment.evidence import Texts
    from llmdoc_lint.language.alignment.pieces import Piece
    from llmdoc_lint.language.alignment.steps import Step

__all__ = ["divided_alike"]

NEAR = 100
"""Bytes of the source by which the beginnings of two paragraphs may lie apart: two thirds of a piece."""

ALIKE = 0.85
"""Share of the paragraphs that must begin where one of the other side does, of the side that has fewer. Of 83
chapters of talks whose two sides were divided by chance, one has as many; of the same divided alike, 82; of these with
a paragraph of the translation dropped, 76."""


class _Place(NamedTuple):
    """Where in the source a paragraph of the translation begins, in bytes; a range, where a passage is missing."""

    first: int
    last: int


def divided_alike(texts: Texts, steps: list[Step]) -> bool:
    """Whether the paragraphs of both sides begin at the same places, by a way through their sentences.

    A translator who keeps paragraphs may join or divide some; who makes them of an undivided text has others.
    """
    theirs = list(_beginnings(texts.source))
    mine = list(_rendered_beginnings(texts, steps))
    shared = sum(_has_one(theirs, place) for place in mine)
    comparable = min(len(theirs), len(mine))
    return shared >= ALIKE * comparable


def _beginnings(pieces: list[Piece]) -> Iterator[int]:
    """In bytes from the first, where each unit but the first begins."""
    starts = accumulate((piece.size for piece in pieces), initial=0)
    for at, start in zip(range(len(pieces)), starts, strict=False):
        if at and pieces[at].unit != pieces[at - 1].unit:
            yield start


def _rendered_beginnings(texts: Texts, steps: list[Step]) -> Iterator[_Place]:
    """Where in the source what each unit of the translation but the first begins with stands."""
    theirs = [0, *accumulate(piece.size for piece in texts.source)]
    mine = [0, *accumulate(piece.size for piece in texts.target)]
    missing = 0  # from where on what the next step begins behind is missing
    for step in steps:
        if step.lost:
            continue
        start, length = theirs[step.source_start], theirs[step.source_end] - theirs[step.source_start]
        whole = mine[step.target_end] - mine[step.target_start]
        for at in range(step.target_start, step.target_end):
            if at and texts.target[at].unit != texts.target[at - 1].unit:
                place = start + length * (mine[at] - mine[step.target_start]) // whole
                yield _Place(missing if at == step.target_start else place, place)
        missing = theirs[step.source_end]


def _has_one(sorted_: list[int], place: _Place) -> bool:
    at = bisect_left(sorted_, place.first - NEAR)
    return at < len(sorted_) and sorted_[at] <= place.last + NEAR
