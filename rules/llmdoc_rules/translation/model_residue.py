from __future__ import annotations

from typing import TYPE_CHECKING

from llmdoc_lint.blocks import body_start
from llmdoc_lint.core import Applicability, Edit, Finding, Fix, NoOptions, Severity, rule
from llmdoc_lint.document import Document
from llmdoc_rules.translation._residue import residues

if TYPE_CHECKING:
    from collections.abc import Iterator

    from llmdoc_rules.translation._residue import Residue

KINDS = ("index", "chapter", "article")


@rule("model-residue", Document, NoOptions, severity=Severity.ERROR, fixes=Applicability.UNSAFE, kinds=KINDS)
def check(doc: Document, options: NoOptions) -> Iterator[Finding]:
    """A language model's own words stand where the translation should be.

    They are what a chat leaves behind when its answer is pasted: a greeting before the text, a
    claim that all of it was translated, an offer to go on, a refusal instead of the text, the prompt itself, notes on
    what was changed, special tokens, a code fence around the whole page. A reader takes them for the lecture.

    Bad:

        다음은 요청하신 텍스트의 한국어 번역입니다:

        안녕하세요, 여러분.

        계속 번역해 드릴까요?

    Good:

        안녕하세요, 여러분.

    Only whole paragraphs and lines are judged, outside of code, quotations, lists and tables, and not where a stamp
    makes them the speaker's words; and only at the start or the end of the page or of a section, apart from a
    few sentences that nothing else says: refusals, offers, claims, and that the rest comes in the next message, where
    the paragraphs beside them tell of nobody who may have said so; besides, what introduces more of the translation in
    English behind a Korean sentence. A refusal to translate, or a request for the text,
    is seen between the lines of Python, too. A lecture about such answers, a translator's note (역주, 옮긴이 주) and
    prose about translating are not meant.

    The fix deletes the paragraph, or takes the page out of its fence. It is unsafe: what a refusal stands for
    is still missing, and a sentence may have been meant.
    """
    for one in residues(doc):
        yield Finding(doc.span(one.start, one.end), one.what, _fix(doc, one))


def _fix(doc: Document, one: Residue) -> Fix | None:
    text = doc.text
    if one.what.startswith("a code fence"):
        first = text.find("\n", one.start) + 1
        stop = one.end
        last = text.rfind("\n", 0, stop) + 1
        edits = (Edit(doc.span(one.start, first), ""), Edit(doc.span(last, len(text)), ""))
        return Fix("Take the page out of the fence", edits)
    if not one.whole:
        return Fix("Delete the model's words", (Edit(doc.span(one.cut_start, one.cut_end), ""),))
    body = body_start(doc)
    behind = one.end
    while behind < len(text) and text[behind] in " \t\r\n":
        behind += 1
    before = one.start
    while before > body and text[before - 1] in " \t\r\n":
        before -= 1
    if behind == len(text):
        if before == body:
            return None  # nothing else is on the page
        line = text.find("\n", before) + 1
        return Fix("Delete the model's words", (Edit(doc.span(line or before, len(text)), ""),))
    behind = text.rfind("\n", 0, behind) + 1
    alone = text.startswith("#", behind) and text.startswith("#", text.rfind("\n", 0, before) + 1)
    return None if alone else Fix("Delete the model's words", (Edit(doc.span(one.start, behind), ""),))
