from __future__ import annotations

from typing import TYPE_CHECKING, Any

from llmdoc_lint.core import Applicability, Edit, Finding, Fix, NoOptions, Severity, rule
from llmdoc_lint.document import Document
from llmdoc_lint.encoding.mojibake import damage
from llmdoc_rules._places import count, encoding_name

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from llmdoc_lint.encoding.mojibake import Passage
    from llmdoc_lint.encoding.restoration import Doubt, Repair

EXCERPT = 24  # characters of a repair that a message quotes: enough to recognise the sentence
DOUBTS = 3  # characters in doubt that a message names; `data` has all of them
LISTED = 100  # that `data` lists


@rule(
    "mojibake",
    Document,
    NoOptions,
    severity=Severity.ERROR,
    fixes=Applicability.SAFE,
)
def check(doc: Document, options: NoOptions) -> Iterator[Finding]:
    """Text was read through the wrong code page and saved like that.

    Every byte of it is valid UTF-8, so no other tool stops at it, and no reader can read it. A passage is reported
    once, with the code page, how many characters are damaged and how many of them lost bytes on the way. Code and
    quotations in sound text are samples, and left alone; in damaged text they are damaged like the rest.

    Bad:

        ê²€ìƒ‰ ë¬¸ì„œ

    Good:

        검색 문서

    What is written, read through that code page once more, is the damaged line, character for character; how sure it
    is differs by line, and `tier` and `confidence` in `data` say it:

    - exact: the line kept all its bytes. The fix is safe.
    - restored: it lost bytes, but a sound document of the project has the line, as a prompt embeds a page of its
      source. The fix is safe: of 33,345 different lines that were damaged on trial, no two looked alike, and a line
      is taken over only where it, with the lines around it that are the same there, kept the bytes of six syllables.
    - inferred: what the lost bytes can have been is weighed by a character model that is learned from the sound
      documents of the project. The fix is unsafe: it writes characters with a probability of 99 % or more. The
      others keep the bytes they have, are reported with their candidates, and stay so until somebody decides.

    A fix has one applicability, so a passage offers what is safe first, and once that is written, the rest.
    """
    if not damage(doc):
        return
    from llmdoc_lint.encoding.restoration import repairs

    for passage, mine in zip(damage(doc), repairs(doc), strict=True):
        tier, chosen, applicability = _offer(mine)
        changes = [
            change
            for one in chosen
            for change in (one.edits if applicability > Applicability.DISPLAY else ((one.start, one.end, one.likely),))
        ]
        edits = tuple(Edit(doc.span(start, end), text) for start, end, text in changes)
        fix = Fix(f"Repair {count(len(chosen), 'line')}", edits, applicability) if edits else None
        doubts = [doubt for one in mine for doubt in one.doubts]
        yield Finding(
            doc.span(passage.start, passage.end),
            _message(doc, passage, mine, doubts),
            fix,
            (),
            _data(passage, mine, tier, chosen, doubts),
        )


def _offer(mine: Sequence[Repair]) -> tuple[str, list[Repair], Applicability]:
    """The tier of the passage's fix, the lines it repairs, and what it promises: the best there is."""
    from llmdoc_lint.encoding.restoration import EXACT, INFERRED, RESTORED

    safe = [one for one in mine if one.tier != INFERRED and one.edits]
    if safe:
        return (RESTORED if any(one.tier == RESTORED for one in safe) else EXACT), safe, Applicability.SAFE
    written = [one for one in mine if one.edits]
    if written:
        return INFERRED, written, Applicability.UNSAFE
    return INFERRED, [one for one in mine if one.likely], Applicability.DISPLAY


def _data(
    passage: Passage, mine: Sequence[Repair], tier: str, chosen: Sequence[Repair], doubts: Sequence[Doubt]
) -> dict[str, Any]:
    data: dict[str, Any] = {
        "codec": passage.codec,
        "damaged": passage.damaged,
        "direction": passage.direction,
        "layers": passage.layers,
        "lines": len(passage.lines),
        "lost": passage.lost,
        "reversible": sum(line.reversible for line in passage.lines),
    }
    if chosen:
        data["tier"] = tier
        data["confidence"] = _rounded(min(one.confidence for one in chosen))
    if passage.lost:
        data["restored"] = sum(one.tier == "restored" for one in mine)
        data["inferred"] = sum(one.tier == "inferred" and bool(one.text) for one in mine)
        data["in-doubt"] = len(doubts)
    if doubts:
        data["doubts"] = [
            {
                "start": doubt.start,
                "end": doubt.end,
                "candidates": {char: _rounded(share) for char, share in doubt.candidates},
            }
            for doubt in doubts[:LISTED]
        ]
    sources = sorted({one.source for one in mine if one.source})
    if sources:
        data["sources"] = sources
    return data


def _rounded(share: float) -> float:
    return int(share * 10_000) / 10_000  # downwards: 0.99996 is not certain


def _message(doc: Document, passage: Passage, mine: Sequence[Repair], doubts: Sequence[Doubt]) -> str:
    was, _, read = passage.direction.partition(">")
    lines = len(passage.lines)
    twice = " twice" if passage.layers > 1 else ""
    head = (
        f"{count(lines, 'line')} of {encoding_name(was)} text read as {encoding_name(read)}{twice}: "
        f"{count(passage.damaged, 'damaged character')}"
    )
    sample = " ".join(next((one.likely for one in mine if one.likely), "").split())
    if len(sample) > EXCERPT:
        sample = sample[:EXCERPT].rstrip() + "…"
    if not passage.lost:
        return f"{head}, none of which lost a byte; repaired, the passage begins `{sample}`"
    share = max(1, round(100 * passage.lost / max(1, passage.damaged)))
    head += (
        f", {passage.lost} of which ({min(100, share)} %) lost bytes" if passage.damaged > 1 else ", which lost bytes"
    )
    exact = sum(one.tier == "exact" for one in mine)
    restored = sum(one.tier == "restored" for one in mine)
    inferred = sum(one.tier == "inferred" and bool(one.text) for one in mine)
    parts = []
    if exact:
        parts.append(f"{count(exact, 'line')} can be repaired exactly")
    if restored:
        parts.append(f"{count(restored, 'line')} from an undamaged copy")
    if inferred:
        parts.append(f"{count(inferred, 'line')} by inference")
    unknown = lines - exact - restored - inferred
    if not sample:
        return f"{head}; restore the passage from an undamaged copy"
    tail = ", ".join(parts) or "nothing can be repaired with certainty"
    if unknown and parts:
        tail += f", {unknown} not with certainty"
    if doubts:
        tail += f"; {count(len(doubts), 'character')} in doubt ({_named(doc, doubts)})"
    begins = "repaired, the passage begins" if parts else "the passage may begin"
    return f"{head}; {tail}; {begins} `{sample}`"


def _named(doc: Document, doubts: Sequence[Doubt]) -> str:
    """`ì† is 속 62 % or 손 37 %`, for the first few; the same doubt once."""
    named = dict.fromkeys(
        f"`{doc.text[doubt.start : doubt.end]}` is "
        + " or ".join(f"{char} {share * 100:.0f} %" for char, share in doubt.candidates[:2])
        for doubt in doubts
    )
    return ", ".join(list(named)[:DOUBTS]) + (", …" if len(named) > DOUBTS else "")
