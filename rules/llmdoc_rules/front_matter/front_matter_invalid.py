from __future__ import annotations

from typing import TYPE_CHECKING

from llmdoc_lint.blocks import front_matter
from llmdoc_lint.core import Finding, NoOptions, Severity, rule
from llmdoc_lint.document import Document
from llmdoc_lint.kinds import kind

if TYPE_CHECKING:
    from collections.abc import Iterator


@rule("front-matter-invalid", Document, NoOptions, severity=Severity.ERROR)
def check(doc: Document, options: NoOptions) -> Iterator[Finding]:
    """The front matter cannot be read.

    A site generator that cannot read the front matter drops the page, or prints the block as text
    at its top.

    Bad:

        title: 3. Tokenization: bytes and tokens
        author: "Jane Doe

    Good:

        title: "3. Tokenization: bytes and tokens"
        author: "Jane Doe"

    The place and the reason are the YAML parser's own. Nothing else is said about front matter
    that cannot be read. A character that YAML forbids is left to the rules on encoding, which can
    remove it; a document of no kind may use tags and constructs of its own generator.
    """
    block = front_matter(doc)
    if block is None or block.problem is None:
        return
    problem = block.problem
    if problem.kind == "character":
        return
    if kind(doc) is None and problem.kind not in ("syntax", "unterminated"):
        return
    yield Finding(doc.span(problem.start, problem.end), problem.message, data={"problem": problem.kind})
