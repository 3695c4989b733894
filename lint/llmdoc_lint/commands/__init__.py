"""The commands, a module each, loaded when they run: `--help` needs only their one-line descriptions.

Here is what they share: from paths and options to a request, and from a request to a result.
"""

from __future__ import annotations

import os
import sys
from typing import TYPE_CHECKING

from llmdoc_lint import Trouble

if TYPE_CHECKING:
    from collections.abc import Mapping
    from typing import Any, TypedDict

    import click

    from llmdoc_lint.baseline import Entry
    from llmdoc_lint.core import Rule
    from llmdoc_lint.run import Request, Result
    from llmdoc_lint.settings import Settings

    class RunOptions(TypedDict):
        """The options of every command that lints."""

        select: tuple[str, ...]
        ignore: tuple[str, ...]
        baseline: str | None
        config: str | None
        tracked: bool
        jobs: int
        no_cache: bool
        cache_dir: str | None
        quiet: bool


__all__ = [
    "HELP",
    "RunOptions",
    "asked",
    "baseline_file",
    "carried_out",
    "known_findings",
    "known_rules",
    "names",
    "refuse_missing",
    "settings_here",
]

HELP = {"help_option_names": ["-h", "--help"]}
CACHE_NAME = ".llmdoc-lint-cache"  # at the project's root


def names(_: click.Context, __: click.Parameter, values: tuple[str, ...]) -> tuple[str, ...]:
    """The names of an option that takes several, separated by commas, and may be given several times."""
    return tuple(name.strip() for value in values for name in value.split(",") if name.strip())


# ------------------------------------------------------------------------------- linting


def refuse_missing(paths: tuple[str, ...]) -> None:
    """Raise Trouble where a path is not there, and say which command may have been meant."""
    missing = [path for path in paths if not os.path.lexists(path)]
    if missing:
        raise Trouble("\n".join(f"{path}: no such file or directory{_command_meant(path)}" for path in missing))


def _command_meant(path: str) -> str:
    """Say which command a path that is not there may be: the first word is a path where it is no command."""
    from llmdoc_lint.cli import COMMANDS
    from llmdoc_lint.near import did_you_mean, nearest

    # Likelier than a command, it is a path that is misspelt: so it must be more like one than any name elsewhere.
    return did_you_mean(f"the command `{one}`" for one in nearest(path, COMMANDS, 0.7))


def asked(paths: tuple[str, ...], options: RunOptions, *, isolated: bool = False) -> Request:
    """What the options that commands share ask of a run; `isolated` looks at no configuration. Raises Trouble."""
    from llmdoc_lint.config import load_settings
    from llmdoc_lint.discover import find_root
    from llmdoc_lint.run import Request

    root = find_root(paths)
    cache = _cache_home(root, options)
    try:
        settings = load_settings(root, options["config"], isolated=isolated, cache_dir=cache)
    except OSError as error:
        raise Trouble(f"{error.filename or root}: {error.strerror or error}") from error
    return Request(
        root,
        settings,
        tuple(_relative(path, root) for path in paths) or (_relative(".", root),),
        options["select"],
        options["ignore"],
        jobs=options["jobs"],
        cache=cache,
        today=_today(),
        tracked=options["tracked"],
    )


def carried_out(request: Request, *, quiet: bool) -> Result:
    """Run what is asked, with what shows on a terminal how far it is, unless `quiet`. Raises Trouble."""
    from llmdoc_lint.run import run

    progress = None
    if not quiet and sys.stderr is not None and sys.stderr.isatty() and os.environ.get("TERM") != "dumb":
        from llmdoc_lint.progress import Progress

        progress = Progress(sys.stderr)
    try:
        return run(request, progress)
    except OSError as error:
        raise Trouble(f"{error.filename or request.root}: {error.strerror or error}") from error
    finally:
        if progress is not None:
            progress.wipe()


def _cache_home(root: str, options: RunOptions) -> str | None:
    """Where results are kept between runs: the directory that is named, else one at the project's root."""
    if options["no_cache"]:
        return None
    if options["cache_dir"]:
        return options["cache_dir"]
    home = os.path.join(root, CACHE_NAME)
    # A link that came with the repository would have us write, and tidy up, in somebody else's directory.
    return None if os.path.islink(home) else home


def _today() -> str:
    """Today in UTC, or SOURCE_DATE_EPOCH's day, so that a run can be repeated."""
    import time

    epoch = os.environ.get("SOURCE_DATE_EPOCH", "")
    seconds = int(epoch) if epoch.isdigit() else time.time()
    return time.strftime("%Y-%m-%d", time.gmtime(seconds))


def _relative(path: str, root: str) -> str:
    """`path` as the project knows it: POSIX, relative to the root, "" for the root itself."""
    relative = os.path.relpath(os.path.abspath(path), root).replace(os.sep, "/")
    return "" if relative == "." else relative


# ------------------------------------------------------------------------------ the baseline


def baseline_file(root: str, settings: Settings, named: str | None) -> str:
    """The baseline's file: the one that is `named`, else the configuration's, else the default beside it."""
    from llmdoc_lint.discover import BASELINE_NAME

    if named:
        return os.path.abspath(named)
    if settings.baseline is None:
        return os.path.join(root, BASELINE_NAME)
    return os.path.join(root if settings.path is None else os.path.dirname(settings.path), settings.baseline)


def known_findings(request: Request, named: str | None, *, to_be_written: bool = False) -> tuple[Entry, ...]:
    """The findings of the baseline. Only the default file may be absent, or one `to_be_written`. Raises Trouble."""
    file = baseline_file(request.root, request.settings, named)
    default = not named and request.settings.baseline is None
    if (default or to_be_written) and not os.path.exists(file):
        return ()
    from llmdoc_lint.baseline import load

    return load(file)


# ----------------------------------------------------------------------------- what there is


def settings_here(config: str | None) -> Settings:
    """The settings of the project that the working directory lies in. Raises Trouble."""
    from llmdoc_lint.config import load_settings
    from llmdoc_lint.discover import find_root

    return load_settings(find_root(()), config)


def known_rules(config: str | None) -> Mapping[str, Rule[Any, Any]]:
    """The rules of that project's packs, by id. Raises Trouble."""
    from llmdoc_lint.packs import load

    return load(settings_here(config).packs)
