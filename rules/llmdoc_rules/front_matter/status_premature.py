from __future__ import annotations

from typing import TYPE_CHECKING

from llmdoc_lint.core import Applicability, Finding, Fix, NoOptions, Related, Severity, rule
from llmdoc_lint.document import Document
from llmdoc_lint.kinds import kind
from llmdoc_rules._front_matter import readable, replacement
from llmdoc_rules._incomplete import empties, placeholders
from llmdoc_rules._truncations import truncations

if TYPE_CHECKING:
    from collections.abc import Iterator


@rule("status-premature", Document, NoOptions, severity=Severity.ERROR, fixes=Applicability.UNSAFE)
def check(doc: Document, options: NoOptions) -> Iterator[Finding]:
    """The document is called final, but parts of it are not there.

    What is final is published and not looked at again: the reader finds a chapter that is one
    sentence about a later chunk, or a text that stops in the middle of a word.

    Bad:

        status: "final"
        ---

        ## 3. 학습 데이터

        (이 챕터는 다음 번역 청크에서 처리됩니다)

    Good:

        status: "draft"

    Parts that are not there are placeholders, chapters without text, and text that breaks off; each
    is a finding of its own rule as well. The fix sets the status to `draft`. It is unsafe: what
    is wanted is the rest of the text.
    """
    block = readable(doc)
    status = block.get("status") if block is not None else None
    if status is None or not isinstance(status.value, str) or status.value.strip().lower() != "final":
        return
    if kind(doc) is None:
        return
    parts = [
        *((p.start, p.end, "a placeholder") for p in placeholders(doc)),
        *((e.start, e.end, "no text under this heading") for e in empties(doc)),
        *((t.start, t.end, "the text breaks off") for t in truncations(doc)),
    ]
    if not parts:
        return
    counts = [
        (len(placeholders(doc)), "placeholder", "placeholders"),
        (len(empties(doc)), "chapter without text", "chapters without text"),
        (len(truncations(doc)), "text that breaks off", "texts that break off"),
    ]
    said = ", ".join(f"{count} {one if count == 1 else many}" for count, one, many in counts if count)
    edit = replacement(doc, status, "draft")
    yield Finding(
        doc.span(status.value_start, status.value_end),
        f"`status` is final, but the document has {said}",
        None if edit is None else Fix("Set `status` to draft", (edit,), Applicability.UNSAFE),
        tuple(Related(doc.span(start, end), message) for start, end, message in sorted(parts)),
        {"placeholders": counts[0][0], "empty": counts[1][0], "truncated": counts[2][0]},
    )
