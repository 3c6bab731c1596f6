"""Checks that what the extensions and links name is there: operations, policies, parameters and values."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any, NamedTuple

from scripts.spec.document import Problem
from scripts.spec.media_types import JSON
from scripts.spec.objects import objects
from scripts.spec.operations import Operation, Part
from scripts.spec.pointers import child
from scripts.spec.spec import Spec


class Use(NamedTuple):
    """A pointer into values of some schemas, and the place of the extension or link that it stands in."""

    place: str
    schemas: list[str]
    path: str


def check_references(spec: Spec) -> Iterator[Problem]:
    """Yield the names, expressions and pointers that lead nowhere, each once; the extensions must be well formed."""
    yield from dict.fromkeys(References(spec).problems)


class References:
    """What the extensions and links of a spec refer to: `References(spec).uses`.

    Attributes:
        problems: The names, expressions and pointers that lead nowhere; what operations share is there for each.
        uses: The pointers into values, whether they lead anywhere or not.
    """

    def __init__(self, spec: Spec) -> None:
        self.spec = spec
        self.problems: list[Problem] = []
        self.uses: list[Use] = []
        for operation in spec.operations.values():
            self._extensions(operation)
            self._owners(operation)
            self._eligible(operation)
            self._links(operation)
            self._security(operation)
        self._error_codes()
        self._invariants()

    def _extensions(self, operation: Operation) -> None:
        checks: dict[str, Callable[[Operation, str, Any], None]] = {
            "x-paging": self._paging,
            "x-idempotency": self._idempotency,
            "x-creates": self._creates,
            "x-echo": self._echo,
            "x-lifecycle": self._lifecycle,
        }
        for name, check in checks.items():
            place, value = child(operation.pointer, name), operation.extensions.get(name)
            if isinstance(value, str):
                self._add(place, f"there is no {name.removeprefix('x-')} policy {value} under x-policies")
            elif value is not None:
                check(operation, place, value)

    def _paging(self, operation: Operation, place: str, policy: dict[str, Any]) -> None:
        answer = _answer(operation)
        if not answer:
            self._add(place, f"{operation.id} has no JSON answer")
            return
        for value in (policy["limit"], policy["offset"]):
            self._parameter(operation, place, "query", value["parameter"])
            self._pointer(place, answer, value["field"])
        self._pointer(place, answer, f"{policy['items']}/*")
        self._pointer(place, answer, policy["total"])

    def _idempotency(self, operation: Operation, place: str, policy: dict[str, Any]) -> None:
        self._parameter(operation, place, "header", policy["header"])
        if not operation.header(policy["replayed"]["header"]):
            self._add(place, f"{operation.id} answers without the header {policy['replayed']['header']}")
        for refusal in (policy["conflict"], policy["in-progress"]):
            self._refusal(operation, place, refusal)

    def _creates(self, operation: Operation, place: str, value: dict[str, Any]) -> None:
        for member in ("identifier", "timestamp", "location"):
            if member in value:
                self._expression(operation, child(place, member), value[member])
        items = self._collection(child(place, "collection"), value["collection"])
        self._pointer(child(place, "item"), items, value["item"])

    def _echo(self, operation: Operation, place: str, value: list[dict[str, Any]]) -> None:
        for index, echo in enumerate(value):
            self._expression(operation, child(place, index, "from"), echo["from"])
            self._expression(operation, child(place, index, "to"), echo["to"])
            for schema in operation.evaluate(echo["from"]):
                default = self.spec.raw(schema).get("default")
                if "default" in echo and default not in (None, echo["default"]):
                    self._add(child(place, index, "default"), f"the request's own default is {default}")

    def _lifecycle(self, operation: Operation, place: str, value: dict[str, Any]) -> None:
        items = self._collection(child(place, "poll"), value["poll"])
        for state in ("pending", "settled"):
            for member, path in value[state].items():
                self._pointer(child(place, state, member), items, path)
        known = self._known_values(items, value["pending"]["status"])
        for states in ("waiting", "failed"):
            for status in sorted(set(value[states]) - known):
                self._add(child(place, states), f"{status} is not among the known values of the status")
        for index, carried in enumerate(value.get("carries", [])):
            self._expression(operation, child(place, "carries", index, "from"), carried["from"])
            self._pointer(child(place, "carries", index, "to"), items, carried["to"])
        if "snapshot" in value:
            self._snapshot(operation, child(place, "snapshot"), value["snapshot"], items)

    def _known_values(self, schemas: list[str], path: str) -> set[str]:
        found = [field for schema in schemas for field in self.spec.find(schema, path)]
        branches = [self.spec.raw(branch) for field in found for branch in self.spec.branches(field)]
        return {value for schema in branches for value in schema.get("x-extensible-enum", [])}

    def _snapshot(self, creation: Operation, place: str, value: dict[str, Any], items: list[str]) -> None:
        reader, repeats = self.spec.operations.get(value["operationId"]), value["repeats"]
        answer = _answer(reader) if reader else []
        if not answer:
            self._add(child(place, "operationId"), f"there is no operation {value['operationId']} that answers")
            return
        for member, schemas in (("item", items), ("field", answer)):
            self._pointer(child(place, "repeats", member), schemas, repeats[member])
            self._pointer(child(place, "repeats", "identifier"), schemas, repeats[member] + repeats["identifier"])
        if "bounded" in value:
            self._pointer(child(place, "bounded", "field"), answer, value["bounded"]["field"])
            self._expression(creation, child(place, "bounded", "by"), value["bounded"]["by"])
        if "active" in value:
            self._pointer(child(place, "active"), answer, value["active"])

    def _owners(self, operation: Operation) -> None:
        for parameter in operation.parameters:
            owner, place = parameter.owner, child(parameter.pointer, "x-owner")
            if owner is None:
                continue
            if parameter.location != "path":
                self._add(place, f"{parameter.name} is not a path parameter")
            items = self._collection(child(place, "collection"), owner["collection"])
            for path in (owner["identifier"], *owner.get("mistaken-for", [])):
                self._pointer(place, items, path)
            self._refusal(operation, child(place, "refused"), owner["refused"])

    def _eligible(self, operation: Operation) -> None:
        for field in self.spec.parts(operation.request_schema) if operation.request_schema else ():
            value, place = self.spec.raw(field).get("x-eligible"), child(field, "x-eligible")
            if value is None:
                continue
            items = self._collection(child(place, "collection"), value["collection"])
            self._pointer(child(place, "keys"), items, value["keys"])
            self._pointer(child(place, "where"), items, f"{value['keys']}/*{value['where']}")
            self._parameter(operation, child(place, "owner"), "path", value["owner"])
            self._refusal(operation, child(place, "refused"), value["refused"])

    def _links(self, operation: Operation) -> None:
        for response in operation.responses.values():
            for link in response.parts("links").values():
                self._link(operation, link)

    def _link(self, operation: Operation, link: Part) -> None:
        target = self.spec.operations.get(link.value.get("operationId", ""))
        if target is None:
            self._add(link.pointer, "names no operationId of this document")
            return
        for name, value in link.value.get("parameters", {}).items():
            place = child(link.pointer, "parameters", name)
            if name not in {parameter.name for parameter in target.parameters}:
                self._add(place, f"{target.id} has no parameter {name}")
            if str(value).startswith("$"):
                self._expression(operation, place, value)

    def _security(self, operation: Operation) -> None:
        schemes = self.spec.root.get("components", {}).get("securitySchemes", {})
        for name in (name for requirement in operation.value["security"] for name in requirement):
            if name not in schemes:
                self._add(child(operation.pointer, "security"), f"there is no security scheme {name}")
            elif "x-refused" in schemes[name]:
                place = child("", "components", "securitySchemes", name, "x-refused")
                self._refusal(operation, place, schemes[name]["x-refused"])

    def _error_codes(self) -> None:
        statuses: dict[str, str] = {}
        for operation in self.spec.operations.values():
            for status, response in operation.responses.items():
                for code in response.error_codes:
                    if statuses.setdefault(code, status) != status:
                        place = child(response.pointer, "x-error-codes", code)
                        self._add(place, f"{code} is listed under {statuses[code]} and under {status}")

    def _invariants(self) -> None:
        for schema in objects(self.spec):
            for index, invariant in enumerate(schema.value.get("x-invariants", [])):
                for member, path in invariant.items():
                    place = child(schema.pointer, "x-invariants", index, member)
                    self._pointer(place, [schema.pointer], path)

    def _collection(self, place: str, operation_id: str) -> list[str]:
        """Return the schemas of an item of the collection that an operation lists."""
        operation = self.spec.operations.get(operation_id)
        if operation is None:
            self._add(place, f"there is no operation {operation_id}")
            return []
        policy = operation.extensions.get("x-paging")
        # A name without a policy stays a name, which is reported where it stands.
        path = f"{policy['items']}/*" if isinstance(policy, dict) else "/*"
        items = self.spec.find(operation.response_schema, path) if operation.response_schema else []
        if not items:
            self._add(place, f"{operation_id} lists no items")
        return items

    def _expression(self, operation: Operation, place: str, expression: str) -> None:
        source, _, path = expression.partition("#")
        bodies = {"$request.body": operation.request_schema, "$response.body": operation.response_schema}
        if schema := bodies.get(source):
            self.uses.append(Use(place, [schema], path))
        if not operation.evaluate(expression):
            self._add(place, f"{expression} leads nowhere in {operation.id}")

    def _pointer(self, place: str, schemas: list[str], path: str) -> None:
        self.uses.append(Use(place, schemas, path))
        if schemas and not any(self.spec.find(schema, path) for schema in schemas):
            self._add(place, f"{path} leads nowhere in {', '.join(f'#{schema}' for schema in schemas)}")

    def _parameter(self, operation: Operation, place: str, location: str, name: str) -> None:
        if operation.parameter(location, name) is None:
            self._add(place, f"{operation.id} has no {location} parameter {name}")

    def _refusal(self, operation: Operation, place: str, refusal: dict[str, Any]) -> None:
        status, code = str(refusal["status"]), refusal.get("code")
        if status not in operation.responses:
            self._add(place, f"{operation.id} has no response {status}")
        elif code and code not in operation.responses[status].error_codes:
            self._add(place, f"{operation.id} does not list {code} under {status}")

    def _add(self, place: str, message: str) -> None:
        self.problems.append(Problem(place, message))


def _answer(operation: Operation) -> list[str]:
    """Return the schema of what an operation answers, where the response has it; none when it answers no JSON."""
    return [child(operation.success.pointer, "content", JSON, "schema")] if operation.response_schema else []
