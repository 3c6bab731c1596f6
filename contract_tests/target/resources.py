"""What a run creates, and how it is found again, before and after it has settled."""

from __future__ import annotations

import itertools
import uuid
from collections.abc import Callable
from typing import Any

from contract_tests.judging.consequences import NOTHING_REFUSED
from contract_tests.judging.exchange import Exchange
from contract_tests.judging.making import asked_for, marks_sent
from contract_tests.judging.requests import keyed_fields
from contract_tests.judging.values import describe
from contract_tests.sending.marks import numbered
from contract_tests.sending.run import Run
from contract_tests.sending.things import mark_pointer
from contract_tests.target.at_limits import AtLimits
from contract_tests.target.collections import look_before, read_collection
from contract_tests.target.creation import Creation, creations, marker_field, marks_in
from contract_tests.target.entries import Entries
from contract_tests.target.keys import Keys
from contract_tests.target.samples import sample
from contract_tests.target.settling import Settling
from contract_tests.target.within import within
from scripts.spec.operations import Operation
from scripts.spec.pointers import ABSENT


class Resources:
    """Creates things for rules and keeps track of them: `resources.create(operation, path)`.

    Args:
        run: The run to send through.
        settling: What has to look at a collection before something is created there.
        path: Gives the path parameters that an operation is called with, or None.
    """

    def __init__(
        self, run: Run, settling: Settling, path: Callable[[Operation], dict[str, str] | None] = lambda operation: None
    ) -> None:
        self._run, self._settling = run, settling
        self._path, self._entries = path, Entries(run)
        self._label = run.gate.made.label
        self._numbers, self._keys = itertools.count(1), Keys(self._label)
        self.created: list[Creation] = []
        self.refused: list[tuple[Operation, dict[str, str], str]] = []

    def body(self, operation: Operation, **fields: Any) -> Any:
        """A body with a sample of each required field, the mark of this run, and `fields`; ABSENT if there is none."""
        if operation.request_schema is None:
            return ABSENT
        required = sample(self._run.spec, operation.request_schema)
        return {
            **required,
            **self._keyed(operation),
            **(self.mark(operation) if operation.creates else self._kept(operation, required)),
            **fields,
        }

    def _keyed(self, operation: Operation) -> dict[str, Any]:
        """The maps of a body whose keys name things of the target."""
        path = self._path(operation) if keyed_fields(self._run.spec, operation) else None
        return {} if path is None else self._entries.fields(operation, path)

    def mark(self, operation: Operation) -> dict[str, Any]:
        """The field by which a created thing is recognised later, with a text that is used once; one for each item."""
        field = marker_field(self._run.spec, operation)
        if field is None:
            return {}
        if "x-batch" not in operation.extensions:
            return {field: self.text()}
        return {field: self.marked(operation, field, sample(self._run.spec, operation.request_schema or "")[field])}

    def _kept(self, operation: Operation, body: dict[str, Any]) -> dict[str, Any]:
        """The mark for a change that has to name the field, so that the thing is recognised afterwards."""
        return {name: text for name, text in self.mark(operation).items() if name in body}

    def text(self) -> str:
        """A text that is used once."""
        return numbered(self._label, next(self._numbers))

    def key(self, operation: Operation, *, like: str | None = None) -> dict[str, str]:
        """The header with an idempotency key that is used once, where the operation takes one; `like` has its form."""
        return self._keys.next(operation) if like is None else self._keys.like(operation, like)

    def create(self, operation: Operation, path: dict[str, str], **request: Any) -> Exchange:
        """Create something and remember it if that worked; `request` is as for `Run.send`."""
        self._look_before(operation, path)
        request.setdefault("body", self.body(operation))
        request.setdefault("headers", self.key(operation))
        exchange = self._run.send(operation, path, **request)
        if exchange.succeeded:
            self.created += creations(operation, path, exchange)
        else:
            self.account(exchange)
        return exchange

    def account(self, exchange: Exchange) -> None:
        """Give back to the budget what was refused although it was in order, or report that it was made after all."""
        operation = exchange.operation
        if operation is None or exchange.succeeded or not self._run.gate.ledger.may_have_created(exchange):
            return
        lister = self._run.spec.operations[(operation.creates or {})["collection"]]
        listing = self._run.send(lister, exchange.path_values)
        missing = listing.status == exchange.status == 404
        sent = exchange.request_json
        asked = listing.succeeded and isinstance(sent, dict) and marker_field(self._run.spec, operation)
        items = read_collection(self._run, lister, exchange.path_values).items if asked else []
        there = marks_in(operation, items)
        made = [one for one in marks_sent(operation, sent) if one in there] if asked else []
        if missing or (asked and not made):
            self._run.gate.ledger.release_creation(operation, asked_for(operation, sent))
        # A text of ours is used once; another may be in the collection for another reason.
        if made and made[0].startswith(self._label) and 400 <= exchange.status < 500:
            place, pointer = f"response {listing.status} body", f"{operation.pointer}/x-creates"
            words = NOTHING_REFUSED, f"{describe(made[0])}, refused with {exchange.status}"
            self._run.differs(listing, place, *words, pointer, "duplicate")

    def refuse(self, operation: Operation, path: dict[str, str], **request: Any) -> Exchange:
        """Send what should be refused, and remember its mark, which must then be found nowhere."""
        self._look_before(operation, path)
        body = request.get("body")
        if "x-batch" in operation.extensions and isinstance(body, dict):
            # Should they be made after all, they have to be known again.
            request["body"] = {name: self.marked(operation, name, value) for name, value in body.items()}
        exchange = self._run.send(operation, path, expects_refusal=True, **request)
        if not exchange.succeeded:
            self.refused += [(operation, path, mark) for mark in marks_sent(operation, request.get("body", ABSENT))]
        return exchange

    def create_at_limits(self, operation: Operation, path: dict[str, str], choices: dict[str, list[str]]) -> None:
        """Create with every accepted value of every field, in few bodies; report refusals by field.

        Args:
            choices: By field, values that should be eligible. Which of them are is known once one was accepted.
        """
        AtLimits(self._run, self, operation, path, choices).create()

    def every_field(self, operation: Operation) -> dict[str, Any]:
        """An accepted value for every field of a body that has limits, but for the mark."""
        values = within(self._run.spec, operation)
        return {name: found[-1] for name, found in values.items() if name != marker_field(self._run.spec, operation)}

    def accepted_choices(self, operation: Operation, path: dict[str, str], name: str) -> list[str]:
        """The values of a field that were accepted when something was created for an owner."""
        created = [one for one in self.created if one.operation is operation and one.path == path]
        return sorted({choice for one in created for choice in one.exchange.request_json.get(name, [])})

    def in_turn(self, operation: Operation, path: dict[str, str]) -> dict[str, Any]:
        """Fields that are seldom sent so: two choices that were accepted, not in their order, and the least numbers."""
        if operation.request_schema is None:
            return {}
        fields = self._run.spec.at(operation.request_schema).get("properties", {}).items()
        choices = {name: self.accepted_choices(operation, path, name) for name, one in fields if "x-eligible" in one}
        least = {name: one["minimum"] for name, one in fields if one.get("type") == "integer" and "minimum" in one}
        return {name: found[:-3:-1] for name, found in choices.items() if len(found) > 1} | least

    def is_own(self, item: Any) -> bool:
        """Whether an item of a collection is what became of something that this run created."""
        return any(one.became(item) or one.is_pending(item) for one in self.created)

    def _look_before(self, operation: Operation, path: dict[str, str]) -> None:
        """See what is there before the first creation, so that what comes later can be told from it."""
        self._settling.look_before(operation, path)
        look_before(self._run, operation, path)

    def marked(self, operation: Operation, name: str, value: Any) -> Any:
        """A value for the marker field that is as long as the one that was asked for, but used only once."""
        if name != marker_field(self._run.spec, operation):
            return value
        if isinstance(value, list):
            return [self._marked_item(operation, one) if isinstance(one, dict) else one for one in value]
        return self._once(value)

    def _marked_item(self, operation: Operation, item: dict[str, Any]) -> dict[str, Any]:
        """One of several things to be made, with a text and a key that are used only once, where it has them."""
        field, key = (
            (pointer or "").removeprefix("/")
            for pointer in (mark_pointer(operation), operation.extensions["x-batch"].get("key"))
        )
        fresh = {key: str(uuid.uuid4())} if isinstance(item.get(key), str) else {}
        return {**item, **({field: self._once(item[field])} if field in item else {}), **fresh}

    def _once(self, value: Any) -> Any:
        """A text of the same length that is used only once; what is no text as it is."""
        if not isinstance(value, str):
            return value
        text = self.text()
        return f"{text} {value[len(text) + 1 :]}".rstrip()
