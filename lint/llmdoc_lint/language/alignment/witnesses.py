"""Words that survive translation and stand once on either side: they tell whether places correspond.

Latin words and figures only, as they stand; cheap to look for, and too few to align by.
"""

from __future__ import annotations

from bisect import bisect_right
from itertools import accumulate, pairwise
from typing import TYPE_CHECKING

from llmdoc_lint.language.alignment.sides import unit_text
from llmdoc_lint.language.cognates import kept_words, plain

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from llmdoc_lint.course import Pair
    from llmdoc_lint.language.alignment.steps import Step
    from llmdoc_lint.language.units import Unit

__all__ = ["SAME", "UNHEARD", "agreement", "found_once", "once"]

SAME = 0.8
"""Share of witnesses from which on what they are asked for is believed."""

UNHEARD = 0.85
"""Confidence in places that correspond where too few witnesses tell whether the words do, too: a little above `SAME`,
for such a text is not doubted."""

DRIFTED = 3
"""Witnesses in a row that are off by the same number of units, from which on the two sides are shifted there."""

WITNESSES = 300
"""Words that are looked for, at most: each costs a search of the whole source."""


def once(words: Iterable[tuple[str, int]]) -> dict[str, int]:
    """The words that stand at one place only, with that place.

    Of two characters, only figures: "is" and "to" are in URLs and titles.
    """
    places: dict[str, int] = {}
    for word, at in words:
        if len(word) > 2 or (len(word) == 2 and word.isdigit()):
            places[word] = -1 if word in places else at
    return {word: at for word, at in places.items() if at >= 0}


def found_once(words: dict[str, int], text: str) -> Iterator[tuple[int, int]]:
    """The places of words, and where in `text` they stand if they do so once, and as words; of many, a sample."""
    for word, at in list(words.items())[:: len(words) // WITNESSES + 1]:
        place = text.find(word)
        if place < 0 or text.find(word, place + 1) >= 0:
            continue
        if not text[place - 1 : place].isalnum() and not text[place + len(word) : place + len(word) + 1].isalnum():
            yield at, place


def agreement(
    pair: Pair, source: tuple[Unit, ...], target: tuple[Unit, ...], steps: Sequence[Step], reach: int = 0
) -> float:
    """How far witnesses lie where the steps say, or within `reach` source units of it, from 0 to 1.

    `UNHEARD` where too few say anything; 0 where several in a row are off alike.
    """
    words = once((word, at) for at, unit in enumerate(target) for word in dict.fromkeys(_words(pair, unit)))
    if not words:
        return UNHEARD
    texts = [unit_text(pair, unit).lower().replace(",", "") for unit in source]
    starts = [0, *accumulate(len(text) + 1 for text in texts)]
    step_of = [step for step in steps for _ in range(step.target_start, step.target_end)]
    offs: list[int] = []
    for at, place in found_once(words, "\n".join(texts)):
        off = _outside(bisect_right(starts, place) - 1, step_of[at])
        offs.append(off if abs(off) > reach else 0)
    if _drifted(offs):
        return 0.0
    share = offs.count(0) / len(offs) if offs else 0.0
    # Two that agree are enough; of two that do not, either may be chance.
    return share if len(offs) > 2 or (len(offs) == 2 and share == 1) else UNHEARD


def _words(pair: Pair, unit: Unit) -> Iterator[str]:
    return (plain(match[0]) for match in kept_words(unit_text(pair, unit)))


def _outside(at: int, step: Step) -> int:
    """How many source units before (negative) or behind those of the step a unit lies; 0 for one of them."""
    return max(0, at - step.source_end + 1) or min(0, at - step.source_start)


def _drifted(offs: list[int]) -> bool:
    run = 1
    for before, now in pairwise(offs):
        run = run + 1 if now and before and abs(now - before) <= 1 else 1
        if run >= DRIFTED:
            return True
    return False
