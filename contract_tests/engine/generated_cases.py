"""Generated cases on their way to the target: through the gate like any other request, and read by the same judge."""

from __future__ import annotations

import uuid
from typing import Any
from urllib.parse import quote

import httpx

from contract_tests.engine.bound_spec import PLACEHOLDER, known_path, tied
from contract_tests.engine.generating import GeneratedCase
from contract_tests.judging.requests import keyed_fields, sends_undocumented
from contract_tests.sending.exceptions import BudgetSpent, NoAnswer
from contract_tests.sending.hosts import with_own_hosts
from contract_tests.sending.messages import EXPECTS_REFUSAL
from contract_tests.sending.run import Run
from contract_tests.target.collections import look_before
from contract_tests.target.data import TargetData
from scripts.spec.operations import Operation

# Creates that generated cases may use up; what rules need of the budget comes first.
GENERATED_CREATES = 2
# Cases of one operation, so that the cost of a run grows with the operations and not with their bodies; those that are
# to be refused come first, and leave room for the others.
MOST_CASES, MOST_REFUSED = 45, 30
# So many cases of one operation, and none that names nothing after them: it gets the same refusal.
MOST_UNKNOWN = 4
# Requests an operation that are left to the rules which come after the generated cases.
KEPT_FOR_RULES = 16


def send(run: Run, data: TargetData, case: GeneratedCase) -> httpx.Response:
    """Send a generated case through the gate, with the run's key.

    Raises:
        BudgetSpent: The case might create something, and generated cases have had their share.
        NoAnswer: HTTP has no way to send the case, or nothing came back.
    """
    operation, positive = run.spec.operations[case.operation], case.is_positive
    if not run.options.runs_for(operation):
        raise NoAnswer("the rules of this operation are not asked for")
    if run.exercised(run.gate.rule, operation) >= (MOST_CASES if positive else MOST_REFUSED):
        raise BudgetSpent("enough cases of this operation were sent")
    if run.gate.ledger.requests_left < KEPT_FOR_RULES * len(run.spec.operations):
        raise BudgetSpent("what is left of the requests is kept for the rules that follow")
    if operation.creates and positive and not run.may_create(operation, GENERATED_CREATES):
        raise BudgetSpent("generated cases have created their share")
    path, values = _with_known_names(case, operation, data, run)
    if operation.creates:
        look_before(run, operation, values)
    run.make_ready(operation, values)
    kwargs, headers = dict(case.request), dict(case.headers)
    if operation.request_schema and sends_undocumented(run.spec, operation.request_schema, kwargs.get("json")):
        # Nobody says what comes of them, and some servers show them again.
        raise NoAnswer("the case sends fields that are not documented")
    _refresh_key(headers, operation)
    _put_mark(kwargs, operation, data)
    _put_tied(kwargs, operation, run)
    if positive:
        _put_keyed(kwargs, operation, run, data)
    kwargs |= {"json": with_own_hosts(kwargs["json"], values)} if "json" in kwargs else {}
    headers["Authorization"] = f"Bearer {run.target.key}"
    url, extensions = f"{run.target.base_url}{path}", {EXPECTS_REFUSAL: not positive}
    try:
        response = run.client.request(operation.method, url, headers=headers, extensions=extensions, **kwargs)
    except NoAnswer:
        if operation.creates and positive:
            run.creation_lost(operation)
        raise
    except (httpx.InvalidURL, UnicodeError) as error:
        raise NoAnswer("the case cannot be sent: HTTP has no way to write it") from error
    if operation.creates and positive:
        data.resources.account(run.exchange(response))
    return response


def _with_known_names(
    case: GeneratedCase, operation: Operation, data: TargetData, run: Run
) -> tuple[str, dict[str, str]]:
    """The path of a case and what it names there, with names of what is there in place of what was made up.

    Raises:
        NoAnswer: The case names nothing on purpose, and would change something.
        BudgetSpent: It names nothing on purpose, and enough of those were sent.
    """
    if case.names_nothing and run.spec.own_parameters(operation):
        raise NoAnswer("what is changed is the run's own")
    if case.names_nothing and run.exercised(run.gate.rule, operation) >= MOST_UNKNOWN:
        raise BudgetSpent("enough cases that name nothing were sent")
    known, steps = known_path(operation, data, run), case.path.split("/")
    values = dict(case.path_values)
    for index, step in enumerate(operation.path.split("/")):
        name = step.removeprefix("{").removesuffix("}")
        if name in known and (values[name] == PLACEHOLDER or not case.names_nothing):
            values[name], steps[index] = known[name], quote(known[name], safe="")
    return "/".join(steps), values


def _refresh_key(headers: dict[str, str], operation: Operation) -> None:
    """Replace a generated idempotency key: the same seed would bring it again within its lifetime."""
    policy = operation.extensions.get("x-idempotency")
    for parameter in operation.parameters_in("header"):
        generated = headers.get(parameter.name)
        if policy and parameter.name == policy["header"] and generated is not None:
            too_long = len(generated) > parameter.schema.get("maxLength", len(generated))
            headers[parameter.name] = generated if too_long else str(uuid.uuid4())


def _put_mark(kwargs: dict[str, Any], operation: Operation, data: TargetData) -> None:
    """Put the mark of the run where a generated body has some text, so that what comes of it is known again."""
    body, mark = kwargs.get("json"), data.resources.mark(operation)
    if isinstance(body, dict) and "x-batch" in operation.extensions:
        kwargs["json"] = {name: data.resources.marked(operation, name, value) for name, value in body.items()}
    elif isinstance(body, dict):
        kwargs["json"] = body | {name: text for name, text in mark.items() if isinstance(body.get(name), str)}


def _put_tied(kwargs: dict[str, Any], operation: Operation, run: Run) -> None:
    """Name all fields that have to fit to each other where a generated body names some of them."""
    body, together = kwargs.get("json"), tied(run.spec, operation)
    if isinstance(body, dict) and body.keys() & together.keys():
        kwargs["json"] = together | body


def _put_keyed(kwargs: dict[str, Any], operation: Operation, run: Run, data: TargetData) -> None:
    """Name things of the target in the maps of a generated body: what other keys get is published nowhere."""
    body, keyed = kwargs.get("json"), keyed_fields(run.spec, operation)
    if isinstance(body, dict) and keyed:
        known = data.resources.body(operation)
        kwargs["json"] = body | {name: known[name] for name in keyed if isinstance(body.get(name), dict)}
