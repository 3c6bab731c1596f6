"""Mutants that show on what is older than the run."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta

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
from contract_tests.mutants.mock_rules import Tables, by_hand
from contract_tests.mutants.mutant import How, Mutant
from contract_tests.mutants.rewrites import json_body
from contract_tests.mutants.selection import Item
from contract_tests.mutants.wire import Rewrite
from scripts.spec.spec import Spec

ONE_DAY = timedelta(days=1)


def mutants(spec: Spec) -> Iterator[Mutant]:
    """Every mutant of old apps, workflows and production tests."""
    yield from by_hand(spec, "one item", TABLES)


def _is_old(thing: Item) -> bool:
    """Whether a thing was made before the run."""
    made_at = thing.get("createdAt")
    return made_at is None or datetime.now(UTC) - datetime.fromisoformat(made_at) > ONE_DAY


def _old(change: Callable[[Item], Item]) -> Rewrite:
    """Change an app or a workflow that is old."""
    return json_body(lambda found: change(found) if _is_old(found) else found)


OLD_APP: dict[str, How] = {
    "old apps show no workflows": _old(having(workflows=[])),
    "old apps show their client secret cut": _old(changing("clientSecret", lambda secret: secret[:8])),
    "old apps have no organisation": _old(without("organizationId")),
}
OLD_WORKFLOW: dict[str, How] = {
    "old workflows have another name": _old(changing("name", lambda name: f"{name} (old)")),
    "old workflows show their first node only": _old(changing("nodes", lambda nodes: nodes[:1])),
}
OLD_TESTS: dict[str, How] = {
    "old challenges have no mode": challenges(_is_old, without("challengeMode")),
    "old challenges are all described": challenges(_is_old, having(description="A test of long ago")),
    "old requests name no challenge but a number": requests(_is_old, having(challengeId=7)),
}
OLD_REPORTS: dict[str, How] = {
    "old challenges count one claim more": stats(of_challenge(_is_old), totalClaims=lambda number: number + 1),
    "old challenges end later": reports(
        of_challenge(_is_old), changing("challenge", changing("expiresAt", lambda time: f"2030{time[4:]}"))
    ),
}
TABLES: Tables = {
    ("getApp", "listApps"): OLD_APP,
    ("getWorkflow", "listWorkflows", "getApp", "listApps"): OLD_WORKFLOW,
    ("listProductionTests", "getProductionTestReport"): OLD_TESTS,
    ("getProductionTestReport", "listProductionTests"): OLD_REPORTS,
}
