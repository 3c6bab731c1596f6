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
from schemathesis.core.transport import Response
from schemathesis.specs.openapi.schemas import OpenApiSchema

from contract_tests.sending.exceptions import BudgetSpent, Inconclusive, NoAnswer
from contract_tests.sending.messages import EXPECTS_REFUSAL
from contract_tests.sending.run import Run
from contract_tests.target.data import TargetData
from scripts.spec.operations import Operation
from scripts.spec.spec import Spec

EXAMPLES_PER_OPERATION = 8
SCENARIOS = 4
STEPS = 4
PRINTABLE = r"^[\w .,:;!?()\-]+$"
# Creates that generated cases may use up; what rules need of the budget comes first.
GENERATED_CREATES = 2


def load(run: Run, data: TargetData) -> OpenApiSchema:
    """The copy of the spec as Schemathesis reads it, bound to real values of the target."""
    bound = Spec(copy.deepcopy(run.spec.root))
    bound.root["servers"] = [{"url": run.target.base_url}]
    for operation in run.spec.operations.values():
        _bind_paths(bound, operation, data)
        _bind_body(bound, operation, data)
    return schemathesis.openapi.from_dict(bound.root, config=schemathesis.Config.from_dict(_config(run)))


def send(run: Run, data: TargetData, case: schemathesis.Case[Any]) -> httpx.Response:
    """Send a generated case through the gate, with the run's key.

    Raises:
        BudgetSpent: The case might create something, and generated cases have had their share.
        NoAnswer: HTTP has no way to send the case, or nothing came back.
    """
    operation = run.spec.operations[case.operation.definition.raw["operationId"]]
    positive = _positive(case)
    if operation.creates and positive and not run.may_create(GENERATED_CREATES):
        raise BudgetSpent("generated cases have created their share")
    kwargs = case.as_transport_kwargs(base_url=run.target.base_url)
    kwargs.pop("cookies")
    headers = {name: value for name, value in kwargs.pop("headers").items() if not name.startswith("X-Schemathesis")}
    _refresh_key(headers, operation)
    if "data" in kwargs:
        kwargs["content"] = kwargs.pop("data")
    headers["Authorization"] = f"Bearer {run.target.key}"
    try:
        response = run.client.request(**kwargs, headers=headers, extensions={EXPECTS_REFUSAL: not positive})
    except NoAnswer:
        if operation.creates and positive:
            run.creation_lost()
        raise
    except (httpx.InvalidURL, UnicodeError) as error:
        raise NoAnswer("the case cannot be sent: HTTP has no way to write it") from error
    if operation.creates and positive:
        data.resources.account(run.exchange(response))
    return response


def scenarios(run: Run, data: TargetData, schema: OpenApiSchema) -> None:
    """Follow the links of the spec through generated scenarios of a few steps each."""

    class Scenario(schema.as_state_machine()):  # type: ignore[misc]
        def call(self, case: schemathesis.Case[Any], **_: Any) -> Response:
            try:
                return Response.from_any(send(run, data, case))
            except (BudgetSpent, NoAnswer):
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


def _bind_paths(bound: Spec, operation: Operation, data: TargetData) -> None:
    path = _known_path(operation, data)
    for parameter in operation.parameters_in("path"):
        real = path.get(parameter.name, "unknown")
        bound.at(parameter.pointer)["schema"] = {"type": "string", "enum": [real]}


def _known_path(operation: Operation, data: TargetData) -> dict[str, str]:
    """Real values for the path parameters of an operation; empty where the target does not tell any."""
    try:
        return data.path(operation) or {}
    except (NoAnswer, BudgetSpent):
        return {}


def _bind_body(bound: Spec, operation: Operation, data: TargetData) -> None:
    """Leave out of positive bodies what is promised nothing: unknown fields, empty texts, ineligible choices."""
    if not operation.request_schema:
        return
    schema = bound.at(operation.request_schema)
    schema["additionalProperties"] = False
    path = _known_path(operation, data)
    choices = data.choices.eligible(operation, path) if path else {}
    for name, values in choices.items():
        schema["properties"][name] |= {"items": {"enum": values}, "minItems": 1, "uniqueItems": True, "examples": []}
    for field in schema["properties"].values():
        if field.get("type") == "string" and "enum" not in field:
            field |= {"minLength": 1, "pattern": PRINTABLE}
    for media_type in bound.at(f"{operation.pointer}/requestBody/content").values():
        media_type.pop("examples", None)


def _refresh_key(headers: dict[str, str], operation: Operation) -> None:
    """Replace a generated idempotency key: the same seed would bring it again within its lifetime."""
    policy = operation.extensions.get("x-idempotency")
    for parameter in operation.parameters_in("header"):
        generated = headers.get(parameter.name)
        if policy and parameter.name == policy["header"] and generated is not None:
            too_long = len(generated) > parameter.schema["maxLength"]
            headers[parameter.name] = generated if too_long else str(uuid.uuid4())


def _positive(case: schemathesis.Case[Any]) -> bool:
    return case.meta is None or case.meta.generation.mode.is_positive
