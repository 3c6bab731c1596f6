"""The fifteen operations of the Workspace API, as the documentation has them."""

from __future__ import annotations

import time
from collections.abc import Callable
from datetime import UTC, datetime

from tests.harm import checks, seed
from tests.harm.messages import PREFIX, Answer, Request, iso
from tests.harm.workspace import Workspace

SETTLE_SECONDS = 0.3
WORKFLOWS_MAXIMUM = 100


def get_workspace(space: Workspace, request: Request) -> Answer:
    created = datetime(2025, 11, 1, 8, 30, tzinfo=UTC)
    shown = {"id": seed.ORGANIZATION, "apps_count": len(space.apps), "createdAt": iso(created)}
    return Answer(200, shown | {"created_at": int(created.timestamp())})


def list_apps(space: Workspace, request: Request) -> Answer:
    limit, offset = checks.window(request.query)
    apps = list(space.apps.values())
    page = apps[offset : offset + limit]
    return Answer(200, {"data": page, "total": len(apps), "limit": limit, "offset": offset})


def create_app(space: Workspace, request: Request) -> Answer:
    name = checks.name(checks.json_object(request.body))
    space.names.append(name)
    app = space.add_app(name, "run")
    return Answer(201, app, {"Location": f"{PREFIX}/apps/{app['clientId']}"})


def get_app(space: Workspace, request: Request, client_id: str) -> Answer:
    return Answer(200, space.app(client_id))


def update_app(space: Workspace, request: Request, client_id: str) -> Answer:
    app = space.app(client_id)
    changes = checks.app_changes(checks.json_object(request.body))
    changes["webhookConfig"] = app["webhookConfig"] | changes.get("webhookConfig", {})
    app |= changes | {"updatedAt": iso()}
    if app.get("logo") == "":
        del app["logo"]
    return Answer(200, app)


def delete_app(space: Workspace, request: Request, client_id: str) -> Answer:
    space.app(client_id)
    space.remove_app(client_id)
    return Answer(200, {"deleted": True})


def replace_redirect_uris(space: Workspace, request: Request, client_id: str) -> Answer:
    app = space.app(client_id)
    app["redirectUris"] = checks.redirect_uris(checks.json_object(request.body), required=True)
    app["updatedAt"] = iso()
    return Answer(200, {"redirectUris": app["redirectUris"]})


def rotate_client_secret(space: Workspace, request: Request, client_id: str) -> Answer:
    app = space.app(client_id)
    app["clientSecret"] = "sh_app_" + space.hexadecimal(32)
    return Answer(201, {"clientSecret": app["clientSecret"]})


def list_workflows(space: Workspace, request: Request, client_id: str) -> Answer:
    return Answer(200, space.app(client_id)["workflows"])


def create_workflow(space: Workspace, request: Request, client_id: str) -> Answer:
    app = space.app(client_id)
    given = checks.workflow(checks.json_object(request.body))
    if len(app["workflows"]) >= WORKFLOWS_MAXIMUM:
        raise checks.invalid("workflows", WORKFLOWS_MAXIMUM, "are at their maximum")
    workflow = {"workflowId": "wf_" + space.hexadecimal(8)} | given | {"createdAt": iso(), "updatedAt": iso()}
    app["workflows"].append(workflow)
    space.made_by[workflow["workflowId"]] = "run"
    return Answer(201, workflow, {"Location": f"{PREFIX}/apps/{client_id}/workflows/{workflow['workflowId']}"})


def get_workflow(space: Workspace, request: Request, client_id: str, workflow_id: str) -> Answer:
    return Answer(200, space.workflow(client_id, workflow_id))


def delete_workflow(space: Workspace, request: Request, client_id: str, workflow_id: str) -> Answer:
    workflow = space.workflow(client_id, workflow_id)
    app = space.app(client_id)
    if app["defaultWorkflowId"] == workflow_id:
        raise checks.invalid("workflow_id", workflow_id, "is the default workflow")
    app["workflows"].remove(workflow)
    return Answer(200, {"deleted": True})


def create_production_test(space: Workspace, request: Request, client_id: str) -> Answer:
    payload = checks.production_test(checks.json_object(request.body), space.app(client_id))
    test = {
        "id": "req_" + space.uuid(),
        "clientId": client_id,
        "status": "pending",
        "payload": payload,
        "challengeId": None,
        "createdAt": iso(),
    }
    ready = time.monotonic() + SETTLE_SECONDS
    space.tests[client_id].append({"request": test, "challenge": None, "stats": seed.stats(), "ready": ready})
    return Answer(201, test, {"Location": f"{PREFIX}/apps/{client_id}/production-tests/{test['id']}"})


def list_production_tests(space: Workspace, request: Request, client_id: str) -> Answer:
    space.app(client_id)
    items = []
    for test in space.tests[client_id]:
        kind = "challenge" if test["challenge"] else "request"
        items.append({"type": kind, "challenge": None, "request": None} | {kind: test[kind]})
    return Answer(200, items)


def get_production_test_report(space: Workspace, request: Request, client_id: str, challenge_id: str) -> Answer:
    space.app(client_id)
    for test in space.tests[client_id]:
        if test["challenge"] and test["challenge"]["id"] == challenge_id:
            return Answer(200, {"challenge": test["challenge"], "stats": test["stats"]})
    raise checks.not_found("challenge")


Handler = Callable[..., Answer]
ROUTES: dict[tuple[str | None, ...], dict[str, Handler]] = {
    ("workspace",): {"GET": get_workspace},
    ("apps",): {"GET": list_apps, "POST": create_app},
    ("apps", None): {"GET": get_app, "PATCH": update_app, "DELETE": delete_app},
    ("apps", None, "redirect-uris"): {"PUT": replace_redirect_uris},
    ("apps", None, "rotate-client-secret"): {"POST": rotate_client_secret},
    ("apps", None, "workflows"): {"GET": list_workflows, "POST": create_workflow},
    ("apps", None, "workflows", None): {"GET": get_workflow, "DELETE": delete_workflow},
    ("apps", None, "production-tests"): {
        "GET": list_production_tests,
        "POST": create_production_test,
    },
    ("apps", None, "production-tests", None, "report"): {"GET": get_production_test_report},
}


def route(method: str, segments: list[str]) -> tuple[Handler, list[str]]:
    """Return the handler and the identifiers of a path, or raise the refusal."""
    for pattern, methods in ROUTES.items():
        if len(pattern) != len(segments) or any(p not in (None, s) for p, s in zip(pattern, segments, strict=True)):
            continue
        if method not in methods:
            raise checks.Refused(405, "METHOD_NOT_ALLOWED", "method not allowed")
        return methods[method], [s for p, s in zip(pattern, segments, strict=True) if p is None]
    raise checks.not_found("path")
