"""The real slice of content beside the project, where it is there: what is wrong is found, and nothing else."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from harness import files_of, request
from llmdoc_lint.core import Applicability, Severity
from llmdoc_lint.run import Result, run

CORPUS = Path(__file__).parent.parent.parent / "shared" / "corpus"
pytestmark = pytest.mark.skipif(not CORPUS.exists(), reason="the corpus is not beside the project")

INDEX = "deep-dive-llms/kr/_index.md"
PROMPT = "deep-dive-llms/prompts/preview-of-things-to-come-cheatsheet-prompt.md"
EXPECTED = [
    (INDEX, 7, "status-premature"),
    (INDEX, 107, "summary-number-unsupported"),
    (INDEX, 499, "summary-number-unsupported"),
    (INDEX, (315, 549), "chapter-title-conflict"),
    (INDEX, (317, 569), "chapter-title-conflict"),
    (INDEX, 317, "anchor-broken"),
    (INDEX, 335, "heading-format-mixed"),
    (INDEX, 551, "chapter-placeholder"),
    (INDEX, (817, 825), "timestamp-gap"),
    (INDEX, 869, "text-truncated"),
    (INDEX, (869, 877), "timestamp-gap"),
    *((INDEX, line, "timestamp-duplicate") for line in (953, 963, 1011, 1017, 1023, 1029)),
    (INDEX, 975, "timestamp-backwards"),
    (INDEX, 1035, "timestamp-outside-chapter"),
    (INDEX, (1109, 1111), "summary-misplaced"),
    (INDEX, (1147, 1149), "summary-misplaced"),
    (INDEX, 1113, "timestamp-outside-chapter"),
    (INDEX, 1229, "timestamp-beyond-duration"),
    (INDEX, 1111, "summary-name-unsupported"),
    (INDEX, 1239, "summary-name-unsupported"),
    (INDEX, 1291, "text-truncated"),
    ("deep-dive-llms/eng/grand-summary.md", 33, "summary-missing"),
    (PROMPT, 5, "mojibake"),
]


@pytest.fixture(scope="module")
def result() -> Result:
    return run(request(CORPUS, None))


@pytest.mark.parametrize(("path", "lines", "rule"), EXPECTED, ids=lambda value: str(value).rpartition("/")[2])
def test_what_is_wrong_is_reported(result: Result, path: str, lines: int | tuple[int, ...], rule: str) -> None:
    wanted = {line + off for line in (lines if isinstance(lines, tuple) else (lines,)) for off in range(-2, 3)}
    assert [r for r in result.reports if r.rule == rule and r.place.path == path and r.place.line in wanted]


def test_nothing_else_is_an_error_or_a_warning_by_the_hundred(result: Result) -> None:
    assert result.failures == ()
    assert sum(report.severity >= Severity.WARNING for report in result.reports) <= 120


def test_sound_documents_stay_silent(result: Result) -> None:
    """The translated chapter has paragraphs, the source page captions without punctuation; both are fine."""
    sound = {"deep-dive-llms/kr/preview-of-things-to-come.md", "deep-dive-llms/eng/preview-of-things-to-come.md"}
    assert [report for report in result.reports if report.place.path in sound] == []


@pytest.mark.parametrize("fix", [Applicability.SAFE, Applicability.UNSAFE])
def test_fixing_twice_is_fixing_once(tmp_path: Path, fix: Applicability) -> None:
    root = tmp_path / "corpus"
    shutil.copytree(CORPUS, root)
    first = run(request(root, None, fix=int(fix)))
    once = {path: path.read_bytes() for path in files_of(root)}
    second = run(request(root, None, fix=int(fix)))
    assert {path: path.read_bytes() for path in files_of(root)} == once
    assert second.fixed == ()
    assert [r._replace(fingerprint="") for r in second.reports] == [r._replace(fingerprint="") for r in first.reports]
    assert all(report.fix is not None and report.fix.applicability >= fix for report in first.fixed)
