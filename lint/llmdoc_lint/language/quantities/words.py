"""Patterns and lists of words, as the tables and readers of this package write them."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from llmdoc_lint.patterns import pattern

if TYPE_CHECKING:
    from collections.abc import Iterable

__all__ = ["HANGUL", "TEN", "alnum", "any_of", "ascii_pattern", "hangul", "words"]

HANGUL = "가-힣"  # for a character class
TEN = frozenset("0123456789")


def words(text: str) -> list[str]:
    return text.split()


def any_of(alternatives: Iterable[str]) -> str:
    """A pattern's source for one of some words, the longest first."""
    ordered = sorted(set(alternatives), key=lambda word: (-len(word), word))
    return "|".join([word if word.isalnum() else re.escape(word) for word in ordered])


def ascii_pattern(source: str, any_case: bool = False) -> re.Pattern[str]:
    """ASCII digits, letters and spaces only: other scripts' digits are not read, and Hangul bounds a Latin word."""
    return pattern(source, re.ASCII | re.IGNORECASE if any_case else re.ASCII)


def alnum(text: str, at: int, end: int) -> bool:
    """Whether a Latin letter, a digit or an underscore stands at `at`."""
    return at < end and (text[at] == "_" or (text[at].isascii() and text[at].isalnum()))


def hangul(text: str, at: int) -> bool:
    """Whether a Hangul syllable stands at `at`."""
    return "가" <= text[at : at + 1] <= "힣"
