"""Which part of a source each part of its translation renders.

Chapter by chapter (`chapters`), by what there is (`methods`):

- `stamps`: where both sides are stamped, on one clock, and what survives translation does not contradict it;
- `structure`: where both have the same blocks in the same order;
- `content`: by what is said. Texts are cut into pieces of a sentence or a block (`pieces`), compared by the traces that
  both languages have of one thing (`evidence`), and aligned by dynamic programming over those and over lengths in bytes
  (`path`, with its prices in `costs` and the places that it looks at in `band`). The way is mended in view of all of it
  (`mending`), judged (`confidence`), and put together to beads and holes (`beads`). Where paragraphs keep step their
  lengths tell as much as words do (`paragraphs`).

`glance` tells at a hundredth of the price that nothing is missing. `witnesses`, the words that stand once on either
side, tell whether places correspond.

A chapter whose alignment nothing supports has a low confidence, and rules must then keep silent.

What it is built on:

- W. A. Gale and K. W. Church, "A program for aligning sentences in bilingual corpora", 1993: beads, and their lengths;
- O. Gotoh, "An improved algorithm for matching biological sequences", 1982: gaps that are cheaper to extend than to
  open, for a translation lacks passages, not sentences here and there;
- R. C. Moore, "Fast and accurate sentence alignment of bilingual corpora", 2002, and hunalign (D. Varga and others,
  2005): words beside lengths, and a search that keeps near the way that a first look shows;
- I. D. Melamed, "Bitext maps and alignment via pattern recognition", 1999: that first look, as a chain of points.
"""

from llmdoc_lint.language.alignment.chapters import aligned
from llmdoc_lint.language.alignment.glance import even
from llmdoc_lint.language.alignment.model import Alignment, Bead, Hole, Part
from llmdoc_lint.language.alignment.sides import source_units, unit_text

__all__ = ["Alignment", "Bead", "Hole", "Part", "aligned", "even", "source_units", "unit_text"]
