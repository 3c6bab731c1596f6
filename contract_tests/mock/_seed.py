"""The apps and production tests that every mock starts with, always the same."""

from collections.abc import Iterator
from typing import Any
from uuid import NAMESPACE_URL, uuid5

from ._answers import Constant
from ._options import MockOptions
from ._production_tests import FAILURE_MARKER, ProductionTest

ORGANISATION = "org_mock0001"
CREATED = "2026-01-01T00:00:00.000Z"
UPDATED = "2026-03-15T08:30:00.250Z"
PLAIN_APPS = 20
TESTED_PROVIDERS = {"Shop0001": ["bankidse", "mitid"], "Bank0002": ["itsme"]}
LOGO = "data:image/gif;base64,R0lGODlhAQABAIAAAAAAAP///yH5BAEAAAAALAAAAAABAAEAAAIBRAA7"


def seeded_apps() -> list[Constant]:
    """Return the apps: some that differ in what the documentation leaves open, then plain ones."""
    return [
        _app("Shop0001", "Web shop", _shop_providers(), webhookConfig=_webhooks()),
        _app("Bank0002", "Bank", _bank_providers(), **_vendor_only_fields()),
        _app("Gate0003", "Age gate", {"mitid": {"enabled": True}}, workflows=[_branching_workflow("Gate0003")]),
        _app("Newb0004", "New app", {}, redirectUris=[], webhookConfig={"enabled": False}),
        _app("Bare0005", "Bare app", {"bankidse": {"enabled": True}}, redirectUris=[], workflows=[]),
        _app("Chip0006", "Passport reader", {"passport": {"enabled": True}}),
        _app("Paus0007", "Paused app", {"mitid": {"enabled": False}, "itsme": {"enabled": False}}),
        *(_plain_app(number) for number in range(8, 8 + PLAIN_APPS)),
    ]


def seeded_tests(options: MockOptions, now: float) -> Iterator[ProductionTest]:
    """Yield the production tests at `now`, in seconds since the epoch, the oldest first.

    Their ages and the pace of their claims are days of a challenge that lives for a week.
    """
    shop, bank, day = "Shop0001", "Bank0002", options.challenge_lifetime_seconds / 7
    yield _test(shop, "Expired before its limit", now - 8 * day, limit=5, day=day, claim_days=2)
    yield _test(shop, "Complete", now - 2 * day, limit=3, day=day, claim_days=0.25)
    yield _test(shop, f"Failed, {FAILURE_MARKER}", now - 1.6 * day, limit=3, day=day, claim_days=1)
    yield _test(shop, "Running", now - 1.5 * day, limit=5, day=day, claim_days=1)
    yield _test(bank, "Running elsewhere", now - 2.5 * day, limit=9, day=day, claim_days=1)


def _app(client_id: str, name: str, providers: dict[str, Any], **others: Any) -> Constant:
    app = {
        "clientId": client_id,
        "clientSecret": f"sh_app_mock_{client_id}",
        "name": name,
        "redirectUris": [f"https://{client_id.lower()}.example.com/callback"],
        "providers": providers,
        "defaultWorkflowId": f"wf_{client_id}",
        "workflows": [_workflow(client_id)],
        "organizationId": ORGANISATION,
    }
    return Constant({**app, **others})


def _plain_app(number: int) -> Constant:
    providers = {"bankidno": {"enabled": True}, "buypass": {"enabled": number % 2 == 0}}
    return _app(f"App{number:05}", f"App {number}", providers, webhookConfig=_webhooks())


def _shop_providers() -> dict[str, Any]:
    smartid = {
        "useManagedCredentials": False,
        "rpUUID": "00000000-0000-4000-8000-000000000001",
        "rpName": "Shop",
    }
    mitid = {
        "useManagedCredentials": False,
        "clientId": "mock-client",
        "clientSecret": "mock-provider-secret",
    }
    return {
        "bankidse": {"enabled": True},
        "smartid": {"enabled": True, "config": smartid},
        "mitid": {"enabled": True, "config": mitid},
        "eudi-wallet": {"enabled": True, "config": {}},
        "passport": {"enabled": True},
        "franceconnect": {"enabled": True},
        "ftn": {"enabled": False},
    }


def _bank_providers() -> dict[str, Any]:
    managed = {"useManagedCredentials": True}
    return {
        "id-austria": {"enabled": True},
        "itsme": {"enabled": True, "config": managed},
        "bankidse": {"enabled": False},
    }


def _vendor_only_fields() -> dict[str, Any]:
    return {
        "createdAt": CREATED,
        "updatedAt": UPDATED,
        "logo": LOGO,
        "defaultSuccessRedirectUri": "https://bank0002.example.com/welcome",
        "defaultFailureRedirectUri": "https://bank0002.example.com/sorry",
        "webhookConfig": {
            **_webhooks(),
            "url": "https://bank0002.example.com/hooks",
            "secret": "whsec_****cdef",
        },
    }


def _webhooks() -> dict[str, Any]:
    return {
        "enabled": True,
        "retryAttempts": 3,
        "timeoutSeconds": 10,
        "events": ["verification.completed", "verification.failed"],
    }


def _workflow(client_id: str) -> dict[str, Any]:
    claims = {"channel": "oidc", "claims": ["name", "given_name", "birthdate"], "mode": "pii"}
    return {
        "workflowId": f"wf_{client_id}",
        "name": "Default",
        "entryNodeId": "nd_start",
        "nodes": [
            {"id": "nd_start", "type": "request", "next": "nd_verify"},
            {"id": "nd_verify", "type": "verification", "next": "nd_end", "config": claims},
            {"id": "nd_end", "type": "response"},
        ],
        "createdAt": CREATED,
        "updatedAt": CREATED,
    }


def _branching_workflow(client_id: str) -> dict[str, Any]:
    routes = [{"condition": "age >= 18", "next": "nd_end"}, {"condition": "else", "next": "nd_loa"}]
    return {
        "workflowId": f"wf_{client_id}",
        "name": "Adults only",
        "entryNodeId": "nd_start",
        "nodes": [
            {"id": "nd_start", "type": "request", "next": "nd_if"},
            {"id": "nd_if", "type": "if", "next": routes},
            {"id": "nd_loa", "type": "check-min-loa", "next": "nd_end", "config": {"minimum": 3}},
            {"id": "nd_end", "type": "response"},
        ],
    }


def _test(
    client_id: str, title: str, created_at: float, *, limit: int, day: float, claim_days: float
) -> ProductionTest:
    return ProductionTest(
        request_id=f"req_{uuid5(NAMESPACE_URL, f'request {title}')}",
        challenge_id=f"ch_{uuid5(NAMESPACE_URL, f'challenge {title}')}",
        client_id=client_id,
        payload={
            "title": title,
            "providerIds": TESTED_PROVIDERS[client_id],
            "maxStampClaims": limit,
            "targetPlatform": None,
        },
        created_at=created_at,
        scheduled_at=created_at,
        expires_at=created_at + 7 * day,
        claim_interval_seconds=claim_days * day,
    )
