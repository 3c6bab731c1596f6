"""What answers have last shown of single things, until something is sent that may change them."""

from __future__ import annotations

from typing import Any

from contract_tests.judging.exchange import Exchange
from contract_tests.judging.states import state_of
from scripts.spec.operations import Operation
from scripts.spec.pointers import ABSENT, get
from scripts.spec.resources import Resource, is_safe, may_change, shown

Path = tuple[tuple[str, str], ...]
# Beyond that many answers the oldest are forgotten.
MOST_KEPT = 50


class LastSeen:
    """Remembers things so that they need not be read again: `last_seen.by(reader, path)`."""

    def __init__(self) -> None:
        # By operation and path parameters, the latest last.
        self._states: dict[tuple[str, Path], tuple[Operation, Any]] = {}

    def note(self, exchange: Exchange) -> None:
        """Take an exchange into account: what it may have changed is forgotten, what it shows is remembered."""
        operation = exchange.operation
        if operation is None:
            return
        if not is_safe(operation) and not _was_to_be_refused(exchange):
            self._forget_around(operation, exchange.path_values)
        state = ABSENT if operation.creates or exchange.is_replay else state_of(exchange)
        if state is not ABSENT:
            key = operation.id, _sorted(exchange.path_values)
            self._states.pop(key, None)
            self._states[key] = operation, state
            for oldest in list(self._states)[:-MOST_KEPT]:
                del self._states[oldest]

    def forget(self) -> None:
        """Forget everything: nobody knows what came of a request."""
        self._states.clear()

    def by(self, operation: Operation, path: dict[str, str]) -> Any:
        """The state of a thing that an operation showed; ABSENT where it may have changed since."""
        return self._states.get((operation.id, _sorted(operation.own_path(path))), (None, ABSENT))[1]

    def value(self, kind: Resource, path: dict[str, str], pointer: str) -> Any:
        """What the latest answer has at a pointer into a thing; ABSENT where it may have changed since."""
        found = (
            get(state, pointer)
            for (_, named), (operation, state) in reversed(list(self._states.items()))
            if shown(operation)["resource"] == kind.name and dict(named).items() <= path.items()
        )
        return next((one for one in found if one is not ABSENT), ABSENT)

    def _forget_around(self, operation: Operation, path: dict[str, str]) -> None:
        """Forget the thing that a request was sent to, what stands above it, and what below unless it made that."""
        for key in list(self._states):
            if may_change(operation, path, dict(key[1])):
                self._states.pop(key, None)


def _was_to_be_refused(exchange: Exchange) -> bool:
    """Whether a request was refused as it was meant to be; any other refusal says that a state is not as it seemed."""
    return exchange.expects_refusal and exchange.has_changed_nothing


def _sorted(path: dict[str, str]) -> Path:
    return tuple(sorted(path.items()))
