from __future__ import annotations

from collections.abc import Callable
from typing import Any

import hopae_connect
import httpx
import pytest
from hopae_connect import AsyncHopaeConnect, AuthenticatedClient, ConfigurationError, HopaeConnect
from hopae_connect.api.apps import list_apps

from tests.client.conftest import EMPTY_PAGE, KEY, Call, Connect, Mock, Serve
from tests.client.servers import answer, answers

PRODUCTION_KEY = "sk_workspace_prod_7h3-k3y-0f-4-t35t"
SANDBOX, PRODUCTION = "https://sandbox.api.hopae.com/connect/v1", "https://api.hopae.com/connect/v1"


def test_sandbox_is_the_default() -> None:
    assert AuthenticatedClient(KEY).base_url == SANDBOX


def test_production_by_name() -> None:
    assert AuthenticatedClient(PRODUCTION_KEY, environment="production").base_url == PRODUCTION


def test_key_and_base_url_from_the_environment(monkeypatch: pytest.MonkeyPatch, mock: Mock, call: Call) -> None:
    monkeypatch.setenv("CONNECT_API_KEY", mock.key)
    monkeypatch.setenv("CONNECT_BASE_URL", mock.base_url)
    with AuthenticatedClient() as client:
        assert call("sync", list_apps, client, limit=1).limit == 1


def test_arguments_come_before_the_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CONNECT_BASE_URL", "https://elsewhere.example.com")
    assert AuthenticatedClient(KEY, environment="sandbox").base_url == SANDBOX
    assert AuthenticatedClient(KEY, base_url="https://here.example.com/v1/").base_url == "https://here.example.com/v1"


@pytest.mark.parametrize("kind", [AuthenticatedClient, HopaeConnect, AsyncHopaeConnect])
def test_missing_key_names_the_variable(kind: Callable[..., Any]) -> None:
    with pytest.raises(ConfigurationError, match="CONNECT_API_KEY"):
        kind()


@pytest.mark.parametrize(
    ("kind", "own"), [(HopaeConnect, httpx.Client), (AsyncHopaeConnect, httpx.AsyncClient)], ids=["sync", "asyncio"]
)
def test_client_with_resources_takes_all_options(kind: Callable[..., Any], own: Callable[..., Any]) -> None:
    """Its limits and its httpx client arrive as well, which are refused together."""
    connect = kind(KEY, timeout=7.0, max_retries=5)
    assert (connect.client.timeout, connect.client.max_retries) == (7.0, 5)
    changed = connect.with_options(timeout=9.0).client
    assert (changed.timeout, changed.max_retries) == (9.0, 5)
    with pytest.raises(ConfigurationError, match="give them to your httpx client"):
        kind(KEY, limits=httpx.Limits(max_connections=1), http_client=own())


def test_empty_key_is_no_invitation_to_look_elsewhere(monkeypatch: pytest.MonkeyPatch) -> None:
    """A key or a base URL that is given and empty is refused, whatever the environment holds."""
    monkeypatch.setenv("CONNECT_API_KEY", KEY)
    monkeypatch.setenv("CONNECT_BASE_URL", "http://127.0.0.1")
    for empty in ("", " "):
        with pytest.raises(ConfigurationError, match="there is no workspace key"):
            AuthenticatedClient(empty)
    with pytest.raises(ConfigurationError, match="the base URL does not begin"):
        AuthenticatedClient(base_url="")


@pytest.mark.parametrize("key", ["sk_workspace_test_a b", "sk_workspace_test_a\n", "sk_workspace_test_ä"])
def test_key_that_no_header_can_carry_is_refused_and_not_shown(key: str) -> None:
    with pytest.raises(ConfigurationError) as caught:
        AuthenticatedClient(key)
    assert "sk_workspace" not in str(caught.value)


@pytest.mark.parametrize(
    ("key", "options"),
    [
        (KEY, {"environment": "production"}),
        (KEY, {"base_url": PRODUCTION}),
        (KEY, {"base_url": "https://API.HOPAE.COM./connect/v1/"}),
        (KEY, {"base_url": "https://api.hopae.com:8443/other"}),
        (PRODUCTION_KEY, {}),
        (PRODUCTION_KEY, {"base_url": SANDBOX}),
        (f" {PRODUCTION_KEY}", {}),
        (f"\t{PRODUCTION_KEY}", {}),
        (PRODUCTION_KEY.upper(), {}),
        (f'"{PRODUCTION_KEY}"', {}),
        ("a-key-of-nobody", {}),
    ],
)
def test_key_of_another_environment_is_refused(key: str, options: dict[str, Any]) -> None:
    with pytest.raises(ConfigurationError) as caught:
        AuthenticatedClient(key, **options)
    assert key not in str(caught.value)


def test_key_of_another_environment_from_the_variables_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CONNECT_API_KEY", KEY)
    monkeypatch.setenv("CONNECT_BASE_URL", PRODUCTION)
    with pytest.raises(
        ConfigurationError, match="the base URL is that of production, whose keys start with sk_workspace_prod_"
    ):
        AuthenticatedClient()


@pytest.mark.parametrize(
    "base_url",
    [
        "api.hopae.com/connect/v1",
        "ftp://api.example.com",
        "https://",
        "https://user:password@api.example.com",
        "https://api.example.com/?a=b",
        "https://api.example.com/#a",
        "https://api.example.com:port",
        "https://api%2ehopae.com/connect/v1",
        "https://sandbox.api.hopae%2ecom/connect/v1",
        "https://api..hopae.com/connect/v1",
        f"https://{'a' * 64}.example.com",
        "https://api.example.com/\r\n",
        "http://sandbox.api.hopae.com/connect/v1",
    ],
)
def test_base_url_that_is_none_is_refused(base_url: str) -> None:
    with pytest.raises(ConfigurationError) as caught:
        AuthenticatedClient(KEY, base_url=base_url)
    assert "password" not in str(caught.value)


def test_unknown_environment_is_refused() -> None:
    with pytest.raises(ConfigurationError, match="take sandbox or production"):
        AuthenticatedClient(KEY, environment="staging")  # type: ignore[arg-type]


def test_base_url_and_environment_together_are_refused() -> None:
    with pytest.raises(ConfigurationError, match="not both"):
        AuthenticatedClient(KEY, base_url=SANDBOX, environment="sandbox")


def test_key_is_not_shown() -> None:
    client = AuthenticatedClient(KEY)
    assert [repr(client), str(client)] == [f"AuthenticatedClient(base_url='{SANDBOX}')"] * 2


def test_request_carries_key_version_and_what_it_accepts(serve_behaviour: Serve, connect: Connect, call: Call) -> None:
    server = serve_behaviour(answers(answer(200, EMPTY_PAGE)))
    call("sync", list_apps, connect(server.url), limit=5)
    lines = server.requests[0].decode().split("\r\n")
    assert lines[0] == "GET /apps?limit=5&offset=0 HTTP/1.1"
    assert f"Authorization: Bearer {KEY}" in lines
    assert f"User-Agent: hopae-connect-python/{hopae_connect.__version__}" in lines
    assert "Accept: application/json" in lines


def test_proxy_of_the_environment_is_used(
    serve_behaviour: Serve, connect: Connect, call: Call, monkeypatch: pytest.MonkeyPatch
) -> None:
    proxy = serve_behaviour(answers(answer(503, {}, "Retry-After: 0"), answer(200, EMPTY_PAGE)))
    monkeypatch.setenv("HTTP_PROXY", proxy.url)
    call("sync", list_apps, connect("http://behind.example.com/v1", max_retries=1))
    assert [request.split(b" ")[1] for request in proxy.requests] == [
        b"http://behind.example.com/v1/apps?limit=20&offset=0"
    ] * 2


def test_injected_clients_are_used_and_stay_open(mock: Mock, connect: Connect) -> None:
    seen: list[str] = []
    own = httpx.Client(event_hooks={"request": [lambda request: seen.append(request.url.path)]}, base_url="http://no")
    with own:
        connect(mock.base_url, api_key=mock.key, http_client=own).close()
        assert list_apps.sync(client=connect(mock.base_url, api_key=mock.key, http_client=own)).offset == 0
        assert not own.is_closed
    assert seen == ["/connect/v1/apps"]


def test_injected_client_cannot_replace_the_key(serve_behaviour: Serve, connect: Connect) -> None:
    server = serve_behaviour(answers(answer(200, EMPTY_PAGE)))
    with httpx.Client(auth=("user", "password"), headers={"Authorization": "Basic 123"}) as own:
        list_apps.sync(client=connect(server.url, http_client=own))
    assert f"\r\nAuthorization: Bearer {KEY}\r\n".encode() in server.requests[0]


def test_connection_limits_are_taken(mock: Mock, connect: Connect, call: Call) -> None:
    client = connect(mock.base_url, api_key=mock.key, limits=httpx.Limits(max_connections=1))
    assert call("sync", list_apps, client).offset == 0


def test_options_for_a_single_call_share_the_connections(client: AuthenticatedClient) -> None:
    patient = client.with_options(timeout=60.0, max_retries=7)
    assert (patient.timeout, patient.max_retries, client.timeout, client.max_retries) == (60.0, 7, 5.0, 0)
    assert patient.http is client.http
    assert client.with_options(max_retries=3).timeout == 5.0
    assert client.with_options(timeout=None).timeout is None


def test_public_names_are_there_and_sorted() -> None:
    names = hopae_connect.__all__
    assert [name for name in names if not hasattr(hopae_connect, name)] == []
    assert len(names) == len(set(names))
    with pytest.raises(AttributeError, match="no attribute 'nothing'"):
        hopae_connect.nothing  # noqa: B018
