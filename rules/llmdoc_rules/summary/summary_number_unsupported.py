from __future__ import annotations

from typing import TYPE_CHECKING

from llmdoc_lint.core import Finding, NoOptions, Related, Severity, rule
from llmdoc_lint.course import Course, profile
from llmdoc_rules._figures import claims, closest, exempt, own_texts, unsupported
from llmdoc_rules._plan import duration

if TYPE_CHECKING:
    from collections.abc import Iterator


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
    length = duration(course)
    for doc in course.documents:
        if profile(doc).side != "target":
            continue
        for number, figure in claims(doc):
            if exempt(doc, figure, length) or not unsupported(course, number, figure):
                continue
            own = own_texts(course, number)
            near = closest(figure, own)
            what = "the text of the document" if number < 0 else f"the text of chapter {number}"
            other, body = own[0]
            start = body.spans[0][0]
            yield Finding(
                doc.span(figure.start, figure.end),
                f"`{figure.text}` is not in {what}" + (f", which has `{near[1].text}`" if near else ""),
                related=(
                    Related(near[0].span(near[1].start, near[1].end), "the text has this")
                    if near
                    else Related(other.span(start, start), "the text begins here"),
                ),
                data={"low": figure.low, "high": figure.high, "unit": figure.unit, "chapter": number},
            )
