"""Schemathesis as a generator of cases, from a copy of the spec that knows the target's real values.

Its own checks, probes and sessions are not used: a case is sent through the gate like any other request and
read by the same judge. Learning from answers is off, since it could hide a limit that was tightened.
"""

from __future__ import annotations

import copy
import uuid
from typing import Any

import httpx
import hypothesis
import schemathesis
from schemathesis.core.parameters import ParameterLocation
from schemathesis.core.transport import Response
from schemathesis.specs.openapi.schemas import OpenApiSchema

from contract_tests.judging.requests import keyed_fields, sends_undocumented
from contract_tests.sending.exceptions import BudgetSpent, Inconclusive, NoAnswer, NotApplicable, NotMade
from contract_tests.sending.hosts import with_own_hosts
from contract_tests.sending.messages import EXPECTS_REFUSAL
from contract_tests.sending.run import Run
from contract_tests.target.collections import look_before
from contract_tests.target.data import TargetData
from contract_tests.target.within import tied_values
from scripts.spec.operations import Operation
from scripts.spec.spec import Spec

EXAMPLES_PER_OPERATION = 8
SCENARIOS = 4
STEPS = 4
# Stands for what is named only when a case is sent.
UNKNOWN = "unknown"
PRINTABLE = r"^[\w .,:;!?()\-]+$"
# Creates that generated cases may use up; what rules need of the budget comes first.
GENERATED_CREATES = 2
# Cases of one operation, so that the cost of a run grows with the operations and not with their bodies; those that are
# to be refused come first, and leave room for the others.
MOST_CASES, MOST_REFUSED = 45, 30
# So many cases of one operation, and none that names nothing after them: it gets the same refusal.
MOST_UNKNOWN = 4
# Requests an operation that are left to the rules which come after the generated cases.
KEPT_FOR_RULES = 16


def load(run: Run, data: TargetData) -> OpenApiSchema:
    """The copy of the spec as Schemathesis reads it, bound to real values of the target."""
    bound = Spec(copy.deepcopy(run.spec.root))
    bound.root["servers"] = [{"url": run.target.base_url}]
    for operation in run.spec.operations.values():
        _bind_paths(bound, operation, data, run)
        _bind_body(bound, operation, data, run)
    return schemathesis.openapi.from_dict(bound.root, config=schemathesis.Config.from_dict(_config(run)))


def load_asked_for(run: Run, data: TargetData) -> OpenApiSchema:
    """The same with the operations alone that rules run for; to generate cases of the others takes its time, too."""
    schema: Any = load(run, data)
    others = [name for name, operation in run.spec.operations.items() if not run.options.runs_for(operation)]
    chosen: OpenApiSchema = schema.exclude(operation_id=others) if others else schema
    return chosen


def send(run: Run, data: TargetData, case: schemathesis.Case[Any]) -> httpx.Response:
    """Send a generated case through the gate, with the run's key.

    Raises:
        BudgetSpent: The case might create something, and generated cases have had their share.
        NoAnswer: HTTP has no way to send the case, or nothing came back.
    """
    operation = operation_of(run, case)
    if not run.options.runs_for(operation):
        raise NoAnswer("the rules of this operation are not asked for")
    positive = _positive(case)
    if run.exercised(run.gate.rule, operation) >= (MOST_CASES if positive else MOST_REFUSED):
        raise BudgetSpent("enough cases of this operation were sent")
    if run.gate.ledger.requests_left < KEPT_FOR_RULES * len(run.spec.operations):
        raise BudgetSpent("what is left of the requests is kept for the rules that follow")
    if operation.creates and positive and not run.may_create(operation, GENERATED_CREATES):
        raise BudgetSpent("generated cases have created their share")
    _name_known(case, operation, data, run)
    if operation.creates:
        look_before(run, operation, dict(case.path_parameters))
    run.make_ready(operation, dict(case.path_parameters))
    kwargs = case.as_transport_kwargs(base_url=run.target.base_url)
    kwargs.pop("cookies")
    headers = {name: value for name, value in kwargs.pop("headers").items() if not name.startswith("X-Schemathesis")}
    if operation.request_schema and sends_undocumented(run.spec, operation.request_schema, kwargs.get("json")):
        # Nobody says what comes of them, and some servers show them again.
        raise NoAnswer("the case sends fields that are not documented")
    _refresh_key(headers, operation)
    _put_mark(kwargs, operation, data)
    _put_tied(kwargs, operation, run)
    if positive:
        _put_keyed(kwargs, operation, run, data)
    kwargs |= {"json": with_own_hosts(kwargs["json"], dict(case.path_parameters))} if "json" in kwargs else {}
    if "data" in kwargs:
        kwargs["content"] = kwargs.pop("data")
    headers["Authorization"] = f"Bearer {run.target.key}"
    try:
        response = run.client.request(**kwargs, headers=headers, extensions={EXPECTS_REFUSAL: not positive})
    except NoAnswer:
        if operation.creates and positive:
            run.creation_lost(operation)
        raise
    except (httpx.InvalidURL, UnicodeError) as error:
        raise NoAnswer("the case cannot be sent: HTTP has no way to write it") from error
    if operation.creates and positive:
        data.resources.account(run.exchange(response))
    return response


def operation_of(run: Run, case: schemathesis.Case[Any]) -> Operation:
    """The operation that a case is for."""
    return run.spec.operations[case.operation.definition.raw["operationId"]]


def scenarios(run: Run, data: TargetData, schema: OpenApiSchema) -> None:
    """Follow the links of the spec through generated scenarios of a few steps each.

    Raises:
        NotApplicable: It has none.
        Inconclusive: Nothing could be sent.
    """
    operations = run.spec.operations.values()
    if not any(run.spec.at(one.pointer).get("links") for each in operations for one in each.responses.values()):
        raise NotApplicable("the contract has no link to follow")

    class Scenario(schema.as_state_machine()):  # type: ignore[misc]
        def call(self, case: schemathesis.Case[Any], **_: Any) -> Response:
            try:
                return Response.from_any(send(run, data, case))
            except (BudgetSpent, NoAnswer, NotMade):
                hypothesis.reject()

        def validate_response(self, *_: Any, **__: Any) -> None:
            """The judge has read the exchange already."""

    settings = hypothesis.settings(
        max_examples=SCENARIOS,
        stateful_step_count=STEPS,
        deadline=None,
        database=None,
        phases=[hypothesis.Phase.generate],
        suppress_health_check=list(hypothesis.HealthCheck),
    )
    try:
        hypothesis.seed(run.options.seed)(Scenario).run(settings=settings)
    except hypothesis.errors.Unsatisfiable as error:
        raise Inconclusive("no step of a scenario could be sent, or got an answer") from error


def _config(run: Run) -> dict[str, Any]:
    negative_only = {"generation": {"mode": "negative"}}
    return {
        "seed": run.options.seed,
        "cache": {"enabled": False},
        "generation": {
            "max-examples": EXAMPLES_PER_OPERATION,
            "allow-x00": False,
            "with-security-parameters": False,
            "no-shrink": True,
            "database": "none",
        },
        "phases": {
            # Other methods than the documented ones are promised nothing.
            "coverage": {"unexpected-methods": [], "extra-data-sources": {"responses": False}},
            "fuzzing": {"extra-data-sources": {"responses": False}, "error-feedback": {"enabled": False}},
            "stateful": {"inference": {"algorithms": []}},
        },
        "operations": [
            {"include-operation-id": operation.id, "phases": {"coverage": negative_only}}
            for operation in run.spec.operations.values()
            if operation.creates
        ],
    }


def _bind_paths(bound: Spec, operation: Operation, data: TargetData, run: Run) -> None:
    path = {} if run.spec.own_parameters(operation) else _known_path(operation, data, run)
    for parameter in operation.path_parameters:
        real = path.get(parameter.name, UNKNOWN)
        bound.at(parameter.pointer)["schema"] = {"type": "string", "enum": [real]}


def _name_known(case: schemathesis.Case[Any], operation: Operation, data: TargetData, run: Run) -> None:
    """Put names of what is there into a case, unless it is one with a name of nothing.

    Raises:
        NoAnswer: It is one, and would change something.
        BudgetSpent: It is one, and enough of them were sent.
    """
    if not _names_nothing(case):
        case.path_parameters.update(_known_path(operation, data, run))
    elif run.spec.own_parameters(operation):
        raise NoAnswer("what is changed is the run's own")
    elif run.exercised(run.gate.rule, operation) >= MOST_UNKNOWN:
        raise BudgetSpent("enough cases that name nothing were sent")


def _names_nothing(case: schemathesis.Case[Any]) -> bool:
    """Whether a case was made to break what the path promises, and nothing else."""
    place = getattr(case.meta.phase.data, "parameter_location", None) if case.meta else None
    return place is ParameterLocation.PATH


def _known_path(operation: Operation, data: TargetData, run: Run) -> dict[str, str]:
    """Real values for the path parameters of an operation; empty where the target does not tell any.

    For a deletion they name what was deleted already, since each case would delete one more.
    """
    try:
        path = data.path(operation) or {}
        kind = run.spec.resources.get(operation.extensions.get("x-deletes", {}).get("resource", ""))
        if kind and kind.disposable:
            path = data.own.deleted(kind, kind.owner_of(path)).path
        return path
    except (NoAnswer, BudgetSpent, Inconclusive, NotApplicable):
        return {}


def _bind_body(bound: Spec, operation: Operation, data: TargetData, run: Run) -> None:
    """Leave out of positive bodies what is promised nothing: unknown fields, empty texts, ineligible choices."""
    if not operation.request_schema:
        return
    schema = bound.at(operation.request_schema)
    for pointer in bound.parts(operation.request_schema):
        _plain(bound.at(pointer))
    path = {} if run.spec.own_parameters(operation) else _known_path(operation, data, run)
    choices = data.choices.eligible(operation, path) if path else {}
    for name, values in choices.items():
        schema["properties"][name] |= {"items": {"enum": values}, "minItems": 1, "uniqueItems": True, "examples": []}
    if batch := operation.extensions.get("x-batch"):
        # A thing is made for each of them.
        schema["properties"][batch["items"].removeprefix("/")] |= {"minItems": 1, "maxItems": 2}
    for name, value in _tied(run.spec, operation).items():
        schema["properties"][name] |= {"enum": [value], "examples": []}
    for media_type in bound.at(f"{operation.pointer}/requestBody/content").values():
        media_type.pop("examples", None)


def _plain(schema: dict[str, Any]) -> None:
    """Leave out of the values of a schema what is promised nothing, where it says nothing about that itself."""
    if schema.get("type") == "object":
        schema.setdefault("additionalProperties", False)
    if schema.get("type") == "string" and not {"enum", "const", "pattern", "format"} & schema.keys():
        schema |= {"minLength": max(1, schema.get("minLength", 1)), "pattern": PRINTABLE}


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
    body, tied = kwargs.get("json"), _tied(run.spec, operation)
    if isinstance(body, dict) and body.keys() & tied.keys():
        kwargs["json"] = tied | body


def _tied(spec: Spec, operation: Operation) -> dict[str, Any]:
    """The fields of a body that have to fit to each other, as the example of a whole body has most of them."""
    return max(tied_values(spec, operation), key=len, default={})


def _put_keyed(kwargs: dict[str, Any], operation: Operation, run: Run, data: TargetData) -> None:
    """Name things of the target in the maps of a generated body: what other keys get is published nowhere."""
    body, keyed = kwargs.get("json"), keyed_fields(run.spec, operation)
    if isinstance(body, dict) and keyed:
        known = data.resources.body(operation)
        kwargs["json"] = body | {name: known[name] for name in keyed if isinstance(body.get(name), dict)}


def _positive(case: schemathesis.Case[Any]) -> bool:
    return case.meta is None or case.meta.generation.mode.is_positive
