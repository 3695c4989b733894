"""Alignment by what is said."""

from __future__ import annotations

from typing import TYPE_CHECKING

from llmdoc_lint.language.alignment.beads import beads_of, holes_of
from llmdoc_lint.language.alignment.confidence import EVIDENCE, confidence, evidence_of, scores
from llmdoc_lint.language.alignment.costs import BLOCKS, RUNNING
from llmdoc_lint.language.alignment.division import divided_alike
from llmdoc_lint.language.alignment.evidence import compare
from llmdoc_lint.language.alignment.mending import with_loose_end, without_doubtful_gaps
from llmdoc_lint.language.alignment.paragraphs import by_paragraphs
from llmdoc_lint.language.alignment.path import fitted
from llmdoc_lint.language.alignment.pieces import cut, goal, whole
from llmdoc_lint.language.alignment.sides import size_of
from llmdoc_lint.language.alignment.steps import Outcome
from llmdoc_lint.values import NamedTuple

if TYPE_CHECKING:
    from llmdoc_lint.course import Pair
    from llmdoc_lint.language.alignment.evidence import Texts
    from llmdoc_lint.language.alignment.steps import Step
    from llmdoc_lint.language.units import Unit

__all__ = ["by_content"]

USUAL, LONG = 0.95, 1.3
"""Bytes of a translation for one of its source that are assumed where it has fewer, or more: else a text whose half is
missing would be taken for one that is said in half as many words."""

SURE = 0.6
"""Confidence in a way through the sentences from which on it tells whether paragraphs are divided alike: short texts on
everyday subjects have too few words in common, and more paragraphs in step."""

NOISE = 1.3
"""Pieces that running text must lack: a single one may be left over where two sides are cut at other places."""

_NOTHING = Outcome("none", 0.0, 1.0, [], [])


def by_content(pair: Pair, source: tuple[Unit, ...], target: tuple[Unit, ...]) -> Outcome:
    """Align two texts by what they say; "none" where that would cost too much."""
    if not _is_running(source, target):
        return _by_blocks(pair, source, target)
    paragraphs = by_paragraphs(pair, source, target)
    sentences = _by_sentences(pair, source, target)
    if sentences is None:
        return paragraphs or _NOTHING
    if paragraphs is not None and (sentences.confidence < SURE or divided_alike(sentences.texts, sentences.steps)):
        return paragraphs
    return _outcome(sentences)


def _is_running(source: tuple[Unit, ...], target: tuple[Unit, ...]) -> bool:
    """Whether most of either text is prose, without headings to go by."""
    if any(unit.kind == "heading" for unit in target):
        return False
    return all(2 * sum(unit.kind in ("text", "segment") for unit in side) >= len(side) for side in (source, target))


def _by_blocks(pair: Pair, source: tuple[Unit, ...], target: tuple[Unit, ...]) -> Outcome:
    """Align block by block: kinds tell as much as words."""
    texts = compare(whole(pair, source), whole(pair, target), pair.target.settings.language)
    found = fitted(texts, _ratio(source, target), BLOCKS)
    if found is None:
        return _NOTHING
    steps, ratio = with_loose_end(texts, found[0]), found[1]
    sure = confidence(texts, scores(texts, steps), EVIDENCE)
    steps = without_doubtful_gaps(texts, steps)
    beads = beads_of(texts, steps, scores(texts, steps), sure)
    return Outcome("content", sure, ratio, beads, holes_of(texts, steps, ratio))


class _Sentences(NamedTuple):
    """A way through two texts, sentence by sentence."""

    texts: Texts
    steps: list[Step]
    ratio: float
    collected: list[float]
    confidence: float
    least: float  # bytes that a hole must have


def _by_sentences(pair: Pair, source: tuple[Unit, ...], target: tuple[Unit, ...]) -> _Sentences | None:
    """Align what may be divided differently; None where that would cost too much."""
    texts = compare(cut(pair, source), cut(pair, target), pair.target.settings.language)
    found = fitted(texts, _ratio(source, target), RUNNING)
    if found is None:
        return None
    steps, ratio = with_loose_end(texts, found[0]), found[1]
    collected = scores(texts, steps)
    sure = confidence(texts, collected, evidence_of(len(texts.source)))
    return _Sentences(texts, steps, ratio, collected, sure, NOISE * goal(source))


def _outcome(found: _Sentences) -> Outcome:
    holes = [hole for hole in holes_of(found.texts, found.steps, found.ratio) if hole.size >= found.least]
    beads = beads_of(found.texts, found.steps, found.collected, found.confidence)
    return Outcome("content", found.confidence, found.ratio, beads, holes, in_step=False)


def _ratio(source: tuple[Unit, ...], target: tuple[Unit, ...]) -> float:
    return min(LONG, max(USUAL, size_of(target) / size_of(source)))
