from __future__ import annotations

from bisect import bisect_left
from typing import TYPE_CHECKING

from llmdoc_lint.blocks import headings
from llmdoc_lint.core import Finding, NoOptions, Related, Severity, Span, rule
from llmdoc_lint.course import Course, course_fact, profile
from llmdoc_lint.patterns import pattern
from llmdoc_lint.values import NamedTuple
from llmdoc_rules._unlabelled import unlabelled
from llmdoc_rules.chapters._roll import ROLES, List, bare, known, lists, page_number, title_span, totals

if TYPE_CHECKING:
    from collections.abc import Iterator

    from llmdoc_lint.document import Document

_MAY_BE_A_NUMBER = pattern(r"[\[(#]?(\d{1,3})\s?[-–—:：.)\]|]")
SHOWN = 5
"""Chapter numbers a message names before it stops."""


@rule(
    "chapter-missing",
    Course,
    NoOptions,
    severity=Severity.ERROR,
)
def check(course: Course, options: NoOptions) -> Iterator[Finding]:
    """A chapter is absent from a list, from the text, from the pages or from the sources.

    A chapter that only some parts of a course know is one that a reader cannot reach, or that
    nobody translated.

    Which chapters there are is what the contents list, the summaries, the headings of the text and
    the pages of both sides say together. Each list that lacks some of them is one finding, where
    the first of them should stand. Pages are one finding a side; where fewer than half of a side's
    pages exist the work is under way, and all absent pages are one finding. A side without any
    pages, and an index without a list or without a text, have nothing that could be missing; nor
    has, where there is no index, a side with few pages. Where the source has an index and the translation
    has most of the pages and none, that is one finding, unless no other translation of the project has one either.

    Bad:

        ## 4. Splitting (나누기)
        ...
        ## 6. Refusals (거절)

    Good:

        ## 4. Splitting (나누기)
        ...
        ## 5. Retrieval (검색)
        ...
        ## 6. Refusals (거절)
    """
    chapters = known(course)
    all_ = lists(course)
    if not chapters or (not all_ and not course.complete):
        return
    absent: dict[int, list[List]] = {}
    for one in all_:
        for number in _lacking(one, chapters, all_):
            absent.setdefault(number, []).append(one)
    nowhere = frozenset(n for n, where in absent.items() if len(where) == len(_of(all_, where[0].doc)) > 1)
    for one in all_:
        numbers = sorted(n for n, where in absent.items() if n not in nowhere and any(w is one for w in where))
        if numbers:
            yield _in_list(one, numbers, len(chapters), all_)
    skipped = _skipped(course, chapters)
    if nowhere or skipped:
        gone = sorted({*nowhere, *skipped})
        first = all_[0] if all_ else None
        if first is not None:
            yield _in_list(first, gone, len(chapters | set(skipped)), all_, everywhere=True)
    if course.complete:
        yield from _pages(course, chapters)
        yield from _index(course, chapters)


def _of(all_: tuple[List, ...], doc: Document) -> list[List]:
    return [one for one in all_ if one.doc is doc]


def _lacking(one: List, chapters: frozenset[int], all_: tuple[List, ...]) -> list[int]:
    """The chapters that a list should have and has not."""
    numbers = [item.number for item in one.items]
    have = set(numbers)
    missing = sorted(chapters - have)
    if not missing:
        return []
    # A number twice, or one that nobody else knows, is the missing one, misnumbered.
    if len(numbers) - len(have) + len(have - chapters) >= len(missing):
        return []
    # A heading that lost its number is there all the same, or has one that may be part of its title: `3 - 100 가지`.
    others = [head for head in headings(one.doc) if head.number < 0]
    unnumbered = {bare(head.title) for head in others}
    unsure = {int(match[1]) for head in others if (match := _MAY_BE_A_NUMBER.match(head.title))}
    titles: dict[int, set[str]] = {}
    for other in all_:
        for item in other.items:
            titles.setdefault(item.number, set()).add(bare(item.title))
    return [
        number
        for number in missing
        if one.role == "contents" or not (number in unsure or titles.get(number, set()) & unnumbered)
    ]


def _show(numbers: list[int]) -> str:
    names = ", ".join(map(str, numbers[:SHOWN]))
    return f"{names} and {len(numbers) - SHOWN} more" if len(numbers) > SHOWN else names


def _in_list(one: List, numbers: list[int], count: int, all_: tuple[List, ...], everywhere: bool = False) -> Finding:
    """A finding at the entry behind which the first missing chapter should stand."""
    items = sorted(one.items, key=lambda item: item.number)
    at = bisect_left([item.number for item in items], numbers[0])
    near = items[max(0, at - 1)]
    related: list[Related] = []
    for other in all_:
        item = next((item for item in other.items if item.number == numbers[0]), None)
        if item is not None and len(related) < 3:
            related.append(Related(other.doc.span(item.title_start, item.title_end), f"chapter {item.number} here"))
    what, verb = ("chapters", "are") if len(numbers) > 1 else ("chapter", "is")
    where = "neither in the lists nor in the text" if everywhere else f"not in the {ROLES[one.role]}"
    side = "behind" if at else "before"
    return Finding(
        one.doc.span(near.title_start, near.title_end),
        f"{what} {_show(numbers)} of {count} {verb} {where}; expected {side} chapter {near.number}",
        related=tuple(related),
        data={"missing": numbers, "chapters": count},
    )


def _skipped(course: Course, chapters: frozenset[int]) -> list[int]:
    """Numbers between the chapters that nothing has, where the course says it counts them."""
    low, high = min(chapters), max(chapters)
    if high - low + 1 == len(chapters) or high > 2 * len(chapters):
        return []
    said = [total.value for doc in course.documents for total in totals(doc)]
    if high not in said or len(chapters) in said:
        return []
    return [number for number in range(low, high) if number not in chapters]


# --------------------------------------------------------------------------------------- pages


class _Side(NamedTuple):
    side: str
    word: str
    docs: tuple[Document, ...]
    present: int  # chapters that have a page
    missing: list[int]


def _pages(course: Course, chapters: frozenset[int]) -> Iterator[Finding]:
    sides = []
    for side, word in (("source", "source"), ("target", "translated")):
        docs = course.of(side, "chapter")
        if not docs:
            continue
        have = {page_number(doc) for doc in docs} | {one.number for one in unlabelled(course) if one.side == side}
        names = {doc.name for doc in docs if page_number(doc) < 0}
        home = docs[0].directory
        missing = []
        for number in sorted(chapters - have):
            other = _page(course, "source" if side == "target" else "target", number)
            # A page without a number, or one that cannot be read, is there.
            if other is not None and (
                other.name in names or course.files.kind_of(f"{home}/{other.name}" if home else other.name)
            ):
                continue
            missing.append(number)
        sides.append(_Side(side, word, docs, len(chapters & have), missing))
    lacking = [one for one in sides if one.missing]
    if not lists(course):
        # Pages alone do not say how many there should be; a side that has few of them is a part.
        lacking = [one for one in lacking if one.present >= 2 and 2 * one.present >= len(chapters)]
    if not lacking:
        return
    partial = any(2 * one.present < len(chapters) for one in lacking)
    if partial or (len(lacking) == 2 and lacking[0].missing == lacking[1].missing):
        yield _absent(course, lacking, chapters)
    else:
        for one in lacking:
            yield _absent(course, [one], chapters)


def _absent(course: Course, sides: list[_Side], chapters: frozenset[int]) -> Finding:
    first = min(one.missing[0] for one in sides)
    total = len(chapters)
    parts = []
    for one in sides:
        if len(one.missing) > 1:
            parts.append(f"{len(one.missing)} of {total} chapters have no {one.word} page ({_show(one.missing)})")
        else:
            parts.append(f"chapter {one.missing[0]} of {total} has no {one.word} page")
    span, related = _place(course, first)
    return Finding(
        span,
        "; ".join(parts),
        related=related,
        data={"chapters": total, **{one.side: one.missing for one in sides}},
    )


def _index(course: Course, chapters: frozenset[int]) -> Iterator[Finding]:
    """The translation's index, where all else is there."""
    source, pages = course.source_index, course.chapters
    if source is None or course.index is not None or any(one.part == "index" for one in unlabelled(course)):
        return
    have = chapters & {page_number(page) for page in pages}
    if len(have) < 2 or 2 * len(have) < len(chapters):
        return  # the work is under way
    home = pages[0].directory
    place = f"{home}/{source.name}" if home else source.name
    if course.files.kind_of(place) or not _usual(course, source):
        return
    yield Finding(
        source.span(*title_span(source)),
        f"the {len(have)} translated pages have no index like the source's: there is no `{place}`",
        related=(Related(pages[0].span(*title_span(pages[0])), "the first of the pages"),),
        data={"chapters": len(chapters), "pages": len(have), "path": place},
    )


def _usual(course: Course, source: Document) -> bool:
    """Whether translations of the project have indexes: some other one does, or there is no other to tell."""
    others = [path for path in course.files.every() if path != source.path and path.endswith(f"/{source.name}")]
    sides = {course.settings.side_of(path) for path in others}
    return not sides or sides != {"source"}


_RANK = {"contents": 0, "summary": 1, "body": 2}


def _place(course: Course, number: int) -> tuple[Span, tuple[Related, ...]]:
    """Where the absence of a chapter's page shows: its line in the contents, else its other page."""
    related: list[Related] = []
    spans: list[Span] = []
    for one in sorted(lists(course), key=lambda one: (profile(one.doc).side != "target", _RANK[one.role])):
        if not spans:
            item = next((item for item in one.items if item.number == number), None)
            if item is not None:
                spans.append(one.doc.span(item.title_start, item.title_end))
    pages = [page for side in ("source", "target") if (page := _page(course, side, number)) is not None]
    for page in pages:
        span = page.span(*title_span(page))
        if spans:
            related.append(Related(span, f"the other side's page of chapter {number}"))
        spans.append(span)
    if not spans:
        every = [*course.source_chapters, *course.chapters]
        before = [page for page in every if 0 <= page_number(page) < number]
        page = max(before, key=page_number) if before else every[0]
        spans.append(page.span(*title_span(page)))
    return spans[0], tuple(related)


@course_fact
def _by_number(course: Course) -> dict[tuple[str, int], Document]:
    """The pages by side and number."""
    found: dict[tuple[str, int], Document] = {}
    for side in ("source", "target"):
        for doc in course.of(side, "chapter"):
            found.setdefault((side, page_number(doc)), doc)
    return found


def _page(course: Course, side: str, number: int) -> Document | None:
    return _by_number(course).get((side, number))
