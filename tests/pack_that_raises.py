"""A rule pack with bugs, for the tests of what they cost; a pack may be a single module."""

from __future__ import annotations

from typing import TYPE_CHECKING

from llmdoc_lint.core import Finding, NoOptions, Severity, rule
from llmdoc_lint.course import Course, Pair
from llmdoc_lint.document import Document

if TYPE_CHECKING:
    from collections.abc import Iterator


@rule("raises-on-documents", Document, NoOptions, severity=Severity.WARNING)
def raises_on_documents(doc: Document, options: NoOptions) -> Iterator[Finding]:
    """It raises on documents whose name is `bad.md`."""
    yield Finding(doc.span(0, 1), "found before it raised")
    if doc.name == "bad.md":
        raise ValueError("no number\n  where one was expected.")


@rule("raises-on-courses", Course, NoOptions, severity=Severity.WARNING)
def raises_on_courses(course: Course, options: NoOptions) -> Iterator[Finding]:
    """It raises on every course."""
    yield from ()
    raise RecursionError


@rule("raises-on-pairs", Pair, NoOptions, severity=Severity.WARNING)
def raises_on_pairs(pair: Pair, options: NoOptions) -> Iterator[Finding]:
    """It raises on every pair."""
    yield from ()
    raise RecursionError


RULES = (raises_on_documents, raises_on_courses, raises_on_pairs)
