"""JSON values as JSON Schema holds them equal: 1 is 1.0, and neither is true."""

from __future__ import annotations

from collections.abc import Hashable
from typing import Any


def identity(value: Any) -> Hashable:
    """A key that two JSON values share when they are equal: `identity(1) == identity(1.0) != identity(True)`."""
    if isinstance(value, dict):
        return frozenset((name, identity(item)) for name, item in value.items())
    if isinstance(value, list):
        return tuple(map(identity, value))
    return isinstance(value, bool), value


def without(values: list[Any], others: list[Any]) -> list[Any]:
    """The values of a list that another one does not have."""
    known = set(map(identity, others))
    return [value for value in values if identity(value) not in known]
