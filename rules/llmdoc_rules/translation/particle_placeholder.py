from __future__ import annotations

from typing import TYPE_CHECKING

from llmdoc_lint.blocks import inside, prose
from llmdoc_lint.core import Applicability, Edit, Finding, Fix, NoOptions, Severity, rule
from llmdoc_lint.document import Document
from llmdoc_lint.language.hangul import PARTICLES, Particle, sound_before
from llmdoc_lint.patterns import pattern
from llmdoc_rules.translation._quoted import quotations

if TYPE_CHECKING:
    import re
    from collections.abc import Iterator

# From the sign that is rare, the bracket or the slash; what stands before it belongs to it.
_BRACKET = pattern(
    r"\((?:으\)로|이\)(?:나|란|랑|라는|라고|라도|든|가)|은\)는|을\)를|과\)와|와\)과|[을를이가은는과와]\))"
)
_SLASH = pattern(r"/(?:으로|[을를이가은는과와로])")
_MORE = pattern(r"(?:부터|서|써|는|도|의|만)?(?![가-힣A-Za-z0-9(/])")  # what 으로 takes, then the word's end
_LONGEST = 40  # code points of a word that are looked at
_MARKS = "\"'“”‘’*_~「」『』"


def _written() -> dict[str, Particle]:
    """How both forms of a particle are written at once."""
    found: dict[str, Particle] = {}
    for one in PARTICLES:
        for first, second in ((one.closed, one.open), (one.open, one.closed)):
            found[f"{first}/{second}"] = found[f"{first}({second})"] = one
    for rest in ("나", "란", "랑", "라는", "라고", "라도", "든"):
        found[f"(이){rest}"] = Particle(f"이{rest}", rest, f"이{rest}")
    for first, second in (("이", "가"), ("은", "는"), ("을", "를"), ("과", "와"), ("와", "과")):
        found[f"({first}){second}"] = found[f"{first}/{second}"]
    found["(으)로"] = next(one for one in PARTICLES if one.open == "로")
    return found


_WRITTEN = _written()


@rule(
    "particle-placeholder",
    Document,
    NoOptions,
    severity=Severity.WARNING,
    fixes=Applicability.SAFE,
    kinds=("index", "chapter", "article"),
)
def check(doc: Document, options: NoOptions) -> Iterator[Finding]:
    """Both forms of a particle stand where one of them belongs.

    `을(를)`, `(으)로` and `은/는` are for texts whose words are filled in later. In a finished sentence the word is
    there, and with it the form.

    Bad:

        토큰을(를) 데이터(으)로 바꿉니다.

    Good:

        토큰을 데이터로 바꿉니다.

    Templates (`{name}을(를)`, `[이름]은(는)`, `OO이(가)`), code, quotations and talk about the particles themselves
    (`조사 을/를`) are left alone. The fix keeps the form that agrees with the final sound before it: safe, because both
    forms mean the same. There is none where nobody knows how a word in Latin letters is read.
    """
    if doc.settings.language.target.lower().partition("-")[0] != "ko":
        return
    text = prose(doc)
    line = (0, 0)
    quotes: tuple[tuple[int, int], ...] = ()
    for start, end in sorted((*_places(text, _BRACKET), *_places(text, _SLASH))):
        word = _word(text, start)
        if not word or not _MORE.match(text, end) or doc.text[start - 1] != text[start - 1]:
            continue
        if not line[0] <= start < line[1]:
            line = doc.line_span(start)
            quotes = quotations(text, *line)
        if inside(quotes, start, end):
            continue
        written = text[start:end]
        one = _WRITTEN[written]
        right = one.form(sound_before(text, start))
        span = doc.span(start, end)
        if right:
            fix = Fix(f"Replace `{written}` by `{right}`", (Edit(span, right),), Applicability.SAFE)
            yield Finding(span, f"`{word}{written}`: expected `{right}`", fix, data={"expected": right})
        else:
            yield Finding(span, f"`{word}{written}`: expected `{one.closed}` or `{one.open}`, as `{word}` is read")


def _places(text: str, wanted: re.Pattern[str]) -> Iterator[tuple[int, int]]:
    for match in wanted.finditer(text):
        for before in (0, 1, 2):
            start = match.start() - before
            if start > 0 and text[start : match.end()] in _WRITTEN:
                yield start, match.end()
                break


def _word(text: str, end: int) -> str:
    """The word before `end`; "" where there is none, or it stands for one to come: `{name}`, `[이름]`, `OO`, `A`."""
    word = text[max(0, end - _LONGEST) : end]
    word = "" if word[-1:].isspace() else (word.split() or [""])[-1].strip(_MARKS)
    if any(char in "{}[]<>$%_=+" for char in word) or not (word[-1:].isalnum() or word.endswith((")", "）"))):
        return ""
    if (word.isascii() and len(word) < 2) or (len(word) > 1 and len(set(word)) == 1):
        return ""
    return word
