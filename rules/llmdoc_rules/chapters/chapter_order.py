from __future__ import annotations

from bisect import bisect_right
from typing import TYPE_CHECKING

from llmdoc_lint.core import Finding, NoOptions, Severity, rule
from llmdoc_lint.course import Course
from llmdoc_rules.chapters._roll import ROLES, lists

if TYPE_CHECKING:
    from collections.abc import Iterator


@rule(
    "chapter-order",
    Course,
    NoOptions,
    severity=Severity.ERROR,
)
def check(course: Course, options: NoOptions) -> Iterator[Finding]:
    """A chapter stands out of order.

    A lecture is read from top to bottom, and a transcript's sentences run from one chapter into
    the next: a chapter in the wrong place breaks both it and its neighbours.

    Reported are the fewest chapters that would have to move. A list that counts down throughout is
    in order, its own.

    Bad:

        1. [소개](#1-소개)
        3. [토큰](#3-토큰)
        2. [바이트](#2-바이트)

    Good:

        1. [소개](#1-소개)
        2. [바이트](#2-바이트)
        3. [토큰](#3-토큰)
    """
    for one in lists(course):
        numbers = [item.number for item in one.items]
        kept = _ascending(numbers)
        if len(kept) == len(numbers) or len(kept) * 2 < len(numbers) or numbers == sorted(numbers, reverse=True):
            continue
        stay = set(kept)
        counts: dict[int, int] = {}
        for number in numbers:
            counts[number] = counts.get(number, 0) + 1
        for at, item in enumerate(one.items):
            if at not in stay and counts[item.number] == 1:
                where = []
                if at:
                    where.append(f"behind chapter {numbers[at - 1]}")
                if at + 1 < len(numbers):
                    where.append(f"before chapter {numbers[at + 1]}")
                yield Finding(
                    one.doc.span(item.title_start, item.title_end),
                    f"chapter {item.number} stands {' and '.join(where)} in the {ROLES[one.role]}",
                    data={"chapter": item.number},
                )


def _ascending(numbers: list[int]) -> list[int]:
    """Positions of a longest run of numbers that do not descend.

    Of several, the one that keeps what comes first: of `1 3 2 4` it is the 2 that comes too late.
    """
    tails: list[int] = []  # from the end, negated: the smallest last number of a run of each length
    at_tail: list[int] = []
    before: list[int] = []
    for at in range(len(numbers) - 1, -1, -1):
        length = bisect_right(tails, -numbers[at])
        before.append(at_tail[length - 1] if length else -1)
        if length == len(tails):
            tails.append(-numbers[at])
            at_tail.append(at)
        else:
            tails[length] = -numbers[at]
            at_tail[length] = at
    before.reverse()
    kept = []
    at = at_tail[-1] if at_tail else -1
    while at >= 0:
        kept.append(at)
        at = before[at]
    return kept
