from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from llmdoc_lint.core import Applicability, Finding, Fix, NoOptions, Related, Severity, Span, rule
from llmdoc_lint.course import Course, profile
from llmdoc_lint.kinds import kind
from llmdoc_lint.links import video_of
from llmdoc_lint.transcript import parse_time, show_time
from llmdoc_lint.values import NamedTuple
from llmdoc_rules._front_matter import (
    as_number,
    has_summary,
    insertion,
    jump,
    only_title,
    readable,
    split_number,
    text_of,
    url_seconds,
)
from llmdoc_rules.front_matter._keys import keys, strays
from llmdoc_rules.front_matter._values import judge

if TYPE_CHECKING:
    from collections.abc import Iterator

    from llmdoc_lint.document import Document
    from llmdoc_lint.frontmatter import FrontMatter
    from llmdoc_lint.settings import Kind

# From how many documents on a key that all of them lack is one omission, and one finding.
TOGETHER = 3


class Derived(NamedTuple):
    """The value that a missing key must have, and what says so."""

    value: str | int | bool
    source: str
    style: str | None = None  # of a value that is copied


@rule("key-missing", Course, NoOptions, severity=Severity.ERROR, fixes=Applicability.SAFE)
def check(course: Course, options: NoOptions) -> Iterator[Finding]:
    """A required key is absent from the front matter.

    Pages are listed, linked and dated by these keys; a page that lacks one is missing where
    readers look for it.

    Bad:

        title: "21. Preview of Things to Come"
        titleKr: "21. 앞으로의 전망"
        sourceUrl: "https://www.youtube.com/watch?v=7xTGNNLPyMI&t=11379s"
        translatedAt: "2026-01-10"

    Good:

        title: "21. Preview of Things to Come"
        titleKr: "21. 앞으로의 전망"
        chapter: 21
        timestamp: "3:09:39"
        sourceUrl: "https://www.youtube.com/watch?v=7xTGNNLPyMI&t=11379s"
        translatedAt: "2026-01-10"

    The fix adds the key in its place where its value follows from the document or is the same
    throughout the course: `chapter` from the number of the title, `timestamp` from `t=` of the
    video link, `hasSummary` from what is there, `titleKr` from the page's heading or its
    counterpart, `parent`, `author` and `totalChapters` of a source page from the others. It is
    safe: nothing is guessed. A key that three or more documents of a kind all lack is one finding.
    """
    lacking: dict[tuple[str, str], list[Document]] = {}
    sizes: Counter[str] = Counter()
    for doc in course.documents:
        mine, kind_ = keys(doc), kind(doc)
        if mine is None or kind_ is None or not kind_.required:
            continue
        sizes[kind_.name] += 1
        missing = [key for key in kind_.required if key not in mine]
        if missing and not mine:
            message = f"the front matter is empty; a page of kind {kind_.name} needs {', '.join(missing)}"
            yield Finding(_opening(doc), message, data={"keys": missing})
            continue
        # A key under another name is not absent.
        claimed = {stray.meant for stray in strays(course).get(doc.path, ())} if missing else ()
        for key in missing:
            if key not in claimed:
                lacking.setdefault((kind_.name, key), []).append(doc)
    for (name, key), docs in lacking.items():
        yield from _absent(course, key, docs, all_of_them=len(docs) == sizes[name])


def _absent(course: Course, key: str, docs: list[Document], *, all_of_them: bool) -> Iterator[Finding]:
    """What is said of the documents of one kind that lack a key; `all_of_them`: no other one has it."""
    kind_ = kind(docs[0])
    assert kind_ is not None
    derived = [_derive(course, doc, kind_, key) for doc in docs]
    if len(docs) >= TOGETHER and all_of_them and not any(derived):
        message = f"none of the {len(docs)} documents of kind {kind_.name} has `{key}`, which is required"
        related = tuple(Related(_opening(doc), f"no `{key}` here either") for doc in docs[1:])
        yield _finding(docs[0], message, key, None, related)
        return
    for doc, value in zip(docs, derived, strict=True):
        message = f"`{key}` is missing; kind {kind_.name} requires it"
        yield _finding(doc, message, key, _fix(doc, kind_, key, value))


def _opening(doc: Document) -> Span:
    block = readable(doc)
    assert block is not None
    return doc.span(block.start, block.start + 3)


def _finding(doc: Document, message: str, key: str, fix: Fix | None, related: tuple[Related, ...] = ()) -> Finding:
    return Finding(_opening(doc), message, fix, related, {"key": key})


def _fix(doc: Document, kind_: Kind, key: str, derived: Derived | None) -> Fix | None:
    block = readable(doc)
    if derived is None or block is None:
        return None
    edit = insertion(doc, block, kind_, key, derived.value, derived.style)
    if edit is None:
        return None
    return Fix(f"Add `{edit.text.strip()}` ({derived.source})", (edit,), Applicability.SAFE)


# ------------------------------------------------------------------------------ what a key must be


def _derive(course: Course, doc: Document, kind_: Kind, key: str) -> Derived | None:
    block = readable(doc)
    assert block is not None
    if key == "chapter":
        return _chapter(doc, block)
    if key == "timestamp":
        return _timestamp(doc, block)
    if key == "hasSummary":
        has = has_summary(doc)
        return None if has is None else Derived(has, "the document has one" if has else "the document has none")
    if key in ("title", "titleKr", "originalTitle"):
        return _title(course, doc, block, kind_, key)
    if key == "contentType":
        return _content_type(course, doc, block)
    if key == "sourceUrl":
        return _source_url(course, doc, kind_)
    if key == "duration" and kind_.part == "index":
        other = course.counterpart(doc)
        value = text_of(readable(other), "duration") if other is not None else ""
        return Derived(value, "the other side's index") if parse_time(value) >= 0 else None
    if key == "totalChapters" or (kind_.side == "source" and key in ("source_url", "source_type", "author", "parent")):
        return _shared(course, doc, key)
    return None


def _chapter(doc: Document, block: FrontMatter) -> Derived | None:
    numbers = {split_number(text_of(block, key))[0] for key in ("title", "titleKr")} - {-1}
    head = only_title(doc)
    if head is not None and (number := split_number(head.text)[0]) >= 0:
        numbers.add(number)
    return Derived(numbers.pop(), "the title's number") if len(numbers) == 1 else None


def _timestamp(doc: Document, block: FrontMatter) -> Derived | None:
    times = set()
    source = block.get("sourceUrl") or block.get("source_url")
    if source is not None:
        times.add(url_seconds(doc, source)[1])
    link = jump(doc)
    if link is not None:
        times |= {link.seconds, link.label_seconds}
    times.discard(-1)
    return Derived(show_time(times.pop()), "`t=` of the video link") if len(times) == 1 else None


def _title(course: Course, doc: Document, block: FrontMatter, kind_: Kind, key: str) -> Derived | None:
    other = course.counterpart(doc)
    theirs = readable(other) if other is not None else None
    if kind_.part == "chapter" and other is not None:
        value = text_of(theirs, key)
        # Pages that pair by file name alone may be different chapters.
        if value and profile(other).number == profile(doc).number >= 0:
            return Derived(value, "its counterpart")
    if key == "originalTitle":
        value = text_of(theirs, "title")
        return Derived(value, "the source's title") if value else None
    if (key == "titleKr") != (kind_.part == "chapter"):
        return None
    head = only_title(doc)
    if head is None or "](" in head.text or "<" in head.text or "`" in head.text or "*" in head.text:
        return None
    if key == "titleKr" and not (
        any("가" <= letter <= "힣" for letter in head.text)
        and split_number(head.text)[0] == split_number(text_of(block, "title"))[0]
    ):
        return None
    return Derived(head.text, "the page's heading")


def _content_type(course: Course, doc: Document, block: FrontMatter) -> Derived | None:
    if video_of(text_of(block, "sourceUrl")):
        return Derived("youtube", "the source is a video")
    other = course.counterpart(doc)
    value = text_of(readable(other), "source_type") if other is not None else ""
    meant = {"web": "article", "pdf": "pdf", "youtube_transcript": "youtube"}.get(value, "")
    return Derived(meant, f"its source is {value}") if meant else None


def _source_url(course: Course, doc: Document, kind_: Kind) -> Derived | None:
    if kind_.part == "chapter":
        link = jump(doc)
        videos = {profile(d).source for d in course.documents} - {""}
        if link is not None and link.seconds >= 0 and videos <= {f"youtube:{link.video}"}:
            return Derived(doc.text[link.start : link.end], "the page's video link")
        return None
    other = course.counterpart(doc)
    entry = block.get("source_url") if other is not None and (block := readable(other)) is not None else None
    if entry is None or not isinstance(entry.value, str) or judge(entry) is not None:
        return None
    return Derived(entry.value, "the source's URL")


def _shared(course: Course, doc: Document, key: str) -> Derived | None:
    """What at least two other documents of the source side say, all of them the same."""
    values: list[str | int] = []
    style = None
    for other in course.documents:
        if other is doc or profile(other).side != "source":
            continue
        entry = block.get(key) if (block := readable(other)) is not None else None
        if entry is None:
            continue
        if key == "totalChapters":
            if (number := as_number(entry)) > 0:
                values.append(number)
        elif isinstance(entry.value, str) and entry.value.strip() and judge(entry) is None:
            values.append(entry.value)
            style = entry.style if entry.style in ("", "'", '"') else style
    if len(values) >= 2 and len(set(values)) == 1:
        return Derived(values[0], f"the same in {len(values)} other documents of the course", style)
    return None
