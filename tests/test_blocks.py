"""The block scanner, headings, what is not prose, embedded documents."""

from __future__ import annotations

import random
from itertools import pairwise

import pytest

from llmdoc_lint import blocks
from llmdoc_lint.blocks import embedded, headings, inside, is_sure, numbered, numbers_of, prose
from model import document


def shape(text: str) -> list[tuple[str, str]]:
    """Each block's kind (with a heading's level, a fence's state) and its text."""
    found = []
    for block in blocks.blocks(document(text)):
        mark = {"heading": str(block.level), "fence": "" if block.level else " open"}.get(block.kind, "")
        found.append((block.kind + mark, text[block.start : block.end]))
    return found


@pytest.mark.parametrize(
    ("text", "want"),
    [
        pytest.param("", [], id="nothing at all"),
        pytest.param("\n \n\t\n", [], id="blank lines belong to no block"),
        pytest.param(
            "가\n나\n\n다", [("text", "가\n나\n"), ("text", "다")], id="paragraphs, the last without a newline"
        ),
        pytest.param("\ufeff가\n", [("text", "가\n")], id="a byte order mark belongs to no block"),
        pytest.param("가\r\n\r\n나\r\n", [("text", "가\r\n"), ("text", "나\r\n")], id="a line of CRLF is blank"),
        pytest.param("가\r나\r\r다\n", [("text", "가\r나\r\r다\n")], id="a lone CR ends no line"),
        pytest.param("가\n\u3000\n나\n", [("text", "가\n\u3000\n나\n")], id="an ideographic space is no blank line"),
        # fences
        pytest.param("```\n# 가\n```\n", [("fence", "```\n# 가\n```\n")], id="a fence hides a heading"),
        pytest.param("```py 3\n```", [("fence", "```py 3\n```")], id="a fence closed at the end, no newline"),
        pytest.param("~~~\n```\n~~~\n", [("fence", "~~~\n```\n~~~\n")], id="ticks do not close tildes"),
        pytest.param("````\n```\n````\n", [("fence", "````\n```\n````\n")], id="a shorter fence closes nothing"),
        pytest.param("```\n`````\n가\n", [("fence", "```\n`````\n"), ("text", "가\n")], id="a longer fence closes"),
        pytest.param("```\n``` py\n```\n", [("fence", "```\n``` py\n```\n")], id="a closing fence has no info string"),
        pytest.param("```\n    ```\n```\n", [("fence", "```\n    ```\n```\n")], id="an indented fence closes nothing"),
        pytest.param("```\n가\n\n나", [("fence open", "```\n가\n\n나")], id="an unclosed fence runs to the end"),
        pytest.param(
            "```\r\n가\r\n```\r\n나", [("fence", "```\r\n가\r\n```\r\n"), ("text", "나")], id="a fence with CRLF"
        ),
        pytest.param("``` a`b\n", [("text", "``` a`b\n")], id="ticks in an info string make inline code"),
        pytest.param(
            '```note title="`가`"\n나\n```\n다\n',
            [("fence", '```note title="`가`"\n나\n```\n'), ("text", "다\n")],
            id="ticks in a title do not, where the fence is closed",
        ),
        pytest.param('```note title="`가`"\n나\n', [("text", '```note title="`가`"\n나\n')], id="else they do"),
        pytest.param(
            '```note title="`가`"\n```note title="`나`"\n',
            [("text", '```note title="`가`"\n```note title="`나`"\n')],
            id="neither of two closes the other",
        ),
        pytest.param('```a b="c"```\n', [("text", '```a b="c"```\n')], id="inline code with an attribute"),
        pytest.param("~~~ a`b\n~~~\n", [("fence", "~~~ a`b\n~~~\n")], id="behind tildes ticks are fine"),
        pytest.param(
            "가\n```\n나\n```\n", [("text", "가\n"), ("fence", "```\n나\n```\n")], id="a fence ends a paragraph"
        ),
        pytest.param(
            "- 가\n  ```\n  나\n  ```\n- 다\n",
            [("list", "- 가\n"), ("fence", "  ```\n  나\n  ```\n"), ("list", "- 다\n")],
            id="a fence in a list item",
        ),
        pytest.param(
            "- 가\n  ```\n  나\n다\n",
            [("list", "- 가\n"), ("fence", "  ```\n  나\n"), ("text", "다\n")],
            id="a fence ends with its list item",
        ),
        pytest.param(
            "- ```py\n  나\n\n  ```\n다\n",
            [("list", "- "), ("fence", "```py\n  나\n\n  ```\n"), ("text", "다\n")],
            id="a fence behind a list marker",
        ),
        pytest.param(
            "- ```\n  나", [("list", "- "), ("fence open", "```\n  나")], id="an unclosed fence in a list item"
        ),
        pytest.param(
            "> ```\n> # 가\n> ```\n나\n", [("quote", "> ```\n> # 가\n> ```\n"), ("text", "나\n")], id="a quoted fence"
        ),
        # indented code
        pytest.param("    가\n\n    나\n", [("code", "    가\n\n    나\n")], id="indented code over a blank line"),
        pytest.param("\t가\n", [("code", "\t가\n")], id="a tab indents code"),
        pytest.param("  \t가\n나\n", [("code", "  \t가\n"), ("text", "나\n")], id="blanks and a tab"),
        pytest.param("가\n    나\n", [("text", "가\n    나\n")], id="an indented line continues a paragraph"),
        pytest.param("    가\n\n나\n", [("code", "    가\n"), ("text", "나\n")], id="code ends at a blank line"),
        pytest.param("- 가\n\n  나\n", [("list", "- 가\n"), ("text", "  나\n")], id="a second paragraph of an item"),
        pytest.param("- 가\n\n    나\n", [("list", "- 가\n"), ("text", "    나\n")], id="deep, but the item's"),
        pytest.param("- 가\n\n      나\n", [("list", "- 가\n"), ("code", "      나\n")], id="code in an item"),
        pytest.param("10. 가\n\n       나\n", [("list", "10. 가\n"), ("text", "       나\n")], id="wide markers"),
        pytest.param("# 가\n    나\n", [("heading1", "# 가\n"), ("code", "    나\n")], id="code behind a heading"),
        # comments and HTML
        pytest.param(
            "<!-- 가\n\n# 나 -->\n다\n", [("comment", "<!-- 가\n\n# 나 -->\n"), ("text", "다\n")], id="long comment"
        ),
        pytest.param("<!-->\n가\n", [("comment", "<!-->\n"), ("text", "가\n")], id="the shortest comment"),
        pytest.param("<!-- 가\n나", [("comment", "<!-- 가\n나")], id="an unclosed comment runs to the end"),
        pytest.param(
            "가\n<!-- 나 -->\n", [("text", "가\n"), ("comment", "<!-- 나 -->\n")], id="a comment ends a paragraph"
        ),
        pytest.param(
            "- 가\n  <!-- 나 -->\n", [("list", "- 가\n"), ("comment", "  <!-- 나 -->\n")], id="a comment in an item"
        ),
        pytest.param(
            "<div>\n# 가\n</div>\n\n나\n", [("html", "<div>\n# 가\n</div>\n"), ("text", "나\n")], id="HTML to a blank"
        ),
        pytest.param(
            "가\n</DETAILS>\n", [("text", "가\n"), ("html", "</DETAILS>\n")], id="a block's tag ends a paragraph"
        ),
        pytest.param("<span>\n", [("html", "<span>\n")], id="any tag alone on its line"),
        pytest.param("가\n<span>\n", [("text", "가\n<span>\n")], id="which does not end a paragraph"),
        pytest.param("<b>가</b> 나\n", [("text", "<b>가</b> 나\n")], id="inline HTML"),
        pytest.param("<pre>\n\n# 가\n</pre>\n나\n", [("html", "<pre>\n\n# 가\n</pre>\n"), ("text", "나\n")], id="pre"),
        pytest.param("<script>\n# 가\n", [("html", "<script>\n# 가\n")], id="a script without an end"),
        pytest.param("<가>\n", [("text", "<가>\n")], id="a Korean title in angle brackets"),
        pytest.param(
            "import A from './a'\nimport {\n  B,\n  C,\n} from \"./b\";\n\n가\n",
            [("html", "import A from './a'\nimport {\n  B,\n  C,\n} from \"./b\";\n"), ("text", "가\n")],
            id="what a page of MDX imports",
        ),
        pytest.param("import './a.css'\r\n가\n", [("html", "import './a.css'\r\n"), ("text", "가\n")], id="a style"),
        pytest.param("가\nimport A from './a'\n", [("text", "가\nimport A from './a'\n")], id="not in a paragraph"),
        pytest.param("import A from a\n", [("text", "import A from a\n")], id="a sentence that begins so"),
        # headings
        pytest.param("# 가\n## 나 ##\n", [("heading1", "# 가\n"), ("heading2", "## 나 ##\n")], id="headings"),
        pytest.param("#가\n", [("text", "#가\n")], id="a hashtag"),
        pytest.param("####### 가\n", [("text", "####### 가\n")], id="seven hashes"),
        pytest.param("    # 가\n", [("code", "    # 가\n")], id="four blanks before the hash"),
        pytest.param("\t# 가\n", [("code", "\t# 가\n")], id="a tab before the hash"),
        pytest.param("#\n#", [("heading1", "#\n"), ("heading1", "#")], id="empty headings"),
        pytest.param("가\n===\n", [("heading1", "가\n===\n")], id="setext"),
        pytest.param("가\n나\n===\n", [("text", "가\n나\n===\n")], id="setext under one line only"),
        pytest.param("가\n= =\n", [("text", "가\n= =\n")], id="a broken underline"),
        pytest.param("===\n", [("text", "===\n")], id="an underline under nothing"),
        pytest.param("- 가\n===\n", [("list", "- 가\n===\n")], id="an underline does not reach into an item"),
        # thematic breaks
        pytest.param("---\n\n***\n_ _ _\n", [("rule", "---\n"), ("rule", "***\n"), ("rule", "_ _ _\n")], id="breaks"),
        pytest.param(
            "가\n---\n", [("text", "가\n"), ("rule", "---\n")], id="hyphens under a paragraph are a break here"
        ),
        pytest.param("- - -\n- 가\n", [("rule", "- - -\n"), ("list", "- 가\n")], id="a break before a list item"),
        pytest.param("가\n    ---\n", [("text", "가\n    ---\n")], id="an indented break is text"),
        pytest.param("--\n**가**\n", [("text", "--\n**가**\n")], id="two hyphens, bold"),
        pytest.param("---\r\n", [("rule", "---\r\n")], id="a break with CRLF"),
        pytest.param("---\na: 1\n---\n---\n", [("rule", "---\n")], id="front matter is not a break"),
        # lists
        pytest.param(
            "* 가\n+ 나\n1) 다\n", [("list", "* 가\n"), ("list", "+ 나\n"), ("list", "1) 다\n")], id="markers"
        ),
        pytest.param("-가\n", [("text", "-가\n")], id="no blank behind the marker"),
        pytest.param("가\n2024. 나\n", [("text", "가\n2024. 나\n")], id="a year does not begin a list"),
        pytest.param("가\n1. 나\n", [("text", "가\n"), ("list", "1. 나\n")], id="a one does"),
        pytest.param("가\n-\n나\n", [("text", "가\n-\n나\n")], id="an empty item does not end a paragraph"),
        pytest.param("1. 가\n2. 나\n", [("list", "1. 가\n"), ("list", "2. 나\n")], id="the next number"),
        pytest.param("- 가\n  2. 나\n", [("list", "- 가\n  2. 나\n")], id="a two inside of an item's paragraph"),
        pytest.param("- 가\n나\n\n다\n", [("list", "- 가\n나\n"), ("text", "다\n")], id="a lazy line of an item"),
        pytest.param(
            "- 가\n\n나\n\n    다\n", [("list", "- 가\n"), ("text", "나\n"), ("code", "    다\n")], id="a list ends"
        ),
        pytest.param("- - 가\n\n    나\n", [("list", "- - 가\n"), ("text", "    나\n")], id="two items on a line"),
        pytest.param("-\n  가\n", [("list", "-\n  가\n")], id="an item that begins on the next line"),
        pytest.param("-      가\n", [("list", "-      가\n")], id="an item of code"),
        # quotations
        pytest.param(
            "> 가\n> 나\n다\n\n라\n", [("quote", "> 가\n> 나\n다\n"), ("text", "라\n")], id="a lazy line of a quotation"
        ),
        pytest.param("> # 가\n나\n", [("quote", "> # 가\n"), ("text", "나\n")], id="a quoted heading has no lazy line"),
        pytest.param("> 가\n>\n나\n", [("quote", "> 가\n>\n"), ("text", "나\n")], id="nor has a blank one"),
        pytest.param("> 가\n- 나\n", [("quote", "> 가\n"), ("list", "- 나\n")], id="a list behind a quotation"),
        # tables
        pytest.param(
            "| a | b |\n|--|--|\n| 1 | 2 |\n\n가\n",
            [("table", "| a | b |\n|--|--|\n| 1 | 2 |\n"), ("text", "가\n")],
            id="table",
        ),
        pytest.param(
            "a | b\n:-- | --:\n1 | 2\n", [("table", "a | b\n:-- | --:\n1 | 2\n")], id="a table without outer bars"
        ),
        pytest.param(
            "가\na | b\n--|--\n", [("text", "가\n"), ("table", "a | b\n--|--\n")], id="a table behind a paragraph"
        ),
        pytest.param("가\n--|--\n", [("text", "가\n--|--\n")], id="no header, no table"),
    ],
)
def test_blocks(text: str, want: list[tuple[str, str]]) -> None:
    assert shape(text) == want


def test_deep_nesting_on_one_line_is_bounded() -> None:
    assert [kind for kind, _ in shape("- " * 500 + "가\n")] == ["list"]


def test_list_blocks_know_their_marker_and_their_indentation() -> None:
    found = blocks.blocks(document("- 가\n\t1) 나\n"))
    assert [(block.info, block.level) for block in found] == [("-", 0), ("1)", 4)]


NUMBERED = {
    # a sign behind the number
    "3. 제목": (3, "제목"), "03. 제목": (3, "제목"), "3) 제목": (3, "제목"), "3\\. 제목": (3, "제목"),
    "3\\) 제목": (3, "제목"), "3.제목": (3, "제목"), " 3.  제목": (3, "제목"), "3.": (3, ""), "1. ": (1, ""),
    "123. 제목": (123, "제목"), "３. 제목": (3, "제목"), "01. 5. x": (1, "5. x"), "3. 100 Days": (3, "100 Days"),
    "3. 1984": (3, "1984"), "[3] 제목": (3, "제목"), "3 - 제목": (3, "제목"), "3 – 제목": (3, "제목"),
    "3  — 제목": (3, "제목"), "3: 제목": (3, "제목"), "3 : 제목": (3, "제목"), "3： 제목": (3, "제목"),
    "4 - 2단계 인증": (4, "2단계 인증"), "4: 5 Ways": (4, "5 Ways"), "3 - C++ 기초": (3, "C++ 기초"),
    "3: 3D 그래픽": (3, "3D 그래픽"), "3 - 24시간": (3, "24시간"), "3 - “제목”": (3, "“제목”"),
    # a word beside it
    "3장 제목": (3, "제목"), "3 장 제목": (3, "제목"), "3강 제목": (3, "제목"), "3장. 제목": (3, "제목"),
    "3장: 제목": (3, "제목"), "3장 - 제목": (3, "제목"), "3장": (3, ""), "제3장": (3, ""), "제3장 제목": (3, "제목"),
    "제 3 장. 제목": (3, "제목"), "제3강: 제목": (3, "제목"), "3장 10가지 방법": (3, "10가지 방법"),
    "챕터 3 제목": (3, "제목"), "챕터 3: 제목": (3, "제목"), "챕터3. 제목": (3, "제목"), "챕터 3": (3, ""),
    "Chapter 3": (3, ""), "Chapter 3 Title": (3, "Title"), "CHAPTER 3: Title": (3, "Title"),
    "chapter 3 – Title": (3, "Title"), "Ch. 3 제목": (3, "제목"), "ch.3: 제목": (3, "제목"),
    # Roman numerals
    "I. 소개": (1, "소개"), "III. 제목": (3, "제목"), "IV. 제목": (4, "제목"), "IX.제목": (9, "제목"),
    "X. 제목": (10, "제목"), "XIV. 제목": (14, "제목"), "XXXIX. 제목": (39, "제목"), "Ⅲ. 제목": (3, "제목"),
    "Ⅻ. 제목": (12, "제목"), "V.": (5, ""),
}  # fmt: skip
NOT_NUMBERED = (
    "", " ", "제목", "3", "1984", "24/7", "9.11", "1.5배", "2.x 소개", "3,000", "50% 할인", "7 단계", "3D 그래픽",
    "10가지 방법", "100 Days of Code", "1234. 제목", "2024. 회고", "2024 - 회고", "2024: 회고", "404: Not Found",
    "911 - 그날", "007: 카지노", "3 - 1 = 2", "3 - 1", "1 - 2 - 3", "3 - x = 2", "80 - 20 법칙", "80 - 20 rule",
    "5 - 10분", "7: 45", "5: 1 비율", "16:9 화면", "1:다 관계", "3-나노", "3:제목", "9: 3.5배", "3장의 그림",
    "4장짜리", "3장 만에 배우기", "10장 안에 요약하기", "3장 4절", "제3장 4절", "16강 진출", "2강 이상", "제1원리",
    "제3자", "챕터별 요약", "챕터 10가지", "챕터 3,4 정리", "챕터 3-4 정리", "챕터 3 및 4", "Chapter 3 of 12",
    "Chapters", "3.1 제목", "3-1. 제목", "[3](#a)", "[3:30] 제목", "[3]제목", "[1:2] 3", "(3) 제목", "#3 제목",
    "Part 3: 제목", "3부 제목", "IIII. 제목", "II", "VI 편집기", "Vim. 편집기", "X.com", "Introduction", "C. elegans",
    "Ⅲ 제목", ". x", "². a",
)  # fmt: skip


@pytest.mark.parametrize("title", NUMBERED)
def test_the_number_of_a_title(title: str) -> None:
    number, behind = numbered(title)
    assert (number, title[behind:]) == NUMBERED[title]


@pytest.mark.parametrize("title", NOT_NUMBERED)
def test_titles_that_only_look_numbered(title: str) -> None:
    assert numbered(title) == (-1, 0)


@pytest.mark.parametrize("title", ["3. 제목", "[3] 제목", "제3장 제목", "3장. 제목", "3장", "챕터 3: 제목", "챕터 3"])
def test_numbers_that_are_no_words_of_their_title(title: str) -> None:
    assert is_sure(title)
    assert numbers_of([title, title], 7) == [numbered(title)[0]] * 2


@pytest.mark.parametrize(
    "title", ["24 - 시즌", "24: 시즌", "3장 제목", "8강 전략", "Chapter 11 파산", "V. 결론", "Ⅲ. 제목"]
)
def test_numbers_that_may_be_words_of_their_title(title: str) -> None:
    assert not is_sure(title)
    number = numbered(title)[0]
    assert numbers_of([title, title, "제목"], 7) == []
    assert numbers_of([title], -1) == numbers_of([title], number) == [number]
    assert numbers_of([title, f"{number}. Title", title], 7) == [number] * 3


@pytest.mark.parametrize(
    ("line", "number", "title", "stamp"),
    [
        ("# 소개", -1, "소개", ""),
        ("## 3. 토큰화 (7:47)", 3, "토큰화", "7:47"),
        ("## 3) 토큰화 [1:02:03] ##", 3, "토큰화", "1:02:03"),
        ("## 3. 토큰화 (7:47)\r", 3, "토큰화", "7:47"),
        ("### 12.", 12, "", ""),
        ("## 1.소개", 1, "소개", ""),
        ("## 1\\. 소개", 1, "소개", ""),
        ("## 1.5배 빠른 학습", -1, "1.5배 빠른 학습", ""),
        ("## 3.5 터보", -1, "3.5 터보", ""),
        ("## 7 단계", -1, "7 단계", ""),
        ("## 챕터 4. 신경망", 4, "신경망", ""),
        ("## 챕터 4: 신경망 (8:00 - 9:30)", 4, "신경망", "8:00"),
        ("## Chapter 4 – Networks", 4, "Networks", ""),
        ("## 챕터 4", 4, "", ""),
        ("## 챕터 4-5 모음", -1, "챕터 4-5 모음", ""),
        ("## 제1장 소개", 1, "소개", ""),
        ("## 제 2 장. 소개", 2, "소개", ""),
        ("## 2장: 소개", 2, "소개", ""),
        ("## 3장의 그림", -1, "3장의 그림", ""),
        ("# 소개 #1", -1, "소개 #1", ""),
        ("# 소개#", -1, "소개#", ""),
        ("# 소개 \\#", -1, "소개 \\#", ""),
        ("### ###", -1, "", ""),
        ("#", -1, "", ""),
        ("# 소개 (1:75)", -1, "소개", "1:75"),
        ("# 7:47 소개", -1, "7:47 소개", ""),
        ("# 비율 (3:1)", -1, "비율 (3:1)", ""),
    ],
)
def test_headings(line: str, number: int, title: str, stamp: str) -> None:
    for text in (f"가\n\n{line}\n나\n", f"가\n\n{line}"):
        (head,) = headings(document(text))
        assert (head.number, head.title) == (number, title)
        assert text[head.stamp_start : head.stamp_end] == stamp
        assert text[head.text_start : head.text_end] == head.text
        assert text[head.start : head.end] == line.rstrip("\r") or text.endswith(line)


def test_setext_headings_have_their_text() -> None:
    (head,) = headings(document("  가나 #  \r\n===\r\n"))
    assert (head.level, head.text, head.end) == (1, "가나 #", 13)


@pytest.mark.parametrize(
    ("text", "want"),
    [
        ("a `b` c", ["`b`"]),
        ("a ``b ` c`` d", ["``b ` c``"]),
        ("a `b", []),
        ("a ``b` c", []),
        ("a `b`` c` d", ["`b`` c`"]),
        ("a \\`b` c", []),
        ("a \\\\`b` c", ["`b`"]),
        ("a \\``b` c", ["`b`"]),
        ("a `b\\` c", ["`b\\`"]),
        ("`a\nb`", ["`a\nb`"]),
        ("`a` `b", ["`a`"]),
        ("no code", []),
    ],
)
def test_code_spans(text: str, want: list[str]) -> None:
    assert [text[a:b] for a, b in blocks.code_spans(text, 0, len(text))] == want


@pytest.mark.parametrize(
    ("text", "want"),
    [
        pytest.param("가 `나` 다", "가     다", id="inline code"),
        pytest.param("가 <!-- 나 --> 다", "가            다", id="a comment in a paragraph"),
        pytest.param("- 가 <!-- 나\n  다 --> 라", "- 가       \n        라", id="a comment in a list item"),
        pytest.param("가 <!-- 나\n\n다 --> 라", "가 <!-- 나\n\n다 --> 라", id="a comment does not leave its paragraph"),
        pytest.param("`<!--` 가 -->", "       가 -->", id="a comment's mark in code"),
        pytest.param("`<!--` 가 <!-- 나 -->", "       가           ", id="and one behind it"),
        pytest.param("```\n<!--\n```\n가 <!-- 나 -->", "   \n    \n   \n가           ", id="and one behind a fence"),
        pytest.param("<!-- 가 -->\n나 <!-- 다 -->\n", "          \n나           \n", id="comments of both sorts"),
        pytest.param("가 <!-- 나", "가 <!-- 나", id="an unclosed comment in a paragraph is text"),
        pytest.param("가 https://a.b/c를 보라", "가              를 보라", id="a URL and a particle"),
        pytest.param("가 https://a.b/c.\n", "가              .\n", id="a URL at the end of a sentence"),
        pytest.param("**https://a.b/**", "**            **", id="a bold URL"),
        pytest.param("(https://a.b/c)", "(             )", id="a URL in parentheses"),
        pytest.param("“www.a.b”, mailto:a@b.c", "“       ”,             ", id="other URLs"),
        pytest.param("가 <https://a.b> 나", "가               나", id="an autolink"),
        pytest.param("[가](b) 나", "[가]    나", id="a link's target"),
        pytest.param('[가](<b c> "라") 나', "[가]            나", id="a link's title"),
        pytest.param("[가](b_(c)) 나", "[가]        나", id="parentheses in a target"),
        pytest.param("[가](  ) 나", "[가]     나", id="an empty target"),
        pytest.param("[가](나 다)", "[가](나 다)", id="no link: a blank in the target"),
        pytest.param("![가](b.png)", "![가]       ", id="an image"),
        pytest.param("[가]: https://a.b '다'\n", " " * 20 + "\n", id="a reference definition"),
        pytest.param("[^1]: 각주 하나.\n", "[^1]: 각주 하나.\n", id="a footnote is read"),
        pytest.param("[0:30]: 이제 시작합니다.\n", "[0:30]: 이제 시작합니다.\n", id="a stamp and a colon"),
        pytest.param("가<br>나 <b>다</b>", "가    나    다    ", id="tags"),
        pytest.param('<img alt="가\n  나"> 다', "           \n      다", id="a tag over two lines"),
        pytest.param('<img alt="가\n\n나"> 다', '<img alt="가\n\n나"> 다', id="which does not leave its paragraph"),
        pytest.param("<Q\n  a={[\n  '가'\n]}/>", "<Q\n  a={[\n  '가'\n]}/>", id="what a component shows is read"),
        pytest.param("a <b\nc> 다", "a <b\nc> 다", id="nor has it no attribute"),
        pytest.param("a < b, <제목>", "a < b, <제목>", id="no tags"),
        pytest.param("<pre>\n가\n</pre>\n", "     \n \n      \n", id="preformatted"),
        pytest.param("<div>가 `나`</div>\n", "     가 `나`      \n", id="Markdown means nothing in HTML"),
        pytest.param("> 가 `나`\n", "> 가    \n", id="code in a quotation"),
        pytest.param(
            "> 가 `나`\n> ~~~\n> 다\n> ~~~\n> 라\n", "> 가    \n     \n   \n     \n> 라\n", id="a fence in a quotation"
        ),
        pytest.param("> ```\n> 다", "     \n   ", id="an unclosed one"),
        pytest.param("---\na: 나\n---\n다\n", "   \n    \n   \n다\n", id="front matter"),
    ],
)
def test_prose(text: str, want: str) -> None:
    assert prose(document(text)) == want


PIECES = (
    "가",
    "a",
    " ",
    "\n",
    "\r\n",
    "\r",
    "\t",
    "`",
    "``",
    "```",
    "~~~",
    "<!--",
    "-->",
    "<",
    ">",
    "[",
    "](",
    ")",
    "(",
    "]:",
    "https://",
    "www.a",
    "#",
    "-",
    "1.",
    "|",
    "---",
    "===",
    "<pre>",
    "</pre>",
    "<div>",
    "\\",
    "\ufeff",
    "*",
    "a: b\n",
    "\udcff",
    "    ",
    "[^1]",
    "\u3000",
)


@pytest.mark.parametrize("seed", range(20))
def test_prose_keeps_offsets_and_blocks_lie_in_order(seed: int) -> None:
    pick = random.Random(seed)
    for _ in range(100):
        text = "".join(pick.choices(PIECES, k=pick.randrange(40)))
        doc = document(text)
        masked = prose(doc)
        assert len(masked) == len(text)
        assert [at for at, char in enumerate(masked) if char == "\n"] == [
            at for at, char in enumerate(text) if char == "\n"
        ]
        assert all(a == b or a == " " for a, b in zip(masked, text, strict=True))
        last = 0
        for block in blocks.blocks(doc):
            assert last <= block.start < block.end <= len(text)
            assert not text[last : block.start].strip() or last == 0
            last = block.end
        for spans in (blocks.unread(doc), blocks.comments(doc), blocks.code(doc)):
            assert all(a < b for a, b in spans)
            assert all(before[1] <= after[0] for before, after in pairwise(spans))


def test_inside_tells_touching_from_beside() -> None:
    spans = ((2, 4), (6, 8))
    assert [inside(spans, at, at + 1) for at in range(9)] == [False, False, True, True, False, False, True, True, False]
    assert inside(spans, 0, 9)
    assert not inside((), 0, 9)


ONE = "---\ntitle: 1. 가\nparent: x\n---\n\n# 1. 가\n\n본문\n\n"
TWO = "---\ntitle: 2. 나\nparent: x\n---\n\n# 2. 나\n\n본문\n\n"


@pytest.mark.parametrize(
    ("text", "want"),
    [
        pytest.param(f"# 글\n\n{ONE}# 끝\n\n라\n", [ONE], id="up to the prompt's next heading"),
        pytest.param(f"# 글\n\n{ONE}", [ONE], id="at the end"),
        pytest.param(f"# 글\n\n{ONE}{TWO}# 끝\n", [ONE, TWO], id="two in a row"),
        pytest.param(f"# 글\n\n{ONE}# 둘째\n\n{TWO}# 끝\n", [ONE, TWO], id="two under headings"),
        pytest.param(f"# 글\n\n```markdown\n{ONE}```\n\n# 끝\n", [ONE], id="in a fence"),
        pytest.param(f"# 글\n\n```\n{ONE}", [ONE], id="in an unclosed fence"),
        pytest.param(f"# 글\n\n```\n예:\n{ONE}```\n", [], id="in the middle of a fence"),
        pytest.param(f"# 글\n\n<!--\n{ONE}-->\n", [], id="in a comment"),
        pytest.param("# 글\n\n---\ntitle: 가\n---\n본문\n", [], id="one key is not enough"),
        pytest.param("# 글\n\n---\n본문: 가\n\n나\n", [], id="a break before text with a colon"),
        pytest.param(f"# 글\n\n---\na: [\nb: 1\n---\n{ONE}", [ONE], id="broken front matter is none"),
        pytest.param("# 글\n\n본문\n", [], id="none"),
        pytest.param(
            f"# 글\n\n{ONE}---\nspeaker: a\nmood: b\n---\n\n나\n",
            [f"{ONE}---\nspeaker: a\nmood: b\n---\n\n나\n"],
            id="other keys inside are part of its text",
        ),
    ],
)
def test_embedded(text: str, want: list[str]) -> None:
    found = embedded(document(text))
    assert [text[one.start : one.end] for one in found] == want
    assert [one.front_matter.get("parent") is not None for one in found] == [True] * len(want)


def test_embedded_gives_up_on_broken_front_matter() -> None:
    text = "# 글\n\n" + "---\na: [\nb: 1\n---\n\n" * blocks.MAX_BROKEN + ONE
    assert embedded(document(text)) == ()
