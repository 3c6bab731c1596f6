"""Secrets where none belong: a key or a client secret that an answer shows outside the places made for it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from contract_tests.drift.exchange import NOT_JSON, Exchange
from contract_tests.drift.finding import Deviation
from contract_tests.drift.shapes import Node, Shapes

# Shorter texts, and settings that only sometimes are secrets, may stand elsewhere for good reasons.
SHORTEST_SECRET = 12


class Leaks:
    """Remembers the secrets of a run and looks for them in every answer.

    Args:
        shapes: Tells which places of an answer are made for secrets.
        key: The key of the run.
    """

    def __init__(self, shapes: Shapes, key: str) -> None:
        self._shapes = shapes
        self._secrets = {key}

    def read(self, exchange: Exchange) -> list[Deviation]:
        """A deviation for every place of an answer that shows a secret without being made for one."""
        nodes = list(self._secret_nodes(exchange))
        self._secrets |= {
            node.value for node in nodes if isinstance(node.value, str) and len(node.value) >= SHORTEST_SECRET
        }
        shown = [*self._in_body(exchange, {id(node.value) for node in nodes}), *self._in_headers(exchange)]
        pointer = exchange.operation.pointer if exchange.operation else ""
        return [
            Deviation("secret", "breaking", f"response {exchange.status} {place}", "no secret", "a secret", pointer)
            for place in dict.fromkeys(shown)
        ]

    def _secret_nodes(self, exchange: Exchange) -> Iterator[Node]:
        response = exchange.documented_response
        if response and response.schema_pointer and exchange.json is not NOT_JSON:
            for node in self._shapes.walk(response.schema_pointer, exchange.json):
                if node.secret:
                    yield node

    def _in_body(self, exchange: Exchange, made_for_secrets: set[int]) -> Iterator[str]:
        if exchange.json is NOT_JSON:
            text = exchange.body.decode("utf-8", "replace")
            yield from ["body"] * any(secret in text for secret in self._secrets)
            return
        for place, value in _texts(exchange.json, "", made_for_secrets):
            if any(secret in value for secret in self._secrets):
                yield f"body {place}"

    def _in_headers(self, exchange: Exchange) -> Iterator[str]:
        for name, value in exchange.headers.items():
            if any(secret in value for secret in self._secrets):
                yield f"header {name}"


def _texts(value: Any, place: str, skipped: set[int]) -> Iterator[tuple[str, str]]:
    if id(value) in skipped:
        return
    if isinstance(value, str):
        yield place, value
    elif isinstance(value, dict):
        for name, child in value.items():
            yield from _texts(child, f"{place}/{name}", skipped)
    elif isinstance(value, list):
        for child in value:
            yield from _texts(child, f"{place}/*", skipped)
