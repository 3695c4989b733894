"""Where a block ends that the strict grammar does not read, and whether it is one at all."""

from __future__ import annotations

from typing import TYPE_CHECKING

from llmdoc_lint.frontmatter.block import FrontMatter, Problem
from llmdoc_lint.frontmatter.grammar import MAX_BLOCK
from llmdoc_lint.frontmatter.lines import has_key_line, is_blank, is_key_line, line_end, starts_with_key
from llmdoc_lint.frontmatter.reading import read
from llmdoc_lint.patterns import pattern

if TYPE_CHECKING:
    import re

    from llmdoc_lint.frontmatter.block import Entry

__all__ = ["is_thematic_break", "judge"]

MAX_SEARCH = 2**21
"""Code points searched for a closing fence: ten times the longest lecture page, some 20 ms."""

CLOSING = pattern(r"\n(?:---|\.\.\.)[ \t]*+\r?(?:\n|\Z)")
BLANK_LINE = pattern(r"\n[ \t]*+\r?(?:\n|\Z)")


def is_thematic_break(text: str, start: int, end: int) -> bool:
    """Whether the `---` before `start` is a thematic break: a blank line follows, and no key after it."""
    return is_blank(text, start, end) and not starts_with_key(text, start, end)


def judge(text: str, opening: int, content: int) -> FrontMatter | None:
    """The block whose fence opens at `opening`, wherever it ends; None where that is no fence.

    See `parse` for what tells a fence from a thematic break.
    """
    fence = _closing(text, content)
    if fence is None:
        return _without_closing(text, opening, content)
    end = fence.start() + 1
    entries, problem = read(text, content, end)
    if problem is None or entries:
        if is_thematic_break(text, content, end):
            return None
    elif is_blank(text, content, end):
        return None
    elif unclosed := _before_prose(text, opening, content, end):
        return unclosed
    return FrontMatter(opening, fence.end(), content, end, entries, problem)


def _closing(text: str, content: int) -> re.Match[str] | None:
    """The closing fence, with the line break before it: that of the opening one where the block is empty."""
    limit = content + MAX_SEARCH
    fence = CLOSING.search(text, content - 1, limit)
    if fence is not None and fence.end() == limit < len(text) and text[limit - 1] != "\n":
        return None  # cut off by the limit: the line goes on
    return fence


def _without_closing(text: str, opening: int, content: int) -> FrontMatter | None:
    """The block up to the first blank line, where it has a key."""
    head = _head(text, content, min(content + MAX_SEARCH, len(text)))
    if not has_key_line(text[content : min(head, content + MAX_BLOCK)]):
        return None
    entries, problem = read(text, content, head)
    return _unterminated(opening, content, head, entries if _is_certain(problem) else ())


def _before_prose(text: str, opening: int, content: int, end: int) -> FrontMatter | None:
    """The block up to the first blank line, where it is sound and prose follows: what closes it is no fence."""
    head = _head(text, content, end)
    if head == end or not _prose_follows(text, head, end):
        return None
    entries, problem = read(text, content, head)
    return _unterminated(opening, content, head, entries) if entries and _is_certain(problem) else None


def _is_certain(problem: Problem | None) -> bool:
    """Whether entries are what they seem: a forbidden character damages a value, not the block."""
    return problem is None or problem.kind == "character"


def _head(text: str, start: int, end: int) -> int:
    """Where the first blank line starts, or `end`."""
    blank = BLANK_LINE.search(text, start - 1, end)
    return end if blank is None else min(blank.start() + 1, end)


def _prose_follows(text: str, start: int, end: int) -> bool:
    """Whether the first line that YAML would read cannot be one of a mapping."""
    while start < end:
        stop = line_end(text, start, end)
        line = text[start:stop]
        if not line.isspace() and line[0] != "#":
            return line[0] not in " \t-?" and not is_key_line(line)
        start = stop
    return False


def _unterminated(opening: int, content: int, end: int, entries: tuple[Entry, ...]) -> FrontMatter:
    problem = Problem(opening, opening + 3, "the front matter is not closed: no `---` line ends it", "unterminated")
    return FrontMatter(opening, end, content, end, entries, problem)
