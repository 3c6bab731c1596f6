"""Credentials that a server takes although it must refuse them, and one that says them again."""

from typing import Any

import pytest
from starlette.datastructures import Headers

from contract_tests.mock import HttpRules, MockOptions, create_app, load_spec, serve
from contract_tests.mock._answers import RefusalError
from tests.engine.conftest import Contract

KEY = "sk_workspace_test_part-one.Part-Two"
ALONE = ("--rule", "authentication", "--operation", "listApps", "--operation", "createProductionTest")


class AnyCase(HttpRules):
    """Takes the key in capitals and small letters alike."""

    def authenticate(self, operation: Any, headers: Headers) -> None:
        if headers.get("authorization", "").lower() != f"bearer {KEY}".lower():
            super().authenticate(operation, headers)


class Beginning(HttpRules):
    """Looks at the beginning of the key alone."""

    def authenticate(self, operation: Any, headers: Headers) -> None:
        if not headers.get("authorization", "").startswith(f"Bearer {KEY[:-1]}"):
            super().authenticate(operation, headers)


class AnyScheme(HttpRules):
    """Takes the key in whatever scheme."""

    def authenticate(self, operation: Any, headers: Headers) -> None:
        if headers.get("authorization", "").partition(" ")[2] != KEY:
            super().authenticate(operation, headers)


class Repeating(HttpRules):
    """Says what was sent again, under a code of its own."""

    def authenticate(self, operation: Any, headers: Headers) -> None:
        try:
            super().authenticate(operation, headers)
        except RefusalError as error:
            sent = headers.get("authorization", "")
            raise RefusalError(error.status, "AUTH_UNKNOWN", f"Nobody has {sent}") from error


@pytest.mark.slow
def test_what_is_made_with_credentials_that_are_taken_by_mistake_is_deleted(judge: Contract) -> None:
    with serve(create_app(load_spec(), MockOptions(key=KEY), http=AnyCase)) as base_url:
        outcome = judge(base_url, KEY, "--rule", "authentication", "--operation", "createAppBatch")
    assert {one["place"] for one in outcome.findings} == {"request header Authorization (a key in another case)"}
    assert outcome.report["left"] == [], outcome.output


@pytest.mark.slow
@pytest.mark.parametrize(
    ("rules", "accepted"),
    [
        (AnyCase, {"a key in another case"}),
        (
            Beginning,
            {"a key with another last character", "a key cut by one character", "a key extended by one character"},
        ),
        (AnyScheme, {"the key under the scheme Token"}),
    ],
)
def test_credentials_that_are_taken_are_named(judge: Contract, rules: type[HttpRules], accepted: set[str]) -> None:
    """Every one of them where that does no harm, the first where something is made for good."""
    with serve(create_app(load_spec(), MockOptions(key=KEY), http=rules)) as base_url:
        outcome = judge(base_url, KEY, *ALONE)
    places = {name: set[str]() for name in ("listApps", "createProductionTest")}
    for finding in outcome.findings:
        assert (finding["expected"], finding["kind"]) == ("401 AUTH_INVALID_CREDENTIALS", "status"), outcome.output
        places[finding["operation"]].add(finding["place"])
    assert places["listApps"] == {f"request header Authorization ({words})" for words in accepted}
    assert len(places["createProductionTest"]) == len(outcome.report["created"]) == 1
    assert places["createProductionTest"] <= places["listApps"]


@pytest.mark.slow
def test_credentials_that_a_server_says_again_reach_no_report(judge: Contract) -> None:
    with serve(create_app(load_spec(), MockOptions(key=KEY), http=Repeating)) as base_url:
        outcome = judge(base_url, KEY, *ALONE)
    assert [finding["observed"] for finding in outcome.findings if "AUTH_UNKNOWN" in finding["observed"]]
    written = [path.read_text(encoding="utf-8").lower() for path in outcome.folder.iterdir()]
    assert any("nobody has" in text for text in written)
    assert not any(part in text for text in (outcome.output.lower(), *written) for part in ("part-one", "part-tw"))
