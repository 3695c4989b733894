"""What the readers find in a text, put together."""

from __future__ import annotations

from typing import TYPE_CHECKING

from llmdoc_lint.language.quantities.bases import english_bases
from llmdoc_lint.language.quantities.dates import english_months
from llmdoc_lint.language.quantities.digits import in_digits
from llmdoc_lint.language.quantities.english import in_english
from llmdoc_lint.language.quantities.korean import in_korean

if TYPE_CHECKING:
    from llmdoc_lint.language.quantities.quantity import Quantity

__all__ = ["read"]


def read(text: str, language: str, start: int, end: int) -> tuple[Quantity, ...]:
    """The quantities from `start` to `end`, in order, without overlaps; see `quantities`."""
    found = [*english_months(text, start, end), *in_digits(text, start, end, language)]
    if language == "ko":
        found += in_korean(text, start, end)
    else:
        found += english_bases(text, start, end)
    found += in_english(text, start, end, language)
    return _apart(found)


def _apart(found: list[Quantity]) -> tuple[Quantity, ...]:
    """In order, those that overlap none before them; of two that begin together the longer, then the first read."""
    if len(found) < 2:
        return tuple(found)
    found.sort(key=lambda one: (one.start, -one.end))
    apart: list[Quantity] = []
    reach = -1
    for one in found:
        if one.start >= reach:
            apart.append(one)
            reach = one.end
    return tuple(apart)
