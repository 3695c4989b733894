"""The forms results are printed in: each is a module that offers `render(done)`, imported when it is asked for."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from llmdoc_lint.values import NamedTuple

if TYPE_CHECKING:
    from llmdoc_lint.core import Severity
    from llmdoc_lint.output import Shown
    from llmdoc_lint.result import Result
    from llmdoc_lint.worker import Request

__all__ = ["FORMATS", "Done", "dumped", "encodable", "render"]

FORMATS = ("text", "json", "github", "sarif", "gitlab", "junit", "rdjson", "html")
"""Every output format there is, in the order of `--help`."""


class Done(NamedTuple):
    """A finished run, and what a form needs to tell of it."""

    request: Request
    result: Result
    shown: Shown
    fail_on: Severity

    @property
    def fixing(self) -> bool:
        """Whether the run was to change documents: with `--diff` it only shows how."""
        return self.request.fix is not None and self.request.write

    @property
    def unsafe(self) -> bool:
        """Whether it was to apply unsafe fixes, too."""
        from llmdoc_lint.core import Applicability

        return self.fixing and self.request.fix is not None and self.request.fix <= Applicability.UNSAFE

    @property
    def suppressing(self) -> bool:
        """Whether its fixes are suppressions (`--add-suppressions`)."""
        return self.request.suppress is not None


def render(form: str, done: Done) -> str:
    """The results in the format `form`, one of FORMATS."""
    from importlib import import_module

    text: str = import_module(f"{__name__}.{form}").render(done)
    return text


def dumped(value: Any) -> str:
    """JSON, indented, ending in a line break; a stray byte of a document, which it cannot hold, is escaped."""
    import json

    text = json.dumps(value, ensure_ascii=False, indent=2)
    return text.encode("utf-8", "backslashreplace").decode("utf-8") + "\n"


def encodable(text: str) -> bool:
    """Whether the text holds no stray bytes of a document: strict readers of JSON refuse a file that has one."""
    try:
        text.encode()
    except UnicodeEncodeError:
        return False
    return True
