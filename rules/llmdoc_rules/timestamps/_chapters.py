"""Chapters against the course's plan: their stamped text, and those whose stamps leave their range."""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from itertools import pairwise
from typing import TYPE_CHECKING

from llmdoc_lint.core import fact
from llmdoc_lint.course import course_fact, profile
from llmdoc_lint.values import NamedTuple
from llmdoc_rules._incomplete import placeholders
from llmdoc_rules._plan import planned
from llmdoc_rules._stamps import pace, stamps, stretches

if TYPE_CHECKING:
    from llmdoc_lint.course import Course
    from llmdoc_lint.document import Document
    from llmdoc_rules._plan import Planned
    from llmdoc_rules._stamps import Stamp, Stretch

__all__ = [
    "MARGIN",
    "Astray",
    "Form",
    "Stray",
    "Unit",
    "astray",
    "by_number",
    "drifted",
    "drifting",
    "forms",
    "names",
    "slack",
]

MARGIN = 30
"""Seconds by which a chapter's text may always leave its range: people finish their sentences."""

LOOSE = 60
"""The same where stamps have no cadence; a speaker's turn also reaches over the border."""


class Unit(NamedTuple):
    """A chapter's stamped text in one document. Times in seconds."""

    doc: Document
    stretch: Stretch
    plan: Planned
    final: bool  # the course's last chapter
    low: int
    high: int
    first: Stamp
    last: Stamp
    slack: int  # by which its stamps may leave the plan
    held: bool  # a placeholder stands in it
    lead: int  # how many stamps before the first are slips of another rule
    tail: int  # and how many behind the last


class Form(NamedTuple):
    """One way in which a side has the whole lecture: its index, or its chapters' pages."""

    side: str
    part: str  # "index" or "chapter"
    units: tuple[Unit, ...]


@fact
def slack(doc: Document) -> int:
    step = pace(doc)
    if step:
        return max(step, MARGIN)
    times = [stamp.seconds for stamp in stamps(doc) if not stamp.fault]
    steps = sorted(after - before for before, after in pairwise(times) if after > before)
    return max(LOOSE, 2 * steps[len(steps) // 2]) if steps else LOOSE


def _units(docs: tuple[Document, ...], plans: dict[int, Planned], final: int) -> tuple[Unit, ...]:
    """The chapters of some documents, without those that stand twice or have a clock of their own."""
    found: list[Unit] = []
    for doc in docs:
        held = [place.start for place in placeholders(doc)] if profile(doc).side == "target" else []
        for stretch in stretches(doc) if stamps(doc) else ():
            plan = plans.get(stretch.number)
            if plan is not None and (unit := _unit(doc, stretch, plan, final, held)):
                found.append(unit)
    counts = Counter(unit.plan.number for unit in found)
    clocks = any(_counts_from_its_start(unit) for unit in found)
    return tuple(
        unit
        for unit in found
        if counts[unit.plan.number] == 1 and not (clocks and unit.low <= unit.slack and unit.plan.start > 0)
    )


def _unit(doc: Document, stretch: Stretch, plan: Planned, final: int, held: list[int]) -> Unit | None:
    """A chapter's text with its first and last stamp; None where none is sound. `held`: where placeholders stand."""
    all_ = stamps(doc)
    part = all_[stretch.first : stretch.last]
    mine = [stamp for stamp in part if stamp.fault in ("", "duplicate")]
    if not mine:
        return None
    if _turns(all_, stretch):
        mine.insert(0, part[0])
    times = [stamp.seconds for stamp in mine]
    low, high = min(times), max(times)
    first, top = mine[times.index(low)], mine[times.index(high)]
    last = mine[-1 - times[::-1].index(high)]
    at = bisect_left(held, stretch.start)
    slips = [stamp.start for stamp in part if stamp.fault]
    return Unit(
        doc,
        stretch,
        plan,
        plan.number == final,
        low,
        high,
        first,
        last,
        slack(doc),
        at < len(held) and held[at] < stretch.end,
        sum(slip < first.start for slip in slips),
        sum(slip > top.start for slip in slips),
    )


def _counts_from_its_start(unit: Unit) -> bool:
    """Whether a chapter that starts late in the video has stamps from 0:00, as long as it lasts."""
    plan = unit.plan
    if plan.start <= 2 * unit.slack or unit.low > unit.slack:
        return False
    return plan.end < 0 or unit.high <= plan.end - plan.start + unit.slack


def _turns(all_: tuple[Stamp, ...], stretch: Stretch) -> bool:
    """Whether a chapter's first stamp is earlier than the one before it and yet no slip: the next one is, too.

    One of the two chapters has drifted.
    """
    if not 0 < stretch.first < stretch.last - 1:
        return False
    before, first, second = all_[stretch.first - 1 : stretch.first + 2]
    return first.fault == "backwards" and not second.fault and first.seconds <= second.seconds < before.seconds


@course_fact
def forms(course: Course) -> tuple[Form, ...]:
    """The forms of both sides that are stamped, with the chapters that are planned.

    A chapter whose number stands twice is left out, and so is one with a clock of its own.
    """
    plan = planned(course)
    if not plan:
        return ()
    plans = by_number(course)
    final = plan[-1].number
    found = []
    for side in ("target", "source"):
        for part in ("index", "chapter"):
            units = _units(course.of(side, part), plans, final)
            if units:
                found.append(Form(side, part, units))
    return tuple(found)


class Astray(NamedTuple):
    """A run of chapters whose stamps leave their ranges for one reason.

    way: "over" (runs past its end), "early" (begins before its start), "late" (starts and ends
    late), "ahead" (starts and ends early).
    """

    way: str
    units: tuple[Unit, ...]


@course_fact
def astray(course: Course) -> tuple[Astray, ...]:
    """The chapters whose stamps lie outside of their ranges, a drift as one."""
    found: list[Astray] = []
    for form in forms(course):
        way = ""
        run: list[Unit] = []
        for unit in form.units:
            now = _way(unit)
            if now in ("", "over") and way == "late" and _late(unit) > unit.slack:
                now = "late"  # the last of them ends in time: it is cut off, or the video's end is near
            if now and now == way and now in ("late", "ahead"):
                run.append(unit)
                continue
            if run:
                found.append(Astray(way, tuple(run)))
            way, run = now, [unit] if now else []
        if run:
            found.append(Astray(way, tuple(run)))
    return tuple(found)


def _late(unit: Unit) -> int:
    return unit.low - unit.plan.start if unit.plan.start >= 0 else 0


def _way(unit: Unit) -> str:
    start, end = unit.plan.start, unit.plan.end
    late = _late(unit)
    over = unit.high - end if end >= 0 else 0
    if late > unit.slack and over > unit.slack:
        return "late"
    if start >= 0 and -late > unit.slack:
        return "ahead" if end >= 0 and -over > 2 * unit.slack else "early"
    if over > unit.slack and not unit.final:  # beyond the last chapter's end lies the video's
        return "over"
    return ""


@course_fact
def by_number(course: Course) -> dict[int, Planned]:
    """The chapters that the course plans."""
    return {one.number: one for one in planned(course)}


class Stray(NamedTuple):
    """A chapter that leaves its range, and how: the way of its `Astray`."""

    way: str
    unit: Unit


@course_fact
def drifting(course: Course) -> dict[tuple[str, int], Stray]:
    """The chapters that leave their range, by path and number."""
    return {(unit.doc.path, unit.plan.number): Stray(one.way, unit) for one in astray(course) for unit in one.units}


def drifted(course: Course, doc: Document, number: int) -> bool:
    """Whether a chapter's stamps are all late, or all early."""
    stray = drifting(course).get((doc.path, number))
    return stray is not None and stray.way in ("late", "ahead")


def names(numbers: list[int]) -> str:
    """Name chapters: `chapter 18`, `chapters 3 and 5`, `chapters 19 to 24`, `chapters 3, 5, 8`."""
    if len(numbers) == 1:
        return f"chapter {numbers[0]}"
    if len(numbers) == 2:
        return f"chapters {numbers[0]} and {numbers[1]}"
    if numbers == list(range(numbers[0], numbers[0] + len(numbers))):
        return f"chapters {numbers[0]} to {numbers[-1]}"
    return "chapters " + ", ".join(map(str, numbers))
