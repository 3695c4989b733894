"""Put one fault at a time into a copy of its repository, and see what a run of all rules reports."""

from __future__ import annotations

import shutil
from collections import Counter
from contextlib import contextmanager
from typing import TYPE_CHECKING, NamedTuple

from bench.faults import chapters, encoding, front_matter, links, summary, timestamps, translation
from bench.faults.table import FIXTURES, Fault
from llmdoc_lint.config import load_settings
from llmdoc_lint.run import Request, run

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from llmdoc_lint.report import Report
    from llmdoc_lint.settings import Settings

TODAY = "2026-03-01"
MODULES = (front_matter, timestamps, encoding, summary, chapters, translation, links)


class Measured(NamedTuple):
    fault: Fault
    reports: tuple[Report, ...]  # all of them are the fault's: its repository is silent without it

    @property
    def found(self) -> str:
        """Who reports it: a `right` rule, no rule but an `other` one, or none, which is `missed`."""
        if any(report.rule in self.fault.rules for report in self.reports):
            return "right"
        return "other" if self.reports else "missed"

    @property
    def collateral(self) -> tuple[Report, ...]:
        """What rules report that should not, beside one that should."""
        if self.found != "right":
            return ()
        return tuple(report for report in self.reports if report.rule not in self.fault.rules)


def all_faults() -> Iterator[Fault]:
    for module in MODULES:
        for faults in module.ALL:
            yield from faults()


class Repository:
    """A copy of a sound repository, which gets a fault and loses it again."""

    def __init__(self, name: str, scratch: Path) -> None:
        self.root = scratch / name
        shutil.copytree(FIXTURES / name, self.root)
        self.settings: Settings = load_settings(str(self.root), None)

    def report(self, fault: Fault) -> tuple[Report, ...]:
        """All rules over the folder of the course, or of the document, that the fault is in."""
        path = next(iter(fault.files))
        folder = self.settings.course_folder(path) or path.rpartition("/")[0]
        with self._changed(fault):
            result = run(Request(str(self.root), self.settings, (folder,), today=TODAY))
        assert result.failures == (), f"{fault.note}: {result.failures}"
        return result.reports

    @contextmanager
    def _changed(self, fault: Fault) -> Iterator[None]:
        before = {
            self.root / path: (self.root / path).read_bytes() for path in fault.files if (self.root / path).exists()
        }
        try:
            for path, text in fault.files.items():
                target = self.root / path
                if text is None:
                    target.unlink()
                else:
                    target.parent.mkdir(parents=True, exist_ok=True)
                    target.write_bytes(text.encode("utf-8", "surrogateescape"))
            yield
        finally:
            for path in fault.files:
                (self.root / path).unlink(missing_ok=True)
            for target, content in before.items():
                target.write_bytes(content)


def measure(faults: Iterable[Fault], scratch: Path) -> Iterator[Measured]:
    repositories: dict[str, Repository] = {}
    for fault in faults:
        if fault.root not in repositories:
            repositories[fault.root] = Repository(fault.root, scratch)
        yield Measured(fault, repositories[fault.root].report(fault))


def table(results: Iterable[Measured]) -> Iterator[str]:
    """A line a rule: how many of its faults are reported, and by whom; and the sum."""
    rows: dict[str, Counter[str]] = {}
    for one in results:
        row = rows.setdefault(one.fault.rules[0], Counter())
        row.update(("faults", one.found))
        row["collateral"] += bool(one.collateral)
    columns = ("faults", "right", "other", "missed", "collateral")
    yield f"{'':28}" + "".join(f"{name:>11}" for name in columns)
    total: Counter[str] = Counter()
    for rule in sorted(rows):
        total.update(rows[rule])
        yield f"{rule:28}" + "".join(f"{rows[rule][name]:11}" for name in columns)
    yield f"{'all':28}" + "".join(f"{total[name]:11}" for name in columns)
    if total["faults"]:
        yield f"{'':28}" + "".join(f"{100 * total[name] / total['faults']:10.1f}%" for name in columns)
