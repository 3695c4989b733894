"""A run: from paths to results. Every way into the linter goes through `run`."""

from __future__ import annotations

import os
from contextlib import nullcontext
from typing import TYPE_CHECKING

from llmdoc_lint.cache import Cache, fits, load_documents, load_result, save_documents
from llmdoc_lint.codec import encode
from llmdoc_lint.core import Severity, record
from llmdoc_lint.course import Captions, profile
from llmdoc_lint.digests import code_digest, digest
from llmdoc_lint.discover import Tree, Unit, course_of, excluded, listed, units
from llmdoc_lint.document import Document, Files, kind, sound
from llmdoc_lint.engine import Checked, Plan, check, select
from llmdoc_lint.files import WriteError, write_all
from llmdoc_lint.packs import load
from llmdoc_lint.report import identity
from llmdoc_lint.sources import Disk, Given, Tracked
from llmdoc_lint.values import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

    from llmdoc_lint.baseline import Entry
    from llmdoc_lint.report import Report
    from llmdoc_lint.settings import Settings
    from llmdoc_lint.sources import Source

__all__ = ["Request", "Result", "UnitResult", "Worker", "exit_status", "lint", "run"]

PROCESSES_FROM = 200  # documents; below, starting a process costs more than it saves (30 ms for two)


class Request(NamedTuple):
    """What a run is asked to do."""

    root: str  # absolute
    settings: Settings
    paths: tuple[str, ...] = ("",)  # relative to the root, POSIX; "" is everything
    select: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()
    fix: int | None = None  # weakest applicability to apply; None applies nothing
    write: bool = True  # False: show what would change
    jobs: int = 1  # 0: one a processor
    cache: str | None = None  # directory; None keeps nothing
    stdin: bytes | None = None  # the content of the one path, instead of the file's
    today: str = "1970-01-01"
    tracked: bool = False  # see what git tracks, nothing else
    removed: bool = False  # instead of the paths: the courses that lose a file in the commit being made
    since: str | None = None  # a revision: report what its merge base with HEAD did not have
    baseline: tuple[Entry, ...] = ()  # findings that are known and not reported
    suppress: str | None = None  # a reason: put suppressions in, instead of fixes
    timed: bool = False  # tell how long each rule took
    once: str | None = None  # names the other calls that share this one's work: what one reports, the others do not


@record
class UnitResult(NamedTuple):
    """What one unit came to; sent between processes and kept in the cache."""

    reports: tuple[Report, ...]
    failures: tuple[tuple[str, str, str, str], ...]  # path, rule, error, where
    problems: tuple[str, ...]  # files that could not be read or written
    suppressed: int
    documents: int
    recognised: int
    fixed: tuple[Report, ...]
    refused: tuple[tuple[str, str], ...]  # fingerprint, why its fix was rolled back
    diffs: tuple[str, ...]
    changed: int  # documents written, or that would be
    notes: tuple[str, ...]
    text: str  # the document from standard input, fixed
    alike: bool = False  # what its rules asked of the tree, the tree that it is compared with answers as well
    times: tuple[tuple[str, float], ...] = ()  # seconds of each rule, where they are wanted


class Result(NamedTuple):
    """What the run came to; everything is in order."""

    reports: tuple[Report, ...]
    failures: tuple[tuple[str, str, str, str], ...]
    problems: tuple[str, ...]
    notes: tuple[str, ...]
    suppressed: int
    documents: int  # linted: those of the paths
    recognised: int  # those of a kind
    fixed: tuple[Report, ...]
    refused: dict[str, str]
    diffs: tuple[str, ...]
    changed: int
    text: str
    project_recognised: bool  # the project has content documents, if not among the paths
    known: tuple[tuple[Report, Entry], ...] = ()  # not among the reports: the baseline has them
    ended: tuple[tuple[Report, Entry], ...] = ()  # among the reports: the baseline had them until a day that is past
    gone: tuple[Entry, ...] = ()  # of the baseline, found no more
    base: str = ""  # what the findings were compared with
    times: tuple[tuple[str, float], ...] = ()  # seconds of each rule, the longest first; what the cache knew took none


def run(request: Request, progress: Callable[[int, int], None] | None = None) -> Result:
    """Lint, and fix where asked; `progress` is told how many documents are done, and of how many.

    Raises PackError, UnknownRule, SourceError and OSError (the root cannot be read).
    """
    settings = request.settings
    rules = load(settings.packs)
    active = select(rules, settings, request.select, request.ignore)
    plan = Plan(active, rules, settings, timed=request.timed)
    notes: list[str] = []
    problems: list[str] = []
    unreadable: list[tuple[str, str]] = []
    source = _source(request)
    tree = source.walk(settings, unreadable)
    focus = _removed(request, tree, notes) if request.removed else _focus(request, tree, notes)
    for folder, why in sorted(unreadable):  # it may hold documents of the paths
        if any(not path or f"{folder}/".startswith(f"{path}/") for path in request.paths):
            problems.append(f"{folder}: cannot be read: {why}")
    if extra := focus - set(tree.documents):
        tree = Tree(tuple(sorted({*tree.documents, *extra})), tree.captions)
    base = None
    if request.since is not None and focus:
        from llmdoc_lint.since import Base

        base = Base(request, tree)
    worker = Worker(
        request, plan, source, focus, _cache(request, plan), tree.documents, None if base is None else base.files
    )
    with base or nullcontext():
        found = []
        done = 0
        for unit, one in lint(worker, tree, request.jobs):
            found.append((unit, one))
            if progress is not None:
                done += one.documents
                progress(done, len(focus))
        new = None if base is None else base.new(found, worker)
    results = [one for _, one in found]
    reports = sorted((report for one in results for report in one.reports), key=lambda report: report.key)
    failures = tuple(sorted(failure for one in results for failure in one.failures))
    problems += sorted(problem for one in results for problem in one.problems)
    if new is not None:
        problems += new.problems
    recognised = sum(one.recognised for one in results)
    notes += (note for one in results for note in one.notes)
    result = Result(
        tuple(reports) if new is None else new.reports,
        failures,
        tuple(problems),
        tuple(notes),
        sum(one.suppressed for one in results),
        sum(one.documents for one in results),
        recognised,
        tuple(sorted((fixed for one in results for fixed in one.fixed), key=lambda report: report.key)),
        {name: why for one in results for name, why in one.refused},
        tuple(diff for one in results for diff in one.diffs),
        sum(one.changed for one in results),
        "".join(one.text for one in results),
        recognised > 0 or request.removed or _any_recognised(tree, focus, worker),
        base="" if base is None else base.name,
        times=_times(results),
    )
    if request.baseline:
        from llmdoc_lint.baseline import apply

        result = apply(result, reports, worker)
    if request.once is not None and request.cache is not None:
        from llmdoc_lint.hook import first

        result = result._replace(reports=tuple(first(result.reports, focus, request.cache, request.once)))
    return result


def _times(results: Sequence[UnitResult]) -> tuple[tuple[str, float], ...]:
    total: dict[str, float] = {}
    for one in results:
        for rule, seconds in one.times:
            total[rule] = total.get(rule, 0.0) + seconds
    return tuple(sorted(total.items(), key=lambda item: (-item[1], item[0])))


def lint(worker: Worker, tree: Tree, jobs: int) -> Iterator[tuple[Unit, UnitResult]]:
    """Lint the units of `tree` that hold a document of the worker's focus."""
    todo = list(_units(tree, worker.request.settings, worker.focus, worker))
    yield from zip(todo, _map(worker, todo, jobs), strict=True)


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
        elif request.tracked and path.endswith(".md") and not listed(path, request.settings):
            notes.append(f"{path}: not included by the configuration")  # a program names files, nobody chose it
        else:
            focus.add(path)
    return focus


def _removed(request: Request, tree: Tree, notes: list[str]) -> set[str]:
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


def _units(tree: Tree, settings: Settings, focus: set[str], worker: Worker) -> Iterator[Unit]:
    for unit in units(tree, settings, focus):
        if unit.loose:
            yield from _split(unit, focus, worker)
        else:
            yield unit


def _split(unit: Unit, focus: set[str], worker: Worker) -> Iterator[Unit]:
    """Put documents together that no folder sorts: those with the same parent, or the same source.

    A document of no kind goes with those of its folder, where they are all of one course.
    """
    groups: dict[str, list[str]] = {}
    left: list[str] = []
    keys: dict[str, set[str]] = {}  # by folder
    for path in unit.documents:
        doc = worker.open(path, [])
        if doc is None or not sound(doc) or kind(doc) is None:
            left.append(path)
            continue
        mine = profile(doc)
        key = mine.source or mine.parent or doc.name.rpartition(".")[0]
        groups.setdefault(key, []).append(path)
        keys.setdefault(doc.directory, set()).add(key)
    for path in left:
        near = keys.get(path.rpartition("/")[0], set())
        groups.setdefault(min(near) if len(near) == 1 else f"path:{path}", []).append(path)
    for paths in sorted(map(sorted, groups.values())):
        if not focus.isdisjoint(paths):
            yield Unit(paths[0].rpartition("/")[0], True, tuple(paths), ())


def _any_recognised(tree: Tree, focus: set[str], worker: Worker) -> bool:
    """Whether a document outside of the focus is of a kind: then the paths just named others."""
    for path in tree.documents:
        if path not in focus:
            doc = worker.open(path, [])
            if doc is not None and sound(doc) and kind(doc) is not None:
                return True
    return False


# ---------------------------------------------------------------------------------- one unit


class Worker:
    """Lints units; a process has one."""

    __slots__ = ("base", "cache", "focus", "paths", "plan", "request", "source")

    def __init__(
        self,
        request: Request,
        plan: Plan,
        source: Source,
        focus: set[str],
        cache: Cache | None,
        paths: tuple[str, ...],
        base: Files | None = None,
    ) -> None:
        self.request = request
        self.plan = plan
        self.source = source
        self.focus = focus
        self.cache = cache
        self.paths = paths  # of all documents of the project
        self.base = base  # the tree that this one is compared with

    def _files(self, at_hand: Mapping[str, bytes] | None = None) -> Files:
        return Files(self.source, self.request.today, self.paths, at_hand)

    def open(self, path: str, problems: list[str], notes: list[str] | None = None) -> Document | None:
        """Read a document; one that cannot be read is a problem, one that vanished a note."""
        request = self.request
        try:
            raw = self.source.read(path)
        except OSError as error:
            text = f"{path}: cannot be read: {error.strerror or error}"
            if isinstance(error, FileNotFoundError) and path not in request.paths and notes is not None:
                notes.append(f"{path}: disappeared while the project was linted")
            else:
                problems.append(text)
            return None
        return Document(path, raw, request.settings, self._files())

    def identity(self, path: str) -> str | None:
        """What the document at `path` is, wherever it lies (`report.identity`); None where there is none."""
        doc = self.open(path, [], [])
        return None if doc is None else identity(doc)

    def __call__(self, unit: Unit) -> UnitResult:
        problems: list[str] = []
        notes: list[str] = []
        documents: dict[str, Document] = {}
        for path in unit.documents:
            doc = self.open(path, problems, notes)
            if doc is not None:
                documents[path] = doc
        captions = []
        for path in unit.captions:
            try:
                captions.append(Captions(path, self.source.read(path)))
            except OSError as error:
                problems.append(f"{path}: cannot be read: {error.strerror or error}")
        focus = self.focus.intersection(documents)
        name = key = ""
        hashes: dict[str, str] = {}
        cache = self.cache
        if cache is not None:
            hashes = {path: digest(doc.raw) for path, doc in documents.items()}
            name = digest(unit.folder, *(unit.documents[:1] if unit.loose else ()))
            key = digest(
                *(part for path in documents for part in (path, hashes[path])),
                *(part for one in captions for part in (one.path, one.raw)),
                *sorted(focus),
            )
            files = self._files()
            loaded = load_result(cache, name, key, files)
            if loaded is not None and self.request.fix is None:
                kept: UnitResult = loaded[0]
                alike = self.base is not None and fits(loaded[1], self.base)
                return kept._replace(problems=tuple(problems), notes=tuple(notes), alike=alike)
        files = self._files({path: doc.raw for path, doc in documents.items()})
        for doc in documents.values():
            doc.files = files
        checked = self._check(unit, documents, tuple(captions), focus, files, name, hashes)
        result = UnitResult(
            checked.reports,
            tuple((path, one.rule, one.error, one.where) for path, one in checked.failures),
            tuple(problems),
            checked.suppressed,
            len(focus),
            checked.recognised,
            (),
            (),
            (),
            0,
            tuple(notes),
            self.request.stdin.decode("utf-8", "surrogateescape") if self.request.stdin is not None else "",
        )
        if cache is not None and not checked.failures and not problems:
            cache.save(f"{name}.result", {"key": key, "asked": files.asked, "value": encode(result)})
        if self.base is not None:
            result = result._replace(alike=fits(files.asked, self.base))
        if self.request.fix is not None:
            result = self._fix(unit, documents, tuple(captions), focus, checked, result)
        times = self.plan.times
        if times is not None:
            result = result._replace(times=tuple(times.items()))
            times.clear()
        return result

    def _check(
        self,
        unit: Unit,
        documents: dict[str, Document],
        captions: tuple[Captions, ...],
        focus: set[str],
        files: Files,
        name: str,
        hashes: Mapping[str, str],
    ) -> Checked:
        """Lint the unit; with a cache, only what changed, and keep what others may need."""
        complete = self.request.stdin is None or len(documents) > 1
        cache = self.cache
        if cache is None:
            return check(documents, captions, unit.folder, focus, self.plan, files, complete=complete)
        kept = load_documents(cache, name, documents, hashes, files)
        fresh: dict[str, tuple[Report, ...]] = {}
        asked: dict[str, dict[str, str]] = {}
        for path, doc in documents.items():  # what a document's own rules ask is noted for it alone
            doc.files = files.anew()
            asked[path] = doc.files.asked
        known = {path: one.reports for path, one in kept.items() if one.reports is not None}
        checked = check(
            documents, captions, unit.folder, focus, self.plan, files, kept=known, fresh=fresh, complete=complete
        )
        for path, answers in asked.items():
            files.asked.update(answers)
            if path in known:
                files.asked.update(kept[path].asked)
        sounds = {path: doc for path, doc in documents.items() if sound(doc)}
        save_documents(cache, name, sounds, hashes, kept, fresh, asked)
        return checked

    def _offered(self, checked: Checked, documents: Mapping[str, Document], focus: set[str]) -> Checked:
        """The findings with what there is to apply: their fixes, or suppressions where these are asked for."""
        reason = self.request.suppress
        if reason is None:
            return checked
        from llmdoc_lint.suppress import instead_of_fixes

        about = frozenset(one.rule.id for one in self.plan.outcomes)
        return instead_of_fixes(checked, documents, focus, reason, about)

    def _fix(
        self,
        unit: Unit,
        documents: dict[str, Document],
        captions: tuple[Captions, ...],
        focus: set[str],
        checked: Checked,
        result: UnitResult,
    ) -> UnitResult:
        from llmdoc_lint.fixes import repair

        allowed = self.request.fix
        assert allowed is not None
        checked = self._offered(checked, documents, focus)
        if not any(r.fix is not None and r.fix.applicability >= allowed for r in checked.reports):
            return result
        settings = self.request.settings
        original = {path: doc.raw for path, doc in documents.items()}

        def again(contents: Mapping[str, bytes]) -> Checked:
            files = self._files(contents)
            changed = {path: Document(path, raw, settings, files) for path, raw in contents.items()}
            complete = self.request.stdin is None or len(changed) > 1
            after = check(changed, captions, unit.folder, focus, self.plan, files, complete=complete)
            return self._offered(after, changed, focus)

        repaired = repair(original, checked, again, allowed)
        problems = list(result.problems)
        diffs: tuple[str, ...] = ()
        changed = len(repaired.contents)
        if not self.request.write:
            diffs = tuple(diff(path, original[path], repaired.contents[path]) for path in sorted(repaired.contents))
        elif repaired.contents and self.request.stdin is None:
            try:
                write_all(self.request.root, repaired.contents, original)
            except WriteError as error:
                return result._replace(problems=(*problems, str(error)))
        notes = list(result.notes)
        if not repaired.converged:
            notes.append(f"{unit.folder or '.'}: fixes still apply after ten rounds; run again, and report this")
        after = repaired.checked
        return UnitResult(
            after.reports,
            tuple((path, one.rule, one.error, one.where) for path, one in after.failures),
            tuple(problems),
            after.suppressed,
            result.documents,
            after.recognised,  # a document that did not decode may be of a kind now
            repaired.applied,
            tuple(sorted(repaired.refused.items())),
            diffs,
            changed,
            tuple(notes),
            next((raw.decode() for path, raw in repaired.contents.items() if path in focus), result.text)
            if self.request.stdin is not None
            else "",
            result.alike,
        )


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


# -------------------------------------------------------------------------------- processes

_worker: Worker | None = None


def _start(worker: Worker) -> None:
    global _worker
    _worker = worker


def _one(unit: Unit) -> UnitResult:
    assert _worker is not None
    return _worker(unit)


def _map(worker: Worker, todo: Sequence[Unit], jobs: int) -> Iterator[UnitResult]:
    """Lint the units, in processes where there are enough documents to pay for them."""
    import sys

    if jobs == 0:
        jobs = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
    size = sum(len(unit.documents) for unit in todo)
    if jobs < 2 or len(todo) < 2 or size < PROCESSES_FROM or not sys.platform.startswith("linux"):
        yield from map(worker, todo)
        return
    import multiprocessing
    import signal

    # Forked, so that rules and configuration are there already; no thread runs yet.
    context = multiprocessing.get_context("fork")
    # Ctrl-C is for the parent, which stops the pool: the processes inherit that it is blocked.
    held = signal.pthread_sigmask(signal.SIG_BLOCK, (signal.SIGINT,))
    try:
        pool = context.Pool(min(jobs, len(todo)), _start, (worker,))
    except BaseException:
        signal.pthread_sigmask(signal.SIG_SETMASK, held)
        raise
    with pool:
        signal.pthread_sigmask(signal.SIG_SETMASK, held)
        processes = multiprocessing.active_children()
        results = pool.imap(_one, todo, chunksize=1)
        while True:
            try:
                yield results.next(timeout=1)
            except StopIteration:
                return
            except multiprocessing.TimeoutError:  # the pool itself would wait for a lost result for ever
                if any(process.exitcode is not None for process in processes):
                    raise ChildProcessError(
                        None, "a process was killed, perhaps for want of memory; --jobs 1 needs least"
                    ) from None


def exit_status(result: Result, fail_on: Severity) -> int:
    """0, 1 or 2, as the documentation of the command says."""
    if result.failures or result.problems:
        return 2
    if not result.recognised and not result.project_recognised and not result.reports:
        return 2
    return 1 if any(report.severity >= fail_on for report in result.reports) else 0
