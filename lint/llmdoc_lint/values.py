"""`NamedTuple` without the price: `typing.NamedTuple` compiles every class, and every annotation of it.

The engine and the rules have over a hundred of them, and a run on one file makes instances of few. So a class is put
together here without compiling anything; its `__new__` is compiled, by `collections.namedtuple`, when it has been
called so often that this pays. Type checkers see the original.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

__all__ = ["NamedTuple"]

if TYPE_CHECKING:
    from typing import NamedTuple as NamedTuple
else:
    try:
        from _collections import _tuplegetter as _field
    except ImportError:  # not CPython: as `collections` does there

        def _field(index: int, doc: str | None) -> property:
            from operator import itemgetter

            return property(itemgetter(index), doc=doc)

    MANY = 200  # instances; compiling costs 40 us or more, and saves 0.2 us an instance
    _made: dict[type, int] = {}

    def _first(cls, /, *args, **kwargs):  # noqa: ANN001, ANN002, ANN003, ANN202
        """`__new__` of the first instances; then the compiled one takes its place, which also reads keywords."""
        _made[cls] = made = _made.get(cls, 0) + 1
        missing = len(cls._fields) - len(args)
        if made < MANY and not kwargs and 0 <= missing <= len(cls._field_defaults):
            if missing:
                args += tuple(cls._field_defaults.values())[-missing:]
            return tuple.__new__(cls, args)
        from collections import namedtuple

        cls.__new__ = namedtuple(cls.__name__, cls._fields, defaults=cls._field_defaults.values()).__new__
        return cls.__new__(cls, *args, **kwargs)

    class _Tuple(tuple):
        """What all of them can do, as `collections.namedtuple` documents it."""

        __slots__ = ()

        @classmethod
        def _make(cls, values):  # noqa: ANN001, ANN206
            made = tuple.__new__(cls, values)
            if len(made) != len(cls._fields):
                raise TypeError(f"Expected {len(cls._fields)} arguments, got {len(made)}")
            return made

        def _replace(self, /, **values):  # noqa: ANN003, ANN202
            made = self._make(map(values.pop, self._fields, self))
            if values:
                raise TypeError(f"Got unexpected field names: {list(values)!r}")
            return made

        def _asdict(self) -> dict[str, Any]:
            return dict(zip(self._fields, self, strict=True))

        def __repr__(self) -> str:
            fields = ", ".join(f"{name}={value!r}" for name, value in zip(self._fields, self, strict=True))
            return f"{type(self).__name__}({fields})"

        def __getnewargs__(self) -> tuple[Any, ...]:
            return tuple(self)

    class _Maker(type):
        """Turns a class body into a named tuple, as `typing.NamedTuple` does."""

        def __new__(cls, name: str, bases: tuple[type, ...], body: dict[str, Any]) -> type:
            if not bases:
                return super().__new__(cls, name, bases, body)
            fields = tuple(body.get("__annotations__", ()))
            defaults = {field: body[field] for field in fields if field in body}
            if tuple(defaults) != fields[len(fields) - len(defaults) :]:
                raise TypeError(f"{name}: a field without a default comes after one with")
            body |= {field: _field(index, None) for index, field in enumerate(fields)}
            body |= {"__slots__": (), "_fields": fields, "_field_defaults": defaults, "__match_args__": fields}
            body.setdefault("__new__", _first)
            return type(name, (_Tuple,), body)

    class NamedTuple(metaclass=_Maker):
        """The base that class bodies name."""
