"""Mutants that show on one thing of many: the last one, those on later pages, old ones, those with a certain field."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

from contract_tests.mutants.mock_rules import by_hand, windowed
from contract_tests.mutants.mutant import How, Mutant
from contract_tests.mutants.rewrites import at, json_body, when
from contract_tests.mutants.selection import Concerns, Item, but, items, last, listed
from contract_tests.mutants.wire import Rewrite
from scripts.spec.spec import Spec

LONG_LIST = 100


def mutants(spec: Spec) -> Iterator[Mutant]:
    """Every mutant of one thing of a list, or of one of many reports."""
    yield from by_hand(spec, "one item", TABLES)


def _without(name: str) -> Callable[[Item], Item]:
    return lambda item: but(item, name)


def _with(**fields: Any) -> Callable[[Item], Item]:
    return lambda item: {**item, **fields}


def _changed(name: str, change: Callable[[Any], Any]) -> Callable[[Item], Item]:
    return lambda item: {**item, name: change(item[name])}


def _beyond_the_first_page(rewrite: Rewrite) -> Rewrite:
    return when(lambda call, answer: answer.json["offset"] > 0, rewrite)


def _challenges(concerns: Concerns, change: Callable[[Item], Item]) -> Rewrite:
    """Change the challenges, in a list of production tests, that a condition holds for."""

    def changed(item: Item) -> Item:
        challenge = item.get("challenge")
        return {**item, "challenge": change(challenge)} if challenge and concerns(challenge) else item

    return listed("", lambda tests: [changed(item) for item in tests])


def _requests(concerns: Concerns, change: Callable[[Item], Item]) -> Rewrite:
    def changed(item: Item) -> Item:
        request = item.get("request")
        return {**item, "request": change(request)} if request and concerns(request) else item

    return listed("", lambda tests: [changed(item) for item in tests])


def _reports(concerns: Concerns, change: Callable[[Item], Item]) -> Rewrite:
    return json_body(lambda report: change(report) if concerns(report) else report)


def _stats(concerns: Concerns, **changes: Callable[[Any], Any]) -> Rewrite:
    """Change numbers of those reports that a condition holds for."""

    def change(report: Item) -> Item:
        stats = report["stats"]
        return {**report, "stats": {**stats, **{name: how(stats[name]) for name, how in changes.items()}}}

    return _reports(concerns, change)


def _is_complete(challenge: Item) -> bool:
    return challenge["completedAt"] is not None


def _has_expired(challenge: Item) -> bool:
    return not challenge["isActive"] and challenge["completedAt"] is None


def _is_described(challenge: Item) -> bool:
    return challenge["description"] is not None


def _of_challenge(concerns: Concerns) -> Concerns:
    return lambda report: concerns(report["challenge"])


def _has_many_providers(app: Item) -> bool:
    return len(app["providers"]) > 2


def _branches(workflow: Item) -> bool:
    return any(node["type"] == "if" for node in workflow["nodes"])


def _twice(found: list[Any]) -> list[Any]:
    return [*found, *found[-1:]]


LAST_APP: dict[str, How] = {
    "the last app of a page has no client secret": last("/data", _without("clientSecret")),
    "the last app of a page has a number for a name": last("/data", _with(name=7)),
    "the last app of a page has another name": last("/data", _changed("name", lambda name: f"{name}!")),
    "the last app of a page has no providers": last("/data", _with(providers={})),
    "the last app of a page belongs to nobody": last("/data", _with(organizationId=None)),
    "the last app of a page has an id of nine characters": last("/data", _changed("clientId", lambda one: f"{one}0")),
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
    "apps with a logo show it cut": items("/data", lambda app: "logo" in app, _changed("logo", lambda logo: logo[:40])),
    "apps with times say the year only": items(
        "/data", lambda app: "createdAt" in app, _changed("createdAt", lambda time: time[:4])
    ),
    "apps with many providers lose one": items(
        "/data", _has_many_providers, _changed("providers", lambda found: dict(list(found.items())[:-1]))
    ),
    "apps without redirect URIs have null": items(
        "/data", lambda app: not app["redirectUris"], _with(redirectUris=None)
    ),
    "apps without webhooks have null": items(
        "/data", lambda app: "webhookConfig" not in app, _with(webhookConfig=None)
    ),
    "apps without workflows name no default": items(
        "/data", lambda app: not app["workflows"], _without("defaultWorkflowId")
    ),
    "apps whose webhooks have an address show it in capitals": items(
        "/data",
        lambda app: "url" in app.get("webhookConfig", {}),
        _changed("webhookConfig", lambda config: {**config, "url": config["url"].upper()}),
    ),
}
OLD_APPS: dict[str, How] = {
    "the oldest app is not listed": windowed(lambda workspace, apps: apps[1:]),
    "an app in the middle is not listed": windowed(lambda workspace, apps: [*apps[:10], *apps[11:]]),
    "an app in the middle is listed twice": windowed(lambda workspace, apps: [*apps[:11], *apps[10:]]),
}
WORKFLOWS: dict[str, How] = {
    "the last workflow has no name": last("", _without("name")),
    "the last workflow has an entry that is nowhere": last("", _with(entryNodeId="nd_nowhere")),
    "the last workflow has its nodes in a map": last(
        "", _changed("nodes", lambda nodes: {node["id"]: node for node in nodes})
    ),
    "the last of several workflows is listed twice": listed(
        "", lambda found: _twice(found) if len(found) > 1 else found
    ),
    "workflows with branches have no ways": items(
        "", _branches, _changed("nodes", lambda nodes: [but(node, "next") for node in nodes])
    ),
    "workflows with times were changed in no zone": items(
        "", lambda one: "updatedAt" in one, _changed("updatedAt", lambda time: time.rstrip("Z"))
    ),
}
TESTS: dict[str, How] = {
    "the last test has no type": last("", _without("type")),
    "complete challenges are active": _challenges(_is_complete, _with(isActive=True)),
    "complete challenges have no title": _challenges(_is_complete, _without("title")),
    "complete challenges end before they begin": _challenges(_is_complete, _with(expiresAt="2026-01-01T00:00:00.000Z")),
    "complete challenges collect a list": _challenges(_is_complete, _with(challengeMode=["stamp"])),
    "expired challenges do not say whether they are complete": _challenges(_has_expired, _without("completedAt")),
    "expired challenges have no end": _challenges(_has_expired, _with(expiresAt=None)),
    "described challenges are sponsored by a text": _challenges(_is_described, _with(sponsor="Sponsor")),
    "described challenges have sources in a text": _challenges(_is_described, _with(sources="")),
    "undescribed challenges have no description": _challenges(
        lambda one: not _is_described(one), _without("description")
    ),
    "failed requests have no payload": _requests(lambda one: one["status"] == "failed", _without("payload")),
    "failed requests name another app": _requests(lambda one: one["status"] == "failed", _with(clientId="Bank0002")),
    "failed requests name no app": _requests(lambda one: one["status"] == "failed", _with(clientId=None)),
    "requests for one provider show a text": _requests(
        lambda one: len(one["payload"]["providerIds"]) == 1,
        _changed("payload", lambda payload: {**payload, "providerIds": payload["providerIds"][0]}),
    ),
    "requests for a platform show none": _requests(
        lambda one: one["payload"]["targetPlatform"] is not None,
        _changed("payload", lambda payload: but(payload, "targetPlatform")),
    ),
}
REPORTS: dict[str, How] = {
    "complete challenges have no participations": _stats(
        _of_challenge(_is_complete), totalParticipations=lambda number: 0
    ),
    "complete challenges lose a claim of their sum": _stats(
        _of_challenge(_is_complete), totalClaims=lambda number: number - 1
    ),
    "complete challenges lose a provider": _stats(
        _of_challenge(_is_complete), providerBreakdown=lambda parts: parts[:-1]
    ),
    "expired challenges count claims in texts": _stats(_of_challenge(_has_expired), totalClaims=str),
    "expired challenges have no breakdown": _stats(_of_challenge(_has_expired), providerBreakdown=lambda parts: None),
    "described challenges have another title": _reports(
        _of_challenge(_is_described), _changed("challenge", _changed("title", str.upper))
    ),
    "described challenges have no description": _reports(
        _of_challenge(_is_described), _changed("challenge", _with(description=None))
    ),
    "running challenges are complete": _reports(
        _of_challenge(lambda one: one["isActive"]), _changed("challenge", _with(completedAt="2026-04-08T10:00:00.000Z"))
    ),
    "with three providers the last has no name": _stats(
        lambda report: len(report["stats"]["providerBreakdown"]) > 2,
        providerBreakdown=lambda parts: [*parts[:-1], but(parts[-1], "providerName")],
    ),
    "with many claims the last provider counts one less": _stats(
        lambda report: report["stats"]["totalClaims"] > LONG_LIST,
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
