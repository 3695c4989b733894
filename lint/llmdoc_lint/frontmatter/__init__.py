"""YAML front matter with positions: a pure function of text that never constructs an object.

There are two roads. A strict grammar reads the common block line by line: `key: "value"`, plain
words, whole numbers, booleans, dates, comments and blank lines. At the first line it is not sure
of, the block goes to the parse events of ruamel.yaml (YAML 1.2, its default). Both give the same
entries; a differential test holds them to it, and to ruamel's safe loader.

What neither road does: a merge key (`<<`) is a key like any other, as in YAML 1.2; a tag beyond
the core schema (`!!python/object`, `!env`) is a problem, as it is to any safe loader.
"""

from __future__ import annotations

from llmdoc_lint.frontmatter.block import Entry, FrontMatter, Problem, Value
from llmdoc_lint.frontmatter.grammar import FENCE_GROUP, LINE, MAX_BLOCK, STYLES, TAGS, is_sure
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
    content = pos = fence.end()
    limit = content + MAX_BLOCK
    match = LINE.match
    entries: list[Entry] = []
    while pos < limit and (line := match(text, pos)) is not None and is_sure(line):
        end = line.end()
        group = line.lastindex
        if group is not None:
            if group == FENCE_GROUP:
                if text[content] in " \r\n":
                    from llmdoc_lint.frontmatter.fences import is_thematic_break

                    if is_thematic_break(text, content, pos):
                        return None
                return FrontMatter(opening, end, content, pos, tuple(entries), None)
            key_start, key_end = line.span(1)
            value: Value
            if group == 1:
                value = None
                value_start = value_end = key_end + (2 if text[key_end + 1] == " " else 1)
            else:
                value_start, value_end = line.span(group)
                if group <= 3:
                    value = text[value_start + 1 : value_end - 1]
                else:
                    value = text[value_start:value_end]
                    if group == 4:
                        value = value == "true"
                    elif group == 5:
                        value = int(value)
            key, tag, style = line[1], TAGS[group], STYLES[group]
            entries.append(Entry(key, value, tag, style, key_start, key_end, value_start, value_end, pos, end))
        pos = end
    from llmdoc_lint.frontmatter.fences import judge

    return judge(text, opening, content)
