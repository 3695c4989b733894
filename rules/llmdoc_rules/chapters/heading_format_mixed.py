from __future__ import annotations

from typing import TYPE_CHECKING

from llmdoc_lint.core import Finding, NoOptions, Related, Severity, rule
from llmdoc_lint.document import Document
from llmdoc_rules.chapters._roll import Mention, mentions

if TYPE_CHECKING:
    from collections.abc import Iterator

STYLES = {"en(ko)": "English (한국어)", "ko(en)": "한국어 (English)", "ko": "한국어"}


@rule(
    "heading-format-mixed",
    Document,
    NoOptions,
    severity=Severity.INFO,
    kinds=("index",),
)
def check(doc: Document, options: NoOptions) -> Iterator[Finding]:
    """The headings of chapters are written in different ways.

    It shows where one chunk ends and the next begins, and links made by one pattern do not fit
    headings made by another.

    There are three ways: English with the Korean title in parentheses, Korean with the English
    title in parentheses, and Korean alone. A Korean title that is glossed only where a term needs
    it is no mixture; one document has at most one finding.

    Bad:

        ## 1. Introduction (소개)
        ## 9. 사전학습에서 후속학습으로
        ## 18. 강화학습 (Reinforcement Learning)

    Good:

        ## 1. Introduction (소개)
        ## 9. From Pretraining to Post-training (사전학습에서 후속학습으로)
        ## 18. Reinforcement Learning (강화학습)
    """
    bodies = [mention for mention in mentions(doc) if mention.role == "body"]
    styles: dict[str, list[Mention]] = {}
    for mention in bodies:
        if mention.form in STYLES:
            styles.setdefault(mention.form, []).append(mention)
    # Without English in front, a gloss in parentheses is a matter of the title.
    if len(styles) < 2 or "en(ko)" not in styles:
        return
    counts = ", ".join(f"{len(group)} as `{STYLES[form]}`" for form, group in styles.items())
    first, *others = (group[0] for group in styles.values())
    yield Finding(
        doc.span(first.start, first.end),
        f"chapter headings are written in {len(styles)} ways: {counts}",
        related=tuple(Related(doc.span(one.start, one.end), f"the first `{STYLES[one.form]}`") for one in others),
        data={"styles": {STYLES[form]: len(group) for form, group in styles.items()}},
    )
