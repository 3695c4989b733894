from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from llmdoc_lint.core import Applicability, Edit, Finding, Fix, NoOptions, Related, Severity, rule
from llmdoc_lint.course import Course, profile
from llmdoc_lint.outline import summaries
from llmdoc_lint.quantities import quantities
from llmdoc_rules._figures import is_claim, unsupported
from llmdoc_rules._summaries import chapter_number, difference, like, short, words

if TYPE_CHECKING:
    from collections.abc import Iterator

    from llmdoc_lint.document import Document


class Copy(NamedTuple):
    """One copy of a part of a chapter's summary."""

    doc: Document
    start: int
    end: int

    @property
    def text(self) -> str:
        return self.doc.text[self.start : self.end]


@rule("summary-conflict", Course, NoOptions, severity=Severity.ERROR, fixes=Applicability.UNSAFE)
def check(course: Course, options: NoOptions) -> Iterator[Finding]:
    """The summary of one chapter is not the same in the documents that carry it.

    The index lists the chapters' summaries, and each chapter's page and source page repeats its own.
    A copy that differs in a few words is of another state of the text; the reader is told two things.

    Bad:

        kr/_index.md         텍스트를 토큰 100개로 나누는 과정을 설명합니다.
        kr/tokenization.md   텍스트를 토큰 200개로 나누는 과정을 설명합니다.

    Good:

        kr/_index.md         텍스트를 토큰 100개로 나누는 과정을 설명합니다.
        kr/tokenization.md   텍스트를 토큰 100개로 나누는 과정을 설명합니다.

    Only changed copies are reported, not summaries that were written anew for a page, and not a copy
    whose figure the text of the chapter does not have: that is `summary-number-unsupported`. What
    most copies say stands; where there is no majority, the index. The fix takes that text over; it is
    unsafe, because the copy that differs may be the newer one.
    """
    parts: dict[tuple[int, str, str], list[Copy]] = {}
    docs = sorted(course.documents, key=lambda doc: (profile(doc).kind != "index", doc.path))
    for doc in docs:
        for summary in summaries(doc):
            number = chapter_number(doc, summary)
            if number < 0 or summary.form == "tldr":
                continue
            length = "long" if summary.form == "bold" else "short"
            for what, start, end in (
                ("text", summary.text_start, summary.text_end),
                ("points", summary.points_start, summary.points_end),
            ):
                if start < end:
                    parts.setdefault((number, length, what), []).append(Copy(doc, start, end))
    for (number, _, what), copies in sorted(parts.items(), key=lambda item: item[0]):
        yield from _compare(course, number, what, copies)


def _compare(course: Course, number: int, what: str, copies: list[Copy]) -> Iterator[Finding]:
    counts: dict[str, int] = {}
    for copy in copies:
        counts[words(copy.text)] = counts.get(words(copy.text), 0) + 1
    if len(counts) < 2:
        return
    best = max(counts.values())
    model = next(copy for copy in copies if counts[words(copy.text)] == best)
    for copy in copies:
        if words(copy.text) == words(model.text) or not like(copy.text, model.text):
            continue
        low, high, other_low, other_high = difference(copy.text, model.text)
        if _unsupported(course, number, copy, low, high) or _unsupported(course, number, model, other_low, other_high):
            continue
        name = "key points" if what == "points" else "summary"
        yield Finding(
            copy.doc.span(copy.start + low, copy.start + high),
            f"the {name} of chapter {number} says {short(copy.text[low:high])} here and "
            f"{short(model.text[other_low:other_high])} in "
            + (f"{best} other documents" if best > 1 else "the index" if _is_index(model.doc) else "another document"),
            Fix("Take the other text over", (Edit(copy.doc.span(copy.start, copy.end), _adapted(model, copy)),)),
            (Related(model.doc.span(model.start + other_low, model.start + other_high), "the other copy"),),
        )


def _is_index(doc: Document) -> bool:
    return profile(doc).part == "index"


def _adapted(model: Copy, copy: Copy) -> str:
    """The model's text with the line breaks of the copy's document."""
    text = model.text.replace("\r\n", "\n")
    return text.replace("\n", "\r\n") if "\r\n" in copy.doc.text else text


def _unsupported(course: Course, number: int, copy: Copy, low: int, high: int) -> bool:
    """Whether the differing words hold a figure that the chapter's text does not have."""
    start, end = copy.start + low, copy.start + high
    around = [
        figure
        for figure in quantities(copy.doc.text, "ko", max(copy.start, start - 30), min(copy.end, end + 30))
        if figure.start < end and start < figure.end and is_claim(figure)
    ]
    return any(unsupported(course, number, figure) for figure in around)
