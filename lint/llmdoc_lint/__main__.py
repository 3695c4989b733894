"""`llmdoc-lint`, and `python -m llmdoc_lint`."""

from __future__ import annotations

import sys


def main() -> None:
    from llmdoc_lint.cli import run_command

    sys.exit(run_command(sys.argv[1:]))


if __name__ == "__main__":
    main()
