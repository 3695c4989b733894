"""Where a page is about its text: summaries, key points, contents."""

from __future__ import annotations

from bisect import bisect_left
from typing import TYPE_CHECKING

from llmdoc_lint.blocks import blocks
from llmdoc_lint.outline import region, sections

if TYPE_CHECKING:
    from llmdoc_lint.document import Document

__all__ = ["about"]

# Roles of sections that are no text of the lecture or article itself.
_ROLES = frozenset(("tldr", "learn", "summaries", "summary", "key-points", "contents"))


def about(doc: Document) -> list[tuple[int, int]]:
    """Spans of sections about the text, and of the marked summary, in no order.

    A section ends at a thematic break, too: behind the last heading of a summary the text may follow without one.
    """
    found = []
    breaks: list[int] | None = None
    for section in sections(doc):
        if section.role not in _ROLES:
            continue
        if breaks is None:
            breaks = [block.start for block in blocks(doc) if block.kind == "rule"]
        end = section.end if section.role == "summaries" else section.own_end
        at = bisect_left(breaks, section.body_start)
        if section.role != "summaries" and at < len(breaks):
            end = min(end, breaks[at])
        found.append((section.start, end))
    area = region(doc, "SUMMARY")
    if area is not None and area[1] < len(doc.text):
        found.append(area)
    return found
