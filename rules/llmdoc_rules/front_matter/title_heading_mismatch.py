from __future__ import annotations

from typing import TYPE_CHECKING

from llmdoc_lint.core import Finding, NoOptions, Related, Severity, rule
from llmdoc_lint.document import Document
from llmdoc_lint.kinds import kind
from llmdoc_rules._front_matter import damaged, only_title, readable, same_title, text_of

if TYPE_CHECKING:
    from collections.abc import Iterator


@rule("title-heading-mismatch", Document, NoOptions, severity=Severity.WARNING)
def check(doc: Document, options: NoOptions) -> Iterator[Finding]:
    """The page's heading is not its title.

    The reader follows a link called by the title and lands under another heading: on the wrong
    page, it seems; one of the two was changed and the other forgotten.

    Bad:

        titleKr: "21. 앞으로의 전망"
        ---

        # 21. 미래 전망

    Good:

        titleKr: "21. 앞으로의 전망"
        ---

        # 21. 앞으로의 전망

    The heading of a chapter is its `titleKr` or its `title`, that of an index or article its
    `title`. Numbers, emphasis, quotation marks, punctuation, blanks and case do not matter, nor
    does a part before or behind ` - `, `:` or a bracket that only one of the two has. A page
    without a level-1 heading, or with several, uses headings for sections.
    """
    block = readable(doc)
    if block is None:
        return
    kind_ = kind(doc)
    if kind_ is None or kind_.part not in ("index", "article", "chapter"):
        return
    head = only_title(doc)
    if head is None:
        return
    if "titleKr" in kind_.required and not text_of(block, "titleKr"):
        return  # the heading's counterpart is missing, which `key-missing` or `value-invalid` says
    names = ("titleKr", "title") if kind_.part == "chapter" or "titleKr" in kind_.schema else ("title",)
    titles = [(name, text_of(block, name)) for name in names]
    titles = [(name, title) for name, title in titles if title]
    if not titles or any(title == head.text for _, title in titles):
        return
    if any(same_title(title, head.text) for _, title in titles):
        return
    if damaged(head.text) or any(damaged(title) for _, title in titles):
        return
    name, title = titles[0]
    entry = block.get(name)
    assert entry is not None
    yield Finding(
        doc.span(head.text_start, head.text_end),
        f"the heading is `{_short(head.text)}`, `{name}` is `{_short(title)}`",
        related=(Related(doc.span(entry.value_start, entry.value_end), f"`{name}`"),),
    )


def _short(text: str) -> str:
    return f"{text[:77]}..." if len(text) > 80 else text
