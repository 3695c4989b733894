from __future__ import annotations

from typing import TYPE_CHECKING

from llmdoc_lint.core import Finding, NoOptions, Related, Severity, rule
from llmdoc_lint.course import Course, profile
from llmdoc_rules.chapters._roll import Total, known, lists, totals

if TYPE_CHECKING:
    from collections.abc import Iterator

    from llmdoc_lint.document import Document


@rule(
    "chapter-count-mismatch",
    Course,
    NoOptions,
    severity=Severity.ERROR,
)
def check(course: Course, options: NoOptions) -> Iterator[Finding]:
    """The number of chapters a document gives is not the number there are.

    `totalChapters`, and "챕터 3/24" above a page's text, tell a reader how far they are. They are
    wrong when a chapter was divided or dropped after they were written.

    What there is are the chapters that the index's lists and the pages have together; a chapter
    that only some of them lack is `chapter-missing`. Without lists, a "챕터 3/24" is compared with
    the numbers that the pages give. A chapter 0 may be counted or not. All places that give the
    same wrong number are one finding.

    Bad:

        totalChapters: 23      (the index has 24 chapters)

    Good:

        totalChapters: 24
    """
    said = [(total, doc) for doc in course.documents for total in totals(doc)]
    if not said:
        return
    if lists(course):
        chapters = known(course)
        right = {len(chapters)}
        if 0 in chapters:
            right.add(len(chapters) - 1)
        if max(chapters, default=0) in {total.value for total, _ in said}:
            right.add(max(chapters))  # a number between is missing, and `chapter-missing` says so
        expected = f"the course has {len(chapters)}"
    else:
        votes: dict[int, int] = {}
        for total, _ in said:
            votes[total.value] = votes.get(total.value, 0) + 1
        value, most = max(votes.items(), key=lambda item: (item[1], -item[0]))
        # Pages that disagree among each other about `totalChapters` are `course-metadata-conflict`.
        if most * 2 <= len(said) or any(total.value != value and total.label[0] == "`" for total, _ in said):
            return
        right = {value}
        expected = f"{most} other places say {value}"
    wrong: dict[int, list[tuple[Total, Document]]] = {}
    for total, doc in said:
        if total.value not in right:
            wrong.setdefault(total.value, []).append((total, doc))
    for value, places in sorted(wrong.items()):
        places.sort(key=lambda place: (profile(place[1]).part != "index", place[1].path, place[0].start))
        (total, doc), *others = places
        also = f", here and in {len(others)} other place{'s' * (len(others) > 1)}" if others else ""
        yield Finding(
            doc.span(total.start, total.end),
            f"{total.label} says there are {value} chapters{also}; {expected}",
            related=tuple(Related(where.span(one.start, one.end), f"{value} here too") for one, where in others[:3]),
            data={"said": value, "found": max(right)},
        )
