"""Findings as they are reported: escapes, excerpts, places, fingerprints, JSON."""

from __future__ import annotations

import pytest

from llmdoc_lint.core import Applicability, Edit, Finding, Fix, Related, Severity, Span
from llmdoc_lint.formats.json import as_json
from llmdoc_lint.report import EXCERPT, Place, Report, excerpt, fingerprints, make_report, place_of, visible
from model import document


@pytest.mark.parametrize(
    ("text", "want"),
    [
        ("가 a", "가 a"),
        ("a\nb\r\tc", "a\\nb\\r\\tc"),
        ("\x1b[31m\x00\x7f\x85", "\\x1b[31m\\x00\\x7f\\x85"),
        ("a\u200bb\u202e\ufeff", "a\\u200bb\\u202e\\ufeff"),
        ("\u3000\xa0", "\\u3000\\xa0"),
        ("\U000e0041", "\\U000e0041"),
        ("\udcff\udc80", "\\xff\\x80"),
        ("\ud800", "\\ud800"),
        ("👍🏽", "👍🏽"),
        ("", ""),
    ],
)
def test_visible(text: str, want: str) -> None:
    assert visible(text) == want
    assert visible(text).isprintable()


def test_excerpts_are_shortened_in_the_middle() -> None:
    text = "가" * EXCERPT + "나" * EXCERPT
    assert excerpt(text, 0, EXCERPT) == "가" * EXCERPT
    shortened = excerpt(text, 0, len(text))
    assert len(shortened) == EXCERPT
    assert shortened == "가" * (EXCERPT // 2) + "…" + "나" * (EXCERPT // 2 - 1)
    assert excerpt("a\nb", 0, 3) == "a\\nb"
    assert excerpt("a", 1, 1) == ""


def test_places_are_one_based_and_stay_in_the_document() -> None:
    docs = {"a.md": document("가나\n다라\n")}
    assert place_of(Span("a.md", 3, 5), docs) == Place("a.md", 3, 5, 2, 1, 2, 3)
    assert place_of(Span("a.md", 4, 99), docs) == Place("a.md", 4, 6, 2, 2, 3, 1)
    assert place_of(Span("a.md", -4, -2), docs) == Place("a.md", 0, 0, 1, 1, 1, 1)
    assert place_of(Span("b.vtt", 5, 9), docs) == Place("b.vtt", 0, 0, 1, 1, 1, 1)


def reports(text: str, *spans: tuple[int, int], rule: str = "some-rule") -> list[Report]:
    docs = {"a.md": document(text)}
    made = [make_report(rule, "group", Severity.ERROR, Finding(docs["a.md"].span(*span), "m"), docs) for span in spans]
    return fingerprints(made, docs)


def prints(text: str, *spans: tuple[int, int], rule: str = "some-rule") -> list[str]:
    return [report.fingerprint for report in reports(text, *spans, rule=rule)]


def test_fingerprints_survive_edits_elsewhere_and_blanks() -> None:
    (before,) = prints("가\n나 다\n", (2, 3))
    assert prints("앞\n\n가\n나  다\n뒤\n", (5, 6)) == [before]
    assert prints("가\n나 라\n", (2, 3)) != [before]
    assert prints("가\n나 다\n", (2, 3), rule="other") != [before]


def test_equal_lines_have_different_fingerprints() -> None:
    found = prints("가\n가\n가", (0, 1), (2, 3), (4, 5))
    assert len(set(found)) == 3
    assert all(len(one) == 16 for one in found)


def test_the_shape_of_a_report() -> None:
    docs = {"a.md": document("가나\n다라\n"), "b.md": document("마\n")}
    fix = Fix("Do it", (Edit(Span("b.md", 0, 1), "바"), Edit(Span("a.md", 0, 1), "")), Applicability.SAFE)
    related = (Related(Span("b.md", 0, 1), "here"), Related(Span("c.vtt", 3, 4), "there"))
    finding = Finding(docs["a.md"].span(0, 2), "what", fix, related, {"나": 1, "가": [0.5]})
    report = make_report("id", "group", Severity.WARNING, finding, docs)
    (report,) = fingerprints([report], docs)
    assert report.key == ("a.md", 0, 2, "id", "what")
    shown = {"a.md": "x/a.md", "b.md": "x/b.md", "c.vtt": "x/c.vtt"}
    assert as_json(report, shown) == {
        "rule": "id",
        "group": "group",
        "severity": "warning",
        "message": "what",
        "path": "x/a.md",
        "range": {"start": {"line": 1, "column": 1}, "end": {"line": 1, "column": 3}},
        "excerpt": "가나",
        "related": [
            {
                "path": "x/b.md",
                "range": {"start": {"line": 1, "column": 1}, "end": {"line": 1, "column": 2}},
                "message": "here",
            },
            {
                "path": "x/c.vtt",
                "range": {"start": {"line": 1, "column": 1}, "end": {"line": 1, "column": 1}},
                "message": "there",
            },
        ],
        "fix": {
            "applicability": "safe",
            "title": "Do it",
            "edits": [
                {
                    "path": "x/a.md",
                    "range": {"start": {"line": 1, "column": 1}, "end": {"line": 1, "column": 2}},
                    "text": "",
                },
                {
                    "path": "x/b.md",
                    "range": {"start": {"line": 1, "column": 1}, "end": {"line": 1, "column": 2}},
                    "text": "바",
                },
            ],
        },
        "data": {"가": [0.5], "나": 1},
        "fingerprint": report.fingerprint,
    }


def test_a_bare_finding_has_no_fix_and_no_data() -> None:
    (report,) = reports("가\n", (0, 1))
    value = as_json(report, {"a.md": "a.md"})
    assert (value["fix"], value["data"], value["related"]) == (None, {}, [])
