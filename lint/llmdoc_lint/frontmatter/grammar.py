"""The strict grammar: lines that can mean only one thing to any reader of YAML.

`key: "value"`, plain words, whole numbers, booleans, dates, comments and blank lines.
"""

from __future__ import annotations

import re

from llmdoc_lint.patterns import pattern

__all__ = ["FENCE_GROUP", "LINE", "MAX_BLOCK", "STYLES", "TAGS", "is_reserved", "is_sure"]

MAX_BLOCK = 2**18
"""Code points of a block that is read at all: 50 ms of the strict grammar at worst."""

# YAML 1.2 or 1.1 makes something else of these.
RESERVED = frozenset(("true", "false", "null", "yes", "no", "on", "off", "y", "n", "nan", "inf"))  # in any case

TAGS = ("", "null", "str", "str", "bool", "int", "date", "str")
STYLES = ("", "", '"', "'", "", "", "", "")
PLAIN_GROUP = 7
FENCE_GROUP = 8


# One line that can mean only one thing; possessive throughout, so linear. The classes stay below
# U+0100, where they compile in a tenth of the time; what the wider ones would refuse, `is_sure` does.
LINE = pattern(
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


def is_reserved(plain: str) -> bool:
    """Whether a plain scalar is, or begins with, what is no string to some YAML."""
    return plain.partition(" ")[0].casefold() in RESERVED


def is_sure(line: re.Match[str]) -> bool:
    """Whether a line that matched holds nothing that YAML forbids, strips or takes for a line break
    (controls, surrogates, U+0085, U+2028, U+FEFF ...), and no plain word but of ASCII or Hangul, nor a reserved one.
    """
    raw = line[0]
    if not raw.rstrip(" \t\r\n" if line.lastindex == FENCE_GROUP else "\r\n").isprintable():
        return False
    if line.lastindex != PLAIN_GROUP:
        return True
    word = line[PLAIN_GROUP]
    if is_reserved(word):
        return False
    return word.isascii() or all(char < "\x80" or "가" <= char <= "힣" for char in word)
