"""`llmdoc-lint check`: from options to a request, and from its result to everything that is written."""

from __future__ import annotations

import os
import sys
from typing import TYPE_CHECKING

import click

from llmdoc_lint import Trouble
from llmdoc_lint.cli import write
from llmdoc_lint.commands import HELP, asked, carried_out, known_findings, names, refuse_missing
from llmdoc_lint.formats import FORMATS, Done, render

if TYPE_CHECKING:
    from collections.abc import Mapping
    from typing import Unpack

    from llmdoc_lint.commands import RunOptions
    from llmdoc_lint.core import Applicability

    class CheckOptions(RunOptions):
        fix: bool
        unsafe_fixes: bool
        diff: bool
        fail_on: str
        since: str | None
        no_baseline: bool
        staged_courses: bool
        output_format: str
        output: tuple[str, ...]
        isolated: bool
        stdin_filename: str | None
        add_suppressions: str | None
        statistics: bool


__all__ = ["check"]

MAX_REASON = 200  # characters

EXCLUSIVE = (
    ("fix", "diff"),
    ("add_suppressions", "fix"),
    ("add_suppressions", "unsafe_fixes"),
    ("baseline", "no_baseline"),
    ("config", "isolated"),
    ("stdin_filename", "staged_courses"),
)
"""Options that make no sense together."""


@click.command(context_settings=HELP)
@click.argument("paths", nargs=-1, metavar="[PATH]...")
@click.option("--fix", is_flag=True, help="Apply safe fixes.")
@click.option("--unsafe-fixes", is_flag=True, help="With --fix or --diff: apply unsafe fixes too.")
@click.option("--diff", is_flag=True, help="Show what --fix would change and change nothing; exit 1 if it would.")
@click.option("--select", multiple=True, callback=names, metavar="ID|GROUP,...", help="Only these rules.")
@click.option("--ignore", multiple=True, callback=names, metavar="ID|GROUP,...", help="All rules but these.")
@click.option(
    "--fail-on",
    type=click.Choice(["error", "warning", "info"]),
    default="warning",
    show_default=True,
    help="Mildest severity that makes the exit status 1.",
)
@click.option("--since", metavar="REV", help="Report only findings that the merge base of HEAD and REV does not have.")
@click.option(
    "--baseline",
    metavar="FILE",
    help="Known findings: not reported, but fixed. Default: the configuration's, else .llmdoc-lint-baseline.json.",
)
@click.option("--no-baseline", is_flag=True, help="Report known findings too.")
@click.option("--tracked", is_flag=True, help="See only files that git tracks, as a commit will; for hooks.")
@click.option(
    "--staged-courses",
    is_flag=True,
    help="Lint the courses (at PATH) from which the commit being made deletes or renames a file.",
)
@click.option("--output-format", type=click.Choice(FORMATS), default="text", show_default=True, help="On stdout.")
@click.option("--output", multiple=True, metavar="FORMAT=FILE", help="Also write the results to a file (repeatable).")
@click.option("--config", metavar="FILE", help="Configuration instead of the project's llmdoc-lint.yaml.")
@click.option("--isolated", is_flag=True, help="Ignore all configuration files.")
@click.option("--jobs", type=click.IntRange(min=0), default=0, metavar="N", help="Processes; 0: all cores (default).")
@click.option("--no-cache", is_flag=True, help="Neither read nor write the cache.")
@click.option("--cache-dir", metavar="DIR", help="Instead of .llmdoc-lint-cache at the project root.")
@click.option("--stdin-filename", metavar="PATH", help="Lint standard input as the document at PATH.")
@click.option(
    "--add-suppressions",
    metavar="REASON",
    help="Put comments into the documents that pass over today's findings, with the reason; with --diff: show them.",
)
@click.option("--statistics", is_flag=True, help="Count findings by rule, and tell how long each rule took.")
@click.option("--quiet", is_flag=True, help="Findings only: no summary, no notes.")
def check(paths: tuple[str, ...], **options: Unpack[CheckOptions]) -> int:
    """Lint the documents at PATH (files or directories; default: the current directory).

    What is reported is what touches the given paths; the rest of their courses is read as context.
    """
    from llmdoc_lint.core import Severity
    from llmdoc_lint.output import Shown
    from llmdoc_lint.result import exit_status

    _refuse_contradictions(paths, options)
    files = [_form_and_file(value) for value in options["output"]]
    stdin = None
    if options["stdin_filename"]:
        paths = (options["stdin_filename"],)
        stdin = _standard_input(options["stdin_filename"])
    else:
        refuse_missing(paths)
    reason = options["add_suppressions"]
    request = asked(paths, options, isolated=options["isolated"])._replace(
        fix=_weakest_fix(options),
        suppress=None if reason is None else reason.strip(),
        write=not options["diff"],
        stdin=stdin,
        staged_courses=options["staged_courses"],
        since=options["since"],
        timed=options["statistics"],
        once=_name_of_calls(options) if options["tracked"] else None,
    )
    if not options["no_baseline"] and (options["baseline"] or not options["isolated"]):
        request = request._replace(baseline=known_findings(request, options["baseline"]))
    result = carried_out(request, quiet=options["quiet"])
    fail_on = Severity[options["fail_on"].upper()]
    _tell(Done(request, result, Shown(request.root), fail_on), options, files)
    status = exit_status(result, fail_on)
    if options["diff"] and status < 2:
        return 1 if result.changed else 0
    return status


# --------------------------------------------------------------------- what the options ask


def _refuse_contradictions(paths: tuple[str, ...], options: CheckOptions) -> None:
    given: Mapping[str, object] = options
    for one, other in EXCLUSIVE:
        if given[one] and given[other]:
            raise click.UsageError(f"{_option(one)} and {_option(other)} exclude each other")
    if options["unsafe_fixes"] and not (options["fix"] or options["diff"]):
        raise click.UsageError("--unsafe-fixes goes with --fix or --diff")
    reason = options["add_suppressions"]
    if reason is not None and (not reason.strip() or "--" in reason or "\n" in reason or len(reason) > MAX_REASON):
        raise click.UsageError(
            f"--add-suppressions takes a reason of one line, without `--`, of up to {MAX_REASON} characters"
        )
    if options["stdin_filename"] and paths not in ((), ("-",)):
        raise click.UsageError("--stdin-filename takes no PATH")


def _option(name: str) -> str:
    return f"--{name.replace('_', '-')}"


def _form_and_file(value: str) -> tuple[str, str]:
    form, sign, path = value.partition("=")
    if not sign or not path or form not in FORMATS:
        raise click.UsageError(f"--output takes FORMAT=FILE with one of {', '.join(FORMATS)}; got `{value}`")
    return form, path


def _standard_input(name: str) -> bytes:
    from llmdoc_lint.files import MAX_BYTES

    if sys.stdin is None:
        raise Trouble("--stdin-filename: standard input is closed")
    raw = sys.stdin.buffer.read(MAX_BYTES + 1)
    if len(raw) > MAX_BYTES:
        raise Trouble(f"{name}: more than the {MAX_BYTES:,} bytes of any document")
    return raw


def _weakest_fix(options: CheckOptions) -> Applicability | None:
    """How far a fix may go that is applied; None where none is."""
    from llmdoc_lint.core import Applicability

    if options["add_suppressions"] is not None:
        return Applicability.SAFE
    if not (options["fix"] or options["diff"]):
        return None
    return Applicability.UNSAFE if options["unsafe_fixes"] else Applicability.SAFE


def _name_of_calls(options: CheckOptions) -> str | None:
    from llmdoc_lint.hook import run_name

    return run_name(repr(sorted(options.items())))


# ------------------------------------------------------------------------- what is written


def _tell(done: Done, options: CheckOptions, files: list[tuple[str, str]]) -> None:
    """Write all that is to be said of a run: to `files`, forms and paths, and to the standard streams."""
    from llmdoc_lint import output

    result, quiet = done.result, options["quiet"]
    _tell_beside(done, quiet)
    for form, path in files:
        _write_file(path, render(form, _for_form(done, form)))
    page = os.environ.get("GITHUB_STEP_SUMMARY")
    if page and "github" in (options["output_format"], *(form for form, _ in files)):
        from llmdoc_lint.formats.github import step_summary

        _write_file(page, step_summary(_for_form(done, "github")), "a")
    if options["diff"]:
        write("".join(output.diff_paths(diff, done.shown) for diff in result.diffs))
        if not quiet:
            write(output.diff_summary(result, done.suppressing), error=True)
        return
    text = _on_standard_output(done, options)
    if done.request.stdin is not None and options["fix"]:  # a filter: the fixed document, findings aside
        sys.stdout.flush()
        sys.stdout.buffer.write(result.text.encode("utf-8", "surrogateescape"))
        sys.stdout.buffer.flush()
        write(text, error=True)
    else:
        write(text)
    if not quiet and not result.recognised and not result.project_recognised and not result.reports:
        write(output.nothing_recognised(result, done.request.settings), error=True)


def _tell_beside(done: Done, quiet: bool) -> None:
    """What went wrong, and unless `quiet` what else is worth knowing: to standard error."""
    from llmdoc_lint import output

    if not quiet:
        for note in done.result.notes:
            write(output.shown_first(note, done.shown), error=True)
        for remark in output.remarks(done.result):
            write(remark, error=True)
    for trouble in output.troubles(done.result, done.shown):
        write(trouble, error=True)


def _on_standard_output(done: Done, options: CheckOptions) -> str:
    form = options["output_format"]
    if form != "text":
        return render(form, _for_form(done, form))
    from llmdoc_lint.formats import text

    return text.render(done, summary=not options["quiet"], color=_color())


def _for_form(done: Done, form: str) -> Done:
    """The run as a form tells it: for other programs, paths are relative to the checkout that a CI service names."""
    from llmdoc_lint.output import Shown

    root = done.request.root
    checkout = os.environ.get("GITHUB_WORKSPACE") or os.environ.get("CI_PROJECT_DIR") or ""
    if form in ("text", "json") or not checkout or os.path.relpath(root, checkout).startswith(os.pardir):
        return done
    return done._replace(shown=Shown(root, checkout))


def _write_file(path: str, text: str, mode: str = "w") -> None:
    try:
        with open(path, mode, encoding="utf-8", errors="backslashreplace", newline="") as stream:
            stream.write(text)
    except OSError as error:
        raise Trouble(f"{path}: cannot be written: {error.strerror or error}") from error


def _color() -> bool:
    if os.environ.get("NO_COLOR") or os.environ.get("TERM") == "dumb":
        return False
    return sys.stdout is not None and sys.stdout.isatty()
