"""The items of a contents list, each a chapter with its number, title, time and link as far as it gives them."""

from __future__ import annotations

from bisect import bisect_left
from typing import TYPE_CHECKING

from llmdoc_lint.blocks import blocks, clock, is_roman, is_sure, numbered
from llmdoc_lint.outline.chapter import Chapter
from llmdoc_lint.patterns import pattern
from llmdoc_lint.unseen import seen

if TYPE_CHECKING:
    import re

    from llmdoc_lint.blocks import Block
    from llmdoc_lint.document import Document
    from llmdoc_lint.outline.sections import Section

__all__ = ["listed"]

_ITEM = pattern(r"[ \t]*(?:(\d{1,4})[.)]|[-*+])[ \t]+(?:\[[ xX]\][ \t]+)?[*_]{0,3}")
_ITEM_LINK = pattern(r"\[((?:[^\[\]\n]|\[[^\[\]\n]*\])*)\]\(([^()\n]*(?:\([^()\n]*\)[^()\n]*)*)\)")
_LEADING_TIME = pattern(r"[(\[]?(\d{1,3}):(\d{2})(?::(\d{2}))?[)\]]?[*_]{0,3}\s*[-–—:|]?\s*[*_]{0,3}")
_TIME_BEHIND = pattern(r"[*_]{0,3}[ \t]*[-–—:|]?[ \t]*[(\[]?(\d{1,3}):(\d{2})(?::(\d{2}))?")
_TIME_IN_BRACKETS = pattern(r"[(\[](\d{1,3}):(\d{2})(?::(\d{2}))?(?:\s?[-–—~]\s?[\d:]{4,9})?[)\]]")
_TIME_AT_END = pattern(r"\s(\d{1,3}):(\d{2})(?::(\d{2}))?\s*\Z")


def _entry(text: str, block: Block) -> Chapter | None:
    """Read one item of a contents list: `1. [title](#anchor) (m:ss)` and its variants."""
    marker = _ITEM.match(text, block.start, block.end)
    if marker is None:
        return None
    end = text.find("\n", block.start, block.end)
    end = block.end if end < 0 else end
    number = int(marker[1]) if marker[1] else -1
    at, time = _leading_time(text, marker.end(), end)
    link = _ITEM_LINK.match(text, at, end)
    if link is None and (leading := _leading_number(text, at, end, number)):
        number, at = leading
        at = _behind(text, at, end, "*_")
        link = _ITEM_LINK.match(text, at, end)
    if link is None:
        title_start, title_end = at, end
        time = time or _TIME_IN_BRACKETS.search(text, at, end) or _TIME_AT_END.search(text, max(at, end - 16), end)
    else:
        title_end = link.end(1)
        number, title_start, time = _in_link(text, link, number, time)
        time = time or _TIME_BEHIND.match(text, link.end(), end) or _TIME_IN_BRACKETS.search(text, link.end(), end)
        time = time or _TIME_IN_BRACKETS.search(text, title_start, title_end)
    if time is not None and title_start < time.start() < title_end:
        title_end = time.start()
    title = text[title_start:title_end].rstrip(" \t\r\n*_-–—:|(")
    if not title:
        return None
    return Chapter(
        "contents",
        number,
        title,
        -1 if time is None else clock(time[1], time[2], time[3]),
        -1 if time is None else time.start(1),
        -1 if time is None else time.end(3 if time[3] else 2),
        title_start,
        title_start + len(title),
        block.start,
        block.end,
        block.end,
        "" if link is None else link[2].partition("#")[2].partition(" ")[0],
    )


def _in_link(
    text: str, link: re.Match[str], number: int, time: re.Match[str] | None
) -> tuple[int, int, re.Match[str] | None]:
    """The number and the time that an item has, or its link begins with, and where the title begins in the link."""
    start, end = _behind(text, *link.span(1), "*_ "), link.end(1)
    if time is None and (time := _LEADING_TIME.match(text, start, end)):
        start = time.end()
    if leading := _leading_number(text, start, end, number):
        number, start = leading
    return number, start, time


def _leading_time(text: str, at: int, end: int) -> tuple[int, re.Match[str] | None]:
    """The time that an item begins with, and where the item goes on behind it."""
    link = _ITEM_LINK.match(text, at, end)
    if link is None:
        time = _LEADING_TIME.match(text, at, end)
        return (at if time is None else time.end()), time
    time = _LEADING_TIME.fullmatch(text, *link.span(1))  # `[0:00](...) title`
    return (at if time is None else _behind(text, link.end(), end, " \t-–—:|*_")), time


def _behind(text: str, start: int, end: int, marks: str) -> int:
    """Where the text from `start` to `end` goes on behind these marks."""
    return end - len(text[start:end].lstrip(marks))


def _leading_number(text: str, start: int, end: int, item: int) -> tuple[int, int] | None:
    """The number that a title from `start` to `end` begins with, and where it goes on; None for a number alone, too.

    What may be a word of the title is none where its item has another number (`item`, -1 for none).
    """
    title = text[start:end]
    number, behind = numbered(title)
    if number < 0 or not title[behind:].strip(" \t\r*_") or (item not in (-1, number) and not is_sure(title)):
        return None
    return number, start + behind


def _without_parts(doc: Document, entries: list[tuple[Block, Chapter]]) -> list[tuple[Block, Chapter]]:
    """The entries, those with Roman numerals unnumbered where others have figures: they are parts of the course."""
    roman = [is_roman(doc.text[one.start : one.title_start].rstrip(" .")[-1:]) for _, one in entries]
    if not any(roman) or not any(one.number >= 0 for (_, one), part in zip(entries, roman, strict=True) if not part):
        return entries
    return [
        (block, one._replace(number=-1) if part else one) for (block, one), part in zip(entries, roman, strict=True)
    ]


def listed(doc: Document, section: Section) -> list[Chapter]:
    """Read the list under a contents heading, of nested lists the outermost that tells chapters.

    An item tells a chapter where it has a number, a time or a link; an outer one without any names
    a part (`- 1부`), an inner one is a section of a chapter. A list whose items all have the same
    number is numbered as it is shown.
    """
    all_ = blocks(doc)
    first, stop = (bisect_left(all_, at, key=lambda block: block.start) for at in (section.body_start, section.own_end))
    entries = [
        (block, entry) for block in all_[first:stop] if block.kind == "list" and (entry := _entry(seen(doc), block))
    ]
    entries = _without_parts(doc, entries)
    telling = [block.level for block, one in entries if one.number >= 0 or one.seconds >= 0 or one.anchor]
    level = min(telling or [block.level for block, _ in entries], default=0)
    entries = [(block, one) for block, one in entries if level <= block.level <= level + 1]
    found = [one for _, one in entries]
    if len(found) > 1 and all(block.info[:-1].isdigit() for block, _ in entries):
        numbers = {one.number for one in found}
        if len(numbers) == 1 and numbers == {int(entries[0][0].info[:-1])}:
            return [one._replace(number=one.number + at) for at, one in enumerate(found)]
    return found
