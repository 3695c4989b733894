"""Results as text and as JSON."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest

from llmdoc_lint.core import Applicability, Edit, Finding, Fix, Related, Severity
from llmdoc_lint.formats import Done
from llmdoc_lint.formats import json as json_form
from llmdoc_lint.formats import text as text_form
from llmdoc_lint.output import Shown, diff_paths, diff_summary, nothing_recognised, troubles
from llmdoc_lint.report import Report, fingerprints, make_report
from llmdoc_lint.result import FailedRule
from llmdoc_lint.run import Request
from llmdoc_lint.settings import Settings
from model import document
from trees import lint, write

if TYPE_CHECKING:
    from pathlib import Path

    from llmdoc_lint.run import Result

DOC = document("[2:37:30] 가\n나\n")
DOCS = {"a.md": DOC}
ERROR, WARNING, INFO = Severity.ERROR, Severity.WARNING, Severity.INFO
SAFE, UNSAFE, DISPLAY = Applicability.SAFE, Applicability.UNSAFE, Applicability.DISPLAY


def made(*what: tuple[Severity, Applicability | None], message: str = "m", text: str = "x") -> tuple[Report, ...]:
    found = []
    for severity, applicability in what:
        edits = (Edit(DOC.span(0, 1), text),)
        fix = None if applicability is None else Fix("Mend it", edits, applicability)
        found.append(make_report(f"rule-{severity}", "group", severity, Finding(DOC.span(0, 9), message, fix), DOCS))
    return tuple(fingerprints(found, DOCS))


def finished(result: Result, shown: Shown, **asked: object) -> Done:
    return Done(Request(shown.root, Settings())._replace(**asked), result, shown, WARNING)  # type: ignore[arg-type]


def text_of(
    result: Result, shown: Shown, *, fix: Applicability | None = None, timed: bool = False, **style: bool
) -> str:
    return text_form.render(finished(result, shown, fix=fix, timed=timed), **style)


@pytest.fixture
def clean(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Result:
    monkeypatch.chdir(tmp_path)
    write(tmp_path, {"a.md": ""})
    return lint(tmp_path)


@pytest.fixture
def shown(clean: Result, tmp_path: Path) -> Shown:
    assert clean.reports == ()
    return Shown(str(tmp_path))


def test_paths_are_shown_relative_to_the_working_directory(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "docs").mkdir()
    monkeypatch.chdir(tmp_path / "docs")
    shown = Shown(str(tmp_path))
    assert shown["docs/x/a.md"] == "x/a.md"
    assert shown["b.md"] == "../b.md"
    assert shown["docs/\udcff\n.md"] == "\\xff\\n.md"


def test_text(clean: Result, shown: Shown) -> None:
    finding = Finding(
        DOC.span(0, 9),
        "2:37:30 comes after\n2:38:00",
        None,
        (Related(DOC.span(12, 13), "here"), Related(DOC.span(11, 11), "there")),
    )
    report = make_report("timestamp-backwards", "timestamps", ERROR, finding, DOCS)
    result = clean._replace(reports=(report,))
    assert text_of(result, shown) == (
        "a.md:1:1 error timestamp-backwards 2:37:30 comes after\\n2:38:00 «[2:37:30]»\n"
        "    a.md:2:1 here «나»\n"
        "    a.md:1:12 there\n"
        "1 finding (1 error) in 1 document\n"
    )


def test_no_text_of_a_document_reaches_the_terminal_as_a_command(clean: Result, shown: Shown) -> None:
    said = "\x1b]0;owned\x07\u202e"
    fix = Fix(f"Write `{said}`", (Edit(DOC.span(0, 1), "x"),))
    finding = Finding(DOC.span(0, 9), f"`{said}` here", fix, (Related(DOC.span(12, 13), f"`{said}` there"),))
    report = make_report("r", "g", ERROR, finding, DOCS)
    result = clean._replace(
        reports=(report,),
        fixed=(report,),
        refused={report.fingerprint: f"it would bring a new error: {said}"},
        failures=(FailedRule("a.md", "r", f"ValueError: {said}", "pack:1"),),
    )
    text = text_of(result, shown, fix=SAFE)
    assert text.count("\\x1b]0;owned\\x07\\u202e") == 5
    lines = [*text.split("\n"), *troubles(result, shown)]
    assert all(map(str.isprintable, lines))


def test_an_empty_span_is_not_quoted(clean: Result, shown: Shown) -> None:
    report = make_report("r", "g", INFO, Finding(DOC.span(0, 0), "m"), DOCS)
    assert text_of(clean._replace(reports=(report,)), shown, summary=False) == "a.md:1:1 info r m\n"


@pytest.mark.parametrize("severity", list(Severity))
def test_color_only_where_asked(clean: Result, shown: Shown, severity: Severity) -> None:
    result = clean._replace(reports=made((severity, SAFE)))
    assert "\x1b" not in text_of(result, shown)
    colored = text_of(result, shown, color=True)
    assert (
        f"\x1b[1ma.md:1:1\x1b[0m \x1b[3{ {'error': 1, 'warning': 3, 'info': 6}[str(severity)] }m{severity}\x1b[0m "
        in colored
    )


def test_fixes_are_named_by_how_far_they_go(clean: Result, shown: Shown) -> None:
    result = clean._replace(reports=made((ERROR, SAFE), (ERROR, UNSAFE), (ERROR, DISPLAY)))
    lines = [line for line in text_of(result, shown).split("\n") if line.startswith("    ")]
    assert lines == ["    fix: Mend it", "    unsafe fix: Mend it", "    suggestion: Mend it"]


@pytest.mark.parametrize(
    ("changes", "options", "want"),
    [
        pytest.param({}, {}, "nothing found in 1 document", id="nothing"),
        pytest.param({"documents": 2}, {}, "nothing found in 2 documents", id="plural"),
        pytest.param({"suppressed": 3}, {}, "nothing found in 1 document; 3 suppressed", id="suppressed"),
        pytest.param({"reports": made((ERROR, None))}, {}, "1 finding (1 error) in 1 document", id="one"),
        pytest.param(
            {"reports": made((ERROR, None), (WARNING, None), (WARNING, None), (INFO, None), (INFO, None))},
            {},
            "5 findings (1 error, 2 warnings, 2 infos) in 1 document",
            id="several levels",
        ),
        pytest.param(
            {"reports": made((ERROR, SAFE))},
            {},
            "1 finding (1 error) in 1 document; 1 can be fixed with --fix",
            id="a safe fix",
        ),
        pytest.param(
            {"reports": made((ERROR, SAFE), (ERROR, UNSAFE))},
            {},
            "2 findings (2 errors) in 1 document; 1 can be fixed with --fix, 1 more with --fix --unsafe-fixes",
            id="fixes of both sorts",
        ),
        pytest.param(
            {"reports": made((INFO, UNSAFE))},
            {},
            "1 finding (1 info) in 1 document; 1 can be fixed with --fix --unsafe-fixes",
            id="an unsafe fix",
        ),
        pytest.param({"reports": made((INFO, DISPLAY))}, {}, "1 finding (1 info) in 1 document", id="a suggestion"),
        pytest.param(
            {"fixed": made((ERROR, SAFE)), "changed": 1},
            {"fix": SAFE},
            "1 fixed in 1 document; nothing left in 1 document",
            id="all fixed",
        ),
        pytest.param(
            {"fixed": made((ERROR, SAFE)), "changed": 1, "reports": made((ERROR, UNSAFE))},
            {"fix": SAFE},
            "1 fixed in 1 document; 1 finding left (1 error) in 1 document; 1 can be fixed with --fix --unsafe-fixes",
            id="something left",
        ),
        pytest.param({}, {"fix": SAFE}, "nothing found in 1 document", id="nothing to fix"),
        pytest.param(
            {"reports": made((ERROR, UNSAFE))},
            {"fix": UNSAFE},
            "1 finding left (1 error) in 1 document",
            id="unsafe, and left",
        ),
    ],
)
def test_summary(clean: Result, shown: Shown, changes: dict[str, object], options: dict[str, Any], want: str) -> None:
    text = text_of(clean._replace(**changes), shown, **options)  # type: ignore[arg-type]
    assert text.split("\n")[-2] == want


@pytest.mark.parametrize(
    ("applicability", "unsafe", "problems", "want"),
    [
        (DISPLAY, True, (), "a suggestion, for a person to decide"),
        (UNSAFE, False, (), "it may change what the text says; --unsafe-fixes applies it"),
        (SAFE, False, (), "it overlaps another fix"),
        (UNSAFE, True, ("a.md: cannot be written",), "the document could not be written"),
    ],
)
def test_why_something_was_not_fixed(
    clean: Result, shown: Shown, applicability: Applicability, unsafe: bool, problems: tuple[str, ...], want: str
) -> None:
    result = clean._replace(reports=made((ERROR, applicability)), problems=problems)
    assert f"    not fixed: {want}\n" in text_of(result, shown, fix=UNSAFE if unsafe else SAFE)


def test_a_fix_that_was_rolled_back_is_not_offered_again(clean: Result, shown: Shown) -> None:
    reports = made((ERROR, SAFE))
    result = clean._replace(reports=reports, refused={reports[0].fingerprint: "it brought a new error"})
    text = text_of(result, shown, fix=SAFE)
    assert "    not fixed: rolled back: it brought a new error\n" in text
    assert "can be fixed" not in text


def test_what_was_fixed_is_listed_first(clean: Result, shown: Shown) -> None:
    result = clean._replace(fixed=made((ERROR, SAFE)), changed=1)
    assert text_of(result, shown, fix=SAFE).startswith("a.md:1:1 fixed rule-error Mend it\n\n1 fixed")


def test_statistics(clean: Result, shown: Shown) -> None:
    result = clean._replace(reports=made((INFO, None), (WARNING, SAFE), (WARNING, DISPLAY), (ERROR, None)))
    lines = text_of(result, shown, timed=True, summary=False).split("\n\n")[1].split("\n")
    assert lines[:3] == [
        "     2 warning  rule-warning (1 fixable)",
        "     1 error    rule-error",
        "     1 info     rule-info",
    ]
    assert text_of(clean, shown, timed=True, summary=False) == ""


def test_json(clean: Result, shown: Shown) -> None:
    result = clean._replace(
        reports=made((ERROR, SAFE), (WARNING, UNSAFE), (INFO, DISPLAY)), fixed=made((ERROR, SAFE)), suppressed=4
    )
    value = json.loads(json_form.render(finished(result, shown)))
    assert list(value) == ["version", "tool", "summary", "findings"]
    assert value["summary"] == {
        "documents": 1,
        "findings": 3,
        "errors": 1,
        "warnings": 1,
        "infos": 1,
        "fixable": 2,
        "fixed": 1,
        "suppressed": 4,
        "baselined": 0,
    }
    assert [finding["path"] for finding in value["findings"]] == ["a.md"] * 3


def test_json_can_be_encoded_whatever_a_document_holds(clean: Result, shown: Shown) -> None:
    result = clean._replace(reports=made((ERROR, SAFE), text="\udcff"))
    text = json_form.render(finished(result, shown))
    assert text.encode("utf-8")
    assert json.loads(text)["findings"][0]["fix"]["edits"][0]["text"] == "\udcff"


def test_diffs_name_paths_as_they_are_printed(shown: Shown) -> None:
    diff = diff_paths("--- a/x/a.md\n+++ b/x/a.md\n@@ -1 +1 @@\n-a\n+b\n", shown)
    assert diff == "--- a/x/a.md\n+++ b/x/a.md\n@@ -1 +1 @@\n-a\n+b\n"


def test_diff_summary(clean: Result) -> None:
    assert diff_summary(clean) == "nothing to fix"
    assert diff_summary(clean._replace(changed=1, fixed=made((ERROR, SAFE)))) == "1 fix would change 1 document"
    assert (
        diff_summary(clean._replace(changed=2, fixed=made((ERROR, SAFE), (ERROR, SAFE))))
        == "2 fixes would change 2 documents"
    )


def test_what_was_looked_for_is_said_where_nothing_is_recognised(clean: Result) -> None:
    text = nothing_recognised(clean, Settings())
    assert "none of 1 Markdown file " in text
    assert "source-chapter" in text


def test_where_there_are_no_documents_it_is_said_what_was_looked_for(clean: Result) -> None:
    text = nothing_recognised(clean._replace(documents=0), Settings(exclude=("drafts/**",)))
    assert "the configuration includes **/*.md and excludes drafts/**.\n" in text
