"""Fixes: all or nothing, no overlap, to a fixed point, rolled back where they do not cure or do harm."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from llmdoc_lint.core import Applicability
from trees import CHAPTER, SOURCE, lint, write

if TYPE_CHECKING:
    from pathlib import Path

SAFE, UNSAFE = int(Applicability.SAFE), int(Applicability.UNSAFE)


def page(body: str, number: int = 1) -> str:
    return CHAPTER.format(n=number, body=body)


@pytest.mark.parametrize(
    ("body", "fix", "after"),
    [
        pytest.param("nothing", UNSAFE, "nothing", id="nothing to fix"),
        pytest.param("a fault b fault c", SAFE, "a  b  c", id="several in one line"),
        pytest.param("fault LOUD", SAFE, " LOUD", id="an unsafe fix is not applied by --fix"),
        pytest.param("fault LOUD", UNSAFE, " loud", id="both"),
        pytest.param("fafaultult", SAFE, "", id="a fix uncovers another"),
        pytest.param("가\r\nfault\r\n나\u2028", SAFE, "가\r\n\r\n나\u2028", id="nothing outside the span changes"),
    ],
)
def test_fixing(tmp_path: Path, body: str, fix: int, after: str) -> None:
    write(tmp_path, {"kr/a.md": page(body)})
    lint(tmp_path, fix=fix, select=("word-found", "word-shouted"))
    assert (tmp_path / "kr/a.md").read_bytes() == page(after).encode()


def test_what_was_fixed_and_what_is_left_is_told(tmp_path: Path) -> None:
    write(tmp_path, {"kr/a.md": page("fault LOUD")})
    result = lint(tmp_path, fix=SAFE)
    assert [(r.rule, r.excerpt) for r in result.fixed] == [("word-found", "fault")]
    assert [(r.rule, r.excerpt) for r in result.reports] == [("word-shouted", "LOUD")]
    assert result.changed == 1


def test_a_fix_that_does_not_cure_is_rolled_back(tmp_path: Path) -> None:
    write(tmp_path, {"kr/a.md": page("stubborn fault")})
    result = lint(tmp_path, fix=SAFE)
    assert (tmp_path / "kr/a.md").read_text() == page("stubborn ")
    assert list(result.refused.values()) == ["the fix does not cure its finding"]
    assert [report.rule for report in result.reports] == ["fix-useless"]


def test_a_fix_that_brings_a_new_error_is_rolled_back(tmp_path: Path) -> None:
    write(tmp_path, {"kr/a.md": page("cure"), "kr/b.md": page("fault", 2)})
    result = lint(tmp_path, fix=SAFE, ignore=("pair-differs",))
    assert (tmp_path / "kr/a.md").read_text() == page("cure")
    assert (tmp_path / "kr/b.md").read_text() == page("", 2)
    assert list(result.refused.values()) == ["it would bring a new error: word-found `fault` found"]


def test_fixes_without_end_stop_after_ten_rounds_and_say_so(tmp_path: Path) -> None:
    write(tmp_path, {"kr/a.md": page("grow")})
    result = lint(tmp_path, fix=SAFE)
    assert (tmp_path / "kr/a.md").read_text() == page("x" * 10 + "grow")
    assert result.notes == (".: fixes still apply after ten rounds; run again, and report this",)


def test_one_fix_over_two_documents_is_applied_to_both_or_none(tmp_path: Path) -> None:
    write(tmp_path, {"x/eng/a.md": SOURCE.format(n=1, body="one"), "x/kr/a.md": page("two")})
    result = lint(tmp_path, fix=UNSAFE)
    assert (tmp_path / "x/eng/a.md").read_text() == SOURCE.format(n=1, body="same")
    assert (tmp_path / "x/kr/a.md").read_text() == page("same")
    assert result.changed == 2


def test_a_document_that_does_not_decode_is_never_written_by_a_fix_of_its_sibling(tmp_path: Path) -> None:
    broken = page("fault").encode() + b"\xff\xfe"
    write(tmp_path, {"kr/a.md": broken, "kr/b.md": page("fault", 2)})
    lint(tmp_path, fix=UNSAFE)
    assert (tmp_path / "kr/a.md").read_bytes() == broken
    assert (tmp_path / "kr/b.md").read_text() == page("", 2)


def test_diff_changes_nothing_and_shows_lines_as_git_counts_them(tmp_path: Path) -> None:
    text = page("a\u2028fault\x0bb")
    write(tmp_path, {"kr/a.md": text})
    result = lint(tmp_path, fix=SAFE, write=False)
    assert (tmp_path / "kr/a.md").read_text() == text
    (diff,) = result.diffs
    assert "-a\u2028fault\x0bb\n+a\u2028\x0bb\n" in diff


def test_a_last_line_without_break_shows_as_such(tmp_path: Path) -> None:
    write(tmp_path, {"kr/a.md": page("x").rstrip("\n") + " fault"})
    (diff,) = lint(tmp_path, fix=SAFE, write=False).diffs
    assert diff.endswith("-x fault\n\\ No newline at end of file\n+x \n\\ No newline at end of file\n")


def test_fixing_standard_input_returns_the_text_and_writes_nothing(tmp_path: Path) -> None:
    write(tmp_path, {"kr/a.md": page("on disk fault")})
    result = lint(tmp_path, "kr/a.md", fix=SAFE, stdin=page("piped fault").encode())
    assert result.text == page("piped ")
    assert (tmp_path / "kr/a.md").read_text() == page("on disk fault")


def test_fixing_twice_changes_nothing_more(tmp_path: Path) -> None:
    write(tmp_path, {"kr/a.md": page("fault LOUD stubborn cure fafaultult")})
    first = lint(tmp_path, fix=UNSAFE, ignore=("fix-endless",))
    once = (tmp_path / "kr/a.md").read_bytes()
    second = lint(tmp_path, fix=UNSAFE, ignore=("fix-endless",))
    assert (tmp_path / "kr/a.md").read_bytes() == once
    assert second.fixed == ()
    assert second.reports == first.reports
