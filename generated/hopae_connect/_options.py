"""What each call may have of its own: a timeout, repetitions, headers and an idempotency key."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypedDict, TypeVar

from ._exceptions import InvalidArgumentError
from ._operations import NOTHING

if TYPE_CHECKING:
    from ._client import AuthenticatedClient
    from ._operations import Operation, Request

T = TypeVar("T")

TOKEN = re.compile(r"[!#$%&'*+.^_`|~0-9A-Za-z-]+")
# Those of the client, and those that frame a request.
OWN_HEADERS = frozenset(
    {
        "accept",
        "accept-encoding",
        "authorization",
        "connection",
        "content-length",
        "content-type",
        "host",
        "transfer-encoding",
        "user-agent",
    }
)


class Options(TypedDict, total=False):
    """The options of one call, all of them keywords.

    Attributes:
        timeout: How many seconds one attempt may take; None for no end.
        max_retries: How often the request is sent again after a failure that may pass.
        extra_headers: Headers beside those that the client sends.
    """

    timeout: float | None
    max_retries: int
    extra_headers: Mapping[str, str]


class KeyedOptions(Options, total=False):
    """The options of a call that takes an idempotency key.

    Attributes:
        idempotency_key: The key by which the request is known when it comes again; without it a new one.
    """

    idempotency_key: str


def prepared(
    client: AuthenticatedClient,
    operation: Operation[T],
    options: Mapping[str, Any],
    path: Mapping[str, str | int],
    query: Mapping[str, Any],
    headers: Mapping[str, Any],
    body: Any,
) -> tuple[AuthenticatedClient, Request[T]]:
    """Return the client and the request of a call with its options.

    Raises:
        InvalidArgumentError: It cannot be sent as it is.
        TypeError: There is no such option.
    """
    sent = dict(headers)
    if options:
        sent |= _extra(operation, options)
        client = client.with_options(**{name: options[name] for name in ("timeout", "max_retries") if name in options})
    if operation.idempotency:
        sent[operation.idempotency.header] = options.get("idempotency_key")
    return client, operation.request(path, query, sent, body)


def _extra(operation: Operation[Any], options: Mapping[str, Any]) -> Mapping[str, str]:
    """Return the extra headers, once all options are known to be in order."""
    policy = operation.idempotency
    known = Options.__annotations__ if policy is None else KeyedOptions.__annotations__
    for name in options:
        if name not in known:
            raise TypeError(f"{operation.method} {operation.path}: there is no argument {name!r}")
    own = OWN_HEADERS if policy is None else OWN_HEADERS | {policy.header.lower()}
    extra: Mapping[str, str] = options.get("extra_headers") or NOTHING
    for name in extra:
        if name.lower() in own:
            raise InvalidArgumentError(f"extra_headers: {name} is sent by the client itself")
        if not TOKEN.fullmatch(name):
            raise InvalidArgumentError(f"extra_headers: {name!r} cannot be the name of a header")
    return extra
