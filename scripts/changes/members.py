"""Finds which members of two unions stand for each other."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Hashable

from scripts.changes.meanings import Meanings
from scripts.changes.rules import Direction
from scripts.spec.schemas import Node, Schemas

# What two schemas have in common that stand for each other; what is empty is nothing in common.
Likeness = Callable[[Schemas, Node], Hashable]


class MemberMatching:
    """Matches the members of unions in two documents: `MemberMatching(old, new).matched(before, after, "request")`."""

    def __init__(self, old: Schemas, new: Schemas) -> None:
        self.old, self.new = old, new
        self._meanings = Meanings(old, new)

    def matched(
        self, old: list[Node], new: list[Node], direction: Direction
    ) -> tuple[list[tuple[Node, Node]], list[Node], list[Node]]:
        """Return the pairs that stand for each other, by the strongest likeness first, and the rest of both."""

        def meaning(schemas: Schemas, node: Node) -> int:
            return self._meanings.of(schemas, node, direction)

        def meaning_and_name(schemas: Schemas, node: Node) -> Hashable:
            return meaning(schemas, node), _name(schemas, node)

        pairs: list[tuple[Node, Node]] = []
        for likeness in (meaning_and_name, meaning, _tags, _name, _types):
            found = self._alike(old, new, likeness)
            pairs += found
            old = [node for node in old if node not in [before for before, _ in found]]
            new = [node for node in new if node not in [after for _, after in found]]
        return pairs, old, new

    def _alike(self, old: list[Node], new: list[Node], likeness: Likeness) -> list[tuple[Node, Node]]:
        waiting: dict[Hashable, list[Node]] = defaultdict(list)
        for node in reversed(new):
            waiting[likeness(self.new, node)].append(node)
        keys = {node: likeness(self.old, node) for node in old}
        return [(node, waiting[key].pop()) for node, key in keys.items() if key and waiting[key]]


def _tags(schemas: Schemas, node: Node) -> Hashable:
    return frozenset(schemas.tags(node).items())


def _name(schemas: Schemas, node: Node) -> str:
    return schemas.component(node)


def _types(schemas: Schemas, node: Node) -> Hashable:
    """Return the types of a schema without tags, which would be a better sign."""
    return None if schemas.tags(node) else schemas.merged(node).types
