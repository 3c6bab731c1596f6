"""What the workspace keeps: its apps and its production tests, in the shapes of the documentation."""

from __future__ import annotations

import random
import string
import time
import uuid
from dataclasses import dataclass, field
from datetime import UTC, datetime

from tests.hostile.canaries import APP_COUNT, Canaries
from tests.hostile.jsontext import Json

BASE_PATH = "/connect/v1"
PROVIDERS = {"bankidse": True, "mitid": True, "smartid": True, "ftn": False, "passport": True}
NEVER_ELIGIBLE = {"passport"}
CHALLENGE_SECONDS = 7 * 86400


def timestamp(seconds: float) -> str:
    """A moment as the API writes it: ISO 8601, UTC, milliseconds."""
    return datetime.fromtimestamp(seconds, UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")


def identifier(source: random.Random, prefix: str = "") -> str:
    """A UUID from the run's own source of chance."""
    return prefix + str(uuid.UUID(int=source.getrandbits(128), version=4))


@dataclass
class ProductionTest:
    """A production test from its request to its challenge."""

    request: dict[str, Json]
    challenge_id: str
    created: float
    claims: list[int] = field(default_factory=list)

    def challenge(self, settle_seconds: float) -> Json:
        started = self.created + settle_seconds
        return {
            "id": self.challenge_id,
            "title": self.request["payload"]["title"],
            "description": self.request["payload"].get("description"),
            "expiresAt": timestamp(started + CHALLENGE_SECONDS),
            "createdAt": timestamp(started),
            "completedAt": None,
            "isActive": True,
            "challengeMode": "stamp",
            "sponsor": None,
            "sources": None,
        }

    def item(self, now: float, settle_seconds: float) -> Json:
        """The test in the list: a request while it waits, a challenge afterwards."""
        if now < self.created + settle_seconds:
            return {"type": "request", "challenge": None, "request": self.request}
        return {"type": "challenge", "challenge": self.challenge(settle_seconds), "request": None}

    def report(self, settle_seconds: float) -> Json:
        providers = self.request["payload"]["providerIds"]
        claims = self.claims or [0] * len(providers)
        breakdown = [
            {"providerId": name, "providerName": name.upper(), "claimCount": count}
            for name, count in zip(providers, claims, strict=False)
        ]
        stats = {
            "totalParticipations": sum(claims) * 2,
            "totalClaims": sum(claims),
            "providerBreakdown": breakdown,
        }
        return {"challenge": self.challenge(settle_seconds), "stats": stats}


def new_test(source: random.Random, client_id: str, payload: Json, created: float) -> ProductionTest:
    """A test as its creation records it."""
    request = {
        "id": identifier(source, "req_"),
        "clientId": client_id,
        "status": "pending",
        "payload": payload,
        "challengeId": None,
        "createdAt": timestamp(created),
    }
    return ProductionTest(request, identifier(source, "ch_"), created)


def old_test(source: random.Random, client_id: str) -> ProductionTest:
    """A challenge that was there before the run, with two claims of three."""
    payload = {
        "title": "Before the run",
        "providerIds": ["bankidse", "mitid"],
        "maxStampClaims": 3,
        "targetPlatform": None,
    }
    test = new_test(source, client_id, payload, time.time() - 3600)
    test.claims = [1, 1]
    return test


def make_apps(source: random.Random, canaries: Canaries) -> list[dict[str, Json]]:
    """The apps of the workspace, each with secrets of its own."""
    return [_app(source, canaries, number) for number in range(APP_COUNT)]


def _app(source: random.Random, canaries: Canaries, number: int) -> dict[str, Json]:
    workflow_id = f"wf_{source.getrandbits(32):08x}"
    config = {"useManagedCredentials": False, "clientId": "rp-client", "clientSecret": canaries.providers[number].value}
    providers: dict[str, Json] = {name: {"enabled": enabled} for name, enabled in PROVIDERS.items()}
    providers["mitid"]["config"] = config
    return {
        "clientId": "".join(source.choices(string.ascii_letters + string.digits, k=8)),
        "clientSecret": canaries.clients[number].value,
        "name": f"App {number}",
        "redirectUris": ["https://app.example.com/callback"],
        "providers": providers,
        "defaultWorkflowId": workflow_id,
        "workflows": [_workflow(workflow_id)],
        "organizationId": "org_6f1d2c3b",
        "webhookConfig": {
            "enabled": True,
            "retryAttempts": 3,
            "timeoutSeconds": 10,
            "events": ["verification.completed", "verification.failed"],
            "url": "https://app.example.com/hook",
            "secret": canaries.webhooks[number].value,
        },
        "createdAt": "2026-01-01T00:00:00.000Z",
        "updatedAt": "2026-01-02T00:00:00.000Z",
    }


def _workflow(workflow_id: str) -> Json:
    config = {"channel": "oidc", "claims": ["name", "given_name"], "mode": "pii"}
    return {
        "workflowId": workflow_id,
        "name": "Default",
        "entryNodeId": "nd_abc123",
        "nodes": [
            {"id": "nd_abc123", "type": "request", "next": "nd_def456"},
            {"id": "nd_def456", "type": "verification", "next": "nd_ghi789", "config": config},
            {"id": "nd_ghi789", "type": "response"},
        ],
        "createdAt": "2026-01-01T00:00:00.000Z",
        "updatedAt": "2026-01-01T00:00:00.000Z",
    }
