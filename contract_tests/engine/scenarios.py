"""Scenarios: cases of several operations in a row, each made of what the one before has answered."""

from __future__ import annotations

from typing import Any

import hypothesis
import schemathesis
from schemathesis.core.transport import Response

from contract_tests.engine.bound_spec import ingredients
from contract_tests.engine.generated_cases import send
from contract_tests.engine.generating import load, plain
from contract_tests.sending.exceptions import BudgetSpent, Inconclusive, NoAnswer, NotApplicable, NotMade
from contract_tests.sending.run import Run
from contract_tests.target.data import TargetData

SCENARIOS = 4
STEPS = 4


def follow(run: Run, data: TargetData) -> None:
    """Follow the links of the spec through generated scenarios of a few steps each.

    Raises:
        NotApplicable: It has none.
        Inconclusive: Nothing could be sent.
    """
    operations = run.spec.operations.values()
    if not any(run.spec.at(one.pointer).get("links") for each in operations for one in each.responses.values()):
        raise NotApplicable("the contract has no link to follow")

    schema = load(ingredients(run, data))

    class Scenario(schema.as_state_machine()):  # type: ignore[misc]
        def call(self, case: schemathesis.Case[Any], **_: Any) -> Response:
            try:
                return Response.from_any(send(run, data, plain(case)))
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
