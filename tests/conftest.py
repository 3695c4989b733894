"""`pytest --update` writes the expected results of fixtures; they are reviewed in the diff, not edited by hand."""

from __future__ import annotations

import compileall
import signal

import pytest

import llmdoc_lint
import llmdoc_rules

# A shell that starts a test run in the background has it ignore Ctrl-C, and children inherit that;
# the tests of interruption need it as a terminal has it.
signal.signal(signal.SIGINT, signal.default_int_handler)


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--update", action="store_true", help="rewrite want.txt and out/ of the fixtures")


def pytest_sessionstart() -> None:
    """Compile what hundreds of tests start as a command: such a run writes no bytecode (see `real.environment`)."""
    for package in (llmdoc_lint, llmdoc_rules):
        compileall.compile_dir(package.__path__[0], quiet=2)


@pytest.fixture
def update(request: pytest.FixtureRequest) -> bool:
    return bool(request.config.getoption("--update"))
