from __future__ import annotations

from typing import TYPE_CHECKING

from llmdoc_lint.core import Applicability, Edit, Finding, Fix, NoOptions, Related, Severity, rule
from llmdoc_lint.course import Course, profile
from llmdoc_lint.outline import chapters, sections, summaries
from llmdoc_rules._legible import unreadable
from llmdoc_rules.summary._summaries import bodies, broken, chapter_number, listed, paste, unfilled

if TYPE_CHECKING:
    from collections.abc import Iterator

    from llmdoc_lint.document import Document
    from llmdoc_lint.outline import Summary

# How many chapters of a document must have a summary before one without counts as a lapse: four of
# five, and at least three. Below that, going without is how the document is made.
_MOST, _FEWEST = 0.8, 3


@rule("summary-missing", Course, NoOptions, severity=Severity.ERROR, fixes=Applicability.UNSAFE)
def check(course: Course, options: NoOptions) -> Iterator[Finding]:
    """A summary is empty, or is absent where its siblings have one.

    The heading promises the reader a summary and nothing follows; usually the summary was to be
    filled in from the index by a later step that did not run.

    Bad:

        ## 이 챕터 요약

        ---

    Good:

        ## 이 챕터 요약

        강의 전체 내용 정리입니다.

        ---

    An absent summary, of the chapter or of the whole, is reported only where at least four of five
    chapters of the document (or of the chapters' pages) have one. A chapter whose text is missing
    is expected to lack its summary. The fix fills an empty summary from the course's index; it is
    unsafe, because the index may have been written for another state of the text.
    """
    missing = frozenset(
        number for doc in course.documents if profile(doc).side == "target" for number in unfilled(doc) if number >= 0
    )
    for doc in course.documents:
        part = profile(doc).part
        if part not in ("index", "chapter", "article"):
            continue
        places = {section.start: at for at, section in enumerate(sections(doc))}
        for summary in summaries(doc):
            if _is_empty(doc, summary, places.get(summary.start, -1)):
                if chapter_number(doc, summary) in missing or (part == "chapter" and unfilled(doc)):
                    continue
                yield _empty(course, doc, summary)
        yield from _points_only([(doc, s) for s in summaries(doc) if s.form == "listed"], missing)
        yield from _absent_in(doc)
    for side in ("target", "source"):
        pages = [(doc, s) for doc in course.of(side, "chapter") for s in summaries(doc)[:2] if s.form == "section"]
        yield from _points_only([(doc, s) for doc, s in pages if s.points_end <= s.end], missing)
    yield from _absent_pages(course)


def _points_only(found: list[tuple[Document, Summary]], missing: frozenset[int]) -> Iterator[Finding]:
    """Summaries that have key points but no prose, where the others have prose."""
    lacking = [(doc, s) for doc, s in found if s.text_start == s.text_end and s.points_start < s.points_end]
    having = sum(s.text_start < s.text_end for _, s in found)
    if having < _FEWEST or having < _MOST * len(found):
        return
    for doc, summary in lacking:
        number = chapter_number(doc, summary)
        if number not in missing:
            label = doc.text[slice(*doc.line_span(summary.start))].strip()
            yield Finding(
                doc.span(summary.start, doc.line_span(summary.start)[1]),
                f"`{label}` has key points but no text; {having} of {len(found)} summaries have text",
            )


def _is_empty(doc: Document, summary: Summary, place: int) -> bool:
    """Whether nothing stands under the heading: no prose, no points, and key points at most in subsections."""
    if summary.text_start < summary.text_end or summary.points_start < summary.points_end <= summary.end:
        return False
    all_ = sections(doc)
    at = place + 1
    while place >= 0 and at < len(all_) and all_[at].start < all_[place].end:
        inner = all_[at]
        if inner.role != "key-points" and doc.text[inner.body_start : inner.own_end].strip(" \t\r\n-*_"):
            return False
        at += 1
    return True


def _empty(course: Course, doc: Document, summary: Summary) -> Finding:
    number = chapter_number(doc, summary)
    label = doc.text[summary.start : summary.end].split("\n", 1)[0].strip()
    source = listed(course, number) if summary.form == "section" and number >= 0 else None
    line_end = doc.line_span(summary.start)[1]
    span = doc.span(summary.start, line_end)
    if source is None:
        return Finding(span, f"`{label}` has no text")
    index, of = source
    # A page with a section of its own for the key points takes the prose alone.
    alone = summary.points_start < summary.points_end
    text = index.text[of.text_start : of.text_end if alone else max(of.text_end, of.points_end)]
    room = _room(doc, line_end, summary.end)
    return Finding(
        span,
        f"`{label}` has no text; the index has a summary of chapter {number}",
        Fix(
            "Fill it from the index",
            (Edit(doc.span(*room), paste(doc, text, last=room[1] == len(doc.text))),),
        ),
        (Related(index.span(of.text_start, of.text_end), "the index's summary"),),
    )


def _room(doc: Document, start: int, end: int) -> tuple[int, int]:
    """The blank lines under a heading, which the text replaces: up to what follows, or to the end."""
    text = doc.text
    at = start
    while at < end and text[at] in " \t\r\n":
        at += 1
    return start, at


def _absent_in(doc: Document) -> Iterator[Finding]:
    """Chapters of an index whose body has no bold summary where the others have one."""
    if profile(doc).part != "index":
        return
    found = {s.number for s in summaries(doc) if s.form == "bold"}
    damaged = broken(doc)
    heads = [c for c in chapters(doc) if c.role == "body" and c.number not in damaged]
    whole = {body.number for body in bodies(doc) if body.whole}
    lacking = [c for c in heads if c.number not in found and c.number in whole]
    if lacking and len(found) >= _FEWEST and len(found) >= _MOST * len(heads):
        for chapter in lacking:
            yield Finding(
                doc.span(chapter.title_start, chapter.title_end),
                f"chapter {chapter.number} has no summary above its text, as {len(found)} of {len(heads)} chapters do",
            )


def _absent_pages(course: Course) -> Iterator[Finding]:
    """Pages of chapters without a summary, or one of the whole, where the others have one."""
    for side in ("target", "source"):
        pages = course.of(side, "chapter")
        if len(pages) < _FEWEST:
            continue
        forms = [(page, frozenset(summary.form for summary in summaries(page))) for page in pages]
        told: set[str] = set()
        for of, what in (
            (frozenset(("section", "bold", "listed")), "summary"),
            (frozenset(("section",)), "summary under a heading of its own"),
            (frozenset(("tldr",)), "summary of the whole (TL;DR)"),
        ):
            without = [page for page, form in forms if not form & of]
            having = len(pages) - len(without)
            if what == "summary under a heading of its own":  # where it is one of two that the pages have
                having = sum(form >= {"section", "bold"} for _, form in forms)
            if having < _FEWEST or having < _MOST * len(pages):
                continue
            for page in without:
                if page.path in told or broken(page) or unreadable(page):
                    continue
                told.add(page.path)
                top = next(iter(chapters(page)), None)
                start, end = (top.title_start, top.title_end) if top else page.line_span(0)
                yield Finding(
                    page.span(start, end),
                    f"the page has no {what}; {having} of {len(pages)} pages of this course have one",
                )
