from __future__ import annotations

from typing import TYPE_CHECKING

from llmdoc_lint.core import Finding, NoOptions, Related, Severity, rule
from llmdoc_lint.course import Course, pairs, profile
from llmdoc_lint.transcript import segments
from llmdoc_rules._truncations import LooseEnd, Truncation, cut_paragraphs, loose_end, source_end, truncations
from llmdoc_rules.chapters._roll import known, page_number

if TYPE_CHECKING:
    from collections.abc import Iterator

    from llmdoc_lint.core import Span
    from llmdoc_lint.document import Document

SAME_END = 30
"""Seconds by which the last stamps of two transcripts may differ when they end at the same place:
one step of the captions this was written for."""

KNOWN = 24
"""Code points by which a passage is found again in another document: five or six Korean words."""

FEWEST_PAGES = 4
"""Other pages that must end with their sentences before one that does not is taken for cut."""


@rule(
    "text-truncated",
    Course,
    NoOptions,
    severity=Severity.ERROR,
)
def check(course: Course, options: NoOptions) -> Iterator[Finding]:
    """Text stops in mid-word or mid-sentence, and nothing continues it.

    A model that reaches the end of its output stops wherever it is; what followed is lost, and the
    last sentence is the only place where it shows.

    A transcript that is cut every 30 seconds stops in mid-sentence by nature: its next segment, the
    next chapter or the next page goes on. So a sentence is judged only where nothing can go on: at
    the end of the last chapter, of an article and its sections, and of a summary. Before a hole in
    the stamps, before a placeholder and at the end of other chapters' pages, the text must stop
    inside a word (its last letters begin other words of the document, and are none themselves), or
    be less than half as long as its neighbours; a page may also be found to stop in a sentence that
    the index has whole, or, written in paragraphs, to be the only one that does not end with a
    sentence, but in a word that goes on. In an article, a paragraph is cut where it ends in no
    sentence, is much shorter than the one that it renders, and that one ends its sentence.
    Documents without punctuation are not judged. Where the source stops in mid-sentence at the
    same place, so may its translation.

    Bad:

        [2:09:30] 도구에 의존할 수 있다는 것을 봤습니다. 또는 코드 인터

        [2:15:00] 1차원 토큰 시퀀스입니다.

    Good:

        [2:09:30] 도구에 의존할 수 있다는 것을 봤습니다. 또는 코드 인터프리터를

        [2:10:00] 쓸 수 있습니다.
    """
    for doc, end, source_span in _cut_in_articles(course):
        yield _finding(doc, end, source_span)
    numbers = known(course)
    last = max(numbers, default=-1)
    for doc in course.documents:
        number = page_number(doc) if doc in course.chapters else -1
        ends = truncations(doc) or _page_end(course, doc, number, final=number == last and course.complete)
        for end in ends:
            if not (end.where in ("chapter", "page", "text") and end.chapter in (-1, last) and _as_source(course, doc)):
                yield _finding(doc, end)
    for doc in (*course.of("source", "article"), *course.of("source", "chapter")):
        if doc in course.source_chapters and page_number(doc) != last:
            continue
        source = source_end(doc)
        if source is not None and source.cut and source.prose:
            yield _finding(doc, Truncation(source.start, source.end, -1, "text"))


def _page_end(course: Course, doc: Document, number: int, *, final: bool) -> tuple[Truncation, ...]:
    """The end of a chapter's page that is no end of a sentence, where no other page continues it."""
    loose = loose_end(doc) if number >= 0 else None
    if loose is None or not (final or _index_goes_on(course, doc, loose.end) or _alone_ends_so(course, doc, loose)):
        return ()
    return (Truncation(loose.start, loose.end, number, "page"),)


def _alone_ends_so(course: Course, doc: Document, loose: LooseEnd) -> bool:
    """Whether running text must go on, all other pages end with their sentences, and so does the source."""
    if loose.seconds >= 0 or not loose.running or _as_source(course, doc):
        return False
    others = [page for page in course.chapters if page is not doc and not segments(page)]
    return len(others) >= FEWEST_PAGES and all(loose_end(page) is None for page in others)


def _index_goes_on(course: Course, doc: Document, end: int) -> bool:
    """Whether the index has the sentence that `doc` stops in, and its rest is not on the next page either."""
    index = course.index
    if index is None:
        return False
    words = doc.text[max(0, end - KNOWN) : end]
    at = index.text.find(words)
    if len(words) < KNOWN or "\n" in words or at < 0:
        return False
    _, stop = index.line_span(at)
    rest = index.text[at + KNOWN : stop].strip()[:KNOWN]
    pages = course.chapters
    following = pages[pages.index(doc) + 1 :][:1]
    return len(rest) >= KNOWN // 2 and not any(rest in page.text for page in following)


def _cut_in_articles(course: Course) -> Iterator[tuple[Document, Truncation, Span]]:
    """The paragraphs of articles that break off, but for those at the end of a section or of the text: see above."""
    for pair in pairs(course):
        if profile(pair.target).part == "article":
            told = {end.end for end in truncations(pair.target)}
            for end, span in cut_paragraphs(pair):
                if end.end not in told:
                    yield pair.target, end, span


def _finding(doc: Document, end: Truncation, source: Span | None = None) -> Finding:
    words = " ".join(doc.text[end.start : end.end].split())
    what = {
        "chapter": f"chapter {end.chapter}",
        "page": "the page",
        "section": "the section",
        "paragraph": "the paragraph",
        "summary": "the summary",
        "text": "the text",
    }[end.where]
    return Finding(
        doc.span(end.start, end.end),
        f'{what} stops in mid-sentence at "{words}", and nothing continues it',
        related=() if source is None else (Related(source, "the source ends its sentence here"),),
        data={"chapter": end.chapter} if end.chapter >= 0 else {},
    )


def _as_source(course: Course, doc: Document) -> bool:
    """Whether the source of the end of `doc` stops in mid-sentence too, at the same place."""
    source = course.counterpart(doc)
    if doc is course.index and (source is None or source_end(source) is None):
        source = next(iter(course.source_chapters[-1:]), None)
        if source is not None and page_number(source) != max(known(course), default=-1):
            return False
    end = source_end(source) if source is not None else None
    if end is None or not end.cut:
        return False
    mine = loose_end(doc)
    if mine is None or mine.seconds < 0 or end.seconds < 0:
        return True
    return abs(mine.seconds - end.seconds) <= SAME_END
