"""ruamel.yaml's scanner with a bound: by itself it reads ahead however deep lists and mappings go.

Imported where YAML is read by ruamel.yaml, and nowhere else.
"""

from __future__ import annotations

from ruamel.yaml.scanner import Scanner

from llmdoc_lint.frontmatter import MAX_DEPTH

__all__ = ["BoundedScanner"]


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
