"""Mutants of the creation of apps: what is stored, what comes with it, and who shows it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from typing import Any

from contract_tests.mock import HttpRules, MockOptions, Workspace
from contract_tests.mutants.change import Change
from contract_tests.mutants.mock_rules import App, Tables, beside, by_hand, owning, windowed
from contract_tests.mutants.mutant import How, Mutant
from scripts.spec.spec import Spec

LONG_AGO = "2026-01-01T00:00:00.000Z"


def mutants(spec: Spec) -> Iterator[Mutant]:
    """Every mutant of the creation of apps."""
    yield from by_hand(spec, "creation", TABLES)


def _making(change: Callable[[Any, App], App]) -> type[Workspace]:
    """A workspace whose new apps are what a function of the workspace makes of them."""

    class Making(Workspace):
        def new_app(self, body: Mapping[str, Any]) -> App:
            return change(self, super().new_app(body))

    return Making


class _Answering(Workspace):
    """A workspace that stores another app than it answers."""

    def create_app(self, body: Mapping[str, Any]) -> App:
        app = super().create_app(body)
        self.store_app({**app, **self.other(app)})
        return app

    def other(self, app: App) -> App:
        """What is stored otherwise."""
        return {"name": f"{app['name']} (app)"}


class _OtherSecret(_Answering):
    def other(self, app: App) -> App:
        return {"clientSecret": self.new_client_secret()}


class _NoSecret(_Answering):
    def other(self, app: App) -> App:
        return {"clientSecret": ""}


class _NotStoring(Workspace):
    def create_app(self, body: Mapping[str, Any]) -> App:
        return self.new_app(body)


class _SameId(Workspace):
    def new_client_id(self) -> str:
        return "Same0001"


class _OncePerSameName(Workspace):
    def create_app(self, body: Mapping[str, Any]) -> App:
        known = [app for app in self.apps() if app["name"] == body["name"]]
        return known[0] if known else super().create_app(body)


class _Renaming(Workspace):
    def create_app(self, body: Mapping[str, Any]) -> App:
        app = super().create_app(body)
        self.store_app({**beside(self, app), "name": app["name"]})
        return app


class _Replacing(Workspace):
    """A new app takes the place of the newest."""

    def create_app(self, body: Mapping[str, Any]) -> App:
        self.delete_app(self.apps()[-1])
        return super().create_app(body)


class _Watching(Workspace):
    """A workspace that knows which apps were made."""

    def __init__(self, options: MockOptions) -> None:
        super().__init__(options)
        self.seeded = {app["clientId"] for app in self.apps()}


def _old(workspace: Any, items: list[Any]) -> list[Any]:
    return [app for app in items if app["clientId"] in workspace.seeded]


def _twice(workspace: Any, items: list[Any]) -> list[Any]:
    return [*items, *(app for app in items if app["clientId"] not in workspace.seeded)]


class _NotCounting(HttpRules):
    def window(self, paging: Any, items: Any, parameters: Mapping[str, Any]) -> dict[str, Any]:
        window = super().window(paging, items, parameters)
        return {**window, paging.total_field: len(_old(self.workspace, list(items)))}


class _LeadingBeside(HttpRules):
    async def perform(self, operation: Any, call: Any) -> Any:
        answer = await super().perform(operation, call)
        other = self.workspace.apps()[-2]["clientId"]
        head = answer.headers["Location"].rpartition("/")[0]
        return replace(answer, headers={**answer.headers, "Location": f"{head}/{other}"})


def _first_of_all(workspace: Any, owned: dict[str, Any]) -> dict[str, Any]:
    app = owned["client_id"]
    return owned if app["clientId"] in workspace.seeded else {**owned, "client_id": workspace.apps()[0]}


STORED: dict[str, How] = {
    "stores nothing": _NotStoring,
    "stores another name than it answers": _Answering,
    "takes another name than was sent": _making(lambda workspace, app: {**app, "name": "New app"}),
    "cuts the name to 12 characters": _making(lambda workspace, app: {**app, "name": app["name"][:12]}),
    "stores another secret than it answers": _OtherSecret,
    "shows the secret at the creation only": _NoSecret,
    "gives every app the same secret": _making(lambda workspace, app: {**app, "clientSecret": "sh_app_mock_same"}),
    "gives every app the same id": _SameId,
    "answers the app of that name that is there already": _OncePerSameName,
    "renames the app beside it": _Renaming,
    "takes the place of the newest app": _Replacing,
    "was changed before it was made": _making(lambda workspace, app: {**app, "updatedAt": LONG_AGO}),
}
DEFAULT: dict[str, How] = {
    "makes no default workflow": _making(lambda workspace, app: {**app, "workflows": []}),
    "names the default workflow of another app": _making(
        lambda workspace, app: {**app, "defaultWorkflowId": workspace.apps()[0]["defaultWorkflowId"]}
    ),
    "names a default workflow that is nowhere": _making(
        lambda workspace, app: {**app, "defaultWorkflowId": workspace.new_workflow_id()}
    ),
}

TABLES: Tables = {
    ("createApp", "getApp", "listApps"): STORED,
    ("createApp", "getApp", "listApps", "listWorkflows", "getWorkflow", "deleteWorkflow"): DEFAULT,
    ("createApp",): {"Location leads to the app made before": _LeadingBeside},
    ("listApps", "createApp"): {
        "does not list a new app": Change(workspace=_Watching, http=windowed(_old)),
        "lists a new app twice": Change(workspace=_Watching, http=windowed(_twice)),
        "does not count a new app": Change(workspace=_Watching, http=_NotCounting),
    },
    ("getApp", "createApp"): {
        "shows another app in place of a new one": Change(workspace=_Watching, http=owning(_first_of_all))
    },
}
