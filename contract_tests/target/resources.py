"""What a run creates, and how it is found again, before and after it has settled."""

from __future__ import annotations

import itertools
import secrets
import string
import time
import uuid
from collections import Counter
from collections.abc import Iterator
from typing import Any

from contract_tests.judging.exchange import Exchange
from contract_tests.sending.exceptions import Inconclusive
from contract_tests.sending.run import Run
from contract_tests.target.bodies import longest_header, within
from contract_tests.target.collections import items_of
from contract_tests.target.creation import Creation, marker_field, marks_in
from scripts.spec.operations import Operation
from scripts.spec.pointers import ABSENT, each, get

# A list may lag behind a creation, but not for long.
MAX_ABSENCES = 3
POLL_SECONDS = (0.1, 0.2, 0.4, 0.8, 1.6, 3.0)


# A choice for each field whose values must be eligible; empty for no choice at all.
Pick = dict[str, list[str]]


class Vanished(Inconclusive):
    """What was created is no longer to be found, or is not recognised any more."""


class Resources:
    """Creates things for rules and keeps track of them: `resources.create(operation, path)`.

    Args:
        run: The run to send through.
    """

    def __init__(self, run: Run) -> None:
        self._run = run
        self._label = f"contract {secrets.token_hex(4)}"
        self._numbers = itertools.count(1)
        self.created: list[Creation] = []
        self.refused: list[tuple[Operation, dict[str, str], str]] = []
        self._before: dict[tuple[str, ...], set[str]] = {}

    def body(self, operation: Operation, **fields: Any) -> Any:
        """A body with a sample of each required field, the mark of this run, and `fields`; ABSENT if there is none."""
        if operation.request_schema is None:
            return ABSENT
        schema = self._run.spec.at(operation.request_schema)
        properties = {name: self._run.spec.resolve(schema["properties"][name]) for name in schema.get("required", [])}
        samples = {name: (field.get("examples") or field.get("enum"))[0] for name, field in properties.items()}
        return {**samples, **self.mark(operation), **fields}

    def mark(self, operation: Operation) -> dict[str, str]:
        """The field by which a created thing is recognised later, with a text that is used once."""
        field = marker_field(operation)
        return {field: self.text()} if field else {}

    def text(self) -> str:
        """A text that is used once."""
        return f"{self._label} {next(self._numbers)}"

    def key(self, operation: Operation) -> dict[str, str]:
        """The header with an idempotency key that is used once, where the operation takes one."""
        policy = operation.extensions.get("x-idempotency")
        return {policy["header"]: str(uuid.uuid4())} if policy else {}

    def create(self, operation: Operation, path: dict[str, str], **request: Any) -> Exchange:
        """Create something and remember it if that worked; `request` is as for `Run.send`."""
        self._look_before(operation, path)
        request.setdefault("body", self.body(operation))
        request.setdefault("headers", self.key(operation))
        exchange = self._run.send(operation, path, **request)
        if exchange.succeeded:
            self.created.append(Creation(operation, path, exchange))
        else:
            self.account(exchange)
        return exchange

    def account(self, exchange: Exchange) -> None:
        """Give back to the budget what was refused although it was in order, or report that it was made after all."""
        operation = exchange.operation
        if operation is None or exchange.succeeded or not self._run.gate.ledger.may_have_created(exchange):
            return
        listing = self._run.send(
            self._run.spec.operations[(operation.creates or {})["collection"]], exchange.path_values
        )
        missing = listing.status == exchange.status == 404
        field, sent = marker_field(operation), exchange.request_json
        asked = listing.succeeded and isinstance(listing.json, list) and isinstance(sent, dict) and field
        made = bool(asked) and sent.get(field) in marks_in(operation, listing.json)
        if missing or (asked and not made):
            self._run.gate.ledger.release_creation()
        # A text of ours is used once; another may be in the collection for another reason.
        if made and str(sent[field]).startswith(self._label) and 400 <= exchange.status < 500:
            place, pointer = f"response {listing.status} body", f"{operation.pointer}/x-creates"
            self._run.differs(listing, place, "nothing that was refused", "something refused", pointer, "duplicate")

    def refuse(self, operation: Operation, path: dict[str, str], **request: Any) -> Exchange:
        """Send what should be refused, and remember its mark, which must then be found nowhere."""
        self._look_before(operation, path)
        exchange = self._run.send(operation, path, expects_refusal=True, **request)
        field = marker_field(operation)
        mark = request["body"].get(field) if field and isinstance(request.get("body"), dict) else None
        if isinstance(mark, str) and not exchange.succeeded:
            self.refused.append((operation, path, mark))
        return exchange

    def create_at_limits(self, operation: Operation, path: dict[str, str], choices: dict[str, list[str]]) -> None:
        """Create with every accepted value of every field, in as few bodies as it takes; report refusals by field.

        Args:
            choices: By field, values that should be eligible. Which of them are is known once one was accepted.
        """
        values, candidates = within(self._run.spec, operation), list(picks(choices))
        endings = iter(string.ascii_letters)
        for index in range(max(map(len, values.values()))):
            fields = {name: self._marked(operation, name, found[index % len(found)]) for name, found in values.items()}
            accepted, headers = self._first_accepted(operation, path, fields, candidates, endings)
            if accepted is None:
                self._find_culprits(operation, path, fields, headers)
            else:
                candidates = _next_candidates(accepted, candidates)
        if choices and candidates == [{}]:
            why = "no choice that the target's data call eligible was accepted"
            self._run.cannot_tell(self._run.gate.rule, operation.id, why)

    def every_field(self, operation: Operation) -> dict[str, Any]:
        """An accepted value for every field of a body that has limits, but for the mark."""
        values = within(self._run.spec, operation)
        return {name: found[-1] for name, found in values.items() if name != marker_field(operation)}

    def is_own(self, item: Any) -> bool:
        """Whether an item of a collection is what became of something that this run created."""
        return any("x-lifecycle" in one.operation.extensions and one.became(item) for one in self.created)

    def occurrences(self, creation: Creation, items: list[Any]) -> int:
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
            time.sleep(pause)

    def unrecognised(self, creation: Creation, items: list[Any]) -> list[Any]:
        """Settled items that came during this run to the owner of a creation, and are recognised as no creation."""
        identifier = creation.operation.extensions["x-lifecycle"]["settled"]["identifier"]
        before = self._before.get(tuple(creation.path.values()), set())
        own = [Creation(creation.operation, one.path_values, one) for one in self._run.creations]
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

    def _first_accepted(
        self,
        operation: Operation,
        path: dict[str, str],
        fields: dict[str, Any],
        candidates: list[Pick],
        endings: Iterator[str],
    ) -> tuple[Pick | None, dict[str, str]]:
        """The first choice with which a body is accepted, or None, and the headers that were sent last."""
        headers: dict[str, str] = {}
        for pick in candidates:
            headers = self._longest_headers(operation, next(endings))
            body = self.body(operation, **fields, **pick)
            if self.create(operation, path, body=body, headers=headers).succeeded:
                return pick, headers
        return None, headers

    def _marked(self, operation: Operation, name: str, value: Any) -> Any:
        """A value for the marker field that is as long as the one that was asked for, but used only once."""
        if name != marker_field(operation) or not isinstance(value, str):
            return value
        text = self.text()
        return f"{text} {value[len(text) + 1 :]}"

    def _longest_headers(self, operation: Operation, last: str) -> dict[str, str]:
        """Headers of the greatest length that differ in their last character, so that every one has to count."""
        return {
            parameter.name: longest_header(parameter, self._label.replace(" ", "-"), last)
            for parameter in operation.parameters_in("header")
            if "maxLength" in parameter.schema
        }

    def _look_before(self, operation: Operation, path: dict[str, str]) -> None:
        """Remember what had settled for an owner before this run created anything there."""
        lifecycle = operation.extensions.get("x-lifecycle")
        if lifecycle and tuple(path.values()) not in self._before:
            collection = self._run.spec.operations[lifecycle["poll"]]
            settled = each(self._run.send(collection, path).json, "/*" + lifecycle["settled"]["identifier"])
            self._before[tuple(path.values())] = set(map(str, settled))

    def _find_culprits(
        self, operation: Operation, path: dict[str, str], fields: dict[str, Any], headers: dict[str, str]
    ) -> None:
        """Send each field of a refused body alone, and report those that are refused again."""
        suspects = [(f"request body /{name}", {name: value}, self.key(operation)) for name, value in fields.items()]
        suspects += [(f"request header {name}", {}, {name: value}) for name, value in headers.items()]
        for place, changed, sent in suspects:
            exchange = self.create(operation, path, body=self.body(operation, **changed), headers=sent)
            if not exchange.succeeded:
                refusal = f"refused with {exchange.status} {exchange.error_code or ''}".strip()
                pointer = operation.request_schema or operation.pointer
                self._run.differs(exchange, place, "accepted", refusal, pointer, "limit")


def _next_candidates(accepted: Pick, candidates: list[Pick]) -> list[Pick]:
    """What to try after a choice was accepted: another one first, so that more than one is known to be accepted."""
    if not accepted:
        return [accepted]
    later = [pick for pick in candidates[candidates.index(accepted) + 1 :] if pick]
    return [*later, accepted]


def picks(choices: dict[str, list[str]]) -> Iterator[Pick]:
    """Choices to try one after the other; in the end none at all, to tell whether the choices were to blame."""
    for index in range(max(map(len, choices.values()), default=0)):
        yield {name: [found[index % len(found)]] for name, found in choices.items() if found}
    yield {}
