"""Where a run may go, and with which key."""

import pytest

from contract_tests.sending.exceptions import CouldNotRun
from contract_tests.sending.guard import admitted
from contract_tests.sending.options import Target
from scripts.spec.reading import load_spec

SPEC = load_spec()
SANDBOX = "https://sandbox.api.hopae.com/connect/v1"
KEY = "sk_workspace_test_7h3-k3y-0f-4-t35t"
PRODUCTION_KEY = "sk_workspace_prod_7h3-k3y-0f-4-t35t"


def admit(base_url: str = SANDBOX, key: str = KEY, *allowed: str) -> Target:
    return admitted(SPEC, Target("sandbox", base_url, key), allowed)


@pytest.mark.parametrize(
    "base_url",
    [
        SANDBOX,
        "https://SANDBOX.api.hopae.com./connect/v1/",
        "http://127.0.0.1:4010/x",
        "http://[::1]:4010",
        "http://localhost",
    ],
)
def test_sandbox_and_this_machine_are_admitted(base_url: str) -> None:
    assert admit(base_url).key == KEY


def test_base_url_is_sent_in_its_normal_form() -> None:
    assert admit("https://SANDBOX.API.hopae.com./connect/v1/").base_url == SANDBOX


@pytest.mark.parametrize(
    "base_url",
    [
        "https://api.hopae.com/connect/v1",
        "https://api.hopae.com./connect/v1",
        "https://API.HOPAE.COM:8443/connect/v1",
        "https://api%2ehopae.com/connect/v1",
        "https://%61pi.hopae.com/connect/v1",
        "https://eu.api.hopae.com/connect/v1",
        "https://hopae.com/connect/v1",
        "https://sandbox.api.hopae.com.example.com/connect/v1",
        "https://10.0.0.1/connect/v1",
        "https://127.0.0.1.example.com/connect/v1",
    ],
)
def test_every_other_host_is_refused(base_url: str) -> None:
    with pytest.raises(CouldNotRun):
        admit(base_url)


def test_host_that_was_named_on_purpose_is_admitted() -> None:
    assert admit("https://Stage.example.com/v1", KEY, "stage.EXAMPLE.com.").base_url == "https://stage.example.com/v1"


def test_host_outside_ascii_is_named_as_it_is_sent() -> None:
    base_url = "https://xn--bcher-kva.example.com/v1"
    assert admit(base_url, KEY, "xn--bcher-kva.example.com").base_url == base_url


def test_production_is_refused_even_when_it_was_named() -> None:
    with pytest.raises(CouldNotRun, match="production"):
        admit("https://api.hopae.com./connect/v1", KEY, "api.hopae.com")


def test_plain_http_leaves_this_machine_for_no_host() -> None:
    with pytest.raises(CouldNotRun, match="use https"):
        admit("http://stage.example.com/v1", KEY, "stage.example.com")


@pytest.mark.parametrize("around", [" {}", "\t{}", " {} "])
def test_blanks_around_a_key_are_not_sent(around: str) -> None:
    assert admit(key=around.format(KEY)).key == KEY


@pytest.mark.parametrize(
    "key",
    [
        PRODUCTION_KEY,
        f" {PRODUCTION_KEY}",
        f"\t{PRODUCTION_KEY}",
        f'"{PRODUCTION_KEY}"',
        f"\ufeff{PRODUCTION_KEY}",
        f"Bearer {PRODUCTION_KEY}",
        PRODUCTION_KEY.upper(),
        f"bearer {KEY}",
        f"'{KEY}'",
        KEY.upper(),
        f"{KEY}\n",
        f"{KEY[:20]} {KEY[20:]}",
        f"{KEY}ä",
        "",
        " ",
    ],
)
def test_key_that_is_no_key_of_the_sandbox_is_refused_and_not_shown(key: str) -> None:
    with pytest.raises(CouldNotRun) as caught:
        admit(key=key)
    assert "7h3-k3y" not in str(caught.value).lower()
    assert "\n" not in str(caught.value)


@pytest.mark.parametrize(
    "base_url",
    [
        "http://[::1",
        "http://127.0.0.1:port/",
        "http://127.0.0.1:99999/",
        "http://127.0.0.1:0/",
        f"https://{'a' * 64}.example.com",
        f"https://{'a.' * 130}example.com",
        "http://127.0.0.1:4010\n",
        "https://sandbox.api.hopae.com/connect/v1\n",
        "https://user:c4n4ry@sandbox.api.hopae.com/connect/v1",
        "https://c4n4ry@127.0.0.1/",
        "https://sandbox.api.hopae.com/connect/v1?key=c4n4ry",
        "https://sandbox.api.hopae.com/connect/v1#c4n4ry",
        "https://sandbox.api.hopae.com/connect /v1",
        " https://sandbox.api.hopae.com/connect/v1",
        "ftp://127.0.0.1/",
        "//127.0.0.1/",
        "127.0.0.1",
        "https://\uff41pi.hopae.com",
        "https://xn--a/",
        "http://",
        "",
    ],
)
def test_base_url_that_is_none_is_one_line_without_its_secrets(base_url: str) -> None:
    with pytest.raises(CouldNotRun) as caught:
        admit(base_url)
    assert "c4n4ry" not in str(caught.value)
    assert "\n" not in str(caught.value)
