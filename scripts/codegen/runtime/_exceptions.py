"""What the client raises.

    HopaeConnectError
     ├─ ConfigurationError               the client cannot be made: no key, or one of another environment
     ├─ InvalidArgumentError             the request cannot be made, such as a path parameter `..`
     ├─ ClientClosedError                the client was closed
     ├─ APIConnectionError               there is no answer
     │   └─ APITimeoutError              there is none in time
     ├─ APIStatusError                   the answer is no success
     │   ├─ BadRequestError              400
     │   ├─ AuthenticationError          401
     │   ├─ PermissionDeniedError        403
     │   ├─ NotFoundError                404
     │   ├─ ConflictError                409
     │   │   ├─ IdempotencyConflictError       the key came back with another body
     │   │   └─ IdempotencyInProgressError     the first request with the key is still running
     │   ├─ RateLimitError               429
     │   └─ InternalServerError          5xx
     ├─ APIResponseValidationError       the answer does not match the contract
     ├─ WaitError                        waiting has come to no end
     │   ├─ WaitTimeoutError             the deadline has passed
     │   ├─ WaitFailedError              what was waited for has failed
     │   └─ AmbiguousMatchError          several things could be the one that was waited for
     └─ WebhookSignatureError            a webhook is not from the API, or too old

No exception shows the key or a body, nor does a variable of a frame that it passed. All of them can be pickled.
"""

from __future__ import annotations

from typing import Any

from ._response import Response

__all__ = [
    "APIConnectionError",
    "APIResponseValidationError",
    "APIStatusError",
    "APITimeoutError",
    "AmbiguousMatchError",
    "AuthenticationError",
    "BadRequestError",
    "ClientClosedError",
    "ConfigurationError",
    "ConflictError",
    "HopaeConnectError",
    "IdempotencyConflictError",
    "IdempotencyInProgressError",
    "InternalServerError",
    "InvalidArgumentError",
    "NotFoundError",
    "PermissionDeniedError",
    "RateLimitError",
    "WaitError",
    "WaitFailedError",
    "WaitTimeoutError",
    "WebhookSignatureError",
]


class HopaeConnectError(Exception):
    """The base of everything that the client raises.

    Attributes:
        idempotency_key: The key that the request was sent with; None for a request without one. Pass it again,
            with the same body, to learn what became of a request whose outcome is unknown.
    """

    idempotency_key: str | None = None

    def __reduce__(self) -> Any:
        return _rebuild, (type(self), self.args, self.__dict__)


class ConfigurationError(HopaeConnectError, ValueError):
    """The client cannot be made from its arguments and the environment."""


class InvalidArgumentError(HopaeConnectError, ValueError):
    """A request cannot be made from its arguments; nothing was sent."""


class ClientClosedError(HopaeConnectError, RuntimeError):
    """The client was closed; nothing was sent."""

    def __init__(self, message: str = "the client was closed: make another one") -> None:
        super().__init__(message)


class APIConnectionError(HopaeConnectError):
    """There is no answer: the connection failed, or broke before the end of the body.

    Attributes:
        method: The HTTP method.
        path: The path of the operation below the base URL.
        permanent: Whether trying again cannot help, as with a certificate that is refused.
    """

    method: str
    path: str
    permanent: bool

    def __init__(self, reason: str, method: str, path: str, permanent: bool = False) -> None:
        super().__init__(f"{method} {path}: {reason}")
        self.method, self.path, self.permanent = method, path, permanent


class APITimeoutError(APIConnectionError):
    """There is no whole answer within the timeout."""


class APIStatusError(HopaeConnectError):
    """The answer's status is not one of success.

    Attributes:
        status_code: The HTTP status, be it documented or not.
        code: The stable error code, or None when the body is not the documented one.
        message: The API's text for people, or None.
        details: More about the error, by code; empty when there is nothing.
        request_id: What the vendor's support asks for, or None.
        method: The HTTP method.
        path: The path of the operation below the base URL.
        retry_after: For how many seconds the API asks to wait, or None.
        response: The raw answer; its `parsed` is an error model, or None when the body is not the documented one.
    """

    status_code: int
    method: str
    path: str
    code: str | None
    message: str | None
    details: dict[str, Any]
    request_id: str | None
    retry_after: float | None
    response: Response[Any] | None

    def __init__(
        self,
        status_code: int,
        method: str,
        path: str,
        *,
        code: str | None = None,
        message: str | None = None,
        details: dict[str, Any] | None = None,
        request_id: str | None = None,
        retry_after: float | None = None,
        response: Response[Any] | None = None,
        excerpt: str | None = None,
    ) -> None:
        reason = ": ".join(part for part in (code, message) if part) or excerpt
        known = f"{method} {path}: {status_code}" + (f" {reason}" if reason else "")
        super().__init__(known + (f" (request {request_id})" if request_id else ""))
        self.status_code, self.method, self.path = status_code, method, path
        self.code, self.message, self.details = code, message, details or {}
        self.request_id, self.retry_after, self.response = request_id, retry_after, response


class BadRequestError(APIStatusError):
    """400: a parameter is missing or invalid."""


class AuthenticationError(APIStatusError):
    """401: the key is wrong."""


class PermissionDeniedError(APIStatusError):
    """403: the key lacks the permission."""


class NotFoundError(APIStatusError):
    """404: there is no such thing in the workspace."""


class ConflictError(APIStatusError):
    """409: the request collides with another."""


class IdempotencyConflictError(ConflictError):
    """409: the idempotency key was used with another body."""


class IdempotencyInProgressError(ConflictError):
    """409: the first request with the idempotency key is still running."""


class RateLimitError(APIStatusError):
    """429: there were too many requests; `retry_after` says how long to wait."""


class InternalServerError(APIStatusError):
    """5xx: the API failed, or what stands before it."""


class APIResponseValidationError(HopaeConnectError):
    """An answer of success does not match the contract.

    Attributes:
        where: A JSON pointer into the body, empty for all of it.
        expected: What the contract says.
        found: What kind of value is there instead.
        response: The raw answer, its `parsed` being None.
    """

    method: str
    path: str
    where: str
    expected: str
    found: str
    response: Response[Any]

    def __init__(self, method: str, path: str, where: str, expected: str, found: str, response: Response[Any]) -> None:
        place = where or "the body"
        super().__init__(f"{method} {path}: {response.status_code}, but {place}: expected {expected}, found {found}")
        self.method, self.path = method, path
        self.where, self.expected, self.found = where, expected, found
        self.response = response


class WaitError(HopaeConnectError):
    """Waiting has come to no good end."""


class WaitTimeoutError(WaitError):
    """The deadline of the wait has passed; what is waited for may still come."""


class WaitFailedError(WaitError):
    """What was waited for has failed for good.

    Attributes:
        status: The status that says so.
    """

    status: str

    def __init__(self, message: str, status: str) -> None:
        super().__init__(message)
        self.status = status


class AmbiguousMatchError(WaitError):
    """Several things could be the one that was waited for.

    Attributes:
        candidates: Their identifiers.
    """

    candidates: list[str]

    def __init__(self, message: str, candidates: list[str]) -> None:
        super().__init__(message)
        self.candidates = candidates


class WebhookSignatureError(HopaeConnectError):
    """A webhook cannot be trusted, or what it says cannot be read."""


BY_STATUS: dict[int, type[APIStatusError]] = {
    400: BadRequestError,
    401: AuthenticationError,
    403: PermissionDeniedError,
    404: NotFoundError,
    409: ConflictError,
    429: RateLimitError,
}


def by_status(status_code: int) -> type[APIStatusError]:
    """Return the class for a status."""
    return BY_STATUS.get(status_code, InternalServerError if status_code >= 500 else APIStatusError)


def _rebuild(cls: type[HopaeConnectError], args: tuple[Any, ...], state: dict[str, Any]) -> HopaeConnectError:
    error = cls.__new__(cls, *args)
    error.__dict__.update(state)
    return error
