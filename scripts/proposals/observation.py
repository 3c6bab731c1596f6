"""What a finding about shape observed, and the actions that bring the spec to it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from scripts.proposals.jsonpath import path_to
from scripts.proposals.overlay import Action
from scripts.spec.operations import Operation
from scripts.spec.pointers import ABSENT, parent, split
from scripts.spec.spec import Spec


class Inexpressible(Exception):
    """No overlay can say what was observed; the message is the reason."""


@dataclass(frozen=True)
class Observation:
    """What was observed where: `seen.replaced(seen.pointer, "string", "why")` makes the actions of a proposal.

    `place` is the finding's, `path` is its part that leads into a body, and `pointer` is where the spec says what was
    expected; `observed` says in words what was observed, and `schema` as a JSON schema.
    """

    spec: Spec
    operation_id: str
    place: str
    pointer: str
    observed: str
    schema: dict[str, Any]

    @property
    def path(self) -> str:
        """The JSON pointer into the body; empty when the finding is about something else."""
        return self.place.partition(" body ")[2]

    @property
    def operation(self) -> Operation:
        """The operation that answered."""
        if self.operation_id not in self.spec.operations:
            raise Inexpressible(f"the spec has no operation {self.operation_id}")
        return self.spec.operations[self.operation_id]

    def properties(self) -> list[str]:
        """The pointers of the schemas that describe the value at the place of the finding."""
        response = self.operation.responses.get(self.place.partition(" body ")[0].removeprefix("response "))
        if response is None or response.schema is None or not self.path:
            return []
        return self.spec.find(response.schema, self.path)

    def added(self, pointer: str, members: dict[str, Any], description: str) -> list[Action]:
        """The actions that add members to an object, if there are any."""
        return [Action(description, path_to(self.spec.root, pointer), members)] if members else []

    def replaced(self, pointer: str, value: Any, description: str) -> list[Action]:
        """The actions that put a value in the place of another, which may be an entry of an array."""
        container, key = parent(pointer), last(pointer)
        entries = self.spec.raw(container)
        if not isinstance(entries, list):
            return self._exchanged(pointer, {key: value}, description)
        return self.replaced(container, [*entries[: int(key)], value, *entries[int(key) + 1 :]], description)

    def removed(self, pointer: str, description: str) -> list[Action]:
        """The actions that remove a member of an object."""
        return self._exchanged(pointer, {}, description)

    def renamed(self, pointer: str, new: str, description: str, value: Any = ABSENT) -> list[Action]:
        """The actions that give a member of an object another key, and another value if one is given."""
        return self._exchanged(pointer, {new: self.spec.raw(pointer) if value is ABSENT else value}, description)

    def _exchanged(self, pointer: str, members: dict[str, Any], description: str) -> list[Action]:
        """The actions that put members in the place of one of the same object.

        An action can remove objects and arrays, and write over other values; else the object around is replaced.
        """
        container, key, old = parent(pointer), last(pointer), self.spec.raw(pointer)
        if isinstance(old, dict | list):
            removal = Action(description, path_to(self.spec.root, pointer), was=old)
            return [removal, *self.added(container, members, description)]
        if key in members and not isinstance(members[key], dict | list):
            return self.added(container, members, description)
        around: dict[str, Any] = {}
        for name, value in self.spec.raw(container).items():
            around |= members if name == key else {name: value}
        return self.replaced(container, around, description)


def last(pointer: str) -> str:
    """The last step of a pointer, such as the name of a field or a keyword of JSON schema; empty when it has none."""
    return split(pointer or "/")[-1]


def component(pointer: str) -> str | None:
    """The name of the component that a place belongs to, if it is a schema."""
    tokens = split(pointer)
    return tokens[2] if tokens[:2] == ["components", "schemas"] and len(tokens) > 2 else None


def is_component(pointer: str) -> bool:
    """Whether a place is a schema with a name among the components."""
    return parent(pointer) == "/components/schemas"
