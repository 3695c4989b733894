"""Letters that an encoder could not write, and that are question marks now: `?? ??? ?????.`"""

from __future__ import annotations

from typing import TYPE_CHECKING

from llmdoc_lint.blocks import front_matter, prose
from llmdoc_lint.patterns import pattern

if TYPE_CHECKING:
    from llmdoc_lint.document import Document

__all__ = ["question_marks"]

# Words of nothing but question marks: three in a row, two of them of several letters. People write `???` once, or hang
# it onto a word.
_WORDS = pattern(r"(?<![^\s(\[*_\"'])\?{2,9}[.,:;]? (?:\?{1,9}[.,:;]? ){1,3}\?{2,9}")
# A title without any other letter.
_TITLE = pattern(r"(?:\d{1,3}\. )?\?{2,9}(?: \?{1,9})+")
_HEADING = pattern(r"#{1,6} ([^\n]{3,80})")


def question_marks(doc: Document) -> tuple[tuple[int, int], ...]:
    """The places in prose, headings and titles that hold such words, one a line at most; sorted."""
    if b"?? ?" not in doc.raw:
        return ()
    found: dict[int, tuple[int, int]] = {}
    block = front_matter(doc)
    for entry in block.entries if block else ():
        if isinstance(entry.value, str) and _TITLE.fullmatch(entry.value.strip()):
            found[doc.line_span(entry.value_start)[0]] = (entry.value_start, entry.value_end)
    text = prose(doc)
    at = text.find("?? ?")
    while at >= 0:
        low, high = doc.line_span(at)
        heading = _HEADING.fullmatch(text[low:high].rstrip())
        match = _WORDS.search(text, low, high)
        if heading and _TITLE.fullmatch(heading[1]):
            found[low] = (low + heading.start(1), low + heading.end(1))
        elif match:
            found[low] = match.span()
        at = text.find("?? ?", high)
    return tuple(sorted(found.values()))
