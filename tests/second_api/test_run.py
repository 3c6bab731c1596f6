"""The contract run works on an API of another shape; `make second-api` plays all drifts."""

from __future__ import annotations

import pytest

from contract_tests.mutants.catalogue import catalogue
from scripts.spec.checks import read_spec
from tests.commands.conftest import script
from tests.second_api.run import Prepared, Result, play

# With all rules each run would take many seconds; `make second-api` makes them.
NAMED = {
    "patch-clears-unnamed": "change/stored",
    "put-keeps-left-out": "change/replaced",
    "deleted-book-is-listed": "deletion/not-listed",
    "created-shelf-is-not-listed": "creation/listed-once",
    "rotation-shows-old-token": "rotation/new",
    "rows-are-unlimited": "limits/body-beyond",
    "loan-rules-store-nothing": "change/stored",
}
REPORTS = ("drift.json", "drift.html", "drift.md", "drift.sarif", "drift.har", "junit.xml", "history.jsonl")
THE_USERS_OWN = "updateSettings"


@pytest.mark.slow
def test_faithful_server_conforms_and_is_left_as_it_was(faithful: Result) -> None:
    """Nothing is found, nothing is left behind, and no request was about what the user had."""
    assert (faithful.code, faithful.report["verdict"], list(faithful.lines())) == (0, "conforms", []), faithful.output
    assert faithful.report["inconclusive"] == []
    assert faithful.report["left"] == []


@pytest.mark.slow
def test_only_what_is_the_users_alone_is_not_applicable(faithful: Result) -> None:
    assert {one["operation"] for one in faithful.report["not_applicable"]} == {THE_USERS_OWN}


@pytest.mark.slow
def test_every_report_is_written_and_names_the_operations(faithful: Result, prepared: Prepared) -> None:
    written = {name: (faithful.reports / name).read_text(encoding="utf-8") for name in REPORTS}
    operations = read_spec(prepared.spec / "spec.yaml").operations
    page = written["drift.html"].replace("<wbr>", "")
    for name in operations:
        assert all(name in text for text in (written["drift.json"], written["junit.xml"], page)), name
    exercised = {one["operation"] for one in faithful.report["exercised"]}
    assert exercised == operations.keys() - {THE_USERS_OWN}


@pytest.mark.slow
@pytest.mark.parametrize(("name", "rule"), NAMED.items())
def test_a_drift_is_named_and_nothing_of_the_user_is_touched(prepared: Prepared, name: str, rule: str) -> None:
    result = play(name, prepared, rule=rule)
    assert (result.code, list(result.lines())) == (1, []), result.output
    page = (result.reports / "drift.md").read_text(encoding="utf-8")
    assert all(finding["operation"] in page for finding in result.findings)


def test_mutants_and_harmless_variants_derive_from_the_spec(prepared: Prepared) -> None:
    names = [one.name for one in catalogue(read_spec(prepared.spec / "spec.yaml"))]
    assert len(names) == len(set(names)) > 0


@pytest.mark.slow
def test_a_name_of_no_drift_is_an_error() -> None:
    done = script("second_api", "--only", "no-such-drift")
    assert (done.code, done.out, done.err) == (2, "", "error: no drift is called no-such-drift\n")
