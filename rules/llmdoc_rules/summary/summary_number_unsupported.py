from __future__ import annotations

from typing import TYPE_CHECKING

from llmdoc_lint.core import Finding, NoOptions, Related, Severity, rule
from llmdoc_lint.course import Course
from llmdoc_rules.summary._figures import closest, own_texts, wrong_figures

if TYPE_CHECKING:
    from collections.abc import Iterator

MOST_RELATED = 30
"""Copies of a summary that a finding points to: more than a lecture has pages, less than a flood."""


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

    A figure that stands in a neighbouring chapter, or one of three digits or more that stands anywhere
    in the course, is accepted: a summary may look ahead. So is one that the source has, a share
    that follows from two figures of the text (50개 가운데 6개 is 12%), and a share or a sum of money that
    the text says without its unit (98.2였습니다). Nothing is said of a chapter
    whose text is not all there, of the length of the video, or of the dates in the front matter. A
    summary that several documents repeat is reported once. There is no fix: which of the two figures
    is right, only the source can tell.
    """
    for wrong in wrong_figures(course):
        doc, (number, _, figure) = wrong.doc, wrong.claim
        own = own_texts(course, number)
        near = closest(figure, own)
        other, body = own[0]
        start = body.spans[0][0]
        what = f"the text of chapter {number}" if number >= 0 else "the text it sums up"
        yield Finding(
            doc.span(figure.start, figure.end),
            f"`{figure.text}` is not in {what}" + (f", which has `{near[1].text}`" if near else ""),
            related=(
                Related(near[0].span(near[1].start, near[1].end), "the text has this")
                if near
                else Related(other.span(start, start), "the text begins here"),
                *(
                    Related(copy.span(claim.figure.start, claim.figure.end), "also claimed here")
                    for copy, claim in wrong.more[:MOST_RELATED]
                ),
            ),
            data={"low": figure.low, "high": figure.high, "unit": figure.unit, "chapter": number},
        )
