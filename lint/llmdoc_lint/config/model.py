"""The configuration file as pydantic models, and their JSON Schemas.

Heavy: imports pydantic. Only a configuration that changed, and the documentation, come here.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, WithJsonSchema, create_model

from llmdoc_lint.config.form import LEVELS
from llmdoc_lint.keys import KEYS, PATTERNS
from llmdoc_lint.rule_docs import option_fields, options_of, title
from llmdoc_lint.settings import Settings

if TYPE_CHECKING:
    from collections.abc import Mapping

    from llmdoc_lint.core import Rule
    from llmdoc_lint.settings import Kind

__all__ = [
    "MODELS",
    "Config",
    "Folders",
    "KindModel",
    "Languages",
    "Leveled",
    "Match",
    "TermModel",
    "defaults",
    "off",
    "option_model",
    "schema_config",
    "schema_kind",
]

# ------------------------------------------------------------------------------------ models


def off(value: object) -> object:
    """A severity: YAML 1.1 makes false of `off`, and so do people."""
    return "off" if value is False else value


def _several(value: object) -> object:
    return [value] if isinstance(value, str) else value


Text = Annotated[str, Field(min_length=1)]
Texts = Annotated[list[Text], Field(min_length=1)]
Code = Annotated[str, Field(pattern=r"^[a-z]{2,3}(-[A-Za-z0-9]{2,8})*$")]
Level = Annotated[
    Literal["error", "warning", "info", "off"],
    BeforeValidator(off),
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
        None, description="Globs, relative to the project's root: which `.md` and `.mdx` files are documents."
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
    described = {option.name: option.description for option in options_of(rule) if option.description}
    for name, annotation, default in option_fields(rule.options):
        alias = name.replace("_", "-")
        if annotation is tuple or getattr(annotation, "__origin__", None) is tuple:
            annotation = list[getattr(annotation, "__args__", (str,))[0]]  # type: ignore[misc]
            default = list(default)
        bounded = isinstance(default, (int, float)) and annotation in (int, float) and default >= 0
        fields[name] = (
            annotation,
            Field(default, alias=alias, description=described.get(alias), ge=0 if bounded else None),
        )
    return create_model(rule.id, __base__=Leveled, **fields)


# ----------------------------------------------------------------------------------- schemas

DRAFT = "https://json-schema.org/draft/2020-12/schema"


def schema_config(rules: Mapping[str, Rule[Any, Any]]) -> dict[str, Any]:
    """JSON Schema (draft 2020-12) of the configuration, with these rules, their groups and options."""
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
