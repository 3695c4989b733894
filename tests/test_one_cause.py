"""One cause, one finding: damage that a rule about encoding reports leaves the other rules silent."""

from __future__ import annotations

import re
import shutil
import unicodedata
from typing import TYPE_CHECKING

import pytest

from harness import FIXTURES, request
from llmdoc_lint.encoding.code_pages import read_as
from llmdoc_lint.run import run

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

COURSE = "docs/week1/chunking-for-llms"
INDEX = f"{COURSE}/kr/_index.md"
PAGE = f"{COURSE}/kr/bytes-characters-tokens.md"
SOURCE = f"{COURSE}/eng/bytes-characters-tokens.md"


def found(tmp_path: Path, path: str, change: Callable[[str], str]) -> set[str]:
    """The rules that report something in a sound project with one page changed."""
    root = tmp_path / "project"
    shutil.copytree(FIXTURES / "clean", root)
    page = root / path
    before = page.read_bytes().decode()
    after = change(before)
    assert after != before
    page.write_bytes(after.encode())
    result = run(request(root, None))
    assert result.failures == ()
    return {report.rule for report in result.reports}


def behind_front_matter(text: str) -> int:
    return text.index("\n---", 4) + 5


def from_middle(text: str) -> int:
    return text.index("\n\n", (behind_front_matter(text) + len(text)) // 2)


@pytest.mark.parametrize(
    ("path", "start"),
    [
        (INDEX, behind_front_matter),
        (INDEX, from_middle),
        (PAGE, behind_front_matter),
        (PAGE, from_middle),
        (SOURCE, behind_front_matter),  # its second half is English, and stays what it is
    ],
)
@pytest.mark.parametrize("way", ["cp1252", "latin-1", "twice", "pieces"])
def test_damaged_pages(tmp_path: Path, path: str, start: Callable[[str], int], way: str) -> None:
    def change(text: str) -> str:
        cut = start(text)
        rest = text[cut:]
        if way == "pieces":
            return text[:cut] + unicodedata.normalize("NFD", rest)
        codec = "cp1252" if way == "twice" else way
        rest = read_as(rest, codec)
        return text[:cut] + (read_as(rest, codec) if way == "twice" else rest)

    assert found(tmp_path, path, change) == {"not-normalized" if way == "pieces" else "mojibake"}


@pytest.mark.parametrize("char", ["\ufeff", "\u200b", "\xad"])
@pytest.mark.parametrize(
    ("path", "line", "at"),
    [
        pytest.param(INDEX, r"\*\*핵심 포인트", 0, id="before a label"),
        pytest.param(INDEX, r"\*\*핵심 포인트", 3, id="in a label"),
        pytest.param(INDEX, r"### 2\. ", 0, id="before a chapter's heading"),
        pytest.param(INDEX, r"2\. \[", 0, id="before a line of the contents"),
        pytest.param(INDEX, r"<!-- SUMMARY_END", 0, id="before a marker"),
        pytest.param(PAGE, r"## .*요약", 0, id="before the summary's heading"),
        pytest.param(PAGE, r"## .*요약", 5, id="in the summary's heading"),
        pytest.param(PAGE, r"---$\n\n##", 0, id="before a thematic break"),
        pytest.param(PAGE, r"\[3:00\]", 0, id="before a stamp"),
        pytest.param(SOURCE, r"## .*트랜스크립트", 5, id="in the transcript's heading"),
    ],
)
def test_characters_nobody_sees(tmp_path: Path, path: str, line: str, at: int, char: str) -> None:
    def change(text: str) -> str:
        match = re.search(f"^{line}", text, re.MULTILINE)
        assert match
        return text[: match.start() + at] + char + text[match.start() + at :]

    assert found(tmp_path, path, change) == {"invisible-character"}
