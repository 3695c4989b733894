"""A hook that is called several times for one commit: pre-commit splits a long list of files over calls.

Each call sees the whole course, so two that were given documents of one course find the same. Neither can know what
the other was given: pre-commit's list may come from the commit, from all files, from two revisions or from its
command line, and is narrowed by patterns that only its configuration knows. So whoever comes first says it: the calls
have a parent process in common, and leave a mark for each finding beside the cache.
"""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from llmdoc_lint.digests import digest

if TYPE_CHECKING:
    from collections.abc import Container, Iterable, Iterator

    from llmdoc_lint.report import Report

__all__ = ["first", "run_name"]

PREFIX = "calls-"
KEPT = 86400  # seconds after which the marks of a run are dropped; none takes as long


def run_name(options: str) -> str | None:
    """Name the run of pre-commit that this call is part of, among calls with these options; None where it is none."""
    if not os.environ.get("PRE_COMMIT"):
        return None
    parent = os.getppid()
    started = b""  # numbers of processes are used again
    try:
        with open(f"/proc/{parent}/stat", "rb", buffering=0) as stream:
            started = stream.readall().rpartition(b")")[2].split()[19]
    except (OSError, IndexError):  # not on Linux
        pass
    return digest(str(parent), started, options)


def first(reports: Iterable[Report], focus: Container[str], home: str, run: str) -> Iterator[Report]:
    """Leave out what another call has reported. Only a finding with a place outside of `focus` may be another's too.

    `home` is the cache's directory. Where no mark can be left, a finding is rather reported twice than not at all.
    """
    folder: str | None = None
    for report in reports:
        if any(place.path not in focus for place in (report.place, *(note.place for note in report.related))):
            folder = folder or _folder(home, run)
            try:
                mark = os.path.join(folder, digest(*map(str, report.key)))
                os.close(os.open(mark, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o666))
            except FileExistsError:
                continue
            except OSError:
                pass
        yield report


def _folder(home: str, run: str) -> str:
    """The directory of the run's marks. Those of runs long past are dropped."""
    import shutil
    import time

    folder = os.path.join(home, PREFIX + run)
    try:
        os.makedirs(folder, exist_ok=True)
        for entry in os.scandir(home):
            if entry.name.startswith(PREFIX) and entry.stat().st_mtime < time.time() - KEPT:
                shutil.rmtree(entry.path, ignore_errors=True)
    except OSError:
        pass
    return folder
