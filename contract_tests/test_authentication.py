"""Authentication: no key, a wrong key and Basic credentials get 401 with its code, on every operation."""

import base64
from collections.abc import Callable

import pytest

from contract_tests.run import Run
from contract_tests.spec import Operation
from contract_tests.world import World

WRONG: dict[str, Callable[[str], str | None]] = {
    "no key": lambda key: None,
    "wrong key": lambda key: "Bearer sk_workspace_test_00000000000000000000000000000000",
    # With the right key, since a server that takes it in another scheme takes more than is documented.
    "basic": lambda key: "Basic " + base64.b64encode(f"{key}:".encode()).decode(),
}


@pytest.mark.parametrize("credentials", WRONG)
def test_refused(run: Run, world: World, operation: Operation, credentials: str) -> None:
    """Credentials that are not the workspace key are refused before anything else is looked at."""
    path = world.path(operation) or world.made_up_path(operation)
    body = world.creations.body(operation)
    headers = world.creations.key(operation)
    exchange = run.send(operation, path, body=body, headers=headers, authorization=WRONG[credentials](run.target.key))
    run.expect_refusal(exchange, run.spec.credentials_refused, operation.responses[401].pointer)
