"""Quantities by value, in Korean and in English, so that 44TB is 44테라바이트 and 16억 is 1.6 billion.

One parser for every rule that compares numbers: `quantities` reads them, `same_quantity` compares two,
`supported_by` says whether a text that has some quantities vouches for one more.

What it reads: digits with separators (1,800, 18 000, 1.8K), decimals, shares, money, units, scale words
(1.6 billion, 1조 5천억, 3.4조), number words (fifteen trillion, 세 번, 스무 명, 이십 개, 백만), fractions
(1만 분의 1, 2/3), ranges (80-90%), dates, times of day, lengths of time (3시간 30분, half an hour, a decade).

What it leaves alone: versions and model names (GPT-2, Llama 3.1, v2.0.1), identifiers (x1, cl100k, fp8), stamps
(`[37:30]`, and `3:30` at large, which may be a time, a length or a ratio), list and heading numbers, references
(그림 2, Section 3.4), link targets and addresses. Code spans are the caller's to blank out. A Hangul syllable that is a
numeral among other things (이, 일, 조, 만, 한, 두 ...) counts only in a form that cannot be anything else.

Everything is linear: one pass for the digits, one for each language's number words; the values are exact.
"""

from __future__ import annotations

import re
from math import gcd
from typing import TYPE_CHECKING

from llmdoc_lint.core import record
from llmdoc_lint.patterns import pattern
from llmdoc_lint.values import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable

__all__ = ["Quantity", "quantities", "same_quantity", "supported_by"]


@record
class Quantity(NamedTuple):
    """One quantity of a text.

    `start` and `end` are code points of the text given; they take in a currency sign, the unit and the counter, not a
    qualifier such as 약. `low` and `high` are the value as canonical text: an integer ("1600000000"), a finite decimal
    ("0.25", "0.0001"), else a fraction in lowest terms ("1/3"); they differ for a range only, and are empty for a vague
    quantity (수백만, tens of thousands). A date is "2024", "2024-03", "2024-03-05" or, without its year, "--03-05".

    `unit` is "" (bare or counted), "%", a currency ("USD", "KRW", "EUR", "JPY", "GBP", "CNY"), "byte", "bit", "second"
    (hours and minutes become seconds, the time of day seconds since midnight under unit "time"), "day" (a week is 7),
    "month", "year" (a decade is 10), "date", "time", "metre", "square metre", "litre", "gram",
    "volt", "watt", "hertz" or "degree".

    `counter` is the counter or noun as written where the unit is "". `digits` are the significant digits as written
    (1,800 has 2, 100,277 has 6, 세 has 1). `approximate` is set by 약, 정도, about, ~, 여, 이상, over and the like.

    `kind` is "cardinal", "ordinal", "date", "time", "duration", "money", "share", "fraction", "measure", "range",
    "vague", or "article": a weak one that may mean no more than "a" (한 번, 한 가지, a year).
    """

    start: int
    end: int
    text: str
    low: str
    high: str
    unit: str
    counter: str
    digits: int
    approximate: bool
    kind: str


# -------------------------------------------------------------------------------------- values

_Value = tuple[int, int]  # numerator, denominator > 0

# A longer run of digits is an identifier, not a quantity; the bound also keeps the arithmetic small.
_MOST_DIGITS = 18


def _reduced(num: int, den: int) -> _Value:
    common = gcd(num, den) or 1
    return num // common, den // common


def _canonical(value: _Value) -> str:
    num, den = _reduced(*value)
    if den == 1:
        return str(num)
    rest, places = den, 0
    while rest % 10 == 0:
        rest //= 10
        places += 1
    while rest % 2 == 0:
        rest //= 2
        places += 1
    while rest % 5 == 0:
        rest //= 5
        places += 1
    if rest != 1:
        return f"{num}/{den}"
    scaled = abs(num) * 10**places // den
    body = str(scaled).zfill(places + 1)
    return ("-" if num < 0 else "") + f"{body[:-places]}.{body[-places:]}".rstrip("0").rstrip(".")


def _value(text: str) -> _Value:
    """The value of canonical text that is not a date."""
    if "/" in text:
        num, _, den = text.partition("/")
        return int(num), int(den)
    whole, _, places = text.partition(".")
    return _reduced(int(whole + places), 10 ** len(places))


def _written(text: str) -> _Value:
    """The value of digits as written: separators, one decimal point."""
    for mark in ", \u00a0\u202f\u2009":
        text = text.replace(mark, "")
    return _value(text)


def _significant(text: str) -> int:
    """Significant digits of digits as written: trailing zeros count after a decimal point only."""
    digits = "".join(c for c in text if "0" <= c <= "9").lstrip("0")
    if "." not in text:
        digits = digits.rstrip("0")
    return max(1, len(digits))


def _significant_of(value: _Value) -> int:
    text = _canonical(value).lstrip("-")
    return 1 if "/" in text else _significant(text.rstrip("0") if "." in text else text)


# --------------------------------------------------------------------------------------- tables


def _words(text: str) -> list[str]:
    return text.split()


_KO_DIGIT = {c: i for i, c in enumerate("일이삼사오육칠팔구", 1)}
_KO_SMALL = {"십": 10, "백": 100, "천": 1000}
_KO_BIG = {"만": 10**4, "억": 10**8, "조": 10**12, "경": 10**16}

_KO_ONES = {"한": 1, "두": 2, "세": 3, "네": 4, "다섯": 5, "여섯": 6, "일곱": 7, "여덟": 8, "아홉": 9}
_KO_TENS = {
    "열": 10, "스무": 20, "스물": 20, "서른": 30, "마흔": 40, "쉰": 50, "예순": 60, "일흔": 70, "여든": 80, "아흔": 90,
}  # fmt: skip
_KO_PAIRS = {
    "한두": (1, 2), "두세": (2, 3), "서너": (3, 4), "네댓": (4, 5), "너댓": (4, 5), "대여섯": (5, 6), "예닐곱": (6, 7),
    "일고여덟": (7, 8),
}  # fmt: skip
_KO_DAYS = {
    "하루": 1, "이틀": 2, "사흘": 3, "나흘": 4, "닷새": 5, "엿새": 6, "여드레": 8, "아흐레": 9, "열흘": 10,
    "보름": 15,
}  # fmt: skip
_KO_ORDINALS = {
    "첫": 1, "둘": 2, "셋": 3, "넷": 4, "다섯": 5, "여섯": 6, "일곱": 7, "여덟": 8, "아홉": 9, "열": 10,
}  # fmt: skip

# Word after a number: canonical unit and the factor to it.
_KO_UNITS: dict[str, tuple[str, int, int]] = {
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
}  # fmt: skip
_LATIN_UNITS: dict[str, tuple[str, int, int]] = {
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
_EN_UNITS: dict[str, tuple[str, int, int]] = {
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
_CURRENCY = {"$": "USD", "€": "EUR", "£": "GBP", "¥": "JPY", "₩": "KRW"}

# Counters and counted nouns. The first row goes with digits and Sino-Korean numerals only.
_KO_COUNTERS_DIGITS = _words("위 등 차 호 수 회 회차 년차 세 세기 분기 분위 조각 인치 픽셀 번대")
_KO_COUNTERS = _words(
    "개 명 번 번째 가지 대 권 장 마리 살 배 차례 줄 쪽 페이지 단계 문장 단어 토큰 글자 층 종류 종 차원 점 쌍 "
    "팀 곳 군데 편 잔 그루 송이 벌 켤레 채 척 통 판 끼 조각 묶음 상자 병 컵 그룹 부분 단락 문단 챕터 항목 "
    "파트 섹션 건 문제 질문 예시 모델 파라미터 매개변수 프롬프트 롤아웃 풀이 사람 학생 행 열 노드 코어 비트 "
    "스텝 에폭 턴 라운드 세트 블록 헤드 레이어 유형 측면 방법 방식 이유 예 축 방향 요소 국가 나라 도시 회사 "
    "기업 논문 데이터셋 문서 웹페이지 이미지 영상 강의 과정 세대 방울 걸음 마디 자리 갈래 덩어리 스푼 입 통화 "
    "채널 화면 킬로 째"
)

# What may follow a counter: nothing, or the first syllable of a particle, ending or dependent word.
_JOSA = (
    "은는이가을를의에와과로으도만씩째부까보마밖뿐정쯤입였인짜당들여라나든란면간동처뒤전후내중등일용분반예네죠요"
    "야아거니고구"
)

_EN_ONES = {
    w: i
    for i, w in enumerate(
        _words(
            "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen "
            "seventeen eighteen nineteen"
        )
    )
}
_EN_TENS = {w: 10 * i for i, w in enumerate(_words("twenty thirty forty fifty sixty seventy eighty ninety"), 2)}
_EN_SCALES = {"thousand": 10**3, "million": 10**6, "billion": 10**9, "trillion": 10**12, "quadrillion": 10**15}
_EN_ORDINALS = {
    w: i
    for i, w in enumerate(_words("third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth"), 3)
}
_EN_PARTS = {"third": 3, "quarter": 4, "fourth": 4, "fifth": 5, "sixth": 6, "eighth": 8, "tenth": 10, "hundredth": 100}
_MONTHS = {
    m: i
    for i, m in enumerate(
        _words("January February March April May June July August September October November December"), 1
    )
}

_TEN = "0123456789"
_KO_SCALES = {**_KO_SMALL, **_KO_BIG}
_KINDS = {
    "%": "share",
    "second": "duration",
    "day": "duration",
    "month": "duration",
    "year": "duration",
} | dict.fromkeys(("USD", "KRW", "EUR", "JPY", "GBP", "CNY"), "money")
_ORDINAL_COUNTERS = frozenset(("번째", "째", "위", "등", "차", "호", "회차", "년차", "수", "세기"))
# Words that are a unit only right after the digits: with a space they are something else (3 도, 2 해).
_ADJACENT = frozenset(_words("해 도 시 주 월 프로 예 행 열 입 축 종 통 판 채 척 벌 수 차 호 위 등 인 회 세 째 배"))
_NOT_NOUNS = frozenset(
    _words("was has this thus yes less plus always does its his perhaps cos cause besides unless across")
)
# Counters that are commonly written without a space after 한, 두, 세 or 네; the rest make other words (세대, 세배).
_KO_SHORT = ("한", "두", "세", "네")
_CLOSE = frozenset(_words("번 번째 개 명 가지 시간 달 사람 단계"))
_DAY_WORDS = {word: (str(n), "day", "article" if n == 1 else "duration") for word, n in _KO_DAYS.items()} | {
    "일주일": ("7", "day", "duration"),
    "반년": ("0.5", "year", "duration"),
    "일년": ("1", "year", "article"),
    "반시간": ("1800", "second", "duration"),
}

# A number right after one of these names a version, a model or a place in a document.
_LABELS_KO = _words(
    "챕터 섹션 그림 표 버전 라마 제미나이 제미니 클로드 소넷 오퍼스 하이쿠 파이썬 지피티 챗지피티 젬마 "
    "미스트랄 팰컨 큐원 그록 딥시크 부록 각주 문항 보기 슬라이드 레벨 타입 페이지"
)
_LABELS_EN = frozenset(
    _words(
        "chapter section figure fig table version ver appendix slide equation listing footnote page level type "
        "llama gpt chatgpt gemini gemma claude python cuda mistral falcon qwen phi olmo grok deepseek sonnet opus "
        "haiku windows ios android java pytorch tensorflow node http usb wifi id ids o r v x alphago imagen "
        "stable diffusion"
    )
)
# Capitalised words that may stand before a quantity at the start of an English sentence.
_OPENERS_EN = frozenset(
    _words(
        "In The A An About Over Around Roughly Some Nearly Almost Only Just By Since From Of And Or But So At On "
        "To For With Until Under Between After Before During Within These Those All First Then Now That This It "
        "There Here My Our Your Their His Her Its Than Like Every Each Another Exactly Approximately More Less Up "
        "Take Add Use Say January February March April May June July August September October November December "
        "Yes No Okay Well If When We You They He She I Not As Is Are Was Were Has Have Had Say Says Got Get Top "
        "Last Next Past Total Least Most"
    )
)

# ------------------------------------------------------------------------------------- patterns


def _any(words: Iterable[str]) -> str:
    ordered = sorted(set(words), key=lambda word: (-len(word), word))
    return "|".join([word if word.isalnum() else re.escape(word) for word in ordered])


def _re(source: str, any_case: bool = False) -> re.Pattern[str]:
    """ASCII digits, letters and spaces only: other scripts' digits are not read, and Hangul bounds a Latin word."""
    return pattern(source, re.ASCII | re.IGNORECASE if any_case else re.ASCII)


_HANGUL = "가-힣"
_BOUND = rf"(?=[{_JOSA}]|어치|[^{_HANGUL}]|\Z)"
_NUMBER = _re(
    r"\d{1,3}(?:,\d{3}){1,6}(?!,?\d)(?:\.\d+)?|\d{1,3}(?:[\u00a0\u202f\u2009]\d{3}){1,6}(?!\d)(?:\.\d+)?|\d+(?:\.\d+)*"
)
_SPACED = _re(r"\d{1,3}(?: \d{3}){1,5}(?! ?\d)")  # 18 000: only where what follows, or the zeros, vouch for it
_DIGITS = _re(r"\d+")
_LIST_NUMBER = _re(r"[ \t]*(?:(?:#{1,6}|[-*+>])[ \t]+){0,4}(?:\*\*|__|\[)?")

_TAIL = _re(r"(?:\d,\d{3}|\d{1,4})(?:\.\d+)?(?![.,]?\d)")
_SCALE_SPACED = _re(rf" ([만억조])(?= ?(?:개|명|원|달러|번|대|토큰|파라미터|매개변수|단어){_BOUND})")
_SUFFIX = _re(r"([KkMBT])(?![A-Za-z0-9])")
_SUFFIX_MONEY = _re(r"([KkMmBbTt]|bn|mn|tn)(?![A-Za-z0-9])")
_SUFFIXES = {"k": 10**3, "m": 10**6, "b": 10**9, "t": 10**12, "bn": 10**9, "mn": 10**6, "tn": 10**12}
_SCALE_EN = _re(r"[ \n\-]?(hundred|thousand|million|billion|trillion)(?![A-Za-z])", True)

_COUNTED = frozenset((*_KO_UNITS, *_KO_COUNTERS, *_KO_COUNTERS_DIGITS, "월", "시", "년대", "초과"))
_UNIT_LATIN = _re(rf"([ -]?)({_any(_LATIN_UNITS)})(?![A-Za-z0-9])")
_UNIT_EN = _re(rf"[ \n\-]({_any(_EN_UNITS)})s?(?![A-Za-z])", True)
_PERCENT = _re(r" ?(?:%|％)(?:p(?![A-Za-z])|포인트)?")
_DEGREE = _re(r" ?(?:°(?: ?[CF](?![A-Za-z]))?|[℃℉])")
_NOUN_EN = _re(r" (?:[a-z]{2,20} )?([a-z]{3,20}s)(?![A-Za-z])")
_ORDINAL_EN = _re(r"(?:st|nd|rd|th)(?![A-Za-z])")
_KO_HALF = _re(rf" 반(?:(?![{_HANGUL}])|(?=[에이은까부동]))")
_REST = _re(r"[0-9A-Za-z_]+(?:[.\-/,:][0-9A-Za-z_]+)*")
_BRACKETED = _re(r"\d{1,4}(?:, ?\d{1,4}){0,8}\]")
_PARENTHESISED = _re(r"\d{1,2}\)")
_NTH_KO = _re(r"(\d{1,3}) ?([장절조항호회차권부판막])(?![가-힣])")
_YEARS = _re(r"(?:[-–~∼]|에서 |부터 )(\d{4})년")
_LAST_WORD = _re(r"[A-Za-z][A-Za-z0-9.+\-]{0,22}\Z")
_AFTERNOON = _re(r"(?:오후|저녁|밤) ?\Z")
_TARGET = _re(r"[^\s)]+")
_MONTH_HINT = _re(
    r"January|February|March|April|May \d|June|July|August|September|October|November|December|"
    r"(?:Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec)\.? \d"
)
_MONTH_STARTS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
_LOWER_HINT = _re(r"teen|twenty|thirty|hundred|thousand|illion|percent|hours|minutes|decade")
_HALF_EN = _re(r" and a half(?![A-Za-z])")
_OF_KO = _re(rf"( ?)분의 ?(?:(\d+)|([일이삼사오육칠팔구])(?![{_HANGUL}])|([일이삼사오육칠팔구])(?=[{_JOSA}]))")
_RANGE = _re(r"[-–—]|\s?[~∼〜～]\s?|에서 |\s(?:to|and|or)\s(?=\$?\d)")
_ISO = _re(r"(\d{4})([-./])(\d{1,2})\2(\d{1,2})(?![\d-])")
_KO_DATE = _re(r"(?:(\d{4})년 ?)?(\d{1,2})월(?: ?(\d{1,2})일)?")
_KO_CLOCK = _re(r" ?(\d{1,2})분")
_KO_PART = _re(r" ?(\d+)")
_KO_PARTS = frozenset(_words("시간 분 초 개월 일"))
_EN_PART = _re(r",? (?:and )?(\d{1,3}) (minute|second|month|day)s?(?![A-Za-z])")
_CLOCK = _re(r"\d{1,4}(?::\d{1,2}){1,2}")
_CLOCK_12 = _re(r"(\d{1,2}):(\d\d) ?([AaPp])\.?[Mm]\b")
_HOUR_12 = _re(r" ?([AaPp])\.?[Mm]\b\.?")
_DECADE = _re(r"s(?![A-Za-z])")
_SLASH = _re(r"/(\d{1,5})(?![\d/A-Za-z])")
_DAY_EN = _re(
    r"(?:st|nd|rd|th)?(?: of)? (January|February|March|April|May|June|July|August|September|October|November|December)"
    r"(?![A-Za-z])(?:,? (\d{4})(?!\d))?"
)
_MONTH_EN = _re(
    r"(?<![A-Za-z])(January|February|March|April|May|June|July|August|September|October|November|December|"
    r"Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept|Sep|Oct|Nov|Dec)\.? "
    r"(?:(\d{4})(?!\d)|(\d{1,2})(?:st|nd|rd|th)?(?![\d:.]|,\d)(?:,? (\d{4})(?!\d))?)"
)

_NEAR_BEFORE = _re(
    rf"(?:(?<![{_HANGUL}])(?:약|대략|대략적으로|거의|얼추|한|최소|최대|적어도|무려)\s?|[~∼≈]\s?|(?<![A-Za-z])"
    r"(?:about|around|roughly|approximately|approx\.?|nearly|almost|over|under|like|some|more than|less than|at least|"
    r"at most|up to|close to|maybe|or so)\s(?:an?\s)?)\Z",
    True,
)
# What those words end in: the pattern takes 1 ms to compile, and few numbers need it.
_NEAR_ENDS = (
    *("약", "대략", "대략적으로", "거의", "얼추", "한", "최소", "최대", "적어도", "무려", "~", "∼", "≈"),
    *("about", "around", "roughly", "approximately", "approx", "approx.", "nearly", "almost", "over", "under", "like"),
    *("some", "than", "least", "most", "to", "maybe", "so"),
)
_NEAR_AFTER = _re(
    r"\+|\s?(?:정도|가량|쯤|남짓|이상|이하|미만|초과|안팎|내외|(?:[을를이가]\s?)?(?:조금\s|약간\s)?넘)"
    r"|\s(?:or so|or more)(?![a-z])"
)
_NEAR_STARTS = ("+", "정도", "가량", "쯤", "남짓", "이상", "이하", "미만", "초과", "안팎", "내외", "or ")
_YEO = _re(rf"여(?= ?(?:{_any([*_KO_UNITS, *_KO_COUNTERS, '위', '회'])}))")

_native_tens = _any(_KO_TENS)
_native_ones = _any(_KO_ONES)
_ko_counted = _any([*(c for c in _KO_COUNTERS if c != "째"), "시간", "달", "달러", "분", "바이트"])
_NATIVE = _re(
    # The lookbehind comes after the numeral so that the search can skip on the first syllable.
    rf"(?:(?P<pair>{_any(_KO_PAIRS)})|(?P<tens>{_native_tens})(?P<ones>{_native_ones})?|(?P<one>{_native_ones})|(?P<few>석|넉))"
    rf"(?: ?(?:(?P<counter>{_ko_counted}){_BOUND}"
    r"|(?P<short>시|주|해)(?=\Z|[\s.,!?)]|에|쯤|까|부|간|동안|만에|째|짜|전|후|뒤|가 |를 |을 )))"
)
_NATIVE_HINT = _re(
    rf"(?:{_any(_KO_PAIRS)}|(?:{_native_tens})(?:{_native_ones})?|{_native_ones}|석|넉)"
    rf"(?= ?[{''.join(sorted({c[0] for c in _ko_counted.split('|')} | set('시주해')))}])"
)
_NATIVE_NTH = _re(
    rf"(?:(?P<nth>첫|두|세|네|{_any([w for w in _KO_ORDINALS if len(w) > 1])}|열(?:{_native_ones})?|스무|서른) ?번째"
    rf"|(?P<th>{_any(_KO_ORDINALS)})째){_BOUND}"
)
_DAYS_KO = _re(rf"(?:{_any(_KO_DAYS)}){_BOUND}|일주일|반년{_BOUND}|일 ?년{_BOUND}|반 ?시간{_BOUND}")
_VAGUE_KO = _re(
    rf"(?:수|몇 ?|여러 )(?:십|백|천)?(?:만|억|조)?(?<=[십백천만억조])(?:[여]|{_BOUND})"
    r"|(?:수|몇)(?:십|백|천)(?:만|억|조)?(?=[개명번년배대])"
)
_VAGUE_HINT = _re(r"(?:수|몇 ?|여러 )[십백천만억조]")
_SINO = _re(r"[일이삼사오육칠팔구십백천만억조]{1,16}")
_SINO_COUNTERS = _words(
    "개 명 번 번째 가지 원 달러 배 대 권 장 시간 년 분 초 살 세 퍼센트 쪽 페이지 단계 문장 단어 토큰 마리 건 회 층 위 "
    "개월 일 바이트 기가바이트 테라바이트 곳 편 점 글자 줄 종 도 킬로미터 킬로그램 미터"
)
_SINO_COUNTED = frozenset(_SINO_COUNTERS)
_LONGEST_COUNTED = max(map(len, _COUNTED | _SINO_COUNTED))


_NUMERALS_EN = frozenset((*_EN_ONES, *_EN_TENS, "hundred", *_EN_SCALES, "dozen"))
_en_word = _any(_NUMERALS_EN)
_WORDS_EN_SOURCE = (
    rf"\b(?:(?:{_en_word})(?:(?:[ \n\-]| and )(?:{_en_word})\b| point(?: (?:{_any(_EN_ONES)})\b)+)*"
    r"|hundreds|thousands|millions|billions|trillions|tens|dozens"
    r"|half an? (?:hour|million|billion|trillion|year|day|dozen)"
    r"|an? (?:hour|decade|century|year|month|week|day|dozen|quarter of|third of|tenth of)"
    rf"|the (?:first|second)|{_any(_EN_ORDINALS)})\b"
)
_WORDS_EN = _re(_WORDS_EN_SOURCE, True)
_TOKEN_EN = _re(r"[a-z]+")
_PART_EN = _re(rf"[ \-]({_any(_EN_PARTS)})s?(?![A-Za-z])", True)
_TO_EN = _re(rf" (?:to|or) (?=(?:{_en_word})\b)", True)
_FEW_BEFORE = _re(r"(?:few|several|couple|couple of|many|some) \Z", True)
_DECADE_EN = _re(r" (twent|thirt|fort|fift|sixt|sevent|eight|ninet)ies(?![A-Za-z])", True)
_VAGUE_EN = frozenset(_words("hundreds thousands millions billions trillions tens dozens"))
_VAGUE_AFTER = _re(r" of (?:hundreds|thousands|millions|billions|trillions)\b", True)
_UNIT_LIKE = _re(r" (?:half|third|quarter|of [A-Z])")
_WORDS_EN_IN_KO = _re(_WORDS_EN_SOURCE)

# --------------------------------------------------------------------------------------- reading


class _Core(NamedTuple):
    """A number with its scale, before its unit."""

    value: _Value
    end: int
    digits: int
    plain: bool  # bare digits: no separators, scale or decimal point
    scale: int  # what the number is written in: 10,000 for 3만, 1 without a scale


class _Unit(NamedTuple):
    unit: str
    counter: str
    num: int
    den: int
    end: int
    kind: str


class _Counter(NamedTuple):
    """A Korean unit or counter behind a number."""

    gap: bool  # a space stands before it
    word: str
    end: int


def _counter(text: str, at: int, end: int, words: frozenset[str]) -> _Counter | None:
    """The longest of `words` that stands at `at`, or behind a space there, and is not the beginning of another word.

    A pattern of two hundred words takes 1.5 ms to compile, and few texts ask for more than a handful of units.
    """
    start = at + 1 if text.startswith(" ", at, end) else at
    for stop in range(min(start + _LONGEST_COUNTED, end), start, -1):
        if text[start:stop] in words and _bounded(text, stop, end):
            return _Counter(start > at, text[start:stop], stop)
    return None


def _bounded(text: str, at: int, end: int) -> bool:
    """Whether a Korean word may end at `at`: no Hangul follows, or what may be a particle."""
    return at >= end or not "가" <= text[at] <= "힣" or text[at] in _JOSA or text.startswith("어치", at, end)


def _times(value: _Value, num: int, den: int = 1) -> _Value:
    return _reduced(value[0] * num, value[1] * den)


def _plus(a: _Value, b: _Value) -> _Value:
    return _reduced(a[0] * b[1] + b[0] * a[1], a[1] * b[1])


def _core(text: str, pos: int, end: int, money: bool = False) -> _Core | None:
    """The number that begins with the digit at `pos`, with its scale words; None for what is not a number."""
    match = _NUMBER.match(text, pos, end)
    if match is None:
        return None
    if " " in text[pos + 1 : pos + 4]:
        spaced = _SPACED.match(text, pos, end)
        if spaced is not None and text[pos] != "0" and not (pos > 1 and text[pos - 1] == " " and text[pos - 2] in _TEN):
            after = spaced.end()
            if spaced[0].endswith("00") or _counter(text, after, end, _COUNTED) or _UNIT_EN.match(text, after, end):
                match = spaced
    written = match[0]
    stop = match.end()
    if written.count(".") > 1 or len(written) > _MOST_DIGITS:
        return None
    if written[0] == "0" and len(written) > 1 and written[1] != ".":
        return None
    if text.startswith(" point ", stop) and written.isdigit() and text[stop + 7 : stop + 8] in _TEN:
        places = _DIGITS.match(text, stop + 7, end)  # captions: "3 point 4 trillion"
        if places and len(places[0]) < 6:
            written, stop = f"{written}.{places[0]}", places.end()
    number = value = _written(written)
    digits = _significant(written)
    plain = written.isdigit()
    following = text[stop] if stop < end else ""
    if following in _KO_SCALES and following:
        total, stop = _chain(text, value, stop, end)
        return _Core(
            total, stop, max(_significant_of(total), digits if "." in written else 1), False, _ratio(total, number)
        )
    if following == " " and stop + 1 < end and text[stop + 1] in "만억조":
        scale = _SCALE_SPACED.match(text, stop, end)
        if scale:
            value = _times(value, _KO_BIG[scale[1]])
            return _Core(value, scale.end(1), digits, False, _KO_BIG[scale[1]])
    if following and following in "KkMBTmbtn":
        suffix = (_SUFFIX_MONEY if money else _SUFFIX).match(text, stop, end)
        if suffix:
            value = _times(value, _SUFFIXES[suffix[1].lower()])
            stop = suffix.end()
    for _ in range(2):  # "100 thousand", "5 hundred thousand"
        named = _SCALE_EN.match(text, stop, end)
        if named is None:
            break
        value = _times(value, 100 if named[1].lower() == "hundred" else _EN_SCALES[named[1].lower()])
        stop = named.end()
    return _Core(value, stop, digits, plain and value == number, _ratio(value, number))


def _ratio(value: _Value, number: _Value) -> int:
    """The scale that `number` was written with, 1 where it is none."""
    if not number[0]:
        return 1
    num, den = _reduced(value[0] * number[1], value[1] * number[0])
    return num if den == 1 else 1


def _section(text: str, value: _Value, at: int, end: int) -> tuple[_Value, int]:
    """A number that ends at `at`, with the 천, 백 and 십 after it (3천5백): its value and end."""
    small = _KO_SMALL.get(text[at], 0) if at < end else 0
    if not small:
        return value, at
    value = _times(value, small)
    at += 1
    while small > 10:
        p = at + (1 if text[at : at + 1] == " " else 0)
        if p + 1 >= end or text[p] not in "123456789" or _KO_SMALL.get(text[p + 1], small) >= small:
            break
        small = _KO_SMALL[text[p + 1]]
        value = _plus(value, (int(text[p]) * small, 1))
        at = p + 2
    return value, at


def _chain(text: str, first: _Value, at: int, end: int) -> tuple[_Value, int]:
    """A chain such as 1조 5천억, 3천5백만 or 2만 3천 whose first number ends at `at`: its value and end."""
    total: _Value = (0, 1)
    least = 10**20
    value, at = _section(text, first, at, end)
    while True:
        big = _KO_BIG.get(text[at], 0) if at < end else 0
        if not big or big >= least:
            return _plus(total, value), at
        total = _plus(total, _times(value, big))
        least = big
        at += 1
        gap = text[at : at + 1] == " "
        match = _TAIL.match(text, at + gap, end)
        if match is None:
            return total, at
        value, after = _section(text, _written(match[0]), match.end(), end)
        small = after > match.end()
        big = _KO_BIG.get(text[after], 0) if after < end else 0
        if big:
            if big >= least:
                return total, at
            at = after
        elif small and least > 10**4:  # 1억 5천 is short for 1억 5천만
            return _plus(total, _times(value, least // 10**4)), after
        elif least > 10**4 or value[0] >= 10**4 * value[1] or (gap and not small and value[0] < 100 * value[1]):
            return total, at
        else:
            return _plus(total, value), after


def _unit(text: str, at: int, end: int, language: str) -> _Unit | None:
    """The unit, counter or counted noun after a number that ends at `at`."""
    if at >= end:
        return None
    c = text[at]
    if c in "%％" or (c == " " and text[at + 1 : at + 2] in ("%", "％")):
        match = _PERCENT.match(text, at, end)
        return _Unit("%", "", 1, 1, match.end(), "share") if match else None
    after = text[at + 1 : at + 2] if c in " -\n" else c
    if after in ("°", "℃", "℉"):
        match = _DEGREE.match(text, at, end)
        return _Unit("degree", "", 1, 1, match.end(), "measure") if match else None
    if "가" <= after <= "힣":
        counted = _counter(text, at, end, _COUNTED)
        if counted is None or (counted.gap and counted.word in _ADJACENT):
            return None
        word = counted.word
        if word == "초과":
            return None
        if word in _KO_UNITS:
            unit, num, den = _KO_UNITS[word]
            return _Unit(unit, "", num, den, counted.end, _KINDS.get(unit, "measure"))
        kind = "ordinal" if word in _ORDINAL_COUNTERS else "cardinal"
        return _Unit("", word, 1, 1, counted.end, kind)
    if not (after.isascii() and after.isalpha()):
        return None
    match = _UNIT_LATIN.match(text, at, end)
    if match and not (match[1] and len(match[2]) == 1):
        unit, num, den = _LATIN_UNITS[match[2]]
        return _Unit(unit, "", num, den, match.end(), _KINDS.get(unit, "measure"))
    match = _UNIT_EN.match(text, at, end)
    if match:
        unit, num, den = _EN_UNITS[match[1].lower()]
        return _Unit(unit, "", num, den, match.end(), _KINDS.get(unit, "measure"))
    if c in "xX" and not _alnum(text, at + 1, end):
        return _Unit("", c, 1, 1, at + 1, "cardinal")
    if language == "en" and c == " ":
        match = _NOUN_EN.match(text, at, end)
        if match and match[1] not in _NOT_NOUNS:
            return _Unit("", match[1], 1, 1, match.end(), "cardinal")
    return None


def _alnum(text: str, at: int, end: int) -> bool:
    """Whether a Latin letter, a digit or an underscore stands at `at`."""
    return at < end and (text[at] == "_" or (text[at].isascii() and text[at].isalnum()))


def _near(text: str, begin: int, stop: int) -> bool:
    """Whether the words around `begin` to `stop` call the quantity approximate."""
    before = text[max(0, begin - 16) : begin]
    words = before.lower().split()
    if words and words[-1] in ("a", "an"):
        del words[-1]
    if words and words[-1].endswith(_NEAR_ENDS) and _NEAR_BEFORE.search(before):
        return True
    after = text[stop : stop + 12]
    if not after.lstrip().startswith(_NEAR_STARTS) and "넘" not in after:
        return False
    return _NEAR_AFTER.match(text, stop) is not None


def _and_a_half(text: str, value: _Value, at: int, end: int) -> tuple[_Value, int] | None:
    """A number with the "and a half" that stands at `at`: two and a half million, a billion and a half."""
    half = _HALF_EN.match(text, at, end)
    if half is None:
        return None
    named = _SCALE_EN.match(text, half.end(), end)
    if named:
        scale = 100 if named[1].lower() == "hundred" else _EN_SCALES[named[1].lower()]
        return _times(_plus(value, (1, 2)), scale), named.end()
    scale = max(
        (one for one in _EN_SCALES.values() if value[1] == 1 and value[0] >= one and not value[0] % one), default=1
    )
    return _plus(value, (scale, 2)), half.end()


def _more(text: str, value: _Value, unit: _Unit, end: int) -> tuple[_Value, int, int]:
    """Further parts of a length of time (3시간 30분, 한 시간 반): the value in `unit`, its end, digits to add."""
    at = unit.end
    digits = 0
    if unit.unit not in ("second", "year", "month", "day") or unit.unit == "day":
        return value, at, 0
    for _ in range(2):
        korean = "가" <= text[at - 1] <= "힣"
        if korean and not text[at : at + 2].lstrip(" ")[:1].isdecimal():
            break
        match = (_KO_PART if korean else _EN_PART).match(text, at, end)
        if match is None:
            break
        stop = match.end()
        if korean:
            part = None if text.startswith(" ", stop) else _counter(text, stop, end, _KO_PARTS)
            if part is None:
                break
            word, stop = part.word, part.end
        else:
            word = match[2]
        name, num, den = (_KO_UNITS.get(word) or _EN_UNITS[word])  # fmt: skip
        if (unit.unit, name) == ("year", "month"):
            num, den = 1, 12
        elif name != unit.unit or num >= unit.num:
            break
        value = _plus(value, _times((int(match[1]), 1), num, den))
        digits += _significant(match[1])
        at = stop
    half = _KO_HALF.match(text, at, end) if text.startswith(" 반", at) else None
    if half and not digits:
        value = _plus(value, _times((unit.num, unit.den), 1, 2))
        digits, at = 1, half.end()
    return value, at, digits


# ------------------------------------------------------------------------------------ the digits


class _Read(NamedTuple):
    """What stands at a digit: a quantity, or nothing; where to go on; whether it was the number of a name."""

    found: Quantity | None
    at: int
    name: bool = False


def _make(
    text: str,
    begin: int,
    stop: int,
    low: str,
    high: str,
    unit: str,
    counter: str,
    digits: int,
    kind: str,
    near: bool = False,
) -> Quantity:
    approximate = near or _near(text, begin, stop)
    return Quantity(begin, stop, text[begin:stop], low, high, unit, counter, digits, approximate, kind)


def _skip(text: str, at: int, end: int) -> int:
    """The end of the identifier, version or address that has a digit at `at`."""
    match = _REST.match(text, at, end)
    return match.end() if match else at + 1


def _day(year: str | None, month: str | int, day: str | None) -> str:
    """A date as canonical text; empty when there is no such month or day."""
    if not 1 <= int(month) <= 12 or (day is not None and not 1 <= int(day) <= 31):
        return ""
    return f"{year or '-'}-{int(month):02}" + (f"-{int(day):02}" if day is not None else "")


def _read(text: str, pos: int, end: int, language: str, follows_name: bool) -> _Read:
    """What the digit at `pos`, the first of its run, begins."""
    clock = _CLOCK.match(text, pos, end)
    if clock:
        half = _CLOCK_12.match(text, pos, end)
        if half and 1 <= int(half[1]) <= 12:
            seconds = int(half[1]) % 12 * 3600 + int(half[2]) * 60 + (43200 if half[3] in "Pp" else 0)
            low = str(seconds)
            return _Read(_make(text, pos, half.end(), low, low, "time", "", 3, "time"), half.end())
        return _Read(None, clock.end())
    begin = pos
    money = ""
    negative = False
    if pos:
        c = text[pos - 1]
        if c in _CURRENCY:
            money = _CURRENCY[c]
            begin = pos - 1
            if c == "$" and text[begin - 2 : begin] == "US":
                begin -= 2
        elif c.isascii() and (c.isalpha() or c in "_#@^\\=&/.,"):
            return _Read(None, _skip(text, pos, end))
        elif c in "-−":
            if pos > 1 and not text[pos - 2].isspace() and text[pos - 2] not in "(\"'“‘[":
                return _Read(None, _skip(text, pos, end))
            negative = True
            begin = pos - 1
        elif c == " " and pos > 1 and text[pos - 2] in "$€£₩":
            money = _CURRENCY[text[pos - 2]]
            begin = pos - 2
        elif c in "[(" and (bracketed := (_BRACKETED if c == "[" else _PARENTHESISED).match(text, pos, end)):
            return _Read(None, bracketed.end())
        elif c in "제第" and (pos < 2 or not "가" <= text[pos - 2] <= "힣"):
            match = _NTH_KO.match(text, pos, end)
            if match:
                low = str(int(match[1]))
                return _Read(_make(text, pos - 1, match.end(), low, low, "", match[2], 1, "ordinal"), match.end())
            return _Read(None, _skip(text, pos, end))
    four = _DIGITS.match(text, pos, end)
    stop = four.end() if four else pos + 1
    if text[stop : stop + 1] in (".", ")") and text[stop + 1 : stop + 2] in (" ", "\t", "\n", "", "\u00a0"):
        floor = max(0, pos - 25)
        line = text.rfind("\n", floor, pos) + 1
        if stop - pos <= 3 and (line or not floor):
            lead = _LIST_NUMBER.match(text, line, pos)
            if lead and lead.end() == pos:
                return _Read(None, stop + 1)
    dated = _date(text, pos, stop, end)
    if dated is not None:
        return dated
    core = _core(text, pos, end, bool(money))
    if core is None:
        return _Read(None, _skip(text, pos, end), True)
    value, at, digits = core.value, core.end, core.digits
    unit = None if money else _unit(text, at, end, language)
    yeo = None if unit else _YEO.match(text, at, end)
    if yeo:
        unit = _unit(text, yeo.end(), end, language)
    if unit is None:
        if _alnum(text, at, end):
            ordinal = _ORDINAL_EN.match(text, at, end) if core.plain else None
            decade = (
                _DECADE.match(text, at, end) if core.plain and 1500 <= value[0] <= 2090 and not value[0] % 10 else None
            )
            if ordinal:
                low = str(value[0])
                return _Read(_make(text, begin, ordinal.end(), low, low, "", "", digits, "ordinal"), ordinal.end())
            if decade:
                low, high = str(value[0]), str(value[0] + 9)
                return _Read(_make(text, pos, decade.end(), low, high, "date", "", 3, "date"), decade.end())
            return _Read(None, _skip(text, at, end))
        if text[at : at + 1] == "^":
            return _Read(None, _skip(text, at + 1, end))
        if text[at : at + 1] in ("/", "_", "×", "*") and text[at + 1 : at + 2] in _TEN and text[at + 1 : at + 2]:
            return _slash(text, begin, at, value, core, end)
    # The number of a name or of a place in the document: Llama 3.1, Falcon 7B, 그림 2, Section 3.4.
    suffixed = at > pos and text[at - 1] in "KMBT"
    counted = unit is not None and (unit.unit or unit.counter) and not (language == "en" and unit.kind == "cardinal")
    if not counted and not money and (core.plain or core.scale == 1 or suffixed):
        if follows_name and (core.plain or suffixed):
            return _Read(None, core.end, True)
        if _named(text, pos, language, unit, core):
            slash = _SLASH.match(text, core.end, end)
            return _Read(None, slash.end() if slash else core.end, True)
    if unit is None and text.startswith("년대", at):
        return _Read(None, at + 2)
    share = _OF_KO.match(text, at, end) if text.startswith(("분의", " 분의"), at) else None
    if share:
        top = int(share[2]) if share[2] else _KO_DIGIT[share[3] or share[4]]
        if value[0] > 0 and top < 10**6:
            low = _canonical(_reduced(top * value[1], value[0]))
            return _Read(_make(text, begin, share.end(), low, low, "", "", 1, "fraction"), share.end())
    more = _and_a_half(text, value, at, end)
    if more:
        value, at, digits = more[0], more[1], digits + 1
        unit = _unit(text, at, end, language)
    if value == (1, 1) and core.plain and text.startswith((" in ", " out of "), at):
        whole = _core(text, at + (4 if text[at + 2] == "n" else 8), end)
        if whole and whole.value[0] > 1 and not (whole.plain and 1900 <= whole.value[0] <= 2099):
            low = _canonical(_reduced(whole.value[1], whole.value[0]))
            return _Read(_make(text, begin, whole.end, low, low, "", "", 1, "fraction"), whole.end)
    if negative:
        value = (-value[0], value[1])
    return _finish(text, begin, value, digits, core, unit, money, yeo is not None, at, end, language)


def _finish(
    text: str, begin: int, value: _Value, digits: int, core: _Core, unit: _Unit | None, money: str, yeo: bool, at: int,
    end: int, language: str,
) -> _Read:  # fmt: skip
    """The quantity of a number and its unit, and of the second number where it is a range."""
    if unit is not None and unit.counter == "년대" and core.plain and value[0] % 10 == 0:
        year = value[0] + (1900 if value[0] < 100 else 0)
        return _Read(_make(text, begin, unit.end, str(year), str(year + 9), "date", "", 3, "date"), unit.end)
    if unit is not None and unit.counter == "시":
        if not core.plain or not 0 <= value[0] <= 24:
            return _Read(None, unit.end)
        return _time_ko(text, begin, value[0], unit.end, end)
    if unit is not None and unit.counter == "월":
        unit = None
    second = _second(text, at if unit is None else unit.end, value, core, unit, money, end, language)
    if second is not None:
        high, after, name, counter, low, more = second
        kind = "date" if name == "date" else "range"
        near = yeo
        return _Read(
            _make(text, begin, after, _canonical(low), _canonical(high), name, counter, max(digits, more), kind, near),
            after,
        )
    if unit is None:
        name, counter, after, kind = money, "", at, "money" if money else "cardinal"
    else:
        value = _times(value, unit.num, unit.den)
        value, after, more = _more(text, value, unit, end)
        digits += more
        name, counter, kind = unit.unit, unit.counter, unit.kind
        if counter == "단계" and value == (1, 1):
            kind = "ordinal"
    low_text = _canonical(value)
    return _Read(_make(text, begin, after, low_text, low_text, name, counter, digits, kind, yeo), after)


def _second(
    text: str, at: int, first: _Value, core: _Core, unit: _Unit | None, money: str, end: int, language: str
) -> tuple[_Value, int, str, str, _Value, int] | None:
    """The upper end of a range whose lower end stops at `at`: (high, end, unit, counter, low, digits)."""
    c = text[at : at + 1]
    if not c or c not in "-–—~∼〜～ 에부\n":
        return None
    sep = _RANGE.match(text, at, end)
    if sep is None:
        return None
    p = sep.end()
    sign = text[p : p + 1]
    if sign in _CURRENCY and sign:
        if _CURRENCY[sign] != money:
            return None
        p += 1
    if text[p : p + 1] not in _TEN or p >= end:
        return None
    if sep[0].strip() in ("and", "or"):
        return None
    other = _core(text, p, end, bool(money))
    if other is None or _CLOCK.match(text, p, end):
        return None
    after = other.end
    if text[after : after + 1] in "-–/" and text[after + 1 : after + 2] in _TEN and text[after + 1 : after + 2]:
        return None
    last = None if money else _unit(text, after, end, language)
    if last is None and _alnum(text, after, end):
        return None
    low, high = first, other.value
    if core.scale == 1 and other.scale > 1 and first[0] * other.scale * high[1] < high[0] * first[1]:
        low = _times(first, other.scale)
    name, counter = money, ""
    years = other.plain and core.plain and 1000 <= first[0] <= 2999 and 1000 <= high[0] <= 2999
    if last is not None and last.unit == "year" and years:
        name, after = "date", last.end
    elif last is not None:
        if last.counter in ("시", "월", "년대"):
            return None
        if unit is not None and (unit.unit, unit.num) != (last.unit, last.num):
            return None
        high = _times(high, last.num, last.den)
        low = _times(low, last.num, last.den)
        name, counter, after = last.unit, last.counter, last.end
    elif unit is not None:
        if unit.unit not in ("%",):
            return None
        name = unit.unit
    if low[0] * high[1] >= high[0] * low[1]:
        return None
    return high, after, name, counter, low, other.digits


def _slash(text: str, begin: int, at: int, value: _Value, core: _Core, end: int) -> _Read:
    """A number before a slash or a power: a simple fraction (2/3), else nothing (24/7, 21/24, 10^9)."""
    match = _SLASH.match(text, at, end)
    if match and core.plain:
        num, den = value[0], int(match[1])
        if 0 < num < den and gcd(num, den) == 1 and (den <= 10 or num == 1):
            low = _canonical((num, den))
            return _Read(_make(text, begin, match.end(), low, low, "", "", 1, "fraction"), match.end())
    return _Read(None, _skip(text, at + 1, end))


def _named(text: str, pos: int, language: str, unit: _Unit | None, core: _Core) -> bool:
    """Whether the word before the number at `pos` makes it a version, a model's size or a reference."""
    if not pos:
        return False
    gap = text[pos - 1] == " "
    stop = pos - 1 if gap else pos
    if stop and "가" <= text[stop - 1] <= "힣":
        start = stop - 1  # eight syllables at most: no label has as many
        while start > max(0, stop - 8) and "가" <= text[start - 1] <= "힣":
            start -= 1
        return text[start:stop] in _LABELS_KO
    word = _LAST_WORD.search(text[max(0, stop - 24) : stop]) if gap else None
    if word is None:
        return False
    last = word[0]
    if last.lower() in _LABELS_EN:
        return True
    if unit is not None:
        return False
    if last in _OPENERS_EN:
        return False
    capital = any("A" <= c <= "Z" for c in last)
    if language == "ko":
        return capital
    return capital and core.value[0] < 1000 * core.value[1]


def _date(text: str, pos: int, stop: int, end: int) -> _Read | None:
    """A date that begins with the digits from `pos` to `stop`."""
    c = text[stop : stop + 1]
    size = stop - pos
    if size == 4 and c and c in "-./":
        iso = _ISO.match(text, pos, end)
        if iso:
            low = _day(iso[1], iso[3], iso[4])
            if low and 1000 <= int(iso[1]) <= 2999:
                return _Read(_make(text, pos, iso.end(), low, low, "date", "", 8, "date"), iso.end())
            return _Read(None, iso.end())
    if c == "년" and size == 4 and "1000" <= text[pos:stop] <= "2999":
        after = stop + 1
        if text.startswith(("년대", "년간"), stop):
            return None
        month = _KO_DATE.match(text, pos, end)
        low = _day(month[1], month[2], month[3]) if month and month[1] else ""
        if month and low:
            return _Read(_make(text, pos, month.end(), low, low, "date", "", 6, "date"), month.end())
        year = text[pos:stop]
        sep = _YEARS.match(text, after, end)
        if sep and sep[1] > year:
            return _Read(_make(text, pos, sep.end(), year, sep[1], "date", "", 4, "date"), sep.end())
        return _Read(_make(text, pos, after, year, year, "date", "", 4, "date"), after)
    if c == "월" and size <= 2:
        month = _KO_DATE.match(text, pos, end)
        if month:
            low = _day(None, month[2], month[3])
            if low and _counter(text, stop, end, _COUNTED):
                return _Read(_make(text, pos, month.end(), low, low, "date", "", 2, "date"), month.end())
    if size <= 2 and c and c in " snrt":
        day = _DAY_EN.match(text, stop, end)
        if day:
            low = _day(day[2], _MONTHS[day[1]], text[pos:stop])
            if low:
                return _Read(_make(text, pos, day.end(), low, low, "date", "", 4, "date"), day.end())
        hour = _HOUR_12.match(text, stop, end)
        if hour and 1 <= int(text[pos:stop]) <= 12:
            low = str((int(text[pos:stop]) % 12 + (12 if hour[1] in "Pp" else 0)) * 3600)
            return _Read(_make(text, pos, hour.end(), low, low, "time", "", 1, "time"), hour.end())
    elif size <= 2 and c and c in "aApP":
        hour = _HOUR_12.match(text, stop, end)
        if hour and 1 <= int(text[pos:stop]) <= 12:
            low = str((int(text[pos:stop]) % 12 + (12 if hour[1] in "Pp" else 0)) * 3600)
            return _Read(_make(text, pos, hour.end(), low, low, "time", "", 1, "time"), hour.end())
    return None


def _time_ko(text: str, begin: int, hour: int, at: int, end: int) -> _Read:
    """A time of day whose 시 ends at `at`, with its minutes."""
    seconds = hour * 3600
    digits = 1
    minutes = _KO_CLOCK.match(text, at, end)
    half = _KO_HALF.match(text, at, end)
    if minutes and int(minutes[1]) < 60:
        seconds += int(minutes[1]) * 60
        at, digits = minutes.end(), 3
    elif half:
        seconds += 1800
        at, digits = half.end(), 2
    if hour < 12 and _AFTERNOON.search(text[max(0, begin - 4) : begin]):
        seconds += 43200
    low = str(seconds)
    return _Read(_make(text, begin, at, low, low, "time", "", digits, "time"), at)


# ------------------------------------------------------------------------------ Korean number words


def _sino(word: str) -> _Value | None:
    """The value of a run of Sino-Korean numerals; None where it is not a number."""
    total = section = 0
    digit = 0
    least, small = 10**20, 10**4
    for c in word:
        if c in _KO_DIGIT:
            if digit:
                return None
            digit = _KO_DIGIT[c]
        elif c in _KO_SMALL:
            if _KO_SMALL[c] >= small:
                return None
            small = _KO_SMALL[c]
            section += (digit or 1) * small
            digit = 0
        else:
            big = _KO_BIG[c]
            if big >= least:
                return None
            least, small = big, 10**4
            total += (section + digit or 1) * big
            section = digit = 0
    return total + section + digit, 1


def _hangul_before(text: str, at: int) -> bool:
    """Whether a Hangul syllable that is not 약 or 총 on its own stands before `at`."""
    if not at or not "가" <= text[at - 1] <= "힣":
        return False
    return text[at - 1] not in "약총" or (at > 1 and "가" <= text[at - 2] <= "힣")


_DAY_HINTS = (*_KO_DAYS, "일주일", "반년", "일년", "일 년", "반시간", "반 시간")


def _korean(text: str, start: int, end: int, found: list[Quantity]) -> None:
    """The quantities that are written in Korean numerals."""
    # The patterns are large: each is compiled for a text only that may hold what it finds.
    piece = text[start:end]
    scaled = any(scale in piece for scale in "십백천만억조")
    for match in _VAGUE_KO.finditer(text, start, end) if scaled and _VAGUE_HINT.search(piece) else ():
        if not _hangul_before(text, match.start()):
            stop = match.end()
            found.append(Quantity(match.start(), stop, match[0], "", "", "", "", 0, True, "vague"))
    counted = any(not _hangul_before(text, hint.start()) for hint in _NATIVE_HINT.finditer(text, start, end))
    for match in _NATIVE.finditer(text, start, end) if counted else ():
        if not _hangul_before(text, match.start()):
            _native(text, match, end, found)
    for match in _NATIVE_NTH.finditer(text, start, end) if "째" in piece else ():
        if not _hangul_before(text, match.start()):
            word = match["nth"] or match["th"]
            number = _KO_ONES.get(word) or _KO_ORDINALS.get(word) or _KO_TENS.get(word) or 10 + _KO_ONES[word[1:]]
            low = str(number)
            found.append(_make(text, match.start(), match.end(), low, low, "", "번째", len(low.rstrip("0")), "ordinal"))
    for match in _DAYS_KO.finditer(text, start, end) if any(word in piece for word in _DAY_HINTS) else ():
        if not _hangul_before(text, match.start()):
            low, unit, kind = _DAY_WORDS.get(match[0]) or _DAY_WORDS[match[0].replace(" ", "")]
            found.append(_make(text, match.start(), match.end(), low, low, unit, "", 1, kind))
    for match in _SINO.finditer(text, start, end):
        # Numerals of one syllable are frequent and almost never numerals: look at the neighbours first.
        if not _hangul_before(text, match.start()):
            quantity = _sino_at(text, match.start(), match.end(), end)
            if quantity is not None:
                found.append(quantity)


def _native(text: str, match: re.Match[str], end: int, found: list[Quantity]) -> None:
    """A native numeral before a counter."""
    begin, stop = match.span()
    counter = match["counter"] or match["short"]
    if match["pair"]:
        small, large = _KO_PAIRS[match["pair"]]
    elif match["tens"]:
        small = large = _KO_TENS[match["tens"]] + _KO_ONES.get(match["ones"] or "", 0)
    elif match["few"]:
        if counter not in ("달", "장", "잔", "대"):
            return
        small = large = {"석": 3, "넉": 4}[match["few"]]
    else:
        small = large = _KO_ONES[match["one"]]
    if match["one"] in _KO_SHORT and match.end("one") == match.start("counter") and counter not in _CLOSE:
        return
    if counter == "시":
        if small <= 12:
            read = _time_ko(text, begin, small, stop, end)
            if read.found is not None:
                found.append(read.found)
        return
    if counter == "번째":
        low = str(small)
        found.append(_make(text, begin, stop, low, low, "", counter, 1, "ordinal"))
        return
    unit = None if counter == "분" else _KO_UNITS.get(counter)
    digits = len(str(small).rstrip("0"))
    near = small != large
    if unit is None:
        kind = "range" if near else "article" if match["one"] == "한" else "cardinal"
        found.append(_make(text, begin, stop, str(small), str(large), "", counter, digits, kind, near))
        return
    name, num, den = unit
    kind = _KINDS.get(name, "measure")
    if match["one"] == "한" and name in ("year", "day", "byte", "bit"):
        kind = "article"
    low_value, more = _times((small, 1), num, den), 0
    if not near:
        low_value, stop, more = _more(text, low_value, _Unit(name, "", num, den, stop, kind), end)
    low = _canonical(low_value)
    high = _canonical(_times((large, 1), num, den)) if near else low
    found.append(_make(text, begin, stop, low, high, name, "", digits + more, "range" if near else kind, near))


def _sino_at(text: str, begin: int, stop: int, end: int) -> Quantity | None:
    """The Sino-Korean numeral at `begin`, if its form leaves no doubt."""
    word = text[begin:stop]
    scaled = any(c in _KO_SCALES for c in word)
    share = _OF_KO.match(text, stop, end) if text.startswith(("분의", " 분의"), stop) else None
    if share and (scaled or word in "이삼사오육칠팔구"):
        bottom = _sino(word)
        if bottom is not None:
            top = int(share[2]) if share[2] else _KO_DIGIT[share[3] or share[4]]
            low = _canonical((top, bottom[0]))
            return _make(text, begin, share.end(), low, low, "", "", 1, "fraction")
    if scaled and word[-1] in _KO_BIG and text[stop : stop + 1] == " ":  # 삼만 오천 원
        lower = _SINO.match(text, stop + 1, end)
        counted = _counter(text, lower.end(), end, _SINO_COUNTED) if lower and len(lower[0]) > 1 else None
        joined = word + lower[0] if lower else word
        if counted and _sino(joined):
            return _sino_counted(text, begin, joined, scaled, counted, False, end)
    unit = _counter(text, stop, end, _SINO_COUNTED)
    yeo = None
    if unit is None and text[stop : stop + 1] == "여":
        yeo = unit = _counter(text, stop + 1, end, _SINO_COUNTED)
    if unit is not None:
        quantity = _sino_counted(text, begin, word, scaled, unit, yeo is not None, end)
        if quantity is not None:
            return quantity
    # Bare: a number in 만, 억 or 조 with 십, 백 or 천 before it cannot be a word; 이 and 만 after it are particles.
    size = len(word)
    while size > 2 and word[size - 1] in "이일만" and word[size - 2] in _KO_BIG:
        size -= 1
    bare = word[:size]
    if (
        size < 2
        or bare[-1] not in _KO_BIG
        or not any(c in _KO_SMALL for c in bare[:-1])
        or bare in ("백조", "천조", "십조")
    ):
        return None
    stop = begin + size
    if size == len(word) and stop < end and "가" <= text[stop] <= "힣" and text[stop] not in _JOSA:
        return None
    if bare == "천만" and text[stop : stop + 1] in ("에", "의") and text[stop : stop + 2] != "에서":
        return None
    value = _sino(bare)
    if value is None:
        return None
    low = str(value[0])
    return _make(text, begin, stop, low, low, "", "", _significant(low), "cardinal", text[stop : stop + 1] == "여")


def _sino_counted(
    text: str, begin: int, word: str, scaled: bool, counted: _Counter, yeo: bool, end: int
) -> Quantity | None:
    """A Sino-Korean numeral before a unit or counter; None where the two may be ordinary words."""
    gap, counter, stop = counted
    if not scaled:
        if word not in "삼사오육칠팔구" or counter not in ("년", "개월"):
            return None
    elif len(word) == 1:
        if word not in "백천만" or counter not in ("개", "명", "번", "년", "원", "달러", "배", "가지"):
            return None
        if not gap and (word + counter) not in ("만원", "천원", "백배", "천배", "만배"):
            return None
    elif len(word) == 2:
        if word[1] not in _KO_SCALES and word[0] != "십":  # 만일, 천사, 백이
            return None
        if word[1] == "조" and counter not in ("원", "달러"):  # 구조, 백조
            return None
        if word == "오만" and counter in ("가지", "명"):
            return None
        if not gap and counter in ("도", "세", "위", "회", "층", "점", "장", "대", "종", "편"):
            return None
        if not gap and counter in ("년", "일") and word[0] not in _KO_DIGIT:
            return None
    value = _sino(word)
    if value is None:
        return None
    low = str(value[0])
    digits = _significant(low)
    if counter == "년" and 1000 <= value[0] <= 2999 and len(word) >= 4:
        return _make(text, begin, stop, low, low, "date", "", digits, "date")
    unit = _KO_UNITS.get(counter)
    if unit is None:
        kind = "ordinal" if counter in _ORDINAL_COUNTERS else "cardinal"
        return _make(text, begin, stop, low, low, "", counter, digits, kind, yeo)
    name, num, den = unit
    kind = _KINDS.get(name, "measure")
    total, stop, more = _more(text, _times(value, num, den), _Unit(name, "", num, den, stop, kind), end)
    low = _canonical(total)
    return _make(text, begin, stop, low, low, name, "", digits + more, kind, yeo)


# ----------------------------------------------------------------------------- English number words


class _Words(NamedTuple):
    """A number of one or more English words: offsets within the run."""

    value: _Value
    start: int
    end: int
    year: bool
    words: int


def _joins(section: int, number: int, year: bool, previous: str) -> bool:
    """Whether `number` goes on a number read so far: twenty one, one hundred five, twenty twenty four."""
    if section % 100 >= 20 and section % 10 == 0 and 0 < number < 10:
        return year or previous in _EN_TENS
    return not year and section > 0 and section % 100 == 0


def _spell(run: str) -> list[_Words]:
    """The numbers of a run of English number words: "one hundred and five" is one, "one two three" are three."""
    out: list[_Words] = []
    total: _Value = (0, 1)
    section: int | None = None
    least = 10**18
    begin = stop = -1
    count = 0
    year = False
    previous = ""
    places = 0  # digits read after "point"; 0: before it
    point: _Value = (0, 1)

    def flush() -> None:
        nonlocal total, section, least, begin, count, year, places, point
        if begin >= 0:
            value = _plus(_plus(total, (section or 0, 1)), point)
            out.append(_Words(value, begin, stop, year, count))
        total, section, least, begin, count, year, places, point = (0, 1), None, 10**18, -1, 0, False, 0, (0, 1)

    for match in _TOKEN_EN.finditer(run):
        word = match[0]
        if word == "and":
            if previous != "hundred" and previous not in _EN_SCALES:
                flush()
            continue
        if word == "point":
            places = 1
            previous = word
            continue
        if 0 < places < 12 and word in _EN_ONES and _EN_ONES[word] < 10:
            point = _plus(point, (_EN_ONES[word], 10**places))
            places += 1
        elif word in _EN_ONES or word in _EN_TENS:
            number = _EN_ONES[word] if word in _EN_ONES else _EN_TENS[word]
            if places:
                flush()
            if section is None:
                section = number
            elif section in (19, 20) and number >= 10 and total == (0, 1) and previous in ("nineteen", "twenty"):
                section, year = section * 100 + number, True
            elif _joins(section, number, year, previous):
                section += number
            else:
                flush()
                section = number
        elif word == "hundred":
            if places or (section is not None and section >= 100):
                flush()
            section = (1 if section is None else section) * 100
        elif word == "dozen":
            section = (1 if section is None else section) * 12
        else:
            scale = _EN_SCALES[word]
            if scale >= least:
                flush()
            amount = _plus((1 if section is None and not places else section or 0, 1), point)
            total = _plus(total, _times(amount, scale))
            least, section, places, point = scale, None, 0, (0, 1)
        if begin < 0:
            begin = match.start()
        stop = match.end()
        count += 1
        previous = word
    flush()
    return out


def _english(text: str, start: int, end: int, found: list[Quantity], language: str) -> None:
    """The quantities that are written in English words."""
    pattern = _WORDS_EN if language == "en" else _WORDS_EN_IN_KO
    for match in pattern.finditer(text, start, end):
        begin, stop = match.span()
        run = match[0].lower()
        before = text[begin - 1 : begin]
        if (before and before in "-_/.#@='’") or text[stop : stop + 1] in ("_", "=", "@"):
            continue
        if run in _VAGUE_EN:
            after = _VAGUE_AFTER.match(text, stop, end)
            stop = after.end() if after else stop
            found.append(Quantity(begin, stop, text[begin:stop], "", "", "", "", 0, True, "vague"))
            continue
        if run[:4] == "the " or run in _EN_ORDINALS:
            number = {"the first": 1, "the second": 2}.get(run) or _EN_ORDINALS[run]
            if run[:4] != "the " or not _UNIT_LIKE.match(text, stop, end):
                found.append(_make(text, begin, stop, str(number), str(number), "", "", len(str(number)), "ordinal"))
            continue
        if run[:2] in ("a ", "an"):
            found.extend(_article(text, begin, stop, run))
            continue
        if run[:5] == "half ":
            word = run.split()[-1]
            if word in _EN_SCALES or word == "dozen":
                low = str({"dozen": 12, **_EN_SCALES}[word] // 2)
                found.append(_make(text, begin, stop, low, low, "", "", 1, "cardinal"))
            else:
                name, num, den = _EN_UNITS[word]
                low = _canonical(_reduced(num, den * 2))
                found.append(_make(text, begin, stop, low, low, name, "", 1, "duration"))
            continue
        if _FEW_BEFORE.search(text[max(0, begin - 10) : begin]):
            if "hundred" in run or "thousand" in run or "illion" in run or "dozen" in run:
                found.append(Quantity(begin, stop, text[begin:stop], "", "", "", "", 0, True, "vague"))
            continue
        numbers = _spell(run)
        for i, number_ in enumerate(numbers):
            last = i == len(numbers) - 1
            quantity = _spelled(text, begin, number_, end, last)
            if quantity is not None:
                found.append(quantity)


def _article(text: str, begin: int, stop: int, run: str) -> list[Quantity]:
    """ "an hour", "a decade", "a dozen", "a quarter of"."""
    word = run.split()[1]
    if run.endswith(" of"):
        low = _canonical((1, _EN_PARTS[word]))
        return [_make(text, begin, stop, low, low, "", "", 1, "fraction")]
    if word == "dozen":
        if _FEW_BEFORE.search(text[max(0, begin - 10) : begin]):
            return []
        return [_make(text, begin, stop, "12", "12", "", "", 2, "cardinal", True)]
    name, num, den = _EN_UNITS[word]
    half = _HALF_EN.match(text, stop)
    if half:
        num, den, stop = num * 3, den * 2, half.end()
    low = _canonical((num, den))
    return [
        _make(
            text, begin, stop, low, low, name, "", 1, "duration" if word in ("hour", "decade", "century") else "article"
        )
    ]


def _spelled(text: str, base: int, number: _Words, end: int, last: bool) -> Quantity | None:
    """The quantity of a number in words, with its unit; None for "one" as a pronoun or article."""
    begin, stop = base + number.start, base + number.end
    value = number.value
    digits = _significant_of(value)
    if number.year:
        low = str(value[0])
        return _make(text, begin, stop, low, low, "date", "", 4, "date")
    near = False
    decade = _DECADE_EN.match(text, stop, end) if last and value in ((19, 1), (20, 1)) else None
    if decade:
        year = value[0] * 100 + _EN_TENS[decade[1].lower() + "y"]
        return _make(text, begin, decade.end(), str(year), str(year + 9), "date", "", 3, "date")
    if last:
        part = _PART_EN.match(text, stop, end)
        if part and value[1] == 1 and 0 < value[0] < _EN_PARTS[part[1].lower()]:
            low = _canonical((value[0], _EN_PARTS[part[1].lower()]))
            return _make(text, begin, part.end(), low, low, "", "", 1, "fraction")
        if value == (1, 1) and text.startswith((" in ", " out of "), stop):
            at = stop + (4 if text[stop + 2] == "n" else 8)
            whole = _WORDS_EN.match(text, at, end)
            run = whole[0].lower() if whole else ""
            first = _TOKEN_EN.match(run)
            spelt = _spell(run) if first and first[0] in _NUMERALS_EN else []  # not in half an hour, the first
            core = _core(text, at, end) if text[at : at + 1] in _TEN and at < end else None
            bottom = spelt[0].value if spelt else core.value if core else (0, 1)
            if bottom[0] > 1 and not 1900 <= bottom[0] <= 2099:
                after = at + spelt[0].end if spelt else core.end if core else stop
                low = _canonical((bottom[1], bottom[0]))
                return _make(text, begin, after, low, low, "", "", 1, "fraction")
            return None
        half = _and_a_half(text, value, stop, end)
        if half:
            value, stop, digits = half[0], half[1], digits + 1
    unit = _unit(text, stop, end, "en") if last else None
    if value == (1, 1) and number.words == 1 and (unit is None or not unit.unit):
        return None
    if last and unit is None:
        to = _TO_EN.match(text, stop, end)
        upper = _WORDS_EN.match(text, to.end(), end) if to else None
        if to and upper:
            highs = _spell(upper[0].lower())
            if len(highs) == 1 and not highs[0].year and highs[0].value[0] * value[1] > value[0] * highs[0].value[1]:
                return None if value[0] == 0 else _spelled_range(text, begin, value, digits, to.end(), highs[0], end)
    if unit is None:
        low = _canonical(value)
        return _make(text, begin, stop, low, low, "", "", digits, "cardinal", near)
    total, stop, more = _more(text, _times(value, unit.num, unit.den), unit, end)
    low = _canonical(total)
    return _make(text, begin, stop, low, low, unit.unit, unit.counter, digits + more, unit.kind, near)


def _spelled_range(text: str, begin: int, low: _Value, digits: int, base: int, high: _Words, end: int) -> Quantity:
    """ "two to three hours", "ten or twenty"."""
    stop = base + high.end
    unit = _unit(text, stop, end, "en")
    top = high.value
    if low[1] == 1 and low[0] < 100 <= top[0] and top[0] % 1000 == 0:  # "two to three million"
        scale = 10 ** (len(str(top[0])) - len(str(top[0]).rstrip("0")))
        scale = 10 ** ((len(str(scale)) - 1) // 3 * 3)
        if low[0] * scale < top[0]:
            low = _times(low, scale)
    if unit is not None:
        low, top, stop = _times(low, unit.num, unit.den), _times(top, unit.num, unit.den), unit.end
    name, counter = (unit.unit, unit.counter) if unit else ("", "")
    more = _significant_of(top)
    return _make(text, begin, stop, _canonical(low), _canonical(top), name, counter, max(digits, more), "range")


def _months(text: str, start: int, end: int, found: list[Quantity]) -> None:
    """Dates with an English month before the day or the year."""
    for match in _MONTH_EN.finditer(text, start, end):
        month = next(i for name, i in _MONTHS.items() if name.startswith(match[1][:3]))
        if match[2]:
            low = _day(match[2], month, None) if "1000" <= match[2] <= "2999" else ""
        else:
            low = _day(match[4], month, match[3])
        if low:
            found.append(_make(text, match.start(), match.end(), low, low, "date", "", 6, "date"))


# ------------------------------------------------------------------------------------ the interface


def quantities(text: str, language: str, start: int = 0, end: int | None = None) -> tuple[Quantity, ...]:
    """The quantities of `text` from `start` to `end` (code points), in order, without overlaps.

    `language` is "ko" or "en": it says which number words are read; digits, units and scales of both are read in
    either, and lower-case English number words in Korean too. Never raises on any text.
    """
    stop = len(text) if end is None else min(end, len(text))
    found: list[Quantity] = []
    links = text.find("](", start, stop) >= 0 or text.find("://", start, stop) >= 0
    piece = text[start:stop]
    if any(month in piece for month in _MONTH_STARTS) and _MONTH_HINT.search(piece):
        _months(text, start, stop, found)
    at = start
    name_end = -2
    search = _DIGITS.search
    while True:
        match = search(text, at, stop)
        if match is None:
            break
        pos = match.start()
        if pos > start and pos < at + 1 and text[pos - 1] in _TEN:  # the middle of a run that was given up
            at = match.end()
            continue
        if links:
            after = _past_link(text, pos, start, stop)
            if after > pos:
                at = after
                continue
        read = _read(text, pos, stop, language, name_end == pos - 1 and text[pos - 1] == " ")
        at = max(read.at, pos + 1)
        if read.found is not None:
            found.append(read.found)
        elif read.name:
            name_end = read.at
    if language == "ko":
        _korean(text, start, stop, found)
        if _LOWER_HINT.search(text, start, stop):
            _english(text, start, stop, found, language)
    else:
        _english(text, start, stop, found, language)
    if len(found) < 2:
        return tuple(found)
    found.sort(key=lambda q: (q.start, -q.end))
    out: list[Quantity] = []
    reach = -1
    for quantity in found:
        if quantity.start >= reach:
            out.append(quantity)
            reach = quantity.end
    return tuple(out)


def _past_link(text: str, pos: int, start: int, end: int) -> int:
    """The end of the link target or address that `pos` lies in; `pos` itself where it lies in none."""
    floor = max(start, pos - 400)
    begin = max(text.rfind(" ", floor, pos), text.rfind("\n", floor, pos), floor - 1) + 1
    target = max(text.rfind("](", begin, pos), text.rfind("://", begin, pos))
    if target < 0:
        return pos
    close = text.find(")", target, pos) if text[target] == "]" else -1
    if close >= 0:
        return pos
    rest = _TARGET.match(text, pos, end)
    return rest.end() if rest else pos


# What compares with what: lengths of time in seconds or in months.
_BASES = {"day": ("second", 86400), "second": ("second", 1), "year": ("month", 12), "month": ("month", 1)}


def _base(unit: str, text: str) -> tuple[str, _Value]:
    base, factor = _BASES.get(unit, (unit, 1))
    return base, _times(_value(text), factor)


def same_quantity(a: Quantity, b: Quantity) -> bool:
    """Whether two quantities have the same value and compatible units.

    44TB is 44테라바이트, 8,000개 is 8,000 토큰, 24시간 is one day. A date agrees with another that says less (2024 with
    2024-03) and, as a bare year, with the bare number. A bare or counted number does not agree with a share or with
    money, nor 0.9 with 90%. A vague quantity agrees with a vague one only.
    """
    if not a.low or not b.low:
        return a.low == b.low
    if "date" in (a.unit, b.unit):
        return _same_date(a, b)
    if a.unit == b.unit:
        return a.low == b.low and a.high == b.high
    if a.unit in _BASES and b.unit in _BASES:
        return _base(a.unit, a.low) == _base(b.unit, b.low) and _base(a.unit, a.high) == _base(b.unit, b.high)
    return False


def _same_date(a: Quantity, b: Quantity) -> bool:
    if a.unit != b.unit:
        bare = b if a.unit == "date" else a
        return bare.unit == "" and a.low == b.low and a.high == b.high and len(a.low) == 4
    if a.low != a.high or b.low != b.high:
        return a.low == b.low and a.high == b.high
    if a.low.startswith("--") or b.low.startswith("--"):
        return a.low.lstrip("-") == b.low.lstrip("-") or a.low.endswith(b.low[1:]) or b.low.endswith(a.low[1:])
    return a.low == b.low or a.low.startswith(b.low + "-") or b.low.startswith(a.low + "-")


# A plain number may round another that is written with more digits if it is this close (1,000 for 1,024): farther off,
# readers take it for another number. A number that calls itself approximate may be any rounding. Both are this
# project's own judgement.
_PLAIN_ROUNDING = 10  # one tenth

_LOOSE = frozenset(("USD", "KRW", "EUR", "JPY", "GBP", "CNY", "date", "byte", "day", "month", "year"))


def supported_by(a: Quantity, others: Iterable[Quantity]) -> bool:
    """Whether one of `others` vouches for `a`: the same value, a rounding of it, or a range that covers it.

    약 10만 is supported by 100,277, 1,000 by 1,024, 3시간 30분 by 3시간 31분, 80-90% by 85%; 15억 is not by 16억, nor
    약 15억. The rounding goes one way: 100,277 is not supported by 약 10만. A vague quantity is always supported.
    """
    if not a.low:
        return True
    ends = [False, False]
    for b in others:
        if b.low and _supports(a, b, ends):
            return True
    return all(ends)


def _supports(a: Quantity, b: Quantity, ends: list[bool]) -> bool:
    if same_quantity(a, b):
        return True
    if a.unit == "date" or b.unit == "date":
        return _date_covered(a, b)
    factor = 1
    if a.unit != b.unit:
        if a.unit in _BASES and b.unit in _BASES and _BASES[a.unit][0] == _BASES[b.unit][0]:
            pass
        elif a.unit in _LOOSE and not b.unit and not b.counter:
            pass  # a caption that lost its unit: "40,000" for "$40,000"
        elif (a.unit, b.unit, b.kind) == ("%", "", "fraction"):
            factor = 100
        else:
            return False
    a_low, a_high, b_low, b_high = _comparable(a, b, factor)
    if a.low != a.high:
        ends[0] = ends[0] or _equal(a_low, b_low) or _equal(a_low, b_high)
        ends[1] = ends[1] or _equal(a_high, b_low) or _equal(a_high, b_high)
        return not (_less(b_high, a_low) or _less(a_high, b_low))
    if b.low != b.high:
        if _equal(a_low, b_low) or _equal(a_low, b_high):
            return True
        return a.approximate and not _less(a_low, b_low) and not _less(b_high, a_low)
    if _equal(a_low, b_low):
        return True
    if not a.approximate and a.digits >= b.digits:
        return False
    if a_low[0] <= 0 or b_low[0] <= 0:
        return False
    gap = abs(a_low[0] * b_low[1] - b_low[0] * a_low[1])
    whole = b_low[0] * a_low[1]
    if a.unit == "second":  # minutes do not round like decimals
        return gap * 20 <= whole
    if not a.approximate and gap * _PLAIN_ROUNDING > whole:
        return False
    return _rounds(b_low, a_low, a.digits)


def _comparable(a: Quantity, b: Quantity, factor: int) -> tuple[_Value, _Value, _Value, _Value]:
    if a.unit in _BASES and b.unit in _BASES:
        return _base(a.unit, a.low)[1], _base(a.unit, a.high)[1], _base(b.unit, b.low)[1], _base(b.unit, b.high)[1]
    return _value(a.low), _value(a.high), _times(_value(b.low), factor), _times(_value(b.high), factor)


def _equal(a: _Value, b: _Value) -> bool:
    return a[0] * b[1] == b[0] * a[1]


def _less(a: _Value, b: _Value) -> bool:
    return a[0] * b[1] < b[0] * a[1]


def _rounds(exact: _Value, rounded: _Value, digits: int) -> bool:
    """Whether `exact` to `digits` significant digits, half up, is `rounded`; both are positive."""
    num, den = exact
    step: _Value = (1, 1)  # the place of the last digit kept
    size = len(str(num // den)) if num >= den else 0
    if size == 0:
        while num * 10 < den:
            num *= 10
            size -= 1
        num = exact[0]
    places = size - digits
    step = (10**places, 1) if places >= 0 else (1, 10**-places)
    count = (2 * num * step[1] + den * step[0]) // (2 * den * step[0])
    return _equal((count * step[0], step[1]), rounded)


def _date_covered(a: Quantity, b: Quantity) -> bool:
    """Whether the year of one lies in the decade or range of the other."""
    if a.unit not in ("date", "") or b.unit not in ("date", "") or (a.low == a.high and b.low == b.high):
        return False
    years = [q[:4] for q in (a.low, a.high, b.low, b.high)]
    if not all(len(y) == 4 and y.isdigit() for y in years):
        return False
    return years[0] <= years[3] and years[2] <= years[1]
