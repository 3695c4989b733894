"""Passages of a translation that are too short for what they render: sentences are missing.

Translators differ in how long their text becomes, but each is steady. Measured as bytes of the translation for one of
the source, over paragraphs that correspond one to one, relative to the page's median: of 3,375 paragraphs of at least
250 bytes in human-translated documentation (React, Vue, Astro, Hugging Face), 17 lie below 0.75; of these, the two that
have fewer sentences than their source do leave one out. The 15 segments of a well-translated chapter of a lecture lie
above 0.88.
"""

from __future__ import annotations

from math import sqrt
from typing import TYPE_CHECKING

from llmdoc_lint.course import pair_fact
from llmdoc_lint.language.alignment import aligned, even, source_units, unit_text
from llmdoc_lint.language.quantities import quantities, supported_by
from llmdoc_lint.language.units import units
from llmdoc_lint.patterns import pattern
from llmdoc_lint.values import NamedTuple
from llmdoc_rules._evidence import DOUBT, LIKELY_LOSS, SURE_LOSS, loss
from llmdoc_rules._legible import legible
from llmdoc_rules._pairs import MARKUP, ceremonious, civil, spoken, trusted
from llmdoc_rules.translation._numbers import SURE, conflicts, rendered

if TYPE_CHECKING:
    from collections.abc import Iterator

    from llmdoc_lint.core import Span
    from llmdoc_lint.course import Pair
    from llmdoc_lint.language.alignment import Alignment, Part
    from llmdoc_lint.language.quantities import Quantity
    from llmdoc_lint.language.units import Unit
    from llmdoc_rules.translation._numbers import Extent

__all__ = ["Omission", "omissions"]

SHORT = 0.77
"""Share of the length to be expected below which a passage leaves something out; where its source has sentences to be
counted, it must have fewer of them, too. Of 9,744 paragraphs of human-translated documentation from 150 bytes on, 13
lie below and have fewer sentences and lack `LOST` bytes; of 11 of these the translation leaves a sentence out."""

FAR, FAR_COUNTED = 4.5, 3.5
"""Deviations from the median, as estimated from the median deviation of the other passages, that a passage must be
short: more than the usual 3.5 for outliers (Iglewicz and Hoaglin 1993), for an hour of talk has hundreds of passages;
just that where sentences are missing by count."""

FAR_AROUND = 2.0
"""The same for the passage with its neighbours, where there are no sentences to be counted."""

SPREAD, KNOWN = 0.12, 4
"""How far, as a share of the usual length, passages of condensed talks deviate from it: of some 900 passages of eight
lectures written for this, stamped and not, a quarter are more than 7 to 12 % shorter than usual, which of a normal
distribution is a deviation of 0.10 to 0.18. It counts as much as so many passages of the page itself: a few that
happen to agree say little about the next."""

COINCIDE = 0.8
"""Share of such paragraphs that must render one piece of the source for the lengths of any to be compared."""

HERE = 0.4
"""Share of what a passage lacks that it and its neighbours together must lack: what a transcript's cut moved to them
is not missing."""

CLAUSE = 150
"""Bytes that a transcript's cut moves across a chapter's border where its sentences are short: two of them, or half a
long one. The first sentence of a chapter's first segment may be longer, and all of it stand in the chapter before."""

LEAST = 4
"""Passages that tell how long a translation of this text is."""

SIZE = 150
"""Bytes of the source from which on a passage's length says something."""

LOST = 80
"""Bytes of the translation that must be missing: a short sentence."""

_RUNNING = frozenset(("segment", "text"))


class Omission(NamedTuple):
    """A passage that leaves out sentences of its source."""

    start: int  # in the translation
    end: int
    share: float  # of the length that was to be expected
    source: int  # source unit of the alignment
    span: Span  # the passage in the source
    lost: tuple[str, ...]  # figures of the source that the translation lacks there, where they tell it


class _Passage(NamedTuple):
    """A unit of the translation that renders one unit of the source, and is all that does."""

    at: int  # target unit of the alignment
    source: int
    ratio: float  # bytes for one of the source
    first: int  # target units around it that can be compared with what they render: its neighbours, where known
    last: int
    border: str  # "first" or "last" where it borders on text that is not known, else ""
    whole: float  # bytes for one of the source of all the part


# Where a sentence ends; not behind an initial, "U.S.", "Dr." or dots in a quotation.
_SENTENCE = pattern(
    r"(?<!\b[A-Z])(?<!\.)(?<!\b[DMS][rst])(?<!\bMrs)(?<!\bvs)(?<!\be\.g)[.?!:…][\"'”’)*_]{0,3}(?:\s|\Z)"
)


@pair_fact
def omissions(pair: Pair) -> tuple[Omission, ...]:
    """The passages that are too short for what they render."""
    if (even(pair) and not _uneven(pair)) or not legible(pair.target, 0, len(pair.target.text)):
        return ()  # damaged text is longer than it was: its lengths say nothing
    alignment = aligned(pair)
    ranges = _ranges(alignment)
    passages = list(_passages(alignment, ranges))
    found: list[Omission] = []
    ratios = sorted(one.ratio for one in passages)
    if len(ratios) >= LEAST:
        low = SHORT * ratios[min(len(ratios) // 2 + 1, len(ratios) - 1)]  # above what any of them is compared with
        for one in passages:
            if one.ratio < low and (share := _short(pair, alignment, ranges, one, passages)) is not None:
                unit, source = alignment.target[one.at], alignment.source[one.source]
                span = pair.documents[source.doc].span(source.start, source.end)
                found.append(Omission(unit.at, unit.end, share, one.source, span, ()))
    for part in alignment.parts:
        if trusted(part) and part.method == "content" and not found:
            usual = ratios[len(ratios) // 2] if len(ratios) >= LEAST else part.ratio
            found.extend(_without_figures(pair, alignment, part, ranges, usual))
    return tuple(found)


def _uneven(pair: Pair) -> bool:
    """Whether, of two texts with as many passages, one is short beside the other's; a glance, without an alignment."""
    ours, theirs = units(pair.target), source_units(pair)
    if len(ours) != len(theirs):
        return False
    ratios = [one.size / other.size for one, other in zip(ours, theirs, strict=True) if other.size >= SIZE]
    return bool(ratios) and min(ratios) < SHORT * sorted(ratios)[len(ratios) // 2]


def _ranges(alignment: Alignment) -> dict[int, Extent]:
    """What each target unit of the parts that can be trusted renders."""
    found: dict[int, Extent] = {}
    for part in alignment.parts:
        if trusted(part):
            found.update(enumerate(rendered(alignment, part), part.target_start))
    return found


def _passages(alignment: Alignment, ranges: dict[int, Extent]) -> Iterator[_Passage]:
    """The passages that can be compared."""
    renders: dict[int, int] = {}
    for each in ranges.values():
        for at in range(each.start, each.end):
            renders[at] = renders.get(at, 0) + 1
    for part in alignment.parts:
        theirs = sum(unit.size for unit in alignment.source[part.source_start : part.source_end])
        whole = sum(unit.size for unit in alignment.target[part.target_start : part.target_end]) / max(1, theirs)
        for at in range(part.target_start, part.target_end):
            mine = ranges.get(at)
            if mine is None or mine.confidence < SURE or mine.end - mine.start != 1 or renders[mine.start] != 1:
                continue
            unit, source = alignment.target[at], alignment.source[mine.start]
            if source.doc <= 0 or source.size < SIZE or unit.kind not in _RUNNING or source.kind not in _RUNNING:
                continue
            if not part.in_step and unit.kind == source.kind == "text":
                continue  # neither begins nor ends where the other does
            before, behind = ranges.get(at - 1), ranges.get(at + 1)
            joins = before is not None and before.end == mine.start
            goes_on = behind is not None and behind.start == mine.end
            border = ""
            if source.kind == "segment" and part.number >= 0:
                border = "first" if at == part.target_start and not joins else border
                border = "last" if at == part.target_end - 1 and not goes_on else border
            first, last = _around(ranges, at - joins, at + goes_on)
            yield _Passage(at, mine.start, unit.size / source.size, first, last, border, whole)


def _around(ranges: dict[int, Extent], first: int, last: int) -> tuple[int, int]:
    """Target units from `first` to `last`, and all others that render the same source units; half-open."""
    while (before := ranges.get(first - 1)) is not None and before.end > ranges[first].start:
        first -= 1
    while (behind := ranges.get(last + 1)) is not None and behind.start < ranges[last].end:
        last += 1
    return first, last + 1


def _short(
    pair: Pair, alignment: Alignment, ranges: dict[int, Extent], one: _Passage, passages: list[_Passage]
) -> float | None:
    """The share of the expected length that a passage has; None where it is long enough, or others have the rest."""
    others = sorted(each.ratio for each in passages if each is not one)
    usual = others[len(others) // 2]
    unit, source = alignment.target[one.at], alignment.source[one.source]
    cut = source.kind == "segment" and unit.kind != "segment"
    if cut:
        if len(passages) < COINCIDE * len(ranges):
            return None
        usual = min(usual, one.whole)  # no paragraph ends where a segment does: single ones are too long or too short
    seen = sorted(abs(ratio - usual) for ratio in others)[len(others) // 2] * 1.4826  # of a normal distribution
    spread = sqrt((len(others) * seen**2 + KNOWN * (SPREAD * usual) ** 2) / (len(others) + KNOWN))
    there, here = (MARKUP.sub(" ", unit_text(pair, each)) for each in (source, unit))
    expected, size = usual * len(there.encode("utf-8", "surrogateescape")), len(here.encode("utf-8", "surrogateescape"))
    missing = expected - size
    if missing < LOST or size >= SHORT * expected:
        return None
    if ceremonious(there):
        return None
    sentences = len(_SENTENCE.findall(there))
    if sentences and sentences <= len(_SENTENCE.findall(here)):
        return None
    if one.ratio >= usual - (FAR_COUNTED if sentences else FAR) * spread:
        return None
    if one.border == "last" or (one.border == "first" and missing < CLAUSE):
        return None
    near = alignment.source[ranges[one.first].start : ranges[one.last - 1].end]
    short = sum(usual * each.size for each in near) - sum(each.size for each in alignment.target[one.first : one.last])
    noise = 0.0 if sentences else spread * sqrt(sum(each.size * each.size for each in near))
    if short < max(HERE * missing, FAR_AROUND * noise):
        return None
    told = loss(pair, range(one.source, one.source + 1), round(missing / usual), range(one.at - 1, one.at + 2))
    elsewhere = civil(there) or (one.border == "first" and missing < usual * _opening(there))
    enough = -DOUBT if not spoken(pair, source) else SURE_LOSS if elsewhere else LIKELY_LOSS
    return size / expected if told >= enough else None


def _opening(text: str) -> int:
    """Bytes of a chapter's first segment that may end what the chapter before says: to a sentence's end, or half."""
    end = _SENTENCE.search(text)
    return len(text[: end.end() if end else len(text) // 2].encode("utf-8", "surrogateescape"))


# --------------------------------------------------------------------- figures that went with a sentence

SEVERAL = 0.85
"""Share of the length to be expected below which a passage that lacks several figures of its source leaves a sentence
out, where transcripts and paragraphs are divided at different places. A single figure goes with an aside or a second
thought ("61 or 62") that translators of talks may leave out."""

AROUND = 0.93
"""The same for the passage with its neighbours."""

_COUNTED_KINDS = frozenset(("cardinal", "share", "money", "date", "range"))
# Translators convert these, or give the metric figure that stands beside.
_IMPERIAL = (
    "mile miles mph foot feet square inch inches yard yards acre acres pound pounds ounce ounces gallon gallons"
    " degree degrees fahrenheit knots"
)
_CONVERTED = frozenset(_IMPERIAL.split())
_NEXT_WORD = 12  # characters in which it stands
_HALF = ("50", "%")  # 절반


def _without_figures(
    pair: Pair, alignment: Alignment, part: Part, ranges: dict[int, Extent], usual: float
) -> Iterator[Omission]:
    """The passages of an unstamped text that are short and lack figures of a transcript, which has no sentences."""
    language = pair.target.settings.language
    if (language.source, language.target) != ("en", "ko"):
        return
    told: set[str] = set()
    for at in range(part.target_start, part.target_end):
        unit, mine = alignment.target[at], ranges[at]
        source = alignment.source[mine.start : mine.end]
        if part.number >= 0 and (mine.end == part.source_end or mine.end == part.source_start + 1):
            continue  # a segment at the border holds some of the chapter beside it
        if not source or mine.confidence < SURE or unit.kind != "text" or any(one.kind != "segment" for one in source):
            continue
        first, last = _around(ranges, max(part.target_start, at - 1), min(part.target_end - 1, at + 1))
        near = [ranges[each] for each in range(first, last)]
        theirs = alignment.source[min(one.start for one in near) : max(one.end for one in near)]
        expected = usual * sum(one.size for one in theirs)
        missing = expected - sum(one.size for one in alignment.target[first:last])
        share = unit.size / (usual * sum(one.size for one in source))
        if missing < max(LOST, (1 - AROUND) * expected) or share >= SEVERAL or source[0].doc <= 0:
            continue
        wide = alignment.target[max(part.target_start, at - WIDE) : min(part.target_end, at + WIDE + 1)]
        lost = [one for one in _figures_lost(pair, source, wide) if one not in told]
        if len(lost) > 1:
            told.update(lost)
            span = pair.documents[source[0].doc].span(source[0].start, source[-1].end)
            yield Omission(unit.at, unit.end, 1 - missing / expected, mine.start, span, tuple(lost))


WIDE = 2
"""Units on either side in which a figure may have moved."""


def _figures_lost(pair: Pair, source: tuple[Unit, ...], target: tuple[Unit, ...]) -> list[str]:
    """The figures of two digits and more that the source has and the translation lacks, each once, as written."""
    text = pair.target.text
    ours: list[Quantity] | None = None
    digits = ""
    found = {one.theirs.low: "" for one in conflicts(pair)}  # these are another finding's
    for unit in source:
        there = unit_text(pair, unit)
        for one in quantities(there, "en"):
            if one.kind not in _COUNTED_KINDS or len(one.low.partition(".")[0]) < 2 or one.low in found:
                continue
            words = {one.counter, *there[one.end : one.end + _NEXT_WORD].replace("-", " ").split()[:1]}
            if not _CONVERTED.isdisjoint(words) or (one.low, one.unit) == _HALF or not any(map(str.isdigit, one.text)):
                continue
            if ours is None:
                digits = text[target[0].start : target[-1].end].replace(",", "")
                ours = [each for near in target for each in quantities(text, "ko", near.start, near.end)]
            if one.low in digits or any(
                each.low == one.low or supported_by(one, (each,)) or supported_by(each, (one,))
                for each in ours
                if each.low
            ):
                continue
            found[one.low] = one.text
    return [written for written in found.values() if written]
