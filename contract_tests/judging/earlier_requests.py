"""Earlier requests: what is kept of a request that may have changed something, and what was sent with its key."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

from contract_tests.judging.compared import in_words, places_that_differ
from contract_tests.judging.exchange import Exchange
from contract_tests.judging.finding import Deviation
from contract_tests.judging.json_reading import NotJson, read_json
from contract_tests.judging.text_changes import ANOTHER, how_text_changed
from contract_tests.judging.values import number_of, shortened

# Beyond that many requests nothing more is kept, and no longer bodies are.
MOST_REQUESTS = 20_000
LONGEST_BODY = 4096
# What is said of a request that was under way with another one.
AT_ONCE = ", at the same time"
# What is said of the outcome of a request whose answer was marked as a replay.
REPLAY = ", marked as a replay"
# What is said of a key that differs from a later one in a character.
IN_PLACE_OF = "in place of"
# Kinds of findings that may come of a key that was taken for another one.
OF_KEYS = ("replay", "duplicate", "status")
MOST_PLACES = 2
LONG_KEY = 100
MOST_ITEMS = 100
MOST_FIELDS = 6


@dataclass(frozen=True)
class Request:
    """What is kept of a request that may have changed something."""

    number: int
    operation: str
    # When it was sent and answered, in seconds since the epoch.
    started: float
    ended: float
    words: str
    # The fields that it sent, such as ` with name, logo`.
    fields: str
    outcome: str
    key: str | None
    body: bytes
    # The things that it was about, each by its path parameters: the one that the path names, or those it created.
    about: tuple[dict[str, str], ...]
    has_deleted: bool
    was_refused: bool

    def __str__(self) -> str:
        return f"{self.words}{self.fields}: {self.outcome}"

    @property
    def path(self) -> str:
        """The path that it was sent to."""
        return self.words.partition(" ")[2].partition("?")[0]

    def in_full(self, about: Sequence[str], *, otherwise_whole: bool = True) -> str:
        """The request with what it sent in the fields that `about` names, innermost last, where it names one.

        Args:
            about: The names of fields, such as those of the place of a finding.
            otherwise_whole: Whether to show the whole body, where it was kept, if it has none of the fields.
        """
        sent = read_json(self.body) if self.fields and len(self.body) < LONGEST_BODY else {}
        if not isinstance(sent, dict) or not sent:
            return str(self)
        names = [name for name in about if name != "*"]
        at_path = (found for start in range(len(names)) if (found := _at(sent, names[start:])))
        named = next(at_path, None) or next((found for name in names[-1:] if (found := _with_field(sent, name))), None)
        if named is None and not otherwise_whole:
            return str(self)
        shown = named or sent
        others = [name for name in sent if name not in shown]
        beside = f" beside {shortened(others, MOST_FIELDS)}" if others else ""
        twice = [one for value in shown.values() for one in _named_twice(value)]
        which = f"{shortened(twice, MOST_FIELDS)} twice in " if twice else ""
        # A long body is cut where the line is shown, and what came of the request is not to be lost with it.
        return f"{self.words}: {self.outcome}, with {which}{json.dumps(shown, ensure_ascii=False)}{beside}"


@dataclass(frozen=True)
class Success:
    """What is kept of a success: its request in words, and what it was about, by path parameters."""

    number: int
    words: str
    about: tuple[dict[str, str], ...]


def _named_twice(value: Any) -> list[str]:
    """The texts that a list has more than once, which are easily lost; none where it is none, or a long one."""
    texts = [one for one in value[:MOST_ITEMS] if isinstance(one, str)] if isinstance(value, list) else []
    return list(dict.fromkeys(repr(one) for number, one in enumerate(texts) if one in texts[:number]))


def _at(sent: dict[str, Any], names: list[str]) -> dict[str, Any] | None:
    """The part of a body that names lead to, or the first of them does where it holds no object; None where none is."""
    first, *rest = names
    if first not in sent:
        return None
    inner = _at(sent[first], rest) if rest and isinstance(sent[first], dict) else None
    return {first: inner or sent[first]}


def _with_field(sent: dict[str, Any], name: str) -> dict[str, Any] | None:
    """The part of a body that leads to a field of a name, at whatever depth of objects; None where there is none."""
    if name in sent:
        return {name: sent[name]}
    inner = ((key, _with_field(value, name)) for key, value in sent.items() if isinstance(value, dict))
    return next(({key: found} for key, found in inner if found), None)


def with_its_key(before: Sequence[Request], exchange: Exchange, deviation: Deviation) -> dict[int, str]:
    """The requests with the key of an exchange, by their numbers; or with one that may have been taken for it."""
    key = exchange.idempotency_key
    if not key:
        return {}
    if said := {one.number: _with_key(one, exchange) for one in before if one.key == key}:
        said[max(said)] += _since(before, max(said), exchange)
        return said
    if deviation.kind not in OF_KEYS:
        return {}
    assert exchange.operation is not None
    alike = [(one, one.key) for one in before if one.key and one.operation == exchange.operation.id]
    how = {one.number: how_text_changed(key, other) for one, other in alike}
    taken = [(one, other) for one, other in alike if how[one.number] != ANOTHER]
    if not taken and (deviation.kind != "status" or is_conflict(exchange)):
        # Of many that differ in one character, such as a number at the end, the first stands for the others.
        taken = [(one, other) for one, other in alike if len(_differing(key, other)) == 1][:1]
    return {one.number: _with_key(one, exchange, _how_it_differs(key, other, how[one.number])) for one, other in taken}


def _since(before: Sequence[Request], number: int, exchange: Exchange) -> str:
    """How many requests of the same operation had other keys since one with the key of an exchange.

    Where it was otherwise without these, that is said.
    """
    alike = [one for one in before if one.operation == exchange.operation_id]
    own = (None, exchange.idempotency_key)
    count = sum(one.key not in own for one in alike if number < one.number < exchange.number)
    if not count:
        return ""
    is_kept = any(one.key == other.key and other.outcome.endswith(REPLAY) for one, other in pairwise(alike) if one.key)
    kept = "; a key that came again with no other one in between was answered as a replay" if is_kept else ""
    return f", then {number_of(count, 'request')} with {'another key' if count == 1 else 'other keys'}{kept}"


def with_another_key(request: Request, exchange: Exchange) -> str:
    """That an earlier request of the same operation had another key than an exchange, and how like it that is."""
    key = exchange.idempotency_key
    if not key or not request.key or request.key == key or request.operation != exchange.operation_id:
        return ""
    how = how_text_changed(key, request.key)
    is_like = how != ANOTHER or len(_differing(key, request.key)) == 1
    alike = _how_it_differs(key, request.key, how).removesuffix(",") if is_like else ""
    assert exchange.operation is not None
    return f", with another {exchange.operation.extensions['x-idempotency']['header']}{alike}"


def is_conflict(exchange: Exchange) -> bool:
    """Whether a request was refused since its key was taken for that of another one."""
    assert exchange.operation is not None
    conflict = exchange.operation.extensions["x-idempotency"]["conflict"]
    return bool(exchange.status == conflict["status"] and exchange.error_code == conflict.get("code"))


def _how_it_differs(key: str, other: str, how: str) -> str:
    """How another key differs, and where it has another character: most of a long one would hide it."""
    places = _differing(key, other)
    at = f", {other[places[0]]!r} {IN_PLACE_OF} {key[places[0]]!r} at {places[0] + 1}," if places else ""
    return at if how == ANOTHER else f" {how}{at}"


def _differing(key: str, other: str) -> list[int]:
    """Where a key has other characters than another one that is as long."""
    if len(key) != len(other):
        return []
    return [index for index, pair in enumerate(zip(key, other, strict=True)) if pair[0] != pair[1]]


def fields_in_words(body: Any) -> str:
    """The fields that a body sends, in words."""
    names = list(body) if isinstance(body, dict) else []
    more = [f"{len(names) - MOST_FIELDS} more"] if len(names) > MOST_FIELDS else []
    return f" with {', '.join([*names[:MOST_FIELDS], *more])}" if names else ""


def _with_key(request: Request, exchange: Exchange, how: str = "") -> str:
    """A request with the key of a later one, changed as `how` says: whether its body was the same, and its outcome."""
    same = _how_bodies_differ(request.body, exchange.request_body)
    at_once = AT_ONCE if is_at_once(request, exchange) else ""
    with_body = f" and {same}" if request.body or exchange.request_body else ""
    assert exchange.operation is not None
    header = exchange.operation.extensions["x-idempotency"]["header"]
    if request.key and len(request.key) > LONG_KEY:
        header += f" of {len(request.key)} characters"
    if not with_body and not at_once:
        how = how.removesuffix(",")
    return f"{request.words} with this {header}{how}{with_body}{at_once}: {request.outcome}"


def is_at_once(request: Request, exchange: Exchange) -> bool:
    """Whether a request was under way while another one was."""
    return request.started < ended(exchange) and exchange.started_at < request.ended


def ended(exchange: Exchange) -> float:
    """When an exchange was over, in seconds since the epoch."""
    return exchange.started_at + exchange.elapsed_seconds


def _how_bodies_differ(earlier: bytes, body: bytes) -> str:
    """Whether an earlier body is the same as a later one, and where it differs."""
    if earlier == body[:LONGEST_BODY]:
        return "the same body"
    one, other = read_json(earlier), read_json(body)
    places = [] if isinstance(one, NotJson) or isinstance(other, NotJson) else [*places_that_differ(one, other)]
    if not places:
        return "another body"
    said: dict[str, str] = {}
    for place, was, _ in places:
        said.setdefault(place, f"{in_words(was)} as {place.strip('/') or 'the whole'}")
    return f"another body ({shortened([*said.values()], MOST_PLACES)})"
