"""Checks that what the extensions say of resources is there: resources, operations and places in things and bodies."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from scripts.spec.lookups import Lookups, Use, answered
from scripts.spec.operations import Operation
from scripts.spec.pointers import child


class ResourceReferences:
    """Looks up what the operations of a spec say of resources: `ResourceReferences(lookups).check(operation)`."""

    def __init__(self, lookups: Lookups) -> None:
        self._lookups = lookups
        self._spec = lookups.spec
        operations = self._spec.operations.values()
        self._created = {one.creates["resource"] for one in operations if one.creates}
        # By resource, the part of it that an operation shows, and the schemas of that.
        self._shown: dict[str, list[tuple[str, list[str]]]] = {}
        for operation in operations:
            if shows := operation.extensions.get("x-shows"):
                found = [one for body in answered(operation) for one in self._spec.find(body, shows.get("at", ""))]
                self._shown.setdefault(shows["resource"], []).append((shows.get("as", ""), found))

    def check(self, operation: Operation) -> None:
        """Look up what an operation does to which resource."""
        checks: dict[str, Callable[[Operation, str, Any], None]] = {
            "x-shows": self._shows,
            "x-creates": self._creates,
            "x-batch": self._batch,
            "x-changes": self._changes,
            "x-deletes": self._deletes,
            "x-rotates": self._rotates,
            "x-refuses": self._refuses,
        }
        for name, check in checks.items():
            if name in operation.extensions:
                check(operation, child(operation.pointer, name), operation.extensions[name])

    def _shows(self, operation: Operation, place: str, value: dict[str, Any]) -> None:
        if not answered(operation):
            self._lookups.add(place, f"{operation.id} has no JSON answer")
        if "at" in value:
            self._lookups.pointer(child(place, "at"), answered(operation), value["at"])
        if "as" in value:
            whole = [schema for part, schemas in self._shown[value["resource"]] if not part for schema in schemas]
            self._lookups.pointer(child(place, "as"), whole, value["as"])
        self._fields(place, value, "leaves-open", "moves")

    def _touched_owner(self, operation: Operation, place: str, value: dict[str, Any]) -> None:
        """Look up what changes along in the thing that the path names last, of what is not deleted itself."""
        owned = [kind for one in operation.path_parameters if (kind := self._spec.resource_of(one))]
        owners = [one.name for one in owned if one.name != value["resource"] or one.deleter is not operation]
        for index, path in enumerate(value.get("touches", [])):
            if not owners:
                self._lookups.add(child(place, "touches"), f"{operation.id} names nothing that could change along")
            else:
                self._field(child(place, "touches", index), owners[-1], path)

    def _creates(self, operation: Operation, place: str, value: dict[str, Any]) -> None:
        self._touched_owner(operation, place, value)
        for member in ("identifier", "timestamp", "location", "mark"):
            if member in value:
                self._lookups.expression(operation, child(place, member), value[member])
        for index, brought in enumerate(value.get("brings", [])):
            inner = child(place, "brings", index)
            self._known(inner, brought["resource"])
            self._lookups.expression(operation, child(inner, "identifier"), brought["identifier"])
        if "collection" not in value:
            return
        items = self._lookups.collection(child(place, "collection"), value["collection"])
        self._lookups.pointer(child(place, "item"), items, value["item"])
        listed = self._spec.operations.get(value["collection"])
        shown = listed.extensions.get("x-shows", value) if listed else value
        if shown["resource"] != value["resource"]:
            message = f"{value['collection']} shows {shown['resource']}, not {value['resource']}"
            self._lookups.add(child(place, "collection"), message)

    def _batch(self, operation: Operation, place: str, value: dict[str, Any]) -> None:
        """Look up where a batch has its items and its results, and whether each result names what was made."""
        body = [operation.request_schema] if operation.request_schema else []
        self._lookups.pointer(child(place, "items"), body, f"{value['items']}/*")
        self._lookups.pointer(child(place, "results"), answered(operation), f"{value['results']}/*")
        for member in ("made", "failed"):
            self._lookups.pointer(child(place, member), answered(operation), f"{value['results']}/*{value[member]}")
        if "key" in value:
            self._lookups.pointer(child(place, "key"), body, f"{value['items']}/*{value['key']}")
        if "tries-all" in value:
            self._lookups.expression(operation, child(place, "tries-all"), value["tries-all"])
        named = (operation.creates or {}).get("identifier", "")
        if not named.startswith(f"$response.body#{value['results']}/*/"):
            self._lookups.add(place, f"x-creates of {operation.id} names nothing in {value['results']}")

    def _changes(self, operation: Operation, place: str, value: dict[str, Any]) -> None:
        resource, at, body = value["resource"], value.get("at", ""), operation.request_schema
        if not self._known(place, resource):
            return
        if at:
            self._field(child(place, "at"), resource, at)
        for index, stored in enumerate(value.get("stores", [])):
            if "from" in stored:
                self._lookups.expression(operation, child(place, "stores", index, "from"), stored["from"])
            self._field(child(place, "stores", index, "to"), resource, stored["to"])
        self._fields(place, value, "touches", "clears")
        for index, path in enumerate(value.get("leaves-open", [])):
            self._lookups.pointer(child(place, "leaves-open", index), [body] if body else [], path)
        if going := value.get("goes-on"):
            self._field(child(place, "goes-on", "item"), resource, f"/*{going['item']}")
            self._field(child(place, "goes-on", "state"), resource, f"/*{going['state']}")
            self._lookups.pointer(child(place, "goes-on", "state"), answered(operation), f"/*{going['state']}")
        owned = [kind for one in operation.path_parameters if (kind := self._spec.resource_of(one))]
        names = [one.name for one in owned]
        above = names[: names.index(resource)] if resource in names else names
        for index, path in enumerate(value.get("touches-owner", [])):
            if above:
                self._field(child(place, "touches-owner", index), above[-1], path)
            else:
                self._lookups.add(child(place, "touches-owner"), f"{resource} of {operation.id} is below nothing")
        elsewhere = [stored.get("from") for stored in value.get("stores", [])]
        for path in self._properties(body) if body else ():
            if path not in value.get("leaves-open", []) and f"$request.body#{path}" not in elsewhere:
                self._field(place, resource, at + path)

    def _deletes(self, operation: Operation, place: str, value: dict[str, Any]) -> None:
        self._touched_owner(operation, place, value)
        self._known(place, value["resource"])

    def _rotates(self, operation: Operation, place: str, value: dict[str, Any]) -> None:
        self._lookups.expression(operation, child(place, "secret"), value["secret"])
        if self._known(place, value["resource"]) and "field" in value:
            self._field(child(place, "field"), value["resource"], value["field"])
        self._fields(place, value, "touches")

    def _refuses(self, operation: Operation, place: str, value: list[dict[str, Any]]) -> None:
        for index, state in enumerate(value):
            inner = child(place, index)
            if self._known(inner, state["resource"]):
                self._field(child(inner, "field"), state["resource"], state["field"])
            if isinstance(state.get("is"), str):
                self._lookups.expression(operation, child(inner, "is"), state["is"])
            if "refused" in state:
                self._lookups.refusal(operation, child(inner, "refused"), state["refused"])

    def _known(self, place: str, resource: str) -> bool:
        """Whether an operation creates or shows a resource; a problem when none does."""
        known = resource in self._created or resource in self._shown
        if not known:
            self._lookups.add(child(place, "resource"), f"no operation creates or shows a resource {resource}")
        return known

    def _fields(self, place: str, value: dict[str, Any], *members: str) -> None:
        """Look up the places that members of an extension name in its resource."""
        for member in members:
            for index, path in enumerate(value.get(member, [])):
                self._field(child(place, member, index), value["resource"], path)

    def _field(self, place: str, resource: str, path: str) -> None:
        """Look up a place in a resource, which an operation has to show."""
        inside = [
            (schema, path.removeprefix(part))
            for part, schemas in self._shown.get(resource, [])
            if f"{path}/".startswith(f"{part}/")
            for schema in schemas
        ]
        self._lookups.uses += [Use(place, [schema], rest) for schema, rest in inside]
        if not any(self._spec.find(schema, rest) for schema, rest in inside):
            self._lookups.add(place, f"no operation shows {path} of {resource}")

    def _properties(self, body: str) -> list[str]:
        """The pointers of the fields of a body."""
        branches = map(self._spec.raw, self._spec.branches(body))
        return [child("", name) for branch in branches for name in branch.get("properties", {})]
