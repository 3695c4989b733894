"""The pre-commit hook, run by the real pre-commit in a real repository."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from ruamel.yaml import YAML

from real import COMMAND, FIXTURES, TIMEOUT, environment

HOOKS = Path(__file__).parent.parent / ".pre-commit-hooks.yaml"
PRE_COMMIT = os.path.join(os.path.dirname(sys.executable), "pre-commit")
COURSE = "docs/week1/chunking-for-llms/kr"
BOM = b"\xef\xbb\xbf"

pytestmark = [
    pytest.mark.skipif(shutil.which("git") is None, reason="git is not installed"),
    pytest.mark.skipif(not os.path.exists(PRE_COMMIT), reason="pre-commit is not installed"),
]


def hook() -> dict[str, Any]:
    """The hook as other repositories get it, but run from this installation: nothing is downloaded."""
    declared: list[dict[str, Any]] = YAML(typ="safe", pure=True).load(HOOKS.read_text(encoding="utf-8"))
    assert [one["id"] for one in declared] == ["llmdoc-lint"]
    found = dict(declared[0])
    assert found["language"] == "python"
    name, *rest = found["entry"].split()
    assert name == "llmdoc-lint"
    found.update(language="system", entry=" ".join([COMMAND, *rest]))
    return found


class Repository:
    def __init__(self, home: Path) -> None:
        self.root = home / "repository"
        self.root.mkdir()
        drop = ("GIT_", "PRE_COMMIT")
        self.env = {name: value for name, value in environment().items() if not name.startswith(drop)}
        self.env |= {
            "HOME": str(home),
            "XDG_CONFIG_HOME": str(home / "config"),
            "PRE_COMMIT_HOME": str(home / "pre-commit"),
            "GIT_CONFIG_NOSYSTEM": "1",
        } | {f"GIT_{who}_{what}": "x@example.org" for who in ("AUTHOR", "COMMITTER") for what in ("NAME", "EMAIL")}

    def run(self, *args: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            args, cwd=self.root, env=self.env, capture_output=True, timeout=TIMEOUT, check=False, encoding="utf-8"
        )

    def git(self, *args: str) -> str:
        ended = self.run("git", *args)
        assert ended.returncode == 0, ended
        return ended.stdout

    def write(self, path: str, content: bytes) -> None:
        target = self.root / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(content)

    def try_commit(self) -> subprocess.CompletedProcess[str]:
        self.git("add", "--all")
        return self.run("git", "commit", "--message", "change")


@pytest.fixture
def repository(tmp_path: Path) -> Repository:
    """A repository of sound documents, with the hook installed and everything committed."""
    made = Repository(tmp_path)
    shutil.copytree(FIXTURES / "clean", made.root, dirs_exist_ok=True)
    made.git("init", "--quiet", "--initial-branch", "main")
    made.write(".gitignore", b".llmdoc-lint-cache/\n")
    made.write("llmdoc-lint.yaml", b'exclude: ["docs/drafts/**"]\n')
    with (made.root / ".pre-commit-config.yaml").open("wb") as stream:
        YAML(typ="safe", pure=True).dump({"repos": [{"repo": "local", "hooks": [hook()]}]}, stream)
    ended = made.run(PRE_COMMIT, "install")
    assert ended.returncode == 0, ended
    ended = made.try_commit()
    assert ended.returncode == 0, ended.stdout + ended.stderr
    return made


def said(ended: subprocess.CompletedProcess[str]) -> str:
    return ended.stdout + ended.stderr


def test_a_clean_commit(repository: Repository) -> None:
    page = repository.root / COURSE / "introduction.md"
    page.write_bytes(page.read_bytes() + "\n감사합니다.\n".encode())
    ended = repository.try_commit()
    assert ended.returncode == 0, said(ended)
    assert "Passed" in said(ended)
    assert repository.git("rev-list", "--count", "HEAD") == "2\n"


def test_a_fault_blocks_the_commit(repository: Repository) -> None:
    page = repository.root / COURSE / "introduction.md"
    page.write_bytes(BOM + page.read_bytes())
    ended = repository.try_commit()
    assert ended.returncode == 1
    assert f"{COURSE}/introduction.md:1:1 " in said(ended)
    assert "byte-order-mark" in said(ended)
    assert repository.git("rev-list", "--count", "HEAD") == "1\n"


def test_another_documents_fault_does_not(repository: Repository) -> None:
    """Context is the project, focus is what is committed."""
    page = repository.root / COURSE / "introduction.md"
    page.write_bytes(BOM + page.read_bytes())
    repository.git("add", "--all")
    repository.git("commit", "--no-verify", "--quiet", "--message", "bad")
    other = repository.root / "docs/week2/live-qa-on-evaluation/kr/index.md"
    other.write_bytes(other.read_bytes() + b"\n")
    ended = repository.try_commit()
    assert ended.returncode == 0, said(ended)


def test_a_fault_that_shows_in_the_course_only(repository: Repository) -> None:
    """One page is committed; that its chapter is missing elsewhere is seen all the same."""
    (repository.root / COURSE / "introduction.md").unlink()
    index = repository.root / COURSE / "_index.md"
    index.write_bytes(index.read_bytes() + b"\n")
    ended = repository.try_commit()
    assert ended.returncode == 1, said(ended)
    assert COURSE in said(ended)


def test_an_excluded_file(repository: Repository) -> None:
    repository.write("docs/drafts/kr/page.md", BOM + b"---\nnonsense")
    ended = repository.try_commit()
    assert ended.returncode == 0, said(ended)


@pytest.mark.parametrize("name", ["첫 강의.md", "a page with blanks.md", "'quoted' \"twice\".md", "-dash.md"])
@pytest.mark.parametrize("sound", [True, False])
def test_odd_paths(repository: Repository, name: str, sound: bool) -> None:
    good = (repository.root / "docs/week2/live-qa-on-evaluation/kr/index.md").read_bytes()
    source = (repository.root / "docs/week2/live-qa-on-evaluation/eng/index.md").read_bytes()
    folder = "docs/둘째 주/새 강의"
    repository.write(f"{folder}/eng/{name}", source)
    repository.write(f"{folder}/kr/{name}", good if sound else BOM + good)
    ended = repository.try_commit()
    assert ended.returncode == (0 if sound else 1), said(ended)
    if not sound:
        assert f"{folder}/kr/{name}:1:1 " in said(ended)


def test_nothing_but_a_readme(repository: Repository) -> None:
    repository.write("README.md", b"# Read me\n")
    ended = repository.try_commit()
    assert ended.returncode == 0, said(ended)
    assert "Passed" in said(ended)


def test_no_document_at_all(repository: Repository) -> None:
    repository.write("data.txt", b"no Markdown\n")
    ended = repository.try_commit()
    assert ended.returncode == 0, said(ended)
    assert "Skipped" in said(ended)


def test_all_files(repository: Repository) -> None:
    ended = repository.run(PRE_COMMIT, "run", "--all-files")
    assert ended.returncode == 0, said(ended)


def test_the_hook_is_declared_as_pre_commit_wants_it() -> None:
    ended = subprocess.run(
        [PRE_COMMIT, "validate-manifest", str(HOOKS)], capture_output=True, timeout=TIMEOUT, check=False
    )
    assert ended.returncode == 0, ended
