from __future__ import annotations

from typing import TYPE_CHECKING

from llmdoc_lint.core import Finding, NoOptions, Severity, rule
from llmdoc_lint.document import Document
from llmdoc_rules._incomplete import empties

if TYPE_CHECKING:
    from collections.abc import Iterator


@rule(
    "chapter-empty",
    Document,
    NoOptions,
    severity=Severity.ERROR,
    kinds=("index", "chapter", "source-index", "source-chapter"),
)
def check(doc: Document, options: NoOptions) -> Iterator[Finding]:
    """A chapter has a heading and no text.

    The contents list leads to it, so a reader arrives at nothing. A chapter that has its summary
    but none of its text counts as empty too; comments do not count as text.

    An index whose chapters all are bare headings, or links to their pages, is a list of chapters
    and has no empty ones, and one that mostly has summaries is an overview.

    Bad:

        ## 5. Retrieval (검색)

        ## 6. Refusals (거절)

    Good:

        ## 5. Retrieval (검색)

        [9:52] 이제 청크가 있으니 검색할 수 있습니다.
    """
    for empty in empties(doc):
        title = doc.text[empty.start : empty.end]
        if empty.role:
            message = f'there is no text under "{title}"'
        elif empty.summarised:
            message = f'chapter {empty.chapter}, "{title}", has a summary and no text'
        else:
            message = f'chapter {empty.chapter}, "{title}", has a heading and no text'
        yield Finding(
            doc.span(empty.start, empty.end), message, data={"chapter": empty.chapter} if empty.chapter >= 0 else {}
        )
