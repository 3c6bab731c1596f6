"""What an invariant (`x-invariants`) is about."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any


def invariant_pointers(rule: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    """The pointers of an invariant into the object that it is about, by the member that has each."""
    for member, value in rule.items():
        yield member, value["field"] if isinstance(value, dict) else value
