"""`--add-suppressions`: comments that pass over today's findings, with the reason why they may stay.

They are put in like fixes, and judged like fixes: one that does not silence its finding, or that brings a new error,
is taken back.
"""

from __future__ import annotations

from bisect import bisect_right
from typing import TYPE_CHECKING

from llmdoc_lint.blocks import blocks, body_start
from llmdoc_lint.core import Applicability
from llmdoc_lint.document import sound
from llmdoc_lint.report import Change, Repair, place_of

if TYPE_CHECKING:
    from collections.abc import Container, Mapping

    from llmdoc_lint.document import Document
    from llmdoc_lint.engine import Checked
    from llmdoc_lint.report import Report

__all__ = ["instead_of_fixes", "is_suppression"]

_TITLE = "Pass over it: "
# Blocks on whose first line a comment may stand above without parting what belongs together.
_ABOVE = frozenset(("heading", "text"))
# Blocks whose lines may end in a comment.
_BEHIND = frozenset(("text", "list", "quote"))


def instead_of_fixes(
    checked: Checked,
    documents: Mapping[str, Document],
    focus: Container[str],
    reason: str,
    about_linting: Container[str],
) -> Checked:
    """The same findings, each with a suppression for its fix; none where no comment may stand.

    Findings of the rules `about_linting` keep their own fix: what a suppression left unused is taken out again.
    """
    lines: dict[tuple[str, int], list[str]] = {}
    for report in checked.reports:
        if report.place.path in focus and report.rule not in about_linting:
            names = lines.setdefault((report.place.path, report.place.line), [])
            if report.rule not in names:
                names.append(report.rule)
    reports = []
    for report in checked.reports:
        if report.rule in about_linting:
            reports.append(report)
            continue
        names = lines.get((report.place.path, report.place.line), [])
        change = _comment(report, documents[report.place.path], names, reason) if names else None
        fix = None
        if change is not None:
            fix = Repair(int(Applicability.SAFE), f"{_TITLE}{reason}", (change,))
        reports.append(report._replace(fix=fix))
    return checked._replace(reports=tuple(reports))


def is_suppression(fix: Repair) -> bool:
    """Whether it puts a suppression in; else it takes one out that was left unused."""
    return fix.title.startswith(_TITLE)


def _comment(report: Report, doc: Document, names: list[str], reason: str) -> Change | None:
    """The comment for all findings of a line: above it, else at its end, else for the document."""
    if not sound(doc):
        return None
    text = doc.text
    start = report.place.start
    above = f"<!-- llmdoc-lint-disable-next-line {', '.join(names)}: {reason} -->"
    body = body_start(doc)
    if start < body or not text:
        return _for_document(report, doc, reason)
    found = blocks(doc)
    index = bisect_right(found, start, key=lambda block: block.start) - 1
    block = found[index] if index >= 0 and found[index].start <= start < max(found[index].end, start + 1) else None
    first, last = doc.line_span(start)
    if block is not None and block.kind in _ABOVE and first <= block.start <= last:
        return _insert(doc, first, above + _newline(text, last))
    if block is not None and block.kind in _BEHIND:
        return _insert(doc, last, f" <!-- llmdoc-lint-disable-line {', '.join(names)}: {reason} -->")
    return _for_document(report, doc, reason)


def _for_document(report: Report, doc: Document, reason: str) -> Change:
    text = doc.text
    at = body_start(doc)
    newline = _newline(text, doc.line_span(0)[1])
    lead = "" if at == 0 or text[at - 1] in "\n\ufeff" else newline
    return _insert(doc, at, f"{lead}<!-- llmdoc-lint-disable-file {report.rule}: {reason} -->{newline}")


def _newline(text: str, at: int) -> str:
    return "\r\n" if text.startswith("\r\n", at) else "\n"


def _insert(doc: Document, at: int, text: str) -> Change:
    return Change(place_of(doc.span(at, at), {doc.path: doc}), text)
