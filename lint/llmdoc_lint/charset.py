"""Which encoding a document that is not UTF-8 has, and where a document that nearly is stops being it.

An encoding is named only when the whole document round-trips in it. Damage in a few places is not an encoding: a UTF-8
document with stray bytes, or with a paragraph of CP949 pasted in, is `mixed`.
"""

from __future__ import annotations

import re
from functools import cache

from llmdoc_lint import patterns
from llmdoc_lint.core import record
from llmdoc_lint.values import NamedTuple

__all__ = ["Charset", "decodes", "detect", "first_undecodable", "looks_utf16", "mixed"]

# Longest first: the mark of UTF-32-LE starts with that of UTF-16-LE.
_MARKS = (
    (b"\xff\xfe\x00\x00", "utf-32-le"),
    (b"\x00\x00\xfe\xff", "utf-32-be"),
    (b"\xff\xfe", "utf-16-le"),
    (b"\xfe\xff", "utf-16-be"),
)
_SAMPLE = 65_536  # bytes that are looked at; what they say is then verified on the whole
# What charset-normalizer may answer: what editors write. It also knows EBCDIC and code pages nobody has.
_LIKELY = [f"cp125{number}" for number in range(9)]
_LIKELY += ["cp437", "cp850", "cp874", "cp932", "cp949", "johab", "koi8_r", "mac_roman", "euc_jp", "gb18030", "big5"]
# Letters beyond ASCII of the languages that are written in Windows-1252. Text all of whose letters are in one of them
# is in it: those of a neighbouring page (Czech, Hungarian, Polish, Turkish) turn into a mixture that no language has.
_WESTERN = tuple(
    map(
        frozenset,
        (
            "àâæçéèêëîïôœùûüÿ",  # French
            "äöüßéèàç",  # German
            "áéíóúüñàèòïçªº",  # Spanish, Catalan
            "àèéìòùî",  # Italian
            "áâãàçéêíóôõúüªº",  # Portuguese
            "æøåäöéüàôóèê",  # Danish, Norwegian, Swedish, Finnish
            "éëïöüáóèêç",  # Dutch, English
        ),
    )
)
_UTF8_HANGUL = re.compile(rb"(?:[\xea-\xed][\x80-\xbf]{2}){3}")  # in CP949 text: ideographs, which is next to never
_NON_ASCII = patterns.pattern(rb"[\x80-\xff]")


@record
class Charset(NamedTuple):
    """The encoding of a document."""

    name: str  # Python's codec, without byte order mark: "utf-16-le", "cp949", "cp1252"
    confidence: float  # 0 to 1; 1 for a byte order mark
    text: str  # the document decoded, without its byte order mark
    round_trips: bool  # encoding `text` gives the bytes back (after the mark), and it has no C1 or unassigned character


def decodes(raw: bytes) -> bool:
    """Whether the bytes are strict UTF-8. Text in UTF-16 that is all ASCII also is: see `looks_utf16`."""
    try:
        raw.decode()
    except UnicodeDecodeError:
        return False
    return True


def first_undecodable(raw: bytes) -> tuple[int, int]:
    """Byte offsets of the first sequence that is not UTF-8; both the length of `raw` if there is none."""
    try:
        raw.decode()
    except UnicodeDecodeError as error:
        return error.start, error.end
    return len(raw), len(raw)


def looks_utf16(raw: bytes) -> str | None:
    """The byte order ("utf-16-le" or "utf-16-be") of a document in UTF-16, with or without a mark, or None.

    Without a mark: the bytes of one parity are NUL in at least a quarter of the first 64 KiB and ten times as often as
    those of the other, since spaces, digits and line ends are ASCII in every language, and there is a line end or a
    space in two bytes.
    """
    mark = _mark(raw)
    if mark is not None:
        return mark if mark.startswith("utf-16") else None
    if b"\x00" not in raw[:_SAMPLE]:
        return None
    head = raw[: min(_SAMPLE, len(raw) & ~1)]
    even, odd = head[::2].count(0), head[1::2].count(0)
    name, more, less = ("utf-16-le", odd, even) if odd > even else ("utf-16-be", even, odd)
    if len(raw) % 2 or len(head) < 4 or more < len(head) // 8 or less * 10 > more:
        return None
    text = head.decode(name, "ignore")
    if not any(space in text for space in ("\n", " ", "#", "-")) or not _plain(text[: len(text) // 2 or 1]):
        return None
    return name


def detect(raw: bytes) -> Charset | None:
    """The encoding of bytes that are not UTF-8, or are UTF-16 or UTF-32; None where that cannot be told.

    In order: the byte order mark; the pattern of NULs; CP949, if that reads mostly common Hangul; Windows-1252, if its
    letters are those of one language (0.8, or 0.6 for fewer than three different ones); then charset-normalizer on
    64 KiB, which tells scripts apart but not code pages of one script (so at most 0.7). A document that is UTF-8 but
    for some of its lines has no encoding.
    """
    mark = _mark(raw)
    if mark is not None:
        return _read(raw, mark, 1.0)
    if b"\x00" in raw[:_SAMPLE]:
        wide = _looks_utf32(raw) or looks_utf16(raw)
        return _read(raw, wide, 0.95) if wide else None
    if decodes(raw) or _mostly_utf8(raw):
        return None
    share = _hangul_share(raw)
    if share >= 0.8:
        found = _read(raw, "cp949", min(0.99, share))
        if found is not None and found.round_trips:
            return None if _UTF8_HANGUL.search(raw) else found
    return _western(raw) or _guess(raw)


def mixed(raw: bytes) -> tuple[tuple[int, int, str], ...]:
    """Byte ranges of the lines that are not UTF-8, without their line ends, and the codec that reads each.

    The codec is "cp949" where a line read so holds at least three syllables and next to nothing but common Hangul,
    else "". Empty for UTF-8.
    """
    if decodes(raw):
        return ()
    found = []
    start = 0
    for line in raw.split(b"\n"):
        if not decodes(line):
            row = line.removesuffix(b"\r")
            found.append((start, start + len(row), "cp949" if _certainly_cp949(row) else ""))
        start += len(line) + 1
    return tuple(found)


def _mark(raw: bytes) -> str | None:
    return next((name for mark, name in _MARKS if raw.startswith(mark)), None)


def _read(raw: bytes, name: str, confidence: float) -> Charset | None:
    """The whole document read as `name`, or None if it cannot be."""
    mark = next((mark for mark, of in _MARKS if of == name and raw.startswith(mark)), b"")
    body = raw[len(mark) :]
    try:
        text = body.decode(name)
        same = text.encode(name) == body
    except (UnicodeError, LookupError):
        return None
    return Charset(name, confidence, text, same and _plain(text))


def _plain(text: str) -> bool:
    """Whether text holds no C1 control, unassigned character, surrogate or NUL."""
    import unicodedata

    for char in set(text):
        if char == "\x00" or (not char.isascii() and unicodedata.category(char) in ("Cc", "Cn", "Cs")):
            return False
    return True


def _looks_utf32(raw: bytes) -> str | None:
    """The byte order of UTF-32 without a mark: no code point needs the highest of its four bytes."""
    if len(raw) % 4 or len(raw) < 8:
        return None
    head = raw[:_SAMPLE]
    for name, zero, small in (("utf-32-le", 3, 2), ("utf-32-be", 0, 1)):
        if not any(head[zero::4]) and max(head[small::4]) <= 0x10:
            return name
    return None


def _mostly_utf8(raw: bytes) -> bool:
    """Whether more than half of the bytes beyond ASCII are UTF-8: text in another encoding has some by accident."""
    head = raw[:_SAMPLE]
    first = _NON_ASCII.search(head)
    if first is None:  # what is bad comes late: look there
        at = first_undecodable(raw)[0]
        return not raw[:at].isascii()
    kept = head.decode("utf-8", "ignore")
    good = sum(not char.isascii() for char in kept)
    bytes_good = len(kept.encode()) - (len(kept) - good)
    bytes_all = len(head) - len(head.translate(None, bytes(range(0x80, 0x100))))
    return 2 * bytes_good > bytes_all


@cache
def _common_hangul() -> frozenset[str]:
    """The 2350 syllables of KS X 1001."""
    return frozenset(
        bytes(b for lead in range(0xB0, 0xC9) for trail in range(0xA1, 0xFF) for b in (lead, trail)).decode("cp949")
    )


def _hangul(text: str) -> tuple[int, int]:
    """Common syllables, and characters beyond ASCII in all but punctuation."""
    common = _common_hangul()
    syllables = sum(char in common for char in text)
    letters = sum(not char.isascii() and char.isalpha() for char in text)
    return syllables, letters


def _hangul_share(raw: bytes) -> float:
    """The share of common Hangul among the letters beyond ASCII of a sample read as CP949; 0 if it cannot be read."""
    at = _NON_ASCII.search(raw)
    start = 0 if at is None or at.start() < _SAMPLE // 2 else raw.rfind(b"\n", 0, at.start()) + 1
    head = raw[start : start + _SAMPLE]
    if start + _SAMPLE < len(raw):
        head = head[: head.rfind(b"\n") + 1] or head[:-1]
    try:
        text = head.decode("cp949")
    except UnicodeDecodeError as error:
        if error.end < len(head):
            return 0.0
        text = head[: error.start].decode("cp949")  # a character cut in two at the end of the sample
    syllables, letters = _hangul(text)
    return syllables / letters if syllables >= 2 else 0.0


def _certainly_cp949(line: bytes) -> bool:
    try:
        text = line.decode("cp949")
    except UnicodeDecodeError:
        return False
    syllables, letters = _hangul(text)
    return syllables >= 3 and syllables >= 0.9 * letters


def _western(raw: bytes) -> Charset | None:
    """Windows-1252, if all letters beyond ASCII are those of one language and stand among ASCII letters."""
    found = _read(raw, "cp1252", 0.8)
    if found is None or not found.round_trips:
        return None
    beyond = {char.lower() for char in set(found.text) if not char.isascii()}
    letters = frozenset(char for char in beyond if char.isalpha())
    if not any(letters <= language for language in _WESTERN):
        return None
    if not beyond - letters <= set("\xa0¡¿«»“”‘’‚„–—…•·°€£¢§©®™²³½¼¾×±‹›´¹¶†‡"):
        return None
    sample = found.text[:_SAMPLE]
    words = sum(char.isalpha() for char in sample)
    if sum(char.isalpha() and not char.isascii() for char in sample) > 0.3 * words:  # French has 5 %, Cyrillic 100 %
        return None
    if re.search("[^\\W\\d_][¡¿«„¹³¼¾½£][^\\W\\d_]", sample):  # a letter of another page: Polish `by³o`
        return None
    return found if len(beyond) >= 3 else found._replace(confidence=0.6)


def _guess(raw: bytes) -> Charset | None:
    """What charset-normalizer says, if the whole document round-trips in it."""
    import logging

    from charset_normalizer import from_bytes

    logger = logging.getLogger("charset_normalizer")
    level = logger.level
    logger.setLevel(logging.CRITICAL)  # it explains itself at length, on the root logger's handlers
    try:
        at = _NON_ASCII.search(raw)
        start = raw.rfind(b"\n", 0, at.start()) + 1 if at else 0
        best = from_bytes(raw[start : start + _SAMPLE], cp_isolation=_LIKELY).best()
    finally:
        logger.setLevel(level)
    if best is None or best.encoding in ("ascii", "utf_8"):
        return None
    confidence = round(max(0.0, min(0.7, 1 - best.chaos - (0 if best.coherence else 0.3))), 2)
    found = _read(raw, best.encoding, confidence)
    return found if found is not None and found.round_trips else None
