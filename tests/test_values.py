"""Named tuples whose `__new__` is compiled late are named tuples all the same."""

from __future__ import annotations

import pytest

from llmdoc_lint import values
from llmdoc_lint.values import NamedTuple


class Point(NamedTuple):
    x: int
    y: int = 2
    z: int = 3


@pytest.mark.parametrize("made", [0, 10**6], ids=["first", "later"])
def test_what_is_not_given_has_its_default(made: int, monkeypatch: pytest.MonkeyPatch) -> None:
    class Fresh(NamedTuple):
        x: int
        y: int = 2
        z: int = 3

    monkeypatch.setitem(vars(values)["_made"], Fresh, made)
    for found in (Fresh(1), Fresh(1, 2), Fresh(1, 2, 3), Fresh(x=1), Fresh(1, z=3)):
        assert found == (1, 2, 3)
        assert type(found) is Fresh
    assert Fresh(4, 5) == (4, 5, 3)
    assert Fresh(4, z=5) == (4, 2, 5)


@pytest.mark.parametrize("given", [(), (1, 2, 3, 4)])
def test_a_wrong_number_of_values_is_refused(given: tuple[int, ...]) -> None:
    with pytest.raises(TypeError, match="argument"):
        Point(*given)


def test_an_unknown_field_is_refused() -> None:
    with pytest.raises(TypeError, match="w"):
        Point(1, w=2)  # type: ignore[call-arg]
    with pytest.raises(TypeError, match="required"):
        Point(y=2)  # type: ignore[call-arg]


def test_many_instances_are_alike() -> None:
    made = [Point(i) for i in range(2 * vars(values)["MANY"])]
    assert [point.x for point in made] == list(range(len(made)))
    assert {(point.y, point.z, type(point)) for point in made} == {(2, 3, Point)}
