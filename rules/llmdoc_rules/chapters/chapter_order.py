from __future__ import annotations

from typing import TYPE_CHECKING

from llmdoc_lint.core import Finding, NoOptions, Severity, rule
from llmdoc_lint.course import Course
from llmdoc_lint.sequences import longest_rise
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
        counts: dict[int, int] = {}
        for number in numbers:
            counts[number] = counts.get(number, 0) + 1
        for at, item in enumerate(one.items):
            if at not in kept and counts[item.number] == 1:
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


def _ascending(numbers: list[int]) -> set[int]:
    """Places of a longest run of numbers that do not descend.

    Of several, the one that keeps what comes first: of `1 3 2 4` it is the 2 that comes too late.
    """
    from_the_end = longest_rise([-number for number in reversed(numbers)], level=True)
    return {len(numbers) - 1 - at for at in from_the_end}
