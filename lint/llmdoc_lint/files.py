"""Read and write documents without losing a byte."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

__all__ = ["WriteError", "read", "write_all"]


class WriteError(Exception):
    """A document that could not be written; it is as it was. The text says which and why."""


def read(path: str) -> bytes:
    """Read a file as it is. Raises OSError."""
    with open(path, "rb", buffering=0) as stream:
        return stream.readall()


def write_all(root: str, new: Mapping[str, bytes], old: Mapping[str, bytes]) -> None:
    """Replace the files in `new` (paths relative to `root`), all or none.

    Every new content is complete on the disk, in a temporary file beside the original, before the
    first original is replaced; a file that no longer holds `old` is somebody else's work and stops
    everything. Raises WriteError, after which all files are as they were.
    """
    prepared: list[tuple[str, str, str]] = []  # path, target, temporary file
    done: list[tuple[str, str]] = []
    try:
        for path, content in new.items():
            target = _target(root, path)
            prepared.append((path, target, _prepare(path, target, content)))
        for path, target, temporary in prepared:
            try:
                if read(target) != old[path]:
                    raise WriteError(f"{path}: not written: it changed while it was linted; run again")
                os.replace(temporary, target)
            except OSError as error:
                raise WriteError(f"{path}: not written: {error.strerror or error}") from error
            done.append((path, target))
    except BaseException:
        for path, target in done:  # a later one failed: put back what stood there
            os.replace(_prepare(path, target, old[path]), target)
        raise
    finally:
        for _, _, temporary in prepared:
            try:
                os.unlink(temporary)
            except OSError:
                pass  # it took its place, or cannot be removed


def _target(root: str, path: str) -> str:
    """The file to replace: behind a symbolic link within the tree; a link out of it is refused."""
    full = os.path.join(root, *path.split("/"))
    real = os.path.realpath(full)
    home = os.path.realpath(root)
    if os.path.commonpath((home, real)) != home:
        raise WriteError(f"{path}: not written: it is a symbolic link out of the project")
    return real


def _prepare(path: str, target: str, content: bytes) -> str:
    """Write `content` to a temporary file beside `target`, with its mode, and return its name."""
    from secrets import token_hex

    folder, name = os.path.split(target)
    temporary = os.path.join(folder, f".{name[:100]}.{token_hex(4)}.tmp")
    try:
        mode = os.stat(target).st_mode & 0o7777
        if not os.access(target, os.W_OK):
            raise WriteError(f"{path}: not written: the file is read-only")
        handle = os.open(temporary, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except OSError as error:
        raise WriteError(f"{path}: not written: {error.strerror or error}") from error
    try:
        with open(handle, "wb", buffering=0) as stream:
            view = memoryview(content)
            while view:
                view = view[stream.write(view) :]
            os.fsync(stream.fileno())
        os.chmod(temporary, mode)
    except BaseException as error:
        try:
            os.unlink(temporary)
        except OSError:
            pass
        if isinstance(error, OSError):
            raise WriteError(f"{path}: not written: {error.strerror or error}") from error
        raise
    return temporary
