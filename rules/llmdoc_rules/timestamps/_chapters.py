"""Chapters against the course's plan and against its source: what rules of this group share."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from itertools import pairwise
from typing import TYPE_CHECKING

from llmdoc_lint.core import fact
from llmdoc_lint.course import course_fact, pairs, profile
from llmdoc_lint.transcript import cadence
from llmdoc_lint.values import NamedTuple
from llmdoc_rules._incomplete import placeholders
from llmdoc_rules._plan import duration, planned
from llmdoc_rules.timestamps._stamps import holes, pace, stamps, stretches
from llmdoc_rules.translation._pairs import lacks

if TYPE_CHECKING:
    from collections.abc import Iterator

    from llmdoc_lint.course import Course
    from llmdoc_lint.document import Document
    from llmdoc_rules._plan import Planned
    from llmdoc_rules.timestamps._stamps import Hole, Stamp, Stretch

__all__ = [
    "Astray",
    "Form",
    "Run",
    "Unit",
    "astray",
    "forms",
    "gaps",
    "known",
    "missing",
    "names",
    "reported",
    "speech",
]

MARGIN = 30
"""Seconds by which a chapter's text may always leave its range: people finish their sentences."""

LOOSE = 60
"""The same where stamps have no cadence; a speaker's turn also reaches over the border."""

SHARE = 0.3
"""Share of a source's stamps that may be missing before the two are not comparable (a drift)."""


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
    found: list[Unit] = []
    own: list[bool] = []  # may be counted from the chapter's own start
    clocks = False
    for doc in docs:
        all_ = stamps(doc)
        if not all_:
            continue
        held = [place.start for place in placeholders(doc)] if profile(doc).side == "target" else []
        for stretch in stretches(doc):
            plan = plans.get(stretch.number)
            part = all_[stretch.first : stretch.last]
            mine = [stamp for stamp in part if stamp.fault in ("", "duplicate")]
            if plan is None or not mine:
                continue
            times = [stamp.seconds for stamp in mine]
            low, high = min(times), max(times)
            first, top = mine[times.index(low)], mine[times.index(high)]
            last = mine[-1 - times[::-1].index(high)]
            at = bisect_left(held, stretch.start)
            inside = at < len(held) and held[at] < stretch.end
            free = slack(doc)
            slips = [stamp.start for stamp in part if stamp.fault]
            lead = sum(slip < first.start for slip in slips)
            tail = sum(slip > top.start for slip in slips)
            own.append(low <= free and plan.start > 0)
            if plan.start > 2 * free and low <= free and (plan.end < 0 or high <= plan.end - plan.start + free):
                clocks = True
            found.append(
                Unit(doc, stretch, plan, plan.number == final, low, high, first, last, free, inside, lead, tail)
            )
    counts: dict[int, int] = {}
    for unit in found:
        counts[unit.plan.number] = counts.get(unit.plan.number, 0) + 1
    return tuple(
        unit for unit, apart in zip(found, own, strict=True) if counts[unit.plan.number] == 1 and not (clocks and apart)
    )


@course_fact
def forms(course: Course) -> tuple[Form, ...]:
    """The forms of both sides that are stamped, with the chapters that are planned.

    A chapter whose number stands twice is left out, and so is one with a clock of its own.
    """
    plan = planned(course)
    if not plan:
        return ()
    plans = _plans(course)
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


# ---------------------------------------------------------------------------------- the source


@course_fact
def _plans(course: Course) -> dict[int, Planned]:
    return {one.number: one for one in planned(course)}


class _Line(NamedTuple):
    """The source's stamps, ascending, with the chapter each stands in."""

    times: tuple[int, ...]
    numbers: tuple[int, ...]


@course_fact
def _source(course: Course) -> _Line:
    found: dict[int, int] = {}
    for part in ("chapter", "index", "article"):
        for doc in course.of("source", part):
            number = profile(doc).number
            for stamp in stamps(doc):
                if not stamp.fault:
                    found.setdefault(stamp.seconds, number)
        if found:
            break
    times = tuple(sorted(found))
    return _Line(times, tuple(found[time] for time in times))


def known(course: Course, begin: int, end: int, lasting: int) -> int:
    """How many stamps the source has between two times, 0 where it is silent there too.

    -1 where it cannot tell: its documents for that time are not in the course. Captions tell
    where no document does; then the answer is 1 or 0, for the time `lasting` seconds behind `begin`, as long
    as a segment that begins there lasts.
    """
    times, numbers = _source(course)
    low, high = bisect_right(times, begin + 1), bisect_left(times, end - 1)
    if high > low:
        return high - low
    if times and numbers[0] < 0:
        return 0  # the whole transcript is one document
    if 0 < low < len(times) and 0 <= numbers[low] - numbers[low - 1] <= 1:
        return 0
    plans = _plans(course)
    for number in {numbers[at] for at in (low - 1, low) if 0 <= at < len(times)}:
        plan = plans.get(number)
        if plan is not None and 0 <= plan.start <= begin + MARGIN and end <= plan.end + MARGIN:
            return 0
    return speech(course, begin + lasting, end)


def speech(course: Course, begin: int, end: int) -> int:
    """Whether captions have words between two times: 1, 0, or -1 without captions there.

    One caption alone is the rest of a sentence.
    """
    starts, ends = _words(course)
    if not any(begin <= end_ for end_ in ends):
        return -1
    return int(bisect_left(starts, end) - bisect_left(starts, begin) > 1)


@course_fact
def _words(course: Course) -> tuple[tuple[float, ...], tuple[float, ...]]:
    """When the captions that are speech begin, ascending; and when each caption file ends."""
    starts: set[float] = set()
    ends: list[float] = []
    for captions in course.captions:
        cues = captions.cues
        if cues:
            ends.append(cues[-1].end)
            starts.update(cue.start for cue in cues if not _sound_tag(cue.text))
    return tuple(sorted(starts)), tuple(ends)


def _sound_tag(text: str) -> bool:
    """Whether a caption is no speech: `[Music]`, `(applause)`, `♪`."""
    bare = text.strip()
    return not bare.strip("♪ .") or (bare[0] in "[(" and bare[-1] in "])" and len(bare) < 40)


# ---------------------------------------------------------------------------------------- gaps


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
    drift = _drift(course)
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


@course_fact
def _drift(course: Course) -> dict[tuple[str, int], tuple[str, int]]:
    """For the chapters that leave their range, by path and number: how, and by how many seconds."""
    return {
        (unit.doc.path, unit.plan.number): (one.way, unit.high - unit.plan.end if unit.plan.end >= 0 else 0)
        for one in astray(course)
        for unit in one.units
    }


def _drifts(stray: tuple[str, int] | None, hole: Hole) -> bool:
    """Whether the step over `hole` is no hole but the clock: the chapter behind it has drifted.

    Where text is missing, what follows has the right time.
    """
    if stray is None:
        return False
    way, over = stray
    return way in ("late", "ahead") or (way == "over" and 2 * over >= hole.end - hole.begin - hole.step)


@course_fact
def reported(course: Course) -> dict[str, tuple[Hole, ...]]:
    """What `timestamp-gap` reports by default, by path."""
    docs = (doc for part in ("index", "chapter", "article") for doc in course.of("target", part))
    return {doc.path: tuple(gaps(course, doc, found)) for doc in docs if (found := holes(doc))}


class _Spans:
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
def _told(course: Course) -> dict[str, _Spans]:
    """The time in the holes that `timestamp-gap` reports, by path."""
    return {path: _Spans([(hole.begin, hole.end) for hole in found]) for path, found in reported(course).items()}


@course_fact
def _lost(course: Course) -> dict[str, _Spans]:
    """The time of the stamps that `source-timestamp-missing` reports, by path."""
    spans: dict[str, list[tuple[int, int]]] = {}
    for run in missing(course):
        spans.setdefault(run.doc.path, []).append((run.first - 1, run.last + 1))
    return {path: _Spans(found) for path, found in spans.items()}


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
    if not _source(course).times:
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
    if _source(course).times:
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
        (cue.start for captions in course.captions for cue in captions.cues if not _sound_tag(cue.text)), default=0.0
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
        times = _times(form)
        present = {unit.plan.number for unit in form.units}
        for unit in form.units:
            step = pace(unit.doc)
            source = course.counterpart(unit.doc)
            if not step or unit.held or (unit.doc.path, unit.plan.number) in strays:
                continue
            if source is not None and stamps(source):
                continue
            late = _late_start(unit, times, step)
            if late is not None and speech(course, late.begin + late.lasting, late.end) == 1:
                count = (late.end - late.begin) // step
                at = stamps(unit.doc).index(unit.first)
                yield Run(unit.doc, at, unit.low - count * step, unit.low - step, count, None, None)
            early = _early_end(unit, times, step, unit.plan.number + 1 in present, _last_words(course))
            if early is not None and speech(course, early.begin + early.lasting, early.end) == 1:
                count = (early.end - 1 - early.begin) // step
                at = stamps(unit.doc).index(unit.last)
                yield Run(unit.doc, at, unit.high + step, unit.high + count * step, count, None, None)


def _last_words(course: Course) -> int:
    """When the captions' last words begin; -1 without captions, or without an index that tells the last chapter."""
    starts, _ = _words(course)
    return int(starts[-1]) if starts and course.index is not None else -1


def _has(times: list[int], seconds: int) -> bool:
    at = bisect_left(times, seconds - 1)
    return at < len(times) and times[at] <= seconds + 1


def _lacking(course: Course, doc: Document, source: Document, have: list[int]) -> list[Run]:
    theirs = [stamp for stamp in stamps(source) if not stamp.fault]
    mine = stamps(doc)
    sound = [(stamp.seconds, at) for at, stamp in enumerate(mine) if not stamp.fault]
    if len(theirs) < 3 or len(sound) < 3 or any(a.seconds >= b.seconds for a, b in pairwise(theirs)):
        return []
    lacking = [not _has(have, stamp.seconds) for stamp in theirs]
    # A whole index was judged as a whole; of one of its chapters more may be missing.
    part = profile(doc).part
    whole = part == "index" and profile(source).part == "chapter"
    if not any(lacking) or sum(lacking) >= (1 - SHARE if whole else SHARE) * len(theirs):
        return []
    # The same grid: what the translation has in the source's time, the source has too.
    grid = [stamp.seconds for stamp in theirs]
    within = [time for time, _ in sound if grid[0] - 1 <= time <= grid[-1] + 1]
    if sum(_has(grid, time) for time in within) < (1 - SHARE) * len(within) or not within:
        return []
    number = profile(source).number
    if part == "chapter" and placeholders(doc):
        return []
    if part != "article" and (doc.path, number) in _drift(course):
        return []
    told = _told(course).get(doc.path)
    sound.sort()
    slips = [at for at, stamp in enumerate(mine) if stamp.fault]
    merged: _Lengths | None = None
    found = []
    at = 0
    while at < len(theirs):
        if not lacking[at]:
            at += 1
            continue
        stop = at
        while stop < len(theirs) and lacking[stop]:
            stop += 1
        first, last = theirs[at].seconds, theirs[stop - 1].seconds
        place = bisect_left(sound, (first, 0)) - 1
        if merged is None and not pace(doc):
            merged = _Lengths(theirs, mine, have)
        if merged is not None and place >= 0 and at > 0 and merged.holds(sound[place][1], at - 1, stop):
            at = stop
            continue
        if not (told and told.touch(first - 1, last + 1)) and not _elsewhere(doc, sound, place, slips, stop - at):
            found.append(Run(doc, sound[max(place, 0)][1], first, last, stop - at, source, theirs[at]))
        at = stop
    return found


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


def names(numbers: list[int]) -> str:
    """Name chapters: `chapter 18`, `chapters 3 and 5`, `chapters 19 to 24`, `chapters 3, 5, 8`."""
    if len(numbers) == 1:
        return f"chapter {numbers[0]}"
    if len(numbers) == 2:
        return f"chapters {numbers[0]} and {numbers[1]}"
    if numbers == list(range(numbers[0], numbers[0] + len(numbers))):
        return f"chapters {numbers[0]} to {numbers[-1]}"
    return "chapters " + ", ".join(map(str, numbers))


# ------------------------------------------------------------------------------------ coverage


class Uncovered(NamedTuple):
    """Runs of neighbouring chapters whose starts, or ends, no stamp covers."""

    starts: tuple[tuple[Unit, ...], ...]
    ends: tuple[tuple[Unit, ...], ...]


EDGE = 60
"""Seconds at a video's beginning and end that may be music: an end screen takes up to 20 s, applause more."""


def _times(form: Form) -> list[int]:
    """The times of all stamps in a form's documents."""
    docs = dict.fromkeys(unit.doc for unit in form.units)
    return sorted({stamp.seconds for doc in docs for stamp in stamps(doc) if stamp.seconds >= 0})


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
        times = _times(form)
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


class _Uncovered(NamedTuple):
    """Time of a chapter that no stamp covers; `lasting` is how long what is said at its begin goes on."""

    begin: int
    end: int
    lasting: int


def _late_start(unit: Unit, times: list[int], step: int) -> _Uncovered | None:
    """The time before a chapter's first stamp, where it is longer than slips explain and no other chapter has it."""
    start, low = unit.plan.start, unit.low
    if start < 0 or low - start <= step * (1 + unit.lead):
        return None
    at = bisect_left(times, low) - 1
    if at >= 0 and low - times[at] < 2 * step:
        return None  # the chapter before goes on until then
    before = times[at] if at >= 0 else -1
    return _Uncovered(max(start, before), low, step if before >= start else 0)


def _begins_late(course: Course, unit: Unit, times: list[int], step: int) -> bool:
    found = _late_start(unit, times, step)
    if found is None:
        return False
    start, low = unit.plan.start, unit.low
    if start < step and low - start <= step + EDGE and known(course, start, low, 0) < 1:
        return False
    return not _explained(course, unit, *found)


def _early_end(unit: Unit, times: list[int], step: int, following: bool, last: int = -1) -> _Uncovered | None:
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
    return _Uncovered(high, end, step)


def _ends_early(course: Course, unit: Unit, times: list[int], step: int, following: bool) -> bool:
    found = _early_end(unit, times, step, following)
    return found is not None and not _explained(course, unit, *found)


def _explained(course: Course, unit: Unit, begin: int, end: int, lasting: int) -> bool:
    """Whether the time from `begin` to `end` is silent in the source, or reported by another rule."""
    for facts in (_told(course), _lost(course)):
        told = facts.get(unit.doc.path)
        if told is not None and told.touch(begin, end):
            return True
    return known(course, begin, end, lasting) == 0 or unit.plan.number in _incomplete(course).get(unit.doc.path, ())


@course_fact
def _incomplete(course: Course) -> dict[str, frozenset[int]]:
    """The chapters that lack text which `translation-incomplete` reports, by path."""
    return {pair.target.path: frozenset(lack.part.number for lack in lacks(pair)) for pair in pairs(course)}
