"""Faults of links, of comments to this linter, and a document of no kind."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bench.faults.table import BROKEN_TEXT, CHUNKING, LEAF, LIVE_QA, OVEN, PASSWORDS, changes, write

if TYPE_CHECKING:
    from collections.abc import Iterator

    from bench.faults.table import Fault


def anchor_broken() -> Iterator[Fault]:
    yield from changes(
        "anchor-broken contents-out-of-sync",
        (PASSWORDS.target_index, r"\]\(#3-", "](#33-"),
        (LEAF.target_index, r"\(#2-서로를-끄고-켜는-유전자\)", "(#2-서로를-끄고-켜는-유전)"),
        (CHUNKING.target_index, r"\(#5-[^)]*\)", "(#5-검색-겹침-비용)"),
        (BROKEN_TEXT.page, r"\(#glossary\)", "(#glosary)"),
        (PASSWORDS.target_index, r"\(#1-[^)]*\)", "(#1-비밀번호는-왜-새는가)"),
        (OVEN.page, r"^> 오븐은", "[아래](#정리)를 보세요.\n\n> 오븐은"),
        (LEAF.target_index, r"\(#5-[^)]*\)", "(#chapter-5)"),
        (PASSWORDS.target_index, r"\(#6-([^)]*)\)", r"(#6--\1)"),
        (OVEN.source, r"^> You can", "See [below](#the-oven).\n\n> You can"),
    )


def contents_out_of_sync() -> Iterator[Fault]:
    yield from changes(
        "contents-out-of-sync chapter-title-conflict chapter-missing anchor-broken chapter-order",
        (PASSWORDS.target_index, r"(^3\. \[[^\n]*\]\(#)[^)]*", r"\g<1>2-해시와-솔트-hashes-and-salt"),
        (LEAF.target_index, r"(^4\. \[[^\n]*\]\(#)[^)]*", r"\g<1>5-우리가-모르는-것"),
        (PASSWORDS.target_index, r"^2\. \[해시와 솔트\]", "2. [해시]"),
        (LEAF.target_index, r"^3\. \[[^\]]*\]", "3. [온도 보상]"),
        (CHUNKING.target_index, r"^4\. \[[^\n]*\n", ""),
        (PASSWORDS.target_index, r"^(5\. \[[^\n]*\n)(6\. \[[^\n]*\n)", r"\2\1"),
        (LEAF.target_index, r"^5\. (\[[^\n]*\n)", r"5. \1\n6. [질의응답](#6-질의응답) (1:00:00)\n"),
        (PASSWORDS.target_index, r"(?<=^1\. \[)비밀번호는 왜 새는가", "비밀번호가 왜 새나"),
        (LEAF.source_index, r"(?<=^2\. \[)Genes That Switch Each Other", "Genes"),
        (CHUNKING.target_index, r"(?<=^8\. \[)모두 모아 정리하기", "정리"),
    )


def file_missing() -> Iterator[Fault]:
    yield from changes(
        "file-missing",
        (PASSWORDS.source_index, r"hashes-and-salt\.md", "hash-and-salt.md"),
        (LEAF.source_index, r"the-clock-in-the-field\.md", "clock-in-the-field.md"),
        (OVEN.page, r"https://example.net/images/loaf.jpg", "images/loaf.jpg"),
        (OVEN.source, r"https://example.net/images/loaf.jpg", "./loaf.jpg"),
        (PASSWORDS.page(2), r"\Z", "\n[다음 챕터](long-beats-clevr.md)\n"),
        (LEAF.page(1), r"\Z", "\n[목차](../_index.md)\n"),
        (CHUNKING.page(2), r"(## 전체 번역\n)", r"[원문](../en/bytes-characters-tokens.md)\n\n\1"),
        (PASSWORDS.page(6), r"\Z", '\n<img src="cake.png">\n'),
        (OVEN.page, r"\Z", "\n[영어 원문][src]\n\n[src]: ../english/index.md\n"),
    )


def video_conflict() -> Iterator[Fault]:
    yield from changes(
        "video-conflict course-metadata-conflict",
        (PASSWORDS.target_index, r"(\[원본 영상\]\([^)]*v=)Kq3_pAsSw0r", r"\1Kq3_pAsSwOr"),
        (LEAF.page(3), r"(바로가기[^\n]*v=)bIoL-c10ck9", r"\1bIoL-c10ck_"),
        (LEAF.source_index, r"(\[Original video\]\([^)]*v=)bIoL-c10ck9", r"\1AAAAAAAAAAA"),
        (
            PASSWORDS.page(5),
            r"(바로가기[^\n]*)www.youtube.com/watch\?v=Kq3_pAsSw0r&t=480s",
            r"\1youtu.be/xxxxxxxxxxx?t=480",
        ),
        (CHUNKING.target_index, r"(\[원본 영상\]\([^)]*v=)\S{11}", r"\1n0tThisV1d0"),
        (LIVE_QA.page, r"(\[원본 영상\]\([^)]*v=)\S{11}", r"\1n0tThisV1d0"),
        (CHUNKING.page(6), r"(바로가기[^\n]*v=)[^&]{11}", r"\1n0tThisV1d0"),
        (PASSWORDS.page(1), r"(바로가기[^\n]*v=)[^&]{11}", r"\1bIoL-c10ck9"),
    )


def suppression_unused() -> Iterator[Fault]:
    yield from changes(
        "suppression-unused",
        (PASSWORDS.page(1), r"(## 전체 번역\n)", r"<!-- llmdoc-lint-disable-next-line timestamp-gap: 침묵 -->\n\1"),
        (LEAF.target_index, r"(### 목차\n)", r"<!-- llmdoc-lint-disable mojibake -->\n\1"),
        (OVEN.page, r"(## 빵\n)", r"<!-- llmdoc-lint-disable-file token-lost -->\n\1"),
        (PASSWORDS.page(2), r"(translatedAt: [^\n]*\n)", r"\1lint-ignore: [chapter-empty]\n"),
        (PASSWORDS.target_index, r"(\n## 2\.)", r"\n<!-- llmdoc-lint-disable anchor-broken -->\n\1"),
        (PASSWORDS.source(1), r"(## 영어)", r"<!-- llmdoc-lint-disable-next-line text-truncated -->\n\1"),
        (OVEN.source, r"(## The Loaf\n)", r"<!-- llmdoc-lint-disable-file links -->\n\1"),
        (LEAF.page(3), r"(translatedAt: [^\n]*\n)", r"\1lint-ignore: [translation]\n"),
    )


def suppression_invalid() -> Iterator[Fault]:
    yield from changes(
        "suppression-invalid suppression-unused value-invalid",
        (PASSWORDS.page(1), r"(## 전체 번역\n)", r"<!-- llmdoc-lint-disable-next-line timestamp-gaps -->\n\1"),
        (LEAF.target_index, r"(### 목차\n)", r"<!-- llmdoc-lint-disable moji-bake -->\n\1"),
        (OVEN.page, r"(## 빵\n)", r"<!-- llmdoc-lint-disable-file -->\n\1"),
        (PASSWORDS.page(2), r"(translatedAt: [^\n]*\n)", r"\1lint-ignore: [chapter_empty]\n"),
        (PASSWORDS.target_index, r"(\n## 2\.)", r"\n<!-- llmdoc-lint-disabled anchor-broken -->\n\1"),
        (PASSWORDS.source(1), r"(## 영어)", r"<!-- llmdoc-lint-disable-nextline text-truncated -->\n\1"),
        (OVEN.source, r"(## The Loaf\n)", r"<!-- llmdoc-lint-enable anchor-broken -->\n\1"),
        (LEAF.page(3), r"(translatedAt: [^\n]*\n)", r"\1lint-ignore: 3\n"),
    )


def document_unknown() -> Iterator[Fault]:
    for path, content in (
        ("notes/a.md", "---\nlayout: post\nfoo: 1\n---\n\n# 메모\n\n짧은 메모입니다.\n"),
        ("lectures/2025-fall/b.md", '---\ntitle: "메모"\ntags: [x]\n---\n\n본문입니다.\n'),
        ("essays/c.md", "---\ndate: 2026-01-01\n---\n\nText.\n"),
        ("content/d.md", "---\nname: x\ndescription: y\n---\n\n본문.\n"),
    ):
        yield write("document-unknown", path, content)


ALL = (
    anchor_broken,
    contents_out_of_sync,
    file_missing,
    video_conflict,
    suppression_unused,
    suppression_invalid,
    document_unknown,
)
