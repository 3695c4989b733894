from __future__ import annotations

from typing import TYPE_CHECKING

from llmdoc_lint.core import Applicability, Edit, Finding, Fix, NoOptions, Related, Severity, rule
from llmdoc_lint.document import Document
from llmdoc_lint.frontmatter import parse
from llmdoc_lint.kinds import kind
from llmdoc_lint.sequences import longest_rise
from llmdoc_rules._front_matter import laid_out, readable

if TYPE_CHECKING:
    from collections.abc import Iterator

    from llmdoc_lint.frontmatter import Entry, FrontMatter


@rule("key-order", Document, NoOptions, severity=Severity.INFO, fixes=Applicability.SAFE)
def check(doc: Document, options: NoOptions) -> Iterator[Finding]:
    """Required keys are not in the order of their kind.

    Where every page has the same keys in the same places, a missing or doubled one shows at a
    glance, and so does a change in a diff.

    Bad:

        translatedAt: "2026-01-10"
        chapter: 21
        title: "21. Preview of Things to Come"

    Good:

        title: "21. Preview of Things to Come"
        chapter: 21
        translatedAt: "2026-01-10"

    Only required keys are held to their order; optional ones and a repository's own may stand
    anywhere. The fix moves whole entries, each with the comment lines right above it and its
    quotes as they are; what needs no move stays. It is safe: the order of keys carries no meaning.
    """
    block = readable(doc)
    if block is None:
        return
    kind_ = kind(doc)
    if kind_ is None:
        return
    required = kind_.required
    entries = block.entries
    # The common case: already in order.
    last = -1
    for entry in entries:
        if entry.key in required:
            place = required.index(entry.key)
            if place <= last:
                break
            last = place
    else:
        return
    order = {key: place for place, key in enumerate(required)}
    held = [entry for entry in entries if entry.key in order]
    places = [order[entry.key] for entry in held]
    if len(set(places)) < len(places):
        return  # a key twice: which of them is to stay comes first
    kept = set(longest_rise(places))
    moved = [entry for at, entry in enumerate(held) if at not in kept]
    first = min(moved, key=lambda entry: order[entry.key])
    names = ", ".join(f"`{entry.key}`" for entry in moved)
    wanted = ", ".join(sorted((entry.key for entry in held), key=order.__getitem__))
    yield Finding(
        doc.span(first.key_start, first.key_end),
        f"{names} out of order; the order is {wanted}",
        _fix(doc, block, order, {id(entry) for entry in moved}),
        tuple(Related(doc.span(e.key_start, e.key_end), "also out of order") for e in moved if e is not first),
    )


def _fix(doc: Document, block: FrontMatter, order: dict[str, int], moved: set[int]) -> Fix | None:
    """Take the moved entries out and put each behind the entry it follows; None where that is not sure."""
    if not laid_out(doc, block):
        return None
    text = doc.text
    entries = block.entries
    at = _attached(text, block.content_start, entries[0].start)
    head = at
    chunks: list[tuple[Entry, str]] = []
    loose = False
    for entry in entries:
        begin = _attached(text, at, entry.start)
        loose = loose or begin > at
        # A blank line or a comment on its own stays with the entry above it.
        if begin > at and chunks:
            chunks[-1] = (chunks[-1][0], chunks[-1][1] + text[at:begin])
        chunks.append((entry, text[begin : entry.end]))
        at = entry.end
    result = [chunk for chunk in chunks if id(chunk[0]) not in moved]
    for chunk in sorted((c for c in chunks if id(c[0]) in moved), key=lambda c: order[c[0].key]):
        mine = order[chunk[0].key]
        spot = next((n for n, (e, _) in enumerate(result) if order.get(e.key, -1) > mine), None)
        if spot is None:
            spot = 1 + max((n for n, (e, _) in enumerate(result) if e.key in order), default=-1)
        else:
            before = [n for n, (e, _) in enumerate(result[:spot]) if e.key in order]
            spot = before[-1] + 1 if before else spot
        result.insert(spot, chunk)
    new = "".join(piece for _, piece in result)
    # What the block says must be the same; an alias in front of its anchor would not be.
    again = parse(text[block.start : head] + new + text[at : block.end])
    if again is None or again.problem is not None:
        return None
    if sorted(_said(e) for e in again.entries) != sorted(_said(e) for e in entries):
        return None
    span_start, span_end, new = _changed(text, head, at, new)
    edit = Edit(doc.span(span_start, span_end), new)
    # Where blank lines or comments divide the block into parts, an entry may land in the wrong one.
    return Fix("Put the keys in order", (edit,), Applicability.UNSAFE if loose else Applicability.SAFE)


def _changed(text: str, start: int, end: int, new: str) -> tuple[int, int, str]:
    """Leave out the whole lines that both texts begin and end with."""
    old = text[start:end].split("\n")
    lines = new.split("\n")
    first = 0
    while first < min(len(old), len(lines)) - 1 and old[first] == lines[first]:
        first += 1
    last = 0
    while last < min(len(old), len(lines)) - 1 - first and old[-1 - last] == lines[-1 - last]:
        last += 1
    start += sum(len(line) + 1 for line in old[:first])
    end -= sum(len(line) + 1 for line in old[len(old) - last :])
    kept = lines[first : len(lines) - last]
    return start, end, "\n".join(kept)


def _attached(text: str, start: int, end: int) -> int:
    """Where the comment lines that stand right above `end` begin; not before `start`."""
    at = end
    while at > start:
        line = text.rfind("\n", 0, at - 1) + 1
        if line < start or not text[line:at].lstrip(" \t").startswith("#"):
            break
        at = line
    return at


def _said(entry: Entry) -> tuple[str, str]:
    return entry.key, repr(entry.value)
