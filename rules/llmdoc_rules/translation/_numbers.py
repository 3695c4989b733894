"""Figures of a translation beside those of its source."""

from __future__ import annotations

from bisect import bisect_right
from typing import TYPE_CHECKING

from llmdoc_lint.blocks import prose
from llmdoc_lint.course import pair_fact
from llmdoc_lint.language.alignment import aligned, unit_text
from llmdoc_lint.language.quantities import Quantity, quantities
from llmdoc_lint.language.units import units
from llmdoc_lint.patterns import pattern
from llmdoc_lint.values import NamedTuple
from llmdoc_rules._endings import written
from llmdoc_rules._legible import legible
from llmdoc_rules._pairs import ceremonious, trusted
from llmdoc_rules.translation._figures import all_stand, is_claim, stands, supported, unrendered
from llmdoc_rules.translation._languages import in_another_script
from llmdoc_rules.translation._slips import TOKEN, gap

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from llmdoc_lint.core import Span
    from llmdoc_lint.course import Pair
    from llmdoc_lint.document import Document
    from llmdoc_lint.language.alignment import Alignment, Bead, Part
    from llmdoc_lint.language.units import Unit

__all__ = ["SURE", "Conflict", "Extent", "conflicts", "rendered"]

MOST_FIGURES = 400
"""Figures of one passage on either side, above which it is a table of data, and each is not sought among all others."""

MOST_BYTES = 30_000
"""Bytes of what is compared with one unit, above which the alignment found no passage: five segments of 30 s have
2,500."""

WIDE = 2
"""Units on either side in which a figure may have moved: sentences cut every 30 s change places across the cut."""

SURE = 0.6
"""Confidence of the passage from which on figures are compared; that of the whole is `trusted`."""

_CANDIDATE = pattern(r"[0-9십백천](?:[0-9만억]| ?[%퍼십백천만억조]|[0-9,.]*[0-9])")
_UNREAD = frozenset(("fence", "code", "html"))


class Conflict(NamedTuple):
    """Two figures that stand for each other and disagree."""

    ours: Quantity  # at its offsets in the translation
    theirs: Quantity  # at offsets of no meaning
    span: Span | None  # where the source has it; None for captions


@pair_fact
def conflicts(pair: Pair) -> tuple[Conflict, ...]:
    """The figures of the translation that disagree with the passage they render."""
    text = prose(pair.target)
    if not _CANDIDATE.search(text) or not _suspicious(pair, text):
        return ()
    alignment = aligned(pair)
    found: list[Conflict] = []
    for part in alignment.parts:
        if not trusted(part) or not _readable(pair, alignment.source[part.source_start]):
            continue
        ranges: list[Extent] = []
        begin = _begin(alignment, part)
        for at in range(part.target_start, part.target_end):
            unit = alignment.target[at]
            # Of `2,100만` the last may be damaged or in pieces.
            if not _may_claim(unit, text) or not legible(pair.target, unit.start, unit.end, 0):
                continue
            ranges = ranges or rendered(alignment, part)
            if ranges[at - part.target_start].confidence >= SURE:
                judged = _judge(pair, alignment, part, ranges, at, text)
                found.extend(one for one in judged if one.ours.start >= begin or one.ours.unit != "date")
    return tuple(found)


def _readable(pair: Pair, unit: Unit) -> bool:
    """Whether a source's figures can be read: of languages in other scripts (10 亿) they cannot."""
    return unit.doc < 0 or not in_another_script(pair.documents[unit.doc])


BORDER = 60
"""Characters with which a chapter's translation may begin in the page before: a sentence or two."""


def _begin(alignment: Alignment, part: Part) -> int:
    """Where in the translation a part begins whose years are sure to stand in its source: they follow each other.

    A transcript cut by the clock has a chapter's first words in the last segment of the chapter before, and so in
    another page.
    """
    unit = alignment.target[part.target_start]
    clocked = part.number >= 0 and alignment.source[part.source_start].kind == "segment"
    return unit.start + BORDER if clocked and unit.kind == "text" else unit.start


def _may_claim(unit: Unit, text: str) -> bool:
    """Whether a unit of the translation may hold a figure that can be wrong."""
    return unit.kind not in _UNREAD and _CANDIDATE.search(text, unit.start, unit.end) is not None


def _suspicious(pair: Pair, text: str) -> bool:
    """Whether a figure does not stand in the source at about the same place, as it may be written there.

    An alignment costs much more, and only such a figure is worth it.
    """
    theirs = _chapters(pair)
    if theirs is None:
        return True
    ours: dict[int, list[Unit]] = {}
    for unit in units(pair.target):
        ours.setdefault(unit.part, []).append(unit)
    return any(_astray(several, text, theirs[number]) for number, several in ours.items() if number in theirs)


class _Chapter(NamedTuple):
    """Where the units of one chapter stand in a source."""

    doc: Document
    start: int
    end: int


def _chapters(pair: Pair) -> dict[int, _Chapter] | None:
    """The chapters of the sources; None where captions take their place, or two documents have one of them."""
    starts: dict[int, tuple[Document, int]] = {}
    ends: dict[int, int] = {}
    for doc in pair.sources:
        for unit in units(doc):
            if starts.setdefault(unit.part, (doc, unit.start))[0] is not doc:
                return None
            ends[unit.part] = unit.end
    if pair.captions and not starts:
        return None
    return {number: _Chapter(doc, start, ends[number]) for number, (doc, start) in starts.items()}


def _astray(several: list[Unit], text: str, chapter: _Chapter) -> bool:
    """Whether one of the units of a chapter has a figure that does not stand where its passage should be."""
    doc, begin, end = chapter
    low, length = several[0].start, max(1, several[-1].end - several[0].start)
    for unit in several:
        if not _may_claim(unit, text):
            continue
        # Where the passage should be, give or take a paragraph.
        from_ = begin + (end - begin) * (unit.start - low) // length - NEAR
        to = begin + (end - begin) * (unit.end - low) // length + NEAR
        window = doc.text[max(begin, from_) : min(end, to)]
        if not all_stand(text, unit.start, unit.end, window) and any(
            is_claim(one) and not stands(one, window) for one in quantities(text, "ko", unit.start, unit.end)
        ):
            return True
    return False


NEAR = 600
"""Characters of the source around the place to be expected in which a figure may stand: a paragraph of 30 s."""


class Extent(NamedTuple):
    """The source units that one unit of the translation renders."""

    start: int
    end: int
    confidence: float


def rendered(alignment: Alignment, part: Part) -> list[Extent]:
    """For each unit of a part's translation; a confidence of 0 where nothing is known."""
    found = [Extent(part.source_end, part.source_start, 0.0)] * (part.target_end - part.target_start)
    for bead in alignment.beads[part.bead_start : part.bead_end]:
        if bead.source_start < bead.source_end:
            for at in range(bead.target_start - part.target_start, bead.target_end - part.target_start):
                before = found[at]
                confidence = min(bead.confidence, before.confidence or 1.0)
                found[at] = Extent(min(before.start, bead.source_start), max(before.end, bead.source_end), confidence)
    return found


@pair_fact
def _missing(pair: Pair) -> frozenset[int]:
    """The units of the source that the translation may lack, wholly or in part; as indices in the alignment.

    Their figures are not there to go wrong. Nothing renders them, or, by stamps, something much too short does: a
    placeholder, or the passage beside them.
    """
    alignment = aligned(pair)
    found: set[int] = set()
    for part in alignment.parts:
        for hole in part.holes:
            found.update(range(hole.source_start, hole.source_end))
        for bead in alignment.beads[part.bead_start : part.bead_end]:
            if part.method == "stamps" and _too_short(pair, alignment, bead, part.ratio):
                found.update(range(bead.source_start, bead.source_end))
    return frozenset(found)


def _too_short(pair: Pair, alignment: Alignment, bead: Bead, ratio: float) -> bool:
    """Whether the translation of a passage is too short for all of it to be there; of greetings little may be left."""
    theirs = alignment.source[bead.source_start : bead.source_end]
    ours = alignment.target[bead.target_start : bead.target_end]
    least = THIN if len(ours) < len(theirs) else TINY
    return sum(unit.size for unit in ours) < least * ratio * sum(unit.size for unit in theirs) and not any(
        ceremonious(unit_text(pair, unit)) for unit in theirs
    )


THIN = 0.7
"""Bytes of fewer units for one that they should have below which some of the source may be missing there. Set by
hand, on the talks with cut passages that it was then tried on."""

TINY = 0.4
"""The same where none of the units is missing: a placeholder; sentences differ by more."""


class _Passage(NamedTuple):
    """Units of the source as one text: a number may be cut between two of them."""

    text: str
    first: int  # unit of the alignment
    places: tuple[tuple[int, int, int], ...]  # of each unit: start in the text, document, start in the document

    def unit(self, at: int) -> int:
        """Which unit of it stands at an offset of its text, counted from its first."""
        return max(0, bisect_right(self.places, at, key=lambda place: place[0]) - 1)


def _passage(pair: Pair, alignment: Alignment, ranges: list[Extent], at: int, reach: int) -> _Passage | None:
    """What the unit at index `at` of its part renders, and `reach` units on either side; None where it is too long."""
    near = ranges[max(0, at - reach) : at + reach + 1]
    first, last = _with_missing(pair, min(one.start for one in near), max(one.end for one in near), reach)
    units = alignment.source[first:last]
    if sum(unit.size for unit in units) > MOST_BYTES:
        return None
    parts: list[str] = []
    places: list[tuple[int, int, int]] = []
    length = 0
    for unit in units:
        piece = unit_text(pair, unit)
        places.append((length, unit.doc, unit.start))
        parts.append(piece)
        length += len(piece) + 1
    return _Passage(" ".join(parts), first, tuple(places))


def _with_missing(pair: Pair, first: int, last: int, most: int) -> tuple[int, int]:
    """A range of source units with those beside it that may be missing: some of what they say may be there yet."""
    missing = _missing(pair)
    before = next((at for at in range(first, first - most, -1) if at - 1 not in missing), first - most)
    behind = next((at for at in range(last, last + most) if at not in missing), last + most)
    return before, behind


def _judge(
    pair: Pair, alignment: Alignment, part: Part, ranges: list[Extent], at: int, text: str
) -> Iterator[Conflict]:
    """The conflicts of one unit of the translation."""
    unit = alignment.target[at]
    index = at - part.target_start
    passage = _passage(pair, alignment, ranges, index, 1)
    alone = _unvouched(text, unit, passage.text) if passage is not None else []
    if passage is None or not alone:
        return
    theirs = quantities(passage.text, "en")
    if len(theirs) > MOST_FIGURES:
        return
    alone = [one for one in alone if not supported(one, theirs)]
    wide = _passage(pair, alignment, ranges, index, WIDE) if alone else None
    if wide is None:
        return
    more = quantities(wide.text, "en")
    if len(more) > MOST_FIGURES:
        return
    alone = [one for one in alone if not supported(one, more)]
    ours = _others_around(pair.target, alignment, part, at, alone) if alone else []
    if not alone or len(ours) > 2 * MOST_FIGURES:
        return
    lacking = {one.low for one in unrendered(_there(pair, wide, more), ours)}
    free = [one for one in _there(pair, passage, theirs) if one.low in lacking]
    origin = passage.places[0][1]
    spoken = origin < 0 or not written(pair.documents[origin])
    for one, other in _counterparts(alone, free, spoken=spoken):
        yield Conflict(one, other, _span(pair, passage, other))


def _unvouched(text: str, unit: Unit, source: str) -> list[Quantity]:
    """The figures of a unit that do not stand in its source as they may be written there; none where it has too many.

    Reading the source's figures is what costs, and nearly all stand there in one of a few forms.
    """
    if len(TOKEN.findall(text, unit.start, unit.end)) > MOST_FIGURES or all_stand(text, unit.start, unit.end, source):
        return []
    claims = [one for one in quantities(text, "ko", unit.start, unit.end) if is_claim(one)]
    return [one for one in claims if not stands(one, source)] if len(claims) <= MOST_FIGURES else []


def _others_around(
    target: Document, alignment: Alignment, part: Part, at: int, alone: list[Quantity]
) -> list[Quantity]:
    """The figures of the unit at `at` and of those around it, but for those that stand alone."""
    spots = {(one.start, one.end) for one in alone}
    return [
        one
        for near in alignment.target[max(part.target_start, at - WIDE) : min(part.target_end, at + WIDE + 1)]
        for one in quantities(target.text, "ko", near.start, near.end)
        if (one.start, one.end) not in spots
    ]


def _counterparts(alone: list[Quantity], free: list[Quantity], *, spoken: bool) -> Iterator[tuple[Quantity, Quantity]]:
    """Each figure with the nearest of the source that it may have come from, where there is one; each of those once."""
    for one in alone:
        like = [(other, apart) for other in free if (apart := gap(one, other, spoken=spoken)) >= 0]
        if like:
            other = min(like, key=lambda each: each[1])[0]
            free.remove(other)
            yield one, other


def _there(pair: Pair, passage: _Passage, figures: Iterable[Quantity]) -> list[Quantity]:
    """Those of a passage's figures that can go wrong, and stand in nothing that the translation may lack."""
    missing = _missing(pair)

    def near(one: Quantity) -> range:
        return range(passage.first + passage.unit(one.start - EDGE), passage.first + passage.unit(one.end + EDGE) + 1)

    return [one for one in figures if is_claim(one) and missing.isdisjoint(near(one))]


EDGE = 60
"""Characters beside a missing stretch that may be missing with it: half a sentence, which the clock cut. With 100,
four more of 592 changed figures in pages of real talks are not found."""


def _span(pair: Pair, passage: _Passage, figure: Quantity) -> Span | None:
    """Where a figure of the passage stands in its document."""
    start, doc, offset = passage.places[passage.unit(figure.start)]
    if doc < 0:
        return None
    begin = figure.start - start + offset
    return pair.documents[doc].span(begin, begin + figure.end - figure.start)
