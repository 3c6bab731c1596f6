"""Redaction: no key, client secret, webhook secret or provider setting leaves a run, wherever the target put it.

Two nets. Places that the spec marks `x-secret` are blanked by structure, and the texts in them are remembered, as are
texts under undocumented names that look like a secret; everything that is written afterwards is searched for those
texts under any disguise, and for anything that looks like a key or a secret of this vendor.
"""

from __future__ import annotations

import base64
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from contract_tests.judging.exchange import Exchange
from contract_tests.judging.secrets import REDACTED, Secrets, looks_random
from contract_tests.judging.shapes import Shapes
from scripts.spec.operations import Operation
from scripts.spec.pointers import child, each

KEY_VARIABLE = "$CONNECT_API_KEY"
VARIABLE = re.compile(r"\$\{?CONNECT_API_KEY\b")
# What means nothing to a shell in double quotes.
PLAIN = re.compile(r"[\w .-]*")
NAMED_SECRET = re.compile(r"secret|password|token|api.?key|private|credential|authorization", re.IGNORECASE)
KEPT_HEADERS = frozenset({"content-type", "location", "retry-after", "deprecation", "sunset", "warning", "allow"})
MOST_LEARNT_BY_LOOKS = 500
# So many texts of requests are remembered.
MOST_SENT = 50_000
MOST_HEADERS = 40


class Redactor:
    """Knows the secrets of a run and keeps them out of what is written: `redactor.text(text)`.

    Args:
        shapes: Tells which places of an answer are secret.
        key: The key of the run; None for one that needs no key.
    """

    def __init__(self, shapes: Shapes, key: str | None) -> None:
        self._shapes, self._key = shapes, key
        self.secrets = Secrets()
        self._looks_left = MOST_LEARNT_BY_LOOKS
        # The texts that the run has sent, which any answer may show, such as the names that it gave.
        self._sent: set[str] = set()
        if key:
            self.secrets.add(key)
            # One of the wrong credentials that a run sends; a text that holds less of the key holds no secret.
            self.secrets.add(key[:-1])

    def learn(self, exchange: Exchange) -> None:
        """Remember the texts at the secret places of an answer, and those that look like a secret elsewhere."""
        if len(self._sent) < MOST_SENT:
            self._sent |= _sent(exchange)
        body = self._shapes.body(exchange)
        if body is None:
            return
        for node in body.nodes:
            if node.secret:
                for text in _texts(node.value):
                    self.secrets.add(text)
        if not body.undocumented or not self._looks_left:
            return
        # A refusal may name the field that it is about, and some of those look like anything.
        known = self._shapes.names | self._shapes.error_codes
        # A path is no secret, however it looks, and would be blanked in every address.
        telling = [text for text in body.undocumented if text not in known and not text.startswith("/")]
        if not telling:
            return
        harmless = {node.value for node in body.nodes if not node.secret and isinstance(node.value, str)}
        harmless |= _sent(exchange)
        for text in telling:
            if self._looks_left and text not in harmless and text not in self._sent and looks_random(text):
                self._looks_left -= 1
                self.secrets.add(text)

    def text(self, text: str) -> str:
        """`text` without secrets."""
        return self.secrets.blanked(text)

    def body(self, exchange: Exchange) -> Any:
        """The answer's body for a report: documented values as they came, secrets and unknown texts blanked."""
        if exchange.body_problem:
            return f"[{exchange.body_problem}]"
        if not exchange.is_json:
            return f"[{len(exchange.body)} bytes]" if exchange.body else None
        nodes = self._shapes.nodes(exchange) or self._shapes.refusal_nodes(exchange)
        kept = {node.instance for node in nodes if not node.secret}
        blanked = {node.instance for node in nodes if node.secret}
        return self.value(_masked(exchange.json, "", _Places(kept, blanked, _sent(exchange) | self._shapes.names)))

    def value(self, value: Any) -> Any:
        """A JSON value with every text in it, keys included, without secrets."""
        if isinstance(value, dict):
            return {self.text(key): self.value(inner) for key, inner in value.items()}
        if isinstance(value, list):
            return [self.value(inner) for inner in value]
        return self.text(value) if isinstance(value, str) else value

    def headers(self, exchange: Exchange) -> dict[str, str]:
        """The answer's headers for a report: the telling ones as they came, the others by name."""
        documented = {
            name.lower()
            for response in (exchange.operation.responses.values() if exchange.operation else ())
            for name in response.headers
        }
        shown = list(exchange.headers.items())[:MOST_HEADERS]
        return {
            self.text(name): self.text(value) if name in KEPT_HEADERS | documented else f"[{len(value)} characters]"
            for name, value in shown
        }

    def request_headers(self, exchange: Exchange) -> dict[str, str]:
        """The request's headers with the run's key as a variable, also where most of it was sent."""
        shown = {name: value for name, value in exchange.request_headers.items() if name in _shown(exchange.operation)}
        if exchange.authentic:
            shown["authorization"] = f"Bearer {KEY_VARIABLE}"
        elif self._key and (sent := _with_variable(shown.get("authorization", ""), self._key)):
            shown["authorization"] = sent
        return {name: value if VARIABLE.search(value) else self.text(value) for name, value in shown.items()}


def _with_variable(header: str, key: str) -> str:
    """A header with the key, or with most of it, as a shell writes it by the variable; empty where it has neither."""
    for secret, variable in key_variables(key).items():
        before, found, after = header.partition(secret)
        if found and PLAIN.fullmatch(before + after):
            return f"{before}{variable}{after}"
    return ""


def key_variables(key: str) -> dict[str, str]:
    """The key of a run, the same as Basic credentials and without its last character, as a shell makes them of it."""
    as_basic = 'Basic $(printf %s: "$CONNECT_API_KEY" | base64 | tr -d "\\n")'
    return {basic_credentials(key): as_basic, key: "${CONNECT_API_KEY}", key[:-1]: "${CONNECT_API_KEY%?}"}


def basic_credentials(key: str) -> str:
    """A key as the user name of Basic credentials without a password."""
    return "Basic " + base64.b64encode(f"{key}:".encode()).decode()


def _shown(operation: Operation | None) -> set[str]:
    parameters = operation.parameters_in("header") if operation else []
    return {"authorization", "content-type", *(parameter.name.lower() for parameter in parameters)}


def _sent(exchange: Exchange) -> set[str]:
    """The texts of the request, which an answer may repeat."""
    return set(_texts(exchange.request_json)) | set(exchange.path_values.values())


@dataclass(frozen=True)
class _Places:
    """Which values of a body may be shown: the pointers of documented and of secret ones, and texts known before.

    Those were sent, or are names of fields.
    """

    kept: set[str]
    blanked: set[str]
    known: set[str]


def _masked(value: Any, instance: str, places: _Places, name: str = "") -> Any:
    if instance in places.blanked:
        return REDACTED
    if isinstance(value, dict):
        return {key: _masked(inner, child(instance, key), places, key) for key, inner in value.items()}
    if isinstance(value, list):
        return [_masked(inner, child(instance, index), places, name) for index, inner in enumerate(value)]
    documented = instance in places.kept and not NAMED_SECRET.search(name)
    if not isinstance(value, str) or documented or value in places.known:
        return value
    return f"[string of {len(value)} characters]"


def _texts(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    for inner in each(value, "/*"):
        yield from _texts(inner)
