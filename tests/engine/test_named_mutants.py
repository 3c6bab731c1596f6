"""Mutants of the catalogue that a whole run once passed over, or did not explain, each against a run of its rules."""

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


@pytest.mark.parametrize(
    ("name", "rule", "place", "expected"),
    [
        (
            "createProductionTest challenges are listed under another id each time",
            "lifecycle/snapshot",
            "response 200 body /*/challenge/id",
            ", as listProductionTests showed it before",
        ),
        (
            "createProductionTest without providerIds it takes the chip-based ones too",
            "limits/omitted-choice",
            "response 201 body /payload/providerIds",
            "never 'passport'), as the request left providerIds out",
        ),
    ],
)
def test_finding_says_what_is_held_against_what(
    judge: Contract, name: str, rule: str, place: str, expected: str
) -> None:
    """A reader is told what contradicts: two listings, or a choice and the values that are eligible."""
    (mutant,) = [one for one in catalogue(load_spec()) if one.name == name]
    with serve(mutant.change.app(load_spec())) as base_url:
        outcome = judge(base_url, MockOptions().key, "--rule", rule)
    found = [one for one in outcome.findings if one["place"] == place]
    assert [one["expected"].endswith(expected) for one in found] == [True], outcome.output
