"""What earlier runs found, kept on disk: keyed by content, never by time; JSON, never code.

One small file a unit for its results, one for its documents' facts. A key names everything that
went into a value: the documents' bytes and paths, the code of engine and packs, the configuration,
the rules in force, what rules asked of the tree. Whatever cannot be read is as if it were not there.
"""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, Any

from llmdoc_lint.codec import decode, encode
from llmdoc_lint.values import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Mapping

    from llmdoc_lint.document import Document, Files
    from llmdoc_lint.report import Report

__all__ = ["Cache", "Kept", "fits", "has_result", "load_documents", "load_result", "save_documents"]


class Cache:
    """A directory of results of one combination of code, configuration and rules."""

    __slots__ = ("folder", "home")

    def __init__(self, home: str, key: str) -> None:
        self.home = home
        self.folder = os.path.join(home, key)

    def has(self, name: str) -> bool:
        """Whether there is anything under `name`, of whatever content."""
        return os.path.exists(os.path.join(self.folder, name + ".json"))

    def load(self, name: str) -> Any:
        """Return the JSON kept under `name`, None where there is none that can be read."""
        import json

        try:
            with open(os.path.join(self.folder, name + ".json"), "rb", buffering=0) as stream:
                return json.loads(stream.readall())
        except (OSError, ValueError, RecursionError):
            return None

    def save(self, name: str, value: Any) -> None:
        """Keep `value` under `name`; a cache that cannot be written is no reason to fail."""
        import json

        raw = json.dumps(value, ensure_ascii=True, separators=(",", ":")).encode("ascii")
        target = os.path.join(self.folder, name + ".json")
        temporary = f"{target}.{os.urandom(4).hex()}"
        try:
            if not os.path.isdir(self.folder):
                self._make()
            with open(temporary, "wb", buffering=0) as stream:
                stream.write(raw)
            os.replace(temporary, target)
        except OSError:
            try:
                os.unlink(temporary)
            except OSError:
                pass

    def _make(self) -> None:
        """Create the directory, tell git and backups to leave it alone, and drop older keys' results."""
        import shutil

        os.makedirs(self.home, exist_ok=True)
        for name, content in (
            (".gitignore", "*\n"),
            ("CACHEDIR.TAG", "Signature: 8a477f597d28d172789f06886806bc55\n# Made by llmdoc-lint.\n"),
        ):
            path = os.path.join(self.home, name)
            if not os.path.exists(path):
                with open(path, "w", encoding="ascii") as stream:
                    stream.write(content)
        old = sorted(
            (entry for entry in os.scandir(self.home) if entry.is_dir() and len(entry.name) == 32),
            key=lambda entry: entry.stat().st_mtime,
        )
        for entry in old[:-3]:  # a few stay: a hook and a full run differ in their rules
            shutil.rmtree(entry.path, ignore_errors=True)
        os.makedirs(self.folder, exist_ok=True)


# --------------------------------------------------------------------------- results of a unit


def fits(asked: Mapping[str, str], files: Files) -> bool:
    """Whether the tree still answers as it did."""
    return all(files.look(path) == answer for path, answer in asked.items())


def has_result(cache: Cache, name: str) -> bool:
    """Whether a result of the unit is kept, for these documents or for others."""
    return cache.has(f"{name}.result")


def load_result(cache: Cache, name: str, key: str, files: Files) -> tuple[Any, dict[str, str]] | None:
    """The unit's result under `key` and what its rules asked; None where the documents or the tree have changed."""
    kept = cache.load(f"{name}.result")
    try:
        if kept["key"] == key and fits(kept["asked"], files):
            return decode(kept["value"]), kept["asked"]
    except (KeyError, IndexError, TypeError, ValueError, AttributeError):
        pass
    return None


class Kept(NamedTuple):
    """What is known of a document from an earlier run on the same bytes."""

    facts: dict[str, Any]  # encoded
    encoded: Any  # the reports, None where rules over it alone have not run
    asked: dict[str, str]
    reports: tuple[Report, ...] | None  # None also where the tree no longer answers as it did


def load_documents(
    cache: Cache, name: str, documents: Mapping[str, Document], hashes: Mapping[str, str], files: Files
) -> dict[str, Kept]:
    """Give unchanged documents their stored facts; return what is kept of each."""
    found: dict[str, Kept] = {}
    try:
        entries = cache.load(f"{name}.facts")["documents"]
        for path, doc in documents.items():
            entry = entries.get(path)
            if entry is None or entry["hash"] != hashes[path]:
                continue
            reports = None
            if entry["reports"] is not None and fits(entry["asked"], files):
                reports = decode(entry["reports"])
            doc.stored = dict(entry["facts"])
            found[path] = Kept(entry["facts"], entry["reports"], dict(entry["asked"]), reports)
    except (KeyError, IndexError, TypeError, ValueError, AttributeError):
        pass
    return found


def save_documents(
    cache: Cache,
    name: str,
    documents: Mapping[str, Document],
    hashes: Mapping[str, str],
    kept: Mapping[str, Kept],
    fresh: Mapping[str, tuple[Report, ...]],
    asked: Mapping[str, dict[str, str]],
) -> None:
    """Keep what rules over the course asked of each document, and what rules over it alone reported.

    Where little changed, the file is left as it is: computing one document's facts again costs less
    than writing those of fifty.
    """
    entries = {}
    changed = 0
    for path, doc in documents.items():
        old = kept.get(path)
        wanted = [key for key in doc.facts.get("wanted", ()) if key in doc.facts]
        if old is not None and path not in fresh and all(key in doc.stored for key in wanted):
            entries[path] = {"hash": hashes[path], "facts": old.facts, "reports": old.encoded, "asked": old.asked}
            continue
        changed += 1
        facts = dict(doc.stored)
        facts.update((key, encode(doc.facts[key])) for key in wanted if key not in facts)
        entries[path] = {
            "hash": hashes[path],
            "facts": facts,
            "reports": encode(fresh[path]) if path in fresh else old.encoded if old is not None else None,
            "asked": asked[path] if path in fresh else old.asked if old is not None else {},
        }
    if changed * 10 > len(documents) or not kept:
        cache.save(f"{name}.facts", {"documents": entries})
