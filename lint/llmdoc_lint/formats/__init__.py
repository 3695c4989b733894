"""The forms results are printed in for other programs; each is a module, imported when it is asked for.

A form's module offers `render(done) -> str`. Text and JSON are in `output`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from llmdoc_lint.values import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Mapping
    from typing import Any

    from llmdoc_lint.core import Rule, Severity
    from llmdoc_lint.output import Shown
    from llmdoc_lint.result import Result

__all__ = ["FORMATS", "Done", "encodable", "render"]

FORMATS = ("text", "json", "github", "sarif", "gitlab", "junit", "rdjson", "html")
"""Every output format there is, in the order of `--help`."""


class Done(NamedTuple):
    """A finished run, and what a form needs to tell of it."""

    result: Result
    shown: Shown
    rules: Mapping[str, Rule[Any, Any]]  # of the packs in force, by id
    fail_on: Severity


def render(form: str, done: Done) -> str:
    """The results in the format `form`, one of FORMATS but `text` and `json`."""
    from importlib import import_module

    text: str = import_module(f"{__name__}.{form}").render(done)
    return text


def encodable(text: str) -> bool:
    """Whether the text holds no stray bytes of a document: strict readers of JSON refuse a file that has one."""
    try:
        text.encode()
    except UnicodeEncodeError:
        return False
    return True
