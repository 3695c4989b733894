from __future__ import annotations

from typing import TYPE_CHECKING

from llmdoc_lint.blocks import front_matter
from llmdoc_lint.core import Finding, NoOptions, Severity, rule
from llmdoc_lint.document import Document
from llmdoc_lint.kinds import kind

if TYPE_CHECKING:
    from collections.abc import Iterator


@rule("document-unknown", Document, NoOptions, severity=Severity.INFO)
def check(doc: Document, options: NoOptions) -> Iterator[Finding]:
    """A Markdown file has front matter that matches no kind of document.

    Most rules look at documents of a kind only: whatever is wrong with this one goes unseen. Kinds
    are told by the keys of the front matter first, by folder and file name second; the configuration may say more
    (`kinds`), or leave the file out (`exclude`).

    Bad:

        ---
        title: "3. 토큰화"
        date: 2026-01-10
        ---

    Good:

        ---
        title: "3. Tokenization"
        titleKr: "3. 토큰화"
        chapter: 3
        sourceUrl: "https://www.youtube.com/watch?v=AAAAAAAAAAA&t=467s"
        ---
    """
    if not doc.text.startswith(("---", "\ufeff---")):
        return
    block = front_matter(doc)
    if block is None or block.problem is not None or kind(doc) is not None:
        return
    keys = [entry.key for entry in block.entries if entry.key != "lint-ignore"]
    if not keys:
        return
    shown = ", ".join(f"`{key}`" for key in keys[:5]) + (", ..." if len(keys) > 5 else "")
    hints = [
        f"{' and '.join(f'`{key}`' for key in each.keys)} would make it a `{each.name}`"
        for each in doc.settings.kinds.values()
        if each.keys
    ][:2]
    hints += ["`sourceUrl` would make it a translation", "`source_url` a source page"]
    yield Finding(
        doc.span(block.start, block.content_start - (2 if doc.text[block.content_start - 2] == "\r" else 1)),
        f"front matter with {shown} matches no kind of document: {', '.join(hints)}",
        data={"keys": keys},
    )
