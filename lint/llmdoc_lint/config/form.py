"""A configuration in plain JSON values: what checking a file gives, what the cache keeps, what settings are made of.

Only what the file sets is in it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from llmdoc_lint import Trouble
from llmdoc_lint.settings import BUILTIN_KINDS, Kind, Language, Settings, Term

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

__all__ = ["LEVELS", "ConfigError", "form_digest", "resolve_kind", "settings_of"]

LEVELS = ("error", "warning", "info", "off")
SIDES = ("source", "target", "")
PARTS = ("index", "chapter", "article", "prompt")


class ConfigError(Trouble):
    """A configuration that cannot be used.

    The text is all there is to say: one line a mistake, `file:line:column: what is wrong`, in the
    order of the file. Columns count code points from 1.
    """


def form_digest(form: Mapping[str, Any]) -> str:
    import json

    from llmdoc_lint.digests import digest

    return digest(json.dumps(form, ensure_ascii=True, separators=(",", ":")))


def settings_of(form: Mapping[str, Any], file: str) -> Settings:
    """Build the settings of a form.

    Raises KeyError, IndexError, TypeError, ValueError or AttributeError where it is not that form.
    """
    values: dict[str, Any] = {}
    for key, value in form.items():
        if key == "language":
            values[key] = Language(*_texts(value))
        elif key in ("packs", "include", "exclude", "source_folders", "target_folders"):
            values[key] = _texts(value)
        elif key == "kinds":
            own = {name: resolve_kind(name, given) for name, given in value.items()}
            # What the file says comes first: the first kind that matches a document is its kind.
            values[key] = own | {name: kind for name, kind in BUILTIN_KINDS.items() if name not in own}
        elif key == "glossary":
            values[key] = tuple(Term(_text(term), _text(use), _texts(avoid)) for term, use, avoid in value)
        elif key == "rules":
            values[key] = {name: _rule(given) for name, given in value.items()}
        elif key == "baseline":
            values[key] = _text(value)
        else:
            raise KeyError(key)
    return Settings(path=file, digest=form_digest(form), **values)


def resolve_kind(name: str, given: Mapping[str, Any]) -> Kind:
    """A kind as configured: of a built-in one, what is not given stays.

    A key that moves from `required` to `optional`, or back, need not be taken out of the other.
    Raises TypeError or ValueError where `given` is not that form.
    """
    kind = BUILTIN_KINDS.get(name) or Kind(name, "", "article")
    for field, value in given.items():
        if field == "aliases":
            kind = kind._replace(aliases=tuple((_text(alias), _text(key)) for alias, key in value))
        elif field == "required":
            kind = kind._replace(required=_texts(value))
        elif field == "optional":
            kind = kind._replace(optional=_texts(value))
        elif field == "paths":
            kind = kind._replace(paths=_texts(value))
        elif field == "keys":
            kind = kind._replace(keys=_texts(value))
        elif field == "side" and value in SIDES:
            kind = kind._replace(side=value)
        elif field == "part" and value in PARTS:
            kind = kind._replace(part=value)
        else:
            raise ValueError(field)
    if "required" in given:
        kind = kind._replace(optional=_without(kind.optional, kind.required))
    elif "optional" in given:
        kind = kind._replace(required=_without(kind.required, kind.optional))
    if "aliases" not in given:
        kind = kind._replace(
            aliases=tuple(
                (alias, key) for alias, key in kind.aliases if key in kind.schema and alias not in kind.schema
            )
        )
    return kind


def _without(keys: Iterable[str], others: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(key for key in keys if key not in others)


def _rule(given: Mapping[str, Any]) -> dict[str, Any]:
    """Severity and options, these under their names in Python."""
    found: dict[str, Any] = {}
    for key, value in given.items():
        if key == "severity":
            if value not in LEVELS:
                raise ValueError(value)
            found[key] = value
        elif type(value) is list:
            if any(type(item) not in (str, int, float, bool) for item in value):
                raise TypeError(key)
            found[key] = tuple(value)
        elif value is None or type(value) in (str, int, float, bool):
            found[key] = value
        else:
            raise TypeError(key)
    return found


def _text(value: Any) -> str:
    if type(value) is not str:
        raise TypeError(value)
    return value


def _texts(value: Any) -> tuple[str, ...]:
    if type(value) is not list:
        raise TypeError(value)
    return tuple(_text(item) for item in value)
