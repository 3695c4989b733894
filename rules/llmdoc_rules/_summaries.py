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
    numbers = {one.chapter for one in (*placeholders(doc), *empties(doc), *truncations(doc))}
    return frozenset(numbers)


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
