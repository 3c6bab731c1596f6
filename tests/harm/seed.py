"""What the workspace holds before a run: three apps of the user, their workflows and production tests."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

JsonObject = dict[str, Any]

PROVIDERS = {"bankidse": 1, "mitid": 1, "smartid": 1, "ftn": 1, "buypass": 1, "id-austria": 3, "passport": 2}
CHIP_BASED = 2
ORGANIZATION = "org_5f0c2a7be1"


def nodes(prefix: str) -> list[JsonObject]:
    """Return the smallest graph that verifies something."""
    return [
        {"id": f"{prefix}_in", "type": "request", "next": f"{prefix}_check"},
        {
            "id": f"{prefix}_check",
            "type": "verification",
            "next": f"{prefix}_out",
            "config": {"channel": "oidc", "claims": ["name", "birthdate"], "mode": "pii"},
        },
        {"id": f"{prefix}_out", "type": "response"},
    ]


def workflow(workflow_id: str, name: str, at: str = "2026-01-01T00:00:00.000Z") -> JsonObject:
    """Return a workflow as the API shows it."""
    prefix = "nd_" + workflow_id.removeprefix("wf_")
    return {
        "workflowId": workflow_id,
        "name": name,
        "entryNodeId": f"{prefix}_in",
        "nodes": nodes(prefix),
        "createdAt": at,
        "updatedAt": at,
    }


def app(
    client_id: str,
    name: str,
    workflows: list[JsonObject],
    providers: JsonObject,
    webhook: JsonObject,
    redirect_uris: Sequence[str] = (),
) -> JsonObject:
    """Return an app as the API shows it; the first workflow is the default."""
    return {
        "clientId": client_id,
        "clientSecret": f"sh_app_seeded_{client_id.lower()}",
        "name": name,
        "organizationId": ORGANIZATION,
        "defaultWorkflowId": workflows[0]["workflowId"],
        "redirectUris": list(redirect_uris),
        "providers": providers,
        "workflows": workflows,
        "webhookConfig": webhook,
        "createdAt": "2026-01-01T00:00:00.000Z",
        "updatedAt": "2026-02-01T00:00:00.000Z",
    }


def apps() -> list[JsonObject]:
    """Return the user's apps. The identifier of the third is made of digits."""
    on, off = {"enabled": True}, {"enabled": False}
    hook = {
        "enabled": True,
        "url": "https://shop.example.com/hook",
        "retryAttempts": 3,
        "timeoutSeconds": 10,
        "events": ["verification.completed", "verification.failed"],
    }
    mitid = {"enabled": True, "config": {"useManagedCredentials": False, "clientId": "C", "clientSecret": "s3cret"}}
    return [
        app(
            "DeVxbsxN",
            "My App",
            [workflow("wf_d5a2a9f1", "Default"), workflow("wf_0b7c11e2", "Adults only")],
            {"bankidse": dict(on), "mitid": mitid, "ftn": dict(off), "passport": dict(on)},
            {"enabled": False},
            ["https://app.example.com/callback"],
        ),
        app(
            "FK5b0KSM",
            "Shop",
            [workflow("wf_77aa10c3", "Default")],
            {"bankidse": dict(on), "id-austria": dict(on), "buypass": dict(off), "passport": dict(on)},
            hook,
            ["https://shop.example.com/a", "https://shop.example.com/b"],
        ),
        app(
            "40071234",
            "Staging",
            [workflow("wf_e81d4410", "Default"), workflow("wf_2c9f0d6b", "Old")],
            {"smartid": dict(on), "bankidse": dict(on), "passport": dict(on)},
            {"enabled": False},
        ),
    ]


def challenge(challenge_id: str, title: str, at: str, completed: str | None = None) -> JsonObject:
    """Return a challenge as the API shows it."""
    return {
        "id": challenge_id,
        "title": title,
        "description": None,
        "expiresAt": at.replace("2026-", "2027-", 1),
        "createdAt": at,
        "completedAt": completed,
        "isActive": completed is None,
        "challengeMode": "stamp",
        "sponsor": None,
        "sources": None,
    }


def stats(claims: int = 0, participations: int = 0) -> JsonObject:
    """Return the statistics of a challenge with claims of one provider."""
    breakdown = [{"providerId": "bankidse", "providerName": "BankID SE", "claimCount": claims}] if claims else []
    return {"totalParticipations": participations, "totalClaims": claims, "providerBreakdown": breakdown}


def tests() -> dict[str, list[JsonObject]]:
    """Return the user's production tests by app: an older challenge, a completed one, and one of another app."""
    older = challenge("ch_1a1b2c3d-4e5f-6789-abcd-ef0123456701", "Spring test", "2026-03-01T09:00:00.000Z")
    done = challenge(
        "ch_2a1b2c3d-4e5f-6789-abcd-ef0123456702",
        "BankID in winter",
        "2026-02-01T09:00:00.000Z",
        "2026-02-03T12:00:00.000Z",
    )
    other = challenge("ch_3a1b2c3d-4e5f-6789-abcd-ef0123456703", "MitID", "2026-03-05T09:00:00.000Z")
    return {
        "DeVxbsxN": [{"request": None, "challenge": other, "stats": stats(1, 1)}],
        "FK5b0KSM": [
            {"request": None, "challenge": older, "stats": stats(2, 4)},
            {"request": None, "challenge": done, "stats": stats(3, 3)},
        ],
        "40071234": [],
    }
