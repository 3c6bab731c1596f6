"""The strict reading of a JSON value: every difference from its schema, undocumented fields included.

The spec's schemas stay lenient, because the generated client is made from them; `strict` derives the others.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from functools import cache, cached_property, partial
from itertools import islice
from typing import Any, NamedTuple

import jsonschema_rs

from contract_tests.judging.exchange import Exchange
from contract_tests.judging.finding import Deviation
from contract_tests.judging.invariants import broken_invariants
from contract_tests.judging.json_reading import keeping, read_json
from contract_tests.judging.observed import observed_value
from contract_tests.judging.strict import deviations, strict
from contract_tests.judging.values import describe, json_type
from scripts.spec.document import Schema
from scripts.spec.objects import field_names
from scripts.spec.pointers import escape, get, mapped, split
from scripts.spec.spec import Spec
from scripts.spec.unions import member_of, members

# What one answer may have wrong before the rest of it says nothing new.
MOST_ERRORS = 500


class Node(NamedTuple):
    """A value in an instance beside the schema that documents it.

    `instance` is the pointer of the value; `path` is the same with `*` for every array index and map key. `declared`
    is where the spec mentions the value and `pointer` where it defines its schema: they differ by a reference.
    """

    instance: str
    path: str
    declared: str
    pointer: str
    schema: Schema
    value: Any
    secret: bool


class Body:
    """A value beside the schema at `pointer` that documents it; what is made of it, is made once.

    Args:
        shapes: Knows the schema.
        pointer: Where the schema is.
        value: The value of an answer's JSON.
    """

    def __init__(self, shapes: Shapes, pointer: str, value: Any) -> None:
        self._shapes, self._pointer, self.value = shapes, pointer, value

    @cached_property
    def nodes(self) -> tuple[Node, ...]:
        """Its documented values, the outermost first."""
        return tuple(self._shapes.walk(self._pointer, self.value))

    @cached_property
    def deviations(self) -> tuple[Deviation, ...]:
        """Everything in it that the schema does not say. Places are paths into the value."""
        return tuple(self._shapes.misfits(self._pointer, self.value, self.nodes))

    @cached_property
    def types(self) -> frozenset[tuple[str, str]]:
        """The paths of its documented values, each with a JSON type that a value has there."""
        return frozenset((node.path, json_type(node.value)) for node in self.nodes)

    @cached_property
    def items(self) -> frozenset[str]:
        """The documented places of lists in it that have any items, such as `/data/*`."""
        return frozenset(path for path, _ in self.types if path.endswith("/*"))

    @cached_property
    def ordered(self) -> frozenset[str]:
        """The documented places of lists in it that have an order, since they have several items, such as `/data`."""
        return frozenset(node.path for node in self.nodes if isinstance(node.value, list) and len(node.value) > 1)

    @cached_property
    def undocumented(self) -> tuple[str, ...]:
        """The texts in it that stand at no documented place."""
        documented = {node.instance for node in self.nodes}
        return tuple(text for _, instance, text in self._texts if instance not in documented)

    @cached_property
    def open_texts(self) -> tuple[tuple[str, str], ...]:
        """The texts in it with their places, but for those at or below the places that are made for secrets."""
        secret = {node.instance for node in self.nodes if node.secret}
        found = _texts(self.value, "", "", secret) if secret else self._texts
        return tuple((place, text) for place, _, text in found)

    @cached_property
    def _texts(self) -> tuple[tuple[str, str, str], ...]:
        return tuple(_texts(self.value, "", "", ()))


def texts(value: Any) -> Iterator[tuple[str, str]]:
    """The texts in a value with their places."""
    return ((place, text) for place, _, text in _texts(value, "", "", ()))


def _texts(value: Any, place: str, instance: str, skipped: Collection[str]) -> Iterator[tuple[str, str, str]]:
    """The texts in a value with their places and pointers, but for those at or below the pointers to be skipped."""
    # Without recursion, since hundreds of thousands of values are looked at in a run.
    waiting = [(value, place, instance)]
    while waiting:
        value, place, instance = waiting.pop()
        if instance in skipped:
            continue
        if isinstance(value, str):
            yield place, instance, value
        elif isinstance(value, dict):
            waiting += [
                (inner, f"{place}/{name}", f"{instance}/{escape(name)}")
                for name, inner in reversed(list(value.items()))
            ]
        elif isinstance(value, list):
            waiting += [(value[index], f"{place}/*", f"{instance}/{index}") for index in range(len(value) - 1, -1, -1)]


class Shapes:
    """Strict schemas and documented places, derived from a spec."""

    def __init__(self, spec: Spec) -> None:
        self._spec = spec
        self._components = strict(spec.root["components"], spec)
        self._validator = cache(self._compile)
        self._defined = cache(self._define)
        self._members = cache(partial(members, spec))
        self._body = keeping(self._read)

    @cached_property
    def names(self) -> frozenset[str]:
        """The names of all fields of the spec."""
        return field_names(self._spec)

    @cached_property
    def error_codes(self) -> frozenset[str]:
        """The error codes of the spec."""
        responses = (one for operation in self._spec.operations.values() for one in operation.responses.values())
        return frozenset(code for one in responses for code in one.error_codes)

    def body(self, exchange: Exchange) -> Body | None:
        """The body of an answer beside the schema that documents it, or None where no schema or no JSON is there."""
        if exchange.schema is None or not exchange.is_json:
            return None
        return self._body(exchange.schema, exchange.body)

    def nodes(self, exchange: Exchange) -> tuple[Node, ...]:
        """Every documented value in an answer, the outermost first; none where no schema or no JSON is there."""
        body = self.body(exchange)
        return body.nodes if body else ()

    def refusal_nodes(self, exchange: Exchange) -> tuple[Node, ...]:
        """The same of a refusal with a status that is not documented, read as one of those that are."""
        documented = exchange.operation.responses.values() if exchange.operation else ()
        schemas = [one.schema for one in documented if one.schema and one.status >= "4"]
        if exchange.status < 400 or not schemas or not exchange.is_json:
            return ()
        return self._body(schemas[0], exchange.body).nodes

    def deviations(self, pointer: str, instance: Any) -> tuple[Deviation, ...]:
        """Everything in `instance` that the schema at `pointer` does not say. Places are paths into the instance."""
        return Body(self, pointer, instance).deviations

    def misfits(self, pointer: str, instance: Any, nodes: Iterable[Node]) -> Iterator[Deviation]:
        """The same, where its documented values are known already."""
        yield from deviations(islice(self._validator(pointer).iter_errors(instance), MOST_ERRORS))
        for node in nodes:
            yield from _unknown_value(node)
            yield from self._broken_invariants(node)

    def walk(
        self, declared: str, value: Any, instance: str = "", path: str = "", secret: bool = False
    ) -> Iterator[Node]:
        """Every documented value in a value of the schema at `declared`, the outermost first."""
        # Without recursion, since thousands of values are walked over in a run.
        waiting = [(declared, value, instance, path, secret)]
        while waiting:
            declared, value, instance, path, secret = waiting.pop()
            pointer, schema, is_secret = self._defined(declared)
            secret = secret or is_secret
            yield Node(instance, path, declared, pointer, schema, value, secret)
            inside = [
                (inner, member, f"{instance}/{key}", f"{path}/{step}", secret)
                for inner, key, step, member in _documented_members(pointer, schema, value)
            ]
            waiting += reversed(inside)
            if (branch := self._branch(pointer, schema, value)) is not None:
                waiting.append((branch, value, instance, path, secret))

    def _define(self, declared: str) -> tuple[str, Schema, bool]:
        """Where a schema is defined, the schema, and whether its values are secret."""
        pointer = self._spec.locate(declared)
        schema = self._spec.at(pointer)
        return pointer, schema, any(one.get("x-secret") is True for one in (schema, self._spec.raw(declared)))

    def _read(self, pointer: str, body: bytes) -> Body:
        return Body(self, pointer, read_json(body))

    def _branch(self, pointer: str, schema: Schema, instance: Any) -> str | None:
        """The branch of a union that an instance belongs to, by its tag, by its fields, or else by its JSON type."""
        if "discriminator" in schema:
            tag = get(instance, f"/{schema['discriminator']['propertyName']}")
            reference = schema["discriminator"]["mapping"].get(tag) if isinstance(tag, str) else None
            return mapped(reference) if reference else None
        if found := self._members(pointer):
            return found[member_of([telling for _, telling in found], instance)][0]
        for index, branch in enumerate(schema.get("anyOf", [])):
            resolved = self._spec.resolve(branch)
            if json_type(instance) in _types(resolved):
                return f"{pointer}/anyOf/{index}"
        return None

    def _compile(self, pointer: str) -> jsonschema_rs.Draft202012Validator:
        return jsonschema_rs.Draft202012Validator(
            {"$ref": f"#{pointer}", "components": self._components}, validate_formats=True
        )

    def _broken_invariants(self, node: Node) -> Iterator[Deviation]:
        rules = node.schema.get("x-invariants", [])
        for index, field, expected, observed in broken_invariants(rules, node.value):
            if not self._hangs_on_new_value(node, rules[index]):
                pointer = f"{node.pointer}/x-invariants/{index}"
                yield Deviation("invariant", "breaking", f"{node.path}{field}", expected, observed, pointer)

    def _hangs_on_new_value(self, node: Node, rule: dict[str, Any]) -> bool:
        """Whether an invariant is about a value that an open list does not have: what comes with that is not known."""
        condition = rule.get("only-when", rule.get("true-when"))
        if condition is None:
            return False
        field = self._spec.resolve(node.schema["properties"][split(condition["field"])[0]])
        given = get(node.value, condition["field"])
        return given not in field.get("x-extensible-enum", [given])


def _documented_members(pointer: str, schema: Schema, value: Any) -> Iterator[tuple[str, str | int, str, Any]]:
    """Pointer of the schema, escaped key, step of the path and value of every member that a schema documents."""
    if isinstance(value, list) and "items" in schema:
        for index, item in enumerate(value):
            yield f"{pointer}/items", index, "*", item
    if isinstance(value, dict):
        properties, others = schema.get("properties", {}), isinstance(schema.get("additionalProperties"), dict)
        for name, member in value.items():
            key = escape(name)
            if name in properties:
                yield f"{pointer}/properties/{key}", key, key, member
            elif others:
                yield f"{pointer}/additionalProperties", key, "*", member


def _unknown_value(node: Node) -> Iterator[Deviation]:
    known = node.schema.get("x-extensible-enum")
    if known is not None and isinstance(node.value, str) and node.value not in known:
        expected = "one of the documented " + ", ".join(map(describe, known))
        schema = observed_value(node.value)
        yield Deviation("new-value", "additive", node.path, expected, describe(node.value), node.pointer, schema)


def _types(schema: Schema) -> list[str]:
    declared = schema.get("type", [])
    types = [declared] if isinstance(declared, str) else list(declared)
    return [*types, "integer"] if "number" in types else types
