"""What is wrong with a value of the front matter, by the type that its key has."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from llmdoc_lint import patterns
from llmdoc_lint.core import Applicability
from llmdoc_lint.keys import KEYS
from llmdoc_lint.transcript import parse_time, show_time
from llmdoc_lint.values import NamedTuple
from llmdoc_rules._front_matter import DATE, rare

if TYPE_CHECKING:
    from collections.abc import Callable

    from llmdoc_lint.frontmatter import Entry
    from llmdoc_lint.settings import Kind

__all__ = ["Verdict", "aliased", "as_date", "empty", "judge"]


class Verdict(NamedTuple):
    """What is wrong with a value, and what it should be."""

    message: str
    value: str | int | float | bool | None  # what it should be; None where that cannot be told
    applicability: Applicability


SAFE, UNSAFE = Applicability.SAFE, Applicability.UNSAFE

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
    match = DATE.match(entry.value)
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
    if match := DATE.fullmatch(value):
        if _valid(*map(int, match.groups())):
            return None
        return Verdict(f"`{entry.key}` is {shown}, a day that the calendar does not have", None, UNSAFE)
    if match := rare(_DATE_LIKE).fullmatch(value):
        day = _valid(*(int(group) for group in match.groups() if group))
        # Eight digits may also be a number of something.
        return Verdict(f"`{entry.key}` is {shown}, {expected}", day or None, SAFE if day else UNSAFE)
    if match := rare(_DATE_TIME).fullmatch(value):
        day = _valid(int(match[1]), int(match[2]), int(match[3]))
        return Verdict(f"`{entry.key}` is {shown}, {expected} without a time", day or None, UNSAFE)
    if match := rare(_DATE_WORDS).fullmatch(value.strip()):
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
        if match := rare(_TIME_FIELDS).fullmatch(value):
            fields = [int(group) for group in match.groups() if group]
            # `3.5` and `12.30` are numbers as much as times; a field of 60 or more is some slip.
            if fields[-1] > 59 or (len(fields) == 3 and fields[1] > 59):
                return Verdict(f"{message}, with minutes and seconds below 60", None, UNSAFE)
            if len(fields) == 3:
                return Verdict(message, show_time(fields[0] * 3600 + fields[1] * 60 + fields[2]), SAFE)
            sure = "." not in value and len(match[2]) == 2
            return Verdict(message, f"{fields[0]}:{fields[1]:02}", SAFE if sure else UNSAFE)
        match = rare(_TIME_UNITS).fullmatch(value)
        if match is not None and any(match.groups()):
            hours, minutes, seconds = (int(group or 0) for group in match.groups())
            total = hours * 3600 + minutes * 60 + seconds
            return Verdict(message, show_time(total), SAFE if match[3] else UNSAFE)
    elif isinstance(value, int) and not isinstance(value, bool) and 0 <= value < 360_000:
        return Verdict(f"{message}; {value} seconds are {show_time(value)}", show_time(value), UNSAFE)
    return Verdict(message, None, UNSAFE)


def _judge_number(entry: Entry) -> Verdict | None:
    value = entry.value
    least = KEYS[entry.key].minimum or 0
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


def _judge_enum(entry: Entry) -> Verdict | None:
    value = entry.value
    allowed = KEYS[entry.key].enum
    if isinstance(value, str) and value in allowed:
        return None
    message = f"`{entry.key}` is {_show(entry)}, expected one of {', '.join(allowed)}"
    if value is None and entry.key == "translation_status" and entry.value_start < entry.value_end:
        return Verdict(message, None, UNSAFE)
    if isinstance(value, str):
        folded = re.sub(r"[-\s_]+", "_", value.strip().lower())
        if folded in allowed:
            return Verdict(message, folded, SAFE)
        from llmdoc_lint.near import did_you_mean, nearest

        near = [one for one in allowed if len(folded) > 2 and (one.startswith(folded) or folded.startswith(one))]
        near = near or nearest(folded, allowed, 0.75)
        if len(near) == 1:
            return Verdict(message + did_you_mean([f"`{near[0]}`"]), near[0], UNSAFE)
    return Verdict(message, None, UNSAFE)


_URL = patterns.pattern(r"[A-Za-z][A-Za-z0-9+.-]{1,20}://[^\s/?#<>\"][^\s<>\"]*")
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
    form = "a URL and nothing else" if isinstance(value, str) and "://" in value else "a URL (`https://...`)"
    message = f"`{entry.key}` is {_show(entry)}, expected {form}"
    if not isinstance(value, str):
        return Verdict(message, None, UNSAFE)
    inner = _without_its_end(entry) or value.strip()
    if match := rare(_MARKDOWN_LINK).fullmatch(inner[:4000]):
        inner = match[1] or match[2]
    if inner.startswith(("www.", "youtube.com/", "youtu.be/", "m.youtube.com/")):
        inner = f"https://{inner}"
    elif re.match(r"https?:/[^/]|https?//|//", inner):
        inner = re.sub(r"\A(https?):?/{1,2}|\A//", lambda m: f"{m[1] or 'https'}://", inner)
    if inner != value and _URL.fullmatch(inner):
        return Verdict(message, inner, SAFE)
    if rare(_HOST).match(inner):
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
    if entry.key in _TITLES and entry.tag in ("list", "map"):
        return Verdict(f"`{entry.key}` is {_show(entry)}; expected text", None, UNSAFE)
    if inner := _without_its_end(entry):
        return Verdict(f"`{entry.key}` is {_show(entry)}: the quotation mark at its end closes nothing", inner, UNSAFE)
    return None


def _without_its_end(entry: Entry) -> str:
    """The value without the quotation mark that ends it where the one that opened it is gone; else empty.

    Behind a digit it stands for inches.
    """
    value = entry.value
    if entry.style or not isinstance(value, str) or not value.endswith('"') or value.count('"') > 1:
        return ""
    return "" if value[-2:-1].isdigit() else value[:-1].rstrip()


_TYPES = {
    "int": "number",
    "float": "number",
    "bool": "boolean",
    "null": "null",
    "date": "date",
    "list": "list",
    "map": "mapping",
}

# By the type that `keys` gives a key. Words may be anything: only titles and names are read, and what is no text there.
_BY_TYPE: dict[str, Callable[[Entry], Verdict | None]] = {
    "date": _judge_date,
    "stamp": _judge_time,
    "integer": _judge_number,
    "count-or-list": _judge_chapters,
    "boolean": _judge_flag,
    "enum": _judge_enum,
    "url": _judge_url,
}
_TITLES = ("title", "titleKr", "originalTitle")
_TEXTS = (*_TITLES, "author")


def judge(entry: Entry) -> Verdict | None:
    """What is wrong with a value that is there, by its key; None where nothing is.

    A verdict on text that YAML took for something else has the empty string as its value: what
    is written, in quotes.
    """
    known = KEYS.get(entry.key)
    check = _judge_text if entry.key in _TEXTS else _BY_TYPE.get(known.type) if known is not None else None
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
