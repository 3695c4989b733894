"""What git knows: its index, its commits, and the tree of a commit as a source of documents."""

from __future__ import annotations

import os
import shutil
from typing import TYPE_CHECKING

import pytest

from llmdoc_lint import git
from llmdoc_lint.discover import Tree, course_of, listed
from llmdoc_lint.files import MAX_BYTES
from llmdoc_lint.settings import Settings
from llmdoc_lint.sources import Disk, Given, SourceError, Tracked
from test_since import Repository

if TYPE_CHECKING:
    from pathlib import Path

pytestmark = pytest.mark.skipif(shutil.which("git") is None, reason="git is not installed")

FILES: dict[str, str | bytes | None] = {
    "kr/a.md": "a",
    "kr/첫 강의.md": b"\xff",
    'kr/"odd"\\ name\n.md': "",
    "media/x.vtt": "x",
    "node_modules/b.md": "b",
    ".github/c.md": "c",
    "d.txt": "d",
}


@pytest.fixture
def repository(tmp_path: Path) -> Repository:
    made = Repository(tmp_path / "with blanks")
    made.git("init", "--quiet", "--initial-branch", "main")
    made.commit(dict(FILES))
    return made


def test_the_tree_of_a_commit(repository: Repository) -> None:
    root = str(repository.root)
    before = Disk(root)
    with git.Commit(root, "HEAD") as commit:
        assert commit.walk(Settings(), []) == before.walk(Settings(), [])
        assert {path: commit.read(path) for path in FILES} == {path: before.read(path) for path in FILES}
        shutil.rmtree(repository.root / "kr")
        assert commit.walk(Settings(exclude=("kr/a.md",)), []).documents == ('kr/"odd"\\ name\n.md', "kr/첫 강의.md")
        assert [commit.look(path) for path in ("kr", "kr/a.md", "kr/b.md", "", ".")] == [
            "directory",
            "file",
            "",
            "directory",
            "directory",
        ]
        with pytest.raises(FileNotFoundError):
            commit.read("kr/b.md")


def test_below_the_top(repository: Repository) -> None:
    """Paths are as seen from the root, whether it is the work tree's top or not."""
    root = str(repository.root / "kr")
    with git.Commit(root, "HEAD") as commit:
        assert commit.walk(Settings(), []).documents == ('"odd"\\ name\n.md', "a.md", "첫 강의.md")
        assert commit.read("a.md") == b"a"
    assert sorted(git.tracked(root)) == ['"odd"\\ name\n.md', "a.md", "첫 강의.md"]
    repository.git("mv", "kr/a.md", "b.md")
    assert git.removed(root) == ("a.md",)
    assert git.changes(root, "HEAD").paths == {"a.md"}


def test_a_file_that_is_too_long(repository: Repository) -> None:
    repository.commit({"long.md": b"a" * (MAX_BYTES + 1)})
    with git.Commit(str(repository.root), "HEAD") as commit:
        with pytest.raises(OSError, match="more than the"):
            commit.read("long.md")
        assert commit.read("kr/a.md") == b"a"


def test_links_lead_to_what_is_on_the_disk(repository: Repository) -> None:
    (repository.root / "latest").symlink_to("kr")
    (repository.root / "nowhere").symlink_to("none")
    repository.commit({})
    with git.Commit(str(repository.root), "HEAD") as commit:
        assert [commit.look(path) for path in ("latest", "latest/a.md", "latest/b.md", "nowhere")] == [
            "directory",
            "file",
            "",
            "",
        ]
        assert "latest" not in commit.walk(Settings(), []).documents


def test_changes(repository: Repository) -> None:
    repository.git("mv", "media/x.vtt", "media/y.vtt")
    (repository.root / "kr/a.md").write_bytes(b"A")
    (repository.root / "d.txt").unlink()
    (repository.root / "untracked.md").write_bytes(b"")
    found = git.changes(str(repository.root), "HEAD")
    assert found.paths == {"media/x.vtt", "media/y.vtt", "kr/a.md", "d.txt"}
    assert found.renames == (("media/x.vtt", "media/y.vtt"),)


def test_settings_of_git_change_nothing(repository: Repository) -> None:
    for name, value in {
        "diff.renames": "copies",
        "diff.noprefix": "true",
        "diff.external": "false",
        "core.quotePath": "true",
        "color.ui": "always",
        "diff.relative": "false",
        "status.relativePaths": "false",
        "core.attributesFile": "/dev/null",
    }.items():
        repository.git("config", name, value)
    test_changes(repository)


def test_what_is_removed(repository: Repository) -> None:
    root = str(repository.root)
    assert git.removed(root) == ()
    repository.git("rm", "--quiet", "kr/첫 강의.md")
    repository.git("mv", "media/x.vtt", "media/y.vtt")
    (repository.root / "d.txt").unlink()  # not staged
    assert sorted(git.removed(root)) == ["kr/첫 강의.md", "media/x.vtt"]


def test_what_is_tracked(repository: Repository) -> None:
    root = repository.root
    (root / "kr/untracked.md").write_bytes(b"")
    (root / "build").mkdir()
    (root / "build/b.md").write_bytes(b"")
    source = Tracked(str(root), git.tracked(str(root)))
    assert source.walk(Settings(), []) == Tree(('kr/"odd"\\ name\n.md', "kr/a.md", "kr/첫 강의.md"), ("media/x.vtt",))
    assert [source.look(path) for path in ("kr", "kr/a.md", "kr/untracked.md", "build", "d.txt", "")] == [
        "directory",
        "file",
        "",
        "",
        "file",
        "directory",
    ]
    (root / "kr/a.md").unlink()
    assert source.look("kr/a.md") == ""
    (root / "kr/a.md").mkdir()
    (root / "kr/a.md/b").write_bytes(b"")
    assert source.look("kr/a.md/b") == "file"  # as of a submodule, of which git has the folder alone


def test_given(tmp_path: Path) -> None:
    source = Given(Disk(str(tmp_path)), "kr/a.md", b"draft")
    (tmp_path / "b.md").write_bytes(b"b")
    assert (source.read("kr/a.md"), source.read("b.md")) == (b"draft", b"b")
    assert (source.look("kr/a.md"), source.look("b.md"), source.look("c.md")) == ("file", "file", "")
    assert source.walk(Settings(), []).documents == ("b.md",)


def test_no_repository(tmp_path: Path) -> None:
    for ask in (git.tracked, git.removed):
        with pytest.raises(SourceError, match="not a git repository"):
            ask(str(tmp_path))
    with pytest.raises(SourceError, match="not a git repository"):
        git.merge_base(str(tmp_path), "main")


def test_a_hook_of_a_linked_work_tree(repository: Repository, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Git sets GIT_DIR and nothing else; by itself it would then take every folder for the top."""
    linked = tmp_path / "linked"
    repository.git("worktree", "add", "--quiet", str(linked), "-b", "other")
    monkeypatch.chdir(linked)
    monkeypatch.setenv("GIT_DIR", str(repository.root / ".git/worktrees/linked"))
    assert "a.md" in git.tracked(str(linked / "kr"))
    os.remove(linked / "kr/a.md")
    assert git.changes(str(linked / "kr"), "HEAD").paths == {"a.md"}


@pytest.mark.parametrize(
    ("path", "settings", "there"),
    [
        ("a/b.md", Settings(), True),
        ("a/b.vtt", Settings(include=("x/**",)), True),
        ("a/b.txt", Settings(), False),
        ("a/b.md", Settings(include=("x/**",)), False),
        ("a/b.md", Settings(exclude=("a",)), False),
        ("a/b.vtt", Settings(exclude=("a",)), False),
        (".a/b.md", Settings(), False),
        ("a/node_modules/b.md", Settings(), False),
        (".b.md", Settings(), True),
    ],
)
def test_listed_is_what_a_walk_lists(tmp_path: Path, path: str, settings: Settings, there: bool) -> None:
    (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
    (tmp_path / path).write_bytes(b"")
    tree = Disk(str(tmp_path)).walk(settings, [])
    assert (path in (*tree.documents, *tree.captions)) is there
    assert listed(path, settings) is there


@pytest.mark.parametrize(
    ("path", "course"),
    [
        ("docs/x/kr/gone.md", ("docs/x/eng/1.md", "docs/x/kr/1.md")),
        ("docs/x/media/gone.vtt", ("docs/x/eng/1.md", "docs/x/kr/1.md")),
        ("docs/y/gone.md", ("docs/y/_index.md", "docs/y/one.md")),
        ("docs/z/gone.md", ("docs/z/loose.md",)),
        ("gone.md", ()),
    ],
)
def test_course_of(path: str, course: tuple[str, ...]) -> None:
    documents = ("docs/x/eng/1.md", "docs/x/kr/1.md", "docs/y/_index.md", "docs/y/one.md", "docs/z/loose.md")
    assert course_of(path, Tree(documents, ()), Settings()) == course
