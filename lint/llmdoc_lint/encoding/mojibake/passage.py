"""The lines of a text, what is found of each, and the passages that the damaged ones make up."""

from __future__ import annotations

from typing import TYPE_CHECKING

from llmdoc_lint import patterns
from llmdoc_lint.core import record
from llmdoc_lint.values import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

__all__ = ["DamagedLine", "Line", "Passage", "Verdict", "assembled", "lines_of"]


@record
class DamagedLine(NamedTuple):
    """One damaged line, without its line ending: code points `start` to `end`.

    Of a line of sound Hangul that has single damaged characters with lost bytes, only such a character.
    """

    start: int
    end: int
    reversible: bool  # every byte survived, and reading `repaired` wrongly gives the line back
    repaired: str  # "" unless reversible


@record
class Passage(NamedTuple):
    """A block of damaged lines of one code page: code points `start` to `end`.

    Blank and ASCII lines between damaged lines belong to the block; any other sound line ends it.
    """

    start: int
    end: int
    codec: str  # Python's name of the code page the bytes were read as; bytes it leaves undefined stand for C1 controls
    direction: str  # what was read as what: "utf-8>cp1254", "cp949>cp1252", "utf-8>cp949"
    layers: int  # how many times: 1 or 2 (`codec` and `direction` are those of the last reading)
    lost: int  # characters of the original that lost bytes; 0: the passage is reversible
    damaged: int  # characters of the original that are damaged, the lost ones included
    repaired: str  # the text of [start, end) as it was when `lost` is 0, else ""
    lines: tuple[DamagedLine, ...]


class Line(NamedTuple):
    """A line without its ending: code points `start` to `end`."""

    start: int
    end: int
    text: str
    prose: str  # the text with code and quoted samples blanked, same length


class Verdict(NamedTuple):
    """What a damaged line is; as in `Passage`, but for one line."""

    codec: str
    direction: str
    layers: int
    lost: int
    damaged: int
    repaired: str  # "" when it cannot be reversed
    pieces: tuple[tuple[int, int], ...] = ()  # the damaged characters, where the line is sound but for them


# ------------------------------------------------------------------------------------------ lines

# A curly mark after a character beyond ASCII may be part of the sample.
_QUOTED = patterns.pattern(
    r"""(?<![^\s(\[{])(?:"[^"\n]*"|'[^'\n]*'|「[^「」\n]*」|«[^«»\n]*»"""
    r"|“(?:[^“”\n]|(?<=[\x80-˝–-™])[“”])*”|‘(?:[^‘’\n]|(?<=[\x80-˝–-™])[‘’])*’)(?![^\W가-힣])"
)
_VALUE = patterns.pattern(r"""\s*(?:- +)?[\w.-]+: +["'][^\n]*["'],?\s*\Z""")
_ITEM = patterns.pattern(r"""\s*- +["'][^\n]*["']\s*\Z""")


def lines_of(text: str, mask: Sequence[tuple[int, int]]) -> list[Line]:
    """The lines of a text; `prose` blanked as the mask and quotation marks say."""
    found = []
    spans = sorted(mask)
    at, start, front = 0, 0, text.startswith(("---\n", "---\r\n"))
    for number, row in enumerate(text.split("\n")):
        if number and front and row.rstrip() == "---":
            front = False
        line = prose = row.removesuffix("\r")
        if not line.isascii():
            while at < len(spans) and spans[at][1] <= start:
                at += 1
            prose = _unquoted(_blanked(line, start, spans, at), front)
        found.append(Line(start, start + len(line), line, prose))
        start += len(row) + 1
    return found


def _blanked(line: str, start: int, spans: Sequence[tuple[int, int]], at: int) -> str:
    """The line, which begins at `start` of the text, with spaces for what the spans from number `at` on cover."""
    pieces: list[str] = []
    done = 0
    while at < len(spans) and spans[at][0] < start + len(line):
        low = min(max(spans[at][0] - start, done), len(line))
        high = min(max(spans[at][1] - start, low), len(line))
        pieces += line[done:low], " " * (high - low)
        done = high
        at += 1
    return "".join(pieces) + line[done:]


def _unquoted(line: str, front: bool) -> str:
    """A line without what stands in quotation marks, which may be a sample; the quotes of a YAML value are not."""
    if _VALUE.match(line) or (front and _ITEM.match(line)):
        return line
    return _QUOTED.sub(lambda match: " " * len(match[0]), line)


# --------------------------------------------------------------------------------------- passages


def assembled(text: str, lines: Sequence[Line], verdicts: dict[int, Verdict]) -> Iterator[Passage]:
    """The passages of the damaged lines, which are given by their numbers."""
    block: list[int] = []
    for number, line in enumerate(lines):
        verdict = verdicts.get(number)
        ends = not line.text.isascii() if verdict is None else _parts(verdicts, block, verdict)
        if block and ends:
            yield _passage(text, lines, verdicts, block)
            block = []
        if verdict is None:
            continue
        if not verdict.pieces:
            block.append(number)
        for low, high in verdict.pieces:
            span = line.start + low, line.start + high
            yield Passage(*span, verdict.codec, verdict.direction, 1, 1, 1, "", (DamagedLine(*span, False, ""),))
    if block:
        yield _passage(text, lines, verdicts, block)


def _parts(verdicts: dict[int, Verdict], block: list[int], verdict: Verdict) -> bool:
    """Whether a damaged line does not belong to the block above it."""
    return bool(verdict.pieces) or any(_way(verdicts[number]) != _way(verdict) for number in block[-1:])


def _way(verdict: Verdict) -> tuple[str, str, int]:
    return verdict.codec, verdict.direction, verdict.layers


def _passage(text: str, lines: Sequence[Line], verdicts: dict[int, Verdict], block: list[int]) -> Passage:
    first = verdicts[block[0]]
    start, end = lines[block[0]].start, lines[block[-1]].end
    lost = sum(verdicts[number].lost for number in block)
    damaged = tuple(
        DamagedLine(lines[n].start, lines[n].end, not verdicts[n].lost, verdicts[n].repaired) for n in block
    )
    count = sum(verdicts[number].damaged for number in block)
    repaired = "" if lost else _repaired(text, start, damaged)
    return Passage(start, end, *_way(first), lost, count, repaired, damaged)


def _repaired(text: str, start: int, damaged: Sequence[DamagedLine]) -> str:
    pieces: list[str] = []
    for line in damaged:
        pieces += text[start : line.start], line.repaired
        start = line.end
    return "".join(pieces)
