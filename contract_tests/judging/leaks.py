"""Secrets where none belong: a key or a client secret that an answer shows outside the places made for it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from contract_tests.judging.described import field_at
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
        # What each is called, in the order in which they were seen.
        self._names: dict[str, str] = {}
        self._secrets: list[str] = []
        # By their first characters, since there may be one for each of thousands of apps.
        self._by_start: dict[str, set[str]] = {}
        # How many of the secrets are in none of the texts that were read; most texts come again and again.
        self._missed: dict[str, int] = {}
        self._add(key, "the key of the workspace")

    def know(self, secrets: Iterable[str], name: str = "a secret") -> None:
        """Look for some secrets from now on, but for those that are too short to be told from other texts."""
        for secret in secrets:
            if len(secret) >= SHORTEST_SECRET:
                self._add(secret, name)

    def _add(self, secret: str, name: str) -> None:
        if secret not in self._names:
            self._by_start.setdefault(secret[:SHORTEST_SECRET], set()).add(secret)
            self._names[secret] = name
            self._secrets.append(secret)

    def read(self, exchange: Exchange) -> list[Deviation]:
        """A deviation for every place of an answer that shows a secret without being made for one."""
        operation = exchange.operation
        for node in self._shapes.nodes(exchange):
            if node.secret and isinstance(node.value, str) and node.value not in self._names and operation:
                self.know([node.value], f"the {field_at(node.path)} that {operation.id} answered")
        shown = dict([*self._in_headers(exchange), *self._in_body(exchange)])
        pointer = operation.pointer if operation else ""
        return [
            Deviation("secret", "breaking", f"response {exchange.status} {place}", "no secret", name, pointer)
            for place, name in shown.items()
        ]

    def _in_body(self, exchange: Exchange) -> Iterator[tuple[str, str]]:
        if not exchange.is_json:
            text = exchange.body.decode("utf-8", "replace")
            if name := self._shown(text.replace(_wrong_credentials(exchange), "")):
                yield "body", name
            return
        # A refusal may repeat what was sent, which is no secret of the target's.
        sent, credentials = {value for _, value in exchange.query}, _wrong_credentials(exchange)
        body = self._shapes.body(exchange)
        for place, value in body.open_texts if body else texts(exchange.json):
            if value in sent or not (name := self._shown(value.replace(credentials, ""))):
                continue
            if exchange.succeeded or value not in {text for _, text in texts(exchange.request_json)}:
                yield f"body {place}", name

    def _in_headers(self, exchange: Exchange) -> Iterator[tuple[str, str]]:
        credentials = _wrong_credentials(exchange)
        for header, value in exchange.headers.items():
            if name := self._shown(value.replace(credentials, "")):
                yield f"header {header}", name

    def _shown(self, text: str) -> str:
        """What a secret in a text is called; empty where there is none."""
        missed = self._missed.get(text)
        some = self._known_in(text) if missed is None else (one for one in self._secrets[missed:] if one in text)
        secret = next(iter(some), None)
        if secret is not None:
            return self._names[secret]
        if len(text) <= LONGEST_KEPT and len(self._missed) < MOST_KEPT:
            self._missed[text] = len(self._secrets)
        return ""

    def _known_in(self, text: str) -> Iterator[str]:
        places = range(len(text) - SHORTEST_SECRET + 1)
        starts = (text[place : place + SHORTEST_SECRET] for place in places)
        return (secret for start in starts for secret in self._by_start.get(start, ()) if secret in text)


def _wrong_credentials(exchange: Exchange) -> str:
    """What a request sent in place of the key, of which it may hold most; empty where it sent the key, or nothing."""
    return "" if exchange.authentic else exchange.request_headers.get("Authorization", "").rpartition(" ")[2]
