"""Earlier requests: those that a finding about a later one cannot be understood without.

A key that comes again means nothing without the request that came with it first, and a thing that is shown otherwise
nothing without what changed it, and without the other answer that shows it.
"""

from __future__ import annotations

import json
import re
from collections.abc import Container, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Any
from urllib.parse import urlsplit

from contract_tests.judging.compared import in_words, places_that_differ
from contract_tests.judging.described import path_of, shown_elsewhere
from contract_tests.judging.exchange import Exchange
from contract_tests.judging.finding import Deviation
from contract_tests.judging.json_reading import NotJson, read_json
from contract_tests.judging.making import made
from contract_tests.judging.shown_things import LATER
from contract_tests.judging.text_changes import ANOTHER, how_text_changed
from contract_tests.judging.values import shortened
from scripts.spec.pointers import split
from scripts.spec.resources import is_safe, shows_many
from scripts.spec.spec import Spec

# Beyond that many requests nothing more is kept, and no longer bodies are.
MOST_REQUESTS = 20_000
LONGEST_BODY = 4096
# What came first, and what came last before the finding.
MOST_SAID = 4
# Kinds of findings that may come of a key that was taken for another one.
OF_KEYS = ("replay", "duplicate", "status")
# What is said of a request that was under way with another one, or came after it.
AT_ONCE, AFTERWARDS = ", at the same time", ", afterwards"
SHOWED_LATER = re.compile(rf"^as \w+ showed (?:it|\w+ '[^']*'){LATER}\b")
MOST_PLACES = 2
MOST_FIELDS = 6
NAMED = re.compile(r"(\w+) '([^']+)'")
QUOTED = re.compile(r"'([^']+)'")


@dataclass(frozen=True)
class _Request:
    """What is kept of a request that may have changed something."""

    number: int
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

    def in_full(self, about: Sequence[str]) -> str:
        """The request with its body, where that was kept whole, or with the one of its fields that `about` names."""
        sent = read_json(self.body) if self.fields and len(self.body) < LONGEST_BODY else {}
        if not isinstance(sent, dict) or not sent:
            return str(self)
        first = next((name for name in about if name in sent), "")
        others = [name for name in sent if name != first] if first else []
        beside = f" beside {shortened(others, MOST_FIELDS)}" if others else ""
        shown = json.dumps({first: sent[first]} if first else sent, ensure_ascii=False)
        return f"{self.words} with {shown}{beside}: {self.outcome}"


@dataclass(frozen=True)
class _Success:
    """What is kept of a success: its request in words, and what it was about, by path parameters."""

    number: int
    words: str
    about: tuple[dict[str, str], ...]


class Earlier:
    """Keeps the requests of a run that changed or showed something: `earlier.before(exchange)`.

    Args:
        spec: The contract.
    """

    def __init__(self, spec: Spec) -> None:
        self._spec = spec
        self._requests: list[_Request] = []
        # By operation, its successes, since each may show something.
        self._successes: dict[str, list[_Success]] = {}

    def note(self, exchange: Exchange) -> None:
        """Keep a request of an operation."""
        operation = exchange.operation
        if operation is None:
            return
        words, about = _in_words(exchange), self._about(exchange)
        successes = self._successes.setdefault(operation.id, [])
        if exchange.succeeded and len(successes) < MOST_REQUESTS:
            successes.append(_Success(exchange.number, f"{words}: {exchange.status}", about))
        if is_safe(operation) or len(self._requests) >= MOST_REQUESTS:
            return
        outcome = f"{exchange.status} {exchange.error_code or ''}".strip()
        outcome += ", marked as a replay" if exchange.is_replay else ""
        key, body = exchange.idempotency_key, exchange.request_body[:LONGEST_BODY]
        has_deleted = exchange.succeeded and "x-deletes" in operation.extensions
        fields = _fields(exchange.request_json)
        times, refused = (exchange.started_at, _ended(exchange)), not exchange.succeeded
        request = _Request(exchange.number, *times, words, fields, outcome, key, body, about, has_deleted, refused)
        self._requests.append(request)

    def before(self, exchange: Exchange, deviation: Deviation) -> tuple[str, ...]:
        """The requests before an exchange, or beside it, that a deviation in it is understood by; at most five.

        They had its key, or one that a server may take for it, or changed the thing that it is about; of a list, those
        that are named in what was expected or observed. The last one is of the operation that showed something else,
        where the deviation says which that is, such as `as listApps shows it`.
        """
        before, since = [one for one in self._requests if one.number < exchange.number], deviation.since
        beside = [one for one in self._requests if one.number > exchange.number and _is_at_once(one, exchange)]
        said = _with_its_key([*before, *beside], exchange, deviation) or _with_its_things(before, exchange, deviation)
        deletion = _deletion(before, exchange)
        if deletion:
            said[deletion.number] = str(deletion)
        rows = list(_in_a_row([(number, said[number]) for number in sorted(said)]))
        if len(rows) > MOST_SAID:
            # The first, the deletion wherever it stands, and the last.
            first, *rest = rows
            gone = [row for row in rest if deletion and deletion.number in row[0]]
            others = [row for row in rest if row not in gone]
            rows = sorted([first, *gone, *others[len(gone) + 1 - MOST_SAID :]])
        return *(line for _, line in rows), *self._elsewhere(exchange, since, said)

    def _elsewhere(self, exchange: Exchange, since: str, said: Container[int]) -> Iterator[str]:
        """The request that showed the same thing elsewhere, for those with the same path parameters.

        The newest before the exchange, or the first one after it where the reason says so.
        """
        _, elsewhere = shown_elsewhere(since)
        # Of one of many things that an answer shows, the reason says which it is.
        about = {**dict(NAMED.findall(since)), **exchange.path_values}
        successes, is_later = self._successes.get(elsewhere, []), bool(SHOWED_LATER.search(since))
        for success in successes if is_later else reversed(successes):
            is_same = any(all(one[name] == about[name] for name in one.keys() & about) for one in success.about)
            if is_same and (success.number > exchange.number if is_later else success.number < exchange.number):
                if success.number not in said:
                    yield f"{success.words}{AFTERWARDS if is_later else ''}"
                return

    def _about(self, exchange: Exchange) -> tuple[dict[str, str], ...]:
        """The path parameters of the things that a request made, or of the one that it was about."""
        creates = exchange.operation.creates if exchange.operation else None
        if not creates:
            return (exchange.path_values,)
        kind = self._spec.resources[creates["resource"]]
        identifiers = made(exchange).values() if kind.parameter else ()
        return tuple(kind.path(exchange.path_values, str(identifier)) for identifier in identifiers)


def _in_words(exchange: Exchange) -> str:
    """The method, the path and the query of a request."""
    address = urlsplit(exchange.url)
    return f"{exchange.method} {address.path}{f'?{address.query}' if address.query else ''}"


def _in_a_row(lines: list[tuple[int, str]]) -> Iterator[tuple[list[int], str]]:
    """The numbers of the requests that make the same line one after the other, and the line with how many they are."""
    for line, same in groupby(lines, key=lambda one: one[1]):
        numbers = [number for number, _ in same]
        yield numbers, f"{line}{f', {len(numbers)} times' if len(numbers) > 1 else ''}"


def _with_its_key(before: Sequence[_Request], exchange: Exchange, deviation: Deviation) -> dict[int, str]:
    """The requests with the key of an exchange, by their numbers; or with one that may have been taken for it."""
    key = exchange.idempotency_key
    if not key:
        return {}
    if said := {one.number: _with_key(one, exchange) for one in before if one.key == key}:
        return said
    if deviation.kind not in OF_KEYS:
        return {}
    words = _in_words(exchange)
    alike = ((one, how_text_changed(key, one.key)) for one in before if one.key and one.words == words)
    return {
        one.number: _with_key(one, exchange, f" {how}{_first_difference(key, one.key or '')}")
        for one, how in alike
        if how != ANOTHER
    }


def _first_difference(key: str, other: str) -> str:
    """Where another key has another character: most of a long one would hide it."""
    places = [index for index, pair in enumerate(zip(key, other, strict=False)) if pair[0] != pair[1]]
    return f", {other[places[0]]!r} in place of {key[places[0]]!r} at {places[0] + 1}," if places else ""


def _with_its_things(before: Sequence[_Request], exchange: Exchange, deviation: Deviation) -> dict[int, str]:
    """The requests that made and changed what an exchange shows or changes, by their numbers."""
    operation = exchange.operation
    if operation is None or operation.creates:
        return {}
    if shows_many(operation):
        named = set(QUOTED.findall(f"{deviation.expected} {deviation.observed} {deviation.since}"))
        acted = [one for one in before if any(named.intersection([*about.values()][-1:]) for about in one.about)]
    else:
        acted = [one for one in before if exchange.path_values and exchange.path_values in one.about]
    # What was refused changes nothing; the last of them may have done so all the same.
    acted = [one for one in acted if one is acted[-1] or not one.was_refused]
    # What is read was sent with the last of them.
    last = acted[-1].body if acted and is_safe(operation) else None
    return {one.number: one.in_full(split(path_of(deviation.place))) if one.body == last else str(one) for one in acted}


def _deletion(before: Sequence[_Request], exchange: Exchange) -> _Request | None:
    """The last deletion of the thing that an exchange is about, or of its owner."""
    path = f"{urlsplit(exchange.url).path}/"
    deletions = (one for one in reversed(before) if one.has_deleted)
    return next((one for one in deletions if path.startswith(f"{one.words.partition(' ')[2]}/")), None)


def _fields(body: Any) -> str:
    """The fields that a body sends, in words."""
    names = list(body) if isinstance(body, dict) else []
    more = [f"{len(names) - MOST_FIELDS} more"] if len(names) > MOST_FIELDS else []
    return f" with {', '.join([*names[:MOST_FIELDS], *more])}" if names else ""


def _with_key(request: _Request, exchange: Exchange, how: str = "") -> str:
    """A request with the key of a later one, changed as `how` says: whether its body was the same, and its outcome."""
    same = _how_bodies_differ(request.body, exchange.request_body)
    at_once = AT_ONCE if _is_at_once(request, exchange) else ""
    return f"{request.words} with this key{how} and {same}{at_once}: {request.outcome}"


def _is_at_once(request: _Request, exchange: Exchange) -> bool:
    """Whether a request was under way while another one was."""
    return request.started < _ended(exchange) and exchange.started_at < request.ended


def _ended(exchange: Exchange) -> float:
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
