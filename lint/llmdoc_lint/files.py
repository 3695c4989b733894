"""Read and write documents without losing a byte."""

from __future__ import annotations

import errno
import os
from stat import S_ISREG
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

__all__ = ["MAX_BYTES", "WriteError", "read", "save", "write_all"]


class WriteError(Exception):
    """A document that could not be written; it is as it was. The text says which and why."""


# Bytes as they are, where the system would make text of them; a pipe that nobody writes to would block.
_FLAGS = os.O_RDONLY | getattr(os, "O_BINARY", 0) | getattr(os, "O_NONBLOCK", 0)

MAX_BYTES = 2**24
"""Longer files are refused: 16 MiB is some fifty times the longest lecture, and a minute of linting."""


def read(path: str) -> bytes:
    """Read a file as it is. Raises OSError, also for what is no regular file or longer than MAX_BYTES."""
    # Not by `open`, which asks the system more often: reading is most of a run in which nothing has changed.
    descriptor = os.open(path, _FLAGS)
    try:
        status = os.fstat(descriptor)
        if not S_ISREG(status.st_mode):  # a pipe or a device may never end
            raise OSError(errno.EINVAL, "not a regular file", path)
        if status.st_size > MAX_BYTES:
            raise OSError(
                errno.EFBIG, f"{status.st_size:,} bytes, more than the {MAX_BYTES:,} of any document; exclude it", path
            )
        raw = os.read(descriptor, status.st_size + 1)
        # It may come in pieces, or grow meanwhile.
        while len(raw) != status.st_size and len(raw) <= MAX_BYTES and (more := os.read(descriptor, MAX_BYTES)):
            raw += more
        return raw
    finally:
        os.close(descriptor)


def save(path: str, content: bytes) -> None:
    """Make or replace a file that is no document, whole or not at all. Raises WriteError."""
    target = os.path.realpath(path)
    fresh = _prepare(path, target, content)
    try:
        os.replace(fresh, target)
    except OSError as error:
        os.unlink(fresh)
        raise WriteError(f"{path}: not written: {error.strerror or error}") from error


def write_all(root: str, new: Mapping[str, bytes], old: Mapping[str, bytes]) -> None:
    """Replace the files in `new` (paths relative to `root`), all or none.

    Every new content is complete on the disk, in a temporary file beside the original, before the
    first original is replaced; a file that no longer holds `old` is somebody else's work and stops
    everything. Raises WriteError, after which all files are as they were. Signals that would end
    the process wait until it is done.
    """
    import signal

    masks = hasattr(signal, "pthread_sigmask")
    held = signal.pthread_sigmask(signal.SIG_BLOCK, (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)) if masks else ()
    try:
        _write_all(root, new, old)
    finally:
        if masks:
            signal.pthread_sigmask(signal.SIG_SETMASK, held)


def _write_all(root: str, new: Mapping[str, bytes], old: Mapping[str, bytes]) -> None:
    prepared: list[tuple[str, str, str, str]] = []  # path, target, new content, original for a way back
    done: list[tuple[str, str, str]] = []
    temporary: list[str] = []
    try:
        for path, content in new.items():
            target = _target(root, path)
            fresh = _prepare(path, target, content)
            temporary.append(fresh)
            kept = ""
            if len(new) > 1:
                kept = _keep(path, target, old[path])
                temporary.append(kept)
            prepared.append((path, target, fresh, kept))
        for path, target, fresh, kept in prepared:
            try:
                if read(target) != old[path]:
                    raise WriteError(f"{path}: not written: it changed while it was linted; run again")
                os.replace(fresh, target)
            except OSError as error:
                raise WriteError(f"{path}: not written: {error.strerror or error}") from error
            done.append((path, target, kept))
    except BaseException:
        for _, target, kept in done:  # a later one failed: put back what stood there, which needs no space
            if kept:
                os.replace(kept, target)
        raise
    finally:
        for name in temporary:
            try:
                os.unlink(name)
            except OSError:
                pass  # it took its place, or cannot be removed


def _keep(path: str, target: str, content: bytes) -> str:
    """A second name for the file at `target`, or a copy where there are no hard links."""
    kept = _beside(target)
    try:
        os.link(target, kept)
    except OSError:
        return _prepare(path, target, content)
    return kept


def _beside(target: str) -> str:
    """A fresh name in the same folder: at most 200 bytes of the file's, whose limit is 255: Hangul takes three each."""
    from secrets import token_hex

    folder, name = os.path.split(target)
    short = os.fsdecode(os.fsencode(name)[:200])
    return os.path.join(folder, f".{short}.{token_hex(4)}.tmp")


def _target(root: str, path: str) -> str:
    """The file to replace: behind a symbolic link within the tree; a link out of it is refused."""
    full = os.path.join(root, *path.split("/"))
    real = os.path.realpath(full)
    home = os.path.realpath(root)
    if os.path.commonpath((home, real)) != home:
        raise WriteError(f"{path}: not written: it is a symbolic link out of the project")
    return real


def _prepare(path: str, target: str, content: bytes) -> str:
    """Write `content` to a temporary file beside `target`, with its mode if it is there, and return its name."""
    temporary = _beside(target)
    try:
        status = os.stat(target) if os.path.lexists(target) else None
        if status is not None and not os.access(target, os.W_OK):
            raise WriteError(f"{path}: not written: the file is read-only")
        handle = os.open(temporary, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o666 if status is None else 0o600)
    except OSError as error:
        raise WriteError(f"{path}: not written: {error.strerror or error}") from error
    try:
        with open(handle, "wb", buffering=0) as stream:
            view = memoryview(content)
            while view:
                view = view[stream.write(view) :]
            os.fsync(stream.fileno())
            if status is not None and (status.st_uid, status.st_gid) != (os.geteuid(), os.getegid()):
                try:  # another owner's file stays theirs, where we may give it away
                    os.fchown(stream.fileno(), status.st_uid, status.st_gid)
                except OSError:
                    pass
        if status is not None:
            os.chmod(temporary, status.st_mode & 0o7777)
    except BaseException as error:
        try:
            os.unlink(temporary)
        except OSError:
            pass
        if isinstance(error, OSError):
            raise WriteError(f"{path}: not written: {error.strerror or error}") from error
        raise
    return temporary
