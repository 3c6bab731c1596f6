"""Credentials that must be refused, made from the key of a run."""

import base64

from contract_tests.target.credentials import wrong_credentials
from scripts.spec.reading import load_spec

SPEC = load_spec()
KEY = "sk_workspace_test_Secret7"


def test_each_differs_from_the_key_in_one_thing() -> None:
    found = wrong_credentials(SPEC, KEY)
    assert found["no key"] is None
    assert found["an empty header"] == ""
    assert found["the scheme Bearer without a key"] == "Bearer"
    assert found["a key in another case"] == "Bearer sk_workspace_test_sECRET7"
    assert found["a key cut by one character"] == "Bearer sk_workspace_test_Secret"
    assert found["a key extended by one character"] == "Bearer sk_workspace_test_Secret70"
    assert found["a key of the production environment"] == "Bearer sk_workspace_prod_Secret7"
    assert found["the key under the scheme Token"] == f"Token {KEY}"
    assert (
        found["the key as user name of Basic credentials"] == "Basic " + base64.b64encode(f"{KEY}:".encode()).decode()
    )


def test_none_is_the_key_in_the_scheme_that_is_documented() -> None:
    """Which other case the name of the scheme may have is HTTP's to say, and HTTP takes any."""
    for key in (KEY, "sk_workspace_test_", "sk_workspace_test_1234"):
        headers = [header for header in wrong_credentials(SPEC, key).values() if header]
        assert not any(header.lower().startswith("bearer ") and header[7:] == key for header in headers)
    assert "a key in another case" not in wrong_credentials(SPEC, "sk_workspace_test_1234")
