"""What answers have shown of one thing, and which of two that differ is the odd one."""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Collection, Iterator
from dataclasses import dataclass, replace
from typing import Any

from contract_tests.judging.exchange import Exchange
from contract_tests.judging.states import Difference, canonical, differences, merged, taken, without
from scripts.spec.pointers import ABSENT, get, split

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
        self._source, self._state, self._is_agreed = exchange.evidence, state, False
        self._rival: tuple[Exchange, Any] | None = None
        self._by_operation: dict[str, Any] = {exchange.operation_id: state}
        self._loose: list[tuple[float, str]] = []

    def loosen(self, pointers: list[str]) -> None:
        """Let go of what a request may just have changed."""
        now = time.time()
        self._loose = [(moment, one) for moment, one in self._loose if now - moment < LAG_SECONDS]
        self._loose += [(now, one) for one in pointers]
        self._state, self._rival, self._is_agreed = self._steady(self._state, now), None, False
        self._by_operation = {name: self._steady(state, now) for name, state in self._by_operation.items()}

    def note(self, exchange: Exchange, state: Any) -> Iterator[Odd]:
        """Take an answer into account; yield what is odd about it, or about one before it."""
        # An answer that takes its time shows how it was when it was asked for.
        state = self._steady(state, exchange.started_at)
        if state == self._by_operation.get(exchange.operation_id) and self._is_agreed and state == self._state:
            return
        name = exchange.operation_id
        found = [(*one, self._shown_by(one)) for one in differences(self._state, state)]
        found += [(*one, name) for one in taken(self._by_operation.get(name), state, self._kept)]
        if not found:
            if self._rival:
                is_later = exchange.operation_id != self._source.operation_id
                found_again = self._odd(self._rival[0], self._state, self._rival[1], exchange.operation_id)
                yield from (replace(one, is_later=is_later) for one in found_again)
                yield from self._lost(*self._rival)
            self._agree(exchange, state)
        elif self._is_agreed:
            yield from (Odd(exchange, *one) for one in found)
        elif self._rival is None:
            self._rival = exchange.evidence, state
        elif not list(differences(self._rival[1], state)):
            found_later = self._odd(self._source, self._rival[1], self._state, exchange.operation_id)
            yield from (replace(one, is_later=True) for one in found_later)
            yield from self._lost(*self._rival)
            self._source, self._state = self._rival
            self._by_operation = {self._source.operation_id: self._state}
            self._agree(exchange, state)

    def _shown_by(self, difference: Difference) -> str:
        """The operation that showed the expected value, be it one that shows a part of the thing."""
        pointer, expected, _ = difference
        names = (name for name, state in self._by_operation.items() if get(state, pointer) == expected)
        return next(names, self._source.operation_id)

    def _agree(self, exchange: Exchange, state: Any) -> None:
        self._state = merged(self._state, state)
        self._by_operation[exchange.operation_id] = state
        self._is_agreed, self._rival = True, None

    def _odd(self, exchange: Exchange, expected: Any, observed: Any, elsewhere: str) -> Iterator[Odd]:
        yield from (Odd(exchange, *one, elsewhere) for one in differences(expected, observed))

    def _lost(self, exchange: Exchange, state: Any) -> Iterator[Odd]:
        """What an answer does not show any more of what its operation had shown."""
        name = exchange.operation_id
        yield from (Odd(exchange, *one, name) for one in taken(self._by_operation.get(name), state, self._kept))

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
