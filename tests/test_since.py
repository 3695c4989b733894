"""`--since`: what a change brought, told by comparing findings with those of a commit's tree."""

from __future__ import annotations

import os
import re
import shlex
import shutil
import subprocess
from typing import TYPE_CHECKING, Any

import pytest

from llmdoc_lint.run import Request, Result, run
from llmdoc_lint.settings import Settings
from real import CHAPTER, FIXTURES, Ended, environment, llmdoc_lint, write

if TYPE_CHECKING:
    from pathlib import Path

pytestmark = pytest.mark.skipif(shutil.which("git") is None, reason="git is not installed")

HEAD = '---\ntitle: "{n}. {title}"\n{keys}\nchapter: {n}\n---\n\n{body}\n'
SETTINGS = Settings(packs=("sample_pack",))
RULES = ("word-found", "pair-differs")
FAULTY = CHAPTER + "몇일 동안 했습니다.\n"


def kr(number: int, title: str, body: str) -> str:
    return HEAD.format(n=number, title=title, keys='titleKr: "가"\ntimestamp: "0:00"', body=body)


def eng(number: int, title: str, body: str) -> str:
    return HEAD.format(n=number, title=title, keys='source_url: "https://example.org/x"', body=body)


class Repository:
    def __init__(self, root: Path) -> None:
        self.root = root
        kept = {name: value for name, value in environment().items() if not name.startswith("GIT_")}
        self.env = kept | {"HOME": str(root), "GIT_CONFIG_NOSYSTEM": "1"}
        self.env |= {
            f"GIT_{who}_{what}": "x@example.org" for who in ("AUTHOR", "COMMITTER") for what in ("NAME", "EMAIL")
        }
        root.mkdir(exist_ok=True)

    def git(self, *args: str) -> str:
        ended = subprocess.run(
            ["git", *args], cwd=self.root, env=self.env, capture_output=True, check=False, encoding="utf-8"
        )
        assert ended.returncode == 0, (args, ended.stdout, ended.stderr)
        return ended.stdout.strip()

    def commit(self, files: dict[str, str | bytes | None]) -> str:
        """Write the files (None deletes one), commit everything, and name the commit."""
        for path, content in files.items():
            if content is None:
                (self.root / path).unlink()
            else:
                write(self.root, path, content)
        self.git("add", "--all")
        self.git("commit", "--quiet", "--allow-empty", "--message", "x")
        return self.git("rev-parse", "HEAD")

    def run(self, since: str, *paths: str, **more: Any) -> Result:
        request = Request(str(self.root), SETTINGS, paths or ("",), RULES, since=since, jobs=1)
        return run(request._replace(**more))

    def new(self, since: str, *paths: str, **more: Any) -> list[tuple[str, str]]:
        result = self.run(since, *paths, **more)
        assert result.problems == ()
        return [(report.rule, report.place.path) for report in result.reports]

    def command(self, *args: str) -> Ended:
        return llmdoc_lint(self.root, "--no-cache", "--select", "misspelling", *args, env=self.env)


@pytest.fixture
def repository(tmp_path: Path) -> Repository:
    """Two courses with old findings, on `main`, and a branch `work`."""
    made = Repository(tmp_path / "repository")
    made.git("init", "--quiet", "--initial-branch", "main")
    made.commit(
        {
            "docs/a/kr/1.md": kr(1, "A", "가 fault 나\n\n끝"),
            "docs/a/eng/1.md": eng(1, "A", "끝"),
            "docs/b/kr/1.md": kr(1, "B", "나 fault 다\n\n끝"),
            "docs/b/eng/1.md": eng(1, "B", "other"),
            "README.md": "fault\n",
        }
    )
    made.git("checkout", "--quiet", "-b", "work")
    return made


def test_nothing_changed(repository: Repository) -> None:
    assert repository.new("main") == []
    assert repository.run("main").base.startswith(f"compared with {repository.git('rev-parse', 'main')[:10]} of 2")


def test_a_new_finding(repository: Repository) -> None:
    repository.commit({"docs/a/kr/1.md": kr(1, "A", "새 줄\n\n가 fault 나\n\n새 fault 줄\n\n끝")})
    assert repository.new("main") == [("word-found", "docs/a/kr/1.md")]
    assert repository.run("main").reports[0].place.line == 12


def test_what_is_not_committed_or_not_even_added(repository: Repository) -> None:
    write(repository.root, "docs/a/kr/1.md", kr(1, "A", "가 fault 나\n\n새 fault 줄\n\n끝"))
    write(repository.root, "docs/c/kr/1.md", kr(1, "C", "fault\n\n끝"))
    assert repository.new("HEAD") == [("word-found", "docs/a/kr/1.md"), ("word-found", "docs/c/kr/1.md")]
    assert repository.new("HEAD", tracked=True) == [("word-found", "docs/a/kr/1.md")]


def test_a_finding_in_another_document(repository: Repository) -> None:
    """The source changes, its translation does not: that is where the finding is."""
    repository.commit({"docs/a/eng/1.md": eng(1, "A", "an end")})
    assert repository.new("main") == [("pair-differs", "docs/a/kr/1.md")]
    assert repository.new("main", "docs/a/eng") == [("pair-differs", "docs/a/kr/1.md")]
    assert repository.new("main", "docs/b") == []


def test_a_finding_that_changes(repository: Repository) -> None:
    repository.commit({"docs/b/eng/1.md": eng(1, "B", "yet another")})
    assert repository.new("main") == [("pair-differs", "docs/b/kr/1.md")]


def test_a_deletion_brings_a_finding(tmp_path: Path) -> None:
    """Another course links to the page that goes; nothing of that course differs."""
    made = Repository(tmp_path)
    made.git("init", "--quiet")
    linking = CHAPTER + "[가](../../b/kr/page.md)와 [나](../../b/kr/never.md)를 보세요.\n"
    first = made.commit({"docs/a/kr/1.md": linking, "docs/b/kr/page.md": CHAPTER, "docs/b/kr/stays.md": CHAPTER})
    made.commit({"docs/b/kr/page.md": None})
    request = Request(str(tmp_path), Settings(), select=("file-missing",), since=first, jobs=1)
    assert [report.excerpt for report in run(request).reports] == ["../../b/kr/page.md"]


def test_what_a_course_loses(tmp_path: Path) -> None:
    """A chapter's translation is deleted; what stays of the course is the same to the byte."""
    made = Repository(tmp_path)
    shutil.copytree(FIXTURES / "clean", tmp_path, dirs_exist_ok=True)
    made.git("init", "--quiet")
    first = made.commit({})
    made.commit({"docs/week1/chunking-for-llms/kr/introduction.md": None})
    result = run(Request(str(tmp_path), Settings(), select=("chapter-missing",), since=first, jobs=1))
    assert len(result.reports) == 1


def test_renames(repository: Repository) -> None:
    repository.git("mv", "docs/b", "docs/c")
    repository.git("mv", "docs/a/kr/1.md", "docs/a/kr/하나 둘.md")
    repository.commit({})
    assert repository.new("main") == []


def test_a_rename_with_another_title(repository: Repository) -> None:
    long = "\n\n".join(f"문단 {'가나다라마바사'[at % 7] * (at % 11 + 1)}입니다." for at in range(30))
    repository.git("checkout", "--quiet", "main")
    repository.commit({"docs/a/kr/2.md": kr(2, "Old", f"{long}\n\nfault")})
    repository.git("checkout", "--quiet", "work")
    repository.git("merge", "--quiet", "main")
    repository.commit({"docs/a/kr/2.md": None, "docs/z/kr/2.md": kr(2, "New", f"{long}\n\nfault")})
    assert repository.new("main") == []


def test_main_goes_on(repository: Repository) -> None:
    """What main has got since the branch left it is neither the branch's nor hides anything of it."""
    repository.commit({"docs/a/kr/1.md": kr(1, "A", "가 fault 나\n\n가지의 fault\n\n끝")})
    repository.git("checkout", "--quiet", "main")
    repository.commit({"docs/a/kr/1.md": kr(1, "A", "sound\n\n끝"), "docs/b/kr/1.md": kr(1, "B", "줄기의 fault\n\n끝")})
    repository.git("checkout", "--quiet", "work")
    assert repository.new("main") == [("word-found", "docs/a/kr/1.md")]
    repository.git("merge", "--quiet", "--strategy-option", "ours", "main")
    assert repository.new("main") == [("word-found", "docs/a/kr/1.md")]


def test_a_document_that_no_folder_sorts(repository: Repository) -> None:
    repository.commit({"README.md": "fault\n\n새 fault\n", "NOTES.md": "fault\n"})
    assert repository.new("main") == [("word-found", "NOTES.md"), ("word-found", "README.md")]


def test_a_project_below_the_top_of_the_repository(repository: Repository) -> None:
    repository.commit(
        {"docs/a/kr/1.md": kr(1, "A", "가 fault 나\n\n새 fault 줄\n\n끝"), "more/kr/1.md": kr(1, "A", "fault")}
    )
    request = Request(str(repository.root / "docs"), SETTINGS, select=RULES, since="main", jobs=1)
    assert [report.place.path for report in run(request).reports] == ["a/kr/1.md"]


def test_standard_input(repository: Repository) -> None:
    text = kr(1, "A", "가 fault 나\n\n새 fault 줄\n\n끝")
    assert len(repository.new("main", "docs/a/kr/1.md", stdin=text.encode())) == 1


def test_processes(repository: Repository) -> None:
    """Each reads the commit's tree by itself."""
    many = {f"docs/{at:03}/kr/1.md": kr(1, f"T{'abcdefghij'[at % 10]}{at}", f"fault {at}") for at in range(220)}
    repository.git("checkout", "--quiet", "main")
    repository.commit(dict(many))
    repository.git("checkout", "--quiet", "work")
    repository.git("merge", "--quiet", "main")
    repository.commit({path: text + "\n새 fault\n" for path, text in many.items()})
    assert len(repository.new("main", jobs=2)) == 220


def test_with_a_baseline(repository: Repository) -> None:
    """What either knows is not reported; a finding that the baseline knows does not stand for a new one."""
    from llmdoc_lint.baseline import entry

    known = tuple(map(entry, run(Request(str(repository.root), SETTINGS, select=RULES, jobs=1)).reports))
    repository.commit({"README.md": "fault\n\nfault\n"})
    result = repository.run("main", baseline=known)
    assert [report.place.line for report in result.reports] == [3]
    assert result.gone == ()
    assert repository.run("main", baseline=known[:0]).reports == result.reports


def test_a_fix(repository: Repository) -> None:
    """What is fixed is no longer there; what was there before is fixed too, and not reported."""
    repository.commit({"README.md": "fault\n\n새 fault\n"})
    result = repository.run("main", fix=2)
    assert result.reports == ()
    assert (repository.root / "README.md").read_text(encoding="utf-8") == "\n\n새 \n"


def test_the_command(repository: Repository) -> None:
    repository.commit({"docs/a/kr/1.md": FAULTY})
    ended = repository.command("--since", "main")
    assert ended.status == 1
    assert "몇일" in ended.out
    assert re.fullmatch(r"compared with [0-9a-f]{10} of \d{4}-\d\d-\d\d, where HEAD left main\n", ended.err)
    ended = repository.command("--since", "HEAD")
    assert (ended.status, ended.out) == (0, "nothing new found in 5 documents\n")
    assert re.fullmatch(r"compared with [0-9a-f]{10} of \d{4}-\d\d-\d\d, the commit of HEAD\n", ended.err)
    assert repository.command("--since", "HEAD", "--quiet").err == ""


# ------------------------------------------------------------------- where it cannot be known


def mended(repository: Repository, ended: Ended, *args: str) -> Ended:
    """Run the two lines that the message names, then the command again."""
    assert ended.status == 2
    assert ended.out == ""
    told = [line.strip() for line in ended.err.split("\n") if line.startswith("  ")]
    assert len(told) == 2, ended
    for line in told:
        subprocess.run(shlex.split(line), cwd=repository.root, env=repository.env, check=True, capture_output=True)
    return repository.command(*args)


@pytest.fixture
def clone(repository: Repository, tmp_path: Path) -> Repository:
    """A clone as CI services make it: one branch, one commit."""
    repository.commit({"docs/a/kr/2.md": FAULTY})
    made = Repository(tmp_path / "clone")
    made.git("clone", "--quiet", "--depth", "1", "--branch", "work", repository.root.as_uri(), ".")
    return made


def test_a_shallow_clone(clone: Repository) -> None:
    args = ("--since", "origin/main")
    ended = clone.command(*args)
    assert "this clone is shallow" in ended.err
    ended = mended(clone, ended, *args)
    assert (ended.status, ended.out.count("misspelling")) == (1, 1)


def test_a_shallow_clone_that_has_both_ends(clone: Repository) -> None:
    """Both commits are there, what they come from is not."""
    clone.git("fetch", "--quiet", "--depth", "1", "origin", "main:refs/remotes/origin/main")
    args = ("--since", "origin/main")
    ended = clone.command(*args)
    assert "HEAD and `origin/main` have no commit in common: this clone is shallow" in ended.err
    assert mended(clone, ended, *args).status == 1


def test_a_revision_that_was_not_fetched(repository: Repository, tmp_path: Path) -> None:
    repository.commit({"docs/a/kr/2.md": FAULTY})
    made = Repository(tmp_path / "clone")
    made.git("clone", "--quiet", "--single-branch", "--branch", "work", repository.root.as_uri(), ".")
    args = ("--since", "origin/main")
    ended = made.command(*args)
    assert "git knows no revision `origin/main` here" in ended.err
    assert mended(made, ended, *args).status == 1


@pytest.mark.parametrize("revision", ["no-such", "main:README.md", "HEAD~99", "--help", "", " ", "main..work"])
def test_what_is_no_revision(repository: Repository, revision: str) -> None:
    ended = repository.command(f"--since={revision}")
    assert (ended.status, ended.out) == (2, "")
    assert f"--since {revision}: " in ended.err


def test_histories_without_a_common_commit(repository: Repository) -> None:
    repository.git("checkout", "--quiet", "--orphan", "alone")
    ended = repository.command("--since", "main")
    assert (ended.status, "nothing is committed yet" in ended.err) == (2, True)
    repository.commit({"new.md": ""})
    ended = repository.command("--since", "main")
    assert (ended.status, "have no commit in common" in ended.err) == (2, True)


def test_no_repository(tmp_path: Path) -> None:
    write(tmp_path, "kr/a.md", FAULTY)
    made = Repository(tmp_path)
    ended = made.command("--since", "main")
    assert (ended.status, ended.out) == (2, "")
    assert "not a git repository" in ended.err


def test_no_git(repository: Repository) -> None:
    repository.env["PATH"] = os.path.dirname(shutil.which("env") or "") + "/nowhere"
    ended = repository.command("--since", "main")
    assert (ended.status, ended.out) == (2, "")
    assert "git is needed for this" in ended.err


def test_an_object_that_is_missing(repository: Repository) -> None:
    """A finding that git cannot give the old text for is not taken for new."""
    repository.commit({"docs/a/kr/1.md": kr(1, "A", "가 fault 나\n\n새 줄\n\n끝")})
    name = repository.git("rev-parse", "main:docs/a/kr/1.md")
    (repository.root / ".git/objects" / name[:2] / name[2:]).unlink()
    result = repository.run("main")
    assert len(result.problems) == 1
    assert "docs/a/kr/1.md: cannot be read: git has not got its content" in result.problems[0]
