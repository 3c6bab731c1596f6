"""Unions of objects without a tag: what tells their members apart is which fields are there."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, NamedTuple

from scripts.spec.document import Document, Schema
from scripts.spec.keywords import UNIONS
from scripts.spec.pointers import child


class Telling(NamedTuple):
    """What tells a member of a union from the others: the field that it needs, and all that it alone has."""

    needed: str
    own: frozenset[str]


def told_apart(schemas: Sequence[Any]) -> list[Telling]:
    """What tells each member of a union from the others; nothing where one has no required field of its own."""
    if len(schemas) < 2 or not all(isinstance(one, dict) and one.get("properties") for one in schemas):
        return []
    found = []
    for index, schema in enumerate(schemas):
        others = {name for one in (*schemas[:index], *schemas[index + 1 :]) for name in one["properties"]}
        own = [name for name in schema["properties"] if name not in others]
        needed = [name for name in own if name in schema.get("required", [])]
        if not needed:
            return []
        found.append(Telling(needed[0], frozenset(own)))
    return found


def untagged(document: Document, schema: Schema) -> tuple[str, list[Telling]] | None:
    """The keyword of a union whose members are told apart by their fields, with what tells each; None for others."""
    if "discriminator" in schema:
        return None
    for keyword in UNIONS:
        if found := told_apart([document.resolve(one) for one in schema.get(keyword, [])]):
            return keyword, found
    return None


def members(document: Document, pointer: str) -> list[tuple[str, Telling]]:
    """The members of a union of objects without a tag, by pointers, with what tells each; none for other schemas."""
    pointer = document.locate(pointer)
    schema = document.at(pointer)
    found = untagged(document, schema) if isinstance(schema, dict) else None
    if found is None:
        return []
    return [(child(pointer, found[0], index), telling) for index, telling in enumerate(found[1])]


def member_of(tellings: Sequence[Telling], value: Any) -> int:
    """Which member a value is of: the first whose field is there, or else any of its fields, or else the first."""
    names = value.keys() if isinstance(value, dict) else set()
    needed = (index for index, one in enumerate(tellings) if one.needed in names)
    own = (index for index, one in enumerate(tellings) if one.own & names)
    return next(needed, next(own, 0))
