"""Servers whose changes reach too far: they take away what they are called on, or touch another thing."""

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from contract_tests.mock import HttpRules, MockOptions, Workspace, create_app, load_spec, serve
from tests.engine.conftest import Contract
from tests.partial_contract import partial_spec

KEY = "sk_workspace_test_for_the_tests"
APPS = ("listApps", "createApp", "getApp", "deleteApp")
DOMAINS = ("getCustomDomain", "setCustomDomain", "deleteCustomDomain")


class Renewing(Workspace):
    """Gives an app another identifier with its new secret."""

    def rotate_client_secret(self, app: Any) -> str:
        self.delete_app(app)
        return super().rotate_client_secret({**app, "clientId": self.new_client_id()})


class TakingFromTwo(Workspace):
    """Takes the domain from the app that was made before, too."""

    def delete_custom_domain(self, app: Any) -> dict[str, Any]:
        apps = list(self.apps())
        place = next(number for number, one in enumerate(apps) if one["clientId"] == app["clientId"])
        super().delete_custom_domain(apps[place - 1])
        return super().delete_custom_domain(app)


class Flickering(HttpRules):
    """Shows no redirect URIs every fifth time that an app is read."""

    reads = 0

    async def answer(self, operation: Any, request: Any) -> Any:
        answer = await super().answer(operation, request)
        self.reads += operation.id == "getApp"
        if operation.id != "getApp" or answer.status != 200 or self.reads % 5:
            return answer
        return replace(answer, body=json.dumps(json.loads(answer.body) | {"redirectUris": []}).encode())


@pytest.fixture
def spec_path(tmp_path: Path) -> Path:
    return partial_spec(tmp_path / "connect.yaml", (*APPS, *DOMAINS, "replaceRedirectUris", "rotateClientSecret"))


@pytest.mark.slow
def test_operation_that_takes_away_what_it_is_called_on_is_named(judge: Contract) -> None:
    """Nothing is found any more that its secret was rotated of, each time, and nothing else is gone."""
    with serve(create_app(load_spec(), MockOptions(key=KEY), workspace=Renewing)) as base_url:
        outcome = judge(base_url, KEY, "--operation", "rotateClientSecret", "--operation", "getApp")
    (finding,) = [one for one in outcome.findings if one["rule"] == "afterwards/still-there"]
    assert (finding["operation"], finding["place"]) == ("rotateClientSecret", "response status of getApp")
    assert finding["observed"].startswith("404 (")


@pytest.mark.slow
def test_change_of_what_was_made_before_is_named(judge: Contract) -> None:
    with serve(create_app(load_spec(), MockOptions(key=KEY), workspace=TakingFromTwo)) as base_url:
        outcome = judge(base_url, KEY, "--rule", "change/stored", "--operation", "deleteCustomDomain")
    places = {one["place"] for one in outcome.findings if one["operation"] == "deleteCustomDomain"}
    assert "response 200 body /webDomain of getCustomDomain" in places, outcome.output


@pytest.mark.slow
@pytest.mark.parametrize("rule", ["effects", "change"])
def test_what_goes_back_by_itself_was_changed_by_nobody(judge: Contract, rule: str) -> None:
    """What reads a thing is named, and not the operation that was called in between."""
    with serve(create_app(load_spec(), MockOptions(key=KEY), http=Flickering)) as base_url:
        outcome = judge(base_url, KEY, "--rule", rule)
    assert {one["operation"] for one in outcome.findings} == {"getApp"}, outcome.output
