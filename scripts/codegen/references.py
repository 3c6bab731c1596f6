"""Checks that what the extensions and links name is there: operations, policies, parameters and values."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

from scripts.codegen.document import ROOT, Document, Problem, child
from scripts.codegen.operations import Operation, operations
from scripts.codegen.places import places

Problems = Iterator[Problem]


class References:
    """The names of a document, and the checks of what refers to them.

    The extensions must be as their schema defines them.
    """

    def __init__(self, document: Document) -> None:
        self.document = document
        self.operations = {operation.id: operation for operation in operations(document)}
        self.policies: dict[str, dict[str, Any]] = document.root.get("x-policies", {})

    def check(self) -> Problems:
        """Yield the names, expressions and pointers that lead nowhere, each once."""
        yield from dict.fromkeys(self._all())

    def _all(self) -> Problems:
        checks: dict[str, Callable[[Operation, str, Any], Problems]] = {
            "x-paging": self._paging,
            "x-idempotency": self._idempotency,
            "x-creates": self._creates,
            "x-echo": self._echo,
            "x-lifecycle": self._lifecycle,
        }
        for operation in self.operations.values():
            for name, check in checks.items():
                if name in operation.value:
                    yield from check(operation, child(operation.pointer, name), operation.value[name])
            yield from self._owners(operation)
            yield from self._eligible(operation)
            yield from self._links(operation)
            yield from self._security(operation)
        yield from self._error_codes()
        yield from self._invariants()

    def _policy(self, kind: str, place: str, name: str) -> dict[str, Any] | Problem:
        policy: dict[str, Any] | None = self.policies.get(kind, {}).get(name)
        return policy or Problem(place, f"there is no {kind} policy {name} under x-policies")

    def _paging(self, operation: Operation, place: str, name: str) -> Problems:
        policy = self._policy("paging", place, name)
        if isinstance(policy, Problem):
            yield policy
            return
        if operation.response_schema is None:
            yield Problem(place, f"{operation.id} has no JSON answer")
            return
        answer = [operation.response_schema]
        for value in (policy["limit"], policy["offset"]):
            yield from self._parameter(operation, place, "query", value["parameter"])
            yield from self._pointer(place, answer, value["field"])
        yield from self._pointer(place, answer, f"{policy['items']}/*")
        yield from self._pointer(place, answer, policy["total"])

    def _idempotency(self, operation: Operation, place: str, name: str) -> Problems:
        policy = self._policy("idempotency", place, name)
        if isinstance(policy, Problem):
            yield policy
            return
        yield from self._parameter(operation, place, "header", policy["header"])
        if not operation.header(policy["replayed"]["header"]):
            yield Problem(place, f"{operation.id} answers without the header {policy['replayed']['header']}")
        for refusal in (policy["conflict"], policy["in-progress"]):
            yield from self._refusal(operation, place, refusal)

    def _creates(self, operation: Operation, place: str, value: dict[str, Any]) -> Problems:
        for member in ("identifier", "timestamp", "location"):
            if member in value:
                yield from self._expression(operation, child(place, member), value[member])
        items = self._items(value["collection"])
        yield from self._collection(child(place, "collection"), value["collection"])
        yield from self._pointer(child(place, "item"), items, value["item"])

    def _echo(self, operation: Operation, place: str, value: list[dict[str, Any]]) -> Problems:
        for index, echo in enumerate(value):
            yield from self._expression(operation, child(place, index, "from"), echo["from"])
            yield from self._expression(operation, child(place, index, "to"), echo["to"])
            for schema in operation.evaluate(echo["from"]):
                default = self.document.at(schema).get("default")
                if "default" in echo and default not in (None, echo["default"]):
                    yield Problem(child(place, index, "default"), f"the request's own default is {default}")

    def _lifecycle(self, operation: Operation, place: str, value: dict[str, Any]) -> Problems:
        items = self._items(value["poll"])
        yield from self._collection(child(place, "poll"), value["poll"])
        for state in ("pending", "settled"):
            for member, path in value[state].items():
                yield from self._pointer(child(place, state, member), items, path)
        known = [known for item in items for known in self._known_values(item, value["pending"]["status"])]
        for states in ("waiting", "failed"):
            for status in sorted(set(value[states]) - set(known)):
                yield Problem(child(place, states), f"{status} is not among the known values of the status")
        for index, carried in enumerate(value.get("carries", [])):
            yield from self._expression(operation, child(place, "carries", index, "from"), carried["from"])
            yield from self._pointer(child(place, "carries", index, "to"), items, carried["to"])
        if "snapshot" in value:
            yield from self._snapshot(operation, child(place, "snapshot"), value["snapshot"], items)

    def _known_values(self, schema: str, path: str) -> Iterator[str]:
        for found in self.document.find(schema, path):
            for branch in self.document.branches(found):
                yield from self.document.at(branch).get("x-extensible-enum", [])

    def _snapshot(self, creation: Operation, place: str, value: dict[str, Any], items: list[str]) -> Problems:
        reader = self.operations.get(value["operationId"])
        if reader is None or reader.response_schema is None:
            yield Problem(child(place, "operationId"), f"there is no operation {value['operationId']} that answers")
            return
        answer, repeats = [reader.response_schema], value["repeats"]
        for member, schemas in (("item", items), ("field", answer)):
            yield from self._pointer(child(place, "repeats", member), schemas, repeats[member])
            inner = repeats[member] + repeats["identifier"]
            yield from self._pointer(child(place, "repeats", "identifier"), schemas, inner)
        if "bounded" in value:
            yield from self._pointer(child(place, "bounded", "field"), answer, value["bounded"]["field"])
            yield from self._expression(creation, child(place, "bounded", "by"), value["bounded"]["by"])
        if "active" in value:
            yield from self._pointer(child(place, "active"), answer, value["active"])

    def _owners(self, operation: Operation) -> Problems:
        for (location, name), parameter in operation.parameters.items():
            owner = self.document.at(parameter).get("x-owner")
            if owner is None:
                continue
            place = child(parameter, "x-owner")
            if location != "path":
                yield Problem(place, f"{name} is not a path parameter")
            items = self._items(owner["collection"])
            yield from self._collection(child(place, "collection"), owner["collection"])
            for path in (owner["identifier"], *owner.get("mistaken-for", [])):
                yield from self._pointer(place, items, path)
            yield from self._refusal(operation, child(place, "refused"), owner["refused"])

    def _eligible(self, operation: Operation) -> Problems:
        for field in self._request_fields(operation):
            if "x-eligible" not in self.document.at(field):
                continue
            place, value = child(field, "x-eligible"), self.document.at(field)["x-eligible"]
            items = self._items(value["collection"])
            yield from self._collection(child(place, "collection"), value["collection"])
            yield from self._pointer(child(place, "keys"), items, value["keys"])
            yield from self._pointer(child(place, "where"), items, f"{value['keys']}/*{value['where']}")
            yield from self._parameter(operation, child(place, "owner"), "path", value["owner"])
            yield from self._refusal(operation, child(place, "refused"), value["refused"])

    def _request_fields(self, operation: Operation) -> Iterator[str]:
        """Yield the schema of the request body and those of all that it contains, `$ref` followed."""
        seen: set[str] = set()
        waiting = [operation.request_schema] if operation.request_schema else []
        while waiting:
            for branch in self.document.branches(waiting.pop()):
                if branch in seen:
                    continue
                seen.add(branch)
                yield branch
                schema = self.document.at(branch)
                waiting += [child(branch, "properties", name) for name in schema.get("properties", {})]
                waiting += [child(branch, key) for key in ("items", "additionalProperties") if key in schema]

    def _links(self, operation: Operation) -> Problems:
        for response in operation.responses.values():
            for name in self.document.at(response).get("links", {}):
                link = self.document.resolve(child(response, "links", name))
                target = self.operations.get(self.document.at(link).get("operationId", ""))
                if target is None:
                    yield Problem(link, "names no operationId of this document")
                    continue
                for parameter, value in self.document.at(link).get("parameters", {}).items():
                    place = child(link, "parameters", parameter)
                    if parameter not in {name for _, name in target.parameters}:
                        yield Problem(place, f"{target.id} has no parameter {parameter}")
                    if str(value).startswith("$"):
                        yield from self._expression(operation, place, value)

    def _security(self, operation: Operation) -> Problems:
        schemes = self.document.root.get("components", {}).get("securitySchemes", {})
        for name in (name for requirement in operation.value["security"] for name in requirement):
            if name not in schemes:
                yield Problem(child(operation.pointer, "security"), f"there is no security scheme {name}")
            elif "x-refused" in schemes[name]:
                place = child(ROOT, "components", "securitySchemes", name, "x-refused")
                yield from self._refusal(operation, place, schemes[name]["x-refused"])

    def _error_codes(self) -> Problems:
        statuses: dict[str, str] = {}
        for operation in self.operations.values():
            for status, response in operation.responses.items():
                for code in operation.error_codes(status):
                    if statuses.setdefault(code, status) != status:
                        place = child(response, "x-error-codes", code)
                        yield Problem(place, f"{code} is listed under {statuses[code]} and under {status}")

    def _invariants(self) -> Problems:
        for place in places(self.document):
            for index, invariant in enumerate(place.value.get("x-invariants", [])):
                for member, path in invariant.items():
                    pointer = child(place.pointer, "x-invariants", index, member)
                    yield from self._pointer(pointer, [place.pointer], path)

    def _collection(self, place: str, operation_id: str) -> Problems:
        if operation_id not in self.operations:
            yield Problem(place, f"there is no operation {operation_id}")
        elif not self._items(operation_id):
            yield Problem(place, f"{operation_id} lists no items")

    def _items(self, operation_id: str) -> list[str]:
        """Return the schemas of an item of the collection that an operation lists."""
        operation = self.operations.get(operation_id)
        if operation is None or operation.response_schema is None:
            return []
        policy = self.policies.get("paging", {}).get(operation.value.get("x-paging", ""))
        return self.document.find(operation.response_schema, f"{policy['items'] if policy else ''}/*")

    def _expression(self, operation: Operation, place: str, expression: str) -> Problems:
        if not operation.evaluate(expression):
            yield Problem(place, f"{expression} leads nowhere in {operation.id}")

    def _pointer(self, place: str, schemas: list[str], path: str) -> Problems:
        if schemas and not any(self.document.find(schema, path) for schema in schemas):
            yield Problem(place, f"{path} leads nowhere in {', '.join(schemas)}")

    def _parameter(self, operation: Operation, place: str, location: str, name: str) -> Problems:
        if (location, name) not in operation.parameters:
            yield Problem(place, f"{operation.id} has no {location} parameter {name}")

    def _refusal(self, operation: Operation, place: str, refusal: dict[str, Any]) -> Problems:
        status, code = str(refusal["status"]), refusal.get("code")
        if status not in operation.responses:
            yield Problem(place, f"{operation.id} has no response {status}")
        elif code and code not in operation.error_codes(status):
            yield Problem(place, f"{operation.id} does not list {code} under {status}")
