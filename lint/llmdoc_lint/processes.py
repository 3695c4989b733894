"""Several processes: each works on units with its own copy of the worker."""

from __future__ import annotations

import multiprocessing
import signal
from typing import TYPE_CHECKING, Any, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from llmdoc_lint.discover import Unit

__all__ = ["in_processes"]

R = TypeVar("R")

_worker: Callable[[Unit], Any] | None = None  # of this process


def _start(worker: Callable[[Unit], Any]) -> None:
    global _worker
    _worker = worker


def _one(unit: Unit) -> Any:
    assert _worker is not None
    return _worker(unit)


def in_processes(worker: Callable[[Unit], R], todo: Sequence[Unit], count: int) -> Iterator[R]:
    """Give the units to the worker in `count` processes; the results come in the order of the units.

    Raises ChildProcessError where one was killed: its result would never come.
    """
    # Forked, so that rules and configuration are there already; no thread runs yet.
    context = multiprocessing.get_context("fork")
    # Ctrl-C is for the parent, which stops the pool: the processes inherit that it is blocked.
    held = signal.pthread_sigmask(signal.SIG_BLOCK, (signal.SIGINT,))
    try:
        pool = context.Pool(count, _start, (worker,))
    except BaseException:
        signal.pthread_sigmask(signal.SIG_SETMASK, held)
        raise
    with pool:
        signal.pthread_sigmask(signal.SIG_SETMASK, held)
        processes = multiprocessing.active_children()
        results = pool.imap(_one, todo, chunksize=1)
        while True:
            try:
                yield results.next(timeout=1)
            except StopIteration:
                return
            except multiprocessing.TimeoutError:  # the pool itself would wait for a lost result for ever
                if any(process.exitcode is not None for process in processes):
                    raise ChildProcessError(
                        None, "a process was killed, perhaps for want of memory; --jobs 1 needs least"
                    ) from None
