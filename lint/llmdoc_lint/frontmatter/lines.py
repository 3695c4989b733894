"""Lines of a block: where they end, and which are a key's."""

from __future__ import annotations

from llmdoc_lint.patterns import pattern

__all__ = ["KEY_LINE", "line_end"]

# A key as people write them: up to three words. Decides only what a broken block was meant to be.
KEY_LINE = pattern(r"""[ \t]*+["']?[\w.-]++(?:[ ][\w.-]++){0,2}["']?[ ]*+:(?:\s|\Z)""")


def line_end(text: str, pos: int, end: int) -> int:
    """Behind the line break of the line that holds `pos`."""
    return text.find("\n", pos, end) + 1 or end
