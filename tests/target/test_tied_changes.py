"""Changes of fields that have to fit to each other: they change together, and fit to what is not named."""

from __future__ import annotations

from typing import Any, cast

import pytest

from contract_tests.judging.invariants import broken_invariants
from contract_tests.target.changes import Changes
from contract_tests.target.resources import Resources
from scripts.spec.operations import Operation
from scripts.spec.reading import load_spec

SPEC = load_spec()
UPDATE = SPEC.operations["updateWorkflow"]
RULES = SPEC.at(UPDATE.request_schema or "")["x-invariants"]
SHORT = [{"id": "nd_start", "type": "request", "next": "nd_end"}, {"id": "nd_end", "type": "response"}]
STATE = {"workflowId": "wf_1", "name": "Mine", "entryNodeId": "nd_start", "nodes": SHORT}


class NoMarks:
    """Gives bodies as they are."""

    def body(self, operation: Operation) -> dict[str, Any]:
        return {}

    def mark(self, operation: Operation) -> dict[str, str]:
        return {}

    def marked(self, operation: Operation, name: str, value: Any) -> Any:
        return value


@pytest.fixture
def changes() -> Changes:
    return Changes(SPEC, UPDATE, cast(Resources, NoMarks()))


def test_each_of_many_changes_fits_to_what_is_there_by_then(changes: Changes) -> None:
    state: dict[str, Any] = dict(STATE)
    for body in changes.single(STATE):
        assert state | body != state
        state |= body
        assert list(broken_invariants(RULES, state)) == []


def test_one_change_leaves_out_a_field_that_fits_already(changes: Changes) -> None:
    assert {"nodes"} in [set(body) for body in changes.single(STATE)]


def test_another_body_always_differs_from_what_is_there(changes: Changes) -> None:
    state: dict[str, Any] = dict(STATE)
    for _ in range(5):
        body = changes.others(state)
        assert state["nodes"] != body["nodes"]
        state |= body
        assert list(broken_invariants(RULES, state)) == []


def test_what_has_to_fit_is_not_emptied(changes: Changes) -> None:
    assert list(changes.clearing()) == []
