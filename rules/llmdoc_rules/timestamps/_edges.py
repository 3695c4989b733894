"""Time at a chapter's edges that no stamp covers."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from typing import TYPE_CHECKING

from llmdoc_lint.values import NamedTuple
from llmdoc_rules._stamps import stamps

if TYPE_CHECKING:
    from llmdoc_rules.timestamps._chapters import Form, Unit

__all__ = ["EDGE", "Edge", "early_end", "late_start", "times_of"]

EDGE = 60
"""Seconds at a video's beginning and end that may be music: an end screen takes up to 20 s, applause more."""


def times_of(form: Form) -> list[int]:
    """The times of all stamps in a form's documents."""
    docs = dict.fromkeys(unit.doc for unit in form.units)
    return sorted({stamp.seconds for doc in docs for stamp in stamps(doc) if stamp.seconds >= 0})


class Edge(NamedTuple):
    """Time of a chapter that no stamp covers; `lasting` is how long what is said at its begin goes on."""

    begin: int
    end: int
    lasting: int


def late_start(unit: Unit, times: list[int], step: int) -> Edge | None:
    """The time before a chapter's first stamp, where it is longer than slips explain and no other chapter has it."""
    start, low = unit.plan.start, unit.low
    if start < 0 or low - start <= step * (1 + unit.lead):
        return None
    at = bisect_left(times, low) - 1
    if at >= 0 and low - times[at] < 2 * step:
        return None  # the chapter before goes on until then
    before = times[at] if at >= 0 else -1
    return Edge(max(start, before), low, step if before >= start else 0)


def early_end(unit: Unit, times: list[int], step: int, following: bool, last: int = -1) -> Edge | None:
    """The time behind a chapter's last stamp; `last` is where the last chapter ends if nothing else says so."""
    end, high = unit.plan.end, unit.high
    if end < 0 and unit.final:
        end = last
    if end < 0:
        return None
    room = step * (1 + unit.tail)
    if unit.final:
        room += EDGE
    elif not following:
        room += step - 1  # the segment at the border may belong to the next page
    if end - high <= room:
        return None
    at = bisect_right(times, high)
    if at < len(times) and times[at] - high < 2 * step:
        return None
    return Edge(high, end, step)
