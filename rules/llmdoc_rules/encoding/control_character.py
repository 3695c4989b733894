from __future__ import annotations

from typing import TYPE_CHECKING

from llmdoc_lint.blocks import code, inside
from llmdoc_lint.core import Applicability, Edit, Finding, Fix, NoOptions, Severity, rule
from llmdoc_lint.document import Document, unusual
from llmdoc_lint.patterns import pattern
from llmdoc_lint.values import NamedTuple
from llmdoc_rules._places import Spans, count, garbled, names, within
from llmdoc_rules._visible import SEQUENCE

if TYPE_CHECKING:
    from collections.abc import Iterator

_CONTROL = pattern("[\0-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f]+")
# `\frac` in a string whose backslashes were taken for escapes: the command's first letter became a control character.
_COMMAND = pattern(
    "\x07(?=lpha|pprox|rgmax|rgmin|rccos|rcsin|st[^a-z])|\x08(?=egin|eta|oldsymbol|inom|ar[{ ]|ig[lgr(\\[]|ullet|mod)|"
    "\x0b(?=ec[{ ]|arepsilon|arphi|dots|ert|ee[^a-z])|\x0c(?=rac[{ ]|orall|lat[^a-z])"
)
_LETTER = {"\x07": "a", "\x08": "b", "\x0b": "v", "\x0c": "f"}
# What switches character sets in ISO-2022: the text between is letters that were coded in seven bits.
_SWITCH = pattern("\x1b\\$|\x0e[^\x0e\x0f\n]{1,400}\x0f")
_BREAKS = frozenset("\x0b\x0c\x1c\x1d\x1e\x85")  # these separated lines, pages or records once
# Characters whose upper byte was cut off (`code & 0xFF`) become controls of all kinds: to delete them is to delete
# what is left of the text. Three kinds on one line occur in no other way.
_KINDS = 3


@rule(
    "control-character",
    Document,
    NoOptions,
    severity=Severity.ERROR,
    fixes=Applicability.SAFE,
)
def check(doc: Document, options: NoOptions) -> Iterator[Finding]:
    """The text holds control characters other than tab and line breaks.

    They come from terminals, PDF files, and strings whose backslashes were taken for escapes. Most are invisible, but
    browsers draw some as boxes, search does not find a word that holds one, and YAML and XML refuse them. Lines that
    follow each other and hold the same ones are one finding.

    Bad:

        다음 토큰을 예측<U+0008>합니다.

    Good:

        다음 토큰을 예측합니다.

    The fix removes them, a terminal's colour code as a whole. It is safe: they stand for nothing that can be read.
    It is unsafe in code, which may need them; where one that separates lines or pages stands between two words, and
    becomes a space; where a formula lost a backslash (`<U+000C>rac{1}{2}`, which becomes `\\frac{1}{2}`); and where a
    letter is struck over (`a<U+0008>a`). There is none for a line with controls of three kinds, which is damaged
    text, and for a document in ISO-2022, where they are what is left of its encoding.
    """
    if not _CONTROL.search(unusual(doc)):
        return
    text = doc.text
    hidden = code(doc)
    damaged = garbled(doc)
    groups: list[_Line] = []
    for match in _CONTROL.finditer(text):
        at = match.start()
        if within(damaged, at):
            continue
        if not groups or at > groups[-1].end:
            groups.append(_Line(*doc.line_span(at), []))
        groups[-1].runs.append(match.span())
    switch = _SWITCH.search(text) if "\x0e" in text or "\x1b" in text else None
    if switch:
        runs = [(start, end) for line in groups for start, end in line.runs]
        number = sum(end - start for start, end in runs)
        yield Finding(
            doc.span(*switch.span()),
            f"{count(number, 'control character')}, which switch character sets: the document is ISO-2022, "
            "expected UTF-8; convert it with an editor that knows this encoding",
            None,
            (),
            {"characters": number, "lines": len(groups)},
        )
        return
    for block in _blocks(text, groups):
        yield _finding(doc, block, hidden)


class _Line(NamedTuple):
    start: int
    end: int
    runs: list[tuple[int, int]]


def _blocks(text: str, lines: list[_Line]) -> Iterator[list[_Line]]:
    """Adjacent lines with the same controls."""
    block: list[_Line] = []
    kinds: set[str] = set()
    for line in lines:
        mine = _kinds(text, line)
        if block and not (mine == kinds and text.count("\n", block[-1].end, line.start) == 1):
            yield block
            block = []
        block.append(line)
        kinds = mine
    if block:
        yield block


def _kinds(text: str, line: _Line) -> set[str]:
    return {char for start, end in line.runs for char in text[start:end]}


def _finding(doc: Document, block: list[_Line], hidden: Spans) -> Finding:
    text = doc.text
    chars = [char for line in block for start, end in line.runs for char in text[start:end]]
    title = "Remove the control characters" if len(chars) > 1 else "Remove the control character"
    fix: Fix | None = None
    what = ""
    formulas = {match.start() for match in _COMMAND.finditer(text, block[0].start, block[0].end)}
    if len({char for start, _ in block[0].runs if start not in formulas for char in text[start]}) >= _KINDS:
        what = "; so many kinds are damaged text, restore it from the source"
    else:
        edits, applicability = _mended(doc, block, hidden)
        if any(edit.text.startswith("\\") for edit in edits):
            title = "Restore the backslashes"
            what = "; a LaTeX command lost its backslash"
        elif any(edit.text == " " for edit in edits):
            title = "Use a space"
        fix = Fix(title, edits, applicability)
    where = f" on {count(len(block), 'line')}" if len(block) > 1 else ""
    return Finding(
        doc.span(block[0].runs[0][0], block[-1].runs[-1][1]),
        f"{count(len(chars), 'control character')} ({names(chars)}){where}{what}",
        fix,
        (),
        {"characters": len(chars), "lines": len(block)},
    )


def _mended(doc: Document, block: list[_Line], hidden: Spans) -> tuple[tuple[Edit, ...], Applicability]:
    """The edits that take a block's controls away, and what they promise together."""
    edits: list[Edit] = []
    applicability = Applicability.SAFE
    for start, end in (run for line in block for run in line.runs):
        for edit, sure in _edits(doc, start, end):
            if edits and edit.span.start < edits[-1].span.end:
                continue
            edits.append(edit)
            if not sure or inside(hidden, start, end):
                applicability = Applicability.UNSAFE
    return tuple(edits), applicability


def _edits(doc: Document, start: int, end: int) -> Iterator[tuple[Edit, bool]]:
    """The edits that take a run of controls away, and whether each keeps what the text says."""
    text = doc.text
    if end - start == 1:
        char = text[start]
        sequence = SEQUENCE.match(text, start)
        if sequence:
            yield Edit(doc.span(start, sequence.end()), ""), True
            return
        if _COMMAND.match(text, start):
            yield Edit(doc.span(start, end), "\\" + _LETTER[char]), False
            return
        before, after = text[start - 1 : start], text[end : end + 1]
        if char == "\x08" and before and (before == after or (before == "_" and after.isalnum())):
            yield Edit(doc.span(start - 1, end), ""), False  # struck over: bold or underlined on a line printer
            return
        if char == "\x1b":
            yield Edit(doc.span(start, end), ""), False  # some other sequence, whose letters stay
            return
    separates = not _BREAKS.isdisjoint(text[start:end])
    before, after = text[start - 1 : start], text[end : end + 1]
    if separates and before.strip() and after.strip():
        yield Edit(doc.span(start, end), " "), False
    else:
        yield Edit(doc.span(start, end), ""), True
