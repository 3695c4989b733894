from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from llmdoc_lint.blocks import headings
from llmdoc_lint.core import Applicability, Edit, Finding, Fix, NoOptions, Related, Severity, rule
from llmdoc_lint.course import Course, course_fact, profile
from llmdoc_lint.links import links, slug
from llmdoc_lint.values import NamedTuple
from llmdoc_rules._front_matter import only_title, readable, same_title, text_of
from llmdoc_rules._legible import intact
from llmdoc_rules.chapters._roll import Mention, bare, lists, mentions

if TYPE_CHECKING:
    from collections.abc import Iterator

    from llmdoc_lint.blocks import Heading
    from llmdoc_lint.document import Document
    from llmdoc_lint.links import Link

MANY = 5
"""Chapters in conflict from which on, where they are most of a course's, one finding says so for all."""


class _Said(NamedTuple):
    doc: Document
    at: Mention
    text: str
    start: int
    end: int


@rule(
    "chapter-title-conflict",
    Course,
    NoOptions,
    severity=Severity.WARNING,
    fixes=Applicability.UNSAFE,
)
def check(course: Course, options: NoOptions) -> Iterator[Finding]:
    """One chapter has different titles.

    A reader who follows a line of the contents list and arrives under another title does not know
    whether it is the same chapter.

    Compared are the titles in the contents list, in the chapter summaries, over the text and in the
    front matter of the pages on both sides: Korean with Korean, and English with English where it
    is a title and not a gloss. Of `## 1. Introduction (소개)` the Korean part is `소개`; a title in
    Latin letters may be either. Blanks, emphasis, quotation marks and the kind of dash do not count.

    Bad:

        ### 8. 베이스 모델 추론 (42:52)
        ## 8. Base Model Inference (기본 모델 추론)

    Good:

        ### 8. 베이스 모델 추론 (42:52)
        ## 8. Base Model Inference (베이스 모델 추론)

    The fix takes the title that most places have, or else that of the summaries, and adapts links
    to a changed heading. It is unsafe: the rarer title may be the better one.
    """
    by_number: dict[int, list[tuple[Document, Mention]]] = {}
    for doc in course.documents:
        if profile(doc).part in ("index", "chapter"):
            for mention in mentions(doc):
                if intact(doc, mention.start, mention.end):
                    by_number.setdefault(mention.number, []).append((doc, mention))
    found = []
    compared = 0
    astray = _out_of_order(course)
    for number, places in sorted(by_number.items()):
        # Where a list is out of order, its numbers may be wrong: `chapter-order` reports it.
        places = [place for place in places if (place[0].path, place[1].role) not in astray]
        # A page whose heading is not its title contradicts itself: `title-heading-mismatch` says so.
        places = [place for place in places if place[1].role != "page" or _agrees(place[0])]
        if len(places) < 2 or _twice(places) or all(mention.role == "page" for _, mention in places):
            continue  # what two pages call it is `course-metadata-conflict`
        compared += 1
        conflict = _conflict(number, _korean(places)) or _conflict(number, _english(places))
        if conflict is not None:
            found.append(conflict)
    if len(found) >= MANY and len(found) * 5 > compared * 3:
        yield _finding(found[0], course, f"; so it is with {len(found)} of {compared} chapters")
    else:
        for conflict in found:
            yield _finding(conflict, course)


def _agrees(page: Document) -> bool:
    """Whether the page's heading is its `titleKr`."""
    head, title = only_title(page), text_of(readable(page), "titleKr")
    return head is None or not title or same_title(title, head.text)


def _out_of_order(course: Course) -> set[tuple[str, str]]:
    return {
        (one.doc.path, one.role)
        for one in lists(course)
        if any(after.number < before.number for before, after in pairwise(one.items))
    }


def _twice(places: list[tuple[Document, Mention]]) -> bool:
    """Whether one list has the number twice: `chapter-duplicate` reports it, and who is meant is unknown."""
    seen = set()
    for doc, mention in places:
        key = (doc.path, mention.role, mention.form if mention.role == "page" else "")
        if key in seen:
            return True
        seen.add(key)
    return False


def _korean(places: list[tuple[Document, Mention]]) -> list[_Said]:
    """The Korean titles of one chapter. One in Latin letters alone is Korean where an index lists it."""
    found = []
    lone: list[_Said] = []
    for doc, mention in places:
        if mention.ko:
            found.append(_Said(doc, mention, mention.ko, mention.ko_start, mention.ko_end))
        elif mention.role in ("contents", "summary") and profile(doc).side == "target":
            lone.append(_Said(doc, mention, mention.en, mention.en_start, mention.en_end))
    if not lone:
        return found
    glosses = {_key(mention.en) for _, mention in places if mention.form in ("en(ko)", "ko(en)")}
    listed = {bare(said.text) for said in found if said.at.role in ("contents", "summary")}
    for said in lone:
        # `RLHF` in the contents and `인간 피드백 기반 강화학습 (RLHF)` over the text agree, unless
        # the summaries call it by a third name.
        if listed or _key(said.text) not in glosses:
            found.append(said)
    if len({bare(said.text) for said in lone}) == 1 and len(lone) == len(found):
        return []
    return found


def _key(title: str) -> str:
    """An English name without the hyphens that only some write: `DeepSeek-R1`."""
    return bare(title).replace("-", "")


def _english(places: list[tuple[Document, Mention]]) -> list[_Said]:
    """The English titles of one chapter: of pages, of a source's index, before a Korean gloss."""
    found = []
    for doc, mention in places:
        side = profile(doc).side
        if mention.form == "en(ko)" or (mention.form == "en" and (mention.role == "page" or side == "source")):
            found.append(_Said(doc, mention, mention.en, mention.en_start, mention.en_end))
    return found


_RANK = {"summary": 0, "contents": 1, "body": 2, "page": 3}


class _Conflict(NamedTuple):
    number: int
    right: _Said
    best: list[_Said]
    wrong: list[_Said]  # the one to report first


def _conflict(number: int, said: list[_Said]) -> _Conflict | None:
    if len({one.text for one in said}) < 2:
        return None
    groups: dict[str, list[_Said]] = {}
    for one in said:
        groups.setdefault(bare(one.text), []).append(one)
    if len(groups) < 2:
        return None
    most = max(len(group) for group in groups.values())
    best = min(
        (group for group in groups.values() if len(group) == most),
        key=lambda group: min((_RANK[one.at.role], one.doc.path) for one in group),
    )
    wrong = [one for group in groups.values() if group is not best for one in group]
    wrong.sort(key=lambda one: (-_RANK[one.at.role] if one.at.role != "page" else 1, one.doc.path, one.start))
    return _Conflict(number, min(best, key=lambda one: _RANK[one.at.role]), best, wrong)


def _finding(found: _Conflict, course: Course, also: str = "") -> Finding:
    first, right = found.wrong[0], found.right
    edits = () if also else tuple(edit for one in found.wrong for edit in _edits(course, one, right.text))
    others = [one for one in found.wrong[1:] if bare(one.text) != bare(first.text)]
    return Finding(
        first.doc.span(first.start, first.end),
        f'chapter {found.number} is called "{first.text}" here and "{right.text}" in {_where(found.best)}{also}',
        Fix(f'Call the chapter "{right.text}" everywhere', edits, Applicability.UNSAFE) if edits else None,
        (
            Related(right.doc.span(right.start, right.end), f'"{right.text}" here'),
            *(Related(one.doc.span(one.start, one.end), f'and "{one.text}" here') for one in others[:3]),
        ),
        {"chapter": found.number, "titles": sorted({one.text for one in (*found.best, *found.wrong)})},
    )


def _where(group: list[_Said]) -> str:
    names = {
        "summary": "the chapter summaries",
        "contents": "the contents list",
        "body": "the heading over its text",
        "page": "its page",
    }
    roles = sorted({one.at.role for one in group}, key=lambda role: _RANK[role])
    return " and ".join(names[role] for role in roles[:2])


@course_fact
def _headings(course: Course) -> dict[str, dict[int, Heading]]:
    """The headings of indexes by the line they stand in."""
    return {doc.path: {head.start: head for head in headings(doc)} for doc in course.of("target", "index")}


@course_fact
def _fragments(course: Course) -> dict[str, dict[str, list[Link]]]:
    """The in-page links of indexes by their target."""
    found: dict[str, dict[str, list[Link]]] = {}
    for doc in course.of("target", "index"):
        here = found.setdefault(doc.path, {})
        for link in links(doc):
            if link.target.startswith("#"):
                here.setdefault(link.target, []).append(link)
    return found


def _edits(course: Course, one: _Said, title: str) -> list[Edit]:
    """Change a title where it stands, and what must change with it: the page's heading, links to a heading."""
    doc = one.doc
    found = [Edit(doc.span(one.start, one.end), title)]
    if one.at.role == "page":
        if '"' in title or "'" in title or "\\" in title:
            return []
        top = next((head for head in headings(doc) if head.level == 1), None)
        if top is not None and top.title == one.text:
            found.append(Edit(doc.span(top.text_end - len(top.title), top.text_end), title))
        return found
    if one.at.role == "contents" and ("[" in title or "]" in title):
        return []
    if one.at.role in ("body", "summary"):
        head = _headings(course).get(doc.path, {}).get(doc.line_span(one.start)[0])
        if head is not None:
            before = one.start - head.text_start
            old = slug(head.text)
            new = slug(head.text[:before] + title + head.text[before + len(one.text) :])
            for link in _fragments(course).get(doc.path, {}).get(f"#{old}", ()):
                found.append(Edit(doc.span(link.target_start, link.target_end), f"#{new}"))
    return found
