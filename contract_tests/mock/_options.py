import time
from collections.abc import Callable
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class MockOptions:
    """How one mock behaves.

    `key` is the workspace key that is accepted. A request is scheduled `settle_seconds` after its creation; from then
    on a stamp is claimed every `claim_interval_seconds` until the limit is reached or the challenge is
    `challenge_lifetime_seconds` old. What creates, or takes an idempotency key, takes `create_seconds`. `clock` returns
    seconds since the epoch. An app keeps its newest `max_tests_per_app` production tests, and the workspace its newest
    `max_idempotency_keys` keys; beyond `max_apps` and `max_workflows_per_app` a create is refused.
    """

    key: str = field(default="sk_workspace_test_embedded_mock", repr=False)
    settle_seconds: float = 1.0
    claim_interval_seconds: float = 0.5
    challenge_lifetime_seconds: float = 7 * 86400.0
    create_seconds: float = 0.0
    clock: Callable[[], float] = time.time
    max_apps: int = 500
    max_workflows_per_app: int = 100
    max_tests_per_app: int = 500
    max_idempotency_keys: int = 5000
