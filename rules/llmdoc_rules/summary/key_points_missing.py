from __future__ import annotations

from typing import TYPE_CHECKING

from llmdoc_lint.core import Applicability, Edit, Finding, Fix, NoOptions, Related, Severity, rule
from llmdoc_lint.course import Course, profile
from llmdoc_lint.outline import sections, summaries
from llmdoc_rules._summaries import broken, chapter_number, line_break, listed, paste

if TYPE_CHECKING:
    from collections.abc import Iterator

    from llmdoc_lint.document import Document
    from llmdoc_lint.outline import Summary

# As for an absent summary: four of five siblings, at least three, have key points.
_MOST, _FEWEST = 0.8, 3


@rule("key-points-missing", Course, NoOptions, severity=Severity.WARNING, fixes=Applicability.UNSAFE)
def check(course: Course, options: NoOptions) -> Iterator[Finding]:
    """A chapter's summary lacks the key points that its siblings have.

    Readers skim the key points to decide what to read; a chapter without them looks empty among the
    others.

    Bad:

        ## 요약

        추론 과정을 설명합니다.

        ## 핵심 포인트

        ---

    Good:

        ## 요약

        추론 과정을 설명합니다.

        ## 핵심 포인트

        - 확률 분포에서 다음 토큰을 고릅니다

        ---

    An empty list of key points is always reported, an absent one only where at least four of five
    sibling chapters have one. The fix takes the points from the course's index; it is unsafe,
    because the index may have been written for another state of the text.
    """
    for doc in course.documents:
        if profile(doc).part == "chapter":
            yield from _empty(course, doc)
    for side in ("target", "source"):
        yield from _absent(course, [(page, s) for page in course.of(side, "chapter") for s in _own(page)])
    for index in (*course.of("target", "index"), *course.of("source", "index")):
        yield from _absent(course, [(index, s) for s in summaries(index) if s.form == "listed"])


def _own(page: Document) -> list[Summary]:
    """The page's own summary."""
    return [s for s in summaries(page) if s.form == "section"][:1]


def _empty(course: Course, doc: Document) -> Iterator[Finding]:
    """A heading "핵심 포인트" with nothing under it."""
    for section in sections(doc):
        if section.role != "key-points" or doc.text[section.body_start : section.end].strip(" \t\r\n-*_"):
            continue
        start, line_end = section.start, doc.line_span(section.start)[1]
        at = line_end
        while at < section.end and doc.text[at] in " \t\r\n":
            at += 1
        label = doc.text[start:line_end].strip()
        yield from _finding(course, doc, profile(doc).number, (start, line_end), (line_end, at), f"`{label}` is empty")


def _absent(course: Course, found: list[tuple[Document, Summary]]) -> Iterator[Finding]:
    having = [one for _, one in found if one.points_start < one.points_end]
    if len(having) < _FEWEST or len(having) < _MOST * len(found):
        return
    for doc, summary in found:
        if summary.points_start < summary.points_end or summary.text_start == summary.text_end:
            continue  # it has them, or has no summary at all, which is another rule's
        number = chapter_number(doc, summary)
        if number in broken(doc) or any(s.role == "key-points" for s in sections(doc) if summary.form == "section"):
            continue
        place = (summary.start, doc.line_span(summary.start)[1])
        room = (summary.text_end, summary.text_end)
        message = f"chapter {number} has no key points, as {len(having)} of {len(found)} chapters do"
        yield from _finding(course, doc, number, place, room, message)


def _finding(
    course: Course, doc: Document, number: int, place: tuple[int, int], room: tuple[int, int], message: str
) -> Iterator[Finding]:
    source = listed(course, number)
    if source is None or source[0] is doc or source[1].points_start == source[1].points_end:
        yield Finding(doc.span(*place), message)
        return
    index, of = source
    text = index.text[of.points_start : of.points_end]
    new = paste(doc, text)
    if room[0] == room[1]:  # behind the prose, under a label of their own
        new = line_break(doc).join(("", "", "**핵심 포인트:**", *text.replace("\r\n", "\n").split("\n")))
    yield Finding(
        doc.span(*place),
        message,
        Fix("Take the key points from the index", (Edit(doc.span(*room), new),)),
        (Related(index.span(of.points_start, of.points_end), "the index's key points"),),
    )
