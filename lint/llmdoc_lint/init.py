"""`llmdoc-lint init`: look at a repository and propose a configuration for it.

What is found already fits the defaults is said in comments; a key is written only where the defaults would not
recognise what is there. Nothing is guessed that could hide a document: `include` and `exclude` stay comments.
"""

from __future__ import annotations

import os
from collections import Counter
from itertools import islice
from typing import TYPE_CHECKING, Any

from llmdoc_lint.output import count
from llmdoc_lint.values import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from llmdoc_lint.core import Rule
    from llmdoc_lint.document import Document
    from llmdoc_lint.settings import Settings

__all__ = ["Stray", "Survey", "proposal", "survey"]

ENOUGH = 20  # letters from which a document's language can be told
SHOWN = 5  # examples of a kind of thing in the comments
TERMS = 30  # candidates for the glossary: more, nobody reads


class Stray(NamedTuple):
    """Documents of one folder that have front matter and are of no kind."""

    folder: str
    keys: tuple[str, ...]  # what most of them have
    number: int
    example: str


class Survey(NamedTuple):
    """What a repository holds."""

    documents: int
    unread: int  # that cannot be read, or do not decode
    kinds: tuple[tuple[str, int], ...]
    folders: tuple[tuple[str, str, int], ...]  # pairs of folder names, source and translation; how many documents pair
    strays: tuple[Stray, ...]
    captions: int
    top: str  # the folder that all recognised documents lie in, "" for none
    outside: int  # Markdown files outside of it


def survey(root: str, settings: Settings) -> tuple[Survey, tuple[Document, ...]]:
    """Read the Markdown files below `root`; returns the documents too. Raises OSError where `root` is no folder."""
    from llmdoc_lint.discover import walk
    from llmdoc_lint.document import Document, Files, sound
    from llmdoc_lint.files import read
    from llmdoc_lint.kinds import kind

    tree = walk(root, "", settings)
    files = Files(root, "")
    documents: list[Document] = []
    unread = 0
    for path in tree.documents:
        try:
            doc = Document(path, read(os.path.join(root, *path.split("/"))), settings, files)
        except OSError:
            unread += 1
            continue
        if sound(doc):
            documents.append(doc)
        else:
            unread += 1
    kinds: Counter[str] = Counter()
    recognised: list[str] = []
    unknown: list[Document] = []
    for doc in documents:
        found = kind(doc)
        if found is None:
            unknown.append(doc)
        else:
            kinds[found.name] += 1
            recognised.append(doc.path)
    tops = {path.partition("/")[0] if "/" in path else "" for path in recognised}
    top = tops.pop() if len(tops) == 1 else ""
    outside = sum(1 for path in tree.documents if not path.startswith(f"{top}/")) if top else 0
    order = {name: index for index, name in enumerate(settings.kinds)}
    seen = Survey(
        len(tree.documents),
        unread,
        tuple(sorted(kinds.items(), key=lambda item: order[item[0]])),
        _folders(documents),
        _strays(unknown),
        len(tree.captions),
        top,
        outside,
    )
    return seen, tuple(documents)


def _is_korean(text: str) -> bool | None:
    """Whether the text's letters are Hangul rather than Latin; None where there are too few."""
    sample = text[:20_000]
    hangul = sum(1 for char in sample if "가" <= char <= "힣")
    latin = sum(1 for char in sample if char.isascii() and char.isalpha())
    if hangul + latin < ENOUGH:
        return None
    return hangul * 3 > latin  # a syllable is two or three letters; translations keep names and code


def _folders(documents: Iterable[Document]) -> tuple[tuple[str, str, int], ...]:
    """Pairs of folder names that hold the same file names in two languages, the most frequent first."""
    places: dict[tuple[str, str], list[tuple[str, bool]]] = {}
    for doc in documents:
        korean = _is_korean(doc.text)
        parts = doc.path.split("/")
        if korean is None:
            continue
        for at in range(max(0, len(parts) - 4), len(parts) - 1):  # a side's folder is near its documents
            key = ("/".join(parts[:at]), "/".join(parts[at + 1 :]))
            places.setdefault(key, []).append((parts[at], korean))
    pairs: Counter[tuple[str, str]] = Counter()
    for found in places.values():
        for source in {name for name, korean in found if not korean}:
            for target in {name for name, korean in found if korean} - {source}:
                pairs[source, target] += 1
    return tuple((source, target, number) for (source, target), number in pairs.most_common(SHOWN))


def _strays(documents: Iterable[Document]) -> tuple[Stray, ...]:
    from llmdoc_lint.blocks import front_matter

    by_folder: dict[str, list[tuple[str, list[str]]]] = {}
    for doc in documents:
        block = front_matter(doc)
        if block is not None and block.entries:
            keys = [entry.key for entry in block.entries if isinstance(entry.key, str)]
            by_folder.setdefault(doc.directory, []).append((doc.path, keys))
    found = []
    for folder, members in by_folder.items():
        counts = Counter(key for _, keys in members for key in keys)
        common = tuple(key for key, number in counts.items() if number * 2 > len(members))
        found.append(Stray(folder, common, len(members), members[0][0]))
    found.sort(key=lambda stray: (-stray.number, stray.folder))
    return tuple(found[:SHOWN])


# ------------------------------------------------------------------------------------ the file


def proposal(
    seen: Survey, settings: Settings, terms: Mapping[str, Mapping[str, int]], rules: Mapping[str, Rule[Any, Any]]
) -> str:
    """The text of an `llmdoc-lint.yaml` for what was seen.

    `terms` are glossary candidates: a term, and how often it is rendered how. `rules`, by id, give the examples.
    """
    parts = [
        "# Configuration of llmdoc-lint. Everything has a default, and what is commented out here changes nothing.\n"
        "# All keys: docs/configuration.md of llmdoc-lint; for editors: llmdoc-lint schema config\n"
        "# Where a value of a document comes from: llmdoc-lint config show FILE",
        _kinds(seen),
        _sides(seen, settings),
        _scope(seen),
        _glossary(terms),
        _rules(rules),
        "# Findings of today that may wait: llmdoc-lint baseline writes them down, and only new ones are reported.\n"
        "# baseline: .llmdoc-lint-baseline.json",
    ]
    return "\n\n".join(part for part in parts if part) + "\n"


def _kinds(seen: Survey) -> str:
    known = ", ".join(f"{number} {name}" for name, number in seen.kinds)
    lines = [f"# Found in {count(seen.documents, 'Markdown file')}: {known or 'no document of a known kind'}."]
    if seen.captions:
        lines.append(f"# {count(seen.captions, 'caption file')} will be compared with the transcripts.")
    if seen.unread:
        lines.append(f"# {count(seen.unread, 'file')} cannot be read as UTF-8; llmdoc-lint says why.")
    if seen.strays:
        lines.append("#\n# Of no kind, but with front matter:")
        for stray in seen.strays:
            keys = ", ".join(stray.keys) or "no common key"
            lines.append(f"#   {stray.folder or '.'}/: {count(stray.number, 'file')}, with {keys}")
        first = seen.strays[0]
        required = ", ".join(_plain(key) for key in first.keys[:SHOWN])
        lines.append(
            "# If these belong to the content, name their kind:\n"
            "# kinds:\n"
            "#   note:\n"
            f"#     match: {{path: {_quoted(f'{first.folder}/*.md' if first.folder else '*.md')}}}\n"
            "#     side: target      # or source, or none\n"
            "#     part: article     # or index, chapter, prompt\n"
            f"#     required: [{required}]"
        )
    return "\n".join(lines)


def _sides(seen: Survey, settings: Settings) -> str:
    if not seen.folders:
        return ""
    source, target, number = seen.folders[0]
    told = f"# Folders of the two languages: {source}/ and {target}/ ({count(number, 'pair')} of documents)."
    if source in settings.source_folders and target in settings.target_folders:
        return told
    sources = [source, *sorted(name for name, other, _ in seen.folders[1:] if other == target and name != source)]
    return f"{told}\nfolders:\n  source: [{', '.join(map(_plain, sources))}]\n  target: [{_plain(target)}]"


def _scope(seen: Survey) -> str:
    if not seen.top or not seen.outside:
        return "# Leave documents out:\n# exclude: [drafts/**]"
    return (
        f"# The content lies in {seen.top}/. {count(seen.outside, 'other Markdown file')} would not be checked with:\n"
        f"# include: [{_quoted(f'{seen.top}/**/*.md')}]\n"
        "# Leave documents out:\n"
        f"# exclude: [{_quoted(f'{seen.top}/drafts/**')}]"
    )


def _glossary(terms: Mapping[str, Mapping[str, int]]) -> str:
    lines = ["# How terms are rendered: what is listed under `not` is reported."]
    if terms:
        lines.append("# These are rendered in more than one way (how often); keep one, and take the `#` away:")
        lines.append("# glossary:")
        for term, forms in islice(terms.items(), TERMS):
            ranked = sorted(forms.items(), key=lambda item: (-item[1], item[0]))
            use, others = ranked[0], ranked[1:]
            counts = ", ".join(f"{form} {number}" for form, number in ranked)
            avoid = ", ".join(_plain(form) for form, _ in others)
            lines.append(f"#   - {{term: {_plain(term)}, use: {_plain(use[0])}, not: [{avoid}]}}  # {counts}")
    else:
        lines.append("# glossary:\n#   - {term: parameter, use: 파라미터, not: [매개변수]}")
    return "\n".join(lines)


def _rules(rules: Mapping[str, Rule[Any, Any]]) -> str:
    """How rules are set, shown on the mildest one and on the first that has options."""
    from llmdoc_lint.rule_docs import example, options_of

    lines = [
        "# Rules, or groups of them: a severity (error, warning, info, off), or a mapping with options.",
        "# llmdoc-lint rules lists them, llmdoc-lint explain ID tells one.",
        "# rules:",
    ]
    if rules:
        mildest = min(rules.values(), key=lambda rule: (rule.severity, rule.id))
        lines.append(f"#   {mildest.id}: off")
        optional = next((rule for rule in rules.values() if rule is not mildest and options_of(rule)), None)
        if optional is not None:
            lines += [f"# {line}" for line in example(optional).split("\n")]
    return "\n".join(lines)


def _plain(text: str) -> str:
    """A YAML scalar inside of a flow collection."""
    from llmdoc_lint.rule_docs import YAML_WORDS

    inner = text.replace(" ", "").replace("-", "").replace("_", "")
    if inner.isalpha() and text[0].isalpha() and text.lower() not in YAML_WORDS and text == text.strip():
        return text
    return _quoted(text)


def _quoted(text: str) -> str:
    import json

    return json.dumps(text, ensure_ascii=False)
