"""YAML front matter with positions: a pure function of text that never constructs an object.

There are two roads. The strict `grammar` reads the common block line by line: `key: "value"`, plain
words, whole numbers, booleans, dates, comments and blank lines. At the first line it is not sure
of, `fences` looks for the end of the block, and `reading` has it read by ruamel.yaml (YAML 1.2, its
default), whose parse `events` become entries. Both roads give the same entries; a differential test
holds them to it, and to ruamel's safe loader.

What neither road does: a merge key (`<<`) is a key like any other, as in YAML 1.2; a tag beyond
the core schema (`!!python/object`, `!env`) is a problem, as it is to any safe loader.

`block` is what comes of either; `writing` is the way back, for fixes.
"""

from __future__ import annotations

from llmdoc_lint.frontmatter import grammar
from llmdoc_lint.frontmatter.block import Entry, FrontMatter, Problem, Value
from llmdoc_lint.frontmatter.writing import quote
from llmdoc_lint.patterns import pattern

__all__ = ["Entry", "FrontMatter", "Problem", "Value", "parse", "quote"]

OPENING = pattern(r"---[ \t]*+\r?\n")


def parse(text: str, start: int = 0) -> FrontMatter | None:
    """Read the front matter block that opens at `start`; None where none does.

    A block opens with `---` alone on its line, after a byte order mark where `start` is 0, and
    closes with `---` or `...` alone on a line. Following Pandoc, `---` before a blank line is a
    thematic break, unless what follows is a sound block that starts with a key; so is `---`
    that nothing closes, unless a key comes before the first blank line.

    A block that is not closed in front of its prose often ends at a thematic break further
    down. When the lines up to the first blank line are sound and prose follows them, the block
    is reported as unterminated and ends there.
    """
    opening = start + (start == 0 and text.startswith("\ufeff"))
    if not text.startswith("---", opening):
        return None
    fence = OPENING.match(text, opening)
    if fence is None:
        return None
    content = fence.end()
    block = grammar.read(text, opening, content)
    if block is not None and text[content] not in " \r\n":
        return block
    # Most blocks have been read by now.
    from llmdoc_lint.frontmatter import fences

    if block is None:
        return fences.judge(text, opening, content)
    return None if fences.is_thematic_break(text, content, block.content_end) else block
