"""Which chapter's text stands under a heading, and which one a summary describes.

Two things go astray: texts under headings (pieces joined wrongly), and summaries (written in one go, put in a list in
the wrong order). Either is told by the words that a summary shares with every chapter's text, in the index, in the
pages and, through what survives translation, in the source.
"""

from __future__ import annotations

from collections import Counter
from functools import lru_cache
from itertools import pairwise
from math import log, sqrt
from typing import TYPE_CHECKING

from llmdoc_lint.core import fact, record
from llmdoc_lint.course import Course, course_fact, profile
from llmdoc_lint.language.cognates import latin_words, traces
from llmdoc_lint.language.units import units
from llmdoc_lint.outline import chapters
from llmdoc_lint.patterns import pattern
from llmdoc_lint.values import NamedTuple
from llmdoc_rules._plan import planned
from llmdoc_rules._summaries import Body, bodies, body_text, chapter_number, likeness, own_summaries, words

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from llmdoc_lint.document import Document
    from llmdoc_lint.outline import Chapter, Summary

__all__ = [
    "COVERAGE",
    "RATIO",
    "SURE_RATIO",
    "Move",
    "Moved",
    "Place",
    "displaced",
    "moved",
]

COVERAGE = 0.34
RATIO = 1.5
SURE_RATIO = 3.0
"""Defaults of the rule's options, explained there."""

FIT = 0.12
"""A fit below this may be chance (cosine of tf-idf vectors); matching summaries and texts have 0.05 to 0.70."""

CIRCLE_FIT = 0.05
"""The same where summaries have changed places: that both fit each other's text is no chance."""

FAR_FIT = 0.2
"""The same for a summary and the source's text alone, which have 0.24 to 0.67 where they match, and for one whose text
may have begun in the chapter beside it."""

SUSPECT = 0.4
"""Share of a summary's words above which it is not even compared with other texts: summaries that have changed places
mostly share 0.05 to 0.35 with the texts they stand over."""

RIVAL = 0.6
"""Share of the best fit that another text's must have to be what the summary may describe: some texts speak of all."""

FEWEST_BODIES = 3
MOST_BODIES = 300  # every suspect is compared with every text; a lecture has some dozens of chapters
FEWEST_TERMS = 8
ALIKE = 0.8
"""Share of their words (Dice) from which on two summaries are one; those of two chapters share a quarter at most."""

ENOUGH = 4
"""Traces (figures, Latin words, loanwords) that a summary and the source's text must share where no other chapter's
summary has moved."""

FAR = 1.5
"""How many times clearer the source must be where the translation's text can not be seen."""

RUN = 3
"""Summaries in a row that must be off by as many chapters, where they do not close a circle."""

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


class Place(NamedTuple):
    """Where a finding points: a chapter's title, or a summary."""

    doc: Document
    start: int
    end: int


class Move(NamedTuple):
    """A chapter and the one whose text fits its summary better; fits from 0 (not at all) to 1."""

    number: int
    other: int
    fit: float
    other_fit: float
    place: Place
    other_place: Place


class Moved(NamedTuple):
    """What went astray for one reason.

    what: "text" (the texts under the headings) or "summary".
    way: "swap" (two have changed places), "circle" (three and more have), "run" (several are off by as many chapters),
    "copy" (a chapter has another one's summary, which stands there, too), "one".
    """

    what: str
    way: str
    moves: tuple[Move, ...]
    more: tuple[Place, ...] = ()  # where the same stands besides


class _Limits(NamedTuple):
    """The rule's options."""

    coverage: float
    ratio: float
    sure: float


@course_fact
def displaced(course: Course) -> frozenset[int]:
    """Numbers of the chapters that `moved` finds, and of those that have their text or summary."""
    found = moved(course, COVERAGE, RATIO, SURE_RATIO)
    return frozenset(number for one in found for move in one.moves for number in (move.number, move.other))


def moved(course: Course, coverage: float, ratio: float, sure: float) -> list[Moved]:
    """Texts that stand under another chapter's heading, then summaries that stand in another's place.

    Where both would explain what is there, the chapters' titles decide.
    """
    limits = _Limits(coverage, ratio, sure)
    texts = _texts(course, limits)
    summaries = _summaries(course, limits)
    kept: list[Moved] = []
    for one in summaries:
        numbers = {move.number for move in one.moves}
        rivals = [other for other in texts if numbers & {move.number for move in other.moves}]
        if rivals and one.way != "copy" and not _titles_stand(course, one):
            continue
        texts = [other for other in texts if other not in rivals]
        kept.append(one)
    return [*texts, *kept]


# ------------------------------------------------------------------------------------ words


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


def _present(terms: frozenset[str], text: str) -> set[str]:
    """Those of the words that a text has; where it has few, also those that it has in capitals."""
    there = {term for term in terms if term in text}
    if 2 * len(there) < len(terms):
        text = text.lower()
        there.update(term for term in terms if term.isascii() and term in text)
    return there


FOREIGN = 1.5
"""Bytes a character below which a text is not in the summaries' language: Korean has 2.3 to 2.6, English 1.0."""


def _is_foreign(doc: Document, text: str) -> bool:
    """Whether a text is not translated into Korean yet: no summary has many words in common with it."""
    korean = doc.settings.language.target == "ko"
    return korean and len(text.encode("utf-8", "surrogatepass")) < FOREIGN * len(text)


def _is_general(title: str) -> bool:
    low = title.lower()
    return any(word in low for word in _GENERAL)


# ------------------------------------------------------------------------------------ fields


class _Field:
    """Texts as tf-idf vectors, to ask how well words fit one of them."""

    __slots__ = ("_norms", "_spread", "_vectors", "counts")

    def __init__(self, counts: dict[int, Counter[str]]) -> None:
        self.counts = counts
        self._spread = Counter(term for count in counts.values() for term in count)
        self._vectors = {key: self._weights(count) for key, count in counts.items()}
        self._norms = {key: _norm(vector) for key, vector in self._vectors.items()}

    def _weights(self, count: Counter[str]) -> dict[str, float]:
        size = len(self.counts) + 1
        known = ((term, n) for term, n in count.items() if term in self._spread)
        return {term: (1 + log(n)) * log(size / (self._spread[term] + 0.5)) for term, n in known}

    def fits(self, terms: Iterable[str]) -> dict[int, float]:
        """The cosine of the words and each text, by the text's key."""
        asked = self._weights(Counter(dict.fromkeys(sorted(terms), 1)))
        norm = _norm(asked)
        return {
            key: sum(weight * vector.get(term, 0.0) for term, weight in asked.items()) / norm / self._norms[key]
            for key, vector in self._vectors.items()
        }


def _norm(vector: dict[str, float]) -> float:
    return sqrt(sum(weight * weight for weight in vector.values())) or 1.0


# ------------------------------------------------------------------------------- cut texts

WHOLE = 0.5
"""Share of what a text should have that it must have to be judged: a good translation has 0.9 of its source's bytes."""

HALF_OF_WHOLE = WHOLE / 2
"""The same of an index's chapter by its time, where other evidence is asked for: texts that moved have 0.42 and up."""


@course_fact
def _lengths(course: Course) -> dict[str, dict[int, int]]:
    """Bytes of the chapters' texts, by where they stand: "index", "chapter", "source"."""
    found: dict[str, dict[int, int]] = {"index": {}, "chapter": {}, "source": {}}
    sources = course.source_chapters or course.of("source", "index")
    for name, docs in (
        ("index", course.of("target", "index")),
        ("chapter", course.chapters),
        ("source", sources),
    ):
        for doc in docs:
            for unit in units(doc):
                found[name][unit.part] = found[name].get(unit.part, 0) + unit.size
    return found


def _is_cut(course: Course, part: str, number: int) -> bool:
    """Whether a chapter's text is under half of its source, or of its other copy."""
    lengths = _lengths(course)
    mine = lengths[part].get(number, 0)
    others = ("source", "chapter" if part == "index" else "index")
    return any(mine < WHOLE * lengths[other].get(number, 0) for other in others)


@course_fact
def _by_time(course: Course) -> dict[str, dict[int, float]]:
    """How long the chapters' texts are against what their time makes expect, as far as that is known."""
    spans = {one.number: one.end - one.start for one in planned(course) if 0 <= one.start < one.end}
    found: dict[str, dict[int, float]] = {}
    for part, lengths in _lengths(course).items():
        paces = {number: size / spans[number] for number, size in lengths.items() if number in spans}
        usual = sorted(paces.values())[len(paces) // 2] if paces else 0.0
        found[part] = {number: pace / usual for number, pace in paces.items() if usual}
    return found


# ------------------------------------------------------------------- texts under headings


class _Slot(NamedTuple):
    """A chapter where it stands: its heading, what is said of it, its text."""

    doc: Document
    body: Body
    heading: Chapter
    about: frozenset[str]  # words of title and summaries
    listed: frozenset[str]  # words of title and the summary in the list, where the text has a summary above it too
    title: frozenset[str]
    said: tuple[tuple[str, frozenset[str]], ...]  # words of the summaries alone, by their form


@record
class Share(NamedTuple):
    """Shares of the words said of a chapter that its text has; above 1 where too little is said to judge."""

    number: int
    whole: float  # of title and summaries
    listed: float  # of title and the summary in the list: one above the text may have been moved together with it
    said: tuple[tuple[str, float], ...]  # of each summary, by its form


@fact
def _shares(doc: Document) -> tuple[Share, ...]:
    """For each chapter that stands in the document with a summary, the shares of words that its text has."""
    return tuple(_share(slot) for slot in _slots(doc))


def _share(slot: _Slot) -> Share:
    there = _present(slot.about, body_text(slot.doc, slot.body))

    def share(terms: frozenset[str]) -> float:
        return len(there & terms) / len(terms) if len(terms) >= FEWEST_TERMS else 2.0

    listed = share(slot.listed) if slot.listed else 2.0
    return Share(
        slot.body.number, share(slot.about), listed, tuple([(form, share(terms)) for form, terms in slot.said])
    )


def _slots(doc: Document) -> list[_Slot]:
    found = []
    heads: dict[int, Chapter] = {}
    titles: dict[int, list[str]] = {}
    for chapter in chapters(doc):
        titles.setdefault(chapter.number, []).append(chapter.title)
        if chapter.role == "body":
            heads.setdefault(chapter.number, chapter)
    said: dict[int, list[tuple[str, frozenset[str]]]] = {}
    for summary in own_summaries(doc):
        if summary.form != "tldr":
            said.setdefault(chapter_number(doc, summary), []).append((summary.form, _summary_terms(doc, summary)))
    page = profile(doc).part == "chapter"
    for body in bodies(doc):
        head = next(iter(heads.values()), None) if page else heads.get(body.number)
        mine = said.get(body.number)
        if not body.whole or head is None or not mine:
            continue
        names = profile(doc).title if page else ""
        title = _terms(" ".join((names, head.title, *titles.get(body.number, ()))))
        apart = [terms for form, terms in mine if form == "listed"]
        listed = title.union(*apart) if 0 < len(apart) < len(mine) else frozenset()
        about = title.union(*(terms for _, terms in mine))
        found.append(_Slot(doc, body, head, about, listed, title, tuple(mine)))
    return found


def _summary_terms(doc: Document, summary: Summary) -> frozenset[str]:
    prose, points = _said(doc, summary)
    return _terms(prose) | _terms(points) if points else _terms(prose)


def _said(doc: Document, summary: Summary) -> tuple[str, str]:
    text = doc.text
    return text[summary.text_start : summary.text_end], text[summary.points_start : summary.points_end]


class _Stray(NamedTuple):
    """A chapter of one form whose summary fits another chapter's text better."""

    at: int  # in the order of the form
    other: int
    slot: _Slot
    better: _Slot
    fit: float
    other_fit: float
    edge: bool  # opens or closes the lecture, or speaks of it as a whole
    beside: bool  # what its summary says begins at the border of the next text, perhaps


def _texts(course: Course, limits: _Limits) -> list[Moved]:
    """The chapters of the index, then of the pages, that stand over another chapter's text."""
    found: list[Moved] = []
    for part in ("index", "chapter"):
        docs = course.of("target", part)
        shares = [share for doc in docs for share in _shares(doc)]
        if not FEWEST_BODIES <= len(shares) <= MOST_BODIES:
            continue
        suspects = [
            (at, apart)
            for at, share in enumerate(shares)
            for apart in (False, True)
            if (share.listed if apart else share.whole) <= limits.coverage and not _is_cut(course, part, share.number)
        ]
        if not suspects:
            continue
        lengths = {at: _by_time(course)[part].get(shares[at].number, 1.0) for at, _ in suspects}
        # Behind a page stands nothing else; in an index, the next chapter may have begun too early.
        least = WHOLE if part == "chapter" else HALF_OF_WHOLE
        suspects = [one for one in suspects if lengths[one[0]] >= least]
        short = {at for at, length in lengths.items() if length < WHOLE}
        if suspects:
            slots = [slot for doc in docs for slot in _slots(doc)]
            found.extend(_runs(_compare(slots, suspects, short, limits)))
    return found


def _compare(slots: list[_Slot], suspects: list[tuple[int, bool]], short: set[int], limits: _Limits) -> list[_Stray]:
    """Those of the suspects whose summary fits another text better; where a text is `short`, it must itself fit
    another summary better: it could be the beginning of the right one."""
    field = _Field({at: Counter(_words(body_text(slot.doc, slot.body))) for at, slot in enumerate(slots)})
    found: list[_Stray] = []
    for at, apart in suspects:
        slot = slots[at]
        if (found and found[-1].at == at) or _is_foreign(slot.doc, body_text(slot.doc, slot.body)):
            continue
        fits = field.fits(slot.listed if apart else slot.about)
        best = max(fits, key=lambda other: (fits[other], -other))
        if fits[best] < FIT or best == at:
            continue
        ratio = fits[best] / max(fits[at], 1e-6)
        titled = not slot.title.isdisjoint(field.counts[best]) and slot.title.isdisjoint(field.counts[at])
        edge = at in (0, len(slots) - 1) or _is_general(slot.heading.title)
        if at in short and limits.ratio * fits[at] > max(field.fits(other.about)[at] for other in slots):
            continue
        if ratio >= limits.sure or (titled and not apart and not edge and ratio >= limits.ratio):
            terms = slot.listed if apart else slot.about
            beside = fits[best] < FAR_FIT and _begins_beside(at, best, slots, terms, limits)
            found.append(_Stray(at, best, slot, slots[best], fits[at], fits[best], edge, beside))
    # What opens or closes a lecture, or speaks of it as a whole, is believed where another chapter has its place.
    sure = [one for one in found if not one.edge or any(other.other == one.at for other in found)]
    # So is what may begin in the segment that a chapter shares with the one beside it.
    return [one for one in sure if not one.beside or any(other.other == one.at for other in sure)]


BORDER = 250
"""Characters of a chapter's text that may be its neighbour's: a transcript cut every 30 s puts a heading up to so much
talk too late, 170 to 250 characters of Korean."""


def _begins_beside(at: int, other: int, slots: list[_Slot], terms: frozenset[str], limits: _Limits) -> bool:
    """Whether a chapter's text has its summary's words once what borders on it in the next text is counted as its."""
    if abs(other - at) != 1:
        return False
    text, beside = (body_text(slot.doc, slot.body).strip() for slot in (slots[at], slots[other]))
    text += " " + (beside[-BORDER:] if other < at else beside[:BORDER])
    return len(_present(terms, text)) > limits.coverage * len(terms)


# Chapters of a run that may lie between two of its members without being found themselves: their
# titles are too general, or their summaries too short.
_GAP = 2


def _runs(found: list[_Stray]) -> Iterator[Moved]:
    """Put together the chapters that are off for one reason."""
    left = {one.at: one for one in found}
    for one in found:
        circle: dict[int, _Stray] = {}
        at = one.at
        while at in left and at not in circle:
            circle[at] = left[at]
            at = left[at].other
        if circle and at == one.at and not _continues_all(circle):
            for at in circle:
                del left[at]
            yield Moved("text", "swap" if len(circle) == 2 else "circle", tuple(map(_move, circle.values())))
    runs: list[list[_Stray]] = []
    for one in left.values():
        if runs and _continues(runs[-1][-1], one):
            runs[-1].append(one)
        else:
            runs.append([one])
    touched: set[int] = set()  # where the texts of longer runs belong, or stand
    for run in sorted(runs, key=len, reverse=True):
        if len(run) == 1 and {run[0].at, run[0].other} <= touched:
            continue  # the text that made room for the others
        if len(run) > 1:
            touched.update(place for one in run for place in (one.at, one.other))
        yield Moved("text", "run" if len(run) > 1 else "one", tuple(map(_move, run)))


def _continues_all(circle: dict[int, _Stray]) -> bool:
    """Whether all but one of the chapters in a circle are off alike: that is better told as a run."""
    order = sorted(circle)
    return len(order) > RUN and sum(_continues(circle[a], circle[b]) for a, b in pairwise(order)) >= len(order) - 2


def _continues(last: _Stray, one: _Stray) -> bool:
    """Whether a chapter is off like the one before it."""
    return 0 < one.at - last.at <= _GAP + 1 and one.other - one.at == last.other - last.at


def _move(one: _Stray) -> Move:
    mine, better = one.slot, one.better
    return Move(mine.body.number, better.body.number, one.fit, one.other_fit, _heading(mine), _heading(better))


def _heading(slot: _Slot) -> Place:
    return Place(slot.doc, slot.heading.title_start, slot.heading.title_end)


# --------------------------------------------------------------------------------- summaries


class _Said(NamedTuple):
    """A chapter's summary in one of the places where a course has all of them."""

    number: int
    text: str
    terms: frozenset[str]
    place: Place


def _summaries(course: Course, limits: _Limits) -> list[Moved]:
    """Summaries that stand in another chapter's place: in the index's list, above its texts, in the pages."""
    found: list[Moved] = []
    for (part, form), shares in _low(course).items():
        said = _said_of(course, part, form)
        low = {number: share for number, share in shares.items() if number in said}
        if len(said) <= MOST_BODIES and _may_have_moved(course, said, low, limits.coverage):
            found.extend(_Judge(course, said, low, limits).found())
    return _merged(found)


def _low(course: Course) -> dict[tuple[str, str], dict[int, float]]:
    """The summaries that share little with their chapter's text, by where they stand and their form.

    Where no translated text can be seen, the share is 0, if the source has one.
    """
    found: dict[tuple[str, str], dict[int, float]] = {}
    for part in ("index", "chapter"):
        for doc in course.of("target", part):
            for share in _shares(doc):
                for form, value in share.said:
                    if value <= SUSPECT:
                        found.setdefault((part, form), {})[share.number] = value
            for form, number in _apart(doc):
                value = _share_apart(course, part, form, number)
                if value <= SUSPECT:
                    found.setdefault((part, form), {})[number] = value
    return found


@fact
def _apart(doc: Document) -> tuple[tuple[str, int], ...]:
    """Form and chapter of the summaries whose text does not stand whole in the same document."""
    here = {share.number for share in _shares(doc)}
    numbers = ((summary.form, chapter_number(doc, summary)) for summary in own_summaries(doc))
    return tuple((form, number) for form, number in numbers if number >= 0 and number not in here)


def _share_apart(course: Course, part: str, form: str, number: int) -> float:
    said = _said_of(course, part, form).get(number)
    if said is None:
        return 2.0
    if number in _bodies(course):
        return _covered(course, said, number)
    return 0.0 if number in _lengths(course)["source"] else 2.0


def _covered(course: Course, said: _Said, number: int) -> float:
    """The share of a summary's words that a chapter's text has."""
    return len(_present(said.terms, body_text(*_bodies(course)[number]))) / len(said.terms)


@course_fact
def _bodies(course: Course) -> dict[int, tuple[Document, Body]]:
    """Where a translated text of each chapter stands that has no gaps: the page's, else the index's."""
    found: dict[int, tuple[Document, Body]] = {}
    for doc in (*course.chapters, *course.of("target", "index")):
        for body in bodies(doc):
            if body.whole:
                found.setdefault(body.number, (doc, body))
    return found


def _texts_of(course: Course, part: str) -> dict[int, str]:
    """The translated texts of one form that are all there, by chapter; a number that stands twice is left out."""
    found: dict[int, str] = {}
    numbers: Counter[int] = Counter()
    by_time = _by_time(course)[part]
    for doc in course.of("target", part):
        for body in bodies(doc):
            numbers[body.number] += 1
            text = body_text(doc, body)
            if body.whole and body.number >= 0 and not _is_foreign(doc, text):
                found[body.number] = text
    return {
        number: text
        for number, text in found.items()
        if numbers[number] == 1 and not _is_cut(course, part, number) and by_time.get(number, 1.0) >= WHOLE
    }


def _said_of(course: Course, part: str, form: str) -> dict[int, _Said]:
    """The summaries of one form, by chapter."""
    return _all_said(course).get((part, form), {})


@course_fact
def _all_said(course: Course) -> dict[tuple[str, str], dict[int, _Said]]:
    """The summaries by where they stand; without numbers that stand twice there, and those that say too little."""
    found: dict[tuple[str, str], dict[int, _Said]] = {}
    seen: set[tuple[str, str, int]] = set()
    for part in ("index", "chapter"):
        for doc in course.of("target", part):
            for summary in own_summaries(doc):
                number = chapter_number(doc, summary)
                if number < 0:
                    continue
                here = found.setdefault((part, summary.form), {})
                if (part, summary.form, number) in seen:
                    here.pop(number, None)
                    continue
                seen.add((part, summary.form, number))
                terms = _summary_terms(doc, summary)
                if len(terms) >= FEWEST_TERMS:
                    prose, points = _said(doc, summary)
                    span = (
                        (summary.text_start, summary.text_end) if prose else (summary.points_start, summary.points_end)
                    )
                    here[number] = _Said(number, f"{prose}\n{points}", terms, Place(doc, *span))
    return found


def _may_have_moved(course: Course, said: dict[int, _Said], low: dict[int, float], coverage: float) -> bool:
    """Whether what is low is worth a comparison with all texts.

    One chapter alone that shares little is a summary in its author's words, unless it shares next to nothing, or
    another chapter has the same.
    """
    if any(share <= coverage for share in low.values()):
        return True
    if any(
        _covered(course, said[one], other) > RATIO * share
        for one, share in low.items()
        for other in low
        if other != one and other in _bodies(course)
    ):
        return True
    copies = Counter(words(one.text) for one in said.values()) if low else Counter()
    return any(copies[words(said[number].text)] > 1 for number in low)


@course_fact
def _fields(course: Course) -> dict[str, _Field]:
    """The texts of the index, of the pages and of the source by chapter, as far as they are all there."""
    found: dict[str, _Field] = {}
    for part in ("index", "chapter"):
        texts = _texts_of(course, part)
        if len(texts) >= FEWEST_BODIES:
            found[part] = _Field({number: Counter(_words(text)) for number, text in texts.items()})
    language = course.settings.language
    kept: set[str] = set()
    for part in ("index", "chapter"):
        for doc in course.of("target", part):
            kept.update(*(latin_words(text) for summary in own_summaries(doc) for text in _said(doc, summary)))
    kept = {word for word in kept if len(word) > 1}
    counts: dict[int, Counter[str]] = {}
    for doc in course.source_chapters or course.of("source", "index"):
        for unit in units(doc):
            if unit.part >= 0:
                seen = traces(doc.text[unit.start : unit.end], language.source, kept)
                counts.setdefault(unit.part, Counter()).update(seen)
    if len(counts) >= FEWEST_BODIES:
        found["source"] = _Field(counts)
    return found


class _Edge(NamedTuple):
    """A text that fits a chapter's summary better than its own one."""

    other: int
    ratio: float
    least: float  # the smallest of the ratios of index, pages and source
    fit: float
    other_fit: float
    near: bool  # the translation says so
    far: bool  # the source says so
    common: int  # traces that the summary and the source's other text have in common


class _Judge:
    """Finds out which of the summaries in one place have moved."""

    def __init__(self, course: Course, said: dict[int, _Said], low: dict[int, float], options: _Limits) -> None:
        self.said = said
        self.options = options
        self.fields = _fields(course)
        self.language = course.settings.language.target
        self.low = low
        self.edges: dict[int, dict[int, _Edge]] = {}
        asked = list(low)
        known = set(asked)
        for number in asked:  # and those whose text one of them describes: they may have its summary
            edges = self._edges(said[number])
            if edges:
                self.edges[number] = edges
            asked += [other for other in edges if other in said and other not in known]
            known.update(edges)
        self.general = {number for number, titles in _titles(course).items() if any(map(_is_general, titles))}

    def _edges(self, said: _Said) -> dict[int, _Edge]:
        """The texts that fit a summary better than its own does, wherever both can be seen; nearly as well as any."""
        asked = frozenset(traces(said.text, self.language, ()))
        sides = [
            (name, field.fits(asked if name == "source" else said.terms))
            for name, field in self.fields.items()
            if said.number in field.counts
        ]
        found: dict[int, _Edge] = {}
        for other in {number for _, fits in sides for number in fits if number != said.number}:
            both = [(name, fits[said.number], fits[other]) for name, fits in sides if other in fits]
            if any(theirs <= own for _, own, theirs in both):
                continue
            own = sum(own for _, own, _ in both) / len(both)
            theirs = sum(theirs for _, _, theirs in both) / len(both)
            near, far = any(name != "source" for name, _, _ in both), both[-1][0] == "source"
            ratio = theirs / max(own, 1e-6)
            if theirs < (CIRCLE_FIT if near else FAR_FIT) or ratio < self.options.ratio:
                continue
            least = min(theirs / max(own, 1e-6) for _, own, theirs in both)
            common = len(asked & self.fields["source"].counts[other].keys()) if far else 0
            found[other] = _Edge(other, ratio, least, own, theirs, near, far, common)
        best = max((edge.other_fit for edge in found.values()), default=0.0)
        return {edge.other: edge for edge in found.values() if edge.other_fit >= RIVAL * best}

    def found(self) -> list[Moved]:
        """What has moved: circles first, then copies, runs, and single summaries of which both languages are sure."""
        left = dict(self.edges)
        found: list[Moved] = []

        def take(way: str, moves: list[tuple[int, _Edge]]) -> None:
            for number, _ in moves:
                del left[number]
            found.append(Moved("summary", way, tuple(self._move(number, edge) for number, edge in moves)))

        for number in sorted(left):
            partners = [other for other in left.get(number, {}) if number in left.get(other, {})]
            if partners:
                other = max(partners, key=lambda at: left[number][at].ratio * left[at][number].ratio)
                take("swap", [(number, left[number][other]), (other, left[other][number])])
        for number in sorted(left):
            if number in left and (circle := self._circle(left, number)):
                take("circle", circle)
        for number in sorted(left):
            twins = [edge for other, edge in left[number].items() if self._same(number, other)]
            if twins:
                take("copy", [(number, max(twins, key=lambda edge: edge.ratio))])
        run: list[tuple[int, _Edge]] = []
        for number in (*sorted(left), -1):
            edge = _best(left[number]) if number >= 0 else None
            if run and (
                edge is None or number - run[-1][0] > _GAP + 1 or edge.other - number != run[-1][1].other - run[-1][0]
            ):
                if len(run) >= RUN:
                    take("run", run)
                run = []
            if edge is not None and edge.ratio >= self.options.sure and edge.other_fit >= FIT:
                run.append((number, edge))
        for number in sorted(left):
            edge = _best(left[number])
            if self._is_sure(number, edge):
                take("one", [(number, edge)])
        return found

    def _circle(self, left: dict[int, dict[int, _Edge]], first: int) -> list[tuple[int, _Edge]]:
        """Three chapters that have each other's summaries, else those reached by what fits best until it closes."""
        for second, edge in left[first].items():
            for third, behind in left.get(second, {}).items():
                if third != first and first in left.get(third, ()):
                    return [(first, edge), (second, behind), (third, left[third][first])]
        circle: dict[int, _Edge] = {}
        at = first
        while at in left and at not in circle:
            circle[at] = _best(left[at])
            at = circle[at].other
        return list(circle.items()) if at == first and at in circle else []

    def _same(self, number: int, other: int) -> bool:
        return other in self.said and likeness(self.said[number].text, self.said[other].text) >= ALIKE

    def _is_sure(self, number: int, edge: _Edge) -> bool:
        """Whether nothing else could explain that a summary alone fits another text."""
        if self.general & {number, edge.other} or not edge.far or edge.common < ENOUGH or edge.other_fit < FIT:
            return False
        sure = self.options.sure
        return self.low.get(number, 1.0) <= self.options.coverage and edge.least >= (sure if edge.near else FAR * sure)

    def _move(self, number: int, edge: _Edge) -> Move:
        here = self.said[number].place
        there = self.said[edge.other].place if edge.other in self.said else here
        return Move(number, edge.other, edge.fit, edge.other_fit, here, there)


def _best(edges: dict[int, _Edge]) -> _Edge:
    return max(edges.values(), key=lambda edge: (edge.other_fit, -edge.other))


def _merged(found: list[Moved]) -> list[Moved]:
    """Put together what has moved in the same way in several places."""
    kept: dict[frozenset[tuple[int, int]], Moved] = {}
    for one in found:
        key = frozenset((move.number, move.other) for move in one.moves)
        first = kept.setdefault(key, one)
        if first is not one:
            kept[key] = first._replace(more=(*first.more, one.moves[0].place))
    return list(kept.values())


# ------------------------------------------------------------------------------------ titles


@course_fact
def _titles(course: Course) -> dict[int, tuple[str, ...]]:
    """What the translation's index and pages call each chapter."""
    found: dict[int, list[str]] = {}
    for doc in (*course.of("target", "index"), *course.chapters):
        page = profile(doc).part == "chapter"
        for chapter in chapters(doc):
            found.setdefault(profile(doc).number if page else chapter.number, []).append(chapter.title)
    return {number: tuple(titles) for number, titles in found.items()}


def _titles_stand(course: Course, one: Moved) -> bool:
    """Whether the titles' words stand in the texts under them rather than in those that the summaries fit."""
    titles = _titles(course)
    balance = 0.0
    for part in ("index", "chapter"):
        texts = _texts_of(course, part)
        for move in one.moves:
            if move.number in texts and move.other in texts:
                for word in {_bare(term) for title in titles.get(move.number, ()) for term in _terms(title)}:
                    here, there = word in texts[move.number], word in texts[move.other]
                    if here != there:
                        rare = log((len(texts) + 1) / (sum(word in text for text in texts.values()) + 0.5))
                        balance += rare if here else -rare
    return balance > 0


def _bare(term: str) -> str:
    """A title's word without the ending of a verb: `내려받기` stands in a text as `내려받으면`."""
    return term[:-1] if len(term) > 2 and term[-1] in "기함됨" else term
