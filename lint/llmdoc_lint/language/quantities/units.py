"""Tables of units and counters."""

from __future__ import annotations

from typing import TYPE_CHECKING

from llmdoc_lint.language.quantities.words import HANGUL, words

if TYPE_CHECKING:
    from collections.abc import Iterable

__all__ = [
    "ADJACENT", "BOUND", "COUNTED", "COUNTERS", "CURRENCY", "EN_UNITS", "JOSA", "KINDS", "KO_UNITS", "LATIN_UNITS",
    "NOT_NOUNS", "ORDINAL_COUNTERS", "SINO_COUNTED", "Measure", "Words", "by_first",
]  # fmt: skip

Measure = tuple[str, int, int]  # canonical unit, and numerator and denominator of the factor to it
Words = dict[str, tuple[str, ...]]  # words by their first character, the longest first

# Word after a number: canonical unit and the factor to it.
KO_UNITS: dict[str, Measure] = {
    "퍼센트": ("%", 1, 1), "프로": ("%", 1, 1), "퍼센트포인트": ("%", 1, 1), "퍼센트 포인트": ("%", 1, 1),
    "달러": ("USD", 1, 1), "달러대": ("USD", 1, 1), "원대": ("KRW", 1, 1),
    "센트": ("USD", 1, 100), "원": ("KRW", 1, 1), "유로": ("EUR", 1, 1), "엔": ("JPY", 1, 1),
    "파운드": ("GBP", 1, 1), "위안": ("CNY", 1, 1),
    "바이트": ("byte", 1, 1), "킬로바이트": ("byte", 10**3, 1), "메가바이트": ("byte", 10**6, 1),
    "기가바이트": ("byte", 10**9, 1), "테라바이트": ("byte", 10**12, 1), "페타바이트": ("byte", 10**15, 1),
    "엑사바이트": ("byte", 10**18, 1), "기가": ("byte", 10**9, 1), "테라": ("byte", 10**12, 1), "비트": ("bit", 1, 1),
    "밀리초": ("second", 1, 1000), "초": ("second", 1, 1), "분": ("second", 60, 1), "시간": ("second", 3600, 1),
    "일": ("day", 1, 1), "주일": ("day", 7, 1), "주": ("day", 7, 1), "개월": ("month", 1, 1), "달": ("month", 1, 1),
    "년": ("year", 1, 1), "해": ("year", 1, 1),
    "킬로미터": ("metre", 1000, 1), "미터": ("metre", 1, 1), "센티미터": ("metre", 1, 100),
    "밀리미터": ("metre", 1, 1000), "제곱미터": ("square metre", 1, 1), "제곱킬로미터": ("square metre", 10**6, 1),
    "헥타르": ("square metre", 10**4, 1), "리터": ("litre", 1, 1), "밀리리터": ("litre", 1, 1000),
    "킬로그램": ("gram", 1000, 1), "그램": ("gram", 1, 1), "톤": ("gram", 10**6, 1),
    "볼트": ("volt", 1, 1), "와트": ("watt", 1, 1), "킬로와트": ("watt", 1000, 1), "메가와트": ("watt", 10**6, 1),
    "기가와트": ("watt", 10**9, 1), "헤르츠": ("hertz", 1, 1), "도": ("degree", 1, 1),
    "진수": ("base", 1, 1), "진법": ("base", 1, 1), "진": ("base", 1, 1),
}  # fmt: skip
LATIN_UNITS: dict[str, Measure] = {
    "KB": ("byte", 10**3, 1), "kB": ("byte", 10**3, 1), "MB": ("byte", 10**6, 1), "GB": ("byte", 10**9, 1),
    "TB": ("byte", 10**12, 1), "PB": ("byte", 10**15, 1), "EB": ("byte", 10**18, 1), "KiB": ("byte", 2**10, 1),
    "MiB": ("byte", 2**20, 1), "GiB": ("byte", 2**30, 1), "TiB": ("byte", 2**40, 1),
    "ms": ("second", 1, 1000), "sec": ("second", 1, 1), "secs": ("second", 1, 1), "min": ("second", 60, 1),
    "mins": ("second", 60, 1), "hr": ("second", 3600, 1), "hrs": ("second", 3600, 1),
    "km": ("metre", 1000, 1), "m": ("metre", 1, 1), "cm": ("metre", 1, 100), "mm": ("metre", 1, 1000),
    "kg": ("gram", 1000, 1), "g": ("gram", 1, 1), "mg": ("gram", 1, 1000),
    "V": ("volt", 1, 1), "W": ("watt", 1, 1), "kW": ("watt", 1000, 1), "MW": ("watt", 10**6, 1),
    "GW": ("watt", 10**9, 1), "Hz": ("hertz", 1, 1), "kHz": ("hertz", 1000, 1), "MHz": ("hertz", 10**6, 1),
    "GHz": ("hertz", 10**9, 1), "USD": ("USD", 1, 1), "KRW": ("KRW", 1, 1), "EUR": ("EUR", 1, 1),
}  # fmt: skip
EN_UNITS: dict[str, Measure] = {
    "percent": ("%", 1, 1), "per cent": ("%", 1, 1), "percentage point": ("%", 1, 1),
    "dollar": ("USD", 1, 1), "buck": ("USD", 1, 1), "cent": ("USD", 1, 100), "euro": ("EUR", 1, 1),
    "pound": ("GBP", 1, 1), "yen": ("JPY", 1, 1), "yuan": ("CNY", 1, 1), "won": ("KRW", 1, 1),
    "byte": ("byte", 1, 1), "kilobyte": ("byte", 10**3, 1), "megabyte": ("byte", 10**6, 1),
    "gigabyte": ("byte", 10**9, 1), "terabyte": ("byte", 10**12, 1), "petabyte": ("byte", 10**15, 1),
    "exabyte": ("byte", 10**18, 1), "gig": ("byte", 10**9, 1), "bit": ("bit", 1, 1),
    "millisecond": ("second", 1, 1000), "second": ("second", 1, 1), "minute": ("second", 60, 1),
    "hour": ("second", 3600, 1), "day": ("day", 1, 1), "week": ("day", 7, 1), "month": ("month", 1, 1),
    "year": ("year", 1, 1), "decade": ("year", 10, 1), "century": ("year", 100, 1), "centurie": ("year", 100, 1),
    "kilometer": ("metre", 1000, 1), "kilometre": ("metre", 1000, 1), "meter": ("metre", 1, 1),
    "metre": ("metre", 1, 1),
    "centimeter": ("metre", 1, 100), "centimetre": ("metre", 1, 100), "square meter": ("square metre", 1, 1),
    "square metre": ("square metre", 1, 1), "square kilometer": ("square metre", 10**6, 1),
    "square kilometre": ("square metre", 10**6, 1), "hectare": ("square metre", 10**4, 1), "liter": ("litre", 1, 1),
    "litre": ("litre", 1, 1), "milliliter": ("litre", 1, 1000), "millilitre": ("litre", 1, 1000),
    "kilogram": ("gram", 1000, 1), "gram": ("gram", 1, 1), "ton": ("gram", 10**6, 1), "tonne": ("gram", 10**6, 1),
    "volt": ("volt", 1, 1), "watt": ("watt", 1, 1), "kilowatt": ("watt", 1000, 1), "megawatt": ("watt", 10**6, 1),
    "gigawatt": ("watt", 10**9, 1), "hertz": ("hertz", 1, 1), "degree": ("degree", 1, 1),
}  # fmt: skip
CURRENCY = {"$": "USD", "€": "EUR", "£": "GBP", "¥": "JPY", "₩": "KRW"}
KINDS = {
    "%": "share",
    "second": "duration",
    "day": "duration",
    "month": "duration",
    "year": "duration",
} | dict.fromkeys(("USD", "KRW", "EUR", "JPY", "GBP", "CNY"), "money")

# Counters and counted nouns. The first row goes with digits and Sino-Korean numerals only.
_COUNTERS_DIGITS = words("위 등 차 호 수 회 회차 년차 세 세기 분기 분위 조각 인치 픽셀 번대")
COUNTERS = words(
    "개 명 번 번째 가지 대 권 장 마리 살 배 차례 줄 쪽 페이지 단계 문장 단어 토큰 글자 층 종류 종 차원 점 쌍 "
    "팀 곳 군데 편 잔 그루 송이 벌 켤레 채 척 통 판 끼 조각 묶음 상자 병 컵 그룹 부분 단락 문단 챕터 항목 "
    "파트 섹션 건 문제 질문 예시 모델 파라미터 매개변수 프롬프트 롤아웃 풀이 사람 학생 행 열 노드 코어 비트 "
    "스텝 에폭 턴 라운드 세트 블록 헤드 레이어 유형 측면 방법 방식 이유 예 축 방향 요소 국가 나라 도시 회사 "
    "기업 논문 데이터셋 문서 웹페이지 이미지 영상 강의 과정 세대 방울 걸음 마디 자리 갈래 덩어리 스푼 입 통화 "
    "채널 화면 킬로 째"
)
ORDINAL_COUNTERS = frozenset(("번째", "째", "위", "등", "차", "호", "회차", "년차", "수", "세기"))
# Words that are a unit only right after the digits: with a space they are something else (3 도, 2 해).
ADJACENT = frozenset(words("해 도 시 주 월 프로 예 행 열 입 축 종 통 판 채 척 벌 수 차 호 위 등 인 회 세 째 배 진"))
_SINO_COUNTERS = words(
    "개 명 번 번째 가지 원 달러 배 대 권 장 시간 년 분 초 살 세 퍼센트 쪽 페이지 단계 문장 단어 토큰 마리 건 회 층 위 "
    "개월 일 바이트 기가바이트 테라바이트 곳 편 점 글자 줄 종 도 킬로미터 킬로그램 미터 진수 진법"
)
NOT_NOUNS = frozenset(
    words("was has this thus yes less plus always does its his perhaps cos cause besides unless across")
)

# What may follow a counter: nothing, or the first syllable of a particle, ending or dependent word.
JOSA = (
    "은는이가을를의에와과로으도만씩째부까보마밖뿐정쯤입였인짜당들여라나든란면간동처뒤전후내중등일용분반예네죠요"
    "야아거니고구"
)
BOUND = rf"(?=[{JOSA}]|어치|[^{HANGUL}]|\Z)"  # `bounded`, in a pattern


def by_first(several: Iterable[str]) -> Words:
    found: dict[str, list[str]] = {}
    for word in sorted(set(several), key=len, reverse=True):
        found.setdefault(word[0], []).append(word)
    return {first: tuple(alike) for first, alike in found.items()}


COUNTED = by_first((*KO_UNITS, *COUNTERS, *_COUNTERS_DIGITS, "월", "시", "년대", "초과"))
SINO_COUNTED = by_first(_SINO_COUNTERS)
