from __future__ import annotations

from typing import TYPE_CHECKING

from llmdoc_lint.core import Finding, Options, Related, Severity, rule
from llmdoc_lint.course import Course
from llmdoc_lint.transcript import show_time
from llmdoc_rules._plan import planned
from llmdoc_rules._stamps import amount, find_holes, stamps, stretches
from llmdoc_rules.timestamps._gaps import gaps, reported

if TYPE_CHECKING:
    from collections.abc import Iterator

    from llmdoc_lint.document import Document
    from llmdoc_rules._plan import Planned
    from llmdoc_rules._stamps import Hole


class GapOptions(Options):
    """How long a hole is.

    The cadence's own limit is two steps: in lectures stamped every 30 s, 97.5 % of the steps are
    regular, and nobody is silent for a whole step.
    """

    max_gap: int = 0  # seconds between two stamps that are no hole yet; 0 takes it from the document's cadence


@rule("timestamp-gap", Course, GapOptions, severity=Severity.ERROR)
def check(course: Course, options: GapOptions) -> Iterator[Finding]:
    """The stamps of a translation skip a stretch of the video.

    A chunk of the translation is missing: what was said there is nowhere to be read.

    Bad:

        [1:58:00] 다시 간단한 예시입니다.

        [2:01:30] 그 이유는 모델이 문자를 보지 않기 때문입니다.

    Good:

        [1:58:00] 다시 간단한 예시입니다.

        [1:58:30] 점의 개수를 세어 봅시다.

    A hole is a step of at least twice the document's own cadence. A document stamped per speaker has
    no cadence and no holes. Where the source's stamps or captions skip the same time, nobody spoke.
    A hole that a placeholder or a missing chapter leaves is theirs.
    """
    plans = {one.number: one for one in planned(course)}
    for part in ("index", "chapter", "article"):
        for doc in course.of("target", part):
            found = (
                tuple(gaps(course, doc, find_holes(doc, options.max_gap), sure=True))
                if options.max_gap > 0
                else reported(course).get(doc.path, ())
            )
            for hole in found:
                yield _finding(doc, hole, plans, options.max_gap)


def _finding(doc: Document, hole: Hole, plans: dict[int, Planned], limit: int) -> Finding:
    all_ = stamps(doc)
    before, after = all_[hole.before], all_[hole.after]
    begin, end = show_time(hole.begin), show_time(hole.end)
    first, last = hole.begin + hole.step, hole.end - hole.step
    if limit:
        what = f"no stamp for {amount(hole.end - hole.begin)}, from {begin} to {end}"
    elif hole.missing == 1:
        what = f"no stamp between {begin} and {end}: {show_time(first)} is missing"
    else:
        what = (
            f"no stamps between {begin} and {end}: {show_time(first)} to {show_time(last)} are missing,"
            f" {hole.missing} steps of {hole.step} s"
        )
    if hole.chapters:
        number = stretches(doc)[before.chapter].number
        plan = plans.get(number)
        if plan is not None and plan.end >= 0 and plan.end - hole.begin > hole.step:
            what += f"; chapter {number} stops short of its end at {show_time(plan.end)}"
    return Finding(
        doc.span(before.start, before.end),
        what,
        related=(Related(doc.span(after.start, after.end), "the next stamp"),),
        data={"from": hole.begin, "to": hole.end, "missing": hole.missing, "step": hole.step},
    )
