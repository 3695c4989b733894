"""Which chapter's text stands under a heading, and which one a summary describes.

Two things go astray: texts under headings (pieces joined wrongly), and summaries (written in one go, put in a list in
the wrong order). Either is told by the words that what is said of a chapter shares with every chapter's text: a text
has moved where all that is said of its chapter fits another one better, a summary where all texts say so.
"""

from __future__ import annotations

from math import log
from typing import TYPE_CHECKING

from llmdoc_lint.course import Course, course_fact
from llmdoc_lint.language.cognates import traces
from llmdoc_lint.language.terms import Fit, covered, different_terms
from llmdoc_lint.values import NamedTuple
from llmdoc_rules.summary._borrowed import borrowed_texts
from llmdoc_rules.summary._elsewhere import exchanged_with_copies
from llmdoc_rules.summary._exchanges import Better, Exchange, best, exchanges
from llmdoc_rules.summary._pieces import (
    HALF_OF_WHOLE,
    MOST_BODIES,
    PARTS,
    PIECES,
    SUSPECT,
    WHOLE,
    Form,
    Place,
    doubtful,
    fields,
    fullness,
    said,
    source_field,
    sources,
    text_of,
    texts,
    titles,
)
from llmdoc_rules.summary._summaries import likeness

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from llmdoc_rules.summary._pieces import Said, Text

__all__ = ["Limits", "Move", "Moved", "displaced", "moved"]

FIT = 0.12
"""A fit below this may be chance (cosine of tf-idf vectors); matching summaries and texts have 0.05 to 0.70."""

MORE = 2
"""Different words asked for that another text must have more than the chapter's own where the fit is below `FIT`. Set
on ten sound lectures, cut at seven rates of speech: with 1, one of them gives findings."""

FAR_FIT = 0.2
"""The same for a summary and the source's text alone, which have 0.24 to 0.67 where they match, and for one whose text
may have begun in the chapter beside it."""

FEW = 24
"""Chapters under suspicion up to which a look at words is cheaper than weighing all texts; a lecture's chapters."""

BORDER = 250
"""Characters of a chapter's text that may be its neighbour's: a transcript cut every 30 s puts a heading up to so much
talk too late, 170 to 250 characters of Korean."""

RIVAL = 0.6
"""Share of the best fit that another text's must have to be what the summary may describe: some texts speak of all."""

ENOUGH = 4
"""Traces (figures, Latin words, loanwords) that a summary and the source's text must share where no other chapter's
summary has moved."""

ALIKE = 0.8
"""Share of their words (Dice) from which on two summaries are one; those of two chapters share a quarter at most."""

# Chapters that speak of the others: their words are everywhere.
_GENERAL = (
    *("소개", "개요", "도입", "서론", "서문", "머리말", "들어가", "시작", "인사"),
    *("마무리", "마치며", "결론", "정리", "요약", "복습", "전망", "질의", "질문"),
    *("intro", "overview", "welcome", "outline", "agenda", "conclu", "summary", "recap", "wrap"),
    *("outro", "outlook", "preview", "q&a", "q & a", "q& a", "q &a", "question"),
)


class Limits(NamedTuple):
    """The rule's options, explained there."""

    coverage: float = 0.34
    ratio: float = 1.5
    sure_ratio: float = 3.0


class Move(NamedTuple):
    """A chapter and the one whose text fits what is said of it better; fits from 0 (not at all) to 1."""

    number: int
    other: int
    fit: float
    other_fit: float
    place: Place
    other_place: Place


class Moved(NamedTuple):
    """What went astray for one reason.

    what: "text" (the texts under the headings), "summary", or of summaries that have both: "prose", "points".
    way: see `Exchange`.
    """

    what: str
    way: str
    moves: tuple[Move, ...]
    more: tuple[Place, ...] = ()  # where the same stands besides


@course_fact
def displaced(course: Course) -> frozenset[int]:
    """Numbers of the chapters that `moved` finds, and of those that have their text or summary."""
    found = moved(course, Limits())
    return frozenset(number for one in found for move in one.moves for number in (move.number, move.other))


def moved(course: Course, limits: Limits) -> list[Moved]:
    """Texts that stand under another chapter's heading, then summaries that stand in another's place.

    Where both would explain what is there, the chapters' titles decide.
    """
    borrowed = [_moved("text", one, places) for one, places in borrowed_texts(course)]
    copied = [_moved("summary", one, places) for one, places in exchanged_with_copies(course)]
    if not _doubted(course) and not copied:
        return borrowed
    texts_ = [*_others((one for part in PARTS for one in _texts(course, part, limits)), borrowed)]
    sure = {one.moves[0].number for one in borrowed}
    kept: list[Moved] = []
    weighed = [*_summaries(course, limits)]
    for one in _merged([*weighed, *_others(copied, weighed)]):
        numbers = {move.number for move in one.moves}
        rivals = [other for other in texts_ if numbers & {move.number for move in other.moves}]
        if numbers & sure or (rivals and one.way != "copy" and not _titles_stand(course, one)):
            continue
        texts_ = [other for other in texts_ if other not in rivals]
        kept.append(one)
    return [*borrowed, *texts_, *kept]


def _others(found: Iterable[Moved], told: Iterable[Moved]) -> Iterator[Moved]:
    """What moved besides what is told already."""
    places = {move.place for one in told for move in one.moves}
    yield from (one for one in found if not any(move.place in places for move in one.moves))


def _merged(found: Iterable[Moved]) -> list[Moved]:
    """Put together what has moved in the same way in several places."""
    kept: dict[tuple[str, frozenset[tuple[int, int]]], Moved] = {}
    for one in found:
        key = one.what, frozenset((move.number, move.other) for move in one.moves)
        first = kept.setdefault(key, one)
        if first is not one:
            kept[key] = first._replace(more=(*first.more, one.moves[0].place))
    return list(kept.values())


@course_fact
def _doubted(course: Course) -> dict[tuple[str, str], set[int]]:
    """Chapters of which a summary is worth a comparison with all texts, by the summary's part and form."""
    found: dict[tuple[str, str], set[int]] = {}
    for part in PARTS:
        for doc in course.of("target", part):
            for form, number in doubtful(doc):
                found.setdefault((part, form), set()).add(number)
    return found


# ----------------------------------------------------------------------------------- evidence

Views = dict[str, dict[int, Fit]]
"""How well what is said of a chapter fits each text, by what was asked with, or where the texts stand."""


def _better(number: int, views: Views, limits: Limits) -> dict[int, Better]:
    """The chapters whose text fits better than the chapter's own in every view that has both; nearly as well as any."""
    mine = {name: view for name, view in views.items() if number in view}
    found: list[Better] = []
    for other in dict.fromkeys(key for view in mine.values() for key in view if key != number):
        both = {name: (view[number], view[other]) for name, view in mine.items() if other in view}
        if any(own.cosine >= theirs.cosine for own, theirs in both.values()):
            continue
        fit, other_fit = (sum(one.cosine for one in side) / len(both) for side in zip(*both.values(), strict=True))
        edge = Better(other, fit, other_fit, max(theirs.words - own.words for own, theirs in both.values()))
        if edge.ratio >= limits.ratio and (other_fit >= FAR_FIT or any(name != "source" for name in both)):
            found.append(edge)
    most = max((edge.other_fit for edge in found), default=0.0)
    return {edge.other: edge for edge in found if edge.other_fit >= RIVAL * most}


def _clear(course: Course, edges: dict[int, dict[int, Better]]) -> dict[int, dict[int, Better]]:
    """The edges that are not chance: the fit is good, or rests on several words, and no chapter speaks of all."""
    found = {}
    for number, each in edges.items():
        general = _is_general(course, number)
        clear = {
            other: edge
            for other, edge in each.items()
            if edge.other_fit >= FIT or (edge.words >= MORE and not general and not _is_general(course, other))
        }
        if clear:
            found[number] = clear
    return found


def _worth_weighing(asked: dict[int, frozenset[str]], own: dict[int, str], others: list[str], limits: Limits) -> bool:
    """Whether another text has clearly more of the words asked for than a chapter's own: a cheap look at few of them.

    A chapter without a text of its own is always worth it: the source may know.
    """
    if len(asked) > FEW or not own.keys() >= asked.keys():
        return True
    least = {number: limits.ratio * covered(words, own[number]) for number, words in asked.items()}
    return any(covered(words, other) > least[number] for number, words in asked.items() for other in others)


def _is_general(course: Course, number: int) -> bool:
    """Whether a chapter speaks of the others, by one of its titles."""
    title = titles(course).get(number, "").lower()
    return any(word in title for word in _GENERAL)


# ------------------------------------------------------------------------ texts under headings


def _texts(course: Course, part: str, limits: Limits) -> Iterator[Moved]:
    """The chapters of one part that stand over another chapter's text."""
    here = texts(course)[part]
    doubted = here.keys() & set[int]().union(*_doubted(course).values())
    asked = {number: words for number in sorted(doubted) if (words := _suspected(course, part, number, limits))}
    own = {number: here[number].text for number in asked}
    if not _worth_weighing(asked, own, [text.text for text in here.values()], limits) or part not in fields(course):
        return
    field = fields(course)[part]
    edges = _clear(
        course, {number: _better(number, {part: field.fits(words)}, limits) for number, words in asked.items()}
    )
    for number in [one for one in edges if fullness(course, part, one) < WHOLE]:
        if not _describes_another(course, part, number, limits):
            del edges[number]

    def sure(number: int, edge: Better) -> bool:
        """Whether the other text fits far better, or has words of the title while the own one has none of them."""
        title = field.fits(different_terms(titles(course).get(number, "")))
        titled = not title[number].words and title[edge.other].words > 0 and not _is_general(course, number)
        return edge.other_fit >= FIT and (edge.ratio >= limits.sure_ratio or titled)

    def firm(number: int, edge: Better) -> bool:
        """Whether a chapter neither opens nor closes the lecture, nor may have begun in the text beside it."""
        beside = edge.other_fit < FAR_FIT and _begins_beside(here, number, edge.other, asked[number], limits)
        return sure(number, edge) and not (beside or number in (min(here), max(here)) or _is_general(course, number))

    wanted = {edge.other for number, each in edges.items() if firm(number, edge := best(each))}

    def alone(number: int, edge: Better) -> bool:
        return number in wanted or firm(number, edge)

    places = {number: text.heading for number, text in here.items() if text.heading}
    for one in exchanges(edges, sure=sure, alone=alone):
        yield _moved("text", one, places)


def _asked(course: Course, part: str, number: int) -> list[frozenset[str]]:
    """The words of a chapter's title and all its summaries; those without the summary right above the text."""
    title = different_terms(titles(course).get(number, ""))
    found = {
        (form.part, form.form): pieces[number].terms
        for form, pieces in said(course).items()
        if form.piece == "summary" and number in pieces
    }
    apart = [words for place, words in found.items() if place != ("index", "bold")]
    asked = [title.union(*found.values())] if found else []
    if part == "index" and 0 < len(apart) < len(found):  # a summary may have been moved with the text below it
        asked.append(title.union(*apart))
    return asked


def _suspected(course: Course, part: str, number: int, limits: Limits) -> frozenset[str]:
    """The words said of a chapter of which its text has fewest; none where nothing is suspicious."""
    own = texts(course)[part][number]
    asked = _asked(course, part, number) if own.heading is not None else []
    words = min(asked, key=lambda each: covered(each, own.text), default=frozenset[str]())
    low = covered(words, own.text) <= limits.coverage
    return words if low and fullness(course, part, number) >= HALF_OF_WHOLE else frozenset()


def _begins_beside(here: dict[int, Text], number: int, other: int, words: frozenset[str], limits: Limits) -> bool:
    """Whether a text has the words said of it once what borders on it in the next text is counted as its."""
    if abs(other - number) != 1:
        return False
    beside = here[other].text.strip()
    border = beside[-BORDER:] if other < number else beside[:BORDER]
    return covered(words, f"{here[number].text} {border}") > limits.coverage


def _describes_another(course: Course, part: str, number: int, limits: Limits) -> bool:
    """Whether a text fits what is said of another chapter better; one that is cut off may begin the right one."""
    field = fields(course)[part]
    fits = {
        other: field.fits(asked[0])[number].cosine
        for other in texts(course)[part]
        if (asked := _asked(course, part, other))
    }
    return max(fits.values()) >= limits.ratio * fits[number]


# ----------------------------------------------------------------------------------- summaries


def _summaries(course: Course, limits: Limits) -> Iterator[Moved]:
    """Summaries that stand in another chapter's place; of those that do not, prose or key points that do."""
    for (part, form), doubted in _doubted(course).items():
        told: set[int] = set()
        for piece in PIECES:
            here = said(course).get(Form(part, form, piece), {})
            left = {number: each for number, each in here.items() if number not in told}
            for one in _summaries_of(course, piece, left, doubted, limits):
                told.update(number for number, _ in one.moves)
                yield _moved(piece, one, {number: each.place for number, each in here.items()})


def _summaries_of(
    course: Course, what: str, here: dict[int, Said], doubted: set[int], limits: Limits
) -> list[Exchange]:
    """What has changed places among the summaries of one form."""
    suspects = [number for number in sorted(doubted & here.keys()) if _share(course, number, here[number]) <= SUSPECT]
    asked = {number: here[number].terms for number in suspects}
    own = {number: text.text for number in suspects if (text := text_of(course, number))}
    others = [text.text for part in PARTS for text in texts(course)[part].values()]
    if len(here) > MOST_BODIES or not _worth_weighing(asked, own, others, limits):
        return []
    views: dict[int, Views] = {}
    edges: dict[int, dict[int, Better]] = {}
    waiting = suspects
    for number in waiting:  # and those whose text one of them describes: they may have its summary
        views[number] = _views_of_summary(course, number, here[number])
        if better := _better(number, views[number], limits):
            edges[number] = better
            waiting.extend(other for other in better if other in here and other not in waiting)

    def sure(_: int, edge: Better) -> bool:
        return edge.ratio >= limits.sure_ratio and edge.other_fit >= FIT

    def alone(number: int, edge: Better) -> bool:
        """Only where translation and source both say so, each surely, and neither chapter speaks of all."""
        both = {
            name: (view[number], view[edge.other])
            for name, view in views[number].items()
            if number in view and edge.other in view
        }
        return (
            what == "summary"
            and "source" in both
            and both["source"][1].words >= ENOUGH
            and len(both) > 1
            and not any(_is_general(course, one) for one in (number, edge.other))
            and all(theirs.cosine >= limits.sure_ratio * own.cosine for own, theirs in both.values())
            and _share(course, number, here[number]) <= limits.coverage
        )

    copies = _copies(here, edges)
    for copy in copies:
        del edges[copy.moves[0][0]]
    return [*copies, *exchanges(_clear(course, edges), sure=sure, alone=alone)]


def _copies(here: dict[int, Said], edges: dict[int, dict[int, Better]]) -> list[Exchange]:
    """The chapters that have the summary of another one, which stands there, too."""
    found = []
    for number, each in edges.items():
        mine = here[number].text
        if twins := [
            edge for edge in each.values() if edge.other in here and likeness(mine, here[edge.other].text) >= ALIKE
        ]:
            found.append(Exchange("copy", [(number, max(twins, key=lambda edge: edge.ratio))]))
    return found


def _share(course: Course, number: int, one: Said) -> float:
    """The share of a summary's words that its chapter's text has; 0 where only the source has one."""
    text = text_of(course, number)
    if text is None:
        return 0.0 if sources(course) else 1.0
    return covered(one.terms, text.text)


def _views_of_summary(course: Course, number: int, one: Said) -> Views:
    """How well a summary fits the texts of index, pages and source; its own must not be cut off to be compared."""
    found: Views = {}
    for part, field in fields(course).items():
        if number in field and fullness(course, part, number) >= WHOLE:
            found[part] = field.fits(one.terms)
    found["source"] = source_field(course).fits(frozenset(traces(one.text, course.settings.language.target, ())))
    return found


# ------------------------------------------------------------------------------------- verdicts


def _moved(what: str, one: Exchange, places: dict[int, Place]) -> Moved:
    moves = (
        Move(number, edge.other, edge.fit, edge.other_fit, places[number], places.get(edge.other, places[number]))
        for number, edge in one.moves
    )
    return Moved(what, one.way, tuple(moves))


def _titles_stand(course: Course, one: Moved) -> bool:
    """Whether the titles' words stand in the texts under them rather than in those that the summaries fit."""
    balance = 0.0
    for here in texts(course).values():
        for move in one.moves:
            if move.number in here and move.other in here:
                for word in map(_bare, different_terms(titles(course).get(move.number, ""))):
                    own, other = word in here[move.number].text, word in here[move.other].text
                    if own != other:
                        rare = log((len(here) + 1) / (sum(word in text.text for text in here.values()) + 0.5))
                        balance += rare if own else -rare
    return balance > 0


def _bare(term: str) -> str:
    """A title's word without the ending of a verb: `내려받기` stands in a text as `내려받으면`."""
    return term[:-1] if len(term) > 2 and term[-1] in "기함됨" else term
