"""Summaries and the bodies they sum up, document by document and over a course."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from llmdoc_lint.blocks import body_start, headings
from llmdoc_lint.core import fact, record
from llmdoc_lint.course import profile
from llmdoc_lint.outline import Summary, chapters, sections, summaries
from llmdoc_rules._incomplete import empties, placeholders, truncations

if TYPE_CHECKING:
    from llmdoc_lint.course import Course
    from llmdoc_lint.document import Document

__all__ = ["Body", "bodies", "body_text", "broken", "chapter_number", "own_summaries", "same_text", "words"]

# Sections that sum up, or list, and are no part of what is summed up.
_ABOUT = frozenset(("tldr", "learn", "summaries", "summary", "key-points", "contents"))


@record
class Body(NamedTuple):
    """The text of one chapter in one document, without summaries, contents lists and headings above it."""

    number: int  # -1: the whole document
    spans: tuple[tuple[int, int], ...]
    whole: bool  # nothing is missing in it: no placeholder, no cut-off text


@fact
def bodies(doc: Document) -> tuple[Body, ...]:
    """The bodies of a document: one a chapter in an index, one in a page or an article."""
    mine = profile(doc)
    if mine.part not in ("index", "chapter", "article"):
        return ()
    text = doc.text
    about = [(s.start, s.end) for s in sections(doc) if s.role in _ABOUT]
    about += [(s.start, s.end) for s in summaries(doc) if s.form == "bold"]
    about.sort()
    damaged = broken(doc)
    found = []
    if mine.part == "index":
        for chapter in chapters(doc):
            if chapter.role == "body":
                spans = _without(chapter.body_start, chapter.end, about)
                whole = chapter.number not in damaged and any(text[a:b].strip(" \r\n-*_") for a, b in spans)
                found.append(Body(chapter.number, spans, whole))
        if found:
            return tuple(found)
    start = max(body_start(doc), next((h.end for h in headings(doc) if h.level == 1), 0))
    spans = _without(start, len(text), about)
    whole = not damaged and any(text[a:b].strip(" \r\n-*_") for a, b in spans)
    return (Body(mine.number if mine.part == "chapter" else -1, spans, whole),)


def broken(doc: Document) -> frozenset[int]:
    """Numbers of chapters whose text is not all there: what depends on it must keep silent."""
    return frozenset(
        (
            *(one.chapter for one in placeholders(doc)),
            *(one.chapter for one in empties(doc)),
            *(one.chapter for one in truncations(doc)),
        )
    )


def _without(start: int, end: int, cut: list[tuple[int, int]]) -> tuple[tuple[int, int], ...]:
    spans = []
    at = start
    for low, high in cut:
        if high <= at or low >= end:
            continue
        if low > at:
            spans.append((at, low))
        at = max(at, high)
    if at < end:
        spans.append((at, end))
    return tuple(spans)


def body_text(doc: Document, body: Body) -> str:
    """The body as one string; spans are joined by a line break."""
    key = f"body_text {body.spans[:1]}"
    text: str | None = doc.facts.get(key)
    if text is None:
        text = doc.facts[key] = "\n".join(doc.text[start:end] for start, end in body.spans)
    return text


def chapter_number(doc: Document, summary: Summary) -> int:
    """The chapter a summary is of: its own number, or its page's; -1 for the whole document."""
    return profile(doc).number if summary.number < 0 and profile(doc).part == "chapter" else summary.number


def own_summaries(doc: Document) -> tuple[Summary, ...]:
    """The document's summaries that have text."""
    return tuple(s for s in summaries(doc) if s.text_end > s.text_start or s.points_end > s.points_start)


def find_bodies(course: Course, number: int) -> list[tuple[Document, Body]]:
    """The translated bodies of a chapter: in its page, in the index."""
    docs = (*course.of("target", "chapter"), *course.of("target", "index"))
    return [(doc, body) for doc in docs for body in bodies(doc) if body.number == number]


def words(text: str) -> str:
    """A text as its words: line breaks, emphasis and runs of blanks do not count."""
    return " ".join(text.replace("**", "").replace("__", "").split())


def same_text(one: str, other: str) -> bool:
    return words(one) == words(other)


def listed(course: Course, number: int) -> tuple[Document, Summary] | None:
    """The summary of a chapter in the translation's index, where it has one with text."""
    for doc in course.of("target", "index"):
        for summary in summaries(doc):
            if summary.form == "listed" and summary.number == number and summary.text_end > summary.text_start:
                return doc, summary
    return None


def line_break(doc: Document) -> str:
    """How the document ends its lines."""
    return "\r\n" if "\r\n" in doc.text else "\n"


def paste(doc: Document, text: str) -> str:
    """A text to stand under a heading, a blank line around it, its lines ended as the document's are."""
    lines = text.replace("\r\n", "\n").strip("\n").split("\n")
    return line_break(doc).join(("", "", *lines, "", ""))


# A copy that shares at least this part of its words with the other is a changed copy, not a text of
# its own. Summaries of one chapter written independently share a tenth to a quarter.
_COPY = 0.5


def like(one: str, other: str) -> bool:
    """Whether one text is a changed copy of the other: they share most of their words (Dice)."""
    mine, theirs = words(one).split(" "), words(other).split(" ")
    counts: dict[str, int] = {}
    for word in mine:
        counts[word] = counts.get(word, 0) + 1
    shared = 0
    for word in theirs:
        if counts.get(word, 0) > 0:
            counts[word] -= 1
            shared += 1
    return 2 * shared >= _COPY * (len(mine) + len(theirs))


def difference(one: str, other: str) -> tuple[int, int, int, int]:
    """Where two texts differ: from and to in the first, from and to in the second, at blanks."""
    limit = min(len(one), len(other))
    low = 0
    while low < limit and one[low] == other[low]:
        low += 1
    while low and not one[low - 1].isspace():
        low -= 1
    back = 0
    while back < limit - low and one[len(one) - 1 - back] == other[len(other) - 1 - back]:
        back += 1
    while back and not one[len(one) - back].isspace():
        back -= 1
    return low, len(one) - back, low, len(other) - back


def short(text: str, limit: int = 40) -> str:
    """A quotation for a message: on one line, cut where it is long, "(nothing)" where it is empty."""
    line = " ".join(text.split())
    return f"`{line if len(line) <= limit else line[: limit - 1] + '…'}`" if line else "nothing"
