"""Text that was read through the wrong code page: where it is, and what it was when that is provable.

A character of UTF-8 is a lead byte and one to three continuation bytes. Read through a single-byte code page, each
becomes a character of its own, so damaged text parses as UTF-8 once its characters are turned back into bytes, and
sound text hardly ever does. Nothing here guesses: a line is repaired only when reading the repair wrongly gives the
line back (`read_as`), and a line that lost bytes is reported without a repair. Whoever infers lost bytes starts from
`page` and `tokens`: a token of kind `PART` or `LONE` is a character with holes, and its position and lead are certain.

A sound document costs one scan (`_SUSPICION`); everything else happens only where that fires.
"""

from __future__ import annotations

import re
from functools import cache, lru_cache
from itertools import pairwise
from typing import TYPE_CHECKING

from llmdoc_lint import patterns
from llmdoc_lint.core import fact, record
from llmdoc_lint.document import unusual
from llmdoc_lint.encoding.code_pages import (
    BAD,
    HIT,
    LONE,
    NEVER,
    ODD,
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
    read_as,
    tokens,
)
from llmdoc_lint.values import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from llmdoc_lint.document import Document

__all__ = ["PAGES", "DamagedLine", "Page", "Passage", "Token", "damage", "page", "passages", "read_as", "tokens"]

_LATIN = frozenset({"cp1252", "latin-1", "cp1254", "cp1250", "cp1257"})
_DOS = frozenset({"cp437", "cp850"})


# Evidence is counted in points; a document needs this many. One three-byte hit is one point, because one happens by
# accident (Italian `ì…”` is the bytes of a Hangul syllable); what no language writes (`â€™`, `ðŸ˜€`) is two.
_ENOUGH = 2.0


@record
class DamagedLine(NamedTuple):
    """One damaged line, without its line ending: code points `start` to `end`.

    Of a line of sound Hangul that has single damaged characters with lost bytes, only such a character.
    """

    start: int
    end: int
    reversible: bool  # every byte survived, and reading `repaired` wrongly gives the line back
    repaired: str  # "" unless reversible


@record
class Passage(NamedTuple):
    """A block of damaged lines of one code page: code points `start` to `end`.

    Blank and ASCII lines between damaged lines belong to the block; any other sound line ends it.
    """

    start: int
    end: int
    codec: str  # Python's name of the code page the bytes were read as; bytes it leaves undefined stand for C1 controls
    direction: str  # what was read as what: "utf-8>cp1254", "cp949>cp1252", "utf-8>cp949"
    layers: int  # how many times: 1 or 2 (`codec` and `direction` are those of the last reading)
    lost: int  # characters of the original that lost bytes; 0: the passage is reversible
    damaged: int  # characters of the original that are damaged, the lost ones included
    repaired: str  # the text of [start, end) as it was when `lost` is 0, else ""
    lines: tuple[DamagedLine, ...]


# ------------------------------------------------------------------------------------- suspicion


def suspicion() -> str:
    """A pattern that matches in every damaged passage that can be accepted, and next to never in sound text.

    One set of first characters, so that `re` skips everything else quickly; then, by what the first may be:
    a three-byte sequence with at least one telling continuation, a two-byte Latin one, the head of an emoji, two
    syllables of EUC-KR, or an ideograph that UTF-8 Hangul turns into under CP949.

    `_SUSPICION` is what this returns, written out: ten code pages need not be loaded to find nothing. A test
    keeps the two equal.
    """
    leads, conts, telling = set[str](), set[str](), set[str]()
    for codec in PAGES:
        it = page(codec)
        leads.update(it.chars[0xE0:0xF0])
        conts.update(it.chars[0x80:0xC0])
        telling.update(it.chars[byte] for byte in range(0x80, 0xC0) if chr(byte) not in it.weak)
    lead, cont, tell = _set(leads), _set(conts), _set(telling)
    pairs = "\xa0-\xbf€‚ƒ„†‡ˆ‰Š‹ŒŽ‘“•–—˜™š›œžŸ\x80-\x9f"
    alternatives = (
        f"(?<={lead})(?:{tell}{cont}|{cont}{tell})",
        f"(?<=[ÂÃÄÅĂĹÐÑĞÎÏØÙ])[{pairs}]",
        "(?<=[a-z][ÃÄÅ])[…’”](?=[a-z])",
        "(?<=[√├])[©®™´¨≠Æ§¶ß°¢£†⌐]|(?<=√)[Ä-ü][√¬]",
        "(?<=[РС])[\x80-\xbfЂ-Џђ-џҐґ‚„…†‡€‰‹‘-”•–—™›№][РС][\x80-\xbfЂ-Џђ-џҐґ‚„…†‡€‰‹‘-”•–—™›№]",
        "(?<=[–—])[Ä-ü∞-≥∏π∫∂]",
        "(?<=[ðğπš])[Ÿ\x9f]|(?<=đ)ź|(?<=р)џ|(?<=[≡\xad])ƒ|(?<=\uf8ff)ü",
        "(?<=[â‚])[€Ä]|(?<=в)Ђ|(?<=Γ)Ç|(?<=ï)»",
        "(?<=[°-È])[¡-þĞİŞğışŸ][°-È][¡-þĞİŞğışŸ]",
        "(?<=[êëìíęě])(?:[€‚„†‡ˆ‰•˜¡-¨ª¬\xad¯-¸º¼-¿]|[\xa0§©®²³¹–—™œŒŠšŸŽžƒ](?=[가-힣]))",
        "(?<=[가-힣][êëìíęě])[\x80-¿êëìíęěŒœŠšŽžŸƒˆ˘-˝–-•…‰‹›€™]",
        f"(?<={_set(_ideographs())})[가-힣\ufffd]",
    )
    first = leads | _ideographs() | set("ÂÃÄÅĂĹÐÑĞÎÏØÙ√├РС–—ðğπšđр≡\xad\uf8ffâ‚вΓï") | set(map(chr, range(0xB0, 0xC9)))
    return f"{_set(first)}(?:{'|'.join(alternatives)})"


_SOURCE = (
    "[\xad¯°±²³´µ¶·¸¹º»¼½¾¿ÀÁÂÃÄÅÆÇÈÊËÌÍÎÏÐÑÒÓÔÕØÙÚÛÝÞßàáâãäåæçèéêëìíîïðõýþāĂăąćčďđēėęěĞğģīįķĹĺļŕšźΓΘΣΦΩΰαβγδεζηθικ"
    "λμνξοπστφРСабвгдежзийклмнопр–—‚„‡‰√∞∩≡├二亐仍仔以伊元刺剩原咨員園圓垣堉夷姉姨姿媛嫄子孕字孜寃已弛彛怡怨恣愿慈援毓沅洹湲源滋濡炙煮熊爰爾猶猷猿玆珥瑗瑜瓷由異疵痍癒磁移紫維者而耳肄肉自"
    "臾芿苑苡茨荑萸蔗蔚藉袁裕誘諛諭諮議踰蹂轅逾遊運遺酉醫釉鍮隕雄雲韻鬱\uf8ff琉留硫紐類六戮利吏履易李梨泥理痢罹立笠粒�](?:(?<=[¯´µ·ÁÂÈÊËÌÍÎÏÒÓÔÕÙÚÛÝÞßàáâãäåæçèéêëìíîïõý"
    "þāăąćčďēėęěģīįķĺļŕźΓΘΣΦΩΰαβγδεζηθικλμνξοπστφабвгдежзийклмноп‚„‡‰∞∩])(?:[\x80\x81\x82\x83\x84\x85\x86\x87\x88"
    "\x89\x8a\x8b\x8c\x8d\x8e\x8f\x90\x91\x92\x93\x94\x95\x96\x97\x98\x99\x9a\x9b\x9c\x9d\x9e\x9f¡¢£¤¥¦¨¬\xad¯°±¶¸¼"
    "½¾¿×˘˛˜˝΄΅―‡‰₧€№∂∏∑∞∫≠≤≥⌐│┐┤║╕╖╗╛╜╝╡╢╣░▒▓][\x80\x81\x82\x83\x84\x85\x86\x87\x88\x89\x8a\x8b\x8c\x8d\x8e\x8f"
    "\x90\x91\x92\x93\x94\x95\x96\x97\x98\x99\x9a\x9b\x9c\x9d\x9e\x9f\xa0¡¢£¤¥¦§¨©ª«¬\xad®¯°±²³´µ¶·¸¹º»¼½¾¿ÀÁÂÄÅÆÇÉ"
    "ÑÖ×ØÜßàáâãäåæçèéêëìíîïñòóôõöøùúûüÿĄąĽľŁłŒœŖŗŚśŞşŠšŤťŸŹźŻżŽžƒˆˇ˘˛˜˝΄΅ΆΈΉΊΌΎΏΩπЁЂЃЄЅІЇЈЉЊЋЌЎЏёђѓєѕіїјљњћќўџҐґ–—―"
    "‘’‚“”„†‡•…‰‹›₧€№™∂∏∑∞∫≠≤≥⌐│┐┤║╕╖╗╛╜╝╡╢╣░▒▓]|[\x80\x81\x82\x83\x84\x85\x86\x87\x88\x89\x8a\x8b\x8c\x8d\x8e\x8f"
    "\x90\x91\x92\x93\x94\x95\x96\x97\x98\x99\x9a\x9b\x9c\x9d\x9e\x9f\xa0¡¢£¤¥¦§¨©ª«¬\xad®¯°±²³´µ¶·¸¹º»¼½¾¿ÀÁÂÄÅÆÇÉ"
    "ÑÖ×ØÜßàáâãäåæçèéêëìíîïñòóôõöøùúûüÿĄąĽľŁłŒœŖŗŚśŞşŠšŤťŸŹźŻżŽžƒˆˇ˘˛˜˝΄΅ΆΈΉΊΌΎΏΩπЁЂЃЄЅІЇЈЉЊЋЌЎЏёђѓєѕіїјљњћќўџҐґ–—―"
    "‘’‚“”„†‡•…‰‹›₧€№™∂∏∑∞∫≠≤≥⌐│┐┤║╕╖╗╛╜╝╡╢╣░▒▓][\x80\x81\x82\x83\x84\x85\x86\x87\x88\x89\x8a\x8b\x8c\x8d\x8e\x8f"
    "\x90\x91\x92\x93\x94\x95\x96\x97\x98\x99\x9a\x9b\x9c\x9d\x9e\x9f¡¢£¤¥¦¨¬\xad¯°±¶¸¼½¾¿×˘˛˜˝΄΅―‡‰₧€№∂∏∑∞∫≠≤≥⌐│┐┤"
    "║╕╖╗╛╜╝╡╢╣░▒▓])|(?<=[ÂÃÄÅĂĹÐÑĞÎÏØÙ])[\xa0-¿€‚ƒ„†‡ˆ‰Š‹ŒŽ‘“•–—˜™š›œžŸ\x80-\x9f]"
    "|(?<=[a-z][ÃÄÅ])[…’”](?=[a-z])|(?<=[√├])[©®™´¨≠Æ§¶ß°¢£†⌐]|(?<=√"
    ")[Ä-ü][√¬]|(?<=[РС])[\x80-¿Ђ-Џђ-џҐґ‚„…†‡€‰‹‘-”•–—™›№][РС][\x80-¿Ђ-Џђ-џҐґ‚„…†‡€‰‹‘-”•–—™›№]|(?<=[–—])[Ä-ü∞-≥∏π∫"
    "∂]|(?<=[ðğπš])[Ÿ\x9f]|(?<=đ)ź|(?<=р)џ|(?<=[≡\xad])ƒ|(?<=\uf8ff)ü|(?<=[â‚])[€Ä]|(?<=в)Ђ|(?<=Γ)Ç|(?<=ï)»|(?<=[°-"
    "È])[¡-þĞİŞğışŸ][°-È][¡-þĞİŞğışŸ]|(?<=[êëìíęě])(?:[€‚„†‡ˆ‰•˜¡-¨ª¬\xad¯-¸º¼-¿]|[\xa0§©®²³¹–—™œŒŠšŸŽžƒ](?=[가-힣]))"
    "|(?<=[가-힣][êëìíęě])[\x80-¿êëìíęěŒœŠšŽžŸƒˆ˘-˝–-•…‰‹›€™]|(?<=[二亐仍仔以伊元刺剩原咨員園圓垣堉夷姉姨姿媛嫄子孕字孜寃已弛彛怡怨恣愿慈援毓沅洹湲源滋濡炙煮熊爰爾猶猷"
    "猿玆珥瑗瑜瓷由異疵痍癒磁移紫維者而耳肄肉自臾芿苑苡茨荑萸蔗蔚藉袁裕誘諛諭諮議踰蹂轅逾遊運遺酉醫釉鍮隕雄雲韻鬱琉留硫紐類六戮利吏履易李梨泥理痢罹立笠粒�])[가-힣�])"
)
_SUSPICION = patterns.pattern(_SOURCE)


def suspicious(text: str) -> bool:
    """Whether anything in the text may be damage."""
    return _SUSPICION.search(text) is not None


def _set(chars: Iterable[str]) -> str:
    return f"[{''.join(map(re.escape, sorted(chars)))}]"


@cache
def _ideographs() -> frozenset[str]:
    """What CP949 makes of the first two bytes of a Hangul syllable in UTF-8 (媛, 濡, ...), and U+FFFD."""
    pairs = (bytes((lead, cont)) for lead in range(0xEA, 0xEE) for cont in range(0xA1, 0xC0))
    return frozenset(pair.decode("cp949", "replace")[0] for pair in pairs) | {"\ufffd"}


# ------------------------------------------------------------------------------------- evidence


class _Weight(NamedTuple):
    points: float  # how much of the line no sound text would have
    score: float  # how well the page explains the line
    against: float  # what the page does not explain


_NOTHING = _Weight(0, 0, 0)


def _lower(char: str) -> bool:
    return "a" <= char <= "z"


def _letter(char: str) -> bool:
    return char.isascii() and char.isalpha()


def _weigh(line: str, page: Page) -> _Weight:
    return _weight(line, page.codec)


@lru_cache(maxsize=8192)
def _weight(line: str, codec: str) -> _Weight:
    """Evidence of a line for a page; remembered, because a document is looked at once more for each set of repairs.

    Two-byte cases after the badness heuristics of ftfy, kept to those that are safe alone: a capital with an accent and
    then a symbol, inside a lower-case word (`cafÃ©`), a needless Â before a symbol (`20Â°`; one point, since Â ends
    words in capitals), and runs of them (`Ð¿Ñ€Ð¸`).
    """
    it = page(codec)
    view = line.translate(it.view)
    points = score = against = 0.0
    run, group, telling, paid = 0, "", False, False  # of adjacent two-byte hits
    last, wide = -1, 0  # end of the token before, and how many three-byte hits touch there
    hits = 0
    marked: bool | None = None
    for start, end, kind, char in parse(view):
        size = end - start
        touches = start == last
        last = end
        if kind is HIT and size == 2:
            this = _group(view[start])
            run = run + 1 if touches and run and this == group else 1
            # Of Mac Roman, the leads tell: `√è√π¬•√å`.
            telling = (telling and run > 1) or view[start + 1] not in it.weak or (run > 3 and it.codec == "mac_roman")
            paid = paid and run > 1
            group, wide = this, 0
            gain = _two_byte(line, start, it, view)
            if run >= 3 and telling and it.codec not in _DOS:
                gain, paid = max(gain, 0.7 if paid else 2.0), True
            points += gain
            score += gain or 0.3
            continue
        run = 0
        if kind is HIT:
            hits += 1
            wide = wide + 1 if touches else 1
            gain = _three_byte(view[start:end], char, it, wide > 1)
            if wide >= 3:  # nine characters that are nothing but sequences
                gain = max(gain, 2.0 if wide == 3 else 1.0)
            points += gain
            score += gain or 0.3
            continue
        wide = 0
        if kind is PART:
            orphan = end < len(view) and view[end] in NEVER
            score -= 1.5 if orphan else 0.35
            against += 1 if orphan else -0.5
        elif kind is LONE:
            sound = _letter(line[start - 1 : start]) or _letter(line[end : end + 1])
            if not sound and marked is None:  # one search of a line, not one for each of its tokens
                marked = it.codec == "latin-1" and _MARK.search(line) is not None
            if not (sound or (view[start] == "\xe2" and marked)):
                score -= 1.5
                against += 1
        elif kind is STRAY:
            orphan = touches or (start > 0 and view[start - 1] in NEVER)
            if orphan and not all(char in QUIET for char in line[start:end]):
                score -= 1.5
                against += 1
        elif kind is BAD:
            score -= 1.5
            against += 1
    if hits >= 3 and points < _ENOUGH and _nothing_else(line, view, it):
        points = _ENOUGH
    if points < max(_ENOUGH, against) and _stripped(view, it) and _nothing_else(line, view, it):
        points, score, against = max(points, _ENOUGH), max(score, _ENOUGH), 0.0  # that leads stand alone is the point
    return _Weight(points, score, against)


_SYLLABLES = patterns.pattern("[\xa0-\xbf\xea-\xed]{2,}")
_LEADS = "\xea\xeb\xec\xed"


def _stripped(view: str, it: Page) -> bool:
    """Whether words are nothing but leads of Hangul and what was left between them when C1 controls were stripped.

    Four leads in words of at least two, some of them with a continuation or doubled: no language has `ììë´ì¬ì`, and
    the alphabet has neither.
    """
    if it.codec != "latin-1":
        return False
    words = [match[0] for match in _SYLLABLES.finditer(view)]
    words = [word for word in words if sum(map(word.count, _LEADS)) >= 2]
    leads = sum(word.count(lead) for word in words for lead in _LEADS)
    return leads >= 4 and any(min(word) < "\xea" or len(set(word)) < len(word) for word in words)


def _group(lead: str) -> str:
    return next((name for name, leads in _GROUPS if lead in leads), lead)


_GROUPS = (
    ("latin", "\xc2\xc3\xc4\xc5"),
    ("greek", "\xce\xcf"),
    ("cyrillic", "\xd0\xd1\xd2"),
    ("hebrew", "\xd6\xd7"),
    ("arabic", "\xd8\xd9\xda\xdb"),
)


def _three_byte(raw: str, char: str, page: Page, adjacent: bool) -> float:
    if len(raw) == 4:
        return 2.0 if raw.startswith("\xf0\x9f") else 1.0 if adjacent else 0.0
    if char == "\ufeff" or (raw.startswith("\xe2\x80") and char in "–—‘’‚“”„†‡•…‰‹›"):
        return 2.0
    if page.codec in _DOS:  # boxes and mathematics are its letters: three of them mean nothing without a letter
        if not any(page.chars[ord(byte)].isalpha() for byte in raw[1:]) and not adjacent:
            return 0.0
    elif all(byte in page.weak for byte in raw[1:]):
        return 0.0
    if char in common_hangul() or SYMBOL.match(char):
        return 1.0
    return 1.0 if adjacent else 0.0


def _two_byte(line: str, start: int, page: Page, view: str) -> float:
    lead, cont = view[start], line[start + 1]
    before, after = line[start - 1 : start], line[start + 2 : start + 3]
    if page.codec in _LATIN:
        closing = cont in "“”‘’…«»‹›–—„‚™"
        if lead in "\xc3\xc4\xc5":
            if _lower(before) and (not closing or _lower(after)):
                return 2.0
            if lead == "\xc3" and _lower(after) and not closing and not cont.isalpha() and not before.isalpha():
                return 2.0
        elif lead == "\xc2" and cont in "\xa0°±²³´µ¶·¼½¾£¥§©®¿¡¢" and (not before.isalpha() or before.islower()):
            return 1.0
    elif page.codec == "mac_roman" and lead == "\xc3" and _lower(before) and _lower(after) and not cont.isalpha():
        return 2.0 if cont in "©®™´¨≠§¶°¢£†" else 0.0
    elif page.codec in _DOS and lead == "\xc3" and _lower(before) and _lower(after):
        return 2.0 if cont == "⌐" else 0.0
    return 0.0


# ------------------------------------------------------------------------------------- lines


class _Line(NamedTuple):
    start: int
    end: int
    text: str
    prose: str  # the text with code and quoted samples blanked, same length


class _Verdict(NamedTuple):
    codec: str
    direction: str
    layers: int
    lost: int
    damaged: int
    repaired: str  # "" when it cannot be reversed
    pieces: tuple[tuple[int, int], ...] = ()  # the damaged characters, where the line is sound but for them


# A curly mark after a character beyond ASCII may be part of the sample.
_QUOTED = patterns.pattern(
    r"""(?<![^\s(\[{])(?:"[^"\n]*"|'[^'\n]*'|「[^「」\n]*」|«[^«»\n]*»"""
    r"|“(?:[^“”\n]|(?<=[\x80-˝–-™])[“”])*”|‘(?:[^‘’\n]|(?<=[\x80-˝–-™])[‘’])*’)(?![^\W가-힣])"
)
_VALUE = patterns.pattern(r"""\s*(?:- +)?[\w.-]+: +["'][^\n]*["'],?\s*\Z""")
_ITEM = patterns.pattern(r"""\s*- +["'][^\n]*["']\s*\Z""")


def _prose(text: str, front: bool) -> str:
    """A line without what stands in quotation marks, which may be a sample; the quotes of a YAML value are not."""
    if _VALUE.match(text) or (front and _ITEM.match(text)):
        return text
    return _QUOTED.sub(lambda match: " " * len(match[0]), text)


def _lines(text: str, mask: Sequence[tuple[int, int]]) -> list[_Line]:
    """The lines of a text, without their endings; `prose` blanked as the mask and quotation marks say."""
    found = []
    spans = sorted(mask)
    at, start, front = 0, 0, text.startswith(("---\n", "---\r\n"))
    for number, row in enumerate(text.split("\n")):
        end = start + len(row)
        if number and front and row.rstrip() == "---":
            front = False
        line = row.removesuffix("\r")
        prose = line
        if not line.isascii():
            while at < len(spans) and spans[at][1] <= start:
                at += 1
            here = at
            pieces: list[str] = []
            done = 0
            while here < len(spans) and spans[here][0] < start + len(line):
                low = min(max(spans[here][0] - start, done), len(line))
                high = min(max(spans[here][1] - start, low), len(line))
                pieces += line[done:low], " " * (high - low)
                done = high
                here += 1
            if pieces:
                prose = "".join(pieces) + line[done:]
            prose = _prose(prose, front)
        found.append(_Line(start, start + len(line), line, prose))
        start = end + 1
    return found


@fact
def damage(doc: Document) -> tuple[Passage, ...]:
    """The damaged passages of a document (see `passages`), its code masked."""
    odd = unusual(doc)
    # Every match has two characters that are neither ASCII nor Hangul, or an ideograph and a syllable.
    if not any(len(run) > 1 or "一" <= run <= "\uffff" for run in odd.split("\n")) or not suspicious(doc.text):
        return ()
    from llmdoc_lint.blocks import code

    return passages(doc.text, code(doc))


def passages(text: str, mask: Sequence[tuple[int, int]] | None = None) -> tuple[Passage, ...]:
    """Every damaged passage of a text, in order.

    `mask` holds the spans of fenced and inline code. What they and quotation marks hold may be a sample of damage, so
    it is no evidence; it counts as damaged where the prose on either side of it is.
    """
    if text.isascii() or not suspicious(text):
        return ()
    spans = tuple(mask or ())
    lines = _lines(text, spans)
    if spans and not any(any(map(str.isalnum, line.prose)) for line in _outside(text, spans)):
        lines = _lines(text, ())  # nothing but code: there is no prose that could be sound
    verdicts = _verdicts(lines)
    return tuple(_blocks(text, lines, verdicts))


def _outside(text: str, spans: tuple[tuple[int, int], ...]) -> list[_Line]:
    kept, at = [], 0
    for start, end in sorted(spans):
        kept.append(text[at:start])
        at = max(at, end)
    kept.append(text[at:])
    outside = re.sub("(?m)^[ \t]*(?:`{3,}|~{3,}).*", "", "".join(kept))
    return [_Line(0, len(outside), outside, outside)]


def _blocks(text: str, lines: list[_Line], verdicts: dict[int, _Verdict]) -> Iterable[Passage]:
    block: list[int] = []
    for number, line in enumerate(lines):
        verdict = verdicts.get(number)
        if verdict is None:
            if not line.text.isascii() and block:
                yield _passage(text, lines, verdicts, block)
                block = []
        else:
            if block and (verdicts[block[-1]][:3] != verdict[:3] or verdict.pieces):
                yield _passage(text, lines, verdicts, block)
                block = []
            if not verdict.pieces:
                block.append(number)
            for low, high in verdict.pieces:
                span = line.start + low, line.start + high
                yield Passage(*span, verdict.codec, verdict.direction, 1, 1, 1, "", (DamagedLine(*span, False, ""),))
    if block:
        yield _passage(text, lines, verdicts, block)


def _passage(text: str, lines: list[_Line], verdicts: dict[int, _Verdict], block: list[int]) -> Passage:
    first = verdicts[block[0]]
    start, end = lines[block[0]].start, lines[block[-1]].end
    lost = sum(verdicts[number].lost for number in block)
    damaged = tuple(
        DamagedLine(lines[n].start, lines[n].end, not verdicts[n].lost, verdicts[n].repaired) for n in block
    )
    repaired = ""
    if not lost:
        pieces: list[str] = []
        at = start
        for line in damaged:
            pieces += text[at : line.start], line.repaired
            at = line.end
        repaired = "".join(pieces)
    count = sum(verdicts[number].damaged for number in block)
    return Passage(start, end, first.codec, first.direction, first.layers, lost, count, repaired, damaged)


# ------------------------------------------------------------------------------------- verdicts


def _verdicts(lines: list[_Line]) -> dict[int, _Verdict]:
    """The damaged lines by number. Each round finds the page that explains most of what is left."""
    left = [number for number, line in enumerate(lines) if not line.text.isascii()]
    remnants = {number: pieces for number in left if (pieces := _remnants(lines[number].prose))}
    left = [number for number in left if number not in remnants]
    verdicts = _hangul_bytes(lines, left)
    left = [number for number in left if number not in verdicts]
    for _ in PAGES:
        best = _best([lines[number].prose for number in left], [lines[number].text for number in left])
        if best is None:
            break
        found = _damage(lines, left, best)
        if not found:
            break
        verdicts |= found
        left = [number for number in left if number not in found]
    verdicts |= _as_cp949(lines, left)
    if remnants:
        codec = next((one.codec for one in verdicts.values() if one.codec in _LATIN and one.layers == 1), "")
        codec = codec or ("cp1254" if any("ğ" in lines[n].text for n in left) else "")  # the lead of emoji
        codec = codec or _remnant_page("".join(lines[n].text for n in remnants)).codec
        for number, pieces in remnants.items():
            verdicts[number] = _Verdict(codec, f"utf-8>{codec}", 1, len(pieces), len(pieces), "", pieces)
        it = page(codec)
        samples = [n for n in left if n not in verdicts and lines[n].prose != lines[n].text]
        for number in _surrounded(lines, set(remnants), samples, it):
            pieces = _remnants(lines[number].text)
            if pieces:
                verdicts[number] = _Verdict(codec, f"utf-8>{codec}", 1, len(pieces), len(pieces), "", pieces)
            else:
                verdicts[number] = _verdict(lines[number].text, tokens(lines[number].text, it), it, True)
    shown = {number for number, one in verdicts.items() if _beside_itself(lines[number].text, one.repaired)}
    if shown and not _about_damage(lines):
        shown = {number for number in shown if _ARROW.search(lines[number].text)}
    return {number: one for number, one in verdicts.items() if number not in shown}


_ARROW = patterns.pattern("→|->|⇒|=>")
_BESIDE = patterns.pattern(r"\||→|->|⇒|=>")
_LETTERS_BESIDE = patterns.pattern("[A-Za-z]{2}")  # words beside the damage: a cell that says something
_ABOUT_DAMAGE = patterns.pattern(
    r"깨[지진져졌짐질]|모지바케|문자표|문자 ?집합|코드 ?페이지|[인디]코딩|유니코드|바이트|잘못 (?:읽|해석|열)"
    r"|이상한 (?:글자|문자)|(?:글자|문자)[가는은]? [^\n]{0,12}(?:보[이인여]|바[뀌뀐꿔])"
    r"|mojibake|garbled|(?:en|de)cod(?:ed|ing)|unicode|utf-?8|euc-?kr|latin-?1|iso-?8859|(?:cp|windows)-?(?:949|125)",
    re.IGNORECASE,
)


def _about_damage(lines: list[_Line]) -> bool:
    """Whether a text speaks of how characters are stored or broken, as one that shows damage on purpose does."""
    return any(_ABOUT_DAMAGE.search(line.text) for line in lines)


def _beside_itself(line: str, repaired: str) -> bool:
    """Whether a line has a damaged text beside the sound one: `| 나 | ë‚˜ |`, `나 → ë‚˜`.

    An arrow shows what becomes of the text; a row of a table may have the same text in two cells and one damaged.
    """
    cells = [cell.strip(" \t`\"'“”‘’*") for cell in _BESIDE.split(line)]
    sound = [cell.strip(" \t`\"'“”‘’*") for cell in _BESIDE.split(repaired)]
    if len(cells) < 2 or len(cells) != len(sound):
        return False
    changed = [(old, new) for old, new in zip(cells, sound, strict=True) if old != new]
    return all(new in cells and not _LETTERS_BESIDE.search(old) for old, new in changed)


_LEADS_OF_HANGUL = frozenset("êëìíęě")
_TELLING = frozenset("€‚„†‡ˆ‰•˜¡¢£¤¥¦§¨ª¬\xad¯°±²³´µ¶·¸º¼½¾¿")  # neither a letter nor what ends or follows a word
_CLOSING = frozenset("\xa0“”‘’…»›")


def _remnants(line: str) -> tuple[tuple[int, int], ...]:
    """Single characters with lost bytes in a line of sound Hangul: what repairing the rest left in doubt (`ì†필기`)."""
    if _LEADS_OF_HANGUL.isdisjoint(line) or not any(map(_hangul_char, line)):
        return ()
    plain = page("latin-1")
    if _stripped(line.translate(plain.view), plain):
        return ()
    pieces: list[tuple[int, int]] = []
    for group in _touching(tokens(line, _remnant_page(line))):
        leads = all(token.kind in (PART, LONE) and line[token.start] in _LEADS_OF_HANGUL for token in group)
        if leads and _is_remnant(line, group[0].start, group[-1].end):
            pieces += ((token.start, token.end) for token in group)
        elif any(token.kind not in (STRAY, LONE) for token in group):
            return ()  # the line is damaged, or in another language
    return tuple(pieces)


def _touching(parsed: list[Token]) -> Iterator[list[Token]]:
    """Tokens in groups that nothing lies between."""
    group: list[Token] = []
    for token in parsed:
        if group and group[-1].end != token.start:
            yield group
            group = []
        group.append(token)
    if group:
        yield group


def _is_remnant(line: str, start: int, end: int) -> bool:
    """Whether characters that may be what is left of syllables are: no other letters touch them, and one is a
    continuation that no word has, or Hangul touches them as it touches no letter of another alphabet."""
    before, after = line[start - 1 : start], line[end : end + 1]
    if (before.isalpha() and not _hangul_char(before)) or (after.isalpha() and not _hangul_char(after)):
        return False
    inside = line[start:end]
    if not _TELLING.isdisjoint(inside):
        return True
    if len(inside) == 1:
        return False  # `가ë나` may be a letter that is spoken of
    return _hangul_char(before) or (
        _hangul_char(after) and (not before or before.isspace()) and inside[-1] not in _CLOSING
    )


def _hangul_char(char: str) -> bool:
    return "가" <= char <= "힣"


def _remnant_page(line: str) -> Page:
    return page("cp1250" if "ě" in line or "ę" in line else "cp1252")


def _best(texts: list[str], samples: list[str]) -> Page | None:
    """The page that explains the texts best, if the evidence is enough.

    `samples` are the same lines with code and quotations: they prove no damage, but where two pages explain the texts
    equally well they tell which it was (`ğ` in a diagram: Windows-1254).
    """
    search = _SUSPICION.search
    suspects = [text for text in texts if search(text)]
    scores: list[tuple[float, Page]] = []
    for codec in _likely_pages(suspects):
        points, score = _explained(suspects, page(codec))
        if points >= _ENOUGH:
            scores.append((score, page(codec)))
    if not scores:
        return None
    top = max(score for score, _ in scores) - 1e-9
    equal = [it for score, it in scores if score >= top]
    if len(equal) == 1 or samples == texts:
        return equal[0]
    suspects = [text for text in samples if search(text)]
    return max(equal, key=lambda it: _explained(suspects, it)[1])  # the first of equals


_SAMPLE = 32  # lines that tell which pages are out of the question


def _likely_pages(suspects: list[str]) -> Sequence[str]:
    """The pages worth trying on all the lines: those that explain half as much of some of them as the best does."""
    if not suspects:
        return ()
    if len(suspects) <= 2 * _SAMPLE:
        return PAGES
    some = suspects[:: len(suspects) // _SAMPLE]
    scores = {codec: _explained(some, page(codec))[1] for codec in PAGES}
    return [codec for codec in PAGES if 2 * scores[codec] >= max(scores.values())]


def _explained(texts: list[str], it: Page) -> tuple[float, float]:
    """Points and score of the texts that speak for a page."""
    points = score = 0.0
    for text in texts:
        weight = _weigh(text, it)
        if weight.points and weight.points >= weight.against:
            points += weight.points
            score += weight.score
    return points, score


def _damage(lines: list[_Line], left: list[int], it: Page) -> dict[int, _Verdict]:
    """The lines that are damaged by way of this page."""
    sure = {number for number in left if _is_damaged(lines[number].prose, it, False)}
    parsed = {number: tokens(lines[number].text, it) for number in left}
    prosaic = [number for number in left if not lines[number].prose.isascii()]
    uniform = len(sure) >= 0.8 * len(prosaic)  # then a line with little evidence of its own is damaged as well
    lossy = any(token.kind is PART for number in sure for token in parsed[number])
    if uniform:
        sure.update(number for number in prosaic if _is_damaged(lines[number].prose, it, True))
    if it.codec in _LATIN and not any(
        any("\x7f" < byte < "\xa0" for byte in lines[n].text.translate(it.view)) for n in sure
    ):
        sure.update(number for number in left if _MARK.search(lines[number].prose))
    samples = [number for number in left if number not in sure and lines[number].prose != lines[number].text]
    sure.update(_surrounded(lines, sure, samples, it))
    found = {}
    for number in sorted(sure):
        found[number] = _verdict(lines[number].text, parsed[number], it, lossy)
    return _second_layer(lines, found)


# What is left of ’, – and a pair of quotation marks where C1 controls were stripped; in other text â begins a word, or
# ends one, but hardly stands alone, and hardly as in `isnât`.
_MARK = patterns.pattern(
    "(?<=[a-z])â(?=(?:[stdm]|re|ve|ll)(?![a-zA-Z]))|(?<= )â(?= )"
    "|(?<![^ (])â(?=[A-Za-z])[^â\n]*(?<=[A-Za-z.,?!])â(?![^ ,.;:)])"
)


def _is_damaged(prose: str, it: Page, uniform: bool) -> bool:
    """Whether a line of a document damaged by way of this page is damaged itself."""
    weight = _weigh(prose, it)
    if weight.points:
        return True
    view = prose.translate(it.view)
    uniform = uniform or _nothing_else(prose, view, it)
    for start, end, kind, _ in parse(view):
        wide = view[start] >= "\xe0"
        in_word = _letter(prose[start - 1 : start]) or _letter(prose[end : end + 1])
        if kind is PART:
            telling = wide and not in_word and any(byte not in it.weak for byte in view[start + 1 : end])
            found = uniform or telling
        elif kind is HIT:
            found = uniform and (wide or it.codec not in _DOS)
        else:
            found = kind is LONE and uniform and wide and not in_word
        if found:
            return True
    return False


def _nothing_else(prose: str, view: str, it: Page) -> bool:
    """Whether all that is neither ASCII nor Hangul on a line begins as a syllable, a symbol or an emoji does, and not
    within a word."""
    at, holed = 0, False
    for start, end, kind, _ in parse(view) if it.codec in _LATIN else ():
        between = prose[at:start]
        if kind is STRAY:
            if not (holed and between in _IN_PLACE):
                return False
        elif view[start] not in "\xe2\xea\xeb\xec\xed\xef\xf0" or not _plain(between):
            return False
        if _letter(prose[start - 1 : start]) or _letter(prose[end : end + 1]):
            return False
        at, holed = end, kind in (PART, LONE)
    return at > 0 and _plain(prose[at:])


_IN_PLACE = ("?", "\ufffd", " ")  # of a lost byte


def _plain(text: str) -> bool:
    """ASCII and Hangul: what stands beside damage in a cell of a table."""
    return text.isascii() or all(char.isascii() or char == "\ufffd" or _hangul_char(char) for char in text)


def _surrounded(lines: list[_Line], sure: set[int], samples: list[int], it: Page) -> set[int]:
    """The lines of code and of quotations beside damaged prose: the nearest prose above or below is damaged.

    On one side is enough: the line on the other may have been repaired already.
    """
    if not samples:
        return set()
    numbers = {number for number, line in enumerate(lines) if not line.prose.isascii()}
    wanted = set(samples)
    before: dict[int, int | None] = {}
    near: int | None = None
    for number in range(len(lines)):
        if number in wanted:
            before[number] = near
        if number in numbers:
            near = number
    near = None
    found = set()
    for number in reversed(range(len(lines))):
        if number in wanted and number not in numbers:
            beside = before[number] in sure or near in sure
            if beside and _is_damaged(lines[number].text, it, True):
                found.add(number)
        if number in numbers:
            near = number
    return found


def _verdict(line: str, parsed: list[Token], it: Page, lossy: bool) -> _Verdict:
    lost = damaged = at = 0
    last, holed = -1, False
    pieces: list[str] = []
    for start, end, kind, char in parsed:
        if kind is STRAY:
            # A lead byte is never lost, so a stray stands where it always stood, unless a no-break space that was
            # flattened to a space lies between it and its lead.
            flattened = holed and line[last:start] == " "
            lost += flattened or (start == last and not all(line[i] in QUIET for i in range(start, end)))
        elif kind is LONE and not lossy and (_letter(line[start - 1 : start]) or _letter(line[end : end + 1])):
            pass  # a sound letter of a word: `Café`
        elif kind in (HIT, ODD):
            damaged += 1
            pieces += line[at:start], char
            at = end
        else:
            damaged += 1
            lost += 1
        last, holed = end, kind in (PART, LONE)
    pieces.append(line[at:])
    repaired = "" if lost else "".join(pieces)
    if repaired and not _restores(repaired, line, parsed, it):
        lost, repaired = 1, ""
    return _Verdict(it.codec, f"utf-8>{it.codec}", 1, lost, damaged, repaired)


def _restores(repaired: str, line: str, parsed: list[Token], it: Page) -> bool:
    """The invariant: what was repaired, read wrongly once more, is the line."""
    pieces: list[str] = []
    at = here = 0  # in the line; in the repair
    for start, end, kind, _ in parsed:
        if kind in (HIT, ODD):
            there = here + start - at
            pieces += repaired[here:there], read_as(repaired[there], it.codec)
            at, here = end, there + 1
    return "".join(pieces) + repaired[here:] == line


def _still_damaged(repaired: str) -> bool:
    """Whether a repair looks damaged itself: one of two layers is left, or the bytes were those of another page."""
    for codec in ("cp1252", "cp1254", "mac_roman"):
        it = page(codec)
        view = repaired.translate(it.view)
        for start, end, kind, _ in parse(view):
            if kind in (STRAY, BAD) or _letter(repaired[start - 1 : start]) or _letter(repaired[end : end + 1]):
                continue
            lead = view[start]
            if kind is HIT and (lead >= "\xe0" or (lead in "\xc2\xc3" and view[start + 1] not in it.weak)):
                return True
            if kind in (PART, LONE) and codec in _LATIN and "\xea" <= lead <= "\xed":
                return True
    return False


def _clean(repaired: str, line: str) -> bool:
    """A repair holds no C1 control, and no replacement, private-use or unassigned character that was not there."""
    import unicodedata

    if any("\x7f" < char < "\xa0" for char in repaired):
        return False
    new = {char for char in repaired if not char.isascii()} - set(line)
    return all(unicodedata.category(char) not in ("Cc", "Cn", "Co", "Cs") and char != "\ufffd" for char in new)


def _second_layer(lines: list[_Line], found: dict[int, _Verdict]) -> dict[int, _Verdict]:
    """Look into the repairs for damage that was there before; drop repairs that are no text."""
    done = dict(found)
    numbers = [number for number, verdict in found.items() if not verdict.lost]
    texts = [found[number].repaired for number in numbers]
    left = [at for at, text in enumerate(texts) if not text.isascii()]
    again = _hangul_bytes([_Line(0, len(text), text, text) for text in texts], left)
    left = [at for at in left if at not in again]
    inner = _best(inside := [texts[at] for at in left], inside)
    if inner is not None:
        sure = [at for at in left if _is_damaged(texts[at], inner, len(left) == len(numbers))]
        for at in sure:
            again[at] = _verdict(texts[at], tokens(texts[at], inner), inner, False)
    for at, number in enumerate(numbers):
        verdict = found[number]
        if at in again:
            deep = again[at]
            verdict = verdict._replace(layers=2, lost=deep.lost, damaged=deep.damaged, repaired=deep.repaired)
        text = lines[number].text
        if verdict.repaired and (not _clean(verdict.repaired, text) or _still_damaged(verdict.repaired)):
            verdict = verdict._replace(lost=max(1, verdict.lost), repaired="")
        done[number] = verdict
    return done


# ------------------------------------------------------------------------------------- Korean code pages

_HANGUL_RUN = patterns.pattern("[\x81-\xfe]+")
_TWO_SYLLABLES = patterns.pattern("[\xb0-\xc8][\xa1-\xfe][\xb0-\xc8][\xa1-\xfe]")


class _Reading(NamedTuple):
    common: int  # syllables of KS X 1001
    other: int  # other letters, and what does not decode
    repaired: str
    lost: int


def _hangul_bytes(lines: list[_Line], left: list[int]) -> dict[int, _Verdict]:
    """Lines whose characters are the bytes of CP949: `¼Ò¸®¿¤`.

    Accepted with three syllables on a line and four fifths of the letters in KS X 1001 (18 of 18 known cases, no false
    ones); other lines of such a document with less.
    """
    best: dict[int, _Verdict] = {}
    for codec in ("cp1252", "latin-1", "cp1254"):
        it = page(codec)
        readings: dict[int, _Reading] = {}
        accepted = 0
        for number in left:
            view = lines[number].prose.translate(it.view)
            if not accepted and not _TWO_SYLLABLES.search(view):
                continue
            reading = _read_cp949(lines[number].prose, view)
            if reading is not None and reading.common >= 3:
                accepted += 1
                readings[number] = reading
        if not accepted:
            continue
        found = {}
        for number in left:
            line = lines[number]
            reading = readings.get(number) if line.prose == line.text else None
            reading = reading or _read_cp949(line.text, line.text.translate(it.view))
            if reading is not None and (reading.common >= 2 or number in readings or accepted > 0.8 * len(left)):
                lost = reading.lost or int(not _clean(reading.repaired, line.text))
                damaged = reading.common + reading.other
                repaired = "" if lost else reading.repaired
                found[number] = _Verdict(codec, f"cp949>{codec}", 1, lost, damaged, repaired)
        for number in _beside(found, left):
            signs = _signs_of_cp949(lines[number].text.translate(it.view))
            if signs and _clean(signs, lines[number].text):
                beyond = sum(not char.isascii() for char in signs)
                found[number] = _Verdict(codec, f"cp949>{codec}", 1, 0, beyond, signs)
        if (len(found), -sum(v.lost for v in found.values())) > (len(best), -sum(v.lost for v in best.values())):
            best = found
    return best


def _beside(found: dict[int, _Verdict], left: list[int]) -> Iterator[int]:
    """The lines that stand next to one that is `found`, downwards and then upwards, while the caller adds to it."""
    for order in (left, left[::-1]):
        for near, number in pairwise(order):
            if near in found and number not in found:
                yield number


def _signs_of_cp949(view: str) -> str:
    """A line of box drawing, other signs and few syllables before the bytes of CP949 were read wrongly, else ""."""
    try:
        read = view.encode("latin-1").decode("cp949")
    except UnicodeError:
        return ""
    known = all(char.isascii() or char in common_hangul() or SYMBOL.match(char) for char in read)
    return read if known and read.encode("cp949").decode("latin-1") == view else ""


def _read_cp949(line: str, view: str) -> _Reading | None:
    """A line read as CP949, whole or run by run; None if it is not mostly Hangul then."""
    runs = list(_HANGUL_RUN.finditer(view))
    if not runs or not any(_mixed(match[0]) for match in runs):
        return None
    # One pair of bytes in eleven is UTF-8 by accident; half of them is UTF-8 that was read wrongly, or twice.
    complete = sum(token.end - token.start for token in parse(view) if token.kind in (HIT, ODD))
    if 2 * complete > sum(len(match[0]) for match in runs):
        return None
    whole = None
    if "\u0100" not in view:
        try:
            whole = view.encode("latin-1").decode("cp949")
        except UnicodeDecodeError:
            whole = None
    if whole is not None and whole.encode("cp949").decode("latin-1") == view:
        reading = _Reading(*_hangul(whole), whole, 0)
    else:
        pieces, at, common, other, lost = [], 0, 0, 0, 0
        for match in runs:
            raw = match[0].encode("latin-1")
            pieces.append(line[at : match.start()])
            at = match.end()
            try:
                read = raw.decode("cp949")
            except UnicodeDecodeError:
                lost += 1
                read = raw.decode("cp949", "ignore")
                common += _hangul(read)[0]
                continue
            known = _hangul(read)
            if known == (0, 0):
                pieces.append(line[match.start() : at])
                continue
            common += known[0]
            other += known[1]
            pieces.append(read)
        pieces.append(line[at:])
        reading = _Reading(common, other + lost, "".join(pieces), lost)
    if not reading.common or reading.common < 0.8 * (reading.common + reading.other):
        return None
    try:
        view.encode("latin-1", "replace").decode()
    except UnicodeDecodeError:
        return reading
    return None  # sound UTF-8 of something else


def _mixed(run: str) -> bool:
    """Whether letters and symbols alternate as in EUC-KR, which an alphabet (`ÀÁÂÃÄÅ`) or a capital word does not."""
    if len(run) < 2:
        return False
    steps = sum(ord(after) - ord(before) == 1 for before, after in pairwise(run))
    return 2 * steps < len(run) and any(char < "\xc0" for char in run) and any(char >= "\xc0" for char in run)


def _hangul(text: str) -> tuple[int, int]:
    """Common syllables, and other letters beyond ASCII."""
    common = sum(char in common_hangul() for char in text)
    letters = sum(not char.isascii() and char.isalpha() for char in text)
    return common, letters - common


def _as_cp949(lines: list[_Line], left: list[int]) -> dict[int, _Verdict]:
    """Lines of UTF-8 read as CP949: `媛`, `�븳援��뼱`. Reversible only where every pair of bytes happened to be one."""
    found = {}
    ideographs = _ideographs()
    for number in left:
        line = lines[number]
        if ideographs.isdisjoint(line.prose):
            continue
        repaired, hits = _from_cp949(line.prose)
        if hits >= 2:
            if line.prose != line.text:
                repaired, hits = _from_cp949(line.text)
            if repaired and _clean(repaired, line.text):
                found[number] = _Verdict("cp949", "utf-8>cp949", 1, 0, hits, repaired)
                continue
        holes = next((holes for cell in line.prose.split("|") if (holes := _holes(cell, False))), None)
        if holes:
            found[number] = _Verdict("cp949", "utf-8>cp949", 1, *(_holes(line.text, True) or holes), "")
    for number in _beside(found, left):
        holes = _holes(lines[number].text, True)
        if holes:
            found[number] = _Verdict("cp949", "utf-8>cp949", 1, *holes, "")
    return found


def _from_cp949(line: str) -> tuple[str, int]:
    """The line before CP949 was read into it, and how many characters that restores.

    The whole line, or none of it: CP949 drops characters without a trace, and words that reverse beside words that do
    not prove that it did.
    """
    raw = _encoded(line)
    return raw, sum(not char.isascii() for char in raw)


def _encoded(text: str) -> str:
    """The text before it was read as CP949 if it reverses exactly into likely characters, else ""."""
    try:
        raw = text.encode("cp949")
        read = raw.decode()
        if read.isascii() or read.encode().decode("cp949") != text:
            return ""
    except UnicodeError:
        return ""
    beyond = [char for char in read if not char.isascii()]
    likely = sum(char in common_hangul() or bool(SYMBOL.match(char)) for char in beyond)
    return read if likely >= 0.8 * len(beyond) else ""


def _holes(text: str, beside: bool) -> tuple[int, int] | None:
    """Characters with holes and damaged characters of a text that CP949 could not hold, or None if it is sound.

    Rare syllables made of two continuation bytes beside ideographs or U+FFFD: at least two of each, and two fifths of
    what is not ASCII; or fewer marks where nearly every character is a piece of a UTF-8 syllable. `beside` a line that
    is damaged the two fifths are enough.
    """
    syllables = marks = joints = total = 0
    view = []
    for char in text:
        if char.isascii():
            view.append(char)
            continue
        total += 1
        try:
            raw = char.encode("cp949").decode("latin-1")
        except UnicodeError:
            raw = "\u0100\u0100"
        view.append(raw)
        if char in _ideographs():
            marks += 1
        elif "가" <= char <= "힣" and char not in common_hangul() and all("\x80" <= byte <= "\xbf" for byte in raw):
            syllables += 1
        elif "\x80" <= raw[0] <= "\xbf" and "\xea" <= raw[1] <= "\xed":
            joints += 1
    rare = syllables + marks
    much = rare >= 0.4 * total
    if syllables < 1 or not (
        (beside and much) or (syllables >= 2 and ((marks >= 2 and much) or (marks and rare + joints >= 0.7 * total)))
    ):
        return None
    parsed = parse("".join(view))
    broken = sum(token.kind not in (HIT, ODD) for token in parsed)
    return max(1, broken), max(1, len(parsed))
