from __future__ import annotations

from typing import TYPE_CHECKING

from llmdoc_lint.core import Finding, NoOptions, Related, Severity, rule
from llmdoc_lint.course import Course, profile
from llmdoc_lint.transcript import show_time
from llmdoc_rules._plan import duration, duration_said, planned
from llmdoc_rules.timestamps._stamps import amount, stamps

if TYPE_CHECKING:
    from collections.abc import Iterator

TOLERANCE = 1
"""Seconds by which a stamp may pass the duration: players cut, front matter rounds."""


@rule("timestamp-beyond-duration", Course, NoOptions, severity=Severity.ERROR)
def check(course: Course, options: NoOptions) -> Iterator[Finding]:
    """Stamps are later than the end of the video.

    They lead nowhere; mostly they have run away from the video long before its end.

    Bad:

        duration: "3:31:05"
        ...
        [3:44:00] 오늘은 여기까지입니다.

    Good:

        duration: "3:31:05"
        ...
        [3:31:00] 오늘은 여기까지입니다.

    The duration is that of the index or the article, of either side; the longest counts. One in whole minutes
    is taken for rounded. There is one finding a document, at the first stamp beyond.
    """
    length = duration(course)
    if length <= 0:
        return
    limit = length + (59 if length % 60 == 0 else TOLERANCE)
    plans = {one.number: one for one in planned(course)}
    where = next(
        (
            (doc, told)
            for doc in course.documents
            if (told := duration_said(doc)) is not None and told.seconds == length
        ),
        None,
    )
    for doc in course.documents:
        part = profile(doc).part
        if part == "prompt":
            continue
        all_ = stamps(doc)
        if not all_ or max(stamp.seconds for stamp in all_) <= limit:
            continue
        beyond = [stamp for stamp in all_ if stamp.seconds > limit and stamp.fault in ("", "duplicate")]
        if not beyond:
            continue
        if part == "chapter":
            plan = plans.get(profile(doc).number)
            if plan is None or plan.start > length:
                continue
        elif min(stamp.seconds for stamp in all_ if stamp.seconds >= 0) > length:
            continue  # the times of a longer video, from which this one was cut
        first = beyond[0]
        last = max(stamp.seconds for stamp in beyond)
        what = f"{show_time(first.seconds)} is later than the duration {show_time(length)}"
        if len(beyond) > 1:
            what = (
                f"{len(beyond)} stamps, {show_time(first.seconds)} to {show_time(last)}, are later than"
                f" the duration {show_time(length)}, by up to {amount(last - length)}"
            )
        yield Finding(
            doc.span(first.start, first.end),
            what,
            related=(Related(where[0].span(where[1].start, where[1].end), "the duration"),) if where else (),
            data={"first": first.seconds, "last": last, "duration": length, "stamps": len(beyond)},
        )
