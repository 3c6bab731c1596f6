"""Harmless changes of answers on their way out."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import datetime
from typing import Any

from contract_tests.mutants.change import Change
from contract_tests.mutants.mutant import How
from contract_tests.mutants.places import Place, answered, sample
from contract_tests.mutants.rewrites import at, header, json_body, location, status, when
from contract_tests.mutants.wire import Answer, Call, Rewrite
from scripts.spec.invariants import invariant_pointers
from scripts.spec.operations import Operation
from scripts.spec.pointers import child, drop
from scripts.spec.spec import Spec

EXTRA_HEADERS = {
    "x-request-id": "0b0d5d0e-6f7e-4a39-9a51-3a6f6d0f7c55",
    "etag": '"33a64df5"',
    "cache-control": "no-store",
    "strict-transport-security": "max-age=63072000",
    "set-cookie": "route=a1; Path=/",
    "ratelimit-remaining": "99",
}
DETAILS = {"hint": "see the documentation"}


def variants(spec: Spec) -> dict[str, How]:
    """Servers that say the same in other ways."""
    return {
        "keys in another order": _each_object(lambda value: dict(reversed(value.items()))),
        "indented, outside ASCII": _indented,
        "extra headers": lambda call, answer: answer.headers.update(EXTRA_HEADERS),
        "charset in the media type": header("content-type", "application/json; charset=utf-8"),
        "media type in capitals": header("content-type", "Application/JSON"),
        "connections are closed": header("connection", "close"),
        "unknown methods get 404": when(lambda call, answer: answer.status == 405, status(404)),
        "error details are absent": _about("details", json_body(lambda body: drop(body, "/error/details"))),
        "error details are always there": _about(
            "details", at("/error", lambda error: {**error, "details": error.get("details", DETAILS)})
        ),
        "error messages are in Swedish": at("/error/message", lambda message: "Något gick fel"),
        "Location is absolute": location(lambda path: f"https://sandbox.api.hopae.com{path}"),
        "Location has no /connect": location(lambda path: path.removeprefix("/connect")),
        "the other branch is absent": _each_object(lambda value: _without_null(value, "challenge", "request")),
        "challengeId is absent": _each_object(lambda value: _without_null(value, "challengeId")),
        "times are at +00:00 without milliseconds": _each_object(_retimed),
        "everything optional is there": _about("optional", _in_objects(_fill)),
        "nothing optional is there": _about("optional", _in_objects(_strip)),
        "what may be null is not": _about("optional", _in_objects(_unnull)),
    }


def _about(what: str, rewrite: Rewrite) -> Change:
    return Change(rewrite=rewrite, about=what)


def _indented(call: Call, answer: Answer) -> None:
    if answer.body:
        answer.body = json.dumps(answer.json, indent=2, ensure_ascii=False).encode("utf-8", "replace")


def _each_object(change: Callable[[dict[str, Any]], dict[str, Any]]) -> Rewrite:
    """Change every object of a body, the innermost first."""

    def changed(value: Any) -> Any:
        if isinstance(value, dict):
            return change({name: changed(inner) for name, inner in value.items()})
        return [changed(item) for item in value] if isinstance(value, list) else value

    return json_body(changed)


def _without_null(value: dict[str, Any], *names: str) -> dict[str, Any]:
    return {name: inner for name, inner in value.items() if inner is not None or name not in names}


def _retimed(value: dict[str, Any]) -> dict[str, Any]:
    times = {name: inner for name, inner in value.items() if name.endswith("At") and isinstance(inner, str)}
    return value | {name: datetime.fromisoformat(time).isoformat(timespec="seconds") for name, time in times.items()}


def _in_objects(change: Callable[[Operation, Place, dict[str, Any]], None]) -> Rewrite:
    """Change the objects of successful answers, once for each property that they may have."""

    def rewrite(call: Call, answer: Answer) -> None:
        if call.operation is None or str(answer.status) != call.operation.success.status or not answer.body:
            return
        if call.operation.method != "GET" and "x-shows" in call.operation.extensions:
            # What was just sent has to be shown as it was.
            return
        root = [answer.json]
        for place in answered(call.operation):
            for container, key in place.parent.sites(root, fill=False) if place.parent else ():
                if isinstance(container[key], dict):
                    change(call.operation, place, container[key])
        answer.json = root[0]

    return rewrite


def _fill(operation: Operation, place: Place, value: dict[str, Any]) -> None:
    if "x-shows" in operation.extensions:
        # Other operations show the same thing, and what a change has cleared is not shown.
        return
    if not _is_optional(place) or _echoes(operation, place) or _is_ruled(place):
        return
    if "null" in place.types:
        value.setdefault(place.step, None)
    else:
        value.setdefault(place.step, False if place.types == ["boolean"] else sample(place.document, place.schema))


def _strip(operation: Operation, place: Place, value: dict[str, Any]) -> None:
    if "x-shows" in operation.extensions:
        # What a change has stored has to be shown, though it need not be there before.
        return
    if _is_optional(place) and all(echo.get("optional") for echo in _echoes(operation, place)):
        value.pop(place.step, None)


def _unnull(operation: Operation, place: Place, value: dict[str, Any]) -> None:
    # Of the fields that may be null, no rule says when these are.
    if place.step in ("sponsor", "sources"):
        value[place.step] = sample(place.document, place.schema)


def _is_ruled(place: Place) -> bool:
    """Whether an invariant says when a value is there."""
    around = place.parent.schema.get("x-invariants", []) if place.parent else []
    return any(child("", place.step) in (pointer for _, pointer in invariant_pointers(rule)) for rule in around)


def _is_optional(place: Place) -> bool:
    return not place.required and place.step.isalpha() and place.types != ["null"]


def _echoes(operation: Operation, place: Place) -> list[dict[str, Any]]:
    return [echo for echo in operation.extensions.get("x-echo", []) if echo["to"].endswith(f"#{place}")]
