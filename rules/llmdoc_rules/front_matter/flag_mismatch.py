from __future__ import annotations

from typing import TYPE_CHECKING

from llmdoc_lint.core import Applicability, Finding, Fix, NoOptions, Related, Severity, rule
from llmdoc_lint.document import Document
from llmdoc_lint.kinds import kind
from llmdoc_lint.outline import summaries
from llmdoc_rules._front_matter import has_summary, readable, replacement
from llmdoc_rules.front_matter._values import judge

if TYPE_CHECKING:
    from collections.abc import Iterator


# A summary may be a page of its own.
ELSEWHERE = ("summary.md", "_summary.md")


@rule("flag-mismatch", Document, NoOptions, severity=Severity.ERROR, fixes=Applicability.SAFE)
def check(doc: Document, options: NoOptions) -> Iterator[Finding]:
    """`hasSummary` is not what the document has.

    Sites show the summary's box, or leave it out, by this flag: an empty box where there is no
    summary, none where somebody wrote one.

    Bad:

        hasSummary: false
        ---

        <!-- SUMMARY_START -->

        ## TL;DR

        이 강의는 토큰화를 설명합니다.

    Good:

        hasSummary: true

    A summary is what stands between summary markers, and in an index a TL;DR or summaries by
    chapter. An article's own section called "요약" does not count against `false`; anything that
    may be a summary, an empty one included, speaks for `true`. The fix sets the flag to what is
    there, which is safe: it is said of the document as it stands.
    """
    block = readable(doc)
    entry = block.get("hasSummary") if block is not None else None
    if entry is None:
        return
    # "yes" is the business of `value-invalid`, but it says what it says.
    verdict = judge(entry)
    flag = entry.value if verdict is None else verdict.value
    if not isinstance(flag, bool):
        return
    kind_ = kind(doc)
    if kind_ is None or "hasSummary" not in kind_.schema:
        return
    has = has_summary(doc)
    if has is None or has == flag:
        return
    if flag and any(doc.files.kind_of(f"{doc.directory}/{name}".lstrip("/")) for name in ELSEWHERE):
        return
    edit = replacement(doc, entry, has)
    related: tuple[Related, ...] = ()
    if has:
        first = next(
            one for one in summaries(doc) if one.text_start < one.text_end or one.points_start < one.points_end
        )
        end = doc.line_span(first.start)[1]
        related = (Related(doc.span(first.start, end), "the summary"),)
    yield Finding(
        doc.span(entry.value_start, entry.value_end),
        "`hasSummary` is false, but the document has a summary"
        if has
        else "`hasSummary` is true, but the document has no summary",
        None if edit is None else Fix(f"Set `hasSummary` to {edit.text.strip()}", (edit,), Applicability.SAFE),
        related,
    )
