"""Generated cases: what Schemathesis makes of the spec, read as strictly as everything else."""

from typing import Any

import schemathesis

from contract_tests import generated_cases
from contract_tests.drift.target import BudgetSpent, NoAnswer
from contract_tests.run import Run
from contract_tests.world import World


def test_cases(run: Run, case: schemathesis.Case[Any]) -> None:
    """Examples, coverage of the schema and fuzzing get answers that keep to the contract."""
    try:
        generated_cases.send(run, case)
    except (BudgetSpent, NoAnswer):
        return


test_cases.generates_cases = True  # type: ignore[attr-defined]


def test_scenarios(run: Run, world: World) -> None:
    """Scenarios that follow the links from operation to operation get answers that keep to the contract."""
    generated_cases.scenarios(run, generated_cases.load(run, world))
