"""A part while it is being aligned; indices count from the part's own first units, or pieces."""

from __future__ import annotations

from typing import TYPE_CHECKING

from llmdoc_lint.values import NamedTuple

if TYPE_CHECKING:
    from llmdoc_lint.language.alignment.model import Bead, Hole

__all__ = ["Outcome", "Step"]


class Step(NamedTuple):
    """Units, or pieces of them, that go together; one side may be empty."""

    source_start: int
    source_end: int
    target_start: int
    target_end: int

    @property
    def lost(self) -> bool:
        """Whether nothing renders the source's."""
        return self.target_start == self.target_end

    @property
    def added(self) -> bool:
        """Whether the target's render nothing."""
        return self.source_start == self.source_end

    @property
    def single(self) -> bool:
        """Whether one renders one."""
        return self.source_end - self.source_start == self.target_end - self.target_start == 1


class Outcome(NamedTuple):
    """How a part aligns."""

    method: str
    confidence: float
    ratio: float
    beads: list[Bead]
    holes: list[Hole]
    in_step: bool = True  # see `Part`
