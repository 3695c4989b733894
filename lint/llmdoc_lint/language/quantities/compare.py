"""Which quantities are the same, and which vouch for which."""

from __future__ import annotations

from typing import TYPE_CHECKING

from llmdoc_lint.language.quantities.exact import Value, equal, less, times, value_of

if TYPE_CHECKING:
    from collections.abc import Iterable

    from llmdoc_lint.language.quantities.quantity import Quantity

__all__ = ["same_quantity", "supported_by"]

# What compares with what: lengths of time in seconds or in months.
_BASES = {"day": ("second", 86400), "second": ("second", 1), "year": ("month", 12), "month": ("month", 1)}


def _base(unit: str, text: str) -> tuple[str, Value]:
    base, factor = _BASES.get(unit, (unit, 1))
    return base, times(value_of(text), factor)


def same_quantity(a: Quantity, b: Quantity) -> bool:
    """Whether two quantities have the same value and compatible units.

    44TB is 44테라바이트, 8,000개 is 8,000 토큰, 24시간 is one day. A date agrees with another that says less (2024 with
    2024-03) and, as a bare year, with the bare number. A bare or counted number does not agree with a share or with
    money, nor 0.9 with 90%. A vague quantity agrees with a vague one only.
    """
    if not a.low or not b.low:
        return a.low == b.low
    if "date" in (a.unit, b.unit):
        return _same_date(a, b)
    if a.unit == b.unit:
        return a.low == b.low and a.high == b.high
    if a.unit in _BASES and b.unit in _BASES:
        return _base(a.unit, a.low) == _base(b.unit, b.low) and _base(a.unit, a.high) == _base(b.unit, b.high)
    return False


def _same_date(a: Quantity, b: Quantity) -> bool:
    if a.unit != b.unit:
        bare = b if a.unit == "date" else a
        return bare.unit == "" and a.low == b.low and a.high == b.high and len(a.low) == 4
    if a.low != a.high or b.low != b.high:
        return a.low == b.low and a.high == b.high
    if a.low.startswith("--") or b.low.startswith("--"):
        return a.low.lstrip("-") == b.low.lstrip("-") or a.low.endswith(b.low[1:]) or b.low.endswith(a.low[1:])
    return a.low == b.low or a.low.startswith(b.low + "-") or b.low.startswith(a.low + "-")


# A plain number may round another that is written with more digits if it is this close (1,000 for 1,024): farther off,
# readers take it for another number. A number that calls itself approximate may be any rounding. Both are this
# project's own judgement.
_PLAIN_ROUNDING = 10  # one tenth

_LOOSE = frozenset(("USD", "KRW", "EUR", "JPY", "GBP", "CNY", "date", "byte", "day", "month", "year"))


def supported_by(a: Quantity, others: Iterable[Quantity]) -> bool:
    """Whether one of `others` vouches for `a`: the same value, a rounding of it, or a range that covers it.

    약 10만 is supported by 100,277, 1,000 by 1,024, 131,072 by 128K, 3시간 30분 by 3시간 31분, 80-90% by 85%; 15억 is
    not by 16억, nor 약 15억. The rounding goes one way: 100,277 is not by 약 10만. A vague quantity always is.
    """
    if not a.low:
        return True
    ends = [False, False]
    for b in others:
        if b.low and _supports(a, b, ends):
            return True
    return all(ends)


def _supports(a: Quantity, b: Quantity, ends: list[bool]) -> bool:
    """Whether `b` vouches for `a`; `ends` takes note of the ends of a range that were seen."""
    if same_quantity(a, b) or _in_1024s(a, b):
        return True
    if a.unit == "date" or b.unit == "date":
        return _date_covered(a, b)
    if not _comparable(a, b):
        return False
    a_low, a_high, b_low, b_high = _values(a, b)
    if a.low != a.high:
        ends[0] = ends[0] or equal(a_low, b_low) or equal(a_low, b_high)
        ends[1] = ends[1] or equal(a_high, b_low) or equal(a_high, b_high)
        return not (less(b_high, a_low) or less(a_high, b_low))
    if equal(a_low, b_low) or equal(a_low, b_high):
        return True
    if b.low != b.high:
        return a.approximate and not less(a_low, b_low) and not less(b_high, a_low)
    return _rounded(a, b, a_low, b_low)


_COUNTED_IN_1024S = frozenset(("", "byte", "bit"))


def _in_1024s(a: Quantity, b: Quantity) -> bool:
    """Whether the two are one number, in thousands of 1,000 and of 1,024: 128K, 131,072; 64KB, 65,536 bytes."""
    if a.low != a.high or b.low != b.high or not {a.unit, b.unit} <= _COUNTED_IN_1024S:
        return False
    values = value_of(a.low), value_of(b.low)
    low, high = values if less(*values) else values[::-1]
    return low[0] > 0 and any(equal(times(low, 1024**power, 1000**power), high) for power in (1, 2, 3, 4))


def _comparable(a: Quantity, b: Quantity) -> bool:
    """Whether the units of the two go together."""
    if a.unit == b.unit:
        return True
    if a.unit in _BASES and b.unit in _BASES and _BASES[a.unit][0] == _BASES[b.unit][0]:
        return True
    if a.unit in _LOOSE and not b.unit and not b.counter:
        return True  # a caption that lost its unit: "40,000" for "$40,000"
    return (a.unit, b.unit, b.kind) == ("%", "", "fraction")


def _values(a: Quantity, b: Quantity) -> tuple[Value, Value, Value, Value]:
    """The ends of both, in the same unit."""
    if a.unit in _BASES and b.unit in _BASES:
        return _base(a.unit, a.low)[1], _base(a.unit, a.high)[1], _base(b.unit, b.low)[1], _base(b.unit, b.high)[1]
    factor = 100 if a.unit == "%" != b.unit else 1
    return value_of(a.low), value_of(a.high), times(value_of(b.low), factor), times(value_of(b.high), factor)


def _rounded(a: Quantity, b: Quantity, rounded: Value, exact: Value) -> bool:
    """Whether `a` is `b` rounded to as many digits as it has."""
    if rounded[0] <= 0 or exact[0] <= 0 or (not a.approximate and a.digits >= b.digits):
        return False
    gap = abs(rounded[0] * exact[1] - exact[0] * rounded[1])
    whole = exact[0] * rounded[1]
    if a.unit == "second":  # minutes do not round like decimals
        return gap * 20 <= whole
    if not a.approximate and gap * _PLAIN_ROUNDING > whole:
        return False
    return _rounds(exact, rounded, a.digits)


def _rounds(exact: Value, rounded: Value, digits: int) -> bool:
    """Whether `exact` to `digits` significant digits, half up, is `rounded`; both are positive."""
    num, den = exact
    step: Value = (1, 1)  # the place of the last digit kept
    size = len(str(num // den)) if num >= den else 0
    if size == 0:
        while num * 10 < den:
            num *= 10
            size -= 1
        num = exact[0]
    places = size - digits
    step = (10**places, 1) if places >= 0 else (1, 10**-places)
    count = (2 * num * step[1] + den * step[0]) // (2 * den * step[0])
    return equal((count * step[0], step[1]), rounded)


def _date_covered(a: Quantity, b: Quantity) -> bool:
    """Whether the year of one lies in the decade or range of the other."""
    if a.unit not in ("date", "") or b.unit not in ("date", "") or (a.low == a.high and b.low == b.high):
        return False
    years = [q[:4] for q in (a.low, a.high, b.low, b.high)]
    if not all(len(y) == 4 and y.isdigit() for y in years):
        return False
    return years[0] <= years[3] and years[2] <= years[1]
