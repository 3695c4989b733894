"""Documentation made of the rules and of the configuration's models: pure functions that return text.

`python -m llmdoc_lint.docs [--check] [ROOT]` writes it into a checkout, or says what is out of date.
"""

from __future__ import annotations

import os
import re
import sys
from typing import TYPE_CHECKING, Any

from llmdoc_lint.values import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from llmdoc_lint.core import Options, Rule

__all__ = [
    "configuration_page",
    "explain",
    "generate",
    "index_page",
    "option_docs",
    "options_of",
    "rule_page",
    "rules_table",
    "title",
]

START, END = "<!-- rules:start -->", "<!-- rules:end -->"
GENERATED = "<!-- Generated from the code by `make docs`: edit the docstrings and models instead. -->"


# What some YAML reader makes a boolean or null of.
_WORDS = frozenset(["true", "false", "null", "yes", "no", "on", "off", "y", "n"])


class Option(NamedTuple):
    """An option as a user writes it."""

    name: str
    type: str  # in words
    default: Any  # a JSON value
    description: str


# ------------------------------------------------------------------------------- of one rule


_OPTIONS = r"\n\nOptions:\n((?:\n|    [^\n]*(?:\n|\Z))+)"


def page(rule: Rule[Any, Any]) -> str:
    """The docstring, dedented, without a list of options: that is made from the class."""
    from inspect import cleandoc

    return re.sub(_OPTIONS, lambda found: "" if found.end() == len(found.string) else "\n\n", cleandoc(rule.doc))


def title(rule: Rule[Any, Any]) -> str:
    """The docstring's first paragraph on one line, without its period."""
    return " ".join(page(rule).partition("\n\n")[0].split()).removesuffix(".")


def over(rule: Rule[Any, Any]) -> str:
    """What the rule looks at: document, pair, course or outcome."""
    return str(rule.over.__name__).lower()


def options_of(rule: Rule[Any, Any]) -> tuple[Option, ...]:
    """The rule's options, in the order of its class."""
    from typing import get_type_hints

    hints = get_type_hints(rule.options)
    described = _listed_options(rule) | option_docs(rule.options)
    found = []
    for name, annotation in hints.items():
        if not name.startswith("_"):
            default = getattr(rule.options, name)
            if isinstance(default, tuple):
                default = list(default)
            found.append(Option(name.replace("_", "-"), in_words(annotation), default, described.get(name, "")))
    return tuple(found)


def _listed_options(rule: Rule[Any, Any]) -> dict[str, str]:
    """What the docstring says of options under `Options:`, a line each: `max-gap: 120    # seconds`."""
    from inspect import cleandoc

    listed = re.search(_OPTIONS, cleandoc(rule.doc))
    if listed is None:
        return {}
    lines = re.findall(r"^    ([a-z][a-z0-9_-]*):[^\n#]*# ([^\n]+)", listed[1], re.MULTILINE)
    return {name.replace("-", "_"): said for name, said in lines}


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
    """What the source says of each option: the string below it, the comment beside it or the one above,
    or the paragraph of the class's docstring that starts with its name: "`max-gap`: seconds ...".

    Empty where the source is not at hand.
    """
    import ast
    from inspect import cleandoc, getsource
    from textwrap import dedent

    found: dict[str, str] = {}
    for cls in reversed(options.__mro__):
        if "__annotations__" not in vars(cls):
            continue
        try:
            source = dedent(getsource(cls))
        except (OSError, TypeError):
            continue
        lines = source.split("\n")
        comments = _comments(source)
        for paragraph in cleandoc(cls.__doc__ or "").split("\n\n"):
            named = re.match(r"`([a-z][a-z0-9_-]*)`: (.+)", " ".join(paragraph.split()))
            if named:
                found[named[1].replace("-", "_")] = named[2]
        definition = ast.parse(source).body[0]
        assert isinstance(definition, ast.ClassDef)
        for at, node in enumerate(definition.body):
            if not isinstance(node, ast.AnnAssign) or not isinstance(node.target, ast.Name):
                continue
            below = definition.body[at + 1] if at + 1 < len(definition.body) else None
            if (
                isinstance(below, ast.Expr)
                and isinstance(below.value, ast.Constant)
                and isinstance(below.value.value, str)
            ):
                found[node.target.id] = " ".join(cleandoc(below.value.value).split())
                continue
            said = [
                comments[line] for line in range(node.lineno, (node.end_lineno or node.lineno) + 1) if line in comments
            ]
            line = node.lineno - 1
            if not said:
                while line in comments and lines[line - 1].lstrip().startswith("#"):
                    said.insert(0, comments[line])
                    line -= 1
            if said:
                found[node.target.id] = " ".join(said)
    return found


def _comments(source: str) -> dict[int, str]:
    """The comments by line, without marks for tools."""
    import io
    import tokenize

    found = {}
    for token in tokenize.generate_tokens(io.StringIO(source).readline):
        if token.type == tokenize.COMMENT:
            text = token.string.lstrip("#: ").partition("  # ")[0].strip()
            if text and not text.startswith(("noqa", "type:", "pyright:", "pragma")):
                found[token.start[0]] = text
    return found


def literal(value: Any) -> str:
    """A value as the configuration writes it, on one line."""
    import json

    if isinstance(value, str):
        bare = re.fullmatch(r"[A-Za-z][A-Za-z0-9_-]*", value) and value.lower() not in _WORDS
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


def _facts(rule: Rule[Any, Any]) -> list[tuple[str, str]]:
    looks = {
        "document": "each document by itself",
        "pair": "each translated document beside its source",
        "course": "all documents of a course together",
        "outcome": "what became of a document's other findings",
    }
    facts = [
        ("group", rule.group),
        ("severity", str(rule.severity)),
        ("fix", "none" if rule.fixes is None else str(rule.fixes)),
        ("looks at", looks.get(over(rule), over(rule))),
    ]
    if rule.kinds is not None:
        facts.append(("kinds", ", ".join(sorted(rule.kinds))))
    return facts


def explain(rule: Rule[Any, Any]) -> str:
    """The page of a rule for a terminal; ends in a line break."""
    facts = _facts(rule)
    width = max(len(name) for name, _ in facts) + 2
    parts = [rule.id, "\n".join(f"  {name + ':':{width}}{value}" for name, value in facts), page(rule)]
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
        + "\n".join(f"    {line}" for line in _suppressions(rule.id))
    )
    return "\n\n".join(parts) + "\n"


def _suppressions(id: str) -> tuple[str, ...]:
    return (
        f"<!-- llmdoc-lint-disable-next-line {id}: why it is right here -->",
        f"<!-- llmdoc-lint-disable-file {id}: why it is right in this document -->",
    )


# ------------------------------------------------------------------------------ of all rules


def rules_table(rules: Mapping[str, Rule[Any, Any]], form: str, base: str = "docs/rules") -> str:
    """All rules as `text`, `json` or `markdown`; ends in a line break.

    `base` is the folder of the rules' pages, as the Markdown links to it.
    """
    if form == "json":
        import json

        return json.dumps([describe(rule) for rule in _ordered(rules)], ensure_ascii=False, indent=2) + "\n"
    groups: dict[str, list[Rule[Any, Any]]] = {}
    for rule in _ordered(rules):
        groups.setdefault(rule.group, []).append(rule)
    if form == "markdown":
        parts = []
        for group, members in groups.items():
            lines = [f"### {group}", "", "| rule | severity | fix | reports |", "|---|---|---|---|"]
            for rule in members:
                fix = "" if rule.fixes is None else str(rule.fixes)
                lines.append(f"| [{rule.id}]({base}/{rule.id}.md) | {rule.severity} | {fix} | {_cell(title(rule))} |")
            parts.append("\n".join(lines))
        return "\n\n".join(parts) + "\n"
    if form != "text":
        raise ValueError(form)
    width = max((len(id) for id in rules), default=0)
    parts = []
    for group, members in groups.items():
        lines = [group]
        for rule in members:
            fix = "-" if rule.fixes is None else str(rule.fixes)
            lines.append(f"  {rule.id:{width}}  {rule.severity!s:7}  {fix:7}  {title(rule)}")
        parts.append("\n".join(lines))
    return "\n\n".join(parts) + "\n"


def describe(rule: Rule[Any, Any]) -> dict[str, Any]:
    """A rule as JSON: the contract of `llmdoc-lint rules --output-format json`."""
    return {
        "id": rule.id,
        "group": rule.group,
        "severity": str(rule.severity),
        "fix": None if rule.fixes is None else str(rule.fixes),
        "over": over(rule),
        "kinds": None if rule.kinds is None else sorted(rule.kinds),
        "title": title(rule),
        "doc": page(rule),
        "options": [option._asdict() for option in options_of(rule)],
    }


def _ordered(rules: Mapping[str, Rule[Any, Any]]) -> list[Rule[Any, Any]]:
    return sorted(rules.values(), key=lambda rule: (rule.group, rule.id))


def _cell(text: str) -> str:
    return text.replace("|", "\\|")


# ----------------------------------------------------------------------------------- Markdown


def rule_page(rule: Rule[Any, Any]) -> str:
    """The page of a rule in Markdown."""
    facts = _facts(rule)
    parts = [
        f"# {rule.id}",
        GENERATED,
        "\n".join(["| | |", "|---|---|", *(f"| {name} | {value} |" for name, value in facts)]),
        fenced(page(rule)),
    ]
    options = options_of(rule)
    if options:
        parts += ["## Options", option_table(options)]
    parts += ["## Configuration", f"```yaml\nrules:\n{example(rule)}\n```", f"`{rule.id}: off` switches it off."]
    parts += ["## Suppression", "\n".join(("```markdown", *_suppressions(rule.id), "```"))]
    return "\n\n".join(parts) + "\n"


def option_table(options: Iterable[Option]) -> str:
    lines = ["| option | type | default | |", "|---|---|---|---|"]
    for option in options:
        default = _code(literal(option.default))
        lines.append(f"| `{option.name}` | {option.type} | {default} | {_cell(option.description)} |")
    return "\n".join(lines)


def fenced(text: str) -> str:
    """Put fences around what is indented by four spaces: examples may then hold anything.

    What continues a list item stays as it is.
    """
    out: list[str] = []
    lines = text.split("\n")
    at = 0
    item = False  # within a list
    while at < len(lines):
        line = lines[at]
        if line.startswith("    ") and not item and (not out or not out[-1]):
            stop = at
            for ahead in range(at, len(lines)):
                if lines[ahead].startswith("    "):
                    stop = ahead + 1
                elif lines[ahead]:
                    break
            block = [line[4:] for line in lines[at:stop]]
            longest = max((len(run) for line in block for run in re.findall("`+", line)), default=0)
            fence = "`" * max(3, longest + 1)
            out += [f"{fence}text", *block, fence]
            at = stop
            continue
        if line and not line.startswith(" "):
            item = line.startswith(("- ", "* ")) or re.match(r"\d+[.)] ", line) is not None
        out.append(line)
        at += 1
    return "\n".join(out)


def index_page(rules: Mapping[str, Rule[Any, Any]]) -> str:
    """The list of all rules in Markdown."""
    counts = f"{len(rules)} rules in {len({rule.group for rule in rules.values()})} groups."
    text = (
        f"{counts} An id or a group's name selects rules in the configuration, with `--select` and `--ignore`, and in\n"
        "suppressions. *Fix* is the best that a rule can offer: `safe` is applied by `--fix`, `unsafe` only with\n"
        "`--unsafe-fixes`, `display` is shown and never applied."
    )
    return f"# Rules\n\n{GENERATED}\n\n{text}\n\n{rules_table(rules, 'markdown', 'rules')}"


def configuration_page(rules: Mapping[str, Rule[Any, Any]]) -> str:
    """The reference of the configuration in Markdown: every key, and every rule's options."""
    from llmdoc_lint import config_model as models

    defaults = models.defaults()
    parts = [
        "# Configuration",
        GENERATED,
        "`llmdoc-lint.yaml` at the project's root, in YAML 1.2. Everything has a default: an empty or absent file is\n"
        "fine. A mistake is reported with its line and column, and ends the run with exit status 2.\n"
        "`llmdoc-lint schema config` prints a JSON Schema for editors.",
        _example(),
        "\n".join(_fields(models.Config, defaults)),
    ]
    for heading, model, default in (
        ("language", models.Languages, defaults["language"]),
        ("kinds", models.KindModel, {}),
        ("match, of a kind", models.Match, {}),
        ("folders", models.Folders, defaults["folders"]),
        ("glossary, each entry", models.TermModel, {"not": []}),
    ):
        parts += [f"## {heading}", str(model.__doc__), "\n".join(_fields(model, default))]
    parts += [
        "## rules",
        "A rule or a group is given a severity (`error`, `warning`, `info`, `off`), or a mapping of `severity` and,\n"
        "for a rule, its options. What is said of a rule goes before what is said of its group.",
    ]
    rows = []
    for rule in _ordered(rules):
        for option in options_of(rule):
            rows.append(
                f"| [{rule.id}](rules/{rule.id}.md) | `{option.name}` | {option.type} "
                f"| {_code(literal(option.default))} | {_cell(option.description)} |"
            )
    if rows:
        parts.append("\n".join(["| rule | option | type | default | |", "|---|---|---|---|---|", *rows]))
    parts += ["## Built-in kinds", _kinds()]
    return "\n\n".join(parts) + "\n"


def _example() -> str:
    return """```yaml
include: ["docs/**/*.md"]
exclude: ["docs/drafts/**"]
kinds:
  chapter: {optional: [status, reviewer]}       # a built-in kind: what is not given stays
  glossary:                                     # a new one
    match: {path: "docs/glossary/*.md"}
    side: target
    part: article
    required: [title]
glossary:
  - {term: parameter, use: 파라미터, not: [매개변수]}
rules:
  timestamps: warning                           # a group
  heading-format-mixed: off
baseline: .llmdoc-lint-baseline.json
```"""


def _fields(model: Any, defaults: Mapping[str, Any]) -> Iterator[str]:
    yield "| key | type | default | |"
    yield "|---|---|---|---|"
    for name, field in model.model_fields.items():
        key = field.alias or name
        annotation = field.annotation
        words = _words(annotation)
        if field.is_required():
            default = "required"
        else:
            default = _code(literal(defaults[key])) if defaults.get(key) is not None else ""
        yield f"| `{key}` | {words} | {default} | {_cell(field.description or '')} |"


def _words(annotation: Any) -> str:
    """The type of a model's field; a section of its own is a mapping."""
    words = re.sub(r"mapping of text to (any|KindModel)", "mapping", in_words(annotation))
    return re.sub(r"\b[A-Z][A-Za-z]+", "mapping", words)


def _kinds() -> str:
    from llmdoc_lint.settings import BUILTIN_KINDS

    lines = ["| kind | side | part | required | optional | aliases |", "|---|---|---|---|---|---|"]
    for kind in BUILTIN_KINDS.values():
        aliases = ", ".join(f"{alias}: {key}" for alias, key in kind.aliases)
        lines.append(
            f"| {kind.name} | {kind.side or 'none'} | {kind.part} | {', '.join(kind.required)} "
            f"| {', '.join(kind.optional)} | {aliases} |"
        )
    return "\n".join(lines)


def _code(text: str) -> str:
    """Text as Markdown code within a table's cell."""
    fence = "`" * (max((len(run) for run in re.findall("`+", text)), default=0) + 1)
    pad = " " if text.startswith("`") or text.endswith("`") else ""
    return _cell(f"{fence}{pad}{text}{pad}{fence}")


# -------------------------------------------------------------------------------- the checkout


def generate(root: str) -> dict[str, str]:
    """Every generated file of the checkout at `root`: path relative to it, and content."""
    from llmdoc_lint.packs import load
    from llmdoc_lint.settings import Settings

    rules = load(Settings().packs)
    files = {f"docs/rules/{rule.id}.md": rule_page(rule) for rule in rules.values()}
    files["docs/rules.md"] = index_page(rules)
    files["docs/configuration.md"] = configuration_page(rules)
    readme = _read(os.path.join(root, "README.md"))
    if readme is not None and START in readme and END in readme[readme.index(START) :]:
        before, _, rest = readme.partition(START)
        after = rest.partition(END)[2]
        files["README.md"] = f"{before}{START}\n{rules_table(rules, 'markdown')}{END}{after}"
    return dict(sorted(files.items()))


def _read(path: str) -> str | None:
    try:
        with open(path, encoding="utf-8", newline="") as stream:
            return stream.read()
    except FileNotFoundError:
        return None


def main(arguments: list[str]) -> int:
    """Write the generated files, and drop pages of rules that are gone; with `--check`, only tell."""
    check = "--check" in arguments
    roots = [argument for argument in arguments if argument != "--check"]
    if len(roots) > 1 or any(root.startswith("-") for root in roots):
        sys.stderr.write("usage: python -m llmdoc_lint.docs [--check] [ROOT]\n")
        return 2
    root = roots[0] if roots else "."
    files = generate(root)
    stale = [path for path, text in files.items() if _read(os.path.join(root, path)) != text]
    home = os.path.join(root, "docs", "rules")
    pages = sorted(os.listdir(home)) if os.path.isdir(home) else []
    gone = [f"docs/rules/{name}" for name in pages if name.endswith(".md") and f"docs/rules/{name}" not in files]
    for path in stale:
        sys.stdout.write(f"{path}: {'out of date' if check else 'written'}\n")
        if not check:
            full = os.path.join(root, path)
            os.makedirs(os.path.dirname(full), exist_ok=True)
            with open(full, "w", encoding="utf-8", newline="") as stream:
                stream.write(files[path])
    for path in gone:
        sys.stdout.write(f"{path}: {'of no rule' if check else 'removed'}\n")
        if not check:
            os.unlink(os.path.join(root, path))
    return 1 if check and (stale or gone) else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
