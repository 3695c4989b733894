"""Apply fixes: all edits of one or none, to a fixed point, and only those that prove themselves.

After each round the documents are linted again. A fix whose own finding is still there, or that
brought a new error, is rolled back and said so. Nothing is written here: see `files`.
"""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from typing import TYPE_CHECKING

from llmdoc_lint.core import Severity
from llmdoc_lint.values import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from llmdoc_lint.engine import Checked
    from llmdoc_lint.report import Report

__all__ = ["Repaired", "diff", "repair"]

ROUNDS = 10  # a fix may uncover another, but not for ever; markdownlint and ESLint stop at 10 too


class Repaired(NamedTuple):
    """What came of the fixes."""

    contents: dict[str, bytes]  # only documents that changed
    applied: tuple[Report, ...]  # in the order they were applied, at the places they had then
    refused: dict[str, str]  # fingerprint of a finding whose fix was rolled back → why
    checked: Checked  # the state after all of them
    converged: bool


def repair(
    contents: Mapping[str, bytes],
    checked: Checked,
    check: Callable[[Mapping[str, bytes]], Checked],
    allowed: int,
) -> Repaired:
    """Apply every fix of at least `allowed` applicability to `contents` (path → bytes).

    `checked` is the state of `contents`; `check` lints changed contents anew.
    """
    now = dict(contents)
    applied: list[Report] = []
    refused: dict[str, str] = {}
    rounds = 0
    while rounds < ROUNDS and (chosen := _choose(checked.reports, allowed, refused)):
        accepted, now, checked = _round(now, checked, check, chosen, refused)
        if accepted:
            # What did harm beside these fixes may be sound on what they made, or out of the way.
            rounds += 1
            refused.clear()
            applied.extend(accepted)
    converged = rounds < ROUNDS or not _choose(checked.reports, allowed, refused)
    changed = {path: raw for path, raw in now.items() if raw != contents[path]}
    there = {report.fingerprint for report in checked.reports}
    left = {name: why for name, why in refused.items() if name in there}
    return Repaired(changed, tuple(applied), left, checked, converged)


def _choose(reports: Sequence[Report], allowed: int, refused: Mapping[str, str]) -> list[Report]:
    """Take fixes in the order of their findings; one that overlaps an earlier one waits."""
    taken: dict[str, list[tuple[int, int]]] = {}
    chosen = []
    for report in reports:
        fix = report.fix
        if fix is None or fix.applicability < allowed or report.fingerprint in refused or not fix.edits:
            continue
        spans = [(edit.place.path, edit.place.start, edit.place.end) for edit in fix.edits]
        if any(_overlaps(taken.get(path, []), start, end) for path, start, end in spans):
            continue
        for path, start, end in spans:
            place = taken.setdefault(path, [])
            place.insert(bisect_right(place, (start, end)), (start, end))
        chosen.append(report)
    return chosen


def _overlaps(taken: list[tuple[int, int]], start: int, end: int) -> bool:
    """Whether start-end shares text with a span of `taken`, sorted; two insertions at one point do."""
    at = bisect_right(taken, (start, end))
    for low, high in taken[max(0, at - 1) : at + 1]:
        if start < high and low < end:
            return True
        if (start == end or low == high) and (low <= start <= high or start <= low <= end):
            return True
    return False


def _round(
    base: dict[str, bytes],
    checked: Checked,
    check: Callable[[Mapping[str, bytes]], Checked],
    chosen: list[Report],
    refused: dict[str, str],
) -> tuple[list[Report], dict[str, bytes], Checked]:
    """Apply `chosen` together; where that does harm, find the culprits by halving."""
    accepted: list[Report] = []
    state = (base, checked)
    pending = [chosen]
    while pending:
        group = pending.pop()
        trial = accepted + group
        contents, shifts, broken = _apply(base, trial)
        after = None if broken else check(contents)
        reason = broken or _harm(trial, checked, after, shifts)
        if not reason:
            assert after is not None
            accepted, state = trial, (contents, after)
        elif len(group) == 1:
            refused[group[0].fingerprint] = reason
        else:
            half = len(group) // 2
            pending.extend((group[half:], group[:half]))
    return accepted, state[0], state[1]


Shifts = dict[str, list[tuple[int, int, int]]]


def _apply(base: Mapping[str, bytes], trial: Sequence[Report]) -> tuple[dict[str, bytes], Shifts, str]:
    """Return the edited contents, the edits made (start, end, length of the new text) and what forbids them."""
    edits: dict[str, list[tuple[int, int, str]]] = {}
    for report in trial:
        assert report.fix is not None
        for edit in report.fix.edits:
            edits.setdefault(edit.place.path, []).append((edit.place.start, edit.place.end, edit.text))
    contents = dict(base)
    shifts: Shifts = {}
    for path, mine in edits.items():
        if path not in base:
            return contents, shifts, f"it would change {path}, which is not among the documents at hand"
        mine.sort()
        text = base[path].decode("utf-8", "surrogateescape")
        parts: list[str] = []
        at = 0
        for start, end, new in mine:
            if start < at:
                return contents, shifts, "its edits overlap"
            parts += (text[at:start], new)
            at = end
        parts.append(text[at:])
        try:  # whoever fixes anything leaves a document that decodes
            contents[path] = "".join(parts).encode("utf-8")
        except UnicodeEncodeError:
            return contents, shifts, "the document is not UTF-8, and no other fix may write it"
        shifts[path] = [(start, end, len(new)) for start, end, new in mine]
    return contents, shifts, ""


def _moved(shifts: Shifts, path: str, offset: int) -> int:
    """Where `offset` of the old text is in the new one; inside an edit: at its start."""
    delta = 0
    for start, end, length in shifts.get(path, ()):
        if offset >= end and offset > start:
            delta += length - (end - start)
        elif offset > start:
            return start + delta
        else:
            break
    return offset + delta


def _harm(trial: Sequence[Report], before: Checked, after: Checked | None, shifts: Shifts) -> str:
    """Say why the trial's fixes must not stand: a finding that is not cured, or a new error; "" if they may."""
    assert after is not None
    there: dict[tuple[str, str, str], list[int]] = {}
    for report in after.reports:
        there.setdefault((report.rule, report.place.path, report.message), []).append(report.place.start)
    for report in trial:
        path = report.place.path
        start = _moved(shifts, path, report.place.start)
        if start in there.get((report.rule, path, report.message), ()):
            return "the fix does not cure its finding"
    if len(after.failures) > len(before.failures):
        return f"after it, `{after.failures[-1][1].rule}` fails on the document"

    def errors(reports: Sequence[Report]) -> Counter[tuple[str, str, str]]:
        return Counter((r.rule, r.place.path, r.message) for r in reports if r.severity >= Severity.ERROR)

    known = errors(before.reports)
    if not errors(after.reports) - known:
        return ""
    # A document that did not decode showed none of its other faults: they are seen now, not new.
    unread = {r.place.path for r in trial if r.place.path in before.unsound}
    for (rule, path, message), _ in sorted((errors(_without_rest(after.reports, trial, shifts)) - known).items()):
        if path not in unread:
            return f"it would bring a new error: {rule} {message}"
    return ""


def _without_rest(reports: Sequence[Report], trial: Sequence[Report], shifts: Shifts) -> list[Report]:
    """Leave out what the trial's fixes left of their own findings.

    A fix may cure a part: the repairable lines of a damaged passage. What the same rule then says
    of the rest, inside of what the finding covered and where the fix wrote nothing, is not new.
    """
    covered: dict[tuple[str, str], list[tuple[int, int]]] = {}
    for one in trial:
        path = one.place.path
        ends = (_moved(shifts, path, one.place.start), _moved(shifts, path, one.place.end))
        covered.setdefault((one.rule, path), []).append(ends)
    written: dict[str, list[tuple[int, int]]] = {}
    for path, edits in shifts.items():
        delta = 0
        for start, end, length in edits:
            written.setdefault(path, []).append((start + delta, start + delta + length))
            delta += length - (end - start)

    def rest(report: Report) -> bool:
        path, low, high = report.place.path, report.place.start, report.place.end
        if not any(start <= low and high <= end for start, end in covered.get((report.rule, path), ())):
            return False
        return not any(start < high and low < end for start, end in written.get(path, ()))

    return [report for report in reports if not rest(report)]


def diff(path: str, old: bytes, new: bytes) -> str:
    """A unified diff, lines as git counts them; bytes that are not UTF-8 are shown escaped."""
    from difflib import unified_diff

    def lines(raw: bytes) -> list[str]:
        text = raw.decode("utf-8", "backslashreplace")
        return [line + "\n" for line in text.split("\n")[:-1]] + ([last] if (last := text.rpartition("\n")[2]) else [])

    out = []
    shown = path.replace("\n", "\0")  # each on its line; see `output.diff_paths`
    for line in unified_diff(lines(old), lines(new), f"a/{shown}", f"b/{shown}"):
        out.append(line if line.endswith("\n") else line + "\n\\ No newline at end of file\n")
    return "".join(out)
