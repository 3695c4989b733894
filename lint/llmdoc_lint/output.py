"""Results as text and as JSON."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, Any

from llmdoc_lint import __version__
from llmdoc_lint.core import Applicability, Severity
from llmdoc_lint.report import as_json, visible

if TYPE_CHECKING:
    from llmdoc_lint.report import Report
    from llmdoc_lint.result import Result
    from llmdoc_lint.settings import Settings

__all__ = [
    "Shown",
    "count",
    "diff_paths",
    "diff_summary",
    "nothing_recognised",
    "padded",
    "remarks",
    "render",
    "report_lines",
    "shown_first",
    "text_lines",
    "troubles",
    "width",
]

SHOWN_FROM = 0.005  # seconds of a rule, of all documents, that `--statistics` tells


class Shown(dict[str, str]):
    """Paths as they are printed: POSIX, relative to `here` (the working directory), stray bytes escaped."""

    def __init__(self, root: str, here: str = "") -> None:
        super().__init__()
        self.root = root
        self.here = here or os.getcwd()

    def __missing__(self, path: str) -> str:
        full = os.path.join(self.root, *path.split("/"))
        shown = self[path] = visible(os.path.relpath(full, self.here).replace(os.sep, "/"))
        return shown


def shown_first(text: str, shown: Shown) -> str:
    """A message that starts with a document's path, with that path as it is printed."""
    path, sign, rest = text.partition(": ")
    return f"{shown[path]}{sign}{rest}"


def render(
    form: str,
    result: Result,
    shown: Shown,
    *,
    statistics: bool = False,
    summary: bool = True,
    color: bool = False,
    fixing: bool = False,
    unsafe: bool = False,
    suppressing: bool = False,
) -> str:
    """The results in one of the output formats.

    `fixing` and `unsafe` are what the run did about its findings; `suppressing`: that its fixes are suppressions.
    """
    if form == "json":
        return _json(result, shown)
    lines: list[str] = []
    if fixing:
        from llmdoc_lint.suppress import is_suppression

        for report in result.fixed:
            place = report.place
            assert report.fix is not None
            verb = "suppressed" if suppressing and is_suppression(report.fix) else "fixed"
            where = f"{shown[place.path]}:{place.line}:{place.column}"
            lines.append(f"{where} {verb} {report.rule} {visible(report.fix.title)}")
        if lines:
            lines.append("")
    for report in result.reports:
        lines += report_lines(report, shown, color)
        if fixing and report.fix is not None:
            verb = "suppressed" if suppressing else "fixed"
            lines.append(f"    not {verb}: {_why_not(report, result, unsafe)}")
    if statistics:
        lines += ["", *_statistics(result)] if lines else _statistics(result)
    if summary:
        lines.append(_summary(result, fixing, unsafe, suppressing))
    return "\n".join(lines) + "\n" if lines else ""


_COLORS = {Severity.ERROR: "31", Severity.WARNING: "33", Severity.INFO: "36"}


def text_lines(result: Result, shown: Shown) -> list[str]:
    """All findings and the closing line, as the text output has them."""
    lines = [line for report in result.reports for line in report_lines(report, shown)]
    return [*lines, _summary(result)]


def report_lines(report: Report, shown: Shown, color: bool = False) -> list[str]:
    """A finding as text: its line, and indented below it related places and the fix."""
    place = report.place
    severity = Severity(report.severity)
    where, level, rule = f"{shown[place.path]}:{place.line}:{place.column}", str(severity), report.rule
    if color:
        where, level = f"\x1b[1m{where}\x1b[0m", f"\x1b[{_COLORS[severity]}m{level}\x1b[0m"
    quoted = f" «{report.excerpt}»" if report.excerpt else ""
    lines = [f"{where} {level} {rule} {visible(report.message)}{quoted}"]
    for note in report.related:
        quoted = f" «{note.excerpt}»" if note.excerpt else ""
        where = f"{shown[note.place.path]}:{note.place.line}:{note.place.column}"
        lines.append(f"    {where} {visible(note.message)}{quoted}")
    if report.cause:
        lines.append(f"    reported because of {shown[report.cause]}")
    if report.fix is not None:
        applicability = Applicability(report.fix.applicability)
        how = {"safe": "fix", "unsafe": "unsafe fix", "display": "suggestion"}[str(applicability)]
        lines.append(f"    {how}: {visible(report.fix.title)}")
    return lines


def _why_not(report: Report, result: Result, unsafe: bool) -> str:
    assert report.fix is not None
    if why := result.refused.get(report.fingerprint):
        return f"rolled back: {visible(why)}"
    if report.fix.applicability == Applicability.DISPLAY:
        return "a suggestion, for a person to decide"
    if report.fix.applicability == Applicability.UNSAFE and not unsafe:
        return "it may change what the text says; --unsafe-fixes applies it"
    return "the document could not be written" if result.problems else "it overlaps another fix"


def width(text: str) -> int:
    """How many columns of a terminal a text takes: Hangul takes two each (UAX #11), combining marks none."""
    if text.isascii():
        return len(text)
    from unicodedata import combining, east_asian_width

    return sum(0 if combining(char) else 1 + (east_asian_width(char) in "WF") for char in text)


def padded(text: str, columns: int) -> str:
    """The text with blanks up to that many columns."""
    return text + " " * (columns - width(text))


def count(number: int, noun: str) -> str:
    """`1 finding`, `2 findings`."""
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"


def _levels(result: Result) -> dict[Severity, int]:
    found: dict[Severity, int] = dict.fromkeys(sorted(Severity, reverse=True), 0)
    for report in result.reports:
        found[Severity(report.severity)] += 1
    return found


def _fixable(result: Result) -> tuple[int, int]:
    """How many findings have a safe fix, and how many an unsafe one."""
    fixes = [r.fix.applicability for r in result.reports if r.fix is not None and r.fingerprint not in result.refused]
    return fixes.count(Applicability.SAFE), fixes.count(Applicability.UNSAFE)


def _comments(result: Result) -> tuple[str, int]:
    """How many suppressions were put in, where one may do for several findings, and how many were taken out."""
    from llmdoc_lint.suppress import is_suppression

    put: set[tuple[str, int, str]] = set()
    taken = 0
    for report in result.fixed:
        assert report.fix is not None
        if is_suppression(report.fix):
            put.update((edit.place.path, edit.place.start, edit.text) for edit in report.fix.edits)
        else:
            taken += 1
    return count(len(put), "comment"), taken


def _summary(result: Result, fixing: bool = False, unsafe: bool = False, suppressing: bool = False) -> str:
    parts = []
    if suppressing and result.fixed:
        comments, taken = _comments(result)
        out = f", {count(taken, 'unused one')} taken out" if taken else ""
        parts.append(f"{comments} put into {count(result.changed, 'document')}{out}")
        parts.append(f"{count(result.suppressed, 'finding')} suppressed in all")
    elif fixing and result.fixed:
        parts.append(f"{len(result.fixed)} fixed in {count(result.changed, 'document')}")
    if result.reports:
        levels = [count(number, str(level)) for level, number in _levels(result).items() if number]
        left = " left" if fixing else ""
        what = "new finding" if result.base else "finding"
        parts.append(f"{count(len(result.reports), what)}{left} ({', '.join(levels)})")
    elif fixing and result.fixed:
        parts.append("nothing left")
    else:
        parts.append("nothing new found" if result.base else "nothing found")
    text = f"{'; '.join(parts)} in {count(result.documents, 'document')}"
    if result.suppressed and not (suppressing and result.fixed):
        text += f"; {result.suppressed} suppressed"
    if result.known:
        text += f"; {len(result.known)} in the baseline"
    safe, risky = _fixable(result)
    if safe and not fixing:
        text += f"; {safe} can be fixed with --fix"
        if risky:
            text += f", {risky} more with --fix --unsafe-fixes"
    elif risky and not unsafe:
        text += f"; {risky} can be fixed with --fix --unsafe-fixes"
    return text


def _statistics(result: Result) -> list[str]:
    counts: dict[tuple[int, str], list[int]] = {}
    for report in result.reports:
        entry = counts.setdefault((-report.severity, report.rule), [0, 0])
        entry[0] += 1
        entry[1] += report.fix is not None and report.fix.applicability > Applicability.DISPLAY
    lines = []
    for (severity, rule), (number, fixable) in sorted(counts.items(), key=lambda item: (-item[1][0], item[0])):
        lines.append(f"{number:6} {Severity(-severity)!s:8} {rule}" + (f" ({fixable} fixable)" if fixable else ""))
    slow = [(rule, seconds) for rule, seconds in result.times if seconds >= SHOWN_FROM]
    if slow:
        lines += ["", "seconds by rule, what it reads of the documents first included:"]
        lines += [f"{seconds:6.2f} {rule}" for rule, seconds in slow]
    return lines


def diff_paths(diff: str, shown: Shown) -> str:
    """A diff with its paths as they are printed."""
    old, _, rest = diff.split("\n", 2)
    path = old.removeprefix("--- a/").replace("\0", "\n")
    return f"--- a/{shown[path]}\n+++ b/{shown[path]}\n{rest}"


def diff_summary(result: Result, suppressing: bool = False) -> str:
    if not result.changed:
        return "nothing to suppress" if suppressing else "nothing to fix"
    if suppressing:
        return f"{_comments(result)[0]} would be put into {count(result.changed, 'document')}"
    fixes = "1 fix" if len(result.fixed) == 1 else f"{len(result.fixed)} fixes"
    return f"{fixes} would change {count(result.changed, 'document')}"


def remarks(result: Result) -> list[str]:
    """What the findings were compared with, and what became of the baseline's entries."""
    found = [result.base] if result.base else []
    if result.ended:
        found.append(f"{count(len(result.ended), 'finding')} reported again: the day in the baseline is past")
    if result.gone:
        what = count(len(result.gone), "finding")
        found.append(f"no longer found: {what} of the baseline; `llmdoc-lint baseline --prune` takes them out")
    return found


def troubles(result: Result, shown: Shown) -> list[str]:
    """What could not be read, written or judged."""
    return [
        *(shown_first(problem, shown) for problem in result.problems),
        *(
            f"{shown[path]}: rule {rule} failed: {visible(error)} ({where}); this is a bug of the rule"
            for path, rule, error, where in result.failures
        ),
    ]


def nothing_recognised(result: Result, settings: Settings) -> str:
    """What was looked for, where a run recognised nothing."""
    if not result.documents:
        patterns = ", ".join(settings.include)
        return (
            f"llmdoc-lint: no file here is to be linted: the configuration includes {patterns}"
            + (f" and excludes {', '.join(settings.exclude)}" if settings.exclude else "")
            + ".\nRun it where the documents are, or give another PATH."
        )
    kinds = ", ".join(settings.kinds)
    return (
        f"llmdoc-lint: none of {count(result.documents, 'Markdown file')} is a document of a known kind ({kinds}).\n"
        f"A kind is told by front matter (source_url, sourceUrl, chapter, totalChapters ...), else by folder"
        f" ({', '.join(sorted(settings.source_folders))}; {', '.join(sorted(settings.target_folders))}).\n"
        "Name your own folders and kinds in llmdoc-lint.yaml, or give another PATH."
    )


def _json(result: Result, shown: Shown) -> str:
    import json

    levels = _levels(result)
    safe, risky = _fixable(result)
    value: dict[str, Any] = {
        "version": 1,
        "tool": {"name": "llmdoc-lint", "version": __version__},
        "summary": {
            "documents": result.documents,
            "findings": len(result.reports),
            "errors": levels[Severity.ERROR],
            "warnings": levels[Severity.WARNING],
            "infos": levels[Severity.INFO],
            "fixable": safe + risky,
            "fixed": len(result.fixed),
            "suppressed": result.suppressed,
            "baselined": len(result.known),
        },
        "findings": [as_json(report, shown) for report in result.reports],
    }
    text = json.dumps(value, ensure_ascii=False, indent=2)
    # A stray byte of a document may stand in an edit's text; JSON cannot hold it as it is.
    return text.encode("utf-8", "backslashreplace").decode("utf-8") + "\n"
