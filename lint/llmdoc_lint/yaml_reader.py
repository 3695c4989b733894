"""What reading YAML by ruamel.yaml takes, for front matter and for the configuration alike: a bound on depth, which its
scanner lacks (it reads ahead however deep lists and mappings go), and plain words for what it finds wrong.

Imported where YAML is read by ruamel.yaml, and nowhere else.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from ruamel.yaml.scanner import Scanner

if TYPE_CHECKING:
    from ruamel.yaml.error import MarkedYAMLError

__all__ = ["FORBIDDEN", "BoundedScanner", "forbidden", "in_words"]

MAX_DEPTH = 64
"""Collections within collections: front matter and configurations have two to four."""

FORBIDDEN = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff\ufffe\uffff]")
"""Characters that YAML does not allow: C0, C1 but U+0085, surrogates, U+FFFE and U+FFFF."""


def forbidden(character: str) -> str:
    """What is wrong with a character that `FORBIDDEN` matches."""
    code = ord(character)
    if 0xDC80 <= code <= 0xDCFF:  # what `surrogateescape` makes of a byte
        return f"the byte 0x{code - 0xDC00:02X} is not UTF-8"
    return f"the character U+{code:04X} is not allowed in YAML"


# What ruamel.yaml says, in part; what it means; whether the place is where the construct began.
_REASONS = (
    ("could not find expected ':'", "this line is not `key: value`", True),
    ("mapping values are not allowed here", "a `: ` inside a value without quotes, or a key indented too far", False),
    ("found unexpected end of stream", "the quotation mark that opens here is never closed", True),
    ("found unexpected document separator", "the quotation mark that opens here is never closed", True),
    (r"found character '\t'", "a tab, where YAML allows only spaces", False),
    ("that cannot start any token", "a value cannot start with this character without quotes", False),
    ("found unknown escape character", "an unknown escape after `\\` inside double quotes", False),
    ("expected ',' or ']'", "a list that opens with `[` lacks a `,` or its `]`", True),
    ("expected ',' or '}'", "a mapping that opens with `{` lacks a `,` or its `}`", True),
    ("expected <block end>", "this fits neither the value before it nor the indentation around it", False),
    ("sequence entries are not allowed here", "a list item cannot start on this line", False),
    ("expected the node content", "a value is missing, or a bracket is not closed", False),
    ("expected '<document start>'", "this line does not continue what comes before it", False),
)


def in_words(error: MarkedYAMLError) -> tuple[str, int, int]:
    """ruamel.yaml's reason in plain words on one line, where it lies, and where the parser gave up."""
    said = " ".join(str(error.problem or error.context or "cannot be read").split())
    mark = error.problem_mark or error.context_mark
    seen = mark.index if mark is not None else 0
    for part, meaning, at_start in _REASONS:
        if part in said:
            began = error.context_mark if at_start else None
            return meaning, seen if began is None else began.index, seen
    if error.context and error.problem:
        said += f" {' '.join(str(error.context).split())}"
    return said, seen, seen


class BoundedScanner(Scanner):
    """Refuses more than `MAX_DEPTH` levels; a subclass says with which exception."""

    def fetch_flow_sequence_start(self) -> None:
        self.check_depth()
        super().fetch_flow_sequence_start()

    def fetch_flow_mapping_start(self) -> None:
        self.check_depth()
        super().fetch_flow_mapping_start()

    def add_indent(self, column: int) -> bool:
        self.check_depth()
        return super().add_indent(column)

    def check_depth(self) -> None:
        if len(self.indents) + self.flow_level >= MAX_DEPTH:
            raise self.too_deep(f"more than {MAX_DEPTH} levels of lists and mappings", self.reader.index)

    def too_deep(self, message: str, index: int) -> Exception:
        """What to raise at the character `index`."""
        return ValueError(f"{message} at {index}")
