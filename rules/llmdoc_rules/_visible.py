"""What a reader sees of a text: the encoding rules report the rest, and nobody else need mind it."""

from __future__ import annotations

from llmdoc_lint.patterns import pattern

__all__ = ["SEQUENCE", "visible"]

SEQUENCE = pattern("\x1b(?:\\[[0-9;?]{0,20}[@-~]|\\([0AB])")
"""What a terminal takes for colours and cursor movements: the letters behind the escape are no text either."""
_FILLERS = frozenset("\u115f\u1160\u3164\uffa0")


def visible(text: str) -> str:
    """The text with its letters composed, without invisible and control characters; tabs and line breaks stay.

    `not-normalized`, `invisible-character` and `control-character` report these.
    """
    if text.isascii() and text.isprintable():
        return text
    from unicodedata import category, is_normalized, normalize

    if text.isprintable() and _FILLERS.isdisjoint(text) and is_normalized("NFC", text):
        return text
    if "\x1b" in text:
        text = SEQUENCE.sub("", text)
    return "".join(char for char in normalize("NFC", text) if char in "\t\r\n" or _is_seen(char, category(char)))


def _is_seen(char: str, category: str) -> bool:
    return category[0] != "C" and char not in _FILLERS
