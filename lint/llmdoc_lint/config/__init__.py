"""Read the configuration: `llmdoc-lint.yaml`, or the file that is named.

Checking it takes pydantic and ruamel.yaml, which cost more than linting a page: `nodes` gives every key its place in
the file, `model` is what may stand there, `check` says what is wrong. So what a file comes to is kept in the cache, as
plain JSON under a digest of its bytes (`form`), and both roads build the `Settings` from that one form. `origins` tells
where each value in force comes from.
"""

from __future__ import annotations

import os
from typing import Any

from llmdoc_lint.config.form import ConfigError, form_digest, settings_of
from llmdoc_lint.discover import CONFIG_NAME
from llmdoc_lint.settings import Settings

__all__ = ["ConfigError", "load_settings"]

KEPT = 8  # configurations remembered in a cache: branches come and go
CHECKED_BY = (
    "config.check",
    "config.form",
    "config.model",
    "config.nodes",
    "rule_docs",
    "settings",
    "yaml_reader",
)
"""The modules that a checked configuration depends on: what other code made of it is not kept."""


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
    from llmdoc_lint.config.check import read

    form = read(raw, _shown(file))
    if cache is not None and name is not None:
        cache.save(name, {"digest": form_digest(form), "form": form})
        _prune(cache.home)
    return settings_of(form, file)


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

    home = os.path.dirname(os.path.dirname(__file__))
    parts = [raw]
    try:
        for module in CHECKED_BY:
            with open(os.path.join(home, *module.split(".")) + ".py", "rb", buffering=0) as stream:
                parts.append(stream.readall())
    except OSError:  # not installed as files
        return None
    return f"config-{digest(*parts)}"


def _stored(kept: Any, file: str) -> Settings | None:
    """The settings of an entry of the cache; None where it cannot be trusted to be one."""
    try:
        if form_digest(kept["form"]) != kept["digest"]:
            return None
        settings = settings_of(kept["form"], file)
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
