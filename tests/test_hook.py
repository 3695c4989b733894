"""The pre-commit hook, run by the real pre-commit in a real repository."""

from __future__ import annotations

import json
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


IDS = ("llmdoc-lint", "llmdoc-lint-fix", "llmdoc-lint-project")


def hook(id: str) -> dict[str, Any]:
    """A hook as other repositories get it, but run from this installation: nothing is downloaded."""
    declared: list[dict[str, Any]] = YAML(typ="safe", pure=True).load(HOOKS.read_text(encoding="utf-8"))
    assert [one["id"] for one in declared] == list(IDS)
    found = next(dict(one) for one in declared if one["id"] == id)
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

    def try_commit(self, add: str = "--all") -> subprocess.CompletedProcess[str]:
        if add:
            self.git("add", add)
        return self.run("git", "commit", "--message", "change")

    def use(self, *ids: str, **more: object) -> None:
        """Configure these hooks, and `more` of each."""
        with (self.root / ".pre-commit-config.yaml").open("wb") as stream:
            YAML(typ="safe", pure=True).dump(
                {"repos": [{"repo": "local", "hooks": [hook(id) | more for id in ids]}]}, stream
            )

    def commit(self) -> None:
        """Commit everything, unseen by the hooks."""
        self.git("add", "--all")
        self.git("commit", "--no-verify", "--quiet", "--message", "unseen")


@pytest.fixture
def repository(tmp_path: Path) -> Repository:
    """A repository of sound documents, with the hook installed and everything committed."""
    made = Repository(tmp_path)
    shutil.copytree(FIXTURES / "clean", made.root, dirs_exist_ok=True)
    made.git("init", "--quiet", "--initial-branch", "main")
    made.write(".gitignore", b".llmdoc-lint-cache/\n")
    made.write("llmdoc-lint.yaml", b'exclude: ["docs/drafts/**"]\n')
    made.use("llmdoc-lint")
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


# ----------------------------------------------------------------------------- what git knows


def test_a_file_that_is_not_added_is_not_there(repository: Repository) -> None:
    """A page links to one that lies in the folder, but not in the commit."""
    page = repository.root / COURSE / "introduction.md"
    page.write_bytes(page.read_bytes() + "\n[그림](./figures.png)을 보세요.\n".encode())
    repository.write(f"{COURSE}/figures.png", b"not Markdown")
    ended = repository.try_commit(f"{COURSE}/introduction.md")
    assert ended.returncode == 1, said(ended)
    assert "file-missing" in said(ended)
    ended = repository.try_commit()
    assert ended.returncode == 0, said(ended)


def test_a_file_that_is_not_added_does_no_harm(repository: Repository) -> None:
    """A draft of a chapter a second time, in nobody's commit."""
    draft = (repository.root / COURSE / "introduction.md").read_bytes()
    repository.write(f"{COURSE}/introduction-draft.md", draft)
    page = repository.root / COURSE / "introduction.md"
    page.write_bytes(page.read_bytes() + b"\n")
    ended = repository.try_commit(f"{COURSE}/introduction.md")
    assert ended.returncode == 0, said(ended)
    ended = repository.try_commit()
    assert ended.returncode == 1, said(ended)
    assert "chapter-duplicate" in said(ended)


def test_only_what_is_staged_counts(repository: Repository) -> None:
    """A fault in the unstaged part of a file, then in the staged part of one that is mended on the disk."""
    page = repository.root / COURSE / "introduction.md"
    sound = page.read_bytes()
    page.write_bytes(sound + b"\n")
    repository.git("add", "--all")
    page.write_bytes(BOM + sound + b"\n")
    ended = repository.try_commit("")
    assert ended.returncode == 0, said(ended)
    assert page.read_bytes() == BOM + sound + b"\n"
    repository.git("add", "--all")
    page.write_bytes(sound + b"\n")
    ended = repository.try_commit("")
    assert ended.returncode == 1, said(ended)
    assert "byte-order-mark" in said(ended)
    assert page.read_bytes() == sound + b"\n"


def test_a_hook_of_a_linked_work_tree(repository: Repository) -> None:
    """Git runs its hooks with GIT_DIR alone."""
    linked = repository.root.parent / "linked work tree"
    repository.git("worktree", "add", "--quiet", str(linked), "-b", "other")
    (linked / "docs/llmdoc-lint.yaml").write_bytes(b"# the project is this folder\n")
    page = linked / COURSE / "introduction.md"
    page.write_bytes(page.read_bytes() + "\n[그림](./figures.png)을 보세요.\n".encode())
    repository.root = linked
    ended = repository.try_commit()
    assert ended.returncode == 1, said(ended)
    assert said(ended).count("file-missing") == 1
    repository.write(f"{COURSE}/figures.png", b"not Markdown")
    ended = repository.try_commit()
    assert ended.returncode == 0, said(ended)


def test_a_commit_of_some_files(repository: Repository) -> None:
    """Git makes an index for it: what is staged besides is not of this commit. The project is a folder of the tree."""
    repository.write("docs/llmdoc-lint.yaml", b"# the project is this folder\n")
    repository.commit()
    page = repository.root / COURSE / "introduction.md"
    page.write_bytes(page.read_bytes() + "\n[그림](./figures.png)을 보세요.\n".encode())
    repository.write(f"{COURSE}/figures.png", b"not Markdown")
    repository.git("add", "--all")
    ended = repository.run("git", "commit", "--message", "some", "--", f"{COURSE}/introduction.md")
    assert ended.returncode == 1, said(ended)
    assert said(ended).count("file-missing") == 1
    ended = repository.run("git", "commit", "--message", "some", "--", COURSE)
    assert ended.returncode == 0, said(ended)


def test_outside_of_a_repository(tmp_path: Path) -> None:
    (tmp_path / "page.md").write_bytes(b"# A page\n")
    made = Repository(tmp_path)
    made.root = tmp_path
    ended = made.run(COMMAND, "--tracked", "page.md")
    assert ended.returncode == 2
    assert "not a git repository" in ended.stderr


def test_include_holds_for_passed_files(repository: Repository) -> None:
    repository.write("llmdoc-lint.yaml", b'include: ["docs/**"]\n')
    repository.write("notes/kr/page.md", BOM + b"---\nnonsense")
    ended = repository.try_commit()
    assert ended.returncode == 0, said(ended)


def test_a_merge(repository: Repository) -> None:
    """pre-commit passes what was in conflict. What the other branch brought is no fault of who merges it."""
    page, index = repository.root / COURSE / "introduction.md", repository.root / COURSE / "_index.md"
    sound = index.read_bytes()
    repository.git("checkout", "--quiet", "-b", "other")
    page.write_bytes(BOM + page.read_bytes())
    index.write_bytes(sound + "\n다른 끝.\n".encode())
    repository.commit()
    repository.git("checkout", "--quiet", "main")
    index.write_bytes(sound + "\n이 끝.\n".encode())
    repository.use("llmdoc-lint", "llmdoc-lint-project")
    repository.commit()
    ended = repository.run("git", "merge", "--quiet", "other")
    assert "CONFLICT" in said(ended)
    index.write_bytes(BOM + sound + "\n두 끝.\n".encode())
    ended = repository.try_commit()
    assert ended.returncode == 1, said(ended)
    assert said(ended).count("byte-order-mark") == 1
    assert f"{COURSE}/_index.md:1:1 " in said(ended)
    index.write_bytes(sound + "\n두 끝.\n".encode())
    ended = repository.try_commit()
    assert ended.returncode == 0, said(ended)
    assert len(repository.git("rev-list", "--parents", "-n", "1", "HEAD").split()) == 3


# --------------------------------------------------------------------- findings across documents


def test_the_place_was_not_passed(repository: Repository) -> None:
    """The page that is there a second time is old; the one it repeats is what is committed."""
    page = repository.root / COURSE / "introduction.md"
    repository.write(f"{COURSE}/zz.md", page.read_bytes())
    repository.commit()
    page.write_bytes(page.read_bytes() + b"\n")
    ended = repository.try_commit()
    assert ended.returncode == 1, said(ended)
    assert f"{COURSE}/zz.md:" in said(ended)
    assert f"    reported because of {COURSE}/introduction.md\n" in said(ended)
    found = json.loads(repository.run(COMMAND, "--output-format", "json", f"{COURSE}/introduction.md").stdout)[
        "findings"
    ]
    assert [(one["rule"], one["cause"]) for one in found] == [("chapter-duplicate", f"{COURSE}/introduction.md")]
    found = json.loads(repository.run(COMMAND, "--output-format", "json").stdout)["findings"]
    assert [(one["rule"], "cause" in one) for one in found] == [("chapter-duplicate", False)]


@pytest.mark.parametrize("serial", [True, False])
def test_several_calls_report_once(repository: Repository, serial: bool) -> None:
    """Enough files for several calls; each has a copy in another folder of its course, which is found once."""
    name = "긴 이름의 과정 " * 9  # so that some 200 documents fill a command line
    page = (repository.root / COURSE / "introduction.md").read_bytes()
    made = 220 if serial else 24
    for number in range(made):
        for copy in ("a", "z"):
            repository.write(f"docs/{name}/{number:03}{name}/kr/{copy}-{'소개' * 20}.md", page)
    repository.use("llmdoc-lint", require_serial=serial, args=["--select", "chapter-duplicate", "--fail-on", "info"])
    repository.git("add", "--all")
    for _ in range(2):  # the marks of one run are nothing to the next
        ended = repository.run(PRE_COMMIT, "run", "--all-files")
        assert ended.returncode == 1
        assert said(ended).count(" chapter-duplicate ") == made
        calls = said(ended).count(" documents")
        assert calls > 1, said(ended)[-3000:]


# ------------------------------------------------------------------------- the other two hooks


def test_fix(repository: Repository) -> None:
    repository.use("llmdoc-lint-fix")
    page = repository.root / COURSE / "introduction.md"
    sound = page.read_bytes()
    page.write_bytes(BOM + sound + b"\n")
    ended = repository.try_commit()
    assert ended.returncode == 1, said(ended)
    assert "files were modified by this hook" in said(ended)
    assert page.read_bytes() == sound + b"\n"
    ended = repository.try_commit()
    assert ended.returncode == 0, said(ended)


def test_fix_of_a_partially_staged_file(repository: Repository) -> None:
    """The unstaged part is nobody's business, and comes back."""
    repository.use("llmdoc-lint-fix")
    repository.commit()
    page = repository.root / COURSE / "introduction.md"
    sound = page.read_bytes()
    page.write_bytes(BOM + sound)
    repository.git("add", "--all")
    page.write_bytes(BOM + sound + "\n아직 아닙니다.\n".encode())
    ended = repository.try_commit("")
    assert ended.returncode == 1, said(ended)
    assert page.read_bytes() == sound + "\n아직 아닙니다.\n".encode()


def lose(repository: Repository, name: str) -> None:
    (repository.root / COURSE / name).unlink()


def test_a_deletion(repository: Repository) -> None:
    """pre-commit names no deleted file, and skips a hook where there is nothing else."""
    repository.use("llmdoc-lint", "llmdoc-lint-project")
    repository.commit()
    lose(repository, "introduction.md")
    ended = repository.try_commit()
    assert ended.returncode == 1, said(ended)
    assert f"{COURSE}/introduction.md: removed in this commit" in said(ended)
    assert "chapter-missing" in said(ended)
    assert "Skipped" in said(ended)


def test_a_deletion_brings_no_old_finding_up(repository: Repository) -> None:
    """A course that has a fault already loses a prompt, which nothing asks for."""
    page = repository.root / COURSE / "introduction.md"
    page.write_bytes(BOM + page.read_bytes())
    repository.use("llmdoc-lint-project")
    repository.commit()
    (repository.root / COURSE).parent.joinpath("prompts/fixed-windows-the-512-64-rule-cheatsheet-prompt.md").unlink()
    ended = repository.try_commit()
    assert ended.returncode == 0, said(ended)


def test_renames(repository: Repository) -> None:
    """A page's new name must be that of its source; a whole course's may be any."""
    repository.use("llmdoc-lint-project")
    repository.commit()
    repository.git("mv", "docs/week1", "docs/첫 주")
    ended = repository.try_commit("")
    assert ended.returncode == 0, said(ended)
    repository.git("mv", "docs/첫 주/chunking-for-llms/kr/introduction.md", "docs/첫 주/introduction.md")
    ended = repository.try_commit("")
    assert ended.returncode == 1, said(ended)
    assert "chapter-missing" in said(ended)


def test_nothing_is_deleted(repository: Repository) -> None:
    """Nor is there a commit yet that could have lost anything."""
    repository.use("llmdoc-lint-project")
    repository.git("checkout", "--quiet", "--orphan", "fresh")
    ended = repository.try_commit()
    assert ended.returncode == 0, said(ended)
    assert "Passed" in said(ended)


@pytest.mark.parametrize("id", IDS)
def test_all_files_of_a_sound_repository(repository: Repository, id: str) -> None:
    repository.use(id)
    ended = repository.run(PRE_COMMIT, "run", "--all-files")
    assert ended.returncode == 0, said(ended)


def test_the_hook_is_declared_as_pre_commit_wants_it() -> None:
    ended = subprocess.run(
        [PRE_COMMIT, "validate-manifest", str(HOOKS)], capture_output=True, timeout=TIMEOUT, check=False
    )
    assert ended.returncode == 0, ended
