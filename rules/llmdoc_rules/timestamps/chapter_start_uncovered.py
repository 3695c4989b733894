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


@rule("chapter-start-uncovered", Course, NoOptions, severity=Severity.WARNING)
def check(course: Course, options: NoOptions) -> Iterator[Finding]:
    """A chapter's first stamp comes later than the chapter starts.

    The beginning of the chapter may not have been translated.

    Bad:

        ## 3. 토큰화          (starts at 7:47)

        [9:30] 여기서 사용하는 것은 바이트입니다.

    Good:

        ## 3. 토큰화

        [8:00] 먼저 텍스트를 숫자로 바꿔야 합니다.

    It may come later by one step of the document's cadence: stamps lie on a grid, chapters do not. Silent where the
    document has no cadence, where stamps of the chapter before fill the time, where the source is silent
    there too, and where `timestamp-gap`, `source-timestamp-missing`, `timestamp-outside-chapter` or a
    placeholder tell the reason. The video's first minute may be music. Neighbouring chapters are one finding.
    """
    for run in uncovered(course).starts:
        first = run[0]
        what = (
            f"chapter {first.unit.plan.number} starts at {show_time(first.planned)}, its first stamp is"
            f" {show_time(first.stamped)}, {amount(first.seconds)} later"
        )
        if len(run) > 1:
            all_ = names([one.unit.plan.number for one in run])
            most = amount(max(one.seconds for one in run))
            what = f"{all_}: the first stamps come up to {most} after the starts; {what}"
        yield finding(run, what, "starts")
