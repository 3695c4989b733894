from __future__ import annotations

from bisect import bisect_right
from typing import TYPE_CHECKING

from llmdoc_lint.blocks import blocks
from llmdoc_lint.core import Finding, NoOptions, Severity, rule
from llmdoc_lint.document import Document
from llmdoc_rules._incomplete import placeholders

if TYPE_CHECKING:
    from collections.abc import Iterator


@rule(
    "chapter-placeholder",
    Document,
    NoOptions,
    severity=Severity.ERROR,
    kinds=("index", "chapter", "article", "source-index", "source-chapter", "source-article"),
)
def check(doc: Document, options: NoOptions) -> Iterator[Finding]:
    """A line stands for text that is still to come.

    Who translates a long lecture in chunks, by hand or with a model, leaves notes where a chunk
    ends. A reader finds a chapter that is one sentence about the work on it, and nothing else
    shows that 16 minutes of the lecture are not there.

    A line is a placeholder when it is short, when the whole line says nothing else, and when it is
    all that its section has, a summary aside. A note in brackets that the rest of the translation
    was left out also counts at the end of a section, and one that a part had no room or is still to be
    translated counts in front of text, too. Else in front of text, and in a quotation, in code or in a
    comment such a line is none.

    Bad:

        ## 8. Base Model Inference (베이스 모델 추론)

        (이 챕터는 다음 번역 청크에서 처리됩니다)

    Good:

        ## 8. Base Model Inference (베이스 모델 추론)

        [42:52] 이제 베이스 모델에 질문을 해 보겠습니다.
    """
    for place in placeholders(doc):
        of = f"the text of chapter {place.chapter}" if place.chapter >= 0 else "text"
        if _behind_text(doc, place.start):
            of = f"the rest of {of}" if place.chapter >= 0 else "the rest of the text"
        yield Finding(
            doc.span(place.start, place.end),
            f'the placeholder "{doc.text[place.start : place.end]}" stands where {of} should be',
            data={"chapter": place.chapter} if place.chapter >= 0 else {},
        )


def _behind_text(doc: Document, start: int) -> bool:
    """Whether a paragraph stands before the line, which has no stamp of its own; a labelled summary is none."""
    found = blocks(doc)
    at = bisect_right(found, start, key=lambda block: block.start) - 1
    if at < 1 or found[at].start != start:
        return False
    before = found[at - 1]
    return before.kind == "text" and not doc.text.startswith("**", before.start)
