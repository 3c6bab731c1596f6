"""Harmless changes of answers on their way out, by name."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from datetime import datetime
from typing import Any

from contract_tests.drift.pointers import ABSENT, get
from contract_tests.mutants.places import Place, places, sample
from contract_tests.mutants.pointers import drop
from contract_tests.mutants.wire import Answer, Call, Rewrite
from contract_tests.spec import Operation, Spec

EXTRA_HEADERS = {
    "x-request-id": "0b0d5d0e-6f7e-4a39-9a51-3a6f6d0f7c55",
    "etag": '"33a64df5"',
    "cache-control": "no-store",
    "strict-transport-security": "max-age=63072000",
    "set-cookie": "route=a1; Path=/",
    "ratelimit-remaining": "99",
}


def harmless_answers(spec: Spec) -> dict[str, Rewrite]:
    """The rewrites, by what they do."""
    return {
        "keys in another order": _json(_reversed),
        "indented, outside ASCII": _indented,
        "extra headers": lambda call, answer: answer.headers.update(EXTRA_HEADERS),
        "charset in the media type": _content_type("application/json; charset=utf-8"),
        "media type in capitals": _content_type("Application/JSON"),
        "connections are closed": lambda call, answer: answer.headers.update(connection="close"),
        "unknown methods get 404": _other_status(405, 404),
        "error details are absent": _errors(lambda body: drop(body, "/error/details")),
        "error details are always there": _errors(_detailed),
        "error messages are in Swedish": _errors(_translated),
        "Location is absolute": _location(lambda path: f"https://sandbox.api.hopae.com{path}"),
        "Location has no /connect": _location(lambda path: path.removeprefix("/connect")),
        "the other branch is absent": _json(_without_empty_branch),
        "challengeId is absent": _json(_without_challenge_id),
        "times are at +00:00 without milliseconds": _json(_retimed),
        "everything optional is there": _everything(spec),
        "nothing optional is there": _nothing(spec),
        "what may be null is not": _unnulled(spec),
    }


def _json(change: Callable[[Any], Any]) -> Rewrite:
    def rewrite(call: Call, answer: Answer) -> None:
        if answer.body:
            answer.json = change(answer.json)

    return rewrite


def _errors(change: Callable[[Any], Any]) -> Rewrite:
    return _json(lambda body: change(body) if isinstance(body, dict) and "error" in body else body)


def _reversed(value: Any) -> Any:
    if isinstance(value, dict):
        return {name: _reversed(value[name]) for name in reversed(value)}
    return [_reversed(child) for child in value] if isinstance(value, list) else value


def _indented(call: Call, answer: Answer) -> None:
    if answer.body:
        answer.body = json.dumps(answer.json, indent=2, ensure_ascii=False).encode("utf-8", "replace")


def _content_type(value: str) -> Rewrite:
    return lambda call, answer: answer.headers.update({"content-type": value})


def _other_status(status: int, other: int) -> Rewrite:
    def rewrite(call: Call, answer: Answer) -> None:
        answer.status = other if answer.status == status else answer.status

    return rewrite


def _detailed(body: dict[str, Any]) -> dict[str, Any]:
    body["error"].setdefault("details", {"hint": "see the documentation"})
    return body


def _translated(body: dict[str, Any]) -> dict[str, Any]:
    body["error"]["message"] = "Något gick fel"
    return body


def _location(change: Callable[[str], str]) -> Rewrite:
    def rewrite(call: Call, answer: Answer) -> None:
        if "location" in answer.headers:
            answer.headers["location"] = change(answer.headers["location"])

    return rewrite


def _without_empty_branch(body: Any) -> Any:
    for item in body if isinstance(body, list) else []:
        for name in ("challenge", "request"):
            if get(item, f"/{name}") is None:
                del item[name]
    return body


def _without_challenge_id(body: Any) -> Any:
    for one in [body, *(item.get("request") for item in (body if isinstance(body, list) else []))]:
        if get(one, "/challengeId") is None:
            del one["challengeId"]
    return body


def _retimed(value: Any) -> Any:
    if isinstance(value, dict):
        return {name: _retimed_field(name, child) for name, child in value.items()}
    return [_retimed(child) for child in value] if isinstance(value, list) else value


def _retimed_field(name: str, value: Any) -> Any:
    if name.endswith("At") and isinstance(value, str):
        return datetime.fromisoformat(value).isoformat(timespec="seconds")
    return _retimed(value)


def _succeeded(spec: Spec, change: Callable[[Operation, list[Any]], None]) -> Rewrite:
    def rewrite(call: Call, answer: Answer) -> None:
        if call.operation and answer.status == call.operation.success.status and answer.body:
            document = [answer.json]
            change(call.operation, document)
            answer.json = document[0]

    return rewrite


def _everything(spec: Spec) -> Rewrite:
    def fill(operation: Operation, document: list[Any]) -> None:
        for place in _optional(spec, operation):
            for value in _objects(place, document):
                if not _is_echoed(operation, place):
                    value.setdefault(place.step, _least(spec, place))

    return _succeeded(spec, fill)


def _least(spec: Spec, place: Place) -> Any:
    """What a field holds that was not asked for."""
    if "null" in place.types:
        return None
    return False if place.types == ["boolean"] else sample(spec, place.schema)


def _nothing(spec: Spec) -> Rewrite:
    def strip(operation: Operation, document: list[Any]) -> None:
        for place in _optional(spec, operation):
            for value in _objects(place, document):
                if not _is_echoed(operation, place, unless_optional=True):
                    value.pop(place.step, None)

    return _succeeded(spec, strip)


def _unnulled(spec: Spec) -> Rewrite:
    """Give every nullable field without a rule of its own a value."""

    def fill(operation: Operation, document: list[Any]) -> None:
        for place in places(spec, operation.success.schema_pointer or ""):
            free = place.step in ("sponsor", "sources")
            for value in _objects(place, document) if free else ():
                value[place.step] = sample(spec, place.schema)

    return _succeeded(spec, fill)


def _optional(spec: Spec, operation: Operation) -> Iterator[Place]:
    for place in places(spec, operation.success.schema_pointer or ""):
        if not place.required and place.step.isalpha() and place.types != ["null"]:
            yield place


def _is_echoed(operation: Operation, place: Place, *, unless_optional: bool = False) -> bool:
    echoes = operation.extensions.get("x-echo", [])
    return any(one["to"].endswith(f"#{place}") and not (unless_optional and one.get("optional")) for one in echoes)


def _objects(place: Place, document: list[Any]) -> list[dict[str, Any]]:
    """The objects in a document that may have the property, whether or not they do."""
    if place.parent is None:
        return []
    values = [container[key] for container, key in _existing(place.parent, document)]
    return [value for value in values if isinstance(value, dict)]


def _existing(place: Place, document: list[Any]) -> Iterator[tuple[Any, Any]]:
    if place.parent is None:
        yield document, 0
        return
    for container, key in _existing(place.parent, document):
        value = container[key]
        if place.tag is not None:
            if get(value, f"/{place.tag[0]}") == place.tag[1]:
                yield container, key
        elif place.step == "*":
            children = value if isinstance(value, dict) else range(len(value)) if isinstance(value, list) else ()
            yield from ((value, child) for child in list(children))
        elif get(value, f"/{place.step}") is not ABSENT:
            yield value, place.step
