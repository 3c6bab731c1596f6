"""States in which an operation refuses (`x-refuses`): whether a thing is in one, and how it gets in and out."""

from __future__ import annotations

from typing import Any

from contract_tests.judging.expressions import path_parameter
from contract_tests.judging.states import state_of
from contract_tests.sending.run import Run
from contract_tests.sending.things import Thing
from contract_tests.target.creation import fresh_key, marker_field
from contract_tests.target.samples import another, sample
from scripts.spec.operations import Operation
from scripts.spec.pointers import ABSENT, child, get
from scripts.spec.resources import Resource


def is_refusing(run: Run, thing: Thing) -> bool:
    """Whether a thing is in a state in which its deletion is refused."""
    return bool(_states(run, thing))


def release(run: Run, thing: Thing) -> bool:
    """Bring a thing out of the states in which its deletion is refused; tell whether that was needed and done."""
    states = _states(run, thing)
    return bool(states) and all(
        set_field(run, kind, thing.path, field, None, not_value=value) for kind, field, value in states
    )


def set_field(
    run: Run, kind: Resource, path: dict[str, str], field: str, value: Any, *, not_value: Any = ABSENT
) -> bool:
    """Give a field of a thing a value, or any other than `not_value`; tell whether an operation did so."""
    for changer in kind.changers:
        name = field.removeprefix("/")
        schema = changer.request_schema
        known = run.spec.at(schema).get("properties", {}) if schema else {}
        if schema and name in known and changer.fits(path):
            wanted = value if not_value is ABSENT else another(run.spec, child(schema, "properties", name), not_value)
            body = {**sample(run.spec, schema), **_mark(run, kind, changer, path), name: wanted}
            if run.send(changer, changer.own_path(path), body=body, headers=fresh_key(changer)).succeeded:
                return True
    return False


def _mark(run: Run, kind: Resource, changer: Operation, path: dict[str, str]) -> dict[str, str]:
    """The text by which a thing of the run is known again, where a change may take it away."""
    field = marker_field(run.spec, changer)
    marks = [one.mark for one in run.gate.made.things if one.resource is kind and one.path.items() <= path.items()]
    return {field: marks[0]} if field and marks and marks[0] else {}


def _states(run: Run, thing: Thing) -> list[tuple[Resource, str, Any]]:
    """The kinds and fields, with their values, because of which the deletion of a thing is refused."""
    deleter = thing.resource.deleter
    found = []
    for rule in deleter.extensions.get("x-refuses", []) if deleter else []:
        kind = run.spec.resources[rule["resource"]]
        name = path_parameter(rule["is"])
        value = thing.path.get(name) if name else rule["is"]["const"]
        reader = next((one for one in kind.readers if one.fits(thing.path)), None)
        if reader and get(state_of(run.send(reader, reader.own_path(thing.path))), rule["field"]) == value:
            found.append((kind, rule["field"], value))
    return found
