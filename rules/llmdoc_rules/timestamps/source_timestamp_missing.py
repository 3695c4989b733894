from __future__ import annotations

from typing import TYPE_CHECKING

from llmdoc_lint.core import Finding, NoOptions, Related, Severity, rule
from llmdoc_lint.course import Course
from llmdoc_lint.transcript import show_time
from llmdoc_rules._stamps import stamps
from llmdoc_rules.timestamps._missing import missing

if TYPE_CHECKING:
    from collections.abc import Iterator


@rule("source-timestamp-missing", Course, NoOptions, severity=Severity.ERROR)
def check(course: Course, options: NoOptions) -> Iterator[Finding]:
    """A stamped translation lacks stamps that its source has.

    What was said at that time was not translated, or was put under another stamp.

    Bad:

        [7:30] so this text data            [7:30] 이 텍스트 데이터에는
        [8:00] a sequence of symbols
        [8:30] of text                      [8:30] 텍스트의 순서입니다

    Good:

        [7:30] so this text data            [7:30] 이 텍스트 데이터에는
        [8:00] a sequence of symbols        [8:00] 기호의 순서를 기대하고
        [8:30] of text                      [8:30] 텍스트의 순서입니다

    Pages are compared with the source's pages, an index with the source's index, or with its pages where that has no
    stamps. Where no source is stamped, captions tell whether the talk goes on behind the last stamp of an index or an
    article; where a page has no source that is stamped, whether there is talk in its chapter before its first stamp
    or behind its last one. A run of missing stamps is one finding, at the stamp before it. Silent where the
    translation has no stamps, where `timestamp-gap` reports the same hole, for chapters that are a placeholder, and
    where more than 30 % are missing or do not match: then the two are not on the same clock.
    """
    for run in missing(course):
        doc = run.doc
        place = stamps(doc)[run.at]
        where = show_time(run.first)
        if run.source is None and run.first < place.seconds:
            what = f"the captions have talk from {where} on, the stamps begin at {show_time(place.seconds)}"
        elif run.source is None:
            what = f"the captions go on to {show_time(run.last)}, the stamps end at {show_time(place.seconds)}"
        elif run.steps == 1:
            what = f"the source has a stamp {where} that is missing here"
        else:
            what = f"the source has {run.steps} stamps, {where} to {show_time(run.last)}, that are missing here"
        related: tuple[Related, ...] = ()
        if run.source is not None and run.stamp is not None:
            said = "the source has this" if run.steps == 1 else "the first of them"
            related = (Related(run.source.span(run.stamp.start, run.stamp.end), said),)
        yield Finding(
            doc.span(place.start, place.end),
            what,
            related=related,
            data={"from": run.first, "to": run.last, "missing": run.steps},
        )
