from __future__ import annotations

import re
from bisect import bisect_left
from typing import TYPE_CHECKING

from llmdoc_lint.blocks import blocks, body_start, inside, unread
from llmdoc_lint.core import Applicability, Edit, Finding, Fix, NoOptions, Severity, rule
from llmdoc_lint.document import Document
from llmdoc_lint.links import links
from llmdoc_lint.patterns import pattern
from llmdoc_lint.values import NamedTuple
from llmdoc_rules._legible import intact

if TYPE_CHECKING:
    from collections.abc import Iterator

    from llmdoc_lint.blocks import Block

KINDS = ("index", "chapter", "article")
LONGEST = 300  # code points between two delimiters: a longer stretch is two stray ones rather than emphasis
MOST_STRAY = 2  # in a document; more of them are a form of their own
NESTED = 3  # links that begin before a delimiter and may hold it: an image in a link, and one to spare
_ASCII_PUNCTUATION = frozenset("!\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~")
_OPENING = frozenset("([{<“‘「『《〈（［｛")  # no emphasis ends behind one of these
_CLOSING = frozenset(")]}>”’」』》〉）］｝,.!?:;…")  # none begins before one of these
_JOINING = frozenset("_-/\\.{@&")  # behind one of these a single mark is a part of a path, a name or code: `data-*`
_BRACKETS = {")": "(", "]": "[", "}": "{", "」": "「", "』": "『", "》": "《", "〉": "〈", "”": "“"}
_TAGS = {1: ("<em>", "</em>"), 2: ("<strong>", "</strong>"), 3: ("<em><strong>", "</strong></em>")}

_MARKS = pattern(r"\\.|\*+|_+", re.DOTALL)
_CELL = pattern(r"\\.|\||[^\\|]+", re.DOTALL)
_HANGUL = pattern(r"[가-힣]")
_BLANK_QUOTED = pattern(r"^[ \t>]*>[ \t>]*\r?\n", re.MULTILINE)


class Mark(NamedTuple):
    """A delimiter run, and what stands beside it; a blank at either end of a paragraph."""

    start: int
    end: int
    sign: str
    before: str
    after: str
    link: int  # index of the link whose text holds it, -1 outside of links: emphasis does not cross


@rule(
    "emphasis-unrendered",
    Document,
    NoOptions,
    severity=Severity.WARNING,
    fixes=Applicability.SAFE,
    kinds=KINDS,
)
def check(doc: Document, options: NoOptions) -> Iterator[Finding]:
    """Emphasis that Markdown does not render: the reader sees asterisks.

    CommonMark (section 6.2) lets `**` close emphasis only where it is *right-flanking*: behind punctuation, a blank or
    punctuation must follow. A Korean particle follows at once, so what works in English (`**term (note)** is`) fails in
    Korean. In the same way `**` does not open emphasis between a letter and punctuation, `**` beside a blank
    neither opens nor closes on that side, and `_` neither opens nor closes inside a word.

    Bad:

        **토큰(token)**은 모델이 읽는 단위입니다.
        이것을 **"환각"**이라고 부릅니다.
        __토큰__은 글자가 아닙니다.

    Good:

        <strong>토큰(token)</strong>은 모델이 읽는 단위입니다.
        이것을 "**환각**"이라고 부릅니다.
        **토큰**은 글자가 아닙니다.

    The fix writes `<strong>` and `<em>` in place of the delimiters: CommonMark passes these tags through wherever they
    stand, so exactly the words between them are emphasised, and no word, blank or particle moves. Underscores become
    asterisks where these work. It is safe: the words stay the same. Taking the punctuation out of the emphasis reads
    better, but changes what is emphasised; that choice is the translator's. Where a blank stands inside of the
    delimiters it moves out, which is unsafe: two pairs may have been meant.

    A single `**` in a paragraph, and one asterisk more on one side (`**토큰***이`), is reported where a Korean word
    stands as emphasis would have it. There is no fix: where it was to begin or to end, nobody knows.

    Reported are delimiters whose partner is beyond doubt. Code, links, tags, formulas and escaped characters are left
    alone, and so is what only some renderers fail on (symbols count as punctuation since CommonMark 0.31).
    """
    suspects = _suspects(doc.text, body_start(doc))
    if not suspects:
        return
    starts = [link.start for link in links(doc)]
    strays: list[Mark] = []
    for block in blocks(doc):
        if block.kind in ("text", "list", "quote", "table", "heading"):
            at = bisect_left(suspects, block.start)
            if at < len(suspects) and suspects[at] < block.end:
                for start, end in _paragraphs(doc.text, block):
                    marks = _marks(doc, starts, start, end)
                    if not marks or "$" in doc.text[start:end] or not intact(doc, start, end):
                        continue
                    found = list(_unrendered(doc, marks))
                    yield from found
                    if not found and block.kind != "table":
                        strays += _stray(doc.text, marks)
    if strays and not _are_notes(doc.text, strays):
        for mark in strays:
            message = f"the reader sees {mark.sign}: no other one is there to make it emphasis"
            yield Finding(doc.span(mark.start, mark.end), message)


def _suspects(text: str, start: int) -> list[int]:
    """Where delimiters stand that may fail: between a letter and punctuation, between blanks, `_` beside Hangul, `***`.

    And where a line has an odd number of them.
    """
    found: list[int] = []
    at = text.find("_", start)
    while at >= 0:
        if "가" <= text[at + 1 : at + 2] <= "힣" or (at and "가" <= text[at - 1] <= "힣"):
            found.append(at)
        at = text.find("_", at + 1)
    closes = False  # whether the next run on the line closes, by turns
    behind = start
    last = start  # the run before
    low = text.find("*", start)
    while low >= 0:
        high = low + 1
        while text.startswith("*", high):
            high += 1
        if text.find("\n", behind, low) >= 0:
            if closes:  # an odd one
                found.append(last)
            closes = False
        before, after = text[low - 1 : low] or "\n", text[high : high + 1] or "\n"
        if before.isspace() and after.isspace():  # a list's bullet, an operator, or both blanks inside
            suspect = before == " " and high - low == 2
        else:
            if before.isspace() or after.isspace():
                suspect = before.isspace() if closes else after.isspace()
            else:
                suspect = before.isalnum() != after.isalnum() or high - low == 3
            closes = not closes
        if suspect:
            found.append(low)
        behind, last = high, low
        low = text.find("*", high)
    if closes:
        found.append(last)
    found.sort()
    return found


def _paragraphs(text: str, block: Block) -> Iterator[tuple[int, int]]:
    """The stretches of a block inside which emphasis opens and closes."""
    if block.kind == "table":
        at = block.start
        for part in _CELL.finditer(text, block.start, block.end):
            if part[0] == "|":
                yield at, part.start()
                at = part.end()
            elif "\n" in part[0]:
                cut = text.index("\n", part.start())
                yield at, cut
                at = cut + 1
        yield at, block.end
    elif block.kind == "quote":
        at = block.start
        for blank in _BLANK_QUOTED.finditer(text, block.start, block.end):
            yield at, blank.start()
            at = blank.end()
        yield at, block.end
    else:
        yield block.start, block.end


def _marks(doc: Document, starts: list[int], start: int, end: int) -> list[Mark]:
    """The delimiter runs of a paragraph; `starts` are those of the document's links."""
    text = doc.text
    hidden = unread(doc)
    all_links = links(doc)
    found: list[Mark] = []
    for match in _MARKS.finditer(text, start, end):
        low, high = match.span()
        if match[0][0] == "\\" or inside(hidden, low, high):
            continue
        within = -1
        behind = bisect_left(starts, low)
        for index in range(max(0, behind - NESTED), behind):
            if all_links[index].text_start <= low and high <= all_links[index].text_end:
                within = index
        before = text[low - 1] if low > start else " "
        after = text[high] if high < end else " "
        found.append(Mark(low, high, match[0], before, after, within))
    return found


def _unrendered(doc: Document, marks: list[Mark]) -> Iterator[Finding]:
    """Findings of one paragraph: pairs of delimiters that are meant for each other and do not work as one."""
    text = doc.text
    groups: dict[tuple[str, int], list[Mark]] = {}
    for mark in marks:
        if len(mark.sign) <= 3:
            groups.setdefault((mark.sign, mark.link), []).append(mark)
    for group in groups.values():
        for opener, closer in _pairs(text, group):
            if finding := _finding(doc, opener, closer):
                yield finding


def _pairs(text: str, marks: list[Mark]) -> list[tuple[Mark, Mark]]:
    """Delimiters paired as they are meant: by turns, as far as blanks beside them agree; else a single pair at most."""
    found: list[tuple[Mark, Mark]] = []
    opener: Mark | None = None
    for mark in marks:
        if mark.before.isspace() and mark.after.isspace():
            continue  # an operator
        if mark.after.isspace() if opener is None else mark.before.isspace():
            return _blank_inside(marks)
        if opener is None:
            opener = mark
        else:
            found.append((opener, mark))
            opener = None
    if opener is not None:
        return _blank_inside(marks)
    return [(opener, closer) for opener, closer in found if _meant(text, opener, closer)]


def _unmatched(marks: list[Mark]) -> list[Mark]:
    """What is left of delimiters when each that closes takes the one before it, where that opens."""
    left: list[Mark] = []
    for mark in marks:
        if left and left[-1].sign == mark.sign and _can_close(mark) and _can_open(left[-1]):
            left.pop()
        else:
            left.append(mark)
    return left


def _stray(text: str, marks: list[Mark]) -> list[Mark]:
    """The one `**` of a paragraph that has no partner, or the longer of two asterisk runs that make emphasis.

    Only beside Hangul, where emphasis was meant beyond doubt: before a word, or between a word and its particle. A
    power (`2**3`, `밑**지수`), an argument (`f(**인자)`) and a wildcard do not stand so.
    """
    left = _unmatched([mark for mark in marks if mark.sign[0] == "*"])
    first, last = (left[0], left[-1]) if left else (None, None)
    if first is None or last is None or not {"**", "***"} >= {mark.sign for mark in left}:
        return []
    if len(left) == 1 and first.sign == "**":
        return left if _opens_a_word(text, first) or _closes_a_word(text, first) else []
    if len(left) == 2 and first.sign != last.sign and _opens_a_word(text, first) and _closes_a_word(text, last):
        words = text[first.end : last.start]
        if len(words) <= LONGEST and "\n" not in words and balanced(words):
            return [max(left, key=lambda mark: len(mark.sign))]
    return []


def _opens_a_word(text: str, mark: Mark) -> bool:
    """Whether a Korean word of two syllables and more follows, which is no argument in a call."""
    if not mark.before.isspace() or not _WORD.match(text, mark.end):
        return False
    before = text[text.rfind("\n", 0, mark.start) + 1 : mark.start]
    return before.count("(") <= before.count(")")


def _closes_a_word(text: str, mark: Mark) -> bool:
    """Whether a Korean word of two syllables and more, or its gloss, stands before, and its particle behind."""
    before = text[max(0, mark.start - 2) : mark.start]
    return bool((_WORD.match(before) or before[1:] == ")") and _PARTICLE_ALONE.match(text, mark.end))


def _are_notes(text: str, strays: list[Mark]) -> bool:
    """Whether stray asterisks point to notes (`가격**은`, and below `**세금 별도`), or stand for hidden letters."""
    if [mark.sign for mark in strays].count("**") > MOST_STRAY or _NOTE.search(text):
        return True
    points = any(not mark.before.isspace() for mark in strays)
    return points and any(
        not text[text.rfind("\n", 0, mark.start) + 1 : mark.start].strip(" \t>*+-") for mark in strays
    )


def _blank_inside(marks: list[Mark]) -> list[tuple[Mark, Mark]]:
    """The one pair of `**` that is left when all others are matched, where a blank inside is why."""
    left = _unmatched(marks)
    if len(left) != 2 or len(left[0].sign) != 2 or left[0].sign[0] != "*":
        return []
    opener, closer = left
    if not opener.after.isspace() and not closer.before.isspace():
        return []
    if all(char.isspace() for char in (opener.before, opener.after, closer.before, closer.after)):
        return []  # two operators
    return [(opener, closer)]


def _meant(text: str, opener: Mark, closer: Mark) -> bool:
    """Whether what stands between two delimiters can be emphasised words."""
    if opener.after in _CLOSING or closer.before in _OPENING or closer.start - opener.end > LONGEST:
        return False
    words = text[opener.end : closer.start]
    if not balanced(words) or not any(char.isalnum() for char in words):
        return False
    if len(opener.sign) == 1 or opener.sign[0] == "_":
        # A single asterisk may be a footnote's mark, an operator or a wildcard, an underscore a part of a name.
        if "\n" in words or opener.before.isalnum() or opener.before in _JOINING:
            return False
        if opener.sign[0] == "_" and not _HANGUL.search(words) and (len(opener.sign) > 1 or "_" in words):
            return False
        return "가" <= closer.after <= "힣"
    return True


_OPENS_WORDS = frozenset('`(["“‘')
_WORD = pattern(r"[가-힣]{2}")
_PARTICLE_ALONE = pattern(
    r"(?:[은는이가을를과와의에도로만]|으로|에서|이란|이라[는고]|입니다|이[며다])(?![가-힣A-Za-z0-9*])"
)
# A note's own mark, at the start of a line: `\*세금 별도`, `** 세금 별도`, `*세금 별도`.
_NOTE = pattern(r"^[ \t>]*(?:\\\*|\*\*[ \t]|\*[^*\s][^*\n]*$)", re.MULTILINE)
_PARTICLE = pattern(r"[은는이가을를과와의에도로만]|(?:으로|이라|라[고는]|입니|이[고며다])")


def _keeps_blank(words: str, after: str) -> bool:
    """Whether a blank at the end of emphasised words separates them from what follows, which no particle is."""
    if words[-1] in ".!?…:":
        return after[:1].isalpha() or after[:1] in _OPENS_WORDS
    return after[:1].isalpha() and not _PARTICLE.match(after)


def balanced(words: str) -> bool:
    """Whether brackets in `words` pair: emphasis that holds half of a pair was not meant."""
    open_: list[str] = []
    for char in words:
        if char in "([{「『《〈“":
            open_.append(char)
        elif char in _BRACKETS and (not open_ or open_.pop() != _BRACKETS[char]):
            return False
    return not open_


def _finding(doc: Document, opener: Mark, closer: Mark) -> Finding | None:
    opens, closes = _can_open(opener), _can_close(closer)
    if opens and closes:
        return None
    words = doc.text[opener.end : closer.start]
    if opener.after.isspace() or closer.before.isspace():
        bare = words.strip()
        if not bare or "\n" in words or len(words) > LONGEST or not balanced(bare) or not _HANGUL.search(bare):
            return None
        left = "" if opener.before.isspace() or not opener.after.isspace() else " "
        right = " " if closer.before.isspace() and _keeps_blank(bare, doc.text[closer.end : closer.end + 4]) else ""
        start = opener.end + len(words) - len(words.lstrip())
        stop = closer.start - len(words) + len(words.rstrip())
        edits = (
            Edit(doc.span(opener.start, start), f"{left}{opener.sign}"),
            Edit(doc.span(stop, closer.end), f"{closer.sign}{right}"),
        )
        fix = Fix("Move the blank out of the emphasis", edits)  # unsafe: two closing marks may be missing
        message = f"the emphasis is not rendered: a blank stands inside of {opener.sign}"
        return Finding(doc.span(opener.start, closer.end), message, fix)
    stars = "*" * len(opener.sign)
    if opener.sign != stars and _can_open(opener._replace(sign=stars)) and _can_close(closer._replace(sign=stars)):
        new = (stars, stars)
        title = f'Use "{stars}"'
    else:
        new = _TAGS[len(opener.sign)]
        title = f"Use {new[0]}"
    mark = closer if not closes else opener
    verb = "close" if not closes else "open"
    message = (
        f"the emphasis is not rendered: behind {mark.before} and before {mark.after}, {mark.sign} does not {verb} it"
    )
    edits = (
        Edit(doc.span(opener.start, opener.end), new[0]),
        Edit(doc.span(closer.start, closer.end), new[1]),
    )
    return Finding(doc.span(opener.start, closer.end), message, Fix(title, edits, Applicability.SAFE))


# ------------------------------------------------------------------------------- CommonMark 6.2


def _can_open(mark: Mark) -> bool:
    """Whether any renderer lets this run open emphasis: rules 1, 2, 5 and 6."""
    return any(
        _left_flanking(mark, symbols)
        and (mark.sign[0] == "*" or not _right_flanking(mark, symbols) or is_punctuation(mark.before, symbols))
        for symbols in (False, True)
    )


def _can_close(mark: Mark) -> bool:
    """Whether any renderer lets this run close emphasis: rules 3, 4, 7 and 8."""
    return any(
        _right_flanking(mark, symbols)
        and (mark.sign[0] == "*" or not _left_flanking(mark, symbols) or is_punctuation(mark.after, symbols))
        for symbols in (False, True)
    )


def _left_flanking(mark: Mark, symbols: bool) -> bool:
    """Not followed by a blank, and not by punctuation unless a blank or punctuation stands before."""
    if mark.after.isspace():
        return False
    if not is_punctuation(mark.after, symbols):
        return True
    return mark.before.isspace() or is_punctuation(mark.before, symbols)


def _right_flanking(mark: Mark, symbols: bool) -> bool:
    """Not behind a blank, and not behind punctuation unless a blank or punctuation follows."""
    if mark.before.isspace():
        return False
    if not is_punctuation(mark.before, symbols):
        return True
    return mark.after.isspace() or is_punctuation(mark.after, symbols)


def is_punctuation(char: str, symbols: bool) -> bool:
    """Whether CommonMark calls `char` punctuation: ASCII's, and Unicode's P; with `symbols`, S too (since 0.31)."""
    if char.isascii():
        return char in _ASCII_PUNCTUATION
    if char.isalnum():
        return False
    import unicodedata

    category = unicodedata.category(char)
    return category[0] == "P" or (symbols and category[0] == "S")
