"""What is answered: how it is encoded, and how a request is refused."""

import json
import uuid
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from functools import cached_property
from typing import Any, NoReturn


@dataclass(frozen=True, slots=True)
class Answer:
    """A response before it is sent: its status, its encoded body and its extra headers."""

    status: int
    body: bytes
    headers: Mapping[str, str] = field(default_factory=dict)


class Constant(dict[str, Any]):
    """A JSON object that never changes, so that it is encoded once; `{**it}` is an ordinary copy."""

    @cached_property
    def text(self) -> bytes:
        """The JSON text of the object."""
        return encode(self)

    def __setitem__(self, name: str, value: Any) -> NoReturn:
        raise TypeError(f"cannot set {name}: the object is constant")


def encode(value: Any) -> bytes:
    """Return the JSON text of `value`; in ASCII, since a title may hold what UTF-8 cannot encode."""
    return json.dumps(value, separators=(",", ":"), allow_nan=False).encode()


def encode_window(window: Mapping[str, Any], items_field: str) -> bytes:
    """Return the JSON text of a window of a collection, in half the time where the items are constant."""
    items = (item.text if isinstance(item, Constant) else encode(item) for item in window[items_field])
    others = {name: value for name, value in window.items() if name != items_field}
    return b"{%s:[%s],%s" % (encode(items_field), b",".join(items), encode(others)[1:])


def timestamp(seconds: float) -> str:
    """Return seconds since the epoch as ISO 8601 in UTC with milliseconds."""
    return datetime.fromtimestamp(seconds, UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")


class MockError(Exception):
    """The mock cannot be built or served; the message is one line."""


@dataclass(eq=False)
class RefusalError(Exception):
    """A request is refused: `raise RefusalError(404, "RESOURCE_NOT_FOUND", "No such app")`; `allow` is a header."""

    status: int
    code: str
    message: str
    details: Mapping[str, Any] | None = None
    allow: str = ""

    @classmethod
    def missing(cls, parameter: str) -> "RefusalError":
        """The refusal of a request that lacks `parameter`."""
        return cls(400, "VALIDATION_MISSING_PARAMETER", f"{parameter} is required", {"parameter": parameter})

    @classmethod
    def invalid(cls, parameter: str, value: Any, why: str) -> "RefusalError":
        """The refusal of a request whose `parameter` has a `value` that it must not have."""
        return cls(400, "VALIDATION_INVALID_PARAMETER", f"{parameter} {why}", {"parameter": parameter, "value": value})

    def answer(self) -> Answer:
        """The answer to the request: the error envelope with a fresh request id."""
        error: dict[str, Any] = {"code": self.code, "message": self.message}
        if self.details is not None:
            error["details"] = self.details
        headers = {"Allow": self.allow} if self.allow else {}
        return Answer(self.status, encode({"error": error, "request_id": str(uuid.uuid4())}), headers)
