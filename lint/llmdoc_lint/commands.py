"""The commands, loaded when one of them runs: `--help` needs only their one-line descriptions."""

from __future__ import annotations

import os
import sys
from typing import TYPE_CHECKING, Any

import click

from llmdoc_lint.cli import Trouble, write
from llmdoc_lint.formats import FORMATS, Done, render

if TYPE_CHECKING:
    from collections.abc import Callable

    from llmdoc_lint.baseline import Entry
    from llmdoc_lint.result import Result
    from llmdoc_lint.run import Request
    from llmdoc_lint.settings import Settings

__all__ = ["HELP", "baseline_file", "check", "explain", "lint", "names", "rules", "schema"]


def names(_: click.Context, __: click.Parameter, values: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(name.strip() for value in values for name in value.split(",") if name.strip())


PROGRESS_AFTER = 0.5  # seconds; a shorter run needs no progress
PROGRESS_EVERY = 0.1
MAX_REASON = 200  # characters
CACHE_NAME = ".llmdoc-lint-cache"  # at the project's root
HELP = {"help_option_names": ["-h", "--help"]}


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
def check(paths: tuple[str, ...], **options: Any) -> int:
    """Lint the documents at PATH (files or directories; default: the current directory).

    What is reported is what touches the given paths; the rest of their courses is read as context.
    """
    from llmdoc_lint.core import Severity
    from llmdoc_lint.files import MAX_BYTES
    from llmdoc_lint.result import exit_status

    if options["unsafe_fixes"] and not (options["fix"] or options["diff"]):
        raise click.UsageError("--unsafe-fixes goes with --fix or --diff")
    if options["fix"] and options["diff"]:
        raise click.UsageError("--fix and --diff exclude each other")
    reason = options["add_suppressions"]
    if reason is not None:
        if options["fix"] or options["unsafe_fixes"]:
            raise click.UsageError("--add-suppressions and --fix exclude each other")
        if not reason.strip() or "--" in reason or "\n" in reason or len(reason) > MAX_REASON:
            raise click.UsageError(
                f"--add-suppressions takes a reason of one line, without `--`, of {MAX_REASON} characters"
            )
    if options["baseline"] and options["no_baseline"]:
        raise click.UsageError("--baseline and --no-baseline exclude each other")
    if options["config"] and options["isolated"]:
        raise click.UsageError("--config and --isolated exclude each other")
    outputs = [_output(value) for value in options["output"]]
    stdin = None
    if options["stdin_filename"]:
        if paths and paths != ("-",):
            raise click.UsageError("--stdin-filename takes no PATH")
        paths = (options["stdin_filename"],)
        if sys.stdin is None:
            raise Trouble("--stdin-filename: standard input is closed")
        stdin = sys.stdin.buffer.read(MAX_BYTES + 1)
        if len(stdin) > MAX_BYTES:
            raise Trouble(f"{paths[0]}: more than the {MAX_BYTES:,} bytes of any document")
        if options["staged_courses"]:
            raise click.UsageError("--stdin-filename and --staged-courses exclude each other")
    once = None
    if options["tracked"]:
        from llmdoc_lint.hook import run_name

        once = run_name(repr(sorted(options.items())))
    request, result = lint(
        paths,
        options,
        fix=_fix(options),
        suppress=None if reason is None else reason.strip(),
        write=not options["diff"],
        stdin=stdin,
        tracked=options["tracked"],
        removed=options["staged_courses"],
        since=options["since"],
        timed=options["statistics"],
        once=once,
    )
    fail_on = Severity[options["fail_on"].upper()]
    status = exit_status(result, fail_on)
    _print(request, result, options, outputs)
    if options["diff"]:
        status = max(status if status == 2 else 0, 1 if result.changed else 0)
    return status


def _command_meant(path: str) -> str:
    """Say which command a path that is not there may be: the first word is a path where it is no command."""
    from llmdoc_lint.cli import COMMANDS
    from llmdoc_lint.near import did_you_mean, nearest

    # Likelier than a command, it is a path that is misspelt: so it must be more like one than any name elsewhere.
    return did_you_mean(f"the command `{one}`" for one in nearest(path, COMMANDS, 0.7))


def lint(paths: tuple[str, ...], options: dict[str, Any], **more: Any) -> tuple[Request, Result]:
    """Run what the options that commands share ask, and `more` of the request. Whatever prevents it is Trouble."""
    from llmdoc_lint.config import ConfigError, load_settings
    from llmdoc_lint.discover import find_root
    from llmdoc_lint.engine import UnknownRule
    from llmdoc_lint.packs import PackError
    from llmdoc_lint.run import Request, run
    from llmdoc_lint.sources import SourceError

    missing = [path for path in paths if not os.path.lexists(path)] if more.get("stdin") is None else []
    if missing:
        raise Trouble("\n".join(f"{path}: no such file or directory{_command_meant(path)}" for path in missing))
    root = find_root(paths)
    cache = _cache_home(root, options)
    try:
        settings = load_settings(root, options["config"], isolated=options["isolated"], cache_dir=cache)
        request = Request(
            root,
            settings,
            tuple(_relative(path, root) for path in paths) or (_relative(".", root),),
            options["select"],
            options["ignore"],
            jobs=options["jobs"],
            cache=cache,
            today=_today(),
            baseline=_known(root, settings, options),
            **more,
        )
        shown = None if options["quiet"] else _progress()
        try:
            return request, run(request, shown)
        finally:
            if shown is not None:
                shown(0, 0)
    except (ConfigError, PackError, SourceError, UnknownRule) as error:
        raise Trouble(str(error)) from error
    except OSError as error:
        raise Trouble(f"{error.filename or root}: {error.strerror or error}") from error


def _cache_home(root: str, options: dict[str, Any]) -> str | None:
    """Where results are kept between runs: the directory that is named, else one at the project's root."""
    if options["no_cache"]:
        return None
    named: str | None = options["cache_dir"]
    if named:
        return named
    home = os.path.join(root, CACHE_NAME)
    # A link that came with the repository would have us write, and tidy up, in somebody else's directory.
    return None if os.path.islink(home) else home


def baseline_file(root: str, settings: Settings, options: dict[str, Any]) -> str:
    """The baseline's file: the one that is named, else the configuration's, else the default beside it."""
    from llmdoc_lint.discover import BASELINE_NAME

    named: str | None = options["baseline"]
    if named:
        return os.path.abspath(named)
    if settings.baseline is None:
        return os.path.join(root, BASELINE_NAME)
    return os.path.join(root if settings.path is None else os.path.dirname(settings.path), settings.baseline)


def _known(root: str, settings: Settings, options: dict[str, Any]) -> tuple[Entry, ...]:
    """The findings of the baseline. Only the default file may be absent, or one that is to be written."""
    if options.get("no_baseline") or (options["isolated"] and not options["baseline"]):
        return ()
    file = baseline_file(root, settings, options)
    named = options["baseline"] or settings.baseline is not None
    if (options.get("create") or not named) and not os.path.exists(file):
        return ()
    from llmdoc_lint.baseline import BaselineError, load

    try:
        return load(file)
    except BaselineError as error:
        raise Trouble(str(error)) from error


def _output(value: str) -> tuple[str, str]:
    form, sign, path = value.partition("=")
    if not sign or not path or form not in FORMATS:
        raise click.UsageError(f"--output takes FORMAT=FILE with one of {', '.join(FORMATS)}; got `{value}`")
    return form, path


def _fix(options: dict[str, Any]) -> int | None:
    from llmdoc_lint.core import Applicability

    if options["add_suppressions"] is not None:
        return int(Applicability.SAFE)
    if not (options["fix"] or options["diff"]):
        return None
    return int(Applicability.UNSAFE if options["unsafe_fixes"] else Applicability.SAFE)


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


def _print(request: Request, result: Result, options: dict[str, Any], outputs: list[tuple[str, str]]) -> None:
    from llmdoc_lint import output

    shown = output.Shown(request.root)
    notes = not options["quiet"]
    if notes:
        for note in result.notes:
            write(output.shown_first(note, shown), error=True)
        for remark in output.remarks(result):
            write(remark, error=True)
    for trouble in output.troubles(result, shown):
        write(trouble, error=True)
    done = None
    if any(form not in ("text", "json") for form in (options["output_format"], *(form for form, _ in outputs))):
        done = _done(request, result, options["fail_on"])
    for form, target in outputs:
        if done is not None and form not in ("text", "json"):
            text = render(form, done)
        else:
            text = output.render(form, result, shown, statistics=options["statistics"], summary=True)
        _write_file(target, text)
    if done is not None and "github" in (options["output_format"], *(form for form, _ in outputs)):
        page = os.environ.get("GITHUB_STEP_SUMMARY")
        if page:
            from llmdoc_lint.formats.github import step_summary

            _write_file(page, step_summary(done), "a")
    if options["diff"]:
        write("".join(output.diff_paths(diff, shown) for diff in result.diffs))
        if notes:
            write(output.diff_summary(result, options["add_suppressions"] is not None), error=True)
        return
    if done is not None and options["output_format"] not in ("text", "json"):
        text = render(options["output_format"], done)
    else:
        text = output.render(
            options["output_format"],
            result,
            shown,
            statistics=options["statistics"],
            summary=notes,
            color=options["output_format"] == "text" and _color(),
            fixing=options["fix"] or options["add_suppressions"] is not None,
            unsafe=options["unsafe_fixes"],
            suppressing=options["add_suppressions"] is not None,
        )
    if request.stdin is not None and options["fix"]:  # a filter: the fixed document, findings aside
        sys.stdout.flush()
        sys.stdout.buffer.write(result.text.encode("utf-8", "surrogateescape"))
        sys.stdout.buffer.flush()
        write(text, error=True)
    else:
        write(text)
    if notes and not result.recognised and not result.project_recognised and not result.reports:
        write(output.nothing_recognised(result, request.settings), error=True)


def _done(request: Request, result: Result, fail_on: str) -> Done:
    """What formats for other programs need; their paths are relative to the checkout, where a CI service names it."""
    from llmdoc_lint.core import Severity
    from llmdoc_lint.output import Shown
    from llmdoc_lint.packs import load

    here = os.environ.get("GITHUB_WORKSPACE") or os.environ.get("CI_PROJECT_DIR") or ""
    if not here or os.path.relpath(request.root, here).startswith(os.pardir):
        here = os.getcwd()
    return Done(result, Shown(request.root, here), load(request.settings.packs), Severity[fail_on.upper()])


def _write_file(path: str, text: str, mode: str = "w") -> None:
    try:
        with open(path, mode, encoding="utf-8", errors="backslashreplace", newline="") as stream:
            stream.write(text)
    except OSError as error:
        raise Trouble(f"{path}: cannot be written: {error.strerror or error}") from error


def _progress() -> Callable[[int, int], None] | None:
    """What shows on a terminal how far a long run is; called with zeros, it wipes its line. None where nobody looks."""
    if sys.stderr is None or not sys.stderr.isatty() or os.environ.get("TERM") == "dumb":
        return None
    from time import monotonic

    began = monotonic()
    last = 0.0
    width = 0

    def show(done: int, total: int) -> None:
        nonlocal last, width
        now = monotonic()
        if total and (now - began < PROGRESS_AFTER or now - last < PROGRESS_EVERY):
            return
        text = f"{done:,} of {total:,} documents" if total else ""
        if text or width:
            sys.stderr.write("\r" + text.ljust(width) + ("" if text else "\r"))
            sys.stderr.flush()
        last, width = now, len(text)

    return show


def _color() -> bool:
    if os.environ.get("NO_COLOR") or os.environ.get("TERM") == "dumb":
        return False
    return sys.stdout is not None and sys.stdout.isatty()


# ------------------------------------------------------------------------- what the rules are


def _settings(config: str | None) -> Settings:
    from llmdoc_lint.config import ConfigError, load_settings
    from llmdoc_lint.discover import find_root

    try:
        return load_settings(find_root(()), config)
    except ConfigError as error:
        raise Trouble(str(error)) from error


@click.command(context_settings=HELP)
@click.option("--output-format", type=click.Choice(["text", "json", "markdown"]), default="text", show_default=True)
@click.option("--config", metavar="FILE", help="Configuration instead of the project's llmdoc-lint.yaml.")
def rules(output_format: str, config: str | None) -> int:
    """List the rules: id, severity, fix, what it reports."""
    from llmdoc_lint.docs import rules_table
    from llmdoc_lint.packs import PackError, load

    try:
        write(rules_table(load(_settings(config).packs), output_format))
    except PackError as error:
        raise Trouble(str(error)) from error
    return 0


@click.command(context_settings=HELP)
@click.argument("rule", metavar="ID")
@click.option("--config", metavar="FILE", help="Configuration instead of the project's llmdoc-lint.yaml.")
def explain(rule: str, config: str | None) -> int:
    """Explain a rule: the fault, why it matters, good and bad text, its fix and options."""
    from llmdoc_lint.engine import unknown_rule
    from llmdoc_lint.packs import PackError, load
    from llmdoc_lint.rule_docs import explain as page

    try:
        known = load(_settings(config).packs)
    except PackError as error:
        raise Trouble(str(error)) from error
    if rule not in known:
        raise Trouble(unknown_rule(rule, known))
    write(page(known[rule]))
    return 0


@click.command(context_settings=HELP)
@click.argument("what", metavar="config|KIND")
@click.option("--config", metavar="FILE", help="Configuration instead of the project's llmdoc-lint.yaml.")
def schema(what: str, config: str | None) -> int:
    """Print the JSON Schema of the configuration, or of a kind's front matter, for editors."""
    import json

    from llmdoc_lint.config_model import schema_config, schema_kind
    from llmdoc_lint.packs import PackError, load

    settings = _settings(config)
    if what == "config":
        try:
            value = schema_config(load(settings.packs))
        except PackError as error:
            raise Trouble(str(error)) from error
    elif what in settings.kinds:
        value = schema_kind(settings.kinds[what])
    else:
        raise Trouble(f"no schema `{what}`: it is `config` or one of {', '.join(settings.kinds)}")
    write(json.dumps(value, ensure_ascii=False, indent=2))
    return 0
