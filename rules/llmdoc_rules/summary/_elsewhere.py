"""Summaries that stand, word for word, at another chapter in another place of the course: the index, the pages.

One of the two places is wrong, and the texts of the two chapters tell which.
"""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from llmdoc_lint.course import Course, course_fact
from llmdoc_lint.language.terms import covered, different_terms
from llmdoc_lint.values import NamedTuple
from llmdoc_rules.summary._exchanges import Better, Exchange, exchanges
from llmdoc_rules.summary._pieces import FEWEST_TERMS, PARTS, Place, numbered, text_of
from llmdoc_rules.summary._summaries import words

if TYPE_CHECKING:
    from collections.abc import Iterator

    from llmdoc_lint.document import Document
    from llmdoc_lint.outline import Summary

__all__ = ["exchanged_with_copies"]

_Where = tuple[str, str]  # part of the document, form of the summary


class _Copy(NamedTuple):
    """A summary with its key points, and its words: copies are told by these."""

    text: str
    words: str
    place: Place


def exchanged_with_copies(course: Course) -> Iterator[tuple[Exchange, dict[int, Place]]]:
    """What has changed places among the summaries of one part and form, and where those stand."""
    copies = _copies(course)
    for where, here in copies.items():
        edges: dict[int, dict[int, Better]] = {}
        for number, copy in here.items():
            for other in _elsewhere(copies, where, number, copy.words):
                if better := _better(course, number, other, copy):
                    edges.setdefault(number, {})[other] = better
        places = {number: copy.place for number, copy in here.items()}
        for one in exchanges(edges, sure=lambda *_: True, alone=lambda *_: True):
            yield one, places


def _elsewhere(copies: dict[_Where, dict[int, _Copy]], where: _Where, number: int, said: str) -> set[int]:
    """The chapters of which another place says this; none where one says it of the chapter itself, or of several."""
    others: set[int] = set()
    for place, there in copies.items():
        if place == where or number not in there:
            continue
        same = [other for other, copy in there.items() if copy.words == said]
        if number in same or len(same) > 1:
            return set()
        others.update(same)
    return others


def _better(course: Course, number: int, other: int, copy: _Copy) -> Better | None:
    """The chapter whose text has more of a summary's words than the chapter's own; None where it has not."""
    own, theirs = text_of(course, number), text_of(course, other)
    asked = different_terms(copy.text) if own and theirs else frozenset[str]()
    if own is None or theirs is None or len(asked) < FEWEST_TERMS:
        return None
    fit, other_fit = covered(asked, own.text), covered(asked, theirs.text)
    return Better(other, fit, other_fit, round((other_fit - fit) * len(asked))) if other_fit > fit else None


@course_fact
def _copies(course: Course) -> dict[_Where, dict[int, _Copy]]:
    """The summaries by place and chapter; without numbers that stand twice in one place."""
    found: dict[_Where, dict[int, _Copy]] = {}
    seen: Counter[tuple[_Where, int]] = Counter()
    for part in PARTS:
        for doc in course.of("target", part):
            for number, summary in numbered(doc):
                where = part, summary.form
                seen[where, number] += 1
                found.setdefault(where, {})[number] = _copy(doc, summary)
    return {
        where: {number: copy for number, copy in here.items() if copy.words and seen[where, number] == 1}
        for where, here in found.items()
    }


def _copy(doc: Document, summary: Summary) -> _Copy:
    text = f"{doc.text[summary.text_start : summary.text_end]}\n{doc.text[summary.points_start : summary.points_end]}"
    start, end = (
        (summary.text_start, summary.text_end)
        if summary.text_start < summary.text_end
        else (summary.points_start, summary.points_end)
    )
    return _Copy(text, words(text), Place(doc, start, end))
