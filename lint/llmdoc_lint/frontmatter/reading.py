"""What ruamel.yaml makes of a block, or why it makes nothing of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from llmdoc_lint.frontmatter.block import Entry, Problem
from llmdoc_lint.frontmatter.lines import has_key_line, line_end

if TYPE_CHECKING:
    from llmdoc_lint.frontmatter.events import Refused

__all__ = ["read"]

PRIVATE = 0x10F000
"""The first of the private characters that stand in for forbidden ones."""


def read(text: str, start: int, end: int) -> tuple[tuple[Entry, ...], Problem | None]:
    """The entries of `text[start:end]`, and what is wrong with it."""
    # 27 ms: they load ruamel.yaml.
    from llmdoc_lint.frontmatter.events import MAX_YAML, Refused, entries_of
    from llmdoc_lint.yaml_reader import FORBIDDEN, forbidden

    content = text[start:end]
    if len(content) > MAX_YAML:
        message = f"the front matter is too long to be read: {len(content):,} characters"
        return (), _problem(text, start, end, Refused("too-large", message, 0))
    found = FORBIDDEN.search(content)
    if found is not None:
        refused = Refused("character", forbidden(found[0]), found.start(), found.end())
        return _damaged_entries(content, start), _problem(text, start, end, refused)
    try:
        return entries_of(content, start, {}), None
    except Refused as refused:
        if refused.kind == "syntax" and not has_key_line(content):
            refused = Refused("not-a-mapping", "the front matter holds no `key: value` line", 0)
        return (), _problem(text, start, end, refused)


def _damaged_entries(content: str, base: int) -> tuple[Entry, ...]:
    """The entries all the same: such characters damage a value, not the block, so private ones stand in for them."""
    from llmdoc_lint.frontmatter.events import Refused, entries_of
    from llmdoc_lint.yaml_reader import FORBIDDEN

    restore = dict(enumerate(sorted(set(FORBIDDEN.findall(content))), PRIVATE))
    if any(chr(private) in content for private in restore):
        return ()
    stand_ins = {ord(character): private for private, character in restore.items()}
    try:
        return entries_of(content.translate(stand_ins), base, restore)
    except Refused:
        return ()


def _problem(text: str, base: int, limit: int, refused: Refused) -> Problem:
    """The problem where it can be seen: on one line of `text`, that of `refused` if there is anything on it."""
    start = min(base + refused.start, max(limit - 1, base))
    if text[start] in "\r\n":
        # A parser stops behind what lacks something: point at the last line that says anything.
        last = base + len(text[base:start].rstrip())
        line = text.rfind("\n", base, last) + 1 or base
        start = line + len(text[line:last]) - len(text[line:last].lstrip())
    if refused.end is not None:
        end = base + refused.end
    else:
        end = max(start + len(text[start : line_end(text, start, limit)].rstrip()), min(start + 1, limit))
    message = refused.message
    if refused.seen is not None and "\n" in text[start : base + refused.seen]:
        seen = min(base + refused.seen, limit)
        message += f" (noticed on line {text.count(chr(10), 0, seen) + 1})"
    return Problem(start, end, message, refused.kind)
