"""The requests behind findings, sent again at the end of a run: does the finding come again?

Only requests that change nothing are sent, and only what one answer shows can come again. What a rule found by
comparing several answers cannot.
"""

from __future__ import annotations

import httpx

from contract_tests.judging.exchange import Exchange
from contract_tests.judging.finding import SHAPE, Again, Finding
from contract_tests.sending.exceptions import BudgetSpent, NoAnswer
from contract_tests.sending.run import Run

RULE = "again/sent"
MOST_REQUESTS = 10
TIMES = 2
# With fewer requests left, none is spent on this.
LEAST_LEFT = 4 * MOST_REQUESTS * TIMES


def send_again(run: Run) -> None:
    """Send the first request behind each finding twice, the worst first, and remember with the run what came.

    Raises:
        CouldNotRun: The target is gone or refuses the key.
    """
    asked: dict[str, list[Exchange]] = {}
    for finding in filter(_can_come_again, run.findings.all()):
        first = finding.evidence[0]
        request = _request(first)
        if request not in asked and len(asked) < MOST_REQUESTS:
            asked[request] = _answers(run, first)
        if exchanges := asked.get(request):
            seen = sum(_shows(run, one, finding) for one in exchanges)
            statuses = {one.status for one in exchanges}
            is_other = finding.rule == SHAPE and len(statuses) == 1 and first.status not in statuses
            run.again[finding.id] = Again(len(exchanges), seen, statuses.pop() if is_other else None)


def _can_come_again(finding: Finding) -> bool:
    """Whether one answer shows a finding, and the request for it changes nothing."""
    if not finding.evidence or finding.evidence[0].method != "GET":
        return False
    return finding.rule == SHAPE or _is_about_status(finding)


def _is_about_status(finding: Finding) -> bool:
    return finding.deviation.kind == "status" and finding.deviation.place == "response status"


def _request(exchange: Exchange) -> str:
    """What tells one request from another; the credentials that it had are part of it."""
    return repr((exchange.url, exchange.request_headers.raw))


def _answers(run: Run, exchange: Exchange) -> list[Exchange]:
    """The answers to a request that is sent again: fewer where the budget is short, none where one is lost."""
    found: list[Exchange] = []
    try:
        while len(found) < TIMES and run.gate.ledger.requests_left >= LEAST_LEFT:
            found.append(_send(run, exchange))
    except (BudgetSpent, NoAnswer, httpx.InvalidURL):
        return []
    return found


def _send(run: Run, exchange: Exchange) -> Exchange:
    with run.rule(RULE):
        request = httpx.Request("GET", exchange.url, headers=exchange.request_headers)
        return run.exchange(run.client.send(request))


def _shows(run: Run, exchange: Exchange, finding: Finding) -> bool:
    if finding.rule == SHAPE:
        return exchange.number in run.findings.numbers(finding)
    return exchange.status == finding.evidence[0].status
