"""A damaged line turned back into what it was, where that is provable."""

from __future__ import annotations

from typing import TYPE_CHECKING

from llmdoc_lint.encoding.code_pages import HIT, LONE, ODD, PART, QUIET, STRAY, Page, Token, page, parse, read_as
from llmdoc_lint.encoding.mojibake.evidence import LATIN, in_word
from llmdoc_lint.encoding.mojibake.passage import Verdict

if TYPE_CHECKING:
    from collections.abc import Sequence

__all__ = ["is_text", "reverse", "still_damaged"]


def reverse(line: str, parsed: Sequence[Token], it: Page, lossy: bool) -> Verdict:
    """What a line is that was read through a page; `parsed` are its tokens under it.

    A lead alone beside a letter is a sound letter of a word (`Café`), but not in a `lossy` document.
    """
    lost = damaged = at = 0
    before: Token | None = None
    pieces: list[str] = []
    for token in parsed:
        if token.kind in (HIT, ODD):
            damaged += 1
            pieces += line[at : token.start], token.char
            at = token.end
        elif token.kind is STRAY:
            lost += _was_lost(line, token, before)
        elif lossy or token.kind is not LONE or not in_word(line, token.start, token.end):
            damaged += 1
            lost += 1
        before = token
    repaired = "" if lost else "".join(pieces) + line[at:]
    if repaired and not _restores(repaired, line, parsed, it):
        lost, repaired = 1, ""
    return Verdict(it.codec, f"utf-8>{it.codec}", 1, lost, damaged, repaired)


def _was_lost(line: str, stray: Token, before: Token | None) -> bool:
    """Whether continuation bytes are the rest of a character that lost some.

    A lead byte is never lost, so a stray stands where it always stood, unless a no-break space that was flattened to a
    space lies between it and its lead.
    """
    if before is None:
        return False
    if before.end == stray.start:
        return not QUIET.issuperset(line[stray.start : stray.end])
    return before.kind in (PART, LONE) and line[before.end : stray.start] == " "


def _restores(repaired: str, line: str, parsed: Sequence[Token], it: Page) -> bool:
    """The invariant: what was repaired, read wrongly once more, is the line."""
    pieces: list[str] = []
    at = here = 0  # in the line; in the repair
    for start, end, kind, _ in parsed:
        if kind in (HIT, ODD):
            there = here + start - at
            pieces += repaired[here:there], read_as(repaired[there], it.codec)
            at, here = end, there + 1
    return "".join(pieces) + repaired[here:] == line


# ----------------------------------------------------------------------------- what a repair must be


def is_text(repaired: str, line: str) -> bool:
    """Whether a repair holds no C1 control, and no U+FFFD, private-use or unassigned character that was not there."""
    import unicodedata

    if any("\x7f" < char < "\xa0" for char in repaired):
        return False
    new = {char for char in repaired if not char.isascii()} - set(line)
    return all(unicodedata.category(char) not in ("Cc", "Cn", "Co", "Cs") and char != "\ufffd" for char in new)


_OFTEN = ("cp1252", "cp1254", "mac_roman")  # pages that programs read by default


def still_damaged(repaired: str) -> bool:
    """Whether a repair looks damaged itself: one of two layers is left, or the bytes were those of another page."""
    for codec in _OFTEN:
        it = page(codec)
        view = repaired.translate(it.view)
        for token in parse(view):
            if _is_damage(token, it, view) and not in_word(repaired, token.start, token.end):
                return True
    return False


def _is_damage(token: Token, it: Page, view: str) -> bool:
    lead = view[token.start]
    if token.kind is HIT:
        return lead >= "\xe0" or (lead in "\xc2\xc3" and view[token.start + 1] not in it.weak)
    return token.kind in (PART, LONE) and it.codec in LATIN and "\xea" <= lead <= "\xed"  # the leads of Hangul
