"""Quantities by value: what is one, what is not, which are the same, which vouch for which."""

from __future__ import annotations

import time
from pathlib import Path

import pytest
from llmdoc_lint.quantities import Quantity, quantities, same_quantity, supported_by

CORPUS = Path(__file__).parent.parent.parent / "shared" / "corpus"


def short(q: Quantity) -> str:
    """A quantity as the tables below write it: value, unit (counters are left out)."""
    value = q.low if q.low == q.high else f"{q.low}..{q.high}"
    return f"{value or 'vague'} {q.unit}".rstrip()


def read(language: str, text: str) -> str:
    return " | ".join(short(q) for q in quantities(text, language))


def one(language: str, text: str) -> Quantity:
    (quantity,) = quantities(text, language)
    return quantity


# Each row: the text, then the quantities in it, in order, joined by " | "; nothing for none.
KOREAN = {
    "digits": [
        ("토큰 1800", "1800"),
        ("1,800개", "1800"),
        ("18 000 토큰", "18000"),
        ("18\u00a0000 토큰", "18000"),
        ("1.8K", "1800"),
        ("3.5k 토큰", "3500"),
        ("2M 개", "2000000"),
        ("7B 매개변수 모델", "7000000000"),
        ("100,277개의 기호", "100277"),
        ("100,277은 소수", "100277"),
        ("100,277을 넘는", "100277"),
        ("12,345,678", "12345678"),
        ("점수는 0.81 정도", "0.81"),
        ("값 3.50", "3.5"),
        ("0에서 시작", "0"),
        ("-5도", "-5 degree"),
        ("영하 −5도", "-5 degree"),
        ("토큰 91로 시작", "91"),
        ("정답은 3이다", "3"),
        ("1, 2, 3층", "1 | 2 | 3"),
        ("9.11 vs 9.9", "9.11 | 9.9"),
        ("9.11이 9.9보다 크다", "9.11 | 9.9"),
        ("총100개", "100"),
        ("약10만", "100000"),
        ("13 - 4는 9", "13 | 4 | 9"),
        ("10+ 개", "10"),
        ("1,2", "1"),
    ],
    "share": [
        ("65%", "65 %"),
        ("65 %", "65 %"),
        ("65퍼센트", "65 %"),
        ("65 퍼센트가", "65 %"),
        ("65％", "65 %"),
        ("3%p 상승", "3 %"),
        ("3%포인트", "3 %"),
        ("3퍼센트포인트", "3 %"),
        ("0.5%", "0.5 %"),
        ("80프로", "80 %"),
        ("100% 중요한", "100 %"),
        ("삼십 퍼센트", "30 %"),
        ("10%초과", "10 %"),
    ],
    "money": [
        ("$40,000로 추정", "40000 USD"),
        ("$600가 들었다", "600 USD"),
        ("$3입니다", "3 USD"),
        ("US$5", "5 USD"),
        ("$ 5", "5 USD"),
        ("$40k", "40000 USD"),
        ("$5m", "5000000 USD"),
        ("$2.5bn", "2500000000 USD"),
        ("$3.4조로 끌어올린", "3400000000000 USD"),
        ("$1.2 million", "1200000 USD"),
        ("€20", "20 EUR"),
        ("£7.5", "7.5 GBP"),
        ("¥1,000", "1000 JPY"),
        ("₩5,000", "5000 KRW"),
        ("20달러", "20 USD"),
        ("20 달러", "20 USD"),
        ("3달러야", "3 USD"),
        ("200만 달러", "2000000 USD"),
        ("50센트", "0.5 USD"),
        ("1만 원", "10000 KRW"),
        ("1만원", "10000 KRW"),
        ("1조 5천억 원", "1500000000000 KRW"),
        ("3유로", "3 EUR"),
        ("100엔짜리", "100 JPY"),
        ("만 원", "10000 KRW"),
        ("오만 원", "50000 KRW"),
        ("삼천 원", "3000 KRW"),
        ("열 달러", "10 USD"),
        ("$100-600", "100..600 USD"),
        ("$100-$600", "100..600 USD"),
        ("$1-2 million", "1000000..2000000 USD"),
        ("20~30달러", "20..30 USD"),
        ("20달러~30달러", "20..30 USD"),
        ("20달러에서 30달러", "20..30 USD"),
        ("10원칙", "10"),
    ],
    "units": [
        ("44TB", "44000000000000 byte"),
        ("44 TB", "44000000000000 byte"),
        ("44테라바이트의", "44000000000000 byte"),
        ("44 테라바이트", "44000000000000 byte"),
        ("1.5GB", "1500000000 byte"),
        ("16GiB", "17179869184 byte"),
        ("512킬로바이트", "512000 byte"),
        ("8비트", "8 bit"),
        ("9볼트 배터리", "9 volt"),
        ("700W", "700 watt"),
        ("1기가와트", "1000000000 watt"),
        ("2.4GHz", "2400000000 hertz"),
        ("36.5도", "36.5 degree"),
        ("500ms", "0.5 second"),
        ("100밀리초", "0.1 second"),
        ("5km", "5000 metre"),
        ("3킬로그램", "3000 gram"),
        ("2톤", "2000000 gram"),
    ],
    "scale": [
        ("15억", "1500000000"),
        ("15억 파라미터", "1500000000"),
        ("16억 개입니다", "1600000000"),
        ("1조 개나", "1000000000000"),
        ("15조 개의 토큰", "15000000000000"),
        ("3.4조", "3400000000000"),
        ("1.6억", "160000000"),
        ("100만 개", "1000000"),
        ("100 만 개", "1000000"),
        ("10만 개 정도", "100000"),
        ("1,000억 개", "100000000000"),
        ("330억", "33000000000"),
        ("5천", "5000"),
        ("3백 명", "300"),
        ("3천5백만", "35000000"),
        ("3천 5백만", "35000000"),
        ("5천만 명", "50000000"),
        ("2백만", "2000000"),
        ("1조 5천억", "1500000000000"),
        ("1조5천억", "1500000000000"),
        ("1조 5,000억", "1500000000000"),
        ("1억 2천만", "120000000"),
        ("1억 5천", "150000000"),
        ("1억 2,345만 6,789", "123456789"),
        ("3만 5천 원", "35000 KRW"),
        ("1만 2,000개", "12000"),
        ("2만 500원", "20500 KRW"),
        ("3만5천", "35000"),
        ("100만 8개", "1000000 | 8"),
        ("10만 20만", "100000 | 200000"),
        ("1.6 billion", "1600000000"),
        ("15 trillion 토큰", "15000000000000"),
        ("10만여 개", "100000"),
        ("10여 개", "10"),
        ("100여 명", "100"),
        ("1경", "10000000000000000"),
    ],
    "counters": [
        ("3개", "3"),
        ("3 개", "3"),
        ("240개를", "240"),
        ("500가지", "500"),
        ("20 단계마다", "20"),
        ("32,000 단계", "32000"),
        ("1,024 토큰이었습니다", "1024"),
        ("8배 더", "8"),
        ("2차원으로", "2"),
        ("100층", "100"),
        ("14위의", "14"),
        ("37수라고", "37"),
        ("1,000번의", "1000"),
        ("8X H100 노드", "8"),
        ("8개의 H100", "8"),
        ("H100 8개", "8"),
        ("5쪽", "5"),
        ("4분기", "4"),
        ("21세기", "21"),
        ("3회", "3"),
        ("20세", "20"),
    ],
    "native": [
        ("한 번", "1"),
        ("두 가지", "2"),
        ("두 개", "2"),
        ("세 번", "3"),
        ("세번", "3"),
        ("네 개의", "4"),
        ("다섯 가지", "5"),
        ("여섯 개", "6"),
        ("일곱 명", "7"),
        ("여덟 대", "8"),
        ("아홉 살", "9"),
        ("열 개", "10"),
        ("열두 명", "12"),
        ("열다섯 번", "15"),
        ("스무 명", "20"),
        ("스물한 살", "21"),
        ("스물다섯 개", "25"),
        ("서른 명", "30"),
        ("마흔두 살", "42"),
        ("쉰 살", "50"),
        ("예순 명", "60"),
        ("일흔 살", "70"),
        ("여든 명", "80"),
        ("아흔아홉 마리", "99"),
        ("약 세 배", "3"),
        ("두 사람", "2"),
        ("두 분", "2"),
        ("세 단계를", "3"),
        ("네 단어", "4"),
        ("두 턴 대화", "2"),
        ("한두 가지", "1..2"),
        ("두세 번", "2..3"),
        ("서너 개", "3..4"),
        ("대여섯 명", "5..6"),
        ("석 장", "3"),
        ("넉 달", "4 month"),
        ("석 달", "3 month"),
        ("첫 번째", "1"),
        ("첫번째", "1"),
        ("두 번째", "2"),
        ("세 번째로", "3"),
        ("열 번째", "10"),
        ("열두 번째", "12"),
        ("첫째", "1"),
        ("둘째로", "2"),
        ("셋째는", "3"),
        ("3번째", "3"),
        ("제3장", "3"),
    ],
    "Sino-Korean": [
        ("이십 개", "20"),
        ("삼십 명", "30"),
        ("이십오 번", "25"),
        ("오백 명", "500"),
        ("삼천 명", "3000"),
        ("천 개", "1000"),
        ("백 번", "100"),
        ("만 명", "10000"),
        ("십만", "100000"),
        ("십만 개", "100000"),
        ("백만 개", "1000000"),
        ("백만이 넘는", "1000000"),
        ("천만", "10000000"),
        ("천만 명", "10000000"),
        ("이천만 명", "20000000"),
        ("십억", "1000000000"),
        ("백억 달러", "10000000000 USD"),
        ("이십억 개", "2000000000"),
        ("천억", "100000000000"),
        ("삼백만", "3000000"),
        ("오천만 원", "50000000 KRW"),
        ("이조 원", "2000000000000 KRW"),
        ("이천이십사년", "2024 date"),
        ("삼십 분", "1800 second"),
        ("십오 분", "900 second"),
        ("삼 년", "3 year"),
        ("육 개월", "6 month"),
        ("백여 명", "100"),
        ("일 년", "1 year"),
        ("일주일", "7 day"),
    ],
    "vague": [
        ("수십 개", "vague"),
        ("수백 명", "vague"),
        ("수천 번의", "vague"),
        ("수만 개의", "vague"),
        ("수십만 개나", "vague"),
        ("수백만 달러는", "vague"),
        ("수천만", "vague"),
        ("수억", "vague"),
        ("수십억 개", "vague"),
        ("수천억 개에", "vague"),
        ("수조 개의", "vague"),
        ("몇 백 단계", "vague"),
        ("몇 천 개", "vague"),
        ("몇천만 달러", "vague"),
        ("몇백 개", "vague"),
    ],
    "durations": [
        ("3시간", "10800 second"),
        ("3시간 30분", "12600 second"),
        ("3시간 30분짜리", "12600 second"),
        ("1분 30초", "90 second"),
        ("1시간 2분 3초", "3723 second"),
        ("두 시간", "7200 second"),
        ("한 시간", "3600 second"),
        ("한 시간 반", "5400 second"),
        ("두 시간 30분", "9000 second"),
        ("세 시간 동안", "10800 second"),
        ("10분이나 15분", "600 second | 900 second"),
        ("30초 동안", "30 second"),
        ("7초 정도", "7 second"),
        ("3일", "3 day"),
        ("2주", "14 day"),
        ("두 주 동안", "14 day"),
        ("3개월", "3 month"),
        ("두 달", "2 month"),
        ("2년 3개월", "2.25 year"),
        ("10년", "10 year"),
        ("3년 반", "3.5 year"),
        ("반년", "0.5 year"),
        ("하루", "1 day"),
        ("하루나 이틀", "1 day | 2 day"),
        ("사흘 만에", "3 day"),
        ("열흘", "10 day"),
        ("보름", "15 day"),
        ("한 달", "1 month"),
        ("2-3년간", "2..3 year"),
        ("10~15분", "600..900 second"),
        ("24시간", "86400 second"),
        ("37년", "37 year"),
    ],
    "dates and times": [
        ("2024년", "2024 date"),
        ("2007년부터", "2007 date"),
        ("2024년 3월", "2024-03 date"),
        ("2024년 3월 5일", "2024-03-05 date"),
        ("3월 5일", "--03-05 date"),
        ("3월에", "--03 date"),
        ("2026-01-10", "2026-01-10 date"),
        ("2026.01.10", "2026-01-10 date"),
        ("2026/1/10", "2026-01-10 date"),
        ("1950년대", "1950..1959 date"),
        ("90년대", "1990..1999 date"),
        ("2019-2024년", "2019..2024 date"),
        ("2019년부터 2024년", "2019..2024 date"),
        ("2025년 초", "2025 date"),
        ("오후 3시", "54000 time"),
        ("오전 9시 30분", "34200 time"),
        ("3시 반에", "12600 time"),
        ("세 시에", "10800 time"),
        ("세 시 반", "12600 time"),
    ],
    "fractions and ranges": [
        ("1만 분의 1", "0.0001"),
        ("만 분의 일", "0.0001"),
        ("2분의 1", "0.5"),
        ("3분의 2", "2/3"),
        ("삼분의 일", "1/3"),
        ("사분의 삼", "0.75"),
        ("100분의 1", "0.01"),
        ("십분의 일", "0.1"),
        ("1/3", "1/3"),
        ("2/3", "2/3"),
        ("1/10000", "0.0001"),
        ("80-90%", "80..90 %"),
        ("80~90%", "80..90 %"),
        ("80 ~ 90%", "80..90 %"),
        ("80–90%", "80..90 %"),
        ("80%-90%", "80..90 %"),
        ("80%에서 90%", "80..90 %"),
        ("0에서 255까지", "0..255"),
        ("0에서 8,000 토큰", "0..8000"),
        ("10~20개", "10..20"),
        ("2-3만 개", "20000..30000"),
        ("15~16억", "1500000000..1600000000"),
        ("3.5-4억", "350000000..400000000"),
    ],
}

# Texts without a quantity.
NOT_KOREAN = {
    "models, versions, identifiers": [
        "GPT-2", "GPT-4o", "GPT-3.5", "H100", "o3", "o1 모델", "x1, x2", "w0, w1", "R1", "fp8", "bf16", "UTF-8", "cl100k",
        "Llama 3.1", "llama 3 2 instruct", "Python 3.12", "v2.0.1", "2.0.1", "Gemma 2", "Gemini 2.0", "OLMo 2", "ChatGPT 4o",
        "Falcon 7B", "Mistral 7B를", "버전 2.0", "라마 3", "제미나이 2.5", "클로드 4", "3D 그래픽", "2D", "0x1F", "1e9", "10^9",
        "1920x1080", "192.168.0.1", "010-1234-5678", "4o", "911mb2", "&#39;", "#37", "0007", "experimental 01 21",
        "HTTP 404", "ID 15339", "u2s uqs", "deepseek-r1-0528", "a_1", "Windows 11", "GPT 4",
    ],
    "stamps, numbering, references": [
        "[37:30]", "(1:02:03)", "3:30", "2:1", "[1:00:00] 네", "1. 소개", "12. 결론", "## 3. 토큰화", "- 1) 먼저", "> 챕터 21/24",
        "섹션 3.4", "그림 2", "표 1", "챕터 3", "[3]", "[1, 2]", "(2)", "24/7", "### 11. 환각",
    ],
    "addresses": [
        "https://example.com/2024/05/12345", "[링크](#7-gpt-2-31)", "[영상](https://example.com/watch?v=7x&t=11379s)",
        "www.example.com/99", "user_42@example.com",
    ],
    "이, 일, 조, 만, 수, 사 as words": [
        "이 모델", "이 개념", "이 번호", "일 하는", "할 일", "일이 많다", "구조 개선", "구조가", "백조가", "조사를", "조 편성",
        "그것만 있다", "만일 그렇다면", "만약", "이만 마칩니다", "할 수 있다", "수 있습니다", "점수", "변수", "사과", "사람",
        "이사", "천사가", "이백", "오만과 편견", "오만 가지 생각", "천만에요", "천만다행", "백만장자", "천조국", "일만 하다", "만사",
        "삼성", "사조", "이조", "일반", "일일이", "조만간", "오백", "천천히", "백과사전", "구월", "억지로", "십자가", "만족",
    ],
    "한, 두, 세, 네, 열 as words": [
        "대한", "말한 번역", "필요한 장면", "한 것처럼", "한 다음", "한 이것이", "한다는", "한계입니다", "두고", "두뇌",
        "두드러진", "세상", "세트", "세부 사항", "세계", "세션", "네, 맞습니다", "네트워크", "네이티브", "열심히", "열린", "열정",
        "한 일", "둘 다", "하나의", "몇 가지", "몇 개", "여러 번", "세대", "두루", "열의", "단순한 개념", "네 말이", "하루카", "이레나",
    ],
}  # fmt: skip

ENGLISH = {
    "digits": [
        ("1800 tokens", "1800"),
        ("100,277 possible symbols", "100277"),
        ("18 000 tokens", "18000"),
        ("1.8K", "1800"),
        ("3.5k tokens", "3500"),
        ("7B parameters", "7000000000"),
        ("1.6 billion", "1600000000"),
        ("15 trillion tokens", "15000000000000"),
        ("100 thousand", "100000"),
        ("5 hundred thousand", "500000"),
        ("0.8 is high", "0.8"),
        ("9.11 and 9.9", "9.11 | 9.9"),
        ("In 2019 it", "2019"),
        ("Over 100 tokens", "100"),
        ("116 followed by 32", "116 | 32"),
        ("10x faster", "10"),
        ("8 H100s", "8"),
    ],
    "words": [
        ("two examples", "2"),
        ("four tokens", "4"),
        ("twenty tokens", "20"),
        ("twenty-one", "21"),
        ("twenty one pilots", "21"),
        ("ninety nine", "99"),
        ("fifteen trillion", "15000000000000"),
        ("a hundred thousand", "100000"),
        ("one hundred and five", "105"),
        ("three hundred forty two", "342"),
        ("two thousand", "2000"),
        ("one million", "1000000"),
        ("two and a half million", "2.5 | 1000000"),
        ("one point six billion", "1600000000"),
        ("three point five", "3.5"),
        ("half a million", "500000"),
        ("a dozen eggs", "12"),
        ("two dozen", "24"),
        ("one two three", "2 | 3"),
        ("nineteen ninety five", "1995 date"),
        ("twenty twenty four", "2024 date"),
        ("twenty nineteen", "2019 date"),
        ("Fifteen people", "15"),
        ("forty four terabytes", "44000000000000 byte"),
        ("zero", "0"),
        ("hundred percent", "100 %"),
    ],
    "share, money, units": [
        ("65%", "65 %"),
        ("65 percent", "65 %"),
        ("four percent", "4 %"),
        ("one percent", "1 %"),
        ("5 percentage points", "5 %"),
        ("$40,000", "40000 USD"),
        ("$40k", "40000 USD"),
        ("$5 million", "5000000 USD"),
        ("5 million dollars", "5000000 USD"),
        ("200 bucks", "200 USD"),
        ("twenty dollars", "20 USD"),
        ("50 cents", "0.5 USD"),
        ("$3.4 trillion", "3400000000000 USD"),
        ("$100-600", "100..600 USD"),
        ("44TB", "44000000000000 byte"),
        ("44 terabytes", "44000000000000 byte"),
        ("one terabyte", "1000000000000 byte"),
        ("8 bits", "8 bit"),
        ("4-bit", "4 bit"),
        ("9 volt battery", "9 volt"),
        ("700 watts", "700 watt"),
        ("eight bits", "8 bit"),
    ],
    "durations, dates, times": [
        ("two hours", "7200 second"),
        ("an hour", "3600 second"),
        ("half an hour", "1800 second"),
        ("3 hours and 30 minutes", "12600 second"),
        ("3 hours 30 minutes", "12600 second"),
        ("two and a half hours", "9000 second"),
        ("10 seconds", "10 second"),
        ("one hour", "3600 second"),
        ("a decade", "10 year"),
        ("two decades", "20 year"),
        ("two weeks", "14 day"),
        ("3 days", "3 day"),
        ("three months", "3 month"),
        ("20-year-old", "20 year"),
        ("a few years", ""),
        ("a year", "1 year"),
        ("January 10, 2026", "2026-01-10 date"),
        ("10 January 2026", "2026-01-10 date"),
        ("March 2024", "2024-03 date"),
        ("Jan 10", "--01-10 date"),
        ("March 5th", "--03-05 date"),
        ("2026-01-10", "2026-01-10 date"),
        ("the 1990s", "1990..1999 date"),
        ("3:30 PM", "55800 time"),
        ("9 am", "32400 time"),
    ],
    "fractions, ranges, ordinals, vague": [
        ("two thirds", "2/3"),
        ("one third of", "1/3"),
        ("three quarters", "0.75"),
        ("a quarter of", "0.25"),
        ("1 in 10,000", "0.0001"),
        ("one in ten thousand", "0.0001"),
        ("1/3 of it", "1/3"),
        ("80-90%", "80..90 %"),
        ("80 to 90%", "80..90 %"),
        ("80 to 90 percent", "80..90 %"),
        ("10 to 15 minutes", "600..900 second"),
        ("two to three hours", "7200..10800 second"),
        ("0 to 8,000 tokens", "0..8000"),
        ("1-2 million", "1000000..2000000"),
        ("3rd place", "3"),
        ("the 14th", "14"),
        ("the second one", "2"),
        ("the third option", "3"),
        ("tens of seconds", "vague"),
        ("hundreds of thousands of", "vague"),
        ("millions of conversations", "vague"),
        ("a few hundred", "vague"),
        ("several thousand", "vague"),
    ],
}
NOT_ENGLISH = [
    "one of the models", "this one", "no one", "one example", "a couple", "a few seconds", "GPT-2", "gpt 4", "llama 3 2",
    "Llama 3.1", "Python 3.12", "v2.0.1", "H100", "o3", "x1 and x2", "fp8", "UTF-8", "Section 3.4", "Figure 2", "chapter 7",
    "3:30", "[37:30]", "1. Introduction", "## 7. GPT-2", "first of all", "someone", "often", "attend", "height", "weight",
    "stone", "tenant", "network", "bone", "a second thought", "none", "Windows 11", "24/7", "10^9", "Falcon 7B", "one-off",
]  # fmt: skip


def rows(tables: dict[str, list[tuple[str, str]]]) -> list[object]:
    return [pytest.param(*row, id=f"{name}: {row[0]}") for name, table in tables.items() for row in table]


def texts(tables: dict[str, list[str]]) -> list[object]:
    return [pytest.param(text, id=f"{name}: {text}") for name, table in tables.items() for text in table]


@pytest.mark.parametrize(("text", "want"), rows(KOREAN))
def test_a_korean_form_has_its_value(text: str, want: str) -> None:
    assert read("ko", text) == want


@pytest.mark.parametrize(("text", "want"), rows(KOREAN))
def test_a_korean_form_has_its_value_inside_a_sentence(text: str, want: str) -> None:
    assert read("ko", f"그것은 {text} 그리고") == want


@pytest.mark.parametrize(("text", "want"), rows(ENGLISH))
def test_an_english_form_has_its_value(text: str, want: str) -> None:
    assert read("en", text) == want


@pytest.mark.parametrize("text", texts(NOT_KOREAN))
def test_a_korean_look_alike_is_not_a_quantity(text: str) -> None:
    assert read("ko", text) == ""


@pytest.mark.parametrize("text", NOT_ENGLISH)
def test_an_english_look_alike_is_not_a_quantity(text: str) -> None:
    assert read("en", text) == ""


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("15억 개", "cardinal"), ("첫 번째", "ordinal"), ("14위", "ordinal"), ("37수", "ordinal"), ("3시간", "duration"),
        ("2024년", "date"), ("오후 3시", "time"), ("$40,000", "money"), ("20달러", "money"), ("4%", "share"), ("44TB", "measure"),
        ("3분의 1", "fraction"), ("80-90%", "range"), ("수백만", "vague"), ("한 번", "article"), ("한 가지", "article"),
        ("한 시간", "duration"), ("두 가지", "cardinal"), ("1단계", "ordinal"), ("3단계", "cardinal"), ("하루", "article"),
    ],
)  # fmt: skip
def test_a_quantity_has_a_kind(text: str, kind: str) -> None:
    assert one("ko", text).kind == kind


@pytest.mark.parametrize(
    ("text", "digits"),
    [("1,800개", 2), ("100,277개", 6), ("세 번", 1), ("100,000개", 1), ("15억", 2), ("1조 5천억", 2), ("3.50", 3), ("0.05", 1),
     ("백만 개", 1), ("0", 1), ("스물한 명", 2), ("44TB", 2)],
)  # fmt: skip
def test_the_significant_digits_are_those_written(text: str, digits: int) -> None:
    assert one("ko", text).digits == digits


@pytest.mark.parametrize(
    ("language", "text", "near"),
    [
        ("ko", "약 44TB", True), ("ko", "약44TB", True), ("ko", "대략 7초", True), ("ko", "거의 10개", True), ("ko", "~100개", True),
        ("ko", "100개 정도", True), ("ko", "100개쯤", True), ("ko", "10여 개", True), ("ko", "한 10분", True), ("ko", "65% 이상", True),
        ("ko", "100개", False), ("ko", "계약 44TB", False), ("ko", "서너 개", True), ("en", "about 44 terabytes", True),
        ("en", "roughly 100", True), ("en", "100 or so", True), ("en", "over 9000", True), ("en", "44 terabytes", False),
    ],
)  # fmt: skip
def test_a_qualifier_makes_it_approximate(language: str, text: str, near: bool) -> None:
    assert one(language, text).approximate is near


@pytest.mark.parametrize(
    ("text", "span"),
    [
        ("약 44TB의", "44TB"),
        ("총 8,000개를", "8,000개"),
        ("값은 $600가", "$600"),
        ("이 두 가지는", "두 가지"),
        ("1만 분의 1로", "1만 분의 1"),
    ],
)
def test_the_span_takes_in_sign_unit_and_counter(text: str, span: str) -> None:
    quantity = one("ko", text)
    assert quantity.text == span == text[quantity.start : quantity.end]


SAME = [
    ("ko", "44TB", "ko", "44테라바이트"),
    ("ko", "8,000개", "ko", "8,000 토큰"),
    ("ko", "15억", "en", "1.5 billion"),
    ("ko", "16억 개의 파라미터", "en", "one point six billion"),
    ("ko", "15조 개", "en", "15 trillion"),
    ("ko", "두 시간", "en", "2 hours"),
    ("ko", "120분", "en", "two hours"),
    ("ko", "24시간", "en", "1 day"),
    ("ko", "10년", "en", "a decade"),
    ("ko", "12개월", "ko", "1년"),
    ("ko", "일주일", "en", "one week"),
    ("ko", "스무 명", "en", "twenty people"),
    ("ko", "100만 개", "en", "a million"),
    ("ko", "$40,000", "en", "forty thousand dollars"),
    ("ko", "20달러", "en", "$20"),
    ("ko", "80-90%", "en", "80 to 90 percent"),
    ("ko", "1만 분의 1", "en", "1 in 10,000"),
    ("ko", "3분의 2", "en", "two thirds"),
    ("ko", "2019년", "en", "2019"),
    ("ko", "2019년", "ko", "2019년 3월"),
    ("ko", "2026년 1월 10일", "en", "January 10, 2026"),
    ("ko", "1990년대", "en", "1990s"),
    ("ko", "3시간 30분", "en", "3 hours and 30 minutes"),
    ("ko", "수백만", "en", "millions of"),
    ("ko", "8비트", "en", "eight bits"),
    ("ko", "9.90", "en", "9.9"),
]
DIFFERENT = [
    ("ko", "15억", "ko", "16억"),
    ("ko", "90%", "ko", "0.9"),
    ("ko", "44TB", "ko", "44GB"),
    ("ko", "44TB", "ko", "44개"),
    ("ko", "20달러", "ko", "20유로"),
    ("ko", "20달러", "ko", "20개"),
    ("ko", "2시간", "ko", "2분"),
    ("ko", "30일", "ko", "1개월"),
    ("ko", "2019년", "ko", "2020년"),
    ("ko", "2019년 3월", "ko", "2019년 4월"),
    ("ko", "80-90%", "ko", "80%"),
    ("ko", "수백만", "ko", "100만"),
    ("ko", "1조", "en", "1 billion"),
    ("ko", "9.11", "ko", "9.9"),
]


@pytest.mark.parametrize(("la", "a", "lb", "b"), SAME, ids=[f"{r[1]} is {r[3]}" for r in SAME])
def test_same_value_same_quantity(la: str, a: str, lb: str, b: str) -> None:
    assert same_quantity(one(la, a), one(lb, b))
    assert same_quantity(one(lb, b), one(la, a))


@pytest.mark.parametrize(("la", "a", "lb", "b"), DIFFERENT, ids=[f"{r[1]} is not {r[3]}" for r in DIFFERENT])
def test_another_value_or_unit_is_another_quantity(la: str, a: str, lb: str, b: str) -> None:
    assert not same_quantity(one(la, a), one(lb, b))
    assert not same_quantity(one(lb, b), one(la, a))


SUPPORTED = [
    ("약 10만 개", "100,277개"),
    ("10만 개", "100,277개"),
    ("100,000개", "100,277개의 기호"),
    ("약 15억", "1,512,345,678개"),
    ("1,000개", "1,024개"),
    ("약 20억", "16억"),
    ("80-90%", "85%"),
    ("80-90%", "75-85%"),
    ("$100-600", "$600 그리고 $100"),
    ("85% 정도", "80-90%"),
    ("8,000개", "0에서 8,000 토큰"),
    ("3시간 30분", "3시간 31분"),
    ("$40,000", "40,000 정도"),
    ("수백만 개", ""),
    ("2015년", "2010년대"),
    ("25%", "4분의 1"),
    ("44TB", "44테라바이트"),
    ("65% 이상", "65%"),
    ("약 44TB", "43.8TB"),
    ("2019년", "2019년 3월 5일"),
]
UNSUPPORTED = [
    ("15억", "16억"),
    ("약 15억", "16억"),
    ("100,277개", "약 10만 개"),
    ("10억", "13억"),
    ("90%", "0.9"),
    ("15억", "수십억"),
    ("80-90%", "70%"),
    ("50%", "0-100%"),
    ("44TB", "44GB"),
    ("$600", "600개"),
    ("2시간", "3시간"),
    ("2019년", "2020년"),
    ("1조", ""),
    ("20억", "16억"),
]


@pytest.mark.parametrize(("claim", "body"), SUPPORTED, ids=[f"{a} by {b or 'nothing'}" for a, b in SUPPORTED])
def test_a_rounding_or_a_covering_range_supports(claim: str, body: str) -> None:
    assert supported_by(one("ko", claim), quantities(body, "ko"))


@pytest.mark.parametrize(("claim", "body"), UNSUPPORTED, ids=[f"{a} by {b or 'nothing'}" for a, b in UNSUPPORTED])
def test_another_number_does_not_support(claim: str, body: str) -> None:
    assert not supported_by(one("ko", claim), quantities(body, "ko"))


def test_a_part_of_a_text_can_be_read() -> None:
    text = "처음 10개, 다음 20개, 끝 30개"
    at = text.index("다음")
    assert [q.low for q in quantities(text, "ko", at, text.index("끝"))] == ["20"]
    assert text[quantities(text, "ko", at)[0].start :].startswith("20개")


def test_blanked_code_leaves_nothing_behind() -> None:
    assert quantities("값" + " " * 50_000 + "입니다", "ko") == ()


@pytest.mark.parametrize(
    "text",
    ["1" * 100_000, "1," * 50_000, "1 " * 50_000, "111 " * 30_000, "1." * 50_000, "1-" * 50_000, "1:" * 50_000, "1만 " * 30_000,
     "만" * 100_000, "천만억조" * 25_000, "한 " * 50_000, "1/" * 50_000, "$" * 100_000, "1~" * 50_000, "](" * 50_000 + "1" * 9,
     "http://" + "1" * 100_000, "point one " * 10_000, "hundred " * 15_000, "one million " * 10_000, "a" * 100_000,
     "1,111" * 20_000, "10^" * 30_000, "3시간 " * 20_000, "1" + ",111" * 25_000 + "1"],
    ids=lambda text: f"{text[:12]}...",
)  # fmt: skip
def test_hostile_text_is_read_in_linear_time(text: str) -> None:
    begin = time.perf_counter()
    quantities(text, "ko")
    quantities(text, "en")
    assert time.perf_counter() - begin < 3


@pytest.mark.skipif(not CORPUS.is_dir(), reason="the shared corpus is not here")
def test_the_corpus_has_its_known_conflict_and_no_other() -> None:
    text = (CORPUS / "deep-dive-llms" / "kr" / "_index.md").read_text(encoding="utf-8")
    head, _, body = text.partition("<!-- FULL_TRANSLATION_START -->")
    lines = body.split("\n")
    summary = head + "\n".join(line for line in lines if line.startswith("**요약**"))
    rest = quantities("\n".join(line for line in lines if not line.startswith("**요약**")), "ko")
    claims = [q for q in quantities(summary[summary.index("## TL;DR") :], "ko") if q.digits > 1 and q.kind != "article"]
    assert [q.text for q in claims if not supported_by(q, rest)] == ["3시간 30분", "15억 파라미터", "15억 개"]
