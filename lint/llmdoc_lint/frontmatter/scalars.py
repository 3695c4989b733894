"""Scalars of YAML's core schema as values."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from llmdoc_lint.frontmatter.block import Value

__all__ = ["convert"]

MAX_DIGITS = 1000
"""Characters of an integer: Python and JSON writers refuse some 4,300 digits; a longer one stays text."""

NAN = float("nan")  # one object, so that equal blocks compare equal
NAMES = {"timestamp": "date", "merge": "str", "value": "str"}
BASES = {"0b": 2, "0o": 8, "0x": 16}


def convert(text: str, name: str) -> tuple[Value, str]:
    """The value and the tag of a scalar whose YAML tag has that short name; what cannot be one stays text."""
    name = NAMES.get(name, name)
    if name == "null":
        return None, "null"
    if name == "date":
        return text, "date"
    turn = _TURNS.get(name)
    value = None if turn is None else turn(text)
    return (text, "str") if value is None else (value, name)


def _boolean(text: str) -> bool | None:
    return {"true": True, "false": False}.get(text.lower())


def _integer(text: str) -> int | None:
    digits = text.replace("_", "").lower()
    sign = -1 if digits.startswith("-") else 1
    digits = digits[1:] if digits[:1] in ("-", "+") else digits
    if len(digits) > MAX_DIGITS:
        return None
    base = BASES.get(digits[:2], 10)
    try:
        return sign * int(digits if base == 10 else digits[2:], base)
    except ValueError:  # no digit at all: `0x_`
        return None


def _float(text: str) -> float | None:
    digits = text.replace("_", "").lower()
    if digits == ".nan":
        return NAN
    try:
        return float(digits.replace(".inf", "inf"))
    except ValueError:  # `._`
        return None


_TURNS = {"bool": _boolean, "int": _integer, "float": _float}
