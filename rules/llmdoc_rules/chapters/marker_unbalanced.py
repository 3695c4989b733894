from __future__ import annotations

from typing import TYPE_CHECKING

from llmdoc_lint.blocks import blocks, front_matter
from llmdoc_lint.core import Applicability, Edit, Finding, Fix, NoOptions, Related, Severity, rule
from llmdoc_lint.document import Document
from llmdoc_lint.outline import Marker, markers

if TYPE_CHECKING:
    from collections.abc import Iterator

ONCE = frozenset(("SUMMARY", "FULL_TRANSLATION", "TRANSLATION"))
"""Regions that a document has once; others may come as often as their author likes."""

MANY = 1000
"""Markers beyond which they are no regions of a document; the checks below compare them in pairs."""

NESTED = 8
"""Regions that one may hold and cross; of more, each is looked at no further."""


@rule(
    "marker-unbalanced",
    Document,
    NoOptions,
    severity=Severity.ERROR,
    fixes=Applicability.SAFE,
    kinds=("index", "chapter", "article", "source-index", "source-chapter", "source-article"),
)
def check(doc: Document, options: NoOptions) -> Iterator[Finding]:
    """A region's marker has no counterpart, or the regions overlap.

    Tools cut a document at `<!-- SUMMARY_START -->` and `<!-- SUMMARY_END -->`: they show the
    summary, or replace it. Without the second marker the summary is the rest of the document.

    Reported are a start without its end and the reverse, a region within one of the same name, a
    summary or translation that comes a second time, and two regions that cross. Markers in code are
    none; an end that a fence swallows is `code-fence-unclosed`.

    Bad:

        <!-- SUMMARY_START -->
        ## TL;DR
        <!-- FULL_TRANSLATION_START -->

    Good:

        <!-- SUMMARY_START -->
        ## TL;DR
        <!-- SUMMARY_END -->
        <!-- FULL_TRANSLATION_START -->

    The fix adds an end before the next region or at the end of the document, and corrects the name
    of an end that is nearly that of the open region. It is safe: a comment is no part of the text,
    and it is offered only where no other place is possible.
    """
    found = markers(doc)
    if not found or len(found) > MANY:
        return
    block = front_matter(doc)
    if block is not None and block.problem is not None:
        return  # where it ends is not sure, nor which markers it holds
    open_: list[Marker] = []
    regions: dict[str, list[Marker]] = {}
    for at, marker in enumerate(found):
        if marker.opens:
            same = next((one for one in open_ if one.name == marker.name), None)
            if same is not None:
                # The first one lacks its end, or the second one is superfluous: who knows.
                yield _finding(doc, marker, f"{marker.name}_START again before its {marker.name}_END", same)
                continue
            open_.append(marker)
            regions.setdefault(marker.name, []).append(marker)
        elif any(one.name == marker.name for one in open_):
            yield from _end(doc, found, at, open_)
        else:
            yield _stray_end(doc, found, at, open_)
    for one in open_:
        if not _swallowed(doc, one):
            yield _unclosed(doc, one, None, found)
    for name, starts in regions.items():
        if name in ONCE and len(starts) == 2:
            yield _finding(doc, starts[1], f"a second {name} region", starts[0])


def _end(doc: Document, found: tuple[Marker, ...], at: int, open_: list[Marker]) -> Iterator[Finding]:
    """What the end at `at` shows of the regions inside of its own; takes what is closed by it out of `open_`."""
    marker = found[at]
    place = next(index for index, one in enumerate(open_) if one.name == marker.name)
    inner = open_[place + 1 :]
    for one in inner:
        if len(inner) < NESTED and _ends_later(found, at, one):
            yield _finding(doc, one, f"{one.name} starts inside of {marker.name} and ends outside of it", marker)
        else:
            yield _unclosed(doc, one, marker, found)
    open_[place:] = [one for one in inner if _ends_later(found, at, one)]


def _stray_end(doc: Document, found: tuple[Marker, ...], at: int, open_: list[Marker]) -> Finding:
    """An end of no open region; where it can only be meant for another one, that is taken out of `open_`."""
    marker = found[at]
    wrong = _misnamed(found, at, open_)
    if wrong is None:
        return _finding(doc, marker, f"{marker.name}_END without {marker.name}_START")
    open_.remove(wrong)
    span = doc.span(marker.start, marker.end)
    return Finding(
        span,
        f"{marker.name}_END ends nothing; {wrong.name}_START is open",
        Fix(
            f"Call it {wrong.name}_END",
            (Edit(span, f"<!-- {wrong.name}_END -->"),),
            Applicability.SAFE,  # nothing else could end here, and a comment is no text
        ),
        (Related(doc.span(wrong.start, wrong.end), "the open region"),),
    )


def _finding(doc: Document, marker: Marker, message: str, other: Marker | None = None) -> Finding:
    related = (Related(doc.span(other.start, other.end), "the other marker"),) if other is not None else ()
    return Finding(doc.span(marker.start, marker.end), message, related=related)


def _swallowed(doc: Document, marker: Marker) -> bool:
    """Whether a fence that is not closed holds the end of the region."""
    fences = [block for block in blocks(doc) if block.kind == "fence"]
    if not fences or fences[-1].level or fences[-1].start < marker.end:
        return False
    return doc.text.find(f"{marker.name}_END", fences[-1].start) >= 0


def _ends_later(found: tuple[Marker, ...], at: int, one: Marker) -> bool:
    later = next((marker for marker in found[at + 1 :] if marker.name == one.name), None)
    return later is not None and not later.opens


def _misnamed(found: tuple[Marker, ...], at: int, open_: list[Marker]) -> Marker | None:
    """The open region that the end at `at` was meant for: the innermost, with nearly that name."""
    if not open_:
        return None
    marker, inner = found[at], open_[-1]
    if _ends_later(found, at, inner) or any(one.name == marker.name for one in found[:at]):
        return None
    from difflib import SequenceMatcher

    return inner if SequenceMatcher(None, marker.name, inner.name).ratio() >= 0.8 else None


def _unclosed(doc: Document, marker: Marker, outer: Marker | None, found: tuple[Marker, ...]) -> Finding:
    """A start without its end; `outer` is the end of a region around it."""
    text = doc.text
    name = marker.name
    after = next((one for one in found if one.start > marker.start), None)
    place = None
    if after is not None:
        if after.opens and after.name != name:
            place = _before(doc, marker.end, after.start)
        elif outer is not None and after is outer:
            place = after.start
    elif name != "SUMMARY":  # a summary is not all of a document
        place = len(text)
    fix = None
    if place is not None:
        newline = "\r\n" if "\r\n" in text else "\n"
        comment = f"<!-- {name}_END -->"
        if place == len(text):
            inserted = f"{'' if text.endswith(newline) else newline}{newline}{comment}{newline}"
        else:
            inserted = f"{comment}{newline}{newline}"
        fix = Fix(
            f"Add {name}_END",
            (Edit(doc.span(place, place), inserted),),
            Applicability.SAFE,  # the region can end nowhere else, and a comment is no text
        )
    return Finding(doc.span(marker.start, marker.end), f"{name}_START without {name}_END", fix)


def _before(doc: Document, start: int, end: int) -> int:
    """Where a region ends that another one follows: before the thematic break between the two."""
    last = None
    for block in blocks(doc):
        if start <= block.start < end:
            last = block
    if last is not None and last.kind == "rule":
        return last.start
    return doc.line_span(end)[0]
