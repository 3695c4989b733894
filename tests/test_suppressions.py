"""Comments and front matter that switch rules off: what they name and what they cover."""

from __future__ import annotations

import pytest

from llmdoc_lint.suppressions import Suppression, suppressions
from model import document


def covered(text: str, one: Suppression) -> str:
    return text[one.start : one.end]


@pytest.mark.parametrize(
    ("text", "want"),
    [
        pytest.param("가\n", [], id="none"),
        pytest.param("<!-- 메모: llmdoc -->\n", [], id="another comment"),
        pytest.param(
            "<!-- llmdoc-lint-disable-next-line a -->\n가\n나\n", [("next-line", "a", "가\n", "")], id="the next line"
        ),
        pytest.param(
            "<!-- llmdoc-lint-disable-next-line a -->\n\n<!-- llmdoc-lint-disable-next-line b -->\n가\n",
            [("next-line", "a", "가\n", ""), ("next-line", "b", "가\n", "")],
            id="blank lines and further comments do not count",
        ),
        pytest.param("<!-- llmdoc-lint-disable-next-line a -->", [("next-line", "a", "", "")], id="no next line"),
        pytest.param(
            "<!-- llmdoc-lint-disable-next-line a -->\r\n가\r\n", [("next-line", "a", "가\r\n", "")], id="CRLF"
        ),
        pytest.param(
            "가 <!-- llmdoc-lint-disable-line a --> 나\n다\n",
            [("line", "a", "가 <!-- llmdoc-lint-disable-line a --> 나\n", "")],
            id="its line",
        ),
        pytest.param(
            "가\n<!-- llmdoc-lint-disable-file a -->\n",
            [("file", "a", "가\n<!-- llmdoc-lint-disable-file a -->\n", "")],
            id="the file",
        ),
        pytest.param("<!-- llmdoc-lint-disable a -->\n가\n", [("block", "a", "\n가\n", "")], id="to the end"),
        pytest.param(
            "<!-- llmdoc-lint-disable a -->\n가\n<!-- llmdoc-lint-enable a -->\n나\n",
            [("block", "a", "\n가\n", ""), ("enable", "a", "", "")],
            id="up to its end",
        ),
        pytest.param(
            "<!-- llmdoc-lint-disable a b -->\n가\n<!-- llmdoc-lint-enable b -->\n나\n",
            [
                ("block", "a", "\n가\n<!-- llmdoc-lint-enable b -->\n나\n", ""),
                ("block", "b", "\n가\n", ""),
                ("enable", "b", "", ""),
            ],
            id="of two, one ends",
        ),
        pytest.param(
            "<!-- llmdoc-lint-disable a, b -->\n가\n<!-- llmdoc-lint-enable -->\n나\n",
            [("block", "a", "\n가\n", ""), ("block", "b", "\n가\n", ""), ("enable", "", "", "")],
            id="an end without a name ends all",
        ),
        pytest.param("<!-- llmdoc-lint-enable a -->\n", [("enable", "a", "", "")], id="an end of nothing"),
        pytest.param("<!--llmdoc-lint-disable-->\n가", [("block", "", "\n가", "")], id="all rules"),
        pytest.param(
            "<!-- llmdoc-lint-disable-file a: 화자가 말이 없다 -->\n",
            [("file", "a", "<!-- llmdoc-lint-disable-file a: 화자가 말이 없다 -->\n", "화자가 말이 없다")],
            id="a reason",
        ),
        pytest.param(
            "<!-- llmdoc-lint-disable-next-line a -- quiet -->\n가",
            [("next-line", "a", "가", "quiet")],
            id="a reason behind hyphens",
        ),
        pytest.param("```\n<!-- llmdoc-lint-disable a -->\n```\n", [], id="an example in a fence"),
        pytest.param("`<!-- llmdoc-lint-disable a -->`\n", [], id="an example in code"),
        pytest.param("<!-- llmdoc-lint-disabled a -->\n", [("malformed", "", "", "")], id="a misspelled verb"),
        pytest.param("<!-- LLMDOC-LINT-DISABLE a -->\n", [("malformed", "", "", "")], id="upper case"),
        pytest.param("<!-- llmdoc lint: ignore a -->\n", [("malformed", "", "", "")], id="another tool's form"),
        pytest.param("<!-- llmdoc-lint-disable a\n", [("malformed", "", "", "")], id="no end"),
        pytest.param(
            "---\nlint-ignore: a\n---\n가\n",
            [("front-matter", "a", "---\nlint-ignore: a\n---\n가\n", "")],
            id="front matter",
        ),
        pytest.param(
            "---\nlint-ignore: [a, b]\n---\n",
            [
                ("front-matter", "a", "---\nlint-ignore: [a, b]\n---\n", ""),
                ("front-matter", "b", "---\nlint-ignore: [a, b]\n---\n", ""),
            ],
            id="a list in front matter",
        ),
        pytest.param(
            '---\nlint-ignore: "\\x61"\n---\n',
            [("front-matter", "a", '---\nlint-ignore: "\\x61"\n---\n', "")],
            id="an escaped name",
        ),
        pytest.param("---\nlint-ignore: 3\n---\n", [("malformed", "", "", "")], id="a number in front matter"),
        pytest.param("---\nlint-ignore:\n---\n", [], id="nothing in front matter"),
    ],
)
def test_suppressions(text: str, want: list[tuple[str, str, str, str]]) -> None:
    found = suppressions(document(text))
    assert [(one.form, one.rule, covered(text, one), one.reason) for one in found] == want
    for one in found:
        assert 0 <= one.comment_start < one.comment_end <= len(text)
        if one.rule and "\\" not in text:
            assert text[one.rule_start : one.rule_end] == one.rule


def test_the_end_of_the_document_is_covered_too() -> None:
    """A finding at the very end has an empty span there."""
    text = "<!-- llmdoc-lint-disable-file a -->"
    (one,) = suppressions(document(text))
    assert one.end > len(text)
