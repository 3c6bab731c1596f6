"""A finding again: its recorded request is sent once more and its answer read by the same judge.

One request decides what the strict reading of an exchange found. What a rule found in several exchanges, as paging
and idempotency are, is decided by running that rule alone.
"""

from __future__ import annotations

import io
import re
import tempfile
import uuid
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import httpx

from contract_tests.engine.recorded import CannotTell, Recorded
from contract_tests.engine.session import contract_run
from contract_tests.judging.curl_line import body_in
from contract_tests.judging.exchange import Exchange
from contract_tests.judging.finding import SHAPE, Finding
from contract_tests.judging.promises import RULES as OF_ONE_ANSWER
from contract_tests.judging.redact import KEY_VARIABLE, key_variables
from contract_tests.judging.report import Left
from contract_tests.judging.secrets import REDACTED
from contract_tests.judging.visible import one_line
from contract_tests.sending.exceptions import BudgetSpent, CouldNotRun, NoAnswer, NotMade
from contract_tests.sending.guard import admitted
from contract_tests.sending.options import Budget, Options, Target
from contract_tests.sending.reading import HISTORIES as OF_ANSWERS
from contract_tests.sending.run import Run
from contract_tests.target.clean_up import clean_up
from contract_tests.target.collections import look_before
from scripts.spec.operations import Operation
from scripts.spec.spec import Spec

RULE = "replay"
A_RULE = re.compile(r"[a-z-]+/[a-z-]+")
ALWAYS_DOCUMENTED = {"authorization", "content-type"}
CREATES_PER_RULE = 12
SETTLE_TIMEOUT_SECONDS = 60.0
RATE_PER_SECOND = 10.0
# What another status than the recorded one is no answer to, and what it is an answer to.
DECIDED_BY_STATUS = ("status", "limit", "server-error")


@dataclass(frozen=True)
class Replayed:
    """Whether a finding still holds, and what was made to find that out and could not be deleted."""

    holds: bool
    left: Sequence[Left]


def replay(
    spec: Spec, target: Target, recorded: Recorded, *, allow_create: bool, allowed_hosts: tuple[str, ...] = ()
) -> Replayed:
    """Whether a finding still holds on a target.

    Args:
        spec: The contract.
        target: The server to ask.
        recorded: The finding.
        allow_create: Whether requests may be sent that create things, which stay for good.
        allowed_hosts: The hosts that were named on purpose besides the sandbox.

    Raises:
        CannotTell: It cannot be said.
        CouldNotRun: The target is production, gone, or refuses the key.
    """
    if recorded.finding["rule"] in OF_ANSWERS:
        raise CannotTell("it takes the answers of a whole run to tell; run the contract again")
    by_exchange = recorded.finding["rule"] in (SHAPE, *OF_ONE_ANSWER)
    creates = len(recorded.finding["evidence"]) + 1 if by_exchange else CREATES_PER_RULE
    rate = None if target.kind == "mock" else RATE_PER_SECOND
    budget = Budget.for_spec(spec, max_creates=creates * allow_create, rate=rate)
    options = Options(budget, SETTLE_TIMEOUT_SECONDS, seed=0, allowed_hosts=allowed_hosts)
    if by_exchange:
        return _exchange_again(spec, target, recorded, options)
    return _rule_again(spec, target, recorded.finding, options)


def _exchange_again(spec: Spec, target: Target, recorded: Recorded, options: Options) -> Replayed:
    finding = recorded.finding
    if not finding["evidence"]:
        raise CannotTell("no exchange was recorded with it, since there was no answer; run the contract again")
    target = admitted(spec, target, options.allowed_hosts)
    run = Run(spec, target, options)
    run.gate.rule = RULE
    reasons, holds = [], False
    try:
        for evidence in finding["evidence"]:
            try:
                exchange = run.exchange(run.client.send(_request(run, target, recorded, evidence)))
            except NotMade:
                raise CannotTell("it would change a thing of the run that is gone; run the contract again") from None
            except NoAnswer as error:
                raise CannotTell(str(error)) from error
            except BudgetSpent:
                raise CannotTell("the request creates something for good; allow it with --allow-create") from None
            holds = _found(finding, run.findings.all())
            if holds:
                break
            reasons.append(_undecided(finding, evidence, exchange))
    finally:
        clean_up(run)
        run.close()
    if not holds and not run.left and all(reasons):
        raise CannotTell(str(reasons[0]))
    return Replayed(holds, run.left)


def _undecided(finding: dict[str, Any], evidence: dict[str, Any], exchange: Exchange) -> str | None:
    """Why an answer without the finding does not tell that it is gone; None when it does tell."""
    status = evidence["response"]["status"]
    if finding["kind"] not in DECIDED_BY_STATUS and exchange.status != status:
        return f"the request got {status} then and gets {exchange.status} now, so there is nothing to compare"
    if finding["kind"] == "secret":
        return "which secret was shown is known to the run that saw it alone; run the contract again"
    return None


def _request(run: Run, target: Target, recorded: Recorded, evidence: dict[str, Any]) -> httpx.Request:
    """The recorded request, for this target, with its key and, where something is created, a fresh idempotency key."""
    request = evidence["request"]
    path = request["url"].removeprefix(recorded.base_url)
    body = _sent(evidence["curl"])
    if path == request["url"] or REDACTED in path or REDACTED in body:
        raise CannotTell("the recorded request held a secret that was not written down; run the contract again")
    matched = run.spec.match(request["method"], path.partition("?")[0])
    if matched is None:
        raise CannotTell("the recorded request is for no operation of the contract")
    look_before(run, *matched)
    headers = _headers(matched[0], request["headers"], target.key)
    header = _idempotency_header(matched[0])
    if header in headers and header not in recorded.finding["place"].lower():
        headers[header] = str(uuid.uuid4())
    try:
        url = target.base_url + path
        return run.client.build_request(request["method"], url, headers=headers, content=body or None)
    except (httpx.InvalidURL, UnicodeError):
        raise CannotTell("the recorded request cannot be sent: HTTP has no way to write it") from None


def _headers(operation: Operation, recorded: dict[str, str], key: str) -> dict[str, str]:
    """The recorded headers that the operation documents; others, such as Host, would send the request elsewhere."""
    documented = {parameter.name.lower() for parameter in operation.parameters_in("header")} | ALWAYS_DOCUMENTED
    return {name.lower(): _with_key(value, key) for name, value in recorded.items() if name.lower() in documented}


def _with_key(value: str, key: str) -> str:
    """The value of a header with the key where its variable stands."""
    for secret, variable in (*key_variables(key).items(), (key, KEY_VARIABLE)):
        value = value.replace(variable, secret)
    return value


def _sent(line: str) -> str:
    """The body of a request as it was sent, from the line that repeats it."""
    try:
        return body_in(line)
    except ValueError:
        raise CannotTell("the recorded curl line cannot be read") from None


def _idempotency_header(operation: Operation) -> str:
    policy = operation.extensions.get("x-idempotency")
    return str(policy["header"]).lower() if policy else ""


def _rule_again(spec: Spec, target: Target, finding: dict[str, Any], options: Options) -> Replayed:
    rule, operation = finding["rule"], finding["operation"]
    if not A_RULE.fullmatch(rule):
        raise CannotTell(f"{one_line(rule)} is no rule that can be run alone; run the contract again")
    with tempfile.TemporaryDirectory() as folder:
        report = contract_run(spec, target, replace(options, rule=rule), Path(folder), io.StringIO())
    if _found(finding, report.findings):
        return Replayed(True, report.left)
    if report.failure:
        raise CouldNotRun(report.failure)
    for entry in report.inconclusive:
        if entry.rule == rule and entry.operation in (operation, "all"):
            hint = "" if options.budget.max_creates else "; if it has to create something, allow it with --allow-create"
            raise CannotTell(f"the rule {rule} is inconclusive: {entry.why}{hint}")
    for entry in report.not_applicable:
        if entry.rule == rule and entry.operation in (operation, "all"):
            raise CannotTell(f"the rule {rule} is not applicable: {entry.why}")
    if (rule, operation) not in report.exercised:
        raise CannotTell(f"the rule {rule} sent nothing to {operation}")
    return Replayed(False, report.left)


def _found(finding: dict[str, Any], findings: list[Finding]) -> bool:
    return any(found.id == finding["id"] for found in findings)
