"""A run: from paths to results. Every way into the linter goes through `run`."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from llmdoc_lint.cache import (
    Cache,
    load_documents,
    load_result,
    save_documents,
)
from llmdoc_lint.codec import encode
from llmdoc_lint.core import Severity, record
from llmdoc_lint.course import Captions, profile
from llmdoc_lint.digests import code_digest, digest
from llmdoc_lint.discover import Tree, Unit, excluded, units, walk
from llmdoc_lint.document import Document, Files, kind, sound
from llmdoc_lint.engine import Checked, Plan, check, select
from llmdoc_lint.files import WriteError, read, write_all
from llmdoc_lint.packs import load
from llmdoc_lint.values import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from llmdoc_lint.report import Report
    from llmdoc_lint.settings import Settings

__all__ = ["Request", "Result", "UnitResult", "exit_status", "run"]

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


def run(request: Request) -> Result:
    """Lint, and fix where asked. Raises PackError, UnknownRule and OSError (the root cannot be read)."""
    settings = request.settings
    rules = load(settings.packs)
    active = select(rules, settings, request.select, request.ignore)
    plan = Plan(active, rules, settings)
    notes: list[str] = []
    problems: list[str] = []
    unreadable: list[tuple[str, str]] = []
    tree = walk(request.root, "", settings, unreadable)
    focus = _focus(request, tree, notes)
    for folder, why in sorted(unreadable):  # it may hold documents of the paths
        if any(not path or f"{folder}/".startswith(f"{path}/") for path in request.paths):
            problems.append(f"{folder}: cannot be read: {why}")
    extra = focus - set(tree.documents)
    if extra:
        tree = Tree(tuple(sorted({*tree.documents, *extra})), tree.captions)
    worker = Worker(request, plan, focus, _cache(request, plan), request.today)
    todo = list(_units(tree, settings, focus, worker))
    results = list(_map(worker, todo, request.jobs))
    reports = sorted((report for one in results for report in one.reports), key=lambda report: report.key)
    recognised = sum(one.recognised for one in results)
    return Result(
        tuple(reports),
        tuple(sorted(failure for one in results for failure in one.failures)),
        (*problems, *sorted(problem for one in results for problem in one.problems)),
        (*notes, *(note for one in results for note in one.notes)),
        sum(one.suppressed for one in results),
        sum(one.documents for one in results),
        recognised,
        tuple(sorted((fixed for one in results for fixed in one.fixed), key=lambda report: report.key)),
        {name: why for one in results for name, why in one.refused},
        tuple(diff for one in results for diff in one.diffs),
        sum(one.changed for one in results),
        "".join(one.text for one in results),
        recognised > 0 or _any_recognised(tree, focus, worker),
    )


def _focus(request: Request, tree: Tree, notes: list[str]) -> set[str]:
    """The documents that the paths of the request name."""
    focus: set[str] = set()
    for path in request.paths:
        full = os.path.join(request.root, *path.split("/")) if path else request.root
        if request.stdin is not None:
            focus.add(path)
        elif os.path.isdir(full):
            prefix = f"{path}/" if path else ""
            focus.update(doc for doc in tree.documents if doc.startswith(prefix))
        elif excluded(path, request.settings):
            notes.append(f"{path}: excluded by the configuration")
        else:
            focus.add(path)
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
    """Put documents together that no folder sorts: those with the same parent, or the same source."""
    groups: dict[str, list[str]] = {}
    for path in unit.documents:
        key = f"path:{path}"
        doc = worker.open(path, [])
        if doc is not None and sound(doc) and kind(doc) is not None:
            mine = profile(doc)
            name = path.rpartition("/")[2].rpartition(".")[0]
            key = mine.source or mine.parent or name
        groups.setdefault(key, []).append(path)
    for paths in sorted(groups.values()):
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

    __slots__ = ("cache", "focus", "plan", "request", "today")

    def __init__(self, request: Request, plan: Plan, focus: set[str], cache: Cache | None, today: str) -> None:
        self.request = request
        self.plan = plan
        self.focus = focus
        self.cache = cache
        self.today = today

    def open(self, path: str, problems: list[str], notes: list[str] | None = None) -> Document | None:
        """Read a document; one that cannot be read is a problem, one that vanished a note."""
        request = self.request
        if request.stdin is not None and path in self.focus:
            raw = request.stdin
        else:
            try:
                raw = read(os.path.join(request.root, *path.split("/")))
            except OSError as error:
                text = f"{path}: cannot be read: {error.strerror or error}"
                if isinstance(error, FileNotFoundError) and path not in request.paths and notes is not None:
                    notes.append(f"{path}: disappeared while the project was linted")
                else:
                    problems.append(text)
                return None
        return Document(path, raw, request.settings, Files(request.root, self.today))

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
                captions.append(Captions(path, read(os.path.join(self.request.root, *path.split("/")))))
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
            files = Files(self.request.root, self.today)
            kept: UnitResult | None = load_result(cache, name, key, files)
            if kept is not None and self.request.fix is None:
                return kept._replace(problems=tuple(problems), notes=tuple(notes))
        files = Files(self.request.root, self.today)
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
        if self.request.fix is not None:
            result = self._fix(unit, documents, tuple(captions), focus, checked, result)
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
            doc.files = Files(files.root, files.today)
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
        if not any(r.fix is not None and r.fix.applicability >= allowed for r in checked.reports):
            return result
        settings = self.request.settings
        original = {path: doc.raw for path, doc in documents.items()}

        def again(contents: Mapping[str, bytes]) -> Checked:
            files = Files(self.request.root, self.today)
            changed = {path: Document(path, raw, settings, files) for path, raw in contents.items()}
            complete = self.request.stdin is None or len(changed) > 1
            return check(changed, captions, unit.folder, focus, self.plan, files, complete=complete)

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
