from __future__ import annotations

from collections import Counter
from itertools import accumulate
from typing import TYPE_CHECKING

from llmdoc_lint.blocks import blocks
from llmdoc_lint.core import Finding, Options, Related, Severity, rule
from llmdoc_lint.course import Pair, profile
from llmdoc_rules.translation._languages import astray, is_english
from llmdoc_rules.translation._structure import (
    KINDS,
    Gap,
    Piece,
    counted,
    gaps,
    keys_of,
    pieces,
    prose_bytes,
    renderings,
)

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence


class Losses(Options):
    """How much may be missing.

    Of 576 pages of human-made Korean documentation beside today's source nine in ten have exactly as many headings,
    code blocks, images and list items as the source; what is missing in the others is missing.
    """

    min_items: int = 2  # list items, or rows of tables: one alone may have been joined to another, figures and all
    min_share: float = 0.6  # of the source's bytes of prose: with fewer, the translation is incomplete
    max_places: int = 3  # above, the page follows another version of its source, which is one fault


@rule("structure-mismatch", Pair, Losses, severity=Severity.ERROR)
def check(pair: Pair, options: Losses) -> Iterator[Finding]:
    """A translated article lacks headings, code blocks, images, list items or table rows of its source.

    The text reads on smoothly over the place, so nobody notices that the example is not there.

    Bad:

        ## Repairing it            ## 고치기
        One step backwards:        한 걸음 뒤로 갑니다.
        ```python
        text.encode("cp1252")
        ```

    Good:

        ## 고치기
        한 걸음 뒤로 갑니다.
        ```python
        text.encode("cp1252")
        ```

    What the translation has in addition is never reported, nor what stands elsewhere in it. Neighbouring losses are one
    finding, at the list that is too short or at the text before them; where they are many, all are one. An
    article of which much more is missing is for `translation-incomplete`. There is no fix.

    Options: `min-items` of lists and tables, `min-share` of the source's bytes that the translation must have,
    `max-places` that are reported one by one. A single row of a table counts where what survives translation in the
    others tells which it is, a single item of a list where nothing near has what can be named in it. A list and a note
    (```` ```warn ````) whose text stands there in sentences are not lost.
    """
    doc = pair.target
    if profile(doc).part != "article" or len(pair.sources) != 1:
        return
    source = pair.sources[0]
    had, has = counted(pieces(source)), counted(pieces(doc))
    if all(has[kind] >= had[kind] for kind in KINDS) or astray(doc) is not None:
        return
    if prose_bytes(doc) < options.min_share * prose_bytes(source):
        return
    found = []
    for gap in gaps(pair):
        if one := _lost_row(gap, pair) or _lost_item(gap, pair):
            found.append(one)
        elif _counts(gap, options) and not _rewritten(gap, pair):
            found.append(gap)
    if found:
        found = [gap for gap in found if not _incomplete(gap, pair)]
    if not found:
        return
    if len(found) > options.max_places:
        found = [found[0]._replace(missing=tuple(one for gap in found for one in gap.missing))]
    for gap in found:
        start, end = _place(gap, pair)
        related = [
            Related(source.span(piece.start, _first_line(source.text, piece)), f"the source has this {piece.kind}")
            if piece.size == 1
            else Related(
                source.span(piece.start, _first_line(source.text, piece)), f"{lost} of {piece.size} {piece.kind}s"
            )
            for piece, lost in gap.missing[:10]
        ]
        counts = Counter[str]()
        for piece, lost in gap.missing:
            counts[piece.kind] += lost
        yield Finding(
            doc.span(start, end),
            f"here the translation lacks {_listed(gap.missing, counts)} of the source",
            related=tuple(related),
            data={kind.replace(" ", "-") + "s": count for kind, count in counts.items()},
        )


def _counts(gap: Gap, options: Losses) -> bool:
    """Whether the gap holds more than a list item or a row that may have been joined to another."""
    if any(piece.kind not in ("list item", "table row") for piece, _ in gap.missing):
        return True
    return sum(lost for _, lost in gap.missing) >= options.min_items


def _lost_row(gap: Gap, pair: Pair) -> Gap | None:
    """The gap as that one row of a table: what survives translation in the others stands in the same order without it.

    None where it lacks another number of rows, or where it does not show which.
    """
    if len(gap.missing) != 1 or gap.at is None or gap.at.kind != "table row" or gap.missing[0][1] != 1:
        return None
    source, doc = pair.sources[0], pair.target
    theirs, ours = _rows(source.text, gap.missing[0][0]), _rows(doc.text, gap.at)
    if not ours or len(theirs) != len(ours) + 1:
        return None
    had = [keys_of(source.text, row.start, row.end) for row in theirs]
    has = [keys_of(doc.text, row.start, row.end) for row in ours]
    before = accumulate(map(_kept, had, has), initial=0.0)
    behind = list(accumulate(map(_kept, reversed(had), reversed(has)), initial=0.0))
    likeness = [one + other for one, other in zip(before, reversed(behind), strict=True)]  # without each row in turn
    best, second = sorted(likeness, reverse=True)[:2]
    if best - second < CLEARLY or best < SAME_ROWS * sum(map(bool, has)):
        return None
    at = likeness.index(best)
    return gap._replace(missing=((theirs[at], 1),), at=ours[at - 1] if at else gap.at)


def _rows(text: str, table: Piece) -> list[Piece]:
    """The rows of a table, without its header."""
    rows, start = [], table.start
    for line in text[table.start : table.end].split("\n"):
        if line.strip():
            rows.append(Piece("table row", start, start + len(line.rstrip("\r")), 1, 0, "", added=False))
        start += len(line) + 1
    return rows[HEADER:]


def _kept(theirs: frozenset[str], ours: frozenset[str]) -> float:
    """The share of a row's Latin words and numbers that are those of a row of the source."""
    return len(theirs & ours) / len(ours) if ours else 0.0


HEADER = 2
"""Lines of a table above its rows."""

CLEARLY = 0.5
"""By how much the likeness of two tables without one of the rows exceeds that without any other, in rows."""

SAME_ROWS = 0.5
"""Share of what survives translation that rows in the same order have in common: a table that was not written anew."""


def _lost_item(gap: Gap, pair: Pair) -> Gap | None:
    """The gap as that one item of a list: nothing renders it, nor does anything near have what can be named in it."""
    from llmdoc_lint.language.alignment import aligned
    from llmdoc_rules._evidence import SURE_LOSS, loss

    if len(gap.missing) != 1 or gap.missing[0][0].kind != "list item" or gap.missing[0][1] != 1:
        return None
    alone = _alone(gap.missing[0][0], pair)
    if len(alone) != 1:
        return None
    at, before = alone[0]
    unit = aligned(pair).source[at]
    if loss(pair, range(at, at + 1), unit.size, range(before - 1, before + 3)) < SURE_LOSS:
        return None
    item = Piece("list item", unit.start, unit.end, 1, 0, "", added=False)
    return gap._replace(missing=((item, 1),), at=gap.after)


def _rewritten(gap: Gap, pair: Pair) -> bool:
    """Whether only items, rows or notes are gone, and text stands there that is as long: they became sentences."""
    source, doc = pair.sources[0], pair.target
    notes = [piece for piece, _ in gap.missing if piece.kind == "code block" and _is_note(source.text, piece)]
    if any(piece.kind not in ("list item", "table row") and piece not in notes for piece, _ in gap.missing):
        return False
    if _told_in_sentences(gap, pair):
        return True
    if _unrendered(gap, pair):
        return False
    start = gap.after.end if gap.after else 0
    end = gap.before.start if gap.before else None
    here, there = prose_bytes(doc, start, end), prose_bytes(source, gap.start, gap.end)
    rest = prose_bytes(source) - there
    ratio = (prose_bytes(doc) - here) / rest if rest >= ENOUGH else 1.0
    noted = sum(len("".join(source.text[note.start : note.end].split()).encode()) for note in notes)
    return here >= (AS_LONG * there + AS_NOTED * noted) * min(LONGEST, max(1.0, ratio))


def _is_note(text: str, block: Piece) -> bool:
    """Whether a code block holds sentences: some sites write their notes so (```` ```warn ````)."""
    lines = text[block.start : block.end].split("\n")[1:-1]
    return len(lines) > 0 and is_english("\n".join(lines))


def _told_in_sentences(gap: Gap, pair: Pair) -> bool:
    """Whether a short list is gone as a whole, and what can be named in it stands around: `- one, or` `- the other`."""
    from llmdoc_lint.language.alignment import aligned
    from llmdoc_rules._evidence import SURE_LOSS, loss

    (piece, lost), *others = gap.missing
    if others or piece.kind != "list item" or lost < piece.size or piece.end - piece.start > A_SENTENCE:
        return False
    source = aligned(pair).source
    alone = _alone(piece, pair)
    if alone and _unrendered_before(alone[0][0], pair):
        return False
    return all(
        loss(pair, range(at, at + 1), source[at].size, range(before - 1, before + 3)) < SURE_LOSS
        for at, before in alone
    )


def _unrendered_before(at: int, pair: Pair) -> bool:
    """Whether nothing renders the unit of the source before that at `at`, which leads to it."""
    from llmdoc_lint.language.alignment import aligned

    alignment = aligned(pair)
    return any(
        bead.source_start < at <= bead.source_end and bead.target_start == bead.target_end for bead in alignment.beads
    )


A_SENTENCE = 300
"""Code points of a list that a sentence or two may tell as well."""


def _unrendered(gap: Gap, pair: Pair) -> bool:
    """Whether as many items as are missing have no counterpart of any kind."""
    return all(piece.kind == "list item" and len(_alone(piece, pair)) >= lost for piece, lost in gap.missing)


def _alone(piece: Piece, pair: Pair) -> list[tuple[int, int]]:
    """The units of a piece of the source that nothing renders, and the unit of the translation before each."""
    from llmdoc_lint.language.alignment import aligned
    from llmdoc_rules._pairs import trusted

    alignment = aligned(pair)
    return [
        (at, bead.target_start - 1)
        for part in alignment.parts
        if trusted(part)
        for bead in alignment.beads[part.bead_start : part.bead_end]
        if bead.target_start == bead.target_end
        for at in range(bead.source_start, bead.source_end)
        if piece.start <= alignment.source[at].start < piece.end
    ]


def _incomplete(gap: Gap, pair: Pair) -> bool:
    """Whether the text around the missing pieces is missing, too: `translation-incomplete` says so."""
    from llmdoc_lint.language.alignment import aligned
    from llmdoc_rules._pairs import lacks

    alignment = aligned(pair)
    spans = []
    for lack in lacks(pair):
        start = alignment.source[lack.first - 1].end if lack.first else 0
        end = alignment.source[lack.last].start if lack.last < len(alignment.source) else len(pair.sources[0].text)
        spans.append((start, end))
    return any(start <= piece.start and piece.end <= end for start, end in spans for piece, _ in gap.missing)


AS_LONG = 0.75
"""Share of the length to be expected from which on a stretch is all there: the source's, or what the rest of a longer
translation makes of it."""

AS_NOTED = 0.5
"""The same for a note that became a paragraph: its heading and its fence are gone, and it is an aside."""

ENOUGH, LONGEST = 300, 1.5
"""Bytes of the rest of a page from which on it tells how much longer its translation is, and how much at most."""


def _place(gap: Gap, pair: Pair) -> tuple[int, int]:
    """The first line of the piece that is too small, else the end of the text before the gap, else the page's text."""
    from llmdoc_rules._pairs import place_behind

    doc = pair.target
    if gap.at is not None and gap.at != gap.after:
        return gap.at.start, _first_line(doc.text, gap.at)
    before = [one for one in renderings(pair) if one.source_end <= gap.missing[0][0].start]
    if before and (gap.at is None or before[-1].target_end > gap.at.start):
        start, end = place_behind(pair, before[-1].part, before[-1].last)
        return max(start, doc.text.rfind("\n", start, end) + 1), end
    if gap.at is not None:
        return gap.at.start, _first_line(doc.text, gap.at)
    first = next((block for block in blocks(doc) if block.kind != "comment"), blocks(doc)[0])
    end = doc.text.find("\n", first.start, first.end)
    return first.start, first.end if end < 0 else end


def _first_line(text: str, piece: Piece) -> int:
    end = text.find("\n", piece.start, piece.end)
    end = piece.end if end < 0 else end
    return end - (end > piece.start and text[end - 1] == "\r")


def _listed(missing: Sequence[tuple[Piece, int]], counts: Counter[str]) -> str:
    """For example: 2 headings (`Caveats`, `Usage`), 1 code block."""
    parts = []
    for kind in KINDS:
        if counts[kind]:
            names = [f"`{piece.name}`" for piece, _ in missing if piece.kind == kind and piece.name]
            shown = ", ".join(names[:3]) + (", ..." if len(names) > 3 else "")
            parts.append(f"{counts[kind]} {kind}{'s' if counts[kind] > 1 else ''}" + (f" ({shown})" if shown else ""))
    return ", ".join(parts)
