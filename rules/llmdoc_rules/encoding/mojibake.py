from __future__ import annotations

from typing import TYPE_CHECKING

from llmdoc_lint.core import Applicability, Edit, Finding, Fix, NoOptions, Severity, rule
from llmdoc_lint.document import Document
from llmdoc_lint.mojibake import damage
from llmdoc_rules.encoding._places import count, encoding_name

if TYPE_CHECKING:
    from collections.abc import Iterator

    from llmdoc_lint.mojibake import Passage

EXCERPT = 24  # characters of a repair that a message quotes: enough to recognise the sentence


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

    The fix repairs the lines that kept all their bytes. It is safe: the repair, read through that code page once more,
    is the damaged line, character for character. Lines that lost bytes stay as they are until an undamaged copy is at
    hand: a line that is half repaired could never be repaired whole.
    """
    for passage in damage(doc):
        whole = [line for line in passage.lines if line.reversible]
        edits = tuple(
            Edit(doc.span(line.start, line.end), line.repaired)
            for line in whole
            if line.repaired != doc.text[line.start : line.end]
        )
        fix = None
        if edits:
            fix = Fix(f"Repair {count(len(edits), 'line')}", edits, Applicability.SAFE)
        yield Finding(
            doc.span(passage.start, passage.end),
            _message(passage, len(whole), whole[0].repaired if whole else ""),
            fix,
            (),
            {
                "codec": passage.codec,
                "damaged": passage.damaged,
                "direction": passage.direction,
                "layers": passage.layers,
                "lines": len(passage.lines),
                "lost": passage.lost,
                "reversible": len(whole),
            },
        )


def _message(passage: Passage, reversible: int, repaired: str) -> str:
    was, _, read = passage.direction.partition(">")
    lines = len(passage.lines)
    twice = " twice" if passage.layers > 1 else ""
    head = (
        f"{count(lines, 'line')} of {encoding_name(was)} text read as {encoding_name(read)}{twice}: "
        f"{count(passage.damaged, 'damaged character')}"
    )
    sample = " ".join(repaired.split())
    if len(sample) > EXCERPT:
        sample = sample[:EXCERPT].rstrip() + "…"
    if not passage.lost:
        return f"{head}, none of which lost a byte; repaired, the passage begins `{sample}`"
    share = max(1, round(100 * passage.lost / max(1, passage.damaged)))
    head += f", {passage.lost} of which ({min(100, share)} %) lost bytes"
    if not reversible:
        return f"{head}; restore the passage from an undamaged copy"
    return f"{head}; {reversible} of the lines can be repaired exactly (`{sample}`), the others need an undamaged copy"
