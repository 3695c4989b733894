"""Every mention of a chapter in a document: in a contents list, over its summary, over its text."""

from __future__ import annotations

from bisect import bisect_right
from typing import TYPE_CHECKING

from llmdoc_lint.blocks import headings, is_roman, is_sure
from llmdoc_lint.core import fact
from llmdoc_lint.kinds import kind
from llmdoc_lint.outline.chapter import Chapter
from llmdoc_lint.outline.roles import role_of
from llmdoc_lint.outline.sections import markers, region, sections

if TYPE_CHECKING:
    from llmdoc_lint.blocks import Heading
    from llmdoc_lint.document import Document
    from llmdoc_lint.outline.sections import Section

__all__ = ["chapters"]


@fact
def chapters(doc: Document) -> tuple[Chapter, ...]:
    """Every mention of a chapter: contents list, summaries, bodies; in the order of the document.

    In an index, chapters are the numbered headings: those under "챕터별 요약" are summaries, the
    others bodies. A page of one chapter has one body, its own, under its level-1 heading.
    """
    kind_ = kind(doc)
    if kind_ is not None and kind_.part == "index":
        return tuple(sorted(_of_index(doc), key=lambda chapter: chapter.start))
    if kind_ is not None and kind_.part == "chapter":
        top = next((head for head in headings(doc) if head.level == 1), None)
        return () if top is None else (_chapter("body", top, len(doc.text)),)
    return ()


def _of_index(doc: Document) -> list[Chapter]:
    heads = headings(doc)
    counted = _counted(heads)
    region_start, region_end = _summary_region(doc)
    summaries_end = 0  # up to here, the section of the chapters' summaries goes
    apart = 0  # up to here, a section goes whose numbers count something else
    summed_up: dict[int, str] = {}  # the chapters' titles, by number
    told: dict[int, str] = {}
    found: list[Chapter] = []
    bodies: list[Section] = []
    for section in sections(doc):
        head, start = heads[section.heading], section.start
        if section.role == "contents":
            from llmdoc_lint.outline.contents import listed

            found += listed(doc, section)
        elif start not in counted or start < apart:
            pass
        elif start < summaries_end or region_start <= start < region_end:
            if not _about(head, summed_up):
                found.append(_chapter("summary", head, section.end))
        elif not _about(head, told):
            bodies.append(section)
        if section.role == "summaries":
            summaries_end = max(summaries_end, section.end)
        elif section.role in ("tldr", "learn", "key-points"):
            apart = max(apart, section.end)
    return found + _bodies(doc, bodies)


def _summary_region(doc: Document) -> tuple[int, int]:
    """Where the summaries stand that markers enclose; where nothing closes them, they end where the text begins."""
    area = region(doc, "SUMMARY")
    if area is None:
        return 0, 0
    start, end = area
    if end < len(doc.text):
        return start, end
    limits = [section.start for section in sections(doc) if section.role in ("translation", "transcript")]
    limits += [marker.start for marker in markers(doc) if marker.opens and marker.name != "SUMMARY"]
    return start, min((at for at in limits if at > start), default=start)


def _bodies(doc: Document, numbered: list[Section]) -> list[Chapter]:
    """The texts of the chapters: of the numbered sections those of the highest level, for one inside is a part."""
    level = min((section.level for section in numbered), default=0)
    heads = headings(doc)
    ends = [section.start for section in sections(doc) if section.level <= level] + [len(doc.text)]
    closing = [marker.start for marker in markers(doc) if not marker.opens]
    found = []
    for section in numbered:
        if section.level == level:
            first = bisect_right(closing, section.start)
            end = min((ends[bisect_right(ends, section.start)], *closing[first : first + 1]))
            found.append(_chapter("body", heads[section.heading], end))
    return found


def _counted(heads: tuple[Heading, ...]) -> set[int]:
    """Where the headings stand whose numbers count chapters.

    Not those of the parts of a course, which have Roman numerals where the chapters have figures; nor a number that
    may be a word of its title where there is no other.
    """
    below = [head for head in heads if head.number >= 0 and head.level > 1]
    if {is_roman(head.text) for head in below} == {True, False}:
        below = [head for head in below if not is_roman(head.text)]
    if len({head.number for head in below}) == 1:
        below = [head for head in below if is_sure(head.text)]
    return {head.start for head in below}


def _about(head: Heading, titles: dict[int, str]) -> bool:
    """Whether a heading names a section of the chapter of its number, `챕터 3 요약`, which another one has opened."""
    title = titles.setdefault(head.number, head.title)
    return title != head.title and role_of(head.title) != ""


def _chapter(role: str, head: Heading, end: int) -> Chapter:
    title_start = head.text_end - len(head.text) + head.text.find(head.title) if head.title else head.text_start
    return Chapter(
        role,
        head.number,
        head.title,
        head.seconds,
        head.stamp_start,
        head.stamp_end,
        title_start,
        title_start + len(head.title),
        head.start,
        min(head.end + 1, end),
        end,
        "",
    )
