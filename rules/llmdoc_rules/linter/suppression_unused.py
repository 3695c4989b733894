from __future__ import annotations

from typing import TYPE_CHECKING

from llmdoc_lint.blocks import front_matter
from llmdoc_lint.core import Applicability, Edit, Finding, Fix, NoOptions, Severity, Span, rule
from llmdoc_lint.outcome import Outcome
from llmdoc_lint.suppressions import suppressions

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from llmdoc_lint.document import Document
    from llmdoc_lint.suppressions import Suppression


@rule("suppression-unused", Outcome, NoOptions, severity=Severity.WARNING, fixes=Applicability.SAFE)
def check(outcome: Outcome, options: NoOptions) -> Iterator[Finding]:
    """A suppression suppresses nothing.

    It was written for a fault that is gone, or misses it (the comment stands a line too high, the
    rule has another name). Left in place it hides the next fault. Only suppressions are judged whose rules all
    took part in the run.

    Bad:

        <!-- llmdoc-lint-disable-next-line timestamp-gap: the speaker is silent -->
        [0:30] 이어서 설명하겠습니다.     (there is no gap before 0:30)

    Good:

        [0:30] 이어서 설명하겠습니다.

    The fix takes the name out, or the whole comment (with the comment that ends it) or front-matter
    entry where it was the only name. It is safe: no finding depends on it.
    """
    doc = outcome.document
    idle = [
        use.suppression
        for use in outcome.uses
        if use.suppression.form not in ("enable", "malformed")
        and use.known
        and use.ran
        and not use.used
        and not use.late
    ]
    if not idle:
        return
    comments = _Comments(doc)
    gone = set(idle)
    for one in idle:
        names = comments.by_place[one.comment_start, one.comment_end]
        dropped = [each for each in names if each in gone]
        if one != dropped[0]:
            continue  # one finding, and one fix, per comment
        whole = len(dropped) == len(names) or not one.rule
        what = ", ".join(f"`{each.rule}`" for each in dropped)
        title = "Remove the suppression" if whole else f"Remove {what} from the suppression"
        edits = (_remove(doc, names, dropped), *_remove_ends(doc, comments, dropped))
        where = WHERE[one.form]
        yield Finding(
            _span(doc, one, whole=whole),
            f"{what} {'has' if len(dropped) == 1 else 'have'} nothing to suppress in {where}"
            if one.rule
            else f"there is nothing to suppress in {where}",
            Fix(title, tuple(sorted(edits)), Applicability.SAFE),
            data={"rules": [each.rule for each in dropped]},
        )


WHERE = {
    "next-line": "the next line",
    "line": "this line",
    "block": "what it covers",
    "file": "this document",
    "front-matter": "this document",
}
"""What a suppression covers, by its form."""


class _Comments:
    """A document's suppressions by the comment, or the entry, that they are written in."""

    __slots__ = ("by_place", "closing", "ends")

    def __init__(self, doc: Document) -> None:
        self.by_place: dict[tuple[int, int], list[Suppression]] = {}
        self.ends: dict[int, tuple[int, int]] = {}  # where an "enable" starts: its place
        self.closing: dict[int, set[Suppression]] = {}  # where an "enable" starts: what it ends
        every = suppressions(doc)
        for one in every:
            place = one.comment_start, one.comment_end
            self.by_place.setdefault(place, []).append(one)
            if one.form == "enable":
                self.ends[one.comment_start] = place
        for one in every:
            if one.form == "block" and one.end in self.ends:
                self.closing.setdefault(one.end, set()).add(one)


def _remove_ends(doc: Document, comments: _Comments, dropped: Sequence[Suppression]) -> Iterator[Edit]:
    """Take out of the comments that end blocks what ends nothing but those that are dropped."""
    for end in dict.fromkeys(each.end for each in dropped if each.form == "block" and each.end in comments.ends):
        partner = comments.by_place[comments.ends[end]]
        ended = comments.closing[end] - set(dropped)
        if partner[0].rule == "":
            over = [] if ended else partner
        else:
            lost = {each.rule for each in dropped} - {each.rule for each in ended}
            over = [each for each in partner if each.rule in lost]
        if over:
            yield _remove(doc, partner, over)


def _span(doc: Document, one: Suppression, *, whole: bool) -> Span:
    """The comment, or the entry without its line break, where it goes as a whole; else the name."""
    if not whole:
        return doc.span(one.rule_start, one.rule_end)
    end = one.comment_end
    if one.form == "front-matter":
        end -= doc.text[end - 1 : end] == "\n"
        end -= doc.text[end - 1 : end] == "\r"
    return doc.span(one.comment_start, end)


def _remove(doc: Document, names: Sequence[Suppression], dropped: Sequence[Suppression]) -> Edit:
    """Take `dropped` out of the comment or entry that gives `names`."""
    one = names[0]
    if len(dropped) == len(names):
        if one.form == "front-matter":
            block = front_matter(doc)
            assert block is not None
            if len(block.entries) == 1:  # an empty block would be two thematic breaks
                return Edit(doc.span(block.start, block.end), "")
            return Edit(doc.span(one.comment_start, one.comment_end), "")
        return Edit(doc.span(*_with_line(doc.text, one.comment_start, one.comment_end)), "")
    text = doc.text
    kept = [each for each in names if each not in dropped]
    if one.form == "front-matter":
        return _remove_items(doc, one, kept, dropped)
    # The kept names, as they are, in place of the whole list.
    return Edit(
        doc.span(names[0].rule_start, names[-1].rule_end), " ".join(text[k.rule_start : k.rule_end] for k in kept)
    )


def _remove_items(doc: Document, one: Suppression, kept: Sequence[Suppression], dropped: Sequence[Suppression]) -> Edit:
    """Take items out of a YAML list, in either style: the lines or the stretch they stand in are rewritten."""
    text = doc.text
    start, end = min(d.rule_start for d in dropped), max(d.rule_end for d in dropped)
    line = text.rfind("\n", 0, start) + 1
    if text[line:start].lstrip(" \t").startswith("- ") and line > one.comment_start:
        stop = text.find("\n", end) + 1 or len(text)
        lines = []
        at = line
        gone = {text.rfind("\n", 0, d.rule_start) + 1 for d in dropped}
        while at < stop:
            behind = text.find("\n", at) + 1 or len(text)
            if at not in gone:
                lines.append(text[at:behind])
            at = behind
        return Edit(doc.span(line, stop), "".join(lines))
    # Flow style: from bracket to bracket, the kept items as written, quotes included.
    opening = text.rfind("[", one.comment_start, start)
    closing = text.find("]", end)
    items = []
    for each in kept:
        a, b = each.rule_start, each.rule_end
        if text[a - 1] in "\"'" and text[b : b + 1] == text[a - 1]:
            a, b = a - 1, b + 1
        items.append(text[a:b])
    return Edit(doc.span(opening + 1, closing), ", ".join(items))


def _with_line(text: str, start: int, end: int) -> tuple[int, int]:
    """A comment with its line where it is alone on it, else with the blanks before it."""
    line = text.rfind("\n", 0, start) + 1
    stop = text.find("\n", end)
    stop = len(text) if stop < 0 else stop
    if not text[line:start].strip() and not text[end:stop].strip():
        return line, min(stop + 1, len(text))
    while start > line and text[start - 1] in " \t":
        start -= 1
    return start, end
