"""What a document's headings say it contains: sections, chapters, contents list, summaries."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from functools import lru_cache
from typing import TYPE_CHECKING

from llmdoc_lint.blocks import blocks, clock, headings, is_roman, is_sure, numbered
from llmdoc_lint.core import fact, record
from llmdoc_lint.kinds import kind
from llmdoc_lint.patterns import pattern
from llmdoc_lint.values import NamedTuple

if TYPE_CHECKING:
    from llmdoc_lint.blocks import Block, Heading
    from llmdoc_lint.document import Document

__all__ = ["Chapter", "Marker", "Section", "Summary", "chapters", "markers", "region", "sections", "summaries"]


@record
class Section(NamedTuple):
    """A heading and what stands under it.

    role: "tldr", "learn", "summaries" (the chapters' summaries), "summary", "key-points",
    "contents", "translation", "transcript", or "" for any other section.
    """

    role: str
    level: int
    heading: int  # index in `headings`
    start: int
    body_start: int  # behind the heading's line
    own_end: int  # up to the next heading of any level
    end: int  # up to the next heading of this or a higher level


@record
class Chapter(NamedTuple):
    """One mention of a chapter, numbered as its document numbers it.

    role: "contents" (a line of the contents list), "summary" (its heading among the chapters'
    summaries), "body" (its heading over its text).
    """

    role: str
    number: int  # -1 where it has none
    title: str
    seconds: int  # its start, -1 where this mention does not say
    stamp_start: int  # the time as written, brackets left out; -1 where there is none
    stamp_end: int
    title_start: int  # the title as written
    title_end: int
    start: int  # of the heading or list item
    body_start: int  # behind the heading's line
    end: int  # of all that belongs to it
    anchor: str  # contents: the link's fragment, still escaped; "" where there is none


@record
class Summary(NamedTuple):
    """A summary as it stands: its prose and its key points.

    form: "listed" (under `### N. title (m:ss)` of an index), "bold" (`**요약**: ...` in a
    chapter's body), "section" (`## 요약`, in a page of one chapter), "tldr".
    """

    form: str
    number: int  # of its chapter; -1 where it stands for the whole document
    start: int  # of its heading, or of its bold label
    end: int
    text_start: int  # the prose, blanks around it left out; empty where there is none
    text_end: int
    points_start: int  # the list of key points; empty where there is none
    points_end: int


@record
class Marker(NamedTuple):
    """`<!-- SUMMARY_START -->`: its name and whether it opens or closes."""

    name: str
    opens: bool
    start: int
    end: int


# Titles of sections, by role, without number, stamp and emoji, in lower case; `[...]` may be left
# out, `(a|b)` is one of them. They are matched whole: a chapter called "요약과 번역" is none of them.
# A table of all forms, not a regular expression, which would take 10 ms to compile.
_ROLES = (
    ("tldr", "(tl;dr|tldr)"),
    ("tldr", "전체 (강의|영상|콘텐츠|글) 요약[ (tl;dr)][ (tldr)]"),
    ("tldr", "(한|세|1|3|5)[ ]줄 요약"),
    ("learn", "[이 (콘텐츠|강의|영상|챕터|글|문서)(에서|를 통해|을 통해) ]배울 수 있는 것[들]"),
    ("learn", "[이 (콘텐츠|강의|영상|챕터|글|문서)에서 ](배울|배우는|다루는) (내용|것)"),
    ("learn", "학습 목표"),
    ("learn", "what you(’ll|'ll| will) learn"),
    ("summaries", "(챕터|장|섹션|파트)별 [핵심 ]요약"),
    ("summaries", "chapter summaries"),
    ("summary", "[(이|본) ][(챕터|장|섹션|영상|강의|글) ][핵심 ]요약[ (summary)]"),
    ("summary", "[chapter ]summary"),
    ("key-points", "핵심 (포인트|개념|내용|사항|정리|요점)"),
    ("key-points", "주요 (포인트|개념|내용)"),
    ("key-points", "key (points|takeaways|ideas|concepts)"),
    ("contents", "(목차|차례|챕터 목록|table of contents|contents|chapters|chapter list)"),
    ("translation", "[(전체|전문|한국어|한글|본문|전체 한국어) ]번역[(문|본| 전문)]"),
    ("translation", "본문"),
    ("transcript", "[(영어|영문) ](원문|원본)[ (트랜스크립트|스크립트|자막|텍스트|전문)]"),
    ("transcript", "[전체 ](트랜스크립트|스크립트)"),
    ("transcript", "[(full|original|english) ](transcript|source text)"),
)


def _forms(form: str) -> list[str]:
    """Spell out one line of the table."""
    for mark, close in (("[", "]"), ("(", ")")):
        at = form.find(mark)
        # "(summary)" in brackets is text: it holds no bar.
        while at >= 0:
            end, depth = at + 1, 1
            while depth:
                depth += (form[end] == mark) - (form[end] == close)
                end += 1
            inner = form[at + 1 : end - 1]
            if mark == "[":
                return _forms(form[:at] + form[end:]) + _forms(form[:at] + inner + form[end:])
            if "|" in inner:
                return [whole for part in inner.split("|") for whole in _forms(form[:at] + part + form[end:])]
            at = form.find(mark, at + 1)
    return [form]


@lru_cache(maxsize=1)
def _roles() -> dict[str, str]:
    return {title: role for role, form in _ROLES for title in _forms(form)}


def role_of(title: str) -> str:
    """The role of a section with this title, "" for none; emoji before the title are ignored."""
    if len(title) > 60:
        return ""
    roles = _roles()
    if title in roles:
        return roles[title]
    start, end = 0, len(title)
    while start < end and not title[start].isalnum():
        start += 1
    while end > start and not title[end - 1].isalnum() and title[end - 1] != ")":
        end -= 1
    if title[end - 1 : end] == ")" and "(" not in title[start:end]:  # it was all in parentheses
        end -= 1
    name = " ".join(title[start:end].lower().split())
    role = roles.get(name, "")
    if not role and name.endswith(")"):  # the same in English: `요약 (Summary)`
        korean, _, english = name[:-1].partition(" (")
        role = roles.get(korean, "")
        role = role if role == roles.get(english, "") else ""
    return role


@fact
def sections(doc: Document) -> tuple[Section, ...]:
    """One section a heading, in order."""
    kind_ = kind(doc)
    index_ = kind_ is not None and kind_.part == "index"
    heads = headings(doc)
    length = len(doc.text)
    ends = [length] * len(heads)
    open_: list[int] = []
    for index, head in enumerate(heads):
        while open_ and heads[open_[-1]].level >= head.level:
            ends[open_.pop()] = head.start
        open_.append(index)
    found = []
    for index, head in enumerate(heads):
        own_end = heads[index + 1].start if index + 1 < len(heads) else length
        behind = min(head.end + 1, length) if doc.text[head.end : head.end + 1] != "\r" else head.end + 2
        role = role_of(head.title)
        if head.number >= 0 and role in ("summary", "key-points") and (index_ or head.level == 1):
            role = ""  # a chapter that is called "8. 요약"
        end = _break(doc, behind, ends[index]) if role in _CLOSED else ends[index]
        found.append(Section(role, head.level, index, head.start, behind, min(own_end, end), end))
    return tuple(found)


# Sections that are not the text: where the text has no heading of its own, it begins behind a thematic break, or
# behind the marker that closes the summary.
_CLOSED = frozenset(("tldr", "learn", "summary", "key-points"))


def _break(doc: Document, start: int, end: int) -> int:
    """Where the first thematic break or closing marker from `start` to `end` stands; `end` without one."""
    all_ = blocks(doc)
    at = bisect_left(all_, start, key=_start)
    while at < len(all_) and all_[at].start < end:
        block = all_[at]
        if block.kind == "rule" or (block.kind == "comment" and "_END" in doc.text[block.start : block.end]):
            return block.start
        at += 1
    return end


def _start(item: Section | Marker | Block) -> int:
    return item.start


_MARKER = pattern(r"<!--\s{0,8}([A-Z][A-Z0-9_]{0,60})_(START|END)\s{0,8}-->")


@fact
def markers(doc: Document) -> tuple[Marker, ...]:
    """The markers of the body, outside of code, in order."""
    text = doc.text
    if "<!--" not in text:
        return ()
    found = []
    for block in blocks(doc):
        if block.kind == "comment":
            for match in _MARKER.finditer(text, block.start, block.end):
                found.append(Marker(match[1], match[2] == "START", match.start(), match.end()))
    return tuple(found)


def region(doc: Document, name: str) -> tuple[int, int] | None:
    """Offsets between the first `name_START` and the `name_END` behind it (or the end)."""
    start = None
    for marker in markers(doc):
        if marker.name == name:
            if marker.opens and start is None:
                start = marker.end
            elif not marker.opens and start is not None:
                return start, marker.start
    return None if start is None else (start, len(doc.text))


# ----------------------------------------------------------------------------------- chapters

_ITEM = pattern(r"[ \t]*(?:(\d{1,4})[.)]|[-*+])[ \t]+(?:\[[ xX]\][ \t]+)?[*_]{0,3}")
_ITEM_LINK = pattern(r"\[((?:[^\[\]\n]|\[[^\[\]\n]*\])*)\]\(([^()\n]*(?:\([^()\n]*\)[^()\n]*)*)\)")
_LEADING_TIME = pattern(r"[(\[]?(\d{1,3}):(\d{2})(?::(\d{2}))?[)\]]?[*_]{0,3}\s*[-–—:|]?\s*[*_]{0,3}")
_TIME_BEHIND = pattern(r"[*_]{0,3}[ \t]*[-–—:|]?[ \t]*[(\[]?(\d{1,3}):(\d{2})(?::(\d{2}))?")
_TIME_IN_BRACKETS = pattern(r"[(\[](\d{1,3}):(\d{2})(?::(\d{2}))?(?:\s?[-–—~]\s?[\d:]{4,9})?[)\]]")
_TIME_AT_END = pattern(r"\s(\d{1,3}):(\d{2})(?::(\d{2}))?\s*\Z")


def _entry(text: str, block: Block) -> Chapter | None:
    """Read one item of a contents list: `1. [title](#anchor) (m:ss)` and its variants."""
    marker = _ITEM.match(text, block.start, block.end)
    if marker is None:
        return None
    end = text.find("\n", block.start, block.end)
    end = block.end if end < 0 else end
    number = int(marker[1]) if marker[1] else -1
    at, time = _leading_time(text, marker.end(), end)
    link = _ITEM_LINK.match(text, at, end)
    if link is None and (leading := _leading_number(text, at, end, number)):
        number, at = leading
        at = _behind(text, at, end, "*_")
        link = _ITEM_LINK.match(text, at, end)
    if link is None:
        title_start, title_end = at, end
        time = time or _TIME_IN_BRACKETS.search(text, at, end) or _TIME_AT_END.search(text, max(at, end - 16), end)
    else:
        title_start, title_end = _behind(text, *link.span(1), "*_ "), link.end(1)
        if time is None and (time := _LEADING_TIME.match(text, title_start, title_end)):
            title_start = time.end()
        if leading := _leading_number(text, title_start, title_end, number):
            number, title_start = leading
        time = time or _TIME_BEHIND.match(text, link.end(), end) or _TIME_IN_BRACKETS.search(text, link.end(), end)
        time = time or _TIME_IN_BRACKETS.search(text, title_start, title_end)
    if time is not None and title_start < time.start() < title_end:
        title_end = time.start()
    title = text[title_start:title_end].rstrip(" \t\r\n*_-–—:|(")
    if not title:
        return None
    return Chapter(
        "contents",
        number,
        title,
        -1 if time is None else clock(time[1], time[2], time[3]),
        -1 if time is None else time.start(1),
        -1 if time is None else time.end(3 if time[3] else 2),
        title_start,
        title_start + len(title),
        block.start,
        block.end,
        block.end,
        "" if link is None else link[2].partition("#")[2].partition(" ")[0],
    )


def _leading_time(text: str, at: int, end: int) -> tuple[int, re.Match[str] | None]:
    """The time that an item begins with, and where the item goes on behind it."""
    link = _ITEM_LINK.match(text, at, end)
    if link is None:
        time = _LEADING_TIME.match(text, at, end)
        return (at if time is None else time.end()), time
    time = _LEADING_TIME.fullmatch(text, *link.span(1))  # `[0:00](...) title`
    return (at if time is None else _behind(text, link.end(), end, " \t-–—:|*_")), time


def _behind(text: str, start: int, end: int, marks: str) -> int:
    """Where the text from `start` to `end` goes on behind these marks."""
    return end - len(text[start:end].lstrip(marks))


def _leading_number(text: str, start: int, end: int, item: int) -> tuple[int, int] | None:
    """The number that a title from `start` to `end` begins with, and where it goes on; None for a number alone, too.

    What may be a word of the title is none where its item has another number (`item`, -1 for none).
    """
    title = text[start:end]
    number, behind = numbered(title)
    if number < 0 or not title[behind:].strip(" \t\r*_") or (item not in (-1, number) and not is_sure(title)):
        return None
    return number, start + behind


def _without_parts(doc: Document, entries: list[tuple[Block, Chapter]]) -> list[tuple[Block, Chapter]]:
    """The entries, those with Roman numerals unnumbered where others have figures: they are parts of the course."""
    roman = [is_roman(doc.text[one.start : one.title_start].rstrip(" .")[-1:]) for _, one in entries]
    if not any(roman) or not any(one.number >= 0 for (_, one), part in zip(entries, roman, strict=True) if not part):
        return entries
    return [
        (block, one._replace(number=-1) if part else one) for (block, one), part in zip(entries, roman, strict=True)
    ]


def _contents(doc: Document, section: Section) -> list[Chapter]:
    """Read the list under a contents heading, of nested lists the outermost that tells chapters.

    An item tells a chapter where it has a number, a time or a link; an outer one without any names
    a part (`- 1부`), an inner one is a section of a chapter. A list whose items all have the same
    number is numbered as it is shown.
    """
    all_ = blocks(doc)
    first = bisect_left(all_, section.body_start, key=_start)
    entries = [
        (block, entry)
        for block in all_[first : bisect_left(all_, section.own_end, key=_start)]
        if block.kind == "list" and (entry := _entry(doc.text, block))
    ]
    entries = _without_parts(doc, entries)
    telling = [block.level for block, one in entries if one.number >= 0 or one.seconds >= 0 or one.anchor]
    level = min(telling or [block.level for block, _ in entries], default=0)
    entries = [(block, one) for block, one in entries if level <= block.level <= level + 1]
    found = [one for _, one in entries]
    if len(found) > 1 and all(block.info[:-1].isdigit() for block, _ in entries):
        numbers = {one.number for one in found}
        if len(numbers) == 1 and numbers == {int(entries[0][0].info[:-1])}:
            return [one._replace(number=one.number + at) for at, one in enumerate(found)]
    return found


@fact
def chapters(doc: Document) -> tuple[Chapter, ...]:
    """Every mention of a chapter: contents list, summaries, bodies; in the order of the document.

    In an index, chapters are the numbered headings: those under "챕터별 요약" are summaries, the
    others bodies. A page of one chapter has one body, its own, under its level-1 heading.
    """
    kind_ = kind(doc)
    part = kind_.part if kind_ else ""
    if part not in ("index", "chapter"):
        return ()
    heads = headings(doc)
    found: list[Chapter] = []
    if part == "chapter":
        top = next((head for head in heads if head.level == 1), None)
        if top is None:
            return ()
        found.append(_chapter("body", top, len(doc.text)))
        return tuple(found)
    all_ = sections(doc)
    covered = 0  # up to here, the section of the chapters' summaries goes
    apart = 0  # up to here, a section goes whose numbers count something else
    area = region(doc, "SUMMARY")
    if area is not None and area[1] == len(doc.text):  # nothing closes it: where the text begins, it ends
        limits = [section.start for section in all_ if section.role in ("translation", "transcript")]
        limits += [marker.start for marker in markers(doc) if marker.opens and marker.name != "SUMMARY"]
        area = (area[0], min((at for at in limits if at > area[0]), default=area[0]))
    bodies: list[Section] = []
    listed: dict[int, str] = {}  # the chapters' titles
    told: dict[int, str] = {}
    counted = _counted(heads)
    for section in all_:
        head = heads[section.heading]
        if section.role == "contents":
            found.extend(_contents(doc, section))
        elif section.start not in counted or section.start < apart:
            pass
        elif section.start < covered or (area is not None and area[0] <= section.start < area[1]):
            if not _about(head, listed):
                found.append(_chapter("summary", head, section.end))
        elif not _about(head, told):
            bodies.append(section)
        if section.role == "summaries":
            covered = max(covered, section.end)
        elif section.role in ("tldr", "learn", "key-points"):
            apart = max(apart, section.end)
    if bodies:
        # A numbered heading inside a chapter is part of it: bodies are those of the highest level.
        level = min(section.level for section in bodies)
        ends = [s.start for s in all_ if s.level <= level] + [len(doc.text)]
        closing = [m.start for m in markers(doc) if not m.opens]
        for section in bodies:
            if section.level == level:
                end = ends[bisect_right(ends, section.start)]
                end = min([end, *closing[(first := bisect_right(closing, section.start)) : first + 1]])
                found.append(_chapter("body", heads[section.heading], end))
    found.sort(key=lambda chapter: chapter.start)
    return tuple(found)


def _counted(heads: tuple[Heading, ...]) -> set[int]:
    """Where the headings stand whose numbers count chapters.

    Not those of the parts of a course, which have Roman numerals where the chapters have figures; nor a number that
    may be a word of its title where there is no other.
    """
    below = [head for head in heads if head.number >= 0 and head.level > 1]
    if {is_roman(head.text) for head in below} == {True, False}:
        below = [head for head in below if not is_roman(head.text)]
    if len({head.number for head in below}) == 1:
        below = [head for head in below if is_sure(head.text)]
    return {head.start for head in below}


def _about(head: Heading, titles: dict[int, str]) -> bool:
    """Whether a heading names a section of the chapter of its number, `챕터 3 요약`, which another one has opened."""
    title = titles.setdefault(head.number, head.title)
    return title != head.title and role_of(head.title) != ""


def _chapter(role: str, head: Heading, end: int) -> Chapter:
    title_start = head.text_end - len(head.text) + head.text.find(head.title) if head.title else head.text_start
    return Chapter(
        role,
        head.number,
        head.title,
        head.seconds,
        head.stamp_start,
        head.stamp_end,
        title_start,
        title_start + len(head.title),
        head.start,
        min(head.end + 1, end),
        end,
        "",
    )


# ---------------------------------------------------------------------------------- summaries

_SIGN = r"(?:[^\w\s*#<>`\[-]{1,3}\s)?"  # an emoji, with its variation selector
_BOLD_SUMMARY = pattern(
    r"[ >]{0,4}\*\*" + _SIGN + r"(?:(?:이 )?챕터 |핵심 )?(?:요약|Summary)\s?:?\*\*[ \t]?:?[ \t]*", re.IGNORECASE
)
_POINTS = pattern(
    r"^[ >]{0,4}(?:\*\*|#{2,6}[ \t]+)" + _SIGN + r"(?:(?:핵심|주요) (?:포인트|개념|내용|사항|정리|요점|용어)"
    r"|Key (?:points|takeaways|concepts|ideas))\s?:?(?:\*\*)?[ \t]?:?[ \t]*(?:\r?\n|\Z)",
    re.IGNORECASE | re.MULTILINE,
)
_GAP = pattern(r"\n[ \t\r\n]*\n")


def _content(text: str, start: int, end: int) -> tuple[int, int]:
    """Trim blanks, and a thematic break at the end, from `start` to `end`."""
    piece = text[start:end]
    stop = len(piece.rstrip())
    while stop >= 3 and piece[stop - 3 : stop] in ("---", "***", "___") and (stop == 3 or piece[stop - 4] == "\n"):
        stop -= 3
        while stop and piece[stop - 1].isspace():
            stop -= 1
    begin = len(piece) - len(piece.lstrip())
    return (start + begin, start + stop) if begin < stop else (start, start)


@fact
def summaries(doc: Document) -> tuple[Summary, ...]:
    """Every summary of the document, in order; an empty one has an empty `text_start` to `text_end`."""
    kind_ = kind(doc)
    part = kind_.part if kind_ else ""
    text = doc.text
    found: list[Summary] = []
    all_ = sections(doc)
    own = next((h.number for h in headings(doc) if h.level == 1), -1) if part == "chapter" else -1
    for index, section in enumerate(all_):
        if section.role == "tldr":
            begin, end = _content(text, section.body_start, section.own_end)
            found.append(Summary("tldr", -1, section.start, section.own_end, begin, end, end, end))
        elif section.role == "summary":
            # The key points may be a section of their own right behind.
            limit = _before_marker(doc, section.body_start, section.own_end)
            begin, end = _content(text, section.body_start, limit)
            following = all_[index + 1] if index + 1 < len(all_) else None
            if begin == end and following is not None and following.level > section.level and not following.role:
                # All of it stands under headings of its own.
                begin, end = _content(text, section.body_start, _before_marker(doc, section.body_start, section.end))
            begin, end, points, points_end = _split_points(text, begin, end)
            if points == points_end and following is not None and following.role == "key-points":
                points, points_end = _content(
                    text, following.body_start, _before_marker(doc, following.body_start, following.own_end)
                )
            found.append(Summary("section", own, section.start, section.own_end, begin, end, points, points_end))
    for chapter in chapters(doc):
        if chapter.role == "summary":
            limit = _before_marker(doc, chapter.body_start, chapter.end)
            begin, end = _content(text, chapter.body_start, limit)
            begin, end, points, points_end = _split_points(text, begin, end)
            found.append(Summary("listed", chapter.number, chapter.start, limit, begin, end, points, points_end))
    if "**" in text:
        found.extend(_bold(doc))
    found.sort(key=lambda summary: summary.start)
    return tuple(found)


def _before_marker(doc: Document, start: int, end: int) -> int:
    """`end`, or the first marker between `start` and it."""
    all_ = markers(doc)
    at = bisect_left(all_, start, key=_start)
    return min(end, all_[at].start) if at < len(all_) else end


def _split_points(text: str, start: int, end: int) -> tuple[int, int, int, int]:
    """Divide a summary into prose and points: at its "핵심 포인트" label, else before a list that ends it."""
    if match := _POINTS.search(text, start, end):
        first, last = _content(text, match.end(), end)
        begin, stop = _content(text, start, match.start())
        return begin, stop, first, last
    for gap in _GAP.finditer(text, start, end):
        at = gap.end()
        if text.startswith(("- ", "* "), at):
            if all(line.startswith(("- ", "* ", "  ")) or not line.strip() for line in text[at:end].split("\n")):
                return (*_content(text, start, at), at, end)
            break
    return start, end, end, end


def _bold(doc: Document) -> list[Summary]:
    """Summaries that are a paragraph with a bold label, in a chapter's body.

    Where the label stands alone, the list, paragraph or quotation behind it is the text; key points
    are the list behind their own bold label.
    """
    text = doc.text
    found = []
    bodies = [chapter for chapter in chapters(doc) if chapter.role == "body"]
    starts = [chapter.start for chapter in bodies]
    all_ = blocks(doc)
    for index, (name, start, stop, _, _) in enumerate(all_):
        if name not in ("text", "quote") or text.find("**", start, start + 8) < 0:
            continue
        match = _BOLD_SUMMARY.match(text, start, stop)
        if match is None:
            continue
        at = index + 1
        begin, end = _content(text, match.end(), stop)
        if begin == end and (at := _run(text, all_, at)) > index + 1:
            stop = all_[at - 1].end
            begin, end = _content(text, all_[index + 1].start, stop)
        points = points_end = end
        if at < len(all_) and all_[at].kind == "text" and _POINTS.fullmatch(text, all_[at].start, all_[at].end):
            last = _run(text, all_, at + 1)
            stop = all_[last - 1].end
            points, points_end = _content(text, all_[at].end, stop)
        at = bisect_right(starts, start) - 1
        number = bodies[at].number if at >= 0 else -1
        found.append(Summary("bold", number, start, stop, begin, end, points, points_end))
    return found


def _run(text: str, all_: tuple[Block, ...], at: int) -> int:
    """Behind the items of the list that begins with block `at`, or the one paragraph or quotation there."""
    first = at
    while at < len(all_) and all_[at].kind == "list":
        at += 1
    if at > first or at == len(all_):
        return at
    block = all_[at]
    stamped = text[block.start : block.start + 1] == "["
    label = _POINTS.match(text, block.start, block.end) is not None
    return at + (block.kind in ("text", "quote") and not stamped and not label)
