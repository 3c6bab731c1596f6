"""A success with everything that came with it."""

from __future__ import annotations

from typing import TypeVar

from attrs import field, frozen

from ._response import Response

T = TypeVar("T")


@frozen
class RawResponse(Response[T]):
    """An answer of the API that is a success: what `with_raw_response` returns.

    Attributes:
        status_code: The HTTP status.
        headers: The headers of the answer.
        content: The raw body; not shown by `repr`, since it may hold secrets.
        parsed: What the call returns without `with_raw_response`.
        replayed: Whether this is the answer to an earlier request with the same idempotency key.
    """

    parsed: T = field(repr=False)
    replayed: bool = False
