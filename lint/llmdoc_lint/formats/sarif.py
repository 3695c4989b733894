"""SARIF 2.1.0, as GitHub code scanning and other services read it.

Columns count code points, and say so. `partialFingerprints` hold the finding's own fingerprint, so that an alert
survives edits elsewhere. Fixes are complete; only their description tells safe from unsafe ones.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from llmdoc_lint import __version__
from llmdoc_lint.core import Applicability, Severity
from llmdoc_lint.formats import dumped, encodable
from llmdoc_lint.report import visible

if TYPE_CHECKING:
    from llmdoc_lint.core import Rule
    from llmdoc_lint.formats import Done
    from llmdoc_lint.report import Note, Place, Repair, Report
    from llmdoc_lint.result import Result

__all__ = ["render"]

SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
# GitHub's limits ("SARIF support for code scanning"): what exceeds them is refused as a whole.
RESULTS = 25_000
LOCATIONS = 1_000
DESCRIPTION = 1_024  # characters

LEVELS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFO: "note"}


def render(done: Done) -> str:
    from llmdoc_lint.packs import load

    result = done.result
    rules = load(done.request.settings.packs)
    driver = {
        "name": "llmdoc-lint",
        "semanticVersion": __version__,
        "version": __version__,
        "rules": [_rule(rule) for rule in rules.values()],
    }
    invocation = {
        "executionSuccessful": not (result.problems or result.failures),
        "toolExecutionNotifications": _notifications(result),
    }
    index = {id: at for at, id in enumerate(rules)}
    run = {
        "tool": {"driver": driver},
        "columnKind": "unicodeCodePoints",
        "invocations": [invocation],
        "results": [_result(report, index, done) for report in _kept(result)],
    }
    return dumped({"$schema": SCHEMA, "version": "2.1.0", "runs": [run]})


def _kept(result: Result) -> list[Report]:
    """The findings that are told. What is cut off is the mildest, as GitHub does; within a severity the order stays."""
    kept = sorted(result.reports, key=lambda report: -report.severity)[:RESULTS]
    return sorted(kept, key=lambda report: report.key)


def _notifications(result: Result) -> list[dict[str, Any]]:
    """What went wrong, and how many findings are not told."""
    found = [_notification(text, "error") for text in result.troubled]
    cut = len(result.reports) - RESULTS
    if cut > 0:
        text = f"{cut} findings are left out: code scanning takes {RESULTS:,} of a run"
        found.append(_notification(text, "warning"))
    return found


def _notification(text: str, level: str) -> dict[str, Any]:
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


def _result(report: Report, index: dict[str, int], done: Done) -> dict[str, Any]:
    """A finding; `index` is where its rule stands among the run's."""
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
    if report.rule in index:
        found["ruleIndex"] = index[report.rule]
    if report.related:
        found["relatedLocations"] = [_related(note, done) for note in report.related[: LOCATIONS - 1]]
    if report.fix is not None and report.fix.edits and all(encodable(edit.text) for edit in report.fix.edits):
        found["fixes"] = [_fix(report.fix, done)]
    return found


def _fix(fix: Repair, done: Done) -> dict[str, Any]:
    changes: dict[str, list[dict[str, Any]]] = {}
    for edit in fix.edits:
        replacement = {"deletedRegion": _region(edit.place), "insertedContent": {"text": edit.text}}
        changes.setdefault(edit.place.path, []).append(replacement)
    return {
        "description": {"text": f"{fix.title} ({Applicability(fix.applicability)})"},
        "artifactChanges": [
            {"artifactLocation": {"uri": _uri(done.shown[path])}, "replacements": replacements}
            for path, replacements in changes.items()
        ],
    }


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
