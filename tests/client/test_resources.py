"""The client with its resources: how methods are called, and what each call may have of its own."""

from __future__ import annotations

import json
import subprocess
import sys
import time
from collections.abc import Callable
from typing import Any

import pytest
from hopae_connect import (
    APITimeoutError,
    AsyncHopaeConnect,
    ClientClosedError,
    ConfigurationError,
    HopaeConnect,
    InternalServerError,
    InvalidArgumentError,
    NotFoundError,
)
from hopae_connect.api.apps import list_apps

from contract_tests.mock import load_spec
from tests.client.conftest import KEY, Connected, Mock, Serve
from tests.client.servers import Connection, answer, answers

EXAMPLES = load_spec()["components"]["examples"]
APP: dict[str, Any] = EXAMPLES["AppPage"]["value"]["data"][0]
REQUEST: dict[str, Any] = EXAMPLES["ProductionTestRequest"]["value"]
NO_APPS = answer(200, {"data": [], "total": 0, "limit": 20, "offset": 0})
NODES = [
    {"id": "nd_one", "type": "request", "next": "nd_two"},
    {"id": "nd_two", "type": "response"},
]


def body_of(request: bytes) -> Any:
    return json.loads(request.partition(b"\r\n\r\n")[2])


def headers_of(request: bytes) -> dict[str, str]:
    lines = request.partition(b"\r\n\r\n")[0].decode().split("\r\n")[1:]
    return dict(line.split(": ", 1) for line in lines)


def test_only_the_fields_that_are_named_are_sent(serve_behaviour: Serve, connected: Connected) -> None:
    server = serve_behaviour(answers(answer(201, REQUEST)))
    connected(lambda connect: connect.production_tests.create("FK5b0KSM", title="A test", max_stamps=2), server.url)
    assert body_of(server.requests[0]) == {"title": "A test", "maxStamps": 2}


def test_cleared_is_not_the_same_as_not_named(serve_behaviour: Serve, connected: Connected) -> None:
    server = serve_behaviour(answers(answer(200, APP)))
    connected(lambda connect: connect.apps.update("FK5b0KSM", logo="", redirect_uris=[]), server.url)
    assert body_of(server.requests[0]) == {"logo": "", "redirectUris": []}


def test_json_does_for_a_model(mock: Mock, connected: Connected) -> None:
    def nodes(connect: Any) -> Any:
        return connect.apps.workflows.create("Shop0001", name="Mine", entry_node_id="nd_one", nodes=NODES)

    def webhook(connect: Any) -> Any:
        return connect.apps.update("Shop0001", webhook_config={"enabled": False})

    assert [one.id for one in connected(nodes, mock.base_url, api_key=mock.key).nodes] == ["nd_one", "nd_two"]
    assert connected(webhook, mock.base_url, api_key=mock.key).webhook_config.enabled is False


def test_every_operation_has_a_method(mock: Mock) -> None:
    with HopaeConnect(mock.key, base_url=mock.base_url) as connect:
        assert connect.workspace.get().apps_count == len(list(connect.apps.list()))
        app = connect.apps.create(name="Mine")
        uris = connect.apps.redirect_uris.replace(app.client_id, redirect_uris=["https://app.example.com/back"])
        assert connect.apps.get(app.client_id).redirect_uris == uris.redirect_uris
        assert connect.apps.rotate_client_secret(app.client_id).client_secret != app.client_secret
        made = connect.apps.workflows.create(app.client_id, name="Mine", entry_node_id="nd_one", nodes=NODES)
        assert made.name == connect.apps.workflows.get(app.client_id, made.workflow_id).name
        assert len(connect.apps.workflows.list(app.client_id)) == 2
        assert "verification" in [one.type_ for one in connect.apps.workflows.list_node_types(app.client_id)]
        (mitid,) = [
            one for one in connect.apps.providers.list(app.client_id, include=["activation"]) if one.id == "mitid"
        ]
        assert (mitid.is_active, mitid.status) == (False, "not_activated")
        assert mitid.activation
        assert [one.id for one in mitid.activation.requirements or ()][:1] == ["rpName"]
        answered = connect.apps.providers.activate(app.client_id, providers={"itsme": {}, "buypass": {}})
        assert [type(answered[name]).__name__ for name in ("itsme", "buypass")] == [
            "ActivationSubmitted",
            "ActivationNeedsContract",
        ]
        batch = connect.apps.create_batch(items=[{"name": "Two"}, {"name": "Three"}])
        assert (batch.success_count, batch.error_count, len(batch.results)) == (2, 0, 2)
        changed = connect.apps.workflows.update(app.client_id, made.workflow_id, name="Yours")
        assert (changed.name, changed.entry_node_id, len(changed.nodes)) == ("Yours", "nd_one", 2)
        assert connect.apps.workflows.set_default(app.client_id, made.workflow_id).success
        assert connect.apps.workflows.set_default(app.client_id, app.default_workflow_id).success
        assert connect.apps.workflows.delete(app.client_id, made.workflow_id).deleted
        connect.apps.delete(app.client_id)
        with pytest.raises(NotFoundError):
            connect.apps.get(app.client_id)
        assert connect.production_tests.list("Shop0001") is not None


def test_an_argument_that_there_is_not_is_refused(serve_behaviour: Serve, connected: Connected) -> None:
    server = serve_behaviour(answers(NO_APPS))
    with pytest.raises(TypeError, match=r"GET /apps: there is no argument 'limt'"):
        connected(lambda connect: connect.apps.list(limt=3), server.url)
    with pytest.raises(TypeError, match="there is no argument 'idempotency_key'"):
        connected(lambda connect: connect.apps.list(idempotency_key="mine"), server.url)
    assert not server.requests


def test_timeout_of_a_call(serve_behaviour: Serve, connected: Connected) -> None:
    server = serve_behaviour(lambda connection, _: connection.hang())
    with pytest.raises(APITimeoutError):
        connected(lambda connect: connect.apps.get("FK5b0KSM", timeout=0.1), server.url)


def test_call_may_take_longer_than_others_of_its_client(serve_behaviour: Serve, connected: Connected) -> None:
    def late(connection: Connection, number: int) -> None:
        time.sleep(0.5)
        connection.send(answer(200, APP))

    url = serve_behaviour(late).url
    app = connected(lambda connect: connect.apps.get("FK5b0KSM", timeout=30.0), url, timeout=0.1)
    assert app.client_id == APP["clientId"]


def test_retries_of_a_call(serve_behaviour: Serve, connected: Connected) -> None:
    server = serve_behaviour(answers(answer(503, {}, "Retry-After: 0")))
    with pytest.raises(InternalServerError):
        connected(lambda connect: connect.apps.get("FK5b0KSM", max_retries=1), server.url)
    assert len(server.requests) == 2


def test_key_of_a_call(serve_behaviour: Serve, connected: Connected) -> None:
    server = serve_behaviour(answers(answer(404)))
    with pytest.raises(NotFoundError) as caught:
        connected(lambda connect: connect.apps.create(name="Mine", idempotency_key="mine"), server.url)
    assert headers_of(server.requests[0])["Idempotency-Key"] == caught.value.idempotency_key == "mine"
    with pytest.raises(InvalidArgumentError):
        connected(lambda connect: connect.apps.create(name="Mine", idempotency_key=" "), server.url)


def test_extra_headers_of_a_call(serve_behaviour: Serve, connected: Connected) -> None:
    server = serve_behaviour(answers(answer(200, APP)))
    connected(lambda connect: connect.apps.get("FK5b0KSM", extra_headers={"X-Trace": "one"}), server.url)
    sent = headers_of(server.requests[0])
    assert (sent["X-Trace"], sent["Authorization"]) == ("one", f"Bearer {KEY}")


@pytest.mark.parametrize(
    ("extra", "problem"),
    [
        ({"authorization": "Bearer other"}, "extra_headers: authorization is sent by the client itself"),
        ({"idempotency-KEY": "mine"}, "extra_headers: idempotency-KEY is sent by the client itself"),
        ({"Host": "other"}, "extra_headers: Host is sent by the client itself"),
        ({"X Y": ""}, "extra_headers: 'X Y' cannot be the name of a header"),
        ({"X": "a\nb"}, "X"),
    ],
)
def test_extra_headers_that_cannot_be_sent(
    serve_behaviour: Serve, connected: Connected, extra: Any, problem: str
) -> None:
    server = serve_behaviour(answers(NO_APPS))
    with pytest.raises(InvalidArgumentError, match=problem):
        connected(lambda connect: connect.apps.create(name="Mine", extra_headers=extra), server.url)
    assert not server.requests


def test_raw_response(mock: Mock, connected: Connected) -> None:
    response = connected(
        lambda connect: connect.apps.with_raw_response.create(name="Mine"), mock.base_url, api_key=mock.key
    )
    assert (response.status_code, response.parsed.name, response.replayed) == (201, "Mine", False)
    assert response.headers["Location"].endswith(f"/apps/{response.parsed.client_id}")
    assert json.loads(response.content)["clientId"] == response.parsed.client_id
    assert response.parsed.client_secret not in repr(response)


def test_raw_response_raises_on_a_refusal(mock: Mock, connected: Connected) -> None:
    with pytest.raises(NotFoundError):
        connected(lambda connect: connect.apps.with_raw_response.get("Unknown1"), mock.base_url, api_key=mock.key)


def test_options_for_several_calls(serve_behaviour: Serve, connected: Connected) -> None:
    server = serve_behaviour(answers(answer(503, {}, "Retry-After: 0")))
    with pytest.raises(InternalServerError):
        connected(lambda connect: connect.with_options(max_retries=2).apps.get("FK5b0KSM"), server.url)
    assert len(server.requests) == 3


def test_the_functions_by_module_take_its_client(mock: Mock) -> None:
    with HopaeConnect(mock.key, base_url=mock.base_url) as connect:
        assert list_apps.sync(client=connect.client, limit=1).data == connect.apps.list(limit=1).data


def test_no_call_after_closing(mock: Mock) -> None:
    connect = HopaeConnect(mock.key, base_url=mock.base_url)
    connect.close()
    with pytest.raises(ClientClosedError):
        connect.apps.list()


@pytest.mark.parametrize("kind", [HopaeConnect, AsyncHopaeConnect])
def test_a_refused_key_is_not_shown(kind: Callable[..., Any], fails: Callable[..., Any]) -> None:
    fails(ConfigurationError, lambda: kind(KEY, environment="production"))
    assert repr(kind(KEY)) == f"{kind.__name__}(base_url='https://sandbox.api.hopae.com/connect/v1')"


def test_resources_are_imported_when_they_are_needed() -> None:
    program = (
        "import sys; from hopae_connect import HopaeConnect; connect = HopaeConnect('sk_workspace_test_1');"
        "parts = ('hopae_connect.resources', 'hopae_connect.models');"
        "print([name for name in sys.modules if name.startswith(parts)]);"
        "connect.workspace; print('hopae_connect.resources.workspace' in sys.modules)"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert done.stdout == "[]\nTrue\n"
