"""Refusals of requests that keep to every documented limit, whoever sent them."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator
from typing import Any

from contract_tests.judging.exchange import Exchange
from contract_tests.judging.requests import Reading
from scripts.spec.operations import Operation
from scripts.spec.pointers import child
from scripts.spec.spec import Spec

MOST_KEPT = 20
MOST_TEXTS = 5000
# A text of one of these forms may be refused for what no form can say.
FORMS = ("pattern", "format")


class Refusals:
    """Keeps the refusals of requests that should have been accepted: `refusals.of(operation)`.

    Args:
        spec: The contract.
    """

    def __init__(self, spec: Spec) -> None:
        self._spec = spec
        self._refused: defaultdict[str, list[Exchange]] = defaultdict(list)
        # The texts of some form that were accepted before, and the operations that succeeded, with their identifiers.
        self._accepted: set[str] = set()
        self._succeeded: set[tuple[str, ...]] = set()
        # How many requests of each operation were in order.
        self.in_order: Counter[str] = Counter()

    def note(self, exchange: Exchange, request: Reading) -> None:
        """Take an exchange into account."""
        operation = exchange.operation
        if operation is None or not exchange.authentic or not request.documented or exchange.expects_refusal:
            return
        self.in_order[operation.id] += 1
        refused = self._refused[operation.id]
        if exchange.succeeded:
            self._succeeded.add(_asked(exchange))
            if len(self._accepted) < MOST_TEXTS:
                self._accepted.update(self._formed(exchange))
        elif _is_about_the_request(exchange.status) and len(refused) < MOST_KEPT:
            refused.append(exchange.evidence)

    def of(self, operation: Operation) -> list[Exchange]:
        """The refusals in which the operation succeeds with the identifiers, and texts of some form are known."""
        known = (one for one in self._refused[operation.id] if _asked(one) in self._succeeded)
        return [one for one in known if set(self._formed(one)) <= self._accepted]

    def _formed(self, exchange: Exchange) -> Iterator[str]:
        schema = exchange.operation.request_schema if exchange.operation else None
        if schema and exchange.request_body:
            yield from _texts_of_some_form(self._spec, schema, exchange.request_json)


def _asked(exchange: Exchange) -> tuple[str, ...]:
    return exchange.operation_id, *exchange.path_values.values()


def _is_about_the_request(status: int) -> bool:
    """Whether a status says that something about the request itself is wrong.

    Missing rights, unknown things, conflicts and too many requests depend on more than that.
    """
    return 400 <= status < 500 and status not in (401, 403, 404, 409, 429)


def _texts_of_some_form(spec: Spec, pointer: str, value: Any) -> Iterator[str]:
    pointer = spec.locate(pointer)
    schema = spec.at(pointer)
    if isinstance(value, str) and any(form in schema for form in FORMS):
        yield value
    if isinstance(value, list) and "items" in schema:
        for item in value:
            yield from _texts_of_some_form(spec, child(pointer, "items"), item)
    if isinstance(value, dict):
        for name, one in value.items():
            if name in schema.get("properties", {}):
                yield from _texts_of_some_form(spec, child(pointer, "properties", name), one)
