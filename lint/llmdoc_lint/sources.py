"""Where documents come from: the disk, what git tracks of it, standard input; a commit's tree is in `git`.

A run walks, reads and looks through one of these, whichever it is.
"""

from __future__ import annotations

import os
from stat import S_ISDIR
from typing import TYPE_CHECKING

from llmdoc_lint import Trouble
from llmdoc_lint.discover import walk
from llmdoc_lint.files import read

if TYPE_CHECKING:
    from collections.abc import Iterable
    from typing import Protocol

    from llmdoc_lint.discover import Tree
    from llmdoc_lint.settings import Settings

    class Source(Protocol):
        """A tree of files; paths are POSIX and relative to its root."""

        def walk(self, settings: Settings, unreadable: list[tuple[str, str]]) -> Tree:
            """Its documents and captions, as include and exclude say; see `discover.walk`."""
            ...

        def read(self, path: str) -> bytes:
            """The content of a file. Raises OSError."""
            ...

        def look(self, path: str) -> str:
            """Return "file", "directory" or ""."""
            ...


__all__ = ["Disk", "Given", "Source", "SourceError", "Tracked", "folders"]


class SourceError(Trouble):
    """A tree that cannot be seen; the text says what to do about it."""


class Disk:
    """A directory as it is now."""

    __slots__ = ("root",)

    def __init__(self, root: str) -> None:
        self.root = root

    def walk(self, settings: Settings, unreadable: list[tuple[str, str]]) -> Tree:
        return walk(self.root, "", settings, unreadable)

    def read(self, path: str) -> bytes:
        return read(self._full(path))

    def look(self, path: str) -> str:
        try:
            mode = os.stat(self._full(path)).st_mode
        except (OSError, ValueError):  # nothing is there; a NUL byte, a name that is too long
            return ""
        return "directory" if S_ISDIR(mode) else "file"

    def _full(self, path: str) -> str:
        return self.root + os.sep + (path if os.sep == "/" else path.replace("/", os.sep))


class Tracked(Disk):
    """What git tracks of a directory, in the state it has on the disk.

    That is what a commit and everybody else will see: a file that was never added is not there.
    """

    __slots__ = ("files", "folders")

    def __init__(self, root: str, files: Iterable[str]) -> None:
        super().__init__(root)
        self.files = frozenset(files)
        self.folders = folders(self.files)

    def walk(self, settings: Settings, unreadable: list[tuple[str, str]]) -> Tree:
        return walk(self.root, "", settings, unreadable, self.files | self.folders)

    def look(self, path: str) -> str:
        if path not in self.files and path not in self.folders and not self._within(path):
            return ""
        return super().look(path)

    def _within(self, path: str) -> bool:
        """Whether `path` goes through something that git has as one entry: a submodule, a symbolic link."""
        while "/" in path:
            path = path.rpartition("/")[0]
            if path in self.files:
                return True
        return path in ("", ".")


class Given:
    """Another source, in which one file has the content that was given."""

    __slots__ = ("path", "raw", "source")

    def __init__(self, source: Source, path: str, raw: bytes) -> None:
        self.source = source
        self.path = path
        self.raw = raw

    def walk(self, settings: Settings, unreadable: list[tuple[str, str]]) -> Tree:
        return self.source.walk(settings, unreadable)

    def read(self, path: str) -> bytes:
        return self.raw if path == self.path else self.source.read(path)

    def look(self, path: str) -> str:
        return "file" if path == self.path else self.source.look(path)


def folders(files: Iterable[str]) -> frozenset[str]:
    """The folders that these files lie in."""
    found: set[str] = set()
    for path in files:
        folder = path.rpartition("/")[0]
        while folder and folder not in found:
            found.add(folder)
            folder = folder.rpartition("/")[0]
    return frozenset(found)
