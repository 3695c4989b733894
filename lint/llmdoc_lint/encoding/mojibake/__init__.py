"""Text that was read through the wrong code page: where it is, and what it was when that is provable.

A character of UTF-8 is a lead byte and one to three continuation bytes. Read through a single-byte code page, each
becomes a character of its own, so damaged text parses as UTF-8 once its characters are turned back into bytes, and
sound text hardly ever does. Nothing here guesses: a line is repaired only when reading the repair wrongly gives the
line back, and a line that lost bytes is reported without a repair.

A sound document costs one scan (`suspicion`); everything else happens, and is loaded, only where that fires. Then
`judgement` goes over the lines page by page, weighing what speaks for each page (`evidence`), and turns the damaged
ones back (`reversal`); CP949, whose characters take two bytes, has ways of its own (`cp949`). `passage` has what is
found.

Whoever infers lost bytes starts from `page` and `tokens` of `code_pages`: a token of kind `PART` or `LONE` is a
character with holes, and its position and lead are certain.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from llmdoc_lint.core import fact
from llmdoc_lint.document import unusual
from llmdoc_lint.encoding.mojibake.passage import DamagedLine, Passage
from llmdoc_lint.encoding.mojibake.suspicion import suspicious

if TYPE_CHECKING:
    from collections.abc import Sequence

    from llmdoc_lint.document import Document

__all__ = ["DamagedLine", "Passage", "damage", "passages"]


@fact
def damage(doc: Document) -> tuple[Passage, ...]:
    """The damaged passages of a document (see `passages`), its code masked."""
    odd = unusual(doc)
    # Every match has two characters that are neither ASCII nor Hangul, or an ideograph and a syllable.
    if not any(len(run) > 1 or "一" <= run <= "\uffff" for run in odd.split("\n")) or not suspicious(doc.text):
        return ()
    from llmdoc_lint.blocks import code

    return passages(doc.text, code(doc))


def passages(text: str, mask: Sequence[tuple[int, int]] | None = None) -> tuple[Passage, ...]:
    """Every damaged passage of a text, in order.

    `mask` holds the spans of fenced and inline code. What they and quotation marks hold may be a sample of damage, so
    it is no evidence; it counts as damaged where the prose on either side of it is.
    """
    if text.isascii() or not suspicious(text):
        return ()
    from llmdoc_lint.encoding.mojibake.judgement import judged

    return judged(text, tuple(mask or ()))
