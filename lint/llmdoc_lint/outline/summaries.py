"""Summaries: of the whole lecture, of chapters in an index, of a page, in a paragraph of its own."""

from __future__ import annotations

import re
from bisect import bisect_right
from typing import TYPE_CHECKING

from llmdoc_lint.blocks import blocks, headings
from llmdoc_lint.core import fact, record
from llmdoc_lint.kinds import kind
from llmdoc_lint.outline.chapters import chapters
from llmdoc_lint.outline.sections import before_marker, sections
from llmdoc_lint.patterns import pattern
from llmdoc_lint.unseen import seen
from llmdoc_lint.values import NamedTuple

if TYPE_CHECKING:
    from llmdoc_lint.blocks import Block
    from llmdoc_lint.document import Document

__all__ = ["Summary", "summaries"]


@record
class Summary(NamedTuple):
    """A summary as it stands: its prose and its key points.

    form: "listed" (under `### N. title (m:ss)` of an index), "bold" (`**요약**: ...` in a
    chapter's body), "section" (`## 요약`, in a page of one chapter), "tldr".
    """

    form: str
    number: int  # of its chapter; -1 where it stands for the whole document
    start: int  # of its heading, or of its bold label
    end: int
    text_start: int  # the prose, blanks around it left out; empty where there is none
    text_end: int
    points_start: int  # the list of key points; empty where there is none
    points_end: int


_SIGN = r"(?:[^\w\s*#<>`\[-]{1,3}\s)?"  # an emoji, with its variation selector
_BOLD_SUMMARY = pattern(
    r"[ >]{0,4}\*\*" + _SIGN + r"(?:(?:이 )?챕터 |핵심 )?(?:요약|Summary)\s?:?\*\*[ \t]?:?[ \t]*", re.IGNORECASE
)
_POINTS = pattern(
    r"^[ >]{0,4}(?:\*\*|#{2,6}[ \t]+)" + _SIGN + r"(?:(?:핵심|주요) (?:포인트|개념|내용|사항|정리|요점|용어)"
    r"|Key (?:points|takeaways|concepts|ideas))\s?:?(?:\*\*)?[ \t]?:?[ \t]*(?:\r?\n|\Z)",
    re.IGNORECASE | re.MULTILINE,
)
_GAP = pattern(r"\n[ \t\r\n]*\n")


def _content(text: str, start: int, end: int) -> tuple[int, int]:
    """Trim blanks, and a thematic break at the end, from `start` to `end`."""
    piece = text[start:end]
    stop = len(piece.rstrip())
    while stop >= 3 and piece[stop - 3 : stop] in ("---", "***", "___") and (stop == 3 or piece[stop - 4] == "\n"):
        stop -= 3
        while stop and piece[stop - 1].isspace():
            stop -= 1
    begin = len(piece) - len(piece.lstrip())
    return (start + begin, start + stop) if begin < stop else (start, start)


@fact
def summaries(doc: Document) -> tuple[Summary, ...]:
    """Every summary of the document, in order; an empty one has an empty `text_start` to `text_end`."""
    kind_ = kind(doc)
    part = kind_.part if kind_ else ""
    text = seen(doc)
    found: list[Summary] = []
    all_ = sections(doc)
    own = next((h.number for h in headings(doc) if h.level == 1), -1) if part == "chapter" else -1
    for index, section in enumerate(all_):
        if section.role == "tldr":
            begin, end = _content(text, section.body_start, section.own_end)
            found.append(Summary("tldr", -1, section.start, section.own_end, begin, end, end, end))
        elif section.role == "summary":
            # The key points may be a section of their own right behind.
            limit = before_marker(doc, section.body_start, section.own_end)
            begin, end = _content(text, section.body_start, limit)
            following = all_[index + 1] if index + 1 < len(all_) else None
            if begin == end and following is not None and following.level > section.level and not following.role:
                # All of it stands under headings of its own.
                begin, end = _content(text, section.body_start, before_marker(doc, section.body_start, section.end))
            begin, end, points, points_end = _split_points(text, begin, end)
            if points == points_end and following is not None and following.role == "key-points":
                points, points_end = _content(
                    text, following.body_start, before_marker(doc, following.body_start, following.own_end)
                )
            found.append(Summary("section", own, section.start, section.own_end, begin, end, points, points_end))
    for chapter in chapters(doc):
        if chapter.role == "summary":
            limit = before_marker(doc, chapter.body_start, chapter.end)
            begin, end = _content(text, chapter.body_start, limit)
            begin, end, points, points_end = _split_points(text, begin, end)
            found.append(Summary("listed", chapter.number, chapter.start, limit, begin, end, points, points_end))
    if "**" in text:
        found.extend(_bold(doc))
    found.sort(key=lambda summary: summary.start)
    return tuple(found)


def _split_points(text: str, start: int, end: int) -> tuple[int, int, int, int]:
    """Divide a summary into prose and points: at its "핵심 포인트" label, else before a list that ends it."""
    if match := _POINTS.search(text, start, end):
        first, last = _content(text, match.end(), end)
        begin, stop = _content(text, start, match.start())
        return begin, stop, first, last
    for gap in _GAP.finditer(text, start, end):
        at = gap.end()
        if text.startswith(("- ", "* "), at):
            if all(line.startswith(("- ", "* ", "  ")) or not line.strip() for line in text[at:end].split("\n")):
                return (*_content(text, start, at), at, end)
            break
    return start, end, end, end


def _bold(doc: Document) -> list[Summary]:
    """Summaries that are a paragraph with a bold label, in a chapter's body.

    Where the label stands alone, the list, paragraph or quotation behind it is the text; key points
    are the list behind their own bold label.
    """
    text = seen(doc)
    found = []
    bodies = [chapter for chapter in chapters(doc) if chapter.role == "body"]
    starts = [chapter.start for chapter in bodies]
    all_ = blocks(doc)
    for index, (name, start, stop, _, _) in enumerate(all_):
        if name not in ("text", "quote") or text.find("**", start, start + 8) < 0:
            continue
        match = _BOLD_SUMMARY.match(text, start, stop)
        if match is None:
            continue
        at = index + 1
        begin, end = _content(text, match.end(), stop)
        if begin == end and (at := _run(text, all_, at)) > index + 1:
            stop = all_[at - 1].end
            begin, end = _content(text, all_[index + 1].start, stop)
        points = points_end = end
        if at < len(all_) and all_[at].kind == "text" and _POINTS.fullmatch(text, all_[at].start, all_[at].end):
            last = _run(text, all_, at + 1)
            stop = all_[last - 1].end
            points, points_end = _content(text, all_[at].end, stop)
        at = bisect_right(starts, start) - 1
        number = bodies[at].number if at >= 0 else -1
        found.append(Summary("bold", number, start, stop, begin, end, points, points_end))
    return found


def _run(text: str, all_: tuple[Block, ...], at: int) -> int:
    """Behind the items of the list that begins with block `at`, or the one paragraph or quotation there."""
    first = at
    while at < len(all_) and all_[at].kind == "list":
        at += 1
    if at > first or at == len(all_):
        return at
    block = all_[at]
    stamped = text[block.start : block.start + 1] == "["
    label = _POINTS.match(text, block.start, block.end) is not None
    return at + (block.kind in ("text", "quote") and not stamped and not label)
