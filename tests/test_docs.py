"""What `explain`, `rules` and `make docs` say of the rules."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Annotated, Any, Literal

import pytest

from llmdoc_lint import docs, rule_docs
from llmdoc_lint.core import Applicability, Finding, NoOptions, Options, Rule, Severity, rule
from llmdoc_lint.course import Course
from llmdoc_lint.document import Document
from llmdoc_lint.packs import load

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

BUILTIN = load(("llmdoc_rules",))


class PauseOptions(Options):
    """How long is long."""

    max_gap: int = 180  # seconds
    # Passed
    # over.
    words: tuple[str, ...] = ("um", "어")
    long_words: bool = True  # also counted  # pragma: no cover
    last: int = (  # said
        1  # in two parts
    )


def pauses(doc: Document, options: PauseOptions) -> Iterator[Finding]:
    """Two stamps are far | apart,
    or even further.

    A reader waits.

    Bad:

        [0:00] Hello

        ```
        code
        ```

    Good:

        [0:00] Hello

    What it knows:

    - a list

        with a paragraph
    """
    yield from ()


def echoes(course: Course, options: NoOptions) -> Iterator[Finding]:
    """A line comes twice."""
    yield from ()


def anything(doc: Document, options: Any) -> Iterator[Finding]:
    """Something is there."""
    yield from ()


anything.__module__ = "team_rules.text.anything"
pauses.__module__ = "team_rules.stamps.long_pause"
echoes.__module__ = "team_rules.text.echo"
PAUSE = rule(
    "long-pause",
    Document,
    PauseOptions,
    severity=Severity.WARNING,
    fixes=Applicability.UNSAFE,
    kinds=("chapter", "article"),
)(pauses)
ECHO = rule("echo", Course, NoOptions, severity=Severity.ERROR)(echoes)
RULES: dict[str, Rule[Any, Any]] = {"echo": ECHO, "long-pause": PAUSE}


def test_a_rule_is_explained() -> None:
    assert (
        rule_docs.explain(PAUSE)
        == """\
long-pause

  group:    stamps
  severity: warning
  fix:      unsafe
  looks at: each document by itself
  kinds:    article, chapter

Two stamps are far | apart,
or even further.

A reader waits.

Bad:

    [0:00] Hello

    ```
    code
    ```

Good:

    [0:00] Hello

What it knows:

- a list

    with a paragraph

Options:

    max-gap  whole number, by default 180
        seconds
    words  list of text, by default [um, "어"]
        Passed over.
    long-words  true or false, by default true
        also counted
    last  whole number, by default 1
        said in two parts

Set it in llmdoc-lint.yaml, or switch it off:

    rules:
      long-pause: {severity: warning, max-gap: 180, words: [um, "어"], long-words: true, last: 1}

    rules:
      long-pause: off

Pass over one finding, or a document's, with the reason:

    <!-- llmdoc-lint-disable-next-line long-pause: why it is right here -->
    <!-- llmdoc-lint-disable-file long-pause: why it is right in this document -->
"""
    )


def test_examples_are_fenced_and_lists_are_left_alone() -> None:
    page = docs.rule_page(PAUSE)
    assert "Bad:\n\n````text\n[0:00] Hello\n\n```\ncode\n```\n````\n\nGood:\n\n```text\n[0:00] Hello\n```\n" in page
    assert "- a list\n\n    with a paragraph\n" in page
    assert "| `max-gap` | whole number | `180` | seconds |\n" in page
    assert '| `words` | list of text | `[um, "어"]` | Passed over. |\n' in page


def test_a_rule_without_options_has_no_section_for_them() -> None:
    assert "Options" not in rule_docs.explain(ECHO)
    assert "Options" not in docs.rule_page(ECHO)
    assert "| fix | none |" in docs.rule_page(ECHO)


def test_the_list_as_text() -> None:
    assert (
        docs.rules_table(RULES, "text")
        == """\
stamps
  long-pause  warning  unsafe   Two stamps are far | apart, or even further

text
  echo        error    -        A line comes twice
"""
    )


def test_the_list_as_markdown() -> None:
    assert (
        docs.rules_table(RULES, "markdown")
        == """\
### stamps

| rule | severity | fix | reports |
|---|---|---|---|
| [long-pause](docs/rules/long-pause.md) | warning | unsafe | Two stamps are far \\| apart, or even further |

### text

| rule | severity | fix | reports |
|---|---|---|---|
| [echo](docs/rules/echo.md) | error |  | A line comes twice |
"""
    )


def test_the_list_as_json() -> None:
    first, second = json.loads(docs.rules_table(RULES, "json"))
    assert second == {
        "id": "echo",
        "group": "text",
        "severity": "error",
        "fix": None,
        "over": "course",
        "kinds": None,
        "title": "A line comes twice",
        "doc": "A line comes twice.",
        "options": [],
    }
    assert first["kinds"] == ["article", "chapter"]
    assert first["options"] == [
        {"name": "max-gap", "type": "whole number", "default": 180, "description": "seconds"},
        {"name": "words", "type": "list of text", "default": ["um", "어"], "description": "Passed over."},
        {"name": "long-words", "type": "true or false", "default": True, "description": "also counted"},
        {"name": "last", "type": "whole number", "default": 1, "description": "said in two parts"},
    ]


def test_a_long_example_takes_a_line_for_each_setting() -> None:
    class Many(Options):
        words: tuple[str, ...] = tuple("word" * 3 + str(number) for number in range(9))

    one = rule("many", Document, Many, severity=Severity.INFO)(anything)
    assert rule_docs.example(one).startswith("  many:\n    severity: info\n    words: [wordwordword0, ")
    assert rule_docs.option_docs(Many) == {}
    assert "    words  list of text, by default [" in rule_docs.explain(one)


def test_options_without_their_source() -> None:
    space: dict[str, Any] = {"Options": Options}
    exec("class Made(Options):\n    size: int = 1\n    _hidden: int = 2\n", space)
    one = rule("made", Document, space["Made"], severity=Severity.INFO)(anything)
    assert rule_docs.options_of(one) == (("size", "whole number", 1, ""),)
    assert "| option |" not in docs.configuration_page({"echo": ECHO})


@pytest.mark.parametrize(
    ("annotation", "words"),
    [
        (int | None, "whole number"),
        (int | str, "whole number or text"),
        (Literal["a", "b"], "a, b"),
        (tuple, "list"),
        (dict[str, int], "mapping of text to whole number"),
        (bytes, "bytes"),
        (Annotated[float, "x"], "number"),
    ],
)
def test_a_type_in_words(annotation: Any, words: str) -> None:
    assert words == rule_docs.in_words(annotation)


def test_no_rules_and_no_such_form() -> None:
    assert docs.rules_table({}, "json") == "[]\n"
    with pytest.raises(ValueError, match="yaml"):
        docs.rules_table(RULES, "yaml")


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("plain", "plain"),
        ("off", '"off"'),
        ("true", '"true"'),
        ("a b", '"a b"'),
        (["a", "b: c"], '[a, "b: c"]'),
        (True, "true"),
        (None, "null"),
        (1.5, "1.5"),
        ({"a": 1}, "{a: 1}"),
    ],
)
def test_a_value_as_the_configuration_writes_it(value: Any, expected: str) -> None:
    assert rule_docs.literal(value) == expected


def open_fence(text: str) -> str:
    """The fence that is open at the end of a Markdown page, if any."""
    fence = ""
    for line in text.split("\n"):
        marks = re.match("`{3,}", line)
        if marks is not None and not fence:
            fence = marks[0]
        elif marks is not None and line == marks[0] and len(line) >= len(fence):
            fence = ""
    return fence


@pytest.mark.parametrize("one", BUILTIN.values(), ids=BUILTIN)
def test_every_built_in_rule_is_documented(one: Rule[Any, Any]) -> None:
    title = rule_docs.title(one)
    assert 10 <= len(title) <= 200
    first = rule_docs.page(one).partition("\n\n")[0]
    assert first.endswith("."), "the title is a sentence"
    assert len(rule_docs.page(one)) > len(first) + 50, "the docstring says why it matters"
    assert not open_fence(docs.rule_page(one))
    undescribed = [option.name for option in rule_docs.options_of(one) if not option.description]
    assert undescribed == [], "each option has a comment or a docstring"


@pytest.mark.parametrize("one", BUILTIN.values(), ids=BUILTIN)
def test_the_example_of_every_built_in_rule_is_right(one: Rule[Any, Any]) -> None:
    from llmdoc_lint.config.check import read

    form = read(f"rules:\n{rule_docs.example(one)}\n".encode(), "x.yaml")
    defaults = {option.name.replace("-", "_"): option.default for option in rule_docs.options_of(one)}
    assert form["rules"][one.id] == {"severity": str(one.severity)} | defaults


def test_the_example_of_the_configuration_is_right() -> None:
    from llmdoc_lint.config.check import read

    text = docs.configuration_page(BUILTIN)
    example = re.search(r"```yaml\n(.*?)```", text, re.DOTALL)
    assert example is not None
    known = {"timestamps", "heading-format-mixed"} <= {*BUILTIN, *(one.group for one in BUILTIN.values())}
    if known:
        assert read(example[1].encode("utf-8"), "x.yaml")["baseline"] == ".llmdoc-lint-baseline.json"


def test_the_configuration_page_has_every_key() -> None:
    from llmdoc_lint.config.model import MODELS

    text = docs.configuration_page(RULES)
    for model in MODELS.values():
        for name, field in model.model_fields.items():
            assert f"| `{field.alias or name}` |" in text
    assert "| [long-pause](rules/long-pause.md) | `max-gap` | whole number | `180` | seconds |" in text
    assert "Model" not in text


# -------------------------------------------------------------------------------- the checkout


def test_the_checkout_is_written_once_and_then_left_alone(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "README.md").write_bytes(b"# x\r\n<!-- rules:start -->\nold\n<!-- rules:end -->\nrest\n")
    old = tmp_path / "docs" / "rules" / "gone.md"
    old.parent.mkdir(parents=True)
    old.write_text("gone\n", encoding="utf-8")
    root = str(tmp_path)
    assert docs.main(["--check", root]) == 1
    assert "docs/rules/gone.md: of no rule\n" in capsys.readouterr().out
    assert old.exists()
    assert docs.main([root]) == 0
    out = capsys.readouterr().out
    assert "README.md: written\n" in out
    assert "docs/rules/gone.md: removed\n" in out
    assert not old.exists()
    for path, text in docs.generate(root).items():
        assert (tmp_path / path).read_bytes() == text.encode("utf-8")
    readme = (tmp_path / "README.md").read_bytes().decode("utf-8")
    table = docs.rules_table(BUILTIN, "markdown")
    assert readme == f"# x\r\n<!-- rules:start -->\n{table}<!-- rules:end -->\nrest\n"
    assert docs.main(["--check", root]) == 0
    assert docs.main([root]) == 0
    assert capsys.readouterr().out == ""


@pytest.mark.parametrize("readme", [None, "# x\n", "<!-- rules:end --> <!-- rules:start -->\n"])
def test_a_readme_without_marks_is_not_generated(tmp_path: Path, readme: str | None) -> None:
    if readme is not None:
        (tmp_path / "README.md").write_text(readme, encoding="utf-8")
    assert "README.md" not in docs.generate(str(tmp_path))


def test_arguments_that_are_none() -> None:
    assert docs.main(["--chekc"]) == 2
    assert docs.main(["a", "b"]) == 2
