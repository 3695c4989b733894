"""`--add-suppressions`, the times of `--statistics`, and progress on a terminal."""

from __future__ import annotations

import io
import os
import pty
import re
import shutil
import subprocess
from typing import TYPE_CHECKING

import pytest

from llmdoc_lint.progress import Progress
from llmdoc_lint.run import Request, run
from llmdoc_lint.settings import Settings
from real import CHAPTER, COMMAND, FIXTURES, contents, environment, llmdoc_lint, write
from trees import CHAPTER as PAGE
from trees import SETTINGS

if TYPE_CHECKING:
    from pathlib import Path

REASON = "agreed with the author"


@pytest.fixture
def demo(tmp_path: Path) -> Path:
    shutil.copytree(FIXTURES / "demo", tmp_path, dirs_exist_ok=True)
    return tmp_path


# ------------------------------------------------------------------------- --add-suppressions


def test_every_finding_of_today_is_passed_over(demo: Path) -> None:
    before = contents(demo)
    ended = llmdoc_lint(demo, "check", "--no-cache", "--add-suppressions", REASON)
    assert ended.status == 0, ended.out
    after = contents(demo)
    for path, raw in before.items():  # nothing but comments was put in
        left = after[path].decode().replace("\r\n", "\n").split("\n")
        kept = [line.partition(" <!-- llmdoc-lint-disable-line")[0] for line in left]
        kept = [line for line in kept if not line.startswith("<!-- llmdoc-lint-disable-")]
        assert kept == raw.decode().replace("\r\n", "\n").split("\n"), path
    assert all(REASON.encode() in raw for path, raw in after.items() if raw != before[path])
    told = re.search(
        r"(\d+) comments put into (\d+) documents(?:, (\d+) unused ones? taken out)?; (\d+) findings suppressed",
        ended.out,
    )
    assert told
    put, changed, taken, suppressed = (int(number or 0) for number in told.groups())
    assert put - taken == sum(raw.count(f": {REASON} -->".encode()) for raw in after.values())
    assert changed == sum(raw != before[path] for path, raw in after.items())
    ended = llmdoc_lint(demo, "check", "--no-cache")
    assert ended.status == 0
    assert f"nothing found in 5 documents; {suppressed} suppressed" in ended.out


def test_only_what_was_selected_is_passed_over(demo: Path) -> None:
    llmdoc_lint(demo, "check", "--no-cache", "--select", "timestamp-gap", "--add-suppressions", REASON)
    out = llmdoc_lint(demo, "check", "--no-cache").out
    assert "timestamp-gap" not in out
    assert "timestamp-duplicate" in out


def test_with_diff_nothing_is_written(demo: Path) -> None:
    before = contents(demo)
    ended = llmdoc_lint(demo, "check", "--no-cache", "--diff", "--add-suppressions", REASON)
    assert ended.status == 1
    assert f"+<!-- llmdoc-lint-disable-next-line timestamp-gap: {REASON} -->" in ended.out
    assert re.fullmatch(r"\d+ comments would be put into 4 documents\n", ended.err)
    assert contents(demo) == before


BODY = """# 1. 가

```text
fault in code
```

| a | b |
|---|---|
| fault | x |

- fault in an item

> fault in a quotation

first line
fault in the second line

[0:00] fault LOUD
"""


def test_a_comment_parts_nothing(tmp_path: Path) -> None:
    write(tmp_path, "kr/a.md", PAGE.format(n=1, body=BODY))
    request = Request(str(tmp_path), SETTINGS, fix=2, suppress=REASON, today="2026-03-01")
    result = run(request)
    text = (tmp_path / "kr" / "a.md").read_text("utf-8")
    assert result.reports == ()
    assert f"- fault in an item <!-- llmdoc-lint-disable-line word-found: {REASON} -->\n" in text
    assert f"> fault in a quotation <!-- llmdoc-lint-disable-line word-found: {REASON} -->\n" in text
    assert f"first line\nfault in the second line <!-- llmdoc-lint-disable-line word-found: {REASON} -->\n" in text
    assert "```text\nfault in code\n```\n\n| a | b |\n|---|---|\n| fault | x |\n" in text
    assert "---\n<!-- llmdoc-lint-disable-file word-found" in text


def test_crlf_and_findings_in_front_matter(tmp_path: Path) -> None:
    write(tmp_path, "docs/x/kr/start.md", CHAPTER.replace("chapter: 1\n", "chapter: 7\n").replace("\n", "\r\n"))
    ended = llmdoc_lint(tmp_path, "check", "--no-cache", "--add-suppressions", REASON)
    raw = (tmp_path / "docs/x/kr/start.md").read_bytes()
    assert b"---\r\n<!-- llmdoc-lint-disable-file chapter-number-mismatch: agreed" in raw
    assert raw.count(b"\n") == raw.count(b"\r\n")
    assert "chapter-number-mismatch" in ended.out


@pytest.mark.parametrize(
    "case",
    [
        "control-character/form_feed_and_vertical_tab",  # the finding is all that the line has
        "embedded-source-stale/paragraph_left_out",  # the comment stands inside what is compared
        "structure-mismatch/code_image_and_heading",  # it opens the text that the finding points to
        "summary-misplaced/one_summary_stands_twice",  # and the summary
        "text-repeated/paragraph_twice",  # it stands between the copies
    ],
)
def test_what_is_suppressed_stays_so(case: str, tmp_path: Path) -> None:
    shutil.copytree(FIXTURES / case / "in", tmp_path, dirs_exist_ok=True)
    ended = llmdoc_lint(tmp_path, "check", "--no-cache", "--fail-on", "info", "--add-suppressions", REASON)
    assert (ended.status, ended.err) == (0, "")
    again = llmdoc_lint(tmp_path, "check", "--no-cache", "--fail-on", "info")
    assert again.status == 0
    assert "suppressed" in again.out


def test_no_comment_stands_above_front_matter_that_never_ends(tmp_path: Path) -> None:
    write(tmp_path, "docs/x/kr/start.md", "---\ntitle: a\n\n# 가\n")
    llmdoc_lint(tmp_path, "check", "--no-cache", "--add-suppressions", REASON)
    assert (tmp_path / "docs/x/kr/start.md").read_text("utf-8").startswith("---\ntitle: a\n")


@pytest.mark.parametrize("reason", ["", "a -->", "a\nb", "x" * 300])
def test_a_reason_that_would_end_the_comment_is_refused(demo: Path, reason: str) -> None:
    ended = llmdoc_lint(demo, "check", "--add-suppressions", reason)
    assert ended.status == 2
    assert "a reason of one line" in ended.err


def test_it_does_not_go_with_fix(demo: Path) -> None:
    assert llmdoc_lint(demo, "check", "--fix", "--add-suppressions", REASON).status == 2


# ------------------------------------------------------------------------------- statistics


def test_times_of_rules(demo: Path) -> None:
    timed = run(Request(str(demo), Settings(), timed=True, today="2026-03-01"))
    assert len(timed.times) > 50
    assert all(seconds >= 0 for _, seconds in timed.times)
    assert list(timed.times) == sorted(timed.times, key=lambda item: (-item[1], item[0]))
    plain = run(Request(str(demo), Settings(), today="2026-03-01"))
    assert plain.times == ()
    assert plain.reports == timed.reports


def test_a_rule_that_raises_is_timed_and_reported(tmp_path: Path) -> None:
    write(tmp_path, "bad.md", "# 가\n")
    settings = Settings(packs=("llmdoc_rules", "pack_that_raises"))
    result = run(Request(str(tmp_path), settings, select=("raises-on-documents",), timed=True))
    assert [rule for rule, _ in result.times] == ["raises-on-documents"]
    assert result.failures[0][1] == "raises-on-documents"


# --------------------------------------------------------------------------------- progress


def on_terminal(root: Path, *arguments: str) -> bytes:
    """What a run writes to a terminal on standard error."""
    parent, child = pty.openpty()
    try:
        process = subprocess.Popen(
            [COMMAND, "check", "--no-cache", *arguments],
            cwd=root,
            env=environment(TERM="xterm"),
            stdout=subprocess.DEVNULL,
            stderr=child,
        )
        os.close(child)
        seen = b""
        while True:
            try:
                some = os.read(parent, 4096)
            except OSError:  # Linux says so at the end
                break
            if not some:
                break
            seen += some
        process.wait(60)
        return seen
    finally:
        os.close(parent)


def test_progress_waits_for_a_run_to_be_long(monkeypatch: pytest.MonkeyPatch) -> None:
    terminal = io.StringIO()
    now = 0.0
    shown = []
    with monkeypatch.context() as clock:
        clock.setattr("time.monotonic", lambda: now)
        progress = Progress(terminal)
        for now, done in ((0.4, 1), (0.6, 2), (0.65, 3), (0.75, 4)):  # noqa: B007
            progress(done, 5)
            shown.append(terminal.getvalue())
            terminal.truncate(terminal.seek(0))
        progress.wipe()
        shown.append(terminal.getvalue())
    assert shown == ["", "\r2 of 5 documents", "", "\r4 of 5 documents", "\r                \r"]


def test_a_long_run_shows_how_far_it_is(tmp_path: Path) -> None:
    course = FIXTURES / "clean"
    for number in range(60):
        shutil.copytree(course, tmp_path / f"copy{number}")
    seen = on_terminal(tmp_path, "--jobs", "1")
    shown = [line for line in seen.split(b"\r") if b" of " in line]
    assert shown
    assert b" documents" in shown[0]
    assert on_terminal(tmp_path / "copy0", "--quiet") == b""
