"""What answers have shown of one thing, and which of two that differ is the odd one."""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from typing import Any

from contract_tests.judging.exchange import Exchange
from contract_tests.judging.states import Difference, canonical, differences, merged, taken, without
from scripts.spec.pointers import ABSENT, each, get, split

# A read or a list may lag behind a change, but not for longer.
LAG_SECONDS = 2.0
# How often a value has to come back before that is no change of somebody else's.
RETURNS = 2
# Beyond that many things of a kind nothing more is remembered.
MOST_THINGS = 2000
# What follows where something was shown in words, such as `as getApp showed it`.
LATER, BEFORE = " later", " before"
# Stands for a thing beside the names of its fields.
WHOLE = ""
# An answer, and what it shows of a thing.
Shown = tuple[Exchange, Any]


@dataclass(frozen=True)
class Odd:
    """An answer that shows a thing otherwise than others: where in the thing, and both values.

    `elsewhere` is the operation that showed the expected one, `is_later` whether that was after the odd answer.
    """

    exchange: Exchange
    pointer: str
    expected: Any
    observed: Any
    elsewhere: str
    is_later: bool = False


class OwnThing:
    """A thing that nobody but the run changes: `thing.note(exchange, state)`.

    Of two answers that differ the third one tells which is odd; from then on whatever differs from it is. Of the fields
    that one operation shows, those that a request can set do not get lost, nor do entries of maps.
    """

    def __init__(self, exchange: Exchange, state: Any, kept: Collection[str] = ()) -> None:
        self.since, self._kept = exchange.started_at, kept
        self._state, self._is_agreed = state, False
        self._rival: Shown | None = None
        # What each operation showed last.
        self._by_operation: dict[str, Shown] = {exchange.operation_id: (exchange.evidence, state)}
        self._loose: list[tuple[float, str]] = []

    def loosen(self, pointers: list[str]) -> None:
        """Let go of what a request may just have changed."""
        now = time.time()
        self._loose = [(moment, one) for moment, one in self._loose if now - moment < LAG_SECONDS]
        self._loose += [(now, one) for one in pointers]
        self._state, self._rival, self._is_agreed = self._steady(self._state, now), None, False
        steady = {name: (one, self._steady(state, now)) for name, (one, state) in self._by_operation.items()}
        self._by_operation = steady

    def note(self, exchange: Exchange, state: Any) -> Iterator[Odd]:
        """Take an answer into account; yield what is odd about it, or about one before it."""
        # An answer that takes its time shows how it was when it was asked for.
        state = self._steady(state, exchange.started_at)
        name = exchange.operation_id
        if self._is_agreed and state == self._state == self._by_name(name):
            return
        found = [(*one, self._shown_by(one).operation_id) for one in differences(self._state, state)]
        found += [(*one, name) for one in taken(self._by_name(name), state, self._kept)]
        if not found:
            if self._rival:
                odd, shown = self._rival
                for one in differences(self._state, shown):
                    yield Odd(odd, *one, name, is_later=name != self._shown_by(one).operation_id)
                yield from self._lost(*self._rival)
            self._agree(exchange, state)
        elif self._is_agreed:
            yield from (Odd(exchange, *one) for one in found)
        elif self._rival is None:
            self._rival = exchange.evidence, state
        elif not list(differences(self._rival[1], state)):
            for pointer, expected, observed in differences(self._state, self._rival[1]):
                odd = self._shown_by((pointer, expected, observed))
                yield Odd(odd, pointer, observed, expected, name, is_later=True)
            yield from self._lost(*self._rival)
            self._state = self._rival[1]
            self._by_operation = {self._rival[0].operation_id: self._rival}
            self._agree(exchange, state)

    def _by_name(self, operation: str) -> Any:
        """The state that an operation showed last, or None."""
        shown = self._by_operation.get(operation)
        return shown and shown[1]

    def _shown_by(self, difference: Difference) -> Exchange:
        """The answer that showed the expected value, be it one that shows a part of the thing."""
        pointer, expected, _ = difference
        first, *_ = (one for one, _ in self._by_operation.values())
        return next((one for one, state in self._by_operation.values() if expected in each(state, pointer)), first)

    def _agree(self, exchange: Exchange, state: Any) -> None:
        self._state = merged(self._state, state)
        self._by_operation[exchange.operation_id] = exchange.evidence, state
        self._is_agreed, self._rival = True, None

    def _lost(self, exchange: Exchange, state: Any) -> Iterator[Odd]:
        """What an answer does not show any more of what its operation had shown."""
        name = exchange.operation_id
        yield from (Odd(exchange, *one, name) for one in taken(self._by_name(name), state, self._kept))

    def _steady(self, state: Any, at: float) -> Any:
        """A state without what had been changed so lately, at a moment, that answers might still show how it was."""
        return without(state, *(pointer for moment, pointer in self._loose if at - moment < LAG_SECONDS))


class _Values:
    """The values that were shown at one place, one after the other, and how often each."""

    def __init__(self, value: Any, operation: str, readings: int) -> None:
        self._last = canonical(value)
        self._counts, self._returns = Counter({self._last: readings}), 0
        # Each value, and the operation that showed it first.
        self._examples = {self._last: (value, operation)}

    def note(self, value: Any, operation: str) -> bool:
        """Take a value into account, and tell whether it is one of few that come and go, or comes between these."""
        text = canonical(value)
        self._returns += text != self._last and text in self._counts
        self._last = text
        self._examples.setdefault(text, (value, operation))
        self._counts[text] += 1
        return self._returns >= RETURNS and self._counts[text] <= min(self._counts.values())

    @property
    def usual(self) -> tuple[Any, str]:
        """The value that was shown most often, and the operation that showed it first."""
        return self._examples[self._counts.most_common(1)[0][0]]


class SharedThing:
    """A thing that others may change, too, but for what is constant: `thing.note(exchange, state)`."""

    def __init__(self, exchange: Exchange, state: Any, constant: Collection[str] = ()) -> None:
        self.since, self._constant = exchange.started_at, constant
        self._state, self._readings = state, 1
        # By field, the operation that showed it last, other than as it should be where that is constant.
        self._shown_by = _fields_by(exchange, state)
        # By place, since a difference was first seen there.
        self._values: dict[str, _Values] = {}

    def loosen(self, pointers: list[str]) -> None:
        """Forget how often which value was shown."""
        self._values.clear()
        self._readings = 0

    def note(self, exchange: Exchange, state: Any) -> Iterator[Odd]:
        """Take an answer into account; yield where it shows one of few values that come and go, or another constant."""
        if state == self._state and not self._values:
            self._readings += 1
            return
        shown_by = _fields_by(exchange, state)
        for pointer, expected, observed in differences(self._state, state):
            field = next(iter(split(pointer)), WHOLE)
            before_by = self._shown_by.get(field, self._shown_by[WHOLE])
            if pointer in self._constant:
                # The first is held on to.
                yield Odd(exchange, pointer, expected, observed, before_by)
                state = without(state, pointer)
                shown_by.pop(field, None)
                continue
            place = pointer.partition("/*")[0]
            before = get(self._state, place)
            self._values.setdefault(place, _Values(before, before_by, max(1, self._readings)))
        for place, values in self._values.items():
            value = get(state, place)
            if value is not ABSENT and values.note(value, exchange.operation_id):
                usual, operation = values.usual
                yield from (Odd(exchange, place + one[0], *one[1:], operation) for one in differences(usual, value))
        self._readings += 1
        self._state = merged(self._state, state)
        self._shown_by |= shown_by


def _fields_by(exchange: Exchange, state: Any) -> dict[str, str]:
    """The fields that an answer shows of a thing, each with its operation, and the thing itself, be it a list."""
    return dict.fromkeys([WHOLE, *(state if isinstance(state, dict) else ())], exchange.operation_id)
