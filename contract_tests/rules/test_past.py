"""Past: what was there before the run is read too, of every kind that there is."""

import pytest

from contract_tests.sending.run import Run
from contract_tests.target.data import TargetData
from scripts.spec.operations import Operation
from scripts.spec.resources import shows_many


@pytest.mark.confirmed
@pytest.mark.operations("x-shows")
def test_lists(run: Run, data: TargetData, operation: Operation) -> None:
    """The lists of the owners that differ most are read; every answer is held against the contract and others."""
    if not shows_many(operation) or not operation.path_parameters:
        return
    for path in data.different_owners(operation):
        exchange = run.send(operation, path)
        # Somebody may have deleted the owner meanwhile.
        if exchange.status != 404:
            run.expect_success(exchange)
