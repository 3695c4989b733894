"""A number in digits, with the scale it is written in: 1,800, 1.6 billion, 3.4조, 3천5백만."""

from __future__ import annotations

from typing import TYPE_CHECKING

from llmdoc_lint.language.quantities.exact import (
    MOST_DIGITS,
    Value,
    plus,
    reduced,
    significant,
    significant_of,
    times,
    written,
)
from llmdoc_lint.language.quantities.measures import counter_at, en_measure_at
from llmdoc_lint.language.quantities.numerals import EN_SCALES, KO_BIG, KO_SCALES, KO_SMALL, en_scale
from llmdoc_lint.language.quantities.units import BOUND, COUNTED
from llmdoc_lint.language.quantities.words import TEN, ascii_pattern
from llmdoc_lint.values import NamedTuple

if TYPE_CHECKING:
    import re

__all__ = ["DIGITS", "HALF_EN", "Number", "and_a_half", "number_at"]

DIGITS = ascii_pattern(r"\d+")
_NUMBER = ascii_pattern(
    r"\d{1,3}(?:,\d{3}){1,6}(?!,?\d)(?:\.\d+)?|\d{1,3}(?:[\u00a0\u202f\u2009]\d{3}){1,6}(?!\d)(?:\.\d+)?|\d+(?:\.\d+)*"
    r"|\.\d+(?!\.?\d)"
)
_SPACED = ascii_pattern(
    r"\d{1,3}(?: \d{3}){1,5}(?! ?\d)"
)  # 18 000: only where what follows, or the zeros, vouch for it
_TAIL = ascii_pattern(r"(?:\d,\d{3}|\d{1,4})(?:\.\d{1,9})?(?![.,]?\d)")
_SCALE_SPACED = ascii_pattern(rf" ([만억조])(?= ?(?:개|명|원|달러|번|대|토큰|파라미터|매개변수|단어){BOUND})")
_SUFFIX = ascii_pattern(r"([KkMBT])(?![A-Za-z0-9])")
_SUFFIX_MONEY = ascii_pattern(r"([KkMmBbTt]|bn|mn|tn)(?![A-Za-z0-9])")
_SUFFIXES = {"k": 10**3, "m": 10**6, "b": 10**9, "t": 10**12, "bn": 10**9, "mn": 10**6, "tn": 10**12}
_SUFFIXES_FIRST = frozenset("KkMBTmbtn")
_SCALE_EN = ascii_pattern(r"[ \n\-]?(hundred|thousand|million|billion|trillion)(?![A-Za-z])", True)
HALF_EN = ascii_pattern(r" and a half(?![A-Za-z])")
# Words that stand behind a number and begin like a scale: 4.8만큼 (by 4.8), 8조각 (8 pieces), 9경기 (9 games).
_NO_SCALE = ascii_pattern(r"만(?:큼|족|화)|억제|조(?:각|건|직|합|항)|경(?:기|로|우)|백(?:신|업|엔)")


class Number(NamedTuple):
    """A number with its scale, before its unit."""

    value: Value
    end: int
    digits: int
    plain: bool  # bare digits: no separators, scale or decimal point
    scale: int  # what the number is written in: 10,000 for 3만, 1 without a scale


def number_at(text: str, pos: int, end: int, money: bool = False) -> Number | None:
    """The number that begins with the digit at `pos`, or the point before it, with its scale words; None for none."""
    digits, stop = _as_written(text, pos, end)
    if not digits:
        return None
    value = written(digits)
    count = significant(digits)
    following = _scale_at(text, stop, end)
    if following:
        total, stop = _chain(text, value, stop, end)
        return Number(
            total, stop, max(significant_of(total), count if "." in digits else 1), False, _ratio(total, value)
        )
    if text[stop : stop + 1] == " " and stop + 1 < end and text[stop + 1] in KO_BIG:
        spaced = _SCALE_SPACED.match(text, stop, end)
        if spaced:
            return Number(times(value, KO_BIG[spaced[1]]), spaced.end(1), count, False, KO_BIG[spaced[1]])
    total, stop = _suffixed(text, value, stop, end, money)
    total, stop = _in_words(text, total, stop, end)
    return Number(total, stop, count, digits.isdigit() and total == value, _ratio(total, value))


def _scale_at(text: str, at: int, end: int) -> str:
    """The Korean scale at `at`, "" where none is."""
    scale = text[at] if at < end else ""
    return scale if scale in KO_SCALES and not _NO_SCALE.match(text, at, end) else ""


def _as_written(text: str, pos: int, end: int) -> tuple[str, int]:
    """The digits from `pos` on as one number, and where they end; "" for an identifier or a version."""
    match = _NUMBER.match(text, pos, end)
    if match is None:
        return "", pos
    if " " in text[pos + 1 : pos + 4]:
        match = _spaced(text, pos, end) or match
    digits, stop = match[0], match.end()
    if digits.count(".") > 1 or len(digits) > MOST_DIGITS:
        return "", pos
    if digits[0] == "0" and len(digits) > 1 and digits[1] != ".":
        return "", pos
    if text.startswith(" point ", stop) and digits.isdigit() and text[stop + 7 : stop + 8] in TEN:
        places = DIGITS.match(text, stop + 7, end)  # captions: "3 point 4 trillion"
        if places and len(places[0]) < 6:
            return f"{digits}.{places[0]}", places.end()
    return digits, stop


def _spaced(text: str, pos: int, end: int) -> re.Match[str] | None:
    """Digits in groups with spaces between, where what follows, or the zeros, vouch for them: 18 000."""
    match = _SPACED.match(text, pos, end)
    if match is None or text[pos] == "0" or (pos > 1 and text[pos - 1] == " " and text[pos - 2] in TEN):
        return None
    after = match.end()
    vouched = match[0].endswith("00") or counter_at(text, after, end, COUNTED) or en_measure_at(text, after, end)
    return match if vouched else None


def _suffixed(text: str, value: Value, at: int, end: int, money: bool) -> tuple[Value, int]:
    """A number with the letter of its scale at `at`: 1.8K, $3bn."""
    if text[at : at + 1] in _SUFFIXES_FIRST:
        suffix = (_SUFFIX_MONEY if money else _SUFFIX).match(text, at, end)
        if suffix:
            return times(value, _SUFFIXES[suffix[1].lower()]), suffix.end()
    return value, at


def _in_words(text: str, value: Value, at: int, end: int) -> tuple[Value, int]:
    """A number with up to two English scale words at `at`: 100 thousand, 5 hundred thousand.

    "5 billion billion" is a product of two numbers, and told as one in Korean: 50억 곱하기 10억.
    """
    for _ in range(2):
        named = _SCALE_EN.match(text, at, end)
        if named is None:
            break
        scale = en_scale(named[1])
        value, at = times(value, scale), named.end()
        if scale >= 10**6:
            break
    return value, at


def _ratio(value: Value, number: Value) -> int:
    """The scale that `number` was written with, 1 where it is none."""
    if not number[0]:
        return 1
    num, den = reduced(value[0] * number[1], value[1] * number[0])
    return num if den == 1 else 1


def _section(text: str, value: Value, at: int, end: int) -> tuple[Value, int]:
    """A number that ends at `at`, with the 천, 백 and 십 after it (3천5백): its value and end."""
    small = KO_SMALL.get(_scale_at(text, at, end), 0)
    if not small:
        return value, at
    value = times(value, small)
    at += 1
    while small > 10:
        p = at + (1 if text[at : at + 1] == " " else 0)
        if p + 1 >= end or text[p] not in "123456789" or KO_SMALL.get(text[p + 1], small) >= small:
            break
        small = KO_SMALL[text[p + 1]]
        value = plus(value, (int(text[p]) * small, 1))
        at = p + 2
    return value, at


def _chain(text: str, first: Value, at: int, end: int) -> tuple[Value, int]:
    """A chain such as 1조 5천억, 3천5백만 or 2만 3천 whose first number ends at `at`: its value and end."""
    total: Value = (0, 1)
    least = 10**20
    value, at = _section(text, first, at, end)
    while True:
        big = KO_BIG.get(_scale_at(text, at, end), 0)
        if not big or big >= least:
            return plus(total, value), at
        total = plus(total, times(value, big))
        least = big
        at += 1
        gap = text[at : at + 1] == " "
        match = _TAIL.match(text, at + gap, end)
        if match is None:
            return total, at
        value, after = _section(text, written(match[0]), match.end(), end)
        small = after > match.end()
        big = KO_BIG.get(_scale_at(text, after, end), 0)
        if big:
            if big >= least:
                return total, at
            at = after
        elif small and least > 10**4:  # 1억 5천 is short for 1억 5천만
            return plus(total, times(value, least // 10**4)), after
        elif least > 10**4 or value[0] >= 10**4 * value[1] or (gap and not small and value[0] < 100 * value[1]):
            return total, at
        else:
            return plus(total, value), after


def and_a_half(text: str, value: Value, at: int, end: int) -> tuple[Value, int] | None:
    """A number with the "and a half" that stands at `at`: two and a half million, a billion and a half."""
    half = HALF_EN.match(text, at, end)
    if half is None:
        return None
    named = _SCALE_EN.match(text, half.end(), end)
    if named:
        return times(plus(value, (1, 2)), en_scale(named[1])), named.end()
    num, den = value
    scale = max((one for one in EN_SCALES.values() if den == 1 and num >= one and not num % one), default=1)
    return plus(value, (scale, 2)), half.end()
