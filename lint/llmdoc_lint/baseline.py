"""Findings that are known and not reported: the old debt of a project, in a file that people merge.

The file is JSON with one finding a line, sorted; the closing `null` lets every one of them end in a comma, so that
branches that add or drop findings change only their own lines. A finding is known again by its rule, by the text
around it and by its document. A document is the one at the same path, or the one with the same title and source
where the file was renamed: edits above, moved lines, renames and merges bring no known finding back, and a fault of
the same rule with another text around it is new.
"""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, Any

from llmdoc_lint import Trouble
from llmdoc_lint.values import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from llmdoc_lint.report import Report

__all__ = ["BaselineError", "Entry", "entry", "is_day", "load", "match", "render"]

VERSION = 1


class BaselineError(Trouble):
    """A file that is no baseline; the text says where and why."""


class Entry(NamedTuple):
    """A known finding."""

    path: str  # POSIX, relative to the project's root
    rule: str
    context: str  # `Report.context`
    ordinal: int  # tells equal ones in one document apart
    document: str  # `Report.document`
    reason: str = ""
    until: str = ""  # YYYY-MM-DD: the last day on which it is not reported; "" for ever


def entry(report: Report, reason: str = "", until: str = "") -> Entry:
    return Entry(report.place.path, report.rule, report.context, report.ordinal, report.document, reason, until)


# ------------------------------------------------------------------------------- comparing


def match(reports: Sequence[Report], entries: Iterable[Entry], now: Callable[[str], str | None]) -> list[Entry | None]:
    """For each report, in order, the entry that knows it; each entry knows one.

    `now` gives the `Report.document` of what lies at a path now, None where nothing does. An entry's document counts
    as moved where another, or none, lies at its path: renaming may be a cycle, as when chapters are renumbered. A copy
    is not a move: what is wrong with it is new.
    """
    pool = sorted(set(entries))
    found: list[Entry | None] = [None] * len(reports)
    here: dict[str, str | None] = {}

    def moved(one: Entry) -> bool:
        if one.path not in here:
            here[one.path] = now(one.path)
        there = here[one.path]
        # What has no title is known by its content: where that differs, the document may just have been edited.
        return there is None or (there != one.document and not one.document.startswith("="))

    rounds: tuple[tuple[Callable[[Entry], tuple[str, ...]], Callable[[Entry], bool]], ...] = (
        (lambda one: (one.rule, one.context, one.path, one.document), lambda _: True),
        (lambda one: (one.rule, one.context, one.document), moved),
        (lambda one: (one.rule, one.context, one.path), lambda _: True),  # the document has another title
    )
    for key, fits in rounds:
        waiting: dict[tuple[str, ...], list[Entry]] = {}
        for one in pool:
            waiting.setdefault(key(one), []).append(one)
        used: set[Entry] = set()
        for index, report in enumerate(reports):
            if found[index] is not None:
                continue
            candidates = waiting.get(key(entry(report)), [])
            while candidates:
                one = candidates.pop(0)
                if fits(one):
                    found[index] = one
                    used.add(one)
                    break
        pool = [one for one in pool if one not in used]
    return found


# ------------------------------------------------------------------------------- the file


def render(entries: Iterable[Entry]) -> bytes:
    """The file's content, `entries` in their order."""
    import json

    lines = [f'{{"version": {VERSION}, "findings": [\n']
    for one in entries:
        value: dict[str, Any] = {key: getattr(one, key) for key in Entry._fields}
        if not one.reason:
            del value["reason"]
        if not one.until:
            del value["until"]
        lines.append(f"{json.dumps(value, ensure_ascii=False)},\n")
    lines.append("null]}\n")
    return "".join(lines).encode("utf-8", "backslashreplace")  # a path's stray bytes as JSON escapes them


def load(file: str) -> tuple[Entry, ...]:
    """Read the file; lines may stand in any order, and twice: a merge leaves them so. Raises BaselineError."""
    import json

    shown = os.path.relpath(file).replace(os.sep, "/")
    text = _read(file, shown)
    try:
        value = json.loads(text)
    except (ValueError, RecursionError) as error:
        line, why = getattr(error, "lineno", 1), getattr(error, "msg", "nested too deep")
        raise BaselineError(f"{shown}:{line}: no JSON: {why}") from None
    if not isinstance(value, dict) or not isinstance(value.get("findings"), list):
        raise BaselineError(f'{shown}:1: no baseline: it is an object with "version" and "findings"')
    if value.get("version") != VERSION:
        raise BaselineError(f"{shown}:1: version {value.get('version')!r}, expected {VERSION}; update llmdoc-lint")
    entries: dict[tuple[str, str, str, int], Entry] = {}
    for index, one in enumerate(value["findings"]):
        if one is None:
            continue
        why = _mistake(one)
        if why:
            raise BaselineError(f"{shown}:{_line(text, index)}: {why}")
        made = Entry(**one)
        twin = entries.get(made[:4])
        if twin is None or (made.reason, made.until) > (twin.reason, twin.until):  # two branches' line: what says more
            entries[made[:4]] = made
    return tuple(sorted(entries.values()))


def _read(file: str, shown: str) -> str:
    """The text of the file; `shown` is what messages call it."""
    try:
        with open(file, "rb", buffering=0) as stream:
            raw = stream.readall()
    except FileNotFoundError:
        raise BaselineError(f"{shown}: there is no such file; `llmdoc-lint baseline` writes it") from None
    except OSError as error:
        raise BaselineError(f"{shown}: cannot be read: {error.strerror or error}") from None
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = raw.count(b"\n", 0, error.start) + 1
        raise BaselineError(f"{shown}:{line}: the byte 0x{raw[error.start]:02X} is not UTF-8") from None
    for number, row in enumerate(text.split("\n"), 1):
        if row.startswith(("<<<<<<< ", ">>>>>>> ")):
            raise BaselineError(
                f"{shown}:{number}: a merge is not finished here: take the lines with <<<<<<<, ======= and >>>>>>> out"
                " and keep the others; `llmdoc-lint baseline --prune` drops what is too much"
            )
    return text


def _mistake(value: Any) -> str:
    """What is wrong with a finding of the file; "" where nothing is."""
    if not isinstance(value, dict):
        return "a finding is an object"
    for key in ("path", "rule", "context", "ordinal", "document"):
        if key not in value:
            return f'"{key}" is missing'
    for key, given in value.items():
        if key not in Entry._fields:
            return f'unknown key "{key}"; known are {", ".join(Entry._fields)}'
        wanted = int if key == "ordinal" else str
        if type(given) is not wanted:
            return f'"{key}" must be {"a number" if wanted is int else "text"}'
    until = value.get("until", "")
    if until and not is_day(until):
        return f'"until" is `{until}`, expected a day as YYYY-MM-DD'
    return ""


def is_day(text: str) -> bool:
    """Whether it is a day of the calendar, as YYYY-MM-DD."""
    from datetime import date

    try:
        return date.fromisoformat(text).isoformat() == text
    except ValueError:
        return False


def _line(text: str, index: int) -> int:
    """The line on which the element `index` of "findings" begins."""
    import json

    decoder = json.JSONDecoder()
    start = at = text.index("[", text.index('"findings"')) + 1
    for _ in range(index + 1):
        while text[at] in " \t\r\n,":
            at += 1
        start = at
        at = decoder.raw_decode(text, at)[1]
    return text.count("\n", 0, start) + 1
