from __future__ import annotations

from typing import TYPE_CHECKING

from llmdoc_lint.core import Applicability, Edit, Finding, Fix, NoOptions, Severity, rule
from llmdoc_lint.document import Document

if TYPE_CHECKING:
    from collections.abc import Iterator


@rule(
    "byte-order-mark",
    Document,
    NoOptions,
    severity=Severity.WARNING,
    fixes=Applicability.SAFE,
)
def check(doc: Document, options: NoOptions) -> Iterator[Finding]:
    """The document starts with a byte order mark.

    UTF-8 needs none, and tools that do not expect it take it for text: the front matter is then
    not at the start of the file, and the page loses its title, its date and its place in the site.

    Bad:

        <U+FEFF>---
        title: "3. 토큰화"
        ---

    Good:

        ---
        title: "3. 토큰화"
        ---

    The fix removes it. It is safe: the mark is no part of the text.
    """
    if doc.text.startswith("\ufeff"):
        span = doc.span(0, 1)
        yield Finding(
            span,
            "byte order mark at the start of the file",
            Fix("Remove the byte order mark", (Edit(span, ""),), Applicability.SAFE),
        )
