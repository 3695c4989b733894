from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from llmdoc_lint.blocks import headings
from llmdoc_lint.core import Applicability, Edit, Finding, Fix, NoOptions, Related, Severity, rule
from llmdoc_lint.course import Course, profile
from llmdoc_lint.links import links, slug
from llmdoc_rules.chapters._roll import Mention, bare, mentions

if TYPE_CHECKING:
    from collections.abc import Iterator

    from llmdoc_lint.document import Document

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
                by_number.setdefault(mention.number, []).append((doc, mention))
    findings = []
    compared = 0
    for number, places in sorted(by_number.items()):
        if len(places) < 2 or _twice(places):
            continue
        compared += 1
        korean = _korean(places)
        found = _conflict(number, korean)
        if found is None:
            found = _conflict(number, _english(places))
        if found is not None:
            findings.append(found)
    if len(findings) >= MANY and len(findings) * 5 > compared * 3:
        first = findings[0]
        yield first._replace(message=f"{first.message}; so it is with {len(findings)} of {compared} chapters", fix=None)
    else:
        yield from findings


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
    glosses = {_key(mention.en) for _, mention in places if mention.form in ("en(ko)", "ko(en)")}
    lone: list[_Said] = []
    for doc, mention in places:
        if mention.ko:
            found.append(_Said(doc, mention, mention.ko, mention.ko_start, mention.ko_end))
        elif mention.role in ("contents", "summary") and profile(doc).side == "target":
            lone.append(_Said(doc, mention, mention.en, mention.en_start, mention.en_end))
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


def _conflict(number: int, said: list[_Said]) -> Finding | None:
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
    right = min(best, key=lambda one: _RANK[one.at.role])
    wrong = [one for group in groups.values() if group is not best for one in group]
    wrong.sort(key=lambda one: (-_RANK[one.at.role] if one.at.role != "page" else 1, one.doc.path, one.start))
    first = wrong[0]
    edits = tuple(edit for one in wrong for edit in _edits(one, right.text))
    others = [one for one in wrong[1:] if bare(one.text) != bare(first.text)]
    return Finding(
        first.doc.span(first.start, first.end),
        f'chapter {number} is called "{first.text}" here and "{right.text}" in {_where(best)}',
        Fix(f'Call the chapter "{right.text}" everywhere', edits, Applicability.UNSAFE) if edits else None,
        (
            Related(right.doc.span(right.start, right.end), f'"{right.text}" here'),
            *(Related(one.doc.span(one.start, one.end), f'and "{one.text}" here') for one in others[:3]),
        ),
        {"chapter": number, "titles": sorted({one.text for one in said})},
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


def _edits(one: _Said, title: str) -> list[Edit]:
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
        head = next((head for head in headings(doc) if head.start <= one.start < head.end), None)
        if head is not None:
            before = one.start - head.text_start
            old = slug(head.text)
            new = slug(head.text[:before] + title + head.text[before + len(one.text) :])
            for link in links(doc):
                if link.target == f"#{old}":
                    found.append(Edit(doc.span(link.target_start, link.target_end), f"#{new}"))
    return found
