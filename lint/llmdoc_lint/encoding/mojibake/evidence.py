"""What speaks for a line, or a text, having been read through a code page.

Evidence is counted in points: for what sound text does not have. Sequences of three bytes it has by accident only
(Italian `ì…”` is the bytes of a Hangul syllable). Between pages with points enough the score decides: how well a page
explains all that is there.
"""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from llmdoc_lint import patterns
from llmdoc_lint.encoding.code_pages import (
    BAD,
    HIT,
    LONE,
    NEVER,
    PAGES,
    PART,
    QUIET,
    STRAY,
    SYMBOL,
    Page,
    Token,
    common_hangul,
    page,
    parse,
)
from llmdoc_lint.encoding.mojibake.suspicion import SUSPICION
from llmdoc_lint.values import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

__all__ = ["LATIN", "MARK", "best_page", "in_word", "is_damaged", "is_hangul", "stripped"]

LATIN = frozenset({"cp1252", "latin-1", "cp1254", "cp1250", "cp1257"})
_DOS = frozenset({"cp437", "cp850"})

# Set by hand, and varied one by one, from half to half as much again, on the benchmark's damage (33 kinds, 2,426 lines)
# and on 319 sound texts at which the quick look stops: none brings a false finding, and what else changes is said here.
_CERTAIN = 2.0  # points of what no language writes: `â€™`, `ðŸ˜€`, `cafÃ©`
_ACCIDENT = 1.0  # of what may happen once: the three bytes of a syllable; 0.6 misses two lines
_ENOUGH = 2.0  # what a document needs: one certain thing or two accidents; 1.9 misses a line
_LONGER = 0.7  # points of each letter more in a run of letters
_EXPLAINED = 0.3  # score of what has no points
_HOLE = -0.35  # score of a character with lost bytes
_FAULT = -1.5  # score of bytes that are no UTF-8; -3 repairs two lines fewer
_AGAINST = 1.0  # what such bytes weigh against the points; 1.5 misses two lines
_HOLES_WORK = -0.5  # and a character with lost bytes, which only the right page shows
_RUN = 3  # sequences in a row that no accident brings about; 4 misses four lines


class Weight(NamedTuple):
    """What speaks for a line having been read through a page."""

    points: float  # how much of the line no sound text would have
    score: float  # how well the page explains the line
    against: float  # what the page does not explain


def is_hangul(char: str) -> bool:
    """Whether a character is a Hangul syllable; no character is not."""
    return "가" <= char <= "힣"


def in_word(text: str, start: int, end: int) -> bool:
    """Whether a letter of the alphabet touches this part of the text."""
    return _letter(text[start - 1 : start]) or _letter(text[end : end + 1])


def _letter(char: str) -> bool:
    return char.isascii() and char.isalpha()


def _lower(char: str) -> bool:
    return "a" <= char <= "z"


# ---------------------------------------------------------------------------- a line and one page


@lru_cache(maxsize=8192)  # a document is looked at once more for each set of repairs
def weigh(line: str, codec: str) -> Weight:
    """Evidence of a line for a page."""
    it = page(codec)
    view = line.translate(it.view)
    marked = codec == "latin-1" and MARK.search(line) is not None
    points = score = against = 0.0
    wide = 0
    for run in _runs(parse(view), view):
        if run[0].kind is HIT:
            narrow = _is_narrow(run[0])
            wide += 0 if narrow else len(run)
            for gain in _letters(run, line, it, view) if narrow else _wide(run, it, view):
                points += gain
                score += gain or _EXPLAINED
        elif _is_hole(run[0], view):
            score += _HOLE
            against += _HOLES_WORK
        elif _is_fault(run[0], line, view, marked):
            score += _FAULT
            against += _AGAINST
    if wide >= _RUN and points < _ENOUGH and _nothing_else(line, it, view):
        points = _ENOUGH
    if points < max(_ENOUGH, against) and codec == "latin-1" and stripped(view) and _nothing_else(line, it, view):
        return Weight(max(points, _ENOUGH), max(score, _ENOUGH), 0.0)  # that leads stand alone is the point
    return Weight(points, score, against)


def _is_narrow(hit: Token) -> bool:
    """Whether it has two bytes, as the letters of alphabets have."""
    return hit.end - hit.start == 2


def _runs(parsed: Sequence[Token], view: str) -> Iterator[list[Token]]:
    """The tokens, one by one, but hits of one sort that touch each other together."""
    run: list[Token] = []
    for token in parsed:
        if run and not _continues(run[-1], token, view):
            yield run
            run = []
        run.append(token)
    if run:
        yield run


def _continues(before: Token, token: Token, view: str) -> bool:
    if before.end != token.start or before.kind is not HIT or token.kind is not HIT:
        return False
    if _is_narrow(before) != _is_narrow(token):
        return False
    return not _is_narrow(token) or _alphabet(view[before.start]) == _alphabet(view[token.start])


def _alphabet(lead: str) -> str:
    """The alphabet of the letters of two bytes that begin so; the lead where it is none of these."""
    return next((leads for leads in _ALPHABETS if lead in leads), lead)


# Latin, Greek, Cyrillic, Hebrew, Arabic.
_ALPHABETS = ("\xc2\xc3\xc4\xc5", "\xce\xcf", "\xd0\xd1\xd2", "\xd6\xd7", "\xd8\xd9\xda\xdb")


def _is_hole(token: Token, view: str) -> bool:
    """Whether bytes are missing, and nothing stands there that no byte of UTF-8 becomes."""
    return token.kind is PART and view[token.end : token.end + 1] not in _NEVER


_NEVER = frozenset(NEVER)


def _is_fault(token: Token, line: str, view: str, marked: bool) -> bool:
    """Whether the page does not explain what is there: bytes in the wrong place, not what sound text may have."""
    if token.kind is LONE:
        sound = in_word(line, token.start, token.end)
        return not (sound or (view[token.start] == "\xe2" and marked))
    if token.kind is STRAY:
        touches = not view[token.start - 1 : token.start].isascii()
        return touches and not QUIET.issuperset(line[token.start : token.end])
    return token.kind in (PART, BAD)


# What is left of ’, – and a pair of quotation marks where C1 controls were stripped; in other text â begins a word, or
# ends one, but hardly stands alone, and hardly as in `isnât`.
MARK = patterns.pattern(
    "(?<=[a-z])â(?=(?:[stdm]|re|ve|ll)(?![a-zA-Z]))|(?<= )â(?= )"
    "|(?<![^ (])â(?=[A-Za-z])[^â\n]*(?<=[A-Za-z.,?!])â(?![^ ,.;:)])"
)


# ------------------------------------------------------------------------------------------- hits

# Two-byte cases after the badness heuristics of ftfy, kept to those that are safe alone: a capital with an accent and
# then a symbol, inside a lower-case word (`cafÃ©`), a needless Â before a symbol (`20Â°`; no more than an accident,
# since Â ends words in capitals), and runs of them (`Ð¿Ñ€Ð¸`).


def _letters(run: Sequence[Token], line: str, it: Page, view: str) -> Iterator[float]:
    """The points of each of the letters of one alphabet in a row: the third makes it certain if one of them tells."""
    telling = paid = False
    for count, token in enumerate(run, 1):
        # Of Mac Roman, the leads tell: `√è√π¬•√å`.
        telling = telling or view[token.start + 1] not in it.weak or (count > _RUN and it.codec == "mac_roman")
        gain = _letter_alone(token, line, it, view)
        if count >= _RUN and telling and it.codec not in _DOS:
            gain = max(gain, _LONGER if paid else _CERTAIN)
            paid = True
        yield gain


# What the second byte of é and its like becomes, where it is neither a letter nor one of the page's common signs.
_INSIDE_WORDS = {"mac_roman": "©®™´¨≠§¶°¢£†", "cp437": "⌐", "cp850": "⌐"}
_CLOSING = "“”‘’…«»‹›–—„‚™"  # stands behind a capital with an accent that ends a word
_AFTER_NEEDLESS = "\xa0°±²³´µ¶·¼½¾£¥§©®¿¡¢"


def _letter_alone(token: Token, line: str, it: Page, view: str) -> float:
    lead, sign = view[token.start], line[token.start + 1]
    before, after = line[token.start - 1 : token.start], line[token.end : token.end + 1]
    if it.codec not in LATIN:
        inside = lead == "\xc3" and _lower(before) and _lower(after) and sign in _INSIDE_WORDS.get(it.codec, "")
        return _CERTAIN if inside else 0.0
    if lead == "\xc2":
        needless = sign in _AFTER_NEEDLESS and (not before.isalpha() or before.islower())
        return _ACCIDENT if needless else 0.0
    if lead not in "\xc3\xc4\xc5":
        return 0.0
    closing = sign in _CLOSING
    inside = _lower(before) and (not closing or _lower(after))
    begins = not before.isalpha() and _lower(after) and lead == "\xc3" and not closing and not sign.isalpha()
    return _CERTAIN if inside or begins else 0.0


def _wide(run: Sequence[Token], it: Page, view: str) -> Iterator[float]:
    """The points of each of the characters of three or four bytes in a row: the third makes it certain."""
    for count, token in enumerate(run, 1):
        gain = _wide_alone(view[token.start : token.end], token.char, it, count > 1)
        if count >= _RUN:
            gain = max(gain, _CERTAIN if count == _RUN else _ACCIDENT)
        yield gain


_PUNCTUATION = frozenset("–—‘’‚“”„†‡•…‰‹›")


def _wide_alone(raw: str, char: str, it: Page, adjacent: bool) -> float:
    accident = _ACCIDENT if adjacent else 0.0
    if len(raw) == 4:
        return _CERTAIN if raw.startswith("\xf0\x9f") else accident
    if char == "\ufeff" or char in _PUNCTUATION:
        return _CERTAIN
    if it.codec in _DOS:  # boxes and mathematics are its letters: three of them mean nothing without a letter
        if not any(it.chars[ord(byte)].isalpha() for byte in raw[1:]) and not adjacent:
            return 0.0
    elif it.weak.issuperset(raw[1:]):
        return 0.0
    return _ACCIDENT if char in common_hangul() or SYMBOL.match(char) else accident


# ------------------------------------------------------------------------------- all of one line

_SYLLABLES = patterns.pattern("[\xa0-\xbf\xea-\xed]{2,}")
_LEADS = "\xea\xeb\xec\xed"
_LEADS_OF_WORD, _LEADS_OF_LINE = 2, 4  # 3 of a word or 6 of a line miss one of the benchmark's


def stripped(view: str) -> bool:
    """Whether words are nothing but leads of Hangul and what was left between them when C1 controls were stripped.

    `view` is a line as Latin-1. Four leads in words of at least two, some of them with a continuation or doubled: no
    language has `ììë´ì¬ì`, and the alphabet has neither.
    """
    words = [match[0] for match in _SYLLABLES.finditer(view)]
    words = [word for word in words if sum(map(word.count, _LEADS)) >= _LEADS_OF_WORD]
    leads = sum(word.count(lead) for word in words for lead in _LEADS)
    return leads >= _LEADS_OF_LINE and any(min(word) < "\xea" or len(set(word)) < len(word) for word in words)


def is_damaged(prose: str, it: Page, uniform: bool) -> bool:
    """Whether a line of a document damaged by way of this page is damaged itself.

    In a `uniform` document, nearly all of which is damaged, less tells it.
    """
    if weigh(prose, it.codec).points:
        return True
    view = prose.translate(it.view)
    uniform = uniform or _nothing_else(prose, it, view)
    return any(_is_sign(token, prose, it, view, uniform) for token in parse(view))


def _is_sign(token: Token, prose: str, it: Page, view: str, uniform: bool) -> bool:
    wide = view[token.start] >= "\xe0"
    if token.kind is HIT:
        return uniform and (wide or it.codec not in _DOS)
    apart = wide and not in_word(prose, token.start, token.end)
    if token.kind is PART:
        return uniform or (apart and not it.weak.issuperset(view[token.start + 1 : token.end]))
    return token.kind is LONE and uniform and apart


_IN_PLACE = ("?", "\ufffd", " ")  # of a lost byte
_BEGINNINGS = "\xe2\xea\xeb\xec\xed\xef\xf0"  # of syllables, symbols and emoji


def _nothing_else(prose: str, it: Page, view: str) -> bool:
    """Whether all that is neither ASCII nor Hangul on a line begins as a syllable, a symbol or an emoji does, and not
    within a word."""
    if it.codec not in LATIN:
        return False
    at, holed = 0, False
    for start, end, kind, _ in parse(view):
        between = prose[at:start]
        if kind is STRAY:
            if not (holed and between in _IN_PLACE):
                return False
        elif view[start] not in _BEGINNINGS or not _is_plain(between):
            return False
        if in_word(prose, start, end):
            return False
        at, holed = end, kind in (PART, LONE)
    return at > 0 and _is_plain(prose[at:])


def _is_plain(text: str) -> bool:
    """ASCII and Hangul: what stands beside damage in a cell of a table."""
    return text.isascii() or all(char.isascii() or char == "\ufffd" or is_hangul(char) for char in text)


# ----------------------------------------------------------------------------- a text and all pages


def best_page(texts: list[str], samples: list[str]) -> Page | None:
    """The page that explains the texts best, if the evidence is enough.

    `samples` are the same lines with code and quotations: they prove no damage, but where two pages explain the texts
    equally well they tell which it was (`ğ` in a diagram: Windows-1254).
    """
    suspects = _suspects(texts)
    scores: list[tuple[float, Page]] = []
    for codec in _likely_pages(suspects):
        points, score = _explained(suspects, codec)
        if points >= _ENOUGH:
            scores.append((score, page(codec)))
    if not scores:
        return None
    top = max(score for score, _ in scores) - 1e-9
    equal = [it for score, it in scores if score >= top]
    if len(equal) == 1 or samples == texts:
        return equal[0]
    suspects = _suspects(samples)
    return max(equal, key=lambda it: _explained(suspects, it.codec)[1])  # the first of equals


def _suspects(texts: Sequence[str]) -> list[str]:
    search = SUSPICION.search
    return [text for text in texts if search(text)]


_SAMPLE = 32  # lines that tell which pages are out of the question


def _likely_pages(suspects: Sequence[str]) -> Sequence[str]:
    """The pages worth trying on all the lines: those that explain half as much of some of them as the best does."""
    if not suspects:
        return ()
    if len(suspects) <= 2 * _SAMPLE:
        return PAGES
    some = suspects[:: len(suspects) // _SAMPLE]
    scores = {codec: _explained(some, codec)[1] for codec in PAGES}
    return [codec for codec in PAGES if 2 * scores[codec] >= max(scores.values())]


def _explained(texts: Sequence[str], codec: str) -> tuple[float, float]:
    """Points and score of the texts that speak for a page."""
    points = score = 0.0
    for text in texts:
        weight = weigh(text, codec)
        if weight.points and weight.points >= weight.against:
            points += weight.points
            score += weight.score
    return points, score
