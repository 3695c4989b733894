from __future__ import annotations

from typing import TYPE_CHECKING

from llmdoc_lint.core import NoOptions, Severity, rule
from llmdoc_lint.course import Course
from llmdoc_lint.transcript import show_time
from llmdoc_rules._stamps import amount
from llmdoc_rules.timestamps._chapters import names
from llmdoc_rules.timestamps._coverage import finding, uncovered

if TYPE_CHECKING:
    from collections.abc import Iterator

    from llmdoc_lint.core import Finding


@rule("chapter-end-uncovered", Course, NoOptions, severity=Severity.WARNING)
def check(course: Course, options: NoOptions) -> Iterator[Finding]:
    """A chapter's last stamp comes well before the chapter ends.

    The end of the chapter may not have been translated.

    Bad:

        [2:09:30] 어떤 종류의 완화를 취하지 않으면          (the next chapter starts at 2:14:42)

    Good:

        [2:14:30] 다음으로 강화학습을 살펴보겠습니다.

    It may come earlier by one step of the document's cadence, which is how long the last segment lasts. The last
    chapter ends with the video, which may close with a minute of music. Silent where the document has no cadence,
    where stamps of the next chapter fill the time, where the source is silent there too, and where
    `timestamp-gap`, `source-timestamp-missing`, `timestamp-outside-chapter` or a placeholder tell the reason.
    Neighbouring chapters are one finding.
    """
    for run in uncovered(course).ends:
        first = run[0]
        what = (
            f"chapter {first.unit.plan.number} ends at {show_time(first.planned)}, its last stamp is"
            f" {show_time(first.stamped)}, {amount(first.seconds)} earlier"
        )
        if len(run) > 1:
            all_ = names([one.unit.plan.number for one in run])
            most = amount(max(one.seconds for one in run))
            what = f"{all_}: the last stamps come up to {most} before the ends; {what}"
        yield finding(run, what, "ends")
