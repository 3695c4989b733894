"""Sections, which headings open, and regions, which comments mark."""

from __future__ import annotations

from bisect import bisect_left
from typing import TYPE_CHECKING

from llmdoc_lint.blocks import blocks, front_matter, headings, numbered
from llmdoc_lint.core import fact, record
from llmdoc_lint.kinds import kind
from llmdoc_lint.outline.roles import role_of
from llmdoc_lint.patterns import pattern
from llmdoc_lint.values import NamedTuple

if TYPE_CHECKING:
    from llmdoc_lint.document import Document

__all__ = ["Marker", "Section", "before_marker", "markers", "region", "sections"]


@record
class Section(NamedTuple):
    """A heading and what stands under it.

    role: "tldr", "learn", "summaries" (the chapters' summaries), "summary", "key-points",
    "contents", "translation", "transcript", or "" for any other section.
    """

    role: str
    level: int
    heading: int  # index in `headings`
    start: int
    body_start: int  # behind the heading's line
    own_end: int  # up to the next heading of any level
    end: int  # up to the next heading of this or a higher level


@record
class Marker(NamedTuple):
    """`<!-- SUMMARY_START -->`: its name and whether it opens or closes."""

    name: str
    opens: bool
    start: int
    end: int


@fact
def sections(doc: Document) -> tuple[Section, ...]:
    """One section a heading, in order."""
    kind_ = kind(doc)
    index_ = kind_ is not None and kind_.part == "index"
    heads = headings(doc)
    length = len(doc.text)
    ends = [length] * len(heads)
    open_: list[int] = []
    for index, head in enumerate(heads):
        while open_ and heads[open_[-1]].level >= head.level:
            ends[open_.pop()] = head.start
        open_.append(index)
    found = []
    for index, head in enumerate(heads):
        own_end = heads[index + 1].start if index + 1 < len(heads) else length
        behind = min(head.end + 1, length) if doc.text[head.end : head.end + 1] != "\r" else head.end + 2
        role = role_of(head.title)
        if head.number >= 0 and role in ("summary", "key-points") and (index_ or head.level == 1):
            role = ""  # a chapter that is called "8. 요약"
        if role in _CLOSED and head.level == 1 and not index_ and head.title in _own_titles(doc):
            role = ""  # a page that is called "요약"
        end = _break(doc, behind, ends[index]) if role in _CLOSED else ends[index]
        found.append(Section(role, head.level, index, head.start, behind, min(own_end, end), end))
    return tuple(found)


def _own_titles(doc: Document) -> set[str]:
    """What the front matter calls the document, without its number."""
    block = front_matter(doc)
    entries = (block.get("title"), block.get("titleKr")) if block is not None else ()
    titles = [entry.value for entry in entries if entry is not None and isinstance(entry.value, str)]
    return {title[numbered(title)[1] :] for title in titles}


# Sections that are not the text: where the text has no heading of its own, it begins behind a thematic break, or
# behind the marker that closes the summary.
_CLOSED = frozenset(("tldr", "learn", "summary", "key-points"))


def _break(doc: Document, start: int, end: int) -> int:
    """Where the first thematic break or closing marker from `start` to `end` stands; `end` without one."""
    all_ = blocks(doc)
    at = bisect_left(all_, start, key=lambda block: block.start)
    while at < len(all_) and all_[at].start < end:
        block = all_[at]
        if block.kind == "rule" or (block.kind == "comment" and "_END" in doc.text[block.start : block.end]):
            return block.start
        at += 1
    return end


_MARKER = pattern(r"<!--\s{0,8}([A-Z][A-Z0-9_]{0,60})_(START|END)\s{0,8}-->")


@fact
def markers(doc: Document) -> tuple[Marker, ...]:
    """The markers of the body, outside of code, in order."""
    text = doc.text
    if "<!--" not in text:
        return ()
    found = []
    for block in blocks(doc):
        if block.kind == "comment":
            for match in _MARKER.finditer(text, block.start, block.end):
                found.append(Marker(match[1], match[2] == "START", match.start(), match.end()))
    return tuple(found)


def region(doc: Document, name: str) -> tuple[int, int] | None:
    """Offsets between the first `name_START` and the `name_END` behind it (or the end)."""
    start = None
    for marker in markers(doc):
        if marker.name == name:
            if marker.opens and start is None:
                start = marker.end
            elif not marker.opens and start is not None:
                return start, marker.start
    return None if start is None else (start, len(doc.text))


def before_marker(doc: Document, start: int, end: int) -> int:
    """`end`, or the first marker between `start` and it."""
    all_ = markers(doc)
    at = bisect_left(all_, start, key=lambda marker: marker.start)
    return min(end, all_[at].start) if at < len(all_) else end
