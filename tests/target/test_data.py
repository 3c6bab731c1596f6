"""What a run finds out about a target's data."""

from collections.abc import Sequence
from typing import Any

import pytest

from contract_tests.mock import HttpRules, MockOptions, Workspace
from contract_tests.target.data import TargetData
from contract_tests.target.preflight import check
from tests.mock_run import mock_run

THOUSANDS = 4000


class Thousands(Workspace):
    """A workspace of thousands of apps, of which the first has no provider."""

    def apps(self) -> Sequence[Any]:
        usable = next(app for app in super().apps() if len(app["providers"]) > 1)
        apps = [{**usable, "clientId": f"A{number:07d}"} for number in range(THOUSANDS)]
        return [{**apps[0], "providers": {}}, *apps[1:]]


class ManyApps(HttpRules):
    def __init__(self, workspace: Workspace, options: MockOptions) -> None:
        super().__init__(Thousands(options), options)


@pytest.mark.slow
def test_app_under_test_is_the_first_that_can_be_used_among_thousands() -> None:
    """Nor is any app asked for twice, however often the first and another one are wanted."""
    with mock_run(http=ManyApps) as run:
        data = TargetData(run)
        check(run, data)
        asked = run.gate.ledger.requests
        for _ in range(20):
            creation = run.spec.operations["createProductionTest"]
            assert data.path(creation) == {"client_id": "A0000001"}
            assert data.other_owner(creation, {"client_id": "A0000001"}) == {"client_id": "A0000002"}
        assert run.gate.ledger.requests == asked


def test_what_was_set_going_is_not_tried_on_again() -> None:
    """An operation that sets something going gets a thing on which that has not been done yet."""
    with mock_run() as run:
        data, operation = TargetData(run), run.spec.operations["submitActivation"]
        path = data.require(operation)
        assert data.require(operation) == path
        body, key = data.resources.body(operation), data.resources.key(operation)
        assert run.send(operation, path, body=body, headers=key).succeeded
        assert data.require(operation) != path
