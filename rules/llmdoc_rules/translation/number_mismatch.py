from __future__ import annotations

from typing import TYPE_CHECKING

from llmdoc_lint.blocks import blocks
from llmdoc_lint.core import Finding, NoOptions, Related, Severity, rule
from llmdoc_lint.course import Pair

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from llmdoc_lint.document import Document
    from llmdoc_rules.translation._numbers import Conflict

MOST_RELATED = 20
"""Further figures of a column that are named."""


@rule("number-mismatch", Pair, NoOptions, severity=Severity.ERROR)
def check(pair: Pair, options: NoOptions) -> Iterator[Finding]:
    """A figure of the translation disagrees with the source.

    A wrong figure reads as well as a right one, and is quoted on. Large numbers go wrong most, because Korean counts in
    만 (10,000) and 억 (100,000,000).

    Bad:

        GPT-2 has 1.6 billion parameters.        GPT-2의 파라미터는 1.6억 개입니다.

    Good:

        GPT-2 has 1.6 billion parameters.        GPT-2의 파라미터는 16억 개입니다.

    Figures are compared by value: 44TB is 44테라바이트, half an hour is 30분, 약 10만 rounds 100,277. A finding takes
    two: a figure of the translation that the same passage of the source does not have, and one of the source, of the
    same kind, that the translation does not have there and that a slip leads to: another digit, two that changed
    places, another scale; in a text that was written, also a zero too many (90 degrees / 900도) and figures of three
    digits and more that begin alike. Two that have nothing in common more likely each render another figure. Whole
    figures below ten, times of day, versions, list numbers, stamps and code are no claims; where the source is
    automatic captions, neither are figures that sound alike (15 and 50) or have another number of digits. Where it is
    not known which passage renders which, nothing is said. Several figures of one column of a table are one finding:
    the column follows another version of the source. There is no fix: the source may be wrong, too.
    """
    from llmdoc_rules.translation._numbers import conflicts

    doc = pair.target
    for first, *others in _by_column(doc, conflicts(pair)):
        more = [Related(doc.span(one.ours.start, one.ours.end), _told(one)) for one in others[:MOST_RELATED]]
        if first.span is not None:
            more.insert(0, Related(first.span, "the source has this"))
        also = f"; {len(others)} more of this column {'differ' if len(others) > 1 else 'differs'}" if others else ""
        yield Finding(
            doc.span(first.ours.start, first.ours.end),
            _told(first) + also,
            related=tuple(more),
            data={"value": first.ours.low, "source": first.theirs.low},
        )


def _told(one: Conflict) -> str:
    return f"`{one.ours.text}` stands here, the source has `{one.theirs.text}`"


def _by_column(doc: Document, found: Iterable[Conflict]) -> Iterable[list[Conflict]]:
    """The conflicts, those in one column of a table together."""
    groups: dict[tuple[int, int], list[Conflict]] = {}
    tables = [block for block in blocks(doc) if block.kind == "table"]
    for one in found:
        at = one.ours.start
        table = next((block for block in tables if block.start <= at < block.end), None)
        place = (at, 0) if table is None else (table.start, doc.text.count("|", doc.line_span(at)[0], at))
        groups.setdefault(place, []).append(one)
    return groups.values()
