from __future__ import annotations

import re
from typing import TYPE_CHECKING

from llmdoc_lint.blocks import front_matter, prose
from llmdoc_lint.core import Applicability, Edit, Finding, Fix, NoOptions, Related, Severity, rule
from llmdoc_lint.document import Document
from llmdoc_lint.patterns import pattern
from llmdoc_rules._places import count, garbled, said_near, within

if TYPE_CHECKING:
    from collections.abc import Iterator

# Each begins with a constant, which `re` finds quickly.
_UNICODE = pattern(r"\\u(?:[0-9A-Fa-f]{4}(?:\\u[0-9A-Fa-f]{4})*|\{[0-9A-Fa-f]{3,6}\}(?:\\u\{[0-9A-Fa-f]{3,6}\})*)")
_BYTES = pattern(r"\\x[0-9A-Fa-f]{2}(?:\\x[0-9A-Fa-f]{2})+")
_PERCENT = pattern(r"%[0-9A-Fa-f]{2}(?:%[0-9A-Fa-f]{2})+")
_BREAKS = pattern(r"\\n(?:\\n)*")
_FIRST = frozenset("CDEFcdef")  # hexadecimal digits that a byte beyond ASCII begins with where a character does
_FORMS = (("\\u", _UNICODE), ("\\x", _BYTES), ("%", _PERCENT))
# A line that says one of these shows the escape on purpose.
_ABOUT = pattern(
    r"unicode|유니코드|escap|이스케이프|코드 ?(?:포인트|값|점)|code ?point|regex|regexp|정규 ?(?:표현)?식|encod|인코딩|"
    r"인코드|디코딩|percent|퍼센트|JSON|UTF-?8|UTF-?16|ASCII|아스키|U\+|hex|16 ?진|바이트|\bbytes?\b|URL|URI|주소",
    re.I,
)
# And a line that says one of these, or quotes, may show a line break as programs write it.
_ABOUT_BREAKS = pattern(
    r"[\"'`\u2018-\u201f]|줄 ?바꿈|개행|새 ?줄|new ?line|line ?break|엔터|슬래시|문자|출력|입력|프롬프트|템플릿|토큰|"
    r"코드|구분|기호|print|prompt",
    re.I,
)
_ENCODED = frozenset(" \"'&")  # ASCII that encoders of JSON escape too, and that is no markup
_PUNCTUATION = "\u2018\u2019\u201c\u201d\u2013\u2014\u2026\u00b7\u3001\u3002\u300c\u300d\u300e\u300f"
_SHOWN = 10  # further places that a finding lists


@rule(
    "escape-residue",
    Document,
    NoOptions,
    severity=Severity.WARNING,
    fixes=Applicability.SAFE,
)
def check(doc: Document, options: NoOptions) -> Iterator[Finding]:
    r"""The prose shows the escapes of a character instead of the character.

    Programs write characters beyond ASCII as `\uc774` in JSON, as `\xec\x9d\xb4` in a byte string and as `%EC%9D%B4` in
    an address. Copied into prose they stay what they are, and nobody can read them. A document has one finding.

    Reported is what stands for letters beyond ASCII, emoji or typographic quotation marks, in prose and in the strings
    of the front matter; for a blank, an ASCII quotation mark or `&` (`\u0020`) within a word; and a `\n` between two
    Hangul letters, or between the end of a Korean sentence and the next, in paragraphs. Left alone are code, URLs and
    paths, quoted strings of YAML that decode it themselves, expressions such as `[\uac00-\ud7a3]`, lines that speak of
    escapes, encodings or addresses, and a `\n` in a line with quotation marks, or one that speaks of line breaks,
    prompts or output.

    Bad:

        다음 \ud1a0\ud070을 예측합니다.

    Good:

        다음 토큰을 예측합니다.

    The fix puts the characters there. It is safe: an escape stands for exactly one text.
    """
    text = doc.text
    raw = doc.raw  # bytes are looked through faster
    if not (b"%" in raw and _has_percent(text)) and not (
        b"\\" in raw and ("\\u" in text or "\\x" in text or "\\n" in text)
    ):
        return
    edits = [*_front(doc), *_body(doc)]
    if not edits:
        return
    first = edits[0].span
    places = f" at {len(edits)} places" if len(edits) > 1 else ""
    yield Finding(
        first,
        f"{count(sum(len(edit.text) for edit in edits), 'character')} written as escapes{places}: "
        f"`{_short(text[first.start : first.end])}` is {_shown(edits[0].text)}",
        Fix("Write the characters", tuple(edits), Applicability.SAFE),
        tuple(Related(edit.span, _shown(edit.text)) for edit in edits[1 : _SHOWN + 1]),
        {"characters": sum(len(edit.text) for edit in edits), "places": len(edits)},
    )


def _has_percent(text: str) -> bool:
    """Whether anything begins like a character beyond ASCII in an address: `%EC%`; most `%` stand behind a figure."""
    at = text.find("%")
    while at >= 0:
        if text[at + 1 : at + 2] in _FIRST and text.startswith("%", at + 3):
            return True
        at = text.find("%", at + 1)
    return False


def _short(text: str) -> str:
    return text if len(text) <= 40 else f"{text[:40]}\u2026"


def _shown(read: str) -> str:
    if read.isspace() and "\n" in read:
        breaks = read.count("\n")
        return f"{breaks} line breaks" if breaks > 1 else "a line break"
    return f"`{_short(read)}`"


def _front(doc: Document) -> Iterator[Edit]:
    """Escapes in the front matter's strings; a string in double quotes knows those with a backslash."""
    block = front_matter(doc)
    for entry in block.entries if block else ():
        value = doc.text[entry.value_start : entry.value_end]
        if entry.tag != "str" or ("\\" not in value and "%" not in value) or "://" in value:
            continue
        for start, end, read in _escapes(value):
            if not (entry.style == '"' and value[start] == "\\"):
                yield Edit(doc.span(entry.value_start + start, entry.value_start + end), read)


def _body(doc: Document) -> Iterator[Edit]:
    damaged = garbled(doc)
    text = prose(doc)
    for start, end, read in sorted([*_escapes(text), *_line_breaks(doc, text)]):
        if not within(damaged, start):
            yield Edit(doc.span(start, end), read)


def _line_breaks(doc: Document, text: str) -> list[tuple[int, int, str]]:
    """Where a paragraph of Korean prose says `\\n`, and the line breaks meant."""
    if "\\n" not in text:
        return []
    newline = "\r\n" if "\r\n" in doc.text else "\n"
    return [
        (match.start(), match.end(), newline * (len(match[0]) // 2))
        for match in _BREAKS.finditer(text)
        if _breaks_prose(text, *match.span())
    ]


def _breaks_prose(text: str, start: int, end: int) -> bool:
    """Whether what stands there breaks Korean prose: no command (`\\nabla`), no path, no table, no example."""
    before = text[max(0, start - 2) : start]
    if not _hangul(text[end : end + 1]) or not (_hangul(before[-1:]) or (before[-1:] in ".?!" and _hangul(before[:1]))):
        return False
    line = text.rfind("\n", max(0, start - 2000), start) + 1
    if not line or text.startswith(("|", "#"), line) or "\\" in _word(text, start, end).replace("\\n", ""):
        return False
    high = text.find("\n", end, end + 300)
    low = max(line, start - 300)
    return not (_ABOUT_BREAKS.search(text, low, end + 300 if high < 0 else high) or said_near(_ABOUT, text, start, end))


def _hangul(char: str) -> bool:
    return "\uac00" <= char <= "\ud7a3"


def _escapes(text: str) -> list[tuple[int, int, str]]:
    """Where the escapes of a text are, and what they stand for."""
    found: list[tuple[int, int, str]] = []
    for mark, form in _FORMS:
        if not (_has_percent(text) if mark == "%" else mark in text):
            continue
        for match in form.finditer(text):
            start, end = match.span()
            read = _read(match[0])
            if read and not _meant(text, start, end, read) and not said_near(_ABOUT, text, start, end):
                found.append((start, end, read))
    found.sort()
    return found


def _read(escapes: str) -> str:
    """What the escapes stand for; "" if that is not text one would write."""
    try:
        if escapes.startswith("\\u{"):
            read = "".join(chr(int(digits, 16)) for digits in re.findall(r"[0-9A-Fa-f]+(?=\})", escapes))
        elif escapes.startswith("\\u"):
            units = bytes.fromhex(escapes.replace("\\u", ""))
            read = units.decode("utf-16-be")
        else:
            read = bytes.fromhex(escapes.replace("\\x", "").replace("%", "")).decode()
    except (ValueError, UnicodeDecodeError, OverflowError):
        return ""
    plain = all(char.isprintable() for char in read)
    telling = any(not char.isascii() and (char.isalpha() or char in _PUNCTUATION or char > "\uffff") for char in read)
    return read if plain and (telling or (read in _ENCODED and escapes[1] == "u")) else ""


def _meant(text: str, start: int, end: int, read: str) -> bool:
    """Whether an escape is part of an address, a path or an expression."""
    before, after = text[start - 1 : start], text[end : end + 1]
    if text[start] == "%":
        word = _word(text, start, end)
        return any(mark in word for mark in "/=?&#@<>") or (before.isascii() and before.isalnum())
    if read in _ENCODED:  # within a word: one that is neither a path nor an address
        word = _word(text, start, end).replace(text[start:end], "", 1)
        return not before.isalpha() or not after.isalpha() or any(mark in word for mark in "\\/:=$[](){}^*")
    path = text[start + 1] == "u" and len(read) < 2 and before.isascii() and before.isalnum()
    if path or (before and before in "\\:/"):
        return True  # C:\users\uace0, or a backslash that is itself escaped
    return bool(before and before in "[-^(|") or bool(after and after in "-]|+*?{\\")


def _word(text: str, start: int, end: int) -> str:
    """What stands around a place up to the next blanks, 100 characters at most on either side."""
    low, high = start, end
    while low > max(0, start - 100) and not text[low - 1].isspace():
        low -= 1
    while high < min(len(text), end + 100) and not text[high].isspace():
        high += 1
    return text[low:high]
