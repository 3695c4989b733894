"""What a change brought: the findings of today that the commit it starts from did not have.

Not by the lines of a diff: a change may cause a finding in another document. Both trees are linted with the same
rules and the same configuration, and findings are told apart as a baseline tells them. Of the commit's tree, only
those courses are linted that differ, or whose rules asked something of the tree that has another answer now.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from llmdoc_lint import git
from llmdoc_lint.baseline import Entry, entry, match
from llmdoc_lint.discover import units
from llmdoc_lint.document import Files
from llmdoc_lint.values import NamedTuple
from llmdoc_lint.worker import Worker, lint

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from types import TracebackType

    from llmdoc_lint.discover import Tree, Unit
    from llmdoc_lint.engine import Plan
    from llmdoc_lint.report import Report
    from llmdoc_lint.worker import Request, UnitResult

__all__ = ["Base", "New"]


class New(NamedTuple):
    """What the base does not have."""

    reports: tuple[Report, ...]  # in order
    problems: tuple[str, ...]  # files of the base that could not be read


class Base:
    """The tree that today's is compared with: that of the merge base of HEAD and the revision."""

    __slots__ = ("changed", "commit", "files", "name", "renames", "request", "tree")

    def __init__(self, request: Request, today: Tree) -> None:
        """Raises SourceError."""
        assert request.since is not None
        commit, date = git.merge_base(request.root, request.since)
        changes = git.changes(request.root, commit)
        self.commit = git.Commit(request.root, commit)
        self.tree: Tree = self.commit.walk(request.settings, [])
        self.files = Files(self.commit, request.today, self.tree.documents)
        self.request = request._replace(
            paths=("",), stdin=None, fix=None, cache=None, tracked=False, staged_courses=False
        )
        self.renames = dict(changes.renames)
        given = request.paths if request.stdin is not None else ()
        untracked = {*today.documents, *today.captions} - self.commit.blobs.keys()
        self.changed = {*changes.paths, *given, *untracked}
        where = "the commit of HEAD" if request.since == "HEAD" else f"where HEAD left {request.since}"
        self.name = f"compared with {commit[:10]} of {date}, {where}"

    def __enter__(self) -> Base:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.commit.close()

    def new(self, today: Sequence[tuple[Unit, UnitResult]], worker: Worker) -> New:
        """Of today's reports those that the base does not have; `worker` is today's."""
        touched = set(self.changed)  # also what stayed of a course that lost a file
        for unit in units(self.tree, self.request.settings):
            if not self.changed.isdisjoint((*unit.documents, *unit.captions)):
                touched.update(unit.documents)
        wanted = set(self.changed)
        suspects: list[Report] = []
        for unit, result in today:
            if not result.alike or not touched.isdisjoint((*unit.documents, *unit.captions)):
                wanted.update(unit.documents)
                suspects += result.reports
        if not suspects:
            return New((), ())
        suspects.sort(key=lambda report: report.key)
        then = [one for _, one in self._lint(worker.plan, wanted)]
        entries = self._renamed([entry(report) for one in then for report in one.reports], worker)
        matched = match(suspects, entries, worker.identity)
        return New(
            tuple(report for report, one in zip(suspects, matched, strict=True) if one is None),
            tuple(f"{problem} (in the commit compared with)" for one in then for problem in one.problems),
        )

    def _renamed(self, then: list[Entry], worker: Worker) -> list[Entry]:
        """The entries at the paths that git gives their files now: a document may get another title as well.

        What git takes for a renamed file may be a copy, or just look alike: where the document itself is seen
        elsewhere, it is there.
        """
        if not any(one.path in self.renames for one in then):
            return then
        added = {path: worker.identity(path) for path in worker.paths if path not in self.commit.blobs}
        seen = set(added.values())

        def now(one: Entry) -> str:
            path = self.renames.get(one.path, one.path)
            return one.path if one.document in seen and added.get(path) != one.document else path

        return [one._replace(path=now(one)) for one in then]

    def _lint(self, plan: Plan, wanted: set[str]) -> Iterator[tuple[Unit, UnitResult]]:
        """Lint what the base has in the courses of the paths `wanted`."""
        focus: set[str] = set()
        for unit in units(self.tree, self.request.settings):
            if unit.loose:  # no folder says which of them belong together
                focus.update(wanted.intersection(unit.documents))
            elif not wanted.isdisjoint((*unit.documents, *unit.captions)):
                focus.update(unit.documents)
        worker = Worker(self.request, plan, self.commit, focus, None, self.tree.documents)
        return lint(worker, self.tree, self.request.jobs)
