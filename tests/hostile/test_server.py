"""The hostile server itself: correct without a fault, and able to serve every kind with one."""

from __future__ import annotations

import asyncio
import contextlib
import json
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from typing import Any

import httpx
import jsonschema
import pytest

from scripts.spec.reading import load_spec
from tests.hostile.canaries import Canaries
from tests.hostile.faults.catalogue import CATALOGUE, SEEDS_A_TURN, make_plan, plan_for
from tests.hostile.run import PROJECT
from tests.hostile.server import HostileServer
from tests.hostile.wire import Request
from tests.hostile.workspace import OPERATIONS

CONTRACT = load_spec().root
INVALID = "VALIDATION_INVALID_PARAMETER"
KEY = Canaries(0).key.value
JSON = {"Content-Type": "application/json"}
THEMES: dict[str, list[str]] = {}
for _kind, _fault in sorted(CATALOGUE.items()):
    THEMES.setdefault(_fault.theme, []).append(_kind)


class Server:
    """A server's process and a client for it."""

    def __init__(self, *arguments: str) -> None:
        command = [sys.executable, "-m", "tests.hostile.server", "--lifetime", "30", *arguments]
        self.process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, cwd=PROJECT)
        assert self.process.stdout is not None
        self.opening = json.loads(self.process.stdout.readline())
        base = f"http://127.0.0.1:{self.opening['port']}/connect/v1"
        self.client = httpx.Client(base_url=base, headers={"Authorization": f"Bearer {KEY}"}, timeout=60)

    def tally(self) -> Any:
        output, _ = self.process.communicate(timeout=60)
        return json.loads(output.splitlines()[-1])

    def end(self) -> None:
        self.client.close()
        if self.process.poll() is None:
            self.process.kill()
            self.process.communicate()


Start = Callable[..., Server]


@pytest.fixture
def start() -> Iterator[Start]:
    """Starts servers with arguments; they end with the test."""
    with contextlib.ExitStack() as stack:

        def started(*arguments: str) -> Server:
            server = Server(*arguments)
            stack.callback(server.end)
            return server

        yield started


@pytest.fixture
def faultless(start: Start) -> Server:
    return start("--faultless")


def valid(answer: httpx.Response, schema: str, status: int = 200) -> Any:
    """The body of an answer that has the status and is what the contract says."""
    assert answer.status_code == status, answer.text
    document = {"$ref": f"#/components/schemas/{schema}", "components": CONTRACT["components"]}
    jsonschema.Draft202012Validator(document).validate(answer.json())
    return answer.json()


@pytest.mark.slow
def test_a_correct_server_walks_a_test_from_creation_to_report(faultless: Server) -> None:
    apps = valid(faultless.client.get("/apps", params={"limit": 2}), "AppPage")
    assert (len(apps["data"]), apps["total"], apps["limit"], apps["offset"]) == (2, 3, 2, 0)
    tests = f"/apps/{apps['data'][0]['clientId']}/production-tests"
    body = {"title": "T", "providerIds": ["mitid"], "maxStamps": 5}
    first = faultless.client.post(tests, json=body, headers={"Idempotency-Key": "k"})
    created = valid(first, "ProductionTestRequest", 201)
    assert first.headers["Location"].endswith(f"{tests}/{created['id']}")
    again = faultless.client.post(tests, json=body, headers={"Idempotency-Key": "k"})
    assert again.json() == created
    assert again.headers["Idempotency-Replayed"] == "true"
    other = faultless.client.post(tests, json={"title": "U"}, headers={"Idempotency-Key": "k"})
    assert valid(other, "ErrorResponse", 409)["error"]["code"] == "IDEMPOTENCY_KEY_CONFLICT"
    assert valid(faultless.client.get(tests), "ProductionTestList")[-1]["request"] == created
    time.sleep(1.1)
    challenge = valid(faultless.client.get(tests), "ProductionTestList")[-1]["challenge"]
    report = valid(faultless.client.get(f"{tests}/{challenge['id']}/report"), "ProductionTestReport")
    assert report["challenge"] == challenge
    valid(faultless.client.get(f"{tests}/{created['id']}/report"), "ErrorResponse", 404)
    counted = faultless.tally()
    assert (counted["requests"], counted["created"], counted["wrong"]["listApps"]) == (8, 1, 0)


@pytest.mark.parametrize(
    ("method", "path", "options", "status", "code"),
    [
        ("GET", "/apps?limit=0", {}, 400, INVALID),
        ("GET", "/apps", {"headers": {"Authorization": "Basic x"}}, 401, "AUTH_INVALID_CREDENTIALS"),
        ("GET", "/apps/AAAAAAAA/production-tests", {}, 404, "RESOURCE_NOT_FOUND"),
        ("POST", "{tests}", {"json": {}}, 400, "VALIDATION_MISSING_PARAMETER"),
        ("POST", "{tests}", {"json": {"title": "x" * 201}}, 400, INVALID),
        ("POST", "{tests}", {"json": {"title": "x", "maxStamps": 0}}, 400, INVALID),
        ("POST", "{tests}", {"json": {"title": "x", "providerIds": ["passport"]}}, 400, INVALID),
        ("POST", "{tests}", {"json": {"title": "x"}, "headers": {"Idempotency-Key": "k" * 256}}, 400, INVALID),
        ("POST", "{tests}", {"content": b'{"title": NaN}', "headers": JSON}, 400, INVALID),
        ("DELETE", "{tests}", {}, 405, "METHOD_NOT_ALLOWED"),
    ],
)  # fmt: skip
def test_a_correct_server_refuses_as_documented(
    faultless: Server, method: str, path: str, options: dict[str, Any], status: int, code: str
) -> None:
    client_id = faultless.client.get("/apps").json()["data"][0]["clientId"]
    answer = faultless.client.request(method, path.format(tests=f"/apps/{client_id}/production-tests"), **options)
    assert valid(answer, "ErrorResponse", status)["error"]["code"] == code
    assert faultless.tally()["created"] == 0


def test_the_catalogue_has_its_kinds_and_a_turn_of_seeds_has_them_all() -> None:
    assert len(CATALOGUE) >= 60
    walked = {assignment.fault.kind for seed in range(SEEDS_A_TURN) for assignment in make_plan(seed).assignments}
    assert walked == set(CATALOGUE)


def _requests(server: HostileServer) -> Iterator[Request]:
    """A request to each operation that the correct server would grant; nothing without an app."""
    if not server.workspace.tests:
        return
    headers = [("Authorization", f"Bearer {server.canaries.key.value}"), ("Content-Type", "application/json")]
    client_id, tests = next(iter(server.workspace.tests.items()))
    path = f"/connect/v1/apps/{quote(client_id)}/production-tests"
    yield Request("GET", "/connect/v1/apps", headers, b"")
    yield Request("POST", path, headers, b'{"title":"T"}')
    yield Request("GET", path, headers, b"")
    yield Request("GET", f"{path}/{quote(tests[0].challenge_id)}/report", headers, b"")


def quote(text: str) -> str:
    return "".join(f"%{byte:02X}" for byte in text.encode("utf-8", "replace"))


@pytest.mark.slow
@pytest.mark.parametrize("theme", sorted(THEMES))
def test_every_kind_can_be_served_at_its_operations(theme: str) -> None:
    for kind in THEMES[theme]:
        server = HostileServer(plan_for(kind), Canaries(0), "127.0.0.2:9")
        if not server.workspace.tests:
            continue
        replies = [server.reply(request) for _ in range(2) for request in _requests(server)]
        assert server.tally.failures == [], kind
        assert sum(server.tally.applied.values()) >= (0 if CATALOGUE[kind].answers == "refusals" else 1), kind
        assert {reply.operation for reply in replies} == set(OPERATIONS), kind


async def _visit(kind: str) -> None:
    """Ask for the answer of a kind, read a little and leave."""
    server = HostileServer(plan_for(kind), Canaries(0), "127.0.0.2:9")
    listener = await asyncio.start_server(server.serve, "127.0.0.1", 0)
    reader, writer = await asyncio.open_connection(*listener.sockets[0].getsockname()[:2])
    where = next(name for name in OPERATIONS if name in CATALOGUE[kind].operations)
    for request in _requests(server):
        if server.workspace.reply(request).operation == where:
            headers = [*request.headers, ("Content-Length", str(len(request.body)))]
            head = "".join(f"{name}: {value}\r\n" for name, value in headers)
            writer.write(f"{request.method} {request.target} HTTP/1.1\r\n{head}\r\n".encode() + request.body)
            break
    with contextlib.suppress(TimeoutError, ConnectionError):
        await asyncio.wait_for(reader.read(100_000), 0.1)
    writer.transport.abort()
    listener.close()


@pytest.mark.slow
@pytest.mark.parametrize("theme", sorted(THEMES))
def test_every_kind_goes_over_the_wire(theme: str) -> None:
    """The client leaves early, and nothing fails in the server."""

    async def visits() -> list[BaseException]:
        errors: list[BaseException] = []
        asyncio.get_running_loop().set_exception_handler(
            lambda loop, context: errors.append(context.get("exception") or OSError())
        )
        kinds = THEMES[theme]
        for first in range(0, len(kinds), 10):
            await asyncio.gather(*map(_visit, kinds[first : first + 10]))
        return errors

    assert asyncio.run(asyncio.wait_for(visits(), 60)) == []


def test_the_same_seed_says_the_same() -> None:
    """Two servers of one seed spoil the list of apps alike."""
    for seed in range(0, 300, 10):
        pair = [HostileServer(make_plan(seed), Canaries(seed), "127.0.0.2:9") for _ in range(2)]
        for request in list(_requests(pair[0]))[:1]:
            first, second = (server.reply(request).answer for server in pair)
            assert (first.head(None), first.payload()) == (second.head(None), second.payload())


def test_another_host_is_counted(start: Start) -> None:
    server = start("--kind", "redirect-elsewhere")
    server.client.get("/apps", follow_redirects=True)
    counted = server.tally()
    assert (counted["elsewhere"], counted["wrong"]["listApps"]) == (1, 1)


def test_a_creation_that_is_not_admitted_is_counted(start: Start) -> None:
    server = start("--kind", "creates-500")
    client_id = server.client.get("/apps").json()["data"][0]["clientId"]
    answers = [server.client.post(f"/apps/{client_id}/production-tests", json={"title": "T"}) for _ in range(3)]
    assert [answer.status_code for answer in answers] == [500] * 3
    counted = server.tally()
    assert (counted["created"], counted["longest_repetition"]) == (3, 3)


@pytest.mark.slow
def test_a_bomb_unpacks_to_what_it_says(start: Start) -> None:
    server = start("--kind", "bomb-padded")
    with server.client.stream("GET", "/apps") as answer:
        size = sum(len(chunk) for chunk in answer.iter_bytes())
    server.tally()
    assert size > 400_000_000
