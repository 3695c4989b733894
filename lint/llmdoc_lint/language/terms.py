"""The content words of texts, and which of several texts some words fit best."""

from __future__ import annotations

from collections import Counter
from functools import lru_cache
from math import log, sqrt
from typing import TYPE_CHECKING

from llmdoc_lint.patterns import pattern
from llmdoc_lint.values import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

__all__ = ["Field", "Fit", "covered", "covers", "different_terms", "terms"]

_WORD = pattern(r"[가-힣]{2,}|[A-Za-z][A-Za-z0-9.\-]+")
_PARTICLE = pattern(
    r"(?:에서는|으로는|에게는|이라는|라는|에서|으로|에게|까지|부터|처럼|보다|이나|들을|들이|들은|들의|과의|와의"
    r"|은|는|이|가|을|를|의|에|로|와|과|도|만|들)\Z"
)


def terms(text: str) -> Iterator[str]:
    """The content words of a text in order: Latin words in lower case, Hangul words without their particle."""
    return map(_term, _WORD.findall(text))


@lru_cache(maxsize=10_000)
def _term(word: str) -> str:
    if word[0] < "가":
        return word.lower()
    stem = _PARTICLE.sub("", word) if len(word) > 2 else word
    return stem if len(stem) > 1 else word


@lru_cache(maxsize=256)
def different_terms(text: str) -> frozenset[str]:
    """The different content words of a short text; kept, since pages repeat the summaries of their index."""
    return frozenset(terms(text))


def covered(asked: frozenset[str], text: str) -> float:
    """The share of some content words that a text has, from 0 to 1; 1 where none are asked for.

    A word counts where its letters stand, also within another: Korean joins words freely.
    """
    missing = [term for term in asked if term not in text]
    there = len(asked) - len(missing)
    if there < len(missing) and (latin := [term for term in missing if term.isascii()]):
        lower = text.lower()  # they may be written with capitals
        there += len([term for term in latin if term in lower])
    return there / len(asked) if asked else 1.0


def covers(text: str, asked: frozenset[str], share: float) -> bool:
    """Whether a text has more than a share of some content words; `covered`, without counting on."""
    wanted = share * len(asked)
    there = 0
    for term in asked:
        if term in text:
            there += 1
            if there > wanted:
                return True
    return covered(asked, text) > share


class Fit(NamedTuple):
    """How well some words fit a text."""

    cosine: float  # of their tf-idf vectors, from 0 to 1
    words: int  # how many of the different words the text has


class Field:
    """Several texts, by a key: as tf-idf vectors, to ask how well words fit each of them."""

    __slots__ = ("_norms", "_spread", "_vectors")

    def __init__(self, texts: Mapping[int, Iterable[str]]) -> None:
        counts = {key: Counter(words) for key, words in texts.items()}
        self._spread = Counter(term for count in counts.values() for term in count)  # how many texts have a word
        self._vectors: dict[int, dict[str, float]] = {}
        self._vectors = {key: self._weights(count, len(counts)) for key, count in counts.items()}
        self._norms = {key: _norm(vector) for key, vector in self._vectors.items()}

    def __contains__(self, key: int) -> bool:
        return key in self._vectors

    def __len__(self) -> int:
        return len(self._vectors)

    def _weights(self, count: Counter[str], texts: int) -> dict[str, float]:
        known = ((term, n) for term, n in count.items() if term in self._spread)
        return {term: (1 + log(n)) * log((texts + 1) / (self._spread[term] + 0.5)) for term, n in known}

    def fits(self, asked: Iterable[str]) -> dict[int, Fit]:
        """How well the different words asked for fit each text, by the text's key."""
        weights = self._weights(Counter(dict.fromkeys(sorted(asked), 1)), len(self))
        norm = _norm(weights)
        found = {}
        for key, vector in self._vectors.items():
            there = [term for term in weights if term in vector]
            product = sum(weights[term] * vector[term] for term in there)
            found[key] = Fit(product / norm / self._norms[key], len(there))
        return found


def _norm(vector: dict[str, float]) -> float:
    return sqrt(sum(weight * weight for weight in vector.values())) or 1.0
