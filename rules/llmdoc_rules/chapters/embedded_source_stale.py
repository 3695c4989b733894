from __future__ import annotations

from typing import TYPE_CHECKING

from llmdoc_lint.blocks import embedded
from llmdoc_lint.core import Applicability, Edit, Finding, Fix, NoOptions, Related, Severity, rule
from llmdoc_lint.course import Course
from llmdoc_lint.patterns import pattern
from llmdoc_lint.values import NamedTuple
from llmdoc_rules._visible import visible
from llmdoc_rules.chapters._roll import page_number

if TYPE_CHECKING:
    from collections.abc import Iterator

    from llmdoc_lint.blocks import Embedded
    from llmdoc_lint.document import Document


@rule(
    "embedded-source-stale",
    Course,
    NoOptions,
    severity=Severity.ERROR,
    fixes=Applicability.UNSAFE,
)
def check(course: Course, options: NoOptions) -> Iterator[Finding]:
    """A prompt's copy of a source page is not what the page says now.

    Whatever is made with the prompt repeats errors that were corrected in the source long ago.

    The page is found by the number and title in the copy's front matter. Blanks at the ends of
    lines, empty lines at the end of the copy, the kind of line break, suppressions and characters that
    nobody sees do not count, nor does what the prompt says behind the copy. A copy whose characters are
    damaged is `mojibake`, and repaired from the source.

    Bad:

        # Source Text
        ---
        title: "3. Fixed Windows"
        ---
        [5:00] a chunk has 500 tokens        (eng/fixed-windows.md: 512)

    Good:

        # Source Text
        ---
        title: "3. Fixed Windows"
        ---
        [5:00] a chunk has 512 tokens

    The fix replaces the lines that differ by those of the page. It is unsafe: the copy may have
    been shortened on purpose.
    """
    for prompt in course.prompts:
        for copy in embedded(prompt):
            source = _source(course, copy)
            if source is not None:
                finding = _compare(prompt, copy, source)
                if finding is not None:
                    yield finding


def _source(course: Course, copy: Embedded) -> Document | None:
    """The source page that the copy's front matter names, None unless exactly one fits."""
    title = _value(copy, "title")
    if not title:
        return None
    from llmdoc_lint.course import profile

    pages = [*course.source_chapters, *course.of("source", "article"), *course.of("source", "index")]
    same = [page for page in pages if profile(page).title.casefold() == title.casefold()]
    if not same:
        entry = copy.front_matter.get("chapter")
        number = entry.value if entry is not None and isinstance(entry.value, int) else -1
        same = [page for page in course.source_chapters if number >= 0 and page_number(page) == number]
    return same[0] if len(same) == 1 else None


def _value(copy: Embedded, key: str) -> str:
    entry = copy.front_matter.get(key)
    return entry.value.strip() if entry is not None and isinstance(entry.value, str) else ""


# The linter's own comments: a copy may hold one that the page has not, and is up to date for all that.
_SUPPRESSION = pattern(r"<!--[ \t]{0,20}llmdoc-lint-(?:disable|enable)[^\n]{0,500}?-->")


class _Lines(NamedTuple):
    """The lines of a copy or of its page as they are compared: without blanks at their ends, and suppressions."""

    texts: list[str]
    starts: list[int]  # the last one is the end of the text


def _lines(text: str, start: int, end: int) -> _Lines:
    lines = _Lines([], [])
    at = start + text.startswith("\ufeff", start)
    while at < end:
        stop = text.find("\n", at, end) + 1 or end
        line = text[at:stop]
        plain = _SUPPRESSION.sub("", line) if "llmdoc-lint-" in line else line
        if plain.strip() or plain == line:
            lines.texts.append(plain.rstrip())
            lines.starts.append(at)
        at = stop
    while lines.texts and not lines.texts[-1]:
        lines.texts.pop()
    lines.starts.append(end)
    return lines


def _compare(prompt: Document, copy: Embedded, source: Document) -> Finding | None:
    """What is said of a copy that differs from its page."""
    mine, starts = _lines(prompt.text, copy.start, copy.end)
    other, places = _lines(source.text, 0, len(source.text))
    if mine[: len(other)] == other:
        return None
    from llmdoc_lint.encoding.mojibake import passages

    if passages(prompt.text[copy.start : copy.end]) or passages(source.text):
        return None
    if [visible(line) for line in mine[: len(other)]] == [visible(line) for line in other]:
        return None
    # Without a heading behind it, the copy ends with the page's last line; the rest is the prompt's.
    whole = len(mine)
    if copy.end == len(prompt.text) and other:
        whole = next((at + 1 for at in range(len(mine) - 1, -1, -1) if mine[at] == other[-1]), 0)
    mine = mine[: whole or len(mine)]
    head, tail = _alike(mine, other)
    stop, other_stop = len(mine) - tail, len(other) - tail
    fix = None
    if whole or len(mine) <= len(other):
        fresh = _fresh(prompt.text, starts[head], starts[stop], other[head:other_stop], behind=head == len(mine))
        edit = Edit(prompt.span(starts[head], starts[stop]), fresh)
        fix = Fix(f"Copy the differing lines from {source.name}", (edit,), Applicability.UNSAFE)
    differ = _differing(mine[head:stop], other[head:other_stop])
    if head < stop:
        also = f"; {differ} lines differ" if differ > 1 else ""
        message = f"this is not what {source.name}, which is copied here, says now{also}"
    else:
        side = "behind" if head == len(mine) else "before"
        lines = f"{differ} lines" if differ > 1 else "a line"
        message = f"the copy of {source.name} lacks {lines} of the page {side} this one"
    there = next((at for at in range(head, other_stop) if other[at]), min(head, len(other) - 1))
    return Finding(
        prompt.span(*prompt.line_span(min(starts[head], max(copy.start, copy.end - 1)))),
        message,
        fix,
        (Related(source.span(*source.line_span(places[there])), "the page has this"),),
        {"lines": differ},
    )


def _alike(mine: list[str], other: list[str]) -> tuple[int, int]:
    """How many lines two texts begin with alike, and how many others they end with alike."""
    least = min(len(mine), len(other))
    head = 0
    while head < least and mine[head] == other[head]:
        head += 1
    tail = 0
    while tail < least - head and mine[-1 - tail] == other[-1 - tail]:
        tail += 1
    return head, tail


def _fresh(text: str, start: int, end: int, lines: list[str], *, behind: bool) -> str:
    """The lines as they take the place of the text from `start` to `end`; `behind`: the copy ends before them."""
    newline = "\r\n" if "\r\n" in text else "\n"
    fresh = "".join(line + newline for line in lines)
    if start < end and not text.endswith("\n", start, end):
        return fresh.removesuffix(newline)
    if start == end and behind and text[start - 1 : start] != "\n":
        return newline + fresh.removesuffix(newline)
    return fresh


def _differing(mine: list[str], other: list[str]) -> int:
    """How many lines differ, blank ones aside."""
    left: dict[str, int] = {}
    for line in mine:
        left[line] = left.get(line, 0) + 1
    new = 0
    for line in other:
        if left.get(line, 0):
            left[line] -= 1
        elif line:
            new += 1
    gone = sum(count for line, count in left.items() if line)
    return max(new, gone)
