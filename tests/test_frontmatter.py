"""Front matter: both roads, exact positions, and input that wants to break the parser."""

from __future__ import annotations

import datetime
import json
import math
import random
import subprocess
import sys
import time
import warnings
from typing import Any

import pytest
from ruamel.yaml import YAML

from llmdoc_lint import frontmatter
from llmdoc_lint.frontmatter import Entry, FrontMatter, fences, grammar, parse, quote

SECONDS = 1.0  # what any hostile block may take here; each takes a small part of it


def block(content: str) -> str:
    return f"---\n{content}---\n본문\n"


def read(text: str, start: int = 0) -> FrontMatter:
    found = parse(text, start)
    assert found is not None
    return found


def opened(text: str) -> tuple[int, int]:
    """Where the opening fence starts and ends."""
    fence = frontmatter.OPENING.match(text, text.startswith("\ufeff"))
    assert fence is not None
    return fence.span()


def kind_of(text: str) -> str | None:
    found = read(text)
    return found.problem.kind if found.problem else None


def sound(text: str, found: FrontMatter) -> None:
    """What holds of every result."""
    assert 0 <= found.start < found.content_start <= found.content_end <= found.end <= len(text)
    assert text[found.start : found.start + 3] == "---"
    previous = found.content_start
    for entry in found.entries:
        assert previous <= entry.start <= entry.key_start <= entry.key_end, entry
        assert entry.key_end <= entry.value_start <= entry.value_end <= entry.end <= found.content_end, entry
        previous = entry.end
    if found.problem is not None:
        assert found.start <= found.problem.start < found.problem.end <= found.end, found.problem
        assert "\n" not in text[found.problem.start : found.problem.end]
        assert "\n" not in found.problem.message
        found.problem.message.encode()
    hash(found)
    json.dumps(found)


# --------------------------------------------------------------------------------- values

VALUES = [
    pytest.param('"가 나"', "가 나", "str", '"', id="double quotes"),
    pytest.param("'가: 나 # 다'", "가: 나 # 다", "str", "'", id="single quotes around a colon and a hash"),
    pytest.param("'it''s'", "it's", "str", "'", id="a doubled single quote"),
    pytest.param(r'"a\tb\u00e9\""', 'a\tbé"', "str", '"', id="escapes"),
    pytest.param("final", "final", "str", "", id="a plain word"),
    pytest.param("안드레이 카르파티", "안드레이 카르파티", "str", "", id="plain Korean words"),
    pytest.param("https://a.example/x?t=1#z", "https://a.example/x?t=1#z", "str", "", id="a plain address"),
    pytest.param("3:09:39", "3:09:39", "str", "", id="a plain stamp is no sexagesimal number"),
    pytest.param("24", 24, "int", "", id="a whole number"),
    pytest.param("0x1F", 31, "int", "", id="a hexadecimal number"),
    pytest.param("0o17", 15, "int", "", id="an octal number"),
    pytest.param("010", 10, "int", "", id="a leading zero is decimal in YAML 1.2"),
    pytest.param("-1_000", -1000, "int", "", id="a negative number with underscores"),
    pytest.param("-_", "-_", "str", "", id="a sign without a digit"),
    pytest.param("1.50", 1.5, "float", "", id="a decimal number"),
    pytest.param("1e3", 1000.0, "float", "", id="an exponent"),
    pytest.param("-.inf", -math.inf, "float", "", id="minus infinity"),
    pytest.param("._", "._", "str", "", id="a decimal point without a digit"),
    pytest.param("true", True, "bool", "", id="true"),
    pytest.param("FALSE", False, "bool", "", id="false in capitals"),
    pytest.param("yes", "yes", "str", "", id="yes is a word in YAML 1.2"),
    pytest.param("null", None, "null", "", id="null"),
    pytest.param("~", None, "null", "", id="a tilde"),
    pytest.param("2026-01-10", "2026-01-10", "date", "", id="a date"),
    pytest.param("2026-13-45", "2026-13-45", "date", "", id="a date that does not exist"),
    pytest.param("2026-01-10T10:00:00Z", "2026-01-10T10:00:00Z", "date", "", id="a moment"),
    pytest.param('"2026-01-10"', "2026-01-10", "str", '"', id="a quoted date"),
    pytest.param("[]", (), "list", "flow", id="an empty list"),
    pytest.param("[1, 'a', [true]]", (1, "a", (True,)), "list", "flow", id="a nested list"),
    pytest.param("{a: 1, b: }", (("a", 1), ("b", None)), "map", "flow", id="a flow mapping"),
    pytest.param("\n  - a\n  - b", ("a", "b"), "list", "block", id="a block list"),
    pytest.param("\n- a\n- b", ("a", "b"), "list", "block", id="a block list without indentation"),
    pytest.param("\n  overall: 9.5\n  1: x", (("overall", 9.5), ("1", "x")), "map", "block", id="a block mapping"),
    pytest.param("|\n  a\n\n  b", "a\n\nb\n", "str", "|", id="a literal block"),
    pytest.param(">-\n  a\n  b", "a b", "str", ">", id="a folded block"),
    pytest.param('"a\n  b"', "a b", "str", '"', id="quotes over two lines"),
    pytest.param("a\n  b", "a b", "str", "", id="a plain value over two lines"),
    pytest.param("!!str 5", "5", "str", "", id="a string tag"),
    pytest.param('!!int "5"', 5, "int", '"', id="a number tag"),
    pytest.param("!!str &x 5", "5", "str", "", id="a tag before an anchor"),
    pytest.param("&x [1]", (1,), "list", "flow", id="an anchor that nothing uses"),
]


@pytest.mark.parametrize("newline", ["\n", "\r\n"], ids=["LF", "CRLF"])
@pytest.mark.parametrize("before", ["", "\ufeff"], ids=["no BOM", "BOM"])
@pytest.mark.parametrize(("written", "value", "tag", "style"), VALUES)
def test_value(written: str, value: object, tag: str, style: str, before: str, newline: str) -> None:
    colon = ":" if written.startswith("\n") else ": "
    blanks = "" if style in ("|", ">") else "  "  # a block scalar would hold them
    content = f"'😀': 1\n# 주석\nkey{colon}{written}{blanks}\nlast: x\n"
    text = before + block(content).replace("\n", newline)
    written = written.replace("\n", newline)
    found = read(text)
    sound(text, found)
    assert found.problem is None
    assert [entry.key for entry in found.entries] == ["😀", "key", "last"]
    entry = found.get("key")
    assert entry is not None
    assert (entry.value, type(entry.value), entry.tag, entry.style) == (value, type(value), tag, style)
    assert text[entry.key_start : entry.key_end] == "key"
    assert text[entry.value_start : entry.value_end] == written.lstrip()
    assert text[entry.start : entry.end] == f"key{colon}{written}{blanks}{newline}"
    assert text[found.start : found.content_start] == f"---{newline}"
    assert text[found.content_end : found.end] == f"---{newline}"


@pytest.mark.parametrize(
    ("content", "key", "span"),
    [
        pytest.param("k: v # c\n", "k", "v", id="a comment behind a word"),
        pytest.param('k: "v" # c\n', "k", '"v"', id="a comment behind quotes"),
        pytest.param("k: [a] # c\n", "k", "[a]", id="a comment behind a list"),
        pytest.param("k:\n  - a # c\n\n# d\nl: 1\n", "k", "- a", id="comments behind a block list"),
        pytest.param("k: # c\n  - a\n  -\n", "k", "- a\n  -", id="an empty last item"),
        pytest.param("k: |+\n  a\n\n\nl: 1\n", "k", "|+\n  a", id="kept blank lines behind a literal block"),
        pytest.param("k: |\n  a  \n\nl: 1\n", "k", "|\n  a  ", id="blanks that a literal block holds"),
        pytest.param('"k": v\n', "k", "v", id="a quoted key"),
        pytest.param("? k\n: v\n", "k", "v", id="an explicit key"),
        pytest.param("? k\nl: v\n", "k", "", id="an explicit key without a value"),
        pytest.param("1: v\n", "1", "v", id="a number as a key"),
        pytest.param("null: v\n", "null", "v", id="null as a key"),
        pytest.param("a: &x v\nk: *x\n", "k", "*x", id="an alias"),
        pytest.param("k: !!str &x v\n", "k", "!!str &x v", id="a tag and an anchor"),
        pytest.param("<<: {a: 1}\n", "<<", "{a: 1}", id="a merge key is a key"),
    ],
)
def test_span(content: str, key: str, span: str) -> None:
    text = block(content)
    found = read(text)
    sound(text, found)
    assert found.problem is None
    entry = found.get(key)
    assert entry is not None
    assert text[entry.value_start : entry.value_end] == span
    assert text[entry.key_start : entry.key_end].strip("\"'") == key


@pytest.mark.parametrize(
    ("line", "behind"),
    [
        pytest.param("k:", 2, id="nothing behind the colon"),
        pytest.param("k: ", 3, id="a space"),
        pytest.param("k:   ", 3, id="spaces"),
        pytest.param("k: # c", 3, id="a comment"),
    ],
)
def test_absent_value_is_an_empty_span_behind_the_colon(line: str, behind: int) -> None:
    text = block(f"{line}\nl: [1]\n")  # the list takes the slow road
    for found in (parse(block(f"{line}\n")), parse(text)):
        assert found is not None
        entry = found.entries[0]
        assert (entry.value, entry.tag, entry.style) == (None, "null", "")
        assert entry.value_start == entry.value_end == 4 + behind


def test_duplicate_keys_are_kept_on_both_roads() -> None:
    for content in ("k: a\nk: b\n", "k: a\nk: [b]\n"):
        found = read(block(content))
        assert [entry.key for entry in found.entries] == ["k", "k"]
        assert found.problem is None
        assert found.get("k") == found.entries[0]
    assert found.get("absent") is None


def test_entries_that_share_a_line_do_not_overlap() -> None:
    for content, spans in {
        "a: 1\rb: 2\n": ["a: 1\r", "b: 2\n"],
        "{a: 1, b: 2}\n": ["a: 1, ", "b: 2"],
    }.items():
        text = block(content)
        found = read(text)
        sound(text, found)
        assert [text[entry.start : entry.end] for entry in found.entries] == spans


@pytest.mark.parametrize("character", ["\x85", "\u2028", "\u2029"], ids=["U+0085", "U+2028", "U+2029"])
def test_other_line_breaks_do_not_shift_positions(character: str) -> None:
    text = block(f'a: "x{character}y"\nkey: [1]\n')
    entry = read(text).get("key")
    assert entry is not None
    assert text[entry.start : entry.end] == "key: [1]\n"


# --------------------------------------------------------------------------------- fences


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("", id="empty"),
        pytest.param("# 제목\n", id="no fence"),
        pytest.param("---", id="a lone fence"),
        pytest.param("---\n", id="a lone fence with a line break"),
        pytest.param("----\na: 1\n---\n", id="four dashes"),
        pytest.param("--- a\nb: 1\n---\n", id="text behind the dashes"),
        pytest.param(" ---\na: 1\n---\n", id="an indented fence"),
        pytest.param("---\ra: 1\r---\r", id="lone carriage returns only"),
        pytest.param("---\n\n# 제목\n\n글\n", id="a thematic break, then a heading"),
        pytest.param("---\n\n# 제목\n\n글: 하나\n\n---\n", id="a heading between two thematic breaks"),
        pytest.param("---\n\n글\n\n---\n", id="prose between two thematic breaks"),
        pytest.param("---\n \t\r\n[a](b): c\n---\n", id="a line of blanks, then a link"),
        pytest.param("---\n글이다.\n\n글\n", id="prose that nothing closes"),
    ],
)
def test_no_front_matter(text: str) -> None:
    assert parse(text) is None


@pytest.mark.parametrize(
    ("text", "end"),
    [
        pytest.param("---\na: 1\n---", 12, id="no line break at the end"),
        pytest.param("--- \t\na: 1\n---\t \r\nx", 18, id="blanks behind the fences"),
        pytest.param("---\na: 1\n...\nx", 13, id="three dots close"),
        pytest.param("\ufeff---\na: 1\n---\nx", 14, id="a byte order mark"),
        pytest.param("---\n\na: 1\n---\n", 14, id="a blank first line before a key"),
        pytest.param("---\n\na: [1]\n---\n", 16, id="the same on the slow road"),
        pytest.param("---\na: 1\n---x\nb: 2\n---\n", 23, id="dashes with text do not close"),
    ],
)
def test_fence(text: str, end: int) -> None:
    found = read(text)
    sound(text, found)
    assert found.end == end
    assert found.start == text.index("---")


def test_empty_blocks_have_no_entries_and_no_problem() -> None:
    for content in ("", "# 주석\n"):
        found = read(block(content))
        assert (found.entries, found.problem) == ((), None)


def test_start_in_the_middle_of_a_text() -> None:
    before = "# 원문 😀\n\n"
    for content in ("a: 1\nb: 'x'\n", "a: [1]\nb: 'x'\n"):
        text = before + block(content)
        found = read(text, len(before))
        sound(text, found)
        assert found.start == len(before)
        assert [text[e.key_start : e.key_end] for e in found.entries] == ["a", "b"]


@pytest.mark.parametrize(
    ("text", "keys"),
    [
        pytest.param("---\na: 1\nb: 2\n\n# 제목\n\n글\n", ["a", "b"], id="no closing fence at all"),
        pytest.param("---\na: 1\n", ["a"], id="nothing but keys"),
        pytest.param("---\na: 1\n\n# 제목\n\n> 원본: 강의\n\n---\n\n글\n", ["a"], id="a thematic break further down"),
        pytest.param("---\na: [1]\n\n# 제목\n\n[0:00] 글: 글\n\n---\n", ["a"], id="the same after a list"),
        pytest.param("---\na: 1\n\n" + "글이다.\n" * 9000 + "---\n", ["a"], id="a long body before a break"),
        pytest.param("---\na: 1\n\n> ì\x95\x88: ë\n\n---\n", ["a"], id="a damaged body before a break"),
        pytest.param('---\na: "1\n\n글\n', [], id="not closed and broken besides"),
    ],
)
def test_unterminated(text: str, keys: list[str]) -> None:
    found = read(text)
    sound(text, found)
    assert found.problem is not None
    assert (found.problem.kind, found.problem.start, found.problem.end) == ("unterminated", 0, 3)
    assert [entry.key for entry in found.entries] == keys
    assert found.end == (text.find("\n\n") + 1 or len(text))


# ------------------------------------------------------------------------------- problems


@pytest.mark.parametrize(
    ("content", "kind", "at"),
    [
        pytest.param('a: "x\nb: 1\n', "syntax", '"x', id="a quotation mark never closed"),
        pytest.param('a: "x" y\n', "syntax", "y", id="text behind a closing quotation mark"),
        pytest.param('a: "x "y" z"\n', "syntax", 'y" z"', id="quotation marks inside quotation marks"),
        pytest.param("a: b: c\n", "syntax", ": c", id="a colon in a plain value"),
        pytest.param("a: 1\nb\nc: 1\n", "syntax", "b", id="a line without a colon"),
        pytest.param("a: 1\n\tb: 1\n", "syntax", "\tb: 1", id="a tab that indents"),
        pytest.param("\ta: 1\n", "syntax", "\ta: 1", id="a tab in the first line"),
        pytest.param("  a: 1\nb: 2\n", "syntax", "b: 2", id="a first key indented"),
        pytest.param("a: [1, 2\nb: 1\n", "syntax", "[1, 2", id="a list never closed"),
        pytest.param(r'a: "\q"' + "\n", "syntax", 'q"', id="an unknown escape"),
        pytest.param(r'a: "\UFFFFFFFF"' + "\n", "syntax", None, id="an escape beyond Unicode"),
        pytest.param("a: @x\n", "syntax", "@x", id="a reserved character"),
        pytest.param("%YAML 1.1\na: 1\n", "syntax", "a: 1", id="a directive"),
        pytest.param("%YAML x\na: 1\n", "syntax", None, id="a broken directive"),
        pytest.param("a: 1\n--- b\nc: 1\n", "syntax", "--- b", id="a second document"),
        pytest.param("a: 1\r---\rb: 1\n", "syntax", None, id="a second document behind a carriage return"),
        pytest.param("- a\n- b\n", "not-a-mapping", "- a", id="a list at the top"),
        pytest.param("글이다.\n글.\n", "not-a-mapping", "글이다.", id="prose"),
        pytest.param("**글**이다.\n\n* 글\n", "not-a-mapping", "**글**이다.", id="Markdown"),
        pytest.param("42\n", "not-a-mapping", "42", id="a number"),
        pytest.param("a: *x\n", "alias", "*x", id="an alias without an anchor"),
        pytest.param("a: &x [*x]\n", "alias", "*x", id="an alias within its own anchor"),
        pytest.param("a: &x [1]\nb: &y [*x]\nc: *y\n", "alias", "*y", id="an alias of an alias"),
        pytest.param("a: &x k\n*x : 1\n", "key", "*x", id="an alias as a key"),
        pytest.param("[a]: 1\nk: 1\n", "key", "[a]: 1", id="a list as a key"),
        pytest.param("? {a: 1}\n: 1\n", "key", "{a: 1}", id="a mapping as a key"),
        pytest.param("a: !!python/object:os.X []\n", "tag", "!!python/object:os.X []", id="a call"),
        pytest.param("a: !env X\n", "tag", "!env X", id="a private tag"),
        pytest.param("a: !!int x\n", "tag", "!!int x", id="a number tag on a word"),
        pytest.param("a: !!seq {}\n", "tag", "!!seq {}", id="a list tag on a mapping"),
        pytest.param("a: !!binary aGk=\n", "tag", "!!binary aGk=", id="a binary tag"),
        pytest.param("a: 1\nb: x\0y\n", "character", "\0", id="NUL"),
        pytest.param('b: "ì\x95\x88"\n', "character", "\x95", id="mojibake with C1 controls"),
        pytest.param('b: "x\udcec"\n', "character", "\udcec", id="a byte that is not UTF-8"),
        pytest.param("a: " + "[" * 1000 + "\n", "too-deep", None, id="a thousand brackets"),
        pytest.param("a:\n " + "- " * 1000 + "x\n", "too-deep", None, id="a thousand dashes"),
        pytest.param("a: " + "{x: " * 1000 + "\n", "too-deep", None, id="a thousand braces"),
    ],
)
def test_problem(content: str, kind: str, at: str | None) -> None:
    text = block(content)
    found = read(text)
    sound(text, found)
    assert found.problem is not None
    assert (found.problem.kind, text[found.problem.start : found.problem.end]) == (
        kind,
        at or text[found.problem.start : found.problem.end],
    )
    assert found.end == len(text) - len("본문\n")
    if kind != "character":
        assert found.entries == ()


def test_a_forbidden_character_costs_no_entries() -> None:
    text = block('title: "ì\x95\x88\udc81"\nn: 1\n')
    found = read(text)
    sound(text, found)
    assert [(entry.key, entry.value) for entry in found.entries] == [("title", "ì\x95\x88\udc81"), ("n", 1)]


def test_messages_are_plain_and_say_where_the_parser_gave_up() -> None:
    problem = read(block('a: 1\nb: "x\nc: 1\n')).problem
    assert problem is not None
    assert problem.message == "the quotation mark that opens here is never closed (noticed on line 5)"
    problem = read(block('b: "x\udcec"\n')).problem
    assert problem is not None
    assert problem.message == "the byte 0xEC is not UTF-8"


LAUGHS = "a: &a [x, x, x, x]\n" + "".join(
    f"{b}: &{b} [*{a}, *{a}, *{a}, *{a}]\n" for a, b in zip("abcdefgh", "bcdefghi", strict=True)
)


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        pytest.param(block(LAUGHS), "alias", id="a billion laughs"),
        pytest.param(block(f"a: &a '{'x' * 9000}'\nb: [{'*a, ' * 5000}]\n"), "alias", id="one long value many times"),
        pytest.param(block("a: " + "[" * 100_000 + "\n"), "too-large", id="100,000 brackets"),
        pytest.param(block("a: " + "[" * 20_000 + "\n"), "too-deep", id="20,000 brackets"),
        pytest.param(block("a: " + "!!str &x " * 3000 + "\n"), "syntax", id="tags and anchors without end"),
        pytest.param(block("a: [" + "!!str &x '', " * 2000 + "]\n"), None, id="2,000 tags with anchors"),
        pytest.param(block("a: [" + "[], " * 8000 + "]\n"), None, id="8,000 empty lists"),
        pytest.param(block("a: " + "9" * 30_000 + "\n"), None, id="30,000 digits"),
        pytest.param(block("a: 0x" + "f" * 30_000 + "\n"), None, id="30,000 hexadecimal digits"),
        pytest.param(block("a: 'x'\n" * 15_000), None, id="15,000 strict lines"),
        pytest.param(block("a: 'x'\n" * 150_000), "too-large", id="1 MB of strict lines"),
        pytest.param(block("a: [x]\n" * 150_000), "too-large", id="1 MB for the slow road"),
        pytest.param(block("a: #" + " " * 200_000 + "\x01\n"), "too-large", id="a comment of blanks, then a control"),
        pytest.param(block("a:" + " " * 200_000 + "\x01\n"), "too-large", id="blanks, then a control"),
        pytest.param(block("a: " + "x " * 100_000 + "\x01\n"), "too-large", id="words, then a control"),
        pytest.param(block("x" * 200_000 + "\n"), "too-large", id="a word of 200,000 letters"),
        pytest.param("---\na: [1]\n" + "x: y\n" * 10_000_000, "unterminated", id="50 MB that nothing closes"),
        pytest.param("---\na: [1]\n" + "---x\n" * 4_000_000, "unterminated", id="20 MB of almost closing"),
        pytest.param("---\na: [1]\n" + "\n" * 20_000_000, "unterminated", id="20 MB of blank lines"),
        pytest.param("---\na: [1]\n---" + " " * 20_000_000 + "x", "unterminated", id="20 MB of blanks behind a fence"),
    ],
)
def test_hostile(text: str, kind: str | None) -> None:
    read(block("a: [1]\n"))  # imports ruamel.yaml
    started = time.process_time()
    found = read(text)
    assert time.process_time() - started < SECONDS
    sound(text, found)
    assert (found.problem.kind if found.problem else None) == kind


# ------------------------------------------------------------------------------ two roads

KEYS = [
    "title",
    "titleKr",
    "source_url",
    "chapter",
    "a",
    "y",
    "null",
    "true",
    "1",
    "'q k'",
    '"q"',
    "한글",
    "a b",
    "a.b",
]
SCALARS = [
    '"21. 앞으로의 전망"',
    '"https://a.example/?v=1&t=2s"',
    "'single # : x'",
    '""',
    "''",
    '"a\\nb"',
    '"x\\"y"',
    "'it''s'",
    '"a',
    "'a",
    "final",
    "youtube_transcript",
    "A b-c d",
    "전체 요약",
    "yes",
    "No",
    "on",
    "n",
    "null",
    "Null",
    "~",
    "nan",
    ".nan",
    "inf",
    ".inf",
    "true",
    "True",
    "tRuE",
    "false",
    "truest",
    "null x",
    "0",
    "7",
    "00",
    "010",
    "1_000",
    "0o17",
    "0b11",
    "0x1f",
    "-1",
    "+1",
    "123456789",
    "1234567890",
    "1.5",
    "1.",
    ".5",
    "1e3",
    "1e",
    "3:09:39",
    "2026-01-10",
    "2026-1-1",
    "2026-01-10 10:00:00",
    "2026-99-99",
    "a: b",
    "a #b",
    "a# b",
    "[a, 1]",
    "{a: 1}",
    "[",
    "- a",
    "&x a",
    "*x",
    "!!str 1",
    "!x 1",
    "|",
    ">-",
    "@a",
    "`a",
    "%a",
    "a\tb",
    "\ta",
    '"a\tb"',
    "\x07",
    '"\x95"',
    '"\u2028"',
    '"\udc80"',
    '"\ufeff"',
    "<<",
    "=",
    "?",
    "-",
    "a-",
    "-a",
    "a -b",
    "a- b",
    "a  b",
    "é",
    "x\u00a0y",
    "😀",
    '"😀"',
]
EXTRA = [
    "",
    "",
    "  ",
    "# c",
    "  # c",
    "#",
    "  - a",
    "- a",
    "  k: 1",
    "  text",
    "\t",
    "prose",
    "# a\tb",
    "? a",
    ": b",
    "..",
    "--- a",
]


def generated(seed: int) -> str:
    """A block, mostly sound, in the forms people and programs write."""
    rng = random.Random(seed)
    lines = []
    for _ in range(rng.randint(1, 7)):
        if rng.random() < 0.2:
            lines.append(rng.choice(EXTRA))
            continue
        scalar = rng.choice(SCALARS[:1] if rng.random() < 0.5 else SCALARS)
        key = rng.choice(KEYS[:6] if rng.random() < 0.8 else KEYS)
        colon = rng.choice([": "] * 12 + [":", ":  ", " : ", ":\t"])
        comment = rng.choice([""] * 8 + ["  ", " # c", " #", "#c"])
        lines.append(key + colon + ("" if rng.random() < 0.05 else scalar) + comment)
    newline = rng.choice(["\n"] * 6 + ["\r\n"] * 2 + ["\r"])
    ends = [rng.choice([newline] * 20 + ["\n", "\r\n"]) for _ in lines]
    content = "".join(line + end for line, end in zip(lines, ends, strict=True))
    fence = "\r\n" if newline == "\r\n" else "\n"
    if not content.endswith("\n"):
        content += "\n"
    return rng.choice(["", "\ufeff"]) + f"---{fence}{content}---{fence}글\n"


def plain(value: Any) -> Any:
    """A value of the safe loader in the shape of `Value`, with NaN made comparable."""
    if isinstance(value, dict):
        return tuple((str(key), plain(item)) for key, item in value.items())
    if isinstance(value, (list, tuple)):
        return tuple(plain(item) for item in value)
    if isinstance(value, float) and math.isnan(value):
        return "NaN"
    return value


def same(entry: Entry, value: Any) -> bool:
    """Compare value and type; the loader makes objects of dates."""
    if entry.tag == "date":
        return isinstance(value, (datetime.date, datetime.datetime))
    ours = plain(entry.value)
    theirs = plain(value)
    return repr(ours) == repr(theirs)


def test_both_roads_agree_with_each_other_and_with_the_safe_loader() -> None:
    strict = compared = refused = 0
    warnings.simplefilter("ignore")
    for seed in range(4000):
        text = generated(seed)
        fast = parse(text)
        by_grammar = grammar.read(text, *opened(text)) is not None
        if by_grammar:  # else `parse` took the slow road itself
            slow = fences.judge(text, *opened(text))
            assert fast == slow or repr(fast) == repr(slow), (seed, text)
        if fast is None:
            continue
        sound(text, fast)
        yaml = YAML(typ="safe", pure=True, plug_ins=[])
        yaml.allow_duplicate_keys = True
        content = text[fast.content_start : fast.content_end]
        try:
            loaded = yaml.load(content)
        except Exception:  # the loader lets many kinds through
            # It also refuses what is kept here on purpose: dates that do not exist, `<<` and `=` as text.
            refused += 1
            if fast.problem is None:
                assert any(word in content for word in ("2026-99-99", "<<", ": =", ":  =")), (seed, text)
            continue
        if fast.problem is not None:
            # Refused here, while the loader takes it.
            assert fast.problem.kind in ("not-a-mapping", "unterminated", "tag", "alias", "key"), (seed, text)
            continue
        if loaded is None:
            assert fast.entries == (), (seed, text)
            continue
        if "<<" in content:
            continue
        if len(loaded) == len(fast.entries):  # of duplicates, the loader keeps one
            for entry, value in zip(fast.entries, loaded.values(), strict=True):
                assert same(entry, value), (seed, text, entry, value)
            compared += 1
            strict += by_grammar
    # each kind of block has its share
    assert compared > 1000
    assert strict > 300
    assert refused > 500


def test_the_common_block_never_needs_ruamel() -> None:
    code = (
        "import sys; from llmdoc_lint.frontmatter import parse\n"
        "text = '---\\ntitle: \"가\"\\n# c\\nstatus: final\\nchapter: 3\\ndate: 2026-01-10\\nx: true\\n\\n---\\n'\n"
        "assert len(parse(text).entries) == 5\n"
        "assert not any(name.startswith('ruamel') for name in sys.modules)"
    )
    subprocess.run([sys.executable, "-c", code], check=True, env={"PYTHONPATH": ":".join(sys.path)})


# -------------------------------------------------------------------------------- writing

STRINGS = [
    "",
    " ",
    "a",
    "전체 요약",
    "21. 앞으로의 전망",
    "yes",
    "null",
    "true",
    "24",
    "1.5",
    "2026-01-10",
    "~",
    "a: b",
    "a #b",
    "# a",
    "- a",
    "it's",
    'say "hi"',
    "back\\slash",
    "tab\there",
    "line\nbreak",
    "\r\n",
    "\0",
    "\x1b[0m",
    "\x85",
    "\x95",
    "\u2028",
    "\ufeff",
    "\ufffe",
    "\udc81",
    "\ud83d\ude00",
    "😀",
    " leading",
    "trailing ",
    "a  b",
    "{a}",
    "[a]",
    "*a",
    "&a",
    "!a",
    "%a",
    "@a",
    "---",
    "...",
    "\\u0041",
    "k:",
    "''",
]


@pytest.mark.parametrize("like", ['"', "'", "", "|", ">", "flow", "block"])
@pytest.mark.parametrize("value", STRINGS, ids=ascii)
def test_quote_reads_back(value: str, like: str) -> None:
    written = quote(value, like)
    text = block(f"k: {written}\nl: 1\n")
    found = read(text)
    assert found.problem is None
    entry = found.entries[0]
    assert (entry.value, entry.tag) == (value, "str")
    assert text[entry.value_start : entry.value_end] == written
    assert "\n" not in written


@pytest.mark.parametrize(
    ("value", "like", "written"),
    [
        pytest.param("가", '"', '"가"', id="double quotes"),
        pytest.param("it's", "'", "'it''s'", id="single quotes"),
        pytest.param("final", "", "final", id="a plain word"),
        pytest.param("24", "", '"24"', id="digits are not left plain"),
        pytest.param("a\nb", "'", '"a\\nb"', id="a line break needs escapes"),
        pytest.param("a\nb", "|", '"a\\nb"', id="a block style becomes double quotes"),
    ],
)
def test_quote_keeps_the_style_where_it_can(value: str, like: str, written: str) -> None:
    assert quote(value, like) == written
