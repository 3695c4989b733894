"""Faults of front matter, and of what it says of the course."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bench.faults.table import BROKEN_TEXT, CHUNKING, LEAF, LIVE_QA, OVEN, PASSWORDS, change, changes, chapter_text

if TYPE_CHECKING:
    from collections.abc import Iterator

    from bench.faults.table import Fault


def front_matter_missing() -> Iterator[Fault]:
    for path in (
        PASSWORDS.target_index,
        PASSWORDS.page(3),
        LEAF.target_index,
        LEAF.page(2),
        OVEN.page,
        OVEN.source,
        PASSWORDS.source(2),
        PASSWORDS.source_index,
        LEAF.source(4),
        CHUNKING.target_index,
        BROKEN_TEXT.page,
        LIVE_QA.source,
    ):
        yield change("front-matter-missing", (path, r"\A---\n.*?\n---\n\n?", ""))


def front_matter_invalid() -> Iterator[Fault]:
    yield from changes(
        "front-matter-invalid",
        (PASSWORDS.page(1), r'^titleKr: "([^"]*)"$', r'titleKr: "\1'),
        (LEAF.target_index, r"^author: .*?$", "author: [Marit"),
        (OVEN.page, r"^title: .*?$", "title: 느린 오븐: 빠른 공책"),
        (PASSWORDS.page(5), r"^(timestamp: [^\n]*)$", r"\t\1"),
        (LEAF.page(3), r"^(---)\n(?=\n# )", "\n"),
        (PASSWORDS.target_index, r'^(status: "final")$', r'\1 "x"'),
        (OVEN.source, r"^author: .*?$", "author: @zajac"),
        (PASSWORDS.source(3), r"^(chapter: 3)$", r"  \1"),
        (LEAF.source(1), r"^title: .*?$", 'title: "The "Mimosa" in the Cupboard"'),
        (CHUNKING.target_index, r"^  readability: 9", "   readability: 9\n  - x"),
        (LIVE_QA.page, r"^author: .*?$", "author: '클로에 로랑"),
        (PASSWORDS.source_index, r'^duration: "12:20"$', 'duration "12:20"'),
        (PASSWORDS.page(6), r'^(sourceUrl: )"(.*?)"$', r"\1{\2"),
    )
    yield change("front-matter-invalid front-matter-missing", (LEAF.page(5), r"\A---\n", "--\n"))


def key_duplicate() -> Iterator[Fault]:
    for path, key in (
        (PASSWORDS.target_index, "status"),
        (PASSWORDS.page(2), "chapter"),
        (PASSWORDS.source(1), "author"),
        (OVEN.source, "source_type"),
        (PASSWORDS.source_index, "chapters"),
    ):
        yield change("key-duplicate", (path, rf"^({key}: [^\n]*\n)(.*?)^---\n", r"\1\2\1---\n"))
    for path, line in (
        (LEAF.page(4), 'translatedAt: "2026-01-27"'),
        (OVEN.page, 'title: "느린 오븐과 빠른 공책 2"'),
        (LEAF.target_index, 'duration: "1:00:47"'),
        (CHUNKING.page(3), 'timestamp: "3:07"'),
        (BROKEN_TEXT.page, "hasSummary: true"),
    ):
        yield change("key-duplicate", (path, r"(?<=\n)---\n", f"{line}\n---\n"), note=f"once more {line}")


def key_missing() -> Iterator[Fault]:
    for path, keys in (
        (PASSWORDS.page(1), "title titleKr chapter timestamp sourceUrl translatedAt"),
        (
            LEAF.target_index,
            "title originalTitle author sourceUrl translatedAt status contentType duration totalChapters hasSummary",
        ),
        (LEAF.source(2), "title titleKr source_url source_type author parent chapter totalChapters"),
        (LEAF.source_index, "title source_url source_type author"),
        (OVEN.source, "source_url author source_type"),
        (OVEN.page, "originalTitle sourceUrl status translatedAt"),
    ):
        for key in keys.split():
            yield change("key-missing", (path, rf"^{key}: [^\n]*\n", ""))
    yield change("key-missing", (PASSWORDS.page(2), r'^titleKr: "[^"]*"', 'titleKr: ""'))
    yield change("key-missing value-invalid", (LEAF.target_index, r"^author: [^\n]*", "author:"))


def key_unknown() -> Iterator[Fault]:
    for path, key, misspelt in (
        (PASSWORDS.page(1), "titleKr", "titelKr"),
        (PASSWORDS.page(2), "titleKr", "titleKR"),
        (PASSWORDS.target_index, "sourceUrl", "source_url"),
        (PASSWORDS.target_index, "translatedAt", "translated_at"),
        (LEAF.target_index, "originalTitle", "originaltitle"),
        (LEAF.page(3), "timestamp", "timeStamp"),
        (LEAF.page(1), "chapter", "Chapter"),
        (OVEN.page, "sourceUrl", "source_url"),
        (OVEN.page, "contentType", "content-type"),
        (OVEN.source, "fetch_date", "fetchDate"),
        (OVEN.source, "published_date", "date_published"),
        (LEAF.source(3), "totalChapters", "total_chapters"),
        (PASSWORDS.source_index, "source_url", "sourceURL"),
        (PASSWORDS.target_index, "hasSummary", "hasSumary"),
        (CHUNKING.target_index, "qaScore", "qascore"),
    ):
        yield change("key-unknown key-missing", (path, rf"^{key}:", misspelt + ":"))
    for path, line in (
        (PASSWORDS.page(4), "draft: true"),
        (OVEN.page, "tags: [baking]"),
        (LEAF.target_index, 'translater: "Kim"'),
        (LEAF.source_index, 'titel: "x"'),
    ):
        yield change("key-unknown", (path, r"\A---\n", f"---\n{line}\n"), note=f"with {line}")


def value_invalid() -> Iterator[Fault]:
    for path, key, value in (
        (PASSWORDS.target_index, "status", '"Final"'),
        (OVEN.page, "status", '"완료"'),
        (LEAF.target_index, "status", "published"),
        (PASSWORDS.page(1), "translatedAt", '"2026/1/24"'),
        (PASSWORDS.page(3), "translatedAt", '"24 Jan 2026"'),
        (LEAF.page(2), "translatedAt", '"2026-13-01"'),
        (OVEN.page, "translatedAt", '"2026-2-3"'),
        (LEAF.page(1), "translatedAt", "2026.01.24"),
        (PASSWORDS.target_index, "duration", '"12분 20초"'),
        (LEAF.target_index, "duration", '"1:60:40"'),
        (PASSWORDS.target_index, "duration", '"PT12M20S"'),
        (PASSWORDS.target_index, "totalChapters", '"6"'),
        (LEAF.target_index, "totalChapters", "five"),
        (PASSWORDS.target_index, "totalChapters", "-6"),
        (LEAF.target_index, "totalChapters", "5.5"),
        (PASSWORDS.target_index, "hasSummary", '"true"'),
        (LEAF.target_index, "hasSummary", "예"),
        (OVEN.page, "contentType", '"blog"'),
        (PASSWORDS.target_index, "contentType", '"YouTube"'),
        (PASSWORDS.source(2), "source_type", "youtube"),
        (OVEN.source, "source_type", "html"),
        (OVEN.source, "translation_status", "done"),
        (OVEN.source, "fetch_date", '"12/01/2026"'),
        (PASSWORDS.page(4), "timestamp", '"6.00"'),
        (LEAF.page(4), "timestamp", '"36m"'),
        (PASSWORDS.page(5), "timestamp", "480"),
        (OVEN.page, "sourceUrl", '"example.net/essays/slow-oven"'),
        (PASSWORDS.page(2), "chapter", '"2장"'),
        (PASSWORDS.page(2), "chapter", "두 번째"),
        (CHUNKING.target_index, "  accuracy", "85"),
        (LEAF.source_index, "duration", '"1h00m"'),
        (PASSWORDS.source(4), "chapter", "0"),
        (OVEN.source, "source_url", '"https//example.net/essays/slow-oven"'),
        (PASSWORDS.target_index, "duration", "12:20:"),
        (PASSWORDS.target_index, "author", "[]"),
    ):
        yield change("value-invalid", (path, rf"^{key}: [^\n]*$", f"{key}: {value}"))


def key_order() -> Iterator[Fault]:
    for path, one, other in (
        (PASSWORDS.page(1), "title", "titleKr"),
        (PASSWORDS.target_index, "author", "sourceUrl"),
        (LEAF.page(2), "chapter", "translatedAt"),
        (OVEN.page, "title", "status"),
        (OVEN.source, "title", "author"),
        (LEAF.source(3), "parent", "chapter"),
        (LEAF.target_index, "status", "hasSummary"),
        (PASSWORDS.source_index, "title", "chapters"),
    ):
        yield change("key-order", (path, rf"^({one}: [^\n]*\n)(.*?)^({other}: [^\n]*\n)", r"\3\2\1"))


def title_heading_mismatch() -> Iterator[Fault]:
    yield from changes(
        "title-heading-mismatch chapter-title-conflict course-metadata-conflict",
        (PASSWORDS.page(1), r"^# 1\. [^\n]*", "# 1. 비밀번호가 새는 이유"),
        (PASSWORDS.page(5), r"^# 5\. ([^\n]*)", "# 5. 패스 키"),
        (LEAF.page(3), r"^# 3\. ([^\n]*)", "# 날씨를 무시하는 시계와 온도"),
        (OVEN.page, r"^# ([^\n]*)", r"# 느린 오븐, 빠른 노트"),
        (PASSWORDS.target_index, r"^# ([^\n]*)", r"# 비밀번호와 사람"),
        (LEAF.target_index, r'^title: "[^"]*"', 'title: "잎의 시계"'),
        (OVEN.source, r"^# ([^\n]*)", "# A Slow Oven"),
        (PASSWORDS.page(2), r'^titleKr: "[^"]*"', 'titleKr: "2. 해시와 소금"'),
        (LEAF.source_index, r"^# ([^\n]*)", "# The Clock in a Leaf"),
        (BROKEN_TEXT.page, r"^# ([^\n]*)", "# 텍스트가 깨지는 이유"),
    )


def chapter_number_mismatch() -> Iterator[Fault]:
    yield from changes(
        "chapter-number-mismatch title-heading-mismatch",
        (PASSWORDS.page(3), r"^chapter: 3", "chapter: 4"),
        (LEAF.page(2), r"^chapter: 2", "chapter: 3"),
        (PASSWORDS.source(5), r"챕터 5/6", "챕터 4/6"),
        (LEAF.source(1), r"챕터 1/5", "챕터 2/5"),
        (PASSWORDS.page(6), r'^title: "6\.', 'title: "5.'),
        (LEAF.page(4), r'^titleKr: "4\.', 'titleKr: "3.'),
        (CHUNKING.source(2), r"^chapter: 2", "chapter: 1"),
        (PASSWORDS.source(3), r'^titleKr: "3\.', 'titleKr: "4.'),
        (CHUNKING.page(7), r"^chapter: 7", "chapter: 17"),
        (LEAF.source(4), r"^chapter: 4", "chapter: 5"),
        (PASSWORDS.page(2), r"^# 2\.", "# 3."),
    )


def timestamp_url_mismatch() -> Iterator[Fault]:
    yield from changes(
        "timestamp-url-mismatch chapter-start-conflict",
        (PASSWORDS.page(2), r'&t=120s"', '&t=12s"'),
        (PASSWORDS.page(3), r'^timestamp: "4:00"', 'timestamp: "4:30"'),
        (LEAF.page(2), r"\(12:00\)", "(12:30)"),
        (LEAF.page(4), r"&t=2160s\)", "&t=216s)"),
        (CHUNKING.page(5), r'^timestamp: "[^"]*"', 'timestamp: "9:25"'),
        (PASSWORDS.page(5), r'&t=480s"', '&t=840s"'),
        (LEAF.page(5), r'^timestamp: "48:00"', 'timestamp: "0:48:30"'),
        (PASSWORDS.page(6), r"&t=600s\)", "&t=60s)"),
        (LEAF.page(3), r'&t=1440s"', '&t=1444s"'),
        (PASSWORDS.page(4), r"바로가기 \(6:00\)", "바로가기 (6:30)"),
    )


def status_premature() -> Iterator[Fault]:
    yield from changes(
        "status-premature chapter-placeholder chapter-empty",
        (PASSWORDS.target_index, chapter_text(3), r"\1(다음 청크에서 번역)\n"),
        (LEAF.target_index, chapter_text(4), r"\1"),
        (CHUNKING.target_index, chapter_text(5), r"\1TODO\n"),
        (PASSWORDS.target_index, chapter_text(6), r"\1[번역 예정]\n"),
        (OVEN.page, r"(## 다시 한다면\n).*", r"\1"),
        (OVEN.page, r"(## 숫자가 말한 것\n\n).*?(?=## 프로그램)", r"\1(나머지 내용은 추후 번역 예정)\n\n"),
    )
    yield from changes(
        "status-premature text-truncated",
        (PASSWORDS.target_index, r"이제 여러분의 질문이 궁금하네요\.", "이제 여러분의 질"),
        (OVEN.page, r" 호밀로 해 보신다면 제게 편지를 써 주세요\.", " 호밀로 해 보신다면 제게 편"),
    )


def flag_mismatch() -> Iterator[Fault]:
    yield from changes(
        "flag-mismatch",
        (PASSWORDS.target_index, r"^hasSummary: true", "hasSummary: false"),
        (LEAF.target_index, r"^hasSummary: true", "hasSummary: false"),
        (CHUNKING.target_index, r"^hasSummary: true", "hasSummary: false"),
        (OVEN.page, r'^(contentType: "article")', r"\1\nhasSummary: true"),
        (BROKEN_TEXT.page, r"^hasSummary: false", "hasSummary: true"),
        (LIVE_QA.page, r"^hasSummary: true", "hasSummary: false"),
    )
    yield from changes(
        "flag-mismatch summary-missing chapter-missing key-points-missing section-missing",
        (PASSWORDS.target_index, r"<!-- SUMMARY_START -->.*<!-- SUMMARY_END -->", ""),
        (LIVE_QA.page, r"<!-- SUMMARY_START -->.*<!-- SUMMARY_END -->", ""),
    )


def course_metadata_conflict() -> Iterator[Fault]:
    yield from changes(
        "course-metadata-conflict chapter-count-mismatch title-heading-mismatch chapter-title-conflict video-conflict",
        (PASSWORDS.source(2), r'^author: "Nadia Okonkwo"', 'author: "Nadia Okonkwe"'),
        (LEAF.source(3), r"^totalChapters: 5", "totalChapters: 6"),
        (PASSWORDS.source(4), r"v=Kq3_pAsSw0r", "v=Kq3_pAsSw0x"),
        (
            LEAF.page(2),
            r'^sourceUrl: "https://www.youtube.com/watch\?v=bIoL-c10ck9',
            'sourceUrl: "https://www.youtube.com/watch?v=bIoL-c10ck8',
        ),
        (PASSWORDS.source(3), r'원본 강의: "Passwords, Keys and People"', '원본 강의: "Passwords and People"'),
        (PASSWORDS.target_index, r'^originalTitle: "[^"]*"', 'originalTitle: "Passwords, Keys & Humans"'),
        (LEAF.source_index, r'^author: "Marit Solheim"', 'author: "Marit Solberg"'),
        (LEAF.source_index, r'^duration: "1:00:40"', 'duration: "1:06:40"'),
        (LEAF.target_index, r'^author: "[^"]*"', 'author: "요한 베르그 (Johan Berg)"'),
        (CHUNKING.source(3), r'^parent: "[^"]*"', 'parent: "chunking-for-lms"'),
        (PASSWORDS.source(1), r'^titleKr: "1\. [^"]*"', 'titleKr: "1. 비밀번호의 유출"'),
        (PASSWORDS.source_index, r'^title: "[^"]*"', 'title: "Passwords, Keys and Machines"'),
        (OVEN.page, r'^originalTitle: "[^"]*"', 'originalTitle: "A Quick Oven and a Fast Notebook"'),
        (
            OVEN.page,
            r'sourceUrl: "https://example.net/essays/slow-oven"',
            'sourceUrl: "https://example.net/essays/fast-oven"',
        ),
    )


def date_implausible() -> Iterator[Fault]:
    yield from changes(
        "date-implausible",
        (PASSWORDS.target_index, "2026-01-25", "2026-11-25"),
        (PASSWORDS.page(3), "2026-01-24", "2027-01-24"),
        (LEAF.page(1), "2026-01-24", "2025-01-24"),
        (LEAF.target_index, "2026-01-25", "2026-01-02"),
        (OVEN.page, "2026-02-03", "2062-02-03"),
        (OVEN.page, "2026-02-03", "2025-02-03"),
        (CHUNKING.page(2), r'translatedAt: "[^"]*"', 'translatedAt: "2005-01-05"'),
        (OVEN.source, "2026-01-12", "2026-12-01"),
        (LIVE_QA.page, "2026-02-05", "2026-05-02"),
        (PASSWORDS.page(6), "2026-01-24", "1970-01-01"),
    )


ALL = (
    front_matter_missing,
    front_matter_invalid,
    key_duplicate,
    key_missing,
    key_unknown,
    value_invalid,
    key_order,
    title_heading_mismatch,
    chapter_number_mismatch,
    timestamp_url_mismatch,
    status_premature,
    flag_mismatch,
    course_metadata_conflict,
    date_implausible,
)
