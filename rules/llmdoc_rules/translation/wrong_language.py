from __future__ import annotations

from typing import TYPE_CHECKING

from llmdoc_lint.core import Finding, NoOptions, Severity, rule
from llmdoc_lint.document import Document
from llmdoc_rules.translation._languages import astray, name_of

if TYPE_CHECKING:
    from collections.abc import Iterator


@rule("wrong-language", Document, NoOptions, severity=Severity.ERROR)
def check(doc: Document, options: NoOptions) -> Iterator[Finding]:
    """A page is not in the language of its side.

    A translation was written into the source's folder, or the source was copied into the translation's and never
    translated: the reader gets a page that he cannot read, and whoever compares the two sides compares a text with
    itself.

    Bad: `docs/small-models/kr/introduction.md` with

        The model reads a window of tokens, and what does not fit into it does not exist for the model.

    Good:

        모델은 토큰으로 된 창 하나를 읽고, 그 창에 들어가지 않는 것은 모델에게 존재하지 않습니다.

    The page's folder says which side it is of, or its front matter where the folder does not. Code, addresses,
    headings, quotations and summaries do not count: source pages carry Korean summaries above the English transcript. A
    source page is wrong where its text has more Korean syllables than Latin letters, a translated one
    where 95 % of its letters are Latin and English words hold them together (a page of Korean documentation that is
    full of names has 60 %), or 95 % are Chinese characters, kana or Cyrillic. Which languages: `language` in the
    configuration; two that share a script are not told apart. There is no fix. Single paragraphs are for
    `untranslated-text`.
    """
    found = astray(doc)
    if found is None:
        return
    language = doc.settings.language
    expected = name_of(language.source if found.side == "source" else language.target)
    other = name_of(found.language) if found.language else "another language"
    what = "source" if found.side == "source" else "translated"
    yield Finding(
        doc.span(found.start, found.end),
        f"the text of this {what} page is in {other} ({found.share:.0%} of its letters), {expected} was expected",
        data={"share": found.share},
    )
