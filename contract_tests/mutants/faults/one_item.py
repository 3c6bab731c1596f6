"""Mutants that show on one thing of many: the last one, those on later pages, old ones, those with a certain field."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from contract_tests.mutants.items import (
    challenges,
    changing,
    having,
    of_challenge,
    reports,
    requests,
    stats,
    without,
)
from contract_tests.mutants.mock_rules import by_hand, windowed
from contract_tests.mutants.mutant import How, Mutant
from contract_tests.mutants.rewrites import at, json_body, when
from contract_tests.mutants.selection import Item, but, items, last, listed
from contract_tests.mutants.wire import Rewrite
from scripts.spec.spec import Spec

MANY_CLAIMS = 100


def mutants(spec: Spec) -> Iterator[Mutant]:
    """Every mutant of one thing of a list, or of one of many reports."""
    yield from by_hand(spec, "one item", TABLES)


def _beyond_the_first_page(rewrite: Rewrite) -> Rewrite:
    return when(lambda call, answer: answer.json["offset"] > 0, rewrite)


def _is_complete(challenge: Item) -> bool:
    return challenge["completedAt"] is not None


def _has_expired(challenge: Item) -> bool:
    return not challenge["isActive"] and challenge["completedAt"] is None


def _is_described(challenge: Item) -> bool:
    return challenge["description"] is not None


def _has_many_providers(app: Item) -> bool:
    return len(app["providers"]) > 2


def _branches(workflow: Item) -> bool:
    return any(node["type"] == "if" for node in workflow["nodes"])


def _twice(found: list[Any]) -> list[Any]:
    return [*found, *found[-1:]]


LAST_APP: dict[str, How] = {
    "the last app of a page has no client secret": last("/data", without("clientSecret")),
    "the last app of a page has a number for a name": last("/data", having(name=7)),
    "the last app of a page has another name": last("/data", changing("name", lambda name: f"{name}!")),
    "the last app of a page has no providers": last("/data", having(providers={})),
    "the last app of a page belongs to nobody": last("/data", having(organizationId=None)),
    "the last app of a page has an id of nine characters": last("/data", changing("clientId", lambda one: f"{one}0")),
}
LATER_PAGES: dict[str, How] = {
    f"beyond the first page {what}": _beyond_the_first_page(rewrite)
    for what, rewrite in {
        "apps have no redirect URIs": listed("/data", lambda apps: [but(app, "redirectUris") for app in apps]),
        "redirect URIs are one text": listed("/data", lambda apps: [{**app, "redirectUris": ""} for app in apps]),
        "the total is that of the page": json_body(lambda page: {**page, "total": len(page["data"])}),
        "the total is one less": at("/total", lambda total: total - 1),
        "the limit is the default": at("/limit", lambda limit: 20),
        "the limit is not said": json_body(lambda page: but(page, "limit")),
        "the first app comes again": listed("/data", lambda apps: [*apps, *apps[:1]]),
        "the last app is left out": listed("/data", lambda apps: apps[:-1]),
        "apps come without workflows": listed("/data", lambda apps: [{**app, "workflows": []} for app in apps]),
        "client secrets are hidden": listed("/data", lambda apps: [{**app, "clientSecret": "****"} for app in apps]),
    }.items()
}
SOME_APPS: dict[str, How] = {
    "apps with a logo show it cut": items("/data", lambda app: "logo" in app, changing("logo", lambda logo: logo[:40])),
    "apps with times say the year only": items(
        "/data", lambda app: "createdAt" in app, changing("createdAt", lambda time: time[:4])
    ),
    "apps with many providers lose one": items(
        "/data", _has_many_providers, changing("providers", lambda found: dict(list(found.items())[:-1]))
    ),
    "apps without redirect URIs have null": items(
        "/data", lambda app: not app["redirectUris"], having(redirectUris=None)
    ),
    "apps without webhooks have null": items(
        "/data", lambda app: "webhookConfig" not in app, having(webhookConfig=None)
    ),
    "apps without workflows name no default": items(
        "/data", lambda app: not app["workflows"], without("defaultWorkflowId")
    ),
    "apps whose webhooks have an address show it in capitals": items(
        "/data",
        lambda app: "url" in app.get("webhookConfig", {}),
        changing("webhookConfig", lambda config: {**config, "url": config["url"].upper()}),
    ),
}
OLD_APPS: dict[str, How] = {
    "the oldest app is not listed": windowed(lambda workspace, apps: apps[1:]),
    "an app in the middle is not listed": windowed(lambda workspace, apps: [*apps[:10], *apps[11:]]),
    "an app in the middle is listed twice": windowed(lambda workspace, apps: [*apps[:11], *apps[10:]]),
}
WORKFLOWS: dict[str, How] = {
    "the last workflow has no name": last("", without("name")),
    "the last workflow has an entry that is nowhere": last("", having(entryNodeId="nd_nowhere")),
    "the last workflow has its nodes in a map": last(
        "", changing("nodes", lambda nodes: {node["id"]: node for node in nodes})
    ),
    "the last of several workflows is listed twice": listed(
        "", lambda found: _twice(found) if len(found) > 1 else found
    ),
    "workflows with branches have no ways": items(
        "", _branches, changing("nodes", lambda nodes: [but(node, "next") for node in nodes])
    ),
    "workflows with times were changed in no zone": items(
        "", lambda one: "updatedAt" in one, changing("updatedAt", lambda time: time.rstrip("Z"))
    ),
}
TESTS: dict[str, How] = {
    "the last test has no type": last("", without("type")),
    "complete challenges are active": challenges(_is_complete, having(isActive=True)),
    "complete challenges have no title": challenges(_is_complete, without("title")),
    "complete challenges end before they begin": challenges(_is_complete, having(expiresAt="2026-01-01T00:00:00.000Z")),
    "complete challenges collect a list": challenges(_is_complete, having(challengeMode=["stamp"])),
    "expired challenges do not say whether they are complete": challenges(_has_expired, without("completedAt")),
    "expired challenges have no end": challenges(_has_expired, having(expiresAt=None)),
    "described challenges are sponsored by a text": challenges(_is_described, having(sponsor="Sponsor")),
    "described challenges have sources in a text": challenges(_is_described, having(sources="")),
    "undescribed challenges have no description": challenges(
        lambda one: not _is_described(one), without("description")
    ),
    "failed requests have no payload": requests(lambda one: one["status"] == "failed", without("payload")),
    "failed requests name another app": requests(lambda one: one["status"] == "failed", having(clientId="Bank0002")),
    "failed requests name no app": requests(lambda one: one["status"] == "failed", having(clientId=None)),
    "requests for one provider show a text": requests(
        lambda one: len(one["payload"]["providerIds"]) == 1,
        changing("payload", lambda payload: {**payload, "providerIds": payload["providerIds"][0]}),
    ),
    "requests for a platform show none": requests(
        lambda one: one["payload"]["targetPlatform"] is not None,
        changing("payload", lambda payload: but(payload, "targetPlatform")),
    ),
}
REPORTS: dict[str, How] = {
    "complete challenges have no participations": stats(
        of_challenge(_is_complete), totalParticipations=lambda number: 0
    ),
    "complete challenges lose a claim of their sum": stats(
        of_challenge(_is_complete), totalClaims=lambda number: number - 1
    ),
    "complete challenges lose a provider": stats(
        of_challenge(_is_complete), providerBreakdown=lambda parts: parts[:-1]
    ),
    "expired challenges count claims in texts": stats(of_challenge(_has_expired), totalClaims=str),
    "expired challenges have no breakdown": stats(of_challenge(_has_expired), providerBreakdown=lambda parts: None),
    "described challenges have another title": reports(
        of_challenge(_is_described), changing("challenge", changing("title", str.upper))
    ),
    "described challenges have no description": reports(
        of_challenge(_is_described), changing("challenge", having(description=None))
    ),
    "running challenges are complete": reports(
        of_challenge(lambda one: one["isActive"]),
        changing("challenge", having(completedAt="2026-04-08T10:00:00.000Z")),
    ),
    "with three providers the last has no name": stats(
        lambda report: len(report["stats"]["providerBreakdown"]) > 2,
        providerBreakdown=lambda parts: [*parts[:-1], but(parts[-1], "providerName")],
    ),
    "with many claims the last provider counts one less": stats(
        lambda report: report["stats"]["totalClaims"] > MANY_CLAIMS,
        providerBreakdown=lambda parts: [*parts[:-1], {**parts[-1], "claimCount": parts[-1]["claimCount"] - 1}],
    ),
}
TABLES = {
    ("listApps", "getApp"): LAST_APP | SOME_APPS,
    ("listApps",): LATER_PAGES,
    ("listApps", "getApp", "getWorkspace"): OLD_APPS,
    ("listWorkflows", "getWorkflow", "getApp", "listApps"): WORKFLOWS,
    ("listProductionTests", "getProductionTestReport"): TESTS,
    ("getProductionTestReport", "listProductionTests"): REPORTS,
}
