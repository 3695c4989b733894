"""Findings for people: one line each, indented below it related places and the fix, and a line that sums up."""

from __future__ import annotations

from typing import TYPE_CHECKING

from llmdoc_lint.core import Applicability, Severity
from llmdoc_lint.output import count, levels, offered_fixes, put_suppressions
from llmdoc_lint.report import visible

if TYPE_CHECKING:
    from llmdoc_lint.formats import Done
    from llmdoc_lint.output import Shown
    from llmdoc_lint.report import Report
    from llmdoc_lint.result import Result

__all__ = ["FIX_NAMES", "render", "report_lines"]

SHOWN_FROM = 0.005  # seconds of a rule, of all documents, that `--statistics` tells

FIX_NAMES = {Applicability.SAFE: "fix", Applicability.UNSAFE: "unsafe fix", Applicability.DISPLAY: "suggestion"}
"""What a fix is called, by how far it goes."""

_COLORS = {Severity.ERROR: "31", Severity.WARNING: "33", Severity.INFO: "36"}


def render(done: Done, *, summary: bool = True, color: bool = False) -> str:
    """What was fixed, what is left and why, statistics where they were asked for; `summary` is the closing line."""
    result, shown = done.result, done.shown
    lines = _fixed(done) if done.fixing else []
    for report in result.reports:
        lines += report_lines(report, shown, color)
        if done.fixing and report.fix is not None:
            verb = "suppressed" if done.suppressing else "fixed"
            lines.append(f"    not {verb}: {_why_not(report, done)}")
    if done.request.timed:
        lines += ["", *_statistics(result)] if lines else _statistics(result)
    if summary:
        lines.append(_summary(done))
    return "\n".join(lines) + "\n" if lines else ""


def report_lines(report: Report, shown: Shown, color: bool = False) -> list[str]:
    """A finding as text: its line, and indented below it related places and the fix."""
    place = report.place
    severity = Severity(report.severity)
    where, level = f"{shown[place.path]}:{place.line}:{place.column}", str(severity)
    if color:
        where, level = f"\x1b[1m{where}\x1b[0m", f"\x1b[{_COLORS[severity]}m{level}\x1b[0m"
    lines = [f"{where} {level} {report.rule} {visible(report.message)}{_quoted(report.excerpt)}"]
    for note in report.related:
        where = f"{shown[note.place.path]}:{note.place.line}:{note.place.column}"
        lines.append(f"    {where} {visible(note.message)}{_quoted(note.excerpt)}")
    if report.cause:
        lines.append(f"    reported because of {shown[report.cause]}")
    if report.fix is not None:
        lines.append(f"    {FIX_NAMES[Applicability(report.fix.applicability)]}: {visible(report.fix.title)}")
    return lines


def _quoted(excerpt: str) -> str:
    return f" «{excerpt}»" if excerpt else ""


def _fixed(done: Done) -> list[str]:
    """What was done: a line for each fix that was applied."""
    lines = []
    for report in done.result.fixed:
        assert report.fix is not None
        verb = "fixed"
        if done.suppressing:
            from llmdoc_lint.add_suppressions import is_suppression

            verb = "suppressed" if is_suppression(report.fix) else verb
        where = f"{done.shown[report.place.path]}:{report.place.line}:{report.place.column}"
        lines.append(f"{where} {verb} {report.rule} {visible(report.fix.title)}")
    return [*lines, ""] if lines else []


def _why_not(report: Report, done: Done) -> str:
    """Why a finding that has a fix is still there."""
    assert report.fix is not None
    if why := done.result.refused.get(report.fingerprint):
        return f"rolled back: {visible(why)}"
    if report.fix.applicability == Applicability.DISPLAY:
        return "a suggestion, for a person to decide"
    if report.fix.applicability == Applicability.UNSAFE and not done.unsafe:
        return "it may change what the text says; --unsafe-fixes applies it"
    return "the document could not be written" if done.result.problems else "it overlaps another fix"


def _statistics(result: Result) -> list[str]:
    counts: dict[tuple[int, str], list[int]] = {}
    for report in result.reports:
        entry = counts.setdefault((-report.severity, report.rule), [0, 0])
        entry[0] += 1
        entry[1] += report.fix is not None and report.fix.applicability > Applicability.DISPLAY
    lines = []
    for (severity, rule), (number, fixable) in sorted(counts.items(), key=lambda item: (-item[1][0], item[0])):
        lines.append(f"{number:6} {Severity(-severity)!s:8} {rule}" + (f" ({fixable} fixable)" if fixable else ""))
    slow = [(rule, seconds) for rule, seconds in result.times if seconds >= SHOWN_FROM]
    if slow:
        lines += ["", "seconds by rule, what it reads of the documents first included:"]
        lines += [f"{seconds:6.2f} {rule}" for rule, seconds in slow]
    return lines


# -------------------------------------------------------------------------- the closing line


def _summary(done: Done) -> str:
    """`1 fixed in 1 document; 2 findings left (2 errors) in 3 documents; 1 suppressed ...`."""
    result = done.result
    parts = [*_mended(done), f"{_left(done)} in {count(result.documents, 'document')}"]
    if result.suppressed and not (done.suppressing and result.fixed):
        parts.append(f"{result.suppressed} suppressed")
    if result.known:
        parts.append(f"{len(result.known)} in the baseline")
    return "; ".join([*parts, *_on_offer(done)])


def _mended(done: Done) -> list[str]:
    """What the run did about its findings."""
    result = done.result
    if not done.fixing or not result.fixed:
        return []
    if not done.suppressing:
        return [f"{len(result.fixed)} fixed in {count(result.changed, 'document')}"]
    comments, taken = put_suppressions(result)
    out = f", {count(taken, 'unused one')} taken out" if taken else ""
    return [
        f"{comments} put into {count(result.changed, 'document')}{out}",
        f"{count(result.suppressed, 'finding')} suppressed in all",
    ]


def _left(done: Done) -> str:
    """How many findings there are, and how bad."""
    result = done.result
    if result.reports:
        said = ", ".join(count(number, str(level)) for level, number in levels(result).items() if number)
        what = "new finding" if result.base else "finding"
        return f"{count(len(result.reports), what)}{' left' if done.fixing else ''} ({said})"
    if done.fixing and result.fixed:
        return "nothing left"
    return "nothing new found" if result.base else "nothing found"


def _on_offer(done: Done) -> list[str]:
    """Which options would fix more."""
    safe, risky = offered_fixes(done.result)
    if safe and not done.fixing:
        more = f", {risky} more with --fix --unsafe-fixes" if risky else ""
        return [f"{safe} can be fixed with --fix{more}"]
    return [f"{risky} can be fixed with --fix --unsafe-fixes"] if risky and not done.unsafe else []
