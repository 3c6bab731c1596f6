"""Mutants of who may see what: authentication, ownership, and secrets that turn up where none belong."""

from __future__ import annotations

import base64
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any

from starlette.datastructures import Headers

from contract_tests.mock import HttpRules, MockOptions, RefusalError, Workspace
from contract_tests.mutants.change import Change
from contract_tests.mutants.mutant import How, Mutant, fault, faults, operations_with, reachable
from contract_tests.mutants.places import Place, answered
from contract_tests.mutants.rewrites import at, header
from contract_tests.mutants.wire import Rewrite
from scripts.spec.operations import Operation
from scripts.spec.spec import Spec

KEY = MockOptions().key
SECRETS = {"the key": KEY, "a client secret": "sh_app_mock_Shop0001"}
CREDENTIALS: dict[str, Callable[[str], bool]] = {
    "no key": lambda sent: not sent,
    "a wrong key": lambda sent: sent.startswith("Bearer "),
    "Basic credentials": lambda sent: sent.startswith("Basic "),
    "the key as Basic credentials": lambda sent: KEY.encode() in base64.b64decode(sent.partition("Basic ")[2]),
}
LEAKED: dict[str, Callable[[str], bool]] = {
    "everything": lambda state: True,
    "what is pending": lambda state: state == "pending",
    "what is settled": lambda state: state == "scheduled",
}


def mutants(spec: Spec) -> Iterator[Mutant]:
    """Every mutant of authentication, ownership and secrecy."""
    for operation in spec.operations.values():
        for label, passes in CREDENTIALS.items():
            what = f"{label} is accepted"
            yield fault(operation, "authentication", what, _letting_in(passes), name=f"takes {label}")
        yield from faults(operation, "ownership", dict(_ownership(spec, operation)))
        for label, secret in SECRETS.items():
            yield from _secrets(operation, label, secret)
    yield from _error_secrets(spec)
    for _, lifecycle in operations_with(spec, "x-lifecycle"):
        collection = spec.operations[lifecycle["poll"]]
        for label, leaked in LEAKED.items():
            what = f"the list shows {label} of the other apps"
            yield fault(collection, "ownership", what, _leaking(leaked), name=f"leaks {label}")


def _letting_in(passes: Callable[[str], bool]) -> type[HttpRules]:
    class LettingIn(HttpRules):
        def authenticate(self, operation: Any, headers: Headers) -> None:
            if not passes(headers.get("authorization", "")):
                super().authenticate(operation, headers)

    return LettingIn


def _ownership(spec: Spec, operation: Operation) -> Iterator[tuple[str, How]]:
    for parameter in operation.parameters:
        if parameter.owner is None:
            continue
        kinds = ["unknown"]
        if spec.operations[parameter.owner["collection"]].parameters_in("path"):
            kinds.append("foreign")
        if parameter.owner.get("mistaken-for"):
            kinds.append("mistaken")
        status, code = parameter.owner["refused"]["status"], parameter.owner["refused"]["code"]
        refusals = {
            "is accepted": None,
            "gets 403": RefusalError(403, "AUTH_FORBIDDEN", "Not yours"),
            "gets 400": RefusalError(400, "VALIDATION_INVALID_PARAMETER", "No such thing"),
            "gets another code": RefusalError(status, f"{code}_HERE", "No such thing"),
        }
        for kind in kinds:
            for label, refusal in refusals.items():
                yield f"{kind} {parameter.name} {label}", _owning(parameter.name, kind, refusal)


def _owning(name: str, kind: str, refusal: RefusalError | None) -> Change:
    class Owning(HttpRules):
        def owned(self, operation: Any, parameters: Mapping[str, Any]) -> dict[str, Any]:
            if _kind(self.workspace, parameters, name) != kind:
                return super().owned(operation, parameters)
            if refusal is not None:
                raise refusal
            if operation.method == "DELETE" and operation.parameters[-1].name == name:
                return _stand_ins(self.workspace, parameters)
            return super().owned(operation, _substitute(self.workspace, parameters, name))

    return Change(workspace=_Tolerant, http=Owning)


class _Tolerant(Workspace):
    """A workspace that has no objection to the deletion of what is not there."""

    def delete_app(self, app: dict[str, Any]) -> None:
        if self.find_app(app["clientId"]):
            super().delete_app(app)


def _kind(workspace: Workspace, parameters: Mapping[str, Any], name: str) -> str:
    """What is wrong with an identifier: `unknown`, `foreign`, `mistaken`, or nothing."""
    app = workspace.find_app(parameters["client_id"])
    if name == "client_id":
        return "" if app else "unknown"
    if app is None or _find(workspace, app, name, parameters[name]):
        return ""
    if any(test.request_id == parameters[name] for test in _all_tests(workspace)):
        return "mistaken"
    return "foreign" if _owner(workspace, parameters, name) else "unknown"


def _find(workspace: Workspace, app: dict[str, Any], name: str, identifier: str) -> Any:
    """What an identifier stands for in an app."""
    find = {"workflow_id": workspace.find_workflow, "challenge_id": workspace.find_challenge}[name]
    return find(app, identifier)


def _owner(workspace: Workspace, parameters: Mapping[str, Any], name: str) -> dict[str, Any] | None:
    return next((app for app in workspace.apps() if _find(workspace, app, name, parameters[name])), None)


def _substitute(workspace: Workspace, parameters: Mapping[str, Any], name: str) -> dict[str, Any]:
    """Parameters that lead to what a careless look-up finds: the thing itself, else the first one."""
    below = next((one for one in parameters if one in ("workflow_id", "challenge_id")), None)
    if below is None:
        return {**parameters, name: workspace.apps()[0]["clientId"]}
    if owner := _owner(workspace, parameters, below):
        return {**parameters, "client_id": owner["clientId"]}
    if below == "workflow_id":
        app = next(app for app in workspace.apps() if workspace.workflows(app))
        return {**parameters, "client_id": app["clientId"], below: workspace.workflows(app)[0]["workflowId"]}
    tests = _all_tests(workspace)
    meant = [test for test in tests if parameters[below] in (test.challenge_id, test.request_id)]
    settled = (
        test for test in [*meant, *tests] if workspace.find_challenge({"clientId": test.client_id}, test.challenge_id)
    )
    found = next(settled)
    return {**parameters, "client_id": found.client_id, below: found.challenge_id}


def _stand_ins(workspace: Workspace, parameters: Mapping[str, Any]) -> dict[str, Any]:
    """What is deleted in place of what is not there: the thing of another owner, else nothing."""
    if "workflow_id" not in parameters:
        return {"client_id": {"clientId": parameters["client_id"]}}
    app = _owner(workspace, parameters, "workflow_id") or workspace.find_app(parameters["client_id"])
    return {"client_id": app, "workflow_id": {"workflowId": parameters["workflow_id"]}}


def _all_tests(workspace: Workspace) -> list[Any]:
    return [test for app in workspace.apps() for test in workspace.tests(app)]


def _leaking(leaked: Callable[[str], bool]) -> type[Workspace]:
    class Leaking(Workspace):
        def tests(self, app: dict[str, Any]) -> Sequence[Any]:
            now = self.now()
            others = [test for one in self.apps() if one is not app for test in super(Leaking, self).tests(one)]
            return [*super().tests(app), *(test for test in others if leaked(test.state(now).value))]

    return Leaking


def _secrets(operation: Operation, label: str, secret: str) -> Iterator[Mutant]:
    what = f"{label} stands in an undocumented header"
    yield fault(operation, "secret", what, header("x-debug", f"auth={secret}"), name=f"header with {label}")
    # The first free-form object of an answer and its first free text, neither of them meant for secrets.
    known = [place for place in answered(operation) if not place.is_secret]
    objects = [place for place in known if _is_free(place)]
    texts = [place for place in known if place.step in ("name", "description")]
    for place in (*objects[:1], *texts[:1]):
        what = f"{label} stands in {place}"
        yield fault(operation, "secret", what, _in_place(place, secret), name=f"{place} with {label}")


def _is_free(place: Place) -> bool:
    return place.schema.get("additionalProperties") is True


def _in_place(place: Place, secret: str) -> Rewrite:
    def show(container: Any, key: Any) -> None:
        container[key] = {"note": secret} if _is_free(place) else f"{container[key]} {secret}"

    return place.rewrite(show, most=1)


def _error_secrets(spec: Spec) -> Iterator[Mutant]:
    for operation, response in reachable(spec):
        for label, secret in SECRETS.items() if response is not operation.success else ():
            what = f"the error message of {operation.id} {response.status} holds {label}"
            name = f"{response.status} message with {label}"
            yield fault(operation, "secret", what, _in_message(secret), name=name, response=response)


def _in_message(secret: str) -> Rewrite:
    return at("/error/message", lambda message: f"{message} ({secret})")
