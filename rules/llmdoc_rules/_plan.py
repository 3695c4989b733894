"""When the chapters of a course start and end, and how long it is, by what its documents say."""

from __future__ import annotations

from typing import TYPE_CHECKING

from llmdoc_lint.blocks import front_matter
from llmdoc_lint.core import fact, record
from llmdoc_lint.course import course_fact, profile
from llmdoc_lint.links import find_videos
from llmdoc_lint.outline import chapters
from llmdoc_lint.sequences import longest_rise
from llmdoc_lint.transcript import parse_time, segments
from llmdoc_lint.values import NamedTuple

if TYPE_CHECKING:
    from llmdoc_lint.course import Course
    from llmdoc_lint.document import Document

__all__ = [
    "SAME",
    "Length",
    "Mention",
    "Planned",
    "Said",
    "duration",
    "duration_said",
    "groups",
    "mentions",
    "planned",
    "said",
]

SAME = 1
"""Seconds by which two mentions of one start may differ: `t=` is cut or rounded."""


@record
class Mention(NamedTuple):
    """One place where a document says that a chapter exists and, mostly, when it starts.

    role: "contents", "summary", "body" (headings and list items of an index), "page" (the front
    matter of a chapter's page: its `timestamp`, else the `t=` of its URL).
    """

    role: str
    number: int
    title: str
    seconds: int  # -1 where it does not say, or where a page contradicts itself
    start: int  # the time as written; where there is none, the title or the heading
    end: int


@record
class Planned(NamedTuple):
    """A chapter as the course plans it. Numbers are unique and ascending."""

    number: int
    title: str
    start: int  # seconds, -1 where no document says, or where as many say one thing as another
    end: int  # start of the next chapter, or the duration after the last; -1 where that is unknown
    votes: int  # how many mentions agree on the start
    against: int  # how many do not


class Said(NamedTuple):
    """A mention and the document it stands in."""

    doc: Document
    mention: Mention


@fact
def mentions(doc: Document) -> tuple[Mention, ...]:
    """The numbered chapters a document names, in its own order.

    A line of a contents list that has no number takes that of the heading with the same title.
    A number that one list has twice says nothing there: `chapter-duplicate` reports it.
    """
    mine = profile(doc)
    if mine.part == "chapter":
        return _page(doc, mine.number, mine.title)
    if mine.part != "index":
        return ()
    found: list[Mention] = []
    all_ = chapters(doc)
    numbers: dict[str, int] = {}
    for chapter in all_:
        if chapter.number >= 0 and chapter.role != "contents":
            numbers.setdefault(chapter.title.casefold(), chapter.number)
    seen: dict[tuple[str, int], int] = {}
    for chapter in all_:
        number = chapter.number if chapter.number >= 0 else numbers.get(chapter.title.casefold(), -1)
        if number < 0:
            continue
        stamped = chapter.stamp_start >= 0
        found.append(
            Mention(
                chapter.role,
                number,
                chapter.title,
                chapter.seconds if stamped else -1,
                chapter.stamp_start if stamped else chapter.title_start,
                chapter.stamp_end if stamped else chapter.title_end,
            )
        )
        seen[chapter.role, number] = seen.get((chapter.role, number), 0) + 1
    return tuple(
        mention._replace(seconds=-1) if seen[mention.role, mention.number] > 1 else mention for mention in found
    )


def _page(doc: Document, number: int, title: str) -> tuple[Mention, ...]:
    block = front_matter(doc)
    if number < 0 or block is None:
        return ()
    seconds = linked = start = end = -1
    for key in ("sourceUrl", "source_url", "timestamp"):
        entry = block.get(key)
        if entry is None or not isinstance(entry.value, str):
            continue
        if key == "timestamp":
            seconds = parse_time(entry.value)
            start, end = entry.value_start, entry.value_end
        else:
            videos = find_videos(doc.text, entry.value_start, entry.value_end)
            if videos and videos[0].seconds >= 0:
                linked = videos[0].seconds
                if start < 0:
                    start, end = videos[0].time_start, videos[0].time_end
    if seconds >= 0 and linked >= 0 and abs(seconds - linked) > SAME:
        seconds = -1  # the page contradicts itself, which `timestamp-url-mismatch` reports
    elif seconds < 0:
        seconds = linked
    if start < 0:
        start, end = block.start, min(block.start + 3, len(doc.text))
    return (Mention("page", number, title, seconds, start, end),)


@course_fact
def said(course: Course) -> tuple[Said, ...]:
    """Every mention of a chapter in the course: the translation's index, the source's, then pages.

    A source index that divides the video into other chapters than the translation's is left out.
    """
    numbers = {mention.number for doc in course.of("target", "index") for mention in mentions(doc)}
    sources = tuple(
        doc
        for doc in course.of("source", "index")
        if not numbers or numbers == {mention.number for mention in mentions(doc)}
    )
    docs = (*course.of("target", "index"), *sources, *course.chapters, *course.source_chapters)
    return tuple(Said(doc, mention) for doc in docs for mention in mentions(doc))


def groups(times: list[int]) -> list[tuple[int, int]]:
    """Times that mean the same, the most frequent first: (time, how often). Equal ones earlier first."""
    counts: dict[int, int] = {}
    for time in times:
        counts[time] = counts.get(time, 0) + 1
    merged: list[list[int]] = []
    last = -9
    for time in sorted(counts):
        if time - last <= SAME:
            merged[-1].append(time)
        else:
            merged.append([time])
        last = time
    found = []
    for same in merged:
        best = max(same, key=lambda time: (counts[time], -time))
        found.append((best, sum(counts[time] for time in same)))
    found.sort(key=lambda item: (-item[1], item[0]))
    return found


@course_fact
def planned(course: Course) -> tuple[Planned, ...]:
    """The course's chapters with the starts that most of its documents agree on.

    Works with an index alone, with pages alone, with both; without either it is empty. Where
    starts do not ascend with the numbers, the ones that break the order count as unknown. An end
    is known only where the next number is planned too.
    """
    times: dict[int, list[int]] = {}
    titles: dict[int, str] = {}
    for _, mention in said(course):
        here = times.setdefault(mention.number, [])
        if mention.seconds >= 0:
            here.append(mention.seconds)
        if not titles.get(mention.number):
            titles[mention.number] = mention.title
    rows: list[tuple[int, int, int, int]] = []
    for number in sorted(times):
        agreed = groups(times[number])
        if not agreed:
            rows.append((number, -1, 0, 0))
            continue
        start, votes = agreed[0]
        if len(agreed) > 1 and agreed[1][1] == votes:
            start = -1
        rows.append((number, start, votes, len(times[number]) - votes))
    starts = _ascending([row[1] for row in rows])
    length = duration(course)
    found = []
    for at, (number, _, votes, against) in enumerate(rows):
        end = length
        if at + 1 < len(rows):
            end = starts[at + 1] if rows[at + 1][0] == number + 1 else -1
        if end >= 0 and end <= starts[at]:
            end = -1
        found.append(Planned(number, titles[number], starts[at], end, votes, against))
    return tuple(found)


def _ascending(starts: list[int]) -> list[int]:
    """The starts, those out of order (not of a longest rise) set to -1, as those are that nobody knows."""
    known = [at for at, start in enumerate(starts) if start >= 0]
    kept = {known[place] for place in longest_rise([starts[at] for at in known])}
    return [start if at in kept else -1 for at, start in enumerate(starts)]


# ----------------------------------------------------------------------------------- duration


MINUTES_AS_STAMPS = 30
"""A duration `3:31` is taken for hours and minutes where stamps reach half of these, 60 times as far as minutes
and seconds, at least."""


@record
class Length(NamedTuple):
    """A `duration` in front matter: seconds (-1 where it is no time), and its value's span."""

    seconds: int
    start: int
    end: int


@fact
def duration_said(doc: Document) -> Length | None:
    """The document's own `duration`, None where it has none."""
    block = front_matter(doc)
    entry = block.get("duration") if block else None
    if entry is None:
        return None
    seconds = -1
    if isinstance(entry.value, str):
        seconds = parse_time(entry.value)
        if seconds >= 0 and entry.value.count(":") == 1:
            # `3:31` beside stamps up to 3:30:00 means hours and minutes; beside stamps up to 10:00 it is wrong.
            last = max((segment.seconds for segment in segments(doc)), default=-1)
            last = max(last, *(mention.seconds for mention in mentions(doc)), -1)
            if last > MINUTES_AS_STAMPS * seconds:
                seconds = -1
    return Length(seconds, entry.value_start, entry.value_end)


@course_fact
def duration(course: Course) -> int:
    """The length of the course's video in seconds, -1 where no document says.

    Where documents disagree (`course-metadata-conflict`), the longest counts.
    """
    docs = (
        *course.of("target", "index"),
        *course.of("source", "index"),
        *course.of("target", "article"),
        *course.of("source", "article"),
    )
    said_ = [length for doc in docs if (length := duration_said(doc)) is not None]
    if any(length.seconds < 0 for length in said_):
        # One that cannot be read makes the others doubtful only where it is all there is.
        said_ = [length for length in said_ if length.seconds >= 0]
    return max((length.seconds for length in said_), default=-1)
