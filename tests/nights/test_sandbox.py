"""The sandbox of the nights itself, asked by a small client.

Answers are held against the contract's schemas where jsonschema can judge them; the rest is asserted in plain words.
"""

import time

import httpx
import pytest
from jsonschema import Draft202012Validator

from scripts.spec.reading import load_spec
from tests.nights.night import (
    CREATE_TEST,
    READ_REPORT,
    Choices,
    Delivery,
    Instead,
    JsonValue,
    Lifecycle,
    Neighbours,
    Night,
    Reply,
    Shape,
    Weather,
)
from tests.nights.sandbox import Sandbox

KEY = "sk_workspace_test_check"
SPEC = load_spec().root
BODY = {"title": "Überprüfung", "providerIds": ["mitid", "bankidse"], "maxStamps": 2}


def conforms(name: str, value: JsonValue) -> None:
    """Hold a value against a schema of the contract."""
    schema = {"$ref": f"#/components/schemas/{name}", "components": SPEC["components"]}
    errors = [f"{error.json_path}: {error.message}" for error in Draft202012Validator(schema).iter_errors(value)]
    assert not errors, errors


def client(sandbox: Sandbox, key: str = KEY) -> httpx.Client:
    """Return a client with the key."""
    return httpx.Client(base_url=sandbox.url, headers={"Authorization": f"Bearer {key}"}, timeout=60)


def refused(answer: httpx.Response, status: int, code: str) -> None:
    """Assert the documented envelope."""
    assert answer.status_code == status, (answer.status_code, answer.text)
    conforms("ErrorResponse", answer.json())
    assert answer.json()["error"]["code"] == code, answer.text


def settled(http: httpx.Client, path: str) -> JsonValue:
    """Return the newest challenge of the run once its request has become one."""
    deadline = time.monotonic() + 60
    while time.monotonic() < deadline:
        items = http.get(path).json()
        conforms("ProductionTestList", items)
        found = [item["challenge"] for item in items if item["type"] == "challenge"]
        if found and found[-1]["title"] == BODY["title"]:
            return found[-1]
        time.sleep(0.2)
    raise AssertionError("not settled")


LIVES = {
    "plain": Night(),
    "chunks": Night(delivery=Delivery(piece_bytes=7, chunked=True, bom=False, json_style="escaped")),
    "gzip": Night(delivery=Delivery(encoding="gzip", header_case="mixed", header_order="shuffled")),
    "old": Night(delivery=Delivery(protocol="HTTP/1.0", json_style="spread", media_type="application/json;charset=x")),
    "hints": Night(delivery=Delivery(interim=(103, 103), extra_headers=(("X-Request-Id", "1"),), reason="")),
    "all": Night(shape=Shape(app="all", payload_extra=True, challenge="various", breakdown="all")),
    "none": Night(shape=Shape(app="none", absent="absent", details=False), clock_seconds=600),
    "phases": Night(lifecycle=Lifecycle((0.5, 0.5), scheduled_first_seconds=0.5), choices=Choices(location="absolute")),
    "closing": Night(delivery=Delivery(close="announced", json_style="shuffled")),
}


@pytest.mark.slow
@pytest.mark.parametrize("night", LIVES.values(), ids=LIVES)
def test_life_of_a_test(night: Night) -> None:
    """List, create, replay, refuse the key's second use, poll, read the report: every answer as documented."""
    with Sandbox(night, KEY) as sandbox, client(sandbox) as http:
        page = http.get("/apps", params={"limit": 1, "offset": 1}).json()
        conforms("AppPage", page)
        assert (len(page["data"]), page["total"], page["limit"], page["offset"]) == (1, night.apps, 1, 1)
        first, second = (app["clientId"] for app in http.get("/apps").json()["data"][:2])
        path = f"/apps/{first}/production-tests"
        made = http.post(path, json=BODY, headers={"Idempotency-Key": "one"})
        assert made.status_code == 201, made.text
        conforms("ProductionTestRequest", made.json())
        assert made.headers["location"].endswith(f"{path}/{made.json()['id']}")
        assert made.json()["payload"]["maxStampClaims"] == 2
        again = http.post(path, json=BODY, headers={"Idempotency-Key": "one"})
        assert (again.json(), again.headers["idempotency-replayed"]) == (made.json(), "true")
        changed = http.post(path, json=BODY | {"maxStamps": 5}, headers={"Idempotency-Key": "one"})
        refused(changed, 409, "IDEMPOTENCY_KEY_CONFLICT")
        challenge = settled(http, path)
        report = http.get(f"{path}/{challenge['id']}/report").json()
        conforms("ProductionTestReport", report)
        assert report["challenge"]["id"] == challenge["id"]
        elsewhere = f"/apps/{second}/production-tests/{challenge['id']}/report"
        refused(http.get(elsewhere), 404, "RESOURCE_NOT_FOUND")
        refused(http.get(f"{path}/{made.json()['id']}/report"), 404, "RESOURCE_NOT_FOUND")
        assert sandbox.run.workspace.created == 1


def test_refusals() -> None:
    """Wrong keys, unknown apps and broken limits get the documented codes."""
    with Sandbox(Night(), KEY) as sandbox, client(sandbox) as http:
        refused(httpx.get(f"{sandbox.url}/apps"), 401, "AUTH_INVALID_CREDENTIALS")
        refused(httpx.get(f"{sandbox.url}/apps", auth=("a", "b")), 401, "AUTH_INVALID_CREDENTIALS")
        refused(http.get("/apps/ZZZZZZZZ/production-tests"), 404, "RESOURCE_NOT_FOUND")
        refused(http.get("/apps", params={"limit": 0}), 400, "VALIDATION_INVALID_PARAMETER")
        path = f"/apps/{http.get('/apps').json()['data'][0]['clientId']}/production-tests"
        refused(http.post(path, json={}), 400, "VALIDATION_MISSING_PARAMETER")
        broken: list[JsonValue] = [
            {"title": "x" * 201},
            {"title": 5},
            {"title": "x", "description": "y" * 1001},
            {"title": "x", "providerIds": ["passport"]},
            {"title": "x", "providerIds": ["buypass"]},
            {"title": "x", "providerIds": "bankidse"},
            {"title": "x", "targetPlatform": "symbian"},
            {"title": "x", "maxStamps": 0},
            {"title": "x", "maxStamps": True},
            {"title": "x", "maxStamps": "3"},
            {"title": "x", "allowDuplicateParticipation": 1},
            ["title"],
            None,
        ]
        for body in broken:
            refused(http.post(path, json=body), 400, "VALIDATION_INVALID_PARAMETER")
        refused(http.post(path, content=b"{"), 400, "VALIDATION_INVALID_PARAMETER")
        longest = http.post(path, json={"title": "é" * 200}, headers={"Idempotency-Key": "k" * 255})
        assert longest.status_code == 201, longest.text
        assert longest.json()["payload"]["providerIds"] == ["bankidse", "mitid", "smartid"]
        too_long = http.post(path, json={"title": "é"}, headers={"Idempotency-Key": "k" * 256})
        refused(too_long, 400, "VALIDATION_INVALID_PARAMETER")


def test_lost_answer_is_replayed() -> None:
    """A creation whose answer is lost took effect, and its repeat is a replay."""
    with Sandbox(Night(weather=Weather(lose_create_every=1)), KEY) as sandbox, client(sandbox) as http:
        path = f"/apps/{http.get('/apps').json()['data'][0]['clientId']}/production-tests"
        with pytest.raises(httpx.TransportError):
            http.post(path, json=BODY, headers={"Idempotency-Key": "lost"})
        again = http.post(path, json=BODY, headers={"Idempotency-Key": "lost"})
        assert (again.status_code, again.headers["idempotency-replayed"]) == (201, "true")
        assert sandbox.run.workspace.created == 1


@pytest.mark.slow
def test_weather_follows_the_seed() -> None:
    """The same seed brings the same bad answers, about as many as asked for, and never three in a row."""
    night = Night(weather=Weather(gateway=0.1, drop=0.05, limited=0.05))
    courses: list[list[int]] = []
    for _ in range(2):
        with Sandbox(night, KEY) as sandbox, client(sandbox) as http:
            courses.append([_status(http) for _ in range(200)])
    bad = "".join("x" if status != 200 else "." for status in courses[0])
    assert courses[0] == courses[1]
    assert 15 < bad.count("x") < 70, bad
    assert "xxx" not in bad


def _status(http: httpx.Client) -> int:
    try:
        return http.get("/apps").status_code
    except httpx.TransportError:
        return 0


def test_neighbours_leave_the_run_alone() -> None:
    """Apps and tests come, go and change places; what the run touched stays."""
    busy = Neighbours(1, apps=True, tests=True, reorder=True, untouched_apps_go=True, same_title=True, claims=True)
    with Sandbox(Night(apps=6, neighbours=busy), KEY) as sandbox, client(sandbox) as http:
        path = f"/apps/{http.get('/apps').json()['data'][0]['clientId']}/production-tests"
        made = http.post(path, json=BODY).json()
        seen = {tuple(app["clientId"] for app in http.get("/apps").json()["data"]) for _ in range(30)}
        assert len(seen) > 10
        items = http.get(path).json()
        conforms("ProductionTestList", items)
        mine = [item["request"]["id"] for item in items if item["type"] == "request"]
        assert mine == [made["id"]]
        assert any(item["type"] == "challenge" and item["challenge"]["title"] == BODY["title"] for item in items)
        for item in items:
            if item["type"] == "challenge":
                report = http.get(f"{path}/{item['challenge']['id']}/report")
                assert report.status_code in (200, 404), report.text


def test_faults_and_sizes() -> None:
    """Faults hit their operation only; ten thousand apps are paged quickly."""
    faults = (Instead(READ_REPORT, Reply(418)), Instead(CREATE_TEST, "cut", carried_out=True))
    with Sandbox(Night(apps=10_000, instead=faults), KEY) as sandbox, client(sandbox) as http:
        begun = time.process_time()
        page = http.get("/apps", params={"limit": 100, "offset": 9_950}).json()
        assert (len(page["data"]), page["total"]) == (50, 10_000)
        assert time.process_time() - begun < 2
        path = f"/apps/{page['data'][0]['clientId']}/production-tests"
        assert http.get(f"{path}/x/report").status_code == 418
        with pytest.raises(httpx.TransportError):
            http.post(path, json=BODY)
        assert sandbox.run.workspace.created == 1
