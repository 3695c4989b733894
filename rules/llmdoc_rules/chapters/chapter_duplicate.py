from __future__ import annotations

from typing import TYPE_CHECKING

from llmdoc_lint.core import Finding, NoOptions, Related, Severity, rule
from llmdoc_lint.course import Course
from llmdoc_rules.chapters._roll import ROLES, lists, page_number, title_span

if TYPE_CHECKING:
    from collections.abc import Iterator

    from llmdoc_lint.document import Document
    from llmdoc_lint.outline import Chapter


@rule(
    "chapter-duplicate",
    Course,
    NoOptions,
    severity=Severity.ERROR,
)
def check(course: Course, options: NoOptions) -> Iterator[Finding]:
    """A chapter stands twice, in one list of an index or as two pages.

    Two chunks that overlap, or a page saved under a second name, give one chapter two texts, and
    only one of them is kept up to date. Links lead to the first.

    Lists that start to count anew (the parts of a course) are not judged.

    Bad:

        ## 6. Refusals (거절)
        ...
        ## 6. Refusals (거절)

    Good:

        ## 6. Refusals (거절)
        ...
        ## 7. Measuring (측정)
    """
    for one in lists(course):
        first: dict[int, Chapter] = {}
        for item in one.items:
            if item.number in first:
                before = first[item.number]
                yield Finding(
                    one.doc.span(item.title_start, item.title_end),
                    f"chapter {item.number} stands a second time in the {ROLES[one.role]}",
                    related=(Related(one.doc.span(before.title_start, before.title_end), "the first time"),),
                    data={"chapter": item.number},
                )
            else:
                first[item.number] = item
    for side in ("source", "target"):
        pages: dict[int, Document] = {}
        names = {doc.name for doc in course.of("target" if side == "source" else "source", "chapter")}
        # The page that its counterpart is called like is the right one, else that with the shorter name.
        docs = sorted(course.of(side, "chapter"), key=lambda doc: (doc.name not in names, len(doc.path), doc.path))
        for doc in docs:
            number = page_number(doc)
            if number < 0 or course.settings.side_of(doc.path) not in ("", side):
                continue  # a translation in the sources' folder is `wrong-language`
            if number in pages:
                yield Finding(
                    doc.span(*title_span(doc)),
                    f"a second page of chapter {number}; {pages[number].name} is one already",
                    related=(Related(pages[number].span(*title_span(pages[number])), "the first page"),),
                    data={"chapter": number},
                )
            else:
                pages[number] = doc
