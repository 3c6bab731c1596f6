"""What the spec leads one to expect on a page: the surface of an operation, and what its text has to carry."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from contract_tests.docs.facts import LENGTHS, LIMITS, PlaceFacts, Surface, without_items
from contract_tests.docs.surface import read_surface
from scripts.spec.media_types import JSON
from scripts.spec.operations import Operation
from scripts.spec.pointers import child
from scripts.spec.spec import Spec

# By place of a page, `` for anywhere on it: the tokens that have to stand there, and where the spec has their fact.
Due = dict[str, dict[str, str]]


@dataclass(frozen=True)
class Expected:
    """What stands on the page of an operation: `expected(operation).facts["/request/body/title"]`.

    `facts` has the places that pages name, in their notation; `fields` has the places of the successful answer as
    samples show them, relative to the body. `elsewhere` are the places of `due` that another page speaks of.
    """

    operation: Operation
    facts: Surface
    fields: Surface
    due: Due
    elsewhere: set[str]


# A score compares hundreds of pages with one operation.
@lru_cache(maxsize=200)
def expected(operation: Operation) -> Expected:
    """What the spec says about an operation, in the notation of its page."""
    surface = read_surface(operation)
    success = f"/response/{operation.success.status}"
    body = f"{success}/body"
    facts: Surface = {}
    for place, documented in surface.items():
        if place.startswith(("/request/", f"{success}/")) or "/header/" in place:
            named = re.sub(r"^/response/\d+", "/response", without_items(place))
            # What a page says of the length of texts in an array stands where it describes the array.
            lengths = {kind: documented.facts[kind] for kind in LENGTHS if kind in documented.facts}
            facts[named] = facts[named].adding(lengths) if named in facts else documented
    facts |= _headers(operation)
    fields = {place.removeprefix(body): there for place, there in surface.items() if place.startswith(f"{body}/")}
    due: Due = {place: dict(_tokens(there)) for place, there in facts.items()}
    elsewhere = {place for place, there in facts.items() if there.source is not None}
    # The page of an operation speaks of the headers that always come.
    headers = {place: there for place, there in surface.items() if re.match("/response/2.*/header/", place)}
    announced = {place: there for place, there in headers.items() if there.source is None and there.facts["required"]}
    due[""] = {place.rpartition("/")[2].lower(): there.pointer for place, there in announced.items()}
    for place, tokens in _idempotency(operation):
        due.setdefault(place, {}).update(tokens)
    return Expected(operation, facts, fields, due, elsewhere)


def expected_of_guide(spec: Spec, name: str) -> Due:
    """The facts of the spec that come from a guide, as tokens that have to stand anywhere on its page."""
    due = {str(one["url"]): "/servers" for one in spec.root["servers"] if one.get("x-source") == name}
    for operation in spec.operations.values():
        for place, there in read_surface(operation).items():
            if there.source == name:
                # A field or a header by its name, an answer by its status.
                named = re.search(r"/(?!body$)([A-Za-z][\w-]*|\d{3})$", place)
                due |= {named[1].lower(): there.pointer} if named else {}
                due |= _tokens(there)
        for status, response in operation.responses.items():
            if operation.document.raw(response.pointer).get("x-source") == name:
                due |= {f"{status} {code.lower()}": response.pointer for code in response.error_codes}
    return {"": due}


def _tokens(there: PlaceFacts) -> Iterator[tuple[str, str]]:
    """The tokens that say what the spec states at a place, as far as pages say it in words."""
    for kind, value in there.facts.items():
        written = str(value).lower()
        if kind in LIMITS and not (kind.startswith("min") and (value == 0 or there.source)):
            owner = (
                f"{there.pointer}/items" if kind in LENGTHS and "[]" in there.facts.get("type", "") else there.pointer
            )
            yield f"{'most' if kind.startswith('max') else 'least'} {written}", f"{owner}/{kind}"
        elif kind == "default" and isinstance(value, bool | int | float | str):
            yield f"default {written}", f"{there.pointer}/default"
        elif kind == "scheme":
            yield written, there.pointer
        elif kind in ("values", "media-types"):
            yield from ((one.lower(), there.pointer) for one in value)


def _headers(operation: Operation) -> Surface:
    """The headers of credentials and media type, which OpenAPI does not have as parameters."""
    ((name, scheme),) = operation.document.root["components"]["securitySchemes"].items()
    facts = {"type": "string", "required": True, "scheme": scheme.get("scheme", "").lower()}
    headers = {"/request/header/Authorization": PlaceFacts(facts, child("/components/securitySchemes", name))}
    if operation.request_schema:
        facts, pointer = {"type": "string", "media-types": [JSON]}, f"{operation.pointer}/requestBody/content"
        headers["/request/header/Content-Type"] = PlaceFacts(facts, pointer)
    return headers


def _idempotency(operation: Operation) -> Iterator[tuple[str, dict[str, str]]]:
    """What the page says where it describes the key."""
    if policy := operation.extensions.get("x-idempotency"):
        conflict, replayed = policy["conflict"], policy["replayed"]
        tokens = (
            f"{policy['lifetime-seconds']} second",
            f"per {policy['scope']}",
            replayed["header"].lower(),
            replayed["value"],
            f"{conflict['status']} {conflict['code'].lower()}",
        )
        yield f"/request/header/{policy['header']}", dict.fromkeys(tokens, f"{operation.pointer}/x-idempotency")
