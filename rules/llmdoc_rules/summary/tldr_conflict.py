from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from llmdoc_lint.core import Applicability, Edit, Finding, Fix, NoOptions, Related, Severity, fact, rule
from llmdoc_lint.course import Course, profile
from llmdoc_rules.summary._copies import CHANGED, COPIED, Copy, adapted, claimed, is_index
from llmdoc_rules.summary._summaries import (
    difference,
    extends,
    has_hangul,
    likeness,
    own_summaries,
    seen_alike,
    short,
    words,
)

if TYPE_CHECKING:
    from collections.abc import Iterator

    from llmdoc_lint.document import Document

_PARTS, _SIDES = ("index", "chapter", "article"), ("target", "source")


@rule("tldr-conflict", Course, NoOptions, severity=Severity.ERROR, fixes=Applicability.UNSAFE)
def check(course: Course, options: NoOptions) -> Iterator[Finding]:
    """The course's TL;DR is not the same in all documents that carry it.

    Every page repeats the summary of the whole lecture. Where one copy differs, it is of another
    state of the translation, and a reader who moves between pages is told two things.

    Bad:

        kr/_index.md          이 3시간짜리 강의에서 토큰화와 학습을 설명합니다.
        eng/tokenization.md   이 2시간짜리 강의에서 토큰화와 학습을 설명합니다.

    Good:

        kr/_index.md          이 3시간짜리 강의에서 토큰화와 학습을 설명합니다.
        eng/tokenization.md   이 3시간짜리 강의에서 토큰화와 학습을 설명합니다.

    What most documents say stands; where there is no majority, the translation's index. A TL;DR that
    is a text of its own, rather than a changed copy, is not reported (but for the only page that has
    another one), nor an index that says more than
    the pages, nor a copy with a figure or a name that the text does not have: these are
    `summary-number-unsupported` and `summary-name-unsupported`. An article's own TL;DR and its translation
    may have their code in common. Prompts are left to
    `embedded-source-stale`. The fix takes the other text
    over; it is unsafe, because the copy that differs may be the newer one.
    """
    told = [
        Copy(doc, *span) for part in _PARTS for side in _SIDES for doc in course.of(side, part) for span in tldrs(doc)
    ]
    texts = Counter(words(copy.text) for copy in told)
    if len(texts) < 2:
        return
    best = max(texts.values())
    model = next(copy for copy in told if texts[words(copy.text)] == best)
    right = model.text
    pages = [copy for copy in told if profile(copy.doc).part == "chapter"]
    alone = sum(words(copy.text) != words(right) for copy in pages) == 1 and len(pages) > COPIED
    for copy in told:
        mine = copy.text
        if words(mine) == words(right):
            continue
        if profile(copy.doc).part == "article" and has_hangul(mine) != has_hangul(right):
            continue  # the author's, and its translation
        if likeness(mine, right) < CHANGED and not (alone and profile(copy.doc).part == "chapter"):
            continue
        if profile(copy.doc).part != "chapter" and extends(mine, right):
            continue  # the pages carry an abridged one
        if seen_alike(mine, right):
            continue
        low, high, other_low, other_high = difference(mine, right)
        if claimed(course, copy, low, high) or claimed(course, model, other_low, other_high):
            continue
        yield Finding(
            copy.doc.span(copy.start + low, copy.start + high),
            f"the TL;DR says {short(mine[low:high])} where "
            + (f"{best} documents say" if best > 1 else "the index says" if is_index(model.doc) else "another one says")
            + f" {short(right[other_low:other_high])}",
            Fix("Take the others' text over", (Edit(copy.doc.span(copy.start, copy.end), adapted(model, copy)),)),
            (Related(model.doc.span(model.start + other_low, model.start + other_high), "the other text"),),
        )


@fact
def tldrs(doc: Document) -> tuple[tuple[int, int], ...]:
    """The document's TL;DR, where it has one with text that can be read."""
    return tuple((s.text_start, s.text_end) for s in own_summaries(doc) if s.form == "tldr")[:1]
