"""Lines that lost bytes: what they were, how sure that is, and what is never written."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from harness import request
from llmdoc_lint.core import Applicability
from llmdoc_lint.document import Document, Files
from llmdoc_lint.encoding.code_pages import page
from llmdoc_lint.encoding.mojibake import damage
from llmdoc_lint.encoding.restoration import EXACT, INFERRED, RESTORED, SURE, Repair, repairs
from llmdoc_lint.run import run
from llmdoc_lint.settings import Settings

if TYPE_CHECKING:
    from llmdoc_lint.run import Result

CORPUS = Path(__file__).parent.parent.parent / "shared" / "corpus"
FIXTURES = Path(__file__).parent.parent / "fixtures"
PROMPT = "deep-dive-llms/prompts/preview-of-things-to-come-cheatsheet-prompt.md"
SOURCE = "deep-dive-llms/eng/preview-of-things-to-come.md"
UNDEFINED = "\x81\x8d\x8e\x8f\x90\x9d\x9e"  # in Windows-1254


def misread(text: str, codec: str = "cp1254", lost: str = UNDEFINED + "\xad", mark: str = "") -> str:
    """UTF-8 read as a code page, with `mark` for the bytes in `lost`."""
    table = {byte: mark if chr(byte) in lost else char for byte, char in enumerate(page(codec).chars)}
    return text.encode().decode("latin-1").translate(table)


def beside(damaged: str, others: dict[str, str]) -> Document:
    """A damaged document in a project with these others."""
    contents = {f"docs/x/{path}": text.encode() for path, text in others.items()}
    files = Files("/nowhere", "2026-03-01", tuple(contents), contents)
    return Document("docs/x/prompts/a-prompt.md", damaged.encode(), Settings(), files)


def lines(doc: Document) -> list[Repair]:
    return [one for passage in repairs(doc) for one in passage]


PAGE = """\
# 다음 토큰 고르기

모델은 확률이 높은 토큰만 고르지 않습니다. 온도를 올리면 덜 흔한 토큰도 자주 나옵니다.

- 확률 분포에서 하나를 뽑는다
- 온도와 상위 후보의 수가 결과를 바꾼다
"""


# ------------------------------------------------------------------------------------- restored


def test_a_line_that_a_sound_document_holds_is_taken_over() -> None:
    doc = beside(f"# Source\n\n{misread(PAGE)}", {"eng/next-token.md": PAGE})
    found = lines(doc)
    assert [one.text for one in found] == [line for line in PAGE.split("\n") if line]
    assert {one.tier for one in found} <= {EXACT, RESTORED}
    assert {one.source for one in found if one.tier == RESTORED} == {"docs/x/eng/next-token.md"}
    assert misread("\n".join(one.text for one in found)) == "\n".join(row for row in misread(PAGE).split("\n") if row)


@pytest.mark.parametrize("mark", ["?", "\ufffd", " "])
def test_marks_in_place_of_bytes_do_not_matter(mark: str) -> None:
    doc = beside(misread(PAGE, mark=mark, lost=UNDEFINED), {"eng/next-token.md": PAGE})
    assert [one.text for one in lines(doc)] == [line for line in PAGE.split("\n") if line]


def test_what_cp949_destroyed_is_taken_over() -> None:
    damaged = "\n".join(row.encode().decode("cp949", "replace") for row in PAGE.split("\n"))
    found = [one for one in lines(beside(damaged, {"eng/next-token.md": PAGE})) if one.text]
    assert found
    assert all(one.tier == RESTORED and one.text in PAGE.split("\n") for one in found)


def test_a_damaged_document_is_no_copy_and_no_teacher() -> None:
    doc = beside(misread(PAGE), {"eng/next-token.md": misread(PAGE, lost="")})
    assert not [one for one in lines(doc) if one.tier == RESTORED]


def test_a_short_line_alone_is_no_copy() -> None:
    """Two syllables may be anybody's; the same two in a copied block are not."""
    alone = [one for one in lines(beside(misread("- 작게\n"), {"eng/a.md": "- 작게\n"})) if one.tier == RESTORED]
    assert not alone
    block = f"{PAGE}\n- 작게\n"
    assert lines(beside(misread(block), {"eng/a.md": block}))[-1].text == "- 작게"


def test_a_line_that_two_documents_hold_in_different_words_is_neither() -> None:
    first, second = "실제로 손필기 노트를 쓰는 방법을 배웁니다", "실제로 속필기 노트를 쓰는 방법을 배웁니다"
    assert misread(first) == misread(second)
    doc = beside(misread(first) + "\n", {"eng/a.md": first + "\n", "eng/b.md": second + "\n"})
    assert not [one for one in lines(doc) if one.tier == RESTORED]


def test_the_lines_around_say_which_of_two_it_was() -> None:
    first, second = "실제로 손필기 노트를 쓰는 방법을 배웁니다", "실제로 속필기 노트를 쓰는 방법을 배웁니다"
    doc = beside(misread(f"{PAGE}\n{second}\n"), {"eng/a.md": first + "\n", "eng/b.md": f"{PAGE}\n{second}\n"})
    assert lines(doc)[-1].text == second


# ------------------------------------------------------------------------------------- inferred


def test_a_line_is_inferred_from_sound_text_and_damages_back() -> None:
    text = "온도를 올리면 덜 흔한 토큰도 자주 고르고, 확률이 높은 후보만 나오지 않습니다."
    doc = beside(misread(text) + "\n", {"kr/a.md": PAGE * 3})
    (one,) = lines(doc)
    assert one.tier == INFERRED
    assert one.likely == text
    for start, end, new in one.edits:
        assert misread(new) == doc.text[start:end]


def test_what_is_in_doubt_keeps_its_bytes_and_is_told_with_its_candidates() -> None:
    text = "온도를 올리면 손필기 노트에 확률이 높은 토큰만 나옵니다."
    doc = beside(misread(text) + "\n", {"kr/a.md": PAGE * 3})
    (one,) = lines(doc)
    (doubt,) = [each for each in one.doubts if {"손", "속"} <= {char for char, _ in each.candidates}]
    assert doc.text[doubt.start : doubt.end] == misread("손")
    assert all(share < SURE for _, share in doubt.candidates)
    assert not any(start < doubt.end and doubt.start < end for start, end, _ in one.edits)


def test_a_character_left_in_doubt_is_found_again() -> None:
    doc = beside("온도를 올리면 ì†필기 노트에 토큰이 나옵니다.\n", {"kr/a.md": PAGE})
    (passage,) = damage(doc)
    assert doc.text[passage.start : passage.end] == "ì†"
    (one,) = lines(doc)
    assert {"손", "속"} <= {char for char, _ in one.doubts[0].candidates}
    assert not one.edits


def test_where_32_values_of_a_byte_are_lost_nothing_is_inferred() -> None:
    c1 = "".join(map(chr, range(0x80, 0xA0)))
    doc = beside(misread(PAGE, "latin-1", c1), {"kr/a.md": PAGE.replace("토큰", "단어")})
    assert lines(doc)
    assert not [one for one in lines(doc) if one.tier == INFERRED and one.edits]


@pytest.mark.parametrize(
    "text",
    [
        "프랑스어의 ê와 ë, 스페인어의 í는 모양이 다릅니다.",
        "“ê”는 모자를 썼고 ‘ë’는 점이 둘입니다.",
        "Citroë® 상표와 forê° 같은 낱말을 한국어 문장에 썼다.",
        "가ë나, ì, í — 모두 글자 이름입니다.",
    ],
)
def test_letters_beside_hangul_are_no_remnants(text: str) -> None:
    assert damage(beside(text + "\n", {})) == ()


# ------------------------------------------------------------------------------------- the rule


def test_nothing_else_is_read_for_a_sound_document(tmp_path: Path) -> None:
    files = Files(str(tmp_path), "2026-03-01", ("a.md", "b.md"))
    assert repairs(Document("a.md", PAGE.encode(), Settings(), files)) == ()
    assert files.asked == {}


def test_what_was_read_is_part_of_the_answer(tmp_path: Path) -> None:
    """A cached finding is looked at again when the copy it was restored from changes."""
    course = tmp_path / "docs" / "x"
    (course / "eng").mkdir(parents=True)
    (course / "prompts").mkdir()
    copy = course / "eng" / "next-token.md"
    (course / "prompts" / "a-prompt.md").write_text(misread(PAGE), encoding="utf-8")

    def restored() -> int:
        result = run(request(tmp_path, "mojibake")._replace(cache=str(tmp_path / ".cache")))
        return sum("from an undamaged copy" in report.message for report in result.reports)

    copy.write_text(PAGE, encoding="utf-8")
    assert restored() == restored() == 1
    copy.write_text("# Nothing here\n", encoding="utf-8")
    assert restored() == 0
    copy.write_text(PAGE, encoding="utf-8")
    assert restored() == 1


# ------------------------------------------------------------------------------------- the corpus


@pytest.fixture
def corpus(tmp_path: Path) -> Path:
    if not CORPUS.exists():
        pytest.skip("the corpus is not beside the project")
    return Path(shutil.copytree(CORPUS, tmp_path / "corpus"))


def fixed(root: Path, allowed: Applicability) -> tuple[Result, str]:
    result = run(request(root, "mojibake", fix=int(allowed)))
    assert result.failures == ()
    assert result.refused == {}
    return result, (root / PROMPT).read_text(encoding="utf-8")


def test_safe_fixes_restore_the_embedded_source_of_the_corpus(corpus: Path) -> None:
    damaged = (corpus / PROMPT).read_text(encoding="utf-8").split("\n")
    result, text = fixed(corpus, Applicability.SAFE)
    source = (corpus / SOURCE).read_bytes()
    assert source.strip() in text.encode()
    written = [(old, new) for old, new in zip(damaged, text.split("\n"), strict=True) if old != new]
    assert len(written) == 38  # 20 of the source page, 18 that kept their bytes
    assert all(misread(new) == old for old, new in written)
    left = {number for report in result.reports for number in range(report.place.line, report.place.end_line + 1)}
    pairs = enumerate(zip(damaged, text.split("\n"), strict=True), 1)
    assert left >= {number for number, (old, new) in pairs if old == new and not old.isascii()}


def test_unsafe_fixes_leave_no_wrong_character_in_the_corpus_and_say_what_they_leave(corpus: Path) -> None:
    damaged = (corpus / PROMPT).read_text(encoding="utf-8").split("\n")
    result, text = fixed(corpus, Applicability.UNSAFE)
    hangul = sum("가" <= char <= "힣" for char in text)
    assert hangul >= 0.99 * 895
    assert "손필기" not in text  # nobody can tell it from 속필기
    assert "속필기" not in text
    for old, new in zip(damaged, text.split("\n"), strict=True):
        # The rest is read wrongly already: reading a whole line wrongly once more leaves it in peace.
        pieces = [misread(char) if "가" <= char <= "힣" or char in "─│┌┐└┘├┤→⚡📌🔬🖥\ufe0f🤖" else char for char in new]
        assert "".join(pieces) == old or new == old
    for number, row in enumerate(text.split("\n"), 1):
        remains = any(char in row for char in "ìëêíğ")
        assert remains == any(r.place.line <= number <= r.place.end_line for r in result.reports), row
    assert all(report.fix is None or report.fix.applicability == Applicability.DISPLAY for report in result.reports)


def test_the_wrapper_of_the_corpus_is_right(corpus: Path) -> None:
    """Characters that a person restored, in lines that no sibling has."""
    _, text = fixed(corpus, Applicability.UNSAFE)
    for row in (
        "Preview of Things to Come - LLM의 미래 전망",
        "# Layout Structure (이 구조대로 배치해주세요)",
        "레이아웃은 아래 지정된 구조를 따라 새로 만들어주세요.",
        "│  │ 키보드/마우스 제어  │ │ Test-Time Train  │ │ 더 자율적인 AI     ││",
        "| 영역 | 비율 | 내용 | 배치 |",
        "- 보기 좋게 정리된 **실제 펜 노트필기** 같은 느낌",
        "- 표는 깔끔한 **테이블 형식**으로 렌더링",
    ):
        assert row in text


@pytest.mark.parametrize("allowed", [Applicability.SAFE, Applicability.UNSAFE])
def test_fixing_the_corpus_twice_is_fixing_it_once(corpus: Path, allowed: Applicability) -> None:
    _, once = fixed(corpus, allowed)
    result, twice = fixed(corpus, allowed)
    assert twice == once
    assert result.fixed == ()
