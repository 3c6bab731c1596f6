import re

import httpx
import pytest

from tests.mock.conftest import APP, NEW_APP, OTHER_APP

KEY = {"Idempotency-Key": "key-1"}
CONFIG = f"/apps/{APP}/webhook-config"
ROTATE = f"{CONFIG}/rotate-secret"


def test_redirect_uris_are_read_as_the_app_shows_them(own: httpx.Client) -> None:
    shown = own.get(f"/apps/{APP}").json()["redirectUris"]
    assert own.get(f"/apps/{APP}/redirect-uris").json() == {"redirectUris": shown}


@pytest.mark.parametrize("client_id", [APP, OTHER_APP, NEW_APP])
def test_a_webhook_configuration_is_read_as_the_app_shows_it(own: httpx.Client, client_id: str) -> None:
    shown = own.get(f"/apps/{client_id}").json()["webhookConfig"]
    assert own.get(f"/apps/{client_id}/webhook-config").json() == shown


def test_an_app_without_a_webhook_configuration_delivers_nothing(own: httpx.Client) -> None:
    assert own.get("/apps/Bare0005/webhook-config").json() == {"enabled": False}


def test_a_change_stores_what_it_names_and_nothing_else(own: httpx.Client) -> None:
    before = own.get(CONFIG).json()
    changed = own.patch(CONFIG, json={"url": "https://shop.example/events", "retryAttempts": 5}).json()
    assert changed == {**before, "url": "https://shop.example/events", "retryAttempts": 5}
    assert own.get(CONFIG).json() == own.get(f"/apps/{APP}").json()["webhookConfig"] == changed


def test_an_address_without_https_is_refused(own: httpx.Client) -> None:
    before = own.get(CONFIG).json()
    response = own.patch(CONFIG, json={"url": "http://shop.example/events", "enabled": False})
    assert (response.status_code, response.json()["error"]["details"]["parameter"]) == (400, "url")
    assert own.get(CONFIG).json() == before


def test_a_rotated_secret_is_answered_once_and_then_shown_by_its_end(own: httpx.Client) -> None:
    first, second = (own.post(ROTATE).json()["secret"] for _ in range(2))
    assert first != second
    assert re.fullmatch("whsec_[0-9a-f]{64}", second)
    assert own.get(CONFIG).json()["secret"] == f"whsec_****{second[-4:]}"


def test_a_key_that_returns_gets_the_same_secret(own: httpx.Client) -> None:
    first, again = (own.post(ROTATE, headers=KEY) for _ in range(2))
    assert (first.json(), again.headers["idempotency-replayed"]) == (again.json(), "true")
