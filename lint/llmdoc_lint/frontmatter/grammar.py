"""The strict grammar: lines that can mean only one thing to any reader of YAML.

`key: "value"`, plain words, whole numbers, booleans, dates, comments and blank lines. A block of such
lines is read here alone, without the 27 ms of loading ruamel.yaml.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from llmdoc_lint.frontmatter.block import Entry, FrontMatter
from llmdoc_lint.patterns import pattern

if TYPE_CHECKING:
    from collections.abc import Callable

    from llmdoc_lint.frontmatter.block import Value

__all__ = ["MAX_BLOCK", "is_word", "read"]

MAX_BLOCK = 2**18
"""Code points of a block that is read at all: 50 ms of the strict grammar at worst."""

# One line that can mean only one thing; possessive throughout, so linear. The classes stay below
# U+0100, where they compile in a tenth of the time; what the wider ones would refuse, `_is_sure` does.
_LINE = pattern(
    r"""(?:
        ([A-Za-z_][0-9A-Za-z_-]{0,99}+):
        (?:[ ]++(?:
            ("[^"\\\r\n]*+")
          | ('[^'\r\n]*+')
          | (true|false)(?=[ \r\n])
          | (0|[1-9][0-9]{0,8})(?=[ \r\n])
          | ([0-9]{4}-[0-9]{2}-[0-9]{2})(?=[ \r\n])
          | ([^\W\d_]\w*+(?:[ -]\w++)*+)
        ))?+
        (?:[ ]++\#[^\r\n]*+)?+[ ]*+\r?\n
      | [ ]*+(?:\#[^\r\n]*+)?+\r?\n
      | ((?:---|\.\.\.)[ \t]*+\r?(?:\n|\Z))
    )""",
    re.VERBOSE,
)
_KEY, _DOUBLE, _SINGLE, _BOOLEAN, _WHOLE, _DATE, _WORDS, _FENCE = range(1, 9)  # its groups

# The tag and the style of a value, and what turns it from text.
_FORMS: dict[int, tuple[str, str, Callable[[str], Value]]] = {
    _DOUBLE: ("str", '"', lambda raw: raw[1:-1]),
    _SINGLE: ("str", "'", lambda raw: raw[1:-1]),
    _BOOLEAN: ("bool", "", lambda raw: raw == "true"),
    _WHOLE: ("int", "", int),
    _DATE: ("date", "", str),
    _WORDS: ("str", "", str),
}

# YAML 1.2 or 1.1 makes something else of these, in any case.
_RESERVED = frozenset(("true", "false", "null", "yes", "no", "on", "off", "y", "n", "nan", "inf"))


def read(text: str, opening: int, content: int) -> FrontMatter | None:
    """The block whose fence opens at `opening` and whose content starts at `content`; None where a line is not sure."""
    limit = content + MAX_BLOCK
    match = _LINE.match
    entries: list[Entry] = []
    pos = content
    while pos < limit and (line := match(text, pos)) is not None and _is_sure(line):
        if line.lastindex == _FENCE:
            return FrontMatter(opening, line.end(), content, pos, tuple(entries), None)
        if line.lastindex is not None:
            entries.append(_entry(line, line.lastindex))
        pos = line.end()
    return None


def _entry(line: re.Match[str], group: int) -> Entry:
    """The entry of a line with a key; `group` is that of its value, or the key's where it has none."""
    key_start, key_end = line.span(_KEY)
    if group == _KEY:
        behind = key_end + (2 if line.string[key_end + 1] == " " else 1)
        return Entry(line[_KEY], None, "null", "", key_start, key_end, behind, behind, line.start(), line.end())
    tag, style, turn = _FORMS[group]
    return Entry(
        line[_KEY], turn(line[group]), tag, style, key_start, key_end, *line.span(group), line.start(), line.end()
    )


def _is_sure(line: re.Match[str]) -> bool:
    """Whether a line that matched holds nothing that YAML forbids, strips or takes for a line break
    (controls, surrogates, U+0085, U+2028, U+FEFF ...), and no plain word but of ASCII or Hangul, nor a reserved one.
    """
    raw = line[0]
    if not raw.rstrip(" \t\r\n" if line.lastindex == _FENCE else "\r\n").isprintable():
        return False
    if line.lastindex != _WORDS:
        return True
    words = line[_WORDS]
    if _is_reserved(words):
        return False
    return words.isascii() or all(char < "\x80" or "가" <= char <= "힣" for char in words)


def _is_reserved(words: str) -> bool:
    """Whether plain words are, or begin with, what is no string to some YAML."""
    return words.partition(" ")[0].casefold() in _RESERVED


def is_word(value: str) -> bool:
    """Whether a string, written without quotation marks, is read as words and nothing else."""
    line = _LINE.match(f"k: {value}\n")
    return line is not None and line.lastindex == _WORDS and line[_WORDS] == value and not _is_reserved(value)
