"""What stands where in a Markdown document: blocks, headings, code, comments, prose, documents within it.

No tree is built: rules need to know what is a heading, what is code, what is quoted, and where
prose is. `scanner` tells the blocks apart.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from functools import lru_cache
from typing import TYPE_CHECKING

from llmdoc_lint.core import fact, record
from llmdoc_lint.frontmatter import FrontMatter, parse
from llmdoc_lint.patterns import pattern
from llmdoc_lint.scanner import Block, fence, scan
from llmdoc_lint.unseen import seen
from llmdoc_lint.values import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable

    from llmdoc_lint.document import Document

__all__ = [
    "Block",
    "Embedded",
    "Heading",
    "blank",
    "blocks",
    "body_start",
    "clock",
    "code",
    "code_spans",
    "comments",
    "embedded",
    "front_matter",
    "headings",
    "inside",
    "is_roman",
    "is_sure",
    "merged",
    "numbered",
    "numbers_of",
    "prose",
    "split_id",
    "unread",
]


@record
class Heading(NamedTuple):
    """A heading: `## 3. Tokenization (토큰화) (7:47)` has number 3, stamp 467 and the title between."""

    level: int
    start: int
    end: int  # the whole line, its break left out
    text_start: int
    text_end: int  # behind the hashes, an explicit id left out
    text: str
    number: int  # -1 where it has none
    title: str
    seconds: int  # of the stamp at its end, -1 where it has none
    stamp_start: int  # the stamp without its parentheses
    stamp_end: int
    id: str  # what documentation sites make its anchor of, `{#id}`; "" where none is written


@fact
def front_matter(doc: Document) -> FrontMatter | None:
    """The document's front matter, None where it has none."""
    return parse(doc.text)


def body_start(doc: Document) -> int:
    """Offset behind the front matter and its closing fence."""
    block = front_matter(doc)
    if block is None:
        return 1 if doc.text.startswith("\ufeff") else 0
    return block.end


@fact
def blocks(doc: Document) -> tuple[Block, ...]:
    """The blocks of the body, in order; blank lines belong to none."""
    return tuple(scan(seen(doc), body_start(doc)))


# ---------------------------------------------------------------------------------- headings

# What a course writes before the titles of its chapters. Up to three digits: `2024. 회고` is a year, and no lecture
# has a thousand chapters. Up to two before a dash or a colon (`404: Not Found`), and no figure behind them that they
# can belong to: `3 - 1 = 2`, `7: 45`, `80 - 20 법칙`, `5 - 10분`; but `4 - 2단계 인증`, `4: 5 Ways`. `3장 안에` counts
# sheets, `16강 진출` is about a tournament, `3장 4절` about a book. Case is ignored only where there is some: `(?i)`
# over a range of Hangul takes 5 ms to compile.
_FIGURE = r"\d+(?:[^\w ]|[분초시월일년세배위](?![가-힣])|\Z|[ ](?![A-Za-z])|[ ](?:rule|ratio|split)\b)"
_TITLE_FOLLOWS = r"(?=[^\W_]|[\"'“‘「『《<(`*])"
_NUMBER = pattern(
    r"\s*(?:"
    r"(\d{1,3})\\?[.)](?:\s+|\Z|(?=[가-힣]))"
    rf"|(\d{{1,2}})(?:\s{{1,4}}[-–—]|\s?[:：])\s+(?!{_FIGURE}|\w\s[-+=]){_TITLE_FOLLOWS}"
    r"|(\d{1,3})\s?[장강](?:[.:：]\s*|\s[-–—]\s+|\Z|\s+"
    rf"(?!\d+\s?[절항조쪽]|만에|안에|안으로|이내|내외|분량|정도|이상|이하|미만|남짓|진출|대진|토너먼트){_TITLE_FOLLOWS})"
    r")"
)
_NUMBER_IN_WORDS = pattern(
    r"\s*(?:"
    r"(?:챕터|(?i:chapter|ch\.))\s?(\d{1,3})(?:\\?[.)](?:\s+|\Z|(?=[가-힣]))|\s?[:：–—-](?!\d)\s*|\Z|\s+"
    rf"(?!(?:of|and|및)\s){_TITLE_FOLLOWS})"
    rf"|제\s?(\d{{1,3}})\s?[장강](?:[.:：]\s*|\s[-–—]\s+|\Z|\s+(?!\d+\s?[절항조쪽]){_TITLE_FOLLOWS})"
    rf"|\[(\d{{1,2}})\]\s+{_TITLE_FOLLOWS}"
    r"|(?=[IVX])(X{0,3}(?:IX|IV|V?I{0,3}))\.(?:\s+|\Z|(?=[가-힣]))"
    r"|([Ⅰ-Ⅻ])\.(?:\s+|\Z|(?=[가-힣]))"
    r")"
)
_ROMAN = "IVXⅠⅡⅢⅣⅤⅥⅦⅧⅨⅩⅪⅫ"
_STAMP_AT_END = pattern(r"[(\[](\d{1,3}):(\d{2})(?::(\d{2}))?(?:\s?[-–—~]\s?\d{1,3}:\d{2}(?::\d{2})?)?[)\]]\Z")


@lru_cache(maxsize=1024)  # every rule about chapters asks for the same few titles
def numbered(title: str) -> tuple[int, int]:
    """The number a chapter's title begins with, and where the title goes on; -1 and 0 where it has none.

    `3. 제목`, `3 - 제목`, `3: 제목`, `3장 제목`, `제3장 제목`, `챕터 3: 제목`, `Chapter 3 Title`, `[3] 제목`,
    `III. 제목`; and the number alone where a sign or a word shows that it is one: `3.`, `3장`.
    """
    digits = title[:3].partition(".")[0].partition(")")[0]
    at = len(digits)
    if digits.isdecimal() and digits.isascii() and title[at : at + 1] in (".", ")") and title[at + 1 : at + 2] == " ":
        rest = title[at + 1 :]  # `1. 소개`: nearly all are so, and need no regular expression
        return int(digits), len(title) - len(rest.lstrip())
    bare = title.lstrip()
    first = bare[:1]
    if first.isdecimal():
        match = _NUMBER.match(title)
    elif any(map(str.isdecimal, bare[:12])) if first in "챕제Cc[" else is_roman(bare) and "." in bare[:8]:
        match = _NUMBER_IN_WORDS.match(title)
    else:
        return -1, 0
    if match is None:
        return -1, 0
    said = next(group for group in match.groups() if group)
    return _roman(said) if is_roman(said) else int(said), match.end()


_UNSURE = pattern(r"\s*(?:\d+\s*[-–—:：]|\d+\s?[장강]|(?:챕터|(?i:chapter|ch\.))\s?\d+|[IVXⅠ-Ⅻ]+\.)\s*")


@lru_cache(maxsize=1024)
def is_sure(title: str) -> bool:
    """Whether the number that a title begins with is no word of it: not in `24 - 시즌`, `Chapter 11 파산`, `V. 결론`.

    Such a number is a chapter's where other titles have one, too.
    """
    behind = numbered(title)[1]
    return behind == len(title) or _UNSURE.fullmatch(title, 0, behind) is None


def numbers_of(titles: Iterable[str], key: int) -> list[int]:
    """The numbers of titles that belong to one chapter; `key` is what its front matter says, -1 for nothing.

    What may be a word of a title is left out where the front matter says another number and no other title (in the
    other language) begins with it.
    """
    found = [(number, title) for title in titles if (number := numbered(title)[0]) >= 0]
    if key == -1 or all(number == key for number, _ in found):
        return [number for number, _ in found]
    said = [number for number, _ in set(found)]
    return [number for number, title in found if number == key or said.count(number) > 1 or is_sure(title)]


def is_roman(title: str) -> bool:
    """Whether a title begins with a letter that is a Roman figure."""
    return title[:1] != "" and title[:1] in _ROMAN


def _roman(number: str) -> int:
    """The value of a Roman numeral up to 39."""
    if number not in ("I", "V", "X") and len(number) == 1:
        return ord(number) - ord("Ⅰ") + 1
    ones = number.lstrip("X")
    tens = len(number) - len(ones)
    return 10 * tens + ("", "I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX").index(ones)


# Attributes behind the title, as documentation sites have them: `{#id}`, `{: #id .class }`, in MDX `{/*id*/}` (React),
# `[#id]` (Nextra, Fumadocs), `[[id]]` (Hugging Face), `:id=id` (docsify).
_HEADING_ATTRIBUTE = pattern(
    r"[ \t]*\{(?:[ \t]*[#.:][^{}\n]{0,150}|/\*[^*{}\n]{0,150}\*/)\}\Z"
    r"|(?<=\S)[ \t]*(?:\[#[^\s\[\]]{1,150}\]|\[\[[\w.-]{1,150}\]\])\Z"
    r"|(?<=\S)[ \t]+:id=[\w.-]{1,150}\Z"
)
_HEADING_ID = pattern(r"(?:#|\[\[|[ :]id=[\"']?|/\*[ \t]{0,9})([^\s{}\[\]*\"']{1,150})")


def split_id(title: str) -> tuple[str, str]:
    """A heading's text without the attributes behind it, and the id that they give it, "" for none."""
    attributes = _HEADING_ATTRIBUTE.search(title, max(0, len(title) - 200))
    if attributes is None:
        return title, ""
    id_ = _HEADING_ID.search(attributes[0])
    return title[: attributes.start()], id_[1] if id_ else ""


@fact
def headings(doc: Document) -> tuple[Heading, ...]:
    """The headings, in order."""
    text = doc.text
    found = []
    for block in blocks(doc):
        if block.kind != "heading":
            continue
        if block.info == "setext":
            start = block.start
            stop = text.find("\n", start)
        else:
            start = text.find("#", block.start) + block.level
            stop = block.end
        line = text[start:stop]
        content = line.strip()
        text_start = start + len(line) - len(line.lstrip()) if content else start
        if block.info != "setext" and content.endswith("#"):  # a closing sequence: `## title ##`
            cut = content.rstrip("#")
            if not cut or cut[-1] in " \t":
                content = cut.rstrip()
        id_ = ""
        if content.endswith(("}", "]")) or ":id=" in content:
            content, id_ = split_id(content)
        text_end = text_start + len(content)
        line_end = block.end - (text[block.start : block.end].endswith("\n"))
        if line_end > block.start and text[line_end - 1] == "\r":
            line_end -= 1
        number, behind = numbered(content)
        title = content[behind:]
        seconds = stamp_start = stamp_end = -1
        if title[-1:] in (")", "]") and (stamp := _STAMP_AT_END.search(title, max(0, len(title) - 24))):
            seconds = clock(stamp[1], stamp[2], stamp[3])
            stamp_start = text_end - len(stamp[0]) + 1
            stamp_end = stamp_start + (stamp.end(3) if stamp[3] else stamp.end(2)) - stamp.start(1)
            title = title[: stamp.start()].rstrip()
        found.append(
            Heading(
                block.level,
                block.start,
                line_end,
                text_start,
                text_end,
                content,
                number,
                title,
                seconds,
                stamp_start,
                stamp_end,
                id_,
            )
        )
    return tuple(found)


def clock(first: str, second: str, third: str | None) -> int:
    """Seconds of `m:ss` or `h:mm:ss`, -1 where seconds (or minutes below hours) reach 60.

    Minutes may exceed 59 where there are no hours: `64:34` is how some documents count.
    """
    if third is None:
        return int(first) * 60 + int(second) if int(second) < 60 else -1
    if int(second) > 59 or int(third) > 59:
        return -1
    return int(first) * 3600 + int(second) * 60 + int(third)


# -------------------------------------------------------------------------- what is not prose

_TICKS = pattern(r"`+")


def code_spans(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """Inline code in `text[start:end]`, one block: spans with their backticks.

    A run of backticks is closed by the next run of the same length (CommonMark 6.1).
    Linear: runs are indexed by length, so an unclosed one costs no second search.
    """
    if text.find("`", start, end) < 0:
        return []
    runs = [(match.start(), match.end()) for match in _TICKS.finditer(text, start, end)]
    by_length: dict[int, list[int]] = {}
    for index, (a, b) in enumerate(runs):
        by_length.setdefault(b - a, []).append(index)
    for same in by_length.values():
        same.reverse()  # the next candidate is last
    spans = []
    index = 0
    while index < len(runs):
        a, b = runs[index]
        if _escaped(text, start, a):  # the first tick opens nothing
            a += 1
        same = by_length.get(b - a, [])
        while same and same[-1] <= index:
            same.pop()
        if same:
            close = same.pop()
            spans.append((a, runs[close][1]))
            index = close + 1
        else:
            index += 1
    return spans


def _escaped(text: str, start: int, at: int) -> bool:
    """Whether an odd number of backslashes stands before `at`."""
    first = at
    while first > start and text[first - 1] == "\\":
        first -= 1
    return (at - first) % 2 == 1


@fact
def code(doc: Document) -> tuple[tuple[int, int], ...]:
    """Spans of fenced, indented and inline code, in order."""
    text = doc.text
    spans: list[tuple[int, int]] = []
    ticks = "`" in text
    for block in blocks(doc):
        if block.kind in ("fence", "code"):
            spans.append((block.start, block.end))
        elif block.kind == "html":
            if block.info:
                spans.append((block.start, block.end))
        elif block.kind == "quote" and text.find(">", block.start, block.end) >= 0:
            spans.extend(_quoted_code(text, block.start, block.end))
        elif ticks and block.kind not in ("comment", "rule"):
            spans.extend(code_spans(text, block.start, block.end))
    return tuple(spans)


def _quoted_code(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """Code in a quotation: whole lines of fences, and inline code between them."""
    if text.find("```", start, end) < 0 and text.find("~~~", start, end) < 0:
        return code_spans(text, start, end)
    spans: list[tuple[int, int]] = []
    opener = ""
    opened = at = start  # `opened`: of the fence, else of what no fence holds
    while at < end:
        stop = text.find("\n", at, end) + 1 or end
        bare = text[at:stop].lstrip(" \t>")
        if opener:
            if bare.startswith(opener) and not bare.strip().strip(opener[0]):
                spans.append((opened, stop))
                opener, opened = "", stop
        elif begun := fence(bare):
            spans.extend(code_spans(text, opened, at))
            opener, opened = begun[1], at
        at = stop
    if opener:
        spans.append((opened, end))
    else:
        spans.extend(code_spans(text, opened, end))
    return spans


@fact
def comments(doc: Document) -> tuple[tuple[int, int], ...]:
    """Spans of HTML comments, in order: whole lines where one is a block, else what is between its marks."""
    text = doc.text
    at = text.find("<!--", body_start(doc))
    if at < 0:
        return ()
    spans: list[tuple[int, int]] = []
    hidden = code(doc)
    for block in blocks(doc):
        if block.end <= at:
            continue
        if block.kind == "comment":
            spans.append((block.start, block.end))
        elif block.kind not in ("fence", "code"):
            while block.start <= at < block.end:
                end = text.find("-->", at + 2, block.end) + 3
                if end < 3:  # nothing in this block closes one
                    break
                if inside(hidden, at, at + 4):
                    end = at + 4
                else:
                    spans.append((at, end))
                at = text.find("<!--", end)
        if 0 <= at < block.end:
            at = text.find("<!--", block.end)
        if at < 0:
            break
    return tuple(spans)


_URL = pattern(r"(?:https?://|www\.|mailto:)[^\s<>\"'`\])}“”‘’「」『』《》（）、。，…가-힣]+")
_TITLE = r"(?:[ \t]+(?:\"[^\"\n]*\"|'[^'\n]*'|\([^()\n]*\)))?[ \t]*"
_DESTINATION = pattern(
    r"\]\([ \t]*(?:<[^<>\n]*>|[^()\s<][^()\s]*(?:\([^()\s]*\)[^()\s]*)*|\([^()\s]*\)[^()\s]*)?" + _TITLE + r"\)"
)
# Alone on its line: `[0:30]: 이제 시작합니다.` is a paragraph, and so is a footnote's text.
_DEFINITION = pattern(
    r"^[ ]{0,3}\[(?!\^)[^\[\]\n]{1,200}\]:[ \t]*(?:<[^<>\n]*>|[^\s<]\S*)" + _TITLE + r"\r?$", re.MULTILINE
)
# The second sort goes over several lines; what stands in braces, as in `<Quiz choices={[...]}/>`, is text of the page.
_TAG = pattern(
    r"<(?:/?[A-Za-z][^<>\n]{0,500}|[a-z]+:[^<>\s]{1,500})>"
    r"|<[A-Za-z][\w.:-]{0,40}\s+[A-Za-z@:_][\w.:@-]{0,60}=[\"'](?:[^<>{}\n]|\n(?![ \t]*\r?\n)){0,2000}+>"
)


@fact
def unread(doc: Document) -> tuple[tuple[int, int], ...]:
    """Spans a reader of the prose does not read: front matter, code, comments, tags, URLs, link targets."""
    text = doc.text
    start = body_start(doc)
    spans: list[tuple[int, int]] = [(0, start)] if start else []
    spans.extend(code(doc))
    spans.extend(comments(doc))
    targets: list[tuple[int, int]] = []
    at = text.find("](", start)
    while at >= 0:
        if match := _DESTINATION.match(text, at):
            targets.append((at + 1, match.end()))
        at = text.find("](", at + 2)
    spans.extend(targets)
    if "]:" in text:
        spans.extend(m.span() for m in _DEFINITION.finditer(text, start))
    spans.extend(_urls(text, start, merged(targets)))
    if "<" in text:
        spans.extend(m.span() for m in _TAG.finditer(text, start))
    return merged(spans)


def merged(spans: list[tuple[int, int]]) -> tuple[tuple[int, int], ...]:
    """The spans in order, those that touch or overlap made one."""
    spans.sort()
    found: list[tuple[int, int]] = []
    for a, b in spans:
        if found and a <= found[-1][1]:
            if b > found[-1][1]:
                found[-1] = (found[-1][0], b)
        else:
            found.append((a, b))
    return tuple(found)


def _urls(text: str, start: int, targets: tuple[tuple[int, int], ...]) -> list[tuple[int, int]]:
    """Bare URLs, outside of link targets: found by their constant part, since few lines hold one."""
    found: list[tuple[int, int]] = []
    for constant in ("https://", "http://", "www.", "mailto:"):
        at = text.find(constant, start)
        while at >= 0:
            match = None if inside(targets, at, at + 1) else _URL.match(text, at)
            at = text.find(constant, match.end() if match else at + 1)
            if match:  # the sentence's own punctuation behind it, and emphasis, are no part of it
                found.append((match.start(), match.start() + len(match[0].rstrip(".,:;!?*_~|"))))
    return found


def prose(doc: Document) -> str:
    """The document's text with everything that is not prose replaced by spaces, same offsets.

    Line breaks stay, so lines are the same lines too. What is replaced: see `unread`.
    """
    masked: str | None = doc.facts.get("prose")
    if masked is None:
        masked = doc.facts["prose"] = blank(doc.text, unread(doc))
    return masked


def blank(text: str, spans: tuple[tuple[int, int], ...]) -> str:
    """Replace everything in `spans` (sorted, disjoint) but line breaks by spaces."""
    if not spans:
        return text
    parts = []
    at = 0
    for start, end in spans:
        parts.append(text[at:start])
        cut = text[start:end]
        if "\n" in cut:
            parts.append("\n".join(" " * len(line) for line in cut.split("\n")))
        else:
            parts.append(" " * (end - start))
        at = end
    parts.append(text[at:])
    return "".join(parts)


def inside(spans: tuple[tuple[int, int], ...], start: int, end: int) -> bool:
    """Whether `start` to `end` touches one of `spans` (sorted, disjoint)."""
    at = bisect_right(spans, (start, end + 1)) - 1
    return (at >= 0 and spans[at][1] > start) or (at + 1 < len(spans) and spans[at + 1][0] < end)


# ---------------------------------------------------------------------------------- embedded


@record
class Embedded(NamedTuple):
    """A document inside a document: a prompt quotes a source page, front matter and all."""

    start: int  # of its opening `---`
    end: int  # the embedding document goes on here
    front_matter: FrontMatter


MAX_BROKEN = 16
"""Front matter in the body that cannot be read, after which `embedded` looks for no more."""

_EMBEDDED = pattern(r"---[ \t]*\r?\n(?=[A-Za-z_][\w-]*[ \t]*:)")


@fact
def embedded(doc: Document) -> tuple[Embedded, ...]:
    """Documents embedded in the body: each runs from its front matter to the next top-level heading
    that lies outside of it, to the next embedded document, or to the end; in a fence, to its end.

    The embedding document's own headings are level 1 (`# Source Text`), and the embedded page has
    one level-1 heading of its own, its title: the second one ends it.
    """
    text = doc.text
    openers = []
    rule = text.find("\n---", max(0, body_start(doc) - 1))
    while rule >= 0:
        if match := _EMBEDDED.match(text, rule + 1):
            openers.append(match.start())
        rule = text.find("\n---", rule + 1)
    if not openers:
        return ()
    fences = [block for block in blocks(doc) if block.kind in ("fence", "comment")]
    starts = [block.start for block in fences]
    tops = [head.start for head in headings(doc) if head.level == 1]
    found: list[Embedded] = []
    broken = 0
    at = 0
    for opener in openers:
        if opener < at:
            continue
        fence = None
        if (before := bisect_left(starts, opener) - 1) >= 0 and fences[before].end > opener:
            fence = fences[before]
            if fence.kind == "comment" or text.find("\n", fence.start) + 1 != opener:
                continue  # not what the fence is about
        block = parse(text, opener)
        if block is not None and block.problem is not None:
            broken += 1  # each costs a thousand times what a line of text does
            if broken == MAX_BROKEN:
                break
        if block is None or block.problem is not None or len(block.entries) < 2:
            continue
        at = block.end
        if found and opener < found[-1].end:
            # A page in a page: where their front matter is alike, one has ended; else it is part of the text.
            keys = {entry.key for entry in found[-1].front_matter.entries}
            if sum(entry.key in keys for entry in block.entries) < 2:
                continue
            found[-1] = found[-1]._replace(end=opener)
        if fence is not None:
            at = fence.end
            last = text.rfind("\n", opener, fence.end - 1) + 1
            end = last if fence.level else fence.end
        else:
            second = bisect_left(tops, block.end) + 1
            end = tops[second] if second < len(tops) else len(text)
        found.append(Embedded(opener, end, block))
    return tuple(found)
