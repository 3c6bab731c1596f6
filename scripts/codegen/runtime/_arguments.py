"""Puts the arguments of a call into the parts of a request, and refuses what cannot be sent safely."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from datetime import datetime
from enum import Enum
from typing import Any
from urllib.parse import quote

from ._exceptions import InvalidArgumentError
from ._json import moment_text, to_json
from ._unset import UNSET

# What httpx takes; a list of a narrower type would not do.
QueryPairs = list[tuple[str, str | int | float | bool | None]]

NOT_IN_A_HEADER = re.compile(r"[^\x20-\x7e]")


def fill(template: str, values: Mapping[str, str | int]) -> str:
    """Return a path with its parameters, each percent-encoded to one segment.

    Raises:
        InvalidArgumentError: A value is neither text nor a whole number, or it is empty, `.` or `..`, which would
            lead to another path.
    """
    return template.format(**{name: _segment(name, value) for name, value in values.items()}) if values else template


def query_pairs(values: Mapping[str, Any]) -> QueryPairs:
    """Return the query parameters that are given; a list gives one pair for each element."""
    return [(name, text) for name, value in values.items() for text in _texts(value)]


def header_values(values: Mapping[str, Any]) -> dict[str, str]:
    """Return the headers that are given.

    Raises:
        InvalidArgumentError: A value holds a control character or is not ASCII.
    """
    headers = {name: text for name, value in values.items() for text in _texts(value)}
    for name, text in headers.items():
        if NOT_IN_A_HEADER.search(text):
            raise InvalidArgumentError(f"{name}: only printable ASCII characters can be sent in a header")
    return headers


def body_bytes(body: Any) -> bytes | None:
    """Return a body as JSON; None when it is left out.

    Raises:
        InvalidArgumentError: It holds what JSON cannot.
    """
    if body is UNSET:
        return None
    try:
        return json.dumps(to_json(body), separators=(",", ":"), allow_nan=False).encode()
    except (TypeError, ValueError, RecursionError) as error:
        reason = str(error)
    # Not from within the handler, whose frames hold the values of the body.
    raise InvalidArgumentError(f"body: cannot be sent as JSON: {reason}")


def _segment(name: str, value: object) -> str:
    if not isinstance(value, str | int) or isinstance(value, bool):
        kind = "nothing" if value is None or value is UNSET else type(value).__name__
        raise InvalidArgumentError(f"{name}: a path takes text or a whole number, not {kind}")
    text = str(value.value if isinstance(value, Enum) else value)
    if text in ("", ".", ".."):
        raise InvalidArgumentError(f"{name}: {text!r} cannot be a part of a path")
    try:
        return quote(text, safe="")
    except UnicodeEncodeError:
        raise InvalidArgumentError(f"{name}: holds a character that cannot be encoded") from None


def _texts(value: Any) -> Iterator[str]:
    if isinstance(value, list | tuple):
        for item in value:
            yield from _texts(item)
    elif isinstance(value, bool):
        yield "true" if value else "false"
    elif isinstance(value, datetime):
        yield moment_text(value)
    elif value is not None and value is not UNSET:
        yield str(value.value if isinstance(value, Enum) else value)
