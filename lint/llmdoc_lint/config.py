"""Read the configuration: `llmdoc-lint.yaml`, or the file that is named.

Checking it takes pydantic and ruamel.yaml, which cost more than linting a page. So what a file
comes to is kept in the cache, as plain JSON under a digest of its bytes, and both roads build the
settings from that one form.
"""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, Any

from llmdoc_lint.discover import CONFIG_NAME
from llmdoc_lint.settings import BUILTIN_KINDS, Kind, Language, Settings, Term

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

__all__ = ["ConfigError", "load_settings", "resolve_kind"]

KEPT = 8  # configurations remembered in a cache: branches come and go
LEVELS = ("error", "warning", "info", "off")
SIDES = ("source", "target", "")
PARTS = ("index", "chapter", "article", "prompt")


class ConfigError(Exception):
    """A configuration that cannot be used.

    The text is all there is to say: one line a mistake, `file:line:column: what is wrong`, in the
    order of the file. Columns count code points from 1.
    """


def load_settings(root: str, path: str | None, *, isolated: bool = False, cache_dir: str | None = None) -> Settings:
    """Return the settings that the configuration file asks for.

    `path` names the file; without it, it is `llmdoc-lint.yaml` in `root`, and its absence is fine.
    `isolated` looks at no file. `cache_dir` is where what it comes to is kept between runs.
    Raises ConfigError.
    """
    if isolated:
        return Settings()
    file = os.path.join(root, CONFIG_NAME) if path is None else path
    try:
        with open(file, "rb", buffering=0) as stream:
            raw = stream.readall()
    except (FileNotFoundError, NotADirectoryError):
        if path is None:
            return Settings()
        raise ConfigError(f"{_shown(file)}: there is no such file") from None
    except OSError as error:
        raise ConfigError(f"{_shown(file)}: cannot be read: {error.strerror or error}") from None
    if _says_nothing(raw):
        return Settings(path=file)
    cache = name = None
    if cache_dir is not None:
        from llmdoc_lint.cache import Cache

        name = _name(raw)
        cache = Cache(cache_dir, "")
        if name is not None:
            settings = _stored(cache.load(name), file)
            if settings is not None:
                return settings
    from llmdoc_lint.config_model import read

    form = read(raw, _shown(file))
    if cache is not None and name is not None:
        cache.save(name, {"digest": _digest(form), "form": form})
        _prune(cache.home)
    return _settings(form, file)


def _shown(file: str) -> str:
    """The file as messages name it: from the directory the command runs in."""
    try:
        return os.path.relpath(file).replace(os.sep, "/")
    except ValueError:  # pragma: no cover - another drive, on Windows
        return file


def _says_nothing(raw: bytes) -> bool:
    """Whether there is nothing but blank lines and comments."""
    lines = raw.removeprefix(b"\xef\xbb\xbf").split(b"\n")
    return all(not line or line.startswith(b"#") for line in map(bytes.strip, lines))


# ----------------------------------------------------------------------------- what is kept


def _name(raw: bytes) -> str | None:
    """The name in the cache of what these bytes come to; other code may see them otherwise."""
    from llmdoc_lint.digests import digest

    home = os.path.dirname(__file__)
    parts = [raw]
    try:
        for module in ("config.py", "config_model.py", "settings.py"):
            with open(os.path.join(home, module), "rb", buffering=0) as stream:
                parts.append(stream.readall())
    except OSError:  # not installed as files
        return None
    return f"config-{digest(*parts)}"


def _digest(form: Mapping[str, Any]) -> str:
    import json

    from llmdoc_lint.digests import digest

    return digest(json.dumps(form, ensure_ascii=True, separators=(",", ":")))


def _stored(kept: Any, file: str) -> Settings | None:
    """The settings of an entry of the cache; None where it cannot be trusted to be one."""
    try:
        if _digest(kept["form"]) != kept["digest"]:
            return None
        settings = _settings(kept["form"], file)
    except (KeyError, IndexError, TypeError, ValueError, AttributeError, RecursionError):
        return None
    return settings if not settings.rules or _offered(settings) else None


def _offered(settings: Settings) -> bool:
    """Whether the packs, which may have changed since, still offer these rules and options."""
    from llmdoc_lint.packs import PackError, load

    try:
        rules = load(settings.packs)
    except PackError:
        return False
    groups = {rule.group for rule in rules.values()}
    for name, values in settings.rules.items():
        options = rules[name].options if name in rules else None
        if options is None and name not in groups:
            return False
        for key, value in values.items():
            if key != "severity":
                default = getattr(options, key, ...)
                if default is ... or (default is not None and type(value) is not type(default)):
                    return False
    return True


def _prune(home: str) -> None:
    """Drop what long gone configurations came to."""
    try:
        old = sorted(
            (entry.stat().st_mtime, entry.path)
            for entry in os.scandir(home)
            if entry.name.startswith("config-") and entry.name.endswith(".json")
        )
        for _, path in old[:-KEPT]:
            os.unlink(path)
    except OSError:
        pass  # another process tidies up as well


# ---------------------------------------------------------------------------------- the form


def _settings(form: Mapping[str, Any], file: str) -> Settings:
    """Build the settings of the form that `config_model.read` gives: only what the file sets.

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
    return Settings(path=file, digest=_digest(form), **values)


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
