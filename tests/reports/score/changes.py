"""Changes of the Workspace API as a vendor makes them, with what a report should say about each.

Written without knowledge of the code that groups findings. `says[i]` are the words that a good sentence about cause i
holds at least; `operations` are those whose answers or behaviour differ from the contract, not those that merely can
no longer be tried.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime
from itertools import count
from typing import Any

from contract_tests.mock import HttpRules, RefusalError, Workspace
from contract_tests.mutants.change import Change
from contract_tests.mutants.rewrites import has_header, header, no_header, status, when
from contract_tests.mutants.wire import Answer, Call, Rewrite, rate_limiting, refusal
from scripts.spec.pointers import ABSENT


@dataclass(frozen=True, kw_only=True)
class Entry:
    """One server.

    `compatible`: the vendor's promise for v1 allows the change, so a run may rightly find nothing; if it says
    anything, it shall be this.
    """

    name: str
    change: Change
    causes: int
    says: list[list[str]]
    operations: set[str]
    compatible: bool = False


APP = {"listApps": "data/*", "createApp": "", "getApp": "", "updateApp": ""}
WORKFLOW = {
    **{name: f"{place}/workflows/*".strip("/") for name, place in APP.items()},
    "listWorkflows": "*",
    "createWorkflow": "",
    "getWorkflow": "",
}
NODE = {name: f"{place}/nodes/*".strip("/") for name, place in WORKFLOW.items()}
WEBHOOK = {name: f"{place}/webhookConfig".strip("/") for name, place in APP.items()}
REDIRECTS = {
    **{name: f"{place}/redirectUris".strip("/") for name, place in APP.items()},
    "replaceRedirectUris": "redirectUris",
}
REQUEST = {"createProductionTest": "", "listProductionTests": "*/request"}
PAYLOAD = {"createProductionTest": "payload", "listProductionTests": "*/request/payload"}
CHALLENGE = {"listProductionTests": "*/challenge", "getProductionTestReport": "challenge"}

CREATING = {"createApp", "createWorkflow", "createProductionTest"}
KEYED = {*CREATING, "rotateClientSecret"}
DELETING = {"deleteApp", "deleteWorkflow"}
VALIDATING = {*KEYED, "listApps", "updateApp", "replaceRedirectUris", "deleteWorkflow"}
# Those below an app.
OWNED = {
    "getApp",
    "updateApp",
    "deleteApp",
    "replaceRedirectUris",
    "rotateClientSecret",
    "listWorkflows",
    "createWorkflow",
    "getWorkflow",
    "deleteWorkflow",
    "listProductionTests",
    "createProductionTest",
    "getProductionTestReport",
}
ALL = {"getWorkspace", "listApps", "createApp", *OWNED}
DATED = {"getWorkspace", *WORKFLOW, *REQUEST, *CHALLENGE}
DATES = {"createdAt", "updatedAt", "expiresAt", "completedAt"}


def _mapped(value: Any, steps: list[str], change: Callable[[Any], Any]) -> Any:
    if not steps:
        return change(value)
    first, rest = steps[0], steps[1:]
    if first == "*":
        return [_mapped(item, rest, change) for item in value] if isinstance(value, list) else value
    if isinstance(value, dict) and value.get(first) is not None:
        return {**value, first: _mapped(value[first], rest, change)}
    return value


def views(places: dict[str, str], change: Callable[[Any], Any]) -> Rewrite:
    """Change a value wherever successful answers show it, by operation."""

    def rewrite(call: Call, answer: Answer) -> None:
        if call.operation and call.operation.id in places and answer.status < 300 and answer.body:
            place = places[call.operation.id]
            answer.json = _mapped(answer.json, place.split("/") if place else [], change)

    return rewrite


def renaming(**names: str) -> Callable[[Any], Any]:
    return lambda item: {names.get(name, name): value for name, value in item.items()}


def without(*names: str) -> Callable[[Any], Any]:
    return lambda item: {name: value for name, value in item.items() if name not in names}


def having(name: str, change: Callable[[Any], Any]) -> Callable[[Any], Any]:
    return lambda item: {**item, name: change(item[name])} if name in item else item


def nesting(holder: str, *names: str) -> Callable[[Any], Any]:
    return lambda item: {**without(*names)(item), holder: {name: item[name] for name in names if name in item}}


def everywhere(change: Callable[[dict[str, Any]], dict[str, Any]]) -> Callable[[Any], Any]:
    """Change every object of a value, but not the providers' own settings."""

    def changed(value: Any) -> Any:
        if isinstance(value, list):
            return [changed(item) for item in value]
        if isinstance(value, dict):
            return change({name: item if name == "config" else changed(item) for name, item in value.items()})
        return value

    return changed


def successes(change: Callable[[Any], Any]) -> Rewrite:
    return views(dict.fromkeys(ALL, ""), change)


def errors(change: Callable[[Any], Any]) -> Rewrite:
    """Change the body of every refusal."""

    def rewrite(call: Call, answer: Answer) -> None:
        if answer.status >= 400 and answer.body:
            answer.json = change(answer.json)

    return rewrite


def in_error(change: Callable[[Any], Any]) -> Rewrite:
    return errors(having("error", change))


def dates(change: Callable[[str], Any]) -> Callable[[Any], Any]:
    def changed(item: dict[str, Any]) -> dict[str, Any]:
        return {
            name: change(value) if name in DATES and isinstance(value, str) else value for name, value in item.items()
        }

    return everywhere(changed)


def _seconds(text: str) -> int:
    return int(datetime.fromisoformat(text).timestamp())


def _local(text: str) -> str:
    return datetime.fromisoformat(text).strftime("%Y-%m-%d %H:%M:%S")


def _snake(item: dict[str, Any]) -> dict[str, Any]:
    # An old name that is in snake_case already stays what it is: created_at of the workspace.
    renamed = {re.sub("[A-Z]", lambda letter: f"_{letter[0].lower()}", name): value for name, value in item.items()}
    return {**renamed, **{name: value for name, value in item.items() if name.lower() == name}}


def _problem(call: Call, answer: Answer) -> None:
    if answer.status >= 400 and answer.body:
        error = answer.json["error"]
        answer.json = {
            "type": "about:blank",
            "title": error["code"],
            "status": answer.status,
            "detail": error["message"],
        }
        answer.headers["content-type"] = "application/problem+json"


def _vendor_type(call: Call, answer: Answer) -> None:
    if answer.body:
        answer.headers["content-type"] = "application/vnd.hopae.v1+json"


def _unknown_is_bad(call: Call, answer: Answer) -> None:
    if call.operation and answer.status == 404:
        body = answer.json
        body["error"] = {**body["error"], "code": "VALIDATION_INVALID_PARAMETER"}
        answer.status, answer.json = 400, body


def no_content(*operation_ids: str) -> Rewrite:
    def rewrite(call: Call, answer: Answer) -> None:
        if call.operation and call.operation.id in operation_ids and answer.status == 200:
            answer.status, answer.body = 204, b""
            answer.headers.pop("content-type", None)

    return rewrite


def broken(operation_id: str) -> Change:
    return Change(operation_id=operation_id, refuse=lambda: lambda call: refusal(500, "SYSTEM_INTERNAL_ERROR"))


def of(operation_id: str, change: Callable[[Any], Any]) -> Change:
    """Change what one operation answers on success."""
    return Change(rewrite=views({operation_id: ""}, change))


def code(old: str, new: str) -> Change:
    return Change(rewrite=in_error(having("code", lambda code: new if code == old else code)))


class KeysIgnored(HttpRules):
    async def once(self, operation: Any, policy: Any, key: str, address: str, call: Any) -> Any:
        return await self.perform(operation, call)


class WindowTotal(HttpRules):
    def window(self, paging: Any, items: Any, parameters: Any) -> dict[str, Any]:
        window = super().window(paging, items, parameters)
        return {**window, paging.total_field: len(window[paging.items_field])}


class OffsetIgnored(HttpRules):
    def window(self, paging: Any, items: Any, parameters: Any) -> dict[str, Any]:
        window = super().window(paging, items, {**parameters, paging.offset: 0})
        return {**window, paging.offset_field: parameters[paging.offset]}


class PastEndRefused(HttpRules):
    def window(self, paging: Any, items: Any, parameters: Any) -> dict[str, Any]:
        if parameters[paging.offset] >= max(1, len(items)):
            raise RefusalError(404, "RESOURCE_NOT_FOUND", "There is no such page")
        return super().window(paging, items, parameters)


class OrganizationRequired(HttpRules):
    def authenticate(self, operation: Any, headers: Any) -> None:
        super().authenticate(operation, headers)
        if "x-organization-id" not in headers:
            raise RefusalError.missing("X-Organization-Id")


class NumberedRequests(Workspace):
    def request(self, test: Any, now: float) -> dict[str, Any]:
        return {**super().request(test, now), "id": int(test.request_id.removeprefix("req_")[:8], 16)}


class NumberedWorkflows(Workspace):
    def __init__(self, options: Any) -> None:
        self._numbers = count(1001)
        super().__init__(options)
        for app in list(self.apps()):
            default = next(self._numbers)
            workflows = [
                {
                    **one,
                    "workflowId": default if one["workflowId"] == app["defaultWorkflowId"] else self.new_workflow_id(),
                }
                for one in app["workflows"]
            ]
            self.store_app({**app, "workflows": workflows, "defaultWorkflowId": default})

    def new_workflow_id(self) -> Any:
        return next(self._numbers)

    def find_workflow(self, app: Any, workflow_id: str) -> Any:
        return next((one for one in app["workflows"] if str(one["workflowId"]) == workflow_id), None)


class LongClientIds(Workspace):
    def new_client_id(self) -> str:
        return super().new_client_id() + "0a1b"


class DeletedIsGone(Workspace):
    def __init__(self, options: Any) -> None:
        super().__init__(options)
        self._gone: set[str] = set()

    def delete_app(self, app: Any) -> None:
        super().delete_app(app)
        self._gone.add(app["clientId"])

    def find_app(self, client_id: str) -> Any:
        if client_id in self._gone:
            raise RefusalError(410, "RESOURCE_GONE", "The app was deleted")
        return super().find_app(client_id)


class WebhooksReplaced(Workspace):
    def merged_webhook_config(self, app: Any, changes: Any) -> dict[str, Any]:
        return {"enabled": False, **{name: value for name, value in changes.items() if name != "secret"}}


class LogoIgnored(Workspace):
    def update_app(self, app: Any, body: Any) -> Any:
        return super().update_app(app, {name: value for name, value in body.items() if name != "logo"})


class RedirectsAsGiven(Workspace):
    def normalised(self, redirect_uris: Any) -> list[str]:
        return list(redirect_uris)


class TenStamps(Workspace):
    def payload(self, body: Any, provider_ids: list[str]) -> dict[str, Any]:
        return super().payload({"maxStamps": 10, **body}, provider_ids)


class DefaultDeletable(Workspace):
    def is_default(self, app: Any, workflow: Any) -> bool:
        return False


# Fields and values.
NO_LOCATION = Change(rewrite=no_header("Location"))
REQUEST_ID = Change(rewrite=errors(renaming(request_id="requestId")))
NOT_FOUND = code("RESOURCE_NOT_FOUND", "NOT_FOUND")
UNPROCESSABLE = Change(rewrite=status(422), status="400")
ALL_200 = Change(rewrite=status(200), status="201")
FORBIDDEN = Change(
    edit={"/components/securitySchemes/workspaceKey/x-refused": {"status": 403, "code": "AUTH_FORBIDDEN"}}
)
UNKNOWN_400 = Change(rewrite=_unknown_is_bad)
VENDOR_TYPE = Change(rewrite=_vendor_type)
SECONDS = Change(rewrite=successes(dates(_seconds)))
NO_KEYS = Change(http=KeysIgnored)
REPLAY_HEADER = Change(
    edit={"/x-policies/idempotency/workspace/replayed": {"header": "Idempotent-Replayed", "value": "true"}}
)
CONFLICT_422 = Change(
    edit={"/x-policies/idempotency/workspace/conflict": {"status": 422, "code": "IDEMPOTENCY_KEY_CONFLICT"}}
)
FIFTY = Change(edit={"/components/parameters/Limit/schema/default": 50})
TOTAL = Change(http=WindowTotal)
STEPS = Change(rewrite=views(WORKFLOW, renaming(nodes="steps")))
WORKFLOW_ID = Change(rewrite=views(WORKFLOW, renaming(workflowId="id")))
MAX_STAMPS = Change(rewrite=views(PAYLOAD, renaming(maxStampClaims="maxStamps")))
NO_ORGANIZATION = Change(rewrite=views(APP, without("organizationId")))
READABLE_SECRET = {name: place for name, place in APP.items() if name != "createApp"}
WEBHOOK_SNAKE = Change(
    rewrite=views(WEBHOOK, renaming(retryAttempts="retry_attempts", timeoutSeconds="timeout_seconds"))
)
REDIRECT_OBJECTS = Change(rewrite=views(REDIRECTS, lambda uris: [{"uri": uri, "label": None} for uri in uris]))
REPORT_500 = broken("getProductionTestReport")
WRAPPED_WORKFLOWS = of("listWorkflows", lambda items: {"data": items, "total": len(items)})
DELETE_APP_204 = Change(rewrite=no_content("deleteApp"))
COUNT_TEXT = of("getWorkspace", having("apps_count", str))
WHOLE_WEBHOOKS = Change(workspace=WebhooksReplaced)
NULL_FIELDS = ("logo", "defaultSuccessRedirectUri", "defaultFailureRedirectUri", "createdAt", "updatedAt")


def one(
    name: str, change: Change, says: list[str], operations: set[str] | dict[str, str], compatible: bool = False
) -> Entry:
    return Entry(name=name, change=change, causes=1, says=[says], operations=set(operations), compatible=compatible)


def several(name: str, *parts: tuple[Change, list[str], set[str] | dict[str, str]]) -> Entry:
    """A server with unrelated changes; the first part's answers are changed first."""
    first, *others = (change for change, _, _ in parts)
    return Entry(
        name=name,
        change=replace(first, also=tuple(others)),
        causes=len(parts),
        says=[says for _, says, _ in parts],
        operations={operation for _, _, operations in parts for operation in operations},
    )


SINGLE = [
    # The error envelope.
    one(
        "error-flattened",
        Change(rewrite=errors(lambda body: {**body["error"], "request_id": body["request_id"]})),
        ["error", "code", "message"],
        ALL,
    ),
    one("error-problem-json", Change(rewrite=_problem), ["application/problem+json"], ALL),
    one(
        "error-list",
        Change(rewrite=errors(lambda body: {"errors": [body["error"]], "request_id": body["request_id"]})),
        ["error", "errors"],
        ALL,
    ),
    one("error-request-id-camel", REQUEST_ID, ["request_id", "requestId"], ALL),
    one("error-request-id-dropped", Change(rewrite=errors(without("request_id"))), ["request_id"], ALL),
    one("error-message-renamed", Change(rewrite=in_error(renaming(message="detail"))), ["message", "detail"], ALL),
    one("error-codes-lower-case", Change(rewrite=in_error(having("code", str.lower))), ["code"], ALL),
    one(
        "error-details-field",
        Change(rewrite=in_error(having("details", renaming(parameter="field")))),
        ["parameter", "field"],
        VALIDATING,
    ),
    # Codes and statuses.
    one("code-not-found-renamed", NOT_FOUND, ["RESOURCE_NOT_FOUND", "NOT_FOUND"], OWNED),
    one(
        "code-credentials-renamed",
        code("AUTH_INVALID_CREDENTIALS", "AUTH_UNAUTHENTICATED"),
        ["AUTH_INVALID_CREDENTIALS", "AUTH_UNAUTHENTICATED"],
        ALL,
    ),
    one("status-201-to-200", ALL_200, ["201", "200"], KEYED),
    one(
        "status-production-test-202",
        Change(rewrite=status(202), operation_id="createProductionTest", status="201"),
        ["createProductionTest", "201", "202"],
        {"createProductionTest"},
    ),
    one("status-401-to-403", FORBIDDEN, ["401", "403"], ALL),
    one("status-404-to-400", UNKNOWN_400, ["404", "400"], OWNED),
    one("status-400-to-422", UNPROCESSABLE, ["400", "422"], VALIDATING),
    one("status-deleted-410", Change(workspace=DeletedIsGone), ["404", "410"], OWNED),
    one("status-deletes-204", Change(rewrite=no_content(*DELETING)), ["200", "204"], DELETING),
    one("status-report-500", REPORT_500, ["getProductionTestReport", "500"], {"getProductionTestReport"}),
    one("status-create-workflow-500", broken("createWorkflow"), ["createWorkflow", "500"], {"createWorkflow"}),
    one("throttled-without-retry-after", Change(refuse=rate_limiting(9, {})), ["429", "Retry-After"], ALL),
    # Routes and access.
    one(
        "operation-patch-withdrawn",
        Change(edit={"/paths/~1apps~1{client_id}/patch": ABSENT}),
        ["updateApp", "405"],
        {"updateApp"},
    ),
    one(
        "path-redirect-uris-withdrawn",
        Change(edit={"/paths/~1apps~1{client_id}~1redirect-uris": ABSENT}),
        ["replaceRedirectUris", "404"],
        {"replaceRedirectUris"},
    ),
    one(
        "report-without-key",
        Change(
            edit={"/paths/~1apps~1{client_id}~1production-tests~1{challenge_id}~1report/get/security": []},
        ),
        ["getProductionTestReport", "401"],
        {"getProductionTestReport"},
    ),
    one("header-required-everywhere", Change(http=OrganizationRequired), ["400"], ALL),
    # Headers and media types.
    one("location-dropped", NO_LOCATION, ["Location"], CREATING),
    one(
        "location-workflow-shallow",
        Change(
            rewrite=when(
                has_header("location"),
                lambda call, answer: answer.headers.update(
                    location="/connect/v1/workflows/" + answer.headers["location"].rpartition("/")[2]
                ),
            ),
            operation_id="createWorkflow",
        ),
        ["createWorkflow", "Location"],
        {"createWorkflow"},
    ),
    one("media-type-vendor", VENDOR_TYPE, ["application/vnd.hopae.v1+json"], ALL),
    one(
        "media-type-text-in-one",
        Change(rewrite=header("content-type", "text/plain"), operation_id="getProductionTestReport", status="200"),
        ["getProductionTestReport", "text/plain"],
        {"getProductionTestReport"},
    ),
    # Formats of values.
    one("dates-as-seconds", SECONDS, ["integer"], DATED),
    one("dates-without-zone", Change(rewrite=successes(dates(_local))), ["date-time"], DATED),
    one("request-ids-numbers", Change(workspace=NumberedRequests), ["id", "integer"], REQUEST),
    one("workflow-ids-numbers", Change(workspace=NumberedWorkflows), ["workflowId", "integer"], WORKFLOW),
    one("client-ids-longer", Change(workspace=LongClientIds), ["clientId"], APP),
    one("workspace-count-text", COUNT_TEXT, ["getWorkspace", "apps_count", "string"], {"getWorkspace"}),
    one(
        "app-null-for-absent",
        Change(rewrite=views(APP, lambda app: {**dict.fromkeys(NULL_FIELDS), **app})),
        ["null"],
        APP,
    ),
    one(
        "challenge-absent-for-null",
        Change(
            rewrite=views(CHALLENGE, lambda item: {name: value for name, value in item.items() if value is not None})
        ),
        ["null"],
        CHALLENGE,
    ),
    one(
        "platform-any-for-null",
        Change(rewrite=views(PAYLOAD, having("targetPlatform", lambda value: value or "any"))),
        ["targetPlatform", "any"],
        PAYLOAD,
    ),
    # Names.
    one("webhooks-snake-case", WEBHOOK_SNAKE, ["retry_attempts", "timeout_seconds"], WEBHOOK),
    one(
        "all-snake-case",
        Change(rewrite=successes(everywhere(_snake))),
        ["snake_case"],
        ALL - DELETING,
    ),
    one("workflow-nodes-renamed", STEPS, ["nodes", "steps"], WORKFLOW),
    one("node-type-renamed", Change(rewrite=views(NODE, renaming(type="kind"))), ["type", "kind"], NODE),
    one("payload-limit-renamed", MAX_STAMPS, ["maxStampClaims", "maxStamps"], PAYLOAD),
    one("app-client-id-renamed", Change(rewrite=views(APP, renaming(clientId="appId"))), ["clientId", "appId"], APP),
    # Shapes.
    one(
        "challenge-state-nested",
        Change(rewrite=views(CHALLENGE, nesting("state", "isActive", "completedAt"))),
        ["isActive", "completedAt", "state"],
        CHALLENGE,
    ),
    one(
        "app-secret-nested",
        Change(rewrite=views(APP, nesting("credentials", "clientSecret"))),
        ["clientSecret", "credentials"],
        APP,
    ),
    one(
        "app-providers-listed",
        Change(
            rewrite=views(
                APP,
                having("providers", lambda all_: [{"providerId": name, **value} for name, value in all_.items()]),
            )
        ),
        ["providers", "array"],
        APP,
    ),
    one("redirect-uris-objects", REDIRECT_OBJECTS, ["redirectUris"], REDIRECTS),
    one(
        "report-breakdown-map",
        of(
            "getProductionTestReport",
            having(
                "stats",
                having("providerBreakdown", lambda items: {item["providerId"]: item["claimCount"] for item in items}),
            ),
        ),
        ["getProductionTestReport", "providerBreakdown"],
        {"getProductionTestReport"},
    ),
    one("workflows-wrapped", WRAPPED_WORKFLOWS, ["listWorkflows", "data"], {"listWorkflows"}),
    one(
        "plain-lists-wrapped",
        Change(rewrite=views({"listWorkflows": "", "listProductionTests": ""}, lambda items: {"items": items})),
        ["items"],
        {"listWorkflows", "listProductionTests"},
    ),
    one("apps-unwrapped", of("listApps", lambda page: page["data"]), ["listApps", "array"], {"listApps"}),
    one("apps-data-renamed", of("listApps", renaming(data="items")), ["listApps", "data", "items"], {"listApps"}),
    # Fields that come and go.
    one("app-organization-removed", NO_ORGANIZATION, ["organizationId"], APP),
    one("app-workflows-removed", Change(rewrite=views(APP, without("workflows"))), ["workflows"], APP),
    one(
        "app-secret-shown-once",
        Change(rewrite=views(READABLE_SECRET, without("clientSecret"))),
        ["clientSecret"],
        READABLE_SECRET,
    ),
    one(
        "workspace-old-date-removed",
        of("getWorkspace", without("created_at")),
        ["getWorkspace", "created_at"],
        {"getWorkspace"},
    ),
    one("app-region-added", Change(rewrite=views(APP, lambda app: {**app, "region": "eu"})), ["region"], APP, True),
    one(
        "challenge-mode-added",
        Change(rewrite=views(CHALLENGE, having("challengeMode", lambda _: "badge"))),
        ["challengeMode", "badge"],
        CHALLENGE,
        True,
    ),
    one(
        "request-status-queued",
        Change(rewrite=views(REQUEST, having("status", lambda value: "queued" if value == "pending" else value))),
        ["status", "pending", "queued"],
        REQUEST,
    ),
    one(
        "test-type-renamed",
        Change(
            rewrite=views(
                {"listProductionTests": "*"},
                having("type", lambda value: "scheduled" if value == "challenge" else value),
            )
        ),
        ["listProductionTests", "type", "scheduled"],
        {"listProductionTests"},
    ),
    # Paging.
    one("total-of-window", TOTAL, ["listApps", "total"], {"listApps"}),
    one("limit-default-50", FIFTY, ["listApps", "20", "50"], {"listApps"}),
    one(
        "limit-maximum-50",
        Change(edit={"/components/parameters/Limit/schema/maximum": 50}),
        ["listApps", "limit"],
        {"listApps"},
    ),
    one("offset-ignored", Change(http=OffsetIgnored), ["listApps", "offset"], {"listApps"}),
    one("offset-past-end-404", Change(http=PastEndRefused), ["listApps", "404"], {"listApps"}),
    # Idempotency.
    one("keys-ignored", NO_KEYS, ["Idempotency-Key"], KEYED),
    one(
        "keys-ignored-in-rotation",
        Change(http=KeysIgnored, operation_id="rotateClientSecret"),
        ["rotateClientSecret", "Idempotency-Key"],
        {"rotateClientSecret"},
    ),
    one("replay-header-renamed", REPLAY_HEADER, ["Idempotency-Replayed", "Idempotent-Replayed"], KEYED),
    one("key-conflict-422", CONFLICT_422, ["409", "422"], KEYED),
    # Behaviour and requests.
    one("webhooks-replaced", WHOLE_WEBHOOKS, ["updateApp", "webhookConfig"], {"updateApp"}),
    one(
        "redirect-uris-not-normalised",
        Change(workspace=RedirectsAsGiven),
        ["replaceRedirectUris", "redirectUris"],
        {"replaceRedirectUris"},
    ),
    one(
        "stamps-default-10",
        Change(workspace=TenStamps),
        ["createProductionTest", "maxStampClaims", "10"],
        {"createProductionTest"},
    ),
    one(
        "default-workflow-deletable", Change(workspace=DefaultDeletable), ["deleteWorkflow", "400"], {"deleteWorkflow"}
    ),
    one(
        "title-maximum-100",
        Change(edit={"/components/schemas/ProductionTestCreate/properties/title/maxLength": 100}),
        ["createProductionTest", "title"],
        {"createProductionTest"},
    ),
    one(
        "app-creation-needs-redirects",
        Change(edit={"/components/schemas/AppCreate/required": ["name", "redirectUris"]}),
        ["createApp", "400"],
        {"createApp"},
    ),
]

MANY = [
    # In the same component.
    several(
        "challenge-flag-removed-and-end-in-seconds",
        (Change(rewrite=views(CHALLENGE, without("isActive"))), ["isActive"], CHALLENGE),
        (Change(rewrite=views(CHALLENGE, having("expiresAt", _seconds))), ["expiresAt", "integer"], CHALLENGE),
    ),
    several(
        "workflow-two-renames",
        (STEPS, ["nodes", "steps"], WORKFLOW),
        (WORKFLOW_ID, ["workflowId", "id"], WORKFLOW),
    ),
    several(
        "app-organization-removed-and-redirects-objects",
        (NO_ORGANIZATION, ["organizationId"], APP),
        (REDIRECT_OBJECTS, ["redirectUris"], REDIRECTS),
    ),
    several(
        "error-request-id-and-messages",
        (REQUEST_ID, ["request_id", "requestId"], ALL),
        (Change(rewrite=in_error(renaming(message="detail"))), ["message", "detail"], ALL),
    ),
    several(
        "webhooks-snake-case-and-replaced",
        (WEBHOOK_SNAKE, ["retry_attempts", "timeout_seconds"], WEBHOOK),
        (WHOLE_WEBHOOKS, ["updateApp"], {"updateApp"}),
    ),
    # In the same operations.
    several(
        "apps-total-and-default-limit",
        (TOTAL, ["listApps", "total"], {"listApps"}),
        (FIFTY, ["listApps", "20", "50"], {"listApps"}),
    ),
    several(
        "workspace-count-text-and-old-date-removed",
        (COUNT_TEXT, ["getWorkspace", "apps_count"], {"getWorkspace"}),
        (of("getWorkspace", without("created_at")), ["getWorkspace", "created_at"], {"getWorkspace"}),
    ),
    several(
        "update-app-logo-ignored-and-webhooks-replaced",
        (Change(workspace=LogoIgnored), ["updateApp", "logo"], {"updateApp"}),
        (WHOLE_WEBHOOKS, ["updateApp", "webhookConfig"], {"updateApp"}),
    ),
    several(
        "production-test-location-dropped-and-limit-renamed",
        (
            Change(rewrite=no_header("Location"), operation_id="createProductionTest"),
            ["createProductionTest", "Location"],
            {"createProductionTest"},
        ),
        (MAX_STAMPS, ["maxStampClaims", "maxStamps"], PAYLOAD),
    ),
    several(
        "replay-header-and-conflict-status",
        (REPLAY_HEADER, ["Idempotency-Replayed", "Idempotent-Replayed"], KEYED),
        (CONFLICT_422, ["409", "422"], KEYED),
    ),
    # In refusals.
    several(
        "status-403-and-400",
        (FORBIDDEN, ["401", "403"], ALL),
        (UNKNOWN_400, ["404", "400"], OWNED),
    ),
    several(
        "code-renamed-and-422",
        (NOT_FOUND, ["RESOURCE_NOT_FOUND", "NOT_FOUND"], OWNED),
        (UNPROCESSABLE, ["400", "422"], VALIDATING),
    ),
    # Far apart.
    several(
        "report-500-and-workflows-wrapped",
        (REPORT_500, ["getProductionTestReport", "500"], {"getProductionTestReport"}),
        (WRAPPED_WORKFLOWS, ["listWorkflows", "data"], {"listWorkflows"}),
    ),
    several(
        "request-id-and-location",
        (REQUEST_ID, ["request_id", "requestId"], ALL),
        (NO_LOCATION, ["Location"], CREATING),
    ),
    several(
        "three-200-keys-organization",
        (ALL_200, ["201", "200"], KEYED),
        (NO_KEYS, ["Idempotency-Key"], KEYED),
        (NO_ORGANIZATION, ["organizationId"], APP),
    ),
    several(
        "three-media-type-dates-delete",
        (DELETE_APP_204, ["deleteApp", "200", "204"], {"deleteApp"}),
        (SECONDS, ["integer"], DATED),
        (VENDOR_TYPE, ["application/vnd.hopae.v1+json"], ALL),
    ),
]

CHANGES = [*SINGLE, *MANY]
