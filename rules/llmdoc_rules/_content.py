"""Where a document's text stands, beside headings, summaries, links and lines that stand for it."""

from __future__ import annotations

import re
from bisect import bisect_left
from typing import TYPE_CHECKING

from llmdoc_lint.blocks import blocks
from llmdoc_lint.core import fact, record
from llmdoc_lint.patterns import pattern
from llmdoc_lint.values import NamedTuple
from llmdoc_rules._stand_ins import LABELLED, MAX_PLACEHOLDER, Line, read_line

if TYPE_CHECKING:
    from llmdoc_lint.document import Document

__all__ = ["Content", "any_from", "content_of", "has_links", "text_blocks", "text_length"]

_LABEL = pattern(
    r"\*\*(?:챕터 |핵심 |주요 )?(?:요약|summary|포인트|개념|내용|사항|정리|key (?:points|takeaways))s?\s?:?\*\*",
    re.IGNORECASE,
)
_LINK_ONLY = pattern(r"\s*(?:[^\w\s\[]{1,3}\s?)?\[[^\[\]\n]{0,200}\]\((?P<to>[^()\s]{0,500})\)\s*\Z")


@record
class Content(NamedTuple):
    """Where a document's text stands, for bisecting; parallel tuples, in order."""

    starts: tuple[int, ...]  # of blocks that are real text
    ends: tuple[int, ...]
    kinds: tuple[str, ...]
    lines: tuple[Line, ...]  # those that look like placeholders
    summary_starts: tuple[int, ...]  # of blocks that are a summary, its label or its points
    links: tuple[int, ...]  # of blocks that are nothing but a link to a page of the tree


_NO_TEXT = frozenset(("heading", "comment", "rule"))


LONG_BLOCK = 400
"""Code points from which on a block is text, but for its last line."""

LONGEST_LINK = 300  # code points of a block that is nothing but a link


@fact
def content_of(doc: Document) -> Content:
    """Read the document block by block."""
    reading = _Reading(doc.text)
    for name, start, end, _, _ in blocks(doc):
        reading.take(name, start, end)
    return reading.content()


class _Reading:
    """What has been read of a document."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.starts: list[int] = []
        self.ends: list[int] = []
        self.kinds: list[str] = []
        self.lines: list[Line] = []
        self.summaries: list[int] = []
        self.links: list[int] = []
        self.points = False  # the list of key points goes on

    def content(self) -> Content:
        places = tuple(self.starts), tuple(self.ends), tuple(self.kinds)
        return Content(*places, tuple(self.lines), tuple(self.summaries), tuple(self.links))

    def take(self, name: str, start: int, end: int) -> None:
        """Read a block."""
        if name in _NO_TEXT:
            self.points = False
        elif name == "text" and self.text.startswith("**", start) and (match := _LABEL.match(self.text, start, end)):
            self._take_summary(match, start, end)
        elif name == "list" and self.points:
            self.summaries.append(start)
        else:
            self.points = False
            self._take_text(name, start, end)

    def _take_summary(self, label: re.Match[str], start: int, end: int) -> None:
        """A line under the label that is a placeholder stands for the chapter's text; what follows may be that text."""
        text = self.text
        self.points = not text[label.end() : end].strip(" :\r\n")
        self.summaries.append(start)
        behind = text.find("\n", start, end)
        line = read_line(text, label.end(), end if behind < 0 else behind, "text")
        if line is not None and line[3]:
            self.lines.append((line[0], line[1], False, LABELLED))
        if behind >= 0 and text[behind:end].strip():
            self._take_paragraph("text", behind + 1, end)

    def _take_text(self, name: str, start: int, end: int) -> None:
        if name not in ("text", "list"):
            self._add(name, start, end)
        elif name == "text" and end - start > LONG_BLOCK:
            self._take_long(name, start, end)
        else:
            self._take_paragraph(name, start, end)

    def _take_long(self, name: str, start: int, end: int) -> None:
        """Read a paragraph that is text, but for its last line."""
        cut = self.text.rfind("\n", start, end - 1) + 1
        if cut > start and end - cut <= MAX_PLACEHOLDER:
            self._add(name, start, cut)
            self._take_lines(name, cut, end)
        else:
            self._add(name, start, end)

    def _take_paragraph(self, name: str, start: int, end: int) -> None:
        """Read a paragraph or a list, which may be nothing but a link; one long line is text."""
        if match := self._link(start, end):
            if not match["to"].startswith(("http:", "https:", "mailto:", "#")):
                self.links.append(start)
        elif name == "text" and end - start > MAX_PLACEHOLDER + 30 and self.text.find("\n", start, end - 1) < 0:
            self._add(name, start, end)
        else:
            self._take_lines(name, start, end)

    def _link(self, start: int, end: int) -> re.Match[str] | None:
        """What stands from `start` to `end` if it is nothing but a link."""
        if end - start >= LONGEST_LINK or self.text.find("](", start, end) < 0:
            return None
        return _LINK_ONLY.match(self.text, start, end)

    def _take_lines(self, name: str, start: int, end: int) -> None:
        """Read lines each of which may be a placeholder."""
        while start < end:
            stop = self.text.find("\n", start, end)
            stop = end if stop < 0 else stop
            self._take_line(name, start, stop, end)
            start = stop + 1

    def _take_line(self, name: str, start: int, stop: int, end: int) -> None:
        """Read a line of a block that ends at `end`."""
        line = read_line(self.text, start, stop, name)
        if line is None:
            return  # blank, or a stamp without text
        if line[3]:
            self.lines.append(line)
        elif self.starts and self.kinds[-1] == name and self.ends[-1] == start:
            self.ends[-1] = min(stop + 1, end)
        else:
            self._add(name, line[0], min(stop + 1, end))

    def _add(self, name: str, start: int, end: int) -> None:
        self.starts.append(start)
        self.ends.append(end)
        self.kinds.append(name)


def any_from(starts: tuple[int, ...], start: int, end: int) -> bool:
    """Whether one of the sorted `starts` lies from `start` to `end`."""
    at = bisect_left(starts, start)
    return at < len(starts) and starts[at] < end


def text_blocks(doc: Document) -> tuple[tuple[int, str], ...]:
    """Start and kind of every block that is text: no heading, summary, placeholder or mere link."""
    content = content_of(doc)
    return tuple(zip(content.starts, content.kinds, strict=True))


def text_length(doc: Document) -> int:
    """Code points of the document's paragraphs that are text."""
    content = content_of(doc)
    return sum(
        end - start
        for start, end, name in zip(content.starts, content.ends, content.kinds, strict=True)
        if name == "text"
    )


def has_links(doc: Document) -> bool:
    """Whether a paragraph or list item of the document is nothing but a link to another page of the tree."""
    return bool(content_of(doc).links)
