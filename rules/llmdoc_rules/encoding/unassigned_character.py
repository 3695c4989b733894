from __future__ import annotations

import re
from typing import TYPE_CHECKING

from llmdoc_lint.blocks import code, inside
from llmdoc_lint.core import Finding, NoOptions, Related, Severity, rule
from llmdoc_lint.document import Document, unusual
from llmdoc_lint.patterns import pattern
from llmdoc_rules._places import LONG_LINE, count, garbled, names, within

if TYPE_CHECKING:
    from collections.abc import Iterator

# What can be private or unassigned; emoji and ideographs of the supplementary planes are left out, since those of the
# next Unicode are nobody's fault.
_CANDIDATE = pattern(
    "[\u0800-\u10cf\u1200-\u1fff\ue000-\uf8ff\ufb00-\ufdff\uffe7-\uffef\uffff\ufffe"
    "\U00010000-\U0001efff\U0001fc00-\U0001ffff\U00040000-\U0010ffff]"
)
_ABOUT = pattern(
    r"U\+[EF][0-9A-F]{3}|private[- ]use|\bPUA\b|사용자 ?정의 ?(?:영역|문자)|icon font|nerd font|아이콘 ?(?:글꼴|폰트)",
    re.I,
)
_SYMBOL_FONT = range(0xF020, 0xF100)  # where Symbol and Wingdings are mapped to: bullets from word processors and PDF
_SHOWN = 10  # further places that a finding lists


@rule(
    "unassigned-character",
    Document,
    NoOptions,
    severity=Severity.WARNING,
)
def check(doc: Document, options: NoOptions) -> Iterator[Finding]:
    """The text holds characters that mean nothing outside of one font or program.

    Private-use characters are pictures of an icon font, bullets of a word processor's symbol font, or old Hangul of an
    editor of its time; without that font readers see a box. Code points that Unicode has not assigned, and
    noncharacters, come from files that were read wrongly. Each kind is one finding for the document. Code, lines that
    speak of private use, and emoji that are newer than the linter are left alone.

    Bad:

        <U+F0B7> 첫째 항목

    Good:

        - 첫째 항목

    There is no fix: only the source shows what the character was.
    """
    if not _CANDIDATE.search(unusual(doc)):
        return
    text = doc.text
    found: dict[str, list[int]] = {}
    hidden = damaged = None
    line_end, about = -1, False  # of the line: its end, and whether it speaks of such characters
    for match in _CANDIDATE.finditer(text):
        at = match.start()
        kind = _kind(match[0])
        if not kind:
            continue
        if hidden is None or damaged is None:
            hidden, damaged = code(doc), garbled(doc)
        if at > line_end:
            low, line_end = doc.line_span(at)
            about = bool(_ABOUT.search(text, low, min(line_end, low + LONG_LINE)))
        if not (about or inside(hidden, at, at + 1) or within(damaged, at)):
            found.setdefault(kind, []).append(at)
    for kind, places in found.items():
        chars = [text[at] for at in places]
        what = f"{count(len(places), kind)} ({names(chars)})"
        if kind == _PRIVATE and all(ord(char) in _SYMBOL_FONT for char in chars):
            what += " of a symbol font, as word processors write bullets"
        many = ", the first here" if len(places) > 1 else ""
        yield Finding(
            doc.span(places[0], places[0] + 1),
            f"{what}{many}: readers see a box; put what the source shows in its place",
            None,
            tuple(Related(doc.span(at, at + 1), "and here") for at in places[1 : _SHOWN + 1]),
            {"characters": len(places)},
        )


_PRIVATE, _NONE, _UNASSIGNED = "private-use character", "noncharacter", "unassigned character"


def _kind(char: str) -> str:
    import unicodedata

    category = unicodedata.category(char)
    if category == "Co":
        return _PRIVATE
    if category != "Cn":
        return ""
    point = ord(char)
    return _NONE if point & 0xFFFE == 0xFFFE or 0xFDD0 <= point <= 0xFDEF else _UNASSIGNED
