from __future__ import annotations

from collections import Counter
from functools import lru_cache
from typing import TYPE_CHECKING

from llmdoc_lint.core import Finding, NoOptions, Related, Severity, rule
from llmdoc_lint.course import Course, profile
from llmdoc_lint.outline import chapters
from llmdoc_lint.patterns import pattern
from llmdoc_rules._front_matter import damaged, same_title, split_number
from llmdoc_rules.front_matter._course import metadata

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from llmdoc_lint.document import Document
    from llmdoc_rules.front_matter._course import Said

    Place = tuple[Document, Said]

# An author or a video that at least this share of the documents has is the course's. Where it is
# less clear, the documents mean different things: every chapter its own video or speaker.
CLEAR = 0.6

SHOWN = 3  # documents of the majority that a finding points to


@rule("course-metadata-conflict", Course, NoOptions, severity=Severity.ERROR)
def check(course: Course, options: NoOptions) -> Iterator[Finding]:
    """Documents of one course disagree about the course.

    The list of lectures shows one author and the page another; a chapter's page leads to another
    lecture's video.

    Bad:

        eng/introduction.md:  author: "Andrej Karpathy"   totalChapters: 24
        eng/tokenization.md:  author: "Andrej Karpaty"    totalChapters: 23

    Good:

        eng/introduction.md:  author: "Andrej Karpathy"   totalChapters: 24
        eng/tokenization.md:  author: "Andrej Karpathy"   totalChapters: 24

    Compared are `author`, the number of chapters, the video of `sourceUrl` and `source_url`, the
    `parent` of source pages, the titles that a chapter's page and its source page give, and
    `originalTitle` with the source's title; one finding each, on those that the others contradict. Authors
    are compared by their Latin names, and by their Korean names within a side: "안드레이 카르파티
    (Andrej Karpathy)" and "Andrej Karpathy" are one. Where every chapter has its own video or author, there is no
    conflict. Links in bodies are the business of `video-conflict`, what an index calls a chapter
    that of `chapter-title-conflict`, and how many chapters an index lists that of
    `chapter-count-mismatch`.
    """
    pages = [(doc, metadata(doc)) for doc in course.documents if profile(doc).part in ("index", "chapter", "article")]
    if len(pages) < 2:
        return
    yield from _authors([(doc, mine.author) for doc, mine in pages if mine.author.text])
    listed = {chapter.number for index in course.of("target", "index") for chapter in chapters(index)}
    if len(listed) < 2:
        # Where an index lists the chapters, they can be counted: `chapter-count-mismatch` does.
        totals = [(doc, mine.total) for doc, mine in pages if mine.total.text]
        yield from _compare(totals, lambda said: said.text, "totalChapters", "{} chapters")
    yield from _compare(
        [(doc, mine.video) for doc, mine in pages if mine.video.text], lambda said: said.text, "video", "video `{}`"
    )
    parents = [(doc, metadata(doc).parent) for doc in course.source_chapters]
    yield from _compare([each for each in parents if each[1].text], lambda said: said.text, "parent", "parent `{}`")
    yield from _titles(course)


def _compare(places: list[Place], value: Callable[[Said], str], what: str, form: str) -> Iterator[Finding]:
    """One finding on the documents whose value is not that of the majority."""
    values = [value(said) for _, said in places]
    votes = Counter(values)
    if len(votes) < 2:
        return
    right, count = _winner(places, values, votes, what)
    if right is None:
        return
    wrong = [place for place, own in zip(places, values, strict=True) if own != right]
    doc, said = wrong[0]
    agreeing = [place for place, own in zip(places, values, strict=True) if own == right]
    others = f"{count} other documents" if count > 1 else agreeing[0][0].path
    shown = agreeing[0][1].text if what == "author" else str(right)
    yield Finding(
        doc.span(said.start, said.end),
        f"{form.format(said.text)} here, but {form.format(shown)} in {others}",
        related=(
            *(
                Related(d.span(s.start, s.end), f"{form.format(s.text)} here too")
                for d, s in wrong[1:]
                if s.text == said.text
            ),
            *(
                Related(d.span(s.start, s.end), f"{form.format(s.text)} here")
                for d, s in wrong[1:]
                if s.text != said.text
            ),
            *(Related(d.span(s.start, s.end), form.format(s.text)) for d, s in agreeing[:SHOWN]),
        ),
        data={"key": what, "wrong": len(wrong), "agreeing": count},
    )


def _winner(places: list[Place], values: list[str], votes: Counter[str], what: str) -> tuple[str | None, int]:
    """The value that holds, and how many say so; None where the documents may well mean different things."""
    # Of as many votes: the source knows better than its translation, an index than its pages.
    best = max(votes.values())
    ranks = [(profile(doc).side == "source", profile(doc).part == "index") for doc, _ in places]
    first = max((at for at, value in enumerate(values) if votes[value] == best), key=lambda at: (ranks[at], -at))
    right = values[first]
    if what == "totalChapters":
        return right, best
    if len(places) == 2:
        # The index of a series may have a video of its own, and so may each of two chapters.
        one, other = (profile(doc) for doc, _ in places)
        pair = one.side != other.side and one.part == other.part
        return (right, 1) if pair or what == "author" else (None, 0)
    return (right, best) if best >= CLEAR * len(places) else (None, 0)


# ------------------------------------------------------------------------------------- authors

_INSIDE = pattern(r"[(（]([^()（）]*)[)）]")
# A word that begins with a letter of another script than Hangul.
_WORD = pattern(r"[^\W\d_]+(?:['’.-][^\W\d_]+)*")


@lru_cache(maxsize=1024)
def _names(author: str) -> tuple[str, str]:
    """An author's Latin and Korean names as they are compared; empty where one is not given."""
    import unicodedata

    folded = unicodedata.normalize("NFKD", author[:300]).casefold()
    folded = "".join(c for c in folded if not unicodedata.combining(c))
    words = _WORD.findall(unicodedata.normalize("NFC", folded))
    latin = " ".join(sorted(word for word in words if not "가" <= word[0] <= "힣"))
    outside = unicodedata.normalize("NFC", _INSIDE.sub(" ", author[:300]))
    korean = "".join(char for char in outside if "가" <= char <= "힣")
    return latin, korean


def _authors(places: list[Place]) -> Iterator[Finding]:
    """Compare only pages made from the same source: a lecture series has a speaker each."""
    if len({said.text for _, said in places}) < 2:
        return
    places = [(doc, said) for doc, said in places if not damaged(said.text)]
    sources = Counter(source for doc, _ in places if (source := profile(doc).source))
    if not sources:
        return
    source = max(sources, key=sources.__getitem__)
    places = [(doc, said) for doc, said in places if profile(doc).source == source]
    latin = [(doc, said) for doc, said in places if _names(said.text)[0]]
    merged = _merge(Counter(_names(said.text)[0] for _, said in latin))
    found = list(_compare(latin, lambda said: merged[_names(said.text)[0]], "author", "author `{}`"))
    if not found:
        for side in ("source", "target"):
            korean = [(doc, said) for doc, said in places if profile(doc).side == side and _names(said.text)[1]]
            found.extend(_compare(korean, lambda said: _names(said.text)[1], "author", "author `{}`"))
    yield from found[:1]


def _merge(names: Counter[str]) -> dict[str, str]:
    """Take a name whose words are all in another ("Karpathy", with an affiliation) for that other."""
    merged = {}
    for name in names:
        words = set(name.split())
        longer = [other for other in names if words <= set(other.split())]
        merged[name] = max(longer, key=lambda other: (len(other.split()), other))
    return merged


# -------------------------------------------------------------------------------------- titles


def _titles(course: Course) -> Iterator[Finding]:
    """Titles that a page and its source page give one chapter, and the source's title."""
    pairs = _pairs(course)
    listed = {chapter.number for index in course.of("target", "index") for chapter in chapters(index)}
    unlisted = [(doc, other) for doc, other in pairs if profile(doc).number not in listed]
    # A page's `title` in Korean is a choice, not another title.
    titles = [
        (doc, mine, other, theirs)
        for doc, other in pairs
        if _differ(mine := metadata(doc).title, theirs := metadata(other).title)
        and _korean(mine.text) == _korean(theirs.text)
    ]
    korean = [
        (doc, mine, other, theirs)
        for doc, other in unlisted
        if _differ(mine := metadata(doc).title_kr, theirs := metadata(other).title_kr)
    ]
    for name, found in (("`title`", titles), ("`titleKr`", korean)):
        if len(found) * 2 <= len(pairs) or len(pairs) <= 2:  # else the two sides have titles of their own
            for doc, mine, other, theirs in found:
                yield _title(doc, mine, other, theirs, name, name)
    for doc in (*course.of("target", "index"), *course.of("target", "article")):
        counterpart = course.counterpart(doc)
        if counterpart is None:
            continue
        mine, theirs = metadata(doc).original, metadata(counterpart).title
        if _differ(mine, theirs) and _korean(mine.text) == _korean(theirs.text):
            yield _title(doc, mine, counterpart, theirs, "`originalTitle`", "the source's `title`")


def _pairs(course: Course) -> list[tuple[Document, Document]]:
    """The pages of chapters, each with its source page: by name where the numbers agree, else by number."""
    names = {doc.name: doc for doc in course.source_chapters}
    numbers = {profile(doc).number: doc for doc in reversed(course.source_chapters)}
    found = []
    for doc in course.chapters:
        number = profile(doc).number
        other = names.get(doc.name)
        if other is None or profile(other).number != number:
            other = numbers.get(number) if number >= 0 else None
        if other is not None:
            found.append((doc, other))
    return found


def _differ(mine: Said, theirs: Said) -> bool:
    """Whether both are there, and not the same title; what is damaged may be."""
    if not mine.text or not theirs.text or same_title(mine.text, theirs.text):
        return False
    return not (damaged(mine.text) or damaged(theirs.text))


def _korean(text: str) -> bool:
    return any("가" <= letter <= "힣" for letter in text)


def _title(doc: Document, mine: Said, other: Document, theirs: Said, what: str, what_else: str) -> Finding:
    first, second = split_number(mine.text)[1], split_number(theirs.text)[1]
    return Finding(
        doc.span(mine.start, mine.end),
        f"{what} is `{first[:80]}` here, {what_else} in {other.path} is `{second[:80]}`",
        related=(Related(other.span(theirs.start, theirs.end), what_else),),
        data={"key": what.strip("`")},
    )
