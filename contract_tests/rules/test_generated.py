"""Generated cases: what Schemathesis makes of the spec, read as strictly as everything else."""

import pytest

from contract_tests.engine import generated_cases, scenarios
from contract_tests.engine.generation import Generation
from contract_tests.sending.exceptions import BudgetSpent, NoAnswer, NotMade
from contract_tests.sending.run import Run
from contract_tests.target.data import TargetData
from scripts.spec.operations import Operation

pytestmark = pytest.mark.stage("generating")


def test_cases(run: Run, data: TargetData, generation: Generation, operation: Operation) -> None:
    """Examples, coverage of the schema and fuzzing get answers that keep to the contract."""
    for case in generation.cases(operation.id):
        try:
            generated_cases.send(run, data, case)
        except (NoAnswer, NotMade):
            continue
        except BudgetSpent as error:
            if not run.exercised(run.gate.rule, operation):
                run.cannot_tell(run.gate.rule, operation.id, str(error))


def test_scenarios(run: Run, data: TargetData) -> None:
    """Scenarios that follow the links from operation to operation get answers that keep to the contract."""
    scenarios.follow(run, data)
