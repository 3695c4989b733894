from __future__ import annotations

from typing import TYPE_CHECKING

from llmdoc_lint.core import Applicability, Edit, Finding, Fix, NoOptions, Related, Severity, rule
from llmdoc_lint.course import Pair
from llmdoc_lint.transcript import show_time
from llmdoc_rules._stamps import amount, style, write

if TYPE_CHECKING:
    from collections.abc import Iterator

    from llmdoc_rules.timestamps._drift import Drift


@rule("timeline-drift", Pair, NoOptions, severity=Severity.ERROR, fixes=Applicability.UNSAFE)
def check(pair: Pair, options: NoOptions) -> Iterator[Finding]:
    """A translation's stamps run away from those of its source, although the text is the same.

    A model that counts the stamps up instead of copying them loses the video: from there on, every stamp leads the
    reader to something else.

    Bad:

        [3:10:00] very soon we'll have models      [3:20:00] 머지않아 오디오도 다루는
        that can also operate over audio           모델이 나올 것입니다

        [3:10:30] so as an example                 [3:20:30] 예를 들어

    Good:

        [3:10:00] very soon we'll have models      [3:10:00] 머지않아 오디오도 다루는
        that can also operate over audio           모델이 나올 것입니다

        [3:10:30] so as an example                 [3:10:30] 예를 들어

    The two are aligned by what they say; a stretch has drifted where at least three stamps in a row are off by more
    than one and a half steps of the cadence, at least 45 s. It may begin in the middle of a chapter and go on over
    the next ones. All stretches of a document are one finding, with the offset of each. Silent where the alignment is
    not sure.

    The fix sets all stamps of the document by the source's: it is unsafe, because the time of a segment that begins in
    the middle of the source's is estimated by its length. There is none where the new times would not fit between the
    stamps before and behind, as where other chapters have drifted, too, and have no source here.
    """
    from llmdoc_rules.timestamps._drift import drifts, retimed

    found = drifts(pair)
    if not found:
        return
    doc = pair.target
    stretches = ", ".join(_say(one) for one in found[:_MOST])
    if len(found) > _MOST:
        stretches += f" and {len(found) - _MOST} more"
    first = found[0]
    way = style(doc)
    times = retimed(pair)
    edits = tuple(
        Edit(doc.span(start, end), text)
        for start, end, seconds in times
        if (text := write(way, seconds)) != doc.text[start:end]
    )
    related = []
    for one in found[:_RELATED]:
        if one is not first:
            related.append(Related(doc.span(one.start, one.end), f"{_by(one)} from here"))
        if one.source >= 0:
            span = pair.documents[one.source].span(one.source_start, one.source_end)
            related.append(Related(span, f"what stands under {show_time(one.begin)} is said here"))
    yield Finding(
        doc.span(first.start, first.end),
        f"stamps run away from the source: {stretches}",
        Fix("Set the stamps by the source's", edits, Applicability.UNSAFE) if edits else None,
        tuple(related),
        {
            "stretches": [
                {"from": one.begin, "to": one.last, "offsets": [one.low, one.high], "stamps": one.stamps}
                for one in found
            ]
        },
    )


_MOST = 6  # stretches that a message names
_RELATED = 20


def _say(one: Drift) -> str:
    return f"{show_time(one.begin)} to {show_time(one.last)} are {_by(one)}"


def _by(one: Drift) -> str:
    word = "late" if one.low > 0 else "early"
    low, high = sorted((abs(one.low), abs(one.high)))
    return f"{amount(low)} {word}" if high - low <= _SAME else f"{amount(low)} to {amount(high)} {word}"


_SAME = 15  # seconds by which offsets are told apart
