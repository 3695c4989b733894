from __future__ import annotations

from typing import TYPE_CHECKING

from llmdoc_lint.core import Finding, NoOptions, Related, Severity, rule
from llmdoc_lint.course import Course, profile
from llmdoc_lint.transcript import show_time
from llmdoc_rules._plan import duration, duration_said, planned
from llmdoc_rules._stamps import amount, stamps

if TYPE_CHECKING:
    from collections.abc import Iterator

    from llmdoc_lint.document import Document
    from llmdoc_rules._plan import Length
    from llmdoc_rules._stamps import Stamp

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

    The duration is the document's own, else that of the index or the article, of either side; the longest counts.
    One in whole minutes is taken for rounded. There is one finding a document, at the first stamp beyond.
    """
    longest = duration(course)
    if longest <= 0:
        return
    told = {doc.path: said for doc in course.documents if (said := duration_said(doc)) is not None and said.seconds > 0}
    for doc in course.documents:
        length = told[doc.path].seconds if doc.path in told else longest
        beyond = _beyond(course, doc, length)
        if beyond:
            yield _finding(doc, beyond, length, _said_by(doc, course, told, length))


def _said_by(doc: Document, course: Course, told: dict[str, Length], length: int) -> tuple[Related, ...]:
    """The place that gives the duration: the document's own, else the first one."""
    for each in (doc, *course.documents):
        said = told.get(each.path)
        if said is not None and said.seconds == length:
            return (Related(each.span(said.start, said.end), "the duration"),)
    return ()


def _beyond(course: Course, doc: Document, length: int) -> list[Stamp]:
    """The stamps of a document that are later than a duration; none where they are the times of another video."""
    part = profile(doc).part
    limit = length + (59 if length % 60 == 0 else TOLERANCE)
    all_ = stamps(doc)
    if part == "prompt" or not all_ or max(stamp.seconds for stamp in all_) <= limit:
        return []
    if part == "chapter":
        plan = next((one for one in planned(course) if one.number == profile(doc).number), None)
        if plan is None or plan.start > length:
            return []
    elif min(stamp.seconds for stamp in all_ if stamp.seconds >= 0) > length:
        return []  # the times of a longer video, from which this one was cut
    return [stamp for stamp in all_ if stamp.seconds > limit and stamp.fault in ("", "duplicate")]


def _finding(doc: Document, beyond: list[Stamp], length: int, said_by: tuple[Related, ...]) -> Finding:
    first = beyond[0]
    last = max(stamp.seconds for stamp in beyond)
    what = f"{show_time(first.seconds)} is later than the duration {show_time(length)}"
    if len(beyond) > 1:
        what = (
            f"{len(beyond)} stamps, {show_time(first.seconds)} to {show_time(last)}, are later than"
            f" the duration {show_time(length)}, by up to {amount(last - length)}"
        )
    return Finding(
        doc.span(first.start, first.end),
        what,
        related=said_by,
        data={"first": first.seconds, "last": last, "duration": length, "stamps": len(beyond)},
    )
