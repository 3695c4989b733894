"""Texts that stop in the middle."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from itertools import pairwise
from typing import TYPE_CHECKING

from llmdoc_lint.blocks import body_start
from llmdoc_lint.core import fact, record
from llmdoc_lint.kinds import kind
from llmdoc_lint.language.units import units
from llmdoc_lint.outline import chapters, markers, sections, summaries
from llmdoc_lint.patterns import pattern
from llmdoc_lint.transcript import cadence, segments
from llmdoc_lint.values import NamedTuple
from llmdoc_rules._content import content_of
from llmdoc_rules._endings import (
    NOT_PROSE,
    PROSE,
    SENTENCE_ENDS,
    complete,
    end_of,
    goes_on,
    in_sentences,
    loose,
    mid_word,
    punctuated,
)
from llmdoc_rules._incomplete import empties, placeholders
from llmdoc_rules._stand_ins import STAMP

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from llmdoc_lint.core import Span
    from llmdoc_lint.course import Pair
    from llmdoc_lint.document import Document
    from llmdoc_lint.language.units import Unit
    from llmdoc_lint.outline import Chapter
    from llmdoc_lint.transcript import Segment
    from llmdoc_rules._content import Content
    from llmdoc_rules._endings import End

__all__ = ["LooseEnd", "SourceEnd", "Truncation", "cut_paragraphs", "loose_end", "source_end", "truncations"]


@record
class Truncation(NamedTuple):
    """The end of a text that nothing continues; the span is its last words."""

    start: int
    end: int
    chapter: int  # -1 outside of chapters
    where: str  # what ends there: "chapter", "page", "section", "paragraph", "summary" or "text" (the whole)


@record
class LooseEnd(NamedTuple):
    """The end of a page's text that is no end of a sentence; another page may continue it."""

    start: int
    end: int
    seconds: int  # stamp of the last segment, -1 where there is none
    running: bool  # other sentences stand before it in its paragraph, and its last word is one that goes on


HOLE = 1.5  # steps of the grid from which on two stamps have a hole between them
SEGMENTS = 20  # from which on their lengths show what is usual
SHORT = 0.5  # of the median length: a segment of 30 s that was cut has less (corpus: 0.19)


@fact
def truncations(doc: Document) -> tuple[Truncation, ...]:
    """Where a translation's text stops in mid-sentence and nothing can continue it.

    A transcript cut every 30 s stops in mid-sentence by nature, its next segment, chapter or page
    goes on. So only the end of all text, the ends of an article's sections, and summaries are
    judged for sentences. Before a hole in the stamps, before a placeholder, and at the end of a
    chapter's page, text must stop inside a word, or be cut to less than half a segment.
    """
    kind_ = kind(doc)
    if kind_ is None or kind_.side != "target" or not punctuated(doc):
        return ()
    content = content_of(doc)
    found: list[Truncation] = []
    if kind_.part == "index":
        found.extend(_index_ends(doc, content))
    elif kind_.part == "chapter":
        number = next((chapter.number for chapter in chapters(doc)), -1)
        last = end_of(doc, content, body_start(doc), len(doc.text))
        if last and mid_word(doc, last.end):
            found.append(Truncation(last.start, last.end, number, "page"))
    elif kind_.part == "article":
        found.extend(_article_ends(doc, content))
    if kind_.part != "article":
        for summary in summaries(doc):
            start, stop = summary.text_start, summary.text_end
            if stop - start >= PROSE and goes_on(doc.text, start, stop):
                cut = doc.text.rfind(" ", start, stop - 8) + 1
                found.append(Truncation(max(start, cut, stop - 30), stop, -1, "summary"))
    found.sort()
    return tuple(found)


def _index_ends(doc: Document, content: Content) -> list[Truncation]:
    """The chapters of an index whose text stops before a hole, a placeholder or the end of all."""
    bodies = [chapter for chapter in chapters(doc) if chapter.role == "body"]
    if not bodies:
        return []
    found: list[Truncation] = []
    held = {place.chapter for place in placeholders(doc)} | {empty.chapter for empty in empties(doc)}
    for body, following in zip(bodies, (*bodies[1:], None), strict=True):
        last = end_of(doc, content, body.body_start, body.end)
        if last is None:
            continue
        if following is None:
            judged = _ends_all(doc, body, last)
        else:
            judged = _breaks_off(doc, last) and (following.number in held or _hole_at(doc, body.end))
        if judged:
            found.append(Truncation(last.start, last.end, body.number, "chapter"))
    return found + _ends_before_holes(doc, bodies)


def _ends_all(doc: Document, body: Chapter, last: End) -> bool:
    """Whether nothing can continue the end of the last chapter that there is."""
    if mid_word(doc, last.end) or _open_ended(doc, body.end):
        return True
    if not segments(doc) and not in_sentences(doc):
        return False
    return body.number >= max(chapter.number for chapter in chapters(doc)) or _is_short(doc, last)


def _open_ended(doc: Document, end: int) -> bool:
    """Whether the marker of the translation is never closed, and its last chapter the end of the document."""
    closing = [marker for marker in markers(doc) if marker.name != "SUMMARY"]
    return bool(closing) and closing[-1].opens and not doc.text[end:].strip()


def _breaks_off(doc: Document, last: End) -> bool:
    """Whether a chapter stops inside a word, or in a segment that was cut."""
    return mid_word(doc, last.end) or _is_short(doc, last)


def _is_short(doc: Document, last: End) -> bool:
    return len(last.text) < SHORT * _usual_length(doc)


@fact
def _usual_length(doc: Document) -> int:
    """The median length of the segments of a transcript on a grid; 0 where too few show it."""
    lengths = sorted(segment.text_end - segment.text_start for segment in segments(doc))
    return lengths[len(lengths) // 2] if len(lengths) >= SEGMENTS and cadence(doc) is not None else 0


def _hole_at(doc: Document, end: int) -> bool:
    """Whether stamps are missing behind the segment that ends at `end`."""
    stamps = segments(doc)
    mine = bisect_left(stamps, end, key=_start) - 1
    return 0 <= mine < len(stamps) - 1 and _lies_between(doc, stamps[mine], stamps[mine + 1])


def _start(segment: Segment) -> int:
    return segment.start


def _lies_between(doc: Document, before: Segment, after: Segment) -> bool:
    """Whether a hole in the grid lies between two segments."""
    grid = cadence(doc)
    return grid is not None and after.seconds - before.seconds > HOLE * grid.step


def _ends_before_holes(doc: Document, bodies: list[Chapter]) -> list[Truncation]:
    """The segments inside of chapters that stop inside a word before a hole."""
    found: list[Truncation] = []
    numbers = {body.end: body.number for body in bodies}
    ends = sorted(numbers)
    for before, after in pairwise(segments(doc)):
        if before.seconds < 0 or not _lies_between(doc, before, after):
            continue
        at = bisect_right(ends, before.start)
        if at >= len(ends) or ends[at] < after.start:
            continue
        piece = doc.text[before.text_start : before.text_end]
        if not complete(piece) and mid_word(doc, before.text_end):
            first = piece.rfind(" ", 0, max(0, len(piece) - 8)) + 1
            found.append(Truncation(before.text_start + first, before.text_end, numbers[ends[at]], "chapter"))
    return found


# The last line of a paragraph that is a field, `**준비물:** 오븐, 냄비`, or a definition, `: 낱말의 뜻`.
_FIELD = pattern(r"(?:\A|\n)(?:[^\w\n]{0,4}\*\*[^*\n]{1,60}(?::\*\*|\*\*[ ]?:)|:[ \t])[^\n]*\Z")


def _article_ends(doc: Document, content: Content) -> list[Truncation]:
    """An article's sections and its end: prose is expected to end its sentences where it mostly does."""
    if not in_sentences(doc):
        return []
    found: list[Truncation] = []
    all_ = sections(doc)
    stamped = bool(segments(doc))
    length = len(doc.text)
    for index, section in enumerate(all_):
        final = index + 1 == len(all_)
        if stamped and not final:
            continue
        if section.role in ("contents", "learn", "key-points"):
            continue
        if not final and all_[index + 1].level > section.level:
            continue  # its first subsection may be what the sentence leads to
        last = end_of(doc, content, section.body_start, length if final else section.own_end)
        if last is None or len(last.text) < PROSE:
            continue
        nominal = section.role in ("tldr", "summary") or _FIELD.search(last.text)
        if nominal and not goes_on(last.text, 0, len(last.text)):
            continue  # summaries and fields may end in a noun
        found.append(Truncation(last.start, last.end, -1, "text" if final else "section"))
    return found


CUT = 0.65
"""Share of the length to be expected below which a paragraph that ends in no sentence was cut. In 2,100 pages of Korean
documentation beside their sources nine paragraphs, labels aside, end in a noun or a comma where the source ends a
sentence: they have 0.71 and more."""

LONGEST = 1.25
"""Bytes of Korean for one of English, at most: what a page has more was added to it."""

SURE = 0.6
"""Confidence with which one paragraph renders another, from which on the two are compared."""


def cut_paragraphs(pair: Pair) -> Iterator[tuple[Truncation, Span]]:
    """The paragraphs of an article that break off, and the ends of their sources, which are ends of sentences."""
    doc = pair.target
    if not punctuated(doc):
        return
    ends = _loose_paragraphs(doc)
    if not ends or len(pair.sources) != 1:
        return
    from llmdoc_lint.language.alignment import aligned  # loads 4 ms: one page in fifty has such a paragraph

    alignment = aligned(pair)
    source, text = pair.sources[0], pair.sources[0].text
    ratio = min(LONGEST, _prose_size(alignment.target) / max(1, _prose_size(alignment.source)))
    for part in alignment.parts:
        for bead in alignment.beads[part.bead_start : part.bead_end] if part.confidence >= SURE else ():
            one_each = bead.source_end - bead.source_start == bead.target_end - bead.target_start == 1
            if not one_each or bead.confidence < SURE or bead.target_start not in ends:
                continue
            mine, theirs = alignment.target[bead.target_start], alignment.source[bead.source_start]
            last = text.rfind(" ", theirs.start, theirs.end) + 1
            if mine.size < CUT * ratio * theirs.size and SENTENCE_ENDS.search(
                text, max(last, theirs.start), theirs.end
            ):
                end = ends[bead.target_start]
                yield Truncation(end.start, end.end, -1, "paragraph"), source.span(max(last, theirs.start), theirs.end)


_LED_TO = frozenset(("fence", "code", "list", "table", "quote", "html"))


def _loose_paragraphs(doc: Document) -> dict[int, End]:
    """The paragraphs that end in no sentence, by their place among the units.

    Labels and fields may end in a noun, and what leads to an example may be the beginning of its sentence.
    """
    all_ = units(doc)
    found: dict[int, End] = {}
    for at, unit in enumerate(all_):
        if unit.kind != "text" or unit.end - unit.start < PROSE:
            continue
        leads = at + 1 < len(all_) and all_[at + 1].kind in _LED_TO
        end = None if leads else loose(doc.text, unit.start, unit.end)
        if end is not None and not _FIELD.search(end.text):
            found[at] = end
    return found


def _prose_size(side: Iterable[Unit]) -> int:
    return sum(unit.size for unit in side if unit.kind == "text")


@fact
def loose_end(doc: Document) -> LooseEnd | None:
    """The end of a page's text where it does not end a sentence, None where it does."""
    kind_ = kind(doc)
    if kind_ is None or not punctuated(doc):
        return None
    last = end_of(doc, content_of(doc), body_start(doc), len(doc.text))
    if last is None:
        return None
    stamps = segments(doc)
    return LooseEnd(last.start, last.end, stamps[-1].seconds if stamps else -1, _is_running(last.text))


# Particles beside those of `goes_on`, and ends of words before a noun: no sentence, list, caption or signature ends so.
_LED_ON = pattern(r"[가-힣](?:[은는에]|에[서게]|부터|까지|으로)\Z")


def _is_running(paragraph: str) -> bool:
    """Whether sentences come before the one that a paragraph ends in, and that one must go on."""
    if len(paragraph) < PROSE or "\n" in paragraph or not SENTENCE_ENDS.search(paragraph):
        return False
    return goes_on(paragraph, 0, len(paragraph)) or _LED_ON.search(paragraph, len(paragraph) - 3) is not None


# Words that no English sentence ends in: where an unpunctuated transcript ends in one, it was cut.
_DANGLING = (
    " a an the and but or so if because of to in on at by for from with as than that which who whose is are was were"
    " be am i we you he she they it its my our your their this these those not very really just will would can could"
    " should may might must do does did have has had gonna wanna um uh like when where while into about "
)
_LISTED = pattern(r"\n[ \t]+[-*+][ \t][^\n]*\Z")


@record
class SourceEnd(NamedTuple):
    """How a source's text ends."""

    start: int  # its last words
    end: int
    cut: bool  # in mid-sentence, by its own punctuation, or by its last word where it has none
    prose: bool  # it is written in sentences nearly throughout, and its last paragraph is long
    seconds: int  # of the last stamp, -1 where there is none


@fact
def source_end(doc: Document) -> SourceEnd | None:
    """The end of a source's text; None where it does not end in prose."""
    content = content_of(doc)
    if not content.starts or content.kinds[-1] != "text":
        return None
    begin = content.starts[-1]
    piece = doc.text[begin : content.ends[-1]].rstrip()
    if match := STAMP.match(piece):
        begin += match.end()
        piece = piece[match.end() :]
    if not piece or NOT_PROSE.match(piece) or _LISTED.search(piece):
        return None
    stop = begin + len(piece)
    first = max(piece.rfind(" ", 0, max(0, len(piece) - 12)) + 1, len(piece) - 40, 0)
    if punctuated(doc):
        cut = not complete(piece) and "://" not in piece[-200:]
        prose = len(piece) >= PROSE and in_sentences(doc)
    else:
        cut = f" {piece.rpartition(' ')[2].lower()} " in _DANGLING
        prose = False
    stamps = segments(doc)
    return SourceEnd(begin + first, stop, cut, prose, stamps[-1].seconds if stamps else -1)
