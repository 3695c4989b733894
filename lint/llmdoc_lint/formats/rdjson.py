"""reviewdog's diagnostic format: findings as review comments, fixes as suggestions to accept with one click.

Its columns count bytes of UTF-8 (reviewdog, proto/rdf/reviewdog.proto, `Position`), so the lines are read again; where
that fails, places have a line only. `related_locations` came with reviewdog 0.18; older ones refuse what they do not
know.
"""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, Any

from llmdoc_lint.core import Applicability, Severity
from llmdoc_lint.formats import dumped, encodable
from llmdoc_lint.report import visible

if TYPE_CHECKING:
    from llmdoc_lint.formats import Done
    from llmdoc_lint.report import Place, Report

__all__ = ["render"]

REACH = 100  # lines below the first that a suggestion may replace (GitLab, "Suggest changes", multi-line suggestions)


class Lines(dict[str, tuple[str, ...]]):
    """The lines of documents as they are on the disk, by path."""

    def __init__(self, root: str) -> None:
        super().__init__()
        self.root = root

    def __missing__(self, path: str) -> tuple[str, ...]:
        from llmdoc_lint.files import read

        try:
            text = read(os.path.join(self.root, *path.split("/"))).decode("utf-8", "surrogateescape")
        except OSError:  # it was on standard input, or is gone
            text = ""
        lines = self[path] = tuple(text.split("\n"))
        return lines


def render(done: Done) -> str:
    lines = Lines(done.shown.root)
    value = {
        "source": {"name": "llmdoc-lint"},
        "diagnostics": [_diagnostic(report, done, lines) for report in done.result.reports],
    }
    return dumped(value)


def _diagnostic(report: Report, done: Done, lines: Lines) -> dict[str, Any]:
    text = visible(report.message)
    found: dict[str, Any] = {
        "message": f"{text} «{report.excerpt}»" if report.excerpt else text,
        "location": {"path": done.shown[report.place.path], "range": _range(report.place, lines)},
        "severity": str(Severity(report.severity)).upper(),
        "code": {"value": report.rule},
    }
    suggestion = _suggestion(report, lines)
    if suggestion is not None:
        found["suggestions"] = [suggestion]
    if report.related:
        found["related_locations"] = [
            {
                "message": visible(note.message),
                "location": {"path": done.shown[note.place.path], "range": _range(note.place, lines)},
            }
            for note in report.related
        ]
    return found


def _suggestion(report: Report, lines: Lines) -> dict[str, Any] | None:
    """The fix as one replacement, from its first edit to its last: each suggestion has a button of its own.

    None where reviewdog could not offer it: what is accepted with a click must be the whole fix, and no guess for a
    person to complete; the edits must lie in the commented document, near each other; and JSON holds no stray bytes.
    """
    fix = report.fix
    if fix is None or fix.applicability <= Applicability.DISPLAY or not fix.edits:
        return None
    if any(edit.place.path != report.place.path for edit in fix.edits):
        return None
    first, last = fix.edits[0].place, fix.edits[-1].place
    where = _range(first._replace(end=last.end, end_line=last.end_line, end_column=last.end_column), lines)
    if "column" not in where["start"] or last.end_line - first.line > REACH:
        return None
    before = "\n".join(lines[first.path][first.line - 1 : last.end_line])
    origin = first.start - first.column + 1  # of `before` in the document
    text, at = "", first.start
    for edit in fix.edits:
        text += before[at - origin : edit.place.start - origin] + edit.text
        at = edit.place.end
    return {"range": where, "text": text} if encodable(text) else None


def _range(place: Place, lines: Lines) -> dict[str, Any]:
    start: dict[str, int] = {"line": place.line}
    end: dict[str, int] = {"line": place.end_line}
    first = _byte_column(lines, place.path, place.line, place.column)
    last = _byte_column(lines, place.path, place.end_line, place.end_column)
    if first is not None and last is not None:
        start["column"], end["column"] = first, last
    return {"start": start, "end": end}


def _byte_column(lines: Lines, path: str, line: int, column: int) -> int | None:
    """A column in bytes for one in code points, both 1-based; None where the line is not there."""
    known = lines[path]
    if line > len(known) or column > len(known[line - 1]) + 1:
        return None
    return len(known[line - 1][: column - 1].encode("utf-8", "surrogateescape")) + 1
