"""Secrets where none belong: a key or a client secret that an answer shows outside the places made for it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from contract_tests.judging.exchange import Exchange
from contract_tests.judging.finding import Deviation
from contract_tests.judging.shapes import Shapes, texts

# Shorter texts, and settings that only sometimes are secrets, may stand elsewhere for good reasons.
SHORTEST_SECRET = 12
# What is remembered of the texts that were read has an end, whatever a target answers.
LONGEST_KEPT, MOST_KEPT = 1000, 500_000


class Leaks:
    """Remembers the secrets of a run and looks for them in every answer: `leaks.read(exchange)`.

    Args:
        shapes: Tells which places of an answer are made for secrets.
        key: The key of the run.
    """

    def __init__(self, shapes: Shapes, key: str) -> None:
        self._shapes = shapes
        self._secrets: list[str] = []
        # By their first characters, since there may be one for each of thousands of apps.
        self._by_start: dict[str, set[str]] = {}
        # How many of the secrets are in none of the texts that were read; most texts come again and again.
        self._missed: dict[str, int] = {}
        self._add(key)

    def know(self, secrets: Iterable[str]) -> None:
        """Look for some secrets from now on, but for those that are too short to be told from other texts."""
        for secret in secrets:
            if len(secret) >= SHORTEST_SECRET:
                self._add(secret)

    def _add(self, secret: str) -> None:
        some = self._by_start.setdefault(secret[:SHORTEST_SECRET], set())
        if secret not in some:
            some.add(secret)
            self._secrets.append(secret)

    def read(self, exchange: Exchange) -> list[Deviation]:
        """A deviation for every place of an answer that shows a secret without being made for one."""
        secret = [node.value for node in self._shapes.nodes(exchange) if node.secret]
        self.know(value for value in secret if isinstance(value, str))
        shown = [*self._in_body(exchange), *self._in_headers(exchange)]
        pointer = exchange.operation.pointer if exchange.operation else ""
        return [
            Deviation("secret", "breaking", f"response {exchange.status} {place}", "no secret", "a secret", pointer)
            for place in dict.fromkeys(shown)
        ]

    def _in_body(self, exchange: Exchange) -> Iterator[str]:
        if not exchange.is_json:
            text = exchange.body.decode("utf-8", "replace")
            if self._shows_secret(text.replace(_wrong_credentials(exchange), "")):
                yield "body"
            return
        # A refusal may repeat what was sent, which is no secret of the target's.
        sent, credentials = {value for _, value in exchange.query}, _wrong_credentials(exchange)
        body = self._shapes.body(exchange)
        for place, value in body.open_texts if body else texts(exchange.json):
            if value in sent or not self._shows_secret(value.replace(credentials, "")):
                continue
            if exchange.succeeded or value not in {text for _, text in texts(exchange.request_json)}:
                yield f"body {place}"

    def _in_headers(self, exchange: Exchange) -> Iterator[str]:
        credentials = _wrong_credentials(exchange)
        for name, value in exchange.headers.items():
            if self._shows_secret(value.replace(credentials, "")):
                yield f"header {name}"

    def _shows_secret(self, text: str) -> bool:
        missed = self._missed.get(text)
        shows = self._shows_any(text) if missed is None else any(secret in text for secret in self._secrets[missed:])
        if not shows and len(text) <= LONGEST_KEPT and len(self._missed) < MOST_KEPT:
            self._missed[text] = len(self._secrets)
        return shows

    def _shows_any(self, text: str) -> bool:
        places = range(len(text) - SHORTEST_SECRET + 1)
        starts = (text[place : place + SHORTEST_SECRET] for place in places)
        return any(secret in text for start in starts for secret in self._by_start.get(start, ()))


def _wrong_credentials(exchange: Exchange) -> str:
    """What a request sent in place of the key, of which it may hold most; empty where it sent the key, or nothing."""
    return "" if exchange.authentic else exchange.request_headers.get("Authorization", "").rpartition(" ")[2]
