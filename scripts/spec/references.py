"""Checks that what the extensions and links name is there: operations, policies, parameters and values."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

from scripts.spec.document import Problem
from scripts.spec.invariants import invariant_pointers
from scripts.spec.lookups import Lookups, Use, answered
from scripts.spec.media_types import JSON
from scripts.spec.objects import objects
from scripts.spec.operations import Operation, Part
from scripts.spec.pointers import child
from scripts.spec.resource_references import ResourceReferences
from scripts.spec.spec import Spec


def check_references(spec: Spec) -> Iterator[Problem]:
    """Yield the names, expressions and pointers that lead nowhere, each once; the extensions must be well formed."""
    yield from dict.fromkeys(References(spec).problems)


class References:
    """What the extensions and links of a spec refer to: `References(spec).uses`."""

    def __init__(self, spec: Spec) -> None:
        self.spec = spec
        self._lookups = Lookups(spec)
        resources = ResourceReferences(self._lookups)
        for operation in spec.operations.values():
            self._extensions(operation)
            resources.check(operation)
            self._owners(operation)
            self._additions(operation)
            self._eligible(operation)
            self._keys(operation)
            self._links(operation)
            self._security(operation)
        self._error_codes()
        self._error_envelope()
        self._invariants()

    @property
    def problems(self) -> list[Problem]:
        """The names, expressions and pointers that lead nowhere; what operations share is there for each."""
        return self._lookups.problems

    @property
    def uses(self) -> list[Use]:
        """The pointers into values, whether they lead anywhere or not."""
        return self._lookups.uses

    def _extensions(self, operation: Operation) -> None:
        checks: dict[str, Callable[[Operation, str, Any], None]] = {
            "x-paging": self._paging,
            "x-idempotency": self._idempotency,
            "x-echo": self._echo,
            "x-lifecycle": self._lifecycle,
        }
        for name, check in checks.items():
            place, value = child(operation.pointer, name), operation.extensions.get(name)
            if isinstance(value, str):
                self._lookups.add(place, f"there is no {name.removeprefix('x-')} policy {value} under x-policies")
            elif value is not None:
                check(operation, place, value)

    def _paging(self, operation: Operation, place: str, policy: dict[str, Any]) -> None:
        answer = answered(operation)
        if not answer:
            self._lookups.add(place, f"{operation.id} has no JSON answer")
            return
        for value in (policy["limit"], policy["offset"]):
            self._lookups.parameter(operation, place, "query", value["parameter"])
            self._lookups.pointer(place, answer, value["field"])
        self._lookups.pointer(place, answer, f"{policy['items']}/*")
        self._lookups.pointer(place, answer, policy["total"])

    def _idempotency(self, operation: Operation, place: str, policy: dict[str, Any]) -> None:
        self._lookups.parameter(operation, place, "header", policy["header"])
        if not operation.header(policy["replayed"]["header"]):
            self._lookups.add(place, f"{operation.id} answers without the header {policy['replayed']['header']}")
        for refusal in (policy["conflict"], policy["in-progress"]):
            self._lookups.refusal(operation, place, refusal)

    def _echo(self, operation: Operation, place: str, value: list[dict[str, Any]]) -> None:
        for index, echo in enumerate(value):
            self._lookups.expression(operation, child(place, index, "from"), echo["from"])
            self._lookups.expression(operation, child(place, index, "to"), echo["to"])
            for schema in operation.evaluate(echo["from"]):
                default = self.spec.raw(schema).get("default")
                if "default" in echo and default not in (None, echo["default"]):
                    self._lookups.add(child(place, index, "default"), f"the request's own default is {default}")

    def _lifecycle(self, operation: Operation, place: str, value: dict[str, Any]) -> None:
        items = self._lookups.collection(child(place, "poll"), value["poll"])
        for state in ("pending", "settled"):
            for member, path in value[state].items():
                self._lookups.pointer(child(place, state, member), items, path)
        known = self._known_values(items, value["pending"]["status"])
        for states in ("waiting", "failed"):
            for status in sorted(set(value[states]) - known):
                self._lookups.add(child(place, states), f"{status} is not among the known values of the status")
        for index, carried in enumerate(value.get("carries", [])):
            self._lookups.expression(operation, child(place, "carries", index, "from"), carried["from"])
            self._lookups.pointer(child(place, "carries", index, "to"), items, carried["to"])
        if "snapshot" in value:
            self._snapshot(operation, child(place, "snapshot"), value["snapshot"], items)

    def _known_values(self, schemas: list[str], path: str) -> set[str]:
        found = [field for schema in schemas for field in self.spec.find(schema, path)]
        branches = [self.spec.raw(branch) for field in found for branch in self.spec.branches(field)]
        return {value for schema in branches for value in schema.get("x-extensible-enum", [])}

    def _snapshot(self, creation: Operation, place: str, value: dict[str, Any], items: list[str]) -> None:
        reader, repeats = self.spec.operations.get(value["operationId"]), value["repeats"]
        answer = answered(reader) if reader else []
        if not answer:
            self._lookups.add(child(place, "operationId"), f"there is no operation {value['operationId']} that answers")
            return
        for member, schemas in (("item", items), ("field", answer)):
            self._lookups.pointer(child(place, "repeats", member), schemas, repeats[member])
            self._lookups.pointer(
                child(place, "repeats", "identifier"), schemas, repeats[member] + repeats["identifier"]
            )
        if "bounded" in value:
            self._lookups.pointer(child(place, "bounded", "field"), answer, value["bounded"]["field"])
            self._lookups.expression(creation, child(place, "bounded", "by"), value["bounded"]["by"])
        if "active" in value:
            self._lookups.pointer(child(place, "active"), answer, value["active"])

    def _owners(self, operation: Operation) -> None:
        for parameter in operation.parameters:
            owner, place = parameter.owner, child(parameter.pointer, "x-owner")
            if owner is None:
                continue
            if parameter.location != "path":
                self._lookups.add(place, f"{parameter.name} is not a path parameter")
            items = self._lookups.collection(child(place, "collection"), owner["collection"])
            for path in (owner["identifier"], *owner.get("mistaken-for", [])):
                self._lookups.pointer(place, items, path)
            self._lookups.refusal(operation, child(place, "refused"), owner["refused"])

    def _additions(self, operation: Operation) -> None:
        for parameter in operation.parameters:
            place = child(parameter.pointer, "x-adds")
            if "x-adds" in parameter.value and parameter.location != "query":
                self._lookups.add(place, f"{parameter.name} is not a query parameter")
            for value, pointers in parameter.value.get("x-adds", {}).items():
                for index, path in enumerate(pointers):
                    self._lookups.pointer(child(place, value, index), answered(operation), path)

    def _eligible(self, operation: Operation) -> None:
        for field in self.spec.parts(operation.request_schema) if operation.request_schema else ():
            value, place = self.spec.raw(field).get("x-eligible"), child(field, "x-eligible")
            if value is None:
                continue
            items = self._lookups.collection(child(place, "collection"), value["collection"])
            self._lookups.pointer(child(place, "keys"), items, value["keys"])
            self._lookups.pointer(child(place, "where"), items, f"{value['keys']}/*{value['where']}")
            self._lookups.parameter(operation, child(place, "owner"), "path", value["owner"])
            self._lookups.refusal(operation, child(place, "refused"), value["refused"])

    def _keys(self, operation: Operation) -> None:
        for field in self.spec.parts(operation.request_schema) if operation.request_schema else ():
            for name, schema in self.spec.raw(field).get("properties", {}).items():
                if "x-keys" in schema:
                    place = child(field, "properties", name)
                    self._keyed(operation, child(place, "x-keys"), place, schema["x-keys"])

    def _keyed(self, operation: Operation, place: str, field: str, value: dict[str, Any]) -> None:
        """Look up what the keys of a map in a request are taken from."""
        if not isinstance(self.spec.at(field).get("additionalProperties"), dict):
            self._lookups.add(place, "is on what is no map")
        lister = self.spec.operations.get(value["collection"])
        for name in value.get("query", {}) if lister else ():
            assert lister is not None
            self._lookups.parameter(lister, child(place, "query"), "query", name)
        items = self._lookups.collection(child(place, "collection"), value["collection"])
        self._lookups.pointer(child(place, "identifier"), items, value["identifier"])
        if "rather" in value:
            self._lookups.pointer(child(place, "rather"), items, value["rather"]["field"])
        told = value.get("fields", {})
        for member in ("name", "needed", "example"):
            if member in told:
                self._lookups.pointer(child(place, "fields", member), items, told["each"] + told[member])

    def _links(self, operation: Operation) -> None:
        for response in operation.responses.values():
            for link in response.parts("links").values():
                self._link(operation, link)

    def _link(self, operation: Operation, link: Part) -> None:
        target = self.spec.operations.get(link.value.get("operationId", ""))
        if target is None:
            self._lookups.add(link.pointer, "names no operationId of this document")
            return
        for name, value in link.value.get("parameters", {}).items():
            place = child(link.pointer, "parameters", name)
            if name not in {parameter.name for parameter in target.parameters}:
                self._lookups.add(place, f"{target.id} has no parameter {name}")
            if str(value).startswith("$"):
                self._lookups.expression(operation, place, value)

    def _security(self, operation: Operation) -> None:
        schemes = self.spec.root.get("components", {}).get("securitySchemes", {})
        for name in (name for requirement in operation.value["security"] for name in requirement):
            if name not in schemes:
                self._lookups.add(child(operation.pointer, "security"), f"there is no security scheme {name}")
            elif "x-refused" in schemes[name]:
                place = child("", "components", "securitySchemes", name, "x-refused")
                self._lookups.refusal(operation, place, schemes[name]["x-refused"])

    def _error_codes(self) -> None:
        statuses: dict[str, str] = {}
        for operation in self.spec.operations.values():
            for status, response in operation.responses.items():
                for code in response.error_codes:
                    if statuses.setdefault(code, status) != status:
                        place = child(response.pointer, "x-error-codes", code)
                        self._lookups.add(place, f"{code} is listed under {statuses[code]} and under {status}")

    def _error_envelope(self) -> None:
        envelope = self.spec.root.get("x-error-envelope", {})
        for operation in self.spec.operations.values():
            for response in operation.responses.values():
                if response.schema and response not in operation.successes:
                    for member, path in envelope.items():
                        schema = child(response.pointer, "content", JSON, "schema")
                        self._lookups.pointer(child("", "x-error-envelope", member), [schema], path)

    def _invariants(self) -> None:
        for schema in objects(self.spec):
            for index, invariant in enumerate(schema.value.get("x-invariants", [])):
                for member, path in invariant_pointers(invariant):
                    place = child(schema.pointer, "x-invariants", index, member)
                    self._lookups.pointer(place, [schema.pointer], path)
