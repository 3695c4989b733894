"""What is not there yet: placeholders, empty chapters, text that stops in the middle.

Facts of one document that rules of several groups share: a chapter whose body is a placeholder
is one fault, and everything else that follows from it is none.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from functools import lru_cache
from itertools import pairwise
from typing import TYPE_CHECKING

from llmdoc_lint.blocks import blocks, body_start, headings
from llmdoc_lint.core import fact, record
from llmdoc_lint.document import kind
from llmdoc_lint.outline import chapters, markers, sections, summaries
from llmdoc_lint.patterns import pattern
from llmdoc_lint.transcript import cadence, segments
from llmdoc_lint.values import NamedTuple

if TYPE_CHECKING:
    from llmdoc_lint.document import Document

__all__ = [
    "Empty",
    "LooseEnd",
    "Placeholder",
    "SourceEnd",
    "Truncation",
    "empties",
    "has_links",
    "loose_end",
    "placeholders",
    "punctuated",
    "source_end",
    "text_blocks",
    "text_length",
    "truncations",
]


@record
class Placeholder(NamedTuple):
    """A line that stands for content to come; its span is the line without its stamp or list marker."""

    start: int
    end: int
    chapter: int  # of the chapter whose text it stands for; -1 in summaries, articles and front parts


@record
class Empty(NamedTuple):
    """A chapter's heading with no text under it; the span is the heading's text."""

    start: int
    end: int
    chapter: int  # -1 where the page does not say
    summarised: bool  # there is a summary, but no text
    role: str  # of the section that a page's text should be in; "" for a chapter of an index


@record
class Truncation(NamedTuple):
    """The end of a text that nothing continues; the span is its last words."""

    start: int
    end: int
    chapter: int  # -1 outside of chapters
    where: str  # what ends there: "chapter", "page", "section", "summary" or "text" (the whole)


@record
class LooseEnd(NamedTuple):
    """The end of a page's text that is no end of a sentence; another page may continue it."""

    start: int
    end: int
    seconds: int  # stamp of the last segment, -1 where there is none


# ------------------------------------------------------------------------------- placeholders

# A placeholder is a whole line, and short: the one of the corpus has 22 characters, and tools
# write one sentence.
MAX_PLACEHOLDER = 100

MAX_NOTE = 60
"""Code points in brackets that are a note on the work; twice what `(나머지 번역은 청크 3에서 진행)` has."""

_STAMP = pattern(r"\s*\[\d{1,3}:\d\d(?::\d\d)?\]\s*")
_BULLET = pattern(r"\s*(?:[-*+]|\d{1,9}[.)])\s+")
_WRAPPED = {"(": ")", "[": "]", "（": "）", "〔": "〕", "【": "】", "<": ">", "*": "*", "_": "_"}
_AROUND = " \t\r\n*_~※🚧⏳⚠️📝"


@lru_cache(maxsize=1)
def _deferral() -> re.Pattern[str]:
    """Match lines that speak of the translating itself: a part is left to another chunk."""
    part = r"(?:챕터|장|부분|섹션|절|내용|문단|구간|파트|번역|텍스트|본문|분량)"
    return re.compile(
        rf"(?:이|본|해당|나머지|이후|이하|뒷)\s?(?:의\s)?{part}?(?:의\s{part})?(?:은|는|이|가|을|를)?\s[^.!?]{{0,20}}"
        r"(?:다음|이후|추후|별도|나중)[^.!?]{0,20}(?:번역|청크|처리"
        r"|(?:응답|메시지)에서\s[^.!?]{0,10}(?:계속|이어))[^.!?]{0,20}"
        rf"|(?:이|본|해당)\s?{part}?(?:은|는|이|가)?\s(?:아직\s)?번역"
        r"(?:되지 않았습니다|되지 않음|이 완료되지 않았습니다)"
        rf"|(?:이하|나머지|뒷부분|후반부)(?:\s{part})?(?:은|는|을|를)?\s?(?:번역\s)?(?:생략|미번역)(?:합니다|함|했습니다|됨)?"
        r"|다음\s(?:번역\s)?(?:청크|파트|응답|메시지)(?:에|에서|로|에서부터)\s[^.!?]{0,15}(?:계속|이어|번역|처리)[^.!?]{0,10}"
        r"|번역(?:은|이|을)?\s?(?:계속(?:됩니다)?|이어집니다|이어서 계속|(?:예정|준비\s?중|중)(?:입니다)?)"
        r"|(?:아직\s)?(?:번역되지 않았습니다|번역되지 않음|미번역(?:입니다)?|번역 없음)"
        r"|(?:the\s)?(?:translation|rest|remainder|remaining translation)\s(?:of [^.!?]{0,40}\s)?"
        r"(?:is\s|will be\s|to be\s)?"
        r"(?:continues|continued|omitted|truncated|translated|follows|provided)\b[^.!?]{0,40}"
        r"|(?:this|the)\s(?:chapter|section|part)\s(?:will be|is|to be)\s(?:translated|processed|handled|continued)\s"
        r"[^.!?]{0,30}(?:next|later|separate)\b[^.!?]{0,20}"
        r"|(?:not yet|to be|pending)\s(?:translated|translation)|(?:rest|remaining)\s(?:omitted|truncated)",
        re.IGNORECASE,
    )


@lru_cache(maxsize=1)
def _stand_in() -> re.Pattern[str]:
    """Match lines that are a placeholder where they are all there is."""
    thing = r"(?:내용|번역|본문|요약|텍스트|설명|챕터|원문|자료|스크립트)"
    noun = r"(?:content|translation|text|summary|transcript|chapter|section|description|body)"
    return re.compile(
        rf"(?:다음에\s|이어서\s|{thing}\s)?계속(?:됩니다)?|(?:이하|이후|이상|전문)?\s?생략(?:합니다|함)?|[중하후]략"
        rf"|(?:{thing}(?:은|는|이|가)?\s)?(?:추후(?:에)?|나중에|곧|이후(?:에)?|별도로)\s"
        r"(?:추가|작성|업데이트|번역|보완|정리|공개|제공|채울|반영|업로드)(?:될|할)?\s?"
        r"(?:예정(?:임|입니다|이다)?|됩니다|합니다|하겠습니다|필요)?"
        rf"|(?:{thing}\s?)?(?:추가|작성|업데이트|번역|보완|정리|공개|업로드)\s?(?:예정|필요|대기)(?:임|입니다)?"
        rf"|(?:{thing}\s?)?(?:작성|준비|작업|번역|정리|업데이트|진행)\s?중(?:임|입니다)?"
        rf"|{thing}\s?(?:생략|누락|예정)(?:됨)?"
        rf"|{thing}(?:이|가|은|는)?\s?(?:없음|없습니다|비어 있음|비어 있습니다|미정)|미작성|미번역|작성 전"
        rf"|여기에\s{thing}(?:을|를)?\s?.{{0,20}}"
        rf"|{thing}(?:을|를)\s(?:입력|추가|작성)(?:하세요|해 주세요|하십시오|할 것)"
        r"|(?:todo|fixme|tbd|tba|wip|xxx)(?:\s?\([^()]{0,20}\))?(?:\s?[:：-].{0,60}|\s[^.!?]{1,40}(?<![다요]))?"
        r"|coming soon|work in progress|placeholder(?: text)?|lorem ipsum.{0,80}|to be continued|continued"
        rf"|(?:{noun}\s)?(?:to be|will be|not yet)\s(?:added|translated|written|completed|done|filled in|determined"
        r"|announced|provided|available)(?:\s(?:here|later|soon))?"
        rf"|{noun}\s(?:goes here|coming soon|pending|to follow|to come|in progress|missing|omitted|not available)"
        rf"|(?:insert|add)\s(?:the\s)?{noun}(?:\shere)?"
        r"|[.…·]{1,12}",
        re.IGNORECASE,
    )


@lru_cache(maxsize=1)
def _note() -> re.Pattern[str]:
    """Match what stands in brackets as all of a section: what part of the work is meant, and that it is not here."""
    return re.compile(
        r"(?=.*(?:번역|원문|본문|내용|트랜스크립트|스크립트|청크|챕터|파트|위와 동일|이하|이후|\bchunk\b|\bpart\b))"
        r".*(?:누락|생략|예정|계속|(?<![가-힣])이어[서집짐지감]|삽입|요약본|요약만|진행(?!자))",
        re.IGNORECASE,
    )


# Every line that matches holds one of these, or ends so; by whether it begins in Korean or, True, in ASCII. The two
# patterns take 4 ms to compile, and most documents have no short line that needs them.
_DEFERRAL_HINTS = {
    False: ("번역", "청크", "처리", "파트", "응답", "메시지", "생략"),
    True: ("translat", "omitted", "rest", "remain", "chapter", "section", "part"),
}
_STAND_IN_HINTS = {
    False: (
        *("계속", "생략", "하략", "후략", "추후", "나중", "곧", "이후", "별도", "예정", "필요", "중", "없", "비어"),
        *("미정", "작성", "미번역", "여기에", "입력", "추가", "누락"),
    ),
    True: (
        *("todo", "fixme", "tbd", "tba", "wip", "xxx", "coming", "progress", "placeholder", "lorem", "continued"),
        *("to be", "will be", "not yet", "goes here", "pending", "to follow", "to come", "missing", "omitted"),
        *("not available", "insert", "add"),
    ),
}
_STAND_IN_ENDS = ("대기", "대기임", "대기입니다")  # in the middle of a line, 대기열 is a queue


def _bare(line: str) -> tuple[str, bool]:
    """A line without what dresses it up, and whether brackets or emphasis enclosed all of it."""
    line = line.strip()
    wrapped = False
    for _ in range(3):
        if len(line) > 2 and _WRAPPED.get(line[0]) == line[-1]:
            line = line[1:-1].strip()
            wrapped = True
    line = line.strip(_AROUND)
    if not line.strip(".…·"):
        return line, wrapped
    return line.rstrip(".…!。 "), wrapped


DEFERRAL, ENCLOSED, LABELLED = 2, 3, 4  # a stand-in is 1


# Start, end, whether it is stamped, and its form. 0: text; 1: a stand-in; a deferral, and one in brackets; one behind
# a summary's label.
_Line = tuple[int, int, bool, int]


def _read_line(text: str, start: int, end: int, block: str) -> _Line | None:
    """What the line from `start` to `end` is; None where it holds nothing that is read as text."""
    if match := _STAMP.match(text, start, end):
        begin, stamped = match.end(), True
    else:
        begin, stamped = start, False
        if block == "list" and (match := _BULLET.match(text, start, end)):
            begin = match.end()
    if begin and text[begin - 1] == "*":  # behind a label
        while begin < end and text[begin] in ": \t":
            begin += 1
    piece = text[begin:end].rstrip()
    bare = piece.lstrip()
    if not bare:
        return None
    form = _form(piece) if len(piece) <= MAX_PLACEHOLDER else 0
    stop = begin + len(piece)
    return stop - len(bare), stop, stamped, form


@lru_cache(maxsize=1024)  # every page of a course has the same few lists
def _form(line: str) -> int:
    """What a short line is, as `_Line` has it."""
    bare, wrapped = _bare(line)
    low = bare.lower()
    latin = bare[:1].isascii()
    if any(map(low.__contains__, _DEFERRAL_HINTS[latin])) and _deferral().fullmatch(bare):
        return ENCLOSED if wrapped else DEFERRAL
    hinted = any(map(low.__contains__, _STAND_IN_HINTS[latin])) or low.endswith(_STAND_IN_ENDS)
    hinted = hinted or not bare.strip(".…·")
    if hinted and _stand_in().fullmatch(bare):
        return 1
    bracketed = wrapped and line.strip().strip("*_").startswith(("(", "[", "（", "〔", "【"))
    return int(bracketed and len(bare) <= MAX_NOTE and _note().match(bare) is not None)


_LABEL = pattern(
    r"\*\*(?:챕터 |핵심 |주요 )?(?:요약|summary|포인트|개념|내용|사항|정리|key (?:points|takeaways))s?\s?:?\*\*",
    re.IGNORECASE,
)
_LINK_ONLY = pattern(r"\s*(?:[^\w\s\[]{1,3}\s?)?\[[^\[\]\n]{0,200}\]\((?P<to>[^()\s]{0,500})\)\s*\Z")


@record
class _Content(NamedTuple):
    """Where a document's text stands, for bisecting; parallel tuples, in order."""

    starts: tuple[int, ...]  # of blocks that are real text
    ends: tuple[int, ...]
    kinds: tuple[str, ...]
    lines: tuple[_Line, ...]  # those that look like placeholders
    summary_starts: tuple[int, ...]  # of blocks that are a summary, its label or its points
    links: tuple[int, ...]  # of blocks that are nothing but a link to a page of the tree


_NO_TEXT = frozenset(("heading", "comment", "rule"))


@fact
def _content(doc: Document) -> _Content:
    text = doc.text
    starts: list[int] = []
    ends: list[int] = []
    kinds: list[str] = []
    lines: list[_Line] = []
    summaries: list[int] = []
    links: list[int] = []
    points = False  # the list of key points goes on
    for name, begin, end, _, _ in blocks(doc):
        if name in _NO_TEXT:
            points = False
            continue
        start = begin
        if name == "text" and text.startswith("**", start) and (match := _LABEL.match(text, start, end)):
            points = not text[match.end() : end].strip(" :\r\n")
            summaries.append(start)
            # A line under the label that is a placeholder stands for the chapter's text.
            behind = text.find("\n", start, end)
            line = _read_line(text, match.end(), end if behind < 0 else behind, name)
            if line is not None and line[3]:
                lines.append((line[0], line[1], False, LABELLED))
            if behind < 0 or not text[behind:end].strip():
                continue
            start = behind + 1
        elif name == "list" and points:
            summaries.append(start)
            continue
        else:
            points = False
        if name in ("text", "list"):
            linked = end - start < 300 and text.find("](", start, end) >= 0
            if linked and (match := _LINK_ONLY.match(text, start, end)):
                if not match["to"].startswith(("http:", "https:", "mailto:", "#")):
                    links.append(start)
                continue
            if name == "text" and end - start > MAX_PLACEHOLDER + 30 and text.find("\n", start, end - 1) < 0:
                starts.append(start)  # a long line is text
                ends.append(end)
                kinds.append(name)
                continue
            if name == "text" and start == begin and end - start > 400:
                # A long block is text; only its last line may be something else.
                behind = text.rfind("\n", start, end - 1) + 1
                cut = max(behind, start)
                starts.append(start)
                ends.append(cut if cut > start else end)
                kinds.append(name)
                if cut == start or end - cut > MAX_PLACEHOLDER:
                    ends[-1] = end
                    continue
                start = cut
            at = start
            while at < end:
                stop = text.find("\n", at, end)
                stop = end if stop < 0 else stop
                line = _read_line(text, at, stop, name)
                if line is not None and line[3]:
                    lines.append(line)
                elif line is not None or text[at:stop].strip():
                    if line is None:
                        pass  # a stamp without text
                    elif starts and kinds[-1] == name and ends[-1] == at:
                        ends[-1] = min(stop + 1, end)
                    else:
                        starts.append(line[0])
                        ends.append(min(stop + 1, end))
                        kinds.append(name)
                at = stop + 1
            continue
        starts.append(start)
        ends.append(end)
        kinds.append(name)
    return _Content(tuple(starts), tuple(ends), tuple(kinds), tuple(lines), tuple(summaries), tuple(links))


def _any(starts: tuple[int, ...], start: int, end: int) -> bool:
    """Whether one of the sorted `starts` lies from `start` to `end`."""
    at = bisect_left(starts, start)
    return at < len(starts) and starts[at] < end


def text_blocks(doc: Document) -> tuple[tuple[int, str], ...]:
    """Start and kind of every block that is text: no heading, summary, placeholder or mere link."""
    content = _content(doc)
    return tuple(zip(content.starts, content.kinds, strict=True))


def text_length(doc: Document) -> int:
    """Code points of the document's paragraphs that are text."""
    content = _content(doc)
    return sum(
        end - start
        for start, end, name in zip(content.starts, content.ends, content.kinds, strict=True)
        if name == "text"
    )


def has_links(doc: Document) -> bool:
    """Whether a paragraph or list item of the document is nothing but a link to another page of the tree."""
    return bool(_content(doc).links)


_NOT_TEXT = frozenset(("tldr", "learn", "summary", "key-points", "summaries", "contents"))


@fact
def placeholders(doc: Document) -> tuple[Placeholder, ...]:
    """The lines of the document that stand for content to come, one a section.

    A line counts where it is all its section has (a summary aside), or where it says in brackets
    that the rest is left to a later chunk and no text follows it in its section. In front of
    text, in a quotation, in code or in a comment it is none.
    """
    kind_ = kind(doc)
    if kind_ is None or kind_.part == "prompt":
        return ()
    content = _content(doc)
    if not content.lines:
        return ()
    all_ = sections(doc)
    section_starts = [section.start for section in all_]
    bodies = [chapter for chapter in chapters(doc) if chapter.role == "body"]
    body_starts = [body.start for body in bodies]
    found: list[Placeholder] = []
    last = None
    for start, end, stamped, form in content.lines:
        at = bisect_right(section_starts, start) - 1
        section = all_[at] if at >= 0 else None
        if section is not None and section is last:
            continue
        limit = section.end if section else len(doc.text)
        begin = section.body_start if section else body_start(doc)
        before = _any(content.starts, begin, start)
        after = _any(content.starts, end, limit)
        if form == LABELLED:
            found.append(Placeholder(start, end, -1))
            continue
        if not (stamped and form >= DEFERRAL) and (after or (before and form < ENCLOSED)):
            continue
        last = section
        body = bisect_right(body_starts, start) - 1
        chapter = bodies[body].number if body >= 0 and start < bodies[body].end else -1
        if chapter >= 0 and section is not None and section.role in _NOT_TEXT:
            chapter = -1
        found.append(Placeholder(start, end, chapter))
    return tuple(found)


# ------------------------------------------------------------------------------ empty chapters


@fact
def empties(doc: Document) -> tuple[Empty, ...]:
    """The chapters' headings that have no text under them, not even in a subsection.

    In an index, these are the numbered chapters of its translation; where every one of them is
    empty they are a list of chapters, and where most have just a summary the index is an
    overview whose pages hold the text. In a chapter's page it is the heading of its text.
    """
    kind_ = kind(doc)
    if kind_ is None or kind_.part not in ("index", "chapter"):
        return ()
    content = _content(doc)
    if kind_.part == "chapter":
        return _empty_page(doc, content)
    filled = 0
    bodies = 0
    found: list[Empty] = []
    line_starts = tuple(line[0] for line in content.lines)
    for chapter in chapters(doc):
        if chapter.role != "body":
            continue
        bodies += 1
        if _any(content.starts, chapter.body_start, chapter.end) or _any(
            content.links, chapter.body_start, chapter.end
        ):
            filled += 1
            continue
        if _any(line_starts, chapter.body_start, chapter.end):
            continue  # a placeholder
        summarised = _any(content.summary_starts, chapter.body_start, chapter.end)
        found.append(Empty(chapter.title_start, chapter.title_end, chapter.number, summarised, ""))
    if not filled or sum(empty.summarised for empty in found) * 2 >= bodies:
        return tuple(empty for empty in found if filled and not empty.summarised)
    return tuple(found)


def _empty_page(doc: Document, content: _Content) -> tuple[Empty, ...]:
    number = next((chapter.number for chapter in chapters(doc)), -1)
    heads = headings(doc)
    for section in sections(doc):
        # The English transcript has its own heading of the same level behind it.
        if section.role in ("translation", "transcript"):
            head = heads[section.heading]
            length = len(doc.text)
            if (
                _any(content.starts, section.body_start, length)
                or _any(content.links, section.body_start, length)
                or any(line[0] >= section.body_start for line in content.lines)
            ):
                return ()
            return (Empty(head.text_start, head.text_end, number, False, section.role),)
    return ()


# ---------------------------------------------------------------------------------- truncation

# Sentences per text: written Korean and English have one mark in 20 to 200 characters; automatic
# captions have none (the corpus: 0 in 8,000).
UNPUNCTUATED = 500  # characters to one sentence mark, from which on a text has no punctuation
PROSE = 60  # characters of a paragraph that is surely prose, and no byline, date or signature
HABIT = 0.9  # share of paragraphs that end a sentence, from which on every one is expected to
SHORT = 0.5  # of the median length: a segment of 30 s that was cut has less (corpus: 0.19)

_SENTENCE_MARKS = ".?!…。？！"
_MARKS = pattern(rf"[{_SENTENCE_MARKS}][\"'”’)\]」』*_]*(?=\s|\Z)")
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
_NOT_PROSE = pattern(
    r"\s*(?:[©ⓒ]|\[[^\]\n]{1,200}\]:[ \t]|"
    r"(?:번역|감수|편집|옮긴이|글쓴이|출처|원문|저자|역자|작성|사진|그림)\w{0,3}\s?[:：])"
)
# First syllables of what may follow a noun and leave it a word: particles, the copula, `-하다`, `-되다`, plural.
_ATTACHED = frozenset("은는이가을를의에와과로으도만까부보처하되들인입였라마며나한할해됩된적화성용형간별당씩째님")


def _complete(text: str) -> bool:
    """Whether `text` ends as a sentence, a heading or a noun phrase can end."""
    bare = text.rstrip(_CLOSERS)
    if not bare or bare != text.rstrip(" \t\r\n*_"):
        return True  # it closes a quotation, a bracket, code
    if bare[-1] in ".?!…。？！:：;~":
        return True
    if bare[-1] == ",":
        return False
    return _FINAL.search(bare, max(0, len(bare) - 4)) is not None or not bare[-1].isalpha()


def _goes_on(text: str, start: int, end: int) -> bool:
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
    content = _content(doc)
    text = doc.text
    start = next((s.body_start for s in sections(doc) if s.role in ("transcript", "translation")), 0)
    first = bisect_left(content.starts, start)
    starts, ends = content.starts[first:], content.ends[first:]
    need = (sum(ends) - sum(starts)) // UNPUNCTUATED + 1
    for begin, end in zip(starts, ends, strict=True):
        if not any(map(text[begin:end].__contains__, _SENTENCE_MARKS)):
            continue  # captions, mostly
        for _ in _MARKS.finditer(text, begin, end):
            need -= 1
            if not need:
                return True
    return False


class _End(NamedTuple):
    """The last words of a text: offsets, and the paragraph they close."""

    start: int
    end: int
    text: str


def _end(doc: Document, content: _Content, start: int, end: int) -> _End | None:
    """The prose that ends the text from `start` to `end` in the middle of a sentence; None where it does not."""
    at = bisect_left(content.starts, end) - 1
    if at < 0 or content.starts[at] < start or content.kinds[at] != "text":
        return None
    behind = bisect_left(content.lines, (content.ends[at],))
    if behind < len(content.lines) and content.lines[behind][0] < end:
        return None  # it ends in a placeholder
    begin = content.starts[at]
    piece = doc.text[begin : min(content.ends[at], end)].rstrip()
    if match := _STAMP.match(piece):
        begin += match.end()
        piece = piece[match.end() :]
    if piece.isascii() or _complete(piece):
        return None
    if sum(map(len, _HANGUL.findall(piece))) * 3 < len(piece):  # formulas, names, English
        return None
    if _NOT_PROSE.match(piece) or "://" in piece[-200:]:
        return None
    if piece[0] in "*_" and piece[-1] == piece[0]:  # a caption, a note
        return None
    stop = begin + len(piece)
    first = piece.rfind(" ", 0, max(0, len(piece) - 8)) + 1
    return _End(begin + max(first, len(piece) - 30, 0), stop, piece)


@fact
def _sentences(doc: Document) -> bool:
    """Whether the document's paragraphs end with their sentences: all but one, and nine of ten."""
    content = _content(doc)
    text = doc.text
    total = complete = 0
    for start, end, name in zip(content.starts, content.ends, content.kinds, strict=True):
        if name == "text" and end - start >= PROSE:
            total += 1
            complete += _complete(text[max(start, end - 60) : end].rstrip())
    return complete >= 3 and complete >= HABIT * (total - 1)


@fact
def truncations(doc: Document) -> tuple[Truncation, ...]:
    """Where a translation's text stops in mid-sentence and nothing can continue it.

    A transcript cut every 30 s stops in mid-sentence by nature, its next segment, chapter or page
    goes on. So only the end of all text, the ends of an article's sections, and summaries are
    judged for sentences. Before a hole in the stamps, before a placeholder, and at the end of a
    chapter's page, text must stop inside a word, or be cut to less than half a segment.
    """
    kind_ = kind(doc)
    if kind_ is None or kind_.side != "target" or not punctuated(doc):
        return ()
    content = _content(doc)
    found: list[Truncation] = []
    if kind_.part == "index":
        found.extend(_index_ends(doc, content))
    elif kind_.part == "chapter":
        number = next((chapter.number for chapter in chapters(doc)), -1)
        last = _end(doc, content, body_start(doc), len(doc.text))
        if last and mid_word(doc, last.end):
            found.append(Truncation(last.start, last.end, number, "page"))
    elif kind_.part == "article":
        found.extend(_article_ends(doc, content))
    if kind_.part != "article":
        for summary in summaries(doc):
            start, stop = summary.text_start, summary.text_end
            if stop - start >= PROSE and _goes_on(doc.text, start, stop):
                cut = doc.text.rfind(" ", start, stop - 8) + 1
                found.append(Truncation(max(start, cut, stop - 30), stop, -1, "summary"))
    found.sort()
    return tuple(found)


def _index_ends(doc: Document, content: _Content) -> list[Truncation]:
    bodies = [chapter for chapter in chapters(doc) if chapter.role == "body"]
    if not bodies:
        return []
    found: list[Truncation] = []
    held = {place.chapter for place in placeholders(doc)} | {empty.chapter for empty in empties(doc)}
    known = max(chapter.number for chapter in chapters(doc))
    stamps = segments(doc)
    segment_starts = [segment.start for segment in stamps]
    grid = cadence(doc)
    lengths = sorted(segment.text_end - segment.text_start for segment in stamps)
    median = lengths[len(lengths) // 2] if lengths else 0
    closing = [marker for marker in markers(doc) if marker.name != "SUMMARY"]
    open_ended = bool(closing) and closing[-1].opens and _blank_behind(doc, bodies[-1].end)

    def short(end: _End) -> bool:
        return grid is not None and len(lengths) >= 20 and len(end.text) < SHORT * median

    for index, body in enumerate(bodies):
        last = _end(doc, content, body.body_start, body.end)
        if last is None:
            continue
        final = index + 1 == len(bodies)
        cut = mid_word(doc, last.end)
        if final:
            judged = body.number >= known or open_ended or cut or short(last)
            if not stamps and not _sentences(doc):
                judged = cut or open_ended
        else:
            following = bodies[index + 1]
            judged = False
            if cut or short(last):
                mine = bisect_left(segment_starts, body.end) - 1
                hole = (
                    grid is not None
                    and 0 <= mine < len(stamps) - 1
                    and stamps[mine + 1].seconds - stamps[mine].seconds > 1.5 * grid.step
                )
                judged = hole or following.number in held
        if judged:
            found.append(Truncation(last.start, last.end, body.number, "chapter"))
    if grid is not None:  # a hole inside of a chapter
        numbers = {body.end: body.number for body in bodies}
        ends = sorted(numbers)
        for before, after in pairwise(stamps):
            if after.seconds - before.seconds <= 1.5 * grid.step or before.seconds < 0:
                continue
            at = bisect_right(ends, before.start)
            if at >= len(ends) or ends[at] < after.start:
                continue
            piece = doc.text[before.text_start : before.text_end]
            if _complete(piece) or not mid_word(doc, before.text_end):
                continue
            first = piece.rfind(" ", 0, max(0, len(piece) - 8)) + 1
            number = numbers[ends[at]]
            found.append(Truncation(before.text_start + first, before.text_end, number, "chapter"))
    return found


def _blank_behind(doc: Document, end: int) -> bool:
    return not doc.text[end:].strip()


def _article_ends(doc: Document, content: _Content) -> list[Truncation]:
    """An article's sections and its end: prose is expected to end its sentences where it mostly does."""
    if not _sentences(doc):
        return []
    found: list[Truncation] = []
    all_ = sections(doc)
    stamped = bool(segments(doc))
    length = len(doc.text)
    for index, section in enumerate(all_):
        final = index + 1 == len(all_)
        if stamped and not final:
            continue
        if section.role in ("contents", "learn", "key-points"):
            continue
        if not final and all_[index + 1].level > section.level:
            continue  # its first subsection may be what the sentence leads to
        last = _end(doc, content, section.body_start, length if final else section.own_end)
        if last is None or len(last.text) < PROSE:
            continue
        if section.role in ("tldr", "summary") and not _goes_on(last.text, 0, len(last.text)):
            continue  # summaries may end in a noun
        found.append(Truncation(last.start, last.end, -1, "text" if final else "section"))
    return found


@fact
def loose_end(doc: Document) -> LooseEnd | None:
    """The end of a page's text where it does not end a sentence, None where it does."""
    kind_ = kind(doc)
    if kind_ is None or not punctuated(doc):
        return None
    last = _end(doc, _content(doc), body_start(doc), len(doc.text))
    if last is None:
        return None
    stamps = segments(doc)
    return LooseEnd(last.start, last.end, stamps[-1].seconds if stamps else -1)


# Words that no English sentence ends in: where an unpunctuated transcript ends in one, it was cut.
_DANGLING = (
    " a an the and but or so if because of to in on at by for from with as than that which who whose is are was were"
    " be am i we you he she they it its my our your their this these those not very really just will would can could"
    " should may might must do does did have has had gonna wanna um uh like when where while into about "
)


@record
class SourceEnd(NamedTuple):
    """How a source's text ends."""

    start: int  # its last words
    end: int
    cut: bool  # in mid-sentence, by its own punctuation, or by its last word where it has none
    prose: bool  # it is written in sentences nearly throughout, and its last paragraph is long
    seconds: int  # of the last stamp, -1 where there is none


@fact
def source_end(doc: Document) -> SourceEnd | None:
    """The end of a source's text; None where it does not end in prose."""
    content = _content(doc)
    if not content.starts or content.kinds[-1] != "text":
        return None
    begin = content.starts[-1]
    piece = doc.text[begin : content.ends[-1]].rstrip()
    if match := _STAMP.match(piece):
        begin += match.end()
        piece = piece[match.end() :]
    if not piece or _NOT_PROSE.match(piece):
        return None
    stop = begin + len(piece)
    first = max(piece.rfind(" ", 0, max(0, len(piece) - 12)) + 1, len(piece) - 40, 0)
    if punctuated(doc):
        cut = not _complete(piece) and "://" not in piece[-200:]
        prose = len(piece) >= PROSE and _sentences(doc)
    else:
        cut = f" {piece.rpartition(' ')[2].lower()} " in _DANGLING
        prose = False
    stamps = segments(doc)
    return SourceEnd(begin + first, stop, cut, prose, stamps[-1].seconds if stamps else -1)
