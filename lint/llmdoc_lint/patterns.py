"""Regular expressions that are compiled when they are first used, and by one run for all that follow.

Compiling costs 0.2 to 2 ms each, and a clean document needs few of them: a run on one file would
spend more on compiling than on linting. What it needs is still a fifth of such a run, so what a
pattern compiles to is kept like bytecode: in `__pycache__`, by the very interpreter that reads it. No
interface of Python offers that, so it goes by way of `re`'s own modules; where these are others, `re.compile`
does it all. An installer that takes the package away leaves the file, as it leaves other interpreters' bytecode.
"""

from __future__ import annotations

import os
import re
import sys
from typing import TYPE_CHECKING, Any, AnyStr, cast

if TYPE_CHECKING:
    from typing import TypeAlias

    Key: TypeAlias = tuple[str | bytes, int]  # source, flags
    Program: TypeAlias = tuple[int, bytes, int, dict[str, int], tuple[str | None, ...]]  # as `_assembled` takes it

__all__ = ["Programs", "keep", "pattern"]

_METHODS = ("finditer", "findall", "fullmatch", "match", "search", "split", "sub", "subn")


class _Lazy:
    """Stands for a pattern; the first use puts the compiled one's methods in place, at no further cost."""

    def __init__(self, source: str | bytes, flags: int = 0) -> None:
        self._source = source
        self._flags = flags

    def __getattr__(self, name: str) -> Any:
        compiled = _programs.compile(self._source, int(self._flags))
        for method in _METHODS:
            setattr(self, method, getattr(compiled, method))
        return getattr(compiled, name)


def pattern(source: AnyStr, flags: int = 0) -> re.Pattern[AnyStr]:
    """`re.compile`, put off until the pattern is used."""
    return cast("re.Pattern[AnyStr]", _Lazy(source, flags))


def keep() -> None:
    """Keep what this run has compiled; best at its end."""
    _programs.keep()


# ------------------------------------------------------------------------------------ programs


class Programs:
    """What patterns compile to. Where that cannot be kept, or read, they are compiled as ever."""

    MOST = 1000  # three times the patterns there are: more is what is left of other versions of the code

    def __init__(self, path: str | None) -> None:
        self.path = path
        self.kept: dict[Key, Program] | None = None  # None: not read yet
        self.added: dict[Key, Program] = {}

    def compile(self, source: str | bytes, flags: int) -> re.Pattern[Any]:
        """As `re.compile`."""
        if self.kept is None:
            self.kept = self._read()
        key = source, flags
        try:
            program = self.kept.get(key) or self.added.get(key)
            if program is None:
                program = self.added[key] = _program(source, flags)
            return _assembled(source, *program)
        except (ImportError, AttributeError, TypeError, ValueError, ArithmeticError, RuntimeError):
            # What is kept is no program, or this interpreter makes them in another way.
            return re.compile(source, flags)

    def keep(self) -> None:
        """Write what was added to what is kept, unless the interpreter was told to write no bytecode."""
        if not self.added or self.path is None or sys.dont_write_bytecode:
            return
        import marshal
        from contextlib import suppress

        kept = self.kept if self.kept is not None and len(self.kept) < self.MOST else {}
        temporary = f"{self.path}.{os.urandom(8).hex()}"  # in containers that share the folder, processes share ids
        try:
            with open(temporary, "xb") as stream:
                stream.write(marshal.dumps((sys.version, {**kept, **self.added})))
            os.replace(temporary, self.path)
        except OSError:
            pass
        finally:
            with suppress(OSError):  # it is gone where all went well
                os.unlink(temporary)

    def _read(self) -> dict[Key, Program]:
        import marshal

        try:
            with open(self.path or "", "rb", buffering=0) as stream:
                version, kept = marshal.loads(stream.readall())
        except (OSError, ValueError, EOFError, TypeError):
            return {}
        return kept if version == sys.version and isinstance(kept, dict) else {}


def _program(source: str | bytes, flags: int) -> Program:
    """What `_assembled` makes a pattern of, as `re.compile` does it."""
    from array import array
    from importlib import import_module

    compiler = import_module("re._compiler")
    parsed = import_module("re._parser").parse(source, flags)
    state = parsed.state
    names: list[str | None] = [None] * state.groups
    for name, group in state.groupdict.items():
        names[group] = name
    code = array("I", compiler._code(parsed, flags)).tobytes()
    return flags | state.flags, code, state.groups - 1, dict(state.groupdict), tuple(names)


def _assembled(
    source: str | bytes, flags: int, code: bytes, groups: int, numbers: dict[str, int], names: tuple[str | None, ...]
) -> re.Pattern[Any]:
    """The pattern of a program; the interpreter checks that it is one."""
    from importlib import import_module

    words = memoryview(code).cast("I").tolist()
    compiled: re.Pattern[Any] = import_module("_sre").compile(source, flags, words, groups, numbers, names)
    return compiled


def _path() -> str | None:
    """Where programs are kept: beside the bytecode of this module, None where there is none."""
    bytecode = __spec__.cached if __spec__ is not None else None
    return None if bytecode is None else f"{bytecode.removesuffix('.pyc')}.programs"


_programs = Programs(_path())
