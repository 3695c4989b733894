"""Which encoding a document that is not UTF-8 has, and where a document that nearly is stops being it.

An encoding is named only when the whole document round-trips in it. Damage in a few places is not an encoding: a UTF-8
document with stray bytes, or with a paragraph of CP949 pasted in, is `mixed`.
"""

from __future__ import annotations

import re

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

    Without a mark: the bytes of one parity are NUL in at least an eighth of the pairs of the first 64 KiB, since
    spaces, digits and line ends are ASCII in every language (a quarter of Korean prose), and twice as often as those of
    the other (대, 저 and 준 end in a NUL); read so, there is a space or a line end, and no unassigned character.
    """
    mark = _mark(raw)
    if mark is not None:
        return mark if mark.startswith("utf-16") else None
    if b"\x00" not in raw[:_SAMPLE]:
        return None
    head = raw[: min(_SAMPLE, len(raw) & ~1)]
    even, odd = head[::2].count(0), head[1::2].count(0)
    name, more, less = ("utf-16-le", odd, even) if odd > even else ("utf-16-be", even, odd)
    if len(raw) % 2 or len(head) < 4 or more < len(head) // 16 or less * 2 > more:
        return None
    text = head.decode(name, "ignore")  # a surrogate cut in two at the end of the sample
    return name if any(space in text for space in ("\n", " ", "#", "-")) and _plain(text) else None


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
    """Byte ranges of what is not UTF-8 in a document that is UTF-8 otherwise, and the codec that reads each.

    A range is a line without its line end; or a part of one, where the rest of the line is UTF-8. The codec is "cp949"
    where a range read so holds at least three syllables (two within a line) and next to nothing but common Hangul,
    "cp1252" where a line of ASCII has single letters or marks of it at places where they belong, else "".
    Empty for UTF-8.
    """
    if decodes(raw):
        return ()
    found: list[tuple[int, int, str]] = []
    start = 0
    for line in raw.split(b"\n"):
        if not decodes(line):
            row = line.removesuffix(b"\r")
            if _certainly_cp949(row, 3):
                found.append((start, start + len(row), "cp949"))
            elif _certainly_western(row):
                found.append((start, start + len(row), "cp1252"))
            elif parts := _parts(row):
                found.extend((start + low, start + high, "cp949") for low, high in parts)
            else:
                found.append((start, start + len(row), ""))
        start += len(line) + 1
    return tuple(found)


_RUN = patterns.pattern(rb"[\x80-\xff]+")
_MARKS_1252 = frozenset(b"\x85\x91\x92\x93\x94\x96\x97\xa3\xa9\xae\xb0\xb7")  # … ‘ ’ “ ” – — £ © ® ° ·
_LETTERS_1252 = frozenset("àáâäãåæçèéêëìíîïñòóôöõøùúûüœßÀÁÂÄÅÆÇÈÉÊËÑÖØÜŒ".encode("cp1252"))


def _certainly_western(row: bytes) -> bool:
    """Whether all that is not ASCII are single bytes that Windows-1252 puts there: `it\x92s`, `caf\xe9`.

    A letter and a mark (`caf\xe9\x94`) may touch; two letters may be one syllable of CP949.
    """
    for match in _RUN.finditer(row):
        start, end = match.span()
        letters = [byte for byte in match[0] if byte in _LETTERS_1252]
        marks = [byte for byte in match[0] if byte in _MARKS_1252]
        if end - start > 2 or len(letters) > 1 or len(letters) + len(marks) < end - start:
            return False
        if len(marks) == 2 or (letters and marks and marks[0] > 0xA0):
            return False
        if not any(bytes((byte,)).isalnum() for byte in row[max(0, start - 1) : end + 1]) and letters:
            return False
    return True


# Characters of UTF-8 and of CP949 in one line, told apart by their first byte where one ends and the next begins:
# Hangul of UTF-8 begins with EA to ED, common Hangul of CP949 with B0 to C8. A pair may be a letter of the one (`é`) or
# a syllable of the other (`챕`).
_EITHER_CODEC = patterns.pattern(
    rb"([\xe1-\xef][\x80-\xbf]{2}|\xf0[\x90-\xbf][\x80-\xbf]{2}|[\xc9-\xdf][\x80-\xbf]|[\xc2-\xc8][\x80-\xa0])"
    rb"|([\xc2-\xc8][\xa1-\xbf])|([\xa1-\xa3\xb0-\xc8][\xa1-\xfe])|[\x80-\xff]"
)


def _parts(row: bytes) -> list[tuple[int, int]]:
    """The stretches of CP949 in a line that is UTF-8 otherwise, ASCII between their words included.

    Empty where something is neither, or a stretch is no Korean text.
    """
    chars: list[tuple[int, int, str]] = []
    for match in _EITHER_CODEC.finditer(row):
        if match.lastindex is None:
            return []
        chars.append((*match.span(), ("utf-8", "", "cp949")[match.lastindex - 1]))
    parts: list[tuple[int, int]] = []
    before, last = "", -1
    for at, (start, end, codec) in enumerate(chars):
        if not codec:  # what it touches decides, what stands before it first
            touching = before if last == start else ""
            if not touching and chars[at + 1 : at + 2] and chars[at + 1][0] == end:
                touching = chars[at + 1][2]
            codec = touching or before or "utf-8"
        if codec == "cp949":
            parts[-1:] = [(parts[-1][0], end)] if before == "cp949" else [*parts[-1:], (start, end)]
        before, last = codec, end
    return parts if all(_certainly_cp949(row[start:end], 2) for start, end in parts) else []


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


def _hangul(text: str) -> tuple[int, int]:
    """Common syllables, and characters beyond ASCII in all but punctuation."""
    from llmdoc_lint.encoding.code_pages import common_hangul  # 2 ms; few documents come this far

    common = common_hangul()
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


def _certainly_cp949(row: bytes, least: int) -> bool:
    """Whether bytes read as CP949 are at least so many common syllables, and next to no other letters."""
    try:
        text = row.decode("cp949")
    except UnicodeDecodeError:
        return False
    syllables, letters = _hangul(text)
    return syllables >= least and syllables >= 0.9 * letters


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
