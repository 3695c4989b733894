"""Final sounds of Korean text as it is read aloud, and the particles that agree with them.

Most particles have two forms: 을 behind a final consonant, 를 behind a vowel. Which sound stands before a particle
follows from a syllable's code point; for acronyms, figures and signs it follows from how they are read, and where
people read them in more than one way both sounds are possible. So a sound is a set: a bit for each that is possible.

Everything here is a pure function of its arguments.
"""

from __future__ import annotations

from functools import cache

from llmdoc_lint.patterns import pattern
from llmdoc_lint.values import NamedTuple

__all__ = [
    "ANY",
    "CLOSED",
    "LIQUID",
    "OPEN",
    "PARTICLES",
    "Particle",
    "agreeing",
    "agreeing_tail",
    "final",
    "is_tail",
    "particle",
    "sound_before",
    "syllables",
]

OPEN = 1  # a vowel: 데이터
LIQUID = 2  # the final ㄹ, which 으로 treats like a vowel: 모델
CLOSED = 4  # any other final consonant: 토큰
ANY = OPEN | LIQUID | CLOSED
_BITS = (CLOSED, OPEN, LIQUID)  # in the order of a particle's forms

_FIRST, _LAST = "가", "힣"
_BASE = 0xAC00
_FINALS = 28  # forms of a syllable that differ in the final consonant only, the first without one


def syllables(final: int) -> str:
    """All Hangul syllables with one final sound, in order; for a class in a pattern.

    `final` counts as Unicode does: 0 is none, 8 is ㄹ, 20 is ㅆ.
    """
    return "".join(map(chr, range(_BASE + final, ord(_LAST) + 1, _FINALS)))


def final(syllable: str) -> int:
    """The final sound of a Hangul syllable, counted as Unicode does: 0 is none, 8 is ㄹ, 20 is ㅆ."""
    return (ord(syllable) - _BASE) % _FINALS


_SOUNDS = (OPEN, *(LIQUID if each == 8 else CLOSED for each in range(1, _FINALS)))


# --------------------------------------------------------------------------------- particles


class Particle(NamedTuple):
    """A particle's two forms: behind a final consonant and behind a vowel."""

    closed: str
    open: str
    liquid: str  # behind ㄹ: `closed`, but for 으로

    def form(self, sound: int) -> str:
        """The form that is right behind every sound of `sound`; "" where these take different ones."""
        right = {form for form, bit in zip((self.closed, self.open, self.liquid), _BITS, strict=True) if sound & bit}
        return right.pop() if len(right) == 1 else ""


PARTICLES = (
    Particle("을", "를", "을"),
    Particle("이", "가", "이"),
    Particle("은", "는", "은"),
    Particle("과", "와", "과"),
    Particle("으로", "로", "로"),
)


@cache
def _by_form() -> dict[str, Particle]:
    return {form: one for one in PARTICLES for form in (one.closed, one.open)}


def particle(form: str) -> Particle | None:
    """The particle that has this form; None where there is none."""
    return _by_form().get(form)


@cache  # ten forms, eight sounds
def agreeing(form: str, sound: int) -> str:
    """The form of the same particle that is right behind `sound`; "" where that cannot be known."""
    return _by_form()[form].form(sound)


# What follows a noun, whole: a particle that agrees with it, or the copula, and what these may take behind them.
_CHAINS = (
    ("을", "를", ""),
    ("이", "가", ""),
    ("은", "는", " 커녕"),
    ("과", "와", " 의 는 도 만 같은 같이 함께"),
    ("으로", "로", " 는 도 만 의 부터 부터의 부터는 서 서의 서는 서도 써 써의 써는 까지 까지의 밖에"),
    ("이나", "나", " 마"),
    ("이란", "란", ""),
    ("이랑", "랑", " 은"),
    ("이라", "라", " 는 고 고는 고도 고만 도 며 든가 든지 기보다 기보다는 기에는 야 면 서 지만"),
    ("이든", "든", " 지 가"),
    ("이야", "야", " 말로"),
    ("이었", "였", "다 습니다 고 지만 으며 는데 던 을 음 죠 어요 으나 는지 기 다면 다고 다는"),
    ("이에요", "예요", ""),
    ("이어", "여", "서 도 야 야만 야지"),
)
# Behind a vowel the copula may drop its 이 and need not: 데이터이고, 데이터고.
_COPULA = "며 고 고요 지만 지요 죠 니까 다 거나 면서 므로"
# With its 이, or in a form that has merged with it, it is the same behind any sound.
_ALWAYS = (
    "이지 이니 이다가 이자 이면 이기 이기도 이기에 이기를 이기는 이기만 이던 인 인데 인데요 인지 인가 인가요 일 일까"
    " 일까요 일지 일지도 일수록 임 임을 임이 입니다 입니다만 입니까"
)
_INVARIANT = pattern(
    r"들?(?:(?:에서|에게서|에게|에|한테|의|까지|부터|처럼|보다|마다|마저|조차|밖에|하고|만큼|대로|같이|같은|뿐|만|도|끼리|씩|쯤|당|별){1,3}"
    r"(?:은|는|을|를|이|가|의|과|와|으?로(?:도|는|의|써|서|부터)?|이다|입니다|이며|이고|이나|인)?)?"
    r"|들(?:은|을|이|과|과의|로|로부터|로서|이나|이란|이라는|이라고|이라도|이며|이고|이지만|이다|입니다|인|일)"
)
_LONGEST_TAIL = 12  # syllables; a longer run of Hangul behind a noun is no particle

_Forms = tuple[str, str, str]


@cache
def _tails() -> dict[str, _Forms]:
    """Each tail that agrees with its noun, in either form: its forms behind a consonant, a vowel and ㄹ."""
    found: dict[str, _Forms] = {}
    for closed, open_, rests in _CHAINS:
        for rest in rests.split(" "):
            forms = (closed + rest, open_ + rest, (open_ if closed == "으로" else closed) + rest)
            found[forms[0]] = found[forms[1]] = forms
    for rest in _COPULA.split(" "):
        full = f"이{rest}"
        found[full] = (full, full, full)
        found[rest] = (full, rest, full)
    for full in _ALWAYS.split(" "):
        found[full] = (full, full, full)
    return found


def is_tail(run: str, sound: int) -> bool:
    """Whether the Hangul `run` directly behind a noun that ends in `sound` is its particles or the copula.

    A form that does not agree is none: 번역가 is no 번역 with a particle.
    """
    if len(run) > _LONGEST_TAIL:
        return False
    forms = _tails().get(run)
    if forms is None:
        return _INVARIANT.fullmatch(run) is not None
    return any(sound & bit and form == run for form, bit in zip(forms, _BITS, strict=True))


def agreeing_tail(run: str, sound: int) -> str:
    """The tail `run` (see `is_tail`) as it is right behind `sound`; "" where that cannot be known."""
    forms = _tails().get(run)
    if forms is None:
        return run
    right = {form for form, bit in zip(forms, _BITS, strict=True) if sound & bit}
    return right.pop() if len(right) == 1 else ""


# ------------------------------------------------------------------------------------ sounds

# Names of the letters: L and R end in ㄹ, M and N in another consonant, the others in a vowel.
_LETTERS = {"L": LIQUID, "R": LIQUID, "M": CLOSED, "N": CLOSED}
# Sino-Korean digits: 영 일 이 삼 사 오 육 칠 팔 구; 0 is read 제로, too.
_DIGITS = (OPEN | CLOSED, LIQUID, OPEN, CLOSED, OPEN, OPEN, CLOSED, LIQUID, LIQUID, OPEN)
# In names (GPT-3, o1) digits are read in English as well: 제로 원 투 쓰리 포 파이브 식스 세븐 에이트 나인.
_ENGLISH = (OPEN, CLOSED, OPEN, OPEN, OPEN, OPEN, OPEN, CLOSED, OPEN, CLOSED)
_CURRENCIES = {
    "$": OPEN,
    "€": OPEN,
    "£": OPEN,
    "¥": CLOSED,
    "₩": CLOSED,
}  # 달러 유로 파운드 엔 원, read behind the figure
_SIGNS = {"%": OPEN, "℃": OPEN, "°": OPEN}  # 퍼센트 or 프로, 도
# Units directly behind a figure: 그램, 미터, 초, 헤르츠, 바이트, 픽셀. 10K is 케이 or 천, 7B is 비 or 십억.
_UNITS = {
    **dict.fromkeys(("g", "kg", "mg", "M"), CLOSED),
    **dict.fromkeys(("m", "km", "cm", "mm", "nm", "s", "ms", "Hz", "kHz", "MHz", "GHz", "KB", "MB", "GB", "TB"), OPEN),
    **dict.fromkeys(("B", "K", "k"), OPEN | CLOSED),
    "px": LIQUID,
}
_LATIN_TAIL = pattern(r"[A-Za-z]{1,40}\Z")
_LETTERED = pattern(r"[A-Za-z]{2}")  # (a, b), [x, y] and [a-z] hold no word, and are no gloss
_FILE = pattern(r"_|\w\.\w")  # 파일 (_index.md): a name is read, a gloss is not
_LABELLED = pattern(r"(?:그림|사진|도표|표|예제|식|코드|목록|문제) ?\d{1,3}[-–]\Z")  # 그림 4-6: 사 다시 육
_SPLITTING = "/:^\\~"  # 1/2 is 이분의 일, 3:05 is 오 분
_COMPARING = "<>≤≥‹›"  # x < 3 is 3보다 작음, <3 a heart
_FIGURE_TAIL = pattern(r"[0-9][0-9,.]{0,40}\Z")
_SPOKEN_ACRONYM = pattern(r"[AEIOU][^AEIOU]+\Z")
_MARKS = "\"'”’」』》〉*_~"
_OPENING = {")": "(", "]": "[", "）": "（"}
_REACH = 200  # code points a bracket's text may have, and what is looked at before a particle


def sound_before(text: str, at: int) -> int:
    """The sounds that may end what stands directly before `at`, as it is read aloud; ANY where nothing tells.

    Closing quotes and emphasis are looked through. A bracket is read or left out (모델(model), LLM(대규모 언어 모델)):
    the sounds of its text and of the word before it are both possible, but a gloss in Latin letters is not read. Of
    what is named by single letters, 점 (a, b) or 문자 [a-z], and of names of files nothing tells which is read.
    """
    low = max(0, at - _REACH)
    while at > low and text[at - 1] in _MARKS:
        at -= 1
    if at <= low:
        return ANY
    opening = _OPENING.get(text[at - 1])
    if opening is None:
        return _plain(text, low, at)
    start = _opened(text, low, at - 1, opening, text[at - 1])
    if start < 0:
        return ANY
    inner = _plain(text, start + 1, _unmarked(text, start + 1, at - 1))
    before = _unmarked(text, low, start)
    if before > low and text[before - 1] == " ":
        before = _unmarked(text, low, before - 1)
    outer = _plain(text, low, before)
    if outer != ANY and inner == ANY and text[at - 2].isascii() and text[at - 2].isalpha():
        gloss = _LETTERED.search(text, start + 1, at - 1) and not _FILE.search(text, start + 1, at - 1)
        return outer if gloss else ANY
    return outer | inner


def _unmarked(text: str, low: int, at: int) -> int:
    while at > low and text[at - 1] in _MARKS:
        at -= 1
    return at


def _opened(text: str, low: int, at: int, opening: str, closing: str) -> int:
    """Offset of the bracket that the one at `at` closes, on its line and not below `low`; -1 where there is none."""
    depth = 0
    for each in range(at, low - 1, -1):
        char = text[each]
        if char == closing:
            depth += 1
        elif char == opening:
            depth -= 1
            if depth == 0:
                return each
        elif char == "\n":
            break
    return -1


def _plain(text: str, low: int, at: int) -> int:
    """The sounds that may end the word of `text` that ends at `at` and does not start below `low`."""
    if at <= low:
        return ANY
    char = text[at - 1]
    if _FIRST <= char <= _LAST:
        return _SOUNDS[final(char)]
    if char in _SIGNS:
        return _SIGNS[char]
    if not char.isascii():
        return ANY
    if char.isdigit():
        return _figure(text, low, at)
    if char.isalpha():
        return _latin(text, low, at)
    return ANY


def _latin(text: str, low: int, at: int) -> int:
    match = _LATIN_TAIL.search(text, max(low, at - 40), at)
    assert match is not None
    start = match.start()
    word = match[0]
    before = text[start - 1] if start > low else ""
    if before and before.isascii() and before.isdigit() and word in _UNITS:
        return _UNITS[word]
    if before == "°":
        return OPEN  # 섭씨 20도, 20도 씨
    capitals = len(word) - len(word.rstrip("ABCDEFGHIJKLMNOPQRSTUVWXYZ"))
    if capitals == 0 or (capitals == 1 and len(word) > 1) or (before and not before.isascii() and before.isalpha()):
        return ANY
    sound = _LETTERS.get(word[-1], OPEN)
    spoken = word[-capitals:]
    if capitals > 2 and _SPOKEN_ACRONYM.search(spoken):  # read as a word: CLIP is 클립, SOLAR 솔라
        if spoken[-1] in "PTKBDGC":
            sound |= CLOSED
        elif spoken[-1] == "R":
            sound |= OPEN
    if capitals > 3 and spoken[-1] == "E" and spoken[-2] not in "AEIOU":
        return ANY  # a word in capitals whose E is silent: ZONE, TRUE
    return sound


def _figure(text: str, low: int, at: int) -> int:
    match = _FIGURE_TAIL.search(text, max(low, at - 40), at)
    assert match is not None
    start = match.start()
    figure = match[0].replace(",", "")
    before = text[start - 1] if start > low else " "
    if before in _CURRENCIES:
        return _CURRENCIES[before]
    name = text[start - 2 : start - 1] if before == " " and start - 2 >= low else before
    if before in _SPLITTING or name in _COMPARING or figure.count(".") > 1:
        return ANY
    last = int(figure[-1])
    joined = before in "-–_#." and not _LABELLED.search(text, max(0, start - 12), start)
    if joined or (name.isalpha() and name.isascii()):  # a name (GPT-3, Vue 3), a date, a range
        return ANY if len(figure) > 1 else _DIGITS[last] | _ENGLISH[last]
    if last or "." in figure:
        return _DIGITS[last]
    zeros = len(figure) - len(figure.rstrip("0"))
    if zeros == len(figure):
        return _DIGITS[0] if figure == "0" else ANY
    return CLOSED if zeros < 12 else ANY  # 십 백 천 만 억; 조 ends in a vowel
