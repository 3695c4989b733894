from __future__ import annotations

import re
from typing import TYPE_CHECKING

from llmdoc_lint.core import Applicability, Edit, Finding, Fix, NoOptions, Related, Severity, rule
from llmdoc_lint.document import Document
from llmdoc_lint.kinds import kind
from llmdoc_rules._front_matter import laid_out, readable
from llmdoc_rules.front_matter._values import empty

if TYPE_CHECKING:
    from collections.abc import Iterator

    from llmdoc_lint.frontmatter import Entry


SHOWN = 10  # keys of one mapping that are reported: one that doubles more of them is no front matter


@rule("key-duplicate", Document, NoOptions, severity=Severity.ERROR, fixes=Applicability.SAFE)
def check(doc: Document, options: NoOptions) -> Iterator[Finding]:
    """A key stands in the front matter twice.

    YAML forbids it: some readers refuse the page, others take the first value, others the last.

    Bad:

        status: draft
        translatedAt: "2026-01-10"
        status: final

    Good:

        translatedAt: "2026-01-10"
        status: final

    The fix removes the second entry where both values are equal, which is safe, or where one of
    them is empty, which is not: somebody may have emptied it on purpose. Where the values differ,
    only a person knows which one holds.
    """
    block = readable(doc)
    if block is None or kind(doc) is None:
        return
    first: dict[str, Entry] = {}
    whole_lines = laid_out(doc, block)
    for entry in block.entries:
        if entry.tag == "map":
            yield from _nested(doc, entry)
        if entry.key not in first:
            first[entry.key] = entry
            continue
        other = first[entry.key]
        equal = (entry.value, entry.tag) == (other.value, other.tag)
        fix = None
        if whole_lines:
            gone = entry if equal or empty(entry) else other if empty(other) else None
            if gone is not None and not _anchored(doc, gone):
                fix = Fix(
                    f"Remove the {'second' if gone is entry else 'first, empty'} `{entry.key}`",
                    (Edit(doc.span(gone.start, gone.end), ""),),
                    Applicability.SAFE if equal else Applicability.UNSAFE,
                )
        yield Finding(
            doc.span(entry.key_start, entry.key_end),
            f"`{entry.key}` a second time, with {'the same' if equal else 'another'} value",
            fix,
            (Related(doc.span(other.key_start, other.key_end), "the first one"),),
        )


def _anchored(doc: Document, entry: Entry) -> bool:
    """Whether the value holds an anchor that other entries may refer to."""
    return "&" in doc.text[entry.value_start : entry.value_end] and entry.style not in ("'", '"')


def _nested(doc: Document, entry: Entry) -> Iterator[Finding]:
    """A key twice in a mapping, such as a mark given twice."""
    assert isinstance(entry.value, tuple)
    seen = set()
    told: set[str] = set()
    for key, _ in entry.value:
        if key not in seen:
            seen.add(key)
            continue
        if key in told or len(told) == SHOWN:
            continue
        told.add(key)
        start, end = entry.value_start, entry.value_end
        places = list(re.finditer(rf"(?<![\w-])[\"']?{re.escape(key)}[\"']?(?=[ \t]{{0,9}}:)", doc.text[start:end]))
        if len(places) > 1:
            start, end = start + places[1].start(), start + places[1].end()
        yield Finding(doc.span(start, end), f"`{key}` a second time in `{entry.key}`")
