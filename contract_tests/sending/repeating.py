"""Sends a request until an answer comes: what is lost or limited now and then is repeated, where that is safe."""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Callable

from contract_tests.judging.json_reading import read_json
from contract_tests.sending.exceptions import BudgetSpent, NoAnswer
from contract_tests.sending.ledger import Ledger
from contract_tests.sending.messages import Sent
from contract_tests.sending.retry_after import retry_after_seconds
from contract_tests.sending.wire import Answer, Broken, Wire
from scripts.spec.operations import Operation
from scripts.spec.pointers import get

# At 7 % of lost answers and gateways, six in a row happen in one of 2,800 runs of 3,000 requests; eight in one of
# half a million.
ATTEMPTS = 8
MAX_LOST_IN_A_ROW = 4
RETRY_PAUSE_SECONDS = 0.2
LONGEST_RETRY_PAUSE_SECONDS = 0.8
LONGEST_RETRY_AFTER_SECONDS = 60.0
LONGEST_WAITING_SECONDS = 180.0
DEFAULT_WAIT_SECONDS = 1.0
MAX_RATE_LIMITED = 10
# What a gateway answers for a service that is away for a moment.
GATEWAY_STATUSES = (502, 503, 504)


class GivenUp(Exception):
    """No answer came, however often the request, or others like it, were sent; the message says what happened."""


class StillLimited(Exception):
    """The target keeps answering 429."""


class Repeating:
    """Gets answers on behalf of a gate: `repeating.answer(sent, without_delay)`.

    Args:
        wire: What sends.
        ledger: Counts each attempt.
    """

    def __init__(self, wire: Wire, ledger: Ledger) -> None:
        self.repeats: Counter[str] = Counter()
        self._wire, self._ledger = wire, ledger
        self._waited = 0.0
        # By operation, the requests in a row that were lost and cannot be repeated.
        self._lost: Counter[str] = Counter()

    def answer(self, sent: Sent, without_delay: Callable[[Answer, int], None]) -> tuple[Answer, int]:
        """The first answer that is neither a rate limit nor a loss, and how often the request was sent for it.

        Where a gateway answers every time, that is its last answer.

        Args:
            sent: The request.
            without_delay: Called with an answer and the number of attempts when a 429 does not say how long to wait.

        Raises:
            NoAnswer: It was lost or limited, and it is not safe to send it again.
            GivenUp, StillLimited: It lasts.
            BudgetSpent: There are no requests left to send it at all.
            Unsendable: HTTP has no way to send it.
        """
        attempts = losses = limits = 0
        while True:
            try:
                self._ledger.spend_request()
            except BudgetSpent as error:
                if losses:
                    raise NoAnswer(f"no answer came before {error}") from error
                raise
            attempts += 1
            try:
                answer = self._wire.send(sent.request, self._ledger.until)
            except Broken as error:
                losses += 1
                self._repeat_or_give_up(sent, error, losses)
                continue
            if answer.status in GATEWAY_STATUSES and not sent.repeatable:
                raise NoAnswer(f"a gateway answered {answer.status}, and it is not safe to send the request again")
            if answer.status in GATEWAY_STATUSES and losses + 1 < ATTEMPTS:
                losses += 1
                self._repeat(str(answer.status), losses)
                continue
            if losses and losses < 2 * ATTEMPTS and _is_in_progress(sent, answer):
                # The request that was lost on the way back is still at work.
                losses += 1
                self._repeat("in progress", losses)
                continue
            if answer.status != 429:
                self._lost[_name(sent.operation)] = 0
                return answer, attempts
            limits += 1
            asked = retry_after_seconds(answer.headers.get("Retry-After"), answer.headers.get("Date"))
            if asked is None:
                without_delay(answer, attempts)
            self._wait(sent, DEFAULT_WAIT_SECONDS if asked is None else asked, limits)

    def forget(self) -> None:
        """Begin to count anew what was lost."""
        self._lost.clear()

    def _repeat_or_give_up(self, sent: Sent, error: Broken, losses: int) -> None:
        if error.sent and not sent.repeatable:
            if self._lost_too_often(sent.operation):
                raise GivenUp(str(error)) from error
            raise NoAnswer(f"{error}, and it is not safe to send the request again") from error
        if losses >= ATTEMPTS:
            raise GivenUp(str(error)) from error
        self._repeat("lost", losses)

    def _lost_too_often(self, operation: Operation | None) -> bool:
        """Count a request that was lost and cannot be repeated; tell whether there were many in a row."""
        self._lost[_name(operation)] += 1
        return self._lost[_name(operation)] >= MAX_LOST_IN_A_ROW

    def _repeat(self, reason: str, losses: int) -> None:
        self.repeats[reason] += 1
        time.sleep(min(RETRY_PAUSE_SECONDS * losses, LONGEST_RETRY_PAUSE_SECONDS))

    def _wait(self, sent: Sent, asked: float, limits: int) -> None:
        """Wait as long as a rate limit says, within bounds of one wait and of all together."""
        seconds = min(asked, LONGEST_RETRY_AFTER_SECONDS)
        self._waited += seconds
        may_repeat = sent.may_follow_a_refusal
        too_often = limits > MAX_RATE_LIMITED or (not may_repeat and self._lost_too_often(sent.operation))
        if too_often or self._waited > LONGEST_WAITING_SECONDS:
            raise StillLimited
        self._ledger.hold(seconds)
        if not may_repeat:
            raise NoAnswer("the target answers 429, and it is not safe to send the request again")
        self.repeats["429"] += 1


def _is_in_progress(sent: Sent, answer: Answer) -> bool:
    """Whether an answer says that the first request with the same idempotency key is still running."""
    policy = sent.operation.extensions.get("x-idempotency") if sent.operation else None
    if policy is None or answer.status != policy["in-progress"]["status"] or sent.operation is None:
        return False
    code = get(read_json(answer.body), sent.operation.error_envelope["code"])
    return bool(code == policy["in-progress"]["code"])


def _name(operation: Operation | None) -> str:
    return operation.id if operation else ""
