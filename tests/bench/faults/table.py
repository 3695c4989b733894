"""What a fault is, and the documents of the two sound repositories that the faults are made in."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

FIXTURES = Path(__file__).parent.parent.parent.parent / "fixtures"
New = str | Callable[[re.Match[str]], str]
Edit = tuple[str, str, New]  # a path, a pattern (multi-line, its dots match line ends), and a template or function


class Fault(NamedTuple):
    """One change of a repository that a reader would want to be told of."""

    rules: tuple[str, ...]  # the rules that may report it; the first is the one that it was made for
    root: str  # the folder of `fixtures` it is made in
    files: Mapping[str, str | None]  # the new text of a file, as bytes under surrogateescape; None removes it
    note: str


class Course(NamedTuple):
    folder: str
    sources: str
    targets: str
    chapters: tuple[str, ...]
    on_sheet: str  # the chapter that a prompt for a study sheet embeds; "" where no prompt is

    @property
    def target_index(self) -> str:
        return f"{self.folder}/{self.targets}/_index.md"

    @property
    def source_index(self) -> str:
        return f"{self.folder}/{self.sources}/_index.md"

    @property
    def prompt(self) -> str:
        return f"{self.folder}/prompts/{self.on_sheet}-cheatsheet-prompt.md"

    @property
    def captions(self) -> str:
        return f"{self.folder}/media/{self.folder.rpartition('/')[2]}.en.vtt"

    def page(self, number: int) -> str:
        return f"{self.folder}/{self.targets}/{self.chapters[number - 1]}.md"

    def source(self, number: int) -> str:
        return f"{self.folder}/{self.sources}/{self.chapters[number - 1]}.md"


class Article(NamedTuple):
    folder: str

    @property
    def page(self) -> str:
        return f"{self.folder}/kr/index.md"

    @property
    def source(self) -> str:
        return f"{self.folder}/eng/index.md"


# Captions without punctuation; stamps every 30 seconds; chapters in headings of both languages.
PASSWORDS = Course(
    "lectures/2025-fall/passwords-keys-people",
    "en",
    "ko",
    ("why-passwords-leak", "hashes-and-salt", "long-beats-clever", "two-steps", "passkeys", "when-it-happens"),
    "two-steps",
)
# A punctuated transcript; stamps every four minutes in the indexes, none in the pages.
LEAF = Course(
    "content/biology/clock-in-the-leaf",
    "sources",
    "chapters",
    (
        "the-mimosa-in-the-cupboard",
        "genes-that-switch-each-other",
        "a-clock-that-ignores-the-weather",
        "the-clock-in-the-field",
        "what-we-do-not-know",
    ),
    "",
)
CHUNKING = Course(
    "docs/week1/chunking-for-llms",
    "eng",
    "kr",
    (
        "introduction",
        "bytes-characters-tokens",
        "fixed-windows-the-512-64-rule",
        "splitting-where-the-meaning-turns",
        "retrieval-overlap-and-cost",
        "when-a-model-refuses",
        "measuring-9-11-is-not-9-9",
        "putting-it-together",
    ),
    "fixed-windows-the-512-64-rule",
)
OVEN = Article("essays/slow-oven")
BROKEN_TEXT = Article("docs/week3/why-text-breaks")
LIVE_QA = Article("docs/week2/live-qa-on-evaluation")  # stamps per speaker


def root_of(path: str) -> str:
    return "clean" if path.startswith("docs/") else "sound"


@cache
def text(path: str) -> str:
    """The sound text of a document."""
    return (FIXTURES / root_of(path) / path).read_bytes().decode("utf-8", "surrogateescape")


def find(path: str, pattern: str) -> re.Match[str]:
    """The first match in a document, which must be there."""
    match = re.search(pattern, text(path), re.MULTILINE | re.DOTALL)
    assert match is not None, f"{path}: no {pattern}"
    return match


def verbatim(new: str) -> Callable[[re.Match[str]], str]:
    """A replacement that is no template."""
    return lambda _: new


def change(rules: str, edit: Edit, *, last: bool = False, note: str = "") -> Fault:
    """Replace the first (or the last) match of a pattern; it must be there, and the document must differ after."""
    path, pattern, new = edit
    old = text(path)
    matches = list(re.finditer(pattern, old, re.MULTILINE | re.DOTALL))
    assert matches, f"{path}: no {pattern}"
    match = matches[-1 if last else 0]
    changed = old[: match.start()] + (new(match) if callable(new) else match.expand(new)) + old[match.end() :]
    assert changed != old, f"{path}: {pattern} changes nothing"
    if not note:
        note = pattern if callable(new) else f"{pattern} -> {new}"
    return Fault(tuple(rules.split()), root_of(path), {path: changed}, f"{path}: {note}")


def changes(rules: str, *edits: Edit) -> Iterator[Fault]:
    for edit in edits:
        yield change(rules, edit)


def without_sources(course: Course, fault: Fault) -> Fault:
    """A fault in a course that has lost its sources, its captions, and the prompt that embeds a source."""
    gone = [course.source(number) for number in range(1, len(course.chapters) + 1)]
    gone += [course.source_index, course.captions]
    if course.on_sheet:
        gone.append(course.prompt)
    return fault._replace(files={**fault.files, **dict.fromkeys(gone)}, note=f"{fault.note}, without sources")


def write(rules: str, path: str, content: str) -> Fault:
    """A document more."""
    return Fault(tuple(rules.split()), root_of(path), {path: content}, f"{path} is new")


def remove(rules: str, path: str) -> Fault:
    return Fault(tuple(rules.split()), root_of(path), {path: None}, f"{path} is gone")


def swap(path: str, pattern: str, one: int, other: int) -> Edit:
    """Two chapters' parts change places; `pattern` is a format of the chapter's number, its group the part."""
    first, second = find(path, pattern.format(one)), find(path, pattern.format(other))
    old = text(path)
    between = old[first.end(1) : second.start(1)]
    new = old[: first.start(1)] + second[1] + between + first[1] + old[second.end(1) :]
    return path, r"\A.*\Z", verbatim(new)


def chapter_text(number: int) -> str:
    """A pattern of a chapter in a translation's index; its group is the heading and the summary above the text."""
    return rf"(\n## {number}\. [^\n]*\n\n(?:\*\*요약\*\*[^\n]*\n\n)?).*?(?=\n---\n|<!-- FULL)"
