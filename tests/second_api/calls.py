"""Requests that have passed authentication and routing, and their answers."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Any, NamedTuple

from .bodies import Refused


class Call(NamedTuple):
    """A request that has passed authentication and routing."""

    operation: str
    path: str
    shelf_id: int
    book_id: int
    query: dict[str, list[str]]
    key: str | None
    body: Any


class Answer(NamedTuple):
    """A status, a JSON body or none, and headers."""

    status: int
    body: Any = None
    headers: Mapping[str, str] = MappingProxyType({})


def number_of(query: dict[str, list[str]], name: str, default: int, least: int, most: int) -> int:
    """Return a query parameter that is an integer between two bounds, or its default."""
    if name not in query:
        return default
    texts = query[name]
    digits = texts[0].isascii() and texts[0].isdigit() and len(texts[0]) <= len(str(most))
    if len(texts) > 1 or not digits or not least <= int(texts[0]) <= most:
        raise Refused(400, "INVALID_PARAMETER", f"{name}: an integer between {least} and {most}")
    return int(texts[0])
