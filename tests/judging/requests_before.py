"""What is said of the requests before a finding, for tests."""

from dataclasses import replace
from typing import Any

from contract_tests.judging.earlier import Earlier
from contract_tests.judging.exchange import Exchange
from contract_tests.judging.finding import Deviation
from scripts.spec.spec import Spec
from tests.judging.exchanges import APP, SPEC, exchange

KEY = {"Idempotency-Key": "one"}
WORKFLOWS = f"/connect/v1/apps/{APP}/workflows"


def before(
    *exchanges: Exchange, expected: str = "", since: str = "", spec: Spec = SPEC, kind: str = "replay"
) -> tuple[str, ...]:
    """What is said of the requests before the last of some, which shows a deviation."""
    earlier = Earlier(spec)
    numbered = [replace(one, number=number) for number, one in enumerate(exchanges, 1)]
    for one in numbered:
        earlier.note(one)
    return earlier.before(numbered[-1], Deviation(kind, "breaking", "response", expected, "", "", since=since))


def create(status: int, sent: Any, answer: Any, headers: dict[str, str] | None = KEY) -> Exchange:
    return exchange("createWorkflow", status, answer, sent=sent, request_headers=headers)


def create_app() -> Exchange:
    return exchange("createApp", 201, {"clientId": APP}, sent={"name": "a"})
