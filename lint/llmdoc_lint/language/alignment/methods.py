"""Which way a chapter is aligned: by what there is to go by."""

from __future__ import annotations

from typing import TYPE_CHECKING

from llmdoc_lint.language.alignment.stamps import ROUNDED, by_stamps
from llmdoc_lint.language.alignment.structure import by_structure
from llmdoc_lint.language.alignment.witnesses import SAME, UNHEARD

if TYPE_CHECKING:
    from llmdoc_lint.course import Pair
    from llmdoc_lint.language.alignment.model import Bead
    from llmdoc_lint.language.alignment.steps import Outcome
    from llmdoc_lint.language.units import Unit

__all__ = ["outcome_of"]


def outcome_of(pair: Pair, source: tuple[Unit, ...], target: tuple[Unit, ...]) -> Outcome:
    """Align one chapter by what there is: stamps, the same structure, or what is said.

    Stamps that agree are believed where most words do, too, or where nothing says so and they begin and end
    together; else the content must confirm them.
    """
    clocked = by_stamps(pair, source, target)
    sure = clocked is not None and clocked.confidence >= SAME
    if clocked is not None and sure and (clocked.confidence != UNHEARD or _same_ends(source, target)):
        return clocked
    found = by_structure(pair, source, target)
    if found is None:
        from llmdoc_lint.language.alignment.content import by_content  # many runs need none of it

        found = by_content(pair, source, target)
    if clocked is not None and _confirmed(clocked.beads, found.beads):
        return clocked._replace(confidence=max(UNHEARD, found.confidence))
    return found


def _same_ends(source: tuple[Unit, ...], target: tuple[Unit, ...]) -> bool:
    return all(abs(source[end].seconds - target[end].seconds) <= ROUNDED for end in (0, -1))


def _confirmed(clocked: list[Bead], heard: list[Bead]) -> bool:
    """Whether most target units go with the same source units, or their neighbours, by stamps and by content."""
    by_clock = [bead for bead in clocked for _ in range(bead.target_start, bead.target_end)]
    agree = total = 0
    for bead in heard:
        if bead.source_start < bead.source_end:
            for other in by_clock[bead.target_start : bead.target_end]:
                total += 1
                agree += bead.source_start <= other.source_end and other.source_start <= bead.source_end
    return agree >= SAME * total
