"""What all output has in common: how paths, counts and columns are written, and what is said beside the findings."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from llmdoc_lint.core import Applicability, Severity
from llmdoc_lint.report import visible

if TYPE_CHECKING:
    from llmdoc_lint.result import Result
    from llmdoc_lint.settings import Settings

__all__ = [
    "Shown",
    "by_rule",
    "count",
    "diff_paths",
    "diff_summary",
    "levels",
    "nothing_recognised",
    "offered_fixes",
    "padded",
    "put_suppressions",
    "remarks",
    "shown_first",
    "troubles",
    "width",
]


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


# ---------------------------------------------------------------------------- counting


def levels(result: Result) -> dict[Severity, int]:
    """How many findings there are of each severity, the worst first."""
    found: dict[Severity, int] = dict.fromkeys(sorted(Severity, reverse=True), 0)
    for report in result.reports:
        found[Severity(report.severity)] += 1
    return found


def by_rule(result: Result) -> list[tuple[str, Severity, int]]:
    """Rule, severity and how many findings, the worst first, then the most."""
    counts: dict[tuple[int, str], int] = {}
    for report in result.reports:
        key = (-report.severity, report.rule)
        counts[key] = counts.get(key, 0) + 1
    ranked = sorted(counts.items(), key=lambda item: (item[0][0], -item[1], item[0][1]))
    return [(rule, Severity(-severity), number) for (severity, rule), number in ranked]


def offered_fixes(result: Result) -> tuple[int, int]:
    """How many findings have a safe fix, and how many an unsafe one."""
    fixes = [r.fix.applicability for r in result.reports if r.fix is not None and r.fingerprint not in result.refused]
    return fixes.count(Applicability.SAFE), fixes.count(Applicability.UNSAFE)


def put_suppressions(result: Result) -> tuple[str, int]:
    """How many suppressions were put in, where one may do for several findings, and how many were taken out."""
    from llmdoc_lint.add_suppressions import is_suppression

    put: set[tuple[str, int, str]] = set()
    taken = 0
    for report in result.fixed:
        assert report.fix is not None
        if is_suppression(report.fix):
            put.update((edit.place.path, edit.place.start, edit.text) for edit in report.fix.edits)
        else:
            taken += 1
    return count(len(put), "comment"), taken


# ------------------------------------------------------------------- beside the findings


def diff_paths(diff: str, shown: Shown) -> str:
    """A diff with its paths as they are printed."""
    old, _, rest = diff.split("\n", 2)
    path = old.removeprefix("--- a/").replace("\0", "\n")
    return f"--- a/{shown[path]}\n+++ b/{shown[path]}\n{rest}"


def diff_summary(result: Result, suppressing: bool = False) -> str:
    """How much a diff would change; `suppressing`: what it shows are suppressions."""
    if not result.changed:
        return "nothing to suppress" if suppressing else "nothing to fix"
    if suppressing:
        return f"{put_suppressions(result)[0]} would be put into {count(result.changed, 'document')}"
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
        *(f"{shown[one.path]}: {visible(one.said)}; this is a bug of the rule" for one in result.failures),
    ]


def nothing_recognised(result: Result, settings: Settings) -> str:
    """What was looked for, where a run recognised nothing."""
    if not result.documents:
        patterns = ", ".join(settings.include)
        return (
            f"llmdoc-lint: no file here is to be linted: the configuration includes {patterns}"
            + (f" and excludes {', '.join(settings.exclude)}" if settings.exclude else "")
            + ".\nRun it where the documents are, or give another PATH; llmdoc-lint init finds pages in MDX, too."
        )
    kinds = ", ".join(settings.kinds)
    return (
        f"llmdoc-lint: none of {count(result.documents, 'Markdown file')} is a document of a known kind ({kinds}).\n"
        f"A kind is told by front matter (source_url, sourceUrl, chapter, totalChapters ...), else by folder"
        f" ({', '.join(sorted(settings.source_folders))}; {', '.join(sorted(settings.target_folders))}).\n"
        "Name your own folders and kinds in llmdoc-lint.yaml (llmdoc-lint init looks for them), or give another PATH."
    )
