"""Pieces of chapters that have changed places, told from what each of them would fit better."""

from __future__ import annotations

from typing import TYPE_CHECKING

from llmdoc_lint.values import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

__all__ = ["Better", "Exchange", "best", "exchanges"]

RUN = 3
"""Chapters in a row that must be off alike to be believed where none of them would be alone."""

GAP = 2
"""Chapters of a run that may lie between two of its members without being found themselves: their titles are too
general, or their summaries too short."""


class Better(NamedTuple):
    """Another chapter, which a chapter's piece fits better than its own; fits are cosines, from 0 to 1."""

    other: int
    fit: float  # with its own chapter
    other_fit: float
    words: int  # how many more of the different words asked for the other one has

    @property
    def ratio(self) -> float:
        """How many times better."""
        return self.other_fit / max(self.fit, 1e-6)


Moves = list[tuple[int, Better]]  # a chapter, and where its piece belongs


class Exchange(NamedTuple):
    """What went astray for one reason.

    way: "swap" (two have changed places), "circle" (three and more have), "run" (several are off by as many chapters),
    "copy" (a chapter has another one's piece, which stands there, too), "one".
    """

    way: str
    moves: Moves


def exchanges(
    edges: dict[int, dict[int, Better]],
    *,
    sure: Callable[[int, Better], bool],
    alone: Callable[[int, Better], bool],
) -> list[Exchange]:
    """What explains the edges: circles first, then runs, then single pieces. Each chapter is in one of them.

    `sure` tells what counts where no circle is closed, `alone` what does without neighbours that are off alike.
    """
    left = dict(edges)
    found: list[Exchange] = []
    for closed in (_swap, _circle):
        for number in sorted(left):
            if number in left and (circle := closed(left, number)):
                found.append(_told(circle))
                left = {at: each for at, each in left.items() if at not in dict(circle)}
    strays = [(number, edge) for number in sorted(left) if sure(number, edge := best(left[number]))]
    touched: set[int] = set()  # where the pieces of longer runs stand, or belong
    for run in sorted(_runs(strays), key=len, reverse=True):
        moves = run if len(run) >= RUN else [move for move in run if alone(*move)]
        if len(moves) > 1:
            touched.update(at for number, edge in moves for at in (number, edge.other))
            found.append(Exchange("run", moves))
        elif moves and not {moves[0][0], moves[0][1].other} <= touched:  # else it made room for the others
            found.append(Exchange("one", moves))
    return found


def best(edges: dict[int, Better]) -> Better:
    """The chapter that a piece fits best."""
    return max(edges.values(), key=lambda edge: (edge.other_fit, -edge.other))


def _swap(left: dict[int, dict[int, Better]], first: int) -> Moves:
    """The chapter and the one whose place it has and that has its place; none if there is no such."""
    partners = [edge for other, edge in left[first].items() if first in left.get(other, ())]
    if not partners:
        return []
    edge = max(partners, key=lambda one: one.ratio * left[one.other][first].ratio)
    return [(first, edge), (edge.other, left[edge.other][first])]


def _circle(left: dict[int, dict[int, Better]], first: int) -> Moves:
    """Three chapters that have each other's pieces, else those reached by what fits best if that leads back."""
    for second, edge in left[first].items():
        for third, behind in left.get(second, {}).items():
            if third != first and first in left.get(third, ()):
                return [(first, edge), (second, behind), (third, left[third][first])]
    circle: dict[int, Better] = {}
    at = first
    while at in left and at not in circle:
        circle[at] = best(left[at])
        at = circle[at].other
    return list(circle.items()) if at == first and at in circle else []


def _told(circle: Moves) -> Exchange:
    """A circle as what says most: where all but the one that made room are off alike, as a run."""
    longest = max(_runs(sorted(circle)), key=len)
    if len(circle) > RUN and len(longest) == len(circle) - 1:
        return Exchange("run", longest)
    return Exchange("swap" if len(circle) == 2 else "circle", circle)


def _runs(moves: Moves) -> Iterator[Moves]:
    """The moves, in order, put together where they go as far and nearly follow each other."""
    run: Moves = []
    for number, edge in moves:
        if run:
            last, before = run[-1]
            if number - last > GAP + 1 or edge.other - number != before.other - last:
                yield run
                run = []
        run.append((number, edge))
    if run:
        yield run
