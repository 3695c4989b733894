"""JUnit's XML: a suite for every document with findings, a test case for every rule that found something there.

Findings below `--fail-on` do not fail their case; they stand in its output. A rule or a document that could not be
judged is an error.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from llmdoc_lint.core import Severity
from llmdoc_lint.report import visible

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

    from llmdoc_lint.formats import Done
    from llmdoc_lint.report import Report

__all__ = ["render"]


def render(done: Done) -> str:
    from xml.etree.ElementTree import Element, SubElement, indent, tostring

    root = Element("testsuites", name="llmdoc-lint")
    _run(root, done)
    found: dict[str, dict[str, list[Report]]] = {}
    for report in done.result.reports:
        found.setdefault(report.place.path, {}).setdefault(report.rule, []).append(report)
    for path, by_rule in found.items():
        suite = SubElement(root, "testsuite", name=done.shown[path])
        for reports in by_rule.values():
            _case(suite, reports, done)
    for suite in root:
        _count(suite)
    for name in ("tests", "failures", "errors"):
        root.set(name, str(sum(int(suite.get(name, 0)) for suite in root)))
    indent(root)
    raw: bytes = tostring(root, encoding="utf-8", xml_declaration=True)
    return raw.decode() + "\n"


def _run(root: Element, done: Done) -> None:
    """A case for the run itself, with what went wrong: a report without any case is taken for a broken one."""
    from xml.etree.ElementTree import SubElement

    suite = SubElement(root, "testsuite", name="llmdoc-lint")
    case = SubElement(suite, "testcase", classname="llmdoc-lint", name=f"lint {done.result.documents} documents")
    for text in done.result.troubled:
        SubElement(case, "error", message=visible(text))


def _case(suite: Element, reports: list[Report], done: Done) -> None:
    """What one rule found in one document: failures from `--fail-on` upwards, below that output."""
    from xml.etree.ElementTree import SubElement

    place = reports[0].place
    shown = done.shown[place.path]
    case = SubElement(suite, "testcase", classname=shown, name=reports[0].rule, file=shown, line=str(place.line))
    failing = [report for report in reports if report.severity >= done.fail_on]
    if failing:
        first = failing[0]
        severity = str(Severity(first.severity))
        failure = SubElement(case, "failure", type=severity, message=visible(first.message))
        failure.text = _text(failing, done)
    if len(failing) < len(reports):
        output = SubElement(case, "system-out")
        output.text = _text([report for report in reports if report.severity < done.fail_on], done)


def _count(suite: Element) -> None:
    suite.set("tests", str(len(suite.findall("testcase"))))
    suite.set("failures", str(len(suite.findall("testcase/failure"))))
    suite.set("errors", str(len(suite.findall("testcase/error"))))


def _text(reports: list[Report], done: Done) -> str:
    from llmdoc_lint.formats.text import report_lines

    return "\n".join(line for report in reports for line in report_lines(report, done.shown))
