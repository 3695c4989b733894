"""`llmdoc-lint config show`: what holds for a document, and where each value comes from."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from llmdoc_lint.core import Severity
from llmdoc_lint.values import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Mapping

    from llmdoc_lint.config.nodes import Node
    from llmdoc_lint.core import Rule
    from llmdoc_lint.document import Document
    from llmdoc_lint.settings import Settings

__all__ = ["Value", "of_document", "of_rules", "of_settings", "places"]

DEFAULT = "default"


class Value(NamedTuple):
    """One value in force, as the configuration would write it."""

    name: str
    value: Any  # JSON
    origin: str  # "default", "front matter ...", "folder kr/", or a file with its line


def places(settings: Settings, shown: str) -> dict[tuple[str, ...], str]:
    """Where the configuration file sets what: key paths, such as ("rules", "timestamp-gap"), to `file:line`.

    `shown` is what the file is called. Empty where there is none.
    """
    if settings.path is None:
        return {}
    from llmdoc_lint.config.nodes import compose

    with open(settings.path, "rb") as stream:
        text = stream.read().decode("utf-8", "surrogateescape").removeprefix("\ufeff")
    root = compose(text, [])
    found: dict[tuple[str, ...], str] = {}
    stack: list[tuple[tuple[str, ...], Node]] = [((), root)] if root is not None else []
    while stack:
        path, node = stack.pop()
        for key, start in node.keys.items():
            line = text.count("\n", 0, start) + 1
            found[*path, key] = f"{shown}:{line}"
            child = node.children.get(key)
            if child is not None and len(path) < 2:
                stack.append(((*path, key), child))
    return found


def of_settings(settings: Settings, where: Mapping[tuple[str, ...], str]) -> list[Value]:
    """The values of the top level, in the order of the documentation."""

    def origin(*path: str) -> str:
        return where.get(path, DEFAULT)

    return [
        Value("language.source", settings.language.source, origin("language", "source")),
        Value("language.target", settings.language.target, origin("language", "target")),
        Value("packs", list(settings.packs), origin("packs")),
        Value("include", list(settings.include), origin("include")),
        Value("exclude", list(settings.exclude), origin("exclude")),
        Value("folders.source", sorted(settings.source_folders), origin("folders", "source")),
        Value("folders.target", sorted(settings.target_folders), origin("folders", "target")),
        Value("glossary", f"{len(settings.glossary)} terms", origin("glossary")),
        Value("baseline", settings.baseline, origin("baseline")),
    ]


def of_document(doc: Document, settings: Settings, where: Mapping[tuple[str, ...], str]) -> list[Value]:
    """The document's kind, side and course, and what it was told by."""
    from llmdoc_lint.blocks import front_matter
    from llmdoc_lint.document import sound
    from llmdoc_lint.kinds import kind
    from llmdoc_lint.settings import glob_match

    path = doc.path
    taken = next((glob for glob in settings.exclude if glob_match(glob, path)), None)
    included = taken is None and any(glob_match(glob, path) for glob in settings.include)
    key = "exclude" if taken is not None else "include"
    by = f": {taken}" if taken is not None else ""
    found = [Value("linted", included, where.get((key,), DEFAULT) + by)]
    if not sound(doc):
        return [*found, Value("kind", None, "the document is not UTF-8")]
    kind_ = kind(doc)
    block = front_matter(doc)
    keys = None if block is None else frozenset(entry.key for entry in block.entries)
    if kind_ is None:
        told = "no front matter, and no folder that names a side" if keys is None else "no key that tells a kind"
        return [*found, Value("kind", None, told)]
    if kind_.paths or kind_.keys:
        told = where.get(("kinds", kind_.name, "match"), where.get(("kinds", kind_.name), DEFAULT))
    elif settings.classify(path, None) == kind_.name and settings.classify("x.md", keys) != kind_.name:
        told = f"the path {path}"
    else:
        told = f"front matter: {', '.join(sorted(keys or ()))}"
    found.append(Value("kind", kind_.name, told))
    found.append(Value("side", kind_.side or None, f"kind {kind_.name}"))
    folder = settings.course_folder(path)
    found.append(Value("course", folder, "the folders of the path" if folder is not None else "no folder of a side"))
    required = where.get(("kinds", kind_.name, "required"), DEFAULT)
    found.append(Value("required keys", list(kind_.required), required))
    found.append(Value("optional keys", list(kind_.optional), where.get(("kinds", kind_.name, "optional"), DEFAULT)))
    return found


def of_rules(
    rules: Mapping[str, Rule[Any, Any]], settings: Settings, where: Mapping[tuple[str, ...], str], kind: str | None
) -> list[Value]:
    """Severity and options of every rule that looks at documents of this kind; what is set comes first."""
    from llmdoc_lint.rule_docs import options_of

    found = []
    for id, rule in rules.items():
        if rule.kinds is not None and kind is not None and kind not in rule.kinds:
            continue
        group, own = settings.rules.get(rule.group, {}), settings.rules.get(id, {})
        values = {**group, **own}
        shown: dict[str, Any] = {"severity": values.pop("severity", None) or str(Severity(rule.severity))}
        for option in options_of(rule):
            value = values.get(option.name.replace("-", "_"), option.default)
            shown[option.name] = list(value) if isinstance(value, tuple) else value
        path = ("rules", id) if own else ("rules", rule.group)
        found.append(Value(id, shown, where.get(path, DEFAULT) if own or group else DEFAULT))
    found.sort(key=lambda value: value.origin == DEFAULT)
    return found
