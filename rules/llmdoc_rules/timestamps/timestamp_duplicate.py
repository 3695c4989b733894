from __future__ import annotations

from typing import TYPE_CHECKING

from llmdoc_lint.core import Applicability, Edit, Finding, Fix, NoOptions, Related, Severity, rule
from llmdoc_lint.document import Document
from llmdoc_lint.transcript import show_time
from llmdoc_rules._stamps import KINDS, pace, stamps, style, write

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from llmdoc_rules._stamps import Stamp


@rule(
    "timestamp-duplicate",
    Document,
    NoOptions,
    severity=Severity.ERROR,
    fixes=Applicability.UNSAFE,
    kinds=KINDS,
)
def check(doc: Document, options: NoOptions) -> Iterator[Finding]:
    """Two segments have the same stamp.

    In a text stamped at regular steps one of the two belongs to another time, or was translated
    twice; a link to that time leads to only one of them.

    Bad:

        [2:33:30] 문제를 다른 관점에서 봅니다.

        [2:33:30] 우리가 준 것은 정답뿐입니다.

    Good:

        [2:33:30] 문제를 다른 관점에서 봅니다.

        [2:34:00] 우리가 준 것은 정답뿐입니다.

    A transcript stamped per speaker may have two turns in one second, but no speaker two long ones. A chapter may begin
    inside of a segment, and a page in two languages has every stamp twice: these are not reported.

    The fix moves the second stamp one step on where exactly that step is free, or removes the second
    segment where it repeats the first word for word. It is unsafe: the text itself does not say which stamp is wrong.
    """
    all_ = stamps(doc)
    at = 0
    while at < len(all_):
        if all_[at].fault != "duplicate":
            at += 1
            continue
        stop = at + 1
        while stop < len(all_) and all_[stop].fault == "duplicate" and all_[stop].seconds == all_[at].seconds:
            stop += 1
        first, second = all_[at - 1], all_[at]
        count = stop - at + 1
        here = show_time(second.seconds)
        times = "on the segment before it too" if count == 2 else f"on {count} segments in a row"
        yield Finding(
            doc.span(second.start, second.end),
            f"the stamp {here} stands {times}",
            _fix(doc, all_, at) if count == 2 else None,
            (Related(doc.span(first.start, first.end), "the same stamp"),),
            {"seconds": second.seconds, "count": count},
        )
        at = stop


def _fix(doc: Document, all_: Sequence[Stamp], at: int) -> Fix | None:
    text = doc.text
    first, second = all_[at - 1], all_[at]
    one, two = text[first.text_start : first.text_end], text[second.text_start : second.text_end]
    if one and one.split() == two.split():
        between = text[first.text_end : second.start]
        if not between.strip(" \t\r\n-*+>"):
            span = doc.span(first.text_end, second.text_end)
            return Fix(f"Remove the second segment at {show_time(second.seconds)}", (Edit(span, ""),))
        return None
    step = pace(doc)
    behind = all_[at + 1] if at + 1 < len(all_) else None
    before = all_[at - 2] if at > 1 else None
    if (
        not step
        or behind is None
        or behind.fault
        or behind.stream != second.stream
        or behind.seconds != second.seconds + 2 * step
        or (before is not None and before.stream == second.stream and before.seconds != second.seconds - step)
    ):
        return None
    stamp = f"[{write(style(doc), second.seconds + step)}]"
    return Fix(f"Change the second stamp to {stamp}", (Edit(doc.span(second.start, second.end), stamp),))
