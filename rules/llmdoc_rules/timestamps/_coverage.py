"""Chapters whose starts, or ends, no stamp covers."""

from __future__ import annotations

from typing import TYPE_CHECKING

from llmdoc_lint.course import course_fact, pairs
from llmdoc_lint.values import NamedTuple
from llmdoc_rules._stamps import pace
from llmdoc_rules.timestamps._chapters import astray, forms
from llmdoc_rules.timestamps._edges import EDGE, early_end, late_start, times_of
from llmdoc_rules.timestamps._gaps import told_time
from llmdoc_rules.timestamps._missing import lost_time
from llmdoc_rules.timestamps._talk import known

if TYPE_CHECKING:
    from llmdoc_lint.course import Course
    from llmdoc_rules.timestamps._chapters import Unit

__all__ = ["uncovered"]


class Uncovered(NamedTuple):
    """Runs of neighbouring chapters whose starts, or ends, no stamp covers."""

    starts: tuple[tuple[Unit, ...], ...]
    ends: tuple[tuple[Unit, ...], ...]


@course_fact
def uncovered(course: Course) -> Uncovered:
    """The translation's chapters that begin late or end early with nothing else to explain it."""
    starts: list[tuple[Unit, ...]] = []
    ends: list[tuple[Unit, ...]] = []
    strays = {(unit.doc.path, unit.plan.number) for one in astray(course) for unit in one.units}
    for form in forms(course):
        if form.side != "target":
            continue
        units = form.units
        times = times_of(form)
        present = {unit.plan.number for unit in units}
        late: list[Unit] = []
        early: list[Unit] = []
        for unit in units:
            step = pace(unit.doc)
            if not step or unit.held or (unit.doc.path, unit.plan.number) in strays:
                continue
            if _begins_late(course, unit, times, step):
                late.append(unit)
            if _ends_early(course, unit, times, step, unit.plan.number + 1 in present):
                early.append(unit)
        starts.extend(_runs(late))
        ends.extend(_runs(early))
    return Uncovered(tuple(starts), tuple(ends))


def _runs(units: list[Unit]) -> list[tuple[Unit, ...]]:
    found: list[list[Unit]] = []
    for unit in units:
        if found and found[-1][-1].plan.number + 1 == unit.plan.number:
            found[-1].append(unit)
        else:
            found.append([unit])
    return [tuple(run) for run in found]


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
