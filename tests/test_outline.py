"""Sections and their roles, contents lists, chapters, summaries, markers."""

from __future__ import annotations

import pytest

from llmdoc_lint.outline import chapters, markers, region, role_of, sections, summaries
from model import INDEX, PAGE, document

INDEX_PATH = "docs/x/kr/_index.md"
PAGE_PATH = "docs/x/kr/a.md"


@pytest.mark.parametrize(
    ("role", "titles"),
    [
        (
            "tldr",
            [
                "TL;DR",
                "tldr",
                "(TL;DR)",
                "전체 강의 요약 (TL;DR)",
                "전체 강의 요약",
                "⚡ TL;DR",
                "3줄 요약",
                "한 줄 요약",
                "세 줄 요약",
                "**TL;DR**",
            ],
        ),
        (
            "learn",
            [
                "이 콘텐츠에서 배울 수 있는 것",
                "이 강의에서 배울 수 있는 것들",
                "배울 내용",
                "이 글에서 다루는 내용",
                "학습 목표",
                "이 강의에서 배우는 것",
                "What you'll learn",
                "What you’ll learn",
                "🎯 이 영상을 통해 배울 수 있는 것",
            ],
        ),
        ("summaries", ["챕터별 요약", "장별 핵심 요약", "Chapter Summaries", "📚 챕터별 요약", "챕터별 요약:"]),
        (
            "summary",
            [
                "요약",
                "핵심 요약",
                "이 챕터 요약",
                "챕터 요약",
                "요약 (Summary)",
                "Summary",
                "📝 요약",
                "요약 📝",
                "**요약**",
                "본 강의 요약",
                "요약:",
            ],
        ),
        (
            "key-points",
            [
                "핵심 포인트",
                "핵심 개념",
                "주요 내용",
                "핵심 정리",
                "Key Takeaways",
                "💡 핵심 포인트",
                "핵심 포인트 (Key Points)",
                "핵심 요점",
                "key concepts",
            ],
        ),
        (
            "contents",
            ["목차", "📑 목차", "Table of Contents", "목차 (Table of Contents)", "차례", "챕터 목록", "Chapters"],
        ),
        (
            "translation",
            [
                "전체 번역",
                "번역",
                "번역문",
                "번역본",
                "한국어 번역",
                "한글 번역",
                "번역 전문",
                "본문",
                "전체 한국어 번역",
            ],
        ),
        (
            "transcript",
            [
                "영어 원문 트랜스크립트",
                "영어 원문",
                "원문",
                "원본 스크립트",
                "Transcript",
                "Full transcript",
                "전체 스크립트",
                "Source Text",
                "Original transcript",
            ],
        ),
        (
            "",
            [
                "요약과 번역",
                "요약의 기술",
                "토큰화",
                "Summary statistics",
                "요약 (Translation)",
                "목차 (부록)",
                "",
                "!!!",
                "번역가의 말",
                "핵심 포인트가 아닌 것",
                "가" * 61,
                "본문 (요약",
            ],
        ),
    ],
)
def test_role_of(role: str, titles: list[str]) -> None:
    assert {title: role_of(title) for title in titles} == dict.fromkeys(titles, role)


def test_sections_nest_by_level() -> None:
    text = "앞\n\n# 가\n나\n\n## 다\r\n라\n\n### 마\n\n## 요약\n바"
    doc = document(text)
    found = sections(doc)
    assert [(one.level, text[one.start : one.end].split()[-1]) for one in found] == [
        (1, "바"),
        (2, "마"),
        (3, "마"),
        (2, "바"),
    ]
    assert [text[one.body_start : one.own_end].strip() for one in found] == ["나", "라", "", "바"]
    assert [one.role for one in found] == ["", "", "", "summary"]


@pytest.mark.parametrize(
    ("text", "want"),
    [
        ("<!-- A_START -->\n가\n<!-- A_END -->\n", [("A", True), ("A", False)]),
        ("<!-- A_END --><!-- B_START -->\n", [("A", False), ("B", True)]),
        ("<!--FULL_TRANSLATION_START-->\n", [("FULL_TRANSLATION", True)]),
        ("```\n<!-- A_START -->\n```\n", []),
        ("<!-- a_start -->\n<!-- START -->\n<!-- A_BEGIN -->\n", []),
        ("- 가\n  <!-- A_START -->\n", [("A", True)]),
        ("가\n", []),
    ],
)
def test_markers(text: str, want: list[tuple[str, bool]]) -> None:
    assert [(one.name, one.opens) for one in markers(document(text))] == want


@pytest.mark.parametrize(
    ("text", "want"),
    [
        ("<!-- A_START -->가<!-- A_END -->\n", "가"),
        ("<!-- A_START -->\n가", "\n가"),
        ("<!-- A_END -->\n<!-- A_START -->\n<!-- A_START -->나<!-- A_END -->\n", "\n<!-- A_START -->나"),
        ("<!-- B_START -->\n가", None),
    ],
)
def test_region(text: str, want: str | None) -> None:
    found = region(document(text), "A")
    assert (found and text[slice(*found)]) == want


# ------------------------------------------------------------------------------ contents lists


@pytest.mark.parametrize(
    ("items", "want"),
    [
        pytest.param(
            "1. [가](#a) (0:00)\n2. [나](#b) (1:02:03)\n",
            [(1, "가", "0:00", "a"), (2, "나", "1:02:03", "b")],
            id="ordered links",
        ),
        pytest.param("- [1. 가](#a) - 0:00\n", [(1, "가", "0:00", "a")], id="bullets, a time behind a dash"),
        pytest.param("* 1. [가](#a)\n", [(1, "가", "", "a")], id="a number before the link"),
        pytest.param("1. **[가](#a)** (0:00)\n", [(1, "가", "0:00", "a")], id="a bold link"),
        pytest.param("1. [**가**](#a) [0:00]\n", [(1, "가", "0:00", "a")], id="bold in a link, a time in brackets"),
        pytest.param("1. [가 (Alpha)](#a) (0:00)\n", [(1, "가 (Alpha)", "0:00", "a")], id="English in parentheses"),
        pytest.param("1. [가](#a) (Alpha) (0:00)\n", [(1, "가", "0:00", "a")], id="English behind the link"),
        pytest.param("1. [가](#가-(b))\n", [(1, "가", "", "가-(b)")], id="parentheses in the target"),
        pytest.param("1. [가 [나]](a.md#b)\n", [(1, "가 [나]", "", "b")], id="brackets in a link, another file"),
        pytest.param("1. [가](a.md)\n", [(1, "가", "", "")], id="no fragment"),
        pytest.param(
            "- 00:00 가\n- 1:30 나\n", [(-1, "가", "00:00", ""), (-1, "나", "1:30", "")], id="times before titles"
        ),
        pytest.param("- [0:00 가](#a)\n", [(-1, "가", "0:00", "a")], id="a time in the link"),
        pytest.param("- [가 (0:00)](#a)\n", [(-1, "가", "0:00", "a")], id="a time at the link's end"),
        pytest.param("- [0:00](https://youtu.be/x) 가\n", [(-1, "가", "0:00", "")], id="a link that is a time"),
        pytest.param("- [0:00](https://youtu.be/x) - [가](#a)\n", [(-1, "가", "0:00", "a")], id="and a link behind it"),
        pytest.param(
            "- (0:00) 가\n- [1:00] 나\n", [(-1, "가", "0:00", ""), (-1, "나", "1:00", "")], id="bracketed times"
        ),
        pytest.param("- **0:00** 가\n", [(-1, "가", "0:00", "")], id="a bold time"),
        pytest.param("1. 가 (0:00)\n", [(1, "가", "0:00", "")], id="plain"),
        pytest.param("1. 가 - 0:00\n", [(1, "가", "0:00", "")], id="plain, a time behind a dash"),
        pytest.param("1. 가 (Alpha) — 1:00\n", [(1, "가 (Alpha)", "1:00", "")], id="plain with English"),
        pytest.param("1. 가 (0:00 - 1:00)\n", [(1, "가", "0:00", "")], id="a range"),
        pytest.param("- 챕터 1: 가\n- 챕터 2. 나\n", [(1, "가", "", ""), (2, "나", "", "")], id="the word chapter"),
        pytest.param("- 1장 가\n", [(1, "가", "", "")], id="a Korean counter"),
        pytest.param("- [ ] 1. 가\n- [x] 2. 나\n", [(1, "가", "", ""), (2, "나", "", "")], id="check boxes"),
        pytest.param(
            "1. [가](#a)\n1. [나](#b)\n1. [다](#c)\n",
            [(1, "가", "", "a"), (2, "나", "", "b"), (3, "다", "", "c")],
            id="all ones",
        ),
        pytest.param("1. 가\n   - 나\n2. 다\n", [(1, "가", "", ""), (2, "다", "", "")], id="sections of chapters"),
        pytest.param(
            "- 1부\n  - [1. 가](#a)\n- 2부\n  - [2. 나](#b)\n",
            [(1, "가", "", "a"), (2, "나", "", "b")],
            id="parts of a lecture",
        ),
        pytest.param("- 가\n- 나\n", [(-1, "가", "", ""), (-1, "나", "", "")], id="neither number nor link"),
        pytest.param("- 0:00\n-\n- **\n", [], id="no titles"),
        pytest.param("문단 하나.\n", [], id="no list"),
        pytest.param("1. [가](#a) (0:00)\r\n2. 나\r\n", [(1, "가", "0:00", "a"), (2, "나", "", "")], id="CRLF"),
    ],
)
def test_contents(items: str, want: list[tuple[int, str, str, str]]) -> None:
    text = f"{INDEX}# 강의\n\n## 목차\n\n{items}\n## 부록\n\n1. 남\n"
    found = chapters(document(text, INDEX_PATH))
    assert [(one.number, one.title, text[one.stamp_start : one.stamp_end], one.anchor) for one in found] == want
    assert all(one.role == "contents" and text[one.title_start : one.title_end] == one.title for one in found)


# ------------------------------------------------------------------------------------ chapters


def mentions(body: str) -> list[tuple[str, int, str, str]]:
    """Role, number and title of each chapter, and the end of what belongs to it."""
    text = INDEX + body
    found = chapters(document(text, INDEX_PATH))
    return [(one.role, one.number, one.title, text[one.body_start : one.end].strip()[-1:]) for one in found]


@pytest.mark.parametrize(
    ("body", "want"),
    [
        pytest.param(
            "# 강의\n\n<!-- SUMMARY_START -->\n\n## 챕터별 요약\n\n### 1. 가 (0:00)\n\n나\n\n"
            "### 2. 다\n\n라\n<!-- SUMMARY_END -->\n\n"
            "<!-- FULL_TRANSLATION_START -->\n## 1. 가 (0:00)\n\n마\n\n## 2. 다\n\n바\n<!-- FULL_TRANSLATION_END -->\n",
            [("summary", 1, "가", "나"), ("summary", 2, "다", ">"), ("body", 1, "가", "마"), ("body", 2, "다", "바")],
            id="an index with markers",
        ),
        pytest.param(
            "# 강의\n\n## 챕터별 요약\n\n### 1. 가\n\n나\n\n## 전체 번역\n\n### 1. 가\n\n다\n\n### 2.\n\n라\n",
            [("summary", 1, "가", "나"), ("body", 1, "가", "다"), ("body", 2, "", "라")],
            id="without markers, bodies below a heading",
        ),
        pytest.param(
            "# 강의\n\n<!-- SUMMARY_START -->\n### 1. 가\n\n나\n\n## 전체 번역\n\n### 1. 가\n\n다\n",
            [("summary", 1, "가", "나"), ("body", 1, "가", "다")],
            id="the summaries' marker is not closed",
        ),
        pytest.param(
            "# 강의\n\n<!-- SUMMARY_START -->\n### 1. 가\n\n나\n\n<!-- FULL_TRANSLATION_START -->\n## 1. 가\n\n다\n",
            [("summary", 1, "가", ">"), ("body", 1, "가", "다")],
            id="nor is it, and the next one opens",
        ),
        pytest.param(
            "# 강의\n\n## 챕터 1. 가\n\n나\n\n### 1. 소절\n\n다\n\n## 챕터 2: 라\n\n마\n",
            [("body", 1, "가", "다"), ("body", 2, "라", "마")],
            id="the word chapter, numbers inside a chapter",
        ),
        pytest.param("# 강의\n\n## 가\n\n나\n\n## 다\n\n라\n", [], id="no numbers, no chapters"),
        pytest.param(
            "# 1. 강의\n\n## 이 강의에서 배울 수 있는 것\n\n### 1. 하나\n\n## 1. 가\n\n나\n",
            [("body", 1, "가", "나")],
            id="other things that are counted",
        ),
        pytest.param("", [], id="nothing"),
    ],
)
def test_chapters_of_an_index(body: str, want: list[tuple[str, int, str, str]]) -> None:
    assert mentions(body) == want


def test_chapters_of_a_page() -> None:
    text = f"{PAGE}# 1. 시작 (0:00)\n\n## 2. 소절\n\n가\n"
    (one,) = chapters(document(text, PAGE_PATH))
    assert (one.role, one.number, one.title, one.seconds, one.end) == ("body", 1, "시작", 0, len(text))
    assert chapters(document(f"{PAGE}## 1. 시작\n", PAGE_PATH)) == ()
    assert chapters(document("# 1. 시작\n", "notes.md")) == ()


# ----------------------------------------------------------------------------------- summaries


def told(text: str, path: str) -> list[tuple[str, int, str, str]]:
    found = summaries(document(text, path))
    return [
        (one.form, one.number, text[one.text_start : one.text_end], text[one.points_start : one.points_end])
        for one in found
    ]


@pytest.mark.parametrize(
    ("body", "want"),
    [
        pytest.param(
            "## 요약\n\n가나.\n\n## 핵심 포인트\n\n- 다\n- 라\n\n---\n\n## 전체 번역\n\n마\n",
            ("가나.", "- 다\n- 라"),
            id="two sections",
        ),
        pytest.param("## 요약\n\n가나.\n\n**핵심 개념:**\n- 다\n\n---\n", ("가나.", "- 다"), id="a bold label"),
        pytest.param(
            "## 요약\n\n가나.\n\n**💡 핵심 포인트**:\n- 다\n", ("가나.", "- 다"), id="a bold label with an emoji"
        ),
        pytest.param("## 요약\n\n가나.\n\n### 핵심 내용\n\n- 다\n", ("가나.", "- 다"), id="a section below it"),
        pytest.param("## 핵심 요약\n\n- 가\n- 나\n", ("- 가\n- 나", ""), id="a list"),
        pytest.param("## 요약\n\n> 가나.\n\n**Key Takeaways:**\r\n- 다\n", ("> 가나.", "- 다"), id="English"),
        pytest.param("## 이 챕터 요약\n\n\n\n---\n\n## 영어 원문 트랜스크립트\n\n가\n", ("", ""), id="empty"),
        pytest.param("## 요약\n\n가나.\n\n- 다\n- 라\n", ("가나.", "- 다\n- 라"), id="a list behind the prose"),
        pytest.param("## 요약\n\n가나.\n\n- 다\n\n라.\n", ("가나.\n\n- 다\n\n라.", ""), id="a list amid the prose"),
        pytest.param(
            "## 요약\n\n### 하나\n\n가\n\n### 둘\n\n나\n\n## 본문\n",
            ("### 하나\n\n가\n\n### 둘\n\n나", ""),
            id="headings of its own",
        ),
        pytest.param("## 요약\n\n**핵심 포인트:**\n- 가\n", ("", "- 가"), id="points only"),
        pytest.param("## 요약\n\n가\n\n**핵심 포인트:**", ("가", ""), id="a label and nothing behind it"),
        pytest.param(
            "## 요약\n\n핵심 내용을 **핵심 포인트:**\n적다\n",
            ("핵심 내용을 **핵심 포인트:**\n적다", ""),
            id="a label inside a line",
        ),
        pytest.param("## 요약\n\n가\n<!-- SUMMARY_END -->\n\n나\n", ("가", ""), id="up to a marker"),
        pytest.param(
            "## 요약\n\n가\n\n## 핵심 포인트\n\n- 나\n\n<!-- SUMMARY_END -->\n",
            ("가", "- 나"),
            id="points up to a marker",
        ),
    ],
)
def test_summary_of_a_page(body: str, want: tuple[str, str]) -> None:
    assert told(f"{PAGE}# 1. 시작\n\n{body}", PAGE_PATH) == [("section", 1, *want)]


@pytest.mark.parametrize(
    ("body", "want"),
    [
        pytest.param("**요약**: 가나.\n다.\n\n[0:00] 라\n", ("가나.\n다.", ""), id="in the paragraph"),
        pytest.param("**요약:** 가나.\n", ("가나.", ""), id="the colon in bold"),
        pytest.param("> **📝 챕터 요약**: 가나.\n", ("가나.", ""), id="quoted"),
        pytest.param("**요약**\n\n가나.\n\n[0:00] 다\n", ("가나.", ""), id="a label alone"),
        pytest.param("**요약:**\n- 가\n- 나\n\n다\n", ("- 가\n- 나", ""), id="a list behind the label"),
        pytest.param("**요약:**\n\n[0:00] 가\n", ("", ""), id="empty before a stamp"),
        pytest.param("**요약:**\n\n### 다음\n", ("", ""), id="empty before a heading"),
        pytest.param("**요약:**", ("", ""), id="empty at the end"),
        pytest.param("**요약**: 가\n\n**핵심 포인트:**\n- 나\n- 다\n\n라\n", ("가", "- 나\n- 다"), id="with points"),
        pytest.param("**요약**:\n\n**핵심 포인트:**\n- 나\n", ("", "- 나"), id="points only"),
    ],
)
def test_bold_summary(body: str, want: tuple[str, str]) -> None:
    assert told(f"{PAGE}# 1. 시작\n\n{body}", PAGE_PATH) == [("bold", 1, *want)]
    assert told(f"{INDEX}## 7. 가\n\n{body}", INDEX_PATH) == [("bold", 7, *want)]


@pytest.mark.parametrize(
    "body", ["본문 **요약**: 가", "**요약본**: 가\n", "- **요약**: 가\n", "```\n**요약**: 가\n```\n"]
)
def test_no_bold_summary(body: str) -> None:
    assert told(f"{PAGE}# 1. 시작\n\n{body}", PAGE_PATH) == []


def test_summaries_of_an_index() -> None:
    text = (
        f"{INDEX}# 강의\n\n<!-- SUMMARY_START -->\n\n## TL;DR\n\n전부.\n\n---\n\n"
        "## 챕터별 요약\n\n### 1. 가 (0:00)\n\n나.\n\n"
        "**핵심 포인트:**\n- 다\n\n---\n\n### 2. 라 (1:00)\n\n마.\n\n#### 핵심 포인트\n- 바\n\n***\n\n"
        "### 3. 사\n\n<!-- SUMMARY_END -->\n\n아\n"
    )
    assert told(text, INDEX_PATH) == [
        ("tldr", -1, "전부.", ""),
        ("listed", 1, "나.", "- 다"),
        ("listed", 2, "마.", "- 바"),
        ("listed", 3, "", ""),
    ]


def test_a_bold_summary_before_the_first_chapter_is_of_none() -> None:
    assert told(f"{INDEX}**요약**: 가\n\n## 1. 나\n", INDEX_PATH) == [("bold", -1, "가", "")]
