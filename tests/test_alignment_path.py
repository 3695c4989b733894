"""The dynamic programme finds the cheapest way: beside it, one that tries them all."""

from __future__ import annotations

import random
from functools import cache

import pytest

from llmdoc_lint.language.alignment.band import MARGIN, SMALL, band
from llmdoc_lint.language.alignment.costs import (
    ADDED,
    BLOCKS,
    EXTEND,
    FLOOR,
    LOST,
    MOVES,
    RUNNING,
    bead_costs,
    joining,
    pairing,
)
from llmdoc_lint.language.alignment.evidence import Texts, compare
from llmdoc_lint.language.alignment.path import best_path, fitted
from llmdoc_lint.language.alignment.pieces import PIECE, Piece
from llmdoc_lint.language.alignment.steps import Step
from llmdoc_lint.settings import Language

WORDS = ("alpha", "beta", "gamma", "delta", "epsilon", "zeta", "eta", "theta")
KINDS = ("text", "text", "text", "list", "list", "heading", "quote", "fence", "code", "table")


def pieces(chance: random.Random, count: int, *, structured: bool) -> list[Piece]:
    found: list[Piece] = []
    for at in range(count):
        kind = chance.choice(KINDS) if structured else "text"
        words = chance.sample(WORDS, chance.randrange(4))
        level = chance.randrange(1, 4) if kind == "heading" else 0
        found.append(Piece(at, " ".join(words), chance.choice((20, 60, 150, 170, 320)), kind, level))
    return found


def cost_of(texts: Texts, steps: list[Step], ratio: float, *, structured: bool) -> float:
    """What a way costs, as `costs` has it, put down plainly."""
    prices = BLOCKS if structured else RUNNING
    beads = bead_costs(texts, prices)
    cost = 0.0
    before = -1
    for step in steps:
        source = texts.source[step.source_start : step.source_end]
        target = texts.target[step.target_start : step.target_end]
        here, there = sum(piece.size for piece in source), sum(piece.size for piece in target) / ratio
        move = MOVES.index((len(source), len(target)))
        if move in (LOST, ADDED):
            cost += EXTEND * (here + there) / PIECE + (prices.opening if move != before else 0.0)
        else:
            variance = prices.spread * (here + there) / 2 + FLOOR
            cost += beads[move] + (here - there) ** 2 / (2 * variance) - texts.shared(*step)
            if structured:
                last, rendered = source[-1], target[-1]
                cost += pairing(last.kind, last.level, rendered.kind, rendered.level)
                cost += sum(map(joining, (*source, *target))) if len(source) + len(target) > 2 else 0.0
        before = move
    return cost


def cheapest(texts: Texts, ratio: float, *, structured: bool) -> float:
    """What the cheapest of all ways costs."""

    @cache
    def rest(i: int, j: int, before: int) -> float:
        if (i, j) == (len(texts.source), len(texts.target)):
            return 0.0
        best = float("inf")
        for move, (height, width) in enumerate(MOVES):
            if i + height <= len(texts.source) and j + width <= len(texts.target):
                step = Step(i, i + height, j, j + width)
                cost = cost_of(texts, [step], ratio, structured=structured)
                if move == before and move in (LOST, ADDED):
                    cost -= (BLOCKS if structured else RUNNING).opening
                best = min(best, cost + rest(i + height, j + width, move))
        return best

    return rest(0, 0, -1)


@pytest.mark.parametrize("structured", [False, True], ids=["running", "blocks"])
def test_no_way_is_cheaper(structured: bool) -> None:
    chance = random.Random(1)
    for _ in range(60):
        source = pieces(chance, chance.randrange(1, 9), structured=structured)
        target = pieces(chance, chance.randrange(1, 9), structured=structured)
        texts = compare(source, target, Language("en", "de"))
        ratio = chance.choice((0.7, 1.0, 1.3))
        steps = best_path(texts, ratio, BLOCKS if structured else RUNNING)
        assert steps is not None
        assert [at for step in steps for at in range(step.source_start, step.source_end)] == list(range(len(source)))
        assert [at for step in steps for at in range(step.target_start, step.target_end)] == list(range(len(target)))
        cost = cost_of(texts, steps, ratio, structured=structured)
        assert cost == pytest.approx(cheapest(texts, ratio, structured=structured))


def test_a_passage_is_missing_as_one() -> None:
    """Two gaps of one piece cost more than one of two: a translation lacks passages."""
    texts = compare(
        [Piece(at, f"word{at}", 160, "text", 0) for at in range(6)],
        [Piece(at, f"word{other}", 160, "text", 0) for at, other in enumerate((0, 1, 4, 5))],
        Language("en", "de"),
    )
    steps = best_path(texts, 1.0, BLOCKS)
    assert steps is not None
    assert [step.source_start for step in steps if step.lost] == [2, 3]


# ------------------------------------------------------------------------------------------- band


def long_texts(order: list[int]) -> Texts:
    """A text of a hundred and more pieces of a word each, and another of the same in this order."""
    return compare(
        [Piece(at, f"word{at} name{at}", 160, "text", 0) for at in range(len(order))],
        [Piece(at, f"word{word} name{word}", 160, "text", 0) for at, word in enumerate(order)],
        Language("en", "de"),
    )


def test_all_places_of_a_small_part_are_looked_at() -> None:
    side = [Piece(at, "word", 160, "text", 0) for at in range(int(SMALL**0.5))]
    assert band(compare(side, side, Language("en", "de"))).places == (len(side) + 1) ** 2


def test_of_a_long_part_those_near_the_way_are() -> None:
    found = band(long_texts([*range(300)]))
    assert all(low <= at <= high for at, (low, high) in enumerate(zip(found.low, found.high, strict=True)))
    assert found.low[0] == 0
    assert found.high[-1] == 300
    assert found.places <= 301 * (2 * MARGIN + 2)


@pytest.mark.parametrize("moved", [(40, 250), (250, 40)])
def test_one_point_does_not_lead_the_search_astray(moved: tuple[int, int]) -> None:
    order = [*range(300)]
    order.insert(moved[1], order.pop(moved[0]))
    steps = best_path(long_texts(order), 1.0, RUNNING)
    assert steps is not None
    assert sum(step.single and step.source_start == order[step.target_start] for step in steps) >= 295


def test_what_would_cost_too_much_is_not_looked_for() -> None:
    """Without a word in common nothing shows the way through a long text."""
    side = [Piece(at, "", 160, "text", 0) for at in range(800)]
    texts = compare(side, side, Language("en", "de"))
    assert best_path(texts, 1.0, RUNNING) is None
    assert fitted(texts, 1.0, RUNNING) is None


def test_a_wrong_guess_of_the_ratio_is_mended() -> None:
    texts = compare(
        [Piece(at, f"word{at}", 160, "text", 0) for at in range(8)],
        [Piece(at, f"word{at}", 240, "text", 0) for at in range(8)],
        Language("en", "de"),
    )
    found = fitted(texts, 0.95, RUNNING)
    assert found is not None
    assert found[1] == 1.5
