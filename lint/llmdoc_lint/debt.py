"""What a run found beside what its baseline knows: which findings are old, and which entries are gone."""

from __future__ import annotations

from typing import TYPE_CHECKING

from llmdoc_lint.baseline import Entry, entry, match

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from llmdoc_lint.report import Report
    from llmdoc_lint.result import Result
    from llmdoc_lint.worker import Worker

__all__ = ["apply", "pruned", "updated"]


def apply(result: Result, reports: Sequence[Report], worker: Worker) -> Result:
    """Take known findings out of the result. `reports` are all of the run's, in order."""
    request, plan = worker.request, worker.plan
    found = match(reports, request.baseline, worker.identity)
    pairs = [(report, one) for report, one in zip(reports, found, strict=True) if one is not None]
    known = tuple(pair for pair in pairs if not _ended(pair[1], request.today))
    ended = tuple(pair for pair in pairs if _ended(pair[1], request.today))
    hidden = {report for report, _ in known}

    def judged(one: Entry) -> bool:
        """Whether the run would have found it, were it still there."""
        if one.rule not in plan.ran and one.rule in plan.known:
            return False
        if one.path in worker.focus:
            return True
        # Where its document is no more, it may have been moved to where this run did not look.
        return "" in request.paths and not request.staged_courses and not worker.source.look(one.path)

    gone: tuple[Entry, ...] = ()
    # After a failure, findings may be missing that are still there; standard input is a draft.
    if not result.failures and not result.problems and request.stdin is None:
        left = sorted(set(request.baseline).difference(one for _, one in pairs))
        gone = tuple(one for one in left if judged(one))
    return result._replace(
        reports=tuple(report for report in result.reports if report not in hidden), known=known, ended=ended, gone=gone
    )


def _ended(one: Entry, today: str) -> bool:
    return bool(one.until) and one.until < today


def updated(entries: Iterable[Entry], result: Result, reason: str, until: str) -> list[Entry]:
    """The baseline with all findings of the result; what the result cannot speak of stays as it is.

    Known findings keep their reason and day. New ones get `reason` and `until`, those whose day is past get `until`.
    """
    known, ended = dict(result.known), dict(result.ended)
    kept = list(set(entries).difference(known.values(), ended.values(), result.gone))
    kept += (entry(report, old.reason, old.until) for report, old in known.items())
    for report in result.reports:
        old = ended.get(report)
        kept.append(entry(report, reason if old is None else old.reason or reason, until))
    return _numbered(kept)


def pruned(entries: Iterable[Entry], result: Result) -> list[Entry]:
    """The baseline without what is found no more."""
    return sorted(set(entries).difference(result.gone))


def _numbered(entries: Iterable[Entry]) -> list[Entry]:
    """Sorted; equal ones, of which a merge or a rename may leave gaps or doubles, counted anew."""
    seen: dict[tuple[str, ...], int] = {}
    out = []
    for one in sorted(entries):
        key = one[:3]
        count = seen[key] = seen.get(key, -1) + 1
        out.append(one._replace(ordinal=count))
    return out
