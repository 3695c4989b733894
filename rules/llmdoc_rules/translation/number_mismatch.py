from __future__ import annotations

from typing import TYPE_CHECKING

from llmdoc_lint.core import Finding, NoOptions, Related, Severity, rule
from llmdoc_lint.course import Pair

if TYPE_CHECKING:
    from collections.abc import Iterator


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
    not known which passage renders which, nothing is said. There is no fix: the source may be wrong, too.
    """
    from llmdoc_rules.translation._numbers import conflicts

    doc = pair.target
    for ours, theirs, span in conflicts(pair):
        yield Finding(
            doc.span(ours.start, ours.end),
            f"`{ours.text}` stands here, the source has `{theirs.text}`",
            related=() if span is None else (Related(span, "the source has this"),),
            data={"value": ours.low, "source": theirs.low},
        )
