"""A run knows everything that a batch makes as its own, and takes each of it from the budget."""

from collections.abc import Iterator
from typing import Any

import pytest

from contract_tests.mock import Workspace
from contract_tests.sending.exceptions import BudgetSpent
from contract_tests.sending.run import Run
from contract_tests.target.clean_up import clean_up
from contract_tests.target.data import TargetData
from scripts.spec.reading import load_spec as load_contract
from tests.mock_run import mock_run

SPEC = load_contract()
BATCH, DELETE, LIST = (SPEC.operations[name] for name in ("createAppBatch", "deleteApp", "listApps"))


@pytest.fixture
def run(request: pytest.FixtureRequest) -> Iterator[Run]:
    with mock_run(SPEC, workspace=getattr(request, "param", Workspace)) as run:
        yield run


def test_each_thing_of_a_batch_is_the_runs_own_and_deleted_at_the_end(run: Run) -> None:
    """Not the first one alone."""
    data = TargetData(run)
    data.resources.create(BATCH, {})
    things = run.gate.made.things
    assert [run.gate.made.is_own(one) for one in things] == [True, True]
    assert run.gate.ledger.creations(BATCH) == 2
    before = run.send(LIST, {}).json["total"]
    clean_up(run)
    assert run.left == []
    assert run.send(LIST, {}).json["total"] == before - 2


class Mute(Workspace):
    """Makes everything, and names the first one alone."""

    def create_apps(self, items: Any, continues: bool) -> dict[str, Any]:
        found = super().create_apps(items, continues)
        return {**found, "results": found["results"][:1]}


@pytest.mark.parametrize("run", [Mute], indirect=True)
def test_what_a_batch_made_without_naming_it_is_found_by_its_text(run: Run) -> None:
    """The list shows it at the end."""
    before = run.send(LIST, {}).json["total"]
    TargetData(run).resources.create(BATCH, {})
    clean_up(run)
    assert run.send(LIST, {}).json["total"] == before


def test_a_batch_that_is_too_large_for_the_budget_is_not_sent(run: Run) -> None:
    """As many as it asks for are taken, and what failed is given back."""
    data = TargetData(run)
    items = [{"name": data.resources.text(), "idempotencyKey": "one key"} for _ in range(9)]
    exchange = data.resources.create(BATCH, {}, body={"items": items, "continueOnError": True})
    assert (exchange.json["successCount"], run.gate.ledger.creations(BATCH)) == (1, 1)
    with pytest.raises(BudgetSpent):
        data.resources.create(BATCH, {}, body={"items": [{"name": "x"}] * 11})


def test_a_batch_that_is_sent_to_be_refused_takes_one_thing(run: Run) -> None:
    """However many it asks for; nothing where it is refused."""
    data = TargetData(run)
    exchange = data.resources.refuse(BATCH, {}, body={"items": [{"name": "x"}] * 101})
    assert (exchange.status, run.gate.ledger.creations(BATCH)) == (400, 0)
    assert len({mark for _, _, mark in data.resources.refused}) == 101
