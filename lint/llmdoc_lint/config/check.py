"""Check a configuration file, and say what is wrong with it and where.

Heavy: imports pydantic and ruamel.yaml. Only a file that changed comes here. `nodes` gives every key and value its
place, pydantic judges the values (`model`), and its errors are put into words that need no knowledge of pydantic.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from pydantic import ValidationError

from llmdoc_lint.config.form import LEVELS, ConfigError, resolve_kind
from llmdoc_lint.config.model import MODELS, Config, Leveled, off, option_model
from llmdoc_lint.config.nodes import Mistake, Refused, compose, short
from llmdoc_lint.near import did_you_mean, nearest
from llmdoc_lint.packs import PackError, load
from llmdoc_lint.settings import BUILTIN_KINDS, Settings

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from pydantic import BaseModel

    from llmdoc_lint.config.model import Folders, KindModel, TermModel
    from llmdoc_lint.config.nodes import Node
    from llmdoc_lint.core import Rule

__all__ = ["read"]

# ----------------------------------------------------------------------------------- reading


def read(raw: bytes, file: str) -> dict[str, Any]:
    """Check a configuration and return what it sets, in the form that `config` builds settings of.

    `file` is what messages call it. Raises ConfigError.
    """
    text = raw.decode("utf-8", "surrogateescape").removeprefix("\ufeff")
    mistakes: list[Mistake] = []
    form: dict[str, Any] = {}
    try:
        root = compose(text, mistakes)
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
            mistakes.append(Mistake(at_node.start, f"`{name}` {said}; found `{short(patterns[at])}`"))
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
            hint = did_you_mean(f"the built-in kind `{one}`" for one in nearest(name, BUILTIN_KINDS))
            mistakes.append(Mistake(here, f"the new kind `{short(name)}` lacks {_listed(lacking)}{hint}"))
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
                mistakes.append(Mistake(aliases.children[alias].start, text + _meant(key, known)))
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
                mistakes.append(Mistake(start, f"`{side}` takes names of folders, not paths; found `{short(name)}`"))
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
            mistakes.append(Mistake(entry.children["term"].start, f"the term `{short(term.term)}` is here twice"))
        seen[term.term] = at
        for number, word in enumerate(term.avoid):
            if word == term.use:
                start = entry.children["not"].children[number].start
                mistakes.append(Mistake(start, f"`{short(word)}` is in both `use` and `not`"))
    return [[term.term, term.use, term.avoid] for term in terms]


def _rules(node: Node, rules: Mapping[str, Rule[Any, Any]], mistakes: list[Mistake]) -> dict[str, Any]:
    groups = {rule.group for rule in rules.values()}
    form: dict[str, Any] = {}
    for name, value in node.children.items():
        assert isinstance(name, str)
        here = node.keys[name]
        if name not in rules and name not in groups:
            text = f"unknown rule or group `{short(name)}`"
            mistakes.append(Mistake(here, text + _meant(name, (*rules, *sorted(groups)))))
            continue
        data = value.data
        if data is None:
            continue
        if not isinstance(data, dict):
            level = off(data)
            if level in LEVELS:
                form[name] = {"severity": level}
            else:
                text = f"`{name}` must be one of {', '.join(LEVELS)}, or a mapping; found {value.shown}"
                mistakes.append(Mistake(value.start, text + _meant(data, LEVELS)))
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
    path: list[str | int] = []  # `loc` without what pydantic adds for its own types
    node = root
    key_start = root.start if here is None else here
    for part in loc:
        child = node.children.get(part)
        if child is None:
            break
        key_start = node.keys[part] if isinstance(part, str) else child.start
        node = child
        path.append(part)
    if error["type"] == "missing":
        within = _innermost(loc[:-1])
        subject = f"an entry of `{within}`" if loc[:-1] and isinstance(loc[-2], int) else f"`{within}`"
        return Mistake(key_start, f"{subject} lacks `{loc[-1]}`")
    if error["type"] == "extra_forbidden":
        return Mistake(key_start, _unknown(str(loc[-1]), loc, model, owner))
    subject = f"an entry of `{_innermost(path)}`" if isinstance(path[-1], int) else f"`{path[-1]}`"
    return Mistake(node.start, subject + _misfit(error, node))


def _innermost(path: list[str | int]) -> str:
    """The innermost key of a place in the file."""
    return next((part for part in reversed(path) if isinstance(part, str)), "")


def _misfit(error: Any, node: Node) -> str:
    """What a value must be, and what it is."""
    kind, context = error["type"], error.get("ctx", {})
    found = f"; found {node.shown}"
    if kind in WANTED:
        return f" must be {WANTED[kind]}{found}{_hint(kind, node)}"
    if kind == "literal_error":
        choices = re.findall(r"'([^']*)'", context["expected"])
        return f" must be one of {', '.join(choices)}{found}{_meant(node.data, choices)}"
    if kind == "greater_than_equal":
        return f" must be at least {context['ge']}{found}"
    if kind == "too_short":
        return " must have at least one entry"
    if kind == "string_too_short":
        return " must not be empty"
    if kind == "string_pattern_mismatch":
        return f" must be a language code such as `en` or `ko`{found}"
    said = str(error["msg"])
    return f": {said[:1].lower()}{said[1:]}{found}"


def _hint(kind: str, node: Node) -> str:
    """How a value of another type is written as the one that is wanted, where that can be told."""
    if kind == "string_type" and not isinstance(node.data, (dict, list)) and node.data is not None:
        return "; put it in quotes"
    if kind == "list_type" and isinstance(node.data, str):
        return f"; write `[{short(node.data)}]`"
    word = str(node.data).lower()
    if kind == "bool_type" and word in ("yes", "on", "no", "off"):
        return did_you_mean(["`true`" if word in ("yes", "on") else "`false`"])
    return ""


def _unknown(name: str, loc: list[str | int], model: type[BaseModel] | None, owner: str | None) -> str:
    known = [] if model is None else [field.alias or key for key, field in model.model_fields.items()]
    if owner is not None:
        if model is Leveled and name != "severity":
            return f"`{owner}` is a group, which has no options but `severity`; found `{short(name)}`"
        text = f"unknown option `{short(name)}` of `{owner}`"
    else:
        within = _innermost(loc[:-1])
        text = f"unknown key `{short(name)}`" + (f" in `{short(within)}`" if within else "")
    return text + (_meant(name, known) or f"; known: {', '.join(sorted(known))}")


def _meant(name: object, known: Iterable[str]) -> str:
    return did_you_mean(f"`{one}`" for one in nearest(name, known)) if isinstance(name, str) else ""


def _listed(names: list[str]) -> str:
    quoted = [f"`{name}`" for name in names]
    return quoted[0] if len(quoted) == 1 else f"{', '.join(quoted[:-1])} and {quoted[-1]}"
