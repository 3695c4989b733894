"""The command line. Results go to standard output, everything else to standard error."""

from __future__ import annotations

import os
import sys
from typing import TYPE_CHECKING

import click

from llmdoc_lint import Trouble, __version__

if TYPE_CHECKING:
    from collections.abc import Sequence

__all__ = ["COMMANDS", "cli", "run_command", "write"]

COMMANDS = {
    "check": "Lint documents; what `llmdoc-lint [PATH]...` does.",
    "baseline": "Write today's findings to a file: from then on, only new ones are reported.",
    "init": "Look at the repository and write a commented llmdoc-lint.yaml.",
    "config": "Show what holds for a document, and where each value comes from.",
    "explain": "Explain a rule: the fault, why it matters, good and bad.",
    "rules": "List the rules.",
    "schema": "Print a JSON Schema for editors.",
    "completion": "Print the completion script of a shell.",
}
"""What there is, with a line of help for each: a module of `commands` that offers the command by its name."""


class Commands(click.Group):
    """`llmdoc-lint docs/` is `llmdoc-lint check docs/`; a command is imported when it runs."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        bare = not args and not ctx.resilient_parsing  # a shell that completes the first word wants the commands
        if bare or (args and args[0] not in (*COMMANDS, "-h", "--help", "--version")):
            args = ["check", *args]
        return super().parse_args(ctx, args)

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002 - click calls it so
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002
        if cmd_name not in COMMANDS:
            return None
        from importlib import import_module

        module = import_module(f"llmdoc_lint.commands.{cmd_name}")
        command: click.Command = getattr(module, cmd_name)
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:  # noqa: ARG002
        with formatter.section("Commands"):
            formatter.write_dl(list(COMMANDS.items()))


def write(text: str, error: bool = False) -> None:
    """Write UTF-8 whatever the locale; what cannot be encoded (a path's stray bytes) is escaped."""
    stream = sys.stderr if error else sys.stdout
    if stream is None:  # closed by whoever started us
        return
    raw = (text if text.endswith("\n") or not text else text + "\n").encode("utf-8", "backslashreplace")
    stream.flush()
    buffer = getattr(stream, "buffer", None)
    if buffer is None:
        stream.write(raw.decode("utf-8"))
    else:
        buffer.write(raw)
        buffer.flush()


def run_command(args: Sequence[str]) -> int:
    """Run the command line and return its exit status; nothing escapes as a traceback."""
    try:
        status = cli.main(list(args), prog_name="llmdoc-lint", standalone_mode=False)
        return status if isinstance(status, int) else 0
    except click.exceptions.Exit as done:
        return done.exit_code
    except BrokenPipeError:  # the reader of our output has gone: `| head`
        _discard_output()
        return 141
    except click.ClickException as error:
        context = getattr(error, "ctx", None)
        hint = f"\nTry `{context.command_path} -h` for help." if context is not None else ""
        return _fail(f"{error.format_message()}{hint}")
    except Trouble as error:
        return _fail(str(error))
    except (KeyboardInterrupt, click.Abort) as error:
        if isinstance(error.__cause__, EOFError):  # click's word for it; here, a module's bytecode cut short
            return _fail("internal failure: EOFError: a file of the installation is truncated; install it again")
        _fail("interrupted")
        return 130
    except OSError as error:  # no space for our output, the working directory is gone ...
        _discard_output()
        return _fail(f"{error.filename}: {error.strerror}" if error.filename else str(error.strerror or error))
    except MemoryError:
        return _fail("out of memory")
    except Exception as error:
        trace = error.__traceback__
        while trace is not None and trace.tb_next is not None:
            trace = trace.tb_next
        where = f"{trace.tb_frame.f_globals.get('__name__', '?')}:{trace.tb_lineno}" if trace is not None else "?"
        text = " ".join(str(error).split())[:200]
        return _fail(f"internal failure: {type(error).__name__}: {text} ({where}); this is a bug of llmdoc-lint")


def _fail(text: str) -> int:
    try:
        write(f"llmdoc-lint: {text}", error=True)
    except OSError:
        pass  # there is nobody to tell
    return 2


def _discard_output() -> None:
    """Let what could not be written to standard output go, or the interpreter tries once more at its end."""
    try:
        sys.stdout.flush()
    except OSError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    except (AttributeError, ValueError):
        pass  # it is closed


@click.group(
    cls=Commands,
    context_settings={"help_option_names": ["-h", "--help"]},
    epilog="Exit status: 0 nothing at or above --fail-on, 1 findings, 2 usage, configuration or internal failure.",
)
@click.version_option(__version__, message="llmdoc-lint %(version)s")
def cli() -> None:
    """Lint Korean translations of English lectures and articles, in Markdown with front matter.

    `llmdoc-lint [PATH]...` is the same as `llmdoc-lint check [PATH]...`.
    """
