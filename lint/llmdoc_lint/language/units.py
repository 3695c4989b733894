"""Units of a document's text: the stamped segments, paragraphs, headings, list items and code blocks that two
languages are compared by.

Only what is translated is a unit: no front matter, no summaries, contents lists and notes that the project adds to a
text, no chapter headings, no comments.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from typing import TYPE_CHECKING

from llmdoc_lint.blocks import blocks, body_start, headings, inside, merged
from llmdoc_lint.core import record
from llmdoc_lint.course import profile
from llmdoc_lint.encoding.mojibake import damage
from llmdoc_lint.outline import chapters, region, sections, summaries
from llmdoc_lint.patterns import pattern
from llmdoc_lint.transcript import segments
from llmdoc_lint.unseen import seen
from llmdoc_lint.values import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator

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
        about, stamped = _about(doc), _stamped(doc)
        made = [unit for area in _areas(doc) for unit in _read(doc, area, about, stamped)]
        if profile(doc).side == "source":
            made = _own_language(made)
        found = doc.facts["units"] = tuple(made)
    return found


class _Area(NamedTuple):
    """Where the text of a chapter stands."""

    number: int  # -1 of an article or a text without chapters
    start: int
    end: int


def _areas(doc: Document) -> list[_Area]:
    """The texts of chapters, in order."""
    mine = profile(doc)
    number = mine.number if mine.part == "chapter" else -1
    length = len(doc.text)
    if mine.part == "index":
        bodies = [one for one in chapters(doc) if one.role == "body"]
        if bodies:
            return [_Area(one.number, one.body_start, one.end) for one in bodies]
    elif mine.part not in ("chapter", "article"):
        return []
    for section in sections(doc):
        if mine.part == "article" and not section.role and section.level > 1:
            break  # of an article's own sections, one called "한국어 번역" is about its translators
        if section.role in ("translation", "transcript"):
            end = section.end if mine.part == "index" else length
            return [_Area(number, section.body_start, end)]
    if mine.part == "index" or (mine.side == "source" and _has_damaged_heading(doc)):
        return []  # of a damaged page nothing says where the source begins and the readers' summary ends
    top = next((head.end for head in headings(doc) if head.level == 1), 0)
    return [_Area(number, max(top, body_start(doc)), length)]


def _has_damaged_heading(doc: Document) -> bool:
    """Whether a heading was read through the wrong code page, or lost letters: its section is not seen."""
    heads = headings(doc)
    if any("\ufffd" in head.title for head in heads):
        return True
    spans = merged([(passage.start, passage.end) for passage in damage(doc)])
    return bool(spans) and any(inside(spans, head.start, head.end) for head in heads)


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
    spans += [(one.start, one.end) for one in summaries(doc) if one.form == "bold" and one.start < close]
    return merged(spans)


def _stamped(doc: Document) -> tuple[Segment, ...]:
    """The document's segments where most of its text stands in them, else none."""
    found = segments(doc)
    if len(found) < ENOUGH:
        return ()
    inside = sum(one.text_end - one.text_start for one in found)
    whole = sum(end - start for _, start, end in _areas(doc))
    return found if 2 * inside >= whole else ()


def _first(span: tuple[int, int]) -> int:
    return span[0]


def _block_start(block: Block) -> int:
    return block.start


def _segment_start(segment: Segment) -> int:
    return segment.start


def _read(
    doc: Document, area: _Area, about: tuple[tuple[int, int], ...], stamped: tuple[Segment, ...]
) -> Iterator[Unit]:
    """The units of an area: its segments, and the blocks that stand outside of them."""
    all_ = blocks(doc)
    mine = bisect_left(stamped, area.start, key=_segment_start)
    behind = area.start  # text up to here is in a unit
    begun = False
    for at in range(max(0, bisect_right(all_, area.start, key=_block_start) - 1), len(all_)):
        block = all_[at]
        if block.start >= area.end:
            break
        stop = min(block.end, area.end)
        while mine < len(stamped) and stamped[mine].start < stop:
            segment = stamped[mine]
            mine += 1
            if segment.text_start < segment.text_end and segment.start >= behind:
                yield _segment_unit(doc, segment, area.number)
                begun = True
            behind = max(behind, segment.text_end)
        if block.start < behind or _left_out(doc, block, about, begun):
            continue
        unit = _block_unit(doc, block, stop, area.number)
        if unit is not None:
            yield unit
            begun = begun or unit.kind != "quote"


def _left_out(doc: Document, block: Block, about: tuple[tuple[int, int], ...], begun: bool) -> bool:
    """Whether a block is no part of the text: about it, or a title. `begun`: more than quotations stand above."""
    if block.kind in ("comment", "rule") or (block.kind, block.info) == ("html", "imports"):
        return True
    place = bisect_right(about, block.start, key=_first) - 1
    if place >= 0 and block.start < about[place][1]:
        return True
    if block.kind != "heading":
        return False
    if profile(doc).part == "article":
        return block.level == 1 and block.info != "setext" and not begun
    return block.level == 1 or _numbered(doc, block.start)


def _segment_unit(doc: Document, segment: Segment, number: int) -> Unit:
    start, end = segment.text_start, segment.text_end
    return Unit(0, start, end, segment.start, segment.seconds, _size(doc.text[start:end]), "segment", 0, number)


def _block_unit(doc: Document, block: Block, stop: int, number: int) -> Unit | None:
    """The text of a block, up to `stop`, without its mark; None where there is none."""
    level = block.level if block.kind == "heading" else 0
    mark = "#" * level if level else block.info if block.kind == "list" else ""
    bare = seen(doc)[block.start : stop].lstrip().removeprefix(mark).lstrip()
    start = stop - len(bare)
    bare = bare.rstrip()
    if not bare:
        return None
    size = _size(_unpadded(bare) if block.kind == "table" else bare)
    return Unit(0, start, start + len(bare), block.start, -1, size, block.kind, level, number)


_PADDING = pattern(r"[ \t]{2,}|-{2,}")


def _unpadded(table: str) -> str:
    """A table without the blanks and hyphens that make its columns as wide as they are in the file."""
    return _PADDING.sub(" ", table)


def _size(text: str) -> int:
    return len(text) if text.isascii() else len(text.encode("utf-8", "surrogatepass"))


def _numbered(doc: Document, start: int) -> bool:
    """Whether the heading at `start` has a chapter's number."""
    numbers: frozenset[int] | None = doc.facts.get("numbered")
    if numbers is None:
        numbers = doc.facts["numbered"] = frozenset(head.start for head in headings(doc) if head.number >= 0)
    return start in numbers


def _own_language(found: list[Unit]) -> list[Unit]:
    """Leave out what a source has in the readers' language: summaries above the transcript."""
    strange = sum(unit.size for unit in found if _is_foreign(unit))
    if 2 * strange > sum(unit.size for unit in found):
        return found  # the source is in such a language
    return [unit for unit in found if not _is_foreign(unit)]


def _is_foreign(unit: Unit) -> bool:
    return unit.kind not in ("fence", "code") and unit.size > FOREIGN * (unit.end - unit.start)
