"""Courses: what was created goes from waiting to settled and never back, and every answer shows it alike meanwhile."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from contract_tests.judging.agreement import Found
from contract_tests.judging.compared import compared
from contract_tests.judging.exchange import Exchange
from contract_tests.judging.expressions import body_pointer, evaluate, path_parameter
from contract_tests.judging.finding import Deviation
from contract_tests.judging.listings import Memory, broken_listing, broken_once
from contract_tests.judging.shown_things import LAG_SECONDS, Odd, OwnThing, SharedThing
from contract_tests.judging.states import canonical, is_same, only, placed, without
from contract_tests.judging.values import describe, instant, is_number
from scripts.spec.operations import Operation
from scripts.spec.pointers import ABSENT, child, get, parent
from scripts.spec.spec import Spec

RULE = "lifecycle/every-answer"
MOST_THINGS = 2000


@dataclass
class _Settled:
    """What answers have shown of one thing that has settled."""

    fixed: OwnThing
    others: SharedThing
    since: float
    # By place, the value that was reached for good and when: the end of being active, a greatest count.
    reached: dict[str, tuple[float, Any]] = field(default_factory=dict)


class Courses:
    """Holds each answer about what settles against those before it: `courses.read(exchange)`.

    Args:
        spec: The contract.
    """

    def __init__(self, spec: Spec) -> None:
        self._courses = [_Course(spec, one) for one in spec.operations.values() if "x-lifecycle" in one.extensions]

    def is_about(self, exchange: Exchange) -> bool:
        """Whether an answer shows what settles."""
        return exchange.succeeded and any(one.shows(exchange.operation) for one in self._courses)

    def forget(self) -> None:
        """Nothing that the run sends changes what settles."""

    def read(self, exchange: Exchange) -> list[Found]:
        """What contradicts answers before, each with the answer that is odd."""
        for course in self._courses:
            course.note_refusal(exchange)
        if not exchange.succeeded or not exchange.authentic or not exchange.is_json:
            return []
        return [found for course in self._courses for found in course.read(exchange)]


class _Course:
    """The course of what one operation creates."""

    def __init__(self, spec: Spec, creator: Operation) -> None:
        self._creator, self._lifecycle = creator, creator.extensions["x-lifecycle"]
        self._poll = spec.operations[self._lifecycle["poll"]]
        self._snapshot = self._lifecycle["snapshot"]
        self._reader = spec.operations[self._snapshot["operationId"]]
        repeats = self._snapshot["repeats"]
        self._item, self._field = repeats["item"], repeats["field"]
        self._active = str(self._snapshot["active"]).removeprefix(self._item)
        self._ends = _null_while(spec, self._poll, self._item, self._active)
        carried = [str(one["to"]) for one in self._lifecycle["carries"]]
        fixed = [self._lifecycle["settled"]["timestamp"], *carried]
        self._fixed = [pointer.removeprefix(self._item) for pointer in fixed]
        # Where an item shows what was asked for.
        self._request = str(self._lifecycle["pending"]["identifier"]).rpartition("/")[0]
        self._waiting: dict[tuple[str, str], OwnThing | SharedThing] = {}
        self._settled: dict[str, _Settled] = {}
        # The identifier and the time of what the run has created, by what carries over; and when it was seen settled.
        self._created: dict[str, tuple[str, datetime | None]] = {}
        self._settled_at: dict[str, float] = {}
        self._own: set[str] = set()
        # The statuses of what has settled, and by request, what it says that it has become.
        over = {*self._lifecycle["waiting"], *self._lifecycle["failed"]}
        self._scheduled = _documented_values(spec, self._poll, self._lifecycle["pending"]["status"]) - over
        self._named: dict[str, tuple[str, Exchange]] = {}
        self._lists = Memory(can_be_deleted="x-deletes" in _extensions_about(spec, creator))
        # When something was first seen to wait no longer.
        self._ended: dict[tuple[str, str], tuple[float, Any]] = {}
        # The reads of things that were not found, until a list tells whether they are there.
        self._not_found: dict[str, Exchange] = {}

    def shows(self, operation: Operation | None) -> bool:
        """Whether a success of an operation shows what settles."""
        return operation in (self._poll, self._reader)

    def note_refusal(self, exchange: Exchange) -> None:
        """Remember that something known was not found."""
        identifier = list(exchange.path_values.values())[-1] if exchange.path_values else ""
        is_refused = exchange.operation is self._reader and 400 <= exchange.status < 500 and exchange.authentic
        if is_refused and not exchange.expects_refusal and identifier in self._settled:
            self._not_found[identifier] = exchange.evidence

    def read(self, exchange: Exchange) -> Iterator[Found]:
        """What contradicts answers before."""
        if exchange.operation is self._creator:
            self._note_creation(exchange)
        elif exchange.operation is self._poll and isinstance(exchange.json, list):
            for item in exchange.json:
                yield from self._read_item(exchange, item)
            yield from self._read_list(exchange, exchange.json)
        elif exchange.operation is self._reader:
            shown = get(exchange.json, self._field)
            yield from self._read_settled(exchange, shown, self._field)
            yield from self._read_counts(exchange, get(shown, self._snapshot["repeats"]["identifier"]))

    def _note_creation(self, exchange: Exchange) -> None:
        creates = self._creator.creates or {}
        carried = [evaluate(one["from"], exchange) for one in self._lifecycle["carries"]]
        identifier = evaluate(creates["identifier"], exchange)
        if not isinstance(identifier, str) or exchange.is_replay:
            return
        if ABSENT not in carried:
            asked_at = evaluate(creates["timestamp"], exchange) if "timestamp" in creates else None
            self._created.setdefault(canonical(carried), (identifier, instant(asked_at)))
        state = self._still(placed(exchange.json, self._request))
        self._waiting.setdefault((str(exchange.path_values), identifier), OwnThing(exchange, state))

    def _read_item(self, exchange: Exchange, item: Any) -> Iterator[Found]:
        pending = self._lifecycle["pending"]
        waiting, settled = get(item, pending["identifier"]), get(item, self._lifecycle["settled"]["identifier"])
        if isinstance(settled, str):
            yield from self._read_settled(exchange, get(item, self._item), f"/*{self._item}")
            yield from self._read_origin(exchange, item)
        elif isinstance(waiting, str):
            yield from self._read_waiting(exchange, item, waiting)

    def _read_list(self, exchange: Exchange, items: list[Any]) -> Iterator[Found]:
        """What has settled once is in every later list, once."""
        shown = [get(item, self._lifecycle["settled"]["identifier"]) for item in items]
        identifiers = [one for one in shown if isinstance(one, str)]
        missing = self._lists.missing(
            str(exchange.path_values), identifiers, exchange.started_at, lambda one: one in self._own
        )
        for identifier in identifiers:
            if gone := self._not_found.pop(identifier, None):
                status, since = self._reader.success.status, f"since {self._poll.id} shows it before and after"
                promise = f"{self._creator.pointer}/x-lifecycle"
                words = "response status", status, str(gone.status)
                yield gone, Deviation("lifecycle", "breaking", *words, promise, since=since)
        for deviation in (*broken_once(exchange, identifiers), *broken_listing(exchange, missing)):
            yield exchange, deviation

    def _read_waiting(self, exchange: Exchange, item: Any, identifier: str) -> Iterator[Found]:
        pending = self._lifecycle["pending"]
        since, status = self._settled_at.get(identifier), get(item, pending["status"])
        key, is_waiting = (str(exchange.path_values), identifier), status in self._lifecycle["waiting"]
        place = f"/*{pending['status']}"
        if since is not None and exchange.started_at - since > LAG_SECONDS and is_waiting:
            words = "no longer there", describe(status), "since it has settled before"
            yield exchange, self._deviation(exchange, place, *words)
        yield from self._read_named(exchange, item, identifier, status)
        yield from self._read_owner(exchange, item)
        if not is_waiting:
            self._ended.setdefault(key, (exchange.started_at, status))
        elif key in self._ended and exchange.started_at - self._ended[key][0] > LAG_SECONDS:
            yield exchange, self._deviation(exchange, place, describe(self._ended[key][1]), describe(status))
        state = self._still(item)
        known = self._waiting.get(key)
        if known is None:
            if len(self._waiting) < MOST_THINGS:
                self._waiting[key] = SharedThing(exchange, state)
            return
        for odd in known.note(exchange, state):
            is_listed = odd.exchange.operation is self._poll
            yield self._found(odd, f"/*{odd.pointer}" if is_listed else odd.pointer.removeprefix(self._request))

    def _read_owner(self, exchange: Exchange, item: Any) -> Iterator[Found]:
        """What was asked for below an owner names that owner."""
        for echo in self._creator.extensions.get("x-echo", []):
            name, pointer = path_parameter(echo["from"]), self._request + body_pointer(echo["to"])
            shown, expected = get(item, pointer), exchange.path_values.get(name or "")
            if expected is not None and shown is not ABSENT and str(shown) != expected:
                words = describe(expected), describe(shown), "as in the path"
                yield exchange, self._deviation(exchange, f"/*{pointer}", *words)

    def _read_named(self, exchange: Exchange, item: Any, identifier: str, status: Any) -> Iterator[Found]:
        """What has been scheduled names what it has become."""
        pending, named = self._lifecycle["pending"], get(item, self._lifecycle["pending"]["settled"])
        place = f"/*{pending['settled']}"
        if isinstance(named, str):
            self._named.setdefault(identifier, (named, exchange.evidence))
        elif status in self._scheduled:
            words = "the identifier of what it has become", describe(named), f"since it is {status}"
            yield exchange, self._deviation(exchange, place, *words)

    def _still(self, item: Any) -> Any:
        """What does not change about something that waits."""
        pending = self._lifecycle["pending"]
        return without(item, pending["status"], pending["settled"])

    def _read_settled(self, exchange: Exchange, shown: Any, place: str) -> Iterator[Found]:
        """What an answer shows otherwise of a settled thing, or shows as it was long ago."""
        identifier = get(shown, self._snapshot["repeats"]["identifier"])
        if not isinstance(identifier, str):
            return
        fixed, others = only(shown, self._fixed), without(shown, self._active, *self._ends, *self._fixed)
        known = self._settled.get(identifier)
        if known is None:
            if len(self._settled) >= MOST_THINGS:
                return
            known = _Settled(OwnThing(exchange, fixed), SharedThing(exchange, others), exchange.started_at)
            self._settled[identifier] = known
        else:
            for odd in (*known.fixed.note(exchange, fixed), *known.others.note(exchange, others)):
                is_listed = odd.exchange.operation is self._poll
                yield self._found(odd, (f"/*{self._item}" if is_listed else self._field) + odd.pointer)
        yield from self._read_end(exchange, shown, place, known)

    def _read_end(self, exchange: Exchange, shown: Any, place: str, known: _Settled) -> Iterator[Found]:
        """What is over stays over: a thing is not active again, and what it ended with stays as it is."""
        for pointer in (self._active, *self._ends):
            value = get(shown, pointer)
            is_final = value is False if pointer == self._active else value not in (None, ABSENT)
            when, final = (
                known.reached.setdefault(pointer, (exchange.started_at, value))
                if is_final
                else (known.reached.get(pointer, (0.0, ABSENT)))
            )
            if final is ABSENT or value is ABSENT or exchange.started_at - when <= LAG_SECONDS:
                continue
            if not is_same(value, final):
                words = describe(final), describe(value)
                yield exchange, self._deviation(exchange, place + pointer, *words)

    def _read_counts(self, exchange: Exchange, identifier: Any) -> Iterator[Found]:
        """A count of what has happened does not decrease."""
        known, holder = self._settled.get(str(identifier)), parent(str(self._snapshot["bounded"]["field"]))
        counts = get(exchange.json, holder)
        for name, count in counts.items() if known and isinstance(counts, dict) else ():
            if not is_number(count) or known is None:
                continue
            pointer = child(holder, name)
            when, most = known.reached.get(pointer, (exchange.started_at, count))
            if count < most and exchange.started_at - when > LAG_SECONDS:
                yield exchange, self._deviation(exchange, pointer, f"at least {most}", str(count))
            if count > most or pointer not in known.reached:
                known.reached[pointer] = exchange.started_at, count

    def _read_origin(self, exchange: Exchange, item: Any) -> Iterator[Found]:
        """What the run asked for settles no earlier than it was asked for; from then on it waits no longer."""
        carried = canonical([get(item, one["to"]) for one in self._lifecycle["carries"]])
        if carried not in self._created:
            return
        identifier, asked_at = self._created[carried]
        self._settled_at.setdefault(identifier, exchange.started_at)
        self._own.add(str(get(item, self._lifecycle["settled"]["identifier"])))
        became = get(item, self._lifecycle["settled"]["identifier"])
        named, source = self._named.pop(identifier, (became, exchange))
        if named != became:
            place, since = f"/*{self._lifecycle['pending']['settled']}", "as what it has become is called"
            yield source, self._deviation(source, place, describe(became), describe(named), since)
        timestamp = self._lifecycle["settled"]["timestamp"]
        settled_at = instant(get(item, timestamp))
        if asked_at and settled_at and settled_at < asked_at:
            words = f"not before {asked_at}", str(settled_at), "when it was asked for"
            yield exchange, self._deviation(exchange, f"/*{timestamp}", *words)

    def _found(self, odd: Odd, place: str) -> Found:
        words, since = compared(odd.expected, odd.observed), f"as {odd.elsewhere} showed it"
        return odd.exchange, self._deviation(odd.exchange, place, *words, since)

    def _deviation(
        self, exchange: Exchange, pointer: str, expected: str, observed: str, since: str = "as before"
    ) -> Deviation:
        place, promise = f"response {exchange.status} body {pointer}", f"{self._creator.pointer}/x-lifecycle"
        return Deviation("lifecycle", "breaking", place, expected, observed, promise, since=since)


def _documented_values(spec: Spec, poll: Operation, pointer: str) -> set[str]:
    """The values that are documented for a place in an item."""
    schemas = [spec.at(one) for one in spec.find(poll.response_schema or "", f"/*{pointer}")]
    return {value for one in schemas for value in (*one.get("enum", ()), *one.get("x-extensible-enum", ()))}


def _extensions_about(spec: Spec, creator: Operation) -> set[str]:
    """The extensions of all operations that are about what an operation creates."""
    kind = spec.resources[(creator.creates or {})["resource"]]
    return {name for one in kind.operations for name in one.extensions}


def _null_while(spec: Spec, poll: Operation, item: str, active: str) -> list[str]:
    """The places in a settled thing that hold nothing while it is active."""
    found = spec.find(poll.response_schema or "", f"/*{item}")
    rules = [rule for pointer in found for rule in spec.at(pointer).get("x-invariants", [])]
    return [rule["value"] for rule in rules if rule.get("null-while") == active]
