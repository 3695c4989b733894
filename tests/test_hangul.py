"""Final sounds as they are read aloud, and the particles that agree with them."""

from __future__ import annotations

import pytest

from llmdoc_lint.language.hangul import (
    ANY,
    CLOSED,
    LIQUID,
    OPEN,
    PARTICLES,
    agreeing,
    agreeing_tail,
    final,
    is_tail,
    particle,
    sound_before,
    syllables,
)

SOUNDS = {
    # Hangul
    "데이터": OPEN, "모델": LIQUID, "토큰": CLOSED, "값": CLOSED, "ㄱ": ANY, "漢": ANY, "": ANY, " ": ANY,
    # acronyms, by their letters' names
    "LLM": CLOSED, "CNN": CLOSED, "URL": LIQUID, "SSR": LIQUID, "GPU": OPEN, "AI": OPEN, "RLHF": OPEN, "X": OPEN,
    "N": CLOSED, "R": LIQUID, "ChatGPT": OPEN, "OpenAI": OPEN, "JSON": CLOSED, "SQL": LIQUID,
    # acronyms that may be words, and words
    "RAG": OPEN | CLOSED, "CLIP": OPEN | CLOSED, "SOLAR": OPEN | LIQUID, "ZONE": ANY, "loss": ANY, "PhD": ANY,
    "LLMs": ANY, "café": ANY, "α": ANY,
    # figures
    "1": LIQUID, "2": OPEN, "3": CLOSED, "4": OPEN, "5": OPEN, "6": CLOSED, "7": LIQUID, "8": LIQUID, "9": OPEN,
    "0": OPEN | CLOSED, "00": ANY, "10": CLOSED, "20": CLOSED, "100": CLOSED, "1,200": CLOSED, "10000": CLOSED,
    "1000000000000": ANY, "21": LIQUID, "3.5": OPEN, "3.14": OPEN, "1.5.2": ANY, "1/2": ANY, "3:05": ANY, "80-90": ANY,
    "10억": CLOSED, "5개": OPEN,
    # figures in names, in Korean or in English
    "GPT-3": OPEN | CLOSED, "GPT-4": OPEN, "o1": LIQUID | CLOSED, "Vue 3": OPEN | CLOSED, "React 19": ANY, "H100": ANY,
    "GPT-2": OPEN, "Llama 4": OPEN,
    # signs and units
    "50%": OPEN, "$5": OPEN, "$40,000": OPEN, "₩100": CLOSED,
    "¥100": CLOSED, "20°C": OPEN, "20°": OPEN, "5kg": CLOSED,
    "5km": OPEN, "44TB": OPEN, "10px": LIQUID, "7B": OPEN | CLOSED, "10K": OPEN | CLOSED,
    # marks are looked through
    "**토큰**": CLOSED, "'모델'": LIQUID, "“데이터”": OPEN, "「책」": CLOSED, "*LLM*": CLOSED,
    # a bracket is read or left out; a gloss in Latin letters is not read
    "토큰(token)": CLOSED, "토큰 (token)": CLOSED, "LLM(대규모 언어 모델)": CLOSED | LIQUID,
    "모델(LLM)": LIQUID | CLOSED, "**토큰**(token)": CLOSED, "(주)": ANY, "토큰)": ANY, "토큰]": ANY,
    "그림(one(b)two)": CLOSED,
    # what holds no word is no gloss, and what is compared with a figure is read in many ways
    "점 (a, b)": ANY, "문자 [a-z]": ANY, "함수 (f ∘ g)": ANY, "값(x)": ANY, "문자 [A-Z]": OPEN,
    "<3": ANY, "x ≤ 3": ANY, "‹3": ANY, "x = 3": CLOSED,
}  # fmt: skip


@pytest.mark.parametrize(("text", "sound"), SOUNDS.items())
def test_sound(text: str, sound: int) -> None:
    assert sound_before(text, len(text)) == sound
    assert sound_before(f"이것은\n{text}을", len(text) + 4) == sound


def test_sound_looks_at_nothing_behind() -> None:
    assert sound_before("모델데이터", 2) == LIQUID
    assert sound_before("모델", 0) == ANY


def test_syllables_and_finals() -> None:
    assert syllables(0)[:3] == "가개갸"
    assert len(syllables(0)) == len(syllables(8)) == 399
    assert {final(each) for each in syllables(8)} == {8}
    assert [final(each) for each in "가각갈있없힣"] == [0, 1, 8, 20, 18, 27]


@pytest.mark.parametrize(
    ("form", "closed", "open_", "liquid"),
    [("을", "을", "를", "을"), ("가", "이", "가", "이"), ("는", "은", "는", "은"), ("와", "과", "와", "과"),
     ("으로", "으로", "로", "로"), ("로", "으로", "로", "로")],
)  # fmt: skip
def test_particles_agree(form: str, closed: str, open_: str, liquid: str) -> None:
    assert [agreeing(form, sound) for sound in (CLOSED, OPEN, LIQUID)] == [closed, open_, liquid]
    assert agreeing(form, ANY) == ""


def test_two_sounds_may_take_one_form() -> None:
    assert agreeing("를", LIQUID | CLOSED) == "을"
    assert agreeing("로", LIQUID | CLOSED) == ""
    assert agreeing("으로", LIQUID | OPEN) == "로"


def test_every_form_has_its_particle() -> None:
    for one in PARTICLES:
        assert particle(one.closed) is one
        assert particle(one.open) is one
    assert particle("의") is None


TAILS = [
    # behind ㄹ, behind a vowel, behind another consonant
    ("을", "를", "을"),
    ("이", "가", "이"),
    ("과의", "와의", "과의"),
    ("로", "로", "으로"),
    ("로부터", "로부터", "으로부터"),
    ("로서의", "로서의", "으로서의"),
    ("이라는", "라는", "이라는"),
    ("이라고", "라고", "이라고"),
    ("이나", "나", "이나"),
    ("이란", "란", "이란"),
    ("이든", "든", "이든"),
    ("이었습니다", "였습니다", "이었습니다"),
    ("이에요", "예요", "이에요"),
    ("이어야", "여야", "이어야"),
    ("입니다", "입니다", "입니다"),
    ("인데", "인데", "인데"),
    ("에서는", "에서는", "에서는"),
    ("까지의", "까지의", "까지의"),
    ("들을", "들을", "들을"),
    ("들에게서", "들에게서", "들에게서"),
    ("만으로도", "만으로도", "만으로도"),
    ("", "", ""),
]


@pytest.mark.parametrize("forms", TAILS)
def test_tails_agree(forms: tuple[str, str, str]) -> None:
    for form, sound in zip(forms, (LIQUID, OPEN, CLOSED), strict=True):
        assert is_tail(form, sound)
        for right, other in zip(forms, (LIQUID, OPEN, CLOSED), strict=True):
            assert agreeing_tail(form, other) == right


@pytest.mark.parametrize(
    ("run", "closed", "open_"),
    [("이고", "이고", "이고"), ("고", "이고", "고"), ("이며", "이며", "이며"), ("며", "이며", "며"),
     ("다", "이다", "다"), ("이다", "이다", "이다"), ("죠", "이죠", "죠")],
)  # fmt: skip
def test_the_copula_keeps_its_form_where_it_may(run: str, closed: str, open_: str) -> None:
    assert is_tail(run, OPEN)
    assert agreeing_tail(run, CLOSED) == closed
    assert agreeing_tail(run, OPEN) == open_


@pytest.mark.parametrize("run", ["화", "값", "하는", "적인", "하이퍼", "을" * 50])
def test_what_is_no_tail(run: str) -> None:
    assert not is_tail(run, ANY)


@pytest.mark.parametrize(
    ("run", "sound"), [("가", CLOSED), ("과", OPEN), ("로", CLOSED), ("나", LIQUID), ("링", LIQUID)]
)
def test_what_does_not_agree_is_no_tail(run: str, sound: int) -> None:
    assert not is_tail(run, sound)  # 번역가, 국어과, 접근로


def test_a_tail_that_nobody_can_choose() -> None:
    assert agreeing_tail("를", ANY) == ""
    assert agreeing_tail("에서", ANY) == "에서"
    assert is_tail("를", ANY)
