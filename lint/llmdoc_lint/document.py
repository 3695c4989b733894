"""One file: its bytes, its text, its place in the project."""

from __future__ import annotations

from bisect import bisect_right
from typing import TYPE_CHECKING, Any

from llmdoc_lint.core import Span, fact
from llmdoc_lint.values import NamedTuple

if TYPE_CHECKING:
    from llmdoc_lint.settings import Kind, Settings

__all__ = ["Document", "Files", "Position", "kind", "line_starts", "sound"]


class Position(NamedTuple):
    """A place as people and editors count: 1-based line, 1-based column in code points."""

    line: int
    column: int


class Files:
    """The project's tree as a rule may ask about it.

    Every answer is remembered in `asked`, so that a cached result can be checked against the
    tree as it is now: what a rule asked is part of what its findings depend on.
    """

    __slots__ = ("asked", "root", "today")

    def __init__(self, root: str, today: str) -> None:
        self.root = root
        self.today = today  # YYYY-MM-DD
        self.asked: dict[str, str] = {}

    def kind_of(self, path: str) -> str:
        """Return "file", "directory" or "" for `path`, POSIX and relative to the root."""
        if path not in self.asked:
            self.asked[path] = self.look(path)
        return self.asked[path]

    def look(self, path: str) -> str:
        """Answer from the disk, unremembered."""
        if path == "\0today":
            return self.today
        import os

        full = os.path.join(self.root, *path.split("/"))
        try:
            if os.path.isdir(full):
                return "directory"
            return "file" if os.path.exists(full) else ""
        except (OSError, ValueError):  # a NUL byte, a name that is too long
            return ""

    def date(self) -> str:
        """Today, `YYYY-MM-DD`; remembered, since findings that use it change with it."""
        self.asked["\0today"] = self.today
        return self.today


class Document:
    """One file. Facts about it are computed once, by pure functions, and kept in `facts`."""

    __slots__ = ("_text", "facts", "files", "path", "raw", "settings", "stored", "wanted")

    def __init__(self, path: str, raw: bytes, settings: Settings, files: Files) -> None:
        self.path = path
        self.raw = raw
        self.settings = settings
        self.files = files
        self.facts: dict[str, Any] = {}
        self.stored: dict[str, Any] = {}  # facts kept by an earlier run, still encoded
        self.wanted: set[str] | None = None  # while set: the facts asked for, worth keeping
        self._text: str | None = None

    def __repr__(self) -> str:
        return f"<document {self.path}>"

    def restore(self, key: str) -> bool:
        """Decode the stored fact `key` into `facts`; False where it cannot be read."""
        from llmdoc_lint.codec import decode

        try:
            self.facts[key] = decode(self.stored[key])
        except (KeyError, IndexError, TypeError, ValueError):
            del self.stored[key]
            return False
        return True

    @property
    def text(self) -> str:
        """The bytes as UTF-8 with `surrogateescape`: nothing is lost, nothing normalised."""
        if self._text is None:
            self._text = self.raw.decode("utf-8", "surrogateescape")
        return self._text

    @property
    def directory(self) -> str:
        """The path up to the last slash, which is left out; empty at the root."""
        return self.path.rpartition("/")[0]

    @property
    def name(self) -> str:
        return self.path.rpartition("/")[2]

    def span(self, start: int, end: int) -> Span:
        return Span(self.path, start, end)

    def position(self, offset: int) -> Position:
        """Turn an offset into a line and a column."""
        starts = line_starts(self)
        line = bisect_right(starts, offset)
        return Position(line, offset - starts[line - 1] + 1)

    def line_span(self, offset: int) -> tuple[int, int]:
        """Offsets of the line that holds `offset`, its line break left out (`\\r\\n` too)."""
        starts = line_starts(self)  # not by searching: a line may be as long as the document
        line = bisect_right(starts, offset)
        start = starts[line - 1]
        if line == len(starts):
            return start, len(self.text)
        end = starts[line] - 1
        return start, end - (end > start and self.text[end - 1] == "\r")


def line_starts(doc: Document) -> tuple[int, ...]:
    """Offset of the first character of every line; lines end at `\\n` only."""
    starts: tuple[int, ...] | None = doc.facts.get("line_starts")
    if starts is None:  # not a stored fact: cheaper to compute than to load
        found = [0]
        text = doc.text
        at = text.find("\n")
        while at >= 0:
            found.append(at + 1)
            at = text.find("\n", at + 1)
        starts = doc.facts["line_starts"] = tuple(found)
    return starts


@fact
def sound(doc: Document) -> bool:
    """Whether the document is text: UTF-8 throughout, and not UTF-16 in disguise.

    Only rules that are `raw` see documents that are not.
    """
    try:
        doc.raw.decode("utf-8")
    except UnicodeDecodeError:
        return False
    if b"\0" not in doc.raw:
        return True
    from llmdoc_lint.charset import looks_utf16

    return looks_utf16(doc.raw) is None


@fact
def _kind_name(doc: Document) -> str:
    from llmdoc_lint.frontmatter import parse

    block = parse(doc.text)
    keys = None if block is None else frozenset(entry.key for entry in block.entries)
    return doc.settings.classify(doc.path, keys)


def kind(doc: Document) -> Kind | None:
    """The document's kind: told by its front matter first, its path second; None for none."""
    return doc.settings.kinds.get(_kind_name(doc))
