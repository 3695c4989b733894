"""A translation beside its source, chapter by chapter."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING

from llmdoc_lint.course import pair_fact
from llmdoc_lint.language.alignment.model import Alignment, Bead, Hole, Part
from llmdoc_lint.language.alignment.sides import size_of, source_units
from llmdoc_lint.language.units import units

if TYPE_CHECKING:
    from collections.abc import Iterator

    from llmdoc_lint.course import Pair
    from llmdoc_lint.language.alignment.steps import Outcome
    from llmdoc_lint.language.units import Unit

__all__ = ["aligned"]


@pair_fact
def aligned(pair: Pair) -> Alignment:
    """Align a translation with its source; without any text on one side, an alignment without parts."""
    from llmdoc_lint.language.alignment.methods import outcome_of  # most runs need none: see `even`

    source, target = source_units(pair), units(pair.target)
    beads: list[Bead] = []
    parts: list[Part] = []
    for theirs, mine in _chapters(source, target):
        found = outcome_of(pair, source[theirs.start : theirs.stop], target[mine.start : mine.stop])
        parts.append(_part(found, source, target, theirs, mine, len(beads)))
        beads.extend(_shifted(bead, theirs.start, mine.start) for bead in found.beads)
    sizes = [size_of(source[part.source_start : part.source_end]) for part in parts]
    shares = [size / max(1, sum(sizes)) for size in sizes]
    confidence = sum((share * part.confidence for share, part in zip(shares, parts, strict=True)), 0.0)
    covered = sum((share * part.covered for share, part in zip(shares, parts, strict=True)), 0.0)
    return Alignment(source, target, tuple(beads), tuple(parts), round(confidence, 3), round(covered, 3))


def _chapters(source: tuple[Unit, ...], target: tuple[Unit, ...]) -> Iterator[tuple[range, range]]:
    """The units of chapters that both sides have, in the source's order.

    Where each side is one text, they belong together, whatever they are called.
    """
    theirs, mine = _spans(source), _spans(target)
    if len(theirs) == len(mine) == 1:
        mine = {number: span for number in theirs for span in mine.values()}
    for number, span in theirs.items():
        if number in mine:
            yield span, mine[number]


def _spans(side: tuple[Unit, ...]) -> dict[int, range]:
    """By number, the units of each chapter; of one that stands twice, the first."""
    spans: dict[int, range] = {}
    at = 0
    for number, run in groupby(side, key=_number):
        stop = at + len(list(run))
        spans.setdefault(number, range(at, stop))
        at = stop
    return spans


def _number(unit: Unit) -> int:
    return unit.part


def _part(
    found: Outcome, source: tuple[Unit, ...], target: tuple[Unit, ...], theirs: range, mine: range, bead_start: int
) -> Part:
    """The chapter whose units are `theirs` and `mine`; its first bead is number `bead_start` of all."""
    missing = sum(hole.size for hole in found.holes)
    covered = max(0.0, 1 - missing / max(1, size_of(source[theirs.start : theirs.stop]))) if found.beads else 0.0
    return Part(
        target[mine.start].part,
        theirs.start,
        theirs.stop,
        mine.start,
        mine.stop,
        bead_start,
        bead_start + len(found.beads),
        found.method,
        round(found.confidence, 3),
        round(covered, 3),
        round(found.ratio, 3),
        tuple(_moved(hole, theirs.start, mine.start) for hole in found.holes),
        found.in_step,
    )


def _shifted(bead: Bead, first: int, start: int) -> Bead:
    """A bead of the chapter whose units begin at `first` and `start`, among all."""
    return Bead(
        bead.source_start + first,
        bead.source_end + first,
        bead.target_start + start,
        bead.target_end + start,
        round(bead.confidence, 3),
    )


def _moved(hole: Hole, first: int, start: int) -> Hole:
    before = hole.before + start if hole.before >= 0 else -1
    return Hole(hole.source_start + first, hole.source_end + first, hole.size, before)
