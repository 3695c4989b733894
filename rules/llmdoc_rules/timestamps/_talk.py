"""What is said at a time, as the source has it: the stamps of its documents, and the captions."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from typing import TYPE_CHECKING

from llmdoc_lint.course import course_fact, profile
from llmdoc_lint.values import NamedTuple
from llmdoc_rules._stamps import stamps
from llmdoc_rules.timestamps._chapters import MARGIN, by_number

if TYPE_CHECKING:
    from llmdoc_lint.course import Course

__all__ = ["known", "sound_tag", "source_line", "speech", "words"]


class _Line(NamedTuple):
    """The source's stamps, ascending, with the chapter each stands in."""

    times: tuple[int, ...]
    numbers: tuple[int, ...]


@course_fact
def source_line(course: Course) -> _Line:
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
    times, numbers = source_line(course)
    low, high = bisect_right(times, begin + 1), bisect_left(times, end - 1)
    if high > low:
        return high - low
    if times and numbers[0] < 0:
        return 0  # the whole transcript is one document
    if 0 < low < len(times) and 0 <= numbers[low] - numbers[low - 1] <= 1:
        return 0
    plans = by_number(course)
    for number in {numbers[at] for at in (low - 1, low) if 0 <= at < len(times)}:
        plan = plans.get(number)
        if plan is not None and 0 <= plan.start <= begin + MARGIN and end <= plan.end + MARGIN:
            return 0
    return speech(course, begin + lasting, end)


def speech(course: Course, begin: int, end: int) -> int:
    """Whether captions have words between two times: 1, 0, or -1 without captions there.

    One caption alone is the rest of a sentence.
    """
    starts, ends = words(course)
    if not any(begin <= end_ for end_ in ends):
        return -1
    return int(bisect_left(starts, end) - bisect_left(starts, begin) > 1)


@course_fact
def words(course: Course) -> tuple[tuple[float, ...], tuple[float, ...]]:
    """When the captions that are speech begin, ascending; and when each caption file ends."""
    starts: set[float] = set()
    ends: list[float] = []
    for captions in course.captions:
        cues = captions.cues
        if cues:
            ends.append(cues[-1].end)
            starts.update(cue.start for cue in cues if not sound_tag(cue.text))
    return tuple(sorted(starts)), tuple(ends)


def sound_tag(text: str) -> bool:
    """Whether a caption is no speech: `[Music]`, `(applause)`, `♪`."""
    bare = text.strip()
    return not bare.strip("♪ .") or (bare[0] in "[(" and bare[-1] in "])" and len(bare) < 40)
