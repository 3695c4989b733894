"""The numerals of Korean and English, and the names of months."""

from __future__ import annotations

from llmdoc_lint.language.quantities.words import words

__all__ = [
    "EN_ONES",
    "EN_ORDINALS",
    "EN_PARTS",
    "EN_SCALES",
    "EN_TENS",
    "KO_BIG",
    "KO_DAYS",
    "KO_DIGIT",
    "KO_NATIVE",
    "KO_ORDINALS",
    "KO_SCALES",
    "KO_SMALL",
    "MONTHS",
    "en_scale",
]

KO_DIGIT = {c: i for i, c in enumerate("일이삼사오육칠팔구", 1)}
KO_SMALL = {"십": 10, "백": 100, "천": 1000}
KO_BIG = {"만": 10**4, "억": 10**8, "조": 10**12, "경": 10**16}
KO_SCALES = {**KO_SMALL, **KO_BIG}

KO_ONES = {"한": 1, "두": 2, "세": 3, "네": 4, "다섯": 5, "여섯": 6, "일곱": 7, "여덟": 8, "아홉": 9}
KO_TENS = {
    "열": 10, "스무": 20, "스물": 20, "서른": 30, "마흔": 40, "쉰": 50, "예순": 60, "일흔": 70, "여든": 80, "아흔": 90,
}  # fmt: skip
KO_PAIRS = {
    "한두": (1, 2), "두세": (2, 3), "서너": (3, 4), "네댓": (4, 5), "너댓": (4, 5), "대여섯": (5, 6), "예닐곱": (6, 7),
    "일고여덟": (7, 8),
}  # fmt: skip
_KO_FEW = {"석": 3, "넉": 4}  # before a few counters only
# All native numerals, from and to: 세, 열두, 서너.
KO_NATIVE = (
    {word: (n, n) for table in (KO_ONES, KO_TENS, _KO_FEW) for word, n in table.items()}
    | {ten + one: (n + m, n + m) for ten, n in KO_TENS.items() for one, m in KO_ONES.items()}
    | KO_PAIRS
)
KO_DAYS = {
    "하루": 1, "이틀": 2, "사흘": 3, "나흘": 4, "닷새": 5, "엿새": 6, "여드레": 8, "아흐레": 9, "열흘": 10,
    "보름": 15,
}  # fmt: skip
KO_ORDINALS = {
    "첫": 1, "둘": 2, "셋": 3, "넷": 4, "다섯": 5, "여섯": 6, "일곱": 7, "여덟": 8, "아홉": 9, "열": 10,
}  # fmt: skip

EN_ONES = {
    w: i
    for i, w in enumerate(
        words(
            "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen "
            "seventeen eighteen nineteen"
        )
    )
}
EN_TENS = {w: 10 * i for i, w in enumerate(words("twenty thirty forty fifty sixty seventy eighty ninety"), 2)}
EN_SCALES = {"thousand": 10**3, "million": 10**6, "billion": 10**9, "trillion": 10**12, "quadrillion": 10**15}
EN_ORDINALS = {
    w: i
    for i, w in enumerate(words("third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth"), 3)
}
EN_PARTS = {"third": 3, "quarter": 4, "fourth": 4, "fifth": 5, "sixth": 6, "eighth": 8, "tenth": 10, "hundredth": 100}
MONTHS = {
    m: i
    for i, m in enumerate(
        words("January February March April May June July August September October November December"), 1
    )
}


def en_scale(word: str) -> int:
    """What "hundred" or a scale word multiplies by, in either case."""
    return 100 if word.lower() == "hundred" else EN_SCALES[word.lower()]
