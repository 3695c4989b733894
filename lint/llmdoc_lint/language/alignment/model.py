"""What an alignment is made of."""

from __future__ import annotations

from typing import TYPE_CHECKING

from llmdoc_lint.values import NamedTuple

if TYPE_CHECKING:
    from llmdoc_lint.language.units import Unit

__all__ = ["Alignment", "Bead", "Hole", "Part"]


class Bead(NamedTuple):
    """Source units and the target units that render them, as indices in the alignment; one side may be empty."""

    source_start: int
    source_end: int
    target_start: int
    target_end: int
    confidence: float  # 0 to 1


class Hole(NamedTuple):
    """A stretch of the source that nothing in the target renders."""

    source_start: int  # units that lie in it, wholly or in part
    source_end: int
    size: int  # UTF-8 bytes of the source that are missing
    before: int  # the target unit behind which they are missing; -1: before the first of the part


class Part(NamedTuple):
    """A chapter, or all of an article.

    method: "stamps", "structure" (the same blocks in the same order), "content", or "none", without beads, where
    there is nothing to go by.
    """

    number: int  # of the chapter, -1 where there is none
    source_start: int  # units of the alignment
    source_end: int
    target_start: int
    target_end: int
    bead_start: int
    bead_end: int
    method: str
    confidence: float
    covered: float  # share of the source's bytes that have a counterpart
    ratio: float  # bytes of the target for one of the source, where they correspond
    holes: tuple[Hole, ...]
    in_step: bool  # whether what one side has as one unit is one on the other as a rule


class Alignment(NamedTuple):
    """A translation beside its source."""

    source: tuple[Unit, ...]
    target: tuple[Unit, ...]
    beads: tuple[Bead, ...]
    parts: tuple[Part, ...]
    confidence: float  # of the parts, by the source's bytes
    covered: float
