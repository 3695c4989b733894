"""Ranges: 80-90%, 10 to 15 minutes, 1-2 million, $100-600."""

from __future__ import annotations

from llmdoc_lint.language.quantities.dates import CLOCK
from llmdoc_lint.language.quantities.exact import Value, less, times
from llmdoc_lint.language.quantities.measures import Unit, unit_at
from llmdoc_lint.language.quantities.scaled import Number, number_at
from llmdoc_lint.language.quantities.units import CURRENCY
from llmdoc_lint.language.quantities.words import TEN, alnum, ascii_pattern
from llmdoc_lint.values import NamedTuple

__all__ = ["Range", "range_from"]

_BETWEEN = ascii_pattern(r"[-–—]|\s?[~∼〜～]\s?|에서 |\s(?:to|and|or)\s(?=\$?\d)")


class Range(NamedTuple):
    """A range, whose upper end gives both their unit."""

    low: Value
    high: Value
    end: int
    unit: str
    counter: str
    digits: int


def range_from(text: str, number: Number, unit: Unit | None, money: str, end: int, language: str) -> Range | None:
    """The range whose lower end is `number`, with its unit where it has one."""
    at = _upper(text, number.end if unit is None else unit.end, money, end)
    other = number_at(text, at, end, bool(money)) if at >= 0 else None
    if other is None or CLOCK.match(text, at, end):
        return None
    after = text[other.end : other.end + 1]
    if after and after in "-–/" and text[other.end + 1 : other.end + 2] in TEN:
        return None
    last = None if money else unit_at(text, other.end, end, language)
    if last is None and alnum(text, other.end, end):
        return None
    span = _with_unit(number, other, unit, last, money)
    return span if span is not None and less(span.low, span.high) else None


def _upper(text: str, at: int, money: str, end: int) -> int:
    """Where the upper end of a range begins whose lower end stops at `at`; -1 where none does."""
    c = text[at : at + 1]
    sep = _BETWEEN.match(text, at, end) if c and c in "-–—~∼〜～ 에부\n" else None
    if sep is None or sep[0].strip() in ("and", "or"):
        return -1
    begin = sep.end()
    sign = CURRENCY.get(text[begin : begin + 1])
    if sign:
        if sign != money:
            return -1
        begin += 1
    return begin if begin < end and text[begin] in TEN else -1


def _with_unit(number: Number, other: Number, unit: Unit | None, last: Unit | None, money: str) -> Range | None:
    """A range by the units of its two numbers: none but the upper end's, or the same."""
    low, high = number.value, other.value
    if number.scale == 1 and other.scale > 1 and less(times(low, other.scale), high):
        low = times(low, other.scale)  # 3-4만
    if last is None:
        if unit is not None and unit.unit != "%":
            return None
        return Range(low, high, other.end, unit.unit if unit else money, "", other.digits)
    years = number.plain and other.plain and 1000 <= low[0] <= 2999 and 1000 <= high[0] <= 2999
    if last.unit == "year" and years:
        return Range(low, high, last.end, "date", "", other.digits)
    if last.counter in ("시", "월", "년대"):
        return None
    if unit is not None and (unit.unit, unit.num) != (last.unit, last.num):
        return None
    low, high = times(low, last.num, last.den), times(high, last.num, last.den)
    return Range(low, high, last.end, last.unit, last.counter, other.digits)
