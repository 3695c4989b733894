"""Holes in a translation's stamps that are its own fault, and nobody else's to report."""

from __future__ import annotations

from bisect import bisect_left
from typing import TYPE_CHECKING

from llmdoc_lint.course import course_fact
from llmdoc_lint.transcript import cadence
from llmdoc_rules._incomplete import placeholders
from llmdoc_rules._stamps import holes, stamps, stretches
from llmdoc_rules.timestamps._chapters import drifting
from llmdoc_rules.timestamps._talk import known

if TYPE_CHECKING:
    from llmdoc_lint.course import Course
    from llmdoc_lint.document import Document
    from llmdoc_rules._stamps import Hole
    from llmdoc_rules.timestamps._chapters import Stray

__all__ = ["Spans", "gaps", "reported", "told_time"]


def gaps(course: Course, doc: Document, found: tuple[Hole, ...], *, sure: bool = False) -> list[Hole]:
    """Those of a document's holes that are the translation's fault, and nobody else's to report.

    Not a hole: where the source skips the same time. Reported elsewhere: the hole that a
    placeholder, a chapter without stamps, or a missing chapter leaves, and the jump with which stamps
    start to drift.
    What no source confirms needs a regular document: not a page too short for a cadence; where more
    than two steps and a tenth of all are irregular, only holes of four steps and more; where the
    holes themselves are more than three and a tenth, they are a way of stamping. `sure` does without
    that: somebody said what a hole is.
    """
    if not found:
        return []
    all_ = stamps(doc)
    parts = stretches(doc)
    held = [place.start for place in placeholders(doc)]
    drift = drifting(course)
    grid = cadence(doc)
    loose = grid is not None and (1 - grid.share) * grid.steps > max(2, grid.steps / 10) + 0.5
    kept = []
    unsure = 0
    for hole in found:
        before, after = all_[hole.before], all_[hole.after]
        if hole.chapters not in (0, 1):
            continue
        if hole.chapters and parts[after.chapter].number != parts[before.chapter].number + 1:
            continue
        at = bisect_left(held, before.start)
        if at < len(held) and held[at] < after.start:
            continue
        if after.chapter >= 0 and _drifts(drift.get((doc.path, parts[after.chapter].number)), hole):
            continue
        if hole.chapters and _catches_up(drift.get((doc.path, parts[before.chapter].number)), hole):
            continue
        says = known(course, hole.begin, hole.end, hole.step)
        if says == 0:
            continue
        if not sure and says < 0 and (grid is None or (loose and hole.end - hole.begin < 4 * hole.step)):
            continue
        unsure += says < 0
        kept.append((hole, says))
    if not sure and unsure > max(3, len(all_) // 10):
        kept = [(hole, says) for hole, says in kept if says > 0]
    return [hole for hole, _ in kept]


def _drifts(stray: Stray | None, hole: Hole) -> bool:
    """Whether the step over `hole` is no hole but the clock: the chapter behind it has drifted.

    Where text is missing, what follows has the right time.
    """
    if stray is None:
        return False
    end = stray.unit.plan.end
    over = stray.unit.high - end if end >= 0 else 0
    return stray.way in ("late", "ahead") or (stray.way == "over" and 2 * over >= hole.end - hole.begin - hole.step)


def _catches_up(stray: Stray | None, hole: Hole) -> bool:
    """Whether it is the clock because the chapter before it was early, and by as much: now the time is right again."""
    if stray is None or stray.way != "ahead":
        return False
    early = stray.unit.plan.start - stray.unit.low
    return 2 * early >= hole.end - hole.begin - hole.step


@course_fact
def reported(course: Course) -> dict[str, tuple[Hole, ...]]:
    """What `timestamp-gap` reports by default, by path."""
    docs = (doc for part in ("index", "chapter", "article") for doc in course.of("target", part))
    return {doc.path: tuple(gaps(course, doc, found)) for doc in docs if (found := holes(doc))}


class Spans:
    """Intervals, to ask whether one of them overlaps another."""

    __slots__ = ("reach", "starts")

    def __init__(self, spans: list[tuple[int, int]]) -> None:
        spans.sort()
        self.starts = [start for start, _ in spans]
        self.reach = [end for _, end in spans]
        for at in range(1, len(spans)):
            self.reach[at] = max(self.reach[at], self.reach[at - 1])

    def touch(self, begin: int, end: int) -> bool:
        at = bisect_left(self.starts, end) - 1
        return at >= 0 and self.reach[at] > begin


@course_fact
def told_time(course: Course) -> dict[str, Spans]:
    """The time in the holes that `timestamp-gap` reports, by path."""
    return {path: Spans([(hole.begin, hole.end) for hole in found]) for path, found in reported(course).items()}
