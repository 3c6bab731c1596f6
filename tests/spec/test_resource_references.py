from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from scripts.check_spec import main
from scripts.proposals.uses import renamed_pointers
from scripts.spec.reading import load_spec
from tests.codegen.files import ROOT, edit

UPDATE = "x-changes: {resource: app, by: merge, touches: [/updatedAt]}"
ROTATE = "{resource: app, secret: $response.body#/clientSecret, field: /clientSecret"
DELETE_APP = "x-deletes: {resource: app}"
BROUGHT = "{resource: workflow, identifier: $response.body#/defaultWorkflowId}"
REFUSES = "{resource: app, field: /defaultWorkflowId, is: $request.path.workflow_id, refused: {status: 400}}"
CREATE_APP = "#/paths/~1apps/post/x-creates"
APP = "#/paths/~1apps~1{client_id}"
WORKFLOW = f"{APP}~1workflows~1{{workflow_id}}"


def changes(members: str) -> str:
    return f"x-changes: {{resource: app, by: merge, {members}}}"


NOT_AN_EXTENSION = [
    ("x-shows: {resource: workspace}", "x-shows: {resource: Workspace}", "/x-shows/resource: 'Workspace' does not"),
    ("x-shows: {resource: workspace}", "x-shows: {at: /id}", "/x-shows: 'resource' is a required property"),
    ("by: merge", "by: add", f"{APP}/patch/x-changes/by: 'add' is not valid"),
    ("        item: /clientId\n", "", f"{CREATE_APP}: 'item' is a dependency of 'collection'"),
    ("is-not: {const: unconfigured}", "is-not: unconfigured", "x-refuses/0/is-not: 'unconfigured' is not of type"),
    ("mark: $request.body#/name", "mark: name", f"{CREATE_APP}/mark: 'name' does not match"),
    ("is: $request.path.workflow_id", "is: workflow_id", f"{WORKFLOW}/delete/x-refuses/0/is: 'workflow_id' does"),
    ("[duplicates, host-case]", "[duplicates, case]", "AppBatchItem/properties/redirectUris/x-normalised/1: 'case' is"),
    ("message: /error/message, ", "", "#/x-error-envelope: 'message' is a"),
]

NOT_THERE = [
    ("at: '/data/*'", "at: '/apps/*'", "#/paths/~1apps/get/x-shows/at: /apps/* leads nowhere"),
    ("x-shows: {resource: workspace}", "x-shows: {resource: app, as: /owner}", "/get/x-shows/as: /owner leads nowhere"),
    (
        "leaves-open: [/webhookConfig/secret]",
        "leaves-open: [/webhookConfig/key]",
        "x-shows/leaves-open/0: no operation shows /webhookConfig/key of app",
    ),
    ("moves: [/status,", "moves: [/progress,", "x-shows/moves/0: no operation shows /progress of custom-domain"),
    ("clears: [/webDomain,", "clears: [/host,", "x-changes/clears/0: no operation shows /host of custom-domain"),
    ("touches-owner: [/updatedAt]", "touches-owner: [/at]", "x-changes/touches-owner/0: no operation shows /at of app"),
    ("item: /id, state: /status", "item: /key, state: /status", "goes-on/item: no operation shows /*/key of providers"),
    ("state: /status, from", "state: /phase, from", "goes-on/state: no operation shows /*/phase of providers"),
    (
        "identifier: /id\n            query",
        "identifier: /key\n            query",
        "x-keys/identifier: /key leads nowhere",
    ),
    ("query: {include:", "query: {with:", "x-keys/query: listProviders has no query parameter with"),
    ("rather: {field: /status", "rather: {field: /state", "x-keys/rather: /state leads nowhere"),
    ("needed: /required", "needed: /must", "x-keys/fields/needed: /activation/requirements/*/must leads nowhere"),
    ("to: $response.body, keys", "to: $response.body#/x/y, keys", "x-echo/0/to: $response.body#/x/y leads nowhere"),
    ("        items: /items\n", "        items: /apps\n", "x-batch/items: /apps/* leads nowhere"),
    ("        results: /results\n", "        results: /made\n", "x-batch/results: /made/* leads nowhere"),
    ("        made: /app\n", "        made: /made\n", "x-batch/made: /results/*/made leads nowhere"),
    ("        key: /idempotencyKey\n", "        key: /key\n", "x-batch/key: /items/*/key leads nowhere"),
    ("#/continueOnError\n", "#/goOn\n", "x-batch/tries-all: $request.body#/goOn leads nowhere"),
    (
        "identifier: $response.body#/results/*/app/clientId",
        "identifier: $response.body#/successCount",
        "x-batch: x-creates of createAppBatch names nothing in /results",
    ),
    (f"{DELETE_APP}\n", f"{DELETE_APP}\n      x-shows: {{resource: app}}\n", "x-shows: deleteApp has no JSON answer"),
    ("mark: $request.body#/name", "mark: $request.body#/title", f"{CREATE_APP}/mark: $request.body#/title leads"),
    ("item: /clientId", "item: /id", f"{CREATE_APP}/item: /id leads nowhere"),
    ("collection: listApps\n", "collection: listAll\n", f"{CREATE_APP}/collection: there is no operation listAll"),
    ("resource: app\n", "resource: application\n", f"{CREATE_APP}/collection: listApps shows app, not application"),
    (UPDATE, UPDATE.replace(": app", ": ap"), "x-changes/resource: no operation creates or shows a resource ap"),
    (UPDATE, UPDATE.replace("updatedAt", "changedAt"), "x-changes/touches/0: no operation shows /changedAt of app"),
    (
        UPDATE,
        UPDATE.replace("}", ", touches-owner: [/name]}"),
        "x-changes/touches-owner: app of updateApp is below nothing",
    ),
    (
        "activation: ['/*/status', '",
        "activation: ['/*/state', '",
        "Include/x-adds/activation/0: /*/state leads nowhere",
    ),
    (UPDATE, changes("at: /settings"), "x-changes/at: no operation shows /settings of app"),
    (UPDATE, changes("at: /webhookConfig"), "x-changes: no operation shows /webhookConfig/logo of app"),
    (UPDATE, changes("leaves-open: [/colour]"), "x-changes/leaves-open/0: /colour leads nowhere in"),
    (
        UPDATE,
        changes("stores: [{from: $request.body#/title, to: /name}]"),
        "x-changes/stores/0/from: $request.body#/title leads nowhere in updateApp",
    ),
    (
        UPDATE,
        changes("stores: [{from: $request.body#/name, to: /title}]"),
        "x-changes/stores/0/to: no operation shows /title of app",
    ),
    (BROUGHT, BROUGHT.replace(": workflow", ": flow"), "brings/0/resource: no operation creates or shows a resource"),
    (BROUGHT, BROUGHT.replace("defaultW", "w"), f"{CREATE_APP}/brings/0/identifier: $response.body#/workflowId leads"),
    (DELETE_APP, "x-deletes: {resource: ap}", "x-deletes/resource: no operation creates or shows a resource ap"),
    (ROTATE, ROTATE.replace("#/clientSecret", "#/secret"), "x-rotates/secret: $response.body#/secret leads nowhere"),
    (ROTATE, ROTATE.replace("field: /clientSecret", "field: /key"), "x-rotates/field: no operation shows /key of app"),
    (ROTATE, ROTATE.replace(": app", ": ap"), "x-rotates/resource: no operation creates or shows a resource ap"),
    (REFUSES, REFUSES.replace(": app", ": ap"), "x-refuses/0/resource: no operation creates or shows a resource ap"),
    (REFUSES, REFUSES.replace("/default", "/first"), "x-refuses/0/field: no operation shows /firstWorkflowId of app"),
    (REFUSES, REFUSES.replace("workflow_id", "id"), "x-refuses/0/is: $request.path.id leads nowhere"),
    (REFUSES, REFUSES.replace("400", "422"), "x-refuses/0/refused: deleteWorkflow has no response 422"),
    ("{code: /error/code,", "{code: /error/number,", "#/x-error-envelope/code: /error/number leads nowhere in"),
]


@pytest.fixture
def root(tmp_path: Path) -> Path:
    shutil.copytree(ROOT / "openapi", tmp_path / "openapi")
    return tmp_path


@pytest.mark.parametrize(("old", "new", "message"), [*NOT_AN_EXTENSION, *NOT_THERE])
def test_mistake_about_a_resource_is_named_with_its_place(
    root: Path, capsys: pytest.CaptureFixture[str], old: str, new: str, message: str
) -> None:
    edit(root / "openapi" / "connect.yaml", old, new)
    assert main([], root) == 2
    assert message in capsys.readouterr().err


@pytest.mark.slow
@pytest.mark.parametrize(
    ("old", "new"),
    [
        (UPDATE, changes("leaves-open: [/logo]")),
        (UPDATE, changes("stores: [{from: $request.path.client_id, to: /clientId}]")),
        (REFUSES, REFUSES.replace("$request.path.workflow_id", "{const: wf_1}")),
        ("    x-shows: {resource: workspace}", "    x-shows: {resource: app, as: /webhookConfig}"),
        ("        collection: listApps\n        item: /clientId\n", ""),
        ("x-error-envelope: {code: /error/code, message: /error/message, details: /error/details}\n", ""),
    ],
)
def test_every_form_of_what_is_said_of_a_resource_is_accepted(root: Path, old: str, new: str) -> None:
    edit(root / "openapi" / "connect.yaml", old, new)
    assert main([], root) == 0


@pytest.mark.slow
@pytest.mark.parametrize(("field", "code"), [("apps_count", 0), ("size", 2)])
def test_a_place_may_stand_in_the_part_that_an_operation_shows(root: Path, field: str, code: int) -> None:
    spec = root / "openapi" / "connect.yaml"
    edit(spec, "x-shows: {resource: workspace}", "x-shows: {resource: account, as: /home}")
    edit(spec, "field: /clientSecret, touches: [/updatedAt]}", f"field: /home/{field}}}")
    edit(spec, "x-rotates: {resource: app", "x-rotates: {resource: account")
    assert main([], root) == code


def test_renamed_field_takes_along_what_names_it_in_the_resource() -> None:
    spec = load_spec()
    renamed = renamed_pointers(spec, "/components/schemas/App", "defaultWorkflowId", "mainWorkflowId")
    workflow = "/paths/~1apps~1{client_id}~1workflows~1{workflow_id}"
    refusing, choosing = f"{workflow}/delete/x-refuses/0/field", f"{workflow}~1set-default/post/x-changes/stores/0/to"
    bringing = f"{CREATE_APP.removeprefix('#')}/brings/0/identifier"
    main = "/mainWorkflowId"
    assert renamed == {refusing: main, choosing: main, bringing: f"$response.body#{main}"}
