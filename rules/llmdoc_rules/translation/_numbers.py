"""Figures of a translation beside those of its source."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from llmdoc_lint.blocks import prose
from llmdoc_lint.course import pair_fact
from llmdoc_lint.language.alignment import aligned, unit_text
from llmdoc_lint.language.quantities import Quantity, quantities, same_quantity, supported_by
from llmdoc_lint.language.units import units
from llmdoc_lint.patterns import pattern
from llmdoc_lint.values import NamedTuple
from llmdoc_rules._endings import punctuated
from llmdoc_rules._pairs import trusted

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from llmdoc_lint.core import Span
    from llmdoc_lint.course import Pair
    from llmdoc_lint.document import Document
    from llmdoc_lint.language.alignment import Alignment, Part
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

# ASCII digits are spelt out: `\d` takes in those of all scripts, and is looked for at half the speed.
_TOKEN = pattern(r"[0-9][0-9,.]*(?<=[0-9])")
_SCALES = {"십": 10, "백": 100, "천": 1000, "만": 10**4, "억": 10**8, "조": 10**12}
_CANDIDATE = pattern(r"[0-9십백천](?:[0-9만억]| ?[%퍼십백천만억조]|[0-9,.]*[0-9])")
_FIGURE = pattern(r"([0-9][0-9,.]*)(?<=[0-9])(?:\s?([십백천만억조%퍼시]))?")
_GOES_ON = pattern(r"\s?[0-9십백천만억조]")  # behind a scale: 3천5백, 1조 5천억
_WORD = pattern("[십백천][만억]")
_UNREAD = frozenset(("fence", "code", "html"))
_NO_CLAIMS = frozenset(("article", "vague", "time"))
# Counters that number a place in a document or rank, and count nothing.
_PLACES = frozenset(("챕터", "장", "쪽", "페이지", "번", "호", "차", "등", "위", "항목", "절", "강", "부", "조"))


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
        if not trusted(part):
            continue
        ranges: list[Extent] = []
        begin = _begin(alignment, part)
        for at in range(part.target_start, part.target_end):
            if not _may_claim(alignment.target[at], text):
                continue
            ranges = ranges or rendered(alignment, part)
            if ranges[at - part.target_start].confidence >= SURE:
                judged = _judge(pair, alignment, part, ranges, at, text)
                found.extend(one for one in judged if one.ours.start >= begin or one.ours.unit != "date")
    return tuple(found)


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
        if not _all_stand(text, unit.start, unit.end, window) and any(
            _is_claim(one) and not any(_stands(form, window) for form in _forms(one))
            for one in quantities(text, "ko", unit.start, unit.end)
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


class _Passage(NamedTuple):
    """Units of the source as one text: a number may be cut between two of them."""

    text: str
    places: tuple[tuple[int, int, int], ...]  # start in the text, document, start in the document


def _passage(pair: Pair, alignment: Alignment, ranges: list[Extent], at: int, reach: int) -> _Passage | None:
    """What the unit at index `at` of its part renders, and `reach` units on either side; None where it is too long."""
    near = ranges[max(0, at - reach) : at + reach + 1]
    units = alignment.source[min(one.start for one in near) : max(one.end for one in near)]
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
    return _Passage(" ".join(parts), tuple(places))


def _judge(
    pair: Pair, alignment: Alignment, part: Part, ranges: list[Extent], at: int, text: str
) -> Iterator[Conflict]:
    """The conflicts of one unit of the translation."""
    unit = alignment.target[at]
    index = at - part.target_start
    passage = _passage(pair, alignment, ranges, index, 1)
    if passage is None or len(_TOKEN.findall(text, unit.start, unit.end)) > MOST_FIGURES:
        return
    if _all_stand(text, unit.start, unit.end, passage.text):
        return
    # Reading the source's figures is what costs: nearly all stand there in one of a few forms.
    claims = [one for one in quantities(text, "ko", unit.start, unit.end) if _is_claim(one)]
    alone = [one for one in claims if not any(_stands(form, passage.text) for form in _forms(one))]
    if not alone or len(claims) > MOST_FIGURES:
        return
    theirs = quantities(passage.text, "en")
    if len(theirs) > MOST_FIGURES:
        return
    alone = [one for one in alone if not _supported(one, theirs)]
    wide = _passage(pair, alignment, ranges, index, WIDE) if alone else None
    if wide is None:
        return
    more = quantities(wide.text, "en")
    if len(more) > MOST_FIGURES:
        return
    alone = [one for one in alone if not _supported(one, more)]
    if not alone:
        return
    spots = {(one.start, one.end) for one in alone}
    ours = [
        one
        for near in alignment.target[max(part.target_start, at - WIDE) : min(part.target_end, at + WIDE + 1)]
        for one in quantities(pair.target.text, "ko", near.start, near.end)
        if (one.start, one.end) not in spots
    ]
    if len(ours) > 2 * MOST_FIGURES:
        return
    lacking = {one.low for one in _unrendered([one for one in more if _is_claim(one)], ours)}
    free = [one for one in theirs if _is_claim(one) and one.low in lacking]
    origin = passage.places[0][1]
    spoken = origin < 0 or not punctuated(pair.documents[origin])
    for one in alone:
        like = [(other, gap) for other in free if (gap := _gap(one, other, spoken)) >= 0]
        if like:
            other = min(like, key=lambda each: each[1])[0]
            free.remove(other)
            yield Conflict(one, other, _span(pair, passage, other))


def _span(pair: Pair, passage: _Passage, figure: Quantity) -> Span | None:
    """Where a figure of the passage stands in its document."""
    start, doc, offset = next(place for place in reversed(passage.places) if place[0] <= figure.start)
    if doc < 0:
        return None
    begin = figure.start - start + offset
    return pair.documents[doc].span(begin, begin + figure.end - figure.start)


# ---------------------------------------------------------------------------------- one figure


_WRITTEN = pattern(r"\d[\d,.]*\d|[십백천만억조]|\d ?(?:[KMBT]|thousand|million|billion|trillion)|[a-z]{3}")


def _is_claim(figure: Quantity) -> bool:
    """Whether the figure is exact enough to be wrong: written with two digits and more, or with a scale."""
    if not figure.low or figure.kind in _NO_CLAIMS or (figure.counter in _PLACES and len(figure.low) < 4):
        return False
    if figure.kind == "ordinal" and len(figure.low) < 2:
        return False
    if figure.unit == "date":
        return not figure.low.startswith("--")
    if figure.kind == "fraction" and not figure.low.startswith(_SMALL):
        return False  # an eighth is said in many ways
    if "/" in figure.low or figure.low.startswith("-") or not _WRITTEN.search(figure.text):
        return False
    return figure.digits > 1 or len(figure.low) > 1 or figure.kind == "fraction"


_SMALL = "0.00"  # what a fraction from a hundredth on begins with, as a value


_CERTAIN = frozenset(("%", "USD", "KRW", "EUR", "JPY", "GBP", "CNY"))


def _supported(figure: Quantity, others: Iterable[Quantity]) -> bool:
    """Whether one of the source's figures vouches for it; of two ranges, both ends must agree.

    Where one side leaves the unit away (256가지 for 256 bytes, 10살 for ten years), the value alone does.
    """
    ranged = figure.low != figure.high
    number = _number_before_unit(figure)
    single = []
    for one in others:
        if not one.low:
            continue
        if number and one.low == one.high == number and not one.unit and not one.counter:
            return True
        if one.low == one.high:
            single.append(one)
        if _holds(one, figure) or (one.unit == figure.unit == "degree" and _converted(figure, one)):
            return True
        lost = "" in (one.unit, figure.unit) and not (figure.unit in _CERTAIN and one.counter)
        alike = one.unit == figure.unit or lost
        if ranged and one.low != one.high and one.unit == figure.unit:
            if (one.low, one.high) == (figure.low, figure.high):
                return True
        elif (alike and (figure.low in (one.low, one.high) or figure.high == one.low)) or supported_by(figure, (one,)):
            return True
    if ranged:
        return supported_by(figure, single)  # "between 80 and 90"
    return figure.unit not in ("", "date", "%") and any(
        one.unit == other.unit == figure.unit and 0 < other.start - one.end <= JOIN and _sum(one, other) == figure.low
        for one, other in pairwise(single)
    )


JOIN = len(" and ")
"""Characters between the two parts of one measure: five hours and forty minutes."""


def _sum(one: Quantity, other: Quantity) -> str:
    return str(int(one.low) + int(other.low)) if one.low.isdigit() and other.low.isdigit() else ""


def _holds(theirs: Quantity, ours: Quantity) -> bool:
    """Whether a figure of the source says in other words, or apart, what one of the translation says.

    A year whose month stands elsewhere ("in October of 1347", "2009, in August"); two numbers that captions run
    together ("seventeen and nineteen twenty-nine"); the cents of $1.50.
    """
    if ours.text.endswith("센트"):
        return theirs.unit == ours.unit and theirs.low.partition(".")[2] == ours.low.partition(".")[2] != ""
    if len(theirs.low) != _YEAR or not theirs.low.isdigit():
        return False
    if ours.unit == "date":
        return len(ours.low) > _YEAR and ours.low.startswith(theirs.low)
    return not theirs.text[:1].isdigit() and ours.low in (theirs.low[:2], theirs.low[2:])


_YEAR = 4  # digits


def _unrendered(theirs: list[Quantity], ours: list[Quantity]) -> list[Quantity]:
    """The figures of the source that the translation lacks: each figure of it renders one, exactly, else rounded."""
    left = [one for one in ours if one.low]
    for renders in (same_quantity, _same_value, _rounds):
        free: list[Quantity] = []
        for one in theirs:
            at = next((at for at, other in enumerate(left) if renders(other, one)), -1)
            if at < 0:
                free.append(one)
            else:
                del left[at]
        theirs = free
    return theirs


def _same_value(ours: Quantity, theirs: Quantity) -> bool:
    return ours.low == theirs.low and ours.high == theirs.high


def _rounds(ours: Quantity, theirs: Quantity) -> bool:
    return supported_by(ours, (theirs,))


def _number_before_unit(figure: Quantity) -> str:
    """The number of a measure as written, else "": of "4, 11 and 23 minutes" only the last has its unit."""
    if figure.unit in ("", "date") or not (match := _TOKEN.match(figure.text)):
        return ""
    rest = figure.text[match.end() :].lstrip()
    return "" if not rest or rest[0] in _SCALES or _TOKEN.search(rest) else match[0].replace(",", "")


def _all_stand(text: str, start: int, end: int, source: str) -> bool:
    """Whether every number stands in the source: as written, or, with a Korean scale behind it, in English."""
    if _WORD.search(text, start, end):
        return False
    for match in _FIGURE.finditer(text, start, end):
        number, behind = match.groups()
        if behind in _SCALES:
            if _GOES_ON.match(text, match.end()) or not _stands_scaled(number, behind, source):
                return False
            continue
        # A single digit is no claim, but 3시간 of 3시간 45분 is a part of one.
        if (len(number) > 1 or behind == "시") and not _stands(number, source):
            return False
        if behind in ("%", "퍼") and not any(number + sign in source for sign in _PERCENT):
            return False
    return True


def _stands_scaled(number: str, scale: str, source: str) -> bool:
    """Whether a number with one Korean scale stands in the source: 64억 as 6.4 billion."""
    if number.count(".") > 1 or len(number) > _MOST_DIGITS:
        return False
    whole, _, places = number.replace(",", "").partition(".")
    value, rest = divmod(int(whole + places) * _SCALES[scale], 10 ** len(places))
    return not rest and any(_stands(form, source) for form in _in_english(value))


_MOST_DIGITS = 18
"""Digits above which no quantity is read: it is an identifier."""

_PERCENT = ("%", " %", " percent", " per cent")
_NAMES = (("trillion", 10**12), ("billion", 10**9), ("million", 10**6), ("thousand", 10**3))


def _forms(figure: Quantity) -> Iterator[str]:
    """How the source may write the figure: as the translation does, before its unit, in digits, with a scale word."""
    yield figure.text
    if figure.text.endswith("만"):  # also "only": 100만 있다
        yield figure.text[:-1]
    if figure.unit != "%" and (number := _number_before_unit(figure)):
        yield number
    if figure.low != figure.high or not figure.low.isdigit() or figure.kind not in ("cardinal", "share", "date"):
        return
    if figure.unit == "%":
        yield from (figure.low + sign for sign in _PERCENT)
    elif figure.unit == "date":
        yield figure.low
    else:
        yield from _in_english(int(figure.low))


def _in_english(value: int) -> Iterator[str]:
    """How an English text may write a number: in digits, with separators, with a scale word."""
    yield str(value)
    yield f"{value:,}"
    for name, scale in _NAMES:
        if value >= scale and (value * 1000) % scale == 0:
            yield f"{value / scale:g} {name}"


def _stands(written: str, text: str) -> bool:
    """Whether the figure stands in `text` as written, no part of a longer number, nor of a stamp."""
    at = text.find(written)
    while at >= 0:
        before, after = text[at - 1 : at] if at else "", text[at + len(written) : at + len(written) + 2]
        begins = before.isdigit() or (before in (".", ",", ":") and text[at - 2 : at - 1].isdigit())
        goes_on = after[:1].isdigit() or (after[:1] in (".", ",", ":") and after[1:].isdigit())
        if not (written[0].isdigit() and begins) and not (written[-1].isdigit() and goes_on):
            return True
        at = text.find(written, at + 1)
    return False


MOST_RATIO = 10.0
"""How far two figures may lie apart to be taken for each other, as a quotient, unless they have the same digits
(16억, 1.6억): farther off, each more likely has a counterpart that was not recognised."""

MOST_ZEROS = 100.0
"""The same for two figures with the same digits where one is below 1000: two zeros too many."""

LONG = 3
"""Digits from which on a figure without its unit is taken for one with it (rotate by 135, 135도), in a written text:
those of two digits are many."""

# What English speakers say alike, and captions mix up: thirteen, thirty ... nineteen, ninety.
_SOUND_ALIKE = frozenset(frozenset((str(10 + one), str(10 * one))) for one in range(3, 10))


def _gap(ours: Quantity, theirs: Quantity, spoken: bool) -> float:
    """How far the two lie apart, from 0; -1 where one cannot stand for the other."""
    if (ours.low != ours.high) != (theirs.low != theirs.high):
        return -1.0
    if "date" in (ours.unit, theirs.unit) or ours.unit == "year":
        apart = _years_apart(ours, theirs, spoken)
        if apart >= 0 or ours.unit != "year":
            return apart
    if not _of_one_kind(ours, theirs, spoken):
        return -1.0
    units = {ours.unit, theirs.unit}
    mine, other = (ours.low, theirs.low) if ours.low != theirs.low else (ours.high, theirs.high)
    low, high = sorted((float(mine), float(other)))
    if low <= 0 or _converted(ours, theirs):
        return -1.0
    if "fraction" in (ours.kind, theirs.kind):
        return high / low if ours.kind == theirs.kind and high / low <= FAR_FRACTIONS else -1.0
    if _digits(mine) == _digits(other):
        return 0.5 if _rescaled(ours, theirs, low, high, spoken) else -1.0
    if ("." in mine) != ("." in other):
        return -1.0
    if not _alike(*_in_its_unit(ours, theirs, mine, other), spoken):
        return -1.0
    if spoken and not any(map(str.isdigit, theirs.text)) and mine.startswith(other.rstrip("0")) and high == float(mine):
        return -1.0  # "a thousand" of "a thousand and one"
    if spoken and (frozenset((mine, other)) in _SOUND_ALIKE or _size(mine) != _size(other)):
        return -1.0
    return high / low + 10 * (len(units) - 1) if high / low <= (MOST_RATIO if len(units) == 1 else 2) else -1.0


def _of_one_kind(ours: Quantity, theirs: Quantity, spoken: bool) -> bool:
    """Whether both count or rank the same, as far as can be told."""
    if (ours.kind == "ordinal") != (theirs.kind == "ordinal"):
        return False
    units = {ours.unit, theirs.unit}
    return len(units) == 1 or units < _LEFT_AWAY or (not spoken and "" in units and len(theirs.low) >= LONG)


def _years_apart(ours: Quantity, theirs: Quantity, spoken: bool) -> float:
    """How far two years lie apart, from 0; -1 where one of them is none, or another."""
    if len(theirs.low) > _YEAR < len(ours.low) and theirs.low[:_YEAR] == ours.low[:_YEAR]:
        return 0.0  # another month
    mine, other = (one.low[:_YEAR] if one.unit == "date" else one.low for one in (ours, theirs))
    if "," in ours.text + theirs.text:
        return -1.0  # 1,920 is no year
    if any(len(one) != _YEAR or not one.isdigit() for one in (mine, other)) or not 1000 <= int(other) <= 2999:
        return -1.0
    if theirs.unit not in ("", "date") or (ours.unit == "year" and mine.endswith("00")):
        return -1.0  # 3000년 is a length of time, too
    return abs(int(mine) - int(other)) / 1000 if _alike(mine, other, spoken) else -1.0


def _rescaled(ours: Quantity, theirs: Quantity, low: float, high: float, spoken: bool) -> bool:
    """Whether two figures with the same digits are one in two scales.

    Of a number that was cut in two, or misheard (3.1, 31), only a part may have been read. "A million" and 1,000 are
    two figures of a talk, not one with another scale; so are 100 and 1,000, unless they count or measure.
    """
    several = len(_digits(theirs.low)) > 1
    in_digits = any(map(str.isdigit, theirs.text))
    if low >= 1000:
        return several or not spoken or in_digits
    measured = ours.unit == theirs.unit != "" or bool(ours.counter and theirs.counter)
    return not spoken and in_digits and (several or measured) and high <= MOST_ZEROS * low


def _in_its_unit(ours: Quantity, theirs: Quantity, mine: str, other: str) -> tuple[str, str]:
    """The two values as they may be written: of times, in the largest unit that is said; "" where they differ in it."""
    if ours.unit != "second" or not mine.isdigit() or not other.isdigit():
        return mine, other
    written = [[match[0] for match in _TOKEN.finditer(one.text)] for one in (ours, theirs)]
    if len(written[0]) == len(written[1]) > 1:  # 3시간 45분, 2 hours 45 minutes
        return "".join(written[0]), "".join(written[1])
    scales = [next(scale for scale in (3600, 60, 1) if int(value) % scale == 0) for value in (mine, other)]
    if scales[0] != scales[1]:
        return "", other
    return str(int(mine) // scales[0]), str(int(other) // scales[1])


def _alike(mine: str, other: str, spoken: bool) -> bool:
    """Whether one figure may be the other gone wrong; in a text that was written, also one that begins alike."""
    return _slip(mine, other) or (not spoken and len(mine) == len(other) > 2 and mine[0] == other[0])


def _slip(mine: str, other: str) -> bool:
    """Whether one slip of the pen leads from one figure to the other: a wrong digit, two that changed places.

    Figures that have nothing in common more likely each render another one, which stands in the chapter beside, or
    was not read.
    """
    if len(mine) != len(other):
        return False
    wrong = [at for at, (one, two) in enumerate(zip(mine, other, strict=True)) if one != two]
    if len(wrong) == 2:
        return mine[wrong[0]] == other[wrong[1]] and mine[wrong[1]] == other[wrong[0]]
    return len(wrong) == 1


FAR_FRACTIONS = 1000.0
"""The same for fractions, which go wrong by a scale: 만분의 1 for one in a million."""

_LEFT_AWAY = frozenset(("", "date", "byte", "bit"))


def _converted(ours: Quantity, theirs: Quantity) -> bool:
    """Whether one may be the other in a unit that the translator converted: only temperatures keep their name."""
    if ours.unit != "degree":
        return False
    celsius, fahrenheit = float(ours.low), float(theirs.low)  # 영하 and "below zero" are no part of the figure
    return any(abs(abs(sign * celsius * 1.8 + 32) - fahrenheit) <= 2 for sign in (1, -1))


def _size(value: str) -> int:
    return len(value.partition(".")[0])


def _digits(value: str) -> str:
    return value.replace(".", "").strip("0")
