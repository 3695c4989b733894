from __future__ import annotations

from typing import TYPE_CHECKING

from llmdoc_lint.core import Finding, Options, Related, Severity, Span, rule
from llmdoc_lint.course import Course
from llmdoc_rules.summary._places import COVERAGE, RATIO, SURE_RATIO, misplaced

if TYPE_CHECKING:
    from collections.abc import Iterator

    from llmdoc_rules.summary._places import Misplaced, Slot


class Thresholds(Options):
    coverage: float = COVERAGE
    """Share of the summary's words that its own text may have at most; sound chapters have 0.35 to 0.77."""
    ratio: float = RATIO
    """How many times better the other text must fit, where no word of the title stands in the own text."""
    sure_ratio: float = SURE_RATIO
    """How many times better it must fit, whatever the title says."""


# Chapters of a run that may lie between two of its members without being found themselves: their
# titles are too general, or their summaries too short.
_GAP = 2


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

    Where the texts of several chapters in a row are off by the same number of chapters, or two texts
    have changed places, that is one finding.

    A chapter is suspected when few of its summary's words stand in its text, and reported when the
    text of another chapter fits title and summary clearly better (cosine similarity of tf-idf
    vectors). Chapters that open or close a lecture, or speak of it as a whole, are left out, and so
    are chapters whose text is not all there. There is no fix: the text must be put in its place.
    """
    runs: list[list[Misplaced]] = []
    for one in misplaced(course, options.coverage, options.ratio, options.sure_ratio):
        if runs and _continues(runs[-1], one):
            runs[-1].append(one)
        else:
            runs.append([one])
    for run in runs:
        yield _finding(run)


def _continues(run: list[Misplaced], one: Misplaced) -> bool:
    """Whether a chapter is off like the ones before it, or has changed places with the one before it."""
    last = run[-1]
    if (last.slot.doc is last.other.doc) != (one.slot.doc is one.other.doc):  # the index, and the pages
        return False
    if len(run) == 1 and (last.place, last.other_place) == (one.other_place, one.place):
        return True
    off = last.other_place - last.place
    swapped = len(run) == 2 and off == run[0].place - run[0].other_place
    return 0 < one.place - last.place <= _GAP + 1 and one.other_place - one.place == off and not swapped


def _finding(run: list[Misplaced]) -> Finding:
    one = run[0]
    first, other = one.slot, one.other
    number, better = first.body.number, other.body.number
    related = [Related(_title(other), "this chapter's text fits the summary better")]
    data = {"fit": round(one.fit, 3), "other": better, "other_fit": round(one.other_fit, 3), "chapters": len(run)}
    if len(run) == 1:
        message = (
            f"the text under chapter {number} is not what its heading and summary describe; "
            f"the text of chapter {better} fits them better"
        )
    elif run[1].other_place == one.place:
        message = f"the texts of chapters {number} and {better} stand in each other's place"
    else:
        off = one.other_place - one.place
        message = (
            f"from chapter {number} to {run[-1].slot.body.number}, texts are not what their headings and summaries "
            f"describe; what belongs under chapter {number} stands under {better}, and so on, "
            f"{abs(off)} {'chapter' if abs(off) == 1 else 'chapters'} {'later' if off > 0 else 'earlier'}"
        )
        related = [Related(_title(member.slot), "this chapter too") for member in run[1:]]
    return Finding(_title(first), message, related=tuple(related), data=data)


def _title(slot: Slot) -> Span:
    return slot.doc.span(slot.heading.title_start, slot.heading.title_end)
