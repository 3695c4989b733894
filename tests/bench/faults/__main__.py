"""Faults made on purpose in `fixtures/clean` and `fixtures/sound`, and the share that a whole run reports.

    cd tests && python -m bench.faults [--rule ID ...] [--misses]

One fault a run, over all rules. It is found where a rule reports it that may: `right`. A fault that only `other` rules
report is seen, but not named. `collateral` counts the faults that rules report which should not, beside a right one.
The table has a line for each rule that faults were made for. Some of what is missed is meant to be: a rule's page says
what it is silent about.
"""

from __future__ import annotations

import argparse
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from bench.faults.measure import Measured, all_faults, measure, table

if TYPE_CHECKING:
    from collections.abc import Iterator


def told(one: Measured) -> Iterator[str]:
    """A fault, and what was reported of it."""
    yield f"{one.found}: {' '.join(one.fault.rules)}: {one.fault.note}".replace("\n", "\\n")[:240]
    for report in one.reports:
        place = f"{report.place.path}:{report.place.line}"
        yield f"    {place} {report.rule} «{report.excerpt[:60]}» {report.message[:160]}"


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--rule", action="append", default=[], help="only the faults made for this rule")
    parser.add_argument("--misses", action="store_true", help="print what is missed, or reported by other rules only")
    options = parser.parse_args()
    faults = [fault for fault in all_faults() if not options.rule or fault.rules[0] in options.rule]
    if not faults:
        parser.error("no fault is made for that")
    with tempfile.TemporaryDirectory() as scratch:
        results = list(measure(faults, Path(scratch)))
    if options.misses:
        for one in results:
            if one.found != "right" or one.collateral:
                print("\n".join(told(one)))
        print()
    print("\n".join(table(results)))


if __name__ == "__main__":
    main()
