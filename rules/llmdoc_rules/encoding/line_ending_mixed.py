from __future__ import annotations

from typing import TYPE_CHECKING

from llmdoc_lint.core import Applicability, Edit, Finding, Fix, NoOptions, Severity, rule
from llmdoc_lint.document import Document
from llmdoc_lint.patterns import pattern

if TYPE_CHECKING:
    from collections.abc import Iterator

# One line break each. `\r\r\n` is CRLF that was converted to CRLF once more: a break, not two.
_BREAK = pattern(r"\r*+\n|\r++")
_NAMES = {"\n": "LF", "\r\n": "CRLF"}


@rule(
    "line-ending-mixed",
    Document,
    NoOptions,
    severity=Severity.WARNING,
    fixes=Applicability.SAFE,
)
def check(doc: Document, options: NoOptions) -> Iterator[Finding]:
    """The document's lines do not all end the same way.

    Two programs wrote it that do not agree. Every change then touches lines that nobody edited, and tools that split at
    one of the two see stray characters, or a single long line where the old Macintosh ending CR is left.

    Bad:

        첫 문장입니다.<CR><LF>
        둘째 문장입니다.<LF>

    Good:

        첫 문장입니다.<LF>
        둘째 문장입니다.<LF>

    The fix gives all lines the ending that most of them have; LF where neither LF nor CRLF prevails, and instead of
    CR. It is safe: Markdown takes all three for the same.
    """
    if b"\r" not in doc.raw:
        return
    text = doc.text
    crlf = text.count("\r\n")
    if crlf == text.count("\n") == text.count("\r"):
        return
    breaks: list[tuple[int, int]] = []
    for match in _BREAK.finditer(text):
        start, end = match.span()
        # A run of carriage returns without a line feed is a break each.
        breaks.extend(((start, end),) if text[end - 1] == "\n" else ((at, at + 1) for at in range(start, end)))
    windows = sum(text[start:end] == "\r\n" for start, end in breaks)
    unix = sum(end - start == 1 and text[start] == "\n" for start, end in breaks)
    wanted = "\r\n" if windows > unix else "\n"
    odd = [(start, end) for start, end in breaks if text[start:end] != wanted]
    other = len(breaks) - windows - unix
    kinds = ((unix, "LF"), (windows, "CRLF"), (other, "a lone or doubled CR"))
    found = [f"{name} ({number})" for number, name in kinds if number]
    yield Finding(
        doc.span(*odd[0]),
        f"the lines end in {', '.join(found)}; expected {_NAMES[wanted]} throughout",
        Fix(
            f"End every line in {_NAMES[wanted]}",
            tuple(Edit(doc.span(start, end), wanted) for start, end in odd),
            Applicability.SAFE,
        ),
        (),
        {"cr": other, "crlf": windows, "lf": unix},
    )
