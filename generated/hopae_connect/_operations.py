"""What the contract says about an operation, as the endpoint modules state it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Any, Generic, NamedTuple, TypeVar
from uuid import uuid4

from ._arguments import QueryPairs, body_bytes, fill, header_values, query_pairs
from ._exceptions import InvalidArgumentError
from ._unset import UNSET

T = TypeVar("T")

NOTHING: Mapping[str, Any] = MappingProxyType({})
REPEATABLE_METHODS = frozenset({"GET", "HEAD", "OPTIONS", "PUT", "DELETE"})


def anything(value: Any) -> Any:
    """Take a body as it is; it may also be left out, which is None."""
    return value


class Environment(NamedTuple):
    """A server of the API, and how the keys begin that work there."""

    base_url: str
    key_prefix: str


class Idempotency(NamedTuple):
    """The header that makes the repetition of a request safe, and the answers that belong to it."""

    header: str
    replayed: tuple[str, str]
    conflict: str
    in_progress: str


class ErrorEnvelope(NamedTuple):
    """Where a refusal says its code, its message and more about it: JSON pointers into its body."""

    code: str
    message: str
    details: str


class Operation(Generic[T]):
    """An operation of the API. `decode` turns the JSON of success into `T`; it is None where there is no body."""

    method: str
    path: str
    decode: Callable[[Any], T] | None
    idempotency: Idempotency | None

    def __init__(
        self, method: str, path: str, decode: Callable[[Any], T] | None, idempotency: Idempotency | None = None
    ) -> None:
        self.method, self.path, self.decode, self.idempotency = method, path, decode, idempotency

    def request(
        self,
        path: Mapping[str, str | int] = NOTHING,
        query: Mapping[str, Any] = NOTHING,
        headers: Mapping[str, Any] = NOTHING,
        body: Any = UNSET,
    ) -> Request[T]:
        """Return a request for the operation, with an idempotency key if it takes one.

        Raises:
            InvalidArgumentError: It cannot be sent as it is.
        """
        sent = header_values(headers)
        if self.idempotency:
            key = sent.setdefault(self.idempotency.header, str(uuid4()))
            if not key.strip():
                raise InvalidArgumentError(f"{self.idempotency.header}: an empty key cannot be sent")
        content = body_bytes(body)
        if content is not None:
            sent["Content-Type"] = "application/json"
        return Request(self, fill(self.path, path), query_pairs(query), sent, content)


class Request(Generic[T]):
    """A request for an operation, the same for all attempts to send it."""

    operation: Operation[T]
    path: str
    query: QueryPairs
    headers: dict[str, str]
    content: bytes | None

    def __init__(
        self, operation: Operation[T], path: str, query: QueryPairs, headers: dict[str, str], content: bytes | None
    ) -> None:
        self.operation, self.path, self.query, self.headers, self.content = operation, path, query, headers, content

    @property
    def idempotency_key(self) -> str | None:
        """The key by which the request is known when it comes again; None for an operation that takes none."""
        policy = self.operation.idempotency
        return None if policy is None else self.headers[policy.header]

    @property
    def may_be_repeated(self) -> bool:
        """Whether sending it again does no harm when it has already arrived."""
        return self.operation.idempotency is not None or self.operation.method in REPEATABLE_METHODS
