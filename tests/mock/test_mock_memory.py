import asyncio
import json
from typing import Any

import pytest
from starlette.requests import Request

from contract_tests.mock import HttpRules, MockOptions, Workspace
from contract_tests.mock._handlers import FINDERS, HANDLERS, Tables
from contract_tests.mock._spec import Operation, operations
from tests.mock.conftest import APP, Clock

CREATES = 20_000


def request(operation: Operation, key: str, title: str, options: MockOptions) -> Request:
    scope = {
        "type": "http",
        "method": operation.method,
        "path": f"/connect/v1/apps/{APP}/production-tests",
        "path_params": {"client_id": APP},
        "query_string": b"",
        "headers": [
            (b"authorization", f"Bearer {options.key}".encode()),
            (b"idempotency-key", key.encode()),
        ],
    }

    async def receive() -> dict[str, Any]:
        return {"type": "http.request", "body": json.dumps({"title": title}).encode()}

    return Request(scope, receive)


def create_many(spec: dict[str, Any], options: MockOptions, numbers: range) -> HttpRules:
    http = HttpRules(Workspace(options), options)
    operation = next(one for one in operations(spec, Tables(HANDLERS, FINDERS)) if one.id == "createProductionTest")

    async def run() -> None:
        for number in numbers:
            answer = await http.answer(operation, request(operation, f"key-{number}", f"{number}", options))
            assert answer.status == 201

    asyncio.run(run())
    return http


@pytest.mark.slow
def test_a_long_fuzz_keeps_the_stores_at_their_caps(spec: dict[str, Any], clock: Clock) -> None:
    options = MockOptions(clock=clock)
    http = create_many(spec, options, range(CREATES))
    app = http.workspace.find_app(APP)
    assert app is not None
    titles = [test.payload["title"] for test in http.workspace.tests(app)]
    assert titles == [str(number) for number in range(CREATES - options.max_tests_per_app, CREATES)]
    assert len(http.remembered) == options.max_idempotency_keys


def test_expired_keys_are_dropped(spec: dict[str, Any], clock: Clock) -> None:
    http = create_many(spec, MockOptions(clock=clock), range(10))
    clock.seconds += 24 * 3600
    http.remembered.begin("another", b"", clock.seconds, 24 * 3600)
    assert len(http.remembered) == 1


def test_a_deleted_app_leaves_nothing_behind(clock: Clock) -> None:
    workspace = Workspace(MockOptions(clock=clock))
    app = workspace.create_app({"name": "Short-lived"})
    workspace.create(app, {"title": "t", "providerIds": []})
    workspace.delete_app(app)
    assert (workspace.find_app(app["clientId"]), list(workspace.tests(app))) == (None, [])
