"""The first call of each operation, which has to succeed before anything else about it is believed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from contract_tests.judging.exchange import Exchange
from contract_tests.judging.making import asked_for, failures
from contract_tests.sending.exceptions import NoAnswer
from contract_tests.sending.run import Run
from contract_tests.target.at_limits import picks
from scripts.spec.operations import Operation

if TYPE_CHECKING:
    from contract_tests.target.data import TargetData

RULE = "liveness/answers"
NOT_ALIVE = "the operation does not succeed even when it should"


class FirstCalls:
    """Makes the first call of each operation, once: `calls.why_unusable(operation, path)`.

    Args:
        run: The run to send through.
        data: The target's data.
    """

    def __init__(self, run: Run, data: TargetData) -> None:
        self._run, self._data = run, data
        self._unusable: dict[str, str | None] = {}

    def why_unusable(self, operation: Operation, path: dict[str, str]) -> str | None:
        """Why an operation is of no use, or None; that it does not succeed is reported."""
        if operation.id not in self._unusable:
            with self._run.rule(RULE):
                self._unusable[operation.id] = self._first_call(operation, path)
        return self._unusable[operation.id]

    def _first_call(self, operation: Operation, path: dict[str, str]) -> str | None:
        """Why an operation is of no use, or None; where others deleted what it was called on, it is called again."""
        try:
            why = self._call(operation, path)
            other = self._data.path(operation) if why else None
            return self._call(operation, other) if other and other != path else why
        except NoAnswer as error:
            # Nobody else needs to wait for it, or to create what nobody hears of.
            return str(error)

    def _call(self, operation: Operation, path: dict[str, str]) -> str | None:
        """Make the call that has to succeed, report it if it does not, and say why nothing else can be asked."""
        if not operation.creates:
            # Without an idempotency key, which is optional.
            exchange = self._run.send(operation, path, body=self._data.resources.body(operation))
            deletes = "x-deletes" in operation.extensions
            if exchange.status == 404 and not deletes and self._is_gone(operation, path):
                return "what it was called on was deleted meanwhile"
            self._run.expect_success(exchange)
            return None if exchange.succeeded else NOT_ALIVE
        exchange = self._first_creation(operation, path)
        if exchange.status == 400 and not self._accepts_more(operation, path):
            return "it refuses every body, with every choice that the target's data call eligible"
        self._run.expect_success(exchange)
        if failed := failures(exchange):
            batch = operation.extensions["x-batch"]
            place = f"response {exchange.status} body {batch['results']}/*{batch['failed']}"
            words = "each of them made", f"{len(failed)} of {asked_for(operation, exchange.request_json)} not made"
            self._run.differs(exchange, place, *words, f"{operation.pointer}/x-batch", "batch")
        return None if exchange.succeeded else NOT_ALIVE

    def _is_gone(self, operation: Operation, path: dict[str, str]) -> bool:
        """Whether a collection no longer shows what a path names, so that not finding it is right."""
        for parameter in operation.path_parameters:
            if parameter.owner:
                self._data.items(self._data.collection(parameter), path, fresh=True)
                if path[parameter.name] not in self._data.identifiers(parameter, path):
                    return True
        return False

    def _first_creation(self, operation: Operation, path: dict[str, str]) -> Exchange:
        """Create without an idempotency key, which is optional, or with one where the answer to that was lost."""
        try:
            return self._data.resources.create(operation, path, headers={})
        except NoAnswer:
            return self._data.resources.create(operation, path)

    def _accepts_more(self, operation: Operation, path: dict[str, str]) -> bool:
        """Whether an operation that refuses the smallest body accepts one with a choice, or with every field.

        Where it does not, the target may have nothing eligible, and what that gets is published nowhere.
        """
        choices = self._data.choices.eligible(operation, path)
        bodies = [
            {**fields, **pick}
            for fields in ({}, self._data.resources.every_field(operation))
            for pick in picks(choices)
        ]
        return not choices or any(
            self._data.resources.create(operation, path, body=self._data.resources.body(operation, **body)).succeeded
            for body in bodies
        )
