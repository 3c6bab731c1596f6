"""What the spec leads one to expect on an operation's page: its surface, and what its extensions and policies add."""

from __future__ import annotations

from dataclasses import dataclass

from contract_tests.docs.facts import LENGTHS, PlaceFacts, Surface, without_items
from contract_tests.docs.surface import read_surface
from scripts.spec.media_types import JSON
from scripts.spec.operations import Operation
from scripts.spec.pointers import child


@dataclass(frozen=True)
class Expected:
    """The facts of an operation: `expected(operation).facts["/request/body/title"]`.

    `facts` has the places that pages name, in their notation; `fields` has the places of the successful answer as
    samples show them, relative to the body.
    """

    operation: Operation
    facts: Surface
    fields: Surface


def expected(operation: Operation) -> Expected:
    """What the spec says about an operation, in the notation of its page."""
    surface = read_surface(operation)
    success = f"/response/{operation.success.status}"
    body = f"{success}/body"
    facts: Surface = {}
    for place, documented in surface.items():
        if place.startswith(("/request/", f"{success}/")):
            named = without_items(place.replace(success, "/response", 1))
            # What a page says of the length of texts in an array stands where it describes the array.
            lengths = {kind: documented.facts[kind] for kind in LENGTHS if kind in documented.facts}
            facts[named] = facts[named].adding(lengths) if named in facts else documented
    for status, response in operation.responses.items():
        codes = {"codes": sorted(response.error_codes)}
        facts[f"/response/status/{status}"] = surface[f"/response/{status}"].adding(codes)
    facts |= _headers(operation) | _idempotency(operation, facts)
    fields = {place.removeprefix(body): there for place, there in surface.items() if place.startswith(f"{body}/")}
    return Expected(operation, facts, fields)


def _headers(operation: Operation) -> Surface:
    """The headers of credentials and media type, which OpenAPI does not have as parameters."""
    ((name, scheme),) = operation.document.root["components"]["securitySchemes"].items()
    facts = {"type": "string", "required": True, "scheme": scheme.get("scheme", "").lower()}
    headers = {"/request/header/Authorization": PlaceFacts(facts, child("/components/securitySchemes", name))}
    if operation.request_schema:
        facts, pointer = {"type": "string", "media-types": [JSON]}, f"{operation.pointer}/requestBody/content"
        headers["/request/header/Content-Type"] = PlaceFacts(facts, pointer)
    return headers


def _idempotency(operation: Operation, facts: Surface) -> Surface:
    policy = operation.extensions.get("x-idempotency")
    if policy is None:
        return {}
    key, replayed = f"/request/header/{policy['header']}", policy["replayed"]
    window = {kind: policy[kind] for kind in ("lifetime-seconds", "scope")}
    value = PlaceFacts({"value": replayed["value"]}, f"{operation.pointer}/x-idempotency")
    return {key: facts[key].adding(window), f"/response/header/{replayed['header']}": value}
