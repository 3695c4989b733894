"""From a way through pieces to beads and holes of units."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING

from llmdoc_lint.language.alignment.model import Bead, Hole
from llmdoc_lint.language.alignment.sides import size_of

if TYPE_CHECKING:
    from llmdoc_lint.language.alignment.evidence import Texts
    from llmdoc_lint.language.alignment.steps import Step

__all__ = ["beads_of", "holes_of"]

NEAR = 2
"""Steps on either side whose common traces speak for a bead: Korean puts things in another order."""

SUPPORTED = 4.0
"""Weight of these traces from which on a bead is as sure as its part: two words that stand once in eight pieces."""

MOVED, MOVED_AT_LEAST = 0.5, 3.0
"""Share of its traces, and weight of these, that a stretch must have in common with unmatched text elsewhere to count
as moved."""


def beads_of(
    texts: Texts, steps: list[Step], collected: list[float], confidence: float, *, in_step: bool = False
) -> list[Bead]:
    """Put the pieces together: every unit goes with the one that it shares most bytes with.

    Where the lengths keep step, a unit needs no traces of its own.
    """
    shared = _shared_bytes(texts, steps)
    spans = _spans(_main(texts, steps, shared))
    rendered = {j for row in shared for j in row}
    support = _support(texts, steps, collected)
    n, m = len(shared), texts.target[-1].unit + 1
    beads: list[Bead] = []
    at = 0  # source units up to here are in beads
    for j in range(m):
        if j in spans:
            first, last = spans[j]
            if first > at:
                beads.append(Bead(at, first, j, j, confidence))
            sure = confidence if in_step else confidence * min(1.0, support.get(j, 0.0) / SUPPORTED)
            beads.append(Bead(first, last, j, j + 1, sure))
            at = last
        elif j in rendered and beads and beads[-1].source_end > beads[-1].source_start:
            beads[-1] = beads[-1]._replace(target_end=j + 1)  # a part of what the unit before renders
        else:
            beads.append(Bead(at, at, j, j + 1, 0.0))
    if at < n:
        beads.append(Bead(at, n, m, m, confidence))
    return beads


def _shared_bytes(texts: Texts, steps: list[Step]) -> list[dict[int, float]]:
    """For each source unit, how many of its bytes each target unit renders."""
    found: list[dict[int, float]] = [{} for _ in range(texts.source[-1].unit + 1)]
    for a, b, c, d in steps:
        for piece in texts.source[a:b]:
            row = found[piece.unit]
            for other in texts.target[c:d]:
                row[other.unit] = row.get(other.unit, 0.0) + piece.size / (d - c)
    return found


def _main(texts: Texts, steps: list[Step], shared: list[dict[int, float]]) -> list[int]:
    """For each source unit, the target unit that renders most of it, in order; -1 where most of it is missing."""
    lost = [0] * len(shared)
    for step in steps:
        if step.lost:
            for piece in texts.source[step.source_start : step.source_end]:
                lost[piece.unit] += piece.size
    found: list[int] = []
    top = 0
    for row, missing in zip(shared, lost, strict=True):
        if row and sum(row.values()) > missing:
            top = max(top, max(row, key=row.__getitem__))
            found.append(top)
        else:
            found.append(-1)
    return found


def _spans(main: list[int]) -> dict[int, tuple[int, int]]:
    """By target unit, from where to where the source units are that it renders."""
    spans: dict[int, tuple[int, int]] = {}
    for i, j in enumerate(main):
        if j >= 0:
            spans[j] = spans.get(j, (i, i))[0], i + 1
    return spans


def _support(texts: Texts, steps: list[Step], collected: list[float]) -> dict[int, float]:
    """By target unit, the weight of the traces around the best of its steps."""
    found: dict[int, float] = {}
    for at, step in enumerate(steps):
        if not step.added:
            near = sum(collected[max(0, at - NEAR) : at + NEAR + 1])
            for piece in texts.target[step.target_start : step.target_end]:
                found[piece.unit] = max(found.get(piece.unit, 0.0), near)
    return found


def holes_of(texts: Texts, steps: list[Step], ratio: float) -> list[Hole]:
    """Runs of source pieces that nothing renders.

    What stands unmatched in the translation at the same place may be a free rendering: its length is taken off.
    What stands unmatched elsewhere and has the same traces has been moved.
    """
    loose = {j for step in steps if step.added for j in range(step.target_start, step.target_end)}
    found: list[Hole] = []
    for gap, run in groupby(steps, key=_is_gap):
        stretch = list(run)
        lost = [step for step in stretch if step.lost]
        if not gap or not lost:
            continue
        source = texts.source[lost[0].source_start : lost[-1].source_end]
        target = texts.target[stretch[0].target_start : stretch[-1].target_end]
        size = size_of(source) - round(size_of(target) / ratio)
        if size > 0 and not _moved(texts.alike[lost[0].source_start : lost[-1].source_end], loose):
            behind = lost[0].target_start
            found.append(
                Hole(source[0].unit, source[-1].unit + 1, size, texts.target[behind - 1].unit if behind else -1)
            )
    return found


def _is_gap(step: Step) -> bool:
    return step.lost or step.added


def _moved(rows: list[dict[int, float]], loose: set[int]) -> bool:
    """Whether pieces have most of their traces in common with target pieces that render nothing."""
    best = sum(max(row.values(), default=0.0) for row in rows)
    here = sum(max((value for j, value in row.items() if j in loose), default=0.0) for row in rows)
    return here >= MOVED_AT_LEAST and here >= MOVED * best
