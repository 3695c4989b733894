"""GitLab's code quality report: a JSON array of Code Climate issues.

Read by merge requests as `artifacts:reports:codequality`. `fingerprint` is what GitLab compares between two
branches, so a finding that only moved is not new.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from llmdoc_lint.core import Severity
from llmdoc_lint.formats import dumped
from llmdoc_lint.report import visible

if TYPE_CHECKING:
    from llmdoc_lint.formats import Done

__all__ = ["render"]

LEVELS = {Severity.ERROR: "major", Severity.WARNING: "minor", Severity.INFO: "info"}


def render(done: Done) -> str:
    issues = []
    for report in done.result.reports:
        issues.append(
            {
                "type": "issue",
                "check_name": report.rule,
                "description": visible(report.message),
                "categories": ["Bug Risk"],
                "severity": LEVELS[Severity(report.severity)],
                "fingerprint": report.fingerprint,
                "location": {
                    "path": done.shown[report.place.path],
                    "positions": {
                        "begin": {"line": report.place.line, "column": report.place.column},
                        "end": {"line": report.place.end_line, "column": report.place.end_column},
                    },
                    "lines": {"begin": report.place.line, "end": report.place.end_line},
                },
            }
        )
    return dumped(issues)
