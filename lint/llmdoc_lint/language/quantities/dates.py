"""Dates, decades and times of day."""

from __future__ import annotations

from typing import TYPE_CHECKING

from llmdoc_lint.language.quantities.lengths import KO_HALF
from llmdoc_lint.language.quantities.measures import counter_at
from llmdoc_lint.language.quantities.numerals import MONTHS
from llmdoc_lint.language.quantities.quantity import Quantity, make
from llmdoc_lint.language.quantities.units import COUNTED
from llmdoc_lint.language.quantities.words import ascii_pattern

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["CLOCK", "clock_time", "date_at", "decade", "english_months", "no_date_at", "time_of_day"]

CLOCK = ascii_pattern(r"\d{1,4}(?::\d{1,2}){1,2}")
_CLOCK_12 = ascii_pattern(r"(\d{1,2}):(\d\d) ?([AaPp])\.?[Mm]\b")
_HOUR_12 = ascii_pattern(r" ?([AaPp])\.?[Mm]\b\.?")
_KO_CLOCK = ascii_pattern(r" ?(\d{1,2})분")
_AFTERNOON = ascii_pattern(r"(?:오후|저녁|밤) ?\Z")
_ISO = ascii_pattern(r"(\d{4})([-./])(\d{1,2})\2(\d{1,2})(?![\d-])")
_KO_DATE = ascii_pattern(r"(?:(\d{4})년 ?)?(\d{1,2})월(?: ?(\d{1,2})일)?")
_YEARS = ascii_pattern(r"(?:[-–~∼]|에서 |부터 )(\d{4})년")
_MONTH_NAMES = "|".join(MONTHS)
_DAY_EN = ascii_pattern(rf"(?:st|nd|rd|th)?(?: of)? ({_MONTH_NAMES})(?![A-Za-z])(?:,? (\d{{4}})(?!\d))?")
_MONTH_EN = ascii_pattern(
    rf"(?<![A-Za-z])({_MONTH_NAMES}|Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept|Sep|Oct|Nov|Dec)\.? "
    r"(?:(\d{4})(?!\d)|(\d{1,2})(?:st|nd|rd|th)?(?![\d:.]|,\d)(?:,? (\d{4})(?!\d))?)"
)
_MONTHS_SHORT = tuple(name[:3] for name in MONTHS)


def _day(year: str | None, month: str | int, day: str | None) -> str:
    """A date as canonical text; empty when there is no such month or day."""
    if not 1 <= int(month) <= 12 or (day is not None and not 1 <= int(day) <= 31):
        return ""
    return f"{year or '-'}-{int(month):02}" + (f"-{int(day):02}" if day is not None else "")


def _is_year(digits: str) -> bool:
    return "1000" <= digits <= "2999"


def _dated(text: str, begin: int, end: int, low: str, digits: int, high: str = "") -> Quantity:
    return make(text, begin, end, low, high or low, "date", "", digits, "date")


def _timed(text: str, begin: int, end: int, seconds: int, digits: int) -> Quantity:
    return make(text, begin, end, str(seconds), str(seconds), "time", "", digits, "time")


def decade(text: str, begin: int, end: int, year: int) -> Quantity:
    return _dated(text, begin, end, str(year), 3, str(year + 9))


# ------------------------------------------------------------------------------------------ dates


def date_at(text: str, pos: int, stop: int, end: int) -> Quantity | None:
    """A date, or a time of day by twelve hours, that begins with the digits from `pos` to `stop`."""
    c = text[stop : stop + 1]
    size = stop - pos
    if size == 4 and c and c in "-./":
        return _iso(text, pos, end)
    if size == 4 and c == "년" and _is_year(text[pos:stop]):
        return _korean_year(text, pos, stop, end)
    if size > 2:
        return None
    if c == "월":
        return _korean_day(text, pos, stop, end)
    if c and c in " snrt":
        return _english_day(text, pos, stop, end) or _hour(text, pos, stop, end)
    return _hour(text, pos, stop, end) if c and c in "aApP" else None


def no_date_at(text: str, pos: int, stop: int, end: int) -> int:
    """The end of what is written like a date and is none (2024-13-45), -1 where nothing is."""
    match = _ISO.match(text, pos, end) if stop - pos == 4 and text[stop : stop + 1] in ("-", ".", "/") else None
    return match.end() if match else -1


def _iso(text: str, pos: int, end: int) -> Quantity | None:
    match = _ISO.match(text, pos, end)
    low = _day(match[1], match[3], match[4]) if match else ""
    return _dated(text, pos, match.end(), low, 8) if match and low and _is_year(match[1]) else None


def _korean_year(text: str, pos: int, stop: int, end: int) -> Quantity | None:
    """2024년, 2024년 3월 5일, 2020-2024년; not 2000년대 nor 2000년간."""
    if text.startswith(("년대", "년간"), stop):
        return None
    month = _KO_DATE.match(text, pos, end)
    low = _day(month[1], month[2], month[3]) if month and month[1] else ""
    if month and low:
        return _dated(text, pos, month.end(), low, 6)
    year = text[pos:stop]
    other = _YEARS.match(text, stop + 1, end)
    if other and other[1] > year:
        return _dated(text, pos, other.end(), year, 4, other[1])
    return _dated(text, pos, stop + 1, year, 4)


def _korean_day(text: str, pos: int, stop: int, end: int) -> Quantity | None:
    """3월, 3월 5일."""
    match = _KO_DATE.match(text, pos, end)
    low = _day(None, match[2], match[3]) if match else ""
    if match is None or not low or counter_at(text, stop, end, COUNTED) is None:
        return None
    return _dated(text, pos, match.end(), low, 2)


def _english_day(text: str, pos: int, stop: int, end: int) -> Quantity | None:
    """5 March, 5th of March, 2024."""
    match = _DAY_EN.match(text, stop, end)
    low = _day(match[2], MONTHS[match[1]], text[pos:stop]) if match else ""
    return _dated(text, pos, match.end(), low, 4) if match and low else None


def english_months(text: str, start: int, end: int) -> Iterator[Quantity]:
    """Dates with an English month before the day or the year: March 2024, Mar. 5th."""
    piece = text[start:end]
    if not any(month in piece for month in _MONTHS_SHORT):
        return
    for match in _MONTH_EN.finditer(text, start, end):
        month = _MONTHS_SHORT.index(match[1][:3]) + 1
        if match[2]:
            low = _day(match[2], month, None) if _is_year(match[2]) else ""
        else:
            low = _day(match[4], month, match[3])
        if low:
            yield _dated(text, match.start(), match.end(), low, 6)


# ----------------------------------------------------------------------------------- times of day


def _noon(hour: str, half: str) -> int:
    """The hour by twenty-four hours of one by twelve."""
    return int(hour) % 12 + (12 if half in "Pp" else 0)


def clock_time(text: str, pos: int, end: int) -> Quantity | None:
    """10:30 pm; without am or pm it may be a time, a length or a ratio."""
    match = _CLOCK_12.match(text, pos, end)
    if match is None or not 1 <= int(match[1]) <= 12:
        return None
    return _timed(text, pos, match.end(), _noon(match[1], match[3]) * 3600 + int(match[2]) * 60, 3)


def _hour(text: str, pos: int, stop: int, end: int) -> Quantity | None:
    """5 pm, for the digits from `pos` to `stop`."""
    match = _HOUR_12.match(text, stop, end)
    if match is None or not 1 <= int(text[pos:stop]) <= 12:
        return None
    return _timed(text, pos, match.end(), _noon(text[pos:stop], match[1]) * 3600, 1)


def time_of_day(text: str, begin: int, hour: int, at: int, end: int) -> Quantity:
    """A time of day whose 시 ends at `at`, with its minutes."""
    seconds, stop, digits = hour * 3600, at, 1
    minutes = _KO_CLOCK.match(text, at, end)
    half = KO_HALF.match(text, at, end)
    if minutes and int(minutes[1]) < 60:
        seconds, stop, digits = seconds + int(minutes[1]) * 60, minutes.end(), 3
    elif half:
        seconds, stop, digits = seconds + 1800, half.end(), 2
    if hour < 12 and _AFTERNOON.search(text[max(0, begin - 4) : begin]):
        seconds += 43200
    return _timed(text, begin, stop, seconds, digits)
