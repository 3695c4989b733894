"""Lines and headings in English that a translated page has word for word from its source.

Where code, links or emphasis stand between the words, no six of them stand in a row, and a heading is short: that such
a line was left over is told by the source, which has it too, and by what stands around it, which is Korean.
"""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING

from llmdoc_lint.blocks import blank, blocks, body_start, front_matter, headings, merged, prose
from llmdoc_lint.core import fact
from llmdoc_lint.links import links
from llmdoc_lint.outline import chapters, sections
from llmdoc_lint.patterns import pattern
from llmdoc_rules.translation._english import (
    CITES,
    HANGUL,
    LABEL,
    MARK,
    REFERS,
    SHOWS,
    Left,
    announced,
    apart,
    bilingual,
    goes_on,
    printed,
)
from llmdoc_rules.translation._languages import FUNCTION_WORDS
from llmdoc_rules.translation._quoted import quotations

if TYPE_CHECKING:
    from collections.abc import Iterator

    from llmdoc_lint.blocks import Block, Heading
    from llmdoc_lint.document import Document

__all__ = ["copied"]

WORDS = 6
"""Words of a line, those in links, code and quotations aside."""
MOST_LOWER = 0.6
"""Share of words in lower case from which on words are a sentence: titles and names have capitals."""
LONGER_THAN_A_TITLE = 25
"""Words from which on a line that cites is prose: the longest of 450 titles in lists of papers has 20."""
MOST_HEADINGS = 0.6
"""Share of a page's headings that are Korean where one in English is left over. Where fewer are, a page keeps its
headings in English, or is half done."""
HEADING_WORDS = 5
"""Words of a heading that is no term: `Needle in a haystack` has four."""

_WORD = pattern(r"[A-Za-z][A-Za-z'’\-]*")
_CODE = pattern(r"`[^`]*`")
_NO_PROSE = ("{", "<", "|", "$", "\\")  # what opens a line of code, mathematics, a table or a component
_ITALIC = pattern(r"(?:\*[^*\n]+\*|_[^_\n]+_)[ \t\r]*")  # a motto, a caption, a title
# What programs report is quoted in the headings of pages about it.
_REPORTS = pattern(r"오류|에러|경고|문제|트러블|error|exception|warning|troubleshoot|issue", 2)
_LINKS = (
    "a an the and or but of to in on at by for from with without about as than into out up down over before after off"
    " until between"
)
_LINKING = frozenset(_LINKS.split())  # words that join the parts of a term, too


def copied(doc: Document, sources: tuple[Document, ...]) -> list[Left]:
    """The English lines and headings of a translated page that one of its sources has, in order."""
    found = _english(doc) if sources else ()
    if not found:
        return []
    theirs = {_words(line) for source in sources for line in prose(source).split("\n")}
    theirs.update(_words(head.text) for source in sources for head in headings(source))  # without their ids
    text = prose(doc)
    return [one for one in found if _words(text[one.start : one.end]) in theirs]


def _words(line: str) -> tuple[str, ...]:
    """The words of a line, whatever marks and addresses stand between them."""
    return tuple(_WORD.findall(line))


@fact
def _english(doc: Document) -> tuple[Left, ...]:
    """Lines and headings in English among Korean ones, in order: whether they were left over, the source tells."""
    found = sorted([*_lines(doc), *_headings(doc)], key=lambda one: one.start)
    if not found or bilingual(blocks(doc), found):
        return ()
    hidden = apart(doc)
    return tuple(one for one in found if not any(start <= one.start < stop for start, stop in hidden))


def _is_sentence(words: tuple[str, ...], joining: int) -> bool:
    """Whether words are a sentence or a part of one, and no title, names or labels: `joining` of them join others."""
    lower = sum(1 for word in words if word[0].islower())
    return lower >= MOST_LOWER * len(words) and sum(1 for word in words if word.lower() in FUNCTION_WORDS) >= joining


# ------------------------------------------------------------------------------------ lines


def _lines(doc: Document) -> Iterator[Left]:
    """Lines of paragraphs and list items that are English prose."""
    text = prose(doc)
    all_ = blocks(doc)
    places = [
        (index, start, stop)
        for index, block in enumerate(all_)
        if block.kind in ("text", "list") and block.start >= body_start(doc)
        for start, stop in _without_korean(text, block)
    ]
    if not places:
        return
    unlinked = blank(text, merged([(link.text_start, link.text_end) for link in links(doc)]))
    among_korean = _items_among_korean(text, all_)
    for index, start, stop in places:
        item = index in among_korean
        if (
            _is_prose(unlinked, start, stop, joining=1 if item else 2)
            and not _shown(doc, index, start, stop, item=item)
            and not _refers(doc.text, start, stop)
            and not printed(doc.text, start, start)
            and not goes_on(text, all_, index, start, stop)
        ):
            yield Left("text", start, stop, len(text[start:stop].split()), index, True)


def _without_korean(text: str, block: Block) -> Iterator[tuple[int, int]]:
    """The lines of a block that have no Hangul, but room for six words, from behind the marks that open them."""
    line = block.start
    while line < block.end:
        end = text.find("\n", line, block.end)
        end = block.end if end < 0 else end
        if not HANGUL.search(text, line, end) and text.count(" ", line, end) >= WORDS - 1:
            mark = MARK.match(text, line, end)
            start = mark.end() if mark else line
            yield start, start + len(text[start:end].rstrip())
        line = end + 1


def _items_among_korean(text: str, all_: tuple[Block, ...]) -> set[int]:
    """Indexes of the items of lists that are mostly Korean, two items at least: none of theirs is an example."""
    found: set[int] = set()
    for is_list, run in groupby(range(len(all_)), lambda index: all_[index].kind == "list"):
        if is_list:
            items = list(run)
            korean = sum(1 for index in items if HANGUL.search(text, all_[index].start, all_[index].end))
            if korean >= 2 and 2 * korean > len(items):
                found.update(items)
    return found


def _is_prose(unlinked: str, start: int, stop: int, joining: int) -> bool:
    """Whether a line is a sentence: what it quotes does not count."""
    if unlinked.startswith(_NO_PROSE, start) or _ITALIC.fullmatch(unlinked, start, stop):
        return False
    quoted = [(opening - start, closing - start) for opening, closing in quotations(unlinked, start, stop)]
    words = _words(blank(unlinked[start:stop], tuple(quoted)))
    return len(words) >= WORDS and _is_sentence(words, joining)


def _shown(doc: Document, index: int, start: int, stop: int, *, item: bool) -> bool:
    """Whether a line is shown as it is: behind a label, or a colon above it. An `item` among Korean ones is rarely."""
    text = prose(doc)
    label = LABEL.match(text, start, stop)
    if item:
        return label is not None and SHOWS.search(label["label"]) is not None
    return label is not None or announced(doc, index, text.rfind("\n", 0, start) + 1)


def _refers(text: str, start: int, stop: int) -> bool:
    """Whether a line is a reference or a licence, and no prose that cites."""
    if REFERS.search(text, start, stop):
        return True
    return CITES.search(text, start, stop) is not None and len(text[start:stop].split()) < LONGER_THAN_A_TITLE


# ---------------------------------------------------------------------------------- headings


def _headings(doc: Document) -> Iterator[Left]:
    """Headings of sections that are English sentences, on pages and among neighbours whose headings are Korean."""
    heads = headings(doc)
    korean = [HANGUL.search(head.text) is not None for head in heads]
    if all(korean) or sum(korean) < MOST_HEADINGS * len(heads):
        return
    above = _above(heads)
    neighbours: dict[tuple[int, ...], list[bool]] = {}
    for at in range(len(heads)):
        neighbours.setdefault(above[at], []).append(korean[at])
    chosen = {chapter.start for chapter in chapters(doc)} | {one.start for one in sections(doc) if one.role}
    titles = _titles(doc)
    indexes = {block.start: index for index, block in enumerate(blocks(doc)) if block.kind == "heading"}
    for at, head in enumerate(heads):
        if korean[at] or head.level == 1 or head.start in chosen or not _says_something(head.text):
            continue
        beside = neighbours[above[at]]
        meant = _words(head.title) in titles or any(_REPORTS.search(heads[i].text) for i in (at, *above[at]))
        if 2 * sum(beside) >= len(beside) > 1 and not meant:
            words = len(head.text.split())
            yield Left("heading", head.text_start, head.text_end, words, indexes[head.start], True)


def _titles(doc: Document) -> set[tuple[str, ...]]:
    """The titles that the page's front matter gives it, in either language."""
    block = front_matter(doc)
    entries = [block.get(key) for key in ("title", "originalTitle", "titleKr")] if block else []
    return {_words(entry.value) for entry in entries if entry is not None and isinstance(entry.value, str)}


def _above(heads: tuple[Heading, ...]) -> list[tuple[int, ...]]:
    """For each heading the indexes of those it stands under, outermost first."""
    found: list[tuple[int, ...]] = []
    for at, head in enumerate(heads):
        over = () if not at else (*found[at - 1], at - 1)
        while over and heads[over[-1]].level >= head.level:
            over = over[:-1]
        found.append(over)
    return found


def _says_something(title: str) -> bool:
    """Whether a heading is a sentence or a part of one, and no title, name, term or quotation."""
    if any(mark in title for mark in '"“['):
        return False
    words = _words(_CODE.sub("", title))
    joining = {word.lower() for word in words} & FUNCTION_WORDS
    content = any(word[0].islower() and word not in FUNCTION_WORDS for word in words)
    if not content or not _is_sentence(words, 1):
        return False
    return len(words) >= HEADING_WORDS or (len(words) > 2 and not joining <= _LINKING)
