"""The unit, counter or counted noun that stands behind a number."""

from __future__ import annotations

from llmdoc_lint.language.quantities.units import (
    ADJACENT,
    COUNTED,
    EN_UNITS,
    JOSA,
    KINDS,
    KO_UNITS,
    LATIN_UNITS,
    NOT_NOUNS,
    ORDINAL_COUNTERS,
    Measure,
    Words,
)
from llmdoc_lint.language.quantities.words import alnum, ascii_pattern
from llmdoc_lint.values import NamedTuple

__all__ = ["Counter", "Unit", "bounded", "counter_at", "en_measure_at", "measure", "unit_at", "word_at"]

_PERCENT = ascii_pattern(r" ?(?:%|％)(?:p(?![A-Za-z])|포인트)?")
_DEGREE = ascii_pattern(r" ?(?:°(?: ?[CF](?![A-Za-z]))?|[℃℉])")
_SIGNS = frozenset(("%", "％", "°", "℃", "℉"))
_LATIN = ascii_pattern(r"[A-Za-z]+(?![A-Za-z0-9])")
_ENGLISH = ascii_pattern(r"[ \n\-]([A-Za-z]+)( [A-Za-z]+)?")
_NOUN_EN = ascii_pattern(r" (?:(?!(?:thousand|[mbtr]+illion) )[a-z]{2,20} )?([a-z]{3,20}s)(?![A-Za-z])")


class Unit(NamedTuple):
    """The unit of a quantity, or the counter or noun where it has none, and where it ends."""

    unit: str
    counter: str
    num: int
    den: int
    end: int
    kind: str


class Counter(NamedTuple):
    """A Korean unit or counter behind a number."""

    gap: bool  # a space stands before it
    word: str
    end: int


def measure(of: Measure, end: int) -> Unit:
    unit, num, den = of
    return Unit(unit, "", num, den, end, KINDS.get(unit, "measure"))


def bounded(text: str, at: int, end: int) -> bool:
    """Whether a Korean word may end at `at`: no Hangul follows, or what may be a particle."""
    return at >= end or not "가" <= text[at] <= "힣" or text[at] in JOSA or text.startswith("어치", at, end)


def counter_at(text: str, at: int, end: int, known: Words) -> Counter | None:
    """The longest known word that stands at `at`, or behind a space there, and is not the beginning of another one.

    A pattern of two hundred words takes 1.5 ms to compile, and few texts ask for more than a handful of units.
    """
    start = at + 1 if text.startswith(" ", at, end) else at
    word = word_at(text, start, end, known)
    return Counter(start > at, word, start + len(word)) if word else None


def word_at(text: str, at: int, end: int, known: Words) -> str:
    """The longest known word that stands at `at` and is not the beginning of another one; else empty."""
    for word in known.get(text[at], ()) if at < end else ():
        if text.startswith(word, at, end) and bounded(text, at + len(word), end):
            return word
    return ""


def unit_at(text: str, at: int, end: int, language: str) -> Unit | None:
    """The unit, counter or counted noun after a number that ends at `at`."""
    if at >= end:
        return None
    c = text[at]
    after = text[at + 1 : at + 2] if c in " -\n" else c
    if "가" <= after <= "힣":
        return _korean(text, at, end)
    if after.isascii() and after.isalpha():
        return _latin(text, at, end) or _english(text, at, end, language)
    return _sign(text, at, end) if after in _SIGNS else None


def _sign(text: str, at: int, end: int) -> Unit | None:
    match = _PERCENT.match(text, at, end)
    if match:
        return Unit("%", "", 1, 1, match.end(), "share")
    match = _DEGREE.match(text, at, end)
    return Unit("degree", "", 1, 1, match.end(), "measure") if match else None


def _korean(text: str, at: int, end: int) -> Unit | None:
    counted = counter_at(text, at, end, COUNTED)
    if counted is None or (counted.gap and counted.word in ADJACENT) or counted.word == "초과":
        return None
    word = counted.word
    if word in KO_UNITS:
        return measure(KO_UNITS[word], counted.end)
    return Unit("", word, 1, 1, counted.end, "ordinal" if word in ORDINAL_COUNTERS else "cardinal")


def _latin(text: str, at: int, end: int) -> Unit | None:
    """A unit's sign: 44TB, 30 km; of one letter only where nothing stands between (5m)."""
    gap = text[at] in " -"
    match = _LATIN.match(text, at + gap, end)
    if match is None or match[0] not in LATIN_UNITS or (gap and len(match[0]) == 1):
        return None
    return measure(LATIN_UNITS[match[0]], match.end())


def en_measure_at(text: str, at: int, end: int) -> Unit | None:
    """The English unit behind a number that ends at `at`: hours, square meters."""
    match = _ENGLISH.match(text, at, end)
    if match is None:
        return None
    for last in (2, 1):
        word = text[match.start(1) : match.end(last)].lower() if match[last] else ""
        known = EN_UNITS.get(word) or EN_UNITS.get(word.removesuffix("s"))
        if known:
            return measure(known, match.end(last))
    return None


def _english(text: str, at: int, end: int, language: str) -> Unit | None:
    unit = en_measure_at(text, at, end)
    if unit is not None:
        return unit
    if text[at] in "xX" and not alnum(text, at + 1, end):
        return Unit("", text[at], 1, 1, at + 1, "cardinal")
    if language == "en" and text[at] == " ":
        match = _NOUN_EN.match(text, at, end)
        if match and match[1] not in NOT_NOUNS:
            return Unit("", match[1], 1, 1, match.end(), "cardinal")
    return None
