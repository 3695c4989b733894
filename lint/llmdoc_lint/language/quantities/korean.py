"""Quantities in Korean numerals: 세 번, 스무 명, 첫째, 사흘, 삼십 개, 백만, 수백만, 3분의 1 in words.

A syllable that is a numeral among other things (이, 일, 조, 만, 한, 두 ...) counts only in a form that cannot be
anything else. Each syllable that may begin a numeral names what reads it; nothing else of a text is looked at.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from llmdoc_lint.language.quantities.dates import time_of_day
from llmdoc_lint.language.quantities.exact import canonical, significant, times
from llmdoc_lint.language.quantities.lengths import further
from llmdoc_lint.language.quantities.measures import Counter, bounded, counter_at, measure, word_at
from llmdoc_lint.language.quantities.numerals import (
    KO_BIG,
    KO_DAYS,
    KO_DIGIT,
    KO_NATIVE,
    KO_ORDINALS,
    KO_SCALES,
    KO_SMALL,
)
from llmdoc_lint.language.quantities.parts import denominator_first
from llmdoc_lint.language.quantities.quantity import Quantity, make, vague
from llmdoc_lint.language.quantities.units import BOUND, COUNTERS, KO_UNITS, ORDINAL_COUNTERS, SINO_COUNTED, by_first
from llmdoc_lint.language.quantities.words import ascii_pattern, hangul, words

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

__all__ = ["in_korean"]


def in_korean(text: str, start: int, end: int) -> Iterator[Quantity]:
    """The quantities from `start` to `end` that are written in Korean numerals, in order; they may overlap."""
    for match in _BEGINNING.finditer(text, start, end):
        at = match.start()
        if at and text[at - 1] in "약총" and hangul(text, at - 2):
            continue  # the end of another word
        for read in _READERS[text[at]]:
            quantity = read(text, at, end)
            if quantity is not None:
                yield quantity


# ------------------------------------------------------------------------------------- vague ones

_VAGUE = ascii_pattern(
    rf"(?:수|몇 ?|여러 )(?:십|백|천)?(?:만|억|조)?(?<=[십백천만억조])(?:[여]|{BOUND})"
    r"|(?:수|몇)(?:십|백|천)(?:만|억|조)?(?=[개명번년배대])"
)


def _vague(text: str, at: int, end: int) -> Quantity | None:
    """수백만, 몇 천 명, 여러 백."""
    match = None if KO_SCALES.keys().isdisjoint(text[at + 1 : at + 4]) else _VAGUE.match(text, at, end)
    return vague(text, at, match.end()) if match else None


# ----------------------------------------------------------------------------------------- native

_COUNTED = by_first((*(one for one in COUNTERS if one != "째"), "시간", "달", "달러", "분", "바이트"))
_SHORT = ascii_pattern(r" ?(시|주|해)(?=\Z|[\s.,!?)]|에|쯤|까|부|간|동안|만에|째|짜|전|후|뒤|가 |를 |을 )")
_LONGEST = max(map(len, KO_NATIVE))
# Counters that are commonly written without a space after 한, 두, 세 or 네; the rest make other words (세대, 세배).
_CLOSE = frozenset(words("번 번째 개 명 가지 시간 달 사람 단계 시 주 해"))
_FEW_COUNTED = frozenset(words("달 장 잔 대"))  # 석 달, 넉 장


def _native(text: str, at: int, end: int) -> Quantity | None:
    """A native numeral before a counter: 세 번, 서너 시간."""
    for to in range(min(at + _LONGEST, end), at, -1):
        numeral = text[at:to]
        if numeral in KO_NATIVE:
            break
    else:
        return None
    counted = _native_counter(text, to, end)
    if counted is None:
        return None
    gap, counter, stop = counted
    if (numeral in ("한", "두", "세", "네") and not gap and counter not in _CLOSE) or (
        numeral in ("석", "넉") and counter not in _FEW_COUNTED
    ):
        return None
    small, large = KO_NATIVE[numeral]
    if counter == "시":
        return time_of_day(text, at, small, stop, end) if small <= 12 else None
    if counter == "번째":
        return make(text, at, stop, str(small), str(small), "", counter, 1, "ordinal")
    digits = len(str(small).rstrip("0"))
    single = numeral == "한"
    if counter == "분" or counter not in KO_UNITS:  # 분: persons
        kind = "range" if small != large else "article" if single else "cardinal"
        return make(text, at, stop, str(small), str(large), "", counter, digits, kind, small != large)
    unit = measure(KO_UNITS[counter], stop)
    low = times((small, 1), unit.num, unit.den)
    if small != large:
        high = canonical(times((large, 1), unit.num, unit.den))
        return make(text, at, stop, canonical(low), high, unit.unit, "", digits, "range", True)
    total, stop, more = further(text, low, unit, end)
    kind = "article" if single and unit.unit in ("year", "day", "byte", "bit") else unit.kind
    return make(text, at, stop, canonical(total), canonical(total), unit.unit, "", digits + more, kind)


def _native_counter(text: str, at: int, end: int) -> Counter | None:
    counted = counter_at(text, at, end, _COUNTED)
    if counted is None:
        match = _SHORT.match(text, at, end)
        return Counter(match.start(1) > at, match[1], match.end()) if match else None
    return counted


# ------------------------------------------------------------------------------ ordinals and days

_NTH = {f"{word}째": number for word, number in KO_ORDINALS.items()} | {"첫번째": 1, "첫 번째": 1}
_NTH_WORDS = by_first(_NTH)

_DAY_WORDS = {word: (str(n), "day", "article" if n == 1 else "duration") for word, n in KO_DAYS.items()} | {
    "일주일": ("7", "day", "duration"),
    "반년": ("0.5", "year", "duration"),
    "일년": ("1", "year", "article"),
    "반시간": ("1800", "second", "duration"),
}
_DAYS = by_first((*_DAY_WORDS, "일 년", "반 시간"))


def _nth(text: str, at: int, end: int) -> Quantity | None:
    """첫 번째, 둘째: ordinals that are no numeral before 번째."""
    word = word_at(text, at, end, _NTH_WORDS)
    if not word:
        return None
    low = str(_NTH[word])
    return make(text, at, at + len(word), low, low, "", "번째", len(low.rstrip("0")), "ordinal")


def _days(text: str, at: int, end: int) -> Quantity | None:
    """사흘, 일주일, 반년: lengths of time in one word."""
    word = "일주일" if text.startswith("일주일", at, end) else word_at(text, at, end, _DAYS)
    if not word:
        return None
    low, unit, kind = _DAY_WORDS[word.replace(" ", "")]
    return make(text, at, at + len(word), low, low, unit, "", 1, kind)


# ----------------------------------------------------------------------------------- Sino-Korean

_SINO = ascii_pattern(r"[일이삼사오육칠팔구십백천만억조]{1,16}")


def _sino(word: str) -> int | None:
    """The value of a run of Sino-Korean numerals; None where it is not a number."""
    total = section = 0
    digit = 0
    least, small = 10**20, 10**4
    for c in word:
        if c in KO_DIGIT:
            if digit:
                return None
            digit = KO_DIGIT[c]
        elif c in KO_SMALL:
            if KO_SMALL[c] >= small:
                return None
            small = KO_SMALL[c]
            section += (digit or 1) * small
            digit = 0
        else:
            big = KO_BIG[c]
            if big >= least:
                return None
            least, small = big, 10**4
            total += (section + digit or 1) * big
            section = digit = 0
    return total + section + digit


# What may follow a numeral of one syllable; most are syllables of words, and this is the quickest to see.
_NUMERALS = frozenset((*KO_DIGIT, *KO_SCALES))
_BEHIND = dict.fromkeys(KO_DIGIT, ("분의", " 분의", "년", " 년", "개월", " 개월", "여")) | dict.fromkeys(
    KO_SCALES, ("분의", " ", "원", "배", "여")
)


def _sino_at(text: str, begin: int, end: int) -> Quantity | None:
    """The Sino-Korean numeral at `begin`, if its form leaves no doubt."""
    if text[begin + 1 : begin + 2] not in _NUMERALS and not text.startswith(_BEHIND[text[begin]], begin + 1):
        return None
    run = _SINO.match(text, begin, end)
    if run is None:
        return None
    word, stop = run[0], run.end()
    scaled = not KO_SCALES.keys().isdisjoint(word)
    if not scaled and word not in "이삼사오육칠팔구":
        return None
    bottom = _sino(word)
    share = denominator_first(text, begin, stop, end, (bottom, 1)) if bottom else None
    if share is not None:
        return share
    if not scaled:
        return _before_counter(text, begin, word, stop, end)
    return (
        _joined(text, begin, word, stop, end)
        or _before_counter(text, begin, word, stop, end)
        or _bare(text, begin, word, end)
    )


def _before_counter(text: str, begin: int, word: str, stop: int, end: int) -> Quantity | None:
    """삼십 개, 백여 명."""
    counted = counter_at(text, stop, end, SINO_COUNTED)
    if counted is not None:
        return _sino_counted(text, begin, word, counted, False, end)
    counted = counter_at(text, stop + 1, end, SINO_COUNTED) if text.startswith("여", stop, end) else None
    return _sino_counted(text, begin, word, counted, True, end) if counted else None


def _joined(text: str, begin: int, word: str, stop: int, end: int) -> Quantity | None:
    """A numeral whose lower half stands behind a space: 삼만 오천 원."""
    lower = _SINO.match(text, stop + 1, end) if word[-1] in KO_BIG and text.startswith(" ", stop) else None
    counted = counter_at(text, lower.end(), end, SINO_COUNTED) if lower and len(lower[0]) > 1 else None
    if lower is None or counted is None or not _sino(word + lower[0]):
        return None
    return _sino_counted(text, begin, word + lower[0], counted, False, end)


def _bare(text: str, begin: int, word: str, end: int) -> Quantity | None:
    """A number in 만, 억 or 조 with 십, 백 or 천 before it: no word is; 이 and 만 after it are particles."""
    size = len(word)
    while size > 2 and word[size - 1] in "이일만" and word[size - 2] in KO_BIG:
        size -= 1
    bare, stop = word[:size], begin + size
    if size < 2 or bare[-1] not in KO_BIG or KO_SMALL.keys().isdisjoint(bare[:-1]) or bare in ("백조", "천조", "십조"):
        return None
    if size == len(word) and not bounded(text, stop, end):
        return None
    if bare == "천만" and text[stop : stop + 1] in ("에", "의") and text[stop : stop + 2] != "에서":
        return None
    value = _sino(bare)
    if value is None:
        return None
    low = str(value)
    return make(text, begin, stop, low, low, "", "", significant(low), "cardinal", text.startswith("여", stop))


def _sino_counted(text: str, begin: int, word: str, counted: Counter, yeo: bool, end: int) -> Quantity | None:
    """A Sino-Korean numeral before a unit or counter; None where the two may be ordinary words."""
    gap, counter, stop = counted
    value = None if _ordinary(word, gap, counter) else _sino(word)
    if value is None:
        return None
    low = str(value)
    digits = significant(low)
    if counter == "년" and 1000 <= value <= 2999 and len(word) >= 4:
        return make(text, begin, stop, low, low, "date", "", digits, "date")
    if counter not in KO_UNITS:
        kind = "ordinal" if counter in ORDINAL_COUNTERS else "cardinal"
        return make(text, begin, stop, low, low, "", counter, digits, kind, yeo)
    unit = measure(KO_UNITS[counter], stop)
    total, stop, more = further(text, times((value, 1), unit.num, unit.den), unit, end)
    low = canonical(total)
    return make(text, begin, stop, low, low, unit.unit, "", digits + more, unit.kind, yeo)


# What one syllable with a scale counts: 백 개; without a space few of them are no other word.
_ALONE_COUNTED = frozenset(words("개 명 번 년 원 달러 배 가지"))
_ALONE_CLOSE = frozenset(words("만원 천원 백배 천배 만배"))
_TWO_APART = frozenset(words("도 세 위 회 층 점 장 대 종 편"))


def _ordinary(word: str, gap: bool, counter: str) -> bool:
    """Whether a numeral and a counter may be ordinary words: 만일, 천사, 구조, 이 개."""
    if KO_SCALES.keys().isdisjoint(word):
        return word not in "삼사오육칠팔구" or counter not in ("년", "개월")
    if len(word) == 1:
        usual = word in "백천만" and counter in _ALONE_COUNTED
        return not usual or (not gap and word + counter not in _ALONE_CLOSE)
    if len(word) > 2:
        return False
    return (
        (word[1] not in KO_SCALES and word[0] != "십")  # 만일, 천사, 백이
        or (word[1] == "조" and counter not in ("원", "달러"))  # 구조, 백조
        or (word == "오만" and counter in ("가지", "명"))
        or (not gap and counter in _TWO_APART)
        or (not gap and counter in ("년", "일") and word[0] not in KO_DIGIT)
    )


# -------------------------------------------------------------------------------- what begins with what

_BY_BEGINNING: tuple[tuple[Callable[[str, int, int], Quantity | None], Iterable[str]], ...] = (
    (_vague, "수몇여"),
    (_native, KO_NATIVE),
    (_nth, _NTH),
    (_days, _DAYS),
    (_sino_at, (*KO_DIGIT, *KO_SCALES)),
)
_READERS: dict[str, tuple[Callable[[str, int, int], Quantity | None], ...]] = {}
for _read, _numerals in _BY_BEGINNING:
    for _first in {_numeral[0] for _numeral in _numerals}:
        _READERS[_first] = (*_READERS.get(_first, ()), _read)
# A syllable that begins a numeral, behind no other Hangul but 약 (about) and 총 (in all).
_BEGINNING = ascii_pattern(rf"[{''.join(sorted(_READERS))}](?<![가-야앾-촜촞-힣].)")
