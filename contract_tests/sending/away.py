"""What tells an API from what answers in its place: a gateway, a login, a maintenance page."""

from __future__ import annotations

from contract_tests.judging.exchange import Exchange
from contract_tests.judging.json_reading import read_json
from contract_tests.sending.wire import Answer


def may_be_away(exchange: Exchange) -> bool:
    """Whether an answer is one that a login, a maintenance page or a gateway gives for a service that is away."""
    documented_json = exchange.schema is not None and exchange.status < 400
    return exchange.status >= 500 or exchange.status // 100 == 3 or (documented_json and not exchange.is_json)


def is_of_the_api(answer: Answer | None) -> bool:
    """Whether a probe got anything that the API may answer, refusals among them."""
    if answer is None or answer.status >= 500 or answer.status // 100 == 3:
        return False
    return isinstance(read_json(answer.body), dict | list)


def status_of(answer: Answer | None) -> int | None:
    """The status of an answer, if there is one."""
    return answer.status if answer else None
