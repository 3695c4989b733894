from __future__ import annotations

import re
from itertools import takewhile
from typing import TYPE_CHECKING

from llmdoc_lint.blocks import code, inside
from llmdoc_lint.core import Applicability, Edit, Finding, Fix, NoOptions, Related, Severity, rule
from llmdoc_lint.document import Document, sound
from llmdoc_lint.encoding.question_marks import question_marks
from llmdoc_lint.patterns import pattern
from llmdoc_lint.values import NamedTuple
from llmdoc_rules._places import count, garbled, neighbours, said_near, within

if TYPE_CHECKING:
    from collections.abc import Iterator

_RUN = pattern("\ufffd+")
# A line that says what the character is shows it on purpose.
_ABOUT = pattern(
    r"FFFD|replacement character|대체 ?문자|치환 ?문자|깨진 ?(?:문자|글자)|EF ?BF ?BD|\\ufffd|물음표|question mark",
    re.I,
)
_OPEN, _CLOSE = "\"'“‘「『(«", "\"'”’」』)»"
# Characters on either side that single out one place. Of gaps filled like this in three collections of Korean
# documentation, 99.7 to 99.9 % were right with eight, and 99.7 to 100 % with twelve.
_CONTEXT = 12
_CONTEXT_MIN = 8
# At the beginning or end of a line there may be less on that side: the line break is context, too, and the other side
# makes up for the rest.
_CONTEXT_LONG = 2 * _CONTEXT
_RUNS, _LONGEST = 8, 64  # runs in one gap, and characters in a run: whoever lost more has lost the sentence
_LOOKUPS = 100  # gaps that are looked up; a document that lost more needs its source
_SHOWN = 10  # further places of question marks that a finding lists
_OCCURRENCES = 100  # places with the same context that are compared: all of them must say the same


class _Gap(NamedTuple):
    """Runs of U+FFFD with less than a context between them: they are filled together or not at all."""

    runs: tuple[tuple[int, int], ...]
    low: int  # where the context before it begins
    high: int  # where the one behind it ends


@rule(
    "replacement-character",
    Document,
    NoOptions,
    severity=Severity.ERROR,
    fixes=Applicability.UNSAFE,
)
def check(doc: Document, options: NoOptions) -> Iterator[Finding]:
    """The text holds U+FFFD, which a decoder put where it could not read, or question marks in place of letters.

    What stood there is gone. It happens where a text is cut into chunks of bytes in the middle of a character, and
    where a file is read as UTF-8 that is not. Lines that follow each other are one finding. Code in a document that is
    sound otherwise, a lone character in quotation marks or parentheses, and lines that name the character show it on
    purpose.

    A program that writes Korean in an encoding that has no Korean puts a question mark for each letter: reported are
    three words of nothing else in a row, and titles of nothing else, as one finding for the document.

    Bad:

        모델은 다음 토<U+FFFD><U+FFFD>을 예측합니다.

    Good:

        모델은 다음 토큰을 예측합니다.

    The fix takes the lost characters from a place in the same document, or in another one of its folder's course, where
    the eight to twelve characters on either side are the same, and between several lost ones. It is unsafe: it trusts
    that what stands around a gap decides what was in it. Without such a place, and where two places differ, there is
    none.
    """
    yield from _question_marks(doc)
    text = doc.text
    if "\ufffd" not in text:
        return
    hidden = code(doc)
    damaged = garbled(doc)
    named = _ABOUT.search(text) is not None
    runs: list[tuple[int, int]] = []
    samples: list[tuple[int, int]] = []
    for match in _RUN.finditer(text):
        start, end = match.span()
        if not (within(damaged, start) or _meant(doc, start, end, named)):
            (samples if inside(hidden, start, end) else runs).append((start, end))
    if not runs:
        return
    if samples and not named:  # the whole document went through that decoder
        runs = sorted(runs + samples)
    filled, where = _fill(doc, _gaps(doc, runs))
    ends = dict(runs)
    for known in (True, False):
        for group in neighbours(doc, (start for start in ends if (start in filled) is known)):
            number = sum(ends[start] - start for start in group)
            places = f" at {len(group)} places" if len(group) > 1 else ""
            fix = None
            advice = "restore it from the source"
            if known:
                edits = tuple(Edit(doc.span(start, ends[start]), filled[start]) for start in group)
                fix = Fix("Take the lost text from where it stands undamaged", edits)
                path = where[group[0]]
                place = "elsewhere in the document" if path == doc.path else f"in {path}"
                advice = f"{place} it is `{edits[0].text}`"
            yield Finding(
                doc.span(group[0], ends[group[-1]]),
                f"{count(number, 'replacement character')} (U+FFFD){places}: what stood here is lost, {advice}",
                fix,
                (),
                {"characters": number, "places": len(group)},
            )


def _question_marks(doc: Document) -> Iterator[Finding]:
    """One finding for the document: whoever wrote it so lost all its letters, or those that were pasted into it."""
    places = [doc.span(*place) for place in question_marks(doc) if not said_near(_ABOUT, doc.text, *place)]
    if places:
        lines = f" in {len(places)} lines" if len(places) > 1 else ""
        yield Finding(
            places[0],
            f"question marks in place of letters{lines}: what stood here is lost, restore it from the source",
            related=tuple(Related(place, "and here") for place in places[1 : _SHOWN + 1]),
            data={"places": len(places)},
        )


def _meant(doc: Document, start: int, end: int, named: bool) -> bool:
    text = doc.text
    before, after = text[start - 1 : start], text[end : end + 1]
    if before and after and before in _OPEN and after in _CLOSE:
        return True
    if not named:
        return False
    low, high = doc.line_span(start)
    return bool(_ABOUT.search(text, max(low, start - 200), min(high, end + 200)))


def _gaps(doc: Document, runs: list[tuple[int, int]]) -> list[_Gap]:
    """The runs in groups, as far as they have context enough."""
    text = doc.text
    groups: list[list[tuple[int, int]]] = []
    for run in runs:
        if groups and run[0] - groups[-1][-1][1] < _CONTEXT and "\n" not in text[groups[-1][-1][1] : run[0]]:
            groups[-1].append(run)
        else:
            groups.append([run])
    found = []
    for group in groups[:_LOOKUPS]:
        start, end = group[0][0], group[-1][1]
        if len(group) > _RUNS or any(high - low > _LONGEST for low, high in group):
            continue
        low, high = doc.line_span(start)
        left, right = start - low, high - end
        most = _CONTEXT if min(left, right) >= _CONTEXT_MIN else _CONTEXT_LONG
        before, behind = max(low, start - most), min(high, end + most)
        if start - before + behind - end < 2 * _CONTEXT_MIN:
            continue
        gap = _Gap(
            tuple(group),
            max(0, before - (left < _CONTEXT_MIN)),
            min(len(text), behind + (right < _CONTEXT_MIN)),
        )
        if "\ufffd" not in text[gap.low : start] + text[end : gap.high]:
            found.append(gap)
    return found


def _fill(doc: Document, gaps: list[_Gap]) -> tuple[dict[int, str], dict[int, str]]:
    """By the start of a run, what stands in its place elsewhere, and in which document."""
    filled: dict[int, str] = {}
    where: dict[int, str] = {}
    if not gaps:
        return filled, where
    for gap in gaps:
        found: set[tuple[str, ...]] = set()
        path = ""
        for other in _course(doc):
            before = len(found)
            found |= _elsewhere(doc, gap, other.text)
            if len(found) > before:
                path = other.path
        if len(found) == 1:
            for (start, _), what in zip(gap.runs, found.pop(), strict=True):
                filled[start], where[start] = what, path
    return filled, where


def _course(doc: Document) -> tuple[Document, ...]:
    """The document, and those that are looked at together with it."""
    siblings = doc.facts.get("replacement-character siblings")
    if siblings is None:
        here = doc.files.at_hand
        others = takewhile(lambda other: other.path in here, doc.files.documents(doc)) if here else ()
        siblings = doc.facts["replacement-character siblings"] = (doc, *(other for other in others if sound(other)))
    found: tuple[Document, ...] = siblings
    return found


def _elsewhere(doc: Document, gap: _Gap, text: str) -> set[tuple[str, ...]]:
    """What stands between the same neighbours in a text: for every such place, a part for each run."""
    mine = doc.text
    bounds = [gap.low, *(at for run in gap.runs for at in run), gap.high]
    pieces = [mine[low:high] for low, high in zip(bounds[::2], bounds[1::2], strict=True)]
    sizes = [end - start for start, end in gap.runs]
    first = max(range(len(pieces)), key=lambda at: len(pieces[at]))  # what is looked for, on either side of the gaps
    if len(pieces[first]) < _CONTEXT_MIN:
        return set()
    reach = gap.high - gap.low + 1
    found: set[tuple[str, ...]] = set()
    at = text.find(pieces[first])
    for _ in range(_OCCURRENCES):
        if at < 0:
            break
        behind = _ahead(text, at + len(pieces[first]), pieces[first + 1 :], sizes[first:])
        back = text[max(0, at - reach) : at][::-1]
        before = _ahead(back, 0, [piece[::-1] for piece in pieces[:first][::-1]], sizes[:first][::-1])
        if len(behind) > 1 or len(before) > 1:
            return {("",), ("", "")}  # the place itself is ambiguous
        for one in before:
            for two in behind:
                parts = (*(part[::-1] for part in one[::-1]), *two)
                if "\ufffd" not in "".join(parts):
                    found.add(parts)
        at = text.find(pieces[first], at + 1)
    return found


def _ahead(text: str, at: int, pieces: list[str], sizes: list[int]) -> set[tuple[str, ...]]:
    """What stands between `at` and each of the pieces in turn: at most as many characters as were lost."""
    found: dict[tuple[str, ...], int] = {(): at}
    for piece, size in zip(pieces, sizes, strict=True):
        ahead: dict[tuple[str, ...], int] = {}
        for parts, here in found.items():
            for end in range(here + 1, min(here + size, len(text)) + 1):
                part = text[here:end]
                if "\n" in part:
                    break
                if text.startswith(piece, end) and (piece or text[end : end + 1] in ("", "\n", "\r")):
                    ahead[(*parts, part)] = end + len(piece)
        found = ahead
        if len(found) > 4:
            return {("",), ("", "")}
    return set(found)
