"""The strict reading of an exchange: its status, media type, headers, error envelope and body against the spec.

Nothing that the documentation leaves open is asserted. What an odd request gets may be any refusal.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from contract_tests.judging.exchange import Exchange
from contract_tests.judging.finding import Deviation
from contract_tests.judging.observed import observed_value
from contract_tests.judging.requests import Reading
from contract_tests.judging.shapes import Shapes
from contract_tests.judging.values import LONGEST_HEADER, describe
from scripts.spec.media_types import essence
from scripts.spec.operations import Operation, Response
from scripts.spec.pointers import child, get
from scripts.spec.spec import Spec

NOTICES = ("Deprecation", "Sunset", "Warning")


class Judge:
    """Reads exchanges strictly against a spec."""

    def __init__(self, spec: Spec, shapes: Shapes) -> None:
        self._spec, self._shapes = spec, shapes
        self._eligible = {
            operation.id: any("x-eligible" in schema for schema in self._body_properties(operation).values())
            for operation in spec.operations.values()
        }

    def read(self, exchange: Exchange, request: Reading) -> list[Deviation]:
        """Everything about an exchange that contradicts the spec; `request` is what its request is.

        Empty for a request to no operation.
        """
        operation = exchange.operation
        if operation is None:
            return []
        deviations = [
            *_notices(exchange, operation),
            *_undocumented_status(exchange, operation, request),
            *_verdict_on_request(exchange, operation, request),
        ]
        response = exchange.documented_response
        # A gateway may answer for the service when a path holds what no identifier does.
        if response is None or any("path parameter" in reason for reason in request.odd):
            return deviations
        return [*deviations, *self._answer(exchange, response, request)]

    def _answer(self, exchange: Exchange, response: Response, request: Reading) -> Iterator[Deviation]:
        yield from _headers(exchange, response)
        yield from self._header_shapes(exchange, response)
        media_type = essence(exchange.headers.get("Content-Type", ""))
        if response.schema and not exchange.is_json:
            place = f"response {exchange.status} body"
            yield Deviation("not-json", "breaking", place, "JSON", _body_in_words(exchange), response.pointer)
            return
        place = f"response {exchange.status} header Content-Type"
        if response.media_types and media_type not in response.media_types:
            expected = " or ".join(response.media_types)
            yield Deviation("media-type", "breaking", place, expected, media_type or "absent", response.pointer)
        body = self._shapes.body(exchange)
        if body is None:
            return
        for deviation in body.deviations:
            yield _placed(deviation, exchange)
        yield from self._error_code(exchange, response)
        # Of what is missing there is no value to tell.
        if request.broken and not any(limit.expected == "required" for limit in request.broken):
            yield from _error_details(exchange, response)

    def _header_shapes(self, exchange: Exchange, response: Response) -> Iterator[Deviation]:
        for name, pointer in response.headers.items():
            if name in exchange.headers:
                for deviation in self._shapes.deviations(child(pointer, "schema"), exchange.headers[name]):
                    place = f"response {exchange.status} header {name}"
                    observed = describe(exchange.headers[name], LONGEST_HEADER)
                    yield Deviation("header", "breaking", place, deviation.expected, observed, deviation.pointer)

    def _error_code(self, exchange: Exchange, response: Response) -> Iterator[Deviation]:
        code, operation = exchange.error_code, exchange.operation
        if code is None or operation is None or not response.error_codes or code in response.error_codes:
            return
        place, pointer = (
            f"response {exchange.status} body {operation.error_envelope['code']}",
            f"{response.pointer}/x-error-codes",
        )
        expected = ", ".join(response.error_codes)
        expected = f"one of {expected}" if len(response.error_codes) > 1 else expected
        elsewhere = [other.status for other in operation.responses.values() if code in other.error_codes]
        if elsewhere:
            yield Deviation("error-code", "breaking", place, expected, f"{code}, which is for {elsewhere[0]}", pointer)
        elif not (exchange.status == 400 and self._eligible[operation.id]):
            # Which code an ineligible choice gets is published nowhere, so 400 may bring any.
            yield Deviation("new-value", "additive", place, expected, describe(code), pointer, observed_value(code))

    def _body_properties(self, operation: Operation) -> dict[str, dict[str, object]]:
        pointer = operation.request_schema
        return self._spec.at(pointer).get("properties", {}) if pointer else {}


def _error_details(exchange: Exchange, response: Response) -> Iterator[Deviation]:
    """The details that the code of a refusal is documented to come with, where there are details at all."""
    place = exchange.operation.error_envelope.get("details") if exchange.operation else None
    details: Any = get(exchange.json, place) if place else None
    code = exchange.error_code
    documented = response.error_codes.get(code or "", {}).get("details", ())
    for name in documented if isinstance(details, dict) else ():
        if name not in details:
            pointer = child(response.pointer, "x-error-codes", code or "", "details")
            where = f"response {exchange.status} body {place}/{name}"
            yield Deviation("missing-detail", "breaking", where, f"present, with {code}", "absent", pointer)


def _placed(deviation: Deviation, exchange: Exchange) -> Deviation:
    return replace(deviation, place=f"response {exchange.status} body {deviation.place or '/'}")


def _undocumented_status(exchange: Exchange, operation: Operation, request: Reading) -> Iterator[Deviation]:
    """An undocumented status is drift unless it refuses something that is published nowhere."""
    if operation.response(exchange.status) or (exchange.status >= 400 and request.odd):
        return
    expected = "one of " + ", ".join(operation.responses)
    pointer = f"{operation.pointer}/responses"
    place = f"response {exchange.status}"
    yield Deviation("status", "breaking", place, expected, str(exchange.status), pointer)


def _verdict_on_request(exchange: Exchange, operation: Operation, request: Reading) -> Iterator[Deviation]:
    if not exchange.authentic or request.odd:
        return
    if exchange.succeeded:
        for limit in request.broken:
            observed = f"accepted with {exchange.status}" + (f", {limit.sent} was sent" if limit.sent else "")
            yield Deviation(
                "limit", "breaking", limit.place, f"{limit.expected}, else refused", observed, limit.pointer
            )
    elif exchange.status >= 500 and operation.response(exchange.status):
        pointer = operation.success.pointer
        expected = "a refusal" if request.broken else operation.success.status
        yield Deviation("server-error", "breaking", "response status", expected, str(exchange.status), pointer)


def _headers(exchange: Exchange, response: Response) -> Iterator[Deviation]:
    for name in response.required_headers:
        if name not in exchange.headers:
            place = f"response {exchange.status} header {name}"
            yield Deviation("missing-header", "breaking", place, "present", "absent", response.pointer)


def _notices(exchange: Exchange, operation: Operation) -> Iterator[Deviation]:
    for name in NOTICES:
        if name in exchange.headers:
            observed = describe(exchange.headers[name])
            place = f"response header {name}"
            yield Deviation("notice", "additive", place, "no such notice", observed, operation.pointer)


def _body_in_words(exchange: Exchange) -> str:
    if not exchange.body:
        return exchange.body_problem or "empty"
    problem, media_type = exchange.json.problem, exchange.headers.get("Content-Type", "no media type")
    return (
        f"{len(exchange.body)} bytes that are not JSON ({describe(media_type) if problem == 'not JSON' else problem})"
    )
