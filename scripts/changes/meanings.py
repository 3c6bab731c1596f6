"""Which schemas of two documents mean the same, however they are written and wherever they stand."""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Iterator
from typing import Any

from scripts.changes.limits import limits
from scripts.changes.promises import ON_SCHEMAS
from scripts.changes.rules import Direction
from scripts.spec.schemas import MergedSchema, Node, Schemas
from scripts.spec.values import identity

HIDDEN = {"request": "readOnly", "response": "writeOnly"}
# A step that several schemas share without an order: the members of a union.
MEMBER = "member"

Where = tuple[Schemas, Node, Direction]


class Meanings:
    """Numbers for what schemas mean: `meanings.of(schemas, node, "request")` is equal for those that mean the same.

    Schemas that say the same of themselves begin with the same number. Round by round, those get other numbers that
    hold schemas with other numbers, until a round changes nothing: so circles need no care.
    """

    def __init__(self, *documents: Schemas) -> None:
        self._documents = documents
        # By the index of a schema: what it says of itself, what it holds, and its number.
        self._indices: dict[Where, int] = {}
        self._own: list[Hashable] = []
        self._inner: list[list[tuple[str, int]]] = []
        self._numbers: list[int] = []

    def of(self, schemas: Schemas, node: Node, direction: Direction) -> int:
        """Return the number of a schema, such as a member of a union, for values that travel in a direction."""
        place = (schemas, schemas.node(node), direction)
        if place not in self._indices:
            # Those of all unions are counted at once, since one alone would take nearly as long.
            for document in self._documents:
                for member in document.members():
                    self._add((document, document.node(member), direction))
            self._add(place)
            self._count()
        return self._numbers[self._indices[place]]

    def _add(self, place: Where) -> None:
        waiting = [] if place in self._indices else [place]
        self._indices.setdefault(place, len(self._indices))
        for schemas, node, direction in waiting:
            schema = schemas.merged(node)
            held: list[tuple[str, int]] = []
            for step, one in _inner(schemas, schema):
                inner = (schemas, one, direction)
                if inner not in self._indices:
                    self._indices[inner] = len(self._indices)
                    waiting.append(inner)
                held.append((step, self._indices[inner]))
            self._own.append(_own(schema, direction))
            self._inner.append(held)

    def _count(self) -> None:
        numbers = _numbered(self._own)
        count = 0
        while count < (count := len(set(numbers))):
            held = (frozenset((step, numbers[inner]) for step, inner in inside) for inside in self._inner)
            numbers = _numbered(zip(numbers, held, strict=True))
        self._numbers = numbers


def hidden(schema: MergedSchema, direction: Direction) -> bool:
    """Return whether a field is left out in a direction, since it is only read, or only written."""
    return bool(schema.keywords.get(HIDDEN[direction]))


def _numbered(signatures: Iterable[Hashable]) -> list[int]:
    known: dict[Hashable, int] = {}
    return [known.setdefault(signature, len(known) + 1) for signature in signatures]


def _own(schema: MergedSchema, direction: Direction) -> Hashable:
    """Return what a schema says of itself, whatever is inside of it."""
    known = schema.keywords
    default = identity(known["default"]) if direction == "request" and "default" in known else None
    return (
        schema.types,
        schema.nullable,
        None if schema.values is None else frozenset(map(identity, schema.values)),
        frozenset(limits(schema).items()),
        known.get("format"),
        default,
        hidden(schema, direction),
        frozenset(schema.required),
        schema.extra is None,
        identity(schema.other),
        known.get("discriminator", {}).get("propertyName"),
        _promises(schema.extensions),
    )


def _promises(extensions: dict[str, Any]) -> Hashable:
    known = frozenset(map(identity, extensions.get("x-extensible-enum", [])))
    others = {name: extensions[name] for name in ON_SCHEMAS if name in extensions and name != "x-extensible-enum"}
    return known, identity(others)


def _inner(schemas: Schemas, schema: MergedSchema) -> Iterator[tuple[str, Node]]:
    for name, node in schema.properties.items():
        yield f"/{name}", schemas.node(node)
    yield "items", schemas.node(schema.items)
    yield "extra", schemas.node(schema.extra or ())
    for member in schema.members:
        yield MEMBER, schemas.node(member)
