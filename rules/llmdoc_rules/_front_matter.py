"""Front matter as rules read and edit it: edits of whole lines, titles, numbers, links into the video, summaries."""

from __future__ import annotations

import re
from functools import cache, lru_cache
from typing import TYPE_CHECKING

from llmdoc_lint import patterns
from llmdoc_lint.blocks import body_start, front_matter, headings, numbered
from llmdoc_lint.core import Edit, fact, record
from llmdoc_lint.frontmatter import quote
from llmdoc_lint.kinds import kind
from llmdoc_lint.links import videos
from llmdoc_lint.outline import markers, sections, summaries
from llmdoc_lint.transcript import parse_time
from llmdoc_lint.values import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Sequence

    from llmdoc_lint.blocks import Heading
    from llmdoc_lint.document import Document
    from llmdoc_lint.frontmatter import Entry, FrontMatter
    from llmdoc_lint.settings import Kind

__all__ = [
    "DATE",
    "Jump",
    "Witness",
    "as_number",
    "damaged",
    "enumerated",
    "has_summary",
    "insertion",
    "jump",
    "laid_out",
    "only_title",
    "rare",
    "readable",
    "replacement",
    "same_title",
    "scalar",
    "split_number",
    "text_of",
    "url_seconds",
]


@cache
def rare(pattern: str) -> re.Pattern[str]:
    """Compile what a sound document never asks for."""
    return re.compile(pattern)


def readable(doc: Document) -> FrontMatter | None:
    """The front matter where it can be read as a whole, else None."""
    block = front_matter(doc)
    return block if block is not None and block.problem is None else None


def text_of(block: FrontMatter | None, key: str) -> str:
    """The value of `key` where it is a string, blanks around it left out; else empty."""
    entry = block.get(key) if block is not None else None
    return entry.value.strip() if entry is not None and isinstance(entry.value, str) else ""


# --------------------------------------------------------------------------------------- edits

DATE = patterns.pattern(r"([0-9]{4})-([0-9]{2})-([0-9]{2})")


def laid_out(doc: Document, block: FrontMatter) -> bool:
    """Whether every entry owns whole lines and starts at their first column.

    Lines can be inserted, moved and removed then; not in a flow mapping, in an indented block, or
    where two entries share a line.
    """
    text = doc.text
    at = block.content_start
    for entry in block.entries:
        if entry.start < at or entry.key_start != entry.start or text[entry.start - 1] != "\n":
            return False
        at = entry.end
        if text[at - 1] != "\n":
            return False
    return bool(block.entries) or not text[block.content_start : block.content_end].strip()


def scalar(block: FrontMatter, value: str | int | bool) -> str:
    """Write a value as YAML, strings in the quotes that the block uses most."""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int):
        return str(value)
    single = sum(entry.style == "'" for entry in block.entries)
    double = sum(entry.style == '"' for entry in block.entries)
    plain = sum(entry.style == "" and entry.tag in ("str", "date") for entry in block.entries)
    if not single and not double and plain:
        return quote(value, "")
    return quote(value, "'" if single > double else '"')


def insertion(
    doc: Document, block: FrontMatter, kind: Kind, key: str, value: str | int | bool, like: str | None = None
) -> Edit | None:
    """The edit that adds a key at its place in the kind's order; None where lines cannot be added.

    `like` is the style of a string's value; without it, it has the quotes that the block uses.
    """
    if not laid_out(doc, block):
        return None
    order = {name: place for place, name in enumerate(kind.schema)}
    mine = order.get(key, len(order))
    at = block.content_start
    best = -1
    for entry in block.entries:
        place = order.get(entry.key, -1)
        if best < place < mine:
            best, at = place, entry.end
    if best < 0 and block.entries:
        at = block.entries[0].start
    written = quote(value, like) if isinstance(value, str) and like is not None else scalar(block, value)
    newline = "\r\n" if doc.text[: block.content_start].endswith("\r\n") else "\n"
    return Edit(doc.span(at, at), f"{key}: {written}{newline}")


def replacement(doc: Document, entry: Entry, value: str | int | float | bool) -> Edit | None:
    """The edit that gives an entry another scalar, in the quotes it has; None where it is no plain scalar."""
    if entry.style not in ("", '"', "'") or entry.tag in ("list", "map"):
        return None
    if doc.text[entry.value_start : entry.value_start + 1] in ("&", "!", "*") and entry.value_start < entry.value_end:
        return None  # an anchor or a tag stands before it
    if isinstance(value, bool):
        text = "true" if value else "false"
    elif isinstance(value, str):
        # A date means the same with and without quotes: it keeps what it has.
        text = value if not entry.style and DATE.fullmatch(value) else quote(value, entry.style)
    else:
        text = repr(value)
    if entry.value_start == entry.value_end and doc.text[entry.value_start - 1 : entry.value_start] == ":":
        text = f" {text}"
    return Edit(doc.span(entry.value_start, entry.value_end), text)


# -------------------------------------------------------------------------------------- titles


def split_number(title: str) -> tuple[int, str]:
    """The number a title begins with (-1 where there is none), and the title without it."""
    number, behind = numbered(title)
    return number, title[behind:].strip()


_LINK = r"!?\[([^\[\]\n]*)\]\([^()\n]*\)"
_SEPARATOR = r"[ \t][-–—·|][ \t]|[:：|()（）\[\]]|[ \t][―‒][ \t]"
MAX_TITLE = 1000  # code points that are compared: nobody's title is longer


def _letters(text: str) -> str:
    """Letters and digits only, in one normal form and case."""
    import unicodedata

    return "".join(filter(str.isalnum, unicodedata.normalize("NFKC", text).casefold()))


@lru_cache(maxsize=4096)
def _forms(title: str) -> tuple[str, frozenset[str]]:
    """A title as it is compared, and the shorter forms of it that people write."""
    title = title[:MAX_TITLE]
    if "](" in title:
        title = rare(_LINK).sub(r"\1", title)
    if "&" in title:
        import html

        title = html.unescape(title)
    _, rest = split_number(title.strip(" \t*_`#\"'“”‘’"))
    whole = _letters(rest)
    found = {whole}
    for count, match in enumerate(rare(_SEPARATOR).finditer(rest)):
        if count == 8:
            break
        for part in (rest[: match.start()], rest[match.end() :]):
            if len(letters := _letters(part)) >= 2:
                found.add(letters)
    return whole, frozenset(found)


def same_title(first: str, second: str) -> bool:
    """Whether two titles are one title.

    Their numbers, emphasis, quotation marks, punctuation, blanks and case do not matter, nor does
    a part before or behind ` - `, `:` or a bracket that only one of them has.
    """
    if first == second:
        return True
    whole, parts = _forms(first)
    other, others = _forms(second)
    return not whole or not other or whole in others or other in parts


# UTF-8 read through a one-byte code page, or what such reading lost: the encoding rules' matter.
_DAMAGED = "\ufffd|[\u0080-\u009f]|[\u00c0-\u00ff][\u0080-\u00bf\u0152-\u0192\u02c6\u02dc\u2013-\u2122]"


def damaged(text: str) -> bool:
    """Whether a title looks as if it went through the wrong encoding; nothing else is to be said of it then."""
    return not text.isascii() and rare(_DAMAGED).search(text) is not None


@fact
def _only_title(doc: Document) -> int:
    heads = headings(doc)
    if not heads or heads[0].level != 1 or not heads[0].text:
        return -1
    return -1 if any(head.level == 1 for head in heads[1:]) else 0


def only_title(doc: Document) -> Heading | None:
    """The level-1 heading that opens the page, where it is the only one.

    Pages with several level-1 headings use them for sections.
    """
    at = _only_title(doc)
    return headings(doc)[at] if at >= 0 else None


# ---------------------------------------------------------------------------- numbers and times


def as_number(entry: Entry | None) -> int:
    """A whole number, also one in quotes; -1 for anything else."""
    if entry is None or entry.tag == "bool":
        return -1
    if isinstance(entry.value, int):
        return entry.value if entry.value >= 0 else -1
    if isinstance(entry.value, str) and re.fullmatch(r"\s{0,9}[0-9]{1,6}\s{0,9}", entry.value):
        return int(entry.value)
    return -1


@record
class Witness(NamedTuple):
    """A place that says a number: what it is called, what it says, where."""

    name: str
    value: int
    start: int
    end: int
    sure: bool = True  # False for a number that may be a word of its title


@record
class Jump(NamedTuple):
    """The link from a chapter's page into the video: `[영상 바로가기 (3:09:39)](https://...&t=11379s)`."""

    video: str
    seconds: int  # of `t=`, -1 where there is none
    start: int  # of the URL
    end: int
    time_start: int  # of the digits of `t=`
    time_end: int
    label_seconds: int  # of the time in its text, -1 where there is none
    label_start: int
    label_end: int


# How far behind the page's title the link may stand where no section follows: two short paragraphs.
NEAR_TOP = 1000

_LABEL = patterns.pattern(r"(?<![\d:])(\d{1,3}:\d{2}(?::\d{2})?)(?![\d:])")


@fact
def jump(doc: Document) -> Jump | None:
    """The first link into a video before the page's first section."""
    start = body_start(doc)
    text = doc.text
    heads = headings(doc)
    limit = start + NEAR_TOP
    for at, head in enumerate(heads):
        if at or head.level > 1:
            limit = min(limit, head.start)
            break
    else:
        if heads:
            limit = heads[0].end + NEAR_TOP
    for video in videos(doc):
        if video.start < start:
            continue
        if video.start >= limit:
            return None
        line = text.rfind("\n", 0, video.start) + 1
        opening = text.rfind("[", line, video.start)
        label_seconds = label_start = label_end = -1
        if opening >= 0 and text.startswith("](", video.start - 2 - text.startswith("<", video.start - 1)):
            found = _LABEL.findall(text[opening : video.start])
            match = _LABEL.search(text, opening, video.start)
            if match is not None and len(found) == 1:
                label_seconds = parse_time(match[1])
                label_start, label_end = match.span(1)
        return Jump(
            video.id, video.seconds, video.start, video.end, video.time_start, video.time_end,
            label_seconds, label_start, label_end,
        )  # fmt: skip
    return None


def url_seconds(doc: Document, entry: Entry) -> tuple[str, int, int, int]:
    """The video a URL in the front matter leads to: id, seconds of `t=` (-1), and where its digits are."""
    for video in videos(doc):
        if video.start >= entry.value_end:
            break
        if video.start >= entry.value_start:
            return video.id, video.seconds, video.time_start, video.time_end
    return "", -1, -1, -1


# ------------------------------------------------------------------------------------- summary

_HINT = (
    r"(?i)요약|정리|한눈에|핵심|주요|포인트|[세3] ?줄|간단히|배울|개요"
    r"|TL;?DR|summary|takeaway|key point|abstract|overview"
)
_KEPT_IN = frozenset(("summary", "tldr", "abstract", "excerpt", "description"))  # keys that may hold a summary
_ROLES = ("tldr", "summaries", "summary", "key-points", "learn")


@fact
def has_summary(doc: Document) -> bool | None:
    """Whether the document has a summary of its own; None where that cannot be told.

    An article may end in a "요약" of its author's, which is not the translator's: only summary
    markers are certain there, and in an index also a TL;DR and summaries by chapter.
    """
    kind_ = kind(doc)
    roles = ("tldr", "summaries") if kind_ is not None and kind_.part == "index" else ()
    found = sections(doc)
    opened = [marker for marker in markers(doc) if "SUMMARY" in marker.name]
    if opened or any(section.role in _ROLES for section in found) or summaries(doc):
        certain = opened or any(section.role in roles for section in found)
        full = any(one.text_start < one.text_end or one.points_start < one.points_end for one in summaries(doc))
        return True if certain and full else None
    block = readable(doc)
    if block is not None and any(entry.key in _KEPT_IN for entry in block.entries):
        return None
    text = doc.text
    if any(rare(_HINT).search(head.text) for head in headings(doc)):
        return None
    for match in re.finditer(r"\*\*([^*\n]{1,60})\*\*|^>[ \t]?([^\n]{1,200})", text[body_start(doc) :], re.MULTILINE):
        if rare(_HINT).search(match[1] or match[2]):
            return None
    return False


def enumerated(names: Sequence[str]) -> str:
    """`a`, `a and b`, `a, b and c`."""
    return names[0] if len(names) == 1 else f"{', '.join(names[:-1])} and {names[-1]}"
