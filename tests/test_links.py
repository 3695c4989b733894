"""Links, anchors and videos: GitHub's rules, table by table."""

from __future__ import annotations

import time

import pytest

from llmdoc_lint.document import Document, Files
from llmdoc_lint.links import anchors, find_videos, html_links, links, slug, slugs, video_of
from llmdoc_lint.settings import Settings


def document(text: str) -> Document:
    return Document("kr/index.md", text.encode("utf-8", "surrogateescape"), Settings(), Files(".", "2026-03-01"))


@pytest.mark.parametrize(
    ("title", "expected"),
    [
        pytest.param("소개", "소개", id="Hangul"),
        pytest.param("Neural Network I/O", "neural-network-io", id="a slash is dropped"),
        pytest.param("사전학습 데이터 - 인터넷", "사전학습-데이터---인터넷", id="a hyphen between blanks"),
        pytest.param("후속학습 데이터 (대화)", "후속학습-데이터-대화", id="parentheses"),
        pytest.param("질문 & 답", "질문--답", id="an ampersand leaves two hyphens"),
        pytest.param("질문 &amp; 답", "질문--답", id="an entity is what it stands for"),
        pytest.param("질문&nbsp;답", "질문답", id="a no-break space is no blank"),
        pytest.param("가나—다라", "가나다라", id="an em dash"),
        pytest.param("가나·다라", "가나다라", id="a middle dot"),
        pytest.param("“인용” 그리고 ‘인용’", "인용-그리고-인용", id="curly quotation marks"),
        pytest.param("두  칸", "두--칸", id="each blank is a hyphen"),
        pytest.param("  가장자리  ", "가장자리", id="blanks around the title are no part of it"),
        pytest.param("snake_case 이름", "snake_case-이름", id="an underscore in a word"),
        pytest.param("a _ b", "a-_-b", id="an underscore alone"),
        pytest.param("_강조_ 표시", "강조-표시", id="emphasis by underscores"),
        pytest.param("__굵게__", "굵게", id="strong by underscores"),
        pytest.param("_snake_case_", "snake_case", id="emphasis around an underscore"),
        pytest.param("__굵은 _기울임_ 글__", "굵은-기울임-글", id="emphasis inside strong"),
        pytest.param(r"\_\_init\_\_", "__init__", id="escaped underscores"),
        pytest.param("**굵게** 그리고 *기울임*", "굵게-그리고-기울임", id="asterisks"),
        pytest.param("`__init__`과 `a*b`", "__init__과-ab", id="code keeps its underscores"),
        pytest.param("`&amp;`", "amp", id="an entity in code is text"),
        pytest.param("[링크](https://example.org/a_(b)) 제목", "링크-제목", id="a link"),
        pytest.param("![그림](a.png) 제목", "-제목", id="an image has no text"),
        pytest.param("[![그림](a.png)](b) 제목", "-제목", id="an image in a link"),
        pytest.param("H<sub>2</sub>O", "h2o", id="HTML tags"),
        pytest.param('<a id="x"></a>제목', "제목", id="an HTML anchor"),
        pytest.param("<https://example.org> 주소", "httpsexampleorg-주소", id="an autolink is its address"),
        pytest.param("a < b 그리고 b > c", "a--b-그리고-b--c", id="signs that are no tags"),
        pytest.param("😄 시작", "-시작", id="an emoji"),
        pytest.param("⚙️ 설정", "\ufe0f-설정", id="an emoji's variation selector is a mark, and stays"),
        pytest.param("👩\u200d💻 개발", "-개발", id="a zero-width joiner is dropped"),
        pytest.param(":smile: 웃음", "smile-웃음", id="an emoji's name"),
        pytest.param("½ 그리고 x² ①", "-그리고-x-", id="numbers that are no digits"),
        pytest.param("Ⅳ장", "ⅳ장", id="a Roman numeral is a letter"),
        pytest.param("Ⓐ형", "ⓐ형", id="a circled letter is a letter"),
        pytest.param("１２ ＡＢ＿", "１２-ａｂ＿", id="full-width forms"),
        pytest.param("（괄호）、쉼표", "괄호쉼표", id="full-width punctuation"),
        pytest.param("cafe\u0301", "cafe\u0301", id="a combining accent"),
        pytest.param("ㅋㅋ ᄒᆞᆫ글", "ㅋㅋ-ᄒᆞᆫ글", id="jamo"),
        pytest.param("C++와 C#", "c와-c", id="signs at the end"),
        pytest.param("3. 토큰화 (7:47)", "3-토큰화-747", id="a number and a time"),
        pytest.param("각주[^1]가 있는 제목", "각주1가-있는-제목", id="a footnote's number"),
        pytest.param("-a-", "-a-", id="hyphens at the ends"),
        pytest.param("가\t나", "가나", id="a tab is a control"),
        pytest.param("", "", id="nothing"),
    ],
)
def test_slug(title: str, expected: str) -> None:
    assert slug(title) == expected


@pytest.mark.parametrize(
    ("titles", "expected"),
    [
        (["예제", "예제", "예제"], ["예제", "예제-1", "예제-2"]),
        (["예제", "예제", "예제 1", "예제-1", "예제"], ["예제", "예제-1", "예제-1-1", "예제-1-2", "예제-2"]),
        (["예제-1", "예제", "예제"], ["예제-1", "예제", "예제-2"]),
        (["Foo", "foo", "FOO-1"], ["foo", "foo-1", "foo-1-1"]),
        (["!", "?"], ["", "-1"]),
    ],
)
def test_repeated_headings(titles: list[str], expected: list[str]) -> None:
    doc = document("".join(f"## {title}\n\n" for title in titles))
    assert list(slugs(doc)) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param('<a id="one"></a>', {"one"}, id="an id"),
        pytest.param("<a name=two>", {"two"}, id="a name without quotation marks"),
        pytest.param("<div class='x'\n     id='three'>", {"three"}, id="an element over two lines"),
        pytest.param("## 제목 {#four .wide}", {"제목", "four"}, id="an attribute"),
        pytest.param("## 제목 {/*five*/}", {"제목", "five"}, id="an id in MDX"),
        pytest.param("## 제목 [#six]", {"제목", "six"}, id="an id of Nextra"),
        pytest.param("## 제목[[seven]] ##", {"제목", "seven"}, id="an id of Hugging Face"),
        pytest.param("## 제목 :id=eight", {"제목", "eight"}, id="an id of docsify"),
        pytest.param('## 제목 {: .wide id="nine" }', {"제목", "nine"}, id="an id among attributes"),
        pytest.param("## [[제목]]\n\n## 배열 [0]", {"제목", "배열-0"}, id="brackets that hold no id"),
        pytest.param("> ## 인용 [#ten]", {"인용", "ten"}, id="an id in a quotation"),
        pytest.param("> ## 인용\n\n- ### 항목", {"인용", "항목"}, id="headings in quotations and lists"),
        pytest.param("제목\n---\n\n제목 2\n===\n", {"제목", "제목-2"}, id="underlined headings"),
        pytest.param("<h2>안쪽 <b>제목</b></h2>", {"안쪽-제목"}, id="an HTML heading"),
        pytest.param("```\n## 코드\n<a id=x>\n```\n\n`<a id=y>`", set(), id="code offers none"),
    ],
)
def test_anchors(text: str, expected: set[str]) -> None:
    assert set(anchors(document(text))) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("[가](b)", [("가", "b", False)], id="a link"),
        pytest.param("![가](b.png)", [("가", "b.png", True)], id="an image"),
        pytest.param("[가](<b c> '제목')", [("가", "b c", False)], id="angle brackets and a title"),
        pytest.param("[가](b_(c)_d)", [("가", "b_(c)_d", False)], id="parentheses in the target"),
        pytest.param("[가 [나] 다](b)", [("가 [나] 다", "b", False)], id="brackets in the text"),
        pytest.param("[`코드`](b)", [("`코드`", "b", False)], id="code in the text"),
        pytest.param(
            "[![가](b.png)](c)", [("![가](b.png)", "c", False), ("가", "b.png", True)], id="an image in a link"
        ),
        pytest.param("[가](b)[나](c)", [("가", "b", False), ("나", "c", False)], id="two side by side"),
        pytest.param("[가]: b '제목'", [("가", "b", False)], id="a definition"),
        pytest.param("[가]: <b>", [("가", "b", False)], id="a definition in angle brackets"),
        pytest.param("[^1]: 각주 [가](b)", [("가", "b", False)], id="a footnote is no definition"),
        pytest.param("`[가](b)` <!-- [나](c) -->\n\n    [다](d)", [], id="code and comments"),
        pytest.param("가](b) [나\n다](c)", [], id="no opening bracket on the line"),
        pytest.param("[가](b c) [나] (d)", [], id="no link"),
    ],
)
def test_links(text: str, expected: list[tuple[str, str, bool]]) -> None:
    found = links(document(text))
    assert [(text[link.text_start : link.text_end], link.target, link.image) for link in found] == expected
    for link in found:
        assert text[link.target_start : link.target_end] == link.target
        assert text[link.start] in "[!"


def test_html_links() -> None:
    text = '<a class="x" href="b.md">가</a> <img src=\'c.png\' alt="">\n`<a href="d">`\n<abbr title="src=e">'
    assert [(link.target, link.image) for link in html_links(document(text))] == [("b.md", False), ("c.png", True)]


@pytest.mark.parametrize(
    ("url", "video", "seconds"),
    [
        ("https://www.youtube.com/watch?v=dQaBcDeFgHi", "dQaBcDeFgHi", -1),
        ("https://www.youtube.com/watch?v=dQaBcDeFgHi&t=741s", "dQaBcDeFgHi", 741),
        ("https://m.youtube.com/watch?app=desktop&v=dQaBcDeFgHi#t=1h2m3s", "dQaBcDeFgHi", 3723),
        ("https://youtu.be/dQaBcDeFgHi?si=abc&t=90", "dQaBcDeFgHi", 90),
        ("https://www.youtube.com/embed/dQaBcDeFgHi?start=5", "dQaBcDeFgHi", 5),
        ("https://www.youtube.com/playlist?list=PLdQaBcDeFgHi", "", -1),
        ("https://example.org/watch?v=dQaBcDeFgHi", "", -1),
    ],
)
def test_videos(url: str, video: str, seconds: int) -> None:
    assert video_of(url) == video
    assert [(found.id, found.seconds) for found in find_videos(f"({url})")] == ([(video, seconds)] if video else [])


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("[" * 200_000, id="opening brackets"),
        pytest.param("[b] " * 50_000, id="pairs of brackets"),
        pytest.param("](" * 100_000, id="ends without beginnings"),
        pytest.param("[a](" * 50_000, id="targets that never end"),
        pytest.param("[a](b(c" * 30_000, id="parentheses that never close"),
        pytest.param("## 예제\n" * 40_000, id="one heading over and over"),
        pytest.param("".join(f"## 예제-{n}\n## 예제\n" for n in range(20_000)), id="headings that look like repeats"),
        pytest.param("## " + "_a" * 100_000 + "\n", id="underscores"),
        pytest.param("## " + "<a " * 60_000 + "\n", id="tags that never close"),
        pytest.param("<a " + "href = " * 30_000, id="attributes without values"),
        pytest.param("{" * 100_000 + "#" * 100_000, id="attribute lists that never close"),
        pytest.param("> - " * 50_000 + "# x", id="containers without end"),
        pytest.param("https://www.youtube.com/watch?" + "a&" * 100_000, id="a query without end"),
    ],
)
def test_hostile_text_takes_linear_time(text: str) -> None:
    doc = document(text)
    started = time.process_time()
    links(doc)
    html_links(doc)
    anchors(doc)
    find_videos(text)
    assert time.process_time() - started < 2.5  # what is quadratic takes minutes
