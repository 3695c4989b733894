"""What kind of document one is: told by its front matter first, by its path second."""

from __future__ import annotations

from typing import TYPE_CHECKING

from llmdoc_lint.blocks import front_matter
from llmdoc_lint.core import fact

if TYPE_CHECKING:
    from llmdoc_lint.document import Document
    from llmdoc_lint.settings import Kind

__all__ = ["kind"]


@fact
def _kind_name(doc: Document) -> str:
    block = front_matter(doc)
    keys = None if block is None else frozenset(entry.key for entry in block.entries)
    return doc.settings.classify(doc.path, keys)


def kind(doc: Document) -> Kind | None:
    """The document's kind: told by its front matter first, its path second; None for none."""
    return doc.settings.kinds.get(_kind_name(doc))
