"""Patterns: compiled at first use, and what they compile to is kept for the next run."""

from __future__ import annotations

import gc
import marshal
import re
import sys
from typing import TYPE_CHECKING

import pytest

from llmdoc_lint.patterns import Programs, _Lazy, pattern

if TYPE_CHECKING:
    from pathlib import Path

SOURCES: list[tuple[str | bytes, int]] = [
    (r"(?P<year>\d{4})-(?P<month>\d{2})|(x)", 0),
    (r"[을를은는이가과와로](?![가-힣A-Za-z0-9])", 0),
    (r"(?<=[^\s가-나]).(?:a|b)*+", re.IGNORECASE | re.MULTILINE),
    (rb"[\x80-\xff]+|(?i:ab)", re.DOTALL),
    (r"(?x) a b  # a comment", 0),
]
TEXT = "2024-05 x aB 모델을 데이터가\nab 나ab "


def matches(compiled: re.Pattern[str] | re.Pattern[bytes]) -> list[object]:
    text = TEXT if isinstance(compiled.pattern, str) else TEXT.encode()
    return [(each.span(), each.groups(), each.groupdict()) for each in compiled.finditer(text)]  # type: ignore[arg-type]


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(sys, "dont_write_bytecode", False)
    return tmp_path / "kept.programs"


@pytest.mark.parametrize(("source", "flags"), SOURCES, ids=repr)
def test_a_kept_pattern_is_the_one_that_was_compiled(
    home: Path, source: str | bytes, flags: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    expected = re.compile(source, flags)
    first = Programs(str(home))
    assert first.compile(source, int(flags)) == expected
    first.keep()
    monkeypatch.setattr("llmdoc_lint.patterns._program", None)
    monkeypatch.setattr("llmdoc_lint.patterns.re", None)  # compiles nothing
    again = Programs(str(home)).compile(source, int(flags))
    assert (again, again.groups, again.groupindex) == (expected, expected.groups, expected.groupindex)
    assert matches(again) == matches(expected)


def test_every_pattern_of_the_project_is_kept_as_it_is(home: Path) -> None:
    import llmdoc_rules

    assert llmdoc_rules.RULES
    lazy = [each for each in gc.get_objects() if type(each) is _Lazy]
    assert len(lazy) > 150
    programs = Programs(str(home))
    for each in lazy:
        assert programs.compile(each._source, int(each._flags)) == re.compile(each._source, each._flags)
    programs.keep()
    again = Programs(str(home))
    for each in lazy:
        assert again.compile(each._source, int(each._flags)) == re.compile(each._source, each._flags)
    assert not again.added
    assert len(programs.added) < Programs.MOST / 2


@pytest.mark.parametrize(
    "content",
    [
        pytest.param(b"", id="empty"),
        pytest.param(b"\x00nonsense", id="no data"),
        pytest.param(marshal.dumps(("3.0", {("a", 0): (1, b"", 0, {}, ())})), id="another interpreter's"),
        pytest.param(marshal.dumps((sys.version, [])), id="of another form"),
        pytest.param(marshal.dumps((sys.version, {("a+", 0): (32, b"\xff" * 16, 0, {}, (None,))})), id="no program"),
        pytest.param(marshal.dumps((sys.version, {("a+", 0): (32, b"abc", 0, {}, (None,))})), id="cut short"),
        pytest.param(marshal.dumps((sys.version, {("a+", 0): (1 << 80, b"", 0, {}, (None,))})), id="too large"),
    ],
)
def test_what_cannot_be_read_is_compiled(home: Path, content: bytes) -> None:
    home.write_bytes(content)
    assert Programs(str(home)).compile("a+", 0).findall("caat") == ["aa"]


def test_nothing_is_kept_where_no_bytecode_is(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "dont_write_bytecode", True)
    programs = Programs(str(home))
    programs.compile("a", 0)
    programs.keep()
    assert not home.exists()
    programs.path = None
    programs.keep()


def test_where_nothing_can_be_written_nothing_is_left(home: Path) -> None:
    home.mkdir()
    (home / "file").touch()
    programs = Programs(str(home))
    programs.compile("a", 0)
    programs.keep()
    assert [each.name for each in home.parent.iterdir()] == [home.name]


def test_what_other_versions_left_goes(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Programs, "MOST", 2)
    for source in ("a", "b", "c", "d"):
        programs = Programs(str(home))
        programs.compile(source, 0)
        programs.keep()
    assert set(marshal.loads(home.read_bytes())[1]) == {("c", 0), ("d", 0)}


def test_a_mistake_in_a_pattern_is_told() -> None:
    with pytest.raises(re.error):
        pattern("(").match("")
