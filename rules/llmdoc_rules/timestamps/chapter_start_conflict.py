from __future__ import annotations

from typing import TYPE_CHECKING

from llmdoc_lint.core import Applicability, Edit, Finding, Fix, NoOptions, Related, Severity, rule
from llmdoc_lint.course import Course
from llmdoc_lint.links import links, videos
from llmdoc_lint.transcript import parse_time, show_time
from llmdoc_rules._plan import SAME, groups, said
from llmdoc_rules._stamps import STYLES, write

if TYPE_CHECKING:
    from collections.abc import Iterator

    from llmdoc_lint.document import Document
    from llmdoc_rules._plan import Said

MANY = 3
"""Chapters from which on one list that disagrees is one fault: it was made for another cut of the video."""

_PLACES = {
    "contents": "the contents list",
    "summary": "the summary's heading",
    "body": "the chapter's heading",
    "page": "the page's front matter",
}


class _Conflict:
    """One chapter: what most say (-1 where there is no majority), who says so, and who does not."""

    __slots__ = ("against", "number", "others", "start")

    def __init__(self, number: int, start: int, others: list[Said], against: list[Said]) -> None:
        self.number = number
        self.start = start
        self.others = others
        self.against = against


def _conflicts(course: Course) -> list[_Conflict]:
    by_number: dict[int, list[Said]] = {}
    for one in said(course):
        if one.mention.seconds >= 0:
            by_number.setdefault(one.mention.number, []).append(one)
    agreed = {number: groups([one.mention.seconds for one in all_])[0][0] for number, all_ in by_number.items()}
    found = []
    for number, all_ in sorted(by_number.items()):
        times = groups([one.mention.seconds for one in all_])
        if len(times) < 2:
            continue
        best, votes = times[0]
        if votes >= 2 and votes > len(all_) - votes:
            others = [one for one in all_ if abs(one.mention.seconds - best) <= SAME]
            against = [one for one in all_ if abs(one.mention.seconds - best) > SAME]
            start = best
        else:
            # No majority: it is reported at the last one that differs from the first.
            first = all_[0].mention.seconds
            others = [one for one in all_ if abs(one.mention.seconds - first) <= SAME]
            against = [one for one in all_ if abs(one.mention.seconds - first) > SAME][-1:]
            start = -1
        found.append(_Conflict(number, start, others, against))
    # A list whose numbers slipped by one has the right times under the wrong numbers.
    slipped: dict[tuple[str, str], int] = {}
    for conflict in found:
        for one in conflict.against:
            if one.mention.seconds in (agreed.get(conflict.number - 1), agreed.get(conflict.number + 1)):
                key = one.doc.path, one.mention.role
                slipped[key] = slipped.get(key, 0) + 1
    for conflict in found:
        conflict.against = [one for one in conflict.against if slipped.get((one.doc.path, one.mention.role), 0) < 2]
    return [conflict for conflict in found if conflict.against]


@rule(
    "chapter-start-conflict",
    Course,
    NoOptions,
    severity=Severity.ERROR,
    fixes=Applicability.SAFE,
)
def check(course: Course, options: NoOptions) -> Iterator[Finding]:
    """The course's documents give a chapter different starts.

    A reader who follows one of them lands in the wrong place of the video.

    Bad:

        ### 3. 토큰화 (7:47)

        3. [토큰화](#3-토큰화) (8:47)

    Good:

        ### 3. 토큰화 (7:47)

        3. [토큰화](#3-토큰화) (7:47)

    Compared are the contents lists and the headings of both sides' indexes and the `timestamp` of the pages (where
    there is none, the `t=` of their URL); a second's difference is rounding. A page that contradicts itself is
    `timestamp-url-mismatch`'s. A list that disagrees on three chapters or more is one finding.

    The fix writes what the others say. It is safe: it is offered only where at least two others agree and
    fewer disagree; in a page it changes `timestamp`, `t=` and the link's text together.
    """
    grouped: dict[tuple[str, str], list[tuple[_Conflict, Said]]] = {}
    for conflict in _conflicts(course):
        for one in conflict.against:
            key = "" if one.mention.role == "page" else one.doc.path
            grouped.setdefault((key, one.mention.role), []).append((conflict, one))
    for found in grouped.values():
        sure = all(conflict.start >= 0 for conflict, _ in found)
        if len(found) >= MANY and sure:
            yield _finding(found)
        else:
            for item in found:
                yield _finding([item])


def _finding(found: list[tuple[_Conflict, Said]]) -> Finding:
    conflict, one = found[0]
    return Finding(
        one.doc.span(one.mention.start, one.mention.end),
        _what(conflict, one) + (f"; {len(found) - 1} more chapters differ in the same way" if len(found) > 1 else ""),
        _fix(found),
        tuple(
            Related(other.doc.span(other.mention.start, other.mention.end), f"{show_time(other.mention.seconds)} here")
            for other in conflict.others[:6]
        ),
        {
            "chapters": [item.number for item, _ in found],
            "said": [said_.mention.seconds for _, said_ in found],
            "expected": [item.start for item, _ in found],
        },
    )


def _what(conflict: _Conflict, one: Said) -> str:
    """When the chapter starts by one place, and by the others."""
    other = conflict.others[0].mention
    start, by = other.seconds, _PLACES[other.role]
    if conflict.start >= 0:
        start, by = conflict.start, f"{len(conflict.others)} other places"
    return (
        f"chapter {conflict.number} starts at {show_time(one.mention.seconds)} by {_PLACES[one.mention.role]},"
        f" at {show_time(start)} by {by}"
    )


def _fix(found: list[tuple[_Conflict, Said]]) -> Fix | None:
    """Write what most say; None unless that is certain for all of them."""
    edits: list[Edit] = []
    for conflict, one in found:
        mine = _edits(one, conflict.start) if conflict.start >= 0 else []
        if not mine:
            return None
        edits += mine
    title = f"Write {show_time(found[0][0].start)}" if len(found) == 1 else f"Correct {len(found)} starts"
    return Fix(title, tuple(edits), Applicability.SAFE)


def _like(written: str, old: int, new: int) -> str:
    """Write `new` the way `written` writes `old`."""
    way = next((way for way in STYLES if write(way, old) == written), STYLES[0])
    return write(way, new)


def _edits(one: Said, start: int) -> list[Edit]:
    """What it takes to give one mention another start; nothing where that is not certain."""
    doc, mention = one.doc, one.mention
    text = doc.text
    if mention.role != "page":
        written = text[mention.start : mention.end]
        if parse_time(written) != mention.seconds:
            return []
        return [Edit(doc.span(mention.start, mention.end), _like(written, mention.seconds, start))]
    return _page_edits(doc, mention.start, mention.end, mention.seconds, start)


def _page_edits(doc: Document, value_start: int, value_end: int, old: int, new: int) -> list[Edit]:
    text = doc.text
    edits = []
    value = text[value_start:value_end]
    bare = value.strip("\"'")
    if parse_time(bare) >= 0:
        at = value_start + value.index(bare)
        edits.append(Edit(doc.span(at, at + len(bare)), _like(bare, old, new)))
    for video in videos(doc):
        if video.time_start < 0 or abs(video.seconds - old) > SAME:
            continue
        digits = text[video.time_start : video.time_end]
        if not digits.rstrip("s").isdigit():
            return []
        edits.append(Edit(doc.span(video.time_start, video.time_end), f"{new}{'s' if digits.endswith('s') else ''}"))
    for link in links(doc):
        if "youtu" not in link.target:
            continue
        words = text[link.text_start : link.text_end]
        for way in dict.fromkeys(write(way, old) for way in STYLES):
            if f"({way})" in words or f"[{way}]" in words:
                at = link.text_start + max(words.find(f"({way})"), words.find(f"[{way}]")) + 1
                edits.append(Edit(doc.span(at, at + len(way)), _like(way, old, new)))
                break
    return edits
