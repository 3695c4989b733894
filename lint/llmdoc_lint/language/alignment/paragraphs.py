"""Alignment of texts whose paragraphs keep step: their lengths tell as much as words do.

Translators keep paragraphs; and short texts on everyday subjects have few words in common that could tell.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from llmdoc_lint.language.alignment.beads import beads_of, holes_of
from llmdoc_lint.language.alignment.confidence import confidence, evidence_of, scores
from llmdoc_lint.language.alignment.costs import BLOCKS
from llmdoc_lint.language.alignment.evidence import compare
from llmdoc_lint.language.alignment.mending import LEAST_PARAGRAPHS, log_ratio, without_doubtful_gaps
from llmdoc_lint.language.alignment.path import fitted
from llmdoc_lint.language.alignment.pieces import PIECE, whole
from llmdoc_lint.language.alignment.sides import size_of
from llmdoc_lint.language.alignment.steps import Outcome
from llmdoc_lint.values import NamedTuple

if TYPE_CHECKING:
    from llmdoc_lint.course import Pair
    from llmdoc_lint.language.alignment.evidence import Texts
    from llmdoc_lint.language.alignment.steps import Step
    from llmdoc_lint.language.units import Unit

__all__ = ["by_paragraphs"]

WEIGHT = 0.5
"""What each paragraph adds to the weight of the traces where two texts keep step: 9 in 10 pages of three to six
paragraphs do with their own source, 4 in 10 with another that has about as many."""

STEP = 0.45
"""How far the lengths of two paragraphs that render each other may be from the usual ratio, as a logarithm."""

FEWER = 2.0
"""How many times fewer paragraphs one side may have."""

LEAST_RATIO, MOST_RATIO = 0.6, 1.6
"""Bytes of a translation for one of its source that are tried: human ones have 0.80 to 1.29, with what is missing, or
added, less and more."""


class _Try(NamedTuple):
    """A way, and how it keeps step."""

    off: float  # how far the lengths are from their usual ratio where they are farthest, as a logarithm
    single: int  # paragraphs that are rendered by one, and long enough to be compared
    ratio: float
    steps: list[Step]


def by_paragraphs(pair: Pair, source: tuple[Unit, ...], target: tuple[Unit, ...]) -> Outcome | None:
    """Align two texts of paragraphs that keep step; None where they are divided differently, or cut by the clock."""
    if any(unit.kind != "text" or unit.seconds >= 0 for unit in (*source, *target)):
        return None
    n, m = len(source), len(target)
    if min(n, m) < LEAST_PARAGRAPHS or max(n, m) > FEWER * min(n, m):
        return None
    texts = compare(whole(pair, source), whole(pair, target), pair.target.settings.language)
    ratio = size_of(target) / size_of(source)
    # Either all paragraphs are rendered, some joined, or some are missing, and the text is longer than it seems.
    ratios = [min(MOST_RATIO, max(LEAST_RATIO, ratio * times)) for times in (1.0, max(1.0, n / m))]
    tries = [_try(texts, ratio) for ratio in dict.fromkeys(ratios)]
    best = min((one for one in tries if one is not None), key=_off, default=None)
    if best is None or best.off > STEP or best.single < LEAST_PARAGRAPHS:
        return None
    collected = scores(texts, best.steps)
    sure = confidence(texts, collected, evidence_of(size_of(source) / PIECE), WEIGHT * best.single)
    beads = beads_of(texts, best.steps, collected, sure, in_step=True)
    return Outcome("content", sure, best.ratio, beads, holes_of(texts, best.steps, best.ratio))


def _try(texts: Texts, ratio: float) -> _Try | None:
    """The way that is the best where translations are `ratio` times as long; None where it would cost too much."""
    found = fitted(texts, ratio, BLOCKS)
    if found is None:
        return None
    steps = without_doubtful_gaps(texts, found[0])
    return _Try(*_out_of_step(texts, steps), found[1], steps)


def _off(one: _Try) -> float:
    return one.off


def _out_of_step(texts: Texts, steps: list[Step]) -> tuple[float, int]:
    """How far the lengths are from their usual ratio where they are farthest, as a logarithm; how many are single.

    Of four and more, one may be too short: it lacks sentences.
    """
    found = [(ratio, step) for step in steps if (ratio := log_ratio(texts, step)) is not None]
    if not found:
        return float("inf"), 0
    usual = sorted(ratio for ratio, _ in found)[len(found) // 2]
    off = sorted(abs(ratio - usual) for ratio, _ in found)
    shortest, step = min(found)
    lacking = len(found) > LEAST_PARAGRAPHS and usual - shortest == off[-1] and step.source_end - step.source_start == 1
    return off[-2 if lacking else -1], sum(step.single for _, step in found)
