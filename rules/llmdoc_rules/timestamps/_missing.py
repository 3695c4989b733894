"""Stamps of the source that a stamped translation lacks."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from itertools import groupby, pairwise
from typing import TYPE_CHECKING

from llmdoc_lint.course import course_fact, profile
from llmdoc_lint.values import NamedTuple
from llmdoc_rules._incomplete import placeholders
from llmdoc_rules._plan import duration, planned
from llmdoc_rules._stamps import pace, stamps, stretches
from llmdoc_rules.timestamps._chapters import astray, drifting, forms
from llmdoc_rules.timestamps._edges import early_end, late_start, times_of
from llmdoc_rules.timestamps._gaps import Spans, told_time
from llmdoc_rules.timestamps._talk import sound_tag, source_line, speech, words

if TYPE_CHECKING:
    from collections.abc import Iterator

    from llmdoc_lint.course import Course
    from llmdoc_lint.document import Document
    from llmdoc_rules._stamps import Stamp

__all__ = ["Run", "lost_time", "missing"]

SHARE = 0.3
"""Share of a source's stamps that may be missing before the two are not comparable (a drift)."""


class Run(NamedTuple):
    """Stamps of the source that a stamped translation does not have."""

    doc: Document
    at: int  # index of the translation's stamp before them, or of its first
    first: int  # seconds
    last: int
    steps: int  # how many
    source: Document | None  # None: captions
    stamp: Stamp | None  # the first of them


@course_fact
def missing(course: Course) -> tuple[Run, ...]:
    """Runs of source stamps that the translation lacks, holes that `timestamp-gap` names left out.

    Where no document of the source is stamped, the captions tell whether the talk goes on behind the translation's
    last stamp; where a page's own source is not, whether there is talk in its chapter before its first stamp or
    behind its last one.
    """
    found: list[Run] = [*_behind(course), *_around_pages(course)] if course.captions else []
    if not source_line(course).times:
        return tuple(found)
    for part in ("index", "chapter", "article"):
        targets = [doc for doc in course.of("target", part) if stamps(doc)]
        if not targets:
            continue
        # A segment at the border of two pages may stand in either.
        times = {stamp.seconds for doc in targets for stamp in stamps(doc) if stamp.seconds >= 0}
        have = sorted(times)
        for doc in targets:
            sources: tuple[Document, ...]
            if part == "index":
                sources = tuple(d for d in course.of("source", "index") if stamps(d)) or course.source_chapters
            else:
                other = course.counterpart(doc)
                sources = (other,) if other is not None else ()
            sources = tuple(source for source in sources if stamps(source))
            if times.issuperset([stamp.seconds for source in sources for stamp in stamps(source) if not stamp.fault]):
                continue  # nearly always
            if part == "index":
                lost = [not _has(have, one.seconds) for d in sources for one in stamps(d) if not one.fault]
                if sum(lost) >= SHARE * len(lost):
                    continue
            for source in sources:
                found.extend(_lacking(course, doc, source, have))
    return tuple(found)


def _behind(course: Course) -> tuple[Run, ...]:
    if source_line(course).times:
        return ()
    doc = course.index or course.article
    step = pace(doc) if doc is not None else 0
    if doc is None or not step or placeholders(doc):
        return ()
    sound = [(stamp.seconds, at) for at, stamp in enumerate(stamps(doc)) if stamp.fault in ("", "duplicate")]
    if not sound:
        return ()
    high, at = max(sound)
    parts, plan = stretches(doc), planned(course)
    if parts and (parts[-1].first == parts[-1].last or (plan and parts[-1].number != plan[-1].number)):
        return ()  # the last chapters are empty or missing, which other rules say
    # The last segment reaches a step far; the captions of a sound one are not even read.
    if 0 <= duration(course) <= high + 2 * step or any(one.units[-1].doc is doc for one in astray(course)):
        return ()
    end = max(
        (cue.start for captions in course.captions for cue in captions.cues if not sound_tag(cue.text)), default=0.0
    )
    if end < high + 2 * step:
        return ()
    last = high + int(end - high) // step * step
    return (Run(doc, at, high + step, last, (last - high) // step, None, None),)


def _around_pages(course: Course) -> Iterator[Run]:
    """What the captions have before and behind the stamps of pages that have no stamped source."""
    strays = {(unit.doc.path, unit.plan.number) for one in astray(course) for unit in one.units}
    for form in forms(course):
        if form.side != "target" or form.part != "chapter":
            continue
        times = times_of(form)
        present = {unit.plan.number for unit in form.units}
        for unit in form.units:
            step = pace(unit.doc)
            source = course.counterpart(unit.doc)
            if not step or unit.held or (unit.doc.path, unit.plan.number) in strays:
                continue
            if source is not None and stamps(source):
                continue
            late = late_start(unit, times, step)
            if late is not None and speech(course, late.begin + late.lasting, late.end) == 1:
                count = (late.end - late.begin) // step
                at = stamps(unit.doc).index(unit.first)
                yield Run(unit.doc, at, unit.low - count * step, unit.low - step, count, None, None)
            early = early_end(unit, times, step, unit.plan.number + 1 in present, _last_words(course))
            if early is not None and speech(course, early.begin + early.lasting, early.end) == 1:
                count = (early.end - 1 - early.begin) // step
                at = stamps(unit.doc).index(unit.last)
                yield Run(unit.doc, at, unit.high + step, unit.high + count * step, count, None, None)


def _last_words(course: Course) -> int:
    """When the captions' last words begin; -1 without captions, or without an index that tells the last chapter."""
    starts, _ = words(course)
    return int(starts[-1]) if starts and course.index is not None else -1


def _has(times: list[int], seconds: int) -> bool:
    at = bisect_left(times, seconds - 1)
    return at < len(times) and times[at] <= seconds + 1


def _lacking(course: Course, doc: Document, source: Document, have: list[int]) -> list[Run]:
    """The runs of a source's stamps that its translation lacks; `have` are the times of the translation's, sorted."""
    theirs = [stamp for stamp in stamps(source) if not stamp.fault]
    mine = stamps(doc)
    sound = sorted((stamp.seconds, at) for at, stamp in enumerate(mine) if not stamp.fault)
    lacking = [not _has(have, stamp.seconds) for stamp in theirs]
    if not any(lacking) or not _comparable(doc, source, theirs, [time for time, _ in sound], sum(lacking)):
        return []
    part = profile(doc).part
    if part == "chapter" and placeholders(doc):
        return []
    if part != "article" and (doc.path, profile(source).number) in drifting(course):
        return []
    told = told_time(course).get(doc.path)
    slips = [at for at, stamp in enumerate(mine) if stamp.fault]
    lengths = None if pace(doc) or _even(theirs) else _Lengths(theirs, mine, have)
    found = []
    for at, stop in _runs(lacking):
        first, last = theirs[at].seconds, theirs[stop - 1].seconds
        place = bisect_left(sound, (first, 0)) - 1
        if lengths is not None and place >= 0 and at > 0 and lengths.holds(sound[place][1], at - 1, stop):
            continue
        if not (told and told.touch(first - 1, last + 1)) and not _elsewhere(doc, sound, place, slips, stop - at):
            found.append(Run(doc, sound[max(place, 0)][1], first, last, stop - at, source, theirs[at]))
    return found


def _comparable(doc: Document, source: Document, theirs: list[Stamp], times: list[int], lost: int) -> bool:
    """Whether the translation has its source's stamps but for some: `times` are its own, `lost` how many it lacks."""
    if len(theirs) < 3 or len(times) < 3 or any(a.seconds >= b.seconds for a, b in pairwise(theirs)):
        return False
    # A whole index was judged as a whole; of one of its chapters more may be missing.
    whole = profile(doc).part == "index" and profile(source).part == "chapter"
    if lost >= (1 - SHARE if whole else SHARE) * len(theirs):
        return False
    # The same grid: what the translation has in the source's time, the source has too.
    grid = [stamp.seconds for stamp in theirs]
    within = [time for time in times if grid[0] - 1 <= time <= grid[-1] + 1]
    return bool(within) and sum(_has(grid, time) for time in within) >= (1 - SHARE) * len(within)


def _runs(flags: list[bool]) -> Iterator[tuple[int, int]]:
    """Where runs of what is true start and stop."""
    at = 0
    for value, run in groupby(flags):
        start, at = at, at + sum(1 for _ in run)
        if value:
            yield start, at


def _even(theirs: list[Stamp]) -> bool:
    """Whether stamps are of a clock, not of turns, though they are too few for a cadence."""
    return len(theirs) > 3 and len({after.seconds - before.seconds for before, after in pairwise(theirs)}) == 1


class _Lengths:
    """How long a translation is against its source, to tell turns that were put together from turns that are gone."""

    __slots__ = ("mine", "ratio", "theirs")

    def __init__(self, theirs: list[Stamp], mine: tuple[Stamp, ...], have: list[int]) -> None:
        self.theirs = theirs
        self.mine = mine
        both = sum(stamp.text_end - stamp.text_start for stamp in theirs if _has(have, stamp.seconds))
        self.ratio = sum(stamp.text_end - stamp.text_start for stamp in mine) / max(1, both)

    def holds(self, at: int, first: int, stop: int) -> bool:
        """Whether the translation's segment has room for the source's from `first` to `stop`.

        Translations of one turn are 0.7 to 1.4 times as long as the document's average makes expect.
        """
        stamp = self.mine[at]
        expected = self.ratio * sum(one.text_end - one.text_start for one in self.theirs[first:stop])
        return stamp.text_end - stamp.text_start >= 0.7 * expected


def _elsewhere(doc: Document, sound: list[tuple[int, int]], place: int, slips: list[int], count: int) -> bool:
    """Whether what is missing behind `sound[place]` is another rule's: slips, chapters without stamps."""
    mine = stamps(doc)
    before = sound[place][1] if place >= 0 else -1
    after = sound[place + 1][1] if place + 1 < len(sound) else len(mine)
    if bisect_left(slips, after) - bisect_right(slips, before) >= count:
        return True
    parts = stretches(doc)
    if parts and profile(doc).part == "index":
        low = mine[before].chapter if before >= 0 else 0
        high = mine[after].chapter if after < len(mine) else len(parts) - 1
        if any(part.first == part.last for part in parts[max(low, 0) : high + 1]):
            return True
        if low >= 0 and high > low and parts[high].number - parts[low].number != high - low:
            return True
    begin = mine[before].start if before >= 0 else 0
    end = mine[after].start if after < len(mine) else len(doc.text)
    return any(begin <= held.start < end for held in placeholders(doc))


@course_fact
def lost_time(course: Course) -> dict[str, Spans]:
    """The time of the stamps that `source-timestamp-missing` reports, by path."""
    spans: dict[str, list[tuple[int, int]]] = {}
    for run in missing(course):
        spans.setdefault(run.doc.path, []).append((run.first - 1, run.last + 1))
    return {path: Spans(found) for path, found in spans.items()}
