"""`llmdoc-lint init`: look at a repository and propose a configuration for it.

What is found already fits the defaults is said in comments; a key is written only where the defaults would not
recognise what is there. Nothing is guessed that could hide a page in one of the two languages.
"""

from __future__ import annotations

import os
from collections import Counter
from itertools import islice
from typing import TYPE_CHECKING, Any

from llmdoc_lint.output import count
from llmdoc_lint.values import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from llmdoc_lint.core import Rule
    from llmdoc_lint.document import Document
    from llmdoc_lint.layout import Among, Folders
    from llmdoc_lint.settings import Kind, Settings

__all__ = ["Stray", "Survey", "Unlike", "proposal", "survey"]

SHOWN = 5  # examples of a kind of thing in the comments
TERMS = 30  # candidates for the glossary: more, nobody reads
FEW = 3  # documents of a kind that tell nothing of the keys which the repository gives them
BOTH = ("**/*.md", "**/*.mdx")


class Stray(NamedTuple):
    """Documents of one folder that have front matter and are of no kind."""

    folder: str
    keys: tuple[str, ...]  # what most of them have
    number: int
    example: str


class Unlike(NamedTuple):
    """A kind whose documents have other front matter than this linter expects."""

    kind: str
    number: int  # of its documents
    absent: tuple[str, ...]  # required keys that not one of them has
    present: tuple[str, ...]  # required keys that most of them have


class Survey(NamedTuple):
    """What a repository holds; kinds are told with the settings that are proposed for it."""

    documents: int
    unread: int  # that cannot be read, or do not decode
    mdx: bool  # whether files ending in `.mdx` are pages, too
    kinds: tuple[tuple[str, int], ...]
    unlike: tuple[Unlike, ...]
    folders: tuple[Folders, ...]  # pairs of folder names, the most frequent first
    among: Among | None  # where translations stand among their sources, and no folder divides them
    strays: tuple[Stray, ...]
    captions: int
    top: str  # the folder that all recognised documents lie in, "" for none
    outside: int  # Markdown files outside of it


def survey(root: str, settings: Settings) -> tuple[Survey, tuple[Document, ...]]:
    """Read the Markdown files below `root`; returns the documents too. Raises OSError where `root` is no folder.

    The documents have the settings that `proposal` writes down.
    """
    from llmdoc_lint.discover import excluded, walk
    from llmdoc_lint.document import Document
    from llmdoc_lint.kinds import kind
    from llmdoc_lint.layout import among, common, folders, language
    from llmdoc_lint.settings import Settings

    tree = walk(root, "", Settings(include=BOTH))
    documents = _read(root, tree.documents, settings)
    languages = {doc.path: language(doc) for doc in documents}
    mdx = any(found == "ko" for path, found in languages.items() if path.endswith(".mdx"))
    paths = [path for path in tree.documents if mdx or path.endswith(".md")]
    languages = {path: languages[path] for path in paths if path in languages}
    pairs, mixed = folders(languages), among(languages)
    if mixed is not None and mixed.number <= sum(pair.number for pair in pairs[:1]):
        mixed = None
    proposed = _proposed(settings, pairs, mixed)
    documents = [
        Document(doc.path, doc.raw, proposed, doc.files)
        for doc in documents
        if doc.path in languages and not excluded(doc.path, proposed)
    ]
    by_kind: dict[Kind | None, list[Document]] = {}
    for doc in documents:
        by_kind.setdefault(kind(doc), []).append(doc)
    unknown = by_kind.pop(None, [])
    order = list(proposed.kinds.values())
    kinds = sorted(((known, found) for known, found in by_kind.items() if known), key=lambda item: order.index(item[0]))
    top = common(doc.path for _, found in kinds for doc in found)
    seen = Survey(
        len(paths),
        len(paths) - len(languages),
        mdx,
        tuple((known.name, len(found)) for known, found in kinds),
        tuple(filter(None, (_unlike(known, found) for known, found in kinds))),
        pairs,
        mixed,
        _strays(doc for doc in unknown if languages[doc.path] != ""),
        len(tree.captions),
        top,
        sum(1 for path in paths if not path.startswith(f"{top}/")) if top else 0,
    )
    return seen, tuple(documents)


def _read(root: str, paths: Iterable[str], settings: Settings) -> list[Document]:
    """The documents of these files, but for those that cannot be read or do not decode."""
    from llmdoc_lint.document import Document, Files, sound
    from llmdoc_lint.files import read

    files = Files(root, "")
    found = []
    for path in paths:
        try:
            doc = Document(path, read(os.path.join(root, *path.split("/"))), settings, files)
        except OSError:
            continue
        if sound(doc):
            found.append(doc)
    return found


def _keys(doc: Document) -> tuple[str, ...]:
    """The keys of the document's front matter."""
    from llmdoc_lint.blocks import front_matter

    block = front_matter(doc)
    return tuple(entry.key for entry in block.entries) if block is not None else ()


def _proposed(settings: Settings, pairs: Sequence[Folders], mixed: Among | None) -> Settings:
    """The settings that `proposal` writes down for these places of the two languages."""
    from llmdoc_lint.settings import Kind, Settings

    if mixed is not None:
        return Settings(
            exclude=mixed.others,
            kinds={
                "translation": Kind("translation", "target", "article", paths=(mixed.target,)),
                "original": Kind("original", "source", "article", paths=(mixed.source,)),
                **settings.kinds,
            },
        )
    sides = _named_sides(settings, pairs)
    return settings if sides is None else Settings(source_folders=sides[0], target_folders=sides[1])


def _named_sides(settings: Settings, pairs: Sequence[Folders]) -> tuple[tuple[str, ...], tuple[str, ...]] | None:
    """Names of the two languages' folders where the settings lack them."""
    if not pairs:
        return None
    source, target = pairs[0].source, pairs[0].target
    if source in settings.source_folders and target in settings.target_folders:
        return None
    more = sorted(one.source for one in pairs[1:] if one.target == target and one.source != source)
    return (source, *more), (target,)


def _unlike(kind: Kind, found: Sequence[Document]) -> Unlike | None:
    """How the front matter of a kind's documents differs from what the kind requires; None where it does not."""
    counts = Counter(key for doc in found for key in set(_keys(doc)))
    absent = tuple(key for key in kind.required if not counts[key])
    if len(found) < FEW or not absent:
        return None
    return Unlike(kind.name, len(found), absent, tuple(key for key in kind.required if counts[key] * 2 > len(found)))


def _strays(documents: Iterable[Document]) -> tuple[Stray, ...]:
    by_folder: dict[str, list[tuple[str, tuple[str, ...]]]] = {}
    for doc in documents:
        if keys := _keys(doc):
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
    mixed = seen.among
    if mixed is not None:
        lines += [
            f"# Translations are {mixed.target}, their sources all else that is {mixed.source} "
            f"({count(mixed.number, 'pair')} of documents).",
            "kinds:",
            f"  translation: {{match: {{path: {_quoted(mixed.target)}}}, side: target, part: article}}",
            f"  original: {{match: {{path: {_quoted(mixed.source)}}}, side: source, part: article}}",
        ]
    if seen.strays:
        lines.append("#\n# Of no kind, but with front matter:")
        for stray in seen.strays:
            keys = ", ".join(stray.keys) or "no common key"
            lines.append(f"#   {stray.folder or '.'}/: {count(stray.number, 'file')}, with {keys}")
    for kind in seen.unlike:
        lines.append(f"# Not one {kind.kind} of {kind.number} has {', '.join(kind.absent)}.")
    if seen.unlike:
        lines.append("# If they have other keys than these, say which they need; and name what is of no kind:")
    elif seen.strays:
        lines.append("# If these belong to the content, name their kind:")
    examples = _examples(seen)
    if examples and mixed is None:
        lines.append("# kinds:")
    return "\n".join([*lines, *examples])


def _examples(seen: Survey) -> list[str]:
    """How kinds may be named, as comments."""
    lines = [f"#   {kind.kind}: {{required: [{', '.join(map(_plain, kind.present))}]}}" for kind in seen.unlike]
    for stray in seen.strays[:1]:
        required = ", ".join(_plain(key) for key in stray.keys[:SHOWN])
        lines.append(
            "#   note:\n"
            f"#     match: {{path: {_quoted(f'{stray.folder}/*.md' if stray.folder else '*.md')}}}\n"
            "#     side: target      # or source, or none\n"
            "#     part: article     # or index, chapter, prompt\n"
            f"#     required: [{required}]"
        )
    return lines


def _sides(seen: Survey, settings: Settings) -> str:
    mixed = seen.among
    if mixed is not None:
        if not mixed.folder or mixed.folder in settings.target_folders:
            return ""
        return f"folders:\n  target: [{_plain(mixed.folder)}]"
    if not seen.folders:
        return ""
    first = seen.folders[0]
    told = (
        f"# Folders of the two languages: {first.source}/ and {first.target}/ "
        f"({count(first.number, 'pair')} of documents)."
    )
    sides = _named_sides(settings, seen.folders)
    if sides is None:
        return told
    sources, targets = (", ".join(map(_plain, names)) for names in sides)
    return f"{told}\nfolders:\n  source: [{sources}]\n  target: [{targets}]"


def _scope(seen: Survey) -> str:
    lines = []
    if seen.mdx:
        lines.append(f"# Pages in MDX are read where they are named:\ninclude: [{', '.join(map(_quoted, BOTH))}]")
    elif seen.top and seen.outside:
        lines.append(
            f"# The content lies in {seen.top}/. "
            f"{count(seen.outside, 'other Markdown file')} would not be checked with:\n"
            f"# include: [{_quoted(f'{seen.top}/**/*.md')}]"
        )
    if seen.among is not None and seen.among.others:
        others = "".join(f"\n  - {_quoted(glob)}" for glob in seen.among.others)
        lines.append(f"# Other languages, and what else is to be left out:\nexclude:{others}")
    elif seen.folders and seen.folders[0].others:
        names = ", ".join(map(_plain, seen.folders[0].others))
        lines.append(f"# Leave other languages out:\n# exclude: [{names}]")
    else:
        drafts = _quoted(f"{seen.top}/drafts/**") if seen.top and seen.outside else "drafts/**"
        lines.append(f"# Leave documents out:\n# exclude: [{drafts}]")
    return "\n".join(lines)


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
