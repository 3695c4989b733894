"""The values of runs of English number words."""

from __future__ import annotations

from llmdoc_lint.language.quantities.exact import ONE, ZERO, Value, plus, times
from llmdoc_lint.language.quantities.numerals import EN_ONES, EN_SCALES, EN_TENS
from llmdoc_lint.language.quantities.words import ascii_pattern
from llmdoc_lint.values import NamedTuple

__all__ = ["NUMERALS", "TOKEN", "Spelt", "spell"]

NUMERALS = frozenset((*EN_ONES, *EN_TENS, "hundred", *EN_SCALES, "dozen"))
TOKEN = ascii_pattern(r"[a-z]+")
_MOST_PLACES = 11  # digits read behind "point"


class Spelt(NamedTuple):
    """A number of one or more English words: offsets within the run."""

    value: Value
    start: int
    end: int
    year: bool
    words: int


class _Number:
    """A number that is being read: what stands before the last scale word, and what may still be scaled."""

    def __init__(self, start: int) -> None:
        self.start = self.end = start
        self.words = 0
        self.year = False
        self.previous = ""
        self._scaled: Value = ZERO
        self._least = 10**18  # the scale last read: the next one is smaller
        self._section: int | None = None
        self._places = 0  # 1 and more behind "point"
        self._point: Value = ZERO

    def point(self) -> None:
        self._places = 1
        self.previous = "point"

    def take(self, word: str, end: int) -> bool:
        """Add a word that ends at `end`; False where it begins another number."""
        if word in EN_ONES or word in EN_TENS:
            taken = self._take_number(word)
        elif word == "hundred":
            taken = not self._places and (self._section is None or self._section < 100)
            if taken:
                self._section = (1 if self._section is None else self._section) * 100
        elif word == "dozen":
            taken = True
            self._section = (1 if self._section is None else self._section) * 12
        else:
            taken = self._take_scale(EN_SCALES[word])
        if taken:
            self.end = end
            self.words += 1
            self.previous = word
        return taken

    def _take_number(self, word: str) -> bool:
        number = EN_ONES[word] if word in EN_ONES else EN_TENS[word]
        if self._places:
            if number >= 10 or self._places > _MOST_PLACES:
                return False
            self._point = plus(self._point, (number, 10**self._places))
            self._places += 1
        elif self._section is None:
            self._section = number
        elif self._begins_year(number):
            self._section, self.year = self._section * 100 + number, True
        elif self._joins(self._section, number):
            self._section += number
        else:
            return False
        return True

    def _begins_year(self, number: int) -> bool:
        """Whether `number` ends a year: nineteen ninety, twenty twenty."""
        return (
            self._section in (19, 20)
            and number >= 10
            and self._scaled == ZERO
            and self.previous in ("nineteen", "twenty")
        )

    def _joins(self, section: int, number: int) -> bool:
        """Whether `number` goes on a number read so far: twenty one, one hundred five, twenty twenty four."""
        if section % 100 >= 20 and section % 10 == 0 and 0 < number < 10:
            return self.year or self.previous in EN_TENS
        return not self.year and section > 0 and section % 100 == 0

    def _take_scale(self, scale: int) -> bool:
        if scale >= self._least:
            return False
        amount = ONE if self._section is None and not self._places else plus((self._section or 0, 1), self._point)
        self._scaled = plus(self._scaled, times(amount, scale))
        self._least, self._section, self._places, self._point = scale, None, 0, ZERO
        return True

    def finished(self) -> Spelt:
        value = plus(plus(self._scaled, (self._section or 0, 1)), self._point)
        return Spelt(value, self.start, self.end, self.year, self.words)


def spell(run: str) -> list[Spelt]:
    """The numbers of a run of number words: "one hundred and five" is one, "one two three" are three."""
    found: list[_Number] = []
    ended = True
    for match in TOKEN.finditer(run):
        word = match[0]
        if word == "and":
            ended = ended or found[-1].previous not in ("hundred", *EN_SCALES)
        elif word == "point":
            found[-1].point()
        elif ended or not found[-1].take(word, match.end()):
            found.append(_Number(match.start()))
            found[-1].take(word, match.end())
            ended = False
    return [number.finished() for number in found]
