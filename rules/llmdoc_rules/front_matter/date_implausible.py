from __future__ import annotations

from typing import TYPE_CHECKING

from llmdoc_lint.core import Finding, NoOptions, Related, Severity, rule
from llmdoc_lint.course import Course, profile
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
    today = 0
    fetched = _fetched(course)
    early: dict[tuple[str, int], list[tuple[Document, Said, Document, Said, str]]] = {}
    for doc in course.documents:
        mine = metadata(doc)
        dates = [(name, said) for name, said in mine.dates if said.text]
        if not dates:
            continue
        if not today:
            today = _days(course.files.date())
        for name, said in dates:
            day = _days(said.text)
            span = doc.span(said.start, said.end)
            if day > today + 1:
                yield Finding(span, f"`{name}` is {said.text}, in the future", data={"days": day - today})
                continue
            if name != "translatedAt":
                continue
            if profile(doc).source.startswith("youtube:") and said.text < FIRST_VIDEO:
                yield Finding(span, f"`{name}` is {said.text}, before YouTube's first video ({FIRST_VIDEO})")
                continue
            source = _source(course, doc, fetched) if fetched else None
            for other, what in ((source, "fetch_date"), (source, "published_date")):
                theirs = dict(metadata(other).dates).get(what) if other is not None else None
                if theirs is None or not theirs.text:
                    continue
                then = _days(theirs.text)
                if day + 1 < then <= today + 1:
                    assert other is not None
                    early.setdefault((other.path, theirs.start), []).append((doc, said, other, theirs, what))
                    break
    for found in early.values():
        doc, said, other, theirs, what = found[0]
        verb = "fetched" if what == "fetch_date" else "published"
        message = f"translated on {said.text}, before the source was {verb} on {theirs.text}"
        if len(found) > 1:
            message += f"; so are {len(found) - 1} other pages" if len(found) > 2 else "; so is another page"
        yield Finding(
            doc.span(said.start, said.end),
            message,
            related=(
                Related(other.span(theirs.start, theirs.end), f"`{what}`"),
                *(Related(d.span(s.start, s.end), f"translated on {s.text}") for d, s, *_ in found[1:]),
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
