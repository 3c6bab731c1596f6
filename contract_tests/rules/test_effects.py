"""Effects: creating, deleting and rotating change nothing but what they are about."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import pytest

from contract_tests.rules.shared import fill, read, readers_for, report_differences, resource_of, shown_state
from contract_tests.sending.run import Run
from contract_tests.sending.things import Thing
from contract_tests.target.data import TargetData
from contract_tests.target.states import differences, lost
from scripts.spec.operations import Operation
from scripts.spec.pointers import child
from scripts.spec.resources import Resource

pytestmark = pytest.mark.stage("changing")


@dataclass(frozen=True)
class Watched:
    """A thing that is read before and after: how it was, and the places that may change along."""

    reader: Operation
    path: dict[str, str]
    state: Any
    touches: tuple[str, ...]


@pytest.mark.operations("x-creates")
def test_of_creation(run: Run, data: TargetData, operation: Operation) -> None:
    """A creation changes nothing of what it is made below, nor of other things."""
    if not run.spec.is_disposable(operation):
        return
    older, path, kind = data.fresh(operation), data.fresh(operation), resource_of(run, operation)
    watched = _watched(run, data, operation, path, operation.extensions["x-creates"])
    watched += _owner(run, operation, older)
    data.own.make(kind, path)
    _expect_untouched(run, operation, watched)


@pytest.mark.operations("x-deletes")
def test_of_deletion(run: Run, data: TargetData, operation: Operation) -> None:
    """A deletion changes nothing of what the thing was below, nor of other things."""
    data.require(operation)
    path = data.path(operation) or {}
    watched = _watched(run, data, operation, path, operation.extensions["x-deletes"])
    run.expect_success(run.send(operation, path))
    _expect_untouched(run, operation, watched)


@pytest.mark.operations("x-rotates")
def test_of_rotation(run: Run, data: TargetData, operation: Operation) -> None:
    """A rotation changes nothing of the thing but its secret, and nothing of other things."""
    older, path, rotates = data.fresh(operation), data.fresh(operation), operation.extensions["x-rotates"]
    own = {"touches": [*rotates.get("touches", []), *([rotates["field"]] if "field" in rotates else [])]}
    watched = _watched(run, data, operation, path, own) + _owner(run, operation, older)
    body, headers = data.resources.body(operation), data.resources.key(operation)
    run.expect_success(run.send(operation, path, body=body, headers=headers))
    _expect_untouched(run, operation, watched)


def _watched(
    run: Run, data: TargetData, operation: Operation, path: dict[str, str], extension: dict[str, Any]
) -> list[Watched]:
    """The innermost thing of the run that the path names and that stays, and things beside it."""
    found: list[Watched] = []
    values: dict[str, str] = {}
    for parameter in run.spec.own_parameters(operation):
        kind = run.spec.resource_of(parameter)
        if kind is None or (kind.deleter is operation):
            continue
        beside = data.own.make(kind, dict(values))
        values[parameter.name] = path[parameter.name]
        fill(run, data, kind, dict(values))
        found = [
            *_look(run, kind, dict(values), tuple(extension.get("touches", []))),
            *_look(run, kind, beside.path, ()),
        ]
    own = resource_of(run, operation)
    if own.disposable and own.parameter:
        owner = {name: value for name, value in path.items() if name != own.parameter.name}
        kept: Thing = data.own.kept(own, owner)
        found += _look(run, own, kept.path, ()) if kept.path != path and "x-rotates" not in operation.extensions else []
    return found


def _owner(run: Run, operation: Operation, path: dict[str, str]) -> list[Watched]:
    """The innermost thing that a path names, which the operation is not called on."""
    own = run.spec.own_parameters(operation)
    kind = run.spec.resource_of(own[-1]) if own else None
    return _look(run, kind, path, ()) if kind else []


def _look(run: Run, kind: Resource, path: dict[str, str], touches: tuple[str, ...]) -> list[Watched]:
    readers = readers_for(kind, path)
    return [Watched(one, path, shown_state(read(run, one, path)), touches) for one in readers[:1]]


def _expect_untouched(run: Run, operation: Operation, watched: list[Watched]) -> None:
    for one in watched:
        exchange = read(run, one.reader, one.path)
        after = shown_state(exchange)
        changed = (*differences(one.state, after), *lost(one.state, after))
        found = [each for each in changed if each[0] not in one.touches]
        pointer = child(operation.pointer, "responses", operation.success.status)
        report_differences(run, exchange, found, pointer, "change", operation)
