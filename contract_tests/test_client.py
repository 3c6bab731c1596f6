"""The generated client: every operation, sync and async, parses what comes and writes the same JSON back."""

import asyncio
import importlib
import re
import typing
from types import ModuleType
from typing import Any

import hopae_connect
import httpx

from contract_tests.drift.exchange import Exchange
from contract_tests.drift.finding import Deviation
from contract_tests.drift.pointers import ABSENT
from contract_tests.drift.values import instant
from contract_tests.run import Run
from contract_tests.spec import Operation
from contract_tests.world import World


def test_sync(run: Run, world: World, operation: Operation) -> None:
    """The synchronous call parses the answer of its operation without loss."""
    client = _client(run).set_httpx_client(httpx.Client(**_connection(run), transport=run.gate))
    arguments = _arguments(world, operation)
    _check(run, operation, lambda: _module(operation).sync_detailed(client=client, **arguments))


def test_asyncio(run: Run, world: World, operation: Operation) -> None:
    """The asynchronous call parses the answer of its operation without loss."""

    async def call() -> Any:
        async with run.async_client(**_connection(run)) as inner:
            client = _client(run).set_async_httpx_client(inner)
            return await _module(operation).asyncio_detailed(client=client, **arguments)

    arguments = _arguments(world, operation)
    _check(run, operation, lambda: asyncio.run(call()))


def _client(run: Run) -> hopae_connect.AuthenticatedClient:
    return hopae_connect.AuthenticatedClient(base_url=run.target.base_url, token=run.target.key)


def _connection(run: Run) -> dict[str, Any]:
    return {"base_url": run.target.base_url, "headers": {"Authorization": f"Bearer {run.target.key}"}}


def _module(operation: Operation) -> ModuleType:
    name = re.sub(r"(?<=[a-z0-9])(?=[A-Z])", "_", operation.id).lower()
    tag = operation.tag.replace("-", "_")
    return importlib.import_module(f"hopae_connect.api.{tag}.{name}")


def _arguments(world: World, operation: Operation) -> dict[str, Any]:
    arguments: dict[str, Any] = dict(world.require(operation))
    body = world.creations.body(operation)
    if body is not ABSENT:
        model = typing.get_type_hints(_module(operation).sync_detailed)["body"]
        arguments["body"] = model.from_dict(body)
    for name, value in world.creations.key(operation).items():
        arguments[name.lower().replace("-", "_")] = value
    return arguments


def _check(run: Run, operation: Operation, call: typing.Callable[[], Any]) -> None:
    last: list[Exchange] = []
    with run.watching(last.append):
        try:
            parsed = call().parsed
        except (ValueError, KeyError, TypeError, AttributeError) as error:
            _report(run, last[-1], "parsed by the generated client", f"{type(error).__name__} in the client")
            return
    if (
        last[-1].status in operation.responses
        and last[-1].succeeded
        and _normal(_json(parsed)) != _normal(last[-1].json)
    ):
        _report(run, last[-1], "the JSON that came, written back", "other JSON")


def _json(parsed: Any) -> Any:
    return [_json(one) for one in parsed] if isinstance(parsed, list) else parsed.to_dict()


def _normal(value: Any) -> Any:
    """JSON in which the same moment is the same value, however it is written."""
    if isinstance(value, dict):
        return {name: _normal(child) for name, child in value.items()}
    if isinstance(value, list):
        return [_normal(child) for child in value]
    return instant(value) or value if isinstance(value, str) else value


def _report(run: Run, exchange: Exchange, expected: str, observed: str) -> None:
    assert exchange.operation is not None
    place = f"response {exchange.status} body"
    run.report(exchange, Deviation("client", "breaking", place, expected, observed, exchange.operation.pointer))
