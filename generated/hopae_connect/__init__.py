"""A client library for accessing Hopae Connect Workspace API"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

from ._client import AuthenticatedClient
from ._exceptions import (
    AmbiguousMatchError,
    APIConnectionError,
    APIResponseValidationError,
    APIStatusError,
    APITimeoutError,
    AuthenticationError,
    BadRequestError,
    ClientClosedError,
    ConfigurationError,
    ConflictError,
    HopaeConnectError,
    IdempotencyConflictError,
    IdempotencyInProgressError,
    InternalServerError,
    InvalidArgumentError,
    NotFoundError,
    PermissionDeniedError,
    RateLimitError,
    WaitError,
    WaitFailedError,
    WaitTimeoutError,
    WebhookSignatureError,
)
from ._json import DecodeError
from ._response import Response
from ._unset import UNSET, Unset

if TYPE_CHECKING:
    from ._connect import AsyncHopaeConnect, HopaeConnect
    from ._models import UnknownItem
    from ._pacing import Progress
    from ._pages import AsyncPage, Page
    from ._raw_response import RawResponse
    from ._webhooks import parse_webhook, verify_webhook

LAZY = {
    "AsyncHopaeConnect": "._connect",
    "AsyncPage": "._pages",
    "HopaeConnect": "._connect",
    "Page": "._pages",
    "Progress": "._pacing",
    "RawResponse": "._raw_response",
    "UnknownItem": "._models",
    "parse_webhook": "._webhooks",
    "verify_webhook": "._webhooks",
}

__version__ = "0.1.0"

__all__ = [
    "UNSET",
    "APIConnectionError",
    "APIResponseValidationError",
    "APIStatusError",
    "APITimeoutError",
    "AmbiguousMatchError",
    "AsyncHopaeConnect",
    "AsyncPage",
    "AuthenticatedClient",
    "AuthenticationError",
    "BadRequestError",
    "ClientClosedError",
    "ConfigurationError",
    "ConflictError",
    "DecodeError",
    "HopaeConnect",
    "HopaeConnectError",
    "IdempotencyConflictError",
    "IdempotencyInProgressError",
    "InternalServerError",
    "InvalidArgumentError",
    "NotFoundError",
    "Page",
    "PermissionDeniedError",
    "Progress",
    "RateLimitError",
    "RawResponse",
    "Response",
    "UnknownItem",
    "Unset",
    "WaitError",
    "WaitFailedError",
    "WaitTimeoutError",
    "WebhookSignatureError",
    "__version__",
    "parse_webhook",
    "verify_webhook",
]


def __getattr__(name: str) -> Any:
    if name not in LAZY:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    value = globals()[name] = getattr(import_module(LAZY[name], __name__), name)
    return value
