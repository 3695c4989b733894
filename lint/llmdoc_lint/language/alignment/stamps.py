"""Alignment by stamps, where both sides count from the same moment."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from llmdoc_lint.language.alignment.model import Bead, Hole
from llmdoc_lint.language.alignment.sides import size_of
from llmdoc_lint.language.alignment.steps import Outcome, Step
from llmdoc_lint.language.alignment.witnesses import agreement

if TYPE_CHECKING:
    from collections.abc import Iterator

    from llmdoc_lint.course import Pair
    from llmdoc_lint.language.units import Unit

__all__ = ["ROUNDED", "by_stamps"]

STAMPED = 0.6
"""Share of units that must have a stamp for a text to be aligned by them, and of stamps that must agree."""

ROUNDED = 1
"""Seconds by which stamps of one moment may differ: some tools round, others cut."""

ROOM = 0.6
"""Share of the bytes expected for several source segments that one target segment must have to hold them all:
translations of one turn are 0.7 to 1.4 times as long as their document's average makes expect."""

CONTRADICTED = 0.6
"""Share of witnesses that must lie where the stamps say; below it the stamps are no help."""

NEXT = 1
"""Segments by which a witness may lie elsewhere: Korean puts things in another order, across a cut every 30 s."""


def by_stamps(pair: Pair, source: tuple[Unit, ...], target: tuple[Unit, ...]) -> Outcome | None:
    """Align two texts whose stamps agree; None where they do not, or where the words say otherwise."""
    same = _same_moments(source, target)
    if not same:
        return None
    ratios = sorted(target[j].size / max(1, source[i].size) for i, j in same)
    ratio = ratios[len(ratios) // 2]
    steps: list[Step] = []
    holes: list[Hole] = []
    for stretch in _stretches(same, len(source), len(target)):
        i, i_end, j, j_end = stretch
        own = i if (i, j) < same[0] else i + 1  # behind the segment that has the stamp, if one has
        stop = i_end if _roomy(source, target, stretch, ratio) else own
        if stop > i or j_end > j:
            steps.append(Step(i, stop, j, j_end))
        if stop < i_end:
            steps.append(Step(stop, i_end, j_end, j_end))
            holes.append(Hole(stop, i_end, size_of(source[stop:i_end]), j_end - 1))
    confidence = agreement(pair, source, target, steps, NEXT)
    if confidence < CONTRADICTED:
        return None
    return Outcome("stamps", confidence, ratio, [Bead(*step, confidence) for step in steps], holes)


def _same_moments(source: tuple[Unit, ...], target: tuple[Unit, ...]) -> list[tuple[int, int]]:
    """The units of either side that have the same stamp; none where too few units have."""
    theirs, mine = _ascending(source), _ascending(target)
    if len(theirs) < STAMPED * len(source) or len(mine) < STAMPED * len(target):
        return []
    same: list[tuple[int, int]] = []
    at = 0
    for index in theirs:
        seconds = source[index].seconds
        while at < len(mine) and target[mine[at]].seconds < seconds - ROUNDED:
            at += 1
        if at < len(mine) and target[mine[at]].seconds <= seconds + ROUNDED:
            same.append((index, mine[at]))
            at += 1
    return same if len(same) >= max(2, STAMPED * len(mine)) else []


def _ascending(side: tuple[Unit, ...]) -> list[int]:
    """The units with a stamp later than all before it."""
    kept: list[int] = []
    top = -1
    for index, unit in enumerate(side):
        if unit.seconds > top:
            kept.append(index)
            top = unit.seconds
    return kept


def _stretches(same: list[tuple[int, int]], n: int, m: int) -> Iterator[Step]:
    """From each moment to the next; what stands before the first is a stretch, too."""
    borders = [*same, (n, m)]
    if same[0] != (0, 0):
        borders.insert(0, (0, 0))
    for (i, j), (i_end, j_end) in pairwise(borders):
        yield Step(i, i_end, j, j_end)


def _roomy(source: tuple[Unit, ...], target: tuple[Unit, ...], stretch: Step, ratio: float) -> bool:
    """Whether the target's side of a stretch is long enough for all of the source's."""
    i, i_end, j, j_end = stretch
    if j == j_end:
        return False
    return i_end - i <= 1 or size_of(target[j:j_end]) >= ROOM * ratio * size_of(source[i:i_end])
