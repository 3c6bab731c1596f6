"""The correct implementation under the hostile server: four operations of a workspace, as documented.

workspace = Workspace(seed=7, canaries=Canaries(7))
reply = workspace.reply(request)   # reply.operation, reply.answer, reply.acted
"""

from __future__ import annotations

import copy
import random
import time
from collections.abc import Callable
from dataclasses import dataclass
from urllib.parse import parse_qs, quote, unquote

from tests.hostile.canaries import Canaries
from tests.hostile.jsontext import Json
from tests.hostile.records import BASE_PATH, NEVER_ELIGIBLE, ProductionTest, identifier, make_apps, new_test, old_test
from tests.hostile.validation import Refusal, creation_body, invalid, number_of, parsed, payload_of
from tests.hostile.wire import Answer, Request

OPERATIONS = ("listApps", "listProductionTests", "createProductionTest", "getProductionTestReport")
OTHER = "other"
SETTLE_SECONDS = 1.0
KEY_LIMIT = 255


@dataclass
class Reply:
    """What the workspace did with a request and says about it."""

    operation: str
    answer: Answer
    acted: bool = False


Outcome = tuple[int, Json, dict[str, str]]


class Workspace:
    """A workspace in memory. Its switches make it misbehave in ways that no change of an answer could."""

    def __init__(self, seed: int, canaries: Canaries) -> None:
        self.source = random.Random(f"workspace {seed}")
        self.key = canaries.key.value
        self.apps = make_apps(self.source, canaries)
        self.tests: dict[str, list[ProductionTest]] = {
            app["clientId"]: [old_test(self.source, app["clientId"])] for app in self.apps
        }
        self.first_answers: dict[str, tuple[Json, Outcome]] = {}
        self.acted = False
        self.elsewhere = ""
        self.settle_seconds = SETTLE_SECONDS
        self.forgets_keys = False
        self.hides_new_tests = False
        self.takes_any_body = False
        self.takes_any_credential = False
        self.acts_on_refused = False
        self.rename: Callable[[str], str] = str

    def reply(self, request: Request) -> Reply:
        """Act on a request; a refusal is an answer like any other."""
        self.acted = False
        operation, parameters = route(request)
        try:
            self._authorise(request)
            status, value, headers = self._outcome(operation, request, parameters)
        except Refusal as refusal:
            status, value, headers = refusal.status, self._envelope(refusal), {}
        answer = Answer(status, copy.deepcopy(value), [(b"Content-Type", b"application/json")])
        answer.headers += [(name.encode(), text.encode("utf-8", "replace")) for name, text in headers.items()]
        return Reply(operation, answer, self.acted)

    def _outcome(self, operation: str, request: Request, parameters: list[str]) -> Outcome:
        match operation, parameters:
            case "listApps", []:
                return self._list_apps(request)
            case "listProductionTests", [client_id]:
                return self._list_tests(client_id)
            case "createProductionTest", [client_id]:
                return self._create(client_id, request)
            case "getProductionTestReport", [client_id, challenge_id]:
                return self._report(client_id, challenge_id)
        if parameters:
            raise Refusal(405, "METHOD_NOT_ALLOWED", "The method is not allowed here")
        raise Refusal(404, "RESOURCE_NOT_FOUND", "There is nothing at this path")

    def _envelope(self, refusal: Refusal) -> Json:
        error: dict[str, Json] = {"code": refusal.code, "message": refusal.message}
        if refusal.details:
            error["details"] = refusal.details
        return {"error": error, "request_id": identifier(self.source)}

    def _authorise(self, request: Request) -> None:
        if not self.takes_any_credential and request.header("Authorization") != f"Bearer {self.key}":
            raise Refusal(401, "AUTH_INVALID_CREDENTIALS", "The workspace key is missing or wrong")

    def _list_apps(self, request: Request) -> Outcome:
        query = parse_qs(request.query, keep_blank_values=True)
        limit = number_of(query, "limit", 20, 1, 100)
        offset = number_of(query, "offset", 0, 0, None)
        window = self.apps[offset : offset + limit]
        return 200, {"data": window, "total": len(self.apps), "limit": limit, "offset": offset}, {}

    def _own_tests(self, client_id: str) -> list[ProductionTest]:
        if client_id not in self.tests:
            raise Refusal(404, "RESOURCE_NOT_FOUND", "The workspace has no such app")
        return self.tests[client_id]

    def _list_tests(self, client_id: str) -> Outcome:
        tests = self._own_tests(client_id)
        shown = tests[:1] if self.hides_new_tests else tests
        return 200, [test.item(time.time(), self.settle_seconds) for test in shown], {}

    def _report(self, client_id: str, challenge_id: str) -> Outcome:
        now = time.time()
        for test in self._own_tests(client_id):
            if test.challenge_id == challenge_id and now >= test.created + self.settle_seconds:
                return 200, test.report(self.settle_seconds), {}
        raise Refusal(404, "RESOURCE_NOT_FOUND", "The app has no such challenge")

    def _create(self, client_id: str, request: Request) -> Outcome:
        self._own_tests(client_id)
        key = request.header("Idempotency-Key")
        try:
            payload = self._payload(client_id, key, request)
        except Refusal:
            if self.acts_on_refused:
                self._record(
                    client_id, {"title": "Refused", "maxStampClaims": 3, "targetPlatform": None, "providerIds": []}
                )
            raise
        meant = [client_id, parsed(request.body)]
        if key is None or self.forgets_keys or key not in self.first_answers:
            outcome = self._record(client_id, payload)
            if key is not None:
                self.first_answers[key] = (meant, outcome)
            return outcome
        first_meant, (status, value, headers) = self.first_answers[key]
        if first_meant != meant:
            raise Refusal(409, "IDEMPOTENCY_KEY_CONFLICT", "The key came back with another body")
        return status, value, {**headers, "Idempotency-Replayed": "true"}

    def _record(self, client_id: str, payload: Json) -> Outcome:
        test = new_test(self.source, client_id, payload, time.time())
        test.request["id"] = self.rename(test.request["id"])
        test.challenge_id = self.rename(test.challenge_id)
        self.tests[client_id].append(test)
        self.acted = True
        app, request = (quote(name, "", errors="replace") for name in (client_id, test.request["id"]))
        path = f"{BASE_PATH}/apps/{app}/production-tests/{request}"
        return 201, copy.deepcopy(test.request), {"Location": path}

    def _payload(self, client_id: str, key: str | None, request: Request) -> Json:
        if key is not None and len(key) > KEY_LIMIT:
            raise invalid("Idempotency-Key", key)
        eligible = self.eligible(client_id)
        if self.takes_any_body:
            return {"title": "Anything", "providerIds": eligible, "maxStampClaims": 3, "targetPlatform": None}
        body = creation_body(request)
        if not set(body.get("providerIds", [])) <= set(eligible):
            raise invalid("providerIds", body["providerIds"])
        return payload_of(body, eligible)

    def eligible(self, client_id: str) -> list[str]:
        """The providers that a test of the app may name."""
        providers = next(app["providers"] for app in self.apps if app["clientId"] == client_id)
        return [name for name, state in providers.items() if state["enabled"] and name not in NEVER_ELIGIBLE]


def route(request: Request) -> tuple[str, list[str]]:
    """The operation and its path parameters, decoded; a known path with another method keeps its parameters."""
    if not request.path.startswith(f"{BASE_PATH}/"):
        return OTHER, []
    segments = [unquote(segment) for segment in request.path.removeprefix(f"{BASE_PATH}/").split("/")]
    match request.method, segments:
        case "GET", ["apps"]:
            return "listApps", []
        case "GET", ["apps", client_id, "production-tests"]:
            return "listProductionTests", [client_id]
        case "POST", ["apps", client_id, "production-tests"]:
            return "createProductionTest", [client_id]
        case "GET", ["apps", client_id, "production-tests", challenge_id, "report"]:
            return "getProductionTestReport", [client_id, challenge_id]
        case _, ["apps"] | ["apps", _, "production-tests"] | ["apps", _, "production-tests", _, "report"]:
            return OTHER, segments
    return OTHER, []
