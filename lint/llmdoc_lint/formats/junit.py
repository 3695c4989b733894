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

    result = done.result
    root = Element("testsuites", name="llmdoc-lint")
    suites: dict[str, dict[str, list[Report]]] = {}
    for report in result.reports:
        suites.setdefault(report.place.path, {}).setdefault(report.rule, []).append(report)
    # A case for the run itself: a report without any is taken for a broken one.
    run = SubElement(root, "testsuite", name="llmdoc-lint")
    case = SubElement(run, "testcase", classname="llmdoc-lint", name=f"lint {result.documents} documents")
    told = [visible(problem) for problem in result.problems]
    told += [visible(f"{path}: rule {rule} failed: {error} ({where})") for path, rule, error, where in result.failures]
    for text in told:
        SubElement(case, "error", message=text)
    for path, by_rule in suites.items():
        suite = SubElement(root, "testsuite", name=done.shown[path])
        for rule, reports in by_rule.items():
            case = SubElement(suite, "testcase", classname=done.shown[path], name=rule, file=done.shown[path])
            case.set("line", str(reports[0].place.line))
            failing = [report for report in reports if report.severity >= done.fail_on]
            if failing:
                first = failing[0]
                failure = SubElement(
                    case, "failure", type=str(Severity(first.severity)), message=visible(first.message)
                )
                failure.text = _text(failing, done)
            if len(failing) < len(reports):
                output = SubElement(case, "system-out")
                output.text = _text([report for report in reports if report.severity < done.fail_on], done)
    for suite in root:
        _count(suite)
    totals = {name: sum(int(suite.get(name, 0)) for suite in root) for name in ("tests", "failures", "errors")}
    for name, number in totals.items():
        root.set(name, str(number))
    indent(root)
    raw: bytes = tostring(root, encoding="utf-8", xml_declaration=True)
    return raw.decode() + "\n"


def _count(suite: Element) -> None:
    suite.set("tests", str(len(suite.findall("testcase"))))
    suite.set("failures", str(len(suite.findall("testcase/failure"))))
    suite.set("errors", str(len(suite.findall("testcase/error"))))


def _text(reports: list[Report], done: Done) -> str:
    from llmdoc_lint.output import report_lines

    return "\n".join(line for report in reports for line in report_lines(report, done.shown))
