"""What a rule says of itself: its docstring is its page, and the comments of its options describe them.

Pure functions that return text or plain values.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from llmdoc_lint.values import NamedTuple

if TYPE_CHECKING:
    from llmdoc_lint.core import Options, Rule

__all__ = [
    "YAML_WORDS",
    "Option",
    "example",
    "explain",
    "facts",
    "in_words",
    "literal",
    "option_docs",
    "option_fields",
    "options_of",
    "over",
    "page",
    "suppressions",
    "title",
]

# What some YAML reader makes a boolean or null of.
YAML_WORDS = frozenset(["true", "false", "null", "yes", "no", "on", "off", "y", "n"])


class Option(NamedTuple):
    """An option as a user writes it."""

    name: str
    type: str  # in words
    default: Any  # a JSON value
    description: str


def page(rule: Rule[Any, Any]) -> str:
    """The docstring, dedented."""
    from inspect import cleandoc

    return cleandoc(rule.doc)


def title(rule: Rule[Any, Any]) -> str:
    """The docstring's first paragraph on one line, without its period."""
    return " ".join(page(rule).partition("\n\n")[0].split()).removesuffix(".")


def over(rule: Rule[Any, Any]) -> str:
    """What the rule looks at: document, pair, course or outcome."""
    return str(rule.over.__name__).lower()


def options_of(rule: Rule[Any, Any]) -> tuple[Option, ...]:
    """The rule's options, in the order of its class."""
    described = option_docs(rule.options)
    found = []
    for name, annotation, default in option_fields(rule.options):
        shown = list(default) if isinstance(default, tuple) else default
        found.append(Option(name.replace("_", "-"), in_words(annotation), shown, described.get(name, "")))
    return tuple(found)


def option_fields(options: type[Options]) -> list[tuple[str, Any, Any]]:
    """Name, type and default of each option, in the order of the class."""
    from typing import get_type_hints

    hints = get_type_hints(options)
    return [(name, hints[name], getattr(options, name)) for name in hints if not name.startswith("_")]


def in_words(annotation: Any) -> str:
    """A type as a user would name it."""
    from typing import Annotated, Literal, get_args, get_origin

    plain = {
        int: "whole number",
        float: "number",
        bool: "true or false",
        str: "text",
        tuple: "list",
        Any: "any",
    }
    if annotation in plain:
        return plain[annotation]
    origin, args = get_origin(annotation), get_args(annotation)
    if origin is Annotated:
        return in_words(args[0])
    if origin in (tuple, list):
        return f"list of {in_words(args[0])}" if args else "list"
    if origin is dict:
        return f"mapping of {in_words(args[0])} to {in_words(args[1])}"
    if origin is Literal:
        return ", ".join(map(str, args))
    if args:  # a union
        return " or ".join(in_words(one) for one in args if one is not type(None))
    return str(getattr(annotation, "__name__", annotation))


def option_docs(options: type[Options]) -> dict[str, str]:
    """What the source says of each option: the comment beside it, or the lines of comment above it.

    Empty where the source is not at hand.
    """
    import ast
    from inspect import getsource
    from textwrap import dedent

    found: dict[str, str] = {}
    for cls in reversed(options.__mro__):
        if "__annotations__" not in vars(cls):
            continue
        try:
            source = dedent(getsource(cls))
        except (OSError, TypeError):
            continue
        definition = ast.parse(source).body[0]
        assert isinstance(definition, ast.ClassDef)
        beside, alone = _comments(source)
        for node in definition.body:
            if isinstance(node, ast.AnnAssign) and isinstance(node.target, ast.Name):
                first, last = node.lineno, node.end_lineno or node.lineno
                if said := _beside(beside, first, last) or _above(alone, first):
                    found[node.target.id] = said
    return found


def _beside(comments: dict[int, str], first: int, last: int) -> str:
    return " ".join(comments[line] for line in range(first, last + 1) if line in comments)


def _above(comments: dict[int, str], line: int) -> str:
    start = line
    while start - 1 in comments:
        start -= 1
    return " ".join(comments[at] for at in range(start, line))


def _comments(source: str) -> tuple[dict[int, str], dict[int, str]]:
    """The comments by line, those behind code and those alone on their line, without marks for tools."""
    import io
    import tokenize

    beside: dict[int, str] = {}
    alone: dict[int, str] = {}
    for token in tokenize.generate_tokens(io.StringIO(source).readline):
        if token.type == tokenize.COMMENT:
            text = token.string.lstrip("#: ").partition("  # ")[0].strip()
            if text and not text.startswith(("noqa", "type:", "pyright:", "pragma")):
                (beside if token.line[: token.start[1]].strip() else alone)[token.start[0]] = text
    return beside, alone


def literal(value: Any) -> str:
    """A value as the configuration writes it, on one line."""
    import json

    if isinstance(value, str):
        bare = re.fullmatch(r"[A-Za-z][A-Za-z0-9_-]*", value) and value.lower() not in YAML_WORDS
        return value if bare else json.dumps(value, ensure_ascii=False)
    if isinstance(value, (list, tuple)):
        return f"[{', '.join(map(literal, value))}]"
    if isinstance(value, dict):
        return f"{{{', '.join(f'{key}: {literal(item)}' for key, item in value.items())}}}"
    if value is None:
        return "null"
    return json.dumps(value)


def example(rule: Rule[Any, Any]) -> str:
    """A line of the configuration that sets all there is to set, at its default."""
    settings = {"severity": str(rule.severity)} | {option.name: option.default for option in options_of(rule)}
    line = f"  {rule.id}: {literal(settings)}"
    if len(line) <= 100:
        return line
    return "\n".join([f"  {rule.id}:", *(f"    {key}: {literal(value)}" for key, value in settings.items())])


def facts(rule: Rule[Any, Any]) -> list[tuple[str, str]]:
    """What there is to know of a rule at a glance: group, severity, fix ..., each with its value."""
    looks = {
        "document": "each document by itself",
        "pair": "each translated document beside its source",
        "course": "all documents of a course together",
        "outcome": "what became of a document's other findings",
    }
    found = [
        ("group", rule.group),
        ("severity", str(rule.severity)),
        ("fix", "none" if rule.fixes is None else str(rule.fixes)),
        ("looks at", looks.get(over(rule), over(rule))),
    ]
    if rule.kinds is not None:
        found.append(("kinds", ", ".join(sorted(rule.kinds))))
    return found


def explain(rule: Rule[Any, Any]) -> str:
    """The page of a rule for a terminal; ends in a line break."""
    told = facts(rule)
    width = max(len(name) for name, _ in told) + 2
    parts = [rule.id, "\n".join(f"  {name + ':':{width}}{value}" for name, value in told), page(rule)]
    options = options_of(rule)
    if options:
        lines = ["Options:", ""]
        for option in options:
            lines.append(f"    {option.name}  {option.type}, by default {literal(option.default)}")
            if option.description:
                lines.append(f"        {option.description}")
        parts.append("\n".join(lines))
    parts.append(
        "Set it in llmdoc-lint.yaml, or switch it off:\n\n    rules:\n"
        + "\n".join(f"    {line}" for line in example(rule).split("\n"))
        + f"\n\n    rules:\n      {rule.id}: off"
    )
    parts.append(
        "Pass over one finding, or a document's, with the reason:\n\n"
        + "\n".join(f"    {line}" for line in suppressions(rule.id))
    )
    return "\n\n".join(parts) + "\n"


def suppressions(id: str) -> tuple[str, ...]:
    """The comments that pass over its findings, as examples."""
    return (
        f"<!-- llmdoc-lint-disable-next-line {id}: why it is right here -->",
        f"<!-- llmdoc-lint-disable-file {id}: why it is right in this document -->",
    )
