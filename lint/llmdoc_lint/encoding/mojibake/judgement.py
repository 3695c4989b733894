"""Which lines of a text are damaged, and by way of which code page."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from llmdoc_lint import patterns
from llmdoc_lint.encoding.code_pages import LONE, PAGES, PART, STRAY, Page, Token, page, tokens
from llmdoc_lint.encoding.mojibake.cp949 import cp949_as_western, utf8_as_cp949
from llmdoc_lint.encoding.mojibake.evidence import LATIN, MARK, best_page, is_damaged, is_hangul, stripped
from llmdoc_lint.encoding.mojibake.passage import Line, Verdict, assembled, lines_of
from llmdoc_lint.encoding.mojibake.reversal import is_text, reverse, still_damaged

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from llmdoc_lint.encoding.mojibake.passage import Passage

__all__ = ["judged"]


def judged(text: str, mask: Sequence[tuple[int, int]]) -> tuple[Passage, ...]:
    """The damaged passages of a text; see `passages`."""
    lines = lines_of(text, mask)
    if mask and not any(map(str.isalnum, _outside(text, mask))):
        lines = lines_of(text, ())  # nothing but code: there is no prose that could be sound
    verdicts = _verdicts(lines)
    return tuple(assembled(text, lines, verdicts))


def _outside(text: str, mask: Sequence[tuple[int, int]]) -> str:
    """What the mask does not cover, without fences."""
    kept, at = [], 0
    for start, end in sorted(mask):
        kept.append(text[at:start])
        at = max(at, end)
    kept.append(text[at:])
    return re.sub("(?m)^[ \t]*(?:`{3,}|~{3,}).*", "", "".join(kept))


def _verdicts(lines: list[Line]) -> dict[int, Verdict]:
    """The damaged lines by number. Each round finds the page that explains most of what is left."""
    left = [number for number, line in enumerate(lines) if not line.text.isascii()]
    remnants = {number: pieces for number in left if (pieces := _remnants(lines[number].prose))}
    left = [number for number in left if number not in remnants]
    verdicts = cp949_as_western(lines, left)
    left = [number for number in left if number not in verdicts]
    for _ in PAGES:
        best = best_page([lines[number].prose for number in left], [lines[number].text for number in left])
        found = {} if best is None else _by_way_of(best, lines, left)
        if not found:
            break
        verdicts |= found
        left = [number for number in left if number not in found]
    verdicts |= utf8_as_cp949(lines, left)
    if remnants:
        verdicts |= _with_remnants(lines, left, remnants, verdicts)
    shown = _shown(lines, verdicts)
    return {number: verdict for number, verdict in verdicts.items() if number not in shown}


# --------------------------------------------------------------------------------------- one page

_UNIFORM = 0.8
"""Share of the lines with prose that are damaged from which on hardly any is sound; on the benchmark's damage 0.5 and
0.95 come to the same."""


def _by_way_of(it: Page, lines: list[Line], left: list[int]) -> dict[int, Verdict]:
    """The lines that are damaged by way of this page."""
    sure = {number for number in left if is_damaged(lines[number].prose, it, False)}
    parsed = {number: tokens(lines[number].text, it) for number in left}
    prosaic = [number for number in left if not lines[number].prose.isascii()]
    lossy = any(token.kind is PART for number in sure for token in parsed[number])
    if len(sure) >= _UNIFORM * len(prosaic):
        sure.update(number for number in prosaic if is_damaged(lines[number].prose, it, True))
    if it.codec in LATIN and not any(_has_controls(lines[number].text, it) for number in sure):
        sure.update(number for number in left if MARK.search(lines[number].prose))
    samples = [number for number in left if number not in sure and lines[number].prose != lines[number].text]
    sure.update(_surrounded(lines, sure, samples, it))
    found = {number: reverse(lines[number].text, parsed[number], it, lossy) for number in sorted(sure)}
    return _second_layer(lines, found)


def _has_controls(text: str, it: Page) -> bool:
    """Whether bytes of the C1 controls are left; where they were stripped, other things tell damage."""
    return any("\x7f" < byte < "\xa0" for byte in text.translate(it.view))


def _surrounded(lines: list[Line], sure: set[int], samples: list[int], it: Page) -> set[int]:
    """The lines of code and of quotations beside damaged prose: the nearest prose above or below is damaged.

    On one side is enough: the line on the other may have been repaired already.
    """
    if not samples:
        return set()
    numbers = range(len(lines))
    above, below = _nearest_prose(lines, numbers), _nearest_prose(lines, reversed(numbers))
    return {
        number
        for number in samples
        if lines[number].prose.isascii()
        and (above[number] in sure or below[number] in sure)
        and is_damaged(lines[number].text, it, True)
    }


def _nearest_prose(lines: list[Line], numbers: Iterable[int]) -> dict[int, int]:
    """For each line the one with prose beyond ASCII that came last before it, in this order; -1 for none."""
    nearest: dict[int, int] = {}
    near = -1
    for number in numbers:
        nearest[number] = near
        if not lines[number].prose.isascii():
            near = number
    return nearest


def _second_layer(lines: list[Line], found: dict[int, Verdict]) -> dict[int, Verdict]:
    """Look into the repairs for damage that was there before; drop repairs that are no text."""
    exact = [number for number, verdict in found.items() if not verdict.lost]
    again = dict(zip(exact, _layer_below([found[number].repaired for number in exact]), strict=True))
    return {number: _settled(lines[number].text, verdict, again.get(number)) for number, verdict in found.items()}


def _layer_below(texts: list[str]) -> list[Verdict | None]:
    """What the repairs of lines are themselves, where they are damaged."""
    left = [at for at, text in enumerate(texts) if not text.isascii()]
    again = cp949_as_western([Line(0, len(text), text, text) for text in texts], left)
    left = [at for at in left if at not in again]
    inside = [texts[at] for at in left]
    it = best_page(inside, inside)
    if it is not None:
        uniform = len(left) == len(texts)
        for at in left:
            if is_damaged(texts[at], it, uniform):
                again[at] = reverse(texts[at], tokens(texts[at], it), it, False)
    return [again.get(at) for at in range(len(texts))]


def _settled(line: str, verdict: Verdict, deep: Verdict | None) -> Verdict:
    """The verdict of a line in view of what its repair is."""
    if deep is not None:
        verdict = verdict._replace(layers=2, lost=deep.lost, damaged=deep.damaged, repaired=deep.repaired)
    repaired = verdict.repaired
    if repaired and (not is_text(repaired, line) or still_damaged(repaired)):
        verdict = verdict._replace(lost=max(1, verdict.lost), repaired="")
    return verdict


# --------------------------------------------------------------------------------------- remnants

# Single characters with lost bytes in lines of sound Hangul: what repairing the rest left in doubt (`ì†필기`).

_Pieces = tuple[tuple[int, int], ...]
_LEADS_OF_HANGUL = frozenset("êëìíęě")
_TELLING = frozenset("€‚„†‡ˆ‰•˜¡¢£¤¥¦§¨ª¬\xad¯°±²³´µ¶·¸º¼½¾¿")  # neither a letter nor what ends or follows a word
_CLOSING = frozenset("\xa0“”‘’…»›")


def _remnants(line: str) -> _Pieces:
    """The remnants of a line; none where more of it is damaged."""
    if _LEADS_OF_HANGUL.isdisjoint(line) or not any(map(is_hangul, line)):
        return ()
    if stripped(line.translate(page("latin-1").view)):
        return ()
    pieces: list[tuple[int, int]] = []
    for group in _touching(tokens(line, _remnant_page(line))):
        leads = all(token.kind in (PART, LONE) and line[token.start] in _LEADS_OF_HANGUL for token in group)
        if leads and _is_remnant(line, group[0].start, group[-1].end):
            pieces += ((token.start, token.end) for token in group)
        elif any(token.kind not in (STRAY, LONE) for token in group):
            return ()  # the line is damaged, or in another language
    return tuple(pieces)


def _touching(parsed: list[Token]) -> Iterator[list[Token]]:
    """Tokens in groups that nothing lies between."""
    group: list[Token] = []
    for token in parsed:
        if group and group[-1].end != token.start:
            yield group
            group = []
        group.append(token)
    if group:
        yield group


def _is_remnant(line: str, start: int, end: int) -> bool:
    """Whether characters that may be what is left of syllables are: no other letters touch them, and one is a
    continuation that no word has, or Hangul touches them as it touches no letter of another alphabet."""
    before, after = line[start - 1 : start], line[end : end + 1]
    if (before.isalpha() and not is_hangul(before)) or (after.isalpha() and not is_hangul(after)):
        return False
    inside = line[start:end]
    if not _TELLING.isdisjoint(inside):
        return True
    if len(inside) == 1:
        return False  # `가ë나` may be a letter that is spoken of
    return is_hangul(before) or (is_hangul(after) and (not before or before.isspace()) and inside[-1] not in _CLOSING)


def _remnant_page(line: str) -> Page:
    return page("cp1250" if "ě" in line or "ę" in line else "cp1252")


def _with_remnants(
    lines: list[Line], left: list[int], remnants: dict[int, _Pieces], verdicts: dict[int, Verdict]
) -> dict[int, Verdict]:
    """The lines with remnants, and the code and quotations beside them that have some or are damaged like them."""
    codec = next((one.codec for one in verdicts.values() if one.codec in LATIN and one.layers == 1), "")
    codec = codec or ("cp1254" if any("ğ" in lines[n].text for n in left) else "")  # the lead of emoji
    it = page(codec) if codec else _remnant_page("".join(lines[n].text for n in remnants))
    found = {number: _remaining(it, pieces) for number, pieces in remnants.items()}
    samples = [n for n in left if n not in verdicts and lines[n].prose != lines[n].text]
    for number in _surrounded(lines, set(remnants), samples, it):
        text = lines[number].text
        pieces = _remnants(text)
        found[number] = _remaining(it, pieces) if pieces else reverse(text, tokens(text, it), it, True)
    return found


def _remaining(it: Page, pieces: _Pieces) -> Verdict:
    return Verdict(it.codec, f"utf-8>{it.codec}", 1, len(pieces), len(pieces), "", pieces)


# ----------------------------------------------------------------------------- damage that is shown

_ARROW = patterns.pattern("→|->|⇒|=>")
_BESIDE = patterns.pattern(r"\||→|->|⇒|=>")
_AROUND = " \t`\"'“”‘’*"
_LETTERS = patterns.pattern("[A-Za-z]{2}")  # words beside the damage: a cell that says something
_ABOUT_DAMAGE = patterns.pattern(
    r"깨[지진져졌짐질]|모지바케|문자표|문자 ?집합|코드 ?페이지|[인디]코딩|유니코드|바이트|잘못 (?:읽|해석|열)"
    r"|이상한 (?:글자|문자)|(?:글자|문자)[가는은]? [^\n]{0,12}(?:보[이인여]|바[뀌뀐꿔])"
    r"|mojibake|garbled|(?:en|de)cod(?:ed|ing)|unicode|utf-?8|euc-?kr|latin-?1|iso-?8859|(?:cp|windows)-?(?:949|125)",
    re.IGNORECASE,
)


def _shown(lines: list[Line], verdicts: dict[int, Verdict]) -> set[int]:
    """The lines whose damage is shown on purpose.

    Such a text speaks of how characters are stored or broken; without a word of that, only an arrow shows damage.
    """
    shown = {number for number, one in verdicts.items() if _beside_itself(lines[number].text, one.repaired)}
    if not shown or any(_ABOUT_DAMAGE.search(line.text) for line in lines):
        return shown
    return {number for number in shown if _ARROW.search(lines[number].text)}


def _beside_itself(line: str, repaired: str) -> bool:
    """Whether a line has a damaged text beside the sound one: `| 나 | ë‚˜ |`, `나 → ë‚˜`.

    An arrow shows what becomes of the text; a row of a table may have the same text in two cells and one damaged.
    """
    cells = [cell.strip(_AROUND) for cell in _BESIDE.split(line)]
    sound = [cell.strip(_AROUND) for cell in _BESIDE.split(repaired)]
    if len(cells) < 2 or len(cells) != len(sound):
        return False
    changed = [(old, new) for old, new in zip(cells, sound, strict=True) if old != new]
    return all(new in cells and not _LETTERS.search(old) for old, new in changed)
