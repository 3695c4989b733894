"""Chapters whose starts, or ends, no stamp covers."""

from __future__ import annotations

from typing import TYPE_CHECKING

from llmdoc_lint.core import Finding, Related
from llmdoc_lint.course import course_fact, pairs
from llmdoc_lint.transcript import show_time
from llmdoc_lint.values import NamedTuple
from llmdoc_rules._stamps import pace
from llmdoc_rules.timestamps._chapters import astray, forms
from llmdoc_rules.timestamps._edges import EDGE, early_end, late_start, times_of
from llmdoc_rules.timestamps._gaps import told_time
from llmdoc_rules.timestamps._missing import lost_time
from llmdoc_rules.timestamps._talk import known

if TYPE_CHECKING:
    from llmdoc_lint.course import Course
    from llmdoc_rules._stamps import Stamp
    from llmdoc_rules.timestamps._chapters import Unit

__all__ = ["Uncovered", "finding", "uncovered"]

MOST_RELATED = 29  # further chapters of a run that a finding points to


class Uncovered(NamedTuple):
    """The start, or the end, of a chapter that no stamp covers. Times in seconds."""

    unit: Unit
    stamp: Stamp  # the nearest one
    planned: int  # when the chapter starts, or ends
    stamped: int  # what the stamp says

    @property
    def seconds(self) -> int:
        """How long nothing is stamped."""
        return abs(self.planned - self.stamped)


class Runs(NamedTuple):
    """Runs of neighbouring chapters whose starts, or ends, no stamp covers."""

    starts: tuple[tuple[Uncovered, ...], ...]
    ends: tuple[tuple[Uncovered, ...], ...]


def finding(run: tuple[Uncovered, ...], what: str, verb: str) -> Finding:
    """What is said of a run, at its first chapter; `verb` is what the chapters do there, start or end."""
    first = run[0]
    return Finding(
        first.unit.doc.span(first.stamp.start, first.stamp.end),
        what,
        related=tuple(
            Related(
                one.unit.doc.span(one.stamp.start, one.stamp.end),
                f"chapter {one.unit.plan.number} {verb} at {show_time(one.planned)}",
            )
            for one in run[1 : MOST_RELATED + 1]
        ),
        data={"chapters": [one.unit.plan.number for one in run], "seconds": [one.seconds for one in run]},
    )


@course_fact
def uncovered(course: Course) -> Runs:
    """The translation's chapters that begin late or end early with nothing else to explain it."""
    starts: list[tuple[Uncovered, ...]] = []
    ends: list[tuple[Uncovered, ...]] = []
    strays = {(unit.doc.path, unit.plan.number) for one in astray(course) for unit in one.units}
    for form in forms(course):
        if form.side != "target":
            continue
        times = times_of(form)
        present = {unit.plan.number for unit in form.units}
        late: list[Uncovered] = []
        early: list[Uncovered] = []
        for unit in form.units:
            step = pace(unit.doc)
            if not step or unit.held or (unit.doc.path, unit.plan.number) in strays:
                continue
            if _begins_late(course, unit, times, step):
                late.append(Uncovered(unit, unit.first, unit.plan.start, unit.low))
            if _ends_early(course, unit, times, step, unit.plan.number + 1 in present):
                early.append(Uncovered(unit, unit.last, unit.plan.end, unit.high))
        starts.extend(_runs(late))
        ends.extend(_runs(early))
    return Runs(tuple(starts), tuple(ends))


def _runs(found: list[Uncovered]) -> list[tuple[Uncovered, ...]]:
    """Neighbouring chapters together."""
    runs: list[list[Uncovered]] = []
    for one in found:
        if runs and runs[-1][-1].unit.plan.number + 1 == one.unit.plan.number:
            runs[-1].append(one)
        else:
            runs.append([one])
    return [tuple(run) for run in runs]


def _begins_late(course: Course, unit: Unit, times: list[int], step: int) -> bool:
    found = late_start(unit, times, step)
    if found is None:
        return False
    start, low = unit.plan.start, unit.low
    if start < step and low - start <= step + EDGE and known(course, start, low, 0) < 1:
        return False
    return not _explained(course, unit, *found)


def _ends_early(course: Course, unit: Unit, times: list[int], step: int, following: bool) -> bool:
    found = early_end(unit, times, step, following)
    return found is not None and not _explained(course, unit, *found)


def _explained(course: Course, unit: Unit, begin: int, end: int, lasting: int) -> bool:
    """Whether the time from `begin` to `end` is silent in the source, or reported by another rule."""
    for facts in (told_time(course), lost_time(course)):
        told = facts.get(unit.doc.path)
        if told is not None and told.touch(begin, end):
            return True
    return known(course, begin, end, lasting) == 0 or unit.plan.number in _incomplete(course).get(unit.doc.path, ())


@course_fact
def _incomplete(course: Course) -> dict[str, frozenset[int]]:
    """The chapters that lack text which `translation-incomplete` reports, by path."""
    from llmdoc_rules._pairs import lacks

    return {pair.target.path: frozenset(lack.part.number for lack in lacks(pair)) for pair in pairs(course)}
