from __future__ import annotations

import asyncio
import inspect
import traceback
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from types import ModuleType
from typing import Any, Protocol

import pytest
from hopae_connect import AsyncHopaeConnect, AuthenticatedClient, HopaeConnect, HopaeConnectError

from contract_tests.mock import MockOptions, create_app, load_spec, serve
from tests.client.servers import Behaviour, Server, serving

KEY = "sk_workspace_test_7h3-k3y-0f-4-t35t"
DEFAULTS: dict[str, Any] = {"api_key": KEY, "timeout": 5.0, "max_retries": 0}
# What mocks follow; they read it only.
MOCKED = load_spec()
EMPTY_PAGE = {"data": [], "total": 0, "limit": 20, "offset": 0}
# What the fixtures of these names are.
Connect = Callable[..., AuthenticatedClient]
Serve = Callable[[Behaviour], Server]
Fails = Callable[..., Any]


class Call(Protocol):
    """Calls the function of an endpoint module that is named like the synchronous one."""

    def __call__(self, function: str, module: ModuleType, client: AuthenticatedClient, **arguments: Any) -> Any: ...


ASYNCHRONOUS = {
    "sync": "asyncio",
    "sync_detailed": "asyncio_detailed",
    "iterate": "aiterate",
    "wait_settled": "await_settled",
    "wait_finished": "await_finished",
}


def call_sync(function: str, module: ModuleType, client: AuthenticatedClient, **arguments: Any) -> Any:
    result = getattr(module, function)(client=client, **arguments)
    return list(result) if function == "iterate" else result


def call_async(function: str, module: ModuleType, client: AuthenticatedClient, **arguments: Any) -> Any:
    async def call() -> Any:
        result = getattr(module, ASYNCHRONOUS[function])(client=client, **arguments)
        return [item async for item in result] if function == "iterate" else await result

    return asyncio.run(call())


@pytest.fixture(params=[call_sync, call_async], ids=["sync", "asyncio"])
def call(request: pytest.FixtureRequest) -> Call:
    """Each test that takes this runs twice: for the synchronous functions and for their twins."""
    chosen: Call = request.param
    return chosen


class Connected(Protocol):
    """Calls `action` with a client that has resources, and returns what came of it."""

    def __call__(self, action: Callable[[Any], Any], base_url: str, **options: Any) -> Any: ...


def connected_sync(action: Callable[[Any], Any], base_url: str, **options: Any) -> Any:
    with HopaeConnect(base_url=base_url, **{**DEFAULTS, **options}) as connect:
        return action(connect)


def connected_async(action: Callable[[Any], Any], base_url: str, **options: Any) -> Any:
    async def call() -> Any:
        async with AsyncHopaeConnect(base_url=base_url, **{**DEFAULTS, **options}) as connect:
            result = action(connect)
            return await result if inspect.isawaitable(result) else result

    return asyncio.run(call())


@pytest.fixture(params=[connected_sync, connected_async], ids=["sync", "asyncio"])
def connected(request: pytest.FixtureRequest) -> Connected:
    """Each test that takes this runs twice: with `HopaeConnect` and with `AsyncHopaeConnect`."""
    chosen: Connected = request.param
    return chosen


@dataclass
class Mock:
    """A mock with an address and a key of its own."""

    base_url: str
    key: str


@pytest.fixture
def stack() -> Iterator[ExitStack]:
    with ExitStack() as stack:
        yield stack


@pytest.fixture
def connect(stack: ExitStack) -> Callable[..., AuthenticatedClient]:
    """Make clients with a key, no retries and a short timeout unless told otherwise; they are closed afterwards."""

    def connect(base_url: str, **options: Any) -> AuthenticatedClient:
        return stack.enter_context(AuthenticatedClient(base_url=base_url, **{**DEFAULTS, **options}))

    return connect


@pytest.fixture
def serve_behaviour(stack: ExitStack) -> Callable[[Behaviour], Server]:
    return lambda behaviour: stack.enter_context(serving(behaviour))


@pytest.fixture
def serve_mock(stack: ExitStack) -> Callable[..., Mock]:
    def serve_mock(**options: Any) -> Mock:
        chosen = MockOptions(**{"settle_seconds": 0.1, "claim_interval_seconds": 0.05, **options})
        return Mock(stack.enter_context(serve(create_app(MOCKED, chosen))), chosen.key)

    return serve_mock


@pytest.fixture
def mock(serve_mock: Callable[..., Mock]) -> Mock:
    return serve_mock()


@pytest.fixture
def client(mock: Mock, connect: Callable[..., AuthenticatedClient]) -> AuthenticatedClient:
    return connect(mock.base_url, api_key=mock.key)


@pytest.fixture(autouse=True)
def no_settings_of_the_machine(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("CONNECT_API_KEY", "CONNECT_BASE_URL", "HTTP_PROXY", "http_proxy", "ALL_PROXY", "all_proxy"):
        monkeypatch.delenv(name, raising=False)


@pytest.fixture
def fails() -> Callable[..., Any]:
    """Call something that must raise, and return the exception once it has turned out not to show the key."""

    def fails(kind: type[HopaeConnectError], action: Callable[[], object]) -> Any:
        with pytest.raises(kind) as caught:
            action()
        text = "".join(traceback.format_exception(caught.value)) + repr(caught.value) + repr(vars(caught.value))
        assert KEY not in text
        return caught.value

    return fails
