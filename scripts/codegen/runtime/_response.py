"""An answer of the API with everything that came with it."""

from __future__ import annotations

from typing import Generic, TypeVar

from attrs import field, frozen

from ._http import Headers

T = TypeVar("T")


@frozen
class Response(Generic[T]):
    """An answer of the API.

    Attributes:
        status_code: The HTTP status.
        headers: The headers of the answer.
        content: The raw body; not shown by `repr`, since it may hold secrets.
        parsed: The body as a model. None when there is none, or when an error has a body of another form.
        replayed: Whether this is the answer to an earlier request with the same idempotency key.
    """

    status_code: int
    headers: Headers = field(repr=False)
    content: bytes = field(repr=False)
    parsed: T | None = field(repr=False)
    replayed: bool = False

    @property
    def is_success(self) -> bool:
        """Whether the status means success."""
        return 200 <= self.status_code < 300
