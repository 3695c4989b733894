from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from itertools import accumulate, compress
from operator import add, ne
from typing import TYPE_CHECKING

from llmdoc_lint.blocks import blocks, headings, prose
from llmdoc_lint.core import Applicability, Edit, Finding, Fix, Options, Related, Severity, fact, record, rule
from llmdoc_lint.course import Course, profile
from llmdoc_lint.outline import region, sections
from llmdoc_lint.patterns import pattern
from llmdoc_lint.values import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator

    from llmdoc_lint.document import Document

SHINGLE = 6  # words: the unit in which the measurements below were made
# Roles of sections that repeat the body by their nature.
SUMMARIES = frozenset(("tldr", "learn", "summaries", "summary", "key-points", "contents"))

_PREFIX = pattern(
    r"[ ]{0,3}(?:\*\*[^*\n\[\]]{1,60}\*\*[ ]?:?[ ]*)?"
    r"(?:\*\*)?(?:\[\d{1,3}[:.]\d{2}(?:[:.]\d{2})?\](?:\*\*)?[ \t]*)?(?:\*\*[^*\n]{1,40}:\*\*[ \t]*)?"
)
_LABEL = pattern(r"\*\*(?:[^*\n]{0,20}(?:요약|핵심|주요)[^*\n]{0,20}|Summary|Key [a-z]{1,12})\s?:?\*\*")
_LETTERS = pattern(r"[^\W\d_]{2}|[가-힣]")


class Passages(Options):
    """How much must be the same, in words between blanks.

    Measured on a translated lecture of 3 h 31 min (17,600 words in 410 segments): different places share
    at most 8 words in a row, and no two segments 40 % of their 6-word shingles. What a speaker says twice
    ("o3 mini, o3 mini") is said twice, not three times, and is shorter. In 2,900 translated pages no sentence of 5
    words and more stands twice in a row, but in code. No segment starts with 4 or more of the words its predecessor
    ends with; 6 leaves room for a speaker who picks up a phrase.
    """

    min_words: int = 12  # in a row, anywhere
    min_sentence: int = 8  # of a sentence that stands twice in a row inside of one paragraph
    min_share: float = 0.4  # of a paragraph's 6-word shingles
    min_loops: int = 3  # times in a row
    min_overlap: int = 6  # words at the end of one paragraph and at the start of the next


@record
class Line(NamedTuple):
    """A line of body text: one paragraph, or one segment of a transcript."""

    start: int  # of its text, behind a stamp and a speaker's name
    end: int
    whole_start: int  # of the line
    first: int  # index of its first word in the body's words


@record
class Repeat(NamedTuple):
    """A stretch that stands twice, the second copy first."""

    form: str  # "section", "passage", "sentence", "alike", "loop", "overlap"
    start: int
    end: int
    other_start: int
    other_end: int
    words: int
    times: int
    cut_start: int  # what deleting the second copy takes; -1 where that is not whole lines or words
    cut_end: int
    share: float
    gap: int = 0  # words between the copies


def body_lines(doc: Document) -> tuple[list[Line], list[str]]:
    """The lines of the body text and all their words; summaries, lists, tables, quotations and code are not body."""
    text = prose(doc)
    skipped = [(s.start, s.end if s.role == "summaries" else s.own_end) for s in sections(doc) if s.role in SUMMARIES]
    area = region(doc, "SUMMARY")
    if area is not None:
        skipped.append(area)
    skipped.sort()
    reach = 0  # of the summaries seen so far
    at = 0
    lines: list[Line] = []
    words: list[str] = []
    for block in blocks(doc):
        if block.kind != "text":
            continue
        while at < len(skipped) and skipped[at][0] <= block.start:
            reach = max(reach, skipped[at][1])
            at += 1
        if block.start < reach or (text.startswith("**", block.start) and _LABEL.match(text, block.start)):
            continue
        start = block.start
        while start < block.end:
            stop = text.find("\n", start, block.end)
            stop = block.end if stop < 0 else stop
            begin = start
            if text[start] in "[*" or text[start] == " ":
                prefix = _PREFIX.match(text, start, stop)
                begin = prefix.end() if prefix else start
            found = text[begin:stop].split()
            if found:
                lines.append(Line(begin, stop, start, len(words)))
                words += found
            start = stop + 1
    return lines, words


@fact
def shared(doc: Document) -> tuple[Repeat, ...]:
    """Every stretch of 6 words and more that stands twice in the body, and what may come of it."""
    lines, words = body_lines(doc)
    if len(words) < 2 * SHINGLE:
        return ()
    text = doc.text
    places = Places(prose(doc), lines, words)
    found: list[Repeat] = []
    pairs: dict[tuple[int, int], list[tuple[int, int]]] = {}
    for before, index, length in _copies(words):
        found.append(_repeat(places, words, before, index, length))
        one, other = places.line(before), places.line(index)
        if one != other:
            pairs.setdefault((one, other), []).append((index, length))
    for (one, other), runs in pairs.items():
        if len(runs) < 2:
            continue
        size = min(_size(lines, words, one), _size(lines, words, other))
        count = sum(length - SHINGLE + 1 for _, length in runs)
        share = count / max(1, size - SHINGLE + 1)
        if size >= 3 * SHINGLE and count >= SHINGLE:
            a, b = lines[one], lines[other]
            b_end = b.start + len(text[b.start : b.end].rstrip())
            a_end = a.start + len(text[a.start : a.end].rstrip())
            gap = b.first - a.first - _size(lines, words, one)
            found.append(Repeat("alike", b.start, b_end, a.start, a_end, size, 2, -1, -1, round(share, 2), gap))
    found.extend(_overlaps(places, words))
    found.sort(key=lambda repeat: repeat.start)
    return tuple(found)


@fact
def copied_sections(doc: Document) -> tuple[Repeat, ...]:
    """The sections that stand twice, heading and all; those that follow one another in both places as one."""
    text = doc.text
    heads = headings(doc)
    first: dict[tuple[str, ...], tuple[int, int]] = {}
    found: list[Repeat] = []
    for index, head in enumerate(heads):
        stop = heads[index + 1].start if index + 1 < len(heads) else len(text)
        words = tuple(text[head.start : stop].split())
        end = head.start + len(text[head.start : stop].rstrip())
        if len(words) < SECTION_WORDS:
            continue
        if words not in first:
            first[words] = head.start, end
            continue
        one = Repeat("section", head.start, end, *first[words], len(words), 2, head.start, end, 1.0)
        before = found[-1] if found else None
        if before and not (text[before.end : one.start] + text[before.other_end : one.other_start]).strip():
            found[-1] = before._replace(
                end=end, other_end=one.other_end, words=before.words + one.words, cut_end=one.cut_end
            )
        else:
            found.append(one)
    return tuple(found)


def _copies(words: list[str]) -> Iterator[tuple[int, int, int]]:
    """Stretches of 6 words and more that stand twice: where last, where now, and their length, in words."""
    starts = _candidates(words)
    shingles = {at: tuple(words[at : at + SHINGLE]) for at in starts}
    times = Counter(shingles.values())
    last: dict[tuple[str, ...], int] = {}
    after = 0
    for index in starts:
        shingle = shingles[index]
        if index < after or times[shingle] < 2:
            continue
        before = last.get(shingle)
        last[shingle] = index
        if before is not None:
            length = SHINGLE
            while index + length < len(words) and words[before + length] == words[index + length]:
                length += 1
            after = index + length - SHINGLE + 1
            last.update((shingles[at], at) for at in range(index + 1, after))
            yield before, index, length


def _candidates(words: list[str]) -> list[int]:
    """Where 6 words begin that may stand twice, in order; all that do are among them, and in a sound text few others.

    Any 6 words hold 4 that begin at a multiple of 3: it is enough to know these, and to look for them everywhere.
    """
    thirds = range(0, len(words) - 3, 3)
    places: dict[tuple[str, str, str, str], int] = {}  # where each stands first
    firsts = map(places.setdefault, _fours(words, 0), thirds)
    again = list(compress(thirds, map(ne, firsts, thirds)))
    for first in (1, 2):
        again += compress(range(first, len(words), 3), map(places.__contains__, _fours(words, first)))
    found: set[int] = set()
    for at in again:
        for place in (at, places[words[at], words[at + 1], words[at + 2], words[at + 3]]):
            found.update(range(max(0, place - 2), min(place, len(words) - SHINGLE) + 1))
    return sorted(found)


def _fours(words: list[str], first: int) -> Iterator[tuple[str, str, str, str]]:
    """Every third 4 words in a row, from `first` on."""
    return zip(words[first::3], words[first + 1 :: 3], words[first + 2 :: 3], words[first + 3 :: 3], strict=False)


def _size(lines: list[Line], words: list[str], index: int) -> int:
    return (lines[index + 1].first if index + 1 < len(lines) else len(words)) - lines[index].first


class Places:
    """Where words stand: a line's words are located once, when the first of them is asked for."""

    def __init__(self, text: str, lines: list[Line], words: list[str]) -> None:
        self.text = text  # the prose: what is no prose is blank
        self.lines = lines
        self.words = words
        self.firsts = [line.first for line in lines]
        self.known: dict[int, list[int]] = {}  # where the words of a line begin

    def line(self, word: int) -> int:
        return bisect_right(self.firsts, word) - 1

    def span(self, word: int, last: int) -> tuple[int, int]:
        """Offsets from the start of one word to the end of another."""
        return self._start(word), self._start(last) + len(self.words[last])

    def _start(self, word: int) -> int:
        index = self.line(word)
        if index not in self.known:
            self.known[index] = self._starts(index)
        return self.known[index][word - self.lines[index].first]

    def _starts(self, index: int) -> list[int]:
        line = self.lines[index]
        words = self.words[line.first : line.first + _size(self.lines, self.words, index)]
        joined = list(accumulate(map(len, words), initial=line.start))  # where they would begin without blanks
        if joined[-1] + len(words) - 1 == line.end:  # one blank between each two, as nearly always
            return list(map(add, joined, range(len(words))))
        found = []
        at = line.start
        for word in words:
            found.append(self.text.find(word, at))
            at = found[-1] + len(word)
        return found


def _repeat(places: Places, words: list[str], before: int, index: int, length: int) -> Repeat:
    """Describe `length` words at `index` that also stand at `before`."""
    period = index - before
    if length >= 2 * period:  # at least three times in a row
        times = length // period + 1
        first = places.span(before, before + period - 1)
        start, end = places.span(before, before + times * period - 1)
        return Repeat("loop", start, end, *first, period, times, first[1], end, 1.0)
    count = min(length, period)  # copies that touch: the second ends where its text does
    cut = _whole_lines(places, words, index, count) or (-1, -1)
    second, first = places.span(index, index + count - 1), places.span(before, before + count - 1)
    if count == period and _is_sentence(places, words, before, count):
        return Repeat("sentence", *second, *first, count, 2, first[1], second[1], 1.0)
    return Repeat("passage", *second, *first, count, 2, *cut, 1.0, index - before - count)


def _is_sentence(places: Places, words: list[str], first: int, count: int) -> bool:
    """Whether `count` words are one whole sentence of a line in which they stand again at once."""
    line = places.line(first)
    if places.line(first + 2 * count - 1) != line:
        return False
    if first > places.firsts[line] and not _ends_sentence(words[first - 1]):
        return False
    return [at for at in range(count) if _ends_sentence(words[first + at])] == [count - 1]


def _ends_sentence(word: str) -> bool:
    return word.rstrip("\"'”’)*")[-1:] in tuple(".?!…")


def _whole_lines(places: Places, words: list[str], index: int, length: int) -> tuple[int, int] | None:
    """The lines that the words at `index` fill; None where they fill none, or where a stamp would go with them."""
    lines = places.lines
    first, last = places.line(index), places.line(index + length - 1)
    if lines[first].first != index:
        return None
    if lines[last].first + _size(lines, words, last) != index + length:
        return None
    if any(line.start != line.whole_start for line in lines[first : last + 1]):
        return None
    return lines[first].whole_start, lines[last].end


def _overlaps(places: Places, words: list[str]) -> Iterator[Repeat]:
    """Ends of lines that the next line starts with again, of 4 to 11 words."""
    text = places.text
    for index, line in enumerate(places.lines[1:], 1):
        first = line.first
        word = words[first]
        if word not in words[max(0, first - 11) : max(0, first - 3)]:
            continue
        for length in range(4, 12):
            at = first - length
            if at < 0 or first + length > len(words):
                break
            if words[at] == word and words[at:first] == words[first : first + length]:
                start, end = places.span(first, first + length - 1)
                other, other_end = places.span(at, first - 1)
                cut_end = end
                while cut_end < line.end and text[cut_end] in " \t":
                    cut_end += 1
                whole = places.line(first + length - 1) != index or cut_end >= line.end
                cut = (-1, -1) if whole else (start, cut_end)
                yield Repeat("overlap", start, end, other, other_end, length, 2, *cut, 1.0)
                break


@rule("text-repeated", Course, Passages, severity=Severity.WARNING, fixes=Applicability.UNSAFE)
def check(course: Course, options: Passages) -> Iterator[Finding]:
    """A passage stands twice.

    It happens at the seams of a translation made in pieces: two pieces overlap, a model falls into a
    loop, a paragraph is translated again. Reported are 12 words in a row that stand elsewhere in the same body, two
    paragraphs of which 40 % is the same, a sentence of 8 words twice in a row inside of a paragraph, a phrase three
    times in a row, and an end of a paragraph that the next one starts with.

    Bad:

        [0:30] 그래서 모델은 다음에 올 토큰의 확률을 계산합니다.

        [1:00] 다음에 올 토큰의 확률을 계산합니다. 그리고 그중 하나를 고릅니다.

    Good:

        [1:00] 그리고 그중 하나를 고릅니다.

    Summaries, contents lists, headings, lists, tables, quotations and code repeat by nature and are not
    compared; nor are lines that stand in three places or more (a refrain, a note under each chapter). Where the
    source repeats the passage at the same place, the translation is faithful. A written article repeats itself by
    nature: there only copies with nothing but prose between them count, or 100 words in a row; and, where its source
    repeats nothing, whole paragraphs of 15 words and whole sections.

    The fix deletes the second copy where it is whole lines or a sentence behind its first copy, a loop's later rounds,
    or the words at the seam. It is unsafe: the copy may stand where another text should be. A stamped segment is not
    deleted: what was said at that time is missing.

    Options, in words between blanks: `min-words`, `min-sentence`, `min-share` of 6-word shingles, `min-loops`,
    `min-overlap`. The defaults come from measurements on a lecture of 17,600 words whose longest shared run is 8.
    """
    for doc in course.documents:
        if profile(doc).side != "target":
            continue
        article = profile(doc).part == "article"
        repeats = shared(doc) + (copied_sections(doc) if article else ())
        if not repeats:
            continue
        source = course.counterpart(doc)
        wanted = [one for one in repeats if _meant(one, options) and (not article or _by_mistake(doc, one, source))]
        for one in _choose(doc, wanted, notes=not (article and source is not None and _says_all_once(source))):
            if source is None or not _faithful(doc, one, source):
                yield _finding(doc, one)


def _meant(one: Repeat, options: Passages) -> bool:
    """Whether it is long enough for its form."""
    if one.form in ("section", "passage"):
        return one.words >= options.min_words
    if one.form == "sentence":
        return one.words >= options.min_sentence
    if one.form == "alike":
        return one.share >= options.min_share
    if one.form == "overlap":
        return one.words >= options.min_overlap
    # One word or two are said three times for emphasis ("정말, 정말, 정말"): a loop of these goes on.
    longer = {1: 4, 2: 1}.get(one.words, 0)
    return one.times >= options.min_loops + longer


# An article repeats itself by nature: a reference says the same of each function, a tutorial of each
# way to write a program. In 293 pages of two projects' documentation the rule for speech was wrong 71
# times. What is left are copies made at a seam, which stand one behind the other, and whole pages.
ARTICLE_WORDS, SEAM = 100, 12


APART_WORDS, SECTION_WORDS = 15, 12
"""Words of a paragraph, and of a section with its heading, that stand twice nowhere in 1,500 translated pages whose
source does not repeat itself."""


def _by_mistake(doc: Document, one: Repeat, source: Document | None) -> bool:
    """Whether a copy in an article was made at a seam, or by nobody who followed the source."""
    if one.form != "section" and _at_a_seam(doc, one):
        return True
    if source is None:
        return False
    if one.form == "section":
        return not copied_sections(source)
    return one.form == "passage" and one.words >= APART_WORDS and one.cut_start >= 0 and _says_all_once(source)


@fact
def _says_all_once(source: Document) -> bool:
    """Whether a source has no paragraph that its translation may repeat, be it a note, an item or HTML there."""
    if any(each.form != "overlap" and each.words >= APART_WORDS for each in shared(source)):
        return False
    seen: set[tuple[str, ...]] = set()
    for block in blocks(source):
        if block.kind in _NO_TEXT:
            continue
        words = tuple(source.text[block.start : block.end].split())
        if len(words) >= APART_WORDS and words in seen:
            return False
        seen.add(words)
    return True


_NO_TEXT = frozenset(("heading", "fence", "code", "comment", "rule"))


def _at_a_seam(doc: Document, one: Repeat) -> bool:
    """Whether one copy follows the other with nothing but prose between them, or a whole page stands twice."""
    if one.form == "passage" and one.words >= ARTICLE_WORDS:
        return True
    if one.form == "overlap" or one.gap > SEAM:
        return False
    low, high = min(one.start, one.other_start), max(one.end, one.other_end)
    between = doc.text[low:high]
    if one.cut_start >= 0 and between.count("\n#") == 1:  # a whole paragraph, again under the next heading
        between = between.replace("\n#", "")
    between = between.replace("\n<!--", "")  # nobody reads a comment, such as one that passes over this finding
    if any(sign in between for sign in ("\n#", "```", "~~~", "\n- ", "\n* ", "\n|", ":::", "\n<")):
        return False
    return any(char.isalpha() for char in prose(doc)[one.start : one.end])


def _choose(doc: Document, found: list[Repeat], *, notes: bool) -> list[Repeat]:
    """Drop what is quoted, what is no prose, refrains, and what another finding covers; `notes` of sections, too."""
    text = doc.text
    starts = [head.start for head in headings(doc)]
    copies: dict[tuple[str, ...], int] = {}
    for one in found:
        key = tuple(text[one.start : one.end].split())
        copies[key] = copies.get(key, 0) + 1
    chosen: list[Repeat] = []
    order = {"section": 0, "loop": 1, "passage": 2, "sentence": 2, "overlap": 3, "alike": 4}
    taken: list[tuple[int, int]] = []
    for one in sorted(found, key=lambda each: (order[each.form], each.start)):
        piece = text[one.start : one.end]
        words = piece.split()
        if sum(1 for word in words if _LETTERS.search(word)) < 0.6 * len(words):
            continue  # numbers, tokens, signs
        if one.form != "loop" and len(set(words)) < SHINGLE:
            continue
        if _quoted(text, one.start, one.end) or _quoted(text, one.other_start, one.other_end):
            continue
        if one.form in ("passage", "sentence"):
            if copies[tuple(words)] >= 2:
                continue  # three places: a refrain
            if notes and "\n" not in piece.strip() and _boilerplate(text, starts, one):
                continue
        if any(a < one.end and one.start < b for a, b in taken):
            continue
        taken.append((one.start, one.end))
        chosen.append(one)
    return sorted(chosen, key=lambda each: each.start)


def _quoted(text: str, start: int, end: int) -> bool:
    """Whether the stretch begins or lies inside quotation marks that its line opens."""
    line = text.rfind("\n", 0, start) + 1
    before = text[line:start]
    if before.count('"') % 2 or before.count("“") > before.count("”") or before.count("「") > before.count("」"):
        return True
    return text[start] in "\"“‘「『'" and text[end - 1 : end + 1].strip(".,!?") != ""


def _boilerplate(text: str, starts: list[int], one: Repeat) -> bool:
    """Whether both copies open, or both close, sections of their own: a note that goes with each."""
    a, b = bisect_right(starts, one.other_start), bisect_right(starts, one.start)
    if a == b or a == 0 or one.words > 60:
        return False

    def opens(start: int, section: int) -> bool:
        head_end = text.find("\n", starts[section - 1])
        return not text[head_end:start].strip()

    def closes(end: int, section: int) -> bool:
        limit = starts[section] if section < len(starts) else len(text)
        return not text[end:limit].strip().strip("-*_ ")

    return (opens(one.other_start, a) and opens(one.start, b)) or (closes(one.other_end, a) and closes(one.end, b))


def _faithful(doc: Document, one: Repeat, source: Document) -> bool:
    """Whether the source repeats itself at the same place, and there at least half as many words.

    Speakers say six words again every minute; that does not make a passage of fifty that stands twice faithful.
    """
    needed = _said_again(one) / 2
    mine = _when(doc, one.start)
    for each in shared(source):
        if not _near(doc, one, mine, source, each):
            continue
        needed -= _said_again(each)
        if needed <= 0:
            return True
    return False


def _said_again(one: Repeat) -> float:
    """The words that stand a second time."""
    return one.words * (one.times - 1) * one.share


def _near(doc: Document, one: Repeat, mine: int, source: Document, each: Repeat) -> bool:
    """Whether a repetition of the source has the place of one of the page: by stamps, else by the share before it."""
    theirs = _when(source, each.start)
    if mine >= 0 and theirs >= 0:
        return abs(mine - theirs) <= 60  # two steps of the 30 s grid: a translation may run over into the next
    return abs(one.start / len(doc.text) - each.start / len(source.text)) <= 0.1


def _when(doc: Document, offset: int) -> int:
    """Seconds of the stamp before `offset`, -1 where there is none."""
    from llmdoc_lint.transcript import segments

    found = segments(doc)
    at = bisect_right([segment.start for segment in found], offset) - 1
    return found[at].seconds if at >= 0 else -1


def _finding(doc: Document, one: Repeat) -> Finding:
    text = doc.text
    fix = None
    data: dict[str, object] = {"words": one.words}
    if one.form == "loop":
        message = (
            f"the same {one.words} words stand {one.times} times in a row"
            if one.words > 1
            else (f"the same word stands {one.times} times in a row")
        )
        data["times"] = one.times
        related = (Related(doc.span(one.other_start, one.other_end), "the first time"),)
    elif one.form == "overlap":
        message = f"the paragraph starts with the {one.words} words that the one before ends with"
        related = (Related(doc.span(one.other_start, one.other_end), "the first time"),)
    elif one.form == "alike":
        message = f"{one.share:.0%} of this paragraph stands in another one, word for word"
        data["share"] = one.share
        related = (Related(doc.span(one.other_start, one.other_end), "the other paragraph"),)
    elif one.form == "sentence":
        message = f"the same sentence of {one.words} words stands twice in a row"
        related = (Related(doc.span(one.other_start, one.other_end), "the first time"),)
    else:
        message = f"the same {one.words} words in a row stand in an earlier place"
        related = (Related(doc.span(one.other_start, one.other_end), "the first time"),)
    if one.cut_start >= 0:
        start, end = one.cut_start, one.cut_end
        if one.form in ("section", "passage"):
            # Whole lines: with the blank lines behind them, or before them at the end.
            behind = end
            while behind < len(text) and text[behind] in " \t\r\n":
                behind += 1
            if behind < len(text):
                end = text.rfind("\n", 0, behind) + 1
            else:
                end = len(text)
                while start > 0 and text[start - 1] in " \t\r\n":
                    start -= 1
                start = text.find("\n", start) + 1
        title = {"loop": "Delete the repetitions", "overlap": "Delete the repeated words"}.get(
            one.form, "Delete the second copy"
        )
        if one.form != "loop" or not any(head.start > start and head.start < end for head in headings(doc)):
            fix = Fix(title, (Edit(doc.span(start, end), ""),))
    return Finding(doc.span(one.start, one.end), message, fix, related, data)
