"""Redaction: no key, client secret, webhook secret or provider setting leaves a run, wherever the target put it.

Two nets. Places that the spec marks `x-secret` are blanked by structure, and the texts in them are remembered;
everything that is written afterwards is searched for those texts in their usual encodings, and for anything
that looks like a key or a secret of this vendor.
"""

from __future__ import annotations

import base64
import html
import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any
from urllib.parse import quote

from contract_tests.judging.exchange import NOT_JSON, Exchange
from contract_tests.judging.shapes import Shapes
from scripts.spec.operations import Operation
from scripts.spec.pointers import child, each, escape

REDACTED = "[redacted]"
KEY_VARIABLE = "$CONNECT_API_KEY"
SHORTEST_SECRET = 6
SHORTEST_UNMISTAKABLE = 12
NOTHING = r"(?!)"
LOOKS_SECRET = re.compile(r"\b(?:sk_workspace_|sh_app_|whsec_)\w+")
NAMED_SECRET = re.compile(r"secret|password|token|api.?key|private|credential|authorization", re.IGNORECASE)
KEPT_HEADERS = frozenset({"content-type", "location", "retry-after", "deprecation", "sunset", "warning", "allow"})


class Redactor:
    """Knows the secrets of a run and keeps them out of what is written.

    Args:
        shapes: Tells which places of an answer are secret.
        key: The key of the run; None for one that needs no key.
    """

    def __init__(self, shapes: Shapes, key: str | None) -> None:
        self._shapes = shapes
        self._secrets: set[str] = {key} if key else set()
        self._pattern: re.Pattern[str] | None = None

    def learn(self, exchange: Exchange) -> None:
        """Remember the texts at the secret places of an answer."""
        if exchange.schema is None or exchange.json is NOT_JSON:
            return
        for node in self._shapes.walk(exchange.schema, exchange.json):
            if node.secret:
                found = {text for text in _texts(node.value) if len(text) >= SHORTEST_SECRET}
                if not found <= self._secrets:
                    self._secrets |= found
                    self._pattern = None

    def text(self, text: str) -> str:
        """`text` without secrets."""
        if self._pattern is None:
            forms = {form for secret in self._secrets for form in _patterns(secret)}
            self._pattern = re.compile("|".join(sorted(forms, key=len, reverse=True)) or NOTHING)
        return LOOKS_SECRET.sub(REDACTED, self._pattern.sub(REDACTED, text))

    def body(self, exchange: Exchange) -> Any:
        """The answer's body for a report: documented values as they came, secrets and unknown texts blanked."""
        if exchange.json is NOT_JSON:
            return f"[{len(exchange.body)} bytes]" if exchange.body else None
        nodes = list(self._shapes.walk(exchange.schema, exchange.json)) if exchange.schema else []
        kept = {node.instance for node in nodes if not node.secret}
        blanked = {node.instance for node in nodes if node.secret}
        sent = set(_texts(exchange.request_json)) | set(exchange.path_values.values())
        return self.value(_masked(exchange.json, "", _Places(kept, blanked, sent)))

    def value(self, value: Any) -> Any:
        """A JSON value with every text in it, keys included, without secrets."""
        if isinstance(value, dict):
            return {self.text(key): self.value(child) for key, child in value.items()}
        if isinstance(value, list):
            return [self.value(child) for child in value]
        return self.text(value) if isinstance(value, str) else value

    def headers(self, exchange: Exchange) -> dict[str, str]:
        """The answer's headers for a report: the telling ones as they came, the others by name."""
        documented = {
            name.lower()
            for response in (exchange.operation.responses.values() if exchange.operation else ())
            for name in response.headers
        }
        return {
            name: self.text(value) if name in KEPT_HEADERS | documented else f"[{len(value)} characters]"
            for name, value in exchange.headers.items()
        }

    def request_headers(self, exchange: Exchange) -> dict[str, str]:
        """The request's headers with the run's key as a variable."""
        shown = {name: value for name, value in exchange.request_headers.items() if name in _shown(exchange.operation)}
        if exchange.authentic:
            shown["authorization"] = f"Bearer {KEY_VARIABLE}"
        return {name: value if KEY_VARIABLE in value else self.text(value) for name, value in shown.items()}


def _shown(operation: Operation | None) -> set[str]:
    parameters = operation.parameters_in("header") if operation else []
    return {"authorization", "content-type", *(parameter.name.lower() for parameter in parameters)}


@dataclass(frozen=True)
class _Places:
    """Which values of a body may be shown: the pointers of documented and of secret ones, and what was sent."""

    kept: set[str]
    blanked: set[str]
    sent: set[str]


def _masked(value: Any, instance: str, places: _Places, name: str = "") -> Any:
    if instance in places.blanked:
        return REDACTED
    if isinstance(value, dict):
        return {key: _masked(inner, child(instance, key), places, key) for key, inner in value.items()}
    if isinstance(value, list):
        return [_masked(inner, child(instance, index), places, name) for index, inner in enumerate(value)]
    documented = instance in places.kept and not NAMED_SECRET.search(name)
    if not isinstance(value, str) or documented or value in places.sent:
        return value
    return f"[string of {len(value)} characters]"


def _texts(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    for inner in each(value, "/*"):
        yield from _texts(inner)


def _patterns(secret: str) -> Iterator[str]:
    """Regular expressions for a secret in its usual encodings, each as JSON, XML and JSON pointers escape it."""
    # A short word, such as a sample value, must not blank the report's own words that merely contain it.
    edge = (r"(?<!\w)", r"(?!\w)") if len(secret) < SHORTEST_UNMISTAKABLE else ("", "")
    raw = secret.encode()
    for form in (secret, quote(secret, safe=""), raw.hex(), raw.hex().upper(), *_in_base64(raw)):
        for text in (form, json.dumps(form)[1:-1], html.escape(form), escape(form)):
            yield edge[0] + re.escape(text) + edge[1]


def _in_base64(raw: bytes) -> Iterator[str]:
    """Base64 of a longer text holds a secret at one of three offsets; the edges depend on what is around it."""
    for shift in range(3):
        encoded = base64.b64encode(b"\0" * shift + raw).decode().rstrip("=")
        inner = encoded[(0, 2, 3)[shift] : len(encoded) - (1 if (len(raw) + shift) % 3 else 0)]
        yield inner
        yield inner.replace("+", "-").replace("/", "_")
