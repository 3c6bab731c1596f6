"""Maps of a body whose keys name things of the target get keys that it knows, with what each of them needs."""

from collections.abc import Iterator
from typing import Any

import pytest

from contract_tests.mock import Workspace, load_spec
from contract_tests.sending.run import Run
from contract_tests.target.data import TargetData
from scripts.spec.reading import load_spec as load_contract
from tests.mock_run import mock_run

SPEC = load_contract()
ACTIVATION = SPEC.operations["submitActivation"]


@pytest.fixture
def run(request: pytest.FixtureRequest) -> Iterator[Run]:
    with mock_run(SPEC, workspace=getattr(request, "param", Workspace)) as run:
        yield run


def test_what_nobody_asked_for_yet_is_taken_with_the_examples_of_what_it_needs(run: Run) -> None:
    """One that needs something of which there is no example is left out."""
    found = TargetData(run).resources.body(ACTIVATION)["providers"]
    assert found == {"bankidse": {"rpName": "Example Ltd"}, "bankidno": {}, "id-austria": {}, "ftn": {}}


class Unknown(Workspace):
    """Providers of which nobody says what they need."""

    def providers(self, app: dict[str, Any], include: list[str]) -> list[dict[str, Any]]:
        return []


@pytest.mark.parametrize("run", [Unknown], indirect=True)
def test_where_the_target_shows_none_the_example_of_the_contract_is_sent(run: Run) -> None:
    """Whatever that gets."""
    assert TargetData(run).resources.body(ACTIVATION)["providers"] == {"bankidse": {"rpName": "Example Ltd"}}


def test_what_goes_on_by_itself_is_tried_on_things_of_its_own(run: Run) -> None:
    """Neither what is kept for comparisons nor what may be deleted is one of them."""
    data = TargetData(run)
    tried = data.own.path(ACTIVATION)
    app = SPEC.resources["app"]
    others = [data.own.kept(app, {}).path, data.own.kept(app, {}, 1).path, data.own.expendable(app, {}).path]
    assert tried not in others
    assert data.own.path(ACTIVATION) == tried
    assert data.fresh(ACTIVATION) not in [tried, *others]


def test_things_are_made_without_a_key_where_keys_of_its_form_are_refused() -> None:
    """What else there is to try need not fail for that."""
    document = load_spec()
    document["components"]["parameters"]["IdempotencyKey"]["schema"]["maxLength"] = 100
    with mock_run(SPEC, document=document) as run:
        thing = TargetData(run).own.make(SPEC.resources["app"], {})
        assert thing.is_own
