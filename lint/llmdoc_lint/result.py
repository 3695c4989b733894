"""What a run came to, for whoever shows it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from llmdoc_lint.values import NamedTuple

if TYPE_CHECKING:
    from llmdoc_lint.baseline import Entry
    from llmdoc_lint.core import Severity
    from llmdoc_lint.report import Report

__all__ = ["Result", "exit_status"]


class Result(NamedTuple):
    """What the run came to; everything is in order."""

    reports: tuple[Report, ...]
    failures: tuple[tuple[str, str, str, str], ...]
    problems: tuple[str, ...]
    notes: tuple[str, ...]
    suppressed: int
    documents: int  # linted: those of the paths
    recognised: int  # those of a kind
    fixed: tuple[Report, ...]
    refused: dict[str, str]
    diffs: tuple[str, ...]
    changed: int
    text: str
    project_recognised: bool = False  # the project has content documents, if not among the paths
    known: tuple[tuple[Report, Entry], ...] = ()  # not among the reports: the baseline has them
    ended: tuple[tuple[Report, Entry], ...] = ()  # among the reports: the baseline had them until a day that is past
    gone: tuple[Entry, ...] = ()  # of the baseline, found no more
    base: str = ""  # what the findings were compared with
    times: tuple[tuple[str, float], ...] = ()  # seconds of each rule, the longest first; what the cache knew took none


def exit_status(result: Result, fail_on: Severity) -> int:
    """0, 1 or 2, as the documentation of the command says."""
    if result.failures or result.problems:
        return 2
    if not result.recognised and not result.project_recognised and not result.reports:
        return 2
    return 1 if any(report.severity >= fail_on for report in result.reports) else 0
