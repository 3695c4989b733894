"""Names for content: of documents, of code, of findings."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

try:  # the interpreter's own; hashlib loads OpenSSL first, which costs 4 ms
    from _blake2 import blake2b
except ImportError:
    from hashlib import blake2b

if TYPE_CHECKING:
    from collections.abc import Iterable

__all__ = ["code_digest", "digest"]


def digest(*parts: bytes | str) -> str:
    """Name content: 128 bits of BLAKE2b, each part fenced off from the next."""
    fenced: list[bytes] = []
    for part in parts:
        raw = part.encode("utf-8", "surrogatepass") if isinstance(part, str) else part
        fenced += (len(raw).to_bytes(8, "little"), raw)
    return blake2b(b"".join(fenced), digest_size=16).hexdigest()


def code_digest(packages: Iterable[str]) -> str:
    """Name the code of these packages: results of other code are not results of this one.

    A package may offer `LIBRARIES`, names of modules that it uses where they are installed: that they are, and in which
    version, is part of the name.
    """
    import sys

    parts: list[bytes | str] = [f"{sys.version_info[0]}.{sys.version_info[1]}"]
    for package in packages:
        module = sys.modules.get(package)
        for home in getattr(module, "__path__", ()):
            parts += _code(home)
        if module is not None and not hasattr(module, "__path__") and module.__file__:
            with open(module.__file__, "rb", buffering=0) as stream:
                parts.append(stream.readall())
        for library in getattr(module, "LIBRARIES", ()):
            parts += _installed(library)
    return digest(*parts)


def _code(home: str) -> list[bytes | str]:
    """Names and contents of the Python files below a folder, in an order that is always the same."""
    parts: list[bytes | str] = []
    stack = [home]
    while stack:
        for entry in sorted(os.scandir(stack.pop()), key=lambda entry: entry.name):
            if entry.name.endswith(".py"):
                with open(entry.path, "rb", buffering=0) as stream:
                    parts += (entry.name, stream.readall())
            elif entry.name != "__pycache__" and entry.is_dir():
                stack.append(entry.path)
    return parts


def _installed(library: str) -> list[str]:
    """The module's name and the distributions beside it whose names begin with it; empty where it is not installed.

    Their folders are named by version (`kiwipiepy_model-0.24.0.dist-info`); `importlib.metadata` costs 44 ms.
    """
    from importlib.machinery import PathFinder

    spec = PathFinder.find_spec(library)
    if spec is None:
        return []
    site = os.path.dirname(os.path.dirname(spec.origin or ""))
    beside = os.listdir(site) if site else []
    return [library, *sorted(name for name in beside if name.startswith(library) and name.endswith(".dist-info"))]
