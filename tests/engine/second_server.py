"""A server of the Workspace API written from the vendor's documentation alone.

It shares nothing with the rest of the repository, and decides for itself wherever the documentation leaves something
open. It stands for a real server: what it does conforms, so a run against it must find nothing.
"""

from __future__ import annotations

import base64
import gzip
import json
import random
import re
import secrets
import threading
import time
import uuid
import zlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any, NamedTuple, Self
from urllib.parse import parse_qs, quote, unquote

PREFIX = "/connect/v1"
REQUESTS_PER_RATE_LIMIT = 97
SETTLE_SECONDS = 2.0
KEYED_CREATION_SECONDS = 0.2
SECONDS_PER_CLAIM = 0.5
LIFETIME = timedelta(days=7)
ELIGIBLE_PROVIDERS = {"bankidse": "BankID SE", "ftn": "FTN", "mitid": "MitID"}
FIELDS = {"title", "description", "providerIds", "targetPlatform", "maxStamps", "allowDuplicateParticipation"}
APP = """{
  "redirectUris": [], "organizationId": "second", "createdAt": "2026-01-01T00:00:00Z", "defaultWorkflowId": "main",
  "workflows": [{"workflowId": "main", "name": "Main", "entryNodeId": "start", "nodes": [
    {"id": "start", "type": "request", "next": "branch"},
    {"id": "branch", "type": "if", "next": [{"when": "adult", "next": "end"}], "config": {"default": "end"}},
    {"id": "end", "type": "response"}]}]
}"""
EVERY_OPTIONAL_FIELD = """{
  "redirectUris": ["https://app.example.com/callback"], "logo": "data:image/png;base64,iVBORw0KGgo=",
  "defaultSuccessRedirectUri": "https://app.example.com/done", "updatedAt": "2026-02-01T00:00:00.000Z",
  "defaultFailureRedirectUri": "https://app.example.com/failed",
  "webhookConfig": {"enabled": true, "url": "https://app.example.com/hook", "retryAttempts": 5, "timeoutSeconds": 30,
    "events": ["verification.completed"]}
}"""


class Canaries(NamedTuple):
    """The secrets in the apps, which must turn up nowhere else."""

    client_secret: str = "sh_app_8d1f0c52"
    provider_config: str = "config_5b2e9a11"
    webhook_secret: str = "whsec_77ac4130"


class Answer(NamedTuple):
    """A response: its status, its JSON value, and the headers beside the usual ones."""

    status: int
    body: Any
    headers: Mapping[str, str] = {}


class Refusal(Exception):
    """A request is refused with a status, an error code and a message."""

    def __init__(self, status: int, code: str, message: str) -> None:
        super().__init__(message)
        self.status, self.code = status, code


@dataclass
class ProductionTest:
    """A production test; what it has become follows from the clock. One that never settles has failed."""

    client_id: str
    payload: dict[str, Any]
    created: datetime
    settles: datetime | None
    request_id: str = field(default_factory=lambda: secrets.token_hex(12))
    challenge_id: str = field(default_factory=lambda: secrets.token_hex(12))

    def request(self) -> dict[str, Any]:
        return {
            "id": self.request_id,
            "clientId": self.client_id,
            "status": "pending" if self.settles else "failed",
            "payload": self.payload,
            "createdAt": _timestamp(self.created),
        }

    def report(self) -> dict[str, Any] | None:
        """The challenge and its claims, which grow up to the limit; None while there is no challenge."""
        now = datetime.now(UTC)
        if self.settles is None or now < self.settles:
            return None
        providers, limit = self.payload["providerIds"], self.payload["maxStampClaims"]
        claims = min(limit, int((now - self.settles).total_seconds() / SECONDS_PER_CLAIM))
        share, rest = divmod(claims, len(providers))
        counts = [(provider, share + (index < rest)) for index, provider in enumerate(providers)]
        completed = self.settles + timedelta(seconds=claims * SECONDS_PER_CLAIM) if claims == limit else None
        return {
            "challenge": {
                "id": self.challenge_id,
                "title": self.payload["title"],
                "description": self.payload["description"],
                "createdAt": _timestamp(self.created),
                "expiresAt": _timestamp(self.created + LIFETIME),
                "completedAt": completed and _timestamp(completed),
                "isActive": completed is None,
                "challengeMode": "stamp",
                "sponsor": {"name": "Second server"},
                "sources": ["sandbox"],
            },
            "stats": {
                "totalClaims": claims,
                "totalParticipations": 2 * claims + 1,
                "providerBreakdown": [
                    {"providerId": provider, "providerName": ELIGIBLE_PROVIDERS[provider], "claimCount": count}
                    for provider, count in counts
                    if count
                ],
            },
        }

    def item(self) -> dict[str, Any]:
        if report := self.report():
            return {"type": "challenge", "challenge": report["challenge"]}
        return {"type": "request", "request": self.request()}


class Workspace:
    """The apps and production tests of one workspace, and what may be done with them."""

    def __init__(self, settle_seconds: float, canaries: Canaries) -> None:
        self.apps = {app["clientId"]: app for app in _apps(canaries)}
        self.creates = 0
        self._settle_time = timedelta(seconds=settle_seconds)
        self._lock = threading.Lock()
        self._answers: dict[str, tuple[tuple[str, bytes], Answer | None]] = {}
        old, payload = datetime.now(UTC) - timedelta(days=30), _payload({"title": "An old one"}, ["mitid"])
        self._tests = [
            ProductionTest("kX93mQpa", payload, old, None),
            ProductionTest("00Zebra7", payload, old, old + timedelta(minutes=1)),
        ]

    def list_apps(self, query: Mapping[str, list[str]]) -> Answer:
        limit, offset = min(_whole_number(query, "limit") or 20, 100), _whole_number(query, "offset")
        page = list(self.apps.values())[offset : offset + limit]
        return Answer(200, {"data": page, "total": len(self.apps), "limit": limit, "offset": offset})

    def list_tests(self, client_id: str) -> Answer:
        self._app(client_id)
        items = [test.item() for test in self._tests if test.client_id == client_id]
        return Answer(200, random.sample(items, len(items)))

    def report(self, client_id: str, challenge_id: str) -> Answer:
        self._app(client_id)
        for test in self._tests:
            if (test.client_id, test.challenge_id) == (client_id, challenge_id) and (report := test.report()):
                return Answer(200, report)
        raise Refusal(404, "RESOURCE_NOT_FOUND", "no such challenge")

    def create(self, client_id: str, raw: bytes, key: str, origin: str) -> Answer:
        """Create a test, or replay the answer to an earlier request that had the same key and the same bytes."""
        app, asked = self._app(client_id), (client_id, raw)
        _require(len(key) <= 255, "Idempotency-Key: at most 255 characters")
        enabled = [name for name, provider in app["providers"].items() if provider["enabled"]]
        payload = _payload(_read(raw), [name for name in enabled if name in ELIGIBLE_PROVIDERS])
        if not key:
            return self._add(client_id, payload, origin)
        with self._lock:
            if key in self._answers:
                return _replay(asked, *self._answers[key])
            self._answers[key] = (asked, None)
        time.sleep(KEYED_CREATION_SECONDS)
        answer = self._add(client_id, payload, origin)
        self._answers[key] = (asked, answer)
        return answer

    def _add(self, client_id: str, payload: dict[str, Any], origin: str) -> Answer:
        now = datetime.now(UTC)
        test = ProductionTest(client_id, payload, now, now + self._settle_time)
        with self._lock:
            self.creates += 1
            self._tests.append(test)
        location = f"{origin}/v1/apps/{client_id}/production-tests/{test.request_id}"
        return Answer(201, test.request(), {"Location": location})

    def _app(self, client_id: str) -> dict[str, Any]:
        if client_id not in self.apps:
            raise Refusal(404, "RESOURCE_NOT_FOUND", "no such app")
        return self.apps[client_id]


class SecondServer:
    """The server on a free port of loopback, running inside a `with`.

    Args:
        canaries: The secrets in the apps.
        leaky: Put the secrets and the key, in several encodings, into undocumented fields of every success, as a value
            and as a name, and into the message, the details and a header of every error.
    """

    def __init__(self, canaries: Canaries | None = None, *, leaky: bool = False) -> None:
        canaries = canaries or Canaries()
        self.key = f"sk_workspace_test_{secrets.token_urlsafe(18)}"
        self.requests = 0
        self._leak = " ".join(form for secret in (*canaries, self.key) for form in encodings(secret)) if leaky else ""
        self._workspace = Workspace(SETTLE_SECONDS, canaries)
        self._lock = threading.Lock()
        self._http = ThreadingHTTPServer(("127.0.0.1", 0), type("Handler", (_Handler,), {"answer": self._answer}))
        self._origin = f"http://127.0.0.1:{self._http.server_port}"
        self.base_url = self._origin + PREFIX

    def __enter__(self) -> Self:
        threading.Thread(target=self._http.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True).start()
        return self

    def __exit__(self, *_: object) -> None:
        self._http.shutdown()
        self._http.server_close()

    @property
    def creates(self) -> int:
        """How many production tests were created."""
        return self._workspace.creates

    def _answer(self, method: str, target: str, headers: Mapping[str, str], raw: bytes) -> Answer:
        with self._lock:
            self.requests += 1
            rounds, nth = divmod(self.requests, REQUESTS_PER_RATE_LIMIT)
        if nth == 0:
            return Answer(429, "slow down", {"Retry-After": str(rounds % 2)})
        try:
            return self._leaking(self._route(method, target, headers, raw))
        except Refusal as refusal:
            return self._error(refusal)

    def _route(self, method: str, target: str, headers: Mapping[str, str], raw: bytes) -> Answer:
        scheme, _, key = headers.get("Authorization", "").partition(" ")
        if scheme.lower() != "bearer" or key != self.key:
            raise Refusal(401, "AUTH_INVALID_CREDENTIALS", "a workspace key is needed")
        path, _, query = target.partition("?")
        segments = [unquote(segment) for segment in path.removeprefix(PREFIX + "/").split("/")]
        match [method, *segments]:
            case ["GET", "apps"]:
                return self._workspace.list_apps(parse_qs(query))
            case ["GET", "apps", client_id, "production-tests"]:
                return self._workspace.list_tests(client_id)
            case ["POST", "apps", client_id, "production-tests"]:
                key = headers.get("Idempotency-Key", "")
                return self._workspace.create(client_id, raw, key, self._origin)
            case ["GET", "apps", client_id, "production-tests", challenge_id, "report"]:
                return self._workspace.report(client_id, challenge_id)
        raise Refusal(404, "RESOURCE_NOT_FOUND", "nothing is here")

    def _leaking(self, answer: Answer) -> Answer:
        if not self._leak:
            return answer
        planted = {"trace": self._leak, self._leak: True}
        if isinstance(answer.body, list):
            return answer._replace(body=[item | planted for item in answer.body])
        return answer._replace(body=answer.body | planted)

    def _error(self, refusal: Refusal) -> Answer:
        error: dict[str, Any] = {"code": refusal.code, "message": str(refusal)}
        headers = {"WWW-Authenticate": "Bearer"} if refusal.status == 401 else {}
        if self._leak:
            error |= {"message": f"{refusal}: {self._leak}", "details": {"context": [self._leak]}}
            headers["X-Debug"] = self._leak
        return Answer(refusal.status, {"error": error, "request_id": str(uuid.uuid4())}, headers)


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    wbufsize = -1
    answer: Any

    def log_message(self, *_: object) -> None:
        pass

    def __getattr__(self, name: str) -> Any:
        if name.startswith("do_"):
            return self._respond
        raise AttributeError(name)

    def _respond(self) -> None:
        raw = self.rfile.read(int(self.headers.get("Content-Length") or 0))
        status, body, extra = self.answer(self.command, self.path, self.headers, raw)
        headers = {"Content-Type": "application/json; charset=utf-8", "X-Request-Id": str(uuid.uuid4()), **extra}
        content = json.dumps(body, sort_keys=True, indent=1).encode()
        headers |= {"ETag": f'W/"{zlib.crc32(content):x}"', "Server-Timing": "app;dur=1.5"}
        if "gzip" in self.headers.get("Accept-Encoding", "") and len(content) > 1000:
            content, headers["Content-Encoding"] = gzip.compress(content), "gzip"
        self.send_response(status)
        for name, value in {**headers, "Content-Length": str(len(content))}.items():
            self.send_header(name, value)
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(content)


def encodings(secret: str) -> set[str]:
    """The forms that a secret may take: plain, percent-encoded, hexadecimal, base64 alone and as Basic credentials."""
    raw = secret.encode()
    base64s = {base64.b64encode(raw), base64.urlsafe_b64encode(raw), base64.b64encode(b"user:" + raw)}
    return {secret, quote(secret, safe=""), raw.hex(), *(form.decode() for form in base64s)}


def _read(raw: bytes) -> dict[str, Any]:
    try:
        body = json.loads(raw)
    except (ValueError, RecursionError):
        body = None
    _require(isinstance(body, dict) and body.keys() <= FIELDS, "the body: an object with the documented fields only")
    return {name: value for name, value in body.items() if value is not None}


def _payload(given: dict[str, Any], eligible: list[str]) -> dict[str, Any]:
    """Check a body without nulls, and return the payload of the request object; null stands for what was not given."""
    _require("title" in given, "title: required", "VALIDATION_MISSING_PARAMETER")
    title, description, stamps = given["title"], given.get("description"), given.get("maxStamps", 3)
    providers, duplicates = given.get("providerIds", eligible), given.get("allowDuplicateParticipation", False)
    platform = given.get("targetPlatform")
    _require(isinstance(title, str) and 1 <= len(title) <= 200, "title: 1 to 200 characters")
    _require(description is None or isinstance(description, str), "description: text")
    _require(len(description or "") <= 1000, "description: at most 1000 characters")
    _require(isinstance(providers, list) and providers != [], "providerIds: at least one")
    _require(all(isinstance(name, str) for name in providers), "providerIds: strings")
    _require(all(name in eligible for name in providers), "providerIds: not eligible", "PROVIDER_NOT_ELIGIBLE")
    _require(platform in ("ios", "android", None), "targetPlatform: ios or android")
    _require(type(stamps) in (int, float) and stamps >= 1 and stamps % 1 == 0, "maxStamps: a whole number from 1")
    _require(isinstance(duplicates, bool), "allowDuplicateParticipation: true or false")
    return {
        "title": title,
        "description": description,
        "providerIds": providers,
        "maxStampClaims": int(stamps),
        "targetPlatform": platform,
        "allowDuplicateParticipation": duplicates,
    }


def _replay(asked: tuple[str, bytes], first: tuple[str, bytes], answer: Answer | None) -> Answer:
    if asked != first:
        raise Refusal(409, "IDEMPOTENCY_KEY_CONFLICT", "the key came with something else")
    if answer is None:
        raise Refusal(409, "IDEMPOTENCY_REQUEST_IN_PROGRESS", "the first request is still running")
    return answer._replace(headers={**answer.headers, "Idempotency-Replayed": "true"})


def _require(fine: bool, message: str, code: str = "VALIDATION_INVALID_PARAMETER") -> None:
    if not fine:
        raise Refusal(400, code, message)


def _whole_number(query: Mapping[str, list[str]], name: str) -> int:
    text = query.get(name, [""])[-1]
    return int(text) if re.fullmatch("[0-9]{1,9}", text) else 0


def _timestamp(moment: datetime) -> str:
    return moment.isoformat(timespec="seconds")


def _apps(canaries: Canaries) -> list[dict[str, Any]]:
    """Three apps: nothing enabled; first an unavailable, then a chip-based provider; and one with every field."""
    config = {"realm": {"password": canaries.provider_config}, "clientId": "CLIENT_ID", "retries": 2}
    bare = {"clientId": "B4reB4re", "name": "Nothing enabled", "providers": {"mitid": {"enabled": False}}}
    trap = {"clientId": "kX93mQpa", "name": "保険", "webhookConfig": {"enabled": False}}
    full = {"clientId": "00Zebra7", "name": "Everything", **json.loads(EVERY_OPTIONAL_FIELD)}
    trap["providers"] = {name: {"enabled": name != "ftn"} for name in ("alpenpass", "passport", "ftn", "bankidse")}
    full["providers"] = {"mitid": {"enabled": True, "config": config}, "ftn": {"enabled": True}}
    full["webhookConfig"]["secret"] = canaries.webhook_secret
    return [{**json.loads(APP), **app, "clientSecret": canaries.client_secret} for app in (bare, trap, full)]
