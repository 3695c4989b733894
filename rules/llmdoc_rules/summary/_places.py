"""Which chapter's text stands under which chapter's heading."""

from __future__ import annotations

from collections import Counter
from functools import lru_cache
from math import log, sqrt
from typing import TYPE_CHECKING

from llmdoc_lint.core import fact
from llmdoc_lint.course import Course, course_fact, profile
from llmdoc_lint.outline import chapters
from llmdoc_lint.patterns import pattern
from llmdoc_lint.values import NamedTuple
from llmdoc_rules._summaries import Body, bodies, body_text, chapter_number, own_summaries

if TYPE_CHECKING:
    from collections.abc import Iterator

    from llmdoc_lint.document import Document
    from llmdoc_lint.outline import Chapter

__all__ = ["COVERAGE", "RATIO", "SURE_RATIO", "Misplaced", "Slot", "displaced", "misplaced"]

COVERAGE = 0.34
RATIO = 1.5
SURE_RATIO = 3.0
"""Defaults of the rule's options, explained there."""

FIT = 0.12
"""A fit below this is chance (cosine of tf-idf vectors); matching summaries and texts have 0.09 to 0.40."""

FEWEST_BODIES = 3
MOST_BODIES = 300  # every suspect is compared with every text; a lecture has some dozens of chapters
FEWEST_TERMS = 8

# Chapters that speak of the others: their words are everywhere.
_GENERAL = (
    *(
        "소개",
        "개요",
        "도입",
        "서론",
        "서문",
        "머리말",
        "들어가",
        "시작",
        "마무리",
        "마치며",
        "결론",
        "정리",
        "요약",
        "복습",
        "전망",
    ),
    *(
        "질의",
        "질문",
        "인사",
        "intro",
        "overview",
        "welcome",
        "outline",
        "agenda",
        "conclu",
        "summary",
        "recap",
        "wrap",
    ),
    *("outro", "outlook", "preview", "q&a", "q & a", "q& a", "q &a", "question"),
)
_WORD = pattern(r"[가-힣]{2,}|[A-Za-z][A-Za-z0-9.\-]+")
_PARTICLE = pattern(
    r"(?:에서는|으로는|에게는|이라는|라는|에서|으로|에게|까지|부터|처럼|보다|이나|들을|들이|들은|들의|과의|와의"
    r"|은|는|이|가|을|를|의|에|로|와|과|도|만|들)\Z"
)


class Slot(NamedTuple):
    """A chapter where it stands: its heading, what is said of it, its text."""

    doc: Document
    body: Body
    heading: Chapter
    about: frozenset[str]  # words of title and summaries
    listed: frozenset[str]  # words of title and the summary in the list, where the text has a summary above it too
    title: frozenset[str]


class Misplaced(NamedTuple):
    """A chapter whose summary fits another chapter's text better, from 0 (not at all) to 1."""

    place: int  # in the order of the document
    slot: Slot
    fit: float
    other_place: int
    other: Slot
    other_fit: float


@course_fact
def displaced(course: Course) -> frozenset[int]:
    """Numbers of the chapters that `misplaced` finds, and of those whose text they have."""
    found = misplaced(course, COVERAGE, RATIO, SURE_RATIO)
    return frozenset(slot.body.number for one in found for slot in (one.slot, one.other))


def misplaced(course: Course, coverage: float, ratio: float, sure_ratio: float) -> list[Misplaced]:
    """The chapters of the index, then of the pages, that stand over another chapter's text."""
    found: list[Misplaced] = []
    for part in ("index", "chapter"):
        shares = [both for doc in course.of("target", part) for both in _shares(doc)]
        if FEWEST_BODIES <= len(shares) <= MOST_BODIES:
            inner = range(1, len(shares) - 1)
            suspects = [(at, apart) for at in inner for apart in (False, True) if shares[at][apart] <= coverage]
            if suspects:
                slots = [slot for doc in course.of("target", part) for slot in _slots(doc)]
                found.extend(_compare(slots, suspects, ratio, sure_ratio))
    return found


@fact
def _shares(doc: Document) -> tuple[tuple[float, float], ...]:
    """For each chapter that stands in the document, the share of the words said of it that its text has.

    First of all that is said of it, then of what the list of summaries says: a summary that stands
    above the text may have been moved together with it. Above 1 where too little is said to judge.
    """
    return tuple(_both_shares(slot) for slot in _slots(doc))


def _both_shares(slot: Slot) -> tuple[float, float]:
    if len(slot.about) < FEWEST_TERMS or _is_general(slot.heading.title):
        return 2.0, 2.0
    text = body_text(slot.doc, slot.body)
    there = {term for term in slot.about if term in text}
    latin = [term for term in slot.about if term.isascii() and term not in there]
    if latin:  # the text may have them in capitals
        text = text.lower()
        there.update(term for term in latin if term in text)
    listed = len(there & slot.listed) / len(slot.listed) if len(slot.listed) >= FEWEST_TERMS else 2.0
    return len(there) / len(slot.about), listed


def _is_general(title: str) -> bool:
    low = title.lower()
    return any(word in low for word in _GENERAL)


def _slots(doc: Document) -> list[Slot]:
    found = []
    marked = chapters(doc)
    heads: dict[int, Chapter] = {}
    titles: dict[int, list[str]] = {}
    for chapter in marked:
        titles.setdefault(chapter.number, []).append(chapter.title)
        if chapter.role == "body":
            heads.setdefault(chapter.number, chapter)
    said: dict[int, list[str]] = {}
    listed: dict[int, list[str]] = {}
    for summary in own_summaries(doc):
        if summary.form != "tldr":
            for start, end in ((summary.text_start, summary.text_end), (summary.points_start, summary.points_end)):
                number = chapter_number(doc, summary)
                said.setdefault(number, []).append(doc.text[start:end])
                if summary.form == "listed":
                    listed.setdefault(number, []).append(doc.text[start:end])
    page = profile(doc).part == "chapter"
    for body in bodies(doc):
        head = next(iter(heads.values()), None) if page else heads.get(body.number)
        if not body.whole or head is None or not said.get(body.number):
            continue
        names = profile(doc).title if page else ""
        title = _terms(" ".join((names, head.title, *titles.get(body.number, ()))))
        texts = said[body.number]
        apart = listed.get(body.number, [])
        mixed = 0 < len(apart) < len(texts)
        about = title.union(*map(_terms, texts))
        found.append(Slot(doc, body, head, about, title.union(*map(_terms, apart)) if mixed else frozenset(), title))
    return found


def _words(text: str) -> Iterator[str]:
    """The content words of a text: Latin words in lower case, Hangul words without their particle."""
    return map(_term, _WORD.findall(text))


@lru_cache(maxsize=10_000)
def _term(word: str) -> str:
    if word[0] < "가":
        return word.lower()
    stem = _PARTICLE.sub("", word) if len(word) > 2 else word
    return stem if len(stem) > 1 else word


@lru_cache(maxsize=256)
def _terms(text: str) -> frozenset[str]:
    """The different content words of a title or a summary; pages repeat those of the index."""
    return frozenset(_words(text))


def _compare(slots: list[Slot], suspects: list[tuple[int, bool]], least: float, sure: float) -> list[Misplaced]:
    counts = [Counter(_words(body_text(slot.doc, slot.body))) for slot in slots]
    spread = Counter(term for count in counts for term in count)

    def weights(count: Counter[str]) -> dict[str, float]:
        known = ((term, number) for term, number in count.items() if term in spread)
        return {term: (1 + log(n)) * log((len(slots) + 1) / (spread[term] + 0.5)) for term, n in known}

    vectors = [weights(count) for count in counts]
    norms = [sqrt(sum(weight * weight for weight in vector.values())) or 1.0 for vector in vectors]
    found: list[Misplaced] = []
    for mine, apart in suspects:
        slot = slots[mine]
        if found and found[-1].place == mine:
            continue
        asked = weights(Counter(dict.fromkeys(sorted(slot.listed if apart else slot.about), 1)))
        norm = sqrt(sum(weight * weight for weight in asked.values())) or 1.0
        fits = [
            sum(weight * vector.get(term, 0.0) for term, weight in asked.items()) / norm / own
            for vector, own in zip(vectors, norms, strict=True)
        ]
        best = max(range(len(slots)), key=lambda index: (fits[index], -index))
        if fits[best] < FIT or best == mine:
            continue
        ratio = fits[best] / max(fits[mine], 1e-6)
        titled = any(term in counts[best] for term in slot.title) and not any(
            term in counts[mine] for term in slot.title
        )
        if ratio >= sure or (titled and not apart and ratio >= least):
            found.append(Misplaced(mine, slot, fits[mine], best, slots[best], fits[best]))
    return found
