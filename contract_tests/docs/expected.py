"""What the spec leads one to expect on an operation's page: its surface, and what its extensions and policies add."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from contract_tests.docs.places import Said, Surface, without_items
from contract_tests.docs.surface import Surfaces
from contract_tests.spec import Operation, Spec

JSON = "application/json"


@dataclass(frozen=True)
class Expected:
    """The facts of an operation.

    `facts` has the places that pages name, in their notation; `fields` has the places of the successful answer as
    samples show them, relative to the body.
    """

    operation: Operation
    facts: Surface
    fields: Surface


def expected(spec: Spec, operation: Operation) -> Expected:
    """What the spec says about an operation, in the notation of its page."""
    surface = Surfaces(spec.document).read(operation.method, operation.path)
    success = f"/response/{operation.success.status}"
    facts: Surface = {}
    for place, said in surface.items():
        if place.startswith(("/request/", f"{success}/")):
            key = place.replace(success, "/response", 1)
            facts.setdefault(without_items(key), said)
    for status, response in operation.responses.items():
        source = surface[f"/response/{status}"].source
        facts[f"/response/status/{status}"] = Said({"codes": sorted(response.error_codes)}, response.pointer, source)
    facts |= _credentials(spec) | _media_type(operation)
    _add_idempotency(facts, operation)
    _add_patterns(facts, operation)
    body = f"{success}/body"
    fields = {place.removeprefix(body): said for place, said in surface.items() if place.startswith(f"{body}/")}
    return Expected(operation, facts, fields)


def _credentials(spec: Spec) -> Surface:
    schemes = spec.document["components"]["securitySchemes"]
    (name,) = schemes
    facts = {"type": "string", "required": True, "scheme": schemes[name].get("scheme", "").lower()}
    return {"/request/header/Authorization": Said(facts, f"/components/securitySchemes/{name}")}


def _media_type(operation: Operation) -> Surface:
    if operation.body_schema_pointer is None:
        return {}
    pointer = f"{operation.pointer}/requestBody/content"
    return {"/request/header/Content-Type": Said({"type": "string", "media-types": [JSON]}, pointer)}


def _add_idempotency(facts: Surface, operation: Operation) -> None:
    policy: dict[str, Any] | None = operation.extensions.get("x-idempotency")
    if policy is None:
        return
    pointer = f"{operation.pointer}/x-idempotency"
    key = f"/request/header/{policy['header']}"
    told = {"lifetime-seconds": policy["lifetime-seconds"], "scope": policy["scope"]}
    facts[key] = Said(facts[key].facts | told, facts[key].pointer, facts[key].source)
    replayed = policy["replayed"]
    facts[f"/response/header/{replayed['header']}"] = Said({"value": replayed["value"]}, pointer)


def _add_patterns(facts: Surface, operation: Operation) -> None:
    for name, header in operation.success.headers.items():
        pattern = header.get("schema", {}).get("pattern")
        key = f"/response/header/{name}"
        if pattern and key in facts:
            facts[key] = Said(facts[key].facts | {"pattern": pattern}, facts[key].pointer, facts[key].source)
