"""Front matter as rules judge and edit it: values by key, titles, numbers, edits of whole lines."""

from __future__ import annotations

import re
from functools import cache, lru_cache
from typing import TYPE_CHECKING

from llmdoc_lint import patterns
from llmdoc_lint.blocks import body_start, front_matter, headings
from llmdoc_lint.core import Applicability, Edit, fact, record
from llmdoc_lint.document import kind
from llmdoc_lint.frontmatter import quote
from llmdoc_lint.links import videos
from llmdoc_lint.outline import markers, sections, summaries
from llmdoc_lint.transcript import parse_time, show_time
from llmdoc_lint.values import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable

    from llmdoc_lint.blocks import Heading
    from llmdoc_lint.document import Document
    from llmdoc_lint.frontmatter import Entry, FrontMatter
    from llmdoc_lint.settings import Kind

__all__ = [
    "Jump",
    "Verdict",
    "Witness",
    "aliased",
    "as_date",
    "as_number",
    "has_summary",
    "insertion",
    "judge",
    "jump",
    "laid_out",
    "only_title",
    "readable",
    "replacement",
    "same_title",
    "scalar",
    "split_number",
    "text_of",
    "url_seconds",
]


@cache
def _rare(pattern: str) -> re.Pattern[str]:
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
        text = value if not entry.style and _DATE.fullmatch(value) else quote(value, entry.style)
    else:
        text = repr(value)
    if entry.value_start == entry.value_end and doc.text[entry.value_start - 1 : entry.value_start] == ":":
        text = f" {text}"
    return Edit(doc.span(entry.value_start, entry.value_end), text)


# -------------------------------------------------------------------------------------- titles

# Up to three digits: `2024. 회고` is a year, and no lecture has a thousand chapters.
# Case is ignored only where there is some: `(?i)` over a range of Hangul takes 5 ms to compile.
_LEADING = patterns.pattern(
    r"[ \t]*(?:(?:챕터|(?i:chapter|ch\.))[ \t]*(\d{1,3})(?!\d)[ \t]?[.):\-–—]?[ \t]?"
    r"|제?[ \t]?(\d{1,3})[ \t]?[장강][.:)]?[ \t]"
    # `2.x` is a version, `9.11` a number: where no blank follows, a Hangul syllable must
    r"|(\d{1,3})[.)](?:[ \t]|(?P<tight>))|(\d{1,3})[ \t]{1,4}[-–—][ \t]|(\d{1,3}):[ \t])"
)


def split_number(title: str) -> tuple[int, str]:
    """The number a title begins with (-1 where there is none), and the title without it."""
    digits, dot, _ = title[:5].partition(". ")
    if dot and len(digits) <= 3 and digits.isascii() and digits.isdigit():  # `1. 소개`: nearly all that have one
        return int(digits), title[len(digits) + 2 :].strip()
    match = _LEADING.match(title) if any(map(str.isdigit, title)) else None
    if match is None or (match["tight"] is not None and not "가" <= title[match.end() : match.end() + 1] <= "힣"):
        return -1, title.strip()
    number = next(group for group in match.groups() if group)
    return int(number), title[match.end() :].strip()


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
        title = _rare(_LINK).sub(r"\1", title)
    if "&" in title:
        import html

        title = html.unescape(title)
    _, rest = split_number(title.strip(" \t*_`#\"'“”‘’"))
    whole = _letters(rest)
    found = {whole}
    for count, match in enumerate(_rare(_SEPARATOR).finditer(rest)):
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
    return not text.isascii() and _rare(_DAMAGED).search(text) is not None


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
    if any(_rare(_HINT).search(head.text) for head in headings(doc)):
        return None
    for match in re.finditer(r"\*\*([^*\n]{1,60})\*\*|^>[ \t]?([^\n]{1,200})", text[body_start(doc) :], re.MULTILINE):
        if _rare(_HINT).search(match[1] or match[2]):
            return None
    return False


# -------------------------------------------------------------------------------------- values


class Verdict(NamedTuple):
    """What is wrong with a value, and what it should be."""

    message: str
    value: str | int | float | bool | None  # what it should be; None where that cannot be told
    applicability: Applicability


SAFE, UNSAFE = Applicability.SAFE, Applicability.UNSAFE

_DATE = patterns.pattern(r"([0-9]{4})-([0-9]{2})-([0-9]{2})")
_DATE_LIKE = (
    r"\s{0,9}([0-9]{4})\s?(?:[-/.]|년)\s?([0-9]{1,2})\s?(?:[-/.]|월)\s?([0-9]{1,2})\s?(?:\.|일)?\s{0,9}"
    r"|([0-9]{4})([0-9]{2})([0-9]{2})"
)
_DATE_TIME = r"([0-9]{4})-([0-9]{2})-([0-9]{2})[Tt ][0-9]{1,2}:[0-9]{2}[0-9:.]{0,16}[ ]?(?:[Zz]|[+-][0-9:]{2,6})?"
_DATE_WORDS = (
    r"(?:(?P<m1>[A-Za-z]{3,9})\.? (?P<d1>[0-9]{1,2})(?:st|nd|rd|th)?,? "
    r"|(?P<d2>[0-9]{1,2})(?:st|nd|rd|th)? (?P<m2>[A-Za-z]{3,9})\.?,? )(?P<y>[0-9]{4})"
)


def _valid(year: int, month: int, day: int) -> str:
    """The date as `YYYY-MM-DD`, empty where the calendar has no such day."""
    leap = year % 4 == 0 and (year % 100 != 0 or year % 400 == 0)
    days = (31, 29 if leap else 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)
    if 1 <= month <= 12 and 1 <= day <= days[month - 1] and year > 0:
        return f"{year:04}-{month:02}-{day:02}"
    return ""


def as_date(entry: Entry | None) -> str:
    """A date `YYYY-MM-DD` that the calendar has; empty for anything else."""
    if entry is None or not isinstance(entry.value, str):
        return ""
    match = _DATE.match(entry.value)
    if match is None or (match.end() < len(entry.value) and entry.value[match.end()] not in "Tt "):
        return ""
    return _valid(int(match[1]), int(match[2]), int(match[3]))


def _judge_date(entry: Entry) -> Verdict | None:
    value = entry.value
    shown = _show(entry)
    expected = "expected a date `YYYY-MM-DD`"
    if isinstance(value, int) and not isinstance(value, bool):
        value = str(value)
    if not isinstance(value, str):
        return Verdict(f"`{entry.key}` is {shown}, {expected}", None, UNSAFE)
    if match := _DATE.fullmatch(value):
        if _valid(*map(int, match.groups())):
            return None
        return Verdict(f"`{entry.key}` is {shown}, a day that the calendar does not have", None, UNSAFE)
    if match := _rare(_DATE_LIKE).fullmatch(value):
        day = _valid(*(int(group) for group in match.groups() if group))
        # Eight digits may also be a number of something.
        return Verdict(f"`{entry.key}` is {shown}, {expected}", day or None, SAFE if day else UNSAFE)
    if match := _rare(_DATE_TIME).fullmatch(value):
        day = _valid(int(match[1]), int(match[2]), int(match[3]))
        return Verdict(f"`{entry.key}` is {shown}, {expected} without a time", day or None, UNSAFE)
    if match := _rare(_DATE_WORDS).fullmatch(value.strip()):
        name = (match["m1"] or match["m2"]).lower()
        full = ("january", "february", "march", "april", "may", "june", "july", "august",
                "september", "october", "november", "december")  # fmt: skip
        month = next(
            (at + 1 for at, one in enumerate(full) if name in (one, one[:3]) or (name, one[:4]) == ("sept",) * 2), 0
        )
        day = _valid(int(match["y"]), month, int(match["d1"] or match["d2"]))
        return Verdict(f"`{entry.key}` is {shown}, {expected}", day or None, SAFE if day else UNSAFE)
    return Verdict(f"`{entry.key}` is {shown}, {expected}", None, UNSAFE)


_TIME_FIELDS = r"\s{0,9}([0-9]{1,3})\s?[:.：]\s?([0-9]{1,2})(?:\s?[:.：]\s?([0-9]{1,2}))?\s{0,9}"
_TIME_UNITS = (
    r"(?i)\s{0,9}(?:PT)?(?:([0-9]{1,3})\s?(?:h|hr|hrs|hours?|시간)\s?)?(?:([0-9]{1,3})\s?(?:m|min|mins|minutes?|분)\s?)?"
    r"(?:([0-9]{1,2})\s?(?:s|sec|secs|seconds?|초))?\s{0,9}"
)


def _judge_time(entry: Entry) -> Verdict | None:
    value = entry.value
    if isinstance(value, str) and parse_time(value) >= 0:
        return None
    message = f"`{entry.key}` is {_show(entry)}, expected a time `m:ss` or `h:mm:ss`"
    if isinstance(value, str):
        if match := _rare(_TIME_FIELDS).fullmatch(value):
            fields = [int(group) for group in match.groups() if group]
            # `3.5` and `12.30` are numbers as much as times; a field of 60 or more is some slip.
            if fields[-1] > 59 or (len(fields) == 3 and fields[1] > 59):
                return Verdict(f"{message}, with minutes and seconds below 60", None, UNSAFE)
            if len(fields) == 3:
                return Verdict(message, show_time(fields[0] * 3600 + fields[1] * 60 + fields[2]), SAFE)
            sure = "." not in value and len(match[2]) == 2
            return Verdict(message, f"{fields[0]}:{fields[1]:02}", SAFE if sure else UNSAFE)
        match = _rare(_TIME_UNITS).fullmatch(value)
        if match is not None and any(match.groups()):
            hours, minutes, seconds = (int(group or 0) for group in match.groups())
            total = hours * 3600 + minutes * 60 + seconds
            return Verdict(message, show_time(total), SAFE if match[3] else UNSAFE)
    elif isinstance(value, int) and not isinstance(value, bool) and 0 <= value < 360_000:
        return Verdict(f"{message}; {value} seconds are {show_time(value)}", show_time(value), UNSAFE)
    return Verdict(message, None, UNSAFE)


def _judge_number(entry: Entry) -> Verdict | None:
    value = entry.value
    least = 0 if entry.key in ("chapter", "meaningful_pages") else 1
    expected = "expected a whole number"
    if isinstance(value, bool) or not isinstance(value, int):
        if isinstance(value, str) and (match := re.fullmatch(r"\s{0,9}([0-9]{1,6})\s{0,9}", value)):
            if int(match[1]) >= least:
                return Verdict(f"`{entry.key}` is the text {_show(entry)}, {expected}", int(match[1]), SAFE)
        elif isinstance(value, float) and value.is_integer() and least <= value < 1_000_000:
            return Verdict(f"`{entry.key}` is {_show(entry)}, {expected}", int(value), SAFE)
        return Verdict(f"`{entry.key}` is {_show(entry)}, {expected}", None, UNSAFE)
    if value < least:
        return Verdict(f"`{entry.key}` is {_show(entry)}, {expected} of at least {least}", None, UNSAFE)
    return None


def _judge_chapters(entry: Entry) -> Verdict | None:
    """`chapters` of a source index: how many there are, or a list of them."""
    return None if entry.tag in ("list", "map", "null") else _judge_number(entry)


_FLAGS = {"true": True, "yes": True, "on": True, "1": True, "false": False, "no": False, "off": False, "0": False}


def _judge_flag(entry: Entry) -> Verdict | None:
    if entry.tag == "bool":
        return None
    value = entry.value
    meant = None
    if isinstance(value, str | int):
        meant = _FLAGS.get(str(value).strip().lower())
    return Verdict(f"`{entry.key}` is {_show(entry)}, expected true or false", meant, UNSAFE if meant is None else SAFE)


ENUMS: dict[str, tuple[str, ...]] = {
    "status": ("draft", "final"),
    "source_type": ("web", "pdf", "youtube_transcript"),
    "contentType": ("article", "youtube", "pdf"),
    "translation_status": ("none", "partial", "complete"),
}


def _judge_enum(entry: Entry) -> Verdict | None:
    value = entry.value
    allowed = ENUMS[entry.key]
    if isinstance(value, str) and value in allowed:
        return None
    message = f"`{entry.key}` is {_show(entry)}, expected one of {', '.join(allowed)}"
    if value is None and entry.key == "translation_status" and entry.value_start < entry.value_end:
        return Verdict(message, None, UNSAFE)
    if isinstance(value, str):
        folded = re.sub(r"[-\s_]+", "_", value.strip().lower())
        if folded in allowed:
            return Verdict(message, folded, SAFE)
        from difflib import get_close_matches

        near = [one for one in allowed if len(folded) > 2 and (one.startswith(folded) or folded.startswith(one))]
        near = near or get_close_matches(folded, allowed, 1, 0.75)
        if len(near) == 1:
            return Verdict(f"{message}; did you mean `{near[0]}`?", near[0], UNSAFE)
    return Verdict(message, None, UNSAFE)


_URL = patterns.pattern(r"[A-Za-z][A-Za-z0-9+.-]{1,20}://[^\s/?#<>][^\s<>]*")
_WATCH = patterns.pattern(
    r"https?://(?:(?:www|m|music)\.)?(?:youtube\.com/watch\?(?:[^#\s]{0,200}&)?v=|youtu\.be/)([^?&#/\s]*)",
    re.IGNORECASE,
)
# A host in front of a path, in the domains that these sources come from: `notes.md/1` is a path.
_HOST = r"(?:[a-z0-9-]{1,60}\.){1,4}(?:com|org|net|edu|gov|io|ai|dev|app|blog|me|kr)/[^\s/]"
_MARKDOWN_LINK = r"\[[^\[\]]*\]\(\s?(\S+?)\s?\)|<(\S+)>"


def _judge_url(entry: Entry) -> Verdict | None:
    value = entry.value
    if isinstance(value, str) and _URL.fullmatch(value):
        watch = _WATCH.match(value)
        if watch is not None and not re.fullmatch(r"[A-Za-z0-9_-]{11}", watch[1]):
            shown = f"`{watch[1]}`, {len(watch[1])} characters" if watch[1] else "empty"
            return Verdict(f"the video's id in `{entry.key}` is {shown}; expected 11 of A-Z a-z 0-9 - _", None, UNSAFE)
        return None
    message = f"`{entry.key}` is {_show(entry)}, expected a URL"
    if not isinstance(value, str):
        return Verdict(message, None, UNSAFE)
    inner = value.strip()
    if match := _rare(_MARKDOWN_LINK).fullmatch(inner[:4000]):
        inner = match[1] or match[2]
    if inner.startswith(("www.", "youtube.com/", "youtu.be/", "m.youtube.com/")):
        inner = f"https://{inner}"
    elif re.match(r"https?:/[^/]|https?//|//", inner):
        inner = re.sub(r"\A(https?):?/{1,2}|\A//", lambda m: f"{m[1] or 'https'}://", inner)
    if inner != value and _URL.fullmatch(inner):
        return Verdict(message, inner, SAFE)
    if _rare(_HOST).match(inner):
        return Verdict(message, f"https://{inner}" if _URL.fullmatch(f"https://{inner}") else None, UNSAFE)
    # A PDF, a recording: a file beside the page, which is an address as well.
    if len(inner.split()) == 1 and (
        "/" in inner or re.search(r"\A(?:doi|arxiv|isbn|urn):|.\.\w{2,5}\Z", inner, re.IGNORECASE)
    ):
        return None
    return Verdict(message, None, UNSAFE)


def _judge_text(entry: Entry) -> Verdict | None:
    """Words: a number, a date or a boolean is what YAML made of them for want of quotes."""
    if entry.tag in ("int", "float", "bool", "date") and entry.style == "":
        if entry.tag == "date" or isinstance(entry.value, tuple):
            return None
        return Verdict(f"`{entry.key}` is {_show(entry)}, a {_TYPES[entry.tag]}; expected text", "", SAFE)
    if entry.key in ("title", "titleKr", "originalTitle") and entry.tag in ("list", "map"):
        return Verdict(f"`{entry.key}` is {_show(entry)}; expected text", None, UNSAFE)
    return None


_TYPES = {
    "int": "number",
    "float": "number",
    "bool": "boolean",
    "null": "null",
    "date": "date",
    "list": "list",
    "map": "mapping",
}

CHECKS: dict[str, Callable[[Entry], Verdict | None]] = {
    **dict.fromkeys(("translatedAt", "fetch_date", "published_date"), _judge_date),
    **dict.fromkeys(("timestamp", "duration"), _judge_time),
    **dict.fromkeys(("chapter", "totalChapters", "total_pages", "meaningful_pages"), _judge_number),
    "chapters": _judge_chapters,
    **dict.fromkeys(("hasSummary", "is_parent"), _judge_flag),
    **dict.fromkeys(ENUMS, _judge_enum),
    **dict.fromkeys(("sourceUrl", "source_url"), _judge_url),
    **dict.fromkeys(("title", "titleKr", "originalTitle", "author"), _judge_text),
}


def judge(entry: Entry) -> Verdict | None:
    """What is wrong with a value that is there, by its key; None where nothing is.

    A verdict on text that YAML took for something else has the empty string as its value: what
    is written, in quotes.
    """
    check = CHECKS.get(entry.key)
    if check is None:
        return None
    if entry.style in ("|", ">") and isinstance(entry.value, str):
        entry = entry._replace(value=entry.value.strip())  # the break at its end is the style's
    return check(entry)


def empty(entry: Entry) -> bool:
    """Whether there is no value: null, nothing, or blanks."""
    value = entry.value
    return value is None or value == () or (isinstance(value, str) and not value.strip())


def aliased(kind: Kind, entry: Entry) -> str:
    """The key that an entry's key is a known alias of, and whose value it could be; else empty.

    `source: "MIT OpenCourseWare"` names no URL, `published: true` no date.
    """
    if not kind.aliases:
        return ""
    target = next((right for wrong, right in kind.aliases if wrong == entry.key), "")
    if not target or target not in kind.schema:
        return ""
    verdict = judge(entry._replace(key=target))
    return "" if verdict is not None and verdict.value is None else target


def _show(entry: Entry) -> str:
    """A value as a message names it."""
    value = entry.value
    if isinstance(value, tuple):
        return f"a {_TYPES[entry.tag]}"
    if value is None:
        return "null" if entry.value_start < entry.value_end else "empty"
    if isinstance(value, bool):
        return "true" if value else "false"
    text = " ".join(str(value).split("\n"))
    text = f"{text[:37]}..." if len(text) > 40 else text
    return f"`{text}`" if text.strip() else "empty"
