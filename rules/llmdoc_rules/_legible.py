"""What of a document cannot be read as it was meant: the encoding rules report it, and the others are silent there."""

from __future__ import annotations

from bisect import bisect_left
from typing import TYPE_CHECKING

from llmdoc_lint.blocks import body_start, headings, inside, merged
from llmdoc_lint.encoding.mojibake import damage
from llmdoc_lint.encoding.question_marks import question_marks
from llmdoc_lint.patterns import pattern
from llmdoc_rules._visible import visible

if TYPE_CHECKING:
    from llmdoc_lint.document import Document

__all__ = ["intact", "legible", "unreadable"]

_CONJOINING = pattern("[\u1100-\u11ff]")
_PIECES = 30
"""Pieces of Hangul letters that a word or two have: a syllable has two or three."""


def intact(doc: Document, start: int, end: int) -> bool:
    """Whether no passage of another code page and no lost character stands between two offsets."""
    passages: tuple[tuple[int, int], ...] | None = doc.facts.get("illegible")
    if passages is None:
        damaged = ((passage.start, passage.end) for passage in damage(doc))
        passages = doc.facts["illegible"] = merged([*damaged, *question_marks(doc)])
    if passages and inside(passages, start, end):
        return False
    return doc.text.find("\ufffd", start, end) < 0


def legible(doc: Document, start: int, end: int, most: int = _PIECES) -> bool:
    """Whether the text between two offsets is intact, and no more than `most` pieces of Hangul letters stand in it.

    What a word in pieces says is not seen; a word or two leave the rest to be read.
    """
    return intact(doc, start, end) and _pieces(doc, start, end) <= most


def _pieces(doc: Document, start: int, end: int) -> int:
    """How many pieces of Hangul letters stand between two offsets."""
    places: tuple[int, ...] | None = doc.facts.get("pieces of letters")
    if places is None:
        some = b"\xe1\x85" in doc.raw  # the first bytes of every vowel that is a piece
        places = tuple(match.start() for match in _CONJOINING.finditer(doc.text)) if some else ()
        doc.facts["pieces of letters"] = places
    return bisect_left(places, end) - bisect_left(places, start)


def unreadable(doc: Document) -> bool:
    """Whether headings may be there and are not seen for what they are: damaged, decomposed, or in a fence.

    `mojibake`, `replacement-character`, `not-normalized`, `invisible-character`, `model-residue` and
    `code-fence-unclosed` report these.
    """
    text = doc.text
    if damage(doc) or question_marks(doc) or (not text.isascii() and _CONJOINING.search(text) is not None):
        return True
    start = body_start(doc)
    first = text[start : start + 400].lstrip()
    return first.startswith(("```", "~~~")) or any(_marred(head.title) for head in headings(doc))


def _marred(title: str) -> bool:
    return not title.isascii() and ("\ufffd" in title or title != visible(title))
