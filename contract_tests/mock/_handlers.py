"""What each operation does, and how an identifier is found in a collection.

A new operation needs its part of the spec and one handler here; a new collection that owns identifiers
(`x-owner`) needs one finder.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from ._workspace import Workspace


@dataclass(frozen=True, slots=True)
class Call:
    """A validated request: its parameters, what the identifiers among them own, and its body."""

    parameters: Mapping[str, Any]
    owned: Mapping[str, Any]
    body: Any


def create_production_test(workspace: Workspace, call: Call) -> Any:
    """Record a request for a production test."""
    test = workspace.create(call.owned["client_id"], call.body)
    return workspace.request(test, test.created_at)


def list_production_tests(workspace: Workspace, call: Call) -> Any:
    """List the production tests of an app."""
    now = workspace.now()
    return [workspace.item(test, now) for test in workspace.tests(call.owned["client_id"])]


def get_production_test_report(workspace: Workspace, call: Call) -> Any:
    """Read the report of a challenge."""
    test, now = call.owned["challenge_id"], workspace.now()
    return {"challenge": workspace.challenge(test, now), "stats": workspace.stats(test, now)}


# By operation, what returns its response body, or all items where it is paged.
HANDLERS: dict[str, Callable[[Workspace, Call], Any]] = {
    "listApps": lambda workspace, call: workspace.apps(),
    "createProductionTest": create_production_test,
    "listProductionTests": list_production_tests,
    "getProductionTestReport": get_production_test_report,
}
# By the operation that lists a collection, what finds an identifier in it, or None; `owned` is what was found so far.
FINDERS: dict[str, Callable[[Workspace, Mapping[str, Any], str], Any]] = {
    "listApps": lambda workspace, owned, client_id: workspace.find_app(client_id),
    "listProductionTests": lambda workspace, owned, test_id: workspace.find_challenge(owned["client_id"], test_id),
}
