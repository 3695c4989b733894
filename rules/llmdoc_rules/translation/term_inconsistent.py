from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING

from llmdoc_lint.blocks import blocks, headings, inside, merged, prose
from llmdoc_lint.core import Applicability, Edit, Finding, Fix, NoOptions, Related, Severity, rule
from llmdoc_lint.document import Document
from llmdoc_lint.language.hangul import agreeing_tail, is_tail, sound_before
from llmdoc_lint.links import links
from llmdoc_lint.patterns import pattern
from llmdoc_lint.values import NamedTuple
from llmdoc_rules.translation._quoted import quotations

if TYPE_CHECKING:
    from collections.abc import Iterator

    from llmdoc_lint.settings import Term

RELATED = 20  # places of a finding that are listed; the fix takes in all of them

_CLOSING = pattern(
    r"[*_~'’\"”」』]{0,3}(?: ?\([A-Za-z][^()\n가-힣]{0,80}\))?[*_~]{0,3}"
)  # between a term and its particle
_NAME_BEFORE = pattern(r"[A-Z][A-Za-z0-9]{0,40} \Z")
_NAME_BEHIND = pattern(r" [A-Z][A-Za-z0-9]")


class _Place(NamedTuple):
    """A rendering to avoid, where it stands; `text` is what to put from `start` to `end`, "" where none is known."""

    start: int
    term_end: int
    end: int  # behind the particle
    text: str


@rule(
    "term-inconsistent",
    Document,
    NoOptions,
    severity=Severity.WARNING,
    fixes=Applicability.SAFE,
    kinds=("index", "chapter", "article"),
)
def check(doc: Document, options: NoOptions) -> Iterator[Finding]:
    """A term is rendered otherwise than the glossary says.

    Readers take two words for two things: who meets 매개변수 in one chapter and 파라미터 in the next looks for the
    difference. The rule needs a `glossary` in the configuration, and reports what is listed under `not`;
    `llmdoc-lint init` proposes one from terms that headings render in more than one way.

    With `{term: parameter, use: 매개변수, not: [파라미터]}`:

    Bad:

        파라미터를 늘리면 파라미터가 많은 모델이 됩니다.

    Good:

        매개변수를 늘리면 매개변수가 많은 모델이 됩니다.

    There is one finding for each rendering in a document. The fix replaces all of them and makes the particles
    behind them agree (토큰으로, 모델로): safe, because the glossary says that both mean the same. Code, links, URLs,
    quotations and longer words (하이퍼파라미터, 파라미터화) are left alone, and so are names that go on, as in
    `Hugging Face Hub`, and glosses of the right rendering: 허깅페이스(Hugging Face). Links lead to headings by their
    text, so neither these nor the texts of links are changed: headings are reported without a fix.
    """
    terms = doc.settings.glossary
    if not terms or not any(form in doc.text for term in terms for form in term.avoid):
        return
    text = prose(doc)
    found: dict[tuple[str, str, str], list[_Place]] = {}
    titles = tuple((head.start, head.end) for head in headings(doc))
    apart = _apart(doc)
    line = (-1, -1)
    quotes: tuple[tuple[int, int], ...] = ()
    every, wanted = _forms(terms)
    for match in every.finditer(text):
        term = wanted.get(match[0])
        start, end = match.span()
        if term is None or inside(apart, start, end) or doc.text[max(0, start - 1)] != text[max(0, start - 1)]:
            continue
        if not line[0] <= start < line[1]:
            line = doc.line_span(start)
            quotes = quotations(text, *line)
        place = None if inside(quotes, start, end) else _place(text, start, end, term)
        if place is not None:
            left = " in headings" if inside(titles, start, end) else "" if place.text else ", with particles"
            found.setdefault((match[0], term.use, left), []).append(place)
    for (form, use, left), places in found.items():
        yield _finding(doc, form, use, left, places)


@lru_cache(maxsize=8)
def _forms(terms: tuple[Term, ...]) -> tuple[re.Pattern[str], dict[str, Term]]:
    """A pattern of all forms of the glossary, the longest first, and the terms of those to avoid.

    What the glossary wants is in the pattern as well, so that no shorter form is found inside of it.
    """
    wanted = {form: term for term in reversed(terms) for form in term.avoid if form != term.use}
    forms = {form for term in terms for form in (term.term, term.use, *term.avoid) if form}
    for term in terms:
        wanted.pop(term.use, None)
    every = "|".join(map(re.escape, sorted(forms, key=lambda form: (-len(form), form))))
    return re.compile(rf"(?<![가-힣A-Za-z0-9_/@#.\-])(?:{every})(?![A-Za-z0-9_/@\-]|\.[A-Za-z0-9])"), wanted


def _apart(doc: Document) -> tuple[tuple[int, int], ...]:
    """What others have written or what leads elsewhere: block quotations and the texts of links."""
    spans = [(block.start, block.end) for block in blocks(doc) if block.kind == "quote"]
    spans += [(link.text_start, link.text_end) for link in links(doc)]
    return merged(spans)


def _place(text: str, start: int, end: int, term: Term) -> _Place | None:
    """The place as a reader and the fix see it; None where it is a part of something else."""
    sound = sound_before(text[start:end], end - start)
    between, tail_end = end, _hangul(text, end)
    if tail_end == end and (closing := _CLOSING.match(text, end)):  # **모형**을, 모형(model)을
        behind = _hangul(text, closing.end())
        if behind > closing.end() and is_tail(text[closing.end() : behind], sound):
            between, tail_end = closing.end(), behind
    tail = text[between:tail_end]
    if tail and not is_tail(tail, sound):
        return None
    if text[end - 1].isascii() and (
        _NAME_BEFORE.search(text, max(0, start - 42), start) or _NAME_BEHIND.match(text, end)
    ):
        return None
    if _glosses(text, start, end, term.use):
        return None
    right = agreeing_tail(tail, sound_before(term.use, len(term.use))) if tail else ""
    known = bool(right) or not tail
    return _Place(start, end, tail_end, term.use + text[end:between] + right if known else "")


def _hangul(text: str, at: int) -> int:
    """Where the Hangul that begins at `at` ends."""
    while "가" <= text[at : at + 1] <= "힣":
        at += 1
    return at


def _glosses(text: str, start: int, end: int, use: str) -> bool:
    """Whether the place stands beside the right rendering, in brackets or before them: 허깅페이스(Hugging Face)."""
    before = text[max(0, start - 1) : start]
    if before in ("(", "（") and text[max(0, start - 9 - len(use)) : start - 1].rstrip(" *_").endswith(use):
        return True
    behind = text[end : end + len(use) + 8].lstrip(" *_")
    return behind[:1] in ("(", "（") and behind[1:].lstrip("*_").startswith(use)


def _finding(doc: Document, form: str, use: str, left: str, places: list[_Place]) -> Finding:
    """What to say of `places`; `left` tells why the fix leaves them as they are, "" where it does not."""
    first = places[0]
    times = "" if len(places) == 1 else f" ({len(places)} times)"
    fix = None
    if not left:
        edits = tuple(Edit(doc.span(place.start, place.end), place.text) for place in places)
        fix = Fix(f"Replace `{form}` by `{use}`", edits, Applicability.SAFE)
    return Finding(
        doc.span(first.start, first.term_end),
        f"`{form}`{times}{left}: the glossary has `{use}`",
        fix,
        tuple(Related(doc.span(place.start, place.term_end), "here too") for place in places[1 : 1 + RELATED]),
        {"form": form, "use": use, "times": len(places)},
    )
