"""Stamped segments: `[1:02:30] text`, their times and the document's cadence."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from functools import lru_cache
from itertools import accumulate, pairwise
from typing import TYPE_CHECKING

from llmdoc_lint.blocks import blocks, body_start, clock
from llmdoc_lint.core import fact, record
from llmdoc_lint.patterns import pattern
from llmdoc_lint.unseen import seen
from llmdoc_lint.values import NamedTuple

if TYPE_CHECKING:
    from llmdoc_lint.document import Document

__all__ = ["Cadence", "Segment", "cadence", "parse_time", "segments", "show_time"]


@record
class Segment(NamedTuple):
    """A stamp at the start of a line and the text up to the next stamp, heading, rule or comment."""

    seconds: int  # -1 where the stamp is not a time (`[1:60:00]`, `[1.30.00]`)
    start: int  # of the stamp, its bracket included
    end: int
    text_start: int
    text_end: int  # trailing blanks and breaks left out; equal to text_start where there is no text


@record
class Cadence(NamedTuple):
    """How often a transcript is stamped: `step` seconds, in `share` of its steps."""

    step: int
    share: float
    steps: int


_TIME = pattern(r"(\d{1,3}):(\d{2})(?::(\d{2}))?\Z")

# A stamp opens a line, alone, behind a list marker or a quotation mark, bold, or behind a speaker's
# bold name. What is nearly a stamp counts as one whose time is unknown, so that one slip
# (`[1.30.00]`) is one fault and not also a gap.
# A stamp that is a link into the video (`[0:30](https://...) text`, `[[0:30]](https://...) text`) is one
# where text stands behind it; in a list, and alone on its line, it is a reference.
_STAMP = pattern(r"\[(\d{1,3}(?:[:.]\d{1,2}){1,2})\](?:\]?\((https?://[^()\s]{1,500})\)(?=[ \t*:]*[^\s*:]))?(?!\]?\()")
_BEFORE = pattern(r"[ ]{0,3}(?:(?P<item>[-*+])[ ]+|>[ ]+)?(?:\*\*[^*\n\[\]]{1,60}\*\*[ ]?:?[ ]*)?(?:\*\*)?")


@lru_cache(maxsize=4096)  # the pages of both sides have the same stamps
def parse_time(text: str) -> int:
    """Seconds of `m:ss` or `h:mm:ss` written with two-digit fields, -1 for anything else."""
    match = _TIME.match(text)
    return clock(match[1], match[2], match[3]) if match else -1


def show_time(seconds: int) -> str:
    """Write seconds as `m:ss`, or `h:mm:ss` from an hour on."""
    sign, seconds = ("-", -seconds) if seconds < 0 else ("", seconds)
    hours, rest = divmod(seconds, 3600)
    if hours:
        return f"{sign}{hours}:{rest // 60:02}:{rest % 60:02}"
    return f"{sign}{rest // 60}:{rest % 60:02}"


@fact
def segments(doc: Document) -> tuple[Segment, ...]:
    """The stamped segments of the body, in the order they stand in."""
    text = seen(doc)
    if "[" not in text:
        return ()
    stops = []  # what ends a segment besides the next stamp
    hidden = []
    for block in blocks(doc):
        kind = block.kind
        if kind in ("text", "list"):  # most are
            continue
        if kind in ("heading", "rule", "comment", "fence"):
            stops.append(block.start)
        if kind in ("comment", "fence", "code"):
            hidden.append((block.start, block.end))
    stops.append(len(text))
    matches = []
    at = 0
    for match in _STAMP.finditer(text, body_start(doc)):
        start, end = match.span()
        line = start
        if start and text[start - 1] != "\n":
            line = text.rfind("\n", max(0, start - 80), start) + 1
            if not line and start >= 80:
                continue
            doubled = match[2] is not None and text[start - 1] == "["  # `[[0:30]](...)`
            before = _BEFORE.fullmatch(text, line, start - doubled)
            if before is None or (match[2] is not None and before["item"]):
                continue
        while at < len(hidden) and hidden[at][1] <= start:
            at += 1
        if at < len(hidden) and hidden[at][0] <= start:
            continue
        matches.append((line, start, match.end(1) + 1, end, match[1]))
    found = []
    at = 0
    following = [match[0] for match in matches[1:]] + [len(text)]
    for (_, start, stamp_end, end, time), limit in zip(matches, following, strict=False):
        while stops[at] < end:
            at += 1
        piece = text[end : limit if limit < stops[at] else stops[at]]
        bare = piece.lstrip(" \t*:\r\n")
        text_start = end + len(piece) - len(bare) if bare else end
        found.append(Segment(parse_time(time), start, stamp_end, text_start, text_start + len(bare.rstrip())))
    return tuple(found)


@fact
def cadence(doc: Document) -> Cadence | None:
    """The document's own cadence, None where it has none (stamped per speaker, or hardly stamped).

    The step is the one that most of the positive steps between neighbouring stamps are near to:
    within a second, or within a fifteenth of it (captions cut every 30 s jitter by two). A
    transcript has a cadence where at least six steps were seen and at least 60 % of them are near:
    captions cut every 30 s give 97.5 % in the content this was written for, and a transcript
    stamped per speaker stays below 20 %.
    """
    times = [segment.seconds for segment in segments(doc) if segment.seconds >= 0]
    steps: dict[int, int] = {}
    total = 0
    for before, after in pairwise(times):
        if after > before:
            steps[after - before] = steps.get(after - before, 0) + 1
            total += 1
    if total < 6:
        return None
    order = sorted(steps)
    counted = [0, *accumulate(steps[step] for step in order)]  # how many steps are below each

    def near(step: int) -> int:
        slack = max(1, step // 15)
        return counted[bisect_right(order, step + slack)] - counted[bisect_left(order, step - slack)]

    step = max(order, key=lambda step: (near(step), steps[step], -step))
    if near(step) < 0.6 * total:
        return None
    return Cadence(step, round(near(step) / total, 4), total)
