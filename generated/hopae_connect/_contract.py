"""What the contract says once for all operations."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Literal, TypeAlias

from ._operations import Environment, ErrorEnvelope, Idempotency

if TYPE_CHECKING:
    from .models.error_response import ErrorResponse

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
# What a key means where the client does not know the operation.
IDEMPOTENCY: Idempotency | None = WORKSPACE_IDEMPOTENCY

ErrorModel: TypeAlias = "ErrorResponse"
ERROR_ENVELOPE = ErrorEnvelope(
    code="/error/code",
    message="/error/message",
    details="/error/details",
)


def error_model(body: Any) -> ErrorModel:
    """Return the body of a refusal as its model; raise DecodeError when it is none."""
    from .models.error_response import ErrorResponse

    return ErrorResponse.from_dict(body)
