"""One file: its bytes, its text, its place in the project."""

from __future__ import annotations

from bisect import bisect_right
from typing import TYPE_CHECKING, Any

from llmdoc_lint.core import Span, fact
from llmdoc_lint.digests import digest
from llmdoc_lint.patterns import pattern
from llmdoc_lint.sources import Disk
from llmdoc_lint.values import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from llmdoc_lint.settings import Settings
    from llmdoc_lint.sources import Source

__all__ = ["Document", "Files", "Position", "line_starts", "sound", "unusual"]


class Position(NamedTuple):
    """A place as people and editors count: 1-based line, 1-based column in code points."""

    line: int
    column: int


# What rules may ask besides what a path is; no path holds NUL.
_TODAY = "\0today"
_PATHS = "\0paths"  # of all documents
_CONTENT = "\0content "  # of the file whose path follows


class Files:
    """The project's tree as a rule may ask about it.

    Every answer is remembered in `asked`, so that a cached result can be checked against the
    tree as it is now: what a rule asked is part of what its findings depend on.
    """

    __slots__ = ("asked", "at_hand", "paths", "source", "today")

    def __init__(
        self,
        source: Source | str,
        today: str,
        paths: tuple[str, ...] = (),
        at_hand: Mapping[str, bytes] | None = None,
    ) -> None:
        self.source = Disk(source) if isinstance(source, str) else source  # text: a directory
        self.today = today  # YYYY-MM-DD
        self.paths = paths  # of all documents of the project
        self.at_hand = at_hand or {}  # documents read already; they may be ahead of the disk while fixes are tried
        self.asked: dict[str, str] = {}

    def anew(self) -> Files:
        """The same tree, nothing asked yet."""
        return Files(self.source, self.today, self.paths, self.at_hand)

    def kind_of(self, path: str) -> str:
        """Return "file", "directory" or "" for `path`, POSIX and relative to the root."""
        if path not in self.asked:
            self.asked[path] = self.look(path)
        return self.asked[path]

    def look(self, question: str) -> str:
        """Answer from the source, unremembered: what a path is, or one of the other questions."""
        if question == _TODAY:
            return self.today
        if question == _PATHS:
            return digest(*self.paths)
        if not question.startswith(_CONTENT):
            return self.source.look(question)
        try:
            return digest(self.source.read(question.removeprefix(_CONTENT)))
        except (OSError, ValueError):  # a NUL byte, a name that is too long
            return ""

    def date(self) -> str:
        """Today, `YYYY-MM-DD`; remembered, since findings that use it change with it."""
        self.asked[_TODAY] = self.today
        return self.today

    def every(self) -> tuple[str, ...]:
        """The paths of all documents of the project; remembered, like `date`."""
        self.asked[_PATHS] = self.look(_PATHS)
        return self.paths

    def documents(self, beside: Document) -> Iterator[Document]:
        """The project's other documents: those of the same unit, then the others, nearest folder first.

        They are read as they are taken. That makes the finding depend on the list of documents and on the bytes of
        those that were taken, and both are remembered; so this is for rules that have found a fault already.
        """
        paths = self.every()
        folders = beside.path.split("/")[:-1]

        def distance(path: str) -> tuple[bool, int, str]:
            shared = 0
            for mine, other in zip(folders, path.split("/")[:-1], strict=False):
                if mine != other:
                    break
                shared += 1
            return path not in self.at_hand, -shared, path

        for path in sorted({*paths, *self.at_hand} - {beside.path}, key=distance):
            raw = self.at_hand.get(path)
            if raw is None:
                try:
                    raw = self.source.read(path)
                except OSError:
                    self.asked[_CONTENT + path] = ""
                    continue
            self.asked[_CONTENT + path] = digest(raw)
            yield Document(path, raw, beside.settings, self.anew())


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
        doc._text = doc.raw.decode("utf-8")  # the same, where it decodes at all
    except UnicodeDecodeError:
        return False
    if b"\0" not in doc.raw:
        return True
    from llmdoc_lint.encoding.charset import looks_utf16

    return looks_utf16(doc.raw) is None


_USUAL = pattern(r"[\t\n\r -~가-힣]+")


@fact
def unusual(doc: Document) -> str:
    """What the text has besides printable ASCII, tabs, line breaks and Hangul syllables: each different run of such
    characters once, on a line.

    Mostly a few quotation marks and emoji: rules about odd characters look here first, and few read on.
    """
    return "\n".join(sorted(set(_USUAL.split(doc.text)))).lstrip("\n")
