"""Whether a stretch of a source is rendered near a place of its translation: what of it survives there.

Who condenses drops words and keeps what can be named; who leaves a passage out drops all of it. So the figures, kept
Latin words and known words of the stretch, its anchors, are looked for in the translation around the place. One that
stands there speaks for condensing, one that does not for a gap; how strongly, this very pair of texts tells: by how
many of its anchors stand where they should, and how many of them stand in any other place just as well.
"""

from __future__ import annotations

from collections import Counter
from itertools import accumulate
from math import log
from typing import TYPE_CHECKING

from llmdoc_lint.course import pair_fact
from llmdoc_lint.language.alignment import aligned, unit_text
from llmdoc_lint.language.cognates import kept_words, latin_words, traces
from llmdoc_lint.language.quantities import quantities, supported_by
from llmdoc_lint.values import NamedTuple

if TYPE_CHECKING:
    from llmdoc_lint.course import Pair
    from llmdoc_lint.language.quantities import Quantity

__all__ = ["DOUBT", "LIKELY_LOSS", "SURE_LOSS", "loss"]

SURE_LOSS = 1.5
"""Loss from which what was said is missing, and not condensed: odds of four to one. Fitted: four talks were written for
this, each of their passages condensed to half in turn, and built in 31 forms; of the 208 stretches that are too short
for what they render 5 reach it, and one half of those that lack a passage."""

LIKELY_LOSS = 0.2
"""The same where the length says so, too: a passage that is far shorter than this text's others, and no greeting. A
compromise, set on both sides: of 2,486 builds of seven lectures written for this, nearly all with condensed passages,
181 findings are left of 471 by length alone; of sentences dropped in a sound course half are found. It held on 28 real
talks with stamps, in five builds of each: 5 wrong findings in 1.5 million syllables, and of 46 dropped paragraphs 24
found by length and words; with 0.8 one and 18, with -0.5 six and 26."""

DOUBT = 1.0
"""Loss below whose negative a stretch is rendered in other words. Above it, what was written is missing, for writing is
not condensed; and of what was said, passages that have little to be named, and that nothing else has room for."""

# Kinds of anchor.
FIGURE, KEPT, WORD = range(3)

BEFOREHAND = (0.9, 0.8, 0.4)
"""Share of the anchors of each kind that stand where they should, before a pair has told its own: the usual ones of
four talks written for this."""

WEIGHT = 6
"""Anchors that this counts for."""

CONDENSED = 0.55
"""Share of the words that a good translator of talks leaves of a passage; what can be named is left in full."""

SUREST = 0.97
"""Share of the anchors of any kind that stand where they should, at most: a rendering may always be unknown."""

_NO_CLAIMS = frozenset(("article", "vague", "ordinal"))
_TIMES = ((1, "초"), (60, "분"), (3600, "시간"))  # seconds of each, as written behind its number


class _Anchor(NamedTuple):
    at: int  # in its unit's text
    kind: int
    key: str  # the same for the same anchor elsewhere
    names: frozenset[str]  # traces it may leave; of figures none
    figure: Quantity | None


class _Read(NamedTuple):
    """What anchors are looked for in: units of the translation."""

    digits: str  # their text, without commas in numbers
    figures: tuple[Quantity, ...]
    words: frozenset[str]

    def has(self, anchor: _Anchor) -> bool:
        one = anchor.figure
        if one is None:
            return not anchor.names.isdisjoint(self.words)
        if one.low in self.digits:
            return True
        if one.unit == "second" and one.low.isdigit():  # four hours and five minutes: 4시간 5분
            value = int(one.low)
            if any(value % scale == 0 and f"{value // scale}{unit}" in self.digits for scale, unit in _TIMES):
                return True
        return any(supported_by(one, (each,)) or supported_by(each, (one,)) for each in self.figures)


def loss(pair: Pair, source: range, size: int, target: range) -> float:
    """How much likelier the anchors of a stretch of source units make it that it is missing than that it is condensed,
    as a logarithm.

    Of the stretch, `size` bytes are missing: those that lack most. `target` are the units of the translation that it
    may be rendered in; what these have of other source units that they render says nothing and does not count.
    """
    alignment = aligned(pair)
    target = range(max(0, target.start), min(target.stop, len(alignment.target)))
    near = _read(pair, target)
    away = [one for at, one in enumerate(_reads(pair)) if at not in target]
    others = {
        anchor.key
        for bead in alignment.beads
        if bead.target_start < target.stop and bead.target_end > target.start
        for at in range(bead.source_start, bead.source_end)
        if at not in source
        for anchor in _anchors(pair)[at]
    }
    starts = list(accumulate((alignment.source[at].size for at in source), initial=0))
    steps: list[tuple[int, float, float]] = []
    for start, at in zip(starts, source, strict=False):
        for anchor in _anchors(pair)[at]:
            found = near.has(anchor)
            if found and anchor.key in others:
                continue
            share = (sum(one.has(anchor) for one in away) + 0.5) / (len(away) + 1)  # Krichevsky and Trofimov
            anywhere = 1 - (1 - share) ** len(target)
            missing, literal = _told(_rendered(pair)[anchor.kind], anchor.kind, anywhere, found)
            steps.append((start + anchor.at, missing, literal))
    whole = sum(literal for _, _, literal in steps)
    begins = [0, *(at for at, _, _ in steps if at <= starts[-1] - size)]
    return whole + max(
        sum(missing - literal for at, missing, literal in steps if begin <= at < begin + size) for begin in begins
    )


def _told(literal: float, kind: int, anywhere: float, found: bool) -> tuple[float, float]:
    """What one anchor tells against condensing: for what it stands in being missing, and being rendered in full.

    `literal` and `anywhere` are the shares of its like that are found where they are rendered, and anywhere else.
    """
    condensed = literal * (CONDENSED if kind == WORD else 1)
    anywhere = min(anywhere, CHANCE * condensed)
    if found:
        return log(anywhere / condensed), log(literal / condensed)
    return log((1 - anywhere) / (1 - condensed)), log((1 - literal) / (1 - condensed))


CHANCE = 0.9
"""Share of what is found where it should be that is found elsewhere, at most: no anchor speaks for what it is not."""


@pair_fact
def _rendered(pair: Pair) -> tuple[float, ...]:
    """For each kind of anchor, the share that stands where it should, in the passages whose rendering is known."""
    alignment = aligned(pair)
    tried, found = Counter[int](), Counter[int]()
    for bead in alignment.beads:
        if bead.source_start < bead.source_end and bead.target_start < bead.target_end:
            near = _read(pair, range(max(0, bead.target_start - 1), min(bead.target_end + 1, len(alignment.target))))
            for at in range(bead.source_start, bead.source_end):
                tried.update(anchor.kind for anchor in _anchors(pair)[at])
                found.update(anchor.kind for anchor in _anchors(pair)[at] if near.has(anchor))
    return tuple(
        min(SUREST, (WEIGHT * usual + found[kind]) / (WEIGHT + tried[kind])) for kind, usual in enumerate(BEFOREHAND)
    )


# ------------------------------------------------------------------------------------- the two sides


@pair_fact
def _anchors(pair: Pair) -> tuple[tuple[_Anchor, ...], ...]:
    """The anchors of every source unit, in order, each once."""
    language = pair.target.settings.language.source
    kept = _kept(pair)
    found: list[tuple[_Anchor, ...]] = []
    for unit in aligned(pair).source:
        text = unit_text(pair, unit)
        mine: dict[str, _Anchor] = {}
        for one in _quantities(text, language):
            if one.kind not in _NO_CLAIMS and (one.digits > 1 or len(one.low.partition(".")[0]) > 1):
                mine.setdefault("#" + one.low, _Anchor(one.start, FIGURE, "#" + one.low, frozenset(), one))
        for match in kept_words(text):
            key = match[0].lower()
            if key[0].isdigit() or key in mine:
                continue
            if names := frozenset(traces(match[0], language, kept)):
                known = any(name[0] == "=" for name in names)
                mine[key] = _Anchor(match.start(), WORD if known else KEPT, key, names, None)
        found.append(tuple(sorted(mine.values(), key=lambda anchor: anchor.at)))
    return tuple(found)


@pair_fact
def _kept(pair: Pair) -> frozenset[str]:
    """The Latin words that the translation keeps as a rule: in half as many units as the source has them."""
    ours, theirs = (
        Counter(word for unit in side for word in latin_words(unit_text(pair, unit)))
        for side in (aligned(pair).target, aligned(pair).source)
    )
    return frozenset(word for word, count in ours.items() if len(word) > 1 and 2 * count >= theirs[word])


@pair_fact
def _reads(pair: Pair) -> tuple[_Read, ...]:
    """Every unit of the translation."""
    language = pair.target.settings.language.target
    texts = (unit_text(pair, unit) for unit in aligned(pair).target)
    return tuple(
        _Read(text.replace(",", ""), _quantities(text, language), frozenset(traces(text, language, _kept(pair))))
        for text in texts
    )


def _read(pair: Pair, several: range) -> _Read:
    """Units of the translation as one."""
    reads = [_reads(pair)[at] for at in several]
    return _Read(
        " ".join(one.digits for one in reads),
        tuple(figure for one in reads for figure in one.figures),
        frozenset[str]().union(*(one.words for one in reads)),
    )


def _quantities(text: str, language: str) -> tuple[Quantity, ...]:
    if language not in ("en", "ko"):
        return ()
    return tuple(one for one in quantities(text, language) if one.low)
