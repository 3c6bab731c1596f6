"""Changes of a thing: the bodies that try one, and what the thing has to look like afterwards."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from contract_tests.judging.exchange import Exchange
from contract_tests.judging.invariants import broken_invariants
from contract_tests.judging.requests import NOT_PROMISED, keyed_fields
from contract_tests.judging.states import (
    Difference,
    changed_between,
    clears,
    differences,
    is_within,
    missing,
    normalised,
    place_of,
    request_field,
    state_of,
    stored,
    with_changes,
    without,
)
from contract_tests.target.combinations import pairwise
from contract_tests.target.resources import Resources
from contract_tests.target.samples import every_field, others, several
from contract_tests.target.texts import is_free_text, telling_text
from contract_tests.target.within import tied_fields, tied_values, within
from scripts.spec.operations import Operation
from scripts.spec.pointers import ABSENT, child, get
from scripts.spec.spec import Spec


class Changes:
    """What a changing operation does to a thing: `changes.expected(state, changes.asked(exchange))`.

    Args:
        spec: The contract.
        operation: The operation, which has `x-changes`.
        resources: Makes the marks by which a thing of the run is recognised.
    """

    def __init__(self, spec: Spec, operation: Operation, resources: Resources) -> None:
        self.operation = operation
        self._spec, self._resources = spec, resources
        self._extension = operation.extensions["x-changes"]
        self._merges = self._extension["by"] == "merge"
        self._at = str(self._extension.get("at", ""))
        self._touches = self._extension.get("touches", [])
        self._tied, self._keyed = set(tied_fields(spec, operation)), keyed_fields(spec, operation).keys()
        self._invariants = spec.at(operation.request_schema or "").get("x-invariants", [])

    def required(self) -> dict[str, Any]:
        """A body that names no more than it has to, and does not take away what the thing is recognised by."""
        body = self._resources.body(self.operation)
        kept = {} if self._merges else self._resources.mark(self.operation)
        return {**body, **kept} if isinstance(body, dict) else {}

    def all_fields(self) -> dict[str, Any]:
        """A body that names every field, with the mark of the run where the thing is recognised by it."""
        schema = self.operation.request_schema
        if schema is None:
            return {}
        return {**self.required(), **every_field(self._spec, schema), **self._resources.mark(self.operation)}

    def single(self, state: Any) -> Iterator[dict[str, Any]]:
        """Bodies that give one field another value each; one inside an object too, where the body merges."""
        if self.operation.request_schema is None:
            yield {}
            return
        base = {} if self._merges else self.all_fields()
        for group in self._together(state):
            yield {**base, **group}
            state = with_changes(state, {child(self._at, name): one for name, one in group.items()}, merges=True)
        for name, other in self.others(state).items():
            if name in self._tied:
                continue
            if self._merges and isinstance(other, dict):
                yield from ({name: inner} for inner in self._inner(self._field(name), state, name))
            else:
                yield {**base, name: other}

    def others(self, state: Any) -> dict[str, Any]:
        """A body that gives every field another value than a state has."""
        shown = {name: self._shown(state, value, name) for name, value in self.all_fields().items()}
        tied = next(self._together(state), {})
        others = {
            name: value if name in self._keyed else self._other(self._field(name), value)
            for name, value in shown.items()
            if name not in self._tied
        } | tied
        # The mark comes first, and what a server may alter behind it.
        return {name: self._resources.marked(self.operation, name, value) for name, value in others.items()}

    def _together(self, state: Any) -> Iterator[dict[str, Any]]:
        """Other values for the fields that have to fit to each other, out of the examples of the whole body.

        They keep the invariants with what the thing has beside them.
        """
        shown = get(state, self._at)
        for group in tied_values(self._spec, self.operation):
            after = {**shown, **group} if isinstance(shown, dict) else group
            if after != shown and not any(broken_invariants(self._invariants, after)):
                yield group
                shown = after

    def partial(self) -> Iterator[tuple[dict[str, Any], list[str]]]:
        """Bodies that leave something out, with the pointers of what: all that may be, and one inside each object."""
        full, required = self.all_fields(), self.required()
        yield required, [child(self._at, name) for name in sorted(full.keys() - required.keys())]
        for name, value in full.items():
            schema = self._spec.at(self._field(name))
            optional = sorted(set(value) - set(schema.get("required", []))) if isinstance(value, dict) else []
            if optional:
                body = {**full, name: {inner: one for inner, one in value.items() if inner not in optional}}
                yield body, [child(self._at, name, inner) for inner in optional]

    def at_limits(self) -> Iterator[dict[str, Any]]:
        """Bodies that take every field to each of its limits, in as few as it takes and in pairs as they fit."""
        accepted = within(self._spec, self.operation)
        counts = {name: len(found) for name, found in accepted.items()}
        for row in pairwise(counts, max(counts.values(), default=0)):
            fields = {name: accepted[name][index] for name, index in row.items()}
            marked = {name: self._resources.marked(self.operation, name, value) for name, value in fields.items()}
            yield {**self.required(), **marked}

    def clearing(self) -> Iterator[dict[str, Any]]:
        """Bodies with a value each that clears a field, such as an empty list; inside an object too where it merges."""
        schema = self.operation.request_schema
        for name in self._spec.at(schema).get("properties", {}) if schema else ():
            field = self._field(name)
            if name not in self._tied and self._takes_empty_list(field):
                yield {**self.required(), name: []}
            if "x-cleared-by" in self._spec.at(field):
                yield {**self.required(), name: self._spec.at(field)["x-cleared-by"]}
            inner = self._spec.at(field).get("properties", {}) if self._merges else {}
            for one in inner:
                if self._takes_empty_list(child(field, "properties", one)):
                    yield {**self.required(), name: {one: []}}

    def default(self, pointer: str) -> Any:
        """The default of the field that is stored at a pointer into the thing, or None."""
        field = request_field(self._spec, self.operation, pointer)
        return self._spec.at(field).get("default") if field else None

    def asked(self, exchange: Exchange) -> dict[str, Any]:
        """What a request asks to be stored, by pointers into the thing, in the form in which a server may store it."""
        found = stored(self.operation, exchange).items()
        return {
            pointer: normalised(self._spec, request_field(self._spec, self.operation, pointer), value)
            for pointer, value in found
        }

    def expected(self, before: Any, asked: dict[str, Any]) -> Any:
        """The state after a change."""
        after = with_changes(before, asked, merges=self._merges)
        return without(after, *self._extension.get("clears", []))

    def untouched(self, before: Any, after: Any) -> list[Difference]:
        """Where two states that the same operation showed differ, but for what changes along."""
        kept = self._spec.resources[self._extension["resource"]].kept
        return changed_between(self._normal(before), self._normal(after), self._touches, kept)

    def wrong(self, exchange: Exchange, expected: Any, asked: dict[str, Any], before: Any = ABSENT) -> list[Difference]:
        """Where an answer does not show what was changed, or shows something else than before of what was not.

        Of a field that was taken away nothing is asked but that it does not show what it showed `before`.
        """
        state, answering = state_of(exchange), exchange.operation
        if state is ABSENT or answering is None:
            return []
        shown = self._normal(state)
        found = [one for one in differences(self._normal(expected), shown) if not is_within(one[0], self._touches)]
        cleared = ((pointer, get(state, pointer)) for pointer in self._extension.get("clears", []))
        found += [(pointer, ABSENT, value) for pointer, value in cleared if value not in (ABSENT, None, "")]
        for pointer, value in asked.items():
            came = get(shown, pointer)
            if clears(self._spec, request_field(self._spec, self.operation, pointer), value):
                is_left = came not in (ABSENT, value) and came == get(before, pointer)
                found += [(pointer, value, came)] if is_left else []
                continue
            if came is not ABSENT or self._is_promised(answering, pointer):
                known = [one[0] for one in found]
                absent = missing(value, came, pointer)
                found += [one for one in absent if not any(one[0].startswith(each) for each in known)]
        return found

    def _normal(self, state: Any) -> Any:
        """A state with each field that a body can name in the one form for all that a server may make of it."""
        schema = self.operation.request_schema
        names = self._spec.at(schema).get("properties", {}) if schema else {}
        fields = {child(self._at, name): self._field(name) for name in names}
        found = {pointer: normalised(self._spec, field, get(state, pointer)) for pointer, field in fields.items()}
        return with_changes(state, {key: one for key, one in found.items() if one is not ABSENT}, merges=False)

    def _other(self, field: str, value: Any) -> Any:
        schema = self._spec.at(field)
        if is_free_text(schema) and (text := telling_text(schema)) != value:
            return text
        # What a server makes the same of it would be no change.
        now = normalised(self._spec, field, value)
        found = [several(self._spec, field), *others(self._spec, field, value)]
        return next((one for one in found if one != [] and normalised(self._spec, field, one) != now), value)

    def _takes_empty_list(self, field: str) -> bool:
        schema = self._spec.at(field)
        return schema.get("type") == "array" and not schema.get("minItems") and "x-eligible" not in schema

    def _inner(self, field: str, state: Any, *names: str) -> Iterator[dict[str, Any]]:
        """Changes of one field each inside an object, at any depth."""
        for inner, value in every_field(self._spec, field).items():
            pointer, now = child(field, "properties", inner), self._shown(state, value, *names, inner)
            if isinstance(value, dict) and self._spec.at(pointer).get("properties"):
                yield from ({inner: one} for one in self._inner(pointer, state, *names, inner))
            else:
                yield {inner: self._other(pointer, now)}

    def _shown(self, state: Any, default: Any, *names: str) -> Any:
        found = get(state, child(self._at, *names))
        return default if found is ABSENT else found

    def _field(self, name: str) -> str:
        return self._spec.locate(child(self.operation.request_schema or "", "properties", name))

    def _is_promised(self, operation: Operation, pointer: str) -> bool:
        """Whether an answer is promised to show what a pointer into the thing leads to, once it has a value."""
        schema, place = operation.response_schema, place_of(operation, pointer)
        found = self._spec.find(schema, place) if schema else []
        return bool(found) and all(self._spec.raw(one).get("x-source") not in NOT_PROMISED for one in found)
