"""Faults of bytes and characters."""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING

from bench.faults.table import BROKEN_TEXT, CHUNKING, LEAF, OVEN, PASSWORDS, change, changes, text, verbatim

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from bench.faults.table import Fault


def misread(passage: str, encoding: str) -> str:
    """Its bytes as UTF-8, read as if they were in another encoding; what that lacks is lost."""
    return passage.encode("utf-8").decode(encoding, "ignore")


def misread_as(encoding: str) -> Callable[[re.Match[str]], str]:
    return lambda match: misread(match[0], encoding)


def as_bytes_of(encoding: str) -> Callable[[re.Match[str]], str]:
    """Written in another encoding; what that lacks is lost."""
    return lambda match: match[0].encode(encoding, "ignore").decode("utf-8", "surrogateescape")


def not_utf8() -> Iterator[Fault]:
    for path, encoding in (
        (PASSWORDS.page(1), "utf-16"),
        (LEAF.page(2), "cp949"),
        (OVEN.page, "utf-16-le"),
        (PASSWORDS.target_index, "cp949"),
        (LEAF.target_index, "utf-16-be"),
        (PASSWORDS.page(4), "euc-kr"),
        (OVEN.source, "cp1252"),
        (LEAF.page(5), "johab"),
    ):
        yield change("not-utf8", (path, r"\A.*\Z", as_bytes_of(encoding)), note=f"all of it as {encoding}")
    yield from changes(
        "not-utf8",
        (PASSWORDS.page(2), "적어도 이론은 그렇습니다", as_bytes_of("cp949")),
        (OVEN.page, "오븐은 재촉할 수 있지만 반죽은 재촉할 수 없습니다", as_bytes_of("cp949")),
        (LEAF.page(3), r"이상한 점이 있습니다\. 화학 반응은", as_bytes_of("cp949")),
        (PASSWORDS.page(3), "문자", "\udceb\udcac자"),  # the last byte of a syllable is lost
    )


def byte_order_mark() -> Iterator[Fault]:
    for path in (
        PASSWORDS.page(1),
        LEAF.target_index,
        OVEN.page,
        PASSWORDS.source(3),
        OVEN.source,
        CHUNKING.page(2),
        PASSWORDS.source_index,
        PASSWORDS.prompt,
    ):
        yield change("byte-order-mark", (path, r"\A", "\ufeff"))
    yield change("byte-order-mark invisible-character", (PASSWORDS.page(3), "(?=오랫동안)", "\ufeff"))


def mojibake() -> Iterator[Fault]:
    yield from changes(
        "mojibake",
        (PASSWORDS.page(1), r"세 번째 길은 [^\n]*", misread_as("cp1252")),
        (PASSWORDS.target_index, r"(?<=\[3:00\] )[^\n]*", misread_as("cp1254")),
        (OVEN.page, r"^## 빵$", misread_as("cp1252")),
        (LEAF.page(2), r'^titleKr: "[^"]*"', misread_as("latin-1")),
        (LEAF.target_index, r"^- 생체[^\n]*", misread_as("cp1252")),
        (OVEN.page, r"^> 오븐은[^\n]*", lambda match: misread(misread(match[0], "cp1252"), "cp1252")),
        (PASSWORDS.page(6), r"^- 신고한[^\n]*", lambda match: re.sub("[\x80-\x9f]", "", misread(match[0], "latin-1"))),
        (OVEN.source, "Zając", misread_as("cp1252")),
        (LEAF.source(4), "Bogotá", misread_as("cp1252")),
        (OVEN.source, "can hurry the oven, but", "can hurry the oven â€” but"),
        (PASSWORDS.prompt, r"설명은 \*\*한국어", misread_as("cp1252")),
        (PASSWORDS.page(4), r"\A.*\Z", misread_as("cp1252")),
        (OVEN.page, "저는 지난겨울에", misread_as("mac_roman")),
        (PASSWORDS.page(5), r"지문이 [^\n]*", misread_as("cp437")),
        (LEAF.page(4), r"^# 4[^\n]*", misread_as("cp1252")),
        (BROKEN_TEXT.page, r"비에른 뮐러 \(Bjørn Müller\)", misread_as("cp1252")),
    )


def replacement_character() -> Iterator[Fault]:
    for path, pattern in (
        (PASSWORDS.page(1), "바쁜 것입니다"),
        (PASSWORDS.target_index, "솔트를 해시 옆에"),
        (OVEN.page, "밀가루"),
        (LEAF.page(2), "반딧불이의"),
        (PASSWORDS.page(3), r"^- 단어 여섯 개"),
        (LEAF.target_index, "마리트 솔헤임은"),
        (CHUNKING.page(4), "문단"),
        (OVEN.source, "The recipe"),
        (PASSWORDS.source(2), "rainbow"),
    ):
        yield change(
            "replacement-character", (path, pattern, lambda match: f"{match[0][:2]}\ufffd\ufffd{match[0][3:]}")
        )


def control_character() -> Iterator[Fault]:
    for path, word, character in (
        (PASSWORDS.page(1), "바쁜", "\x08"),
        (PASSWORDS.target_index, "레인보우", "\x00"),
        (OVEN.page, "반죽은", "\x0b"),
        (LEAF.page(3), "온도", "\x85"),
        (OVEN.source, "winter", "\x1b"),
        (LEAF.target_index, "목차", "\x7f"),
        (PASSWORDS.source(5), "passkey", "\x0c"),
        (PASSWORDS.page(5), "개인 키", "\x96"),
        (PASSWORDS.prompt, "Layout", "\x01"),
    ):
        yield change("control-character", (path, f"(?<={word})", character), note=repr(character))


def invisible_character() -> Iterator[Fault]:
    for path, word, character in (
        (PASSWORDS.page(1), "바쁜", "\u200b"),
        (PASSWORDS.target_index, "레인보", "\u00ad"),
        (OVEN.page, "반죽", "\u200e"),
        (LEAF.page(3), "온도", "\u2060"),
        (OVEN.source, "recipe", "\u202e"),
        (LEAF.target_index, "잎", "\ufeff"),
        (PASSWORDS.page(4), "두", "\u3000"),
        (LEAF.page(1), "찬장", "\u200d"),
        (CHUNKING.page(3), "고정", "\U000e0041"),
        (PASSWORDS.page(2), "해시", "\u00a0"),
        (OVEN.page, "빵을", "\u2003"),
        (PASSWORDS.page(5), "지문", "\u202f"),
        (LEAF.page(2), "고리", "\u115f"),
        (LEAF.page(4), "농부", "\u3164"),
    ):
        edit = path, rf"(## (?:전체 번역|빵|The Loaf|챕터별).*?{word})", rf"\g<1>{character}"
        yield change("invisible-character", edit, note=f"U+{ord(character):04X}")


def not_normalized() -> Iterator[Fault]:
    for path, pattern in (
        (PASSWORDS.page(1), "세 번째 길은 서버"),
        (PASSWORDS.target_index, r"^title: [^\n]*"),
        (OVEN.page, "^## 프로그램"),
        (LEAF.page(3), r"\A.*\Z"),
        (LEAF.target_index, r"^- 온도가[^\n]*"),
        (OVEN.source, "Zając"),
        (PASSWORDS.page(6), "케이크"),
    ):
        yield change(
            "not-normalized",
            (path, pattern, lambda match: unicodedata.normalize("NFD", match[0])),
            note=f"{pattern} in NFD",
        )
    yield from changes(
        "not-normalized invisible-character",
        (PASSWORDS.page(2), "솔트는", "솔트느ㄴ"),
        (OVEN.page, "단순합니다", "단순합니ㄷㅏ"),
        (LEAF.page(5), "참나무", "참나ㅁㅜ"),
        (PASSWORDS.page(4), "주머니에", "주머니\uffa0에"),
        (LEAF.page(1), "아침에", "아침\u110b에"),
        (PASSWORDS.target_index, "편지", "편\uffa1지"),
    )


def line_ending_mixed() -> Iterator[Fault]:
    for path, lines in (
        (PASSWORDS.page(1), 3),
        (PASSWORDS.target_index, 20),
        (OVEN.page, 1),
        (LEAF.page(2), 5),
        (OVEN.source, 8),
        (CHUNKING.page(3), 2),
        (PASSWORDS.prompt, 4),
    ):
        new = text(path).replace("\n", "\r\n", lines)
        yield change("line-ending-mixed", (path, r"\A.*\Z", verbatim(new)), note=f"{lines} lines end in CRLF")
    yield change(
        "line-ending-mixed",
        (PASSWORDS.page(5), r"\A.*\Z", lambda match: match[0].replace("\n", "\r\n").replace("\r\n", "\n", 2)),
        note="all lines but two end in CRLF",
    )


def html_entity_residue() -> Iterator[Fault]:
    yield from changes(
        "html-entity-residue",
        (PASSWORDS.page(3), "기호를 쓰라고", "기호&#39;를 쓰라고"),
        (OVEN.page, r"측정에 대해", "&quot;측정&quot;에 대해"),
        (PASSWORDS.target_index, "해결책은 솔트", "해결책은 &amp;amp; 솔트"),
        (LEAF.page(1), "장 드 메랑", "장 드 메랑&#8217;s"),
        (LEAF.target_index, "벽시계보다", "&amp;quot;벽시계&amp;quot;보다"),
        (OVEN.source, "tasted each", "tasted &amp;#39;each&amp;#39;"),
        (PASSWORDS.page(4), "이야기를", "&lt;이야기&gt;를"),
        (LEAF.page(4), "이것이 실험실", "&ldquo;이것&rdquo;이 실험실"),
        (OVEN.page, r"조리법은 한 번도", "조리법은&nbsp;한 번도"),
        (PASSWORDS.source(2), "that is what", "that&#39;s what"),
        (CHUNKING.page(2), "그래서", "&amp;nbsp;그래서"),
        (PASSWORDS.page(6), "그러니 말해", "&apos;그러니&apos; 말해"),
    )


def escape_residue() -> Iterator[Fault]:
    for path, pattern, new in (
        (PASSWORDS.page(3), "기호를 쓰라고", r"\\uae30\\ud638를 쓰라고"),
        (OVEN.page, "측정에 대해", "%EC%B8%A1%EC%A0%95에 대해"),
        (LEAF.page(1), "장 드 메랑", r"\\uc7a5 드 메랑"),
        (LEAF.target_index, "벽시계보다", "%EB%B2%BD%EC%8B%9C%EA%B3%84보다"),
        (PASSWORDS.page(4), "이야기를", r"이야기\\n를"),
        (OVEN.source, "tasted each", r"tasted\\u0020each"),
        (CHUNKING.page(5), "그래서", r"\\xea\\xb7\\xb8래서"),
        (PASSWORDS.target_index, "편지 일곱", r"편지 \\ud3b8\\uc9c0 일곱"),
        (LEAF.page(3), "밧줄을", "밧줄%EC%9D%84"),
    ):
        yield change("escape-residue front-matter-invalid", (path, pattern, new), last=True)


def unassigned_character() -> Iterator[Fault]:
    for path, word, character in (
        (PASSWORDS.page(1), "바쁜", "\ue001"),
        (PASSWORDS.target_index, "레인보우", "\uf8ff"),
        (OVEN.page, "반죽은", "\U000f0001"),
        (LEAF.page(3), "온도", "\u0378"),
        (OVEN.source, "winter", "\ufdd0"),
        (LEAF.target_index, "목차", "\uffff"),
        (PASSWORDS.page(5), "개인", "\ue0b0"),
        (LEAF.page(5), "참나무", "\U0010fffd"),
    ):
        yield change("unassigned-character", (path, f"(?<={word})", character), last=True, note=repr(character))


ALL = (
    not_utf8,
    byte_order_mark,
    mojibake,
    replacement_character,
    control_character,
    invisible_character,
    not_normalized,
    line_ending_mixed,
    html_entity_residue,
    escape_residue,
    unassigned_character,
)
