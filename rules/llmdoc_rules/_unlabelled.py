"""Pages that lost their front matter in a folder whose name does not say that there are pages in it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from llmdoc_lint.blocks import headings
from llmdoc_lint.course import course_fact, profile
from llmdoc_lint.values import NamedTuple
from llmdoc_rules.chapters._roll import known, page_number

if TYPE_CHECKING:
    from llmdoc_lint.course import Course
    from llmdoc_lint.document import Document

__all__ = ["Unlabelled", "about_the_pages", "unlabelled"]

# Files that lie among the pages and are about them: no page, no front matter.
_ABOUT = "readme changelog contributing license code_of_conduct security summary glossary notes todo template"
ABOUT = frozenset(_ABOUT.split())

BESIDE = 2
"""Pages that must stand in the folder before a heading's number alone makes a file one of them."""


class Unlabelled(NamedTuple):
    """A page of which nothing but its place and its name, or its heading, tells that it is one."""

    doc: Document
    side: str
    part: str  # "index" or "chapter"
    number: int  # of its chapter, -1 for an index
    beside: int  # pages with front matter in its folder


def about_the_pages(doc: Document) -> bool:
    """Whether a file's name says that it is no page: `README.md`, `notes.md`."""
    return doc.name.rpartition(".")[0].lower() in ABOUT


@course_fact
def unlabelled(course: Course) -> tuple[Unlabelled, ...]:
    """Files without front matter that can only be the pages a course lacks.

    In a folder of pages of one side, that is an `_index.md` where the side has none, and a file that has the name of
    the other side's page, or the number of a chapter in its heading, where the chapter has no page on this side.
    """
    found: list[Unlabelled] = []
    for doc in course.unlabelled:
        beside = [page for page in course.documents if page.directory == doc.directory]
        sides = {profile(page).side for page in beside}
        if about_the_pages(doc) or len(sides) != 1 or "" in sides:
            continue
        side = sides.pop()
        if doc.name == "_index.md":
            if not course.of(side, "index"):
                found.append(Unlabelled(doc, side, "index", -1, len(beside)))
            continue
        number = _number(course, doc, side, len(beside))
        taken = {page_number(page) for page in course.of(side, "chapter")} | {one.number for one in found}
        if number >= 0 and number not in taken:
            found.append(Unlabelled(doc, side, "chapter", number, len(beside)))
    return tuple(found)


def _number(course: Course, doc: Document, side: str, beside: int) -> int:
    """The chapter that a file can only be the page of, -1 where nothing says so."""
    other = "source" if side == "target" else "target"
    named = next((page for page in course.of(other, "chapter") if page.name == doc.name), None)
    if named is not None:
        return page_number(named)
    top = next((head for head in headings(doc) if head.level == 1), None)
    return top.number if top is not None and beside >= BESIDE and top.number in known(course) else -1
