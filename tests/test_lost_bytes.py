"""Lost bytes: what became of each byte, what can stand in a hole, and how likely each candidate is."""

from __future__ import annotations

import time

import pytest

from llmdoc_lint.encoding.character_model import CAPACITY, ORDER, CharacterModel, fold, learn
from llmdoc_lint.encoding.code_pages import common_hangul, page
from llmdoc_lint.encoding.lost_bytes import Misreading, hopeless, infer, lattice, misreadings
from llmdoc_lint.encoding.primer import PRIMER

TEXT = "모델은 확률이 높은 토큰만 고르지 않습니다. “온도”를 올리면 → 덜 흔한 토큰도 자주 나옵니다. 정확한 자리 🚀"


def lossy(codec: str, lost: str, mark: str = "", space: str = "\xa0") -> Misreading:
    chars = (mark if chr(byte) in lost else char for byte, char in enumerate(page(codec).chars))
    return Misreading(codec, tuple(space if char == "\xa0" else char for char in chars))


WAYS = [
    pytest.param(lossy("cp1254", "\x81\x8d\x8e\x8f\x90\x9d\x9e\xad"), id="cp1254, dropped, with U+00AD"),
    pytest.param(lossy("cp1252", "\x81\x8d\x8f\x90\x9d"), id="cp1252, dropped"),
    pytest.param(lossy("cp1252", "\x81\x8d\x8f\x90\x9d", "?"), id="cp1252, question marks"),
    pytest.param(lossy("cp1252", "\x81\x8d\x8f\x90\x9d", "\ufffd"), id="cp1252, replacement characters"),
    pytest.param(lossy("cp1252", "\x81\x8d\x8f\x90\x9d", " "), id="cp1252, spaces"),
    pytest.param(lossy("cp1254", "\x81\x8d\x8e\x8f\x90\x9d\x9e", "", " "), id="cp1254, dropped, A0 as a space"),
    pytest.param(lossy("cp1250", "\x81\x83\x88\x90\x98"), id="cp1250, dropped"),
    pytest.param(lossy("cp1251", "\x98"), id="cp1251, dropped"),
]


@pytest.mark.parametrize("way", WAYS)
def test_what_was_lost_is_told_from_the_lines(way: Misreading) -> None:
    damaged = way.damage(TEXT)
    assert damaged != TEXT
    found = misreadings(way.codec, [damaged])
    assert any(one.damage(TEXT) == damaged for one in found)
    assert all(one.narrow for one in found)


@pytest.mark.parametrize("way", WAYS)
def test_the_text_is_on_a_path_and_every_path_damages_back(way: Misreading) -> None:
    damaged = way.damage(TEXT)
    edges = lattice(damaged, way)
    assert edges is not None
    at = 0
    for char in TEXT:
        edge = next(edge for edge in edges[at] if char in edge.chars and way.damage(char) == damaged[at : edge.end])
        at = edge.end
    assert at == len(damaged)
    for start, here in enumerate(edges):
        for end, chars in here:
            assert {way.damage(char) for char in chars} == {damaged[start:end]}


@pytest.mark.parametrize("way", WAYS)
def test_the_text_is_inferred_where_its_like_was_learned(way: Misreading) -> None:
    model = learn((f"{TEXT}\n" * 3,))
    readings = [(one, lattice(way.damage(TEXT), one)) for one in misreadings(way.codec, [way.damage(TEXT)])]
    scored = [(infer(edges, way.damage(TEXT), model), one) for one, edges in readings if edges is not None]
    (_, choices), best = max(scored, key=lambda item: item[0][0])
    text: list[str] = []
    at = 0
    for one in choices:
        text += way.damage(TEXT)[at : one.start], one.char
        at = one.end
    assert "".join(text) + way.damage(TEXT)[at:] == TEXT
    assert best.damage(TEXT) == way.damage(TEXT)


def test_probabilities_of_a_hole_add_up() -> None:
    way = lossy("cp1254", "\x81\x8d\x8e\x8f\x90\x9d\x9e\xad")
    damaged = way.damage("손필기")
    edges = lattice(damaged, way)
    assert edges is not None
    _, choices = infer(edges, damaged, learn(()))
    first = choices[0]
    assert {"손", "속"} <= {first.char, *(char for char, _ in first.others)}
    assert 0.9 < first.probability + sum(share for _, share in first.others) <= 1 + 1e-9
    assert [one.char for one in choices[1:]] == ["필", "기"]
    assert [one.probability for one in choices[1:]] == [1.0, 1.0]


def test_sound_signs_in_a_line_of_sound_hangul_are_left() -> None:
    way = lossy("cp1254", "\x81\x8d\x8e\x8f\x90\x9d\x9e\xad")
    line = "“따옴표”와 Café, ì†필기 «끝»"
    edges = lattice(line, way)
    assert edges is not None
    _, choices = infer(edges, line, learn(()))
    assert [line[one.start : one.end] for one in choices if one.char != line[one.start : one.end]] == ["ì†"]


def test_what_is_no_such_damage_has_no_lattice() -> None:
    way = lossy("cp1254", "\x81\x8d\x8e\x8f\x90\x9d\x9e\xad")
    assert lattice("€€ ‚‚", way) is None
    assert lattice("", way) == []


def test_latin_1_without_controls_is_told_by_what_does_not_show() -> None:
    c1 = "".join(map(chr, range(0x80, 0xA0)))
    (found, *_) = misreadings("cp1252", [lossy("latin-1", c1).damage(TEXT)])
    assert not found.narrow


# ------------------------------------------------------------------------------------- the model


def test_the_model_is_a_distribution() -> None:
    model = CharacterModel("가나다 가나라 가나다\n", frozenset("가나다라"))
    for context in ("", "가", "가나", "나가나", "없는말"):
        seen = sum(model.probability(context, char) for char in "가나다라 \n")
        assert 0 < seen <= 1
    assert model.probability("가나", "다") > model.probability("가나", "라") > model.probability("가나", "가")


def test_longer_contexts_count_for_more() -> None:
    model = learn(("손글씨로 손필기 노트를 쓴다\n" * 5,))
    assert model.probability(" ", "손") > model.probability(" ", "속")
    assert ORDER == 4


def test_latin_words_and_numbers_are_folded() -> None:
    assert [fold(char) for char in "Az09\t 가—"] == ["a", "a", "0", "0", " ", " ", "가", "—"]
    one, other = learn(("GPT-2 모델은 15억 개\n",)), learn(("BERT-8 모델은 9억 개\n",))
    assert one.probability("a-0", " ") == other.probability("a-0", " ")


def test_no_more_than_the_capacity_is_learned() -> None:
    model = learn(("가나다라\n" * (CAPACITY // 5), "마바사아\n" * 1000))
    assert model.probability("가나다", "라") > 0.9
    assert model.probability("마바사", "아") < 0.01


def test_a_model_is_learned_once() -> None:
    texts = (TEXT, PRIMER)
    assert learn(texts) is learn((TEXT, PRIMER))


def test_the_primer_is_text_of_common_syllables() -> None:
    odd = {char for char in PRIMER if "가" <= char <= "힣"} - common_hangul()
    assert odd == set()
    assert "\t" not in PRIMER


@pytest.mark.parametrize("unit", ["ì", "ì†", "ì•„ì•„ì•„ì", "ì ", "ì?", "ì\ufffd", "ğŸ", "ì ì•„ì—", "가ì†"])
def test_hostile_lines_cost_time_in_proportion(unit: str) -> None:
    model = learn((TEXT,))

    def seconds(count: int) -> float:
        line = unit * count
        start = time.process_time()
        for one in misreadings("cp1254", [line]):
            edges = lattice(line, one)
            if edges is not None and not hopeless(edges):
                infer(edges, line, model)
        return time.process_time() - start

    seconds(50)
    assert seconds(800) < 12 * seconds(200) + 0.2  # 4 is linear, 16 is quadratic
