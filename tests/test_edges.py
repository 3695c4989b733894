"""What seldom happens: odd packs, odd paths, usage errors."""

from __future__ import annotations

import sys
from types import ModuleType
from typing import TYPE_CHECKING, Any

import pytest

from llmdoc_lint.blocks import comments
from llmdoc_lint.cache import digest
from llmdoc_lint.document import Document, Files
from llmdoc_lint.links import links
from llmdoc_lint.output import Shown, shown_first
from llmdoc_lint.packs import PackError, load
from llmdoc_lint.patterns import pattern
from model import document

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
