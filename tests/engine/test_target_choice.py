"""Which server the environment names."""

from contract_tests.engine.target_choice import target_of_environment
from contract_tests.sending.options import Target
from scripts.spec.reading import load_spec

KEY = {"CONNECT_API_KEY": "sk_workspace_test_for_the_tests"}


def test_sandbox_is_taken_unless_another_server_is_named() -> None:
    """A key is enough for the sandbox that the contract names."""
    sandbox = load_spec().environments()["sandbox"]["url"]
    assert target_of_environment(load_spec(), KEY) == Target("sandbox", sandbox, KEY["CONNECT_API_KEY"])
    assert target_of_environment(load_spec(), KEY | {"CONNECT_BASE_URL": ""}).base_url == sandbox


def test_named_server_and_app_are_taken() -> None:
    """A base URL is taken as it is, and an app that is named is used."""
    environment = KEY | {"CONNECT_BASE_URL": "http://127.0.0.1:9/v1/", "CONNECT_CLIENT_ID": "abc"}
    expected = Target("sandbox", "http://127.0.0.1:9/v1/", KEY["CONNECT_API_KEY"], "abc")
    assert target_of_environment(load_spec(), environment) == expected
