"""Copies of one text in several documents of a course."""

from __future__ import annotations

from typing import TYPE_CHECKING

from llmdoc_lint.blocks import blank, comments, inside, merged
from llmdoc_lint.course import Course, course_fact, profile
from llmdoc_lint.values import NamedTuple
from llmdoc_rules.summary._figures import wrong_figures
from llmdoc_rules.summary._names import strange_names

if TYPE_CHECKING:
    from llmdoc_lint.document import Document

__all__ = ["ALIKE", "CHANGED", "COPIED", "Copy", "adapted", "claimed", "is_index"]

CHANGED = 0.5
"""The share of words (Dice) from which on a text is a changed copy of another rather than a text of its
own. Summaries of one chapter written independently share a tenth to a quarter of their words."""

ALIKE = 0.8
"""The share where nothing else in the course shows whether such texts are copies of each other."""

COPIED = 4
"""Documents of one kind that repeat the common text word for word, from which on the only one that says something
else altogether is no text of its own, but of another state: as with keys and summaries, four of five."""


class Copy(NamedTuple):
    """One copy: the text of `doc` from `start` to `end`."""

    doc: Document
    start: int
    end: int

    @property
    def raw(self) -> str:
        return self.doc.text[self.start : self.end]

    @property
    def text(self) -> str:
        """What a reader sees of it: comments, such as suppressions, are blank."""
        if "<!--" not in self.raw:
            return self.raw
        return blank(self.doc.text, comments(self.doc))[self.start : self.end]


def is_index(doc: Document) -> bool:
    return profile(doc).part == "index"


def adapted(model: Copy, copy: Copy) -> str:
    """The model's text, without its comments, with the line breaks of the copy's document."""
    text = model.text.replace("\r\n", "\n")
    if "<!--" in model.raw:
        raw = model.raw.replace("\r\n", "\n").split("\n")
        lines = zip(text.split("\n"), raw, strict=True)
        text = "\n".join(line.rstrip() for line, before in lines if line.strip() or not before.strip())
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
    return {path: merged(spans) for path, spans in found.items()}


def claimed(course: Course, copy: Copy, low: int, high: int) -> bool:
    """Whether the words of a copy from `low` to `high` hold what the text does not have.

    `summary-number-unsupported` or `summary-name-unsupported` reports that, with the cause.
    """
    return inside(_claimed(course).get(copy.doc.path, ()), copy.start + low, copy.start + high)
