"""Method, path, server, headers and query of a page: its curl lines and what it declares."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from urllib.parse import parse_qsl, urlsplit

from contract_tests.docs.curl import Call
from contract_tests.docs.differences import in_words, undocumented
from contract_tests.docs.expected import Expected
from contract_tests.docs.facts import PlaceFacts, by_key
from contract_tests.docs.page import Page
from contract_tests.judging.finding import Deviation
from scripts.spec.operations import Operation
from scripts.spec.spec import Spec

_COMMON_HEADERS = ("/accept", "/user-agent", "/accept-encoding")
# What stands for a server in a sample: `$BASE_URL`, `${BASE_URL}`, `{{baseUrl}}`, `<BASE_URL>`.
_VARIABLE = re.compile(r"(?:\$\{?\w+\}?|\{\{[^}]*\}\}|<[^>]*>)(?=/)")
_UNREADABLE, _MISSING = ("not-readable", "a shell cannot read it"), ("missing-sample", "none on the page")


def same_path(theirs: str, ours: str) -> bool:
    """Whether two templates mean the same path; theirs may be a URL, or begin with an API prefix such as `/v1`."""
    path, end = _unnamed(re.sub(r"^\w+://[^/]*", "", theirs)), _unnamed(ours)
    prefix = path.removesuffix(end)
    return path.endswith(end) and (not prefix or re.search(r"/v\d+$", prefix) is not None)


def call_deviations(spec: Spec, ours: Expected, page: Page) -> Iterator[Deviation]:
    """Everything in a page's curl lines, and in what it declares, that the spec has otherwise."""
    operation = ours.operation
    method, _, path = (page.declared or "").partition(" ")
    if path and (method != operation.method or not same_path(path, operation.path)):
        yield _other_operation("declared", operation, f"{method} {path}")
    if page.broken_calls or not page.calls:
        kind, observed = _UNREADABLE if page.broken_calls else _MISSING
        yield Deviation(kind, "additive", "/request/sample curl", "a curl line", observed, operation.pointer)
    targets = [(call, *_target(spec, call)) for call in page.calls]
    own = any(target == operation for _, target, _ in targets)
    for call, target, server in targets:
        if target == operation:
            yield from _differences(spec, ours, call, server)
        elif target is None or not own:
            yield _other_operation("call", operation, f"{call.method} {urlsplit(call.url).path}")


def _unnamed(path: str) -> str:
    """A path template without the names of its parameters."""
    return re.sub(r"\{[^}]*\}|(?<=/):\w+", "{}", path.split("?")[0].rstrip("/")) or "/"


def _other_operation(what: str, operation: Operation, observed: str) -> Deviation:
    kind = "path" if observed.partition(" ")[0] == operation.method else "method"
    expected = f"{operation.method} {operation.path}"
    return Deviation(kind, "breaking", f"/operation {what}", expected, observed, operation.pointer)


def _servers(spec: Spec) -> list[str]:
    return [str(server["url"]).rstrip("/") for server in spec.root["servers"]]


def _target(spec: Spec, call: Call) -> tuple[Operation, str] | tuple[None, str]:
    """The operation that a call is for, and the server that the call names; a variable stands for one of ours."""
    ours = _servers(spec)
    if variable := _VARIABLE.match(call.url):
        starts = [*(base.removesuffix(urlsplit(base).path) for base in ours), *ours]
        urls = [start + call.url[variable.end() :] for start in starts]
        call = replace(call, url=next((url for url in urls if url.startswith(f"{ours[0]}/")), call.url))
    parts = urlsplit(call.url)
    origin = f"{parts.scheme}://{parts.netloc}"
    bases = [server for server in ours if call.url.startswith(f"{server}/")]
    bases += [origin + parts.path[: slash.start()] for slash in re.finditer("/", parts.path)]
    for base in bases:
        if found := spec.match(call.method, (origin + parts.path).removeprefix(base)):
            return found[0], base
    return None, origin


def _differences(spec: Spec, ours: Expected, call: Call, server: str) -> Iterator[Deviation]:
    """Everything in a call of the page's own operation that the spec has otherwise."""
    pointer = ours.operation.pointer
    if server not in _servers(spec):
        yield Deviation("server", "breaking", "/operation server", " or ".join(_servers(spec)), server, "/servers")
    for name, _ in parse_qsl(urlsplit(call.url).query, keep_blank_values=True):
        if f"/request/query/{name}" not in ours.facts:
            yield undocumented("parameter", f"/request/query/{name} curl", {}, "in a curl line", pointer)
    documented = by_key(ours.facts)
    sent = by_key({f"/request/header/{name}": value for name, value in call.headers.items()})
    for key, (place, value) in sent.items():
        if key in documented:
            yield from _header_differences(place, value, documented[key][1])
        elif not key.endswith(_COMMON_HEADERS):
            yield undocumented("header", f"{place} curl", {}, "in a curl line", pointer)
    starts = [str(one["x-environment"]["key-prefix"]) for one in spec.root["servers"]]
    key = call.headers.get("Authorization", "").removeprefix("Bearer ")
    if key.startswith("sk_") and not any(key.startswith(one) or one.startswith(key.rstrip(".")) for one in starts):
        place = "/request/header/Authorization key"
        yield Deviation("key-prefix", "breaking", place, " or ".join(starts), key, "/servers")
    if "/request/header/authorization" in documented and "/request/header/authorization" not in sent:
        place = "/request/header/Authorization curl"
        yield Deviation("missing-header", "additive", place, "in the curl line", "absent", pointer)


def _header_differences(place: str, value: str, documented: PlaceFacts) -> Iterator[Deviation]:
    """The difference between a header that a curl line sends and the scheme or media type that the spec names."""
    for kind, end in (("scheme", " "), ("media-types", ";")):
        allowed, sent = documented.facts.get(kind), value.partition(end)[0].strip().lower()
        if allowed is not None and sent not in ([allowed] if isinstance(allowed, str) else allowed):
            yield Deviation(kind, "breaking", f"{place} curl", in_words(allowed), sent, documented.pointer)
