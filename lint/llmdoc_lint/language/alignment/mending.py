"""What the dynamic programme cannot know: where a way is to be changed in view of all of it."""

from __future__ import annotations

from math import log
from typing import TYPE_CHECKING

from llmdoc_lint.language.alignment.sides import size_of
from llmdoc_lint.language.alignment.steps import Step

if TYPE_CHECKING:
    from llmdoc_lint.language.alignment.evidence import Texts

__all__ = ["LEAST_PARAGRAPHS", "log_ratio", "with_loose_end", "without_doubtful_gaps"]

LEAST_PARAGRAPHS = 3
"""Paragraphs from which on their lengths show what is usual."""

SHORTEST = 60
"""Bytes of a paragraph from which on its length is compared."""

HARDLY, USUALLY = 0.2, 2.5
"""How far a length may be from the usual ratio and be nothing special: always, as a logarithm, and in median deviations
of the text."""

LEFT = 0.4
"""Share of its traces that a paragraph must have left in the one that is to render it, too."""

TOLD = 1.0
"""Weight of traces from which on a paragraph must have left some: less is a word that stands in more than a third."""

SAID = 3.0
"""Weight of what the last words of a translation share with the source's that shows that they render these: one word
that stands once in twenty pieces."""

LAST = 2
"""Pieces at most that a translation's last words are."""


def with_loose_end(texts: Texts, steps: list[Step]) -> list[Step]:
    """Where the translation stops early, keep its last words from being taken for the source's last ones.

    They are taken for these where a gap ends just before: few, shorter than half of what is missing, with hardly
    anything in common. Then they belong to what stands before the gap, and all that follows is missing.
    """
    gap = max((at for at, step in enumerate(steps) if step.lost), default=-1)
    if gap in (-1, len(steps) - 1):
        return steps
    first = gap
    while first and steps[first - 1].lost:
        first -= 1
    n, m = len(texts.source), len(texts.target)
    a, b, c = steps[first].source_start, steps[gap].source_end, steps[gap].target_end
    if m - c > LAST or 2 * size_of(texts.target[c:]) > size_of(texts.source[a:b]):
        return steps
    if texts.shared(b, n, c, m) >= SAID:
        return steps
    before = steps[first - 1] if first else Step(a, a, c, c)
    lost = (Step(i, i + 1, m, m) for i in range(a, n))
    return [*steps[: max(0, first - 1)], before._replace(target_end=m), *lost]


def without_doubtful_gaps(texts: Texts, steps: list[Step]) -> list[Step]:
    """Take paragraphs that seem to be missing for joined to a neighbour that is long enough for both.

    But not where the neighbour has hardly any of the traces that they should have left in it.
    """
    least = _least_ratio(texts, steps)
    if least is None or not any(step.lost for step in steps):
        return steps
    left = list(steps)
    found: list[Step] = []
    for at, step in enumerate(left):
        if step.lost and texts.source[step.source_start].kind == "text":
            if found and _renders(texts, joined := found[-1]._replace(source_end=step.source_end), step, least):
                found[-1] = joined
                continue
            behind = left[at + 1] if at + 1 < len(left) else None
            if behind and _renders(texts, joined := behind._replace(source_start=step.source_start), step, least):
                left[at + 1] = joined
                continue
        found.append(step)
    return found


def _renders(texts: Texts, joined: Step, lost: Step, least: float) -> bool:
    """Whether paragraphs that are joined with one that seems lost may render it, too."""
    pieces = (
        *texts.source[joined.source_start : joined.source_end],
        *texts.target[joined.target_start : joined.target_end],
    )
    ratio = log_ratio(texts, joined)
    if ratio is None or ratio < least or any(piece.kind != "text" for piece in pieces):
        return False
    traced = texts.weight(texts.said[lost.source_start])
    left = texts.shared(lost.source_start, lost.source_end, joined.target_start, joined.target_end)
    return traced < TOLD or left >= LEFT * traced


def _least_ratio(texts: Texts, steps: list[Step]) -> float | None:
    """How short a translation may be for its source, as a logarithm; None where too few show what is usual."""
    ratios = sorted(ratio for step in steps if (ratio := log_ratio(texts, step)) is not None)
    if len(ratios) < LEAST_PARAGRAPHS:
        return None
    usual = ratios[len(ratios) // 2]
    return usual - max(HARDLY, USUALLY * sorted(abs(ratio - usual) for ratio in ratios)[len(ratios) // 2])


def log_ratio(texts: Texts, step: Step) -> float | None:
    """How long the translation is for its source, as a logarithm; None where there is too little of either."""
    here = size_of(texts.source[step.source_start : step.source_end])
    there = size_of(texts.target[step.target_start : step.target_end])
    return log(there / here) if here and there and max(here, there) >= SHORTEST else None
