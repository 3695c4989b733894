"""The fix of emphasis-unrendered against a CommonMark implementation: what was meant is rendered, and no more."""

from __future__ import annotations

import re

import pytest

from llmdoc_lint.core import Applicability, Edit
from llmdoc_lint.document import Document, Files
from llmdoc_lint.settings import Settings
from llmdoc_rules.translation import emphasis_unrendered

markdown_it = pytest.importorskip("markdown_it")

SETTINGS = Settings()


def fixed(text: str) -> tuple[str, int]:
    """The text after all safe fixes, and how many there were."""
    doc = Document("x/kr/index.md", text.encode(), SETTINGS, Files("", "2026-03-01"))
    rule = emphasis_unrendered.check
    edits: list[Edit] = []
    for finding in rule.check(doc, rule.options()):
        if finding.fix is not None and finding.fix.applicability is Applicability.SAFE:
            edits.extend(finding.fix.edits)
    for edit in sorted(edits, key=lambda edit: -edit.span.start):
        text = text[: edit.span.start] + edit.text + text[edit.span.end :]
    return text, len(edits) // 2


def render(text: str) -> str:
    html: str = markdown_it.MarkdownIt("commonmark").enable("table").render(text)
    return html


@pytest.mark.parametrize(
    ("text", "html"),
    [
        ("**토큰(token)**은 단위입니다.", "<strong>토큰(token)</strong>은 단위입니다."),
        ("*문맥(context)*을 봅니다.", "<em>문맥(context)</em>을 봅니다."),
        ("***창(window)***은 작습니다.", "<em><strong>창(window)</strong></em>은 작습니다."),
        ('이것을 **"환각"**이라고 합니다.', "이것을 <strong>&quot;환각&quot;</strong>이라고 합니다."),
        ('이것은**"환각"** 입니다.', "이것은<strong>&quot;환각&quot;</strong> 입니다."),
        ("**100%**가 됩니다.", "<strong>100%</strong>가 됩니다."),
        ("**`코드`**는 다릅니다.", "<strong><code>코드</code></strong>는 다릅니다."),
        ("**[쪽](a_b)**이 있습니다.", '<strong><a href="a_b">쪽</a></strong>이 있습니다.'),
        ("_확률_을 봅니다.", "<em>확률</em>을 봅니다."),
        ("__토큰__은 단위입니다.", "<strong>토큰</strong>은 단위입니다."),
        ("_확률(p)_을 봅니다.", "<em>확률(p)</em>을 봅니다."),
        ("**가(a)**는 **나**를 **다(c)**로", "<strong>가(a)</strong>는 <strong>나</strong>를 <strong>다(c)</strong>로"),
        ('**가(a)**는 나**"다"**는', "<strong>가(a)</strong>는 나<strong>&quot;다&quot;</strong>는"),
        ("**가(*나*)**는", "<strong>가(<em>나</em>)</strong>는"),
    ],
)
def test_what_was_meant_is_rendered(text: str, html: str) -> None:
    assert render(text) != f"<p>{html}</p>\n"
    after, count = fixed(text)
    assert count
    assert render(after) == f"<p>{html}</p>\n"
    assert fixed(after) == (after, 0)


@pytest.mark.parametrize(
    "text",
    [
        "**토큰**은",
        "**토큰(token)** 은",
        "(**토큰**)은",
        "**토큰(token)**.",
        "**토큰**(token)은",
        '"**토큰**"은',
        "**토큰:** 단위",
        "*토큰*은",
    ],
)
def test_what_is_rendered_is_left_alone(text: str) -> None:
    assert re.search("<(?:strong|em)>", render(text))
    assert fixed(text) == (text, 0)


@pytest.mark.parametrize("after", ["은", "a", "1", " ", ".", ")", "’", "€", "→", "\t", "é", "漢"])
@pytest.mark.parametrize("last", ["큰", "k", "1", ")", "”", "%", "`", "!", "é"])
def test_flanking_agrees(last: str, after: str) -> None:
    """The rule reports just what does not render; and less, since symbols are punctuation from 0.31 on only."""
    words = {")": "(토)", "”": "“토”", "`": "`토`"}.get(last, f"토{last}")
    text = f"앞 **{words}**{after}뒤"
    rendered = "<strong>" in render(text)
    assert rendered or fixed(text)[1] == 1 or not after.isascii()
    assert not (rendered and fixed(text)[1])
