"""Code pages that UTF-8 is read through by mistake, and what its bytes look like then.

A character of UTF-8 is a lead byte and one to three continuation bytes. Read through a single-byte code page, each
becomes a character of its own. Turned back into bytes, damaged text parses as UTF-8; the parts it parses into are
`Token`s. Bytes are written as the code points below 256 throughout.
"""

from __future__ import annotations

from functools import cache, lru_cache

from llmdoc_lint import patterns
from llmdoc_lint.values import NamedTuple

__all__ = [
    "BAD",
    "HIT",
    "LONE",
    "NEVER",
    "ODD",
    "PAGES",
    "PART",
    "QUIET",
    "STRAY",
    "SYMBOL",
    "Page",
    "Token",
    "common_hangul",
    "page",
    "parse",
    "read_as",
    "tokens",
]

# In order of preference where several explain a text equally well. Windows-1252 is what the web calls Latin-1.
PAGES = ("cp1252", "latin-1", "cp1254", "cp1250", "cp1251", "cp1253", "cp1257", "cp437", "cp850", "mac_roman")

# Continuation characters that sound prose puts after an accented letter (`lunedì…”`, `é »`, `café™`): a sequence of
# nothing but these, and of letters, proves nothing.
QUIET = frozenset("\xa0“”‘’…«»‹›–—„‚•™®©·²³¹§†´")


class Page(NamedTuple):
    """A single-byte code page as lenient decoders apply it: an undefined byte is the C1 control of its number."""

    codec: str
    chars: str  # byte to character
    view: _View  # character to byte, for str.translate
    weak: frozenset[str]  # continuation bytes whose character proves nothing


class _View(dict[int, str]):
    """Characters to bytes (as code points below 256); what the page does not have becomes U+0100."""

    def __missing__(self, key: int) -> str:
        return "\u0100"


@cache
def page(codec: str) -> Page:
    """The code page of that Python codec; `LookupError` for an unknown one."""
    chars = "".join(_lenient(codec, byte) for byte in range(256))
    view = _View((ord(char), chr(byte)) for byte, char in enumerate(chars))
    weak = frozenset(chr(byte) for byte in range(0x80, 0xC0) if chars[byte].isalpha() or chars[byte] in QUIET)
    return Page(codec, chars, view, weak)


def _lenient(codec: str, byte: int) -> str:
    try:
        return bytes((byte,)).decode(codec)
    except UnicodeDecodeError:
        return chr(byte)


def read_as(text: str, codec: str) -> str:
    """Text as it looks when its UTF-8 bytes are read as `codec`: the damage itself. `ValueError` for surrogates."""
    return text.encode().decode("latin-1").translate(dict(enumerate(page(codec).chars)))


@cache
def common_hangul() -> frozenset[str]:
    """The 2350 syllables of KS X 1001: nearly all that Korean text is made of."""
    return frozenset(
        bytes(b for lead in range(0xB0, 0xC9) for trail in range(0xA1, 0xFF) for b in (lead, trail)).decode("cp949")
    )


# Kinds of token.
HIT, ODD, PART, LONE, STRAY, BAD = "hit", "odd", "part", "lone", "stray", "bad"


class Token(NamedTuple):
    """A run of bytes of a line: `start` and `end` count its characters from the start of the line."""

    start: int
    end: int
    kind: str  # HIT: a likely character; ODD: an unlikely one; BAD: not a character;
    #            PART: bytes are missing; LONE: a lead byte alone; STRAY: continuation bytes without a lead
    char: str  # what the bytes encode (HIT and ODD), else ""


_TOKEN = patterns.pattern(
    "[\xc2-\xdf][\x80-\xbf]?|[\xe0-\xef][\x80-\xbf]{0,2}|[\xf0-\xf4][\x80-\xbf]{0,3}|[\x80-\xbf]+"
)
NEVER = "\u0100\xc0\xc1" + "".join(map(chr, range(0xF5, 0x100)))  # what no byte of UTF-8 became
# Symbols that documents use: punctuation, letters of enclosed kinds, arrows, mathematics, boxes, dingbats, kana,
# full-width forms, variation selector 16, byte order mark, emoji.
SYMBOL = patterns.pattern(
    "[\u200d\u2010-\u2027\u2030-\u205e\u20a0-\u20bf\u2100-\u214f\u2190-\u22ff\u2300-\u23ff\u2460-\u27bf\u2b00-\u2bff"
    "\u3000-\u30ff\ufe0f\ufeff\uff01-\uff5e\U0001f000-\U0001faff]"
)
# Latin with accents, modifiers, Greek, Cyrillic, Hebrew, Arabic; C1 controls because they occur between two layers.
_TWO_BYTE = patterns.pattern("[\x80-\u017f\u02c6-\u02dd\u0300-\u045f\u0490\u0491\u05d0-\u05ea\u0600-\u06ff]")


def tokens(line: str, page: Page) -> list[Token]:
    """The bytes of UTF-8 in a line under a code page; characters that are no such byte are in no token."""
    return parse(line.translate(page.view))


def parse(view: str) -> list[Token]:
    found = []
    for match in _TOKEN.finditer(view):
        raw = match[0]
        kind, char = _kind(raw)
        found.append(Token(match.start(), match.end(), kind, char))
    return found


@lru_cache(maxsize=4096)
def _kind(raw: str) -> tuple[str, str]:
    import unicodedata

    lead = raw[0]
    if lead < "\xc0":
        return STRAY, ""
    length = 2 if lead < "\xe0" else 3 if lead < "\xf0" else 4
    if len(raw) < length:
        return (LONE if len(raw) == 1 else PART), ""
    try:
        char = raw.encode("latin-1").decode()
    except UnicodeDecodeError:
        return BAD, ""
    category = unicodedata.category(char)
    if length == 2:
        return (HIT if _TWO_BYTE.match(char) else ODD), char
    if category == "Cn" or (category == "Co" and char != "\uf8ff"):  # a byte of Mac Roman, between two layers
        return BAD, ""
    likely = char in common_hangul() or bool(SYMBOL.match(char))
    return (HIT if likely or (category[0] in "LM" and not "가" <= char <= "힣") else ODD), char
