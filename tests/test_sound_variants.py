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

    from llmdoc_lint.run import Result

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
    """Every course in `en` and `ko`, the links between them, too."""
    return {
        SOURCE.sub("/en/", TRANSLATION.sub("/ko/", path)): re.sub(r"\]\(\.\./(?:eng|sources)/", "](../en/", text)
        for path, text in files.items()
    }


def slug(prefix: str) -> str:
    return "".join(char for char in prefix.lower() if char.isalnum() or char in " -").replace(" ", "-")


def numbered(form: Callable[[int], str], where: Callable[[str], bool] = is_document) -> Variant:
    """Chapters that are numbered in another form than `3. `: in headings, titles, contents lists and links to them."""

    def heading(match: re.Match[str]) -> str:
        return match[1] + form(int(match[2]))

    def written(text: str) -> str:
        text = re.sub(r"^(#+ )(\d+)\. ", heading, text, flags=re.MULTILINE)
        text = re.sub(r'^(title(?:Kr)?: ")(\d+)\. ', heading, text, flags=re.MULTILINE)
        text = re.sub(r"\]\(#(\d+)-", lambda match: f"](#{slug(form(int(match[1])))}", text)
        return re.sub(r"^()(\d+)\. \[", lambda match: f"- [{heading(match)}", text, flags=re.MULTILINE)

    return lambda files: {path: written(text) if where(path) else text for path, text in files.items()}


def both(one: Variant, other: Variant) -> Variant:
    return lambda files: other(one(files))


ROMAN = ("", "I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X", "XI", "XII", "XIII")
FORMS: dict[str, Callable[[int], str]] = {
    "3 - ...": "{} - ".format,
    "3: ...": "{}: ".format,
    "03. ...": "{:02}. ".format,
    "[3] ...": "[{}] ".format,
    "3장 ...": "{}장 ".format,
    "3장. ...": "{}장. ".format,
    "3강 ...": "{}강 ".format,
    "제3장 ...": "제{}장 ".format,
    "챕터 3 ...": "챕터 {} ".format,
    "Ch. 3 ...": "Ch. {} ".format,
    "Chapter 3: ...": "Chapter {}: ".format,
    "III. ...": lambda number: f"{ROMAN[number]}. ",
}

VARIANTS: dict[str, Variant] = {
    **{f"chapters are called `{form}`": numbered(number) for form, number in FORMS.items()},
    "chapters are called `3 - ...` in the translation": numbered(FORMS["3 - ..."], is_translation),
    "chapters are called `III. ...` in the translation": numbered(FORMS["III. ..."], is_translation),
    "headings `3\\. ...`": rewritten(r"^(#+ \d+)\. ", r"\1\\. "),
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


def read(home: Path) -> Files:
    return {
        path.relative_to(home).as_posix(): path.read_bytes().decode()
        for path in files_of(home)
        if path.relative_to(home).parts[0] != "pages"  # they are about how things are written
    }


def check(files: Files, home: Path, cache: str | None = None) -> Result:
    for name, text in files.items():
        target = home / name
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(text.encode())
    return run(request(home, None)._replace(cache=cache))


@pytest.mark.parametrize("repository", ["clean", "sound"])
@pytest.mark.parametrize("variant", VARIANTS)
def test_variants_are_as_sound(repository: str, variant: str, tmp_path: Path) -> None:
    before = read(FIXTURES / repository)
    after = VARIANTS[variant](before)
    assert after != before
    result = check(after, tmp_path)
    assert result.recognised == result.documents > 10
    assert result.failures == ()
    assert [(one.place.path, one.place.line, one.rule, one.message) for one in result.reports] == []


COURSE = "docs/week1/chunking-for-llms"
INDEX, PAGE = f"{COURSE}/kr/_index.md", f"{COURSE}/kr/fixed-windows-the-512-64-rule.md"


def changed(path: str, pattern: str, new: str) -> Variant:
    """The first match, which must be there, replaced."""

    def change(files: Files) -> Files:
        text, count = re.subn(pattern, new, files[path], count=1, flags=re.MULTILINE | re.DOTALL)
        assert count == 1, pattern
        return {**files, path: text}

    return change


FAULTS: dict[str, tuple[Variant, list[str]]] = {
    "a page deleted": (without(lambda path: path == PAGE), ["chapter-missing"]),
    "a line of the contents": (changed(INDEX, r"^3\. \[[^\n]*\n", ""), ["chapter-missing"]),
    "a summary deleted": (changed(INDEX, r"\n### 3\. .*?(?=\n### 4\.)", ""), ["chapter-missing"]),
    "a text deleted": (changed(INDEX, r"\n## 3\. .*?(?=\n## 4\.)", ""), ["chapter-missing"]),
    "a page copied": (lambda files: {**files, f"{COURSE}/kr/copy.md": files[PAGE]}, ["chapter-duplicate"]),
    "a summary twice": (
        changed(INDEX, r"(\n### 3\. .*?)(?=\n### 4\.)", r"\1\1"),
        ["chapter-duplicate"],
    ),
    "two lines of the contents swapped": (
        changed(INDEX, r"^(3\. \[[^\n]*\n)(4\. \[[^\n]*\n)", r"\2\1"),
        ["chapter-order"],
    ),
    "two summaries swapped": (
        changed(INDEX, r"(\n### 3\. .*?)(\n### 4\. .*?)(?=\n### 5\.)", r"\2\1"),
        ["chapter-order"],
    ),
    "another number in the title": (changed(PAGE, '^titleKr: "3', 'titleKr: "5'), ["chapter-number-mismatch"]),
    "another number in the heading": (changed(PAGE, "^# 3", "# 5"), ["chapter-number-mismatch"]),
    "another number in the front matter": (changed(PAGE, "^chapter: 3", "chapter: 5"), ["chapter-number-mismatch"]),
}


@pytest.fixture(scope="module")
def cache(tmp_path_factory: pytest.TempPathFactory) -> str:
    """One for all faults, each of which changes one course of several."""
    return str(tmp_path_factory.mktemp("cache"))


@pytest.mark.parametrize("fault", FAULTS)
@pytest.mark.parametrize("form", FORMS)
def test_faults_are_found_whatever_chapters_are_called(form: str, fault: str, tmp_path: Path, cache: str) -> None:
    change, rules = FAULTS[fault]
    result = check(numbered(FORMS[form])(change(read(FIXTURES / "clean"))), tmp_path, cache)
    assert [report.rule for report in result.reports] == rules


TITLE = (
    "When a Model Refuses (모델이 거절할 때)",
    "when-a-model-refuses-모델이-거절할-때",
    "When a Model Refuses",
    "모델이 거절할 때",
)
LOOK_ALIKES = (
    "1984", "24/7", "24 - 시즌 회고", "2024. 회고", "7: 45", "80 - 20 법칙", "404: Not Found", "3D 그래픽",
    "100 Days of Code", "10장 안에 요약하기", "16강 진출", "제1원리", "Chapter 11 파산", "V. 결론", "I. 뉴턴",
)  # fmt: skip


@pytest.mark.parametrize("title", LOOK_ALIKES)
def test_titles_that_only_look_numbered(title: str, tmp_path: Path) -> None:
    """Chapter 6 of a course whose chapters have no numbers in their titles is called so."""
    files = numbered(lambda _: "")(read(FIXTURES / "clean"))
    files = {path: text.replace("- [", "1. [") if path.endswith("_index.md") else text for path, text in files.items()}
    for name, new in zip(TITLE, (title, "slug", title, title), strict=True):
        files = {path: text.replace(name, new) for path, text in files.items()}
    files = {path: text.replace("](#slug", f"](#{slug(title)}") for path, text in files.items()}
    assert [(one.place.path, one.rule, one.message) for one in check(files, tmp_path).reports] == []


def in_parts(text: str) -> str:
    """The index with its chapters in two parts, which have Roman numerals."""
    text = re.sub(r"^(##+ \d)", r"#\1", text, flags=re.MULTILINE)
    text = re.sub(r"^#(##+ )(?=1\. )", r"\1I. 기초\n\n#\1", text, flags=re.MULTILINE)
    text = re.sub(r"^#(##+ )(?=5\. )", r"\1II. 심화\n\n#\1", text, flags=re.MULTILINE)
    text = re.sub(r"^(\d\. )\[", r"  - [\1", text, flags=re.MULTILINE)
    text = text.replace("  - [1. ", "- I. 기초\n  - [1. ")
    return text.replace("  - [5. ", "- [II. 심화](#ii-심화)\n  - [5. ")


def with_sections(text: str) -> str:
    """The index with sections in its chapters that are called by the chapter's number."""
    return re.sub(
        r"^(## (\d)\. [^\n]*\n)",
        r"\1\n## 챕터 \2 요약\n\n요약은 위의 챕터별 요약을 보세요.\n\n## \2장 번역\n",
        text,
        flags=re.MULTILINE,
    )


@pytest.mark.parametrize("change", [in_parts, with_sections])
def test_numbers_that_count_no_chapters(change: Callable[[str], str], tmp_path: Path) -> None:
    files = read(FIXTURES / "clean")
    after = {**files, INDEX: change(files[INDEX])}
    assert after != files
    assert [(one.place.line, one.rule, one.message) for one in check(after, tmp_path).reports] == []


def test_a_last_chapter_that_is_called_a_summary(tmp_path: Path) -> None:
    files = read(FIXTURES / "clean")
    for old, new in (
        ("putting-it-together-모두-모아-정리하기", "summary-요약"),
        ("Putting It Together", "Summary"),
        ("모두 모아 정리하기", "요약"),
    ):
        files = {path: text.replace(old, new) for path, text in files.items()}
    assert [(one.place.path, one.rule, one.message) for one in check(files, tmp_path).reports] == []
