from __future__ import annotations

import re
from typing import TYPE_CHECKING

from llmdoc_lint.core import Applicability, Edit, Finding, Fix, NoOptions, Severity, Span, rule
from llmdoc_lint.document import Document
from llmdoc_lint.frontmatter import quote
from llmdoc_lint.keys import KEYS
from llmdoc_lint.kinds import kind
from llmdoc_lint.transcript import show_time
from llmdoc_rules._front_matter import jump, readable, replacement, url_seconds
from llmdoc_rules.front_matter._values import empty, judge

if TYPE_CHECKING:
    from collections.abc import Iterator

    from llmdoc_lint.frontmatter import Entry

MARKS, BEST = KEYS["qaScore"].fields, KEYS["qaScore"].maximum or 0


@rule("value-invalid", Document, NoOptions, severity=Severity.ERROR, fixes=Applicability.SAFE)
def check(doc: Document, options: NoOptions) -> Iterator[Finding]:
    """A value of the front matter has the wrong type, format or range.

    Pages are sorted, filtered and linked by these values. A reader's program that expects a
    number, a date or one of a few words does not find the page, or fails on it.

    Bad:

        chapter: "21"
        timestamp: "3:9:39"
        translatedAt: "2026/1/10"
        status: "Final"

    Good:

        chapter: 21
        timestamp: "3:09:39"
        translatedAt: "2026-01-10"
        status: "final"

    Dates are `YYYY-MM-DD`, times `m:ss` or `h:mm:ss`, marks from 0 to 10. Quotes do not matter
    where the value is the same without them. The fix writes the value in the expected form; it is
    safe where only one value can be meant, and unsafe where it drops a part (the time of a date)
    or guesses (a word that is nearly one of those allowed).
    """
    block = readable(doc)
    if block is None:
        return
    kind_ = kind(doc)
    if kind_ is None:
        return
    schema = kind_.schema
    seen = set()
    for entry in block.entries:
        key = entry.key
        if key not in schema or key in seen:  # a second one is the business of `key-duplicate`
            continue
        seen.add(key)
        if empty(entry):
            if key in kind_.required:
                yield Finding(_span(doc, entry), f"`{key}` is empty", data={"key": key})
            continue
        if key == "qaScore":
            yield from _marks(doc, entry)
            continue
        verdict = judge(entry)
        if verdict is None:
            continue
        fix = None
        value = verdict.value
        sure = verdict.applicability
        if value == "" and isinstance(value, str):  # text that YAML took for something else
            value = doc.text[entry.value_start : entry.value_end]
            edit: Edit | None = Edit(doc.span(entry.value_start, entry.value_end), quote(value, '"'))
        else:
            edit = None if value is None else replacement(doc, entry, value)
        if key == "timestamp" and sure == Applicability.UNSAFE and value is not None and _confirmed(doc, value):
            sure = Applicability.SAFE  # the video link says the same
        if edit is not None:
            fix = Fix(f"Write `{edit.text.strip()}`", (edit,), sure)
        yield Finding(_span(doc, entry), verdict.message, fix, data={"key": key})


def _span(doc: Document, entry: Entry) -> Span:
    """The value, or the key where there is no value; of a long value its first line."""
    if entry.value_start >= entry.value_end:
        return doc.span(entry.key_start, entry.key_end)
    line_end = doc.line_span(entry.value_start)[1]
    return doc.span(entry.value_start, max(min(entry.value_end, line_end), entry.value_start + 1))


def _confirmed(doc: Document, value: object) -> bool:
    """Whether the page's links into the video say this time, and no other."""
    block = readable(doc)
    source = block.get("sourceUrl") if block is not None else None
    times = {url_seconds(doc, source)[1]} if source is not None else set()
    if (link := jump(doc)) is not None:
        times |= {link.seconds, link.label_seconds}
    times.discard(-1)
    return {show_time(time) for time in times} == {value}


def _marks(doc: Document, entry: Entry) -> Iterator[Finding]:
    """`qaScore`: one mark, or a mapping of marks."""
    if not isinstance(entry.value, tuple):
        message, value = _mark(entry.key, entry.value)
        if message:
            edit = None if value is None else replacement(doc, entry, value)
            fix = None if edit is None else Fix(f"Write `{edit.text}`", (edit,), Applicability.SAFE)
            yield Finding(_span(doc, entry), message, fix, data={"key": entry.key})
        return
    if entry.tag == "list":
        yield Finding(
            _span(doc, entry), f"`{entry.key}` is a list, expected a mark or marks by name", data={"key": entry.key}
        )
        return
    for key, mark in entry.value:
        if key not in MARKS or mark is None:
            continue
        message, _ = _mark(f"{entry.key}.{key}", mark)
        if message:
            text = doc.text[entry.value_start : entry.value_end]
            place = re.search(
                rf"(?<![\w-])[\"']?{key}[\"']?[ \t]{{0,9}}:[ \t]{{1,99}}([^\s,#{{}}][^\n\r,#{{}}]{{0,200}})", text
            )
            span = _span(doc, entry)
            if place is not None:
                start = entry.value_start + place.start(1)
                span = doc.span(start, start + len(place[1].rstrip()))
            yield Finding(span, message, data={"key": f"{entry.key}.{key}"})


def _mark(name: str, value: object) -> tuple[str, int | float | None]:
    """What is wrong with a mark ("" for nothing), and the number it should be."""
    expected = f"expected a number from 0 to {BEST}"
    if isinstance(value, bool) or not isinstance(value, int | float):
        if isinstance(value, str):
            if re.fullmatch(r"[0-9]{1,2}(?:\.[0-9]{1,4})?", value.strip()) and float(value) <= BEST:
                number = float(value)
                return f"`{name}` is the text `{value}`, {expected}", int(number) if "." not in value else number
            return f"`{name}` is `{value[:40]}`, {expected}", None
        return f"`{name}` is no number, {expected}", None
    if not 0 <= value <= BEST:
        return f"`{name}` is {value}, {expected}", None
    return "", None
