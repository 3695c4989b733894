"""Every rule against its fixture cases: findings, fixes, bytes."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from harness import FIXTURES, read_out, run_case, write_case
from llmdoc_lint.core import Applicability
from llmdoc_lint.packs import load

if TYPE_CHECKING:
    from pathlib import Path

RULES = load(("llmdoc_rules",))
CASES = sorted(case for rule in RULES for case in (FIXTURES / rule).glob("*") if case.is_dir())


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case.parent.name}/{case.name}")
def test_case(case: Path, tmp_path: Path, update: bool) -> None:
    rule = RULES[case.parent.name]
    ran = run_case(case, rule.id, tmp_path)
    if update:
        write_case(case, ran)
    assert (case / "want.txt").read_bytes().decode("utf-8") == ran.want
    assert read_out(case) == ran.out
    for report in ran.result.reports:
        if report.fix is not None and report.rule == rule.id:
            assert rule.fixes is not None, f"{rule.id} offers a fix but declares none"
            assert report.fix.applicability <= rule.fixes
    # What could be fixed is fixed, and stays fixed.
    left = [r for r in ran.after.reports if r.fix is not None and r.fix.applicability >= Applicability.UNSAFE]
    assert [r for r in left if r.fingerprint not in ran.after.refused] == []
