"""What is lost now and then is repeated where that is safe, and what came of it is in doubt where it is not."""

import contextlib
import json
import socket
from collections.abc import Iterator
from typing import Any

import httpx
import pytest

from contract_tests.judging.exchange import Exchange
from contract_tests.sending import repeating
from contract_tests.sending.exceptions import CouldNotRun, NoAnswer
from contract_tests.sending.gate import Gate
from contract_tests.sending.options import Budget, Target
from contract_tests.sending.repeating import ATTEMPTS, MAX_LOST_IN_A_ROW
from scripts.spec.operations import Operation
from tests.judging.exchanges import APP, KEY, SPEC, envelope, sample
from tests.sending.raw_server import Serve, answer, raw_server

OTHER = "Other001"
IN_PROGRESS = answer(json.dumps(envelope("IDEMPOTENCY_REQUEST_IN_PROGRESS")).encode(), status="409 Conflict")
CONFLICT = answer(json.dumps(envelope("IDEMPOTENCY_KEY_CONFLICT")).encode(), status="409 Conflict")
CREATED = answer(json.dumps(sample("ProductionTestRequest")).encode(), status="201 Created")
NOT_NOW = answer(json.dumps(envelope("IDEMPOTENCY_REQUEST_IN_PROGRESS")).encode(), status="400 Bad")
LIMITED = answer(json.dumps(envelope("RATE_LIMITED")).encode(), "Retry-After: 0", status="429 Too Many Requests")
AWAY, DONE, LOST = answer(status="503 Away"), answer(), b""


class Lossy:
    """Gives each request the next of some answers, the last one for ever."""

    def __init__(self, *answers: bytes) -> None:
        self._answers, self.requests = list(answers), 0

    def serve(self, connection: socket.socket) -> None:
        self.requests += 1
        connection.sendall(self._answers.pop(0) if len(self._answers) > 1 else self._answers[0])


class Sender:
    """A gate to a server, with what it noticed."""

    def __init__(self, url: str, requests: int = 100) -> None:
        self.url, self.losses, self.seen = url, 0, list[Exchange]()
        budget = Budget(requests, 20, 20)
        self.gate = Gate(SPEC, Target("mock", url, KEY), budget, self.seen.append, self._unanswered, self._lose)

    def _unanswered(self, operation: Operation, reason: str) -> None:
        raise AssertionError(f"{operation.id} counts as silent: {reason}")

    def _lose(self, operation: Operation, path_values: dict[str, str]) -> None:
        self.losses += 1

    def close(self) -> None:
        self.gate.close()

    def send(self, operation_id: str, *, key: str | None = None, **path: str) -> Exchange:
        """Send a request of an operation, and give its exchange."""
        operation = SPEC.operations[operation_id]
        url = self.url + operation.path.format(**{"client_id": APP, **path})
        headers = {"Authorization": f"Bearer {KEY}"} | ({"Idempotency-Key": key} if key else {})
        body = {"title": "x"} if operation.request_schema else None
        response = self.gate.handle_request(httpx.Request(operation.method, url, headers=headers, json=body))
        found: Exchange = response.extensions["exchange"]
        return found


@pytest.fixture(autouse=True)
def _without_pauses(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(repeating, "RETRY_PAUSE_SECONDS", 0.0)


@contextlib.contextmanager
def sender(serve: Serve) -> Iterator[Sender]:
    with raw_server(serve) as url, contextlib.closing(Sender(url)) as found:
        yield found


def sent(server: Lossy, operation: str, **parts: Any) -> tuple[Exchange, dict[str, int], int]:
    """The exchange of one request, how often it was repeated and why, and how many were lost for good."""
    with sender(server.serve) as found:
        exchange = found.send(operation, **parts)
        return exchange, dict(found.gate.repeats), found.losses


@pytest.mark.parametrize(
    ("answers", "repeats"),
    [
        ([LOST, CREATED], {"lost": 1}),
        ([AWAY, CREATED], {"503": 1}),
        ([LOST, IN_PROGRESS, CREATED], {"lost": 1, "in progress": 1}),
        ([AWAY, IN_PROGRESS, IN_PROGRESS, CREATED], {"503": 1, "in progress": 2}),
        ([CREATED], {}),
    ],
)
def test_a_lost_creation_with_a_key_is_repeated_until_it_is_done(answers: list[bytes], repeats: dict[str, int]) -> None:
    """The first request may still be at work: then it is asked for again."""
    exchange, why, losses = sent(Lossy(*answers), "createProductionTest", key="k")
    assert (exchange.status, exchange.attempts, why, losses) == (201, len(answers), repeats, 0)


@pytest.mark.parametrize(
    ("answers", "status"),
    [
        ([IN_PROGRESS, CREATED], 409),
        ([LOST, CONFLICT, CREATED], 409),
        ([LOST, NOT_NOW, CREATED], 400),
    ],
)
def test_what_is_refused_for_itself_is_not_repeated(answers: list[bytes], status: int) -> None:
    """A request that was not lost is in progress for the sake of another one."""
    exchange, _, _ = sent(Lossy(*answers), "createProductionTest", key="k")
    assert exchange.status == status


def test_what_is_in_progress_for_ever_is_an_answer_in_the_end() -> None:
    server = Lossy(LOST, IN_PROGRESS)
    exchange, why, _ = sent(server, "createProductionTest", key="k")
    assert (exchange.status, why["in progress"]) == (409, 2 * ATTEMPTS - 1)
    assert server.requests == exchange.attempts == 2 * ATTEMPTS + 1


def test_a_lost_creation_counts_when_nothing_is_left_to_repeat_it() -> None:
    with raw_server(Lossy(LOST).serve) as url, contextlib.closing(Sender(url, requests=1)) as found:
        with pytest.raises(NoAnswer, match="no answer came before the budget of 1 requests is spent"):
            found.send("createProductionTest", key="k")
        assert found.losses == found.gate.ledger.creations(SPEC.operations["createProductionTest"]) == 1


def test_a_lost_read_is_repeated() -> None:
    exchange, why, losses = sent(Lossy(LOST, LOST, AWAY, DONE), "getApp")
    assert (exchange.status, why, losses) == (200, {"lost": 2, "503": 1}, 0)


@pytest.mark.parametrize("lost", [LOST, AWAY])
def test_a_creation_without_a_key_is_not_repeated(lost: bytes) -> None:
    """Nobody knows what came of it."""
    server = Lossy(lost, CREATED)
    with sender(server.serve) as found:
        with pytest.raises(NoAnswer, match="not safe to send"):
            found.send("createProductionTest")
        assert (server.requests, found.losses, found.seen) == (1, 1, [])


def with_things(found: Sender) -> list[Any]:
    """Two apps of the run."""
    made = found.gate.made
    things = [made.add(SPEC.resources["app"], {}, one, f"{made.label} {one}", 0) for one in (APP, OTHER)]
    for thing in things:
        assert thing
        thing.is_own = True
    return things


@pytest.mark.parametrize("lost", [LOST, AWAY])
def test_a_lost_deletion_leaves_the_thing_in_doubt(lost: bytes) -> None:
    """It is neither the run's for certain nor deleted; other things stay as they are."""
    with sender(Lossy(lost, DONE).serve) as found:
        first, other = with_things(found)
        with pytest.raises(NoAnswer):
            found.send("deleteApp")
        assert (first.in_doubt, first.is_deleted, other.in_doubt, found.losses) == (True, False, False, 1)
        made, kind = found.gate.made, first.resource
        assert made.living(kind, {}) == [other]
        assert (made.whose(kind, first.path, {}), made.whose(kind, other.path, {})) == ("shared", "own")


@pytest.mark.parametrize("operation", ["updateApp", "rotateClientSecret"])
def test_a_lost_change_leaves_no_thing_in_doubt(operation: str) -> None:
    with sender(Lossy(LOST).serve) as found:
        first, other = with_things(found)
        with pytest.raises(NoAnswer):
            found.send(operation)
        assert (first.in_doubt, other.in_doubt, found.losses) == (False, False, 1)


@pytest.mark.parametrize("operation", ["updateApp", "deleteApp"])
def test_what_makes_nothing_is_sent_again_after_a_rate_limit(operation: str) -> None:
    """The target says that it was not carried out, and if it was, nothing new is there."""
    with sender(Lossy(LIMITED, LIMITED, DONE).serve) as found:
        with_things(found)
        exchange = found.send(operation)
        assert (exchange.status, exchange.attempts, found.losses) == (200, 3, 0)


@pytest.mark.parametrize("operation", ["createProductionTest", "rotateClientSecret"])
def test_what_makes_something_is_not_sent_again_without_a_key(operation: str) -> None:
    """The target may have made it all the same."""
    server = Lossy(LIMITED, DONE)
    with sender(server.serve) as found:
        with_things(found)
        with pytest.raises(NoAnswer, match="answers 429"):
            found.send(operation)
    assert server.requests == 1


def test_a_lost_deletion_below_a_thing_leaves_the_thing() -> None:
    with sender(Lossy(LOST).serve) as found:
        first, other = with_things(found)
        with pytest.raises(NoAnswer):
            found.send("deleteWorkflow", workflow_id="wf_1")
        assert (first.in_doubt, other.in_doubt) == (False, False)


def test_a_deletion_that_is_answered_leaves_no_doubt() -> None:
    with sender(Lossy(DONE).serve) as found:
        first, other = with_things(found)
        found.send("deleteApp")
        assert (first.in_doubt, first.is_deleted, other.is_deleted, found.losses) == (False, True, False, 0)


def test_many_lost_in_a_row_are_given_up() -> None:
    """The gate asks whether the target is there at all."""
    with sender(Lossy(LOST).serve) as found:
        with_things(found)
        for _ in range(MAX_LOST_IN_A_ROW - 1):
            with pytest.raises(NoAnswer):
                found.send("updateApp")
        with pytest.raises(CouldNotRun, match="no answer from"):
            found.send("updateApp")
        assert found.losses == MAX_LOST_IN_A_ROW
