"""The two texts of a pair, as units."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from itertools import pairwise
from typing import TYPE_CHECKING

from llmdoc_lint.core import fact
from llmdoc_lint.course import pair_fact, profile
from llmdoc_lint.language.units import Unit, units
from llmdoc_lint.values import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable
    from typing import Protocol

    from llmdoc_lint.course import Cue, Pair
    from llmdoc_lint.document import Document

    class _Sized(Protocol):
        """A unit, or a piece of one."""

        @property
        def size(self) -> int: ...


__all__ = ["size_of", "source_units", "text_size", "unit_text"]


@fact
def text_size(doc: Document) -> int:
    """UTF-8 bytes of what is translated of a document; stored, for one page asks it of all the others of its course."""
    return size_of(units(doc))


@pair_fact
def source_units(pair: Pair) -> tuple[Unit, ...]:
    """The units of all sources, in order; of the captions where no source document has a text."""
    found: list[Unit] = []
    for index, doc in enumerate(pair.sources, 1):
        found.extend(unit._replace(doc=index) for unit in units(doc))
    if not found and pair.captions:
        found = _spoken(pair)
    return tuple(found)


def unit_text(pair: Pair, unit: Unit) -> str:
    """The unit's text as it stands; of captions, their lines joined."""
    if unit.doc >= 0:
        return pair.documents[unit.doc].text[unit.start : unit.end]
    return " ".join(cue.text for cue in pair.captions[-1 - unit.doc].cues[unit.start : unit.end])


def size_of(found: Iterable[_Sized]) -> int:
    """UTF-8 bytes of all of them."""
    return sum(one.size for one in found)


# ------------------------------------------------------------------------------------- captions

GROUP = 30
"""Seconds of captions that make a unit where the translation has no stamps to group them by: transcripts of lectures
have a stamp every 30 s."""

NEAR = 0.5
"""Seconds by which a cue may begin before the stamp that it belongs to: stamps are in whole seconds."""


class _Clock(NamedTuple):
    """The stamps of a translation, in order, each once."""

    times: list[int]
    numbers: dict[int, int]  # of the chapters that they stand in

    def place(self, seconds: float) -> int:
        """Which stamp a time belongs to, the last that is not later; -1 where there is none."""
        return bisect_right(self.times, seconds + NEAR) - 1


def _spoken(pair: Pair) -> list[Unit]:
    """Units of the captions with the most text: those between two stamps of the translation, else of 30 s.

    A chapter's page that has no stamps has no part of them: nothing says where its chapter ends.
    """
    which = max(range(len(pair.captions)), key=lambda index: len(pair.captions[index].cues))
    cues = pair.captions[which].cues
    numbers = {unit.seconds: unit.part for unit in units(pair.target) if unit.seconds >= 0}
    clock = _Clock(sorted(numbers), numbers)
    part = profile(pair.target).part
    if not numbers and part != "article":
        return []
    first, last = _of_chapter(cues, clock.times) if part == "chapter" else (0, len(cues))
    found: list[Unit] = []
    while first < last:
        stop = _group_end(cues, first, last, clock)
        found.append(_group(which, cues, first, stop, clock))
        first = stop
    return found


def _of_chapter(cues: tuple[Cue, ...], times: list[int]) -> tuple[int, int]:
    """The cues of a chapter's page: its last segment lasts as long as the longest of the others."""
    lasting = max((after - before for before, after in pairwise(times)), default=GROUP)
    first = bisect_left(cues, times[0] - NEAR, key=_cue_start)
    return first, bisect_left(cues, float(times[-1] + lasting), key=_cue_start)


def _group_end(cues: tuple[Cue, ...], first: int, last: int, clock: _Clock) -> int:
    """Behind the last cue of the unit that begins with cue `first`.

    It ends at the next stamp, or after 30 s where the last stamp is as far; a segment may last up to twice as long.
    """
    begin = cues[first].start
    place = clock.place(begin)
    far = place < 0 or begin > clock.times[place] + GROUP
    longest = GROUP if far else 2 * GROUP
    stop = first + 1
    while stop < last and cues[stop].start < begin + longest and clock.place(cues[stop].start) == place:
        stop += 1
    return stop


def _group(which: int, cues: tuple[Cue, ...], first: int, stop: int, clock: _Clock) -> Unit:
    """A unit of captions; it has the stamp that it begins at, or the time of its first cue."""
    begin = cues[first].start
    place = clock.place(begin)
    stamped = place >= 0 and begin - clock.times[place] < GROUP / 2
    seconds = clock.times[place] if stamped else int(begin)
    number = clock.numbers[clock.times[max(place, 0)]] if clock.times else -1
    size = sum(len(cue.text.encode("utf-8", "surrogatepass")) + 1 for cue in cues[first:stop])
    return Unit(-1 - which, first, stop, first, seconds, size, "segment", 0, number)


def _cue_start(cue: Cue) -> float:
    return cue.start
