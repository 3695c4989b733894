from __future__ import annotations

from typing import TYPE_CHECKING

from llmdoc_lint.blocks import front_matter
from llmdoc_lint.core import Finding, NoOptions, Severity, rule
from llmdoc_lint.document import Document, kind
from llmdoc_lint.patterns import pattern

if TYPE_CHECKING:
    from collections.abc import Iterator

# Files that lie among the pages and are about them: no page, no front matter.
_ABOUT = "readme changelog contributing license code_of_conduct security summary glossary notes todo template"
ABOUT = frozenset(_ABOUT.split())

LATE = pattern(r"\s{1,200}---[ \t]{0,9}\r?\n(?=[A-Za-z_][\w-]{0,99}[ \t]{0,9}:)")
FENCED = pattern(r"\s{0,200}(?:`{3,9}|~{3,9})[^\n`]{0,99}\n\s{0,99}---[ \t]{0,9}\r?\n")


@rule("front-matter-missing", Document, NoOptions, severity=Severity.ERROR)
def check(doc: Document, options: NoOptions) -> Iterator[Finding]:
    """A document of a kind that needs front matter has none.

    A page without front matter has no title, no source and no place in its course: the site does
    not list it, and nobody can tell what it translates.

    Bad:

        # 3. 토큰화

        텍스트를 토큰으로 바꿉니다.

    Good:

        ---
        title: "3. Tokenization"
        titleKr: "3. 토큰화"
        ---

        # 3. 토큰화

    A block that does not start on the first line is none: a blank line before it is enough. Kinds
    without required keys need no front matter, and a whole page in a code fence is the business
    of `model-residue`.
    """
    if front_matter(doc) is not None:
        return
    kind_ = kind(doc)
    if kind_ is None or not kind_.required or doc.name.rpartition(".")[0].lower() in ABOUT:
        return
    text = doc.text
    start = int(text.startswith("\ufeff"))
    if FENCED.match(text, start):
        return
    keys = ", ".join(kind_.required)
    if LATE.match(text, start):
        at = text.index("---", start)
        yield Finding(
            doc.span(at, at + 3),
            "the front matter stands behind blank lines and is not read: it must start the file",
            data={"kind": kind_.name},
        )
        return
    blank = len(text) - len(text[start:].lstrip())
    end = doc.line_span(blank)[1] if blank < len(text) else start
    yield Finding(
        doc.span(min(blank, end), end),
        f"no front matter at the start of the file; a page of kind {kind_.name} needs {keys}",
        data={"kind": kind_.name},
    )
