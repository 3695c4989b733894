"""Findings as they are reported: with rule, severity, lines and columns, ready to print or to store."""

from __future__ import annotations

from typing import TYPE_CHECKING

from llmdoc_lint.blocks import numbered
from llmdoc_lint.core import Severity, record
from llmdoc_lint.course import profile
from llmdoc_lint.digests import digest
from llmdoc_lint.document import sound
from llmdoc_lint.values import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Mapping

    from llmdoc_lint.core import Finding, Related, Span
    from llmdoc_lint.document import Document

__all__ = [
    "Change",
    "Note",
    "Place",
    "Repair",
    "Report",
    "excerpt",
    "fingerprints",
    "identity",
    "make_report",
    "place_of",
    "visible",
]

EXCERPT = 60  # characters of a span that a report quotes


@record
class Place(NamedTuple):
    """A span, both as offsets and as 1-based lines and columns (code points); the end is exclusive."""

    path: str
    start: int
    end: int
    line: int
    column: int
    end_line: int
    end_column: int


@record
class Note(NamedTuple):
    """A related place of a finding."""

    place: Place
    message: str
    excerpt: str  # what stands there, "" where that is no document


@record
class Change(NamedTuple):
    """An edit: what stands at a place becomes `text`."""

    place: Place
    text: str


@record
class Repair(NamedTuple):
    """A fix with the places of its edits, in order."""

    applicability: int  # an `Applicability`, as the cache can keep it
    title: str
    edits: tuple[Change, ...]


@record
class Report(NamedTuple):
    """A finding with all that is told of it: what is printed, fixed, kept in the cache and in a baseline."""

    rule: str  # its id
    group: str
    severity: int  # a `Severity`, the one in force
    message: str
    place: Place
    excerpt: str  # what stands there, escaped and shortened
    related: tuple[Note, ...]
    fix: Repair | None
    data: str  # JSON
    fingerprint: str  # names the finding: the same while only other parts of the document change
    context: str = ""  # names the text around the span, wherever it stands
    ordinal: int = 0  # how many of the rule with the same context stand before it in the document
    document: str = ""  # names the document, wherever it lies
    cause: str = ""  # the document that was asked about, where the finding is in another

    @property
    def key(self) -> tuple[object, ...]:
        """The order of reports: path, position, rule."""
        return (self.place.path, self.place.start, self.place.end, self.rule, self.message)


def visible(text: str) -> str:
    """Escape what a terminal would not show, or would obey: controls, invisible characters, stray bytes."""
    if text.isprintable():
        return text
    out = []
    for char in text:
        if char.isprintable():
            out.append(char)
        elif "\udc80" <= char <= "\udcff":
            out.append(f"\\x{ord(char) - 0xDC00:02x}")
        elif char in "\n\r\t":
            out.append({"\n": "\\n", "\r": "\\r", "\t": "\\t"}[char])
        elif ord(char) < 0x100:
            out.append(f"\\x{ord(char):02x}")
        elif ord(char) < 0x10000:
            out.append(f"\\u{ord(char):04x}")
        else:
            out.append(f"\\U{ord(char):08x}")
    return "".join(out)


def excerpt(text: str, start: int, end: int) -> str:
    """What stands at a span, on one line, shortened in the middle."""
    if end - start > EXCERPT:
        half = EXCERPT // 2
        return visible(text[start : start + half] + "…" + text[end - half + 1 : end])
    return visible(text[start:end])


def place_of(span: Span, documents: Mapping[str, Document]) -> Place:
    """Lines and columns of a span; a file that is no document (captions) is named as a whole."""
    doc = documents.get(span.path)
    if doc is None:
        return Place(span.path, 0, 0, 1, 1, 1, 1)
    start = max(0, min(span.start, len(doc.text)))
    end = max(start, min(span.end, len(doc.text)))
    first, last = doc.position(start), doc.position(end)
    return Place(span.path, start, end, first.line, first.column, last.line, last.column)


def make_report(
    rule: str, group: str, severity: Severity, finding: Finding, documents: Mapping[str, Document]
) -> Report:
    """Locate a finding. The fingerprint is left for `fingerprints`, which sees all findings."""
    import json

    place = place_of(finding.span, documents)
    fix = finding.fix
    repair = None
    if fix is not None:
        edits = [Change(place_of(edit.span, documents), edit.text) for edit in fix.edits]
        repair = Repair(int(fix.applicability), fix.title, tuple(sorted(edits)))
    return Report(
        rule,
        group,
        int(severity),
        finding.message,
        place,
        excerpt(documents[place.path].text, place.start, place.end),
        tuple(_note(note, documents) for note in finding.related),
        repair,
        json.dumps(finding.data, ensure_ascii=False, sort_keys=True) if finding.data else "{}",
        "",
    )


def _note(note: Related, documents: Mapping[str, Document]) -> Note:
    place = place_of(note.span, documents)
    doc = documents.get(place.path)
    return Note(place, note.message, excerpt(doc.text, place.start, place.end) if doc else "")


NEAR = 40
"""Characters, blanks left out, on either side of a span that are taken for its surroundings: in a Korean paragraph,
which is one line of up to some 2,000, more would tie a finding to sentences it has nothing to do with."""


def fingerprints(reports: list[Report], documents: Mapping[str, Document]) -> list[Report]:
    """Give each report a context and a fingerprint, which edits elsewhere in the document do not change.

    The context is made of the text of the span and what stands `NEAR` it in its lines, blanks left out, and of what
    the message quotes: several keys may be missing at one place. The fingerprint is made of the rule, the document's
    path, the context and how many equal ones stand before it. `reports` are in order.
    """
    seen: dict[tuple[str, str, str], int] = {}
    known: dict[str, str] = {}
    out = []
    for report in reports:
        path = report.place.path
        doc = documents[path]
        if path not in known:
            known[path] = identity(doc)
        context = digest(_context(report, doc.text))[:16]
        key = (report.rule, path, context)
        count = seen[key] = seen.get(key, -1) + 1
        fingerprint = digest(report.rule, path, context, str(count))[:16]
        out.append(report._replace(fingerprint=fingerprint, context=context, ordinal=count, document=known[path]))
    return out


def _context(report: Report, text: str) -> str:
    start, end = report.place.start, report.place.end
    far = 10 * NEAR  # blanks are rarely more
    low = max(text.rfind("\n", 0, start) + 1, start - far)
    high = text.find("\n", max(start, end - 1))
    high = min(len(text) if high < 0 else high, max(start, end) + far)
    span = "".join(text[start : min(end, start + far)].split())
    if end - start > far:
        span += "".join(text[max(end - far, start + far) : end].split())
    left, right = "".join(text[low:start].split()), "".join(text[end:high].split())
    quoted = report.message.split("`")[1::2]
    # What is quoted may be figures that follow from the whole document, or a place that is seen from the root.
    said = ["".join("0" if char.isdigit() else char for char in one.rpartition("/")[2]) for one in quoted]
    return "\0".join((left[-NEAR:], span, right[:NEAR], *said))


def identity(doc: Document) -> str:
    """Name the document by what it is: its title without the number of the chapter, and what it is made from.

    It stays when the file is renamed, its chapter renumbered or its text edited; two pages have the same only where
    one is a copy of the other. Without a title it is its content, and begins with `=`.
    """
    if sound(doc):
        mine = profile(doc)
        title = mine.title[numbered(mine.title)[1] :]
        if title or mine.source:
            return digest(mine.side, mine.part, "".join(title.split()), mine.source)[:8]
    return f"={digest(doc.raw)[:8]}"
