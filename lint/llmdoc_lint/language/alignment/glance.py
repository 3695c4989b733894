"""Whether a translation renders its source from beginning to end, at a hundredth of the price of an alignment."""

from __future__ import annotations

from typing import TYPE_CHECKING

from llmdoc_lint.course import course_fact, pair_fact
from llmdoc_lint.language.alignment.sides import size_of, text_size
from llmdoc_lint.language.alignment.witnesses import found_once, once
from llmdoc_lint.language.cognates import figures, kept_words
from llmdoc_lint.language.units import units

if TYPE_CHECKING:
    from llmdoc_lint.course import Course, Pair
    from llmdoc_lint.language.units import Unit

__all__ = ["even"]

FULL = 0.9
"""Bytes of a translation for one of its source from which on it may be taken to be all there."""

LONG = 1.6
"""The same from which on it may be longer than a translation."""

CLOCKED = 0.6
"""`FULL`, where every stamp of the source is there: no segment is missing, and talks are condensed."""

ASTRAY = 0.05
"""Share of a text by which witnesses may stand elsewhere than on the other side: sentences differ in length by a third,
chapters of ten of them by a tenth."""

SENTENCE = 80
"""Bytes by which they always may: half a sentence, for Korean has the verb at its end."""

SHORTER, PAGES = 0.93, 4
"""Share of the length that a chapter's page is expected to have, by the median of at least so many others of its
course, below which a paragraph may be missing. Of 155 pages of four minutes (20 talks, as machines translated them) 6
are shorter, none has less than 0.9; without one of its paragraphs each all but 5 are. That a page is shorter is no
finding: it is aligned, and what nothing renders is."""


@pair_fact
def even(pair: Pair) -> bool:
    """Whether, at a glance, a translation renders its source from beginning to end.

    It is about as long, and its stamps are those of the source; a page without stamps has what stands once on either
    side at the same place, and is not shorter than its course's other pages lead to expect. For rules that look for
    what is missing; False where only an alignment can tell.
    """
    target = units(pair.target)
    if not pair.sources or not target:
        return False
    if target[0].seconds >= 0 and target[-1].seconds >= 0:
        return _same_stamps(pair, target)
    if len(pair.sources) != 1 or not _same_places(pair, units(pair.sources[0]), target):
        return False
    return not _shorter_than_usual(pair)


def _shorter_than_usual(pair: Pair) -> bool:
    """Whether a chapter's translation is short beside those of the other chapters' pages."""
    ratios = _page_ratios(pair.course)
    mine = ratios.get(pair.target.path)
    if mine is None or len(ratios) <= PAGES:
        return False
    others = sorted(ratio for path, ratio in ratios.items() if path != pair.target.path)
    return mine < SHORTER * others[len(others) // 2]


@course_fact
def _page_ratios(course: Course) -> dict[str, float]:
    """By path of each chapter's page, bytes of the translation for one of its source."""
    found: dict[str, float] = {}
    for doc in course.chapters:
        source = course.counterpart(doc)
        theirs = text_size(source) if source is not None else 0
        if theirs:
            found[doc.path] = text_size(doc) / theirs
    return found


def _same_stamps(pair: Pair, target: tuple[Unit, ...]) -> bool:
    """Whether each source's stamps are the target's next, and its length corresponds."""
    at = 0
    for doc in pair.sources:
        theirs = units(doc)
        mine = target[at : at + len(theirs)]
        at += len(theirs)
        if any(unit.seconds < 0 for unit in theirs) or [one.seconds for one in theirs] != [one.seconds for one in mine]:
            return False
        if not CLOCKED * size_of(theirs) <= size_of(mine) <= LONG * size_of(theirs):
            return False
    return at == len(target)


def _same_places(pair: Pair, source: tuple[Unit, ...], target: tuple[Unit, ...]) -> bool:
    """Whether paragraphs without stamps are as many and as long, with all figures, and witnesses at the same places."""
    if not source or target[0].part != target[-1].part or any(unit.kind != "text" for unit in target):
        return False
    if len(source) != len(target) and all(unit.kind == "text" for unit in source):
        return False  # of a text that becomes a third longer, a quarter may be missing: count its paragraphs
    here = size_of(source)
    if not FULL * here <= size_of(target) <= LONG * here:
        return False
    theirs = pair.sources[0].text[source[0].start : source[-1].end].lower()
    mine = pair.target.text[target[0].start : target[-1].end]
    plain = mine.replace(",", "")
    if any(figure.replace(",", "") not in plain for figure in figures(theirs)):
        return False
    limit = ASTRAY + SENTENCE / here
    words = once((match[0].lower(), match.start()) for match in kept_words(mine))
    return all(abs(place / len(theirs) - at / len(mine)) <= limit for at, place in found_once(words, theirs))
