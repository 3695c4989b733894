"""Which known name was meant by one that nobody knows."""

from __future__ import annotations

import pytest

from llmdoc_lint.near import did_you_mean, nearest

KNOWN = ("timestamp-gap", "sourceUrl", "source_type")


@pytest.mark.parametrize(
    ("name", "meant"),
    [
        ("timestamps-gap", ["timestamp-gap"]),
        ("Timestamp_Gap", ["timestamp-gap"]),
        ("SOURCE-TYPE", ["source_type"]),
        ("sourceurl", ["sourceUrl"]),
        ("echo", []),
        ("", []),
        ("timestamp-gap" * 10_000, []),
    ],
)
def test_the_nearest_name(name: str, meant: list[str]) -> None:
    assert nearest(name, KNOWN) == meant


def test_a_name_may_have_to_be_more_alike() -> None:
    assert nearest("source", KNOWN) == ["sourceUrl"]
    assert nearest("source", KNOWN, 0.9) == []


def test_the_question() -> None:
    assert did_you_mean([]) == ""
    assert did_you_mean(["`a`"]) == "; did you mean `a`?"
    assert did_you_mean(["`a` for `b`", "`c` for `d`"]) == "; did you mean `a` for `b`, `c` for `d`?"
