"""Quick looks that spare most documents a closer one: they may never say no where the closer one finds something."""

from __future__ import annotations

import random
import re

import pytest

from llmdoc_lint.document import Document, Files, unusual
from llmdoc_lint.language import cognates
from llmdoc_lint.language.quantities import quantities
from llmdoc_lint.outline.roles import _roles, role_of
from llmdoc_lint.settings import Settings
from llmdoc_rules._stand_ins import _bare, _deferral, _form, _note, _stand_in
from llmdoc_rules.translation import _figures, _residue, particle_agreement, register_mixed
from llmdoc_rules.translation.text_repeated import SHINGLE, _copies


def copies(words: list[str]) -> list[tuple[int, int, int]]:
    """What `_copies` finds, by comparing everything with everything."""
    found: list[tuple[int, int, int]] = []
    index = 0
    while index + SHINGLE <= len(words):
        shingle = words[index : index + SHINGLE]
        before = next((at for at in range(index - 1, -1, -1) if words[at : at + SHINGLE] == shingle), -1)
        length = 1
        if before >= 0:
            length = SHINGLE
            while index + length < len(words) and words[before + length] == words[index + length]:
                length += 1
            found.append((before, index, length))
            length -= SHINGLE - 1
        index += length
    return found


@pytest.mark.parametrize("vocabulary", [3, 6, 12, 40])
def test_no_repeated_words_are_passed_over(vocabulary: int) -> None:
    chance = random.Random(vocabulary)
    for _ in range(500):
        words = [str(chance.randrange(vocabulary)) for _ in range(chance.randrange(2 * SHINGLE, 60))]
        assert list(_copies(words)) == copies(words)


@pytest.mark.parametrize("gap", range(12))
def test_a_copy_is_seen_at_every_distance(gap: int) -> None:
    copied = list("abcdef")
    for before in range(7):
        words = [*map(str, range(before)), *copied, *(f"-{at}" for at in range(gap)), *copied, "end"]
        assert list(_copies(words)) == [(before, before + SHINGLE + gap, SHINGLE)]


def test_unusual_holds_each_different_run_once() -> None:
    text = "모델 “토큰”—a “토큰” 漢字\n📝 café\x08\tb\x7f\r\n"
    doc = Document("a.md", text.encode(), Settings(), Files(".", "2026-01-01"))
    assert set(unusual(doc).split("\n")) == {"“", "”—", "”", "漢字", "📝", "é\x08", "\x7f"}


@pytest.mark.parametrize("text", ["", "plain\t\r\n", "한글과 ASCII뿐\n"])
def test_unusual_is_empty_for_ascii_and_hangul(text: str) -> None:
    assert unusual(Document("a.md", text.encode(), Settings(), Files(".", "2026-01-01"))) == ""


@pytest.mark.parametrize(
    "before", ["약 ", "대략적으로 ", "거의", "최소 ", "~", "about ", "About a ", "more than ", "up to\n", "or so "]
)
def test_words_before_a_number_make_it_approximate(before: str) -> None:
    assert [one.approximate for one in quantities(f"{before}250 kg", "en")] == [True]


@pytest.mark.parametrize("line", ["번역 대기", "번역대기입니다", "정리 대기임", "중략", "(후략)", "[하략]", "생략"])
def test_lines_that_stand_for_a_text(line: str) -> None:
    assert _form(line) > 0


@pytest.mark.parametrize("line", ["렌더 대기열과 비용의 균형", "병합 전략의 영향을 다룹니다"])
def test_lines_that_only_look_so(line: str) -> None:
    assert _form(line) == 0


# Pieces of what a model says of its work, in the order in which its sentences have them, and of what lectures say.
_CHATTER = (
    *(
        "다음은 요청하신 텍스트의 ",
        "한국어 ",
        "번역입니다",
        "번역이 ",
        "완료되었습니다",
        "이어서 ",
        "번역해 드릴까요",
        "계속할까요",
    ),
    *(
        "죄송하지만 ",
        "그 내용은 ",
        "제공해 드릴 수 없습니다",
        "저는 ",
        "AI",
        "인공지능",
        " 모델로서 ",
        "도와드릴 수 없습니다",
    ),
    *(
        "당신은 전문 번역가입니다",
        "참고: ",
        "원문의 오타를 ",
        "수정했습니다",
        "Note: ",
        "the translation is kept",
        "\n",
        ". ",
    ),
    *(
        "Here is the ",
        "translation",
        "Would you like me to continue",
        "Shall I continue",
        "I cannot ",
        "translate this",
        "\n\n",
    ),
    *(
        "[1:30] ",
        "- 번역 ",
        "**변경 사항**",
        "Key changes",
        "# 제목\n",
        "> ",
        "모델은 ",
        "토큰을 ",
        "예측합니다",
        "email",
        "dovetail",
        ": ",
    ),
)


@pytest.mark.parametrize("seed", range(4))
def test_no_residue_is_passed_over(seed: int) -> None:
    chance = random.Random(seed)
    seen = 0
    for _ in range(1500):
        text = "".join(chance.choices(_CHATTER, k=chance.randrange(2, 14))) + "\n"
        doc = Document("a.md", text.encode(), Settings(), Files(".", "2026-01-01"))
        found: dict[int, _residue.Residue] = {}
        _residue._ends(doc, found)
        _residue._middle(doc, found)
        assert _residue.may_say_so(doc) or not found, text
        seen += bool(found)
    assert seen > 10


_LINES = (
    *(
        "이하 ",
        "나머지 ",
        "번역 ",
        "내용은 ",
        "추후 ",
        "추가 예정",
        "생략",
        "계속",
        "본문",
        "준비 중",
        "없음",
        "여기에 ",
        "대기",
        "입니다",
    ),
    *("다음 청크에서 ", "처리됩니다", "이 ", "부분은 ", "(", ")", "**", "...", "…", " "),
    *(
        "the ",
        "rest ",
        "translation ",
        "omitted",
        "TODO",
        ": ",
        "content ",
        "goes here",
        "to be ",
        "continued",
        "this ",
        "chapter ",
    ),
    *("will be ", "translated ", "later", "coming soon", "add ", "text", "검색", "model"),
)


@pytest.mark.parametrize("seed", range(4))
def test_no_placeholder_is_passed_over(seed: int) -> None:
    chance = random.Random(seed)
    seen = 0
    for _ in range(3000):
        line = "".join(chance.choices(_LINES, k=chance.randrange(1, 6)))
        bare, wrapped = _bare(line)
        whole = bool(_deferral().fullmatch(bare) or _stand_in().fullmatch(bare))
        if wrapped and line.strip().startswith("(") and _note().match(bare):
            continue
        assert (_form(line) > 0) == whole, line
        seen += whole
    assert seen > 10


@pytest.mark.parametrize("syllable", particle_agreement._BEFORE_RO)
def test_ways_are_no_particles(syllable: str) -> None:
    text = f"그 {syllable}로 "
    assert particle_agreement._judge(text, text.index("로"), {}) == (None, False)


def test_a_stem_is_used_where_a_tail_follows_it_anywhere() -> None:
    chance = random.Random(1)
    for _ in range(3000):
        text = "".join(chance.choices("가나의 ", k=chance.randrange(12)))
        stem = "".join(chance.choices("가나", k=chance.randrange(1, 4)))
        tails = ("의", "나 ")
        assert particle_agreement._is_used(text, stem, tails) == any(stem + tail in text for tail in tails)


def test_kept_words_are_latin_words_and_figures() -> None:
    chance = random.Random(1)
    either = re.compile(rf"{cognates._LATIN}|{cognates._DIGITS}")
    for _ in range(5000):
        text = "".join(chance.choices("aZ09.,+#'’-٣가 _", k=chance.randrange(14)))
        assert [match[0] for match in cognates.kept_words(text)] == either.findall(text)


@pytest.mark.parametrize("mark", ".!?")
def test_plain_sentences_are_seen_behind_every_mark(mark: str) -> None:
    text = f"모델은 토큰을 예측합니다. 그래서 철자를 틀린다{mark} 왜 그럴까요?\n"
    assert register_mixed._any_plain(text, 0)
    assert not register_mixed._any_plain(text.replace("틀린다", "틀립니다"), 0)


def test_titles_as_the_table_has_them_are_read_like_others() -> None:
    for title, role in _roles().items():
        assert role_of(title) == role_of(f"📝 {title}") == role


def test_figures_are_found_in_order_whatever_they_begin_with() -> None:
    chance = random.Random(1)
    for _ in range(5000):
        text = "".join(chance.choices("0123,.:[] a", k=chance.randrange(16)))
        assert cognates.figures(text) == cognates.figures(f"{text} 가"), text


@pytest.mark.parametrize(
    ("korean", "english"),
    [
        ("파라미터 64억 개", "6.4 billion parameters"),
        ("3만 명이 15%를", "30,000 people had 15 percent"),
        ("3천여 개", "some 3 thousand of them"),
        ("1.5조 원", "1.5 trillion won"),
        ("12개와 2019년", "12 of 2019"),
    ],
)
def test_figures_that_stand_in_the_source_are_not_read(korean: str, english: str) -> None:
    assert _figures.all_stand(korean, 0, len(korean), english)


@pytest.mark.parametrize(
    ("korean", "english"),
    [
        ("64억 개", "64 billion parameters"),
        ("64억 5천만 개", "6.4 billion parameters"),
        ("3천5백 개", "3,000 of them"),
        ("3.5.2만 개", "3.5.2"),
        ("1234567890123456789만 개", "1234567890123456789"),
        ("1.23456십 개", "12.3456"),
        ("십만 개", "100,000"),
        ("15%", "15 of them"),
        ("12개", "3.12"),
    ],
)
def test_figures_that_may_not_stand_there_are_read(korean: str, english: str) -> None:
    assert not _figures.all_stand(korean, 0, len(korean), english)
