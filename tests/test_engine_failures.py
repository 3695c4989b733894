"""A rule that raises costs one finding on its document, not the run."""

from __future__ import annotations

from typing import TYPE_CHECKING

from llmdoc_lint.core import Severity
from llmdoc_lint.result import exit_status
from llmdoc_lint.run import Request, run
from llmdoc_lint.settings import Settings

if TYPE_CHECKING:
    from pathlib import Path

INDEX = '---\ntitle: "가"\noriginalTitle: "A"\nsourceUrl: "https://example.org/a"\nstatus: "draft"\n---\n\n# 가\n'


def lint(root: Path, *select: str) -> tuple[list[tuple[str, str, str]], int]:
    settings = Settings(packs=("llmdoc_rules", "pack_that_raises"))
    result = run(Request(str(root), settings, select=(*select, "rule-failed"), today="2026-03-01"))
    found = [(report.place.path, report.rule, report.message) for report in result.reports]
    return found, exit_status(result, Severity.WARNING)


def test_a_rule_over_documents(tmp_path: Path) -> None:
    for name in ("bad.md", "good.md"):
        (tmp_path / name).write_text("# 가\n", encoding="utf-8")
    found, status = lint(tmp_path, "raises-on-documents")
    assert [(path, rule) for path, rule, _ in found] == [
        ("bad.md", "rule-failed"),
        ("good.md", "raises-on-documents"),
    ]
    assert found[0][2].startswith(
        "`raises-on-documents` could not judge this document: ValueError: no number where one was expected (pack_that_"
    )
    assert status == 2


def test_a_rule_over_a_course(tmp_path: Path) -> None:
    (tmp_path / "a" / "kr").mkdir(parents=True)
    (tmp_path / "a" / "kr" / "index.md").write_text(INDEX, encoding="utf-8")
    found, status = lint(tmp_path, "raises-on-courses")
    assert [(path, rule) for path, rule, _ in found] == [("a/kr/index.md", "rule-failed")]
    assert "RecursionError" in found[0][2]
    assert status == 2


def test_a_rule_over_a_pair(tmp_path: Path) -> None:
    for folder, text in (
        ("kr", INDEX),
        ("eng", INDEX.replace("originalTitle", "author").replace("sourceUrl", "source_url")),
    ):
        (tmp_path / "a" / folder).mkdir(parents=True)
        (tmp_path / "a" / folder / "index.md").write_text(text, encoding="utf-8")
    found, status = lint(tmp_path, "raises-on-pairs")
    assert [(path, rule) for path, rule, _ in found] == [("a/kr/index.md", "rule-failed")]
    assert status == 2


def test_a_suppressed_failure_still_fails_the_run(tmp_path: Path) -> None:
    text = "<!-- llmdoc-lint-disable-file rule-failed: known -->\n# 가\n"
    (tmp_path / "bad.md").write_text(text, encoding="utf-8")
    assert lint(tmp_path, "raises-on-documents") == ([], 2)
