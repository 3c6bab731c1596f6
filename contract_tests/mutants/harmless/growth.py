"""Harmless variants of apps and workflows that others make, and of how soon what was made or deleted shows."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from contract_tests.mock import MockOptions, Workspace
from contract_tests.mutants.mutant import How
from scripts.spec.spec import Spec

LAG_SECONDS = 0.3
OTHERS = 5

App = dict[str, Any]


def variants(spec: Spec) -> dict[str, How]:
    """Workspaces in which others work, and whose collections and reads follow a little later."""
    return {
        "a new app is listed a little later": _ListingLate,
        "a new workflow is listed a little later": _ListingWorkflowsLate,
        "a deleted app is found a little longer": _FindingLonger,
        "a deleted app is listed a little longer": _ListingLonger,
        "a deleted workflow is listed a little longer": _ListingWorkflowsLonger,
        "apps of others come and stay": _Growing,
        "every app has workflows of others": _WithWorkflows,
        "new apps come first": _NewestFirst,
        "new workflows come first": _NewestWorkflowsFirst,
        "every app has all optional fields": _Complete,
        "a new app has a workflow more": _WithAnother,
    }


class _Dated(Workspace):
    """A workspace that knows when what was made was made, and what was deleted when."""

    def __init__(self, options: MockOptions) -> None:
        super().__init__(options)
        self.made_at: dict[str, float] = {}
        self.gone: list[tuple[float, App, Any]] = []

    def new_app(self, body: Mapping[str, Any]) -> App:
        """A new app, whose time is kept."""
        app = super().new_app(body)
        self.made_at[app["clientId"]] = self.now()
        return app

    def new_workflow(self, body: Mapping[str, Any]) -> App:
        """A new workflow, whose time is kept."""
        workflow = super().new_workflow(body)
        self.made_at[workflow["workflowId"]] = self.now()
        return workflow

    def delete_app(self, app: App) -> None:
        """Delete an app and keep it as something that is gone."""
        if super().find_app(app["clientId"]):
            super().delete_app(app)
            self.gone.append((self.now(), app, None))

    def delete_workflow(self, app: App, workflow: Any) -> None:
        """Delete a workflow and keep it as something that is gone."""
        super().delete_workflow(app, workflow)
        self.gone.append((self.now(), app, workflow))

    def is_new(self, identifier: str) -> bool:
        """Whether a thing was made a moment ago."""
        return identifier in self.made_at and self.now() - self.made_at[identifier] < LAG_SECONDS

    def lately_gone(self) -> list[tuple[App, Any]]:
        """The apps, and the workflows with their apps, that were deleted a moment ago."""
        return [(app, workflow) for at, app, workflow in self.gone if self.now() - at < LAG_SECONDS]


class _ListingLate(_Dated):
    def apps(self) -> Sequence[App]:
        return [app for app in super().apps() if not self.is_new(app["clientId"])]


class _ListingWorkflowsLate(_Dated):
    def workflows(self, app: App) -> Sequence[Any]:
        return [one for one in app["workflows"] if not self.is_new(one["workflowId"])]


class _FindingLonger(_Dated):
    def find_app(self, client_id: str) -> App | None:
        gone = [app for app, workflow in self.lately_gone() if workflow is None and app["clientId"] == client_id]
        return super().find_app(client_id) or next(iter(gone), None)

    def store_app(self, app: App) -> App:
        return super().store_app(app) if not self._is_gone(app) else app

    def _is_gone(self, app: App) -> bool:
        return any(one["clientId"] == app["clientId"] and workflow is None for _, one, workflow in self.gone)


class _ListingLonger(_Dated):
    def apps(self) -> Sequence[App]:
        return [*super().apps(), *(app for app, workflow in self.lately_gone() if workflow is None)]


class _ListingWorkflowsLonger(_Dated):
    def workflows(self, app: App) -> Sequence[Any]:
        gone = [one for owner, one in self.lately_gone() if one and owner["clientId"] == app["clientId"]]
        return [*super().workflows(app), *gone]


class _Growing(Workspace):
    """Somebody makes an app whenever the workspace is read, a few times."""

    def summary(self) -> dict[str, Any]:
        self._grow()
        return super().summary()

    def workflows(self, app: App) -> Sequence[Any]:
        self._grow()
        return super().workflows(app)

    def _grow(self) -> None:
        if sum(one["name"] == "Somebody else's" for one in self.apps()) < OTHERS:
            self.create_app({"name": "Somebody else's"})


class _WithWorkflows(Workspace):
    def __init__(self, options: MockOptions) -> None:
        super().__init__(options)
        for app in self.apps():
            steps = [{"id": "nd_in", "type": "request", "next": "nd_out"}, {"id": "nd_out", "type": "response"}]
            for number in range(OTHERS):
                graph = {"name": f"Workflow {number}", "entryNodeId": "nd_in", "nodes": steps}
                self.create_workflow(self._apps[app["clientId"]], graph)


class _NewestFirst(Workspace):
    def apps(self) -> Sequence[App]:
        return super().apps()[::-1]


class _NewestWorkflowsFirst(Workspace):
    def workflows(self, app: App) -> Sequence[Any]:
        return super().workflows(app)[::-1]


class _Complete(Workspace):
    def new_app(self, body: Mapping[str, Any]) -> App:
        config = {"enabled": False, "retryAttempts": 3, "timeoutSeconds": 10, "events": [], "secret": "whsec_****"}
        others = {"logo": "data:image/gif;base64,R0lGODlhAQABAAAAACw=", "webhookConfig": config}
        address = "https://example.com/somewhere"
        redirects = {"defaultSuccessRedirectUri": address, "defaultFailureRedirectUri": address}
        return {**super().new_app(body), "redirectUris": [address], **others, **redirects}


class _WithAnother(Workspace):
    def new_app(self, body: Mapping[str, Any]) -> App:
        app = super().new_app(body)
        another = {**app["workflows"][0], "workflowId": self.new_workflow_id(), "name": "Another"}
        return {**app, "workflows": [*app["workflows"], another]}
