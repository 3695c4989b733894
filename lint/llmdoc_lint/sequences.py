"""The longest part of a sequence that is in order: what need not move, while the rest is out of place."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

__all__ = ["longest_rise"]


def longest_rise(values: Sequence[int], *, level: bool = False) -> list[int]:
    """The places, ascending, of a longest subsequence that rises; with `level`, values may also stay the same.

    Patience sorting, O(n log n). Of several, it is one with the lowest values: of `1 3 2 4` that with the 2.
    """
    behind = bisect_right if level else bisect_left
    tails: list[int] = []  # of the rises of each length so far, the lowest value that one ends in
    tail_at: list[int] = []  # and its place
    before: list[int] = []  # for each place, the one before it in the longest rise that ends there
    for at, value in enumerate(values):
        length = behind(tails, value)
        before.append(tail_at[length - 1] if length else -1)
        tails[length : length + 1] = [value]
        tail_at[length : length + 1] = [at]
    found: list[int] = []
    at = tail_at[-1] if tail_at else -1
    while at >= 0:
        found.append(at)
        at = before[at]
    return found[::-1]
