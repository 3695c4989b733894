"""Bases of numerals in English: hexadecimal, base 16. In Korean they are counted (16진수): `units` has them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from llmdoc_lint.language.quantities.quantity import Quantity, make
from llmdoc_lint.language.quantities.words import any_of, ascii_pattern

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["english_bases"]

_NAMED = {"hexadecimal": 16, "hex": 16, "decimal": 10, "octal": 8, "binary": 2}
_ALSO_OTHERS = frozenset(("decimal", "binary"))  # decimal places, binary files
_HINTS = ("base", "hex", "decimal", "octal", "binary")
_BASE = ascii_pattern(rf"(?<![\w./-])(?:base[ -](\d{{1,2}})|({any_of(_NAMED)}))s?(?![\w-])", True)


def english_bases(text: str, start: int, end: int) -> Iterator[Quantity]:
    """The bases from `start` to `end`; weak ones for words that mean something else, too."""
    lowered = text[start:end].lower()
    if not any(hint in lowered for hint in _HINTS):
        return
    for match in _BASE.finditer(text, start, end):
        word = (match[2] or "").lower()
        low = str(_NAMED[word] if word else int(match[1]))
        kind = "article" if word in _ALSO_OTHERS else "measure"
        yield make(text, *match.span(), low, low, "base", "", len(low), kind)
