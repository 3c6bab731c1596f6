"""How what a run created settles, and how it is told from what others made meanwhile."""

from __future__ import annotations

import itertools
import time
from collections import Counter
from typing import Any

from contract_tests.sending.exceptions import Inconclusive
from contract_tests.sending.run import Run
from contract_tests.target.collections import items_of
from contract_tests.target.creation import Creation
from scripts.spec.operations import Operation
from scripts.spec.pointers import each, get

# A list may lag behind a creation, but not for long.
MAX_ABSENCES = 3
POLL_SECONDS = (0.1, 0.2, 0.4, 0.8, 1.6, 3.0)


class Vanished(Inconclusive):
    """What was created is no longer to be found, or is not recognised any more."""


class Settling:
    """Waits for what a run created: `settling.settle(creation)`.

    Args:
        run: The run to send through.
    """

    def __init__(self, run: Run) -> None:
        self._run = run
        self._before: dict[tuple[str, ...], set[str]] = {}

    def look_before(self, operation: Operation, path: dict[str, str]) -> None:
        """Remember what had settled for an owner before this run created anything there."""
        lifecycle = operation.extensions.get("x-lifecycle")
        if lifecycle and tuple(path.values()) not in self._before:
            collection = self._run.spec.operations[lifecycle["poll"]]
            items = items_of(self._run.send(collection, path))
            settled = each(items, "/*" + lifecycle["settled"]["identifier"])
            self._before[tuple(path.values())] = set(map(str, settled))

    def settle(self, creation: Creation) -> Any:
        """Poll until a creation has settled, and give the item that it became.

        Raises:
            Inconclusive: It failed, or did not settle within the run's settle timeout.
        """
        lifecycle = creation.operation.extensions["x-lifecycle"]
        collection = self._run.spec.operations[lifecycle["poll"]]
        pauses, absences = itertools.chain(POLL_SECONDS, itertools.repeat(POLL_SECONDS[-1])), 0
        while True:
            items = items_of(self._run.send(collection, creation.path))
            settled = self._settled(creation, items)
            if settled:
                return settled[0]
            pending = [item for item in items if creation.is_pending(item)]
            if pending and get(pending[0], lifecycle["pending"]["status"]) in lifecycle["failed"]:
                raise Inconclusive("what was created failed to be scheduled")
            absences += not pending
            if absences > MAX_ABSENCES:
                raise Vanished("the created thing is missing from the collection")
            pause = next(pauses)
            if time.time() + pause > creation.exchange.started_at + self._run.options.settle_timeout:
                raise Inconclusive(f"nothing settled within {self._run.options.settle_timeout:g} s")
            with self._run.waits("for what was created to settle"):
                time.sleep(pause)

    def unrecognised(self, creation: Creation, items: list[Any]) -> list[Any]:
        """Settled items that came during this run to the owner of a creation, and are recognised as no creation."""
        identifier = creation.operation.extensions["x-lifecycle"]["settled"]["identifier"]
        before = self._before.get(tuple(creation.path.values()), set())
        made = (one for one in self._run.creations.exchanges if one.operation is creation.operation)
        own = [Creation(creation.operation, one.path_values, one) for one in made]
        new = [item for item in items if isinstance(get(item, identifier), str) and get(item, identifier) not in before]
        return [item for item in new if not any(one.became(item) for one in own)]

    def _settled(self, creation: Creation, items: list[Any]) -> list[Any]:
        """What a creation became, as far as it can be told from what others have made.

        Raises:
            Inconclusive: Several things of the same title have come since.
        """
        identifier = creation.operation.extensions["x-lifecycle"]["settled"]["identifier"]
        before = self._before.get(tuple(creation.path.values()), set())
        found = [item for item in items if creation.became(item) and get(item, identifier) not in before]
        if len({get(item, identifier) for item in found}) > 1:
            raise Inconclusive("somebody else has made a thing of the same title")
        return found


def occurrences(creation: Creation, items: list[Any]) -> int:
    """How often a collection shows a creation, before or after it has settled.

    A test of somebody else may have the same title: what settled counts once for each identifier.
    """
    pending = [item for item in items if creation.is_pending(item)]
    lifecycle = creation.operation.extensions.get("x-lifecycle")
    if lifecycle is None:
        return len(pending)
    settled = [get(item, lifecycle["settled"]["identifier"]) for item in items if creation.became(item)]
    becoming = [get(item, lifecycle["pending"]["settled"]) for item in pending]
    if pending:
        return len(pending) + sum(identifier in becoming for identifier in settled)
    return max(Counter(settled).values(), default=0)
