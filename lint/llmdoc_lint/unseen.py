"""What a line is, read past characters that nobody sees."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from llmdoc_lint.document import unusual
from llmdoc_lint.patterns import pattern

if TYPE_CHECKING:
    from llmdoc_lint.document import Document

__all__ = ["UNSEEN", "seen"]

_CHARACTERS = "\xad\u200b-\u200f\u2060\ufeff"
UNSEEN = pattern(f"[{_CHARACTERS}]")
"""Soft hyphens, zero-width characters, direction marks."""

# At the start of a line that holds more, as many as indent nothing; and a label in bold there that holds some.
_HIDING = pattern(
    rf"^(?:[{_CHARACTERS}]{{1,3}}(?=[ ]{{0,3}}\S)(?:\*\*[^*\n]{{1,60}}\*\*)?"
    rf"|\*\*[^*\n{_CHARACTERS}]{{0,60}}[{_CHARACTERS}][^*\n]{{0,60}}\*\*)",
    re.MULTILINE,
)


def seen(doc: Document) -> str:
    """The text as it shows what its lines are: a heading, a stamped segment, a label; same offsets.

    What nobody sees at the start of a line, or in a label in bold there, is blanks before it.
    `invisible-character` reports it, and what it hides is not missing.
    """
    text: str | None = doc.facts.get("seen")
    if text is None:
        hiding = UNSEEN.search(unusual(doc)) is not None
        text = doc.facts["seen"] = _HIDING.sub(_moved, doc.text) if hiding else doc.text
    return text


def _moved(match: re.Match[str]) -> str:
    return UNSEEN.sub("", match[0]).rjust(len(match[0]))
