"""Damage by way of CP949, the Korean code page, whose characters are one byte or two.

Either its bytes were read as those of a Western page (`¼Ò¸®¿¤`), or UTF-8 was read as CP949 (`媛`, `�븳援��뼱`), which
is reversible only where every two bytes happened to be a character.
"""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from llmdoc_lint import patterns
from llmdoc_lint.encoding.code_pages import HIT, ODD, SYMBOL, Page, common_hangul, page, parse
from llmdoc_lint.encoding.mojibake.evidence import is_hangul
from llmdoc_lint.encoding.mojibake.passage import Verdict
from llmdoc_lint.encoding.mojibake.reversal import is_text
from llmdoc_lint.encoding.mojibake.suspicion import IDEOGRAPHS
from llmdoc_lint.values import NamedTuple

if TYPE_CHECKING:
    import re
    from collections.abc import Iterator, Sequence

    from llmdoc_lint.encoding.mojibake.passage import Line

__all__ = ["cp949_as_western", "utf8_as_cp949"]

_KOREAN = 0.8
"""Share of the characters beyond ASCII that are syllables of KS X 1001, or signs, in Korean text.

It finds 18 of 18 known cases of CP949 read as something else; on the benchmark's damage 0.5 and 1 come to the same, and
0.3 repairs a line wrongly."""


def _beside(found: dict[int, Verdict], left: Sequence[int]) -> Iterator[int]:
    """The lines that stand next to one that is `found`, downwards and then upwards, while the caller adds to it."""
    for order in (left, left[::-1]):
        for near, number in pairwise(order):
            if near in found and number not in found:
                yield number


# ------------------------------------------------------------------- CP949 read as a Western page

_RUN = patterns.pattern("[\x81-\xfe]+")
_TWO_SYLLABLES = patterns.pattern("[\xb0-\xc8][\xa1-\xfe][\xb0-\xc8][\xa1-\xfe]")
_UNIFORM = 0.8  # share of proven lines, from which on hardly any is sound
_ALONE, _IN_COMPANY = 3, 2  # syllables of a line that prove it, and of one in a text with a proven line; 6 miss a line


class _Reading(NamedTuple):
    common: int  # syllables of KS X 1001
    other: int  # other letters, and what does not decode
    repaired: str
    lost: int


def cp949_as_western(lines: Sequence[Line], left: Sequence[int]) -> dict[int, Verdict]:
    """The lines among those `left` whose characters are the bytes of CP949, by the page that explains most of them."""
    found = [_through(lines, left, page(codec)) for codec in ("cp1252", "latin-1", "cp1254")]
    return max(found, key=lambda one: (len(one), -sum(verdict.lost for verdict in one.values())))


def _through(lines: Sequence[Line], left: Sequence[int], it: Page) -> dict[int, Verdict]:
    proven = _proven(lines, left, it)
    found: dict[int, Verdict] = {}
    if not proven:
        return found
    direction = f"cp949>{it.codec}"
    for number in left:
        line = lines[number]
        reading = proven.get(number) if line.prose == line.text else None
        reading = reading or _read(line.text, line.text.translate(it.view))
        if reading is None:
            continue
        if reading.common >= _IN_COMPANY or number in proven or len(proven) > _UNIFORM * len(left):
            lost = reading.lost or int(not is_text(reading.repaired, line.text))
            damaged = reading.common + reading.other
            found[number] = Verdict(it.codec, direction, 1, lost, damaged, "" if lost else reading.repaired)
    for number in _beside(found, left):
        signs = _signs(lines[number].text.translate(it.view))
        if signs and is_text(signs, lines[number].text):
            damaged = sum(not char.isascii() for char in signs)
            found[number] = Verdict(it.codec, direction, 1, 0, damaged, signs)
    return found


def _proven(lines: Sequence[Line], left: Sequence[int], it: Page) -> dict[int, _Reading]:
    """The lines whose prose has syllables enough; two that touch must be in the first of them."""
    found: dict[int, _Reading] = {}
    for number in left:
        prose = lines[number].prose
        view = prose.translate(it.view)
        if found or _TWO_SYLLABLES.search(view):
            reading = _read(prose, view)
            if reading is not None and reading.common >= _ALONE:
                found[number] = reading
    return found


def _signs(view: str) -> str:
    """A line of box drawing, other signs and few syllables before the bytes of CP949 were read wrongly, else ""."""
    read = _whole(view)
    known = all(char.isascii() or char in common_hangul() or SYMBOL.match(char) for char in read)
    return read if known else ""


def _whole(view: str) -> str:
    """All the bytes read as CP949 if that can be and is reversible, else ""."""
    try:
        read = view.encode("latin-1").decode("cp949")
    except UnicodeError:
        return ""
    return read if read.encode("cp949").decode("latin-1") == view else ""


def _read(line: str, view: str) -> _Reading | None:
    """A line read as CP949, whole or run by run; None if it is not mostly Hangul then."""
    runs = list(_RUN.finditer(view))
    if not any(_is_mixed(match[0]) for match in runs) or _is_utf8(view, runs):
        return None
    whole = _whole(view)
    reading = _Reading(*_hangul(whole), whole, 0) if whole else _run_by_run(line, runs)
    if not reading.common or reading.common < _KOREAN * (reading.common + reading.other):
        return None
    return reading


def _is_utf8(view: str, runs: Sequence[re.Match[str]]) -> bool:
    """Whether bytes are UTF-8, sound or read wrongly or twice.

    One pair of bytes of CP949 in eleven is UTF-8 by accident: half of them is not.
    """
    complete = sum(token.end - token.start for token in parse(view) if token.kind in (HIT, ODD))
    if 2 * complete > sum(len(match[0]) for match in runs):
        return True
    try:
        view.encode("latin-1", "replace").decode()
    except UnicodeDecodeError:
        return False
    return True


def _run_by_run(line: str, runs: Sequence[re.Match[str]]) -> _Reading:
    """A line with each run of bytes read for itself; one that has no letters stays."""
    pieces: list[str] = []
    at = common = other = lost = 0
    for match in runs:
        raw = match[0].encode("latin-1")
        try:
            read = raw.decode("cp949")
        except UnicodeDecodeError:
            lost += 1
            common += _hangul(raw.decode("cp949", "ignore"))[0]
            continue
        letters = _hangul(read)
        if letters != (0, 0):
            common += letters[0]
            other += letters[1]
            pieces += line[at : match.start()], read
            at = match.end()
    pieces.append(line[at:])
    return _Reading(common, other + lost, "".join(pieces), lost)


def _is_mixed(run: str) -> bool:
    """Whether letters and symbols alternate as in EUC-KR, which an alphabet (`ÀÁÂÃÄÅ`) or a capital word does not."""
    if len(run) < 2:
        return False
    steps = sum(ord(after) - ord(before) == 1 for before, after in pairwise(run))
    return 2 * steps < len(run) and any(char < "\xc0" for char in run) and any(char >= "\xc0" for char in run)


def _hangul(text: str) -> tuple[int, int]:
    """Common syllables, and other letters beyond ASCII."""
    common = sum(char in common_hangul() for char in text)
    letters = sum(not char.isascii() and char.isalpha() for char in text)
    return common, letters - common


# ----------------------------------------------------------------------------- UTF-8 read as CP949

_DIRECTION = "utf-8>cp949"
_IDEOGRAPHS = frozenset(IDEOGRAPHS)
_RESTORED = 2  # characters that a line must restore: one may be chance


def utf8_as_cp949(lines: Sequence[Line], left: Sequence[int]) -> dict[int, Verdict]:
    """The lines among those `left` that are UTF-8 read as CP949."""
    found: dict[int, Verdict] = {}
    for number in left:
        if not _IDEOGRAPHS.isdisjoint(lines[number].prose):
            verdict = _reversed(lines[number]) or _holed(lines[number])
            if verdict is not None:
                found[number] = verdict
    for number in _beside(found, left):
        holes = _holes(lines[number].text, True)
        if holes:
            found[number] = Verdict("cp949", _DIRECTION, 1, *holes, "")
    return found


def _reversed(line: Line) -> Verdict | None:
    """The line turned back: the whole of it or nothing.

    CP949 drops characters without a trace, and words that reverse beside words that do not prove that it did.
    """
    if _beyond(_encoded(line.prose)) < _RESTORED:
        return None
    repaired = _encoded(line.text)
    if not repaired or not is_text(repaired, line.text):
        return None
    return Verdict("cp949", _DIRECTION, 1, 0, _beyond(repaired), repaired)


def _beyond(text: str) -> int:
    """The characters beyond ASCII."""
    return sum(not char.isascii() for char in text)


def _encoded(text: str) -> str:
    """The text before it was read as CP949 if it reverses exactly into likely characters, else ""."""
    try:
        read = text.encode("cp949").decode()
        if read.isascii() or read.encode().decode("cp949") != text:
            return ""
    except UnicodeError:
        return ""
    beyond = [char for char in read if not char.isascii()]
    likely = sum(char in common_hangul() or bool(SYMBOL.match(char)) for char in beyond)
    return read if likely >= _KOREAN * len(beyond) else ""


def _holed(line: Line) -> Verdict | None:
    """The line with characters that lost bytes; one cell of a table is enough."""
    holes = next((holes for cell in line.prose.split("|") if (holes := _holes(cell, False))), None)
    if holes is None:
        return None
    return Verdict("cp949", _DIRECTION, 1, *(_holes(line.text, True) or holes), "")


class _Traces(NamedTuple):
    """The characters of a text that pieces of Hangul in UTF-8 become, under CP949."""

    marks: int  # the first two bytes of a syllable, or what cannot be told: ideographs, U+FFFD
    rare: int  # two continuation bytes: syllables that are hardly written
    joints: int  # the last byte of one syllable with the first of the next
    total: int  # of all characters beyond ASCII
    view: str  # the bytes


def _holes(text: str, beside: bool) -> tuple[int, int] | None:
    """Characters with holes and damaged characters of a text that CP949 could not hold, or None if it is sound.

    `beside` a line that is damaged less tells it.
    """
    traces = _traced(text)
    if not _is_holed(traces, beside):
        return None
    parsed = parse(traces.view)
    broken = sum(token.kind not in (HIT, ODD) for token in parsed)
    return max(1, broken), max(1, len(parsed))


def _traced(text: str) -> _Traces:
    rare = marks = joints = total = 0
    view = []
    for char in text:
        if char.isascii():
            view.append(char)
            continue
        total += 1
        raw = _bytes(char)
        view.append(raw)
        if char in _IDEOGRAPHS:
            marks += 1
        elif is_hangul(char) and char not in common_hangul() and all("\x80" <= byte <= "\xbf" for byte in raw):
            rare += 1
        elif "\x80" <= raw[0] <= "\xbf" and "\xea" <= raw[1] <= "\xed":
            joints += 1
    return _Traces(marks, rare, joints, total, "".join(view))


def _bytes(char: str) -> str:
    try:
        return char.encode("cp949").decode("latin-1")
    except UnicodeError:
        return "\u0100\u0100"


_MUCH, _NEARLY_ALL = 0.4, 0.7  # on the benchmark's damage 0.2 to 0.6, and 0.5 to 0.9, come to the same


def _is_holed(traces: _Traces, beside: bool) -> bool:
    """Two rare syllables and two marks, together two fifths of what is not ASCII; or fewer marks where nearly every
    character is a piece of a syllable. Beside a damaged line two fifths are enough."""
    pieces = traces.rare + traces.marks
    much = pieces >= _MUCH * traces.total
    if not traces.rare:
        return False
    if beside and much:
        return True
    if traces.rare < 2 or not traces.marks:
        return False
    return (traces.marks >= 2 and much) or pieces + traces.joints >= _NEARLY_ALL * traces.total
