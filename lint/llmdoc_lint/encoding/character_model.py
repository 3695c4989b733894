"""A model of the text of a repository: how likely a character is after the three before it.

An interpolated 4-gram model (Witten and Bell's method C), learned when it is needed from documents that are sound. It
knows the repository's own names and terms, which is what lost characters are most often in doubt about. A small list of
everyday words and signs (`primer`) stands in for what a small repository happens not to say.

What is not text of the language makes no difference between candidates, so it is folded: a run of ASCII letters is one
letter, a run of digits one digit, a run of spaces one space, the side of a box one piece of it. Lines of ASCII alone
are left out.
"""

from __future__ import annotations

from functools import lru_cache

from llmdoc_lint import patterns

__all__ = ["CAPACITY", "ORDER", "RUNS", "CharacterModel", "fold", "learn"]

ORDER = 4
"""Characters a count spans. On held-out documents of three repositories (100,000 syllables to learn from) orders 3, 4
and 5 are within 0.1 % of each other; 4 has the fewest sure errors."""

CAPACITY = 1_000_000
"""Folded characters that are learned at most, some 2.5 MB of Korean: half a second. From 100,000 to 300,000 syllables
the share of wrong characters falls by a third, and hardly further."""

# Before any text is seen: a syllable of KS X 1001 is one in 4,000; the other 8,822 and foreign characters are rare.
_COMMON, _OTHER, _RARE = 1 / 4_000, 1 / 100_000, 1 / 400_000

_WORD = patterns.pattern("[A-Za-z]+")
_NUMBER = patterns.pattern("[0-9]+")
_SPACE = patterns.pattern("[ \t\r]+")
_SIDE = patterns.pattern("─{2,}")

RUNS = frozenset("a0 ─")
"""Classes of which two neighbours count as one character."""


def fold(char: str) -> str:
    """The class of a character (see `RUNS`)."""
    if char.isascii():
        if char.isalpha():
            return "a"
        if char.isdigit():
            return "0"
        if char in "\t\r":
            return " "
    return char


class CharacterModel:
    """Counts of all runs of one to ORDER characters."""

    __slots__ = ("_common", "_counts", "_kinds", "_memo", "_totals")

    def __init__(self, text: str, common: frozenset[str]) -> None:
        """Count a folded text; `common` are the characters to expect unseen."""
        self._common = common
        self._counts: dict[str, int] = {}
        self._totals: dict[str, int] = {}  # how often something follows a context
        self._kinds: dict[str, int] = {}  # how many different characters do
        self._memo: dict[tuple[str, str], float] = {}
        from collections import Counter

        totals, kinds = self._totals, self._kinds
        for size in range(1, ORDER + 1):
            runs = zip(*(text[at:] for at in range(size)), strict=False)
            counts = Counter(map("".join, runs))
            self._counts.update(counts)
            for run, count in counts.items():
                context = run[:-1]
                totals[context] = totals.get(context, 0) + count
                kinds[context] = kinds.get(context, 0) + 1

    def probability(self, context: str, char: str) -> float:
        """How likely the folded `char` is after `context`, at most ORDER - 1 folded characters."""
        key = (context, char)
        known = self._memo.get(key)
        if known is None:
            if context:
                shorter = self.probability(context[1:], char)
            elif char in self._common:
                shorter = _COMMON
            else:  # a rare syllable, or odd spaces and marks of direction
                shorter = _RARE if "가" <= char <= "힣" or not char.isprintable() else _OTHER
            total = self._totals.get(context, 0)
            if total:
                kinds = self._kinds[context]
                known = (self._counts.get(context + char, 0) + kinds * shorter) / (total + kinds)
            else:
                known = shorter
            self._memo[key] = known
        return known


@lru_cache(maxsize=1)
def learn(texts: tuple[str, ...]) -> CharacterModel:
    """The model of these texts and the primer; kept while the texts are the same, as from one round of fixes to the
    next, and from one damaged document of a course to the next."""
    from llmdoc_lint.encoding.code_pages import common_hangul
    from llmdoc_lint.encoding.primer import PRIMER

    folded, size = [_folded(PRIMER)], 0
    for text in texts:
        part = _folded(text)[: CAPACITY - size]
        folded.append(part)
        size += len(part)
        if size >= CAPACITY:
            break
    return CharacterModel("\n".join(folded), common_hangul())


def _folded(text: str) -> str:
    kept = "\n".join(line for line in text.split("\n") if not line.isascii())
    return _SIDE.sub("─", _SPACE.sub(" ", _NUMBER.sub("0", _WORD.sub("a", kept))))
