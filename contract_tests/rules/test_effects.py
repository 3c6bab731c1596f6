"""Effects: creating, deleting and rotating change nothing but what they are about."""

from __future__ import annotations

from typing import Any

import pytest

from contract_tests.rules.shared import expect_new, fill, resource_of
from contract_tests.rules.watched import Watched, expect_untouched, watch
from contract_tests.sending.run import Run
from contract_tests.target.data import TargetData
from scripts.spec.operations import Operation
from scripts.spec.pointers import child

pytestmark = pytest.mark.stage("changing")


@pytest.mark.operations("x-creates")
def test_of_creation(run: Run, data: TargetData, operation: Operation) -> None:
    """A creation changes nothing of what it is made below, nor of other things."""
    if not run.spec.is_disposable(operation):
        return
    older, path, kind = data.fresh(operation), data.fresh(operation), resource_of(run, operation)
    watched = _watched(run, data, operation, path, operation.extensions["x-creates"])
    watched += _owner(run, operation, older)
    data.own.make(kind, path, creator=operation)
    expect_untouched(run, operation, watched, _pointer(operation))


@pytest.mark.operations("x-deletes")
def test_of_deletion(run: Run, data: TargetData, operation: Operation) -> None:
    """A deletion changes nothing of what the thing was below, nor of other things."""
    data.require(operation)
    path = data.path(operation) or {}
    watched = _watched(run, data, operation, path, operation.extensions["x-deletes"])
    run.expect_success(run.send(operation, path))
    expect_untouched(run, operation, watched, _pointer(operation))


@pytest.mark.operations("x-rotates")
def test_of_rotation(run: Run, data: TargetData, operation: Operation) -> None:
    """A rotation changes nothing of the thing but its secret, and nothing of other things."""
    older, path, rotates = data.fresh(operation), data.fresh(operation), operation.extensions["x-rotates"]
    own = {"touches": [*rotates.get("touches", []), *([rotates["field"]] if "field" in rotates else [])]}
    watched = _watched(run, data, operation, path, own) + _owner(run, operation, older)
    body, headers = data.resources.body(operation), data.resources.key(operation)
    expect_new(run, run.send(operation, path, body=body, headers=headers))
    expect_untouched(run, operation, watched, _pointer(operation))


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
            *watch(run, kind, dict(values), extension.get("touches", [])),
            *watch(run, kind, beside.path),
        ]
    own = resource_of(run, operation)
    if own.disposable and "x-rotates" not in operation.extensions:
        kept = data.own.kept(own, own.owner_of(path))
        found += watch(run, own, kept.path) if kept.path != path else []
    return found


def _owner(run: Run, operation: Operation, path: dict[str, str]) -> list[Watched]:
    """The innermost thing that a path names, which the operation is not called on."""
    own = run.spec.own_parameters(operation)
    kind = run.spec.resource_of(own[-1]) if own else None
    return watch(run, kind, path) if kind else []


def _pointer(operation: Operation) -> str:
    return child(operation.pointer, "responses", operation.success.status)
