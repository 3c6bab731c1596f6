"""States in which an operation refuses (`x-refuses`): whether a thing is in one, and how it gets in and out."""

from __future__ import annotations

from collections.abc import Iterator
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
    return bool(states) and all(_leave(run, thing.path, rule, value) for rule, value in states)


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


def make_ready(run: Run, operation: Operation, path: dict[str, str]) -> None:
    """Bring a thing of the run out of the states in which an operation refuses, where another operation can."""
    rules = operation.extensions.get("x-refuses", [])
    is_own = bool(rules) and any(one.is_usable for one in run.gate.made.things.named_by(path))
    for rule in rules if is_own else ():
        kind = run.spec.resources[rule["resource"]]
        if not path_parameter(rule.get("is")) and kind.changers:
            bring_about(run, kind, path, rule, refusing=False)


def bring_about(run: Run, kind: Resource, path: dict[str, str], rule: dict[str, Any], *, refusing: bool) -> bool:
    """Bring a thing into the state of a rule in which an operation refuses, or out of it; tell whether it is there."""
    if not any(one.fits(path) for one in kind.readers):
        return False
    if _is_in_place(rule, next(_values(run, rule, path), ABSENT), path, refusing=refusing):
        return True
    for changer in _movers(kind, path, rule, refusing=refusing):
        body = sample(run.spec, changer.request_schema) if changer.request_schema else ABSENT
        run.send(changer, changer.own_path(path), body=body, headers=fresh_key(changer), as_it_is=True)
        if any(_is_in_place(rule, value, path, refusing=refusing) for value in _values(run, rule, path)):
            return True
    return False


def _movers(kind: Resource, path: dict[str, str], rule: dict[str, Any], *, refusing: bool) -> list[Operation]:
    """The operations that may move the field of a rule, those first that are known to bring the state about."""
    fitting = [one for one in kind.changers if one.fits(path)]
    known, other = [], []
    for one in fitting:
        changes = one.extensions["x-changes"]
        stored = [
            item["const"] for item in changes.get("stores", []) if item["to"] == rule["field"] and "const" in item
        ]
        known += [one] if any(_refuses(rule, value, path) is refusing for value in stored) else []
        other += [one] if rule["field"] in changes.get("touches", []) and one.request_schema else []
    return [*known, *other]


def _values(run: Run, rule: dict[str, Any], path: dict[str, str]) -> Iterator[Any]:
    """What a thing has in the field of a rule: as it was last seen, then as it is read now; ABSENT is left out."""
    kind = run.spec.resources[rule["resource"]]
    if (seen := run.last_seen.value(kind, path, rule["field"])) is not ABSENT:
        yield seen
    for reader in [one for one in kind.readers if one.fits(path)][:1]:
        value = get(state_of(run.send(reader, reader.own_path(path))), rule["field"])
        if value is not ABSENT:
            yield value


def _is_in_place(rule: dict[str, Any], value: Any, path: dict[str, str], *, refusing: bool) -> bool:
    """Whether a value is known and makes an operation refuse, or does not, as it is wanted."""
    return value is not ABSENT and _refuses(rule, value, path) is refusing


def _refuses(rule: dict[str, Any], value: Any, path: dict[str, str]) -> bool:
    """Whether a value makes an operation refuse that is called with some path parameters."""
    if "is-not" in rule:
        return bool(value != rule["is-not"]["const"])
    name = path_parameter(rule["is"])
    return bool(value == (path.get(name) if name else rule["is"]["const"]))


def _leave(run: Run, path: dict[str, str], rule: dict[str, Any], value: Any) -> bool:
    """Give the field of a rule a value with which an operation does not refuse; tell whether an operation did so."""
    kind = run.spec.resources[rule["resource"]]
    if "is-not" in rule:
        return set_field(run, kind, path, rule["field"], rule["is-not"]["const"])
    return set_field(run, kind, path, rule["field"], None, not_value=value)


def _mark(run: Run, kind: Resource, changer: Operation, path: dict[str, str]) -> dict[str, str]:
    """The text by which a thing of the run is known again, where a change may take it away."""
    field = marker_field(run.spec, changer)
    marks = [one.mark for one in run.gate.made.things.named_by(path) if one.resource is kind]
    return {field: marks[0]} if field and marks and marks[0] else {}


def _states(run: Run, thing: Thing) -> list[tuple[dict[str, Any], Any]]:
    """The rules by which the deletion of a thing is refused now, with the value of the field of each."""
    deleter = thing.resource.deleter
    found = []
    for rule in deleter.extensions.get("x-refuses", []) if deleter else []:
        value = next(_values(run, rule, thing.path), ABSENT)
        if _is_in_place(rule, value, thing.path, refusing=True):
            found.append((rule, value))
    return found
