"""Passages of a translation that are too short for what they render: sentences are missing.

Translators differ in how long their text becomes, but each is steady. Measured as bytes of the translation for one of
the source, over paragraphs that correspond one to one, relative to the page's median: of 3,375 paragraphs of at least
250 bytes in human-translated documentation (React, Vue, Astro, Hugging Face), 17 lie below 0.75; of these, the two that
have fewer sentences than their source do leave one out. The 15 segments of a well-translated chapter of a lecture lie
above 0.88.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from llmdoc_lint.alignment import aligned, even, source_units, unit_text
from llmdoc_lint.course import pair_fact
from llmdoc_lint.patterns import pattern
from llmdoc_lint.units import units
from llmdoc_lint.values import NamedTuple
from llmdoc_rules.translation._numbers import SURE, rendered
from llmdoc_rules.translation._pairs import MARKUP, trusted

if TYPE_CHECKING:
    from llmdoc_lint.alignment import Alignment, Part
    from llmdoc_lint.core import Span
    from llmdoc_lint.course import Pair

__all__ = ["Omission", "omissions"]

SHORT = 0.77
"""Share of the length to be expected below which a passage leaves something out; where its source has sentences to be
counted, it must have fewer of them, too."""

AROUND = 0.92
"""The same for the passage with its neighbours: what a transcript's cut moved to them is not missing."""

FAR = 3.5
"""Deviations from the median, as estimated from the median deviation, that a passage must be short: the usual limit for
outliers (Iglewicz and Hoaglin 1993)."""

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
    span: Span  # the passage in the source


class _Beside(NamedTuple):
    """A passage that renders one unit of the source, and is all that does."""

    at: int  # of the target unit in its part
    source: int
    ratio: float


_SENTENCE = pattern(r"[.?!:…][\"'”’)*_]{0,3}(?:\s|\Z)")


@pair_fact
def omissions(pair: Pair) -> tuple[Omission, ...]:
    """The passages that are too short for what they render."""
    if even(pair) and not _uneven(pair):
        return ()
    alignment = aligned(pair)
    parts = [part for part in alignment.parts if trusted(part)]
    beside = [_beside(alignment, part) for part in parts]
    ratios = sorted(one.ratio for several in beside for one in several)
    if len(ratios) < LEAST:
        return ()
    usual = ratios[len(ratios) // 2]
    spread = sorted(abs(ratio - usual) for ratio in ratios)[len(ratios) // 2] * 1.4826  # of a normal distribution
    limit = min(SHORT * usual, usual - FAR * max(spread, 0.05 * usual))
    found: list[Omission] = []
    for part, several in zip(parts, beside, strict=True):
        for one in several:
            if one.ratio < limit and (short := _short(pair, alignment, part, one, usual)) is not None:
                unit, source = alignment.target[part.target_start + one.at], alignment.source[one.source]
                span = pair.documents[source.doc].span(source.start, source.end)
                found.append(Omission(unit.at, unit.end, short, span))
    return tuple(found)


def _uneven(pair: Pair) -> bool:
    """Whether, of two texts with as many passages, one is short beside the other's; a glance, without an alignment."""
    ours, theirs = units(pair.target), source_units(pair)
    if len(ours) != len(theirs):
        return False
    ratios = [one.size / other.size for one, other in zip(ours, theirs, strict=True) if other.size >= SIZE]
    return bool(ratios) and min(ratios) < SHORT * sorted(ratios)[len(ratios) // 2]


def _beside(alignment: Alignment, part: Part) -> list[_Beside]:
    """The passages of a part that can be compared, without the first and the last of a chapter, which border others."""
    ranges = rendered(alignment, part)
    renders: dict[int, int] = {}
    for one in ranges:
        for at in range(one.start, one.end):
            renders[at] = renders.get(at, 0) + 1
    found = []
    for at, one in enumerate(ranges):
        unit = alignment.target[part.target_start + at]
        if one.confidence < SURE or one.end - one.start != 1 or renders[one.start] != 1:
            continue
        source = alignment.source[one.start]
        if source.doc > 0 and source.size >= SIZE and unit.kind in _RUNNING and source.kind in _RUNNING:
            found.append(_Beside(at, one.start, unit.size / source.size))
    return found


def _short(pair: Pair, alignment: Alignment, part: Part, one: _Beside, usual: float) -> float | None:
    """The share of the expected length that a passage has; None where its neighbours have the rest."""
    count = part.target_end - part.target_start
    spoken = alignment.target[part.target_start + one.at].kind == "segment"
    if spoken and part.number >= 0 and one.at in (0, count - 1):
        return None
    unit, source = alignment.target[part.target_start + one.at], alignment.source[one.source]
    there, here = (MARKUP.sub(" ", unit_text(pair, each)) for each in (source, unit))
    expected, size = usual * len(there.encode("utf-8", "surrogateescape")), len(here.encode("utf-8", "surrogateescape"))
    if expected - size < LOST or size >= SHORT * expected:
        return None
    sentences = len(_SENTENCE.findall(there))
    if sentences and sentences <= len(_SENTENCE.findall(here)):
        return None
    ranges = rendered(alignment, part)[max(0, one.at - 1) : one.at + 2]
    first, last = min(near.start for near in ranges), max(near.end for near in ranges)
    theirs = sum(near.size for near in alignment.source[first:last])
    begin = part.target_start + max(0, one.at - 1)
    mine = sum(near.size for near in alignment.target[begin : part.target_start + min(count, one.at + 2)])
    if mine >= AROUND * usual * theirs:
        return None
    return size / expected
