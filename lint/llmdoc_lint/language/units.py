"""Units of a document's text: the stamped segments, paragraphs, headings, list items and code blocks that two
languages are compared by.

Only what is translated is a unit: no front matter, no summaries, contents lists and notes that the project adds to a
text, no chapter headings, no comments.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from typing import TYPE_CHECKING

from llmdoc_lint.blocks import blocks, body_start, headings, merged
from llmdoc_lint.core import record
from llmdoc_lint.course import profile
from llmdoc_lint.outline import chapters, region, sections, summaries
from llmdoc_lint.transcript import segments
from llmdoc_lint.values import NamedTuple

if TYPE_CHECKING:
    from llmdoc_lint.blocks import Block
    from llmdoc_lint.document import Document
    from llmdoc_lint.transcript import Segment

__all__ = ["Unit", "units"]


@record
class Unit(NamedTuple):
    """One piece of text.

    kind: "segment" (stamped), or that of its block: "text", "heading", "list", "quote", "table", "fence", "code",
    "html".
    """

    doc: int  # index in `Pair.documents`; -1 - i: captions of `Pair.captions[i]`
    start: int  # of its text, stamp and marks left out; of captions: its first cue
    end: int  # trailing blanks left out; of captions: behind its last cue
    at: int  # where a finding about it points: its stamp, else its text
    seconds: int  # of its stamp, -1 where it has none
    size: int  # UTF-8 bytes of its text: Korean and English have about as many, characters differ by 2.5
    kind: str
    level: int  # of a heading, else 0
    part: int  # number of its chapter, -1 outside of chapters


ENOUGH = 3
"""Stamps from which on a document counts as stamped: prose may well open a line with one time."""

FOREIGN = 1.7
"""Bytes a character from which on a source's text is no English: Korean has 2.3 to 2.6, English 1.0, French 1.05,
Russian 1.8. Only for sources that are mostly below it: summaries in the reader's language stand in them."""

# Sections that sum up, or list, and are no part of what is translated.
_ABOUT = frozenset(("tldr", "learn", "summaries", "summary", "key-points", "contents"))


def units(doc: Document) -> tuple[Unit, ...]:
    """The document's units in order, their `doc` 0.

    An index that only lists and sums up its chapters has none. Not a stored fact: its parts are, and joining
    them costs less than reading it back.
    """
    found: tuple[Unit, ...] | None = doc.facts.get("units")
    if found is None:
        made: list[Unit] = []
        about = _about(doc)
        stamped = _stamped(doc)
        for number, start, end in _regions(doc):
            _read(doc, number, start, end, about, stamped, made)
        if profile(doc).side == "source":
            made = _own_language(made)
        found = doc.facts["units"] = tuple(made)
    return found


def _regions(doc: Document) -> list[tuple[int, int, int]]:
    """Number, start and end of the texts of chapters, in order; -1 for an article or a text without chapters."""
    mine = profile(doc)
    length = len(doc.text)
    if mine.part == "index":
        bodies = [one for one in chapters(doc) if one.role == "body"]
        if bodies:
            return [(one.number, one.body_start, one.end) for one in bodies]
    elif mine.part not in ("chapter", "article"):
        return []
    for section in sections(doc):
        if mine.part == "article" and not section.role and section.level > 1:
            break  # of an article's own sections, one called "한국어 번역" is about its translators
        if section.role in ("translation", "transcript"):
            end = section.end if mine.part == "index" else length
            return [(mine.number if mine.part == "chapter" else -1, section.body_start, end)]
    if mine.part == "index":
        return []
    top = next((head.end for head in headings(doc) if head.level == 1), body_start(doc))
    return [(mine.number if mine.part == "chapter" else -1, max(top, body_start(doc)), length)]


def _about(doc: Document) -> tuple[tuple[int, int], ...]:
    """Spans that are about the text, in order and disjoint."""
    all_ = sections(doc)
    close = len(doc.text)
    if profile(doc).part == "article":  # behind its first own section, a "요약" is the author's
        close = next((one.start for one in all_ if not one.role and one.level > 1), close)
    area = region(doc, "SUMMARY") or (0, 0)
    spans = [area]
    for one in all_:
        if one.role in _ABOUT and one.start < close:
            # Behind the marker that ends the summaries, the text may begin without a heading.
            spans.append((one.start, min(one.own_end, area[1]) if area[0] <= one.start < area[1] else one.own_end))
    spans += [(one.start, one.end) for one in summaries(doc) if one.form == "bold"]
    return merged(spans)


def _stamped(doc: Document) -> tuple[Segment, ...]:
    """The document's segments where most of its text stands in them, else none."""
    found = segments(doc)
    if len(found) < ENOUGH:
        return ()
    inside = sum(one.text_end - one.text_start for one in found)
    whole = sum(end - start for _, start, end in _regions(doc))
    return found if 2 * inside >= whole else ()


def _block_start(block: Block) -> int:
    return block.start


def _segment_start(segment: Segment) -> int:
    return segment.start


def _read(
    doc: Document,
    number: int,
    start: int,
    end: int,
    about: tuple[tuple[int, int], ...],
    stamped: tuple[Segment, ...],
    found: list[Unit],
) -> None:
    """Add the units that stand from `start` to `end`."""
    text = doc.text
    all_ = blocks(doc)
    part = profile(doc).part
    abouts = [one[0] for one in about]
    at = max(0, bisect_right(all_, start, key=_block_start) - 1)
    mine = bisect_left(stamped, start, key=_segment_start)
    behind = start  # text up to here is in a unit
    while at < len(all_) and all_[at].start < end:
        kind, begin, stop, level, info = all_[at]
        at += 1
        stop = min(stop, end)
        while mine < len(stamped) and stamped[mine].start < stop:
            one = stamped[mine]
            mine += 1
            if one.text_end > one.text_start and one.start >= behind:
                size = len(text[one.text_start : one.text_end].encode("utf-8", "surrogatepass"))
                found.append(Unit(0, one.text_start, one.text_end, one.start, one.seconds, size, "segment", 0, number))
            behind = max(behind, one.text_end)
        if stop <= behind or begin < behind or kind in ("comment", "rule"):
            continue
        place = bisect_right(abouts, begin) - 1
        if place >= 0 and begin < about[place][1]:
            continue
        heading = kind == "heading"
        if heading:
            if part != "article" and (level == 1 or _numbered(doc, begin)):
                continue
            if level == 1 and info != "setext" and not any(unit.kind != "quote" for unit in found):
                continue
        piece = text[begin:stop]
        bare = piece.lstrip()
        if heading or kind == "list":
            bare = bare.removeprefix("#" * level if heading else info).lstrip()
        first = begin + len(piece) - len(bare)
        bare = bare.rstrip()
        if bare:
            size = len(bare.encode("utf-8", "surrogatepass"))
            found.append(Unit(0, first, first + len(bare), begin, -1, size, kind, level if heading else 0, number))


def _numbered(doc: Document, start: int) -> bool:
    """Whether the heading at `start` has a chapter's number."""
    numbers: frozenset[int] | None = doc.facts.get("numbered")
    if numbers is None:
        numbers = doc.facts["numbered"] = frozenset(head.start for head in headings(doc) if head.number >= 0)
    return start in numbers


def _own_language(found: list[Unit]) -> list[Unit]:
    """Leave out what a source has in the readers' language: summaries above the transcript."""

    def foreign(unit: Unit) -> bool:
        return unit.kind not in ("fence", "code") and unit.size > FOREIGN * (unit.end - unit.start)

    strange = [foreign(unit) for unit in found]
    if True not in strange:
        return found
    if sum(unit.size for unit, odd in zip(found, strange, strict=True) if odd) * 2 > sum(unit.size for unit in found):
        return found  # the source is in such a language
    return [unit for unit, odd in zip(found, strange, strict=True) if not odd]
