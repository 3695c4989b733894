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


@fact
def content_of(doc: Document) -> Content:
    text = doc.text
    starts: list[int] = []
    ends: list[int] = []
    kinds: list[str] = []
    lines: list[Line] = []
    summaries: list[int] = []
    links: list[int] = []
    points = False  # the list of key points goes on
    for name, begin, end, _, _ in blocks(doc):
        if name in _NO_TEXT:
            points = False
            continue
        start = begin
        if name == "text" and text.startswith("**", start) and (match := _LABEL.match(text, start, end)):
            points = not text[match.end() : end].strip(" :\r\n")
            summaries.append(start)
            # A line under the label that is a placeholder stands for the chapter's text.
            behind = text.find("\n", start, end)
            line = read_line(text, match.end(), end if behind < 0 else behind, name)
            if line is not None and line[3]:
                lines.append((line[0], line[1], False, LABELLED))
            if behind < 0 or not text[behind:end].strip():
                continue
            start = behind + 1
        elif name == "list" and points:
            summaries.append(start)
            continue
        else:
            points = False
        if name in ("text", "list"):
            linked = end - start < 300 and text.find("](", start, end) >= 0
            if linked and (match := _LINK_ONLY.match(text, start, end)):
                if not match["to"].startswith(("http:", "https:", "mailto:", "#")):
                    links.append(start)
                continue
            if name == "text" and end - start > MAX_PLACEHOLDER + 30 and text.find("\n", start, end - 1) < 0:
                starts.append(start)  # a long line is text
                ends.append(end)
                kinds.append(name)
                continue
            if name == "text" and start == begin and end - start > 400:
                # A long block is text; only its last line may be something else.
                behind = text.rfind("\n", start, end - 1) + 1
                cut = max(behind, start)
                starts.append(start)
                ends.append(cut if cut > start else end)
                kinds.append(name)
                if cut == start or end - cut > MAX_PLACEHOLDER:
                    ends[-1] = end
                    continue
                start = cut
            at = start
            while at < end:
                stop = text.find("\n", at, end)
                stop = end if stop < 0 else stop
                line = read_line(text, at, stop, name)
                if line is not None and line[3]:
                    lines.append(line)
                elif line is not None or text[at:stop].strip():
                    if line is None:
                        pass  # a stamp without text
                    elif starts and kinds[-1] == name and ends[-1] == at:
                        ends[-1] = min(stop + 1, end)
                    else:
                        starts.append(line[0])
                        ends.append(min(stop + 1, end))
                        kinds.append(name)
                at = stop + 1
            continue
        starts.append(start)
        ends.append(end)
        kinds.append(name)
    return Content(tuple(starts), tuple(ends), tuple(kinds), tuple(lines), tuple(summaries), tuple(links))


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
