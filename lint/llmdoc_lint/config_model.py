"""Check a configuration file, say what is wrong with it and where, and describe it in JSON Schema.

Heavy: imports pydantic, and ruamel.yaml when it reads. Only a file that changed comes here.

The file goes through the parse events of ruamel.yaml, not its constructors: no tag makes an object,
aliases cannot multiply, depth is bounded, and every key and value has its place. pydantic judges the
values; its errors are put into words that need no knowledge of pydantic.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Annotated, Any, Literal, get_type_hints

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, ValidationError, WithJsonSchema, create_model

from llmdoc_lint.config import LEVELS, ConfigError, resolve_kind
from llmdoc_lint.frontmatter import FORBIDDEN, REASONS
from llmdoc_lint.keys import KEYS, PATTERNS
from llmdoc_lint.packs import PackError, load
from llmdoc_lint.settings import BUILTIN_KINDS, Settings
from llmdoc_lint.values import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from ruamel.yaml.error import MarkedYAMLError

    from llmdoc_lint.core import Options, Rule
    from llmdoc_lint.settings import Kind

__all__ = ["Config", "read", "schema_config", "schema_kind"]

MAX_TEXT = 2**20
"""Code points of a file that is read: ruamel.yaml takes 2 to 5 microseconds each."""

MAX_NODES = 200_000
"""Keys, values and collections, counting what aliases stand for: a glossary of some 30,000 terms."""

MAX_NUMBER = 100
"""Characters of a number: JSON readers and Python refuse some 4,300 digits; a longer one stays text."""

# ------------------------------------------------------------------------------------ models


def _off(value: object) -> object:
    """YAML 1.1 makes false of `off`, and so do people."""
    return "off" if value is False else value


def _several(value: object) -> object:
    return [value] if isinstance(value, str) else value


Text = Annotated[str, Field(min_length=1)]
Texts = Annotated[list[Text], Field(min_length=1)]
Code = Annotated[str, Field(pattern=r"^[a-z]{2,3}(-[A-Za-z0-9]{2,8})*$")]
Level = Annotated[
    Literal["error", "warning", "info", "off"],
    BeforeValidator(_off),
    WithJsonSchema({"enum": [*LEVELS, False]}),
]
Patterns = Annotated[
    Texts,
    BeforeValidator(_several),
    WithJsonSchema({"anyOf": [{"type": "string"}, {"type": "array", "items": {"type": "string"}, "minItems": 1}]}),
]


class Section(BaseModel):
    model_config = ConfigDict(extra="forbid", strict=True, allow_inf_nan=False)


class Languages(Section):
    """The languages of the two sides, as codes."""

    source: Code = Field("en", description="The language of the sources.")
    target: Code = Field("ko", description="The language of the translations.")


class Match(Section):
    """Which documents are of a kind; given both, both must hold."""

    path: Patterns | None = Field(
        None, description="A glob, or several: one must match the path. `**` crosses folders, `*` and `?` do not."
    )
    keys: Texts | None = Field(None, description="Front-matter keys: the document must have all of them.")


class KindModel(Section):
    """A kind of document. Of a built-in kind, what is not given stays; a new one needs match, side and part."""

    match: Match | None = Field(
        None, description="Which documents are of this kind. The first kind that matches is taken, in the file's order."
    )
    side: Literal["source", "target", "none"] | None = Field(
        None, description="Whether its documents are sources, translations or neither."
    )
    part: Literal["index", "chapter", "article", "prompt"] | None = Field(
        None, description="What its documents are of a course."
    )
    required: list[Text] | None = Field(
        None, description="Front-matter keys that a document must have, in the order it should have them."
    )
    optional: list[Text] | None = Field(
        None, description="Front-matter keys that it may have, behind the required ones."
    )
    aliases: dict[str, Text] | None = Field(
        None, description="What people write for a key, and the key: `source_url: sourceUrl`."
    )


class Folders(Section):
    """Names of folders that tell which side a document is on; they replace the built-in names."""

    source: Texts | None = Field(None, description="Folders of sources.")
    target: Texts | None = Field(None, description="Folders of translations.")


class TermModel(Section):
    """A glossary entry."""

    term: Text = Field(description="The term in the source's language.")
    use: Text = Field(description="How it is rendered.")
    avoid: list[Text] = Field([], alias="not", description="How it is not rendered.")


class Config(Section):
    """The configuration file of llmdoc-lint."""

    language: Languages | None = Field(None, description="The languages of the two sides.")
    packs: Texts | None = Field(None, description="Importable Python modules that offer rules.")
    include: Texts | None = Field(
        None, description="Globs, relative to the project's root: which `.md` files are documents."
    )
    exclude: list[Text] | None = Field(
        None, description="Globs, relative to the project's root: which are not. A folder takes all in it."
    )
    kinds: dict[str, KindModel] | None = Field(
        None, description="Kinds of documents, by name: changes to built-in ones, and new ones."
    )
    folders: Folders | None = Field(None, description="Names of folders that tell the side a document is on.")
    glossary: list[TermModel] | None = Field(None, description="How terms are rendered, and how not.")
    rules: dict[str, Any] | None = Field(
        None,
        description="By rule or group: a severity, or a mapping of `severity` and the rule's options."
        " What is said of a rule goes before what is said of its group.",
    )
    baseline: Text | None = Field(None, description="A file of findings that are known and not reported.")


class Leveled(Section):
    """What can be said of a group of rules, and of any rule."""

    severity: Level | None = Field(None, description="The severity; `off` switches off.")


MODELS: dict[tuple[str, ...], type[Section]] = {
    (): Config,
    ("language",): Languages,
    ("folders",): Folders,
    ("kinds", "*"): KindModel,
    ("kinds", "*", "match"): Match,
    ("glossary", "*"): TermModel,
}


def defaults() -> dict[str, Any]:
    """What holds where the file does not say, by top-level key, as the file would say it."""
    plain = Settings()
    return {
        "language": plain.language._asdict(),
        "packs": list(plain.packs),
        "include": list(plain.include),
        "exclude": list(plain.exclude),
        "folders": {"source": sorted(plain.source_folders), "target": sorted(plain.target_folders)},
    }


def option_model(rule: Rule[Any, Any]) -> type[Section]:
    """The model of what a configuration says of a rule: its severity and its options.

    Numbers must not be negative, unless the option's default is.
    """
    fields: dict[str, Any] = {}
    described = _described(rule)
    for name, annotation, default in option_fields(rule.options):
        if annotation is tuple or getattr(annotation, "__origin__", None) is tuple:
            annotation = list[getattr(annotation, "__args__", (str,))[0]]  # type: ignore[misc]
            default = list(default)
        bounded = isinstance(default, (int, float)) and annotation in (int, float) and default >= 0
        fields[name] = (
            annotation,
            Field(default, alias=name.replace("_", "-"), description=described.get(name), ge=0 if bounded else None),
        )
    return create_model(rule.id, __base__=Leveled, **fields)


def option_fields(options: type[Options]) -> list[tuple[str, Any, Any]]:
    """Name, type and default of each option, in the order of the class."""
    hints = get_type_hints(options)
    return [(name, hints[name], getattr(options, name)) for name in hints if not name.startswith("_")]


def _described(rule: Rule[Any, Any]) -> dict[str, str]:
    from llmdoc_lint.docs import options_of

    return {option.name.replace("-", "_"): option.description for option in options_of(rule) if option.description}


# ------------------------------------------------------------------------------------- nodes


class Node:
    """A value of the file and where it starts; `data` is what pydantic is given."""

    __slots__ = ("children", "data", "keys", "shown", "size", "start")

    def __init__(self, start: int, data: Any, shown: str) -> None:
        self.start = start
        self.data = data
        self.shown = shown  # as a message names it
        self.size = 1
        self.keys: dict[str, int] = {}  # of a mapping: where each key starts
        self.children: dict[str | int, Node] = {}


class Mistake(NamedTuple):
    start: int
    text: str


# What people mean by it is a glob.
STARRED = "text that starts with `*` needs quotes"


class Refused(Exception):
    """YAML that is not read any further."""

    def __init__(self, message: str, start: int) -> None:
        super().__init__(message)
        self.mistake = Mistake(start, message)


def scanner() -> type[Any]:
    """The bounded scanner, which refuses as this module does."""
    from llmdoc_lint.yaml_scanner import BoundedScanner

    class RefusingScanner(BoundedScanner):
        def too_deep(self, message: str, index: int) -> Exception:
            return Refused(message, index)

    return RefusingScanner


def reason(error: MarkedYAMLError) -> Refused:
    """ruamel.yaml's reason and place in plain words."""
    said = " ".join(str(error.problem or error.context or "cannot be read").split())
    mark = error.problem_mark or error.context_mark
    if error.context is not None and "an alias" in str(error.context):
        return Refused(STARRED, (error.context_mark or mark).index)
    for part, meaning, at_start in REASONS:
        if part in said:
            if at_start and error.context_mark is not None:
                mark = error.context_mark
            said = meaning
            break
    return Refused(said, mark.index if mark is not None else 0)


def scalar(text: str, tag: str) -> Any:
    """The value of a plain scalar with that core schema tag; what cannot be one, and a date, stays text."""
    if tag == "null":
        return None
    if tag == "bool":
        return text.lower() == "true"
    if tag in ("int", "float") and len(text) <= MAX_NUMBER:
        digits = text.replace("_", "").lower()
        try:
            if tag == "float":
                return float(digits.replace(".inf", "inf").replace(".nan", "nan"))
            return int(digits, 10 if digits.lstrip("+-").isdigit() else 0)
        except ValueError:
            pass  # `0x_`
    return text


class _Open:
    """A collection whose end has not come yet."""

    __slots__ = ("anchor", "key", "node")

    def __init__(self, node: Node, anchor: str | None) -> None:
        self.node = node
        self.anchor = anchor
        self.key: tuple[str, int] | None = None  # read, and waiting for its value


class Tree:
    """Build nodes of the parse events, without recursion."""

    def __init__(self, text: str, mistakes: list[Mistake]) -> None:
        self.text = text
        self.mistakes = mistakes
        self.anchors: dict[str, Node] = {}
        self.open: list[_Open] = []
        self.root: Node | None = None

    def build(self) -> Node | None:
        """Return the top level, None where there is nothing. Raises Refused."""
        from ruamel.yaml import YAML
        from ruamel.yaml.error import MarkedYAMLError, YAMLError
        from ruamel.yaml.nodes import ScalarNode

        if len(self.text) > MAX_TEXT:
            raise Refused(f"too long to be read: {len(self.text):,} characters", 0)
        found = re.search(FORBIDDEN, self.text)
        if found is not None:
            code = ord(found[0])
            said = f"the character U+{code:04X} is not allowed in YAML"
            if 0xDC80 <= code <= 0xDCFF:  # what `surrogateescape` makes of a byte
                said = f"the byte 0x{code - 0xDC00:02X} is not UTF-8"
            raise Refused(said, found.start())
        yaml = YAML(typ="safe", pure=True, plug_ins=[])
        yaml.Scanner = scanner()
        documents = 0
        try:
            for event in yaml.parse(self.text):
                name = type(event).__name__
                if name == "DocumentStartEvent":
                    documents += 1
                    if documents > 1:
                        raise Refused("a second YAML document starts here", event.start_mark.index)
                elif name == "ScalarEvent":
                    self.tag(event)
                    tag = yaml.resolver.resolve(ScalarNode, event.value, event.implicit)
                    self.scalar(event, str(tag).rpartition(":")[2])
                elif name in ("MappingStartEvent", "SequenceStartEvent"):
                    self.tag(event)
                    mapping = name == "MappingStartEvent"
                    node = Node(event.start_mark.index, {} if mapping else [], "a mapping" if mapping else "a list")
                    self.check_key(node)
                    self.open.append(_Open(node, event.anchor))
                elif name in ("MappingEndEvent", "SequenceEndEvent"):
                    done = self.open.pop()
                    if done.anchor is not None:
                        self.anchors[done.anchor] = done.node
                    self.put(done.node)
                elif name == "AliasEvent":
                    self.alias(event)
        except MarkedYAMLError as error:
            raise reason(error) from None
        except (YAMLError, ArithmeticError, LookupError, ValueError, TypeError, AttributeError) as error:
            # ruamel.yaml lets Python's own errors through: "\UFFFFFFFF", a broken %YAML line
            said = " ".join(str(error).split())[:100]
            raise Refused(f"YAML cannot be read: {said}", 0) from None
        return self.root

    def tag(self, event: Any) -> None:
        if event.ctag is not None:
            shown = str(event.ctag).replace("tag:yaml.org,2002:", "!!")[:40]
            raise Refused(f"a tag (`{shown}`) has no place in a configuration", event.start_mark.index)

    def check_key(self, node: Node) -> None:
        if self.open and isinstance(self.open[-1].node.data, dict) and self.open[-1].key is None:
            raise Refused(f"{node.shown} cannot be a key", node.start)

    def scalar(self, event: Any, tag: str) -> None:
        start = event.start_mark.index
        text = str(event.value)
        if self.open and isinstance(self.open[-1].node.data, dict) and self.open[-1].key is None:
            self.open[-1].key = (text, start)
            return
        value = scalar(text, tag)
        node = Node(start, value, "nothing" if value is None else f"`{_short(text)}`")
        if event.anchor is not None:
            self.anchors[event.anchor] = node
        self.put(node)

    def alias(self, event: Any) -> None:
        start = event.start_mark.index
        target = self.anchors.get(event.anchor)
        if target is None:
            raise Refused(f"the alias `*{_short(event.anchor)}` names no anchor before it: {STARRED}", start)
        node = Node(start, target.data, target.shown)
        if self.open and isinstance(self.open[-1].node.data, dict) and self.open[-1].key is None:
            raise Refused("an alias cannot be a key", start)
        node.size, node.keys, node.children = target.size, target.keys, target.children
        self.put(node)

    def put(self, node: Node) -> None:
        """Give a node that is complete to the innermost open collection."""
        if not self.open:
            self.root = node
            return
        top = self.open[-1]
        parent = top.node
        parent.size += node.size
        if parent.size > MAX_NODES:
            raise Refused(f"more than {MAX_NODES:,} values", node.start)
        if not isinstance(parent.data, dict):
            parent.children[len(parent.data)] = node
            parent.data.append(node.data)
            return
        assert top.key is not None
        (key, start), top.key = top.key, None
        if key in parent.keys:
            line = self.text.count("\n", 0, parent.keys[key]) + 1
            self.mistakes.append(Mistake(start, f"`{_short(key)}` is here twice: first on line {line}"))
            return
        parent.keys[key] = start
        parent.children[key] = node
        parent.data[key] = node.data


def _short(text: str) -> str:
    text = " ".join(text.split())
    return text if len(text) <= 40 else f"{text[:39]}…"


# ----------------------------------------------------------------------------------- reading


def read(raw: bytes, file: str) -> dict[str, Any]:
    """Check a configuration and return what it sets, in the form that `config` builds settings of.

    `file` is what messages call it. Raises ConfigError.
    """
    text = raw.decode("utf-8", "surrogateescape").removeprefix("\ufeff")
    mistakes: list[Mistake] = []
    form: dict[str, Any] = {}
    try:
        root = Tree(text, mistakes).build()
        if root is not None and root.data is not None:
            if not isinstance(root.data, dict):
                raise Refused(f"the top level must be `key: value` lines; found {root.shown}", root.start)
            form = _read(root, mistakes)
    except Refused as refused:
        mistakes.append(refused.mistake)
    if mistakes:
        lines = dict.fromkeys(f"{file}:{_place(text, start)}: {said}" for start, said in sorted(mistakes))
        raise ConfigError("\n".join(lines))
    return form


def _place(text: str, start: int) -> str:
    start = min(start, len(text))
    return f"{text.count(chr(10), 0, start) + 1}:{start - text.rfind(chr(10), 0, start)}"


def _read(root: Node, mistakes: list[Mistake]) -> dict[str, Any]:
    before = len(mistakes)
    data = {key: value for key, value in root.data.items() if value is not None}
    try:
        config = Config.model_validate(data)
    except ValidationError as errors:
        bad = set()
        for error in errors.errors(include_url=False, include_context=True, include_input=False):
            bad.add(error["loc"][0])
            mistakes.append(_in_words(error, root, MODELS.get(_shape(error["loc"][:-1]))))
        # What is sound is read all the same: one run tells all mistakes.
        config = Config.model_validate({key: value for key, value in data.items() if key not in bad})
    form: dict[str, Any] = {}
    if config.language is not None:
        form["language"] = [config.language.source, config.language.target]
    for name in ("include", "exclude"):
        patterns = getattr(config, name)
        if patterns is not None:
            form[name] = _globs(patterns, name, root.children[name], mistakes)
    if config.kinds is not None:
        form["kinds"] = {
            name: _kind(name, kind, root.children["kinds"], mistakes) for name, kind in config.kinds.items()
        }
    if config.folders is not None:
        form |= _folders(config.folders, root.children["folders"], mistakes)
    if config.glossary is not None:
        form["glossary"] = _glossary(config.glossary, root.children["glossary"], mistakes)
    if config.baseline is not None:
        form["baseline"] = config.baseline
    if config.packs is not None:
        form["packs"] = config.packs
    packs = config.packs or list(Settings().packs)
    rules = None
    try:
        rules = load(packs)
    except PackError as error:
        at = root.children.get("packs", root)
        named = [child.start for child in at.children.values() if f"`{child.data}`" in str(error)]
        mistakes.append(Mistake(named[0] if named else at.start, str(error)))
    if config.rules is not None and rules is not None:
        form["rules"] = _rules(root.children["rules"], rules, mistakes)
    return {} if len(mistakes) > before else form


def _shape(loc: Iterable[str | int]) -> tuple[str, ...]:
    """A place in the file with what users name left open."""
    parts = list(loc)
    if len(parts) > 1 and parts[0] in ("kinds", "glossary"):
        parts[1] = "*"
    return tuple(map(str, parts))


def _globs(patterns: list[str], name: str, node: Node, mistakes: list[Mistake]) -> list[str]:
    """Without a leading `./`; a pattern that cannot match is a mistake."""
    found = []
    for at, pattern in enumerate(patterns):
        while pattern.startswith("./"):
            pattern = pattern[2:]
        said = None
        if pattern.startswith(("/", "../")) or "/../" in pattern or re.match(r"[A-Za-z]:", pattern):
            said = "takes paths below the project's root"
        elif "\\" in pattern:
            said = "takes paths with `/`"
        elif pattern.startswith("!"):
            said = "takes no `!`: what is left out goes into `exclude`"
        elif re.search(r"\{[^{}]*,[^{}]*\}", pattern):
            said = "takes no `{a,b}`: write one pattern for each"
        if said is not None:
            at_node = node.children.get(at, node)
            mistakes.append(Mistake(at_node.start, f"`{name}` {said}; found `{_short(patterns[at])}`"))
        found.append(pattern)
    return found


def _kind(name: str, kind: KindModel, parent: Node, mistakes: list[Mistake]) -> dict[str, Any]:
    node = parent.children[name]
    here = parent.keys[name]
    form: dict[str, Any] = {}
    if kind.side is not None:
        form["side"] = "" if kind.side == "none" else kind.side
    for field in ("part", "required", "optional"):
        value = getattr(kind, field)
        if value is not None:
            form[field] = value
    if kind.match is not None:
        if kind.match.path is None and kind.match.keys is None:
            mistakes.append(Mistake(node.keys["match"], "`match` needs `path`, `keys` or both"))
        match = node.children["match"]
        if kind.match.path is not None:
            form["paths"] = _globs(kind.match.path, "path", match.children["path"], mistakes)
        if kind.match.keys is not None:
            form["keys"] = kind.match.keys
    builtin = BUILTIN_KINDS.get(name)
    if builtin is None:
        lacking = [field for field in ("match", "side", "part") if getattr(kind, field) is None]
        if lacking:
            near = _near(name, BUILTIN_KINDS)
            hint = f"; did you mean the built-in kind `{near}`?" if near else ""
            mistakes.append(Mistake(here, f"the new kind `{_short(name)}` lacks {_listed(lacking)}{hint}"))
    for field in ("required", "optional"):
        keys = getattr(kind, field) or []
        for at, key in enumerate(keys):
            if key in keys[:at]:
                mistakes.append(Mistake(node.children[field].children[at].start, f"`{key}` is in `{field}` twice"))
            elif field == "optional" and key in (kind.required or ()):
                start = node.children[field].children[at].start
                mistakes.append(Mistake(start, f"`{key}` is in both `required` and `optional`"))
    if kind.aliases is not None:
        form["aliases"] = [[alias, key] for alias, key in kind.aliases.items()]
        known = resolve_kind(name, form).schema
        aliases = node.children["aliases"]
        for alias, key in kind.aliases.items():
            if key not in known:
                text = f"the alias `{alias}` stands for `{key}`, which is neither required nor optional"
                mistakes.append(Mistake(aliases.children[alias].start, text + _did_you_mean(key, known)))
            elif alias in known:
                mistakes.append(Mistake(aliases.keys[alias], f"`{alias}` is a key of the kind, and so no alias"))
    return form


def _folders(folders: Folders, node: Node, mistakes: list[Mistake]) -> dict[str, Any]:
    form = {}
    for side in ("source", "target"):
        names = getattr(folders, side)
        if names is None:
            continue
        form[f"{side}_folders"] = names
        for at, name in enumerate(names):
            if "/" in name or "*" in name:
                start = node.children[side].children[at].start
                mistakes.append(Mistake(start, f"`{side}` takes names of folders, not paths; found `{_short(name)}`"))
    sources = set(folders.source or Settings().source_folders)
    targets = folders.target or sorted(Settings().target_folders)
    for at, name in enumerate(targets):
        if name in sources:
            given = node.children["target" if folders.target is not None else "source"]
            start = given.children[at].start if folders.target is not None else given.start
            mistakes.append(Mistake(start, f"the folder `{name}` cannot be on both sides"))
    return form


def _glossary(terms: list[TermModel], node: Node, mistakes: list[Mistake]) -> list[Any]:
    seen: dict[str, int] = {}
    for at, term in enumerate(terms):
        entry = node.children[at]
        if term.term in seen:
            mistakes.append(Mistake(entry.children["term"].start, f"the term `{_short(term.term)}` is here twice"))
        seen[term.term] = at
        for number, word in enumerate(term.avoid):
            if word == term.use:
                start = entry.children["not"].children[number].start
                mistakes.append(Mistake(start, f"`{_short(word)}` is in both `use` and `not`"))
    return [[term.term, term.use, term.avoid] for term in terms]


def _rules(node: Node, rules: Mapping[str, Rule[Any, Any]], mistakes: list[Mistake]) -> dict[str, Any]:
    groups = {rule.group for rule in rules.values()}
    form: dict[str, Any] = {}
    for name, value in node.children.items():
        assert isinstance(name, str)
        here = node.keys[name]
        if name not in rules and name not in groups:
            text = f"unknown rule or group `{_short(name)}`"
            mistakes.append(Mistake(here, text + _did_you_mean(name, (*rules, *sorted(groups)))))
            continue
        data = value.data
        if data is None:
            continue
        if not isinstance(data, dict):
            level = _off(data)
            if level in LEVELS:
                form[name] = {"severity": level}
            else:
                text = f"`{name}` must be one of {', '.join(LEVELS)}, or a mapping; found {value.shown}"
                mistakes.append(Mistake(value.start, text + _did_you_mean(data, LEVELS, ", ")))
            continue
        model = option_model(rules[name]) if name in rules else Leveled
        try:
            valid = model.model_validate({key: item for key, item in data.items() if item is not None})
        except ValidationError as errors:
            for error in errors.errors(include_url=False, include_context=True, include_input=False):
                mistakes.append(_in_words(error, value, model, here, name))
        else:
            found = {key: getattr(valid, key) for key in model.model_fields if key in valid.model_fields_set}
            if found:
                form[name] = found
    return form


# ----------------------------------------------------------------------------------- wording

WANTED = {
    "string_type": "text",
    "int_type": "a whole number",
    "int_from_float": "a whole number",
    "float_type": "a number",
    "finite_number": "a finite number",
    "bool_type": "true or false",
    "list_type": "a list",
    "dict_type": "a mapping (`key: value`)",
    "model_type": "a mapping (`key: value`)",
}


def _in_words(
    error: Any, root: Node, model: type[BaseModel] | None, here: int | None = None, owner: str | None = None
) -> Mistake:
    """What pydantic found at a place below `root`; `owner` is the rule or group that `root` is of."""
    loc = list(error["loc"])
    kind = error["type"]
    path = []  # `loc` without what pydantic adds for its own types
    node = root
    key_start = root.start if here is None else here
    for part in loc:
        child = node.children.get(part)
        if child is None:
            break
        key_start = node.keys[part] if isinstance(part, str) else child.start
        node = child
        path.append(part)
    if kind == "missing":
        within = next((str(part) for part in reversed(loc[:-1]) if isinstance(part, str)), "")
        subject = f"an entry of `{within}`" if loc[:-1] and isinstance(loc[-2], int) else f"`{within}`"
        return Mistake(key_start, f"{subject} lacks `{loc[-1]}`")
    if kind == "extra_forbidden":
        return Mistake(key_start, _unknown(str(loc[-1]), loc, model, owner))
    last = path[-1]
    subject = f"`{last}`"
    if isinstance(last, int):
        within = next((str(part) for part in reversed(path) if isinstance(part, str)), "")
        subject = f"an entry of `{within}`"
    found = f"; found {node.shown}"
    context = error.get("ctx", {})
    if kind in WANTED:
        hint = ""
        if kind == "string_type" and not isinstance(node.data, (dict, list)) and node.data is not None:
            hint = "; put it in quotes"
        elif kind == "list_type" and isinstance(node.data, str):
            hint = f"; write `[{_short(node.data)}]`"
        elif kind == "bool_type" and str(node.data).lower() in ("yes", "on", "no", "off"):
            hint = f", did you mean `{'true' if str(node.data).lower() in ('yes', 'on') else 'false'}`?"
        return Mistake(node.start, f"{subject} must be {WANTED[kind]}{found}{hint}")
    if kind == "literal_error":
        choices = re.findall(r"'([^']*)'", context["expected"])
        near = _did_you_mean(node.data, choices, ", ")
        return Mistake(node.start, f"{subject} must be one of {', '.join(choices)}{found}{near}")
    if kind == "greater_than_equal":
        return Mistake(node.start, f"{subject} must be at least {context['ge']}{found}")
    if kind == "too_short":
        return Mistake(node.start, f"{subject} must have at least one entry")
    if kind == "string_too_short":
        return Mistake(node.start, f"{subject} must not be empty")
    if kind == "string_pattern_mismatch":
        return Mistake(node.start, f"{subject} must be a language code such as `en` or `ko`{found}")
    said = str(error["msg"])
    return Mistake(node.start, f"{subject}: {said[:1].lower()}{said[1:]}{found}")


def _unknown(name: str, loc: list[str | int], model: type[BaseModel] | None, owner: str | None) -> str:
    known = [] if model is None else [field.alias or key for key, field in model.model_fields.items()]
    if owner is not None:
        if model is Leveled and name != "severity":
            return f"`{owner}` is a group, which has no options but `severity`; found `{_short(name)}`"
        text = f"unknown option `{_short(name)}` of `{owner}`"
    else:
        within = next((str(part) for part in reversed(loc[:-1]) if isinstance(part, str)), "")
        text = f"unknown key `{_short(name)}`" + (f" in `{_short(within)}`" if within else "")
    return text + (_did_you_mean(name, known) or f"; known: {', '.join(sorted(known))}")


def _near(name: str, known: Iterable[str]) -> str | None:
    from difflib import get_close_matches

    folded: dict[str, str] = {}
    for one in known:
        folded.setdefault(one.casefold().replace("_", "-"), one)
    near = get_close_matches(name[:100].casefold().replace("_", "-"), sorted(folded), 1, 0.6)
    return folded[near[0]] if near else None


def _did_you_mean(name: object, known: Iterable[str], before: str = "; ") -> str:
    near = _near(name, known) if isinstance(name, str) else None
    return f"{before}did you mean `{near}`?" if near else ""


def _listed(names: list[str]) -> str:
    quoted = [f"`{name}`" for name in names]
    return quoted[0] if len(quoted) == 1 else f"{', '.join(quoted[:-1])} and {quoted[-1]}"


# ----------------------------------------------------------------------------------- schemas

DRAFT = "https://json-schema.org/draft/2020-12/schema"


def schema_config(rules: Mapping[str, Rule[Any, Any]]) -> dict[str, Any]:
    """JSON Schema (draft 2020-12) of the configuration, with these rules, their groups and options."""
    from llmdoc_lint.docs import title

    schema = Config.model_json_schema()
    definitions = schema.pop("$defs")
    properties = schema.pop("properties")
    for name, default in defaults().items():
        properties[name]["default"] = default
    level = {"enum": [*LEVELS, False], "description": "`off` switches off."}
    entries: dict[str, Any] = {}
    for group in sorted({rule.group for rule in rules.values()}):
        entries[group] = _entry(f"All rules of the group {group}.", _plain(Leveled))
    for name, rule in rules.items():
        entries[name] = _entry(title(rule), _plain(option_model(rule)))
    definitions["Level"] = level
    properties["rules"] = {
        "description": properties["rules"]["description"],
        "anyOf": [{"type": "object", "properties": entries, "additionalProperties": False}, {"type": "null"}],
    }
    _tidy(properties)
    _tidy(definitions)
    return {
        "$schema": DRAFT,
        "title": "llmdoc-lint.yaml",
        "description": schema["description"],
        "type": ["object", "null"],
        "properties": properties,
        "additionalProperties": False,
        "$defs": definitions,
    }


def _plain(model: type[Section]) -> dict[str, Any]:
    schema = model.model_json_schema()
    schema.pop("description", None)
    schema.pop("title", None)
    severity: dict[str, Any] = schema["properties"]["severity"]
    schema["properties"]["severity"] = {"$ref": "#/$defs/Level", "description": severity["description"]}
    return schema


def _entry(description: str, options: dict[str, Any]) -> dict[str, Any]:
    return {"description": description, "anyOf": [{"$ref": "#/$defs/Level"}, options, {"type": "null"}]}


def _tidy(schema: Any) -> None:
    """Drop the titles that pydantic makes of names, and defaults that say nothing."""
    stack = [schema]
    while stack:
        one = stack.pop()
        if isinstance(one, dict):
            if isinstance(one.get("title"), str):
                del one["title"]
            if "default" in one and one["default"] is None:
                del one["default"]
            stack.extend(one.values())
        elif isinstance(one, list):
            stack.extend(one)


def schema_kind(kind: Kind) -> dict[str, Any]:
    """JSON Schema (draft 2020-12) of the front matter of a kind; keys beyond it may hold anything."""
    properties = {key: schema_key(key) for key in kind.schema}
    properties["lint-ignore"] = {
        "description": "Rules whose findings on this document are not reported.",
        "anyOf": [{"type": "string"}, {"type": "array", "items": {"type": "string"}}],
    }
    side = {"source": "a source", "target": "a translation", "": "on neither side"}[kind.side]
    return {
        "$schema": DRAFT,
        "title": kind.name,
        "description": f"Front matter of the kind {kind.name}: {side}, {kind.part}.",
        "type": "object",
        "properties": properties,
        "required": list(kind.required),
        "additionalProperties": True,
    }


def schema_key(key: str) -> dict[str, Any]:
    """JSON Schema of the value of a front-matter key; a key that `keys` does not list may hold anything."""
    value = KEYS.get(key)
    if value is None:
        return {}
    bounds: dict[str, Any] = {}
    if value.minimum is not None:
        bounds["minimum"] = value.minimum
    if value.maximum is not None:
        bounds["maximum"] = value.maximum
    schema: dict[str, Any]
    if value.type == "enum":
        schema = {"enum": list(value.enum)}
    elif value.type == "text":
        schema = {"type": "string", "minLength": 1}
    elif value.type in ("integer", "number", "boolean"):
        schema = {"type": value.type, **bounds}
    elif value.type == "list":
        schema = {"type": "array"}
    elif value.type == "count-or-list":
        schema = {"anyOf": [{"type": "integer", **bounds}, {"type": "array"}]}
    elif value.type == "score":
        mark = {"type": "number", **bounds}
        fields = {"type": "object", "properties": dict.fromkeys(value.fields, mark), "additionalProperties": True}
        schema = {"anyOf": [mark, fields]}
    else:
        schema = {"type": "string", "pattern": PATTERNS[value.type]}
        if value.type == "url":
            schema["format"] = "uri"
        elif value.type == "date":
            schema["format"] = "date"
    return {"description": value.description, **schema}
