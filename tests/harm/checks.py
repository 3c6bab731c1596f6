"""What a body and a query must be; whatever is not gets a documented refusal."""

from __future__ import annotations

import json
from typing import Any
from urllib.parse import urlsplit

from tests.harm import seed
from tests.harm.seed import JsonObject

NODE_TYPES = {"request", "response", "verification", "check-min-loa", "check-claim", "evaluate", "if"}
LIMIT_DEFAULT, LIMIT_MAXIMUM = 20, 100
TYPES = {str: "a string", bool: "a boolean", int: "a whole number", list: "an array", dict: "an object"}


class Refused(Exception):
    """A refusal with its status, code and details."""

    def __init__(self, status: int, code: str, message: str, **details: Any) -> None:
        super().__init__(message)
        self.status, self.code, self.message, self.details = status, code, message, details


def invalid(parameter: str, value: object, message: str) -> Refused:
    """Return the refusal of a value."""
    return Refused(400, "VALIDATION_INVALID_PARAMETER", f"{parameter} {message}", parameter=parameter, value=value)


def not_found(what: str) -> Refused:
    """Return the refusal of an identifier that names nothing here."""
    return Refused(404, "RESOURCE_NOT_FOUND", f"{what} not found")


def json_object(body: bytes) -> JsonObject:
    """Return the JSON object in a body."""
    try:
        value = json.loads(body)
    except ValueError:
        raise invalid("body", None, "is not JSON") from None
    if not isinstance(value, dict):
        raise invalid("body", None, "must be an object")
    return value


def typed(body: JsonObject, field: str, kind: type, required: bool = False) -> Any:
    """Return a field of the body, or None when an optional one is not there."""
    if field not in body:
        if required:
            raise Refused(400, "VALIDATION_MISSING_PARAMETER", f"{field} is required", parameter=field)
        return None
    value = body[field]
    if not isinstance(value, kind) or (isinstance(value, bool) and kind is not bool):
        raise invalid(field, value, f"must be {TYPES[kind]}")
    return value


def strings(body: JsonObject, field: str, required: bool = False) -> Any:
    """Return an array of strings of the body."""
    values = typed(body, field, list, required)
    if values is not None and not all(isinstance(value, str) for value in values):
        raise invalid(field, values, "must hold strings")
    return values


def name(body: JsonObject, required: bool = True) -> Any:
    """Return the name that a body gives."""
    value = typed(body, "name", str, required)
    if value is not None and not value.strip():
        raise invalid("name", value, "must not be empty")
    return value


def window(query: dict[str, str]) -> tuple[int, int]:
    """Return limit and offset of a query."""
    limit = whole(query, "limit", LIMIT_DEFAULT, 1)
    return min(limit, LIMIT_MAXIMUM), whole(query, "offset", 0, 0)


def whole(query: dict[str, str], field: str, default: int, least: int) -> int:
    text = query.get(field, str(default))
    if not text.isascii() or not text.isdigit() or len(text) > 15 or int(text) < least:
        raise invalid(field, text, f"must be a whole number of at least {least}")
    return int(text)


def redirect_uris(body: JsonObject, required: bool = False) -> list[str] | None:
    """Return the redirect URIs of a body as they are stored: hosts in lower case, each once."""
    values = strings(body, "redirectUris", required)
    if values is None:
        return None
    if len(values) > 20:
        raise invalid("redirectUris", len(values), "must hold at most 20 URIs")
    return list(dict.fromkeys(redirect_uri(value) for value in values))


def redirect_uri(value: str) -> str:
    try:
        parts = urlsplit(value)
        host = parts.hostname
    except ValueError:
        raise invalid("redirectUris", value, "must be URIs") from None
    secure = parts.scheme == "https" or (parts.scheme == "http" and host == "localhost")
    if len(value) > 2048 or not host or "#" in value or not secure:
        raise invalid("redirectUris", value, "must be https URIs with a host and without a fragment")
    return parts._replace(netloc=parts.netloc.lower()).geturl()


def webhook(body: JsonObject) -> JsonObject | None:
    """Return the named fields of a webhook configuration."""
    config = typed(body, "webhookConfig", dict)
    if config is None:
        return None
    kinds = {"url": str, "enabled": bool, "retryAttempts": int, "timeoutSeconds": int}
    named = {field: typed(config, field, kind) for field, kind in kinds.items() if field in config}
    if "events" in config:
        named["events"] = strings(config, "events")
    if not named.get("url", "https://").startswith("https://"):
        raise invalid("webhookConfig.url", named["url"], "must be https")
    return named


def app_changes(body: JsonObject) -> JsonObject:
    """Return what a PATCH of an app changes."""
    for field in ("clientId", "clientSecret"):
        if field in body:
            raise invalid(field, None, "cannot be changed")
    changes: JsonObject = {
        "name": name(body, required=False),
        "redirectUris": redirect_uris(body),
        "webhookConfig": webhook(body),
    }
    for field in ("defaultSuccessRedirectUri", "defaultFailureRedirectUri", "logo"):
        changes[field] = typed(body, field, str)
    if changes["logo"] and not changes["logo"].startswith("data:"):
        raise invalid("logo", None, "must be a data URL")
    return {field: value for field, value in changes.items() if value is not None}


def workflow(body: JsonObject) -> JsonObject:
    """Return name, entry and nodes of a workflow whose graph holds together."""
    given = {
        "name": name(body),
        "entryNodeId": typed(body, "entryNodeId", str, required=True),
        "nodes": typed(body, "nodes", list, required=True),
    }
    ids = [node_id(node) for node in given["nodes"]]
    if len(set(ids)) != len(ids):
        raise invalid("nodes", ids, "must have identifiers of their own")
    if given["entryNodeId"] not in ids:
        raise invalid("entryNodeId", given["entryNodeId"], "must be one of the nodes")
    if given["nodes"][0]["type"] != "request" or given["nodes"][-1]["type"] != "response":
        raise invalid("nodes", ids, "must begin with a request and end with a response")
    for node in given["nodes"]:
        check_node(node, ids)
    return given


def node_id(node: Any) -> Any:
    if not isinstance(node, dict):
        raise invalid("nodes", node, "must hold objects")
    kind = typed(node, "type", str, required=True)
    if kind not in NODE_TYPES:
        raise invalid("nodes.type", kind, "is not a type of node")
    return typed(node, "id", str, required=True)


def check_node(node: JsonObject, ids: list[str]) -> None:
    following = node.get("next")
    if node["type"] == "if" and not isinstance(following, list):
        raise invalid("nodes.next", following, "must be an array of routes")
    if node["type"] != "if" and following is not None and following not in ids:
        raise invalid("nodes.next", following, "must name a node")
    config = typed(node, "config", dict)
    if config is not None and not within(config, 5):
        raise invalid("nodes.config", None, "is too deep or too wide")


def within(value: object, levels: int) -> bool:
    """Tell whether a configuration has few enough levels and keys."""
    if isinstance(value, list):
        return all(within(item, levels) for item in value)
    if not isinstance(value, dict):
        return True
    return levels > 0 and len(value) <= 50 and all(within(item, levels - 1) for item in value.values())


def eligible(app: JsonObject) -> list[str]:
    """Return the providers of an app that a production test may use."""
    return [
        provider
        for provider, settings in app["providers"].items()
        if settings["enabled"] and seed.PROVIDERS.get(provider, seed.CHIP_BASED) != seed.CHIP_BASED
    ]


def production_test(body: JsonObject, app: JsonObject) -> JsonObject:
    """Return the payload of a production test."""
    title = bounded(body, "title", 200, required=True)
    description = bounded(body, "description", 1000)
    platform = typed(body, "targetPlatform", str)
    if platform not in (None, "ios", "android"):
        raise invalid("targetPlatform", platform, "must be ios or android")
    stamps = typed(body, "maxStamps", int)
    if stamps is not None and stamps < 1:
        raise invalid("maxStamps", stamps, "must be at least 1")
    payload = {
        "title": title,
        "providerIds": chosen(body, app),
        "maxStampClaims": 3 if stamps is None else stamps,
        "targetPlatform": platform,
    }
    duplicates = typed(body, "allowDuplicateParticipation", bool)
    optional = {"description": description, "allowDuplicateParticipation": duplicates}
    return payload | {field: value for field, value in optional.items() if value is not None}


def bounded(body: JsonObject, field: str, longest: int, required: bool = False) -> str | None:
    value: str | None = typed(body, field, str, required)
    if value is not None and len(value) > longest:
        raise invalid(field, None, f"must have at most {longest} characters")
    return value


def chosen(body: JsonObject, app: JsonObject) -> list[str]:
    providers: list[str] | None = strings(body, "providerIds")
    if providers is None:
        return eligible(app)
    for provider in providers:
        if provider not in eligible(app):
            raise invalid("providerIds", provider, "is not eligible")
    return providers
