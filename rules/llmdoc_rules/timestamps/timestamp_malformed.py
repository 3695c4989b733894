from __future__ import annotations

from typing import TYPE_CHECKING

from llmdoc_lint.core import Applicability, Edit, Finding, Fix, NoOptions, Severity, rule
from llmdoc_lint.document import Document
from llmdoc_lint.patterns import pattern
from llmdoc_rules._stamps import KINDS, fits, stamps, style, write

if TYPE_CHECKING:
    from collections.abc import Iterator

_BRACKETS = "[](){}\u3010\u3011\uff08\uff09\uff3b\uff3d\\"
_FIELDS = pattern(r"\d{1,3}")


def _readings(written: str) -> list[int]:
    """The times that `written` may stand for, in seconds."""
    fields = [int(field) for field in _FIELDS.findall(written)]
    if any(field > 59 for field in fields[1:]):
        return []
    if len(fields) == 4:  # with frames, or with noughts behind
        return [] if any(fields[2:]) else [fields[0] * 60 + fields[1]]
    if len(fields) == 3:
        found = [fields[0] * 3600 + fields[1] * 60 + fields[2]]
        if written.count(":") == 1 and "." in written:
            found.append(fields[0] * 60 + fields[1])  # `1:30.00`: a fraction of a second
        return found
    return [fields[0] * 60 + fields[1]]


def _why_no_time(written: str) -> str:
    """Why what can be nothing but an attempt at a time is none: `1:60:00`, not `1.2.3` or `3:2`; else ""."""
    fields = written.split(":")
    if len(fields) < 2 or not all(len(field) == 2 and field.isdigit() for field in fields[1:]):
        return ""
    if len(fields) == 4:
        return "it has four fields"
    return "" if _readings(written) else "minutes and seconds go up to 59"


@rule(
    "timestamp-malformed",
    Document,
    NoOptions,
    severity=Severity.ERROR,
    fixes=Applicability.SAFE,
    kinds=KINDS,
)
def check(doc: Document, options: NoOptions) -> Iterator[Finding]:
    """A segment's stamp is not a time, or lacks a bracket.

    What reads the stamps (players, links into the video, this linter) does not see it: the segment
    becomes part of the one before it.

    Bad:

        [1.30.00] 다음 예시를 보겠습니다.

        1:30:30] 여기서 중요한 점이 있습니다.

    Good:

        [1:30:00] 다음 예시를 보겠습니다.

        [1:30:30] 여기서 중요한 점이 있습니다.

    Only the start of a line counts, and only in a document that has three sound stamps: a version
    (`[1.2.3]`), a ratio (`[3:2]`), a verse or a length (`[5분 30초]`) is left alone unless, read as a time, it lies
    between its neighbours.
    A time in other brackets or in none (`(1:30:30)`, `1:30:30`) is a stamp only where the document's grid lacks one:
    one step of the cadence behind the stamp before it and before the next.

    The fix writes it as the document writes its other stamps. It is safe: it is offered only where
    one reading is possible and that lies between the neighbours. `[1:60:00]` has no reading and no fix.
    """
    if "[" not in doc.text and "]" not in doc.text:
        return
    for at, stamp in enumerate(stamps(doc)):
        if stamp.fault != "malformed":
            continue
        text = doc.text[stamp.start : stamp.end]
        written = text.strip(_BRACKETS).rstrip(":")
        readings = [time for time in _readings(written) if fits(doc, at, time)]
        whole = text.removeprefix("\\").startswith("[") and text.endswith("]")
        span = doc.span(stamp.start, stamp.end)
        if not readings:
            why = _why_no_time(written) if whole else ""
            if why:
                yield Finding(span, f"`{text}` is no time: {why}", data={"written": written})
            continue
        if len(readings) > 1:
            yield Finding(span, f"`{text}` can be read as more than one time", data={"written": written})
            continue
        sound = f"[{write(style(doc), readings[0])}]"
        opened, closed = text[0] in _BRACKETS, text[-1] in _BRACKETS
        if whole:
            what = "is not written as a stamp"
        elif opened and closed:
            what = "has brackets that do not match" if "[" in text or "]" in text else "is not in square brackets"
        else:
            what = "lacks a bracket" if opened or closed else "lacks its brackets"
        yield Finding(
            span,
            f"`{text}` {what}, expected `{sound}`",
            Fix(f"Write the stamp as {sound}", (Edit(span, sound),), Applicability.SAFE),
            data={"written": written, "seconds": readings[0]},
        )
