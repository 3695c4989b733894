from __future__ import annotations

from typing import TYPE_CHECKING

from llmdoc_lint.core import Applicability, Edit, Finding, Fix, NoOptions, Related, Severity, fact, rule
from llmdoc_lint.course import Course, profile
from llmdoc_lint.outline import summaries
from llmdoc_rules._summaries import difference, like, short, words

if TYPE_CHECKING:
    from collections.abc import Iterator

    from llmdoc_lint.document import Document


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
    is a text of its own, rather than a changed copy, is not reported. The fix takes the other text
    over; it is unsafe, because the copy that differs may be the newer one.
    """
    told: list[tuple[Document, int, int]] = [(doc, a, b) for doc in course.documents for a, b in tldrs(doc)]
    if len(told) < 2:
        return
    texts: dict[str, int] = {}
    for doc, start, end in told:
        texts[words(doc.text[start:end])] = texts.get(words(doc.text[start:end]), 0) + 1
    if len(texts) < 2:
        return
    told.sort(key=lambda item: (profile(item[0]).kind != "index", item[0].path))
    best = max(texts.values())
    model = next((d, a, b) for d, a, b in told if texts[words(d.text[a:b])] == best)
    right = model[0].text[model[1] : model[2]]
    for doc, start, end in told:
        mine = doc.text[start:end]
        if words(mine) == words(right) or not like(mine, right):
            continue
        low, high, other_low, other_high = difference(mine, right)
        yield Finding(
            doc.span(start + low, start + high),
            f"the TL;DR says {short(mine[low:high])} where "
            + (f"{best} documents say" if best > 1 else "the index says")
            + f" {short(right[other_low:other_high])}",
            Fix("Take the others' text over", (Edit(doc.span(start, end), right),)),
            (Related(model[0].span(model[1] + other_low, model[1] + other_high), "the other text"),),
        )


@fact
def tldrs(doc: Document) -> tuple[tuple[int, int], ...]:
    """The document's TL;DR, where it has one with text."""
    return tuple((s.text_start, s.text_end) for s in summaries(doc) if s.form == "tldr" and s.text_start < s.text_end)
