"""Sound repositories as other people would write them: other bytes, stamps, headings, and parts left out."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

from harness import FIXTURES, files_of, request
from llmdoc_lint.run import run

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    Files = dict[str, str]
    Variant = Callable[[Files], Files]

TRANSLATION, SOURCE = re.compile(r"/(?:kr|ko|chapters)/"), re.compile(r"/(?:eng|en|sources)/")
VIDEO = re.compile(r"(https://www\.youtube\.com/watch\?v=[\w-]{11})")
STAMP = re.compile(r"^\[(\d{1,2}):(\d\d)\]", re.MULTILINE)


def is_translation(path: str) -> bool:
    return TRANSLATION.search(path) is not None


def is_page(path: str) -> bool:
    """A chapter's translation in a file of its own."""
    return is_translation(path) and not path.endswith("index.md")


def is_document(path: str) -> bool:
    return path.endswith(".md")


def rewritten(pattern: str, new: str, where: Callable[[str], bool] = is_document) -> Variant:
    """Every match in every document that `where` picks."""
    compiled = re.compile(pattern, re.MULTILINE)
    return lambda files: {path: compiled.sub(new, text) if where(path) else text for path, text in files.items()}


def without(where: Callable[[str], bool]) -> Variant:
    return lambda files: {path: text for path, text in files.items() if not where(path)}


def with_linked_stamps(files: Files) -> Files:
    """`[3:30](https://...&t=210s)`, to the video that the document is about."""

    def linked(text: str) -> str:
        video = VIDEO.search(text)
        if video is None:
            return text
        url = video[1]
        return STAMP.sub(lambda at: f"{at[0]}({url}&t={60 * int(at[1]) + int(at[2])}s)", text)

    return {path: linked(text) if is_translation(path) else text for path, text in files.items()}


def with_hours(files: Files) -> Files:
    def hours(stamp: re.Match[str]) -> str:
        return f"[{int(stamp[1]) // 60}:{int(stamp[1]) % 60:02}:{stamp[2]}]"

    return {path: STAMP.sub(hours, text) if is_document(path) else text for path, text in files.items()}


def in_other_folders(files: Files) -> Files:
    """Every course in `en` and `ko`, and the links between the two."""
    return {
        SOURCE.sub("/en/", TRANSLATION.sub("/ko/", path)): text.replace("](../eng/", "](../en/")
        for path, text in files.items()
    }


def both(one: Variant, other: Variant) -> Variant:
    return lambda files: other(one(files))


VARIANTS: dict[str, Variant] = {
    "CRLF": rewritten(r"\n", "\r\n"),
    "no line end at the end": rewritten(r"\n+\Z", ""),
    "no captions": without(lambda path: path.endswith(".vtt")),
    "no sources": without(lambda path: SOURCE.search(path) is not None or "/prompts/" in path),
    "no indexes": without(lambda path: path.endswith("_index.md")),
    "no pages": without(is_page),
    "no stamps in the translation": rewritten(r"^\[[\d:]+\] ", "", is_translation),
    "stamps with hours": with_hours,
    "bold stamps": rewritten(r"^(\[[\d:]+\]) ", r"**\1** "),
    "stamps that are links": with_linked_stamps,
    "stamps on a line of their own": rewritten(r"^(\[[\d:]+\]) ", r"\1\n"),
    "headings `Chapter 3: ...`": both(
        rewritten(r"^(#+ )(\d+)\. ", r"\1Chapter \2: ", is_translation),
        rewritten(r"\]\(#(?=\d)", "](#chapter-", is_translation),
    ),
    "an underlined title": rewritten(r"(?<=---\n\n)# ([^\n]*)\n", r"\1\n=====\n", is_translation),
    "a link back below": rewritten(r"\n\Z", "\n\n---\n\n[목록으로 돌아가기](_index.md)\n", is_page),
    "a word of the translator below": rewritten(
        r"\n\Z", "\n\n---\n\n*옮긴이 주: 이 글은 2026년 1월에 번역했습니다. 오역을 발견하시면 알려 주세요.*\n", is_page
    ),
    "who translated it above": rewritten(
        r"(?<=\n---\n)(\n?# [^\n]*\n)", r"\1\n> 원문: 영어 강의 녹취록\n> 번역: 김하늘\n", is_translation
    ),
    "other names of the sections": both(
        rewritten("## 요약$", "## 핵심 요약", is_page), rewritten("## 핵심 포인트$", "## 주요 내용", is_page)
    ),
    "front matter without quotes": rewritten(r'^(status|author|translatedAt|contentType): "([^":]*)"', r"\1: \2"),
    "front matter in single quotes": rewritten(r"^(\w+): \"([^\"']*)\"$", r"\1: '\2'"),
    "other folders": in_other_folders,
    "lists with asterisks": rewritten(r"^- ", "* "),
    "two blank lines between paragraphs": rewritten(r"\n\n", "\n\n\n"),
    "paragraphs joined": rewritten(r"(?<=[.?!])\n\n(?=[가-힣])", " ", is_page),
    "stamps in a paragraph of their own": rewritten(r"^(\[[\d:]+\]) ", r"\1\n\n"),
    "short addresses of the video": rewritten(
        r"https://www\.youtube\.com/watch\?v=([\w-]{11})&t=", r"https://youtu.be/\1?t="
    ),
    "a draft": rewritten('^status: "final"', 'status: "draft"'),
    "friendly endings": rewritten(r"(?<=[있없었았였겠했됐])습니다\.", "어요."),
    "no summaries above the chapters": rewritten(r"^\*\*요약\*\*: [^\n]*\n\n", ""),
    "blanks at the ends of lines": rewritten(r"(?<=[.다])\n", "  \n"),
}


@pytest.mark.parametrize("repository", ["clean", "sound"])
@pytest.mark.parametrize("variant", VARIANTS)
def test_variants_are_as_sound(repository: str, variant: str, tmp_path: Path) -> None:
    home = FIXTURES / repository
    before = {
        path.relative_to(home).as_posix(): path.read_bytes().decode()
        for path in files_of(home)
        if path.relative_to(home).parts[0] != "pages"  # they are about how things are written
    }
    after = VARIANTS[variant](before)
    assert after != before
    for name, text in after.items():
        target = tmp_path / name
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(text.encode())
    result = run(request(tmp_path, None))
    assert result.recognised == result.documents > 10
    assert result.failures == ()
    assert [(one.place.path, one.place.line, one.rule, one.message) for one in result.reports] == []
