"""Batches: each thing that is asked for has a result in its place, and nothing is made after the first failure."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from contract_tests.judging.exchange import Exchange
from contract_tests.judging.expressions import evaluate
from contract_tests.judging.finding import Deviation
from contract_tests.judging.making import failures
from contract_tests.judging.values import number_of
from scripts.spec.pointers import ABSENT, get


def broken_batch(exchange: Exchange) -> Iterator[Deviation]:
    """Results that are too few or too many, and what was made although something before it had failed."""
    operation = exchange.operation
    batch = operation.extensions.get("x-batch") if operation else None
    if operation is None or batch is None:
        return
    items, results = get(exchange.request_json, batch["items"]), get(exchange.json, batch["results"])
    if not isinstance(items, list) or not isinstance(results, list):
        return
    place, pointer = f"response {exchange.status} body {batch['results']}", f"{operation.pointer}/x-batch"
    failed = failures(exchange)
    is_whole = not failed or tries_all(exchange, batch)
    if len(results) > len(items) or (is_whole and len(results) < len(items)):
        words = number_of(len(items), "result"), number_of(len(results), "result")
        since = f"which is one for each of {batch['items']}"
        yield Deviation("batch", "breaking", place, *words, pointer, since=since)
    later = [one for one in results[failed[0] :] if get(one, batch["made"]) is not ABSENT] if failed else []
    if later and not is_whole:
        words = "nothing made after the first failure", f"{len(later)} made after it"
        yield Deviation("batch", "breaking", f"{place}/*{batch['made']}", *words, pointer)


def tries_all(exchange: Exchange, batch: dict[str, Any]) -> bool:
    """Whether a request asks for the rest to be made as well where something fails."""
    return "tries-all" in batch and evaluate(batch["tries-all"], exchange) is True
