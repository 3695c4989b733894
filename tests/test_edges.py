"""What seldom happens: odd packs, odd paths, usage errors."""

from __future__ import annotations

import os
import signal
import sys
from types import ModuleType
from typing import TYPE_CHECKING, Any

import pytest

from llmdoc_lint import processes
from llmdoc_lint.blocks import comments
from llmdoc_lint.core import Applicability, Severity
from llmdoc_lint.digests import code_digest, digest
from llmdoc_lint.document import Document, Files
from llmdoc_lint.files import WriteError, write_all
from llmdoc_lint.fixes import _apply
from llmdoc_lint.links import links
from llmdoc_lint.output import Shown, shown_first
from llmdoc_lint.packs import PackError, load
from llmdoc_lint.patterns import pattern
from llmdoc_lint.report import Change, Place, Repair, Report
from model import document
from trees import CHAPTER, lint, write

if TYPE_CHECKING:
    from pathlib import Path


def test_a_pack_holds_rules_only(monkeypatch: pytest.MonkeyPatch) -> None:
    module: Any = ModuleType("odd_pack")
    module.RULES = ("no rule",)
    monkeypatch.setitem(sys.modules, "odd_pack", module)
    with pytest.raises(PackError, match="RULES holds 'no rule', which is no rule"):
        load(("odd_pack",))


def test_a_pack_that_is_not_there() -> None:
    with pytest.raises(PackError, match="cannot be used"):
        load(("no_such_pack",))


def test_digests_do_not_depend_on_where_blake2_comes_from(monkeypatch: pytest.MonkeyPatch) -> None:
    own = digest("a", b"b")
    monkeypatch.setitem(sys.modules, "_blake2", None)
    assert digest("a", b"b") == own
    assert digest("ab", b"") != digest("a", b"b")


def test_paths_that_no_file_can_have() -> None:
    files = Files("/nowhere", "2026-03-01")
    assert [files.kind_of(path) for path in ("a\0b", "a" * 5000, "b.md")] == ["", "", ""]
    assert files.asked == {"a\0b": "", "a" * 5000: "", "b.md": ""}


def test_what_a_file_is(tmp_path: Path) -> None:
    (tmp_path / "a").mkdir()
    (tmp_path / "a/b.md").touch()
    files = Files(str(tmp_path), "2026-03-01")
    assert [files.kind_of(path) for path in ("a", "a/b.md", "c")] == ["directory", "file", ""]
    assert (files.date(), files.asked["\0today"]) == ("2026-03-01", "2026-03-01")


def test_positions_and_lines() -> None:
    doc = document("가나\r\n다\n")
    assert repr(doc) == "<document a.md>"
    assert [tuple(doc.position(at)) for at in (0, 3, 4, 6)] == [(1, 1), (1, 4), (2, 1), (3, 1)]
    assert [doc.line_span(at) for at in (0, 3, 4, 6)] == [(0, 2), (0, 2), (4, 5), (6, 6)]


def test_a_stored_fact_that_cannot_be_read_is_computed() -> None:
    doc = Document("a.md", "가 <!-- 나 --> 다".encode(), document("").settings, Files("/nowhere", ""))
    doc.stored["blocks.comments"] = ["no.such.record", 1]
    assert comments(doc) == ((2, 12),)


def test_links_in_deep_brackets_and_footnotes_are_none() -> None:
    assert links(document("[[[[[가]]]]](b)\n\n[^1]: https://a.b\n")) == ()


def test_messages_begin_with_a_path_as_it_is_printed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    assert shown_first("a\n.md: cannot be read: why", Shown(str(tmp_path))) == "a\\n.md: cannot be read: why"


def test_patterns_are_compiled_on_first_use() -> None:
    lazy = pattern("a(b)")
    assert lazy.groups == 1
    assert lazy.match("ab") is not None


# -------------------------------------------------------------------------------------- files


def refusing(*_: object) -> None:
    raise OSError(5, "Input/output error")


@pytest.mark.parametrize(
    ("name", "replacement", "why"),
    [
        ("access", lambda *_: False, "the file is read-only"),
        ("fsync", refusing, "Input/output error"),
        ("open", refusing, "Input/output error"),
    ],
)
def test_a_file_that_cannot_be_written_stays(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str, replacement: object, why: str
) -> None:
    (tmp_path / "a.md").write_bytes(b"old")
    monkeypatch.setattr(os, name, replacement)
    with pytest.raises(WriteError, match=f"a.md: not written: {why}"):
        write_all(str(tmp_path), {"a.md": b"new"}, {"a.md": b"old"})
    monkeypatch.undo()
    assert (tmp_path / "a.md").read_bytes() == b"old"
    assert os.listdir(tmp_path) == ["a.md"]


def test_an_interruption_while_writing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupt(_: int) -> None:
        raise KeyboardInterrupt

    (tmp_path / "a.md").write_bytes(b"old")
    monkeypatch.setattr(os, "fsync", interrupt)
    monkeypatch.setattr(os, "unlink", refusing)
    with pytest.raises(KeyboardInterrupt):
        write_all(str(tmp_path), {"a.md": b"new"}, {"a.md": b"old"})
    assert (tmp_path / "a.md").read_bytes() == b"old"


def test_another_owner_s_file_where_it_cannot_be_given_away(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "a.md").write_bytes(b"old")
    monkeypatch.setattr(os, "geteuid", lambda: -5)
    monkeypatch.setattr(os, "fchown", refusing)
    monkeypatch.delattr(signal, "pthread_sigmask")
    write_all(str(tmp_path), {"a.md": b"new"}, {"a.md": b"old"})
    assert (tmp_path / "a.md").read_bytes() == b"new"


# ---------------------------------------------------------------------------------------- run


def test_a_folder_that_cannot_be_read_is_a_problem(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write(tmp_path, {"x/kr/a.md": CHAPTER.format(n=1, body="가"), "y/kr/b.md": "가"})
    scandir = os.scandir

    def refuse(path: str) -> object:
        if path.endswith("y"):
            raise PermissionError(13, "Permission denied")
        return scandir(path)

    monkeypatch.setattr(os, "scandir", refuse)
    assert lint(tmp_path).problems == ("y: cannot be read: Permission denied",)
    assert lint(tmp_path, "x").problems == ()


def test_what_a_process_of_the_pool_does(monkeypatch: pytest.MonkeyPatch) -> None:
    units: list[object] = []

    def worker(unit: object) -> str:
        units.append(unit)
        return "result"

    monkeypatch.setattr(processes, "_worker", None)
    processes._start(worker)
    assert processes._one("unit") == "result"  # type: ignore[arg-type]
    assert units == ["unit"]


# --------------------------------------------------------------------------- cache and fixes


def test_a_pack_of_one_module_has_a_digest(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    module: Any = ModuleType("small_pack")
    module.__file__ = str(tmp_path / "small_pack.py")
    monkeypatch.setitem(sys.modules, "small_pack", module)
    (tmp_path / "small_pack.py").write_text("RULES = ()\n")
    before = code_digest(["small_pack"])
    (tmp_path / "small_pack.py").write_text("RULES = []\n")
    assert code_digest(["small_pack"]) != before
    assert code_digest(["not_imported"]) == code_digest([])


@pytest.mark.parametrize(
    ("raw", "edits", "why"),
    [
        (b"abc", [("a.md", 0, 2), ("a.md", 1, 3)], "its edits overlap"),
        (b"abc", [("b.md", 0, 1)], "it would change b.md, which is not among the documents at hand"),
        (b"ab\xff", [("a.md", 0, 1)], "the document is not UTF-8, and no other fix may write it"),
        (b"abc", [("a.md", 0, 1), ("a.md", 1, 2)], ""),
    ],
)
def test_what_forbids_edits(raw: bytes, edits: list[tuple[str, int, int]], why: str) -> None:
    changes = tuple(Change(Place(path, start, end, 1, 1, 1, 1), "x") for path, start, end in edits)
    repair = Repair(int(Applicability.SAFE), "Mend it", changes)
    report = Report("r", "g", int(Severity.ERROR), "m", Place("a.md", 0, 1, 1, 1, 1, 2), "", (), repair, "{}", "f")
    contents, _, said = _apply({"a.md": raw}, [report])
    assert said == why
    assert contents["a.md"] == (raw if why else b"xxc")
