"""Generated cases: for which operations they are made, and what is kept of making them."""

import copy
import io
import os
import subprocess

import pytest

from contract_tests.engine import generated_cases
from contract_tests.engine.bound_spec import ingredients
from contract_tests.engine.generating import Ingredients, make
from contract_tests.engine.generation import PROGRAM, generation
from contract_tests.engine.pytest_session import HYPOTHESIS
from contract_tests.engine.rules import run_rules
from contract_tests.judging.exchange import Exchange
from contract_tests.mock import MockOptions, create_app, serve
from contract_tests.sending.options import Budget, Options, Target
from contract_tests.sending.run import Run
from contract_tests.target.data import TargetData
from scripts.spec.spec import Spec
from tests.engine.conftest import Contract
from tests.judging.exchanges import SPEC

SOME = Ingredients(SPEC.root, {"seed": 1}, [name for name in SPEC.operations if name != "listApps"])


@pytest.mark.slow
def test_cases_are_made_for_the_operations_that_are_asked_for_alone() -> None:
    """To make those of the others, which are not sent, would take as long."""
    options = Options(Budget.for_spec(SPEC), 1.0, seed=1, operations=frozenset({"listApps", "getApp"}))
    with serve(create_app(SPEC.root, MockOptions())) as base_url:
        run = Run(SPEC, Target("mock", base_url, MockOptions().key), options)
        cases = make(ingredients(run, TargetData(run)))
        run.close()
    assert {case.operation for case in cases} == {"listApps", "getApp"}


@pytest.mark.slow
def test_another_process_makes_the_same_cases_of_a_seed_each_time() -> None:
    """Of the operations that are asked for, however many of them this process has made before."""
    with generation(lambda: SOME, apart=True) as one, generation(lambda: SOME, apart=True) as other:
        assert one.cases("listApps") == other.cases("listApps") != []
        assert one.cases("getApp") == []
    with generation(lambda: SOME, apart=False) as here:
        assert {case.operation for case in here.cases("listApps")} == {"listApps"}


@pytest.mark.parametrize("apart", [True, False])
def test_cases_that_cannot_be_made_are_an_error_that_says_why(*, apart: bool) -> None:
    """They do not pass for none."""
    broken = SOME._replace(configuration={"generation": {"max-examples": "many"}})
    with generation(lambda: broken, apart=apart) as made, pytest.raises(Exception, match="max-examples"):
        made.cases("listApps")


def test_a_process_that_nobody_waits_for_ends_with_the_run() -> None:
    with generation(lambda: SOME, apart=True):
        assert _children()
    assert not _children()


@pytest.mark.slow
def test_tables_of_unicode_are_kept_and_no_cases(contract: Contract) -> None:
    """What takes long to make is there for the next run, which is still the same for the same seed."""
    outcome = contract("--rule", "generated", "--operation", "createProductionTest")
    assert outcome.exit_code == 0, outcome.output
    kept = {path.name for path in HYPOTHESIS.iterdir()} - {".gitignore", "tmp"}
    assert kept == {"constants", "unicode_data"}


@pytest.mark.slow
def test_what_is_wrong_elsewhere_is_asked_of_what_is_there() -> None:
    """A body that breaks a limit tells nothing where the app is unknown; of cases that name nothing a few are sent."""
    sent = _sent("createProductionTest")
    known = [one for one in sent if one.path_values["client_id"] == "Shop0001"]
    assert len([one for one in known if one.status == 400]) > generated_cases.MOST_REFUSED / 2
    assert len(sent) - len(known) <= generated_cases.MOST_UNKNOWN


@pytest.mark.slow
def test_cases_to_be_refused_leave_room_for_others() -> None:
    sent = _sent("updateWorkflow")
    assert len([one for one in sent if one.status == 400]) <= generated_cases.MOST_REFUSED
    assert [one for one in sent if one.succeeded]


def test_what_is_there_is_read_whenever_it_came() -> None:
    """The first app has no workflow when cases are made."""
    assert [one for one in _sent("getWorkflow") if one.succeeded]


@pytest.mark.slow
def test_fields_that_have_to_fit_come_from_one_example() -> None:
    """A workflow begins at a node that it has, though an example of each field alone names another."""
    document = copy.deepcopy(SPEC.root)
    properties = document["components"]["schemas"]["WorkflowUpdate"]["properties"]
    properties["entryNodeId"]["examples"] = ["elsewhere"]
    accepted = [one.request_json for one in _sent("updateWorkflow", Spec(document)) if one.succeeded]
    assert [one for one in accepted if "entryNodeId" in one]


@pytest.mark.slow
def test_links_lead_to_no_operation_that_was_not_asked_for(contract: Contract) -> None:
    """The list of apps is linked with production tests, which would stay."""
    outcome = contract("--rule", "generated", "--operation", "listApps")
    assert (outcome.exit_code, outcome.report["created"]) == (0, []), outcome.output
    assert {one["operation"] for one in outcome.report["exercised"] if "generated" in one["rule"]} == {"listApps"}


def _sent(operation: str, spec: Spec = SPEC) -> list[Exchange]:
    """The exchanges of generated cases of an operation with the mock."""
    options = Options(Budget.for_spec(spec), 1.0, 1, rule="generated/cases", operations=frozenset({operation}))
    exchanges: list[Exchange] = []
    with serve(create_app(SPEC.root, MockOptions())) as base_url:
        run = Run(spec, Target("mock", base_url, MockOptions().key), options)
        data = TargetData(run)
        with run.watching(exchanges.append):
            run_rules(run, data, io.StringIO())
        run.close()
    assert run.failure is None
    return [one for one in exchanges if one.rule == options.rule and one.operation_id == operation]


def _children() -> str:
    """The processes that this one has begun and that make cases."""
    shown = subprocess.run(
        ["ps", "-ww", "--ppid", str(os.getpid()), "-o", "args="], capture_output=True, text=True, check=False
    )
    return "".join(line for line in shown.stdout.splitlines() if PROGRAM in line)
