from __future__ import annotations

from typing import TYPE_CHECKING

from llmdoc_lint.core import Applicability, Edit, Finding, Fix, NoOptions, Related, Severity, rule
from llmdoc_lint.document import Document
from llmdoc_rules._stamps import KINDS, STYLES, stamps, styles, write

if TYPE_CHECKING:
    from collections.abc import Iterator


@rule(
    "timestamp-format-mixed",
    Document,
    NoOptions,
    severity=Severity.INFO,
    fixes=Applicability.SAFE,
    kinds=KINDS,
)
def check(doc: Document, options: NoOptions) -> Iterator[Finding]:
    """A document writes its stamps in different ways.

    Searching for a time, and programs that compare stamps as text, find only a part of them.

    Bad:

        [4:30] 먼저 데이터를 모읍니다.

        [0:05:00] 다음으로 데이터를 정리합니다.

    Good:

        [4:30] 먼저 데이터를 모읍니다.

        [5:00] 다음으로 데이터를 정리합니다.

    `[59:30]` followed by `[1:00:00]` is one way of writing, and so is `[59:30]` followed by `[60:00]`.
    There is one finding a document, at the first stamp that is not written like most.

    The fix rewrites the stamps that are in the minority. It is safe: their times stay the same.
    """
    all_ = [stamp for stamp in stamps(doc) if stamp.seconds >= 0]
    if not all_:
        return
    counts = styles(doc)
    most = max(counts)
    if most == len(all_):
        return
    way = STYLES[counts.index(most)]
    text = doc.text
    odd = []
    usual = None
    for stamp in all_:
        expected = write(way, stamp.seconds)
        if expected == text[stamp.start + 1 : stamp.end - 1]:
            usual = usual or stamp
        else:
            odd.append((stamp, expected))
    if usual is None:
        return
    first, expected = odd[0]
    number = f"{len(odd)} stamps are" if len(odd) > 1 else "1 stamp is"
    yield Finding(
        doc.span(first.start, first.end),
        f"{number} written like `{text[first.start : first.end]}`, the other {most} like"
        f" `{text[usual.start : usual.end]}`: expected `[{expected}]`",
        Fix(
            f"Rewrite {len(odd)} stamp{'s' * (len(odd) > 1)}",
            tuple(Edit(doc.span(stamp.start + 1, stamp.end - 1), right) for stamp, right in odd),
            Applicability.SAFE,
        ),
        (Related(doc.span(usual.start, usual.end), "written like most"),),
        {"minority": len(odd), "majority": most},
    )
