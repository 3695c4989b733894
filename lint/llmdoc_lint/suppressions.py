"""Comments and front matter that switch rules off, in whole documents or parts of them."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from llmdoc_lint.blocks import code, front_matter, inside
from llmdoc_lint.core import fact, record

if TYPE_CHECKING:
    from llmdoc_lint.document import Document

__all__ = ["Suppression", "suppressions"]


@record
class Suppression(NamedTuple):
    """One rule or group that is switched off from `start` to `end`.

    form: "next-line", "block", "file" or "front-matter". A comment that names several rules makes
    one of these for each. `rule` is as written; "" where the comment names none (all rules).
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


_COMMENT = re.compile(
    r"<!--[ \t]*llmdoc-lint-(?P<verb>disable-next-line|disable-line|disable-file|disable|enable)"
    r"(?P<rules>(?:[ \t,]+[A-Za-z0-9_-]+(?<!--))*)[ \t]*(?:(?::|--)[ \t]*(?P<reason>[^\n]{0,500}?))?[ \t]{0,20}-->"
)
_NAME = re.compile(r"[A-Za-z0-9_-]+")


@fact
def suppressions(doc: Document) -> tuple[Suppression, ...]:
    """The document's suppressions, in order; those in code are examples, not instructions."""
    text = doc.text
    found: list[Suppression] = []
    block = front_matter(doc)
    entry = block.get("lint-ignore") if block else None
    if entry is not None:
        values = entry.value if entry.tag == "list" else (entry.value,)
        assert isinstance(values, tuple)
        at = entry.value_start
        for value in values:
            if isinstance(value, str):
                name_at = text.find(value, at, entry.value_end)
                if name_at >= 0:
                    at = name_at + len(value)
                found.append(
                    Suppression("front-matter", value, name_at, at, 0, len(text) + 1, entry.start, entry.end, "")
                )
    if "llmdoc-lint-" not in text:
        return tuple(found)
    hidden = code(doc)
    open_: list[int] = []  # indexes of block suppressions that nothing has ended yet
    for match in _COMMENT.finditer(text):
        if inside(hidden, match.start(), match.end()):
            continue
        verb = match["verb"]
        names = [(m[0], m.start(), m.end()) for m in _NAME.finditer(text, *match.span("rules"))]
        if verb == "enable":
            for index in open_[:]:
                if not names or found[index].rule in [name for name, _, _ in names]:
                    found[index] = found[index]._replace(end=match.start())
                    open_.remove(index)
            continue
        if verb == "disable-file":
            form, start, end = "file", 0, len(text) + 1
        elif verb == "disable":
            form, start, end = "block", match.end(), len(text) + 1
        elif verb == "disable-line":
            form = "line"
            start, end = text.rfind("\n", 0, match.start()) + 1, _line_end(text, match.end())
        else:
            # The next line that is not blank and not another comment of this kind.
            form, start = "next-line", _line_end(text, match.end())
            while start < len(text):
                end = _line_end(text, start)
                line = text[start:end].strip()
                if line and not line.startswith("<!-- llmdoc-lint-"):
                    break
                start = end
            end = _line_end(text, start)
        for name, name_start, name_end in names or [("", match.end(), match.end())]:
            if form == "block":
                open_.append(len(found))
            found.append(
                Suppression(
                    form, name, name_start, name_end, start, end, match.start(), match.end(), match["reason"] or ""
                )
            )
    return tuple(found)


def _line_end(text: str, at: int) -> int:
    """Behind the line break that ends the line of `at`."""
    return text.find("\n", at) + 1 or len(text) + 1
