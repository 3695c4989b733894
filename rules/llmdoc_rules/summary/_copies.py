"""Copies of one text in several documents of a course."""

from __future__ import annotations

from typing import TYPE_CHECKING

from llmdoc_lint.blocks import inside
from llmdoc_lint.course import Course, course_fact, profile
from llmdoc_lint.values import NamedTuple
from llmdoc_rules._figures import wrong_figures
from llmdoc_rules._summaries import merged
from llmdoc_rules.summary._names import strange_names

if TYPE_CHECKING:
    from llmdoc_lint.document import Document

__all__ = ["ALIKE", "CHANGED", "Copy", "adapted", "claimed", "is_index"]

CHANGED = 0.5
"""The share of words (Dice) from which on a text is a changed copy of another rather than a text of its
own. Summaries of one chapter written independently share a tenth to a quarter of their words."""

ALIKE = 0.8
"""The share where nothing else in the course shows whether such texts are copies of each other."""


class Copy(NamedTuple):
    """One copy: the text of `doc` from `start` to `end`."""

    doc: Document
    start: int
    end: int

    @property
    def text(self) -> str:
        return self.doc.text[self.start : self.end]


def is_index(doc: Document) -> bool:
    return profile(doc).part == "index"


def adapted(model: Copy, copy: Copy) -> str:
    """The model's text with the line breaks of the copy's document."""
    text = model.text.replace("\r\n", "\n")
    return text.replace("\n", "\r\n") if "\r\n" in copy.doc.text else text


@course_fact
def _claimed(course: Course) -> dict[str, tuple[tuple[int, int], ...]]:
    found: dict[str, list[tuple[int, int]]] = {}
    for wrong in wrong_figures(course):
        for doc, claim in ((wrong.doc, wrong.claim), *wrong.more):
            found.setdefault(doc.path, []).append((claim.figure.start, claim.figure.end))
    for places in strange_names(course):
        for doc, name in places:
            found.setdefault(doc.path, []).append((name.start, name.end))
    return {path: tuple(merged(spans)) for path, spans in found.items()}


def claimed(course: Course, copy: Copy, low: int, high: int) -> bool:
    """Whether the words of a copy from `low` to `high` hold what the text does not have.

    `summary-number-unsupported` or `summary-name-unsupported` reports that, with the cause.
    """
    return inside(_claimed(course).get(copy.doc.path, ()), copy.start + low, copy.start + high)
