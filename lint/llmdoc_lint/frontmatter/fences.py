"""Where a block ends that the strict grammar does not read, and whether it is one at all."""

from __future__ import annotations

from typing import TYPE_CHECKING

from llmdoc_lint.frontmatter.block import FrontMatter, Problem
from llmdoc_lint.frontmatter.grammar import MAX_BLOCK
from llmdoc_lint.frontmatter.lines import KEY_LINE, line_end
from llmdoc_lint.frontmatter.reading import read
from llmdoc_lint.patterns import pattern

if TYPE_CHECKING:
    from llmdoc_lint.frontmatter.block import Entry

__all__ = ["is_thematic_break", "judge"]

MAX_SEARCH = 2**21
"""Code points searched for a closing fence: ten times the longest lecture page, some 20 ms."""

CLOSING = pattern(r"\n(?:---|\.\.\.)[ \t]*+\r?(?:\n|\Z)")
BLANK_LINE = pattern(r"\n[ \t]*+\r?(?:\n|\Z)")


def is_thematic_break(text: str, start: int, end: int) -> bool:
    """Say whether `---` is a thematic break: a blank line follows, and no key after it."""
    return text[start : line_end(text, start, end)].isspace() and not starts_with_key(text, start, end)


def starts_with_key(text: str, start: int, end: int) -> bool:
    """Say whether the first line with anything on it is a `key:` line."""
    while start < end:
        stop = line_end(text, start, end)
        if not text[start:stop].isspace():
            return KEY_LINE.match(text, start, stop) is not None
        start = stop
    return False


def judge(text: str, opening: int, content: int) -> FrontMatter | None:
    """Find the closing fence, and judge what lies before it."""
    limit = content + MAX_SEARCH
    # from the line break of the opening fence: the block may be empty
    fence = CLOSING.search(text, content - 1, limit)
    if fence is not None and fence.end() == limit < len(text) and text[limit - 1] != "\n":
        fence = None  # cut off by the limit: the line goes on
    if fence is None:
        head = _head(text, content, min(limit, len(text)))
        if not any(KEY_LINE.match(line) for line in text[content:head][:MAX_BLOCK].split("\n")):
            return None
        entries, problem = read(text, content, head)
        return _unterminated(opening, content, head, entries if _certain(problem) else ())

    content_end = fence.start() + 1
    entries, problem = read(text, content, content_end)
    unread = problem is not None and not entries
    if is_thematic_break(text, content, content_end) or (
        unread and text[content : line_end(text, content, content_end)].isspace()
    ):
        return None
    if unread:
        head = _head(text, content, content_end)
        if head < content_end and _prose_follows(text, head, content_end):
            head_entries, head_problem = read(text, content, head)
            if head_entries and _certain(head_problem):
                return _unterminated(opening, content, head, head_entries)
    return FrontMatter(opening, fence.end(), content, content_end, entries, problem)


def _certain(problem: Problem | None) -> bool:
    return problem is None or problem.kind == "character"


def _head(text: str, start: int, end: int) -> int:
    """Where the first blank line starts, or `end`."""
    blank = BLANK_LINE.search(text, start - 1, end)
    return end if blank is None else min(blank.start() + 1, end)


def _prose_follows(text: str, start: int, end: int) -> bool:
    """Say whether the first line that YAML would read cannot be one of a mapping."""
    while start < end:
        stop = line_end(text, start, end)
        line = text[start:stop]
        if not line.isspace() and line[0] != "#":
            return line[0] not in " \t-?" and KEY_LINE.match(line) is None
        start = stop
    return False


def _unterminated(opening: int, content: int, end: int, entries: tuple[Entry, ...]) -> FrontMatter:
    problem = Problem(opening, opening + 3, "the front matter is not closed: no `---` line ends it", "unterminated")
    return FrontMatter(opening, end, content, end, entries, problem)
