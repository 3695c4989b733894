"""One pass over a document's lines that tells its blocks apart.

It follows CommonMark for fences, headings, comments and quotations, in the subset that this content uses; it is linear
and does not recurse. No tree is built: a block that stands in list items is in the list beside them.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from llmdoc_lint.core import record
from llmdoc_lint.patterns import pattern
from llmdoc_lint.values import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable

__all__ = ["Block", "fence", "scan"]


@record
class Block(NamedTuple):
    """A run of lines of one kind; `end` is behind the last line's break.

    kind: "heading", "fence", "code" (indented), "comment", "quote", "list" (one item),
    "table", "rule" (thematic break), "html", "text".
    """

    kind: str
    start: int
    end: int
    level: int  # heading: 1 to 6; list item: columns of indentation; fence: 1 where it is closed, else 0
    info: str  # fence: its info string; list item: its marker ("1." or "-"); html that is code: "raw" or "imports"


_FENCE = pattern(r"(`{3,}|~{3,})([^\r\n]*)")
# "```note title="`x`"": a backtick makes it no fence in CommonMark (4.5), but sites whose boxes are fences with a title
# read it as one; and whoever wrote it meant what stands up to its closing line, which would open the rest of the page.
_TITLED_FENCE = pattern(r"(`{3,})([A-Za-z][^\s=`]{0,40}[ \t]+[A-Za-z][\w-]{0,40}=[\"'][^\r\n]*)")
# What a page of MDX imports. What it exports is rare, and `export` is a word.
_IMPORTS = pattern(
    r"(?:import[ \t]+(?:[^\"'\n{}]{0,200}(?:\{[^\"'{}]{0,2000}\})?[ \t]*from[ \t]+)?"
    r"(?P<quote>[\"'])[^\"'\s]{1,300}(?P=quote);?[ \t]*\r?(?:\n|\Z)){1,100}"
)
_MARKER = pattern(r"(?:[-*+]|\d{1,9}[.)])(?=[ \t\r\n]|\Z)")
_RULE = pattern(r"(?:(?:-[ \t]*){3,}|(?:\*[ \t]*){3,}|(?:_[ \t]*){3,})\r?\n?\Z")
_ATX = pattern(r"#{1,6}(?=[ \t\r\n]|\Z)")
_DELIMITERS = pattern(r"\|?[ \t]*:?-+:?[ \t]*(?:\|[ \t]*:?-+:?[ \t]*)+\|?[ \t]*\r?\n?\Z")
# HTML as CommonMark 4.6 has it: what is shown as it stands, up to its closing tag (type 1); a block's
# tag (type 6); any other tag alone on its line (type 7), which does not interrupt a paragraph.
_HTML_RAW = pattern(r"<(?:pre|script|style|textarea)(?=[\s>]|\Z)", re.IGNORECASE)
_HTML_RAW_END = pattern(r"</(?:pre|script|style|textarea)>", re.IGNORECASE)
_HTML_NAME = pattern(r"</?([A-Za-z][A-Za-z0-9]*)(?=[\s>]|/>|\Z)")
_HTML_BLOCKS = (  # between blanks
    " address article aside base basefont blockquote body caption center col colgroup dd details dialog dir div dl dt"
    " fieldset figcaption figure footer form frame frameset h1 h2 h3 h4 h5 h6 head header hr html iframe legend li"
    " link main menu menuitem nav noframes ol optgroup option p param search section summary table tbody td tfoot th"
    " thead title tr track ul "
)
_HTML_ALONE = pattern(r"<(?:/[A-Za-z][A-Za-z0-9-]*|[A-Za-z][A-Za-z0-9-]*(?:\s[^<>]*)?/?)>\s*\Z")

_MAX_DEPTH = 32  # list items in list items on one line


def scan(text: str, start: int) -> list[Block]:
    """The blocks from `start` on, in order; blank lines belong to none."""
    return _Scanner(text).scan(start)


class _Scanner:
    """What is open at a line: at most one block, within any number of list items.

    The methods named after a block say whether it begins with a line: `text[at:stop]`, `bare` without its indentation.
    They answer where the line behind what they have read begins, 0 where theirs does not begin here.
    """

    __slots__ = ("columns", "depth", "end", "found", "info", "kind", "level", "opened", "text", "unclosed")

    def __init__(self, text: str) -> None:
        self.text = text
        self.end = len(text)
        self.found: list[Block] = []
        self.kind = ""  # of the open block: "text", "quote", "table", "list", "html", "code"; "" where none is
        self.opened = 0
        self.level = 0
        self.info = ""
        self.columns: list[int] = []  # at which the content of the open list items begins, outermost first
        self.depth = 0  # how many of these items the line belongs to
        self.unclosed = ""  # the shortest marks that close no fence in the rest of the text, as far as one has looked

    def scan(self, at: int) -> list[Block]:
        text, end = self.text, self.end
        while at < end:
            first = text[at]
            if first == "\n" and self.kind != "code":
                if self.kind:
                    self._close(at)
                at += 1
                continue
            stop = text.find("\n", at) + 1 or end
            if first in _MARKS or self.kind == "html":
                at = self._line(at, stop)
                continue
            # Most lines: nothing but a paragraph begins or goes on here. Spelt out: `_open` costs as much as all of it.
            if not self.kind or not self._is_lazy(at):
                if self.kind:
                    self._close(at)
                self.columns.clear()
                self.kind, self.opened, self.level, self.info = "text", at, 0, ""
            at = stop
        if self.kind:
            self._close(end)
        return self.found

    def _line(self, at: int, stop: int) -> int:
        """Read the line, with what begins there and has an end of its own; where the next line begins."""
        line = self.text[at:stop]
        bare = line.lstrip(" \t")
        if bare[:1] in "\r\n" and not bare.strip():
            if self.kind and not (self.kind == "code" and self._code_goes_on(stop)):
                self._close(at)
            return stop
        if self.kind == "html":
            return stop
        column = _width(line[: len(line) - len(bare)]) if len(bare) < len(line) else 0
        columns = self.columns
        depth = len(columns)
        while depth and columns[depth - 1] > column:
            depth -= 1
        self.depth = depth
        if column - (columns[depth - 1] if depth else 0) >= 4:  # within the item
            if not (self.kind == "code" and depth == len(columns)) and not self._is_lazy(at):
                self._open("code", at)
            return stop
        for begins in _BEGINNING_WITH.get(bare[0], ()):
            if behind := begins(self, at, stop, bare):
                return behind
        if not self._is_lazy(at):
            self._open("text", at)
        return stop

    # ------------------------------------------------------------------------- what is open

    def _close(self, until: int) -> None:
        """End the block that is open."""
        self.found.append(Block(self.kind, self.opened, until, self.level, self.info))
        self.kind = ""

    def _leave(self, at: int) -> None:
        """End the block that is open, if any, and the list items that the line at `at` does not belong to."""
        if self.kind:
            self._close(at)
        del self.columns[self.depth :]

    def _open(self, kind: str, at: int, level: int = 0, info: str = "") -> None:
        """Begin a block that goes on until something ends it."""
        self._leave(at)
        self.kind, self.opened, self.level, self.info = kind, at, level, info

    def _add(self, kind: str, at: int, stop: int, level: int = 0, info: str = "") -> int:
        """Note a block that is read to its end."""
        self._leave(at)
        self.found.append(Block(kind, at, stop, level, info))
        return stop

    def _is_lazy(self, at: int) -> bool:
        """Whether a line at `at` that begins nothing continues the paragraph of the open block."""
        if self.kind != "quote":
            return self.kind in _PARAGRAPHS
        line = self.text[self.text.rfind("\n", 0, at - 1) + 1 : at].lstrip(" \t>").rstrip()
        return line != "" and not line.startswith(("```", "~~~")) and not _ATX.match(line)

    def _code_goes_on(self, at: int) -> bool:
        """Whether indented code continues behind the blank line that ends at `at`."""
        return self.text.startswith(("    ", "\t"), at)

    def _is_same(self) -> bool:
        """Whether the line is in the same list items as the one before."""
        return self.depth == len(self.columns)

    # --------------------------------------------------------------------------- what begins

    def _fence(self, at: int, stop: int, bare: str) -> int:
        opener = fence(bare) or self._titled_fence(stop, bare)
        if opener is None:
            return 0
        self._leave(at)
        return self._add_fence(at, stop, opener)

    def _titled_fence(self, stop: int, bare: str) -> re.Match[str] | None:
        """The fence with backticks in its title that begins with a line, where another line closes it."""
        opener = _TITLED_FENCE.match(bare)
        if opener is None or opener[1] in opener[2] or (self.unclosed and opener[1].startswith(self.unclosed)):
            return None
        _, closed = _fence_end(self.text, stop, self.end, opener[1], self.columns[-1] if self.columns else 0)
        if not closed:
            self.unclosed = opener[1]
        return opener if closed else None

    def _add_fence(self, at: int, stop: int, opener: re.Match[str]) -> int:
        """The fence that begins at `at`, and whose first line ends at `stop`."""
        column = self.columns[-1] if self.columns else 0
        behind, closed = _fence_end(self.text, stop, self.end, opener[1], column)
        self.found.append(Block("fence", at, behind, int(closed), opener[2].strip()))
        return behind

    def _comment(self, at: int, stop: int, bare: str) -> int:
        if not bare.startswith("<!--"):
            return 0
        close = self.text.find("-->", stop - len(bare) + 2)
        return self._add("comment", at, self._line_end(close))  # CommonMark: an unclosed comment runs to the end

    def _raw_html(self, at: int, stop: int, bare: str) -> int:
        if not _HTML_RAW.match(bare):
            return 0
        close = _HTML_RAW_END.search(self.text, stop - len(bare))
        return self._add("html", at, self._line_end(-1 if close is None else close.end()), 0, "raw")

    def _line_end(self, at: int) -> int:
        """Behind the line that holds `at`; the end of the text for -1."""
        return self.end if at < 0 else self.text.find("\n", at) + 1 or self.end

    def _html(self, at: int, stop: int, bare: str) -> int:
        name = _HTML_NAME.match(bare)
        is_block = name is not None and f" {name[1].lower()} " in _HTML_BLOCKS
        if not is_block and (self._is_lazy(at) or not _HTML_ALONE.match(bare)):
            return 0
        self._open("html", at)
        return stop

    def _imports(self, at: int, stop: int, bare: str) -> int:
        if len(bare) < stop - at or self._is_lazy(at):
            return 0
        imports = _IMPORTS.match(self.text, at)
        return self._add("html", at, imports.end(), 0, "imports") if imports else 0

    def _heading(self, at: int, stop: int, bare: str) -> int:
        hashes = _ATX.match(bare)
        return self._add("heading", at, stop, hashes.end()) if hashes else 0

    def _underline(self, at: int, stop: int, bare: str) -> int:
        """What makes a heading of the one line of text above."""
        if self.kind != "text" or not self._is_same() or bare.strip().strip("="):
            return 0
        if self.opened != self.text.rfind("\n", 0, at - 1) + 1:
            return 0
        self.kind = ""
        self.found.append(Block("heading", self.opened, stop, 1, "setext"))
        return stop

    def _table(self, at: int, stop: int, bare: str) -> int:
        """The line under a table's head, which was a line of text until now."""
        if self.kind != "text" or not _DELIMITERS.match(bare):
            return 0
        head = max(self.opened, self.text.rfind("\n", self.opened, at - 1) + 1)
        if self.text.find("|", head, at) < 0:
            return 0
        if head > self.opened:
            self._close(head)
        self.kind, self.opened, self.level, self.info = "table", head, 0, ""
        return stop

    def _row(self, at: int, stop: int, _bare: str) -> int:
        if self.kind != "table":
            self._open("table", at)
        return stop

    def _rule(self, at: int, stop: int, bare: str) -> int:
        # Most lines that begin so are list items.
        return self._add("rule", at, stop) if not bare.strip("-*_ \t\r\n") and _RULE.match(bare) else 0

    def _quote(self, at: int, stop: int, _bare: str) -> int:
        if self.kind != "quote":
            self._open("quote", at)
        return stop

    def _item(self, at: int, stop: int, bare: str) -> int:
        marker = _MARKER.match(bare)
        if marker is None or (self._is_in_paragraph() and _interrupts_not(bare, marker)):
            return 0
        start = stop - len(bare)
        column = _width(self.text[at:start])
        self._open("list", at, column, marker[0])
        content = _enter(self.columns, column, bare, marker)
        opener = fence(bare, content) if content and bare[content] in "`~" else None
        if opener is None:
            return stop
        self._close(start + content)  # `- ```python`: the fence begins behind the marker
        return self._add_fence(start + content, stop, opener)

    def _is_in_paragraph(self) -> bool:
        """Whether the line stands in a paragraph that an item would interrupt; an item may follow another."""
        return self._is_same() and (self.kind == "text" or (self.kind == "list" and self.depth > 0))


_BEGINNING_WITH: dict[str, tuple[Callable[[_Scanner, int, int, str], int], ...]] = {
    "`": (_Scanner._fence,),
    "~": (_Scanner._fence,),
    "<": (_Scanner._comment, _Scanner._raw_html, _Scanner._html),
    "#": (_Scanner._heading,),
    "=": (_Scanner._underline,),
    "|": (_Scanner._table, _Scanner._row),
    ":": (_Scanner._table,),
    "-": (_Scanner._table, _Scanner._rule, _Scanner._item),
    "*": (_Scanner._rule, _Scanner._item),
    "_": (_Scanner._rule,),
    "i": (_Scanner._imports,),
    "+": (_Scanner._item,),
    ">": (_Scanner._quote,),
    **dict.fromkeys("0123456789", (_Scanner._item,)),
}
"""What may begin with a line, by its first mark, in the order in which they are asked."""

_MARKS = frozenset(" \t\r\n").union(_BEGINNING_WITH)
"""How a line may begin that is not, for sure, a line of a paragraph."""

_PARAGRAPHS = frozenset(("text", "list", "table"))
"""Blocks whose paragraph goes on with any line that begins nothing."""


def _width(blanks: str) -> int:
    """How many columns leading blanks take; a tab goes on to the next multiple of four."""
    return len(blanks.expandtabs(4)) if "\t" in blanks else len(blanks)


# ------------------------------------------------------------------------------------ fences


def fence(bare: str, at: int = 0) -> re.Match[str] | None:
    """The fence that begins at `at` of a line: its marks and its info string; None where none does."""
    opener = _FENCE.match(bare, at)
    return None if opener is None or (bare[at] == "`" and "`" in opener[2]) else opener


def _fence_end(text: str, at: int, end: int, opener: str, column: int) -> tuple[int, bool]:
    """Find the end of a fence whose first content line starts at `at`, and whether it ends before the document.

    In a list item whose content begins at `column`, a line that leaves the item ends the fence, too.
    """
    if column:
        while at < end:
            stop = text.find("\n", at, end) + 1 or end
            line = text[at:stop]
            bare = line.lstrip(" \t")
            if bare.strip():
                indent = _width(line[: len(line) - len(bare)]) - column
                if indent < 0:
                    return at, True
                if indent < 4 and bare.startswith(opener) and not bare.strip().strip(opener[0]):
                    return stop, True
            at = stop
        return end, False
    probe = text.find(opener, at, end)
    while probe >= 0:
        start = text.rfind("\n", at, probe) + 1 or at
        stop = text.find("\n", probe, end) + 1 or end
        line = text[start:stop]
        if not line.strip().strip(opener[0]) and _width(line[: len(line) - len(line.lstrip(" \t"))]) < 4:
            return stop, True
        probe = text.find(opener, stop, end)
    return end, False


# -------------------------------------------------------------------------------- list items


def _interrupts_not(bare: str, marker: re.Match[str]) -> bool:
    """A paragraph is interrupted by an item with content only, and of ordered ones only by the first."""
    return not bare[marker.end() :].strip() or marker[0][:-1] not in ("", "1")


def _enter(columns: list[int], column: int, bare: str, marker: re.Match[str]) -> int:
    """Open the list items that begin on this line; where in `bare` their content does, 0 for nowhere."""
    at = 0
    found: re.Match[str] | None = marker
    while found is not None:
        after = found.end()
        rest = bare[after:].lstrip(" \t") if after - at < 12 else ""
        gap = width = len(bare) - after - len(rest)
        if "\t" in bare[after : after + gap]:
            width = _width(" " * (column + after - at) + bare[after : after + gap]) - column - (after - at)
        if not rest.strip() or width > 4:  # nothing behind it, or indented code
            columns.append(column + after - at + 1)
            return 0
        column += after - at + width
        columns.append(column)
        at = after + gap
        found = _MARKER.match(bare, at) if len(columns) < _MAX_DEPTH and bare[at] in "-*+0123456789" else None
    return at
