"""The rules about encoding on documents that are hard on tools, and all of them together."""

from __future__ import annotations

import unicodedata
from pathlib import Path

import pytest

from harness import request
from llmdoc_lint.core import Applicability
from llmdoc_lint.encoding.code_pages import read_as
from llmdoc_lint.run import Result, run
from proportion import in_proportion

CORPUS = Path(__file__).parent.parent.parent / "shared" / "corpus"
PROSE = "언어 모델은 다음 토큰을 예측합니다.\n"


def lint(tmp_path: Path, raw: bytes, fix: Applicability | None = None) -> Result:
    (tmp_path / "page.md").write_bytes(raw)
    result = run(request(tmp_path, "encoding", None if fix is None else int(fix)))
    assert result.failures == ()
    assert result.problems == ()
    return result


def rules(result: Result) -> list[str]:
    return [report.rule for report in result.reports]


@pytest.mark.parametrize("raw", [b"", b"\n", b"\r\n", b"# Title", PROSE.encode(), PROSE.encode() * 3])
def test_sound(tmp_path: Path, raw: bytes) -> None:
    assert rules(lint(tmp_path, raw)) == []


@pytest.mark.parametrize(
    ("raw", "rule", "left"),
    [
        (b"\xef\xbb\xbf", "byte-order-mark", b""),
        (b"\xff\xfe", "not-utf8", b""),
        (b"\0" * 100, "control-character", b""),
        (b"\0", "control-character", b""),
        (b"\r", "line-ending-mixed", b"\n"),
        ("\u200b".encode(), "invisible-character", b""),
        (PROSE.encode("utf-16-le"), "not-utf8", PROSE.encode()),
        (PROSE.encode("utf-16"), "not-utf8", PROSE.encode()),
    ],
)
def test_documents_of_nothing_else(tmp_path: Path, raw: bytes, rule: str, left: bytes) -> None:
    assert rules(lint(tmp_path, raw)) == [rule]
    assert rules(lint(tmp_path, raw, Applicability.SAFE)) == []
    assert (tmp_path / "page.md").read_bytes() == left


def test_everything_at_once_ends_clean(tmp_path: Path) -> None:
    clean = (
        "# 안내\n\n언어 모델은 다음 토큰을 예측합니다.\n\n한글 이름입니다.\n\n"
        "자세한 내용은 부록을 보세요.\n\n보이는 글자만 남습니다. 다음 단계입니다.\n"
    )
    damaged = "\ufeff" + clean.replace("한글", unicodedata.normalize("NFD", "한글")).replace(
        "자세한 내용은 부록을 보세요.", read_as("자세한 내용은 부록을 보세요.", "cp1252")
    ).replace("토큰을", "토\u200b큰\x08을").replace("다음 단계", "다음\xa0단계").replace(
        "이름입니다.\n", "이름입니다.\r\n"
    )
    result = lint(tmp_path, damaged.encode())
    expected = {
        "byte-order-mark",
        "control-character",
        "invisible-character",
        "line-ending-mixed",
        "mojibake",
        "not-normalized",
    }
    assert set(rules(result)) == expected
    after = lint(tmp_path, damaged.encode(), Applicability.SAFE)
    assert after.refused == {}
    assert rules(after) == []
    assert (tmp_path / "page.md").read_text(encoding="utf-8") == clean


def test_what_was_in_another_encoding_is_seen_and_fixed_next(tmp_path: Path) -> None:
    text = "\ufeff# 안내\r\n\n토\u200b큰을 예측\x08합니다.\n"
    after = lint(tmp_path, text.encode("utf-16-le"), Applicability.SAFE)
    assert rules(after) == []
    assert (tmp_path / "page.md").read_bytes() == "# 안내\n\n토큰을 예측합니다.\n".encode()


def test_a_part_that_lost_bytes_stays_reported(tmp_path: Path) -> None:
    damaged = read_as("# 그림 지시\n정확한 크기\n- 화살표는 로 그립니다.\n", "cp1254")
    for lost in "\x81\x8d\x8e\x8f\x90\x9d\x9e\xad":
        damaged = damaged.replace(lost, "")
    after = lint(tmp_path, damaged.encode(), Applicability.SAFE)
    assert after.refused == {}
    assert rules(after) == ["mojibake"]
    assert after.reports[0].place.line == 2
    assert (tmp_path / "page.md").read_text(encoding="utf-8").startswith("# 그림 지시\n")
    again = lint(tmp_path, (tmp_path / "page.md").read_bytes(), Applicability.SAFE)
    assert again.changed == 0


def test_only_raw_rules_see_what_does_not_decode(tmp_path: Path) -> None:
    assert rules(lint(tmp_path, b"\xef\xbb\xbf# A\x00\x08\r\n\xff\n")) == ["not-utf8"]


@pytest.mark.parametrize(
    "line",
    [
        "토큰을 예측합니다. ",
        "a\u200b",
        "가\xa0나",
        "\x08a",
        "\ufffd가",
        unicodedata.normalize("NFD", "한글 "),
        "ㅎㅏㄴ",
        read_as("모델 ", "cp1252"),
        "\ufeff",
        "a\r",
        "\U000e0041",
        "\x1b[",
        "\xff",
        "&quot;",
        "&amp;",
        "& # 39 ; ",
        "\\uc774",
        "\\u{c774}",
        "\\xec\\x9d",
        "%EC%9D%B4",
        "%EC ",
        "\ue000",
        "가\ufffd나 다라마바사아자차카",
    ],
)
def test_a_long_line_is_linear(tmp_path: Path, line: str) -> None:
    raw = line.encode()
    assert in_proportion(lambda size: lint(tmp_path, raw * (size // len(raw))), 25_000)


def test_the_corpus(tmp_path: Path) -> None:
    if not CORPUS.is_dir():
        pytest.skip("the shared corpus is not there")
    result = run(request(CORPUS, "encoding"))
    assert [(report.rule, report.place.line) for report in result.reports] == [("mojibake", 5)]
    report = result.reports[0]
    assert report.place.end_line == 143
    assert "69 lines" in report.message
    assert "Windows-1254" in report.message
    (tmp_path / "page.md").write_bytes((CORPUS / report.place.path).read_bytes())
    after = run(request(tmp_path, "encoding", int(Applicability.SAFE)))
    assert after.refused == {}
    left = [report.message.split()[0] for report in after.reports]
    assert sum(map(int, left)) == 51
    assert not any(r.fix is not None and r.fix.applicability == Applicability.SAFE for r in after.reports)
