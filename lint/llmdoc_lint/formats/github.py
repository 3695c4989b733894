"""Annotations on a GitHub pull request, as workflow commands on standard output.

GitHub shows ten errors and ten warnings of a step and drops the rest without a word, so the most severe are chosen
here and the others counted in a notice. All findings follow as text, for the log: between `stop-commands`, because a
document may hold what looks like a workflow command.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from llmdoc_lint.core import Severity
from llmdoc_lint.report import visible

if TYPE_CHECKING:
    from llmdoc_lint.formats import Done
    from llmdoc_lint.report import Report

__all__ = ["render", "step_summary"]

LIMIT = 10  # annotations of one level that a step may have (actions/toolkit, docs/problem-matchers.md, "Limitations")
LISTED = 200  # findings in the summary; GitHub refuses one of over 1 MiB


def render(done: Done) -> str:
    from llmdoc_lint.digests import digest
    from llmdoc_lint.formats.text import render as as_text
    from llmdoc_lint.output import count

    lines = []
    shown = 0
    for level in (Severity.ERROR, Severity.WARNING):
        these = [report for report in done.result.reports if report.severity == level][:LIMIT]
        shown += len(these)
        lines += [_annotation(report, level, done) for report in these]
    rest = len(done.result.reports) - shown
    if rest:
        text = f"{count(rest, 'more finding')}: all of them are in the log of this step"
        lines.append(f"::notice title=llmdoc-lint::{_data(text)}")
    listing = as_text(done)
    token = digest(listing)  # nothing in the listing can hold the digest of all of it
    return "".join(f"{line}\n" for line in (*lines, f"::stop-commands::{token}")) + f"{listing}::{token}::\n"


def _annotation(report: Report, level: Severity, done: Done) -> str:
    place = report.place
    properties = {
        "file": done.shown[place.path],
        "line": str(place.line),
        "endLine": str(place.end_line),
        "title": f"llmdoc-lint {report.rule}",
    }
    if place.line == place.end_line:  # columns mean nothing over several lines
        properties |= {"col": str(place.column), "endColumn": str(place.end_column)}
    text = visible(report.message)
    if report.excerpt:
        text += f" «{report.excerpt}»"
    if report.fix is not None:
        text += f"\nfix: {visible(report.fix.title)}"
    told = ",".join(f"{key}={_property(value)}" for key, value in properties.items())
    return f"::{level} {told}::{_data(text)}"


def _data(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")


# ------------------------------------------------------------------------------- step summary


def step_summary(done: Done) -> str:
    """Markdown for the step's summary page: counts by rule, and the findings."""
    from llmdoc_lint.output import by_rule, count

    reports = done.result.reports
    out = ["### llmdoc-lint", ""]
    if done.result.base:
        out += [f"Only what is new: {_cell(done.result.base)}.", ""]
    if not reports:
        new = "new " if done.result.base else ""
        return "\n".join([*out, f"Nothing {new}found in {count(done.result.documents, 'document')}.\n"])
    out += ["| rule | severity | findings |", "| --- | --- | ---: |"]
    for rule, severity, number in by_rule(done.result):
        out.append(f"| {_cell(rule)} | {severity} | {number} |")
    ranked = sorted(reports, key=lambda report: (-report.severity, report.key))
    out += ["", "| place | rule | what |", "| --- | --- | --- |"]
    for report in ranked[:LISTED]:
        place = _cell(f"{done.shown[report.place.path]}:{report.place.line}")
        quoted = f" «{report.excerpt}»" if report.excerpt else ""
        out.append(f"| {place} | {_cell(report.rule)} | {_cell(visible(report.message) + quoted)} |")
    if len(ranked) > LISTED:
        out += ["", f"{len(ranked) - LISTED} more are in the log of the step."]
    return "\n".join(out) + "\n"


def _cell(text: str) -> str:
    """Text that Markdown leaves alone, and that ends no cell of a table."""
    return "".join(f"&#{ord(char)};" if char in "\\`*_{}[]<>()#+!|~&@$:" else char for char in text)
