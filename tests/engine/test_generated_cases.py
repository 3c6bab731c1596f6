"""Generated cases: for which operations they are made, and what is kept of making them."""

from typing import Any

from contract_tests.engine import generated_cases
from contract_tests.engine.rules import HYPOTHESIS
from contract_tests.mock import MockOptions, create_app, serve
from contract_tests.sending.options import Budget, Options, Target
from contract_tests.sending.run import Run
from contract_tests.target.data import TargetData
from tests.engine.conftest import Contract
from tests.judging.exchanges import SPEC


def test_cases_are_made_for_the_operations_that_are_asked_for_alone() -> None:
    """To make those of the others, which are not sent, would take as long."""
    options = Options(Budget.for_spec(SPEC), 1.0, seed=1, operations=frozenset({"listApps", "getApp"}))
    with serve(create_app(SPEC.root, MockOptions())) as base_url:
        run = Run(SPEC, Target("mock", base_url, MockOptions().key), options)
        schema = generated_cases.load_asked_for(run, TargetData(run))
        run.close()
    operations: list[Any] = list(schema.get_all_operations())
    made = {found.ok().definition.raw["operationId"] for found in operations}
    assert made == {"listApps", "getApp"}


def test_tables_of_unicode_are_kept_and_no_cases(contract: Contract) -> None:
    """What takes long to make is there for the next run, which is still the same for the same seed."""
    outcome = contract("--rule", "generated", "--operation", "createProductionTest")
    assert outcome.exit_code == 0, outcome.output
    kept = {path.name for path in HYPOTHESIS.iterdir()} - {".gitignore", "tmp"}
    assert kept == {"constants", "unicode_data"}
