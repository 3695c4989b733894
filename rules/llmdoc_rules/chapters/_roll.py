"""Which chapters a course has, by what its lists and pages say, and what each calls them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from llmdoc_lint.blocks import body_start, front_matter, headings, numbered, numbers_of
from llmdoc_lint.core import fact, record
from llmdoc_lint.course import course_fact, profile
from llmdoc_lint.outline import chapters
from llmdoc_lint.patterns import pattern
from llmdoc_lint.values import NamedTuple
from llmdoc_rules._visible import visible

if TYPE_CHECKING:
    from collections.abc import Iterable

    from llmdoc_lint.course import Course
    from llmdoc_lint.document import Document
    from llmdoc_lint.outline import Chapter

__all__ = [
    "ROLES",
    "List",
    "Mention",
    "Total",
    "bare",
    "known",
    "lists",
    "mentions",
    "page_number",
    "title_span",
    "totals",
]

ROLES = {"contents": "contents list", "summary": "chapter summaries", "body": "text"}

_LATIN = pattern(r"[A-Za-z]")


class List(NamedTuple):
    """The numbered chapters of one list of an index, in the order they stand in."""

    doc: Document
    role: str  # "contents", "summary" or "body"
    items: tuple[Chapter, ...]


def _index_lists(doc: Document) -> Iterable[List]:
    by_role: dict[str, list[Chapter]] = {}
    for chapter in chapters(doc):
        by_role.setdefault(chapter.role, []).append(chapter)
    for role, items in by_role.items():
        counted = tuple(item for item in items if item.number >= 0)
        if len(counted) >= 2 and len(counted) == len(items) and not _restarts(counted):
            yield List(doc, role, counted)


def _restarts(items: tuple[Chapter, ...]) -> bool:
    """Whether the numbers start over: parts of a course that each count their own chapters."""
    starts = [at for at, item in enumerate(items) if item.number == items[0].number]
    if len(starts) < 2:
        return False
    first = {item.title for item in items[: starts[1]]}
    again = [item for item in items[starts[1] :] if item.title in first]
    return starts[1] >= 2 and not again and items[starts[1] + 1 : starts[1] + 2] != ()


@course_fact
def lists(course: Course) -> tuple[List, ...]:
    """The lists of chapters in the course's indexes, the translation's first.

    A list that also has chapters without numbers, or that starts to count anew, says nothing.
    """
    found: list[List] = []
    for doc in (*course.of("target", "index"), *course.of("source", "index")):
        found.extend(_index_lists(doc))
    return tuple(found)


@fact
def page_number(doc: Document) -> int:
    """The number most of a page's own statements give it (title, titleKr, heading, `chapter`), -1 for none.

    Where they disagree, `chapter-number-mismatch` says so; titles are right more often than the key.
    """
    block = front_matter(doc)
    entries = [block.get(key) for key in ("title", "titleKr")] if block else []
    titles = [entry.value for entry in entries if entry is not None and isinstance(entry.value, str)]
    titles.extend([head.text for head in headings(doc) if head.level == 1][:1])
    entry = block.get("chapter") if block else None
    if entry is not None and isinstance(entry.value, int) and not isinstance(entry.value, bool):
        said = [*numbers_of(titles, entry.value), entry.value]
    else:
        said = numbers_of(titles, -1)
    if not said:
        return profile(doc).number
    return max(said, key=lambda number: (said.count(number), -said.index(number)))


def title_span(doc: Document) -> tuple[int, int]:
    """Where a finding about a whole page belongs: its level-1 heading, else its first line."""
    top = next((head for head in headings(doc) if head.level == 1), None)
    if top is not None:
        return top.text_start, top.text_end
    return doc.line_span(0)


@course_fact
def known(course: Course) -> frozenset[int]:
    """The numbers of the course's chapters.

    One list alone may be wrong about a number (`25.` for `15.`): it counts where another list or a
    page has it too, or where it stands between its neighbours.
    """
    votes: dict[int, int] = {}
    placed: set[int] = set()
    for one in lists(course):
        numbers = [item.number for item in one.items]
        for number in set(numbers):
            votes[number] = votes.get(number, 0) + 1
        for at, number in enumerate(numbers):
            before = at == 0 or numbers[at - 1] == number - 1
            after = at + 1 == len(numbers) or numbers[at + 1] == number + 1
            if (before or after) and (at > 0 or after):
                placed.add(number)
    for side in ("source", "target"):
        for number in {page_number(doc) for doc in course.of(side, "chapter")}:
            if number >= 0:
                votes[number] = votes.get(number, 0) + 1
                if not lists(course):
                    placed.add(number)
    return frozenset(number for number, count in votes.items() if count >= 2 or number in placed)


@record
class Total(NamedTuple):
    """A place that says how many chapters there are."""

    value: int
    start: int
    end: int
    label: str  # how it says so: `totalChapters`, `chapters` or "챕터 N/M"


_N_OF_M = pattern(r"(?:챕터|장|[Cc]hapter)\s?\d{1,4}\s?(?:/|of)\s?(?P<total>\d{1,4})(?!\d)")


@fact
def totals(doc: Document) -> tuple[Total, ...]:
    """What the front matter and the lines above the first section say about the number of chapters."""
    found: list[Total] = []
    block = front_matter(doc)
    part = profile(doc).part
    if block is not None:
        for key in ("totalChapters", "chapters"):
            entry = block.get(key)
            if entry is not None and isinstance(entry.value, int) and not isinstance(entry.value, bool):
                found.append(Total(entry.value, entry.value_start, entry.value_end, f"`{key}`"))
    if part == "chapter":
        heads = headings(doc)
        limit = heads[1].start if len(heads) > 1 else len(doc.text)
        start = heads[0].end if heads else body_start(doc)
        stop = min(limit, start + 1000)
        top = doc.text[start:stop]
        said = ("/" in top or "of" in top) and any(word in top for word in ("챕터", "장", "hapter"))
        if said and (match := _N_OF_M.search(doc.text, start, stop)):
            found.append(Total(int(match["total"]), match.start(), match.end(), f'"{match[0]}"'))
    return tuple(found)


# -------------------------------------------------------------------------------------- titles


@record
class Mention(NamedTuple):
    """A chapter's title as one place has it, in one or both languages; offsets are of the parts as written."""

    role: str  # "summary", "contents", "body" or "page"
    number: int
    form: str  # "en(ko)", "ko(en)", "ko" or "en"
    ko: str  # "" where there is none
    ko_start: int
    ko_end: int
    en: str
    en_start: int
    en_end: int
    start: int  # of the whole title
    end: int


def _hangul(text: str) -> bool:
    return not text.isascii() and any("가" <= char <= "힣" for char in text)


def _divide(title: str) -> tuple[str, tuple[int, int], tuple[int, int]]:
    """The form of a title, and where its Korean and its English part stand in it."""
    hangul = _hangul(title)
    whole = (0, len(title))
    if title.endswith(")"):
        depth = 0
        at = len(title) - 1
        while at >= 0:
            depth += (title[at] == ")") - (title[at] == "(")
            if not depth:
                break
            at -= 1
        outer = title[:at].rstrip()
        inner = title[at + 1 : -1]
        if at > 0 and outer and inner:
            outside = (0, len(outer))
            inside = (at + 1, len(title) - 1)
            if _hangul(inner) and not _hangul(outer):
                return "en(ko)", inside, outside
            if _hangul(outer) and not _hangul(inner) and _LATIN.search(inner):
                return "ko(en)", outside, inside
    return ("ko", whole, (0, 0)) if hangul else ("en", (0, 0), whole)


def _mention(role: str, number: int, title: str, start: int) -> Mention:
    _, behind = numbered(title)  # `3. 챕터 3: 제목`
    if behind < len(title):
        title, start = title[behind:], start + behind
    form, ko, en = _divide(title)
    return Mention(
        role,
        number,
        form,
        title[ko[0] : ko[1]],
        start + ko[0],
        start + ko[1],
        title[en[0] : en[1]],
        start + en[0],
        start + en[1],
        start,
        start + len(title),
    )


@fact
def mentions(doc: Document) -> tuple[Mention, ...]:
    """The titles an index gives its chapters, or those a page gives itself in its front matter."""
    part = profile(doc).part
    if part == "index":
        return tuple(
            _mention(one.role, one.number, one.title, one.title_start)
            for one in chapters(doc)
            if one.number >= 0 and one.title
        )
    if part != "chapter":
        return ()
    number = page_number(doc)
    block = front_matter(doc)
    if number < 0 or block is None:
        return ()
    found = []
    for key in ("titleKr", "title"):
        entry = block.get(key)
        if entry is None or not isinstance(entry.value, str):
            continue
        title = entry.value[numbered(entry.value)[1] :].strip()
        at = doc.text.find(title, entry.value_start, entry.value_end)
        if title and at >= 0:
            found.append(_mention("page", number, title, at))
    return tuple(found)


_SEPARATOR = pattern(r"\s*(?:[:：\-–—―|~]+)\s*")
_DROPPED = pattern(r"[\s*_`'\"“”‘’「」『』《》〈〉<>.,·!?…]+")


def bare(title: str) -> str:
    """A title without what does not make it another title: blanks, emphasis, quotation marks, the kind of dash.

    Nor do characters that nobody sees.
    """
    return _DROPPED.sub("", _SEPARATOR.sub("-", visible(title))).casefold()
