"""How texts end: whether in a sentence, in the middle of one, or in the middle of a word."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from typing import TYPE_CHECKING

from llmdoc_lint.blocks import body_start, front_matter
from llmdoc_lint.core import fact
from llmdoc_lint.outline import sections
from llmdoc_lint.patterns import pattern
from llmdoc_lint.values import NamedTuple
from llmdoc_rules._content import content_of
from llmdoc_rules._stand_ins import STAMP

if TYPE_CHECKING:
    from llmdoc_lint.document import Document
    from llmdoc_rules._content import Content

__all__ = [
    "NOT_PROSE",
    "PROSE",
    "SENTENCE_ENDS",
    "End",
    "complete",
    "end_of",
    "goes_on",
    "in_sentences",
    "loose",
    "mid_word",
    "punctuated",
    "written",
]

# Sentences per text: written Korean and English have one mark in 20 to 200 characters; automatic
# captions have none (the corpus: 0 in 8,000).
UNPUNCTUATED = 500  # characters to one sentence mark, from which on a text has no punctuation
PROSE = 60  # characters of a paragraph that is surely prose, and no byline, date or signature
HABIT = 0.9  # share of paragraphs that end a sentence, from which on every one is expected to

_SENTENCE_MARKS = ".?!…。？！"
SENTENCE_ENDS = pattern(rf"[{_SENTENCE_MARKS}][\"'”’)\]」』*_]*(?=\s|\Z)")
_CLOSERS = "\"'”’»)]}」』》〉*_~` \t\r\n"
_FINAL = pattern(
    r"(?:[다까요죠오]|[음함임됨슴듯]|[세네군]|니[다까]|시오|십시오|자|라|지|것|기|중|등|점|때문|뿐|수|분|바|뜻)\Z"
)
# Words that go on: a particle or a connective ending that no sentence and no noun phrase ends in.
_GOES_ON = pattern(
    r"(?:[가-힣](?:를|으로서|으로써|하고|하며|하면서|지만|는데|면서|어서|아서|거나|도록|려고|이며|했고|되고|려면|므로|처럼|라는|다는|다고|라고"
    r"|있는|없는|하는|되는|같은)|[가-힣](?<![마가노])을|,)\Z"
)
_WORD = pattern(r"[가-힣]{1,40}\Z|[A-Za-z]{1,40}\Z")
_ANY_WORD = pattern(r"[가-힣]+|[A-Za-z]+")
_SUFFIXES = frozenset(("s", "es", "ed", "d", "ing", "er", "r", "ly", "al"))
_HANGUL = pattern(r"[가-힣]+")
# Notes at the end of a text, and definitions of links: `[label]: target`.
NOT_PROSE = pattern(
    r"\s*(?:[©ⓒ]|\[[^\]\n]{1,200}\]:[ \t]|"
    r"(?:번역|감수|편집|옮긴이|글쓴이|출처|원문|저자|역자|작성|사진|그림)\w{0,3}\s?[:：])"
)
# First syllables of what may follow a noun and leave it a word: particles, the copula, `-하다`, `-되다`, plural.
_ATTACHED = frozenset("은는이가을를의에와과로으도만까부보처하되들인입였라마며나한할해됩된적화성용형간별당씩째님")


def complete(text: str) -> bool:
    """Whether `text` ends as a sentence, a heading or a noun phrase can end."""
    bare = text.rstrip(_CLOSERS)
    if not bare or bare != text.rstrip(" \t\r\n*_"):
        return True  # it closes a quotation, a bracket, code
    if bare[-1] in ".?!…。？！:：;~":
        return True
    if bare[-1] == ",":
        return False
    return _FINAL.search(bare, max(0, len(bare) - 4)) is not None or not bare[-1].isalpha()


def goes_on(text: str, start: int, end: int) -> bool:
    """Whether the last word from `start` to `end` is one that goes on."""
    last = text[end - 1]
    return (last == "," or "가" <= last <= "힣") and _GOES_ON.search(text, max(start, end - 8), end) is not None


def _words(doc: Document) -> tuple[list[str], dict[str, int]]:
    """The document's words, sorted, and how often each occurs; kept in memory only."""
    kept: tuple[list[str], dict[str, int]] | None = doc.facts.get("words")
    if kept is None:
        counts: dict[str, int] = {}
        for word in _ANY_WORD.findall(doc.text, body_start(doc)):
            counts[word] = counts.get(word, 0) + 1
        kept = doc.facts["words"] = (sorted(counts), counts)
    return kept


def mid_word(doc: Document, end: int) -> bool:
    """Whether the text that ends at `end` stops inside a word, judged by the document's own words.

    The last letters must be the beginning of other words of the document, which do not go on with
    a particle or an ending, and must never stand as a word themselves.
    """
    match = _WORD.search(doc.text, max(0, end - 40), end)
    if match is None or len(match[0]) < 2:
        return False
    stem = match[0]
    ordered, counts = _words(doc)
    if counts.get(stem, 0) > 1:
        return False
    hangul = stem[0] >= "가"
    longer = 0
    for at in range(bisect_right(ordered, stem), len(ordered)):
        word = ordered[at]
        if not word.startswith(stem):
            break
        rest = word[len(stem) :]
        if rest[0] in _ATTACHED if hangul else rest in _SUFFIXES:
            return False
        longer += counts[word]
    return longer >= 2


@fact
def punctuated(doc: Document) -> bool:
    """Whether the document's text has sentence marks at all: automatic captions have none.

    Summaries do not count; nor, in a page, does what stands above its transcript or translation.
    """
    content = content_of(doc)
    text = doc.text
    start = next((s.body_start for s in sections(doc) if s.role in ("transcript", "translation")), 0)
    first = bisect_left(content.starts, start)
    starts, ends = content.starts[first:], content.ends[first:]
    need = (sum(ends) - sum(starts)) // UNPUNCTUATED + 1
    for begin, end in zip(starts, ends, strict=True):
        if not any(map(text[begin:end].__contains__, _SENTENCE_MARKS)):
            continue  # captions, mostly
        for _ in SENTENCE_ENDS.finditer(text, begin, end):
            need -= 1
            if not need:
                return True
    return False


def written(doc: Document) -> bool:
    """Whether a source is a text that was written, and no captions: by what it says, else by its sentence marks.

    A page of lists, tables and code has few of these.
    """
    block = front_matter(doc)
    entry = block.get("source_type") if block is not None else None
    return (entry is not None and entry.value in _WRITTEN) or punctuated(doc)


_WRITTEN = ("web", "pdf")  # of the values of `source_type`


class End(NamedTuple):
    """The last words of a text: offsets, and the paragraph they close."""

    start: int
    end: int
    text: str


def end_of(doc: Document, content: Content, start: int, end: int) -> End | None:
    """The prose that ends the text from `start` to `end` in the middle of a sentence; None where it does not."""
    at = bisect_left(content.starts, end) - 1
    if at < 0 or content.starts[at] < start or content.kinds[at] != "text":
        return None
    behind = bisect_left(content.lines, (content.ends[at],))
    if behind < len(content.lines) and content.lines[behind][0] < end:
        return None  # it ends in a placeholder
    return loose(doc.text, content.starts[at], min(content.ends[at], end))


def loose(text: str, begin: int, end: int) -> End | None:
    """The paragraph from `begin` to `end`, where it is prose that ends in the middle of a sentence."""
    piece = text[begin:end].rstrip()
    if match := STAMP.match(piece):
        begin += match.end()
        piece = piece[match.end() :]
    if piece.isascii() or complete(piece):
        return None
    if sum(map(len, _HANGUL.findall(piece))) * 3 < len(piece):  # formulas, names, English
        return None
    if NOT_PROSE.match(piece) or "://" in piece[-200:]:
        return None
    if piece[0] in "*_" and piece[-1] == piece[0]:  # a caption, a note
        return None
    stop = begin + len(piece)
    first = piece.rfind(" ", 0, max(0, len(piece) - 8)) + 1
    return End(begin + max(first, len(piece) - 30, 0), stop, piece)


@fact
def in_sentences(doc: Document) -> bool:
    """Whether the document's paragraphs end with their sentences: all but one, and nine of ten."""
    content = content_of(doc)
    text = doc.text
    total = ended = 0
    for start, end, name in zip(content.starts, content.ends, content.kinds, strict=True):
        if name == "text" and end - start >= PROSE:
            total += 1
            ended += complete(text[max(start, end - 60) : end].rstrip())
    return ended >= 3 and ended >= HABIT * (total - 1)
