from __future__ import annotations

from typing import TYPE_CHECKING

from llmdoc_lint.blocks import front_matter
from llmdoc_lint.core import Finding, NoOptions, Related, Severity, fact, rule
from llmdoc_lint.course import Course, profile
from llmdoc_lint.quantities import Quantity, quantities, supported_by
from llmdoc_rules._plan import duration
from llmdoc_rules._summaries import Body, bodies, body_text, chapter_number, own_summaries

if TYPE_CHECKING:
    from collections.abc import Iterator

    from llmdoc_lint.document import Document

# A number that a summary uses in passing is no claim about the text: "100% 정확", "24시간", "365일".
_PROVERBIAL = frozenset((("100", "%"), ("0", "%"), ("50", "%"), ("86400", "second"), ("365", "day"), ("100", "")))
# What refers to a part of the document, or counts its parts.
_REFERENCES = frozenset(("챕터", "장", "부", "강", "편", "절", "페이지", "쪽", "권", "번째"))


@rule("summary-number-unsupported", Course, NoOptions, severity=Severity.ERROR)
def check(course: Course, options: NoOptions) -> Iterator[Finding]:
    """A summary gives a figure that the text it sums up does not have.

    A reader who reads only the summary takes the wrong figure along, and one who reads both cannot
    know which is right. Figures are compared by value: 44TB is 44테라바이트, 약 10만 is a rounding of
    100,277, 15억 is not 16억. Only figures of at least two digits, or with a scale word, are claims;
    a single digit counts things (세 단계) that the text may count in other words.

    Bad:

        **요약**: 2019년에 공개된 GPT-2는 15억 개의 파라미터를 가집니다.

        [32:00] GPT-2는 2019년에 나왔고 16억 개의 파라미터를 가졌습니다.

    Good:

        **요약**: 2019년에 공개된 GPT-2는 16억 개의 파라미터를 가집니다.

        [32:00] GPT-2는 2019년에 나왔고 16억 개의 파라미터를 가졌습니다.

    A figure that stands in the next chapter, or one of three digits or more that stands anywhere in
    the course, is accepted: a summary may look ahead. Nothing is said of a chapter whose text is not
    all there, of the length of the video, or of the dates in the front matter. There is no fix:
    which of the two figures is right, only the source can tell.
    """
    docs = [doc for doc in course.documents if profile(doc).side == "target"]
    texts = [(doc, body) for doc in docs for body in bodies(doc)]
    length = duration(course)
    seen: set[tuple[str, int]] = set()
    for doc in docs:
        for number, figure in claims(doc):
            key = (doc.path, figure.start)
            if key in seen or _exempt(doc, figure, length):
                continue
            seen.add(key)
            own = [(d, b) for d, b in texts if b.number == number] if number >= 0 else texts
            if not own or not all(body.whole for _, body in own) or _backed(figure, own):
                continue
            near = [(d, b) for d, b in texts if number >= 0 and abs(b.number - number) == 1]
            if _backed(figure, near) or (figure.digits >= 3 and _backed(figure, texts)):
                continue
            place = own[0]
            closest = _closest(figure, own)
            related = ()
            if closest is not None:
                other, there = closest
                related = (Related(other.span(there.start, there.end), "the text has this"),)
            what = "the text of the document" if number < 0 else f"the text of chapter {number}"
            yield Finding(
                doc.span(figure.start, figure.end),
                f"`{figure.text}` is not in {what}"
                + (f", which has `{closest[1].text}`" if closest is not None else ""),
                related=related or (Related(place[0].span(place[1].spans[0][0], place[1].spans[0][0]), "the text"),),
                data={"low": figure.low, "high": figure.high, "unit": figure.unit, "chapter": number},
            )


@fact
def claims(doc: Document) -> tuple[tuple[int, Quantity], ...]:
    """The figures that the document's summaries claim, with the chapter each is about (-1: all of it)."""
    found = []
    for summary in own_summaries(doc):
        number = chapter_number(doc, summary) if summary.form != "tldr" else -1
        for start, end in ((summary.text_start, summary.text_end), (summary.points_start, summary.points_end)):
            for figure in quantities(doc.text, "ko", start, end) if start < end else ():
                if _claims(figure):
                    found.append((number, figure))
    return tuple(found)


def _claims(figure: Quantity) -> bool:
    if not figure.low or figure.kind in ("article", "vague", "time") or figure.counter in _REFERENCES:
        return False
    if (figure.low, figure.unit) in _PROVERBIAL and figure.low == figure.high:
        return False
    return figure.digits > 1 or (len(figure.low.partition(".")[0]) > 3 and figure.low.isdigit())


def _exempt(doc: Document, figure: Quantity, length: int) -> bool:
    """The length of the video, to five minutes or five percent, and the years of the front matter."""
    if figure.unit == "second" and length > 0 and abs(float(figure.low) - length) <= max(300, length * 0.05):
        return True
    if figure.unit == "date":
        block = front_matter(doc)
        return block is not None and any(figure.low[:4] in str(entry.value) for entry in block.entries)
    return False


def _backed(figure: Quantity, places: list[tuple[Document, Body]]) -> bool:
    for doc, body in places:
        if _stands(figure.text, body_text(doc, body)):
            return True
    return any(supported_by(figure, figures(doc, body)) for doc, body in places)


def _stands(written: str, text: str) -> bool:
    """Whether the figure stands there as written: most do, and looking is cheaper than reading numbers."""
    at = text.find(written)
    while at >= 0:
        before, after = text[at - 1 : at], text[at + len(written) : at + len(written) + 1]
        if not (before.isdigit() or before in (".", ",", "-")) and not (after.isdigit() and written[-1:].isdigit()):
            return True
        at = text.find(written, at + 1)
    return False


def figures(doc: Document, body: Body) -> tuple[Quantity, ...]:
    """The figures of a body, English ones among Korean text included; kept with the document."""
    key = f"figures {body.spans}"
    found: tuple[Quantity, ...] | None = doc.facts.get(key)
    if found is None:
        read = []
        for start, end in body.spans:
            read.extend(quantities(doc.text, "ko", start, end))
        found = doc.facts[key] = tuple(read)
    return found


def _closest(figure: Quantity, places: list[tuple[Document, Body]]) -> tuple[Document, Quantity] | None:
    """The body's figure that the summary most likely means: same unit or counter, nearest in size."""
    best = None
    for doc, body in places:
        for other in figures(doc, body):
            if not other.low or other.unit != figure.unit or "/" in other.low + figure.low or other.unit == "date":
                continue
            mine, theirs = float(figure.low), float(other.low)
            if mine <= 0 or theirs <= 0:
                continue
            ratio = max(mine / theirs, theirs / mine)
            if ratio <= 2 and (best is None or ratio < best[0]):  # farther off, it is another figure
                best = (ratio, doc, other)
    return None if best is None else (best[1], best[2])
