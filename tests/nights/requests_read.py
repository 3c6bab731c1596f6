"""What the stand-in sandbox was asked: the call, and the checks that the documentation asks for."""

import json
import re
from dataclasses import dataclass, field
from urllib.parse import parse_qs, unquote

from tests.nights.night import CREATE_TEST, LIST_APPS, LIST_TESTS, READ_REPORT, Choices, JsonValue, Reply
from tests.nights.records import CHIP_BASED, App

BASE_PATH = "/connect/v1"
MAX_TITLE, MAX_DESCRIPTION, MAX_KEY = 200, 1000, 255
MAX_LIMIT, DEFAULT_LIMIT = 100, 20
PLATFORMS = ("ios", "android")
DEFAULT_STAMPS = 3


class Refusal(Exception):
    """A request that gets an error envelope."""

    def __init__(self, status: int, code: str, message: str, details: dict[str, JsonValue] | None = None) -> None:
        super().__init__(message)
        self.status, self.code, self.message, self.details = status, code, message, details

    def reply(self, request_id: str, *, with_details: bool = True) -> Reply:
        """Return the documented envelope."""
        error: dict[str, JsonValue] = {"code": self.code, "message": self.message}
        if self.details is not None and with_details:
            error["details"] = self.details
        return Reply(self.status, {"error": error, "request_id": request_id})


def invalid(parameter: str, value: JsonValue) -> Refusal:
    """Return the refusal of a parameter that breaks its documentation."""
    details = {"parameter": parameter, "value": value}
    return Refusal(400, "VALIDATION_INVALID_PARAMETER", f"{parameter} is not valid", details)


def not_found(what: str) -> Refusal:
    """Return the refusal of an app or challenge that the workspace does not have."""
    return Refusal(404, "RESOURCE_NOT_FOUND", f"{what} not found")


@dataclass(frozen=True)
class Call:
    """A request as it arrived. `parts` are the decoded segments of the path below the base path."""

    method: str
    target: str
    headers: dict[str, str] = field(default_factory=dict)
    body: bytes = b""

    @property
    def path(self) -> str:
        """The path without the query, not decoded."""
        return self.target.partition("?")[0]

    @property
    def query(self) -> dict[str, list[str]]:
        """The query's values by name."""
        return parse_qs(self.target.partition("?")[2], keep_blank_values=True)

    @property
    def parts(self) -> tuple[str, ...]:
        """The segments of the path below the base path; none outside of it."""
        if not self.path.startswith(BASE_PATH + "/"):
            return ()
        return tuple(unquote(part) for part in self.path.removeprefix(BASE_PATH + "/").split("/"))

    @property
    def operation(self) -> str:
        """The operation's name, or nothing for what the API does not have."""
        match self.method, self.parts:
            case "GET", ("apps",):
                return LIST_APPS
            case "GET", ("apps", client_id, "production-tests") if client_id:
                return LIST_TESTS
            case "POST", ("apps", client_id, "production-tests") if client_id:
                return CREATE_TEST
            case "GET", ("apps", client_id, "production-tests", challenge_id, "report") if client_id and challenge_id:
                return READ_REPORT
        return ""


def window(call: Call, choices: Choices) -> tuple[int, int]:
    """Return limit and offset of a list, with what nobody documented decided by `choices.paging_limits`."""
    limit = _whole(call, "limit", DEFAULT_LIMIT, 1, MAX_LIMIT, choices.paging_limits)
    offset = _whole(call, "offset", 0, 0, None, choices.paging_limits)
    return limit, offset


def _whole(call: Call, name: str, default: int, low: int, high: int | None, otherwise: str) -> int:
    values = call.query.get(name)
    if not values:
        return default
    text = values[-1]
    if not re.fullmatch(r"-?[0-9]{1,12}", text, re.ASCII):
        if otherwise == "refuse":
            raise invalid(name, text)
        return default
    number = int(text)
    if number >= low and (high is None or number <= high):
        return number
    if otherwise == "refuse":
        raise invalid(name, number)
    if otherwise == "default":
        return default
    return max(low, number if high is None else min(high, number))


def read_body(call: Call) -> dict[str, JsonValue]:
    """Return the JSON object of the body; raise a refusal for anything else."""
    media_type = call.headers.get("content-type", "application/json").partition(";")[0].strip().lower()
    if media_type != "application/json":
        raise invalid("Content-Type", media_type)
    try:
        body = json.loads(call.body.decode(), parse_constant=_no_constant)
        json.dumps(body, ensure_ascii=False).encode()
    except (ValueError, RecursionError):
        raise invalid("body", None) from None
    if not isinstance(body, dict):
        raise invalid("body", body)
    return body


def _no_constant(name: str) -> JsonValue:
    raise ValueError(name)


def read_creation(body: dict[str, JsonValue], choices: Choices) -> dict[str, JsonValue]:
    """Return the checked fields of a creation; raise a refusal for the first that breaks its documentation."""
    known = {"title", "description", "providerIds", "targetPlatform", "maxStamps", "allowDuplicateParticipation"}
    fields = {key: value for key, value in body.items() if key in known}
    if choices.unknown_field == "refuse" and len(fields) < len(body):
        stranger = next(key for key in body if key not in known)
        raise invalid(stranger, body[stranger])
    if choices.null == "absent":
        fields = {key: value for key, value in fields.items() if value is not None}
    if "title" not in fields:
        raise Refusal(400, "VALIDATION_MISSING_PARAMETER", "title is missing", {"parameter": "title"})
    _check_text("title", fields["title"], MAX_TITLE)
    if not fields["title"] and choices.empty_title == "refuse":
        raise invalid("title", "")
    if "description" in fields:
        _check_text("description", fields["description"], MAX_DESCRIPTION)
    if "targetPlatform" in fields and fields["targetPlatform"] not in PLATFORMS:
        raise invalid("targetPlatform", fields["targetPlatform"])
    if not isinstance(fields.get("allowDuplicateParticipation", False), bool):
        raise invalid("allowDuplicateParticipation", fields["allowDuplicateParticipation"])
    if "maxStamps" in fields:
        fields["maxStamps"] = _stamps(fields["maxStamps"], choices)
    return fields


def _check_text(name: str, value: JsonValue, longest: int) -> None:
    if not isinstance(value, str) or len(value) > longest:
        raise invalid(name, value)


def _stamps(value: JsonValue, choices: Choices) -> int:
    if isinstance(value, bool) or not isinstance(value, int | float) or value < 1 or value in (float("inf"),):
        raise invalid("maxStamps", None if value == float("inf") else value)
    if value != int(value) and choices.fraction == "refuse":
        raise invalid("maxStamps", value)
    return int(value)


def choose_providers(asked: JsonValue, app: App, unavailable: str, code: str) -> list[str]:
    """Return the providers of a new test: those that were asked for, or all eligible ones."""
    eligible = [key for key, enabled in app.providers.items() if enabled and key not in (CHIP_BASED, unavailable)]
    if asked is None:
        if not eligible:
            raise Refusal(400, code, "the app has no eligible provider", {"parameter": "providerIds", "value": []})
        return eligible
    if not isinstance(asked, list) or not asked or not all(isinstance(key, str) for key in asked):
        raise invalid("providerIds", asked)
    for key in asked:
        if key not in eligible:
            raise Refusal(400, code, f"{key!r} is not eligible", {"parameter": "providerIds", "value": asked})
    return list(asked)


def read_key(call: Call, choices: Choices) -> str:
    """Return the idempotency key, or nothing when there is none."""
    key = call.headers.get("idempotency-key")
    if key is None:
        return ""
    if len(key) > MAX_KEY:
        raise invalid("Idempotency-Key", key)
    if not key and choices.empty_key == "refuse":
        raise invalid("Idempotency-Key", key)
    return key
