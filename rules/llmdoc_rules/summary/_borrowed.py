"""Texts that stand, word for word, under another chapter's heading: a page saved with the text of the one before."""

from __future__ import annotations

from itertools import islice
from typing import TYPE_CHECKING

from llmdoc_rules.summary._exchanges import Better, Exchange
from llmdoc_rules.summary._pieces import PARTS, texts

if TYPE_CHECKING:
    from collections.abc import Iterator

    from llmdoc_lint.course import Course
    from llmdoc_rules.summary._pieces import Place, Text

__all__ = ["borrowed_texts"]

PROBE = 20
"""Code points of a passage that stands in one text only: four or five Korean words."""

EVERY = 40
"""Code points of a line on which one passage is taken: four from a segment of 30 s."""

MOST = 8
FEWEST = 3
"""Passages by which a text is known again; of a text with fewer nothing is said."""

SHARE = 0.6
"""Share of them that the other chapter's text must have: a stamp may stand in the middle of one."""


def borrowed_texts(course: Course) -> Iterator[tuple[Exchange, dict[int, Place]]]:
    """The texts of one part that the other part has under another chapter, and the headings over them.

    The index and the pages have the same translation, or nothing is found. That the other chapter has its own text in
    both tells a text that stands there too from two that have changed places.
    """
    for part, other_part in zip(PARTS, reversed(PARTS), strict=True):
        here, there = texts(course)[part], texts(course)[other_part]
        strange = {number: each for number, text in here.items() if (each := _elsewhere(text, number, there))}
        headings = {number: text.heading for number, text in here.items() if text.heading}
        for number, better in strange.items():
            if number in headings and better.other in here and better.other not in strange:
                yield Exchange("copy", [(number, better)]), headings


def _elsewhere(text: Text, number: int, there: dict[int, Text]) -> Better | None:
    """The chapter that has this text in the other part, None where the chapter itself has any of it."""
    probes = list(islice(_probes(text.text), MOST))
    own = there.get(number)
    if len(probes) < FEWEST or (own is not None and any(probe in own.text for probe in probes)):
        return None
    shares = {other: sum(probe in each.text for probe in probes) / len(probes) for other, each in there.items()}
    other = max(shares, key=shares.__getitem__, default=-1)
    return Better(other, 0.0, shares[other], len(probes)) if shares.get(other, 0.0) >= SHARE else None


def _probes(text: str) -> Iterator[str]:
    """Passages out of the text's lines, headings, lists and quotations aside."""
    for line in text.split("\n"):
        if line[:1] not in ("#", "-", "*", ">", "|"):
            for start in range(PROBE, len(line) - PROBE, EVERY):
                yield line[start : start + PROBE]
