"""Summaries and the bodies they sum up, document by document and over a course."""

from __future__ import annotations

from bisect import bisect_right
from functools import lru_cache
from typing import TYPE_CHECKING

from llmdoc_lint.blocks import body_start, front_matter, headings, merged
from llmdoc_lint.core import fact, record
from llmdoc_lint.course import course_fact, profile
from llmdoc_lint.outline import Summary, chapters, sections, summaries
from llmdoc_lint.patterns import pattern
from llmdoc_lint.values import NamedTuple
from llmdoc_rules._incomplete import empties, placeholders
from llmdoc_rules._legible import legible
from llmdoc_rules._truncations import truncations
from llmdoc_rules._visible import visible

if TYPE_CHECKING:
    from llmdoc_lint.course import Course
    from llmdoc_lint.document import Document

__all__ = [
    "Body",
    "bodies",
    "body_text",
    "broken",
    "chapter_number",
    "covered",
    "difference",
    "extends",
    "has_hangul",
    "likeness",
    "line_break",
    "lines_of",
    "listed",
    "own_summaries",
    "paste",
    "seen_alike",
    "short",
    "unfilled",
    "words",
]

_HANGUL = pattern("[가-힣]")

# Sections that sum up, or list, and are no part of what is summed up.
_ABOUT = frozenset(("tldr", "learn", "summaries", "summary", "key-points", "contents"))


@record
class Body(NamedTuple):
    """The text of one chapter in one document, without summaries, contents lists and headings above it."""

    number: int  # -1: the whole document
    spans: tuple[tuple[int, int], ...]
    whole: bool  # nothing is missing in it: no placeholder, no cut-off text, no unreadable passage


@fact
def bodies(doc: Document) -> tuple[Body, ...]:
    """The bodies of a document: one a chapter in an index, one in a page or an article.

    An index that only lists and sums up its chapters has none.
    """
    mine = profile(doc)
    if mine.part not in ("index", "chapter", "article"):
        return ()
    text = doc.text
    close = _closing(doc)
    about = [(s.start, s.end) for s in sections(doc) if s.role in _ABOUT and s.start < close]
    about += [(s.start, s.end) for s in summaries(doc) if s.form == "bold"]
    if mine.side == "source":  # what is English there is the author's own
        about = [(a, b) for a, b in about if has_hangul(text[a:b])]
    about = list(merged(about))
    ends = [end for _, end in about]
    damaged = broken(doc)
    found = []
    if mine.part == "index":
        marked = chapters(doc)
        for chapter in marked:
            if chapter.role == "body":
                spans = _without(chapter.body_start, chapter.end, about, ends)
                found.append(Body(chapter.number, spans, chapter.number not in damaged and _sound(doc, spans)))
        if found or marked:
            return tuple(found)
    start = max(body_start(doc), next((h.end for h in headings(doc) if h.level == 1), 0))
    spans = _without(start, len(text), about, ends)
    whole = not damaged and _sound(doc, spans)
    return (Body(mine.number if mine.part == "chapter" else -1, spans, whole),)


def _closing(doc: Document) -> int:
    """Where an article's own sections begin: a "요약" behind the first of them is the author's, not the project's."""
    if profile(doc).part != "article":
        return len(doc.text)
    return next((s.start for s in sections(doc) if not s.role and s.level > 1), len(doc.text))


def _sound(doc: Document, spans: tuple[tuple[int, int], ...]) -> bool:
    """Whether there is text, and all of it can be read."""
    text = doc.text
    return any(text[a:b].strip(" \t\r\n-*_") for a, b in spans) and all(legible(doc, a, b) for a, b in spans)


def has_hangul(text: str) -> bool:
    """Whether there is a Hangul syllable in `text`."""
    return not text.isascii() and _HANGUL.search(text) is not None


def broken(doc: Document) -> frozenset[int]:
    """Numbers of chapters whose text is not all there: what depends on it must keep silent."""
    found: frozenset[int] | None = doc.facts.get("broken")
    if found is None:
        cut = (one.chapter for one in truncations(doc))
        found = doc.facts["broken"] = frozenset((*unfilled(doc), *cut))
    return found


def unfilled(doc: Document) -> frozenset[int]:
    """Numbers of chapters that have a placeholder for a text, or none; -1 is a place outside of chapters."""
    found: frozenset[int] | None = doc.facts.get("unfilled")
    if found is None:
        found = frozenset((*(one.chapter for one in placeholders(doc)), *(one.chapter for one in empties(doc))))
        doc.facts["unfilled"] = found
    return found


def _without(start: int, end: int, cut: list[tuple[int, int]], ends: list[int]) -> tuple[tuple[int, int], ...]:
    """What is left from `start` to `end`; `cut` is sorted and disjoint, `ends` are its ends."""
    spans = []
    at = start
    index = bisect_right(ends, start)
    while index < len(cut) and cut[index][0] < end:
        low, high = cut[index]
        if low > at:
            spans.append((at, low))
        at = max(at, high)
        index += 1
    if at < end:
        spans.append((at, end))
    return tuple(spans)


def body_text(doc: Document, body: Body) -> str:
    """The body as one string; spans are joined by a line break."""
    key = f"body_text {body.spans[0][0] if body.spans else -1}"
    text: str | None = doc.facts.get(key)
    if text is None:
        text = doc.facts[key] = "\n".join(doc.text[start:end] for start, end in body.spans)
    return text


def lines_of(text: str, start: int, end: int) -> tuple[str, int]:
    """The lines that hold `start` to `end`, with the line break before them, and the offset where they begin."""
    first = max(0, text.rfind("\n", 0, start))
    last = text.find("\n", end)
    return text[first : len(text) if last < 0 else last], first


def chapter_number(doc: Document, summary: Summary) -> int:
    """The chapter a summary is of: its own number, or its page's; -1 for the whole document.

    It is -1 too in a page that gives itself two numbers, which `chapter-number-mismatch` reports.
    """
    if summary.form == "tldr":
        return -1
    mine = profile(doc)
    if mine.part != "chapter" or summary.number == mine.number or mine.number < 0:
        return summary.number
    return mine.number if summary.number < 0 else -1


def own_summaries(doc: Document) -> tuple[Summary, ...]:
    """The document's summaries that have text and can be read, the article's own closing words left out."""
    found: tuple[Summary, ...] | None = doc.facts.get("own_summaries")
    if found is None:
        close = _closing(doc)
        found = doc.facts["own_summaries"] = tuple(
            s
            for s in summaries(doc)
            if (s.text_end > s.text_start or s.points_end > s.points_start)
            and s.start < close
            and legible(doc, s.start, max(s.end, s.points_end))
        )
    return found


@course_fact
def _chapters_named(course: Course) -> frozenset[int]:
    indexes = (*course.of("target", "index"), *course.of("source", "index"))
    return frozenset(c.number for doc in indexes for c in chapters(doc) if c.number >= 0)


@course_fact
def covered(course: Course) -> bool:
    """Whether the translated text of the whole lecture or article can be seen, and is all there."""
    if not course.complete:
        return False
    found = [body for doc in course.documents if profile(doc).side == "target" for body in bodies(doc)]
    if not found or not all(body.whole for body in found):
        return False
    numbers = {body.number for body in found}
    if numbers == {-1}:
        return not course.of("target", "chapter")
    total = 0
    for doc in course.documents:
        block = front_matter(doc)
        entry = block.get("totalChapters") if block else None
        if entry is not None and isinstance(entry.value, int):
            total = max(total, entry.value)
    return (
        (bool(course.of("target", "index")) or total > 0)
        and _chapters_named(course) <= numbers
        and (len(numbers) >= total)
    )


@lru_cache(maxsize=256)  # the pages of a course repeat each other's summaries
def words(text: str) -> str:
    """A text as its words: line breaks, emphasis and runs of blanks do not count."""
    return " ".join(text.replace("**", "").replace("__", "").split())


def seen_alike(one: str, other: str) -> bool:
    """Whether two texts differ in nothing that a reader sees."""
    return words(visible(one)) == words(visible(other))


@course_fact
def _listings(course: Course) -> dict[int, tuple[Document, Summary]]:
    found: dict[int, tuple[Document, Summary]] = {}
    for doc in course.of("target", "index"):
        for summary in own_summaries(doc):
            if summary.form == "listed" and summary.text_end > summary.text_start:
                found.setdefault(summary.number, (doc, summary))
    return found


def listed(course: Course, number: int) -> tuple[Document, Summary] | None:
    """The summary of a chapter in the translation's index, where it has one with text."""
    return _listings(course).get(number)


def line_break(doc: Document) -> str:
    """How the document ends its lines."""
    return "\r\n" if "\r\n" in doc.text else "\n"


def paste(doc: Document, text: str, *, last: bool = False) -> str:
    """A text to stand under a heading, a blank line around it, its lines ended as the document's are.

    `last`: nothing follows it in the document.
    """
    lines = text.replace("\r\n", "\n").strip("\n").split("\n")
    return line_break(doc).join(("", "", *lines, "") if last else ("", "", *lines, "", ""))


def likeness(one: str, other: str) -> float:
    """The share of their words that two texts have in common, from 0 to 1 (Dice)."""
    mine, theirs = words(one).split(" "), words(other).split(" ")
    counts: dict[str, int] = {}
    for word in mine:
        counts[word] = counts.get(word, 0) + 1
    shared = 0
    for word in theirs:
        if counts.get(word, 0) > 0:
            counts[word] -= 1
            shared += 1
    return 2 * shared / (len(mine) + len(theirs))


def extends(one: str, other: str) -> bool:
    """Whether the first text is the second and more sentences behind or before it."""
    mine, theirs = words(one), words(other)
    return len(mine) > len(theirs) and (mine.startswith(theirs) or mine.endswith(theirs))


_WORD = pattern(r"\S+")


def difference(one: str, other: str) -> tuple[int, int, int, int]:
    """Where two texts differ, in whole words: from and to in the first, from and to in the second.

    Neither is empty where the texts are not: what was left out is shown with the word before it.
    """
    mine = [(match.start(), match.end()) for match in _WORD.finditer(one)]
    theirs = [(match.start(), match.end()) for match in _WORD.finditer(other)]
    limit = min(len(mine), len(theirs))

    def same(left: int, right: int) -> bool:
        return words(one[slice(*mine[left])]) == words(other[slice(*theirs[right])])

    low = 0
    while low < limit and same(low, low):
        low += 1
    back = 0
    while back < limit - low and same(len(mine) - 1 - back, len(theirs) - 1 - back):
        back += 1
    if low + back == limit:
        if low:
            low -= 1
        elif back:
            back -= 1
    spans = []
    for found in (mine, theirs):
        last = len(found) - back
        spans += [found[low][0], found[last - 1][1]] if low < last else [0, 0]
    return spans[0], spans[1], spans[2], spans[3]


def short(text: str, limit: int = 40) -> str:
    """A quotation for a message: on one line, cut where it is long, "(nothing)" where it is empty."""
    line = " ".join(text.split())
    return f"`{line if len(line) <= limit else line[: limit - 1] + '…'}`" if line else "nothing"
