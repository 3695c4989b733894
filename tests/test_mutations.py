"""One fault in the sound course gives the one finding a translator would expect, and no other."""

from __future__ import annotations

import re
import shutil
from typing import TYPE_CHECKING

import pytest

from harness import FIXTURES, request
from llmdoc_lint.run import run

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    Mutation = Callable[[Path], object]

COURSE = "docs/week1/chunking-for-llms"
INDEX, PAGE, STAMPED = "kr/_index.md", "kr/introduction.md", "kr/bytes-characters-tokens.md"


def change(path: str, pattern: str, new: str) -> Mutation:
    """Replace the first match, which must be there."""

    def mutate(course: Path) -> None:
        text = (course / path).read_text("utf-8")
        changed, count = re.subn(pattern, new, text, count=1, flags=re.MULTILINE | re.DOTALL)
        assert count == 1, pattern
        (course / path).write_text(changed, "utf-8")

    return mutate


def remove(path: str) -> Mutation:
    return lambda course: (course / path).unlink()


def append(path: str, text: str) -> Mutation:
    def mutate(course: Path) -> None:
        (course / path).write_text((course / path).read_text("utf-8") + text, "utf-8")

    return mutate


CASES = [
    # ----------------------------------------------------------------------- documents and chapters
    pytest.param(remove("kr/fixed-windows-the-512-64-rule.md"), {"chapter-missing"}, id="a translated page deleted"),
    pytest.param(remove(STAMPED), {"chapter-missing"}, id="a page deleted that another links to"),
    pytest.param(remove("eng/putting-it-together.md"), {"chapter-missing"}, id="a source page deleted"),
    pytest.param(change(INDEX, r"^3\. \[[^\n]*\n", ""), {"chapter-missing"}, id="a line of the contents list"),
    pytest.param(change(INDEX, r"\n### 3\. .*?(?=\n### 4\.)", ""), {"chapter-missing"}, id="a chapter's summary gone"),
    pytest.param(change(INDEX, r"\n## 3\. .*?(?=\n## 4\.)", ""), {"chapter-missing"}, id="a chapter's text gone"),
    pytest.param(
        change(INDEX, r"(\n## 4\. [^\n]*\n).*?(\n---\n)", r"\1\2"),
        {"chapter-empty", "status-premature"},
        id="a chapter emptied",
    ),
    pytest.param(
        change(INDEX, r"(\n## 4\. [^\n]*\n).*?(\n---\n)", r"\1\n(이 챕터는 다음 번역 청크에서 처리됩니다)\n\2"),
        {"chapter-placeholder", "status-premature"},
        id="a chapter put off to the next chunk",
    ),
    pytest.param(change(PAGE, r"(\n## 전체 번역\n).*", r"\1"), {"chapter-empty"}, id="a page's text emptied"),
    pytest.param(change(INDEX, r"^### 2\. ", "### 2. 새 "), {"chapter-title-conflict"}, id="another title in one list"),
    pytest.param(change(INDEX, r"<!-- SUMMARY_END -->\n", ""), {"marker-unbalanced"}, id="a marker lost"),
    # ---------------------------------------------------------------------------------- timestamps
    pytest.param(
        change(INDEX, r"\n\[2:30\](.*?)\n\[3:00\]", r"\n[3:00]\1\n[2:30]"), {"timestamp-backwards"}, id="stamps swapped"
    ),
    pytest.param(change(INDEX, r"\n\[6:30\]", r"\n[6:00]"), {"timestamp-duplicate"}, id="a stamp twice"),
    pytest.param(
        change(INDEX, r"\n\[5:00\][^\n]*\n\n\[5:30\][^\n]*\n", ""), {"timestamp-gap"}, id="two segments dropped"
    ),
    pytest.param(change(INDEX, r"\[5:30\]", "[5.30]"), {"timestamp-malformed"}, id="a stamp with a full stop"),
    pytest.param(
        change(INDEX, r'^duration: "[^"]*"', 'duration: "12:00"'), {"timestamp-beyond-duration"}, id="a short duration"
    ),
    # --------------------------------------------------------------------------------- summaries
    pytest.param(change(INDEX, "160만 건", "170만 건"), {"summary-number-unsupported"}, id="a figure in the index"),
    pytest.param(
        change(INDEX, r"(\*\*요약\*\*[^\n]*?)44TB", r"\g<1>45TB"),
        {"summary-number-unsupported"},
        id="a figure above a chapter",
    ),
    pytest.param(change(STAMPED, "256", "259"), {"summary-number-unsupported"}, id="a figure in a page"),
    pytest.param(change(PAGE, r"(\n## 요약\n).*?(\n## )", r"\1\2"), {"summary-missing"}, id="a summary emptied"),
    pytest.param(
        change(PAGE, r"(\n## 핵심 포인트\n).*?(\n---)", r"\1\2"), {"key-points-missing"}, id="key points emptied"
    ),
    # -------------------------------------------------------------------------------- front matter
    *(
        pytest.param(change(PAGE, rf"^{key}:[^\n]*\n", ""), {"key-missing"}, id=f"a page without {key}")
        for key in ("title", "titleKr", "chapter", "timestamp", "sourceUrl", "translatedAt")
    ),
    *(
        pytest.param(change(INDEX, rf"^{key}:[^\n]*\n", ""), {"key-missing"}, id=f"an index without {key}")
        for key in ("title", "originalTitle", "author", "sourceUrl", "translatedAt", "status", "contentType")
    ),
    *(
        pytest.param(change(INDEX, rf"^{key}:[^\n]*\n", ""), {"key-missing"}, id=f"an index without {key}")
        for key in ("duration", "totalChapters", "hasSummary")
    ),
    pytest.param(change(PAGE, "^titleKr:", "titelKr:"), {"key-unknown"}, id="a key misspelt"),
    pytest.param(change(INDEX, "^hasSummary:", "has_summary:"), {"key-unknown"}, id="a key in the other spelling"),
    pytest.param(change(PAGE, r'^titleKr: "([^"]*)"', r'titleKr: "\1'), {"front-matter-invalid"}, id="a quote lost"),
    pytest.param(change(PAGE, "^chapter: 1", "chapter: 7"), {"chapter-number-mismatch"}, id="another chapter's number"),
    pytest.param(
        change(INDEX, "^totalChapters: 8", "totalChapters: 9"), {"chapter-count-mismatch"}, id="one chapter too many"
    ),
    pytest.param(
        change(STAMPED, r"^(sourceUrl: .*?v=).{11}", r"\g<1>AAAAAAAAAAA"),
        {"course-metadata-conflict"},
        id="another video in the front matter",
    ),
    pytest.param(
        change(STAMPED, r"(\n\[영상 바로가기.*?v=).{11}", r"\g<1>AAAAAAAAAAA"),
        {"video-conflict"},
        id="another video behind the link",
    ),
    pytest.param(
        change(STAMPED, r'^timestamp: "[^"]*"', 'timestamp: "9:59"'), {"timestamp-url-mismatch"}, id="another start"
    ),
    pytest.param(
        change(PAGE, r'^titleKr: "1\. [^"]*"', 'titleKr: "1. 다른 제목"'),
        {"title-heading-mismatch"},
        id="another title",
    ),
    pytest.param(change(INDEX, '^status: "final"', 'status: "done"'), {"value-invalid"}, id="a status of its own"),
    pytest.param(
        change(INDEX, r'^translatedAt: "[^"]*"', 'translatedAt: "2027-01-01"'), {"date-implausible"}, id="the future"
    ),
    # ---------------------------------------------------------------------- links, bytes, residue
    pytest.param(change(INDEX, r"\]\(#3-", "](#3x-"), {"anchor-broken"}, id="a link to no heading"),
    pytest.param(change(PAGE, r"\n\n---\n", "\r\n\r\n---\n"), {"line-ending-mixed"}, id="two CRLF"),
    pytest.param(
        change(PAGE, r"(\n## 전체 번역\n\n..)", "\\1\u200b"), {"invisible-character"}, id="a zero-width space"
    ),
    pytest.param(append(PAGE, "\n계속해서 다음 부분을 번역해 드릴까요?\n"), {"model-residue"}, id="an offer to go on"),
    pytest.param(
        change("prompts/fixed-windows-the-512-64-rule-cheatsheet-prompt.md", r"(\n\[\d+:\d\d\] \w+) \w+", r"\1 other"),
        {"embedded-source-stale"},
        id="a word changed in an embedded page",
    ),
]


@pytest.mark.parametrize(("mutate", "rules"), CASES)
def test_one_fault_one_finding(tmp_path: Path, mutate: Mutation, rules: set[str]) -> None:
    root = tmp_path / "clean"
    shutil.copytree(FIXTURES / "clean", root)
    mutate(root / COURSE)
    result = run(request(root, None))
    assert sorted(report.rule for report in result.reports) == sorted(rules)
    assert result.failures == ()


@pytest.mark.parametrize(("repository", "documents"), [("clean", 23), ("sound", 75)])
def test_the_sound_repositories_are_sound(repository: str, documents: int) -> None:
    result = run(request(FIXTURES / repository, None))
    assert (result.reports, result.failures, result.problems) == ((), (), ())
    assert result.recognised == result.documents == documents
