"""Links, their targets, and the anchors a document offers."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING

from llmdoc_lint.blocks import body_start, code, code_spans, comments, headings, inside, merged, split_id
from llmdoc_lint.core import fact, record
from llmdoc_lint.patterns import pattern
from llmdoc_lint.values import NamedTuple

if TYPE_CHECKING:
    from llmdoc_lint.document import Document

__all__ = [
    "Link",
    "Video",
    "anchors",
    "find_videos",
    "html_links",
    "links",
    "slug",
    "slug_of_text",
    "slugs",
    "video_of",
    "videos",
]


@record
class Link(NamedTuple):
    """An inline link, an image, or a reference definition."""

    start: int
    end: int
    text_start: int
    text_end: int
    target: str  # as written, angle brackets and title left out
    target_start: int
    target_end: int
    image: bool


@record
class Video(NamedTuple):
    """A link to a video: which one, and where in it (seconds, -1 where it does not say)."""

    id: str
    seconds: int
    start: int  # of the URL
    end: int
    time_start: int  # of the digits of `t=`, -1 where there are none
    time_end: int


# What follows `](`: a destination, perhaps a title, and the closing parenthesis.
_TARGET = pattern(
    r"\]\([ \t]*(?:<(?P<angle>[^<>\n]*)>|(?P<bare>[^()\s<]*(?:\([^()\s]*\)[^()\s]*)*))"
    r"(?:[ \t]+(?:\"[^\"\n]*\"|'[^'\n]*'|\([^()\n]*\)))?[ \t]*\)"
)
# Alone on its line: `[0:30]: 이제 시작합니다.` is a paragraph.
_DEFINITION = pattern(
    r"^[ ]{0,3}\[(?P<text>[^\[\]\n]{1,200})\]:[ \t]*<?(?P<bare>[^\s<>]+)>?"
    r"(?:[ \t]+(?:\"[^\"\n]*\"|'[^'\n]*'|\([^()\n]*\)))?[ \t]*\r?$",
    re.MULTILINE,
)
_HTML_LINK = pattern(
    r"<(?P<tag>a|img)\s(?:[^<>\n]{0,300}?\s)?(?:href|src)\s?=\s?"
    r"(?P<quote>[\"'])(?P<bare>[^\"'<>\n]{0,2000})(?P=quote)",
    re.IGNORECASE,
)
_MAX_TEXT = 1000  # code points of a link's text
_MAX_DEPTH = 3  # brackets within brackets: an image in a link, a bracket in its alternative text


@fact
def links(doc: Document) -> tuple[Link, ...]:
    """The links of the body outside of code and comments, in order; of a link around an image, both."""
    text = doc.text
    found = []
    start = body_start(doc)
    at = text.find("](", start)
    defined = "]:" in text
    if at < 0 and not defined:
        return ()
    hidden = _hidden(doc)
    while at >= 0:
        # Only where the destination starts matters: a link's text may hold code.
        if (match := _TARGET.match(text, at)) and not inside(hidden, at, at + 2):
            opening = _opening(text, at, start)
            if opening >= 0:
                group = "angle" if match["angle"] is not None else "bare"
                image = opening > start and text[opening - 1] == "!"
                found.append(
                    Link(opening - image, match.end(), opening + 1, at, match[group], *match.span(group), image)
                )
        at = text.find("](", at + 2)
    if defined:
        for match in _DEFINITION.finditer(text, start):
            if match["text"][0] != "^" and not inside(hidden, match.start(), match.end()):
                span = match.span("bare")
                found.append(Link(match.start(), match.end(), *match.span("text"), match["bare"], *span, False))
    found.sort()
    return tuple(found)


@fact
def html_links(doc: Document) -> tuple[Link, ...]:
    """What `<a href>` and `<img src>` of the body lead to, outside of code and comments, in order.

    They have no link text: `text_start` and `text_end` are the tag's end.
    """
    text = doc.text
    if "<" not in text or ("href" not in text and "src" not in text):
        return ()
    hidden = _hidden(doc)
    found = []
    for match in _HTML_LINK.finditer(text, body_start(doc)):
        if not inside(hidden, match.start(), match.end()):
            span = match.span("bare")
            image = match["tag"].lower() == "img"
            found.append(Link(match.start(), match.end(), match.end(), match.end(), match["bare"], *span, image))
    return tuple(found)


def _opening(text: str, at: int, start: int) -> int:
    """Offset of the `[` that the `]` at `at` closes, on the same line; -1 where there is none.

    It looks back over a bounded stretch and gives up in deep nesting, so that it is linear.
    """
    floor = max(start, at - _MAX_TEXT)
    floor = max(floor, text.rfind("\n", floor, at) + 1)
    depth = 0
    while True:
        opens = text.rfind("[", floor, at)
        if opens < 0:
            return -1
        closes = text.rfind("]", opens, at)
        if closes > opens:
            depth += 1
            if depth > _MAX_DEPTH:
                return -1
            at = closes
        elif depth:
            depth -= 1
            at = opens
        else:
            return opens


def _hidden(doc: Document) -> tuple[tuple[int, int], ...]:
    """Code and comments, those inside a paragraph too; sorted and disjoint."""
    within = comments(doc)
    return merged([*code(doc), *within]) if within else code(doc)


# ------------------------------------------------------------------------------------ anchors

# GitHub takes a heading's text as a reader sees it, in lower case, keeps letters, marks, decimal
# digits, connectors (`_`), hyphens and blanks, and turns each blank into a hyphen. Its expression
# is `[^\p{Word}\- ]` (html-pipeline); github-slugger, whose fixtures were taken from GitHub itself,
# spells out what that drops: other numbers (`½`, `②`), all punctuation but connectors and the
# hyphen, symbols (emoji), controls, formats (zero-width joiner), blanks but the space. Marks stay,
# so that an emoji's variation selector (U+FE0F) is part of an anchor.
_KEPT_CATEGORIES = frozenset(("Lu", "Ll", "Lt", "Lm", "Lo", "Mn", "Mc", "Me", "Nd", "Nl", "Pc"))

_INNER_LINK = pattern(
    r"(?P<bang>!?)\[(?P<text>(?:[^\[\]\n\\]|\\.|\[[^\[\]\n]{0,300}\]){0,300})\]"
    r"\([^()\n]{0,1000}(?:\([^()\n]{0,300}\)[^()\n]{0,300}){0,5}\)"
)
# Underscores between word characters belong to the text: `_snake_case_` is emphasis around a name.
_EMPHASIS = pattern(
    r"(?<![\w\\])(_{1,3})(?=[^\s_])([^_\n]{1,300}(?:(?<=\w)_{1,2}(?=\w)[^_\n]{1,300}){0,10})(?<=[^\s\\])\1(?!\w)"
)
_HTML_TAG = pattern(r"<(?:/?[A-Za-z][A-Za-z0-9-]{0,30}(?:\s[^<>\n]{0,300})?/?|!--[^\n]{0,300}?--)>")
_ENTITY = pattern(r"&(?:#\d{1,7}|#[xX][0-9A-Fa-f]{1,6}|[A-Za-z][A-Za-z0-9]{1,30});")


class _Kept(dict[int, str]):
    """For `str.translate`: each character where GitHub keeps it in an anchor, else nothing."""

    def __missing__(self, code: int) -> str:
        from unicodedata import category

        char = chr(code)
        # Symbols that are letters all the same (Other_Alphabetic): circled and squared Latin letters.
        letter = "\u24b6" <= char <= "\u24e9" or "\U0001f130" <= char <= "\U0001f149"
        kept = self[code] = char if letter or category(char) in _KEPT_CATEGORIES else ""
        return kept


_KEPT = _Kept({ord(" "): "-", ord("-"): "-"})


def slug_of_text(text: str) -> str:
    """The anchor GitHub makes of a heading's visible text, before numbering repeats."""
    return text.lower().translate(_KEPT)


def slug(title: str) -> str:
    """The anchor that GitHub gives a heading with this source text, before numbering repeats."""
    title = title.strip()
    if "`" in title:  # code is shown as it stands; emphasis and entities are read around it
        parts = []
        at = 0
        for start, end in code_spans(title, 0, len(title)):
            parts.append(_visible(title[at:start]))
            parts.append(title[start:end].strip("`"))
            at = end
        parts.append(_visible(title[at:]))
        return slug_of_text("".join(parts))
    return slug_of_text(_visible(title))


def _visible(title: str) -> str:
    """What a reader sees of inline Markdown; punctuation that no anchor keeps is left to the slugger."""
    if "](" in title:
        for _ in range(2):  # an image inside a link
            title = _INNER_LINK.sub(lambda match: "" if match["bang"] else match["text"], title)
    if "<" in title:
        title = _HTML_TAG.sub("", title)
    if "_" in title:  # emphasis is not text; an underscore inside a word or behind a backslash is
        for _ in range(2):  # emphasis inside emphasis
            title = _EMPHASIS.sub(r"\2", title)
    if "&" in title:
        title = _ENTITY.sub(_entity, title)
    return title


def _entity(match: re.Match[str]) -> str:
    from html import unescape

    return unescape(match[0])


@fact
def slugs(doc: Document) -> tuple[str, ...]:
    """The anchor of every heading, in order; repeats get `-1`, `-2` as GitHub gives them."""
    seen: dict[str, int] = {}
    found = []
    for head in headings(doc):
        base = name = slug(head.text)
        while name in seen:
            seen[base] += 1
            name = f"{base}-{seen[base]}"
        seen[name] = 0
        found.append(name)
    return tuple(found)


_EXPLICIT = pattern(r"<[A-Za-z][^<>]{0,300}?\s(?:id|name)\s?=\s?[\"']?([^\"'\s<>]{1,300})", re.IGNORECASE)
_ATTRIBUTE = pattern(r"\{[^{}\n#]{0,200}+#([^\s{}]{1,200}+)[^{}\n]{0,200}+\}")
_HTML_HEADING = pattern(r"<h[1-6](?:\s[^<>\n]{0,300})?>([^\n]{0,500}?)</h[1-6]>", re.IGNORECASE)
_INNER_HEADING = pattern(
    r"^[ \t]{0,9}(?:(?:>|[-*+]|\d{1,9}[.)])[ \t]{0,4}){1,4}#{1,6}[ \t]+(?=\S)([^\n]{1,500})", re.MULTILINE
)


@fact
def anchors(doc: Document) -> tuple[str, ...]:
    """Every fragment that leads somewhere: headings' slugs, their explicit ids, then ids that stand elsewhere.

    Generous where headings stand in places the block scanner does not call headings (quotations,
    list items, HTML, a paragraph underlined with hyphens): what is missing here is called broken.
    """
    text = doc.text
    found = dict.fromkeys((*slugs(doc), *(head.id for head in headings(doc))))
    start = body_start(doc)
    hidden = code(doc)
    for form, sign in ((_EXPLICIT, "<"), (_ATTRIBUTE, "{")):
        if sign in text:
            for match in form.finditer(text, start):
                if not inside(hidden, match.start(), match.end()):
                    found[match[1]] = None
    if "<h" in text or "<H" in text:
        for match in _HTML_HEADING.finditer(text, start):
            found[slug(match[1])] = None
    if "> #" in text or "- #" in text or "* #" in text or "+ #" in text or ". #" in text:
        for match in _INNER_HEADING.finditer(text, start):
            if not inside(hidden, match.start(), match.end()):
                title, id_ = split_id(match[1].rstrip().rstrip("#"))
                found[slug(title)] = found[id_] = None
    if "\n--" in text:
        from llmdoc_lint.blocks import blocks

        before = None
        for block in blocks(doc):
            above = before is not None and before.kind == "text" and before.end == block.start
            if block.kind == "rule" and before is not None and above and before.end - before.start <= 500:
                found[slug(" ".join(text[before.start : before.end].split()))] = None
            before = block
    found.pop("", None)
    return tuple(found)


# ------------------------------------------------------------------------------------- videos

_VIDEO = pattern(
    r"https?://(?:(?:www\.|m\.|music\.)?youtube(?:-nocookie)?\.com/"
    r"(?:watch\?(?:[^\s#&\"'<>()]{1,100}+&(?:amp;)?+){0,8}?v=|embed/|shorts/|live/|v/)|youtu\.be/)"
    r"(?P<id>[A-Za-z0-9_-]{11})(?![A-Za-z0-9_-])(?P<rest>[^\s\"'<>)\]]*)"
)
# A million hours will do; longer numbers are none, and Python refuses to read some.
_AT = pattern(r"[?&;#](?:t|start|time_continue)=(?:([0-9]{1,9}+)h)?(?:([0-9]{1,9}+)m)?(?:([0-9]{1,9}+)s?)?(?![0-9])")


@lru_cache(maxsize=256)  # the pages of a course have the same sources on both sides
def video_of(url: str) -> str:
    """The id of the YouTube video `url` leads to, "" where it leads to none."""
    match = _VIDEO.search(url) if "youtu" in url else None
    return match["id"] if match else ""


def find_videos(text: str, start: int = 0, end: int | None = None) -> list[Video]:
    """Links to videos in `text[start:end]`, wherever they stand."""
    end = len(text) if end is None else end
    last = text.rfind("youtu", start, end)
    if last < 0:
        return []
    line_end = text.find("\n", last, end)  # the videos stand at the top of most documents: the rest need not be read
    found = []
    for match in _VIDEO.finditer(text, start, end if line_end < 0 else line_end):
        seconds = time_start = time_end = -1
        timed = "t=" in match[0] or "time_continue=" in match[0]
        time = _AT.search(text, match.start(), match.end()) if timed else None
        if time and (time[1] or time[2] or time[3]):
            seconds = int(time[1] or 0) * 3600 + int(time[2] or 0) * 60 + int(time[3] or 0)
            time_start, time_end = time.start() + time[0].index("=") + 1, time.end()
        found.append(Video(match["id"], seconds, match.start(), match.end(), time_start, time_end))
    return found


@fact
def videos(doc: Document) -> tuple[Video, ...]:
    """Links to videos, in front matter and body alike, in order; code is left out."""
    hidden = code(doc)
    return tuple(video for video in find_videos(doc.text) if not inside(hidden, video.start, video.end))
