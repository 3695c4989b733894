"""What a document's front matter says about its course, small enough to be kept and compared."""

from __future__ import annotations

from typing import TYPE_CHECKING

from llmdoc_lint.core import fact, record
from llmdoc_lint.links import video_of
from llmdoc_lint.values import NamedTuple
from llmdoc_rules._front_matter import as_number, readable
from llmdoc_rules.front_matter._values import as_date

if TYPE_CHECKING:
    from llmdoc_lint.document import Document

__all__ = ["Metadata", "Said", "metadata"]


@record
class Said(NamedTuple):
    """A value and where it stands; `text` is empty where it is absent or cannot be used."""

    text: str
    start: int
    end: int


ABSENT = Said("", -1, -1)
DATES = ("translatedAt", "fetch_date", "published_date")


@record
class Metadata(NamedTuple):
    author: Said
    total: Said  # how many chapters the course has
    video: Said  # the id
    parent: Said  # the course that a source page belongs to
    title: Said
    title_kr: Said
    original: Said  # the source's title
    dates: tuple[tuple[str, Said], ...]


NOTHING = Metadata(ABSENT, ABSENT, ABSENT, ABSENT, ABSENT, ABSENT, ABSENT, ())


@fact
def metadata(doc: Document) -> Metadata:
    """The front matter's words on the course; nothing where it cannot be read."""
    block = readable(doc)
    if block is None:
        return NOTHING

    def text(key: str) -> Said:
        entry = block.get(key)
        if entry is None or not isinstance(entry.value, str):
            return ABSENT
        return Said(entry.value.strip(), entry.value_start, entry.value_end)

    entry = block.get("totalChapters") or block.get("chapters")
    total = ABSENT
    if entry is not None and (number := as_number(entry)) > 0:
        total = Said(str(number), entry.value_start, entry.value_end)
    url = next((said for said in (text("sourceUrl"), text("source_url"), text("source")) if said.text), ABSENT)
    video = url._replace(text=video_of(url.text)) if url.text else ABSENT
    dates = []
    for key in DATES:
        if day := as_date(block.get(key)):
            entry = block.get(key)
            assert entry is not None
            dates.append((key, Said(day, entry.value_start, entry.value_end)))
    titles = text("title"), text("titleKr"), text("originalTitle")
    return Metadata(text("author"), total, video, text("parent"), *titles, tuple(dates))
