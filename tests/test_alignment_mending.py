"""Ways that are changed in view of all of them: what seems to be missing, and the last words of a cut translation."""

from __future__ import annotations

from llmdoc_lint.language.alignment.evidence import Texts, compare
from llmdoc_lint.language.alignment.mending import with_loose_end, without_doubtful_gaps
from llmdoc_lint.language.alignment.pieces import Piece
from llmdoc_lint.language.alignment.steps import Step
from llmdoc_lint.settings import Language

WORDS = ("alpha", "beta", "gamma", "delta", "epsilon", "zeta", "eta", "theta", "iota", "kappa")


def piece(at: int, words: str, size: int, kind: str = "text") -> Piece:
    return Piece(at, words, size, kind, 0)


def texts(target: list[tuple[str, int]], kind: str = "text") -> Texts:
    """Five paragraphs, the third of which nothing seems to render; `kind`: that of its neighbours' renderings."""
    source = [piece(at, word, 200) for at, word in enumerate(WORDS[:5])]
    mine = [piece(at, words, size, kind if at in (1, 2) else "text") for at, (words, size) in enumerate(target)]
    return compare(source, mine, Language("en", "de"))


MISSING = [Step(0, 1, 0, 1), Step(1, 2, 1, 2), Step(2, 3, 2, 2), Step(3, 4, 2, 3), Step(4, 5, 3, 4)]
JOINED_BEFORE = [("alpha", 200), ("beta gamma", 400), ("delta", 200), ("epsilon", 200)]
JOINED_BEHIND = [("alpha", 200), ("beta", 200), ("gamma delta", 400), ("epsilon", 200)]


def test_a_paragraph_is_joined_to_the_one_before() -> None:
    assert without_doubtful_gaps(texts(JOINED_BEFORE), MISSING) == [
        MISSING[0],
        Step(1, 3, 1, 2),
        *MISSING[3:],
    ]


def test_a_paragraph_is_joined_to_the_one_behind() -> None:
    assert without_doubtful_gaps(texts(JOINED_BEHIND), MISSING) == [*MISSING[:2], Step(2, 4, 2, 3), MISSING[4]]


def test_a_neighbour_without_its_words_does_not_hold_it() -> None:
    target = [("alpha", 200), ("beta", 400), ("delta", 200), ("gamma epsilon", 200)]
    assert without_doubtful_gaps(texts(target), MISSING) == MISSING


def test_a_neighbour_that_is_too_short_does_not_hold_it() -> None:
    target = [("alpha", 200), ("beta gamma", 210), ("delta", 200), ("epsilon", 200)]
    assert without_doubtful_gaps(texts(target), MISSING) == MISSING


def test_only_paragraphs_are_joined() -> None:
    assert without_doubtful_gaps(texts(JOINED_BEFORE, "list"), MISSING) == MISSING


def test_two_lengths_do_not_show_what_is_usual() -> None:
    steps = [Step(0, 1, 0, 2), Step(1, 2, 2, 2), Step(2, 3, 2, 2), Step(3, 4, 2, 2), Step(4, 5, 2, 4)]
    assert without_doubtful_gaps(texts(JOINED_BEFORE), steps) == steps


# ------------------------------------------------------------------------------------- loose ends


def cut_off(last: str, size: int = 100) -> Texts:
    source = [piece(at, word, 160) for at, word in enumerate(WORDS)]
    target = [*(piece(at, word, 160) for at, word in enumerate(WORDS[:4])), piece(4, last, size)]
    return compare(source, target, Language("en", "de"))


def cut_way() -> list[Step]:
    """The first four correspond, the last words are taken for the source's last, and what is between is missing."""
    return [
        *(Step(at, at + 1, at, at + 1) for at in range(4)),
        *(Step(at, at + 1, 4, 4) for at in range(4, 9)),
        Step(9, 10, 4, 5),
    ]


def test_the_last_words_of_a_cut_translation_belong_to_what_stands_before_them() -> None:
    assert with_loose_end(cut_off("a word"), cut_way()) == [
        *cut_way()[:3],
        Step(3, 4, 3, 5),
        *(Step(at, at + 1, 5, 5) for at in range(4, 10)),
    ]


def test_a_long_end_is_the_end() -> None:
    assert with_loose_end(cut_off("a word", 700), cut_way()) == cut_way()


def test_an_end_with_the_words_of_the_end_is_it() -> None:
    source = [piece(at, f"{word} {at}", 160) for at, word in enumerate(WORDS)]
    target = [*(piece(at, word, 160) for at, word in enumerate(WORDS[:4])), piece(4, "kappa iota 9 8", 100)]
    found = compare(source, target, Language("en", "de"))
    way = [*cut_way()[:4], *cut_way()[4:8], Step(8, 10, 4, 5)]
    assert found.shared(8, 10, 4, 5) >= 3.0
    assert with_loose_end(found, way) == way


def test_a_translation_to_the_end_has_none() -> None:
    whole = [Step(at, at + 1, at, at + 1) for at in range(5)]
    assert with_loose_end(cut_off("epsilon"), whole) == whole
    gone = [*whole, *(Step(at, at + 1, 5, 5) for at in range(5, 10))]
    assert with_loose_end(cut_off("epsilon"), gone) == gone


def test_where_nothing_stands_before_the_gap_its_end_renders_nothing() -> None:
    source = [piece(at, word, 160) for at, word in enumerate(WORDS[:4])]
    found = compare(source, [piece(0, "a word", 60)], Language("en", "de"))
    way = [*(Step(at, at + 1, 0, 0) for at in range(3)), Step(3, 4, 0, 1)]
    assert with_loose_end(found, way) == [Step(0, 0, 0, 1), *(Step(at, at + 1, 1, 1) for at in range(4))]
