"""Faults of timestamps."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from bench.faults.table import CHUNKING, LEAF, LIVE_QA, PASSWORDS, change, changes, without_sources
from llmdoc_lint.transcript import parse_time, show_time

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from bench.faults.table import Edit, Fault


def drop(path: str, *stamps: str) -> Edit:
    """Segments that follow each other, gone."""
    return path, r"\n\n".join(rf"\[{stamp}\] [^\n]*" for stamp in stamps) + r"\n\n?", ""


def moved(seconds: int, start: int = 0, stop: int = 10**9) -> Callable[[re.Match[str]], str]:
    """Writes the stamps of [start, stop) seconds that much later."""

    def later(stamp: re.Match[str]) -> str:
        time = parse_time(stamp[1])
        return f"[{show_time(time + seconds if start <= time < stop else time)}]"

    return lambda match: re.sub(r"^\[([\d:]+)\]", later, match[0], flags=re.MULTILINE)


def timestamp_malformed() -> Iterator[Fault]:
    yield from changes(
        "timestamp-malformed",
        (PASSWORDS.target_index, r"\[3:30\]", "[3.30]"),
        (PASSWORDS.page(4), r"\[7:00\]", "[7:00"),
        (LEAF.target_index, r"\[28:00\]", "[28:00)"),
        (CHUNKING.target_index, r"\[5:30\]", "[5:3]"),
        (PASSWORDS.target_index, r"\[9:00\]", "[9:60]"),
        (LEAF.target_index, r"\[52:00\]", "[0:52:0]"),
        (PASSWORDS.page(1), r"\[0:30\]", "(0:30)"),
        (LIVE_QA.page, r"\[58:22\]", "[58;22]"),
        (PASSWORDS.target_index, r"\[6:30\]", "[06:30:]"),
        (CHUNKING.target_index, r"\[11:00\]", "[11：00]"),
        (PASSWORDS.page(2), r"\[2:30\]", "2:30]"),
        (PASSWORDS.source(3), r"\[5:00\]", "[5:00"),
        (PASSWORDS.target_index, r"\[10:30\]", "[10:30\\]"),
        (LEAF.target_index, r"\[16:00\]", "【16:00】"),
        (PASSWORDS.target_index, r"\[4:30\]", "4:30"),
    )


def timestamp_backwards() -> Iterator[Fault]:
    for path, stamp, new in (
        (PASSWORDS.target_index, "3:00", "3:30"),
        (LEAF.target_index, "16:00", "20:00"),
        (CHUNKING.target_index, "8:00", "8:30"),
        (PASSWORDS.page(3), "4:30", "5:00"),
        (PASSWORDS.source(5), "8:30", "9:00"),
        (LIVE_QA.page, "58:22", "58:26"),
        (LEAF.target_index, "52:00", "56:00"),
        (PASSWORDS.source_index, "10:00", "10:30"),
        (PASSWORDS.target_index, "9:00", "9:30"),
    ):
        yield change("timestamp-backwards", (path, rf"\[{stamp}\](.*?)\[{new}\]", rf"[{new}]\1[{stamp}]"))
    yield from changes(
        "timestamp-backwards timestamp-duplicate timestamp-outside-chapter timestamp-gap",
        (PASSWORDS.target_index, r"\[6:30\]", "[5:30]"),
        (LEAF.target_index, r"\[32:00\]", "[23:00]"),
    )


def timestamp_duplicate() -> Iterator[Fault]:
    for path, stamp, new in (
        (PASSWORDS.target_index, "3:00", "2:30"),
        (LEAF.target_index, "20:00", "16:00"),
        (CHUNKING.target_index, "12:00", "11:30"),
        (PASSWORDS.page(2), "3:30", "3:00"),
        (PASSWORDS.page(5), "8:30", "8:00"),
        (PASSWORDS.source(4), "7:30", "7:00"),
        (LIVE_QA.page, "58:26", "58:22"),
        (PASSWORDS.source_index, "11:30", "11:00"),
        (LEAF.target_index, "56:00", "52:00"),
        (CHUNKING.target_index, "18:30", "18:00"),
    ):
        yield change("timestamp-duplicate", (path, rf"\[{stamp}\]", f"[{new}]"))


def timestamp_gap() -> Iterator[Fault]:
    for path, stamps in (
        (PASSWORDS.target_index, ("2:30", "3:00")),
        (PASSWORDS.target_index, ("8:30", "9:00")),
        (CHUNKING.target_index, ("5:00", "5:30")),
        (CHUNKING.target_index, ("13:00", "13:30", "14:00")),
        (CHUNKING.target_index, ("10:00", "10:30")),
        (PASSWORDS.target_index, ("4:30", "5:00", "5:30")),
        (CHUNKING.target_index, ("1:00", "1:30")),
        (CHUNKING.target_index, ("17:30", "18:00")),
        (PASSWORDS.target_index, ("6:30", "7:00")),
        (CHUNKING.source_index, ("8:00", "8:30")),
        (PASSWORDS.source_index, ("8:30", "9:00")),
    ):
        yield change("timestamp-gap source-timestamp-missing translation-incomplete", drop(path, *stamps))


def timestamp_beyond_duration() -> Iterator[Fault]:
    yield from changes(
        "timestamp-beyond-duration course-metadata-conflict timestamp-outside-chapter",
        (PASSWORDS.target_index, r'^duration: "12:20"', 'duration: "10:20"'),
        (LEAF.target_index, r'^duration: "1:00:40"', 'duration: "41:00"'),
        (CHUNKING.target_index, r'^duration: "18:58"', 'duration: "8:58"'),
        (LIVE_QA.page, r'^duration: "1:05:20"', 'duration: "1:00:20"'),
        (PASSWORDS.source_index, r'^duration: "12:20"', 'duration: "2:20"'),
        (PASSWORDS.target_index, r"\[11:30\]", "[13:30]"),
        (LEAF.target_index, r"\[56:00\]", "[1:56:00]"),
        (CHUNKING.target_index, r"\[18:30\]", "[81:30]"),
        (LIVE_QA.source, r'^duration: "1:05:20"', 'duration: "35:20"'),
    )


def timestamp_outside_chapter() -> Iterator[Fault]:
    for path, number, seconds in (
        (PASSWORDS.target_index, 6, -120),
        (PASSWORDS.target_index, 4, 150),
        (CHUNKING.target_index, 3, 120),
        (LEAF.target_index, 5, 600),
        (CHUNKING.target_index, 7, -150),
        (PASSWORDS.target_index, 2, 600),
        (CHUNKING.target_index, 8, 300),
    ):
        yield change(
            "timestamp-outside-chapter timestamp-backwards timeline-drift timestamp-duplicate"
            " timestamp-beyond-duration",
            (path, rf"\n## {number}\. [^\n]*\n.*?(?=\n## |\Z)", moved(seconds)),
            note=f"chapter {number} by {seconds} s",
        )
    for path, seconds in ((PASSWORDS.page(3), 300), (PASSWORDS.page(5), -120), (PASSWORDS.page(6), 3600)):
        yield change(
            "timestamp-outside-chapter timeline-drift timestamp-beyond-duration",
            (path, r"## 전체 번역.*", moved(seconds)),
            note=f"all stamps by {seconds} s",
        )


def chapter_start_uncovered() -> Iterator[Fault]:
    for course, *alone in ((LEAF, "0:00", "4:00"), (PASSWORDS, "0:00", "0:30", "1:00")):
        yield without_sources(
            course, change("chapter-start-uncovered timestamp-gap", drop(course.target_index, *alone))
        )
    for path, stamps in (
        (CHUNKING.target_index, ("7:30", "8:00")),
        (PASSWORDS.target_index, ("4:00", "4:30")),
        (PASSWORDS.page(3), ("4:00", "4:30")),
        (PASSWORDS.page(5), ("8:00", "8:30")),
        (CHUNKING.target_index, ("14:30", "15:00")),
        (PASSWORDS.page(2), ("2:00",)),
        (CHUNKING.target_index, ("0:00", "0:30")),
        (PASSWORDS.source(4), ("6:00", "6:30")),
    ):
        yield change(
            "chapter-start-uncovered timestamp-gap source-timestamp-missing translation-incomplete",
            drop(path, *stamps),
        )


def chapter_end_uncovered() -> Iterator[Fault]:
    for path, *alone in (
        (PASSWORDS.target_index, "11:00", "11:30"),
        (PASSWORDS.page(3), "4:30", "5:00", "5:30"),
        (PASSWORDS.page(6), "11:00", "11:30"),
    ):
        yield without_sources(PASSWORDS, change("chapter-end-uncovered timestamp-gap", drop(path, *alone)))
    for path, stamps in (
        (CHUNKING.target_index, ("6:30", "7:00")),
        (PASSWORDS.target_index, ("5:00", "5:30")),
        (PASSWORDS.page(3), ("5:00", "5:30")),
        (PASSWORDS.page(5), ("9:00", "9:30")),
        (CHUNKING.target_index, ("16:00", "16:30")),
        (PASSWORDS.page(2), ("3:30",)),
        (PASSWORDS.target_index, ("11:00", "11:30")),
        (PASSWORDS.source(4), ("7:00", "7:30")),
    ):
        yield change(
            "chapter-end-uncovered timestamp-gap source-timestamp-missing translation-incomplete",
            drop(path, *stamps),
        )


def chapter_start_conflict() -> Iterator[Fault]:
    yield from changes(
        "chapter-start-conflict chapter-order",
        (PASSWORDS.target_index, r"(### 3\. [^\n]*)\(4:00\)", r"\1(4:30)"),
        (PASSWORDS.target_index, r"(^3\. \[[^\n]*)\(4:00\)", r"\1(3:30)"),
        (LEAF.target_index, r"(### 2\. [^\n]*)\(12:00\)", r"\1(1:20)"),
        (CHUNKING.target_index, r"(^6\. \[[^\n]*)\(12:21\)", r"\1(21:21)"),
        (PASSWORDS.source_index, r"(^4\. \[[^\n]*)\(6:00\)", r"\1(6:10)"),
        (LEAF.target_index, r"(^5\. \[[^\n]*)\(48:00\)", r"\1(38:00)"),
        (LEAF.source_index, r"(^2\. \[[^\n]*)\(12:00\)", r"\1(0:12)"),
        (CHUNKING.target_index, r"(### 8\. [^\n]*)\(16:48\)", r"\1(16:58)"),
        (PASSWORDS.target_index, r"(### 6\. [^\n]*)\(10:00\)", r"\1(1:00:00)"),
    )


def timestamp_format_mixed() -> Iterator[Fault]:
    for path, stamp, new in (
        (PASSWORDS.target_index, "3:30", "0:03:30"),
        (LEAF.target_index, "20:00", "0:20:00"),
        (CHUNKING.target_index, "11:00", "00:11:00"),
        (PASSWORDS.page(3), "4:30", "0:04:30"),
        (PASSWORDS.target_index, "6:00", "06:00"),
        (PASSWORDS.source(2), "2:30", "0:02:30"),
        (LIVE_QA.page, "58:22", "0:58:22"),
        (CHUNKING.target_index, "5:30", "05:30"),
    ):
        yield change("timestamp-format-mixed", (path, rf"\[{stamp}\]", f"[{new}]"))


def source_timestamp_missing() -> Iterator[Fault]:
    for path, stamps in (
        (PASSWORDS.page(1), ("1:00",)),
        (LEAF.target_index, ("16:00",)),
        (LEAF.target_index, ("40:00",)),
        (PASSWORDS.target_index, ("7:00",)),
        (PASSWORDS.page(4), ("6:30",)),
        (CHUNKING.target_index, ("8:30",)),
        (PASSWORDS.page(6), ("10:30", "11:00")),
        (LEAF.target_index, ("4:00",)),
        (LEAF.target_index, ("56:00",)),
        (CHUNKING.target_index, ("18:30",)),
    ):
        yield change(
            "source-timestamp-missing timestamp-gap translation-incomplete chapter-end-uncovered",
            drop(path, *stamps),
        )


def timeline_drift() -> Iterator[Fault]:
    translation = r"<!-- FULL_TRANSLATION_START -->.*"
    for path, start, seconds in (
        (PASSWORDS.target_index, 210, 60),
        (CHUNKING.target_index, 600, 90),
        (LEAF.target_index, 960, 240),
        (PASSWORDS.target_index, 480, 120),
        (CHUNKING.target_index, 840, 60),
        (CHUNKING.target_index, 300, 30),
        (PASSWORDS.target_index, 390, 30),
    ):
        yield change(
            "timeline-drift timestamp-outside-chapter timestamp-gap timestamp-beyond-duration",
            (path, translation, moved(seconds, start)),
            note=f"from {start} s on by {seconds} s",
        )
    for path, start, stop, seconds in ((CHUNKING.target_index, 600, 700, 60), (PASSWORDS.target_index, 480, 600, 90)):
        yield change(
            "timeline-drift timestamp-outside-chapter timestamp-gap timestamp-duplicate timestamp-backwards",
            (path, translation, moved(seconds, start, stop)),
            note=f"from {start} to {stop} s by {seconds} s",
        )


ALL = (
    timestamp_malformed,
    timestamp_backwards,
    timestamp_duplicate,
    timestamp_gap,
    timestamp_beyond_duration,
    timestamp_outside_chapter,
    chapter_start_uncovered,
    chapter_end_uncovered,
    chapter_start_conflict,
    timestamp_format_mixed,
    source_timestamp_missing,
    timeline_drift,
)
