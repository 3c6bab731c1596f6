"""What callers see of types. `make types` holds these: `assert_type` does nothing when it runs."""

from __future__ import annotations

from typing import assert_type

import pytest
from hopae_connect import AsyncHopaeConnect, AsyncPage, HopaeConnect, Page, RawResponse
from hopae_connect.models import App, Challenge, ProductionTestReport, ProductionTestRequest, Workflow

from tests.client.conftest import Mock

NODES = [{"id": "nd_1", "type": "request", "next": "nd_2"}, {"id": "nd_2", "type": "response"}]


def test_methods_have_types(mock: Mock) -> None:
    with HopaeConnect(mock.key, base_url=mock.base_url) as connect:
        assert_type(connect.apps.list(limit=1, timeout=5), Page[App])
        assert_type(connect.apps.list().next_page(), Page[App] | None)
        assert_type(connect.apps.with_raw_response.get("Shop0001", max_retries=0), RawResponse[App])
        assert_type(connect.apps.with_raw_response.list(), RawResponse[Page[App]])
        assert_type(connect.apps.update("Shop0001", webhook_config={"enabled": False}), App)
        made = connect.apps.workflows.create("Shop0001", name="Mine", entry_node_id="nd_1", nodes=NODES)
        assert_type(made, Workflow)
        created = connect.production_tests.create("Shop0001", title="A test", target_platform="ios")
        assert_type(created, ProductionTestRequest)
        assert_type(connect.production_tests.wait_settled("Shop0001", created, poll_interval=0.01), Challenge)


async def asynchronous_methods_have_types(connect: AsyncHopaeConnect) -> None:
    assert_type(await connect.apps.list(), AsyncPage[App])
    assert_type([app async for app in connect.apps.list()], list[App])
    assert_type(await connect.apps.with_raw_response.list(), RawResponse[AsyncPage[App]])
    assert_type(await connect.apps.get("Shop0001"), App)
    assert_type(await connect.production_tests.run("Shop0001", title="A test"), ProductionTestReport)


def test_a_type_checker_refuses_what_would_be_refused(mock: Mock) -> None:
    with HopaeConnect(mock.key, base_url=mock.base_url) as connect:
        with pytest.raises(TypeError):
            connect.apps.list(limt=1)  # type: ignore[call-arg]
        with pytest.raises(TypeError):
            connect.apps.get("Shop0001", idempotency_key="mine")  # type: ignore[call-arg]
        with pytest.raises(TypeError):
            connect.apps.create("Web shop")  # type: ignore[call-arg]
        with pytest.raises(TypeError):
            connect.production_tests.create("Shop0001")  # type: ignore[call-arg]
