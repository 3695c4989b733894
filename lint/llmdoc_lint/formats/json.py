"""The contract that other programs use: everything that is known of a run, in one object.

Keys are only ever added. Lines and columns are 1-based, columns count code points, ends are exclusive.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from llmdoc_lint import __version__
from llmdoc_lint.core import Applicability, Severity
from llmdoc_lint.formats import dumped
from llmdoc_lint.output import levels, offered_fixes

if TYPE_CHECKING:
    from collections.abc import Mapping

    from llmdoc_lint.formats import Done
    from llmdoc_lint.report import Place, Repair, Report

__all__ = ["as_json", "render"]


def render(done: Done) -> str:
    result = done.result
    by_level = levels(result)
    value: dict[str, Any] = {
        "version": 1,
        "tool": {"name": "llmdoc-lint", "version": __version__},
        "summary": {
            "documents": result.documents,
            "findings": len(result.reports),
            "errors": by_level[Severity.ERROR],
            "warnings": by_level[Severity.WARNING],
            "infos": by_level[Severity.INFO],
            "fixable": sum(offered_fixes(result)),
            "fixed": len(result.fixed),
            "suppressed": result.suppressed,
            "baselined": len(result.known),
        },
        "findings": [as_json(report, done.shown) for report in result.reports],
    }
    return dumped(value)


def as_json(report: Report, shown: Mapping[str, str]) -> dict[str, Any]:
    """A finding; `shown` has its paths as they are printed."""
    import json

    value = {
        "rule": report.rule,
        "group": report.group,
        "severity": str(Severity(report.severity)),
        "message": report.message,
        "path": shown[report.place.path],
        "range": _range(report.place),
        "excerpt": report.excerpt,
        "related": [
            {"path": shown[note.place.path], "range": _range(note.place), "message": note.message}
            for note in report.related
        ],
        "fix": None if report.fix is None else _fix(report.fix, shown),
        "data": json.loads(report.data),
        "fingerprint": report.fingerprint,
    }
    if report.cause:
        value["cause"] = shown[report.cause]
    return value


def _fix(fix: Repair, shown: Mapping[str, str]) -> dict[str, Any]:
    return {
        "applicability": str(Applicability(fix.applicability)),
        "title": fix.title,
        "edits": [
            {"path": shown[edit.place.path], "range": _range(edit.place), "text": edit.text} for edit in fix.edits
        ],
    }


def _range(place: Place) -> dict[str, Any]:
    return {
        "start": {"line": place.line, "column": place.column},
        "end": {"line": place.end_line, "column": place.end_column},
    }
