from __future__ import annotations

from typing import TYPE_CHECKING

from llmdoc_lint.core import Finding, NoOptions, Related, Severity, rule
from llmdoc_lint.course import Course, profile
from llmdoc_lint.transcript import show_time
from llmdoc_rules._stamps import stamps, stretches
from llmdoc_rules.timestamps._chapters import drifted, slack

if TYPE_CHECKING:
    from collections.abc import Iterator

    from llmdoc_lint.document import Document


@rule("timestamp-backwards", Course, NoOptions, severity=Severity.ERROR)
def check(course: Course, options: NoOptions) -> Iterator[Finding]:
    """A stamp is earlier than the one before it.

    The text stands in the wrong place, or under the wrong time: whoever follows the video with it
    loses the thread there.

    Bad:

        [2:38:00] 드롭다운에서 모델을 고릅니다.

        [2:37:30] 이것들은 사고 모델입니다.

    Good:

        [2:37:30] 드롭다운에서 모델을 고릅니다.

        [2:38:00] 이것들은 사고 모델입니다.

    Of the two, the one is reported without which the order is right. A stretch that was moved is one
    finding, at its first stamp. The clock may start again in the first minute behind a heading or a
    thematic break (a second recording, times within a chapter); a chapter that stands behind a later one is
    `chapter-order`'s, and where all stamps of a chapter are early or late, the jump at its border is
    `timestamp-outside-chapter`'s.

    There is no fix: whether the time or the place is wrong only the video can tell.
    """
    for doc in course.documents:
        if profile(doc).side:
            yield from _backwards(course, doc)


def _backwards(course: Course, doc: Document) -> Iterator[Finding]:
    all_ = stamps(doc)
    parts = stretches(doc)
    for at, stamp in enumerate(all_):
        if stamp.fault != "backwards":
            continue
        before = at - 1
        while before >= 0 and all_[before].seconds < 0:
            before -= 1
        after = at + 1
        while after < len(all_) and all_[after].seconds < 0:
            after += 1
        here = show_time(stamp.seconds)
        span = doc.span(stamp.start, stamp.end)
        if before >= 0 and all_[before].seconds > stamp.seconds:
            other = all_[before]
            if stamp.chapter >= 0 and other.chapter >= 0:
                numbers = parts[other.chapter].number, parts[stamp.chapter].number
                if _explained(course, doc, *numbers, other.seconds - stamp.seconds):
                    continue
            yield Finding(
                span,
                f"{here} comes after {show_time(other.seconds)}",
                related=(Related(doc.span(other.start, other.end), "the stamp before it"),),
                data={"seconds": stamp.seconds, "before": other.seconds},
            )
        elif after < len(all_):
            other = all_[after]
            yield Finding(
                span,
                f"{here} comes before {show_time(other.seconds)}, from where the stamps go on",
                related=(Related(doc.span(other.start, other.end), "the stamp behind it"),),
                data={"seconds": stamp.seconds, "after": other.seconds},
            )


def _explained(course: Course, doc: Document, before: int, here: int, fall: int) -> bool:
    """Whether another rule says why the clock falls back by so many seconds between two stamps of these chapters."""
    if before == here:  # the hours are lost: the next one begins at 0:00 again
        return drifted(course, doc, here) and abs(fall - 3600) <= slack(doc)
    return 0 <= here < before or drifted(course, doc, before) or drifted(course, doc, here)
