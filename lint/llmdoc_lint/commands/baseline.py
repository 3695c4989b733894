"""`llmdoc-lint baseline`."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

import click

from llmdoc_lint import Trouble
from llmdoc_lint.cli import write
from llmdoc_lint.commands import (
    HELP,
    asked,
    baseline_file,
    carried_out,
    known_findings,
    names,
    refuse_missing,
)

if TYPE_CHECKING:
    from typing import Unpack

    from llmdoc_lint.commands import RunOptions

    class BaselineOptions(RunOptions):
        prune: bool
        reason: str
        until: str


__all__ = ["baseline"]


def _day(_: click.Context, __: click.Parameter, value: str) -> str:
    from llmdoc_lint.baseline import is_day

    if value and not is_day(value):
        raise click.BadParameter(f"`{value}` is no day, expected YYYY-MM-DD")
    return value


@click.command(context_settings=HELP)
@click.argument("paths", nargs=-1, metavar="[PATH]...")
@click.option("--prune", is_flag=True, help="Only drop what is found no more; nothing is added.")
@click.option("--reason", default="", metavar="TEXT", help="Why the findings that are added may stay.")
@click.option("--until", default="", callback=_day, metavar="YYYY-MM-DD", help="The last day on which they may.")
@click.option("--baseline", metavar="FILE", help="Default: the configuration's, else .llmdoc-lint-baseline.json.")
@click.option("--select", multiple=True, callback=names, metavar="ID|GROUP,...", help="Only these rules.")
@click.option("--ignore", multiple=True, callback=names, metavar="ID|GROUP,...", help="All rules but these.")
@click.option("--config", metavar="FILE", help="Configuration instead of the project's llmdoc-lint.yaml.")
@click.option("--tracked", is_flag=True, help="See only files that git tracks, as a commit will.")
@click.option("--jobs", type=click.IntRange(min=0), default=0, metavar="N", help="Processes; 0: all cores (default).")
@click.option("--no-cache", is_flag=True, help="Neither read nor write the cache.")
@click.option("--cache-dir", metavar="DIR", help="Instead of .llmdoc-lint-cache at the project root.")
@click.option("--quiet", is_flag=True, help="Do not say what was written.")
def baseline(paths: tuple[str, ...], **options: Unpack[BaselineOptions]) -> int:
    """Write today's findings to the baseline: `check` then reports only new ones.

    With PATH, or with --select and --ignore, only those documents and rules are brought up to date. Reasons and days
    that are in the file stay; a day that is past is taken out. Commit the file: it is made to be merged, and findings
    stay known when lines move, when texts around them change and when files are renamed.
    """
    from llmdoc_lint.baseline import render
    from llmdoc_lint.debt import pruned, updated
    from llmdoc_lint.files import WriteError, read, save
    from llmdoc_lint.output import Shown, count, troubles

    if options["prune"] and (options["reason"] or options["until"]):
        raise click.UsageError("--prune adds nothing that could have a --reason or --until")
    refuse_missing(paths)
    request = asked(paths, options)
    request = request._replace(baseline=known_findings(request, options["baseline"], to_be_written=True))
    result = carried_out(request, quiet=options["quiet"])
    shown = Shown(request.root)
    for trouble in troubles(result, shown):
        write(trouble, error=True)
    if result.problems or result.failures:
        raise Trouble("the baseline is as it was: what could not be linted would be missing in it")
    file = os.path.realpath(baseline_file(request.root, request.settings, options["baseline"]))
    if not options["prune"]:
        entries = updated(request.baseline, result, options["reason"], options["until"])
    elif os.path.exists(file):
        entries = pruned(request.baseline, result)
    else:
        raise Trouble(f"{file}: there is no such file; `llmdoc-lint baseline` writes it")
    content = render(entries)
    try:
        if not os.path.exists(file) or read(file) != content:
            save(file, content)
    except (OSError, WriteError) as error:
        raise Trouble(str(error)) from error
    if not options["quiet"]:
        before, name = len(request.baseline), os.path.relpath(file).replace(os.sep, "/")
        write(f"{name}: {count(len(entries), 'finding')}, {before} before", error=True)
    return 0
