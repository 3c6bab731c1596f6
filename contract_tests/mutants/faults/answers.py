"""Mutants of what surrounds a body: status, media type, headers, and bodies that are no JSON at all."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from contract_tests.mutants.change import Change
from contract_tests.mutants.mutant import Mutant, fault, reachable
from contract_tests.mutants.rewrites import has_header, header, no_header, status, when
from contract_tests.mutants.wire import Answer, Call, Rewrite, rate_limiting, refusal
from scripts.spec.operations import Operation, Response
from scripts.spec.spec import Spec

HTML = b"<!doctype html><html><body>Service</body></html>"
NOTICES = {
    "Deprecation": "@1767225600",
    "Sunset": "Fri, 01 Jan 2027 00:00:00 GMT",
    "Warning": '299 - "Use the new version"',
}
UNDOCUMENTED_SUCCESS, UNDOCUMENTED_REFUSAL = (202, 418), (422,)
RATE_LIMITED_EVERY = 15
RATE_LIMITS: dict[str, dict[str, str]] = {
    "without Retry-After": {},
    "with a malformed Retry-After": {"retry-after": "soon"},
}


def mutants(spec: Spec) -> Iterator[Mutant]:
    """Every mutant of the frame of every reachable answer."""
    for operation, response in reachable(spec):
        for kind, label, rewrite in _frames(operation, response):
            what, name = f"{operation.id} {response.status} comes {label}", f"{response.status} {label}"
            yield fault(operation, kind, what, rewrite, name=name, response=response)
    for operation in spec.operations.values():
        # Where nothing else can be reached without an operation that was retired, a run rightly cannot run.
        if operation.parameters_in("path"):
            yield fault(operation, "operation", "every call that should succeed gets 404", _gone, name="gone")
        if "Retry-After" in operation.responses["429"].headers:
            for label, headers in RATE_LIMITS.items():
                limited = Change(refuse=rate_limiting(RATE_LIMITED_EVERY, headers))
                yield fault(operation, "header", f"some calls get 429 {label}", limited, name=f"429 {label}")
        for name, value in NOTICES.items():
            yield fault(operation, "notice", f"answers carry a {name} header", header(name, value), name=name)


def _frames(operation: Operation, response: Response) -> Iterator[tuple[str, str, Rewrite]]:
    """Kind, label and rewrite of each mutant of an answer."""
    for other in _other_statuses(operation, response):
        yield "status", f"with status {other}", status(other)
    if response.schema:
        yield from _contents(operation, response)
    for name, pointer in response.headers.items():
        if operation.document.at(pointer).get("required"):
            yield "header", f"without {name}", no_header(name)
        yield "header", f"with a malformed {name}", when(has_header(name), header(name, "maybe"))


def _contents(operation: Operation, response: Response) -> Iterator[tuple[str, str, Rewrite]]:
    yield "media type", "as text/plain", header("content-type", "text/plain")
    yield "media type", "without a media type", no_header("content-type")
    yield "no JSON", "an HTML page", _body(lambda body: HTML, "text/html")
    yield "no JSON", "empty", _body(lambda body: b"")
    yield "no JSON", "truncated", _body(lambda body: body[: len(body) * 2 // 3])
    if response is operation.success:
        yield "no JSON", "HTML labelled as JSON", _body(lambda body: HTML)


def _other_statuses(operation: Operation, response: Response) -> Iterator[int]:
    refusals = (400, 403, 404, 500)
    yield next(one for one in refusals if str(one) in operation.responses and str(one) != response.status)
    if response is not operation.success:
        yield from UNDOCUMENTED_REFUSAL
        return
    if operation.promises_status:
        yield from UNDOCUMENTED_SUCCESS
    # Where nothing can be reached without an operation, its failing is an outage and no drift.
    if operation.parameters_in("path"):
        yield 500
    if response.status == "201":
        yield 200


def _body(change: Callable[[bytes], bytes], media_type: str = "") -> Rewrite:
    def rewrite(call: Call, answer: Answer) -> None:
        answer.body = change(answer.body)
        if media_type:
            answer.headers["content-type"] = media_type

    return rewrite


def _gone(call: Call, answer: Answer) -> None:
    answer.status, answer.json = 404, refusal(404, "RESOURCE_NOT_FOUND").json
