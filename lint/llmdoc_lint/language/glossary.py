"""Candidates for a glossary: terms that titles and headings render in more than one way."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from llmdoc_lint.blocks import front_matter, headings, numbered
from llmdoc_lint.course import profile
from llmdoc_lint.language.hangul import is_tail, sound_before
from llmdoc_lint.outline import chapters
from llmdoc_lint.patterns import pattern

if TYPE_CHECKING:
    from collections.abc import Container, Iterable, Iterator

    from llmdoc_lint.document import Document

__all__ = ["candidates"]

# Particles that hardly any noun of three syllables or more ends in. Others look like the end of a word, or of a verb:
# 의 of 민주주의, 로 of 고속도로, 는 of 만드는.
CLEAR = ("에서", "에게", "으로", "을", "를")
MOST_TERMS = 3  # that one rendering may be of; of more, it is what they have in common: `add (함수형)`, `at (함수형)`
MOST_WORDS = 3  # of a title that is a term as a whole; a longer one is a phrase, in which a term may differ

_SPLIT = pattern(r"(?P<first>[^()（）]{2,100}?) ?[(（](?P<second>[^()（）]{2,100})[)）]\Z")
_HANGUL = pattern(r"[가-힣]")
_LATIN = pattern(r"[A-Za-z]{2}")
_SIGNS = pattern(r"[\W_]+")
# A heading without code, figures and brackets.
_PLAIN = pattern(r"[^`()\d가-힣]{0,100}[A-Za-z]{2}[^`()\d가-힣]{0,100}")
_ANCHOR = pattern(r" ?(?:\[\[[\w-]{1,100}\]\]|\{#[\w-]{1,100}\})\Z")  # a heading's explicit id


def candidates(documents: Iterable[Document]) -> dict[str, dict[str, int]]:
    """English terms and their Korean renderings, with how often each stands, where there is more than one.

    Read are headings, contents lists and front matter: `## 9. Base Model (기본 모델)`, `title: Base Model` beside
    `titleKr: 베이스 모델`; a title in Korean alone is taken for a rendering of the English one of the same chapter,
    and in an article for that of the heading in its place, where source and translation have the same headings.
    Case, blanks and punctuation tell nothing apart, and what says more or less than the most frequent rendering is none
    (추가 자료 모음, 자료 beside 추가 자료). Of titles of more than three words that differ in one stretch, that stretch
    is given, with the word behind it and without a particle: 베이스 모델, 기본 모델 of 베이스 모델을 추론하기, 기본
    모델을 추론하기. The most frequent terms come first, then by name; so do renderings.
    """
    found: dict[str, dict[str, int]] = {}
    names: dict[str, str] = {}
    words: set[str] = set()
    for term, korean in _renderings(documents):
        words.update(korean.split())
        key = _SIGNS.sub("", term).casefold()
        forms = found.setdefault(names.setdefault(key, term), {})
        forms[korean] = forms.get(korean, 0) + 1
    shared = Counter(korean for forms in found.values() for korean in forms)
    varied = {}
    for term, all_ in found.items():
        forms = {korean: number for korean, number in all_.items() if shared[korean] <= MOST_TERMS}
        narrowed = _distinct(_narrowed(_merged(forms), len(term.split()) <= MOST_WORDS, words))
        if len(narrowed) > 1:
            varied[term] = narrowed
    return dict(sorted(varied.items(), key=lambda item: (-sum(item[1].values()), item[0])))


def _renderings(documents: Iterable[Document]) -> Iterator[tuple[str, str]]:
    """Every mention of a title in Korean, with the English title it renders."""
    english: dict[tuple[str, int], str] = {}  # course and chapter → its English title
    alone: list[tuple[tuple[str, int], str]] = []
    articles: dict[tuple[str, str], dict[str, Document]] = {}  # course and file name → the article of each side
    both: list[tuple[str, str]] = []
    added: set[str] = set()  # what English titles have in brackets: 작은 모델 (Mini) renders Small Model (Mini)
    for doc in documents:
        course = doc.settings.course_folder(doc.path) or doc.directory
        mine = profile(doc)
        if mine.part == "article":
            articles.setdefault((course, doc.name), {})[mine.side] = doc
        for number, title in _titles(doc):
            first, second = _sides(title)
            if mine.part == "article":
                number = -1  # of a section or a step: a page may have several of one number
            if first:
                if number >= 0:
                    english.setdefault((course, number), first)
                if second:
                    both.append((first, second))
                elif match := _SPLIT.match(first):
                    added.add(match["second"])
            elif number >= 0 and second:
                alone.append(((course, number), second))
    yield from (pair for pair in both if pair[0] not in added)
    for place, korean in alone:
        if place in english:
            yield english[place], korean
    for sides in articles.values():
        if "source" in sides and "target" in sides:
            yield from _in_place(sides["source"], sides["target"])


def _in_place(source: Document, target: Document) -> Iterator[tuple[str, str]]:
    """The short headings of an article and those in their place in its translation, where all have the same levels."""
    above, below = headings(source), headings(target)
    if [head.level for head in above] != [head.level for head in below]:
        return
    for one, other in zip(above, below, strict=True):
        term, korean = _trimmed(one.title), _trimmed(_sides(other.title)[1])
        if korean and "`" not in korean and _PLAIN.fullmatch(one.title) and len(term.split()) <= MOST_WORDS:
            yield term, korean


def _trimmed(title: str) -> str:
    """The title without emphasis, an emoji, a colon around it."""
    words = [at for at, char in enumerate(title) if char.isalnum()]
    return title[words[0] : words[-1] + 1] if words else ""


def _titles(doc: Document) -> Iterator[tuple[int, str]]:
    """Titles in the document and the chapters they are of, -1 where they are of none."""
    contents = [one for one in chapters(doc) if one.role == "contents"]
    yield from ((one.number, one.title) for one in contents)
    yield from ((head.number, head.title) for head in headings(doc))
    block = front_matter(doc)
    for key in ("title", "titleKr"):
        entry = block.get(key) if block else None
        if entry is not None and isinstance(entry.value, str):
            number, behind = numbered(entry.value)
            yield number, entry.value[behind:]


def _sides(title: str) -> tuple[str, str]:
    """The English and the Korean side of a title; "" for one it does not have."""
    title = _ANCHOR.sub("", " ".join(title.split()))
    match = _SPLIT.match(title)
    for side, other in (match.groups(), match.groups()[::-1]) if match else ():
        if _LATIN.search(side) and not _HANGUL.search(side) and _HANGUL.search(other):
            return side, other
    if _HANGUL.search(title):
        return "", title
    return (title, "") if _LATIN.search(title) else ("", "")


def _merged(forms: dict[str, int]) -> dict[str, int]:
    """One form for those that differ in blanks and punctuation only: the one that stands most often."""
    alike: dict[str, list[str]] = {}
    for form in sorted(forms, key=lambda form: (-forms[form], form)):
        alike.setdefault(_SIGNS.sub("", form), []).append(form)
    return {same[0]: sum(forms[form] for form in same) for same in alike.values()}


def _distinct(forms: dict[str, int]) -> dict[str, int]:
    """The forms, the most frequent first, without those that are in it or that it is in."""
    ranked = sorted(forms, key=lambda form: (-forms[form], form))
    return {form: forms[form] for form in ranked if form == ranked[0] or not (form in ranked[0] or ranked[0] in form)}


def _narrowed(forms: dict[str, int], whole: bool, known: Container[str]) -> dict[str, int]:
    """The stretch in which the forms differ, with the word behind it; the forms themselves where `whole` says so.

    Empty where the forms differ all over. `known` are words of other titles, see `_bare`.
    """
    if whole or len(forms) < 2:
        return forms
    words = [form.split() for form in forms]
    shortest = min(map(len, words))
    head = 0
    while head < shortest and len({each[head] for each in words}) == 1:
        head += 1
    tail = 0
    while tail < shortest - head and len({each[len(each) - 1 - tail] for each in words}) == 1:
        tail += 1
    if not head + tail or any(len(each) - head - tail not in (1, 2) for each in words):
        return {}
    keep = max(0, tail - 1)
    found: dict[str, int] = {}
    for each, times in zip(words, forms.values(), strict=True):
        form = _bare(" ".join(each[head : len(each) - keep]), known)
        found[form] = found.get(form, 0) + times
    return found


def _bare(phrase: str, known: Container[str]) -> str:
    """The phrase without the particle behind its last word: 기본 모델을 → 기본 모델.

    One that is not CLEAR is taken off where what it stands behind is among the words `known`.
    """
    before = phrase[: phrase.rfind(" ") + 1]
    word = phrase[len(before) :]
    for at in range(2, len(word)):  # 마을, 가을: a noun of one syllable is rarely a term
        noun, tail = word[:at], word[at:]
        if (tail in CLEAR or noun in known) and is_tail(tail, sound_before(noun, at)):
            return before + noun
    return phrase
