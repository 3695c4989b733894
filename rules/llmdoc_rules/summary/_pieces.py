"""The pieces of a course's chapters, by chapter: what is said of each, and the texts."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from llmdoc_lint.core import fact
from llmdoc_lint.course import Course, course_fact, profile
from llmdoc_lint.language.cognates import latin_words, traces
from llmdoc_lint.language.terms import Field, covers, different_terms, terms
from llmdoc_lint.language.units import units
from llmdoc_lint.outline import chapters
from llmdoc_lint.values import NamedTuple
from llmdoc_rules._plan import planned
from llmdoc_rules.summary._summaries import bodies, body_text, chapter_number, own_summaries

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from llmdoc_lint.document import Document
    from llmdoc_lint.outline import Summary

__all__ = [
    "FEWEST_BODIES",
    "FEWEST_TERMS",
    "HALF_OF_WHOLE",
    "MOST_BODIES",
    "PARTS",
    "PIECES",
    "SUSPECT",
    "WHOLE",
    "Form",
    "Place",
    "Said",
    "Text",
    "doubtful",
    "fields",
    "fullness",
    "numbered",
    "said",
    "source_field",
    "sources",
    "text_of",
    "texts",
    "titles",
]

PARTS = ("index", "chapter")
"""Where a translated text stands: in the index, in a page of its own."""

PIECES = ("summary", "prose", "points")
"""What may have moved of a summary: all of it, or of one that has enough of both its prose or its key points alone."""

FEWEST_TERMS = 8
"""Different content words that a summary, or a part of it, must have to be compared with texts."""

SUSPECT = 0.4
"""Share of a summary's words above which it is not compared with other texts than its own: summaries that have changed
places mostly share 0.05 to 0.35 with the texts they stand over."""

FEWEST_BODIES = 3
MOST_BODIES = 300
"""Texts of one part with which a summary is compared; a lecture has some dozens of chapters."""

WHOLE = 0.5
"""Share of the length to be expected that a text must have to be judged: a good translation has 0.9 of its source's
bytes."""

HALF_OF_WHOLE = WHOLE / 2
"""The same where the text itself must fit another chapter's summary: texts that moved have 0.42 and up."""

FOREIGN = 1.5
"""Bytes a character below which a text is not translated into Korean yet: Korean has 2.3 to 2.6, English 1.0."""


class Form(NamedTuple):
    """One of the places where a course has the summaries of all chapters, and how much of them is meant."""

    part: str  # "index" or "chapter"
    form: str  # see `outline.Summary`
    piece: str  # "summary", or of those that have enough of both: "prose", "points"


class Place(NamedTuple):
    """Where a finding points: a chapter's title, or a summary."""

    doc: Document
    start: int
    end: int


class Said(NamedTuple):
    """What is said of a chapter in one place."""

    text: str
    terms: frozenset[str]
    place: Place


class Text(NamedTuple):
    """A chapter's translated text, in one place."""

    text: str
    heading: Place | None


# ------------------------------------------------------------------------------------ summaries


def _pieces(doc: Document, summary: Summary) -> Iterator[tuple[str, Said]]:
    """The summary, and its prose and its key points alone where both say enough."""
    parts = []
    for piece, start, end in (
        ("prose", summary.text_start, summary.text_end),
        ("points", summary.points_start, summary.points_end),
    ):
        if start < end:
            text = doc.text[start:end]
            parts.append((piece, Said(text, different_terms(text), Place(doc, start, end))))
    if not parts:
        return
    words = frozenset[str]().union(*(one.terms for _, one in parts))
    if len(words) >= FEWEST_TERMS:
        yield "summary", Said("\n".join(one.text for _, one in parts), words, parts[0][1].place)
    if len(parts) > 1 and all(len(one.terms) >= FEWEST_TERMS for _, one in parts):
        yield from parts


def numbered(doc: Document) -> Iterator[tuple[int, Summary]]:
    """The summaries of a document whose chapter is known, and its number."""
    for summary in own_summaries(doc):
        number = chapter_number(doc, summary)
        if number >= 0:
            yield number, summary


@fact
def doubtful(doc: Document) -> tuple[tuple[str, int], ...]:
    """Form and chapter of the summaries that a look at other texts may pay for.

    A piece of them shares few words with the text under it, or that text is not in the document.
    """
    own = {body.number: body for body in bodies(doc) if body.whole}
    found = []
    for number, summary in numbered(doc):
        if number in own:
            pieces = dict(_pieces(doc, summary))
            if len(pieces) > 1:
                del pieces["summary"]
            text = body_text(doc, own[number])
            if all(covers(text, piece.terms, SUSPECT) for piece in pieces.values()):
                continue
        found.append((summary.form, number))
    return tuple(found)


@course_fact
def said(course: Course) -> dict[Form, dict[int, Said]]:
    """What is said of each chapter; without numbers that stand twice in one place, and without what says too little."""
    found: dict[Form, dict[int, Said]] = {}
    seen: Counter[tuple[str, str, int]] = Counter()
    for part in PARTS:
        for doc in course.of("target", part):
            for number, summary in numbered(doc):
                seen[part, summary.form, number] += 1
                for name, piece in _pieces(doc, summary):
                    found.setdefault(Form(part, summary.form, name), {})[number] = piece
    return {
        form: {number: piece for number, piece in pieces.items() if seen[form.part, form.form, number] == 1}
        for form, pieces in found.items()
    }


# ---------------------------------------------------------------------------------------- texts


@course_fact
def texts(course: Course) -> dict[str, dict[int, Text]]:
    """The translated texts without gaps, by part and chapter; without numbers that stand twice in one part.

    A part with more texts than could be compared has none.
    """
    found = {part: dict(_texts(course, part)) for part in PARTS}
    return {part: here if len(here) <= MOST_BODIES else {} for part, here in found.items()}


def _texts(course: Course, part: str) -> Iterator[tuple[int, Text]]:
    here = [(doc, body) for doc in course.of("target", part) for body in bodies(doc)]
    numbers = Counter(body.number for _, body in here)
    for doc, body in here:
        text = body_text(doc, body)
        if body.whole and body.number >= 0 and numbers[body.number] == 1 and not _is_foreign(doc, text):
            yield body.number, Text(text, _heading(doc, body.number))


def text_of(course: Course, number: int) -> Text | None:
    """The chapter's text in its page, else in the index."""
    return texts(course)["chapter"].get(number) or texts(course)["index"].get(number)


def _heading(doc: Document, number: int) -> Place | None:
    """The title over a chapter's text."""
    page = profile(doc).part == "chapter"
    for chapter in chapters(doc):
        if chapter.role == "body" and (page or chapter.number == number):
            return Place(doc, chapter.title_start, chapter.title_end)
    return None


def _is_foreign(doc: Document, text: str) -> bool:
    """Whether a text is not translated into Korean yet: no summary has many words in common with it."""
    korean = doc.settings.language.target == "ko"
    return korean and len(text.encode("utf-8", "surrogatepass")) < FOREIGN * len(text)


def fullness(course: Course, part: str, number: int) -> float:
    """A text's length as a share of its source's, its other copy's and of what its time makes expect: the least."""
    sizes = _sizes(course)
    size = sizes[part].get(number, 0)
    other = "chapter" if part == "index" else "index"
    expected = max(sizes["source"].get(number, 0), sizes[other].get(number, 0), _by_time(course)[part].get(number, 0))
    return size / expected if expected else 1.0


@course_fact
def _sizes(course: Course) -> dict[str, dict[int, int]]:
    """Bytes of the chapters' texts, by where they stand: "index", "chapter", "source"."""

    def sizes(docs: Iterable[Document]) -> dict[int, int]:
        found: Counter[int] = Counter()
        for doc in docs:
            for unit in units(doc):
                found[unit.part] += unit.size
        return found

    return {"source": sizes(sources(course)), **{part: sizes(course.of("target", part)) for part in PARTS}}


def sources(course: Course) -> tuple[Document, ...]:
    """The documents that have the source's text."""
    return course.source_chapters or course.of("source", "index")


@course_fact
def _by_time(course: Course) -> dict[str, dict[int, float]]:
    """Bytes that the chapters' time makes expect at the median pace of the texts in the same part."""
    spans = {one.number: one.end - one.start for one in planned(course) if 0 <= one.start < one.end}
    found: dict[str, dict[int, float]] = {}
    for part in PARTS:
        paces = sorted(size / spans[number] for number, size in _sizes(course)[part].items() if number in spans)
        pace = paces[len(paces) // 2] if paces else 0.0
        found[part] = {number: pace * span for number, span in spans.items()}
    return found


# --------------------------------------------------------------------------------------- fields


@course_fact
def fields(course: Course) -> dict[str, Field]:
    """The translated texts of index and pages, as far as there are enough of them."""
    found = {}
    for part, here in texts(course).items():
        if len(here) >= FEWEST_BODIES:
            found[part] = Field({number: terms(text.text) for number, text in here.items()})
    return found


@course_fact
def source_field(course: Course) -> Field:
    """The source's texts by chapter: their traces of what survives translation."""
    kept: set[str] = set()
    for pieces in said(course).values():
        kept.update(*(latin_words(piece.text) for piece in pieces.values()))
    kept = {word for word in kept if len(word) > 1}
    found: dict[int, list[str]] = {}
    for doc in sources(course):
        for unit in units(doc):
            if unit.part >= 0:
                seen = traces(doc.text[unit.start : unit.end], course.settings.language.source, kept)
                found.setdefault(unit.part, []).extend(seen)
    return Field(found if FEWEST_BODIES <= len(found) <= MOST_BODIES else {})


# --------------------------------------------------------------------------------------- titles


@course_fact
def titles(course: Course) -> dict[int, str]:
    """What the translation's index and pages call each chapter, all together."""
    found: dict[int, list[str]] = {}
    for doc in (*course.of("target", "index"), *course.chapters):
        mine = profile(doc)
        for chapter in chapters(doc):
            number = mine.number if mine.part == "chapter" else chapter.number
            found.setdefault(number, []).extend(
                (chapter.title, mine.title) if mine.part == "chapter" else (chapter.title,)
            )
    return {number: " ".join(names) for number, names in found.items()}
