"""Mutants of what surrounds a body: status, media type, headers, and bodies that are no JSON at all."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import count

from contract_tests.mutants.mutant import Mutant, changed
from contract_tests.mutants.shapes import Pair, reachable
from contract_tests.mutants.wire import Answer, Call, Refuse, Rewrite, refusal
from contract_tests.spec import Operation, Spec

HTML = b"<!doctype html><html><body>Service</body></html>"
NOTICES = {
    "Deprecation": "@1767225600",
    "Sunset": "Fri, 01 Jan 2027 00:00:00 GMT",
    "Warning": '299 - "Use the new version"',
}
UNDOCUMENTED_SUCCESS, UNDOCUMENTED_REFUSAL = (202, 418), (422,)
RATE_LIMITED_EVERY = 15


def answer_mutants(spec: Spec) -> Iterator[Mutant]:
    """Every mutant of the frame of every reachable answer."""
    for pair in reachable(spec):
        yield from _statuses(spec, pair)
        yield from _media_types(spec, pair)
        yield from _bodies(spec, pair)
        yield from _headers(spec, pair)
    for operation in spec.operations.values():
        yield from _gone(spec, operation)
        yield from _rate_limits(spec, operation)
        yield from _notices(spec, operation)


def _statuses(spec: Spec, pair: Pair) -> Iterator[Mutant]:
    succeeded, status = pair.response is pair.operation.success, pair.response.status
    documented = [one for one in (400, 403, 404, 500) if one in pair.operation.responses and one != status]
    others = [documented[0], *UNDOCUMENTED_SUCCESS] if succeeded else [documented[0], *UNDOCUMENTED_REFUSAL]
    # Where nothing can be reached without an operation, its failing is an outage and no drift.
    if succeeded and pair.operation.parameters_in("path"):
        others.append(500)
    for other in [*others, *([200] if status == 201 else [])]:
        yield _framed(spec, pair, "status", f"with status {other}", _status(other))


def _media_types(spec: Spec, pair: Pair) -> Iterator[Mutant]:
    yield _framed(spec, pair, "media type", "as text/plain", _media_type("text/plain"))
    yield _framed(spec, pair, "media type", "without a media type", _without("content-type"))


def _bodies(spec: Spec, pair: Pair) -> Iterator[Mutant]:
    def html(call: Call, answer: Answer) -> None:
        answer.body, answer.headers["content-type"] = HTML, "text/html"

    def mislabelled(call: Call, answer: Answer) -> None:
        answer.body = HTML

    def empty(call: Call, answer: Answer) -> None:
        answer.body = b""

    def truncated(call: Call, answer: Answer) -> None:
        answer.body = answer.body[: len(answer.body) * 2 // 3]

    bodies = {"an HTML page": html, "empty": empty, "truncated": truncated}
    if pair.response is pair.operation.success:
        bodies["HTML labelled as JSON"] = mislabelled
    for label, rewrite in bodies.items():
        yield _framed(spec, pair, "no JSON", label, rewrite)


def _headers(spec: Spec, pair: Pair) -> Iterator[Mutant]:
    for name, header in pair.response.headers.items():
        if header.get("required"):
            yield _framed(spec, pair, "header", f"without {name}", _without(name))
        yield _framed(spec, pair, "header", f"with a malformed {name}", _with(name, "maybe", only_present=True))


def _gone(spec: Spec, operation: Operation) -> Iterator[Mutant]:
    """An operation that was retired. Where nothing else can be reached without it, a run rightly cannot run."""
    if not operation.parameters_in("path"):
        return

    def gone(call: Call, answer: Answer) -> None:
        answer.status, answer.json = 404, refusal(404, "RESOURCE_NOT_FOUND").json

    app = changed(spec, rewrite=gone, operation_id=operation.id, status=operation.success.status)
    yield Mutant(f"{operation.id} gone", "operation", (operation.id,), "every call that should succeed gets 404", app)


def _rate_limits(spec: Spec, operation: Operation) -> Iterator[Mutant]:
    if "Retry-After" not in operation.responses[429].headers:
        return
    for label, headers in {
        "without Retry-After": {},
        "with a malformed Retry-After": {"retry-after": "soon"},
    }.items():
        app = changed(spec, refuse=rate_limiting(RATE_LIMITED_EVERY, headers), operation_id=operation.id)
        yield Mutant(f"{operation.id} 429 {label}", "header", (operation.id,), f"some calls get 429 {label}", app)


def rate_limiting(every: int, headers: dict[str, str]) -> Callable[[], Refuse]:
    """What makes a server answer 429 to the third call and to each `every`-th after it."""

    def start() -> Refuse:
        calls = count(1)
        return lambda call: refusal(429, "RATE_LIMITED", headers) if next(calls) % every == 3 % every else None

    return start


def _notices(spec: Spec, operation: Operation) -> Iterator[Mutant]:
    for name, value in NOTICES.items():
        app = changed(spec, rewrite=_with(name, value), operation_id=operation.id, status=operation.success.status)
        yield Mutant(f"{operation.id} {name}", "notice", (operation.id,), f"answers carry a {name} header", app)


def _framed(spec: Spec, pair: Pair, kind: str, label: str, rewrite: Rewrite) -> Mutant:
    operation_id, status = pair.operation.id, pair.response.status
    app = changed(spec, rewrite=rewrite, operation_id=operation_id, status=status)
    return Mutant(f"{pair} {label}", kind, (operation_id,), f"{pair} comes {label}", app)


def _status(other: int) -> Rewrite:
    def rewrite(call: Call, answer: Answer) -> None:
        answer.status = other

    return rewrite


def _media_type(value: str) -> Rewrite:
    return _with("content-type", value)


def _with(name: str, value: str, *, only_present: bool = False) -> Rewrite:
    def rewrite(call: Call, answer: Answer) -> None:
        if name.lower() in answer.headers or not only_present:
            answer.headers[name.lower()] = value

    return rewrite


def _without(name: str) -> Rewrite:
    def rewrite(call: Call, answer: Answer) -> None:
        answer.headers.pop(name.lower(), None)

    return rewrite
