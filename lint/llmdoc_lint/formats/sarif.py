"""SARIF 2.1.0, as GitHub code scanning and other services read it.

Columns count code points, and say so. `partialFingerprints` hold the finding's own fingerprint, so that an alert
survives edits elsewhere. Fixes are complete; only their description tells safe from unsafe ones.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from llmdoc_lint import __version__
from llmdoc_lint.core import Applicability, Severity
from llmdoc_lint.formats import encodable
from llmdoc_lint.report import visible

if TYPE_CHECKING:
    from llmdoc_lint.core import Rule
    from llmdoc_lint.formats import Done
    from llmdoc_lint.report import Note, Place, Report

__all__ = ["render"]

SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
# GitHub's limits ("SARIF support for code scanning"): what exceeds them is refused as a whole.
RESULTS = 25_000
LOCATIONS = 1_000
DESCRIPTION = 1_024  # characters

LEVELS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFO: "note"}


def render(done: Done) -> str:
    import json

    result = done.result
    ids = list(done.rules)
    at = {id: index for index, id in enumerate(ids)}
    # What is cut off is the mildest, as GitHub does; within a severity the order stays.
    kept = sorted(result.reports, key=lambda report: -report.severity)[:RESULTS]
    kept.sort(key=lambda report: report.key)
    notifications = [_notification(text) for text in result.problems]
    for path, rule, error, where in result.failures:
        notifications.append(_notification(f"{path}: rule {rule} failed: {error} ({where})"))
    if len(kept) < len(result.reports):
        cut = f"{len(result.reports) - len(kept)} findings are left out: code scanning takes {RESULTS:,} of a run"
        notifications.append(_notification(cut, "warning"))
    log = {
        "$schema": SCHEMA,
        "version": "2.1.0",
        "runs": [
            {
                "tool": {
                    "driver": {
                        "name": "llmdoc-lint",
                        "semanticVersion": __version__,
                        "version": __version__,
                        "rules": [_rule(done.rules[id]) for id in ids],
                    }
                },
                "columnKind": "unicodeCodePoints",
                "invocations": [
                    {
                        "executionSuccessful": not (result.problems or result.failures),
                        "toolExecutionNotifications": notifications,
                    }
                ],
                "results": [_result(report, at, done) for report in kept],
            }
        ],
    }
    text = json.dumps(log, ensure_ascii=False, indent=2)
    return text.encode("utf-8", "backslashreplace").decode() + "\n"


def _notification(text: str, level: str = "error") -> dict[str, Any]:
    return {"level": level, "message": {"text": visible(text)}}


def _rule(rule: Rule[Any, Any]) -> dict[str, Any]:
    from llmdoc_lint.docs import rule_page
    from llmdoc_lint.rule_docs import explain, title

    first = title(rule)
    return {
        "id": rule.id,
        "name": "".join(part.capitalize() for part in rule.id.split("-")),
        "shortDescription": {"text": first[:DESCRIPTION]},
        "fullDescription": {"text": f"{first}."[:DESCRIPTION]},
        "help": {"text": explain(rule), "markdown": rule_page(rule)},
        "defaultConfiguration": {"level": LEVELS[rule.severity]},
        "properties": {"tags": [rule.group], "precision": "very-high", "problem.severity": _problem(rule.severity)},
    }


def _problem(severity: Severity) -> str:
    return {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFO: "recommendation"}[severity]


def _result(report: Report, at: dict[str, int], done: Done) -> dict[str, Any]:
    text = visible(report.message)
    found: dict[str, Any] = {
        "ruleId": report.rule,
        "level": LEVELS[Severity(report.severity)],
        "message": {"text": f"{text} «{report.excerpt}»" if report.excerpt else text},
        "locations": [{"physicalLocation": _location(report.place, done)}],
        # GitHub compares `primaryLocationLineHash`; its upload action computes one only where there is none.
        "partialFingerprints": {
            "primaryLocationLineHash": f"{report.fingerprint}:1",
            "llmdocLintFingerprint/v1": report.fingerprint,
        },
    }
    if report.rule in at:
        found["ruleIndex"] = at[report.rule]
    if report.related:
        found["relatedLocations"] = [_related(note, done) for note in report.related[: LOCATIONS - 1]]
    fix = report.fix
    if fix is not None and all(encodable(edit.text) for edit in fix.edits):
        changes: dict[str, list[dict[str, Any]]] = {}
        for edit in fix.edits:
            replacement = {"deletedRegion": _region(edit.place), "insertedContent": {"text": edit.text}}
            changes.setdefault(edit.place.path, []).append(replacement)
        if changes:
            found["fixes"] = [
                {
                    "description": {"text": f"{fix.title} ({Applicability(fix.applicability)})"},
                    "artifactChanges": [
                        {"artifactLocation": {"uri": _uri(done.shown[path])}, "replacements": replacements}
                        for path, replacements in changes.items()
                    ],
                }
            ]
    return found


def _related(note: Note, done: Done) -> dict[str, Any]:
    return {"physicalLocation": _location(note.place, done), "message": {"text": visible(note.message)}}


def _location(place: Place, done: Done) -> dict[str, Any]:
    return {"artifactLocation": {"uri": _uri(done.shown[place.path])}, "region": _region(place)}


def _region(place: Place) -> dict[str, int]:
    return {
        "startLine": place.line,
        "startColumn": place.column,
        "endLine": place.end_line,
        "endColumn": place.end_column,
    }


def _uri(path: str) -> str:
    from urllib.parse import quote

    return quote(path, safe="/")
