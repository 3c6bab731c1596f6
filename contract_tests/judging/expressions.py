"""OpenAPI runtime expressions, such as `$request.body#/title`, evaluated on exchanges."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from scripts.spec.pointers import ABSENT, get

if TYPE_CHECKING:
    from contract_tests.judging.exchange import Exchange


def evaluate(expression: str, exchange: Exchange) -> Any:
    """What a runtime expression stands for in an exchange, or ABSENT.

    Raises:
        ValueError: it is not an expression that the contract may hold.
    """
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


def path_parameter(expression: object) -> str | None:
    """The path parameter that a `$request.path.name` expression stands for, or None for anything else."""
    prefix = "$request.path."
    return expression.removeprefix(prefix) if isinstance(expression, str) and expression.startswith(prefix) else None
