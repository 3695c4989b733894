from __future__ import annotations

import re
from typing import TYPE_CHECKING

from llmdoc_lint import patterns
from llmdoc_lint.blocks import code, inside, prose, unread
from llmdoc_lint.core import Applicability, Edit, Finding, Fix, NoOptions, Related, Severity, rule
from llmdoc_lint.document import Document, unusual
from llmdoc_rules._places import LONG_LINE, count, garbled, names, within

if TYPE_CHECKING:
    from collections.abc import Iterator

_ODD_SPACE = "\xa0\u2000-\u200a\u202f\u205f\u3000"
_CANDIDATE = patterns.pattern(
    f"[{_ODD_SPACE}\xad\u034f\u061c\u115f\u1160\u180e\u200b-\u200f\u2028-\u202e\u2060-\u206f\u3164"
    "\ufe00-\ufe0f\ufeff\uffa0\U000e0000-\U000e01ef]"
)
# Scripts that are written with joiners (Arabic to Myanmar, Khmer, Mongolian, and what follows them in later blocks).
_JOINED = patterns.pattern(
    "[\u0600-\u109f\u1780-\u18af\u1900-\u1aaf\u1b00-\u1c7f\ua800-\ua8ff\ua980-\uabff\ufb50-\ufdff\ufe70-\ufefc]"
)
# Scripts without spaces between words, where U+200B says where a line may break.
_UNSPACED = patterns.pattern("[\u0e00-\u0fff\u1000-\u109f\u1780-\u17ff\u1980-\u19df\u1a20-\u1aaf]")
_RIGHT_TO_LEFT = patterns.pattern("[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc\U00010800-\U00010fff\U0001e800-\U0001efff]")
_FLAG = patterns.pattern("\U0001f3f4[\U000e0020-\U000e007e]{1,8}\U000e007f")
_ABOUT = patterns.pattern(
    r"U\+(?:00A0|00AD|20[0-6][0-9A-F]|2028|3000|3164|FEFF|FE0F|E00)|zero[- ]width|nbsp|soft hyphen|no-break space|"
    r"invisible character|&#(?:160|173|8203|x?200b);|\\u(?:00a0|200[b-f]|feff|3000|3164)|폭이? ?없는|보이지 않는 ?문자",
    re.I,
)
_SKIPPED = "*_~`"  # emphasis and code marks: what stands behind them is the neighbour
_CLOSING = ".,!?…:;)]”’\"'」』"
_Fault = tuple[int, int, str, bool]  # start, end, what it becomes, whether that keeps what the text says
_GROUPED_FROM = 4  # lines with the same fault: from here on one finding for the document
_SHOWN = 10  # further places that a finding lists

_ZERO, _BIDI, _HYPHEN, _TAG, _FILLER, _SELECTOR, _SPACE, _BREAK = (
    "zero-width character",
    "bidirectional control",
    "soft hyphen",
    "tag character",
    "Hangul filler",
    "variation selector without a base",
    "odd space between words",
    "line separator",
)


@rule(
    "invisible-character",
    Document,
    NoOptions,
    severity=Severity.WARNING,
    fixes=Applicability.SAFE,
)
def check(doc: Document, options: NoOptions) -> Iterator[Finding]:
    """The prose or a link holds characters that nobody sees.

    They come along when text is copied from web pages, PDF files and chats. Search does not find a word that holds
    one, a link with one leads nowhere, a no-break space between Korean words keeps the line from breaking there, and
    direction controls can make a text read differently from what it says. Four or more lines with the same fault are
    one finding.

    Reported are zero-width characters, direction controls, soft hyphens, tag characters, Hangul fillers, variation
    selectors without a base, line separators, and spaces other than the common one between Korean words. Not reported
    is what is meant: joiners in emoji and in scripts that need them, direction controls beside right-to-left text,
    flags, a no-break space beside a digit or in text that is not Korean, indentation, spaces in tables, code, comments,
    and lines that speak of such characters.

    Bad:

        토큰<U+200B>화는 다음<U+00A0>단계입니다.

    Good:

        토큰화는 다음 단계입니다.

    The fix removes them, and puts a common space in place of another one. It is safe: the words stay the same. It is
    unsafe where a line separator or a filler stands between two words, and becomes a space.
    """
    odd = unusual(doc)
    if not odd or not _CANDIDATE.search(odd):
        return
    by_kind: dict[str, list[_Fault]] = {}
    for kind, start, end, new, sure in _faults(doc):
        by_kind.setdefault(kind, []).append((start, end, new, sure))
    for kind, faults in by_kind.items():
        lines: list[list[_Fault]] = []
        line_end = -1
        for fault in faults:
            if fault[0] > line_end:
                line_end = doc.line_span(fault[0])[1]
                lines.append([])
            lines[-1].append(fault)
        if kind == _SPACE or len(lines) >= _GROUPED_FROM:
            yield _finding(doc, kind, faults, len(lines))
        else:
            for mine in lines:
                yield _finding(doc, kind, mine, 1)


def _finding(doc: Document, kind: str, faults: list[_Fault], lines: int) -> Finding:
    text = doc.text
    start, end = faults[0][:2]
    chars = [char for low, high, _, _ in faults for char in text[low:high] if _CANDIDATE.match(char)]
    where = f" on {lines} lines" if lines > 1 else ""
    noun = f"{len(chars)} {kind}" if len(chars) == 1 else _plural(len(chars), kind)
    wanted = "; expected a common space" if kind == _SPACE else ""
    safe = all(sure for *_, sure in faults)
    return Finding(
        doc.span(start, end),
        f"{noun} ({names(chars)}){where}{wanted}",
        Fix(
            "Use common spaces" if kind == _SPACE else "Remove what nobody sees",
            tuple(Edit(doc.span(low, high), new) for low, high, new, _ in faults),
            Applicability.SAFE if safe else Applicability.UNSAFE,
        ),
        tuple(Related(doc.span(low, high), "and here") for low, high, _, _ in faults[1 : _SHOWN + 1])
        if lines > 1
        else (),
        {"characters": len(chars), "lines": lines},
    )


def _plural(number: int, kind: str) -> str:
    head, space, tail = kind.partition(" without ")
    if not space:
        head, space, tail = kind.partition(" between ")
    return f"{count(number, head)}{space}{tail}"


def _faults(doc: Document) -> Iterator[tuple[str, int, int, str, bool]]:
    """Kind, start, end, what it becomes, whether that is safe; in order, without overlaps."""
    text = doc.text
    hidden = code(doc)
    damaged = garbled(doc)
    done = 0
    line_end, about, table = -1, False, False  # of the line: its end, whether it speaks of such characters
    for match in _CANDIDATE.finditer(text):
        at = match.start()
        if at < done or (at == 0 and match[0] == "\ufeff") or inside(hidden, at, at + 1) or within(damaged, at):
            continue
        kind, end = _kind(text, at)
        if not kind:
            done = end
            continue
        if at > line_end:
            low, line_end = doc.line_span(at)
            about = bool(_ABOUT.search(text, low, min(line_end, low + LONG_LINE)))
            table = text.startswith("|", low) or text.count("|", low, line_end) >= 2
        if about or (kind == _SPACE and (table or prose(doc)[at] != text[at])):
            continue
        # Comments and tags are no prose; link targets and the front matter are read by somebody.
        if kind != _SPACE and inside(unread(doc), at, at + 1) and _in_comment(text, at):
            continue
        done = end
        if kind == _SPACE:
            yield kind, at, end, "" if text[at - 1] == " " else " ", True
        elif kind in (_BREAK, _FILLER):
            before, after = text[at - 1 : at], text[end : end + 1]
            between = bool(before.strip() and after.strip())
            yield kind, at, end, " " if between else "", not between
        else:
            yield kind, at, end, "", True


def _in_comment(text: str, at: int) -> bool:
    opened = text.rfind("<!--", max(0, at - 5000), at)
    return opened >= 0 and text.find("-->", opened, at) < 0


def _run(text: str, at: int, chars: str) -> int:
    end = at + 1
    while end < len(text) and text[end] in chars:
        end += 1
    return end


def _kind(text: str, at: int) -> tuple[str, int]:
    """The fault at a candidate and its end; "" for none, and where to go on."""
    char = text[at]
    end = at + 1
    if char in "\u200b\u2060\u2061\u2062\u2063\u2064\u180e\ufeff\u034f\u200c\u200d":
        return ("" if _zero_width_is_meant(text, at) else _ZERO), end
    if char in "\u200e\u200f\u061c" or "\u202a" <= char <= "\u202e" or "\u2066" <= char <= "\u206f":
        if not _RIGHT_TO_LEFT.search(text, max(0, at - 500), at + 500):
            return _BIDI, end
        before, after = text[max(0, at - 500) : at], text[at : at + 500]
        meant = _RIGHT_TO_LEFT.search(before[before.rfind("\n") + 1 :]) or _RIGHT_TO_LEFT.search(
            after.split("\n", 1)[0]
        )
        return ("" if meant else _BIDI), end
    if char == "\xad":
        return _HYPHEN, end
    if char in "\u2028\u2029":
        return _BREAK, _run(text, at, "\u2028\u2029")
    if char in "\u3164\uffa0":
        return _FILLER, _run(text, at, "\u3164\uffa0")
    if char in "\u115f\u1160":  # stands for a missing letter of a decomposed syllable
        around = text[at - 1 : at] + text[end : end + 1]
        return ("" if any("\u1100" <= near <= "\u11ff" for near in around) else _FILLER), end
    if "\ufe00" <= char <= "\ufe0f":
        return ("" if _takes_selector(text[at - 1 : at]) else _SELECTOR), end
    if char >= "\U000e0100":  # a variant of an ideograph
        return ("" if text[at - 1 : at] > "\u2e80" else _SELECTOR), end
    if char >= "\U000e0000":
        flag = _FLAG.match(text, at - 1) if at else None
        if flag:
            return "", flag.end()
        while end < len(text) and "\U000e0000" <= text[end] <= "\U000e007f":
            end += 1
        return _TAG, end
    return _odd_space(text, at)


def _zero_width_is_meant(text: str, at: int) -> bool:
    char, before, after = text[at], text[at - 1 : at], text[at + 1 : at + 2]
    if char == "\u034f":  # keeps marks apart: Hebrew, and sorting
        return True
    if "\u2061" <= char <= "\u2064":  # invisible operators of mathematics
        return True
    if char in "\u200b\u2060" and _UNSPACED.search(before + after):
        return True
    if char == "\u180e":
        return bool(_JOINED.search(before + after))
    if char == "\u200b":
        # Between punctuation and an emphasis mark it makes CommonMark see the emphasis: `**"용어"<U+200B>**는`.
        marks = "*_~"
        return (after in marks and after != "" and not before.isalnum() and before.strip() != "") or (
            before in marks and before != "" and not after.isalnum() and after.strip() != ""
        )
    if char in "\u200c\u200d":
        if _JOINED.search(before + after):
            return True
        if char == "\u200d" and before and after:
            return _pictorial(before) and (_pictorial(after) or after in "\u2194\u2195\u27a1")
    return False


def _pictorial(char: str) -> bool:
    """Whether a character may be a part of an emoji: a symbol, a skin colour, a selector, a keycap."""
    import unicodedata

    return char in "\ufe0f\u20e3" or unicodedata.category(char) in ("So", "Sk", "Sm", "Cn")


def _takes_selector(base: str) -> bool:
    """Whether a variation selector may follow: anything but letters of Latin and Hangul, spaces and selectors."""
    if not base or base.isspace() or _CANDIDATE.match(base):
        return False
    if base.isascii():
        return base in "0123456789#*"
    return not ("가" <= base <= "힣" or "\xc0" <= base <= "\u024f")


def _odd_space(text: str, at: int) -> tuple[str, int]:
    """Whether a space other than the common one stands between words of Korean prose.

    Beside a digit it keeps a number and its unit together; three and more align something; elsewhere it indents.
    """
    low = at
    while low > 0 and at - low < 3 and text[low - 1] == " ":
        low -= 1
    end = at + 1
    while end < len(text) and end - low < 4 and (text[end] == " " or _is_odd_space(text[end])):
        end += 1
    if end - low > 2 or (end < len(text) and (text[end] == " " or _is_odd_space(text[end]))):
        while end < len(text) and (text[end] == " " or _is_odd_space(text[end])):
            end += 1
        return "", end
    left = low - 1
    while left >= 0 and text[left] in _SKIPPED and low - left < 5:
        left -= 1
    if left >= 0 and text[left] in _CLOSING:
        while left >= 0 and (text[left] in _CLOSING or text[left] in _SKIPPED) and low - left < 8:
            left -= 1
    right = end
    while right < len(text) and text[right] in _SKIPPED and right - end < 4:
        right += 1
    before, after = text[left : left + 1] if left >= 0 else "", text[right : right + 1]
    if not (before.isalpha() and after.isalpha()) or not (_hangul(before) or _hangul(after)):
        return "", end
    return _SPACE, end


def _is_odd_space(char: str) -> bool:
    return char in "\xa0\u202f\u205f\u3000" or "\u2000" <= char <= "\u200a"


def _hangul(char: str) -> bool:
    return "가" <= char <= "힣"
