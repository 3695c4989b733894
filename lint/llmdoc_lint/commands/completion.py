"""`llmdoc-lint completion`."""

from __future__ import annotations

import click

from llmdoc_lint.cli import cli, write
from llmdoc_lint.commands import HELP

__all__ = ["completion"]


@click.command(context_settings=HELP)
@click.argument("shell", type=click.Choice(["bash", "zsh", "fish"]))
def completion(shell: str) -> int:
    """Print the completion script of a shell.

    For bash: `eval "$(llmdoc-lint completion bash)"` in ~/.bashrc; likewise for zsh; for fish: save it as
    ~/.config/fish/completions/llmdoc-lint.fish.
    """
    from click.shell_completion import get_completion_class

    made = get_completion_class(shell)
    assert made is not None
    write(made(cli, {}, "llmdoc-lint", "_LLMDOC_LINT_COMPLETE").source())
    return 0
