"""Run the installed command as a user does, and say what became of the tree."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

COMMAND = os.path.join(os.path.dirname(sys.executable), "llmdoc-lint")
FIXTURES = Path(__file__).parent.parent / "fixtures"
TIMEOUT = 60  # seconds, after which a run counts as hanging

CHAPTER = """---
title: "1. Start"
titleKr: "1. 시작"
chapter: 1
timestamp: "0:00"
sourceUrl: "https://www.youtube.com/watch?v=abcdefghijk"
translatedAt: 2026-01-02
---

# 1. 시작

"""


class Ended(NamedTuple):
    status: int
    out: str
    err: str


def environment(**more: str) -> dict[str, str]:
    """This one's, without what changes the output.

    No bytecode is written: what a run with a full disk leaves in `__pycache__` would break those after it.
    """
    drop = ("GIT_", "GITHUB_", "CI_", "PYTHON", "NO_COLOR", "COV")
    kept = {name: value for name, value in os.environ.items() if not name.startswith(drop)}
    return kept | {"PYTHONDONTWRITEBYTECODE": "1"} | more


def llmdoc_lint(
    cwd: str | os.PathLike[str],
    *args: str | bytes,
    stdin: bytes = b"",
    env: Mapping[str, str] | None = None,
    prefix: Sequence[str] = (),
) -> Ended:
    """Run the command; the test fails where it hangs or shows a traceback."""
    ended = subprocess.run(
        [*prefix, COMMAND, *args],
        cwd=cwd,
        input=stdin,
        env=environment() if env is None else env,
        capture_output=True,
        timeout=TIMEOUT,
        check=False,
    )
    out, err = ended.stdout.decode("utf-8", "surrogateescape"), ended.stderr.decode("utf-8", "surrogateescape")
    assert "Traceback" not in out + err, out + err
    return Ended(ended.returncode, out, err)


def write(root: Path, path: str | bytes, content: str | bytes) -> Path:
    """Write a file below `root`, with the folders it needs."""
    target = root / os.fsdecode(path)
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_bytes(content.encode("utf-8", "surrogateescape") if isinstance(content, str) else content)
    return target


def contents(root: Path) -> dict[str, bytes]:
    """Every file below `root` but the cache's; links as what they lead to."""
    found = {}
    for folder, folders, files in os.walk(root):
        folders[:] = [name for name in folders if name not in (".llmdoc-lint-cache", ".git")]
        for name in files:
            path = os.path.join(folder, name)
            if os.path.islink(path):
                found[os.path.relpath(path, root)] = b"-> " + os.fsencode(os.readlink(path))
            elif os.path.isfile(path):
                with open(path, "rb") as stream:
                    found[os.path.relpath(path, root)] = stream.read()
    return found
