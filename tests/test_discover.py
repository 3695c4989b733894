"""The project's root, its files, and which are read together."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

import pytest

from llmdoc_lint.discover import Tree, Unit, find_root, units, walk
from llmdoc_lint.settings import Settings
from trees import write

if TYPE_CHECKING:
    from pathlib import Path


def test_the_configuration_file_marks_the_root_before_git(tmp_path: Path) -> None:
    write(tmp_path, {"llmdoc-lint.yaml": "", "a/.git/HEAD": "", "a/b/c.md": ""})
    assert find_root([str(tmp_path / "a/b/c.md")]) == str(tmp_path)
    (tmp_path / "llmdoc-lint.yaml").unlink()
    assert find_root([str(tmp_path / "a/b/c.md")]) == str(tmp_path / "a")
    assert find_root([str(tmp_path / "a/b")]) == str(tmp_path / "a")


def test_a_git_file_marks_a_root(tmp_path: Path) -> None:
    write(tmp_path, {".git": "gitdir: elsewhere", "a/b.md": ""})
    assert find_root([str(tmp_path / "a/b.md")]) == str(tmp_path)


def test_else_the_root_is_the_common_parent(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write(tmp_path, {"a/b/c.md": "", "a/d/e.md": ""})
    exists = os.path.exists
    monkeypatch.setattr(os.path, "exists", lambda path: str(path).startswith(str(tmp_path)) and exists(path))
    assert find_root([str(tmp_path / "a/b/c.md"), str(tmp_path / "a/d")]) == str(tmp_path / "a")
    monkeypatch.chdir(tmp_path / "a")
    assert find_root([]) == str(tmp_path / "a")


def test_paths_on_different_drives_go_by_the_first(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write(tmp_path, {".git/HEAD": "", "a/b.md": ""})

    def commonpath(_: object) -> str:
        raise ValueError

    monkeypatch.setattr(os.path, "commonpath", commonpath)
    assert find_root([str(tmp_path / "a/b.md"), "z"]) == str(tmp_path)


FILES: dict[str, str | bytes] = dict.fromkeys(
    (
        "a.md",
        "b/c.md",
        "b/d.txt",
        "b/e.vtt",
        "b/f.en.srt",
        "b/drafts/g.md",
        "b/drafts/h.vtt",
        ".hidden/i.md",
        "b/.github/j.md",
        "node_modules/k.md",
        "b/venv/l.md",
        "b/.m.md",
        "b/N.MD",
        "b/o.mdx",
    ),
    "",
)


@pytest.mark.parametrize(
    ("under", "settings", "documents", "captions"),
    [
        pytest.param(
            "",
            Settings(),
            ["a.md", "b/.m.md", "b/c.md", "b/drafts/g.md"],
            ["b/drafts/h.vtt", "b/e.vtt", "b/f.en.srt"],
            id="everything",
        ),
        pytest.param(
            "b",
            Settings(),
            ["b/.m.md", "b/c.md", "b/drafts/g.md"],
            ["b/drafts/h.vtt", "b/e.vtt", "b/f.en.srt"],
            id="a folder",
        ),
        pytest.param(
            "", Settings(exclude=("drafts", "b/c.md", "*.srt")), ["a.md", "b/.m.md"], ["b/e.vtt"], id="exclude"
        ),
        pytest.param(
            "",
            Settings(include=("b/*.md",)),
            ["b/.m.md", "b/c.md"],
            ["b/drafts/h.vtt", "b/e.vtt", "b/f.en.srt"],
            id="include",
        ),
        pytest.param(
            "",
            Settings(include=("b/**",), exclude=("**/drafts/**",)),
            ["b/.m.md", "b/c.md", "b/o.mdx"],
            ["b/e.vtt", "b/f.en.srt"],
            id="both",
        ),
        pytest.param(
            "",
            Settings(include=("**/*.mdx",)),
            ["b/o.mdx"],
            ["b/drafts/h.vtt", "b/e.vtt", "b/f.en.srt"],
            id="MDX by name",
        ),
        pytest.param(".hidden", Settings(), [".hidden/i.md"], [], id="a hidden folder by name"),
    ],
)
def test_walk(tmp_path: Path, under: str, settings: Settings, documents: list[str], captions: list[str]) -> None:
    write(tmp_path, FILES)
    assert walk(str(tmp_path), under, settings) == Tree(tuple(documents), tuple(captions))


def test_symbolic_links_are_not_followed(tmp_path: Path) -> None:
    write(tmp_path, {"a/b.md": "", "elsewhere/c.md": ""})
    (tmp_path / "a/link.md").symlink_to(tmp_path / "elsewhere/c.md")
    (tmp_path / "a/folder").symlink_to(tmp_path / "elsewhere")
    (tmp_path / "a/loop").symlink_to(tmp_path / "a")
    assert walk(str(tmp_path), "a", Settings()).documents == ("a/b.md",)


def test_a_folder_that_cannot_be_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write(tmp_path, {"a.md": "", "b/c.md": ""})
    scandir = os.scandir

    def refuse(path: str) -> object:
        if path.endswith("b"):
            raise PermissionError(path)
        return scandir(path)

    monkeypatch.setattr(os, "scandir", refuse)
    assert walk(str(tmp_path), "", Settings()).documents == ("a.md",)
    with pytest.raises(PermissionError):
        walk(str(tmp_path), "b", Settings())


@pytest.mark.parametrize(
    "paths",
    [
        pytest.param(("docs/a.md", "docs/ko/a.md"), id="a folder in that of the sources"),
        pytest.param(("docs/x/a.md", "docs/ko/x/a.md"), id="folders in both"),
        pytest.param(("a.md", "translations/ko/a.md"), id="a folder in one of translations"),
        pytest.param(("docs/a.ko.mdx", "docs/a.mdx"), id="the language in the name"),
    ],
)
def test_translations_among_their_sources(paths: tuple[str, ...]) -> None:
    (unit,) = units(Tree((*paths, "elsewhere/b.md"), ()), Settings(), focus=paths[:1])
    assert unit.documents == tuple(sorted(paths))
    assert not unit.loose


TREE = Tree(
    ("a/eng/1.md", "a/kr/1.md", "b/_index.md", "b/1.md", "c.md", "d/e.md"),
    ("a/media/x.vtt", "a/y.vtt", "b/z.vtt", "d/w.vtt"),
)
A = Unit("a", False, ("a/eng/1.md", "a/kr/1.md"), ("a/media/x.vtt", "a/y.vtt"))
B = Unit("b", False, ("b/1.md", "b/_index.md"), ("b/z.vtt",))
LOOSE = Unit("", True, ("c.md", "d/e.md"), ())


@pytest.mark.parametrize(
    ("focus", "want"),
    [
        (None, [A, B, LOOSE]),
        ([], []),
        (["a/kr/1.md"], [A]),
        (["d/e.md", "b/1.md"], [B, LOOSE]),
        (["elsewhere.md"], []),
        (["a/media/x.vtt"], []),
    ],
)
def test_units(focus: list[str] | None, want: list[Unit]) -> None:
    assert list(units(TREE, Settings(), focus)) == want


def test_no_loose_documents_no_loose_unit() -> None:
    assert list(units(Tree(("a/kr/1.md",), ()), Settings())) == [Unit("a", False, ("a/kr/1.md",), ())]
