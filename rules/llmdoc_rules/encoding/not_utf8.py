from __future__ import annotations

from typing import TYPE_CHECKING

from llmdoc_lint.core import Applicability, Edit, Finding, Fix, NoOptions, Related, Severity, rule
from llmdoc_lint.document import Document, sound
from llmdoc_lint.patterns import pattern
from llmdoc_lint.values import NamedTuple
from llmdoc_rules._places import count, encoding_name

if TYPE_CHECKING:
    from collections.abc import Iterator

    from llmdoc_lint.encoding.charset import Charset

# From here on `charset.detect` has two independent reasons: that all bytes are valid in the encoding, and that what
# they say is text in a language that is written in it. Below, it is the best of several code pages that would all do.
CONFIDENT = 0.8
# Syllables of KS X 1001 in a passage that is read as CP949. They take 24 of the 94 rows: six characters of another
# double-byte encoding fall into them all with a chance of 0.03 %.
CERTAIN = 6
EXCERPT = 24  # characters of a reading that a message quotes
# A surrogate pair in UTF-8, as `surrogateescape` shows its bytes.
_BEYOND = pattern("[^\0-\x7f]")
_PAIR = pattern(r"\udced[\udca0-\udcaf][\udc80-\udcbf]\udced[\udcb0-\udcbf][\udc80-\udcbf]")
SHOWN = 10  # further places that a finding lists


@rule(
    "not-utf8",
    Document,
    NoOptions,
    severity=Severity.ERROR,
    fixes=Applicability.SAFE,
    raw=True,
)
def check(doc: Document, options: NoOptions) -> Iterator[Finding]:
    """The document is not UTF-8, or not all of it.

    Readers see replacement characters, or nothing; no other rule looks at such a document. Its encoding is named where
    all its bytes are valid in one and what they say is text. A document that is UTF-8 but for some lines or
    words, because somebody pasted them in with another encoding, has one finding for each such passage.

    Bad:

        <C7 D1 B1 DB>  (한글 in CP949)

    Good:

        <ED 95 9C EA B8 80>  (한글 in UTF-8)

    The fix writes the document, or these passages, in UTF-8; line endings stay. It is safe where writing the result in
    the detected encoding gives the same bytes back and the detection is at least 80 % sure; a byte order mark is
    certain, and so is a passage with six common Korean syllables and next to no other letters when read as CP949. It is
    unsafe where the detection is less sure, where single bytes are read as Windows-1252 (92 for an apostrophe), and
    where the document ends in the middle of a character, which it removes. What cannot be read has no fix.
    """
    if sound(doc):
        return
    from llmdoc_lint.encoding.charset import detect, mixed

    found = detect(doc.raw)
    if found is not None:
        yield _whole(doc, found)
        return
    paired = _surrogate_pairs(doc)
    if paired is not None:
        yield paired
        return
    passages, unknown = _passages(doc, mixed(doc.raw))
    # A document that still does not decode cannot be written, so a fix for one passage is a fix for all.
    fix = None
    if passages and not unknown:
        certain = all(passage.syllables >= CERTAIN and passage.codec == "cp949" for passage in passages)
        fix = Fix(
            "Convert the passages to UTF-8",
            tuple(edit for passage in passages for edit in passage.edits),
            Applicability.SAFE if certain else Applicability.UNSAFE,
        )
    for passage in passages:
        yield Finding(
            doc.span(passage.edits[0].span.start, passage.edits[-1].span.end),
            f"{count(passage.lines, 'line')} of {encoding_name(passage.codec)} in a document that is UTF-8 otherwise; "
            f"read so: `{_excerpt(passage.edits[0].text)}`",
            fix,
            (),
            {"encoding": passage.codec, "lines": passage.lines},
        )
    if unknown:
        yield _stray(doc, unknown, bool(passages))


def _excerpt(text: str) -> str:
    line = " ".join(text[:400].split("\n\n")[0].split())
    return line if len(line) <= EXCERPT else line[:EXCERPT].rstrip() + "…"


def _whole(doc: Document, found: Charset) -> Finding:
    text = doc.text
    bad = next((at for at, char in enumerate(text) if char == "\0" or "\udc80" <= char <= "\udcff"), 0)
    title = f"Convert the document from {encoding_name(found.name)} to UTF-8"
    fix = None
    if found.round_trips:
        sure = found.confidence >= CONFIDENT
        fix = Fix(
            title,
            (Edit(doc.span(0, len(text)), found.text),),
            Applicability.SAFE if sure else Applicability.UNSAFE,
        )
    how = "by its byte order mark" if found.confidence == 1 else f"{round(100 * found.confidence)} % sure"
    first = _BEYOND.search(found.text)
    reading = found.text[max(0, first.start() - 4) : found.text.find("\n", first.end())] if first else found.text
    sample = f"; read so: `{_excerpt(reading)}`" if reading.strip() else ""
    return Finding(
        doc.span(bad, min(bad + 1, len(text))),
        f"the document is {encoding_name(found.name)} ({how}), expected UTF-8{sample}",
        fix,
        (),
        {"confidence": found.confidence, "encoding": found.name, "round_trips": found.round_trips},
    )


class _Passage(NamedTuple):
    codec: str
    edits: tuple[Edit, ...]
    lines: int
    syllables: int


def _passages(doc: Document, ranges: tuple[tuple[int, int, str], ...]) -> tuple[list[_Passage], list[int]]:
    """The passages that can be read, and the offsets of the bytes nobody can read."""
    raw = doc.raw
    passages: list[_Passage] = []
    unknown: list[int] = []
    at = here = 0  # byte offset; the code point there
    for start, end, codec in ranges:
        between = raw[at:start].decode("utf-8", "surrogateescape")
        low = here + len(between)
        row = raw[start:end].decode("utf-8", "surrogateescape")
        at, here = end, low + len(row)
        if not codec:
            unknown.extend(low + number for number, char in enumerate(row) if "\udc80" <= char <= "\udcff")
            continue
        read = raw[start:end].decode(codec)
        edits: tuple[Edit, ...] = (Edit(doc.span(low, here), read),)
        lines, syllables = 1, sum("가" <= char <= "힣" for char in read)
        if passages and passages[-1].codec == codec and between.isascii() and not _between(passages[-1], unknown):
            before = passages.pop()
            edits, lines = before.edits + edits, before.lines + ("\n" in between)
            syllables += before.syllables
        passages.append(_Passage(codec, edits, lines, syllables))
    return passages, unknown


def _between(passage: _Passage, unknown: list[int]) -> bool:
    """Whether bytes nobody can read come after the passage."""
    return bool(unknown) and unknown[-1] > passage.edits[-1].span.start


def _stray(doc: Document, unknown: list[int], others: bool) -> Finding:
    """Bytes without a reading: the first place, and how many there are."""
    text = doc.text
    runs: list[tuple[int, int]] = []
    for at in unknown:
        if runs and runs[-1][1] == at:
            runs[-1] = (runs[-1][0], at + 1)
        else:
            runs.append((at, at + 1))
    start, end = runs[0]
    values = " ".join(f"{ord(char) - 0xDC00:02X}" for char in text[start : min(end, start + 4)])
    data = {"bytes": len(unknown), "places": len(runs)}
    if len(runs) == 1 and not others and end == len(text.rstrip("\r\n")) and _begins_character(text[start:end]):
        return Finding(
            doc.span(start, end),
            f"the document ends in the middle of a character (bytes {values}); restore the end from the source",
            Fix("Remove the piece of a character", (Edit(doc.span(start, end), ""),), Applicability.UNSAFE),
            (),
            data,
        )
    more = f" at {len(runs)} places" if len(runs) > 1 else ""
    return Finding(
        doc.span(start, end),
        f"{count(len(unknown), 'byte')}{more} not UTF-8, nor of an encoding that could be told, the first {values}; "
        "restore the text from the source",
        None,
        tuple(Related(doc.span(low, high), "and here") for low, high in runs[1 : SHOWN + 1]),
        data,
    )


def _begins_character(stray: str) -> bool:
    raw = stray.encode("utf-8", "surrogateescape")
    try:
        raw.decode()
    except UnicodeDecodeError as error:
        return error.start == 0 and error.reason == "unexpected end of data"
    return False


def _surrogate_pairs(doc: Document) -> Finding | None:
    """CESU-8: characters beyond U+FFFF as two surrogates of three bytes each, as some databases write them."""
    try:
        text = doc.raw.decode("utf-8", "surrogatepass")
        read = text.encode("utf-16-le", "surrogatepass").decode("utf-16-le")
    except UnicodeDecodeError:
        return None
    escaped = doc.text
    edits = []
    for match in _PAIR.finditer(escaped):
        raw = match[0].encode("utf-8", "surrogateescape")
        char = raw.decode("utf-8", "surrogatepass").encode("utf-16-le", "surrogatepass").decode("utf-16-le")
        edits.append(Edit(doc.span(*match.span()), char))
    if not edits or len(edits) != len(text) - len(read):
        return None
    return Finding(
        edits[0].span,
        f"the document is CESU-8: `{edits[0].text}` is written as two surrogates, expected UTF-8 "
        f"({count(len(edits), 'character')})",
        Fix("Convert the document from CESU-8 to UTF-8", tuple(edits), Applicability.SAFE),
        (),
        {"characters": len(edits), "encoding": "cesu-8"},
    )
