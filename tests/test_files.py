"""Writing files: whole or not at all, and never somebody else's."""

from __future__ import annotations

import errno
import os
import signal
import stat
import subprocess
import sys
from typing import TYPE_CHECKING, Any

import pytest

from llmdoc_lint import files
from llmdoc_lint.files import MAX_BYTES, WriteError, read, save, write_all

if TYPE_CHECKING:
    from pathlib import Path

POSIX = pytest.mark.skipif(os.name != "posix", reason="modes, links and signals are POSIX's")


@pytest.fixture
def root(tmp_path: Path) -> Path:
    home = tmp_path / "project"
    home.mkdir()
    return home


def names(root: Path) -> list[str]:
    return sorted(path.relative_to(root).as_posix() for path in root.rglob("*"))


def test_replaces_the_content(root: Path) -> None:
    (root / "a.md").write_bytes(b"old")
    write_all(str(root), {"a.md": b"new\r\n\x00\xff"}, {"a.md": b"old"})
    assert (root / "a.md").read_bytes() == b"new\r\n\x00\xff"
    assert names(root) == ["a.md"]


def test_the_new_content_is_complete_before_it_takes_the_place(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (root / "a.md").write_bytes(b"old")
    seen = []
    replace = os.replace

    def look(source: str, target: str) -> None:
        with open(source, "rb") as stream:
            seen.append((stream.read(), (root / "a.md").read_bytes()))
        replace(source, target)

    monkeypatch.setattr(os, "replace", look)
    write_all(str(root), {"a.md": b"new"}, {"a.md": b"old"})
    assert seen == [(b"new", b"old")]


@POSIX
@pytest.mark.parametrize("mode", [0o644, 0o600, 0o755, 0o664])
def test_keeps_the_mode(root: Path, mode: int) -> None:
    path = root / "a.md"
    path.write_bytes(b"old")
    path.chmod(mode)
    umask = os.umask(0o077)
    try:
        write_all(str(root), {"a.md": b"new"}, {"a.md": b"old"})
    finally:
        os.umask(umask)
    assert stat.S_IMODE(path.stat().st_mode) == mode


@pytest.mark.skipif(os.name != "posix" or os.geteuid() != 0, reason="only root can give files away")
def test_keeps_the_owner(root: Path) -> None:
    path = root / "a.md"
    path.write_bytes(b"old")
    os.chown(path, 12345, 23456)
    write_all(str(root), {"a.md": b"new"}, {"a.md": b"old"})
    assert (path.stat().st_uid, path.stat().st_gid) == (12345, 23456)


@POSIX
def test_writes_through_a_link_within_the_tree(root: Path) -> None:
    (root / "real").mkdir()
    (root / "real/a.md").write_bytes(b"old")
    (root / "link.md").symlink_to("real/a.md")
    write_all(str(root), {"link.md": b"new"}, {"link.md": b"old"})
    assert (root / "link.md").is_symlink()
    assert (root / "real/a.md").read_bytes() == b"new"
    assert names(root) == ["link.md", "real", "real/a.md"]


@POSIX
@pytest.mark.parametrize("linked", ["file", "folder"])
def test_refuses_a_link_out_of_the_tree(root: Path, linked: str) -> None:
    outside = root.parent / "outside"
    outside.mkdir()
    (outside / "a.md").write_bytes(b"old")
    if linked == "file":
        (root / "a.md").symlink_to(outside / "a.md")
    else:
        (root / "sub").symlink_to(outside)
    path = "a.md" if linked == "file" else "sub/a.md"
    with pytest.raises(WriteError, match=f"^{path}: not written: it is a symbolic link out of the project"):
        write_all(str(root), {path: b"new"}, {path: b"old"})
    assert (outside / "a.md").read_bytes() == b"old"
    assert names(outside) == ["a.md"]


@POSIX
def test_the_root_may_be_a_link(root: Path) -> None:
    (root / "a.md").write_bytes(b"old")
    link = root.parent / "link"
    link.symlink_to(root)
    write_all(str(link), {"a.md": b"new"}, {"a.md": b"old"})
    assert (root / "a.md").read_bytes() == b"new"


def test_refuses_what_changed_meanwhile(root: Path) -> None:
    (root / "a.md").write_bytes(b"somebody's work")
    with pytest.raises(WriteError, match=r"^a\.md: not written: it changed while it was linted; run again"):
        write_all(str(root), {"a.md": b"new"}, {"a.md": b"old"})
    assert (root / "a.md").read_bytes() == b"somebody's work"
    assert names(root) == ["a.md"]


def test_refuses_what_vanished_meanwhile(root: Path) -> None:
    with pytest.raises(WriteError, match=r"^a\.md: not written: No such file"):
        write_all(str(root), {"a.md": b"new"}, {"a.md": b"old"})
    assert names(root) == []


def test_all_or_none_when_a_later_one_changed(root: Path) -> None:
    for name in ("a.md", "b.md", "c.md"):
        (root / name).write_bytes(b"old")
    (root / "c.md").write_bytes(b"else")
    old = dict.fromkeys(("a.md", "b.md", "c.md"), b"old")
    with pytest.raises(WriteError, match=r"^c\.md: not written"):
        write_all(str(root), dict.fromkeys(old, b"new"), old)
    assert {name: (root / name).read_bytes() for name in old} == {"a.md": b"old", "b.md": b"old", "c.md": b"else"}
    assert names(root) == ["a.md", "b.md", "c.md"]


@pytest.mark.parametrize("links", [True, False], ids=["links", "copies"])
def test_all_or_none_when_a_later_one_cannot_be_replaced(
    root: Path, monkeypatch: pytest.MonkeyPatch, links: bool
) -> None:
    for name in ("a.md", "b.md"):
        (root / name).write_bytes(b"old")
    replace = os.replace

    def fail(source: str, target: str) -> None:
        if target.endswith("b.md"):
            raise OSError(errno.EIO, "Input/output error")
        replace(source, target)

    def no_links(*_: Any) -> None:
        raise OSError(errno.EPERM, "Operation not permitted")

    monkeypatch.setattr(os, "replace", fail)
    if not links:
        monkeypatch.setattr(os, "link", no_links)
    with pytest.raises(WriteError, match=r"^b\.md: not written: Input/output error"):
        write_all(str(root), {"a.md": b"new", "b.md": b"new"}, {"a.md": b"old", "b.md": b"old"})
    assert (root / "a.md").read_bytes() == (root / "b.md").read_bytes() == b"old"
    assert names(root) == ["a.md", "b.md"]


def test_nothing_is_touched_before_everything_is_on_the_disk(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("a.md", "b.md"):
        (root / name).write_bytes(b"old")
    fsync = os.fsync
    calls = []

    def full(handle: int) -> None:
        calls.append(handle)
        if len(calls) == 2:
            raise OSError(errno.ENOSPC, "No space left on device")
        fsync(handle)

    monkeypatch.setattr(os, "fsync", full)
    monkeypatch.setattr(os, "replace", lambda *_: pytest.fail("replaced too early"))
    with pytest.raises(WriteError, match=r"^b\.md: not written: No space left on device"):
        write_all(str(root), {"a.md": b"new", "b.md": b"new"}, {"a.md": b"old", "b.md": b"old"})
    assert names(root) == ["a.md", "b.md"]


def test_an_interruption_leaves_nothing_behind(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("a.md", "b.md"):
        (root / name).write_bytes(b"old")
    reads = []

    def interrupted(path: str) -> bytes:
        reads.append(path)
        if len(reads) == 2:
            raise KeyboardInterrupt
        return read(path)

    monkeypatch.setattr(files, "read", interrupted)
    with pytest.raises(KeyboardInterrupt):
        write_all(str(root), {"a.md": b"new", "b.md": b"new"}, {"a.md": b"old", "b.md": b"old"})
    assert (root / "a.md").read_bytes() == b"old"
    assert names(root) == ["a.md", "b.md"]


SIGNALLED = """
import os, signal, sys
from llmdoc_lint import files
prepare = files._prepare
def slow(*args):
    os.kill(os.getpid(), int(sys.argv[2]))
    return prepare(*args)
files._prepare = slow
files.write_all(sys.argv[1], {"a.md": b"new", "b.md": b"new"}, {"a.md": b"old", "b.md": b"old"})
print("not stopped")
"""


@POSIX
@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_a_signal_waits_until_all_is_written(root: Path, number: int) -> None:
    for name in ("a.md", "b.md"):
        (root / name).write_bytes(b"old")
    ended = subprocess.run(
        [sys.executable, "-c", SIGNALLED, str(root), str(int(number))], capture_output=True, timeout=30, check=False
    )
    assert ended.stdout == b""
    assert ended.returncode == -number
    assert (root / "a.md").read_bytes() == (root / "b.md").read_bytes() == b"new"
    assert names(root) == ["a.md", "b.md"]


def test_long_names(root: Path) -> None:
    name = "가" * 84 + ".md"  # 255 bytes: nothing can be put before or behind it
    (root / name).write_bytes(b"old")
    write_all(str(root), {name: b"new"}, {name: b"old"})
    assert (root / name).read_bytes() == b"new"


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="other systems insist on Unicode")
def test_names_that_are_not_utf8(root: Path) -> None:
    name = os.fsdecode(b"\xb0\xa1" * 100 + b".md")
    (root / name).write_bytes(b"old")
    write_all(str(root), {name: b"new"}, {name: b"old"})
    assert (root / name).read_bytes() == b"new"


@POSIX
@pytest.mark.parametrize("kind", ["pipe", "device", "folder"])
def test_reads_regular_files_only(root: Path, kind: str) -> None:
    path = root / "a.md"
    if kind == "pipe":
        os.mkfifo(path)
    elif kind == "device":
        path = path.parent / "zero"
        path.symlink_to("/dev/zero")
    else:
        path.mkdir()
    with pytest.raises(OSError, match=r"not a regular file|Is a directory"):
        read(str(path))


@POSIX
def test_reads_no_more_than_a_document(root: Path) -> None:
    path = root / "a.md"
    with path.open("wb") as stream:
        stream.truncate(MAX_BYTES)  # sparse: no such space is used
    assert len(read(str(path))) == MAX_BYTES
    with path.open("wb") as stream:
        stream.truncate(MAX_BYTES + 1)
    with pytest.raises(OSError, match="more than the"):
        read(str(path))


@POSIX
def test_a_file_that_is_no_document_is_saved_whole_or_not_at_all(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = root / "known.json"
    save(str(path), b"old")
    assert names(root) == ["known.json"]
    path.chmod(0o640)
    save(str(path), b"new")
    assert (path.read_bytes(), stat.S_IMODE(path.stat().st_mode)) == (b"new", 0o640)

    def full(source: str, target: str) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "replace", full)
    with pytest.raises(WriteError, match=r"known\.json: not written: No space left on device"):
        save(str(path), b"newer")
    assert (path.read_bytes(), names(root)) == (b"new", ["known.json"])


def test_a_file_that_comes_in_pieces_is_read_whole(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = root / "in-pieces.md"
    path.write_bytes(b"0123456789" * 100)
    whole = os.read
    monkeypatch.setattr(os, "read", lambda descriptor, size: whole(descriptor, min(size, 64)))
    assert read(str(path)) == b"0123456789" * 100
