"""JSON pointers and OpenAPI runtime expressions, evaluated on documents and exchanges.

A pointer may hold `*`, which stands for every element of an array or every value of an object.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from contract_tests.drift.exchange import Exchange


class Missing:
    """The type of ABSENT: a pointer that leads nowhere is not the same as null."""

    def __repr__(self) -> str:
        return "absent"


ABSENT: Final = Missing()


def get(document: Any, pointer: str) -> Any:
    """The value at a pointer without `*`, or ABSENT."""
    for value in each(document, pointer):
        return value
    return ABSENT


def each(document: Any, pointer: str) -> Iterator[Any]:
    """Every value that a pointer leads to; none when it leads nowhere."""
    values = [document]
    for token in pointer.split("/")[1:]:
        values = [child for value in values for child in _children(value, token)]
    yield from values


def _children(value: Any, token: str) -> list[Any]:
    if token == "*":
        if isinstance(value, dict):
            return list(value.values())
        return list(value) if isinstance(value, list) else []
    key = token.replace("~1", "/").replace("~0", "~")
    if isinstance(value, dict):
        return [value[key]] if key in value else []
    if isinstance(value, list) and key.isdigit() and int(key) < len(value):
        return [value[int(key)]]
    return []


def evaluate(expression: str, exchange: Exchange) -> Any:
    """The value of a runtime expression such as `$request.body#/title` for an exchange, or ABSENT."""
    source, _, pointer = expression.partition("#")
    match source.removeprefix("$").split(".", 2):
        case ["request", "body"]:
            return get(exchange.request_json, pointer)
        case ["response", "body"]:
            return get(exchange.json, pointer)
        case ["request", "path", name]:
            return exchange.path_values.get(name, ABSENT)
        case ["request", "header", name]:
            return exchange.request_headers.get(name, ABSENT)
        case ["response", "header", name]:
            return exchange.headers.get(name, ABSENT)
    raise ValueError(f"unknown runtime expression: {expression}")


def body_pointer(expression: str) -> str:
    """The pointer part of a `…body#/pointer` expression."""
    return expression.partition("#")[2]
