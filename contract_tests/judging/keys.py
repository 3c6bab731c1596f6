"""Keys: an idempotency key that is new gets a first answer, and one that comes again gets the answer that it had."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from contract_tests.judging.agreement import Found
from contract_tests.judging.compared import compared, places_that_differ
from contract_tests.judging.earlier_requests import is_conflict
from contract_tests.judging.exchange import Exchange
from contract_tests.judging.finding import Deviation

MOST_KEYS = 5000
# What is expected of the first request with a key.
NEW_KEY = "taken for a new key"


@dataclass(frozen=True)
class _First:
    """The first request with a key, and the answer that it got."""

    request: tuple[str, str, bytes]
    body: Any


class Keys:
    """Holds the answer to each key against those before it: `keys.read(exchange)`.

    What a key does on another path, and whether refusals are remembered, is published nowhere.
    """

    rule = "idempotency/every-answer"

    def __init__(self) -> None:
        self._firsts: dict[str, _First | None] = {}
        # An answer that came before that to the first request with its key, where two are under way at once.
        self._early: Exchange | None = None

    def is_about(self, exchange: Exchange) -> bool:
        """Whether a request carries a key that came before."""
        return exchange.idempotency_key in self._firsts and exchange.authentic

    def forget(self) -> None:
        """Forget the first answers: nobody knows what came of a request."""
        self._firsts, self._early = dict.fromkeys(self._firsts), None

    def read(self, exchange: Exchange) -> list[Found]:
        """What an answer to a key contradicts, with the answer that is odd."""
        key = exchange.idempotency_key
        if key is None or not exchange.authentic:
            return []
        found = self._overdue(exchange, key)
        if key not in self._firsts:
            if len(self._firsts) >= MOST_KEYS:
                # Whether one was used before is not known any more.
                return found
            self._firsts[key] = _First(_request(exchange), exchange.json) if exchange.succeeded else None
            if exchange.attempts == 1 and (exchange.is_replay or is_conflict(exchange)):
                self._firsts[key], self._early = None, exchange
            return found
        first = self._firsts[key]
        if first and exchange.succeeded and first.request == _request(exchange):
            found += _otherwise(exchange, first)
        return found

    def _overdue(self, exchange: Exchange, key: str) -> list[Found]:
        """What is odd about an answer of before, unless the first request with its key was answered just after it."""
        early, self._early = self._early, None
        if early is None:
            return []
        ended_at = early.started_at + early.elapsed_seconds
        if key == early.idempotency_key and exchange.started_at <= ended_at:
            return []
        return [(early, _new_key(early))]


def _otherwise(exchange: Exchange, first: _First) -> list[Found]:
    """Where a repeated request does not get the first answer again."""
    operation, place = exchange.operation, f"response {exchange.status} body"
    assert operation is not None
    if not exchange.is_replay or not list(places_that_differ(first.body, exchange.json)):
        # That a replay does not say so is for the rule of replays.
        return []
    words, pointer = compared(first.body, exchange.json), f"{operation.pointer}/x-idempotency"
    since = "as in the first answer to the same key"
    return [(exchange, Deviation("replay", "breaking", place, *words, pointer, since=since))]


def _new_key(exchange: Exchange) -> Deviation:
    operation = exchange.operation
    assert operation is not None
    policy, pointer = operation.extensions["x-idempotency"], f"{operation.pointer}/x-idempotency"
    place, since = f"request header {policy['header']}", "since no request had this key before"
    observed = "a replay" if exchange.is_replay else exchange.refusal
    return Deviation("replay", "breaking", place, NEW_KEY, observed, pointer, since=since)


def _request(exchange: Exchange) -> tuple[str, str, bytes]:
    return exchange.method, exchange.url, exchange.request_body
