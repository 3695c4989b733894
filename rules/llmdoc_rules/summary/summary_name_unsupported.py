from __future__ import annotations

from typing import TYPE_CHECKING

from llmdoc_lint.blocks import body_start, headings
from llmdoc_lint.core import Finding, NoOptions, Related, Severity, fact, rule
from llmdoc_lint.course import Course, profile
from llmdoc_lint.names import BodyNames, Name, glosses_of, index_names, mentions, names
from llmdoc_rules._summaries import bodies, broken, chapter_number, own_summaries

if TYPE_CHECKING:
    from collections.abc import Iterator

    from llmdoc_lint.document import Document


@rule("summary-name-unsupported", Course, NoOptions, severity=Severity.WARNING)
def check(course: Course, options: NoOptions) -> Iterator[Finding]:
    """A summary names a product, a company or a person that the text never mentions.

    Models that summarise a lecture add what they know of the subject: the summary then promises the
    reader something that the lecture does not hold.

    Bad:

        **요약**: OpenRouter 같은 통합 서비스와 로컬에서 실행하는 Ollama를 소개합니다.

        [3:33:00] together.ai에서 대화할 수 있고, 로컬에서는 LM Studio를 씁니다.

    Good:

        **요약**: together.ai 같은 서비스와 로컬에서 실행하는 LM Studio를 소개합니다.

        [3:33:00] together.ai에서 대화할 수 있고, 로컬에서는 LM Studio를 씁니다.

    A name counts as mentioned when any text of the course has it, in either script (알파고, AlphaGo),
    in part (LM Arena for LMSys Chatbot Arena), or by its sound; the source and the front matter
    count too. What is not certainly a proper name is never reported, and nothing is said of a chapter
    whose text is not all there. There is no fix.
    """
    docs = [doc for doc in course.documents if profile(doc).side == "target"]
    if not any(bodies(doc) for doc in docs):
        return
    suspects = [(doc, number, name) for doc in docs for number, name in named(doc)]
    if not suspects:
        return
    # A name that stands in a text as it is written needs no index of names.
    rest = [item for item in suspects if not any(_stands(item[2], doc) for doc in docs)]
    if not rest:
        return
    sides = docs + [doc for doc in course.documents if profile(doc).side == "source"]
    first: dict[str, tuple[Document, Name]] = {}
    more: dict[str, list[Related]] = {}
    for doc, number, name in rest:
        if number >= 0 and any(number in broken(other) for other in docs):
            continue
        key = name.key
        if key not in first:
            if any(mentions(name, index(other)) for other in sides):
                continue
            first[key] = (doc, name)
        else:
            more.setdefault(key, []).append(Related(doc.span(name.start, name.end), "also named here"))
    for key, (doc, name) in first.items():
        yield Finding(
            doc.span(name.start, name.end),
            f"`{name.text}` is in this summary, but in no text of the course, in either script",
            related=tuple(more.get(key, ())),
        )


@fact
def named(doc: Document) -> tuple[tuple[int, Name], ...]:
    """The names in the document's summaries, with the chapter each is about (-1: all of it)."""
    text = doc.text
    found: list[tuple[int, Name]] = []
    known = None
    for summary in own_summaries(doc):
        number = chapter_number(doc, summary) if summary.form != "tldr" else -1
        for start, end in ((summary.text_start, summary.text_end), (summary.points_start, summary.points_end)):
            if start < end:
                known = glosses_of(text) if known is None else known
                found.extend((number, name) for name in names(text, start, end, known))
    return tuple(found)


def _stands(name: Name, doc: Document) -> bool:
    """Whether the document's front matter or one of its bodies has the name just as the summary writes it."""
    spans = [(0, body_start(doc)), *(span for body in bodies(doc) for span in body.spans)]
    return any(doc.text.find(name.text, start, end) >= 0 for start, end in spans)


@fact
def index(doc: Document) -> BodyNames:
    """Traces of names in the document's bodies, its title and its front matter."""
    spans = [(0, body_start(doc))]
    spans += [(head.text_start, head.text_end) for head in headings(doc) if head.level == 1]
    if profile(doc).side == "source":  # all of it but its Korean summaries, which are copies of the translation's
        spans.append((_transcript(doc), len(doc.text)))
    else:
        spans += [span for body in bodies(doc) for span in body.spans]
    return index_names(doc.text, spans, glosses_of(doc.text))


def _transcript(doc: Document) -> int:
    from llmdoc_lint.outline import sections

    return max((s.body_start for s in sections(doc) if s.role == "transcript"), default=body_start(doc))
