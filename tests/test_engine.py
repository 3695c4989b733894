"""Selection, suppression, focus, failures, order: what the engine makes of rules."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from llmdoc_lint.core import Severity
from llmdoc_lint.engine import UnknownRule
from llmdoc_lint.packs import PackError, load
from llmdoc_lint.result import exit_status
from llmdoc_lint.settings import BUILTIN_KINDS, Kind, Settings
from trees import CHAPTER, SETTINGS, SOURCE, found, lint, write

if TYPE_CHECKING:
    from pathlib import Path


def page(body: str, number: int = 1) -> str:
    return CHAPTER.format(n=number, body=body)


# ---------------------------------------------------------------------------------- findings


def test_positions_are_one_based_and_count_code_points(tmp_path: Path) -> None:
    write(tmp_path, {"kr/a.md": page("한글😀 fault")})
    (report,) = lint(tmp_path, select=("word-found",)).reports
    assert (report.place.line, report.place.column, report.place.end_line, report.place.end_column) == (8, 5, 8, 10)
    assert report.excerpt == "fault"


def test_a_unicode_line_separator_ends_no_line(tmp_path: Path) -> None:
    write(tmp_path, {"kr/a.md": page("a\u2028b\x85c\x0bfault")})
    (report,) = lint(tmp_path, select=("word-found",)).reports
    assert (report.place.line, report.place.column) == (8, 7)


def test_findings_are_sorted_by_path_position_and_rule(tmp_path: Path) -> None:
    write(tmp_path, {"kr/b.md": page("fault LOUD"), "kr/a.md": page("LOUD fault")})
    assert found(lint(tmp_path, ignore=("pair-differs",))) == [
        ("word-shouted", "kr/a.md", 8),
        ("word-found", "kr/a.md", 8),
        ("word-found", "kr/b.md", 8),
        ("word-shouted", "kr/b.md", 8),
    ]


def test_fingerprints_survive_edits_above_and_tell_twins_apart(tmp_path: Path) -> None:
    write(tmp_path, {"kr/a.md": page("one fault\n\ntwo\n\none fault")})
    before = [report.fingerprint for report in lint(tmp_path).reports]
    write(tmp_path, {"kr/a.md": page("new text\n\nmore\n\none   fault\n\ntwo\n\none fault")})
    assert [report.fingerprint for report in lint(tmp_path).reports] == before
    assert len(set(before)) == 2


# --------------------------------------------------------------------------------- selection


@pytest.mark.parametrize(
    ("select", "ignore", "rules"),
    [
        pytest.param((), (), {"word-found", "word-shouted"}, id="everything"),
        pytest.param(("word-found",), (), {"word-found"}, id="one rule"),
        pytest.param(("words",), ("word-found",), {"word-shouted"}, id="a group without one of its rules"),
        pytest.param((), ("words",), set(), id="a group ignored"),
        pytest.param(("word-found",), ("words",), {"word-found"}, id="a rule named beats its group ignored"),
    ],
)
def test_selection(tmp_path: Path, select: tuple[str, ...], ignore: tuple[str, ...], rules: set[str]) -> None:
    write(tmp_path, {"kr/a.md": page("fault LOUD")})
    assert {report.rule for report in lint(tmp_path, select=select, ignore=ignore).reports} == rules


def test_an_unknown_rule_is_refused_with_the_nearest_name(tmp_path: Path) -> None:
    with pytest.raises(UnknownRule, match="unknown rule or group `word-fuond`; did you mean `word-found`"):
        lint(tmp_path, select=("word-fuond",))


def test_the_configuration_sets_severity_and_options_and_switches_off(tmp_path: Path) -> None:
    write(tmp_path, {"kr/a.md": page("fault LOUD other")})
    rules = {"word-found": {"severity": "info", "word": "other"}, "word-shouted": {"severity": "off"}}
    (report,) = lint(tmp_path, settings=Settings(packs=("sample_pack",), rules=rules)).reports
    assert (report.excerpt, report.severity) == ("other", Severity.INFO)
    chosen = lint(tmp_path, settings=Settings(packs=("sample_pack",), rules=rules), select=("word-shouted",))
    assert [report.excerpt for report in chosen.reports] == ["LOUD"]


def test_a_kind_of_ones_own_is_under_the_rules_for_its_side_and_part(tmp_path: Path) -> None:
    write(tmp_path, {"notes/a.md": "이 일은 몇일 걸립니다.\n", "about/a.md": "이 일은 몇일 걸립니다.\n"})
    own = {
        "note": Kind("note", "target", "article", paths=("notes/*",)),
        "about": Kind("about", "", "article", paths=("about/*",)),
    }
    settings = Settings(kinds={**own, **BUILTIN_KINDS})
    assert found(lint(tmp_path, settings=settings, select=("misspelling",))) == [("misspelling", "notes/a.md", 1)]


@pytest.mark.parametrize(
    ("pack", "why"),
    [("no_such_pack", "No module named"), ("json", "has no attribute 'RULES'")],
)
def test_a_pack_that_cannot_be_used_is_named(pack: str, why: str) -> None:
    with pytest.raises(PackError, match=f"`{pack}` cannot be used: .*{why}"):
        load((pack,))


def test_two_packs_with_the_same_rule_are_refused() -> None:
    with pytest.raises(PackError, match="exists already"):
        load(("sample_pack", "sample_pack"))


# ------------------------------------------------------------------------------- suppressions


@pytest.mark.parametrize(
    ("body", "left"),
    [
        pytest.param("<!-- llmdoc-lint-disable-next-line word-found -->\nfault\n\nfault", [11], id="next line"),
        pytest.param("<!-- llmdoc-lint-disable-next-line word-found: why -->\n\nfault", [], id="over a blank line"),
        pytest.param("fault <!-- llmdoc-lint-disable-line word-found -->", [], id="same line"),
        pytest.param(
            "<!-- llmdoc-lint-disable word-found -->\nfault\n<!-- llmdoc-lint-enable word-found -->\nfault",
            [11],
            id="block",
        ),
        pytest.param("fault\n<!-- llmdoc-lint-disable words -->\nfault", [8], id="block to the end, by group"),
        pytest.param("fault\n\n<!-- llmdoc-lint-disable-file word-found -- reason -->", [], id="file"),
        pytest.param("<!-- llmdoc-lint-disable-file -->\nfault", [], id="file, all rules"),
        pytest.param("`<!-- llmdoc-lint-disable-file word-found -->` fault", [8], id="an example in code"),
        pytest.param("<!-- llmdoc-lint-disable-file word-shouted -->\nfault", [9], id="another rule"),
        pytest.param("<!-- llmdoc-lint-disable-next-line word-shouted, word-found -->\nfault LOUD", [], id="two rules"),
    ],
)
def test_suppressions(tmp_path: Path, body: str, left: list[int]) -> None:
    write(tmp_path, {"kr/a.md": page(body)})
    result = lint(tmp_path, select=("word-found", "word-shouted"))
    assert [report.place.line for report in result.reports if report.rule == "word-found"] == left


@pytest.mark.parametrize("value", ["[word-found, word-shouted]", "word-found", "\n  - word-found\n  - word-shouted"])
def test_suppression_in_front_matter(tmp_path: Path, value: str) -> None:
    write(tmp_path, {"kr/a.md": page("fault").replace("chapter: 1\n", f"chapter: 1\nlint-ignore: {value}\n")})
    result = lint(tmp_path, select=("word-found",))
    assert (result.reports, result.suppressed) == ((), 1)


def test_an_idle_suppression_is_known_as_such_unless_its_rule_did_not_run(tmp_path: Path) -> None:
    write(tmp_path, {"kr/a.md": page("<!-- llmdoc-lint-disable-next-line word-found word-shouted -->\nfault")})
    assert [r.message for r in lint(tmp_path).reports] == ["`word-shouted` is idle"]
    assert lint(tmp_path, select=("word-found", "suppression-idle")).reports == ()


def test_each_suppression_that_covers_a_finding_is_used(tmp_path: Path) -> None:
    body = "<!-- llmdoc-lint-disable -->\n<!-- llmdoc-lint-disable words -->\n\nLOUD\n\n"
    body += "<!-- llmdoc-lint-disable-next-line word-found -->\nfault\n\n<!-- llmdoc-lint-enable words -->\nLOUD\n\n"
    body += "<!-- llmdoc-lint-disable words -->\n<!-- llmdoc-lint-enable words -->\n<!-- llmdoc-lint-enable -->\nLOUD"
    write(tmp_path, {"kr/a.md": page(body)})
    result = lint(tmp_path, select=("word-found", "word-shouted"))
    assert ([report.place.line for report in result.reports], result.suppressed) == ([22], 3)


def test_a_suppression_before_another_that_covers_it_is_idle(tmp_path: Path) -> None:
    body = "<!-- llmdoc-lint-disable-file word-found -->\n<!-- llmdoc-lint-disable-next-line word-found -->\n"
    write(tmp_path, {"kr/a.md": page(body + "fine\n\n<!-- llmdoc-lint-disable-line word-found --> fault")})
    result = lint(tmp_path, select=("word-found", "suppression-idle"))
    assert ([r.message for r in result.reports], result.suppressed) == (["`word-found` is idle"], 1)


# -------------------------------------------------------------------------------------- focus


def test_what_is_reported_touches_the_paths_and_the_course_is_context(tmp_path: Path) -> None:
    write(
        tmp_path,
        {
            "x/eng/a.md": SOURCE.format(n=1, body="source fault"),
            "x/kr/a.md": page("target fault"),
            "x/kr/b.md": page("other fault", 2),
        },
    )
    assert found(lint(tmp_path, "x/eng/a.md")) == [("word-found", "x/eng/a.md", 8), ("pair-differs", "x/kr/a.md", 8)]
    assert found(lint(tmp_path, "x/kr/b.md")) == [("word-found", "x/kr/b.md", 8)]
    assert lint(tmp_path, "x/kr").documents == 2


# ----------------------------------------------------------------------------------- failures


def test_a_rule_that_raises_costs_only_its_findings(tmp_path: Path) -> None:
    write(tmp_path, {"kr/a.md": page("bug fault"), "kr/b.md": page("fault", 2)})
    result = lint(tmp_path, ignore=("pair-differs",))
    assert [r for r in found(result) if r[0] == "word-found"] == [
        ("word-found", "kr/a.md", 8),
        ("word-found", "kr/b.md", 8),
    ]
    assert [r.message for r in result.reports if r.rule == "suppression-idle"] == [
        "rule-broken failed: ValueError: what a bug"
    ]
    ((path, rule, error, where),) = result.failures
    assert (path, rule, error) == ("kr/a.md", "rule-broken", "ValueError: what a bug")
    assert where.startswith("sample_pack.words.rules:")
    assert exit_status(result, Severity.ERROR) == 2


@pytest.mark.parametrize(
    ("body", "fail_on", "status"),
    [
        ("fine", Severity.INFO, 0),
        ("LOUD", Severity.WARNING, 1),
        ("LOUD", Severity.ERROR, 0),
        ("fault", Severity.ERROR, 1),
    ],
)
def test_exit_status(tmp_path: Path, body: str, fail_on: Severity, status: int) -> None:
    write(tmp_path, {"kr/a.md": page(body)})
    assert exit_status(lint(tmp_path), fail_on) == status


def test_nothing_recognised_is_a_failure_unless_the_project_has_content(tmp_path: Path) -> None:
    write(tmp_path, {"notes.md": "text\n"})
    assert exit_status(lint(tmp_path), Severity.WARNING) == 2
    write(tmp_path, {"kr/a.md": page("fine")})
    assert exit_status(lint(tmp_path, "notes.md"), Severity.WARNING) == 0


# ------------------------------------------------------------------------------- many at once


def test_processes_and_hash_seeds_change_nothing(tmp_path: Path) -> None:
    files: dict[str, str | bytes] = {}
    for number in range(110):
        files[f"c{number}/kr/a.md"] = page(f"fault {number} LOUD")
        files[f"c{number}/eng/a.md"] = SOURCE.format(n=1, body=f"{number}")
    write(tmp_path, files)
    one, two = lint(tmp_path, jobs=1), lint(tmp_path, jobs=2)
    assert one == two
    assert len(one.reports) == 330


def test_loose_documents_meet_by_their_source(tmp_path: Path) -> None:
    url = "https://example.org/lecture"
    write(
        tmp_path,
        {
            "posts/a-original.md": SOURCE.format(n=1, body="x").replace("https://example.org", url),
            "posts/a.md": page("y").replace("chapter: 1", f'chapter: 1\nsourceUrl: "{url}/"'),
            "posts/b.md": page("z").replace("chapter: 1", 'chapter: 1\nsourceUrl: "https://example.org/other"'),
        },
    )
    assert found(lint(tmp_path)) == [("pair-differs", "posts/a.md", 9)]
    assert found(lint(tmp_path, "posts/a-original.md")) == [("pair-differs", "posts/a.md", 9)]


def test_excluded_documents_are_neither_linted_nor_context(tmp_path: Path) -> None:
    settings = Settings(packs=("sample_pack",), exclude=("drafts/**", "x/eng/a.md"))
    write(
        tmp_path,
        {
            "drafts/kr/a.md": page("fault"),
            "x/kr/a.md": page("fine"),
            "x/eng/a.md": SOURCE.format(n=1, body="other"),
        },
    )
    assert lint(tmp_path, settings=settings).reports == ()
    passed = lint(tmp_path, "drafts/kr/a.md", "x/kr/a.md", settings=settings)
    assert (passed.reports, passed.notes) == ((), ("drafts/kr/a.md: excluded by the configuration",))


def test_sample_settings_are_the_defaults_but_for_the_pack() -> None:
    assert (SETTINGS.packs, SETTINGS.include, SETTINGS.rules) == (("sample_pack",), ("**/*.md",), {})
