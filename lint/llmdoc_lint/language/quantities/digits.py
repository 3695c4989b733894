"""Quantities that begin with a digit: what stands before it, the number, its unit, a second number."""

from __future__ import annotations

from typing import TYPE_CHECKING

from llmdoc_lint.language.quantities.dates import CLOCK, clock_time, date_at, decade, no_date_at, time_of_day
from llmdoc_lint.language.quantities.exact import canonical, times
from llmdoc_lint.language.quantities.labels import labelled
from llmdoc_lint.language.quantities.lengths import further
from llmdoc_lint.language.quantities.measures import Unit, unit_at
from llmdoc_lint.language.quantities.parts import SLASH, behind_slash, denominator_first, one_in
from llmdoc_lint.language.quantities.quantity import Quantity, make
from llmdoc_lint.language.quantities.ranges import range_from
from llmdoc_lint.language.quantities.scaled import DIGITS, Number, and_a_half, number_at
from llmdoc_lint.language.quantities.units import COUNTERS, CURRENCY, KO_UNITS
from llmdoc_lint.language.quantities.words import TEN, alnum, any_of, ascii_pattern, hangul
from llmdoc_lint.values import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["in_digits"]

_REST = ascii_pattern(r"[0-9A-Za-z_]+(?:[.\-/,:][0-9A-Za-z_]+)*")
_BRACKETED = ascii_pattern(r"\d{1,4}(?:, ?\d{1,4}){0,8}\]")
_PARENTHESISED = ascii_pattern(r"\d{1,2}\)")
_LIST_NUMBER = ascii_pattern(r"[ \t]*(?:(?:#{1,6}|[-*+>])[ \t]+){0,4}(?:\*\*|__|\[)?")
_NTH_KO = ascii_pattern(r"(\d{1,3}) ?([장절조항호회차권부판막])(?![가-힣])")
_ORDINAL_EN = ascii_pattern(r"(?:st|nd|rd|th)(?![A-Za-z])")
_DECADE = ascii_pattern(r"s(?![A-Za-z])")
_YEO = ascii_pattern(rf"여(?= ?(?:{any_of([*KO_UNITS, *COUNTERS, '위', '회'])}))")
_ANY_PATCH = ascii_pattern(r"\.[*_]{0,2}[xX](?![A-Za-z0-9])")  # 0.9.x, 0.9.*x*
_TARGET = ascii_pattern(r"[^\s)]+")


_OPENING = "(\"'“‘["


class Read(NamedTuple):
    """What stands at a digit: a quantity, or nothing; where to go on; whether it was the number of a name."""

    found: Quantity | None
    at: int
    name: bool = False


def in_digits(text: str, start: int, end: int, language: str) -> Iterator[Quantity]:
    """The quantities from `start` to `end` that are written in digits, in order."""
    links = text.find("](", start, end) >= 0 or text.find("://", start, end) >= 0
    at = start
    name_end = -2
    while match := DIGITS.search(text, at, end):
        pos, stop = match.span()
        if start < pos == at and text[pos - 1] in TEN:  # the middle of a run that was given up
            at = stop
            continue
        after = _past_link(text, pos, start, end) if links else pos
        if after > pos:
            at = after
            continue
        read = _read(text, pos, stop, end, language, name_end == pos - 1 and text[pos - 1] == " ")
        at = max(read.at, pos + 1)
        if read.found is not None:
            yield read.found
        elif read.name:
            name_end = read.at


def _past_link(text: str, pos: int, start: int, end: int) -> int:
    """The end of the link target or address that `pos` lies in; `pos` itself where it lies in none."""
    floor = max(start, pos - 400)
    begin = max(text.rfind(" ", floor, pos), text.rfind("\n", floor, pos), floor - 1) + 1
    target = max(text.rfind("](", begin, pos), text.rfind("://", begin, pos))
    if target < 0:
        return pos
    close = text.find(")", target, pos) if text[target] == "]" else -1
    if close >= 0:
        return pos
    rest = _TARGET.match(text, pos, end)
    return rest.end() if rest else pos


def _found(quantity: Quantity) -> Read:
    return Read(quantity, quantity.end)


def _identifier(text: str, at: int, end: int) -> Read:
    """Nothing, up to the end of the identifier, version or address that has a digit at `at`."""
    match = _REST.match(text, at, end)
    return Read(None, match.end() if match else at + 1)


def _read(text: str, pos: int, stop: int, end: int, language: str, follows_name: bool) -> Read:
    """What the run of digits from `pos` to `stop` begins."""
    clock = CLOCK.match(text, pos, end) if text.startswith(":", stop) else None
    if clock:
        time = clock_time(text, pos, end)
        return _found(time) if time else Read(None, clock.end())
    before = _before(text, pos, end)
    if isinstance(before, Read):
        return before
    if _numbers_item(text, pos, stop):
        return Read(None, stop + 1)
    date = date_at(text, pos, stop, end)
    if date is not None:
        return _found(date)
    undated = no_date_at(text, pos, stop, end)
    if undated >= 0:
        return Read(None, undated)
    number = number_at(text, pos - before.point, end, bool(before.money))
    if number is None:
        return _identifier(text, pos, end)._replace(name=True)
    return _measured(text, pos, before, number, end, language, follows_name)


# ------------------------------------------------------------------------- what stands before it


class _Sign(NamedTuple):
    """The sign before a number: where the quantity begins, its currency, whether it is a minus or a decimal point."""

    begin: int
    money: str = ""
    negative: bool = False
    point: bool = False


def _before(text: str, pos: int, end: int) -> _Sign | Read:
    """The sign before the digit at `pos`; a reading where what stands there says that it is no cardinal."""
    if not pos:
        return _Sign(pos)
    c = text[pos - 1]
    second = text[pos - 2] if pos > 1 else ""
    if c in CURRENCY:
        begin = pos - 1
        return _Sign(begin - 2 if c == "$" and text[begin - 2 : begin] == "US" else begin, CURRENCY[c])
    if c == "." and (not second or second.isspace() or second in _OPENING):
        return _Sign(pos - 1, point=True)  # .5
    if c.isascii() and (c.isalpha() or c in "_#@^\\=&/.,"):
        return _identifier(text, pos, end)
    if c in "-−":
        if second and not second.isspace() and second not in _OPENING:
            return _identifier(text, pos, end)
        return _Sign(pos - 1, negative=True)
    if c == " " and second and second in "$€£₩":
        return _Sign(pos - 2, CURRENCY[second])
    reference = (_BRACKETED if c == "[" else _PARENTHESISED).match(text, pos, end) if c in "[(" else None
    if reference:
        return Read(None, reference.end())
    if c in "제第" and not hangul(text, pos - 2):
        return _nth(text, pos, end)
    return _Sign(pos)


def _nth(text: str, pos: int, end: int) -> Read:
    """제3장, 第3回."""
    match = _NTH_KO.match(text, pos, end)
    if match is None:
        return _identifier(text, pos, end)
    low = str(int(match[1]))
    return _found(make(text, pos - 1, match.end(), low, low, "", match[2], 1, "ordinal"))


def _numbers_item(text: str, pos: int, stop: int) -> bool:
    """Whether the digits from `pos` to `stop` number a list item or a heading."""
    if text[stop : stop + 1] not in (".", ")") or text[stop + 1 : stop + 2] not in (" ", "\t", "\n", "", "\u00a0"):
        return False
    floor = max(0, pos - 25)
    line = text.rfind("\n", floor, pos) + 1
    if stop - pos > 3 or (floor and not line):
        return False
    lead = _LIST_NUMBER.match(text, line, pos)
    return lead is not None and lead.end() == pos


# ---------------------------------------------------------------------------- a number and its unit


def _measured(text: str, pos: int, sign: _Sign, number: Number, end: int, language: str, follows_name: bool) -> Read:
    """What a number with its sign is, by what follows it."""
    at = number.end
    unit = None if sign.money else unit_at(text, at, end, language)
    yeo = None if unit else _YEO.match(text, at, end) if text.startswith("여", at) else None
    if yeo:
        unit = unit_at(text, yeo.end(), end, language)
    if unit is None:
        other = _goes_on(text, pos, sign, number, end)
        if other is not None:
            return other
    name = None if sign.money else _of_name(text, pos, number, unit, end, language, follows_name)
    if name is not None:
        return name
    if unit is None and text.startswith("년대", at):
        return Read(None, at + 2)
    fraction = _fraction(text, sign.begin, number, end)
    if fraction is not None:
        return _found(fraction)
    more = and_a_half(text, number.value, at, end)
    if more:
        value, at = more
        number = number._replace(value=value, end=at, digits=number.digits + 1)
        unit = unit_at(text, at, end, language)
    if sign.negative:
        number = number._replace(value=(-number.value[0], number.value[1]))
    return _finish(text, sign, number, unit, yeo is not None, end, language)


def _goes_on(text: str, pos: int, sign: _Sign, number: Number, end: int) -> Read | None:
    """What a number without a unit is where it goes on as something else: 3rd, 1990s, 3x4, 10^9, 2/3."""
    at = number.end
    if alnum(text, at, end):
        return _letters(text, pos, sign.begin, number, end)
    c = text[at : at + 1]
    if c == "^":
        return _identifier(text, at + 1, end)
    if c == "." and _ANY_PATCH.match(text, at, end):
        return Read(None, at + 1)
    if c and c in "/_×*" and text[at + 1 : at + 2] in TEN:
        fraction = behind_slash(text, sign.begin, number, at, end)
        return _found(fraction) if fraction else _identifier(text, at + 1, end)
    return None


def _letters(text: str, pos: int, begin: int, number: Number, end: int) -> Read:
    """A number with Latin letters behind it: an ordinal, a decade, else a name."""
    at, value = number.end, number.value[0]
    ordinal = _ORDINAL_EN.match(text, at, end) if number.plain else None
    if ordinal:
        return _found(make(text, begin, ordinal.end(), str(value), str(value), "", "", number.digits, "ordinal"))
    decades = number.plain and 1500 <= value <= 2090 and not value % 10
    tail = _DECADE.match(text, at, end) if decades else None
    return _found(decade(text, pos, tail.end(), value)) if tail else _identifier(text, at, end)


def _of_name(
    text: str, pos: int, number: Number, unit: Unit | None, end: int, language: str, follows_name: bool
) -> Read | None:
    """A reading where the number is that of a name or of a place in the document."""
    if unit is not None and (unit.unit or unit.counter) and not (language == "en" and unit.kind == "cardinal"):
        return None
    suffixed = number.end > pos and text[number.end - 1] in "KMBT"
    if follows_name and (number.plain or suffixed):
        return Read(None, number.end, True)
    if not (number.plain or number.scale == 1 or suffixed):
        return None
    if not labelled(text, pos, language, number, counted=unit is not None):
        return None
    slash = SLASH.match(text, number.end, end)
    return Read(None, slash.end() if slash else number.end, True)


def _fraction(text: str, begin: int, number: Number, end: int) -> Quantity | None:
    share = denominator_first(text, begin, number.end, end, number.value)
    if share is None and number.value == (1, 1) and number.plain:
        return one_in(text, begin, number.end, end)
    return share


def _finish(text: str, sign: _Sign, number: Number, unit: Unit | None, yeo: bool, end: int, language: str) -> Read:
    """The quantity of a number and its unit, and of the second number where it is a range."""
    value = number.value
    if unit is not None and unit.counter == "년대" and number.plain and value[0] % 10 == 0:
        return _found(decade(text, sign.begin, unit.end, value[0] + (1900 if value[0] < 100 else 0)))
    if unit is not None and unit.counter == "시":
        if not number.plain or not 0 <= value[0] <= 24:
            return Read(None, unit.end)
        return _found(time_of_day(text, sign.begin, value[0], unit.end, end))
    if unit is not None and unit.counter == "월":
        unit = None
    span = range_from(text, number, unit, sign.money, end, language)
    if span is not None:
        kind = "date" if span.unit == "date" else "range"
        digits = max(number.digits, span.digits)
        low, high = canonical(span.low), canonical(span.high)
        return _found(make(text, sign.begin, span.end, low, high, span.unit, span.counter, digits, kind, yeo))
    if unit is None:
        low = canonical(value)
        kind = "money" if sign.money else "cardinal"
        return _found(make(text, sign.begin, number.end, low, low, sign.money, "", number.digits, kind, yeo))
    total, stop, more = further(text, times(value, unit.num, unit.den), unit, end)
    low = canonical(total)
    kind = "ordinal" if unit.counter == "단계" and total == (1, 1) else unit.kind
    return _found(make(text, sign.begin, stop, low, low, unit.unit, unit.counter, number.digits + more, kind, yeo))
