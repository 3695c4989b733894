"""Figures in summaries, and whether the text they sum up has them."""

from __future__ import annotations

from functools import lru_cache
from itertools import pairwise
from typing import TYPE_CHECKING

from llmdoc_lint.blocks import front_matter
from llmdoc_lint.course import course_fact, profile
from llmdoc_lint.language.quantities import Quantity, quantities, supported_by
from llmdoc_lint.patterns import pattern
from llmdoc_lint.values import NamedTuple
from llmdoc_rules._plan import duration
from llmdoc_rules.summary._placement import displaced
from llmdoc_rules.summary._summaries import (
    Body,
    bodies,
    body_text,
    broken,
    chapter_number,
    covered,
    has_hangul,
    lines_of,
    own_summaries,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from llmdoc_lint.course import Course
    from llmdoc_lint.document import Document

__all__ = ["Claim", "Wrong", "claims", "closest", "own_texts", "seen", "wrong_figures"]

MOST_CLAIMS = 3000
"""Different figures in the summaries of one course, above which they are no summaries: each is looked
for in the text, and a lecture of 24 chapters has about 60."""

# A number that a summary uses in passing is no claim about the text: "100% 정확", "24시간", "365일".
_PROVERBIAL = frozenset((("100", "%"), ("0", "%"), ("50", "%"), ("86400", "second"), ("365", "day"), ("100", "")))
# What refers to a part of the document, or counts its parts.
_REFERENCES = frozenset(("챕터", "장", "부", "강", "편", "절", "페이지", "쪽", "권", "번째"))
# What the summariser may have counted: the text goes through twelve of them without saying so.
_COUNTED = frozenset(
    ("가지", "단계", "종류", "항목", "원칙", "방법", "개념", "주제", "사례", "팁", "교훈", "질문", "예시")
)
_MOST_COUNTED = 30
# The length of the lecture, or of reading: it is about the document, not in it.
_OF_LENGTH = r"\s?(?:짜리|분량|길이|동안의|의? ?(?:강의|영상|동영상|대담|인터뷰|팟캐스트|발표|강연|챕터|읽기|글))"
_LENGTH = pattern(_OF_LENGTH)
_TOLD_LENGTH = pattern(rf"[0-9][0-9.]*\s?(?:시간(?:\s?[0-9]+\s?분)?|분)(?={_OF_LENGTH})")  # 2시간 36분짜리
_NUMERAL = pattern("[0-9십백천만억조]")  # a figure that can be a claim holds one
_DIGITS = pattern(r"[0-9][0-9.,]*(?:\s?[^\s\d])?")  # with what follows: 15억 is not 15%
# A number in words: two numerals, the second of them a scale (구조 is "structure", if not of money); or one scale
# before a counter.
_WORDS = pattern(
    r"[십백천만억조](?:(?<=[일이삼사오육칠팔구십백천만억조].)(?:(?<!구조)|(?= ?[원달]))"
    r"|(?<!십)(?<!\d.) ?(?:개|명|원|달러|번|배|건|토큰|년))"
)


class Claim(NamedTuple):
    """A figure that a summary claims, and the chapter it is about (-1: all of the document)."""

    number: int
    form: str  # of the summary: "listed", "bold", "section", "tldr"
    figure: Quantity


class Wrong(NamedTuple):
    """A figure that its chapter's text does not have, and the places that repeat it."""

    doc: Document
    claim: Claim
    more: tuple[tuple[Document, Claim], ...]


def claims(course: Course) -> Iterator[tuple[Document, Claim]]:
    """The figures that Korean summaries claim, where no text they sum up has all of a summary's figures word for word.

    Nearly all summaries take their figures over as they are: looking for them costs a tenth of reading them.
    """
    taken_over: dict[tuple[int | str, str], bool] = {}  # pages repeat what the index says of them
    for doc in _summarising(course):
        text = doc.text
        for summary in own_summaries(doc):
            number = chapter_number(doc, summary)
            for start, end in ((summary.text_start, summary.text_end), (summary.points_start, summary.points_end)):
                if start >= end or not _NUMERAL.search(text, start, end):
                    continue
                passage = text[start:end]
                key = (number if number >= 0 else doc.path, passage)
                if key not in taken_over:
                    taken_over[key] = not has_hangul(passage) or _all_stand(passage, _summed_up(course, doc, number))
                if not taken_over[key]:
                    yield from ((doc, Claim(number, summary.form, one)) for one in _claimed_at(text, start, end))


def _summarising(course: Course) -> list[Document]:
    """The documents that may have summaries, the index first: what pages repeat is reported there."""
    parts, sides = ("index", "chapter", "article"), ("target", "source")
    return [doc for part in parts for side in sides for doc in course.of(side, part)]


def _summed_up(course: Course, doc: Document, number: int) -> Iterator[str]:
    """The texts of a chapter, in page and index; of the document itself where its summary is about all of it."""
    for other, body in own_texts(course, number) if number >= 0 else ((doc, body) for body in bodies(doc)):
        if body.number == number:
            yield body_text(other, body)


def _claimed_at(text: str, start: int, end: int) -> Iterator[Quantity]:
    """The claims from `start` to `end`, at their offsets in `text`."""
    lines, at = lines_of(text, start, end)
    for figure in _claimed(lines, start - at, end - at):
        yield figure._replace(start=figure.start + at, end=figure.end + at)


@lru_cache(maxsize=256)
def _claimed(text: str, start: int, end: int) -> tuple[Quantity, ...]:
    """The claims among the figures of a summary; the pages of a course repeat the index's, so each is read once."""
    return tuple(
        figure
        for figure in quantities(text, "ko", start, end)
        if _is_claim(figure)
        and not (figure.unit in ("second", "day") and _LENGTH.match(text, figure.end, figure.end + 10))
    )


def _all_stand(passage: str, texts: Iterable[str]) -> bool:
    """Whether one of the texts has every number of a passage, with the sign before it and what follows it."""
    if _WORDS.search(passage):
        return False
    if "시간" in passage or "분" in passage:
        passage = _TOLD_LENGTH.sub("", passage)
    numbers = []
    for match in _DIGITS.finditer(passage):
        sign = passage[match.start() - 1 : match.start()]
        numbers.append(sign + match[0] if sign and sign in "$€£₩" else match[0])
    return not numbers or any(all(_stands(number, text) for number in numbers) for text in texts)


def _is_claim(figure: Quantity) -> bool:
    """Whether the figure is exact enough to be wrong: two digits that count, or a thousand and more."""
    if not figure.low or figure.kind in ("article", "vague", "time") or figure.counter in _REFERENCES:
        return False
    if (figure.low, figure.unit) in _PROVERBIAL and figure.low == figure.high:
        return False
    if figure.counter in _COUNTED and figure.low.isdigit() and int(figure.low) <= _MOST_COUNTED:
        return False
    return figure.digits > 1 or (len(figure.low.partition(".")[0]) > 3 and figure.low.isdigit())


# --------------------------------------------------------------------------------- their texts

Places = list[tuple["Document", Body]]


@course_fact
def _texts(course: Course) -> dict[str, dict[int, Places]]:
    """The bodies of each side by chapter; under -2 all of them, in order."""
    found: dict[str, dict[int, Places]] = {"target": {-2: []}, "source": {-2: []}}
    for doc in course.documents:
        side = profile(doc).side
        if side in found:
            for body in bodies(doc):
                found[side].setdefault(body.number, []).append((doc, body))
                found[side][-2].append((doc, body))
    return found


def own_texts(course: Course, number: int) -> Places:
    """The translated bodies of one chapter, or all of them (-1)."""
    return _texts(course)["target"].get(number if number >= 0 else -2, [])


@course_fact
def _gaps(course: Course) -> frozenset[int]:
    return frozenset(number for doc in course.documents if profile(doc).side == "target" for number in broken(doc))


def seen(course: Course, number: int) -> bool:
    """Whether the text of the chapter, or of the whole lecture (-1), can be seen and is all there."""
    if number < 0:
        return covered(course)
    own = own_texts(course, number)
    return bool(own) and number not in _gaps(course) and all(body.whole for _, body in own)


def _unsupported(course: Course, number: int, figure: Quantity) -> bool:
    """Whether the text of the chapter is all there and does not have the figure, nor do others that count.

    The neighbouring chapters count, for a figure of three digits or more every chapter, and the
    source: where the translation lost a figure, the summary is not what is wrong.
    """
    if not seen(course, number):
        return False
    own = own_texts(course, number)
    if _backed(figure, own) or _computed(figure, own):
        return False
    if number < 0:
        return not _backed(figure, _texts(course)["source"][-2], "en")
    places = _texts(course)
    for other in (number - 1, number + 1):
        if other >= 0 and _backed(figure, places["target"].get(other, [])):
            return False
    if figure.digits >= 3 and _backed(figure, places["target"][-2]):
        return False
    for other in (number, number - 1, number + 1, -1):
        if _backed(figure, places["source"].get(other, []), "en"):
            return False
    return number not in displaced(course)


def _exempt(doc: Document, figure: Quantity, length: int) -> bool:
    """The length of the video, to five minutes or five percent, and the years of the front matter."""
    if figure.unit == "second" and length > 0 and "/" not in figure.low:
        return abs(float(figure.low) - length) <= max(300, length * 0.05)
    if figure.unit == "date":
        block = front_matter(doc)
        return block is not None and any(figure.low[:4] in str(entry.value) for entry in block.entries)
    return False


def _backed(figure: Quantity, places: Sequence[tuple[Document, Body]], language: str = "ko") -> bool:
    if any(_stands(figure.text, body_text(doc, body)) for doc, body in places):
        return True
    return any(
        supported_by(figure, said) or any(_bare(figure, one) for one in said)
        for said in (_figures(doc, body, language) for doc, body in places)
    )


def _bare(figure: Quantity, said: Quantity) -> bool:
    """Whether the text says the figure and leaves its unit out: "98.2였습니다" for 98.2%, "67, 24, 9퍼센트" for 67%."""
    return (
        figure.kind in ("share", "money")
        and not said.unit
        and not said.counter
        and said.kind == "cardinal"
        and (said.low, said.high) == (figure.low, figure.high)
    )


def _stands(written: str, text: str) -> bool:
    """Whether the figure stands there as written: most do, and looking is cheaper than reading numbers."""
    at = text.find(written)
    while at >= 0:
        before, after = text[at - 1 : at] if at else "", text[at + len(written) : at + len(written) + 1]
        part = before.isdigit() or before in (".", ",", "-", ":") if before else False
        if not part and not (after and (after.isdigit() or after == ":") and written[-1].isdigit()):
            return True
        at = text.find(written, at + 1)
    return False


def _computed(figure: Quantity, places: Iterable[tuple[Document, Body]]) -> bool:
    """Whether a share, or a difference, follows from two figures that the text gives one after the other.

    "50개 가운데 6개" is 12%, "71%에서 83%로" is 12 points more, "24시간" and then "21시간" are 3시간 less.
    """
    if figure.unit in ("", "date", "time") or figure.low != figure.high or "/" in figure.low:
        return False
    share = float(figure.low)
    if figure.unit != "%":
        for doc, body in places:
            sizes = [
                float(one.low)
                for one in _figures(doc, body, "ko")
                if one.unit == figure.unit and one.low and one.low == one.high and "/" not in one.low
            ]
            if any(abs(abs(first - second) - share) < 1e-6 * share for first, second in pairwise(sizes)):
                return True
        return False
    for doc, body in places:
        plain = [one for one in _figures(doc, body, "ko") if one.low and one.unit != "date" and "/" not in one.low]
        for one, other in pairwise(plain):
            first, second = float(one.low), float(other.low)
            low, high = min(first, second), max(first, second)
            if high <= 0 or one.unit != other.unit:
                continue
            results = [100 * low / high, 100 * (1 - low / high), 100 * (high / low - 1) if low > 0 else -1.0]
            if one.unit == "%":
                results.append(high - low)
            if any(abs(result - share) <= 0.5 for result in results):
                return True
    return False


def _figures(doc: Document, body: Body, language: str) -> tuple[Quantity, ...]:
    """The figures of a body, English ones among Korean text included; kept with the document."""
    key = f"figures {body.spans[:1]}"
    found: tuple[Quantity, ...] | None = doc.facts.get(key)
    if found is None:
        read: list[Quantity] = []
        for start, end in body.spans:
            read.extend(quantities(doc.text, "en" if language == "en" else "ko", start, end))
        found = doc.facts[key] = tuple(read)
    return found


def closest(figure: Quantity, places: Iterable[tuple[Document, Body]]) -> tuple[Document, Quantity] | None:
    """The body's figure that the summary most likely means: same unit or counter, nearest in size."""
    best = None
    if "/" in figure.low or figure.unit == "date":
        return None
    mine = float(figure.low)
    for doc, body in places:
        for other in _figures(doc, body, "ko"):
            if not other.low or other.unit != figure.unit or "/" in other.low:
                continue
            theirs = float(other.low)
            if mine <= 0 or theirs <= 0:
                continue
            ratio = max(mine / theirs, theirs / mine)
            alike = figure.unit or figure.counter == other.counter
            if ratio <= (2 if alike else 1.25) and (
                best is None or ratio < best[0]
            ):  # farther off, it is another figure
                best = (ratio, doc, other)
    return None if best is None else (best[1], best[2])


@course_fact
def wrong_figures(course: Course) -> tuple[Wrong, ...]:
    """Every figure of a summary that its text does not have; copies of one summary count once."""
    length = duration(course)
    verdicts: dict[tuple[int, str, str, str, str], bool] = {}
    found: dict[tuple[int, bool, str, str, str], list[tuple[Document, Claim]]] = {}
    for doc, claim in claims(course):
        figure = claim.figure
        key = (claim.number, figure.text, figure.low, figure.high, figure.unit)
        if key not in verdicts:
            if len(verdicts) >= MOST_CLAIMS:
                return ()
            verdicts[key] = not _exempt(doc, figure, length) and _unsupported(course, claim.number, figure)
        if verdicts[key]:
            short = claim.form != "bold"
            group = (claim.number, short, figure.low, figure.high, figure.unit)
            found.setdefault(group, []).append((doc, claim))
    return tuple(Wrong(places[0][0], places[0][1], tuple(places[1:])) for places in found.values())
