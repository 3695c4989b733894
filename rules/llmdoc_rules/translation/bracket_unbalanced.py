from __future__ import annotations

from collections import Counter
from functools import lru_cache
from typing import TYPE_CHECKING

from llmdoc_lint.blocks import blocks, prose
from llmdoc_lint.core import Finding, NoOptions, Severity, rule
from llmdoc_lint.document import Document
from llmdoc_lint.patterns import pattern
from llmdoc_lint.values import NamedTuple
from llmdoc_rules._legible import intact
from llmdoc_rules._stamps import stamps
from llmdoc_rules._visible import SEQUENCE

if TYPE_CHECKING:
    import re
    from collections.abc import Iterator

    from llmdoc_lint.blocks import Block

KINDS = ("index", "chapter", "article")
NEAR = 300  # code points: how far around a bracket something like code tells that it is code
MOST = 8  # marks without a partner in a paragraph: with more, it is no prose
LABEL = 12  # code points a label may have, and one before it
REACH = 4  # paragraphs over which a quotation or a parenthesis may run: speech is cut every 30 s, quotations have parts

_PAIRS = (
    ("(（", ")）"),
    ("[［", "]］"),
    ("{｛", "}｝"),
    ("「", "」"),
    ("『", "』"),
    ("《", "》"),
    ("〈", "〉"),
    ("“", "”"),
    ("‘", "’"),
)
_MARKS = pattern("[()（）\\[\\]［］{}｛｝「」『』《》〈〉“”‘’]")
_ALL_MARKS = pattern('["()（）\\[\\]［］{}｛｝「」『』《》〈〉“”‘’]')
_OPENS = {char: opening[0] for opening, _ in _PAIRS for char in opening}
_CLOSES = {char: opening[0] for opening, closing in _PAIRS for char in closing}
_WANTED = {opening[0]: closing[0] for opening, closing in _PAIRS}
_NAMES = {"“": "quotation mark", "‘": "quotation mark", '"': "quotation mark"}
# What has brackets that need not pair: formulas, half-open intervals, escapes, LaTeX, smileys, labels.
_FORMULA = pattern(r"\$\$[^$]{1,2000}\$\$|\$[^$\n]{1,300}\$|\\.")
_LOW_QUOTES = pattern(r"„[^„“”\n]{0,300}[“”]")  # as German and Polish write them
_INTERVAL = pattern(r"[\[(]\s?[-+−]?[\w.∞π√]{1,12}\s?,\s?[-+−]?[\w.∞π√]{1,12}\s?[\])]")
_SMILEY = pattern(
    r"(?:[:;=]|(?<![\w가-힣])[8xX])[-'^o]?[()\[\]{}]|(?:[(\[{]|(?<!\S)[)\]}])[-'^o]?[:;=](?![\w가-힣])"
    r"|[\^ㅠㅜㅎㅋ~ㅡ_][)(]|[)(][\^ㅠㅜ]"
)
_LABEL = pattern(
    r"(?<![\w가-힣])(?:\d{1,3}(?:[.-]\d{1,2}){0,2}\.?(?:단계|번째|번|차|회|주|일)?|(?:[A-Za-z]|[ivxIVX]{1,4})\.?"
    r"|[가나다라마바사아자차카타파하ㄱ-ㅎ]|예시?|보기|참고|주의?|문제?|답|해답|ex|cf)[)）\]]\Z"
)
_COMPONENT = pattern(r"[ \t]{0,9}<[A-Z][\w.]{0,60}(?:[ \t][^>\n]{0,300})?\n")  # MDX: attributes over several lines
_CODE_LIKE = pattern(r"\{\{|\}\}|=\{|\{`|`\}|\{/|/\}|=>|\[\[|\]\]|[\"'`“‘][()\[\]{}][\"'`”’]|[a-z_]\(\)")


class Stray(NamedTuple):
    """A bracket or a quotation mark without its partner in its paragraph."""

    at: int
    sort: str  # the opening mark of its sort
    opens: bool
    paragraph: int


@rule(
    "bracket-unbalanced",
    Document,
    NoOptions,
    severity=Severity.WARNING,
    kinds=KINDS,
)
def check(doc: Document, options: NoOptions) -> Iterator[Finding]:
    """A bracket or a quotation mark has no partner.

    A missing closing mark makes the reader search for the end of the aside, and is often the trace of a sentence that
    was cut or of a chunk that was joined badly.

    Brackets `()` `[]` `{}` `「」` `『』` `《》` `〈〉` and quotation marks `“”` `‘’` `""` pair within a paragraph, a
    list item or a heading, or else with a partner in one of the next four paragraphs: speech is cut every 30 seconds,
    and a quotation of several paragraphs opens each of them. Code, links, tags, formulas, half-open intervals
    (`[0, 1)`), smileys, labels (`1)`, `가)`, `2단계)`, `예)`), apostrophes, inches, and brackets that are spoken about
    are not reported; nor is one whose partner may stand in damaged text, or in a code fence that nothing closes.

    Bad:

        토큰화(tokenization는 글자를 조각으로 나눕니다.
        그는 “모델은 꿈을 꿉니다라고 말했습니다.

    Good:

        토큰화(tokenization)는 글자를 조각으로 나눕니다.
        그는 “모델은 꿈을 꿉니다”라고 말했습니다.
    """
    text = prose(doc)
    strays: list[Stray] = []
    goes_on: set[int] = set()  # paragraphs that open with a quotation mark, as each part of a long quotation does
    quotes = "“" in text or "‘" in text
    for paragraph, (_, start, end, _, _) in _paragraphs(doc):
        if quotes and text.startswith(("“", "‘"), start):
            goes_on.add(paragraph)
        marks = "".join(_ALL_MARKS.findall(text, start, end))
        if marks and not _sound(marks) and not _COMPONENT.match(doc.text, start):
            strays.extend(_strays(doc.text, text, start, end, paragraph))
    if not strays:
        return
    # A stamp that lacks a bracket is `timestamp-malformed`.
    broken = [(one.start, one.end) for one in stamps(doc) if one.fault == "malformed"]
    unsure = _unsure(doc)
    for stray in _alone(strays, goes_on):
        if stray.paragraph in unsure or any(start <= stray.at < end for start, end in broken):
            continue
        if finding := _finding(doc, text, stray):
            yield finding


def _paragraphs(doc: Document) -> Iterator[tuple[int, Block]]:
    """What marks pair in, numbered, and the fence that nothing closes: their partners may stand in it."""
    number = 0
    for block in blocks(doc):
        kind = block.kind
        if kind == "heading":
            number += REACH + 1  # nothing goes on behind a heading
        if kind in ("text", "list", "heading") or (kind == "fence" and not block.level):
            number += 1
            yield number, block


def _unsure(doc: Document) -> set[int]:
    """The paragraphs within reach of one whose marks are not seen: it is damaged, or in a fence that nothing closes."""
    return {
        paragraph + apart
        for paragraph, block in _paragraphs(doc)
        if block.kind == "fence" or not intact(doc, block.start, block.end)
        for apart in range(-REACH, REACH + 1)
    }


def _sound(marks: str) -> bool:
    """Whether a paragraph's marks pair: nearly all paragraphs have one of a few short sequences."""
    return _short_sound(marks) if len(marks) <= 32 else paired(marks)


@lru_cache(maxsize=1024)
def _short_sound(marks: str) -> bool:
    return paired(marks)


def paired(marks: str) -> bool:
    """Whether marks pair, one sort at a time."""
    if marks.count('"') % 2:
        return False
    depth = dict.fromkeys(_WANTED, 0)
    for mark in marks:
        if mark in _OPENS:
            depth[_OPENS[mark]] += 1
        elif mark in _CLOSES:
            depth[_CLOSES[mark]] -= 1
            if depth[_CLOSES[mark]] < 0:
                return False
    return not any(depth.values())


def _strays(written: str, text: str, start: int, end: int, paragraph: int) -> list[Stray]:
    """The marks of one paragraph of the prose `text` that have no partner in it; `written` has its code, too."""
    piece = text[start:end]
    cleaned = _FORMULA.sub(_blanks, piece) if "$" in piece or "\\" in piece else piece
    cleaned = _INTERVAL.sub(_blanks, cleaned)
    if "\x1b" in cleaned:
        cleaned = SEQUENCE.sub(_blanks, cleaned)
    if "„" in cleaned:
        cleaned = _LOW_QUOTES.sub(_blanks, cleaned)
    open_: dict[str, list[int]] = {}
    found: list[Stray] = []
    for match in _MARKS.finditer(cleaned):
        char, at = match[0], match.start()
        if char in _OPENS:
            open_.setdefault(_OPENS[char], []).append(at)
        elif open_.get(_CLOSES[char]):
            open_[_CLOSES[char]].pop()
        else:
            found.append(Stray(start + at, _CLOSES[char], False, paragraph))
    found.extend(Stray(start + at, sort, True, paragraph) for sort, places in open_.items() for at in places)
    quotes = [at for at, char in enumerate(cleaned) if char == '"' and not cleaned[at - 1 : at].isdigit()]
    if '="' in cleaned:  # attributes of a tag over several lines
        quotes = []
    if len(quotes) % 2:
        at, opens = _odd_one(cleaned, quotes)
        found.append(Stray(start + at, '"', opens, paragraph))
    if len(found) > MOST:
        return []
    alike = Counter((stray.sort, stray.opens) for stray in found)
    piece = written[start:end]
    return [one for one in found if not _excused(cleaned, piece, one, alike[one.sort, one.opens], one.at - start)]


def _blanks(match: re.Match[str]) -> str:
    return " " * len(match[0])


def _odd_one(text: str, quotes: list[int]) -> tuple[int, bool]:
    """Which of an odd number of straight quotation marks has no partner, and whether it opens."""
    opened = -1
    for at in quotes:
        before, after = text[at - 1 : at] if at else "", text[at + 1 : at + 2]
        opens = (not before or before.isspace() or before in "([{“‘「『") and not after.isspace() and after != ""
        if opened < 0:
            if not opens and before and (after.isspace() or not after):
                return at, False
            opened = at
        elif opens:
            return opened, True
        else:
            opened = -1
    return opened if opened >= 0 else quotes[-1], True


def _excused(text: str, written: str, stray: Stray, alike: int, at: int) -> bool:
    """Whether a mark without a partner, at `at` in its paragraph, needs none; `alike` of its kind have none there.

    `written` is the paragraph before code was blanked: where code is beside the mark, it does not stand alone.
    """
    before, after = written[at - 1 : at] if at else "", written[at + 1 : at + 2]
    if stray.sort == "‘":  # an apostrophe, a year, a plural
        apostrophe = before.isascii() or (after.isalpha() and after.isascii())
        return after.isdigit() or (apostrophe and not stray.opens)
    if stray.sort in "([{":
        if _SMILEY.search(written, max(0, at - 3), at + 4):
            return True
        if not stray.opens and _LABEL.search(text[max(0, at - LABEL) : at + 1]):
            return True
    # Spoken about: `"("`, `괄호 ( 를`; one of several of its kind: `”단어”`, `( [ {`.
    lonely = "\"'“”‘’,/·|"
    if (not before or before.isspace() or before in lonely) and (not after or after.isspace() or after in lonely):
        return True
    return stray.sort in "“‘" and alike % 2 == 0


def _alone(strays: list[Stray], goes_on: set[int]) -> Iterator[Stray]:
    """Strays whose partner is not in one of the next paragraphs either, and that no part of a quotation follows."""
    waiting: dict[str, list[Stray]] = {}
    done: set[int] = set()
    for stray in strays:
        queue = waiting.setdefault(stray.sort, [])
        while queue and stray.paragraph - queue[0].paragraph > REACH:
            queue.pop(0)
        if (
            queue
            and stray.paragraph > queue[-1].paragraph
            and (stray.sort == '"' or not stray.opens or stray.sort == "“")
        ):
            done.add(queue[-1].at)
            done.add(stray.at)
            if stray.sort != '"':
                (queue.append(stray) if stray.opens else queue.pop())  # each part of a long quotation opens
            else:
                queue.pop()
        elif stray.opens or stray.sort == '"':
            queue.append(stray)
    for stray in strays:
        if stray.at not in done and not (stray.opens and stray.sort in "“‘" and stray.paragraph + 1 in goes_on):
            yield stray


def _finding(doc: Document, text: str, stray: Stray) -> Finding | None:
    start, end = doc.line_span(stray.at)
    if stray.sort in "([{" and _CODE_LIKE.search(text, max(start, stray.at - NEAR), min(end, stray.at + NEAR)):
        return None
    mark = text[stray.at]
    name = _NAMES.get(stray.sort, "bracket")
    if stray.sort == '"':
        message = 'a quotation mark without a partner: the paragraph has an odd number of "'
    elif stray.opens:
        message = f'the {name} "{mark}" is never closed; expected "{_WANTED[stray.sort]}"'
    else:
        message = f'the {name} "{mark}" was never opened; expected "{stray.sort}" before it'
    return Finding(doc.span(stray.at, stray.at + 1), message)
