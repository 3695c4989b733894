"""Strings as YAML scalars, for fixes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from llmdoc_lint.frontmatter.grammar import is_word
from llmdoc_lint.patterns import pattern

if TYPE_CHECKING:
    import re

__all__ = ["quote"]

# Characters that YAML forbids (C0, C1, surrogates, U+FFFE, U+FFFF), takes for line breaks (U+0085,
# U+2028, U+2029) or strips (U+FEFF): they are escaped where a value is written.
UNSURE = r"\x00-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff\ufeff\ufffe\uffff"
ANY_UNSURE = pattern(rf"[{UNSURE}]")
ESCAPED = pattern(rf'[\\"{UNSURE}]')

ESCAPES = {"\\": "\\\\", '"': '\\"', "\n": "\\n", "\r": "\\r", "\t": "\\t", "\0": "\\0"}


def quote(value: str, like: str = '"') -> str:
    """Write a string as a YAML scalar on one line that reads back as exactly that string.

    `like` is the style of the value it replaces (`Entry.style`). Where that style cannot hold
    the string, or would make a number, boolean, null or date of it, double quotes are used.
    """
    if like == "'" and not ANY_UNSURE.search(value):
        return "'" + value.replace("'", "''") + "'"
    if like == "" and is_word(value):
        return value
    return '"' + ESCAPED.sub(_escape, value) + '"'


def _escape(match: re.Match[str]) -> str:
    character = match[0]
    code = ord(character)
    return ESCAPES.get(character) or (f"\\x{code:02x}" if code < 0x100 else f"\\u{code:04x}")
