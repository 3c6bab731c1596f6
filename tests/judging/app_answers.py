"""Answers about one app and its workflow, and what agreement finds odd in a row of them."""

from dataclasses import replace
from typing import Any

from contract_tests.judging.agreement import Agreement, Whose
from contract_tests.judging.exchange import Exchange
from tests.judging.exchanges import APP, SPEC, envelope, exchange, sample

SHOWN = sample("AppPage")["data"][0] | {"clientId": APP}
WORKFLOW = SHOWN["workflows"][0]
NAMES = {"client_id": APP, "workflow_id": WORKFLOW["workflowId"]}
NOT_FOUND = envelope("RESOURCE_NOT_FOUND")


def owned_by(whose: Whose) -> Agreement:
    return Agreement(SPEC, lambda kind, path, state: whose)


def read(whose: Whose, *exchanges: Exchange) -> list[tuple[int, str, str, str]]:
    """What is odd in a row of exchanges: which of them, where, and both values in words."""
    agreement = owned_by(whose)
    found = [odd for one in exchanges for odd in agreement.read(one)]
    order = list(exchanges)
    return [(order.index(one), odd.place, odd.expected, odd.observed) for one, odd in found]


def app(**fields: Any) -> Exchange:
    return exchange("getApp", 200, {**SHOWN, **fields})


def apps(**fields: Any) -> Exchange:
    return exchange("listApps", 200, {"data": [{**SHOWN, **fields}], "total": 1, "limit": 20, "offset": 0})


def workflow(**fields: Any) -> Exchange:
    return exchange("getWorkflow", 200, {**WORKFLOW, **fields}, path=NAMES)


def workflows(**fields: Any) -> Exchange:
    return exchange("listWorkflows", 200, [{**WORKFLOW, **fields}])


def acting(operation: str, status: int = 200, sent: Any = None, path: dict[str, str] | None = None) -> Exchange:
    """A request that may change something, whose answer shows nothing."""
    return exchange(operation, status, b"{}" if status < 400 else NOT_FOUND, sent=sent, path=path)


GONE = replace(exchange("getApp", 404, NOT_FOUND), started_at=10.0)
