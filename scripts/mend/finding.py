"""A finding about shape as proposals are made from it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from scripts.codegen.document import Document, child, split
from scripts.codegen.operations import JSON, Operation, operations
from scripts.mend.jsonpath import path_to
from scripts.mend.overlay import Action


class Inexpressible(Exception):
    """No overlay can say what was observed; the message is the reason."""


@dataclass(frozen=True)
class Observation:
    """What was observed where.

    `place` is the finding's, `pointer` is where the spec says what was expected, `name` is the last step of the
    place; `observed` says in words what was observed, and `schema` as a JSON schema.
    """

    document: Document
    operation_id: str
    place: str
    pointer: str
    name: str
    observed: str
    schema: dict[str, Any]

    @property
    def operation(self) -> Operation:
        """The operation that answered."""
        for operation in operations(self.document):
            if operation.id == self.operation_id:
                return operation
        raise Inexpressible(f"the spec has no operation {self.operation_id}")

    def properties(self) -> list[str]:
        """The pointers of the schemas that describe the value at the place of the finding."""
        where, _, path = self.place.partition(" body ")
        response = self.operation.responses.get(where.removeprefix("response "))
        if response is None or not path:
            return []
        return self.document.find(child(response, "content", JSON, "schema"), path)

    def path(self, pointer: str) -> str:
        """The JSONPath of a place of the spec."""
        return path_to(self.document.root, pointer)

    def replaced(self, pointer: str, value: Any, description: str) -> list[Action]:
        """The actions that put a value in the place of another.

        An action can remove objects and arrays from objects, and nothing else; so in the place of an entry of an
        array the whole array is replaced.
        """
        container, last = parent(pointer), split(pointer)[-1]
        held, old = self.document.at(container), self.document.at(pointer)
        if isinstance(held, list):
            return self.replaced(container, [*held[: int(last)], value, *held[int(last) + 1 :]], description)
        if isinstance(old, dict | list):
            return [self._removal(pointer, description), Action(description, self.path(container), {last: value})]
        if isinstance(value, dict | list):
            return self.replaced(container, held | {last: value}, description)
        return [Action(description, self.path(container), {last: value})]

    def removed(self, pointer: str, description: str) -> list[Action]:
        """The actions that remove a member of an object."""
        container, last = parent(pointer), split(pointer)[-1]
        if isinstance(self.document.at(pointer), dict | list):
            return [self._removal(pointer, description)]
        rest = {key: value for key, value in self.document.at(container).items() if key != last}
        return self.replaced(container, rest, description)

    def renamed(self, pointer: str, new: str, description: str) -> list[Action]:
        """The actions that give a member of an object another key."""
        container, last = parent(pointer), split(pointer)[-1]
        value = self.document.at(pointer)
        if isinstance(value, dict | list):
            return [self._removal(pointer, description), Action(description, self.path(container), {new: value})]
        held = {new if key == last else key: value for key, value in self.document.at(container).items()}
        return self.replaced(container, held, description)

    def _removal(self, pointer: str, description: str) -> Action:
        return Action(description, self.path(pointer), was=self.document.at(pointer))


def component(pointer: str) -> str | None:
    """The name of the component that a place belongs to, if it is a schema."""
    tokens = split(pointer)
    return tokens[2] if tokens[:2] == ["components", "schemas"] and len(tokens) > 2 else None


def parent(pointer: str) -> str:
    """The pointer of what contains a place."""
    return pointer.rpartition("/")[0]
