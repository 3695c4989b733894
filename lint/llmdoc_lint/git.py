"""What git knows: its index, its commits, and how the files on the disk differ from them.

Nothing here changes a repository, and nothing is checked out: a commit's files are read from git's objects.
"""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from llmdoc_lint.discover import sort
from llmdoc_lint.files import MAX_BYTES
from llmdoc_lint.sources import Disk, SourceError, folders
from llmdoc_lint.values import NamedTuple

if TYPE_CHECKING:
    import subprocess
    from types import TracebackType

    from llmdoc_lint.discover import Tree
    from llmdoc_lint.settings import Settings

__all__ = ["Changes", "Commit", "changes", "merge_base", "removed", "tracked"]


def tracked(root: str) -> tuple[str, ...]:
    """The files below `root` that are in git's index; POSIX, relative to `root`. Raises SourceError."""
    return _paths(_ask(root, "ls-files", "-z"))


def removed(root: str) -> tuple[str, ...]:
    """The files below `root` that the commit being made deletes or renames: their old paths. Raises SourceError."""
    return _paths(
        _ask(root, "diff", "--cached", "--relative", "--no-ext-diff", "--no-renames", "--diff-filter=D", *_NAMES)
    )


class Changes(NamedTuple):
    """How the files on the disk differ from a commit's; paths are POSIX and relative to the root."""

    paths: frozenset[str]  # that only one of them has, or whose content differs
    renames: tuple[tuple[str, str], ...]  # old path, new path


def changes(root: str, commit: str) -> Changes:
    """Compare what git tracks below `root`, as it is on the disk, with `commit`. Raises SourceError."""
    parts = _paths(
        _ask(root, "diff", "--relative", "--no-ext-diff", "--find-renames=80%", "--name-status", "-z", commit, "--")
    )
    paths: set[str] = set()
    renames: list[tuple[str, str]] = []
    at = 0
    while at < len(parts):
        if parts[at][0] in "RC":
            if parts[at][0] == "R":
                renames.append((parts[at + 1], parts[at + 2]))
            paths.update(parts[at + 1 : at + 3])
            at += 3
        else:
            paths.add(parts[at + 1])
            at += 2
    return Changes(frozenset(paths), tuple(renames))


def merge_base(root: str, revision: str) -> tuple[str, str]:
    """The commit at which HEAD went its own way from `revision`, and its date, `YYYY-MM-DD`.

    Raises SourceError where git does not know: whoever compared with something else would report
    everything, or nothing.
    """
    if revision.startswith("-"):
        raise SourceError(f"--since {revision}: this is no revision")
    other = _try(root, "rev-parse", "--verify", "--quiet", f"{revision}^{{commit}}").strip()
    if not other:
        raise SourceError(f"--since {revision}: {_unknown(root, f'git knows no revision `{revision}` here')}")
    if not _try(root, "rev-parse", "--verify", "--quiet", "HEAD^{commit}"):
        raise SourceError(f"--since {revision}: nothing is committed yet on this branch; leave --since out")
    base = os.fsdecode(_try(root, "merge-base", os.fsdecode(other), "HEAD").strip())
    if not base:
        raise SourceError(f"--since {revision}: {_unknown(root, f'HEAD and `{revision}` have no commit in common')}")
    return base, os.fsdecode(_ask(root, "show", "--no-patch", "--format=%cs", base).strip())


def _unknown(root: str, what: str) -> str:
    """Say what is wrong, and the two lines that mend it where fetching can."""
    shallow = _try(root, "rev-parse", "--is-shallow-repository").strip() == b"true"
    remotes = os.fsdecode(_try(root, "remote")).split()
    if not remotes:
        return f"{what}; `git log --all --oneline` lists the commits that it knows"
    remote = "origin" if "origin" in remotes else remotes[0]
    branches = f"git fetch {remote} '+refs/heads/*:refs/remotes/{remote}/*'"
    if shallow:
        return (
            f"{what}: this clone is shallow, it lacks older commits. Fetch them, and run again:\n"
            f"  git fetch --unshallow {remote}\n  {branches}\n"
            "With actions/checkout, set `fetch-depth: 0`; in GitLab CI, `GIT_DEPTH: 0`."
        )
    return f"{what}. Fetch what there is, and run again:\n  {branches}\n  git fetch {remote} --tags"


# --------------------------------------------------------------------------- a commit's files


class Commit:
    """The tree of a commit below `root`; a `sources.Source`.

    A process of git hands out contents as they are asked for. After a fork, each side has its own.
    """

    __slots__ = ("_git", "_pid", "blobs", "commit", "folders", "others", "root")

    def __init__(self, root: str, commit: str) -> None:
        """Raises SourceError."""
        self.root = root
        self.commit = commit
        self.blobs: dict[str, str] = {}  # path of a file → name of its content
        self.others: set[str] = set()  # symbolic links and submodules
        self._git: subprocess.Popen[bytes] | None = None
        self._pid = 0
        for line in _paths(_ask(root, "ls-tree", "-r", "-z", commit)):
            about, _, path = line.partition("\t")
            mode, _, name = about.split(" ")
            if mode.startswith("100"):
                self.blobs[path] = name
            else:
                self.others.add(path)
        self.folders = folders((*self.blobs, *self.others))

    def walk(self, settings: Settings, unreadable: list[tuple[str, str]]) -> Tree:  # noqa: ARG002 - git reads all
        return sort(self.blobs, settings)

    def look(self, path: str) -> str:
        if path in self.blobs:
            return "file"
        if path in self.folders or path in ("", "."):
            return "directory"
        above = path
        while above:
            if above in self.others:  # what it leads to is not of this commit
                return Disk(self.root).look(path)
            above = above.rpartition("/")[0]
        return ""

    def read(self, path: str) -> bytes:
        import errno

        name = self.blobs.get(path)
        if name is None:
            raise FileNotFoundError(errno.ENOENT, f"not in commit {self.commit[:10]}", path)
        process = self._process()
        assert process.stdin is not None
        assert process.stdout is not None
        process.stdin.write(name.encode("ascii") + b"\n")
        process.stdin.flush()
        answer = process.stdout.readline().split()
        if len(answer) != 3 or answer[1] != b"blob":  # a partial clone that cannot reach its origin
            raise OSError(errno.EIO, f"git has not got its content at {self.commit[:10]}; fetch it", path)
        raw = process.stdout.read(int(answer[2]) + 1)[:-1]
        if len(raw) != int(answer[2]):
            raise OSError(errno.EIO, f"git stopped while it gave its content at {self.commit[:10]}", path)
        if len(raw) > MAX_BYTES:
            raise OSError(errno.EFBIG, f"{len(raw):,} bytes, more than the {MAX_BYTES:,} of any document", path)
        return raw

    def _process(self) -> subprocess.Popen[bytes]:
        if self._git is None or self._pid != os.getpid():
            import subprocess

            self._git = subprocess.Popen(
                ["git", "-C", self.root, "cat-file", "--batch"],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
                env=_environment(),
            )
            self._pid = os.getpid()
        return self._git

    def close(self) -> None:
        """Let the process of git go."""
        if self._git is not None and self._pid == os.getpid():
            self._git.communicate()
        self._git = None

    def __enter__(self) -> Commit:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()


# ------------------------------------------------------------------------------ asking git

_NAMES = ("--name-only", "-z")


def _environment() -> dict[str, str]:
    """Ours, in which git speaks English, takes no lock, and finds the work tree from any folder of it.

    A hook of a linked work tree runs with GIT_DIR alone; git then takes its working directory for the work tree's top.
    """
    env = {**os.environ, "LC_ALL": "C", "GIT_OPTIONAL_LOCKS": "0"}
    if "GIT_DIR" in env and "GIT_WORK_TREE" not in env:
        env |= {"GIT_DIR": os.path.abspath(env["GIT_DIR"]), "GIT_WORK_TREE": os.getcwd()}
    return env


def _run(root: str, *args: str) -> tuple[int, bytes, bytes]:
    import subprocess

    try:
        ended = subprocess.run(
            ["git", "-C", root, *args], stdin=subprocess.DEVNULL, capture_output=True, env=_environment(), check=False
        )
    except FileNotFoundError:
        raise SourceError("git is needed for this, and is not installed, or not on the PATH") from None
    return ended.returncode, ended.stdout, ended.stderr


def _ask(root: str, *args: str) -> bytes:
    """What git answers. Raises SourceError with what git says where it fails."""
    status, out, err = _run(root, *args)
    if status:
        if args[0] != "rev-parse":  # outside of a repository, `git diff` takes its arguments for something else
            _ask(root, "rev-parse", "--git-dir")
        said = err.decode("utf-8", "replace").strip().removeprefix("fatal: ")
        raise SourceError(f"git {args[0]} failed in {root}: {said or f'exit status {status}'}")
    return out


def _try(root: str, *args: str) -> bytes:
    """What git answers, nothing where it has no answer. Raises SourceError where there is no repository."""
    status, out, _ = _run(root, *args)
    if status == 0:
        return out
    _ask(root, "rev-parse", "--git-dir")
    return b""


def _paths(raw: bytes) -> tuple[str, ...]:
    return tuple(os.fsdecode(one) for one in raw.split(b"\0") if one)
