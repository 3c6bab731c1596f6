"""Mutants of who may see what: authentication, ownership, and secrets that turn up where none belong."""

from __future__ import annotations

import base64
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any

from starlette.datastructures import Headers

from contract_tests.mock import HttpRules, MockOptions, RefusalError, Workspace
from contract_tests.mutants.mutant import Mutant, changed
from contract_tests.mutants.places import Place, places
from contract_tests.mutants.shapes import reachable
from contract_tests.mutants.wire import Answer, Call, Rewrite, rewrite_json
from contract_tests.spec import Operation, Spec

KEY = MockOptions().key
APP_SECRET = "sh_app_mock_Shop0001"


def access_mutants(spec: Spec) -> Iterator[Mutant]:
    """Every mutant of authentication, ownership and secrecy."""
    for operation in spec.operations.values():
        yield from _authentication(spec, operation)
        yield from _ownership(spec, operation)
        yield from _secrets(spec, operation)
    yield from _error_secrets(spec)
    yield from _lists(spec)


def _authentication(spec: Spec, operation: Operation) -> Iterator[Mutant]:
    accepted: dict[str, Callable[[str], bool]] = {
        "no key": lambda header: not header,
        "a wrong key": lambda header: header.startswith("Bearer "),
        "Basic credentials": lambda header: header.startswith("Basic "),
        "the key as Basic credentials": _is_key_as_basic,
    }
    for label, passes in accepted.items():
        app = changed(spec, http=_letting_in(operation, passes))
        yield Mutant(f"{operation.id} takes {label}", "authentication", (operation.id,), f"{label} is accepted", app)


def _is_key_as_basic(header: str) -> bool:
    scheme, _, credentials = header.partition(" ")
    return scheme == "Basic" and KEY.encode() in base64.b64decode(credentials)


def _letting_in(operation: Operation, passes: Callable[[str], bool]) -> type[HttpRules]:
    class LettingIn(HttpRules):
        def authenticate(self, asked: Any, headers: Headers) -> None:
            if asked.id != operation.id or not passes(headers.get("authorization", "")):
                super().authenticate(asked, headers)

    return LettingIn


def _ownership(spec: Spec, operation: Operation) -> Iterator[Mutant]:
    for parameter in operation.parameters:
        if parameter.owner is None:
            continue
        kinds = ["unknown"]
        if spec.operations[parameter.owner["collection"]].parameters_in("path"):
            kinds.append("foreign")
        if parameter.owner.get("mistaken-for"):
            kinds.append("mistaken")
        code = parameter.owner["refused"]["code"]
        refusals = {
            "gets 403": RefusalError(403, "AUTH_FORBIDDEN", "Not yours"),
            "gets 400": RefusalError(400, "VALIDATION_INVALID_PARAMETER", "No such thing"),
            "gets another code": RefusalError(parameter.owner["refused"]["status"], f"{code}_HERE", "No such thing"),
        }
        for kind in kinds:
            for label, refusal in {"is accepted": None, **refusals}.items():
                what = f"{kind} {parameter.name} {label}"
                app = changed(spec, http=_owning(operation, parameter.name, kind, refusal))
                yield Mutant(f"{operation.id} {what}", "ownership", (operation.id,), what, app)


def _owning(operation: Operation, name: str, kind: str, refusal: RefusalError | None) -> type[HttpRules]:
    class Owning(HttpRules):
        def owned(self, asked: Any, parameters: Mapping[str, Any]) -> dict[str, Any]:
            found = _kind(self.workspace, parameters, name) if asked.id == operation.id else ""
            if found != kind:
                return super().owned(asked, parameters)
            if refusal is not None:
                raise refusal
            return super().owned(asked, _substitute(self.workspace, parameters, name))

    return Owning


def _kind(workspace: Workspace, parameters: Mapping[str, Any], name: str) -> str:
    """What is wrong with an identifier: `unknown`, `foreign`, `mistaken`, or nothing."""
    app = workspace.find_app(parameters["client_id"])
    if name == "client_id" or app is None:
        return "unknown" if app is None and name == "client_id" else ""
    identifier = parameters[name]
    if workspace.find_challenge(app, identifier):
        return ""
    tests = [test for one in workspace.apps() for test in workspace.tests(one)]
    if any(test.request_id == identifier for test in tests):
        return "mistaken"
    return "foreign" if any(test.challenge_id == identifier for test in tests) else "unknown"


def _substitute(workspace: Workspace, parameters: Mapping[str, Any], name: str) -> dict[str, Any]:
    """Parameters that lead to what a careless look-up finds: the thing itself, else the first one."""
    tests = [test for app in workspace.apps() for test in workspace.tests(app)]
    meant = [test for test in tests if parameters[name] in (test.challenge_id, test.request_id)]
    settled = [
        test for test in [*meant, *tests] if workspace.find_challenge({"clientId": test.client_id}, test.challenge_id)
    ]
    if name == "client_id":
        return {**parameters, name: workspace.apps()[0]["clientId"]}
    return {**parameters, "client_id": settled[0].client_id, name: settled[0].challenge_id}


def _lists(spec: Spec) -> Iterator[Mutant]:
    """Collections of one owner that show what belongs to another."""
    for operation in spec.operations.values():
        if not operation.creates or "x-lifecycle" not in operation.extensions:
            continue
        collection = operation.creates["collection"]
        leaks: dict[str, Callable[[str], bool]] = {
            "everything": lambda state: True,
            "what is pending": lambda state: state == "pending",
            "what is settled": lambda state: state == "scheduled",
        }
        for label, leaked in leaks.items():
            app = changed(spec, workspace=_leaking(leaked))
            what = f"the list shows {label} of the other apps"
            yield Mutant(f"{collection} leaks {label}", "ownership", (collection,), what, app)


def _leaking(leaked: Callable[[str], bool]) -> type[Workspace]:
    class Leaking(Workspace):
        def tests(self, app: dict[str, Any]) -> Sequence[Any]:
            now = self.now()
            others = [test for one in self.apps() if one is not app for test in super(Leaking, self).tests(one)]
            return [*super().tests(app), *(test for test in others if leaked(test.state(now).value))]

    return Leaking


def _secrets(spec: Spec, operation: Operation) -> Iterator[Mutant]:
    status = operation.success.status
    for label, secret in {"the key": KEY, "a client secret": APP_SECRET}.items():
        app = changed(spec, rewrite=_in_header(secret), operation_id=operation.id, status=status)
        what = f"{label} stands in an undocumented header"
        yield Mutant(f"{operation.id} header with {label}", "secret", (operation.id,), what, app)
        for place in _free_places(spec, operation):
            app = changed(spec, rewrite=_in_place(place, secret), operation_id=operation.id, status=status)
            what = f"{label} stands in {place}"
            yield Mutant(f"{operation.id} {place} with {label}", "secret", (operation.id,), what, app)


def _free_places(spec: Spec, operation: Operation) -> list[Place]:
    """The first free-form object of an answer and its first free text, neither of them meant for secrets."""
    known = [place for place in places(spec, operation.success.schema_pointer or "") if not _is_secret(place)]
    objects = [place for place in known if place.is_free]
    texts = [place for place in known if place.step in ("name", "description")]
    return [*objects[:1], *texts[:1]]


def _is_secret(place: Place | None) -> bool:
    while place is not None:
        declared = place.parent and place.parent.schema.get("properties", {}).get(place.step, {})
        if place.schema.get("x-secret") or (declared or {}).get("x-secret"):
            return True
        place = place.parent
    return False


def _in_place(place: Place, secret: str) -> Rewrite:
    def shown(body: Any) -> Any:
        document = [body]
        for container, key in place.sites(document)[:1]:
            container[key] = {"note": secret} if place.is_free else f"{container[key]} {secret}"
        return document[0]

    return rewrite_json(shown)


def _in_header(secret: str) -> Rewrite:
    def rewrite(call: Call, answer: Answer) -> None:
        answer.headers["x-debug"] = f"auth={secret}"

    return rewrite


def _error_secrets(spec: Spec) -> Iterator[Mutant]:
    for pair in reachable(spec):
        for label, secret in {"the key": KEY, "a client secret": APP_SECRET}.items():
            if pair.response is not pair.operation.success:

                def told(body: Any, secret: str = secret) -> Any:
                    body["error"]["message"] += f" ({secret})"
                    return body

                app = changed(
                    spec, rewrite=rewrite_json(told), operation_id=pair.operation.id, status=pair.response.status
                )
                what = f"the error message of {pair} holds {label}"
                yield Mutant(f"{pair} message with {label}", "secret", (pair.operation.id,), what, app)
