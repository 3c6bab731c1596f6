"""Which server the environment names."""

import pytest

from contract_tests.engine.target_choice import target_of_environment
from contract_tests.sending.exceptions import CouldNotRun
from contract_tests.sending.options import Target
from scripts.spec.reading import load_spec

KEY = {"CONNECT_API_KEY": "sk_workspace_test_for_the_tests"}


def test_sandbox_is_taken_unless_another_server_is_named() -> None:
    """A key is enough for the sandbox that the contract names."""
    sandbox = load_spec().environments()["sandbox"]["url"]
    assert target_of_environment(load_spec(), KEY) == Target("sandbox", sandbox, KEY["CONNECT_API_KEY"])
    assert target_of_environment(load_spec(), KEY | {"CONNECT_BASE_URL": ""}).base_url == sandbox


def test_named_server_and_app_are_taken() -> None:
    """A base URL loses its last slash, and an app that is named is used."""
    environment = KEY | {"CONNECT_BASE_URL": "http://127.0.0.1:9/v1/", "CONNECT_CLIENT_ID": "abc"}
    expected = Target("sandbox", "http://127.0.0.1:9/v1", KEY["CONNECT_API_KEY"], "abc")
    assert target_of_environment(load_spec(), environment) == expected


@pytest.mark.parametrize(
    ("environment", "message"),
    [
        ({}, "no key: set CONNECT_API_KEY"),
        ({"CONNECT_API_KEY": ""}, "no key: set CONNECT_API_KEY"),
        (KEY | {"CONNECT_BASE_URL": "file:///etc"}, "CONNECT_BASE_URL is not an http or https URL"),
    ],
)
def test_environment_without_a_server_or_a_key_is_refused(environment: dict[str, str], message: str) -> None:
    """Without a key, or with something that is no address, there is no target."""
    with pytest.raises(CouldNotRun, match=message):
        target_of_environment(load_spec(), environment)
