"""Turns the answers of the API into models or exceptions."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any, TypeVar, cast

from attrs import evolve

from ._contract import ERROR_ENVELOPE, error_model
from ._exceptions import (
    APIResponseValidationError,
    APIStatusError,
    IdempotencyConflictError,
    IdempotencyInProgressError,
    by_status,
)
from ._json import DecodeError, get
from ._operations import anything
from ._reading import LARGEST_BODY_BYTES, Answer
from ._response import Response
from ._retries import retry_after
from ._unset import UNSET

if TYPE_CHECKING:
    from ._client import AuthenticatedClient
    from ._contract import ErrorModel
    from ._operations import Request

T = TypeVar("T")


def error_code(answer: Answer) -> Any:
    """Return the stable code of a refusal; None when it has none."""
    return get(_json_of(answer.content), ERROR_ENVELOPE.code)


def response_of(client: AuthenticatedClient, request: Request[T], answer: Answer) -> Response[T | ErrorModel]:
    """Return an answer with its body as a model.

    Raises:
        APIResponseValidationError: It is a success that does not match the contract.
    """
    policy = request.operation.idempotency
    replayed = policy is not None and answer.headers.get(policy.replayed[0]) == policy.replayed[1]
    response: Response[Any] = Response(answer.status, answer.headers, answer.content or b"", None, replayed)
    if not response.is_success:
        return evolve(response, parsed=_error_model(response))
    parsed = _parsed(request, answer)
    if isinstance(parsed, DecodeError):
        # Not from within the handler, whose frames hold the values of the body.
        where = client.without_key(parsed.where)
        path = client.without_key(request.path)
        raise APIResponseValidationError(request.operation.method, path, where, parsed.expected, parsed.found, response)
    return evolve(response, parsed=parsed)


def model_of(client: AuthenticatedClient, request: Request[T], response: Response[T | ErrorModel]) -> T:
    """Return the model of success; raise the APIStatusError of anything else."""
    if response.is_success:
        return cast(T, response.parsed)
    error = _status_error(client, request, response)
    error.idempotency_key = request.idempotency_key
    raise error


def _parsed(request: Request[Any], answer: Answer) -> Any:
    """Return the model that a body of success stands for, or the DecodeError that says why it stands for none."""
    if request.operation.decode is None:
        return None
    if answer.content is None:
        return DecodeError("", f"at most {LARGEST_BODY_BYTES >> 20} MiB", "more")
    if request.operation.decode is anything and not answer.content:
        return None
    body = _json_of(answer.content)
    if body is UNSET:
        return DecodeError("", "JSON", "something else" if answer.content else "nothing")
    try:
        return request.operation.decode(body)
    except DecodeError as error:
        return error.within(body)


def _status_error(client: AuthenticatedClient, request: Request[Any], response: Response[Any]) -> APIStatusError:
    body, blank = _json_of(response.content), client.without_key
    code, message, details = (get(body, pointer) for pointer in ERROR_ENVELOPE)
    kind = by_status(response.status_code)
    if (policy := request.operation.idempotency) and response.status_code == 409:
        own = {policy.conflict: IdempotencyConflictError, policy.in_progress: IdempotencyInProgressError}
        kind = own.get(code if isinstance(code, str) else "", kind)
    return kind(
        response.status_code,
        request.operation.method,
        blank(request.path),
        code=_text(client, code),
        message=_text(client, message),
        details=_without_key(client, details) if isinstance(details, dict) else None,
        request_id=_text(client, get(body, "/request_id")),
        retry_after=retry_after(response.headers),
        response=response,
        excerpt=_excerpt(client, response) if body is UNSET else None,
    )


def _excerpt(client: AuthenticatedClient, response: Response[Any]) -> str | None:
    from ._excerpts import excerpt

    return excerpt(client.without_key(response.content.decode(errors="replace")))


def _error_model(response: Response[Any]) -> ErrorModel | None:
    try:
        return error_model(_json_of(response.content))
    except DecodeError:
        return None


def _json_of(content: bytes | None) -> Any:
    """Return a body as JSON; UNSET when it is none."""
    try:
        return json.loads(content or b"")
    except (ValueError, RecursionError):
        return UNSET


def _text(client: AuthenticatedClient, value: object) -> str | None:
    return client.without_key(value) if isinstance(value, str) else None


def _without_key(client: AuthenticatedClient, value: Any) -> Any:
    """Return a JSON value with the key blotted out wherever it stands."""
    if isinstance(value, str):
        return client.without_key(value)
    if isinstance(value, list):
        return [_without_key(client, item) for item in value]
    if isinstance(value, dict):
        return {client.without_key(name): _without_key(client, item) for name, item in value.items()}
    return value
