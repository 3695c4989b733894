"""Units of two languages, and which of them belong together."""

from __future__ import annotations

import os
import subprocess
import sys
import time

import pytest

from harness import FIXTURES
from llmdoc_lint.course import Captions, Pair, pairs
from llmdoc_lint.language.alignment import Alignment, aligned, even, unit_text
from llmdoc_lint.language.cognates import _ideas, figures, latin_words, traces
from llmdoc_lint.language.units import units
from model import courses, document
from real import environment

EN = "---\ntitle: Talk\nsource_url: https://example.org/t\nsource_type: web\nauthor: A\n---\n\n# Talk\n\n"
KO = (
    "---\ntitle: 강연\noriginalTitle: Talk\nsourceUrl: https://example.org/t\n"
    "translatedAt: 2026-01-01\n---\n\n# 강연\n\n"
)
SENTENCES = (  # a pair each; nothing is shared by two of them
    ("The parser reads 4,200 tokens and writes a tree.", "파서는 토큰 4,200개를 읽고 트리를 씁니다."),
    ("Every Monday the library sends letters to its readers.", "도서관은 월요일마다 독자에게 편지를 보냅니다."),
    ("A photo of the shelf takes ten seconds on an iPhone.", "서가 사진을 찍는 데는 iPhone으로 10초가 걸립니다."),
    ("Doctors ask their patients 15 questions about food.", "의사는 환자에게 음식에 관해 15가지를 질문합니다."),
    ("In 1987 the university bought its first computer.", "1987년에 대학교는 첫 컴퓨터를 샀습니다."),
    ("The robot in the factory failed after 312 days.", "공장의 로봇은 312일 만에 고장 났습니다."),
    ("Music from the film plays while the video loads.", "영상을 불러오는 동안 영화의 음악이 나옵니다."),
    (
        "Energy is cheap, says the newspaper, but memory is not.",
        "신문은 에너지가 싸지만 메모리는 그렇지 않다고 합니다.",
    ),
)


def pair(source: str, target: str, captions: tuple[Captions, ...] = ()) -> Pair:
    files = {"talk/eng/index.md": EN + source, "talk/kr/index.md": KO + target}
    if not source:
        del files["talk/eng/index.md"]
    [course] = courses("talk", files, captions)
    [found] = pairs(course)
    return found


def english(*which: int) -> str:
    return "\n\n".join(SENTENCES[at][0] for at in which)


def korean(*which: int) -> str:
    return "\n\n".join(SENTENCES[at][1] for at in which)


def links(found: Alignment) -> list[tuple[tuple[int, ...], tuple[int, ...]]]:
    return [
        (tuple(range(bead.source_start, bead.source_end)), tuple(range(bead.target_start, bead.target_end)))
        for bead in found.beads
    ]


def cover(found: Alignment) -> None:
    """Every unit of a part is in exactly one bead, in order."""
    for part in found.parts:
        if part.method == "none":
            assert part.bead_start == part.bead_end
            continue
        at, j = part.source_start, part.target_start
        for bead in found.beads[part.bead_start : part.bead_end]:
            assert (bead.source_start, bead.target_start) == (at, j)
            assert bead.source_end >= at
            assert bead.target_end >= j
            assert 0 <= bead.confidence <= 1
            at, j = bead.source_end, bead.target_end
        assert (at, j) == (part.source_end, part.target_end)


# ------------------------------------------------------------------------------------------- units


def test_units_are_what_is_translated() -> None:
    text = (
        f"{KO}## 요약\n\n짧은 요약입니다.\n\n## 시작\n\n첫 문단입니다.\n\n- 하나\n- 둘\n\n"
        "```sh\nls\n```\n\n<!-- 메모 -->\n\n---\n\n> 인용\n"
    )
    doc = document(text, "a/kr/index.md")
    found = units(doc)
    assert [unit.kind for unit in found] == ["heading", "text", "list", "list", "fence", "quote"]
    assert [text[unit.start : unit.end] for unit in found][:4] == ["시작", "첫 문단입니다.", "하나", "둘"]
    assert found[0].level == 2
    assert found[1].size == len("첫 문단입니다.".encode())


def test_a_stamped_text_has_segments_for_units() -> None:
    text = KO + "[0:00] 안녕하세요.\n\n이어지는 문단입니다.\n\n[0:30] 둘째입니다.\n\n[1:00] 셋째입니다.\n"
    found = units(document(text, "a/kr/index.md"))
    assert [(unit.kind, unit.seconds) for unit in found] == [("segment", 0), ("segment", 30), ("segment", 60)]
    assert text[found[0].start : found[0].end] == "안녕하세요.\n\n이어지는 문단입니다."
    assert text[found[1].at :].startswith("[0:30]")


def test_one_time_in_prose_is_no_stamp() -> None:
    text = KO + "[12:30] 기차가 떠났습니다.\n\n그 뒤로는 아무 일도 없었습니다.\n"
    assert [unit.seconds for unit in units(document(text, "a/kr/index.md"))] == [-1, -1]


def test_a_summary_in_an_articles_own_section_is_its_text() -> None:
    text = f"{KO}**요약**: 이 글의 요약입니다.\n\n## 벌통\n\n첫 문단입니다.\n\n**핵심 요약:** 글쓴이의 말입니다.\n"
    found = [text[unit.start : unit.end] for unit in units(document(text, "a/kr/index.md"))]
    assert found[1:] == ["첫 문단입니다.", "**핵심 요약:** 글쓴이의 말입니다."]


def test_what_a_page_imports_is_no_text() -> None:
    text = f"{KO}import {{ Note }} from '../note'\n\n첫 문단입니다.\n"
    assert [unit.kind for unit in units(document(text, "a/kr/index.md"))] == ["text"]


def test_a_table_is_as_long_as_what_it_says() -> None:
    plain = "| 달 | 할 일 |\n| - | - |\n| 3월 | 살피기 |\n"
    padded = "| 달       | 할 일       |\n| -------- | ----------- |\n| 3월      | 살피기      |\n"
    sizes = [units(document(KO + table, "a/kr/index.md"))[0].size for table in (plain, padded)]
    assert sizes[0] == sizes[1]


def test_bold_marks_stay_in_a_list_item() -> None:
    text = KO + "- **굵게** 쓴 항목\n"
    [unit] = units(document(text, "a/kr/index.md"))
    assert unit.kind == "list"
    assert text[unit.start : unit.end] == "**굵게** 쓴 항목"


def test_a_source_may_carry_summaries_in_the_readers_language() -> None:
    text = EN + "이 글은 도서관이 책을 세는 방법을 설명합니다.\n\n" + english(0, 1, 2) + "\n"
    found = units(document(text, "a/eng/index.md"))
    assert len(found) == 3


def test_a_source_in_another_script_is_read() -> None:
    found = units(document(EN + korean(*range(8)) + "\n\n" + english(0) + "\n", "a/eng/index.md"))
    assert len(found) == 9


def test_what_translators_say_of_themselves_is_no_translation() -> None:
    text = f"{KO}첫 문단입니다.\n\n## 번역한 사람들\n\n- \n- 하나\n\n## 한국어 번역\n\n두 사람이 옮겼습니다.\n"
    doc = document(text, "a/kr/index.md")
    assert [text[unit.start : unit.end] for unit in units(doc)] == [
        "첫 문단입니다.",
        "번역한 사람들",
        "하나",
        "한국어 번역",
        "두 사람이 옮겼습니다.",
    ]


# ------------------------------------------------------------------------------------------ traces


def test_traces_are_what_two_languages_share() -> None:
    english_, korean_ = SENTENCES[0]
    theirs = set(traces(english_, "en", latin_words(korean_)))
    assert {"4200", "=토큰"} <= theirs & set(traces(korean_, "ko", ()))


def test_every_word_of_the_dictionary_is_found() -> None:
    korean_, english_ = _ideas()
    for stem, name in korean_.items():
        assert traces(f"{stem}입니다", "ko", ()) == [name]
    for word, names in english_.items():
        assert traces(word, "en", ()) == names.split(" ")
    assert len(set(korean_.values())) == len(set(" ".join(english_.values()).split(" ")))


@pytest.mark.parametrize("word", ["tokens", "token", "tokenizing", "Tokenized"])
def test_english_words_are_found_in_any_form(word: str) -> None:
    assert "=토큰" in traces(word, "en", ())


@pytest.mark.parametrize("quotes", ['""', "“”"])
def test_stamps_are_no_figures(quotes: str) -> None:
    assert figures(f"{quotes} [12:30] 1,024 of 3 in 2019 (8:45)") == ["1,024", "2019"]


# --------------------------------------------------------------------------------------- alignment


def test_paragraphs_align_by_what_they_say() -> None:
    found = aligned(pair(english(*range(8)), korean(*range(8))))
    assert links(found) == [((at,), (at,)) for at in range(8)]
    assert found.confidence > 0.9
    assert found.covered == 1.0
    cover(found)


@pytest.mark.parametrize("lost", range(1, 7))
def test_a_missing_paragraph_is_a_gap(lost: int) -> None:
    kept = [at for at in range(8) if at != lost]
    found = aligned(pair(f"## A\n\n{english(*range(8))}\n", f"## 가\n\n{korean(*kept)}\n"))
    [part] = found.parts
    [hole] = part.holes
    assert (hole.source_start, hole.source_end, hole.before) == (lost + 1, lost + 2, lost)
    assert 0.8 < found.covered < 0.95
    cover(found)


def test_two_paragraphs_may_be_rendered_as_one() -> None:
    pages = (f"## A\n\n{english(*range(8))}", f"## 가\n\n{korean(0, 1, 2)} {korean(3)}\n\n{korean(4, 5, 6, 7)}")
    found = aligned(pair(*pages))
    assert ((3, 4), (3,)) in links(found)
    assert not found.parts[0].holes


def test_other_text_has_no_confidence() -> None:
    found = aligned(pair(english(0, 1, 2, 3), korean(4, 5, 6, 7)))
    assert found.confidence < 0.3


def stamped(texts: list[str], first: int = 0, step: int = 30) -> str:
    times = [first + step * at for at in range(len(texts))]
    return "\n\n".join(f"[{time // 60}:{time % 60:02}] {text}" for time, text in zip(times, texts, strict=True))


def test_stamps_that_agree_are_believed() -> None:
    found = aligned(pair(stamped([one for one, _ in SENTENCES]), stamped([one for _, one in SENTENCES[:5]])))
    [part] = found.parts
    assert part.method == "stamps"
    assert links(found)[:5] == [((at,), (at,)) for at in range(5)]
    assert [(hole.source_start, hole.source_end) for hole in part.holes] == [(5, 8)]
    cover(found)


def test_stamps_that_the_words_contradict_are_not() -> None:
    source, target = [one for one, _ in SENTENCES], [one for _, one in SENTENCES]
    found = aligned(pair(stamped(source), stamped(target, first=90)))
    [part] = found.parts
    assert part.method == "content"
    assert links(found) == [((at,), (at,)) for at in range(8)]


def test_one_segment_may_hold_the_text_of_two() -> None:
    source = stamped([one for one, _ in SENTENCES])
    lines = stamped([one for _, one in SENTENCES]).split("\n\n")
    joined = [*lines[:2], f"{lines[2]} {SENTENCES[3][1]}", *lines[4:]]
    found = aligned(pair(source, "\n\n".join(joined)))
    assert ((2, 3), (2,)) in links(found)
    assert found.covered == 1.0


def captions() -> Captions:
    lines = ["WEBVTT", ""]
    for at, (text, _) in enumerate(SENTENCES):
        lines += [f"00:00:{5 * at:02}.000 --> 00:00:{5 * at + 5:02}.000", text, ""]
    return Captions("talk/media/talk.en.vtt", "\n".join(lines).encode())


def test_captions_are_a_source_where_there_is_no_other() -> None:
    one = pair("", korean(*range(8)), (captions(),))
    found = aligned(one)
    assert found.confidence > 0.9
    assert all(unit.doc == -1 for unit in found.source)
    assert unit_text(one, found.source[0]).startswith("The parser reads")
    cover(found)


def test_without_a_text_on_one_side_there_is_nothing() -> None:
    found = aligned(pair("\n", korean(0, 1)))
    assert found.parts == ()
    assert found.confidence == 0


def test_an_index_aligns_chapter_by_chapter() -> None:
    root = FIXTURES / "clean" / "docs" / "week1" / "chunking-for-llms"
    files = {
        f"c/{path.relative_to(root).as_posix()}": path.read_text("utf-8")
        for path in sorted(root.rglob("*.md"))
        if "prompts" not in path.parts and path.name != "when-a-model-refuses.md"
    }
    [course] = courses("c", files)
    index = next(one for one in pairs(course) if one.target.name == "_index.md")
    found = aligned(index)
    assert [part.number for part in found.parts] == [1, 2, 3, 4, 5, 7, 8]  # of 6 there is no source
    assert all(part.confidence >= 0.85 and part.covered == 1 for part in found.parts)
    cover(found)
    assert all(unit.part != 6 for part in found.parts for unit in found.target[part.target_start : part.target_end])


def test_even_sees_a_figure_that_is_gone() -> None:
    source = stamped([one for one, _ in SENTENCES])
    text = " ".join(one for _, one in SENTENCES)
    assert even(pair(source, text))
    assert not even(pair(source, text.replace("312", "팔")))
    assert not even(pair(source, text[: len(text) // 2]))


def test_even_wants_the_stamps_of_the_source() -> None:
    source, target = [one for one, _ in SENTENCES], [one for _, one in SENTENCES]
    assert even(pair(stamped(source), stamped(target)))
    assert not even(pair(stamped(source), stamped(target, first=30)))
    assert not even(pair(stamped(source), stamped(target[:-1])))
    assert not even(pair(stamped(source), stamped([*target[:-1], target[-1] * 9])))


def test_even_compares_a_text_with_a_text() -> None:
    assert not even(pair("", korean(0, 1, 2), (captions(),)))
    assert not even(pair("<!-- nothing -->\n", korean(0, 1, 2)))
    assert not even(pair(english(0, 1, 2), f"## 가\n\n{korean(0, 1, 2)}"))


def listed(texts: list[str]) -> str:
    """A heading and an item for each: two such pages have the same structure."""
    return "\n\n".join(f"## {at}\n\n- {text}" for at, text in enumerate(texts, 1))


def method(source: list[str], target: list[str]) -> str:
    [part] = aligned(pair(listed(source), listed(target))).parts
    return part.method


def test_the_same_blocks_in_the_same_order_are_believed() -> None:
    assert method([one for one, _ in SENTENCES], [one for _, one in SENTENCES]) == "structure"


def test_blocks_whose_words_stand_elsewhere_are_not() -> None:
    target = [one for _, one in SENTENCES]
    assert method([one for one, _ in SENTENCES], [*target[4:], *target[:4]]) == "content"


def test_blocks_of_another_length_are_not() -> None:
    target = [one for _, one in SENTENCES]
    assert method([one for one, _ in SENTENCES], [*target[:3], target[3] * 20, *target[4:]]) == "content"


def test_blocks_of_another_kind_are_not() -> None:
    source, target = listed([one for one, _ in SENTENCES]), listed([one for _, one in SENTENCES])
    [part] = aligned(pair(source, target.replace("- ", "> ", 1))).parts
    assert part.method == "content"


# ------------------------------------------------------------------------------------------- costs


def talk(count: int) -> tuple[list[str], list[str]]:
    source, target = [], []
    for at in range(count):
        one, other = SENTENCES[at % 8], SENTENCES[(at * 5 + at // 8) % 8]
        source.append(f"{one[0]} {at * 7 + 1000} {other[0]} so uh you know that is what it is")
        target.append(f"{one[1]} {at * 7 + 1000} {other[1]} 그것이 바로 그런 것입니다.")
    return source, target


PRINT = """
from llmdoc_lint.language.alignment.evidence import compare
from llmdoc_lint.language.alignment.pieces import whole
from llmdoc_lint.settings import Language
from test_alignment import aligned, pair, talk, units
source, target = talk(80)
one = pair("\\n\\n".join(source[:70]), "\\n\\n".join(target[5:]))
[theirs] = one.sources
print(compare(whole(one, units(theirs)), whole(one, units(one.target)), Language()))
print(aligned(one))
"""


def test_an_alignment_is_the_same_in_every_run() -> None:
    """Sets of strings have another order in each, and sums of floats another last digit."""
    printed = set()
    for seed in ("1", "2"):
        env = environment(PYTHONHASHSEED=seed, PYTHONPATH=os.pathsep.join(sys.path))
        ended = subprocess.run([sys.executable, "-c", PRINT], env=env, capture_output=True, check=True)
        printed.add(ended.stdout)
    assert len(printed) == 1


@pytest.mark.parametrize("form", ["one clock", "another clock", "no stamps", "a quarter missing"])
def test_an_hour_of_talk_takes_less_than_a_second(form: str) -> None:
    source, target = talk(800)
    texts = {
        "one clock": stamped(target),
        "another clock": stamped(target, first=615),
        "no stamps": "\n\n".join(target),
        "a quarter missing": "\n\n".join(target[:200] + target[400:]),
    }
    one = pair(stamped(source), texts[form])
    start = time.process_time()
    found = aligned(one)
    assert time.process_time() - start < 1.0
    assert found.confidence > 0.8
    assert abs(found.covered - (0.75 if form == "a quarter missing" else 1.0)) < 0.02
    cover(found)


@pytest.mark.parametrize(
    ("source", "target"),
    [
        ("\n\n".join(["token 12 abc"] * 4000), "\n\n".join(["가나 token 12"] * 4000)),
        ("\n".join(["- a"] * 8000), "\n".join(["- 가"] * 8000)),
        ("\n\n".join(["## a", "words of text " * 20] * 300), "\n\n".join(["## 가", "가나다라 마바사 " * 20] * 350)),
        ("a " * 100_000, "가 " * 50_000),
        ("[0:00] x\n\n" * 3000, "[0:00] 가\n\n" * 3000),
    ],
    ids=["alike", "items", "headings", "one word", "one stamp"],
)
def test_hostile_text_costs_no_more(source: str, target: str) -> None:
    one = pair(source, target)
    start = time.process_time()
    cover(aligned(one))
    assert time.process_time() - start < 3.0
