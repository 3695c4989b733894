"""What the rules about characters share: places that are another rule's, and names."""

from __future__ import annotations

from bisect import bisect_right
from typing import TYPE_CHECKING

from llmdoc_lint.encoding.mojibake import damage

if TYPE_CHECKING:
    import re
    from collections.abc import Iterable

    from llmdoc_lint.document import Document

__all__ = ["LONG_LINE", "Spans", "count", "encoding_name", "garbled", "names", "neighbours", "said_near", "within"]

Spans = tuple[tuple[int, int], ...]  # sorted, disjoint

LONG_LINE = 5000
"""Code points of a line that are read for what it is about: a whole page may be one line."""

NEAR = 300
"""Code points to either side of a place that are read for what is said there, in its line."""

_FAR = 1 << 62  # behind every offset
_NAMES = {
    "cp437": "code page 437",
    "cp850": "code page 850",
    "big5": "Big5",
    "cp874": "Windows-874",
    "cp932": "Shift-JIS",
    "cp949": "CP949",
    "euc_jp": "EUC-JP",
    "gb18030": "GB18030",
    "johab": "Johab",
    "koi8_r": "KOI8-R",
    "latin-1": "Latin-1",
    "mac_roman": "Mac Roman",
    "utf-8": "UTF-8",
    "utf-16-le": "UTF-16 (little-endian)",
    "utf-16-be": "UTF-16 (big-endian)",
    "utf-32-le": "UTF-32 (little-endian)",
    "utf-32-be": "UTF-32 (big-endian)",
}


def encoding_name(codec: str) -> str:
    """What people call the encoding that Python calls `codec`."""
    if codec.startswith("cp125"):
        return f"Windows-{codec[2:]}"
    return _NAMES.get(codec, codec)


def garbled(doc: Document) -> Spans:
    """The lines that `mojibake` reports: odd characters in them are its business."""
    return tuple((line.start, line.end) for passage in damage(doc) for line in passage.lines)


def within(spans: Spans, at: int) -> bool:
    """Whether the character at `at` lies in one of `spans`."""
    index = bisect_right(spans, (at, _FAR)) - 1
    return index >= 0 and spans[index][1] > at


def neighbours(doc: Document, starts: Iterable[int]) -> list[list[int]]:
    """Group offsets, in order, by blocks of lines: a line without any of them ends a block unless it is blank."""
    text = doc.text
    groups: list[list[int]] = []
    previous: int | None = None
    for at in starts:
        if previous is None or not _adjacent(text, previous, at):
            groups.append([])
        groups[-1].append(at)
        previous = at
    return groups


def _adjacent(text: str, first: int, second: int) -> bool:
    """Whether no line with text on it lies between the lines of two offsets."""
    end = text.find("\n", first, second)
    if end < 0:
        return True
    start = text.rfind("\n", end, second)
    return not text[end:start].strip()


def count(number: int, noun: str) -> str:
    """`1 line`, `2 lines`."""
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"


def names(chars: Iterable[str]) -> str:
    """`U+200B, U+FEFF`: the code points of some characters, each once, in order of first occurrence; at most four."""
    known = list(dict.fromkeys(chars))
    listed = ", ".join(f"U+{ord(char):04X}" for char in known[:4])
    return f"{listed} and {len(known) - 4} others" if len(known) > 4 else listed


def said_near(about: re.Pattern[str], text: str, start: int, end: int) -> bool:
    """Whether the line of a place says `about` near it: then it may be shown on purpose."""
    low = max(text.rfind("\n", 0, start) + 1, start - NEAR)
    high = text.find("\n", end, end + NEAR)
    return about.search(text, low, end + NEAR if high < 0 else high) is not None
