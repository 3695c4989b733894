from __future__ import annotations

from typing import TYPE_CHECKING

from llmdoc_lint.core import Applicability, Edit, Finding, Fix, NoOptions, Related, Severity, rule
from llmdoc_lint.course import Course
from llmdoc_lint.kinds import kind
from llmdoc_rules._front_matter import laid_out, readable
from llmdoc_rules.front_matter._keys import strays

if TYPE_CHECKING:
    from collections.abc import Iterator

    from llmdoc_lint.document import Document
    from llmdoc_lint.frontmatter import Entry, FrontMatter
    from llmdoc_rules.front_matter._keys import Stray


@rule("key-unknown", Course, NoOptions, severity=Severity.WARNING, fixes=Applicability.SAFE)
def check(course: Course, options: NoOptions) -> Iterator[Finding]:
    """A key of the front matter is none of its kind's.

    Whoever reads the page looks for `sourceUrl`; what stands under `source_url` or `sourceURl` is
    as good as absent.

    Bad:

        source_url: "https://www.youtube.com/watch?v=zZ0chunk7Lk&t=287s"
        translateAt: "2026-01-16"

    Good:

        sourceUrl: "https://www.youtube.com/watch?v=zZ0chunk7Lk&t=287s"
        translatedAt: "2026-01-16"

    Reported are the known aliases of a kind's keys, near misses of a key that the page lacks, the
    other side's keys, and, in a course with four or more documents of the kind, keys that at most
    half of them have. A key that most documents of the kind have is the repository's own, and so
    are the keys that site generators read.

    The fix renames a known alias, which is safe: the value could be the other key's, and that key
    is absent; where the key is there with the same value, the fix removes the alias. For a near
    miss the name is only shown.
    """
    found = strays(course)
    if not found:
        return
    for doc in course.documents:
        for stray in found.get(doc.path, ()):
            block = readable(doc)
            kind_ = kind(doc)
            assert block is not None
            assert kind_ is not None
            entry = block.entries[stray.entry]
            twin = block.get(stray.meant) if stray.meant else None
            message = f"`{entry.key}` is not a key of kind {kind_.name}"
            if stray.form == "side":
                message = f"`{entry.key}` is a key of {'translations' if kind_.side == 'source' else 'source pages'}"
                message += f", not of kind {kind_.name}"
            elif stray.form == "alias":
                message += f", which says `{stray.meant}`"
            elif twin is None and stray.meant:
                from llmdoc_lint.near import did_you_mean

                message += did_you_mean([f"`{stray.meant}`"])
            elif stray.meant:
                message += f"; `{stray.meant}` is there as well"
            else:
                verb = "has" if stray.having == 1 else "have"
                message += f"; {stray.having} of {stray.total} documents of the kind {verb} it"
            yield Finding(
                doc.span(entry.key_start, entry.key_end),
                message,
                _fix(doc, block, stray, entry, twin),
                (Related(doc.span(twin.key_start, twin.key_end), f"`{stray.meant}`"),) if twin is not None else (),
                {"meant": stray.meant} if stray.meant else {},
            )


def _fix(doc: Document, block: FrontMatter, stray: Stray, entry: Entry, twin: Entry | None) -> Fix | None:
    if not stray.meant:
        return None
    sure = Applicability.SAFE if stray.form == "alias" else Applicability.DISPLAY
    if twin is None:
        others = [s for s in block.entries if s.key == entry.key]
        if len(others) > 1:
            return None
        span = doc.span(entry.key_start, entry.key_end)
        return Fix(f"Rename `{entry.key}` to `{stray.meant}`", (Edit(span, stray.meant),), sure)
    if (twin.value, twin.tag) == (entry.value, entry.tag) and laid_out(doc, block):
        span = doc.span(entry.start, entry.end)
        return Fix(f"Remove `{entry.key}`, which repeats `{stray.meant}`", (Edit(span, ""),), sure)
    return None
