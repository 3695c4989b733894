from __future__ import annotations

from typing import TYPE_CHECKING

from llmdoc_lint.blocks import front_matter
from llmdoc_lint.core import Finding, NoOptions, Severity, rule
from llmdoc_lint.course import Course
from llmdoc_lint.kinds import kind
from llmdoc_lint.patterns import pattern
from llmdoc_rules._unlabelled import about_the_pages, unlabelled

if TYPE_CHECKING:
    from collections.abc import Iterator

    from llmdoc_lint.document import Document
    from llmdoc_lint.settings import Kind

LATE = pattern(r"\s{1,200}---[ \t]{0,9}\r?\n(?=[A-Za-z_][\w-]{0,99}[ \t]{0,9}:)")
FENCED = pattern(r"\s{0,200}(?:`{3,9}|~{3,9})[^\n`]{0,99}\n\s{0,99}---[ \t]{0,9}\r?\n")
# The same with the fence closed right behind the front matter.
FENCED_ALONE = pattern(
    r"\s{0,200}(`{3,9}|~{3,9})[^\n`]{0,99}\n\s{0,99}---[ \t]{0,9}\r?\n"
    r"(?:(?!---)[^\n]{0,999}\n){1,99}---[ \t\r]{0,9}\n\s{0,9}\1"
)


@rule("front-matter-missing", Course, NoOptions, severity=Severity.ERROR)
def check(course: Course, options: NoOptions) -> Iterator[Finding]:
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

    A block that does not start on the first line is none: a blank line before it is enough, and so is a code
    fence around it. Kinds without required keys need no front matter, and a whole page in a code fence is the business
    of `model-residue`. Where the folder's name does not say what its files are, the pages beside it do: a file
    without front matter among them is a page if it has the name, or the number in its heading, of a chapter that
    has no page else.
    """
    for doc in course.documents:
        kind_ = kind(doc)
        if kind_ is not None and kind_.required and front_matter(doc) is None and not about_the_pages(doc):
            yield from _missing(doc, kind_, "")
    for one in unlabelled(course):
        kinds = (known for known in course.settings.kinds.values() if (known.side, known.part) == (one.side, one.part))
        kind_ = next(kinds, None)
        if kind_ is not None and kind_.required:
            pages = "another page" if one.beside == 1 else f"{one.beside} pages"
            yield from _missing(one.doc, kind_, f", beside {pages} with one")


def _missing(doc: Document, kind_: Kind, beside: str) -> Iterator[Finding]:
    text = doc.text
    start = int(text.startswith("\ufeff"))
    if FENCED.match(text, start):
        if FENCED_ALONE.match(text, start):
            yield Finding(
                doc.span(*doc.line_span(len(text) - len(text[start:].lstrip()))),
                "the front matter stands in a code fence and is not read: it must start the file",
                data={"kind": kind_.name},
            )
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
        f"no front matter at the start of the file{beside}; a page of kind {kind_.name} needs {keys}",
        data={"kind": kind_.name},
    )
