"""Alignment by structure, where both sides have the same blocks in the same order: documentation, mostly."""

from __future__ import annotations

from typing import TYPE_CHECKING

from llmdoc_lint.language.alignment.model import Bead
from llmdoc_lint.language.alignment.sides import size_of
from llmdoc_lint.language.alignment.steps import Outcome, Step
from llmdoc_lint.language.alignment.witnesses import SAME, agreement

if TYPE_CHECKING:
    from llmdoc_lint.course import Pair
    from llmdoc_lint.language.units import Unit

__all__ = ["by_structure"]

UNLIKE = 3.0
"""How many times longer or shorter than the rest of its text a block may be that renders another."""

SLACK = 40
"""Bytes by which a block's length may always differ: titles and names are short."""


def by_structure(pair: Pair, source: tuple[Unit, ...], target: tuple[Unit, ...]) -> Outcome | None:
    """Align two texts that have the same blocks in the same order; None for any others."""
    if len(source) != len(target) or all(unit.kind in ("text", "segment") for unit in source):
        return None
    ratio = size_of(target) / size_of(source)
    if not all(_alike(one, other, ratio) for one, other in zip(source, target, strict=True)):
        return None
    steps = [Step(at, at + 1, at, at + 1) for at in range(len(source))]
    confidence = agreement(pair, source, target, steps)
    if confidence < SAME:
        return None
    return Outcome("structure", confidence, ratio, [Bead(*step, confidence) for step in steps], [])


def _alike(one: Unit, other: Unit, ratio: float) -> bool:
    """Whether a block may be rendered by another: of its kind and level, and about as long as is usual."""
    if one.kind != other.kind or one.level != other.level:
        return False
    return one.size * ratio < UNLIKE * (other.size + SLACK) and other.size < UNLIKE * (one.size + SLACK) * ratio
