"""Links, their targets, and the anchors a document offers."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from llmdoc_lint.blocks import body_start, code, headings, inside
from llmdoc_lint.core import fact, record

if TYPE_CHECKING:
    from llmdoc_lint.document import Document

__all__ = ["Link", "Video", "anchors", "links", "slug", "slugs", "video_of", "videos"]


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


_INLINE = re.compile(
    r"(?P<bang>!?)\[(?P<text>(?:[^\[\]\n]|\[[^\[\]\n]*\]){0,1000})\]\("
    r"(?:<(?P<angle>[^<>\n]*)>|(?P<bare>[^()\s<]*(?:\([^()\s]*\)[^()\s]*)*))"
    r"(?:[ \t]+(?:\"[^\"\n]*\"|'[^'\n]*'))?[ \t]*\)"
)
_DEFINITION = re.compile(r"^[ ]{0,3}\[(?P<text>[^\]\n]{1,200})\]:[ \t]*(?P<bare>\S+)", re.MULTILINE)


@fact
def links(doc: Document) -> tuple[Link, ...]:
    """The links of the body outside of code and comments, in order."""
    text = doc.text
    found = []
    start = body_start(doc)
    hidden = _hidden(doc)
    if "](" in text:
        for match in _INLINE.finditer(text, start):
            group = "angle" if match["angle"] is not None else "bare"
            if not inside(hidden, match.start(), match.end()):
                found.append(
                    Link(
                        match.start(),
                        match.end(),
                        *match.span("text"),
                        match[group],
                        *match.span(group),
                        bool(match["bang"]),
                    )
                )
                # An image inside a link's text: `[![alt](image)](target)`.
                if match["text"].startswith("!["):
                    inner = _INLINE.match(text, match.start("text"), match.end("text"))
                    if inner:
                        name = "angle" if inner["angle"] is not None else "bare"
                        found.append(
                            Link(inner.start(), inner.end(), *inner.span("text"), inner[name], *inner.span(name), True)
                        )
    if "]:" in text:
        for match in _DEFINITION.finditer(text, start):
            if match["text"][0] != "^" and not inside(hidden, match.start(), match.end()):
                span = match.span("bare")
                found.append(Link(match.start(), match.end(), *match.span("text"), match["bare"], *span, False))
    found.sort()
    return tuple(found)


def _hidden(doc: Document) -> tuple[tuple[int, int], ...]:
    from llmdoc_lint.blocks import blocks

    spans = [*code(doc), *((b.start, b.end) for b in blocks(doc) if b.kind == "comment")]
    return tuple(sorted(spans))


# ------------------------------------------------------------------------------------ anchors

# GitHub keeps letters, marks, digits, connectors, hyphens and blanks of a heading's text, lower
# case, and turns each blank into a hyphen (html-pipeline's TableOfContentsFilter:
# `text.downcase.gsub(/[^\p{Word}\- ]/u, "").tr(" ", "-")`).
_DROPPED = re.compile(r"[^\w\- ]")
_LINK_TEXT = re.compile(r"!?\[((?:[^\[\]\n]|\[[^\[\]\n]*\]){0,1000})\]\([^()\n]*(?:\([^()\n]*\)[^()\n]*)*\)")
_EMPHASIS = re.compile(r"(?<![\w*])(\*{1,3}|_{1,3})(?=\S)([^*_\n]+)(?<=\S)\1(?![\w])")
_HTML_TAG = re.compile(r"</?[A-Za-z][^<>\n]{0,300}>")


def slug(title: str) -> str:
    """The anchor that GitHub gives a heading with this source text, before numbering repeats."""
    if "](" in title:
        title = _LINK_TEXT.sub(r"\1", title)
    if "<" in title:
        title = _HTML_TAG.sub("", title)
    if "_" in title:  # emphasis is not text, an underscore inside a word is
        title = _EMPHASIS.sub(r"\2", title)
    return _DROPPED.sub("", title.strip().lower()).replace(" ", "-")


@fact
def slugs(doc: Document) -> tuple[str, ...]:
    """The anchor of every heading, in order; repeats get `-1`, `-2` as GitHub gives them."""
    seen: dict[str, int] = {}
    found = []
    for head in headings(doc):
        base = slug(head.text)
        name = base
        while name in seen:
            seen[base] += 1
            name = f"{base}-{seen[base]}"
        seen[name] = 0
        found.append(name)
    return tuple(found)


_EXPLICIT = re.compile(r"<[A-Za-z][^<>\n]{0,300}?\s(?:id|name)\s?=\s?[\"']?([^\"'\s<>]{1,300})", re.IGNORECASE)
_ATTRIBUTE = re.compile(r"\{[^{}\n]{0,200}?#([^\s{}]{1,200})[^{}\n]{0,200}\}[ \t]*\r?(?=\n|\Z)")


@fact
def anchors(doc: Document) -> tuple[str, ...]:
    """Every fragment that leads somewhere: headings' slugs and explicit ids."""
    text = doc.text
    found = dict.fromkeys(slugs(doc))
    start = body_start(doc)
    hidden = code(doc)
    for pattern, sign in ((_EXPLICIT, "<"), (_ATTRIBUTE, "{")):
        if sign in text:
            for match in pattern.finditer(text, start):
                if not inside(hidden, match.start(), match.end()):
                    found[match[1]] = None
    return tuple(found)


# ------------------------------------------------------------------------------------- videos

_VIDEO = re.compile(
    r"https?://(?:(?:www\.|m\.|music\.)?youtube(?:-nocookie)?\.com/"
    r"(?:watch\?(?:[^\s#&\"'<>()]{1,100}&(?:amp;)?){0,8}?v=|embed/|shorts/|live/|v/)|youtu\.be/)"
    r"(?P<id>[A-Za-z0-9_-]{11})(?![A-Za-z0-9_-])(?P<rest>[^\s\"'<>)\]]*)"
)
_AT = re.compile(r"[?&;#](?:t|start|time_continue)=(?:(\d+)h)?(?:(\d+)m)?(?:(\d+)s?)?")


def video_of(url: str) -> str:
    """The id of the YouTube video `url` leads to, "" where it leads to none."""
    match = _VIDEO.search(url)
    return match["id"] if match else ""


def find_videos(text: str, start: int = 0, end: int | None = None) -> list[Video]:
    """Links to videos in `text[start:end]`, wherever they stand."""
    if "youtu" not in text:
        return []
    found = []
    for match in _VIDEO.finditer(text, start, len(text) if end is None else end):
        seconds = time_start = time_end = -1
        time = _AT.search(text, match.start(), match.end())
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
