from __future__ import annotations

from typing import TYPE_CHECKING

from llmdoc_lint.core import Finding, NoOptions, Related, Severity, rule
from llmdoc_lint.course import Course, profile
from llmdoc_lint.values import NamedTuple
from llmdoc_rules.front_matter._course import Said, metadata

if TYPE_CHECKING:
    from collections.abc import Iterator

    from llmdoc_lint.document import Document

# YouTube's first video is of 23 April 2005.
FIRST_VIDEO = "2005-04-23"


@rule("date-implausible", Course, NoOptions, severity=Severity.WARNING)
def check(course: Course, options: NoOptions) -> Iterator[Finding]:
    """A date of the front matter cannot be right.

    Translations are sorted by these dates, and outdated ones are found by them.

    Bad:

        translatedAt: "2062-01-10"

    Good:

        translatedAt: "2026-01-10"

    Reported are dates later than tomorrow (somewhere it is tomorrow already), translations that
    are older than the day their source was fetched or published, by more than the day that time
    zones may make, and translations of a video from before there were any. Where all pages of a
    course are older than their source, that is one finding.
    """
    fetched = _fetched(course)
    early: dict[tuple[str, int], list[_Early]] = {}
    for doc in course.documents:
        for key, said in metadata(doc).dates:
            if not said.text:
                continue
            if fault := _impossible(course, doc, key, said):
                yield fault
            elif key == "translatedAt" and fetched and (one := _early(course, doc, said, fetched)):
                early.setdefault((one.source.path, one.theirs.start), []).append(one)
    for found in early.values():
        yield _finding(found)


def _impossible(course: Course, doc: Document, key: str, said: Said) -> Finding | None:
    """What a date alone shows to be wrong."""
    span = doc.span(said.start, said.end)
    ahead = _days(said.text) - _days(course.files.date())
    if ahead > 1:
        return Finding(span, f"`{key}` is {said.text}, in the future", data={"days": ahead})
    if key == "translatedAt" and said.text < FIRST_VIDEO and profile(doc).source.startswith("youtube:"):
        return Finding(span, f"`{key}` is {said.text}, before YouTube's first video ({FIRST_VIDEO})")
    return None


class _Early(NamedTuple):
    """A translation that is older than its source."""

    doc: Document
    said: Said
    source: Document
    theirs: Said
    key: str  # of the source's date: `fetch_date` or `published_date`


def _early(course: Course, doc: Document, said: Said, fetched: dict[str, str]) -> _Early | None:
    source = _source(course, doc, fetched)
    dates = dict(metadata(source).dates) if source is not None else {}
    for key in ("fetch_date", "published_date"):
        theirs = dates.get(key)
        if theirs is not None and theirs.text:
            then = _days(theirs.text)
            if _days(said.text) + 1 < then <= _days(course.files.date()) + 1:
                assert source is not None
                return _Early(doc, said, source, theirs, key)
    return None


def _finding(found: list[_Early]) -> Finding:
    """What is said of all pages that are older than one source."""
    (doc, said, source, theirs, key), *others = found
    verb = "fetched" if key == "fetch_date" else "published"
    message = f"translated on {said.text}, before the source was {verb} on {theirs.text}"
    if others:
        message += f"; so are {len(others)} other pages" if len(others) > 1 else "; so is another page"
    return Finding(
        doc.span(said.start, said.end),
        message,
        related=(
            Related(source.span(theirs.start, theirs.end), f"`{key}`"),
            *(Related(one.doc.span(one.said.start, one.said.end), f"translated on {one.said.text}") for one in others),
        ),
        data={"days": _days(theirs.text) - _days(said.text)},
    )


def _fetched(course: Course) -> dict[str, str]:
    """The pages (by path) that say when they were fetched or published, and their part."""
    return {
        doc.path: profile(doc).part
        for doc in course.documents
        if any(name != "translatedAt" for name, _ in metadata(doc).dates)
    }


def _source(course: Course, doc: Document, fetched: dict[str, str]) -> Document | None:
    """The page that says when the source was fetched: the counterpart, or the source's index."""
    if profile(doc).part in fetched.values():
        other = course.counterpart(doc)
        if other is not None and other.path in fetched:
            return other
    index = course.source_index
    return index if index is not None and index.path in fetched else None


def _days(date: str) -> int:
    """Days of a date `YYYY-MM-DD` since some day; only differences mean anything."""
    from datetime import date as calendar

    return calendar.fromisoformat(date).toordinal()
