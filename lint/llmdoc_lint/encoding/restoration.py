"""What damaged lines were, in three tiers.

- exact: the line kept all its bytes. Reading the repair wrongly gives the line back, and nothing else does.
- restored: a sound document of the project holds the line. Damage is deterministic, so the sound line, damaged the same
  way, is the damaged one, lost bytes and all; what was lost is taken from there.
- inferred: what lost bytes can have been is weighed by a model of the project's own text (`character_model`), never
  with certainty. A character that stays in doubt keeps the bytes it has.

A line is repaired in whole characters, and whatever is written gives the line back when it is damaged again. Only a
document that lost bytes pays for any of it: others are read, and a model is learned, when it is asked about such a one.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from llmdoc_lint.document import Document, sound
from llmdoc_lint.encoding.character_model import CAPACITY, learn
from llmdoc_lint.encoding.lost_bytes import hopeless, infer, lattice, misreadings
from llmdoc_lint.encoding.mojibake import damage
from llmdoc_lint.values import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from llmdoc_lint.encoding.character_model import CharacterModel
    from llmdoc_lint.encoding.lost_bytes import Choice, Misreading
    from llmdoc_lint.encoding.mojibake import DamagedLine

__all__ = ["EXACT", "INFERRED", "RESTORED", "SURE", "Doubt", "Repair", "repairs"]

EXACT, RESTORED, INFERRED = "exact", "restored", "inferred"

SURE = 0.99
"""Probability from which an inferred character is written.

Measured on 6,427 lost characters of held-out pages of three repositories, 100,000 syllables of each learned: 97 % reach
it, and 2 of these are wrong; with 10,000 to 17,000 syllables, on 9,134 characters of four, 86 % and 18. With 57,000
syllables of lectures learned and pages of other people's documentation damaged, 79 % reach it, and one in 370 is wrong.
"""

_ALONE = 18
"""Bytes beyond ASCII that a line, with the lines around it that are the same there, must have kept to be taken from
another document: those of six syllables. Of 33,345 different lines of four repositories, damaged as Windows-1252,
Windows-1254 or CP949 does it, no two look alike, however short; six syllables leave chance 2350^6 other lines."""
_TOGETHER = 180
"""The same where 32 values of a byte are lost: six pairs of those lines look alike then (자동 설치, 수동 설치), so only
a copied block is certain."""
_REACH = 200  # lines up and down that may speak for a line
_PLACES = 8  # of a line in one document that are tried

_SAMPLE = 20  # lines that tell which of several misreadings it was
_PIECE = 4  # characters that one character leaves at most
_TRIES = 4  # each takes back some repairs and looks for damage once more

_BYTES = 8_000_000  # of other documents that are read at most: three times what is learned
_DOCUMENTS = 1_000


class Doubt(NamedTuple):
    """A character that cannot be told: code points `start` to `end` of the document, and what it may be."""

    start: int
    end: int
    candidates: tuple[tuple[str, float], ...]  # with their probabilities, likeliest first


class Repair(NamedTuple):
    """What a damaged line was."""

    start: int
    end: int
    tier: str
    text: str  # what it becomes: characters in doubt keep their bytes; "" where nothing can be written
    likely: str  # the line with the likeliest characters for those in doubt; "" where nothing is known
    confidence: float  # 0 to 1: of the least certain character that `text` writes
    doubts: tuple[Doubt, ...] = ()
    source: str = ""  # the document that a restored line was taken from
    edits: tuple[tuple[int, int, str], ...] = ()  # what makes `text` of the line; none touches a character in doubt


def repairs(doc: Document) -> tuple[tuple[Repair, ...], ...]:
    """A repair for each line of each passage of `damage(doc)`.

    Not a fact: it depends on other documents of the project. `Files.documents` remembers which.
    """
    found: dict[int, Repair] = {}
    lossy: dict[str, list[DamagedLine]] = {}
    for passage in damage(doc):
        for line in passage.lines:
            if line.reversible:
                found[line.start] = _whole(line, EXACT, line.repaired)
            elif passage.layers == 1 and passage.direction.startswith("utf-8>"):
                lossy.setdefault(passage.codec, []).append(line)
    if lossy:
        shelf = _Shelf(doc)
        for codec, lines in lossy.items():
            found.update((one.start, one) for one in _lossy(doc, codec, lines, shelf))
        _keep_visible(doc, found)
    return tuple(
        tuple(found.get(line.start) or Repair(line.start, line.end, INFERRED, "", "", 0.0) for line in passage.lines)
        for passage in damage(doc)
    )


def _whole(line: DamagedLine, tier: str, text: str, source: str = "") -> Repair:
    return Repair(line.start, line.end, tier, text, text, 1.0, (), source, ((line.start, line.end, text),))


class _Shelf:
    """The sound documents of the project, read one after the other as far as they are needed."""

    __slots__ = ("_course", "_more", "texts")

    def __init__(self, doc: Document) -> None:
        self._more = _sound_documents(doc)
        self._course = doc.files.at_hand
        self.texts: list[tuple[str, str]] = []  # path and text, nearest first

    def of_course(self) -> Sequence[tuple[str, str]]:
        """Those that are looked at together with the damaged one."""
        while len(self.texts) < len(self._course) and self._take():
            if self.texts[-1][0] not in self._course:
                break
        return [one for one in self.texts if one[0] in self._course]

    def all(self) -> Sequence[tuple[str, str]]:
        """As many as a model learns from."""
        size = sum(len(text) for _, text in self.texts)
        while size < CAPACITY and self._take():
            size += len(self.texts[-1][1])
        return self.texts

    def _take(self) -> bool:
        other = next(self._more, None)
        if other is not None:
            self.texts.append((other.path, other.text))
        return other is not None


def _sound_documents(doc: Document) -> Iterator[Document]:
    """The other documents, without those that are damaged: neither a copy nor a teacher."""
    read = 0
    for number, other in enumerate(doc.files.documents(doc)):
        read += len(other.raw)
        if number >= _DOCUMENTS or read > _BYTES:
            return
        if not other.raw.isascii() and sound(other) and not damage(other):
            yield other


def _lossy(doc: Document, codec: str, lines: list[DamagedLine], shelf: _Shelf) -> Iterable[Repair]:
    ways: list[Callable[[str], str]]
    if codec == "cp949":
        readings, narrow, width = [], True, 2
        ways = [lambda text: _through_cp949(text, "replace"), lambda text: _through_cp949(text, "ignore")]
    else:
        whole = [doc.text[line.start : line.end] for one in damage(doc) if one.codec == codec for line in one.lines]
        readings = misreadings(codec, whole)
        narrow = all(reading.narrow for reading in readings)
        ways, width = [reading.damage for reading in readings], 1
    left = lines
    for documents in (shelf.of_course, shelf.all):
        known = _restored(doc, left, documents(), ways, width, narrow)
        yield from known.values()
        left = [line for line in left if line.start not in known]
        if not left:
            return
    if readings and narrow:
        model = learn(tuple(text for _, text in shelf.all()))
        yield from _inferred(doc, left, readings, model)


def _through_cp949(text: str, errors: str) -> str:
    return "\n".join(line.encode().decode("cp949", errors) for line in text.split("\n"))


# ------------------------------------------------------------------------------------- restored


def _restored(
    doc: Document,
    lines: list[DamagedLine],
    documents: Sequence[tuple[str, str]],
    ways: Sequence[Callable[[str], str]],
    width: int,
    narrow: bool,
) -> dict[int, Repair]:
    """The lines that stand in one of the documents, by their offset.

    A line that several documents hold in different words was one of them: it is restored only where the lines around it
    say which.
    """
    rows = [row.removesuffix("\r") for row in doc.text.split("\n")]
    numbers = {start: number for number, start in enumerate(_starts(doc.text))}
    lines = [line for line in lines if doc.line_span(line.start) == (line.start, line.end)]
    wanted = {rows[numbers[line.start]] for line in lines}
    need = _ALONE if narrow else _TOGETHER
    best: dict[int, dict[str, tuple[int, str]]] = {}  # line to what it may have been, how much speaks for it, and where
    for path, text in documents:
        originals = [row.removesuffix("\r") for row in text.split("\n")]
        for way in ways:
            damaged = [row.removesuffix("\r") for row in way(text).split("\n")]
            if wanted.isdisjoint(damaged):
                continue
            places: dict[str, list[int]] = {}
            for number, row in enumerate(damaged):
                if row in wanted:
                    places.setdefault(row, []).append(number)
            for line in lines:
                here = numbers[line.start]
                for there in places.get(rows[here], ())[:_PLACES]:
                    weight = _evidence(rows, damaged, originals, here, there, width)
                    known = best.setdefault(line.start, {})
                    if weight > known.get(originals[there], (-1, ""))[0]:
                        known[originals[there]] = weight, path
    found = {}
    for line in lines:
        ranked = sorted(best.get(line.start, {}).items(), key=lambda item: (-item[1][0], item[0]))
        if not ranked or ranked[0][1][0] < (need if len(ranked) == 1 else _TOGETHER):
            continue
        if len(ranked) > 1 and 2 * ranked[1][1][0] > ranked[0][1][0]:
            continue
        text, (_, path) = ranked[0]
        found[line.start] = _whole(line, RESTORED, text, path)
    return found


def _starts(text: str) -> Iterator[int]:
    at = 0
    for row in text.split("\n"):
        yield at
        at += len(row) + 1


def _evidence(rows: list[str], damaged: list[str], originals: list[str], here: int, there: int, width: int) -> int:
    """Bytes beyond ASCII that were kept, on a line and on those around it that are the same: at most `_TOGETHER`, since
    no more is asked for."""
    total = _kept(damaged[there], width)
    for step in (-1, 1):
        for far in range(1, _REACH):
            mine, other = here + step * far, there + step * far
            if total >= _TOGETHER or not (0 <= mine < len(rows) and 0 <= other < len(damaged)):
                break
            if rows[mine] == damaged[other] or rows[mine] == originals[other]:
                total += _kept(damaged[other], width)
            else:
                break
    return min(total, _TOGETHER)


def _kept(damaged: str, width: int) -> int:
    """How many bytes beyond ASCII are there still; a character of the code page is `width` of them."""
    return width * sum(not char.isascii() and char != "\ufffd" for char in damaged)


# ------------------------------------------------------------------------------------- inferred


def _inferred(
    doc: Document, lines: list[DamagedLine], readings: Sequence[Misreading], model: CharacterModel
) -> Iterable[Repair]:
    rows = {span: doc.text[span[0] : span[1]] for span in (doc.line_span(line.start) for line in lines)}
    best = max(readings, key=lambda reading: _likelihood(list(rows.values())[:_SAMPLE], reading, model))
    known = {span: _weighed(row, best, model)[1] for span, row in rows.items()}
    for line in lines:
        start, end = doc.line_span(line.start)
        inside = [
            one._replace(start=start + one.start, end=start + one.end)
            for one in known[start, end]
            if line.start <= start + one.start < line.end
        ]
        if inside:
            yield _repair(doc.text, line, inside)


def _likelihood(rows: Sequence[str], reading: Misreading, model: CharacterModel) -> float:
    return sum(_weighed(row, reading, model)[0] for row in rows)


def _weighed(row: str, reading: Misreading, model: CharacterModel) -> tuple[float, tuple[Choice, ...]]:
    """How likely a line is, and its damaged characters; nothing of a line that the reading does not explain."""
    edges = lattice(row, reading)
    return (0.0, ()) if edges is None or hopeless(edges) else infer(edges, row, model)


def _repair(text: str, line: DamagedLine, choices: Sequence[Choice]) -> Repair:
    """The line with its sure characters, the others as they are; `choices` are at places of the document."""
    edits: list[tuple[int, int, str]] = []
    likely: list[str] = []
    doubts: list[Doubt] = []
    at, least = line.start, 1.0
    since = at
    pieces: list[str] = []  # of the edit that begins at `since`
    for one in choices:
        gap = text[at : one.start]
        likely += gap, one.char
        pieces.append(gap)
        at = one.end
        # The model knows no Latin word: it folds them. An accented letter is a guess.
        latin = one.char < "\u0250" and one.char.isalpha()
        if one.probability >= SURE and not (latin and one.others):
            pieces.append(one.char)
            least = min(least, one.probability)
        else:
            doubts.append(Doubt(one.start, one.end, ((one.char, one.probability), *one.others)))
            edits.append((since, one.start, "".join(pieces)))
            since, pieces = one.end, []
    pieces.append(text[at : line.end])
    likely.append(text[at : line.end])
    edits.append((since, line.end, "".join(pieces)))
    edits = [edit for edit in edits if edit[2] != text[edit[0] : edit[1]]]
    if not edits:
        sure = max((doubt.candidates[0][1] for doubt in doubts), default=0.0)
        return Repair(line.start, line.end, INFERRED, "", "".join(likely), sure, tuple(doubts))
    new = applied(text[line.start : line.end], line.start, edits)
    return Repair(line.start, line.end, INFERRED, new, "".join(likely), least, tuple(doubts), "", tuple(edits))


def applied(text: str, start: int, edits: Iterable[tuple[int, int, str]]) -> str:
    """The text that begins at `start` of the document, after edits in order."""
    pieces: list[str] = []
    at = 0
    for low, high, new in edits:
        pieces += text[at : low - start], new
        at = high - start
    pieces.append(text[at:])
    return "".join(pieces)


def _keep_visible(doc: Document, found: dict[int, Repair]) -> None:
    """Take back repairs that would hide what is not repaired: whatever stays damaged must be found again.

    Damage in code and in quotations is only told from a sample by damaged prose beside it, and short lines by the
    others of the document. So this tries what the fixes make of the document, the safe ones alone and all of them; for
    a line that would be overlooked, the nearest repair waits, its own first.
    """
    places = list(found)
    for unsafe in (False, True):
        for _ in range(_TRIES):
            ready = [one for one in found.values() if one.text and (unsafe or one.tier != INFERRED)]
            edits = sorted(edit for one in ready for edit in one.edits)
            if not edits:
                break
            text = applied(doc.text, 0, edits)
            after = Document(doc.path, text.encode("utf-8", "surrogateescape"), doc.settings, doc.files)
            seen: dict[int, list[int]] = {}  # row to the lengths of what is found there
            for passage in damage(after):
                for line in passage.lines:
                    seen.setdefault(after.position(line.start).line, []).append(line.end - line.start)
            partly = {one.start: len(one.doubts) for one in ready}
            hidden = []
            for at in places:
                known = seen.get(doc.position(at).line, [])
                # What a repair leaves in doubt must be found as such, and not the line that it is in.
                if (partly[at] != len(known) or max(known, default=0) > _PIECE) if at in partly else not known:
                    hidden.append(at)
            if not hidden:
                break
            ready = [one for one in ready if (one.tier == INFERRED) == unsafe]
            for at in hidden if ready else ():
                near = min(ready, key=lambda one: abs(one.start - at))
                found[near.start] = near._replace(text="", edits=(), confidence=0.0)
