"""Figures in summaries, and whether the text they sum up has them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from llmdoc_lint.blocks import front_matter
from llmdoc_lint.core import fact
from llmdoc_lint.course import course_fact, profile
from llmdoc_lint.patterns import pattern
from llmdoc_lint.quantities import Quantity, quantities, supported_by
from llmdoc_rules._summaries import Body, bodies, body_text, chapter_number, own_summaries

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from llmdoc_lint.course import Course
    from llmdoc_lint.document import Document

__all__ = ["claims", "closest", "is_claim", "own_texts", "texts", "unsupported"]

# A number that a summary uses in passing is no claim about the text: "100% 정확", "24시간", "365일".
_PROVERBIAL = frozenset((("100", "%"), ("0", "%"), ("50", "%"), ("86400", "second"), ("365", "day"), ("100", "")))
# What refers to a part of the document, or counts its parts.
_REFERENCES = frozenset(("챕터", "장", "부", "강", "편", "절", "페이지", "쪽", "권", "번째"))


_NUMERALS = pattern("[0-9십백천만억조]")


@fact
def claims(doc: Document) -> tuple[tuple[int, Quantity], ...]:
    """The figures that the document's summaries claim, with the chapter each is about (-1: all of it)."""
    found = []
    for summary in own_summaries(doc):
        number = chapter_number(doc, summary) if summary.form != "tldr" else -1
        for start, end in ((summary.text_start, summary.text_end), (summary.points_start, summary.points_end)):
            if start == end or not _NUMERALS.search(doc.text, start, end):
                continue
            for figure in quantities(doc.text, "ko", start, end):
                if is_claim(figure):
                    found.append((number, figure))
    return tuple(found)


def is_claim(figure: Quantity) -> bool:
    if not figure.low or figure.kind in ("article", "vague", "time") or figure.counter in _REFERENCES:
        return False
    if (figure.low, figure.unit) in _PROVERBIAL and figure.low == figure.high:
        return False
    return figure.digits > 1 or (len(figure.low.partition(".")[0]) > 3 and figure.low.isdigit())


@course_fact
def texts(course: Course) -> tuple[tuple[Document, Body], ...]:
    """The bodies of the course's translated documents."""
    return tuple((doc, body) for doc in course.documents if profile(doc).side == "target" for body in bodies(doc))


def own_texts(course: Course, number: int) -> list[tuple[Document, Body]]:
    """The bodies of one chapter, or all of them."""
    return [(doc, body) for doc, body in texts(course) if number < 0 or body.number == number]


def unsupported(course: Course, number: int, figure: Quantity) -> bool:
    """Whether the text of the chapter is all there and does not have the figure, nor do others that count.

    The neighbouring chapters count, and for a figure of three digits or more every chapter.
    """
    own = own_texts(course, number)
    if not own or not all(body.whole for _, body in own) or _backed(figure, own):
        return False
    near = [(doc, body) for doc, body in texts(course) if number >= 0 and abs(body.number - number) == 1]
    return not _backed(figure, near) and not (figure.digits >= 3 and _backed(figure, texts(course)))


def exempt(doc: Document, figure: Quantity, length: int) -> bool:
    """The length of the video, to five minutes or five percent, and the years of the front matter."""
    if figure.unit == "second" and length > 0 and abs(float(figure.low) - length) <= max(300, length * 0.05):
        return True
    if figure.unit == "date":
        block = front_matter(doc)
        return block is not None and any(figure.low[:4] in str(entry.value) for entry in block.entries)
    return False


def _backed(figure: Quantity, places: Sequence[tuple[Document, Body]]) -> bool:
    for doc, body in places:
        if _stands(figure.text, body_text(doc, body)):
            return True
    return any(supported_by(figure, figures(doc, body)) for doc, body in places)


def _stands(written: str, text: str) -> bool:
    """Whether the figure stands there as written: most do, and looking is cheaper than reading numbers."""
    at = text.find(written)
    while at >= 0:
        before, after = text[at - 1 : at], text[at + len(written) : at + len(written) + 1]
        if not (before.isdigit() or before in (".", ",", "-")) and not (after.isdigit() and written[-1:].isdigit()):
            return True
        at = text.find(written, at + 1)
    return False


def figures(doc: Document, body: Body) -> tuple[Quantity, ...]:
    """The figures of a body, English ones among Korean text included; kept with the document."""
    key = f"figures {body.spans}"
    found: tuple[Quantity, ...] | None = doc.facts.get(key)
    if found is None:
        read: list[Quantity] = []
        for start, end in body.spans:
            read.extend(quantities(doc.text, "ko", start, end))
        found = doc.facts[key] = tuple(read)
    return found


def closest(figure: Quantity, places: Iterable[tuple[Document, Body]]) -> tuple[Document, Quantity] | None:
    """The body's figure that the summary most likely means: same unit or counter, nearest in size."""
    best = None
    for doc, body in places:
        for other in figures(doc, body):
            if not other.low or other.unit != figure.unit or "/" in other.low + figure.low or other.unit == "date":
                continue
            mine, theirs = float(figure.low), float(other.low)
            if mine <= 0 or theirs <= 0:
                continue
            ratio = max(mine / theirs, theirs / mine)
            if ratio <= 2 and (best is None or ratio < best[0]):  # farther off, it is another figure
                best = (ratio, doc, other)
    return None if best is None else (best[1], best[2])
