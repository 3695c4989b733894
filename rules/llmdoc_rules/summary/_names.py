"""Names in summaries, and whether any text of the course has them."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from llmdoc_lint.blocks import body_start, headings
from llmdoc_lint.core import fact
from llmdoc_lint.course import course_fact, profile
from llmdoc_lint.language.names import BodyNames, Gloss, Name, glosses_of, index_names, may_be_strange, mentions, names
from llmdoc_lint.outline import sections
from llmdoc_rules.summary._figures import seen
from llmdoc_rules.summary._summaries import bodies, body_text, chapter_number, has_hangul, lines_of, own_summaries

if TYPE_CHECKING:
    from llmdoc_lint.course import Course
    from llmdoc_lint.document import Document

__all__ = ["strange_names"]

MOST_SOUGHT = 300  # different names above which reading all names of the texts is cheaper than looking for each

_Named = tuple[int, Name]
_Place = tuple["Document", Name]


@fact
def named(doc: Document) -> tuple[_Named, ...]:
    """The names in the document's Korean summaries, with the chapter each is about (-1: all of it)."""
    text = doc.text
    found: list[_Named] = []
    known = None
    own = {body.number: body for body in bodies(doc)}
    for summary in own_summaries(doc):
        number = chapter_number(doc, summary)
        for start, end in ((summary.text_start, summary.text_end), (summary.points_start, summary.points_end)):
            if start < end and has_hangul(text[start:end]):
                # Most summaries take their names over as the text has them: then there is nothing to ask.
                if number in own and not may_be_strange(text[start:end], body_text(doc, own[number])):
                    continue
                known = glosses_of(text) if known is None else known
                lines, at = lines_of(text, start, end)
                glosses = tuple(gloss for gloss in known if gloss.hangul in lines)
                for name in _names(lines, start - at, end - at, glosses):
                    found.append((number, name._replace(start=name.start + at, end=name.end + at)))
    return tuple(found)


@lru_cache(maxsize=256)
def _names(text: str, start: int, end: int, glosses: tuple[Gloss, ...]) -> tuple[Name, ...]:
    """The names of a summary; the pages of a course repeat the index's, so each is read once."""
    return names(text, start, end, glosses)


@course_fact
def strange_names(course: Course) -> tuple[tuple[_Place, ...], ...]:
    """The names that stand in summaries but in no text, each with its places: index first, then pages."""
    sides = ("target", "source")
    docs = [doc for part in ("index", "chapter", "article") for side in sides for doc in course.of(side, part)]
    found: dict[str, list[_Place]] = {}
    numbers: dict[str, set[int]] = {}
    for doc in docs:
        for number, name in named(doc):
            found.setdefault(name.key, []).append((doc, name))
            numbers.setdefault(name.key, set()).add(number)
    strange = []
    for key, places in found.items():
        if not all(seen(course, number) for number in numbers[key]):
            continue
        name = places[0][1]
        # A name that stands in a text as it is written needs no index of names.
        if len(found) <= MOST_SOUGHT and any(_stands(name.text, doc) for doc in docs):
            continue
        if not any(mentions(other, index(doc)) for other in _spellings(places) for doc in docs):
            strange.append(tuple(places))
    return tuple(strange)


def _spellings(places: list[_Place]) -> list[Name]:
    return list({name.text: name for _, name in places}.values())


def _stands(name: str, doc: Document) -> bool:
    """Whether the document's front matter or one of its bodies has the name just as the summary writes it."""
    spans = [(0, body_start(doc)), *(span for body in bodies(doc) for span in body.spans)]
    return any(doc.text.find(name, start, end) >= 0 for start, end in spans)


@fact
def index(doc: Document) -> BodyNames:
    """Traces of names in the document's bodies, its title and its front matter."""
    spans = [(0, body_start(doc))]
    spans += [(head.text_start, head.text_end) for head in headings(doc) if head.level == 1]
    if profile(doc).side == "source":  # all of it but its Korean summaries, which are copies of the translation's
        transcript = max((s.body_start for s in sections(doc) if s.role == "transcript"), default=body_start(doc))
        spans += [
            (max(start, transcript), end) for body in bodies(doc) for start, end in body.spans if end > transcript
        ]
    else:
        spans += [span for body in bodies(doc) for span in body.spans]
    return index_names(doc.text, spans, glosses_of(doc.text))
