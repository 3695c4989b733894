"""Which keys the documents of a course have, and which of them are not their kind's."""

from __future__ import annotations

from collections import Counter
from functools import lru_cache
from typing import TYPE_CHECKING

from llmdoc_lint.core import fact
from llmdoc_lint.course import Course, course_fact, profile
from llmdoc_lint.kinds import kind
from llmdoc_lint.values import NamedTuple
from llmdoc_rules._front_matter import readable
from llmdoc_rules.front_matter._values import aliased

if TYPE_CHECKING:
    from llmdoc_lint.document import Document
    from llmdoc_lint.settings import Kind

__all__ = ["Stray", "keys", "strays"]

# Keys that site generators and editors read: Jekyll, Hugo, Docusaurus, VitePress, MkDocs, Astro,
# Obsidian; and the one that this program reads.
_GENERATOR = (
    "lint-ignore lang language locale slug tags tag description draft layout date weight permalink aliases alias"
    " categories category keywords image images cover thumbnail banner icon summary excerpt order nav_order"
    " sidebar_position sidebar_label sidebar sidebar_class_name pagination_label pagination_next pagination_prev"
    " hide_title hide_table_of_contents toc toc_min_heading_level toc_max_heading_level comments id uuid url"
    " published publish updated updatedAt createdAt created modified lastmod last_modified lastUpdated last_update"
    " hidden redirect_from redirects math mermaid type kind class cssclass cssclasses version license robots"
    " noindex canonical canonical_url canonicalUrl head meta menu parent grand_parent has_children nav_exclude"
    " outline aside navbar footer editLink prev next hero features template theme series seriesOrder series_order"
    " subtitle heading headline notes note source_commit commit hash checksum translator translators reviewer"
    " reviewers editor model generator"
)
GENERATOR = frozenset(_GENERATOR.split())

# Keys that are one side's way of saying something and mean nothing on the other.
SOURCE_ONLY = frozenset(("source_url", "source_type", "fetch_date", "translation_status"))
TARGET_ONLY = frozenset(("sourceUrl", "translatedAt", "originalTitle", "contentType", "hasSummary", "qaScore"))

# How many documents of a kind a course must have before a key that few of them have is a stray:
# of fewer, none can be called the rule.
ENOUGH = 4

# How many unknown keys of one document are looked at: front matter has ten or twenty keys.
MOST = 50


class Stray(NamedTuple):
    """A key outside of the kind's schema that is worth a word."""

    entry: int  # its place among the entries
    meant: str  # the key of the schema that it stands for; "" for none
    form: str  # "alias", "variant" (the same letters), "near", "side" (the other side's), "stray"
    having: int  # documents of the kind that have it
    total: int  # documents of the kind


@fact
def keys(doc: Document) -> tuple[str, ...] | None:
    """The keys of the front matter in order, None where there is none that can be read."""
    block = readable(doc)
    return None if block is None else tuple(entry.key for entry in block.entries)


def _folded(key: str) -> str:
    return key.replace("_", "").replace("-", "").replace(" ", "").lower()


@lru_cache(maxsize=1024)
def _close(first: str, second: str) -> bool:
    """Whether two keys are one slip apart, or two where both have nine letters or more.

    A slip is a letter too much, too few, another one, or two swapped. Shorter keys lie too close
    to each other: `title` and `tile` are both words.
    """
    shorter = min(len(first), len(second))
    allowed = 2 if shorter >= 9 else 1 if shorter >= 5 else 0
    if not allowed or abs(len(first) - len(second)) > allowed or max(len(first), len(second)) > 40:
        return False
    above: list[int] = []
    row = list(range(len(second) + 1))
    for i, a in enumerate(first, 1):
        above, row, last = row, [i], above
        for j, b in enumerate(second, 1):
            cost = min(above[j] + 1, row[j - 1] + 1, above[j - 1] + (a != b))
            if i > 1 and j > 1 and a == second[j - 2] and first[i - 2] == b:
                cost = min(cost, last[j - 2] + 1)
            row.append(cost)
    return row[-1] <= allowed


@lru_cache(maxsize=64)
def _folded_schema(kind: Kind) -> dict[str, str]:
    return {_folded(key): key for key in kind.schema}


@course_fact
def strays(course: Course) -> dict[str, tuple[Stray, ...]]:
    """The keys of each document (by path) that its kind does not have and should not."""
    found: dict[str, list[Stray]] = {}
    unknown: list[tuple[Document, Kind, int, str, tuple[str, ...]]] = []
    counts: dict[str, Counter[str]] = {}
    sizes: Counter[str] = Counter()
    for doc in course.documents:
        mine = keys(doc)
        kind_ = kind(doc)
        if not mine or kind_ is None or not kind_.required:
            continue
        name = profile(doc).kind
        sizes[name] += 1
        schema = kind_.schema
        seen: set[str] = set()
        for at, key in enumerate(mine):
            if key not in schema and key not in seen and len(seen) < MOST:
                seen.add(key)
                unknown.append((doc, kind_, at, key, mine))
                counts.setdefault(name, Counter())[key] += 1
    for doc, kind_, at, key, mine in unknown:
        count, total = counts[kind_.name][key], sizes[kind_.name]
        usual = total > 2 and count * 2 > total
        meant, form = _judge(doc, kind_, at, key, mine, usual=usual)
        if form and (form != "stray" or total >= ENOUGH):
            found.setdefault(doc.path, []).append(Stray(at, meant, form, count, total))
    return {path: tuple(some) for path, some in found.items()}


def _judge(doc: Document, kind_: Kind, at: int, key: str, mine: tuple[str, ...], *, usual: bool) -> tuple[str, str]:
    """What an unknown key stands for and how that is known; `usual`: most documents of the kind have it."""
    if any(wrong == key for wrong, _ in kind_.aliases):
        block = readable(doc)
        assert block is not None
        if meant := aliased(kind_, block.entries[at]):
            return meant, "alias"
        return "", ""  # the word, used for something else
    if key in GENERATOR:
        return "", ""
    if meant := _folded_schema(kind_).get(_folded(key), ""):
        return meant, "variant"
    if usual:
        return "", ""
    near = [known for known in kind_.schema if known not in mine and _close(_folded(key), _folded(known))]
    if len(near) == 1:
        return near[0], "near"
    if key in (TARGET_ONLY if kind_.side == "source" else SOURCE_ONLY if kind_.side == "target" else ()):
        return "", "side"
    return "", "stray"
