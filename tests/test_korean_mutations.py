"""Recall of the rules that read Korean: one fault put into a sound sentence is found, nine times of ten at least.

The sentences are those of the sound course. Every fault goes into places all over the course; what the
rule does not see in the sound text is what it sees behind the change.
"""

from __future__ import annotations

import re
from functools import cache
from itertools import cycle
from typing import TYPE_CHECKING, NamedTuple

import pytest

from harness import FIXTURES
from llmdoc_lint.blocks import blocks, prose
from llmdoc_lint.document import Document, Files
from llmdoc_lint.packs import load
from llmdoc_lint.settings import Settings
from llmdoc_rules.translation import misspelling

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

SETTINGS = Settings()
RULES = load(SETTINGS.packs)
PAGES = sorted((FIXTURES / "clean").glob("**/kr/*.md"))
SHARE = 0.9  # of the faults that must be found
CASES = 30  # of one fault, spread over the course


def document(name: str, text: str) -> Document:
    return Document(name, text.encode(), SETTINGS, Files("", "2026-03-01"))


class Page(NamedTuple):
    """A translated page of the sound course."""

    name: str
    text: str
    prose: str
    paragraphs: tuple[tuple[int, int], ...]


@cache
def pages() -> tuple[Page, ...]:
    found = []
    for page in PAGES:
        name = page.relative_to(FIXTURES / "clean").as_posix()
        doc = document(name, page.read_bytes().decode())
        spans = tuple((b.start, b.end) for b in blocks(doc) if b.kind == "text" and b.end - b.start > 80)
        found.append(Page(name, doc.text, prose(doc), spans))
    return tuple(found)


def mutants(pattern: str, new: Callable[[re.Match[str]], str]) -> Iterator[tuple[str, str]]:
    """Path and text with one place changed, for places of `pattern` in prose, spread over the course."""
    places = [
        (page, match)
        for page in pages()
        for a, b in page.paragraphs
        for match in [*re.compile(pattern).finditer(page.prose, a, b)][:9:3]
    ]
    for page, match in places[:: max(1, len(places) // CASES)]:
        yield page.name, page.text[: match.start()] + new(match) + page.text[match.end() :]


def found(rule_id: str, cases: list[tuple[str, str]]) -> tuple[int, list[str]]:
    rule = RULES[rule_id]
    missed = []
    for name, text in cases:
        if not list(rule.check(document(name, text), rule.options())):
            sound = next(page.text for page in pages() if page.name == name)
            at = next(index for index, (a, b) in enumerate(zip(text, sound, strict=False)) if a != b)
            missed.append(text[max(0, at - 30) : at + 40])
    return len(cases) - len(missed), missed


def expect(rule_id: str, cases: list[tuple[str, str]]) -> None:
    assert len(cases) >= 20
    number, missed = found(rule_id, cases)
    assert number >= SHARE * len(cases), "\n".join(missed[:20])


@pytest.mark.parametrize(
    "rule_id", ["misspelling", "emphasis-unrendered", "register-mixed", "bracket-unbalanced", "stray-script"]
)
def test_sound_text_is_silent(rule_id: str) -> None:
    rule = RULES[rule_id]
    for page in pages():
        assert not list(rule.check(document(page.name, page.text), rule.options()))


# ----------------------------------------------------------------------------------- misspelling

MISSPELT = (
    *(
        "이렇게 하면 되요.",
        "그게 잘 안되서 멈췄습니다.",
        "먼저 확인이 되야 합니다.",
        "이제 준비가 됬습니다.",
        "내일 뵈요.",
    ),
    *(
        "몇일 동안 학습했습니다.",
        "몇 일 전에 나왔습니다.",
        "왠만하면 씁니다.",
        "웬지 이상합니다.",
        "왠 오류가 났습니다.",
    ),
    *("이럴 땐 어떻해 하죠?", "정말 오랫만입니다.", "금새 끝납니다.", "중요한 역활을 합니다.", "제가 보여 드릴께요."),
    *("희안한 결과입니다.", "일일히 고칩니다.", "비싼 댓가를 치릅니다.", "촛점을 맞춥니다.", "토큰 갯수를 셉니다."),
    *("모델이 바꼈습니다.", "문제가 아니예요.", "값이 아니였습니다.", "그런 것이였습니다.", "할려고 했습니다."),
    *(
        "그렇게 할꺼예요.",
        "될런지 모릅니다.",
        "사용하므로써 줄입니다.",
        "화살표가 가르키는 곳입니다.",
        "알맞는 답을 고릅니다.",
    ),
    *("새 모델을 만듬.", "값을 깍아 냅니다.", "곡선이 꺽입니다.", "뒷처리를 합니다.", "소숫점 아래를 버립니다."),
    *("요컨데 토큰입니다.", "어짜피 같습니다.", "헛점이 있습니다.", "윗쪽을 보세요.", "머릿말에 적습니다."),
    *("값이 다르지 안습니다.", "길이 없읍니다.", "어디로 갔읍니까?", "그런 것임니다.", "이렇게 됩니디."),
    *("데이타를 모읍니다.", "데이타셋입니다.", "되지 안는 일입니다.", "사실이 아님니다."),
)


@pytest.mark.parametrize("table", [misspelling._ANYWHERE, misspelling._AT_START])
def test_the_scan_knows_the_lists(table: str) -> None:
    for wrong, right in misspelling.listed(table).items():
        assert misspelling.suspicious(f" {wrong} "), wrong
        assert misspelling.misspelt(wrong), wrong
        assert not misspelling.misspelt(right), right


@pytest.mark.parametrize("sentence", MISSPELT)
def test_the_scan_knows_every_form(sentence: str) -> None:
    assert misspelling.suspicious(sentence)


def test_misspelling() -> None:
    wrong = cycle(MISSPELT)
    expect("misspelling", list(mutants(r"(?<=[.] )(?=[가-힣])", lambda _: f"{next(wrong)} ")))


# ---------------------------------------------------------------------------- emphasis-unrendered

NOUN = r"(?<![가-힣*])([가-힣]{2,6})(?=(?:은|는|을|를|의|에서|으로|입니다)[ .])"


@pytest.mark.parametrize(
    "form",
    ["**{}(term)**", '**"{}"**', "**‘{}’**", "**{}(the term)**", "*{}(term)*", "***{}(term)***", "__{}__", "_{}_"],
)
def test_emphasis(form: str) -> None:
    expect("emphasis-unrendered", list(mutants(NOUN, lambda match: form.format(match[0]))))


def test_emphasis_that_does_not_open() -> None:
    expect("emphasis-unrendered", list(mutants(r"(?<=[가-힣]) ([가-힣]{2,6})(?= )", lambda m: f'**"{m[1]}"**')))


# --------------------------------------------------------------------------------- register-mixed

ENDINGS = {
    "합니다": "한다", "입니다": "이다", "됩니다": "된다", "있습니다": "있다", "없습니다": "없다", "했습니다": "했다",
    "었습니다": "었다", "았습니다": "았다", "렸습니다": "렸다", "졌습니다": "졌다", "않습니다": "않는다",
    "읽습니다": "읽는다", "봅니다": "본다", "갑니다": "간다", "줍니다": "준다", "옵니다": "온다",
}  # fmt: skip


def test_plain_sentences() -> None:
    forms = "|".join(ENDINGS)
    expect("register-mixed", list(mutants(rf"(?:{forms})(?=\. |\.\n)", lambda match: ENDINGS[match[0]])))


def test_casual_sentences() -> None:
    casual = cycle(
        ("이건 좋은 생각인 것 같아.", "그래서 실패했어.", "답이 여기 있잖아.", "그건 틀린 거야.", "같이 살펴보자.")
    )
    expect("register-mixed", list(mutants(r"(?<=[가-힣]다\. )(?=[가-힣])", lambda _: f"{next(casual)} ")))


# ----------------------------------------------------------------------------- bracket-unbalanced


@pytest.mark.parametrize("form", ["{}(term", "{} term)", "“{}", "{}”", "「{}", "《{}", "‘{}", '"{}', "[{}", "{}』"])
def test_brackets(form: str) -> None:
    expect("bracket-unbalanced", list(mutants(NOUN, lambda match: form.format(match[0]))))


def test_a_bracket_lost() -> None:
    text = [mutant for mark in "()" for mutant in mutants(re.escape(mark), lambda _: "")]
    number, missed = found("bracket-unbalanced", text)
    assert number >= SHARE * len(text), missed


# ----------------------------------------------------------------------------------- stray-script


@pytest.mark.parametrize(
    "words",
    [
        ("数据", "处理", "模型", "问题", "文本"), ("資料", "文章", "方法", "問題"), ("データ", "テキスト", "これ"),
        ("данные", "модель", "текст"), ("ข้อมูล", "ข้อความ"), ("البيانات", "النص"),
    ],
)  # fmt: skip
def test_scripts(words: tuple[str, ...]) -> None:
    stray = cycle(words)
    expect("stray-script", list(mutants(NOUN, lambda _: next(stray))))
