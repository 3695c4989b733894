"""`llmdoc-lint`, and `python -m llmdoc_lint`."""

from __future__ import annotations

import sys


def main() -> None:
    try:
        from llmdoc_lint.cli import run_command

        status = run_command(sys.argv[1:])
    except KeyboardInterrupt:  # before, or behind, what the command line answers for
        status = 130
    sys.exit(status)


if __name__ == "__main__":
    main()
