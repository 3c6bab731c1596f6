"""The stand-in workspace: its state, and the four operations on it as the documentation describes them."""

import contextlib
import hashlib
import json
import random
import time
from dataclasses import dataclass

from tests.nights.night import CREATE_TEST, LIST_APPS, LIST_TESTS, READ_REPORT, JsonValue, Night, Reply
from tests.nights.records import App, ProductionTest, new_app, random_uuid
from tests.nights.requests_read import (
    BASE_PATH,
    DEFAULT_STAMPS,
    Call,
    Refusal,
    choose_providers,
    not_found,
    read_body,
    read_creation,
    read_key,
    window,
)

DAY_SECONDS = 86400.0
LOOKS = ("sample", "full", "expired")


@dataclass
class Remembered:
    """What an idempotency key was used for. Until `done`, a reading of the monotonic clock, it is in progress."""

    path: str
    fingerprint: str
    reply: Reply
    done: float


class Workspace:
    """Apps and tests of one workspace, and the answers to calls."""

    def __init__(self, night: Night, key: str) -> None:
        self.night = night
        self.key = key
        self.rng = random.Random(night.seed)
        self.apps: list[App] = []
        self.tests: dict[str, list[ProductionTest]] = {}
        self.created = 0
        self.replayed = 0
        self._by_id: dict[str, App] = {}
        self._keys: dict[str, Remembered] = {}
        self._fill()

    def _fill(self) -> None:
        for number in range(self.night.apps):
            app = self.add_app(new_app(self.rng, number, self.now()))
            count = self.night.tests_per_app if number < 3 else 0
            if number == 0 and self.night.tests_in_first_app is not None:
                count = self.night.tests_in_first_app
            for test in range(count):
                self.add_foreign_test(app, f"Standing test {test}", age_seconds=DAY_SECONDS + test)
        if self.apps and self.night.first_app == "no provider":
            self.apps[0].providers = {"bankidse": False}
        if self.apps and self.night.first_app == "chip-based only":
            self.apps[0].providers = {"passport": True}

    def now(self) -> float:
        """Return the server's time of day, in seconds since 1970."""
        return time.time() + self.night.clock_seconds

    def add_app(self, app: App, position: int | None = None) -> App:
        """Put an app into the workspace, at the end or at a position."""
        self.apps.insert(len(self.apps) if position is None else position, app)
        self._by_id[app.client_id] = app
        self.tests[app.client_id] = []
        return app

    def remove_app(self, app: App) -> None:
        """Take an app and its tests away."""
        self.apps.remove(app)
        del self._by_id[app.client_id], self.tests[app.client_id]

    def add_foreign_test(self, app: App, title: str, *, age_seconds: float = 0.0, stamps: int = 3) -> ProductionTest:
        """Put somebody else's test into an app, already scheduled and partly claimed."""
        moment = time.monotonic() - age_seconds
        test = ProductionTest(
            request_id=f"req_{random_uuid(self.rng)}",
            challenge_id=f"ch_{random_uuid(self.rng)}",
            client_id=app.client_id,
            payload=self._payload({"title": title, "maxStamps": stamps}, ["bankidse"]),
            description=None,
            created_at=self.now() - age_seconds,
            born=moment,
            scheduled=moment,
            settles=moment,
            foreign=True,
            claims={"bankidse": stamps - 1},
        )
        if age_seconds and self.night.shape.challenge == "various":
            test.look = LOOKS[len(self.tests[app.client_id]) % len(LOOKS)]
            if test.look == "full":
                test.completed_at = test.created_at + 60
        self.tests[app.client_id].append(test)
        return test

    def answer(self, call: Call) -> Reply:
        """Carry out a call and return its answer."""
        try:
            return self._carry_out(call)
        except Refusal as refusal:
            return refusal.reply(random_uuid(self.rng), with_details=self.night.shape.details)

    def _carry_out(self, call: Call) -> Reply:
        operation = call.operation
        if not operation:
            raise self._no_operation(call)
        scheme, _, token = call.headers.get("authorization", "").partition(" ")
        if scheme.lower() != "bearer" or token.strip() != self.key:
            raise Refusal(401, "AUTH_INVALID_CREDENTIALS", "the API key is missing or wrong")
        if operation == LIST_APPS:
            return self._list_apps(call)
        if operation == CREATE_TEST:
            return self._create_test(call)
        app = self._app(call)
        if operation == LIST_TESTS:
            return self._list_tests(app)
        assert operation == READ_REPORT
        return self._read_report(app, call.parts[3])

    def _no_operation(self, call: Call) -> Refusal:
        known_path = any(Call(method, call.target).operation for method in ("GET", "POST"))
        if known_path and self.night.choices.other_method == 405:
            return Refusal(405, "METHOD_NOT_ALLOWED", f"{call.method} is not allowed here")
        return not_found("route")

    def _app(self, call: Call) -> App:
        app = self._by_id.get(call.parts[1])
        if app is None:
            raise not_found("app")
        app.touched = True
        return app

    def _list_apps(self, call: Call) -> Reply:
        limit, offset = window(call, self.night.choices)
        apps = self.apps
        if self.night.choices.order == "newest":
            apps = apps[::-1]
        if self.night.choices.order == "identifier":
            apps = sorted(apps, key=lambda app: app.client_id)
        data = [app.as_json(self.night.shape) for app in apps[offset : offset + limit]]
        return Reply(200, {"data": data, "total": len(apps), "limit": limit, "offset": offset})

    def _list_tests(self, app: App) -> Reply:
        now = time.monotonic()
        tests = [test for test in self.tests[app.client_id] if test.phase(now) != "gone"]
        if self.night.choices.order == "newest":
            tests.reverse()
        if self.night.choices.order == "identifier":
            tests.sort(key=lambda test: test.request_id)
        return Reply(200, [test.item(now, self.night.shape.absent) for test in tests])

    def _read_report(self, app: App, challenge_id: str) -> Reply:
        now = time.monotonic()
        for test in self.tests[app.client_id]:
            if test.challenge_id == challenge_id and test.phase(now) in ("scheduled", "challenge"):
                return Reply(200, test.report(self.night.shape.breakdown))
        raise not_found("challenge")

    def _create_test(self, call: Call) -> Reply:
        choices = self.night.choices
        if choices.body_first:
            read_creation(read_body(call), choices)
        app = self._app(call)
        key = read_key(call, choices)
        if not key:
            return self._create(app, call)
        scope = f"{call.path} {key}" if choices.key_elsewhere == "new" else key
        fingerprint = self._fingerprint(call)
        known = self._keys.get(scope)
        if known is not None:
            return self._repeat(known, call.path, fingerprint)
        try:
            reply = self._create(app, call)
        except Refusal as refusal:
            if not choices.errors_remembered:
                raise
            reply = refusal.reply(random_uuid(self.rng), with_details=self.night.shape.details)
        self._keys[scope] = Remembered(call.path, fingerprint, reply, time.monotonic() + reply.wait_seconds)
        return reply

    def _fingerprint(self, call: Call) -> str:
        data = call.body
        if self.night.choices.same_body == "value":
            with contextlib.suppress(ValueError, RecursionError):
                data = json.dumps(json.loads(call.body), sort_keys=True).encode()
        return hashlib.sha256(data).hexdigest()

    def _repeat(self, known: Remembered, path: str, fingerprint: str) -> Reply:
        elsewhere = path != known.path and self.night.choices.key_elsewhere == "conflict"
        if elsewhere or fingerprint != known.fingerprint:
            raise Refusal(409, "IDEMPOTENCY_KEY_CONFLICT", "the key was used for another request")
        if time.monotonic() < known.done:
            raise Refusal(409, "IDEMPOTENCY_REQUEST_IN_PROGRESS", "the first request with this key is still running")
        self.replayed += 1
        return Reply(known.reply.status, known.reply.body, (*known.reply.headers, ("Idempotency-Replayed", "true")))

    def _create(self, app: App, call: Call) -> Reply:
        fields = read_creation(read_body(call), self.night.choices)
        providers = choose_providers(
            fields.get("providerIds"), app, self.night.unavailable_provider, self.night.choices.ineligible_code
        )
        if self.night.choices.provider_order == "sorted":
            providers = sorted(providers, reverse=True)
        test = self._new_test(app, fields, providers)
        self.tests[app.client_id].append(test)
        self.created += 1
        phase = "scheduled" if self.night.lifecycle.scheduled_at_once else "pending"
        body = test.request(phase, self.night.shape.absent)
        headers = (("Location", self._location(app, test, call)),)
        return Reply(201, body, headers, wait_seconds=self.night.lifecycle.create_seconds)

    def _payload(self, fields: dict[str, JsonValue], providers: list[str]) -> dict[str, JsonValue]:
        payload = {
            "title": fields["title"],
            "providerIds": providers,
            "maxStampClaims": fields.get("maxStamps", DEFAULT_STAMPS),
            "targetPlatform": fields.get("targetPlatform"),
        }
        if self.night.shape.payload_extra:
            payload["description"] = fields.get("description")
            payload["allowDuplicateParticipation"] = fields.get("allowDuplicateParticipation", False)
        return payload

    def _new_test(self, app: App, fields: dict[str, JsonValue], providers: list[str]) -> ProductionTest:
        lifecycle = self.night.lifecycle
        born = time.monotonic()
        scheduled = born + self.rng.uniform(*lifecycle.settle_seconds)
        fails = bool(lifecycle.fail_every) and (self.created + 1) % lifecycle.fail_every == 0
        if lifecycle.scheduled_at_once:
            scheduled = born
        return ProductionTest(
            request_id=f"req_{random_uuid(self.rng)}",
            challenge_id=f"ch_{random_uuid(self.rng)}",
            client_id=app.client_id,
            payload=self._payload(fields, providers),
            description=fields.get("description"),
            created_at=self.now(),
            born=born,
            scheduled=scheduled,
            settles=scheduled + lifecycle.scheduled_first_seconds,
            fails=lifecycle.failed if fails else "",
        )

    def _location(self, app: App, test: ProductionTest, call: Call) -> str:
        path = f"/apps/{app.client_id}/production-tests/{test.request_id}"
        origin = f"http://{call.headers.get('host', 'localhost')}"
        prefix = {"connect": BASE_PATH, "v1": "/v1", "absolute": origin + BASE_PATH, "absolute v1": origin + "/v1"}
        return prefix[self.night.choices.location] + path
