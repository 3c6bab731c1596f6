"""Mutants that show in one view of a thing: only in the collection, only where it is read, only after a change."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from datetime import datetime, timedelta
from typing import Any

from contract_tests.mock import Workspace
from contract_tests.mutants.mock_rules import by_hand
from contract_tests.mutants.mutant import How, Mutant
from contract_tests.mutants.places import another
from contract_tests.mutants.rewrites import JsonChange, at, json_body
from contract_tests.mutants.selection import Item, but
from scripts.spec.spec import Spec

FIVE_MINUTES = timedelta(minutes=5)

# By what is wrong, a field and what it shows instead.
Fields = Mapping[str, tuple[str, JsonChange]]


def mutants(spec: Spec) -> Iterator[Mutant]:
    """Every mutant of one view, which another view of the same thing contradicts."""
    yield from by_hand(spec, "one view", TABLES)


def later(time: Any) -> Any:
    """A time a little later; null stays."""
    if time is None:
        return None
    return (datetime.fromisoformat(time) + FIVE_MINUTES).isoformat(timespec="milliseconds").replace("+00:00", "Z")


def _switched(found: dict[str, Item]) -> dict[str, Item]:
    """The providers, the first of them switched over."""
    first = next(iter(found), None)
    return {name: {**one, "enabled": one["enabled"] is (name != first)} for name, one in found.items()}


def _in_config(name: str, change: JsonChange) -> JsonChange:
    """Change a field of a webhook configuration that has it."""
    return lambda config: {**config, name: change(config[name])} if name in config else config


def _each(change: Callable[[Item], Item]) -> JsonChange:
    return lambda found: [change(one) for one in found]


def _shown(root: str, fields: Fields) -> dict[str, How]:
    """What a view shows of things at a pointer."""
    return {what: at(f"{root}/{name}", change) for what, (name, change) in fields.items()}


def _of_complete(change: Callable[[Item], Item]) -> How:
    """A change of those challenges in a list that are complete."""

    def changed(items: Any) -> Any:
        for item in items:
            if item.get("challenge") and item["challenge"]["completedAt"]:
                item["challenge"] = change(item["challenge"])
        return items

    return json_body(changed)


class _CountingSome(Workspace):
    def summary(self) -> dict[str, Any]:
        return {**super().summary(), "apps_count": sum(bool(app["workflows"]) for app in self.apps())}


class _CountingFew(Workspace):
    def summary(self) -> dict[str, Any]:
        return {**super().summary(), "apps_count": min(25, len(self.apps()))}


SETTINGS: Fields = {
    "shows another organisation": ("organizationId", another),
    "switches the first provider over": ("providers", _switched),
    "shows providers without settings": (
        "providers", lambda found: {name: but(one, "config") for name, one in found.items()}
    ),
    "shows another time of creation": ("createdAt", later),
    "shows one attempt more": ("webhookConfig", _in_config("retryAttempts", lambda number: number + 1)),
    "shows webhook addresses cut": ("webhookConfig", _in_config("url", lambda url: url[:20])),
}  # fmt: skip
ADDRESSES: Fields = {
    "shows redirect URIs in capitals": ("redirectUris", lambda uris: [uri.upper() for uri in uris]),
    "shows another time of the last change": ("updatedAt", later),
    "shows another address for success": ("defaultSuccessRedirectUri", lambda address: f"{address}/"),
    "shows another address for failure": ("defaultFailureRedirectUri", lambda address: f"{address}/"),
    "shows one second less": ("webhookConfig", _in_config("timeoutSeconds", lambda number: number - 1)),
    "shows the logo without its last letter": ("logo", lambda logo: logo[:-1]),
    "shows no default workflow of its own": ("defaultWorkflowId", lambda workflow_id: workflow_id[:-1]),
}
AFTER_A_CHANGE: Fields = {
    "answers the workflows without nodes": ("workflows", _each(lambda one: {**one, "nodes": []})),
    "answers every provider as disabled": (
        "providers", lambda found: {name: {**one, "enabled": False} for name, one in found.items()}
    ),
    "answers another organisation": ("organizationId", another),
    "answers another time of creation": ("createdAt", later),
    "answers the first webhook event only": ("webhookConfig", _in_config("events", lambda names: names[:1])),
}  # fmt: skip
AFTER_THE_CREATION: Fields = {
    "answers another time of creation": ("createdAt", later),
    "answers another organisation": ("organizationId", another),
    "answers its provider as disabled": ("providers", _switched),
    "answers a default workflow with another name": ("workflows", _each(lambda one: {**one, "name": "Standard"})),
}
NAMES_OF_WORKFLOWS: Fields = {
    "shows workflows with another name": ("name", lambda name: f"{name}!"),
    "shows workflows that are entered at the end": ("entryNodeId", lambda node_id: "nd_end"),
    "shows workflows that were made later": ("createdAt", later),
}
GRAPHS_OF_WORKFLOWS: Fields = {
    "shows workflows without their last node": ("nodes", lambda nodes: nodes[:-1]),
    "shows fewer claims": (
        "nodes/*/config", lambda config: {**config, "claims": config["claims"][:-1]} if "claims" in config else config
    ),
    "shows workflows that were changed later": ("updatedAt", later),
}  # fmt: skip
COMPLETE_CHALLENGES: dict[str, How] = {
    f"complete challenges {what}": _of_complete(change)
    for what, change in {
        "have another description": lambda one: {**one, "description": "Complete"},
        "end later": lambda one: {**one, "expiresAt": later(one["expiresAt"])},
        "were made later": lambda one: {**one, "createdAt": later(one["createdAt"])},
        "were completed later": lambda one: {**one, "completedAt": later(one["completedAt"])},
        "are sponsored": lambda one: {**one, "sponsor": {"name": "Sponsor"}},
        "have sources": lambda one: {**one, "sources": ["web"]},
    }.items()
}
REPORTED: Fields = {
    "is sponsored in the report alone": ("sponsor", lambda sponsor: {"name": "Sponsor"}),
    "ends later in the report alone": ("expiresAt", later),
    "was completed later in the report alone": ("completedAt", later),
}
WORKSPACE: dict[str, How] = {
    "counts the apps with workflows only": _CountingSome,
    "counts 25 apps at most": _CountingFew,
}
TABLES: Mapping[tuple[str, ...], Mapping[str, How]] = {
    ("listApps", "getApp"): {**_shown("/data/*", SETTINGS), **_shown("/data/*", ADDRESSES)},
    ("getApp", "listApps", "updateApp"): {**_shown("", SETTINGS), **_shown("", ADDRESSES)},
    ("updateApp", "getApp", "listApps"): _shown("", AFTER_A_CHANGE),
    ("createApp", "getApp", "listApps"): _shown("", AFTER_THE_CREATION),
    ("listWorkflows", "getWorkflow", "getApp", "listApps", "createWorkflow"): _shown("/*", NAMES_OF_WORKFLOWS),
    ("getWorkflow", "listWorkflows", "getApp", "listApps", "createWorkflow"): _shown("", GRAPHS_OF_WORKFLOWS),
    ("getApp", "listWorkflows", "getWorkflow", "listApps"): {
        what.replace("shows", "shows as parts of an app", 1): at(f"/workflows/*/{name}", change)
        for what, (name, change) in {**NAMES_OF_WORKFLOWS, **GRAPHS_OF_WORKFLOWS}.items()
    },
    ("createWorkflow", "getWorkflow", "listWorkflows"): _shown("", {**NAMES_OF_WORKFLOWS, **GRAPHS_OF_WORKFLOWS}),
    ("listProductionTests", "getProductionTestReport"): COMPLETE_CHALLENGES,
    ("getProductionTestReport", "listProductionTests"): _shown("/challenge", REPORTED),
    ("getWorkspace", "listApps", "createApp"): WORKSPACE,
}
