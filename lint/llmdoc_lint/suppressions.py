"""Comments and front matter that switch rules off, in whole documents or parts of them."""

from __future__ import annotations

import re
from bisect import bisect_right
from typing import TYPE_CHECKING

from llmdoc_lint.blocks import code, front_matter, inside
from llmdoc_lint.core import fact, record
from llmdoc_lint.document import line_starts
from llmdoc_lint.patterns import pattern
from llmdoc_lint.values import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable

    from llmdoc_lint.document import Document
    from llmdoc_lint.frontmatter import Entry

__all__ = ["Cover", "Suppression", "covers", "suppressions"]


@record
class Suppression(NamedTuple):
    """One rule or group that is switched off from `start` to `end`.

    form: "next-line", "line", "block", "file" or "front-matter". A comment that names several rules
    makes one of these for each. `rule` is as written; "" where the comment names none (all rules).
    Two more forms cover nothing (`start` and `end` are 0): "enable" is the end of a block, for each
    name it gives; "malformed" looks like a suppression and is none.
    """

    form: str
    rule: str
    rule_start: int  # of the name as written
    rule_end: int
    start: int  # what it covers
    end: int
    comment_start: int  # the whole comment, or the front-matter entry
    comment_end: int
    reason: str

    @property
    def reach(self) -> int:
        """From where on a finding is suppressed: what a rule looks at may begin with the comment above a line."""
        return self.comment_start if self.form == "next-line" and self.rule and self.start < self.end else self.start


class Cover(NamedTuple):
    """Where one name is switched off: stretches in order that neither touch nor overlap."""

    starts: list[int]
    ends: list[int]

    def holds(self, at: int) -> bool:
        """Whether the name is switched off at a place."""
        index = bisect_right(self.starts, at) - 1
        return index >= 0 and at < self.ends[index]


def covers(found: Iterable[Suppression]) -> dict[str, Cover]:
    """What a document's suppressions cover together, by the name they give."""
    by_name: dict[str, Cover] = {}
    for one in sorted(found, key=lambda one: one.reach):
        if one.start >= one.end:
            continue
        starts, ends = by_name.setdefault(one.rule, Cover([], []))
        if ends and one.reach <= ends[-1]:
            ends[-1] = max(ends[-1], one.end)
        else:
            starts.append(one.reach)
            ends.append(one.end)
    return by_name


_COMMENT = pattern(
    r"<!--[ \t]*llmdoc-lint-(?P<verb>disable-next-line|disable-line|disable-file|disable|enable)(?!-?[A-Za-z0-9_])"
    r"(?P<rules>(?:[ \t,]+[A-Za-z0-9_-]+(?<!--))*)[ \t]*(?:(?::|--)[ \t]*(?P<reason>[^\n]{0,500}?))?[ \t]{0,20}-->"
)
# What somebody meant to be one: the verb is there, the form is not.
_LOOKALIKE = pattern(
    r"<!--\s{0,20}llmdoc[-_ ]?lint[-_:\s]{1,3}(?:disable|enable|ignore|suppress|skip|off)[^\n]{0,500}?(?:-->"
    r"|(?=\r?\n)|\Z)",
    re.IGNORECASE,
)
_OPENING = pattern(r"<!--\s{0,20}llmdoc", re.IGNORECASE)
_NAME = pattern(r"[A-Za-z0-9_-]+")


@fact
def suppressions(doc: Document) -> tuple[Suppression, ...]:
    """The document's suppressions, in order; those in code are examples, not instructions."""
    text = doc.text
    found: list[Suppression] = []
    block = front_matter(doc)
    entry = block.get("lint-ignore") if block else None
    if entry is not None:
        found.extend(_front_matter(doc, entry))
    if "llmdoc" not in text and "LLMDOC" not in text:
        return tuple(found)
    hidden = code(doc)
    open_: dict[str, list[int]] = {}  # by name: indexes of block suppressions that nothing has ended yet
    next_line: dict[int, int] = {}
    for opening in _OPENING.finditer(text):
        at = opening.start()
        if inside(hidden, at, opening.end()):
            continue
        match = _COMMENT.match(text, at)
        if match is None:
            if lookalike := _LOOKALIKE.match(text, at):
                end = lookalike.end()
                found.append(Suppression("malformed", "", at, end, 0, 0, at, end, ""))
            continue
        names = [(m[0], m.start(), m.end()) for m in _NAME.finditer(text, *match.span("rules"))]
        names = names or [("", match.end(), match.end())]
        form, start, end = _covered(doc, match, next_line)
        for name, name_start, name_end in names:
            if form == "enable":
                for index in _ended(open_, name):
                    found[index] = found[index]._replace(end=at)
            elif form == "block":
                open_.setdefault(name, []).append(len(found))
            found.append(
                Suppression(form, name, name_start, name_end, start, end, at, match.end(), match["reason"] or "")
            )
    return tuple(found)


def _covered(doc: Document, match: re.Match[str], known: dict[int, int]) -> tuple[str, int, int]:
    """The form of a comment and what it covers; of a block, as long as nothing ends it. `known` as for `_next_line`."""
    text, starts = doc.text, line_starts(doc)
    verb, behind = match["verb"], match.end()
    if verb == "enable":
        return "enable", 0, 0
    if verb == "disable-file":
        return "file", 0, len(text) + 1
    if verb == "disable":
        return "block", behind, len(text) + 1
    line_end = _line_end(starts, behind, text)
    if verb == "disable-line":
        return "line", starts[bisect_right(starts, match.start()) - 1], line_end
    start = _next_line(text, line_end, starts, known)
    return "next-line", start, _line_end(starts, start, text)


def _ended(open_: dict[str, list[int]], name: str) -> list[int]:
    """The blocks that an `enable` of this name ends: without a name all that are open. They are open no more."""
    keys = [name] if name else list(open_)
    return [index for key in keys for index in open_.pop(key, ())]


def _front_matter(doc: Document, entry: Entry) -> list[Suppression]:
    """What `lint-ignore` names: one rule, or a list of them."""
    found = []
    text = doc.text
    values = entry.value if entry.tag == "list" and isinstance(entry.value, tuple) else (entry.value,)
    at = entry.value_start
    for value in values:
        if isinstance(value, str):
            name_at = text.find(value, at, entry.value_end)
            if name_at < 0:  # written with escapes: the whole value stands for it
                name_at, end = entry.value_start, entry.value_end
            else:
                at = end = name_at + len(value)
            found.append(Suppression("front-matter", value, name_at, end, 0, len(text) + 1, entry.start, entry.end, ""))
        elif value is not None:
            span = (entry.value_start, entry.value_end)
            found.append(Suppression("malformed", "", *span, 0, 0, entry.start, entry.end, ""))
            break
    return found


def _next_line(text: str, start: int, starts: tuple[int, ...], known: dict[int, int]) -> int:
    """The start of the next line that is neither blank nor another comment of this kind.

    `known` remembers answers, so that a run of such comments is read once.
    """
    walked = []
    while start < len(text) and start not in known:
        end = _line_end(starts, start, text)
        line = text[start:end].strip(" \t\r\n")  # a form feed alone is what a rule may report
        if line and not line.startswith("<!-- llmdoc-lint-"):
            break
        walked.append(start)
        start = end
    start = known.get(start, start)
    for each in walked:
        known[each] = start
    return start


def _line_end(starts: tuple[int, ...], at: int, text: str) -> int:
    """Behind the line break that ends the line of `at`; a line may be as long as the document, so none is searched."""
    line = bisect_right(starts, at)
    return starts[line] if line < len(starts) else len(text) + 1
