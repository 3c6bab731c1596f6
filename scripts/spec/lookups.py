"""Looks up what extensions and links name, and keeps what leads nowhere."""

from __future__ import annotations

from typing import Any, NamedTuple

from scripts.spec.document import Problem
from scripts.spec.media_types import JSON
from scripts.spec.operations import Operation
from scripts.spec.pointers import child
from scripts.spec.spec import Spec


class Use(NamedTuple):
    """A pointer into values of some schemas, and the place of the extension or link that it stands in."""

    place: str
    schemas: list[str]
    path: str


class Lookups:
    """What was looked up in a spec: `lookups.pointer(place, schemas, "/data")`, then `lookups.problems`.

    Attributes:
        problems: The names, expressions and pointers that lead nowhere.
        uses: The pointers into values, whether they lead anywhere or not.
    """

    def __init__(self, spec: Spec) -> None:
        self.spec = spec
        self.problems: list[Problem] = []
        self.uses: list[Use] = []

    def add(self, place: str, message: str) -> None:
        """Keep a problem."""
        self.problems.append(Problem(place, message))

    def pointer(self, place: str, schemas: list[str], path: str) -> None:
        """Look up a pointer into values of some schemas; it has to lead somewhere in one of them."""
        self.uses.append(Use(place, schemas, path))
        if schemas and not any(self.spec.find(schema, path) for schema in schemas):
            self.add(place, f"{path} leads nowhere in {', '.join(f'#{schema}' for schema in schemas)}")

    def expression(self, operation: Operation, place: str, expression: str) -> None:
        """Look up a runtime expression of an operation."""
        source, _, path = expression.partition("#")
        bodies = {"$request.body": operation.request_schema, "$response.body": operation.response_schema}
        if schema := bodies.get(source):
            self.uses.append(Use(place, [schema], path))
        if not operation.evaluate(expression):
            self.add(place, f"{expression} leads nowhere in {operation.id}")

    def collection(self, place: str, operation_id: str) -> list[str]:
        """Return the schemas of an item of the collection that an operation lists."""
        operation = self.spec.operations.get(operation_id)
        if operation is None:
            self.add(place, f"there is no operation {operation_id}")
            return []
        policy = operation.extensions.get("x-paging")
        # A name without a policy stays a name, which is reported where it stands.
        path = (
            f"{policy['items']}/*"
            if isinstance(policy, dict)
            else operation.extensions.get("x-shows", {}).get("at", "/*")
        )
        items = self.spec.find(operation.response_schema, path) if operation.response_schema else []
        if not items:
            self.add(place, f"{operation_id} lists no items")
        return items

    def parameter(self, operation: Operation, place: str, location: str, name: str) -> None:
        """Look up a parameter of an operation."""
        if operation.parameter(location, name) is None:
            self.add(place, f"{operation.id} has no {location} parameter {name}")

    def refusal(self, operation: Operation, place: str, refusal: dict[str, Any]) -> None:
        """Look up the status and the code of a refusal among the responses of an operation."""
        status, code = str(refusal["status"]), refusal.get("code")
        if status not in operation.responses:
            self.add(place, f"{operation.id} has no response {status}")
        elif code and code not in operation.responses[status].error_codes:
            self.add(place, f"{operation.id} does not list {code} under {status}")


def answered(operation: Operation) -> list[str]:
    """Return the schema of what an operation answers, where the response has it; none when it answers no JSON."""
    return [child(operation.success.pointer, "content", JSON, "schema")] if operation.response_schema else []
