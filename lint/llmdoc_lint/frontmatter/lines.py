"""Lines of a block: where they end, and which are a key's."""

from __future__ import annotations

from llmdoc_lint.patterns import pattern

__all__ = ["has_key_line", "is_blank", "is_key_line", "line_end", "starts_with_key"]

# A key as people write them: up to three words. Decides only what a broken block was meant to be.
_KEY_LINE = pattern(r"""[ \t]*+["']?[\w.-]++(?:[ ][\w.-]++){0,2}["']?[ ]*+:(?:\s|\Z)""")


def line_end(text: str, pos: int, end: int) -> int:
    """Behind the line break of the line that holds `pos`."""
    return text.find("\n", pos, end) + 1 or end


def is_blank(text: str, start: int, end: int) -> bool:
    """Whether the line at `start` has nothing on it; no line at all is not a blank one."""
    return text[start : line_end(text, start, end)].isspace()


def is_key_line(line: str) -> bool:
    """Whether a line begins as a `key:` does."""
    return _KEY_LINE.match(line) is not None


def has_key_line(text: str) -> bool:
    """Whether any of the lines begins as a `key:` does."""
    return any(map(is_key_line, text.split("\n")))


def starts_with_key(text: str, start: int, end: int) -> bool:
    """Whether the first line with anything on it is a `key:` line."""
    while start < end:
        if not is_blank(text, start, end):
            return _KEY_LINE.match(text, start, line_end(text, start, end)) is not None
        start = line_end(text, start, end)
    return False
