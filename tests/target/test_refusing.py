"""States in which an operation refuses: a thing of the run is brought out of them, and nothing of anybody else is."""

import copy
from collections.abc import Iterator
from typing import Any

import httpx
import pytest

from contract_tests.mock import HttpRules, MockOptions, RefusalError, Workspace
from contract_tests.sending.run import Run
from contract_tests.target.clean_up import clean_up
from contract_tests.target.data import TargetData
from contract_tests.target.refusing import bring_about, is_refusing
from scripts.spec.reading import load_spec as load_contract
from scripts.spec.spec import Spec
from tests.mock_run import KEY, mock_run

HOSTS = {"webDomain": "verify.shop.example", "oidcDomain": "login.shop.example"}


CLOSED = {"resource": "app", "field": "/name", "is-not": {"const": "Closed"}, "refused": {"status": 400}}


class ClosedFirst(Workspace):
    """A workspace that deletes no app but one that has the name of a closed one."""

    def delete_app(self, app: dict[str, Any]) -> None:
        if app["name"] != "Closed":
            raise RefusalError(400, "APP_NOT_CLOSED", "The app is not closed")
        super().delete_app(app)


class Closing(HttpRules):
    def __init__(self, workspace: Workspace, options: MockOptions) -> None:
        super().__init__(ClosedFirst(options), options)


@pytest.fixture
def run() -> Iterator[Run]:
    with mock_run() as run:
        yield run


def _own(run: Run, operation: str) -> dict[str, str]:
    return TargetData(run).own.path(run.spec.operations[operation])


def _status(run: Run, path: dict[str, str]) -> Any:
    return run.send(run.spec.operations["getCustomDomain"], path).json["status"]


def test_what_an_operation_refuses_is_taken_back_first(run: Run) -> None:
    path, setting = _own(run, "setCustomDomain"), run.spec.operations["setCustomDomain"]
    assert [run.send(setting, path, body=HOSTS).status for _ in range(2)] == [200, 200]
    assert run.send(setting, path, body=HOSTS, as_it_is=True).status == 400


def test_what_an_operation_needs_is_done_first(run: Run) -> None:
    path = _own(run, "verifyCustomDomain")
    assert _status(run, path) == "unconfigured"
    assert run.send(run.spec.operations["verifyCustomDomain"], path).status == 200
    assert run.send(run.spec.operations["deleteCustomDomain"], path).status == 200
    assert _status(run, path) == "unconfigured"


def test_a_state_in_which_an_operation_refuses_is_brought_about(run: Run) -> None:
    path, setting = _own(run, "setCustomDomain"), run.spec.operations["setCustomDomain"]
    (rule,) = setting.extensions["x-refuses"]
    assert bring_about(run, run.spec.resources["custom-domain"], path, rule, refusing=True)
    assert _status(run, path) == "awaiting_dns"


def test_a_thing_of_somebody_else_is_left_as_it_is(run: Run) -> None:
    _own(run, "setCustomDomain")
    asked = run.gate.ledger.requests
    run.make_ready(run.spec.operations["verifyCustomDomain"], {"client_id": "Shop0001"})
    assert (run.gate.ledger.requests, _status(run, {"client_id": "Shop0001"})) == (asked, "unconfigured")


def test_a_state_may_be_named_by_the_path_of_a_thing(run: Run) -> None:
    own, kind = TargetData(run).own, run.spec.resources["workflow"]
    first, second = (own.make(kind, own.path(run.spec.operations["setCustomDomain"])) for _ in range(2))
    assert run.send(run.spec.operations["setDefaultWorkflow"], first.path).succeeded
    assert [is_refusing(run, one) for one in (first, second)] == [True, False]


def test_a_state_that_is_known_is_not_read_again(run: Run) -> None:
    """What an answer showed holds until something is sent that may change it."""
    path, verifying = _own(run, "verifyCustomDomain"), run.spec.operations["verifyCustomDomain"]
    run.send(verifying, path)
    asked = run.gate.ledger.requests
    assert [run.send(verifying, path).status for _ in range(3)] == [200, 200, 200]
    assert run.gate.ledger.requests == asked + 3


def test_a_state_that_seems_to_be_another_is_read_again_after_a_refusal(run: Run) -> None:
    """Somebody else has taken the domain away meanwhile."""
    path, verifying = _own(run, "verifyCustomDomain"), run.spec.operations["verifyCustomDomain"]
    run.send(verifying, path)
    url, headers = run.url(run.spec.operations["deleteCustomDomain"], path), {"Authorization": f"Bearer {KEY}"}
    assert httpx.delete(url, headers=headers).status_code == 200
    assert [run.send(verifying, path).status for _ in range(2)] == [400, 200]


def test_a_thing_that_is_deleted_in_one_state_alone_is_brought_into_it() -> None:
    """The clean-up leaves nothing, where an operation can give the field the one value that is needed."""
    document = copy.deepcopy(load_contract().root)
    document["paths"]["/apps/{client_id}"]["delete"]["x-refuses"] = [CLOSED]
    with mock_run(Spec(document), http=Closing) as run:
        made = TargetData(run).own.make(run.spec.resources["app"], {})
        assert is_refusing(run, made)
        clean_up(run)
        assert (made.is_deleted, run.left) == (True, [])
