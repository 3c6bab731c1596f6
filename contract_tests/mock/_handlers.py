"""What each operation does, and how an identifier is found in a collection.

A new operation needs its part of the spec and one handler here; a new collection that owns identifiers
(`x-owner`) needs one finder. Both leave what is behind an operation to the methods of the workspace.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, NamedTuple

from ._workspace import Workspace


@dataclass(frozen=True, slots=True)
class Call:
    """A validated request: its parameters, what the identifiers among them own, and its body."""

    parameters: Mapping[str, Any]
    owned: Mapping[str, Any]
    body: Any


Handler = Callable[[Workspace, Call], Any]
Finder = Callable[[Workspace, Mapping[str, Any], Any], Any]


class Tables(NamedTuple):
    """What the mock can do: its handlers by operation, its finders by the operation that lists a collection."""

    handlers: Mapping[str, Handler]
    finders: Mapping[str, Finder]


def create_app_batch(workspace: Workspace, call: Call) -> Any:
    """Make several apps at once."""
    return workspace.create_apps(call.body["items"], call.body.get("continueOnError", False))


def get_redirect_uris(workspace: Workspace, call: Call) -> Any:
    """Read the redirect URIs of an app."""
    return {"redirectUris": call.owned["client_id"]["redirectUris"]}


def replace_redirect_uris(workspace: Workspace, call: Call) -> Any:
    """Give an app another list of redirect URIs."""
    app = workspace.replace_redirect_uris(call.owned["client_id"], call.body["redirectUris"])
    return {"redirectUris": app["redirectUris"]}


def rotate_client_secret(workspace: Workspace, call: Call) -> Any:
    """Give an app a new secret."""
    return {"clientSecret": workspace.rotate_client_secret(call.owned["client_id"])}


def get_webhook_config(workspace: Workspace, call: Call) -> Any:
    """Read the webhook configuration of an app."""
    return workspace.webhook_config(call.owned["client_id"])


def update_webhook_config(workspace: Workspace, call: Call) -> Any:
    """Change the webhook configuration of an app."""
    return workspace.webhook_config(workspace.update_webhook_config(call.owned["client_id"], call.body or {}))


def rotate_webhook_secret(workspace: Workspace, call: Call) -> Any:
    """Give an app a new webhook secret."""
    return {"secret": workspace.rotate_webhook_secret(call.owned["client_id"])}


def list_providers(workspace: Workspace, call: Call) -> Any:
    """List the providers of an app."""
    return workspace.providers(call.owned["client_id"], call.parameters.get("include", []))


def submit_activation(workspace: Workspace, call: Call) -> Any:
    """Ask for the activation of providers of an app."""
    return workspace.activate(call.owned["client_id"], call.body["providers"])


def update_workflow(workspace: Workspace, call: Call) -> Any:
    """Change a workflow of an app."""
    return workspace.update_workflow(call.owned["client_id"], call.owned["workflow_id"], call.body or {})


def delete_workflow(workspace: Workspace, call: Call) -> Any:
    """Delete a workflow of an app."""
    workspace.delete_workflow(call.owned["client_id"], call.owned["workflow_id"])
    return {"deleted": True}


def set_default_workflow(workspace: Workspace, call: Call) -> Any:
    """Make a workflow the default of its app."""
    workspace.set_default_workflow(call.owned["client_id"], call.owned["workflow_id"])
    return {"success": True}


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
HANDLERS: dict[str, Handler] = {
    "getWorkspace": lambda workspace, call: workspace.summary(),
    "listApps": lambda workspace, call: workspace.apps(),
    "createApp": lambda workspace, call: workspace.create_app(call.body),
    "createAppBatch": create_app_batch,
    "getApp": lambda workspace, call: call.owned["client_id"],
    "updateApp": lambda workspace, call: workspace.update_app(call.owned["client_id"], call.body or {}),
    "deleteApp": lambda workspace, call: workspace.delete_app(call.owned["client_id"]),
    "getRedirectUris": get_redirect_uris,
    "replaceRedirectUris": replace_redirect_uris,
    "rotateClientSecret": rotate_client_secret,
    "getWebhookConfig": get_webhook_config,
    "updateWebhookConfig": update_webhook_config,
    "rotateWebhookSecret": rotate_webhook_secret,
    "listProviders": list_providers,
    "submitActivation": submit_activation,
    "createWorkflow": lambda workspace, call: workspace.create_workflow(call.owned["client_id"], call.body),
    "listWorkflows": lambda workspace, call: workspace.workflows(call.owned["client_id"]),
    "listNodeTypes": lambda workspace, call: workspace.node_types(call.owned["client_id"]),
    "getWorkflow": lambda workspace, call: call.owned["workflow_id"],
    "updateWorkflow": update_workflow,
    "deleteWorkflow": delete_workflow,
    "getCustomDomain": lambda workspace, call: workspace.custom_domain(call.owned["client_id"]),
    "setCustomDomain": lambda workspace, call: workspace.set_custom_domain(call.owned["client_id"], call.body),
    "verifyCustomDomain": lambda workspace, call: workspace.verify_custom_domain(call.owned["client_id"]),
    "deleteCustomDomain": lambda workspace, call: workspace.delete_custom_domain(call.owned["client_id"]),
    "setDefaultWorkflow": set_default_workflow,
    "createProductionTest": create_production_test,
    "listProductionTests": list_production_tests,
    "getProductionTestReport": get_production_test_report,
}
# By the operation that lists a collection, what finds an identifier in it, or None; `owned` is what was found so far.
FINDERS: dict[str, Finder] = {
    "listApps": lambda workspace, owned, client_id: workspace.find_app(client_id),
    "listWorkflows": lambda workspace, owned, workflow_id: workspace.find_workflow(owned["client_id"], workflow_id),
    "listProductionTests": lambda workspace, owned, test_id: workspace.find_challenge(owned["client_id"], test_id),
}
