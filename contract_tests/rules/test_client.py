"""The generated client: every operation, sync and async, parses what comes and writes the same JSON back."""

import asyncio
import importlib
import re
import typing
from types import ModuleType
from typing import Any

import hopae_connect
import pytest
from hopae_connect._models import strictly

from contract_tests.judging.compared import compared
from contract_tests.judging.exchange import Exchange
from contract_tests.judging.finding import Deviation
from contract_tests.sending.hosts import with_own_hosts
from contract_tests.sending.run import Run
from contract_tests.target.data import TargetData
from scripts.spec.operations import Operation
from scripts.spec.pointers import ABSENT

pytestmark = pytest.mark.stage("settled")


def test_sync(run: Run, data: TargetData, operation: Operation) -> None:
    """The synchronous call parses the answer of its operation without loss."""
    client = _client(run, http_client=run.client)
    arguments = _arguments(run, data, operation)
    _check(run, data, operation, lambda: _module(operation).sync_detailed(client=client, **arguments))


def test_asyncio(run: Run, data: TargetData, operation: Operation) -> None:
    """The asynchronous call parses the answer of its operation without loss."""

    async def call() -> Any:
        async with run.async_client() as inner:
            client = _client(run, async_http_client=inner)
            return await _module(operation).asyncio_detailed(client=client, **arguments)

    arguments = _arguments(run, data, operation)
    _check(run, data, operation, lambda: asyncio.run(call()))


def _client(run: Run, **connections: Any) -> hopae_connect.AuthenticatedClient:
    # The gate repeats what is safe to repeat, within the budget of the run.
    return hopae_connect.AuthenticatedClient(run.target.key, base_url=run.target.base_url, max_retries=0, **connections)


def _module(operation: Operation) -> ModuleType:
    return importlib.import_module(f"hopae_connect.api.{_snake_case(operation.tag)}.{_snake_case(operation.id)}")


def _snake_case(name: str) -> str:
    return re.sub(r"(?<=[a-z0-9])(?=[A-Z])", "_", name).lower().replace("-", "_")


def _arguments(run: Run, data: TargetData, operation: Operation) -> dict[str, Any]:
    numbers = {one.name for one in operation.path_parameters if one.schema.get("type") == "integer"}
    path = data.require(operation)
    arguments: dict[str, Any] = {
        _snake_case(name): int(value) if name in numbers else value for name, value in path.items()
    }
    run.make_ready(operation, path)
    body = data.resources.body(operation, **data.resources.in_turn(operation, path))
    if body is not ABSENT:
        model = typing.get_type_hints(_module(operation).sync)["body"]
        arguments["body"] = model.from_dict(with_own_hosts(body, path))
    for name, value in data.resources.key(operation).items():
        arguments[_snake_case(name)] = value
    return arguments


def _check(run: Run, data: TargetData, operation: Operation, call: typing.Callable[[], Any]) -> None:
    last: list[Exchange] = []
    with run.watching(last.append):
        try:
            # Everybody else gets an odd item of a list as one of an unknown kind.
            with strictly():
                parsed = call().parsed
        except hopae_connect.APIResponseValidationError as error:
            problem = f"it finds {error.found} at {error.where or 'the body'}, where it reads {error.expected}"
            _report(run, last[-1], "a body that the generated client parses", problem)
            return
    if operation.creates:
        # What was refused has made nothing, and is not to be missing from the budget.
        data.resources.account(last[-1])
    if operation.response_schema is None:
        return
    if operation.response(last[-1].status) and last[-1].succeeded and _json(parsed) != last[-1].json:
        came, written = compared(last[-1].json, _json(parsed))
        _report(run, last[-1], came, f"{written}, as the generated client reads it and writes it back")


def _json(parsed: Any) -> Any:
    return [_json(one) for one in parsed] if isinstance(parsed, list) else parsed.to_dict()


def _report(run: Run, exchange: Exchange, expected: str, observed: str) -> None:
    assert exchange.operation is not None
    place = f"response {exchange.status} body"
    run.report(exchange, Deviation("client", "breaking", place, expected, observed, exchange.operation.pointer))
