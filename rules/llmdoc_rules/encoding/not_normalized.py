from __future__ import annotations

import re
from typing import TYPE_CHECKING

from llmdoc_lint.blocks import body_start, code, inside, unread
from llmdoc_lint.core import Applicability, Edit, Finding, Fix, NoOptions, Severity, rule
from llmdoc_lint.document import Document, unusual
from llmdoc_lint.patterns import pattern
from llmdoc_lint.values import NamedTuple
from llmdoc_rules._places import LONG_LINE, count, garbled, within

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

_JAMO = "\u1100-\u11ff\ua960-\ua97f\ud7b0-\ud7ff"
# A modern syllable in letters; beside another conjoining letter it is a part of an old one, which has no composed form.
_SYLLABLE = pattern(
    "(?<![\u1100-\u115f\ua960-\ua97f])[\u1100-\u1112][\u1161-\u1175][\u11a8-\u11c2]?(?![\u1160-\u11ff\ud7b0-\ud7ff])"
    "|[가-힣][\u11a8-\u11c2](?![\u1160-\u11ff\ud7b0-\ud7ff])"
)
_LONE = pattern(f"(?<![{_JAMO}])[\u1100-\u1112]+(?![{_JAMO}])|(?<![{_JAMO}가-힣])[\u1161-\u1175]+(?![{_JAMO}])")
_MARKED = pattern("[^\\W_][\u0300-\u036f\u3099\u309a]{1,8}")
_HALF_WIDTH = pattern("[\uffa1-\uffdc]+")
_LETTERS = pattern("[ㄱ-ㅣ]{2,}")
_LETTER = pattern("[ㄱ-ㅣ]")
_CONJOINING = pattern("[\u1100-\u11ff]")

_ABOUT = pattern(
    r"NFK?[CD]\b|정규화|자모|초성|중성|종성|낱자|분해|결합 문자|조합형|유니코드|unicode|jamo|decompos|"
    r"compos(?:ing|ed)|combining|normaliz|U\+(?:03|11|31|30|FF)",
    re.I,
)
_CONSONANTS = "ㄱㄲㄴㄷㄸㄹㅁㅂㅃㅅㅆㅇㅈㅉㅊㅋㅌㅍㅎ"  # in the order of the first letters of syllables
_FINALS = "ㄱㄲㄳㄴㄵㄶㄷㄹㄺㄻㄼㄽㄾㄿㅀㅁㅂㅄㅅㅆㅇㅈㅊㅋㅌㅍㅎ"
_WORD_END = " \t\r\n\"'`<>()[]{}|,"
_FILE = pattern(r"[/\\@]|\.[A-Za-z0-9]{1,5}\Z")
_TYPED = "letter typed apart"
_DECOMPOSED = "decomposed syllable"
_NEAR = 400  # characters: headings, a link, a short piece of code between two decomposed paragraphs
_SYLLABLES = 3  # that typed letters must make where no syllable stands beside them: less is slang (`ㅇㅋ`, `ㅇㅏ`)


@rule(
    "not-normalized",
    Document,
    NoOptions,
    severity=Severity.WARNING,
    fixes=Applicability.SAFE,
)
def check(doc: Document, options: NoOptions) -> Iterator[Finding]:
    """Letters are written as pieces that Unicode has a single character for.

    Text that was pasted from a macOS file name or a PDF file has decomposed syllables: 한 as three letters. They look
    the same, or nearly so, but search does not find them, anchors do not match, and lengths are wrong. Half-width
    letters, and conjoining letters that stand alone, are what conversions leave. A passage is one finding. Old Hangul,
    which has no composed form, typed letters such as ㅋㅋ, code, links, file names, and lines that speak of
    normalisation are left alone.

    Bad:

        <U+1112 U+1161 U+11AB>글

    Good:

        한글

    The fix composes these characters and no others. It is safe: both forms are the same text by definition (NFC), and
    half-width letters are the same letters. It is unsafe for letters as they are typed (`하ㄴ글`): that they were meant
    as a syllable is a guess.
    """
    text = doc.text
    odd = unusual(doc)
    if not odd:  # ASCII and Hangul syllables are as they should be
        return
    for group in _passages(text, _left(doc, _changes(text, odd))):
        yield _finding(doc, group)


class _Change(NamedTuple):
    start: int
    end: int
    text: str  # what it becomes
    kind: str  # what it is


def _changes(text: str, odd: str) -> list[_Change]:
    """All pieces that have a single character, in order; `odd` is the text but for ASCII and Hangul syllables."""
    from unicodedata import is_normalized

    decomposed = not is_normalized("NFC", text)
    found: list[_Change] = []
    if decomposed or _CONJOINING.search(odd):
        found += _conjoined(text)
    if decomposed:
        found += _marked(text)
    if _HALF_WIDTH.search(odd):
        found += _half_width(text)
    if _LETTER.search(odd):
        found += _typed(text)
    return sorted(found)


def _conjoined(text: str) -> Iterator[_Change]:
    """Syllables in conjoining letters, and such letters that stand alone."""
    from unicodedata import normalize

    for match in _SYLLABLE.finditer(text):
        new = normalize("NFC", match[0])
        if len(new) == 1:
            yield _Change(match.start(), match.end(), new, _DECOMPOSED)
    for match in _LONE.finditer(text):
        yield _Change(match.start(), match.end(), "".join(map(_compatible, match[0])), "conjoining letter")


def _marked(text: str) -> Iterator[_Change]:
    """Letters with combining marks behind them."""
    from unicodedata import normalize

    for match in _MARKED.finditer(text):
        new = normalize("NFC", match[0])
        if len(new) < len(match[0]):
            yield _Change(match.start(), match.end(), new, "decomposed letter")


def _half_width(text: str) -> Iterator[_Change]:
    """Half-width letters, as syllables where they make some."""
    from unicodedata import decomposition

    for match in _HALF_WIDTH.finditer(text):
        names = filter(None, map(decomposition, match[0]))  # "<narrow> 3131"
        full = "".join(chr(int(name.split()[1], 16)) for name in names)
        yield _Change(match.start(), match.end(), _compose(full) or full, "half-width letter")


def _typed(text: str) -> Iterator[_Change]:
    """Letters as they are typed, where they make syllables of a word."""
    for match in _LETTERS.finditer(text):
        start, end = match.span()
        new = _compose(match[0])
        if new and _is_word(text, start, end, len(new)):
            yield _Change(start, end, new, _TYPED)


def _left(doc: Document, changes: list[_Change]) -> Iterator[_Change]:
    """Without what is damaged, code, a link or a file name, and lines that speak of normalisation."""
    if not changes:
        return
    text = doc.text
    hidden, samples, body = unread(doc), code(doc), body_start(doc)
    damaged = garbled(doc)
    line_end, about = -1, False  # of the last line looked at, and whether it speaks of normalisation
    for change in changes:
        start, end = change.start, change.end
        if within(damaged, start) or inside(hidden if start >= body else samples, start, end):
            continue
        if _file_name(text, start):
            continue
        if start > line_end:
            low, line_end = doc.line_span(start)
            about = bool(_ABOUT.search(text, low, min(line_end, low + LONG_LINE)))
        if not about:
            yield change


def _is_word(text: str, start: int, end: int, syllables: int) -> bool:
    """Whether letters that make syllables stand in a word, and are no list or sample of letters."""
    before, after = text[start - 1 : start], text[end : end + 1]
    if before in ("=", "+", "→", "'", '"', "‘", "“", "(") or after in ("=", "+", "→"):
        return False
    beside = any("가" <= char <= "힣" for char in (before, after) if char)
    return beside and end - start >= 2 if syllables < _SYLLABLES else not before.strip() or beside


def _compatible(char: str) -> str:
    """The letter that stands alone for one that conjoins."""
    if char <= "\u1112":
        return _CONSONANTS[ord(char) - 0x1100]
    return chr(ord(char) - 0x1161 + 0x314F)


def _compose(letters: str) -> str:
    """Syllables from letters in the order they are typed, "" where some are left over.

    A consonant in front of a vowel begins a syllable; any other ends the one before it.
    """
    out: list[str] = []
    at = 0
    while at < len(letters):
        first = _CONSONANTS.find(letters[at])
        if first < 0 or at + 1 >= len(letters) or not "ㅏ" <= letters[at + 1] <= "ㅣ":
            return ""
        vowel = ord(letters[at + 1]) - 0x314F
        at += 2
        final = 0
        ends = at < len(letters) and not (at + 1 < len(letters) and "ㅏ" <= letters[at + 1] <= "ㅣ")
        if ends and letters[at] in _FINALS:
            final = _FINALS.index(letters[at]) + 1
            at += 1
        out.append(chr(0xAC00 + (first * 21 + vowel) * 28 + final))
    return "".join(out)


def _file_name(text: str, at: int) -> bool:
    """Whether the word at `at` is a path, a file name or an address, which must be spelled as it is."""
    low = at
    while low > 0 and at - low < 100 and text[low - 1] not in _WORD_END:
        low -= 1
    high = at
    while high < len(text) and high - at < 100 and text[high] not in _WORD_END:
        high += 1
    return bool(_FILE.search(text[low:high]))


def _passages(text: str, changes: Iterable[_Change]) -> Iterator[list[_Change]]:
    """Changes that belong together: in one paragraph, or syllables with next to nothing but markup in between."""
    group: list[_Change] = []
    for change in changes:
        if group:
            between = text[group[-1].end : change.start]
            markup = change.kind == group[-1].kind == _DECOMPOSED and len(between) <= _NEAR and between.isascii()
            if not markup and "\n\n" in between.replace("\r", ""):
                yield group
                group = []
        group.append(change)
    if group:
        yield group


def _finding(doc: Document, group: list[_Change]) -> Finding:
    numbers: dict[str, int] = {}
    for one in group:
        pieces = 1 if one.kind.startswith("decomposed") else one.end - one.start
        numbers[one.kind] = numbers.get(one.kind, 0) + pieces
    what = " and ".join(
        f"{number} letters typed apart" if kind == _TYPED else count(number, kind) for kind, number in numbers.items()
    )
    return Finding(
        doc.span(group[0].start, group[-1].end),
        f"{what}; expected `{group[0].text}`" + (" and so on" if len(group) > 1 else ""),
        Fix(
            "Compose the letters",
            tuple(Edit(doc.span(one.start, one.end), one.text) for one in group),
            Applicability.UNSAFE if _TYPED in numbers else Applicability.SAFE,
        ),
        (),
        {"characters": sum(numbers.values()), "places": len(group)},
    )
