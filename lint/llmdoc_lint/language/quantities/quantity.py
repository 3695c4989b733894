"""One quantity of a text, and what its neighbours say of how exact it is."""

from __future__ import annotations

from llmdoc_lint.language.quantities.words import HANGUL, ascii_pattern
from llmdoc_lint.values import NamedTuple

__all__ = ["Quantity", "make", "vague"]


class Quantity(NamedTuple):
    """One quantity of a text.

    `start` and `end` are code points of the text given; they take in a currency sign, the unit and the counter, not a
    qualifier such as 약. `low` and `high` are the value as canonical text: an integer ("1600000000"), a finite decimal
    ("0.25", "0.0001"), else a fraction in lowest terms ("1/3"); they differ for a range only, and are empty for a vague
    quantity (수백만, tens of thousands). A date is "2024", "2024-03", "2024-03-05" or, without its year, "--03-05".

    `unit` is "" (bare or counted), "%", a currency ("USD", "KRW", "EUR", "JPY", "GBP", "CNY"), "byte", "bit", "second"
    (hours and minutes become seconds, the time of day seconds since midnight under unit "time"), "day" (a week is 7),
    "month", "year" (a decade is 10), "date", "time", "metre", "square metre", "litre", "gram",
    "volt", "watt", "hertz", "degree" or "base" (16진수, hexadecimal).

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


_NEAR_BEFORE = ascii_pattern(
    rf"(?:(?<![{HANGUL}])(?:약|대략|대략적으로|거의|얼추|한|최소|최대|적어도|무려)\s?|[~∼≈]\s?|(?<![A-Za-z])"
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
_NEAR_AFTER = ascii_pattern(
    r"\+|\s?(?:정도|가량|쯤|남짓|이상|이하|미만|초과|안팎|내외|(?:[을를이가]\s?)?(?:조금\s|약간\s)?넘)"
    r"|\s(?:or so|or more)(?![a-z])"
)
_NEAR_STARTS = ("+", "정도", "가량", "쯤", "남짓", "이상", "이하", "미만", "초과", "안팎", "내외", "or ")


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


def make(
    text: str,
    start: int,
    end: int,
    low: str,
    high: str,
    unit: str,
    counter: str,
    digits: int,
    kind: str,
    near: bool = False,
) -> Quantity:
    """The quantity from `start` to `end`, approximate where it is known to be (`near`) or its neighbours say so."""
    approximate = near or _near(text, start, end)
    return Quantity(start, end, text[start:end], low, high, unit, counter, digits, approximate, kind)


def vague(text: str, start: int, end: int) -> Quantity:
    """A quantity without a value: 수백만, tens of thousands."""
    return Quantity(start, end, text[start:end], "", "", "", "", 0, True, "vague")
