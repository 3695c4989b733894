"""Lint units, one by one or in several processes: from a tree's files to what each unit came to."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from llmdoc_lint.cache import Cache, fits, has_result, load_documents, load_result, save_documents
from llmdoc_lint.codec import encode
from llmdoc_lint.core import record
from llmdoc_lint.course import Captions, profile
from llmdoc_lint.digests import digest
from llmdoc_lint.discover import Tree, Unit, units
from llmdoc_lint.document import Document, Files, sound
from llmdoc_lint.engine import Checked, Plan, check
from llmdoc_lint.files import WriteError, write_all
from llmdoc_lint.kinds import kind
from llmdoc_lint.report import identity
from llmdoc_lint.result import FailedRule
from llmdoc_lint.values import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from llmdoc_lint.baseline import Entry
    from llmdoc_lint.report import Report
    from llmdoc_lint.settings import Settings
    from llmdoc_lint.sources import Source

__all__ = ["Request", "UnitResult", "Worker", "lint"]

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
    staged_courses: bool = False  # instead of the paths: the courses that lose a file in the commit being made
    since: str | None = None  # a revision: report what its merge base with HEAD did not have
    baseline: tuple[Entry, ...] = ()  # findings that are known and not reported
    suppress: str | None = None  # a reason: put suppressions in, instead of fixes
    timed: bool = False  # tell how long each rule took
    once: str | None = None  # names the other calls that share this one's work: what one reports, the others do not


@record
class UnitResult(NamedTuple):
    """What one unit came to; sent between processes and kept in the cache."""

    reports: tuple[Report, ...]
    failures: tuple[FailedRule, ...]
    problems: tuple[str, ...]  # files that could not be read or written
    suppressed: int
    documents: int
    recognised: int
    fixed: tuple[Report, ...] = ()
    refused: tuple[tuple[str, str], ...] = ()  # fingerprint, why its fix was rolled back
    diffs: tuple[str, ...] = ()
    changed: int = 0  # documents written, or that would be
    notes: tuple[str, ...] = ()
    text: str = ""  # the document from standard input, fixed
    alike: bool = False  # what its rules asked of the tree, the tree that it is compared with answers as well
    times: tuple[tuple[str, float], ...] = ()  # seconds of each rule, where they are wanted


# ---------------------------------------------------------------------------------- one unit


class ReadUnit(NamedTuple):
    """A unit whose files have been read."""

    folder: str
    documents: dict[str, Document]  # by path
    captions: tuple[Captions, ...]
    focus: set[str]  # of the documents, those whose findings are wanted
    problems: tuple[str, ...]  # files that could not be read
    notes: tuple[str, ...]


class Shelf(NamedTuple):
    """Where the cache has what was found in a unit."""

    cache: Cache
    name: str  # of the unit
    key: str  # everything of the unit that its result depends on
    hashes: dict[str, str]  # of the documents, by path


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

    def __call__(self, unit: Unit) -> UnitResult:
        read = self._read(unit)
        shelf = None if self.cache is None else _shelf(self.cache, unit, read)
        known = None if shelf is None or self.request.fix is not None else self._kept(read, shelf)
        if known is not None:
            return known
        files = self._files({path: doc.raw for path, doc in read.documents.items()})
        checked = self._check(read, files, shelf)
        result = self._result(read, checked)
        if shelf is not None and not checked.failures and not read.problems:
            shelf.cache.save(f"{shelf.name}.result", {"key": shelf.key, "asked": files.asked, "value": encode(result)})
        if self.base is not None:
            result = result._replace(alike=fits(files.asked, self.base))
        if self.request.fix is not None:
            result = self._fixed(read, checked, result, self.request.fix)
        return result._replace(times=self._times())

    def known(self, unit: Unit) -> UnitResult | None:
        """What an earlier run found in the unit; None where none did, or where it has to be linted again."""
        if self.cache is None or self.request.fix is not None or not has_result(self.cache, _shelf_name(unit)):
            return None
        read = self._read(unit)
        return self._kept(read, _shelf(self.cache, unit, read))

    def open(self, path: str, problems: list[str], notes: list[str] | None = None) -> Document | None:
        """Read a document; one that cannot be read is a problem, one that vanished a note."""
        try:
            raw = self.source.read(path)
        except OSError as error:
            if isinstance(error, FileNotFoundError) and path not in self.request.paths and notes is not None:
                notes.append(f"{path}: disappeared while the project was linted")
            else:
                problems.append(_unreadable(path, error))
            return None
        return Document(path, raw, self.request.settings, self._files({}))

    def identity(self, path: str) -> str | None:
        """What the document at `path` is, wherever it lies (`report.identity`); None where there is none."""
        doc = self.open(path, [], [])
        return None if doc is None else identity(doc)

    def _files(self, at_hand: Mapping[str, bytes]) -> Files:
        """The tree as rules ask about it; `at_hand` holds documents that are read already."""
        return Files(self.source, self.request.today, self.paths, at_hand)

    def _read(self, unit: Unit) -> ReadUnit:
        problems: list[str] = []
        notes: list[str] = []
        opened = ((path, self.open(path, problems, notes)) for path in unit.documents)
        documents = {path: doc for path, doc in opened if doc is not None}
        captions = []
        for path in unit.captions:
            try:
                captions.append(Captions(path, self.source.read(path)))
            except OSError as error:
                problems.append(_unreadable(path, error))
        focus = self.focus.intersection(documents)
        return ReadUnit(unit.folder, documents, tuple(captions), focus, tuple(problems), tuple(notes))

    def _kept(self, read: ReadUnit, shelf: Shelf) -> UnitResult | None:
        """The result that an earlier run kept, None where the unit or the tree has changed since."""
        loaded = load_result(shelf.cache, shelf.name, shelf.key, self._files({}))
        if loaded is None:
            return None
        kept: UnitResult = loaded[0]
        alike = self.base is not None and fits(loaded[1], self.base)
        return kept._replace(problems=read.problems, notes=read.notes, alike=alike)

    def _check(self, read: ReadUnit, files: Files, shelf: Shelf | None) -> Checked:
        """Lint the unit; with a cache, only what changed, and keep what others may need."""
        for doc in read.documents.values():
            doc.files = files
        if shelf is None:
            return self._run(read, files)
        cache, name, _, hashes = shelf
        kept = load_documents(cache, name, read.documents, hashes, files)
        fresh: dict[str, tuple[Report, ...]] = {}
        asked: dict[str, dict[str, str]] = {}
        for path, doc in read.documents.items():  # what a document's own rules ask is noted for it alone
            doc.files = files.anew()
            asked[path] = doc.files.asked
        known = {path: one.reports for path, one in kept.items() if one.reports is not None}
        checked = self._run(read, files, known, fresh)
        for path, answers in asked.items():
            files.asked.update(answers)
            if path in known:
                files.asked.update(kept[path].asked)
        sounds = {path: doc for path, doc in read.documents.items() if sound(doc)}
        save_documents(cache, name, sounds, hashes, kept, fresh, asked)
        return checked

    def _run(
        self,
        read: ReadUnit,
        files: Files,
        kept: Mapping[str, tuple[Report, ...]] | None = None,
        fresh: dict[str, tuple[Report, ...]] | None = None,
    ) -> Checked:
        """Run the rules over the unit; `kept` and `fresh` as for `engine.check`."""
        complete = self.request.stdin is None or len(read.documents) > 1
        return check(
            read.documents,
            read.captions,
            read.folder,
            read.focus,
            self.plan,
            files,
            kept=kept,
            fresh=fresh,
            complete=complete,
        )

    def _result(self, read: ReadUnit, checked: Checked) -> UnitResult:
        stdin = self.request.stdin
        return UnitResult(
            checked.reports,
            _failures(checked),
            read.problems,
            checked.suppressed,
            len(read.focus),
            checked.recognised,
            notes=read.notes,
            text="" if stdin is None else stdin.decode("utf-8", "surrogateescape"),
        )

    def _fixed(self, read: ReadUnit, checked: Checked, result: UnitResult, allowed: int) -> UnitResult:
        """Apply fixes of at least `allowed` applicability; `checked` and `result` are the unit as it was read.

        The result is that of the unit afterwards; as it was, and a problem, where nothing could be written.
        """
        from llmdoc_lint.fixes import diff, repair

        request = self.request
        before = self._offered(read, checked)
        if not any(one.fix is not None and one.fix.applicability >= allowed for one in before.reports):
            return result
        original = {path: doc.raw for path, doc in read.documents.items()}

        def again(contents: Mapping[str, bytes]) -> Checked:
            files = self._files(contents)
            documents = {path: Document(path, raw, request.settings, files) for path, raw in contents.items()}
            changed = read._replace(documents=documents)
            return self._offered(changed, self._run(changed, files))

        repaired = repair(original, before, again, allowed)
        contents, after = repaired.contents, repaired.checked
        if contents and request.write and request.stdin is None:
            try:
                write_all(request.root, contents, original)
            except WriteError as error:
                return result._replace(problems=(*result.problems, str(error)))
        diffs = () if request.write else (diff(path, original[path], contents[path]) for path in sorted(contents))
        shown = (raw.decode() for path, raw in contents.items() if path in read.focus)
        still = f"{read.folder or '.'}: fixes still apply after ten rounds; run again, and report this"
        return result._replace(
            reports=after.reports,
            failures=_failures(after),
            suppressed=after.suppressed,
            recognised=after.recognised,  # a document that did not decode may be of a kind now
            fixed=repaired.applied,
            refused=tuple(sorted(repaired.refused.items())),
            diffs=tuple(diffs),
            changed=len(contents),
            notes=result.notes if repaired.converged else (*result.notes, still),
            text=result.text if request.stdin is None else next(shown, result.text),
        )

    def _offered(self, read: ReadUnit, checked: Checked) -> Checked:
        """The findings with what there is to apply: their fixes, or suppressions where these are asked for."""
        reason = self.request.suppress
        if reason is None:
            return checked
        from llmdoc_lint.add_suppressions import instead_of_fixes

        about = frozenset(one.rule.id for one in self.plan.outcomes)
        return instead_of_fixes(checked, read.documents, read.focus, reason, about)

    def _times(self) -> tuple[tuple[str, float], ...]:
        """The seconds of each rule since they were last asked for."""
        if self.plan.times is None:
            return ()
        times = tuple(self.plan.times.items())
        self.plan.times.clear()
        return times


def _unreadable(path: str, error: OSError) -> str:
    return f"{path}: cannot be read: {error.strerror or error}"


def _failures(checked: Checked) -> tuple[FailedRule, ...]:
    return tuple(FailedRule(path, one.rule, one.error, one.where) for path, one in checked.failures)


def _shelf(cache: Cache, unit: Unit, read: ReadUnit) -> Shelf:
    hashes = {path: digest(doc.raw) for path, doc in read.documents.items()}
    key = digest(
        *(part for path in read.documents for part in (path, hashes[path])),
        *(part for one in read.captions for part in (one.path, one.raw)),
        *sorted(read.focus),
    )
    return Shelf(cache, _shelf_name(unit), key, hashes)


def _shelf_name(unit: Unit) -> str:
    return digest(unit.folder, *(unit.documents[:1] if unit.loose else ()))


# --------------------------------------------------------------------------------- all units


def lint(worker: Worker, tree: Tree, jobs: int) -> Iterator[tuple[Unit, UnitResult]]:
    """Lint the units of `tree` that hold a document of the worker's focus.

    In `jobs` processes (0: one a processor) where there are enough documents to pay for them.
    """
    jobs = jobs or _processors()
    todo = list(_units(worker, tree))
    known: dict[Unit, UnitResult] = {}
    if _pays(todo, jobs):  # to read what the cache has takes no longer than to start processes that read it
        known = {unit: result for unit in todo if (result := worker.known(unit)) is not None}
    left = [unit for unit in todo if unit not in known]
    if _pays(left, jobs):
        from llmdoc_lint.processes import in_processes

        results = in_processes(worker, left, min(jobs, len(left)))
    else:
        results = map(worker, left)
    for unit in todo:
        yield unit, known[unit] if unit in known else next(results)


def _processors() -> int:
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def _pays(todo: Sequence[Unit], jobs: int) -> bool:
    """Whether several processes lint the units in less time than one."""
    import sys

    if jobs < 2 or len(todo) < 2 or not sys.platform.startswith("linux"):
        return False
    return sum(len(unit.documents) for unit in todo) >= PROCESSES_FROM


def _units(worker: Worker, tree: Tree) -> Iterator[Unit]:
    for unit in units(tree, worker.request.settings, worker.focus):
        if unit.loose:
            yield from _split(worker, unit)
        else:
            yield unit


def _split(worker: Worker, unit: Unit) -> Iterator[Unit]:
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
        if not worker.focus.isdisjoint(paths):
            yield Unit(paths[0].rpartition("/")[0], True, tuple(paths), ())
