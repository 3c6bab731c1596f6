"""Mutants of the catalogue that a whole run once passed over, each against a run of what it is about."""

from pathlib import Path

import pytest

from contract_tests.mock import MockOptions, serve
from contract_tests.mutants.catalogue import catalogue
from scripts.spec.reading import load_spec
from tests.engine.conftest import Contract
from tests.partial_contract import FIRST_OPERATIONS, partial_spec

pytestmark = pytest.mark.slow


@pytest.fixture
def spec_path(tmp_path: Path) -> Path:
    apps = ("createApp", "getApp", "deleteApp")
    return partial_spec(tmp_path / "connect.yaml", (*FIRST_OPERATIONS, *apps))


def test_request_that_is_found_as_what_it_asks_for_is_named(judge: Contract) -> None:
    """The latest production test is asked for by its request, also when an app was created after it."""
    name = "getProductionTestReport finds a report before there is a challenge"
    (mutant,) = [one for one in catalogue(load_spec()) if one.name == name]
    with serve(mutant.change.app(load_spec())) as base_url:
        outcome = judge(base_url, MockOptions().key)
    named = {(one["operation"], one["rule"]) for one in outcome.findings}
    assert named == {("getProductionTestReport", "ownership/mistaken-at-once")}, outcome.output
