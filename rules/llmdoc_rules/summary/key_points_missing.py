from __future__ import annotations

import re
from bisect import bisect_left
from typing import TYPE_CHECKING

from llmdoc_lint.core import Applicability, Edit, Finding, Fix, NoOptions, Related, Severity, rule
from llmdoc_lint.course import Course, profile
from llmdoc_lint.outline import sections, summaries
from llmdoc_lint.patterns import pattern
from llmdoc_lint.unseen import seen
from llmdoc_rules._legible import legible
from llmdoc_rules.summary._summaries import broken, chapter_number, line_break, listed, paste, unfilled

if TYPE_CHECKING:
    from collections.abc import Iterator

    from llmdoc_lint.document import Document
    from llmdoc_lint.outline import Summary

# As for an absent summary: four of five siblings, at least three, have key points.
_MOST, _FEWEST = 0.8, 3

_NOTHING = " \t\r\n-*_•"  # blanks, list markers and thematic breaks
_LABEL = pattern(
    r"(?:\*\*|#{2,6}[ \t]+)(?:[^\w\s*#]{1,3}\s)?(?:(?:핵심|주요) (?:포인트|개념|내용|사항|정리|요점)"
    r"|Key (?:points|takeaways|concepts|ideas))[ \t]?:?(?:\*\*)?(?:[ \t]?:)?",
    re.IGNORECASE,
)
_BLANK = pattern(r"[ \t\r\n]*(?:[-*+•][ \t]*(?=[\r\n]|\Z))?[ \t\r\n]*")


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
    missing = frozenset(
        number for doc in course.documents if profile(doc).side == "target" for number in broken(doc) if number >= 0
    )
    for doc in course.documents:
        if profile(doc).part in ("index", "chapter", "article") and not (
            profile(doc).part == "chapter" and unfilled(doc)
        ):
            for number, label, room in _empty(doc):
                if number not in missing:
                    what = f"`{doc.text[slice(*label)].strip()}` has nothing under it"
                    yield _finding(course, doc, number, label, room, what, "")
    for side in ("target", "source"):
        yield from _absent(course, [(page, s) for page in course.of(side, "chapter") for s in _own(page)], missing)
        for index in course.of(side, "index"):
            yield from _absent(course, [(index, s) for s in summaries(index) if s.form == "listed"], missing)


def _own(page: Document) -> list[Summary]:
    """The page's own summary."""
    return [s for s in summaries(page) if s.form == "section"][:1]


def _has_points(doc: Document, summary: Summary) -> bool:
    return bool(doc.text[summary.points_start : summary.points_end].strip(_NOTHING))


def _empty(doc: Document) -> Iterator[tuple[int, tuple[int, int], tuple[int, int]]]:
    """The labels "핵심 포인트" with nothing under them: the chapter, the label, and the room under it."""
    text = seen(doc)
    headed = [(s.start, s) for s in sections(doc) if s.role == "key-points"]
    starts = [start for start, _ in headed]
    told = set()
    for summary in summaries(doc):
        number = chapter_number(doc, summary)
        at = bisect_left(starts, summary.start)
        while at < len(headed) and headed[at][0] < summary.end:
            told.add(headed[at][0])
            at += 1
        if summary.form != "tldr" and not _has_points(doc, summary):
            end = max(summary.end, summary.points_end)
            marked = text.find("**", summary.text_end, end) >= 0 or text.find("##", summary.text_end, end) >= 0
            label = _LABEL.search(text, summary.text_end, end) if marked else None
            if label and not text[label.end() : end].strip(_NOTHING):
                told.add(label.start())
                yield number, label.span(), _room(text, label.end())
    for start, section in headed:
        if start not in told and not text[section.body_start : section.end].strip(_NOTHING):
            line_end = doc.line_span(start)[1]
            yield profile(doc).number, (start, line_end), _room(text, line_end)


def _room(text: str, start: int) -> tuple[int, int]:
    """The blank lines under a label, and a list marker that stands alone there."""
    match = _BLANK.match(text, start)
    return start, match.end() if match else start


def _absent(course: Course, found: list[tuple[Document, Summary]], missing: frozenset[int]) -> Iterator[Finding]:
    having = [(doc, one) for doc, one in found if _has_points(doc, one)]
    if len(having) < _FEWEST or len(having) < _MOST * len(found):
        return
    doc, one = having[0]
    label = doc.text[one.text_end : one.points_start].strip()
    if "\n" in label or len(label) > 40:
        label = "**핵심 포인트:**"
    for doc, summary in found:
        if summary.points_start < summary.points_end or summary.text_start == summary.text_end:
            continue  # it has them, or has no summary at all, which is another rule's
        if _LABEL.search(seen(doc), summary.text_end, summary.end) or (
            summary.form == "section" and any(s.role == "key-points" for s in sections(doc))
        ):
            continue  # an empty list, which is reported as such
        number = chapter_number(doc, summary)
        if number in missing or (summary.form == "section" and broken(doc)):
            continue
        if not legible(doc, summary.start, summary.end):
            continue
        place = (summary.start, doc.line_span(summary.start)[1])
        message = f"chapter {number} has no key points, as {len(having)} of {len(found)} chapters do"
        yield _finding(course, doc, number, place, (summary.text_end, summary.text_end), message, label)


def _finding(
    course: Course,
    doc: Document,
    number: int,
    place: tuple[int, int],
    room: tuple[int, int],
    message: str,
    label: str,
) -> Finding:
    """A finding with the index's key points as its fix; `label` is to stand above them."""
    source = listed(course, number) if number >= 0 else None
    if source is None or source[0] is doc or not _has_points(*source):
        return Finding(doc.span(*place), message)
    index, of = source
    points = index.text[of.points_start : of.points_end]
    if room[0] == room[1] and label:
        gap = "\n\n" if label.startswith("#") else "\n"
        new = f"\n\n{label}{gap}" + points.replace("\r\n", "\n")
        new = new.replace("\n", line_break(doc))
    elif doc.text[place[0]] == "#" or room[0] == room[1]:
        last = room[1] == len(doc.text) or room[0] == room[1]
        new = paste(doc, points, last=last and room[0] != room[1])
        new = new.rstrip("\r\n") if room[0] == room[1] else new
    else:  # right under a label in bold
        new = paste(doc, points, last=room[1] == len(doc.text))[len(line_break(doc)) :]
    return Finding(
        doc.span(*place),
        message,
        Fix("Take the key points from the index", (Edit(doc.span(*room), new),)),
        (Related(index.span(of.points_start, of.points_end), "the index's key points"),),
    )
