"""What the documentation promises about a request: accepted, refused, or nothing at all.

Three answers matter to the judge. A request is *documented* when it keeps to everything that is written down;
it *breaks a limit* when it does what the documentation says is refused; and it is *odd* when it does
something that is published nowhere, so that no answer to it can be called drift.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import jsonschema_rs

from contract_tests.judging.exchange import Exchange
from contract_tests.judging.limits import limit_in_words
from contract_tests.judging.making import each_item
from contract_tests.judging.values import describe
from scripts.spec.media_types import JSON, essence
from scripts.spec.operations import Operation, Parameter
from scripts.spec.pointers import child, each
from scripts.spec.spec import Spec

# Where no maximum is documented, what a number beyond 32 bits gets is published nowhere.
LARGEST_USUAL_NUMBER = 2**31 - 1
LIMITING_KEYWORDS = frozenset(
    {"type", "enum", "maxLength", "minLength", "minimum", "maximum", "required", "pattern", "maxItems", "minItems"}
)
# Whether it is taken is published nowhere; once it is, the text is what was asked for.
LINE_BREAK = "a text holds a line break or a tab"
ADDRESS = re.compile("https?://", re.IGNORECASE)
# What was seen in a sample alone, or nowhere, is promised by nobody.
NOT_PROMISED = ("sample", "inferred")


@dataclass(frozen=True)
class BrokenLimit:
    """A documented limit that a request breaks: `place` in the request, `expected` and `sent` in words, `pointer`."""

    place: str
    expected: str
    pointer: str
    sent: str = ""


@dataclass(frozen=True)
class Reading:
    """What a request is, seen from the documentation."""

    broken: tuple[BrokenLimit, ...]
    odd: tuple[str, ...]

    @property
    def documented(self) -> bool:
        """Whether every promise about the request is that it succeeds."""
        return not self.broken and not self.odd

    @property
    def stands(self) -> bool:
        """Whether a success means that all of the request was taken as it is."""
        return not self.broken and set(self.odd) <= {LINE_BREAK}


class RequestReader:
    """Reads requests against a spec."""

    def __init__(self, spec: Spec) -> None:
        self._spec = spec
        components = {"schemas": spec.root["components"]["schemas"]}
        self._validators = {
            operation.request_schema: jsonschema_rs.Draft202012Validator(
                {"$ref": f"#{operation.request_schema}", "components": components}
            )
            for operation in spec.operations.values()
            if operation.request_schema
        }

    def read(self, exchange: Exchange) -> Reading:
        """Read the request of an exchange that belongs to an operation."""
        operation = exchange.operation
        assert operation is not None
        broken: list[BrokenLimit] = []
        odd = [*_odd_paths(exchange), *_odd_query(exchange, operation), *_odd_headers(exchange, operation)]
        for parameter in operation.parameters_in("header"):
            broken += _broken_header(parameter, exchange)
        if operation.request_schema:
            body_broken, body_odd = self._read_body(exchange, operation.request_schema, each_item(operation))
            broken += body_broken
            odd += body_odd
        return Reading(tuple(broken), tuple(odd))

    def _read_body(self, exchange: Exchange, pointer: str, each_item: str) -> tuple[list[BrokenLimit], list[str]]:
        """What a body breaks and what is odd about it; `each_item` is where what it asks for may fail by itself."""
        body = exchange.request_json
        if not isinstance(body, dict):
            return [], ["the body is not a JSON object"]
        errors = list(self._validators[pointer].iter_errors(body))
        odd = [f"the field {name!r} is not documented" for name in undocumented_fields(self._spec, pointer, body)]
        odd += _odd_fields(self._spec, pointer, body)
        broken = []
        for error in errors:
            if not _limiting(error):
                odd.append(f"{_place(error)} is null or a fraction")
            elif each_item and f"{_place(error)}/".startswith(f"request body {each_item}/"):
                odd.append(f"{_place(error)} is about one of several things, which may fail by itself")
            elif self._source(pointer, error) in NOT_PROMISED:
                odd.append(f"{_place(error)} breaks a limit that is promised nowhere")
            else:
                broken.append(_limit(error))
        return broken, odd

    def _source(self, pointer: str, error: jsonschema_rs.ValidationError) -> str | None:
        """Where a limit comes from: the innermost `x-source` around the value that breaks it."""
        source, path, keys = None, "", list(error.instance_path)
        if error.schema_path[-1] == "required":
            keys.append(error.kind.as_dict()["property"])
        for key in keys:
            path = child(path, "*" if isinstance(key, int) else key)
            for schema in self._spec.find(pointer, path):
                for branch in self._spec.branches(schema):
                    source = self._spec.raw(branch).get("x-source", source)
        return source


def eligible_fields(spec: Spec, operation: Operation) -> dict[str, dict[str, Any]]:
    """The fields of a request body whose values are taken from a collection, with their `x-eligible`."""
    if not operation.request_schema:
        return {}
    properties = spec.at(operation.request_schema).get("properties", {})
    return {name: schema["x-eligible"] for name, schema in properties.items() if "x-eligible" in schema}


def keyed_fields(spec: Spec, operation: Operation) -> dict[str, dict[str, Any]]:
    """The fields of a request body that are maps with keys from a collection, with their `x-keys`."""
    pointer = operation.request_schema
    names = spec.at(pointer).get("properties", {}) if pointer else {}
    fields = {name: spec.raw(child(pointer or "", "properties", name)) for name in names}
    return {name: schema["x-keys"] for name, schema in fields.items() if "x-keys" in schema}


def undocumented_fields(spec: Spec, pointer: str, value: Any) -> Iterator[str]:
    """The names of fields in a value that the schema at a pointer does not have, where it does not leave that open."""
    schema = spec.at(pointer)
    if isinstance(value, list) and "items" in schema:
        for item in value:
            yield from undocumented_fields(spec, child(spec.locate(pointer), "items"), item)
    if not isinstance(value, dict) or schema.get("type") != "object":
        return
    for name, one in value.items():
        if name in schema.get("properties", {}):
            yield from undocumented_fields(spec, child(spec.locate(pointer), "properties", name), one)
        elif schema.get("additionalProperties", False) is False:
            yield name


def sends_undocumented(spec: Spec, pointer: str, value: Any) -> bool:
    """Whether a value has a field that its schema does not have, be its name empty."""
    return next(undocumented_fields(spec, pointer, value), None) is not None


def _limit(error: jsonschema_rs.ValidationError) -> BrokenLimit:
    keyword, details = str(error.schema_path[-1]), error.kind.as_dict()
    pointer = "".join(f"/{token}" for token in error.schema_path)
    if keyword == "required":
        return BrokenLimit(f"{_place(error)}/{details['property']}", "required", pointer)
    value = details.get("limit", details.get("options", details.get("types", details.get("pattern"))))
    return BrokenLimit(_place(error), limit_in_words(keyword, value), pointer, describe(error.instance))


def _limiting(error: jsonschema_rs.ValidationError) -> bool:
    """Whether the error breaks something documented: what null or a fraction gets is published nowhere."""
    value = error.instance
    keyword = error.schema_path[-1]
    return keyword in LIMITING_KEYWORDS and (keyword == "required" or not (value is None or isinstance(value, float)))


def _place(error: jsonschema_rs.ValidationError) -> str:
    return "request body " + "".join("/*" if isinstance(key, int) else f"/{key}" for key in error.instance_path)


def _odd_fields(spec: Spec, pointer: str, body: dict[str, Any]) -> Iterator[str]:
    """What is promised nowhere about the fields of an object, and of the objects inside."""
    schema = spec.at(pointer)
    properties = schema.get("properties", {})
    for name, value in body.items():
        if name not in properties:
            continue
        yield from _odd_inside(spec, child(spec.locate(pointer), "properties", name), value)
        if value in ("", []) and value != properties[name].get("x-cleared-by"):
            yield f"the field {name!r} is empty"
        elif isinstance(value, int) and abs(value) > LARGEST_USUAL_NUMBER:
            yield f"the field {name!r} is larger than any count"
        elif "x-eligible" in properties[name]:
            yield from _odd_choice(name, value)


def _odd_inside(spec: Spec, pointer: str, value: Any) -> Iterator[str]:
    if isinstance(value, str) and set(value) & {"\n", "\t"}:
        yield LINE_BREAK
    if isinstance(value, str) and not value.translate({ord("\n"): None, ord("\t"): None}).isprintable():
        yield "a text holds control characters"
    if isinstance(value, str) and ADDRESS.match(value) and not value.isascii():
        yield "an address holds characters that no address has"
    if isinstance(value, dict):
        yield from _odd_fields(spec, pointer, value)
    if isinstance(value, list) and "items" in spec.at(pointer):
        for item in value:
            yield from _odd_inside(spec, child(spec.locate(pointer), "items"), item)


def _odd_choice(name: str, value: Any) -> Iterator[str]:
    values = list(each(value, "/*"))
    if any(values.count(one) > 1 for one in values):
        yield f"the field {name!r} repeats a value"


def _odd_paths(exchange: Exchange) -> Iterator[str]:
    for name, value in exchange.path_values.items():
        if not value.replace("-", "").replace("_", "").isalnum() or not value.isascii():
            yield f"the path parameter {name} holds characters that no identifier has"


def _odd_query(exchange: Exchange, operation: Operation) -> Iterator[str]:
    documented = {parameter.name: parameter for parameter in operation.parameters_in("query")}
    query = exchange.query
    for name, value in query:
        if name not in documented:
            yield f"the query parameter {name!r} is not documented"
        elif not _whole(value, documented[name]):
            yield f"the query parameter {name!r} is out of range or malformed"
    single = [name for name, _ in query if name not in documented or documented[name].schema.get("type") != "array"]
    if len(set(single)) < len(single):
        yield "a query parameter is repeated"


def _whole(value: str, parameter: Parameter) -> bool:
    """Whether an integer parameter is within its range; what else gets is published nowhere."""
    schema = parameter.schema
    if schema.get("type") != "integer":
        return True
    if not value.isascii() or not value.isdigit() or len(value) > 9:
        return False
    return bool(schema.get("minimum", 0) <= int(value) <= schema.get("maximum", int(value)))


def _odd_headers(exchange: Exchange, operation: Operation) -> Iterator[str]:
    content_type = exchange.request_headers.get("Content-Type", "")
    if operation.request_schema and essence(content_type) != JSON:
        yield "the body's media type is not documented"
    if not operation.request_schema and content_type:
        yield "a body is not documented"
    for parameter in operation.parameters_in("header"):
        value = exchange.request_headers.get(parameter.name, "x")
        if not value or not value.isascii() or not value.isprintable() or value != value.strip():
            yield f"the header {parameter.name} is empty or holds unusual characters"


def _broken_header(parameter: Parameter, exchange: Exchange) -> Iterator[BrokenLimit]:
    value = exchange.request_headers.get(parameter.name)
    place = f"request header {parameter.name}"
    longest = parameter.schema.get("maxLength")
    if value is None and parameter.required:
        yield BrokenLimit(place, "required", parameter.pointer)
    if value is not None and longest is not None and len(value) > longest:
        yield BrokenLimit(
            place, f"at most {longest} characters", f"{parameter.pointer}/schema/maxLength", describe(value)
        )
