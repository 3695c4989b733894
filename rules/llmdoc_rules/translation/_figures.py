"""Whether a figure of a translation is in its source: as written, by value, rounded, in other words."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from llmdoc_lint.language.quantities import Quantity, same_quantity, supported_by
from llmdoc_lint.patterns import pattern
from llmdoc_rules.translation._slips import TOKEN, YEAR, converted

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

__all__ = ["all_stand", "is_claim", "stands", "supported", "unrendered"]

_SCALES = {"십": 10, "백": 100, "천": 1000, "만": 10**4, "억": 10**8, "조": 10**12}
_FIGURE = pattern(r"([0-9][0-9,.]*)(?<=[0-9])(?:\s?([십백천만억조%퍼시]))?")
_GOES_ON = pattern(r"\s?[0-9십백천만억조]")  # behind a scale: 3천5백, 1조 5천억
_WORD = pattern("[십백천][만억]")
_NO_CLAIMS = frozenset(("article", "vague", "time"))
# Counters that number a place in a document or rank, and count nothing.
_PLACES = frozenset(("챕터", "장", "쪽", "페이지", "번", "호", "차", "등", "위", "항목", "절", "강", "부", "조"))

_WRITTEN = pattern(r"\d[\d,.]*\d|[십백천만억조]|\d ?(?:[KMBT]|thousand|million|billion|trillion)|[a-z]{3}")


def is_claim(figure: Quantity) -> bool:
    """Whether the figure is exact enough to be wrong: written with two digits and more, or with a scale."""
    if not figure.low or figure.kind in _NO_CLAIMS or (figure.counter in _PLACES and len(figure.low) < 4):
        return False
    if figure.kind == "ordinal" and len(figure.low) < 2:
        return False
    if figure.unit == "date":
        return not figure.low.startswith("--")
    if figure.kind == "fraction" and not figure.low.startswith(_SMALL):
        return False  # an eighth is said in many ways
    if "/" in figure.low or figure.low.startswith("-") or not _WRITTEN.search(figure.text):
        return False
    return figure.digits > 1 or len(figure.low) > 1 or figure.kind == "fraction"


_SMALL = "0.00"  # what a fraction from a hundredth on begins with, as a value


_CERTAIN = frozenset(("%", "USD", "KRW", "EUR", "JPY", "GBP", "CNY"))


def supported(figure: Quantity, others: Iterable[Quantity]) -> bool:
    """Whether one of the source's figures vouches for it; of two ranges, both ends must agree.

    Where one side leaves the unit away (256가지 for 256 bytes, 10살 for ten years), the value alone does.
    """
    ranged = figure.low != figure.high
    number = _number_before_unit(figure)
    single = []
    for one in others:
        if not one.low:
            continue
        if number and one.low == one.high == number and not one.unit and not one.counter:
            return True
        if one.low == one.high:
            single.append(one)
        if _holds(one, figure) or (one.unit == figure.unit == "degree" and converted(figure, one)):
            return True
        lost = "" in (one.unit, figure.unit) and not (figure.unit in _CERTAIN and one.counter)
        alike = one.unit == figure.unit or lost
        if ranged and one.low != one.high and one.unit == figure.unit:
            if (one.low, one.high) == (figure.low, figure.high):
                return True
        elif (alike and (figure.low in (one.low, one.high) or figure.high == one.low)) or supported_by(figure, (one,)):
            return True
    if ranged:
        return supported_by(figure, single)  # "between 80 and 90"
    return figure.unit not in ("", "date", "%") and any(
        one.unit == other.unit == figure.unit and 0 < other.start - one.end <= JOIN and _sum(one, other) == figure.low
        for one, other in pairwise(single)
    )


JOIN = len(" and ")
"""Characters between the two parts of one measure: five hours and forty minutes."""


def _sum(one: Quantity, other: Quantity) -> str:
    return str(int(one.low) + int(other.low)) if one.low.isdigit() and other.low.isdigit() else ""


def _holds(theirs: Quantity, ours: Quantity) -> bool:
    """Whether a figure of the source says in other words, or apart, what one of the translation says.

    A year whose month stands elsewhere ("in October of 1347", "2009, in August"); two numbers that captions run
    together ("seventeen and nineteen twenty-nine"); the cents of $1.50.
    """
    if ours.text.endswith("센트"):
        return theirs.unit == ours.unit and theirs.low.partition(".")[2] == ours.low.partition(".")[2] != ""
    if len(theirs.low) != YEAR or not theirs.low.isdigit():
        return False
    if ours.unit == "date":
        return len(ours.low) > YEAR and ours.low.startswith(theirs.low)
    return not theirs.text[:1].isdigit() and ours.low in (theirs.low[:2], theirs.low[2:])


def unrendered(theirs: list[Quantity], ours: list[Quantity]) -> list[Quantity]:
    """The figures of the source that the translation lacks: each figure of it renders one, exactly, else rounded."""
    left = [one for one in ours if one.low]
    for renders in (same_quantity, _same_value, _rounds):
        free: list[Quantity] = []
        for one in theirs:
            at = next((at for at, other in enumerate(left) if renders(other, one)), -1)
            if at < 0:
                free.append(one)
            else:
                del left[at]
        theirs = free
    return theirs


def _same_value(ours: Quantity, theirs: Quantity) -> bool:
    return ours.low == theirs.low and ours.high == theirs.high


def _rounds(ours: Quantity, theirs: Quantity) -> bool:
    return supported_by(ours, (theirs,))


def _number_before_unit(figure: Quantity) -> str:
    """The number of a measure as written, else "": of "4, 11 and 23 minutes" only the last has its unit."""
    if figure.unit in ("", "date") or not (match := TOKEN.match(figure.text)):
        return ""
    rest = figure.text[match.end() :].lstrip()
    return "" if not rest or rest[0] in _SCALES or TOKEN.search(rest) else match[0].replace(",", "")


def all_stand(text: str, start: int, end: int, source: str) -> bool:
    """Whether every number stands in the source: as written, or, with a Korean scale behind it, in English."""
    if _WORD.search(text, start, end):
        return False
    for match in _FIGURE.finditer(text, start, end):
        number, behind = match.groups()
        if behind in _SCALES:
            if _GOES_ON.match(text, match.end()) or not _stands_scaled(number, behind, source):
                return False
            continue
        # A single digit is no claim, but 3시간 of 3시간 45분 is a part of one.
        if (len(number) > 1 or behind == "시") and not _stands_as(number, source):
            return False
        if behind in ("%", "퍼") and not any(number + sign in source for sign in _PERCENT):
            return False
    return True


def _stands_scaled(number: str, scale: str, source: str) -> bool:
    """Whether a number with one Korean scale stands in the source: 64억 as 6.4 billion."""
    if number.count(".") > 1 or len(number) > _MOST_DIGITS:
        return False
    whole, _, places = number.replace(",", "").partition(".")
    value, rest = divmod(int(whole + places) * _SCALES[scale], 10 ** len(places))
    return not rest and any(_stands_as(form, source) for form in _in_english(value))


_MOST_DIGITS = 18
"""Digits above which no quantity is read: it is an identifier."""

_PERCENT = ("%", " %", " percent", " per cent")
_NAMES = (("trillion", 10**12), ("billion", 10**9), ("million", 10**6), ("thousand", 10**3))


def stands(figure: Quantity, text: str) -> bool:
    """Whether a text has the figure in one of the forms that it may be written in."""
    return any(_stands_as(form, text) for form in _forms(figure))


def _forms(figure: Quantity) -> Iterator[str]:
    """How the source may write the figure: as the translation does, before its unit, in digits, with a scale word."""
    yield figure.text
    if figure.text.endswith("만"):  # also "only": 100만 있다
        yield figure.text[:-1]
    if figure.unit != "%" and (number := _number_before_unit(figure)):
        yield number
    if figure.low != figure.high or not figure.low.isdigit() or figure.kind not in ("cardinal", "share", "date"):
        return
    if figure.unit == "%":
        yield from (figure.low + sign for sign in _PERCENT)
    elif figure.unit == "date":
        yield figure.low
    else:
        yield from _in_english(int(figure.low))


def _in_english(value: int) -> Iterator[str]:
    """How an English text may write a number: in digits, with separators, with a scale word."""
    yield str(value)
    yield f"{value:,}"
    for name, scale in _NAMES:
        if value >= scale and (value * 1000) % scale == 0:
            yield f"{value / scale:g} {name}"


def _stands_as(written: str, text: str) -> bool:
    """Whether the figure stands in `text` as written, no part of a longer number, nor of a stamp."""
    at = text.find(written)
    while at >= 0:
        before, after = text[at - 1 : at] if at else "", text[at + len(written) : at + len(written) + 2]
        begins = before.isdigit() or (before in (".", ",", ":") and text[at - 2 : at - 1].isdigit())
        goes_on = after[:1].isdigit() or (after[:1] in (".", ",", ":") and after[1:].isdigit())
        if not (written[0].isdigit() and begins) and not (written[-1].isdigit() and goes_on):
            return True
        at = text.find(written, at + 1)
    return False
