"""Generated cases: what Schemathesis makes of the spec, read as strictly as everything else."""

from typing import Any

import pytest
import schemathesis

from contract_tests.engine import generated_cases
from contract_tests.sending.exceptions import BudgetSpent, NoAnswer, NotMade
from contract_tests.sending.run import Run
from contract_tests.target.data import TargetData

pytestmark = pytest.mark.stage("generating")


def test_cases(run: Run, data: TargetData, case: schemathesis.Case[Any]) -> None:
    """Examples, coverage of the schema and fuzzing get answers that keep to the contract."""
    try:
        generated_cases.send(run, data, case)
    except (NoAnswer, NotMade):
        return
    except BudgetSpent as error:
        operation = generated_cases.operation_of(run, case)
        if not run.exercised(run.gate.rule, operation):
            run.cannot_tell(run.gate.rule, operation.id, str(error))


test_cases.generates_cases = True  # type: ignore[attr-defined]


def test_scenarios(run: Run, data: TargetData) -> None:
    """Scenarios that follow the links from operation to operation get answers that keep to the contract."""
    generated_cases.scenarios(run, data, generated_cases.load(run, data))
