from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING

from llmdoc_lint.blocks import body_start, code, headings, inside, is_sure
from llmdoc_lint.core import Finding, NoOptions, Related, Severity, fact, rule
from llmdoc_lint.course import Course, profile
from llmdoc_lint.patterns import pattern
from llmdoc_rules._front_matter import Witness, as_number, enumerated, only_title, readable, split_number

if TYPE_CHECKING:
    from collections.abc import Iterator

    from llmdoc_lint.document import Document

# How far behind the heading the line "챕터 3/24" may stand: it is one of the page's first lines.
NEAR_TOP = 600

LINE = pattern(
    r"(?:^|(?<=\n))[ \t>*_()\[-]{0,12}(?:챕터|chapter)[ \t]{0,4}(\d{1,3})[ \t]{0,4}(?:/|of)[ \t]{0,4}\d{1,3}(?!\d)",
    re.IGNORECASE,
)
FILE = pattern(r"(?:(?:chapter|chap|ch|챕터)[-_. ]?)?(\d{1,3})(?=[-_. ]|\Z)", re.IGNORECASE)


_TITLES = ("`title`", "`titleKr`", "the heading")


@fact
def numbers(doc: Document) -> tuple[Witness, ...]:
    """What the page says its chapter's number is, most trusted first; the file's name is not asked."""
    block = readable(doc)
    if block is None:
        return ()
    found = []
    for name in ("title", "titleKr"):
        entry = block.get(name)
        if entry is not None and isinstance(entry.value, str):
            number = split_number(entry.value)[0]
            if number >= 0:
                found.append(Witness(f"`{name}`", number, entry.value_start, entry.value_end, is_sure(entry.value)))
    head = only_title(doc)
    if head is not None and (number := split_number(head.text)[0]) >= 0:
        found.append(Witness("the heading", number, head.text_start, head.text_end, is_sure(head.text)))
    entry = block.get("chapter")
    if entry is not None and (number := as_number(entry)) >= 0:
        found.append(Witness("`chapter`", number, entry.value_start, entry.value_end))
    start = head.end if head is not None else body_start(doc)
    end = min([start + NEAR_TOP, *(h.start for h in headings(doc)[:2] if h.start > start)])
    top = doc.text[start:end].lower()
    line = LINE.search(doc.text, start, end) if "챕터" in top or "chapter" in top else None
    if line is not None and not inside(code(doc), line.start(1), line.end()):
        found.append(Witness("the line under the heading", int(line[1]), line.start(1), line.end()))
    return tuple(found)


def _file_number(doc: Document, titles: str) -> int:
    """The number in the file's name, -1 where it has none or where it is a word of the title (`10-tips.md`)."""
    stem = doc.name.rpartition(".")[0]
    match = FILE.match(stem)
    if match is None:
        return -1
    if match.start(1) == 0 and not match[1].startswith("0") and titles.lstrip("\"'“‘").startswith(match[1]):
        return -1
    return int(match[1])


@rule("chapter-number-mismatch", Course, NoOptions, severity=Severity.ERROR)
def check(course: Course, options: NoOptions) -> Iterator[Finding]:
    """A chapter's page does not agree with itself about the chapter's number.

    Chapters are sorted by one of these numbers and linked by another: readers get them in the
    wrong order, or one chapter under the heading of the next.

    Bad:

        title: "2. A Small Model"
        chapter: 3

    Good:

        title: "2. A Small Model"
        chapter: 2

    Compared are the numbers at the start of `title`, `titleKr` and the heading, `chapter`, the
    line "챕터 2/24" under the heading, and a number at the start of the file's name (`02-model.md`,
    `chapter-2.md`). File names may count from elsewhere, as long as they all do: what counts is a
    name out of step with those of its folder, and so with a `chapter` that starts from 0 throughout.
    The finding is on what most others contradict.
    """
    pages = [(doc, numbers(doc)) for part in (course.source_chapters, course.chapters) for doc in part]
    if not pages:
        return
    pages = _believed(pages)
    files = _files(pages)
    shifts = _shifts(pages)
    for doc, found in pages:
        witnesses = list(found)
        if shifts:
            for at, one in enumerate(witnesses):
                shift = shifts.get((doc.directory, one.name), 0)
                witnesses[at] = one._replace(value=one.value - shift)
        if doc.path in files:
            witnesses.append(Witness("the file's name", files[doc.path], -1, -1))
        if len({witness.value for witness in witnesses}) < 2:
            continue
        votes = Counter(witness.value for witness in witnesses)
        # Of as many votes, the one that the title has holds: it was written by a person.
        right = max(votes, key=lambda value: (votes[value], -_rank(witnesses, value)))
        wrong = [witness for witness in witnesses if witness.value != right]
        agreeing = [witness.name for witness in witnesses if witness.value == right]
        said = ", ".join(f"{witness.name} says {witness.value}" for witness in wrong)
        verb = "says" if len(agreeing) == 1 else "say"
        main = next((witness for witness in wrong if witness.start >= 0), None)
        others = [witness for witness in witnesses if witness is not main and witness.start >= 0]
        if main is None:
            main = others.pop(0)
        yield Finding(
            doc.span(main.start, main.end),
            f"{said}, but {enumerated(agreeing)} {verb} chapter {right}",
            related=tuple(
                Related(doc.span(other.start, other.end), f"{other.name} says {other.value}") for other in others
            ),
            data={"expected": right},
        )


def _believed(pages: list[tuple[Document, tuple[Witness, ...]]]) -> list[tuple[Document, tuple[Witness, ...]]]:
    """The pages without numbers that may be words of their titles, where most titles of a folder have none."""
    if all(one.sure for _, found in pages for one in found):
        return pages
    sizes = Counter(doc.directory for doc, _ in pages)
    titled = Counter(doc.directory for doc, found in pages if any(one.name in _TITLES for one in found))
    return [
        (doc, found if 2 * titled[doc.directory] > sizes[doc.directory] else tuple(one for one in found if one.sure))
        for doc, found in pages
    ]


def _rank(witnesses: list[Witness], value: int) -> int:
    return next(at for at, witness in enumerate(witnesses) if witness.value == value)


def _shifts(pages: list[tuple[Document, tuple[Witness, ...]]]) -> dict[tuple[str, str], int]:
    """What all pages of a folder (three or more) write above or below their titles: `chapter: 0` for 1."""
    seen: dict[tuple[str, str], Counter[int]] = {}
    for doc, found in pages:
        title = next((one.value for one in found if one.name in ("`title`", "`titleKr`")), None)
        if title is not None and any(one.value != title for one in found):
            for one in found:
                seen.setdefault((doc.directory, one.name), Counter())[one.value - title] += 1
    sizes = Counter(doc.directory for doc, _ in pages)
    result = {}
    for (folder, name), counts in seen.items():
        shift = max(counts, key=counts.__getitem__)
        count = counts[shift]
        if shift and count >= 3 and count == sizes[folder]:
            result[folder, name] = shift
    return result


def _files(pages: list[tuple[Document, tuple[Witness, ...]]]) -> dict[str, int]:
    """The numbers that file names say, by path, shifted by what all of a folder are shifted by."""
    folders: dict[str, list[tuple[Document, int, int]]] = {}
    sizes: Counter[str] = Counter()
    for doc, found in pages:
        sizes[doc.directory] += 1
        if not doc.name[:2].isascii() or doc.name[0].isdigit() or doc.name[:2].lower() == "ch" or doc.name[0] == "챕":
            number = _file_number(doc, split_number(profile(doc).title)[1])
            if number >= 0 and found:
                votes = Counter(witness.value for witness in found)
                chapter = max(votes, key=votes.__getitem__)
                folders.setdefault(doc.directory, []).append((doc, number, chapter))
    result = {}
    for folder, some in folders.items():
        if len(some) * 2 < sizes[folder]:
            continue  # a few names that happen to start with a number
        shifts = Counter(number - chapter for _, number, chapter in some)
        shift = max(shifts, key=shifts.__getitem__)
        count = shifts[shift]
        if len(some) > 1 and count * 2 <= len(some):
            continue  # they count something else
        if len(some) == 1:
            shift = 0
        result.update({doc.path: number - shift for doc, number, _ in some})
    return result
