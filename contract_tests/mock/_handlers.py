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


Handler = Callable[[Workspace, Call], Any]
Finder = Callable[[Workspace, Mapping[str, Any], str], Any]

HANDLERS: dict[str, Handler] = {}
FINDERS: dict[str, Finder] = {}


def handles(operation_id: str) -> Callable[[Handler], Handler]:
    """Register a handler: it returns the response body, or all items of a paged operation."""

    def register(handler: Handler) -> Handler:
        HANDLERS[operation_id] = handler
        return handler

    return register


def finds(operation_id: str) -> Callable[[Finder], Finder]:
    """Register a finder of the collection that `operation_id` lists: it returns None for the unknown."""

    def register(finder: Finder) -> Finder:
        FINDERS[operation_id] = finder
        return finder

    return register


@finds("listApps")
def find_app(workspace: Workspace, owned: Mapping[str, Any], identifier: str) -> Any:
    """Find an app of the workspace."""
    return workspace.find_app(identifier)


@finds("listProductionTests")
def find_challenge(workspace: Workspace, owned: Mapping[str, Any], identifier: str) -> Any:
    """Find a challenge of the app."""
    return workspace.find_challenge(owned["client_id"], identifier)


@handles("listApps")
def list_apps(workspace: Workspace, call: Call) -> Any:
    """List the apps of the workspace."""
    return workspace.apps()


@handles("createProductionTest")
def create_production_test(workspace: Workspace, call: Call) -> Any:
    """Record a request for a production test."""
    test = workspace.create(call.owned["client_id"], call.body)
    return workspace.request(test, test.created_at)


@handles("listProductionTests")
def list_production_tests(workspace: Workspace, call: Call) -> Any:
    """List the production tests of an app."""
    now = workspace.now()
    return [workspace.item(test, now) for test in workspace.tests(call.owned["client_id"])]


@handles("getProductionTestReport")
def get_production_test_report(workspace: Workspace, call: Call) -> Any:
    """Read the report of a challenge."""
    test, now = call.owned["challenge_id"], workspace.now()
    return {"challenge": workspace.challenge(test, now), "stats": workspace.stats(test, now)}
