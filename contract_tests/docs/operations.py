"""Method, path, server, headers and query of a page: its curl lines, what it declares, and what it refers to."""

from __future__ import annotations

import re
from collections.abc import Iterator
from urllib.parse import parse_qsl, urlsplit

from contract_tests.docs.curl import Call
from contract_tests.docs.differences import in_words
from contract_tests.docs.expected import Expected
from contract_tests.docs.page import Page
from contract_tests.docs.places import Said, key_of
from contract_tests.drift.finding import Deviation
from contract_tests.spec import Operation, Spec

_COMMON_HEADERS = ("accept", "user-agent", "accept-encoding")


def normalised(path: str) -> str:
    """A path template without the names of its parameters."""
    return re.sub(r"\{[^}]*\}|(?<=/):\w+", "{}", path.split("?")[0].rstrip("/")) or "/"


def same_path(theirs: str, ours: str) -> bool:
    """Whether two templates mean the same path; theirs may be a URL, or begin with an API prefix such as `/v1`."""
    path = normalised(re.sub(r"^\w+://[^/]*", "", theirs))
    prefix = path.removesuffix(normalised(ours))
    return path.endswith(normalised(ours)) and (not prefix or re.search(r"/v\d+$", prefix) is not None)


def deviations(spec: Spec, told: Expected, page: Page) -> Iterator[Deviation]:
    """Everything in a page's curl lines and references that the spec has otherwise."""
    operation = told.operation
    declared = page.facts.get("/operation", {}).get("declared")
    if declared and not _declares(declared, operation):
        yield _operation("declared", operation, declared)
    if page.broken_calls:
        place = "documentation /request/sample curl"
        yield Deviation("not-readable", "additive", place, "a curl line", "a shell cannot read it", operation.pointer)
    elif not page.calls:
        place = "documentation /request/sample curl"
        yield Deviation("missing-sample", "additive", place, "a curl line", "none on the page", operation.pointer)
    targets = [(call, *_target(spec, call)) for call in page.calls]
    own = any(target == operation for _, target, _ in targets)
    for call, target, server in targets:
        if target == operation:
            yield from _call(spec, told, call, server)
        elif target is None or not own:
            yield _operation("call", operation, f"{call.method} {urlsplit(call.url).path}")
    for place in page.facts:
        if place.startswith("/mentions/"):
            method, _, path = place.removeprefix("/mentions/").partition(" ")
            if not any(other.method == method and same_path(path, other.path) for other in spec.operations.values()):
                yield Deviation(
                    "undocumented-operation", "additive", f"documentation {place}", "in the spec", "not in it", "/paths"
                )


def _declares(declared: str, operation: Operation) -> bool:
    method, _, path = declared.partition(" ")
    return method == operation.method and same_path(path, operation.path)


def _operation(what: str, operation: Operation, observed: str) -> Deviation:
    method = observed.partition(" ")[0]
    kind = "method" if method != operation.method else "path"
    told = f"{operation.method} {operation.path}"
    return Deviation(kind, "breaking", f"documentation /operation {what}", told, observed, operation.pointer)


def _servers(spec: Spec) -> list[str]:
    return [str(server["url"]).rstrip("/") for server in spec.document["servers"]]


def _target(spec: Spec, call: Call) -> tuple[Operation, str] | tuple[None, str]:
    """The operation that a call is for, and the server that the call names."""
    parts = urlsplit(call.url)
    origin = f"{parts.scheme}://{parts.netloc}"
    bases = [server for server in _servers(spec) if call.url.startswith(f"{server}/")]
    bases += [origin + parts.path[: slash.start()] for slash in re.finditer("/", parts.path)]
    for base in bases:
        if found := spec.match(call.method, (origin + parts.path).removeprefix(base)):
            return found[0], base
    return None, origin


def _call(spec: Spec, told: Expected, call: Call, server: str) -> Iterator[Deviation]:
    operation = told.operation
    if server not in _servers(spec):
        place = "documentation /operation server"
        yield Deviation("server", "breaking", place, " or ".join(_servers(spec)), server, "/servers")
    for name, _ in parse_qsl(urlsplit(call.url).query, keep_blank_values=True):
        if f"/request/query/{name}" not in told.facts:
            yield _undocumented("parameter", f"/request/query/{name} curl", operation)
    known = {key_of(place): said for place, said in told.facts.items()}
    sent = {f"/request/header/{name.lower()}": (name, value) for name, value in call.headers.items()}
    for key, (name, value) in sent.items():
        if key in known:
            yield from _header_value(name, value, known[key])
        elif name.lower() not in _COMMON_HEADERS:
            yield _undocumented("header", f"/request/header/{name} curl", operation)
    if "/request/header/authorization" in known and "/request/header/authorization" not in sent:
        place = "documentation /request/header/Authorization curl"
        yield Deviation("missing-header", "additive", place, "in the curl line", "absent", operation.pointer)


def _header_value(name: str, value: str, said: Said) -> Iterator[Deviation]:
    """The difference between a header that a curl line sends and the scheme or media type that the spec names."""
    for kind, end in (("scheme", " "), ("media-types", ";")):
        allowed, held = said.facts.get(kind), value.partition(end)[0].strip().lower()
        if allowed is not None and held not in ([allowed] if isinstance(allowed, str) else allowed):
            yield Deviation(
                kind, "breaking", f"documentation /request/header/{name} curl", in_words(allowed), held, said.pointer
            )


def _undocumented(noun: str, place: str, operation: Operation) -> Deviation:
    where = f"documentation {place}"
    return Deviation(f"undocumented-{noun}", "additive", where, "not in the spec", "in a curl line", operation.pointer)
