"""Bodies that differ from another one in one value each, at any depth: changed, left out or added."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice
from typing import Any

from contract_tests.target.samples import another
from contract_tests.target.within import tied_fields, within
from scripts.spec.document import Schema
from scripts.spec.operations import Operation
from scripts.spec.pointers import child
from scripts.spec.spec import Spec


@dataclass(frozen=True)
class Variation:
    """A body that differs from another one in one value.

    `place` is the value, as a pointer into the body, and `how` says how it differs, such as "is left out". `certain`
    tells whether the documentation promises that the body would be accepted by itself.
    """

    body: dict[str, Any]
    place: str
    how: str
    certain: bool


def variations(
    spec: Spec, operation: Operation, body: dict[str, Any], replaced: dict[str, Any], choices: dict[str, list[str]]
) -> Iterator[Variation]:
    """A body for each field of an operation's body that differs in that field alone.

    What says the same as before in other words is no variation: a default that is spelled out or left out, or another
    order.

    Args:
        spec: The contract.
        operation: The operation.
        body: An accepted body.
        replaced: By field, the value to take in place of the one in the body.
        choices: By field whose values must be eligible, values that are known to be accepted.
    """
    assert operation.request_schema is not None
    tied, accepted = tied_fields(spec, operation), within(spec, operation)
    required = spec.at(operation.request_schema).get("required", [])
    for name, schema in spec.at(operation.request_schema).get("properties", {}).items():
        field, place = child(operation.request_schema, "properties", name), child("", name)
        chosen, certain = choices.get(name, []), name not in tied
        if name not in body:
            values = [[one] for one in chosen] if "x-eligible" in schema else accepted.get(name, [])
            added = (one for one in values if not _is_default(schema, one, chosen))
            yield from (Variation({**body, name: one}, place, "is added", certain) for one in islice(added, 1))
            continue
        for inside, other in _others(spec, field, body[name], replaced.get(name), chosen):
            yield Variation({**body, name: other}, place + inside, "differs", certain)
        if name not in required and not _is_default(schema, body[name], chosen):
            without = {key: value for key, value in body.items() if key != name}
            yield Variation(without, place, "is left out", certain)


def _is_default(schema: Schema, value: Any, chosen: list[str]) -> bool:
    """Whether leaving a field out says the same as a value, where one choice or none stands for all of them."""
    return set(value) == set(chosen) if "x-eligible" in schema else value == schema.get("default")


def _others(spec: Spec, field: str, value: Any, replaced: Any, choices: list[str]) -> Iterator[tuple[str, Any]]:
    """Other values of a field, each with the place inside where it differs."""
    if replaced is not None:
        yield "", replaced
    elif "x-eligible" in spec.at(field):
        yield from (("", [one]) for one in [one for one in choices if [one] != value][:1])
    else:
        yield from _inside(spec, field, value)


def _inside(spec: Spec, field: str, value: Any) -> Iterator[tuple[str, Any]]:
    pointer = spec.locate(field)
    properties = spec.at(pointer).get("properties", {})
    if isinstance(value, dict) and any(name in properties for name in value):
        for name in [name for name in value if name in properties]:
            for place, other in _inside(spec, child(pointer, "properties", name), value[name]):
                yield child("", name) + place, {**value, name: other}
    elif isinstance(value, list) and value and isinstance(value[0], dict):
        for place, other in _inside(spec, child(pointer, "items"), value[0]):
            yield "/*" + place, [other, *value[1:]]
    elif (other := another(spec, field, value)) != value:
        yield "", other
