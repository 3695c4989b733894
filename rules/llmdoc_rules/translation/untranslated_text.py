from __future__ import annotations

from typing import TYPE_CHECKING

from llmdoc_lint.blocks import inside, merged, prose
from llmdoc_lint.core import Finding, Options, Severity, rule
from llmdoc_lint.course import Course, pairs, profile
from llmdoc_rules.translation._chatter import category
from llmdoc_rules.translation._copied import copied
from llmdoc_rules.translation._english import HANGUL, Left, left
from llmdoc_rules.translation._languages import astray, name_of, script_of
from llmdoc_rules.translation._residue import residues

if TYPE_CHECKING:
    from collections.abc import Iterator

    from llmdoc_lint.document import Document


class Runs(Options):
    """How long a run of English is a text that was left.

    In a translated lecture of 3 h 31 min the only run of six words and more is a model's output, in quotation marks.
    """

    min_words: int = 6  # in a row, outside of quotations, code, links, titles and names


@rule("untranslated-text", Course, Runs, severity=Severity.ERROR)
def check(course: Course, options: Runs) -> Iterator[Finding]:
    """A translated page still has text in the source's language.

    A sentence, a paragraph or a segment that the translator skipped, or a tag of the captions (`[Music]`,
    `(laughter)`, in a stamped line `>>` and `♪`), stands there: the reader stumbles, and one who does not read English
    loses that part.

    Bad:

        [1:30] [Music] so the first version of the pipeline cut every page at the bottom

    Good:

        [1:30] 그래서 파이프라인의 첫 버전은 모든 페이지를 맨 아래에서 잘랐습니다.

    Reported is a run of six English words and more of which some join the others (the, of, is ...). Not meant are code,
    addresses, quotations, glosses in parentheses, link texts, titles, headings, lists of names, tables, references,
    licences, what a colon announces (a prompt, an example, an original title), what a particle makes part of a Korean
    sentence, models' refusals in a list, a section with the original transcript, and pages that set both languages
    one above the other.

    Where the source is at hand, what a page has of it word for word is reported, too: lines whose words stand between
    code, links and emphasis, items of lists that are Korean otherwise, and headings of sections that are sentences
    among headings in Korean (not the page's title, chapters' titles, terms, names, and what programs report).

    Neighbouring paragraphs are one finding; a page that is English throughout is for `wrong-language`. There is no fix.

    Options: `min-words`.
    """
    language = course.settings.language
    if script_of(language.source) != "latin" or script_of(language.target) == "latin":
        return
    sources = {pair.target.path: pair.sources for pair in pairs(course)}
    for doc in course.documents:
        if profile(doc).side == "target":
            found = _found(doc, sources.get(doc.path, ()), options)
            for group in _groups(doc, found):
                yield _finding(doc, group, name_of(language.source))


def _found(doc: Document, sources: tuple[Document, ...], options: Runs) -> list[Left]:
    """What was left over in a page, in order; nothing in one that is a model's words, or in English throughout."""
    seen = left(doc)
    spans = merged([(one.start, one.end) for one in seen])
    also = [one for one in copied(doc, sources) if not inside(spans, one.start, one.end)]
    found = [one for one in (*seen, *also) if one.form != "text" or one.words >= options.min_words]
    if not found or astray(doc) is not None:
        return []
    said = [(one.start, one.end) for one in residues(doc)]  # by a model of its translation: for `model-residue`
    found = [one for one in found if not any(start <= one.start and one.end <= end for start, end in said)]
    found = [one for one in found if not _tells_of_models(doc.text[one.start : one.end], sources)]
    return sorted(found, key=lambda one: one.start)


def _tells_of_models(text: str, sources: tuple[Document, ...]) -> bool:
    """Whether it is what models say and the source has it, too: it tells of models, who say so in English."""
    return category(text) != "" and any(text in source.text for source in sources)


def _groups(doc: Document, found: list[Left]) -> Iterator[list[Left]]:
    """Runs that follow one another without Korean between them are one passage; all tags of a page are one fault."""
    tags = [one for one in found if one.form == "tag"]
    if tags:
        yield tags
    group: list[Left] = []
    for one in found:
        if one.form == "tag":
            continue
        if group and not (one.block == group[-1].block or not HANGUL.search(prose(doc), group[-1].end, one.start)):
            yield group
            group = []
        group.append(one)
    if group:
        yield group


def _finding(doc: Document, group: list[Left], language: str) -> Finding:
    first, last = group[0], group[-1]
    if first.form == "tag":
        tag = doc.text[first.start : first.end]
        what = f"and {len(group) - 1} more are tags" if len(group) > 1 else "is a tag"
        message = f"`{tag}` {what} of the captions, not text to be read"
        return Finding(doc.span(first.start, first.end), message, data={"tags": len(group)})
    words = sum(one.words for one in group)
    places = len({one.block for one in group})
    what = f"{words} words" if places == 1 else f"{words} words in {places} paragraphs"
    if all(one.form == "heading" for one in group):
        what = f"{words} words of a heading" if places == 1 else f"{words} words of {places} headings"
    return Finding(doc.span(first.start, last.end), f"{what} are still in {language}", data={"words": words})
