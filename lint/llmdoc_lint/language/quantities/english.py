"""Quantities in English words: two thirds, fifteen trillion, half an hour, a decade, tens of thousands."""

from __future__ import annotations

from typing import TYPE_CHECKING

from llmdoc_lint.language.quantities.dates import decade
from llmdoc_lint.language.quantities.exact import Value, canonical, less, significant_of, times
from llmdoc_lint.language.quantities.lengths import further
from llmdoc_lint.language.quantities.measures import unit_at
from llmdoc_lint.language.quantities.numerals import EN_ONES, EN_ORDINALS, EN_PARTS, EN_SCALES, EN_TENS
from llmdoc_lint.language.quantities.parts import fraction, whole_at
from llmdoc_lint.language.quantities.quantity import Quantity, make, vague
from llmdoc_lint.language.quantities.scaled import HALF_EN, and_a_half, number_at
from llmdoc_lint.language.quantities.spelling import NUMERALS, TOKEN, Spelt, spell
from llmdoc_lint.language.quantities.units import EN_UNITS
from llmdoc_lint.language.quantities.words import TEN, any_of, ascii_pattern, words

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["in_english"]

_VAGUE = frozenset(words("hundreds thousands millions billions trillions tens dozens"))
_numeral = any_of(NUMERALS)
_RUN_SOURCE = (
    rf"\b(?:(?:{_numeral})(?:(?:[ \n\-]| and )(?:{_numeral})\b| point(?: (?:{any_of(EN_ONES)})\b)+)*"
    rf"|{any_of(_VAGUE)}"
    r"|half an? (?:hour|million|billion|trillion|year|day|dozen)"
    r"|an? (?:hour|decade|century|year|month|week|day|dozen|quarter of|third of|tenth of)"
    rf"|the (?:first|second)|{any_of(EN_ORDINALS)})\b"
)
_RUN = ascii_pattern(_RUN_SOURCE, True)
_RUN_IN_KOREAN = ascii_pattern(_RUN_SOURCE)  # capitals there are names
_LOWER_HINT = ascii_pattern(r"teen|twenty|thirty|hundred|thousand|illion|percent|hours|minutes|decade")
_PART_EN = ascii_pattern(rf"[ \-]({any_of(EN_PARTS)})s?(?![A-Za-z])", True)
_TO_EN = ascii_pattern(rf" (?:to|or) (?=(?:{_numeral})\b)", True)
_FEW_BEFORE = ascii_pattern(r"(?:few|several|couple|couple of|many|some) \Z", True)
_DECADE_EN = ascii_pattern(r" (twent|thirt|fort|fift|sixt|sevent|eight|ninet)ies(?![A-Za-z])", True)
_VAGUE_AFTER = ascii_pattern(r" of (?:hundreds|thousands|millions|billions|trillions)\b", True)
_UNIT_LIKE = ascii_pattern(r" (?:half|third|quarter|of [A-Z])")


def in_english(text: str, start: int, end: int, language: str) -> Iterator[Quantity]:
    """The quantities from `start` to `end` that are written in English words, in order."""
    if language == "ko" and not _LOWER_HINT.search(text, start, end):
        return
    for match in (_RUN_IN_KOREAN if language == "ko" else _RUN).finditer(text, start, end):
        begin, stop = match.span()
        before = text[begin - 1 : begin]
        if not (before and before in "-_/.#@='’") and text[stop : stop + 1] not in ("_", "=", "@"):
            yield from _run(text, begin, stop, match[0].lower(), end)


def _run(text: str, begin: int, stop: int, run: str, end: int) -> Iterator[Quantity]:
    """The quantities of one run of words."""
    if run in _VAGUE:
        after = _VAGUE_AFTER.match(text, stop, end)
        yield vague(text, begin, after.end() if after else stop)
    elif run.startswith("the ") or run in EN_ORDINALS:
        number = {"the first": 1, "the second": 2}.get(run) or EN_ORDINALS[run]
        if run in EN_ORDINALS or not _UNIT_LIKE.match(text, stop, end):
            yield make(text, begin, stop, str(number), str(number), "", "", len(str(number)), "ordinal")
    elif run.startswith(("a ", "an ")):
        yield from _article(text, begin, stop, run)
    elif run.startswith("half "):
        yield _half(text, begin, stop, run)
    elif _FEW_BEFORE.search(text[max(0, begin - 10) : begin]):
        if any(scale in run for scale in ("hundred", "thousand", "illion", "dozen")):
            yield vague(text, begin, stop)
    else:
        *_, last = numbers = spell(run)
        for one in numbers:
            quantity = _spelt(text, begin, one, end, one is last)
            if quantity is not None:
                yield quantity


def _half(text: str, begin: int, stop: int, run: str) -> Quantity:
    """Half an hour, half a million."""
    word = run.split()[-1]
    if word in EN_UNITS:
        name, num, den = EN_UNITS[word]
        low = canonical((num, den * 2))
        return make(text, begin, stop, low, low, name, "", 1, "duration")
    low = str((12 if word == "dozen" else EN_SCALES[word]) // 2)
    return make(text, begin, stop, low, low, "", "", 1, "cardinal")


def _article(text: str, begin: int, stop: int, run: str) -> Iterator[Quantity]:
    """An hour, a decade, a dozen, a quarter of."""
    word = run.split()[1]
    if run.endswith(" of"):
        yield fraction(text, begin, stop, 1, EN_PARTS[word])
    elif word == "dozen":
        if not _FEW_BEFORE.search(text[max(0, begin - 10) : begin]):
            yield make(text, begin, stop, "12", "12", "", "", 2, "cardinal", True)
    else:
        name, num, den = EN_UNITS[word]
        half = HALF_EN.match(text, stop)
        if half:
            num, den, stop = num * 3, den * 2, half.end()
        low = canonical((num, den))
        kind = "duration" if word in ("hour", "decade", "century") else "article"
        yield make(text, begin, stop, low, low, name, "", 1, kind)


def _spelt(text: str, base: int, number: Spelt, end: int, last: bool) -> Quantity | None:
    """The quantity of a number in words, with its unit where it is the last of its run.

    None for "one" as a pronoun or article.
    """
    begin, stop = base + number.start, base + number.end
    value, digits = number.value, significant_of(number.value)
    if number.year:
        return make(text, begin, stop, str(value[0]), str(value[0]), "date", "", 4, "date")
    if not last:
        low = canonical(value)
        single = value == (1, 1) and number.words == 1
        return None if single else make(text, begin, stop, low, low, "", "", digits, "cardinal")
    if value == (1, 1) and whole_at(text, stop) >= 0:
        return _one_in(text, begin, stop, end)
    special = _decade(text, begin, stop, value, end) or _part(text, begin, stop, value, end)
    if special is not None:
        return special
    half = and_a_half(text, value, stop, end)
    if half:
        value, stop, digits = half[0], half[1], digits + 1
    unit = unit_at(text, stop, end, "en")
    if value == (1, 1) and number.words == 1 and (unit is None or not unit.unit):
        return None
    if unit is None:
        upper = _upper(text, stop, value, end)
        if upper is not None:
            return _range(text, begin, value, digits, upper, end) if value[0] else None
        low = canonical(value)
        return make(text, begin, stop, low, low, "", "", digits, "cardinal")
    total, stop, more = further(text, times(value, unit.num, unit.den), unit, end)
    low = canonical(total)
    return make(text, begin, stop, low, low, unit.unit, unit.counter, digits + more, unit.kind)


def _decade(text: str, begin: int, stop: int, value: Value, end: int) -> Quantity | None:
    """Nineteen eighties."""
    match = _DECADE_EN.match(text, stop, end) if value in ((19, 1), (20, 1)) else None
    return decade(text, begin, match.end(), value[0] * 100 + EN_TENS[match[1].lower() + "y"]) if match else None


def _part(text: str, begin: int, stop: int, value: Value, end: int) -> Quantity | None:
    """Two thirds."""
    match = _PART_EN.match(text, stop, end)
    whole = EN_PARTS[match[1].lower()] if match else 0
    if match is None or value[1] != 1 or not 0 < value[0] < whole:
        return None
    return fraction(text, begin, match.end(), value[0], whole)


def _first_number(text: str, at: int, end: int) -> tuple[Value, int] | None:
    """The first number of the run of number words at `at`, and its end; None for half an hour, the first."""
    match = _RUN.match(text, at, end)
    run = match[0].lower() if match else ""
    first = TOKEN.match(run)
    if first is None or first[0] not in NUMERALS:
        return None
    number = spell(run)[0]
    return number.value, at + number.end


def _one_in(text: str, begin: int, stop: int, end: int) -> Quantity | None:
    """One in ten thousand, one out of 10; no year: "one in 2019"."""
    at = whole_at(text, stop)
    whole = _first_number(text, at, end)
    if whole is None and text[at : at + 1] in TEN and at < end:
        number = number_at(text, at, end)
        whole = (number.value, number.end) if number else None
    if whole is None or whole[0][0] <= 1 or 1900 <= whole[0][0] <= 2099:
        return None
    (num, den), after = whole
    return fraction(text, begin, after, den, num)


# ----------------------------------------------------------------------------------------- ranges


def _upper(text: str, at: int, low: Value, end: int) -> tuple[Value, int] | None:
    """The upper end of a range whose lower end stops at `at`, and where it ends: to three, or twenty."""
    to = _TO_EN.match(text, at, end)
    run = _RUN.match(text, to.end(), end) if to else None
    numbers = spell(run[0].lower()) if run else []
    if run is None or len(numbers) != 1 or numbers[0].year or not less(low, numbers[0].value):
        return None
    return numbers[0].value, run.start() + numbers[0].end


def _range(text: str, begin: int, low: Value, digits: int, upper: tuple[Value, int], end: int) -> Quantity:
    """Two to three hours, ten or twenty."""
    high, stop = upper
    more = significant_of(high)
    if low[1] == 1 and low[0] < 100 <= high[0] and high[0] % 1000 == 0:  # two to three million
        scale = max(one for one in EN_SCALES.values() if high[0] % one == 0)
        if low[0] * scale < high[0]:
            low = times(low, scale)
    unit = unit_at(text, stop, end, "en")
    name = counter = ""
    if unit is not None:
        low, high = times(low, unit.num, unit.den), times(high, unit.num, unit.den)
        name, counter, stop = unit.unit, unit.counter, unit.end
        more = significant_of(high)
    return make(text, begin, stop, canonical(low), canonical(high), name, counter, max(digits, more), "range")
