"""Earlier requests: those that a finding about a later one cannot be understood without.

A key that comes again means nothing without the request that came with it first, and a thing that is shown otherwise
nothing without what changed it, and without the other answer that shows it.
"""

from __future__ import annotations

import re
from collections.abc import Container, Iterator, Sequence
from itertools import groupby, pairwise
from urllib.parse import urlsplit

from contract_tests.judging.consequences import CHANGES_NOTHING
from contract_tests.judging.described import path_of, shown_elsewhere
from contract_tests.judging.earlier_requests import (
    LONGEST_BODY,
    MOST_REQUESTS,
    REPLAY,
    Request,
    Success,
    ended,
    fields_in_words,
    is_at_once,
    with_another_key,
    with_its_key,
)
from contract_tests.judging.exchange import Exchange
from contract_tests.judging.finding import Deviation
from contract_tests.judging.making import made
from contract_tests.judging.shown_things import LATER
from scripts.spec.pointers import split
from scripts.spec.resources import is_safe, shows_many
from scripts.spec.spec import Spec

# What came first, and what came last before the finding.
MOST_SAID = 4
# What is said of a request that came after the finding.
AFTERWARDS = ", afterwards"
CHANGED_BY = re.compile(rf" before (\w+), {CHANGES_NOTHING}")
SHOWED_LATER = re.compile(rf"^as \w+ showed (?:it|\w+ '[^']*'){LATER}\b")
NAMED = re.compile(r"(\w+) '([^']+)'")
QUOTED = re.compile(r"'([^']+)'")
# The kind of findings about the pages of a collection.
PAGING = "paging"
# Why a thing is not found where it was asked for.
BELONGS = " belongs to "


class Earlier:
    """Keeps the requests of a run that changed or showed something: `earlier.before(exchange)`.

    Args:
        spec: The contract.
    """

    def __init__(self, spec: Spec) -> None:
        self._spec = spec
        self._requests: list[Request] = []
        # By operation, its successes, since each may show something.
        self._successes: dict[str, list[Success]] = {}

    def note(self, exchange: Exchange) -> None:
        """Keep a request of an operation."""
        operation = exchange.operation
        if operation is None:
            return
        words, about = exchange.request_line, self._about(exchange)
        successes = self._successes.setdefault(operation.id, [])
        if exchange.succeeded and len(successes) < MOST_REQUESTS:
            successes.append(Success(exchange.number, f"{words}: {exchange.status}", about))
        if is_safe(operation) or len(self._requests) >= MOST_REQUESTS:
            return
        outcome = f"{exchange.status} {exchange.error_code or ''}".strip()
        outcome += REPLAY if exchange.is_replay else ""
        key, body = exchange.idempotency_key, exchange.request_body[:LONGEST_BODY]
        request = Request(
            number=exchange.number,
            operation=operation.id,
            started=exchange.started_at,
            ended=ended(exchange),
            words=words,
            fields=fields_in_words(exchange.request_json),
            outcome=outcome,
            key=key,
            body=body,
            about=about,
            has_deleted=exchange.succeeded and "x-deletes" in operation.extensions,
            was_refused=not exchange.succeeded,
        )
        self._requests.append(request)

    def before(self, exchange: Exchange, deviation: Deviation) -> tuple[str, ...]:
        """The requests before an exchange, or beside it, that a deviation in it is understood by; at most five.

        They had its key, or one that a server may take for it, or changed the thing that it is about; of a list, those
        that are named in what was expected or observed. The last one is of the operation that showed something else,
        where the deviation says which that is, such as `as listApps shows it`.
        """
        before, since = [one for one in self._requests if one.number < exchange.number], deviation.since
        beside = [one for one in self._requests if one.number > exchange.number and is_at_once(one, exchange)]
        said = with_its_key([*before, *beside], exchange, deviation) or _with_its_things(before, exchange, deviation)
        deletion = _deletion(before, exchange)
        for one in filter(None, (deletion, _acting(before, since), _counted(before, exchange, deviation))):
            said[one.number] = str(one)
        rows = list(_in_a_row([(number, said[number]) for number in sorted(said)]))
        if len(rows) > MOST_SAID:
            # The first, the deletion wherever it stands, and the last.
            first, *rest = rows
            gone = [row for row in rest if deletion and deletion.number in row[0]]
            others = [row for row in rest if row not in gone]
            rows = sorted([first, *gone, *others[len(gone) + 1 - MOST_SAID :]])
        return *(line for _, line in rows), *self._elsewhere(exchange, since, said)

    def pairs_at_once(self, exchange: Exchange) -> int:
        """How many pairs of requests of the same operation, with one key each, were under way at once."""
        by_key: dict[str, list[Request]] = {}
        for one in self._requests:
            if one.key and one.operation == exchange.operation_id:
                by_key.setdefault(one.key, []).append(one)
        return sum(any(one.ended > other.started for one, other in pairwise(some)) for some in by_key.values())

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


def _in_a_row(lines: list[tuple[int, str]]) -> Iterator[tuple[list[int], str]]:
    """The numbers of the requests that make the same line one after the other, and the line with how many they are."""
    for line, same in groupby(lines, key=lambda one: one[1]):
        numbers = [number for number, _ in same]
        yield numbers, f"{line}{f', {len(numbers)} times' if len(numbers) > 1 else ''}"


def _with_its_things(before: Sequence[Request], exchange: Exchange, deviation: Deviation) -> dict[int, str]:
    """The requests that made and changed what an exchange shows or changes, by their numbers."""
    operation = exchange.operation
    if operation is None or operation.creates:
        return {}
    if shows_many(operation) or BELONGS in deviation.since:
        named = set(QUOTED.findall(f"{deviation.expected} {deviation.observed} {deviation.since}"))
        acted = [one for one in before if any(named.intersection([*about.values()][-1:]) for about in one.about)]
    else:
        acted = [one for one in before if exchange.path_values and exchange.path_values in one.about]
    # What was refused changes nothing; the last of them may have done so all the same.
    acted = [one for one in acted if not one.was_refused or (one is acted[-1] and BELONGS not in deviation.since)]
    # What is read was sent with the last of them.
    last = acted[-1].body if acted and is_safe(operation) else None
    fields = split(path_of(deviation.place))
    full = {one.number: one.in_full(fields, otherwise_whole=one.body == last) for one in acted}
    return {one.number: full[one.number] + with_another_key(one, exchange) for one in acted}


def _acting(before: Sequence[Request], since: str) -> Request | None:
    """The last request of the operation that has changed what it was to leave alone, where a reason names it."""
    named = CHANGED_BY.search(since)
    return next((one for one in reversed(before) if named and one.operation == named[1]), None)


def _counted(before: Sequence[Request], exchange: Exchange, deviation: Deviation) -> Request | None:
    """The last request that made a collection longer or shorter, for a finding about its pages or how many it has."""
    path = urlsplit(exchange.url).path
    changes = (one for one in reversed(before) if not one.was_refused and deviation.kind == PAGING)
    return next((one for one in changes if path in (one.path, one.has_deleted and one.path.rpartition("/")[0])), None)


def _deletion(before: Sequence[Request], exchange: Exchange) -> Request | None:
    """The last deletion of the thing that an exchange is about, or of its owner."""
    path = f"{urlsplit(exchange.url).path}/"
    deletions = (one for one in reversed(before) if one.has_deleted)
    return next((one for one in deletions if path.startswith(f"{one.path}/")), None)
