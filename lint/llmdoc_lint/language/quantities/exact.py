"""Exact values: fractions of two integers, and the texts that stand for them."""

from __future__ import annotations

from math import gcd

__all__ = [
    "MOST_DIGITS",
    "ONE",
    "ZERO",
    "Value",
    "canonical",
    "equal",
    "less",
    "plus",
    "reduced",
    "significant",
    "significant_of",
    "times",
    "value_of",
    "written",
]

Value = tuple[int, int]  # numerator, denominator > 0

ZERO: Value = (0, 1)
ONE: Value = (1, 1)

MOST_DIGITS = 18
"""Digits above which a run is an identifier, not a quantity; the bound also keeps the arithmetic small."""


def reduced(num: int, den: int) -> Value:
    common = gcd(num, den) or 1
    return num // common, den // common


def times(value: Value, num: int, den: int = 1) -> Value:
    return reduced(value[0] * num, value[1] * den)


def plus(a: Value, b: Value) -> Value:
    return reduced(a[0] * b[1] + b[0] * a[1], a[1] * b[1])


def equal(a: Value, b: Value) -> bool:
    return a[0] * b[1] == b[0] * a[1]


def less(a: Value, b: Value) -> bool:
    return a[0] * b[1] < b[0] * a[1]


def canonical(value: Value) -> str:
    """An integer, a finite decimal, or a fraction in lowest terms."""
    num, den = reduced(*value)
    if den == 1:
        return str(num)
    rest, places = den, 0
    for prime in (10, 2, 5):
        while rest % prime == 0:
            rest //= prime
            places += 1
    if rest != 1:
        return f"{num}/{den}"
    body = str(abs(num) * 10**places // den).zfill(places + 1)
    return ("-" if num < 0 else "") + f"{body[:-places]}.{body[-places:]}".rstrip("0").rstrip(".")


def value_of(text: str) -> Value:
    """The value of canonical text that is not a date."""
    if "/" in text:
        num, _, den = text.partition("/")
        return int(num), int(den)
    whole, _, places = text.partition(".")
    return reduced(int(whole + places), 10 ** len(places))


def written(text: str) -> Value:
    """The value of digits as written: separators, one decimal point."""
    for mark in ", \u00a0\u202f\u2009":
        text = text.replace(mark, "")
    return value_of(text)


def significant(text: str) -> int:
    """Significant digits of digits as written: trailing zeros count after a decimal point only."""
    digits = "".join(c for c in text if "0" <= c <= "9").lstrip("0")
    if "." not in text:
        digits = digits.rstrip("0")
    return max(1, len(digits))


def significant_of(value: Value) -> int:
    text = canonical(value).lstrip("-")
    return 1 if "/" in text else significant(text.rstrip("0") if "." in text else text)
