"""Whether one figure may be another one gone wrong: another digit, another scale, two digits that changed places."""

from __future__ import annotations

from typing import TYPE_CHECKING

from llmdoc_lint.patterns import pattern

if TYPE_CHECKING:
    from llmdoc_lint.language.quantities import Quantity

__all__ = ["TOKEN", "YEAR", "converted", "gap"]

# ASCII digits are spelt out: `\d` takes in those of all scripts, and is looked for at half the speed.
TOKEN = pattern(r"[0-9][0-9,.]*(?<=[0-9])")

YEAR = 4  # digits

MOST_RATIO = 10.0
"""How far two figures may lie apart to be taken for each other, as a quotient, unless they have the same digits
(16억, 1.6억): farther off, each more likely has a counterpart that was not recognised."""

MOST_RATIO_WITHOUT_UNIT = 2.0
"""The same where one of the two has its unit left away, or another one."""

WITHOUT_UNIT = 10.0
"""How much farther such a figure is than one with the same unit."""

MOST_ZEROS = 100.0
"""The same for two figures with the same digits where one is below 1000: two zeros too many."""

LONG = 3
"""Digits from which on a figure without its unit is taken for one with it (rotate by 135, 135도), in a written text:
those of two digits are many."""

# What English speakers say alike, and captions mix up: thirteen, thirty ... nineteen, ninety.
_SOUND_ALIKE = frozenset(frozenset((str(10 + one), str(10 * one))) for one in range(3, 10))


def gap(ours: Quantity, theirs: Quantity, *, spoken: bool) -> float:
    """How far the two lie apart, from 0; -1 where one cannot stand for the other."""
    if (ours.low != ours.high) != (theirs.low != theirs.high):
        return -1.0
    if "date" in (ours.unit, theirs.unit) or ours.unit == "year":
        apart = _years_apart(ours, theirs, spoken=spoken)
        if apart >= 0 or ours.unit != "year":
            return apart
    if not _of_one_kind(ours, theirs, spoken=spoken):
        return -1.0
    mine, other = (ours.low, theirs.low) if ours.low != theirs.low else (ours.high, theirs.high)
    low, high = sorted((float(mine), float(other)))
    if low <= 0 or converted(ours, theirs):
        return -1.0
    ratio = high / low
    if "fraction" in (ours.kind, theirs.kind):
        return ratio if ours.kind == theirs.kind and ratio <= FAR_FRACTIONS else -1.0
    if _digits(mine) == _digits(other):
        return 0.5 if _rescaled(ours, theirs, low, high, spoken=spoken) else -1.0
    if ("." in mine) != ("." in other) or not _alike(*_in_its_unit(ours, theirs, mine, other), spoken=spoken):
        return -1.0
    if spoken and _misheard(mine, other, theirs):
        return -1.0
    if ours.unit == theirs.unit:
        return ratio if ratio <= MOST_RATIO else -1.0
    return ratio + WITHOUT_UNIT if ratio <= MOST_RATIO_WITHOUT_UNIT else -1.0


def _misheard(mine: str, other: str, theirs: Quantity) -> bool:
    """Whether captions may have the other figure for this one: what sounds alike, or only a part of a number."""
    a_part = mine.startswith(other.rstrip("0")) and float(mine) > float(other)  # "a thousand" of "a thousand and one"
    in_words = not any(map(str.isdigit, theirs.text))
    return (in_words and a_part) or frozenset((mine, other)) in _SOUND_ALIKE or _size(mine) != _size(other)


def _of_one_kind(ours: Quantity, theirs: Quantity, *, spoken: bool) -> bool:
    """Whether both count or rank the same, as far as can be told."""
    if (ours.kind == "ordinal") != (theirs.kind == "ordinal"):
        return False
    units = {ours.unit, theirs.unit}
    return len(units) == 1 or units < _LEFT_AWAY or (not spoken and "" in units and len(theirs.low) >= LONG)


def _years_apart(ours: Quantity, theirs: Quantity, *, spoken: bool) -> float:
    """How far two years lie apart, from 0; -1 where one of them is none, or another."""
    if len(theirs.low) > YEAR < len(ours.low) and theirs.low[:YEAR] == ours.low[:YEAR]:
        return 0.0  # another month
    mine, other = (one.low[:YEAR] if one.unit == "date" else one.low for one in (ours, theirs))
    if "," in ours.text + theirs.text:
        return -1.0  # 1,920 is no year
    if any(len(one) != YEAR or not one.isdigit() for one in (mine, other)) or not 1000 <= int(other) <= 2999:
        return -1.0
    if theirs.unit not in ("", "date") or (ours.unit == "year" and mine.endswith("00")):
        return -1.0  # 3000년 is a length of time, too
    return abs(int(mine) - int(other)) / 1000 if _alike(mine, other, spoken=spoken) else -1.0


def _rescaled(ours: Quantity, theirs: Quantity, low: float, high: float, *, spoken: bool) -> bool:
    """Whether two figures with the same digits are one in two scales.

    Of a number that was cut in two, or misheard (3.1, 31), only a part may have been read. "A million" and 1,000 are
    two figures of a talk, not one with another scale; so are 100 and 1,000, unless they count or measure.
    """
    several = len(_digits(theirs.low)) > 1
    in_digits = any(map(str.isdigit, theirs.text))
    if low >= 1000:
        return several or not spoken or in_digits
    measured = ours.unit == theirs.unit != "" or bool(ours.counter and theirs.counter)
    return not spoken and in_digits and (several or measured) and high <= MOST_ZEROS * low


def _in_its_unit(ours: Quantity, theirs: Quantity, mine: str, other: str) -> tuple[str, str]:
    """The two values as they may be written: of times, in the largest unit that is said; "" where they differ in it."""
    if ours.unit != "second" or not mine.isdigit() or not other.isdigit():
        return mine, other
    written = [[match[0] for match in TOKEN.finditer(one.text)] for one in (ours, theirs)]
    if len(written[0]) == len(written[1]) > 1:  # 3시간 45분, 2 hours 45 minutes
        return "".join(written[0]), "".join(written[1])
    scales = [next(scale for scale in (3600, 60, 1) if int(value) % scale == 0) for value in (mine, other)]
    if scales[0] != scales[1]:
        return "", other
    return str(int(mine) // scales[0]), str(int(other) // scales[1])


def _alike(mine: str, other: str, *, spoken: bool) -> bool:
    """Whether one figure may be the other gone wrong; in a text that was written, also one that begins alike."""
    return _slip(mine, other) or (not spoken and len(mine) == len(other) > 2 and mine[0] == other[0])


def _slip(mine: str, other: str) -> bool:
    """Whether one slip of the pen leads from one figure to the other: a wrong digit, two that changed places.

    Figures that have nothing in common more likely each render another one, which stands in the chapter beside, or
    was not read.
    """
    if len(mine) != len(other):
        return False
    wrong = [at for at, (one, two) in enumerate(zip(mine, other, strict=True)) if one != two]
    if len(wrong) == 2:
        return mine[wrong[0]] == other[wrong[1]] and mine[wrong[1]] == other[wrong[0]]
    return len(wrong) == 1


FAR_FRACTIONS = 1000.0
"""The same for fractions, which go wrong by a scale: 만분의 1 for one in a million."""

_LEFT_AWAY = frozenset(("", "date", "byte", "bit"))


def converted(ours: Quantity, theirs: Quantity) -> bool:
    """Whether one may be the other in a unit that the translator converted: only temperatures keep their name."""
    if ours.unit != "degree":
        return False
    celsius, fahrenheit = float(ours.low), float(theirs.low)  # 영하 and "below zero" are no part of the figure
    return any(abs(abs(sign * celsius * 1.8 + 32) - fahrenheit) <= 2 for sign in (1, -1))


def _size(value: str) -> int:
    return len(value.partition(".")[0])


def _digits(value: str) -> str:
    return value.replace(".", "").strip("0")
