"""Block structure of a Markdown document, by one pass over its lines.

No tree is built: rules need to know what is a heading, what is code, what is quoted, and where
prose is. The scanner follows CommonMark for fences, headings, comments and quotations, in the
subset that this content uses; it is linear and does not recurse.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from typing import TYPE_CHECKING, NamedTuple

from llmdoc_lint.core import fact, record
from llmdoc_lint.frontmatter import FrontMatter, parse
from llmdoc_lint.patterns import pattern

if TYPE_CHECKING:
    from llmdoc_lint.document import Document

__all__ = ["Block", "Heading", "blocks", "code_spans", "embedded", "front_matter", "headings", "prose"]


@record
class Block(NamedTuple):
    """A run of lines of one kind; `end` is behind the last line's break.

    kind: "heading", "fence", "code" (indented), "comment", "quote", "list" (one item),
    "table", "rule" (thematic break), "html", "text".
    """

    kind: str
    start: int
    end: int
    level: int  # heading: 1 to 6; list item: columns of indentation; fence: 1 where it is closed, else 0
    info: str  # fence: its info string; list item: its marker ("1." or "-")


@record
class Heading(NamedTuple):
    """A heading: `## 3. Tokenization (토큰화) (7:47)` has number 3, stamp 467 and the title between."""

    level: int
    start: int
    end: int  # the whole line, its break left out
    text_start: int
    text_end: int  # behind the hashes
    text: str
    number: int  # -1 where it has none
    title: str
    seconds: int  # of the stamp at its end, -1 where it has none
    stamp_start: int  # the stamp without its parentheses
    stamp_end: int


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


_FENCE = pattern(r"(`{3,}|~{3,})([^\r\n]*)")
_MARKER = pattern(r"(?:[-*+]|\d{1,9}[.)])(?=[ \t\r\n]|\Z)")
_RULE = pattern(r"(?:(?:-[ \t]*){3,}|(?:\*[ \t]*){3,}|(?:_[ \t]*){3,})\r?\Z")
_ATX = pattern(r"#{1,6}(?=[ \t\r\n]|\Z)")
_HTML = pattern(r"</?[A-Za-z][A-Za-z0-9-]*(?=[\s/>]|\Z)")


@fact
def blocks(doc: Document) -> tuple[Block, ...]:
    """The blocks of the body, in order; blank lines belong to none."""
    return tuple(_scan(doc.text, body_start(doc), len(doc.text)))


def _scan(text: str, start: int, end: int) -> list[Block]:
    found: list[Block] = []
    kind = ""  # of the open block: "text", "quote", "table", "list", "html", "code"
    opened = 0
    level = 0
    info = ""
    in_list = False  # a list item is open above: deeper indentation belongs to it
    at = start

    def close(until: int) -> None:
        nonlocal kind
        if kind:
            found.append(Block(kind, opened, until, level, info))
        kind = ""

    while at < end:
        stop = text.find("\n", at) + 1 or end
        if stop > end:
            stop = end
        line = text[at:stop]
        bare = line.lstrip(" \t")
        indent = len(line) - len(bare)
        first = bare[:1]
        if first in ("", "\n", "\r") and not bare.strip():
            if kind != "code" or not _code_goes_on(text, stop, end):
                close(at)
        elif first in "`~" and indent < 4 + 12 * in_list and (opener := _FENCE.match(bare)):
            if opener[1][0] == "`" and "`" in opener[2]:  # inline code, not a fence
                if kind != "text":
                    close(at)
                    kind, opened, level, info = "text", at, 0, ""
            else:
                close(at)
                fence_end, closed = _fence_end(text, stop, end, opener[1])
                found.append(Block("fence", at, fence_end, int(closed), opener[2].strip()))
                stop = fence_end
        elif kind == "code" and indent >= 4:
            pass
        elif indent >= 4 and not kind and not in_list:
            kind, opened, level, info = "code", at, 0, ""
        elif first == "<" and bare.startswith("<!--"):
            close(at)
            behind = text.find("-->", at + indent + 4, end)
            # CommonMark: an unclosed comment runs to the end.
            behind = end if behind < 0 else text.find("\n", behind, end) + 1 or end
            found.append(Block("comment", at, behind, 0, ""))
            stop = behind
            in_list = in_list and indent > 0
        elif first == "#" and indent < 4 and (hashes := _ATX.match(bare)):
            close(at)
            found.append(Block("heading", at, stop, hashes.end(), ""))
            in_list = False
        elif first == "=" and kind == "text" and not bare.strip("= \t\r\n") and opened == _line_start(text, at - 1):
            kind = ""
            found.append(Block("heading", opened, stop, 1, "setext"))
        elif first in "-*_" and _RULE.match(bare.rstrip("\n")):
            close(at)
            found.append(Block("rule", at, stop, 0, ""))
            in_list = False
        elif first == ">":
            if kind != "quote":
                close(at)
                kind, opened, level, info = "quote", at, 0, ""
        elif (marker := _MARKER.match(bare)) and (in_list or indent < 4):
            close(at)
            kind, opened, level, info = "list", at, indent, marker[0]
            in_list = True
        elif first == "|":
            if kind != "table":
                close(at)
                kind, opened, level, info = "table", at, 0, ""
        elif kind in ("list", "quote", "html", "text"):
            pass  # a lazy continuation line
        elif first == "<" and _HTML.match(bare):
            close(at)
            kind, opened, level, info = "html", at, 0, ""
        else:
            close(at)
            kind, opened, level, info = "text", at, 0, ""
            in_list = in_list and indent > 0
        at = stop
    close(end)
    return found


def _line_start(text: str, at: int) -> int:
    return text.rfind("\n", 0, at) + 1


def _code_goes_on(text: str, at: int, end: int) -> bool:
    """Whether an indented code block continues behind the blank line that ends at `at`."""
    return text.startswith(("    ", "\t"), at) and at < end


def _fence_end(text: str, at: int, end: int, opener: str) -> tuple[int, bool]:
    """Find the end of a fence whose first content line starts at `at`, and whether it is closed."""
    mark = opener[0]
    probe = text.find(opener, at, end)
    while probe >= 0:
        start = _line_start(text, probe)
        stop = text.find("\n", probe, end) + 1 or end
        line = text[start:stop].strip()
        if start >= at and not line.strip(mark) and len(line) >= len(opener):
            return stop, True
        probe = text.find(opener, stop, end)
    return end, False


# ---------------------------------------------------------------------------------- headings

_NUMBER = pattern(r"(\d{1,4})[.)]\s+")
_STAMP_AT_END = pattern(r"[(\[](\d{1,3}):(\d{2})(?::(\d{2}))?[)\]]\Z")


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
        text_end = text_start + len(content)
        line_end = block.end - (text[block.start : block.end].endswith("\n"))
        if line_end > block.start and text[line_end - 1] == "\r":
            line_end -= 1
        title = content
        number = -1
        if numbered := _NUMBER.match(title):
            number = int(numbered[1])
            title = title[numbered.end() :]
        seconds = stamp_start = stamp_end = -1
        if title[-1:] in (")", "]") and (stamp := _STAMP_AT_END.search(title, max(0, len(title) - 12))):
            seconds = clock(stamp[1], stamp[2], stamp[3])
            stamp_start = text_end - len(stamp[0]) + 1
            stamp_end = text_end - 1
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
        if a > start and text[a - 1] == "\\":  # an escaped tick opens nothing
            index += 1
            continue
        same = by_length[b - a]
        while same and same[-1] <= index:
            same.pop()
        if same:
            close = same.pop()
            spans.append((a, runs[close][1]))
            index = close + 1
        else:
            index += 1
    return spans


@fact
def code(doc: Document) -> tuple[tuple[int, int], ...]:
    """Spans of fenced, indented and inline code, in order."""
    text = doc.text
    spans: list[tuple[int, int]] = []
    for block in blocks(doc):
        if block.kind in ("fence", "code"):
            spans.append((block.start, block.end))
        elif block.kind not in ("comment", "rule"):
            spans.extend(code_spans(text, block.start, block.end))
    return tuple(spans)


_URL = pattern(r"(?:https?://|www\.|mailto:)[^\s<>\"'`\])}”’」』가-힣]+")
_DESTINATION = pattern(r"\]\((?:<[^<>\n]*>|[^()\s]*(?:\([^()\s]*\)[^()\s]*)*)(?:[ \t]+(?:\"[^\"\n]*\"|'[^'\n]*'))?\)")
_DEFINITION = pattern(r"^[ ]{0,3}\[[^\]\n]{1,200}\]:[ \t]*\S+", re.MULTILINE)
_TAG = pattern(r"<(?:/?[A-Za-z][^<>\n]{0,500}|[a-z]+:[^<>\s]{1,500})>")


@fact
def unread(doc: Document) -> tuple[tuple[int, int], ...]:
    """Spans a reader of the prose does not read: front matter, code, comments, tags, URLs, link targets."""
    text = doc.text
    start = body_start(doc)
    spans: list[tuple[int, int]] = [(0, start)] if start else []
    spans.extend(code(doc))
    spans.extend((block.start, block.end) for block in blocks(doc) if block.kind == "comment")
    at = text.find("](", start)
    while at >= 0:
        if match := _DESTINATION.match(text, at):
            spans.append((at + 1, match.end()))
        at = text.find("](", at + 2)
    if "]:" in text:
        spans.extend(m.span() for m in _DEFINITION.finditer(text, start))
    spans.extend(_urls(text, start))
    if "<" in text:
        spans.extend(m.span() for m in _TAG.finditer(text, start))
    spans.sort()
    merged: list[tuple[int, int]] = []
    for a, b in spans:
        if merged and a <= merged[-1][1]:
            if b > merged[-1][1]:
                merged[-1] = (merged[-1][0], b)
        else:
            merged.append((a, b))
    return tuple(merged)


def _urls(text: str, start: int) -> list[tuple[int, int]]:
    """Bare URLs: found by their constant part, since few lines hold one."""
    found: list[tuple[int, int]] = []
    for constant in ("https://", "http://", "www.", "mailto:"):
        at = text.find(constant, start)
        while at >= 0:
            match = _URL.match(text, at)
            at = text.find(constant, match.end() if match else at + 1)
            if match:
                found.append(match.span())
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
    from bisect import bisect_right

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
    that lies outside of it, or to the end.

    The embedding document's own headings are level 1 (`# Source Text`), and the embedded page has
    one level-1 heading of its own, its title: the second one ends it.
    """
    text = doc.text
    found: list[Embedded] = []
    at = body_start(doc)
    openers = []
    rule = text.find("\n---", max(0, at - 1))
    while rule >= 0:
        if match := _EMBEDDED.match(text, rule + 1):
            openers.append(match)
        rule = text.find("\n---", rule + 1)
    if not openers:
        return ()
    fenced = [(block.start, block.end) for block in blocks(doc) if block.kind in ("fence", "comment")]
    spans = tuple(fenced)
    tops = [head.start for head in headings(doc) if head.level == 1]
    broken = 0
    for opener in openers:
        if opener.start() < at or inside(spans, opener.start(), opener.end()):
            continue
        block = parse(text, opener.start())
        if block is not None and block.problem is not None:
            broken += 1  # each costs a thousand times what a line of text does
            if broken == MAX_BROKEN:
                break
        if block is None or block.problem is not None or len(block.entries) < 2:
            continue
        second = bisect_left(tops, block.end) + 1
        end = tops[second] if second < len(tops) else len(text)
        found.append(Embedded(opener.start(), end, block))
        at = end
    return tuple(found)
