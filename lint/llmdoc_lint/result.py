"""What a run came to, for whoever shows it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from llmdoc_lint.core import record
from llmdoc_lint.values import NamedTuple

if TYPE_CHECKING:
    from llmdoc_lint.baseline import Entry
    from llmdoc_lint.core import Severity
    from llmdoc_lint.report import Report

__all__ = ["FailedRule", "Result", "exit_status"]


@record
class FailedRule(NamedTuple):
    """A rule that raised: what it would have found is unknown."""

    path: str  # of the document, or of the course's first one
    rule: str
    error: str  # the exception's type and text, one line
    where: str  # module and line of the rule's own frame that raised

    @property
    def said(self) -> str:
        return f"rule {self.rule} failed: {self.error} ({self.where})"


class Result(NamedTuple):
    """What the run came to; everything is in order. Messages begin with the path they are about and a colon."""

    reports: tuple[Report, ...]  # the findings that are left
    failures: tuple[FailedRule, ...]
    problems: tuple[str, ...]  # what could not be read or written, which makes the exit status 2
    notes: tuple[str, ...]  # what was passed over, which does not
    suppressed: int  # findings
    documents: int  # linted: those of the paths
    recognised: int  # those of a kind
    fixed: tuple[Report, ...]  # findings whose fix was applied, in the order and at the places of then
    refused: dict[str, str]  # fingerprint of a finding whose fix was rolled back, and why
    diffs: tuple[str, ...]  # one a document, where nothing was to be written
    changed: int  # documents written, or that would be
    text: str  # the document from standard input, fixed
    project_recognised: bool = False  # the project has content documents, if not among the paths
    known: tuple[tuple[Report, Entry], ...] = ()  # not among the reports: the baseline has them
    ended: tuple[tuple[Report, Entry], ...] = ()  # among the reports: the baseline had them until a day that is past
    gone: tuple[Entry, ...] = ()  # of the baseline, found no more
    base: str = ""  # what the findings were compared with
    times: tuple[tuple[str, float], ...] = ()  # seconds of each rule, the longest first; what the cache knew took none

    @property
    def troubled(self) -> list[str]:
        """What went wrong, paths as the project knows them."""
        return [*self.problems, *(f"{one.path}: {one.said}" for one in self.failures)]


def exit_status(result: Result, fail_on: Severity) -> int:
    """0, 1 or 2, as the documentation of the command says."""
    if result.failures or result.problems:
        return 2
    if not result.recognised and not result.project_recognised and not result.reports:
        return 2
    return 1 if any(report.severity >= fail_on for report in result.reports) else 0
