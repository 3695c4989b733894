"""What ruamel.yaml makes of a block, or why it makes nothing of it."""

from __future__ import annotations

from llmdoc_lint.frontmatter.block import Entry, Problem
from llmdoc_lint.frontmatter.events import MAX_YAML, Reader, Refused
from llmdoc_lint.frontmatter.lines import KEY_LINE, line_end

__all__ = ["read"]


def read(text: str, start: int, end: int) -> tuple[tuple[Entry, ...], Problem | None]:
    """Read `text[start:end]` with ruamel.yaml."""
    from llmdoc_lint.yaml_reader import FORBIDDEN, forbidden

    content = text[start:end]
    try:
        if end - start > MAX_YAML:
            raise Refused("too-large", f"the front matter is too long to be read: {end - start:,} characters", 0)
        restore: dict[int, str] = {}
        found = FORBIDDEN.search(content)
        if found is None:
            return tuple(Reader(content, start, restore).entries()), None
        refused = Refused("character", forbidden(found[0]), found.start(), found.end())
        # Such characters damage a value, not the block: let private ones stand in for them.
        for offset, character in enumerate(sorted(set(FORBIDDEN.findall(content)))):
            if chr(0x10F000 + offset) in content:
                return (), problem_at(text, start, end, refused)
            restore[0x10F000 + offset] = character
        stand_ins = {ord(character): private for private, character in restore.items()}
        try:
            entries = tuple(Reader(content.translate(stand_ins), start, restore).entries())
        except Refused:
            entries = ()
        return entries, problem_at(text, start, end, refused)
    except Refused as refused:
        if refused.kind == "syntax" and not any(KEY_LINE.match(line) for line in content.split("\n")):
            refused = Refused("not-a-mapping", "the front matter holds no `key: value` line", 0)
        return (), problem_at(text, start, end, refused)


def problem_at(text: str, base: int, limit: int, refused: Refused) -> Problem:
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
