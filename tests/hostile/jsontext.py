"""JSON as hostile servers write it: trees that can hold text no serialiser would produce.

dump({"total": Raw("NaN"), Raw('"a"'): Members([("b", 1), ("b", 2)])})
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

Json = Any
"""A tree of dicts, lists and scalars, with `Raw` and `Members` wherever they are wanted."""


@dataclass(frozen=True)
class Raw:
    """Text that is written as it is, as a value or as a name."""

    text: str


class Members(list[tuple[Any, Json]]):
    """An object as a list of members, so that one name can stand in it twice."""


def dump(value: Json) -> bytes:
    """The tree as bytes: ASCII but for what `Raw` brings, which is UTF-8 with lone surrogates kept."""
    return _text(value).encode("utf-8", "surrogatepass")


def _text(value: Json) -> str:
    if isinstance(value, Raw):
        return value.text
    if isinstance(value, Members):
        return _object(value)
    if isinstance(value, dict):
        return _object(list(value.items()))
    if isinstance(value, list):
        return "[" + ",".join(_text(item) for item in value) + "]"
    return json.dumps(value)


def _object(members: list[tuple[Any, Json]]) -> str:
    return "{" + ",".join(f"{_text(name)}:{_text(value)}" for name, value in members) + "}"


@dataclass(frozen=True)
class Place:
    """A value in a tree and the way to it; the root has neither container nor key."""

    container: Any
    key: Any
    pointer: str
    value: Json


def places(tree: Json) -> list[Place]:
    """Every value of the tree, the root first."""
    return list(_places(Place(None, None, "", tree)))


def _places(place: Place) -> Iterator[Place]:
    yield place
    value = place.value
    if isinstance(value, dict):
        for name in list(value):
            yield from _places(Place(value, name, f"{place.pointer}/{name}", value[name]))
    elif isinstance(value, list) and not isinstance(value, Members):
        for index, item in enumerate(value):
            yield from _places(Place(value, index, f"{place.pointer}/{index}", item))


def replaced(tree: Json, place: Place, value: Json) -> Json:
    """The tree with another value at the place; the root is returned anew, all else is changed in it."""
    if place.container is None:
        return value
    place.container[place.key] = value
    return tree


def renamed(place: Place, name: Any) -> None:
    """Give a member of an object another name, where it stands."""
    members = list(place.container.items())
    place.container.clear()
    for old, value in members:
        place.container[name if old == place.key else old] = value
