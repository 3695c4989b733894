"""Findings as they are reported: with rule, severity, lines and columns, ready to print or to store."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from llmdoc_lint.core import Applicability, Severity, record
from llmdoc_lint.values import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Mapping

    from llmdoc_lint.core import Finding, Related, Span
    from llmdoc_lint.document import Document

__all__ = ["Change", "Note", "Place", "Repair", "Report", "excerpt", "make_report", "visible"]

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
    place: Place
    message: str
    excerpt: str


@record
class Change(NamedTuple):
    place: Place
    text: str


@record
class Repair(NamedTuple):
    applicability: int
    title: str
    edits: tuple[Change, ...]


@record
class Report(NamedTuple):
    rule: str
    group: str
    severity: int
    message: str
    place: Place
    excerpt: str
    related: tuple[Note, ...]
    fix: Repair | None
    data: str  # JSON
    fingerprint: str

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


def fingerprints(reports: list[Report], documents: Mapping[str, Document]) -> list[Report]:
    """Give each report a fingerprint that edits elsewhere in the document do not change.

    It is made of the rule, the document's path, the lines of the span without their blanks, and
    how many equal ones stand before it. `reports` are in order.
    """
    from llmdoc_lint.digests import digest

    seen: dict[str, int] = {}
    out = []
    for report in reports:
        text = documents[report.place.path].text
        start = text.rfind("\n", 0, report.place.start) + 1
        end = text.find("\n", max(report.place.start, report.place.end - 1))
        context = "".join(text[start : len(text) if end < 0 else end][:4000].split())
        base = f"{report.rule}\0{report.place.path}\0{context}"
        count = seen[base] = seen.get(base, -1) + 1
        out.append(report._replace(fingerprint=digest(f"{base}\0{count}")[:16]))
    return out


def as_json(report: Report, shown: Mapping[str, str]) -> dict[str, Any]:
    """The contract other programs use (see the documentation of the JSON format)."""
    import json

    def range_of(place: Place) -> dict[str, Any]:
        return {
            "start": {"line": place.line, "column": place.column},
            "end": {"line": place.end_line, "column": place.end_column},
        }

    fix = report.fix
    return {
        "rule": report.rule,
        "group": report.group,
        "severity": str(Severity(report.severity)),
        "message": report.message,
        "path": shown[report.place.path],
        "range": range_of(report.place),
        "excerpt": report.excerpt,
        "related": [
            {"path": shown[note.place.path], "range": range_of(note.place), "message": note.message}
            for note in report.related
        ],
        "fix": None
        if fix is None
        else {
            "applicability": str(Applicability(fix.applicability)),
            "title": fix.title,
            "edits": [
                {"path": shown[edit.place.path], "range": range_of(edit.place), "text": edit.text} for edit in fix.edits
            ],
        },
        "data": json.loads(report.data),
        "fingerprint": report.fingerprint,
    }
