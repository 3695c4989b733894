"""Short pages without stamps, on subjects that leave few traces: what they lose is found, what they join is not."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from llmdoc_lint.course import Pair, pairs
from llmdoc_lint.language.alignment import aligned, even
from llmdoc_rules import RULES
from model import courses

if TYPE_CHECKING:
    from llmdoc_lint.core import Finding

FOLDER = "docs/week5/bread"

ENGLISH = (
    "Bread begins the evening before. I stir the flour and the water in the old bowl, put a cloth over it and leave it"
    " by the window. Nothing seems to happen. In the morning it has grown to twice its height.",
    "My grandmother never weighed anything. She pressed her thumb into the dough and waited for it to come back, and"
    " when it came back slowly the oven was lit. She said that her hands remembered what she forgot.",
    "I do weigh it. A loaf takes 750 grams of flour and 480 grams of water, and the salt goes in last because it slows"
    " everything down. If the kitchen is cold I use a little less of it.",
    "The oven must be very hot. I pour a cup of water onto the bottom so that steam rises, and shut the door at once."
    " The crust stays soft for a while and the loaf can rise before it hardens.",
    "Then comes the hardest part, which is to wait. A loaf that is cut while it is warm turns gummy, however good it"
    " smells. I put it on the shelf, go for a walk, and eat it when I come home.",
)

KOREAN = (
    "빵은 전날 저녁에 시작됩니다. 낡은 그릇에 밀가루와 물을 넣어 젓고, 천을 덮어 창가에 둡니다. 아무 일도 일어나지"
    " 않는 것처럼 보입니다. 아침이 되면 높이가 두 배로 자라 있습니다.",
    "할머니는 아무것도 저울에 달지 않으셨습니다. 엄지로 반죽을 누르고 다시 올라오기를 기다리셨다가, 천천히 올라오면"
    " 화덕에 불을 붙이셨습니다. 당신이 잊은 것도 손은 기억한다고 하셨습니다.",
    "저는 저울을 씁니다. 한 덩이에 밀가루 750그램과 물 480그램이 들어가고, 소금은 모든 것을 더디게 하므로 맨"
    " 나중에 넣습니다. 부엌이 추우면 소금을 조금 줄입니다.",
    "화덕은 아주 뜨거워야 합니다. 김이 오르도록 바닥에 물 한 컵을 붓고 곧바로 문을 닫습니다. 껍질이 얼마 동안"
    " 부드럽게 남아 있어서, 굳기 전에 빵이 부풀 수 있습니다.",
    "그다음이 가장 힘든 일, 기다리는 일입니다. 따뜻할 때 자른 빵은 냄새가 아무리 좋아도 끈적끈적해집니다. 선반에"
    " 올려 두고 산책을 다녀와서, 집에 오면 먹습니다.",
)


def page(paragraphs: tuple[str, ...], language: str) -> str:
    kr = language == "kr"
    source = "sourceUrl" if kr else "source_url"
    rest = 'translatedAt: "2026-01-17"' if kr else 'source_type: "web"\nauthor: "A"\nparent: "bread"\ntotalChapters: 3'
    title = "전체 번역" if kr else "영어 원문 트랜스크립트"
    return (
        f'---\ntitle: "2. Waiting"\ntitleKr: "2. 기다림"\nchapter: 2\n{source}: "https://example.org/bread"\n{rest}\n---\n'
        f"\n# 2. 기다림\n\n## {title}\n\n" + "\n\n".join(paragraphs) + "\n"
    )


def pair_of(korean: tuple[str, ...], english: tuple[str, ...] = ENGLISH) -> Pair:
    files = {f"{FOLDER}/eng/waiting.md": page(english, "eng"), f"{FOLDER}/kr/waiting.md": page(korean, "kr")}
    [pair] = [pair for course in courses(FOLDER, files) for pair in pairs(course)]
    return pair


def findings(korean: tuple[str, ...]) -> list[tuple[str, Finding]]:
    pair = pair_of(korean)
    rules = [rule for rule in RULES if rule.id in ("translation-incomplete", "number-mismatch")]
    return [(rule.id, one) for rule in rules for one in rule.check(pair, rule.options())]


def test_paragraphs_that_keep_step_are_trusted_although_they_share_few_words() -> None:
    [part] = aligned(pair_of(KOREAN)).parts
    assert part.confidence >= 0.6
    assert not part.holes
    assert not findings(KOREAN)


def test_another_text_of_as_many_paragraphs_is_not() -> None:
    other = (
        "The ferry leaves at dawn. Whoever misses it sleeps in the harbour, between ropes and boxes of fish that nobody"
        " came to fetch, and listens to the gulls.",
        "There is one street. It climbs.",
        "Behind the church lies the school with its nine pupils, who are taught by the pilot's wife in the winter and"
        " by nobody in the summer, for then the nets have to be mended and every hand is needed on the boats.",
        "They do not talk much about the storm.",
        "The lighthouse has been dark for years.",
    )
    assert aligned(pair_of(KOREAN, other)).confidence < 0.6


@pytest.mark.parametrize("at", range(4))
def test_a_paragraph_that_is_missing_is_found(at: int) -> None:
    [(rule, found)] = findings(KOREAN[:at] + KOREAN[at + 1 :])
    assert rule == "translation-incomplete"
    assert found.related[0].span.start == page(ENGLISH, "eng").index(ENGLISH[at])


@pytest.mark.parametrize("at", range(4))
def test_joined_paragraphs_lack_nothing(at: int) -> None:
    korean = (*KOREAN[:at], f"{KOREAN[at]} {KOREAN[at + 1]}", *KOREAN[at + 2 :])
    assert not even(pair_of(korean))
    assert not findings(korean)


@pytest.mark.parametrize("at", range(5))
def test_divided_paragraphs_lack_nothing(at: int) -> None:
    first, _, second = KOREAN[at].partition(". ")
    assert not findings((*KOREAN[:at], f"{first}.", second, *KOREAN[at + 1 :]))


def test_a_changed_figure_is_found() -> None:
    [(rule, found)] = findings(tuple(text.replace("480", "840") for text in KOREAN))
    assert rule == "number-mismatch"
    assert found.data["source"] == "480"


@pytest.mark.parametrize("at", range(5))
def test_a_passage_without_its_longest_sentence_is_found(at: int) -> None:
    sentences = [f"{one.rstrip('.')}." for one in KOREAN[at].split(". ")]
    sentences.remove(max(sentences, key=len))
    [(rule, found)] = findings((*KOREAN[:at], " ".join(sentences), *KOREAN[at + 1 :]))
    assert rule == "translation-incomplete"
    assert found.related[0].span.start == page(ENGLISH, "eng").index(ENGLISH[at])


def among(others: int, ratio: float) -> Pair:
    """The page in a course with other pages, whose translations are `ratio` times as long as their sources."""
    files = {f"{FOLDER}/eng/waiting.md": page(ENGLISH, "eng"), f"{FOLDER}/kr/waiting.md": page(KOREAN, "kr")}
    for number in range(3, 3 + others):
        for side, text in (("eng", "bread " * 100), ("kr", "빵" * round(200 * ratio))):
            other = page((text,), side).replace("2. ", f"{number}. ").replace("chapter: 2", f"chapter: {number}")
            files[f"{FOLDER}/{side}/other{number}.md"] = other
    return next(pair for course in courses(FOLDER, files) for pair in pairs(course) if pair.target.name == "waiting.md")


def test_a_page_that_is_short_beside_its_course_s_others_is_looked_at() -> None:
    assert even(among(0, 1.4))
    assert even(among(4, 1.0))
    assert not even(among(4, 1.4))


def test_few_pages_do_not_tell_what_is_usual() -> None:
    assert even(among(3, 1.4))


def test_a_page_that_is_looked_at_is_not_found_fault_with() -> None:
    [rule] = [rule for rule in RULES if rule.id == "translation-incomplete"]
    assert not list(rule.check(among(4, 1.4), rule.options()))
