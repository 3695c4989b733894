"""Texts that stop in the middle."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from itertools import pairwise
from typing import TYPE_CHECKING

from llmdoc_lint.blocks import body_start
from llmdoc_lint.core import fact, record
from llmdoc_lint.document import kind
from llmdoc_lint.outline import chapters, markers, sections, summaries
from llmdoc_lint.transcript import cadence, segments
from llmdoc_lint.values import NamedTuple
from llmdoc_rules._content import content_of
from llmdoc_rules._endings import NOT_PROSE, PROSE, complete, end_of, goes_on, in_sentences, mid_word, punctuated
from llmdoc_rules._incomplete import empties, placeholders
from llmdoc_rules._stand_ins import STAMP

if TYPE_CHECKING:
    from llmdoc_lint.document import Document
    from llmdoc_rules._content import Content
    from llmdoc_rules._endings import End

__all__ = ["LooseEnd", "SourceEnd", "Truncation", "loose_end", "source_end", "truncations"]


@record
class Truncation(NamedTuple):
    """The end of a text that nothing continues; the span is its last words."""

    start: int
    end: int
    chapter: int  # -1 outside of chapters
    where: str  # what ends there: "chapter", "page", "section", "summary" or "text" (the whole)


@record
class LooseEnd(NamedTuple):
    """The end of a page's text that is no end of a sentence; another page may continue it."""

    start: int
    end: int
    seconds: int  # stamp of the last segment, -1 where there is none


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
    bodies = [chapter for chapter in chapters(doc) if chapter.role == "body"]
    if not bodies:
        return []
    found: list[Truncation] = []
    held = {place.chapter for place in placeholders(doc)} | {empty.chapter for empty in empties(doc)}
    known = max(chapter.number for chapter in chapters(doc))
    stamps = segments(doc)
    segment_starts = [segment.start for segment in stamps]
    grid = cadence(doc)
    lengths = sorted(segment.text_end - segment.text_start for segment in stamps)
    median = lengths[len(lengths) // 2] if lengths else 0
    closing = [marker for marker in markers(doc) if marker.name != "SUMMARY"]
    open_ended = bool(closing) and closing[-1].opens and _blank_behind(doc, bodies[-1].end)

    def short(end: End) -> bool:
        return grid is not None and len(lengths) >= 20 and len(end.text) < SHORT * median

    for index, body in enumerate(bodies):
        last = end_of(doc, content, body.body_start, body.end)
        if last is None:
            continue
        final = index + 1 == len(bodies)
        cut = mid_word(doc, last.end)
        if final:
            judged = body.number >= known or open_ended or cut or short(last)
            if not stamps and not in_sentences(doc):
                judged = cut or open_ended
        else:
            following = bodies[index + 1]
            judged = False
            if cut or short(last):
                mine = bisect_left(segment_starts, body.end) - 1
                hole = (
                    grid is not None
                    and 0 <= mine < len(stamps) - 1
                    and stamps[mine + 1].seconds - stamps[mine].seconds > 1.5 * grid.step
                )
                judged = hole or following.number in held
        if judged:
            found.append(Truncation(last.start, last.end, body.number, "chapter"))
    if grid is not None:  # a hole inside of a chapter
        numbers = {body.end: body.number for body in bodies}
        ends = sorted(numbers)
        for before, after in pairwise(stamps):
            if after.seconds - before.seconds <= 1.5 * grid.step or before.seconds < 0:
                continue
            at = bisect_right(ends, before.start)
            if at >= len(ends) or ends[at] < after.start:
                continue
            piece = doc.text[before.text_start : before.text_end]
            if complete(piece) or not mid_word(doc, before.text_end):
                continue
            first = piece.rfind(" ", 0, max(0, len(piece) - 8)) + 1
            number = numbers[ends[at]]
            found.append(Truncation(before.text_start + first, before.text_end, number, "chapter"))
    return found


def _blank_behind(doc: Document, end: int) -> bool:
    return not doc.text[end:].strip()


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
        if section.role in ("tldr", "summary") and not goes_on(last.text, 0, len(last.text)):
            continue  # summaries may end in a noun
        found.append(Truncation(last.start, last.end, -1, "text" if final else "section"))
    return found


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
    return LooseEnd(last.start, last.end, stamps[-1].seconds if stamps else -1)


# Words that no English sentence ends in: where an unpunctuated transcript ends in one, it was cut.
_DANGLING = (
    " a an the and but or so if because of to in on at by for from with as than that which who whose is are was were"
    " be am i we you he she they it its my our your their this these those not very really just will would can could"
    " should may might must do does did have has had gonna wanna um uh like when where while into about "
)


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
    if not piece or NOT_PROSE.match(piece):
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
