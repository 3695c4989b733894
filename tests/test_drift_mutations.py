"""Clocks that run away are found, told as one stretch, and put right by the fix, which touches nothing but stamps."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING, NamedTuple

import pytest

from harness import FIXTURES, request
from llmdoc_lint.core import Applicability
from llmdoc_lint.language.units import units
from llmdoc_lint.run import Result, run
from llmdoc_lint.transcript import show_time
from model import document

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from llmdoc_lint.language.units import Unit

CLEAN = FIXTURES / "clean"
LECTURE = "docs/week1/chunking-for-llms"
INDEX, PAGE = f"{LECTURE}/kr/_index.md", f"{LECTURE}/kr/bytes-characters-tokens.md"
STAMP = re.compile(r"^\[\d+(?::\d\d){1,2}\]", re.MULTILINE)


@cache
def content(path: str) -> tuple[str, tuple[Unit, ...]]:
    text = (CLEAN / path).read_bytes().decode()
    return text, tuple(unit for unit in units(document(text, path)) if unit.seconds >= 0)


class Drift(NamedTuple):
    path: str
    name: str
    later: dict[int, int]  # seconds that a stamp is late, by its place

    def __str__(self) -> str:
        return f"{self.path.rpartition('/')[2]}: {self.name}"

    def text(self) -> str:
        text, found = content(self.path)
        for at in sorted(self.later, reverse=True):
            start = found[at].at
            end = text.find("]", start) + 1
            text = f"{text[:start]}[{show_time(found[at].seconds + self.later[at])}]{text[end:]}"
        return text


def drifts() -> Iterator[Drift]:
    for path in (INDEX, PAGE):
        found = content(path)[1]
        count = len(found)
        for first in (0, count // 3, count // 2):
            for offset in (60, 90, 600, 1800, -60, -90):
                # Half a page that steps back has more stamps twice than on another clock: these are reported.
                if found[first].seconds + offset >= 0 and (offset > 0 or not first or path == INDEX):
                    yield Drift(path, f"{offset} from {first}", dict.fromkeys(range(first, count), offset))
            for growth in (12, 25, -6, -10):
                if growth * (count - first) >= 200 or growth * (count - first) <= -150:
                    later = {at: growth * (at - first) for at in range(first, count)}
                    yield Drift(path, f"{growth} more each from {first}", later)
    numbers = [unit.part for unit in content(INDEX)[1]]
    for number in sorted(set(numbers)):
        for offset in (90, -300):
            places = [at for at, one in enumerate(numbers) if one == number]
            if content(INDEX)[1][places[0]].seconds + offset >= 0:
                yield Drift(INDEX, f"chapter {number} by {offset}", dict.fromkeys(places, offset))


def plant(drift: Drift, root: Path) -> Path:
    for path in (CLEAN / LECTURE).rglob("*"):
        if path.is_file():
            new = root / path.relative_to(CLEAN)
            new.parent.mkdir(parents=True, exist_ok=True)
            new.write_bytes(path.read_bytes())
    (root / drift.path).write_bytes(drift.text().encode())
    return root


def told(result: Result) -> list[str]:
    return [report.message for report in result.reports if report.rule == "timeline-drift"]


@pytest.mark.parametrize("drift", tuple(drifts()), ids=str)
def test_a_drift_is_found_and_put_right(drift: Drift, tmp_path: Path) -> None:
    root = plant(drift, tmp_path)
    [message] = told(run(request(root, None)))
    offsets = sorted(set(map(abs, drift.later.values())))
    if len(offsets) == 1:
        amount = f"{offsets[0]} s" if offsets[0] < 120 else show_time(offsets[0])
        assert message.endswith(f"{amount} {'late' if max(drift.later.values()) > 0 else 'early'}")
    assert ", " not in message.partition(": ")[2], "one stretch is told as one"
    after = run(request(root, None, Applicability.UNSAFE))
    assert not after.reports, "neither a drift nor what came of it is left"
    sound = content(drift.path)[0]
    fixed = (root / drift.path).read_bytes().decode()
    assert STAMP.sub("[]", fixed) == STAMP.sub("[]", sound), "nothing but stamps changes"
    assert fixed == sound
