from __future__ import annotations

import re
from typing import TYPE_CHECKING

from llmdoc_lint.blocks import blocks, front_matter, inside, prose
from llmdoc_lint.core import Applicability, Edit, Finding, Fix, NoOptions, Related, Severity, rule
from llmdoc_lint.document import Document
from llmdoc_lint.patterns import pattern
from llmdoc_rules._places import count, garbled, said_near, within

if TYPE_CHECKING:
    from collections.abc import Iterator

    from llmdoc_lint.frontmatter import Entry

_NAME = r"(?:quot|apos|amp|lt|gt|nbsp|[lr][sd]quo|[mn]dash|hellip|middot|copy|reg|deg)"
_NUMBER = r"#(?:\d{2,6}|[xX][0-9A-Fa-f]{2,5})"
# Escaped twice, or more often: `&amp;quot;`, `&amp;amp;#39;`.
_TWICE = pattern(rf"&(?:amp;)+({_NAME}|{_NUMBER});")
# Escaped once, where a person types the character: quotation marks and letters.
_ONCE = pattern(rf"&(quot|apos|{_NUMBER});")
# Torn by a machine translation: `& # 39;`, `& quot;`.
_TORN = pattern(r"&[ ]?(?:amp[ ]?;[ ]?)?(# ?(?:39|34)|quot|amp|lt|gt|nbsp)[ ]?;")
_CLITIC = pattern(r" (?:s|t|re|ve|ll|d|m)\b")
_FRONT = pattern(rf"&(?:amp;)*({_NAME}|{_NUMBER});")
# A line that says one of these shows the entity on purpose.
_ABOUT = pattern(
    r"entit|엔티티|엔터티|개체 ?참조|문자 ?참조|escap|이스케이프|특수 ?(?:문자|기호)|HTML|XML|XSS|마크업", re.I
)
_QUOTES = "'\"‘’“”–—…"
_KEPT = "&<>"  # Markdown would read them as something else: they stay escaped once
_SHOWN = 10  # further places that a finding lists


@rule(
    "html-entity-residue",
    Document,
    NoOptions,
    severity=Severity.WARNING,
    fixes=Applicability.SAFE,
)
def check(doc: Document, options: NoOptions) -> Iterator[Finding]:
    """The prose holds entities that a program wrote, not a person.

    Text from web pages and captions comes with its quotation marks escaped, and text that was escaped twice shows the
    entity to the reader. Reported are entities that are escaped twice, torn ones (`& # 39;`), `&quot;`, `&apos;`, the
    numbers of quotation marks and letters, and any in a string of the front matter, which nobody decodes. Entities
    that Markdown renders and people type (`&nbsp;`, `&lt;`, `&copy;`, `&#124;`) are left alone, and so are code, HTML,
    URLs and lines that speak of entities. A document has one finding.

    Bad:

        그는 &quot;다음 토큰&quot;이라고 했고, 그녀는 &amp;quot;단어&amp;quot;라고 했습니다.

    Good:

        그는 "다음 토큰"이라고 했고, 그녀는 "단어"라고 했습니다.

    The fix writes the characters. It is safe: they are what the entity stands for. `&`, `<` and `>` stay escaped once
    in Markdown, which would read them as something else.
    """
    if b"&" not in doc.raw:
        return
    text = doc.text
    edits = [*_front(doc), *_body(doc)]
    if not edits:
        return
    first = edits[0].span
    places = f", {len(edits)} in the document" if len(edits) > 1 else ""
    yield Finding(
        first,
        f"`{text[first.start : first.end]}` instead of `{edits[0].text}`{places}",
        Fix(f"Write {count(len(edits), 'character')}", tuple(edits), Applicability.SAFE),
        tuple(Related(edit.span, f"`{edit.text}`") for edit in edits[1 : _SHOWN + 1]),
        {"entities": len(edits)},
    )


def _char(entity: str) -> str:
    """What `quot` or `#39` stands for; "" for nothing that can be printed."""
    from html import unescape

    name = entity.replace(" ", "")
    char = unescape(f"&{name};")
    return char if len(char) == 1 and (char.isprintable() or char == "\xa0") else ""


def _front(doc: Document) -> Iterator[Edit]:
    """Entities in the front matter's strings, quoted as the string needs it."""
    block = front_matter(doc)
    for entry in block.entries if block else ():
        value = doc.text[entry.value_start : entry.value_end]
        if entry.tag != "str" or "&" not in value or "://" in value or _ABOUT.search(value):
            continue
        for match in _FRONT.finditer(value):
            char = _char(match[1])
            new = _quoted(char, entry, match.start())
            if char and char != "\xa0" and new:
                start = entry.value_start + match.start()
                yield Edit(doc.span(start, start + len(match[0])), new)


def _quoted(char: str, entry: Entry, at: int) -> str:
    """The character as it stands in a value of that style; "" where it cannot."""
    if entry.style == '"':
        return f"\\{char}" if char in '"\\' else char
    if entry.style == "'":
        return "''" if char == "'" else char
    if entry.style in ("|", ">"):
        return char
    return char if at and char not in "#:" else ""


def _body(doc: Document) -> Iterator[Edit]:
    text = prose(doc)
    if "&" not in text:
        return
    damaged = garbled(doc)
    markup = tuple((block.start, block.end) for block in blocks(doc) if block.kind == "html")
    done = 0
    for start, end, new in sorted(_entities(text)):
        if start < done or within(damaged, start) or inside(markup, start, end) or said_near(_ABOUT, text, start, end):
            continue
        done = end
        yield Edit(doc.span(start, end), new)


def _entities(text: str) -> Iterator[tuple[int, int, str]]:
    for match in _TWICE.finditer(text):
        char = _char(match[1])
        if char:
            yield *match.span(), f"&{match[1]};" if char in _KEPT or not char.isprintable() else char
    for match in _ONCE.finditer(text):
        char = _char(match[1])
        if char and (char in _QUOTES or (char.isalpha() and not char.isascii())):
            yield *match.span(), char
    for match in _TORN.finditer(text):
        if " " in match[0]:
            start, end = match.span()
            char = _char(match[1])
            if char == "'" and _CLITIC.match(text, end) and text[start - 2 : start - 1].isalnum():
                start, end = start - 1, end + 1
            yield start, end, f"&{match[1]};" if char in _KEPT or not char.isprintable() else char
