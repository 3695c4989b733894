"""Further parts of a length of time: 3시간 30분, 한 시간 반, 2 hours and 15 minutes."""

from __future__ import annotations

from llmdoc_lint.language.quantities.exact import Value, plus, significant, times
from llmdoc_lint.language.quantities.measures import Unit, counter_at
from llmdoc_lint.language.quantities.units import EN_UNITS, KO_UNITS, Measure, by_first
from llmdoc_lint.language.quantities.words import HANGUL, ascii_pattern, hangul
from llmdoc_lint.values import NamedTuple

__all__ = ["KO_HALF", "further"]

KO_HALF = ascii_pattern(rf" 반(?:(?![{HANGUL}])|(?=[에이은까부동]))")
_KO_NUMBER = ascii_pattern(r" ?(\d{1,9})(?!\d)")
_KO_PARTS = by_first(("시간", "분", "초", "개월", "일"))
_EN_PART = ascii_pattern(r",? (?:and )?(\d{1,3}) (minute|second|month|day)s?(?![A-Za-z])")


class _Part(NamedTuple):
    digits: str
    measure: Measure
    end: int


def further(text: str, value: Value, unit: Unit, end: int) -> tuple[Value, int, int]:
    """A length of time with the parts behind its unit: its value in the unit it is kept in, its end, digits to add."""
    at = unit.end
    if unit.unit not in ("second", "year", "month"):
        return value, at, 0
    digits = 0
    for _ in range(2):
        part = (_korean_part if hangul(text, at - 1) else _english_part)(text, at, end)
        if part is None:
            break
        name, num, den = part.measure
        if (unit.unit, name) == ("year", "month"):
            num, den = 1, 12
        elif name != unit.unit or num >= unit.num:
            break
        value = plus(value, times((int(part.digits), 1), num, den))
        digits += significant(part.digits)
        at = part.end
    half = KO_HALF.match(text, at, end) if not digits and text.startswith(" 반", at) else None
    if half:
        return plus(value, times((unit.num, unit.den), 1, 2)), half.end(), 1
    return value, at, digits


def _korean_part(text: str, at: int, end: int) -> _Part | None:
    number = _KO_NUMBER.match(text, at, end)
    if number is None or text.startswith(" ", number.end()):
        return None
    counted = counter_at(text, number.end(), end, _KO_PARTS)
    return _Part(number[1], KO_UNITS[counted.word], counted.end) if counted else None


def _english_part(text: str, at: int, end: int) -> _Part | None:
    match = _EN_PART.match(text, at, end)
    return _Part(match[1], EN_UNITS[match[2]], match.end()) if match else None
