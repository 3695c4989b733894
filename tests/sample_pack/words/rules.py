"""Rules that find words: simple enough that a test shows what the engine makes of them."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from llmdoc_lint.core import Applicability, Edit, Finding, Fix, NoOptions, Options, Related, Severity, rule
from llmdoc_lint.course import Course
from llmdoc_lint.document import Document
from llmdoc_lint.outcome import Outcome

if TYPE_CHECKING:
    from collections.abc import Iterator


class Word(Options):
    word: str = "fault"


@rule("word-found", Document, Word, severity=Severity.ERROR, fixes=Applicability.SAFE)
def word_found(doc: Document, options: Word) -> Iterator[Finding]:
    """The word is there."""
    for match in re.finditer(options.word, doc.text):
        span = doc.span(*match.span())
        yield Finding(span, f"`{match[0]}` found", Fix("Remove it", (Edit(span, ""),), Applicability.SAFE))


@rule("word-shouted", Document, NoOptions, severity=Severity.WARNING, fixes=Applicability.UNSAFE)
def word_shouted(doc: Document, options: NoOptions) -> Iterator[Finding]:
    """A word in capitals."""
    for match in re.finditer(r"\b[A-Z]{4,}\b", doc.text):
        span = doc.span(*match.span())
        yield Finding(span, f"`{match[0]}` shouts", Fix("Whisper", (Edit(span, match[0].lower()),)))


@rule("fix-useless", Document, NoOptions, severity=Severity.WARNING, fixes=Applicability.SAFE)
def fix_useless(doc: Document, options: NoOptions) -> Iterator[Finding]:
    """A fix that does not cure."""
    at = doc.text.find("stubborn")
    if at >= 0:
        span = doc.span(at, at + 8)
        yield Finding(span, "stubborn", Fix("Try", (Edit(doc.span(0, 0), " "),), Applicability.SAFE))


@rule("fix-harmful", Document, NoOptions, severity=Severity.WARNING, fixes=Applicability.SAFE)
def fix_harmful(doc: Document, options: NoOptions) -> Iterator[Finding]:
    """A fix that brings a new error."""
    at = doc.text.find("cure")
    if at >= 0:
        span = doc.span(at, at + 4)
        yield Finding(span, "cure", Fix("Make it worse", (Edit(span, "fault"),), Applicability.SAFE))


@rule("fix-endless", Document, NoOptions, severity=Severity.INFO, fixes=Applicability.SAFE)
def fix_endless(doc: Document, options: NoOptions) -> Iterator[Finding]:
    """A fix after which the same fault stands elsewhere, for ever."""
    at = doc.text.find("grow")
    if at >= 0:
        yield Finding(
            doc.span(at, at + 4),
            f"grown to {len(doc.text)}",
            Fix("Grow", (Edit(doc.span(at, at), "x"),), Applicability.SAFE),
        )


@rule("rule-broken", Document, NoOptions, severity=Severity.ERROR)
def rule_broken(doc: Document, options: NoOptions) -> Iterator[Finding]:
    """A rule with a bug."""
    if "bug" in doc.text:
        raise ValueError("what\na bug")
    yield from ()


@rule("pair-differs", Course, NoOptions, severity=Severity.ERROR, fixes=Applicability.UNSAFE)
def pair_differs(course: Course, options: NoOptions) -> Iterator[Finding]:
    """Two pages of one number have different last lines."""
    for page in course.chapters:
        other = course.counterpart(page)
        if other is not None:
            mine, theirs = (doc.text.rstrip("\n").rpartition("\n")[2] for doc in (page, other))
            if mine != theirs:
                start = page.text.rstrip("\n").rfind("\n") + 1
                at = other.text.rstrip("\n").rfind("\n") + 1
                yield Finding(
                    page.span(start, start + len(mine)),
                    f"`{mine}` is `{theirs}` in the source",
                    Fix(
                        "Mark both",
                        (
                            Edit(page.span(start, start + len(mine)), "same"),
                            Edit(other.span(at, at + len(theirs)), "same"),
                        ),
                    ),
                    (Related(other.span(at, at + len(theirs)), "the source"),),
                    {"length": len(mine)},
                )


@rule("suppression-idle", Outcome, NoOptions, severity=Severity.WARNING)
def suppression_idle(outcome: Outcome, options: NoOptions) -> Iterator[Finding]:
    """A suppression that suppresses nothing, or a rule that failed."""
    for use in outcome.uses:
        if use.known and use.ran and not use.used:
            one = use.suppression
            yield Finding(outcome.document.span(one.comment_start, one.comment_end), f"`{one.rule}` is idle")
    for failure in outcome.failures:
        yield Finding(outcome.document.span(0, 0), f"{failure.rule} failed: {failure.error}")


RULES = (
    word_found,
    word_shouted,
    fix_useless,
    fix_harmful,
    fix_endless,
    rule_broken,
    pair_differs,
    suppression_idle,
)
