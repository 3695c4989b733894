"""Each rule reports the first fault that the bench has for it in `fixtures/sound`."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

import pytest

from bench.faults.measure import Measured, Repository, all_faults, table
from bench.faults.table import PASSWORDS, change, remove, without_sources, write
from harness import files_of
from llmdoc_lint.packs import load

if TYPE_CHECKING:
    from bench.faults.table import Fault

RULES = load(("llmdoc_rules",))


@cache
def faults() -> tuple[Fault, ...]:
    return tuple(all_faults())


@cache
def firsts() -> dict[str, Fault]:
    """By rule, the first fault in the sound repository."""
    found: dict[str, Fault] = {}
    for fault in faults():
        if fault.root == "sound":
            found.setdefault(fault.rules[0], fault)
    return found


@pytest.fixture(scope="module")
def repository(tmp_path_factory: pytest.TempPathFactory) -> Repository:
    return Repository("sound", tmp_path_factory.mktemp("faults"))


def test_faults_name_rules_and_are_made_for_all_but_new_ones() -> None:
    """A rule is added without them; `rule-failed` has none, since no document makes a rule of ours raise."""
    assert len(firsts()) >= 80
    assert {rule for fault in faults() for rule in fault.rules} <= set(RULES)


@pytest.mark.parametrize("rule", sorted(firsts()))
def test_a_rule_reports_the_first_fault_made_for_it(rule: str, repository: Repository) -> None:
    fault = firsts()[rule]
    assert rule in {report.rule for report in repository.report(fault)}, fault.note


def test_a_repository_loses_a_fault_again(repository: Repository) -> None:
    before = {path: path.read_bytes() for path in files_of(repository.root)}
    removed = remove("chapter-missing", PASSWORDS.page(3))
    changed = change("key-missing", (PASSWORDS.page(1), r"^chapter: 1\n", ""))
    for fault in (removed, write("document-unknown", "notes/a.md", "Text.\n"), without_sources(PASSWORDS, changed)):
        repository.report(fault)
        assert {path: path.read_bytes() for path in files_of(repository.root)} == before


def test_the_table_says_who_reports_a_fault(repository: Repository) -> None:
    fault = remove("chapter-missing", PASSWORDS.page(3))
    [report] = repository.report(fault)
    other = report._replace(rule="mojibake")
    found = [Measured(fault, reports) for reports in ((report,), (report, other), (other,), ())]
    assert [one.found for one in found] == ["right", "right", "other", "missed"]
    assert [len(one.collateral) for one in found] == [0, 1, 0, 0]
    heads, row, total, shares = (line.split() for line in table(found))
    assert heads == ["faults", "right", "other", "missed", "collateral"]
    assert row == ["chapter-missing", "4", "2", "1", "1", "1"]
    assert total == ["all", *row[1:]]
    assert shares == ["100.0%", "50.0%", "25.0%", "25.0%", "25.0%"]
