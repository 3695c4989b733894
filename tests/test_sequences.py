"""The longest part of a sequence that is in order."""

from __future__ import annotations

from itertools import combinations, pairwise
from random import Random

import pytest

from llmdoc_lint.sequences import longest_rise


@pytest.mark.parametrize(
    ("values", "level", "want"),
    [
        pytest.param([], False, [], id="nothing"),
        pytest.param([3], False, [0], id="one"),
        pytest.param([1, 2, 3], False, [0, 1, 2], id="in order"),
        pytest.param([1, 3, 2, 4], False, [0, 2, 3], id="of several, the lowest values"),
        pytest.param([2, 2, 3], False, [1, 2], id="a value once"),
        pytest.param([2, 2, 3], True, [0, 1, 2], id="or as often as it comes"),
        pytest.param([3, 2, 1], False, [2], id="upside down"),
    ],
)
def test_longest_rise(values: list[int], level: bool, want: list[int]) -> None:
    assert longest_rise(values, level=level) == want


@pytest.mark.parametrize("level", [False, True])
def test_none_is_longer(level: bool) -> None:
    random = Random(7)
    for _ in range(200):
        values = [random.randrange(6) for _ in range(random.randrange(9))]
        found = longest_rise(values, level=level)
        assert all(values[a] <= values[b] if level else values[a] < values[b] for a, b in pairwise(found))
        for longer in combinations(values, len(found) + 1):
            assert not all(a <= b if level else a < b for a, b in pairwise(longer))
