"""What every mock starts with, always the same: the registered providers, the apps and the production tests."""

import json
from collections.abc import Iterator
from typing import Any
from uuid import NAMESPACE_URL, uuid5

from ._answers import Constant, encode, timestamp
from ._production_tests import FAILURE_MARKER, ProductionTest

PROVIDER_NAMES = {
    "bankidse": "BankID SE",
    "bankidno": "BankID NO",
    "mitid": "MitID",
    "smartid": "Smart-ID",
    "id-austria": "ID Austria",
    "ftn": "FTN",
    "buypass": "Buypass",
    "itsme": "itsme",
    "franceconnect": "FranceConnect",
    "passport": "Passport",
    "eudi-wallet": "EUDI Wallet",
}
# Chip-based, and not in the environment that the mock stands for.
NEVER_ELIGIBLE = frozenset({"passport", "franceconnect"})

ORGANIZATION = "org_mock0001"
CREATED_SECONDS = 1_767_225_600
CREATED, UPDATED = timestamp(CREATED_SECONDS), "2026-03-15T08:30:00.250Z"
ON, OFF = {"enabled": True}, {"enabled": False}
NEW_PROVIDERS, NO_WEBHOOKS = {"passport": ON}, OFF
OWN_CREDENTIALS = {"useManagedCredentials": False}
SMARTID = {**OWN_CREDENTIALS, "rpUUID": "00000000-0000-4000-8000-000000000001", "rpName": "Shop"}
MITID = {**OWN_CREDENTIALS, "clientId": "mock-client", "clientSecret": "mock-provider-secret"}
SHOP_PROVIDERS = {
    "bankidse": ON,
    "smartid": {**ON, "config": SMARTID},
    "mitid": {**ON, "config": MITID},
    "eudi-wallet": {**ON, "config": {}},
    "passport": ON,
    "franceconnect": ON,
    "ftn": OFF,
}
BANK_PROVIDERS = {"id-austria": ON, "itsme": {**ON, "config": {"useManagedCredentials": True}}, "bankidse": OFF}
EVENTS = ["verification.completed", "verification.failed"]
WEBHOOKS = {"enabled": True, "retryAttempts": 3, "timeoutSeconds": 10, "events": EVENTS}
BANK_ONLY_FIELDS = {
    "createdAt": CREATED,
    "updatedAt": UPDATED,
    "logo": "data:image/gif;base64,R0lGODlhAQABAIAAAAAAAP///yH5BAEAAAAALAAAAAABAAEAAAIBRAA7",
    "defaultSuccessRedirectUri": "https://bank0002.example.com/welcome",
    "defaultFailureRedirectUri": "https://bank0002.example.com/sorry",
    "webhookConfig": {**WEBHOOKS, "url": "https://bank0002.example.com/hooks", "secret": "whsec_****cdef"},
}
CLAIMS = {"channel": "oidc", "claims": ["name", "given_name", "birthdate"], "mode": "pii"}
VERIFYING = [{"id": "nd_verify", "type": "verification", "next": "nd_end", "config": CLAIMS}]
ROUTES = [{"condition": "age >= 18", "next": "nd_end"}, {"condition": "else", "next": "nd_loa"}]
BRANCHING: list[dict[str, Any]] = [
    {"id": "nd_if", "type": "if", "next": ROUTES},
    {"id": "nd_loa", "type": "check-min-loa", "next": "nd_end", "config": {"minimum": 3}},
]
LETTERS = "Bl\u00e5b\u00e4r & gr\u00e4dde \u2013 100 % \U0001d518"
ON_PHONES: dict[str, Any] = {"targetPlatform": "ios", "description": "On phones alone"}
REPEATED: dict[str, Any] = {"description": LETTERS, "allowDuplicateParticipation": True}
# App, providers, title, age and time between two claims in days, most claims, and what few ask for. A challenge lives
# for seven days.
TESTS: list[tuple[str, list[str], str, float, float, int, dict[str, Any]]] = [
    ("Shop0001", ["mitid"], "Complete long ago", 30, 0.5, 4, ON_PHONES),
    ("Shop0001", ["bankidse", "mitid"], "Expired before its limit", 8, 2, 5, {}),
    ("Shop0001", ["bankidse", "mitid", "smartid"], f"Complete: {LETTERS}", 6, 0.02, 120, REPEATED),
    ("Shop0001", ["bankidse", "mitid"], "Complete", 2, 0.25, 3, {}),
    ("Shop0001", ["bankidse", "mitid"], f"Failed, {FAILURE_MARKER}", 1.6, 1, 3, {}),
    ("Shop0001", ["bankidse", "mitid"], "Running", 1.5, 1, 5, {}),
    ("Bank0002", ["itsme", "id-austria"], "Complete elsewhere", 5, 0.5, 6, REPEATED),
    ("Bank0002", ["itsme"], "Running elsewhere", 2.5, 1, 9, {}),
    ("Gate0003", ["mitid"], "Expired on Android", 20, 3, 40, {"targetPlatform": "android"}),
    ("Gate0003", ["mitid"], f"Failed elsewhere, {FAILURE_MARKER}", 12, 1, 3, {}),
]


def seeded_apps() -> list[Constant]:
    """Return the apps: some that differ in what the documentation leaves open, then plain ones."""
    return [
        _app("Shop0001", "Web shop", SHOP_PROVIDERS, webhookConfig=WEBHOOKS),
        _app("Bank0002", "Bank", BANK_PROVIDERS, **BANK_ONLY_FIELDS),
        _app("Gate0003", "Age gate", {"mitid": ON}, workflows=[_workflow("wf_Gate0003", "Adults only", BRANCHING)]),
        _app("Newb0004", "New app", {}, redirectUris=[], webhookConfig=OFF),
        _app("Bare0005", "Bare app", {"bankidse": ON}, redirectUris=[], workflows=[]),
        _app("Chip0006", "Passport reader", {"passport": ON}),
        _app("Paus0007", "Paused app", {"mitid": OFF, "itsme": OFF}),
        *(
            _app(f"App{n:05}", f"App {n}", {"bankidno": ON, "buypass": OFF if n % 2 else ON}, webhookConfig=WEBHOOKS)
            for n in range(8, 28)
        ),
    ]


def seeded_tests(lifetime_seconds: float, now: float) -> Iterator[ProductionTest]:
    """Yield the production tests at `now`, in seconds since the epoch, each app's oldest first."""
    day = lifetime_seconds / 7
    for client_id, provider_ids, title, age_days, claim_days, limit, others in TESTS:
        created_at = now - age_days * day
        asked = {"title": title, "providerIds": provider_ids, "maxStampClaims": limit, "targetPlatform": None}
        yield ProductionTest(
            request_id=f"req_{uuid5(NAMESPACE_URL, f'request {title}')}",
            challenge_id=f"ch_{uuid5(NAMESPACE_URL, f'challenge {title}')}",
            client_id=client_id,
            payload={**asked, **others},
            created_at=created_at,
            scheduled_at=created_at,
            expires_at=created_at + 7 * day,
            claim_interval_seconds=claim_days * day,
        )


def default_workflow(workflow_id: str, created_at: str) -> dict[str, Any]:
    """Return the workflow that every app begins with."""
    return _workflow(workflow_id, "Default", VERIFYING, createdAt=created_at, updatedAt=created_at)


def _app(client_id: str, name: str, providers: dict[str, Any], **others: Any) -> Constant:
    app = {
        "clientId": client_id,
        "clientSecret": f"sh_app_mock_{client_id}",
        "name": name,
        "redirectUris": [f"https://{client_id.lower()}.example.com/callback"],
        "providers": providers,
        "defaultWorkflowId": f"wf_{client_id}",
        "workflows": [default_workflow(f"wf_{client_id}", CREATED)],
        "organizationId": ORGANIZATION,
    }
    # A copy, so that no mock and no place in it shares with another what could be changed.
    return Constant(json.loads(encode({**app, **others})))


def _workflow(workflow_id: str, name: str, steps: list[dict[str, Any]], **others: str) -> dict[str, Any]:
    first = {"id": "nd_start", "type": "request", "next": steps[0]["id"]}
    last = {"id": "nd_end", "type": "response"}
    nodes = [first, *steps, last]
    return {"workflowId": workflow_id, "name": name, "entryNodeId": "nd_start", "nodes": nodes, **others}
