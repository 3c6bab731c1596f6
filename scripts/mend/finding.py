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

    def replaced(self, pointer: str, value: Any, description: str, key: str | None = None) -> list[Action]:
        """The actions that put a value in the place of another, under another key if one is given."""
        parent, last = pointer.rpartition("/")[0], split(pointer)[-1]
        return [
            Action(description, self.path(pointer)),
            Action(description, self.path(parent), {key or last: value}),
        ]


def component(pointer: str) -> str | None:
    """The name of the component that a place belongs to, if it is a schema."""
    tokens = split(pointer)
    return tokens[2] if tokens[:2] == ["components", "schemas"] and len(tokens) > 2 else None


def parent(pointer: str) -> str:
    """The pointer of what contains a place."""
    return pointer.rpartition("/")[0]
