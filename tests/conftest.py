"""`pytest --update` writes the expected results of fixtures; they are reviewed in the diff, not edited by hand."""

from __future__ import annotations

import signal

import pytest

# A shell that starts a test run in the background has it ignore Ctrl-C, and children inherit that;
# the tests of interruption need it as a terminal has it.
signal.signal(signal.SIGINT, signal.default_int_handler)


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--update", action="store_true", help="rewrite want.txt and out/ of the fixtures")


@pytest.fixture
def update(request: pytest.FixtureRequest) -> bool:
    return bool(request.config.getoption("--update"))
