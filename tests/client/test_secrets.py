"""Neither the key nor a secret of an answer stands in an exception, in the log, or in a variable of a traceback."""

from __future__ import annotations

import asyncio
import json
import logging
import pickle
from collections.abc import Callable, Iterator
from types import TracebackType
from typing import Any

import pytest
from hopae_connect import (
    APIConnectionError,
    APIResponseValidationError,
    APIStatusError,
    APITimeoutError,
    AsyncHopaeConnect,
    AuthenticatedClient,
    ConfigurationError,
    DecodeError,
    HopaeConnect,
    InvalidArgumentError,
    WebhookSignatureError,
    parse_webhook,
    verify_webhook,
)
from hopae_connect.api.apps import list_apps, update_app
from hopae_connect.api.production_tests import list_production_tests
from hopae_connect.models import App, AppUpdate, ProviderConfig, WebhookConfigUpdate

from contract_tests.mock import load_spec
from tests.client.conftest import KEY, Call, Connect, Connected, Serve
from tests.client.servers import Behaviour, Connection, answer, answers

SECRET = "s3cr3t-of-an-app"
APP: dict[str, Any] = load_spec()["components"]["examples"]["AppPage"]["value"]["data"][0] | {"clientSecret": SECRET}


def chain(error: BaseException | None) -> Iterator[BaseException]:
    """Yield an exception and everything that it was raised from or beside, shown or not."""
    if error is not None:
        yield error
        yield from chain(error.__cause__)
        yield from chain(error.__context__)


def frames(traceback: TracebackType | None) -> Iterator[dict[str, Any]]:
    """Yield the variables of the frames that an exception has passed, but for those of the tests."""
    while traceback is not None:
        if "/tests/" not in traceback.tb_frame.f_code.co_filename:
            yield traceback.tb_frame.f_locals
        traceback = traceback.tb_next


def seen(error: BaseException) -> str:
    """Return all that a tool that shows tracebacks with their variables would show."""
    shown: list[str] = []
    for one in chain(error):
        shown += [str(one), repr(one), repr(vars(one)), repr(one.args)]
        shown += [repr(value) for variables in frames(one.__traceback__) for value in variables.values()]
    return "\n".join(shown)


def caught(kind: type[BaseException], action: Callable[[], object]) -> Any:
    with pytest.raises(kind) as info:
        action()
    return info.value


def say_something_else(connection: Connection, number: int) -> None:
    connection.send(f"220 mail.example.com {KEY}\r\n\r\n".encode())


FAILURES: dict[str, tuple[Behaviour, type[Exception]]] = {
    "no HTTP": (say_something_else, APIConnectionError),
    "hanging": (lambda connection, number: connection.hang(), APITimeoutError),
    "reset": (lambda connection, number: connection.reset(), APIConnectionError),
    "refused": (answers(answer(401, {"error": {"code": KEY, "message": KEY}, "request_id": KEY})), APIStatusError),
    "a page": (answers(answer(403, f"<p>Blocked: {KEY}</p>".encode())), APIStatusError),
    "misfit": (answers(answer(200, {"data": {KEY: SECRET}, KEY: 1, "total": KEY})), APIResponseValidationError),
    "no JSON": (answers(answer(200, f"{KEY} {SECRET}".encode())), APIResponseValidationError),
}


@pytest.mark.parametrize(("behaviour", "kind"), FAILURES.values(), ids=FAILURES.keys())
def test_no_failure_shows_the_key(
    serve_behaviour: Serve, connect: Connect, call: Call, behaviour: Behaviour, kind: type[Exception]
) -> None:
    """Whatever the server repeats, and however a call fails, the key is in no text, attribute or variable."""
    client = connect(serve_behaviour(behaviour).url, timeout=0.3 if kind is APITimeoutError else 5.0)
    error = caught(kind, lambda: call("sync", list_apps, client))
    assert KEY not in seen(error)
    assert SECRET not in seen(error)


@pytest.mark.parametrize(("behaviour", "kind"), FAILURES.values(), ids=FAILURES.keys())
def test_no_failure_of_a_resource_shows_the_key(
    serve_behaviour: Serve, connected: Connected, behaviour: Behaviour, kind: type[Exception]
) -> None:
    url, timeout = serve_behaviour(behaviour).url, 0.3 if kind is APITimeoutError else 5.0
    error = caught(kind, lambda: connected(lambda connect: connect.apps.list(limit=1), url, timeout=timeout))
    assert KEY not in seen(error)
    assert SECRET not in seen(error)


def test_no_page_that_was_read_shows_a_secret_when_the_next_fails(serve_behaviour: Serve, connected: Connected) -> None:
    page = answer(200, {"data": [APP], "total": 2, "limit": 1, "offset": 0})

    def following(connect: Any) -> Any:
        return list(connect.apps.list()) if isinstance(connect, HopaeConnect) else every(connect)

    async def every(connect: Any) -> Any:
        return [app async for app in connect.apps.list()]

    url = serve_behaviour(answers(page, answer(500))).url
    error = caught(APIStatusError, lambda: connected(following, url))
    assert SECRET not in seen(error)


@pytest.mark.parametrize("kind", [HopaeConnect, AsyncHopaeConnect])
def test_no_variable_shows_a_key_that_is_refused(kind: Callable[..., Any]) -> None:
    assert KEY not in seen(caught(ConfigurationError, lambda: kind(KEY, environment="production")))


def test_details_and_request_id_are_blanked(serve_behaviour: Serve, connect: Connect, call: Call) -> None:
    details = {"given": [f"Bearer {KEY}"], KEY: {"a": KEY, "b": 1}}
    body = {"error": {"code": "NO", "message": "No.", "details": details}, "request_id": f"r-{KEY}"}
    client = connect(serve_behaviour(answers(answer(403, body))).url)
    error = caught(APIStatusError, lambda: call("sync", list_apps, client))
    assert error.request_id == "r-<hidden>"
    assert error.details == {"given": ["Bearer <hidden>"], "<hidden>": {"a": "<hidden>", "b": 1}}


def test_key_in_a_path_is_blanked(
    serve_behaviour: Serve, connect: Connect, call: Call, caplog: pytest.LogCaptureFixture
) -> None:
    """Who passes the key for an identifier does not find it in the error or in the log."""
    caplog.set_level(logging.DEBUG, logger="hopae_connect")
    client = connect(serve_behaviour(answers(answer(404, {}))).url)
    error = caught(APIStatusError, lambda: call("sync", list_production_tests, client, client_id=KEY))
    assert error.path == "/apps/<hidden>/production-tests"
    assert KEY not in f"{error} {error!r} {vars(error)} {caplog.text}"


@pytest.mark.parametrize("key", [f"{KEY} ", f"{KEY}\x00", f" {KEY} x", f"{KEY}ä"])
@pytest.mark.parametrize("options", [{}, {"environment": "production"}, {"base_url": "nonsense"}])
def test_client_that_cannot_be_made_shows_no_key(key: str, options: dict[str, Any]) -> None:
    if key.strip() == KEY and not options:
        return
    error = caught(ConfigurationError, lambda: AuthenticatedClient(key, **options))
    assert KEY not in seen(error)


def test_attributes_of_the_client_show_no_key() -> None:
    client = AuthenticatedClient(KEY)
    assert KEY not in repr(vars(client)) + repr(client.headers)
    assert str(client.headers["Authorization"]) == f"Bearer {KEY}"


# Apps that are no apps, with a fault behind the secret at some depth.
MISFITS: list[Any] = [
    {**APP, "createdAt": 1},
    {name: value for name, value in APP.items() if name != "workflows"},
    {**APP, "providers": {"a": {"enabled": 1, "config": {"clientSecret": SECRET}}}},
    {**APP, "redirectUris": [SECRET, 1]},
    [SECRET],
]


@pytest.mark.parametrize("value", MISFITS)
def test_decoding_shows_no_secret(value: Any) -> None:
    """An error of decoding keeps no value, neither in itself nor in the frames below the caller's."""
    text = json.dumps(value)
    error = caught(DecodeError, lambda: App.from_dict(json.loads(text)))
    assert SECRET not in seen(error)
    assert SECRET not in seen(pickle.loads(pickle.dumps(error)))


def test_half_built_model_has_a_repr_without_secrets() -> None:
    """What a debugger finds in the middle of decoding can be shown."""
    half = App.__new__(App)
    assert repr(half) == "App()"
    half.client_secret = SECRET
    assert repr(half) == "App(client_secret=<hidden>)"


def test_body_that_cannot_be_sent_is_not_shown(connect: Connect, call: Call) -> None:
    webhooks = WebhookConfigUpdate(enabled=True)
    webhooks.additional_properties = {"secret": SECRET, "other": object()}
    body = AppUpdate(webhook_config=webhooks)
    client = connect("http://127.0.0.1:1")
    error = caught(InvalidArgumentError, lambda: call("sync", update_app, client, client_id="a", body=body))
    assert str(error) == "body: cannot be sent as JSON: Object of type object is not JSON serializable"
    assert SECRET not in seen(error)


@pytest.mark.parametrize("check", [verify_webhook, parse_webhook])
def test_webhooks_show_no_secret(check: Callable[..., object]) -> None:
    body = json.dumps({"clientSecret": SECRET})
    for signature in (None, "t=1,v1=a", "t=x,v1=a"):
        error = caught(WebhookSignatureError, lambda value=signature: check(body, value, SECRET))  # type: ignore[misc]
        assert SECRET not in seen(error)


def test_cancelled_call_shows_no_key(serve_behaviour: Serve, connect: Connect) -> None:
    """The frames of this package that a cancellation passes hold no key."""
    client = connect(serve_behaviour(lambda connection, number: connection.hang()).url)

    async def scenario() -> BaseException | None:
        task = asyncio.create_task(list_apps.asyncio(client=client))
        await asyncio.sleep(0.1)
        task.cancel()
        with pytest.raises(asyncio.CancelledError) as info:
            await task
        return info.value

    error = asyncio.run(scenario())
    assert error is not None
    own = [variables for variables in frames(error.__traceback__) if "exchange" in variables]
    assert own != []
    assert KEY not in repr(own)


def test_provider_config_is_hidden_wherever_it_comes_from() -> None:
    assert repr(ProviderConfig.from_dict({"clientSecret": SECRET})) == "ProviderConfig(<hidden>)"
