"""Facts and results as JSON: what the cache holds is data and is never executed.

A tuple becomes a list headed by 0, a record a list headed by its class's name; scalars stay. A tuple of
records of one class that hold nothing but scalars, as most facts are, becomes a table: a list headed
by 1, the class's name, and a list of values a record (until `json` has written it, the record itself).
"""

from __future__ import annotations

from itertools import chain
from typing import Any

from llmdoc_lint.core import RECORD_NAMES, RECORDS

__all__ = ["decode", "encode"]

_SCALARS = frozenset((str, int, float, bool, type(None)))


def encode(value: Any) -> Any:
    """Turn a fact into what `json` can write. Raises TypeError for a value that is not a fact."""
    kind = type(value)
    if kind in _SCALARS:
        return value
    if kind is tuple:
        if value and (name := RECORD_NAMES.get(type(value[0]))) and _is_table(value):
            return [1, name, *value]
        return [0, *map(encode, value)]
    if name := RECORD_NAMES.get(kind):
        return [name, *map(encode, value)]
    raise TypeError(f"not a fact: {kind.__name__}")


def _is_table(records: tuple[Any, ...]) -> bool:
    return len(set(map(type, records))) == 1 and _SCALARS.issuperset(map(type, chain.from_iterable(records)))


def decode(value: Any) -> Any:
    """Undo `encode`. Raises KeyError, IndexError or TypeError where the data was not made by it."""
    if type(value) is not list:
        return value
    head = value[0]
    if head == 1:
        return tuple(map(RECORDS[value[1]]._make, value[2:]))
    items = [decode(item) if type(item) is list else item for item in value[1:]]
    return tuple(items) if head == 0 else RECORDS[head]._make(items)
