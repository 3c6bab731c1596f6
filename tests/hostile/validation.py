"""What the workspace takes and what it refuses: the limits of the documentation."""

from __future__ import annotations

import json
import math
import re
from collections.abc import Callable

from tests.hostile.jsontext import Json
from tests.hostile.wire import Request


class Refusal(Exception):
    """The request gets an error envelope."""

    def __init__(self, status: int, code: str, message: str, **details: Json) -> None:
        self.status, self.code, self.message, self.details = status, code, message, details


def creation_body(request: Request) -> dict[str, Json]:
    """The body of a creation that breaks no limit. Raises Refusal."""
    if "application/json" not in (request.header("Content-Type") or ""):
        raise invalid("Content-Type", request.header("Content-Type"))
    body = parsed(request.body)
    if not isinstance(body, dict):
        raise invalid("body", None)
    if "title" not in body:
        raise Refusal(400, "VALIDATION_MISSING_PARAMETER", "title is missing", parameter="title")
    for name, allowed in CHECKS.items():
        if name in body and not allowed(body[name]):
            raise invalid(name, body[name])
    return body


def parsed(body: bytes) -> Json:
    """The body as JSON, as bytes when it is none."""
    try:
        return json.loads(body, parse_constant=_refuse_constant)
    except (ValueError, RecursionError):
        return body


def _refuse_constant(name: str) -> Json:
    raise ValueError(f"{name} is no JSON")


def payload_of(body: dict[str, Json], eligible: list[str]) -> Json:
    """What is passed on to the scheduler."""
    payload = {
        "title": body["title"],
        "providerIds": body.get("providerIds", eligible),
        "maxStampClaims": int(body.get("maxStamps", 3)),
        "targetPlatform": body.get("targetPlatform"),
        "allowDuplicateParticipation": body.get("allowDuplicateParticipation", False),
    }
    return {**payload, "description": body["description"]} if "description" in body else payload


def _whole(value: Json) -> bool:
    return (type(value) is int or (isinstance(value, float) and value.is_integer())) and value >= 1


CHECKS: dict[str, Callable[[Json], bool]] = {
    "title": lambda value: isinstance(value, str) and len(value) <= 200,
    "description": lambda value: isinstance(value, str) and len(value) <= 1000,
    "providerIds": lambda value: isinstance(value, list) and all(isinstance(item, str) for item in value),
    "targetPlatform": lambda value: value in ("ios", "android"),
    "maxStamps": _whole,
    "allowDuplicateParticipation": lambda value: isinstance(value, bool),
}


def number_of(query: dict[str, list[str]], name: str, default: int, least: int, most: int | None) -> int:
    """A whole number of the query. Raises Refusal beyond its limits."""
    values = query.get(name, [str(default)])
    if len(values) != 1 or not re.fullmatch(r"[0-9]{1,15}", values[0]):
        raise invalid(name, values[-1])
    number = int(values[0])
    if number < least or (most is not None and number > most):
        raise invalid(name, values[-1])
    return number


def invalid(parameter: str, value: Json) -> Refusal:
    """The refusal of a parameter."""
    shown = None if isinstance(value, float) and not math.isfinite(value) else value
    return Refusal(400, "VALIDATION_INVALID_PARAMETER", f"{parameter} is invalid", parameter=parameter, value=shown)
