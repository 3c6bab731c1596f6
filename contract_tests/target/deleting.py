"""The deletion of a thing that a run made or found: tried again where nothing came of it."""

from __future__ import annotations

import time

from contract_tests.sending.exceptions import BudgetSpent, CouldNotRun, Inconclusive, NoAnswer
from contract_tests.sending.run import Run
from contract_tests.sending.things import Thing
from contract_tests.target.refusing import release

PAUSES_SECONDS = (0.0, 0.3, 1.0)


class Deleting:
    """Deletes things: `deleting.why_left(thing)` is None for one that is gone.

    Args:
        run: The run to send through.
    """

    def __init__(self, run: Run) -> None:
        self._run = run
        # Once trying again was of no use, everything else is tried once.
        self._pauses: tuple[float, ...] = PAUSES_SECONDS

    def why_left(self, thing: Thing) -> str | None:
        """Delete a thing that the guard admits, and say why it could not be deleted, or None."""
        why = None
        for pause in self._pauses:
            time.sleep(pause)
            try:
                why, again = self._delete(thing)
            except NoAnswer as error:
                why, again = str(error), True
            except (CouldNotRun, BudgetSpent, Inconclusive) as error:
                return str(error)
            if not again:
                return why
        self._pauses = PAUSES_SECONDS[:1]
        return why

    def _delete(self, thing: Thing) -> tuple[str | None, bool]:
        """Why a thing could not be deleted, and whether it may help to try again."""
        deleter = thing.resource.deleter
        assert deleter is not None
        not_found = thing.resource.not_found["status"]
        exchange = self._run.send(deleter, thing.path)
        if 400 <= exchange.status < 500 and exchange.status != not_found and release(self._run, thing):
            exchange = self._run.send(deleter, thing.path)
        if exchange.succeeded or exchange.status == not_found:
            thing.is_deleted = True
            return None, False
        return f"{deleter.id} answered {exchange.status}", exchange.status >= 500
