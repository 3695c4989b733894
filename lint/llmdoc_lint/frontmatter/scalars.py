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


def convert(text: str, name: str) -> tuple[Value, str]:
    """The value of a scalar whose tag has that short name; what cannot be one stays text."""
    name = NAMES.get(name, name)
    if name == "null":
        return None, "null"
    if name == "bool":
        if text.lower() in ("true", "false"):
            return text.lower() == "true", "bool"
    elif name == "int":
        digits = text.replace("_", "").lower()
        sign = -1 if digits.startswith("-") else 1
        digits = digits[1:] if digits[:1] in ("-", "+") else digits
        base = {"0b": 2, "0o": 8, "0x": 16}.get(digits[:2], 10)
        if len(digits) <= MAX_DIGITS:
            try:
                return sign * int(digits if base == 10 else digits[2:], base), "int"
            except ValueError:
                pass  # no digit at all: `0x_`
    elif name == "float":
        digits = text.replace("_", "").lower()
        try:
            if digits == ".nan":
                return NAN, "float"
            return float(digits.replace(".inf", "inf")), "float"
        except ValueError:
            pass  # `._`
    elif name == "date":
        return text, "date"
    return text, "str"
