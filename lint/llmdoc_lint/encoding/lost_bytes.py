"""Characters that lost bytes: what they can have been, and which of it the text around them makes likely.

A lead byte is never lost, so it is certain where each character of a damaged line begins; what is not certain is which
characters stand there. `Misreading` says what became of each byte, and so for any text how it looks damaged. The
characters whose damaged form stands in the line span a lattice, and every path through it is a text that gives the line
back when it is damaged again: no other can be inferred. A character model weighs the paths.
"""

from __future__ import annotations

from math import exp, log, log1p
from typing import TYPE_CHECKING

from llmdoc_lint.encoding.character_model import ORDER, RUNS, fold
from llmdoc_lint.encoding.code_pages import LONE, PART, page, tokens
from llmdoc_lint.values import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from llmdoc_lint.encoding.character_model import CharacterModel

__all__ = ["Choice", "Misreading", "hopeless", "infer", "lattice", "misreadings"]

_MARKS = ("", "?", "\ufffd", " ")  # what careless programs put in place of a byte that they cannot read
_NARROW = 9
"""Values of a lost byte that can be told apart: Windows-1254 leaves seven undefined, U+00AD and U+00A0 make nine. With
the 32 of Latin-1 without C1 controls one character in ten is inferred wrongly, and one in thirty of the sure ones."""
_BEAM = 64  # contexts kept at each place; a hole has some ten candidates, and the third character back matters little
_MANY = 400  # candidates on a line that are weighed in any case
_TWO_SPACES = -0.001  # logarithm: of two readings that are equal otherwise, the one that explains a second space
_HOPELESS = 14.0  # logarithm: a context a million times less likely than the best is not followed


class Misreading:
    """What became of each byte of UTF-8 text on its way into the document."""

    __slots__ = ("_forms", "_table", "codec", "outcomes")

    def __init__(self, codec: str, outcomes: tuple[str, ...]) -> None:
        self.codec = codec
        self.outcomes = outcomes  # byte to what stands for it: a character of the code page, a mark, or nothing
        self._table = dict(enumerate(outcomes))
        self._forms: dict[str, dict[str, tuple[str, ...]]] = {}

    def __repr__(self) -> str:
        return f"<misreading as {self.codec}, {self.lossy} bytes lost>"

    @property
    def lossy(self) -> int:
        """How many values of a byte are lost."""
        return sum(after != before for after, before in zip(self.outcomes, page(self.codec).chars, strict=True))

    @property
    def narrow(self) -> bool:
        """Whether so few values of a byte are lost that what remains of a character says much about it."""
        return self.lossy <= _NARROW

    def damage(self, text: str) -> str:
        """The text as it would stand in the document. `ValueError` for surrogates."""
        return text.encode().decode("latin-1").translate(self._table)

    def forms(self, lead: str) -> dict[str, tuple[str, ...]]:
        """The characters whose first byte is `lead`, by their damaged form."""
        known = self._forms.get(lead)
        if known is None:
            chars = _characters(ord(lead))
            found: dict[str, list[str]] = {}
            for char, form in zip(chars, self.damage("\n".join(chars)).split("\n"), strict=True):
                found.setdefault(form, []).append(char)
            known = self._forms[lead] = {form: tuple(some) for form, some in found.items()}
        return known


def _characters(lead: int) -> list[str]:
    """The assigned characters whose UTF-8 begins with that byte; of the supplementary planes, the emoji."""
    from unicodedata import category

    if lead < 0xE0:
        points = range((lead & 0x1F) << 6, ((lead & 0x1F) + 1) << 6)
    elif lead < 0xF0:
        points = range(max(0x800, (lead & 0xF) << 12), ((lead & 0xF) + 1) << 12)
    else:
        points = range(0x1F000, 0x1FB00) if lead == 0xF0 else range(0)
    return [char for char in map(chr, points) if category(char) not in ("Cc", "Cn", "Co", "Cs")]


def misreadings(codec: str, lines: Sequence[str]) -> list[Misreading]:
    """What may have become of the bytes of some damaged lines, those that explain most lines.

    A byte whose character stands in the lines was not lost. One that no line shows was, if the code page leaves it
    undefined or if it is the soft hyphen, which programs strip like a control; that it merely did not occur does no
    harm. Windows-1252 and 1254 lose different bytes and look alike in most text, so the larger set is assumed
    unless a character tells. Where no character of 80 to 9F shows at all, all of them may have been C1 controls; not
    so in a line of sound Hangul, which has a few damaged characters only.
    """
    seen = set().union(*lines)
    if codec in ("cp1252", "cp1254") and seen.isdisjoint("ŽžÐðÝýÞþ"):
        codec = "cp1254"
    chars = page(codec).chars
    lost = {byte for byte in range(0x80, 0xC0) if "\x7f" < chars[byte] < "\xa0" or chars[byte] == "\xad"}
    stripped = codec in ("cp1252", "cp1254", "latin-1") and seen.isdisjoint(chars[0x80:0xA0])
    if stripped and not any(map(_mixed, lines)):
        lost.update(range(0x80, 0xA0))
    lost = {byte for byte in lost if chars[byte] not in seen}
    follow: set[str] = set()
    holed: list[str] = []
    for line in lines:
        before = len(holed)
        for _, end, kind, _ in tokens(line, page(codec)):
            if kind in (PART, LONE):
                follow.add(line[end : end + 1])
                if len(holed) == before:
                    holed.append(line)
    found = []
    for mark in _MARKS:
        if mark and mark not in follow:
            continue
        for space in ("\xa0", " "):
            flat = chars[0xA0] == "\xa0" and "\xa0" not in seen
            if space == " " and not (flat and " " in follow):
                continue
            outcomes = list(chars)
            for byte in lost:
                outcomes[byte] = "" if chars[byte] == "\xad" else mark
            if flat:
                outcomes[0xA0] = space
            found.append(Misreading(codec, tuple(outcomes)))
    explained = [sum(lattice(line, one) is not None for line in holed) for one in found]
    most = max(explained, default=0)
    return [one for one, count in zip(found, explained, strict=True) if count == most > 0]


# ------------------------------------------------------------------------------------- lattice


def _mixed(line: str) -> bool:
    """Whether a line holds sound Hangul beside what is damaged."""
    return any("가" <= char <= "힣" for char in line)


class Edge(NamedTuple):
    """What may stand at a place of a line."""

    end: int
    chars: tuple[str, ...]


def lattice(line: str, misreading: Misreading) -> list[list[Edge]] | None:
    """For each place of a line what may stand there up to where, or None if the misreading does not explain it.

    Only edges that lie on a path from the start of the line to its end. In a line of sound Hangul, what cannot begin a
    damaged character may be sound as well (`“끝”`, `Café`).
    """
    it = page(misreading.codec)
    view = line.translate(it.view)
    size = len(line)
    edges: list[list[Edge]] = [[] for _ in range(size)]
    reached = bytearray(size + 1)
    reached[0] = 1
    mixed, sound = _mixed(line), -1  # where the last sound character of the code page ends
    for at, (char, byte) in enumerate(zip(line, view, strict=True)):
        if not reached[at]:
            continue
        here = edges[at]
        if mixed and not char.isascii() and byte != "\u0100" and _may_be_sound(line, view, at, sound):
            here.append(Edge(at + 1, (char,)))
            sound = at + 1
        if char.isascii() or byte == "\u0100":
            here.append(Edge(at + 1, (char,)))
        elif "\xc2" <= byte < "\xf5":
            length = 2 if byte < "\xe0" else 3 if byte < "\xf0" else 4
            forms = misreading.forms(byte)
            for end in range(at + 1, min(size, at + length) + 1):
                chars = forms.get(line[at:end])
                if chars:
                    here.append(Edge(end, chars))
        for edge in here:
            reached[edge.end] = 1
    if not reached[size]:
        return None
    leads = bytearray(size + 1)  # to the end of the line
    leads[size] = 1
    for at in reversed(range(size)):
        edges[at] = [edge for edge in edges[at] if leads[edge.end]]
        leads[at] = bool(edges[at])
    return edges if leads[0] else None


def _may_be_sound(line: str, view: str, at: int, sound: int) -> bool:
    if "\x80" <= view[at] < "\xc0":
        return at == 0 or at == sound or line[at - 1].isascii() or view[at - 1] == "\u0100"
    around = line[max(0, at - 1) : at] + line[at + 1 : at + 2]
    return any(char.isascii() and char.isalpha() for char in around)


# ------------------------------------------------------------------------------------- inference


def hopeless(edges: list[list[Edge]]) -> bool:
    """Whether so much is lost that weighing it takes long and tells nothing: a damaged line has three candidates a
    character on the average, this one more than a dozen."""
    several = [sum(len(edge.chars) for edge in here) for here in edges if here]
    return sum(several) > max(_MANY, 12 * len(several))


class Choice(NamedTuple):
    """A damaged character of a line: `start` to `end` count from the start of the line."""

    start: int
    end: int
    char: str  # the likeliest
    probability: float
    others: tuple[tuple[str, float], ...]  # the next likeliest and how likely they are; none where it is certain


_OTHERS = 3  # candidates named beside the likeliest


def infer(edges: list[list[Edge]], line: str, model: CharacterModel) -> tuple[float, tuple[Choice, ...]]:
    """How likely the line is (the logarithm), and its damaged characters with their probabilities given all the others.

    Sums over all paths, forwards and backwards.
    """
    layers, arcs = _forwards(edges, len(line), model)
    likely, shares = _backwards(edges, layers, arcs, model)
    return likely, tuple(_chosen(edges, shares, line, likely))


# A step of a path: its context, where its edge ends, its character, the next context, the logarithm of its probability.
_Arc = tuple[str, int, str, str, float]  # no record: there are millions
Layers = list[dict[str, float]]  # by place: how likely each context is
Shares = list[dict[tuple[int, str], float]]  # by place: how likely each character, with its end, is


def _forwards(edges: list[list[Edge]], size: int, model: CharacterModel) -> tuple[Layers, list[list[_Arc]]]:
    """How likely each context is, given what stands before it; and all steps between contexts."""
    layers: Layers = [{} for _ in range(size + 1)]
    layers[0]["\n"] = 0.0
    arcs: list[list[_Arc]] = [[] for _ in range(size)]
    probability = model.probability
    for at in range(size):
        layer = layers[at]
        if not layer:
            continue
        if len(layer) > 1:
            least = max(layer.values()) - _HOPELESS
            best = sorted(layer, key=layer.__getitem__, reverse=True)[:_BEAM]
            layer = layers[at] = {context: layer[context] for context in best if layer[context] >= least}
        mine = arcs[at]
        for end, char in ((end, char) for end, chars in edges[at] for char in chars):
            target = layers[end]
            folded = fold(char)
            runs = folded in RUNS
            for context, weight in layer.items():
                if runs and context.endswith(folded):
                    after, step = context, _TWO_SPACES if folded == " " else 0.0
                else:
                    step = log(probability(context, folded))
                    after = (context + folded)[1 - ORDER :]
                mine.append((context, end, char, after, step))
                total = weight + step
                known = target.get(after)
                target[after] = total if known is None else _sum(known, total)
    return layers, arcs


def _backwards(
    edges: list[list[Edge]], layers: Layers, arcs: list[list[_Arc]], model: CharacterModel
) -> tuple[float, Shares]:
    """How likely the whole line is; and where there is a choice, each character on all paths that take it."""
    size = len(arcs)
    behind: Layers = [{} for _ in range(size + 1)]
    for context in layers[size]:
        behind[size][context] = log(model.probability(context, "\n"))
    shares: Shares = [{} for _ in range(size)]
    for at in reversed(range(size)):
        layer, back, here = layers[at], behind[at], shares[at]
        several = len(edges[at]) > 1 or any(len(edge.chars) > 1 for edge in edges[at])
        for context, end, char, after, step in arcs[at]:
            rest = behind[end].get(after)
            if rest is None:
                continue
            rest += step
            known = back.get(context)
            back[context] = rest if known is None else _sum(known, rest)
            if several:
                total = layer[context] + rest
                known = here.get((end, char))
                here[end, char] = total if known is None else _sum(known, total)
    return behind[0].get("\n", float("-inf")), shares


def _sum(one: float, other: float) -> float:
    """The logarithm of the sum of two numbers given by their logarithms."""
    return one + log1p(exp(other - one)) if one > other else other + log1p(exp(one - other))


def _chosen(edges: list[list[Edge]], shares: Shares, line: str, likely: float) -> Iterable[Choice]:
    at, size = 0, len(line)
    while at < size:
        here = shares[at]
        if not here:
            end, chars = edges[at][0]
            if chars[0] != line[at:end]:
                yield Choice(at, end, chars[0], 1.0, ())
        else:
            ranked = sorted(here.items(), key=lambda item: (-item[1], item[0]))
            (end, char), _ = ranked[0]
            # Given what stands at this place at all: another segmentation may pass over it.
            total = min(1.0, sum(exp(value - likely) for value in here.values())) or 1.0
            share = [(other, min(1.0, exp(value - likely) / total)) for (_, other), value in ranked]
            if char != line[at:end] or len(ranked) > 1:
                yield Choice(at, end, char, share[0][1], tuple(share[1 : 1 + _OTHERS]))
        at = end
