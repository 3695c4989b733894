"""The door to kiwipiepy, a morphological analyser: an optional library (the extra `ko`), loaded when it is needed.

Loading it takes 1.6 s, a sentence some 2 ms. So it is asked only about places that a cheap scan could not decide.
"""

from __future__ import annotations

from functools import cache
from importlib import import_module
from typing import TYPE_CHECKING, Any

from llmdoc_lint.values import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Sequence

__all__ = ["LIBRARY", "Change", "are_particles", "available"]

LIBRARY = "kiwipiepy"

MARGIN = 5.0
"""How much likelier a sentence must be with the other form, in natural logarithms.

Measured on human-translated documentation (1.2 million Hangul syllables): of 386 places where a sound text looks as if
a particle did not agree, the likeliest is at 3.9 (a typing error, 사용는, at 4.9); of 230 particles put in their wrong
form, 94 % lie above 5.
"""

_NOUNS = ("NN", "NP", "NR", "SL", "SN", "SW", "XSN")  # beginnings of the tags of what particles stand behind


class Change(NamedTuple):
    """A sentence, and another form for what stands from `start` to `end` in it."""

    sentence: str
    start: int
    end: int
    form: str


@cache
def available() -> bool:
    """Whether the library is installed; nothing is loaded to tell."""
    from importlib.machinery import PathFinder

    return PathFinder.find_spec(LIBRARY) is not None


@cache
def _analyser() -> Any:
    # One worker: documents are spread over processes already. Without typo correction: what is written is judged.
    return import_module(LIBRARY).Kiwi(num_workers=1)


def are_particles(changes: Sequence[Change]) -> list[bool]:
    """Whether what each change replaces is a particle in its wrong form.

    The analyser knows which form stands behind which sound, so it never takes a wrong form for a particle: it reads
    (문장)가 as a prefix. What tells is the sentence with the other form: that must be much likelier, and the form in it
    a particle behind a noun. 전문가 is likelier than 전문이. Raises nothing; all False without the library.
    """
    if not changes or not available():
        return [False] * len(changes)
    sentences = list(dict.fromkeys(each for one in changes for each in (one.sentence, _changed(one))))
    read = {
        sentence: best[0] for sentence, best in zip(sentences, _analyser().analyze(sentences, top_n=1), strict=True)
    }
    return [
        read[_changed(one)][1] - read[one.sentence][1] > MARGIN and _has_particle(read[_changed(one)][0], one)
        for one in changes
    ]


def _changed(one: Change) -> str:
    return one.sentence[: one.start] + one.form + one.sentence[one.end :]


def _has_particle(tokens: Sequence[Any], one: Change) -> bool:
    """Whether the form stands as a particle directly behind a noun."""
    end, tag = -1, ""  # of the token before
    for token in tokens:
        if token.start == one.start:
            is_particle: bool = token.tag.startswith("J") and token.form == one.form
            return is_particle and end == one.start and tag.startswith(_NOUNS)
        end, tag = token.start + token.len, token.tag
    return False
