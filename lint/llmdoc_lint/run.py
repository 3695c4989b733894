"""A run: from paths to results. Every way into the linter goes through `run`."""

from __future__ import annotations

import os
from contextlib import nullcontext
from typing import TYPE_CHECKING, Any

from llmdoc_lint.cache import Cache
from llmdoc_lint.digests import code_digest, digest
from llmdoc_lint.discover import DOCUMENTS, Tree, course_of, excluded, listed
from llmdoc_lint.document import sound
from llmdoc_lint.engine import Plan, select
from llmdoc_lint.kinds import kind
from llmdoc_lint.packs import load
from llmdoc_lint.result import Result
from llmdoc_lint.sources import Disk, Given, Tracked
from llmdoc_lint.values import NamedTuple
from llmdoc_lint.worker import Request, UnitResult, Worker, lint

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from llmdoc_lint.discover import Unit
    from llmdoc_lint.report import Report
    from llmdoc_lint.since import Base
    from llmdoc_lint.sources import Source

__all__ = ["Request", "Result", "run"]


def run(request: Request, progress: Callable[[int, int], None] | None = None) -> Result:
    """Lint, and fix where asked; `progress` is told how many documents are done, and of how many.

    Raises PackError, UnknownRule, SourceError and OSError (the root cannot be read).
    """
    settings = request.settings
    rules = load(settings.packs)
    plan = Plan(select(rules, settings, request.select, request.ignore), rules, settings, timed=request.timed)
    source = _source(request)
    scope = _scope(request, source)
    with _base(request, scope) as base:
        files = None if base is None else base.files
        worker = Worker(request, plan, source, scope.focus, _cache(request, plan), scope.tree.documents, files)
        units = _linted(worker, scope.tree, progress)
        found = _gathered(scope, [one for _, one in units])
        result = found if base is None else _compared(found, base, units, worker)
    recognised = found.recognised > 0 or request.staged_courses or _others_recognised(scope, worker)
    result = result._replace(project_recognised=recognised)
    if request.baseline:
        from llmdoc_lint.debt import apply

        result = apply(result, found.reports, worker)
    if request.once is not None and request.cache is not None:
        from llmdoc_lint.hook import first

        result = result._replace(reports=tuple(first(result.reports, scope.focus, request.cache, request.once)))
    return result


def _base(request: Request, scope: Scope) -> Base | nullcontext[None]:
    """The tree that the run's is to be compared with."""
    if request.since is None or not scope.focus:
        return nullcontext()
    from llmdoc_lint.since import Base

    return Base(request, scope.tree)


def _compared(found: Result, base: Base, units: Sequence[tuple[Unit, UnitResult]], worker: Worker) -> Result:
    """What was found, without what the base has as well."""
    new = base.new(units, worker)
    return found._replace(reports=new.reports, problems=(*found.problems, *new.problems), base=base.name)


def _linted(worker: Worker, tree: Tree, progress: Callable[[int, int], None] | None) -> list[tuple[Unit, UnitResult]]:
    found = []
    done = 0
    for unit, one in lint(worker, tree, worker.request.jobs):
        found.append((unit, one))
        if progress is not None:
            done += one.documents
            progress(done, len(worker.focus))
    return found


def _gathered(scope: Scope, results: Sequence[UnitResult]) -> Result:
    """What the units came to, together."""
    return Result(
        tuple(sorted((report for one in results for report in one.reports), key=_key)),
        tuple(sorted(failure for one in results for failure in one.failures)),
        (*scope.problems, *sorted(problem for one in results for problem in one.problems)),
        (*scope.notes, *(note for one in results for note in one.notes)),
        sum(one.suppressed for one in results),
        sum(one.documents for one in results),
        sum(one.recognised for one in results),
        tuple(sorted((report for one in results for report in one.fixed), key=_key)),
        {name: why for one in results for name, why in one.refused},
        tuple(diff for one in results for diff in one.diffs),
        sum(one.changed for one in results),
        "".join(one.text for one in results),
        times=_times(results),
    )


def _key(report: Report) -> Any:
    return report.key


def _times(results: Sequence[UnitResult]) -> tuple[tuple[str, float], ...]:
    total: dict[str, float] = {}
    for one in results:
        for rule, seconds in one.times:
            total[rule] = total.get(rule, 0.0) + seconds
    return tuple(sorted(total.items(), key=lambda item: (-item[1], item[0])))


# --------------------------------------------------------------------------- what it looks at


class Scope(NamedTuple):
    """What a run looks at."""

    tree: Tree  # also the documents that were named although the configuration does not include them
    focus: set[str]  # the documents whose findings are wanted
    notes: tuple[str, ...]
    problems: tuple[str, ...]


def _scope(request: Request, source: Source) -> Scope:
    notes: list[str] = []
    unreadable: list[tuple[str, str]] = []
    tree = source.walk(request.settings, unreadable)
    focus = _staged_courses(request, tree, notes) if request.staged_courses else _focus(request, tree, notes)
    problems = tuple(
        f"{folder}: cannot be read: {why}"
        for folder, why in sorted(unreadable)  # it may hold documents of the paths
        if any(not path or f"{folder}/".startswith(f"{path}/") for path in request.paths)
    )
    if extra := focus - set(tree.documents):
        tree = Tree(tuple(sorted({*tree.documents, *extra})), tree.captions)
    return Scope(tree, focus, tuple(notes), problems)


def _source(request: Request) -> Source:
    source: Source = Disk(request.root)
    if request.tracked:
        from llmdoc_lint import git

        given = (path for path in request.paths if not os.path.isdir(os.path.join(request.root, path)))
        source = Tracked(request.root, (*git.tracked(request.root), *given))
    if request.stdin is not None:
        source = Given(source, request.paths[0], request.stdin)
    return source


def _focus(request: Request, tree: Tree, notes: list[str]) -> set[str]:
    """The documents that the paths of the request name."""
    focus: set[str] = set()
    for path in request.paths:
        full = os.path.join(request.root, *path.split("/")) if path else request.root
        if request.stdin is not None:
            focus.add(path)
        elif os.path.isdir(full):
            prefix = f"{path}/" if path else ""
            within = [doc for doc in tree.documents if doc.startswith(prefix)]
            if path and not within:
                notes.append(f"{path}: holds no Markdown files, or none that the configuration includes")
            focus.update(within)
        elif excluded(path, request.settings):
            notes.append(f"{path}: excluded by the configuration")
        elif request.tracked and path.endswith(DOCUMENTS) and not listed(path, request.settings):
            notes.append(f"{path}: not included by the configuration")  # a program names files, nobody chose it
        else:
            focus.add(path)
    return focus


def _staged_courses(request: Request, tree: Tree, notes: list[str]) -> set[str]:
    """The documents of the courses that lose a file in the commit being made."""
    from llmdoc_lint import git

    focus: set[str] = set()
    for lost in git.removed(request.root):
        found = course_of(lost, tree, request.settings)
        found = tuple(doc for doc in found if any(not path or doc.startswith(f"{path}/") for path in request.paths))
        if found:
            notes.append(f"{lost}: removed in this commit; what stays of its course is linted")
            focus.update(found)
    return focus


def _cache(request: Request, plan: Plan) -> Cache | None:
    if request.cache is None or request.stdin is not None:
        return None
    active = [*plan.documents, *plan.courses, *plan.pairs, *plan.outcomes]
    key = digest(
        code_digest(("llmdoc_lint", *request.settings.packs)),
        request.settings.digest,
        *(f"{one.rule.id} {one.severity} {sorted(vars(one.options).items())}" for one in active),
    )
    return Cache(request.cache, key)


def _others_recognised(scope: Scope, worker: Worker) -> bool:
    """Whether a document outside of the focus is of a kind: then the paths just named others."""
    for path in scope.tree.documents:
        if path not in scope.focus:
            doc = worker.open(path, [])
            if doc is not None and sound(doc) and kind(doc) is not None:
                return True
    return False
