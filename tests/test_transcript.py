"""Stamps, segments and cadence."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from llmdoc_lint.transcript import cadence, parse_time, segments, show_time
from model import document

if TYPE_CHECKING:
    from collections.abc import Iterable


@pytest.mark.parametrize(
    ("text", "seconds"),
    [
        ("0:00", 0),
        ("7:47", 467),
        ("64:34", 3874),
        ("1:02:03", 3723),
        ("0:5", -1),
        ("1:60", -1),
        ("1:60:00", -1),
        ("1:2:3", -1),
        ("1.30.00", -1),
        ("", -1),
        ("1:00 ", -1),
        ("1234:00", -1),
        ("99:59:59", 359999),
    ],
)
def test_parse_time(text: str, seconds: int) -> None:
    assert parse_time(text) == seconds


@pytest.mark.parametrize(
    ("seconds", "text"),
    [(0, "0:00"), (467, "7:47"), (3599, "59:59"), (3600, "1:00:00"), (-5, "-0:05"), (36000, "10:00:00")],
)
def test_show_time(seconds: int, text: str) -> None:
    assert show_time(seconds) == text


@pytest.mark.parametrize(
    ("text", "want"),
    [
        pytest.param("[0:30] 가\n나\n\n[1:00] 다\n", [(30, "가\n나"), (60, "다")], id="at the start of a line"),
        pytest.param("[0:30]\n\n[1:00] 다", [(30, ""), (60, "다")], id="without text"),
        pytest.param("[0:30]\n가\n", [(30, "가")], id="text on the next line"),
        pytest.param("- [0:30] 가\n* [1:00] 나\n+ [1:30] 다", [(30, "가"), (60, "나"), (90, "다")], id="in bullets"),
        pytest.param("> [0:30] 가\n", [(30, "가")], id="quoted"),
        pytest.param("**[0:30]** 가\n", [(30, "가")], id="bold"),
        pytest.param("**김 아무개** [0:30] 가\n", [(30, "가")], id="behind a speaker"),
        pytest.param("**김 아무개**: **[0:30]** 가\n", [(30, "가")], id="behind a speaker and a colon"),
        pytest.param("   [0:30] 가\n", [(30, "가")], id="indented a little"),
        pytest.param("가 [0:30] 나\n", [], id="in the middle of a line"),
        pytest.param("가" * 90 + "\n" + "나" * 90 + "[0:30]", [], id="far behind the start of a line"),
        pytest.param("(0:30) 가\n0:30 나\n", [], id="without brackets"),
        pytest.param("[0:30](https://youtu.be/x?t=30) 가\n", [(30, "가")], id="a link into the video"),
        pytest.param("[[0:30]](https://youtu.be/x?t=30): 가\n", [(30, "가")], id="a link in double brackets"),
        pytest.param("[0:30](https://youtu.be/x?t=30)\n", [], id="a link alone"),
        pytest.param("- [0:30](https://youtu.be/x?t=30) 가\n", [], id="a link in a list"),
        pytest.param("[0:30](#a) 가\n", [], id="a link in the page"),
        pytest.param("[1:60:00] 가\n[1.30.00] 나\n[1:2:3] 다\n", [(-1, "가"), (-1, "나"), (-1, "다")], id="malformed"),
        pytest.param("[12:30 기준] 가\n[1] 나\n[12] 다\n", [], id="other brackets"),
        pytest.param(
            "[0:30] 가\n\n# 나\n\n[1:00] 다\n\n---\n\n라\n", [(30, "가"), (60, "다")], id="up to heading and break"
        ),
        pytest.param(
            "[0:30] 가\n<!-- 나 -->\n[1:00] 다\n```\n라\n```\n", [(30, "가"), (60, "다")], id="up to comment and fence"
        ),
        pytest.param(
            "```\n[0:30] 가\n```\n\n    [1:00] 나\n\n<!-- \n[1:30] 다 -->\n[2:00] 라\n", [(120, "라")], id="in code"
        ),
        pytest.param("[0:30] 가  \r\n\r\n[1:00] 나\r\n", [(30, "가"), (60, "나")], id="CRLF"),
        pytest.param("가\n", [], id="no stamps"),
        pytest.param("---\na: 1\n---\n[0:30] 가", [(30, "가")], id="behind front matter"),
    ],
)
def test_segments(text: str, want: list[tuple[int, str]]) -> None:
    found = segments(document(text))
    assert [(one.seconds, text[one.text_start : one.text_end]) for one in found] == want
    assert all(text[one.start] == "[" and text[one.end - 1] == "]" for one in found)


def stamped(times: Iterable[int]) -> str:
    return "".join(f"[{time // 60}:{time % 60:02}] 가\n\n" for time in times)


def sums(*steps: int) -> list[int]:
    times = [0]
    for step in steps:
        times.append(times[-1] + step)
    return times


@pytest.mark.parametrize(
    ("times", "want"),
    [
        pytest.param(range(0, 181, 30), (30, 1.0, 6), id="six steps of 30 s"),
        pytest.param(range(0, 151, 30), None, id="five are too few"),
        pytest.param(range(0, 301, 15), (15, 1.0, 20), id="a grid of 15 s"),
        pytest.param(sums(28, 32, 29, 31, 30, 28, 32, 30), (30, 1.0, 8), id="jitter of two seconds around 30"),
        pytest.param(sums(14, 16, 15, 14, 16, 15), (15, 1.0, 6), id="jitter of one second around 15"),
        pytest.param(sums(3, 7, 5, 9, 4, 11, 6, 2), None, id="two seconds are much of five"),
        pytest.param(sums(3, 47, 12, 130, 22, 75, 5, 31), None, id="stamped per speaker"),
        pytest.param(sums(*[30] * 6, 61, 95, 122, 200), (30, 0.6, 10), id="60 % are enough"),
        pytest.param(sums(*[30] * 5, 61, 95, 122, 200), None, id="less are not"),
        pytest.param([*range(0, 121, 30), *range(0, 121, 30)], (30, 1.0, 8), id="a step back does not count"),
        pytest.param([0] * 9, None, id="nor does standing still"),
    ],
)
def test_cadence(times: Iterable[int], want: tuple[int, float, int] | None) -> None:
    assert cadence(document(stamped(times))) == want


def test_malformed_stamps_have_no_part_in_the_cadence() -> None:
    text = stamped(range(0, 181, 30)).replace("[1:00]", "[1:60]")
    assert cadence(document(text)) is None  # five steps are left
