from __future__ import annotations

from typing import TYPE_CHECKING

from llmdoc_lint.core import Finding, Options, Related, Severity, Span, rule
from llmdoc_lint.course import Course
from llmdoc_rules.summary._placement import Limits, moved

if TYPE_CHECKING:
    from collections.abc import Iterator

    from llmdoc_rules.summary._pieces import Place
    from llmdoc_rules.summary._placement import Moved


class Thresholds(Options):
    """When a summary fits another text better than its own."""

    # Share of the summary's words that its own text may have at most; sound chapters have 0.35 to 0.77.
    coverage: float = Limits().coverage
    # How many times better the other text must fit, where no word of the title stands in the own text, or where
    # several summaries have changed places.
    ratio: float = Limits().ratio
    # How many times better it must fit, whatever the title says.
    sure_ratio: float = Limits().sure_ratio


@rule("summary-misplaced", Course, Thresholds, severity=Severity.ERROR)
def check(course: Course, options: Thresholds) -> Iterator[Finding]:
    """A chapter's heading and summary stand over the text of another chapter.

    Where the pieces of a translation were joined wrongly, headings and summaries stay in order while
    the text under them runs ahead or behind. A reader who follows the contents list lands in the
    wrong place. Where summaries were written in one go, they may stand in each other's place, while
    the texts are where they belong; or only their key points do, or only the text before these.

    Bad:

        ## 3. 알파고
        **요약**: 알파고가 이세돌과 둔 바둑을 통해 강화학습을 설명합니다.
        사람의 피드백으로 보상 모델을 학습시키는 방법을 살펴보겠습니다. ...

    Good:

        ## 3. 알파고
        **요약**: 알파고가 이세돌과 둔 바둑을 통해 강화학습을 설명합니다.
        2016년에 알파고는 이세돌과 다섯 판의 바둑을 두었습니다. ...

    A page that has the text which the index has at another chapter, word for word, needs no such comparison.

    Where the texts or the summaries of several chapters in a row are off by the same number of
    chapters, or have changed places, that is one finding.

    A chapter is suspected when few of its summary's words stand in its text, and reported when the
    text of another chapter fits title and summary clearly better (cosine similarity of tf-idf
    vectors), in the index, in the pages and, by figures, names and loanwords, in the source, as far
    as these are there. A summary that another place of the course (index, pages) has word for word at
    another chapter is in the wrong place in one of the two: at the chapter whose text has fewer of its
    words. A single summary is reported where it has changed places with others, where
    another chapter has the same, or where translation and source both say so. Chapters that open or
    close a lecture, or speak of it as a whole, must have changed places with another. A text that is
    not all there, or not half as long as its source, is not judged; the source still is. There is no
    fix: what is misplaced must be put in its place.
    """
    for one in moved(course, Limits(options.coverage, options.ratio, options.sure_ratio)):
        yield _finding(one)


def _finding(one: Moved) -> Finding:
    moves = one.moves
    first = moves[0]
    if one.what == "text":
        message = _about_texts(one)
        related = [Related(_span(move.place), "this chapter too") for move in moves[1:]]
        if one.way == "copy":
            related = [Related(_span(first.other_place), "this chapter has the same text")]
        if one.way in ("swap", "one"):
            related = [Related(_span(first.other_place), "this chapter's text fits the summary better")]
    else:
        message = _about_summaries(one)
        related = [Related(_span(move.place), f"this one describes chapter {move.other}") for move in moves[1:]]
        if one.way == "copy":
            related = [Related(_span(first.other_place), "the same summary, in its place")]
        related += [Related(_span(place), "the same here") for place in one.more]
    data = {
        "what": one.what,
        "fit": round(first.fit, 3),
        "other": first.other,
        "other_fit": round(first.other_fit, 3),
        "chapters": len(moves),
    }
    return Finding(_span(first.place), message, related=tuple(related), data=data)


def _about_texts(one: Moved) -> str:
    first = one.moves[0]
    if one.way == "copy":
        return f"the text under chapter {first.number} is that of chapter {first.other}, which stands there, too"
    if one.way == "swap":
        return f"the texts of chapters {first.number} and {first.other} stand in each other's place"
    if one.way == "circle":
        return f"the texts of {len(one.moves)} chapters have changed places: {_order(one, 'stands under')}"
    if one.way == "one":
        return (
            f"the text under chapter {first.number} is not what its heading and summary describe; "
            f"the text of chapter {first.other} fits them better"
        )
    return (
        f"from chapter {first.number} to {one.moves[-1].number}, texts are not what their headings and summaries "
        f"describe; what belongs under chapter {first.number} stands under {first.other}, and so on, {_off(one)}"
    )


# What a message calls what has moved: one of them, several. A summary's text is what stands before its key points.
_NAMES = {
    "summary": ("summary", "summaries"),
    "prose": ("summary text", "summary texts"),
    "points": ("list of key points", "lists of key points"),
}


def _about_summaries(one: Moved) -> str:
    first = one.moves[0]
    name, names = _NAMES[one.what]
    if one.way == "swap":
        return f"the {names} of chapters {first.number} and {first.other} stand in each other's place"
    if one.way == "circle":
        return f"the {names} of {len(one.moves)} chapters have changed places: {_order(one, 'describes')}"
    if one.way == "copy":
        return f"chapter {first.number} has the {name} of chapter {first.other}, not one of its own"
    if one.way == "one":
        return f"the {name} of chapter {first.number} describes the text of chapter {first.other}"
    return (
        f"from chapter {first.number} to {one.moves[-1].number}, {names} stand in the wrong place; "
        f"that of chapter {first.number} describes {first.other}, and so on, {_off(one)}"
    )


_MOST = 6  # chapters that a message names


def _order(one: Moved, does: str) -> str:
    order = ", ".join(f"that of {move.number} {does} {move.other}" for move in one.moves[:_MOST])
    return order + (f", and {len(one.moves) - _MOST} more" if len(one.moves) > _MOST else "")


def _off(one: Moved) -> str:
    first = one.moves[0]
    off = abs(first.other - first.number)
    return f"{off} {'chapter' if off == 1 else 'chapters'} {'later' if first.other > first.number else 'earlier'}"


def _span(place: Place) -> Span:
    return place.doc.span(place.start, place.end)
