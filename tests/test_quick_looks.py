"""Quick looks that spare most documents a closer one: they may never say no where the closer one finds something."""

from __future__ import annotations

import random

import pytest

from llmdoc_lint.document import Document, Files, unusual
from llmdoc_lint.quantities import quantities
from llmdoc_lint.settings import Settings
from llmdoc_rules._incomplete import _form
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
    text = "모델 “토큰”—a “토큰” 漢字\n📝 café"
    doc = Document("a.md", text.encode(), Settings(), Files(".", "2026-01-01"))
    assert set(unusual(doc).split("\n")) == {"“", "”—", "”", "漢字", "📝", "é"}


@pytest.mark.parametrize("text", ["", "plain\n", "한글과 ASCII뿐\n"])
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
