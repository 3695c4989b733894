"""Profiles, captions, and how documents come together to courses."""

from __future__ import annotations

import pytest

from llmdoc_lint.course import Captions, Course, Pair, course_fact, pair_fact, pairs, profile
from model import courses, document


def front(**values: object) -> str:
    return "---\n" + "".join(f"{key}: {value}\n" for key, value in values.items()) + "---\n"


def source_page(number: int, **more: object) -> str:
    keys = {"title": f"{number}. T", "source_url": "https://youtu.be/abcdefghijk", "chapter": number, "parent": "x"}
    return front(**{**keys, **more})


def page(number: int, **more: object) -> str:
    keys = {
        "title": f"{number}. 가",
        "chapter": number,
        "timestamp": "0:00",
        "sourceUrl": "https://youtu.be/abcdefghijk",
    }
    return front(**{**keys, **more})


VIDEO = "https://www.youtube.com/watch?v={}&t=1"
ONE, TWO = VIDEO.format("aaaaaaaaaaa"), VIDEO.format("bbbbbbbbbbb")
SOURCE_INDEX = front(title="T", source_url=ONE, chapters=2)
INDEX = front(title="가", sourceUrl=ONE, totalChapters=2)


def members(files: dict[str, str], folder: str = "x", captions: tuple[Captions, ...] = ()) -> list[list[str]]:
    return sorted([doc.path for doc in course.documents] for course in courses(folder, files, captions))


@pytest.mark.parametrize(
    ("text", "path", "want"),
    [
        pytest.param(
            page(3),
            "x/kr/a.md",
            ("chapter", "target", "chapter", 3, "3. 가", "", "youtube:abcdefghijk"),
            id="a chapter",
        ),
        pytest.param(
            "---\ntitle: 챕터 4. 가\ntitleKr: 나\n---\n",
            "x/kr/a.md",
            ("chapter", "target", "chapter", 4, "챕터 4. 가", "", ""),
            id="number in title",
        ),
        pytest.param(
            "---\ntitle: 가\ntitleKr: 5. 나\n---\n",
            "x/kr/a.md",
            ("chapter", "target", "chapter", 5, "가", "", ""),
            id="number in titleKr",
        ),
        pytest.param(
            "# 6. 가\n",
            "x/kr/a.md",
            ("chapter", "target", "chapter", 6, "6. 가", "", ""),
            id="number and title in the heading",
        ),
        pytest.param("가\n", "x/kr/a.md", ("chapter", "target", "chapter", -1, "", "", ""), id="no number"),
        pytest.param(
            front(title="가", titleKr="나", chapter="true"),
            "x/kr/a.md",
            ("chapter", "target", "chapter", -1, "가", "", ""),
            id="a number that is none",
        ),
        pytest.param(
            front(title="T", source_url="https://a.b/c/#d", parent_slug="p"),
            "x/eng/index.md",
            ("source-article", "source", "article", -1, "T", "p", "https://a.b/c"),
            id="an article's URL without fragment and slash",
        ),
        pytest.param(
            f"# 지시\n\n{source_page(2)}\n# 2. T\n",
            "x/prompts/a.md",
            ("prompt", "", "prompt", 2, "2. T", "x", "youtube:abcdefghijk"),
            id="a prompt",
        ),
        pytest.param(
            "# 지시\n",
            "x/prompts/a.md",
            ("prompt", "", "prompt", -1, "지시", "", ""),
            id="a prompt that embeds nothing",
        ),
        pytest.param("가\n", "notes.md", ("", "", "", -1, "", "", ""), id="of no kind"),
    ],
)
def test_profile(text: str, path: str, want: tuple[object, ...]) -> None:
    assert profile(document(text, path)) == want


@pytest.mark.parametrize(
    ("files", "want"),
    [
        pytest.param(
            {
                "x/eng/_index.md": SOURCE_INDEX,
                "x/eng/a.md": source_page(1),
                "x/kr/_index.md": INDEX,
                "x/kr/a.md": page(1),
                "README.md": "가",
            },
            [["x/eng/_index.md", "x/eng/a.md", "x/kr/_index.md", "x/kr/a.md"]],
            id="a lecture",
        ),
        pytest.param(
            {"x/en/a.md": source_page(1), "x/ko/b.md": page(1, sourceUrl="https://youtu.be/abcdefghijk?t=9")},
            [["x/en/a.md", "x/ko/b.md"]],
            id="pages without an index, one video",
        ),
        pytest.param(
            {"sources/x/a.md": source_page(1), "chapters/x/b.md": page(1)},
            [["chapters/x/b.md", "sources/x/a.md"]],
            id="sources and chapters",
        ),
        pytest.param(
            {"a.md": page(1, sourceUrl=ONE), "b.md": page(2, sourceUrl=ONE), "c.md": page(1, sourceUrl=TWO)},
            [["a.md", "b.md"], ["c.md"]],
            id="flat, by video",
        ),
        pytest.param(
            {
                "a.md": "---\ntitle: 1. T\nchapter: 1\nparent: p\nsource_type: web\n---\n",
                "b.md": "---\ntitle: 1. T\nchapter: 1\nparent: q\nsource_type: web\n---\n",
                "c.md": page(1, sourceUrl=ONE),
            },
            [["a.md"], ["b.md"], ["c.md"]],
            id="flat, by parent",
        ),
        pytest.param(
            {
                "en/a.md": front(title="T", source_url="https://a.b/a", source_type="web"),
                "ko/a.md": front(title="가", sourceUrl="https://a.b/a/", status="final"),
                "en/b.md": front(title="T", source_url="https://a.b/b", source_type="web"),
                "ko/b.md": front(title="가", sourceUrl="https://a.b/b#x", status="final"),
            },
            [["en/a.md", "ko/a.md"], ["en/b.md", "ko/b.md"]],
            id="articles side by side",
        ),
        pytest.param(
            {
                "en/a.md": front(title="T", source_url="https://a.b/a", source_type="web"),
                "ko/a.md": front(title="가", translatedAt="2026-01-01"),
                "ko/b.md": front(title="나", translatedAt="2026-01-01"),
            },
            [["en/a.md", "ko/a.md"], ["ko/b.md"]],
            id="articles that name no source go by file name",
        ),
        pytest.param(
            {
                "eng/index.md": front(title="T", source_url="https://a.b/a", source_type="web"),
                "kr/index.md": front(title="가", sourceUrl="https://a.b/other", status="final"),
            },
            [["eng/index.md", "kr/index.md"]],
            id="one article on each side is one course, whatever its URLs",
        ),
        pytest.param(
            {
                "a/_index.md": INDEX,
                "b/_index.md": front(title="나", sourceUrl=TWO, totalChapters=2),
                "a/1.md": page(1, sourceUrl=ONE),
                "b/1.md": page(1, sourceUrl=TWO),
            },
            [["a/1.md", "a/_index.md"], ["b/1.md", "b/_index.md"]],
            id="two lectures in one folder",
        ),
        pytest.param(
            {"x/kr/_index.md": INDEX, "x/prompts/a-prompt.md": "# 지시\n"},
            [["x/kr/_index.md", "x/prompts/a-prompt.md"]],
            id="a prompt goes to the only lecture",
        ),
        pytest.param(
            {
                "a/_index.md": INDEX,
                "b/_index.md": front(title="나", sourceUrl=TWO, totalChapters=2),
                "prompts/p.md": f"# 지시\n\n{source_page(1, source_url=TWO)}",
                "prompts/q.md": "# 지시\n",
            },
            [["a/_index.md"], ["b/_index.md", "prompts/p.md"], ["prompts/q.md"]],
            id="prompts go to the lecture of their video, or to none",
        ),
        pytest.param({"prompts/q.md": "# 지시\n"}, [["prompts/q.md"]], id="a prompt alone"),
        pytest.param(
            {"kr/index.md": front(title="가", sourceUrl=ONE, status="final"), "prompts/q.md": "# 지시\n"},
            [["kr/index.md", "prompts/q.md"]],
            id="a prompt and an article",
        ),
        pytest.param({"README.md": "가"}, [], id="nothing of a kind"),
    ],
)
def test_assemble(files: dict[str, str], want: list[list[str]]) -> None:
    assert members(files) == want


def one(files: dict[str, str], captions: tuple[Captions, ...] = ()) -> Course:
    (course,) = courses("x", files, captions)
    return course


def test_what_a_course_offers() -> None:
    captions = (Captions("x/media/a.vtt", b""),)
    course = one(
        {
            "x/eng/_index.md": SOURCE_INDEX,
            "x/kr/_index.md": INDEX,
            "x/kr/b.md": page(10),
            "x/kr/c.md": page(9),
            "x/eng/b.md": source_page(10),
            "x/prompts/p-prompt.md": "# 지시\n",
        },
        captions,
    )
    assert course.index is not None
    assert course.source_index is not None
    assert (course.index.path, course.source_index.path) == ("x/kr/_index.md", "x/eng/_index.md")
    assert [doc.path for doc in course.chapters] == ["x/kr/c.md", "x/kr/b.md"]
    assert [doc.path for doc in course.source_chapters] == ["x/eng/b.md"]
    assert [doc.path for doc in course.prompts] == ["x/prompts/p-prompt.md"]
    assert course.article is None
    assert course.captions == captions
    assert course.complete
    assert repr(course) == "<course x: 6 documents>"


def test_captions_are_nobody_s_where_there_are_two_lectures() -> None:
    files = {"a/_index.md": INDEX, "b/_index.md": front(title="나", sourceUrl=TWO, totalChapters=2)}
    assert [course.captions for course in courses("x", files, (Captions("x/a.vtt", b""),))] == [(), ()]


def test_captions_go_to_the_lecture_beside_an_article() -> None:
    files = {"x/kr/_index.md": INDEX, "x/kr/index.md": front(title="가", sourceUrl=TWO, status="final")}
    found = {
        course.documents[0].path: len(course.captions) for course in courses("x", files, (Captions("x/a.vtt", b""),))
    }
    assert found == {"x/kr/_index.md": 1, "x/kr/index.md": 0}


def test_course_facts_are_computed_once() -> None:
    asked = []

    @course_fact
    def size(course: Course) -> int:
        asked.append(course)
        return len(course.documents)

    course = one({"x/kr/_index.md": INDEX})
    assert (size(course), size(course), len(asked)) == (1, 1, 1)


@pytest.mark.parametrize(
    ("source", "target", "pairs"),
    [
        pytest.param({"a": 1, "b": 2}, {"a": 1, "b": 2}, {"a": "a", "b": "b"}, id="by name and number"),
        pytest.param({"a": 1, "b": 2}, {"c": 1, "d": 2}, {"a": "c", "b": "d"}, id="by number"),
        pytest.param(
            {"a": 1, "b": 2}, {"b": 1, "a": 2}, {"a": "b", "b": "a"}, id="the number counts more than the name"
        ),
        pytest.param({"a": 1}, {"a": 3}, {"a": "a"}, id="by name where no number agrees"),
        pytest.param({"a": 1}, {"b": 2}, {"a": None}, id="none"),
    ],
)
def test_counterpart_of_chapters(source: dict[str, int], target: dict[str, int], pairs: dict[str, str | None]) -> None:
    files = {f"x/eng/{name}.md": source_page(number) for name, number in source.items()}
    files |= {f"x/kr/{name}.md": page(number) for name, number in target.items()}
    course = one(files)
    found = {doc.name[:-3]: course.counterpart(doc) for doc in course.source_chapters}
    assert {name: other and other.name[:-3] for name, other in found.items()} == pairs


def test_counterpart_of_other_documents() -> None:
    course = one({"x/eng/_index.md": SOURCE_INDEX, "x/kr/_index.md": INDEX, "x/prompts/p-prompt.md": "# 지시\n"})
    assert course.index is not None
    assert course.counterpart(course.index) is course.source_index
    assert course.counterpart(course.prompts[0]) is None
    article = one(
        {
            "eng/x.md": front(title="T", source_url=ONE, source_type="web"),
            "kr/y.md": front(title="가", sourceUrl=ONE, status="final"),
        }
    )
    assert article.article is not None
    assert article.counterpart(article.article) is article.documents[0]


# ------------------------------------------------------------------------------------ captions

ROLLING = """WEBVTT
Kind: captions
Language: en

00:00:00.160 --> 00:00:02.070 align:start position:0%
\x20
so<00:00:00.400><c> the</c><00:00:00.640><c> model</c>

00:00:02.070 --> 00:00:02.080 align:start position:0%
so the model
\x20

00:00:02.080 --> 00:00:05.000 align:start position:0%
so the model
reads<00:00:02.500><c> &amp;</c><00:00:03.000><c> writes</c>
"""


@pytest.mark.parametrize(
    ("path", "raw", "want"),
    [
        pytest.param(
            "a.en.vtt", ROLLING.encode(), [(0.16, 2.07, "so the model"), (2.08, 5.0, "reads & writes")], id="rolling"
        ),
        pytest.param(
            "a.vtt",
            b"\xef\xbb\xbf" + ROLLING.replace("\n", "\r\n").encode(),
            [(0.16, 2.07, "so the model"), (2.08, 5.0, "reads & writes")],
            id="BOM and CRLF",
        ),
        pytest.param(
            "a.vtt",
            ROLLING.replace("\n", "\r").encode(),
            [(0.16, 2.07, "so the model"), (2.08, 5.0, "reads & writes")],
            id="CR",
        ),
        pytest.param(
            "a.SRT",
            b"1\n00:00:01,000 --> 00:00:02,500\n<i>one</i>\ntwo\n\n2\n00:00:03,000 --> 00:00:04,000\nthree\n",
            [(1.0, 2.5, "one two"), (3.0, 4.0, "three")],
            id="SubRip",
        ),
        pytest.param("a.vtt", b"WEBVTT\n\n01:00.000 --> 01:02.000\na\n", [(60.0, 62.0, "a")], id="no hours"),
        pytest.param("a.vtt", b"", [], id="empty"),
        pytest.param("a.vtt", b"WEBVTT\n", [], id="no captions"),
        pytest.param("a.srt", b"nothing of the sort\n", [], id="no captions at all"),
        pytest.param("a.vtt", b"WEBVTT\n\n00:01 -> 00:02\na\n", [], id="broken"),
        pytest.param("a.vtt", b"WEBVTT\n\n00:01.000 --> 00:02.000\n\xff\n", [(1.0, 2.0, "\ufffd")], id="stray bytes"),
    ],
)
def test_captions(path: str, raw: bytes, want: list[tuple[float, float, str]]) -> None:
    captions = Captions(path, raw)
    assert list(captions.cues) == want
    assert captions.cues is captions.cues


def test_pairs_are_translations_with_their_sources() -> None:
    files = {
        "x/eng/_index.md": SOURCE_INDEX,
        "x/kr/_index.md": INDEX,
        "x/kr/b.md": page(2),
        "x/kr/c.md": page(1),
        "x/kr/d.md": page(3),
        "x/eng/b.md": source_page(2),
        "x/eng/c.md": source_page(1),
    }
    found = {pair.target.path: [doc.path for doc in pair.sources] for pair in pairs(one(files))}
    assert found == {
        "x/kr/_index.md": ["x/eng/c.md", "x/eng/b.md"],
        "x/kr/b.md": ["x/eng/b.md"],
        "x/kr/c.md": ["x/eng/c.md"],
    }
    captions = (Captions("x/media/a.vtt", b""),)
    with_captions = {pair.target.path: pair for pair in pairs(one(files, captions))}
    assert with_captions["x/kr/d.md"].sources == ()
    assert with_captions["x/kr/d.md"].captions == captions
    assert repr(with_captions["x/kr/b.md"]) == "<pair x/kr/b.md: 1 sources>"


def test_an_index_without_source_pages_translates_the_source_index() -> None:
    (pair,) = pairs(one({"x/eng/_index.md": SOURCE_INDEX, "x/kr/_index.md": INDEX}))
    assert [doc.path for doc in pair.documents] == ["x/kr/_index.md", "x/eng/_index.md"]


def test_pair_facts_are_computed_once() -> None:
    asked = []

    @pair_fact
    def size(pair: Pair) -> int:
        asked.append(pair)
        return len(pair.documents)

    (pair,) = pairs(one({"x/eng/_index.md": SOURCE_INDEX, "x/kr/_index.md": INDEX}))
    assert (size(pair), size(pair), len(asked)) == (2, 2, 1)
