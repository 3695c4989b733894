"""The baseline: its file, what knows a finding again, and the command that keeps it."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING

import pytest

from llmdoc_lint.baseline import BaselineError, Entry, entry, load, match, render
from llmdoc_lint.core import Finding, Severity
from llmdoc_lint.document import Document, Files
from llmdoc_lint.report import Report, fingerprints, make_report
from llmdoc_lint.settings import Settings
from real import CHAPTER, Ended, llmdoc_lint, write

if TYPE_CHECKING:
    from pathlib import Path

DEFAULT = ".llmdoc-lint-baseline.json"
PAGE = "docs/x/kr/page.md"
FAULTY = CHAPTER + "몇일 동안 했습니다.\n\n오랫만에 했습니다.\n"


def document(path: str, text: str) -> Document:
    return Document(path, text.encode(), Settings(), Files(".", ""))


def reports(path: str, text: str, *words: str, message: str = "m", rule: str = "r") -> list[Report]:
    """A report for each place of a word."""
    doc = document(path, text)
    found = [doc.span(*match.span()) for word in words for match in re.finditer(word, text)]
    made = [make_report(rule, "g", Severity.ERROR, Finding(span, message), {path: doc}) for span in found]
    return fingerprints(sorted(made, key=lambda report: report.key), {path: doc})


# -------------------------------------------------------------------- what knows a finding again


def left(now: list[Report], then: list[Report], **documents: str) -> list[int]:
    """Which of today's reports are new; `documents` are there now besides, by identity."""
    here = {report.place.path: report.document for report in now} | documents
    matched = match(now, map(entry, then), here.get)
    return [index for index, one in enumerate(matched) if one is None]


def page(title: str, *lines: str) -> str:
    return f'---\ntitle: "{title}"\ntitleKr: "가"\ntimestamp: "0:00"\n---\n\n' + "\n\n".join(lines) + "\n"


def test_edits_elsewhere() -> None:
    then = reports("a.md", page("1. A", "나 fault 다"), "fault")
    for text in (
        page("1. A", "앞", "나 fault 다", "뒤"),
        page("1. A", "나  fault 다 "),
        page("1. A", "나 fault 다").replace("\n", "\r\n"),
        page("2. 다른 제목", "나 fault 다"),
    ):
        assert left(reports("a.md", text, "fault"), then) == []


def test_a_long_line_is_not_one_place() -> None:
    """Sentences far from the fault may change."""
    far = "아주 긴 문단이 이어집니다. " * 10
    then = reports("a.md", page("A", f"{far}여기 fault 있음. {far}"), "fault")
    assert left(reports("a.md", page("A", f"새로! {far}여기 fault 있음. {far}끝."), "fault"), then) == []
    assert left(reports("a.md", page("A", f"{far}저기 fault 있음. {far}"), "fault"), then) == [0]


def test_as_many_as_there_were() -> None:
    then = reports("a.md", page("A", "fault", "fault"), "fault")
    assert left(reports("a.md", page("A", "fault"), "fault"), then) == []
    assert left(reports("a.md", page("A", "fault", "가", "fault", "fault"), "fault"), then) == [2]


def test_what_the_message_quotes() -> None:
    """Keys that are missing are missing at one place; figures of a message come and go with the text."""
    then = reports("a.md", page("A"), r"\A---", message="`author` is missing after 83 %, at `x/3`")
    assert left(reports("a.md", page("A"), r"\A---", message="after 71 %, at `y/4`: lacks `author`"), then) == [0]
    assert left(reports("a.md", page("A"), r"\A---", message="`author` is wanted after 71 %, at `y/4`"), then) == []
    assert left(reports("a.md", page("A"), r"\A---", message="`title` is missing after 83 %, at `x/3`"), then) == [0]


def test_another_rule() -> None:
    then = reports("a.md", page("A", "fault"), "fault")
    assert left(reports("a.md", page("A", "fault"), "fault", rule="other"), then) == [0]


def test_a_renamed_file() -> None:
    then = reports("a.md", page("1. A", "fault"), "fault")
    assert left(reports("b/c.md", page("2. A", "새 줄", "fault"), "fault"), then) == []


def test_a_copy_is_new() -> None:
    then = reports("a.md", page("A", "fault"), "fault")
    assert left(reports("b.md", page("A", "fault"), "fault"), then, **{"a.md": then[0].document}) == [0]


def test_another_document_with_the_same_words_is_new() -> None:
    then = reports("a.md", page("A", "fault"), "fault")
    assert left(reports("b.md", page("B", "fault"), "fault"), then) == [0]


def test_a_cycle_of_renames() -> None:
    """Chapters are renumbered: each file has the next one's name. A new one stands where the first was."""
    names = [f"{number}.md" for number in range(4)]
    then = [one for at in range(3) for one in reports(names[at], page(f"{at}. {'ABC'[at]}", "fault"), "fault")]
    after = [one for at in range(3) for one in reports(names[at + 1], page(f"{at + 1}. {'ABC'[at]}", "fault"), "fault")]
    fresh = reports(names[0], page("0. 새 장", "fault"), "fault")
    assert left([*fresh, *after], then) == [0]
    assert left(after, then) == []


def test_a_document_that_does_not_decode() -> None:
    raw = "몇일\n".encode("cp949")
    doc = Document("a.md", raw, Settings(), Files(".", ""))
    there = Document("b.md", raw, Settings(), Files(".", ""))
    made = [
        fingerprints(
            [make_report("r", "g", Severity.ERROR, Finding(one.span(0, 2), "m"), {one.path: one})], {one.path: one}
        )
        for one in (doc, there)
    ]
    assert left(made[1], made[0]) == []


# -------------------------------------------------------------------------------- the file

ENTRY = Entry("kr/a.md", "r", "0123456789abcdef", 0, "01234567")


def test_one_finding_a_line(tmp_path: Path) -> None:
    entries = [
        ENTRY,
        ENTRY._replace(ordinal=1, reason='"이유"\n둘'),
        ENTRY._replace(path="kr/\udcff.md", until="2027-01-31"),
    ]
    raw = render(entries)
    assert raw.count(b"\n") == len(entries) + 2
    assert all(json.loads(line.rstrip(b",")) for line in raw.split(b"\n")[1:-2])
    assert len(json.loads(raw)["findings"]) == len(entries) + 1
    file = tmp_path / "b.json"
    file.write_bytes(raw)
    assert list(load(str(file))) == sorted(entries)


def test_lines_may_be_doubled_and_in_any_order(tmp_path: Path) -> None:
    """As a merge with both sides' lines leaves them."""
    file = tmp_path / "b.json"
    reasoned = ENTRY._replace(reason="why")
    file.write_bytes(render([ENTRY._replace(ordinal=1), ENTRY, reasoned, ENTRY]))
    assert load(str(file)) == (reasoned, ENTRY._replace(ordinal=1))


LINE = json.dumps({"path": "a", "rule": "r", "context": "c", "ordinal": 0, "document": "d"})


@pytest.mark.parametrize(
    ("content", "said"),
    {
        "empty": ("", "1: no JSON"),
        "no JSON": (f'{{"version": 1, "findings": [\n{LINE},\n{LINE}\n{LINE}\n]}}', "4: no JSON"),
        "a list": ("[]", "1: no baseline"),
        "another version": ('{"version": 2, "findings": []}', "1: version 2, expected 1"),
        "nested": ("[" * 100000, "1: no JSON"),
        "a key is missing": (
            f'{{"version": 1, "findings": [\n{LINE},\n{{"path": "x"}},\nnull]}}',
            '3: "rule" is missing',
        ),
        "an unknown key": (
            f'{{"version": 1, "findings": [\n{LINE[:-1]}, "untill": ""}},\nnull]}}',
            '2: unknown key "untill"; known are path, rule, context, ordinal, document, reason, until',
        ),
        "text for a number": (
            f'{{"version": 1, "findings": [\n\n{LINE.replace("0", "true")},\nnull]}}',
            '3: "ordinal" must be a number',
        ),
        "a number for text": (
            f'{{"version": 1, "findings": [{LINE[:-1]}, "reason": 1}}]}}',
            '1: "reason" must be text',
        ),
        "no day": (
            f'{{"version": 1, "findings": [\n{LINE[:-1]}, "until": "2026-02-30"}}]}}',
            '2: "until" is `2026-02-30`, expected a day as YYYY-MM-DD',
        ),
        "no object": ('{"version": 1, "findings": [\n7]}', "2: a finding is an object"),
        "a conflict": (
            f'{{"version": 1, "findings": [\n<<<<<<< HEAD\n{LINE},\n=======\n>>>>>>> b\nnull]}}',
            "2: a merge is not finished here",
        ),
    }.values(),
)
def test_mistakes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, content: str, said: str) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "b.json").write_text(content, encoding="utf-8")
    with pytest.raises(BaselineError) as caught:
        load(str(tmp_path / "b.json"))
    assert str(caught.value).startswith(f"b.json:{said}")


def test_a_byte_that_is_not_utf8(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "b.json").write_bytes(b"{\n\n\xff}")
    with pytest.raises(BaselineError, match=r"\Ab\.json:3: the byte 0xFF is not UTF-8"):
        load("b.json")


# ------------------------------------------------------------------------------ the command


@pytest.fixture
def project(tmp_path: Path) -> Path:
    write(tmp_path, "llmdoc-lint.yaml", "rules: {key-missing: off}\n")
    write(tmp_path, PAGE, FAULTY)
    return tmp_path


def check(project: Path, *args: str) -> Ended:
    return llmdoc_lint(project, "--no-cache", "--select", "misspelling,byte-order-mark", *args)


def record(project: Path, *args: str) -> str:
    ended = llmdoc_lint(project, "baseline", "--no-cache", "--select", "misspelling,byte-order-mark", *args)
    assert (ended.status, ended.out) == (0, ""), ended
    return ended.err


def lines(project: Path, name: str = DEFAULT) -> list[dict[str, object]]:
    found = json.loads((project / name).read_bytes())["findings"]
    assert found.pop() is None
    return list(found)


def test_from_then_on_only_new_ones(project: Path) -> None:
    assert check(project).status == 1
    assert record(project) == f"{DEFAULT}: 2 findings, 0 before\n"
    ended = check(project)
    assert (ended.status, ended.out) == (0, "nothing found in 1 document; 2 in the baseline\n")
    write(project, PAGE, "\ufeff" + FAULTY + "\n설레여서 왠만하면 했습니다.\n")
    ended = check(project)
    assert ended.status == 1
    assert "byte-order-mark" in ended.out
    assert "왠만" in ended.out
    assert "몇일" not in ended.out
    assert check(project, "--no-baseline").out.count("misspelling") == 3
    summary = json.loads(check(project, "--output-format", "json").out)["summary"]
    assert (summary["findings"], summary["baselined"]) == (2, 2)


def test_the_file_is_the_same_the_second_time(project: Path) -> None:
    record(project)
    before = (project / DEFAULT).stat()
    assert record(project) == f"{DEFAULT}: 2 findings, 2 before\n"
    assert (project / DEFAULT).stat().st_mtime_ns == before.st_mtime_ns


def test_what_is_gone(project: Path) -> None:
    record(project)
    write(project, PAGE, FAULTY.replace("몇일", "며칠"))
    ended = check(project)
    assert ended.status == 0
    assert "no longer found: 1 finding of the baseline; `llmdoc-lint baseline --prune` takes" in ended.err
    assert "no longer" not in check(project, "--quiet").err
    write(project, PAGE, FAULTY.replace("몇일", "며칠") + "\n어짜피 했습니다.\n")
    assert record(project, "--prune") == f"{DEFAULT}: 1 finding, 2 before\n"
    assert check(project).status == 1  # nothing was added


def test_only_what_was_linted_is_judged(project: Path) -> None:
    write(project, "docs/x/kr/other.md", FAULTY.replace("chapter: 1", "chapter: 2").replace("1. ", "2. "))
    record(project)
    write(project, PAGE, CHAPTER)
    write(project, "docs/x/kr/other.md", CHAPTER.replace("chapter: 1", "chapter: 2").replace("1. ", "2. "))
    assert "2 findings of the baseline" in check(project, PAGE).err
    ended = llmdoc_lint(project, "--no-cache", "--select", "byte-order-mark")
    assert "no longer" not in ended.err
    assert record(project, PAGE) == f"{DEFAULT}: 2 findings, 4 before\n"
    (project / "docs/x/kr/other.md").unlink()
    assert "no longer" not in check(project, PAGE).err
    assert "2 findings of the baseline" in check(project).err
    assert record(project, "--prune") == f"{DEFAULT}: 0 findings, 2 before\n"


def test_reason_and_day(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1767225600")  # 2026-01-01
    record(project, "--reason", "the translator is away", "--until", "2026-01-01")
    assert {(line["reason"], line["until"]) for line in lines(project)} == {("the translator is away", "2026-01-01")}
    assert check(project).status == 0
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1767312000")
    ended = check(project)
    assert ended.status == 1
    assert ended.out.count("misspelling") == 2
    assert "2 findings reported again: the day in the baseline is past" in ended.err
    record(project)
    assert [line["reason"] for line in lines(project)] == ["the translator is away"] * 2
    assert all("until" not in line for line in lines(project))
    assert llmdoc_lint(project, "baseline", "--until", "tomorrow").status == 2


def test_other_files(project: Path) -> None:
    ended = check(project, "--baseline", "known.json")
    assert ended.status == 2
    assert ended.err == "llmdoc-lint: known.json: there is no such file; `llmdoc-lint baseline` writes it\n"
    record(project, "--baseline", "known.json")
    assert check(project, "--baseline", "known.json").status == 0
    assert check(project).status == 1
    write(project, "llmdoc-lint.yaml", "baseline: docs/known.json\n")
    assert check(project).status == 2
    record(project)
    assert len(lines(project, "docs/known.json")) == 2
    assert check(project / "docs").status == 0
    assert check(project, "--isolated").status == 1
    write(project, "docs/known.json", "{")
    ended = check(project)
    assert (ended.status, ended.err[:32]) == (2, "llmdoc-lint: docs/known.json:1: ")
    assert llmdoc_lint(project, "baseline", "--prune", "--baseline", "none.json").status == 2


def test_a_fix_is_for_known_findings_too(project: Path) -> None:
    record(project)
    ended = check(project, "--fix")
    assert (ended.status, ended.out.count(" fixed misspelling ")) == (0, 2)
    assert "며칠" in (project / PAGE).read_text(encoding="utf-8")


def test_nothing_is_written_after_a_failure(project: Path) -> None:
    record(project)
    before = (project / DEFAULT).read_bytes()
    write(project, PAGE, CHAPTER)
    (project / "docs/x/kr/large.md").write_bytes(b"a" * (2**24 + 1))
    ended = llmdoc_lint(project, "baseline", "--no-cache")
    assert ended.status == 2
    assert "large.md: cannot be read" in ended.err
    assert "the baseline is as it was" in ended.err
    assert (project / DEFAULT).read_bytes() == before
    assert "no longer" not in check(project).err
