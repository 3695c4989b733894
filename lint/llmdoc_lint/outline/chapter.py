"""What is known of a chapter where a document mentions it."""

from __future__ import annotations

from llmdoc_lint.core import record
from llmdoc_lint.values import NamedTuple

__all__ = ["Chapter"]


@record
class Chapter(NamedTuple):
    """One mention of a chapter, numbered as its document numbers it.

    role: "contents" (a line of the contents list), "summary" (its heading among the chapters'
    summaries), "body" (its heading over its text).
    """

    role: str
    number: int  # -1 where it has none
    title: str
    seconds: int  # its start, -1 where this mention does not say
    stamp_start: int  # the time as written, brackets left out; -1 where there is none
    stamp_end: int
    title_start: int  # the title as written
    title_end: int
    start: int  # of the heading or list item
    body_start: int  # behind the heading's line
    end: int  # of all that belongs to it
    anchor: str  # contents: the link's fragment, still escaped; "" where there is none
