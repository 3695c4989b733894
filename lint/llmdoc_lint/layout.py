"""Where a repository keeps the pages of the two languages, for `llmdoc-lint init`."""

from __future__ import annotations

from collections import Counter
from itertools import product
from typing import TYPE_CHECKING

from llmdoc_lint.blocks import body_start, prose
from llmdoc_lint.patterns import pattern
from llmdoc_lint.values import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from llmdoc_lint.document import Document

__all__ = ["Among", "Folders", "among", "common", "folders", "language"]

ENOUGH = 20  # letters from which a document's language can be told
SAMPLE = 20_000  # code points of the text that are read for it
# Share of these among the words in Latin letters: 624 English pages of nine repositories have 0.088 and more, not one
# of 306 in Spanish, French, Italian, Portuguese and German has as much as the limit.
ENGLISH = frozenset(("the", "of", "and", "to", "is", "are", "that", "with", "this", "for", "you", "it"))
ENGLISH_SHARE = 0.08
SHOWN = 5  # pairs of folder names

_WORD = pattern(r"[a-z]+")


class Folders(NamedTuple):
    """Two folders that hold the same file names in the two languages: `docs/x/eng` and `docs/x/kr`."""

    source: str  # its name
    target: str
    number: int  # of documents that pair
    others: tuple[str, ...]  # folders beside them of other languages


class Among(NamedTuple):
    """Translations among their sources: `docs/ko/a.md` beside `docs/a.md`, or `a.ko.md` beside `a.md`."""

    target: str  # globs
    source: str  # what is left of it
    others: tuple[str, ...]  # translations into other languages
    folder: str  # the name of the translations' folder, "" where the file's name has the language
    number: int  # of documents that pair


def language(doc: Document) -> str | None:
    """ "ko", "en", "" for another language; None where there are too few letters to tell."""
    sample = prose(doc)[body_start(doc) :][:SAMPLE]
    hangul = sum(1 for char in sample if "가" <= char <= "힣")
    latin = sum(1 for char in sample if char.isascii() and char.isalpha())
    others = sum(1 for char in sample if char.isalpha()) - latin - hangul
    if hangul + latin + others < ENOUGH:
        return None
    if max(hangul, others) * 3 > latin:  # a syllable is two or three letters; translations keep names
        return "ko" if hangul > others else ""
    words = _WORD.findall(sample.lower())
    return "en" if sum(word in ENGLISH for word in words) >= ENGLISH_SHARE * len(words) else ""


def folders(languages: dict[str, str | None]) -> tuple[Folders, ...]:
    """Pairs of folder names, the most frequent first; `languages` by path."""
    places: dict[tuple[str, str], dict[str, str]] = {}
    for path, found in languages.items():
        parts = path.split("/")
        if found is None:
            continue
        for at in range(max(0, len(parts) - 4), len(parts) - 1):  # a side's folder is near its documents
            places.setdefault(("/".join(parts[:at]), "/".join(parts[at + 1 :])), {})[parts[at]] = found
    pairs: Counter[tuple[str, str]] = Counter()
    others: dict[tuple[str, str], set[str]] = {}
    for sides in places.values():
        named = {one: [name for name, found in sides.items() if found == one] for one in ("en", "ko", "")}
        for pair in product(named["en"], named["ko"]):
            pairs[pair] += 1
            others.setdefault(pair, set()).update(named[""])
    return tuple(
        Folders(*pair, number, tuple(sorted(others[pair].difference(pair))))
        for pair, number in pairs.most_common(SHOWN)
    )


def among(languages: dict[str, str | None]) -> Among | None:
    """The translations that stand among the most of their sources; `languages` by path."""
    found: dict[_Place, Counter[str]] = {}
    for path, one in languages.items():
        for place, rest in _places(path):
            if one is not None and languages.get(rest) == "en":
                found.setdefault(place, Counter())[one] += 1
    most = {place: counts.most_common(1)[0][0] for place, counts in found.items()}
    korean = [place for place, one in most.items() if one == "ko"]
    if not korean:
        return None
    best = max(korean, key=lambda place: (found[place]["ko"], -len(place.name), place))
    beside = sorted(place for place, one in most.items() if not one and place.family == best.family)
    return Among(
        best.glob,
        f"{best.top}/**" if best.top else "**",
        tuple(place.glob for place in beside),
        best.name if best.folder else "",
        found[best]["ko"],
    )


class _Place(NamedTuple):
    """What a path may have that the path of its source has not: a folder, or a part of the file's name."""

    top: str  # the folder it stands in, that of the sources
    above: str  # a folder between them: `translations` of `translations/ko`
    name: str
    folder: bool

    @property
    def family(self) -> tuple[str, str, bool]:
        """What it has in common with those of other languages."""
        return self.top, self.above, self.folder

    @property
    def glob(self) -> str:
        if not self.folder:
            return "/".join(part for part in (self.top, f"**/*.{self.name}.*") if part)
        return "/".join(part for part in (self.top, self.above, self.name, "**") if part)


def _places(path: str) -> Iterator[tuple[_Place, str]]:
    """What may be taken out of the path, each with the path that is left."""
    *parts, file = path.split("/")
    for at, name in enumerate(parts):
        yield _Place("/".join(parts[:at]), "", name, True), "/".join((*parts[:at], *parts[at + 1 :], file))
        if at:
            top = parts[: at - 1]
            yield _Place("/".join(top), parts[at - 1], name, True), "/".join((*top, *parts[at + 1 :], file))
    stem, _, suffix = file.rpartition(".")
    bare, _, name = stem.rpartition(".")
    if bare:
        yield _Place(parts[0] if parts else "", "", name, False), "/".join((*parts, f"{bare}.{suffix}"))


def common(paths: Iterable[str]) -> str:
    """The folder at the top that all of these lie in, "" for none."""
    tops = {path.partition("/")[0] if "/" in path else "" for path in paths}
    return tops.pop() if len(tops) == 1 else ""
