"""What a block of front matter is: its place, its entries and what is wrong with it."""

from __future__ import annotations

from typing import Any

from llmdoc_lint.core import record
from llmdoc_lint.values import NamedTuple

__all__ = ["Entry", "FrontMatter", "Problem", "Value"]

Value = str | int | float | bool | None | tuple[Any, ...]
"""A scalar, a list as a tuple of values, or a mapping as a tuple of (key, value) pairs."""


@record
class Entry(NamedTuple):
    """A top-level key and its value.

    Entries do not overlap. Where two share a line (a flow mapping as the whole block, a lone
    carriage return), the first ends where the key of the second starts.
    """

    key: str  # as text, also where YAML makes a number, boolean or null of it
    value: Value  # a date stays the text as written
    tag: str  # "str", "int", "float", "bool", "null", "date", "list" or "map"
    style: str  # `"` or `'` quoted, "" plain, "|" or ">" block scalar, "flow" or "block" collection
    key_start: int
    key_end: int  # quotes included
    value_start: int  # an anchor or a tag before the value included
    value_end: int  # comment and trailing blanks excluded; the span of an absent value is empty
    start: int  # of the first line
    end: int  # of the last line, line break included


@record
class Problem(NamedTuple):
    """Why a block, or a part of it, cannot be read; the span never leaves a line.

    Kinds: `unterminated`, `syntax`, `not-a-mapping`, `character` (one that YAML forbids, or a
    byte that is not UTF-8), `alias` (undefined, nested or multiplying), `tag` (beyond the core
    schema), `key` (a list or mapping as a key), `too-deep`, `too-large`.
    """

    start: int
    end: int
    message: str
    kind: str


@record
class FrontMatter(NamedTuple):
    """A front matter block: the fences, what is between them, and the entries in order."""

    start: int  # of the opening `---`
    end: int  # behind the line of the closing fence; of an unterminated block: of what was examined
    content_start: int
    content_end: int
    entries: tuple[Entry, ...]  # duplicate keys are kept
    problem: Problem | None  # when set, there are entries only where they are certain all the same

    def get(self, key: str) -> Entry | None:
        """Return the first entry of that key."""
        for entry in self.entries:
            if entry.key == key:
                return entry
        return None
