from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from llmdoc_lint.blocks import blocks, body_start, merged, prose
from llmdoc_lint.core import Finding, Options, Severity, rule
from llmdoc_lint.document import Document
from llmdoc_lint.outline import region, sections
from llmdoc_lint.patterns import pattern
from llmdoc_lint.values import NamedTuple
from llmdoc_rules._places import Spans, within
from llmdoc_rules.translation._sentences import outside, plain

if TYPE_CHECKING:
    from collections.abc import Iterator

SUMMARIES = frozenset(("tldr", "learn", "summaries", "summary", "key-points", "contents"))
KINDS = ("index", "chapter", "article")
_LEAST = 10  # polite sentences: fewer say nothing about how a text is written
_LEAST_OF_SUMMARIES = 5
_BACK = 3  # paragraphs in which a quotation that goes on may have been opened

_END = pattern(r"[.!?](?<=[가-힣].)(?=[\s\"'”’)\]*_]|\Z)")
# One that is not polite at first sight, where a Hangul syllable stands before it: in sound text, hardly any. A pattern
# for each mark, since a search for one character is several times faster than one for three.
_NOT_POLITE = {
    mark: pattern(rf"\{mark}(?:(?<![니시]다.)|(?<=[아다지]니다.))(?<!니까.)(?<![요죠오].)(?=[\s\"'”’)\]*_]|\Z)")
    for mark in ".!?"
}
_POLITE = ("니다", "니까", "시다", "시오", "요", "죠")
_SENTENCE_END = pattern(r"[.!?…][\"'”’)\]]*\s")
# Behind a stamp; the speaker of `**이네스:** ...` and `이네스: ...`.
_LEAD = pattern(
    r"[ ]{0,3}(?:\[\d{1,3}:\d{2}(?::\d{2})?\]\s*)?"
    r"(?:\*\*(?P<bold>[^*\n]{1,40}?)\s?:?\*\*\s?:?\s|(?P<name>[^\s:.,!?*\[(]{1,20}(?: [^\s:.,!?*\[(]{1,20})?):\s)?"
)


class Politeness(Options):
    """When a text counts as polite.

    Measured, quotations aside: all of the 1,795 sentences of a translated lecture whose register can be told, and all
    of the 24,543 in 579 pages of human-translated documentation are polite. So the share hardly matters; it leaves
    room for one passage of a translation that went wrong, and keeps texts silent that mix by design.
    """

    min_share: float = 0.9  # of the sentences whose register can be told


class Sentence(NamedTuple):
    """A sentence whose register can be told; `speaker` is "" where nobody is named."""

    start: int
    end: int
    polite: bool
    speaker: str
    section: int  # how many headings stand before it
    summary: bool  # whether it stands in a summary, whose register is its own


class Lead(NamedTuple):
    """What opens a paragraph: a stamp, a speaker's name or a label, or nothing."""

    name: str  # "" where nobody and nothing is named
    colon: bool  # whether one follows the name
    end: int


@rule(
    "register-mixed",
    Document,
    Politeness,
    severity=Severity.WARNING,
    kinds=KINDS,
)
def check(doc: Document, options: Politeness) -> Iterator[Finding]:
    """A plain sentence (해라체, 반말) stands in a text that is polite otherwise.

    It shows where a chunk was translated on its own, and jars on a reader who was addressed politely a sentence ago.
    Sentences in a row are one finding.

    Judged are paragraphs; headings, lists, tables, quotations, brackets and captions have their own style. A text is
    polite where nine of ten sentences end in `-니다`, `-니까`, `-ㅂ시다`, `-시오`, `-요` or `-죠`, ten at least. In a
    conversation with named speakers each speaker counts alone, and so do summaries (of five sentences and more). A name
    is a speaker's where it comes back; else it is a label, and what stands behind a label may be plain.
    합쇼체 beside 해요체 is normal. Questions to oneself (`왜 그런가?`, `무엇일까?`) are polite enough, and sentences
    without a verb have no register.

    Bad:

        모델은 토큰을 예측합니다. 토큰은 글자가 아니다. 그래서 철자를 틀립니다.

    Good:

        모델은 토큰을 예측합니다. 토큰은 글자가 아닙니다. 그래서 철자를 틀립니다.

    Option `min-share`: the share of polite sentences from which on a text counts as polite; 0.9.
    """
    if doc.raw.isascii() or not _any_plain(doc.text, body_start(doc)):
        return
    text = prose(doc)
    groups: dict[tuple[str, bool], list[Sentence]] = {}
    for sentence in _sentences(doc, text):
        groups.setdefault((sentence.speaker, sentence.summary), []).append(sentence)
    for (_, summary), sentences in groups.items():
        polite = sum(sentence.polite for sentence in sentences)
        if polite < (_LEAST_OF_SUMMARIES if summary else _LEAST) or polite < options.min_share * len(sentences):
            continue
        run: list[Sentence] = []
        for sentence in sentences:
            if run and (sentence.polite or sentence.section != run[0].section):
                yield _finding(doc, run, polite / len(sentences))
                run = []
            if not sentence.polite:
                run.append(sentence)
        if run:
            yield _finding(doc, run, polite / len(sentences))


def _finding(doc: Document, run: list[Sentence], share: float) -> Finding:
    text = doc.text
    word = text[max(run[0].start, run[0].end - 12) : run[0].end - 1].split()[-1]
    what = (
        f'a plain sentence ("{word}.")' if len(run) == 1 else f'{len(run)} plain sentences in a row ("{word}." first)'
    )
    message = f"{what} in a text of which {share:.0%} is polite; expected -니다 or -요"
    return Finding(
        doc.span(run[0].start, run[-1].end), message, data={"sentences": len(run), "polite_share": round(share, 4)}
    )


def _any_plain(text: str, start: int) -> bool:
    """Whether any sentence ends in a plain verb, quoted or not."""
    found = [not_polite.finditer(text, start) for mark, not_polite in _NOT_POLITE.items() if mark in text]
    ends = (end.start() for ends in found for end in ends)
    return any("가" <= text[at - 1 : at] <= "힣" and plain(text[max(0, at - 12) : at]) for at in ends)


def _sentences(doc: Document, text: str) -> Iterator[Sentence]:
    """The sentences of the paragraphs, in order, outside of quotations and brackets."""
    summaries = _summaries(doc)
    parities: list[int] = []  # of straight quotation marks in the paragraphs before
    leads = {block: _lead(text, block.start, block.end) for block in blocks(doc) if block.kind == "text"}
    talk = _is_talk([lead.name for lead in leads.values()])
    section = 0
    led = False  # the paragraph before ends in a colon: what follows is what it announced
    for block in blocks(doc):
        if block.kind == "heading":
            section += 1
            parities.clear()
            led = False
        if block.kind != "text":
            continue
        start, end = block.start, block.end
        lead = leads[block]
        start = lead.end
        labelled = lead.colon and not talk
        odd = text.count('"', start, end) % 2
        announced, led = led, text[start:end].rstrip().endswith((":", "："))
        open_before = sum(parities[-_BACK:]) % 2
        parities.append(odd)
        if announced or _caption(text, start, end):
            continue
        ends: list[tuple[int, bool]] = []
        for end_mark in _END.finditer(text, start, end):
            words = text[max(start, end_mark.start() - 12) : end_mark.start()]
            if plain(words):
                ends.append((end_mark.start(), False))
            elif words.endswith(_POLITE):
                ends.append((end_mark.start(), True))
        free: list[bool] | None = None
        for at, polite in ends:
            if not polite:
                if odd or open_before or labelled:
                    continue
                if free is None:
                    free = outside(text[start:end])
                if not free[at - start]:
                    continue
            begin = start
            for before in _SENTENCE_END.finditer(text, max(start, at - 400), at):
                begin = before.end()
            yield Sentence(begin, at + 1, polite, lead.name if talk else "", section, within(summaries, at))


def _lead(text: str, start: int, end: int) -> Lead:
    match = _LEAD.match(text, start, end)
    if match is None:
        return Lead("", False, start)
    name = match["bold"] or match["name"] or ""
    return Lead(name, bool(name) and match[0].rstrip("* \t\r\n").endswith(":"), match.end())


def _is_talk(names: list[str]) -> bool:
    """Whether the names that open paragraphs are speakers, who come back: two of them, or one where most are named.

    Else they are labels (`**참고:** ...`), or open a sentence that somebody says who also says all the rest.
    """
    turns = Counter(name for name in names if name)
    back = sum(times > 1 for times in turns.values())
    return back > 1 or (back == 1 and 2 * turns.total() > len(names))


def _summaries(doc: Document) -> Spans:
    """Where the document sums up; sorted, disjoint."""
    spans = [(s.start, s.end if s.role == "summaries" else s.own_end) for s in sections(doc) if s.role in SUMMARIES]
    area = region(doc, "SUMMARY")
    return merged([*spans, area] if area else spans)


def _caption(text: str, start: int, end: int) -> bool:
    """Whether a paragraph is emphasised as a whole, an image, HTML or a footnote: a caption, a motto, a note."""
    words = text[start:end].strip()
    if words.startswith("[^"):
        return True
    return words[:1] in "*_<!|" and (words[:1] not in "*_" or words[-1:] in "*_")
