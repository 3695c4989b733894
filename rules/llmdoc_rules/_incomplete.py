"""What is not there yet: placeholders and empty chapters.

Facts of one document that rules of several groups share: a chapter whose body is a placeholder
is one fault, and everything else that follows from it is none.
"""

from __future__ import annotations

from bisect import bisect_right
from typing import TYPE_CHECKING

from llmdoc_lint.blocks import blocks, body_start, headings
from llmdoc_lint.core import fact, record
from llmdoc_lint.kinds import kind
from llmdoc_lint.outline import chapters, sections
from llmdoc_lint.values import NamedTuple
from llmdoc_rules._content import any_from, content_of
from llmdoc_rules._stand_ins import DEFERRAL, ENCLOSED, GONE, LABELLED
from llmdoc_rules.translation._residue import shown

if TYPE_CHECKING:
    from llmdoc_lint.document import Document
    from llmdoc_lint.outline import Chapter, Section
    from llmdoc_rules._content import Content
    from llmdoc_rules._stand_ins import Line

__all__ = ["Empty", "Placeholder", "empties", "placeholders"]


@record
class Placeholder(NamedTuple):
    """A line that stands for content to come; its span is the line without its stamp or list marker."""

    start: int
    end: int
    chapter: int  # of the chapter whose text it stands for; -1 in summaries, articles and front parts


@record
class Empty(NamedTuple):
    """A chapter's heading with no text under it; the span is the heading's text."""

    start: int
    end: int
    chapter: int  # -1 where the page does not say
    summarised: bool  # there is a summary, but no text
    role: str  # of the section that a page's text should be in; "" for a chapter of an index


_NOT_TEXT = frozenset(("tldr", "learn", "summary", "key-points", "summaries", "contents"))


@fact
def placeholders(doc: Document) -> tuple[Placeholder, ...]:
    """The lines of the document that stand for content to come, one a section.

    A line counts where it is all its section has (a summary aside), or where it says in brackets
    that the rest is left to a later chunk and no text follows it in its section. In front of text a
    paragraph counts that says in brackets that a part had no room or is still to be translated, where
    nothing beside it shows or tells of such notes. In a quotation, in code or in a comment a line is none.
    """
    kind_ = kind(doc)
    if kind_ is None or kind_.part == "prompt":
        return ()
    content = content_of(doc)
    if not content.lines:
        return ()
    all_ = sections(doc)
    section_starts = [section.start for section in all_]
    bodies = [chapter for chapter in chapters(doc) if chapter.role == "body"]
    found: list[Placeholder] = []
    last = None
    for line in content.lines:
        start, end, _, form = line
        at = bisect_right(section_starts, start) - 1
        section = all_[at] if at >= 0 else None
        if section is not None and section is last and form != GONE:
            continue
        if form == LABELLED:
            found.append(Placeholder(start, end, -1))
        elif _stands_for_text(doc, content, line, section):
            last = section
            in_text = section is None or section.role not in _NOT_TEXT
            found.append(Placeholder(start, end, _chapter_at(bodies, start) if in_text else -1))
    return tuple(found)


def _stands_for_text(doc: Document, content: Content, line: Line, section: Section | None) -> bool:
    """Whether a line that looks like a placeholder is one, by what else its section has."""
    start, end, stamped, form = line
    if stamped and form >= DEFERRAL:
        return True
    begin, limit = (section.body_start, section.end) if section else (body_start(doc), len(doc.text))
    if any_from(content.starts, end, limit):
        return form == GONE and _is_said(doc, start, end)
    return form >= ENCLOSED or not any_from(content.starts, begin, start)


def _is_said(doc: Document, start: int, end: int) -> bool:
    """Whether a line is a paragraph of its own that nothing beside it shows or tells of."""
    all_ = blocks(doc)
    at = bisect_right(all_, start, key=lambda block: block.start) - 1
    block = all_[at]
    alone = block.kind == "text" and doc.text[block.start : block.end].strip() == doc.text[start:end]
    return alone and not shown(doc, at)


def _chapter_at(bodies: list[Chapter], start: int) -> int:
    """The number of the chapter that an offset lies in; -1 outside of chapters."""
    at = bisect_right(bodies, start, key=_start) - 1
    return bodies[at].number if at >= 0 and start < bodies[at].end else -1


def _start(chapter: Chapter) -> int:
    return chapter.start


@fact
def empties(doc: Document) -> tuple[Empty, ...]:
    """The chapters' headings that have no text under them, not even in a subsection.

    In an index, these are the numbered chapters of its translation; where every one of them is
    empty they are a list of chapters, and where most have just a summary the index is an
    overview whose pages hold the text. In a chapter's page it is the heading of its text.
    """
    kind_ = kind(doc)
    if kind_ is None or kind_.part not in ("index", "chapter"):
        return ()
    content = content_of(doc)
    if kind_.part == "chapter":
        return _empty_page(doc, content)
    filled = 0
    bodies = 0
    found: list[Empty] = []
    line_starts = tuple(line[0] for line in content.lines)
    for chapter in chapters(doc):
        if chapter.role != "body":
            continue
        bodies += 1
        if any_from(content.starts, chapter.body_start, chapter.end) or any_from(
            content.links, chapter.body_start, chapter.end
        ):
            filled += 1
            continue
        if any_from(line_starts, chapter.body_start, chapter.end):
            continue  # a placeholder
        summarised = any_from(content.summary_starts, chapter.body_start, chapter.end)
        found.append(Empty(chapter.title_start, chapter.title_end, chapter.number, summarised, ""))
    if not filled or sum(empty.summarised for empty in found) * 2 >= bodies:
        return tuple(empty for empty in found if filled and not empty.summarised)
    return tuple(found)


def _empty_page(doc: Document, content: Content) -> tuple[Empty, ...]:
    number = next((chapter.number for chapter in chapters(doc)), -1)
    heads = headings(doc)
    for section in sections(doc):
        # The English transcript has its own heading of the same level behind it.
        if section.role in ("translation", "transcript"):
            head = heads[section.heading]
            length = len(doc.text)
            if (
                any_from(content.starts, section.body_start, length)
                or any_from(content.links, section.body_start, length)
                or any(line[0] >= section.body_start for line in content.lines)
            ):
                return ()
            return (Empty(head.text_start, head.text_end, number, False, section.role),)
    return ()
