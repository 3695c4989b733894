from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from llmdoc_lint.core import Applicability, Edit, Finding, Fix, NoOptions, Related, Severity, rule
from llmdoc_lint.course import Course
from llmdoc_lint.values import NamedTuple
from llmdoc_rules.summary._copies import ALIKE, CHANGED, COPIED, Copy, adapted, claimed, is_index
from llmdoc_rules.summary._summaries import (
    chapter_number,
    difference,
    extends,
    likeness,
    own_summaries,
    seen_alike,
    short,
    words,
)

if TYPE_CHECKING:
    from collections.abc import Iterator

    from llmdoc_lint.document import Document
    from llmdoc_lint.outline import Summary

_Role = tuple[str, str, str]  # side and part of the document, form of the summary


@rule("summary-conflict", Course, NoOptions, severity=Severity.ERROR, fixes=Applicability.UNSAFE)
def check(course: Course, options: NoOptions) -> Iterator[Finding]:
    """The summary of one chapter is not the same in the documents that carry it.

    The index lists the chapters' summaries, and each chapter's page and source page repeats its own.
    A copy that differs in a few words is of another state of the text; the reader is told two things.

    Bad:

        kr/_index.md         텍스트를 토큰 100개로 나누는 과정을 설명합니다.
        kr/tokenization.md   텍스트를 토큰 200개로 나누는 과정을 설명합니다.

    Good:

        kr/_index.md         텍스트를 토큰 100개로 나누는 과정을 설명합니다.
        kr/tokenization.md   텍스트를 토큰 100개로 나누는 과정을 설명합니다.

    Only changed copies are reported, not summaries that were written anew for a page: where the pages
    mostly say something else than the index, that is how they are made. Where all others are copies, the
    one page that says something else altogether is reported, too. Nor is a copy with a figure or
    a name that the text does not have: these are `summary-number-unsupported` and
    `summary-name-unsupported`. What
    most copies say stands; where there is no majority, the index. The fix takes that text over; it is
    unsafe, because the copy that differs may be the newer one.
    """
    listed = _copies(course)
    for long in (False, True):
        for what in ("summary", "key points"):
            copies = listed[long, what]
            pairs = [pair for number in sorted(copies) for pair in _pairs(number, copies[number])]
            yield from _judge(course, what, pairs)


def _copies(course: Course) -> dict[tuple[bool, str], dict[int, list[tuple[_Role, Copy]]]]:
    """The copies of each chapter's long and short summary, the index's first.

    Chapters that a document has twice are left out.
    """
    found: dict[bool, dict[int, list[tuple[_Role, Document, Summary]]]] = {False: {}, True: {}}
    for part in ("index", "chapter"):
        for side in ("target", "source"):
            for doc in course.of(side, part):
                for summary in own_summaries(doc):
                    number = chapter_number(doc, summary)
                    if number >= 0:
                        of = found[summary.form == "bold"].setdefault(number, [])
                        of.append(((side, part, summary.form), doc, summary))
    listed: dict[tuple[bool, str], dict[int, list[tuple[_Role, Copy]]]] = {}
    for long, chapters in found.items():
        texts = listed[long, "summary"] = {}
        points = listed[long, "key points"] = {}
        for number, copies in chapters.items():
            if len({role for role, _, _ in copies}) == len(copies):
                told = [(role, Copy(doc, s.text_start, s.text_end)) for role, doc, s in copies]
                texts[number] = [(role, copy) for role, copy in told if copy.start < copy.end]
                told = [(role, Copy(doc, s.points_start, s.points_end)) for role, doc, s in copies]
                points[number] = [(role, copy) for role, copy in told if copy.start < copy.end]
    return listed


class _Pair(NamedTuple):
    """A copy beside the one that most documents have."""

    number: int
    role: _Role
    copy: Copy
    model: Copy
    best: int  # how many documents have the model's text
    same: bool


def _pairs(number: int, copies: list[tuple[_Role, Copy]]) -> list[_Pair]:
    if len(copies) < 2:
        return []
    texts = [words(copy.text) for _, copy in copies]
    counts = Counter(texts)
    best = max(counts.values())
    right = next(text for text in texts if counts[text] == best)
    first = texts.index(right)
    return [
        _Pair(number, role, copy, copies[first][1], best, texts[at] == right)
        for at, (role, copy) in enumerate(copies)
        if at != first
    ]


def _judge(course: Course, what: str, pairs: list[_Pair]) -> Iterator[Finding]:
    same = Counter(pair.role for pair in pairs if pair.same)
    changed = [(pair, likeness(pair.copy.text, pair.model.text)) for pair in pairs if not pair.same]
    if not changed:
        return
    alone = Counter(pair.role for pair, _ in changed)
    models = {words(pair.model.text) for pair in pairs}  # a summary of another chapter is `summary-misplaced`
    changed = [
        (pair, share)
        for pair, share in changed
        if share >= CHANGED
        or (alone[pair.role] == 1 and same[pair.role] >= COPIED and words(pair.copy.text) not in models)
    ]
    alike = [pair for pair, _ in changed if seen_alike(pair.copy.text, pair.model.text)]
    same.update(pair.role for pair in alike)
    changed = [(pair, share) for pair, share in changed if pair not in alike]
    differing = Counter(pair.role for pair, _ in changed)
    for pair, share in changed:
        copies, others = same[pair.role], differing[pair.role]
        longer = extends(pair.copy.text, pair.model.text) or extends(pair.model.text, pair.copy.text)
        if copies < others if copies or others > 1 else share < (CHANGED if pair.best > 1 else ALIKE):
            continue
        if longer and copies < 3 * others:  # written for the page, with a sentence more
            continue
        low, high, other_low, other_high = difference(pair.copy.text, pair.model.text)
        copy, model = pair.copy, pair.model
        if claimed(course, copy, low, high) or claimed(course, model, other_low, other_high):
            continue
        where = (
            f"{pair.best} other documents"
            if pair.best > 1
            else "the index"
            if is_index(model.doc)
            else "another document"
        )
        yield Finding(
            copy.doc.span(copy.start + low, copy.start + high),
            f"the {what} of chapter {pair.number} {'say' if what == 'key points' else 'says'} "
            f"{short(copy.text[low:high])} here and {short(model.text[other_low:other_high])} in {where}",
            Fix("Take the other text over", (Edit(copy.doc.span(copy.start, copy.end), adapted(model, copy)),)),
            (Related(model.doc.span(model.start + other_low, model.start + other_high), "the other copy"),),
        )
