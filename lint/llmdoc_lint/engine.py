"""One walk: documents → facts → rules → findings → reports, for the documents of one unit.

A unit is what is looked at together: the documents of one course's folder. The engine selects
rules, catches those that raise, applies suppressions and puts reports in order. It never names a rule.
"""

from __future__ import annotations

from bisect import bisect_left
from typing import TYPE_CHECKING, Any

from llmdoc_lint import Trouble
from llmdoc_lint.core import Severity
from llmdoc_lint.course import Captions, Course, Pair, assemble, pairs
from llmdoc_lint.document import Document, Files, sound
from llmdoc_lint.kinds import kind
from llmdoc_lint.outcome import Failure, Outcome, Use
from llmdoc_lint.report import Report, fingerprints, make_report
from llmdoc_lint.values import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable, Container, Iterable, Iterator, Mapping, Sequence

    from llmdoc_lint.core import Finding, Options, Rule
    from llmdoc_lint.settings import Settings
    from llmdoc_lint.suppressions import Suppression

__all__ = ["Active", "Checked", "Plan", "UnknownRule", "check", "select", "unknown_rule"]


class Active(NamedTuple):
    """A rule that takes part in the run, with what the configuration made of it."""

    rule: Rule[Any, Any]
    severity: Severity
    options: Options


class Plan:
    """The rules of a run, sorted by what they look at."""

    __slots__ = ("_by_kind", "courses", "documents", "known", "late", "outcomes", "pairs", "ran", "settings", "times")

    def __init__(
        self, active: Sequence[Active], rules: Mapping[str, Rule[Any, Any]], settings: Settings, *, timed: bool = False
    ) -> None:
        self.times: dict[str, float] | None = {} if timed else None  # seconds; a fact counts for who asked first
        if self.times is not None:
            active = [_timed(one, self.times) for one in active]
        self.documents = [one for one in active if one.rule.over is Document]
        self.courses = [one for one in active if one.rule.over is Course]
        self.pairs = [one for one in active if one.rule.over is Pair]
        self.outcomes = [one for one in active if one.rule.over is Outcome]
        self.settings = settings
        groups: dict[str, set[str]] = {}
        for rule in rules.values():
            groups.setdefault(rule.group, set()).add(rule.id)
        self.known: dict[str, set[str]] = {id: {id} for id in rules} | groups | {"": set(rules)}
        self.ran = {one.rule.id for one in active}
        self.late = {name for rule in rules.values() if rule.over is Outcome for name in (rule.id, rule.group)}
        self._by_kind: dict[str | None, list[Active]] = {}

    def for_kind(self, name: str | None) -> list[Active]:
        """The rules over documents that see one of this kind: "" for no kind, None for what does not decode."""
        if name not in self._by_kind:
            kind_ = self.settings.kinds.get(name or "")
            names = {name, kind_.standard} if kind_ is not None else {name}
            self._by_kind[name] = [
                one
                for one in self.documents
                if (name is not None or one.rule.raw) and (one.rule.kinds is None or one.rule.kinds & names)
            ]
        return self._by_kind[name]


def _timed(active: Active, times: dict[str, float]) -> Active:
    """The same, with the seconds its rule takes added up in `times`."""
    from copy import copy
    from time import perf_counter

    rule, check = copy(active.rule), active.rule.check

    def timed(subject: Any, options: Any) -> list[Finding]:
        start = perf_counter()
        try:
            return list(check(subject, options))
        finally:
            times[rule.id] = times.get(rule.id, 0.0) + perf_counter() - start

    rule.check = timed
    return active._replace(rule=rule)


class UnknownRule(Trouble):
    """A rule or group that no pack offers; the text names it and the nearest one."""


def select(
    rules: Mapping[str, Rule[Any, Any]],
    settings: Settings,
    chosen: Iterable[str] = (),
    ignored: Iterable[str] = (),
) -> list[Active]:
    """Decide which rules take part: all but those the configuration switches off.

    `chosen` (ids or groups) narrows to these, also where the configuration has them off;
    `ignored` takes away. Raises UnknownRule.
    """
    groups = {rule.group for rule in rules.values()}
    chosen, ignored = list(chosen), list(ignored)
    for name in (*chosen, *ignored):
        if name not in rules and name not in groups:
            raise UnknownRule(unknown_rule(name, (*rules, *groups)))
    active = []
    for rule in rules.values():
        values = {**settings.rules.get(rule.group, {}), **settings.rules.get(rule.id, {})}
        severity = values.pop("severity", None)
        if rule.id in ignored or (rule.group in ignored and rule.id not in chosen):
            continue
        if chosen:
            if rule.id not in chosen and rule.group not in chosen:
                continue
        elif severity == "off":
            continue
        level = rule.severity if severity in (None, "off") else Severity[severity.upper()]
        active.append(Active(rule, level, rule.options(**values)))
    return active


def unknown_rule(name: str, known: Iterable[str]) -> str:
    """Say that `name` is unknown, and which known name it may be."""
    from llmdoc_lint.near import did_you_mean, nearest

    return f"unknown rule or group `{name}`" + did_you_mean(f"`{one}`" for one in nearest(name, known))


class Checked(NamedTuple):
    """What one unit came to."""

    reports: tuple[Report, ...]
    failures: tuple[tuple[str, Failure], ...]  # path, what failed there
    suppressed: int
    recognised: int  # documents of a kind
    unsound: frozenset[str]  # documents that do not decode


def check(
    documents: Mapping[str, Document],
    captions: tuple[Captions, ...],
    folder: str,
    focus: Container[str],
    plan: Plan,
    files: Files,
    *,
    kept: Mapping[str, tuple[Report, ...]] | None = None,
    fresh: dict[str, tuple[Report, ...]] | None = None,
    complete: bool = True,
) -> Checked:
    """Run the plan's rules over the documents and courses of a unit; report what touches `focus`.

    `kept` holds reports of rules over single documents that need not run again; `fresh` receives
    those that ran.
    """
    reports: list[Report] = []
    failures: list[tuple[str, Failure]] = []
    for path, doc in documents.items():
        if path not in focus:
            continue
        if kept is not None and path in kept:
            reports.extend(kept[path])
            continue
        before = len(failures)
        mine = _check_document(doc, plan, documents, failures)
        reports.extend(mine)
        if fresh is not None and len(failures) == before:
            fresh[path] = tuple(mine)
    sounds = [doc for doc in documents.values() if sound(doc)]
    courses = assemble(folder, sounds, captions, plan.settings, files, complete=complete)
    if fresh is not None:  # only a run with a cache keeps facts
        for doc in sounds:
            doc.wanted = set()
    for course in courses:
        for subject, docs, rules in _subjects(course, plan):
            anchor = next((doc for doc in docs if doc.path in focus), None)
            if anchor is None:
                continue
            for active in rules:
                reports.extend(_touching(_run(active, subject, anchor, documents, failures), focus))
        course.facts.clear()  # its pairs know it: that circle would keep one course after the other in memory
    for doc in sounds:
        wanted, doc.wanted = doc.wanted or set(), None
        doc.facts["wanted"] = wanted
    reports, suppressed = _after(documents, reports, failures, focus, plan)
    reports.sort(key=lambda report: report.key)
    recognised = sum(1 for path, doc in documents.items() if path in focus and sound(doc) and kind(doc) is not None)
    return Checked(
        tuple(fingerprints(reports, documents)),
        tuple(failures),
        suppressed,
        recognised,
        frozenset(documents) - {doc.path for doc in sounds},
    )


def _subjects(course: Course, plan: Plan) -> Iterator[tuple[Course | Pair, Sequence[Document], Sequence[Active]]]:
    """What there is to look at in a course beyond single documents: of which documents, and by which rules."""
    yield course, (*course.documents, *course.unlabelled), plan.courses
    for pair in pairs(course) if plan.pairs else ():
        yield pair, pair.documents, plan.pairs


def _touching(reports: Iterable[Report], focus: Container[str]) -> Iterator[Report]:
    """Those that touch `focus`; where their own place does not, with the document in focus that they touch."""
    for report in reports:
        if report.place.path in focus:
            yield report
        elif cause := min((note.place.path for note in report.related if note.place.path in focus), default=""):
            yield report._replace(cause=cause)


def _check_document(
    doc: Document, plan: Plan, documents: Mapping[str, Document], failures: list[tuple[str, Failure]]
) -> list[Report]:
    name = None
    if sound(doc):
        kind_ = kind(doc)
        name = "" if kind_ is None else kind_.name
    rules = plan.for_kind(name)
    try:  # all in one: nearly no rule finds anything, and to call each by itself takes as long as most of them do
        return [
            _report(active, finding, documents)
            for active in rules
            for finding in active.rule.check(doc, active.options)
        ]
    except Exception:  # one raised: it alone has no findings
        return [report for active in rules for report in _run(active, doc, doc, documents, failures)]


def _run(
    active: Active,
    subject: Any,
    anchor: Document,
    documents: Mapping[str, Document],
    failures: list[tuple[str, Failure]],
) -> list[Report]:
    """Run one rule; one that raises gives no findings and is noted as a failure at `anchor`."""
    try:
        return [_report(active, finding, documents) for finding in active.rule.check(subject, active.options)]
    except Exception as error:
        trace = error.__traceback__
        where = ""
        while trace is not None:
            where = f"{trace.tb_frame.f_globals.get('__name__', '?')}:{trace.tb_lineno}"
            trace = trace.tb_next
        text = " ".join(str(error).split())[:200]
        failures.append((anchor.path, Failure(active.rule.id, f"{type(error).__name__}: {text}", where)))
        return []


def _report(active: Active, finding: Finding, documents: Mapping[str, Document]) -> Report:
    rule = active.rule
    return make_report(rule.id, rule.group, active.severity, finding, documents)


def _after(
    documents: Mapping[str, Document],
    reports: list[Report],
    failures: list[tuple[str, Failure]],
    focus: Container[str],
    plan: Plan,
) -> tuple[list[Report], int]:
    """Take suppressed reports out, then run the rules about what became of the rest."""
    from llmdoc_lint.suppressions import covers, suppressions

    reported = {report.place.path for report in reports}
    given = {
        path: suppressions(doc)
        for path, doc in documents.items()
        if (path in focus or path in reported) and b"lint" in doc.raw and sound(doc)
    }
    covered = {path: covers(found) for path, found in given.items() if found}

    def quiet(report: Report) -> bool:
        names = covered.get(report.place.path)
        return names is not None and any(names[n].holds(report.place.start) for n in _names(report) if n in names)

    left = [report for report in reports if not quiet(report)]
    suppressed = len(reports) - len(left)
    count = _counter(report for report in reports if report.place.path in covered)
    failed: dict[str, list[Failure]] = {}
    for path, failure in failures:
        failed.setdefault(path, []).append(failure)
    ids = tuple(name for name in plan.known if name)
    for path, doc in documents.items():
        if path not in focus or (path not in covered and path not in failed):
            continue
        uses = tuple(_use(one, count(path, one), plan) for one in given.get(path, ()))
        outcome = Outcome(doc, uses, tuple(failed.get(path, ())), ids)
        for active in plan.outcomes:
            for report in _run(active, outcome, doc, documents, failures):
                if quiet(report):
                    suppressed += 1
                else:
                    left.append(report)
    return left, suppressed


def _names(report: Report) -> tuple[str, str, str]:
    """What a suppression of a report may say: its rule, its group, or nothing, which means all rules."""
    return report.rule, report.group, ""


def _use(one: Suppression, used: int, plan: Plan) -> Use:
    named = plan.known.get(one.rule)
    return Use(one, named is not None, named is not None and named <= plan.ran, used, one.rule in plan.late)


def _counter(reports: Iterable[Report]) -> Callable[[str, Suppression], int]:
    """How many of the reports a suppression of the document at a path covers."""
    places: dict[tuple[str, str], list[int]] = {}
    for report in sorted(reports, key=lambda report: report.place.start):
        for name in _names(report):
            places.setdefault((report.place.path, name), []).append(report.place.start)

    def count(path: str, one: Suppression) -> int:
        starts = places.get((path, one.rule), [])
        return bisect_left(starts, one.end) - bisect_left(starts, one.reach)

    return count
