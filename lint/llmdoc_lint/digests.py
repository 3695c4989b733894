"""Names for content: of documents, of code, of findings."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

__all__ = ["code_digest", "digest"]


def digest(*parts: bytes | str) -> str:
    """Name content: 128 bits of BLAKE2b, each part fenced off from the next."""
    try:  # the interpreter's own; hashlib loads OpenSSL first, which costs 4 ms
        from _blake2 import blake2b
    except ImportError:
        from hashlib import blake2b

    state = blake2b(digest_size=16)
    for part in parts:
        raw = part.encode("utf-8", "surrogatepass") if isinstance(part, str) else part
        state.update(len(raw).to_bytes(8, "little"))
        state.update(raw)
    return state.hexdigest()


def code_digest(packages: Iterable[str]) -> str:
    """Name the code of these packages: results of other code are not results of this one."""
    import sys

    parts: list[bytes | str] = [f"{sys.version_info[0]}.{sys.version_info[1]}"]
    for package in packages:
        module = sys.modules.get(package)
        for home in getattr(module, "__path__", ()):
            stack = [home]
            while stack:
                folder = stack.pop()
                for entry in sorted(os.scandir(folder), key=lambda e: e.name):
                    if entry.name.endswith(".py"):
                        with open(entry.path, "rb", buffering=0) as stream:
                            parts += (entry.name, stream.readall())
                    elif entry.name != "__pycache__" and entry.is_dir():
                        stack.append(entry.path)
        if module is not None and not hasattr(module, "__path__") and module.__file__:
            with open(module.__file__, "rb", buffering=0) as stream:
                parts.append(stream.readall())
    return digest(*parts)
