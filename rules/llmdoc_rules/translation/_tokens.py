"""What is copied and not translated: URLs, code, product names; and what of it a translation lost."""

from __future__ import annotations

import re
from itertools import islice, pairwise
from typing import TYPE_CHECKING

from llmdoc_lint.blocks import code, inside, prose
from llmdoc_lint.core import Span, fact, record
from llmdoc_lint.course import pair_fact
from llmdoc_lint.language.alignment import aligned
from llmdoc_lint.language.names import glosses_of, index_names, mentions, names
from llmdoc_lint.patterns import pattern
from llmdoc_lint.values import NamedTuple
from llmdoc_rules._endings import written
from llmdoc_rules._pairs import lacks, trusted

if TYPE_CHECKING:
    from collections.abc import Iterator

    from llmdoc_lint.course import Pair
    from llmdoc_lint.document import Document
    from llmdoc_lint.language.alignment import Alignment, Bead, Part
    from llmdoc_lint.language.names import BodyNames

__all__ = ["Lost", "Token", "lost", "tokens"]

MIN_PATH = 8
"""Characters of a path that tell a page without its host."""

SURE = 0.6
"""Confidence of a passage from which on it counts as translated."""


@record
class Token(NamedTuple):
    """Something that a translation copies."""

    kind: str  # "code", "urls" or "names"
    start: int
    end: int
    text: str


class Lost(NamedTuple):
    """A token of the source that the translation has nowhere."""

    kind: str
    text: str
    span: Span  # in the source
    place_start: int  # the passage of the translation that should have it: its first line
    place_end: int


# One word, or a command with an option; other code with blanks is an example, or told in words: `the user_id field`.
_CODE = pattern(r"[^\s`]{3,60}|(?=.{3,60}\Z)(?=.* -)[a-z][\w.-]*(?: [\w./@-][\w./:@=-]*)+")
_URL = pattern(r"https?://(?:[^\s<>\"'`\]()}|*]|\([^\s<>\"'`\]()}|*]{0,100}\)){4,500}")
_PRODUCT = pattern(
    r"(?<![\w./@#:&$%<-])(?:[A-Z][a-z]{1,20}(?:[A-Z][a-z]{1,20}){1,3}|"
    r"(?:[A-Z]{2,6}-?|[A-Z]-|[A-Z](?=\d\d))\d{1,4}[a-z]{0,4}(?:\.\d)?)(?![\w@/:-]|\.\w)"
)  # not L1, L2: variables, of which speakers say "the first layer"
# What must be typed letter by letter; a plain word in code (`browser`, `async/await`) may be put in Korean.
_EXACT = pattern(r"[a-z][A-Z]|[A-Za-z]_|[A-Za-z]\(|[A-Za-z]\.[A-Za-z]|--[a-z]|[A-Za-z]{2}\d|^[@#.][A-Za-z]")
_PLACEHOLDER = pattern(r"[Yy]our|YOUR|[\[<{*…]")  # `[YOUR-SITE]/posts`, `<name>`: to be filled in, so translated
_FILLED = frozenset("<{[")  # behind an address: `https://example.org/<name>`
# Of a page with components (MDX): for the program that builds the site.
_IMPORT = pattern(r"^import\b[^\"';`]{0,500}\bfrom[ \t]*[\"']", re.MULTILINE)
# Parts of names that are words: translators write 개발자 도구 for DevTools, 스크립트 or nothing for JavaScript.
_PARTS = pattern(r"[A-Z][a-z]+")
_WORDS = (
    "dev tool tools script custom event events graph warning frame iframe component components error page list view"
    " data type value key node state hook hooks plugin editor mode file user app client server request response model"
    " image"
)
_GENERIC = frozenset(_WORDS.split())
_UNREAD = frozenset(("fence", "code", "html"))


@fact
def tokens(doc: Document) -> tuple[Token, ...]:
    """Inline code, addresses and product names of a source's text, in order, each form once."""
    text = doc.text
    read = prose(doc)
    found: list[Token] = []
    for start, end in _inline(doc):
        inner = text[start:end].strip("`").strip()
        if _CODE.fullmatch(inner) and inner.isascii() and _EXACT.search(inner) and not _PLACEHOLDER.search(inner):
            found.append(Token("code", start, end, inner))
    if "://" in text:
        for match in _URL.finditer(text):
            if not _PLACEHOLDER.search(match[0]) and text[match.end() : match.end() + 1] not in _FILLED:
                found.append(Token("urls", *match.span(), match[0].rstrip(".,;:!?")))
    imports = tuple(match.span() for match in _IMPORT.finditer(text)) if "import" in text else ()
    for match in _PRODUCT.finditer(read):
        generic = not _GENERIC.isdisjoint(part.lower() for part in _PARTS.findall(match[0]))
        if not generic and not inside(imports, *match.span()):
            found.append(Token("names", *match.span(), match[0]))
    addresses = {token.text for token in found if token.kind == "urls"}
    found = [token for token in found if token.kind != "urls" or not _glued(token.text, addresses)]
    found.sort(key=lambda token: token.start)
    return tuple({(token.kind, token.text): token for token in reversed(found)}.values())[::-1]


def _glued(address: str, addresses: set[str]) -> bool:
    """Whether an address is another one of the source with the first characters of what follows at its end."""
    return any(address[: len(address) - more] in addresses for more in range(1, SLIP + 1))


def _inline(doc: Document) -> Iterator[tuple[int, int]]:
    """Inline code: spans of `code` that are no blocks."""
    if "`" in doc.text:
        for span in code(doc):
            if not doc.text.startswith(("```", "~~~"), span[0]) and doc.text[span[0]] == "`":
                yield span


@pair_fact
def lost(pair: Pair) -> tuple[Lost, ...]:
    """The tokens that the translation lacks although it has the passages that hold them."""
    sources = [(index, doc) for index, doc in enumerate(pair.sources, 1) if written(doc) and tokens(doc)]
    if not sources:
        return ()
    text = pair.target.text
    links = _other_links(pair, 0, len(text))
    told = _LINK.sub(" ", text)
    missing = [
        (index, token)
        for index, doc in sources
        for token in tokens(doc)
        if not _has(told if token.kind == "names" else text, token) or _slipped(text, links, token)
    ]
    for form in (str, _joined):  # 웹 소켓 for WebSockets: by sound, written apart
        if any(token.kind == "names" for _, token in missing):
            body = index_names(form(told), glosses=glosses_of(told) if form is str else ())
            missing = [(index, token) for index, token in missing if token.kind != "names" or not _named(token, body)]
    if not missing:
        return ()
    alignment = aligned(pair)
    holes = [(lack.first, lack.last) for lack in lacks(pair)]
    found: list[Lost] = []
    for part in alignment.parts:
        if trusted(part):
            found.extend(_lost_of(pair, alignment, part, missing, holes))
    return tuple(found)


def _named(token: Token, body: BodyNames) -> bool:
    """Whether a text names it, in either script; Korean does without the plural."""
    forms = {token.text, token.text.removesuffix("s")}
    return any(mentions(name, body) for form in forms for name in names(form))


def _joined(text: str) -> str:
    """Every two Hangul words that follow each other, written as one."""
    words = text.replace("*", "").split()
    return " ".join(a + b for a, b in pairwise(words) if "가" <= a[-1] <= "힣" and "가" <= b[0] <= "힣")


def _lost_of(
    pair: Pair, alignment: Alignment, part: Part, missing: list[tuple[int, Token]], holes: list[tuple[int, int]]
) -> Iterator[Lost]:
    for bead in alignment.beads[part.bead_start : part.bead_end]:
        if bead.confidence < SURE or bead.target_start == bead.target_end:
            continue
        passage: Passage | None = None
        for at in range(bead.source_start, bead.source_end):
            unit = alignment.source[at]
            if unit.kind in _UNREAD or any(first <= at < last for first, last in holes):
                continue
            for index, token in missing:
                if unit.doc == index and unit.start <= token.start < unit.end:
                    passage = passage or _passage(pair, alignment, bead)
                    if _elsewise(pair.target.text, passage, token):
                        continue
                    place = alignment.target[bead.target_start]
                    line = pair.target.text.find("\n", place.at, place.end)
                    span = pair.documents[index].span(token.start, token.end)
                    yield Lost(token.kind, token.text, span, place.at, place.end if line < 0 else line)


class Passage(NamedTuple):
    """What a passage of the translation has that may stand for a token of the source."""

    text: str  # in small letters
    links: list[str]  # those that no source has
    as_many_links: bool  # as the source's passage has
    code: list[str]


MOST_CODE = 200
"""Pieces of code in a passage that are looked at; no paragraph has as many."""


def _passage(pair: Pair, alignment: Alignment, bead: Bead) -> Passage:
    text, first, last = pair.target.text, alignment.source[bead.source_start], alignment.source[bead.source_end - 1]
    start, end = alignment.target[bead.target_start].start, alignment.target[bead.target_end - 1].end
    theirs = _count_links(pair.documents[first.doc].text, first.start, last.end) if first.doc == last.doc else 0
    code = [match[0].strip("`") for match in islice(_SPAN.finditer(text, start, end), MOST_CODE)]
    mine = text[start:end].lower()
    return Passage(mine, _other_links(pair, start, end), _count_links(text, start, end) >= theirs, code)


def _elsewise(text: str, passage: Passage, token: Token) -> bool:
    """Whether the passage says in its own way what the token says.

    Another link; a link to the site that is named, as `[파일](https://github.com/...)` for a file on GitHub; code in
    other pieces or in Korean.
    """
    if token.kind == "names":
        return token.text.lower() in passage.text
    if token.kind == "urls":
        if any(_mistyped(link, token.text) for link in passage.links):
            return False
        if passage.links or (passage.as_many_links and _as_in_another_language(text, token.text)):
            return True
    return _taken_apart(token.text, passage.code) or any(_put_in_korean(span, token.text) for span in passage.code)


_SPAN = pattern(r"`[^`\n]{1,200}`")
_JOINED = pattern(r"[\w$.-]+[/=][\w$-]+")
_WORD = pattern(r"[A-Za-z0-9_$-]+")
_HANGUL = pattern(r"[가-힣]+(?: [가-힣]+){0,20}")


def _taken_apart(code: str, spans: list[str]) -> bool:
    """Whether every word of `clientX/clientY`, `clientX/Y`, `this=rabbit` or `git log --stat` stands in code itself."""
    if " " in code:
        return set(code.split()) <= {word for span in spans for word in span.split()}
    if not _JOINED.fullmatch(code):
        return False
    said = {word for span in spans for word in _WORD.findall(span)}
    first, *others = _WORD.findall(code)
    return first in said and all(word in said or any(one.endswith(word.title()) for one in said) for word in others)


def _put_in_korean(span: str, code: str) -> bool:
    """Whether code is that of the source but for words in Korean: `alert('Done!')`, `alert('완료!')`."""
    first, *others = _HANGUL.split(span)
    if not others or 2 * len(first + "".join(others)) < len(code):
        return False
    at, end = len(first), len(code) - len(others[-1])
    for piece in others[:-1]:
        at = code.find(piece, at + 1, end) + len(piece)
        if at < len(piece):
            return False
    return at < end and code.startswith(first) and code.endswith(others[-1])


_LINK = pattern(r"https?://[^\s<>\"'`\])}|*]{4,500}|(?<=\]\()(?!#|https?://)[^()\s]{2,500}")
_ANY_LINK = pattern(r"\]\([^()\s]|\]\[|(?<!\]\()https?://|\bhref=")


def _count_links(text: str, start: int, end: int) -> int:
    return sum(1 for _ in _ANY_LINK.finditer(text, start, end))


def _other_links(pair: Pair, start: int, end: int) -> list[str]:
    """What the translation links to from `start` to `end`, and no source does."""
    found = (match[0].rstrip(".,;:!?") for match in _LINK.finditer(pair.target.text, start, end))
    return [_PARTICLE.sub("", link) for link in found if not any(link in source.text for source in pair.sources)]


SLIP = 2
"""Characters in one place by which a mistyped address differs; another page's differs by more."""


def _mistyped(link: str, address: str) -> bool:
    """Whether a link is an address of the source but for a slip.

    Another digit may be another version (`2nd`, `3rd`), another short part another page or language (`c`, `cc`; `en`,
    `ko`); and a page may have moved to an address in other cases or in the plural (`guide`, `guides`).
    """
    if abs(len(link) - len(address)) > SLIP:
        return False
    low = min(len(link), len(address))
    start = next((at for at in range(low) if link[at] != address[at]), low)
    end = next((at for at in range(low - start) if link[-1 - at] != address[-1 - at]), low - start)
    mine, theirs = link[start : len(link) - end], address[start : len(address) - end]
    if max(len(mine), len(theirs)) > SLIP or address.count("/", 0, start) < AT_PATH:
        return False
    changed = mine + theirs
    if not any(map(str.isalpha, changed)) or any(map(str.isdigit, changed)) or mine.lower() == theirs.lower():
        return False
    words = [_part_around(one, start, len(one) - end) for one in (link, address)]
    swapped = len(words[0]) == len(words[1]) > 2 and sorted(mine) == sorted(theirs)
    told = swapped or max(map(len, words)) >= MIN_NAME
    return told and words[0].removesuffix("s") != words[1].removesuffix("s")


def _part_around(address: str, start: int, end: int) -> str:
    """The letters of an address around a stretch of it."""
    before, behind = _LETTERS_BEFORE.search(address, 0, start), _LETTERS_BEHIND.match(address, end)
    assert before is not None
    assert behind is not None
    return address[before.start() : behind.end()]


_LETTERS_BEFORE = pattern(r"[A-Za-z]{0,40}\Z")
_LETTERS_BEHIND = pattern(r"[A-Za-z]{0,40}")

AT_PATH = 3  # slashes before an address's path
_PARTICLE = pattern(r"[가-힣]{1,10}\Z")  # `https://example.org/about를`


def _has(text: str, token: Token) -> bool:
    """Whether the token stands anywhere in a text; Korean does without the plural, an address without its scheme."""
    if token.kind != "urls":
        form = token.text.removesuffix("s") if _PLURAL.fullmatch(token.text) else token.text.rstrip("().,;:")
        return token.text in text or form.lower() in text.lower()
    bare = token.text.partition("://")[2].partition("#")[0].partition("?")[0]
    bare = bare.removesuffix("index.html").rstrip("/").removeprefix("www.")
    path = bare.partition("/")[2]  # a site's link to itself may be relative
    return _ends(text, token.text) or _ends(text, bare) or (len(path) >= MIN_PATH and _ends(text, path))


def _slipped(text: str, links: list[str], token: Token) -> bool:
    """Whether a text has a link that is an address but for a slip, and does not have the address."""
    return token.kind == "urls" and any(_mistyped(link, token.text) for link in links) and not _ends(text, token.text)


def _as_in_another_language(text: str, address: str) -> bool:
    """Whether a text has an address of the same site and page: `en.wikipedia.org/wiki/X`, `example.org/en-US/x`."""
    host, _, path = address.partition("://")[2].partition("#")[0].partition("?")[0].rstrip("/").partition("/")
    site = ".".join(host.split(".")[-2:])
    last = path.rpartition("/")[2]
    return site in text and (len(last) < MIN_NAME or _ends(text, last) or "wikipedia" in site)


_PLURAL = pattern(r"[A-Z]\w{0,60}[a-z]s|[A-Z][A-Za-z]{0,60}[A-Z]s")  # `CodeAgents`, `SoCs`
MIN_NAME = 4  # characters of an address's last part that tell a page


def _ends(text: str, part: str) -> bool:
    """Whether an address's part stands in a text and is not the beginning of a longer name."""
    at = text.find(part)
    while at >= 0:
        behind = text[at + len(part) : at + len(part) + 1]
        if not (behind.isascii() and behind.isalnum()) and behind not in ("-", "_"):
            return True
        at = text.find(part, at + 1)
    return False
