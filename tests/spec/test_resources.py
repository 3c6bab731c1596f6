"""The fields of a thing that a request can set."""

import copy

import pytest

from scripts.spec.reading import load_spec
from scripts.spec.spec import Spec

SPEC = load_spec()
WORKFLOW, SECRET = {"name", "entryNodeId", "nodes"}, "clientSecret"
APP = {
    "name",
    "redirectUris",
    "webhookConfig",
    "defaultSuccessRedirectUri",
    "defaultFailureRedirectUri",
    "logo",
}


def with_change(operation: str, **change: str) -> Spec:
    """The contract with an operation whose change is another."""
    root = copy.deepcopy(SPEC.root)
    for item in root["paths"].values():
        for one in item.values():
            if isinstance(one, dict) and one.get("operationId") == operation:
                one["x-changes"] |= change
    return Spec(root)


@pytest.mark.parametrize(("resource", "fields"), [("app", APP), ("workflow", WORKFLOW), ("workspace", set())])
def test_what_a_creation_or_a_change_names_can_be_set(resource: str, fields: set[str]) -> None:
    """Nobody can set the secret of an app, nor anything of a workspace."""
    assert SPEC.resources[resource].settable == fields


def test_what_a_creation_alone_names_can_be_set() -> None:
    """A production test cannot be changed."""
    assert {"title", "maxStamps", "providerIds"} <= SPEC.resources["production-test"].settable


def test_a_change_of_one_part_sets_that_part() -> None:
    """Its fields are those of the part, not of the thing."""
    found = with_change("updateApp", at="/delivery/events").resources["app"].settable
    assert found == {"name", "redirectUris", "delivery", "webhookConfig"}


def test_what_is_set_is_kept_and_so_are_the_entries_of_maps() -> None:
    assert SPEC.resources["app"].kept == APP | {"/providers"}
    assert SPEC.resources["workflow"].kept == WORKFLOW


def test_what_stays_as_it_is_is_said_of_single_fields() -> None:
    assert SPEC.resources["workspace"].constant == {"/id", "/createdAt", "/created_at"}
    assert SPEC.resources["app"].constant == {"/createdAt"}
