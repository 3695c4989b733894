"""The stamps of a document as the rules about time judge them: facts they share.

One slip is one fault: what `timestamp-malformed`, `timestamp-backwards` or `timestamp-duplicate`
reports is marked here, and the other rules pass over it.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from itertools import pairwise
from operator import lt
from typing import TYPE_CHECKING

from llmdoc_lint.blocks import blocks, body_start, headings
from llmdoc_lint.core import fact, record
from llmdoc_lint.course import profile
from llmdoc_lint.outline import chapters, region, sections
from llmdoc_lint.patterns import pattern
from llmdoc_lint.transcript import Segment, cadence, parse_time, segments, show_time
from llmdoc_lint.values import NamedTuple

if TYPE_CHECKING:
    from llmdoc_lint.document import Document

__all__ = [
    "KINDS",
    "NATURAL",
    "STYLES",
    "Hole",
    "Stamp",
    "Stretch",
    "amount",
    "find_holes",
    "fits",
    "holes",
    "pace",
    "stamps",
    "stretches",
    "style",
    "styles",
    "write",
]

KINDS = ("index", "chapter", "article", "source-index", "source-chapter", "source-article")
"""The kinds whose stamps are judged. A prompt embeds a copy of a source page, which is judged itself."""

ENOUGH = 3
"""Sound stamps from which on a document counts as stamped: prose may well open a line with one time."""


@record
class Stamp(NamedTuple):
    """A stamp at the start of a segment.

    fault: "" for none, "malformed" (it is no time, or a bracket is missing), "backwards" (the one
    out of order), "duplicate" (the same as the one before it, in the same chapter).
    """

    seconds: int  # -1 where it is no time
    start: int  # brackets included, as far as they are there
    end: int
    text_start: int
    text_end: int
    stream: int  # stamps are in order within one: a restart at 0:00, a page's second language open new ones
    chapter: int  # index among the document's `stretches`, -1 outside of chapters
    fault: str


@record
class Stretch(NamedTuple):
    """A chapter's text: its number and which of the document's `stamps` stand in it."""

    number: int
    title_start: int  # of its heading
    title_end: int
    start: int  # of the text
    end: int
    first: int  # stamps from ...
    last: int  # ... to, exclusive


@record
class Hole(NamedTuple):
    """A step between two stamps that is larger than the document's own cadence explains."""

    before: int  # the stamp before it, by index in `stamps`
    after: int
    begin: int  # seconds of these two
    end: int
    step: int
    missing: int  # how many stamps have room in it
    chapters: int  # chapter borders in between


# ---------------------------------------------------------------------------- reading stamps

# Lines that open like a stamp and are none: one bracket missing or wrong, a wrong separator.
_SLIP = pattern(
    r"\n[ ]{0,3}(?!\[\d{1,3}:\d{2}(?::\d{2})?\])(?P<stamp>(?P<open>[\\\[({\u3010\uff08\uff3b]{0,2})"
    r"(?P<time>\d{1,3}(?::\d{2}){3}|\d{1,3}(?:[ ]?[:.;\uff1a][ ]?\d{1,2}){1,2}"
    r"|(?:\d{1,2}시간[ ]?)?\d{1,3}분[ ]?\d{1,2}초)(?P<close>[:\\\])}\u3011\uff09\uff3d]{0,3}))"
    r"(?=[ \t]+\S)"
)
_ASIDE = frozenset(("tldr", "learn", "summary", "key-points", "summaries", "contents"))


def _asides(doc: Document) -> list[tuple[int, int]]:
    """Sections that are about the text: times in them are references, not stamps."""
    spans = []
    area = region(doc, "SUMMARY")
    if area is not None:
        spans.append(area)
    for section in sections(doc):
        if section.role in _ASIDE:
            end = section.own_end if section.role != "summaries" else section.end
            if area is not None and area[0] <= section.start < area[1]:
                end = min(end, area[1])  # behind the marker, the text may begin without a heading
            spans.append((section.start, end))
    spans.sort()
    merged: list[tuple[int, int]] = []
    for start, end in spans:
        if merged and start <= merged[-1][1]:
            merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
        else:
            merged.append((start, end))
    return merged


def _marks(doc: Document) -> list[Segment]:
    """The document's segments without those that only look like it.

    Lists and quotations of times beside a stamped text, and times that prose runs on from
    (`[12:30]에 시작`), are in the minority; where they are not, they are how the document is stamped.
    """
    text = doc.text
    marks = list(segments(doc))
    if len(marks) < ENOUGH:
        return []
    spans = _asides(doc)
    if spans:
        starts = [span[0] for span in spans]
        reach = [-1, *(span[1] for span in spans)]
        marks = [mark for mark in marks if mark.start >= reach[bisect_right(starts, mark.start)]]
    half = len(marks) / 2
    own = [text[mark.start - 1] == "\n" or _opens_line(text, mark.start) for mark in marks]
    apart = [not text[mark.end : mark.end + 1].isalnum() for mark in marks]
    by_line = sum(own) >= min(ENOUGH, half)
    every = sum(apart) < half
    marks = [mark for mark, mine, free in zip(marks, own, apart, strict=True) if mine == by_line and (free or every)]
    return marks if sum(mark.seconds >= 0 for mark in marks) >= ENOUGH else []


def _opens_line(text: str, start: int) -> bool:
    """Whether the stamp stands at the start of its line, neither in a list nor in a quotation."""
    if not start:
        return True
    line = text.rfind("\n", 0, start) + 1
    return not text.startswith(("-", "*", "+", ">"), line + _blanks(text, line)) or text.startswith("**", line)


def _blanks(text: str, at: int) -> int:
    count = 0
    while count < 3 and text[at + count : at + count + 1] == " ":
        count += 1
    return count


@fact
def stamps(doc: Document) -> tuple[Stamp, ...]:
    """The document's stamps in the order they stand in, with what is wrong with each.

    Empty for a document with fewer than three sound ones.
    """
    marks = _marks(doc)
    if not marks:
        return ()
    marks = _with_slips(doc, marks)
    starts = [mark.start for mark in marks]
    numbers = [0] * len(marks)
    for first in {
        bisect_right(starts, one.start) for one in sections(doc) if one.role in ("translation", "transcript")
    }:
        if first:  # a page's second language opens a stream
            numbers[first:] = [number + 1 for number in numbers[first:]]
    chapter = [-1] * len(marks)
    for index, place in enumerate(_places(doc)):
        first, last = bisect_left(starts, place[3]), bisect_left(starts, place[4])
        chapter[first:last] = [index] * (last - first)
    times = [mark.seconds for mark in marks]
    if times[0] >= 0 and all(map(lt, times, times[1:])):
        faults = [""] * len(marks)  # nearly always
    else:
        faults = _faults(doc, marks, numbers, chapter)
    return tuple(
        [
            Stamp(*mark, number, place, fault)
            for mark, number, place, fault in zip(marks, numbers, chapter, faults, strict=True)
        ]
    )


def _faults(doc: Document, marks: list[Segment], numbers: list[int], chapter: list[int]) -> list[str]:
    """What is wrong with each mark; where the clock starts again, `numbers` gets a new stream."""
    starts = [mark.start for mark in marks]
    headed = {bisect_right(starts, head.start) for head in headings(doc)}
    borders = [at in headed for at in range(len(marks))]  # a heading stands between this one and the one before
    _restart(marks, numbers, borders, [block.start for block in blocks(doc) if block.kind == "rule"])
    faults = _order(marks, numbers)
    step = pace_of([mark.seconds for mark in marks], doc)
    if not step and faults.count("backwards") * 4 > len(marks):
        faults = [""] * len(marks)  # ordered by something else than time: the best moments of a talk
    even = not step and _even_but_for_one([mark.seconds for mark in marks if mark.seconds >= 0])
    pairs = 0
    for at in range(1, len(marks)):
        same = marks[at].seconds == marks[at - 1].seconds >= 0 and numbers[at] == numbers[at - 1]
        pairs += same
        if not same or borders[at] or chapter[at] != chapter[at - 1] or faults[at]:
            continue
        if step or even or _one_speaker(doc.text, marks[at - 1], marks[at]):
            faults[at] = "duplicate"
    if pairs * 5 >= 2 * len(marks):  # two languages side by side, a stamp each
        faults = ["" if fault == "duplicate" else fault for fault in faults]
    return ["malformed" if mark.seconds < 0 else fault for mark, fault in zip(marks, faults, strict=True)]


def _even_but_for_one(times: list[int]) -> bool:
    """Whether one of two equal stamps, moved to the free place beside it, makes all steps of a short page equal."""
    known = sorted(set(times))
    if len(times) < 4 or len(known) != len(times) - 1:
        return False
    step = min(after - before for before, after in pairwise(known))
    if step < 5 or known[-1] - known[0] != step * (len(times) - 1):
        return False
    free = set(range(known[0], known[-1], step)).difference(known)
    return len(free) == 1 and times.count(min(free) - step) + times.count(min(free) + step) == 3


_SPEAKER = pattern(r"([^\s:*][^:*\n]{0,38})(?:\*\*)?[:\uff1a](?:\*\*)?[ \t]+")  # `**이네스:** `, `Ines: `
_LONG_TURN = 40  # characters of a turn that takes more than a second to say: Korean is spoken at five to seven a second


def _one_speaker(text: str, first: Segment, second: Segment) -> bool:
    """Whether the speaker of a turn that lasts is the speaker of the next one, too: no one begins two in a second."""
    one = _SPEAKER.match(text, first.text_start, first.text_end)
    other = _SPEAKER.match(text, second.text_start, second.text_end)
    return bool(one and other and one[1] == other[1] and first.text_end - one.end() >= _LONG_TURN)


def _with_slips(doc: Document, marks: list[Segment]) -> list[Segment]:
    """Add the lines that open with a stamp whose bracket or separator is wrong."""
    text = doc.text
    hidden = [(b.start, b.end) for b in blocks(doc) if b.kind in ("comment", "fence", "code", "table", "list")]
    hidden += _asides(doc)
    hidden.sort()
    starts = [span[0] for span in hidden]
    reach = [0] * len(hidden)
    for at, span in enumerate(hidden):
        reach[at] = max(span[1], reach[at - 1] if at else 0)
    known = {mark.start for mark in marks}
    found: list[Segment] = []
    likely: list[Segment] = []  # brackets of another kind, or none: stamps only where the grid lacks them
    for match in _SLIP.finditer(text, max(body_start(doc) - 1, 0)):
        start, end = match.span("stamp")
        if start in known:
            continue
        opened, closed = match["open"] == "[", match["close"] == "]"
        odd = "분" in match["time"] or match["time"].count(":") == 3  # `[5분 30초]`, `[20:30:00:00]`
        if odd and not (opened and closed):
            continue
        certain = odd or opened != closed or (opened and any(char in match["time"] for char in ";\uff1a "))
        seconds = -1 if certain or opened else parse_time(match["time"])
        if not certain and seconds < 0:
            continue
        at = bisect_right(starts, start) - 1
        if at >= 0 and start < reach[at]:
            continue
        stop = text.find("\n", end)
        stop = len(text) if stop < 0 else stop
        if not closed and text.find("]", end, stop) >= 0 and not match["close"].strip(":\\"):
            continue  # `[12:30 기준] ...`: the bracket closes later
        text_end = len(text[:stop].rstrip()) if stop - end < 9 else stop
        (found if certain else likely).append(Segment(seconds, start, end, end, text_end))
    if likely:
        found += _on_the_grid(doc, marks, likely)
    if not found:
        return marks
    if len(found) * 2 > len(marks):  # so many are a form, not slips
        return marks
    return sorted([*marks, *found], key=lambda mark: mark.start)


def _on_the_grid(doc: Document, marks: list[Segment], likely: list[Segment]) -> list[Segment]:
    """Those of `likely` that stand where the document's grid lacks a stamp, one step from either neighbour.

    More than one beside three sound stamps are a form of their own, not slips.
    """
    if len(likely) * 3 > len(marks):
        return []
    all_ = sorted([*marks, *likely], key=lambda mark: mark.start)
    step = pace_of([mark.seconds for mark in all_], doc)
    if not step:
        return []
    slack = max(1, step // 15)  # as `cadence`
    starts = {mark.start for mark in likely}
    return [
        mark._replace(seconds=-1)
        for before, mark, after in zip(all_, all_[1:], all_[2:], strict=False)
        if mark.start in starts
        and before.seconds >= 0
        and abs(mark.seconds - before.seconds - step) <= slack
        and abs(after.seconds - mark.seconds - step) <= slack
    ]


def _restart(marks: list[Segment], numbers: list[int], borders: list[bool], rules: list[int]) -> None:
    """Open a new stream where the clock starts again: a second recording, or times within a chapter.

    That is a fall to the first minute behind a heading or a thematic break, from where the stamps
    go on; a single stamp that is too early is a slip.
    """
    sound = [at for at, mark in enumerate(marks) if mark.seconds >= 0]
    fresh = set()
    for before, at, after in zip(sound, sound[1:], [*sound[2:], -1], strict=False):
        last, here = marks[before].seconds, marks[at].seconds
        if here < 60 <= last - here and (after < 0 or marks[after].seconds < last):
            apart = any(borders[before + 1 : at + 1]) or (
                bisect_left(rules, marks[at].start) > bisect_left(rules, marks[before].start)
            )
            if apart:
                fresh.add(at)
    extra = 0
    for at in range(len(marks)):
        extra += at in fresh
        numbers[at] += extra


def _order(marks: list[Segment], numbers: list[int]) -> list[str]:
    """Mark the stamps that are out of order: of two neighbours, the one without which all is well."""
    faults = [""] * len(marks)
    sound = [at for at, mark in enumerate(marks) if mark.seconds >= 0]
    accepted: list[int] = []  # of the current stream
    for index, at in enumerate(sound):
        if accepted and numbers[accepted[-1]] != numbers[at]:
            accepted = []
        here = marks[at].seconds
        if not accepted or here >= marks[accepted[-1]].seconds:
            accepted.append(at)
            continue
        top = marks[accepted[-1]].seconds
        following = sound[index + 1] if index + 1 < len(sound) else -1
        then = marks[following].seconds if following >= 0 and numbers[following] == numbers[at] else -1
        base = marks[accepted[-2]].seconds if len(accepted) > 1 else -1
        if 0 <= base < here < then < top:
            faults[accepted.pop()] = "backwards"  # `5:30:00` between 2:30:00 and 2:31:00
            accepted.append(at)
            continue
        faults[at] = "backwards"
        if then < 0 or then >= top:
            continue  # the next one is in order again
        accepted = [at]  # from here on, all are early
    return faults


@fact
def pace(doc: Document) -> int:
    """The step in seconds at which the document is stamped, 0 where it has no cadence.

    As `cadence`; a page too short for that has one where its stamps lie on a grid: at least two
    steps, most of them equal, and every stamp a whole number of them away from the first.
    """
    return pace_of([segment.seconds for segment in segments(doc)], doc)


def pace_of(times: list[int], doc: Document) -> int:
    found = cadence(doc)
    if found is not None:
        return found.step
    times = [time for time in times if time >= 0]
    steps = [after - before for before, after in pairwise(times) if after > before]
    if not 2 <= len(steps) < 6:
        return 0
    step = max(sorted(set(steps)), key=lambda value: (steps.count(value), -value))
    if step < 5 or steps.count(step) * 2 <= len(steps) or any((time - times[0]) % step for time in times):
        return 0
    return step


# ------------------------------------------------------------------------------------ chapters


def _places(doc: Document) -> list[tuple[int, int, int, int, int]]:
    """Number, title and text of the document's chapters: an index has many, a page is one."""
    part = profile(doc).part
    if part == "index":
        return [(c.number, c.title_start, c.title_end, c.body_start, c.end) for c in chapters(doc) if c.role == "body"]
    if part == "chapter":
        top = next((head for head in headings(doc) if head.level == 1), None)
        title = (top.text_start, top.text_end) if top else (body_start(doc), body_start(doc))
        return [(profile(doc).number, *title, body_start(doc), len(doc.text))]
    return []


@fact
def stretches(doc: Document) -> tuple[Stretch, ...]:
    """The document's chapters with their stamps, in the order they stand in."""
    starts = [stamp.start for stamp in stamps(doc)]
    return tuple(
        Stretch(*place, bisect_left(starts, place[3]), bisect_left(starts, place[4])) for place in _places(doc)
    )


# --------------------------------------------------------------------------------------- holes


@fact
def holes(doc: Document) -> tuple[Hole, ...]:
    """Where the document's stamps skip at least one step of its cadence."""
    return find_holes(doc, 0)


def find_holes(doc: Document, most: int) -> tuple[Hole, ...]:
    """As `holes`; `most` is the largest step that is none, in seconds, 0 for the cadence's.

    A step of twice the cadence or more is a hole (30 s grid: 97.5 % of the steps are regular, and
    speech does not pause for half a minute). Slips in between stand for a stamp each, and a
    stretch that a later stamp falls back into is not missing.
    """
    all_ = stamps(doc)
    step = pace(doc)
    if not all_ or not (step or most):
        return ()
    fallen = sorted(stamp.seconds for stamp in all_ if stamp.fault == "backwards")
    found = []
    before = -1
    top = -1
    slips = 0
    for at, stamp in enumerate(all_):
        if stamp.fault in ("malformed", "duplicate") or (stamp.fault == "backwards" and stamp.seconds > top >= 0):
            slips += 1
            continue
        if stamp.fault == "backwards" and at + 1 < len(all_) and all_[at + 1].seconds >= top:
            slips += 1
            continue
        if before >= 0 and all_[before].stream == stamp.stream and all_[before].seconds == top:
            wide = stamp.seconds - top
            limit = most if most else 2 * step - 1  # a second for grids that jitter
            room = wide - slips * (step or most)
            if room > limit if most else room >= limit:
                unit = step or most
                between = stamp.chapter - all_[before].chapter if all_[before].chapter >= 0 else 0
                inside = bisect_left(fallen, stamp.seconds) - bisect_right(fallen, top)
                if not inside:
                    missing = max(1, round(wide / unit) - 1 - slips)
                    found.append(Hole(before, at, top, stamp.seconds, unit, missing, between))
        if before >= 0 and all_[before].stream != stamp.stream:
            top = -1
        before, slips = at, 0
        top = max(top, stamp.seconds)
    return tuple(found)


# ------------------------------------------------------------------------------------- writing

NATURAL = "m:ss, h:mm:ss"
STYLES = (NATURAL, "mm:ss, h:mm:ss", "mm:ss, hh:mm:ss", "h:mm:ss", "hh:mm:ss", "m:ss", "mm:ss")
"""Ways to write stamps, below an hour and from an hour on; the first that fits is meant."""


def write(way: str, seconds: int) -> str:
    """Write a time in one of `STYLES`."""
    hours, rest = divmod(seconds, 3600)
    tail = f"{rest // 60:02}:{rest % 60:02}"
    if way == NATURAL:
        return show_time(seconds)
    if way == "mm:ss, h:mm:ss":
        return f"{hours}:{tail}" if hours else tail
    if way == "mm:ss, hh:mm:ss":
        return f"{hours:02}:{tail}" if hours else tail
    if way == "h:mm:ss":
        return f"{hours}:{tail}"
    if way == "hh:mm:ss":
        return f"{hours:02}:{tail}"
    minutes = seconds // 60
    return f"{minutes}:{seconds % 60:02}" if way == "m:ss" else f"{minutes:02}:{seconds % 60:02}"


@fact
def styles(doc: Document) -> tuple[int, ...]:
    """For each of `STYLES`, how many of the document's sound stamps are written that way."""
    text = doc.text
    counts = [0] * len(STYLES)
    sound = [stamp for stamp in stamps(doc) if stamp.seconds >= 0]
    # Told by its length, at a tenth of the price: `0:30` to `59:30`, then `1:00:00` and longer.
    if all(
        (stamp.end - stamp.start >= 9) == (stamp.seconds >= 3600)
        and (stamp.end - stamp.start == 6 or text[stamp.start + 1] != "0")
        for stamp in sound
    ):
        counts[0] = len(sound)
        return tuple(counts)
    for stamp in sound:
        written = text[stamp.start + 1 : stamp.end - 1]
        for at, way in enumerate(STYLES):
            counts[at] += write(way, stamp.seconds) == written
    return tuple(counts)


def style(doc: Document) -> str:
    """The way most of the document's stamps are written."""
    counts = styles(doc)
    return STYLES[counts.index(max(counts))]


def fits(doc: Document, at: int, seconds: int) -> bool:
    """Whether a stamp of `seconds` can stand where the stamp with index `at` stands."""
    all_ = stamps(doc)
    near = max(2 * pace(doc), 120)
    low = high = -1
    for index in range(at - 1, max(-1, at - 6), -1):
        if not all_[index].fault:
            low = all_[index].seconds if all_[index].stream == all_[at].stream else -1
            break
    for index in range(at + 1, min(len(all_), at + 6)):
        if not all_[index].fault:
            high = all_[index].seconds if all_[index].stream == all_[at].stream else -1
            break
    if low < 0 and high < 0:
        return False
    if low < 0:
        return 0 <= high - seconds <= near and seconds < high
    if high < 0:
        return 0 < seconds - low <= near
    return low < seconds < high


def amount(seconds: int) -> str:
    """Say how long: `45 s` below two minutes, else `m:ss` or `h:mm:ss`."""
    return f"{seconds} s" if seconds < 120 else show_time(seconds)
