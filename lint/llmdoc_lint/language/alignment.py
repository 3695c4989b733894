"""Which part of a source each part of its translation renders.

Chapter by chapter: by stamps where both sides are stamped, on one clock, and what survives translation does not
contradict it; else by content. Content is aligned by dynamic programming over pieces of some hundred bytes (Gale and
Church 1993, with gaps that are cheaper to extend than to open), whose costs are the lengths in UTF-8 bytes, the kinds
of block, and the words that both languages share: figures, Latin names and code, loanwords that sound alike, and a
small dictionary.

A chapter whose alignment nothing supports has a low confidence, and rules must then keep silent.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from itertools import accumulate, pairwise
from math import log
from typing import TYPE_CHECKING

from llmdoc_lint.core import record
from llmdoc_lint.course import pair_fact, profile
from llmdoc_lint.language.cognates import figures, kept_words, latin_words, traces
from llmdoc_lint.language.quantities import quantities
from llmdoc_lint.language.units import Unit, units
from llmdoc_lint.values import NamedTuple

if TYPE_CHECKING:
    from llmdoc_lint.course import Cue, Pair

__all__ = ["Alignment", "Bead", "Hole", "Part", "aligned", "even", "source_units", "unit_text"]


@record
class Bead(NamedTuple):
    """Source units and the target units that render them, as indices in the alignment; one side may be empty."""

    source_start: int
    source_end: int
    target_start: int
    target_end: int
    confidence: float  # 0 to 1


@record
class Hole(NamedTuple):
    """A stretch of the source that nothing in the target renders."""

    source_start: int  # units that lie in it, wholly or in part
    source_end: int
    size: int  # UTF-8 bytes of the source that are missing
    before: int  # the target unit behind which they are missing; -1: before the first of the part


@record
class Part(NamedTuple):
    """A chapter, or all of an article.

    method: "stamps", "structure" (the same blocks in the same order), "content", or "none", without beads, where
    there is nothing to go by.
    """

    number: int  # of the chapter, -1 where there is none
    source_start: int  # units of the alignment
    source_end: int
    target_start: int
    target_end: int
    bead_start: int
    bead_end: int
    method: str
    confidence: float
    covered: float  # share of the source's bytes that have a counterpart
    ratio: float  # bytes of the target for one of the source, where they correspond
    holes: tuple[Hole, ...]


@record
class Alignment(NamedTuple):
    """A translation beside its source."""

    source: tuple[Unit, ...]
    target: tuple[Unit, ...]
    beads: tuple[Bead, ...]
    parts: tuple[Part, ...]
    confidence: float  # of the parts, by the source's bytes
    covered: float


# --------------------------------------------------------------------------------------- sides


@pair_fact
def source_units(pair: Pair) -> tuple[Unit, ...]:
    """The units of all sources, in order; of the captions where no source document has a text."""
    found: list[Unit] = []
    for index, doc in enumerate(pair.sources, 1):
        found.extend(unit._replace(doc=index) for unit in units(doc))
    if not found and pair.captions:
        found = _spoken(pair)
    return tuple(found)


GROUP = 30.0
"""Seconds of captions that make a unit where the translation has no stamps to group them by."""


def _spoken(pair: Pair) -> list[Unit]:
    """Units of the captions with the most text: those between two stamps of the translation, else of 30 s.

    A chapter's page that has no stamps has no part of them: nothing says where its chapter ends.
    """
    which = max(range(len(pair.captions)), key=lambda index: len(pair.captions[index].cues))
    cues = pair.captions[which].cues
    mine = [unit for unit in units(pair.target) if unit.seconds >= 0]
    part = profile(pair.target).part
    times = sorted({unit.seconds for unit in mine})
    if not times and part != "article":
        return []
    number_at = {unit.seconds: unit.part for unit in mine}
    first, last = 0, len(cues)
    if part == "chapter":
        lasting = max((after - before for before, after in pairwise(times)), default=int(GROUP))
        first = bisect_left(cues, float(times[0]) - 0.5, key=_cue_start)
        last = bisect_left(cues, float(times[-1] + lasting), key=_cue_start)
    found: list[Unit] = []
    at = first
    while at < last:
        begin = cues[at].start
        place = bisect_right(times, begin + 0.5) - 1
        stop = at + 1
        while stop < last and cues[stop].start < begin + 2 * GROUP:
            if times and bisect_right(times, cues[stop].start + 0.5) - 1 != place:
                break
            if (not times or place < 0 or begin > times[place] + GROUP) and cues[stop].start >= begin + GROUP:
                break
            stop += 1
        size = sum(len(cue.text.encode("utf-8", "surrogatepass")) + 1 for cue in cues[at:stop])
        stamp = times[place] if place >= 0 and begin - times[place] < GROUP / 2 else int(begin)
        number = number_at[times[max(place, 0)]] if times else -1
        found.append(Unit(-1 - which, at, stop, at, stamp, size, "segment", 0, number))
        at = stop
    return found


def _cue_start(cue: Cue) -> float:
    return cue.start


def unit_text(pair: Pair, unit: Unit) -> str:
    """The unit's text as it stands; of captions, their lines joined."""
    if unit.doc >= 0:
        return pair.documents[unit.doc].text[unit.start : unit.end]
    return " ".join(cue.text for cue in pair.captions[-1 - unit.doc].cues[unit.start : unit.end])


# ------------------------------------------------------------------------------------ alignment


@pair_fact
def aligned(pair: Pair) -> Alignment:
    """Align a translation with its source; without any text on one side, an alignment without parts."""
    theirs = source_units(pair)
    mine = units(pair.target)
    spans: dict[int, list[int]] = {}
    for index, unit in enumerate(mine):
        span = spans.setdefault(unit.part, [index, index])
        span[1] = index + 1
    beads: list[Bead] = []
    parts: list[Part] = []
    at = 0
    while at < len(theirs):
        stop = at + 1
        while stop < len(theirs) and theirs[stop].part == theirs[at].part:
            stop += 1
        number = theirs[at].part
        whole = len(spans) == 1 and theirs[0].part == theirs[-1].part  # both are one text, whatever it is called
        place = next(iter(spans.values())) if whole else spans.get(number)
        if place is not None and (whole or not any(one.number == number for one in parts)):
            parts.append(_part(pair, theirs[at:stop], mine[place[0] : place[1]], at, place[0], beads))
        at = stop
    total = sum(unit.size for part in parts for unit in theirs[part.source_start : part.source_end])
    confidence = covered = 0.0
    for part in parts:
        share = sum(unit.size for unit in theirs[part.source_start : part.source_end]) / max(1, total)
        confidence += share * part.confidence
        covered += share * part.covered
    return Alignment(theirs, mine, tuple(beads), tuple(parts), round(confidence, 3), round(covered, 3))


# --------------------------------------------------------------------------------------- parts


class _Found(NamedTuple):
    """How one part aligns; indices count from the part's own first units."""

    method: str
    confidence: float
    covered: float
    ratio: float
    beads: list[Bead]
    holes: list[Hole]


def _part(
    pair: Pair, source: tuple[Unit, ...], target: tuple[Unit, ...], first: int, start: int, beads: list[Bead]
) -> Part:
    """Align one chapter, whose units begin at `first` and `start`, and add its beads."""
    found = _found(pair, source, target)
    opened = len(beads)
    for one in found.beads:
        beads.append(
            Bead(
                one.source_start + first,
                one.source_end + first,
                one.target_start + start,
                one.target_end + start,
                one.confidence,
            )
        )
    holes = tuple(
        Hole(one.source_start + first, one.source_end + first, one.size, one.before + start if one.before >= 0 else -1)
        for one in found.holes
    )
    return Part(
        target[0].part,
        first,
        first + len(source),
        start,
        start + len(target),
        opened,
        len(beads),
        found.method,
        round(found.confidence, 3),
        round(found.covered, 3),
        round(found.ratio, 3),
        holes,
    )


def _found(pair: Pair, source: tuple[Unit, ...], target: tuple[Unit, ...]) -> _Found:
    """Align one chapter by what there is: stamps, the same structure, or what is said.

    Stamps that agree are believed where most words do, too, or where nothing says so and they begin and end
    together; else the content must confirm them.
    """
    clocked = _by_stamps(pair, source, target)
    sure = clocked is not None and clocked.confidence >= SAME
    if clocked is not None and sure and (clocked.confidence != UNHEARD or _same_ends(source, target)):
        return clocked
    found = _by_structure(pair, source, target) or _by_content(pair, source, target)
    if clocked is not None and _confirmed(clocked.beads, found.beads, len(target)):
        return clocked._replace(confidence=max(UNHEARD, found.confidence))
    return found


def _same_ends(source: tuple[Unit, ...], target: tuple[Unit, ...]) -> bool:
    return abs(source[0].seconds - target[0].seconds) <= 1 and abs(source[-1].seconds - target[-1].seconds) <= 1


def _confirmed(clocked: list[Bead], heard: list[Bead], count: int) -> bool:
    """Whether most target units go with the same source units, or their neighbours, by stamps and by content."""
    places = [(0, 0)] * count
    for bead in clocked:
        for at in range(bead.target_start, bead.target_end):
            places[at] = bead.source_start, bead.source_end
    agree = total = 0
    for bead in heard:
        for at in range(bead.target_start, bead.target_end) if bead.source_end > bead.source_start else ():
            total += 1
            agree += bead.source_start <= places[at][1] and places[at][0] <= bead.source_end
    return agree >= SAME * total


def _bytes(found: tuple[Unit, ...], start: int, end: int) -> int:
    return sum(unit.size for unit in found[start:end])


# -------------------------------------------------------------------------------------- stamps

STAMPED = 0.6
"""Share of units that must have a stamp for a text to be aligned by them, and of stamps that must agree."""

ROOM = 0.6
"""Share of the bytes expected for several source segments that one target segment must have to hold them all:
translations of one turn are 0.7 to 1.4 times as long as their document's average makes expect."""

UNHEARD = 0.85
"""Confidence in stamps that agree where nothing in the texts tells whether the words do, too."""

CONTRADICTED = 0.6
"""Share of traces that must lie where the stamps say; below it the stamps are no help."""

DRIFTED = 3
"""Traces in a row that are off by the same number of segments, from which on the clocks are not one."""


def _by_stamps(pair: Pair, source: tuple[Unit, ...], target: tuple[Unit, ...]) -> _Found | None:
    """Align two texts whose stamps agree; None where they do not, or where the words say otherwise."""
    theirs = _ascending(source)
    mine = _ascending(target)
    if len(theirs) < 2 or len(mine) < 2:
        return None
    if len(theirs) < STAMPED * len(source) or len(mine) < STAMPED * len(target):
        return None
    same: list[tuple[int, int]] = []
    at = 0
    for index in theirs:
        seconds = source[index].seconds
        while at < len(mine) and target[mine[at]].seconds < seconds - 1:
            at += 1
        if at < len(mine) and target[mine[at]].seconds <= seconds + 1:
            same.append((index, mine[at]))
            at += 1
    if len(same) < max(2, STAMPED * min(len(theirs), len(mine)), STAMPED * len(mine)):
        return None
    ratios = sorted(target[j].size / max(1, source[i].size) for i, j in same)
    ratio = ratios[len(ratios) // 2]
    beads: list[Bead] = []
    holes: list[Hole] = []
    covered = 0
    edges = [(0, 0)] if same[0] != (0, 0) else []
    edges += [*same, (len(source), len(target))]
    for (i, j), (i_end, j_end) in pairwise(edges):
        here, there = _bytes(source, i, i_end), _bytes(target, j, j_end)
        stop = i_end
        if i_end - i > 1 and j_end > j and there < ROOM * ratio * here:
            stop = i + 1 if (i, j) in same[:1] or (i, j) != (0, 0) else i
        if j_end > j or stop > i:
            beads.append(Bead(i, stop, j, j_end, 1.0))
            if j_end > j:
                covered += _bytes(source, i, stop)
        if j_end == j:
            holes.append(Hole(i, i_end, here, j - 1))
        elif stop < i_end:
            beads.append(Bead(stop, i_end, j_end, j_end, 1.0))
            holes.append(Hole(stop, i_end, _bytes(source, stop, i_end), j_end - 1))
    confidence = _clocks(pair, source, target, beads)
    if confidence < CONTRADICTED:
        return None
    beads = [one._replace(confidence=round(confidence, 3)) for one in beads]
    return _Found("stamps", confidence, covered / max(1, _bytes(source, 0, len(source))), ratio, beads, holes)


def _ascending(found: tuple[Unit, ...]) -> list[int]:
    """The units with a stamp later than all before it."""
    kept: list[int] = []
    top = -1
    for index, unit in enumerate(found):
        if unit.seconds > top:
            kept.append(index)
            top = unit.seconds
    return kept


def _clocks(pair: Pair, source: tuple[Unit, ...], target: tuple[Unit, ...], beads: list[Bead], reach: int = 1) -> float:
    """How far what survives translation lies where the beads say, or within `reach` units of it.

    Looked for are the Latin words and figures that stand once on either side.
    """
    where = [0] * len(target)
    until = [0] * len(target)
    for bead in beads:
        for at in range(bead.target_start, bead.target_end):
            where[at], until[at] = bead.source_start, bead.source_end
    once: dict[str, int] = {}
    for at, unit in enumerate(target):
        for word in latin_words(unit_text(pair, unit)):
            if len(word) > 2 or (len(word) == 2 and word.isdigit()):
                once[word] = -1 if word in once else at
    if not any(at >= 0 for at in once.values()):
        return UNHEARD
    starts = [0]
    texts = []
    for unit in source:
        texts.append(unit_text(pair, unit).lower().replace(",", ""))
        starts.append(starts[-1] + len(texts[-1]) + 1)
    whole = "\n".join(texts)
    votes: list[int] = []
    for word, at in _sample(once):
        place = _only(whole, word)
        if place < 0:
            continue
        unit_at = bisect_right(starts, place) - 1
        off = unit_at - until[at] + 1 if unit_at >= until[at] else min(0, unit_at - where[at])
        votes.append(0 if abs(off) <= reach else off)
    if len(votes) < 2:
        return UNHEARD
    run = 1
    for before, now in pairwise(votes):
        run = run + 1 if now and before and abs(now - before) <= 1 else 1
        if run >= DRIFTED:
            return 0.0
    share = votes.count(0) / len(votes)
    return share if len(votes) > 2 or share == 1 else UNHEARD


# ----------------------------------------------------------------------------------- structure

UNLIKE = 3.0
"""How many times longer or shorter than the rest of its text a block may be that renders another."""


def _by_structure(pair: Pair, source: tuple[Unit, ...], target: tuple[Unit, ...]) -> _Found | None:
    """Align two texts that have the same blocks in the same order; None for any others."""
    if len(source) != len(target) or all(unit.kind in ("text", "segment") for unit in source):
        return None
    here, there = _bytes(source, 0, len(source)), _bytes(target, 0, len(target))
    if not here or not there:
        return None
    ratio = there / here
    for one, other in zip(source, target, strict=True):
        if one.kind != other.kind or one.level != other.level:
            return None
        if not one.size * ratio < UNLIKE * (other.size + SLACK) or not other.size < UNLIKE * (one.size + SLACK) * ratio:
            return None
    beads = [Bead(at, at + 1, at, at + 1, 1.0) for at in range(len(source))]
    confidence = _clocks(pair, source, target, beads, 0)
    if confidence < SAME:
        return None
    beads = [one._replace(confidence=round(confidence, 3)) for one in beads]
    return _Found("structure", confidence, 1.0, ratio, beads, [])


SLACK = 40
"""Bytes by which a block's length may always differ: titles and names are short."""

SAME = 0.8
"""Share of traces that must stand in the same block of both sides."""


# ---------------------------------------------------------------------------------- at a glance

FULL = 0.9
"""Bytes of a translation for one of its source from which on it may be taken to be all there."""

LONG = 1.6
"""The same from which on it may be longer than a translation."""

ASTRAY = 0.05
"""Share of a text by which traces may stand elsewhere than on the other side: sentences differ in length by a third,
chapters of ten of them by a tenth."""


@pair_fact
def even(pair: Pair) -> bool:
    """Whether, at a glance, a translation renders its source from beginning to end.

    It is about as long, and its stamps are those of the source; a page without stamps has what stands once on either
    side at the same place. A hundredth of the price of an alignment, for rules that look for what is missing; False
    where only an alignment can tell.
    """
    target = units(pair.target)
    if not pair.sources or not target:
        return False
    if target[0].seconds >= 0 and target[-1].seconds >= 0:
        return _same_stamps(pair, target)
    if len(pair.sources) != 1 or target[0].part != target[-1].part or any(unit.kind != "text" for unit in target):
        return False
    source = units(pair.sources[0])
    if not source:
        return False
    if len(source) != len(target) and all(unit.kind == "text" for unit in source):
        return False  # of a text that becomes a third longer, a quarter may be missing: count its paragraphs
    here, there = _bytes(source, 0, len(source)), _bytes(target, 0, len(target))
    if not FULL * here <= there <= LONG * here:
        return False
    first, begin = source[0].start, target[0].start
    theirs = pair.sources[0].text[first : source[-1].end].lower()
    mine = pair.target.text[begin : target[-1].end]
    plain = mine.replace(",", "")
    if any(figure.replace(",", "") not in plain for figure in figures(theirs)):
        return False
    limit = ASTRAY + PIECE / 2 / here
    places: dict[str, int] = {}
    for match in kept_words(mine):
        word = match[0].lower()
        if len(word) >= (2 if word[0].isdigit() else 3):
            places[word] = -1 if word in places else match.start()
    for word, at in _sample(places):
        place = _only(theirs, word)
        if place >= 0 and abs(place / len(theirs) - at / len(mine)) > limit:
            return False
    return True


WITNESSES = 300
"""Words that are looked for, at most: each costs a search of the whole source."""


def _sample(places: dict[str, int]) -> list[tuple[str, int]]:
    """The words that stand once, with their places; of many, as many as can be asked."""
    once = [(word, at) for word, at in places.items() if at >= 0]
    return once[:: len(once) // WITNESSES + 1]


def _only(text: str, word: str) -> int:
    """Where `word` stands in a text, if it does so once and as a word; else -1."""
    at = text.find(word)
    if at < 0 or text.find(word, at + 1) >= 0:
        return -1
    apart = not text[at - 1 : at].isalnum() and not text[at + len(word) : at + len(word) + 1].isalnum()
    return at if apart else -1


def _same_stamps(pair: Pair, target: tuple[Unit, ...]) -> bool:
    at = 0
    for doc in pair.sources:
        here = there = 0
        for unit in units(doc):
            if at == len(target) or unit.seconds != target[at].seconds or unit.seconds < 0:
                return False
            here += unit.size
            there += target[at].size
            at += 1
        if not ROOM * here <= there <= LONG * here:
            return False
    return at == len(target)


# ------------------------------------------------------------------------------------- content

PIECE = 160
"""Bytes of the pieces that running text is cut into where two sides are divided differently: about a sentence."""

MOST_PIECES = 800
"""Pieces a side from which on they become longer."""

CELLS = 100
"""Steps of the dynamic programming that a part may cost for each of its pieces, beyond `SMALL`; with more there is no
alignment. An hour of talk takes some 40: the traces that stand once on either side show the way."""

SPREAD, SPREAD_OF_BLOCKS = 12.0, 8.0
"""Variance of a translation's length per byte of its source. The ratio of single sentences, cut at about the same
places, spreads by a quarter to a third; that of whole paragraphs by a fifth (Gale and Church have 6.8 for characters
of European languages)."""

EXPECTED, MOST_EXPECTED = 0.3, 2.5
"""What it costs to take a piece for rendered: a share of the traces that one has on average, and a limit. It is paid
back where the two have any in common."""

JOINED = 4.0
"""Cost of rendering two list items, or an item and a paragraph, as one."""

USUAL = 0.95
"""Bytes of a translation for one of its source that are assumed where it has fewer: else a text whose half is missing
would be taken for one that is said in half as many words."""

OPEN, OPEN_OF_BLOCKS, EXTEND = 3.5, 2.5, 0.8
"""Cost of a gap, and of each `PIECE` bytes in it, in nats as all costs."""

_BEADS = ((1, 1, 0.0), (1, 2, 1.2), (2, 1, 1.2), (2, 2, 2.0), (1, 3, 2.5), (3, 1, 2.5))
_BEADS_OF_BLOCKS = ((1, 1, 0.0), (1, 2, 3.0), (2, 1, 3.0), (2, 2, 6.0), (1, 3, 5.0), (3, 1, 5.0))
_APART = 60.0  # a heading is not rendered by a paragraph
_RUNNING = frozenset(("text", "segment", "list", "quote", "html", "table"))
_SINGLE = frozenset(("heading", "fence", "code", "table"))


class _Piece(NamedTuple):
    unit: int
    start: int  # of its text
    end: int
    size: int
    kind: str
    level: int


def _by_content(pair: Pair, source: tuple[Unit, ...], target: tuple[Unit, ...]) -> _Found:
    """Align two texts by what they say."""
    running = all(
        2 * sum(unit.kind in ("text", "segment") for unit in side) >= len(side) for side in (source, target)
    ) and not any(unit.kind == "heading" for unit in target)
    if running and (found := _by_paragraphs(pair, source, target)) is not None:
        return found
    theirs, mine = _pieces(pair, source, running), _pieces(pair, target, running)
    likeness = _likeness(pair, source, target, theirs, mine)
    ratio = min(1.3, max(USUAL, _bytes(target, 0, len(target)) / max(1, _bytes(source, 0, len(source)))))
    steps, ratio = _steps(theirs, mine, likeness, ratio)
    if steps is None:
        return _Found("none", 0.0, 0.0, 1.0, [], [])
    steps = _with_loose_end(theirs, mine, steps, likeness)
    scores = _scores(steps, likeness)
    confidence = _confidence(scores, likeness, min(EVIDENCE, FEWEST + len(theirs)) if running else EVIDENCE)
    if not running:
        steps = _without_doubtful_gaps(theirs, mine, steps, likeness)
        scores = _scores(steps, likeness)
    beads = _unit_beads(theirs, mine, steps, scores, (len(source), len(target)), confidence)
    least = NOISE * _goal(source) if running else 0.0
    holes = [one for one in _holes(theirs, mine, steps, likeness.alike, ratio) if one.size >= least]
    whole = _bytes(source, 0, len(source))
    covered = 1 - sum(hole.size for hole in holes) / max(1, whole)
    return _Found("content", confidence, max(0.0, covered), ratio, beads, holes)


WEIGHT = 0.5
"""What each paragraph adds to the weight of the traces where two texts keep step: 9 in 10 pages of three to six
paragraphs do with their own source, 4 in 10 with another that has about as many."""

STEP = 0.45
"""How far the lengths of two paragraphs that render each other may be from the usual ratio, as a logarithm."""

SHORTEST = 60
"""Bytes of a paragraph from which on its length is compared."""


def _by_paragraphs(pair: Pair, source: tuple[Unit, ...], target: tuple[Unit, ...]) -> _Found | None:
    """Align two texts of paragraphs that keep step; None where they are divided differently, or cut by the clock.

    Translators keep paragraphs, so where their lengths correspond this tells as much as words do: short texts on
    everyday subjects have few of these in common.
    """
    if any(unit.kind != "text" or unit.seconds >= 0 for unit in (*source, *target)):
        return None
    n, m = len(source), len(target)
    if min(n, m) < LEAST_PARAGRAPHS or max(n, m) > 2 * min(n, m):
        return None
    theirs, mine = _pieces(pair, source, False), _pieces(pair, target, False)
    likeness = _likeness(pair, source, target, theirs, mine)
    ratio = _bytes(target, 0, m) / max(1, _bytes(source, 0, n))
    best: tuple[float, int, float, list[tuple[int, int, int, int]]] | None = None
    # Either all paragraphs are rendered, some joined, or some are missing, and the text is longer than it seems.
    for start in dict.fromkeys((ratio, ratio * max(1.0, n / m))):
        steps, fitted = _steps(theirs, mine, likeness, min(1.6, max(0.6, start)), whole=True)
        if steps is None:
            return None
        steps = _without_doubtful_gaps(theirs, mine, steps, likeness)
        step, single = _out_of_step(theirs, mine, steps)
        if best is None or step < best[0]:
            best = step, single, fitted, steps
    assert best is not None
    step, single, ratio, steps = best
    if step > STEP or single < LEAST_PARAGRAPHS:
        return None
    scores = _scores(steps, likeness)
    needed = min(EVIDENCE, FEWEST + sum(unit.size for unit in source) / PIECE)
    confidence = _confidence(scores, likeness, needed, WEIGHT * single)
    beads = _unit_beads(theirs, mine, steps, scores, (n, m), confidence, in_step=True)
    holes = _holes(theirs, mine, steps, likeness.alike, ratio)
    covered = 1 - sum(hole.size for hole in holes) / max(1, _bytes(source, 0, n))
    return _Found("content", confidence, max(0.0, covered), ratio, beads, holes)


LEAST_PARAGRAPHS = 3


def _log_ratio(theirs: list[_Piece], mine: list[_Piece], step: tuple[int, int, int, int]) -> float | None:
    """How long the translation is for its source, as a logarithm; None where there is too little of either."""
    a, b, c, d = step
    here, there = sum(piece.size for piece in theirs[a:b]), sum(piece.size for piece in mine[c:d])
    return log(there / here) if here and there and max(here, there) >= SHORTEST else None


def _out_of_step(theirs: list[_Piece], mine: list[_Piece], steps: list[tuple[int, int, int, int]]) -> tuple[float, int]:
    """How far the lengths are from their usual ratio where they are farthest, as a logarithm; how many are single.

    Of four and more, one may be too short: it lacks sentences.
    """
    found = [(ratio, step) for step in steps if (ratio := _log_ratio(theirs, mine, step)) is not None]
    if not found:
        return float("inf"), 0
    usual = sorted(ratio for ratio, _ in found)[len(found) // 2]
    single = sum(b - a == d - c == 1 for _, (a, b, c, d) in found)
    off = sorted(abs(ratio - usual) for ratio, _ in found)
    shortest, step = min(found)
    lacking = len(found) > LEAST_PARAGRAPHS and shortest == usual - off[-1] and step[1] - step[0] == 1
    return off[-2 if lacking else -1], single


HARDLY, USUALLY = 0.2, 2.5
"""How far a length may be from the usual ratio and be nothing special: always, as a logarithm, and in median deviations
of the text."""


LEFT = 0.4
"""Share of its traces that a paragraph must have left in the one that is to render it, too."""


def _without_doubtful_gaps(
    theirs: list[_Piece], mine: list[_Piece], steps: list[tuple[int, int, int, int]], likeness: _Likeness
) -> list[tuple[int, int, int, int]]:
    """Take paragraphs that seem to be missing for joined to a neighbour that is long enough for both.

    But not where the neighbour has hardly any of the traces that they should have left in it.
    """
    if all(c < d for _, _, c, d in steps):
        return steps
    ratios = sorted(ratio for step in steps if (ratio := _log_ratio(theirs, mine, step)) is not None)
    if len(ratios) < LEAST_PARAGRAPHS:
        return steps
    usual = ratios[len(ratios) // 2]
    room = max(HARDLY, USUALLY * sorted(abs(ratio - usual) for ratio in ratios)[len(ratios) // 2])
    left = list(steps)
    found: list[tuple[int, int, int, int]] = []
    for at, (a, b, c, d) in enumerate(left):
        if c == d and all(piece.kind == "text" for piece in theirs[a:b]):
            traced = sum(map(likeness.weights.__getitem__, set[str]().union(*likeness.theirs[a:b])))
            least = LEFT * traced if traced >= 1.0 else 0.0
            before = (found[-1][0], b, *found[-1][2:]) if found else None
            behind = (a, *left[at + 1][1:]) if at + 1 < len(left) else None
            if before and likeness.shared(a, b, *before[2:]) >= least and _holds(theirs, mine, before, usual - room):
                found[-1] = before
                continue
            if behind and likeness.shared(a, b, *behind[2:]) >= least and _holds(theirs, mine, behind, usual - room):
                left[at + 1] = behind
                continue
        found.append((a, b, c, d))
    return found


def _holds(theirs: list[_Piece], mine: list[_Piece], step: tuple[int, int, int, int], least: float) -> bool:
    """Whether paragraphs are long enough for all that they would have to render."""
    if any(piece.kind != "text" for piece in (*theirs[step[0] : step[1]], *mine[step[2] : step[3]])):
        return False
    ratio = _log_ratio(theirs, mine, step)
    return ratio is not None and ratio >= least


def _steps(
    theirs: list[_Piece], mine: list[_Piece], likeness: _Likeness, ratio: float, *, whole: bool = False
) -> tuple[list[tuple[int, int, int, int]] | None, float]:
    """The best way through both sides, and the ratio of lengths that it shows; None where it would cost too much."""
    steps: list[tuple[int, int, int, int]] | None = None
    for _ in range(2):
        steps = _best_path(theirs, mine, likeness, ratio, whole=whole)
        if steps is None:
            return None, ratio
        before, ratio = ratio, _typical(theirs, mine, steps) or ratio
        if abs(ratio - before) < 0.1 * before:
            break
    return steps, ratio


def _scores(steps: list[tuple[int, int, int, int]], likeness: _Likeness) -> list[float]:
    return [likeness.shared(*step) if step[1] > step[0] and step[3] > step[2] else 0.0 for step in steps]


def _confidence(scores: list[float], likeness: _Likeness, needed: float, even: float = 0.0) -> float:
    """How far what a path collects tells that the two sides belong together.

    `needed` is the weight of traces from which on their share can be trusted, `even` what the lengths add to it.
    """
    if not likeness.possible:
        return 0.0
    share = sum(scores) / likeness.possible
    return max(0.0, min(1.0, (share - CHANCE) / (SOUND - CHANCE))) * min(1.0, (likeness.possible + even) / needed)


def _typical(theirs: list[_Piece], mine: list[_Piece], steps: list[tuple[int, int, int, int]]) -> float:
    """How long the translation of a piece usually is, for one byte of the source; 0 where too few say."""
    ratios = sorted(
        mine[c].size / theirs[a].size
        for a, b, c, d in steps
        if b - a == 1 and d - c == 1 and theirs[a].size >= PIECE // 4
    )
    return min(1.6, max(0.5, ratios[len(ratios) // 2])) if len(ratios) >= _FEW else 0.0


_FEW = 4  # pieces that say nothing about the rest


NOISE = 1.3
"""Pieces that running text must lack: a single one may be left over where two sides are cut at other places."""

CHANCE, SOUND = 0.3, 0.7
"""Share of the traces two texts have in common that a monotone path collects: from texts that have nothing to do with
each other, and from a translation."""

FEWEST, EVIDENCE = 3.0, 12.0
"""Weight of common traces from which on their share can be trusted: `FEWEST`, and 1 for each piece, for the longer two
texts are, the more traces they have in common by chance; at most, and always where blocks are of many kinds, five words
that stand once in forty pieces. Of 800 pages of three to six paragraphs, of news and of a schoolbook, 93 in 100 reach a
confidence of 0.6 with their own source, 4 in 100 with another."""


def _goal(side: tuple[Unit, ...]) -> int:
    """Bytes of the pieces that running text is cut into."""
    return max(PIECE, _bytes(side, 0, len(side)) // MOST_PIECES)


def _pieces(pair: Pair, side: tuple[Unit, ...], running: bool) -> list[_Piece]:
    """The units, cut into pieces of about a sentence where they are running text."""
    if not running:
        return [_Piece(at, 0, -1, unit.size, unit.kind, unit.level) for at, unit in enumerate(side)]
    goal = _goal(side)
    found: list[_Piece] = []
    for at, unit in enumerate(side):
        text = unit_text(pair, unit)
        count = max(1, round(unit.size / goal))
        chars = len(text) // count + 1
        start = 0
        while start < len(text):
            end = start + chars
            end = len(text) if end + chars // 2 >= len(text) else _cut(text, end, chars // 3)
            size = len(text[start:end].encode("utf-8", "surrogatepass"))
            found.append(_Piece(at, start, end, size, "text", 0))
            start = end
    return found


def _cut(text: str, at: int, reach: int) -> int:
    """A place near `at` to cut: behind a sentence, else at a space."""
    low = max(1, at - reach)
    for mark in (". ", "? ", "! ", " "):
        after = text.find(mark, at, at + reach)
        before = text.rfind(mark, low, at)
        places = [place + len(mark) for place in (after, before) if place >= 0]
        if places:
            return min(places, key=lambda place: abs(place - at))
    return at


_FIGURES = 2  # significant digits from which on a quantity is a trace


class _Likeness(NamedTuple):
    """What the pieces of two texts have in common."""

    alike: list[dict[int, float]]  # for each source piece, the weight of the traces it shares with a target piece
    theirs: list[set[str]]  # traces of each source piece that the other side has
    mine: list[set[str]]
    weights: dict[str, float]
    possible: float  # what a perfect alignment would collect

    def shared(self, a: int, b: int, c: int, d: int) -> float:
        """The weight of the traces that source pieces `a` to `b` share with target pieces `c` to `d`, each once."""
        if b == a + 1 and d == c + 1:
            return self.alike[a].get(c, 0.0)
        left: set[str] = set().union(*self.theirs[a:b])
        right: set[str] = set().union(*self.mine[c:d])
        return sum(map(self.weights.__getitem__, left & right))


def _likeness(
    pair: Pair, source: tuple[Unit, ...], target: tuple[Unit, ...], theirs: list[_Piece], mine: list[_Piece]
) -> _Likeness:
    """Compare all pieces with all; rare traces weigh more."""

    def text_of(side: tuple[Unit, ...], piece: _Piece) -> str:
        text = unit_text(pair, side[piece.unit])
        return text if piece.end < 0 else text[piece.start : piece.end]

    languages = pair.target.settings.language
    texts = [text_of(target, piece) for piece in mine]
    kept: set[str] = set()
    for text in texts:
        kept |= latin_words(text)
    kept = {word for word in kept if len(word) > 1}
    right: dict[str, list[int]] = {}
    for j, text in enumerate(texts):
        for trace in {*traces(text, languages.target, kept), *_figures(text, languages.target)}:
            right.setdefault(trace, []).append(j)
    left: dict[str, list[int]] = {}
    for i, piece in enumerate(theirs):
        text = text_of(source, piece)
        for trace in {*traces(text, languages.source, kept), *_figures(text, languages.source)}:
            if trace in right:
                left.setdefault(trace, []).append(i)
    alike: list[dict[int, float]] = [{} for _ in theirs]
    said: list[set[str]] = [set() for _ in theirs]
    seen: list[set[str]] = [set() for _ in mine]
    weights: dict[str, float] = {}
    possible = 0.0
    for trace, rows in left.items():
        columns = right[trace]
        weight = 0.5 * (log((len(theirs) + 1) / len(rows)) + log((len(mine) + 1) / len(columns)))
        if trace[0] == "=":
            weight *= 0.6
        if weight < 0.5 or len(rows) * len(columns) > 400:
            continue
        possible += weight * min(len(rows), len(columns))
        weights[trace] = weight
        for j in columns:
            seen[j].add(trace)
        for i in rows:
            said[i].add(trace)
            row = alike[i]
            for j in columns:
                row[j] = row.get(j, 0.0) + weight
    return _Likeness(alike, said, seen, weights, possible)


def _figures(text: str, language: str) -> list[str]:
    if language not in ("ko", "en"):
        return []
    found = quantities(text, language)
    return ["#" + one.low for one in found if one.low and one.digits >= _FIGURES and one.low == one.high]


SMALL = 10_000
"""Steps up to which the dynamic programming looks at everything, some 0.05 s."""

MARGIN = 16
"""Pieces by which it may leave the way that single traces show."""


def _steady(chain: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """The points that lie like most of the five around them: one that is off would lead the search astray."""
    kept: list[tuple[int, int]] = []
    for at, (i, j) in enumerate(chain):
        near = sorted(y - x for x, y in chain[max(0, at - 2) : at + 3])
        if abs(j - i - near[len(near) // 2]) <= MARGIN // 2:
            kept.append((i, j))
    return kept


def _band(theirs: list[_Piece], mine: list[_Piece], alike: list[dict[int, float]]) -> tuple[list[int], list[int]]:
    """For each row of the search, the columns that are looked at.

    All of them in a small part; else those between the traces that stand once on either side and are in order.
    """
    n, m = len(theirs), len(mine)
    if n * m <= SMALL:
        return [0] * (n + 1), [m] * (n + 1)
    best: list[tuple[int, int]] = []
    for i, row in enumerate(alike):
        if row:
            j = max(row, key=lambda at: row[at])
            second = max((value for at, value in row.items() if at != j), default=0.0)
            if row[j] > 2.5 and row[j] > 1.5 * second:
                best.append((i, j))
    chain = _steady(_chain(best))
    low, high = [0] * (n + 1), [m] * (n + 1)
    knots = [(0, 0), *chain, (n, m)]
    for (i, j), (i_end, j_end) in pairwise(knots):
        for row_at in range(i, i_end + 1):
            low[row_at] = max(0, j - MARGIN)
            high[row_at] = min(m, j_end + MARGIN)
    for row_at in range(1, n + 1):
        low[row_at] = max(low[row_at], low[row_at - 1])
    for row_at in range(n - 1, -1, -1):
        high[row_at] = min(high[row_at], high[row_at + 1])
    low[0], high[n] = 0, m
    return low, high


def _chain(points: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """The longest of the chains of points that ascend on both sides (patience sorting)."""
    tails: list[int] = []
    tail_at: list[int] = []
    before = [-1] * len(points)
    for at, (_, j) in enumerate(points):
        place = bisect_left(tails, j)
        before[at] = tail_at[place - 1] if place else -1
        tails[place : place + 1] = [j]
        tail_at[place : place + 1] = [at]
    found: list[tuple[int, int]] = []
    at = tail_at[-1] if tail_at else -1
    while at >= 0:
        found.append(points[at])
        at = before[at]
    return found[::-1]


def _pairing(a: _Piece, b: _Piece) -> float:
    """What it costs that a block is rendered by one of another kind."""
    if a.kind == b.kind:
        if a.kind == "heading":
            return -2.0 + 1.5 * abs(a.level - b.level)
        return -2.0 if a.kind in _SINGLE else 0.0
    if a.kind in _RUNNING and b.kind in _RUNNING:
        return 0.0 if {a.kind, b.kind} == {"text", "segment"} else 1.5
    return 1.5 if {a.kind, b.kind} == {"fence", "code"} else _APART


def _joining(theirs: list[_Piece], mine: list[_Piece], a: int, b: int, c: int, d: int) -> float:
    """What it costs that several blocks are rendered together."""
    cost = 0.0
    for piece in (*theirs[a:b], *mine[c:d]):
        if piece.kind in _SINGLE:
            return _APART
        if piece.kind == "list":
            cost += JOINED / 2
    return cost


def _best_path(
    theirs: list[_Piece], mine: list[_Piece], likeness: _Likeness, ratio: float, *, whole: bool
) -> list[tuple[int, int, int, int]] | None:
    """The cheapest way through both sides, as (source start, end, target start, end); one side of a gap is empty.

    `whole` pieces are the paragraphs that authors and translators made, and no cuttings.
    """
    n, m = len(theirs), len(mine)
    alike = likeness.alike
    low, high = _band(theirs, mine, alike)
    if sum(high[i] - low[i] + 1 for i in range(n + 1)) > max(4 * SMALL, CELLS * (n + m)):
        return None
    infinite = float("inf")
    sizes = [piece.size for piece in theirs]
    others = [piece.size / ratio for piece in mine]
    gap_s = [EXTEND * size / PIECE for size in sizes]
    gap_t = [EXTEND * size / PIECE for size in others]
    structured = whole or any(piece.kind not in ("text", "segment") for piece in (*theirs, *mine))
    spread = SPREAD_OF_BLOCKS if structured else SPREAD
    opening = OPEN_OF_BLOCKS if structured else OPEN
    expected = 0.0 if structured else min(MOST_EXPECTED, EXPECTED * likeness.possible / max(1, n))
    kinds_of_bead = tuple(
        (code, di, dj, penalty + expected * di)
        for code, (di, dj, penalty) in enumerate(_BEADS_OF_BLOCKS if structured else _BEADS, 1)
    )
    until, reach = [0, *accumulate(sizes)], [0.0, *accumulate(others)]
    gains = [0.0]  # at most, of all rows up to here: to pass over beads that cannot be the best
    for row_of in alike:
        top = sum(sorted(row_of.values())[-3:])
        gains.append(gains[-1] + top + 2.0 * structured)
    cost: list[list[float]] = []  # of rows, from `low`
    skip: list[list[float]] = []  # the same, ending in a gap of the target
    back: list[bytearray] = []
    skips: list[bytearray] = []  # whether the gap was opened here
    adds: list[bytearray] = []
    for i in range(n + 1):
        begin, end = low[i], high[i]
        width = end - begin + 1
        row, lost = [infinite] * width, [infinite] * width
        marks, opened, entered = bytearray(width), bytearray(width), bytearray(width)
        extra = infinite
        for j in range(begin, end + 1):
            at = j - begin
            best, mark = infinite, 0
            if i == 0 and j == 0:
                best = 0.0
            if i > 0 and low[i - 1] <= j <= high[i - 1]:
                up = j - low[i - 1]
                gap, fresh = skip[i - 1][up] + gap_s[i - 1], 0
                if cost[i - 1][up] + opening + gap_s[i - 1] < gap:
                    gap, fresh = cost[i - 1][up] + opening + gap_s[i - 1], 1
                lost[at], opened[at] = gap, fresh
                if gap < best:
                    best, mark = gap, 8
            if at > 0:
                gap = extra + gap_t[j - 1]
                if row[at - 1] + opening + gap_t[j - 1] < gap:
                    gap = row[at - 1] + opening + gap_t[j - 1]
                    entered[at] = 1
                extra = gap
                if gap < best:
                    best, mark = gap, 9
            if i > 0 and j > 0:
                for code, di, dj, penalty in kinds_of_bead:
                    if di > i or dj > j:
                        continue
                    from_row, column = i - di, j - dj
                    begin_of = low[from_row]
                    if column < begin_of or column > high[from_row]:
                        continue
                    base = cost[from_row][column - begin_of] + penalty
                    if base - gains[i] + gains[from_row] >= best:
                        continue
                    here, there = until[i] - until[from_row], reach[j] - reach[column]
                    off = here - there
                    base += off * off / (spread * (here + there) + 800.0)
                    single = di == dj == 1
                    if structured:
                        base += _pairing(theirs[i - 1], mine[j - 1])
                        if not single:
                            base += _joining(theirs, mine, from_row, i, column, j)
                    same = alike[i - 1].get(j - 1, 0.0)
                    if not single:
                        if base - gains[i] + gains[from_row] >= best:
                            continue
                        same = likeness.shared(from_row, i, column, j)
                    if base - same < best:
                        best, mark = base - same, code
            row[at], marks[at] = best, mark
        cost.append(row)
        skip.append(lost)
        back.append(marks)
        skips.append(opened)
        adds.append(entered)
        if i >= 3:
            cost[i - 3] = []
        if i >= 1:
            skip[i - 1] = []
    return _traced(low, back, skips, adds, n, m)


def _traced(
    low: list[int], back: list[bytearray], skips: list[bytearray], adds: list[bytearray], n: int, m: int
) -> list[tuple[int, int, int, int]]:
    """Follow the marks from the end to the beginning."""
    steps: list[tuple[int, int, int, int]] = []
    i, j = n, m
    while i or j:
        mark = back[i][j - low[i]]
        if mark == 8:
            opened = 0
            while not opened:
                opened = skips[i][j - low[i]]
                steps.append((i - 1, i, j, j))
                i -= 1
        elif mark == 9:
            opened = 0
            while not opened:
                opened = adds[i][j - low[i]]
                steps.append((i, i, j - 1, j))
                j -= 1
        else:
            di, dj, _ = _BEADS[mark - 1]
            steps.append((i - di, i, j - dj, j))
            i, j = i - di, j - dj
    return steps[::-1]


def _with_loose_end(
    theirs: list[_Piece],
    mine: list[_Piece],
    steps: list[tuple[int, int, int, int]],
    likeness: _Likeness,
) -> list[tuple[int, int, int, int]]:
    """Where the translation stops early, keep its last words from being taken for the source's last ones."""
    gap = next((at for at in range(len(steps) - 1, -1, -1) if steps[at][2] == steps[at][3]), -1)
    if gap < 0 or gap == len(steps) - 1:
        return steps
    first = gap
    while first and steps[first - 1][2] == steps[first - 1][3]:
        first -= 1
    a, c = steps[first][0], steps[gap + 1][2]
    lost = sum(theirs[i].size for i in range(a, steps[gap][1]))
    said = sum(mine[j].size for j in range(c, len(mine)))
    score = likeness.shared(steps[gap][1], len(theirs), c, len(mine))
    if 2 * said > lost or len(mine) - c > 2 or score >= 3.0:
        return steps
    before = steps[first - 1] if first else (a, a, c, c)
    kept = (before[0], before[1], before[2], len(mine))  # the last words belong to what stands before them
    return [
        *(steps[: first - 1] if first else ()),
        kept,
        *((i, i + 1, len(mine), len(mine)) for i in range(a, len(theirs))),
    ]


def _holes(
    theirs: list[_Piece],
    mine: list[_Piece],
    steps: list[tuple[int, int, int, int]],
    alike: list[dict[int, float]],
    ratio: float,
) -> list[Hole]:
    """Runs of source pieces that nothing renders.

    What stands unmatched in the translation at the same place may be a free rendering: its length is taken off.
    What stands unmatched elsewhere and has the same traces has been moved.
    """
    loose = {j for a, b, c, d in steps if a == b for j in range(c, d)}
    found: list[Hole] = []
    at = 0
    while at < len(steps):
        stop = at
        while stop < len(steps) and (steps[stop][0] == steps[stop][1] or steps[stop][2] == steps[stop][3]):
            stop += 1
        if stop > at:
            a, c = steps[at][0], steps[at][2]
            b, d = steps[stop - 1][1], steps[stop - 1][3]
            size = sum(theirs[i].size for i in range(a, b)) - round(sum(mine[j].size for j in range(c, d)) / ratio)
            if b > a and size > 0 and not _moved(alike, loose, a, b):
                behind = next(step[2] for step in steps[at:stop] if step[0] < step[1])
                found.append(
                    Hole(theirs[a].unit, theirs[b - 1].unit + 1, size, mine[behind - 1].unit if behind else -1)
                )
        at = max(stop, at + 1)
    return found


MOVED = 0.5
"""Share of its traces that a stretch must have in common with unmatched text elsewhere to count as moved."""


def _moved(alike: list[dict[int, float]], loose: set[int], start: int, end: int) -> bool:
    if not loose:
        return False
    here = best = 0.0
    for i in range(start, end):
        row = alike[i]
        best += max(row.values(), default=0.0)
        here += max((value for j, value in row.items() if j in loose), default=0.0)
    return here >= 3.0 and here >= MOVED * best


NEAR = 2
"""Steps on either side whose common traces speak for a bead: Korean puts things in another order."""


def _unit_beads(
    theirs: list[_Piece],
    mine: list[_Piece],
    steps: list[tuple[int, int, int, int]],
    scores: list[float],
    count: tuple[int, int],
    confidence: float,
    *,
    in_step: bool = False,
) -> list[Bead]:
    """Put the pieces together: every unit goes with the one that it shares most bytes with.

    Where the lengths keep step, a unit needs no traces of its own.
    """
    n, m = count
    shared: list[dict[int, float]] = [{} for _ in range(n)]
    lost = [0.0] * n
    support = [0.0] * m
    for at, (a, b, c, d) in enumerate(steps):
        near = sum(scores[max(0, at - NEAR) : at + NEAR + 1])
        for j in range(c, d):
            support[mine[j].unit] = max(support[mine[j].unit], near if b > a else 0.0)
        for i in range(a, b):
            if c == d:
                lost[theirs[i].unit] += theirs[i].size
            row = shared[theirs[i].unit]
            for j in range(c, d):
                row[mine[j].unit] = row.get(mine[j].unit, 0.0) + theirs[i].size / (d - c)
    main = [-1] * n
    top = 0
    for i, row in enumerate(shared):
        if row and sum(row.values()) > lost[i]:
            top = main[i] = max(top, max(row, key=lambda j: row[j]))
    first: dict[int, int] = {}
    last: dict[int, int] = {}
    for i, j in enumerate(main):
        if j >= 0:
            first.setdefault(j, i)
            last[j] = i + 1
    beads: list[Bead] = []
    rendered = {j for row in shared for j in row}
    at = 0  # source units up to here are in beads
    for j in range(m):
        if j not in first:
            before = beads[-1] if beads else None
            if (
                j in rendered
                and before is not None
                and before.target_end == j
                and before.source_end > before.source_start
            ):
                beads[-1] = before._replace(target_end=j + 1)
            else:
                beads.append(Bead(at, at, j, j + 1, 0.0))
            continue
        if first[j] > at:
            beads.append(Bead(at, first[j], j, j, confidence))
        sure = confidence if in_step else confidence * min(1.0, support[j] / 4.0)
        beads.append(Bead(first[j], last[j], j, j + 1, round(sure, 3)))
        at = last[j]
    if at < n:
        beads.append(Bead(at, n, m, m, confidence))
    return beads
