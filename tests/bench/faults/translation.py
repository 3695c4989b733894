"""Faults of the translation and its language."""

from __future__ import annotations

from itertools import cycle
from typing import TYPE_CHECKING

from bench.faults.table import BROKEN_TEXT, CHUNKING, LEAF, LIVE_QA, OVEN, PASSWORDS, change, changes, find, verbatim

if TYPE_CHECKING:
    from collections.abc import Iterator

    from bench.faults.table import Edit, Fault


TRANSCRIPT, TRANSLATION = r"(?<=## 영어 원문 트랜스크립트\n).*", r"(?<=## 전체 번역\n).*"
BELOW_THE_TITLE = r"(?<=\n---\n\n# ).*"
JAPANESE = (
    "ここでは、植物の時計が温度に左右されない理由を説明します。反応は十度暖かくなると二倍速くなりますが、"
    "時計はそうではありません。二つの反応が互いに打ち消し合うからです。"
)


def instead(path: str, pattern: str, other: str, there: str) -> Edit:
    """What a pattern finds in one document, put in place of what another pattern finds in another."""
    return path, pattern, verbatim(find(other, there)[0])


def in_text(path: str, pattern: str, new: str) -> Edit:
    """A change of the text itself, not of the title and the summary above it."""
    above = r"(?:## (?:전체 번역|빵|숫자|다시|챕터별).*?)"
    return path, f"({above})(?:{pattern})", lambda match: match[1] + new


def wrong_language() -> Iterator[Fault]:
    yield from changes(
        "wrong-language untranslated-text",
        instead(PASSWORDS.page(2), TRANSLATION, PASSWORDS.source(2), TRANSCRIPT),
        instead(LEAF.page(4), TRANSLATION, LEAF.source(4), TRANSCRIPT),
        instead(CHUNKING.page(5), TRANSLATION, CHUNKING.source(5), TRANSCRIPT),
        instead(OVEN.page, BELOW_THE_TITLE, OVEN.source, BELOW_THE_TITLE),
    )
    yield from changes(
        "wrong-language",
        instead(OVEN.source, BELOW_THE_TITLE, OVEN.page, BELOW_THE_TITLE),
        instead(PASSWORDS.source(2), TRANSCRIPT, PASSWORDS.page(2), TRANSLATION),
        instead(LEAF.source(4), TRANSCRIPT, LEAF.page(4), TRANSLATION),
        instead(PASSWORDS.source_index, r"\n## 1\..*", PASSWORDS.target_index, r"\n## 1\..*(?=<!-- FULL)"),
    )
    yield change(
        "wrong-language stray-script untranslated-text",
        (LEAF.page(3), TRANSLATION, f"\n{JAPANESE * 4}\n"),
    )


def untranslated_text() -> Iterator[Fault]:
    for path, source, stamp in (
        (PASSWORDS.target_index, PASSWORDS.source_index, "3:00"),
        (LEAF.target_index, LEAF.source_index, "16:00"),
        (CHUNKING.target_index, CHUNKING.source_index, "11:00"),
        (PASSWORDS.page(4), PASSWORDS.source(4), "6:30"),
        (PASSWORDS.page(1), PASSWORDS.source(1), "0:00"),
        (PASSWORDS.target_index, PASSWORDS.source_index, "11:30"),
    ):
        segment = rf"\[{stamp}\] [^\n]*"
        yield change("untranslated-text", instead(path, segment, source, segment))
    yield from changes(
        "untranslated-text wrong-language",
        (
            LEAF.page(2),
            r"아무도 그것을 머릿속에 담아 둘 수 없으므로, 우리는 방정식으로 적어 놓고",
            "Nobody can keep that in their head, and so we write it down as equations 우리는",
        ),
        (
            OVEN.page,
            r"^조리법은 단순합니다\.[^\n]*",
            "The recipe is plain: 500 g of flour, 350 g of water, 10 g of salt and 100 g of starter.",
        ),
        (OVEN.page, r"^- 뚜껑은[^\n]*", "- The lid came off after 20 minutes, always."),
        (
            LEAF.page(4),
            r"^그리고 난초는[^\n]*",
            "And orchids have jet lag. Flown from Bogotá to Oslo, they open their flowers at two in the morning for"
            " about a week.",
        ),
        (PASSWORDS.page(3), r"(\[5:00\] )", r"\1[Music] "),
        (PASSWORDS.target_index, r"(\[8:00\] )", r"\1[Applause] "),
        (LEAF.target_index, r"(\[52:00\] )", r"\1(laughter) "),
        (CHUNKING.page(2), r"(## 전체 번역\n\n)", r"\1[음악] "),
        (PASSWORDS.page(6), r"대단히 감사합니다\.", "thank you very much and now I am curious about your questions"),
        (OVEN.page, r"^> 오븐은[^\n]*", "> You can hurry the oven, but you cannot hurry the dough."),
        (
            PASSWORDS.target_index,
            r"(### 5\. [^\n]*\n\n)[^\n]*",
            r"\1This chapter explains how passkeys work and what problems remain.",
        ),
        (PASSWORDS.page(2), r"^- 솔트는[^\n]*", "- A salt of 16 bytes is enough for every password"),
        (OVEN.page, r"^\| 쉰 시간 \| 빵의 수 \| 점수 \|", "| Rest | Loaves | Grade |"),
        (OVEN.page, r"^## 숫자가 말한 것", "## What the Numbers Said"),
        (
            LEAF.page(1),
            r"이 작은 오차가 이 이야기에서 가장 좋은 부분입니다\.",
            "That small error is the best part of the story.",
        ),
        (PASSWORDS.page(5), r"\Z", "\n[Music]\n"),
        (LIVE_QA.page, r"(\[58:22\] [^\n]*?:\*\* )[^\n]*", r"\1And how often, would you say, should one do that?"),
        (PASSWORDS.target_index, r"(\[9:00\] )", r"\1>> "),
    )


def number_mismatch() -> Iterator[Fault]:
    yield from changes(
        "number-mismatch structure-mismatch",
        (PASSWORDS.target_index, r"사고 410건을", "사고 401건을"),
        (PASSWORDS.page(1), "메일은 300명에게", "메일은 3,000명에게"),
        (PASSWORDS.target_index, "항목이 60억 개인", "항목이 6억 개인"),
        (PASSWORDS.page(2), "1,000만 번 돌지만", "100만 번 돌지만"),
        (PASSWORDS.target_index, "4만 8,000년이", "4,800년이"),
        (PASSWORDS.page(3), "단어가 7,776개", "단어가 7,767개"),
        (PASSWORDS.target_index, "24,000달러를", "2,400달러를"),
        (PASSWORDS.page(4), "직원이 5,200명인", "직원이 5만 2,000명인"),
        (PASSWORDS.target_index, "자원자 260명과", "자원자 620명과"),
        (PASSWORDS.page(6), "130만 유로에", "13만 유로에"),
        (LEAF.page(2), "모종 8,000그루", "모종 800그루"),
        (LEAF.page(3), "식물 1,400그루를", "식물 14,000그루를"),
        (LEAF.target_index, "1946년에 참나무", "1964년에 참나무"),
        (LEAF.page(4), "360그램 대신 180그램", "360그램 대신 120그램"),
        (OVEN.page, "밀가루 500 g", "밀가루 50 g"),
        (OVEN.page, "평균은 6.4점", "평균은 6.7점"),
        (OVEN.page, "전기 요금은 11%", "전기 요금은 21%"),
        (OVEN.page, "16 대신 160이라고", "16 대신 1,600이라고"),
        (CHUNKING.target_index, "청크 약 6,000만 개", "청크 약 600만 개"),
        (CHUNKING.page(3), "-12°C", "12°C"),
        (LIVE_QA.page, "답 100,000개를 채점", "답 10,000개를 채점"),
        (LEAF.page(5), "40분쯤의", "40초쯤의"),
        (PASSWORDS.target_index, "2024년 10월에 표준", "2023년 10월에 표준"),
        (LEAF.page(1), "아흐레 동안", "열흘 동안"),
        (OVEN.page, "12시간 동안 쉰 빵은 8.1점", "16시간 동안 쉰 빵은 8.1점"),
        (PASSWORDS.page(5), "2009년 이후", "2019년 이후"),
    )


def translation_incomplete() -> Iterator[Fault]:
    yield from changes(
        "translation-incomplete source-timestamp-missing chapter-start-uncovered timestamp-gap structure-mismatch",
        (OVEN.page, r"^반면에 오븐은[^\n]*\n\n", ""),
        (PASSWORDS.page(2), r"^\[3:00\][^\n]*\n\n", ""),
        (LEAF.page(1), r"^그런데도 잎은[^\n]*\n\n", ""),
        (LEAF.page(3), r"^이것을 온도[^\n]*\n\n", ""),
        (OVEN.page, r"^이웃인 할리나[^\n]*\n\n", ""),
        (CHUNKING.page(6), r"^더 새로운[^\n]*\n\n", ""),
        (BROKEN_TEXT.page, r"^마지막 줄이[^\n]*\n\n", ""),
        (LIVE_QA.page, r"^\[63:01\][^\n]*\n\n", ""),
        (LEAF.page(5), r"^그다음은 나이[^\n]*\n\n", ""),
        (PASSWORDS.page(4), r"^\[6:00\][^\n]*\n\n", ""),
        (LEAF.page(2), r"^이 시계는[^\n]*\n\n", ""),
        (LEAF.page(4), r"^로갈란의[^\n]*\n\n", ""),
    )


def structure_mismatch() -> Iterator[Fault]:
    yield from changes(
        "structure-mismatch translation-incomplete token-lost",
        (OVEN.page, r"^## 프로그램\n\n", ""),
        (OVEN.page, r"```python\n.*?```\n\n", ""),
        (OVEN.page, r"!\[[^\n]*\n\n", ""),
        (OVEN.page, r"^- 오븐은 섭씨[^\n]*\n", ""),
        (OVEN.page, r"^\| 12시간[^\n]*\n", ""),
        (OVEN.page, r"^> 오븐은[^\n]*\n\n", ""),
        (BROKEN_TEXT.page, r"```sh\n.*?```\n\n", ""),
        (BROKEN_TEXT.page, r"^2\. 사본을 고칩니다\.\n", ""),
        (BROKEN_TEXT.page, r"^- 편집기가[^\n]*\n", ""),
        (BROKEN_TEXT.page, r"^\|.*?\n\n", ""),
        (OVEN.page, r"^## 숫자가 말한 것\n.*?(?=^## 프로그램)", ""),
        (BROKEN_TEXT.page, r"!\[[^\n]*\n\n", ""),
        (BROKEN_TEXT.page, r"^## 위르겐이 배운 것\n\n", ""),
        (OVEN.page, r"^- 반죽은.*?(?=!\[)", ""),
    )


def text_repeated() -> Iterator[Fault]:
    rules = "text-repeated timestamp-duplicate"
    for path, pattern in (
        (PASSWORDS.page(2), r"^\[3:00\][^\n]*\n\n"),
        (LEAF.page(1), r"^그런데도 잎은[^\n]*\n\n"),
        (OVEN.page, r"^이웃인 할리나[^\n]*\n\n"),
        (PASSWORDS.target_index, r"^\[7:00\][^\n]*\n\n"),
        (BROKEN_TEXT.page, r"^마지막 줄이[^\n]*\n\n"),
        (LIVE_QA.page, r"^\[63:01\][^\n]*\n\n"),
        (PASSWORDS.page(5), TRANSLATION),
    ):
        yield change(rules, (path, pattern, r"\g<0>\g<0>"), note=f"{pattern} twice")
    twice = r"\g<0>\1 "
    yield from changes(
        rules,
        (PASSWORDS.target_index, r"^\[8:00\] [^\n]*([^\n]{90})\n\n\[8:30\] ", twice),
        (LEAF.page(2), r"^우리가 이것을[^\n]*(그는 어둠 속에서[^\n]*)\n\n", twice),
        (OVEN.page, r"^(저는 지난겨울에.*?\n\n).*?(?=## 프로그램)", twice),
        (PASSWORDS.target_index, r"\[3:30\][^\n]*", r"\g<0> " + "그러니 bcrypt를 쓰세요. " * 8),
        (LEAF.page(3), r"서로 상쇄됩니다\.", r"\g<0>" + " 하나는 하루를 짧게 하고 다른 하나는 길게 합니다." * 5),
        (PASSWORDS.page(6), r"케이크를 사 주세요\.", "케이크를 사 주세요. " * 6),
        (LEAF.target_index, r"\[40:00\][^\n]*", r"\g<0> " + "네" * 24),
    )


LEFTOVERS = (
    "다음은 요청하신 텍스트의 한국어 번역입니다:",
    "물론입니다! 아래는 해당 강의의 전체 번역입니다.",
    "Here is the Korean translation of the chapter:",
    "Sure! Here's the translated text:",
    "계속해서 다음 부분을 번역해 드릴까요?",
    "이어서 나머지 부분도 번역해 드리겠습니다.",
    "위 내용은 원문을 최대한 충실하게 번역한 것입니다.",
    "번역이 완료되었습니다. 추가로 필요한 사항이 있으면 말씀해 주세요.",
    "죄송하지만 저작권이 있는 자료이므로 전체를 번역해 드릴 수 없습니다.",
    "I'm sorry, but I can't provide a full translation of this content.",
    "저는 AI 언어 모델로서 영상을 직접 볼 수 없습니다.",
    "As an AI language model, I cannot translate the remaining part.",
    '(토큰 제한으로 인해 여기서 중단합니다. 계속하려면 "계속"이라고 입력해 주세요.)',
    "[참고: 원문의 오탈자는 문맥에 맞게 수정하여 번역하였습니다.]",
    "**번역 노트:** 전문 용어는 원어를 병기하였습니다.",
    "Would you like me to continue with the next chapter?",
    "당신은 전문 번역가입니다. 다음 텍스트를 한국어로 번역하세요.",
    "Translate the following transcript into natural Korean.",
    "<|im_end|>",
    "</think>",
    "Note: The translation preserves the original timestamps.",
    "네, 계속하겠습니다.",
    "이 번역은 원문의 의미를 유지하면서 자연스러운 한국어로 다듬은 결과입니다.",
    "아래 번역본을 확인해 주세요.",
    "혹시 수정이 필요한 부분이 있으면 알려 주세요!",
    "Human: 계속",
    "Assistant: 네, 다음 챕터를 번역하겠습니다.",
    "여기까지가 첫 번째 청크의 번역입니다. 다음 청크를 보내주시면 이어서 번역하겠습니다.",
    "[번역 시작]",
    "[번역 끝]",
    "=== 번역 결과 ===",
    "번역 결과:",
    "I have translated the entire text as requested.",
    "요청하신 대로 타임스탬프를 유지하여 번역했습니다.",
    "이상으로 3장의 번역을 마칩니다.",
    "제공해주신 텍스트가 중간에 끊겨 있어 여기까지만 번역합니다.",
    "해당 콘텐츠는 정책에 위배되어 번역이 제한됩니다.",
    "글자 수 제한으로 인해 이하 내용은 요약하여 번역하였습니다.",
    "Let me know if you need any changes!",
    "I'll continue translating from where we left off.",
)

BEFORE = (
    (PASSWORDS.page(1), r"(?<=## 전체 번역\n\n)"),
    (LEAF.page(3), r"\Z"),
    (PASSWORDS.target_index, r"(?<=\n)(?=\[6:00\])"),
    (OVEN.page, r"^(?=저는 지난겨울에)"),
    (LEAF.target_index, r"^(?=---\n\n## 3\.)"),
    (OVEN.page, r"\Z"),
    (PASSWORDS.page(4), r"\Z"),
    (CHUNKING.page(5), r"(?<=## 전체 번역\n\n)"),
    (PASSWORDS.target_index, r"^(?=<!-- FULL_TRANSLATION_END)"),
    (LEAF.page(2), r"^(?=그 뒤로)"),
    (PASSWORDS.target_index, r"^(?=\[9:00\])"),
)


def model_residue() -> Iterator[Fault]:
    for leftover, (path, pattern) in zip(LEFTOVERS, cycle(BEFORE), strict=False):
        new = f"\n{leftover}\n" if pattern == r"\Z" else f"{leftover}\n\n"
        yield change("model-residue chapter-placeholder", (path, pattern, new), note=leftover)
    yield change("model-residue code-fence-unclosed", (OVEN.page, r"\A(.*)\Z", r"```markdown\n\1```\n"))
    yield from changes(
        "model-residue",
        (LEAF.page(2), r"(---\n.*?---\n)(.*)\Z", r"\1```markdown\n\2```\n"),
        (
            PASSWORDS.page(2),
            r"\Z",
            "\n---\n\n**주요 변경 사항:**\n- 구어체를 문어체로 다듬어 번역했습니다\n"
            "- 전문 용어는 영어를 병기했습니다\n",
        ),
        (PASSWORDS.page(3), r"\A", "다음은 번역 결과입니다.\n\n"),
    )


def term_inconsistent() -> Iterator[Fault]:
    yield from changes(
        "term-inconsistent chapter-title-conflict anchor-broken contents-out-of-sync",
        (PASSWORDS.target_index, r"\[8:00\] (.*?)패스키", r"[8:00] \1암호키"),
        (PASSWORDS.page(5), r"그렇다고 모든", "패스 키는 좋지만 모든"),
        (PASSWORDS.target_index, r"### 5\. 패스키", "### 5. 패스 키"),
        (PASSWORDS.page(2), "이것을 레인보우 테이블이라고", "이것을 무지개 표라고"),
        (PASSWORDS.target_index, "레인보우 테이블은 사람마다", "무지개 표는 사람마다"),
        (LEAF.page(1), r"그러니까 시계는 안에", "그러니까 클락은 안에"),
        (PASSWORDS.page(2), "해시라면", "해쉬라면"),
        (LEAF.target_index, r"시계는 온도계가 되어", "클락은 온도계가 되어"),
    )


def register_mixed() -> Iterator[Fault]:
    yield from changes(
        "register-mixed",
        (
            PASSWORDS.page(1),
            r"기억해 주세요\. 사람들은",
            "기억해 주세요. 사람들이 늘 바쁘다는 것은 누구나 안다. 사람들은",
        ),
        (PASSWORDS.target_index, r"잃어버려도 잃는 것은 잡음뿐입니다\.", "잃어버려도 잃는 것은 잡음뿐이다."),
        (LEAF.page(2), r"고리는 계속 커졌습니다\.", "고리는 계속 커졌다."),
        (LEAF.page(3), r"이상한 점이 있습니다\.", "이상한 점이 있다."),
        (OVEN.page, r"조리법은 단순합니다\.", "조리법은 단순하다."),
        (OVEN.page, r"평균은 6\.4점이었습니다\.", "평균은 6.4점이었다."),
        (LEAF.target_index, r"등불 아래 양배추를 두었더니", "등불 아래 양배추를 두었다. 그랬더니"),
        (
            PASSWORDS.page(4),
            r"키가 페이지의 주소를 직접 확인하기 때문입니다\.",
            "키가 페이지의 주소를 직접 확인하기 때문이다.",
        ),
        (CHUNKING.page(3), r"나쁜 규칙은 아닙니다\.", "나쁜 규칙은 아니다."),
        (PASSWORDS.target_index, r"절대로 직접 만들지 마세요\.", "절대로 직접 만들지 마라."),
        (PASSWORDS.page(6), r"그는 한 해에", "그거 진짜 좋은 방법이야. 그는 한 해에"),
        (OVEN.page, r"한 번도 바꾸지 않았습니다\.", "한 번도 바꾸지 않았음."),
        (LEAF.page(4), r"잎은 애벌레가 먹는 시각에 독을 만들었습니다\.", "잎은 애벌레가 먹는 시각에 독을 만든다."),
        (CHUNKING.page(5), r"돈 이야기를 해 봅시다\.", "돈 이야기를 해 보자."),
        (PASSWORDS.target_index, r"두려움입니다\.", "두려움이다."),
    )


OTHER_FORM = {"을": "를", "은": "는", "이": "가", "과": "와", "으로": "로"}
OTHER_FORM |= {other: form for form, other in OTHER_FORM.items()}


def particle_agreement() -> Iterator[Fault]:
    for path, word, particle in (
        (PASSWORDS.target_index, "비밀번호", "를"),
        (PASSWORDS.page(1), "게시판 하나", "가"),
        (PASSWORDS.target_index, "솔트", "를"),
        (LEAF.page(1), "미모사", "를"),
        (LEAF.page(2), "유전자", "를"),
        (OVEN.page, "빵", "을"),
        (OVEN.page, "조리법", "은"),
        (PASSWORDS.page(4), "코드", "를"),
        (PASSWORDS.page(5), "개인 키", "를"),
        (LEAF.page(3), "주기", "는"),
        (LEAF.target_index, "시계", "를"),
        (PASSWORDS.page(6), "케이크", "를"),
        (LEAF.page(4), "양배추", "를"),
        (OVEN.page, "점수", "를"),
        (PASSWORDS.page(3), "단어", "를"),
        (PASSWORDS.page(2), "공격자", "는"),
        (LEAF.page(1), "천문학자 장 드 메랑", "은"),
        (PASSWORDS.page(3), "관리자 프로그램", "이"),
        (OVEN.page, "공책", "이"),
        (PASSWORDS.page(5), "제조사의 휴대전화", "로"),
        (LEAF.page(2), "방정식", "으로"),
        (PASSWORDS.page(5), "비밀번호", "로"),
        (LEAF.page(1), "빛", "은"),
        (PASSWORDS.page(4), "앱", "을"),
        (PASSWORDS.page(3), "숫자", "와"),
        (LEAF.page(5), "잎", "과"),
        (LEAF.page(2), "CCA1", "은"),
        (LEAF.page(2), "TOC1", "을"),
    ):
        pattern = rf"(?<![가-힣]){word}{particle}(?=는?[ .,])"
        yield change("particle-agreement", (path, pattern, word + OTHER_FORM[particle]))


def particle_placeholder() -> Iterator[Fault]:
    yield from changes(
        "particle-placeholder",
        (LEAF.page(1), "미모사를", "미모사을/를"),
        (PASSWORDS.page(1), "비밀번호는", "비밀번호은(는)"),
        (PASSWORDS.target_index, "솔트를", "솔트을(를)"),
        (OVEN.page, "조리법은", "조리법은(는)"),
        (LEAF.page(2), "방정식으로", "방정식(으)로"),
        (PASSWORDS.page(5), "휴대전화로", "휴대전화(으)로"),
        (LEAF.page(3), "주기는", "주기(은)는"),
        (OVEN.page, "공책이", "공책이(가)"),
        (PASSWORDS.page(4), "앱은", "앱은(는)"),
        (LEAF.target_index, "시계가", "시계이/가"),
    )


def misspelling() -> Iterator[Fault]:
    yield from changes(
        "misspelling",
        (PASSWORDS.page(1), "기억해 주세요", "기억해 주세요. 그러면 되요"),
        (LEAF.page(5), "잎을 하나", "몇일 동안 잎을 하나"),
        (OVEN.page, "그 절반의 값어치", "그 역활"),
        (PASSWORDS.target_index, "그럴 여유", "금새 그럴 여유"),
        (PASSWORDS.page(3), "오랫동안", "오랫만에"),
        (LEAF.page(2), "빛나게 했습니다", "빛나게 됬습니다"),
        (LEAF.page(3), "설명은 실망", "설명은 왠지 희안하게 실망"),
        (OVEN.page, "실수입니다", "실수에요. 어떻해"),
        (PASSWORDS.target_index, "보여 드리지", "보여 줄께요. 보여 드리지"),
        (PASSWORDS.page(6), "고마워하세요", "일일히 고마워하세요"),
        (LEAF.page(4), "먹은 양이", "먹은 댓가와 양이"),
        (PASSWORDS.page(4), "비밀 값", "촛점과 비밀 값"),
    )


def emphasis_unrendered() -> Iterator[Fault]:
    yield from changes(
        "emphasis-unrendered",
        in_text(PASSWORDS.page(2), "이것을 레인보우 테이블이라고", "이것을 **레인보우 테이블(rainbow table)**이라고"),
        in_text(LEAF.page(1), "드 메랑은", "**드 메랑(Jean de Mairan)**은"),
        in_text(OVEN.page, "발효종 100 g입니다", "**발효종(starter)**입니다"),
        in_text(PASSWORDS.target_index, "이것을 심 스와핑이라고", '이것을 **"심 스와핑"**이라고'),
        in_text(LEAF.target_index, "이것을 온도 보상이라고", "이것을 **온도 보상(temperature compensation)**이라고"),
        in_text(PASSWORDS.page(5), "패스키는 숫자", "**‘패스키’**는 숫자"),
        in_text(OVEN.page, "점수를 매겼습니다", "**점수(1~10)**를 매겼습니다"),
        in_text(LEAF.page(3), "시계는 온도계가", "시계는 **온도계[thermometer]**가"),
        in_text(CHUNKING.page(2), "먼저 디코딩하고", "먼저 **`decode()`**하고"),
        in_text(PASSWORDS.page(6), "케이크를 사 주세요", "**케이크 **를 사 주세요"),
        in_text(LEAF.page(4), "비행기로", "*비행기(plane)*로"),
    )


def token_lost() -> Iterator[Fault]:
    yield from changes(
        "token-lost structure-mismatch",
        (OVEN.page, r"\[pandas\]\(https://pandas\.pydata\.org/\) 말고는", "pandas 말고는"),
        (OVEN.page, r"`python grades\.py`로", "명령으로"),
        (OVEN.page, r"https://pandas\.pydata\.org/", "https://pandas.example.org/"),
        (BROKEN_TEXT.page, r"\[유니코드\]\([^)]*\)에", "유니코드에"),
        (BROKEN_TEXT.page, r"`\\uC774`로", "이스케이프로"),
        (LEAF.page(2), r"CCA1", "시시에이일"),
        (PASSWORDS.page(2), r"bcrypt", "비크립트"),
        (OVEN.page, r"!\[반으로 자른 빵\]\([^)]*\)\n\n", ""),
        (PASSWORDS.page(2), r"bcrypt나 Argon2를", "좋은 함수를"),
        (LEAF.page(2), r"toc1이라는 이름을", "이름을"),
    )


def stray_script() -> Iterator[Fault]:
    yield from changes(
        "stray-script",
        (LEAF.page(2), "반딧불이의", "ホタル의"),
        (PASSWORDS.page(1), "사람이 먼저라는", "人이 먼저라는"),
        (OVEN.page, "단순합니다", "簡単합니다"),
        (PASSWORDS.target_index, "무작위로", "随机로"),
        (LEAF.page(3), "온도계가", "온度계가"),
        (PASSWORDS.page(4), "가짜 페이지", "가짜 ページ"),
        (LEAF.target_index, "농부들은", "фермер들은"),
        (PASSWORDS.page(6), "두려움입니다", "恐怖입니다"),
        (CHUNKING.page(4), "제목이", "제목이 と"),
        (LEAF.page(5), "단백질", "蛋白质"),
        (PASSWORDS.page(5), "그렇다고", "因此 그렇다고"),
        (LEAF.page(1), "그는 아무", "Он 그는 아무"),
    )


def bracket_unbalanced() -> Iterator[Fault]:
    yield from changes(
        "bracket-unbalanced",
        in_text(PASSWORDS.page(1), r"라고스의 한 병원", "라고스(나이지리아의 한 병원"),
        in_text(OVEN.page, r"전기 요금은", "(전기 요금은"),
        in_text(LEAF.page(2), r"애기장대라는", "“애기장대라는"),
        in_text(PASSWORDS.target_index, r"솔트를 더하면", "솔트)를 더하면"),
        in_text(PASSWORDS.page(3), "느낌표를", "「느낌표를"),
        in_text(LEAF.page(4), "휴스턴의", "[휴스턴의"),
        in_text(OVEN.page, "결과가 더는", '결과"가 더는'),
        in_text(PASSWORDS.target_index, r"다섯 번도 안 되는", "(다섯 번도 안 되는"),
        in_text(LEAF.page(3), "온도 보상이라고", "‘온도 보상이라고"),
        in_text(CHUNKING.page(7), r"\(naïve\)", "(naïve"),
        in_text(PASSWORDS.page(5), "한 쌍입니다", "한 쌍입니다)"),
        in_text(LEAF.page(1), "벽시계보다", "『벽시계보다"),
    )


ALL = (
    wrong_language,
    untranslated_text,
    number_mismatch,
    translation_incomplete,
    structure_mismatch,
    text_repeated,
    model_residue,
    term_inconsistent,
    register_mixed,
    particle_agreement,
    particle_placeholder,
    misspelling,
    emphasis_unrendered,
    token_lost,
    stray_script,
    bracket_unbalanced,
)
