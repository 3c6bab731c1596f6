"""Authentication: no key, a wrong key and Basic credentials get 401 with its code, on every operation."""

import base64
from collections.abc import Callable

import pytest

from contract_tests.sending.run import Run
from contract_tests.target.data import TargetData
from scripts.spec.operations import Operation

WRONG: dict[str, Callable[[str], str | None]] = {
    "no key": lambda key: None,
    "wrong key": lambda key: "Bearer sk_workspace_test_00000000000000000000000000000000",
    # With the right key, since a server that takes it in another scheme takes more than is documented.
    "basic": lambda key: "Basic " + base64.b64encode(f"{key}:".encode()).decode(),
}
SENT_WITH = {"no key": "no key", "wrong key": "a wrong key", "basic": "the key in Basic credentials"}


@pytest.mark.parametrize("credentials", WRONG)
def test_refused(run: Run, data: TargetData, operation: Operation, credentials: str) -> None:
    """Credentials that are not the workspace key are refused before anything else is looked at."""
    path = data.path(operation) or data.made_up_path(operation)
    body = data.resources.body(operation)
    headers = data.resources.key(operation)
    wrong = WRONG[credentials](run.target.key)
    exchange = run.send(operation, path, body=body, headers=headers, authorization=wrong, expects_refusal=True)
    since = f"since it was sent with {SENT_WITH[credentials]}"
    run.expect_refusal(exchange, run.spec.credentials_refused, operation.responses["401"].pointer, since)
