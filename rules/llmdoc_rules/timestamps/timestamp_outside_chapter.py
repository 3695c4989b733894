from __future__ import annotations

from typing import TYPE_CHECKING

from llmdoc_lint.core import Finding, NoOptions, Related, Severity, rule
from llmdoc_lint.course import Course
from llmdoc_lint.transcript import show_time
from llmdoc_rules._stamps import amount, stamps
from llmdoc_rules.timestamps._chapters import astray, names

if TYPE_CHECKING:
    from collections.abc import Iterator

    from llmdoc_rules._stamps import Stamp
    from llmdoc_rules.timestamps._chapters import Astray, Unit


@rule("timestamp-outside-chapter", Course, NoOptions, severity=Severity.ERROR)
def check(course: Course, options: NoOptions) -> Iterator[Finding]:
    """A chapter's segments have stamps outside of the chapter's time.

    Either the text stands under the wrong heading, or its stamps have drifted: a reader who jumps
    to the chapter in the video sees something else.

    Bad:

        ## 18. DeepSeek R1          (2:37:47, the next chapter starts at 2:48:47)

        [3:06:30] 그것이 첫 번째입니다.

    Good:

        ## 18. DeepSeek R1

        [2:48:30] 그것이 첫 번째입니다.

    A chapter's time is what most of the course's documents say (contents list, summaries, pages). A chapter may
    leave it by one step of its cadence, at least 30 s; without a cadence by twice the usual turn, at least 60 s.
    Neighbouring chapters that are all late, or all early, are one finding with the amount of each.
    """
    for one in astray(course):
        finding = _late(one) if one.way in ("late", "ahead") else _single(one)
        if finding is not None:
            yield finding


def _inside(unit: Unit) -> list[Stamp]:
    all_ = stamps(unit.doc)[unit.stretch.first : unit.stretch.last]
    return [stamp for stamp in all_ if stamp.fault in ("", "duplicate")]


def _heading(unit: Unit) -> Related:
    return Related(
        unit.doc.span(unit.stretch.title_start, unit.stretch.title_end), f"chapter {unit.plan.number}: {_range(unit)}"
    )


def _range(unit: Unit) -> str:
    start = show_time(unit.plan.start) if unit.plan.start >= 0 else "?"
    return f"{start} to {show_time(unit.plan.end)}" if unit.plan.end >= 0 else f"from {start}"


def _single(one: Astray) -> Finding | None:
    unit = one.units[0]
    number, plan = unit.plan.number, unit.plan
    mine = _inside(unit)
    if one.way == "over":
        place = next(stamp for stamp in mine if stamp.seconds >= plan.end)
        outside = [stamp for stamp in mine if stamp.seconds >= plan.end]
        by = unit.high - plan.end
        what = (
            f"chapter {number} ends at {show_time(plan.end)}, but its stamps run on to {show_time(unit.high)},"
            f" {amount(by)} too far"
        )
    else:
        place = next(stamp for stamp in mine if stamp.seconds < plan.start - unit.slack)
        outside = [stamp for stamp in mine if stamp.seconds < plan.start]
        by = unit.low - plan.start
        what = (
            f"chapter {number} starts at {show_time(plan.start)}, but its stamps begin at {show_time(unit.low)},"
            f" {amount(-by)} too early"
        )
    return Finding(
        unit.doc.span(place.start, place.end),
        what,
        related=(_heading(unit),),
        data={"chapters": [number], "offsets": [by], "stamps": len(outside)},
    )


def _late(one: Astray) -> Finding:
    units = one.units
    offsets = [unit.low - unit.plan.start for unit in units]
    first = units[0]
    word = "late" if one.way == "late" else "early"
    sizes = sorted(abs(offset) for offset in offsets)
    if len(units) == 1:
        what = (
            f"chapter {first.plan.number} lies at {_range(first)}, but its stamps run from {show_time(first.low)}"
            f" to {show_time(first.high)}, {amount(sizes[0])} {word}"
        )
    else:
        by = amount(sizes[0])
        if sizes[-1] - sizes[0] > 1:
            by = f"{by} to {amount(sizes[-1])}"
        what = (
            f"{names([unit.plan.number for unit in units])} start {by} {word}: chapter {first.plan.number} at"
            f" {show_time(first.low)} instead of {show_time(first.plan.start)}"
        )
    place = first.first
    return Finding(
        first.doc.span(place.start, place.end),
        what,
        related=tuple(_heading(unit) for unit in units[:30]),
        data={"chapters": [unit.plan.number for unit in units], "offsets": offsets},
    )
