"""What an article is made of besides prose, and which of it a translation lacks."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter
from typing import TYPE_CHECKING

from llmdoc_lint.blocks import blank, blocks, body_start, code, headings, inside, merged, prose
from llmdoc_lint.core import fact, record
from llmdoc_lint.course import pair_fact
from llmdoc_lint.outline import sections
from llmdoc_lint.patterns import pattern
from llmdoc_lint.values import NamedTuple
from llmdoc_rules.translation._about import about

if TYPE_CHECKING:
    from collections.abc import Iterable

    from llmdoc_lint.course import Pair
    from llmdoc_lint.document import Document
    from llmdoc_lint.language.alignment import Part

__all__ = ["KINDS", "Gap", "Piece", "counted", "gaps", "keys_of", "pieces", "prose_bytes", "renderings"]

KINDS = ("heading", "code block", "image", "list item", "table row")


@record
class Piece(NamedTuple):
    """A heading, a code block, an image, a list or a table."""

    kind: str  # "heading", "code block", "image", "list item" (a list of `size`), "table row" (a table of `size`)
    start: int
    end: int
    size: int  # how many of its kind it is: items of a list, rows of a table under its header, else 1
    level: int  # of a heading, else 0
    name: str  # what a message calls it: a heading's text, an image's file, "" for others
    added: bool  # it stands in a section about the article, such as a summary, that the other side may not have


class Gap(NamedTuple):
    """Neighbouring pieces of the source that the translation does not have."""

    missing: tuple[tuple[Piece, int], ...]  # and how many of its size are
    at: Piece | None  # the translation's piece where it is: one that is too small, else the one before it
    after: Piece | None  # the translation's pieces around it
    before: Piece | None
    start: int  # offsets in the source: behind the piece before the gap, and of the one behind it
    end: int


_IMAGE = pattern(
    r"!\[[^\]\n]{0,500}\]\([ \t]*<?([^\s()<>]{1,500})|<img\b[^<>]{0,500}?\bsrc=[\"'{]?([^\s\"'<>{}]{1,500})"
)
_KEY = pattern(r"[A-Za-z_][A-Za-z0-9_.]+|\d+")
_MOST_KEYS = 40  # of a code block: its first lines tell which it is


@fact
def pieces(doc: Document) -> tuple[Piece, ...]:
    """The structure of an article's body in order, without the first heading where it is the title."""
    text = doc.text
    apart = _added(doc)
    found: list[Piece] = []
    heads = {head.start: head for head in headings(doc)}
    title = next((head.start for head in headings(doc)[:1] if head.level == 1), -1)
    run: list[int] = []  # start, end and items of the list that goes on

    def close() -> None:
        if run:
            start, end, items = run
            found.append(Piece("list item", start, end, items, 0, "", inside(apart, start, start + 1)))
            run.clear()

    for block in blocks(doc):
        if block.start == title:
            continue
        if block.kind == "list":
            run = [run[0] if run else block.start, block.end, (run[2] if run else 0) + 1]
            continue
        if block.kind not in ("fence", "code") or text[block.start : block.start + 1] not in " \t":
            close()  # what is indented belongs to the item before it
        start, end, size, level, name = block.start, block.end, 1, 0, ""
        if block.kind == "heading" and block.start in heads:
            head = heads[block.start]
            if found and found[-1].name == head.text and not text[found[-1].end : block.start].strip():
                continue  # twice in a row, by mistake
            kind, start, end, level, name = "heading", head.start, head.end, head.level, head.text
        elif block.kind == "fence":
            kind = "code block"
        elif block.kind == "table":
            kind, size = "table row", max(1, text.count("\n", start, end) - 2)
        else:
            continue
        found.append(Piece(kind, start, end, size, level, name, inside(apart, start, start + 1)))
    close()
    if "![" in text or "<img" in text:
        found.extend(_images(doc, apart))
        found.sort(key=lambda piece: piece.start)
    return tuple(found)


def _added(doc: Document) -> tuple[tuple[int, int], ...]:
    """Spans that a page may have in addition: sections about the article, its original transcript."""
    transcripts = [(section.start, section.end) for section in sections(doc) if section.role == "transcript"]
    return merged(about(doc) + transcripts)


def _images(doc: Document, apart: tuple[tuple[int, int], ...]) -> Iterable[Piece]:
    spans = code(doc)
    for match in _IMAGE.finditer(doc.text):
        start, end = match.span()
        if not inside(spans, start, end):
            name = (match[1] or match[2]).partition("?")[0].rstrip("/").rpartition("/")[2]
            yield Piece("image", start, end, 1, 0, name, inside(apart, start, end))


def _keys(doc: Document, piece: Piece) -> frozenset[str]:
    """What survives translation in a piece: Latin words and numbers, of an image its file's name."""
    if piece.kind == "image":
        return frozenset((piece.name.partition(".")[0],))
    return keys_of(doc.text, piece.start, piece.end)


def keys_of(text: str, start: int, end: int) -> frozenset[str]:
    """The first Latin words and numbers of a stretch of text."""
    return frozenset(list(dict.fromkeys(_KEY.findall(text, start, end)))[:_MOST_KEYS])


def counted(found: Iterable[Piece]) -> Counter[str]:
    """How many there are of each kind, items and rows one by one, without what was added."""
    counts: Counter[str] = Counter()
    for piece in found:
        if not piece.added:
            counts[piece.kind] += piece.size
    return counts


_LINES = {
    "heading": pattern(r"^[ \t>]{0,12}#{1,6}[ \t]", re.MULTILINE),
    "code block": pattern(r"^[ \t>]{0,24}(?:[-*+][ \t]+|\d{1,3}[.)][ \t]+)?(?:```|~~~)", re.MULTILINE),
    "image": pattern(r"!\[|<img\b"),
    "list item": pattern(r"^[ \t>]{0,24}(?:[-*+]|\d{1,3}[.)])[ \t]", re.MULTILINE),
    "table row": pattern(r"^[ \t>]{0,12}\|", re.MULTILINE),
}


def lines_of(doc: Document, kind: str) -> float:
    """How many lines look as if they began a piece of a kind, wherever they stand.

    In pages with components (MDX), block structure depends on blank lines beside tags, which translators add and
    remove: a line is there all the same.
    """
    text = blank(doc.text, _added(doc)) if kind in ("heading", "list item") else doc.text
    found = sum(1 for _ in _LINES[kind].finditer(text, body_start(doc)))
    return found / 2 if kind == "code block" else found


# -------------------------------------------------------------------------------- what is missing

MOST_PAIRS = 1_500_000
"""Comparisons of one piece with another, above which two articles are too long to be aligned (a second's work):
1,200 pieces on each side. The largest page of four documentation projects has 400."""


def gaps(pair: Pair) -> tuple[Gap, ...]:
    """The pieces of the source without a counterpart, of the kinds of which the translation has fewer.

    The two are aligned in order, like with like: headings by level and what survives translation in them,
    code by its words, images by file name, and all by the text they stand in. A piece that stands elsewhere in the
    translation was moved.
    """
    source, target = pair.sources[0], pair.target
    theirs, ours = pieces(source), pieces(target)
    had, has = counted(theirs), counted(ours)
    fewer = {kind for kind in KINDS if has[kind] < had[kind]}
    if not fewer or len(theirs) * len(ours) > MOST_PAIRS:
        return ()
    fewer = {kind for kind in fewer if lines_of(target, kind) < lines_of(source, kind)}
    if not fewer:
        return ()
    their_keys = [_keys(source, piece) for piece in theirs]
    our_keys = [_keys(target, piece) for piece in ours]
    matched = _align(theirs, ours, their_keys, our_keys, _expected(pair, theirs))
    _free_the_same(theirs, ours, their_keys, our_keys, matched)
    taken = set(matched.values())
    spare = [(piece.kind, our_keys[at]) for at, piece in enumerate(ours) if at not in taken]
    found: list[Gap] = []
    run: list[tuple[Piece, int]] = []
    here = last = -1  # where the run is in the translation, and the pair before it
    last_end = 0
    for at, piece in enumerate(theirs):
        other = matched.get(at)
        lost = piece.size - (ours[other].size if other is not None else 0)
        moved = _moved(piece.kind, their_keys[at], spare) if other is None else None
        if moved is not None:
            spare.remove(moved)
            lost = 0
        lost = lost if piece.kind in fewer and not piece.added else 0
        if lost > 0:
            if not run:
                here = other if other is not None else last
            run.append((piece, lost))
        if other is not None and lost <= 0:
            if run:
                found.append(_gap(run, ours, here, last, other, last_end, piece.start))
                run = []
            last, last_end = other, piece.end
    if run:
        found.append(_gap(run, ours, here, last, len(ours), last_end, len(source.text)))
    return tuple(found)


def _moved(
    kind: str, keys: frozenset[str], spare: list[tuple[str, frozenset[str]]]
) -> tuple[str, frozenset[str]] | None:
    """The piece of the translation, among those to spare, that is one of the source elsewhere.

    A block of code may have got or lost lines since: nearly all of the shorter one is in the longer.
    """
    if not keys:
        return None
    if (kind, keys) in spare:
        return kind, keys
    for one in spare:
        shorter = min(len(keys), len(one[1]))
        if kind == one[0] == "code block" and shorter >= TELLING and len(keys & one[1]) >= MOST * shorter:
            return one
    return None


TELLING, MOST = 6, 0.9
"""Words of a block of code that tell which it is, and the share of them that the same block keeps."""


def _gap(
    run: list[tuple[Piece, int]], ours: tuple[Piece, ...], here: int, last: int, behind: int, start: int, end: int
) -> Gap:
    at, after = (ours[index] if index >= 0 else None for index in (here, last))
    return Gap(tuple(run), at, after, ours[behind] if behind < len(ours) else None, start, end)


def _expected(pair: Pair, theirs: tuple[Piece, ...]) -> list[tuple[int, int]]:
    """Where in the translation the text of each piece of the source is rendered; an empty span where nobody knows."""
    found = []
    spans = renderings(pair)
    ends = [span.source_end for span in spans]
    for piece in theirs:
        at = bisect_right(ends, piece.start)
        inside = at < len(spans) and spans[at].source_start < piece.end
        found.append((spans[at].target_start, spans[at].target_end) if inside else (0, 0))
    return found


class Rendering(NamedTuple):
    """A passage of the source and the one that renders it, as offsets; and the last unit of the latter."""

    part: Part
    source_start: int
    source_end: int
    target_start: int
    target_end: int
    last: int


@pair_fact
def renderings(pair: Pair) -> tuple[Rendering, ...]:
    """What of an article's source is rendered where, in order, as far as that is sure."""
    from llmdoc_lint.language.alignment import aligned  # loads 4 ms: most pages lack nothing
    from llmdoc_rules._pairs import trusted

    alignment = aligned(pair)
    return tuple(
        Rendering(
            part,
            alignment.source[bead.source_start].at,
            alignment.source[bead.source_end - 1].end,
            alignment.target[bead.target_start].at,
            alignment.target[bead.target_end - 1].end,
            bead.target_end - 1,
        )
        for part in alignment.parts
        if trusted(part)
        for bead in alignment.beads[part.bead_start : part.bead_end]
        if bead.source_start < bead.source_end and bead.target_start < bead.target_end
    )


def _align(
    source: tuple[Piece, ...],
    target: tuple[Piece, ...],
    source_keys: list[frozenset[str]],
    target_keys: list[frozenset[str]],
    expected: list[tuple[int, int]],
) -> dict[int, int]:
    """Pairs of pieces of one kind, in order on both sides, with the greatest likeness in sum."""
    rows: list[bytearray] = []  # 0: leave the source's piece, 1: leave the target's, 2: a pair
    above = [0.0] * (len(target) + 1)
    for one, mine, (start, end) in zip(source, source_keys, expected, strict=True):
        row = [0.0]
        came = bytearray(len(target) + 1)
        left = 0.0
        for at, other in enumerate(target):
            best, how = (above[at + 1], 0) if above[at + 1] >= left else (left, 1)
            if one.kind == other.kind:
                pair = above[at] + _likeness(one, other, mine, target_keys[at])
                if other.start < end and start < other.end:
                    pair += RENDERED
                if pair > best:
                    best, how = pair, 2
            row.append(best)
            came[at + 1] = how
            left = best
        rows.append(came)
        above = row
    matched: dict[int, int] = {}
    i, j = len(source), len(target)
    while i and j:
        how = rows[i - 1][j]
        if how == 2:
            i, j = i - 1, j - 1
            matched[i] = j
        elif how == 1:
            j -= 1
        else:
            i -= 1
    return matched


def _free_the_same(
    source: tuple[Piece, ...],
    target: tuple[Piece, ...],
    source_keys: list[frozenset[str]],
    target_keys: list[frozenset[str]],
    matched: dict[int, int],
) -> None:
    """Take from `matched` the pieces of the source beside one that is the same as another, which is left over.

    Of two blocks of code that changed places, of two headings the first of which is new: it is the other that is gone.
    """
    left = {(piece.kind, source_keys[at]) for at, piece in enumerate(source) if at not in matched and source_keys[at]}
    for at, other in list(matched.items()):
        same = (target[other].kind, target_keys[other])
        if same in left and source_keys[at] != target_keys[other]:
            left.remove(same)
            del matched[at]


RENDERED = 1.5
"""What it adds to the likeness of two pieces that one stands where the text of the other is rendered."""


NAMED = 4.0
"""The likeness of two headings with the same name in code: more than any other two have, wherever they stand."""


def _names(keys: frozenset[str]) -> frozenset[str]:
    """Those of some Latin words that are names in code: `server.port`, `keep_open`, `rolldownOptions`."""
    return frozenset(
        key for key in keys if "." in key or "_" in key or (not key.isupper() and key[1:] != key[1:].lower())
    )


def _likeness(one: Piece, other: Piece, mine: frozenset[str], theirs: frozenset[str]) -> float:
    """From 0.1 for two pieces of one kind to 3 for two that are the same; headings that name code are told by that."""
    if one.added != other.added:
        return 0.1
    shared = len(mine & theirs)
    if one.kind == "heading":
        named, other_named = _names(mine), _names(theirs)
        if named and other_named:  # `build.target`, `build.outDir`: what such a heading is about is never translated
            return NAMED if named & other_named else -RENDERED
        alike = shared / len(mine) if mine else 0.0  # an English heading has more words than survive
        return 1.0 + (0.5 if one.level == other.level else -0.5) + 1.5 * alike
    if one.kind in ("list item", "table row"):
        alike = min(one.size, other.size) / max(one.size, other.size)
        return 0.5 + alike + (shared / max(1, min(len(mine), len(theirs))) if theirs else 0.0)
    alike = shared / len(mine | theirs) if mine or theirs else 1.0
    return 0.3 + 2.7 * alike


def prose_bytes(doc: Document, start: int = 0, end: int | None = None) -> int:
    """Bytes of what is read: code, addresses and front matter left out."""
    return len("".join(prose(doc)[start:end].split()).encode("utf-8", "surrogatepass"))
