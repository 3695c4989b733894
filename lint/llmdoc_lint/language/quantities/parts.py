"""Parts of a whole: 3분의 1, 2/3, 1 in 10,000."""

from __future__ import annotations

from math import gcd

from llmdoc_lint.language.quantities.exact import Value, canonical
from llmdoc_lint.language.quantities.numerals import KO_DIGIT
from llmdoc_lint.language.quantities.quantity import Quantity, make
from llmdoc_lint.language.quantities.scaled import Number, number_at
from llmdoc_lint.language.quantities.units import JOSA
from llmdoc_lint.language.quantities.words import HANGUL, ascii_pattern

__all__ = ["SLASH", "behind_slash", "denominator_first", "fraction", "one_in", "whole_at"]

_OF_KO = ascii_pattern(rf" ?분의 ?(?:(\d{{1,6}})(?!\d)|([일이삼사오육칠팔구])(?:(?![{HANGUL}])|(?=[{JOSA}])))")
SLASH = ascii_pattern(r"/(\d{1,5})(?![\d/A-Za-z])")


def fraction(text: str, begin: int, end: int, num: int, den: int) -> Quantity:
    low = canonical((num, den))
    return make(text, begin, end, low, low, "", "", 1, "fraction")


def denominator_first(text: str, begin: int, at: int, end: int, whole: Value) -> Quantity | None:
    """The fraction of a number `whole` that ends at `at`, where 분의 and the part follow: 3분의 1, 만분의 일."""
    match = _OF_KO.match(text, at, end) if text.startswith(("분의", " 분의"), at) else None
    if match is None or whole[0] <= 0:
        return None
    part = int(match[1]) if match[1] else KO_DIGIT[match[2]]
    return fraction(text, begin, match.end(), part * whole[1], whole[0])


def behind_slash(text: str, begin: int, number: Number, at: int, end: int) -> Quantity | None:
    """A simple fraction (2/3); nothing for 24/7 and 21/24."""
    match = SLASH.match(text, at, end)
    if match is None or not number.plain:
        return None
    num, den = number.value[0], int(match[1])
    if 0 < num < den and gcd(num, den) == 1 and (den <= 10 or num == 1):
        return fraction(text, begin, match.end(), num, den)
    return None


def whole_at(text: str, at: int) -> int:
    """Where the whole begins behind a "one" that ends at `at`: one in ten, one out of ten; -1 for neither."""
    return next((at + len(words) for words in (" in ", " out of ") if text.startswith(words, at)), -1)


def one_in(text: str, begin: int, at: int, end: int) -> Quantity | None:
    """1 in 10,000, for a 1 that ends at `at`; no year: "1 in 2019"."""
    start = whole_at(text, at)
    whole = number_at(text, start, end) if start >= 0 else None
    if whole is None or whole.value[0] <= 1 or (whole.plain and 1900 <= whole.value[0] <= 2099):
        return None
    return fraction(text, begin, whole.end, whole.value[1], whole.value[0])
