"""`llmdoc-lint`, and `python -m llmdoc_lint`."""

from __future__ import annotations

import sys


def main() -> None:
    import gc

    # A run makes values by the hundred thousand and hardly a cycle: looking for cycles every 700
    # allocations finds none, and costs 3 % of a tree and 2 ms of a file.
    gc.set_threshold(100_000, 20, 20)
    try:
        from llmdoc_lint.cli import run_command

        status = run_command(sys.argv[1:])
        if patterns := sys.modules.get("llmdoc_lint.patterns"):
            patterns.keep()
    except KeyboardInterrupt:  # before, or behind, what the command line answers for
        status = 130
    _leave(status)


def _leave(status: int) -> None:
    """Exit without taking the interpreter apart object by object, which takes longer than linting a file.

    Everything is written and closed by now; where something else asked to be run at exit (coverage,
    a debugger), or a stream cannot be flushed, the interpreter leaves in its own way.
    """
    import atexit
    import os

    try:
        for stream in (sys.stdout, sys.stderr):
            if stream is not None:
                stream.flush()
    except (OSError, ValueError):
        sys.exit(status)
    if getattr(atexit, "_ncallbacks", lambda: 1)():
        sys.exit(status)
    os._exit(status)


if __name__ == "__main__":
    main()
