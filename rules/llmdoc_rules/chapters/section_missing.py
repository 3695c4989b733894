from __future__ import annotations

from bisect import bisect_right
from typing import TYPE_CHECKING

from llmdoc_lint.blocks import blocks, body_start, headings
from llmdoc_lint.core import Finding, NoOptions, Severity, fact, record, rule
from llmdoc_lint.course import Course, profile
from llmdoc_lint.outline import chapters, markers, sections, summaries
from llmdoc_lint.values import NamedTuple
from llmdoc_rules._content import has_links, text_blocks, text_length
from llmdoc_rules._incomplete import empties, placeholders
from llmdoc_rules._legible import unreadable
from llmdoc_rules.chapters._roll import title_span

if TYPE_CHECKING:
    from collections.abc import Container, Iterator, Sequence

    from llmdoc_lint.document import Document

NOT_TEXT = frozenset(("tldr", "learn", "summaries", "summary", "key-points", "contents"))


MANY = 5
"""Chapters from which on an index needs a summary of the whole, and, without markers, a contents list: what a
reader takes in at a glance. The courses this was written for have 8 and 24."""


@record
class Parts(NamedTuple):
    """Which sections a document has."""

    contents: bool
    tldr: bool  # or anything that sums up the whole
    listed: int  # chapters with a summary
    listing: tuple[int, int]  # the heading of the chapters' summaries
    planned: int  # chapters that the contents list or the summaries name
    bodies: int  # chapters with a heading over their text
    body: tuple[int, int]  # the first one's title
    text: bool  # there is text outside of summaries and lists
    held: bool  # there is a placeholder, or an empty section, in its stead
    links: bool  # it leads to other pages
    marked: tuple[str, ...]  # names of the regions its markers open


@fact
def parts(doc: Document) -> Parts:
    all_ = sections(doc)
    heads = headings(doc)
    roles = {section.role for section in all_}
    marked = chapters(doc)
    listing = next((section for section in all_ if section.role == "summaries"), None)
    bodies = [chapter for chapter in marked if chapter.role == "body"]
    listed = sum(chapter.role == "summary" for chapter in marked)
    contents = sum(chapter.role == "contents" for chapter in marked)
    starts = [(section.start, section.end) for section in all_ if section.role in NOT_TEXT]
    text = _text_outside(doc, starts)
    sums = [summary for summary in summaries(doc) if summary.form in ("tldr", "section")]
    intro = listing is not None and any(start < listing.start and kind == "text" for start, kind in text_blocks(doc))
    return Parts(
        contents > 0
        or "contents" in roles
        or doc.text.count("](#", 0, bodies[0].start if bodies else len(doc.text)) >= 2,
        bool(sums) or intro,
        listed,
        (heads[listing.heading].text_start, heads[listing.heading].text_end) if listing is not None else (0, 0),
        max(listed, contents),
        len(bodies),
        (bodies[0].title_start, bodies[0].title_end) if bodies else (0, 0),
        text,
        bool(placeholders(doc) or empties(doc)),
        has_links(doc),
        tuple(sorted({marker.name for marker in markers(doc) if marker.opens})),
    )


MOST, FEWEST = 0.8, 4
"""The share of a course's pages, and how many at least, that have a heading before one that lacks it is reported: as
with summaries and key points, four of five."""

OVER_TEXT = {"source": "transcript", "target": "translation"}
"""The role of the section that holds a page's text."""

LONG = 1500
"""Code points under a summary's heading that are more than a summary: the longest of the corpus has 560."""


def _text_outside(doc: Document, spans: list[tuple[int, int]]) -> bool:
    """Whether there is text outside of the sections at `spans`, sorted by their start.

    A page without headings over its text goes on behind a thematic break or the summary's marker.
    Quotations and lists are no text of their own.
    """
    breaks = [block.start for block in blocks(doc) if block.kind == "rule"]
    breaks += [marker.start for marker in markers(doc) if marker.name == "SUMMARY" and not marker.opens]
    breaks.sort()
    at = covered = 0
    for start, kind in text_blocks(doc):
        while at < len(spans) and spans[at][0] <= start:
            stop = bisect_right(breaks, spans[at][0])
            end = breaks[stop] if stop < len(breaks) else len(doc.text)
            covered = max(covered, min(spans[at][1], end))
            at += 1
        if kind != "quote" and start >= covered:
            return True
    return text_length(doc) >= LONG


@rule(
    "section-missing",
    Course,
    NoOptions,
    severity=Severity.ERROR,
)
def check(course: Course, options: NoOptions) -> Iterator[Finding]:
    """A document lacks a section that its kind requires.

    A page without its text, or an index of 24 chapters without a contents list, is a page that
    somebody began and did not finish, or half of one that was lost when it was saved.

    Required are: of an index with the texts of five chapters (two, where the translation has its
    markers), a contents list or links to them; of an index with marked summaries of five chapters,
    one of the whole; of an index whose chapters have no pages, their texts; of any other page, text
    besides its summary; of a chapter's page, the title as a heading, and the heading over its text,
    where at least four of five of the course's pages, and four of them, have one. What the sections are called and in
    which order they stand is not this rule's concern. A placeholder or an empty section in place of the text is
    `chapter-placeholder` or `chapter-empty`.

    Bad:

        # 5. 검색
        ## 요약
        청크를 벡터로 바꿔 검색합니다.

    Good:

        # 5. 검색
        ## 요약
        청크를 벡터로 바꿔 검색합니다.
        ## 전체 번역
        이제 청크가 있으니 검색할 수 있습니다.
    """
    for doc in course.documents:
        mine = profile(doc)
        have = parts(doc)
        if mine.part in ("chapter", "article"):
            if not have.text and not have.held and not have.links:
                what = {"source": "source text", "target": "translation"}.get(mine.side, "text")
                yield Finding(doc.span(*title_span(doc)), f"the page has no {what}")
        elif mine.part == "index" and mine.side == "target":
            yield from _index(course, doc, have)
    for side, pages in (("source", course.source_chapters), ("target", course.chapters)):
        yield from _headless(pages, "title", [_has_title(page) for page in pages])
        role = OVER_TEXT[side]
        yield from _headless(pages, role, [any(part.role == role for part in sections(page)) for page in pages])


def _has_title(page: Document) -> bool:
    return any(head.level == 1 for head in headings(page))


def _headless(pages: Sequence[Document], what: str, has: list[bool]) -> Iterator[Finding]:
    """The pages that lack a heading which most of their siblings have, though the text is there."""
    those = sum(has)
    if those == len(pages) or those < max(FEWEST, MOST * len(pages)):
        return
    for page, own in zip(pages, has, strict=True):
        have = parts(page)
        if not own and have.text and not (have.held or unreadable(page)):
            yield Finding(
                page.span(*page.line_span(_text_start(page, () if what == "title" else NOT_TEXT))),
                f"no heading over the {'page' if what == 'title' else what}, as {those} of {len(pages)} pages have",
            )


def _text_start(doc: Document, after: Container[str]) -> int:
    """Where the first text behind the sections of these roles begins."""
    behind = max((section.end for section in sections(doc) if section.role in after), default=body_start(doc))
    return next((block.start for block in blocks(doc) if block.start >= behind and block.kind != "rule"), behind)


def _index(course: Course, doc: Document, have: Parts) -> Iterator[Finding]:
    if have.bodies >= (2 if "FULL_TRANSLATION" in have.marked else MANY) and not have.contents:
        yield Finding(
            doc.span(*have.body),
            f"the texts of {have.bodies} chapters begin here without a contents list before them",
            data={"chapters": have.bodies},
        )
    if have.listed >= MANY and "SUMMARY" in have.marked and not have.tldr and have.listing != (0, 0):
        yield Finding(
            doc.span(*have.listing),
            f"there are summaries of {have.listed} chapters and none of the whole (TL;DR)",
            data={"chapters": have.listed},
        )
    alone = course.complete and not course.chapters and not have.links
    if have.planned >= 2 and alone and not (have.bodies or have.held or have.text):
        yield Finding(
            doc.span(*title_span(doc)),
            f"the index names {have.planned} chapters, and neither it nor a page has their translation",
            data={"chapters": have.planned},
        )
