"""What has settled: every answer shows it alike, what is over stays over, and counts do not decrease."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from contract_tests.judging.agreement import Found
from contract_tests.judging.compared import compared
from contract_tests.judging.exchange import Exchange
from contract_tests.judging.lifecycle import Lifecycle
from contract_tests.judging.shown_things import LAG_SECONDS, MOST_THINGS, OwnThing, SharedThing
from contract_tests.judging.states import is_same, only, without
from contract_tests.judging.values import is_number, number_of
from scripts.spec.pointers import ABSENT, child, get, parent


@dataclass
class _Thing:
    """What answers have shown of one thing."""

    fixed: OwnThing
    others: SharedThing
    below: tuple[str, ...]
    since: float
    # By place, the answer that reached a value for good, and the value: the end of being active, a greatest count.
    reached: dict[str, tuple[Exchange, Any]] = field(default_factory=dict)


class Settled:
    """Holds each answer about what has settled against those before it: `settled.read(exchange, shown, place)`.

    Args:
        lifecycle: Where it shows.
    """

    def __init__(self, lifecycle: Lifecycle) -> None:
        self._lifecycle = lifecycle
        self._things: dict[str, _Thing] = {}

    def knows(self, identifier: str, owner: tuple[str, ...], now: float) -> bool:
        """Whether an answer has shown a thing of an owner so long ago that every other one has to find it."""
        known = self._things.get(identifier)
        return known is not None and known.below == owner and now - known.since > LAG_SECONDS

    def read(self, exchange: Exchange, shown: Any, place: str) -> Iterator[Found]:
        """What an answer shows otherwise of a thing, or shows as it was long ago; `place` is where it shows it."""
        lifecycle, identifier = self._lifecycle, get(shown, self._lifecycle.identifier)
        if not isinstance(identifier, str):
            return
        fixed = only(shown, lifecycle.fixed)
        others = without(shown, lifecycle.active, *lifecycle.ends, *lifecycle.fixed)
        known = self._things.get(identifier)
        if known is None:
            if len(self._things) >= MOST_THINGS:
                return
            below, since = lifecycle.list_path(exchange), exchange.started_at
            known = _Thing(OwnThing(exchange, fixed), SharedThing(exchange, others), below, since)
            self._things[identifier] = known
        else:
            for odd in (*known.fixed.note(exchange, fixed), *known.others.note(exchange, others)):
                is_listed = odd.exchange.operation is lifecycle.list
                yield lifecycle.odd(odd, (f"/*{lifecycle.item}" if is_listed else lifecycle.field) + odd.pointer)
        yield from self._read_end(exchange, shown, place, known)

    def read_counts(self, exchange: Exchange, identifier: Any) -> Iterator[Found]:
        """A count of what has happened does not decrease."""
        known, holder = self._things.get(str(identifier)), parent(self._lifecycle.count)
        counts = get(exchange.json, holder)
        if known is None or not isinstance(counts, dict):
            return
        for name, count in counts.items():
            if not is_number(count):
                continue
            pointer = child(holder, name)
            first, most = known.reached.get(pointer, (exchange, count))
            if count < most and exchange.started_at - first.started_at > LAG_SECONDS:
                seconds = round(exchange.started_at - first.started_at)
                since = f"which {first.operation_id} showed of it {number_of(seconds, 'second')} before"
                yield exchange, self._lifecycle.deviation(exchange, pointer, f"at least {most}", str(count), since)
            if count > most or pointer not in known.reached:
                known.reached[pointer] = exchange.evidence, count

    def _read_end(self, exchange: Exchange, shown: Any, place: str, known: _Thing) -> Iterator[Found]:
        """A thing is not active again, and what it ended with stays as it is."""
        for pointer in (self._lifecycle.active, *self._lifecycle.ends):
            value = get(shown, pointer)
            is_final = value is False if pointer == self._lifecycle.active else value not in (None, ABSENT)
            if is_final:
                known.reached.setdefault(pointer, (exchange.evidence, value))
            first, final = known.reached.get(pointer, (exchange, value))
            is_late = exchange.started_at - first.started_at > LAG_SECONDS
            if is_late and value is not ABSENT and not is_same(value, final):
                before = " before" if first.operation is exchange.operation else ""
                since = f"as {first.operation_id} showed it{before}"
                yield exchange, self._lifecycle.deviation(exchange, place + pointer, *compared(final, value), since)
