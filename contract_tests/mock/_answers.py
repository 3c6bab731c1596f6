import json
import uuid
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any, NoReturn

from ._errors import RefusalError


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


def refused(refusal: RefusalError) -> Answer:
    """Return the answer to a refused request: the error envelope with a fresh request id."""
    error: dict[str, Any] = {"code": refusal.code, "message": refusal.message}
    if refusal.details is not None:
        error["details"] = refusal.details
    headers = {"Allow": refusal.allow} if refusal.allow else {}
    return Answer(refusal.status, encode({"error": error, "request_id": str(uuid.uuid4())}), headers)
