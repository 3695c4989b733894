"""Stamps against the source's, by what is said under them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from llmdoc_lint.course import pair_fact
from llmdoc_lint.language.alignment import aligned, even
from llmdoc_lint.language.units import units
from llmdoc_lint.values import NamedTuple
from llmdoc_rules._stamps import pace

if TYPE_CHECKING:
    from llmdoc_lint.course import Pair
    from llmdoc_lint.language.alignment import Alignment, Part
    from llmdoc_lint.language.units import Unit

__all__ = ["Drift", "drifts", "retimed"]

SURE = 0.7
"""Confidence that the alignment must have: stamps that agree are never looked at, so only content speaks here."""

STEPS = 1.5
"""Steps of the cadence by which a stamp may be off: speech is cut in the middle of a sentence, Korean says it in
another order, and a translation may begin with the second half."""

LEAST = 45
"""Seconds by which a stamp may always be off."""

ENOUGH = 3
"""Stamps in a row that must be off: fewer are slips, of which other rules speak."""


class Drift(NamedTuple):
    """A stretch of the translation whose stamps are off. Times and offsets in seconds, positive where late."""

    start: int  # its first stamp
    end: int
    begin: int  # what the first and the last one say
    last: int
    low: int  # offset of the first and of the last
    high: int
    stamps: int
    source: int  # index in `Pair.documents` of what is said at the first, -1 for captions
    source_start: int
    source_end: int


SAME = 1
"""Seconds by which stamps that agree may differ."""

NUDGE = 15
"""Seconds by which an estimated time may be put off so that stamps ascend."""


class _Timed(NamedTuple):
    unit: Unit
    seconds: int  # by the source, -1 where it does not say
    source: Unit | None
    heard: bool  # what is said tells, not the stamps around


@pair_fact
def _timed(pair: Pair) -> tuple[tuple[_Timed, ...], ...]:
    """The stamped units of a translation that may have drifted, and when they are said by the source.

    One group for each row of chapters that can be told; () where all stamps may be right.
    """
    stamped = [unit for unit in units(pair.target) if unit.seconds >= 0]
    if len(stamped) < ENOUGH or even(pair):
        return ()
    alignment = aligned(pair)
    found: list[list[_Timed]] = [[]]
    behind = 0  # target units up to here are in a chapter that was looked at
    for part in alignment.parts:
        if any(unit.seconds >= 0 for unit in alignment.target[behind : part.target_start]):
            found.append([])
        behind = part.target_end
        theirs = alignment.source[part.source_start : part.source_end]
        if part.confidence < SURE or 2 * sum(unit.seconds >= 0 for unit in theirs) < len(theirs):
            found.append([])
        elif part.method == "content":
            found[-1].extend(_part(alignment, part))
        elif part.method == "stamps":
            found[-1].extend(_clocked(theirs, alignment.target[part.target_start : part.target_end]))
    if not any(one.heard for group in found for one in group):
        return ()
    return tuple(tuple(group) for group in found if group)


def _clocked(theirs: tuple[Unit, ...], mine: tuple[Unit, ...]) -> list[_Timed]:
    """The stamped units of a chapter most of whose stamps agree with the source's.

    A drift may begin, or end, in the middle of it: as many stamps of the source as of the translation that are left
    between two that agree belong together.
    """
    stamped = [unit for unit in mine if unit.seconds >= 0]
    clock = [unit for unit in theirs if unit.seconds >= 0]
    where = {unit.seconds: index for index, unit in enumerate(clock)}

    def same(unit: Unit) -> int:
        times = (unit.seconds, unit.seconds - SAME, unit.seconds + SAME)
        return next((where[time] for time in times if time in where), -1)

    places = [same(unit) for unit in stamped]
    agree = sum(place == at for at, place in enumerate(places))
    if len(stamped) == len(clock) and agree >= len(places) // 2:
        return [_Timed(unit, source.seconds, source, False) for unit, source in zip(stamped, clock, strict=True)]
    found: list[_Timed] = []
    left: list[Unit] = []
    at = 0

    def close(end: int) -> None:
        free = clock[at:end]
        for index, unit in enumerate(left):
            source = free[index] if len(free) == len(left) else None
            found.append(_Timed(unit, -1 if source is None else source.seconds, source, False))
        left.clear()

    for unit, place in zip(stamped, places, strict=True):
        if place < at:
            left.append(unit)
            continue
        close(place)
        found.append(_Timed(unit, clock[place].seconds, clock[place], False))
        at = place + 1
    close(len(clock))
    return found


def _part(alignment: Alignment, part: Part) -> tuple[_Timed, ...]:
    source, target = alignment.source, alignment.target
    last = source[part.source_end - 1].seconds
    steps = [
        b.seconds - a.seconds
        for a, b in zip(source[part.source_start :], source[part.source_start + 1 : part.source_end], strict=False)
        if 0 <= a.seconds < b.seconds
    ]
    step = sorted(steps)[len(steps) // 2] if steps else 0

    def begin(at: int) -> int:
        return source[at].seconds if at < part.source_end else last + step

    found: list[_Timed] = []
    for bead in alignment.beads[part.bead_start : part.bead_end]:
        inside = target[bead.target_start : bead.target_end]
        whole = sum(unit.size for unit in inside)
        theirs = sum(unit.size for unit in source[bead.source_start : bead.source_end])
        passed = 0
        for unit in inside:
            at, seconds = bead.source_start, -1
            if bead.source_end > bead.source_start:
                offset = passed * theirs // max(1, whole)
                while at + 1 < bead.source_end and offset >= source[at].size:
                    offset -= source[at].size
                    at += 1
                if begin(at) >= 0 and begin(at + 1) > begin(at):
                    seconds = begin(at) + offset * (begin(at + 1) - begin(at)) // max(1, source[at].size)
                else:
                    seconds = begin(at)
            passed += unit.size
            if unit.seconds >= 0:
                found.append(_Timed(unit, seconds, source[at] if seconds >= 0 else None, True))
    return tuple(found)


@pair_fact
def drifts(pair: Pair) -> tuple[Drift, ...]:
    """The stretches whose stamps are off, in order."""
    paces = [step for doc in pair.documents if (step := pace(doc))]
    free = max(LEAST, STEPS * min(paces, default=0))
    found: list[Drift] = []
    for timed in _timed(pair):
        run: list[_Timed] = []
        for one in (*timed, None):
            if one is not None and one.seconds < 0:
                continue
            off = 0 if one is None else one.unit.seconds - one.seconds
            if abs(off) > free and (not run or abs(off - _off(run[-1])) <= 2 * free):
                assert one is not None
                run.append(one)
                continue
            if sum(before.heard for before in run) >= ENOUGH:
                found.append(_drift(pair, run))
            run = [one] if one is not None and abs(off) > free else []
    return tuple(found)


def _off(one: _Timed) -> int:
    return one.unit.seconds - one.seconds


def _drift(pair: Pair, run: list[_Timed]) -> Drift:
    first = run[0]
    source = first.source
    assert source is not None
    start = first.unit.at
    end = pair.target.text.find("]", start) + 1
    place = (source.doc, source.at, source.start) if source.doc > 0 else (-1, 0, 0)
    return Drift(start, end, first.unit.seconds, run[-1].unit.seconds, _off(first), _off(run[-1]), len(run), *place)


def retimed(pair: Pair) -> list[tuple[int, int, int]]:
    """For the stamps of a document that has drifted: start and end of the time as written, and the right one.

    Empty where the new times would not ascend, or would not fit between those of the chapters that the source has
    not.
    """
    all_ = [unit for unit in units(pair.target) if unit.seconds >= 0]
    new = {one.unit.at: one.seconds for timed in _timed(pair) for one in timed}
    times = [new.get(unit.at, unit.seconds) for unit in all_]
    for at in range(len(times) - 1, -1, -1):  # what the source does not say keeps its distance to the next stamp
        if times[at] < 0 and at + 1 < len(times):
            times[at] = max(0, times[at + 1] - max(1, all_[at + 1].seconds - all_[at].seconds))
    for at in range(1, len(times)):
        if times[at] < 0:
            times[at] = times[at - 1] + max(1, all_[at].seconds - all_[at - 1].seconds)
    found: list[tuple[int, int, int]] = []
    before = -1
    text = pair.target.text
    for unit, seconds in zip(all_, times, strict=True):
        if seconds < 0 or seconds + NUDGE <= before or (unit.at not in new and seconds <= before):
            return []
        seconds = max(seconds, before + 1)
        before = seconds
        if seconds == unit.seconds:
            continue
        end = text.find("]", unit.at)
        if text[unit.at + 1] == "[" or text.startswith("(", end + 1):
            return []  # a link into the video has the time twice
        found.append((unit.at + 1, end, seconds))
    return found
