"""Quantities by value, in Korean and in English, so that 44TB is 44테라바이트 and 16억 is 1.6 billion.

One parser for every rule that compares numbers: `quantities` reads them, `same_quantity` compares two,
`supported_by` says whether a text that has some quantities vouches for one more.

What it reads: digits with separators (1,800, 18 000, 1.8K), decimals, shares, money, units, scale words
(1.6 billion, 1조 5천억, 3.4조), number words (fifteen trillion, 세 번, 스무 명, 이십 개, 백만), fractions
(1만 분의 1, 2/3), ranges (80-90%), dates, times of day, lengths of time (3시간 30분, half an hour, a decade).

What it leaves alone: versions and model names (GPT-2, Llama 3.1, v2.0.1), identifiers (x1, cl100k, fp8), stamps
(`[37:30]`, and `3:30` at large, which may be a time, a length or a ratio), list and heading numbers, references
(그림 2, Section 3.4), link targets and addresses. Code spans are the caller's to blank out. A Hangul syllable that is a
numeral among other things (이, 일, 조, 만, 한, 두 ...) counts only in a form that cannot be anything else.

Everything is linear: one pass for the digits, one for each language's number words; the values are exact.

`reading` puts together what the readers find: `digits`, `korean` and `english`. They share the tables (`units`,
`numerals`) and what stands around a number: `measures` (its unit), `scaled` (its scale), `ranges`, `parts` (fractions),
`lengths` (of time), `dates`, `bases`, `labels` (names). `compare` knows of values only.
"""

from __future__ import annotations

from llmdoc_lint.language.quantities.compare import same_quantity, supported_by
from llmdoc_lint.language.quantities.quantity import Quantity

__all__ = ["Quantity", "quantities", "same_quantity", "supported_by"]


def quantities(text: str, language: str, start: int = 0, end: int | None = None) -> tuple[Quantity, ...]:
    """The quantities of `text` from `start` to `end` (code points), in order, without overlaps.

    `language` is "ko" or "en": it says which number words are read; digits, units and scales of both are read in
    either, and lower-case English number words in Korean too. Never raises on any text.
    """
    # 2 ms: most runs have the figures of a translation looked for as they are written, and need to read none.
    from llmdoc_lint.language.quantities.reading import read

    return read(text, language, start, len(text) if end is None else min(end, len(text)))
