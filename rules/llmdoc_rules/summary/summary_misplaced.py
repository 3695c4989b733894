from __future__ import annotations

import re
from collections import Counter
from math import log, sqrt
from typing import TYPE_CHECKING, NamedTuple

from llmdoc_lint.core import Finding, Options, Related, Severity, rule
from llmdoc_lint.course import Course, profile
from llmdoc_lint.outline import chapters
from llmdoc_lint.patterns import pattern
from llmdoc_rules._summaries import Body, bodies, body_text, chapter_number, own_summaries

if TYPE_CHECKING:
    from collections.abc import Iterator

    from llmdoc_lint.document import Document
    from llmdoc_lint.outline import Chapter


class Thresholds(Options):
    coverage: float = 0.34
    """Share of the summary's words that its own text may have at most; sound chapters have 0.35 to 0.77."""
    ratio: float = 1.5
    """How many times better the other text must fit, where no word of the title stands in the own text."""
    sure_ratio: float = 3.0
    """How many times better it must fit, whatever the title says."""


# A fit below this is chance (cosine of tf-idf vectors); matching summaries and texts have 0.09 to 0.40.
_FIT = 0.12
_FEWEST_BODIES = 3
_FEWEST_TERMS = 8
# Chapters that speak of the others: their words are everywhere.
_GENERAL = pattern(
    r"소개|개요|도입|서론|서문|머리말|들어가|시작|마무리|마치며|결론|정리|요약|복습|전망|질의|질문|인사"
    r"|intro|overview|welcome|outline|agenda|conclu|summary|recap|wrap|outro|outlook|preview|q ?& ?a|question",
    re.IGNORECASE,
)
_WORD = pattern(r"[가-힣]{2,}|[A-Za-z][A-Za-z0-9.\-]+")
_PARTICLE = pattern(
    r"(?:에서는|으로는|에게는|이라는|라는|에서|으로|에게|까지|부터|처럼|보다|이나|들을|들이|들은|들의|과의|와의"
    r"|은|는|이|가|을|를|의|에|로|와|과|도|만|들)\Z"
)


@rule("summary-misplaced", Course, Thresholds, severity=Severity.ERROR)
def check(course: Course, options: Thresholds) -> Iterator[Finding]:
    """A chapter's heading and summary stand over the text of another chapter.

    Where the pieces of a translation were joined wrongly, headings and summaries stay in order while
    the text under them runs ahead or behind. A reader who follows the contents list lands in the
    wrong place.

    Bad:

        ## 3. 알파고
        **요약**: 알파고가 이세돌과 둔 바둑을 통해 강화학습을 설명합니다.
        사람의 피드백으로 보상 모델을 학습시키는 방법을 살펴보겠습니다. ...

    Good:

        ## 3. 알파고
        **요약**: 알파고가 이세돌과 둔 바둑을 통해 강화학습을 설명합니다.
        2016년에 알파고는 이세돌과 다섯 판의 바둑을 두었습니다. ...

    A chapter is suspected when few of its summary's words stand in its text, and reported when the
    text of another chapter fits title and summary clearly better (cosine similarity of tf-idf
    vectors). Chapters that open or close a lecture, or speak of it as a whole, are left out, and so
    are chapters whose text is not all there. There is no fix: the text must be put in its place.
    """
    for doc_set in (course.of("target", "index"), course.of("target", "chapter")):
        slots = [slot for doc in doc_set for slot in _slots(doc)]
        if len(slots) < _FEWEST_BODIES:
            continue
        suspects = [slot for slot in slots[1:-1] if _suspected(slot, options)]
        if suspects:
            yield from _compare(slots, suspects, options)


class Slot(NamedTuple):
    """A chapter where it stands: its heading, what is said of it, its text."""

    doc: Document
    body: Body
    heading: Chapter
    about: frozenset[str]  # words of title and summaries
    title: frozenset[str]


def _slots(doc: Document) -> list[Slot]:
    found = []
    for body in bodies(doc):
        heads = [c for c in chapters(doc) if c.role == "body" and (c.number == body.number or body.number < 0)]
        if not body.whole or not heads:
            continue
        said = " ".join(
            doc.text[a:b]
            for s in own_summaries(doc)
            if s.form != "tldr" and chapter_number(doc, s) == body.number
            for a, b in ((s.text_start, s.text_end), (s.points_start, s.points_end))
        )
        if not said:
            continue
        names = " ".join(c.title for c in chapters(doc) if c.number == body.number) or profile(doc).title
        found.append(Slot(doc, body, heads[0], frozenset(_terms(f"{said} {names}")), frozenset(_terms(names))))
    return found


def _terms(text: str) -> Counter[str]:
    """The content words of a text: Latin words in lower case, Hangul words without their particle."""
    found: Counter[str] = Counter()
    for word in _WORD.findall(text):
        if word[0] >= "가":
            stem = _PARTICLE.sub("", word) if len(word) > 2 else word
            found[stem if len(stem) > 1 else word] += 1
        else:
            found[word.lower()] += 1
    return found


def _suspected(slot: Slot, options: Thresholds) -> bool:
    if len(slot.about) < _FEWEST_TERMS or _GENERAL.search(slot.heading.title):
        return False
    text = body_text(slot.doc, slot.body).lower()
    return sum(term in text for term in slot.about) <= options.coverage * len(slot.about)


def _compare(slots: list[Slot], suspects: list[Slot], options: Thresholds) -> Iterator[Finding]:
    counts = [_terms(body_text(slot.doc, slot.body)) for slot in slots]
    spread = Counter(term for count in counts for term in count)

    def weights(count: Counter[str]) -> dict[str, float]:
        known = ((term, number) for term, number in count.items() if term in spread)
        return {term: (1 + log(n)) * log((len(slots) + 1) / (spread[term] + 0.5)) for term, n in known}

    vectors = [weights(count) for count in counts]
    norms = [sqrt(sum(weight * weight for weight in vector.values())) or 1.0 for vector in vectors]
    for slot in suspects:
        asked = weights(Counter(dict.fromkeys(sorted(slot.about), 1)))
        norm = sqrt(sum(weight * weight for weight in asked.values())) or 1.0
        fits = [
            sum(weight * vector.get(term, 0.0) for term, weight in asked.items()) / norm / own
            for vector, own in zip(vectors, norms, strict=True)
        ]
        mine = slots.index(slot)
        best = max(range(len(slots)), key=lambda index: (fits[index], -index))
        if fits[best] < _FIT or best == mine:
            continue
        ratio = fits[best] / max(fits[mine], 1e-6)
        titled = any(term in counts[best] for term in slot.title) and not any(
            term in counts[mine] for term in slot.title
        )
        if ratio < options.sure_ratio and not (titled and ratio >= options.ratio):
            continue
        other = slots[best]
        yield Finding(
            slot.doc.span(slot.heading.title_start, slot.heading.title_end),
            f"the text under chapter {slot.body.number} is not what its heading and summary describe; "
            f"the text of chapter {other.body.number} fits them better",
            related=(
                Related(
                    other.doc.span(other.heading.title_start, other.heading.title_end),
                    "this chapter's text fits the summary better",
                ),
            ),
            data={"fit": round(fits[mine], 3), "other": other.body.number, "other_fit": round(fits[best], 3)},
        )
