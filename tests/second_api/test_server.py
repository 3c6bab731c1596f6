"""The second API by itself: the faithful server does what spec.yaml says, and every drift drifts."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from openapi_spec_validator import validate

from tests.second_api.api import BARE, FULL, SPEC, Api, at, errors, resolved
from tests.second_api.demonstrations import DEMONSTRATIONS
from tests.second_api.drifts import DRIFTS
from tests.second_api.server import create_app, snapshot
from tests.second_api.serving import served
from tests.second_api.watch import Watched


class Switch:
    """An ASGI application that passes on to whichever one is plugged in."""

    def __init__(self) -> None:
        self.app: Any = create_app()

    async def __call__(self, scope: Any, receive: Any, send: Any) -> None:
        await self.app(scope, receive, send)


@pytest.fixture(scope="module")
def switch() -> Switch:
    return Switch()


@pytest.fixture(scope="module")
def url(switch: Switch) -> Iterator[str]:
    with served(switch) as address:
        yield address


@contextmanager
def calling(url: str, strict: bool) -> Iterator[Api]:
    """A client that is closed at the end."""
    api = Api(url, strict)
    with api.client:
        yield api


def shown(switch: Switch, api: Api, name: str, fault: str | None) -> bool:
    """Return whether a fault shows to its demonstration, which must leave alone what the user had."""
    switch.app = Watched(create_app(fault))
    shows = DEMONSTRATIONS[name](api)
    assert switch.app.harmful == [], (name, switch.app.harmful)
    return shows


@pytest.mark.slow
def test_no_drift_shows_at_the_faithful_server(switch: Switch, url: str) -> None:
    """Every answer of the faithful server is as spec.yaml says, and every operation succeeds at least once."""
    switch.app = create_app()
    with calling(url, strict=True) as faithful:
        every_operation(faithful)
        assert [name for name in DRIFTS if shown(switch, faithful, name, None)] == []
    assert {name for name, status in faithful.seen if status < 300} == operation_ids()


@pytest.mark.slow
def test_every_drift_shows_and_leaves_alone_what_the_user_had(switch: Switch, url: str) -> None:
    silent = []
    for name in DRIFTS:
        # A drift may break its connection.
        with calling(url, strict=False) as lenient:
            if not shown(switch, lenient, name, name):
                silent.append(name)
    assert silent == []


def test_drifts_name_operations_of_the_contract() -> None:
    assert {operation for drift in DRIFTS.values() for operation in drift.operations} <= operation_ids()


def operation_ids() -> set[str]:
    members = [member for item in SPEC["paths"].values() for member in item.values()]
    return {member["operationId"] for member in members if "operationId" in member}


def test_contract_is_valid() -> None:
    validate(SPEC)


def test_examples_and_defaults_fit_their_schemas() -> None:
    for value in walk(SPEC):
        if "schema" in value:
            for example in map(resolved, value.get("examples", {}).values()):
                assert not errors(value["schema"], example["value"]), example
        if "properties" in value and value.get("type") == "object":
            for name, schema in value["properties"].items():
                given = [*schema.get("examples", []), *([schema["default"]] if "default" in schema else [])]
                assert not any(errors(schema, example) for example in given), name


def walk(value: Any) -> Iterator[dict[str, Any]]:
    """Yield every object inside a value."""
    if isinstance(value, dict):
        yield value
        value = list(value.values())
    if isinstance(value, list):
        for element in value:
            yield from walk(element)


def every_operation(api: Api) -> None:
    """Call what no demonstration calls: refusals, edges of limits, the settings."""
    shelf = api.make(FULL, headers={"X-Request-Key": "three"})
    assert api.status("GET", "/shelves?size=51") == 400
    assert api.status("GET", "/shelves/abc") == 400
    assert api.status("GET", "/shelves/999999") == 404
    assert api.status("GET", "/shelves/1" + "0" * 5000) == 404
    assert api.send("POST", "/shelves", BARE, headers={"X-Request-Key": "three"}).status_code == 409
    assert api.send("POST", "/shelves", BARE, headers={"X-Request-Key": "k" * 65}).status_code == 400
    assert api.send("POST", "/shelves", content=b"{").status_code == 400
    assert api.send("GET", "/shelves", headers={"Authorization": "Bearer lib_test_wrong"}).status_code == 401
    assert api.send("GET", "/shelves", params={"skip": 500}).json()["shelves"] == []
    assert api.send("POST", "/shelves", BARE).headers["location"].startswith("/v2/shelves/")
    assert api.status("PUT", at(shelf), {"name": "No location"}) == 400
    assert api.status("PATCH", at(shelf), {"location": {"room": "B07\n"}}) == 400
    assert api.status("DELETE", f"{at(shelf)}/books/50010") == 404
    assert api.send("GET", "/settings").json() == api.send("PATCH", "/settings", {}).json()
    assert api.send("PATCH", "/settings", {"contact": {"phone": "1"}}).json()["contact"]["desk"]
    assert api.status("PATCH", "/settings", {"languages": ["english"]}) == 400


def test_what_the_user_had_is_told_from_what_was_made_since(switch: Switch, url: str) -> None:
    """A clean run leaves all as it was; a write that hits what the user had is named."""
    watched = Watched(create_app())
    switch.app = watched
    with calling(url, strict=True) as api:
        shelf = api.make()
        api.book(shelf)
        api.status("DELETE", at(shelf))
        assert snapshot(watched) == watched.at_start
        assert len(watched.writes) == 3
        assert watched.harmful == watched.aimed == []
        api.status("PATCH", "/shelves/1014", {"name": "Hit"})
        api.status("DELETE", "/shelves/1011")
        api.status("DELETE", "/shelves/1014/books/50024")
    assert [write.seeded for write in watched.harmful] == [["shelves/1014 changed"], ["books/50024 removed"]]
    assert [write.status for write in watched.aimed] == [200, 409, 200]
