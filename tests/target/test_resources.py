"""What a run creates where answers get lost."""

from typing import Any

import pytest

from contract_tests.mock import HttpRules, MockOptions, create_app, load_spec, serve
from contract_tests.mock._answers import RefusalError
from contract_tests.sending.options import Budget, Options, Target
from contract_tests.sending.run import Run
from contract_tests.target.data import TargetData
from scripts.spec.reading import load_spec as load_contract

KEY = "sk_workspace_test_for_the_tests"
APP = {"client_id": "Shop0001"}


class StillRunning(HttpRules):
    """Loses the first answer to a creation, and says of the second request that the first one is still running."""

    def __init__(self, *arguments: Any) -> None:
        super().__init__(*arguments)
        self.requests = 0

    async def once(self, operation: Any, policy: Any, key: str, address: str, call: Any) -> Any:
        answer = await super().once(operation, policy, key, address, call)
        self.requests += 1
        if self.requests == 1:
            raise RefusalError(503, "GATEWAY", "is away")
        if self.requests == 2:
            raise RefusalError(409, "IDEMPOTENCY_REQUEST_IN_PROGRESS", "is running")
        return answer


@pytest.mark.slow
def test_a_creation_that_is_still_running_is_waited_for_and_counted_once() -> None:
    with serve(create_app(load_spec(), MockOptions(key=KEY), http=StillRunning)) as base_url:
        run = Run(load_contract(), Target("mock", base_url, KEY), Options(Budget(100, 12, 12), 10.0, seed=1))
        try:
            operation = run.spec.operations["createProductionTest"]
            data = TargetData(run)
            exchange = data.resources.create(operation, APP)
            spent = run.gate.ledger.creations(operation)
        finally:
            run.close()
    assert (exchange.status, exchange.attempts, spent) == (201, 3, 1)
    assert [one.exchange for one in data.resources.created] == [exchange]
    assert run.findings.all() == []
