"""What the contract says once for all operations."""

from typing import Literal

from ._operations import Environment, Idempotency

VERSION = "0.1.0"

EnvironmentName = Literal[
    "sandbox",
    "production",
]
DEFAULT_ENVIRONMENT = "sandbox"
ENVIRONMENTS = {
    "sandbox": Environment("https://sandbox.api.hopae.com/connect/v1", "sk_workspace_test_"),
    "production": Environment("https://api.hopae.com/connect/v1", "sk_workspace_prod_"),
}

WORKSPACE_IDEMPOTENCY = Idempotency(
    header="Idempotency-Key",
    replayed=("Idempotency-Replayed", "true"),
    conflict="IDEMPOTENCY_KEY_CONFLICT",
    in_progress="IDEMPOTENCY_REQUEST_IN_PROGRESS",
)
