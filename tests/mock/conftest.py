from collections.abc import Callable, Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from typing import Any, Protocol

import httpx
import pytest

from contract_tests.mock import MockOptions, Workspace, create_app, load_spec, serve
from contract_tests.mock._handlers import Finder, Handler

APP = "Shop0001"
OTHER_APP = "Bank0002"
NEW_APP = "Newb0004"
TESTS = f"/apps/{APP}/production-tests"
# On loopback there is none, and its certificates take time to be read.
NO_TLS = httpx.create_ssl_context(verify=False)


@dataclass
class Clock:
    """A clock that moves only when it is told to."""

    seconds: float = 1_775_635_200.0

    def __call__(self) -> float:
        return self.seconds


class ServeMock(Protocol):
    def __call__(
        self,
        spec: dict[str, Any] = ...,
        workspace: type[Workspace] = ...,
        *,
        handlers: dict[str, Handler] = ...,
        finders: dict[str, Finder] = ...,
        **options: Any,
    ) -> httpx.Client: ...


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture(scope="session")
def spec() -> dict[str, Any]:
    return load_spec()


def _serve(
    stack: ExitStack,
    spec: dict[str, Any],
    workspace: type[Workspace] = Workspace,
    *,
    handlers: dict[str, Handler] | None = None,
    finders: dict[str, Finder] | None = None,
    **options: Any,
) -> httpx.Client:
    chosen = MockOptions(**options)
    app = create_app(spec, chosen, workspace=workspace, handlers=handlers, finders=finders)
    base_url = stack.enter_context(serve(app))
    headers = {"Authorization": f"Bearer {chosen.key}"}
    return stack.enter_context(httpx.Client(base_url=base_url, headers=headers, trust_env=False, verify=NO_TLS))


@pytest.fixture
def serve_mock(spec: dict[str, Any], clock: Clock) -> Iterator[ServeMock]:
    """Serve mocks of the test's own, whose clock stands still."""
    with ExitStack() as stack:

        def serve_one(
            spec: dict[str, Any] = spec, workspace: type[Workspace] = Workspace, **others: Any
        ) -> httpx.Client:
            return _serve(stack, spec, workspace, **{"clock": clock, **others})

        yield serve_one


@pytest.fixture
def own(serve_mock: ServeMock) -> httpx.Client:
    """A client of a mock of the test's own, for tests that move the clock or count what is there."""
    return serve_mock()


@pytest.fixture(scope="session")
def client(spec: dict[str, Any]) -> Iterator[httpx.Client]:
    """A client of the mock that tests share."""
    with ExitStack() as stack:
        yield _serve(stack, spec)


@pytest.fixture(scope="session")
def problem() -> Callable[[httpx.Response], tuple[int, str]]:
    """Reduce a refusal to its status and code."""
    return lambda response: (response.status_code, response.json()["error"]["code"])
