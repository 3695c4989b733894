"""What a translation lacks of its source, for the rules that compare the two, and those about stamps."""

from __future__ import annotations

import re
from itertools import takewhile
from typing import TYPE_CHECKING

from llmdoc_lint.blocks import front_matter, headings
from llmdoc_lint.course import pair_fact, profile
from llmdoc_lint.language.alignment import aligned, even, unit_text
from llmdoc_lint.language.cognates import latin_words, traces
from llmdoc_lint.patterns import pattern
from llmdoc_lint.values import NamedTuple
from llmdoc_rules._evidence import DOUBT, SURE_LOSS, loss
from llmdoc_rules._incomplete import empties, placeholders
from llmdoc_rules._stamps import pace

if TYPE_CHECKING:
    from llmdoc_lint.course import Pair
    from llmdoc_lint.language.alignment import Alignment, Hole, Part
    from llmdoc_lint.language.units import Unit

__all__ = ["MARKUP", "SURE", "Lack", "ceremonious", "civil", "lacks", "place_behind", "spoken", "thin", "trusted"]

SURE = 0.6
"""Confidence from which on an alignment may be the ground of a finding: of 264 pages of documentation that were paired
with the wrong source 7 reach it, of 135 with their own all but 4, whose sources have been rewritten since."""

LEAST = 90
"""Letters a stretch of an article's source must have to be missed: one line and a half."""

LEAST_SPOKEN = 180
"""The same for what was said, some 15 s: translators leave out what a speaker repeats, and jokes."""

CEREMONY = 0.1
"""Share of the words of a spoken passage from which on it is greeting, thanks and housekeeping, of which translators
leave a word or two. Of 115 passages of the same lectures two reach it: a welcome and a farewell, with 0.2 and more."""

EDGE = 0.9
"""Share of a source's first segment that must be missing: cut every 30 s, it may belong to two chapters."""

CLOCKS = 0.3
"""Share of a source's stamps from which on `source-timestamp-missing` does not report that they are missing."""


class Lack(NamedTuple):
    """A stretch of the source that a translation lacks, or all that it lacks."""

    part: Part
    first: int  # source units of the alignment
    last: int
    size: int  # bytes of the source
    start: int  # place in the translation behind which it is missing
    end: int


def trusted(part: Part) -> bool:
    return part.method != "none" and part.confidence >= SURE


@pair_fact
def lacks(pair: Pair) -> tuple[Lack, ...]:
    """The stretches that a translation lacks for a reason that no other rule names.

    Not a lack: what a placeholder or an empty chapter stands for, single stamps that `timestamp-gap` and
    `source-timestamp-missing` report, boilerplate, the first and last segments at a chapter's border.
    """
    if even(pair):
        return ()
    alignment = aligned(pair)
    found: list[Lack] = []
    for part in alignment.parts:
        if not trusted(part) or not part.holes:
            continue
        reach = _reach(pair, part)
        for hole in part.holes:
            ends = hole.source_end == part.source_end or hole.before + 1 >= part.target_end
            if (len(pair.target.text) if ends else alignment.target[hole.before + 1].end) > reach:
                continue
            if _missed(pair, alignment, part, hole) and (
                part.method == "content" or _unclocked(pair, alignment, part, hole)
            ):
                start, end = place_behind(pair, part, hole.before)
                found.append(Lack(part, hole.source_start, hole.source_end, hole.size, start, end))
    return tuple(found)


THIN = 0.5
"""Bytes of a translation for one of its source below which it is a summary: human translations into Korean have 0.80
to 1.29, of talks, whose repetitions they may leave out, 0.91."""


RELATED = 0.25
"""Confidence that is enough where the length alone says it: what is condensed is worded anew, and aligns badly."""

TINY = 0.33
"""Bytes of a translation for one of its source below which no alignment is asked: no translation is that short."""


def thin(pair: Pair, part: Part) -> float:
    """The share of its source's length that a translation has, where that is too little; else 0."""
    if part.method == "none" or _reach(pair, part) < len(pair.target.text):
        return 0.0
    alignment = aligned(pair)
    theirs = sum(unit.size for unit in alignment.source[part.source_start : part.source_end])
    theirs -= _ceremony(pair, part)
    if part.method == "stamps":
        theirs -= sum(hole.size for hole in part.holes)  # stamps that are missing are another fault
    mine = sum(unit.size for unit in alignment.target[part.target_start : part.target_end])
    if theirs < _WHOLE or mine >= (THIN if part.confidence >= RELATED else TINY) * theirs:
        return 0.0
    return mine / theirs


_WHOLE = 800  # bytes of a source from which on its length says something


def _reach(pair: Pair, part: Part) -> int:
    """How far the translation goes on without a placeholder or an empty chapter, one of which may stand for what is
    missing where nothing that renders the source stands in between; behind the text where it has neither.
    """
    doc = pair.target
    any_chapter = profile(doc).part != "index"  # a page is all of one
    if any(any_chapter or one.chapter == part.number for one in empties(doc)):
        return 0
    starts = (one.start for one in placeholders(doc) if any_chapter or one.chapter == part.number)
    return min(starts, default=len(doc.text))


MARKUP = pattern(
    r"(?m)^[ ]{0,3}\[[^\[\]\n]{1,200}\]:[ \t]*\S+|\]\([^()\s]{0,500}\)|https?://\S{1,500}|`[^`\n]{1,200}`|\{[^{}\n]{0,200}\}"
    # A tag, over several lines, too; what is in quotation marks may hold others.
    r"|<[^<>\n]{1,300}>|</?[A-Za-z][^<>\"'`]{0,300}+(?:(?:\"[^\"]{0,400}\"|'[^'\n]{0,400}')[^<>\"'`]{0,300}+){0,12}+>"
)
_LETTERS = pattern(r"[^\W\d_]+")
# What a translation may leave out without a word: who paid for it, whose it is, what else to click on.
_BOILERPLATE = pattern(
    r"\b(?:sponsor(?:s|ed)?|subscribe|newsletter|all rights reserved|copyright|licensed? under|terms of (?:use|service)"
    r"|privacy policy|cookies|advertisements?|affiliate|patreon|edit this page|last updated|promo code)\b",
    re.IGNORECASE,
)
_LONGEST_BOILERPLATE = 700  # bytes; a whole section about sponsors is a text
_TEXT = frozenset(("text", "list", "quote", "segment", "html"))


def _missed(pair: Pair, alignment: Alignment, part: Part, hole: Hole) -> bool:
    """Whether what a hole lacks is text that a translation must have: not too little, and nothing else has it."""
    inside = alignment.source[hole.source_start : hole.source_end]
    whole = sum(unit.size for unit in inside)
    clocked = any(unit.kind == "segment" for unit in inside)
    letters = 0
    texts: list[str] = []
    for unit in inside:
        if unit.kind in _TEXT:
            text = unit_text(pair, unit)
            texts.append(text)
            if not ceremonious(text):
                letters += sum(map(len, _LETTERS.findall(text if clocked else MARKUP.sub(" ", text))))
    if letters * hole.size // max(1, whole) < (LEAST_SPOKEN if clocked else LEAST):
        return False
    if clocked and part.number >= 0 and _at_border(pair, alignment, part, hole):
        return False
    if part.method == "content":
        if clocked and part.number >= 0 and _shifted(pair, alignment, part, hole):
            return False
        if clocked and part.ratio > MOST:
            return False
        if not _gone(pair, alignment, part, hole, clocked):
            return False
    return whole >= _LONGEST_BOILERPLATE or not any(_BOILERPLATE.search(text) for text in texts)


def _gone(pair: Pair, alignment: Alignment, part: Part, hole: Hole, clocked: bool) -> bool:
    """Whether what a hole lacks is missing, and not condensed nor rendered with its neighbours.

    Where it has nothing to be named, the lengths must tell: a long stretch is missing, or whole passages are, and
    nothing has room for them.
    """
    source = range(hole.source_start, hole.source_end)
    told = loss(pair, source, hole.size, range(hole.before - 1, hole.before + 3))
    if not spoken(pair, alignment.source[hole.source_start]):
        return told >= -DOUBT and not _held_by_neighbours(alignment, part, hole, clocked, HELD)
    whole = hole.size >= sum(alignment.source[at].size for at in source)
    if not whole and hole.size < FRAGMENT:
        return False
    if told >= SURE_LOSS:
        return not _held_by_neighbours(alignment, part, hole, clocked, HELD)
    if told < -DOUBT or hole.size <= _ceremony(pair, part) or _unplaced(alignment, part, hole):
        return False
    if part.in_step and _full(alignment, part, hole):
        return False
    if hole.size >= LONG:
        return not _held_by_neighbours(alignment, part, hole, clocked, HELD_OF_LONG)
    return whole and not _held_by_neighbours(alignment, part, hole, clocked, HELD_OF_TALK)


FRAGMENT = 320
"""Bytes of a talk, two sentences, that a part of a paragraph must have to be missed, whatever words tell: paragraphs
are cut to be aligned, and at either end of what seems to be missing a cut may be off. Of 4,206 parts of paragraphs that
were left out of talks 27 are smaller, of 17 that only seemed to be missing 13 (53 talks as machines translated them, 23
of them also as people subtitled them, both sides cut into paragraphs at several other places)."""

LONG = 500
"""Bytes of a talk from which on nobody condenses them away: a paragraph of four or five sentences, half a minute. Of
1,360 chapters of talks without stamps (56 talks, as machines translated them and shortened, and 23 of them as people
subtitled them) two seem to lack as many that they have, both from one source that is garbled; of 192 in which a minute
was left out 180, of 181 in which a paragraph was 117. Of 67 other talks four do."""


MOST = 1.2
"""Bytes of a translated talk for one of its captions above which the alignment, not the translation, is wrong: talks
have 0.91, the chapters of a sound course 0.89 to 1.13."""


def _ceremony(pair: Pair, part: Part) -> int:
    """Bytes of a part that open it with greetings; what a translation saves there makes the rest look shifted."""
    inside = aligned(pair).source[part.source_start : part.source_end]
    return sum(unit.size for unit in takewhile(lambda unit: ceremonious(unit_text(pair, unit)), inside))


def _unplaced(alignment: Alignment, part: Part, hole: Hole) -> bool:
    """Whether text of the translation that renders nothing known may render what is missing."""
    loose = sum(
        sum(unit.size for unit in alignment.target[bead.target_start : bead.target_end])
        for bead in alignment.beads[part.bead_start : part.bead_end]
        if bead.source_start == bead.source_end
    )
    return loose >= HELD * part.ratio * hole.size


def spoken(pair: Pair, unit: Unit) -> bool:
    """Whether a unit of the source was said: it has a stamp, or its document is a transcript."""
    if unit.kind == "segment":
        return True
    block = front_matter(pair.documents[unit.doc]) if unit.doc >= 0 else None
    entry = block.get("source_type") if block is not None else None
    return entry is not None and str(entry.value).endswith("transcript")


_CEREMONIES = (
    "hello hi hey good morning afternoon evening everybody everyone ladies gentlemen folks welcome thank thanks bye"
    " goodbye applause laughter laughs cheering clapping music testing test mic microphone hear loud clear screen sit"
    " seat seats seated audience introduction introducing kind pleasure honour honor wonderful lovely coffee tea lunch"
    " break questions host"
)
_CEREMONIAL = frozenset(_CEREMONIES.split())
_POLITE = frozenset(("hello", "welcome", "thank", "thanks", "applause", "goodbye", "bye"))
_ENGLISH_WORD = pattern(r"[a-z']+")


def civil(text: str) -> bool:
    """Whether a passage in English greets, thanks or is applauded, among what it says."""
    return not _POLITE.isdisjoint(_ENGLISH_WORD.findall(text.lower()))


def ceremonious(text: str) -> bool:
    """Whether a passage in English greets, thanks, and asks people to sit down, more than it says anything."""
    words = _ENGLISH_WORD.findall(text.lower())
    return not _POLITE.isdisjoint(words) and sum(map(_CEREMONIAL.__contains__, words)) >= CEREMONY * len(words)


def _at_border(pair: Pair, alignment: Alignment, part: Part, hole: Hole) -> bool:
    """Whether what is missing may be the text of a neighbouring chapter.

    A transcript cut every 30 s has the border somewhere in a chapter's last segment, and what stands behind it is
    rendered in the next chapter; of the first segment, some of the text may be the end of the chapter before.
    """
    source = alignment.source
    if hole.source_end == part.source_end and not _final(pair, source[hole.source_end - 1]):
        return hole.size - source[hole.source_end - 1].size < LEAST_SPOKEN
    whole = source[hole.source_start].size
    return hole.source_end == part.source_start + 1 and hole.size < EDGE * whole


def _shifted(pair: Pair, alignment: Alignment, part: Part, hole: Hole) -> bool:
    """Whether what seems to render a chapter's first or last segment renders the hole beside it.

    A transcript's first and last segments hold some of the chapters before and behind, which stands in other pages.
    """
    languages = pair.target.settings.language
    for bead in alignment.beads[part.bead_start : part.bead_end]:
        first = bead.source_start == part.source_start and bead.source_end == hole.source_start
        last = bead.source_start == hole.source_end and bead.source_end == part.source_end
        if not (first or last):
            continue
        text = _joined(pair, alignment.target[bead.target_start : bead.target_end])
        kept = latin_words(text)
        mine = set(traces(text, languages.target, kept))
        edge, missing = (
            mine.intersection(traces(_joined(pair, alignment.source[start:end]), languages.source, kept))
            for start, end in ((bead.source_start, bead.source_end), (hole.source_start, hole.source_end))
        )
        if len(missing) >= len(edge):
            return True
    return False


def _joined(pair: Pair, several: tuple[Unit, ...]) -> str:
    return " ".join(unit_text(pair, unit) for unit in several)


def _final(pair: Pair, unit: Unit) -> bool:
    """Whether no chapter follows that of a source's unit."""
    if unit.doc < 0:
        return False
    block = front_matter(pair.documents[unit.doc])
    entry = block.get("totalChapters") if block is not None else None
    return entry is not None and entry.value == unit.part


def _held_by_neighbours(alignment: Alignment, part: Part, hole: Hole, clocked: bool, share: float) -> bool:
    """Whether the unit before or behind a hole is so long that it may render what is missing; of captions, both."""
    near: list[tuple[int, int]] = []  # bytes of the source and of what renders them
    for bead in alignment.beads[part.bead_start : part.bead_end]:
        if bead.source_end == hole.source_start or bead.source_start == hole.source_end:
            here = sum(unit.size for unit in alignment.source[bead.source_start : bead.source_end])
            targets = alignment.target[bead.target_start : bead.target_end]
            there = sum(unit.size for unit in targets if unit.kind in _TEXT)
            if here and there:
                near.append((here, there))
    if not clocked:
        return any(there >= ALONE * part.ratio * (here + hole.size) for here, there in near)
    near.append((sum(here for here, _ in near), sum(there for _, there in near)))
    return any(there >= part.ratio * (here + (1 - share) * hole.size) for here, there in near)


def _full(alignment: Alignment, part: Part, hole: Hole) -> bool:
    """Whether what renders the neighbours of a hole is long enough to render what it lacks, too."""
    near = [
        bead
        for bead in alignment.beads[part.bead_start : part.bead_end]
        if bead.source_start <= hole.source_end and bead.source_end >= hole.source_start
    ]
    theirs = sum(unit.size for bead in near for unit in alignment.source[bead.source_start : bead.source_end])
    ours = sum(unit.size for bead in near for unit in alignment.target[bead.target_start : bead.target_end])
    return ours >= FULL * theirs


FULL = 0.85
"""Bytes of a talk for one of its source that such neighbours have: the way through paragraphs that keep step goes by
lengths, so where no word tells of a loss these must. Of 626 paragraphs that were left out of 53 talks 10 have
neighbours that long, of 38 that only seemed to be missing, for the two sides had other paragraphs, 35."""

ALONE = 0.9
"""Share of the bytes expected that a unit must have to render a neighbour of what it renders, too."""

HELD, HELD_OF_TALK, HELD_OF_LONG = 0.5, 0.75, 0.25
"""Share of what is missing that its neighbours must be too short by, or they render it: what the clock cuts is put
together anew. The latter where nothing but the lengths tells, for each passage of a talk is condensed in its own way.
Of 25 paragraphs that were left out of a sound course, the neighbours of all but three are too short by 0.7 of them, and
of those by 0.59 and more."""


def _unclocked(pair: Pair, alignment: Alignment, part: Part, hole: Hole) -> bool:
    """Whether the rules about stamps pass over the stamps that are missing here: there are too many of them."""
    mine = profile(pair.target).part
    if alignment.source[hole.source_start].doc < 0:
        return False  # captions: both rules ask them
    if 0 <= hole.before < part.target_end - 1 and pace(pair.target):
        return False  # `timestamp-gap`: a hole in the translation's own stamps

    def share(parts: tuple[Part, ...]) -> float:
        count = sum(one.source_end - one.source_start for one in parts)
        return sum(gap.source_end - gap.source_start for one in parts for gap in one.holes) / max(1, count)

    if mine != "index":
        return share((part,)) >= CLOCKS
    return share(alignment.parts) >= CLOCKS or share((part,)) >= 1 - CLOCKS


def place_behind(pair: Pair, part: Part, before: int) -> tuple[int, int]:
    """Where in the translation to point for what is missing behind its unit `before`.

    The unit's stamp, the whole of a heading, else its last words; before the first unit the heading above it.
    """
    doc = pair.target
    text = doc.text
    alignment = aligned(pair)
    if before < 0:
        first = alignment.target[part.target_start]
        heads = [head for head in headings(doc) if head.start < first.at]
        if heads:
            return heads[-1].text_start, heads[-1].text_end
        return first.start, min(first.end, first.start + _WORDS)
    unit = alignment.target[before]
    if unit.seconds >= 0:
        return unit.at, text.find("]", unit.at) + 1
    if unit.kind == "heading":
        return unit.start, unit.end
    start = max(unit.start, unit.end - _WORDS)
    cut = text.find(" ", start, unit.end - 1) + 1
    return (cut if start > unit.start and cut else start), unit.end


_WORDS = 30  # characters of a paragraph that show where it ends
