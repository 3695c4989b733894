from __future__ import annotations

from typing import TYPE_CHECKING

from llmdoc_lint.core import Finding, NoOptions, Related, Severity, rule
from llmdoc_lint.course import Course
from llmdoc_rules.summary._names import strange_names

if TYPE_CHECKING:
    from collections.abc import Iterator

MOST_RELATED = 30
"""Places a finding points to: more than a lecture has pages, less than a flood."""


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
    whose text is not all there. A name is reported once, with the other summaries that have it. There
    is no fix: the name may be missing in the text.
    """
    for places in strange_names(course):
        doc, name = places[0]
        yield Finding(
            doc.span(name.start, name.end),
            f"`{name.text}` is in this summary, but in no text of the course, in either script",
            related=tuple(
                Related(other.span(more.start, more.end), "also named here")
                for other, more in places[1 : MOST_RELATED + 1]
            ),
        )
